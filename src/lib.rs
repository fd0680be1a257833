//! Repairs Arabic text extracted from PDFs.

use std::borrow::Cow;
use std::sync::LazyLock;

mod account;
mod apply;
mod edit;
mod health;
mod leads;
mod map;
mod pass;
mod pipeline;
mod presets;
mod report;
mod text;

pub mod arabic;
pub mod chars;
pub mod model;
pub mod passes;

pub use edit::{Confidence, Edits, Piece, Reason};
pub use health::{Health, Verdict};
pub use map::{OffsetMap, Run, RunKind};
pub use pass::{CharRule, Pass};
pub use pipeline::Pipeline;
pub use report::{replay, Change, Cleaned, Finding, NotDone, Suggestion, Summary};
pub use text::{Text, View};

/// The text as the page says it, by the [standard preset](Pipeline::standard).
///
/// Borrowed exactly when nothing is changed. Time and memory grow linearly with the text.
pub fn clean(text: &str) -> Cow<'_, str> {
    static STANDARD: LazyLock<Pipeline> = LazyLock::new(Pipeline::standard);
    STANDARD.clean(text)
}

/// How well the text reads, by the embedded model: whether to keep it, to clean it, or to send the page to
/// OCR. See [`Health`].
#[cfg(feature = "embedded-model")]
pub fn health(text: &str) -> Health {
    Health::of(&model::Embedded::arabic(), text)
}

/// The README's code is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
