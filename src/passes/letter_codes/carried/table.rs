//! Which strings of a text are marks, and how a word of such strings reads.

use crate::arabic::letters::ALEF;
use crate::arabic::seats::takes_sign;
use crate::model::{Cost, LanguageModel, BIT};

use super::clusters::{words_of, Cluster, How, Marks, NONE};

/// Words that are read to tell, strings of such a word, at least, and of any word, at most.
const ASKED: usize = 300;
const LEAST: usize = 5;
const LONGEST: usize = 40;
/// Readings of a word that are weighed, at most.
const READINGS: usize = 32;
/// Bits against a letter that may be a mark, before more is known of the string, and the most that speak for either.
const LETTER: Cost = 3 * BIT;
const SURE: Cost = 8 * BIT;
/// Those against a string that is a letter far more often.
const RARE: Cost = 2 * BIT;
/// Bits against a letter standing twice where letters with marks do.
const TWO: Cost = 5 * BIT;
/// Bits against a mark on an alef, one at the start of a word, a letter without, and a character that is no letter.
const ON_ALEF: Cost = 5 * BIT;
const AT_START: Cost = 8 * BIT;
const BARE: Cost = 2 * BIT;
const UNKNOWN: Cost = 4 * BIT;

/// What a string is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Letter,
    /// A mark of the letter before.
    Mark,
    /// The letter before, again.
    Again,
}

/// A way to read a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub(super) roles: Vec<Role>,
    letters: String,
    cost: Cost,
    last: Option<Cluster>,
    /// Whether the last letter has a mark, and whether that is a shadda, which may have a vowel.
    signed: bool,
    shadda: bool,
}

/// What the words of a text tell of how they are read.
#[derive(Default)]
pub(super) struct Told {
    pub(super) known: usize,
    pub(super) all: usize,
    /// Their letters, and those that have a mark.
    pub(super) letters: usize,
    pub(super) signed: usize,
    /// How much likelier they are so than as they stand.
    pub(super) gain: Cost,
}

/// The strings that are marks.
pub(super) struct Table {
    pub(super) how: How,
    /// With the bits that speak for each.
    strings: Vec<(Marks, char, Cost)>,
}

impl Table {
    pub(super) fn of(how: How, strings: &[(Marks, char)]) -> Self {
        Table { how, strings: strings.iter().map(|&(marks, letter)| (marks, letter, LETTER)).collect() }
    }

    /// Whether the marks of letters are their own.
    pub(super) fn keeps_marks(&self) -> bool {
        self.strings.is_empty()
    }

    /// Where the string is among those that may be marks.
    fn place(&self, cluster: &Cluster) -> Option<usize> {
        self.strings.iter().position(|string| (string.0, string.1) == (cluster.marks, cluster.letter))
    }

    /// The words of a text in the order of reading, but for longer ones than there are.
    pub(super) fn words<'s>(&self, lines: &'s [&'s str]) -> impl Iterator<Item = Vec<Cluster>> + use<'s> {
        let how = self.how;
        words_of(lines, how).filter(|word| word.len() <= LONGEST).map(move |mut word| {
            if how.backward {
                word.reverse();
            }
            word
        })
    }

    /// The likeliest reading of a word. O(length).
    pub(super) fn read<M: LanguageModel>(&self, model: &M, word: &[Cluster]) -> Reading {
        let mut readings = vec![Reading::default()];
        for cluster in word {
            let string = self.place(cluster).map(|at| self.strings[at].2);
            let mut next = Vec::with_capacity(readings.len() * 2);
            for reading in readings {
                next.extend(reading.marked(cluster, string));
                next.push(reading.and(cluster, string));
            }
            if next.len() > READINGS {
                next.sort_by_key(|reading| reading.cost);
                next.truncate(READINGS);
            }
            readings = next;
        }
        readings.into_iter().min_by_key(|reading| reading.cost + reading.words(model)).unwrap_or_default()
    }

    /// Words of a text that tell something, and how they are read.
    fn readings<'s, M: LanguageModel>(
        &'s self,
        model: &'s M,
        lines: &'s [&'s str],
    ) -> impl Iterator<Item = (Vec<Cluster>, Reading)> + 's {
        let tells = |word: &Vec<Cluster>| word.len() >= LEAST && word.iter().all(|c| c.letter != NONE);
        self.words(lines)
            .filter(tells)
            .map(|word| {
                let reading = self.read(model, &word);
                (word, reading)
            })
            .filter(|(_, reading)| reading.letters.chars().nth(2).is_some())
            .take(ASKED)
    }

    pub(super) fn told<M: LanguageModel>(&self, model: &M, lines: &[&str]) -> Told {
        let mut told = Told::default();
        for (word, reading) in self.readings(model, lines) {
            let letters: String = word.iter().map(|cluster| cluster.letter).collect();
            let turned: String = letters.chars().rev().collect();
            let stands = model.cost(&letters).min(model.cost(&turned));
            let signed =
                reading.roles.windows(2).filter(|pair| pair[0] == Role::Letter && pair[1] != Role::Letter);
            told.signed += signed.count();
            told.letters += reading.letters.chars().count();
            told.all += 1;
            told.known += usize::from(model.is_word(&reading.letters));
            told.gain = told.gain.saturating_add(stands - model.cost(&reading.letters));
        }
        told
    }

    /// Learn of each string how often it is a mark.
    pub(super) fn learn<M: LanguageModel>(&mut self, model: &M, lines: &[&str]) {
        if self.strings.is_empty() {
            return;
        }
        let mut counts = vec![[0u32; 2]; self.strings.len()];
        for (word, reading) in self.readings(model, lines) {
            for (cluster, role) in word.iter().zip(&reading.roles) {
                if let Some(at) = self.place(cluster) {
                    counts[at][usize::from(*role == Role::Letter)] += 1;
                }
            }
        }
        for ((.., bits), [marks, letters]) in self.strings.iter_mut().zip(counts) {
            let log = |count: u32| (4 * count + 1).ilog2() as Cost;
            *bits = ((log(marks) - log(letters)) * BIT).clamp(-SURE, SURE);
        }
        self.strings.retain(|string| string.2 > -RARE);
    }
}

impl Reading {
    /// The reading by which a string is a mark, for which `string` speaks, or the last letter again; `None` where it cannot
    /// be.
    fn marked(&self, cluster: &Cluster, string: Option<Cost>) -> Option<Reading> {
        let again = self.last.is_some_and(|last| cluster.repeats(&last));
        let vowel = self.shadda && string.is_some();
        if !(string.is_some() || again) || self.signed && !vowel {
            return None;
        }
        let mut marked = self.clone();
        marked.cost += string.map_or(0, |bits| -bits.min(0));
        marked.cost += match self.last {
            None => AT_START,
            Some(last) if last.letter == ALEF => ON_ALEF,
            Some(_) => 0,
        };
        marked.shadda = !self.signed && cluster.marks.has_shadda();
        marked.signed = true;
        marked.roles.push(if string.is_some() { Role::Mark } else { Role::Again });
        Some(marked)
    }

    /// The reading by which a string is a letter, though `string` may speak for a mark.
    fn and(mut self, cluster: &Cluster, string: Option<Cost>) -> Reading {
        let again = self.last.is_some_and(|last| cluster.repeats(&last));
        if self.last.is_some_and(|last| takes_sign(last.letter)) && !self.signed {
            self.cost += BARE;
        }
        self.cost += string.map_or(if again { TWO } else { 0 }, |bits| bits.max(0));
        self.letters.push(cluster.letter);
        self.last = Some(*cluster);
        (self.signed, self.shadda) = (false, false);
        self.roles.push(Role::Letter);
        self
    }

    /// What its letters cost.
    fn words<M: LanguageModel>(&self, model: &M) -> Cost {
        match () {
            () if self.letters.contains(NONE) => UNKNOWN * self.letters.chars().count() as Cost,
            () if self.letters.is_empty() => 0,
            () => model.cost(&self.letters),
        }
    }
}
