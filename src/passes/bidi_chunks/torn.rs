//! Lines that end between two signs inside a word: `دد⟨PDF⟩6⏎6⟨RLE⟩ع` for `ع66دد`.
//!
//! A font that maps its kashida (U+0640) to a digit or a sign makes a number of the kashidas that stretch a word. Where
//! each word has its own controls, the extractor reads that number from left to right inside words from right to left,
//! finds that the next glyph stands where no next glyph should, and ends the line.

use std::collections::BTreeMap;

use crate::text::{Text, View};

use super::{POP, RIGHT_TO_LEFT};

/// Lines that end so, and go on with the same sign, before it is taken for a kashida.
const MANY: usize = 10;

/// The lines of the text, those that a word goes on in as one. O(length).
pub(super) fn whole_lines<'t>(text: &Text<'t>) -> Vec<View<'t>> {
    let lines: Vec<View<'_>> = text.lines().collect();
    let mut signs: BTreeMap<char, usize> = BTreeMap::new();
    for pair in lines.windows(2) {
        if let Some(sign) = sign_between(pair[0], pair[1]) {
            *signs.entry(sign).or_default() += 1;
        }
    }
    signs.retain(|_, &mut count| count >= MANY);
    if signs.is_empty() {
        return lines;
    }
    let goes_on =
        |a: &View<'_>, b: &View<'_>| sign_between(*a, *b).is_some_and(|sign| signs.contains_key(&sign));
    let whole = |lines: &[View<'_>]| text.part(lines[0].start()..lines[lines.len() - 1].end());
    lines.chunk_by(goes_on).map(whole).collect()
}

/// The sign that ends one line behind a part between controls, or stands at the right of its last part, and begins the
/// next line before another part.
fn sign_between(line: View<'_>, next: View<'_>) -> Option<char> {
    let line = line.text();
    let edge = match line.strip_suffix(POP) {
        Some(parts) => parts.rsplit(RIGHT_TO_LEFT).next()?.chars().next(),
        None => line.chars().next_back(),
    };
    let sign = edge.filter(|c| !c.is_alphabetic() && !c.is_whitespace())?;
    let ends = line.trim_end_matches(sign).ends_with(POP);
    let begins = next.text().strip_prefix(sign)?.trim_start_matches(sign).starts_with(RIGHT_TO_LEFT);
    (ends && begins).then_some(sign)
}
