//! What the Arabic script is: letters, joining types, marks, digits, presentation forms, words, orthographies.
//!
//! A leaf: it knows nothing of texts, edits or passes. Everything here works on `char` and `&str`,
//! by table, and allocates nothing but the list of a line's [`pieces`].

pub mod bidi;
pub mod digits;
pub mod direction;
pub mod forms;
mod forms_table;
pub(crate) mod joints;
pub mod letters;
pub mod marks;
pub mod pieces;
pub mod script;
pub mod seats;
pub mod segments;
pub(crate) mod width;
pub(crate) mod word_order;
pub mod words;

pub use letters::TATWEEL;
pub use script::{Gate, LineGate, Orthography};
