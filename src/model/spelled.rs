//! What a string costs that no list holds: by how its letters follow one another, told letter by letter.

use super::format::{Header, FOUR_BITS, FOUR_CELL, FOUR_RARE, FOUR_STEP, FOUR_ZERO, LENGTHS, STEP, SYMBOLS};
use super::fuse;
use super::hash::four_key;
use super::language::{Cost, BIT};

/// The letters of an unknown word so far.
pub(super) struct Spelled<'m> {
    letters: &'m [u8],
    fours: &'m [u8],
    four_shape: &'m fuse::Shape,
    cost: Cost,
    /// The letters before, six bits each.
    context: u64,
    length: usize,
}

impl<'m> Spelled<'m> {
    /// No letters yet; with the tables of a model file.
    pub(super) fn new(header: &'m Header, letters: &'m [u8], fours: &'m [u8]) -> Self {
        let four_shape = &header.four_shape;
        Spelled { letters, fours, four_shape, cost: header.unknown_cost, context: 0, length: 0 }
    }

    /// What is no letter parts the letters behind it from those before.
    pub(super) fn part(&mut self) {
        self.context = 0;
    }

    pub(super) fn push(&mut self, code: u8) {
        self.cost = self.cost.saturating_add(self.cost_of(code));
        self.context = self.context << 6 | u64::from(code);
        self.length += 1;
    }

    /// What a letter costs next, or the end of the word, 0.
    fn cost_of(&self, next: u8) -> Cost {
        let (before, last) = ((self.context >> 6 & 63) as usize, (self.context & 63) as usize);
        let at = (before * SYMBOLS + last) * SYMBOLS + usize::from(next);
        let mut cost = Cost::from(self.letters.get(at).copied().unwrap_or(u8::MAX)) * STEP;
        // What four letters in a row cost more than the last three of them make believe.
        if before > 0 {
            let four = four_key((self.context & 0x3FFFF) << 6 | u64::from(next));
            cost += fuse::get::<FOUR_CELL>(self.four_shape, self.fours, FOUR_BITS, four)
                .map_or(FOUR_RARE, |gain| (FOUR_ZERO - gain as Cost) * FOUR_STEP);
        }
        cost.max(0)
    }

    /// What the word costs if it ends here.
    pub(super) fn cost(&self) -> Cost {
        let place = SYMBOLS * SYMBOLS * SYMBOLS + self.length.min(LENGTHS - 1);
        let by_length = Cost::from(self.letters.get(place).copied().unwrap_or(0) as i8) * STEP;
        let beyond = Cost::try_from(self.length.saturating_sub(LENGTHS)).unwrap_or(Cost::MAX / BIT) * BIT;
        self.cost.saturating_add(self.cost_of(0)).saturating_add(by_length).saturating_add(beyond)
    }
}
