//! A heading set wide comes out letter by letter; where words part, its gaps are wider still.
//!
//! `ا ل ه ج م ا ت  ا ل ج د ي د ة` says by its gaps which letters belong together, numbers and signs as
//! well as words; the words only confirm it. With one space for any gap the words must be found as in
//! a text without spaces, and only numbers and signs are put together by what they are.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::model::LanguageModel;

use super::Move;

/// A part of a line in which letters stand apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spaced {
    pub(super) span: Range<usize>,
    /// Whether wider gaps part the words.
    pub(super) wide: bool,
}

/// Tokens that a stretch must have, and single letters among them.
const TOKENS: usize = 8;
const LETTERS: usize = 6;
/// Letters that a line must have where others are so set.
const SHORT: usize = 2;
/// Bytes of a word put together.
const WORD: usize = 64;

impl Spaced {
    /// The stretch of short tokens about `at`, a byte of one of them, beginning no earlier than
    /// `from`; `None` when its letters do not stand apart. Beside it the end of what was looked at.
    /// Where `others` do, with wide gaps or without, a whole line may be shorter.
    pub(super) fn about(text: &str, from: usize, at: usize, others: Option<bool>) -> (Option<Spaced>, usize) {
        let next = at + text[at..].chars().next().map_or(0, char::len_utf8);
        let mut start = at;
        while let Some(before) = token_before(&text[from..start]) {
            start = from + before;
        }
        let mut count = Count::default();
        let mut end = start;
        while let Some(token) = token_after(&text[end..]) {
            count.token(&text[end..][token.clone()], token.start);
            end += token.end;
        }
        let single = count.single * 4 >= count.tokens * 3;
        let apart = count.letters >= LETTERS
            && count.tokens >= TOKENS
            && count.letters * 2 >= count.tokens
            && count.narrow >= count.wide * 2;
        let line = || {
            let ends = text[end..].trim_start_matches([' ', '\r']);
            (start == 0 || text[..start].ends_with(['\n', '\u{c}']))
                && (ends.is_empty() || ends.starts_with(['\n', '\u{c}']))
        };
        let short = others.is_some() && count.letters >= SHORT && count.narrow >= count.wide && line();
        let wide = count.wide > 0 || !apart && others == Some(true);
        ((single && (apart || short)).then_some(Spaced { span: start..end, wide }), end.max(next))
    }

    /// Call `found` with the narrow gaps, if a third of what they leave together is words.
    pub(super) fn close<M: LanguageModel>(&self, model: &M, text: &str, found: &mut dyn FnMut(Move)) {
        let part = &text[self.span.clone()];
        // A line stored as it looks has its words back to front, and is turned when they are words.
        let (mut words, mut mirrored, mut all) = (0, 0, 0);
        for group in part.split("  ") {
            let letters = group.chars().filter(|&c| is_letter(c));
            let count = letters.clone().count();
            let is_word = |letters: &mut dyn Iterator<Item = char>| {
                let mut word = [0; WORD];
                let mut len = 0;
                for c in letters {
                    if len + 4 <= WORD {
                        len += c.encode_utf8(&mut word[len..]).len();
                    }
                }
                count > 1 && std::str::from_utf8(&word[..len]).is_ok_and(|word| model.is_word(word))
            };
            all += count;
            words += if is_word(&mut letters.clone()) { count } else { 0 };
            mirrored += if is_word(&mut letters.rev()) { count } else { 0 };
        }
        if words.max(mirrored) * 3 < all {
            return;
        }
        let bytes = part.as_bytes();
        for gap in memchr::memchr_iter(b' ', bytes) {
            if bytes[gap - 1] != b' ' && bytes.get(gap + 1).is_some_and(|&byte| byte != b' ') {
                let start = self.span.start + gap;
                found(Move { start, end: start + 1 });
            }
        }
    }

    /// Call `found` with the gaps inside numbers and Latin words, and those between signs and what
    /// they belong to.
    pub(super) fn close_signs(&self, text: &str, found: &mut dyn FnMut(Move)) {
        let part = &text[self.span.clone()];
        let mut inside_quotes = false;
        let mut before: Option<char> = None;
        for (gap, token) in part.split(' ').map(|token| (token.as_ptr() as usize - 1, token)) {
            let Some(c) = token.chars().next() else { continue };
            let latin = |c: char| c.is_alphabetic() && !is_letter(c);
            let joined = before.is_some_and(|before| match (before, c) {
                ('(' | '[' | '«', _) | (_, ')' | ']' | '»' | '.' | '،' | '؛' | '؟' | '!' | ':') => true,
                (_, TATWEEL) => true,
                (_, '%' | '٪' | '-' | '/' | ',') => is_digit(before),
                ('.' | '/' | ',' | '-' | '٫' | '٬', _) => is_digit(c),
                (_, '٫' | '٬') => true,
                (_, '"') => inside_quotes,
                ('"', _) => inside_quotes,
                _ => is_digit(before) && is_digit(c) || latin(before) && latin(c),
            });
            if joined {
                let start = gap - text.as_ptr() as usize;
                found(Move { start, end: start + 1 });
            }
            inside_quotes ^= c == '"';
            before = token.chars().next_back();
        }
    }
}

#[derive(Default)]
struct Count {
    tokens: usize,
    /// Tokens of one character.
    single: usize,
    /// Letters of the script among them.
    letters: usize,
    /// Gaps of one space, and of more.
    narrow: usize,
    wide: usize,
}

impl Count {
    fn token(&mut self, token: &str, gap: usize) {
        let mut bare = token.chars().filter(|&c| !is_mark(c));
        let first = bare.next();
        let single = bare.next().is_none();
        if self.tokens > 0 {
            self.narrow += usize::from(gap == 1);
            self.wide += usize::from(gap > 1);
        }
        self.tokens += 1;
        self.single += usize::from(single);
        self.letters += usize::from(single && first.is_some_and(is_letter));
    }
}

/// The short token that `text` begins with, behind any spaces: one character, or two that an extractor
/// could not part, with their marks.
fn token_after(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start_matches(' ').len();
    let mut characters = 0;
    for (at, c) in text[start..].char_indices() {
        if c.is_whitespace() {
            return (at > 0).then_some(start..start + at);
        }
        characters += usize::from(!is_mark(c));
        if characters > 2 {
            return None;
        }
    }
    (start < text.len()).then_some(start..text.len())
}

/// Where the short token begins that `text` ends in, behind spaces at its end.
fn token_before(text: &str) -> Option<usize> {
    let text = text.trim_end_matches(' ');
    let mut start = text.len();
    let mut characters = 0;
    for (at, c) in text.char_indices().rev() {
        if c.is_whitespace() {
            break;
        }
        characters += usize::from(!is_mark(c));
        if characters > 2 {
            return None;
        }
        start = at;
    }
    (start < text.len()).then_some(start)
}
