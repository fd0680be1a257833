//! Whether the ends of a line look like the tail and the head of a word. Healthy lines are asked too, so the cheap questions come first.

use crate::arabic::letters::{is_letter, joins_next, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::line::{Glued, Token};
use super::print::Fingerprint;

/// Bits by which a torn word must be likelier whole than in two.
const TORN: Cost = 4 * BIT;
/// The beginning of a tail between two words.
const TAIL: &str = " \u{640}";

/// Tells lines that may be torn from the others.
pub(super) struct Gate<'m, M> {
    model: &'m M,
    print: Option<&'m Fingerprint>,
    tails: memchr::memmem::Finder<'static>,
    /// Whether there is a tail that begins with a tatweel, within a line and at its start.
    inside: bool,
    at_start: bool,
}

impl<'m, M: LanguageModel> Gate<'m, M> {
    pub(super) fn new(model: &'m M, text: &Text<'_>, print: Option<&'m Fingerprint>) -> Self {
        let tails = memchr::memmem::Finder::new(TAIL);
        let at_start = text.may_have(TATWEEL);
        let inside = at_start && tails.find(text.as_str().as_bytes()).is_some();
        Gate { model, print, tails, inside, at_start }
    }

    /// Whether the text is known to have torn lines.
    pub(super) fn knows_the_text(&self) -> bool {
        self.print.is_some()
    }

    /// Whether a line may be torn. A few bytes of it are read; one line in five takes some look-ups.
    pub(super) fn lets_pass(&self, view: View<'_>) -> bool {
        let line = view.text().trim_end();
        let Some(end) = line.chars().rev().find(|&c| !is_mark(c)) else { return false };
        let ends_in_head = is_letter(end) && !joins_next(end) || end == TATWEEL;
        if !ends_in_head && !self.at_start {
            return false;
        }
        let line = line.trim_start();
        let (Some(first), Some(last)) = (
            line.split(char::is_whitespace).next().map(Token::new),
            line.rsplit(char::is_whitespace).next().map(Token::new),
        ) else {
            return false;
        };
        if last.closes() || first.opens() || first.text.len() == line.len() {
            return false;
        }
        let Some(start) = first.word.chars().next() else { return false };
        if start == TATWEEL {
            return first.word.chars().any(is_letter) || Glued::of(&last, &first).is_some();
        }
        if self.print.is_some_and(|print| print.has_ends(end, start)) {
            return true;
        }
        if let Some(glued) = Glued::of(&last, &first) {
            return match self.model.word(glued.as_str()) {
                Some(id) => {
                    self.model.word_cost(id) + TORN
                        < self.model.cost(glued.head) + self.model.cost(glued.tail)
                }
                None if is_mark(start) => true,
                None if self.print.is_some() => self.is_rest(&first) || self.is_rest(&last),
                None => self.is_rest(&first) && self.is_rest(&last),
            };
        }
        let tail = |at: usize| line[at + TAIL.len()..].trim_start_matches(TATWEEL).starts_with(is_letter);
        self.inside && self.tails.find_iter(line.as_bytes()).any(tail)
    }

    /// Whether a token looks like a part of a word: no word, or a rare short one.
    fn is_rest(&self, token: &Token<'_>) -> bool {
        let letters = token.word.chars().filter(|&c| is_letter(c)).count();
        if letters == 0 || letters > 9 {
            return false;
        }
        match self.model.word(token.word) {
            Some(id) => letters <= 4 && self.model.word_cost(id) > 13 * BIT,
            None => true,
        }
    }
}
