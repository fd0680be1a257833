//! A line, what the model knows of its ends, and what two lines are worth one after the other.

use std::ops::Range;

use crate::arabic::bidi::bracket;
use crate::arabic::digits::is_digit;
use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::arabic::words::{ends_clause, tokens};
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::{Text, View};

/// Bytes of a number, at most.
const NUMBER: usize = 24;
/// Bytes of words of another script on a line, at most; more are a sentence.
const WORDS: usize = 40;
/// What it is worth that a comma or stop that begins a piece stands after a number, and what it costs at a
/// row's start or after another stop.
const STOP: Cost = 4 * BIT;
const STRAY_STOP: Cost = 10 * BIT;
/// What it is worth that a number stands between the brackets that two pieces end and begin with.
const BRACKETS: Cost = 12 * BIT;

/// Whether a line is a number, with the signs about it.
pub(super) fn is_number(line: &str) -> bool {
    let line = line.trim();
    line.len() <= NUMBER
        && line.starts_with(|c: char| !c.is_alphabetic())
        && line.contains(is_digit)
        && !line.contains(char::is_alphabetic)
}

/// Whether a line is a number or words of another script, which extractors part from the words about them.
pub(super) fn is_run(line: &str) -> bool {
    let line = line.trim();
    is_number(line)
        || line.len() <= WORDS && line.starts_with(|c: char| c.is_alphanumeric()) && {
            let ours = |c| is_letter(c) || is_mark(c);
            line.contains(char::is_alphabetic) && !line.contains(ours)
        }
}

fn is_bracket(c: char) -> bool {
    bracket(c).is_some()
}

/// What the model knows of an end of a line: the word there, or what stands for it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct End {
    pub(super) near: Option<WordId>,
    pub(super) far: Option<WordId>,
}

/// A line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Bytes of the text, white space about it left out.
    pub(super) span: Range<usize>,
    /// Whether it is a number, or words of another script.
    pub(super) run: bool,
    /// In characters.
    pub(super) width: usize,
    pub(super) first: End,
    pub(super) last: End,
    /// Whether it begins with what can only end a clause.
    pub(super) stop: bool,
    /// Whether it ends with a digit or a word of another script.
    digit: bool,
    /// Whether it begins and ends with a bracket.
    brackets: [bool; 2],
}

impl Line {
    pub(super) fn of<M: LanguageModel>(model: &M, view: View<'_>) -> Line {
        let view = view.trim();
        let text = view.text();
        let id = |text: &str| match tokens(text).next().map(|token| token.core().text) {
            Some("") | None => Some(WordId::EDGE),
            Some(word) if word.starts_with(is_digit) => Some(WordId::NUMBER),
            Some(word) => model.word(word),
        };
        let stop = text.starts_with(|c| ends_clause(c) || matches!(c, '%' | ')'));
        let mut words = tokens(text).map(|token| token.text);
        let (one, two) = (words.next().unwrap_or_default(), words.next());
        let first = End { near: if stop { Some(WordId::EDGE) } else { id(one) }, far: two.and_then(id) };
        let mut words = text.rsplit(char::is_whitespace).filter(|word| !word.is_empty());
        let (one, two) = (words.next().unwrap_or_default(), words.next());
        let near = match one {
            one if one.ends_with(ends_clause) => Some(WordId::EDGE),
            // It may have lost the space before it.
            one if one.ends_with(is_digit) => Some(WordId::NUMBER),
            one => id(one),
        };
        let last = End { near, far: two.and_then(id) };
        let run = is_run(text);
        Line {
            span: view.span(),
            run,
            width: text.chars().count(),
            first,
            last,
            stop,
            digit: run || text.ends_with(is_digit),
            // Which way they look is not known yet.
            brackets: [text.starts_with(is_bracket), text.ends_with(is_bracket)],
        }
    }

    /// Whether it is a number, or in another script, between the brackets that `a` ends with and `b` begins with.
    pub(super) fn is_between(&self, a: &Line, b: &Line) -> bool {
        self.run && a.brackets[1] && b.brackets[0]
    }
}

/// What lines are worth one after the other, in bits above chance.
pub(super) struct Joints<'m, M> {
    pub(super) model: &'m M,
}

impl<M: LanguageModel> Joints<'_, M> {
    fn far(&self, a: Option<WordId>, c: Option<WordId>) -> Cost {
        match (a, c) {
            (Some(a), Some(c)) => self.model.far_gain(a, c) / 2,
            _ => 0,
        }
    }

    pub(super) fn joint(&self, a: &Line, b: &Line) -> Cost {
        let words = self.model.known_gain(a.last.near, b.first.near)
            + self.far(a.last.far, b.first.near)
            + self.far(a.last.near, b.first.far);
        words
            + match b.stop {
                true if a.digit => STOP,
                true if a.last.near == Some(WordId::EDGE) => -STRAY_STOP,
                _ => 0,
            }
    }

    /// What stands before and after a number.
    pub(super) fn about(&self, a: &Line, run: &Line, b: &Line) -> Cost {
        let brackets = if run.is_between(a, b) { BRACKETS } else { 0 };
        if run.run {
            self.far(a.last.near, b.first.near) + brackets
        } else {
            0
        }
    }

    /// The joint of two rows.
    pub(super) fn rows(&self, a: Option<&Line>, b: Option<&Line>) -> Cost {
        let stray = b.is_some_and(|b| b.stop) && a.is_none_or(|a| !a.digit);
        let stray = if stray { STRAY_STOP } else { 0 };
        match (a, b) {
            (Some(a), Some(b)) => self.joint(a, b) - stray,
            _ => -stray,
        }
    }
}

/// The lines of a text that are not empty, and whether a page ends after each.
pub(super) fn filled<'t>(text: &Text<'t>) -> impl Iterator<Item = (View<'t>, bool)> + Clone + use<'t> {
    let source = text.as_str().as_bytes();
    text.lines().filter(|line| line.text().len() > NUMBER || !line.text().trim().is_empty()).map(
        move |line| {
            let rest = &source[line.end()..];
            // Line ends and form feeds in a row.
            let blank = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r' | b'\x0c'));
            (line, blank.clone().any(|&byte| byte == b'\x0c'))
        },
    )
}

/// How wide a line of the text may be, in characters: as wide as nearly all, and a little more.
pub(super) fn widest<'t>(lines: impl Iterator<Item = View<'t>>) -> usize {
    let width = nearly_widest(lines.map(|line| line.text().chars().count()).collect(), (9, 10));
    width.map_or(0, |width| width + width / 6)
}

/// The width that `most` lines of so many do not exceed; `None` of no lines. O(lines).
pub(super) fn nearly_widest<W: Ord + Copy>(mut widths: Vec<W>, (most, of): (usize, usize)) -> Option<W> {
    let nearly_all = widths.len() * most / of;
    (nearly_all < widths.len()).then(|| *widths.select_nth_unstable(nearly_all).1)
}
