//! How far a text is from the truth: edit distance over characters and over words.
//!
//! Both texts are compared in NFC with white space collapsed; bidi controls and tatweel count, since
//! they are errors where they remain. `{D:x}` and `{L:x}` in a truth hold what the extraction lost
//! for good and are left out.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use rapidfuzz::distance::levenshtein;
use unicode_normalization::UnicodeNormalization;

/// A truth made ready to be compared with.
pub(crate) struct Truth {
    flat: String,
    words: usize,
    chars: usize,
}

/// Errors divided by the length of the truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rates {
    /// Over characters.
    pub(crate) cer: f64,
    /// Over words.
    pub(crate) wer: f64,
}

impl Truth {
    /// From the text of a truth file.
    pub(crate) fn new(text: &str) -> Self {
        let flat = flat(&without_marks(&text.nfc().collect::<String>(), false));
        Truth { words: words(&flat).count(), chars: flat.chars().count(), flat }
    }

    /// Characters that count.
    pub(crate) fn chars(&self) -> usize {
        self.chars
    }

    /// Words that count.
    pub(crate) fn words(&self) -> usize {
        self.words
    }

    /// How far `text` is from this truth.
    pub(crate) fn rates(&self, text: &str) -> Rates {
        let text = flat(&text.nfc().collect::<String>());
        let chars = distance(self.flat.chars(), text.chars());
        let words = distance(words(&self.flat), words(&text));
        Rates { cer: chars as f64 / self.chars.max(1) as f64, wer: words as f64 / self.words.max(1) as f64 }
    }
}

impl Truth {
    /// Which share of the truth's neighbours, word and word, are neighbours in `text`.
    pub(crate) fn share_of_pairs(&self, text: &str) -> f64 {
        let text = flat(&text.nfc().collect::<String>());
        let pairs = |text| words(text).zip(words(text).skip(1));
        let has: HashSet<_> = pairs(&text).collect();
        let found = pairs(&self.flat).filter(|pair| has.contains(pair)).count();
        found as f64 / self.words.saturating_sub(1).max(1) as f64
    }
}

/// White space as Unicode lists it, and the four ASCII separators that scoring scripts also split at.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}')
}

fn words(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(is_space).filter(|word| !word.is_empty())
}

/// With every run of white space as one space, and none at the ends.
pub(crate) fn flat(text: &str) -> String {
    words(text).collect::<Vec<_>>().join(" ")
}

/// Without the braces about what was lost, and without or with what stands in them.
pub(crate) fn without_marks(text: &str, keep_lost: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, marked) = rest.split_at(open);
        out.push_str(before);
        let inside = marked.strip_prefix("{D:").or_else(|| marked.strip_prefix("{L:"));
        match inside.and_then(|inside| inside.split_once('}')) {
            Some((lost, after)) => {
                out.push_str(if keep_lost { lost } else { "" });
                rest = after;
            }
            None => {
                out.push('{');
                rest = &marked[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Edit distance. What occurs is numbered first: small numbers are compared many at a time, and of
/// words nothing but their equality matters.
fn distance<T: Hash + Eq>(a: impl Iterator<Item = T>, b: impl Iterator<Item = T>) -> usize {
    let mut numbers: HashMap<T, u32> = HashMap::new();
    let mut number = |item| {
        let next = numbers.len() as u32;
        *numbers.entry(item).or_insert(next)
    };
    let a: Vec<u32> = a.map(&mut number).collect();
    let b: Vec<u32> = b.map(&mut number).collect();
    levenshtein::distance(a.iter().copied(), b.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates(truth: &str, text: &str) -> (f64, f64) {
        let rates = Truth::new(truth).rates(text);
        (rates.cer, rates.wer)
    }

    #[test]
    fn equal_texts_are_no_errors_apart() {
        assert_eq!(rates("وقف على إيران", " وقف\nعلى\u{C}\u{1C} إيران\n"), (0.0, 0.0));
        // A letter and its hamza as one code point or as two.
        assert_eq!(rates("أمس", "ا\u{654}مس"), (0.0, 0.0));
        assert_eq!(rates("", ""), (0.0, 0.0));
    }

    #[test]
    fn tatweel_and_controls_are_errors() {
        assert_eq!(rates("وقف", "وقــف"), (2.0 / 3.0, 1.0));
        assert_eq!(rates("وقف", "\u{202B}وقف"), (1.0 / 3.0, 1.0));
    }

    #[test]
    fn what_was_lost_is_left_out() {
        assert_eq!(rates("غضون {D:12} شهرا خا{L:رج}", "غضون شهرا خا"), (0.0, 0.0));
        assert_eq!(without_marks("{D:12} {x} {L:", true), "12 {x} {L:");
    }

    #[test]
    fn distances_are_edit_distances() {
        let long: String = ('ا'..='ي').cycle().take(1000).collect();
        let (cer, wer) = rates(&format!("{long} كلمة"), &format!("{long}ب كلمة أخرى"));
        assert_eq!((cer, wer), (6.0 / 1005.0, 1.0));
    }
}
