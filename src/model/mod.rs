//! Which reading is Arabic: the [`LanguageModel`] trait, and the models behind it.
//!
//! A PDF loses what its letters meant: a space falls inside a word, a line comes out back
//! to front, a lam-alef is swapped. Two readings are then possible, and only knowledge of
//! the language tells which one a person wrote. The passes that need it ask a
//! [`LanguageModel`]; the engine does not know that there is one.
//!
//! # What can be asked
//!
//! | question | method | cost |
//! |---|---|---|
//! | is it a word, how likely? | [`word`](LanguageModel::word), [`word_cost`](LanguageModel::word_cost) | a hash |
//! | … also with clitics and endings? | [`is_word`](LanguageModel::is_word), [`cost`](LanguageModel::cost) | some dozens of hashes if it is not known |
//! | was this pair seen? | [`pair_cost`](LanguageModel::pair_cost) | a hash |
//! | how likely is `b` after `a`? | [`next_cost`](LanguageModel::next_cost), [`pair`](LanguageModel::pair) | pair, else the classes of the two words |
//! | how much likelier than anywhere? | [`next_gain`](LanguageModel::next_gain) | the same |
//! | and two words on? | [`far_gain`](LanguageModel::far_gain) | a table |
//! | how word-like is a string? | [`unknown_cost`](LanguageModel::unknown_cost) | a table and a hash per letter |
//! | which words begin here? | [`prefixes`](LanguageModel::prefixes) | a hash per letter |
//! | how may a fragment go on? | [`completions`](LanguageModel::completions) | a search, then one step per word |
//!
//! Costs are integers ([`Cost`], 1/256 of a bit), so that every machine decides alike. A
//! pair that was not seen is no evidence against it. Numbers in digits and edges of clauses
//! take part in pairs as [`WordId::NUMBER`] and [`WordId::EDGE`]: a line that begins after a
//! full stop, or ends in one, tells its direction by them.
//!
//! ```
//! # #[cfg(feature = "embedded-model")] {
//! use tanqih::model::{Embedded, LanguageModel, Layered, Lexicon};
//! let arabic = Embedded::arabic();
//! assert!(arabic.is_word("وبمدينتهم"));
//! assert!(arabic.cost("المشكلات") < arabic.cost("المشكالت"), "lam-alef swapped");
//! assert!(arabic.pair("رئيس", "الوزراء") < arabic.cost("الوزراء"));
//!
//! // Words of your own, over the embedded ones.
//! let terms: Lexicon = ["ريفاروكسابان"].into_iter().collect();
//! assert!(Layered::new(terms, arabic).is_word("ريفاروكسابان"));
//! # }
//! ```
//!
//! # The embedded model
//!
//! `data/arabic.model`, 4 MiB, compiled in by the default feature `embedded-model`: the
//! 280,000 likeliest words and 760,000 pairs of Modern Standard Arabic, 256 classes of
//! words and how they follow one another, and the costs of letters in a row. It was made by
//! `examples/build_model`, byte for byte reproducible, from counts over 38 million words:
//! news (weighed twelvefold), Common Voice and the Arabic Wikipedia (sixfold), laws,
//! technical documentation and literature (twofold). The exact command, the sources and
//! their licences stand at the beginning of the file ([`Model::note`]) and in `NOTICE`.
//!
//! Measured by `cargo run --release --example model_quality -- TEXT…` on text that was not
//! trained on. *known*: running words known, without and with clitics and endings. *order*:
//! runs of words whose right order costs less than the reversed one. *split*: area under
//! the curve for words cut at every place against real pairs. *merged*: pairs without their
//! space cut again at the right place, the texts' own slips included.
//!
//! | text | known | with clitics | pairs | order of 2 | 3 | 4 | 6 | 10 | split | merged |
//! |---|---|---|---|---|---|---|---|---|---|---|
//! | news (NTREX) | 95.6 % | 97.1 % | 35 % | 84.9 % | 91.6 % | 95.9 % | 98.4 % | 99.8 % | 0.998 | 96.6 % |
//! | encyclopedia (XQuAD) | 96.3 % | 97.7 % | 35 % | 84.1 % | 92.0 % | 95.2 % | 98.5 % | 99.6 % | 0.999 | 95.8 % |
//! | news and Wikipedia (PUD) | 96.6 % | 98.1 % | 36 % | 85.9 % | 92.0 % | 96.3 % | 98.9 % | 99.9 % | 1.000 | 93.1 % |
//! | laws | 99.1 % | 99.8 % | 48 % | 86.9 % | 93.1 % | 96.2 % | 98.5 % | 99.8 % | 0.999 | 97.3 % |
//! | literature | 94.4 % | 98.5 % | 27 % | 82.0 % | 89.2 % | 93.9 % | 97.8 % | 99.7 % | 1.000 | 98.1 % |
//! | medicine (TICO) | 97.3 % | 99.0 % | 35 % | 85.3 % | 92.4 % | 95.8 % | 98.8 % | 99.9 % | 1.000 | 98.5 % |
//!
//! # Why it is made so
//!
//! **Words and pairs in fuse tables.** Healthy text asks for every word once, so this
//! look-up decides how fast a clean document passes. On text in the order of its words
//! (`cargo bench --bench model`), one look-up takes 24 ns in a binary fuse table of 1.3 MB,
//! letters read and hashed; 105 ns in the standard hash map (some 20 MB of strings), 690 ns
//! by binary search in a sorted list. A pair takes 12 ns. A finite-state map would hold the
//! words exactly in about 1.4 MB, but takes a dependent step per letter. The price of the
//! table is a fingerprint: one string in 65,536 that is no word passes for one (of pairs,
//! one in 4,096).
//!
//! **A list beside them.** Completions need words in order: 0.9 MB of front-coded list.
//! Prefixes do not: every prefix is one more hash.
//!
//! **Classes, not more pairs.** The pairs that fit cover a third of a text's neighbours, and
//! the next hundred thousand would cover less than one point more. How *classes* of words follow one another
//! says something of every pair: with them, right against reversed order of two words rose
//! from 69.5 to 84.9 % on news, of six words from 93.1 to 98.4 %.
//!
//! **Four letters and a length.** A name that nobody has listed must not look like damage,
//! and two names run together must not look like one. Letters in fours set real unknown
//! words apart from their mirror image by 17 bits where threes do by 12, and the cost of a
//! length keeps two unknown words from passing for one: of 10,000 pairs of news words, 26
//! instead of 76 would be joined by two bits or more.
//!
//! **Letters are exact.** Alef with and without hamza, heh and teh marbuta, yeh and alef
//! maksura are different letters here, because repairs turn on the difference; only the alef wasla of the
//! Quran is an alef, for it stands wherever others write one. Persian and
//! Urdu letters are in no word.
//!
//! **No other word list.** The package `wordfreq` has 620,000 Arabic forms of web text. With
//! it 0.6 % more news words and 0.3 % more of the encyclopedia would be known, but its forms
//! without their hamzas and with heh for teh marbuta would teach repairs the very errors
//! they repair, and its data is under CC BY-SA 4.0 as a list.
//!
//! **Not in the words:** runs of three equal letters, forms with a teh marbuta inside, words
//! of more than fifteen letters, words read once; two-letter strings rarer than one in a
//! million; merged words and torn pieces, found by their pairs.

mod alphabet;
mod builder;
mod clitics;
#[cfg(feature = "embedded-model")]
mod embedded;
mod format;
mod fuse;
mod hash;
mod kinds;
mod language;
mod layered;
mod lexicon;
mod list;
mod reader;
mod run;
mod spelled;

pub use alphabet::{Letters, MAX_LETTERS};
pub use builder::{BuildOptions, PairCounts, WordCounts};
#[cfg(feature = "embedded-model")]
pub use embedded::Embedded;
pub use language::{Cost, LanguageModel, WordId, BIT};
pub use layered::Layered;
pub use lexicon::Lexicon;
pub use reader::{Model, ModelError};
pub use run::{Recall, WordRun};
