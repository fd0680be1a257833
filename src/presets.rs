//! Which passes run, in which order, and why in that order.

use crate::chars::Chars;
use crate::edit::Confidence;
use crate::pipeline::Pipeline;

impl Pipeline {
    /// Only certain, meaning-preserving edits; needs no language model.
    pub fn faithful() -> Self {
        Pipeline::new().floor(Confidence::Certain).pass(Chars::standard())
    }

    /// The default: every repair that is practically always right.
    pub fn standard() -> Self {
        Pipeline::new()
            // Shapes and controls are evidence of order and of word ends: read before, removed here.
            .pass(Chars::standard())
    }

    /// More repairs at a lower floor, and lines put back into paragraphs.
    pub fn thorough() -> Self {
        Pipeline::standard().floor(Confidence::Probable)
    }
}
