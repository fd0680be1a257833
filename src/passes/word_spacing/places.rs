//! The readings of some letters that may yet turn out the cheapest.

use crate::model::{Cost, WordId};

/// Readings kept at each place, told apart by their last word.
const KEPT: usize = 3;

/// A way to read the letters up to a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub(super) cost: Cost,
    pub(super) last: Option<WordId>,
    /// Whether the last word is one that the model knows, or one with clitics.
    pub(super) known: bool,
    /// The place and state it came from.
    pub(super) from: u8,
    pub(super) state: u8,
}

/// The states of one place, the cheapest first.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) states: [State; KEPT],
    pub(super) count: usize,
}

/// A place that no reading has come to.
pub(super) const NOWHERE: Place =
    Place { states: [State { cost: 0, last: None, known: true, from: 0, state: 0 }; KEPT], count: 0 };

impl Place {
    /// Keep a state if it is among the cheapest, and of those with one last word only the cheapest.
    pub(super) fn offer(&mut self, state: State) {
        let states = &mut self.states[..self.count];
        if let Some(same) = states.iter().position(|old| old.last == state.last) {
            if states[same].cost <= state.cost {
                return;
            }
            states.copy_within(same + 1.., same);
            self.count -= 1;
        }
        let at = self.states[..self.count].partition_point(|old| old.cost <= state.cost);
        if at == KEPT {
            return;
        }
        self.count = (self.count + 1).min(KEPT);
        self.states.copy_within(at..self.count - 1, at + 1);
        self.states[at] = state;
    }
}
