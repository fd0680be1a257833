//! Whether the numbers of a text stand as they are drawn, in lines that read else: `عام ،2015 ثم`.

use std::ops::Range;

use crate::arabic::bidi::{as_str, Glyph};
use crate::arabic::digits::{is_digit, is_percent};
use crate::arabic::letters::is_letter;
use crate::arabic::segments::read_segments;
use crate::arabic::LineGate;
use crate::edit::Piece;
use crate::model::{LanguageModel, BIT};
use crate::text::{Text, View};

use super::asked::RUNS;
use super::evidence::{has_stuck_number, starts_with_unit, Beside, Reader, LINE};

/// What stands as drawn in a text with commas and stops before the numbers that they follow, and next to none
/// behind one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Drawn {
    /// All numbers and Latin words.
    All,
    /// These commas and stops, each with the number that it touches.
    Stops(Vec<Range<usize>>),
}

/// Signs that follow a number and are drawn left of it.
const SIGNS: [char; 4] = [',', '\u{60C}', '.', ':'];
/// Bits of a line for its runs being turned, which moves stops too.
const TURNED: i32 = 6;

impl Drawn {
    /// No writer puts a comma before a number that touches it and a space before the comma; two
    /// such, and none behind a number, speak for all numbers of a text.
    pub(super) fn judge<M: LanguageModel>(
        model: &M,
        text: &Text<'_>,
        gate: &mut LineGate<'_>,
    ) -> Option<Drawn> {
        let mut stops = Vec::new();
        let (mut commas, mut sure, mut turned) = (0, 0, 0);
        let mut reader = None;
        for sign in SIGNS.into_iter().filter(|&sign| text.may_have_after_space(sign)) {
            let mut needle = [b' '; 5];
            let len = 1 + sign.encode_utf8(&mut needle[1..]).len();
            let needle = std::str::from_utf8(&needle[..len]).unwrap_or_default();
            for line in text.lines_with(needle) {
                let found = line.text().match_indices(needle);
                let before = stops.len();
                stops.extend(found.filter_map(|(at, sign)| stray(line, at, sign)));
                let new = stops.len() - before;
                if new > 0 && !gate.at(line.start()).is_arabic() {
                    stops.truncate(before);
                    continue;
                }
                // Where lines turn one by one, these do.
                if new == 0 || starts_with_unit(line.text()) {
                    continue;
                }
                let reader = reader.get_or_insert_with(|| Reader::new(model));
                if line.text().len() <= LINE {
                    turned += reader.gain(line.text(), Beside::default(), RUNS) / BIT - TURNED;
                } else {
                    turned -= TURNED;
                }
                sure += new;
                commas += if sign == '\u{60C}' { new } else { 0 };
            }
        }
        if sure == 0 || turned >= 0 || behind(text) * 8 > sure {
            return None;
        }
        // Spaces about numbers stay where these are stored as drawn.
        let stuck = text.lines().filter(|line| has_stuck_number(line.text())).count();
        if stuck > sure {
            return None;
        }
        stops.extend(text.lines().filter_map(leading));
        let [percent_behind, percent_before] = percents(text);
        if sure > 1 && percent_behind * 4 <= percent_before {
            Some(Drawn::All)
        } else {
            (sure > 1 || commas > 0).then_some(Drawn::Stops(stops))
        }
    }

    /// Whether a line is to be read anew where all numbers stand as drawn.
    pub(super) fn asks(line: &str) -> bool {
        line.contains(is_letter) && line.contains(|c: char| is_digit(c) || c.is_ascii_alphabetic())
    }
}

/// The pieces of a line in reading order, whose numbers and Latin stand as drawn.
pub(super) fn read(text: &Text<'_>, view: View<'_>) -> Vec<Piece> {
    let mut glyphs: Vec<Glyph> =
        view.text().char_indices().map(|(at, c)| Glyph::new(view.start() + at, c)).collect();
    read_segments(&mut glyphs);
    Piece::of_chars(glyphs.iter().map(|glyph| {
        let shown = text.as_str()[glyph.at..].chars().next().unwrap_or(glyph.c);
        let instead = (glyph.c != shown).then(|| as_str(glyph.c));
        (glyph.at..glyph.at + shown.len_utf8(), instead)
    }))
}

/// A sign after a space, with the number that it touches behind a word. One digit behind a stop may be decimals.
fn stray(line: View<'_>, at: usize, sign: &str) -> Option<Range<usize>> {
    let (head, tail) = (&line.text()[..at], &line.text()[at + sign.len()..]);
    let (digits, end) = number(tail)?;
    let few = digits < if sign.ends_with('\u{60C}') { 1 } else { 2 };
    let start = line.start() + at;
    (head.ends_with(is_letter) && !few).then_some(start + 1..start + sign.len() + end)
}

/// A sign and the number that it touches at the start of a line; `.1` numbers a list.
fn leading(line: View<'_>) -> Option<Range<usize>> {
    let rest = line.text().strip_prefix(SIGNS)?;
    let (digits, end) = number(rest)?;
    let from = line.text().len() - rest.len();
    (digits > 2 && line.text().contains(is_letter)).then(|| line.start()..line.start() + from + end)
}

/// How many digits a number begins with that `text` begins with, and where it ends.
fn number(text: &str) -> Option<(usize, usize)> {
    let inside = |c: char| is_digit(c) || matches!(c, '/' | '\u{66B}' | '\u{66C}' | '.' | ',');
    let rest = text.trim_start_matches(inside);
    let rest = rest.strip_prefix(is_percent).unwrap_or(rest);
    let number = &text[..text.len() - rest.len()];
    let digits = number.chars().take_while(|&c| is_digit(c)).count();
    (digits > 0 && !number.ends_with(['/', '.', ','])).then_some((digits, number.len()))
}

/// How many commas and stops follow a number that they touch.
fn behind(text: &Text<'_>) -> usize {
    let source = text.as_str();
    let signs = source.match_indices(SIGNS).filter(|&(at, sign)| {
        let spaced = source[at + sign.len()..].chars().next().is_none_or(char::is_whitespace);
        let head = source[..at].trim_end_matches(is_digit);
        spaced && head.len() < at && head.ends_with(' ') && head.trim_end().ends_with(is_letter)
    });
    signs.count()
}

/// How many percent signs stand behind a number, and how many before one.
fn percents(text: &Text<'_>) -> [usize; 2] {
    let source = text.as_str();
    let mut counts = [0; 2];
    for (at, sign) in source.match_indices(is_percent) {
        let before = source[..at].ends_with(is_digit);
        let after = source[at + sign.len()..].starts_with(is_digit);
        counts[0] += usize::from(before && !after);
        counts[1] += usize::from(after && !before);
    }
    counts
}
