//! A separator that the witness lost inside a number: `40000` for `40,000`, `7/91440` for `7/9/1440`.
//!
//! The text still has the separator, so what the witness runs together is to be parted once more; where is
//! said by how numbers are written: thousands by threes, dates by days, months and years. Where more than
//! one reading is a number, nobody knows.

use std::borrow::Cow;
use std::ops::Range;

use crate::arabic::digits::{is_digit, number};
use crate::arabic::letters::is_letter;

/// Signs that part the digits of one number. U+060C ends clauses too often.
const SEPARATORS: [char; 4] = [',', '٬', '/', '-'];
/// Numbers that may be years, whose thousands are not parted.
pub(super) const YEARS: Range<u64> = 1000..2200;
/// Digits of the longest run that is parted.
const LONGEST: usize = 12;

/// Whether a text ends clauses with U+002C, so that it says nothing beside a number. O(length).
pub(super) fn ends_clauses(text: &str) -> bool {
    memchr::memchr_iter(b',', text.as_bytes()).any(|comma| text[..comma].ends_with(is_letter))
}

/// What the witness has, with the one separator that the text has more put back; a comma only if it ends no
/// `clauses` there. O(length).
pub(super) fn restored<'w>(lost: &str, kept: &'w str, clauses: bool, labels: &[Label]) -> Cow<'w, str> {
    let mut found: Option<(usize, char)> = None;
    for separator in SEPARATORS {
        let of = |text: &str| text.matches(separator).count();
        if of(lost) != of(kept) + 1 || clauses && separator == ',' {
            continue;
        }
        for number in numbers(kept, separator) {
            for at in splits(&kept[number.clone()], separator, labels) {
                if found.replace((number.start + at, separator)).is_some() {
                    return Cow::Borrowed(kept);
                }
            }
        }
    }
    found.map_or(Cow::Borrowed(kept), |(at, separator)| {
        let (before, behind) = kept.split_at(at);
        Cow::Owned([before, separator.encode_utf8(&mut [0; 2]), behind].concat())
    })
}

/// The runs of digits, and of this separator between digits.
fn numbers(kept: &str, separator: char) -> Vec<Range<usize>> {
    let mut numbers: Vec<Range<usize>> = Vec::new();
    let mut parted = false;
    for (at, c) in kept.char_indices() {
        let end = at + c.len_utf8();
        match numbers
            .last_mut()
            .filter(|last| last.end == at || parted && last.end + separator.len_utf8() == at)
        {
            Some(last) if is_digit(c) => last.end = end,
            _ if is_digit(c) => numbers.push(at..end),
            _ => {}
        }
        parted = c == separator && numbers.last().is_some_and(|last| last.end == at);
    }
    numbers
}

/// Where one more separator makes a number of this.
fn splits<'n>(number: &'n str, separator: char, labels: &'n [Label]) -> impl Iterator<Item = usize> + 'n {
    let groups = move |at: usize| {
        let (before, behind) = number.split_at(at);
        before.split(separator).chain(behind.split(separator))
    };
    let sound = move |at: usize| match separator {
        '/' => is_date(groups(at)) || is_label(groups(at), labels),
        '-' => is_date(groups(at)) || is_span(groups(at)),
        _ => is_thousands(groups(at)),
    };
    let inside = move |&at: &usize| {
        let touches = |c: Option<char>| c.is_some_and(is_digit);
        touches(number[..at].chars().next_back()) && touches(number[at..].chars().next())
    };
    let short = number.chars().count() <= LONGEST;
    number.char_indices().map(|(at, _)| at).filter(inside).filter(move |&at| short && sound(at))
}

fn is_thousands<'n>(mut groups: impl Iterator<Item = &'n str>) -> bool {
    let head = groups.next().unwrap_or_default();
    let mut all = head.to_owned();
    let threes = groups.all(|group| {
        all += group;
        digits(group) == 3
    });
    threes && (1..=3).contains(&digits(head)) && number(&all).is_some_and(|all| !YEARS.contains(&all))
}

fn digits(group: &str) -> usize {
    group.chars().count()
}

/// A day, a month and a year, in this order or the other.
fn is_date<'n>(groups: impl Iterator<Item = &'n str>) -> bool {
    let groups: Vec<(u64, usize)> = groups.map(|group| (number(group).unwrap_or(0), digits(group))).collect();
    let [first, (month, length), last] = groups[..] else { return false };
    let is_year = |(year, length): (u64, usize)| length == 4 && YEARS.contains(&year);
    let is_day = |(day, length): (u64, usize)| length <= 2 && (1..=31).contains(&day);
    length <= 2
        && (1..=12).contains(&month)
        && (is_day(first) && is_year(last) || is_year(first) && is_day(last))
}

/// A year and a later one, of which the last two digits are enough for the next.
fn is_span<'n>(groups: impl Iterator<Item = &'n str>) -> bool {
    let groups: Vec<(u64, usize)> = groups.map(|group| (number(group).unwrap_or(0), digits(group))).collect();
    let [(from, 4), (to, length)] = groups[..] else { return false };
    let ends = match length {
        4 => YEARS.contains(&to) && from < to,
        2 => (from + 1) % 100 == to,
        _ => false,
    };
    YEARS.contains(&from) && ends
}

/// A number of two parts, as those of paragraphs are: `149/2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Where it stands.
    pub(super) at: usize,
    parts: [u64; 2],
}

/// Digits of a label's part.
const PART: usize = 4;

/// The labels of a text, in their order. O(length).
pub(super) fn labels(text: &str) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for slash in memchr::memchr_iter(b'/', text.as_bytes()) {
        let run =
            |chars: &mut dyn Iterator<Item = char>| chars.take_while(|&c| is_digit(c)).take(PART + 1).count();
        let (before, behind) = (&text[..slash], &text[slash + 1..]);
        let (head, tail) = (run(&mut before.chars().rev()), run(&mut behind.chars()));
        let from = before.char_indices().rev().nth(head.saturating_sub(1)).map_or(0, |(at, _)| at);
        let to = behind.char_indices().nth(tail).map_or(behind.len(), |(at, _)| at);
        let bound = before[..from].ends_with('/') || behind[to..].starts_with('/');
        let parts = (number(&before[from..]), number(&behind[..to]));
        if let ((Some(head), Some(tail)), false) = (parts, bound) {
            labels.push(Label { at: slash, parts: [head, tail] });
        }
    }
    labels
}

/// Whether the label before or behind it is among these.
fn is_label<'n>(mut groups: impl Iterator<Item = &'n str>, labels: &[Label]) -> bool {
    let [Some(head), Some(tail), None] = [groups.next(), groups.next(), groups.next()] else { return false };
    let sound = |part: &str| number(part).filter(|_| digits(part) < PART && !part.starts_with(['0', '٠']));
    let (Some(head), Some(tail)) = (sound(head), sound(tail)) else { return false };
    labels.iter().any(|label| label.parts[0] == head && label.parts[1].abs_diff(tail) == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_one_number_fits_is_parted() {
        for (lost, kept, expected) in [
            (" , ", " 40000 ", " 40,000 "),
            (" ,، ", " 5143، ", " 5,143، "),
            (" ,, ", " 1160,000 ", " 1,160,000 "),
            (" //", " 7/91440", " 7/9/1440"),
            (" //", " ١٤٤١/٩١٤", " ١٤٤١/٩/١٤"),
            (" --", " 288-1441", " 28-8-1441"),
        ] {
            assert_eq!(restored(lost, kept, false, &[]), expected, "{lost} {kept}");
        }
    }

    #[test]
    fn spans_of_years_and_labels_in_their_row_are_parted() {
        let labels = labels("149/1 باب 149/3 و 12/05/2015");
        assert_eq!(labels.len(), 2);
        for (lost, kept, expected) in [
            ("\n/ ", "\n1492 ", "\n149/2 "),
            (" - ", " 20182019 ", " 2018-2019 "),
            (" -،", " 201920،", " 2019-20،"),
            // No label of this row, and no span.
            ("\n/ ", "\n1498 ", "\n1498 "),
            (" - ", " 20192018 ", " 20192018 "),
        ] {
            assert_eq!(restored(lost, kept, false, &labels), expected, "{lost} {kept}");
        }
    }

    #[test]
    fn what_may_be_several_is_left() {
        for (lost, kept) in [
            ("/ ", "946 "),
            (" //", " 111/1440"),
            (" , ", " 2015 "),
            (" , ", " 40 "),
            (" , ", " 40000 50000 "),
            (" , ", " 40,000 "),
            (" () ", " 40000 "),
        ] {
            assert_eq!(restored(lost, kept, false, &[]), kept, "{lost} {kept}");
        }
    }
}
