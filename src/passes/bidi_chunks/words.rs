//! Words between controls of their own: `.⟨RLE⟩البلاد⟨PDF⟩ ⟨RLE⟩شمال⟨PDF⟩` for `شمال البلاد.`
//!
//! An extractor that hands out words as they come from left to right knows of no line that reads from right to
//! left. It turns the letters of each word and puts controls about them; numbers and signs have none. So the
//! words of the line stand as they look, and so do the pieces of a word that was drawn in pieces. No other way
//! to use these controls parts what reads from right to left at its spaces.

use crate::arabic::bidi::{class, Class};
use crate::arabic::forms::is_letter_or_form;
use crate::arabic::words::{ends_sentence, is_stop};
use crate::text::Text;

/// Words with controls of their own beside each other that prove it of a text: where stops tell, and where none does.
const SOME: usize = 4;
const ENOUGH: usize = 8;
/// Of the words of a text, one in so many may be without controls, or more than one between them.
const OTHER: usize = 10;
/// How many times as many stops must stand before a word as behind one.
const STOPS: usize = 3;
/// Full stops at a line's right end beyond twice those at its left end, of which so many may be chance.
const FEW_ENDS: usize = 4;
/// Words of a line whose ends tell.
const LONG: usize = 3;

/// What a text says of its controls.
#[derive(Default)]
struct Seen {
    /// Parts between controls, and those that have a space in them.
    parts: usize,
    wide: usize,
    /// Parts with nothing between them and the one before but spaces and signs.
    beside: usize,
    /// Letters of right-to-left scripts outside of all parts.
    bare: usize,
    /// Stops that touch the part behind them, and that touch the one before them.
    before: usize,
    behind: usize,
    /// Full stops at the left end of a line, and at its right end or at the last part of it.
    left: usize,
    right: usize,
}

/// Whether the words of a text stand between controls each, from left to right. O(length).
pub(super) fn are_one_by_one(text: &Text<'_>) -> bool {
    let mut seen = Seen::default();
    for line in text.lines() {
        let line = line.text();
        if memchr::memmem::find(line.as_bytes(), "\u{202B}".as_bytes()).is_some() && !seen.count(line) {
            return false;
        }
    }
    let stops = seen.before + seen.behind;
    let enough = if stops == 0 { ENOUGH } else { SOME };
    // A program that knows nothing of direction sets words from left to right, which then read as they stand: it
    // draws a stop with its word, and the last word of a sentence at the right end of a line.
    let from_right = seen.right <= seen.left * 2 + FEW_ENDS;
    let alike = (seen.wide + seen.bare) * OTHER <= seen.parts;
    seen.beside >= enough && alike && seen.before >= seen.behind * STOPS && from_right
}

impl Seen {
    /// Count a line. Whether its controls are of the kind that is looked for.
    fn count(&mut self, line: &str) -> bool {
        let mut inside = false;
        // Whether a part came before, and nothing since that is none; and whether a space or the line's edge did.
        let (mut after_part, mut spaced) = (false, true);
        let mut before = None;
        // Whether a full stop touches the last part so far, and how many parts there are.
        let (mut full, mut parts) = (false, 0);
        let line = line.trim();
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                super::RIGHT_TO_LEFT if inside => return false,
                super::RIGHT_TO_LEFT => {
                    inside = true;
                    self.parts += 1;
                    self.beside += usize::from(after_part);
                    self.before += usize::from(spaced && before.is_some_and(is_stop));
                    full = before.is_some_and(ends_sentence);
                    parts += 1;
                    spaced = false;
                }
                super::POP if !inside => return false,
                super::POP => {
                    inside = false;
                    after_part = true;
                    let mut next = chars.clone();
                    let stop = next.next().is_some_and(is_stop);
                    self.behind += usize::from(stop && next.next().is_none_or(char::is_whitespace));
                }
                super::LEFT_TO_RIGHT => return false,
                c if c.is_whitespace() => {
                    self.wide += usize::from(inside);
                    spaced = true;
                }
                _ if inside => {}
                c if is_letter_or_form(c) => self.bare += 1,
                c if matches!(class(c), Class::Left | Class::European | Class::ArabicNumber) => {
                    (after_part, spaced, full) = (false, false, false);
                }
                _ => {}
            }
            before = Some(c);
        }
        if parts >= LONG {
            self.left += usize::from(line.starts_with(ends_sentence));
            self.right += usize::from(full || line.ends_with(ends_sentence));
        }
        true
    }
}
