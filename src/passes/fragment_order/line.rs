//! A line as words with places, and the signs at its ends that it may be torn.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, joins_next, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::words::strip_punctuation;
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::View;

/// Tokens of one line that are read; a longer one is no line of a page.
pub(super) const TOKENS: usize = 48;
/// The bytes of two tokens that may be one word.
const GLUED: usize = 64;

/// A token of a line: its word, and what stands about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    /// The word without the signs about it; empty if there is none.
    pub(super) word: &'t str,
}

impl<'t> Token<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Token { text, word: strip_punctuation(text) }
    }

    /// Whether signs stand before its word.
    pub(super) fn opens(&self) -> bool {
        !self.text.starts_with(self.word) || self.word.is_empty()
    }

    /// Whether signs stand behind its word.
    pub(super) fn closes(&self) -> bool {
        !self.text.ends_with(self.word) || self.word.is_empty()
    }

    /// The id of its word; numbers have one of their own.
    pub(super) fn id<M: LanguageModel>(&self, model: &M) -> Option<WordId> {
        if self.word.starts_with(is_digit) {
            return Some(WordId::NUMBER);
        }
        model.word(self.word)
    }
}

/// The first token of a line.
fn first_token(view: View<'_>) -> Option<Token<'_>> {
    view.text().split_whitespace().next().map(Token::new)
}

/// The last token of a line.
fn last_token(view: View<'_>) -> Option<Token<'_>> {
    view.text().split_whitespace().next_back().map(Token::new)
}

/// The two words that stand nearest to a line, on one side of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside<'t> {
    pub(super) near: Option<(Token<'t>, Option<WordId>)>,
    pub(super) far: Option<(Token<'t>, Option<WordId>)>,
}

impl<'t> Beside<'t> {
    /// The id of the farther word.
    pub(super) fn far_id(&self) -> Option<WordId> {
        self.far.and_then(|(_, id)| id)
    }

    /// The first words of the line after.
    pub(super) fn first_of<M: LanguageModel>(model: &M, view: View<'t>) -> Self {
        Beside::of(model, view.text().split_whitespace())
    }

    /// The last words of the line before.
    pub(super) fn last_of<M: LanguageModel>(model: &M, view: View<'t>) -> Self {
        Beside::of(model, view.text().split_whitespace().rev())
    }

    fn of<M: LanguageModel>(model: &M, mut nearest_first: impl Iterator<Item = &'t str>) -> Self {
        let mut next = || nearest_first.next().map(Token::new).map(|token| (token, token.id(model)));
        Beside { near: next(), far: next() }
    }
}

/// A head and a tail of a word, put together.
pub(super) struct Glued {
    bytes: [u8; GLUED],
    len: usize,
}

impl Glued {
    /// `None` where no word is torn: the head ends in a letter that joins and the tail begins with
    /// no tatweel, a sign stands between them, or they are too long for a word.
    pub(super) fn of(head: &Token<'_>, tail: &Token<'_>) -> Option<Glued> {
        if head.closes() || tail.opens() {
            return None;
        }
        let last = head.word.chars().rev().find(|&c| !is_mark(c))?;
        let first = tail.word.chars().next()?;
        let torn = first == TATWEEL || last == TATWEEL || is_letter(last) && !joins_next(last);
        // These end a word, or begin one.
        let ends = matches!(last, '\u{629}' | '\u{649}') && first != TATWEEL;
        let letters =
            head.word.chars().chain(tail.word.chars()).all(|c| is_letter(c) || is_mark(c) || c == TATWEEL);
        let len = head.word.len() + tail.word.len();
        if !torn || ends || !letters || len > GLUED {
            return None;
        }
        let mut bytes = [0; GLUED];
        bytes[..head.word.len()].copy_from_slice(head.word.as_bytes());
        bytes[head.word.len()..len].copy_from_slice(tail.word.as_bytes());
        Some(Glued { bytes, len })
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
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

/// The tokens of a line. Nothing is allocated: healthy lines may look torn at first.
pub(super) struct Line<'t> {
    tokens: [(usize, Token<'t>); TOKENS],
    ids: [Option<WordId>; TOKENS],
    len: usize,
}

impl<'t> Line<'t> {
    /// `None` for a line of fewer than three tokens, or too many.
    pub(super) fn of<M: LanguageModel>(model: &M, view: View<'t>) -> Option<Self> {
        let nothing = (view.start(), Token { text: "", word: "" });
        let mut line = Line { tokens: [nothing; TOKENS], ids: [None; TOKENS], len: 0 };
        for word in view.words() {
            let token = Token::new(word.text());
            *line.tokens.get_mut(line.len)? = (word.start(), token);
            line.ids[line.len] = token.id(model);
            line.len += 1;
        }
        (line.len >= 3).then_some(line)
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn token(&self, at: usize) -> Token<'t> {
        self.tokens[at].1
    }

    pub(super) fn id(&self, at: usize) -> Option<WordId> {
        self.ids[at]
    }

    /// The same; `None` beyond the line.
    pub(super) fn id_at(&self, at: usize) -> Option<WordId> {
        self.ids.get(at).copied().flatten()
    }

    /// The words before token `end`, seen from a line after.
    pub(super) fn words_before(&self, end: usize) -> Beside<'t> {
        Beside {
            near: Some((self.token(end - 1), self.id(end - 1))),
            far: end.checked_sub(2).map(|at| (self.token(at), self.id(at))),
        }
    }

    /// The bytes of a token in the text.
    pub(super) fn span(&self, at: usize) -> Range<usize> {
        let (start, token) = self.tokens[at];
        start..start + token.text.len()
    }
}
