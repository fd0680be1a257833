//! Some extractors end a piece of the line at every kashida and hand the pieces over from left to right: `دوة تقـيتم خلال النـ` for `يتم خلال الندوة تقـ`.
//!
//! The kashidas, tatweel or codes, show where the pieces part. Read from the last to the first, letters that join meet at each, and
//! make words. A mark that the font sets by itself is a piece, too.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::arabic::forms;
use crate::arabic::marks::is_mark;
use crate::arabic::pieces::{as_stored, from_right, is_private, Habits, Item};
use crate::arabic::TATWEEL;
use crate::edit::Piece;
use crate::model::Cost;
use crate::text::{Text, View};

use super::codes::Code;
use super::kashidas::{Kashidas, Run, KASHIDA};
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
    /// The items once the last piece is parted from the one before it, and what they say.
    parted: Vec<Item>,
    said_parted: Said,
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

    /// Whether the text has its pieces in reverse, by what all its lines say; `stands` is what they say as they stand.
    fn tells(&self, stands: &Said, plain: &Plain) -> bool {
        self.beats(stands)
            || self.joins() && (self.known >= 4 * self.unknown || plain.is_like(self.known, self.unknown))
    }

    /// Whether words by the dozen are none as they stand: then those that are none in reverse are of pieces that stand
    /// otherwise.
    fn beats(&self, stands: &Said) -> bool {
        self.joins() && self.words >= stands.words + (self.places / 8).max(ENOUGH)
    }

    /// Whether letters that join meet, and make words.
    fn joins(&self) -> bool {
        self.known >= 2 * ENOUGH && self.joins * 10 >= self.places * 8
    }
}

impl Line {
    /// The pieces in reading order, without the codes; tatweel stays.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let span = |span: Range<usize>| self.span.start + span.start..self.span.start + span.end;
        let mut pieces = Vec::with_capacity(self.parted.len());
        for item in &self.parted {
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

    /// Whether signs part it between letters.
    fn has_runs(&self) -> bool {
        let part = |item: &Item| matches!(item, Item::Part(_));
        self.items
            .windows(3)
            .any(|items| part(&items[0]) && matches!(items[1], Item::Stops(_)) && part(&items[2]))
    }

    /// Parts the last piece from the one before it.
    fn part_last(
        &mut self,
        line: &str,
        habits: Habits,
        is_word: &impl Fn(&[char]) -> bool,
        cost: &impl Fn(&str) -> Cost,
    ) {
        self.parted = self.items.clone();
        last_piece::part(line, &mut self.parted, &self.spaced, habits, cost);
        self.said_parted = said(line, &self.parted, &self.spaced, Asked::All, is_word);
    }

    fn read(
        view: View<'_>,
        habits: Habits,
        kashidas: Kashidas<'_>,
        asked: Asked,
        is_word: impl Fn(&[char]) -> bool,
    ) -> Option<Line> {
        let line = view.text();
        let (inside, ends): (Vec<Run>, Vec<Run>) = kashidas.of(line).into_iter().partition(|run| run.inside);
        let kind = ends.first().map(|run| run.code);
        if ends.iter().any(|run| Some(run.code) != kind) {
            return None;
        }
        let items = from_right(line, habits, |at| {
            let run = ends.binary_search_by_key(&at, |run| run.span.start).ok()?;
            Some(ends[run].span.len())
        });
        if items.len() < 2 {
            return None;
        }
        let spaced: Vec<Range<usize>> = inside.into_iter().map(|run| run.span).collect();
        let stands = match asked {
            Asked::Met => Said::default(),
            Asked::All => said(line, &as_stored(&items), &spaced, asked, &is_word),
        };
        let said = said(line, &items, &spaced, asked, &is_word);
        Some(Line {
            span: view.span(),
            code: kind,
            items,
            spaced,
            said,
            parted: Vec::new(),
            said_parted: said,
            stands,
        })
    }
}

/// The spans that lie in `range`, or hold it.
pub(super) fn within(spans: &[Range<usize>], range: Range<usize>) -> impl Iterator<Item = &Range<usize>> {
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
    // A line that is one piece says nothing, and is none of these lines.
    let words = |lines: &[Line]| -> isize {
        lines.iter().map(|line| line.said.words as isize - line.stands.words as isize).sum()
    };
    // A line without kashidas is in reverse by its marks alone, or by glyphs of another font.
    let read = |habits: Habits| -> Vec<Line> {
        let apart = |c: char| is_mark(c) || is_private(c) || habits.signs_apart && c.is_ascii_punctuation();
        let parted = text.lines().filter(|view| may_have(view) || view.text().contains(apart));
        parted.filter_map(|view| Line::read(view, habits, kashidas, Asked::All, is_word)).collect()
    };
    let mut habits = Habits::USUAL;
    let mut lines = read(habits);
    for change in Habits::CHANGES {
        let other = change(habits);
        let others = read(other);
        if words(&others) > words(&lines) {
            (habits, lines) = (other, others);
        }
    }
    // Of lines of few pieces hardly a word is one while the last is not parted; and where signs are pieces, each run has
    // a last one.
    let part = |lines: &mut [Line], habits| {
        let mut all = Said::default();
        for line in lines {
            line.part_last(&text.as_str()[line.span.clone()], habits, is_word, cost);
            if line.code.is_some() {
                all.add(line.said_parted);
            }
        }
        all
    };
    let whole = part(&mut lines, habits);
    let signs = Habits { signs_apart: true, ..habits };
    let mut others = read(signs);
    let apart = part(&mut others, signs);
    let parted_at_signs = apart.unknown <= whole.unknown && apart.words >= whole.words + ENOUGH;
    if parted_at_signs {
        lines = others;
    }
    // What the lines say for each code, and as they stand.
    let mut codes: BTreeMap<Code, [Said; 3]> = BTreeMap::new();
    for line in &lines {
        let Some(code) = line.code else { continue };
        let [said, parted, stands] = codes.entry(code).or_default();
        said.add(line.said);
        parted.add(line.said_parted);
        stands.add(line.stands);
    }
    let plain = plain();
    // All of a line with tatweel that stands in order may be a last piece.
    codes.retain(|&code, [said, parted, stands]| {
        said.tells(stands, &plain) || code != KASHIDA && parted.beats(stands)
    });
    if codes.is_empty() {
        return Vec::new();
    }
    lines.retain(|line| match line.code {
        Some(code) => {
            let joins = match line.said.places {
                // A tatweel that stands alone may be meant; no line ends with one, though, unless it stands first in the
                // order of reading.
                0 => code != KASHIDA || matches!(line.items.first(), Some(Item::Codes(_))),
                places => line.said.joins * 4 >= places * 3,
            };
            let words =
                if code == KASHIDA { line.said.words } else { line.said.words.max(line.said_parted.words) };
            (joins || words > line.stands.words) && codes.contains_key(&code)
        }
        // Nothing else tells of its runs.
        None => line.said.words > line.stands.words || parted_at_signs && line.has_runs(),
    });
    lines
}
