//! Repairs depend on each other's evidence, so they run in an order: a [`Pipeline`] is that order, its own builder, and the runner.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::slice;
use std::sync::Arc;

use crate::apply::{apply, choose, write};
use crate::edit::{Confidence, Edit, Edits};
use crate::map::OffsetMap;
use crate::pass::Pass;
use crate::report::{Change, Cleaned, Finding, NotDone, Suggestion};
use crate::text::Text;

/// An ordered list of passes and the confidence under which an edit is only suggested.
///
/// ```
/// use tanqih::{Confidence, Pipeline};
/// let pipeline = Pipeline::standard().without("punctuation").floor(Confidence::Certain);
/// assert!(pipeline.names().all(|name| name != "punctuation"));
/// ```
#[derive(Clone)]
pub struct Pipeline {
    passes: Vec<Arc<dyn Pass>>,
    floor: Confidence,
}

impl Pipeline {
    /// No passes; the floor is [`Confidence::Strong`].
    pub fn new() -> Self {
        Pipeline { passes: Vec::new(), floor: Confidence::Strong }
    }

    /// Append a pass.
    #[must_use]
    pub fn pass(mut self, pass: impl Pass + 'static) -> Self {
        self.passes.push(Arc::new(pass));
        self
    }

    /// Put a pass before the first one named `name`.
    ///
    /// # Panics
    /// When there is no such pass.
    #[must_use]
    #[track_caller]
    pub fn before(mut self, name: &str, pass: impl Pass + 'static) -> Self {
        let at = self.position(name);
        self.passes.insert(at, Arc::new(pass));
        self
    }

    /// Put a pass after the first one named `name`.
    ///
    /// # Panics
    /// When there is no such pass.
    #[must_use]
    #[track_caller]
    pub fn after(mut self, name: &str, pass: impl Pass + 'static) -> Self {
        let at = self.position(name) + 1;
        self.passes.insert(at, Arc::new(pass));
        self
    }

    /// Leave out every pass named `name`, if there is one.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.passes.retain(|pass| pass.name() != name);
        self
    }

    /// Leave out every pass not named in `names`; the order stays.
    #[must_use]
    pub fn only(mut self, names: &[&str]) -> Self {
        self.passes.retain(|pass| names.contains(&pass.name()));
        self
    }

    /// Suggest edits under `floor` instead of doing them.
    #[must_use]
    pub fn floor(mut self, floor: Confidence) -> Self {
        self.floor = floor;
        self
    }

    /// The names of the passes, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.passes.iter().map(|pass| pass.name())
    }

    #[track_caller]
    fn position(&self, name: &str) -> usize {
        match self.names().position(|known| known == name) {
            Some(at) => at,
            None => panic!("no pass named {name:?} in {self:?}"),
        }
    }

    /// The cleaned text alone: no map, no log. Borrowed exactly when nothing was changed.
    ///
    /// What is repaired can be evidence for more: a line whose spaces are right shows its direction
    /// better. So the passes run again while they find something, at most [`ROUNDS`](Self::ROUNDS)
    /// times, and what comes out is left alone by another cleaning. O(length) per pass and round;
    /// allocates nothing when no pass proposes anything.
    pub fn clean<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let Some(mut cleaned) = self.round(text) else {
            return Cow::Borrowed(text);
        };
        for _ in 1..Self::ROUNDS {
            match self.round(&cleaned) {
                Some(next) if next != cleaned => cleaned = next,
                _ => break,
            }
        }
        unless_equal(text, cleaned)
    }

    /// How often the passes run at most.
    pub const ROUNDS: usize = 12;

    /// Run every pass once; the new text if any changed it.
    fn round(&self, text: &str) -> Option<String> {
        let mut passes = self.passes.iter();
        let mut cleaned = self.next_text(&Text::new(text), &mut passes)?;
        while let Some(next) = self.next_text(&Text::new(&cleaned), &mut passes) {
            cleaned = next;
        }
        Some(cleaned)
    }

    /// Run passes up to the first that changes the text. They share one view, and so what it knows.
    fn next_text(&self, text: &Text<'_>, passes: &mut slice::Iter<'_, Arc<dyn Pass>>) -> Option<String> {
        passes.find_map(|pass| {
            let mut edits = Edits::new(text.as_str());
            pass.propose(text, &mut edits);
            let (chosen, _) = choose(&edits, self.floor);
            (!chosen.is_empty()).then(|| write(&edits, &chosen))
        })
    }

    /// The cleaned text with map, changes, suggestions and findings.
    ///
    /// Costs what [`clean`](Self::clean) costs and O(edits) for the account. Suggestions and
    /// findings are those of the first round, which has all the evidence.
    pub fn run<'t>(&self, text: &'t str) -> Cleaned<'t> {
        let mut account = Account::default();
        let mut cleaned = Cow::Borrowed(text);
        for round in 0..Self::ROUNDS {
            let before = account.mark();
            let mut passes = self.passes.iter();
            let mut next: Option<String> = None;
            loop {
                let view = Text::new(next.as_deref().unwrap_or(&cleaned));
                match passes.find_map(|pass| account.step(&view, pass.as_ref(), self.floor, round == 0)) {
                    Some(text) => next = Some(text),
                    None => break,
                }
            }
            match next {
                Some(next) if round == 0 || next != *cleaned => cleaned = Cow::Owned(next),
                Some(_) => {
                    account.back_to(before);
                    break;
                }
                None => break,
            }
        }
        let cleaned = match cleaned {
            Cow::Owned(cleaned) => unless_equal(text, cleaned),
            borrowed => borrowed,
        };
        account.close(cleaned)
    }
}

/// A pass may undo what an earlier one did; then the text was not changed.
fn unless_equal(source: &str, cleaned: String) -> Cow<'_, str> {
    if cleaned == source {
        Cow::Borrowed(source)
    } else {
        Cow::Owned(cleaned)
    }
}

impl Default for Pipeline {
    /// The same as [`Pipeline::new`]: no passes.
    fn default() -> Self {
        Pipeline::new()
    }
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.names().collect();
        f.debug_struct("Pipeline").field("passes", &names).field("floor", &self.floor).finish()
    }
}

/// The account of a run under way: places are kept in the text of their stage and brought home at the end.
#[derive(Default)]
struct Account {
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
    fn mark(&self) -> (usize, usize) {
        (self.changes.len(), self.steps.len())
    }

    /// Forget the changes and stages after a mark.
    fn back_to(&mut self, (changes, stages): (usize, usize)) {
        self.changes.truncate(changes);
        self.maps.truncate(stages);
        self.steps.truncate(stages);
    }

    /// Run one pass and note what it said, with what it did not do if `all`; the new text if it
    /// changed any.
    fn step(&mut self, text: &Text<'_>, pass: &dyn Pass, floor: Confidence, all: bool) -> Option<String> {
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

    fn close(mut self, text: Cow<'_, str>) -> Cleaned<'_> {
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
