//! Passes speak of the text as they find it, users of what they put in and got out: an [`Account`] keeps every change of a run and brings its places home.

use std::borrow::Cow;
use std::ops::Range;

use crate::apply::{apply, choose};
use crate::edit::{Confidence, Edit, Edits};
use crate::map::OffsetMap;
use crate::pass::Pass;
use crate::report::{Change, Cleaned, Finding, NotDone, Suggestion};
use crate::text::Text;

/// The account of a run under way: places are kept in the text of their stage and brought home at the end.
#[derive(Default)]
pub(crate) struct Account {
    /// The source onto the text of each stage but the first.
    maps: Vec<OffsetMap>,
    /// Each stage's text onto the next.
    steps: Vec<OffsetMap>,
    changes: Vec<Change>,
    suggestions: Vec<Suggestion>,
    findings: Vec<(usize, Finding)>,
}

impl Account {
    /// How many changes and stages there are.
    pub(crate) fn mark(&self) -> (usize, usize) {
        (self.changes.len(), self.steps.len())
    }

    /// Forget the changes and stages after a mark.
    pub(crate) fn back_to(&mut self, (changes, stages): (usize, usize)) {
        self.changes.truncate(changes);
        self.maps.truncate(stages);
        self.steps.truncate(stages);
    }

    /// Run one pass and note what it said, with what it did not do if `all`; the new text if it
    /// changed any.
    pub(crate) fn step(
        &mut self,
        text: &Text<'_>,
        pass: &dyn Pass,
        floor: Confidence,
        all: bool,
    ) -> Option<String> {
        let mut edits = Edits::new(text.as_str());
        pass.propose(text, &mut edits);
        if edits.is_empty() {
            return None;
        }
        let stage = self.steps.len();
        let to_source = |span: &Range<usize>| match self.maps.last() {
            Some(map) => map.to_source(span.clone()),
            None => span.clone(),
        };
        let (chosen, overlapped) = choose(&edits, floor);
        let record = |edit: &Edit, output: Range<usize>| {
            let mut after = String::new();
            edits.write(edit, &mut after);
            Change {
                pass: pass.name(),
                reason: edit.reason,
                confidence: edit.confidence,
                stage,
                at: edit.span.clone(),
                source: to_source(&edit.span),
                output,
                before: edits.text[edit.span.clone()].to_owned(),
                after,
            }
        };
        for (i, edit) in edits.edits.iter().enumerate().filter(|_| all) {
            let because = if edit.confidence < floor {
                NotDone::UnderFloor
            } else if overlapped.binary_search(&i).is_ok() {
                NotDone::Overlapped
            } else {
                continue;
            };
            self.suggestions.push(Suggestion { change: record(edit, edit.span.clone()), because });
        }
        for found in edits.findings.iter().filter(|_| all) {
            let finding = Finding {
                pass: pass.name(),
                kind: found.kind,
                confidence: found.confidence,
                source: to_source(&found.span),
                output: found.span.clone(),
            };
            self.findings.push((stage, finding));
        }
        if chosen.is_empty() {
            return None;
        }
        let applied = apply(&edits, &chosen);
        let from = self.changes.len();
        for (edit, output) in &applied.done {
            let change = record(edit, output.clone());
            match self.changes[from..].last_mut() {
                Some(last) if last.is_continued_by(&change) => last.extend(change),
                _ => self.changes.push(change),
            }
        }
        self.maps.push(match self.maps.last() {
            Some(map) => map.then(&applied.map),
            None => applied.map.clone(),
        });
        self.steps.push(applied.map);
        Some(applied.text)
    }

    pub(crate) fn close(mut self, text: Cow<'_, str>) -> Cleaned<'_> {
        // Walk back through the stages; `onward` leads from the current stage's text to the output.
        let mut onward = OffsetMap::identity(text.len());
        for stage in (0..=self.steps.len()).rev() {
            // A change's result stands in the text after its stage, the others' places in the stage's.
            for change in self.changes.iter_mut().filter(|change| change.stage + 1 == stage) {
                change.output = onward.to_output(change.output.clone());
            }
            for suggestion in self.suggestions.iter_mut().filter(|s| s.change.stage == stage) {
                suggestion.change.output = onward.to_output(suggestion.change.output.clone());
            }
            for (_, finding) in self.findings.iter_mut().filter(|(at, _)| *at == stage) {
                finding.output = onward.to_output(finding.output.clone());
            }
            if let Some(step) = stage.checked_sub(1).map(|before| &self.steps[before]) {
                onward = step.then(&onward);
            }
        }
        Cleaned {
            map: onward,
            text,
            changes: self.changes,
            suggestions: self.suggestions,
            findings: self.findings.into_iter().map(|(_, finding)| finding).collect(),
        }
    }
}

impl Change {
    /// Whether `next` goes on where this one stops, for the same reason: readers see one change.
    fn is_continued_by(&self, next: &Change) -> bool {
        self.at.end == next.at.start && self.reason == next.reason && self.confidence == next.confidence
    }

    fn extend(&mut self, next: Change) {
        self.at.end = next.at.end;
        self.output.end = next.output.end;
        self.source = self.source.start.min(next.source.start)..self.source.end.max(next.source.end);
        self.before.push_str(&next.before);
        self.after.push_str(&next.after);
    }
}
