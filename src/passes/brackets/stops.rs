//! A full stop that ends a line and stands inside its last bracket, behind the number there: `في الهامش [3.]`.
//!
//! Shown from right to left the stop stands beyond the bracket; an extractor that takes what follows the number for
//! left-to-right text gives both the other way round. A note or an article is its number alone, so no writer puts a
//! stop there, but one who numbers a list: `(1.)`.

use crate::arabic::digits::is_digit;
use crate::arabic::letters::is_letter;
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::text::Text;

use super::is_arabic_line;

/// A stop inside the bracket that it follows.
const INSIDE: Reason = Reason::new("stop-in-bracket");
/// Digits of the number of a note, at most.
const DIGITS: usize = 4;

/// Puts the stop behind the bracket in the lines that end so, unless the text has such a number elsewhere.
pub(super) fn outside(text: &Text<'_>, edits: &mut Edits<'_>) {
    if !text.may_have('.') {
        return;
    }
    let source = text.as_str();
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'.', bytes) {
        let Some(closing) = bytes.get(at + 1).copied().filter(|byte| matches!(byte, b')' | b']')) else {
            continue;
        };
        let before = source[..at].trim_end_matches(is_digit);
        let digits = source[before.len()..at].chars().count();
        let opening = if closing == b')' { '(' } else { '[' };
        let Some(words) = before.strip_suffix(opening).filter(|_| (1..=DIGITS).contains(&digits)) else {
            continue;
        };
        // Lines are looked up only where one ends here: a long one may hold many such numbers.
        let rest = source[at + 2..].trim_start_matches(' ');
        let ends = rest.is_empty() || rest.starts_with(['\n', '\r', '\u{c}']);
        if !ends || !words.trim_end_matches(' ').ends_with(is_letter) {
            return;
        }
        found.push(at);
    }
    for at in found {
        if is_arabic_line(text, text.line_at(at)) {
            let pieces = [Piece::Keep(at + 1..at + 2), Piece::Keep(at..at + 1)];
            edits.reorder(at..at + 2, pieces, INSIDE, Confidence::Strong);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::passes::Brackets;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(Brackets).clean(text)
    }

    #[test]
    fn the_last_stop_of_a_line_is_behind_its_bracket() {
        assert_eq!(
            clean("كما ورد في الحاشية [3.]\nوقيل غير ذلك (12.)"),
            "كما ورد في الحاشية [3].\nوقيل غير ذلك (12)."
        );
    }

    #[test]
    fn other_stops_in_brackets_stay() {
        for text in [
            "(1.) الباب الأول\nكما ورد في الحاشية (3.)",
            "شركة الحاسوب (IBM Inc.)",
            "انظر ما سبق (ص 12.)",
            "the end [3.]",
            "[3.]",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
