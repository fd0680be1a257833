//! Look-ups run once per word of a document, so words are compared by one 64-bit number:
//! this file makes that number, the same on every machine.

use super::alphabet::Letters;

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// A bijection of 64 bits in which every input bit reaches every output bit (the
/// finaliser of MurmurHash3, in the variant of SplitMix64).
#[inline]
pub(super) const fn mix(mut x: u64) -> u64 {
    x ^= x >> 30;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^= x >> 27;
    x = x.wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// The key of a word, gathered letter by letter so that every prefix has its key too.
#[derive(Clone, Copy, Default)]
pub(super) struct WordHash {
    /// Whole groups of ten letters.
    groups: u64,
    /// The letters since, six bits each; codes start at 1, so no two strings look alike.
    recent: u64,
    count: u32,
}

impl WordHash {
    #[inline]
    pub(super) fn push(&mut self, code: u8) {
        if self.count == 10 {
            self.groups = mix(self.groups ^ self.recent).wrapping_add(MULTIPLIER);
            self.recent = 0;
            self.count = 0;
        }
        self.recent = self.recent << 6 | u64::from(code);
        self.count += 1;
    }

    /// The letters themselves, when they are few enough; no others have this number.
    #[inline]
    pub(super) fn packed(&self) -> Option<u64> {
        (self.groups == 0 && self.recent != 0).then_some(self.recent)
    }

    #[inline]
    pub(super) fn key(&self) -> u64 {
        mix(self.recent ^ self.groups.rotate_left(4))
    }
}

/// The key of a whole word.
pub(super) fn word_key(letters: &Letters) -> u64 {
    key_of(letters.as_bytes())
}

/// The key of a word given as letter codes.
pub(super) fn key_of(codes: &[u8]) -> u64 {
    let mut hash = WordHash::default();
    for &code in codes {
        hash.push(code);
    }
    hash.key()
}

/// The key of four letters in a row, the codes of six bits each.
#[inline]
pub(super) const fn four_key(codes: u64) -> u64 {
    mix(codes + 1)
}

/// The key of the pair `a b` of shortened keys; `b a` has another.
#[inline]
pub(super) const fn pair_key(a: u64, b: u64) -> u64 {
    mix(a.wrapping_mul(MULTIPLIER).rotate_left(29) ^ b)
}
