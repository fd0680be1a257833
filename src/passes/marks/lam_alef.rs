//! Lam and alef are one glyph, and extractors set the signs of both behind it: U+0644 U+0623 with kasra and fatha, for
//! lam with kasra and alef with fatha.

use std::ops::Range;

use crate::arabic::letters::{is_letter, LAM};
use crate::arabic::marks::{is_mark, is_vowel_sign};
use crate::arabic::seats::Load;
use crate::edit::{Confidence, Edits, Piece};
use crate::text::View;

use super::LIGATURE;

/// U+0623 and U+0625: alefs that bear vowels of their own.
const ALEFS: [char; 2] = ['\u{0623}', '\u{0625}'];

/// Two letters of a ligature and the two vowels behind them.
struct Pair {
    alef: Range<usize>,
    vowels: [Range<usize>; 2],
    /// The second of the vowels is lam's.
    crossed: bool,
}

/// Give one of two vowels on the alef of a ligature to its lam; whether there are such on the line.
pub(super) fn part(line: View<'_>, edits: &mut Edits<'_>) -> bool {
    let base = line.start();
    let mut found = false;
    for (at, _) in line.text().match_indices(LAM) {
        let Some(pair) = pair(line.text(), at) else { continue };
        found = true;
        let [first, second] = pair.vowels.map(|span| base + span.start..base + span.end);
        let alef = base + pair.alef.start..base + pair.alef.end;
        let span = alef.start..second.end;
        let [lam, alefs] = if pair.crossed { [second, first] } else { [first, second] };
        let pieces = [lam, alef, alefs].map(Piece::Keep);
        edits.reorder(span, pieces, LIGATURE, Confidence::Strong);
    }
    found
}

/// The pair that begins with the lam at `at`.
fn pair(line: &str, at: usize) -> Option<Pair> {
    let start = at + LAM.len_utf8();
    let alef = line[start..].chars().next().filter(|alef| ALEFS.contains(alef))?;
    let end = start + alef.len_utf8();
    let mut behind = line[end..].chars();
    let [first, second] = [behind.next()?, behind.next()?];
    let next = behind.next();
    if !is_vowel_sign(first) || !is_vowel_sign(second) || first == second || next.is_some_and(is_mark) {
        return None;
    }
    let before = line[..at].chars().rev().find(|&c| !is_mark(c)).filter(|&c| is_letter(c));
    let next = next.filter(|&c| is_letter(c));
    let bits = |lams: char, alefs: char| {
        let [mut lam, mut own] = [Load::default(); 2];
        lam.add(lams);
        own.add(alefs);
        lam.strain(before, LAM, Some(alef)) + own.strain(Some(LAM), alef, next)
    };
    let middle = end + first.len_utf8();
    let vowels = [end..middle, middle..middle + second.len_utf8()];
    Some(Pair { alef: start..end, vowels, crossed: bits(second, first) < bits(first, second) })
}

#[cfg(test)]
mod tests {
    use crate::passes::Marks;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(Marks).clean(text).into_owned()
    }

    #[test]
    fn signs_behind_a_ligature_go_to_both_of_its_letters() {
        // Lam, alef with hamza above or below, and what stands behind: kasra and fatha, sukun and kasra, in either order.
        for (raw, clear) in [
            ("كتبت ل\u{623}\u{650}\u{64E}نّه جاء", "كتبت ل\u{650}\u{623}\u{64E}نّه جاء"),
            ("كتبت ل\u{623}\u{64E}\u{650}نّه جاء", "كتبت ل\u{650}\u{623}\u{64E}نّه جاء"),
            ("هذا ال\u{625}\u{652}\u{650}نسان كريم", "هذا ال\u{652}\u{625}\u{650}نسان كريم"),
            ("هذا ال\u{625}\u{650}\u{652}نسان كريم", "هذا ال\u{652}\u{625}\u{650}نسان كريم"),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn signs_of_one_letter_stay() {
        for text in
            ["كتبت ل\u{650}\u{623}\u{64E}نّه جاء", "كتبت لأ\u{64E}نّه جاء", "هذا ال\u{625}\u{650}نسان كريم"]
        {
            assert_eq!(clean(text), text);
        }
    }
}
