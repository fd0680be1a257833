//! The words of a model in order, each told by what differs from the word before, for those
//! who must enumerate words: a hash can answer "is it a word?" but not "which are there?".

use super::format::{BLOCK, LONGEST_WORD};

/// A borrowed word list. Per word one byte, how many letters it shares with the word before
/// (high four bits) and how many follow (low four), and those letters. A block of
/// [`BLOCK`] words begins afresh, at the place the index names.
pub(super) struct List<'d> {
    pub(super) words: usize,
    pub(super) index: &'d [u8],
    pub(super) bytes: &'d [u8],
}

impl List<'_> {
    /// Calls `each` with the words that begin with `prefix`, at most `limit` of them.
    pub(super) fn visit(&self, prefix: &[u8], limit: usize, each: &mut dyn FnMut(&[u8])) {
        let blocks = self.index.len() / 4;
        // The last block whose first word is not after the prefix.
        let (mut low, mut high) = (0, blocks);
        while low < high {
            let middle = low + (high - low) / 2;
            let mut word = Word::default();
            if word.advance(self.bytes, &mut self.start(middle)) && word.letters() < prefix {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let first = low.saturating_sub(1);
        let mut at = self.start(first);
        let mut word = Word::default();
        let mut told = 0;
        for _ in first * BLOCK..self.words {
            if told == limit || !word.advance(self.bytes, &mut at) {
                return;
            }
            if word.letters().starts_with(prefix) {
                each(word.letters());
                told += 1;
            } else if word.letters() > prefix {
                return;
            }
        }
    }

    fn start(&self, block: usize) -> usize {
        self.index
            .get(4 * block..)
            .and_then(|bytes| bytes.first_chunk())
            .map_or(usize::MAX, |bytes| u32::from_le_bytes(*bytes) as usize)
    }
}

/// A word under way through the list.
#[derive(Default)]
struct Word {
    codes: [u8; LONGEST_WORD],
    len: usize,
}

impl Word {
    fn letters(&self) -> &[u8] {
        &self.codes[..self.len]
    }

    /// Reads the word at `at`; false at the end of the list, or where it is damaged.
    fn advance(&mut self, bytes: &[u8], at: &mut usize) -> bool {
        let Some(&lengths) = bytes.get(*at) else {
            return false;
        };
        let (shared, own) = (usize::from(lengths >> 4), usize::from(lengths & 15));
        let Some(suffix) = bytes.get(*at + 1..*at + 1 + own) else {
            return false;
        };
        if shared > self.len || shared + own > LONGEST_WORD {
            return false;
        }
        self.codes[shared..shared + own].copy_from_slice(suffix);
        self.len = shared + own;
        *at += 1 + own;
        true
    }
}

/// The index and the bytes of a list of `words`, sorted, each at most [`LONGEST_WORD`] long.
pub(super) fn write<'w>(words: impl Iterator<Item = &'w [u8]>) -> (Vec<u8>, Vec<u8>) {
    let (mut index, mut bytes) = (Vec::new(), Vec::new());
    let mut before: &[u8] = &[];
    for (count, word) in words.enumerate() {
        if count % BLOCK == 0 {
            index.extend((bytes.len() as u32).to_le_bytes());
            before = &[];
        }
        let shared = before.iter().zip(word).take_while(|(a, b)| a == b).count();
        bytes.push((shared << 4 | (word.len() - shared)) as u8);
        bytes.extend(&word[shared..]);
        before = word;
    }
    (index, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_gives_back_its_words() {
        let mut words: Vec<Vec<u8>> =
            (1..=20u8).flat_map(|a| (1..=9u8).map(move |b| vec![a; usize::from(b)])).collect();
        words.sort();
        let (index, bytes) = write(words.iter().map(Vec::as_slice));
        let list = List { words: words.len(), index: &index, bytes: &bytes };
        let visit = |prefix: &[u8], limit| {
            let mut seen = Vec::new();
            list.visit(prefix, limit, &mut |word| seen.push(word.to_vec()));
            seen
        };
        assert_eq!(visit(&[], usize::MAX), words);
        for prefix in [&[1u8][..], &[7, 7, 7], &[20; 9], &[3, 4], &[21], &[0]] {
            let wanted: Vec<_> = words.iter().filter(|w| w.starts_with(prefix)).cloned().collect();
            assert_eq!(visit(prefix, usize::MAX), wanted, "{prefix:?}");
            assert_eq!(visit(prefix, 2).len(), wanted.len().min(2));
        }
    }
}
