//! A page's header, footer and number are drawn apart from the text, and extraction puts them into it, in the middle of a sentence.
//!
//! What belongs to the page and not to the text shows by repetition: the same line stands at the same
//! edge of page after page, with the same numbers or with numbers that go up by one a page. Headers of
//! left and right pages alternate, so the page before and the one before that are compared.

use crate::arabic::digits;
use crate::edit::{Confidence, Edits, Reason};
use crate::pass::Pass;
use crate::text::{Text, View};

/// Deletes lines that repeat at the same edge of at least three pages (`running-line`), with the blank
/// lines after them.
///
/// Pages are parted by U+000C, as extractors emit it; a text without, or of two pages, is left alone.
/// Every edit is [`Probable`](Confidence::Probable). Deletes whole lines, nothing else. O(length).
///
/// ```
/// use tanqih::{passes::RunningLines, Confidence, Pipeline};
/// let pages = "تقرير\nوصل القطار إلى\n1\u{c}تقرير\nالمدينة قبل\n2\u{c}تقرير\nالظهر\n3";
/// let pipeline = Pipeline::new().floor(Confidence::Probable).pass(RunningLines);
/// assert_eq!(pipeline.clean(pages), "وصل القطار إلى\n\u{c}المدينة قبل\n\u{c}الظهر\n");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct RunningLines;

const RUNNING_LINE: Reason = Reason::new("running-line");

/// Lines of a page that are looked at, at its top and at its bottom.
const DEPTH: usize = 3;
/// Pages that a line must stand on.
const PAGES: usize = 3;
/// How many pages back the same line may stand: those of left and right pages alternate.
const BACK: usize = 2;

impl Pass for RunningLines {
    fn name(&self) -> &'static str {
        "running-lines"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have('\u{c}') || !text.may_have_in('\u{0621}'..='\u{06FF}') {
            return;
        }
        let mut before: [Option<Page<'_>>; BACK] = [None; BACK];
        for view in text.pages() {
            let Some(mut page) = Page::of(view) else { continue };
            page.compare(&before, edits);
            before.rotate_right(1);
            before[0] = Some(page);
        }
    }
}

/// The lines at both edges of a page, blank ones not counted.
#[derive(Clone, Copy)]
struct Page<'t> {
    top: [Option<Edge<'t>>; DEPTH],
    bottom: [Option<Edge<'t>>; DEPTH],
}

/// A line at an edge.
#[derive(Clone, Copy)]
struct Edge<'t> {
    line: View<'t>,
    /// Where the next line with text begins, or the page ends.
    until: usize,
    /// On how many pages up to this one it stands.
    pages: usize,
    /// The bytes of it on earlier pages that are not yet proposed.
    waiting: [(usize, usize); PAGES - 1],
}

impl<'t> Page<'t> {
    /// `None` for a page without text.
    fn of(page: View<'t>) -> Option<Page<'t>> {
        let mut top = [None; DEPTH];
        let mut last: [Option<Edge<'t>>; DEPTH] = [None; DEPTH];
        let mut lines = 0usize;
        for line in page.lines().filter(|line| !line.text().trim().is_empty()) {
            if let Some(before) = &mut last[0] {
                before.until = line.start();
            }
            if let Some(Some(before)) = lines.checked_sub(1).and_then(|before| top.get_mut(before)) {
                let before: &mut Edge<'t> = before;
                before.until = line.start();
            }
            let edge = Edge { line, until: page.end(), pages: 1, waiting: [(0, 0); PAGES - 1] };
            if lines < DEPTH {
                top[lines] = Some(edge);
            }
            last.rotate_right(1);
            last[0] = Some(edge);
            lines += 1;
        }
        if lines == 0 {
            return None;
        }
        // On a short page no line is at both edges.
        top.iter_mut().skip(lines.div_ceil(2)).for_each(|edge| *edge = None);
        last.iter_mut().skip(lines / 2).for_each(|edge| *edge = None);
        Some(Page { top, bottom: last })
    }

    fn compare(&mut self, before: &[Option<Page<'t>>; BACK], edits: &mut Edits<'_>) {
        for (back, earlier) in before.iter().enumerate() {
            let Some(earlier) = earlier else { continue };
            for (here, there) in [(&mut self.top, &earlier.top), (&mut self.bottom, &earlier.bottom)] {
                for edge in here.iter_mut().flatten().filter(|edge| edge.pages == 1) {
                    let same = |other: &&Edge<'t>| runs(other.line.text(), edge.line.text(), back + 1);
                    if let Some(other) = there.iter().flatten().find(same).copied() {
                        edge.follow(&other, edits);
                    }
                }
            }
        }
    }
}

impl Edge<'_> {
    /// This line stood on an earlier page.
    fn follow(&mut self, earlier: &Self, edits: &mut Edits<'_>) {
        self.pages = earlier.pages + 1;
        if self.pages < PAGES {
            self.waiting = earlier.waiting;
            self.waiting[earlier.pages - 1] = (earlier.line.start(), earlier.until);
            return;
        }
        if earlier.pages < PAGES {
            let mut waiting = earlier.waiting;
            waiting[earlier.pages - 1] = (earlier.line.start(), earlier.until);
            for (start, end) in waiting {
                edits.delete(start..end, RUNNING_LINE, Confidence::Probable);
            }
        }
        edits.delete(self.line.start()..self.until, RUNNING_LINE, Confidence::Probable);
    }
}

/// Whether two lines, the second `apart` pages after the first, are one running line: the same but for
/// white space and for numbers that go up with the pages.
fn runs(first: &str, second: &str, apart: usize) -> bool {
    let (mut a, mut b) = (Inked::new(first), Inked::new(second));
    let (mut letters, mut counts) = (0, false);
    loop {
        match (a.next(), b.next()) {
            (None, None) => return letters >= 2 || counts,
            (Some(Ink::Other(a)), Some(Ink::Other(b))) if a == b => letters += usize::from(a.is_alphabetic()),
            (Some(Ink::Number(a)), Some(Ink::Number(b))) if a == b => {}
            (Some(Ink::Number(a)), Some(Ink::Number(b))) if b == a.wrapping_add(apart as u64) => {
                counts = true
            }
            _ => return false,
        }
    }
}

#[derive(PartialEq, Eq)]
enum Ink {
    Number(u64),
    Other(char),
}

/// The characters of a line but white space, numbers as numbers.
struct Inked<'t> {
    rest: std::iter::Peekable<std::str::Chars<'t>>,
}

impl<'t> Inked<'t> {
    fn new(line: &'t str) -> Self {
        Inked { rest: line.chars().peekable() }
    }
}

impl Iterator for Inked<'_> {
    type Item = Ink;

    fn next(&mut self) -> Option<Ink> {
        let c = self.rest.find(|c| !c.is_whitespace())?;
        let Some(first) = digits::value(c) else { return Some(Ink::Other(c)) };
        let mut number = u64::from(first);
        while let Some(digit) = self.rest.peek().and_then(|&c| digits::value(c)) {
            number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
            self.rest.next();
        }
        Some(Ink::Number(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().floor(Confidence::Probable).pass(RunningLines).clean(text).into_owned()
    }

    #[test]
    fn headers_and_page_numbers_go() {
        let page = |number: usize, text: &str| {
            format!("تقرير المناخ السنوي\n\nالفصل {}\n{text}\n\nصفحة {number} من 4\n", number.div_ceil(2))
        };
        let texts = ["هطلت الأمطار", "ثم صحت السماء", "وعاد الناس", "إلى أعمالهم"];
        let pages: Vec<String> = texts.iter().enumerate().map(|(i, text)| page(i + 1, text)).collect();
        let cleaned = clean(&pages.join("\u{c}"));
        assert!(texts.iter().all(|text| cleaned.contains(text)));
        assert!(!cleaned.contains("تقرير") && !cleaned.contains("صفحة"), "{cleaned}");
    }

    #[test]
    fn left_and_right_pages_alternate() {
        let pages: Vec<String> = (1..=8)
            .map(|number| {
                let title = if number % 2 == 0 { "كتاب البحار" } else { "الباب الأول" };
                format!("{title} {number}\nسطر {}\nوآخر {}", number * 7, number * 11)
            })
            .collect();
        let cleaned = clean(&pages.join("\u{c}"));
        assert!(!cleaned.contains("البحار") && !cleaned.contains("الباب"), "{cleaned}");
        assert_eq!((cleaned.matches("سطر").count(), cleaned.matches("وآخر").count()), (8, 8));
    }

    #[test]
    fn text_that_repeats_by_chance_stays() {
        for text in [
            // Two pages prove nothing.
            "عنوان\nنص أول\u{c}عنوان\nنص ثان",
            // Numbers that do not count pages.
            "المادة 5\nنص أول\u{c}المادة 9\nنص ثان\u{c}المادة 12\nنص ثالث",
            "12\nنص أول\u{c}40\nنص ثان\u{c}7\nنص ثالث",
            // The same values in a table.
            "5\nنص أول\u{c}5\nنص ثان\u{c}5\nنص ثالث",
            "***\nنص أول\u{c}***\nنص ثان\u{c}***\nنص ثالث",
            // Another edge.
            "نص أول\nخاتمة\u{c}خاتمة\nنص ثان\u{c}نص ثالث\nخاتمة",
        ] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn a_page_of_one_line_keeps_its_end() {
        assert_eq!(clean("رأس\u{c}رأس\nنص\u{c}\u{c}رأس"), "\u{c}نص\u{c}\u{c}");
    }
}
