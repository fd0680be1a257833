//! Ligatures that fonts have together: of letters with teeth and what ends low behind them.
//!
//! Where a letter with a tooth stands before reh, zain, or a noon or yeh that ends the word, the low letter begins
//! higher than elsewhere; so fonts that draw one such pair as one glyph draw all of them so, and a map that turns one
//! turns all: `كبري` for `كبير`, `التركية` as `الرتكية`, `الوطني` as `الوطين`. A text of some pages has many such words,
//! but few of each pair; and of `ين` and `ني` each is what the other leaves, so a word that reads either way says
//! nothing. All of a family together say what a pair alone does not.

use crate::arabic::letters::joins_next;

use super::evidence::{Glyph, Pair};

/// Letters with a tooth: U+0628, U+062A, U+062B, U+0646, U+064A, U+0626; and with three: U+0633 to U+0636.
const TOOTH: [char; 6] = ['\u{628}', '\u{62A}', '\u{62B}', '\u{646}', '\u{64A}', '\u{626}'];
const TEETH: std::ops::RangeInclusive<char> = '\u{633}'..='\u{636}';
/// U+0631 and U+0632; U+0646; U+064A and U+0649.
const REH: [char; 2] = ['\u{631}', '\u{632}'];
const NOON: char = '\u{646}';
const YEH: [char; 2] = ['\u{64A}', '\u{649}'];

/// Words that show a family turned, of so many pairs; and of so many one may show it sound: in `كبري` the letters of
/// another pair stand side by side by chance.
const ENOUGH: u32 = 6;
const KINDS: usize = 3;
const SOUND: u32 = 4;

/// A family of ligatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// One tooth, joined to a letter before it.
    Tooth,
    /// Three teeth.
    Teeth,
}

impl Family {
    const ALL: [Family; 2] = [Family::Tooth, Family::Teeth];

    pub(super) fn of(glyph: &Glyph) -> Option<Self> {
        let low = REH.contains(&glyph.second) || YEH.contains(&glyph.second) && !glyph.joins_after;
        let noon = glyph.second == NOON && !glyph.joins_after;
        match () {
            () if TEETH.contains(&glyph.first) && low => Some(Family::Teeth),
            () if TOOTH.contains(&glyph.first) && glyph.joins_before && (low || noon) => Some(Family::Tooth),
            () => None,
        }
    }
}

/// Whether the letters the other way round are a ligature as well, so that a word with them may be sound or turned.
fn is_either(glyph: &Glyph) -> bool {
    joins_next(glyph.second)
}

/// The families that a text has turned.
pub(super) fn turned(pairs: &[Pair]) -> Vec<Family> {
    let is_turned = |family: &Family| {
        let own = || pairs.iter().filter(|pair| Family::of(&pair.glyph) == Some(*family));
        let kinds = own().filter(|pair| pair.turned > 0 && !is_either(&pair.glyph)).count();
        let turned: u32 = own().map(|pair| pair.turned).sum();
        let sound: u32 = own().filter(|pair| !is_either(&pair.glyph)).map(|pair| pair.known).sum();
        kinds >= KINDS && turned >= ENOUGH && sound * SOUND <= turned
    };
    Family::ALL.into_iter().filter(is_turned).collect()
}
