//! Shapes without their high byte, or lowered by a constant: one code may be any of three, those of a word must join and make a word.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::arabic::forms;
use crate::arabic::letters::is_letter;
use crate::edit::{Confidence, Edits};
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::Text;

use super::{runs, LETTER_CODE, LONGEST};

/// Different known words that prove lost shapes, and the codes of the shortest that counts.
const PROOF: usize = 8;
const SHORTEST: usize = 3;
/// The readings of a word by its shapes.
const READINGS: usize = 64;
/// How much likelier a reading must be than the next.
const MARGIN: Cost = 6 * BIT;

/// How shapes were given other codes.
#[derive(Clone, Copy)]
pub(super) enum Shapes {
    WithoutHighByte,
    Lowered,
}

impl Shapes {
    /// Whether there are codes of the commonest shapes that healthy text of the same codes lacks: in Greek
    /// those of alef, lam and waw; in Arabic those of noon and waw.
    pub(super) fn may_be_in(self, text: &Text<'_>) -> bool {
        let any = |from, to| text.may_have_in(from..=to);
        match self {
            Shapes::WithoutHighByte => {
                any('\u{38D}', '\u{38E}') && any('\u{3DF}', '\u{3E0}') && any('\u{3ED}', '\u{3EE}')
            }
            Shapes::Lowered => {
                any('\u{62D}', '\u{62E}') && any('\u{657}', '\u{658}') && any('\u{65D}', '\u{65E}')
            }
        }
    }

    fn has(self, c: char) -> bool {
        match self {
            Shapes::WithoutHighByte => matches!(c, '\u{380}'..='\u{3FC}'),
            Shapes::Lowered => matches!(c, '\u{620}'..='\u{66C}'),
        }
    }

    /// The shapes that `code` may be.
    fn of(self, code: char) -> impl Iterator<Item = char> {
        let lost: &[(u32, u32, u32)] = match self {
            Shapes::WithoutHighByte => &[(0xFE80, 0xFEFC, 0xFB00)],
            Shapes::Lowered => {
                &[(0xFE80, 0xFEC0, 0xF860), (0xFEC1, 0xFEC8, 0xF862), (0xFEC9, 0xFEFC, 0xF890)]
            }
        };
        lost.iter()
            .map(move |&(from, to, by)| (from..=to, code as u32 + by))
            .filter(|(range, shape)| range.contains(shape))
            .filter_map(|(_, shape)| char::from_u32(shape))
    }

    /// The readings of a word in which every shape joins its neighbours, [`READINGS`] at most.
    fn readings(self, codes: &str, from_left: bool) -> Vec<Vec<char>> {
        let mut codes: Vec<char> = codes.chars().collect();
        if from_left {
            codes.reverse();
        }
        let mut readings: Vec<Vec<char>> = vec![Vec::new()];
        for code in codes {
            let longer = readings.iter().flat_map(|reading| {
                let joins = reading.last().is_some_and(|&last| forms::joins_next(last) == Some(true));
                let joining = self.of(code).filter(move |&shape| forms::joins_previous(shape) == Some(joins));
                joining.map(|shape| [reading.as_slice(), &[shape]].concat())
            });
            readings = longer.take(READINGS).collect();
        }
        readings.retain(|reading| reading.last().is_some_and(|&last| forms::joins_next(last) == Some(false)));
        readings
    }
}

/// What a word of codes is.
struct Shaped {
    span: Range<usize>,
    /// Its shapes in the order of the codes, if there is but one reading or a known one.
    shapes: Option<String>,
    confidence: Confidence,
    known: bool,
    /// Whether it is a word as it stands.
    bare: bool,
}

pub(super) fn read<M: LanguageModel>(model: &M, table: Shapes, text: &Text<'_>, edits: &mut Edits<'_>) {
    let source = text.as_str();
    let mut lines: Vec<Vec<Shaped>> = text
        .lines()
        .map(|line| {
            runs(line.text(), |c| table.has(c))
                .map(|run| shaped(model, table, source, line.start() + run.start..line.start() + run.end))
                .collect()
        })
        .collect();
    // A document has other fonts too.
    lines.retain(|line| {
        let count = |which: fn(&Shaped) -> bool| line.iter().filter(|word| which(word)).count();
        let known = count(|word| word.known);
        known > 0 && known * 2 >= line.len() && count(|word| word.bare) * 4 <= known
    });
    let different = |which: fn(&Shaped) -> bool| {
        let words = lines.iter().flatten().filter(|word| which(word)).map(|word| &source[word.span.clone()]);
        words.filter(|word| word.chars().count() >= SHORTEST).collect::<BTreeSet<&str>>().len()
    };
    let known = different(|word| word.known);
    if known < PROOF || known * 10 < different(|_| true) * 7 {
        return;
    }
    for word in lines.iter().flatten() {
        if let Some(shapes) = &word.shapes {
            edits.replace(word.span.clone(), shapes, LETTER_CODE, word.confidence);
        }
    }
}

fn shaped<M: LanguageModel>(model: &M, table: Shapes, source: &str, span: Range<usize>) -> Shaped {
    let codes = &source[span.clone()];
    let confidence = Confidence::Strong;
    let mut word = Shaped { span, shapes: None, confidence, known: false, bare: false };
    if codes.chars().nth(LONGEST).is_some() {
        return word;
    }
    let letters: String = codes.chars().filter(|&c| is_letter(c)).collect();
    let turned: String = letters.chars().rev().collect();
    word.bare = letters.chars().count() >= SHORTEST && (model.is_word(&letters) || model.is_word(&turned));
    let mut known: BTreeSet<(Cost, String)> = BTreeSet::new();
    let mut all: BTreeSet<String> = BTreeSet::new();
    for from_left in [false, true] {
        for reading in table.readings(codes, from_left) {
            let read: String = reading.iter().filter_map(|&shape| forms::letters(shape)).collect();
            let shapes: String = match from_left {
                true => reading.iter().rev().collect(),
                false => reading.iter().collect(),
            };
            // By itself no letter is a word but و.
            if read == "و" || read.chars().nth(1).is_some() && model.is_word(&read) {
                known.insert((model.cost(&read), shapes.clone()));
            }
            all.insert(shapes);
        }
    }
    let first = known.pop_first();
    word.known = first.is_some();
    word.shapes = match first {
        Some((cost, shapes)) => {
            if known.iter().any(|(other, others)| *others != shapes && *other < cost + MARGIN) {
                word.confidence = Confidence::Probable;
            }
            Some(shapes)
        }
        None if all.len() == 1 && codes.chars().nth(1).is_some() => all.pop_first(),
        None => None,
    };
    word
}
