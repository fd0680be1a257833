//! Rows parted at vowel signs that stand in one line: where the font sets a sign by itself, some extractors end a
//! piece before the sign and one behind its letter, and hand all pieces of the line over from left to right, numbers
//! among them: `بحضور الجميع ٍ تعزف في حف ٍ لوفي بي` for `وفي بيتٍ عزف في حفلٍ بحضور الجميع`.
//!
//! In such a piece the sign stands before its letter. So does every sign before the letter that follows in
//! text that reads: the words tell, those that the pieces make from right to left against those that stand.

use std::ops::Range;

use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::arabic::words::letters_only;
use crate::arabic::Orthography;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel};
use crate::text::{Text, View};

use super::parts::{is_unit, unit_len};
use super::seat::is_sign;
use super::PLAIN;

/// Lines that are plainly likelier from right to left, at least, and how many for one that is not.
const LINES: usize = 3;
const TIMES: usize = 4;
/// Letters for each sign, at least: of words with all their signs little is known.
const LETTERS: usize = 4;
/// Lines that are asked before the text is left alone.
const ASKED: usize = 16;
/// Bytes of a line of a page, at most.
const LINE: usize = 1024;

/// A line in pieces.
pub(super) struct Row {
    pub(super) span: Range<usize>,
    pub(super) pieces: Vec<Piece>,
    pub(super) gain: Cost,
}

/// What a line is made of, in bytes of the text.
enum Item {
    /// Words, or a number or Latin words with the spaces about them.
    Part(Range<usize>),
    /// Signs and their letter, with a space before them that stands behind the word, and one between the two.
    Sign { before: Range<usize>, signs: Range<usize>, between: Range<usize>, letter: Range<usize> },
}

/// Whether a sign may stand behind a space, as some in every such text do.
pub(super) fn any(text: &Text<'_>) -> bool {
    ('\u{64B}'..='\u{652}').any(|sign| text.may_have_after_space(sign))
}

/// The lines of a text that are in pieces; none if the text as a whole does not say so.
pub(super) fn rows<M: LanguageModel>(model: &M, text: &Text<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut plain, mut against, mut asked) = (0, 0, 0);
    for line in text.lines().filter(|line| line.text().len() <= LINE && line.text().contains(is_sign)) {
        let Some(row) = row(model, text, line) else { continue };
        asked += 1;
        plain += usize::from(row.gain >= PLAIN);
        against += usize::from(row.gain <= -PLAIN);
        if asked >= ASKED && plain < TIMES * against {
            return Vec::new();
        }
        rows.push(row);
    }
    if plain < LINES || plain < TIMES * against {
        return Vec::new();
    }
    rows.retain(|row| row.gain > 0);
    rows
}

fn row<M: LanguageModel>(model: &M, text: &Text<'_>, line: View<'_>) -> Option<Row> {
    let count = |is: fn(char) -> bool| line.text().chars().filter(|&c| is(c)).count();
    if count(is_sign) * LETTERS > count(is_letter)
        || !Orthography::at(text.as_str(), line.start()).is_arabic()
    {
        return None;
    }
    let items = items(line)?;
    // Or the pieces are in order, and a sign and its letter come before their word has ended: `بأم ٍر` for `بأمرٍ`.
    let mut forward = String::with_capacity(line.text().len());
    for item in &items {
        match item {
            Item::Part(span) => forward.push_str(&text.as_str()[span.clone()]),
            Item::Sign { letter, .. } => forward.push_str(&text.as_str()[letter.clone()]),
        }
    }
    let mut pieces = Vec::with_capacity(items.len() + 3);
    for item in items.into_iter().rev() {
        match item {
            Item::Part(span) => pieces.push(Piece::Keep(span)),
            Item::Sign { before, signs, between, letter } => pieces.extend([
                Piece::Keep(letter),
                Piece::Keep(signs),
                Piece::Swap(between, ""),
                Piece::Keep(before),
            ]),
        }
    }
    pieces.retain(|piece| !piece.span().is_empty());
    let mut read = String::with_capacity(line.text().len());
    for piece in &pieces {
        if let Piece::Keep(span) = piece {
            read.push_str(&text.as_str()[span.clone()]);
        }
    }
    let stands = words(model, line.text()).min(words(model, &forward));
    let gain = stands - words(model, &read);
    Some(Row { span: line.span(), pieces, gain })
}

/// The items of a line as they stand; `None` where no sign stands before a letter.
fn items(line: View<'_>) -> Option<Vec<Item>> {
    let (source, start) = (line.text(), line.start());
    let span = |span: Range<usize>| start + span.start..start + span.end;
    let mut items = Vec::new();
    let (mut at, mut signed) = (0, false);
    while let Some(found) = source[at..].find(is_sign) {
        let first = at + found;
        let rest = &source[first..];
        let behind = rest.trim_start_matches(is_sign);
        let signs = first..first + rest.len() - behind.len();
        let letters = behind.strip_prefix(' ').unwrap_or(behind);
        let Some(letter) = letters.chars().next().filter(|&c| is_letter(c)) else {
            parts(source, at..signs.end, start, &mut items);
            at = signs.end;
            continue;
        };
        let before = if source[at..first].ends_with(' ') { first - 1..first } else { first..first };
        let between = signs.end..source.len() - letters.len();
        let letter = between.end..between.end + letter.len_utf8();
        parts(source, at..before.start, start, &mut items);
        at = letter.end;
        signed = true;
        items.push(Item::Sign {
            before: span(before),
            signs: span(signs),
            between: span(between),
            letter: span(letter),
        });
    }
    parts(source, at..source.len(), start, &mut items);
    signed.then_some(items)
}

/// Parts what stands between signs at its numbers and Latin words.
fn parts(line: &str, part: Range<usize>, start: usize, items: &mut Vec<Item>) {
    let mut push = |from: usize, to: usize| {
        if from < to {
            items.push(Item::Part(start + from..start + to));
        }
    };
    let mut at = part.start;
    while let Some(found) = line[at..part.end].find(is_unit) {
        let unit = at + found;
        let from = at + line[at..unit].trim_end_matches(' ').len();
        let end = unit + unit_len(&line[unit..part.end]).max(1);
        let rest = &line[end..part.end];
        let to = part.end - rest.trim_start_matches(' ').len();
        push(at, from);
        push(from, to);
        at = to;
    }
    push(at, part.end);
}

/// What the words of a line cost, without their marks.
fn words<M: LanguageModel>(model: &M, line: &str) -> Cost {
    let words = line.split(|c| !(is_letter(c) || is_mark(c)));
    words
        .map(|word| letters_only(word).collect::<String>())
        .filter(|word| !word.is_empty())
        .map(|word| model.cost(&word))
        .sum()
}
