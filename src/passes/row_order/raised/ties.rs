//! What joins the parts of a zone, asked when it is needed and once.

use std::cell::Cell;

use crate::arabic::letters::TATWEEL;
use crate::model::{Cost, LanguageModel, BIT};
use crate::passes::row_order::line::{Joints, Line};
use crate::passes::row_order::torn::{alone, joint, Part as Ends};
use crate::text::Text;

use super::row::LINES;
use super::{Item, MOST};

/// Lines that two parts may be from each other, below: of one row, or of two that meet.
const BAND: usize = 2 * LINES;
/// What it costs that a row is parted inside a word.
const INSIDE: Cost = 4 * BIT;

/// Where rows are parted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cuts {
    /// Inside words, and between them.
    Inside,
    Between,
}

/// What it says that one part goes on in another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie {
    pub(super) gain: Cost,
    /// Whether a word ends there.
    pub(super) apart: bool,
}

/// The ends of a part.
struct Part {
    ends: Ends,
    alone: [Cost; 2],
    line: Line,
    /// A kashida is inside its word.
    stretched: bool,
}

pub(super) struct Ties<'m, M> {
    model: &'m M,
    cuts: Cuts,
    parts: Vec<Option<Part>>,
    known: Vec<Cell<Option<Tie>>>,
}

impl<'m, M: LanguageModel> Ties<'m, M> {
    pub(super) fn of(model: &'m M, text: &Text<'_>, items: &[Item<'_>], cuts: Cuts) -> Self {
        let part = |item: &Item<'_>| {
            item.is_part().then(|| {
                let ends = Ends::of(model, text.as_str(), item.body.span());
                Part {
                    alone: [alone(model, &ends.tail), alone(model, &ends.head)],
                    ends,
                    line: Line::of(model, item.body),
                    stretched: item.body.text().starts_with(TATWEEL),
                }
            })
        };
        let known = vec![Cell::new(None); items.len() * 2 * BAND];
        Ties { model, cuts, parts: items.iter().map(part).collect(), known }
    }

    pub(super) fn tie(&self, from: usize, to: usize) -> Tie {
        let none = Tie { gain: 0, apart: true };
        let Some(place) = (to + BAND).checked_sub(from).filter(|&place| place < 2 * BAND) else {
            return none;
        };
        let known = &self.known[from * 2 * BAND + place];
        if let Some(tie) = known.get() {
            return tie;
        }
        let tie = match (&self.parts[from], &self.parts[to]) {
            (Some(a), Some(b)) if from != to => self.ask(a, b),
            _ => none,
        };
        known.set(Some(tie));
        tie
    }

    fn ask(&self, a: &Part, b: &Part) -> Tie {
        let joints = Joints { model: self.model };
        let words = Tie { gain: joints.joint(&a.line, &b.line).clamp(-MOST, MOST), apart: true };
        if self.cuts == Cuts::Between && !b.stretched {
            return words;
        }
        let (gain, apart) = joint(self.model, &a.ends, &b.ends, [a.alone[0], b.alone[1]]);
        match () {
            () if b.stretched => Tie { gain: if apart { -MOST } else { gain.min(MOST) }, apart: false },
            () if !apart && gain > words.gain + INSIDE => Tie { gain: gain.min(MOST) - INSIDE, apart },
            () => words,
        }
    }
}
