//! Half of the neighbours in a healthy text were never read side by side; words sorted into
//! classes by the company they keep still tell which order and which cut is Arabic.
//!
//! Exchange clustering: every word moves to the class that makes the training pairs
//! likeliest, round after round. Sven Martin, Jörg Liermann and Hermann Ney, "Algorithms
//! for bigram and trigram word clustering", 1998. Sums are 64-bit floats, which are the
//! same on every machine as long as only `+ - * /` make them; logarithms come from a table
//! of integers.

use super::super::format::{CLASSES, CLASS_STEP};
use super::super::kinds::{signature, SIGNATURES};
use super::log2::{log2, log2_fine};
use super::PairCounts;

/// The class of a number and of an edge; words have the others.
pub(super) const NUMBER: usize = CLASSES - 2;
pub(super) const EDGE: usize = CLASSES - 1;
const WORD_CLASSES: usize = CLASSES - 2;
/// Rounds in which every word may move; later ones change little.
const ROUNDS: usize = 5;

/// The classes of all words, and how they follow one another.
pub(super) struct Classes {
    /// Of every word of the vocabulary.
    pub(super) of: Vec<u8>,
    /// For every two classes, in steps of [`CLASS_STEP`]: how much likelier the second is
    /// after the first than anywhere.
    pub(super) gains: Vec<i8>,
    /// The class of a word of each shape that is not in the vocabulary.
    pub(super) of_shape: Vec<u8>,
}

/// Sorts the words of `counts` into classes.
pub(super) fn classes(counts: &PairCounts) -> Classes {
    let mut state = State::new(counts);
    for _ in 0..ROUNDS {
        for word in 0..counts.words.len() {
            state.place(word);
        }
    }
    let words = counts.words.len();
    let mut votes = vec![0u32; SIGNATURES * CLASSES];
    // Rare words vote: what is unknown resembles them.
    for (at, word) in counts.words.iter().enumerate().skip(words / 4) {
        votes[signature(word.letters.as_bytes()) * CLASSES + state.of[at]] += 1;
    }
    let of_shape = votes
        .chunks(CLASSES)
        .map(|votes| {
            let most = votes.iter().max().copied().unwrap_or(0);
            votes.iter().position(|&vote| vote == most).unwrap_or(0) as u8
        })
        .collect();
    Classes {
        gains: state.gains(),
        of: state.of[..words].iter().map(|&class| class as u8).collect(),
        of_shape,
    }
}

/// Pairs of one word as (other word, count), for all words in a row.
struct Neighbours {
    starts: Vec<usize>,
    pairs: Vec<(u32, f64)>,
}

impl Neighbours {
    /// From (word, other, count), sorted.
    fn new(words: usize, sorted: &[(u32, u32, f64)]) -> Neighbours {
        let mut starts = vec![0; words + 1];
        for &(word, ..) in sorted {
            starts[word as usize + 1] += 1;
        }
        for at in 0..words {
            starts[at + 1] += starts[at];
        }
        let pairs = sorted.iter().map(|&(_, other, count)| (other, count)).collect();
        Neighbours { starts, pairs }
    }

    fn of(&self, word: usize) -> &[(u32, f64)] {
        &self.pairs[self.starts[word]..self.starts[word + 1]]
    }
}

struct State {
    of: Vec<usize>,
    after: Neighbours,
    before: Neighbours,
    /// Counts of class pairs, and `n log n` of each.
    joint: Vec<f64>,
    weighed: Vec<f64>,
    left: Vec<f64>,
    right: Vec<f64>,
    logarithm: Logarithm,
}

/// A word's neighbours by class.
struct Company {
    /// Only classes that occur, in order.
    after: Vec<(usize, f64)>,
    before: Vec<(usize, f64)>,
    itself: f64,
}

impl State {
    fn new(counts: &PairCounts) -> State {
        let words = counts.words.len();
        let mut pairs: Vec<(u32, u32, f64)> = counts
            .pairs
            .iter()
            .map(|(&pair, count)| ((pair >> 32) as u32, pair as u32, count.weighted as f64))
            .collect();
        pairs.sort_unstable_by_key(|&(a, b, _)| (a, b));
        let after = Neighbours::new(words + 2, &pairs);
        for pair in &mut pairs {
            *pair = (pair.1, pair.0, pair.2);
        }
        pairs.sort_unstable_by_key(|&(b, a, _)| (b, a));
        let before = Neighbours::new(words + 2, &pairs);

        // The most frequent words begin alone, all others by their shape.
        let alone = WORD_CLASSES.saturating_sub(SIGNATURES);
        let mut of: Vec<usize> = counts
            .words
            .iter()
            .enumerate()
            .map(|(at, word)| match at {
                _ if at < alone => WORD_CLASSES - 1 - at,
                _ => signature(word.letters.as_bytes()) % WORD_CLASSES,
            })
            .collect();
        of.extend([NUMBER, EDGE]);
        let mut state = State {
            joint: vec![0.0; CLASSES * CLASSES],
            weighed: vec![0.0; CLASSES * CLASSES],
            left: vec![0.0; CLASSES],
            right: vec![0.0; CLASSES],
            logarithm: Logarithm::new(),
            of,
            after,
            before,
        };
        for &(b, a, count) in &pairs {
            let (a, b) = (state.of[a as usize], state.of[b as usize]);
            state.joint[a * CLASSES + b] += count;
            state.left[a] += count;
            state.right[b] += count;
        }
        for at in 0..CLASSES * CLASSES {
            state.weighed[at] = state.logarithm.weigh(state.joint[at]);
        }
        state
    }

    fn company(&self, word: usize) -> Company {
        let mut itself = 0.0;
        let mut gather = |neighbours: &Neighbours, count_itself: bool| {
            let mut by_class = [0.0; CLASSES];
            for &(other, count) in neighbours.of(word) {
                if other as usize != word {
                    by_class[self.of[other as usize]] += count;
                } else if count_itself {
                    itself = count;
                }
            }
            by_class.into_iter().enumerate().filter(|entry| entry.1 > 0.0).collect()
        };
        let after = gather(&self.after, true);
        let before = gather(&self.before, false);
        Company { after, before, itself }
    }

    /// Adds a word's pairs to a class (`sign` 1) or takes them away (-1).
    fn shift(&mut self, class: usize, company: &Company, sign: f64) {
        for &(other, count) in &company.after {
            self.bump(class, other, sign * count);
        }
        for &(other, count) in &company.before {
            self.bump(other, class, sign * count);
        }
        self.bump(class, class, sign * company.itself);
    }

    fn bump(&mut self, a: usize, b: usize, count: f64) {
        let at = a * CLASSES + b;
        self.joint[at] += count;
        self.weighed[at] = self.logarithm.weigh(self.joint[at]);
        self.left[a] += count;
        self.right[b] += count;
    }

    /// Moves a word to the class where it does best; the lowest of equals.
    fn place(&mut self, word: usize) {
        let company = self.company(word);
        if company.after.is_empty() && company.before.is_empty() {
            return;
        }
        self.shift(self.of[word], &company, -1.0);
        let (mut best, mut most) = (self.of[word], f64::MIN);
        for class in 0..WORD_CLASSES {
            let gain = self.gain(class, &company);
            if gain > most {
                (best, most) = (class, gain);
            }
        }
        self.of[word] = best;
        self.shift(best, &company, 1.0);
    }

    /// What the likelihood gains if a word of this company joins `class`.
    fn gain(&self, class: usize, company: &Company) -> f64 {
        let mut gain = 0.0;
        let (mut sum_after, mut sum_before) = (company.itself, company.itself);
        let mut inner = company.itself;
        for &(other, count) in &company.after {
            sum_after += count;
            if other == class {
                inner += count;
                continue;
            }
            let at = class * CLASSES + other;
            gain += self.logarithm.weigh(self.joint[at] + count) - self.weighed[at];
        }
        for &(other, count) in &company.before {
            sum_before += count;
            if other == class {
                inner += count;
                continue;
            }
            let at = other * CLASSES + class;
            gain += self.logarithm.weigh(self.joint[at] + count) - self.weighed[at];
        }
        let at = class * CLASSES + class;
        gain += self.logarithm.weigh(self.joint[at] + inner) - self.weighed[at];
        for (sums, more) in [(&self.left, sum_after), (&self.right, sum_before)] {
            let sum = sums[class];
            gain -= self.logarithm.weigh(sum + more) - self.logarithm.weigh(sum);
        }
        gain
    }

    fn gains(&self) -> Vec<i8> {
        let all: f64 = self.left.iter().sum();
        (0..CLASSES * CLASSES)
            .map(|at| {
                let expected = self.left[at / CLASSES] * self.right[at % CLASSES] / all.max(1.0);
                gain(self.joint[at] as u64, expected as u64)
            })
            .collect()
    }
}

/// What it says of two classes, in stored steps, that they met so often.
pub(super) fn gain(met: u64, expected: u64) -> i8 {
    /// Meetings that are put down to chance: rare classes that never met may still meet.
    const DOUBT: u64 = 20;
    let ratio = log2(met.saturating_add(DOUBT)) - log2(expected.saturating_add(DOUBT));
    (ratio / CLASS_STEP).clamp(-127, 127) as i8
}

/// Binary logarithms by linear interpolation in a table of integers.
struct Logarithm {
    table: Vec<f64>,
}

impl Logarithm {
    const BITS: u32 = 12;

    fn new() -> Logarithm {
        let one = 1u64 << Self::BITS;
        let table = (one..=2 * one)
            .map(|x| log2_fine(x) as f64 / f64::from(1u32 << 30) - f64::from(Self::BITS))
            .collect();
        Logarithm { table }
    }

    /// `log2(x)` for x of 1 or more; 0 below.
    fn of(&self, x: f64) -> f64 {
        if x < 1.0 {
            return 0.0;
        }
        // The parts of an IEEE 754 number: exponent, and mantissa from 1 to 2.
        let bits = x.to_bits();
        let exponent = f64::from((bits >> 52) as u32) - 1023.0;
        let mantissa = bits & ((1 << 52) - 1);
        let row = (mantissa >> (52 - Self::BITS)) as usize;
        let rest = mantissa & ((1 << (52 - Self::BITS)) - 1);
        let rest = rest as f64 / (1u64 << (52 - Self::BITS)) as f64;
        exponent + self.table[row] + rest * (self.table[row + 1] - self.table[row])
    }

    /// `x log2(x)`.
    fn weigh(&self, x: f64) -> f64 {
        x * self.of(x)
    }
}
