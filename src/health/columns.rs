//! Whether lines go on from one another: of two columns that an extractor read across each goes on from the last but
//! one, and the pieces of torn lines from nothing.

use crate::model::{Cost, LanguageModel, WordId, BIT};

/// Bits that each line must gain.
const TURN: Cost = BIT;
/// What one line may gain.
const MOST: Cost = 6 * BIT;
/// Bits that prove lines of two columns.
const IN_TURNS: Cost = 18 * BIT;
/// The same for each thousand words of a long text.
const IN_TURNS_LONG: i64 = 8 * BIT as i64;
/// Hundredths of a bit by which a line's first word is unlikelier after the last word before it than anywhere, where
/// lines are torn; and joints that tell.
const NOWHERE: i64 = -80;
const JOINTS: u32 = 20;
/// Spaces that part two columns.
pub(super) const COLUMN: &str = "   ";

/// Whether lines, or parts of lines, go on from the one before or from the one before that.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Columns {
    /// The last words of the part that is being read and of the two before it; none where a clause ends.
    pub(super) last: Option<WordId>,
    ends: [Option<WordId>; 2],
    /// What the parts up to here gained.
    gained: Cost,
    found: Joints,
}

/// What was found of how lines join.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Joints {
    /// The most bits that a run of lines goes on better from the last but one than from the last.
    turns: Cost,
    /// Parts that begin with a known word after a known one, and the bits they are likelier so than anywhere.
    joints: u32,
    bits: i64,
}

impl Columns {
    /// A part begins with this word.
    pub(super) fn part<M: LanguageModel>(&mut self, model: &M, first: Option<WordId>) {
        self.ends = [self.ends[1], self.last];
        if let (Some(first), Some(near)) = (first, self.last) {
            self.found.joints += 1;
            self.found.bits += i64::from(model.next_gain(near, first));
        }
        if let (Some(first), [Some(far), Some(near)]) = (first, self.ends) {
            let gained =
                (model.next_gain(far, first) - model.next_gain(near, first)).clamp(-MOST, MOST) - TURN;
            self.gained = self.gained.saturating_add(gained).max(0);
            self.found.turns = self.found.turns.max(self.gained);
        }
    }

    pub(super) fn found(&self) -> Joints {
        self.found
    }
}

impl Joints {
    /// Whether lines of two columns follow one another in turns: in a text of so many `words`, for in a long one some
    /// lines seem to go on so by chance.
    pub(super) fn are_in_turns(&self, words: u32) -> bool {
        self.turns >= IN_TURNS && i64::from(self.turns) * 1000 >= IN_TURNS_LONG * i64::from(words)
    }

    /// Whether lines go on from nothing. Lists are so, too.
    pub(super) fn lead_nowhere(&self) -> bool {
        self.joints >= JOINTS && self.bits * 100 < NOWHERE * i64::from(BIT) * i64::from(self.joints)
    }
}
