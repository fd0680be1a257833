//! Fills a binary fuse table: finds cells for all keys by peeling.

use super::super::fuse::{fingerprint, Shape};

/// A filled table: its shape and its cells of `bytes` bytes.
pub(super) struct Filled {
    pub(super) shape: Shape,
    pub(super) cells: Vec<u8>,
}

/// Stores `entries` (key, value below `1 << bits`) in cells of `bytes` bytes. Keys must
/// differ. Tries seeds in order, and a larger table after every eight, so that the same
/// entries always make the same table.
pub(super) fn fill(entries: &[(u64, u32)], bytes: usize, bits: u32) -> Filled {
    let count = entries.len().max(1);
    let mut segment = 4u32;
    // Segments grow by the factor that the paper found, ln n / ln 3.33.
    let mut bound = 30usize;
    while bound <= count && segment < 1 << 18 {
        segment *= 2;
        bound = bound * 333 / 100;
    }
    let mut capacity = count + count / 8;
    let mut seed = 0;
    loop {
        let segments = capacity.div_ceil(segment as usize).saturating_sub(2).max(1);
        let shape = Shape {
            seed: super::super::hash::mix(seed + 1),
            segment,
            segments: u32::try_from(segments).unwrap_or(u32::MAX / segment),
        };
        if let Some(cells) = try_fill(shape, entries, bytes, bits) {
            return Filled { shape, cells };
        }
        seed += 1;
        if seed % 4 == 0 {
            capacity += count / 64 + 8;
        }
    }
}

fn try_fill(shape: Shape, entries: &[(u64, u32)], bytes: usize, bits: u32) -> Option<Vec<u8>> {
    let size = shape.cells()?;
    // Of every cell: how many keys use it, and the exclusive or of their indices.
    let mut uses = vec![(0u32, 0u32); size];
    for (index, &(key, _)) in entries.iter().enumerate() {
        for place in shape.places(shape.hash(key)) {
            uses[place].0 += 1;
            uses[place].1 ^= index as u32;
        }
    }
    let mut alone: Vec<u32> = (0..size as u32).filter(|&cell| uses[cell as usize].0 == 1).collect();
    let mut order = Vec::with_capacity(entries.len());
    while let Some(cell) = alone.pop() {
        let (count, index) = uses[cell as usize];
        if count != 1 {
            continue;
        }
        order.push((index, cell));
        for place in shape.places(shape.hash(entries[index as usize].0)) {
            uses[place].0 -= 1;
            uses[place].1 ^= index;
            if uses[place].0 == 1 {
                alone.push(place as u32);
            }
        }
    }
    if order.len() != entries.len() {
        return None;
    }
    let mut cells = vec![0u32; size];
    let mask = u32::MAX >> (32 - 8 * bytes as u32 + bits);
    for &(index, cell) in order.iter().rev() {
        let (key, value) = entries[index as usize];
        let hash = shape.hash(key);
        let mut wanted = (fingerprint(hash) & mask) << bits | value;
        for place in shape.places(hash) {
            if place != cell as usize {
                wanted ^= cells[place];
            }
        }
        cells[cell as usize] = wanted;
    }
    Some(cells.iter().flat_map(|cell| cell.to_le_bytes().into_iter().take(bytes)).collect())
}

#[cfg(test)]
mod tests {
    use super::super::super::fuse::get;
    use super::super::super::hash::mix;
    use super::*;

    #[test]
    fn what_is_stored_is_found_and_hardly_anything_else() {
        for count in [0u64, 1, 2, 3, 10, 100, 5_000, 60_000] {
            let entries: Vec<_> = (0..count).map(|i| (mix(i), (i % 256) as u32)).collect();
            let filled = fill(&entries, 3, 8);
            for &(key, value) in &entries {
                assert_eq!(get::<3>(&filled.shape, &filled.cells, 8, key), Some(value));
            }
            let wrong = (1..=100_000u64)
                .filter(|i| get::<3>(&filled.shape, &filled.cells, 8, mix(i << 32)).is_some())
                .count();
            assert!(wrong < 12, "{wrong} of 100,000 for {count}");
            assert!(filled.cells.len() as u64 <= 3 * (count + count / 3 + 64), "{count}");
        }
    }
}
