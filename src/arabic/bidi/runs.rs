//! From a line whose Arabic runs were each put in reading order, and stand from left to right as on the page, to what
//! it shows.

use std::ops::Range;

use super::super::words::ends_sentence;
use super::{bracket, class, is_number_sign, number_end, Class, Glyph};

/// From a line whose runs were each put in reading order, but stand from left to right as on the page, to
/// what it shows. In place, O(line).
///
/// A run reaches from an Arabic letter to the last one before a European number or another script.
/// Stops and spaces that stood between it and the number to the right of it were turned with it, so
/// they stand before its first letter; brackets and signs that touch a number were not.
///
/// ```
/// use tanqih::arabic::bidi::{read, show_runs, AsDrawn, Glyph};
/// let mut line: Vec<Glyph> =
///     " شهرا. وقال إن12 الجيش أنه بعد".char_indices().map(|(at, c)| Glyph::new(at, c)).collect();
/// show_runs(&mut line);
/// read(&mut line, &AsDrawn::default());
/// let text: String = line.iter().map(|glyph| glyph.c).collect();
/// assert_eq!(text, "الجيش أنه بعد 12 شهرا. وقال إن");
/// ```
pub fn show_runs(line: &mut [Glyph]) {
    show_runs_between(line, |_| false, |line, run| reverse_run(&mut line[run]));
}

/// What [`show_runs`] does, where more than numbers and other scripts `parts` runs, and `turn` puts the characters of a
/// run as they stood on the page.
///
/// A sign of numbers that parts runs is left where it stands, but nothing else between it and the runs about it: the
/// signs at the end of the line were turned with its last run, and so was the space between a number and the run in
/// which a number of digits that Arabic letters do not part ([`Class::ArabicNumber`]) touches the sign.
pub(crate) fn show_runs_between(
    line: &mut [Glyph],
    parts: impl Fn(char) -> bool,
    mut turn: impl FnMut(&mut [Glyph], Range<usize>),
) {
    let in_run = |glyph: &Glyph| matches!(class(glyph.shown), Class::Right | Class::ArabicNumber);
    let ends_run =
        |glyph: &Glyph| matches!(class(glyph.shown), Class::Left | Class::European) || parts(glyph.shown);
    let mut from = 0;
    while let Some(first) = line[from..].iter().position(in_run).map(|ahead| from + ahead) {
        let reach = line[first..].iter().position(ends_run).map_or(line.len(), |ahead| first + ahead);
        let end = line[first..reach].iter().rposition(in_run).map_or(reach, |last| first + last + 1);
        let other = line[from..first].iter().rposition(ends_run).map_or(from, |last| from + last + 1);
        let part_sign =
            |at: usize| line.get(at).is_some_and(|glyph| is_number_sign(glyph.shown) && parts(glyph.shown));
        let touches_sign = class(line[end - 1].shown) == Class::ArabicNumber
            && other.checked_sub(1).is_some_and(part_sign)
            && first == other + 1;
        let start = first - turned_before(&line[other..first], other == 0 || touches_sign);
        let end = match other {
            0 if part_sign(reach) && !line[end..reach].iter().any(|glyph| glyph.shown == ' ') => reach,
            0 => end + stop_that_touches(&line[end..], ends_run),
            _ => end,
        };
        turn(line, start..end);
        from = reach;
    }
}

/// Reverses all but the numbers in it. O(run).
pub(crate) fn reverse_run(run: &mut [Glyph]) {
    run.reverse();
    let mut at = 0;
    while at < run.len() {
        let number = match class(run[at].shown) {
            Class::ArabicNumber => number_end(run, at),
            _ => at,
        };
        run[at..number].reverse();
        at = number.max(at + 1);
    }
}

/// How many of these characters before a run were turned with it: signs and one space after them, where
/// they do not touch the number before; at the start of a line also the space alone. A full stop
/// there is taken for the line's own.
fn turned_before(between: &[Glyph], starts_line: bool) -> usize {
    let is_space = |glyph: &Glyph| glyph.shown == ' ';
    let Some((_, rest)) = between.split_last().filter(|(last, _)| is_space(last)) else {
        // Of two spaces the second was turned, with what follows it.
        let two = between.windows(2).rposition(|pair| pair.iter().all(is_space));
        return two.map_or(0, |at| between.len() - at - 1);
    };
    let signs = rest.iter().rev().take_while(|glyph| !is_space(glyph)).count();
    let ends = |glyph: Option<&Glyph>| glyph.is_some_and(|glyph| ends_sentence(glyph.shown));
    let touches = rest.len() == signs && !starts_line;
    match signs {
        // Of two spaces the second was turned.
        0 => usize::from(starts_line || rest.last().is_some_and(is_space)),
        // No writer puts two brackets back to back: the second was turned.
        _ if touches => {
            let opens = |glyph: &Glyph| bracket(glyph.shown).map(|(_, opens)| opens);
            let two = rest.windows(2).position(
                |pair| matches!((opens(&pair[0]), opens(&pair[1])), (Some(one), Some(other)) if one != other),
            );
            two.map_or(0, |at| rest.len() - at)
        }
        _ if starts_line && ends(rest.last()) => 1,
        _ if starts_line && rest.len() == signs && ends(rest.first()) => signs,
        _ => 1 + signs,
    }
}

/// How many characters there are to a full stop between the last letter of the first run of a line, which ends the line as
/// it reads, and a number: what parts the two as they read was turned with the run and stands before it. Quotes may
/// stand before the stop.
fn stop_that_touches(after: &[Glyph], is_unit: impl Fn(&Glyph) -> bool) -> usize {
    let quotes =
        after.iter().take_while(|glyph| matches!(glyph.shown, '"' | '\u{201C}' | '\u{201D}')).count();
    let mut after = after[quotes..].iter();
    let touches = after.next().is_some_and(|glyph| ends_sentence(glyph.shown))
        && after.next().is_some_and(&is_unit)
        // A bracket about the number was left where it stands, so the number was too.
        && !after.find(|glyph| !is_unit(glyph)).is_some_and(|glyph| matches!(glyph.shown, '(' | ')'));
    if touches {
        quotes + 1
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::{reverse_run, show_runs_between};
    use crate::arabic::bidi::{is_number_sign, read, AsDrawn, Glyph};

    /// A line whose runs are parted at signs of numbers, too, as it reads.
    fn reads(stored: &str) -> String {
        let mut line: Vec<Glyph> = stored.char_indices().map(|(at, c)| Glyph::new(at, c)).collect();
        show_runs_between(&mut line, is_number_sign, |line, run| reverse_run(&mut line[run]));
        read(&mut line, &AsDrawn::default());
        line.iter().map(|glyph| glyph.c).collect()
    }

    #[test]
    fn signs_of_numbers_part_runs() {
        for (stored, clear) in [
            (" خلال الربع.٪ ثم انخفضت بنسبة ٥٫٧%12.5 ارتفعت", "ارتفعت 12.5% ثم انخفضت بنسبة ٥٫٧٪ خلال الربع."),
            ("٨٧٦٥٤٣.- أو ٢١٠0501 هاتف", "هاتف 0501 أو ٢١٠-٨٧٦٥٤٣."),
            ("٦٥).- فردا، والصفحات (٤٣25 تراوحت", "تراوحت 25 فردا، والصفحات (٤٣-٦٥)."),
        ] {
            assert_eq!(reads(stored), clear);
        }
    }
}
