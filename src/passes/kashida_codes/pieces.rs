//! Some extractors end a piece of the line at every kashida that has a code and hand the pieces over from left to right: `دوة تق\u{2}يتم خلال الن` for `يتم خلال الندوة تق`.
//!
//! The codes show where the pieces part. Read from the last to the first, letters that join meet at each, and
//! make words. A mark that the font sets by itself is a piece, too.

use std::ops::Range;

use crate::arabic::forms;
use crate::arabic::marks::is_mark;
use crate::arabic::pieces::{from_right, stops_before, Item};
use crate::arabic::TATWEEL;
use crate::edit::Piece;
use crate::text::{Text, View};

use super::{code_at, reaches_next, reaches_previous, signs_at, Code, Plain, ENOUGH};

/// A line with codes of one kind, or with marks alone.
pub(super) struct Line {
    pub(super) span: Range<usize>,
    code: Option<Code>,
    /// What it is made of, in reading order.
    items: Vec<Item>,
    said: Said,
    /// What it says as it stands.
    stands: Said,
}

/// What the places of the codes say when the pieces are read from the last to the first.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    /// Words that pieces make where they meet.
    known: usize,
    unknown: usize,
    /// Places where letters meet that join, and all.
    joins: usize,
    places: usize,
    /// Known words, wherever they stand.
    words: usize,
}

impl Said {
    fn add(&mut self, other: Said) {
        self.known += other.known;
        self.unknown += other.unknown;
        self.joins += other.joins;
        self.places += other.places;
        self.words += other.words;
    }

    /// Whether the text has its pieces in reverse, by what all its lines say.
    fn tells(&self, plain: &Plain) -> bool {
        self.known >= 2 * ENOUGH
            && self.joins * 10 >= self.places * 8
            && (self.known >= 4 * self.unknown || plain.is_like(self.known, self.unknown))
    }
}

impl Line {
    /// The pieces in reading order, without the codes.
    pub(super) fn pieces(&self, text: &str) -> Vec<Piece> {
        let line = &text[self.span.clone()];
        let span = |span: Range<usize>| self.span.start + span.start..self.span.start + span.end;
        let mut pieces = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            match item.clone() {
                Item::Codes(codes) => pieces.push(Piece::Swap(span(codes), "")),
                Item::Unit(unit) => pieces.push(Piece::Keep(span(unit))),
                Item::Part(part) => {
                    let last = at + 1 == self.items.len();
                    let stops = part.start + if last { stops_before(&line[part.clone()]) } else { 0 };
                    pieces.push(Piece::Keep(span(stops..part.end)));
                    pieces.push(Piece::Reverse(span(part.start..stops)));
                }
            }
        }
        pieces
    }

    /// Read a line; with its marks as pieces, or as parts of their words.
    fn read(
        view: View<'_>,
        signs: &[char],
        marks_apart: bool,
        is_word: impl Fn(&[char]) -> bool,
    ) -> Option<Line> {
        let line = view.text();
        let (mut kind, mut other) = (None, false);
        let items = from_right(line, marks_apart, |at| {
            // A piece may end with a stop; a bracket or quote stands after a space.
            let inside = line[..at].ends_with(|c: char| !c.is_whitespace());
            let sign = || if inside { signs_at(&line[at..], signs) } else { None };
            let (code, length) = code_at(&line[at..]).or_else(sign)?;
            other |= *kind.get_or_insert(code) != code;
            Some(length)
        });
        if other || items.len() < 2 {
            return None;
        }
        let mut stored = items.clone();
        stored.sort_by_key(|item| item.span().start);
        let (said, stands) = (said(line, &items, &is_word), said(line, &stored, &is_word));
        Some(Line { span: view.span(), code: kind, items, said, stands })
    }
}

/// What the items of a line say in this order.
fn said(text: &str, items: &[Item], is_word: impl Fn(&[char]) -> bool) -> Said {
    let mut said = Said::default();
    let mut word: Vec<char> = Vec::new();
    let mut met = false;
    let close = |word: &mut Vec<char>, met: &mut bool, said: &mut Said| {
        // Two letters are a word too often.
        if word.len() > 2 {
            let known = is_word(word);
            said.words += usize::from(known);
            if *met {
                *(if known { &mut said.known } else { &mut said.unknown }) += 1;
            }
        }
        word.clear();
        *met = false;
    };
    let mut codes = false;
    for item in items {
        match item {
            Item::Codes(_) => codes = true,
            Item::Unit(_) => {
                close(&mut word, &mut met, &mut said);
                codes = false;
            }
            Item::Part(span) => {
                let part = &text[span.clone()];
                if std::mem::take(&mut codes) {
                    said.places += 1;
                    let before = word.last().is_some_and(|&c| reaches_next(c));
                    if before && part.starts_with(|c| forms::is_letter_or_form(c) && reaches_previous(c)) {
                        said.joins += 1;
                        met = true;
                    } else {
                        close(&mut word, &mut met, &mut said);
                    }
                }
                for c in part.chars() {
                    if forms::is_letter_or_form(c) {
                        word.push(c);
                    } else if !(is_mark(c) || c == TATWEEL) {
                        close(&mut word, &mut met, &mut said);
                    }
                }
            }
        }
    }
    close(&mut word, &mut met, &mut said);
    said
}

/// The lines of a text whose pieces, parted at codes, come from left to right; none in most texts.
pub(super) fn turned(
    text: &Text<'_>,
    signs: &[char],
    plain: &Plain,
    is_word: impl Fn(&[char]) -> bool,
) -> Vec<Line> {
    let read = |marks_apart| -> Vec<Line> {
        text.lines().filter_map(|view| Line::read(view, signs, marks_apart, &is_word)).collect()
    };
    let words = |lines: &[Line]| lines.iter().map(|line| line.said.words).sum::<usize>();
    let mut lines = read(false);
    if text.as_str().contains(is_mark) {
        let apart = read(true);
        if words(&apart) > words(&lines) {
            lines = apart;
        }
    }
    let mut codes: Vec<(Code, Said)> = Vec::new();
    for line in &lines {
        let Some(code) = line.code else { continue };
        match codes.iter_mut().find(|(known, _)| *known == code) {
            Some((_, said)) => said.add(line.said),
            None => codes.push((code, line.said)),
        }
    }
    codes.retain(|(_, said)| said.tells(plain));
    if codes.is_empty() {
        return Vec::new();
    }
    lines.retain(|line| match line.code {
        Some(code) => {
            let joins = line.said.joins * 4 >= line.said.places * 3;
            (joins || line.said.words > line.stands.words) && codes.iter().any(|(known, _)| *known == code)
        }
        None => line.said.words > line.stands.words,
    });
    lines
}
