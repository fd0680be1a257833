//! Lines that come twice: stuck to themselves, or one after the other.

use std::ops::Range;

use super::OVERPRINT;
use crate::arabic::forms;
use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Piece};
use crate::text::{Text, View};

/// Different lines that come twice, to make out a habit of the text.
const HABIT: usize = 4;
/// Copies that are looked for.
const COPIES: [usize; 3] = [4, 3, 2];

/// Propose to halve lines stuck to themselves and to drop lines that come again. Gives back, in order,
/// the spans that this changes.
pub(super) fn propose(text: &Text<'_>, edits: &mut Edits<'_>) -> Vec<Range<usize>> {
    let mut taken = Vec::new();
    // From the end of a line to the end of its copy.
    let mut copies: Vec<Range<usize>> = Vec::new();
    let (mut groups, mut lines) = (0, 0);
    let mut before: Option<Range<usize>> = None;
    let source = text.as_str();
    for line in text.lines() {
        let span = trimmed(line);
        if span.is_empty() {
            continue;
        }
        lines += 1;
        if stuck(text, line, span.clone(), edits) {
            taken.push(span.clone());
        }
        if let Some(before) = before.filter(|before| source[before.clone()] == source[span.clone()]) {
            // What a new page begins with is no copy.
            if !source[before.end..span.start].contains('\u{c}') && letters(&source[span.clone()]) > 0 {
                groups += usize::from(copies.last().is_none_or(|last| last.end != before.end));
                copies.push(before.end..span.end);
            }
        }
        before = Some(span);
    }
    if copies.is_empty() {
        return taken;
    }
    let habit = groups >= HABIT && (groups + copies.len()) * 4 >= lines * 3 && taken.is_empty();
    for copy in copies {
        let line = source[copy.clone()].trim();
        if !Orthography::at(source, copy.end - line.len()).is_arabic() {
            continue;
        }
        if habit {
            edits.delete(copy.clone(), OVERPRINT, Confidence::Strong);
            taken.push(copy);
        } else if words(line) >= 3 && letters(line) >= 10 {
            // A refrain, or the same cells.
            edits.delete(copy, OVERPRINT, Confidence::Weak);
        }
    }
    taken
}

/// Halve a line that is one part twice, and say whether it is sure.
fn stuck(text: &Text<'_>, line: View<'_>, span: Range<usize>, edits: &mut Edits<'_>) -> bool {
    let whole = &text.as_str()[span.clone()];
    let Some((mut len, gap)) = part(whole) else {
        return false;
    };
    // Eight copies are four of two.
    while let Some((shorter, 0)) = part(&whole[..len]).filter(|_| gap == 0) {
        len = shorter;
    }
    let once = &whole[..len];
    if words(once) < 3 || letters(once) < 10 || !Orthography::at(text.as_str(), line.start()).is_arabic() {
        return false;
    }
    // Said twice, with a space or a stop between, it may be meant; stuck together, word to word, hardly.
    let sure =
        gap == 0 && once.starts_with(forms::is_letter_or_form) && once.ends_with(forms::is_letter_or_form);
    let pieces = [Piece::Keep(span.start..span.start + len), Piece::Swap(span.start + len..span.end, "")];
    edits.reorder(span, pieces, OVERPRINT, if sure { Confidence::Strong } else { Confidence::Weak });
    sure
}

/// The length of the part that a line is copies of, and of what stands between them.
fn part(whole: &str) -> Option<(usize, usize)> {
    let bytes = whole.as_bytes();
    let parted = COPIES.into_iter().find_map(|copies| {
        [0, 1].into_iter().find_map(|gap| {
            let len = (bytes.len() + gap) / copies;
            let repeats = len * copies == bytes.len() + gap
                && len > gap
                && (gap == 0 || bytes[len - 1] == b' ')
                && bytes[len..] == bytes[..bytes.len() - len];
            repeats.then(|| (len - gap, gap))
        })
    });
    parted.filter(|&(len, _)| whole.is_char_boundary(len))
}

/// The part of a line without white space about it, in bytes of the text.
fn trimmed(line: View<'_>) -> Range<usize> {
    let text = line.text();
    let end = line.start() + text.trim_ascii_end().len();
    end - text[..end - line.start()].trim_ascii_start().len()..end
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|&c| forms::is_letter_or_form(c)).count()
}
