//! Curly quotes that were turned over as if they were brackets: `”نص“` for `“نص”`.
//!
//! Unicode does not mirror them, but PDFium does. Some writers mean `”نص“`, a third of those of an encyclopedia, so
//! that the quotes alone prove nothing. PDFium turns brackets over as well where the text stores them as drawn,
//! and ends its lines with CR LF: where all quotes of a text stand so, all brackets do, and its lines end so, it
//! was PDFium; with one of the two it may have been.

use crate::edit::{Confidence, Edits};
use crate::text::Text;

use super::{is_arabic_line, lines_with, turn, By, Line, KINDS};

/// Opening and closing.
const QUOTES: [[char; 2]; 2] = [['\u{201C}', '\u{201D}'], ['\u{2018}', '\u{2019}']];

/// Turns all quotes if all look to the wrong side: surely if brackets do and lines end with CR LF, else as a suggestion.
pub(super) fn turn_over(text: &Text<'_>, edits: &mut Edits<'_>) {
    if !QUOTES.iter().flatten().any(|&quote| text.may_have(quote)) {
        return;
    }
    if !are_mirrored(text, &QUOTES, 0) {
        return;
    }
    let brackets = are_mirrored(text, &KINDS, 10);
    let confidence = match (brackets, ends_with_crlf(text.as_str())) {
        (true, true) => Confidence::Strong,
        (true, false) | (false, true) => Confidence::Probable,
        (false, false) => return,
    };
    for kind in &QUOTES {
        for line in lines_with(text, kind).filter(|&line| is_arabic_line(text, line)) {
            // One at the edge of a line has no neighbour to tell, but all are alike.
            turn(line, kind, By::All, confidence, edits);
        }
    }
}

/// Whether these look to the wrong side by what stands beside them, two at least, and not even one in so many to the right
/// one; with 0 none at all.
fn are_mirrored(text: &Text<'_>, kinds: &[[char; 2]], for_one: usize) -> bool {
    let (mut wrong, mut right) = (0, 0);
    for kind in kinds {
        for line in lines_with(text, kind) {
            let votes = Line::of(line, kind).votes();
            if votes != (0, 0) && is_arabic_line(text, line) {
                (wrong, right) = (wrong + votes.0, right + votes.1);
                if for_one == 0 && right > 0 {
                    return false;
                }
            }
        }
    }
    wrong >= 2 && right * for_one <= wrong
}

/// Whether every line ends with CR LF.
fn ends_with_crlf(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut ends = memchr::memchr_iter(b'\n', bytes).peekable();
    ends.peek().is_some() && ends.all(|end| end > 0 && bytes[end - 1] == b'\r')
}

#[cfg(test)]
mod tests {
    use crate::edit::Confidence;
    use crate::passes::Brackets;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(Brackets).clean(text)
    }

    #[test]
    fn quotes_turned_over_with_brackets_are_turned_back() {
        let raw = "قال ”نعم“ ثم كتب ’لا‘.\r\nوصل )أمس( إلى القرية.\r\n";
        assert_eq!(clean(raw), "قال “نعم” ثم كتب ‘لا’.\r\nوصل (أمس) إلى القرية.\r\n");
    }

    #[test]
    fn quotes_that_may_be_meant_stay() {
        for text in [
            "قال ”نعم“ ثم كتب ’لا‘.\nوصل (أمس) إلى القرية.\n",
            "قال ”نعم“ ثم كتب ’لا‘.\r\nوصل (أمس) إلى القرية.\r\n",
            "قال ”نعم“ ثم كتب “لا”.\r\nوصل أمس إلى القرية.\r\n",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text}");
        }
        // One thing that speaks for it makes a suggestion.
        let raw = "قال ”نعم“ ثم مضى.\nوصل )أمس( إلى القرية.\n";
        assert_eq!(clean(raw), "قال ”نعم“ ثم مضى.\nوصل (أمس) إلى القرية.\n");
        let thorough = Pipeline::new().pass(Brackets).floor(Confidence::Probable);
        assert_eq!(thorough.clean(raw), "قال “نعم” ثم مضى.\nوصل (أمس) إلى القرية.\n");
    }
}
