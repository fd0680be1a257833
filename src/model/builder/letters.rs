//! How letters follow one another in words: what tells a rare name from a damaged string.

use super::super::alphabet::Letters;
use super::super::format::{FOUR_BITS, FOUR_STEP, FOUR_ZERO, LENGTHS, STEP, SYMBOLS};
use super::super::hash::four_key;
use super::{byte, log2};

/// What is stored about letters.
pub(super) struct LetterCosts {
    /// A byte for every three letters, and one for every length.
    pub(super) table: Vec<u8>,
    /// The commonest four letters in a row, by [`four_key`]: what the third letter before
    /// the last saves.
    pub(super) fours: Vec<(u64, u32)>,
}

/// At most so many fours are stored; of the rest it is only known that they are rare.
const FOURS: usize = 40_000;

/// The costs of every letter after every two letters, smoothed by shorter contexts; then
/// what a word's length adds, from 0 to [`LENGTHS`] - 1 letters, signed.
///
/// Every word counts by the logarithm of its frequency: unknown strings resemble rare
/// words, not frequent ones.
pub(super) fn costs(words: impl Iterator<Item = (Letters, u64)>) -> LetterCosts {
    let mut lengths = [0u64; LENGTHS];
    let mut three = vec![0u64; SYMBOLS * SYMBOLS * SYMBOLS];
    let mut four = vec![0u64; SYMBOLS * SYMBOLS * SYMBOLS * SYMBOLS];
    for (letters, count) in words {
        let weight = 1 + u64::from(count.max(1).ilog2()) / 4;
        lengths[letters.len().min(LENGTHS - 1)] += weight;
        let mut context = 0;
        for &code in letters.as_bytes().iter().chain([&0]) {
            let row = context * SYMBOLS + usize::from(code);
            four[row] += weight;
            context = row % (SYMBOLS * SYMBOLS * SYMBOLS);
            three[context] += weight;
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
    let fours = best_fours(&four, &three);
    let mut costs: Vec<u8> = three.iter().map(|&p| byte(log2::cost(p, WHOLE))).collect();
    costs.extend(length_costs(&lengths, &three).map(|steps| steps as u8));
    LetterCosts { table: costs, fours }
}

/// The commonest fours that say more than their last three letters.
fn best_fours(counts: &[u64], three: &[u64]) -> Vec<(u64, u32)> {
    let mut common: Vec<(u64, usize)> = counts
        .iter()
        .enumerate()
        .filter(|&(at, &count)| count > 0 && at / (SYMBOLS * SYMBOLS) % SYMBOLS > 0)
        .map(|(at, &count)| (count, at))
        .collect();
    common.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    common.truncate(FOURS);
    let mut fours: Vec<(u64, u32)> = common
        .iter()
        .map(|&(count, at)| {
            let row = &counts[at / SYMBOLS * SYMBOLS..][..SYMBOLS];
            let total: u64 = row.iter().sum();
            let kinds = row.iter().filter(|&&n| n > 0).count() as u64 + 1;
            let short = three[at % three.len()];
            let long = part(count, total + kinds, 1 << 32) + part(kinds, total + kinds, short);
            let gain = (log2::log2(long) - log2::log2(short)) / FOUR_STEP + FOUR_ZERO;
            let code = |place: u32| (at / SYMBOLS.pow(place) % SYMBOLS) as u64;
            let key = code(3) << 18 | code(2) << 12 | code(1) << 6 | code(0);
            (four_key(key), gain.clamp(0, (1 << FOUR_BITS) - 1) as u32)
        })
        .collect();
    fours.sort_unstable();
    fours
}

/// How much rarer words of each length are than their letters, one by one, make believe.
/// Without this, two unknown words run together would pass for one.
fn length_costs(lengths: &[u64; LENGTHS], three: &[u64]) -> impl Iterator<Item = i8> {
    // By the last two letters: the share of words that have come so far, of 2^48.
    let mut alive = vec![0u64; SYMBOLS * SYMBOLS];
    alive[0] = 1 << 48;
    let all: u64 = lengths.iter().sum();
    let mut costs = [0i8; LENGTHS];
    let mut last = 0;
    for length in 0..LENGTHS {
        let mut ended = 0;
        let mut next = vec![0u64; SYMBOLS * SYMBOLS];
        for (state, &share) in alive.iter().enumerate().filter(|state| *state.1 > 0) {
            for code in 0..SYMBOLS {
                let share = part(three[state * SYMBOLS + code], 1 << 32, share);
                if code == 0 {
                    ended += share;
                } else {
                    next[state % SYMBOLS * SYMBOLS + code] += share;
                }
            }
        }
        alive = next;
        let more = log2::cost(lengths[length], all) - log2::cost(ended, 1 << 48);
        last = match length {
            0 => 0,
            // Too few words are so long to be counted: each letter more adds a bit.
            _ if lengths[length] < 50 => last + 8,
            _ => more / STEP,
        };
        costs[length] = last.clamp(-127, 127) as i8;
    }
    costs.into_iter()
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
