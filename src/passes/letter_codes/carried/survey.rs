//! What the lines of a text show of their marks before anything is read. Allocates nothing: healthy texts are asked, too.

use crate::arabic::letters::{is_letter, ALEF, TATWEEL};
use crate::arabic::marks::{count_signs, is_mark};
use crate::text::Text;

use super::clusters::Marks;

/// Bytes of lines that tell of a text.
const SAMPLE: usize = 1 << 16;
/// Bytes, and letters, for a sign on a line where all letters have their signs, at most.
const SPARSE: usize = 32;
const VOCALISED: usize = 3;
/// Letters with marks that tell anything.
const ENOUGH: u32 = 12;
/// Of all letters that have a vowel, two in five are one where it has a letter of its own; in vocalised text none is
/// so often.
const SHOWN: [u32; 2] = [2, 5];
/// Vowels that show it, at least.
const VOWELS: usize = 2;
/// Of so many letters with marks one stands twice where all do, at least.
const TWICE: u32 = 4;
/// Letters that are told apart.
const LETTERS: usize = 64;

/// What shows that marks came with letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// One letter has most marks of a kind.
    Carriers,
    /// Letters with marks stand twice.
    Twice,
}

/// The vocalised lines of a text, as many as tell of it.
pub(super) fn lines<'t>(text: &Text<'t>) -> impl Iterator<Item = &'t str> + use<'t> {
    let mut left = if text.may_have_in('\u{64B}'..='\u{652}') { SAMPLE } else { 0 };
    let lines = text.lines().map(|line| clip(line.text())).filter(|line| is_vocalised(line));
    lines.take_while(move |line| {
        let goes_on = left > 0;
        left = left.saturating_sub(line.len());
        goes_on
    })
}

fn clip(line: &str) -> &str {
    let mut end = line.len().min(SAMPLE);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

fn is_vocalised(line: &str) -> bool {
    let signs = count_signs(line);
    signs > 0
        && signs * SPARSE >= line.len()
        && line.chars().filter(|&c| is_letter(c)).count() <= signs * VOCALISED
}

/// What the letters with marks show where marks stand behind their letters, or before them.
#[derive(Clone, Copy)]
struct Shape {
    /// How many letters of each kind have a fatha, a damma and a kasra alone.
    vowels: [[u32; LETTERS]; 3],
    marked: u32,
    twice: u32,
}

/// A letter and its marks.
type Cluster = (char, Marks);

impl Shape {
    fn add(&mut self, before: Option<Cluster>, cluster: Cluster) {
        let (letter, marks) = cluster;
        if marks == Marks::default() {
            return;
        }
        self.marked += 1;
        self.twice += u32::from(before == Some(cluster));
        let slot = marks.vowel().and_then(|vowel| (vowel as usize).checked_sub(0x64E));
        if let Some(counts) = slot.and_then(|slot| self.vowels.get_mut(slot)) {
            counts[letter as usize % LETTERS] += 1;
        }
    }

    fn shown(&self) -> Option<Shown> {
        // Before a letter of its own a vowel is long.
        let long = [ALEF, '\u{648}', '\u{64A}'];
        let carriers = self.vowels.iter().zip(long).filter(|(counts, long)| {
            let most = (0..LETTERS).max_by_key(|&slot| counts[slot]).unwrap_or(0);
            let all: u32 = counts.iter().sum();
            all >= ENOUGH && counts[most] * SHOWN[1] >= all * SHOWN[0] && most != *long as usize % LETTERS
        });
        match () {
            () if carriers.count() >= VOWELS => Some(Shown::Carriers),
            () if self.marked >= ENOUGH && self.twice * TWICE >= self.marked => Some(Shown::Twice),
            () => None,
        }
    }
}

/// What the lines show if marks stand behind their letters, and if before them. O(length).
pub(super) fn shown<'t>(lines: impl Iterator<Item = &'t str>) -> [Option<Shown>; 2] {
    let shape = Shape { vowels: [[0; LETTERS]; 3], marked: 0, twice: 0 };
    let [mut behind, mut first] = [shape; 2];
    for line in lines {
        let mut pending = Marks::default();
        let (mut open, mut before): (Option<Cluster>, [Option<Cluster>; 2]) = (None, [None; 2]);
        for c in line.chars().chain([' ']) {
            if is_mark(c) {
                pending.add(c);
                if let Some((_, marks)) = &mut open {
                    marks.add(c);
                }
                continue;
            }
            if c == TATWEEL {
                continue;
            }
            if let Some(cluster) = open.take() {
                behind.add(before[0], cluster);
                before[0] = Some(cluster);
            }
            let marks = std::mem::take(&mut pending);
            if is_letter(c) {
                open = Some((c, Marks::default()));
                first.add(before[1], (c, marks));
                before[1] = Some((c, marks));
            } else {
                before = [None; 2];
            }
        }
    }
    [behind.shown(), first.shown()]
}
