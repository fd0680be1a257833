//! Lines of two columns, and what proves that they are.

use std::ops::Range;

use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::Text;

use super::line::{At, Joints};
use super::search::Stand;

/// Bits that a block of lines must gain, and each of its parts; and parts that each column has, at least.
const LEAST: Cost = 10 * BIT;
const EACH: Cost = 5 * BIT / 2;
/// The same where gaps show them.
const EACH_SHOWN: Cost = 5 * BIT / 4;
const PARTS: usize = 4;
/// What it costs that a line is parted where no gap shows it.
const PLACE: Cost = 4 * BIT;
/// Words of a part of prose, on average.
const WORDS: usize = 4;
/// What speaks for a column standing on the right: that white space stands before its lines.
const INDENTED: Cost = 3 * BIT;
const MOST_INDENTED: Cost = 20 * BIT;
/// The most that the words between two columns say of it.
const MOST_READ: Cost = 4 * BIT;

/// How wide parts are, if three of four are about as wide as most: those of a row that an extractor tore are of any
/// width.
fn even(mut widths: Vec<usize>) -> Option<usize> {
    widths.sort_unstable();
    let most = widths[widths.len() / 2];
    let even = widths.iter().filter(|&&width| width * 3 >= most * 2 && width * 3 <= most * 4).count();
    (even * 4 >= widths.len() * 3).then_some(most)
}

/// Lines of two columns.
pub(super) struct Block {
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    /// The parts of the first column and of the second.
    columns: [Vec<Range<usize>>; 2],
    /// Whether most lines hold both.
    pub(super) side_by_side: bool,
    /// Bits by which they are likelier so than as they stand.
    pub(super) gain: Cost,
    /// Bits by which it is likelier that the first column is the right one.
    pub(super) right: Cost,
}

impl Block {
    pub(super) fn of<M: LanguageModel>(
        joints: &Joints<'_, M>,
        lines: Range<usize>,
        stands: &[Stand],
        least: usize,
    ) -> Option<Block> {
        let mut columns: [Vec<(At, At)>; 2] = Default::default();
        let (mut words, mut both): (usize, Cost) = (0, 0);
        // What it is worth as it stands.
        let mut apart: Cost = 0;
        let mut hidden: Cost = 0;
        for (line, stand) in lines.clone().zip(stands) {
            let (first, last) = (At { line, word: 0 }, joints.last(line));
            words += last.word + 1;
            if line > lines.start {
                apart += joints.goes_on(line - 1);
            }
            match *stand {
                Stand::Both(word) => {
                    both += 1;
                    hidden += Cost::from(joints.lines[line].gap.is_none());
                    let (end, start) = (At { line, word: word - 1 }, At { line, word });
                    apart += joints.joint(end, start);
                    columns[0].push((first, end));
                    columns[1].push((start, last));
                }
                Stand::Second => columns[1].push((first, last)),
                Stand::First | Stand::Single => columns[0].push((first, last)),
            }
        }
        let parts = columns[0].len() + columns[1].len();
        let bytes = |at: At| &joints.lines[at.line].words[at.word].span;
        let span = |(first, last): (At, At)| bytes(first).start..bytes(last).end;
        if columns.iter().any(|column| column.len() < PARTS) || words < parts * WORDS {
            return None;
        }
        let [a, b] =
            columns.each_ref().map(|parts| even(parts.iter().map(|&part| span(part).len()).collect()));
        let (a, b) = (a?, b?);
        if a > 2 * b || b > 2 * a {
            return None;
        }
        let goes_on = |parts: &[(At, At)]| -> Cost {
            parts.windows(2).map(|pair| joints.joint(pair[0].1, pair[1].0)).sum()
        };
        let gain = goes_on(&columns[0]) + goes_on(&columns[1]) - apart;
        let each = if (both - hidden) * 2 > lines.len() as Cost { EACH_SHOWN } else { EACH };
        if gain < each * parts as Cost || gain - PLACE * hidden < LEAST {
            return None;
        }
        // Which column is read first: by the words between them, and by where they stand. What stands before and
        // behind may be lines of theirs that nothing shows.
        let reads = |a: &[(At, At)], b: &[(At, At)]| joints.joint(a[a.len() - 1].1, b[0].0);
        let indented =
            lines.clone().zip(stands).filter(|&(line, _)| joints.lines[line].indent >= least.max(1));
        let indented = indented.map(|(_, stand)| match stand {
            Stand::First => INDENTED,
            Stand::Second => -INDENTED,
            Stand::Both(_) | Stand::Single => 0,
        });
        let [a, b] = &columns;
        let indented =
            if least > 0 { indented.sum::<Cost>().clamp(-MOST_INDENTED, MOST_INDENTED) } else { 0 };
        let right = (reads(a, b) - reads(b, a)).clamp(-MOST_READ, MOST_READ) + indented;
        Some(Block {
            span: span((At { line: lines.start, word: 0 }, joints.last(lines.end - 1))),
            side_by_side: both * 2 > lines.len() as Cost,
            gain: gain - PLACE * hidden,
            right,
            columns: columns.map(|parts| parts.into_iter().map(span).collect()),
        })
    }

    /// The parts in the order of reading, each on a line; `right` tells whether the first column is read first.
    pub(super) fn pieces(&self, text: &Text<'_>, right: bool) -> Vec<Piece> {
        let [a, b] = &self.columns;
        let read = if right { [a, b] } else { [b, a] };
        let mut stand: Vec<&Range<usize>> = read.into_iter().flatten().collect();
        stand.sort_unstable_by_key(|part| part.start);
        let mut gaps = stand.windows(2).map(|pair| pair[0].end..pair[1].start);
        let mut pieces = Vec::with_capacity(2 * stand.len());
        for part in read.into_iter().flatten() {
            pieces.push(Piece::Keep(part.clone()));
            if let Some(gap) = gaps.next() {
                let kept = text.part(gap.clone()).text() == "\n";
                pieces.push(if kept { Piece::Keep(gap) } else { Piece::Swap(gap, "\n") });
            }
        }
        pieces
    }
}
