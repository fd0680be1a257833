//! The lines of a page as words with places, and what two words are worth one after the other.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::width::{width, Width};
use crate::arabic::words::{ends_clause, strip_punctuation, tokens};
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::View;

/// Spaces that part two columns where the page is drawn with spaces.
pub(super) const WIDE: &str = "   ";
/// The most that two words say, and how much counts of what they and the ones next to them do, in 256ths: all of it
/// says too much if taken at its word.
const PAIR: Cost = 10 * BIT;
const NEXT: Cost = 220;
const FAR: Cost = 90;

/// A word of a line.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Bytes of the text, signs and all.
    pub(super) span: Range<usize>,
    id: Option<WordId>,
    /// Whether a clause ends before it, and behind it.
    opens: bool,
    closes: bool,
}

/// A line with words.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) words: Vec<Word>,
    /// The word behind the widest gap, if one is as wide as what parts columns.
    pub(super) gap: Option<usize>,
    /// Whether there are more such gaps: a row of a table.
    pub(super) cells: bool,
    pub(super) width: Width,
    /// Characters before its first word, and before that behind the gap.
    pub(super) indent: usize,
    pub(super) place: usize,
}

/// What may stand behind the stop of a clause.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '\u{BB}' | '\u{201D}')
}

impl Line {
    /// `None` for a line without words.
    pub(super) fn of<M: LanguageModel>(model: &M, view: View<'_>) -> Option<Line> {
        let text = view.text();
        let mut words = Vec::new();
        let mut gap: Option<(usize, usize)> = None;
        let (mut end, mut gaps) = (None, 0);
        for token in tokens(text) {
            if let Some(end) = end.replace(token.end()) {
                let space = &text[end..token.start];
                let wide = space.contains(WIDE);
                gaps += usize::from(wide);
                if wide && gap.is_none_or(|(widest, _)| space.len() > widest) {
                    gap = Some((space.len(), words.len()));
                }
            }
            let word = strip_punctuation(token.text);
            let id = if word.starts_with(is_digit) { Some(WordId::NUMBER) } else { model.word(word) };
            words.push(Word {
                span: view.start() + token.start..view.start() + token.end(),
                id,
                opens: word.is_empty() || token.text.starts_with(ends_clause),
                closes: word.is_empty() || token.text.trim_end_matches(is_quote).ends_with(ends_clause),
            });
        }
        let first = words.first()?;
        let chars = |to: &Word| text[..to.span.start - view.start()].chars().count();
        let (indent, gap) = (chars(first), gap.map(|(_, at)| at));
        let place = gap.map_or(0, |at| chars(&words[at]));
        let width = width(text.trim());
        Some(Line { words, gap, cells: gaps > 1, width, indent, place })
    }
}

/// A place in a page: a word of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) line: usize,
    pub(super) word: usize,
}

/// What words are worth one after the other, in bits above chance.
pub(super) struct Joints<'p, M> {
    pub(super) model: &'p M,
    pub(super) lines: &'p [Line],
}

impl<M: LanguageModel> Joints<'_, M> {
    fn word(&self, at: At) -> &Word {
        &self.lines[at.line].words[at.word]
    }

    /// What it is worth that the part of a line that begins at `start` goes on where another ends with `end`.
    pub(super) fn joint(&self, end: At, start: At) -> Cost {
        let (a, b) = (self.word(end), self.word(start));
        let edge = Some(WordId::EDGE);
        let next = match (a.closes, b.opens) {
            (false, false) => self.model.known_gain(a.id, b.id),
            (true, _) => self.model.known_gain(a.id, edge) + self.model.known_gain(edge, b.id),
            (false, true) => self.model.known_gain(a.id, edge),
        };
        let far = |a: Option<&Word>, c: Option<&Word>| match (a, c) {
            (Some(Word { id: Some(a), closes: false, .. }), Some(Word { id: Some(c), opens: false, .. })) => {
                self.model.far_gain(*a, *c)
            }
            _ => 0,
        };
        let words = |at: At| &self.lines[at.line].words;
        let before = end.word.checked_sub(1).map(|at| &words(end)[at]);
        let after = words(start).get(start.word + 1);
        let far = match a.closes || b.opens {
            true => 0,
            false => far(before, Some(b)) + far(Some(a), after),
        };
        ((next * NEXT + far * FAR) / 256).clamp(-PAIR, PAIR)
    }

    pub(super) fn last(&self, line: usize) -> At {
        At { line, word: self.lines[line].words.len() - 1 }
    }

    /// What it is worth that a line goes on in the next.
    pub(super) fn goes_on(&self, line: usize) -> Cost {
        self.joint(self.last(line), At { line: line + 1, word: 0 })
    }
}
