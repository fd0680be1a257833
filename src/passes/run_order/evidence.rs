//! What the words beside the numbers of a line say, as it stands and turned.

use crate::arabic::bidi::{class, Class, Glyph};
use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::words::ends_clause;
use crate::model::{Cost, LanguageModel, WordId, BIT};

use super::asked::{turned, Stored};
use super::blemishes::blemishes;

fn in_word(c: char) -> bool {
    is_letter(c) || is_mark(c) || c == TATWEEL
}

/// Whether a line starts with a stop that touches an Arabic word or a long number.
pub(super) fn starts_with_stop(line: &str) -> bool {
    // Most lines start with a letter, U+0621 or later.
    let letter = matches!(line.as_bytes(), [0xD8, next, ..] if *next > 0xA0);
    if letter || line.len() > LINE {
        return false;
    }
    let rest = line.trim_start().trim_start_matches(QUOTES);
    let Some(rest) = rest.strip_prefix(ends_clause) else { return false };
    let inside = rest.trim_start_matches(QUOTES);
    if inside.len() < rest.len() && inside.starts_with(is_letter) {
        return !closes(inside);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    // A comma behind it begins the line's only run. `.1` numbers a list.
    let run = rest.strip_prefix("\u{60C} ").unwrap_or(rest);
    run.starts_with(is_letter) || digits >= 3
}

/// What may stand with the stop of a line.
const QUOTES: [char; 7] = ['"', ')', '(', '»', '«', '”', '“'];

/// Whether the first quote of a line closes one: the quote before the line is its other half and stays.
fn closes(line: &str) -> bool {
    line.find('"').is_some_and(|at| {
        let after = line[at + 1..].chars().next();
        line[..at].ends_with(is_letter) && after.is_none_or(|c| c == ' ' || ends_clause(c))
    })
}

/// Whether a line starts with a full stop before a bracket and Latin or a number, as no line begins. One
/// stands behind a bracket; where the last run of a line is Latin, some extractors take that line alone for
/// left-to-right text.
pub(super) fn starts_with_bracket_stop(line: &str) -> bool {
    line.trim_start().strip_prefix('.').is_some_and(|rest| {
        let inside = rest.trim_start_matches(['(', ')']);
        inside.len() < rest.len() && inside.starts_with(|c: char| c.is_ascii_alphanumeric())
    })
}

/// Whether the first of a line that has a direction is a number or Latin.
pub(super) fn starts_with_unit(line: &str) -> bool {
    let directed = |c: &char| is_unit(*c) || matches!(class(*c), Class::Right | Class::ArabicNumber);
    line.chars().find(directed).is_some_and(is_unit)
}

/// Whether a line starts with a number or Latin, and a stop stands in it as none does in a line that reads:
/// apart from the word before it or at the start of the line, and touching what is behind it.
pub(super) fn tells_of_turned_lines(line: &str) -> bool {
    if !starts_with_unit(line) {
        return false;
    }
    let Some(rest) = line.trim_start().strip_prefix(ends_clause) else { return stray_stops(line) > 0 };
    let inside = rest.trim_start_matches(['(', ')', '"']);
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    // `.1` numbers a list, and `.com` is the end of a name.
    inside.starts_with(is_unit)
        && (inside.len() < rest.len() || digits >= 3 || line.trim_start().starts_with('،'))
}

/// Stops that stand apart from what is before them and touch a number or Latin behind them.
pub(super) fn stray_stops(line: &str) -> Cost {
    let mut before = ' ';
    let mut stops = 0;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let touches = chars.peek().is_some_and(|&next| is_unit(next));
        stops += Cost::from(ends_clause(c) && before == ' ' && touches);
        before = c;
    }
    stops
}

/// Whether a line of some words ends with a stop.
pub(super) fn ends_with_stop(line: &str) -> bool {
    line.trim_end().trim_end_matches(QUOTES).ends_with(ends_clause)
}

/// Whether a line has Arabic and, beside it, a European number or Latin.
pub(super) fn has_runs(line: &str) -> bool {
    if line.len() > LINE {
        return false;
    }
    let other =
        |byte: u8| byte.is_ascii_alphanumeric() | byte.wrapping_sub(0xC3).lt(&(0xD8 - 0xC3)) | (byte == 0xDB);
    // To the end, for that compiles to operations on many bytes at once.
    line.bytes().fold(false, |any, byte| any | other(byte))
        && line.chars().any(|c| class(c) == Class::Right)
        && has_unit(without_label(line))
}

/// Whether a line has Arabic letters and, beside them, digits of U+0660–U+0669.
pub(super) fn has_arabic_digits(line: &str) -> bool {
    line.len() <= LINE
        && without_label(line).chars().any(|c| class(c) == Class::ArabicNumber)
        && line.chars().any(|c| class(c) == Class::Right)
}

/// A line without the number of a list before it: `1- `, `2) `, `3 – `. Turned, it would stand at the end.
fn without_label(line: &str) -> &str {
    let invisible = |c: char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}');
    let trimmed = line.trim_start_matches(invisible);
    let rest = trimmed.trim_start_matches(is_digit);
    if rest.len() == trimmed.len() {
        return line;
    }
    rest.trim_start().strip_prefix(['-', '\u{2013}', '\u{2014}', ')', '.', '/', ':']).unwrap_or(line)
}

/// The bytes of a line of a page, at most; what is longer is a paragraph or a page, and no run of it
/// stands where its line would have it.
pub(super) const LINE: usize = 640;

/// Whether a number or Latin letters stand inside a word: codes for letters, not runs.
pub(super) fn has_codes(line: &str) -> bool {
    let mut chars = line.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        if !is_letter(before) || !is_unit(c) {
            before = c;
            continue;
        }
        let (mut count, mut latin) = (1, class(c) == Class::Left);
        while let Some(next) = chars.next_if(|&next| is_unit(next) || matches!(next, '(' | ')' | ':')) {
            count += 1;
            latin |= class(next) == Class::Left;
        }
        if (count <= 2 || latin) && chars.peek().is_some_and(|&next| is_letter(next)) {
            return true;
        }
        before = ' ';
    }
    false
}

fn has_unit(line: &str) -> bool {
    line.bytes().fold(false, |any, byte| any | byte.is_ascii_alphanumeric()) || line.chars().any(is_unit)
}

/// Whether `c` is of a number or Latin word that is read from left to right wherever it stands.
pub(super) fn is_unit(c: char) -> bool {
    matches!(class(c), Class::European | Class::Left)
}

/// Whether a number or a Latin word touches a word of three letters or more before it.
pub(super) fn has_stuck_number(line: &str) -> bool {
    let bytes = line.as_bytes();
    // A letter of another script has two bytes or more.
    let may = |(&before, &byte): (&u8, &u8)| {
        (before >= 0x80) & (byte.is_ascii_alphanumeric() | (0xC2..0xD8).contains(&byte) | (byte > 0xDA))
    };
    if !bytes.iter().zip(bytes.iter().skip(1)).fold(false, |any, pair| any | may(pair)) {
        return false;
    }
    let mut letters = 0;
    line.chars().any(|c| {
        let stuck = letters >= 3 && is_unit(c);
        letters = match class(c) {
            Class::Right => letters + usize::from(is_letter(c)),
            _ => 0,
        };
        stuck
    })
}

/// The words nearest to a line, before and after it; none where a line has runs itself, which may be
/// turned.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside {
    before: Option<WordId>,
    pub(super) after: Option<WordId>,
}

impl Beside {
    pub(super) fn of<M: LanguageModel>(model: &M, before: Option<&str>, after: Option<&str>) -> Self {
        let plain =
            |line: &&str| !has_runs(line) && !line.starts_with(ends_clause) && !line.ends_with(ends_clause);
        let before = before.filter(plain).and_then(|line| line.split_whitespace().next_back());
        let after = after.filter(plain).and_then(|line| line.split_whitespace().next());
        Beside {
            before: before.and_then(|word| model.word(word)),
            after: after.and_then(|word| model.word(word)),
        }
    }
}

/// The most that one joint says.
const MOST: Cost = 12 * BIT;

/// Reads lines as they stand and turned. Nothing is allocated: healthy lines are asked too.
pub(super) struct Reader<'m, M> {
    model: &'m M,
    glyphs: [Glyph; LINE],
    turned: [u8; LINE],
}

impl<'m, M: LanguageModel> Reader<'m, M> {
    pub(super) fn new(model: &'m M) -> Self {
        Reader { model, glyphs: [Glyph::new(0, ' '); LINE], turned: [0; LINE] }
    }

    /// How much likelier the line is turned.
    pub(super) fn gain(&mut self, line: &str, beside: Beside, stored: Stored) -> Cost {
        let mut end = 0;
        for glyph in turned(self.model, 0, line, &mut self.glyphs, stored, beside) {
            end += glyph.c.encode_utf8(&mut self.turned[end..]).len();
        }
        let turned = std::str::from_utf8(&self.turned[..end]).unwrap_or_default();
        // Brackets are no items: words on both sides of one follow each other.
        let all = match stored {
            Stored::Numbered => has_arabic_digits(line),
            stored => stored.parting().is_in(line),
        };
        worth(self.model, turned, beside, all).saturating_sub(worth(self.model, line, beside, all))
    }

    /// How many fewer signs and spaces stand where no writer puts them if the line is turned.
    pub(super) fn healed(&mut self, line: &str, beside: Beside, stored: Stored) -> Cost {
        let turned = turned(self.model, 0, line, &mut self.glyphs, stored, beside);
        blemishes(line.trim().chars()) - blemishes(turned.iter().map(|glyph| glyph.c))
    }
}

/// What the joints of a line at its numbers and Latin words, and at its ends, are worth, or all of them.
fn worth<M: LanguageModel>(model: &M, line: &str, beside: Beside, all: bool) -> Cost {
    let mut sum: Cost = 0;
    let mut items = Items { rest: line, model };
    // The two items before, to see across a number.
    let (mut far, mut near) = (Item::Edge, Item::of(beside.before));
    let mut first = true;
    loop {
        let item = items.next();
        let here = item.unwrap_or(Item::of(beside.after));
        let unit = near.is_unit() || here.is_unit();
        if all || unit || first || item.is_none() {
            sum = sum.saturating_add(joint(model, near, here));
        }
        if near.is_unit() {
            if let (Item::Word(Some(a)), Item::Word(Some(c))) = (far, here) {
                sum = sum.saturating_add(model.far_gain(a, c) / 2);
            }
        }
        if item.is_none() {
            return sum;
        }
        first = false;
        (far, near) = (near, here);
    }
}

/// How much likelier `b` is after `a` than anywhere.
fn joint<M: LanguageModel>(model: &M, a: Item, b: Item) -> Cost {
    match (a.id(), b.id()) {
        (Some(a), Some(b)) if (a, b) != (WordId::EDGE, WordId::EDGE) => {
            model.next_gain(a, b).clamp(-MOST, MOST)
        }
        _ => 0,
    }
}

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Item {
    Word(Option<WordId>),
    Number,
    Latin,
    Edge,
}

impl Item {
    /// A word beside a line; of one that is not known nothing is known.
    fn of(id: Option<WordId>) -> Self {
        Item::Word(id)
    }

    fn is_unit(self) -> bool {
        matches!(self, Item::Number | Item::Latin)
    }

    pub(super) fn id(self) -> Option<WordId> {
        match self {
            Item::Word(id) => id,
            Item::Number => Some(WordId::NUMBER),
            Item::Edge => Some(WordId::EDGE),
            Item::Latin => None,
        }
    }
}

/// The items of a line, in order.
pub(super) struct Items<'l, 'm, M> {
    pub(super) rest: &'l str,
    pub(super) model: &'m M,
}

impl<M: LanguageModel> Iterator for Items<'_, '_, M> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        self.next_text().map(|(item, _)| item)
    }
}

impl<'l, M: LanguageModel> Items<'l, '_, M> {
    /// The next item, and its text.
    pub(super) fn next_text(&mut self) -> Option<(Item, &'l str)> {
        let kind = |c: char| match class(c) {
            _ if in_word(c) => 0,
            Class::European | Class::ArabicNumber => 1,
            Class::Left => 2,
            _ if ends_clause(c) => 3,
            _ => 4,
        };
        loop {
            let first = kind(self.rest.chars().next()?);
            let mut end = self.rest.find(|c| kind(c) != first).unwrap_or(self.rest.len());
            // A separator between two digits is the number's.
            while first == 1 && self.rest[end..].chars().nth(1).is_some_and(|c| kind(c) == 1) {
                let from = end + self.rest[end..].chars().next().map_or(0, char::len_utf8);
                end = self.rest[from..].find(|c| kind(c) != 1).map_or(self.rest.len(), |ahead| from + ahead);
            }
            let (item, rest) = self.rest.split_at(end);
            self.rest = rest;
            let kind = match first {
                0 => Item::Word(self.model.word(item)),
                1 => Item::Number,
                2 => Item::Latin,
                3 => Item::Edge,
                _ => continue,
            };
            return Some((kind, item));
        }
    }
}
