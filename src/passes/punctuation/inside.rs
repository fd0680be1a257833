//! Spaces inside numbers: `2016- 01- 31`, `1914- 1918`, `12. 5%`. A wide sign leaves a gap that is taken for one.
//!
//! Much of this is written so on purpose: `45 - 47`, `1- 5 رجال`, `ص 3. 11`. So only what cannot be
//! anything else is closed: a date, years in order, a decimal before a per cent sign or behind groups
//! of three. Where a text has such, its other hyphens and stops between digits are wide as well.

use std::ops::Range;

use crate::arabic::digits::{self, is_digit, is_percent};
use crate::arabic::letters::is_letter;
use crate::arabic::LineGate;
use crate::edit::{Confidence, Edits};
use crate::text::Text;

use super::{AFTER_SIGN, INSIDE};

/// Bytes of a number that are looked at.
const LONGEST: usize = 48;

/// A number with spaces about its hyphens or its stop.
struct Gapped {
    /// Where the spaces stand.
    spaces: [usize; MOST],
    count: usize,
    sure: bool,
    /// Whether it may be something else even where others are sure.
    doubtful: bool,
}

/// Spaces that a number may have.
const MOST: usize = 4;

/// Remove the spaces inside numbers.
pub(super) fn inside_numbers(text: &Text<'_>, edits: &mut Edits<'_>) {
    let (ascii, arabic) = (text.may_have_in('0'..='9'), text.may_have_in('\u{0660}'..='\u{0669}'));
    if !ascii && !arabic {
        return;
    }
    let source = text.as_str();
    let mut gate = LineGate::new(source);
    for (sign, needles) in [('-', &["- ", " -"][..]), ('.', &[". "])] {
        if !text.may_have(sign) {
            continue;
        }
        let mut numbers: Vec<(usize, Gapped)> = Vec::new();
        for needle in needles {
            for at in memchr::memmem::find_iter(source.as_bytes(), needle) {
                if !(source[..at].ends_with(is_digit) && source[at + needle.len()..].starts_with(is_digit)) {
                    continue;
                }
                let span = span(source, at, sign);
                if let Some(gapped) = Gapped::of(source, span.clone(), sign) {
                    if gate.at(span.start).is_arabic() {
                        numbers.push((span.start, gapped));
                    }
                }
            }
        }
        numbers.sort_unstable_by_key(|number| number.0);
        numbers.dedup_by_key(|number| number.0);
        let sure = numbers.iter().any(|(_, number)| number.sure);
        for (_, number) in numbers.iter().filter(|(_, number)| number.sure || sure && !number.doubtful) {
            for &at in &number.spaces[..number.count] {
                edits.delete(at..at + 1, INSIDE, Confidence::Strong);
            }
        }
    }
    if text.may_have_after_space('=') {
        // `س + ص =10`: what stands off on one side stands off on the other.
        for at in memchr::memmem::find_iter(source.as_bytes(), " =") {
            let word = source[..at].ends_with(|c: char| is_letter(c) || is_digit(c));
            if word && source[at + 2..].starts_with(is_digit) && gate.at(at).is_arabic() {
                edits.insert(at + 2, " ", AFTER_SIGN, Confidence::Strong);
            }
        }
    }
}

/// The digits about a place with the signs between them, and single spaces beside `sign`.
fn span(source: &str, at: usize, sign: char) -> Range<usize> {
    let part = |c: char| is_digit(c) || c == sign || sign == '.' && matches!(c, ',' | '\u{66C}');
    let mut end = at;
    for (ahead, c) in source[at..].char_indices().take_while(|&(ahead, _)| ahead < LONGEST) {
        let place = at + ahead;
        let beside = || source[..place].ends_with(sign) || source[place + 1..].starts_with(sign);
        if !(part(c) || c == ' ' && beside()) {
            break;
        }
        if is_digit(c) {
            end = place + c.len_utf8();
        }
    }
    let mut start = at;
    for (place, c) in source[..at].char_indices().rev().take_while(|&(place, _)| at - place < LONGEST) {
        let beside = || source[..place].ends_with(sign) || source[place + 1..].starts_with(sign);
        if !(part(c) || c == ' ' && beside()) {
            break;
        }
        if is_digit(c) {
            start = place;
        }
    }
    start..end
}

impl Gapped {
    fn of(source: &str, span: Range<usize>, sign: char) -> Option<Gapped> {
        let number = &source[span.clone()];
        let (mut spaces, mut count) = ([0; MOST], 0);
        for (at, _) in number.match_indices(' ') {
            *spaces.get_mut(count)? = span.start + at;
            count += 1;
        }
        let before = source[..span.start].trim_end_matches(['(', '[', ' ']);
        let first = before.is_empty() || before.ends_with(['\n', '\u{c}', '\r', '•']);
        let (sure, doubtful) = match sign {
            '-' => (hyphens(number, first)?, false),
            _ => stop(number, &source[span.end..], first)?,
        };
        Some(Gapped { spaces, count, sure, doubtful })
    }
}

/// Whether hyphens make a number of this for sure; `None` if it may be something else.
fn hyphens(number: &str, first: bool) -> Option<bool> {
    // Ranges are written so, and dates too.
    if number.contains(" - ") {
        return None;
    }
    let mut parts = [""; 3];
    let mut count = 0;
    for part in number.split('-').map(|part| part.trim_matches(' ')) {
        *parts.get_mut(count)? = part;
        count += 1;
    }
    let length = |part: &str| part.chars().count();
    let parts = &parts[..count];
    if parts.iter().any(|part| part.is_empty() || !part.chars().all(is_digit)) {
        return None;
    }
    if let [a, b, c] = *parts {
        let date = |year: &str, month: &str, day: &str| {
            length(year) == 4 && (1..=2).contains(&length(month)) && (1..=2).contains(&length(day))
        };
        return (date(a, b, c) || date(c, b, a)).then_some(true);
    }
    let [a, b] = *parts else { return None };
    // `11 -456` is a number below zero, and `1- 5` at the beginning of a line an item's.
    if number.contains(" -") || first && length(a) < 4 {
        return None;
    }
    Some(length(a) == 4 && length(b) == 4 && digits::number(a)? < digits::number(b)?)
}

/// Whether a stop is one inside a number for sure, and whether it may be something else; `None` if it is.
fn stop(number: &str, behind: &str, first: bool) -> Option<(bool, bool)> {
    let (whole, part) = number.split_once(". ")?;
    if whole.contains('.') || !part.chars().all(is_digit) || first {
        return None;
    }
    let groups = whole.contains([',', '\u{66C}']);
    let sound = !groups || {
        let mut groups = whole.split([',', '\u{66C}']);
        let head = groups.next()?.chars().count();
        (1..=3).contains(&head) && groups.all(|group| group.chars().count() == 3)
    };
    let small = |text: &str| (1..=3).contains(&text.chars().count());
    if !sound || !small(part) || !groups && !small(whole) {
        return None;
    }
    let percent = behind.trim_start_matches(' ').starts_with(is_percent);
    // `3. 11.` may be two items' numbers.
    let goes_on = behind.strip_prefix(['.', '-']).is_some_and(|behind| behind.starts_with(' '));
    Some((percent || groups || digits::number(whole) == Some(0), goes_on))
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
    fn numbers_are_closed() {
        for (raw, clear) in [
            ("صدر في 2019- 04- 17 ثم عدل في ٠٩ -٠٨ -٢٠٢١ مرة", "صدر في 2019-04-17 ثم عدل في ٠٩-٠٨-٢٠٢١ مرة"),
            // Years in order say it of the rest.
            (
                "دامت الحرب (1939- 1945) وأعمارهم بين 12- 17 سنة وهاتفهم 555- 1234 فقط",
                "دامت الحرب (1939-1945) وأعمارهم بين 12-17 سنة وهاتفهم 555-1234 فقط",
            ),
            (
                "ارتفعت بنسبة 4. 7% وبلغت 2,345,678. 25 ريالا مع الإصدار 3. 12 منه",
                "ارتفعت بنسبة 4.7% وبلغت 2,345,678.25 ريالا مع الإصدار 3.12 منه",
            ),
            ("إذا كان طول الضلع =12 فاحسب", "إذا كان طول الضلع = 12 فاحسب"),
        ] {
            assert_eq!(clean(raw), clear, "{raw}");
        }
    }

    #[test]
    fn what_may_be_meant_stays() {
        for text in [
            "في ص 45 - 47 ثم ص. 12",
            "1- 5 رجال\n2- 7 نساء، وصدر عام 2015. 30 رجلا",
            "الفصل 3. 11 بابا، وأعمارهم بين 12- 17 سنة",
            "بلغت الحرارة 11 -4 درجات بنسبة 8 %",
            "في 2019 - 04 - 17 وتاريخ 5/ 6/ 1437 والمادة 14 /3",
            "قيمة س=5 و س = 6",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
