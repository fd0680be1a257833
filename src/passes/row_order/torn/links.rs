//! Which part of a torn row goes on in which other.

use std::cmp::Reverse;
use std::ops::Range;

use crate::model::{Cost, LanguageModel, BIT};

use super::part::Part;

/// The part that one goes on in, by its place in the block, and whether in a word of its own.
pub(in crate::passes::row_order) type Next = Option<(usize, bool)>;

/// Of so many plain joints, one is with the part before, at least: the parts of a row come from left to right, but
/// for some.
const RARE: usize = 8;
/// How many lines away the next part of a row may stand.
const NEAR: usize = 16;
/// What makes a joint plain, and what two parts must be worth together.
const PLAIN: Cost = 8 * BIT;
const LEAST: Cost = 2 * BIT;
/// What the habit of a text says of where the next part stands, and what each line between costs.
const HABIT: Cost = 8 * BIT;
const FAR: Cost = BIT;
/// The most that two words say.
const PAIR: Cost = 8 * BIT;
/// What it is worth that rows are torn inside words more often than between them.
const ONE: Cost = BIT;

/// What joins two parts: how much likelier the letters at their ends are together, and whether as two words.
pub(in crate::passes::row_order) fn joint<M: LanguageModel>(
    model: &M,
    a: &Part,
    b: &Part,
    alone: [Cost; 2],
) -> (Cost, bool) {
    let apart = alone[0] + alone[1];
    let one = a
        .tail
        .iter()
        .flat_map(|(tail, before)| b.head.iter().map(move |(head, after)| (tail, head, before + after)))
        .map(|(tail, head, rest)| rest + model.cost(&format!("{tail}{head}")))
        .min();
    let pair = match (a.tail.first(), b.head.first()) {
        (Some((last, _)), Some((first, _))) => model.known_gain(model.word(last), model.word(first)),
        _ => 0,
    };
    let pair = pair.clamp(-PAIR, PAIR);
    match one {
        Some(one) if apart - one + ONE >= pair => (apart - one, false),
        _ => (pair, true),
    }
}

/// What an end costs as it stands.
pub(in crate::passes::row_order) fn alone<M: LanguageModel>(model: &M, ways: &[(String, Cost)]) -> Cost {
    ways.iter().map(|(word, rest)| model.cost(word) + rest).min().unwrap_or(0)
}

/// What it says for two parts where they stand; `habit` for the next part standing before.
fn place(from: usize, to: usize, habit: Cost) -> Cost {
    let lines = from.abs_diff(to) as Cost;
    match () {
        () if to + 1 == from => habit,
        () if to < from => -lines * FAR,
        () => -BIT - lines * FAR,
    }
}

/// Which part goes on in which; none of a text whose parts do not join well.
pub(super) fn links<M: LanguageModel>(model: &M, blocks: &[Vec<Part>]) -> Vec<Vec<Next>> {
    struct Way {
        block: usize,
        from: usize,
        to: usize,
        gain: Cost,
        words: bool,
    }
    let mut ways: Vec<Way> = Vec::new();
    // The ways of each part that goes on.
    let mut parted: Vec<Range<usize>> = Vec::new();
    for (block, parts) in blocks.iter().enumerate() {
        let alone: Vec<[Cost; 2]> =
            parts.iter().map(|part| [alone(model, &part.tail), alone(model, &part.head)]).collect();
        for (from, a) in parts.iter().enumerate().filter(|(_, part)| part.signs.is_some()) {
            let near = from.saturating_sub(NEAR)..(from + NEAR + 1).min(parts.len());
            let first = ways.len();
            ways.extend(near.filter(|&to| to != from && !parts[to].head.is_empty()).map(|to| {
                let (gain, words) = joint(model, a, &parts[to], [alone[from][0], alone[to][1]]);
                Way { block, from, to, gain, words }
            }));
            parted.push(first..ways.len());
        }
    }
    // How many parts go on plainly, and how many of those in the one before.
    let count = |habit: Cost| {
        let (mut plain, mut before) = (0usize, 0usize);
        for these in &parted {
            let gain = |way: &Way| way.gain + place(way.from, way.to, habit);
            let best = these.clone().map(|at| &ways[at]).max_by_key(|way| (gain(way), Reverse(way.to)));
            if let Some(way) = best.filter(|way| way.gain >= PLAIN) {
                plain += 1;
                before += usize::from(way.to + 1 == way.from);
            }
        }
        (plain, before)
    };
    let (plain, before) = count(BIT);
    if plain == 0 || plain * 3 < parted.len() * 2 {
        return vec![Vec::new(); blocks.len()];
    }
    // A habit shows better with what is known of it.
    let (plain, before) = count(BIT * (1 + before * 32 / plain).ilog2() as Cost);
    if before * RARE < plain {
        return vec![Vec::new(); blocks.len()];
    }
    let habit = match () {
        () if before * 4 > plain * 3 => 2 * HABIT,
        () if before * 2 > plain => HABIT,
        () if before * 4 > plain => HABIT / 2,
        () => BIT,
    };
    for way in &mut ways {
        way.gain += place(way.from, way.to, habit);
    }
    ways.retain(|way| way.gain >= LEAST);
    ways.sort_by_key(|way| (Reverse(way.gain), way.block, way.from, way.from.abs_diff(way.to), way.to));
    let mut next: Vec<Vec<Next>> = blocks.iter().map(|parts| vec![None; parts.len()]).collect();
    // The other end of the chain that a part is an end of.
    let mut ends: Vec<Vec<usize>> = blocks.iter().map(|parts| (0..parts.len()).collect()).collect();
    let mut taken: Vec<Vec<bool>> = blocks.iter().map(|parts| vec![false; parts.len()]).collect();
    for Way { block, from, to, words, .. } in ways {
        let (next, ends, taken) = (&mut next[block], &mut ends[block], &mut taken[block]);
        if next[from].is_some() || taken[to] || ends[from] == to {
            continue;
        }
        next[from] = Some((to, words));
        taken[to] = true;
        let (start, end) = (ends[from], ends[to]);
        ends[start] = end;
        ends[end] = start;
    }
    next
}
