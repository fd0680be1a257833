//! A line as it stands and as it reads if its runs stand from left to right.

use crate::arabic::bidi::{read, show_runs, show_runs_between, AsDrawn, Glyph};
use crate::arabic::letters::is_letter;
use crate::arabic::segments::show_gaps;
use crate::arabic::{LineGate, TATWEEL};
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::evidence::{has_arabic_digits, has_runs, starts_with_unit, stray_stops, Beside, Reader, LINE};
use super::stops;
use super::waws::stray_waws;

/// What of a line that stands from left to right was reversed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// Each Arabic run, as [`show_runs`] tells.
    Runs,
    /// The same, and runs are parted at brackets that stand in no block of signs, too.
    Bracketed,
    /// All that stands between two numbers or Latin words, as [`show_gaps`] tells.
    Gaps,
}

/// A line that has runs, and how many bits likelier it is turned.
pub(super) struct Asked<'t> {
    pub(super) view: View<'t>,
    pub(super) gain: Cost,
    /// What its words and its signs and spaces say together.
    pub(super) worth: i64,
    /// Whether it starts with a number or Latin.
    pub(super) starts: bool,
}

/// The most that one line says about the others, in bits.
pub(super) const VOTE: Cost = 10 * BIT;
/// What a sign or a space says that stands where none does, as the line stands, and turned does not.
const BLEMISH: Cost = 3 * BIT;
/// What a stop says that stands apart from the word before it and touches the number after it.
const STRAY_STOP: Cost = 5 * BIT;
/// What a waw says that touches the Latin word before it and not what is behind it.
const STRAY_WAW: Cost = 6 * BIT;

/// The lines that have runs, one of `each` so many; `waws`: whether a waw behind Latin tells of turned ones.
pub(super) fn ask<'t, M: LanguageModel>(
    model: &M,
    text: &Text<'t>,
    stored: Stored,
    each: usize,
    waws: bool,
) -> Vec<Asked<'t>> {
    let mut reader = Reader::new(model);
    let mut gate = LineGate::new(text.as_str());
    let mut asked = Vec::new();
    let mut before = None;
    let mut seen = 0;
    let mut lines = text.lines().filter(|line| !line.text().trim().is_empty()).peekable();
    while let Some(line) = lines.next() {
        let has_runs = has_runs(line.text())
            || stored == Stored::Gaps && has_arabic_digits(line.text())
            || stored == Stored::Bracketed && has_bracketed(line.text());
        // Columns, or letters apart: what stands between two numbers is no gap of a line.
        let has_runs = has_runs && !(stored == Stored::Gaps && line.text().contains("   "));
        seen += usize::from(has_runs);
        let has_runs = has_runs && seen % each == 0;
        if has_runs && !starts_inside_word(line.text()) && gate.at(line.start()).is_arabic() {
            let after = lines.peek().map(|line| line.text());
            let beside = Beside::of(model, before, after);
            let starts = starts_with_unit(line.text());
            let joints = reader.gain(line.text(), beside, stored);
            let healed = reader.healed(line.text(), stored) * BLEMISH;
            let signs = match stored {
                Stored::Runs | Stored::Bracketed if starts => stray_stops(line.text()) * STRAY_STOP,
                Stored::Runs | Stored::Bracketed => i32::from(stops::ends_first_run(line.text())) * BLEMISH,
                Stored::Gaps => healed,
            };
            let stray = if waws && stored != Stored::Gaps { stray_waws(line.text()) as Cost } else { 0 };
            let signs = signs + stray * STRAY_WAW;
            let worth = i64::from(joints.clamp(-VOTE, VOTE) + healed);
            asked.push(Asked { view: line, gain: joints + signs, worth, starts });
        }
        before = Some(line.text());
    }
    asked
}

/// Brackets of the blocks of letters: extractors that know Arabic letters and signs by their blocks alone take these for
/// letters from left to right.
pub(super) const BRACKETS: [char; 6] = ['[', ']', '{', '}', '«', '»'];

fn is_parting(c: char) -> bool {
    BRACKETS.contains(&c)
}

/// Whether a line has Arabic letters and such brackets.
pub(super) fn has_bracketed(line: &str) -> bool {
    line.len() <= LINE && line.contains(is_parting) && line.contains(is_letter)
}

/// Whether a line begins with the tail of a word, so is torn: its pieces are to be put in order, not its runs.
fn starts_inside_word(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(TATWEEL) && line.trim_start_matches(TATWEEL).starts_with(is_letter)
}

/// The pieces of a line in reading order.
pub(super) fn turn(view: View<'_>, stored: Stored) -> Vec<Piece> {
    let mut room = [Glyph::new(0, ' '); LINE];
    let glyphs = turned(view.start(), view.text(), &mut room, stored);
    Piece::of_chars(glyphs.iter().map(|glyph| (glyph.at..glyph.at + glyph.shown.len_utf8(), None)))
}

/// The characters of a line that starts at byte `start`, in reading order.
pub(super) fn turned<'r>(
    start: usize,
    line: &str,
    room: &'r mut [Glyph; LINE],
    stored: Stored,
) -> &'r [Glyph] {
    let mut count = 0;
    for ((at, c), place) in line.char_indices().zip(room.iter_mut()) {
        *place = Glyph::new(start + at, c);
        count += 1;
    }
    let glyphs = &mut room[..count];
    match stored {
        Stored::Runs => show_runs(glyphs),
        Stored::Bracketed => show_runs_between(glyphs, is_parting),
        Stored::Gaps => show_gaps(glyphs),
    }
    read(glyphs, &AsDrawn::default());
    glyphs
}
