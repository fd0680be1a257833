//! How wide lines are on the page, roughly: a line ends where the next word finds no room, so a word that
//! had room on the line before did not begin this one.

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;

/// A width, in twentieths of a middling letter.
pub(super) type Width = u32;

/// A space between two words.
pub(super) const SPACE: Width = 10;
/// What a line has left of the page that ends a paragraph.
pub(super) const SHORT: Width = 160;
/// What is wider is no line of a page.
const WIDEST: Width = 4096;

/// The width of words as the page would set them without stretching; the middle of what usual fonts have.
pub(super) fn width(text: &str) -> Width {
    text.chars().map(letter).sum()
}

fn letter(c: char) -> Width {
    match c {
        ' ' => SPACE,
        'ا' | 'أ' | 'إ' | 'آ' => 10,
        'ل' => 12,
        'ب' | 'ت' | 'ث' | 'ن' | 'ي' | 'ئ' => 15,
        'ر' | 'ز' | 'و' | 'د' | 'ذ' | 'ؤ' => 16,
        'س' | 'ش' | 'ص' | 'ض' => 31,
        TATWEEL => 0,
        c if is_mark(c) => 0,
        c if is_letter(c) || is_digit(c) || c.is_ascii_alphanumeric() => 22,
        _ => SPACE,
    }
}

/// How wide full lines of a text are: nine lines in ten are no wider. None where there are too few to tell.
/// Of a long text not all lines are asked.
pub(super) fn full(text: &str) -> Option<Width> {
    let mut widths: Vec<Width> = text
        .lines()
        .step_by(1 + text.len() / ENOUGH)
        .filter(|line| !line.trim().is_empty())
        .map(width)
        .filter(|&width| width < WIDEST)
        .collect();
    if widths.len() < FEW {
        return None;
    }
    let at = widths.len() * 9 / 10;
    Some(*widths.select_nth_unstable(at).1)
}

/// Bytes of lines that tell how wide a page is.
const ENOUGH: usize = 1 << 17;
/// Lines that tell nothing of a page.
const FEW: usize = 5;
