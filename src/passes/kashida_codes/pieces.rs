//! Some extractors end a piece of the line at every kashida that has a code and hand the pieces over from left to right: `دوة تق\u{2}يتم خلال الن` for `يتم خلال الندوة تق`.
//!
//! The codes show where the pieces part. Read from the last to the first, letters that join meet at each, and
//! make words. A mark that the font sets by itself is a piece, too.

use std::ops::Range;

use crate::arabic::forms;
use crate::arabic::marks::is_mark;
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

/// What a line is made of.
#[derive(Clone, Debug, PartialEq)]
enum Item {
    /// A piece between codes.
    Part(Range<usize>),
    /// Codes in a row: several kashidas.
    Codes(Range<usize>),
    /// A number or Latin words: the pieces before it and those behind are in reverse for themselves.
    Unit(Range<usize>),
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
        let mut pieces = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            match item {
                Item::Codes(span) => pieces.push(Piece::Swap(span.clone(), "")),
                Item::Unit(span) => pieces.push(Piece::Keep(span.clone())),
                Item::Part(span) => {
                    let stops =
                        if at + 1 == self.items.len() { stops_before(&text[span.clone()]) } else { 0 };
                    let stops = span.start..span.start + stops;
                    pieces.extend([Piece::Keep(stops.end..span.end), Piece::Reverse(stops)]);
                }
            }
        }
        pieces
    }

    /// Read a line; with its marks as pieces, or as parts of their words.
    fn read(
        text: &str,
        view: View<'_>,
        signs: &[char],
        marks_apart: bool,
        is_word: impl Fn(&[char]) -> bool,
    ) -> Option<Line> {
        let mut items: Vec<Item> = Vec::new();
        let mut kind = None;
        let mut at = view.start();
        let line = &text[..view.end()];
        while let Some(c) = line[at..].chars().next() {
            // A piece may end with a stop; a bracket or quote stands after a space.
            let inside = text[view.start()..at].ends_with(|c: char| !c.is_whitespace());
            let sign = || if inside { signs_at(&line[at..], signs) } else { None };
            let (item, end) = if let Some((code, length)) = code_at(&line[at..]).or_else(sign) {
                if *kind.get_or_insert(code) != code {
                    return None;
                }
                (Item::Codes(at..at + length), at + length)
            } else if c.is_ascii_alphanumeric() {
                let end = at + unit(&line[at..]);
                (Item::Unit(spaces_before(text, &mut items, at)..end), end)
            } else {
                (Item::Part(at..at + c.len_utf8()), at + c.len_utf8())
            };
            let apart = marks_apart && (is_mark(c) || text[..at].ends_with(is_mark));
            match (items.last_mut(), item) {
                (Some(Item::Part(last)), Item::Part(_)) if !apart => last.end = end,
                (Some(Item::Codes(last)), Item::Codes(_)) => last.end = end,
                (_, item) => items.push(item),
            }
            at = end;
        }
        if kind.is_none() && items.len() == 1 {
            return None;
        }
        let stands = said(text, &items, &is_word);
        items.split_mut(|item| matches!(item, Item::Unit(_))).for_each(<[Item]>::reverse);
        let said = said(text, &items, &is_word);
        Some(Line { span: view.span(), code: kind, items, said, stands })
    }
}

/// Takes the spaces before byte `at` from the last piece: they are the unit's.
fn spaces_before(text: &str, items: &mut [Item], at: usize) -> usize {
    let Some(Item::Part(last)) = items.last_mut() else { return at };
    last.end = last.start + text[last.clone()].trim_end_matches(' ').len();
    last.end
}

/// The bytes of the numbers and Latin words at the beginning of `text`, with what stands between them and the
/// spaces behind.
fn unit(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() || c == ' ' && end == at {
            end = at + 1;
        } else if forms::is_letter_or_form(c) || code_at(&text[at..]).is_some() {
            break;
        }
    }
    end
}

/// The bytes of the stops and quotes before the letter that a piece begins with: seen from the left, they come
/// first at the end of a line.
fn stops_before(part: &str) -> usize {
    let rest = part.trim_start_matches(['.', '،', '؛', ':', '!', '؟', '"']);
    if rest.starts_with(forms::is_letter_or_form) {
        part.len() - rest.len()
    } else {
        0
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
    let source = text.as_str();
    let read = |marks_apart| -> Vec<Line> {
        text.lines().filter_map(|view| Line::read(source, view, signs, marks_apart, &is_word)).collect()
    };
    let words = |lines: &[Line]| lines.iter().map(|line| line.said.words).sum::<usize>();
    let mut lines = read(false);
    if source.contains(is_mark) {
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
