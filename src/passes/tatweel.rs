//! Justified PDFs stretch words with tatweel (U+0640); this pass takes the stretching out and leaves the tatweel that means something.
//!
//! Stretching stands between two letters that join; kashida justification knows no other place. So
//! a run there goes. A run at the edge of a word is the writer's more often than not:
//! - `1442هـ`, `(هـ)`, `أـ` name a letter by its initial shape;
//! - `بـ«غراد»`, `لـ100`, `وبـIBM`, `الـ 50`, `لـ جائزة` part a prefix from what it does not join;
//! - a tatweel that carries a mark (`ـٰ`, `ـَ`) is the mark's seat;
//! - a tatweel by itself is a dash, a row of them a rule or a blank to fill in.
//!
//! Justification gives every word of a line the same share, so on a stretched line the runs have
//! one length; a run of that length at a word's edge is what was cut from a word there.

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, joins_next, joins_previous, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Reason};
use crate::pass::Pass;
use crate::text::Text;

/// Removes stretching tatweel from lines of Arabic.
///
/// Between joining letters an edit is [`Certain`](Confidence::Certain); at the edge of a word
/// [`Strong`](Confidence::Strong) in a text that is stretched and [`Probable`](Confidence::Probable)
/// elsewhere, and between letters that do not join `Probable` (it may be a dash). Only tatweel is removed, nothing else. O(length); a text without tatweel is
/// not read.
///
/// ```
/// use tanqih::{passes::Tatweel, Pipeline};
/// let tatweel = Pipeline::new().pass(Tatweel);
/// assert_eq!(tatweel.clean("رئيــس الــوزراء عام 1442هـ"), "رئيس الوزراء عام 1442هـ");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Tatweel;

/// A tatweel that stretched a word.
const STRETCHED: Reason = Reason::new("tatweel");

impl Pass for Tatweel {
    fn name(&self) -> &'static str {
        "tatweel"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have(TATWEEL) {
            return;
        }
        let source = text.as_str();
        let stretched = text.lines_with("\u{640}").any(|line| share(line.text()).is_some());
        for line in text.lines_with("\u{640}") {
            if !Orthography::at(source, line.start()).is_arabic() {
                continue;
            }
            let line_is = Stretch { share: share(line.text()), stretched };
            for run in runs(line.text()) {
                if let Some(confidence) = run.judge(line_is) {
                    let start = line.start() + run.start;
                    edits.delete(start..start + run.len * TATWEEL.len_utf8(), STRETCHED, confidence);
                }
            }
        }
    }
}

/// How a line is stretched, and whether any line of its text is.
#[derive(Clone, Copy)]
struct Stretch {
    share: Option<usize>,
    stretched: bool,
}

impl Stretch {
    /// How sure it is that a run at a word's edge is stretching: writers put dashes there.
    fn at_edge(self) -> Confidence {
        if self.stretched {
            Confidence::Strong
        } else {
            Confidence::Probable
        }
    }
}

/// A run of tatweel and what stands on either side of it in the line.
struct Run<'t> {
    start: usize,
    /// In characters.
    len: usize,
    before: &'t str,
    after: &'t str,
}

fn runs(line: &str) -> impl Iterator<Item = Run<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + line[at..].find(TATWEEL)?;
        let after = line[start..].trim_start_matches(TATWEEL);
        at = line.len() - after.len();
        let len = (at - start) / TATWEEL.len_utf8();
        Some(Run { start, len, before: &line[..start], after })
    })
}

/// The length of the line's stretching: the one length that two runs or more inside words have,
/// and more than half of all such runs.
fn share(line: &str) -> Option<usize> {
    let mut counts = [0usize; 12];
    for run in runs(line).filter(Run::is_inside) {
        if let Some(count) = counts.get_mut(run.len) {
            *count += 1;
        }
    }
    let (len, &most) = counts.iter().enumerate().max_by_key(|(_, &count)| count)?;
    (most >= 2 && most * 2 > counts.iter().sum::<usize>()).then_some(len)
}

impl Run<'_> {
    /// The letter before the run, with marks skipped; marks are few, so the look back is bounded.
    fn letter_before(&self) -> Option<char> {
        self.before.chars().rev().take(8).find(|&c| !is_mark(c)).filter(|&c| is_letter(c))
    }

    fn letter_after(&self) -> Option<char> {
        self.after.chars().next().filter(|&c| is_letter(c))
    }

    fn is_inside(&self) -> bool {
        self.letter_before().is_some_and(joins_next) && self.letter_after().is_some_and(joins_previous)
    }

    /// How sure it is that the run goes; `None` when it stays.
    fn judge(&self, line: Stretch) -> Option<Confidence> {
        if self.after.chars().next().is_some_and(is_mark) {
            return None;
        }
        match (self.letter_before(), self.letter_after()) {
            (Some(before), Some(after)) if joins_next(before) && joins_previous(after) => {
                Some(Confidence::Certain)
            }
            (Some(_), Some(_)) => Some(Confidence::Probable),
            (Some(_), None) => self.judge_end(line),
            (None, Some(_)) => self.judge_start(line),
            (None, None) => None,
        }
    }

    /// A run after the last letter of a word.
    fn judge_end(&self, line: Stretch) -> Option<Confidence> {
        let next = self.after.chars().next();
        let ends = next.is_none_or(|c| c.is_whitespace() || is_stop(c));
        if !ends && !next.is_some_and(is_quote) {
            // A digit, Latin, a bracket, a dash: the run parts them from the prefix.
            return None;
        }
        let word = Head::of(self.before);
        if word.is("ه") || word.is("وه") {
            return None;
        }
        let cut = line.share == Some(self.len);
        // The sample of a shape, a list mark, a prefix that stands by itself.
        if word.len <= 1 || word.is_prefix() {
            return (cut && word.len > 1 && next.is_none()).then_some(Confidence::Strong);
        }
        let beyond = self.after.trim_start().chars().next();
        let parts = beyond.is_some_and(|c| is_quote(c) || is_digit(c) || c.is_ascii_alphanumeric());
        if parts && (word.ends_like_a_prefix() || word.len <= 3) {
            return None;
        }
        Some(line.at_edge()).filter(|_| cut || word.len > 2)
    }

    /// A run before the first letter of a word: a suffix quoted by itself (`ـون`), or a stray one.
    fn judge_start(&self, line: Stretch) -> Option<Confidence> {
        if self.before.chars().next_back().is_some_and(|c| !c.is_whitespace()) {
            return None;
        }
        let letters = self
            .after
            .chars()
            .filter(|&c| !is_mark(c) && c != TATWEEL)
            .take_while(|&c| is_letter(c))
            .take(4)
            .count();
        Some(line.at_edge()).filter(|_| line.share == Some(self.len) || letters > 3)
    }
}

/// The letters of a word up to a place, last first, as far as rules look.
struct Head {
    last_first: [char; 5],
    /// 6 stands for more than five.
    len: usize,
}

impl Head {
    fn of(before: &str) -> Self {
        let mut head = Head { last_first: [' '; 5], len: 0 };
        // Bounded, so that a line without a space stays linear.
        for c in before.chars().rev().take(24).filter(|&c| !is_mark(c) && c != TATWEEL) {
            if !is_letter(c) || head.len > 5 {
                break;
            }
            if let Some(place) = head.last_first.get_mut(head.len) {
                *place = c;
            }
            head.len += 1;
        }
        head
    }

    fn is(&self, word: &str) -> bool {
        self.len < 6 && word.chars().rev().eq(self.last_first[..self.len].iter().copied())
    }

    /// ب ل ك, the article, and both, with و or ف before.
    fn is_prefix(&self) -> bool {
        const PREFIXES: [&str; 8] = ["ب", "ل", "ك", "ال", "بال", "كال", "لل", "س"];
        PREFIXES.iter().any(|prefix| {
            let more = self.len - prefix.chars().count().min(self.len);
            let starts = prefix.chars().rev().eq(self.last_first.iter().copied().take(self.len - more));
            let first = self.last_first.get(self.len.wrapping_sub(1));
            starts && (more == 0 || more == 1 && matches!(first, Some('و' | 'ف')))
        })
    }

    fn ends_like_a_prefix(&self) -> bool {
        matches!(self.last_first[0], 'ب' | 'ل' | 'ك')
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '،' | '؛' | '.' | ':' | '؟' | '!' | '…' | '»' | '”' | ')' | ']')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '«' | '“' | '”' | '‘' | '(' | '[' | '{' | '﴿')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(Tatweel).clean(text)
    }

    #[test]
    fn stretching_goes() {
        for (raw, clear) in [
            ("مــن إيــران علــى وقــف الهجمــات", "من إيران على وقف الهجمات"),
            ("كِتَـــابٌ", "كِتَابٌ"),
            ("الإحصــاء مــن فقطـ تنقرض", "الإحصاء من فقط تنقرض"),
            ("وقــد قــال ـوبالتالي كان", "وقد قال وبالتالي كان"),
            ("القوات مــن شب\nــه العسكــرية فــي البــلد", "القوات من شب\nه العسكرية في البلد"),
            ("في المــدينة ســبعة وجــ", "في المدينة سبعة وج"),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn meaning_stays() {
        for text in [
            "سنة 1445هـ",
            "في 1442 هـ، الموافق",
            "الفقرة (هـ) من المادة وهـ هو الحرف",
            "بـ«غراد» ولـ100 شخص وبـIBM",
            "الـ 50 والـ84 وبالـ 22",
            "لـ \"نظام\" و بـ\"الوافي\" وبـ(الشافي)",
            "لـ جائزة للـ \"العالم\"",
            "أـ الباب الأول\nجـ – الثالث",
            "بغداد ـ طهران ـ بيروت",
            "الاسم: ـــــــــــ التاريخ",
            "المـُرتَفَقِ بـَـا هـٰذا",
            "اللاحقة ـون وـة للجمع",
            "كوفيدـ19",
            "چشمتـان و دلتـان که با ما بود",
            "يَـٰٓأَيُّهَا ٱلَّذِينَ",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }

    #[test]
    fn both_on_one_line() {
        let raw = "رئيــس بـ«غراد» ولـ100 شخــص وبـIBM عام 1445هـ";
        assert_eq!(clean(raw), "رئيس بـ«غراد» ولـ100 شخص وبـIBM عام 1445هـ");
    }

    #[test]
    fn a_dash_is_only_suggested() {
        for text in ["محمدـعلي في المدينة", "مكتب الإحصاءـ ويبدو أنه", "وقد قال ـوبالتالي كان"]
        {
            let cleaned = Pipeline::new().pass(Tatweel).run(text);
            assert!(cleaned.changes().is_empty());
            assert_eq!(cleaned.suggestions().len(), 1, "{text}");
        }
    }
}
