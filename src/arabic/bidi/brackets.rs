//! Brackets show their mirror image on a line from right to left, and some PDFs store that.

use crate::arabic::letters::is_letter;

use super::Glyph;

/// Opening and closing halves of what Unicode mirrors when it is shown (Bidi_Mirrored).
pub const MIRRORED: [[char; 2]; 6] = [['(', ')'], ['[', ']'], ['{', '}'], ['«', '»'], ['‹', '›'], ['<', '>']];

/// Which pair of [`MIRRORED`] `c` belongs to, and whether it opens.
pub fn bracket(c: char) -> Option<(usize, bool)> {
    if c.is_ascii_alphanumeric() || is_letter(c) {
        return None;
    }
    MIRRORED
        .iter()
        .enumerate()
        .find_map(|(kind, &[open, close])| (c == open || c == close).then_some((kind, c == open)))
}

/// The bracket `c` as a string; empty for anything else.
pub fn as_str(c: char) -> &'static str {
    const HALVES: [[&str; 2]; 6] = [["(", ")"], ["[", "]"], ["{", "}"], ["«", "»"], ["‹", "›"], ["<", ">"]];
    bracket(c).map_or("", |(kind, opens)| HALVES[kind][usize::from(!opens)])
}

/// For each pair of [`MIRRORED`], how often a line that is read from what it shows holds the half
/// that must stand there if brackets are stored as drawn, less how often the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsDrawn([i32; MIRRORED.len()]);

impl AsDrawn {
    /// Count the brackets of a line as it shows, from left to right. O(line).
    ///
    /// Stored as drawn, a pair on the page shows its opening shape first; stored by meaning, its
    /// closing half.
    pub fn count(&mut self, line: &[Glyph]) {
        let mut waiting = [None; MIRRORED.len()];
        for (kind, opens) in line.iter().filter_map(|glyph| bracket(glyph.shown)) {
            match waiting[kind] {
                Some(first) if first != opens => {
                    self.0[kind] += if first { 1 } else { -1 };
                    waiting[kind] = None;
                }
                _ => waiting[kind] = Some(opens),
            }
        }
    }

    /// All of them are.
    pub(crate) fn all() -> Self {
        AsDrawn([1; MIRRORED.len()])
    }

    /// Whether brackets of this kind (index of [`MIRRORED`]) are stored as drawn.
    pub fn holds(&self, kind: usize) -> bool {
        self.0[kind] > 0
    }
}
