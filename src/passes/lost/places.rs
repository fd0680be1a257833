//! Where a number may have vanished: the blanks whose neighbours are such as it leaves, found many bytes at a time.

/// A kind of trace: a text has its own habits with each, which are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Two spaces for one: `غضون  شهرا`.
    Double,
    /// A space before a sign: `لسنة ،`.
    Signed,
    /// A space at the beginning of a line: the number began the line, or ended it and was thrown to its front.
    Leading,
    /// Signs of a number with no number: `()`, `//هـ`, `(م/)`, `.%`.
    Hollow,
    /// A space inside a bracket: `( أقدام`.
    Bracket,
    /// A word with nothing behind its hyphen: `كوفيد-`.
    Hyphen,
    /// A word of one letter that is written with the next one: `و شهرا`.
    Prefix,
    /// A sign at the beginning of a line.
    First,
}

/// Kinds there are.
pub(super) const KINDS: usize = 8;

/// The spaces, and the ends of lines, whose neighbours are such as a trace has.
pub(super) fn places(text: &str) -> impl Iterator<Item = (usize, Kind)> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            // Hardly a block has any.
            let block = at.checked_sub(1).and_then(|before| bytes[before..].first_chunk());
            if block.is_some_and(|block| !may_be_traced(block)) {
                at += BLOCK;
                continue;
            }
            let end = bytes.len().min((at / BLOCK + 1) * BLOCK);
            while at < end {
                let here = at;
                at += 1;
                if !matches!(bytes[here], b' ' | b'\n') {
                    continue;
                }
                let before = here.checked_sub(1).map_or(b'\n', |before| bytes[before]);
                if let Some(kind) = kind_of(before, &bytes[here..]) {
                    return Some((here, kind));
                }
            }
        }
        None
    })
}

/// Bytes looked at together, and the bytes after a blank that tell of it.
const BLOCK: usize = 64;
const REACH: usize = 4;

/// Whether [`kind_of`] may find anything in the block behind the first byte.
fn may_be_traced(block: &[u8; 1 + BLOCK + REACH]) -> bool {
    let is = u8::from;
    let mut found = 0;
    // Written so that it compiles to operations on many bytes at once: masks and no branches.
    for at in 0..BLOCK {
        let (one, here) = (block[at], block[at + 1]);
        let (a, b, c) = (block[at + 2], block[at + 3], block[at + 4]);
        let blank = is(here == b' ') | is(here == b'\n');
        let hollow =
            (is(a == b'(') | is(a == b'[')) & (is(b < b'0') | is(b == b']') | is(b == 0xD9) | is(b == 0xE2));
        // `)` to `/` are signs all.
        let sign = is(a == b' ') | is(a == b'!') | is(a == b'%') | is(a.wrapping_sub(b')') < 7);
        let sign = sign | is(a == b':') | is(a == b']') | hollow;
        let comma = is(a == 0xD8) & (is(b == 0x8C) | is(b == 0x9B) | is(b == 0x9F));
        let waw = is(a == 0xD9) & (is(b == 0xAA) | is(b == 0x88) & is(c <= b','));
        let d = block[at + 5];
        let dash =
            is(a == 0xE2) & is(b == 0x80) & is(c == 0x93) & (is(d < b'0') & is(d > b' ') | is(d == 0xD8));
        let open = is(one == b'(') | is(one == b'[') | is(one == b'\n') & is(here == b' ');
        found |= blank & (sign | comma | waw | dash | open);
    }
    found != 0
}

/// What the bytes about a space or a line's end, which is the first of `rest`, say that it may be.
fn kind_of(before: u8, rest: &[u8]) -> Option<Kind> {
    match (before, rest) {
        (_, [_, b'.' | b',', b'%', ..] | [_, b'/', b'/' | b' ' | b'-' | 0xD9, ..]) => Some(Kind::Hollow),
        (_, [_, 0xD9, 0x88, b',' | b'%', ..] | [_, b'(' | b'[', b'.' | b',', ..]) => Some(Kind::Hollow),
        (_, [_, b'.' | b',', 0xD9, 0xAA, ..] | [_, b',', b',', ..] | [_, b'(', 0xE2, 0x80, 0x93, ..]) => {
            Some(Kind::Hollow)
        }
        // What is left of a range.
        (_, [_, b'-', b'.' | b',' | b')' | b'%', ..] | [_, b'-', 0xD8, 0x8C | 0x9B | 0x9F, ..]) => {
            Some(Kind::Hollow)
        }
        (
            _,
            [_, 0xE2, 0x80, 0x93, b'.' | b',' | b')' | b'%', ..]
            | [_, 0xE2, 0x80, 0x93, 0xD8, 0x8C | 0x9B | 0x9F, ..],
        ) => Some(Kind::Hollow),
        (
            _,
            [_, b'(' | b'[', b')' | b']' | b'/' | b'-' | b'%', ..] | [_, b'(', 0xD9, 0x85, b'/', b')', ..],
        ) => Some(Kind::Hollow),
        (_, [b'\n', b'.' | b',' | b':' | b')', b' ' | b'\n', ..] | [b'\n', 0xD8, 0x8C | 0x9B, b' ', ..]) => {
            Some(Kind::First)
        }
        (_, [b'\n', ..]) => None,
        (b'\n' | b'\x0C', _) => Some(Kind::Leading),
        (_, [_, b' ', ..]) => Some(Kind::Double),
        (_, [_, b'.' | b':' | b',' | b'!' | b'%', ..]) => Some(Kind::Signed),
        // The comma, the semicolon and the question mark; the percent sign.
        (_, [_, 0xD8, 0x8C | 0x9B | 0x9F, ..] | [_, 0xD9, 0xAA, ..]) => Some(Kind::Signed),
        (b'(' | b'[', [_, 0xD8..=0xDB, ..]) | (_, [_, b')' | b']', ..]) => Some(Kind::Bracket),
        (_, [_, 0xD9, 0x88, b' ', ..]) => Some(Kind::Prefix),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_wherever_they_stand() {
        let found = |source: &str| places(source).collect::<Vec<_>>();
        for part in [
            "ب  ج",
            "ب ، ج",
            "ب ؟ ج",
            "ب . ج",
            "ب ٪ ج",
            "ب () ج",
            "ب [] ج",
            "ب (م/) ج",
            "ب //هـ ج",
            "ب ( ج",
            "ب ) ج",
            "ب و ج",
            "ب\n ج",
            "ب ,٪ ج",
            "ب ,, ج",
            "ب (– ج",
            "ب و, ج",
            "ب (. ج",
            "ب -، ج",
            "ب –، ج",
            "ب –. ج",
            "ب\n، ج",
            "ب !",
        ] {
            let alone = found(&format!("ا{part}"));
            assert!(!alone.is_empty(), "{part}");
            for pad in 0..140 {
                let source = format!("{}ا{part}{}", "x".repeat(pad), "y".repeat(80));
                let moved: Vec<_> = alone.iter().map(|&(at, kind)| (at + pad, kind)).collect();
                assert_eq!(found(&source), moved, "{part} {pad}");
            }
        }
    }
}
