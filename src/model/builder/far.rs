//! Two words with one between them belong together too (a noun and what agrees with it, a
//! verb and its preposition): how classes follow one another at that distance.

use super::super::format::CLASSES;
use super::classes::{gain, Classes};
use super::PairCounts;

/// Marks in the stream of words: a word that was not chosen, and what parts words.
pub(super) const UNKNOWN: u32 = u32::MAX - 1;
pub(super) const PARTED: u32 = u32::MAX;

/// For every two classes, in stored steps: how much likelier the second is at two words'
/// distance after the first than anywhere. Nothing is counted across a clause's edge.
pub(super) fn gains(counts: &PairCounts, classes: &Classes) -> Vec<i8> {
    let mut joint = vec![0u64; CLASSES * CLASSES];
    let edge = counts.words.len() as u32 + 1;
    for (weight, stream) in &counts.streams {
        for three in stream.windows(3) {
            let (a, between, c) = (three[0], three[1], three[2]);
            if a >= UNKNOWN || c >= UNKNOWN || between == PARTED || between == edge {
                continue;
            }
            let (a, c) = (counts.class(a as usize, classes), counts.class(c as usize, classes));
            joint[a * CLASSES + c] += u64::from(*weight);
        }
    }
    let (mut left, mut right) = (vec![0u64; CLASSES], vec![0u64; CLASSES]);
    for (at, &count) in joint.iter().enumerate() {
        left[at / CLASSES] += count;
        right[at % CLASSES] += count;
    }
    let all: u64 = left.iter().sum();
    (0..CLASSES * CLASSES)
        .map(|at| {
            let expected = u128::from(left[at / CLASSES]) * u128::from(right[at % CLASSES]);
            gain(joint[at], u64::try_from(expected / u128::from(all.max(1))).unwrap_or(u64::MAX))
        })
        .collect()
}
