//! In which order the parts of a row are read: from right to left but for some, where those that stand higher come
//! first.

use crate::model::{Cost, LanguageModel, BIT};

use crate::passes::row_order::torn::{alone, joint, Part as Ends};

/// How far a part may stand from its place.
const NEAR: usize = 12;
/// What it says for two parts that they stand from left to right, and what each part between costs.
const HABIT: Cost = 6 * BIT;
const FAR: Cost = BIT / 2;
/// What it must be worth that parts move, and how many move together.
const PLAIN: Cost = 8 * BIT;
const TOGETHER: usize = 4;
/// Moves in a row, at most.
const MOVES: usize = 12;

/// The parts of a row in the order of reading, by their places from left to right.
pub(super) fn order<M: LanguageModel>(model: &M, parts: &[Ends]) -> Vec<usize> {
    let n = parts.len();
    let mut order: Vec<usize> = (0..n).rev().collect();
    if n < 3 {
        return order;
    }
    let ends: Vec<[Cost; 2]> =
        parts.iter().map(|part| [alone(model, &part.tail), alone(model, &part.head)]).collect();
    let mut known: Vec<Option<Cost>> = vec![None; n * n];
    let mut gain = |a: Option<usize>, b: Option<usize>| -> Cost {
        let (Some(a), Some(b)) = (a, b) else { return 0 };
        *known[a * n + b].get_or_insert_with(|| {
            let (gain, _) = joint(model, &parts[a], &parts[b], [ends[a][0], ends[b][1]]);
            gain + if b + 1 == a { HABIT } else { -FAR * a.abs_diff(b) as Cost }
        })
    };
    for _ in 0..MOVES {
        // The best move: of the parts from..end to before the part at `to`.
        let mut best = (PLAIN, 0, 0, 0);
        let at = |order: &[usize], at: Option<usize>| at.and_then(|at| order.get(at).copied());
        for from in 0..n {
            for end in from + 1..=(from + TOGETHER).min(n) {
                let (first, last) = (at(&order, Some(from)), at(&order, Some(end - 1)));
                let (left, right) = (at(&order, from.checked_sub(1)), at(&order, Some(end)));
                let stays = gain(left, first) + gain(last, right) - gain(left, right);
                let near = from.saturating_sub(NEAR)..(end + NEAR).min(n) + 1;
                for to in near.filter(|&to| to < from || to > end) {
                    let (left, right) = (at(&order, to.checked_sub(1)), at(&order, Some(to)));
                    let moved = gain(left, first) + gain(last, right) - gain(left, right) - stays;
                    if moved > best.0 {
                        best = (moved, from, end, to);
                    }
                }
            }
        }
        let (_, from, end, to) = best;
        match () {
            () if end == 0 => break,
            () if to < from => order[to..end].rotate_right(end - from),
            () => order[from..to].rotate_left(end - from),
        }
    }
    order
}
