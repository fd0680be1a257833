//! Lines of two columns that an extractor read across: each goes on from the last but one.

use crate::model::{Cost, LanguageModel, WordId, BIT};

/// Bits that each line must gain.
const TURN: Cost = BIT;
/// What one line may gain.
const MOST: Cost = 6 * BIT;
/// Spaces that part two columns.
pub(super) const COLUMN: &str = "   ";

/// Whether lines, or parts of lines, go on from the one before or from the one before that.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Columns {
    /// The last words of the part that is being read and of the two before it; none where a clause ends.
    pub(super) last: Option<WordId>,
    ends: [Option<WordId>; 2],
    /// What the parts up to here gained, and the most there was.
    gained: Cost,
    pub(super) most: Cost,
}

impl Columns {
    /// A part begins with this word.
    pub(super) fn part<M: LanguageModel>(&mut self, model: &M, first: Option<WordId>) {
        self.ends = [self.ends[1], self.last];
        if let (Some(first), [Some(far), Some(near)]) = (first, self.ends) {
            let gained =
                (model.next_gain(far, first) - model.next_gain(near, first)).clamp(-MOST, MOST) - TURN;
            self.gained = self.gained.saturating_add(gained).max(0);
            self.most = self.most.max(self.gained);
        }
    }
}
