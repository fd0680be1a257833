//! Words that spaces cut: `الأخ ري` for `الأخير`, its ligature turned besides.
//!
//! A gap as wide as the kashida that was drawn there is a space to many extractors, so that every second word of a
//! justified text may be cut. What is left of such a word says nothing by itself, or something else: a ligature that
//! joins to a letter before it stands at the start of a piece, and `ني` is a piece, not a word.

use crate::arabic::letters::is_letter;
use crate::arabic::words::{tokens, Token};
use crate::model::LanguageModel;

use super::evidence::{best_swap, count, is_common, is_ligature, neighbours, Glyph, Pair, WORDS};
use super::family::Family;

/// Of so many words one or more is cut, as it makes a word with its neighbour, where spaces cut words.
const CUT: usize = 12;
/// Letters of the shortest word that tells, once put together.
const SHORTEST: usize = 4;

/// Whether spaces cut the words of a text.
pub(super) fn is_cut<M: LanguageModel>(model: &M, text: &str) -> bool {
    let cut = beside(text).filter(|(one, other)| {
        (is_piece(model, one) || is_piece(model, other)) && model.word_of_two(one, other).is_some()
    });
    cut.count() * CUT > tokens(text).take(WORDS).count()
}

/// Whether a word is too short and rare for one.
fn is_piece<M: LanguageModel>(model: &M, word: &str) -> bool {
    word.chars().nth(2).is_none() && !is_common(model, word)
}

/// Words of letters alone with a space between them.
fn beside(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let words = tokens(text).take(WORDS);
    let is_word = |token: &Token<'_>| token.text.chars().all(is_letter);
    words.clone().zip(words.skip(1)).filter_map(move |(one, other)| {
        (other.start == one.start + one.text.len() + 1 && is_word(&one) && is_word(&other))
            .then_some((one.text, other.text))
    })
}

/// Counts what words that are cut in two say of families, put together.
pub(super) fn ask<M: LanguageModel>(model: &M, text: &str, pairs: &mut Vec<Pair>) {
    let mut other = String::new();
    let mut seen: Vec<String> = Vec::new();
    for (first, second) in beside(text) {
        let word = [first, second].concat();
        if word.chars().count() < SHORTEST || word.len() > 32 {
            continue;
        }
        let Err(at) = seen.binary_search(&word) else { continue };
        let whole = model.word(&word).is_some();
        let turned = if whole { None } else { best_swap(model, &word, &mut other) };
        let turned = turned.filter(|_| model.word(&other).is_some());
        let glyph = turned.map(|(before, first, second, after)| Glyph::of(first, second, before, after));
        if let Some(glyph) = glyph.filter(|glyph| Family::of(glyph).is_some()) {
            count(pairs, glyph).turned += 1;
        }
        for (before, first, second, after) in neighbours(&word).filter(|_| whole) {
            let glyph = Glyph::of(first, second, before, after);
            if is_ligature(first, second) && Family::of(&glyph).is_some() {
                count(pairs, glyph).whole += 1;
            }
        }
        seen.insert(at, word);
    }
}
