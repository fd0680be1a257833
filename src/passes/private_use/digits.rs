//! Codes that stand for digits: a font numbers them in a row.

use super::Row;

/// Which codes are the digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    zero: u32,
    one: u32,
}

/// In the Arabic fonts of the IBM Plex family the localised zero has two alternates between it and one.
const PLEX: Digits = Digits { zero: 0xE005, one: 0xE008 };

/// Numbers that a reading of a new font needs.
const NUMBERS: usize = 6;

impl Digits {
    pub(super) fn read(self, c: char) -> Option<char> {
        let code = c as u32;
        if code == self.zero {
            return Some('0');
        }
        let above = code.checked_sub(self.one).filter(|&above| above < 9)?;
        char::from_digit(above + 1, 10)
    }
}

/// How well a reading explains the rows that stand by themselves.
#[derive(Default)]
struct Fit {
    numbers: usize,
    /// Numbers of two digits and more, and parts of numbers.
    long: usize,
    /// Four digits that are a year.
    years: usize,
    /// Numbers that begin with zero.
    zeros: usize,
    unread: usize,
    /// Which digits occur, a bit for each.
    digits: u16,
}

impl Fit {
    fn of<'r, 't: 'r>(digits: Digits, rows: impl Iterator<Item = &'r Row<'t>>) -> Fit {
        let mut fit = Fit::default();
        for row in rows {
            let number: Option<String> = row.codes.chars().map(|c| digits.read(c)).collect();
            let Some(number) = number else {
                fit.unread += 1;
                continue;
            };
            fit.numbers += 1;
            fit.digits = number.bytes().fold(fit.digits, |digits, digit| digits | 1 << (digit - b'0'));
            fit.long += usize::from(number.len() > 1 || row.goes_on);
            fit.zeros += usize::from(number.len() > 1 && number.starts_with('0') && !row.goes_on);
            let year = number.parse().is_ok_and(|year: u32| (1000..2100).contains(&year));
            fit.years += usize::from(number.len() == 4 && year);
        }
        fit
    }

    fn holds(&self, known: bool) -> bool {
        let enough = known && self.long > 0 || self.numbers >= NUMBERS.max(self.unread) || self.years >= 2;
        // Short words may be codes from end to end.
        let few = self.unread * 4 <= self.numbers
            || known && self.unread * 2 <= self.numbers
            || known && self.years > 0 && self.unread < self.numbers;
        // One code again and again may be a sign.
        let differ = self.digits.count_ones() > 1;
        // Times begin with zero at times.
        differ && enough && self.zeros * 6 <= self.numbers && few
    }
}

/// The digits among the codes of rows that stand by themselves; `None` where no reading, or more than
/// one, explains them.
pub(super) fn solve<'r, 't: 'r>(rows: impl Iterator<Item = &'r Row<'t>> + Clone) -> Option<Digits> {
    if Fit::of(PLEX, rows.clone()).holds(true) {
        return Some(PLEX);
    }
    let lowest = rows.clone().flat_map(|row| row.codes.chars()).min()? as u32;
    // The lowest code is zero, or one, or two where neither one nor zero occurs.
    let layouts = (lowest.saturating_sub(2)..=lowest + 1)
        .flat_map(|one| [Digits { zero: one - 1, one }, Digits { zero: one + 9, one }]);
    let mut best: Option<(usize, Digits)> = None;
    let mut tie = false;
    for digits in layouts {
        let fit = Fit::of(digits, rows.clone());
        if !fit.holds(false) {
            continue;
        }
        let score = fit.years * 3 + fit.numbers - fit.zeros;
        match best {
            Some((most, _)) if score < most => {}
            Some((most, other)) if score == most => tie |= digits != other,
            _ => (best, tie) = (Some((score, digits)), false),
        }
    }
    best.filter(|_| !tie).map(|(_, digits)| digits)
}
