//! Defects that show on one character, whatever stands beside it: one rule a file, one scan for all.
//!
//! An extractor hands over shapes instead of letters, its own direction controls, odd spaces and
//! left-over control bytes. Each rule says what one such character stands for; [`Chars`] tabulates
//! the rules and walks the text once, and does not even walk it when none of the characters occurs.
//!
//! The rules repair Arabic text. What the same characters do in other text is none of their
//! business: a French line keeps its no-break spaces, a Persian line its marks of direction. Where a
//! rule may act is its [`Reach`].

mod bidi_controls;
mod controls;
mod invisibles;
mod presentation_forms;
mod scan;
mod spaces;

pub use bidi_controls::{BidiControls, EmbeddingControls};
pub use controls::Controls;
pub use invisibles::{Invisibles, SoftHyphens};
pub use presentation_forms::PresentationForms;
pub use scan::{Chars, Reach};
pub use spaces::Spaces;
