//! Lines that begin with vowel signs, and the parts of rows that they and the lines about them are.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::width::{width, Width, SPACE};
use crate::arabic::words::ends_clause;
use crate::arabic::LineGate;
use crate::model::{Cost, LanguageModel};
use crate::text::{Text, View};

use super::line::filled;
use super::seat::{has_few_signs, is_sign, last_word, WORDS};

/// Bytes of white space before a line that may have stood between two words; more is its place on the page.
const INDENT: usize = 4;

/// Of so many signs, one begins a line at least where rows of vocalised text are parted at signs.
const PARTED: usize = 10;

/// How the parts of a text stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// Each as it reads.
    Whole,
    /// Their runs from left to right around numbers and Latin.
    Runs,
}

/// A part of a row: signs, or the line or rest of a line between two of them.
#[derive(Debug)]
pub(super) struct Part {
    /// Closing punctuation, parted from the body by the signs on its line.
    pub(super) stops: Range<usize>,
    pub(super) body: Range<usize>,
    pub(super) signs: bool,
    /// Whether white space stands before it, or about the signs.
    pub(super) spaced: bool,
    /// The line it is of, by its place in the chain.
    pub(super) line: usize,
    pub(super) width: Width,
}

/// Lines one after the other that signs may join.
pub(super) struct Chain {
    pub(super) span: Range<usize>,
    /// The parts as they stand, from left to right.
    pub(super) parts: Vec<Part>,
    /// White space about the parts that goes.
    pub(super) margins: Vec<Range<usize>>,
    /// The bytes between each line and the next.
    pub(super) gaps: Vec<Range<usize>>,
}

/// The signs that a line begins with, and what stands before and behind them.
struct Head {
    stops: Range<usize>,
    /// A letter before them that is not there: fonts may say of a sign which letter it was first seen on.
    letter: Range<usize>,
    signs: Range<usize>,
    rest: Range<usize>,
}

impl Head {
    /// `with_letters` tells whether signs may come with a letter.
    fn of(view: View<'_>, with_letters: bool) -> Option<Head> {
        let line = view.trim();
        let (start, end) = (line.start(), line.end());
        if start - view.start() > INDENT {
            return None;
        }
        let text = line.text();
        if let Some((_, signs)) = letter_and_signs(text).filter(|_| with_letters) {
            let (letter, signs) = (start..end - signs.len(), end - signs.len()..end);
            return Some(Head { stops: start..start, letter, signs, rest: end..end });
        }
        let after = text.trim_start_matches(ends_clause);
        let rest = after.trim_start_matches(is_sign);
        let signs = end - after.len()..end - rest.len();
        let rest = end - rest.trim_start().len()..end;
        let letter = signs.start..signs.start;
        (!signs.is_empty()).then_some(Head { stops: start..signs.start, letter, signs, rest })
    }

    fn is_alone(&self) -> bool {
        self.stops.is_empty() && self.rest.is_empty()
    }
}

/// How wide a text is with spaces in a row for one.
pub(super) fn squeezed(text: &str) -> Width {
    text.split(' ').filter(|word| !word.is_empty()).fold(0, |sum: Width, word| {
        sum.saturating_add(width(word)).saturating_add(if sum > 0 { SPACE } else { 0 })
    })
}

fn begins_with_sign(line: &str) -> bool {
    line.trim_start_matches(ends_clause).starts_with(is_sign)
}

/// A line that is one letter with signs.
fn letter_and_signs(line: &str) -> Option<(&str, &str)> {
    let signs = line.strip_prefix(is_letter)?;
    (!signs.is_empty() && signs.chars().all(is_sign)).then(|| line.split_at(line.len() - signs.len()))
}

/// How much likelier it is that the letters are not there that signs come with on lines of their own, by the words
/// before them; 0 where none do.
pub(super) fn letters_are_too_many<M: LanguageModel>(model: &M, text: &Text<'_>) -> Cost {
    let mut lines = filled(text).map(|(line, _)| line.trim().text()).peekable();
    let mut sum: Cost = 0;
    while let Some(line) = lines.next() {
        if let (Some((letter, _)), Some(next)) = (letter_and_signs(line), lines.peek()) {
            let word = last_word(next);
            let with = format!("{word}{letter}");
            sum = sum.saturating_add((model.cost(&with) - model.cost(word)).clamp(-WORDS, WORDS));
        }
    }
    sum
}

/// Whether any line begins with a sign, and hardly any word: a text with signs before their letters has no rows
/// that show. Nor has a text with signs on most letters, of which a few begin lines. Allocates nothing.
pub(super) fn any(text: &Text<'_>) -> bool {
    text.may_have_in('\u{064B}'..='\u{0652}')
        && text
            .lines()
            .map(|line| line.trim().text())
            .any(|line| begins_with_sign(line) || letter_and_signs(line).is_some())
        && {
            let lines = text.lines().filter(|line| !line.text().trim().is_empty());
            let (mut all, mut words, mut rows, mut signs) = (0, 0, 0, 0);
            for line in lines {
                let trimmed = line.trim().text();
                all += 1;
                words += line.words().skip(1).filter(|word| word.text().starts_with(is_sign)).count();
                rows += usize::from(begins_with_sign(trimmed) || letter_and_signs(trimmed).is_some());
                signs += trimmed.chars().filter(|&c| is_sign(c)).count();
            }
            2 * words < all && (PARTED * rows >= signs || has_few_signs(text.as_str()))
        }
}

/// The chains of a text, not across pages; `with_letters` tells whether signs may come with a letter.
pub(super) fn chains(text: &Text<'_>, with_letters: bool) -> Vec<Chain> {
    let mut gate = LineGate::new(text.as_str());
    let lines: Vec<(View<'_>, bool, Option<Head>)> =
        filled(text).map(|(line, ends)| (line, ends, Head::of(line, with_letters))).collect();
    // Signs stand before their letter, and those alone behind the part that is read after them.
    let joined = |a: &(View<'_>, bool, Option<Head>), b: &(View<'_>, bool, Option<Head>)| {
        !a.1 && (a.2.is_some() || b.2.as_ref().is_some_and(Head::is_alone))
    };
    lines
        .chunk_by(joined)
        .filter_map(|lines| {
            let signs_end = lines.iter().rev().take_while(|line| line.2.as_ref().is_some_and(Head::is_alone));
            let lines = &lines[..lines.len() - signs_end.count()];
            let shown = lines.len() > 1 && lines.iter().any(|line| line.2.is_some());
            (shown && gate.at(lines[0].0.start()).is_arabic()).then(|| Chain::of(text.as_str(), lines))
        })
        .collect()
}

impl Chain {
    fn of(source: &str, lines: &[(View<'_>, bool, Option<Head>)]) -> Chain {
        let start = lines[0].0.start();
        let mut chain =
            Chain { span: start..start, parts: Vec::new(), margins: Vec::new(), gaps: Vec::new() };
        for (at, (view, _, head)) in lines.iter().enumerate() {
            let span = view.trim().span();
            if at == 0 {
                chain.margins.push(view.start()..span.start);
            }
            let gap = span.end..lines.get(at + 1).map_or(span.end, |next| next.0.trim().start());
            let indent = (1..=INDENT).contains(&(span.start - view.start()));
            chain.span.end = span.end;
            chain.gaps.push(gap.clone());
            let mut push = |stops: Range<usize>, body: Range<usize>, signs: bool, spaced: bool| {
                let width = squeezed(&source[body.clone()]).max(1);
                chain.parts.push(Part { stops, body, signs, spaced, line: at, width });
            };
            let Some(Head { stops, letter, signs, rest }) = head else {
                push(span.start..span.start, span, false, indent);
                continue;
            };
            if !rest.is_empty() || !stops.is_empty() {
                push(stops.clone(), rest.clone(), false, stops.is_empty() && rest.start > signs.end);
            }
            push(
                signs.start..signs.start,
                signs.clone(),
                true,
                indent || source[gap.clone()].starts_with(' '),
            );
            chain.margins.push(letter.clone());
            if stops.is_empty() {
                chain.margins.push(signs.end..rest.start);
            }
        }
        chain
    }
}

impl Part {
    /// The end that is read before what stands before the part.
    pub(super) fn end(&self, text: &Text<'_>, how: Parts) -> Range<usize> {
        match self.runs(text.as_str(), how).next() {
            Some((run, false)) => text.part(run).trim().span(),
            _ => self.body.end..self.body.end,
        }
    }

    /// The start that is read after what stands behind the part.
    pub(super) fn start(&self, text: &Text<'_>, how: Parts) -> Range<usize> {
        if !self.stops.is_empty() {
            return self.stops.clone();
        }
        match self.runs(text.as_str(), how).last() {
            Some((run, false)) => text.part(run).trim().span(),
            _ => self.body.start..self.body.start,
        }
    }

    /// The runs of the part as they stand, and which are numbers or Latin.
    pub(super) fn runs<'s>(
        &self,
        source: &'s str,
        how: Parts,
    ) -> impl Iterator<Item = (Range<usize>, bool)> + use<'s> {
        let Range { mut start, end } = self.body.clone();
        let whole = how == Parts::Whole || self.signs;
        std::iter::from_fn(move || {
            let rest = source.get(start..end).filter(|rest| !rest.is_empty())?;
            let unit = !whole && rest.starts_with(is_unit);
            let len = match unit {
                _ if whole => rest.len(),
                true => unit_len(rest),
                false => rest.find(is_unit).unwrap_or(rest.len()),
            };
            start += len;
            Some((start - len..start, unit))
        })
    }
}

/// The bytes of the number or the Latin words that `text` begins with, with single signs between them.
pub(super) fn unit_len(text: &str) -> usize {
    let mut len = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_unit(c) {
            len = at + c.len_utf8();
        } else if is_letter(c) || !chars.peek().is_some_and(|&(_, c)| is_unit(c)) {
            break;
        }
    }
    len
}

/// A digit, or a letter of another script.
pub(super) fn is_unit(c: char) -> bool {
    // Letters of the script first: the general question is slow for them.
    is_digit(c) || !is_letter(c) && !is_mark(c) && c != TATWEEL && c.is_alphabetic()
}
