//! Brackets show their mirror image on a line from right to left, and some PDFs store that.

use crate::arabic::letters::is_letter;
use crate::arabic::words::is_stop;

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
pub struct AsDrawn {
    votes: [i32; MIRRORED.len()],
}

/// What the words beside a bracket say, against a pair of its shape: `»` and `«` on a line may be the end of one
/// quotation and the start of another.
const BESIDE: i32 = 2;

impl AsDrawn {
    /// Count the brackets of a line as it shows, from left to right. O(line).
    ///
    /// Stored as drawn, a pair on the page shows its opening shape first; stored by meaning, its
    /// closing half. So does a half that has a word to the right of it alone.
    pub fn count(&mut self, line: &[Glyph]) {
        let mut waiting = [None; MIRRORED.len()];
        for (at, glyph) in line.iter().enumerate() {
            let Some((kind, opens)) = bracket(glyph.shown) else { continue };
            match waiting[kind] {
                Some(first) if first != opens => {
                    self.votes[kind] += if first { 1 } else { -1 };
                    waiting[kind] = None;
                }
                _ => waiting[kind] = Some(opens),
            }
            let (left, right) = (at.checked_sub(1).map(|at| line[at].shown), line.get(at + 1));
            match ends_of_pair(left, right.map(|glyph| glyph.shown)) {
                Some(is_left) if is_left == opens => self.votes[kind] += BESIDE,
                Some(_) => self.votes[kind] -= BESIDE,
                None => {}
            }
        }
    }

    /// All of them are.
    pub(crate) fn all() -> Self {
        AsDrawn { votes: [1; MIRRORED.len()] }
    }

    /// Whether brackets of this kind (index of [`MIRRORED`]) are stored as drawn.
    pub fn holds(&self, kind: usize) -> bool {
        self.votes[kind] > 0
    }
}

/// Whether a bracket between these, on a line as it shows, is the left one of its pair; none if they do not say. A stop
/// may stand inside before the one that closes.
fn ends_of_pair(left: Option<char>, right: Option<char>) -> Option<bool> {
    let is_edge = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let stops = |c: Option<char>| c.is_some_and(is_stop);
    if is_edge(left) && (is_word(right) || stops(right)) || stops(left) && is_word(right) {
        Some(true)
    } else if is_word(left) && (is_edge(right) || stops(right)) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(shown: &str, kind: usize) -> bool {
        let line: Vec<Glyph> = shown.char_indices().map(|(at, c)| Glyph::new(at, c)).collect();
        let mut drawn = AsDrawn::default();
        drawn.count(&line);
        drawn.holds(kind)
    }

    #[test]
    fn words_beside_a_bracket_tell_how_it_is_stored() {
        const ROUND: usize = 0;
        const QUOTES: usize = 3;
        assert!(drawn("ديعب (سمأ) نم", ROUND) && !drawn("ديعب )سمأ( نم", ROUND));
        // Halves at the ends of lines.
        assert!(drawn("سمأ امك) لاق", ROUND) && !drawn("سمأ امك( لاق", ROUND));
        // The end of one quotation and the start of another.
        assert!(drawn("دهعلا امو» :تلق «.رثألا", QUOTES) && !drawn("دهعلا امو« :تلق ».رثألا", QUOTES));
    }
}
