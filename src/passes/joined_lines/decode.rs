//! Where a line is to be cut so that its parts, from the last to the first, are lines of the page.
//!
//! The text goes on from the last word of each part to the first word of the part before it, and what stands on
//! both sides of a cut does not belong together. A search over all ends of parts that are as wide as a line may be
//! finds the cuts that gain most.

use crate::arabic::width::Width;
use crate::model::{Cost, LanguageModel, BIT};

use super::line::{between, joint, Word};

/// Hundredths of the column that a line has at most; and what narrower lines cost.
const MOST: Width = 108;
const WIDE: Width = 103;
const FULL: Width = 92;
const RAGGED: Width = 80;
/// For each hundredth that a full line is off.
const OFF: Cost = BIT / 3;
/// What the last line of a paragraph costs.
const LAST: Cost = 2 * BIT;
/// The most words of a line, and lines that are joined: of more there are cuts that gain, however they stand.
const WORDS: usize = 40;
const LINES: Width = 8;
/// The width of a word, on average: a line of narrower ones has words in pieces.
const WORD: usize = 50;

/// The words that the lines go on from and into.
pub(super) struct Around<'l> {
    pub(super) before: Option<&'l Word>,
    pub(super) after: Option<&'l Word>,
}

/// The cuts of a line, by the words that parts begin with, and what they say.
pub(super) struct Said {
    pub(super) bits: Cost,
    pub(super) cuts: Vec<usize>,
}

/// A part: where it begins, what it says with all before it, and which of those that end where it begins is before it.
#[derive(Clone, Copy)]
struct Part {
    start: usize,
    bits: Cost,
    before: usize,
}

/// No part before.
const NONE: usize = usize::MAX;

/// Cuts lines into lines of a column.
pub(super) struct Decoder<'m, M> {
    model: &'m M,
    column: Width,
}

impl<'m, M: LanguageModel> Decoder<'m, M> {
    pub(super) fn new(model: &'m M, column: Width) -> Self {
        Decoder { model, column }
    }

    /// The best cuts of a line, if it can be two lines or more. O(words).
    pub(super) fn decode(&self, words: &[Word], around: &Around<'_>) -> Option<Said> {
        let (all, last) = (words.len(), words.last()?);
        let width = between(&words[0], last);
        if width > self.column.saturating_mul(LINES) || (width as usize) < all * WORD {
            return None;
        }
        // By their ends.
        let mut parts: Vec<Vec<Part>> = vec![Vec::new(); all + 1];
        let after = |word: &Word| around.after.map_or(0, |after| joint(self.model, word, after));
        for (end, cost) in self.ends(words, 0).filter(|&(end, _)| end < all) {
            parts[end].push(Part {
                start: 0,
                bits: after(&words[end - 1]) - after(last) - cost,
                before: NONE,
            });
        }
        for start in 1..all {
            if parts[start].is_empty() {
                continue;
            }
            let stored = joint(self.model, &words[start - 1], &words[start]);
            for (end, cost) in self.ends(words, start) {
                let goes_on =
                    |part: &Part| part.bits + joint(self.model, &words[end - 1], &words[part.start]);
                let best = parts[start].iter().map(goes_on).enumerate().max_by_key(|&(_, bits)| bits);
                if let Some((before, bits)) = best {
                    parts[end].push(Part { start, bits: bits - stored - cost, before });
                }
            }
        }
        let before = |word: &Word| around.before.map_or(0, |before| joint(self.model, before, word));
        let whole = |part: &Part| part.bits + before(&words[part.start]) - before(&words[0]);
        let best = parts[all].iter().max_by_key(|part| whole(part))?;
        let mut said = Said { bits: whole(best), cuts: Vec::new() };
        let mut part = best;
        while part.before != NONE {
            said.cuts.push(part.start);
            part = &parts[part.start][part.before];
        }
        said.cuts.reverse();
        Some(said)
    }

    /// Where a line may end that begins at a word, and what it costs.
    fn ends<'w>(&'w self, words: &'w [Word], start: usize) -> impl Iterator<Item = (usize, Cost)> + 'w {
        let hundredths = move |end: usize| between(&words[start], &words[end - 1]) * 100 / self.column.max(1);
        (start + 1..=words.len())
            .take(WORDS)
            .map(move |end| (end, hundredths(end)))
            .take_while(|&(_, width)| width <= MOST)
            .filter_map(move |(end, width)| match width {
                WIDE.. => Some((end, (width - WIDE) as Cost * OFF)),
                FULL.. => Some((end, 0)),
                RAGGED.. => Some((end, (FULL - width) as Cost * OFF)),
                _ if words[end - 1].ends => Some((end, LAST)),
                _ => None,
            })
    }
}
