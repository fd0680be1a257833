//! Which passes run, in which order, and why in that order.

use crate::chars::Chars;
use crate::edit::Confidence;
use crate::passes::{BidiChunks, Brackets, Marks, Punctuation, Tatweel};
use crate::pipeline::Pipeline;

impl Pipeline {
    /// Only certain, meaning-preserving edits; needs no language model.
    pub fn faithful() -> Self {
        Pipeline::new().floor(Confidence::Certain).pass(BidiChunks).pass(Chars::standard()).pass(Tatweel)
    }

    /// The default: every repair that is practically always right.
    pub fn standard() -> Self {
        Pipeline::new()
            // Controls say how the page showed a line: read before they are removed.
            .pass(BidiChunks)
            // Shapes and controls are evidence of order and of word ends: read before, removed here.
            .pass(Chars::standard())
            // Letters must be letters before marks can sit on them.
            .pass(Marks)
            // Which side of a bracket is open shows in the spaces beside it, so before they move; a
            // tatweel before an opening one stays.
            .pass(Brackets)
            // Tatweel tells of cuts and losses: after all that reads it.
            .pass(Tatweel)
            // Double spaces tell of lost numbers: after what looks for those.
            .pass(Punctuation)
    }

    /// More repairs at a lower floor, and lines put back into paragraphs.
    pub fn thorough() -> Self {
        Pipeline::standard().floor(Confidence::Probable)
    }
}
