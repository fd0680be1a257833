//! On which letter of its word a raised sign stands.

use crate::arabic::letters::{is_letter, ALEF, ALEF_MAKSURA, HAMZA, TEH_MARBUTA};
use crate::arabic::marks::{is_mark, is_tanween, FATHATAN, SHADDA};
use crate::model::{Cost, BIT};
use crate::passes::row_order::seat::first_word;

/// What it is worth that a sign has a word to stand on.
const SEAT: Cost = 3 * BIT;
const ARTICLE: &str = "ال";
/// Words that end in no case.
const PARTICLES: [&str; 18] = [
    "في", "من", "على", "إلى", "عن", "أن", "إن", "أو", "لا", "ما", "لم", "قد", "هو", "هي", "لكن", "كان", "هذا",
    "هذه",
];
/// U+0623.
const ALEF_HAMZA: char = '\u{0623}';

/// Letters that a word in the passive begins with: U+064A, U+062A, U+0646, alef with hamza, and U+0645 of its participle.
const PASSIVE: [char; 5] = ['\u{064A}', '\u{062A}', '\u{0646}', ALEF_HAMZA, '\u{0645}'];
/// U+064F.
const DAMMA: char = '\u{064F}';

/// What it is worth that the first word of `part` has `signs`; `None` where it cannot have them. Tanween is never on
/// words with the article, nor on the commonest particles.
pub(in crate::passes::row_order) fn fit(part: &str, signs: &str) -> Option<Cost> {
    let word = first_word(&part[word_at(part)..]);
    let last = word.trim_end_matches(is_mark).chars().next_back().filter(|&c| is_letter(c))?;
    if !signs.contains(is_tanween) {
        return (!word.contains(|c| signs.contains(c))).then_some(SEAT);
    }
    if word.ends_with(is_tanween) || PARTICLES.contains(&word) {
        return None;
    }
    if !signs.contains(FATHATAN) {
        let article = word.strip_prefix(['\u{648}', '\u{628}']).unwrap_or(word).starts_with(ARTICLE);
        return (!article && last != ALEF && last != ALEF_MAKSURA).then_some(SEAT);
    }
    match last {
        ALEF => Some(SEAT),
        TEH_MARBUTA | HAMZA | ALEF_HAMZA => Some(SEAT - BIT),
        ALEF_MAKSURA => Some(0),
        _ => None,
    }
}

/// The byte of `part` behind the letter of its first word that has `signs`: the last for tanween, which ends words.
/// For other signs it is a guess, the letter that most words have them on; the first, where `inside` says
/// that the word began in another part.
pub(super) fn seat(part: &str, signs: &str, inside: bool) -> usize {
    let start = word_at(part);
    start + seat_in(first_word(&part[start..]), signs, inside)
}

/// Where the first word begins, behind quotes and brackets.
fn word_at(part: &str) -> usize {
    part.find(is_letter).filter(|&at| !part[..at].contains(char::is_whitespace)).unwrap_or(0)
}

fn seat_in(word: &str, signs: &str, inside: bool) -> usize {
    if signs.contains(is_tanween) {
        return word.len();
    }
    let letters: Vec<(usize, char)> = word.char_indices().filter(|&(_, c)| is_letter(c)).collect();
    let last = letters.len().saturating_sub(1);
    let first = letters.first().map(|&(_, c)| c);
    let letter = match () {
        () if inside => 0,
        // The second letter from the end carries it in most verbs, the last in `أنّ` and `ردّ`.
        () if signs.contains(SHADDA) => match last {
            0 | 1 => last,
            _ => last - 1,
        },
        // The passive: `يُعرف`, `تُنتج`, `مُنتج`.
        () if signs.contains(DAMMA) && last > 2 && first.is_some_and(|c| PASSIVE.contains(&c)) => 0,
        () => last,
    };
    let Some(&(at, c)) = letters.get(letter) else { return word.len() };
    let behind = at + c.len_utf8();
    // Signs that the letter has stay next to it.
    word.len() - word[behind..].trim_start_matches(is_mark).len()
}
