//! A glyph without a code comes out as a control byte; what gives text its lines and pages stays.

use std::ops::RangeInclusive;

use crate::edit::Reason;
use crate::pass::CharRule;

/// Drops C0 controls and U+007F; a vertical tab, the line break inside a paragraph, becomes a space.
///
/// Kept: `\t`, `\n`, `\r` and the form feed U+000C that ends a page. C1 controls (U+0080–U+009F)
/// stay: they are evidence of a misread code page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Controls;

impl CharRule for Controls {
    fn reason(&self) -> Reason {
        Reason::new("control")
    }

    fn rewrite(&self, c: char) -> Option<&'static str> {
        match c {
            '\t' | '\n' | '\r' | '\u{C}' => None,
            '\u{B}' => Some(" "),
            '\0'..='\u{1F}' | '\u{7F}' => Some(""),
            _ => None,
        }
    }

    fn ranges(&self) -> &[RangeInclusive<char>] {
        const RANGES: &[RangeInclusive<char>] = &['\0'..='\u{7F}'];
        RANGES
    }
}
