//! Where rows begin, of which nothing is known but their parts from left to right.

use std::ops::Range;

use crate::model::{Cost, LanguageModel, WordId, BIT};

use super::atoms::{Part, Reading, Words, PAIR};

/// Parts of a row, at most.
const LONGEST: usize = 64;
/// What a row costs that is narrower or wider than the others by a tenth: more by the square of it.
const TENTH: Cost = 5 * BIT / 2;
/// What a row costs at most that is narrower, if it ends a sentence and if it does not.
const LAST: Cost = 3 * BIT;
const SHORT: Cost = 8 * BIT;
/// What it costs that an empty line stands in a row.
const PARTED: Cost = 10 * BIT;
/// Rows that end before a part of which one goes on in it.
const LIKELY: usize = 8;
/// The most that the words say for a row going on in the next.
const NEXT: Cost = 10 * BIT;

/// How wide a row may be where most are about `width`: some letters are narrow.
pub(super) fn most(width: usize) -> usize {
    width + width / 4
}

/// What it costs that a row is so wide where most are about `most`; `ends` tells that it ends a sentence.
fn slack(width: usize, most: usize, ends: bool) -> Cost {
    let thousandths = (width.abs_diff(most) * 1000 / most.max(1)).min(5000) as Cost;
    let cost = TENTH * thousandths / 100 * thousandths / 100;
    match () {
        () if width > most => cost,
        () if ends => cost.min(LAST),
        () => cost.min(SHORT),
    }
}

/// Some parts as one row.
#[derive(Clone, Copy)]
struct Row {
    words: Cost,
    /// Its first word and its last, if the model knows them.
    first: Option<WordId>,
    last: Option<WordId>,
    /// In characters.
    width: usize,
}

/// The rows that the parts of a page may make.
pub(super) struct Rows<'p, 't> {
    pub(super) parts: &'p [Part<'t>],
    reading: Reading,
    /// For each part the rows that begin with it, of one part and more.
    rows: Vec<Vec<Row>>,
}

impl<'p, 't> Rows<'p, 't> {
    pub(super) fn of<M: LanguageModel>(model: &M, parts: &'p [Part<'t>], widest: usize) -> Self {
        let reading = Reading::backwards(model, parts);
        let mut rows = Rows { parts, reading, rows: Vec::with_capacity(parts.len()) };
        for start in 0..parts.len() {
            let mut width = 0;
            let widths = parts[start..].iter().take(LONGEST).map(|part| {
                width += part.width;
                width
            });
            let widths: Vec<usize> = widths
                .enumerate()
                .take_while(|&(at, width)| at == 0 || width <= widest)
                .map(|(_, width)| width)
                .collect();
            let words = rows.read(model, start..start + widths.len());
            let mut empty: Cost = 0;
            let row = |(more, &width): (usize, &usize)| {
                empty += if more > 0 && parts[start + more - 1].parted { PARTED } else { 0 };
                let first = rows.span(start + more).start;
                let last = words.starts(first).last();
                let word = |at: Option<usize>| at.and_then(|at| rows.reading.word(&words, at));
                Row {
                    words: words.cost(first) + empty,
                    first: word(last.map(|_| first)),
                    last: word(last),
                    width,
                }
            };
            let these = widths.iter().enumerate().map(row).collect();
            rows.rows.push(these);
        }
        rows
    }

    /// The atoms of a part.
    fn span(&self, part: usize) -> Range<usize> {
        self.reading.span(self.parts.len() - 1 - part)
    }

    fn read<M: LanguageModel>(&self, model: &M, parts: Range<usize>) -> Words {
        self.reading.read(model, self.span(parts.end - 1).start..self.span(parts.start).end)
    }

    /// The parts of each row.
    pub(super) fn of_parts<'s>(&self, starts: &'s [usize]) -> impl Iterator<Item = Range<usize>> + use<'s> {
        let ends = starts.iter().skip(1).copied().chain([self.parts.len()]);
        starts.iter().zip(ends).map(|(&start, end)| start..end)
    }

    /// What the words of rows cost.
    pub(super) fn words(&self, starts: &[usize]) -> Cost {
        self.of_parts(starts).map(|row| self.rows[row.start][row.len() - 1].words).sum()
    }

    /// Where the likeliest rows begin that are `about` so wide, or end a paragraph, and what they cost.
    pub(super) fn cut<M: LanguageModel>(&self, model: &M, about: usize) -> (Cost, Vec<usize>) {
        let n = self.parts.len();
        // best[start][more]: what the rows cost of which the last are the parts from `start` to `start` + `more`, and
        // where the one before begins.
        let mut best: Vec<Vec<(Cost, usize)>> = Vec::with_capacity(n);
        // Where the rows begin that end before each part.
        let mut ending: Vec<Vec<usize>> = vec![Vec::new(); n + 1];
        for start in 0..n {
            // Of rows that cost much more none is part of the best.
            if ending[start].len() > LIKELY {
                ending[start].sort_by_key(|&from| best[from][start - from - 1]);
                ending[start].truncate(LIKELY);
            }
            let mut own = Vec::new();
            for (more, row) in self.rows[start].iter().enumerate() {
                if row.width > most(about) && more > 0 {
                    break;
                }
                let ends = self.parts[start].ends || self.parts[start + more].parted;
                let slack = slack(row.width, about, ends);
                let before = ending[start].iter().map(|&from| {
                    let last = self.rows[from][start - from - 1].last;
                    let goes_on = !self.parts[from].ends;
                    let pair = if goes_on { model.known_gain(last, row.first).clamp(-PAIR, NEXT) } else { 0 };
                    (best[from][start - from - 1].0.saturating_sub(pair), from)
                });
                let before = if start == 0 { Some((0, 0)) } else { before.min() };
                let Some((before, from)) = before else { break };
                own.push((before.saturating_add(row.words).saturating_add(slack), from));
                ending[start + more + 1].push(start);
            }
            best.push(own);
        }
        let mut end = n;
        let last = ending[n].iter().map(|&start| (best[start][n - start - 1].0, start)).min();
        let Some((cost, mut start)) = last else { return (Cost::MAX, vec![0]) };
        let mut starts = vec![start];
        while start > 0 {
            let from = best[start][end - start - 1].1;
            (end, start) = (start, from);
            starts.push(start);
        }
        starts.reverse();
        (cost, starts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_about_as_wide_as_most() {
        assert_eq!(slack(80, 80, false), 0);
        assert!(slack(76, 80, false) < BIT);
        assert!(slack(60, 80, false) > slack(72, 80, false));
        assert!(slack(90, 80, true) > BIT);
        // A paragraph's last row is as narrow as it likes; any other costs more, but no more than a heading may.
        assert_eq!(slack(10, 80, true), LAST);
        assert_eq!(slack(10, 80, false), SHORT);
    }
}
