//! Lines that may be pieces of rows, and the likeliest rows that they make.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::words::tokens;
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::{Text, View};

/// Lines in a row that are looked at; more are a table.
const LONGEST: usize = 24;
/// Bytes of a number, at most.
const NUMBER: usize = 24;
/// What it is worth that a comma or stop that begins a piece stands after a number, and what it costs at a
/// row's start or after another stop.
const STOP: Cost = 4 * BIT;
const STRAY_STOP: Cost = 10 * BIT;

/// What a row costs that stops short of the line's end.
const SHORT_ROW: Cost = 4 * BIT;

/// Whether a line is a number, with the signs about it.
pub(super) fn is_number(line: &str) -> bool {
    let line = line.trim();
    line.len() <= NUMBER
        && line.starts_with(|c: char| !c.is_alphabetic())
        && line.contains(is_digit)
        && !line.contains(char::is_alphabetic)
}

/// What the model knows of an end of a line: the word there, or what stands for it.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    near: Option<WordId>,
    far: Option<WordId>,
}

/// A line.
#[derive(Clone, Debug)]
struct Line {
    /// Bytes of the text, white space about it left out.
    span: Range<usize>,
    number: bool,
    /// In characters.
    width: usize,
    first: End,
    last: End,
    /// Whether it begins with what can only end a clause.
    stop: bool,
    /// Whether its last character is a digit.
    digit: bool,
}

impl Line {
    fn of<M: LanguageModel>(model: &M, view: View<'_>) -> Line {
        let text = view.text().trim();
        let start = view.start() + (view.text().len() - view.text().trim_start().len());
        let closes = |text: &str| text.ends_with(['.', '،', ':', '؛', '؟', '!']);
        let id = |text: &str| match tokens(text).next().map(|token| token.core().text) {
            Some("") | None => Some(WordId::EDGE),
            Some(word) if word.starts_with(is_digit) => Some(WordId::NUMBER),
            Some(word) => model.word(word),
        };
        let stop = text.starts_with(['.', '،', ':', '؛', '؟', '!', '%', ')']);
        let mut words = tokens(text).map(|token| token.text);
        let (one, two) = (words.next().unwrap_or_default(), words.next());
        let first = End { near: if stop { Some(WordId::EDGE) } else { id(one) }, far: two.and_then(id) };
        let mut words = text.rsplit(char::is_whitespace).filter(|word| !word.is_empty());
        let (one, two) = (words.next().unwrap_or_default(), words.next());
        let near = if closes(one) { Some(WordId::EDGE) } else { id(one) };
        let last = End { near, far: two.and_then(id) };
        Line {
            span: start..start + text.len(),
            number: is_number(text),
            width: text.chars().count(),
            first,
            last,
            stop,
            digit: text.ends_with(is_digit),
        }
    }
}

/// What lines are worth one after the other, in bits above chance.
struct Joints<'m, M> {
    model: &'m M,
}

impl<M: LanguageModel> Joints<'_, M> {
    fn next(&self, a: Option<WordId>, b: Option<WordId>) -> Cost {
        match (a, b) {
            (Some(a), Some(b)) => self.model.word_cost(b) - self.model.next_cost(a, b),
            _ => 0,
        }
    }

    fn far(&self, a: Option<WordId>, c: Option<WordId>) -> Cost {
        match (a, c) {
            (Some(a), Some(c)) => self.model.far_gain(a, c) / 2,
            _ => 0,
        }
    }

    fn joint(&self, a: &Line, b: &Line) -> Cost {
        let words = self.next(a.last.near, b.first.near)
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
    fn about(&self, a: &Line, number: &Line, b: &Line) -> Cost {
        if number.number {
            self.far(a.last.near, b.first.near)
        } else {
            0
        }
    }

    /// The joint of two rows.
    fn rows(&self, a: Option<&Line>, b: Option<&Line>) -> Cost {
        let stray = b.is_some_and(|b| b.stop) && a.is_none_or(|a| !a.digit);
        let stray = if stray { STRAY_STOP } else { 0 };
        match (a, b) {
            (Some(a), Some(b)) => self.joint(a, b) - stray,
            _ => -stray,
        }
    }
}

/// Lines one after the other of which at least every other one is a number.
pub(super) struct Chain {
    lines: Vec<Line>,
    /// The lines that begin a row.
    starts: Vec<usize>,
    gain: Cost,
}

impl Chain {
    /// The first byte of its first line of words.
    pub(super) fn start(&self) -> usize {
        let words = self.lines.iter().find(|line| !line.number);
        words.unwrap_or(&self.lines[0]).span.start
    }

    /// How many lines it has.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// How much likelier the lines are as pieces of rows from left to right than as they stand.
    pub(super) fn gain(&self) -> Cost {
        self.gain
    }

    /// The lines of each row of two or more, as they stand, in bytes of the text.
    pub(super) fn rows(&self) -> impl Iterator<Item = Vec<Range<usize>>> + '_ {
        let ends = self.starts.iter().skip(1).copied().chain([self.lines.len()]);
        let rows = self.starts.iter().zip(ends).filter(|&(&start, end)| end > start + 1);
        rows.map(|(&start, end)| self.lines[start..end].iter().map(|line| line.span.clone()).collect())
    }

    /// The likeliest rows of `lines` between two others; `widest` is how wide a row may be.
    fn of<M: LanguageModel>(
        model: &M,
        lines: Vec<Line>,
        (before, after): (Option<&Line>, Option<&Line>),
        widest: usize,
    ) -> Chain {
        let joints = Joints { model };
        let n = lines.len();
        let beside = |at: usize| [at.checked_sub(1), Some(at), Some(at + 1)];
        let line = |at: Option<usize>| at.and_then(|at| lines.get(at));
        let stands = (0..=n)
            .map(|at| {
                let a = at.checked_sub(1).map_or(before, |at| lines.get(at));
                joints.rows(a, lines.get(at).or(if at == n { after } else { None }))
            })
            .sum::<Cost>()
            + (1..n)
                .filter_map(|at| match beside(at).map(line) {
                    [Some(a), Some(number), Some(b)] => Some(joints.about(a, number, b)),
                    _ => None,
                })
                .sum::<Cost>();
        // best[end][start]: the rows up to `end`, of which the last begins at `start`, and where the one
        // before it begins.
        let mut best = vec![vec![None::<(Cost, usize)>; n]; n + 1];
        for start in 0..n {
            let (mut inside, mut width) = (0, 0);
            for end in start + 1..=n {
                let new = &lines[end - 1];
                width += new.width + 1;
                if end > start + 1 {
                    if width > widest {
                        break;
                    }
                    // The new line is read before the others.
                    inside += joints.joint(new, &lines[end - 2]);
                    if end > start + 2 {
                        inside += joints.about(new, &lines[end - 2], &lines[end - 3]);
                    }
                }
                // A row that goes on in the next one fills the line.
                let short = width * 3 < widest * 2 && lines[start].last.near != Some(WordId::EDGE);
                let inside = if short { inside - SHORT_ROW } else { inside };
                best[end][start] = if start == 0 {
                    Some((inside + joints.rows(before, Some(new)), 0))
                } else {
                    let ways = (0..start).filter_map(|last| {
                        let (cost, _) = best[start][last]?;
                        Some((cost + inside + joints.rows(Some(&lines[last]), Some(new)), last))
                    });
                    ways.max_by_key(|&(worth, last)| (worth, last))
                };
            }
        }
        let ends = (0..n).filter_map(|start| {
            let (worth, _) = best[n][start]?;
            Some((worth + joints.rows(Some(&lines[start]), after), start))
        });
        let (worth, mut start) = ends.max_by_key(|&(worth, start)| (worth, start)).unwrap_or((stands, 0));
        let mut starts = vec![start];
        let mut end = n;
        while let Some((_, before)) = best[end][start].filter(|_| start > 0) {
            (end, start) = (start, before);
            starts.push(start);
        }
        starts.reverse();
        Chain { lines, starts, gain: worth - stands }
    }
}

/// The lines of a text that are not empty, and whether a page ends after each.
fn filled<'t>(text: &Text<'t>) -> impl Iterator<Item = (View<'t>, bool)> + Clone + use<'t> {
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

/// Whether a number stands alone between two lines of words on its page. Allocates nothing.
pub(super) fn any(text: &Text<'_>) -> bool {
    let mut before = [false; 2];
    filled(text).any(|(line, ends)| {
        let number = is_number(line.text());
        let between = before == [false, true] && !number;
        before = if ends { [true; 2] } else { [before[1], number] };
        between
    })
}

/// The chains of a text. Not across pages.
pub(super) fn chains<M: LanguageModel>(model: &M, text: &Text<'_>) -> Vec<Chain> {
    let lines: Vec<(View<'_>, bool, bool)> =
        filled(text).map(|(line, ends)| (line, ends, is_number(line.text()))).collect();
    let widest = widest(lines.iter().filter(|line| !line.2).map(|line| line.0));
    let mut chains = Vec::new();
    let mut at = 0;
    for chain in lines.chunk_by(|a, b| (a.2 || b.2) && !a.1) {
        let end = at + chain.len();
        if (2..=LONGEST).contains(&chain.len()) && chain.iter().any(|line| !line.2) {
            let before = at.checked_sub(1).map(|at| lines[at]).filter(|before| !before.1);
            let after = lines.get(end).filter(|_| !lines[end - 1].1);
            let before = before.map(|(line, ..)| Line::of(model, line));
            let after = after.map(|&(line, ..)| Line::of(model, line));
            let chain: Vec<Line> = chain.iter().map(|&(line, ..)| Line::of(model, line)).collect();
            chains.push(Chain::of(model, chain, (before.as_ref(), after.as_ref()), widest));
        }
        at = end;
    }
    chains
}

/// How wide a line of the text may be, in characters: as wide as nearly all, and a little more.
fn widest<'t>(lines: impl Iterator<Item = View<'t>>) -> usize {
    let mut widths: Vec<usize> = lines.map(|line| line.text().chars().count()).collect();
    let nearly_all = widths.len() * 9 / 10;
    if widths.is_empty() {
        return 0;
    }
    let (_, width, _) = widths.select_nth_unstable(nearly_all);
    *width + *width / 6
}
