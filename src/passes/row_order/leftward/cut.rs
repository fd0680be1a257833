//! Where rows begin, of which nothing is known but their parts from left to right.

use std::ops::Range;

use crate::model::{Cost, LanguageModel, WordId, BIT};

use super::atoms::{Part, Reading, Words, PAIR};

/// Parts of a row, at most.
const LONGEST: usize = 64;
/// What a row costs that is nothing as wide as the others, and goes on in the next.
const SLACK: Cost = 48 * BIT;
/// What it costs that an empty line stands in a row.
const PARTED: Cost = 10 * BIT;
/// Rows that end before a part of which one goes on in it.
const LIKELY: usize = 8;
/// The most that the words say for a row going on in the next.
const NEXT: Cost = 10 * BIT;

/// How wide a row may be where most are `widest`: some letters are narrow.
pub(super) fn most(widest: usize) -> usize {
    widest + widest / 12
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

    /// Where the likeliest rows begin that are about `widest` wide, or end a paragraph, and what they cost.
    pub(super) fn cut<M: LanguageModel>(&self, model: &M, widest: usize) -> (Cost, Vec<usize>) {
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
                if row.width > most(widest) && more > 0 {
                    break;
                }
                let ends = self.parts[start].ends || self.parts[start + more].parted;
                let short = if ends { 0 } else { (widest - widest / 5).saturating_sub(row.width) };
                let slack = SLACK * short as Cost / widest.max(1) as Cost;
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
