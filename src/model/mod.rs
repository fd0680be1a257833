//! Which reading is Arabic: the [`LanguageModel`] trait, and the models behind it.
//!
//! A PDF loses what its letters meant: a space falls inside a word, a line comes out back
//! to front, a lam-alef is swapped. Two readings are then possible, and only knowledge of
//! the language tells which one a person wrote. The passes that need it ask a
//! [`LanguageModel`]; the engine does not know that there is one.

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

pub use alphabet::{Letters, MAX_LETTERS};
pub use builder::{BuildOptions, PairCounts, WordCounts};
#[cfg(feature = "embedded-model")]
pub use embedded::Embedded;
pub use language::{Cost, LanguageModel, WordId, BIT};
pub use layered::Layered;
pub use lexicon::Lexicon;
pub use reader::{Model, ModelError};
