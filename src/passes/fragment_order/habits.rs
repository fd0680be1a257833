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
            let mut before: Option<(Token<'_>, u32)> = None;
            for token in line.split_whitespace().map(Token::new) {
                let print = print(token.word);
                if let Some((_, first)) = before.filter(|(before, _)| !before.closes() && !token.opens()) {
                    pairs.push(both(first, print));
                }
                before = Some((token, print));
            }
        }
        pairs.sort_unstable();
        Habits { pairs: pairs.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() > 1)).collect() }
    }

    /// How often the text has these two words side by side.
    pub(super) fn say(&self, a: &str, b: &str) -> Said {
        let print = both(print(a), print(b));
        match self.pairs.binary_search_by_key(&print, |&(known, _)| known) {
            Ok(at) if self.pairs[at].1 => Said::Again,
            Ok(_) => Said::Once,
            Err(_) => Said::Never,
        }
    }
}

/// A fingerprint of a word, tatweel left out (FNV-1a).
fn print(word: &str) -> u32 {
    word.chars()
        .filter(|&c| c != TATWEEL)
        .fold(0x811c_9dc5, |hash: u32, c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193))
}

/// A fingerprint of two words by theirs.
fn both(a: u32, b: u32) -> u32 {
    let both = (u64::from(a) << 32 | u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (both >> 32) as u32
}
