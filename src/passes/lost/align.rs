//! Which place of a witness is that of a place of the text: the words about it are the same, but for damage.

use std::collections::HashMap;

use super::words::{is_merged, is_same, Word};

/// Places of the witness that are compared for one of the text, at most.
const PLACES: usize = 64;
/// Words on either side among which a pair must be the same.
const REACH: usize = 5;
/// Words on either side that are compared.
const CONTEXT: usize = 10;
/// Words that must be alike about a place, and by how many more than about any other that says otherwise.
const ALIKE: usize = 4;
const MARGIN: usize = 4;
/// What a seam that stands exactly where the last one leads to has before those that are near: of words that
/// come again and again (`و 1603 و 1625 و`) nothing else tells which is which.
const EXACT: usize = 4;
/// What it costs when a word is another, and when only one of the two has it.
const OTHER: usize = 1;
const SKIPPED: usize = 2;

/// A seam of the witness, which is a place between two of its words, that is like one of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seam {
    /// The word behind it.
    pub(super) at: usize,
    /// Words that are alike about it, and among them those that touch it.
    pub(super) alike: usize,
    pub(super) near: usize,
    /// Whether it stands where the last seam leads to, or near it.
    expected: Place,
}

/// The seam of the witness that the last one leads to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected {
    pub(super) seam: usize,
    /// Whether the last one was that of the word before.
    pub(super) fresh: bool,
}

impl Expected {
    /// Where a seam is, whose word before is the text's or not.
    fn place_of(self, seam: usize, same: bool) -> Place {
        match self.seam.abs_diff(seam) {
            0 if self.fresh && same => Place::Exact,
            0..=2 => Place::Near,
            _ => Place::Elsewhere,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Elsewhere,
    Near,
    Exact,
}

impl Seam {
    fn rank(&self) -> usize {
        self.alike + if self.expected > Place::Elsewhere { MARGIN } else { 0 }
    }
}

/// The words of the witness, and where they are.
#[derive(Clone, Debug)]
pub(super) struct Index {
    pub(super) words: Vec<Word>,
    /// Where two words follow one another: the place of the first.
    pairs: HashMap<(u64, u64), Vec<usize>>,
}

impl Index {
    pub(super) fn new(words: Vec<Word>) -> Self {
        let mut pairs: HashMap<(u64, u64), Vec<usize>> = HashMap::new();
        for (at, pair) in words.windows(2).enumerate() {
            pairs.entry((pair[0].print, pair[1].print)).or_default().push(at);
        }
        Index { words, pairs }
    }

    /// The seams that may be the one before the word `at` of the text, by the pairs about it.
    pub(super) fn seams(&self, words: &[Word], at: usize, expected: Option<Expected>) -> Vec<Seam> {
        let mut seams: Vec<Seam> = Vec::new();
        for first in at.saturating_sub(REACH)..(at + REACH).min(words.len().saturating_sub(1)) {
            let found = self.pairs.get(&(words[first].print, words[first + 1].print));
            for &there in found.into_iter().flatten().take(PLACES) {
                let Some(seam) = self.led_to(words, (first, there), at) else { continue };
                if seams.len() < PLACES && seams.iter().all(|known| known.at != seam) {
                    let (before, near_before) = self.alike::<false>(words, at, seam);
                    let (behind, near_behind) = self.alike::<true>(words, at, seam);
                    let expected =
                        expected.map_or(Place::Elsewhere, |expected| expected.place_of(seam, near_before));
                    let near = usize::from(near_before) + usize::from(near_behind);
                    seams.push(Seam { at: seam, alike: before + behind, near, expected });
                }
            }
        }
        seams
    }

    /// Whether the words that touch a seam are the same in both.
    pub(super) fn goes_on(&self, words: &[Word], at: usize, seam: usize) -> bool {
        let pair =
            |words: &'_ [Word], at: usize| Some((words.get(at.checked_sub(1)?)?.print, words.get(at)?.print));
        pair(words, at).is_some_and(|here| pair(&self.words, seam) == Some(here))
    }

    /// The seam that the text's seam before `at` leads to from a word that is the same in both.
    fn led_to(&self, words: &[Word], (mut here, mut there): (usize, usize), at: usize) -> Option<usize> {
        if here < at {
            while here < at {
                let (a, b, _) = self.step::<true>(words, here, there);
                (here, there) = (here + a, there + b);
            }
        } else {
            while here > at {
                let (a, b, _) = self.step::<false>(words, here, there);
                (here, there) = (here - a, there.checked_sub(b)?);
            }
        }
        // Else the witness has no seam there.
        (here == at && there <= self.words.len()).then_some(there)
    }

    /// How many words are alike from a seam on, and whether the first of them is.
    fn alike<const AHEAD: bool>(&self, words: &[Word], mut here: usize, mut there: usize) -> (usize, bool) {
        let (mut alike, mut near, mut seen) = (0usize, false, 0);
        while seen < CONTEXT {
            let (a, b, same) = self.step::<AHEAD>(words, here, there);
            if a == 0 && b == 0 {
                break;
            }
            near |= seen == 0 && same > 0;
            alike = match same {
                0 => alike.saturating_sub(if a == b { OTHER } else { SKIPPED }),
                same => alike + same,
            };
            seen += a.max(b);
            if AHEAD {
                (here, there) = (here + a, there + b);
                if here > words.len() || there > self.words.len() {
                    break;
                }
            } else {
                let Some(before) = here.checked_sub(a).zip(there.checked_sub(b)) else { break };
                (here, there) = before;
            }
        }
        (alike, near)
    }

    /// How many words of the text and of the witness go together from here on, and how many of them are alike.
    fn step<const AHEAD: bool>(&self, words: &[Word], here: usize, there: usize) -> (usize, usize, usize) {
        let text = |by: usize| nth::<AHEAD>(words, here, by);
        let witness = |by: usize| nth::<AHEAD>(&self.words, there, by);
        let same = |a: Option<&Word>, b: Option<&Word>| a.zip(b).is_some_and(|(a, b)| is_same(a, b));
        let merged = |two: [Option<&Word>; 2], one: Option<&Word>| {
            let ([Some(near), Some(far)], Some(one)) = (two, one) else { return false };
            if AHEAD {
                is_merged(near, far, one)
            } else {
                is_merged(far, near, one)
            }
        };
        if same(text(0), witness(0)) {
            (1, 1, 1)
        } else if merged([text(0), text(1)], witness(0)) {
            (2, 1, 2)
        } else if merged([witness(0), witness(1)], text(0)) {
            (1, 2, 1)
        } else if text(0).is_none() && witness(0).is_none() {
            (0, 0, 0)
        } else if same(text(1), witness(1)) {
            (1, 1, 0)
        } else if same(text(1), witness(0)) {
            (1, 0, 0)
        } else if same(text(0), witness(1)) {
            (0, 1, 0)
        } else {
            (1, 1, 0)
        }
    }
}

/// The word so many words from a seam.
fn nth<const AHEAD: bool>(words: &[Word], seam: usize, by: usize) -> Option<&Word> {
    if AHEAD {
        words.get(seam + by)
    } else {
        seam.checked_sub(by + 1).and_then(|at| words.get(at))
    }
}

/// What the likeliest of these seams says, if no other that is nearly as likely says otherwise.
pub(super) fn agreed<T: PartialEq>(seams: &[Seam], says: impl Fn(&Seam) -> Option<T>) -> Option<(T, Seam)> {
    let best = *seams.iter().max_by_key(|seam| (seam.rank(), seam.expected, seam.near, seam.at))?;
    let said = says(&best).filter(|_| best.alike >= ALIKE)?;
    let exact = |seam: &Seam, other: &Seam| {
        usize::from((seam.expected, other.expected) == (Place::Exact, Place::Near)) * EXACT
    };
    let doubt = seams.iter().any(|seam| {
        let (rank, most) = (seam.rank() + exact(seam, &best), best.rank() + exact(&best, seam));
        rank + MARGIN > most && says(seam).is_some_and(|other| other != said)
    });
    (!doubt).then_some((said, best))
}
