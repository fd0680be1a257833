//! Nobody trusts a cleaner that cannot say what it did: what was changed, suggested and found, and where.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use crate::edit::{Confidence, Reason};
use crate::map::OffsetMap;

/// A cleaned text with the account of the cleaning. Made by [`Pipeline::run`](crate::Pipeline::run).
#[derive(Clone, Debug)]
pub struct Cleaned<'t> {
    pub(crate) text: Cow<'t, str>,
    pub(crate) map: OffsetMap,
    pub(crate) changes: Vec<Change>,
    pub(crate) suggestions: Vec<Suggestion>,
    pub(crate) findings: Vec<Finding>,
}

/// One change, in three coordinates (bytes each): the text its pass read, the source, the output.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The pass that proposed it.
    pub pass: &'static str,
    /// Why.
    pub reason: Reason,
    /// How sure the pass was.
    pub confidence: Confidence,
    /// Which text of the pipeline `at` counts in: 0 is the source, and every pass that changed
    /// something made the next.
    pub stage: usize,
    /// The span replaced, in the text of that stage.
    pub at: Range<usize>,
    /// The span in the source that it came from.
    pub source: Range<usize>,
    /// The span in the final output where the result stands.
    pub output: Range<usize>,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// An edit that was proposed and not done. Its `output` is where its `before` stands in the output.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suggestion {
    /// The edit.
    pub change: Change,
    /// Why it was not done.
    pub because: NotDone,
}

/// Why a proposed edit was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDone {
    /// Its confidence is under the pipeline's floor.
    UnderFloor,
    /// It overlaps an edit that was done.
    Overlapped,
}

/// Something wrong that the text alone cannot repair.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The pass that found it.
    pub pass: &'static str,
    /// What is wrong, as a stable code such as `digits-lost`.
    pub kind: Reason,
    /// How sure the pass is.
    pub confidence: Confidence,
    /// The place in the source, in bytes; may be empty.
    pub source: Range<usize>,
    /// The place in the output, in bytes; may be empty.
    pub output: Range<usize>,
}

impl<'t> Cleaned<'t> {
    /// The cleaned text; what [`Pipeline::clean`](crate::Pipeline::clean) returns.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The cleaned text, borrowed exactly when nothing was changed.
    pub fn into_text(self) -> Cow<'t, str> {
        self.text
    }

    /// Whether anything was changed.
    pub fn is_changed(&self) -> bool {
        matches!(self.text, Cow::Owned(_))
    }

    /// Which source bytes each output byte came from.
    pub fn map(&self) -> &OffsetMap {
        &self.map
    }

    /// What was done, in the order it was done. [`replay`] turns the source and these into the text.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// What was proposed and not done, in the order it was proposed.
    pub fn suggestions(&self) -> &[Suggestion] {
        &self.suggestions
    }

    /// What is wrong and cannot be repaired from the text alone.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Changes, suggestions and findings counted by reason; displays as a few lines.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for change in &self.changes {
            *summary.changes.entry(change.reason).or_default() += 1;
        }
        for suggestion in &self.suggestions {
            *summary.suggestions.entry(suggestion.change.reason).or_default() += 1;
        }
        for finding in &self.findings {
            *summary.findings.entry(finding.kind).or_default() += 1;
        }
        summary
    }
}

/// Counts by reason. `Display` gives one line a kind: `changes 12: tatweel 9, spaces 3`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Edits done.
    pub changes: BTreeMap<Reason, usize>,
    /// Edits proposed and not done.
    pub suggestions: BTreeMap<Reason, usize>,
    /// Losses found.
    pub findings: BTreeMap<Reason, usize>,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds =
            [("changes", &self.changes), ("suggestions", &self.suggestions), ("findings", &self.findings)];
        for (i, (name, counts)) in kinds.into_iter().enumerate() {
            let total: usize = counts.values().sum();
            write!(f, "{}{name} {total}", if i == 0 { "" } else { "\n" })?;
            for (i, (reason, count)) in counts.iter().enumerate() {
                write!(f, "{} {reason} {count}", if i == 0 { ":" } else { "," })?;
            }
        }
        Ok(())
    }
}

/// Do `changes` to `source`: with all the changes of a [`Cleaned`], its text. Leaving out changes of
/// the last stage is sound; leaving out earlier ones moves what later ones count in.
///
/// ```
/// # use tanqih::{replay, Pipeline};
/// let source = "ﻻ  بأس";
/// let cleaned = Pipeline::faithful().run(source);
/// assert_eq!(replay(source, cleaned.changes()), cleaned.text());
/// ```
///
/// # Panics
/// When a change does not fit the text it is done to.
pub fn replay(source: &str, changes: &[Change]) -> String {
    changes.chunk_by(|a, b| a.stage == b.stage).fold(source.to_owned(), |text, stage| {
        let mut next = String::with_capacity(text.len());
        let mut at = 0;
        for change in stage {
            next.push_str(&text[at..change.at.start]);
            next.push_str(&change.after);
            at = change.at.end;
        }
        next.push_str(&text[at..]);
        next
    })
}
