//! A model knows common words; a user knows the names and terms of their own documents:
//! this is a word list that can be asked like a model, alone or [layered](super::Layered).

use super::alphabet::{code_of_pair, Glyph, Letters};
use super::language::{Cost, LanguageModel, WordId, BIT};

/// What a word costs when the list does not say: as rare as one word in 65,536.
const DEFAULT_COST: Cost = 16 * BIT;
/// An unknown string: a price for being unknown, and one per letter, near five bits.
const UNKNOWN: Cost = 6 * BIT;
const PER_LETTER: Cost = 5 * BIT;

/// A list of words, each with a cost. It knows no pairs.
///
/// Look-ups are binary searches; the list is sorted once. Words that are no
/// [`Letters`] are left out, for no look-up could find them.
///
/// ```
/// use tanqih::model::{LanguageModel, Lexicon};
/// let lexicon: Lexicon = ["ديوار", "هازارد"].into_iter().collect();
/// assert!(lexicon.word("هازارد").is_some());
/// assert!(lexicon.word("هزارد").is_none());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Sorted by letters, each once.
    words: Vec<(Letters, String, Cost)>,
}

impl Lexicon {
    /// A lexicon of words with their costs. Of a word given twice the cheaper cost counts.
    pub fn with_costs<S: AsRef<str>>(words: impl IntoIterator<Item = (S, Cost)>) -> Lexicon {
        let mut words: Vec<_> = words
            .into_iter()
            .filter_map(|(word, cost)| {
                let letters = Letters::of(word.as_ref())?;
                Some((letters, letters.to_string(), cost))
            })
            .collect();
        words.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()).then(a.2.cmp(&b.2)));
        words.dedup_by(|later, first| later.0 == first.0);
        Lexicon { words }
    }

    /// How many words it holds.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn find(&self, letters: &[u8]) -> Result<usize, usize> {
        self.words.binary_search_by(|word| word.0.as_bytes().cmp(letters))
    }
}

impl<S: AsRef<str>> FromIterator<S> for Lexicon {
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> Lexicon {
        Lexicon::with_costs(words.into_iter().map(|word| (word, DEFAULT_COST)))
    }
}

impl LanguageModel for Lexicon {
    fn word(&self, word: &str) -> Option<WordId> {
        let index = self.find(Letters::of(word)?.as_bytes()).ok()?;
        Some(WordId::new(index as u64))
    }

    fn word_cost(&self, id: WordId) -> Cost {
        usize::try_from(id.number())
            .ok()
            .and_then(|index| self.words.get(index))
            .map_or(DEFAULT_COST, |word| word.2)
    }

    fn pair_cost(&self, _: WordId, _: WordId) -> Option<Cost> {
        None
    }

    fn unknown_cost(&self, word: &str) -> Cost {
        let letters = word
            .as_bytes()
            .chunks_exact(2)
            .filter(|pair| !matches!(code_of_pair(pair[0], pair[1]), Glyph::Skipped))
            .count();
        UNKNOWN + PER_LETTER.saturating_mul(Cost::try_from(letters).unwrap_or(Cost::MAX))
    }

    fn prefixes(&self, text: &str, found: &mut dyn FnMut(usize, WordId)) {
        let mut letters = Letters::EMPTY;
        letters.extend_over(text, &mut |letters, end| {
            if let Ok(index) = self.find(letters) {
                found(end, WordId::new(index as u64));
            }
        });
    }

    fn completions(&self, fragment: &str, found: &mut dyn FnMut(&str, WordId)) {
        let Some(fragment) = Letters::of(fragment) else {
            return;
        };
        let start = self.find(fragment.as_bytes()).map_or_else(|at| at, |at| at + 1);
        for (index, (letters, word, _)) in self.words.iter().enumerate().skip(start) {
            if !letters.as_bytes().starts_with(fragment.as_bytes()) {
                break;
            }
            found(word, WordId::new(index as u64));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_and_completions() {
        let lexicon: Lexicon = ["في", "فيها", "في", "فيهم", "x", "من"].into_iter().collect();
        assert_eq!(lexicon.len(), 4);
        let mut ends = Vec::new();
        lexicon.prefixes("فِيهَاكلمة", &mut |end, id| ends.push((end, id)));
        assert_eq!(ends.len(), 2);
        assert_eq!(&"فِيهَاكلمة"[..ends[0].0], "فِي");
        assert_eq!(&"فِيهَاكلمة"[..ends[1].0], "فِيهَا");
        let mut words = Vec::new();
        lexicon.completions("في", &mut |word, _| words.push(word.to_string()));
        assert_eq!(words, ["فيها", "فيهم"]);
    }
}
