//! Some extractors end a piece of the line at every kashida and hand the pieces over from left to right: `دوة تقـيتم خلال النـ` for `يتم خلال الندوة تقـ`.
//!
//! The kashidas, tatweel or codes, show where the pieces part. Read from the last to the first, letters that join meet at each, and
//! make words. A mark that the font sets by itself is a piece, too.

use std::ops::Range;

use crate::arabic::forms;
use crate::arabic::marks::is_mark;
use crate::arabic::pieces::{as_stored, from_right, Habits, Item};
use crate::arabic::TATWEEL;
use crate::edit::Piece;
use crate::leads::Leads;
use crate::model::Cost;
use crate::text::{Text, View};

use super::codes::{code_at, leads, signs_at, Code};
use super::spaced::Suspects;
use super::words::{reaches_next, reaches_previous};
use super::{last_piece, Plain, ENOUGH};

/// Of which words it is asked whether they are known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Those that pieces make where they meet.
    Met,
    All,
}

/// A line with codes of one kind, or with marks alone.
pub(super) struct Line {
    pub(super) span: Range<usize>,
    code: Option<Code>,
    /// What it is made of, in reading order.
    items: Vec<Item>,
    /// The codes inside pieces, with the spaces behind them.
    spaced: Vec<Range<usize>>,
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
    /// The pieces in reading order, without the codes; tatweel stays.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let span = |span: Range<usize>| self.span.start + span.start..self.span.start + span.end;
        let mut pieces = Vec::with_capacity(self.items.len());
        for item in &self.items {
            let Range { mut start, end } = item.span();
            match item {
                Item::Codes(codes) if self.code != Some(KASHIDA) => {
                    pieces.push(Piece::Swap(span(codes.clone()), ""));
                    continue;
                }
                Item::Stops(stops) => {
                    pieces.push(Piece::Reverse(span(stops.clone())));
                    continue;
                }
                _ => {}
            }
            for code in within(&self.spaced, start..end) {
                pieces.push(Piece::Keep(span(start..code.start)));
                pieces.push(Piece::Swap(span(code.clone()), ""));
                start = code.end;
            }
            pieces.push(Piece::Keep(span(start..end)));
        }
        pieces.retain(|piece| !piece.span().is_empty());
        pieces
    }

    fn read(
        view: View<'_>,
        habits: Habits,
        kashidas: Kashidas<'_>,
        asked: Asked,
        is_word: impl Fn(&[char]) -> bool,
    ) -> Option<Line> {
        let line = view.text();
        let (mut kind, mut other) = (None, false);
        let spaced = kashidas.spaced_in(line);
        let items = from_right(line, habits, |at| {
            if within(&spaced, at..at + 1).next().is_some() {
                return None;
            }
            let (code, length) = kashidas.at(line, at)?;
            other |= *kind.get_or_insert(code) != code;
            Some(length)
        });
        if other || items.len() < 2 {
            return None;
        }
        let stands = match asked {
            Asked::Met => Said::default(),
            Asked::All => said(line, &as_stored(&items), &spaced, asked, &is_word),
        };
        let said = said(line, &items, &spaced, asked, &is_word);
        Some(Line { span: view.span(), code: kind, items, spaced, said, stands })
    }
}

/// A tatweel.
const KASHIDA: Code = Code::Char(TATWEEL);

/// What kashidas come out as.
#[derive(Clone, Copy)]
pub(super) enum Kashidas<'s> {
    Tatweel,
    /// Codes, these signs among them.
    Codes(Suspects<'s>),
}

impl Kashidas<'_> {
    /// The kashida at byte `at` of a line.
    fn at(self, line: &str, at: usize) -> Option<(Code, usize)> {
        match self {
            Kashidas::Tatweel => line[at..].starts_with(TATWEEL).then_some((KASHIDA, TATWEEL.len_utf8())),
            Kashidas::Codes(suspects) => code_at(&line[at..]).or_else(|| {
                // A piece may end with a stop; a bracket or quote stands after a space.
                let inside = line[..at].ends_with(|c: char| !c.is_whitespace());
                if inside {
                    signs_at(&line[at..], suspects.signs)
                } else {
                    None
                }
            }),
        }
    }

    /// Those of a line that have spaces behind them: there the piece goes on.
    fn spaced_in(self, line: &str) -> Vec<Range<usize>> {
        match self {
            Kashidas::Tatweel => Vec::new(),
            Kashidas::Codes(suspects) => suspects.spaced_in(line),
        }
    }

    /// What they begin with.
    fn leads(self) -> Leads {
        match self {
            Kashidas::Tatweel => Leads::one(TATWEEL),
            Kashidas::Codes(suspects) => leads(suspects.signs),
        }
    }

    /// Whether enough of them stand between letters: healthy text has the tatweel of Hijri years.
    fn stand_in_words(self, text: &str) -> bool {
        let leads = self.leads();
        let letter = |c| forms::is_letter_or_form(c) || is_mark(c);
        let (mut at, mut places) = (0, 0);
        while let Some(found) = leads.next(text.as_bytes(), at) {
            at = found + text[found..].chars().next().map_or(1, char::len_utf8);
            if !text[..found].ends_with(letter) {
                continue;
            }
            let Some((code, length)) = self.at(text, found) else { continue };
            at = found + length;
            while let Some((_, length)) = self.at(text, at).filter(|next| next.0 == code) {
                at += length;
            }
            places += usize::from(text[at..].starts_with(letter));
            if places == 2 * ENOUGH {
                return true;
            }
        }
        false
    }
}

/// The spans that lie in `range`, or hold it.
fn within(spans: &[Range<usize>], range: Range<usize>) -> impl Iterator<Item = &Range<usize>> {
    let from = spans.partition_point(|span| span.end <= range.start);
    spans[from..].iter().take_while(move |span| span.start < range.end)
}

/// What the items of a line say in this order.
fn said(
    text: &str,
    items: &[Item],
    spaced: &[Range<usize>],
    asked: Asked,
    is_word: impl Fn(&[char]) -> bool,
) -> Said {
    let mut said = Said::default();
    let mut word: Vec<char> = Vec::new();
    let mut met = false;
    let close = |word: &mut Vec<char>, met: &mut bool, said: &mut Said| {
        // Two letters are a word too often.
        if word.len() > 2 {
            let known = (*met || asked == Asked::All) && is_word(word);
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
            // Behind `1442هـ` stands a tatweel that nothing was joined to.
            Item::Codes(span) => {
                let letter = |c| forms::is_letter_or_form(c) || is_mark(c);
                codes = text[..span.start].ends_with(letter) && text[span.end..].starts_with(letter);
            }
            Item::Unit(_) | Item::Stops(_) => {
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
                for (at, c) in part.char_indices() {
                    let at = span.start + at;
                    if forms::is_letter_or_form(c) {
                        word.push(c);
                    } else if !(is_mark(c) || c == TATWEEL || within(spaced, at..at + 1).next().is_some()) {
                        close(&mut word, &mut met, &mut said);
                    }
                }
            }
        }
    }
    close(&mut word, &mut met, &mut said);
    said
}

/// Lines that are read at first: they tell of the text.
const SAMPLE: usize = 64;

/// The lines of a text whose pieces, parted at kashidas, come from left to right; none in most texts.
pub(super) fn turned(
    text: &Text<'_>,
    kashidas: Kashidas<'_>,
    plain: impl FnOnce() -> Plain,
    is_word: &impl Fn(&[char]) -> bool,
    cost: &impl Fn(&str) -> Cost,
) -> Vec<Line> {
    if !kashidas.stand_in_words(text.as_str()) {
        return Vec::new();
    }
    let mut sample = Said::default();
    let leads = kashidas.leads();
    let may_have = |view: &View<'_>| leads.next(view.text().as_bytes(), 0).is_some();
    let lines = text
        .lines()
        .filter(may_have)
        .filter_map(|view| Line::read(view, Habits::USUAL, kashidas, Asked::Met, is_word));
    lines.filter(|line| line.code.is_some()).take(SAMPLE).for_each(|line| sample.add(line.said));
    // Of healthy lines one place in three joins, half of them where each line has but one, and hardly a word is made.
    if sample.joins * 2 < sample.places || sample.known * 4 < sample.unknown {
        return Vec::new();
    }
    let words = |lines: &[Line]| lines.iter().map(|line| line.said.words).sum::<usize>();
    let mut lines: Vec<Line> = Vec::new();
    // A line without kashidas is in reverse by its marks alone.
    let parted = |view: &View<'_>| may_have(view) || view.text().contains(is_mark);
    let parted: Vec<View<'_>> = text.lines().filter(parted).collect();
    for habits in Habits::ALL {
        let read = |&view| Line::read(view, habits, kashidas, Asked::All, is_word);
        let other: Vec<Line> = parted.iter().filter_map(read).collect();
        if lines.is_empty() || words(&other) > words(&lines) {
            lines = other;
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
    let plain = plain();
    codes.retain(|(_, said)| said.tells(&plain));
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
    for line in &mut lines {
        last_piece::part(&text.as_str()[line.span.clone()], &mut line.items, cost);
    }
    lines
}
