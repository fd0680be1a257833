//! What parts the runs of a line besides numbers and other scripts: signs that the font of the letters lacks, or that an extractor takes for numbers or for letters from left to right.

use std::collections::BTreeMap;

use crate::arabic::digits::is_percent;
use crate::arabic::letters::{is_alef_with_hamza, is_letter};
use crate::arabic::marks::is_mark;
use crate::text::Text;

use super::evidence::{has_arabic_digits, LINE};

/// Groups of signs, and numbers of digits that are read from left to right in Arabic alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parting(u8);

/// Words of a line that signs may part.
const WORDS: usize = 3;
/// Bytes of a word and of the signs beside it, on average and at most.
const WORD: usize = 24;

const HYPHEN: u8 = 1;
/// Percent signs and the like.
const MEASURES: u8 = 1 << 1;
const ROUND: u8 = 1 << 2;
const SQUARE: u8 = 1 << 3;
const ANGLE: u8 = 1 << 4;
const STOPS: u8 = 1 << 5;
const QUOTES: u8 = 1 << 6;
const NUMBERS: u8 = 1 << 7;

/// The group of a sign.
fn group(c: char) -> u8 {
    match c {
        '-' => HYPHEN,
        '+' | '$' | '\u{20AC}' => MEASURES,
        '(' | ')' => ROUND,
        '[' | ']' | '{' | '}' => SQUARE,
        '«' | '»' => ANGLE,
        '.' | ':' | '!' | '/' | '\u{2026}' => STOPS,
        '"' | '\'' | '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' => QUOTES,
        c if is_percent(c) => MEASURES,
        _ => 0,
    }
}

impl Parting {
    /// Nothing else.
    pub(super) const NONE: Parting = Parting(0);
    /// Numbers of the digits U+0660–U+0669.
    pub(super) const NUMBERS: Parting = Parting(NUMBERS);
    /// What extractors that ask only for the class of a character take for part of a number wherever it stands.
    pub(super) const COUNTING: Parting = Parting(HYPHEN | MEASURES);
    /// The same, and numbers.
    pub(super) const COUNTING_AND_NUMBERS: Parting = Parting(HYPHEN | MEASURES | NUMBERS);
    /// Brackets of the blocks of letters: extractors that know Arabic letters and signs by their blocks alone take
    /// these for letters from left to right.
    pub(super) const OTHER_BLOCKS: Parting = Parting(SQUARE | ANGLE);
    /// Brackets that Unicode pairs: browsers draw each by itself.
    pub(super) const PAIRED: Parting = Parting(ROUND | SQUARE);
    /// The same, where they draw numbers by themselves, too.
    pub(super) const PAIRED_AND_NUMBERS: Parting = Parting(ROUND | SQUARE | NUMBERS);
    /// What a font of Arabic letters alone lacks, so that a producer takes it from another.
    pub(super) const LACKED: Parting = Parting(HYPHEN | MEASURES | ROUND | SQUARE | STOPS | QUOTES);
    /// The same of a font that has stops.
    pub(super) const LACKED_BUT_STOPS: Parting = Parting(Self::LACKED.0 & !STOPS);

    /// What a text has that may part its runs.
    pub(super) fn of_text(text: &Text<'_>) -> Self {
        if draws_hamzas(text) {
            return Self::NONE;
        }
        let signs = text.as_str().chars().fold(0, |groups, c| groups | group(c));
        let codes = if has_codes(text.as_str()) { Self::COUNTING.0 } else { 0 };
        let numbers = if text.may_have_in('\u{660}'..='\u{669}') { NUMBERS } else { 0 };
        Parting(signs & !codes | numbers)
    }

    /// What is in both.
    pub(super) fn among(self, other: Parting) -> Parting {
        Parting(self.0 & other.0)
    }

    /// What is in one of them alone.
    pub(super) fn toggled(self, other: Parting) -> Parting {
        Parting(self.0 ^ other.0)
    }

    /// The same without numbers.
    pub(super) fn signs(self) -> Parting {
        Parting(self.0 & !NUMBERS)
    }

    /// Whether the sign `c` is one of these.
    pub(super) fn has(self, c: char) -> bool {
        self.0 & group(c) != 0
    }

    /// Whether numbers are.
    pub(super) fn has_numbers(self) -> bool {
        self.0 & NUMBERS != 0
    }

    /// Whether any of these stands in a line.
    pub(super) fn is_in(self, line: &str) -> bool {
        line.contains(|c| self.has(c)) || self.has_numbers() && has_arabic_digits(line)
    }

    /// Whether these may part a line: it has letters and brackets that are taken for such, or some words, which have kept
    /// the spaces between them, and other signs.
    pub(super) fn parts(self, line: &str) -> bool {
        let brackets = self.among(Self::OTHER_BLOCKS);
        let words = || line.split(' ').filter(|word| word.contains(is_letter)).count();
        line.len() <= LINE
            && (brackets.is_in(line) && line.contains(is_letter)
                || self.is_in(line) && words() >= WORDS.max(line.len() / WORD))
    }
}

/// Whether a sign that no writer puts inside a word is a code for a letter in a text: one between two letters is.
fn has_codes(text: &str) -> bool {
    let is_code = |(at, sign): (usize, &str)| {
        let (before, behind) = (&text[..at], &text[at + sign.len()..]);
        let in_word = |c: char| is_letter(c) || is_mark(c);
        before.ends_with(in_word) && behind.starts_with(in_word)
    };
    text.match_indices(|c| group(c) == MEASURES && !is_percent(c)).any(is_code)
}

/// Places of a sign before letters that tell of it, and how many in ten are before an alef with a hamza or madda.
const BEFORE: usize = 8;
const ALEFS: usize = 9;

/// Whether a sign stands before alefs with a hamza nearly always: a font draws the hamza with it, and no writer
/// meant it.
fn draws_hamzas(text: &Text<'_>) -> bool {
    let mut before: BTreeMap<char, (usize, usize)> = BTreeMap::new();
    let mut chars = text.as_str().chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(&letter) = chars.peek().filter(|&&next| Parting::LACKED.has(c) && is_letter(next)) {
            let (all, alefs) = before.entry(c).or_default();
            *all += 1;
            *alefs += usize::from(is_alef_with_hamza(letter));
        }
    }
    before.values().any(|&(all, alefs)| all >= BEFORE && alefs * 10 >= all * ALEFS)
}
