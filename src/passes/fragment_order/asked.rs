//! What the text as a whole tells of its lines, and what stands before one of them.

use crate::arabic::width::Width;
use crate::model::LanguageModel;
use crate::text::{Text, View};

use super::gate::Gate;
use super::habits::Habits;
use super::line::Edge;
use super::width::full;

/// Two spaces.
const DOUBLE: &str = "  ";

/// What the text as a whole tells. It is asked once a line is torn.
pub(super) struct Asked {
    pub(super) habits: Habits,
    /// How wide its lines are.
    pub(super) full: Option<Width>,
    /// Whether two spaces stand where pieces meet, and hardly anywhere else: they stand where a number is lost, too.
    pub(super) parts_at_spaces: bool,
}

impl Asked {
    pub(super) fn of<M: LanguageModel>(text: &Text<'_>, gate: &Gate<'_, M>) -> Self {
        let (mut torn, mut whole) = (0, 0);
        for line in text.lines_with(DOUBLE).filter(|line| line.text().trim().contains(DOUBLE)) {
            *if gate.lets_pass(line) { &mut torn } else { &mut whole } += 1;
        }
        let (habits, full) = (Habits::of(text.as_str()), full(text.as_str()));
        Asked { habits, full, parts_at_spaces: torn > 2 * whole }
    }
}

/// What stands before a line.
pub(super) enum Before<'t> {
    Nothing,
    /// A line as it stands.
    Line(View<'t>),
    /// A torn line, and the last words of it as it reads.
    Words(View<'t>, Edge<'t>),
    /// A torn line that is weighed together with this one.
    Torn(View<'t>),
}
