//! A repaired text is of use to an index or an annotation only if its bytes can be traced back: the [`OffsetMap`] does that.
//!
//! The map is a list of runs in output order. A run is kept (byte for byte), reversed (character by
//! character) or changed (other characters stand there; it snaps to its source as a whole and never
//! interpolates). Its size grows with the number of edits, not with the text.

use std::ops::Range;
use std::sync::OnceLock;

/// Which source bytes each output byte came from, exact through moves and reversals.
///
/// ```
/// use tanqih::Pipeline;
/// let cleaned = Pipeline::faithful().run("ﺍﻟﺴﻼﻡ عليكم");
/// let word = cleaned.text().find("عليكم").unwrap();
/// let source = cleaned.map().to_source(word..cleaned.text().len());
/// assert_eq!(&"ﺍﻟﺴﻼﻡ عليكم"[source], "عليكم");
/// ```
#[derive(Clone, Debug)]
pub struct OffsetMap {
    runs: Vec<Run>,
    source_len: usize,
    by_source: OnceLock<BySource>,
}

/// One run of an [`OffsetMap`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes of the output; never empty.
    pub output: Range<usize>,
    /// Bytes of the source; empty where the output was inserted.
    pub source: Range<usize>,
    /// How the output came from the source.
    pub kind: RunKind,
}

/// How a [`Run`] of output came from its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// The same bytes.
    Kept,
    /// The same characters in reverse order.
    Reversed,
    /// Other characters; the run corresponds to its source as a whole.
    Changed,
}

/// The runs in the order of their source, with the furthest end so far (changed runs may overlap).
#[derive(Clone, Debug)]
struct BySource {
    order: Vec<usize>,
    furthest: Vec<usize>,
}

impl Run {
    /// The source of a part of this run's output (given in output bytes).
    fn source_of(&self, output: &Range<usize>) -> Range<usize> {
        let (skip, left) = (output.start - self.output.start, self.output.end - output.end);
        match self.kind {
            RunKind::Kept => self.source.start + skip..self.source.end - left,
            RunKind::Reversed => self.source.start + left..self.source.end - skip,
            RunKind::Changed => self.source.clone(),
        }
    }

    fn output_of(&self, source: &Range<usize>) -> Range<usize> {
        let (skip, left) = (source.start - self.source.start, self.source.end - source.end);
        match self.kind {
            RunKind::Kept => self.output.start + skip..self.output.end - left,
            RunKind::Reversed => self.output.start + left..self.output.end - skip,
            RunKind::Changed => self.output.clone(),
        }
    }
}

impl OffsetMap {
    /// The map of a text of `len` bytes onto itself.
    pub(crate) fn identity(len: usize) -> Self {
        let mut map = OffsetMap::builder(len);
        map.push(0..len, len, RunKind::Kept);
        map
    }

    /// A map without runs yet; [`push`](Self::push) them in output order.
    pub(crate) fn builder(source_len: usize) -> Self {
        OffsetMap { runs: Vec::new(), source_len, by_source: OnceLock::new() }
    }

    /// Append a run of `len` output bytes; joined to the last one where the two are one.
    pub(crate) fn push(&mut self, source: Range<usize>, len: usize, kind: RunKind) {
        if len == 0 {
            return;
        }
        let at = self.output_len();
        if let Some(last) = self.runs.last_mut() {
            let joined = match (last.kind, kind) {
                (RunKind::Kept, RunKind::Kept) => last.source.end == source.start,
                (RunKind::Reversed, RunKind::Reversed) => source.end == last.source.start,
                _ => false,
            };
            if joined {
                last.output.end += len;
                last.source = last.source.start.min(source.start)..last.source.end.max(source.end);
                return;
            }
        }
        self.runs.push(Run { output: at..at + len, source, kind });
    }

    /// The runs, in output order; together they cover the output.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Length of the source in bytes.
    pub fn source_len(&self) -> usize {
        self.source_len
    }

    /// Length of the output in bytes.
    pub fn output_len(&self) -> usize {
        self.runs.last().map_or(0, |run| run.output.end)
    }

    /// Whether the output is the source.
    pub fn is_identity(&self) -> bool {
        match &self.runs[..] {
            [] => self.source_len == 0,
            [run] => run.kind == RunKind::Kept && run.source == (0..self.source_len),
            _ => false,
        }
    }

    /// The source bytes of each part of `output`, in output order. O(log runs + parts).
    pub fn source_spans(&self, output: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let first = self.runs.partition_point(|run| run.output.end <= output.start);
        self.runs[first..]
            .iter()
            .take_while(move |run| run.output.start < output.end)
            .map(move |run| run.source_of(&intersection(&run.output, &output)))
    }

    /// The smallest source span that holds everything `output` came from. For an empty `output` the
    /// place it stands at: after the source of the byte before it. O(log runs + parts).
    ///
    /// # Panics
    /// When `output` ends beyond the output.
    pub fn to_source(&self, output: Range<usize>) -> Range<usize> {
        assert!(output.end <= self.output_len(), "{output:?} is beyond the output");
        if output.is_empty() {
            let at = self.source_point(output.start);
            return at..at;
        }
        hull(self.source_spans(output)).unwrap_or(0..0)
    }

    fn source_point(&self, output: usize) -> usize {
        let after = self.runs.partition_point(|run| run.output.start < output);
        match after.checked_sub(1) {
            Some(before) => {
                let run = &self.runs[before];
                let span = run.source_of(&(output.min(run.output.end)..run.output.end));
                match run.kind {
                    RunKind::Kept => span.start,
                    RunKind::Reversed => span.end,
                    RunKind::Changed => run.source.end,
                }
            }
            None => self
                .runs
                .first()
                .filter(|run| run.kind != RunKind::Reversed)
                .map_or(0, |run| run.source.start),
        }
    }

    /// The output bytes of each part of `source` that is left, in source order. O(log runs + parts).
    pub fn output_spans(&self, source: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let index = self.by_source.get_or_init(|| self.index());
        let last = index.order.partition_point(|&run| self.runs[run].source.start < source.end);
        let first = index.furthest.partition_point(|&end| end <= source.start).min(last);
        index.order[first..last]
            .iter()
            .map(|&run| &self.runs[run])
            .filter(move |run| run.source.end > source.start && !run.source.is_empty())
            .map(move |run| run.output_of(&intersection(&run.source, &source)))
    }

    /// The smallest output span that holds everything left of `source`. For an empty or wholly
    /// deleted `source` the empty span where it stood: after the output of the byte before it.
    ///
    /// # Panics
    /// When `source` ends beyond the source.
    pub fn to_output(&self, source: Range<usize>) -> Range<usize> {
        assert!(source.end <= self.source_len, "{source:?} is beyond the source");
        hull(self.output_spans(source.clone())).unwrap_or_else(|| {
            let at = self.output_point(source.start);
            at..at
        })
    }

    fn output_point(&self, source: usize) -> usize {
        let index = self.by_source.get_or_init(|| self.index());
        let before = index.order.partition_point(|&run| self.runs[run].source.start < source);
        match before.checked_sub(1).map(|at| &self.runs[index.order[at]]) {
            Some(run) => match run.kind {
                RunKind::Reversed => run.output.start,
                _ => run.output_of(&(run.source.start..source.min(run.source.end))).end,
            },
            None => 0,
        }
    }

    fn index(&self) -> BySource {
        let mut order: Vec<usize> = (0..self.runs.len()).collect();
        order.sort_by_key(|&run| self.runs[run].source.start);
        let furthest = order
            .iter()
            .scan(0, |end, &run| {
                *end = self.runs[run].source.end.max(*end);
                Some(*end)
            })
            .collect();
        BySource { order, furthest }
    }

    /// This map followed by a `step` whose source is this map's output. O(runs of both).
    ///
    /// # Panics
    /// When the lengths do not meet.
    pub fn then(&self, step: &OffsetMap) -> OffsetMap {
        assert_eq!(self.output_len(), step.source_len, "the step must start where this map ends");
        let mut map = OffsetMap::builder(self.source_len);
        for run in &step.runs {
            match run.kind {
                RunKind::Changed => map.push(self.to_source(run.source.clone()), run.output.len(), run.kind),
                RunKind::Kept => self.parts(&run.source).for_each(|(part, source, kind)| {
                    map.push(source, part.len(), kind);
                }),
                RunKind::Reversed => {
                    let parts: Vec<_> = self.parts(&run.source).collect();
                    for (part, source, kind) in parts.into_iter().rev() {
                        let kind = match kind {
                            RunKind::Kept => RunKind::Reversed,
                            RunKind::Reversed => RunKind::Kept,
                            RunKind::Changed => RunKind::Changed,
                        };
                        map.push(source, part.len(), kind);
                    }
                }
            }
        }
        map
    }

    fn parts<'m>(
        &'m self,
        output: &Range<usize>,
    ) -> impl Iterator<Item = (Range<usize>, Range<usize>, RunKind)> + 'm {
        let output = output.clone();
        let first = self.runs.partition_point(|run| run.output.end <= output.start);
        let end = output.end;
        self.runs[first..].iter().take_while(move |run| run.output.start < end).map(move |run| {
            let part = intersection(&run.output, &output);
            let source = run.source_of(&part);
            (part, source, run.kind)
        })
    }
}

fn intersection(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.max(b.start)..a.end.min(b.end)
}

fn hull(spans: impl Iterator<Item = Range<usize>>) -> Option<Range<usize>> {
    spans.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "abcdef" → "ef" + "cba" reversed + "X" for "d".
    fn moved() -> OffsetMap {
        let mut map = OffsetMap::builder(6);
        map.push(4..6, 2, RunKind::Kept);
        map.push(0..3, 3, RunKind::Reversed);
        map.push(3..4, 1, RunKind::Changed);
        map
    }

    #[test]
    fn both_ways_through_a_move() {
        let map = moved();
        assert_eq!(map.to_source(0..2), 4..6);
        assert_eq!(map.to_source(2..3), 2..3);
        assert_eq!(map.to_source(5..6), 3..4);
        assert_eq!(map.to_output(0..1), 4..5);
        assert_eq!(map.to_output(5..6), 1..2);
        assert_eq!(map.to_output(2..4), 2..6);
    }

    #[test]
    fn a_step_after_a_step() {
        // "efcbaX" → all reversed: "Xabcfe"
        let mut step = OffsetMap::builder(6);
        step.push(0..6, 6, RunKind::Reversed);
        let map = moved().then(&step);
        assert_eq!(map.to_source(0..1), 3..4);
        assert_eq!(map.to_source(1..4), 0..3);
        assert_eq!(map.runs()[1].kind, RunKind::Kept);
        assert_eq!(map.to_source(4..5), 5..6);
    }

    #[test]
    fn what_was_deleted_has_a_place() {
        let mut map = OffsetMap::builder(5);
        map.push(0..2, 2, RunKind::Kept);
        map.push(4..5, 1, RunKind::Kept);
        assert_eq!(map.to_output(2..4), 2..2);
        assert_eq!(map.to_source(2..2), 2..2);
        assert!(!map.is_identity());
        assert!(OffsetMap::identity(0).is_identity() && OffsetMap::identity(9).is_identity());
    }
}
