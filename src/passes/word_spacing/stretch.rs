//! The letters that one search reads, with what stands between them.

use std::ops::Range;

use crate::arabic::letters::{always_ends_a_word, is_letter, ALEF, ALEF_MAKSURA, TEH_MARBUTA};
use crate::arabic::marks::FATHATAN;

/// Letters that one search holds. A longer stretch is searched piece by piece.
pub(super) const LETTERS: usize = 96;
/// Bytes of these letters with their marks.
const BYTES: usize = 512;
/// Letters beyond which a run is no word.
const NO_WORD: usize = 20;

/// Letters without the spaces between them.
pub(super) struct Stretch {
    pub(super) letters: String,
    /// For each letter, and the end: its place in `letters`, and in the text.
    pub(super) places: [(u16, usize); LETTERS + 1],
    /// Where the space before the letter stands, if there is one.
    pub(super) space: [Option<usize>; LETTERS + 1],
    /// Whether the letter stands inside a run longer than any word, where spaces are lost for sure.
    pub(super) long: [bool; LETTERS + 1],
    /// Where the run of the letter ends: the next space.
    run: [u8; LETTERS + 1],
    /// How many letters from this one on one word may have, by the letters that end a word.
    pub(super) reach: [u8; LETTERS + 1],
    /// The letters, as bits, that go with a tanween before them.
    pub(super) torn: u128,
    pub(super) len: usize,
}

impl Default for Stretch {
    fn default() -> Self {
        Stretch {
            letters: String::with_capacity(BYTES),
            places: [(0, 0); LETTERS + 1],
            space: [None; LETTERS + 1],
            long: [false; LETTERS + 1],
            run: [0; LETTERS + 1],
            reach: [0; LETTERS + 1],
            torn: 0,
            len: 0,
        }
    }
}

impl Stretch {
    /// Take the letters of the span, as many as there is room for. Whether there are more.
    pub(super) fn fill(&mut self, text: &str, span: Range<usize>, inside: bool) -> bool {
        let mut space = None;
        let mut more = false;
        let mut end = span.end;
        for (ahead, c) in text[span.clone()].char_indices() {
            let at = span.start + ahead;
            if c == ' ' {
                space = Some(at);
                continue;
            }
            if is_letter(c) {
                if self.len == LETTERS || self.letters.len() + 64 > BYTES {
                    (more, end) = (true, at);
                    break;
                }
                self.places[self.len] = (self.letters.len() as u16, at);
                self.space[self.len] = space.take();
                self.len += 1;
            }
            // Marks beyond reason are left out of the word that is looked up, not of the text.
            if self.letters.len() + 8 <= BYTES {
                self.letters.push(c);
            }
        }
        self.places[self.len] = (self.letters.len() as u16, end);
        self.mark_long(inside, more);
        let (mut reach, mut run) = (0, self.len as u8);
        self.run[self.len] = run;
        for at in (0..self.len).rev() {
            self.run[at] = run;
            if self.space[at].is_some() {
                run = at as u8;
            }
            let ends = self.word(at, at + 1).chars().next().is_some_and(always_ends_a_word);
            reach = if ends { 1 } else { (reach + 1).min(LETTERS as u8) };
            self.reach[at] = reach;
            self.torn |= u128::from(self.bears_tanween(at)) << at;
        }
        more
    }

    /// Whether the letter is the alef that goes with the tanween on it or on the letter before.
    fn bears_tanween(&self, at: usize) -> bool {
        let alef = at > 0 && at < self.len && self.word(at, at + 1).starts_with([ALEF, ALEF_MAKSURA]);
        let before = || self.word(at - 1, at);
        alef && (self.word(at, at + 1).contains(FATHATAN)
            || before().contains(FATHATAN)
                && !before().starts_with(['\u{621}', TEH_MARBUTA, ALEF, ALEF_MAKSURA]))
    }

    /// Mark the runs longer than any word, of the first and the last of which only a part may be here.
    fn mark_long(&mut self, inside: bool, more: bool) {
        let mut start = 0;
        for at in 1..=self.len {
            if at < self.len && self.space[at].is_none() {
                continue;
            }
            let part = inside && start == 0 || more && start == 0 && at == self.len;
            if at - start > NO_WORD || part {
                self.long[start + 1..at].fill(true);
            }
            start = at;
        }
    }

    /// The letters with their marks from one place to another.
    pub(super) fn word(&self, from: usize, to: usize) -> &str {
        &self.letters[usize::from(self.places[from].0)..usize::from(self.places[to].0)]
    }

    /// How many letters take so many bytes with their marks; `None` if they end inside a letter.
    pub(super) fn letters_in(&self, from: usize, bytes: usize) -> Option<usize> {
        let end = usize::from(self.places[from].0) + bytes;
        let is_end = |at: usize| self.places.get(at).is_some_and(|place| usize::from(place.0) == end);
        // Letters without marks take two bytes each.
        if is_end(from + bytes / 2) && from + bytes / 2 <= self.len {
            return Some(bytes / 2);
        }
        let far = self.places[from..=self.len].partition_point(|place| usize::from(place.0) < end);
        is_end(from + far).then_some(far)
    }

    pub(super) fn is_edge(&self, at: usize) -> bool {
        at == 0 || at == self.len || self.space[at].is_some()
    }

    /// How many letters follow up to the next space.
    pub(super) fn run_letters(&self, from: usize) -> usize {
        usize::from(self.run[from]) - from
    }
}
