//! What a number leaves when its digits vanish: the spaces and signs that stood about it.

use std::ops::Range;

use crate::arabic::digits::{is_digit, is_percent};
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::words::{is_stop, strip_punctuation};
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::Text;

use super::places::{places, Kind};

/// Where a number may have stood.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    pub(super) kind: Kind,
    /// The white space and signs that it left, and where among them it stood.
    pub(super) span: Range<usize>,
    pub(super) place: usize,
    /// How much likelier a number is there than none.
    pub(super) gain: Cost,
}

/// What is a part of nothing but numbers.
const SURE: Cost = 16 * BIT;
/// What ends a clause after a dash with blank before it is hardly anything else.
const RANGE: Cost = 8 * BIT;
/// Bits by which a space before a new sentence is likelier an indent.
const INDENT: Cost = 6 * BIT;

const NUMBER: Option<WordId> = Some(WordId::NUMBER);
const EDGE: Option<WordId> = Some(WordId::EDGE);

/// Finds the traces of one text.
pub(super) struct Traces<'a, 't, M> {
    model: &'a M,
    source: &'t str,
}

impl<'a, 't, M: LanguageModel> Traces<'a, 't, M> {
    pub(super) fn new(model: &'a M, text: &Text<'t>) -> Self {
        Traces { model, source: text.as_str() }
    }

    /// Tell every trace. O(length).
    pub(super) fn each(&self, tell: &mut dyn FnMut(Trace)) {
        if let Some((token, gain)) =
            first_token(self.source).and_then(|token| Some((token, hollow(token, true)?)))
        {
            if self.source.starts_with(token) {
                tell(Trace { kind: Kind::Hollow, span: 0..token.len(), place: 0, gain });
            }
        }
        for (at, kind) in places(self.source).chain(self.hyphens().map(|at| (at, Kind::Hyphen))) {
            if let Some(trace) = self.trace(at, kind) {
                tell(trace);
            }
        }
    }

    /// The ends of words that end in a hyphen.
    fn hyphens(&self) -> impl Iterator<Item = usize> + use<'t, M> {
        let bytes = self.source.as_bytes();
        memchr::memchr_iter(b'-', bytes).filter_map(move |hyphen| {
            let written = hyphen > 0 && bytes[hyphen - 1] >= 0x80;
            let ends = matches!(
                bytes[hyphen + 1..],
                [b' ' | b'\n' | b'.' | b')', ..] | [0xD8, 0x8C | 0x9B | 0x9F, ..] | []
            );
            (written && ends).then_some(hyphen + 1)
        })
    }

    fn trace(&self, space: usize, kind: Kind) -> Option<Trace> {
        let before = &self.source[..space];
        let after = self.source.get(space + 1..).filter(|_| kind != Kind::Hyphen).unwrap_or_default();
        let trace = |span: Range<usize>, place: usize, gain| Some(Trace { kind, span, place, gain });
        match kind {
            Kind::Double => trace(space..space + 2, space + 1, self.double(before, &after[1..])?),
            Kind::Signed => trace(space..space + 1, space + 1, self.signed(before, after)?),
            Kind::First => {
                let sign = after.chars().next()?.len_utf8();
                trace(space + 1..space + 1 + sign, space + 1, self.signed(before, after)?)
            }
            Kind::Leading => trace(space..space + 1, space, self.leading(before, after)?),
            Kind::Hollow => {
                let token = first_token(after)?;
                let begins = self.source[space..].starts_with('\n') || before.ends_with('\n');
                let gain = hollow(token, begins)?;
                if gain == RANGE && token.starts_with(['-', '–']) && opens_dash(before) {
                    return None;
                }
                let open = token.find(|c| !matches!(c, '(' | '[')).unwrap_or(0);
                trace(space + 1..space + 1 + token.len(), space + 1 + open, gain)
            }
            Kind::Bracket if before.ends_with(['(', '[']) => {
                let b = self.right(first_token(after)?)?;
                trace(
                    space..space + 1,
                    space,
                    self.model.known_gain(NUMBER, b) - self.model.known_gain(EDGE, b) - 2 * BIT,
                )
            }
            Kind::Bracket => {
                let a = self.left(last_token(before)?)?;
                trace(
                    space..space + 1,
                    space + 1,
                    self.model.known_gain(a, NUMBER) - self.model.known_gain(a, EDGE) - 2 * BIT,
                )
            }
            Kind::Hyphen => trace(space - 1..space, space, self.hyphen(before)?),
            Kind::Prefix => {
                // The word must be known: names and quotations stand apart from it at times.
                let b = self.right(first_token(&after["و ".len()..])?).flatten().map(Some)?;
                let a = self.left(last_token(before)?)?;
                let waw = self.model.word("و");
                let place = space + " و".len();
                let gain = self.model.known_gain(NUMBER, b) - self.model.known_gain(waw, b)
                    + self.model.known_gain(a, NUMBER) / 2;
                trace(place..place + 1, place, gain - BIT)
            }
        }
    }

    /// Between the two words that a double space parts.
    fn double(&self, before: &str, after: &str) -> Option<Cost> {
        if before.ends_with([' ', '\n']) || after.starts_with([' ', '\n', '\r', '\u{c}']) {
            return None;
        }
        let (a, b) = (last_token(before)?, first_token(after)?);
        // Brackets with nothing in them.
        if a.ends_with(['(', '[']) && b.starts_with([')', ']']) {
            return Some(SURE);
        }
        // A quotation follows nothing in particular: there the spaces testify alone.
        if b.starts_with(['“', '"', '«', '(']) && a.ends_with(is_written) {
            return Some(2 * BIT);
        }
        Some(self.between(self.left(a)?, self.right(b)?))
    }

    /// A space before a sign, after a word that wants a number.
    fn signed(&self, before: &str, after: &str) -> Option<Cost> {
        let sign = after.chars().next()?;
        let token = last_token(before.trim_end_matches(['\n', '\r', ' ']))?;
        // What is a part of nothing but numbers wants one whatever the word.
        if is_percent(sign) {
            return token.ends_with(is_written).then_some(SURE);
        }
        let beyond = &after[sign.len_utf8()..];
        if !beyond.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”' | '»' | ')')) {
            return None;
        }
        let a = self.left(token).filter(|&a| a != EDGE)?;
        let ends = self.model.known_gain(a, NUMBER) - self.model.known_gain(a, EDGE);
        // A separator of the number, not a sign behind it.
        let b = beyond.strip_prefix(' ').filter(|_| matches!(sign, '.' | ',')).and_then(first_token);
        let goes_on = b.and_then(|b| self.right(b)).map_or(ends, |b| {
            self.model.known_gain(a, NUMBER) + self.model.known_gain(NUMBER, b)
                - self.model.known_gain(a, EDGE)
                - self.model.known_gain(EDGE, b)
        });
        Some(ends.max(goes_on))
    }

    /// A space before a line's first word: a number between it and the word before, or between the line's
    /// last word and the next.
    fn leading(&self, before: &str, after: &str) -> Option<Cost> {
        if after.starts_with([' ', '\n', '\r', '\u{c}', '-', '–', '•', '*', '\t']) {
            return None;
        }
        let lines = before.trim_end_matches(['\n', '\r', ' ']);
        let breaks = before[lines.len()..].matches('\n').count();
        let above = last_token(lines).filter(|_| breaks < 2);
        let a = above.map_or(Some(EDGE), |a| self.left(a));
        // What begins a sentence may as well be indented.
        let begins = above.is_none_or(|a| a.ends_with(['.', ':', '؟', '!']));
        let indent = if begins { INDENT } else { 0 };
        let first = a.and_then(|a| Some(self.between(a, self.right(first_token(after)?)?) - indent));
        let here = &after[..near(after, 4 * NEAR)];
        let last = here.find('\n').and_then(|end| {
            let next = after[end..].trim_start_matches(['\n', '\r', ' ']);
            let a = self.left(last_token(&after[..end])?).filter(|&a| a != EDGE)?;
            Some(self.between(a, self.right(first_token(next)?)?))
        });
        match (first, last) {
            (Some(first), Some(last)) => Some(first.max(last - BIT - indent)),
            (one, other) => one.or(other),
        }
    }

    /// A name with nothing behind its hyphen. Behind words hyphens close what another opened.
    fn hyphen(&self, before: &str) -> Option<Cost> {
        let token = last_token(before)?;
        let name = token.strip_suffix('-')?.rsplit('-').next()?;
        let name = strip_punctuation(name);
        let before = &before[..before.len() - token.len()];
        let opened = opens_dash(before);
        let before = &before[before.len() - near_end(before, 4 * NEAR)..];
        let letters = name.chars().filter(|&c| is_letter(c)).count();
        // What begins a line is the label of a list, unless a sentence goes on there.
        let above = before.trim_end_matches(['\n', '\r']);
        let label = above.len() < before.len() && !above.ends_with(is_written) || before.is_empty();
        if letters < 2 || opened || label {
            return None;
        }
        Some(if self.model.is_word(name) { BIT / 2 } else { BIT })
    }

    /// How much likelier a number between two words is than none.
    fn between(&self, a: Option<WordId>, b: Option<WordId>) -> Cost {
        self.model.known_gain(a, NUMBER) + self.model.known_gain(NUMBER, b) - self.model.known_gain(a, b)
    }

    /// What stands before a place: a word, known or not, or the edge of a clause; nothing after a number.
    fn left(&self, token: &str) -> Option<Option<WordId>> {
        let last = token.chars().next_back()?;
        if is_written(last) {
            Some(self.model.word(strip_punctuation(token)))
        } else if is_stop(last) && !token.contains(is_digit) {
            Some(EDGE)
        } else {
            (!is_digit(last) && !last.is_ascii_alphabetic()).then_some(None)
        }
    }

    /// What stands behind a place: a word, known or not, or the edge of a clause; nothing before a number.
    fn right(&self, token: &str) -> Option<Option<WordId>> {
        let first = token.chars().next()?;
        if is_letter(first) {
            Some(self.model.word(strip_punctuation(token)))
        } else if matches!(first, '-' | '–' | '.' | '،') && !token.contains(is_digit) {
            Some(EDGE)
        } else {
            (!is_digit(first) && !first.is_ascii_alphabetic()).then_some(None)
        }
    }
}

fn is_written(c: char) -> bool {
    is_letter(c) || is_mark(c) || c == TATWEEL
}

/// How sure a token of signs, with a letter at most, is what a number left.
fn hollow(token: &str, begins: bool) -> Option<Cost> {
    let bare = token.trim_end_matches(['.', '،', '؛', ':', ',', '؟']);
    let bare = if bare.is_empty() { token } else { bare };
    if matches!(token, "(." | "(,") || token.trim_start_matches('(').starts_with(",,") {
        return Some(SURE);
    }
    match bare {
        "()" | "[]" | "(/)" | "(-)" | "(–)" | "(–" | "(//)" | "(م/)" | "//" | "//هـ" | "//ه" | "//م"
        | "/هـ" | "/ه" | "/م" => Some(SURE),
        // The label of a list, in a line of its own or before its words.
        "/" | "/-" if begins => Some(4 * BIT),
        // The head of a table's column, too.
        "(%)" | "(٪)" => Some(0),
        ".%" | ",%" | ".٪" | ",٪" | "و%" | "و٪" => Some(SURE),
        "(.%" | "(.%)" | "(,%)" | "(.٪)" | "(,٪)" | "%-%" | "%–%" | "(%-%)" | "(%–%)" | ".-." | ".–."
        | ".-.%" | ".–.%" | "(.%-.%)" | "(.%–.%)" => Some(SURE),
        // A range at the end of a clause; dashes in pairs have words beside them.
        "-" | "–" | "-)" | "–)" | "-%" | "–%" if bare.len() < token.len() || bare.ends_with('%') => {
            Some(RANGE)
        }
        // Not with a stop: that may be an initial.
        "و" if token.ends_with(',') => Some(4 * BIT),
        _ => None,
    }
}

/// Bytes before and after a place that are looked at for a word.
const NEAR: usize = 96;

/// So many bytes of `text`, or one or two more for a character; all of a shorter one.
fn near(text: &str, bytes: usize) -> usize {
    (bytes.min(text.len())..).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// The same from the end.
fn near_end(text: &str, bytes: usize) -> usize {
    text.len()
        - (text.len().saturating_sub(bytes)..).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// Whether a dash may close what another one opened.
fn opens_dash(before: &str) -> bool {
    let before = &before[before.len() - near_end(before, 4 * NEAR)..];
    before.contains('–') || before.contains(" -") || before.contains("\n-")
}

fn last_token(before: &str) -> Option<&str> {
    // Words are short; the bound keeps a line without an end linear.
    let line = before[before.len() - near_end(before, NEAR)..].rsplit(['\n', '\u{c}']).next()?;
    line.split_whitespace().next_back()
}

fn first_token(after: &str) -> Option<&str> {
    let line = after[..near(after, NEAR)].split(['\n', '\r', '\u{c}']).next()?;
    line.split_whitespace().next()
}
