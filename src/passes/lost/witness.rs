//! What one extraction of a page lost, another may have kept: a second extractor's, or OCR's.

use std::collections::HashMap;
use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::{forms, LineGate};
use crate::edit::{Confidence, Edits, Reason};
use crate::pass::Pass;
use crate::text::Text;

/// Fills digits and letters that a text lost from another extraction of the same page.
///
/// The witness may be damaged in other ways: other line breaks, other order of the lines, lines from
/// left to right, no spaces at numbers, letters missing. A number is filled in (`digits-witnessed`,
/// [`Strong`](Confidence::Strong)) where the text has the trace of one and the witness has one
/// between the same words; without a trace it is suggested ([`Probable`](Confidence::Probable)).
/// A word is filled up (`letters-witnessed`) where the text has its beginning, stretched to nothing, and the
/// witness the whole of it between the same words. Nothing else is taken from the witness. Put it
/// where [`Lost`](super::Lost) stands, before white space is put right:
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{passes::Witness, Pipeline};
/// let other = "يكتمل الانسحاب في\nغضون 12 شهرا من الآن";
/// let pipeline = Pipeline::standard().before("lost", Witness::new(other));
/// let cleaned = pipeline.run("يكتمل الانسحاب في غضون  شهرا من الآن");
/// assert_eq!(cleaned.text(), "يكتمل الانسحاب في غضون 12 شهرا من الآن");
/// # }
/// ```
///
/// O(text + witness) time and memory.
#[derive(Clone, Debug)]
pub struct Witness {
    words: Vec<Word>,
    /// Where a number stands in the witness, by the words before and after it, by the word before, and
    /// by the word after.
    between: HashMap<(u64, u64), Vec<usize>>,
    numbers_after: HashMap<u64, Vec<usize>>,
    numbers_before: HashMap<u64, Vec<usize>>,
    /// Where a word stands, by the word before it and by the word after it.
    after: HashMap<u64, Vec<usize>>,
    before: HashMap<u64, Vec<usize>>,
}

/// A word or a number.
#[derive(Clone, Debug)]
struct Word {
    /// Its letters as they count: forms folded, marks and tatweel left out. Digits as they stand.
    text: String,
    print: u64,
    is_number: bool,
}

/// Digits from a witness.
const DIGITS: Reason = Reason::new("digits-witnessed");
/// Letters from a witness.
const LETTERS: Reason = Reason::new("letters-witnessed");

/// Places of the witness that are compared for one gap, at most.
const PLACES: usize = 64;
/// Words on either side that are compared.
const CONTEXT: usize = 4;

impl Witness {
    /// Read another extraction of the same page or pages. O(length).
    pub fn new(other: &str) -> Self {
        let mut words: Vec<Word> = Vec::new();
        for line in other.lines() {
            let from = words.len();
            words.extend(tokens(line).map(|token| Word::of(&line[token])));
            turn_if_visual(&mut words[from..]);
        }
        let mut witness = Witness {
            words,
            between: HashMap::new(),
            numbers_after: HashMap::new(),
            numbers_before: HashMap::new(),
            after: HashMap::new(),
            before: HashMap::new(),
        };
        let print = |at: Option<usize>| at.and_then(|at| witness.words.get(at)).map_or(0, |word| word.print);
        for at in 0..witness.words.len() {
            let (left, right) = (print(at.checked_sub(1)), print(Some(at + 1)));
            if witness.words[at].is_number {
                witness.between.entry((left, right)).or_default().push(at);
                witness.numbers_after.entry(left).or_default().push(at);
                witness.numbers_before.entry(right).or_default().push(at);
            } else {
                witness.after.entry(left).or_default().push(at);
                witness.before.entry(right).or_default().push(at);
            }
        }
        witness
    }

    /// The number that stands between these words of a text, if the witness has one there and no other.
    fn number(&self, words: &[(Range<usize>, Word)], right: usize) -> Option<(&str, bool)> {
        let left = right.checked_sub(1)?;
        let (a, b) = (words[left].1.print, words.get(right).map_or(0, |word| word.1.print));
        let exact = self.between.get(&(a, b));
        let places = exact.into_iter().flatten();
        let near = self.numbers_after.get(&a).into_iter().chain(self.numbers_before.get(&b)).flatten();
        let places = places.chain(near.filter(|_| exact.is_none()));
        let mut best: Option<(usize, &str)> = None;
        let mut tie = false;
        for &at in places.take(PLACES) {
            let score = self.likeness(words, left, at.checked_sub(1), false)
                + self.likeness(words, right, Some(at + 1), true);
            let number = self.words[at].text.as_str();
            match best {
                Some((most, other)) if score == most => tie |= other != number,
                Some((most, _)) if score < most => {}
                _ => (best, tie) = (Some((score, number)), false),
            }
        }
        best.filter(|&(score, _)| score >= 3 && !tie)
            .map(|(score, number)| (number, exact.is_some() && score >= 5))
    }

    /// The word that `fragment` begins, at a place with the same neighbours.
    fn word(&self, words: &[(Range<usize>, Word)], at: usize) -> Option<&str> {
        let fragment = words[at].1.text.as_str();
        let left = at.checked_sub(1).map_or(0, |left| words[left].1.print);
        let right = words.get(at + 1).map_or(0, |right| right.1.print);
        let places = self.after.get(&left).into_iter().chain(self.before.get(&right)).flatten();
        let mut best: Option<(usize, &str)> = None;
        for &place in places.take(PLACES * 4) {
            let word = self.words[place].text.as_str();
            if word.len() <= fragment.len() || !word.starts_with(fragment) {
                continue;
            }
            let before =
                at.checked_sub(1).map_or(0, |left| self.likeness(words, left, place.checked_sub(1), false));
            let score = before + self.likeness(words, at + 1, Some(place + 1), true);
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, word));
            }
        }
        best.filter(|&(score, _)| score >= 3).map(|(_, word)| word)
    }

    /// How many words are alike from here on, forward or back.
    fn likeness(
        &self,
        words: &[(Range<usize>, Word)],
        at: usize,
        place: Option<usize>,
        forward: bool,
    ) -> usize {
        let Some(place) = place else { return 0 };
        let step = |from: usize, by: usize| if forward { Some(from + by) } else { from.checked_sub(by) };
        (0..CONTEXT)
            .filter(|&by| {
                let a = step(at, by).and_then(|at| words.get(at)).map(|word| &word.1);
                let b = step(place, by).and_then(|place| self.words.get(place));
                a.zip(b).is_some_and(|(a, b)| a.print == b.print || is_alike(&a.text, &b.text))
            })
            .count()
    }
}

impl Pass for Witness {
    fn name(&self) -> &'static str {
        "witness"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        let source = text.as_str();
        let mut gate = LineGate::new(source);
        let words: Vec<(Range<usize>, Word)> =
            tokens(source).map(|token| (token.clone(), Word::of(&source[token]))).collect();
        for at in 0..words.len() {
            let (span, word) = (words[at].0.clone(), &words[at].1);
            if word.is_number || !gate.at(span.start).is_arabic() {
                continue;
            }
            let end = words.get(at + 1).map_or(source.len(), |next| next.0.start);
            let between = &source[span.end..end];
            let digits_beyond = words.get(at + 1).is_some_and(|next| next.1.is_number);
            if let Some((number, sure)) = self.number(&words, at + 1).filter(|_| !digits_beyond) {
                match trace(between) {
                    Some(place) => edits.insert(span.end + place, number, DIGITS, Confidence::Strong),
                    None if sure && between == " " => {
                        edits.insert(span.end + 1, &format!("{number} "), DIGITS, Confidence::Probable);
                    }
                    None => {}
                }
            }
            let stretched = source[span.clone()].contains(TATWEEL);
            if stretched && (2..=4).contains(&word.text.chars().count()) {
                if let Some(whole) = self.word(&words, at) {
                    edits.insert(span.end, &whole[word.text.len()..], LETTERS, Confidence::Strong);
                }
            }
        }
    }
}

/// Where in the white space between two words the trace of a number is: after the first of two spaces,
/// or after a space before a sign.
fn trace(between: &str) -> Option<usize> {
    let double = between.starts_with("  ") && !between.starts_with("   ");
    let mut signs = between.strip_prefix(' ')?.chars();
    let sign =
        signs.next().is_some_and(|c| matches!(c, '،' | '؛' | '.' | ':' | ',' | '%' | '(' | '“' | '"' | '«'));
    let ends = signs.next().is_none_or(char::is_whitespace);
    (double || sign && ends).then_some(1)
}

impl Word {
    fn of(token: &str) -> Word {
        let is_number = token.starts_with(is_digit);
        let mut text = String::with_capacity(token.len());
        for c in token.chars() {
            match forms::letters(c) {
                Some(letters) => text.extend(letters.chars().filter(|&c| is_letter(c))),
                // Marks and tatweel count as alphabetic in Unicode.
                None if is_mark(c) || c == TATWEEL => {}
                None if c.is_alphanumeric() || is_number => text.push(c),
                None => {}
            }
        }
        let print = print(&text);
        Word { text, print, is_number }
    }
}

/// FNV-1a.
fn print(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Turn the words of a line stored from left to right: its commonest signs are words that begin with ة
/// or ى, or end with the article.
fn turn_if_visual(words: &mut [Word]) {
    let (mut forward, mut backward) = (0, 0);
    for word in words.iter().filter(|word| word.text.len() > 6) {
        let (first, last) = (word.text.chars().next(), word.text.chars().next_back());
        backward += usize::from(matches!(first, Some('ة' | 'ى'))) + usize::from(word.text.ends_with("لا"));
        forward += usize::from(matches!(last, Some('ة' | 'ى'))) + usize::from(word.text.starts_with("ال"));
    }
    let common = |word: &Word, list: &[&str]| usize::from(list.contains(&word.text.as_str()));
    for word in words.iter() {
        backward += common(word, &["يف", "نم", "ىلع", "ىلإ", "نأ", "نإ", "نع"]);
        forward += common(word, &["في", "من", "على", "إلى", "أن", "إن", "عن"]);
    }
    if backward <= forward {
        return;
    }
    words.reverse();
    for word in words.iter_mut().filter(|word| !word.is_number) {
        word.text = word.text.chars().rev().collect();
        word.print = print(&word.text);
    }
}

/// Whether one word is the other without one letter.
fn is_alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.chars().count() < 2 || short.chars().count() + 1 != long.chars().count() {
        return false;
    }
    let same = short.chars().zip(long.chars()).take_while(|(a, b)| a == b).count();
    short.chars().skip(same).eq(long.chars().skip(same + 1))
}

/// Words and numbers of a text, in bytes: runs of letters, marks and tatweel, and runs of digits with single
/// separators between them.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + rest.find(|c: char| c.is_alphanumeric() || forms::is_form(c))?;
        let first = text[start..].chars().next()?;
        let mut end = start;
        let mut chars = text[start..].char_indices().peekable();
        while let Some((ahead, c)) = chars.next() {
            let goes_on = if is_digit(first) {
                let next = chars.peek().map(|&(_, next)| next);
                is_digit(c)
                    || matches!(c, '.' | ',' | '/' | ':' | '-' | '٫' | '٬') && next.is_some_and(is_digit)
            } else {
                !is_digit(c)
                    && (c.is_alphanumeric()
                        || forms::is_form(c)
                        || c == TATWEEL
                        || crate::arabic::marks::is_mark(c))
            };
            if !goes_on {
                break;
            }
            end = start + ahead + c.len_utf8();
        }
        at = end;
        Some(start..end)
    })
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::Pipeline;

    #[test]
    fn gaps_are_filled_from_a_damaged_witness() {
        let lost = "أودى بحيــاة مقــاول عسكــري وجـــ\nتسعــة آخريــن مــن بينهــم جنــدي في غضون  شهرا من الآن لسنة ، على أمل";
        let page =
            "أودى بحياة مقاول عسكري وجرح\nتسعة آخرين من بينهم جندي في غضون 12 شهرا من الآن لسنة 2015، على أمل";
        let expected =
            "أودى بحياة مقاول عسكري وجرح\nتسعة آخرين من بينهم جندي في غضون 12 شهرا من الآن لسنة 2015، على أمل";
        let visual: String = page
            .lines()
            .map(|line| {
                let words: Vec<String> = line
                    .split(' ')
                    .rev()
                    .map(|word| {
                        if word.starts_with(is_digit) {
                            word.trim_end_matches('،').to_owned()
                        } else {
                            word.chars().rev().collect()
                        }
                    })
                    .collect();
                words.join(" ") + "\n"
            })
            .collect();
        let broken = page.replace('\n', " ").replace(" آخرين", "\nآخرن").replace("مقاول", "مقول");
        for witness in [page, &visual, &broken] {
            let pipeline = Pipeline::standard().before("lost", Witness::new(witness));
            assert_eq!(pipeline.clean(lost), expected, "{witness}");
        }
    }

    #[test]
    fn what_is_not_lost_is_not_filled() {
        let text = "قال الوزير إن المشروع يكتمل في المدينة القديمة خلال أيام";
        let other = "قال الوزير إن المشروع 12 يكتمل في المدينة القديمة خلال أيام";
        let cleaned = Pipeline::new().pass(Witness::new(other)).run(text);
        assert!(cleaned.changes().is_empty());
        assert_eq!(cleaned.suggestions().len(), 1);
    }
}
