//! Rows parted at vowel signs: a sign stands higher than the letters or lower, so some extractors take it for a
//! line of its own, or for the start of one.
//!
//! The glyphs come from left to right. So what follows a sign is the part of the row that reads before it, whose
//! last letter carries the sign: `ً` ⏎ `كتابا`. What stands before a sign, on its line or the one above, reads
//! after it, or is the right end of another row. The white space between the two is kept, and tells.
//!
//! Where numbers stand in the parts, too, some extractors leave the runs between them from left to right: there
//! the letter that carries the sign ends the first run of its line.

use std::ops::Range;

use crate::arabic::width::{Width, SPACE};
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::Text;

use super::line::{filled, nearly_widest, Joints, Line};
use super::parts::{squeezed, Chain, Parts};
use super::seat::{end_word, first_word, glue, seats, WORDS};

/// What it says of a sign that a letter can carry it, or that none can.
const SEAT: Cost = 4 * BIT;
const NO_SEAT: Cost = 8 * BIT;
/// What it says that a part goes on behind a sign: white space, a stop, or neither where a word has ended.
const SPACED: Cost = 8 * BIT;
const STOP: Cost = 6 * BIT;
const UNSPACED: Cost = -6 * BIT;
/// Lines outside the chains that show how wide a row is.
const WHOLE: usize = 3;
/// What a row costs that stops short of the line's end.
const SHORT_ROW: Cost = 4 * BIT;
/// What a row costs that is wider than rows are.
const WIDE_ROW: Cost = 4 * BIT;

/// What becomes of the bytes between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Goes,
    /// A space parts two words there.
    Words,
    /// Two rows meet there.
    Rows,
}

/// How wide a row of the text may be: as wide as nearly all lines outside the chains; where hardly any stands there, as
/// the lines of the text, and then none may be a whole row. Rows are set wider or closer, and letters differ from font to
/// font.
pub(super) fn width(text: &Text<'_>, chains: &[Chain]) -> Width {
    let mut after = chains.iter().map(|chain| &chain.span).peekable();
    let outside = filled(text).filter(|(line, _)| {
        while after.next_if(|chain| chain.end <= line.start()).is_some() {}
        after.peek().is_none_or(|chain| line.end() <= chain.start)
    });
    let mut widths: Vec<Width> = outside.map(|(line, _)| squeezed(line.text())).collect();
    let few = widths.len() < WHOLE;
    if few {
        widths = filled(text).map(|(line, _)| squeezed(line.text())).collect();
    }
    let widest = nearly_widest(widths, (9, 10)).unwrap_or(0);
    widest.saturating_mul(if few { 2 } else { 1 })
}

impl Chain {
    /// Calls `vote` with what each sign says for its letter standing behind it, and not before.
    pub(super) fn votes<M: LanguageModel>(
        &self,
        model: &M,
        text: &Text<'_>,
        how: Parts,
        vote: &mut dyn FnMut(Cost),
    ) {
        let source = text.as_str();
        for (at, mark) in self.parts.iter().enumerate().filter(|(_, part)| part.signs) {
            let signs = &source[mark.body.clone()];
            let Some(a) = self.parts.get(at + 1).filter(|part| !part.signs) else { continue };
            let before = at.checked_sub(1).map(|at| &self.parts[at]).filter(|part| !part.signs);
            let Some(b) = before else {
                vote(if seats(&source[a.end(text, how)], signs, "") { SEAT } else { -NO_SEAT });
                continue;
            };
            let spaced = b.spaced || mark.spaced;
            let (end, start) = (a.end(text, how), b.start(text, how));
            let (last, next) = (&source[end.clone()], &source[start.clone()]);
            let fits = seats(last, signs, if spaced { "" } else { next });
            let others = seats(&source[b.end(text, how)], signs, "");
            let lines = [Line::of(model, text.part(end)), Line::of(model, text.part(start))];
            let joints = Joints { model };
            let one_word = !spaced && !first_word(next).is_empty() && !end_word(signs, next);
            let pair = joints.joint(&lines[0], &lines[1]) - joints.joint(&lines[1], &lines[0]);
            let words = match one_word {
                true if mark.line == b.line => glue(model, last, next),
                // Alone on its line the sign may be in a word or at its end.
                true => {
                    let [before, after] = [b.end(text, how), a.start(text, how)].map(|part| &source[part]);
                    pair.max(glue(model, last, next) - glue(model, before, after))
                }
                false => pair,
            };
            vote(
                if fits { SEAT } else { -NO_SEAT }
                    + if others { -SEAT } else { SEAT / 2 }
                    + if spaced { SEAT } else { 0 }
                    + words.clamp(-WORDS, WORDS),
            );
        }
    }

    /// What joins the parts about the sign `at`, and whether by a space.
    fn link<M: LanguageModel>(&self, model: &M, text: &Text<'_>, at: usize, how: Parts) -> (Cost, bool) {
        let source = text.as_str();
        let (mark, a) = (&self.parts[at], self.parts.get(at + 1));
        let (Some(b), Some(a)) = (at.checked_sub(1).map(|at| &self.parts[at]), a) else { return (0, false) };
        if !mark.signs {
            return (0, false);
        }
        if a.signs || b.signs {
            return (SPACED, false);
        }
        let (end, start) = (a.end(text, how), b.start(text, how));
        let (last, next) = (&source[end.clone()], &source[start.clone()]);
        let (a, after) = (Line::of(model, text.part(end)), Line::of(model, text.part(start)));
        let pair = Joints { model }.joint(&a, &after).clamp(-WORDS, WORDS);
        match () {
            () if after.stop => (STOP + pair, false),
            () if b.spaced || mark.spaced => (SPACED + pair, true),
            () if first_word(next).is_empty() => (pair, false),
            () if end_word(&source[mark.body.clone()], next) => (UNSPACED + pair, true),
            () => (glue(model, last, next), false),
        }
    }

    /// The chain with its rows in the order of reading, or of runs, and its bytes.
    pub(super) fn rows<M: LanguageModel>(
        &self,
        model: &M,
        text: &Text<'_>,
        how: Parts,
        widest: Width,
    ) -> (Range<usize>, Vec<Piece>) {
        let links: Vec<(Cost, bool)> =
            (0..self.parts.len()).map(|at| self.link(model, text, at, how)).collect();
        let starts = self.starts(&links, widest);
        let ends = || starts.iter().skip(1).copied().chain([self.parts.len()]);
        let gap = |at: usize| self.gaps[self.parts[at].line].clone();
        // What becomes of the gap behind each line: it goes, parts two words or two rows.
        let mut gaps = vec![Gap::Goes; self.gaps.len()];
        for (&start, end) in starts.iter().zip(ends()) {
            for at in (start + 1..end).filter(|&at| links[at].1) {
                gaps[self.parts[at].line] = Gap::Words;
            }
        }
        for end in ends().filter(|&end| end < self.parts.len()) {
            gaps[self.parts[end - 1].line] = Gap::Rows;
        }
        let gone = self.gaps.iter().zip(&gaps).filter(|(_, role)| **role == Gap::Goes).map(|(gap, _)| gap);
        let mut pieces: Vec<Piece> =
            self.margins.iter().chain(gone).map(|space| Piece::Swap(space.clone(), "")).collect();
        for (&start, end) in starts.iter().zip(ends()) {
            let flush = |run: &mut Vec<(usize, Range<usize>)>, pieces: &mut Vec<Piece>| {
                for (at, span) in run.drain(..).rev() {
                    self.keep(at, span, pieces);
                    if self.parts[at].signs && gaps[self.parts[at].line] == Gap::Words {
                        pieces.push(Piece::Swap(gap(at), " "));
                    }
                }
            };
            let mut run: Vec<(usize, Range<usize>)> = Vec::new();
            for at in start..end {
                let part = &self.parts[at];
                if part.body.is_empty() {
                    run.push((at, part.body.clone()));
                }
                for (span, unit) in part.runs(text.as_str(), how) {
                    if unit {
                        flush(&mut run, &mut pieces);
                        self.keep(at, span, &mut pieces);
                    } else {
                        run.push((at, span));
                    }
                }
            }
            flush(&mut run, &mut pieces);
            if end < self.parts.len() {
                pieces.push(Piece::Keep(gap(end - 1)));
            }
        }
        (self.span.clone(), pieces)
    }

    /// A run of the part `at`, with the stops before its first.
    fn keep(&self, at: usize, span: Range<usize>, pieces: &mut Vec<Piece>) {
        let part = &self.parts[at];
        if span.start == part.body.start && !part.stops.is_empty() {
            let signs = self.parts[at + 1].body.end;
            pieces.extend([Piece::Keep(part.stops.clone()), Piece::Keep(signs..span.start)]);
        }
        pieces.push(Piece::Keep(span));
    }

    /// Where the likeliest rows begin: at the first part, and at signs.
    fn starts(&self, links: &[(Cost, bool)], widest: Width) -> Vec<usize> {
        let n = self.parts.len();
        // best[end]: what the rows up to `end` are worth, and where the last begins.
        let mut best: Vec<Option<(Cost, usize)>> = vec![None; n + 1];
        best[0] = Some((0, 0));
        // Signs in a row are one letter's.
        let begins = |at: usize| at == 0 || at == n || self.parts[at].signs && !self.parts[at - 1].signs;
        for start in (0..n).filter(|&at| begins(at)) {
            let Some((worth, _)) = best[start] else { continue };
            let (mut width, mut inside, mut any) = (0, 0, false);
            for end in start + 1..=n {
                let part = &self.parts[end - 1];
                width = part.width.saturating_add(if part.spaced { SPACE } else { 0 }).saturating_add(width);
                if width / 5 > widest / 4 && any {
                    break;
                }
                inside += if end > start + 1 { links[end - 1].0 } else { 0 };
                if !begins(end) {
                    continue;
                }
                any = true;
                let ill = match width {
                    _ if width / 7 < widest / 9 => SHORT_ROW,
                    _ if width / 13 > widest / 12 => WIDE_ROW,
                    _ => 0,
                };
                let all = worth.saturating_add(inside - ill);
                if best[end].is_none_or(|(least, _)| all > least) {
                    best[end] = Some((all, start));
                }
            }
        }
        let mut starts = Vec::new();
        let mut end = n;
        while let Some((_, start)) = best[end].filter(|_| end > 0) {
            starts.push(start);
            end = start;
        }
        starts.reverse();
        starts
    }
}
