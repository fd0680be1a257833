//! The numbers of a text, found many bytes at a time.

use std::ops::Range;

use crate::arabic::digits::{digit_set, value, DigitSet};
use crate::text::Text;

/// A run of digits of one set, with single signs between digits that the bidi algorithm keeps in the
/// number (UAX #9, W4: class CS): all of it is shown from left to right.
#[derive(Clone, Debug)]
pub(super) struct Number<'t> {
    pub(super) text: &'t str,
    pub(super) span: Range<usize>,
}

/// Bytes; what is longer is no number to be judged.
const LONGEST: usize = 48;

impl<'t> Number<'t> {
    /// The runs of digits, in bytes of the number.
    pub(super) fn parts(&self) -> impl Iterator<Item = Range<usize>> + Clone + 't {
        let text = self.text;
        text.split(is_separator).map(move |part| {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            start..start + part.len()
        })
    }

    pub(super) fn digits(&self) -> usize {
        self.text.chars().filter(|&c| !is_separator(c)).count()
    }
}

/// Whether `c` between two digits makes them one number.
pub(super) fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '/' | '\u{060C}' | '\u{066B}' | '\u{066C}')
}

/// A number as the values of its digits and the signs between, in one order or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Digits by value; signs as [`SIGN`] and above.
    codes: [u8; LONGEST],
    len: usize,
}

/// Codes of signs: a stop or the Arabic decimal separator, commas and the thousands separator, a slash, a colon.
const STOP: u8 = 10;
const COMMA: u8 = 11;
const SLASH: u8 = 12;
const COLON: u8 = 13;

impl Written {
    pub(super) fn of(text: &str) -> Option<Written> {
        let mut codes = [0; LONGEST];
        let mut len = 0;
        for c in text.chars() {
            *codes.get_mut(len)? = match c {
                '.' | '\u{066B}' => STOP,
                ',' | '\u{060C}' | '\u{066C}' => COMMA,
                '/' => SLASH,
                ':' => COLON,
                c => value(c)?,
            };
            len += 1;
        }
        Some(Written { codes, len })
    }

    pub(super) fn codes(&self) -> &[u8] {
        &self.codes[..self.len]
    }

    /// The other way round.
    pub(super) fn turned(&self) -> Written {
        let mut turned = *self;
        turned.codes[..self.len].reverse();
        turned
    }

    /// With the digits of each part the other way round, and the parts as they stand.
    pub(super) fn turned_by_parts(&self) -> Written {
        let mut turned = *self;
        turned.codes[..self.len].split_mut(|&code| code >= STOP).for_each(<[u8]>::reverse);
        turned
    }

    /// The value, if it is digits alone.
    pub(super) fn value(&self) -> Option<u32> {
        value_of(self.codes())
    }

    /// Whether the digits are in groups of three behind the first: how many groups.
    pub(super) fn groups(&self) -> Option<usize> {
        let mut halves = self.codes().split(|&code| code == STOP);
        let whole = halves.next()?;
        let decimals = halves.next();
        let mut groups = whole.split(|&code| code == COMMA);
        let first = groups.next()?;
        let sound = matches!(first, [1..=9] | [1..=9, 0..=9] | [1..=9, 0..=9, 0..=9])
            && groups.clone().all(|group| group.len() == 3 && value_of(group).is_some())
            && decimals.is_none_or(|decimals| value_of(decimals).is_some())
            && halves.next().is_none();
        sound.then_some(groups.count()).filter(|&groups| groups > 0)
    }

    /// Whether it is a day, a month and a year of four digits; `true` inside when the year is last.
    pub(super) fn date(&self) -> Option<bool> {
        let mut parts = self.codes().split(|&code| code == SLASH);
        let [one, two, three] = [parts.next()?, parts.next()?, parts.next()?];
        let day = |part: &[u8]| part.len() < 3 && value_of(part).is_some_and(|day| (1..=31).contains(&day));
        let month =
            |part: &[u8]| part.len() < 3 && value_of(part).is_some_and(|month| (1..=12).contains(&month));
        let year = |part: &[u8]| part.len() == 4 && value_of(part).is_some_and(is_year);
        if parts.next().is_some() {
            None
        } else if year(three) && (day(one) && month(two) || month(one) && day(two)) {
            Some(true)
        } else {
            (year(one) && month(two) && day(three)).then_some(false)
        }
    }

    /// Whether it is an hour and minutes.
    pub(super) fn is_time(&self) -> bool {
        let mut parts = self.codes().split(|&code| code == COLON);
        let hour =
            parts.next().is_some_and(|hour| hour.len() < 3 && value_of(hour).is_some_and(|hour| hour < 25));
        let minutes = |part: &[u8]| part.len() == 2 && value_of(part).is_some_and(|minutes| minutes < 60);
        hour && parts.next().is_some_and(minutes)
            && parts.next().is_none_or(minutes)
            && parts.next().is_none()
    }
}

/// Years that texts mostly speak of, of either calendar.
pub(super) fn is_year(year: u32) -> bool {
    (1300..=2100).contains(&year)
}

fn value_of(codes: &[u8]) -> Option<u32> {
    let digits = !codes.is_empty() && codes.len() < 10 && codes.iter().all(|&code| code < STOP);
    digits.then(|| codes.iter().fold(0, |value, &code| value * 10 + u32::from(code)))
}

/// The numbers of `text` in digits of one set, in order. O(length) over the whole iteration.
pub(super) fn numbers<'t>(text: &Text<'t>, set: DigitSet) -> impl Iterator<Item = Number<'t>> + use<'t> {
    let source = text.as_str();
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + next_digit(source.as_bytes().get(from..)?, set)?;
        let mut chars = source[start..].char_indices().peekable();
        let mut end = start;
        while let Some((at, c)) = chars.next() {
            if digit_set(c) == Some(set) {
                end = start + at + c.len_utf8();
            } else if !is_separator(c) || chars.peek().and_then(|&(_, c)| digit_set(c)) != Some(set) {
                break;
            }
        }
        from = end;
        Some(Number { text: &source[start..end], span: start..end })
    })
}

fn next_digit(bytes: &[u8], set: DigitSet) -> Option<usize> {
    const BLOCK: usize = 64;
    // U+0660–U+0669 are D9 A0–D9 A9.
    let arabic =
        |at: usize| bytes[at] == 0xD9 && bytes.get(at + 1).is_some_and(|byte| (0xA0..=0xA9).contains(byte));
    let is_digit = |at: usize| if set == DigitSet::Ascii { bytes[at].is_ascii_digit() } else { arabic(at) };
    let mut at = 0;
    while let Some(block) = bytes[at..].first_chunk::<{ BLOCK + 1 }>() {
        // Compiles to operations on many bytes at once.
        let any = if set == DigitSet::Ascii {
            (0..BLOCK).fold(false, |any, at| any | block[at].is_ascii_digit())
        } else {
            (0..BLOCK)
                .fold(false, |any, at| any | ((block[at] == 0xD9) & (block[at + 1].wrapping_sub(0xA0) < 10)))
        };
        if any {
            if let Some(found) = (at..at + BLOCK).find(|&at| is_digit(at)) {
                return Some(found);
            }
        }
        at += BLOCK;
    }
    (at..bytes.len()).find(|&at| is_digit(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_with_their_signs() {
        for pad in [0, 1, 62, 63, 64, 65, 130] {
            let source = format!("{}في 12/05/2015، و1,234.5 ثم ٧٫٥٪ و 14:45.", "ـ".repeat(pad));
            let text = Text::new(&source);
            let all = |set| numbers(&text, set).map(|number| number.text).collect::<Vec<_>>();
            assert_eq!(all(DigitSet::Ascii), ["12/05/2015", "1,234.5", "14:45"]);
            assert_eq!(all(DigitSet::ArabicIndic), ["٧٫٥"]);
        }
    }

    #[test]
    fn what_numbers_may_be() {
        let written = |text: &str| Written::of(text).unwrap();
        assert_eq!(written("1,234,567.89").groups(), Some(2));
        assert_eq!(written("98.765,432,1").groups(), None);
        assert_eq!(written("98.765,432,1").turned(), written("1,234,567.89"));
        assert_eq!(written("12/05/2015").date(), Some(true));
        assert_eq!(written("5102/50/21").date(), None);
        assert_eq!(written("21/50/5102").turned_by_parts().date(), Some(true));
        assert!(written("14:45").is_time() && !written("54:41").is_time());
    }
}
