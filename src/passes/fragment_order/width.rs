//! How wide lines are on the page, roughly: a line ends where the next word finds no room, so a word that
//! had room on the line before did not begin this one.

use crate::arabic::width::{width, Width};

/// What a line has left of the page that ends a paragraph.
pub(super) const SHORT: Width = 160;
/// What is wider is no line of a page.
const WIDEST: Width = 4096;

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
