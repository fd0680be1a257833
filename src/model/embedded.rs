//! The Arabic model that is compiled into the crate.

use std::sync::LazyLock;

use super::language::{Cost, LanguageModel, WordId};
use super::reader::Model;
use super::run::{Recall, WordRun};

static DATA: &[u8] = include_bytes!("../../data/arabic.model");

static ARABIC: LazyLock<Model<&'static [u8]>> =
    LazyLock::new(|| Model::new(DATA).expect("the embedded data is a model"));

/// The embedded model of Modern Standard Arabic. Copying it copies a pointer.
///
/// ```
/// use tanqih::model::{Embedded, LanguageModel};
/// let arabic = Embedded::arabic();
/// assert!(arabic.is_word("المدينة"));
/// assert!(!arabic.is_word("ةنيدملا"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    model: &'static Model<&'static [u8]>,
}

impl Embedded {
    /// The model. O(1), no heap.
    pub fn arabic() -> Embedded {
        Embedded { model: &ARABIC }
    }

    /// The model as a reader, which tells of its data.
    pub fn reader(self) -> &'static Model<&'static [u8]> {
        self.model
    }
}

impl Default for Embedded {
    fn default() -> Embedded {
        Embedded::arabic()
    }
}

impl LanguageModel for Embedded {
    #[inline]
    fn word(&self, word: &str) -> Option<WordId> {
        self.model.word(word)
    }
    #[inline]
    fn run(&self, text: &str) -> WordRun {
        self.model.run(text)
    }
    #[inline]
    fn run_recalling(&self, text: &str, recall: &mut Recall) -> WordRun {
        self.model.run_recalling(text, recall)
    }
    #[inline]
    fn word_of_two(&self, first: &str, second: &str) -> Option<WordId> {
        self.model.word_of_two(first, second)
    }
    #[inline]
    fn word_cost(&self, id: WordId) -> Cost {
        self.model.word_cost(id)
    }
    #[inline]
    fn pair_cost(&self, a: WordId, b: WordId) -> Option<Cost> {
        self.model.pair_cost(a, b)
    }
    fn next_cost(&self, a: WordId, b: WordId) -> Cost {
        self.model.next_cost(a, b)
    }
    fn far_gain(&self, a: WordId, c: WordId) -> Cost {
        self.model.far_gain(a, c)
    }
    fn pair(&self, a: &str, b: &str) -> Cost {
        self.model.pair(a, b)
    }
    fn unknown_cost(&self, word: &str) -> Cost {
        self.model.unknown_cost(word)
    }
    fn unknown_prefixes(&self, text: &str, found: &mut dyn FnMut(usize, Cost)) {
        self.model.unknown_prefixes(text, found);
    }
    fn prefixes(&self, text: &str, found: &mut dyn FnMut(usize, WordId)) {
        self.model.prefixes(text, found);
    }
    fn completions(&self, fragment: &str, found: &mut dyn FnMut(&str, WordId)) {
        self.model.completions(fragment, found);
    }
}
