//! What characters are for the eye: languages mix letters, digits and signs in few ways.

use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;

/// What a character is for the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Blank,
    Letter,
    Capital,
    Digit,
    Sign,
}

impl Sort {
    /// The sort of `c`, after one of sort `before`: the signs of a number are parts of it, and a word may begin
    /// with a capital, or be of them.
    pub(super) fn of(c: char, before: Sort) -> Sort {
        match c {
            _ if is_letter(c) => Sort::Letter,
            'a'..='z' if before == Sort::Capital => Sort::Capital,
            'a'..='z' => Sort::Letter,
            'A'..='Z' => Sort::Capital,
            '0'..='9' => Sort::Digit,
            '.' | ',' | ':' | '/' | '-' | '%' if before == Sort::Digit => Sort::Digit,
            _ if c.is_whitespace() => Sort::Blank,
            _ if is_mark(c) || c.is_alphabetic() => Sort::Letter,
            _ => Sort::Sign,
        }
    }
}

/// Whether two letters that touch are of scripts that no word mixes: by their blocks, above Latin.
pub(super) fn is_far(a: char, b: char) -> bool {
    let block = |c: char| match c as u32 {
        // Latin, Greek and Cyrillic mix in formulas and names; Arabic and East Asian text have several blocks.
        0..=0x52F | 0x600..=0x6FF | 0x750..=0x77F | 0x870..=0x8FF | 0x1E00..=0xD7FF | 0xF900.. => 0,
        code => code >> 7,
    };
    block(b) > 0 && block(a) != block(b) && a.is_alphabetic() && b.is_alphabetic()
}
