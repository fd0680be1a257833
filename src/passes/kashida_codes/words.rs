//! The words that have codes in them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::arabic::forms;
use crate::arabic::letters::{joins_next, joins_previous, TATWEEL};
use crate::arabic::marks::is_mark;

use super::codes::{code_at, leads, signs_at, Code};
use super::spaced::Suspects;
use super::{Said, LONGEST};

/// A word with codes in it.
#[derive(Debug, Default)]
pub(super) struct Word {
    /// Its letters as stored, without the codes; shapes as they are.
    pub(super) letters: Vec<char>,
    pub(super) places: Vec<Place>,
    pub(super) known: bool,
}

/// Where a code stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) span: Range<usize>,
    pub(super) code: Code,
    /// Whether spaces stand behind it, that are taken for a part of it; and whether the text was asked of that.
    pub(super) spaced: bool,
    pub(super) asked: bool,
    /// How many letters of the word come before it.
    pub(super) after: usize,
    /// Whether the letters on both sides join in the order as stored, and in the other; of two sides only
    /// one may be there.
    pub(super) forward: bool,
    pub(super) backward: bool,
    /// Whether a letter stands on either side.
    pub(super) inside: bool,
}

impl Word {
    /// Look at the letters beside each code.
    fn close(&mut self) {
        for place in &mut self.places {
            let before = place.after.checked_sub(1).map(|at| self.letters[at]);
            let after = self.letters.get(place.after).copied();
            let any = before.is_some() || after.is_some();
            place.inside = before.is_some() && after.is_some();
            place.forward = any && before.is_none_or(reaches_next) && after.is_none_or(reaches_previous);
            place.backward = any && before.is_none_or(reaches_previous) && after.is_none_or(reaches_next);
        }
    }

    /// What the word says of its code, if it has but one, and no space that the text was not asked of.
    pub(super) fn tell(&self, said: &mut BTreeMap<Code, Said>) {
        let places = || self.places.iter().filter(|place| !place.asked);
        let Some(first) = places().next() else { return };
        if places().any(|place| place.code != first.code || place.spaced) {
            return;
        }
        let said = said.entry(first.code).or_default();
        for place in places().filter(|place| place.inside) {
            said.places += 1;
            said.forward += usize::from(place.forward);
            said.backward += usize::from(place.backward);
        }
        // Two letters are a word too often.
        if first.inside && self.letters.len() > 2 {
            *(if self.known { &mut said.known } else { &mut said.unknown }) += 1;
        }
    }
}

pub(super) fn reaches_next(c: char) -> bool {
    forms::joins_next(c).unwrap_or_else(|| joins_next(c))
}

pub(super) fn reaches_previous(c: char) -> bool {
    forms::joins_previous(c).unwrap_or_else(|| joins_previous(c))
}

/// The words that have codes in them or, but for signs, at their ends, in order.
pub(super) fn words_with_codes<'t>(text: &'t str, suspects: Suspects<'t>) -> impl Iterator<Item = Word> + 't {
    let leads = leads(suspects.signs);
    let mut at = 0;
    // Where the next code may be.
    let mut ahead = 0;
    std::iter::from_fn(move || {
        let mut word = Word::default();
        while let Some(c) = text[at..].chars().next() {
            if word.places.is_empty() && ahead <= at {
                ahead = leads.next(text.as_bytes(), at)?;
                // Words before it have none.
                if let Some(space) = text[at..ahead].rfind([' ', '\n']) {
                    word = Word::default();
                    at += space + 1;
                    continue;
                }
            }
            let inside = text[..at].ends_with(forms::is_letter_or_form);
            let sign = || if inside { signs_at(&text[at..], suspects.signs) } else { None };
            let spaced = suspects.spaced_at(text, at);
            if let Some((code, length)) = spaced.or_else(|| code_at(&text[at..])).or_else(sign) {
                let span = at..at + length;
                let after = word.letters.len();
                // Of a longer one no place counts.
                if after <= LONGEST {
                    word.places.push(Place {
                        span,
                        code,
                        spaced: text[..at + length].ends_with(' '),
                        asked: spaced.is_some(),
                        after,
                        forward: false,
                        backward: false,
                        inside: false,
                    });
                }
                at += length;
                continue;
            }
            at += c.len_utf8();
            if forms::is_letter_or_form(c) {
                word.letters.push(c);
            } else if !(is_mark(c) || c == TATWEEL) {
                if !word.places.is_empty() && !word.letters.is_empty() {
                    break;
                }
                (word.letters, word.places) = (Vec::new(), Vec::new());
            }
        }
        // A line of codes is no word; neither is a line without spaces.
        if word.places.is_empty() || word.letters.is_empty() {
            return None;
        }
        if word.letters.len() > LONGEST {
            word.places.clear();
        }
        word.close();
        Some(word)
    })
}
