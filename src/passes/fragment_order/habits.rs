//! A text says the same things again: names, titles, terms. Its pairs of words tell which words belong together.

use super::line::Token;

/// The pairs of words of a text, as fingerprints. Two others in two thousand million may pass for one.
#[derive(Default)]
pub(super) struct Habits {
    /// Pairs that stand within a line twice or more, sorted.
    pairs: Vec<u32>,
}

impl Habits {
    /// The pairs within the lines of a text. O(length × log length).
    pub(super) fn of(text: &str) -> Self {
        let mut all: Vec<u32> = Vec::new();
        for line in text.lines() {
            let mut before: Option<Token<'_>> = None;
            for token in line.split_whitespace().map(Token::new) {
                if let Some(before) = before.filter(|before| !before.closes() && !token.opens()) {
                    all.push(print(&before, &token));
                }
                before = Some(token);
            }
        }
        all.sort_unstable();
        let mut pairs: Vec<u32> = all.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect();
        pairs.dedup();
        Habits { pairs }
    }

    /// Whether the text has this pair twice or more.
    pub(super) fn has(&self, a: &Token<'_>, b: &Token<'_>) -> bool {
        !self.pairs.is_empty() && self.pairs.binary_search(&print(a, b)).is_ok()
    }
}

/// A fingerprint of two words, tatweel left out (FNV-1a).
fn print(a: &Token<'_>, b: &Token<'_>) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for c in a.word.chars().chain([' ']).chain(b.word.chars()).filter(|&c| c != '\u{640}') {
        hash = (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ hash >> 32) as u32
}
