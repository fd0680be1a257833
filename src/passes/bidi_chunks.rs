//! Some extractors write a right-to-left line between bidi controls and put every number and Latin word into it as it looks: `⟨RLE⟩عام ⟨LRE⟩ ،2015⟨PDF⟩وارتفع⟨PDF⟩`.
//!
//! Inside such a chunk the characters stand from left to right as on the page, the comma that
//! follows the year before it. Whoever strips the controls keeps that order for good. The controls
//! say exactly what the page shows (UAX #9, X2–X7), so the line is laid out as it looks and read
//! back as right-to-left text is written.

use memchr::memmem;

use crate::arabic::bidi::{read, AsDrawn, Glyph};
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::pass::Pass;
use crate::text::{Text, View};

/// Puts the visual chunks of a right-to-left line in reading order by the line's own controls.
///
/// A line part from U+202B to its U+202C that holds chunks from U+202A to U+202C is put in reading
/// order, brackets included, and the controls that were used go; parts without a chunk are left for
/// the removal of controls. [`Certain`](Confidence::Certain): the controls define what is shown. O(length).
///
/// ```
/// use tanqih::{passes::BidiChunks, Pipeline};
/// let chunks = Pipeline::new().pass(BidiChunks);
/// assert_eq!(
///     chunks.clean("\u{202B}نسمة في عام \u{202A} ،2015\u{202C}وارتفع\u{202C}"),
///     "نسمة في عام 2015، وارتفع"
/// );
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct BidiChunks;

/// A chunk stored as it looks.
const CHUNK: Reason = Reason::new("bidi-chunk");

const LEFT_TO_RIGHT: char = '\u{202A}';
const RIGHT_TO_LEFT: char = '\u{202B}';
const POP: char = '\u{202C}';

impl Pass for BidiChunks {
    fn name(&self) -> &'static str {
        "bidi-chunks"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have(LEFT_TO_RIGHT)
            || memmem::find(text.as_str().as_bytes(), "\u{202A}".as_bytes()).is_none()
        {
            return;
        }
        let mut part = Part::default();
        let mut drawn = AsDrawn::default();
        for line in text.lines() {
            let mut from = 0;
            while part.next(line, &mut from) {
                drawn.count(&part.shown);
            }
        }
        for line in text.lines() {
            let mut from = 0;
            while part.next(line, &mut from) {
                read(&mut part.shown, &drawn);
                let controls = part.controls.iter().map(|&at| (at..at + POP.len_utf8(), Some("")));
                let chars = part.shown.iter().map(|glyph| {
                    let instead = (glyph.c != glyph.shown).then(|| crate::arabic::bidi::as_str(glyph.c));
                    (glyph.at..glyph.at + glyph.shown.len_utf8(), instead)
                });
                let pieces = Piece::of_chars(chars.chain(controls));
                edits.reorder(part.start..part.end, pieces, CHUNK, Confidence::Certain);
            }
        }
    }
}

/// A part of a line between controls, laid out as it shows. Kept between parts to spare allocations.
#[derive(Default)]
struct Part {
    start: usize,
    end: usize,
    /// From left to right.
    shown: Vec<Glyph>,
    /// Byte offsets of the controls, all of one length.
    controls: Vec<usize>,
}

impl Part {
    /// The next part with a chunk at or after byte `from` of the line; moves `from` behind it.
    fn next(&mut self, line: View<'_>, from: &mut usize) -> bool {
        let text = line.text();
        while let Some(start) = memmem::find(&text.as_bytes()[*from..], "\u{202B}".as_bytes()) {
            let start = *from + start;
            self.shown.clear();
            self.controls.clear();
            let (mut chunk, mut chunks, mut end, mut sound) = (None, 0, text.len(), true);
            for (at, c) in text[start..].char_indices() {
                match c {
                    RIGHT_TO_LEFT if at > 0 => sound = false,
                    LEFT_TO_RIGHT if chunk.is_some() => sound = false,
                    LEFT_TO_RIGHT => {
                        chunk = Some(self.shown.len());
                        chunks += 1;
                    }
                    POP => match chunk.take() {
                        // The whole part is turned below, and the chunk with it.
                        Some(first) => self.shown[first..].reverse(),
                        None => end = start + at + POP.len_utf8(),
                    },
                    RIGHT_TO_LEFT => {}
                    _ => {
                        self.shown.push(Glyph::new(line.start() + start + at, c));
                        continue;
                    }
                }
                if !sound {
                    end = start + at;
                    break;
                }
                self.controls.push(line.start() + start + at);
                if end < text.len() || end == start + at + POP.len_utf8() {
                    break;
                }
            }
            // A line may end inside a chunk.
            if let Some(first) = chunk {
                self.shown[first..].reverse();
            }
            self.shown.reverse();
            *from = end;
            if sound && chunks > 0 {
                self.start = line.start() + start;
                self.end = line.start() + end;
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;

    fn cleaned(marked: &str) -> String {
        let text = marked.replace('⟨', "\u{202A}").replace('⟪', "\u{202B}").replace(['⟩', '⟫'], "\u{202C}");
        let chunks = Pipeline::new().pass(BidiChunks);
        let once = chunks.clean(&text).into_owned();
        assert_eq!(chunks.clean(&once), once, "idempotent");
        once.replace('\u{202A}', "⟨").replace('\u{202B}', "⟪").replace('\u{202C}', "⟫")
    }

    #[test]
    fn chunks_are_read() {
        for (shown, logical) in [
            ("⟪بلغ عددها ⟨ 1250⟩نسمة عام ⟨ ،2015⟩ثم ⟨.98⟩⟫", "بلغ عددها 1250 نسمة عام 2015، ثم 98."),
            ("⟪ودخل في ⟨.31-01-2016⟩⟫", "ودخل في 2016-01-31."),
            ("⟪وكالة ⟨ NASA⟩أطلقت ⟨ Voyager 1⟩عام⟨.⟩⟫", "وكالة NASA أطلقت Voyager 1 عام."),
            ("⟪استمرت (⟨ )1918-1914⟩سنوات⟨.⟩⟫", "استمرت (1914-1918) سنوات."),
            ("⟪استمرت )⟨ (1918-1914⟩سنوات⟨.⟩⟫", "استمرت (1914-1918) سنوات."),
            ("⟪والسعر ⟨ 19.99$⟩أو ⟨ € 25⟩أو⟫ x", "والسعر $19.99 أو 25 € أو x"),
        ] {
            assert_eq!(cleaned(shown), logical, "{shown}");
        }
    }

    #[test]
    fn what_is_no_chunk_stays() {
        for text in ["⟪لا رقم هنا⟫", "⟨abc⟫ نص", "نص عادي 2015", "⟪مفتوح", "⟫ ⟫⟪"]
        {
            assert_eq!(cleaned(text), text);
        }
        assert_eq!(cleaned("⟪مفتوح ⟨ ،12"), "مفتوح 12، ", "the line ends inside the chunk");
    }
}
