//! Repairs depend on each other's evidence, so they run in an order: a [`Pipeline`] is that order, its own builder, and the runner.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::account::Account;
use crate::apply::{choose, write};
use crate::edit::{Confidence, Edits};
use crate::pass::Pass;
use crate::report::Cleaned;
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
    /// times, and what comes out is left alone by another cleaning. Passes that undo each other for ever go
    /// round a few texts: the least of these, as bytes, is the answer from wherever they set out. O(length) per
    /// pass and round; allocates nothing when no pass proposes anything.
    pub fn clean<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut course = Course::of(&self.passes);
        let mut round = |text: &str| {
            course.round(text, |text, pass| {
                let mut edits = Edits::new(text.as_str());
                pass.propose(text, &mut edits);
                let (chosen, _) = choose(&edits, self.floor);
                (!chosen.is_empty()).then(|| write(&edits, &chosen))
            })
        };
        let Some(mut cleaned) = round(text) else {
            return Cow::Borrowed(text);
        };
        for _ in 1..Self::ROUNDS {
            match round(&cleaned) {
                Some(next) if next != cleaned => cleaned = next,
                _ => return unless_equal(text, cleaned),
            }
        }
        unless_equal(text, settle(cleaned, round).0)
    }

    /// How often the passes run at most.
    pub const ROUNDS: usize = 12;

    /// The cleaned text with map, changes, suggestions and findings.
    ///
    /// Costs what [`clean`](Self::clean) costs and O(edits) for the account. Suggestions and
    /// findings are those of the first round, which has all the evidence.
    pub fn run<'t>(&self, text: &'t str) -> Cleaned<'t> {
        let mut account = Account::default();
        let mut course = Course::of(&self.passes);
        let mut round = |account: &mut Account, text: &str, all| {
            course.round(text, |text, pass| account.step(text, pass, self.floor, all))
        };
        let Some(mut cleaned) = round(&mut account, text, true) else {
            return account.close(Cow::Borrowed(text));
        };
        for _ in 1..Self::ROUNDS {
            let before = account.mark();
            match round(&mut account, &cleaned, false) {
                Some(next) if next != cleaned => cleaned = next,
                _ => {
                    account.back_to(before);
                    return account.close(unless_equal(text, cleaned));
                }
            }
        }
        let mut marks = vec![account.mark()];
        let (settled, rounds) = settle(cleaned, |text| {
            let next = round(&mut account, text, false);
            marks.push(account.mark());
            next
        });
        account.back_to(if settled == text { Account::default().mark() } else { marks[rounds] });
        account.close(unless_equal(text, settled))
    }
}

/// The way of a text through the passes, round after round.
struct Course<'p> {
    passes: &'p [Arc<dyn Pass>],
    /// Passes in a row that have left the text as it is. Where these are all there are, none need run again.
    still: usize,
}

impl<'p> Course<'p> {
    fn of(passes: &'p [Arc<dyn Pass>]) -> Self {
        Course { passes, still: 0 }
    }

    /// Run every pass once, by `run`, which gives the new text if the pass changes it; the last of these.
    fn round(
        &mut self,
        text: &str,
        mut run: impl FnMut(&Text<'_>, &dyn Pass) -> Option<String>,
    ) -> Option<String> {
        let mut passes = self.passes.iter();
        let mut last: Option<String> = None;
        loop {
            // Passes up to the next change share one view, and so what it knows.
            let view = Text::new(last.as_deref().unwrap_or(text));
            let changed = passes.find_map(|pass| {
                if self.still == self.passes.len() {
                    return None;
                }
                let changed = run(&view, pass.as_ref());
                self.still = if changed.is_some() { 0 } else { self.still + 1 };
                changed
            });
            if changed.is_none() {
                return last;
            }
            last = changed;
        }
    }
}

/// Where a text comes to rest that goes on changing: the least of the texts that it goes round, or the one that
/// stays; and after how many rounds.
fn settle(start: String, mut round: impl FnMut(&str) -> Option<String>) -> (String, usize) {
    let mut least = (start.clone(), 0);
    let mut at = start.clone();
    for rounds in 1..=Pipeline::ROUNDS {
        match round(&at) {
            Some(next) if next == start => return least,
            Some(next) if next != at => {
                if next < least.0 {
                    least = (next.clone(), rounds);
                }
                at = next;
            }
            _ => return (at, rounds - 1),
        }
    }
    (at, Pipeline::ROUNDS)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Reason;

    /// Writes every letter as the next of a, b, c, and c as a.
    struct Wheel;

    impl Pass for Wheel {
        fn name(&self) -> &'static str {
            "wheel"
        }

        fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
            for (at, with) in [("a", "b"), ("b", "c"), ("c", "a")] {
                for (found, _) in text.as_str().match_indices(at) {
                    edits.replace(found..found + 1, with, Reason::new("wheel"), Confidence::Certain);
                }
            }
        }
    }

    #[test]
    fn what_never_settles_comes_to_rest_at_one_text() {
        let wheel = Pipeline::new().pass(Wheel);
        for text in ["a b", "b c", "c a"] {
            assert_eq!(wheel.clean(text), "a b");
            let run = wheel.run(text);
            assert_eq!(run.text(), "a b");
            assert_eq!(crate::replay(text, run.changes()), "a b");
            assert_eq!(run.changes().is_empty(), text == "a b");
        }
        assert!(matches!(wheel.clean("a b"), Cow::Borrowed(_)));
    }
}
