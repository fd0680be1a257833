//! On which letter the signs stand that a torn part ends with.

use std::cmp::Reverse;
use std::ops::Range;

use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::arabic::seats::{takes_sign, Load, Strain};
use crate::edit::Piece;

use super::links::Next;
use super::part::Part;

/// Letters at a start of which one may have signs, and bits against one that lacks some.
const RUN: usize = 4;
const BARE: u32 = 3;

/// Where the signs at the end of a part have their letter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::passes::row_order) enum Side {
    Last,
    Next,
    /// Signs stand before their letters in all the text.
    Between,
}

/// Bits that speak against the signs at the end of `a` on the last letter before them, and on their letter in `b`.
fn strains(source: &str, a: &Part, b: &Part) -> Option<[u32; 2]> {
    let signs = &source[a.signs.clone()?];
    let last = source[a.span.start..a.span.end - signs.len()].trim_end();
    let first = &source[b.span.clone()];
    let bare = last.trim_end_matches(is_mark);
    let mut letters = bare.chars().rev().filter(|&c| is_letter(c));
    let (on, before) = (letters.next()?, letters.next());
    let next = first.chars().next().filter(|&c| is_letter(c));
    let (seat, bits) = seat(first, signs);
    (seat > 0).then(|| [Load::of(&last[bare.len()..]).with(Load::of(signs)).strain(before, on, next), bits])
}

/// The end of the letter that `signs` have which stood before `text`, and what speaks against it: one of its first
/// letters without signs, so that no other of them lacks one.
fn seat(text: &str, signs: &str) -> (usize, u32) {
    // Signs that the text begins with are another's.
    let start = text.len() - text.trim_start_matches(is_mark).len();
    let run = text[start..].char_indices().take_while(|&(_, c)| is_letter(c)).take(RUN + 1);
    let run: Vec<(usize, char)> = run.map(|(at, c)| (start + at, c)).collect();
    let end = run.last().map_or(0, |&(at, c)| at + c.len_utf8());
    // The last has signs of its own.
    let own = text[end..].trim_start().starts_with(is_mark);
    let seats = run.len().saturating_sub(usize::from(own && run.len() > 1));
    let letter = |at: usize| run.get(at).map(|run| run.1);
    let added = Load::of(signs);
    let bare = |at: usize| usize::from(takes_sign(run[at].1)) as u32 * BARE;
    let all: u32 = (0..seats).map(bare).sum();
    let costs = (0..seats).map(|at| {
        let before = at.checked_sub(1).and_then(letter);
        (all - bare(at) + added.strain(before.or(Some(run[at].1)), run[at].1, letter(at + 1)), at)
    });
    let best = costs.min_by_key(|&(cost, at)| (cost, Reverse(at)));
    best.map_or((0, 0), |(cost, at)| (run[at].0 + run[at].1.len_utf8(), cost))
}

/// The pieces up to the letter in `at` that `signs` have which stood before it, and where the text goes on.
pub(in crate::passes::row_order) fn seat_signs(
    source: &str,
    at: Range<usize>,
    signs: Range<usize>,
    pieces: &mut Vec<Piece>,
) -> usize {
    let letter = at.start + seat(&source[at.clone()], &source[signs.clone()]).0;
    pieces.extend([Piece::Keep(at.start..letter), Piece::Keep(signs)]);
    letter
}

/// The pieces of a part from `from` on that ends with `signs`, and of the `gap` behind it, where a word ends or not. The
/// signs, if the next part has their letter.
pub(in crate::passes::row_order) fn part_signs(
    source: &str,
    from: usize,
    signs: Range<usize>,
    (side, word_ends): (Side, bool),
    gap: Range<usize>,
    pieces: &mut Vec<Piece>,
) -> Option<Range<usize>> {
    let body = source[..signs.start].trim_end().len().max(from);
    let space = body..signs.start;
    pieces.push(Piece::Keep(from..body));
    let mut pending = None;
    match side {
        Side::Last => pieces.extend([Piece::Swap(space, ""), Piece::Keep(signs)]),
        Side::Between => pieces.extend([Piece::Keep(space), Piece::Keep(signs)]),
        Side::Next => {
            pieces.push(Piece::Swap(space, ""));
            pending = Some(signs);
        }
    }
    // Signs that stand before their letter have the space before them.
    let apart = word_ends && side != Side::Between;
    pieces.push(Piece::Swap(gap, if apart { " " } else { "" }));
    pending
}

/// Where the signs of torn parts have their letter, by all of them.
pub(in crate::passes::row_order) fn side(source: &str, blocks: &[Vec<Part>], next: &[Vec<Next>]) -> Side {
    let (mut strain, mut costs) = (Strain::default(), [0u32; 2]);
    for (parts, next) in blocks.iter().zip(next) {
        for (part, next) in parts.iter().zip(next) {
            strain.read(source[part.span.clone()].chars());
            let Some((to, _)) = *next else { continue };
            if let Some(bits) = strains(source, part, &parts[to]) {
                costs.iter_mut().zip(bits).for_each(|(cost, bits)| *cost += bits);
            }
        }
    }
    match () {
        () if strain.before < strain.behind => Side::Between,
        () if costs[0] < costs[1] => Side::Last,
        () => Side::Next,
    }
}
