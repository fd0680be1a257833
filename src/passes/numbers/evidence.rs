//! What a number says of the way its digits stand, and how a text's numbers vote.

use super::scan::{is_year, Number, Written};
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;

/// What a number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// Nothing, or as much for the one as for the other.
    Nothing,
    /// As it stands it is a likely number, and turned it is not.
    Right,
    /// As it stands it is a sound date, year or grouped number, and turned it is none.
    SurelyRight,
    /// Turned it is a likely number, and as it stands it is not.
    Turned,
    /// Turned it is a sound date, year or grouped number, and as it stands it is none.
    SurelyTurned,
}

/// What stands about a number makes it a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    Nothing,
    Year,
}

/// The votes of a text's numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Votes {
    turned: u32,
    right: u32,
    /// Different numbers that say surely that they are turned.
    witnesses: [u32; 2],
    count: usize,
}

/// What a sure number counts.
const SURE: u32 = 3;

impl Votes {
    pub(super) fn add(&mut self, says: Says, written: &Written) {
        match says {
            Says::Nothing => {}
            Says::Right => self.right += 1,
            Says::SurelyRight => self.right += SURE,
            Says::Turned => self.turned += 1,
            Says::SurelyTurned => {
                self.turned += SURE;
                let digits = written
                    .codes()
                    .iter()
                    .fold(0u32, |hash, &code| hash.wrapping_mul(31).wrapping_add(u32::from(code) + 1));
                if self.count < 2 && !self.witnesses[..self.count].contains(&digits) {
                    self.witnesses[self.count] = digits;
                    self.count += 1;
                }
            }
        }
    }

    /// Whether the text's numbers are turned: two sure witnesses, or one and two likely ones, and next
    /// to none against. `Some(false)`: likely.
    pub(super) fn verdict(&self) -> Option<bool> {
        if self.count == 0 || self.right * 6 > self.turned {
            return None;
        }
        Some(self.count > 1 || self.turned >= SURE + 2)
    }
}

/// What a number says of the way its digits stand.
pub(super) fn says(written: &Written, about: About) -> Says {
    let turned = written.turned();
    if turned == *written {
        return Says::Nothing;
    }
    let codes = written.codes();
    if let (Some(value), Some(other)) = (written.value(), turned.value()) {
        let year = |value: u32| codes.len() == 4 && is_year(value);
        // A year of old may be meant where another is likelier: 1202, 2021.
        let old = |value: u32| codes.len() == 4 && (1000..=2100).contains(&value);
        return match about {
            About::Year if year(value) && !old(other) => Says::SurelyRight,
            About::Year if year(other) && !old(value) => Says::SurelyTurned,
            _ if recent(value) && !old(other) => Says::Right,
            _ if recent(other) && !old(value) => Says::Turned,
            // Telephone numbers are longer.
            _ if !(2..=6).contains(&codes.len()) || codes[0] == *codes.last().unwrap_or(&0) => Says::Nothing,
            _ if codes[0] == 0 => Says::Turned,
            _ if codes.last() == Some(&0) => Says::Right,
            _ => Says::Nothing,
        };
    }
    let by_parts = written.turned_by_parts();
    match (written.date(), turned.date().or_else(|| by_parts.date())) {
        (Some(_), None) => return Says::SurelyRight,
        (None, Some(_)) => return Says::SurelyTurned,
        _ => {}
    }
    match (written.is_time(), turned.is_time()) {
        (true, false) => return Says::Right,
        (false, true) => return Says::Turned,
        _ => {}
    }
    // A single group may be decimals: 543,21.
    match (written.groups(), turned.groups()) {
        (Some(groups), None) => match groups {
            1 => Says::Right,
            _ => Says::SurelyRight,
        },
        (None, Some(groups)) => match groups {
            1 if codes[0] != 0 => Says::Turned,
            _ => Says::SurelyTurned,
        },
        _ => Says::Nothing,
    }
}

/// A number of four digits that is mostly a year.
fn recent(value: u32) -> bool {
    (1900..=2030).contains(&value)
}

/// Words that a year follows, with و ف ب ل before them too.
const YEARS: [&str; 10] =
    ["عام", "سنة", "العام", "السنة", "عامي", "سنتي", "العامين", "الأعوام", "أعوام", "سنوات"];

/// Months, in their last word, of the calendars that Arabic texts use.
const MONTHS: [&str; 40] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "إبريل",
    "ابريل",
    "مايو",
    "يونيو",
    "يونيه",
    "يوليو",
    "يوليه",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
    "كانون",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين",
    "جانفي",
    "فيفري",
    "أفريل",
    "ماي",
    "جوان",
    "جويلية",
    "أوت",
    "محرم",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "القعدة",
    "الحجة",
];

/// Whether what stands about a number says that it is a year.
pub(super) fn about(source: &str, number: &Number<'_>) -> About {
    let before = source[..number.span.start].trim_end_matches([' ', '(']);
    let word = last_word(before);
    let bare = word.strip_prefix(['و', 'ف', 'ب', 'ل']).unwrap_or(word);
    if [word, bare].iter().any(|word| YEARS.contains(word) || MONTHS.contains(word)) {
        return About::Year;
    }
    // The Hijri year's heh, with its tatweel or without.
    let after = source[number.span.end..].trim_start_matches(' ');
    let hijri = after.strip_prefix("هـ").or_else(|| after.strip_prefix('ه'));
    match hijri {
        Some(rest) if !rest.starts_with(|c| is_letter(c) || c == TATWEEL) => About::Year,
        _ => About::Nothing,
    }
}

/// The word that ends here.
fn last_word(before: &str) -> &str {
    let letters = before.chars().rev().take(12).take_while(|&c| is_letter(c) || is_mark(c) || c == TATWEEL);
    &before[before.len() - letters.map(char::len_utf8).sum::<usize>()..]
}
