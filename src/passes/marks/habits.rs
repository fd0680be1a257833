//! Where a text that was cut at its marks has them: learnt from the marks that letters on one side of them only can bear.
//!
//! Extractors that sort glyphs by their left edges put a mark, which lies over the middle of its letter, behind the
//! letters that were drawn with this one: in reading order, before the run whose last letter it belongs to (`َان` for
//! `انَ`). Where it began further left, or its letter was a glyph for several, it stands before its letter, or behind it.
//! So what a place says of a mark differs from text to text, and is counted in each.

use super::gaps::{Mark, To};

/// Parts of a bit in which costs are counted.
pub(super) const PARTS: u32 = 4;
/// What must not be.
pub(super) const NEVER: u32 = 1000 * PARTS;

/// Places of marks that are told apart: by what they touch, whether they are shaddas, and whether more letters than
/// one stand behind them.
const PLACES: usize = 16;
const TOUCHES_LEFT: usize = 1;
const TOUCHES_RIGHT: usize = 2;
const SHADDA: usize = 4;
const RUNS: usize = 8;

/// What speaks against a mark going to the letter before it, to the first behind it and to the last of those.
pub(super) type Sides = [u32; 3];

/// Where the marks of a text stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// Behind their letters.
    Behind,
    /// Before their letters.
    Before,
    /// Before the letters of which the last is theirs.
    BeforeRun,
}

impl Stored {
    /// What speaks against the sides of a mark before anything is learnt.
    fn sides(self, touches_left: bool, touches_right: bool, steady: bool) -> Sides {
        let sides = match (self, touches_left, touches_right) {
            (Stored::Behind, true, _) if steady => return [0, NEVER, NEVER],
            (Stored::Behind, true, true) => [0, 5, 9],
            (Stored::Behind, true, false) => [0, 9, 13],
            (Stored::Behind, false, true) => [1, 2, 6],
            (Stored::Behind, false, false) => [1, 4, 8],
            (Stored::Before, true, true) => [4, 0, 4],
            (Stored::Before, true, false) => [2, 3, 7],
            (Stored::Before, false, true) => [4, 0, 4],
            (Stored::Before, false, false) => [3, 1, 5],
            (Stored::BeforeRun, true, _) => [1, 3, 3],
            (Stored::BeforeRun, false, _) => [4, 1, 1],
        };
        sides.map(|bits| bits * PARTS)
    }
}

/// What the text as a whole says of its marks.
#[derive(Clone, Debug)]
pub(super) struct Habits {
    /// Spaces before marks part no words.
    pub(super) torn: bool,
    /// Spaces beside marks may part no words, and marks may go further than to the letters beside them.
    pub(super) loose: bool,
    /// Bits that a consonant without a sign costs.
    pub(super) bare: u32,
    /// Bits against a mark standing twice for once.
    pub(super) doubled: u32,
    /// All marks stand behind their letters but for slips.
    pub(super) behind: bool,
    sides: [Sides; PLACES],
    /// Whether these are learnt from the text.
    pub(super) learnt: bool,
}

impl Habits {
    pub(super) fn new(stored: Stored, steady: bool) -> Self {
        let each = |place: usize| stored.sides(place & TOUCHES_LEFT > 0, place & TOUCHES_RIGHT > 0, steady);
        let sides = std::array::from_fn(each);
        let behind = stored == Stored::Behind;
        Habits { torn: false, loose: false, bare: 0, doubled: 4, behind, sides, learnt: false }
    }

    /// The same, but that shaddas and vowels over them stand behind their letters.
    pub(super) fn with_shaddas_behind(mut self) -> Self {
        for (place, sides) in self.sides.iter_mut().enumerate() {
            if place & TOUCHES_LEFT > 0 && place & SHADDA > 0 {
                *sides = [0, 4, 8].map(|bits| bits * PARTS);
            }
        }
        self
    }

    pub(super) fn sides(&self, mark: &Mark, runs: bool) -> &Sides {
        &self.sides[place(mark, runs)]
    }

    /// The same text with what was seen in it.
    pub(super) fn with(&self, seen: &Seen) -> Habits {
        let mut sides = self.sides;
        for (sides, seen) in sides.iter_mut().zip(&seen.sides) {
            let all: u32 = seen.iter().sum();
            if all > 0 {
                for (cost, &count) in sides.iter_mut().zip(seen) {
                    *cost = rarity(2 * count + 1, 2 * all + 3);
                }
            }
        }
        Habits { sides, learnt: true, ..*self }
    }
}

fn place(mark: &Mark, runs: bool) -> usize {
    let facts = [(mark.touches_left, TOUCHES_LEFT), (mark.touches_right, TOUCHES_RIGHT)];
    let facts = facts.into_iter().chain([(mark.shadda, SHADDA), (runs, RUNS)]);
    facts.filter(|(holds, _)| *holds).map(|(_, bit)| bit).sum()
}

/// How rare `count` is among `all`, in parts of a bit.
fn rarity(count: u32, all: u32) -> u32 {
    // The fourth power has four times the logarithm.
    let log = |n: u32| u64::from(n.clamp(1, 1 << 15)).pow(PARTS).ilog2();
    log(all).saturating_sub(log(count))
}

/// Where marks were found to belong.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    sides: [Sides; PLACES],
}

impl Seen {
    pub(super) fn mark(&mut self, mark: &Mark, runs: bool, to: Option<To>) {
        if let Some(side) = to.map_or(Some(0), To::side) {
            self.sides[place(mark, runs)][side] += 1;
        }
    }
}
