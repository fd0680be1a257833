//! A tanween one letter too early where all other marks of a text stand well: of a text that has no other signs than
//! that, a word or two tell of nothing but themselves.

use crate::arabic::letters::{is_letter, ALEF, ALEF_MAKSURA, HAMZA, TEH_MARBUTA, WAW};
use crate::arabic::marks::{is_mark, is_tanween, signs, FATHATAN};
use crate::edit::{Confidence, Edits, Piece};
use crate::text::View;

use super::BEFORE_LETTER;

/// Put each tanween behind the last letter of its word that stands before it; whether there are such on the line.
pub(super) fn put_behind(line: View<'_>, edits: &mut Edits<'_>) -> bool {
    let mut found = false;
    for at in signs(line.text()) {
        let Some((tanween, letter)) = early(line.text(), at) else { continue };
        found = true;
        let middle = line.start() + at + tanween.len_utf8();
        let span = line.start() + at..middle + letter.len_utf8();
        let pieces = [middle..span.end, span.start..middle].map(Piece::Keep);
        edits.reorder(span, pieces, BEFORE_LETTER, Confidence::Strong);
    }
    found
}

/// The tanween at `at`, and the letter that it belongs to if that stands behind it.
fn early(line: &str, at: usize) -> Option<(char, char)> {
    let mut ahead = line[at..].chars();
    let tanween = ahead.next().filter(|&c| is_tanween(c))?;
    let letter = ahead.next().filter(|&c| is_letter(c) && !matches!(c, ALEF | ALEF_MAKSURA))?;
    let mut behind = line[..at].chars().rev();
    let own = behind.next().filter(|&c| is_letter(c))?;
    // A word that ends with its tanween and runs into the next goes on for longer.
    let ends = |c: Option<char>| c.is_none_or(|c| !is_letter(c) && !is_mark(c));
    let next = ahead.next();
    let last = match next {
        Some(ALEF) => tanween == FATHATAN && ends(ahead.next()),
        // All other letters have an alef behind their fathatan, waw is a word by itself, and writers' slips are of all
        // kinds.
        next => {
            let alone = matches!(letter, TEH_MARBUTA | HAMZA);
            ends(next) && (alone || own == ALEF && tanween != FATHATAN && letter != WAW)
        }
    };
    let within = behind.next().is_some_and(is_letter);
    let ended = match own {
        ALEF => letter != HAMZA && tanween == FATHATAN,
        ALEF_MAKSURA | TEH_MARBUTA | HAMZA => true,
        _ => false,
    };
    (last && within && !ended).then_some((tanween, letter))
}

#[cfg(test)]
mod tests {
    use crate::passes::Marks;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(Marks).clean(text).into_owned()
    }

    #[test]
    fn a_single_tanween_goes_to_the_last_letter() {
        for (raw, clear) in [
            ("جاء أي\u{64B}ضا", "جاء أيض\u{64B}ا"),
            ("وقال شك\u{64B}را.", "وقال شكر\u{64B}ا."),
            ("بنا\u{64B}ء على ذلك", "بناء\u{64B} على ذلك"),
            ("قرأ جز\u{64B}ءا منه", "قرأ جزء\u{64B}ا منه"),
            ("كانت جميل\u{64B}ة", "كانت جميلة\u{64B}"),
            ("هذا كتا\u{64C}ب", "هذا كتاب\u{64C}"),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn words_that_run_together_stay() {
        for text in [
            "شكرا\u{64B} لكم أيضا\u{64B}",
            // Behind these letters, the word ends.
            "مدرسة\u{64B}ما",
            "شيئا\u{64B}ما",
            "نور\u{64C}و",
            // A slip for a shadda.
            "لم تعي\u{64D}ن",
            "قائلا\u{64B}إنه",
            "مساء\u{64B}لا",
            // Marks show that more is amiss.
            "أي\u{64B}ض\u{64E}ا",
        ] {
            assert_eq!(clean(text), text);
        }
    }
}
