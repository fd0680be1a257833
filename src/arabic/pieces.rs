//! Where an extractor meets a glyph without a character it ends a piece of the line, and some hand the pieces over from left to right: this file takes such a line apart and reads it from the right.
//!
//! Within a piece letters stand in reading order. The code of the glyph is a piece by itself, and so are marks that the
//! font sets apart. Numbers and Latin, which run from left to right, are pieces too, or stand within them, or part the
//! line: then the pieces on either side are in reverse for themselves.

use std::ops::Range;

use super::forms::is_letter_or_form;
use super::marks::is_mark;

/// A part of a line, in bytes of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Text between codes.
    Part(Range<usize>),
    /// Codes in a row.
    Codes(Range<usize>),
    /// A number or Latin words, with the spaces about them.
    Unit(Range<usize>),
    /// Stops and quotes at the end of the line, or between two runs, which stand from left to right themselves.
    Stops(Range<usize>),
}

/// Where numbers and Latin words stand, which run from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// In the order of reading, between pieces that are in reverse for themselves.
    Part,
    /// They are pieces like others.
    Piece,
    /// Within their piece, in the order of reading.
    Inside,
}

/// What an extractor takes for a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    /// Whether a mark is one.
    pub marks_apart: bool,
    /// What numbers and Latin words are.
    pub units: Units,
    /// Whether private-use characters are pieces, which have no direction.
    pub private_apart: bool,
    /// Whether ASCII signs are, with the spaces about them: a font of Arabic letters has none, and takes them from
    /// another.
    pub signs_apart: bool,
}

impl Habits {
    /// Marks go with their letters, and units part the line.
    pub const USUAL: Habits =
        Habits { marks_apart: false, units: Units::Part, private_apart: true, signs_apart: false };

    /// These with one thing otherwise, for each thing that there is.
    pub const CHANGES: [fn(Habits) -> Habits; 4] = [
        |habits| Habits { units: Units::Piece, ..habits },
        |habits| Habits { units: Units::Inside, ..habits },
        |habits| Habits { marks_apart: true, ..habits },
        |habits| Habits { private_apart: false, ..habits },
    ];
}

/// The items of `line` in reading order, when its pieces stand from left to right. `code` tells the length of the
/// code that begins at a byte, if one does. O(length) and what `code` takes.
///
/// ```
/// use tanqih::arabic::pieces::{from_right, Habits, Item};
/// let line = "ب+د ج+أ 12 ه";
/// let items = from_right(line, Habits::USUAL, |at| line[at..].starts_with('+').then_some(1));
/// let text: String = items.iter().map(|item| &line[item.span()]).collect();
/// assert_eq!(text, "أ+د ج+ب 12 ه");
/// ```
pub fn from_right(line: &str, habits: Habits, mut code: impl FnMut(usize) -> Option<usize>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let item = if let Some(length) = code(at) {
            Item::Codes(at..at + length)
        } else if let Some(length) = signs(&line[at..]).filter(|_| habits.signs_apart) {
            Item::Stops(at..at + length)
        } else if c.is_ascii_alphanumeric() && habits.units != Units::Inside {
            let end = at + unit(&line[at..], |ahead| code(at + ahead).is_some());
            Item::Unit(spaces_before(line, &mut items, at)..end)
        } else {
            Item::Part(at..at + c.len_utf8())
        };
        at = item.span().end;
        let before = line[..item.span().start].chars().next_back();
        let apart = habits.marks_apart && (is_mark(c) || before.is_some_and(is_mark))
            || habits.private_apart && before.is_some_and(|before| is_private(before) != is_private(c));
        match (items.last_mut(), &item) {
            (Some(Item::Part(last)), Item::Part(_)) if !apart => last.end = at,
            (Some(Item::Codes(last)), Item::Codes(_)) => last.end = at,
            _ => items.push(item),
        }
    }
    let parts = |item: &Item| habits.units == Units::Part && matches!(item, Item::Unit(_));
    items.split_mut(parts).for_each(<[Item]>::reverse);
    if let Some(Item::Part(last)) = items.last_mut() {
        let stops = last.start..last.start + stops_before(&line[last.clone()]);
        last.start = stops.end;
        if !stops.is_empty() {
            items.push(Item::Stops(stops));
        }
    }
    items
}

impl Item {
    /// Its bytes of the line.
    pub fn span(&self) -> Range<usize> {
        match self {
            Item::Part(span) | Item::Codes(span) | Item::Unit(span) | Item::Stops(span) => span.clone(),
        }
    }
}

/// The items in the order of the line.
pub fn as_stored(items: &[Item]) -> Vec<Item> {
    let mut stored = items.to_vec();
    stored.sort_by_key(|item| item.span().start);
    stored
}

/// Whether `c` is a character of the private use area of the Basic Multilingual Plane, as extractors give a glyph
/// without a character. O(1).
pub fn is_private(c: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&c)
}

/// Takes the spaces before byte `at` from the last piece: they are the unit's.
fn spaces_before(line: &str, items: &mut [Item], at: usize) -> usize {
    let Some(Item::Part(last)) = items.last_mut() else { return at };
    last.end = last.start + line[last.clone()].trim_end_matches(' ').len();
    last.end
}

/// The bytes of the numbers and Latin words at the beginning of `text`, with what stands between them and the
/// spaces behind.
fn unit(text: &str, mut is_code: impl FnMut(usize) -> bool) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() || c == ' ' && end == at {
            end = at + 1;
        } else if is_letter_or_form(c) || is_code(at) {
            break;
        }
    }
    end
}

/// The bytes of the ASCII signs and spaces that `text` begins with, if there is a sign among them.
fn signs(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_punctuation() || c == ' ');
    let signs = &text[..text.len() - rest.len()];
    signs.contains(|c| c != ' ').then_some(signs.len())
}

/// The bytes of the stops and quotes right before the letter that `part` begins with: where it ends a line, they
/// come first as seen from the left.
fn stops_before(part: &str) -> usize {
    let rest = part.trim_start_matches(['.', '،', '؛', ':', '!', '؟', '"']);
    if rest.starts_with(is_letter_or_form) {
        part.len() - rest.len()
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, habits: Habits) -> String {
        let items = from_right(line, habits, |at| line[at..].starts_with('+').then_some(1));
        items.iter().map(|item| &line[item.span()]).collect()
    }

    #[test]
    fn pieces_are_read_from_the_right() {
        for (stored, reads) in [
            ("", ""),
            ("أب جد", "أب جد"),
            ("د ه+ب ج++أ", "أ++ب ج+د ه"),
            ("+ب+", "+ب+"),
            ("ب+أ2015د+ج", "أ+ب2015ج+د"),
            ("ب+أ 3.5 km د+ج", "أ+ب 3.5 km ج+د"),
            (".\"د+ج. ب+أ", "أ+ج. ب+د.\""),
            (". د+ج", "ج+. د"),
        ] {
            assert_eq!(read(stored, Habits::USUAL), reads);
        }
        let usual = Habits::USUAL;
        let marks = Habits { marks_apart: true, ..usual };
        assert_eq!(read("ب+أ2015د+ج", Habits { units: Units::Piece, ..usual }), "ج+د2015أ+ب");
        assert_eq!(read("ب 2015 أ+د+ج", Habits { units: Units::Inside, ..usual }), "ج+د+ب 2015 أ");
        let signs = Habits { signs_apart: true, ..usual };
        assert_eq!(read("ب+أ \".د+ج", signs), "ج+د \".أ+ب");
        assert_eq!(read(".ب+أ", signs), "أ+ب.");
        assert_eq!(read("ب\u{E000}أ+ج", usual), "ج+أ\u{E000}ب");
        assert_eq!(read("ب\u{E000}أ+ج", Habits { private_apart: false, ..usual }), "ج+ب\u{E000}أ");
        assert_eq!(read("ج\u{64B}+\u{650}ب", usual), "\u{650}ب+ج\u{64B}");
        assert_eq!(read("ج\u{64B}+\u{650}ب", marks), "ب\u{650}+\u{64B}ج");
    }
}
