//! The parts of torn rows, and the words that their ends may be of.

use std::ops::Range;

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::{is_mark, is_vowel_sign, SHADDA};
use crate::arabic::{LineGate, Orthography};
use crate::model::{Cost, LanguageModel};
use crate::text::Text;

/// Spaces before signs about a joint at which a word may begin, and letters of what may be one.
const WAYS: usize = 4;
const LETTERS: usize = 12;
/// White space between two parts on one line.
const WIDE: &str = "   ";

/// A line, or a part of one between wide spaces.
pub(in crate::passes::row_order) struct Part {
    /// Without white space about it.
    pub(super) span: Range<usize>,
    /// The signs at its end, behind a space.
    pub(in crate::passes::row_order) signs: Option<Range<usize>>,
    /// Its letters up to the first break and from the last: words that they may begin and end with, and what the
    /// letters cost that are left.
    pub(in crate::passes::row_order) head: Vec<(String, Cost)>,
    pub(in crate::passes::row_order) tail: Vec<(String, Cost)>,
}

/// Where the signs begin that a line ends with behind a space, letters before them.
pub(in crate::passes::row_order) fn torn_at(line: &str) -> Option<usize> {
    let body = line.trim_end_matches(is_mark);
    (body.len() < line.len()
        && body.ends_with(' ')
        && line[body.len()..].contains(|c| is_vowel_sign(c) || c == SHADDA))
    .then_some(body.len())
    .filter(|_| body.trim_end().ends_with(|c| is_letter(c) || is_mark(c) || c == TATWEEL))
}

/// The parts of the text, block by block: not over empty lines and pages.
pub(super) fn blocks<M: LanguageModel>(model: &M, text: &Text<'_>) -> Vec<Vec<Part>> {
    let source = text.as_str();
    let mut blocks: Vec<Vec<Part>> = Vec::new();
    let mut open = false;
    let mut gate = LineGate::new(source);
    for line in text.lines() {
        let mut own = || {
            matches!(gate.at(line.start()), Orthography::Arabic | Orthography::Quranic | Orthography::None)
        };
        if line.text().trim().is_empty() || line.text().contains('\x0c') || !own() {
            open = false;
            continue;
        }
        if !open {
            blocks.push(Vec::new());
            open = true;
        }
        let Some(block) = blocks.last_mut() else { continue };
        let mut at = line.start();
        for piece in line.text().split(WIDE) {
            let start = at + piece.len() - piece.trim_start().len();
            let body = piece.trim();
            if !body.is_empty() {
                block.push(Part::of(model, source, start..start + body.len()));
            }
            at += piece.len() + WIDE.len();
        }
    }
    blocks
}

impl Part {
    pub(in crate::passes::row_order) fn of<M: LanguageModel>(
        model: &M,
        source: &str,
        span: Range<usize>,
    ) -> Part {
        let text = &source[span.clone()];
        let at = torn_at(text);
        let body = at.map_or(text, |at| text[..at].trim_end());
        Part {
            signs: at.map(|at| span.start + at..span.end),
            head: ways(model, &atoms(body.chars(), false), false),
            tail: ways(model, &atoms(body.chars().rev(), true), true),
            span,
        }
    }
}

/// The letters from one end up to a space that is no sign's, parted at spaces before signs.
fn atoms(chars: impl Iterator<Item = char>, backwards: bool) -> Vec<String> {
    let mut atoms: Vec<String> = vec![String::new()];
    let (mut space, mut mark) = (false, false);
    for c in chars {
        if is_mark(c) {
            match space {
                true if backwards => break,
                true => atoms.push(String::new()),
                false => {}
            }
            (space, mark) = (false, true);
        } else if c == ' ' {
            if backwards && mark {
                atoms.push(String::new());
                mark = false;
                continue;
            }
            if space {
                break;
            }
            (space, mark) = (true, false);
        } else if is_letter(c) {
            if space || atoms.len() > WAYS {
                break;
            }
            if let Some(atom) = atoms.last_mut() {
                atom.push(c);
            }
            mark = false;
        } else if c != TATWEEL {
            break;
        }
    }
    atoms.retain(|atom| !atom.is_empty());
    atoms.truncate(WAYS);
    if backwards {
        for atom in &mut atoms {
            *atom = atom.chars().rev().collect();
        }
    }
    atoms
}

/// The words that the atoms of an end may begin with, the shortest first, and what the others cost.
fn ways<M: LanguageModel>(model: &M, atoms: &[String], backwards: bool) -> Vec<(String, Cost)> {
    let join = |atoms: &[String]| -> String {
        match backwards {
            true => atoms.iter().rev().map(String::as_str).collect(),
            false => atoms.concat(),
        }
    };
    // rest[from]: what the atoms behind `from` cost as words.
    let mut rest = vec![0; atoms.len() + 1];
    for from in (0..atoms.len()).rev() {
        rest[from] = (from + 1..=atoms.len())
            .map(|to| model.cost(&join(&atoms[from..to])) + rest[to])
            .min()
            .unwrap_or(0);
    }
    (1..=atoms.len())
        .map(|to| (join(&atoms[..to]), rest[to]))
        .take_while(|(word, _)| word.chars().count() <= LETTERS)
        .collect()
}
