//! Spaces beside brackets: `[رقم 15 ]`, `( 1914 - 1918)`, `سيطبق{فورا}على`.
//!
//! Some write `( أ )`, and nobody `(أ )`: where one of two brackets stands off and the other does not, the
//! space comes from a gap between two runs. A text with several such pairs shows that it has stray spaces there.

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::LineGate;
use crate::edit::{Confidence, Edits};
use crate::text::Text;

use super::{AFTER_SIGN, INSIDE};

/// Opening and closing.
const KINDS: [[char; 2]; 4] = [['(', ')'], ['[', ']'], ['{', '}'], ['«', '»']];
/// The same with quotes.
const GLUED: [[char; 2]; 6] =
    [['(', ')'], ['[', ']'], ['{', '}'], ['«', '»'], ['\u{2018}', '\u{2019}'], ['\u{201C}', '\u{201D}']];
/// Pairs with a space on one side only that it takes, and of so many without one.
const UNEVEN: usize = 2;
const SHARE: usize = 5;
/// Characters between two brackets that are glued to words.
const INNER: std::ops::RangeInclusive<usize> = 3..=60;

/// A pair on one line with no other bracket in it, and the spaces inside it.
struct Pair {
    /// Where the space behind the opening one stands.
    front: Option<usize>,
    /// Where the space before the closing one stands.
    back: Option<usize>,
}

impl Pair {
    /// The brackets at two bytes, where they have a space inside at most, and neither a number before them nor a word behind.
    fn of(source: &str, opening: usize, closing: usize) -> Option<Pair> {
        let len = source[opening..].chars().next().map_or(1, char::len_utf8);
        let start = opening + len;
        let inner = &source[start..closing];
        let front = inner.len() - inner.trim_start_matches(' ').len();
        let back = inner.len() - inner.trim_end_matches(' ').len();
        let touched = source[..opening].ends_with(char::is_numeric)
            || source[closing + len..].starts_with(char::is_alphanumeric);
        let one = |spaces: usize, at: usize| (spaces == 1).then_some(at);
        (front < 2 && back < 2 && front < inner.len() && !touched)
            .then(|| Pair { front: one(front, start), back: one(back, closing - 1) })
    }
}

/// Remove the spaces inside brackets where they are strays, and tell whether they are.
pub(super) fn inner_spaces(text: &Text<'_>, edits: &mut Edits<'_>) -> bool {
    let source = text.as_str();
    let loose = |kind: &[char; 2]| {
        text.may_have_after_space(kind[1])
            || text.may_have(kind[0]) && {
                let mut needle = [b' '; 3];
                let len = kind[0].encode_utf8(&mut needle).len() + 1;
                memchr::memmem::find(source.as_bytes(), &needle[..len]).is_some()
            }
    };
    if !KINDS.iter().any(loose) {
        return false;
    }
    let (mut even, mut loose, mut uneven) = (0usize, 0usize, 0usize);
    let mut pairs = Vec::new();
    for_pairs(source, &mut |pair| {
        match (pair.front, pair.back) {
            (None, None) => even += 1,
            (Some(_), Some(_)) => loose += 1,
            _ => uneven += 1,
        }
        if pair.front.is_some() || pair.back.is_some() {
            pairs.push(pair);
        }
    });
    if uneven < UNEVEN || uneven * SHARE < even {
        return false;
    }
    // One who writes `( أ )` does so mostly.
    let both = loose <= uneven + even;
    let mut gate = LineGate::new(source);
    for Pair { front, back } in pairs {
        if front.is_some() && back.is_some() && !both {
            continue;
        }
        for at in [front, back].into_iter().flatten().filter(|&at| gate.at(at).is_arabic()) {
            edits.delete(at..at + 1, INSIDE, Confidence::Strong);
        }
    }
    true
}

/// Every pair of brackets that has no other in it, on lines where all brackets pair: others are not in order yet.
fn for_pairs(source: &str, found: &mut dyn FnMut(Pair)) {
    let bytes = source.as_bytes();
    let mut line = Vec::new();
    let (mut open, mut paired): (Option<(usize, char)>, bool) = (None, true);
    let signs = |byte: &u8| matches!(byte, b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'\n' | 0xC | 0xC2);
    let mut from = 0;
    loop {
        let at = bytes[from..].iter().position(signs).map_or(source.len(), |ahead| from + ahead);
        let c = source[at..].chars().next().filter(|&c| c != '\u{c}').unwrap_or('\n');
        if let Some(kind) = KINDS.iter().find(|kind| kind.contains(&c)) {
            if c == kind[0] {
                paired &= open.is_none();
                open = Some((at, kind[1]));
            } else if let Some((start, _)) = open.take().filter(|open| open.1 == c) {
                line.extend(Pair::of(source, start, at));
            } else {
                paired = false;
            }
        } else if c == '\n' {
            let whole = paired && open.take().is_none();
            line.drain(..).filter(|_| whole).for_each(&mut *found);
            paired = true;
            open = None;
        }
        if at == source.len() {
            return;
        }
        from = at + source[at..].chars().next().map_or(1, char::len_utf8);
    }
}

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
    fn strays_beside_brackets_go() {
        for (raw, clear) in [
            (
                "نص القانون [رقم 23 ] على المادة (الإصدار 4 ) من ( الملحق ) كله",
                "نص القانون [رقم 23] على المادة (الإصدار 4) من (الملحق) كله",
            ),
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
            // Brackets that do not pair, or stand between a word and a number, are not where they belong.
            "لسنة 2992( من القانون رقم (21 ) و )المادة (3 ) و(البند 4 )",
            "القانون رقم (21 )لسنة والمادة (3 )لسنة",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
