//! Whether the ends of a line look like the tail and the head of a word. Healthy lines are asked too, so the cheap questions come first.

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::View;

use super::line::{Glued, Token};

/// The first token of a line.
fn first_token(view: View<'_>) -> Option<Token<'_>> {
    view.text().split_whitespace().next().map(Token::new)
}

/// The last token of a line.
fn last_token(view: View<'_>) -> Option<Token<'_>> {
    view.text().split_whitespace().next_back().map(Token::new)
}

/// Bits by which a torn word must be likelier whole than in two.
const TORN: Cost = 4 * BIT;

/// Whether the ends of a line look like the tail and the head of a word.
pub(super) fn may_be_torn<M: LanguageModel>(model: &M, view: View<'_>) -> bool {
    let (Some(first), Some(last)) = (first_token(view), last_token(view)) else {
        return false;
    };
    if last.closes() || first.opens() || std::ptr::eq(first.text, last.text) {
        return false;
    }
    if first.word.starts_with(TATWEEL) {
        return first.word.chars().any(is_letter);
    }
    let Some(glued) = Glued::of(&last, &first) else {
        return is_rest(model, &first) && is_rest(model, &last);
    };
    match model.word(glued.as_str()) {
        Some(id) => model.word_cost(id) + TORN < model.cost(first.word) + model.cost(last.word),
        None => is_rest(model, &first) || is_rest(model, &last),
    }
}

/// Whether a token looks like a part of a word: no word, or a rare short one.
fn is_rest<M: LanguageModel>(model: &M, token: &Token<'_>) -> bool {
    let letters = token.word.chars().filter(|&c| is_letter(c)).count();
    if letters == 0 || letters > 9 {
        return false;
    }
    match model.word(token.word) {
        Some(id) => letters <= 4 && model.word_cost(id) > 13 * BIT,
        None => true,
    }
}
