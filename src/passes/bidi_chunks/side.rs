//! Parts of a row side by side, each between its own controls.
//!
//! Poppler's layout mode sets what it took for lines of their own where they stand on the page: a line that holds
//! `⟨RLE⟩قديم⟨PDF⟩ ⟨RLE⟩في بيت⟨PDF⟩` runs from left to right, and its right part is read first. Where the parts are a space
//! apart they are of one row; where more stands between them, they may be of two columns.

use std::ops::Range;

use crate::text::{Text, View};

use super::{LEFT_TO_RIGHT, POP, RIGHT_TO_LEFT};

/// Lines that are one part, for each with parts side by side, and at least: there parts are lines, not words.
const WHOLE: usize = 2;
const SOME: usize = 4;

/// Whether parts of this text that stand side by side are of one row. O(length).
pub(super) fn any(text: &Text<'_>) -> bool {
    let (mut whole, mut parted) = (0, 0);
    for line in text.lines() {
        match parts(line) {
            parts if parts.len() == 1 => whole += 1,
            parts => parted += usize::from(!rows(text, &parts).is_empty()),
        }
    }
    parted > 0 && whole >= SOME.max(WHOLE * parted)
}

/// The parts of a line: bytes of the text from U+202B to the U+202C that ends it. Empty where controls do not match.
pub(super) fn parts(line: View<'_>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, c) in line.text().char_indices() {
        match c {
            RIGHT_TO_LEFT if depth == 0 => (start, depth) = (at, 1),
            LEFT_TO_RIGHT if depth > 0 => depth += 1,
            POP if depth == 1 => {
                parts.push(line.start() + start..line.start() + at + POP.len_utf8());
                depth = 0;
            }
            POP if depth > 1 => depth -= 1,
            RIGHT_TO_LEFT | LEFT_TO_RIGHT | POP => return Vec::new(),
            _ => {}
        }
    }
    if depth > 0 {
        parts.clear();
    }
    parts
}

/// The parts of a line that are of one row, row by row, from left to right.
pub(super) fn rows<'p>(text: &Text<'_>, parts: &'p [Range<usize>]) -> Vec<&'p [Range<usize>]> {
    let next_to = |a: &Range<usize>, b: &Range<usize>| &text.as_str()[a.end..b.start] == " ";
    parts.chunk_by(next_to).filter(|row| row.len() > 1).collect()
}
