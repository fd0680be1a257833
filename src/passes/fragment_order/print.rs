//! The fingerprint of a torn text: a font whose glyphs overlap between two letters is cut between them
//! wherever they meet. So what the sure lines are cut between tells where the others may be.

use crate::arabic::letters::TATWEEL;
use crate::model::{Cost, BIT};

/// Torn lines that make a torn text.
const TORN_TEXT: usize = 2;
/// What it is worth that the text is cut between these letters elsewhere, once and more than once, and
/// that it is not.
const ONCE: Cost = 2 * BIT;
const AGAIN: Cost = 6 * BIT;
const NEVER: Cost = -4 * BIT;

/// Between which letters a text is cut.
#[derive(Default)]
pub(super) struct Fingerprint {
    /// Sorted, with how often.
    pairs: Vec<([char; 2], usize)>,
    /// Lines that are torn for sure.
    lines: usize,
}

impl Fingerprint {
    /// A line is torn between these letters: the last of a head, the first of a tail.
    pub(super) fn add(&mut self, pairs: impl Iterator<Item = [char; 2]>) {
        self.lines += 1;
        for pair in pairs.map(plain) {
            match self.pairs.binary_search_by_key(&pair, |&(known, _)| known) {
                Ok(at) => self.pairs[at].1 += 1,
                Err(at) => self.pairs.insert(at, (pair, 1)),
            }
        }
    }

    /// Lines that are torn for sure.
    pub(super) fn lines(&self) -> usize {
        self.lines
    }

    /// Whether the text is torn in more places than one.
    pub(super) fn tells(&self) -> bool {
        self.lines >= TORN_TEXT
    }

    /// What it says of a cut between two letters.
    pub(super) fn worth(&self, pair: [char; 2]) -> Cost {
        match self.pairs.binary_search_by_key(&plain(pair), |&(known, _)| known) {
            Ok(at) if self.pairs[at].1 > 1 => AGAIN,
            Ok(_) => ONCE,
            Err(_) => NEVER,
        }
    }

    /// Whether a line may end in a head with this last letter, and begin with a tail with that first one.
    pub(super) fn has_ends(&self, head: char, tail: char) -> bool {
        let has = |place: usize, c: char| self.pairs.iter().any(|(pair, _)| pair[place] == c);
        let [head, tail] = plain([head, tail]);
        (has(0, head) || has(0, TATWEEL)) && has(1, tail)
    }
}

/// Before a tatweel any letter may stand.
fn plain([head, tail]: [char; 2]) -> [char; 2] {
    if tail == TATWEEL {
        [TATWEEL, TATWEEL]
    } else {
        [head, tail]
    }
}
