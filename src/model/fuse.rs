//! Half a million small numbers, each belonging to a word or a pair, must fit in the crate
//! and answer in nanoseconds: a binary fuse table keeps them in little more than their bits.
//!
//! A table of cells in which the exclusive or of three cells, chosen by the key's hash, is
//! the value stored for the key. The value's upper bits are a fingerprint of the key: if
//! they do not match, the key was never stored. Keys themselves are not kept, so a key that
//! was not stored is taken for a stored one once in 2^(fingerprint bits). Thomas Mueller
//! Graf and Daniel Lemire, "Binary Fuse Filters: Fast and Smaller Than Xor Filters", 2022.

use super::hash::mix;

/// How the cells of a table are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) seed: u64,
    /// Cells in a segment, a power of two.
    pub(super) segment: u32,
    /// Segments in which the first cell of a key may lie.
    pub(super) segments: u32,
}

impl Shape {
    /// Cells in the whole table: two segments more than the first cells need.
    pub(super) fn cells(&self) -> Option<usize> {
        let segments = self.segments.checked_add(2)?;
        usize::try_from(segments.checked_mul(self.segment)?).ok()
    }

    /// Whether the numbers make a table at all.
    pub(super) fn is_sound(&self) -> bool {
        self.segment.is_power_of_two() && self.segments > 0 && self.cells().is_some()
    }

    /// The hash that places a key.
    #[inline]
    pub(super) fn hash(&self, key: u64) -> u64 {
        mix(key ^ self.seed)
    }

    /// The three cells of a hash, in three segments that follow one another.
    #[inline]
    pub(super) fn places(&self, hash: u64) -> [usize; 3] {
        let mask = self.segment - 1;
        let range = u64::from(self.segments) * u64::from(self.segment);
        // Below `range`, which fits in 32 bits.
        let first = ((u128::from(hash) * u128::from(range)) >> 64) as u32;
        let second = (first + self.segment) ^ ((hash >> 18) as u32 & mask);
        let third = (first + 2 * self.segment) ^ (hash as u32 & mask);
        [first as usize, second as usize, third as usize]
    }
}

/// The fingerprint of a hash, in the lower 32 bits.
#[inline]
pub(super) const fn fingerprint(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

/// Looks up `key` in `cells` of `BYTES` bytes, little-endian; the value's low `bits` bits
/// if the fingerprint above them matches.
#[inline]
pub(super) fn get<const BYTES: usize>(shape: &Shape, cells: &[u8], bits: u32, key: u64) -> Option<u32> {
    let hash = shape.hash(key);
    let mut value = 0;
    for place in shape.places(hash) {
        let cell = cells.get(place * BYTES..)?.first_chunk::<BYTES>()?;
        let mut wide = [0; 4];
        wide[..BYTES].copy_from_slice(cell);
        value ^= u32::from_le_bytes(wide);
    }
    let expected = fingerprint(hash) & (u32::MAX >> (32 - 8 * BYTES as u32 + bits));
    (value >> bits == expected).then_some(value & ((1 << bits) - 1))
}
