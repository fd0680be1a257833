//! How letters follow one another in words: what tells a rare name from a damaged string.

use super::super::alphabet::Letters;
use super::super::format::SYMBOLS;
use super::{byte, log2};

/// The costs of every letter after every two letters, smoothed by shorter contexts.
///
/// Every word counts by the logarithm of its frequency: unknown strings resemble rare
/// words, not frequent ones.
pub(super) fn costs(words: impl Iterator<Item = (Letters, u64)>) -> Vec<u8> {
    let mut three = vec![0u64; SYMBOLS * SYMBOLS * SYMBOLS];
    for (letters, count) in words {
        let weight = 1 + u64::from(count.max(1).ilog2()) / 4;
        let (mut before, mut last) = (0, 0);
        for &code in letters.as_bytes().iter().chain([&0]) {
            three[(before * SYMBOLS + last) * SYMBOLS + usize::from(code)] += weight;
            (before, last) = (last, usize::from(code));
        }
    }
    let mut two = vec![0u64; SYMBOLS * SYMBOLS];
    let mut one = vec![0u64; SYMBOLS];
    for (at, &count) in three.iter().enumerate() {
        two[at % (SYMBOLS * SYMBOLS)] += count;
        one[at % SYMBOLS] += count;
    }
    // Probabilities in parts of 2^32; each context lends its unseen share (Witten and Bell)
    // to the shorter one.
    const WHOLE: u64 = 1 << 32;
    let all: u64 = one.iter().sum::<u64>() + SYMBOLS as u64;
    let one: Vec<u64> = one.iter().map(|&n| part(n + 1, all, WHOLE)).collect();
    let two = smooth(&two, |at| one[at % SYMBOLS]);
    let three = smooth(&three, |at| two[at % (SYMBOLS * SYMBOLS)]);
    three.iter().map(|&p| byte(log2::cost(p, WHOLE))).collect()
}

/// `counts` in rows of [`SYMBOLS`] as probabilities, mixed with a shorter context's.
fn smooth(counts: &[u64], shorter: impl Fn(usize) -> u64) -> Vec<u64> {
    let mut mixed = Vec::with_capacity(counts.len());
    for (row, counts) in counts.chunks(SYMBOLS).enumerate() {
        let total: u64 = counts.iter().sum();
        let kinds = counts.iter().filter(|&&n| n > 0).count() as u64 + 1;
        for (column, &count) in counts.iter().enumerate() {
            let lent = part(kinds, total + kinds, shorter(row * SYMBOLS + column));
            mixed.push(part(count, total + kinds, 1 << 32) + lent);
        }
    }
    mixed
}

/// `whole * n / of`, without overflow.
fn part(n: u64, of: u64, whole: u64) -> u64 {
    u64::try_from(u128::from(whole) * u128::from(n) / u128::from(of.max(1))).unwrap_or(u64::MAX)
}
