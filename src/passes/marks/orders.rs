//! Either order of shadda and vowel is canonically the same text (UAX #15); this file makes a text keep to one.

use crate::arabic::marks::{is_mark, is_vowel_sign, SHADDA};
use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Piece};
use crate::text::Text;

use super::ORDER;

/// How a text orders shadda and vowel.
struct Orders {
    shadda_first: usize,
    vowel_first: usize,
}

impl Orders {
    fn of(text: &Text<'_>) -> Self {
        let source = text.as_str();
        let mut orders = Orders { shadda_first: 0, vowel_first: 0 };
        if !text.may_have(SHADDA) {
            return orders;
        }
        for at in memchr::memmem::find_iter(source.as_bytes(), "\u{651}") {
            let before = source[..at].chars().next_back();
            let after = source[at + SHADDA.len_utf8()..].chars().next();
            orders.vowel_first += usize::from(before.is_some_and(is_vowel_sign));
            orders.shadda_first += usize::from(after.is_some_and(is_vowel_sign));
        }
        orders
    }

    /// Whether the rare order is shadda first; `None` when the text keeps to one, or to none.
    fn minority(&self) -> Option<bool> {
        let (few, many) = (self.shadda_first.min(self.vowel_first), self.shadda_first.max(self.vowel_first));
        (few > 0 && few * 4 <= many).then_some(self.shadda_first < self.vowel_first)
    }
}

/// Write shadda and vowel in the order the text uses. Both say the same, so it is a matter of taste
/// and of searching by bytes: `thorough` does it.
pub(super) fn unify(text: &Text<'_>, edits: &mut Edits<'_>) {
    let Some(shadda_first) = Orders::of(text).minority() else { return };
    let source = text.as_str();
    for line in text.lines_with("\u{651}") {
        for (at, _) in line.text().match_indices(SHADDA) {
            let (head, tail) = (&line.text()[..at], &line.text()[at + SHADDA.len_utf8()..]);
            let (mut back, mut on) = (head.chars().rev(), tail.chars());
            let vowel = if shadda_first { on.next() } else { back.next() };
            // More marks than the two have an order of their own.
            let alone = !back.next().is_some_and(is_mark) && !on.next().is_some_and(is_mark);
            let Some(vowel) = vowel.filter(|&c| is_vowel_sign(c) && alone) else {
                continue;
            };
            if Orthography::at(source, line.start()).is_arabic() {
                let shadda = line.start() + at..line.start() + at + SHADDA.len_utf8();
                let len = vowel.len_utf8();
                let [first, second] = match shadda_first {
                    true => [shadda.clone(), shadda.end..shadda.end + len],
                    false => [shadda.start - len..shadda.start, shadda],
                };
                let span = first.start..second.end;
                edits.reorder(span, [Piece::Keep(second), Piece::Keep(first)], ORDER, Confidence::Probable);
            }
        }
    }
}
