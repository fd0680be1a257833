//! What the letters of a stretch may spell, at any price: known words, such with clitics, and what nobody knows.

use crate::model::{Cost, LanguageModel, WordId, BIT, MAX_LETTERS};

use super::stretch::{Stretch, LETTERS};

/// The longest word looked for, in letters.
const WORD: usize = 16;
/// What a word may be likelier than its letters, before it is taken for a slip.
const SLIP: Cost = 28 * BIT;

/// A word that some letters may be.
#[derive(Clone, Copy)]
pub(super) struct Word {
    /// Where it ends.
    pub(super) to: u8,
    /// Whether the model lists it.
    pub(super) listed: bool,
    /// Whether it does, or knows it with clitics.
    pub(super) known: bool,
    /// What it costs, if the model does not list it.
    pub(super) cost: Cost,
    /// The word that it is or ends in, if that is known.
    pub(super) last: Option<WordId>,
}

/// The words of a stretch that were asked for.
pub(super) struct Spelled {
    /// Those that begin at a place, once they were asked for.
    at: [Option<(u16, u16)>; LETTERS + 1],
    words: Vec<Word>,
}

impl Default for Spelled {
    fn default() -> Self {
        Spelled { at: [None; LETTERS + 1], words: Vec::new() }
    }
}

impl Spelled {
    /// The words that begin at a place, those that the model lists first.
    pub(super) fn from<M: LanguageModel>(&mut self, stretch: &Stretch, model: &M, from: usize) -> &[Word] {
        let (start, end) = *self.at[from].get_or_insert_with(|| {
            let start = self.words.len();
            spell(stretch, model, from, &mut self.words);
            (start as u16, self.words.len() as u16)
        });
        &self.words[usize::from(start)..usize::from(end)]
    }
}

fn spell<M: LanguageModel>(stretch: &Stretch, model: &M, from: usize, words: &mut Vec<Word>) {
    // By their letters: what a word with clitics costs and the word it ends in, and what one costs that nobody knows.
    let mut glued = [(Cost::MAX, None); MAX_LETTERS + 1];
    let mut unknown = [Cost::MAX; MAX_LETTERS + 1];
    let run = from + stretch.run_letters(from);
    // Not beyond a letter that ends a word, but as it stands a word may be anything.
    let reach = from + usize::from(stretch.reach[from]).min(WORD);
    let rest = stretch.word(from, reach.max(run));
    let mut lists = Vec::with_capacity(MAX_LETTERS);
    let most = stretch.word(from, stretch.len.min(from + MAX_LETTERS));
    model.prefixes(most, &mut |bytes, id| lists.push((bytes, id)));
    model.clitic_prefixes(rest, &lists, &mut |bytes, cost, stem| {
        let slot = stretch.letters_in(from, bytes).and_then(|letters| glued.get_mut(letters));
        if let Some(slot) = slot.filter(|slot| cost < slot.0) {
            *slot = (cost, stem);
        }
    });
    model.unknown_prefixes(rest, &mut |bytes, cost| {
        let slot = stretch.letters_in(from, bytes).and_then(|letters| unknown.get_mut(letters));
        if let Some(slot) = slot {
            *slot = cost;
        }
    });
    let unknown = |to: usize| {
        let told = unknown.get(to - from).copied().filter(|&cost| cost != Cost::MAX);
        told.unwrap_or_else(|| model.unknown_cost(stretch.word(from, to)))
    };
    let stays = |to: usize| stretch.is_edge(from) && to == run;
    // Where words end that the model lists, as bits.
    let mut listed = 0u128;
    for &(bytes, id) in &lists {
        let Some(letters) = stretch.letters_in(from, bytes) else { continue };
        let to = from + letters;
        // Letters by themselves are seen in lists; cut off, they are prefixes. And a model knows one string in
        // many thousands only by a slip: then its letters are too unlikely for a word so common.
        let mistaken = || letters >= 5 && unknown(to) - model.word_cost(id) > SLIP;
        if stays(to) || letters > 1 && !mistaken() {
            listed |= 1 << to;
            words.push(Word { to: to as u8, listed: true, known: true, cost: 0, last: Some(id) });
        }
    }
    // Joined or cut, a word must be possible.
    let joined = from + 2..=reach;
    let alone = (stays(run) && !joined.contains(&run)).then_some(run);
    for to in joined.chain(alone).filter(|to| listed >> to & 1 == 0) {
        let unknown = unknown(to);
        let (glued, stem) = glued.get(to - from).copied().unwrap_or((Cost::MAX, None));
        let known = glued < unknown && unknown - glued <= SLIP;
        let cost = if known { glued } else { unknown };
        words.push(Word { to: to as u8, listed: false, known, cost, last: stem.filter(|_| known) });
    }
}
