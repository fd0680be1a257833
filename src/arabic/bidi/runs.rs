//! From a line whose Arabic runs were each put in reading order, and stand from left to right as on the page, to what
//! it shows.

use std::ops::Range;

use super::super::words::{ends_clause, ends_sentence};
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
    show_runs_between(line, |_| false, true, |line, run| reverse_run(&mut line[run]));
}

/// What [`show_runs`] does, where more than numbers and other scripts `parts` runs, and `turn` puts the characters of a
/// run as they stood on the page. `stop_ends_line` says whose a full stop is that the line begins with, a space behind
/// it: the line's own, or that of the number to the right of the first run.
///
/// A sign of numbers that parts runs is left where it stands, but nothing else between it and the runs about it: the
/// signs at the end of the line were turned with its last run, and so was the space between a number and the run in
/// which a number of digits that Arabic letters do not part ([`Class::ArabicNumber`]) touches the sign.
pub(crate) fn show_runs_between(
    line: &mut [Glyph],
    parts: impl Fn(char) -> bool,
    stop_ends_line: bool,
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
        let starts_line = other == 0 || touches_sign;
        let start = match &line[..first] {
            [stop, space] if !stop_ends_line && ends_sentence(stop.shown) && space.shown == ' ' => 0,
            _ => first - turned_before(&line[other..first], starts_line),
        };
        let end = match other {
            0 if part_sign(reach) && !line[end..reach].iter().any(|glyph| glyph.shown == ' ') => reach,
            0 => end + stop_that_touches(&line[end..], ends_run),
            _ => end,
        };
        turn(line, start..end);
        from = reach;
    }
}

/// From a line whose pieces stand from left to right as on the page, each put in reading order with all signs at its ends
/// and without the spaces there, to what it shows. In place, O(line).
///
/// A piece reaches from a European number, another script or what else `parts` pieces to the next, and, where
/// `numbers_part` them, to a number of digits that Arabic letters do not part ([`Class::ArabicNumber`]), which is a piece
/// of its own, with the signs that touch it and no letter.
pub(crate) fn show_pieces(line: &mut [Glyph], parts: impl Fn(char) -> bool, numbers_part: bool) {
    let ends =
        |glyph: &Glyph| matches!(class(glyph.shown), Class::Left | Class::European) || parts(glyph.shown);
    let mut from = 0;
    while from < line.len() {
        if ends(&line[from]) {
            from += 1;
            continue;
        }
        let to = line[from..].iter().position(ends).map_or(line.len(), |ahead| from + ahead);
        let mut start = from;
        while start < to {
            let end = match numbers_part {
                true => piece_end(line, start, to),
                false => to,
            };
            show_piece(&mut line[start..end]);
            start = end;
        }
        from = to;
    }
}

/// Where the piece that begins at `start` ends, of a line up to `to`, where numbers part pieces.
fn piece_end(line: &[Glyph], start: usize, to: usize) -> usize {
    let kind = |at: usize| match class(line[at].shown) {
        Class::ArabicNumber => Some(true),
        Class::Right => Some(false),
        _ => None,
    };
    let Some(first) = (start..to).find(|&at| kind(at).is_some()) else { return to };
    let is_number = kind(first) == Some(true);
    let Some(next) = (first..to).find(|&at| kind(at) == Some(!is_number)) else { return to };
    // Signs between a word and a number are of what they touch, and of the word where they touch both.
    let last = (first..next).rfind(|&at| kind(at).is_some()).unwrap_or(first);
    let between = &line[last + 1..next];
    let space = |glyph: &Glyph| glyph.shown == ' ';
    match is_number {
        true => last + 1 + between.iter().position(space).unwrap_or(0),
        false => last + 1 + between.iter().rposition(space).map_or(between.len(), |at| at + 1),
    }
}

/// Reverses all but the spaces about it, if it has letters or such a number.
fn show_piece(piece: &mut [Glyph]) {
    let in_run = |glyph: &Glyph| matches!(class(glyph.shown), Class::Right | Class::ArabicNumber);
    if piece.iter().any(in_run) {
        let inside = |glyph: &Glyph| glyph.shown != ' ';
        let start = piece.iter().position(inside).unwrap_or(0);
        let end = piece.iter().rposition(inside).map_or(start, |last| last + 1);
        reverse_run(&mut piece[start..end]);
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

/// How many characters there are to a sign that ends a clause, between the last letter of the first run of a line and a
/// number: it ends the line as it reads, for what parts the two as they read was turned with the run and stands before
/// it. Quotes may stand before the sign.
fn stop_that_touches(after: &[Glyph], is_unit: impl Fn(&Glyph) -> bool) -> usize {
    let quotes =
        after.iter().take_while(|glyph| matches!(glyph.shown, '"' | '\u{201C}' | '\u{201D}')).count();
    let mut after = after[quotes..].iter();
    let touches = after.next().is_some_and(|glyph| ends_clause(glyph.shown))
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
    use super::{reverse_run, show_pieces, show_runs_between};
    use crate::arabic::bidi::{is_number_sign, read, AsDrawn, Glyph};

    /// A line whose runs are parted at signs of numbers, too, as it reads.
    fn reads(stored: &str) -> String {
        let mut line: Vec<Glyph> = stored.char_indices().map(|(at, c)| Glyph::new(at, c)).collect();
        show_runs_between(&mut line, is_number_sign, true, |line, run| reverse_run(&mut line[run]));
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

    #[test]
    fn pieces_are_shown_with_their_signs() {
        let is_bracket = |c: char| matches!(c, '(' | ')');
        for (stored, numbers_part, shown) in [
            ("لكل ساعة. 0.5 درجات، ثم ارتفعت + 5", false, ".ةعاس لكل 0.5 + تعفترا مث ،تاجرد 5"),
            ("بعد ذلك. (1945) أربع سنوات", false, ".كلذ دعب (1945) تاونس عبرأ"),
            // A number has the signs that touch no letter.
            ("٢٠٢٣. عام ٩٨ ، إلى٢٠١٥", true, ".٢٠٢٣ ماع ٩٨ ىلإ ،٢٠١٥"),
            ("هـ.١٤٣٧ ربيع ٣١-٠١-٢٠١٦", true, ".ـه١٤٣٧ عيبر ٢٠١٦-٠١-٣١"),
            ("الأول.٧٫٥ % بنسبة12.5", true, ".لوألا٧٫٥ ةبسنب %12.5"),
        ] {
            let mut line: Vec<Glyph> = stored.char_indices().map(|(at, c)| Glyph::new(at, c)).collect();
            show_pieces(&mut line, is_bracket, numbers_part);
            assert_eq!(line.iter().map(|glyph| glyph.shown).collect::<String>(), shown, "{stored}");
        }
    }
}
