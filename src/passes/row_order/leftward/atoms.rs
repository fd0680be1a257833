//! The letters of parts of rows, and the likeliest words that they make.
//!
//! Between two parts, and at a space beside a sign, a word may end or go on; at other spaces it ends.

use std::ops::Range;

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::words::ends_sentence;
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::View;

/// Atoms of a word, and its letters, at most.
const ATOMS: usize = 6;
const LETTERS: usize = 15;
/// What it costs that a space beside a sign, or at the edge of a part, parts no words.
const SOFT: Cost = 4 * BIT;
/// What it costs that a word ends where two parts meet without a space: most rows are parted within words.
const WHOLE: Cost = 2 * BIT;
/// What a word of one letter costs more than elsewhere, where parts may be one letter.
const SINGLE: Cost = 4 * BIT;
/// The most that two words say.
pub(super) const PAIR: Cost = 6 * BIT;

/// What stands between two atoms.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gap {
    /// Two parts meet.
    joint: bool,
    space: bool,
    /// No word goes on.
    hard: bool,
}

impl Gap {
    fn and(self, other: Gap) -> Gap {
        Gap {
            joint: self.joint || other.joint,
            space: self.space || other.space,
            hard: self.hard || other.hard,
        }
    }
}

/// Letters that are of one word.
struct Atom {
    letters: String,
    /// What stands before them.
    gap: Gap,
}

/// A line, as a part of a row.
pub(super) struct Part<'t> {
    pub(super) view: View<'t>,
    /// As [`width`] tells.
    pub(super) width: usize,
    /// Whether a sentence ends with it.
    pub(super) ends: bool,
    /// Whether an empty line stands behind it.
    pub(super) parted: bool,
    atoms: Vec<Atom>,
    /// What stands behind the last atom; all of a part without any.
    rest: Gap,
}

impl<'t> Part<'t> {
    /// `parted` tells whether an empty line stands behind it, `spaced` whether spaces at its edges part words.
    pub(super) fn of(line: View<'t>, parted: bool, spaced: bool) -> Self {
        let view = line.trim();
        let mut part = Part {
            view,
            width: width(view.text()),
            ends: false,
            parted,
            atoms: Vec::new(),
            rest: Gap::default(),
        };
        let [front, back] = if spaced { edges(line.text()) } else { [false; 2] };
        let (mut gap, mut inside, mut before) = (Gap { space: front, ..Gap::default() }, false, ' ');
        for c in view.text().chars() {
            if is_letter(c) {
                match part.atoms.last_mut().filter(|_| inside) {
                    Some(atom) => atom.letters.push(c),
                    None => part.atoms.push(Atom { letters: c.into(), gap: std::mem::take(&mut gap) }),
                }
                inside = true;
            } else if c.is_whitespace() {
                gap.space = true;
                gap.hard |= !is_mark(before);
                inside = false;
            } else if is_mark(c) {
                gap.hard &= !before.is_whitespace();
            } else if c != TATWEEL {
                gap = Gap { hard: true, space: true, joint: false };
                inside = false;
            }
            before = c;
        }
        part.rest = gap;
        part.rest.space |= back;
        let end = view.text().trim_end_matches(['"', ')', ']', '\u{AB}', '\u{BB}']);
        part.ends = end.ends_with(|c| ends_sentence(c) || c == ':');
        part
    }
}

/// Whether a line has spaces at its edges.
pub(super) fn edges(line: &str) -> [bool; 2] {
    [line.starts_with(' '), line.trim_end_matches(['\r', '\n']).ends_with(' ')]
}

/// How wide a line is, in characters, without spaces: about signs there may be any number of them.
pub(super) fn width(line: &str) -> usize {
    line.chars().filter(|&c| !is_mark(c) && c != TATWEEL && !c.is_whitespace()).count()
}

/// The likeliest words of some atoms.
pub(super) struct Words {
    from: usize,
    /// For each atom what it and the ones behind cost at least, and how many atoms the first word has.
    ways: Vec<(Cost, usize)>,
}

impl Words {
    /// What the atoms from `at` on cost.
    pub(super) fn cost(&self, at: usize) -> Cost {
        self.ways[at - self.from].0
    }

    /// The first atom of each word from `at` on.
    pub(super) fn starts(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.from + self.ways.len() - 1;
        let next = move |at: usize| Some(at + self.ways[at - self.from].1.max(1)).filter(|&at| at < end);
        std::iter::successors(Some(at).filter(|&at| at < end), move |&at| next(at))
    }

    fn len(&self, at: usize) -> usize {
        self.ways[at - self.from].1
    }
}

/// Parts in an order in which they may be read, as atoms.
pub(super) struct Reading {
    /// What stands behind each atom.
    gaps: Vec<Gap>,
    /// The words that begin at each atom, of one atom and more.
    words: Vec<Vec<(Cost, Option<WordId>)>>,
    /// The atoms of each part.
    spans: Vec<Range<usize>>,
}

impl Reading {
    pub(super) fn of<'p, 't: 'p, M: LanguageModel>(
        model: &M,
        parts: impl Iterator<Item = &'p Part<'t>>,
    ) -> Self {
        let mut reading = Reading { gaps: Vec::new(), words: Vec::new(), spans: Vec::new() };
        let mut atoms: Vec<&str> = Vec::new();
        let mut gap = Gap::default();
        for part in parts {
            let start = atoms.len();
            gap.joint = true;
            for atom in &part.atoms {
                gap = gap.and(atom.gap);
                if !atoms.is_empty() {
                    reading.gaps.push(gap);
                }
                gap = Gap::default();
                atoms.push(&atom.letters);
            }
            gap = gap.and(part.rest);
            reading.spans.push(start..atoms.len());
        }
        reading.gaps.push(Gap { joint: true, space: true, hard: true });
        let mut word = String::new();
        for at in 0..atoms.len() {
            let mut words = Vec::new();
            word.clear();
            for (to, atom) in atoms.iter().enumerate().skip(at).take(ATOMS) {
                word.push_str(atom);
                if to > at && word.chars().count() > LETTERS {
                    break;
                }
                let id = model.word(&word);
                let single =
                    if to == at && word.len() == 2 && !word.starts_with('\u{0648}') { SINGLE } else { 0 };
                words.push((id.map_or_else(|| model.cost(&word), |id| model.word_cost(id)) + single, id));
                if reading.gaps[to].hard {
                    break;
                }
            }
            reading.words.push(words);
        }
        reading
    }

    /// The parts from the last to the first.
    pub(super) fn backwards<M: LanguageModel>(model: &M, parts: &[Part<'_>]) -> Self {
        Reading::of(model, parts.iter().rev())
    }

    /// The atoms of a part, by its place in the order of reading.
    pub(super) fn span(&self, part: usize) -> Range<usize> {
        self.spans[part].clone()
    }

    /// What the words of all atoms cost at least.
    pub(super) fn cost<M: LanguageModel>(&self, model: &M) -> Cost {
        self.read(model, 0..self.words.len()).cost(0)
    }

    /// The likeliest words of some atoms.
    pub(super) fn read<M: LanguageModel>(&self, model: &M, atoms: Range<usize>) -> Words {
        let Range { start: from, end } = atoms;
        let mut words = Words { from, ways: vec![(0, 0); end - from + 1] };
        for at in (from..end).rev() {
            let mut best = (Cost::MAX, 0);
            let mut soft: Cost = 0;
            for (more, &(cost, id)) in self.words[at].iter().enumerate().take(end - at) {
                let to = at + more + 1;
                let gap = self.gaps[to - 1];
                let next = if to < end { words.len(to) } else { 0 };
                let pair = match next.checked_sub(1).filter(|_| gap.joint) {
                    Some(next) => model.known_gain(id, self.words[to][next].1).clamp(-PAIR, PAIR),
                    None => 0,
                };
                let whole = if gap.joint && !gap.space && to < end { WHOLE } else { 0 };
                let all =
                    cost.saturating_add(soft + whole).saturating_add(words.cost(to)).saturating_sub(pair);
                if all < best.0 {
                    best = (all, more + 1);
                }
                soft += if gap.space { SOFT } else { 0 };
            }
            words.ways[at - from] = best;
        }
        words
    }

    /// Whether a word begins with each part.
    pub(super) fn begins<M: LanguageModel>(&self, model: &M) -> Vec<bool> {
        let words = self.read(model, 0..self.words.len());
        let starts: Vec<usize> = words.starts(0).chain([self.words.len()]).collect();
        self.spans.iter().map(|span| starts.binary_search(&span.start).is_ok()).collect()
    }

    /// The word that begins at atom `at`, if the model knows it.
    pub(super) fn word(&self, words: &Words, at: usize) -> Option<WordId> {
        let atoms = words.len(at).checked_sub(1)?;
        self.words[at].get(atoms)?.1
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::text::Text;

    fn cost(text: &str, spaced: bool) -> Cost {
        let model = Embedded::arabic();
        let text = Text::new(text);
        let parts: Vec<Part<'_>> = text.lines().map(|line| Part::of(line, false, spaced)).collect();
        Reading::backwards(&model, &parts).cost(&model)
    }

    #[test]
    fn spaces_at_the_edges_of_parts_part_words() {
        // A word goes on where no space is, a word ends where there is one.
        assert!(cost("سة\nالمدر", true) < cost("سة\nالمدر ", true));
        assert!(cost("الكبير\nالبيت ", true) < cost("الكبير\nالبيت", true));
        // Where all lines have them they say nothing.
        assert_eq!(cost("سة\nالمدر", false), cost("سة\nالمدر ", false));
    }

    #[test]
    fn letters_alone_are_seldom_words() {
        let single = cost("م", true) - cost("و", true);
        let model = Embedded::arabic();
        assert_eq!(single, model.cost("م") + SINGLE - model.cost("و"));
    }
}
