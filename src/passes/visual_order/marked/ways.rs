//! Which marks cut a line into pieces that stand from left to right, and the words that the pieces make in order.
//!
//! A piece is what stands from one cutting mark up to the next: the mark, which reads behind the letters, and the
//! letters as they read. So the line is read piece by piece from its right end, and the word begun at
//! the end of one piece goes on in the next. A space before a mark is the extractor's; one behind a mark that
//! cuts may be.

use std::ops::Range;

use crate::arabic::seats::Load;
use crate::model::{Cost, LanguageModel, WordId, BIT};

use super::segment::{last_letter, seat, Group, Lead, Lexis, Piece, Segment, NO_SEAT};

/// Ways to read that are kept up to each mark, and what one costs more than the best, at most.
const WAYS: usize = 4;
const WORSE: Cost = 32 * BIT;
/// What a piece may be worth, at most, by the words that it joins.
const PAIR: Cost = 16 * BIT;
/// What the marks of one piece cost that cut nothing, at most, and letters of a word.
const UNCUT: Cost = 48 * BIT;
const LONGEST: usize = 18;
/// What it costs that a space at a joint parts no words, and that words meet at one without.
const NO_WORD: Cost = 4 * BIT;
const NO_SPACE: Cost = 5 * BIT;
/// What it costs that a piece begins at a space.
const AT_SPACE: Cost = 7 * BIT;
/// What the first letters of a word cost whose rest is not read, and each of them.
const BEGUN: Cost = 4 * BIT;
const LETTER: Cost = 3 * BIT;

/// What is known of the marks that cut: what it costs that a mark on a letter does, or does not.
pub(super) trait Habits {
    fn cost(&self, letter: char, mark: char, cuts: bool) -> Cost;
}

/// A way to read what stands behind a place.
#[derive(Clone, Debug)]
struct Way {
    cost: Cost,
    /// The letters of the word that goes on, and the marks on the last.
    word: String,
    load: Load,
    last: Option<WordId>,
    /// Whether a word begins with the piece that was read last.
    begins: bool,
    /// The place behind that piece, and the way that goes on there.
    from: (usize, usize),
}

/// A piece of a line in the order of reading.
pub(super) struct Cut {
    /// The spaces it begins with, its letters, the spaces behind them, the marks.
    pub(super) lead: Range<usize>,
    pub(super) body: Range<usize>,
    pub(super) gap: Range<usize>,
    pub(super) marks: Range<usize>,
    /// Whether a word begins with it.
    pub(super) begins: bool,
}

/// The likeliest pieces and what they cost.
pub(super) fn cut<M: LanguageModel>(
    lexis: &mut Lexis<'_, M>,
    segment: &Segment<'_>,
    habits: &impl Habits,
) -> (Cost, Vec<Cut>) {
    let n = segment.groups.len();
    // What it costs that the first marks do not cut.
    let mut uncut = vec![0; n + 1];
    for (at, group) in segment.groups.iter().enumerate() {
        let letter = last_letter(&segment.line[..group.gap]);
        let habit = group.first.map_or(0, |mark| habits.cost(letter, mark, false));
        uncut[at + 1] = uncut[at] + group.seat + habit;
    }
    // The ways at each place; the last is the start of the segment where no mark stands there.
    let start_is_mark = segment.groups.first().is_some_and(|group| group.marks.start == segment.span.start);
    let mut ways: Vec<Vec<Way>> = vec![Vec::new(); n + 2];
    let nothing =
        Way { cost: 0, word: String::new(), load: Load::default(), last: None, begins: true, from: (n, 0) };
    ways[n].push(nothing);
    for at in (0..=n).rev() {
        // The start of the segment is read last.
        let (from, index) = if at == 0 { (segment.span.start, n + 1) } else { (0, at - 1) };
        let group = (at > 0).then(|| &segment.groups[at - 1]);
        if at == 0 && start_is_mark {
            break;
        }
        let content = group.map_or(from, |group| group.marks.end);
        let mut found: Vec<Way> = Vec::new();
        let mut least = Cost::MAX / 4;
        for to in at..=n {
            if uncut[to] - uncut[at] > UNCUT {
                break;
            }
            // Pieces from mark `at` - 1 up to mark `to`; those between cut nothing.
            if ways[to].is_empty() {
                continue;
            }
            let end = segment.end(to).max(content);
            let mut cost = uncut[to] - uncut[at];
            if let Some(group) = group {
                let letter = last_letter(&segment.line[..end]);
                cost += group.first.map_or(AT_SPACE, |mark| habits.cost(letter, mark, true));
            }
            let hopeless = |way: &Way| cost + way.cost > least + WORSE + PAIR;
            if ways[to].iter().all(hopeless) {
                continue;
            }
            let piece = segment.piece(content..end);
            let before = found.len();
            for (which, way) in ways[to].iter().enumerate() {
                let first = found.len();
                go_on(lexis, way, &piece, group, &mut found);
                for next in &mut found[first..] {
                    next.cost += cost;
                    next.from = (to, which);
                }
            }
            least = found[before..].iter().map(rank).min().unwrap_or(least).min(least);
        }
        keep(&mut found);
        ways[index] = found;
    }
    let last = if start_is_mark { 0 } else { n + 1 };
    let ends = ways[last]
        .iter()
        .enumerate()
        .map(|(which, way)| (way.cost + lexis.word(&way.word).0 + seat(way.load, &way.word, None), which));
    let Some((cost, mut which)) = ends.min() else { return (Cost::MAX / 4, Vec::new()) };
    let mut cuts = Vec::new();
    let mut place = last;
    while place != n {
        let way = &ways[place][which];
        let (to, next) = way.from;
        let (marks, content) = if place == n + 1 {
            (segment.span.start..segment.span.start, segment.span.start)
        } else {
            (segment.groups[place].marks.clone(), segment.groups[place].marks.end)
        };
        let end = segment.end(to).max(content);
        let body = segment.line[content..end].trim_start_matches(' ');
        cuts.push(Cut {
            lead: content..end - body.len(),
            body: end - body.len()..end,
            gap: end..segment.place(to).max(end),
            marks,
            begins: way.begins,
        });
        (place, which) = (to, next);
    }
    cuts.reverse();
    (cost, cuts)
}

/// The ways to go on with a piece that stands before what is read, its marks those of `group`.
fn go_on<M: LanguageModel>(
    lexis: &mut Lexis<'_, M>,
    way: &Way,
    piece: &Piece,
    group: Option<&Group>,
    found: &mut Vec<Way>,
) {
    let (goes_on, begins) = (!way.word.is_empty(), !piece.first.is_empty());
    // Whether a word begins, and what it costs.
    let joints: &[(bool, Cost)] = match piece.lead {
        Lead::Break => &[(true, 0)],
        _ if !goes_on => &[(true, 0)],
        _ if !begins => &[(false, 0)],
        Lead::None => &[(false, 0), (true, NO_SPACE)],
        Lead::Space => &[(true, 0), (false, NO_WORD)],
    };
    for &(begins, cost) in joints {
        let mut next = way.clone();
        next.begins = begins;
        next.cost += cost;
        if begins {
            close(lexis, &mut next);
        }
        if matches!(piece.lead, Lead::Break) {
            next.last = None;
        }
        if let Some(first) = piece.first.chars().next() {
            next.cost += seat(next.load, &next.word, Some(first));
            next.load = Load::default();
            next.word.push_str(&piece.first);
        }
        if next.word.chars().count() > LONGEST {
            continue;
        }
        if let Some(inner) = &piece.inner {
            close(lexis, &mut next);
            next.cost += inner.cost - lexis.pair(next.last, inner.next);
            next.last = inner.before.unwrap_or(next.last).filter(|_| !inner.ends);
            next.word.push_str(&inner.word);
        }
        if let Some(group) = group.filter(|group| group.first.is_some()) {
            if next.word.is_empty() {
                next.cost += NO_SEAT;
            } else {
                next.load = next.load.with(piece.load).with(group.load);
            }
        }
        found.push(next);
    }
}

/// The word of a way ends.
fn close<M: LanguageModel>(lexis: &mut Lexis<'_, M>, way: &mut Way) {
    if way.word.is_empty() {
        return;
    }
    way.cost += seat(way.load, &way.word, None);
    let (cost, id) = lexis.word(&way.word);
    way.cost += cost - lexis.pair(way.last, id);
    way.last = id;
    way.load = Load::default();
    way.word.clear();
}

/// What a way costs, with what is likely to come of the word that goes on.
fn rank(way: &Way) -> Cost {
    let letters = way.word.chars().count() as Cost;
    way.cost + if letters > 0 { BEGUN + LETTER * letters } else { 0 }
}

/// Keep the likeliest ways, one for each word that goes on.
fn keep(found: &mut Vec<Way>) {
    found.sort_by_cached_key(rank);
    let most = found.first().map_or(0, rank) + WORSE;
    let mut kept: Vec<Way> = Vec::with_capacity(WAYS);
    for way in found.drain(..) {
        if kept.len() == WAYS || rank(&way) > most {
            break;
        }
        if !kept.iter().any(|other| other.word == way.word && other.last == way.last) {
            kept.push(way);
        }
    }
    *found = kept;
}
