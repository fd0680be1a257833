//! What one extraction of a page lost, another may have kept: a second extractor's, or OCR's.

use std::collections::HashMap;
use std::ops::Range;

use super::between::fill;
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
/// between the same words and signs; without a trace it is suggested ([`Probable`](Confidence::Probable)).
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
    /// The other text with its lines in reading order.
    text: String,
    words: Vec<Word>,
    /// Where two words follow one another: the place of the first.
    pairs: HashMap<(u64, u64), Vec<usize>>,
}

/// A word, and where it stands.
#[derive(Clone, Debug)]
struct Word {
    span: Range<usize>,
    /// Its letters as they count: forms folded, marks and tatweel left out.
    text: String,
    print: u64,
}

/// Digits from a witness.
const DIGITS: Reason = Reason::new("digits-witnessed");
/// Letters from a witness.
const LETTERS: Reason = Reason::new("letters-witnessed");

/// Places of the witness that are compared for one gap, at most.
const PLACES: usize = 64;
/// Words on either side among which a pair must be the same.
const REACH: usize = 5;
/// Words on either side that are compared.
const CONTEXT: usize = 10;
/// Words that must be alike about a place, and by how many more than about any other that says otherwise.
const ALIKE: usize = 4;
const MARGIN: usize = 4;
/// Words that must be alike where only one beside the gap is.
const ALIKE_FAR: usize = 6;

/// Bytes; what is longer is no word.
const LONGEST: usize = 96;
/// Letters that a word may have lost at its end.
const MORE: usize = 3;

/// A place of the witness that is like one of the text.
#[derive(Clone, Copy, Debug)]
struct Place {
    at: usize,
    alike: usize,
    /// Whether it stands where the last place leads to.
    expected: bool,
}

impl Witness {
    /// Read another extraction of the same page or pages. O(length).
    pub fn new(other: &str) -> Self {
        let mut text = String::with_capacity(other.len());
        let lines = || other.split_inclusive(['\n', '\u{c}']);
        // A line that says nothing is stored as the others are.
        let most = lines().map(backward).sum::<i32>() > 0;
        for line in lines() {
            let backward = backward(line);
            push_in_order(line, backward > 0 || backward == 0 && most, &mut text);
        }
        let words: Vec<Word> = words(&text).collect();
        let mut pairs: HashMap<(u64, u64), Vec<usize>> = HashMap::new();
        for (at, pair) in words.windows(2).enumerate() {
            pairs.entry((pair[0].print, pair[1].print)).or_default().push(at);
        }
        Witness { text, words, pairs }
    }

    /// The places that may be that of the word `at`, by the pairs about it.
    fn places(&self, words: &[Word], at: usize, expected: Option<usize>) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        for first in at.saturating_sub(REACH)..(at + REACH).min(words.len().saturating_sub(1)) {
            let found = self.pairs.get(&(words[first].print, words[first + 1].print));
            for &there in found.into_iter().flatten().take(PLACES) {
                let Some(place) = (there + at).checked_sub(first).filter(|&at| at < self.words.len()) else {
                    continue;
                };
                if places.len() < PLACES && places.iter().all(|known| known.at != place) {
                    let alike = self.alike(words, at, place);
                    let expected = expected.is_some_and(|expected| expected.abs_diff(place) <= 2);
                    places.push(Place { at: place, alike, expected });
                }
            }
        }
        places
    }

    /// How many words are alike about these places, in the same distance from them.
    fn alike(&self, words: &[Word], at: usize, place: usize) -> usize {
        let is = |a: Option<&Word>, b: Option<&Word>| a.zip(b).is_some_and(|(a, b)| is_same(a, b));
        let step = |from: usize, by: usize| from.checked_sub(by);
        let before = (0..CONTEXT).filter(|&by| {
            is(
                step(at, by).and_then(|at| words.get(at)),
                step(place, by).and_then(|place| self.words.get(place)),
            )
        });
        let after = (1..=CONTEXT).filter(|&by| is(words.get(at + by), self.words.get(place + by)));
        before.count() + after.count()
    }

    /// What the likeliest of these places says, if no other that is nearly as likely says otherwise.
    fn agreed<T: PartialEq>(places: &[Place], says: impl Fn(usize) -> Option<T>) -> Option<(T, Place)> {
        let best = *places
            .iter()
            .max_by_key(|place| (place.alike + if place.expected { MARGIN } else { 0 }, place.at))?;
        let said = says(best.at).filter(|_| best.alike >= ALIKE)?;
        let rank = |place: &Place| place.alike + if place.expected { MARGIN } else { 0 };
        let doubt = places.iter().any(|place| {
            rank(place) + MARGIN > rank(&best) && says(place.at).is_some_and(|other| other != said)
        });
        (!doubt).then_some((said, best))
    }

    /// What stands before a word of the witness, from the one before.
    fn before(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.words[before].span.end);
        &self.text[start..self.words[at].span.start]
    }

    /// What stands behind a word of the witness, up to the next.
    fn behind(&self, at: usize) -> &str {
        let end = self.words.get(at + 1).map_or(self.text.len(), |next| next.span.start);
        &self.text[self.words[at].span.end..end]
    }
}

impl Pass for Witness {
    fn name(&self) -> &'static str {
        "witness"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        let source = text.as_str();
        let mut gate = LineGate::new(source);
        let words: Vec<Word> = words(source).collect();
        let mut expected: Option<usize> = None;
        if let Some(first) = words.first().filter(|first| gate.at(first.span.start).is_arabic()) {
            let lost = &source[..first.span.start];
            let places = self.places(&words, 0, None);
            let says = |place: usize| {
                is_same(first, &self.words[place]).then(|| fill(lost, self.before(place), false, false))
            };
            for (place, digits, _) in Self::agreed(&places, says).into_iter().flat_map(|(filled, _)| filled) {
                edits.insert(place, &digits, DIGITS, Confidence::Strong);
            }
        }
        for at in 0..words.len() {
            let span = words[at].span.clone();
            let end = words.get(at + 1).map_or(source.len(), |next| next.span.start);
            let between = &source[span.end..end];
            expected = expected.map(|expected| expected + 1);
            let letters = words[at].text.chars().count();
            let torn = source[span.clone()].contains(TATWEEL) && (2..=4).contains(&letters);
            if between.contains(is_digit) || !gate.at(span.start).is_arabic() {
                continue;
            }
            let places = self.places(&words, at, expected);
            let thrown = between == "\n" && text.line_at(span.start).text().starts_with(' ');
            let says = |place: usize| {
                let after = words.get(at + 1).zip(self.words.get(place + 1));
                // The word may be stuck to the one beyond it.
                let (here, there) = (&words[at], &self.words[place]);
                let near =
                    usize::from(is_same(here, there) || letters > 1 && there.text.ends_with(&here.text))
                        + usize::from(after.is_some_and(|(a, b)| {
                            is_same(a, b) || a.text.chars().count() > 1 && b.text.starts_with(&a.text)
                        }));
                let enough =
                    near == 2 || near == 1 && places.iter().any(|it| it.at == place && it.alike >= ALIKE_FAR);
                enough.then(|| fill(between, self.behind(place), letters == 1, thrown))
            };
            if let Some((filled, place)) = Self::agreed(&places, says) {
                expected = Some(place.at);
                for (offset, digits, sure) in filled {
                    let confidence = if sure { Confidence::Strong } else { Confidence::Probable };
                    edits.insert(span.end + offset, &digits, DIGITS, confidence);
                }
            }
            if torn {
                let fragment = words[at].text.as_str();
                let says = |place: usize| {
                    let whole = self.words[place].text.as_str();
                    let rest = whole.strip_prefix(fragment).filter(|rest| !rest.is_empty())?;
                    // Two words that run together there are whole here.
                    let next = words.get(at + 1).map_or("", |next| next.text.as_str());
                    let whole_here =
                        !next.is_empty() && (rest == next || is_alike(rest, next) || rest.starts_with(next));
                    (!whole_here && rest.chars().count() <= MORE).then_some(rest)
                };
                if let Some((rest, _)) = Self::agreed(&places, says) {
                    edits.insert(span.end, rest, LETTERS, Confidence::Strong);
                }
            }
        }
    }
}

/// Write a line in reading order: one that is stored from left to right is turned, but for its numbers.
fn push_in_order(line: &str, backward: bool, text: &mut String) {
    let bare = line.trim_end_matches(['\n', '\r', '\u{c}']);
    if !backward {
        text.push_str(line);
        return;
    }
    let mut rest = bare;
    let mut strong = false;
    while let Some(last) = rest.chars().next_back() {
        let run = number_at_end(rest, strong).max(last.len_utf8());
        let (before, part) = rest.split_at(rest.len() - run);
        text.push_str(part);
        strong |= is_letter(last);
        rest = before;
    }
    text.push_str(&line[bare.len()..]);
}

/// Bytes of the number that a text ends with. After a letter (`strong`) single separators between digits go with
/// them, without one before also hyphens and the signs beside them (UAX #9, W2, W4 and W5).
fn number_at_end(text: &str, strong: bool) -> usize {
    let mut chars = text.char_indices().rev().peekable();
    let mut start = text.len();
    let mut digits = false;
    while let Some((at, c)) = chars.next() {
        let digit_before = chars.peek().is_some_and(|&(_, before)| is_digit(before));
        let separator =
            matches!(c, '.' | ',' | '/' | ':' | '٫' | '٬' | '،') || !strong && matches!(c, '-' | '+');
        let sign = !strong && matches!(c, '%' | '٪' | '$' | '°');
        if !(is_digit(c) || separator && digits && digit_before || sign && (digits || digit_before)) {
            break;
        }
        digits |= is_digit(c);
        start = at;
    }
    if digits {
        text.len() - start
    } else {
        0
    }
}

/// What says that a line is stored from left to right, less what says that it is not: the commonest signs are words
/// that begin with ة or ى, or end with the article.
fn backward(line: &str) -> i32 {
    let mut says = 0;
    for word in words(line) {
        let word = word.text.as_str();
        if word.len() > 6 {
            let (first, last) = (word.chars().next(), word.chars().next_back());
            says += i32::from(matches!(first, Some('ة' | 'ى'))) + i32::from(word.ends_with("لا"));
            says -= i32::from(matches!(last, Some('ة' | 'ى')));
            says -= i32::from(word.starts_with("ال"));
        }
        says += i32::from(["يف", "نم", "ىلع", "ىلإ", "نأ", "نإ", "نع"].contains(&word));
        says -= i32::from(["في", "من", "على", "إلى", "أن", "إن", "عن"].contains(&word));
    }
    says
}

/// FNV-1a.
fn print(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Whether one word is the other without one letter.
fn is_alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // The bound keeps a text without spaces linear.
    if long.len() > LONGEST || long.len() - short.len() > 4 {
        return false;
    }
    if short.chars().count() < 2 || short.chars().count() + 1 != long.chars().count() {
        return false;
    }
    let same = short.chars().zip(long.chars()).take_while(|(a, b)| a == b).count();
    short.chars().skip(same).eq(long.chars().skip(same + 1))
}

/// Whether two words are the same but for one letter.
fn is_same(a: &Word, b: &Word) -> bool {
    a.print == b.print || is_alike(&a.text, &b.text)
}

/// The words of a text: runs of letters with their marks and tatweel.
fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let is_part =
        |c: char| is_letter(c) || c == TATWEEL || is_mark(c) || forms::is_form(c) || c.is_alphabetic();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_part)?;
        let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |ahead| start + ahead);
        at = end;
        let mut letters = String::with_capacity(end - start);
        for c in text[start..end].chars() {
            match forms::letters(c) {
                Some(folded) => letters.extend(folded.chars().filter(|&c| is_letter(c))),
                // Marks and tatweel count as alphabetic in Unicode.
                None if is_mark(c) || c == TATWEEL => {}
                None => letters.push(c),
            }
        }
        let print = print(&letters);
        Some(Word { span: start..end, text: letters, print })
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
