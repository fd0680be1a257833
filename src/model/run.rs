//! A walk over healthy text needs the end of each word and what word it is: one look at each letter tells both.

use std::sync::LazyLock;

use super::alphabet::{code_of_pair, Glyph};
use super::language::WordId;
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;

/// The letters, marks and tatweel that a text begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordRun {
    /// The byte after them.
    pub end: usize,
    /// How many of them are letters.
    pub letters: usize,
    /// The word they are, if the model knows it.
    pub word: Option<WordId>,
}

/// The words that a walk over a text met last: a few hundred make half of any text, and need not be looked
/// up each time. For one model only.
#[derive(Clone, Debug)]
pub struct Recall {
    slots: [(u64, Option<WordId>); SLOTS],
}

const SLOTS: usize = 512;

impl Default for Recall {
    fn default() -> Recall {
        Recall { slots: [(0, None); SLOTS] }
    }
}

impl Recall {
    /// What is known of the word whose letters are packed into a number other than 0.
    #[inline]
    pub(super) fn of(&mut self, letters: u64, look_up: impl FnOnce() -> Option<WordId>) -> Option<WordId> {
        let slot = letters.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - SLOTS.ilog2());
        let slot = &mut self.slots[slot as usize % SLOTS];
        if slot.0 != letters {
            *slot = (letters, look_up());
        }
        slot.1
    }
}

/// Ends a run; the code of a letter of Arabic is itself.
const END: u8 = 0;
/// A mark or tatweel, which a word is read without.
const SKIPPED: u8 = 0x40;
/// A letter that is read over like a mark.
const SMALL: u8 = 0x41;
/// A letter that is in no word of Arabic, and a mark of that kind.
const FOREIGN: u8 = 0x42;
const FOREIGN_MARK: u8 = 0x43;

/// What a run is made of.
pub(super) struct Scan {
    pub(super) end: usize,
    pub(super) letters: usize,
    /// Letters that count in a word; `None` when some are no Arabic.
    pub(super) word: Option<usize>,
}

/// Gives `each` the codes of the letters of the run at the beginning of `text`.
#[inline]
pub(super) fn scan(text: &str, mut each: impl FnMut(u8)) -> Scan {
    let kinds = &*KINDS;
    // Nearly all runs are letters and nothing else.
    let mut count = 0;
    let mut pairs = text.as_bytes().chunks_exact(2);
    let mut kind = END;
    for pair in &mut pairs {
        kind = kind_of(kinds, pair);
        if kind.wrapping_sub(1) >= SKIPPED - 1 {
            break;
        }
        each(kind);
        count += 1;
        kind = END;
    }
    let mut scan = Scan { end: 2 * count, letters: count, word: Some(count) };
    while kind != END {
        match kind {
            SKIPPED => {}
            SMALL => scan.letters += 1,
            FOREIGN => (scan.letters, scan.word) = (scan.letters + 1, None),
            FOREIGN_MARK => scan.word = None,
            code => {
                each(code);
                scan.letters += 1;
                scan.word = scan.word.map(|count| count + 1);
            }
        }
        scan.end += 2;
        kind = pairs.next().map_or(END, |pair| kind_of(kinds, pair));
    }
    scan
}

#[inline]
fn kind_of(kinds: &[u8; PAIRS], pair: &[u8]) -> u8 {
    let [lead, trail] = *pair else { return END };
    let pair = u16::from_be_bytes([lead, trail]).wrapping_sub(u16::from_be_bytes([LEAD, 0]));
    kinds.get(usize::from(pair)).copied().unwrap_or(END)
}

/// The first byte of U+0600 in UTF-8.
const LEAD: u8 = 0xD8;
/// Of this and the next three every second byte.
const PAIRS: usize = 4 << 8;

/// For the two bytes of U+0600–U+06FF.
static KINDS: LazyLock<[u8; PAIRS]> = LazyLock::new(|| {
    std::array::from_fn(|pair| {
        let [lead, trail] = [LEAD + (pair >> 8) as u8, pair as u8];
        let c = std::str::from_utf8(&[lead, trail]).ok().and_then(|text| text.chars().next());
        let Some(c) = c.filter(|&c| is_letter(c) || is_mark(c) || c == TATWEEL) else { return END };
        match code_of_pair(lead, trail) {
            Glyph::Letter(code) => code,
            Glyph::Skipped if is_letter(c) => SMALL,
            Glyph::Skipped => SKIPPED,
            Glyph::Foreign if is_letter(c) => FOREIGN,
            Glyph::Foreign => FOREIGN_MARK,
        }
    })
});

#[cfg(test)]
mod tests {
    use super::super::{LanguageModel, Lexicon};

    #[test]
    fn a_run_is_the_word_it_begins_with() {
        let model: Lexicon = ["كتاب", "في"].into_iter().collect();
        for (text, run, letters, known) in [
            ("كتاب جديد", "كتاب", 4, true),
            ("كِتَـابٌ، ", "كِتَـابٌ", 4, true),
            ("في", "في", 2, true),
            ("کتاب‌ها", "کتاب", 4, false),
            ("كتابx", "كتاب", 4, true),
            ("\u{64E}\u{640}5", "\u{64E}\u{640}", 0, false),
            ("5", "", 0, false),
            ("", "", 0, false),
        ] {
            let found = model.run(text);
            assert_eq!((&text[..found.end], found.letters, found.word.is_some()), (run, letters, known));
            assert_eq!(found.word, model.word(run), "{text}");
        }
    }
}
