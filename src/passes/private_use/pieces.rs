//! A stored line taken apart where an extractor does: at codes, numbers and Latin, and for some at signs.

use std::ops::Range;

use crate::arabic::forms::is_letter_or_form;
use crate::arabic::pieces::is_private;
use crate::arabic::words::is_stop;

/// What a piece holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, and the signs between them.
    Letters,
    /// Codes in a row.
    Codes,
    /// A number or Latin words.
    Unit,
    /// Stops and quotes at the beginning of a stored line, which end it and stand from left to right themselves.
    Stops,
}

/// A piece of a line, in bytes of the line.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
    /// Where the space before it goes, in reading order.
    pub(super) space: Space,
    /// Whether nothing says where.
    pub(super) open: bool,
}

/// Which side of a piece the space stands on that is stored before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// Behind, which is on its left as shown.
    Behind,
    /// Before.
    Before,
    /// Of two and more the last stands before it.
    Both,
    /// On neither: the extractor put it there for a gap between two glyphs, and a letter joins the code.
    Neither,
}

/// The pieces of a stored line.
pub(super) fn tokens(line: &str, signs_part: bool) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let (kind, length) = match c {
            ' ' => {
                at += 1;
                continue;
            }
            c if is_private(c) => (Kind::Codes, codes(&line[at..])),
            c if c.is_ascii_alphanumeric() => (Kind::Unit, unit(&line[at..])),
            _ => (Kind::Letters, letters(&line[at..], signs_part)),
        };
        let after_letters = tokens.last().is_some_and(|token| token.kind == Kind::Letters);
        let (kind, length) = match signs(&line[at..], tokens.is_empty(), signs_part && after_letters) {
            0 => (kind, length),
            signs => (Kind::Stops, signs),
        };
        tokens.push(Token { kind, span: at..at + length, space: Space::Behind, open: false });
        at += length;
    }
    tokens
}

/// The bytes of the codes at the beginning of `text`, with a sign between two, as digits have it.
fn codes(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let sign =
            matches!(c, '.' | ',' | ':' | '/') && chars.peek().is_some_and(|&(_, next)| is_private(next));
        if !is_private(c) && !sign {
            return at;
        }
    }
    text.len()
}

/// The bytes of the numbers and Latin words at the beginning of `text`, with what stands between them.
fn unit(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() {
            end = at + 1;
        } else if is_letter_or_form(c) || is_private(c) {
            break;
        }
    }
    end
}

/// The bytes of the letters and signs at the beginning of `text`, without the spaces behind; only those before the signs
/// behind a letter where such signs part a line, as some extractors take them for Latin.
fn letters(text: &str, signs_part: bool) -> usize {
    let mut lettered = false;
    let end = text.find(|c: char| {
        let sign = signs_part && lettered && matches!(c, '.' | ':' | '-' | '!');
        lettered |= is_letter_or_form(c);
        sign || is_private(c) || c.is_ascii_alphanumeric()
    });
    text[..end.unwrap_or(text.len())].trim_end_matches(' ').len()
}

/// The bytes of the signs at the beginning of `text`, if they stand from left to right: where `any` do, or where they
/// touch a letter, since what they close stands on their right as seen. A quote may open, but not where it begins the
/// line.
fn signs(text: &str, begins: bool, any: bool) -> usize {
    let is_sign = |c: char| is_stop(c) || c == '-' || begins && c == '"';
    let rest = text.trim_start_matches(|c| is_sign(c) || c == ' ');
    let signs = &text[..text.len() - rest.len()];
    let touch = rest.starts_with(is_letter_or_form) && signs.ends_with(|c| is_sign(c) && c != '-');
    if touch || any || begins && rest.is_empty() {
        signs.trim_end_matches(' ').len()
    } else {
        0
    }
}
