//! Some extractors begin a new word behind a kashida, though the word goes on: `الحا\u{2}  مل` for `الحامل`.
//!
//! A kashida never ends a word. So where a code stands for one, the spaces behind it are no spaces; whether it does,
//! is asked of the words before and behind it: together they are likelier than each alone.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::arabic::forms;
use crate::arabic::marks::is_mark;
use crate::model::{Cost, LanguageModel, BIT};

use super::codes::{code_at, ends_word, leads, Code, SPACES};
use super::words::{reaches_next, reaches_previous};

/// Bytes of a word that is asked, at most.
const WORD: usize = 64;
/// Bits that say something of a place.
const PLAIN: Cost = 2 * BIT;
/// Places that say that the spaces belong to the code, at least; and of one that people write before spaces.
const ENOUGH: usize = 5;
const MANY: usize = 10;
/// How many of them stand against one that says the spaces part words.
const TIMES: usize = 4;

/// What may be a kashida in a text.
#[derive(Clone, Copy, Default)]
pub(super) struct Suspects<'s> {
    /// Signs that are codes.
    pub(super) signs: &'s [char],
    /// Codes of which the spaces behind them are a part.
    pub(super) spaced: &'s [Code],
    /// Codes of which the spaces before them are a part.
    pub(super) apart: &'s [Code],
}

impl Suspects<'_> {
    /// The code at byte `at` of `text` with the spaces behind it that are a part of it.
    pub(super) fn spaced_at(self, text: &str, at: usize) -> Option<(Code, usize)> {
        if self.spaced.is_empty() {
            return None;
        }
        let (code, span) = spaced_at(text, at, self.signs, &[])?;
        self.spaced.contains(&code).then_some((code, span.len()))
    }
}

/// The code at the beginning of `text`, a sign that no word has among them.
fn code_or_sign(text: &str, signs: &[char]) -> Option<(Code, usize)> {
    let sign = || text.chars().next().filter(|c| !c.is_ascii_alphanumeric() && signs.contains(c));
    code_at(text).or_else(|| sign().map(|sign| (Code::Char(sign), sign.len_utf8())))
}

/// Codes of one kind at byte `at` of `text` with spaces behind them, between letters, and their bytes; those before
/// codes of `apart` with them.
fn spaced_at(text: &str, at: usize, signs: &[char], apart: &[Code]) -> Option<(Code, Range<usize>)> {
    let letter = |c: char| forms::is_letter_or_form(c);
    let (first, length) = code_or_sign(&text[at..], signs)?;
    let head = if apart.contains(&first) { text[..at].trim_end_matches(' ') } else { &text[..at] };
    if at - head.len() > SPACES || !head.ends_with(|c| letter(c) || is_mark(c)) {
        return None;
    }
    let mut end = at + length;
    while let Some((_, more)) = code_or_sign(&text[end..], signs).filter(|&(next, _)| next == first) {
        end += more;
    }
    let rest = &text[end..];
    let behind = rest.trim_start_matches(' ');
    let spaces = rest.len() - behind.len();
    ((1..=SPACES).contains(&spaces) && behind.starts_with(letter))
        .then_some((first, head.len()..end + spaces))
}

/// The codes of a text of which the spaces before them are a part: there the letter before the space nearly always
/// joins the next, and one in three at the end of a word does not.
pub(super) fn apart(text: &str, signs: &[char]) -> Vec<Code> {
    let leads = leads(signs);
    let mut said: BTreeMap<Code, [usize; 2]> = BTreeMap::new();
    let mut at = 0;
    while let Some(lead) = leads.next(text.as_bytes(), at) {
        at = lead + text[lead..].chars().next().map_or(1, char::len_utf8);
        let head = text[..lead].trim_end_matches(' ');
        if !(1..=SPACES).contains(&(lead - head.len())) {
            continue;
        }
        let Some((code, length)) = code_or_sign(&text[lead..], signs) else { continue };
        at = lead + length;
        if let Some(last) = head.chars().rev().find(|&c| !is_mark(c)).filter(|&c| forms::is_letter_or_form(c))
        {
            said.entry(code).or_default()[usize::from(reaches_next(last))] += 1;
        }
    }
    said.into_iter()
        .filter(|&(_, [against, for_it])| for_it >= MANY && for_it >= 8 * against)
        .map(|(code, _)| code)
        .collect()
}

/// The codes of a text of which the spaces behind them are a part; `apart` are those of which the spaces before are.
pub(super) fn spaced<M: LanguageModel>(model: &M, text: &str, signs: &[char], apart: &[Code]) -> Vec<Code> {
    let leads = leads(signs);
    let mut said: BTreeMap<Code, [usize; 2]> = BTreeMap::new();
    let mut at = 0;
    while let Some(lead) = leads.next(text.as_bytes(), at) {
        at = lead + text[lead..].chars().next().map_or(1, char::len_utf8);
        let Some((code, span)) = spaced_at(text, lead, signs, apart) else { continue };
        at = span.end;
        if let Some(for_it) = says(model, text, span) {
            said.entry(code).or_default()[usize::from(for_it)] += 1;
        }
    }
    let tells = |&(code, [against, for_it]): &(Code, [usize; 2])| {
        for_it >= if matches!(code, Code::Char(sign) if ends_word(sign)) { MANY } else { ENOUGH }
            && for_it >= TIMES * against
    };
    said.into_iter().filter(tells).map(|(code, _)| code).collect()
}

/// Whether a code and the spaces behind it stand within a word; `None` where that is not plain.
fn says<M: LanguageModel>(model: &M, text: &str, code: Range<usize>) -> Option<bool> {
    let in_word = |c: char| forms::is_letter_or_form(c) || is_mark(c);
    let before = &text[..code.start];
    let head = &before[before.trim_end_matches(in_word).len()..];
    let behind = &text[code.end..];
    let tail = &behind[..behind.len() - behind.trim_start_matches(in_word).len()];
    let last = head.chars().rev().find(|&c| !is_mark(c))?;
    if !reaches_next(last) || !tail.starts_with(reaches_previous) {
        return Some(false);
    }
    if head.len() + tail.len() > WORD {
        return None;
    }
    let [head, tail] = [head, tail].map(|part| forms::fold(part.chars().filter(|&c| !is_mark(c))));
    let whole = format!("{head}{tail}");
    let gain = model.cost(&head) + model.cost(&tail) - model.cost(&whole);
    // Two letters are a word too often; and where pieces are glued, what is beside the code is none.
    if whole.chars().count() > 2 && model.is_word(&whole) {
        (gain >= PLAIN).then_some(true)
    } else {
        (gain <= -PLAIN && model.is_word(&head) && model.is_word(&tail)).then_some(false)
    }
}
