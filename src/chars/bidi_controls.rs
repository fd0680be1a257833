//! Extractors wrap what they turned in controls of direction; once the order is right they are litter.

use std::ops::RangeInclusive;

use crate::edit::Reason;
use crate::pass::CharRule;

/// Drops the marks and isolates that people type too: U+061C, U+200E, U+200F, U+2066–U+2069.
///
/// They change how a line is shown and never what it says.
///
/// ```
/// use tanqih::{chars::Chars, Pipeline};
/// assert_eq!(Pipeline::new().pass(Chars::standard()).clean("سنة \u{200F}2015"), "سنة 2015");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct BidiControls;

impl CharRule for BidiControls {
    fn reason(&self) -> Reason {
        Reason::new("bidi-control")
    }

    fn rewrite(&self, c: char) -> Option<&'static str> {
        self.ranges().iter().any(|range| range.contains(&c)).then_some("")
    }

    fn ranges(&self) -> &[RangeInclusive<char>] {
        const RANGES: &[RangeInclusive<char>] =
            &['\u{061C}'..='\u{061C}', '\u{200E}'..='\u{200F}', '\u{2066}'..='\u{2069}'];
        RANGES
    }
}

/// Drops embeddings and overrides, U+202A–U+202E, which stored text has from extractors only.
///
/// The pass `bidi-chunks` reads them first: inside an embedding an extractor may have written a
/// visual string.
#[derive(Clone, Copy, Debug, Default)]
pub struct EmbeddingControls;

impl CharRule for EmbeddingControls {
    fn reason(&self) -> Reason {
        Reason::new("bidi-control")
    }

    fn rewrite(&self, c: char) -> Option<&'static str> {
        self.ranges().iter().any(|range| range.contains(&c)).then_some("")
    }

    fn ranges(&self) -> &[RangeInclusive<char>] {
        const RANGES: &[RangeInclusive<char>] = &['\u{202A}'..='\u{202E}'];
        RANGES
    }
}
