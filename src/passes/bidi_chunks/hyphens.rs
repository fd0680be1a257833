//! A line that begins with a hyphen, taken for one that ends with it: `⟨RLE⟩ البند الأول⟨PDF⟩⟨RLE⟩البند الثاني⟨PDF⟩`.
//!
//! Poppler puts the two parts of a word together that a hyphen parts at a line's end: hyphen and line break go. It
//! looks at the left end of what it draws, where a right-to-left line of a list or a dialogue begins. What
//! stays is the space behind the hyphen, at the beginning of the line, and no break between the controls of
//! this line and those of the next; each alone has other causes.

use crate::edit::{Confidence, Edits, Reason};
use crate::text::{Text, View};

use super::{LEFT_TO_RIGHT, POP, RIGHT_TO_LEFT};

/// A hyphen at the beginning of a line, and the break at its end.
const HYPHEN: Reason = Reason::new("line-hyphen");

/// Give lines their hyphens and their breaks back. O(length).
pub(super) fn propose(text: &Text<'_>, edits: &mut Edits<'_>) {
    for line in text.lines_with("\u{202C}\u{202B}") {
        restore(line, edits);
    }
}

fn restore(line: View<'_>, edits: &mut Edits<'_>) {
    let (text, mut at, mut joined) = (line.text(), 0, false);
    loop {
        let end = at + part(&text[at..]);
        let lost = text[end..].starts_with(RIGHT_TO_LEFT)
            && text[at..].strip_prefix("\u{202B} ").is_some_and(|part| !part.starts_with([' ', POP]));
        // One insertion for both, they stand in one place.
        let with = match (joined, lost) {
            (true, true) => "\n-",
            (true, false) => "\n",
            (false, true) => "-",
            (false, false) => return,
        };
        edits.insert(line.start() + at, with, HYPHEN, Confidence::Strong);
        (at, joined) = (end, lost);
    }
}

/// The bytes from the control at the beginning of `text` to the one that ends what it began.
fn part(text: &str) -> usize {
    let mut open = 0;
    for (at, c) in text.char_indices() {
        match c {
            RIGHT_TO_LEFT | LEFT_TO_RIGHT => open += 1,
            POP => open -= 1,
            _ => {}
        }
        if open <= 0 {
            return at + c.len_utf8();
        }
    }
    text.len()
}
