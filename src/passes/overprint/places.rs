//! Where a text may be doubled: found many bytes at a time, for hardly a text is.

use crate::text::Text;

/// The places of a text where two letters in a row come twice, or a token is its first half twice.
pub(super) struct Places<'t> {
    bytes: &'t [u8],
    /// The next place of each kind.
    next: [usize; 3],
    shapes: bool,
}

/// Beyond every place.
const NONE: usize = usize::MAX;

impl<'t> Places<'t> {
    pub(super) fn of(text: &Text<'t>) -> Self {
        // Alef, beh and teh are here; the byte-order mark is not.
        let shapes = text.may_have_in('\u{FE80}'..='\u{FEBF}');
        let mut places = Places { bytes: text.as_str().as_bytes(), next: [NONE; 3], shapes };
        places.next = std::array::from_fn(|kind| places.find(kind, 0));
        places
    }

    /// The first place at `from` or after; calls must not go back. O(length) over all calls.
    pub(super) fn next(&mut self, from: usize) -> Option<usize> {
        for kind in 0..self.next.len() {
            if self.next[kind] < from {
                self.next[kind] = self.find(kind, from);
            }
        }
        self.next.into_iter().min().filter(|&at| at != NONE)
    }

    fn find(&self, kind: usize, from: usize) -> usize {
        let Some(bytes) = self.bytes.get(from..) else {
            return NONE;
        };
        let found = match kind {
            0 => letters::<2>(bytes),
            1 if !self.shapes => words(bytes),
            1 => words_of_any_length(bytes),
            _ if self.shapes => letters::<3>(bytes),
            _ => None,
        };
        found.map_or(NONE, |at| from + at)
    }
}

/// Bytes looked at together, and the bytes after the first that a place reaches over, at most.
const BLOCK: usize = 32;
const REACH: usize = 12;

/// The first letter of `WIDTH` bytes, two or three, that comes twice before another one that does.
fn letters<const WIDTH: usize>(bytes: &[u8]) -> Option<usize> {
    let is_lead = |byte: u8| byte >= if WIDTH == 2 { 0xD8 } else { 0xEF };
    let is_place = |at: usize| {
        let letter = |nth: usize| bytes.get(at + nth * WIDTH..at + (nth + 1) * WIDTH);
        let (one, other) = (letter(0), letter(2));
        other.is_some_and(|other| is_lead(other[0]))
            && is_lead(bytes[at])
            && (one, other) == (letter(1), letter(3))
            && one != other
    };
    let mut at = 0;
    while let Some(block) = bytes[at..].first_chunk::<{ BLOCK + REACH }>() {
        // Written so that it compiles to operations on many bytes at once.
        let mut any = false;
        for at in 0..BLOCK {
            let mut differs = 0;
            for at in at..at + WIDTH {
                differs |= block[at] ^ block[at + WIDTH];
                differs |= block[at + 2 * WIDTH] ^ block[at + 3 * WIDTH];
            }
            any |= (differs == 0) & is_lead(block[at]) & is_lead(block[at + 2 * WIDTH]);
        }
        if any {
            if let Some(found) = (at..at + BLOCK).find(|&at| is_place(at)) {
                return Some(found);
            }
        }
        at += BLOCK;
    }
    (at..bytes.len()).find(|&at| is_place(at))
}

/// The first run of non-blank bytes that is one half of 3 to 10 letters of two bytes, repeated.
fn words(bytes: &[u8]) -> Option<usize> {
    let first = bytes.iter().position(|&byte| is_blank(byte)).unwrap_or(bytes.len());
    if words_of_any_length(&bytes[..first]).is_some() {
        return Some(0);
    }
    // Of the blank before a token.
    let mut at = first;
    while let Some(block) = bytes[at..].first_chunk::<{ BLOCK + WORDS }>() {
        let any = twice::<6>(block)
            | twice::<8>(block)
            | twice::<10>(block)
            | twice::<12>(block)
            | twice::<14>(block)
            | twice::<16>(block)
            | twice::<18>(block)
            | twice::<20>(block);
        if any {
            let after = at + BLOCK + WORDS;
            if let Some(found) = words_of_any_length(&bytes[at + 1..after]) {
                return Some(at + 1 + found);
            }
        }
        at += BLOCK;
    }
    let rest = bytes.get(at + 1..)?;
    words_of_any_length(rest).map(|found| at + 1 + found)
}

/// Bytes that a token of two halves takes with the blanks before and after.
const WORDS: usize = 2 * 20 + 1;

/// Whether a token of two halves of this length begins after a byte of the first `BLOCK`; some others, too.
fn twice<const HALF: usize>(block: &[u8; BLOCK + WORDS]) -> bool {
    (0..BLOCK).fold(false, |any, at| {
        let again = at + HALF;
        // Blanks and controls are below every letter. The last bytes of letters tell most.
        any | (block[at].max(block[again + HALF + 1]) <= b' ')
            & (block[at + 2] == block[again + 2])
            & (block[at + 4] == block[again + 4])
            & (block[at + 6] == block[again + 6])
    })
}

fn is_blank(byte: u8) -> bool {
    byte <= b' '
}

/// The first run of non-blank bytes that is its first half or third repeated.
fn words_of_any_length(bytes: &[u8]) -> Option<usize> {
    let mut start = 0;
    for end in memchr::memchr2_iter(b' ', b'\n', bytes).chain([bytes.len()]) {
        let token = &bytes[start..end];
        if token.len() >= 12
            && token[0] >= 0xD8
            && token[..2] != token[2..4]
            && [2, 3].into_iter().any(|copies| repeats(token, copies))
        {
            return Some(start);
        }
        start = end + 1;
    }
    None
}

fn repeats(token: &[u8], copies: usize) -> bool {
    let len = token.len() / copies;
    token[len] == token[0]
        && token[len + 1] == token[1]
        && len * copies == token.len()
        && token[len..] == token[..token.len() - len]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<usize> {
        let text = Text::new(text);
        let mut places = Places::of(&text);
        let mut from = 0;
        std::iter::from_fn(|| {
            let found = places.next(from)?;
            from = found + 1;
            Some(found)
        })
        .collect()
    }

    #[test]
    fn places_are_found_wherever_they_stand() {
        for before in 0..70 {
            for after in [0, 1, 50] {
                let text = format!("{}ععنن{}", "x".repeat(before), "y".repeat(after));
                assert_eq!(all(&text), [before]);
                // An alef (U+FE8D) before the ain (U+FECB): shaped text without alef, beh or teh is not looked at.
                let text = format!("ﺍ{}ﻋﻋﻨﻨ{}", "x".repeat(before), "y".repeat(after));
                assert_eq!(all(&text), [before + 3]);
                let text = format!("{} خلفخلف {}", "x".repeat(before), "y".repeat(after));
                assert_eq!(all(&text), [before + 1]);
            }
        }
    }

    #[test]
    fn healthy_text_has_no_place() {
        assert_eq!(all("الله ممكن تتبع هههههه ........ ــــــــ\u{64E}  aabb 1122 couscouscous"), []);
    }
}
