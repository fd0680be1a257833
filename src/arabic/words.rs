//! A word of a damaged line carries stops, marks and kashida; models know bare letters. This file gets from one to the other without copying.

use super::letters::{is_letter, TATWEEL};
use super::marks::is_mark;

/// A token of a line: a run of non-white-space with its place in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// The token as it stands.
    pub text: &'t str,
    /// Byte offset of its first byte in the line.
    pub start: usize,
}

impl<'t> Token<'t> {
    /// Byte offset after its last byte in the line.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The token without punctuation around it: from its first to its last letter, mark, digit or
    /// tatweel of any script. Empty (at the token's start) when it is punctuation only.
    pub fn core(&self) -> Token<'t> {
        let text = strip_punctuation(self.text);
        Token { text, start: self.start + (text.as_ptr() as usize - self.text.as_ptr() as usize) }
    }
}

/// The runs of non-white-space of `line`, in order.
pub fn tokens(line: &str) -> impl Iterator<Item = Token<'_>> + Clone {
    line.split_whitespace()
        .map(move |text| Token { text, start: text.as_ptr() as usize - line.as_ptr() as usize })
}

/// Whether `c` ends a sentence or a part of one in Arabic text, and starts none. O(1).
///
/// ```
/// use tanqih::arabic::words::ends_clause;
/// assert!(ends_clause('\u{60C}') && ends_clause('.') && !ends_clause('-'));
/// ```
pub fn ends_clause(c: char) -> bool {
    matches!(c, '.' | '\u{60C}' | '\u{61B}' | ':' | '\u{61F}' | '!')
}

/// Whether `c` ends a clause, as [`ends_clause`] tells, or is the U+002C that extractors give for U+060C. O(1).
pub(crate) fn is_stop(c: char) -> bool {
    ends_clause(c) || c == ','
}

/// Whether `c` ends a sentence: U+002E, U+0021 and U+061F. O(1).
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '\u{61F}')
}

/// `token` from its first to its last letter, mark, digit or tatweel.
///
/// ```
/// use tanqih::arabic::words::strip_punctuation;
/// assert_eq!(strip_punctuation("«غراد»،"), "غراد");
/// assert_eq!(strip_punctuation("(2015-2019)."), "2015-2019");
/// assert_eq!(strip_punctuation("..."), "");
/// ```
pub fn strip_punctuation(token: &str) -> &str {
    // Letters of the script first: the general question is slow for them.
    let inside = |c: char| is_letter(c) || c == TATWEEL || is_mark(c) || c.is_alphanumeric();
    let stripped = token.trim_start_matches(|c| !inside(c));
    if stripped.is_empty() {
        return &token[..0];
    }
    stripped.trim_end_matches(|c| !inside(c))
}

/// The Arabic letters of `text` in order; marks, tatweel and everything else are skipped.
///
/// ```
/// use tanqih::arabic::words::letters_only;
/// assert!(letters_only("وَقــفُ»").eq("وقف".chars()));
/// ```
pub fn letters_only(text: &str) -> impl DoubleEndedIterator<Item = char> + Clone + '_ {
    text.chars().filter(|&c| is_letter(c))
}

/// Whether `text` has at least one letter and nothing but letters, marks and tatweel of the Arabic script.
pub fn is_word(text: &str) -> bool {
    let mut any = false;
    text.chars().all(|c| {
        any |= is_letter(c);
        is_letter(c) || c == TATWEEL || is_mark(c)
    }) && any
}

/// Whether any letter of `text` is of the Arabic script.
pub fn has_letter(text: &str) -> bool {
    text.chars().any(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_know_their_place() {
        let line = " «أب»  جد";
        let all: Vec<_> = tokens(line).map(|t| (t.start, t.text, t.core().start, t.core().text)).collect();
        assert_eq!(all, [(1, "«أب»", 3, "أب"), (11, "جد", 11, "جد")]);
        assert!(all.iter().all(|&(at, text, ..)| &line[at..at + text.len()] == text));
        let dots = tokens(" ..").next().unwrap();
        assert_eq!((dots.core().start, dots.core().text, dots.end()), (1, "", 3));
    }

    #[test]
    fn words_are_letters_with_marks() {
        assert!(is_word("كِتَـابٌ"));
        assert!(!is_word("كتاب،") && !is_word("\u{640}\u{64E}") && !is_word("") && !is_word("abc"));
    }
}
