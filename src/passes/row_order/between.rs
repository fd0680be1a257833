//! Rows parted at vowel signs that stand in one line, each sign between the two parts that it parts, which come from
//! left to right: `ا قبل أن يصلًكان حاضر` for `كان حاضراً قبل أن يصل`.
//!
//! What stands before such a sign reads behind it, up to the sign before or the line's end, or a number. Other signs
//! of the line stand on their letters. So which of them part it is asked of the words that the parts make, and of
//! the letters that come to carry the signs.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::arabic::letters::is_letter;
use crate::arabic::marks::{count_signs, is_mark};
use crate::arabic::words::letters_only;
use crate::arabic::Orthography;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::inline::Row;
use super::parts::{is_unit, unit_len};
use super::seat::{end_word, first_word, is_sign, seats};
use super::PLAIN;

/// Lines that are plainly likelier from right to left, at least, and one in how many of those with signs.
const LINES: usize = 3;
const SHARE: usize = 3;
/// Signs of a line, at most, and letters for each, at least: of words with all their signs little is known.
const SIGNS: usize = 12;
const LETTERS: usize = 4;
/// Lines that are asked before the text is left alone.
const ASKED: usize = 16;
/// Bytes of a line of a page, at most.
const LINE: usize = 1024;
/// What a word costs that the model does not know, where two parts meet.
const UNKNOWN: Cost = 12 * BIT;
/// What a sign says that no letter can carry.
const NO_SEAT: Cost = 4 * BIT;
/// Signs that no letter can carry, at least, in a text that is looked at.
const ASTRAY: usize = 2;

/// Whether signs stand where no letter can carry them. Allocates nothing.
pub(super) fn any(text: &Text<'_>) -> bool {
    text.may_have_in('\u{064B}'..='\u{0652}')
        && text
            .lines()
            .filter(|line| count_signs(line.text()) > 0 && may_part(line.text()) && astray(line.text()) > 0)
            .nth(ASTRAY - 1)
            .is_some()
}

/// Whether signs are few enough in a line that they may part it.
fn may_part(line: &str) -> bool {
    let all = signs(line).count();
    all <= SIGNS && all * LETTERS <= line.chars().filter(|&c| is_letter(c)).count()
}

/// Signs of a line that no letter carries.
fn astray(line: &str) -> usize {
    signs(line).filter(|signs| !seats(&line[..signs.start], &line[signs.clone()], &line[signs.end..])).count()
}

/// The signs of a line, those of one letter together.
fn signs(line: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + line[at..].find(is_sign)?;
        at = line.len() - line[start..].trim_start_matches(is_sign).len();
        Some(start..at)
    })
}

/// The lines of a text that are in parts; none if the text as a whole does not say so.
pub(super) fn rows<M: LanguageModel>(model: &M, text: &Text<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    // A word that was spelled otherwise by intent comes again and again: of each but one line tells.
    let mut plain: BTreeSet<&str> = BTreeSet::new();
    let mut asked = 0;
    for line in text.lines().filter(|line| line.text().len() <= LINE && line.text().contains(is_sign)) {
        if !Orthography::at(text.as_str(), line.start()).is_arabic() {
            continue;
        }
        asked += 1;
        if asked > ASKED && plain.len() * SHARE < asked {
            return Vec::new();
        }
        let Some((row, sign)) = row(model, line) else { continue };
        if row.gain >= PLAIN {
            let (before, behind) = line.text().split_at(sign);
            let in_word = |c| is_letter(c) || is_mark(c);
            let start = before.trim_end_matches(in_word).len();
            let end = line.text().len() - behind.trim_start_matches(in_word).len();
            plain.insert(&line.text()[start..end]);
        }
        rows.push(row);
    }
    if plain.len() < LINES || plain.len() * SHARE < asked {
        return Vec::new();
    }
    rows
}

/// A line in parts, if any sign parts it, and where the first does, in bytes of the line.
fn row<M: LanguageModel>(model: &M, view: View<'_>) -> Option<(Row, usize)> {
    let line = view.text();
    if !may_part(line) {
        return None;
    }
    let all: Vec<Range<usize>> = signs(line).collect();
    // Or the line is in order, and its signs have spaces before them, or on both sides.
    let others = [without_spaces(line, false), without_spaces(line, true)].map(|line| says(model, &line));
    let stands = others.into_iter().fold(says(model, line), Cost::min);
    let mut best: (Cost, Vec<Range<usize>>, bool) = (stands, Vec::new(), false);
    for (spaces, start) in [(false, &all[..]), (true, &all), (false, &[]), (true, &[])] {
        let (cost, parts) = climb(&all, start.to_vec(), |parts| read(model, line, parts, spaces));
        if cost < best.0 {
            best = (cost, parts, spaces);
        }
    }
    let (least, parts, spaces) = best;
    let span = |span: Range<usize>| view.start() + span.start..view.start() + span.end;
    let pieces = order(line, &parts, spaces).into_iter().map(|piece| Piece::Keep(span(piece))).collect();
    let row = Row { span: view.span(), pieces, gain: stands - least };
    parts.first().map(|sign| (row, sign.start))
}

/// The likeliest signs to part a line and their cost, from some of them on: whatever sign brings it nearest to reading is
/// taken or given up, until none does.
fn climb(
    all: &[Range<usize>],
    mut parts: Vec<Range<usize>>,
    cost: impl Fn(&[Range<usize>]) -> Cost,
) -> (Cost, Vec<Range<usize>>) {
    let mut least = cost(&parts);
    loop {
        let flipped = all.iter().map(|sign| {
            let mut other = parts.clone();
            match other.binary_search_by_key(&sign.start, |part| part.start) {
                Ok(at) => drop(other.remove(at)),
                Err(at) => other.insert(at, sign.clone()),
            }
            (cost(&other), other)
        });
        match flipped.min_by_key(|(cost, _)| *cost).filter(|(cost, _)| *cost < least) {
            Some(better) => (least, parts) = better,
            None => return (least, parts),
        }
    }
}

/// What the words of a line cost where these signs part it.
fn read<M: LanguageModel>(model: &M, line: &str, parts: &[Range<usize>], spaces: bool) -> Cost {
    let order = order(line, parts, spaces);
    let read: String = order.iter().map(|span| &line[span.clone()]).collect();
    let (mut at, mut unknown) = (0, 0);
    for span in &order {
        let end = at + span.len();
        if parts.contains(span) {
            unknown += Cost::from(!joins(model, &read[..at], &read[at..end], &read[end..]));
        }
        at = end;
    }
    says(model, &read) + unknown * UNKNOWN
}

/// What a line costs: its words, each behind the one before, and the signs that no letter carries.
fn says<M: LanguageModel>(model: &M, line: &str) -> Cost {
    let in_word = |c: char| is_letter(c) || is_mark(c);
    let (mut sum, mut last, mut rest) = (0, None, line);
    while let Some(start) = rest.find(in_word) {
        if rest[..start].contains(|c| c != ' ') {
            last = None;
        }
        let end = rest[start..].find(|c| !in_word(c)).map_or(rest.len(), |end| start + end);
        let word: String = letters_only(&rest[start..end]).collect();
        let id = model.word(&word);
        sum += model.cost(&word) - model.known_gain(last, id);
        (last, rest) = (id, &rest[end..]);
    }
    sum + astray(line) as Cost * NO_SEAT
}

/// Whether signs stand on a letter that can carry them, and the letters about them are a word.
fn joins<M: LanguageModel>(model: &M, before: &str, signs: &str, behind: &str) -> bool {
    let in_word = |c| is_letter(c) || is_mark(c);
    let head = &before[before.trim_end_matches(in_word).len()..];
    let tail = if end_word(signs, behind) { "" } else { first_word(behind) };
    seats(before, signs, behind) && model.is_word(&letters_only(&format!("{head}{tail}")).collect::<String>())
}

/// A line without the spaces before its signs, and behind them.
fn without_spaces(line: &str, behind: bool) -> String {
    let mut without = String::with_capacity(line.len());
    let mut from = 0;
    for sign in signs(line) {
        without.push_str(line[from..sign.start].trim_end_matches(' '));
        without.push_str(&line[sign.clone()]);
        let rest = &line[sign.end..];
        from = if behind { line.len() - rest.trim_start_matches(' ').len() } else { sign.end };
    }
    without + &line[from..]
}

/// The bytes of a line in reading order where these signs part it. Numbers and Latin words stay; the spaces behind them
/// and at the line's beginning stay, too, or go with the part that begins there.
fn order(line: &str, parts: &[Range<usize>], spaces: bool) -> Vec<Range<usize>> {
    let begins = |at: usize| if spaces { at } else { line.len() - line[at..].trim_start().len() };
    let mut order = Vec::new();
    let mut from = begins(0);
    order.push(0..from);
    let mut parts = parts.iter().peekable();
    while from < line.len() {
        let unit = line[from..].find(is_unit).map_or(line.len(), |at| from + at);
        let to = from + line[from..unit].trim_end_matches(' ').len();
        let mut run = Vec::new();
        while let Some(sign) = parts.next_if(|sign| sign.end <= to) {
            run.extend([from..sign.start, sign.clone()]);
            from = sign.end;
        }
        run.push(from..to);
        order.extend(run.into_iter().rev());
        from = begins(unit + unit_len(&line[unit..]));
        order.push(to..from);
    }
    order.retain(|span| !span.is_empty());
    order
}
