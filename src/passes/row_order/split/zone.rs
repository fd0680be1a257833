//! Short lines one after the other, and the likeliest rows that they make.

use crate::arabic::letters::is_letter;
use crate::arabic::width::{Width, SPACE};
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::passes::row_order::line::Joints;
use crate::passes::row_order::Row;

use super::part::Part;
use super::FULL;

/// Parts of a row, at most.
const PARTS: usize = 6;
/// Hundredths of the column that a row has at most.
const OVER: Width = 108;
/// The most that one joint says.
const MOST: Cost = 12 * BIT;
/// What a row costs that stops short of the line's end where no clause ends.
const SHORT: Cost = 4 * BIT;
/// What a joint costs behind what ends a sentence.
const CLOSED: Cost = 3 * BIT;
/// What it says that a part begins with a comma, as no row does.
const COMMA: Cost = 4 * BIT;

/// A row in parts, and how much likelier it reads so.
pub(super) struct Found {
    pub(super) row: Row,
    pub(super) gain: Cost,
    /// Whether it is as wide as rows are.
    pub(super) full: bool,
    pub(super) parts: usize,
    /// What its joints say.
    pub(super) inside: Cost,
}

/// What two parts are worth one after the other, and whether in one word.
#[derive(Clone, Copy)]
struct Tie {
    gain: Cost,
    one: bool,
}

/// Short lines one after the other, between two others.
pub(super) struct Zone<'t, 'm, M> {
    joints: Joints<'m, M>,
    parts: Vec<Part<'t>>,
    /// Each part as what is read before the one above it, in one row.
    ties: Vec<Tie>,
    before: Option<Part<'t>>,
    after: Option<Part<'t>>,
    widest: Width,
}

/// `a` and `b` as parts of one row.
fn tie<M: LanguageModel>(joints: &Joints<'_, M>, a: &Part<'_>, b: &Part<'_>) -> Tie {
    let comma = if b.view.text().starts_with(['\u{60C}', ',']) { COMMA } else { 0 };
    match meet(joints, a, b) {
        tie if tie.one => tie,
        // Rows are seldom split where a clause ends.
        _ if a.ends_sentence() => Tie { gain: -CLOSED, one: false },
        tie => Tie { gain: tie.gain + a.signed() + comma, one: false },
    }
}

/// `a` and `b` one after the other on lines of their own.
fn meet<M: LanguageModel>(joints: &Joints<'_, M>, a: &Part<'_>, b: &Part<'_>) -> Tie {
    let words = words(joints, a, b);
    match one(joints.model, a, b).map(|one| one.min(MOST)) {
        Some(one) if one > words => Tie { gain: one, one: true },
        _ => Tie { gain: words, one: false },
    }
}

/// What the words are worth where `a` ends and `b` begins.
fn words<M: LanguageModel>(joints: &Joints<'_, M>, a: &Part<'_>, b: &Part<'_>) -> Cost {
    joints.joint(&a.line, &b.line).clamp(-MOST, MOST)
}

/// How much likelier the letters where two parts meet are one word than two.
fn one<M: LanguageModel>(model: &M, a: &Part<'_>, b: &Part<'_>) -> Option<Cost> {
    let (head, tail) = (a.last(), b.first());
    let letters = |word: &str| !word.is_empty() && word.chars().all(is_letter);
    let whole = |word: &str| model.word(word).is_some();
    if !letters(head) || !letters(tail) || whole(head) && whole(tail) {
        return None;
    }
    let one = model.word_of_two(head, tail)?;
    Some(model.cost(head) + model.cost(tail) - model.word_cost(one))
}

impl<'t, 'm, M: LanguageModel> Zone<'t, 'm, M> {
    pub(super) fn new(
        model: &'m M,
        parts: Vec<Part<'t>>,
        [before, after]: [Option<Part<'t>>; 2],
        widest: Width,
    ) -> Self {
        let joints = Joints { model };
        let ties = parts.windows(2).map(|pair| tie(&joints, &pair[1], &pair[0])).collect();
        Zone { joints, parts, ties, before, after, widest }
    }

    /// `a` at the end of a row and `b` at the start of the next.
    fn link(&self, a: Option<&Part<'_>>, b: Option<&Part<'_>>) -> Cost {
        a.zip(b).map_or(0, |(a, b)| words(&self.joints, a, b))
    }

    /// What the joints say of the parts from `start` to `end` as a row.
    fn inside(&self, start: usize, end: usize) -> Cost {
        self.ties[start..end - 1].iter().map(|tie| tie.gain).sum()
    }

    fn at(&self, at: usize) -> Option<&Part<'_>> {
        self.parts.get(at).or(self.after.as_ref())
    }

    fn above(&self, at: usize) -> Option<&Part<'_>> {
        at.checked_sub(1).map_or(self.before.as_ref(), |at| self.parts.get(at))
    }

    fn width(&self, parts: &[Part<'_>]) -> Width {
        parts.iter().map(|part| part.width + SPACE).sum()
    }

    /// What the parts from `start` to `end` are worth as a row, read from the last to the first.
    fn row(&self, start: usize, end: usize) -> Option<Cost> {
        let parts = &self.parts[start..end];
        if parts.len() > 1
            && (parts[..parts.len() - 1].iter().any(Part::opens) || !parts.iter().all(Part::is_words))
        {
            return None;
        }
        let width = self.width(parts);
        if parts.len() > 1 && width > self.widest / 100 * OVER {
            return None;
        }
        let short = width < self.widest / 100 * FULL && !parts[0].closes();
        Some(self.inside(start, end) - if short { SHORT } else { 0 })
    }

    /// The likeliest rows, by the parts that begin them.
    fn best(&self) -> Vec<usize> {
        let n = self.parts.len();
        let mut best = vec![vec![None::<(Cost, usize)>; n]; n + 1];
        for (start, _) in self.parts.iter().enumerate() {
            for end in start + 1..=n.min(start + PARTS) {
                let Some(inside) = self.row(start, end) else { break };
                let first = &self.parts[end - 1];
                best[end][start] = if start == 0 {
                    Some((inside + self.link(self.before.as_ref(), Some(first)), 0))
                } else {
                    let ways = (start.saturating_sub(PARTS)..start).filter_map(|last| {
                        let (worth, _) = best[start][last]?;
                        Some((worth + inside + self.link(Some(&self.parts[last]), Some(first)), last))
                    });
                    ways.max_by_key(|&(worth, last)| (worth, last))
                };
            }
        }
        let ends = (0..n).filter_map(|start| {
            let (worth, _) = best[n][start]?;
            Some((worth + self.link(Some(&self.parts[start]), self.after.as_ref()), start))
        });
        let Some((_, mut start)) = ends.max_by_key(|&(worth, start)| (worth, start)) else {
            return Vec::new();
        };
        let mut starts = vec![start];
        let mut end = n;
        while let Some((_, before)) = best[end][start].filter(|_| start > 0) {
            (end, start) = (start, before);
            starts.push(start);
        }
        starts.reverse();
        starts
    }

    /// The rows of several parts.
    pub(super) fn rows(&self) -> Vec<Found> {
        let starts = self.best();
        let ends: Vec<usize> = starts.iter().skip(1).copied().chain([self.parts.len()]).collect();
        let mut found = Vec::new();
        for (row, (&start, &end)) in starts.iter().zip(&ends).enumerate() {
            if end - start < 2 {
                continue;
            }
            let parts = &self.parts[start..end];
            // The row before ends with its first part, the next begins with its last.
            let above = row.checked_sub(1).map_or(self.before.as_ref(), |row| self.parts.get(starts[row]));
            let below = ends.get(row + 1).map_or(self.after.as_ref(), |&end| self.parts.get(end - 1));
            let inside = self.inside(start, end);
            let read = self.link(above, parts.last()) + inside + self.link(parts.first(), below);
            let stands = self.link(self.above(start), parts.first())
                + parts.windows(2).map(|pair| meet(&self.joints, &pair[0], &pair[1]).gain).sum::<Cost>()
                + self.link(parts.last(), self.at(end));
            let mut pieces = Vec::with_capacity(2 * parts.len());
            for at in (0..parts.len()).rev() {
                pieces.push(Piece::Keep(parts[at].view.span()));
                if at > 0 {
                    let gap = parts[at - 1].view.end()..parts[at].view.start();
                    pieces.push(Piece::Swap(gap, if self.ties[start + at - 1].one { "" } else { " " }));
                }
            }
            let span = parts[0].view.start()..parts[parts.len() - 1].view.end();
            let full = self.width(parts) >= self.widest / 100 * FULL;
            found.push(Found { row: (span, pieces), gain: read - stands, full, parts: parts.len(), inside });
        }
        found
    }
}
