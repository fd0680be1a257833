//! What a pass may say about a text: an [`Edit`](Edits), for a [`Reason`], with a [`Confidence`]; or a finding.
//!
//! A pass never changes text. It fills an [`Edits`], and one applier decides what is done. So a
//! repair can be shown, counted, refused or replayed without the pass knowing of it.

use std::fmt;
use std::ops::Range;

/// Why an edit was proposed: a stable kebab-case code such as `tatweel` or `line-rotated`.
///
/// Codes are public interface: users filter and count by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reason(&'static str);

impl Reason {
    /// A reason with this code (kebab-case by convention).
    pub const fn new(code: &'static str) -> Self {
        Reason(code)
    }

    /// The code.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// How sure a pass is of an edit, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Confidence {
    /// One reading among others, such as a completion of a lost letter. No preset applies it.
    Weak,
    /// More likely right than wrong. The floor of `thorough`.
    Probable,
    /// Practically always right. The floor of `standard`.
    Strong,
    /// Right by the definition of the characters. The floor of `faithful`.
    Certain,
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Confidence::Weak => "weak",
            Confidence::Probable => "probable",
            Confidence::Strong => "strong",
            Confidence::Certain => "certain",
        })
    }
}

/// One piece of a reordered span, named by the source bytes it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// These bytes as they stand.
    Keep(Range<usize>),
    /// These bytes with their characters in reverse order.
    Reverse(Range<usize>),
    /// Other characters instead of these bytes: a mirrored bracket, or nothing for a separator that
    /// the extractor put between two pieces.
    Swap(Range<usize>, &'static str),
}

impl Piece {
    /// The source bytes this piece takes.
    pub fn span(&self) -> Range<usize> {
        match self {
            Piece::Keep(span) | Piece::Reverse(span) | Piece::Swap(span, _) => span.clone(),
        }
    }

    /// The fewest pieces that put these characters in this order: for each its bytes, and what to
    /// write instead if anything. O(characters).
    ///
    /// ```
    /// use tanqih::Piece;
    /// let pieces = Piece::of_chars([(2..3, None), (1..2, None), (0..1, Some(")")), (3..4, None)]);
    /// assert_eq!(pieces, [Piece::Reverse(1..3), Piece::Swap(0..1, ")"), Piece::Keep(3..4)]);
    /// ```
    pub fn of_chars(chars: impl IntoIterator<Item = (Range<usize>, Option<&'static str>)>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        // Whether the last piece is one character, which may yet turn out to be reversed.
        let mut single = false;
        for (span, instead) in chars {
            if let Some(instead) = instead {
                pieces.push(Piece::Swap(span, instead));
                single = false;
                continue;
            }
            match pieces.last_mut() {
                Some(Piece::Keep(run)) if run.end == span.start => run.end = span.end,
                Some(Piece::Reverse(run)) if run.start == span.end => run.start = span.start,
                Some(last @ Piece::Keep(_)) if single && last.span().start == span.end => {
                    *last = Piece::Reverse(span.start..last.span().end);
                }
                _ => {
                    pieces.push(Piece::Keep(span));
                    single = true;
                    continue;
                }
            }
            single = false;
        }
        pieces
    }

    pub(crate) fn write(&self, source: &str, out: &mut String) {
        match self {
            Piece::Keep(span) => out.push_str(&source[span.clone()]),
            Piece::Reverse(span) => out.extend(source[span.clone()].chars().rev()),
            Piece::Swap(_, with) => out.push_str(with),
        }
    }
}

/// The proposals of one pass about one text. Offsets are bytes of that text.
///
/// # Panics
/// Every method panics, at the line of the pass that called it, when a span is out of bounds or not
/// on char boundaries: that is a bug in the pass, as with [`String::replace_range`].
#[derive(Debug)]
pub struct Edits<'e> {
    pub(crate) text: &'e str,
    pub(crate) edits: Vec<Edit>,
    pub(crate) findings: Vec<Found>,
    pub(crate) pieces: Vec<Piece>,
    written: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) span: Range<usize>,
    pub(crate) action: Action,
    pub(crate) reason: Reason,
    pub(crate) confidence: Confidence,
}

#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Bytes of `written`.
    Replace(Range<usize>),
    /// Indices of `pieces`.
    Reorder(Range<usize>),
}

#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) span: Range<usize>,
    pub(crate) kind: Reason,
    pub(crate) confidence: Confidence,
}

impl<'e> Edits<'e> {
    /// No proposals yet, about `text`.
    pub fn new(text: &'e str) -> Self {
        Edits { text, edits: Vec::new(), findings: Vec::new(), pieces: Vec::new(), written: String::new() }
    }

    /// Propose `with` instead of the bytes of `span`. A replacement by the same text is no edit.
    #[track_caller]
    pub fn replace(&mut self, span: Range<usize>, with: &str, reason: Reason, confidence: Confidence) {
        if self.slice(&span) == with {
            return;
        }
        let from = self.written.len();
        self.written.push_str(with);
        let action = Action::Replace(from..self.written.len());
        self.edits.push(Edit { span, action, reason, confidence });
    }

    /// Propose to delete the bytes of `span`.
    #[track_caller]
    pub fn delete(&mut self, span: Range<usize>, reason: Reason, confidence: Confidence) {
        self.replace(span, "", reason, confidence);
    }

    /// Propose to insert `with` before the byte `at`.
    #[track_caller]
    pub fn insert(&mut self, at: usize, with: &str, reason: Reason, confidence: Confidence) {
        self.replace(at..at, with, reason, confidence);
    }

    /// Propose the `pieces`, in this order, instead of `span`. Every byte of the span must lie in
    /// exactly one piece. An order that yields the same text is no edit. O(pieces log pieces + span).
    ///
    /// # Panics
    /// Also when the pieces are not a partition of the span.
    #[track_caller]
    pub fn reorder(
        &mut self,
        span: Range<usize>,
        pieces: impl IntoIterator<Item = Piece>,
        reason: Reason,
        confidence: Confidence,
    ) {
        let source = self.slice(&span);
        let from = self.pieces.len();
        self.pieces.extend(pieces.into_iter().filter(|piece| !piece.span().is_empty()));
        let mut spans: Vec<Range<usize>> = self.pieces[from..].iter().map(Piece::span).collect();
        spans.sort_unstable_by_key(|piece| piece.start);
        let mut at = span.start;
        for piece in &spans {
            self.slice(piece);
            assert!(piece.start == at, "pieces of a reorder must part {span:?} without gap or overlap");
            at = piece.end;
        }
        assert!(at == span.end, "pieces of a reorder must reach the end of {span:?}");
        let mut after = String::with_capacity(source.len());
        self.pieces[from..].iter().for_each(|piece| piece.write(self.text, &mut after));
        if after == source {
            self.pieces.truncate(from);
            return;
        }
        let action = Action::Reorder(from..self.pieces.len());
        self.edits.push(Edit { span, action, reason, confidence });
    }

    /// Report something wrong that cannot be repaired from the text alone. `span` may be empty: the
    /// place where something is missing.
    #[track_caller]
    pub fn find(&mut self, span: Range<usize>, kind: Reason, confidence: Confidence) {
        self.slice(&span);
        self.findings.push(Found { span, kind, confidence });
    }

    /// Whether nothing was proposed or found.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.findings.is_empty()
    }

    /// Write what an edit puts in place of its span.
    pub(crate) fn write(&self, edit: &Edit, out: &mut String) {
        match &edit.action {
            Action::Replace(written) => out.push_str(&self.written[written.clone()]),
            Action::Reorder(pieces) => {
                self.pieces[pieces.clone()].iter().for_each(|piece| piece.write(self.text, out));
            }
        }
    }

    #[track_caller]
    fn slice(&self, span: &Range<usize>) -> &'e str {
        match self.text.get(span.clone()) {
            Some(slice) => slice,
            None => panic!("span {span:?} is out of bounds or not on a char boundary of the text"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHY: Reason = Reason::new("test");

    #[test]
    fn edits_that_change_nothing_are_none() {
        let mut edits = Edits::new("abc");
        edits.replace(0..1, "a", WHY, Confidence::Certain);
        edits.insert(1, "", WHY, Confidence::Certain);
        edits.reorder(0..3, [Piece::Keep(0..2), Piece::Keep(2..3)], WHY, Confidence::Certain);
        assert!(edits.is_empty());
    }

    #[test]
    #[should_panic(expected = "char boundary")]
    fn a_span_off_a_boundary_panics() {
        Edits::new("ب").delete(1..2, WHY, Confidence::Certain);
    }

    #[test]
    #[should_panic(expected = "without gap")]
    fn pieces_must_be_a_partition() {
        Edits::new("abc").reorder(0..3, [Piece::Keep(2..3), Piece::Keep(0..1)], WHY, Confidence::Certain);
    }
}
