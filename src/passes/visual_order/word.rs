//! The words of a line, and what two of them are worth side by side.

use std::ops::Range;

use crate::arabic::bidi::{class, Class};
use crate::arabic::digits::is_digit;
use crate::arabic::letters::is_letter;
use crate::arabic::width::{width, Width};
use crate::arabic::words::{ends_clause, is_stop, strip_punctuation};
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::{Text, View};

use super::words::{inside, Spelling};

/// What it costs a token to be two words.
const TWO: Cost = 8 * BIT;
/// What it is worth that they are where two are expected.
const EXPECTED: Cost = 8 * BIT;
/// Letters of a name, at least.
const NAME: usize = 4;
/// The most that one joint says.
const JOINT: Cost = 12 * BIT;

/// A word, or a number or Latin word, of a line.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) span: Range<usize>,
    id: Option<WordId>,
    /// Whether signs stand before it, and behind it.
    opens: bool,
    closes: bool,
    /// Whether what ends a clause stands before it, and behind it.
    pub(super) stop_before: bool,
    pub(super) stop_behind: bool,
    pub(super) width: Width,
    pub(super) unit: bool,
    /// Whether it begins a piece whatever its width.
    pub(super) parts: bool,
}

/// Whether a space stands before a line.
pub(super) fn is_led(text: &Text<'_>, view: View<'_>) -> bool {
    text.as_str()[..view.start()].ends_with(' ')
}

/// The words of a line; two that lost the space between them are two.
pub(super) fn words_of<M: LanguageModel>(
    model: &M,
    spelling: &mut Spelling,
    text: &Text<'_>,
    view: View<'_>,
) -> Vec<Word> {
    let led = is_led(text, view);
    let mut words: Vec<Word> = Vec::new();
    let mut tokens = view.words().peekable();
    while let Some(token) = tokens.next() {
        let next = tokens.peek().map(|next| strip_punctuation(next.text()));
        let (mut start, mut parts) = (token.start(), false);
        while start < token.end() {
            let rest = text.part(start..token.end());
            let end = start + unit_ends(rest.text()).unwrap_or(rest.text().len());
            if let Some(at) =
                led.then(|| seam(model, spelling, &rest.text()[..end - start], next, false)).flatten()
            {
                words.push(Word { parts, ..word(model, spelling, text.part(start..start + at)) });
                start += at;
                parts = true;
            }
            words.push(Word { parts, ..word(model, spelling, text.part(start..end)) });
            (start, parts) = (end, false);
        }
    }
    words
}

fn word<M: LanguageModel>(model: &M, spelling: &mut Spelling, view: View<'_>) -> Word {
    let token = view.text();
    let core = strip_punctuation(token);
    let number = core.starts_with(is_digit);
    let id = if number { Some(WordId::NUMBER) } else { spelling.stands(model, token).and_then(|(_, id)| id) };
    Word {
        span: view.span(),
        id,
        opens: core.is_empty() || !token.starts_with(core),
        closes: core.is_empty() || !token.ends_with(core),
        stop_before: !core.is_empty() && token.starts_with(is_stop),
        stop_behind: !core.is_empty() && token.ends_with(is_stop),
        width: width(token),
        unit: number || core.chars().any(|c| class(c) == Class::Left),
        parts: false,
    }
}

/// Where letters of the script and a number or Latin meet in a token.
fn unit_ends(token: &str) -> Option<usize> {
    let side = |c: char| match class(c) {
        Class::Right => Some(false),
        Class::European | Class::Left => Some(true),
        _ => None,
    };
    let mut before = None;
    token.char_indices().find_map(|(at, c)| {
        let here = side(c);
        let ends = here.is_some() && before.is_some() && here != before;
        before = here;
        ends.then_some(at)
    })
}

/// Where a token is two words whose space was lost, or a word and the end of the one that `next` begins;
/// `expected` tells whether it is two words.
fn seam<M: LanguageModel>(
    model: &M,
    spelling: &mut Spelling,
    token: &str,
    next: Option<&str>,
    expected: bool,
) -> Option<usize> {
    let mut chars = token.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ends = at > 0 && ends_clause(c) && chars.peek().is_some_and(|&(_, next)| is_letter(next));
        if ends {
            return Some(at + c.len_utf8());
        }
    }
    let (whole, known) = spelling.stands(model, token)?;
    if known.is_some() && !expected {
        return None;
    }
    let letters = |part: &str| part.chars().filter(|&c| is_letter(c)).count();
    let mut cost = |at: usize| -> Option<Cost> {
        let (a, b) = (&token[..at], &token[at..]);
        let (one, other) = (spelling.stands(model, a)?, spelling.stands(model, b)?);
        let two = match (one.1, other.1) {
            (Some(_), Some(_)) if letters(a).min(letters(b)) < 2 => return None,
            (Some(_), Some(_)) if expected => -EXPECTED,
            (Some(_), Some(_)) => TWO,
            // Where a piece ends inside a word.
            (Some(_), None) if letters(b) < NAME => {
                let next = next?;
                let id = model.word_of_two(next, b)?;
                return Some(one.0 + model.word_cost(id) + TWO - model.cost(next));
            }
            (Some(_), None) => TWO,
            (None, Some(_)) if letters(a) >= NAME => TWO,
            _ => return None,
        };
        Some(one.0 + other.0 + two)
    };
    inside(token)
        .filter(|&at| token[at..].starts_with(is_letter))
        .filter_map(|at| Some((cost(at)?, at)))
        .min()
        .filter(|&(cost, _)| cost < whole)
        .map(|(_, at)| at)
}

/// Part the word `at` where it is likeliest two: the piece that begins a line has no space before it.
pub(super) fn split<M: LanguageModel>(
    model: &M,
    spelling: &mut Spelling,
    text: &Text<'_>,
    words: &mut Vec<Word>,
    at: usize,
) {
    let view = text.part(words[at].span.clone());
    if let Some(seam) = seam(model, spelling, view.text(), None, true) {
        let middle = view.start() + seam;
        words[at] = word(model, spelling, text.part(view.start()..middle));
        let second = word(model, spelling, text.part(middle..view.end()));
        words.insert(at + 1, Word { parts: true, ..second });
    }
}

/// What two words are worth one after the other, in bits above chance.
pub(super) fn joint<M: LanguageModel>(model: &M, a: &Word, b: &Word) -> Cost {
    let edge = Some(WordId::EDGE);
    let worth = if a.closes || b.opens {
        model.known_gain(a.id, edge) + model.known_gain(edge, b.id)
    } else {
        model.known_gain(a.id, b.id)
    };
    worth.clamp(-JOINT, JOINT)
}
