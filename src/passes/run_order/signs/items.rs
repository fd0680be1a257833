//! The parts of a line: its runs, and the signs and spaces between them.

use crate::arabic::digits::{is_digit, is_percent};
use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::arabic::words::{ends_clause, strip_punctuation};
use crate::edit::Piece;
use crate::model::{LanguageModel, WordId};
use crate::text::{Text, View};

use super::is_unit;

/// What breaks the lines of a text in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Breaks {
    Units,
    Quotes,
    Signs,
    /// Quotes, brackets and dashes; whether spaces belong to the words beside them.
    Brackets {
        own_spaces: bool,
    },
}

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Space,
    Sign,
    /// Marks that stand apart from their letter, and a comma that stands before the words that it ends.
    Marks,
    /// Numbers or Latin.
    Unit,
    /// Words with the spaces between them and all else that does not part the line.
    Words,
}

/// A part of a line: its bytes of the text, and the first and the last word if it has some.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    pub(super) ends: Option<[Option<WordId>; 2]>,
    /// Whether it begins and ends with what ends a clause, or is that.
    pub(super) stops: [bool; 2],
}

/// The parts of a line as they stand. Nothing is allocated: healthy lines are asked too.
pub(super) struct Items {
    list: [Item; ITEMS],
    len: usize,
}

/// Parts of a line, at most.
const ITEMS: usize = 48;

impl Items {
    /// `None` for a line of too many parts.
    pub(super) fn of<M: LanguageModel>(model: &M, view: View<'_>, breaks: Breaks) -> Option<Items> {
        let none = Item { start: 0, end: 0, kind: Kind::Space, ends: None, stops: [false; 2] };
        let mut items = Items { list: [none; ITEMS], len: 0 };
        let line = view.text();
        let brackets = matches!(breaks, Breaks::Brackets { .. });
        for (at, c) in line.char_indices() {
            let before = items.list().last().map(|item| item.kind);
            let behind = &line[at + c.len_utf8()..];
            let number = || line[..at].ends_with(is_digit) && behind.starts_with(is_digit);
            // One between two spaces is of the word before it.
            let goes_with_words = || match before {
                Some(Kind::Space) => !behind.starts_with(is_letter),
                before => before == Some(Kind::Words),
            };
            let kind = match breaks.kind(c) {
                // Dashes between numbers are drawn with them.
                Kind::Sign if brackets && number() => Kind::Words,
                // What is in a number parts it no more than its digits do.
                Kind::Words if before == Some(Kind::Unit) && number() => Kind::Unit,
                // Drawn to the left of its number, and so before it.
                Kind::Words if breaks.has_units() && is_percent(c) && drawn_before(line, at) => Kind::Unit,
                Kind::Words if is_mark(c) && !goes_with_words() => Kind::Marks,
                // What ends the line's last clause stands as drawn, and touches it.
                Kind::Words if breaks == Breaks::Signs && ends_line(line, at) => Kind::Marks,
                kind => kind,
            };
            let goes_on = kind == Kind::Words || kind == Kind::Unit;
            // Spaces inside a run are its own.
            if goes_on
                && before == Some(Kind::Space)
                && items.len > 1
                && items.list[items.len - 2].kind == kind
            {
                items.len -= 1;
            }
            let same = items.list().last().is_some_and(|item| item.kind == kind);
            if !(same && (goes_on || kind == Kind::Marks)) {
                *items.list.get_mut(items.len)? = Item { start: at, kind, ..none };
                items.len += 1;
            }
            items.list[items.len - 1].end = at + c.len_utf8();
        }
        items.join_numbers();
        items.share_spaces();
        for item in &mut items.list[..items.len] {
            let text = &line[item.start..item.end];
            let id = |word: &str| match item.kind {
                Kind::Unit => word.starts_with(is_digit).then_some(WordId::NUMBER),
                _ => model.word(strip_punctuation(word)),
            };
            if matches!(item.kind, Kind::Unit | Kind::Words) {
                let mut words = text.split_whitespace();
                let (first, last) = (words.next(), text.split_whitespace().next_back());
                item.ends = Some([first.and_then(id), last.and_then(id)]);
            }
            item.stops = [text.starts_with(ends_clause), text.ends_with(ends_clause)];
            (item.start, item.end) = (view.start() + item.start, view.start() + item.end);
        }
        Some(items)
    }

    pub(super) fn list(&self) -> &[Item] {
        &self.list[..self.len]
    }

    /// Signs inside a number are its own.
    fn join_numbers(&mut self) {
        let mut to = 0;
        let mut at = 0;
        while at < self.len {
            let inside = to > 0
                && at + 1 < self.len
                && [self.list[to - 1].kind, self.list[at].kind, self.list[at + 1].kind]
                    == [Kind::Unit, Kind::Sign, Kind::Unit];
            if inside {
                self.list[to - 1].end = self.list[at + 1].end;
                at += 2;
            } else {
                self.list[to] = self.list[at];
                (to, at) = (to + 1, at + 1);
            }
        }
        self.len = to;
    }

    /// A space that stands before words and touches what needs none is that between them and the number behind them.
    fn share_spaces(&mut self) {
        for at in 2..self.len {
            let kind = |at: usize| self.list[at].kind;
            let spared = match at.checked_sub(3).map(kind) {
                None | Some(Kind::Space) => true,
                Some(Kind::Sign) => at > 3 && kind(at - 4) == Kind::Space,
                Some(_) => false,
            };
            if spared && [kind(at - 2), kind(at - 1), kind(at)] == [Kind::Space, Kind::Words, Kind::Unit] {
                self.list.swap(at - 2, at - 1);
            }
        }
    }
}

impl Item {
    /// The part in reading order.
    pub(super) fn pieces(&self, text: &Text<'_>) -> impl Iterator<Item = Piece> {
        let percent = text.as_str()[self.start..self.end].chars().next().filter(|&c| is_percent(c));
        let number = self.start + percent.map_or(0, char::len_utf8);
        let (percent, number) = (self.start..number, number..self.end);
        [number, percent].into_iter().filter(|piece| !piece.is_empty()).map(Piece::Keep)
    }
}

/// Whether a line begins with what ends a clause, at byte `at`, and a letter behind it.
fn ends_line(line: &str, at: usize) -> bool {
    at == 0 && line.strip_prefix(ends_clause).is_some_and(|rest| rest.starts_with(is_letter))
}

/// Whether a sign at byte `at` of a line touches a number behind it and none before.
fn drawn_before(line: &str, at: usize) -> bool {
    let behind = line[at..].trim_start_matches(is_percent);
    !line[..at].ends_with(is_digit) && behind.starts_with(is_digit)
}

impl Breaks {
    /// Whether numbers part lines.
    fn has_units(self) -> bool {
        matches!(self, Breaks::Units | Breaks::Signs)
    }

    fn kind(self, c: char) -> Kind {
        let signs = match self {
            Breaks::Units => "",
            Breaks::Quotes => "\"'",
            Breaks::Signs => "\"'.:!-/()\u{2026}",
            Breaks::Brackets { .. } => "\"'()[]-\u{2013}\u{2014}",
        };
        match c {
            ' ' if self != (Breaks::Brackets { own_spaces: true }) => Kind::Space,
            c if signs.contains(c) => Kind::Sign,
            c if self.has_units() && is_unit(c) => Kind::Unit,
            _ => Kind::Words,
        }
    }
}
