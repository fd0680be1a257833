//! Training text has its own wounds; a merged word or a torn-off piece that is taken for a
//! word would teach the repairs to wound others. Here such words are found by their pairs.

use super::super::hash::{key_of, WordHash};
use super::PairCounts;

/// A merged word must be so many times rarer than the two words side by side.
const MERGED_RATIO: u64 = 20;
/// A piece must be torn from a word so many times more frequent than the torn form.
const TORN_RATIO: u64 = 30;

/// By its letters: a word must not be rarer than one in so many. Of two or three letters
/// nearly every string occurs somewhere, as an abbreviation, a suffix torn off or a slip;
/// taken for words, they would make any string a row of words.
const SHORT_RARITY: [u64; 5] = [u64::MAX >> 40, 1 << 24, 1 << 20, 1 << 23, u64::MAX >> 24];

/// Of every word, whether it is kept.
pub(super) fn real_words(counts: &PairCounts) -> Vec<bool> {
    let mut kept = vec![true; counts.words.len()];
    let mut torn = vec![0u64; counts.words.len()];
    for (&pair, &count) in &counts.pairs {
        let (a, b) = ((pair >> 32) as usize, (pair & 0xFFFF_FFFF) as usize);
        let (Some(first), Some(second)) = (counts.words.get(a), counts.words.get(b)) else {
            continue;
        };
        let mut joined = WordHash::default();
        for &code in first.letters.as_bytes().iter().chain(second.letters.as_bytes()) {
            joined.push(code);
        }
        let Some(&whole) = counts.index.get(&joined.key()) else {
            continue;
        };
        let whole_count = counts.words[whole as usize].count.weighted;
        if count.weighted > MERGED_RATIO * whole_count {
            kept[whole as usize] = false;
        } else if whole_count > TORN_RATIO * count.weighted {
            torn[a] += count.weighted;
            torn[b] += count.weighted;
        }
    }
    for (at, word) in counts.words.iter().enumerate() {
        kept[at] &= 2 * torn[at] <= word.count.weighted;
        kept[at] &= word.count.weighted * SHORT_RARITY[word.letters.len().min(4)] >= counts.total;
        // The article glued to what precedes it, and the like, are judged by their parts.
        kept[at] &= !is_two_frequent_words(counts, at);
    }
    kept
}

/// Whether a rare word is a particle and a word with article or the like, run together,
/// both at least a thousand times more frequent: `فيالمدينة` (في المدينة).
fn is_two_frequent_words(counts: &PairCounts, at: usize) -> bool {
    let word = &counts.words[at];
    let codes = word.letters.as_bytes();
    (2..codes.len().saturating_sub(3)).any(|cut| {
        let (head, tail) = codes.split_at(cut);
        // ALEF, LAM: an article inside a word, after no clitic that takes one.
        if !tail.starts_with(&[7, 30]) {
            return false;
        }
        let frequent = |part: &[u8]| {
            counts
                .index
                .get(&key_of(part))
                .is_some_and(|&part| counts.words[part as usize].count.weighted > 300 * word.count.weighted)
        };
        frequent(head) && frequent(tail)
    })
}
