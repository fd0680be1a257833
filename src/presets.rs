//! Which passes run, in which order, and why in that order.

use crate::edit::Confidence;
use crate::pipeline::Pipeline;

impl Pipeline {
    /// Only certain, meaning-preserving edits; needs no language model.
    pub fn faithful() -> Self {
        Pipeline::new().floor(Confidence::Certain)
    }

    /// The default: every repair that is practically always right.
    pub fn standard() -> Self {
        Pipeline::new()
    }

    /// More repairs at a lower floor, and lines put back into paragraphs.
    pub fn thorough() -> Self {
        Pipeline::standard().floor(Confidence::Probable)
    }
}
