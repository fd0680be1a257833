//! Which letter may carry a vowel sign that stands alone, and whether a word goes on behind it.

use crate::arabic::letters::{is_letter, ALEF, ALEF_MAKSURA, HAMZA, TATWEEL, TEH_MARBUTA};
use crate::arabic::marks::{is_mark, is_tanween, is_vowel_sign, FATHATAN, SHADDA};
use crate::model::{Cost, LanguageModel, BIT};

/// The most that two words say.
pub(super) const WORDS: Cost = 6 * BIT;

/// A vowel sign of everyday spelling, or shadda.
pub(super) fn is_sign(c: char) -> bool {
    is_vowel_sign(c) || c == SHADDA
}

/// Letters for a sign in vocalised text, at most.
const VOCALISED: usize = 4;

/// Whether a text lacks most of its signs: where it has nearly all, any line may begin and end with one. O(length);
/// allocates nothing.
pub(super) fn has_few_signs(text: &str) -> bool {
    let (mut signs, mut letters) = (0, 0);
    for c in text.chars() {
        signs += usize::from(is_sign(c));
        letters += usize::from(is_letter(c));
    }
    VOCALISED * signs < letters
}

/// Whether the last letter of `text` may carry `signs`, where `next` goes on with the word.
pub(super) fn seats(text: &str, signs: &str, next: &str) -> bool {
    let seat = text.trim_end_matches(|c| is_mark(c) || c == TATWEEL);
    let own = &text[seat.len()..];
    let Some(letter) = seat.chars().next_back().filter(|&c| is_letter(c)) else { return false };
    if own.contains(is_vowel_sign) && signs.contains(is_vowel_sign) || own.contains(|c| signs.contains(c)) {
        return false;
    }
    signs.chars().all(|sign| match sign {
        FATHATAN => matches!(letter, ALEF | ALEF_MAKSURA | TEH_MARBUTA | HAMZA) || next.starts_with(ALEF),
        SHADDA => !matches!(letter, ALEF | ALEF_MAKSURA | TEH_MARBUTA),
        _ => !matches!(letter, ALEF | ALEF_MAKSURA),
    })
}

/// Whether `signs` end their word, as tanween does but for the fathatan before its alef.
pub(super) fn end_word(signs: &str, next: &str) -> bool {
    signs.contains(is_tanween) && !(signs.contains(FATHATAN) && next.starts_with(ALEF))
}

/// How much likelier the last word of `a` and the first of `b` are one word than two.
pub(super) fn glue<M: LanguageModel>(model: &M, a: &str, b: &str) -> Cost {
    let (a, b) = (last_word(a), first_word(b));
    let glued = match model.word_of_two(a, b) {
        Some(id) => model.word_cost(id),
        None => model.cost(&format!("{a}{b}")),
    };
    (model.cost(a) + model.cost(b) - glued).clamp(-WORDS, WORDS)
}

fn in_word(c: char) -> bool {
    is_letter(c) || is_mark(c) || c == TATWEEL
}

/// The word that `text` ends with, signs behind it left out.
pub(super) fn last_word(text: &str) -> &str {
    let end = text.trim_end_matches(|c| !is_letter(c) && !is_mark(c));
    &end[end.trim_end_matches(in_word).len()..]
}

/// The word that `text` begins with; empty where something else does.
pub(super) fn first_word(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(in_word).len()]
}
