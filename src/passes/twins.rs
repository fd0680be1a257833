//! Some fonts store the yeh and kaf of Persian for those of Arabic: they look the same, and no search finds them.
//!
//! The twins are ی U+06CC, ک U+06A9, ە U+06D5, ہ U+06C1, ھ U+06BE and ۃ U+06C3. In Persian, Urdu, Kurdish and
//! their kin they are right, so nothing is touched but on lines that are Arabic by their other letters and
//! their words. There a kaf is a kaf; a yeh at the end of a word may be ي or ى, and a heh there ه or ة, which
//! the model decides word by word. One foreign name proves nothing: the words of the whole text must agree, and most
//! twins must stand in Arabic.

use std::ops::Range;

use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::arabic::{LineGate, Orthography, TATWEEL};
use crate::edit::{Confidence, Edits, Reason};
use crate::model::LanguageModel;
use crate::pass::Pass;
use crate::text::Text;

/// Puts Arabic letters for their Farsi twins in Arabic words (`farsi-letter`).
///
/// [`Strong`](Confidence::Strong) where several words of the text have twins and nearly all of them are known
/// words with Arabic letters, [`Probable`](Confidence::Probable) otherwise; a word that the model does not know
/// is put right only in a text with many that it does. Replaces letters one for one. A text without twins is
/// not read; O(length).
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::Twins, Pipeline};
/// let twins = Pipeline::new().pass(Twins::new(Embedded::arabic()));
/// assert_eq!(twins.clean("القوات العسکریة التی وصلت إلی المدینة"), "القوات العسكرية التي وصلت إلى المدينة");
/// assert_eq!(twins.clean("این کتاب برای کودکان است"), "این کتاب برای کودکان است");
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Twins<M> {
    model: M,
}

impl<M: LanguageModel> Twins<M> {
    /// The pass, with the model that knows the words.
    pub fn new(model: M) -> Self {
        Twins { model }
    }
}

const FARSI_LETTER: Reason = Reason::new("farsi-letter");

/// Known words that a text must have for any to be put right, and for unknown ones.
const SEVERAL: usize = 3;
const MANY: usize = 12;
/// Letters of the longest word that is looked at.
const LONGEST: usize = 24;
/// Characters of its sentence on either side of a word that tell its language.
const NEAR: usize = 80;

/// What a twin is inside an Arabic word, and what it may be at the end of one.
fn arabic_of(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        '\u{06CC}' => ("\u{064A}", "\u{0649}"),
        '\u{06A9}' => ("\u{0643}", "\u{0643}"),
        '\u{06D5}' | '\u{06C1}' | '\u{06BE}' => ("\u{0647}", "\u{0629}"),
        '\u{06C3}' => ("\u{0629}", "\u{0629}"),
        _ => return None,
    })
}

const TWINS: [char; 6] = ['\u{06CC}', '\u{06A9}', '\u{06D5}', '\u{06C1}', '\u{06BE}', '\u{06C3}'];

impl<M: LanguageModel> Pass for Twins<M> {
    fn name(&self) -> &'static str {
        "twins"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !TWINS.iter().any(|&twin| text.may_have(twin)) {
            return;
        }
        let source = text.as_str();
        let mut gate = LineGate::new(source);
        let mut words: Vec<(Range<usize>, Reading)> = Vec::new();
        let mut foreign = 0usize;
        let mut at = 0;
        while let Some(twin) = next_twin(source, at) {
            let word = word_about(source, twin);
            at = word.end;
            if gate.at(twin).is_arabic()
                && Orthography::of(sentence_about(gate.line(), &word, source)).is_arabic()
            {
                if let Some(reading) = self.read(source, &word) {
                    words.push((word, reading));
                }
            } else {
                foreign += 1;
            }
        }
        let known = words.iter().filter(|(_, reading)| reading.known).count();
        // What looks Arabic among Persian is a name or a list of words more often than a quotation.
        let agree = known * 5 >= words.len() * 4 && foreign <= words.len();
        for (word, reading) in words {
            let confidence = match reading.known {
                true if known >= SEVERAL && agree => Confidence::Strong,
                false if known >= MANY && agree => Confidence::Strong,
                true => Confidence::Probable,
                false => Confidence::Weak,
            };
            for (i, c) in source[word.clone()].char_indices() {
                if let Some((inside, at_end)) = arabic_of(c) {
                    let start = word.start + i;
                    let with = if reading.last == Some(start) { at_end } else { inside };
                    edits.replace(start..start + c.len_utf8(), with, FARSI_LETTER, confidence);
                }
            }
        }
    }
}

/// What a word is with Arabic letters.
struct Reading {
    known: bool,
    /// Where the last letter stands, if it is ى or ة.
    last: Option<usize>,
}

impl<M: LanguageModel> Twins<M> {
    /// `None` for a word that cannot be Arabic.
    fn read(&self, source: &str, word: &Range<usize>) -> Option<Reading> {
        let letters = source[word.clone()].char_indices().filter(|&(_, c)| is_letter(c));
        let (last, end) = letters.clone().next_back()?;
        // A letter by itself is no word: the letters of a word may stand apart.
        if letters.clone().nth(1).is_none()
            || letters.clone().nth(LONGEST).is_some()
            || letters.clone().any(|(_, c)| is_foreign(c))
        {
            return None;
        }
        let spelled = |last_is_other: bool| -> String {
            let spell = |(i, c): (usize, char)| match arabic_of(c) {
                Some((_, at_end)) if last_is_other && i == last => at_end.chars().next().unwrap_or(c),
                Some((inside, _)) => inside.chars().next().unwrap_or(c),
                None => c,
            };
            letters.clone().map(spell).collect()
        };
        let (plain, other) = (spelled(false), spelled(true));
        let two_ways = arabic_of(end).is_some_and(|(inside, at_end)| inside != at_end);
        let others = two_ways && self.model.is_word(&other);
        if !others {
            return Some(Reading { known: self.model.is_word(&plain), last: None });
        }
        let cost = |word_as: &str| {
            let before = source[..word.start].split_whitespace().next_back().unwrap_or_default();
            let after = source[word.end..].split_whitespace().next().unwrap_or_default();
            self.model.pair(before, word_as) + self.model.pair(word_as, after)
        };
        let is_other = !self.model.is_word(&plain) || cost(&other) < cost(&plain);
        Some(Reading { known: true, last: is_other.then_some(word.start + last) })
    }
}

/// A letter that Arabic does not write, not even for a twin.
fn is_foreign(c: char) -> bool {
    !matches!(c, '\u{0621}'..='\u{064A}') && arabic_of(c).is_none()
}

/// The first twin at or after `from`.
fn next_twin(source: &str, from: usize) -> Option<usize> {
    let bytes = source.as_bytes();
    let mut at = from;
    loop {
        // The lead bytes of U+0680–U+06FF.
        at += memchr::memchr2(0xDA, 0xDB, bytes.get(at..)?)?;
        if source[at..].chars().next().is_some_and(|c| TWINS.contains(&c)) {
            return Some(at);
        }
        at += 2;
    }
}

/// The sentence of the line that the word stands in, or the part of it that is near: a line may be a whole
/// page, and in other languages elsewhere.
fn sentence_about<'t>(line: &'t str, word: &Range<usize>, source: &'t str) -> &'t str {
    let from = line.as_ptr() as usize - source.as_ptr() as usize;
    let stops = |c: char| matches!(c, '.' | '؟' | '?' | '!' | '؛' | '\u{6D4}');
    let (before, after) = (&source[from..word.start], &source[word.end..from + line.len()]);
    let start = before
        .char_indices()
        .rev()
        .take(NEAR)
        .take_while(|&(_, c)| !stops(c))
        .last()
        .map_or(word.start, |(i, _)| from + i);
    let end = after
        .char_indices()
        .take(NEAR)
        .take_while(|&(_, c)| !stops(c))
        .last()
        .map_or(word.end, |(i, c)| word.end + i + c.len_utf8());
    &source[start..end]
}

/// The letters, marks and kashidas about byte `at`.
fn word_about(source: &str, at: usize) -> Range<usize> {
    let inside = |c: char| is_letter(c) || is_mark(c) || matches!(c, TATWEEL | '\u{200C}' | '\u{200D}');
    let start =
        source[..at].char_indices().rev().take_while(|&(_, c)| inside(c)).last().map_or(at, |(i, _)| i);
    let end = source[at..].find(|c| !inside(c)).map_or(source.len(), |length| at + length);
    start..end
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(Twins::new(Embedded::arabic())).clean(text).into_owned()
    }

    #[test]
    fn arabic_words_get_their_letters() {
        for (stored, read) in [
            (
                "وصل الوزیر إلی المدینة الکبیرة فی الیوم التالی",
                "وصل الوزير إلى المدينة الكبيرة في اليوم التالي",
            ),
            (
                "مدرسە جدیدە فی القریة القدیمة للأولاد الذین لا یعملون",
                "مدرسة جديدة في القرية القديمة للأولاد الذين لا يعملون",
            ),
            ("عَلَی المَدینة أن تُعید البناء بعد السنة الماضیة", "عَلَى المَدينة أن تُعيد البناء بعد السنة الماضية"),
        ] {
            assert_eq!(clean(stored), read);
        }
    }

    #[test]
    fn other_languages_keep_theirs() {
        for text in [
            "این کتاب را از برادرم گرفتم که پیش ما بود\nعلی به مدرسه می‌رود\nحسینی، علی",
            "میں نے یہ کتاب پڑھی تھی اور کل واپس کی",
            "دەقی کوردی بە پیتی ێ و ۆ و ڕ دەنووسرێت",
            "وصل الوزير إلى المدينة. این کتاب برای کودکان است. وقالت القوات إن الهدنة في المدينة مستمرة",
            "قال إن الكتاب في ا ل م د ی ن ة ک ب ی ر",
            "این کتاب را از برادرم گرفتم که پیش ما بود\nالیاس\nالیاف نرم\nالیاف پنبه\nالیانا\nکتاب دیگر را فردا می‌خریم",
            "زار المدينة الرئيس الإيراني علی خامنئي في العام الماضي، وكانت زيارة قصيرة",
        ] {
            assert_eq!(clean(text), text);
        }
    }
}
