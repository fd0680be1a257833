//! How wide text is on the page, roughly: the middle of what usual fonts have.

use super::digits::is_digit;
use super::forms;
use super::letters::{is_letter, TATWEEL};
use super::marks::is_mark;

/// A width, in twentieths of a middling letter.
pub(crate) type Width = u32;

/// A space between two words.
pub(crate) const SPACE: Width = 10;

/// The width of a text as the page would set it without stretching. Forms have that of their letters.
pub(crate) fn width(text: &str) -> Width {
    text.chars().fold(0, |sum: Width, c| sum.saturating_add(of(c)))
}

fn of(c: char) -> Width {
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
        c => forms::letters(c).map_or(SPACE, width),
    }
}
