//! A page breaks a paragraph into lines and extraction keeps the breaks, with blank lines where the extractor saw gaps.
//!
//! Where a paragraph ends shows in the lines themselves. A line within a paragraph is full: the first
//! word of the next one would not have fit after it. The last one seldom is, and ends a sentence. So the
//! width of every line is estimated from its letters and compared with that of the lines about it. Blank
//! lines say nothing by themselves: some extractors put one after every line, some before the last line
//! of a paragraph, some none. Where in a text they stand after short lines and not after full ones, they
//! decide what width leaves open.

mod column;
mod rows;

use std::ops::Range;

use crate::arabic::LineGate;
use crate::edit::{Confidence, Edits, Reason};
use crate::pass::Pass;
use crate::text::Text;

use column::Column;
use rows::{rows, End, Row};

/// Puts the lines of a paragraph together, with one space for each end of line (`line-joined`).
///
/// Every edit is [`Probable`](Confidence::Probable). Lists, verse, tables, headings and short lines stay
/// as they are, and so does a text that is paragraphs already; lines that are not Arabic are not joined.
/// Blank lines and the end of a page within a paragraph go with the end of its line. Changes white
/// space only. O(length).
///
/// ```
/// use tanqih::{passes::Paragraphs, Confidence, Pipeline};
/// let page = "افتتحت بلدية المدينة، صباح أمس، مكتبة عامة\nجديدة في الحي القديم بحضور عدد كبير من\n\
///     السكان، وقالت مديرة المكتبة إن المجموعة\nتضم آلاف الكتب والمخطوطات القديمة التي\nجمعت على مر السنين.\n\
///     وكان البناء قد شيد قبل قرن من الزمان ثم\nأهمل طويلا.";
/// let pipeline = Pipeline::new().floor(Confidence::Probable).pass(Paragraphs);
/// assert_eq!(pipeline.clean(page).lines().count(), 2);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Paragraphs;

const JOINED: Reason = Reason::new("line-joined");

impl Pass for Paragraphs {
    fn name(&self) -> &'static str {
        "paragraphs"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have('\n') || !text.may_have_in('\u{0621}'..='\u{06FF}') {
            return;
        }
        let Some(cut) = may_be_cut(text) else { return };
        let rows = rows(text, cut);
        let columns = column::columns(&rows);
        let habits = Habits::of(&rows, &columns);
        let mut gate = LineGate::new(text.as_str());
        let mut is_arabic = |row: &Row| gate.at(row.start).is_arabic();
        for (at, pair) in rows.windows(2).enumerate() {
            let Some(column) = columns[at] else { continue };
            if joined(column, &pair[0], &pair[1], habits) && is_arabic(&pair[0]) && is_arabic(&pair[1]) {
                edits.replace(pair[0].end..pair[1].start, " ", JOINED, Confidence::Probable);
            }
        }
    }
}

/// The part of the text whose lines may be cut to a width, by their length in bytes alone: this is all that a
/// text of whole paragraphs costs.
fn may_be_cut(text: &Text<'_>) -> Option<Range<usize>> {
    // Lines of one column are about as long, and most do not end as sentences do.
    let mut found = [(0, 0); HITS];
    let mut part: Option<Range<usize>> = None;
    let mut before = 0;
    for (at, line) in text.lines().filter(|line| line.text().len() > SHORT).enumerate() {
        let length = line.text().len();
        let alike = length * 20 >= before * 17 && before * 20 >= length * 17;
        before = length;
        if !alike || length > LONG || rows::stops(line.text()) {
            continue;
        }
        found.rotate_right(1);
        found[0] = (at + 1, line.start());
        let (first, start) = found[HITS - 1];
        if first > 0 && at - first < column::AROUND {
            part = Some(part.map_or(start, |part| part.start)..line.end());
        }
    }
    let part = part?;
    let source = text.as_str().as_bytes();
    let ends = |&(_, &byte): &(usize, &u8)| byte == b'\n';
    let before = source[..part.start].iter().enumerate().rev().filter(ends).nth(column::FAR);
    let after = source[part.end..].iter().enumerate().filter(ends).nth(column::FAR);
    Some(before.map_or(0, |(at, _)| at + 1)..after.map_or(source.len(), |(at, _)| part.end + at))
}

/// Bytes of a line that is too short to tell, and of one that is no line of a page.
const SHORT: usize = 40;
const LONG: usize = 800;
/// Lines of one length, close to each other, that say more than chance.
const HITS: usize = 4;

/// What a text shows of its paragraphs, where lines are plainly inside one or plainly its last.
#[derive(Clone, Copy, Debug, Default)]
struct Habits {
    /// A blank line parts paragraphs.
    blanks_part: bool,
    /// Paragraphs are parted by a blank line.
    parted_by_blanks: bool,
    /// Paragraphs are long: a sentence that ends with its line is seldom the last of one.
    long: bool,
}

impl Habits {
    fn of(rows: &[Row], columns: &[Option<Column>]) -> Habits {
        // Full lines in the middle of a sentence, short ones at its end; and those with a blank line after.
        let (mut full, mut full_blank, mut short, mut short_blank) = (0, 0, 0, 0);
        for (pair, column) in rows.windows(2).zip(columns) {
            let Some(column) = column.filter(|_| pair[1].pages == 0) else { continue };
            let blank = usize::from(pair[1].blanks > 0);
            match (column.fills(&pair[0], &pair[1]), pair[0].ends) {
                (true, End::Open | End::Plain) => (full, full_blank) = (full + 1, full_blank + blank),
                (false, End::Stop) => (short, short_blank) = (short + 1, short_blank + blank),
                _ => {}
            }
        }
        Habits {
            blanks_part: full >= 4 && full_blank * 10 <= full,
            parted_by_blanks: short >= 2 && short_blank * 10 >= short * 8,
            long: full >= 12 && full >= short * 5,
        }
    }
}

/// Whether two lines are of one paragraph.
fn joined(column: Column, line: &Row, next: &Row, habits: Habits) -> bool {
    if line.alone || next.alone || next.item || next.apart || column.exceeds(line) {
        return false;
    }
    let share = column.share(line, next);
    let blank = next.pages == 0 && next.blanks > 0;
    let parted = blank && habits.blanks_part;
    match line.ends {
        End::Plain => share >= if parted { 97 } else { 88 },
        End::Open => share >= if parted { 90 } else { 60 },
        // A sentence may end at the end of a line, and a paragraph may fill its last one.
        End::Stop => {
            let inside = !blank && next.pages == 0 && habits.parted_by_blanks || habits.long && !parted;
            share >= 97 && inside
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().floor(Confidence::Probable).pass(Paragraphs).clean(text).into_owned()
    }

    const FIRST: &str =
        "افتتحت بلدية المدينة، صباح أمس، مكتبة عامة جديدة في الحي القديم بحضور عدد كبير من السكان. \
        وقالت مديرة المكتبة إن المجموعة تضم آلاف الكتب والمخطوطات التي جمعت على مر السنين من بيوت المدينة \
        ومساجدها، وإن القاعات تتسع لمئات القراء في اليوم الواحد.";
    const SECOND: &str =
        "وكان البناء قد شيد قبل قرن من الزمان، ثم أهمل طويلا قبل أن تبدأ أعمال الترميم في العام \
        الماضي. ويقول المهندس الذي أشرف على العمل إن الجدران القديمة بقيت كما هي، وإن السقف وحده استبدل به \
        سقف من خشب الأرز.";

    /// Lines as wide as about this many letters, at most.
    fn wrap(paragraph: &str, letters: u32) -> String {
        let mut lines: Vec<String> = vec![String::new()];
        for word in paragraph.split_whitespace() {
            let line = lines.last_mut().unwrap();
            if !line.is_empty() && rows::width(&format!("{line} {word}")) * 2 > letters * 9 {
                lines.push(word.to_owned());
            } else {
                *line = format!("{line} {word}").trim().to_owned();
            }
        }
        lines.join("\n")
    }

    #[test]
    fn lines_become_paragraphs() {
        for letters in [40, 52, 61] {
            let page = format!("{}\n{}", wrap(FIRST, letters), wrap(SECOND, letters));
            assert_eq!(clean(&page), format!("{FIRST}\n{SECOND}"));
        }
    }

    #[test]
    fn blank_lines_mean_nothing() {
        let wrapped = format!("{}\n{}", wrap(FIRST, 50), wrap(SECOND, 50));
        let after_every_line = wrapped.replace('\n', "\n\n");
        assert_eq!(clean(&after_every_line), format!("{FIRST}\n\n{SECOND}"));
        let (head, tail) = wrapped.rsplit_once('\n').unwrap();
        assert_eq!(clean(&format!("{head}\n\n{tail}")), format!("{FIRST}\n{SECOND}"));
    }

    #[test]
    fn a_paragraph_goes_on_over_the_page() {
        let wrapped = format!("{}\n{}", wrap(FIRST, 50), wrap(SECOND, 50));
        let (head, tail) = wrapped.split_at(wrapped.match_indices('\n').nth(2).unwrap().0);
        assert_eq!(clean(&format!("{head}\u{c}{}", &tail[1..])), format!("{FIRST}\n{SECOND}"));
    }

    #[test]
    fn paragraphs_lists_and_verse_stay() {
        let verse = "قفا نبك من ذكرى حبيب ومنزل\nبسقط اللوى بين الدخول فحومل\nفتوضح فالمقراة لم يعف رسمها\n\
            لما نسجتها من جنوب وشمأل\nترى بعر الأرآم في عرصاتها\nوقيعانها كأنه حب فلفل\n\
            كأني غداة البين يوم تحملوا\nلدى سمرات الحي ناقف حنظل\nوقوفا بها صحبي علي مطيهم\nيقولون لا تهلك أسى وتجمل";
        let list =
            "1- مراجعة السياسات المالية والنقدية في المدينة\n2- دعم المشاريع الصغيرة والمتوسطة في الريف\n\
            3- تطوير التعليم في جميع مدارس المحافظة كلها\n4- بناء الطرق التي تصل القرى بعضها ببعض، ثم\n\
            5- توسيع شبكة المياه في الأحياء القديمة منها\n6- إنشاء مكتبة عامة في كل حي من أحياء المدينة";
        let paragraphs = format!("{FIRST}\n{SECOND}\n").repeat(8);
        for text in [verse, list, &paragraphs] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn a_heading_stays_apart() {
        let page = format!("مكتبة جديدة في الحي\n{}\n{}", wrap(FIRST, 50), wrap(SECOND, 50));
        assert_eq!(clean(&page), format!("مكتبة جديدة في الحي\n{FIRST}\n{SECOND}"));
    }
}
