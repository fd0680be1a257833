//! A name that no list holds is still known to the text that uses it: seen whole elsewhere, it is a word here.

use crate::arabic::letters::is_letter;
use crate::model::LanguageModel;

use super::walk::{Runs, Seen};

/// Letters below which a run says nothing: pieces of words come back too.
const LEAST: usize = 5;
/// Letters beyond which it is no word.
const MOST: usize = 15;

/// The runs of one text that the model does not know.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    /// Hashes of their letters, in order.
    words: Vec<u64>,
    /// Whether feh by itself is what is left of في.
    yeh_lost: bool,
    /// Whether wider gaps part the words where letters stand apart, if it has lines where they do.
    pub(super) spaced: Option<bool>,
}

impl Own {
    /// The unknown runs of a text. O(n log n) in their number, one number each.
    pub(super) fn of<M: LanguageModel>(model: &M, text: &str, spaced: Option<bool>) -> Own {
        let mut words = Vec::new();
        let (mut feh, mut fi) = (0, 0);
        let mut before = 0;
        let mut runs = Runs::new(text);
        while let Some(Seen { run, id }) = runs.next(model) {
            match &text[run.start..run.end] {
                // Not where every letter stands apart.
                "ف" if before > 1 => feh += 1,
                "في" => fi += 1,
                _ => {}
            }
            before = run.letters;
            if id.is_none() && (LEAST..=MOST).contains(&run.letters) {
                words.push(hash(&text[run.start..run.end]));
            }
        }
        words.sort_unstable();
        Own { words, yeh_lost: feh > fi, spaced }
    }

    /// Whether it tells of more than words.
    pub(super) fn holds_any(&self) -> bool {
        self.yeh_lost || self.spaced.is_some()
    }

    /// Whether a run of one letter is a word that lost its others, and no piece of the next.
    pub(super) fn holds(&self, run: &str) -> bool {
        self.yeh_lost && run == "ف"
    }

    /// Whether the text has a word so many times.
    pub(super) fn has(&self, word: &str, times: usize) -> bool {
        if self.words.is_empty() {
            return false;
        }
        let hash = hash(word);
        let first = self.words.partition_point(|&other| other < hash);
        self.words.get(first + times - 1) == Some(&hash)
    }
}

/// FNV-1a over the letters.
fn hash(word: &str) -> u64 {
    word.chars().filter(|&c| is_letter(c)).fold(0xCBF2_9CE4_8422_2325, |hash, c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01B3)
    })
}
