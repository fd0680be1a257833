//! What stands between two letters of a line, and which of the letters about it its marks may belong to.

use std::ops::Range;

use crate::arabic::letters::TATWEEL;
use crate::arabic::marks::{is_mark, is_vowel_sign, HAMZA_ABOVE, HAMZA_BELOW, SHADDA};
use crate::arabic::seats::Load;

use super::habits::Habits;

/// More marks in one place are no spelling.
pub(super) const MOST: usize = 5;

/// What stands between two letters of a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Gap {
    pub(super) span: Range<usize>,
    pub(super) marks: Vec<Mark>,
    pub(super) spaces: usize,
    /// Something else than marks, spaces and tatweel stands there.
    pub(super) hard: bool,
    /// A hamza stands behind a letter, and on one that it makes another of.
    hamza: bool,
    makes_letter: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) c: char,
    pub(super) touches_left: bool,
    pub(super) touches_right: bool,
    /// Nothing but spaces parts it from the letter before.
    pub(super) reaches_left: bool,
    /// A shadda, or the vowel over one.
    pub(super) shadda: bool,
}

/// The letter behind a gap that gets the marks which do not go to the letter before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum To {
    /// None: all marks stay where they are.
    #[default]
    Stay,
    /// The first.
    First,
    /// The last of the letters that nothing parts.
    Last,
}

impl To {
    /// Which of the sides of a mark this is, after the letter before it.
    pub(super) fn side(self) -> Option<usize> {
        match self {
            To::Stay => None,
            To::First => Some(1),
            To::Last => Some(2),
        }
    }
}

/// What becomes of the marks of a gap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// So many go to the letter before it.
    pub(super) left: usize,
    /// The others go there.
    pub(super) to: To,
    /// The letter before it gets the second of two marks.
    pub(super) crossed: bool,
}

impl Gap {
    pub(super) fn of(text: &str, span: Range<usize>, has_next: bool) -> Self {
        let mut gap = Gap { span: span.clone(), ..Gap::default() };
        let mut touches = span.start > 0;
        let letter = text[..span.start].chars().next_back();
        for (at, c) in text[span.clone()].char_indices() {
            match c {
                ' ' => {
                    gap.spaces += 1;
                    touches = false;
                }
                _ if is_mark(c) => {
                    let at = span.start + at;
                    let over = gap.marks.last().is_some_and(|last| last.c == SHADDA && last.at + 2 == at);
                    let shadda = c == SHADDA || over && is_vowel_sign(c);
                    gap.hamza |= touches && matches!(c, HAMZA_ABOVE | HAMZA_BELOW);
                    gap.makes_letter |= touches && letter.is_some_and(|letter| makes_letter(letter, c));
                    gap.marks.push(Mark {
                        at,
                        c,
                        touches_left: touches,
                        touches_right: false,
                        reaches_left: !gap.hard && span.start > 0,
                        shadda,
                    });
                }
                TATWEEL => {}
                _ => {
                    gap.hard = true;
                    touches = false;
                }
            }
        }
        let behind = text[span.clone()].trim_end_matches(|c| is_mark(c) || c == TATWEEL).len();
        for mark in &mut gap.marks {
            mark.touches_right = has_next && mark.at >= span.start + behind;
        }
        gap
    }

    /// What may become of the marks, where `next` letters stand behind them that nothing parts.
    pub(super) fn choices(&self, habits: &Habits, next: usize) -> impl Iterator<Item = Choice> + '_ {
        let all = self.marks.len();
        // Behind a sign only what touches the next letter can be that letter's.
        let fixed = match () {
            () if next == 0 => all,
            () if self.makes_letter || self.hamza && habits.behind => all,
            () if self.hard => self.marks.iter().take_while(|mark| !mark.touches_right).count(),
            () => 0,
        };
        let range = if all > MOST { 0..0 } else { fixed..all + 1 };
        let further = habits.loose && !habits.behind;
        let each = range.flat_map(move |left| {
            let crosses = further && self.crosses() && left == 1;
            let many = if !further || left == all { 1 } else { next.clamp(1, 2) };
            let choice = move |to, crossed| Choice { left, to, crossed };
            let straight = [To::First, To::Last].into_iter().take(many);
            let across = straight.clone().take(if crosses { many } else { 0 });
            straight.map(move |to| choice(to, false)).chain(across.map(move |to| choice(to, true)))
        });
        each.chain((all > 0).then_some(Choice::default()))
    }

    /// Whether these are two vowels, of which either can be the letter's before.
    fn crosses(&self) -> bool {
        let [a, b] = &self.marks[..] else { return false };
        !self.hard && is_vowel_sign(a.c) && is_vowel_sign(b.c) && a.c != b.c
    }

    /// The marks of the letter before and those of the one behind.
    pub(super) fn parts(&self, choice: Choice) -> (&[Mark], &[Mark]) {
        match choice {
            Choice { crossed: true, .. } => (&self.marks[1..], &self.marks[..1]),
            Choice { left, .. } => self.marks.split_at(left),
        }
    }

    /// Whether the choice parts marks that touch.
    pub(super) fn splits(&self, choice: Choice) -> bool {
        let (left, right) = self.parts(choice);
        matches!((left.last(), right.first()), (Some(a), Some(b)) if a.at + a.c.len_utf8() == b.at)
    }

    /// The signs that the next letters get.
    pub(super) fn right(&self, choice: Choice) -> Load {
        match choice.to {
            To::Stay => Load::default(),
            _ => load(self.parts(choice).1).0,
        }
    }
}

/// What a letter carries with these marks, and how many of them repeat the one before.
pub(super) fn load(marks: &[Mark]) -> (Load, u32) {
    let (mut load, mut again) = (Load::default(), 0);
    for (at, mark) in marks.iter().enumerate() {
        if doubles(marks, at) {
            again += 1;
        } else {
            load.add(mark.c);
        }
    }
    (load, again)
}

/// Whether the mark is a hamza that `letter` carries.
fn makes_letter(letter: char, mark: char) -> bool {
    let mut load = Load::default();
    load.add(mark);
    matches!(mark, HAMZA_ABOVE | HAMZA_BELOW) && load.strain(None, letter, None) == 0
}

/// Whether the mark repeats the one before it.
pub(super) fn doubles(marks: &[Mark], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| marks[before].c == marks[at].c)
        && (is_vowel_sign(marks[at].c) || marks[at].c == SHADDA)
}
