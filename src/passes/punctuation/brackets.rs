//! Spaces lost beside brackets: `سيطبق{فورا}على`.
//!
//! A space inside a bracket (`رقم 15 ]`) may be a gap between two runs, and may be written: pages of laws have
//! `( أ )` and `(18 )` side by side. It stays.

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::LineGate;
use crate::edit::{Confidence, Edits};
use crate::text::Text;

use super::AFTER_SIGN;

/// Opening and closing.
const GLUED: [[char; 2]; 6] =
    [['(', ')'], ['[', ']'], ['{', '}'], ['«', '»'], ['\u{2018}', '\u{2019}'], ['\u{201C}', '\u{201D}']];
/// Characters between two brackets that are glued to words.
const INNER: std::ops::RangeInclusive<usize> = 3..=60;

/// `سيطبق{فورا}على` is `سيطبق {فورا} على`; letters that may be left out (`معلم(ون)ين`) stay.
pub(super) fn glued_pairs(text: &Text<'_>, edits: &mut Edits<'_>) {
    let source = text.as_str();
    let mut gate = LineGate::new(source);
    for [opening, closing] in
        GLUED.into_iter().filter(|kind| text.may_have(kind[0]) && text.may_have(kind[1]))
    {
        let mut needle = [0; 4];
        for at in memchr::memmem::find_iter(source.as_bytes(), closing.encode_utf8(&mut needle)) {
            let end = at + closing.len_utf8();
            if !matches!(source.as_bytes().get(end), Some(0xD8..=0xDB)) || letters(source[end..].chars()) < 2
            {
                continue;
            }
            let inner = source[..at].char_indices().rev().take(INNER.end() + 1);
            let mut inner = inner.take_while(|&(_, c)| !matches!(c, '\n' | '\u{c}' | '\t')).enumerate();
            let is_bracket = |c: char| GLUED.iter().any(|kind| kind.contains(&c));
            let Some((count, (start, c))) = inner.find(|&(_, (_, c))| is_bracket(c)) else { continue };
            // A code that an extractor writes for a glyph, `(cid:5)`, is a piece of its word.
            let words = source[start + c.len_utf8()..].starts_with(is_letter)
                && source[..at].ends_with(|c: char| is_letter(c) || is_mark(c));
            if c == opening
                && words
                && INNER.contains(&count)
                && letters(source[..start].chars().rev()) > 2
                && gate.at(at).is_arabic()
            {
                edits.insert(start, " ", AFTER_SIGN, Confidence::Strong);
                edits.insert(end, " ", AFTER_SIGN, Confidence::Strong);
            }
        }
    }
}

/// Letters that a text begins with, three at the most.
fn letters(text: impl Iterator<Item = char>) -> usize {
    let word = text.take(8).take_while(|&c| is_letter(c) && c != TATWEEL || is_mark(c));
    word.filter(|&c| is_letter(c)).take(3).count()
}

#[cfg(test)]
mod tests {
    use crate::passes::Punctuation;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(Punctuation).clean(text)
    }

    #[test]
    fn spaces_beside_brackets_come_back() {
        for (raw, clear) in [
            (
                "أعلن الوزير{حالا}قراره، ونشرت صحيفة«الأيام»خبرا",
                "أعلن الوزير {حالا} قراره، ونشرت صحيفة «الأيام» خبرا",
            ),
            ("كتب\u{2018}ملاحظة\u{2019}في الهامش", "كتب \u{2018}ملاحظة\u{2019} في الهامش"),
        ] {
            assert_eq!(clean(raw), clear, "{raw}");
        }
    }

    #[test]
    fn writers_brackets_stay() {
        for text in [
            "الفقرة ( أ ) والفقرة ( ب ) والفقرة ( ج )",
            "المادة (3 ) من النظام",
            "المادة (3 ) والمادة (4 ) و(5) و(6) و(7) و(8) و(9) و(10) و(11) و(12) و(13) و(14) و(15) و(16)",
            "على كل معلم(ة) ومعلم(ون)ين وبـ(الشافي)وحده",
            "كتبوا(cid:5)رسالتهم",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
