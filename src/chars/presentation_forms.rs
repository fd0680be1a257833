//! PDFs of producers without a map from glyphs to text yield the shapes of letters; readers and searches need the letters.

use std::ops::RangeInclusive;

use crate::arabic::forms;
use crate::edit::Reason;
use crate::pass::CharRule;

/// Writes a presentation form (U+FB50–U+FDFF, U+FE70–U+FEFC) as its letters or marks.
///
/// The table is [`arabic::forms`](crate::arabic::forms), not NFKC: no spaces appear, vowel forms
/// attach to their letter, and ﷺ ﷻ ﷽ ﷼ stay. Lines must be in reading order before: a ligature that
/// is unfolded first and turned round afterwards has its letters swapped.
///
/// ```
/// use tanqih::{chars::Chars, Pipeline};
/// let chars = Pipeline::new().pass(Chars::standard());
/// assert_eq!(chars.clean("ﺍﻷﻣﺮﻳﻜﻴﺔ"), "الأمريكية");
/// assert_eq!(chars.clean("ﷲ ﷺ"), "الله ﷺ");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct PresentationForms;

impl CharRule for PresentationForms {
    fn reason(&self) -> Reason {
        Reason::new("presentation-form")
    }

    fn rewrite(&self, c: char) -> Option<&'static str> {
        forms::letters(c)
    }

    fn ranges(&self) -> &[RangeInclusive<char>] {
        const RANGES: &[RangeInclusive<char>] = &['\u{FB50}'..='\u{FDFF}', '\u{FE70}'..='\u{FEFF}'];
        RANGES
    }
}
