//! The conjunction waw is written as one word with what follows. Where it touches a Latin word before it and not what is
//! behind it, `Pythonو R`, the runs about it stand from left to right: `R وPython`.

use crate::arabic::letters::{is_letter, WAW};
use crate::text::Text;

use super::evidence::is_unit;

/// How many stand so in a line. O(length).
pub(super) fn stray_waws(line: &str) -> usize {
    // To the end, for that compiles to operations on many bytes at once.
    if !line.bytes().fold(false, |any, byte| any | byte.is_ascii_alphabetic()) {
        return 0;
    }
    let stray = |&(at, _): &(usize, &str)| {
        let before = line[..at].chars().next_back();
        let after = line[at + WAW.len_utf8()..].chars().next();
        before.is_some_and(|c| c.is_ascii_alphabetic()) && after.is_none_or(char::is_whitespace)
    };
    line.match_indices(WAW).filter(stray).count()
}

/// Whether a text has such lines, and keeps the spaces behind Latin words elsewhere.
pub(super) fn tell<'t>(text: &Text<'t>) -> bool {
    (text.may_have_in('A'..='Z') || text.may_have_in('a'..='z'))
        && text.lines().any(|line| stray_waws(line.text()) > 0)
        && !text.lines().any(|line| loses_spaces(line.text()))
}

/// Whether a word of some letters touches a Latin word or number before it.
fn loses_spaces(line: &str) -> bool {
    let mut before = ' ';
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        if is_unit(before) && is_letter(c) && chars.peek().copied().is_some_and(is_letter) {
            return true;
        }
        before = c;
    }
    false
}
