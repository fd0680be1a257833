//! Ligatures that fonts have together: of letters with teeth and what ends low behind them.
//!
//! Where a letter with a tooth stands before reh, zain, or a noon or yeh that ends the word, the low letter begins
//! higher than elsewhere; so fonts that draw one such pair as one glyph draw all of them so, and a map that turns one
//! turns all: `كبري` for `كبير`, `التركية` as `الرتكية`, `الوطني` as `الوطين`. A text of some pages has many such words,
//! but few of each pair; and of `ين` and `ني` each is what the other leaves, so a word that reads either way says
//! nothing. All of a family together say what a pair alone does not, and all families where a text is short. Kaf before
//! yeh is one more in some of these fonts: `البنكي`.

use super::evidence::{Glyph, Pair};

/// Letters with a tooth: U+0628, U+062A, U+062B, U+0646, U+064A, U+0626; and with three: U+0633 to U+0636.
const TOOTH: [char; 6] = ['\u{628}', '\u{62A}', '\u{62B}', '\u{646}', '\u{64A}', '\u{626}'];
const TEETH: std::ops::RangeInclusive<char> = '\u{633}'..='\u{636}';
/// U+0644 and U+0641, which begin as one with a tooth does before yeh.
const LIKE_TOOTH: [char; 2] = ['\u{644}', '\u{641}'];
const KAF: char = '\u{643}';
/// U+0631 and U+0632; U+0646; U+064A and U+0649.
const REH: [char; 2] = ['\u{631}', '\u{632}'];
const NOON: char = '\u{646}';
const YEH: [char; 2] = ['\u{64A}', '\u{649}'];

/// Words that show a family turned, of so many pairs; and of so many one may show it sound: in `كبري` the letters of
/// another pair stand side by side by chance.
const ENOUGH: u32 = 6;
const KINDS: usize = 3;
/// The same of all families together.
const ENOUGH_OF_ALL: u32 = 8;
const KINDS_OF_ALL: usize = 4;
/// Words that are enough where another family is turned.
const SOME: u32 = 2;
const SOUND: u32 = 4;

/// A family of ligatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// One tooth, joined to a letter before it.
    Tooth,
    /// Three teeth.
    Teeth,
    /// One tooth that joins to no letter before it, and yeh.
    Start,
    /// U+0643 and yeh.
    Kaf,
}

impl Family {
    const ALL: [Family; 4] = [Family::Tooth, Family::Teeth, Family::Start, Family::Kaf];

    pub(super) fn of(glyph: &Glyph) -> Option<Self> {
        let yeh = YEH.contains(&glyph.second) && !glyph.joins_after;
        let low = REH.contains(&glyph.second) || yeh;
        let noon = glyph.second == NOON && !glyph.joins_after;
        let tooth = TOOTH.contains(&glyph.first);
        match () {
            () if TEETH.contains(&glyph.first) && low => Some(Family::Teeth),
            () if tooth && glyph.joins_before && (low || noon) => Some(Family::Tooth),
            () if (tooth || LIKE_TOOTH.contains(&glyph.first)) && !glyph.joins_before && yeh => {
                Some(Family::Start)
            }
            () if glyph.first == KAF && yeh => Some(Family::Kaf),
            () => None,
        }
    }
}

/// Whether the letters the other way round are of a family as well, so that a word with them may be sound or turned.
fn is_either(glyph: &Glyph) -> bool {
    let other = Glyph { first: glyph.second, second: glyph.first, ..*glyph };
    Family::of(&other).is_some()
}

/// The families that a text has turned: where one is, little says it of the others.
pub(super) fn turned(pairs: &[Pair]) -> Vec<Family> {
    let shown = |families: &[Family]| {
        let own =
            || pairs.iter().filter(|pair| Family::of(&pair.glyph).is_some_and(|own| families.contains(&own)));
        let of_one = || own().filter(|pair| !is_either(&pair.glyph));
        let kinds = of_one().filter(|pair| pair.turned > 0).count();
        let turned: u32 = own().map(|pair| pair.turned).sum();
        let sound: u32 = of_one().map(|pair| pair.whole).sum();
        (turned, kinds, sound * SOUND <= turned)
    };
    let is_shown = |(turned, kinds, clear): (u32, usize, bool), (words, least): (u32, usize)| {
        clear && turned >= words && kinds >= least
    };
    let alone = Family::ALL.iter().any(|&family| is_shown(shown(&[family]), (ENOUGH, KINDS)));
    if !alone && !is_shown(shown(&Family::ALL), (ENOUGH_OF_ALL, KINDS_OF_ALL)) {
        return Vec::new();
    }
    Family::ALL.into_iter().filter(|&family| is_shown(shown(&[family]), (SOME, 1))).collect()
}
