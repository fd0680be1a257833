//! A line as words with places, and what two words are worth side by side.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::width::{width, Width, SPACE};
use crate::arabic::words::{ends_sentence, is_stop, strip_punctuation};
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::View;

/// The most that one pair says, of what it is worth how much, in eighths, and what it is worth that it was seen.
const PAIR: Cost = 8 * BIT;
const EIGHTHS: Cost = 5;
const SEEN: Cost = BIT;
/// What it is worth that a line ends a sentence: most paragraphs do, and hardly any line of the page that comes last.
const WHOLE: Cost = 2 * BIT;

/// A word with its place, and what it ends.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) span: Range<usize>,
    /// Where it stands in the line.
    start: Width,
    end: Width,
    id: Option<WordId>,
    closes: bool,
    pub(super) ends: bool,
}

impl Word {
    /// The word of a token that stands at a byte of the text and so far from the beginning of its line.
    fn of<M: LanguageModel>(model: &M, token: &str, at: usize, start: Width) -> Self {
        let core = strip_punctuation(token);
        let tail = token.trim_end_matches(['"', '”', '“', '»', ')']);
        Word {
            span: at..at + token.len(),
            start,
            end: start.saturating_add(width(token)),
            id: if core.starts_with(is_digit) { Some(WordId::NUMBER) } else { model.word(core) },
            closes: tail.ends_with(is_stop),
            ends: tail.ends_with(ends_sentence) || tail.ends_with(':'),
        }
    }
}

/// What the last word of one line and the first of another are worth together.
pub(super) fn ends<M: LanguageModel>(model: &M, above: &str, below: &str) -> Cost {
    let last = above.split_whitespace().next_back().map(|token| Word::of(model, token, 0, 0));
    let first = below.split_whitespace().next().map(|token| Word::of(model, token, 0, 0));
    last.zip(first).map_or(0, |(last, first)| if last.ends { WHOLE } else { joint(model, &last, &first) })
}

/// The width of the words from one to another.
pub(super) fn between(first: &Word, last: &Word) -> Width {
    last.end - first.start
}

/// The words of a line in order.
pub(super) fn words<'a, M: LanguageModel>(model: &'a M, line: View<'a>) -> impl Iterator<Item = Word> + 'a {
    line.words().scan(0, move |start: &mut Width, token| {
        let word = Word::of(model, token.text(), token.start(), *start);
        *start = word.end.saturating_add(SPACE);
        Some(word)
    })
}

/// How much likelier `b` stands after `a` than anywhere.
pub(super) fn joint<M: LanguageModel>(model: &M, a: &Word, b: &Word) -> Cost {
    let first = if a.closes { Some(WordId::EDGE) } else { a.id };
    let (Some(first), Some(second)) = (first, b.id) else { return 0 };
    let seen = if !a.closes && model.pair_cost(first, second).is_some() { SEEN } else { 0 };
    (model.next_gain(first, second) * EIGHTHS / 8 + seen).clamp(-PAIR, PAIR)
}
