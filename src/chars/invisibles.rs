//! Characters without ink survive copying and break every search.

use std::ops::RangeInclusive;

use crate::edit::Reason;
use crate::pass::CharRule;

/// Drops the byte order mark, zero-width space, word joiner and invisible operators.
///
/// U+200C and U+200D, the zero-width non-joiner and joiner, stay: Persian spelling needs the
/// first, and the second gives `ه‍` its shape. So do variation selectors.
///
/// ```
/// use tanqih::{chars::Chars, Pipeline};
/// let chars = Pipeline::new().pass(Chars::standard());
/// assert_eq!(chars.clean("\u{FEFF}القا\u{AD}هرة\u{200B}"), "القاهرة");
/// assert_eq!(chars.clean("سنة 1442ه\u{200D}"), "سنة 1442ه\u{200D}");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Invisibles;

impl CharRule for Invisibles {
    fn reason(&self) -> Reason {
        Reason::new("invisible")
    }

    fn rewrite(&self, c: char) -> Option<&'static str> {
        self.ranges().iter().any(|range| range.contains(&c)).then_some("")
    }

    fn ranges(&self) -> &[RangeInclusive<char>] {
        const RANGES: &[RangeInclusive<char>] =
            &['\u{200B}'..='\u{200B}', '\u{2060}'..='\u{2064}', '\u{FEFF}'..='\u{FEFF}'];
        RANGES
    }
}

/// Drops the soft hyphen U+00AD, which Arabic never has: nobody hyphenates it.
#[derive(Clone, Copy, Debug, Default)]
pub struct SoftHyphens;

impl CharRule for SoftHyphens {
    fn reason(&self) -> Reason {
        Reason::new("invisible")
    }

    fn rewrite(&self, c: char) -> Option<&'static str> {
        self.ranges().iter().any(|range| range.contains(&c)).then_some("")
    }

    fn ranges(&self) -> &[RangeInclusive<char>] {
        const RANGES: &[RangeInclusive<char>] = &['\u{AD}'..='\u{AD}'];
        RANGES
    }
}
