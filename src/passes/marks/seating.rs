//! Which of its two neighbours each mark of a line goes to: all together, so that no letter gets two vowels while the next has none.

use std::ops::Range;

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::{is_mark, is_vowel_sign, HAMZA_ABOVE, HAMZA_BELOW, SHADDA};
use crate::arabic::seats::{takes_sign, Load};
use crate::edit::{Confidence, Edits, Piece};
use crate::text::View;

use super::{BEFORE_LETTER, DETACHED, DOUBLED, TWICE};

/// Where the marks of a line stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// Behind their letters.
    Behind,
    /// Before their letters.
    Before,
}

/// What the text as a whole says of its marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    /// Spaces before marks part no words.
    pub(super) torn: bool,
    /// Bits that a consonant without a sign costs.
    pub(super) bare: u32,
    /// Bits against a mark standing twice for once.
    pub(super) doubled: u32,
    /// Marks that touch the letter before them are its own.
    pub(super) steady: bool,
    /// A shadda and its vowel stand behind their letter even where other marks stand before theirs.
    pub(super) shadda_behind: bool,
}

/// Bits against a mark belonging to the letter before it and to the one behind, by whether it touches them.
fn sides(stored: Stored, mark: &Mark, habits: Habits) -> [u32; 2] {
    match (stored, mark.touches_left, mark.touches_right) {
        (Stored::Behind, true, _) if habits.steady => [0, NEVER],
        (Stored::Behind, true, true) => [0, 5],
        (Stored::Behind, true, false) => [0, 9],
        (Stored::Behind, false, true) => [1, 2],
        (Stored::Behind, false, false) => [1, 4],
        (Stored::Before, true, _) if mark.shadda && habits.shadda_behind => [0, 4],
        (Stored::Before, true, true) => [4, 0],
        (Stored::Before, true, false) => [2, 3],
        (Stored::Before, false, true) => [4, 0],
        (Stored::Before, false, false) => [3, 1],
    }
}

/// More marks in one place are no spelling.
const MOST: usize = 5;
/// The marks of a gap stay where they are.
const STAY: usize = MOST + 1;
/// Bits against a mark that stays apart from any letter.
const APART: u32 = 6;
/// Bits against what must not be.
const NEVER: u32 = 1000;
/// Bits against marks of two letters standing together.
const SPLIT: u32 = 3;

/// What stands between two letters of a line.
#[derive(Clone, Debug, Default)]
struct Gap {
    span: Range<usize>,
    marks: Vec<Mark>,
    spaces: usize,
    /// Something else than marks, spaces and tatweel stands there.
    hard: bool,
    /// A hamza stands behind a letter, and on one that it makes another of.
    hamza: bool,
    makes_letter: bool,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    c: char,
    touches_left: bool,
    touches_right: bool,
    /// Nothing but spaces parts it from the letter before.
    reaches_left: bool,
    /// A shadda, or the vowel over one.
    shadda: bool,
}

/// A letter, and the gap behind it.
#[derive(Clone, Debug)]
struct Unit {
    letter: char,
    end: usize,
    gap: Gap,
}

impl Gap {
    fn of(text: &str, span: Range<usize>, has_next: bool) -> Self {
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

    /// What may become of the marks.
    fn choices(&self, stored: Stored, has_next: bool) -> impl Iterator<Item = usize> {
        let all = self.marks.len();
        // Behind a sign only what touches the next letter can be that letter's.
        let fixed = match () {
            () if !has_next => all,
            () if self.makes_letter || self.hamza && stored == Stored::Behind => all,
            () if self.hard => self.marks.iter().take_while(|mark| !mark.touches_right).count(),
            () => 0,
        };
        let range = if all > MOST { 0..0 } else { fixed..all + 1 };
        range.chain((all > 0).then_some(STAY))
    }

    /// The signs that the letter before gets, and what speaks against this choice.
    fn left(&self, choice: usize, stored: Stored, habits: Habits) -> (Load, u32) {
        if choice == STAY {
            let touching = self.marks.iter().take_while(|mark| mark.touches_left).count();
            let (own, apart) = self.marks.split_at(touching);
            let (carried, again) = load(own);
            let bits = again * TWICE + sides_sum(own, 0, stored, habits);
            return (carried, bits + APART * apart.len() as u32);
        }
        let (left, right) = self.marks.split_at(choice);
        // Behind a sign no mark reaches the letter before it.
        let own = left.iter().take_while(|mark| mark.reaches_left).count();
        let ((own, doubled), (_, others)) = (load(&left[..own]), load(right));
        let split =
            matches!((left.last(), right.first()), (Some(a), Some(b)) if a.at + a.c.len_utf8() == b.at);
        let bits = sides_sum(left, 0, stored, habits) + sides_sum(right, 1, stored, habits);
        (
            own,
            bits + habits.doubled * (doubled + others)
                + if split && stored == Stored::Behind { SPLIT } else { 0 },
        )
    }

    /// The signs that the next letter gets.
    fn right(&self, choice: usize) -> Load {
        if choice == STAY {
            return Load::default();
        }
        load(&self.marks[choice..]).0
    }
}

/// Bits against these marks of a gap belonging to one of its sides.
fn sides_sum(marks: &[Mark], side: usize, stored: Stored, habits: Habits) -> u32 {
    marks.iter().map(|mark| sides(stored, mark, habits)[side]).sum()
}

/// What a letter carries with these marks, and how many of them repeat the one before.
fn load(marks: &[Mark]) -> (Load, u32) {
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
fn doubles(marks: &[Mark], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| marks[before].c == marks[at].c)
        && (is_vowel_sign(marks[at].c) || marks[at].c == SHADDA)
}

/// A line's letters and the marks between them.
pub(super) struct Seating<'t> {
    view: View<'t>,
    /// The marks before the first letter.
    head: Gap,
    units: Vec<Unit>,
}

impl<'t> Seating<'t> {
    pub(super) fn of(view: View<'t>) -> Self {
        let mut units: Vec<Unit> = Vec::new();
        let (mut from, mut head) = (0, Gap::default());
        let text = view.text();
        for (at, letter) in text.char_indices().filter(|&(_, c)| is_letter(c)) {
            let gap = Gap::of(text, from..at, true);
            match units.last_mut() {
                Some(last) => last.gap = gap,
                None => head = gap,
            }
            from = at + letter.len_utf8();
            units.push(Unit { letter, end: from, gap: Gap::default() });
        }
        if let Some(last) = units.last_mut() {
            last.gap = Gap::of(text, from..text.len(), false);
        }
        Seating { view, head, units }
    }

    /// Bits that speak against the best that can be made of the line.
    pub(super) fn cost(&self, stored: Stored, habits: Habits) -> u32 {
        self.choose(stored, habits).1
    }

    /// Gives every mark the neighbour it goes to.
    pub(super) fn seat(&self, stored: Stored, habits: Habits, edits: &mut Edits<'_>) {
        let Some(first) = self.units.first() else { return };
        // Marks before the first letter have no other.
        if stored == Stored::Before && self.head.marks.first().is_some_and(|mark| mark.touches_right) {
            self.edit(&self.head, 0, Some(first.end), habits, edits);
        }
        for (at, choice) in self.choose(stored, habits).0.into_iter().enumerate() {
            let next = self.units.get(at + 1).map(|next| next.end);
            self.edit(&self.units[at].gap, choice, next, habits, edits);
        }
    }

    /// How many marks of each gap go to the letter before it, so that the least speaks against all; [`STAY`] where
    /// they had better stay apart.
    fn choose(&self, stored: Stored, habits: Habits) -> (Vec<usize>, u32) {
        // best[at][choice]: the least cost of all up to gap `at`, and the choice before.
        let mut best: Vec<[(u32, usize); STAY + 1]> = Vec::with_capacity(self.units.len());
        let ends = |gap: &Gap| gap.hard || gap.spaces > usize::from(habits.torn && !gap.marks.is_empty());
        for (at, unit) in self.units.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| &self.units[at]);
            let gap_before = before.map_or(&self.head, |before| &before.gap);
            let begins = gap_before.hard || !habits.torn && ends(gap_before);
            let previous = before.filter(|_| !begins).map(|unit| unit.letter);
            let after = self.units.get(at + 1);
            let next = after.filter(|_| !ends(&unit.gap)).map(|unit| unit.letter);
            let mut row = [(u32::MAX, 0); STAY + 1];
            for choice in unit.gap.choices(stored, after.is_some()) {
                let (own, here) = unit.gap.left(choice, stored, habits);
                let mut from_each = |old: u32, from: usize, given: Load| {
                    let all = given.with(own);
                    let bare = all.is_none() && takes_sign(unit.letter) || all.lacks_vowel();
                    let cost = old
                        .saturating_add(here)
                        .saturating_add(all.strain(previous, unit.letter, next))
                        .saturating_add(if bare { habits.bare } else { 0 });
                    row[choice] = row[choice].min((cost, from));
                };
                match at.checked_sub(1) {
                    Some(at) => {
                        for from in gap_before.choices(stored, true) {
                            from_each(best[at][from].0, from, gap_before.right(from));
                        }
                    }
                    None if stored == Stored::Before => from_each(0, 0, gap_before.right(0)),
                    None => from_each(0, 0, Load::default()),
                }
            }
            best.push(row);
        }
        let mut chosen = vec![STAY; self.units.len()];
        let last = best.last().and_then(|row| (0..=STAY).min_by_key(|&choice| row[choice].0));
        let mut choice = last.unwrap_or(STAY);
        let cost = best.last().map_or(0, |row| row[choice].0);
        for (chosen, row) in chosen.iter_mut().zip(&best).rev() {
            *chosen = choice;
            choice = row[choice].1;
        }
        (chosen, cost)
    }

    /// Put as many marks of a gap as chosen behind the letter before it, the others behind the one that ends at `next`.
    fn edit(&self, gap: &Gap, choice: usize, next: Option<usize>, habits: Habits, edits: &mut Edits<'_>) {
        if choice == STAY || gap.marks.is_empty() {
            return;
        }
        let base = self.view.start();
        let text = self.view.text();
        let (left, right) = gap.marks.split_at(choice);
        let span = |mark: &Mark| base + mark.at..base + mark.at + mark.c.len_utf8();
        let end = next.filter(|_| !right.is_empty()).unwrap_or(gap.span.end);
        let letter = base + gap.span.end..base + end;
        if gap.hard {
            let own = left.iter().rfind(|mark| mark.reaches_left).map_or(gap.span.start, |mark| mark.at);
            for (at, _) in text[gap.span.start..own].match_indices(' ') {
                let at = base + gap.span.start + at;
                edits.delete(at..at + 1, DETACHED, Confidence::Strong);
            }
            for (_, mark) in left.iter().enumerate().filter(|&(at, _)| doubles(left, at)) {
                edits.delete(span(mark), DOUBLED, Confidence::Strong);
            }
            if let Some(first) = right.first() {
                let marks = base + first.at..letter.start;
                let (start, end) = (marks.start, letter.end);
                let pieces = [Piece::Keep(letter), Piece::Keep(marks)];
                edits.reorder(start..end, pieces, BEFORE_LETTER, Confidence::Strong);
            }
            return;
        }
        let start = gap.span.start;
        // Spaces before the last mark that stays left, or before all, part nothing where others stand behind.
        let pivot = left.last().or(right.first()).map_or(start, |mark| mark.at);
        let space_goes = habits.torn || next.is_none() || text[pivot..gap.span.end].contains(' ');
        let (mut stays, mut spaces, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        for (at, c) in text[start..gap.span.end].char_indices() {
            let at = start + at;
            let here = base + at..base + at + c.len_utf8();
            let kept = left.iter().position(|mark| mark.at == at);
            match c {
                _ if right.iter().any(|mark| mark.at == at) => {}
                _ if kept.is_some_and(|at| doubles(left, at)) => gone.push(here),
                ' ' if at > pivot => spaces.push(here),
                ' ' if space_goes => gone.push(here),
                ' ' => spaces.push(here),
                _ => stays.push(here),
            }
        }
        let order: Vec<Range<usize>> = stays.into_iter().chain(spaces).chain([letter]).collect();
        let moves = !right.is_empty() || order.windows(2).any(|pair| pair[1].start < pair[0].start);
        if !moves {
            for gone in gone {
                let reason = if text[gone.start - base..].starts_with(' ') { DETACHED } else { DOUBLED };
                edits.delete(gone, reason, Confidence::Strong);
            }
            return;
        }
        let mut pieces: Vec<(Range<usize>, Option<&'static str>)> =
            order.into_iter().filter(|span| !span.is_empty()).map(|span| (span, None)).collect();
        for (at, mark) in right.iter().enumerate() {
            pieces.push((span(mark), doubles(right, at).then_some("")));
        }
        pieces.extend(gone.into_iter().map(|span| (span, Some(""))));
        let reason = if right.is_empty() { DETACHED } else { BEFORE_LETTER };
        edits.reorder(base + start..base + end, Piece::of_chars(pieces), reason, Confidence::Strong);
    }
}
