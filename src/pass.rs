//! Every repair is a [`Pass`]: it reads an immutable text and proposes edits. Strangers' passes are equal to ours.

use std::ops::RangeInclusive;

use crate::edit::{Edits, Reason};
use crate::text::Text;

/// One repair: a pure function of a text and of the parameters it was built with.
///
/// ```
/// use tanqih::{Confidence, Edits, Pass, Pipeline, Reason, Text};
///
/// /// Writes the per-mille sign as a percent sign.
/// struct PerMille;
///
/// impl Pass for PerMille {
///     fn name(&self) -> &'static str {
///         "per-mille"
///     }
///     fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
///         for (at, sign) in text.as_str().match_indices('‰') {
///             let span = at..at + sign.len();
///             edits.replace(span, "%", Reason::new("per-mille"), Confidence::Certain);
///         }
///     }
/// }
///
/// assert_eq!(Pipeline::new().pass(PerMille).clean("٥‰"), "٥%");
/// ```
pub trait Pass: Send + Sync {
    /// The pass's name in kebab-case, by which a pipeline leaves it out or puts others beside it.
    fn name(&self) -> &'static str;

    /// Propose edits and report findings. The same text must yield the same proposals.
    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>);
}

impl<P: Pass + ?Sized> Pass for std::sync::Arc<P> {
    fn name(&self) -> &'static str {
        (**self).name()
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        (**self).propose(text, edits);
    }
}

/// A context-free rule on one character. All rules of a pipeline are tabulated into one pass that
/// scans the text once, so a rule costs nothing where it does not apply.
pub trait CharRule: Send + Sync {
    /// Why the rule rewrites what it rewrites.
    fn reason(&self) -> Reason;

    /// What stands for `c`, or `None` to leave it.
    fn rewrite(&self, c: char) -> Option<&'static str>;

    /// Where the characters lie that the rule may rewrite: it is asked about these, once each, when the
    /// table is made. By default the planes 0, 1 and 14, which takes some milliseconds; a rule that names
    /// its few blocks costs nothing.
    fn ranges(&self) -> &[RangeInclusive<char>] {
        const ASSIGNED: [RangeInclusive<char>; 2] = ['\0'..='\u{1FFFF}', '\u{E0000}'..='\u{E0FFF}'];
        &ASSIGNED
    }
}
