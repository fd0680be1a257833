//! A text says the same things again: names, titles, terms. Its pairs of words tell which words belong together.

use crate::arabic::letters::TATWEEL;

use super::line::Token;

/// The pairs of words of a text, as fingerprints. Two others in two thousand million may pass for one.
pub(super) struct Habits {
    /// Pairs that stand within a line, sorted, and whether twice or more.
    pairs: Vec<(u32, bool)>,
}

/// How often a text says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    Never,
    Once,
    Again,
}

impl Habits {
    /// What stands within the lines of a text. O(length × log length).
    pub(super) fn of(text: &str) -> Self {
        let mut pairs = Vec::new();
        for line in text.lines() {
            let mut before: Option<Token<'_>> = None;
            for token in line.split_whitespace().map(Token::new) {
                if let Some(before) = before.filter(|before| !before.closes() && !token.opens()) {
                    pairs.push(print(before.word, token.word));
                }
                before = Some(token);
            }
        }
        pairs.sort_unstable();
        Habits { pairs: pairs.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() > 1)).collect() }
    }

    /// How often the text has these two words side by side.
    pub(super) fn say(&self, a: &str, b: &str) -> Said {
        let print = print(a, b);
        match self.pairs.binary_search_by_key(&print, |&(known, _)| known) {
            Ok(at) if self.pairs[at].1 => Said::Again,
            Ok(_) => Said::Once,
            Err(_) => Said::Never,
        }
    }
}

/// A fingerprint of two words, tatweel left out (FNV-1a).
fn print(a: &str, b: &str) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for c in a.chars().chain([' ']).chain(b.chars()).filter(|&c| c != TATWEEL) {
        hash = (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ hash >> 32) as u32
}
