//! A PDF leaves two readings of one line; this is the question that decides between them:
//! which words are there, and how likely is each, alone and beside its neighbour?

use std::sync::Arc;

use super::alphabet::Letters;
use super::clitics;
use super::run::{self, Recall, WordRun};

/// A cost: minus the binary logarithm of a probability, in 1/256 of a bit ([`BIT`]).
///
/// Costs of independent things add; the cheaper reading is the likelier one. They are
/// integers, so that every machine decides alike.
pub type Cost = i32;

/// One bit of cost: a reading cheaper by `BIT` is twice as likely.
pub const BIT: Cost = 256;

/// How much cheaper a word with clitics must be than an unknown string, to be a word.
const MARGIN: Cost = 2 * BIT;

/// A word that a model knows, as that model's own number.
///
/// Ids are good for asking the model that gave them, nothing else. A model uses at most
/// the low 56 bits, so that [`Layered`](super::Layered) can mark whose word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(u64);

impl WordId {
    /// Stands in a pair for any number written in digits.
    pub const NUMBER: WordId = WordId(u64::MAX);
    /// Stands in a pair for the edge of a clause: a punctuation mark, or the beginning or
    /// the end of a paragraph.
    pub const EDGE: WordId = WordId(u64::MAX - 1);

    /// The id with this number, of which only the low 56 bits count.
    pub const fn new(number: u64) -> WordId {
        WordId(number & ((1 << 56) - 1))
    }

    /// The number given to [`WordId::new`]; something above 56 bits for the two constants.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// Whether this is [`WordId::NUMBER`] or [`WordId::EDGE`].
    pub const fn is_special(self) -> bool {
        self.0 >= u64::MAX - 1
    }
}

/// What a pass may ask about a language. See the [module](super) for the models there are.
///
/// All answers are pure: the same question gets the same answer on every machine.
pub trait LanguageModel: Send + Sync {
    /// The id of a known surface form. Marks and tatweel inside `word` are skipped; its
    /// letters must be the word's letters exactly (hamzas matter). Linear in `word`.
    fn word(&self, word: &str) -> Option<WordId>;

    /// `-log2 p(word)`. Also answers for [`WordId::NUMBER`] and [`WordId::EDGE`].
    fn word_cost(&self, id: WordId) -> Cost;

    /// `-log2 p(b | a)` if the model holds the pair `a b`; `None` otherwise, which is **no
    /// evidence** against the pair: a model holds a third of the pairs of a healthy text,
    /// those that its training text has and that the two words alone do not explain.
    fn pair_cost(&self, a: WordId, b: WordId) -> Option<Cost>;

    /// What `b` costs after `a`: [`LanguageModel::pair_cost`] if the pair was seen, else what
    /// the model makes of the two words apart (their kinds, or `b` alone). Use this to
    /// compare readings, and `pair_cost` to ask for evidence.
    fn next_cost(&self, a: WordId, b: WordId) -> Cost {
        self.pair_cost(a, b).unwrap_or_else(|| self.word_cost(b))
    }

    /// How much likelier `b` is right after `a` than anywhere (below 0: less likely). Sums of it
    /// compare orders of the same words.
    fn next_gain(&self, a: WordId, b: WordId) -> Cost {
        self.word_cost(b) - self.next_cost(a, b)
    }

    /// [`LanguageModel::next_gain`] of two words of which the model may not know one: then it tells nothing, and is 0.
    fn known_gain(&self, a: Option<WordId>, b: Option<WordId>) -> Cost {
        match (a, b) {
            (Some(a), Some(b)) => self.next_gain(a, b),
            _ => 0,
        }
    }

    /// How much likelier `c` is two words after `a` than anywhere (below 0: less likely), by
    /// what kinds of words they are. Some of it is in the costs of the pairs between them
    /// already, so it does not add up to a probability; but of two orders of the same words,
    /// or of the places where a line may be torn, it tells more than pairs alone.
    fn far_gain(&self, a: WordId, c: WordId) -> Cost {
        let _ = (a, c);
        0
    }

    /// What a string costs that is no known word, by how its letters follow one another,
    /// with the price of being unknown: comparable with [`LanguageModel::word_cost`].
    fn unknown_cost(&self, word: &str) -> Cost;

    /// Calls `found` with the letters that `text` begins with, one and more of them up to 24, as
    /// [`LanguageModel::prefixes`] counts their bytes, and the [`LanguageModel::unknown_cost`] of each such
    /// string: what a search over all cuts of a text asks.
    fn unknown_prefixes(&self, text: &str, found: &mut dyn FnMut(usize, Cost)) {
        let mut letters = Letters::EMPTY;
        letters.extend_over(text, &mut |_, end| found(end, self.unknown_cost(&text[..end])));
    }

    /// Calls `found` with every known word that `text` begins with, shortest first, and the
    /// bytes of `text` it takes, marks and tatweel that follow it included. Bounded by the
    /// longest word, however long `text` is.
    fn prefixes(&self, text: &str, found: &mut dyn FnMut(usize, WordId));

    /// Calls `found` with every known word with clitics that `text` begins with: the bytes it takes, as
    /// [`LanguageModel::prefixes`] counts them, its cost, and the word it ends in if nothing follows that.
    /// An end may be told more than once, of which the cheapest counts. Verbs are bent more freely here
    /// than [`LanguageModel::is_word`] does: this is for letters that are not in doubt, only their spaces.
    /// `listed` is what [`LanguageModel::prefixes`] tells of `text`, or of a longer one.
    fn clitic_prefixes(
        &self,
        text: &str,
        listed: &[(usize, WordId)],
        found: &mut dyn FnMut(usize, Cost, Option<WordId>),
    ) {
        clitics::prefixes(self, text, listed, found);
    }

    /// Calls `found` with known words that begin with `fragment` and are longer, in the
    /// order of their letters. Bounded work: a very short fragment may be answered in part.
    fn completions(&self, fragment: &str, found: &mut dyn FnMut(&str, WordId));

    /// The letters, marks and tatweel that `text` begins with, and the word they are: what
    /// [`LanguageModel::word`] says of them. Linear in them.
    fn run(&self, text: &str) -> WordRun {
        let run::Scan { end, letters, .. } = run::scan(text, |_| ());
        WordRun { end, letters, word: if letters > 0 { self.word(&text[..end]) } else { None } }
    }

    /// The same, with what is known of the words met last. The default does without.
    fn run_recalling(&self, text: &str, recall: &mut Recall) -> WordRun {
        let _ = recall;
        self.run(text)
    }

    /// [`LanguageModel::word`] of two strings written as one. Linear in them.
    fn word_of_two(&self, first: &str, second: &str) -> Option<WordId> {
        let mut joined = [0; 64];
        let (one, two) = (first.len(), first.len() + second.len());
        if two > joined.len() {
            return self.word(&[first, second].concat());
        }
        joined[..one].copy_from_slice(first.as_bytes());
        joined[one..two].copy_from_slice(second.as_bytes());
        self.word(std::str::from_utf8(&joined[..two]).ok()?)
    }

    /// The cheapest reading of `word`: as a known word, as a known word with clitics
    /// (و ف ب ك ل ال س … ه ها هم نا …), or as an unknown string.
    fn cost(&self, word: &str) -> Cost {
        match self.word(word) {
            Some(id) => self.word_cost(id),
            None => {
                let unknown = self.unknown_cost(word);
                clitics::cost(self, word).map_or(unknown, |cost| cost.min(unknown))
            }
        }
    }

    /// Whether `word` is known, or is a known word with clitics and endings that is at least
    /// four times likelier than an unknown string of these letters.
    fn is_word(&self, word: &str) -> bool {
        self.word(word).is_some()
            || clitics::parts_cost(self, word).is_some_and(|cost| cost + MARGIN <= self.unknown_cost(word))
    }

    /// The cost of `b` after `a`: [`LanguageModel::next_cost`] if both are known, else
    /// [`LanguageModel::cost`] of `b`, which the model may correct by what `a` is.
    fn pair(&self, a: &str, b: &str) -> Cost {
        match (self.word(a), self.word(b)) {
            (Some(first), Some(second)) => self.next_cost(first, second),
            _ => self.cost(b),
        }
    }
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<M: LanguageModel + ?Sized> LanguageModel for $pointer {
            fn word(&self, word: &str) -> Option<WordId> {
                (**self).word(word)
            }
            fn word_cost(&self, id: WordId) -> Cost {
                (**self).word_cost(id)
            }
            fn pair_cost(&self, a: WordId, b: WordId) -> Option<Cost> {
                (**self).pair_cost(a, b)
            }
            fn next_cost(&self, a: WordId, b: WordId) -> Cost {
                (**self).next_cost(a, b)
            }
            fn next_gain(&self, a: WordId, b: WordId) -> Cost {
                (**self).next_gain(a, b)
            }
            fn far_gain(&self, a: WordId, c: WordId) -> Cost {
                (**self).far_gain(a, c)
            }
            fn run(&self, text: &str) -> WordRun {
                (**self).run(text)
            }
            fn run_recalling(&self, text: &str, recall: &mut Recall) -> WordRun {
                (**self).run_recalling(text, recall)
            }
            fn word_of_two(&self, first: &str, second: &str) -> Option<WordId> {
                (**self).word_of_two(first, second)
            }
            fn unknown_cost(&self, word: &str) -> Cost {
                (**self).unknown_cost(word)
            }
            fn unknown_prefixes(&self, text: &str, found: &mut dyn FnMut(usize, Cost)) {
                (**self).unknown_prefixes(text, found);
            }
            fn prefixes(&self, text: &str, found: &mut dyn FnMut(usize, WordId)) {
                (**self).prefixes(text, found);
            }
            fn clitic_prefixes(
                &self,
                text: &str,
                listed: &[(usize, WordId)],
                found: &mut dyn FnMut(usize, Cost, Option<WordId>),
            ) {
                (**self).clitic_prefixes(text, listed, found);
            }
            fn completions(&self, fragment: &str, found: &mut dyn FnMut(&str, WordId)) {
                (**self).completions(fragment, found);
            }
            fn cost(&self, word: &str) -> Cost {
                (**self).cost(word)
            }
            fn is_word(&self, word: &str) -> bool {
                (**self).is_word(word)
            }
            fn pair(&self, a: &str, b: &str) -> Cost {
                (**self).pair(a, b)
            }
        }
    )*};
}

forward!(&M, Box<M>, Arc<M>);
