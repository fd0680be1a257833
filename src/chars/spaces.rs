//! A page setter's spaces have widths; text has one space.

use std::ops::RangeInclusive;

use crate::edit::Reason;
use crate::pass::CharRule;

/// Writes no-break, figure, thin, en, em, narrow, mathematical and ideographic spaces as U+0020.
///
/// Widths carry no meaning in Arabic text and hide words from search. Tabs and line ends stay.
///
/// ```
/// use tanqih::{chars::Chars, Pipeline};
/// let chars = Pipeline::new().pass(Chars::standard());
/// assert_eq!(chars.clean("مئة\u{A0}عام"), "مئة عام");
/// assert_eq!(chars.clean("cent\u{A0}ans !"), "cent\u{A0}ans !");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Spaces;

impl CharRule for Spaces {
    fn reason(&self) -> Reason {
        Reason::new("odd-space")
    }

    fn rewrite(&self, c: char) -> Option<&'static str> {
        self.ranges().iter().any(|range| range.contains(&c)).then_some(" ")
    }

    fn ranges(&self) -> &[RangeInclusive<char>] {
        const RANGES: &[RangeInclusive<char>] = &[
            '\u{A0}'..='\u{A0}',
            '\u{2000}'..='\u{200A}',
            '\u{202F}'..='\u{202F}',
            '\u{205F}'..='\u{205F}',
            '\u{3000}'..='\u{3000}',
        ];
        RANGES
    }
}
