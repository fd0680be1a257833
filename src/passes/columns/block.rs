//! Lines of columns, and what proves that they are.

use std::ops::Range;

use crate::arabic::width::Width;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::Text;

use super::gutter::Gutters;
use super::line::{joint, At, Joints, Word};
use super::search::{parts, Part, Stand, COLUMNS};

/// Bits that a block of lines must gain; and how many times as much as chance would make of what its joints gain and
/// lose, squared: of one block where gaps show the columns and where they do not, and of all of a text.
const LEAST: Cost = 10 * BIT;
const CHANCE: u64 = 4;
const CHANCE_SHOWN: u64 = 1;
const PROOF: Cost = 30 * BIT;
const TIMES: u64 = 9;
/// The same of a block whose lines hold one column each.
const PROOF_TURNS: Cost = 80 * BIT;
const TIMES_TURNS: u64 = 14;
/// Parts that each column has, at least.
const PARTS: usize = 4;
/// What it costs that a line is parted where no gap shows it.
const PLACE: Cost = 5 * BIT / 2;
/// Words of a part of prose, on average.
const WORDS: usize = 4;
/// What speaks for a column standing on the right, for each part that shows it.
const RIGHT: Cost = 4 * BIT;
const MOST_RIGHT: Cost = 20 * BIT;
/// The most that the words between two columns say of it.
const MOST_READ: Cost = 10 * BIT;
/// The same where all columns end with a sentence: how likely their first words begin one.
const MOST_ENDED: Cost = 2 * BIT;
/// What a column says that has more parts, one in so many at least: it is read first.
const LONGER: Cost = 2 * BIT;
const LONG: usize = 8;
/// What speaks for the right column standing first on lines that hold more than one, and for the left one having the first
/// line where lines hold one each: what sorts lines by their height sorts those at one height from the left.
const FIRST: Cost = 5 * BIT;

/// How wide parts are, if three of four are about as wide as most, or shorter where a paragraph ends: those of a row
/// that an extractor tore are of any width.
fn even(parts: &[(Width, bool)]) -> Option<Width> {
    let mut widths: Vec<Width> = parts.iter().map(|part| part.0).collect();
    widths.sort_unstable();
    let most = widths[widths.len() / 2];
    let even =
        |&&(width, closes): &&(Width, bool)| (closes || width * 3 >= most * 2) && width * 3 <= most * 4;
    (parts.iter().filter(even).count() * 4 >= parts.len() * 3).then_some(most)
}

/// What joints gain in all, and how much more that is than chance would make of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    gain: Cost,
    squares: u64,
}

impl Evidence {
    fn add(&mut self, gain: Cost) {
        self.gain += gain;
        self.squares += u64::from(gain.unsigned_abs()).pow(2);
    }

    pub(super) fn and(self, other: Evidence) -> Evidence {
        Evidence {
            gain: self.gain.saturating_add(other.gain),
            squares: self.squares.saturating_add(other.squares),
        }
    }

    fn is(&self, least: Cost, times: u64) -> bool {
        self.gain >= least && u64::from(self.gain.unsigned_abs()).pow(2) >= self.squares.saturating_mul(times)
    }

    /// Whether that of a text leaves no doubt.
    pub(super) fn proves(&self) -> bool {
        self.is(PROOF, TIMES)
    }

    /// Whether that of lines that hold one column each does.
    pub(super) fn proves_turns(&self) -> bool {
        self.is(PROOF_TURNS, TIMES_TURNS)
    }
}

/// Lines of columns.
pub(super) struct Block {
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    /// The parts of the columns, in the order in which lines that hold more than one have them.
    columns: Vec<Vec<Range<usize>>>,
    /// Whether lines hold more than one.
    pub(super) shared: bool,
    pub(super) evidence: Evidence,
    /// Bits by which it is likelier that the first column is the right one.
    pub(super) right: Cost,
    /// The same by what most often stands first.
    pub(super) stands_first: Cost,
    /// The words that the outer columns begin and end with.
    begins: [Vec<Word>; 2],
    ends: [Vec<Word>; 2],
}

impl Block {
    pub(super) fn of<M: LanguageModel>(
        joints: &Joints<'_, M>,
        lines: Range<usize>,
        stands: &[Stand],
        gutters: Option<&Gutters>,
    ) -> Option<Block> {
        let mut columns: [Vec<Part>; COLUMNS] = Default::default();
        let mut words = 0;
        let (mut shared, mut hidden) = (0, 0);
        for (at, stand) in lines.clone().zip(stands) {
            let Stand::Parts { starts, swaps, .. } = *stand else { continue };
            let line = &joints.lines[at];
            words += line.words.len();
            shared += usize::from(starts.iter().flatten().count() > 1);
            for part in parts(at, line.words.len(), starts) {
                hidden += usize::from(part.first.word > 0 && !line.words[part.first.word].apart);
                let column = &mut columns[part.column];
                let place = column.len() - usize::from(swaps && !column.is_empty());
                column.insert(place, part);
            }
        }
        let mut columns: Vec<Vec<Part>> = columns.into_iter().filter(|parts| !parts.is_empty()).collect();
        if shared == 0 && gutters.is_none() {
            // Nothing tells which is which: by their first lines.
            columns.sort_by_key(|parts| parts[0].first.line);
        }
        let all: usize = columns.iter().map(Vec::len).sum();
        if columns.len() < 2 || columns.iter().any(|parts| parts.len() < PARTS) || words < all * WORDS {
            return None;
        }
        let width = |part: &Part| {
            let line = &joints.lines[part.first.line];
            (line.width(part.first.word..part.last.word + 1), line.words[part.last.word].closes)
        };
        let widths: Option<Vec<Width>> =
            columns.iter().map(|parts| even(&parts.iter().map(width).collect::<Vec<_>>())).collect();
        let widths = widths?;
        if widths.iter().any(|a| widths.iter().any(|b| *a > 2 * b)) {
            return None;
        }
        let side_by_side = shared * 2 > lines.len();
        let shown = gutters.is_some() || side_by_side && hidden * 2 < shared;
        let mut evidence = Evidence::default();
        for pair in columns.iter().flat_map(|parts| parts.windows(2)) {
            let At { line, word } = pair[1].first;
            // What it is worth as it stands.
            let stands = match (word, line) {
                (0, line) if line == lines.start => 0,
                (0, line) => joints.goes_on(line - 1),
                (word, line) => joints.across(line, word),
            };
            evidence.add(joints.joint(pair[0].last, pair[1].first) - stands);
        }
        if !evidence.is(LEAST, if shown { CHANCE_SHOWN } else { CHANCE })
            || evidence.gain - PLACE * (hidden as Cost) < LEAST
        {
            return None;
        }
        // Which column is read first: by the words between them, and by where they stand.
        let reads = |a: &[Part], b: &[Part]| joints.joint(a[a.len() - 1].last, b[0].first);
        let end = |parts: &[Part]| {
            let At { line, word } = parts[parts.len() - 1].last;
            &joints.lines[line].words[word]
        };
        let read = columns.windows(2).map(|pair| reads(&pair[0], &pair[1]) - reads(&pair[1], &pair[0]));
        let most = if columns.iter().all(|parts| end(parts).ends) { MOST_ENDED } else { MOST_READ };
        let mut read = read.sum::<Cost>().clamp(-most, most);
        let (first, last) = (&columns[0], &columns[columns.len() - 1]);
        let longer = |a: &[Part], b: &[Part]| (a.len() - a.len() / LONG > b.len()) as Cost * LONGER;
        read += longer(first, last) - longer(last, first);
        let place = gutters.map_or(0, |gutters| {
            // With no line to tell of, the first column is the left one.
            let bits = if shared == 0 { MOST_RIGHT } else { (RIGHT * gutters.sure as Cost).min(MOST_RIGHT) };
            if gutters.turned {
                bits
            } else {
                -bits
            }
        });
        let words =
            |part: &Part| joints.lines[part.first.line].words[part.first.word..=part.last.word].to_vec();
        let bytes = |at: At| &joints.lines[at.line].words[at.word].span;
        let span = |part: &Part| bytes(part.first).start..bytes(part.last).end;
        let stands_first = if shared > 0 { FIRST } else { -FIRST };
        Some(Block {
            span: bytes(At { line: lines.start, word: 0 }).start..bytes(joints.last(lines.end - 1)).end,
            shared: shared > 0,
            evidence,
            right: read + place,
            stands_first,
            begins: [first, last].map(|parts| words(&parts[0])),
            ends: [first, last].map(|parts| words(&parts[parts.len() - 1])),
            columns: columns.iter().map(|parts| parts.iter().map(span).collect()).collect(),
        })
    }

    /// Bits by which it is likelier that the first column is the right one of this block and of the one before, since
    /// the text goes on from one to the other.
    pub(super) fn follows<M: LanguageModel>(&self, before: &Block, model: &M) -> Cost {
        let reads = |end: usize, start: usize| joint(model, &before.ends[end], &self.begins[start]);
        let ended = before.ends.iter().all(|words| words.last().is_some_and(|word| word.ends));
        let most = if ended { MOST_ENDED } else { MOST_READ };
        (reads(1, 0) - reads(0, 1)).clamp(-most, most)
    }

    /// The parts in the order of reading, each on a line; `right` tells whether the first column is read first.
    pub(super) fn pieces(&self, text: &Text<'_>, right: bool) -> Vec<Piece> {
        let read: Vec<&Range<usize>> = match right {
            true => self.columns.iter().flatten().collect(),
            false => self.columns.iter().rev().flatten().collect(),
        };
        let mut stand = read.clone();
        stand.sort_unstable_by_key(|part| part.start);
        let mut gaps = stand.windows(2).map(|pair| pair[0].end..pair[1].start);
        let mut pieces = Vec::with_capacity(2 * stand.len());
        for part in read {
            pieces.push(Piece::Keep(part.clone()));
            if let Some(gap) = gaps.next() {
                let kept = text.part(gap.clone()).text() == "\n";
                pieces.push(if kept { Piece::Keep(gap) } else { Piece::Swap(gap, "\n") });
            }
        }
        pieces
    }
}
