//! What PDFs do to a text, done to a healthy one: each operator is the inverse of a repair.
//!
//! An operator takes a page and gives it back damaged, with the spots where it did so and what stood
//! there. So tests, benches and the score card can tell what was restored, what was made wrong, and
//! what was touched that nobody had damaged. The mechanisms are those of real producers and
//! extractors, as far as they are known; chance comes from a fixed seed.

#![allow(dead_code, reason = "each user takes some of the operators")]

mod letters;
mod order;
mod spaces;

use std::ops::Range;

use tanqih::arabic::digits::is_digit;

/// A page and what was done to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Damaged {
    /// The page as an extractor would give it.
    pub(crate) text: String,
    /// Where it was damaged, in order and apart from each other.
    pub(crate) spots: Vec<Spot>,
}

/// One place of damage.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    /// Bytes of the damaged page.
    pub(crate) span: Range<usize>,
    /// What stood there.
    pub(crate) was: String,
    /// What stands there when only the damage that goes with it is repaired, if any does.
    pub(crate) left: String,
    /// Whether it is what the operator is about; else the repair is expected, and not counted.
    pub(crate) counts: bool,
}

impl Damaged {
    fn healthy(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn spot(&mut self, damaged: &str, was: &str) {
        self.add(damaged, was, damaged, true);
    }

    /// A spot with other damage besides; `left` is what it is without that.
    fn spot_besides(&mut self, damaged: &str, was: &str, left: &str) {
        self.add(damaged, was, left, true);
    }

    fn background(&mut self, damaged: &str, was: &str) {
        self.add(damaged, was, damaged, false);
    }

    fn add(&mut self, damaged: &str, was: &str, left: &str, counts: bool) {
        let start = self.text.len();
        self.text.push_str(damaged);
        if damaged != was {
            let span = start..self.text.len();
            self.spots.push(Spot { span, was: was.to_owned(), left: left.to_owned(), counts });
        }
    }
}

/// What can be asked of a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    /// What stood there stands there again.
    Restored,
    /// It is found; what stood there is lost.
    Found,
}

/// One kind of damage.
pub(crate) struct Operator {
    /// A name for tables.
    pub(crate) name: &'static str,
    /// What it does.
    pub(crate) what: &'static str,
    /// What can be asked of a repair.
    pub(crate) aim: Aim,
    /// Do it to a page.
    pub(crate) apply: fn(&str, &mut Chance) -> Damaged,
}

/// All operators.
pub(crate) const OPERATORS: &[Operator] = &[
    operator("stretched", "every word of a line stretched by the same run of tatweel", letters::stretched),
    operator("shaped", "presentation forms for letters", letters::shaped),
    operator("lam-alef", "every lam-alef of the page spelled backwards", letters::lam_alef_swapped),
    operator(
        "ligatures",
        "lam-meem at word starts and feh-yeh spelled backwards",
        letters::ligatures_swapped,
    ),
    operator("marks-apart", "a space before one mark in five", letters::marks_apart),
    operator("marks-first", "every mark before its letter", letters::marks_first),
    operator("overprint", "one line in ten with every letter twice", letters::overprinted),
    operator("rotated", "stretched; one line in eight in two pieces, in reverse order", order::rotated),
    operator("rotated-plain", "the same without tatweel", order::rotated_plain),
    operator("pieces", "stretched; one line in eight in three or four pieces, in reverse", order::pieces),
    operator("visual", "all lines as drawn, from left to right", order::visual),
    operator("visual-mixed", "one line in four as drawn", order::visual_mixed),
    operator("visual-joined", "all lines of a page as drawn, in one line", order::visual_joined),
    operator("visual-shaped", "all lines as drawn, in presentation forms", order::visual_shaped),
    operator("words-back", "the words of all lines in reverse order", order::words_reversed),
    operator(
        "words-by-width",
        "words in reverse order but for short ones, with the spaces before them",
        order::words_by_width,
    ),
    operator("words-drawn", "the letters of each word as drawn, the words in order", order::words_drawn),
    operator("brackets", "brackets and quotes mirrored", order::brackets_mirrored),
    operator("digits-back", "Arabic-Indic numbers reversed", order::digits_reversed),
    operator("split", "a space inside one word in twenty", spaces::split),
    operator("merged", "no space after one word in twenty", spaces::merged),
    operator("spaceless", "no spaces at all", spaces::spaceless),
    operator(
        "letter-spaced",
        "one line in six with every letter apart, words two spaces",
        spaces::letter_spaced,
    ),
    operator("spaced-even", "the same with one space between words", spaces::letter_spaced_evenly),
    operator("punctuation", "a space before one sign of punctuation in three", spaces::before_punctuation),
    operator("number-joints", "no space after a number", spaces::number_joints),
    Operator {
        name: "digits-lost",
        what: "all digits dropped, their spaces left",
        aim: Aim::Found,
        apply: spaces::numbers_dropped,
    },
    Operator {
        name: "digits-lost-half",
        what: "the digits of one number in two dropped, their spaces left",
        aim: Aim::Found,
        apply: spaces::some_numbers_dropped,
    },
];

const fn operator(
    name: &'static str,
    what: &'static str,
    apply: fn(&str, &mut Chance) -> Damaged,
) -> Operator {
    Operator { name, what, aim: Aim::Restored, apply }
}

/// The same chance on every run.
pub(crate) struct Chance(u64);

impl Chance {
    /// A source of chance; equal seeds give equal sources.
    pub(crate) fn new(seed: u64) -> Self {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        // splitmix64 of Steele, Lea and Flood.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which must not be 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// True once in `n` times.
    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn choice<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        if from.is_empty() {
            None
        } else {
            Some(&from[self.below(from.len())])
        }
    }
}

/// Paragraphs (lines of `text`) broken into lines of about 70 characters, 30 lines a page.
pub(crate) fn pages(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + word.chars().count() >= 70 {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines.chunks(30).map(|page| page.join("\n") + "\n").collect()
}

/// The page without its digits, to be filled in again.
pub(crate) fn to_fill(page: &str, chance: &mut Chance) -> Damaged {
    spaces::numbers_to_fill(page, chance)
}

/// The page as another extractor, or OCR, would give it: other line breaks, stored as drawn, and 2 % of
/// the characters gone. Digits stay: of a number that is damaged too nobody can tell.
pub(crate) fn other_extraction(page: &str, chance: &mut Chance) -> String {
    let kept: String = page.chars().filter(|&c| is_digit(c) || !chance.one_in(50)).collect();
    let mut lines: Vec<String> = vec![String::new()];
    for word in kept.split_whitespace() {
        let line = lines.last_mut().filter(|line| line.chars().count() < 50);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => *line += &format!(" {word}"),
            None => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| order::as_drawn(line, false) + "\n").collect()
}

/// Give `each` the lines of a page, in order, and put the line feeds back.
fn by_line(page: &str, mut each: impl FnMut(&str, &mut Damaged)) -> Damaged {
    let mut damaged = Damaged::default();
    for line in page.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        each(bare, &mut damaged);
        damaged.healthy(&line[bare.len()..]);
    }
    damaged
}

/// Give `each` the words of a page, and put what stands between them back.
fn by_word(page: &str, mut each: impl FnMut(&str, &mut Damaged)) -> Damaged {
    let mut damaged = Damaged::default();
    let mut at = 0;
    for word in page.split_whitespace() {
        let start = word.as_ptr() as usize - page.as_ptr() as usize;
        damaged.healthy(&page[at..start]);
        each(word, &mut damaged);
        at = start + word.len();
    }
    damaged.healthy(&page[at..]);
    damaged
}
