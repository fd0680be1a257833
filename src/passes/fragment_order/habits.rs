//! A text says the same things again: names, titles, terms. Its pairs of words tell which words belong together.

use super::line::Token;

/// The pairs and triples of words of a text, as fingerprints. Two others in two thousand million may pass for
/// one.
#[derive(Default)]
pub(super) struct Habits {
    /// Pairs that stand within a line, sorted, and whether twice or more.
    pairs: Vec<(u32, bool)>,
    /// The same of triples.
    triples: Vec<(u32, bool)>,
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
        let (mut pairs, mut triples) = (Vec::new(), Vec::new());
        for line in text.lines() {
            let mut before: [Option<Token<'_>>; 2] = [None; 2];
            for token in line.split_whitespace().map(Token::new) {
                let near = before[1].filter(|near| !near.closes() && !token.opens());
                let far = before[0].filter(|far| near.is_some_and(|near| !far.closes() && !near.opens()));
                if let Some(near) = near {
                    pairs.push(print(&[near, token]));
                    if let Some(far) = far {
                        triples.push(print(&[far, near, token]));
                    }
                }
                before = [before[1], Some(token)];
            }
        }
        Habits { pairs: counted(pairs), triples: counted(triples) }
    }

    /// How often the text has these two or three words side by side.
    pub(super) fn say(&self, words: &[Token<'_>]) -> Said {
        let known = if words.len() == 2 { &self.pairs } else { &self.triples };
        if known.is_empty() {
            return Said::Never;
        }
        let print = print(words);
        match known.binary_search_by_key(&print, |&(known, _)| known) {
            Ok(at) if known[at].1 => Said::Again,
            Ok(_) => Said::Once,
            Err(_) => Said::Never,
        }
    }
}

fn counted(mut all: Vec<u32>) -> Vec<(u32, bool)> {
    all.sort_unstable();
    all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() > 1)).collect()
}

/// A fingerprint of words, tatweel left out (FNV-1a).
fn print(words: &[Token<'_>]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for word in words {
        for c in word.word.chars().chain([' ']).filter(|&c| c != '\u{640}') {
            hash = (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    (hash ^ hash >> 32) as u32
}
