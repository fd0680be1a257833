//! How wide the lines of a text are that fill its column.

use crate::arabic::width::{width, Width};
use crate::text::Text;

/// Lines that tell of all.
pub(super) const SAMPLE: usize = 256;
/// Lines of at least this width are counted, by sixteenths of an octave.
const LEAST: Width = 128;
const STEPS: usize = 16;
const BINS: usize = 6 * STEPS;
/// The octave in sixteen steps, in 1/1024.
const STEP: [Width; STEPS] =
    [1024, 1069, 1117, 1166, 1218, 1272, 1328, 1387, 1448, 1512, 1579, 1649, 1722, 1798, 1878, 1961];
/// A full line is at most so many steps narrower than the column, and fewer than so many wider: 0.84 to 1.09.
const NARROWER: usize = 4;
const WIDER: usize = 2;
/// Full lines that stand alone, and lines of two and more, that a text must have; and how many of the first at most
/// for each of these.
const ALONE: u32 = 2;
const JOINED: u32 = 3;
const FOR_EACH: u32 = 8;

/// Whether a line is wider than any of the column.
pub(super) fn is_wide(width: Width, column: Width) -> bool {
    u64::from(width) * 10 >= u64::from(column) * 12
}

/// How wide the first lines of a text are, and how many are about so wide. Allocates nothing.
pub(super) struct Columns {
    widths: [Width; SAMPLE],
    bins: [u32; BINS],
}

impl Columns {
    pub(super) fn of(text: &Text<'_>) -> Self {
        let mut columns = Columns { widths: [0; SAMPLE], bins: [0; BINS] };
        for (line, at) in text.lines().zip(&mut columns.widths) {
            *at = width(line.text().trim());
            if let Some(bin) = bin(*at) {
                columns.bins[bin] += 1;
            }
        }
        columns
    }

    /// The widths of the first lines, and 0 for those that a text has not.
    pub(super) fn widths(&self) -> &[Width] {
        &self.widths
    }

    /// The widths that may be that of the column: lines stand alone that are so wide, others are of two and more.
    pub(super) fn all(&self) -> impl Iterator<Item = Width> + '_ {
        (NARROWER..BINS)
            .filter(|&at| self.may_be(at))
            .map(|at| (LEAST << (at / STEPS)) * STEP[at % STEPS] / 1024)
    }

    fn may_be(&self, at: usize) -> bool {
        let sum = |from: usize, to: usize| -> u32 { self.bins[from.min(BINS)..to.min(BINS)].iter().sum() };
        let two = at + STEPS - NARROWER;
        let (alone, between, joined) = (sum(at - NARROWER, at + WIDER), sum(at + WIDER, two), sum(two, BINS));
        // Between the two are lines joined with a short one.
        alone >= ALONE && joined >= JOINED && joined * FOR_EACH >= alone && joined >= between
    }
}

/// Where a line of this width is counted; none that is narrower than all.
fn bin(width: Width) -> Option<usize> {
    let octave = (width / LEAST).checked_ilog2()?;
    let part = ((width >> octave) * 1024) / LEAST;
    let step = STEP.iter().rposition(|&step| step <= part)?;
    Some((octave as usize * STEPS + step).min(BINS - 1))
}
