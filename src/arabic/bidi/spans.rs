//! Spans of years, which tell how a page bound them: `1914-1918`, `1922-26`.
//!
//! By UAX #9 a hyphen does not bind numbers after Arabic (W2), so a page shows `1918-1914` for a war that began in 1914.
//! Many producers bind them all the same and show `1914-1918`. No span falls, so what a line shows tells which it was.

use super::{class, Class, Glyph};
use crate::arabic::digits::value;

/// Years that spans are of, and the most that one spans.
const YEARS: std::ops::RangeInclusive<u32> = 1000..=2100;
const LONGEST: u32 = 300;
/// Two digits beside a year are a month rather than a year up to this.
const MONTHS: u32 = 12;

/// Where the span of years ends that rises as it is shown, whose first year begins at `at` and ends at `end`; `None` if
/// there is none. Not of what more hyphens join.
pub(super) fn rising_end(line: &[Glyph], at: usize, end: usize) -> Option<usize> {
    let hyphen = |at: usize| line.get(at).is_some_and(|glyph| glyph.shown == '-');
    let number = |glyph: &&Glyph| matches!(class(glyph.shown), Class::European | Class::ArabicNumber);
    if end - at != 4 || !hyphen(end) || at.checked_sub(1).is_some_and(hyphen) {
        return None;
    }
    let from = end + 1;
    let to = from + line[from..].iter().take(5).take_while(number).count();
    if hyphen(to) {
        return None;
    }
    let (first, last) = (year(&line[at..end])?, year(&line[from..to])?);
    let rises = match to - from {
        4 => YEARS.contains(&last) && (1..=LONGEST).contains(&last.saturating_sub(first)),
        2 => last > MONTHS && last > first % 100,
        _ => false,
    };
    (YEARS.contains(&first) && rises).then_some(to)
}

fn year(digits: &[Glyph]) -> Option<u32> {
    digits.iter().try_fold(0, |year, glyph| Some(year * 10 + u32::from(value(glyph.shown)?)))
}
