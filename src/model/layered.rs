//! Documents of one trade are full of words a general model never saw; here a user's own
//! model or word list is laid over another, and answers first.

use super::language::{Cost, LanguageModel, WordId};

/// One model over another: `over` answers for the words it knows, `under` for the rest,
/// for pairs of its own words and for unknown strings.
///
/// ```
/// use tanqih::model::{LanguageModel, Layered, Lexicon};
/// let general: Lexicon = ["في", "من"].into_iter().collect();
/// let model = Layered::new(["قسطرة", "دعامة"].into_iter().collect::<Lexicon>(), general);
/// assert!(model.word("قسطرة").is_some() && model.word("من").is_some());
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Layered<Over, Under> {
    over: Over,
    under: Under,
}

/// Whose word an id is, with the id its owner gave.
enum Owner {
    Over(WordId),
    Under(WordId),
}

impl<Over: LanguageModel, Under: LanguageModel> Layered<Over, Under> {
    /// `over` laid on `under`.
    pub fn new(over: Over, under: Under) -> Self {
        Layered { over, under }
    }
}

fn mark(id: WordId, over: bool) -> WordId {
    if id.is_special() {
        id
    } else {
        WordId::new(id.number() << 1 | u64::from(over))
    }
}

fn owner(id: WordId) -> Owner {
    let inner = WordId::new(id.number() >> 1);
    if id.is_special() {
        Owner::Under(id)
    } else if id.number() & 1 == 1 {
        Owner::Over(inner)
    } else {
        Owner::Under(inner)
    }
}

impl<Over: LanguageModel, Under: LanguageModel> LanguageModel for Layered<Over, Under> {
    fn word(&self, word: &str) -> Option<WordId> {
        match self.under.word(word) {
            // A word that both know keeps the pairs of the model below.
            Some(id) => Some(mark(id, false)),
            None => self.over.word(word).map(|id| mark(id, true)),
        }
    }

    fn word_cost(&self, id: WordId) -> Cost {
        match owner(id) {
            Owner::Over(id) => self.over.word_cost(id),
            Owner::Under(id) => self.under.word_cost(id),
        }
    }

    fn pair_cost(&self, a: WordId, b: WordId) -> Option<Cost> {
        match (owner(a), owner(b)) {
            (Owner::Under(a), Owner::Under(b)) => self.under.pair_cost(a, b),
            (Owner::Over(a), Owner::Over(b)) => self.over.pair_cost(a, b),
            _ => None,
        }
    }

    fn next_cost(&self, a: WordId, b: WordId) -> Cost {
        match (owner(a), owner(b)) {
            (Owner::Under(a), Owner::Under(b)) => self.under.next_cost(a, b),
            (Owner::Over(a), Owner::Over(b)) => self.over.next_cost(a, b),
            _ => self.word_cost(b),
        }
    }

    fn far_gain(&self, a: WordId, c: WordId) -> Cost {
        match (owner(a), owner(c)) {
            (Owner::Under(a), Owner::Under(c)) => self.under.far_gain(a, c),
            (Owner::Over(a), Owner::Over(c)) => self.over.far_gain(a, c),
            _ => 0,
        }
    }

    fn unknown_cost(&self, word: &str) -> Cost {
        self.under.unknown_cost(word)
    }

    fn unknown_prefixes(&self, text: &str, found: &mut dyn FnMut(usize, Cost)) {
        self.under.unknown_prefixes(text, found);
    }

    fn prefixes(&self, text: &str, found: &mut dyn FnMut(usize, WordId)) {
        // Both come shortest first; merged here so that the layers do too.
        let mut own = [(0usize, WordId::new(0)); super::MAX_LETTERS];
        let mut count = 0;
        self.over.prefixes(text, &mut |end, id| {
            if let Some(slot) = own.get_mut(count) {
                *slot = (end, mark(id, true));
                count += 1;
            }
        });
        let mut own = own[..count].iter().copied().peekable();
        self.under.prefixes(text, &mut |end, id| {
            while let Some((shorter, other)) = own.next_if(|entry| entry.0 < end) {
                found(shorter, other);
            }
            own.next_if(|entry| entry.0 == end);
            found(end, mark(id, false));
        });
        for (end, id) in own {
            found(end, id);
        }
    }

    fn completions(&self, fragment: &str, found: &mut dyn FnMut(&str, WordId)) {
        self.over.completions(fragment, &mut |word, id| {
            if self.under.word(word).is_none() {
                found(word, mark(id, true));
            }
        });
        self.under.completions(fragment, &mut |word, id| found(word, mark(id, false)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Lexicon, BIT};
    use super::*;

    #[test]
    fn layers_answer_together() {
        let under = Lexicon::with_costs([("في", 5 * BIT), ("فيها", 9 * BIT)]);
        let over = Lexicon::with_costs([("فيهم", 7 * BIT), ("في", 3 * BIT)]);
        let model = Layered::new(&over, Layered::new(&over, &under));
        let cost = |word| model.word(word).map(|id| model.word_cost(id));
        assert_eq!(cost("فيهم"), Some(7 * BIT));
        assert_eq!(cost("فيها"), Some(9 * BIT));
        assert_eq!(cost("في"), Some(5 * BIT), "the layer below knows it with its pairs");
        assert_eq!(cost("فيه"), None);
        let mut ends = Vec::new();
        model.prefixes("فيهما", &mut |end, id| ends.push((end, model.word_cost(id))));
        assert_eq!(ends, [(4, 5 * BIT), (8, 7 * BIT)]);
        let mut words = Vec::new();
        model.completions("في", &mut |word, _| words.push(word.to_string()));
        words.sort();
        assert_eq!(words, ["فيها", "فيهم"]);
    }
}
