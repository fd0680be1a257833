//! A line whose pieces stand in reverse, cut inside a word, begins with the tail of the word and ends with its
//! head: `ول ما إذا كان … هناك جدل ح`. Where such a line is left as it is, neither is to be joined to the word
//! that it happens to stand by (`ولما`): then nobody could find the word again.

use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::model::LanguageModel;

use super::Move;

/// Bytes of a run that may be a part of a word.
const PART: usize = 32;

/// Whether a join takes the first run of a line or the last, and these two are likelier a word together.
pub(super) fn is_end_of_torn<M: LanguageModel>(model: &M, text: &str, join: Move) -> bool {
    let (before, after) = (&text[..join.start], &text[join.end..]);
    let (Some(one), Some(two)) = (last(before), first(after)) else { return false };
    let cost = |a: &str, b: &str, alone: &str| model.cost(&[a, b].concat()) + model.cost(alone);
    let is_break = |c: char| c == '\n' || c == '\u{c}';
    let above = before[..before.len() - one.len()].trim_end_matches(' ');
    if above.is_empty() || above.ends_with(is_break) {
        let line = after.split(is_break).next().unwrap_or_default();
        let head = last(line.trim_end());
        if head.is_some_and(|head| cost(head, one, two) < cost(one, two, head)) {
            return true;
        }
    }
    let below = after[two.len()..].trim_start_matches(' ');
    if below.is_empty() || below.starts_with(is_break) {
        let line = before.rsplit(is_break).next().unwrap_or_default();
        let tail = first(line.trim_start());
        return tail.is_some_and(|tail| cost(two, tail, one) < cost(one, two, tail));
    }
    false
}

/// The run of letters and marks that a text begins with, if it may be a part of a word.
pub(super) fn first(text: &str) -> Option<&str> {
    let end = text.find(|c| !is_letter(c) && !is_mark(c)).unwrap_or(text.len());
    (end > 0 && end <= PART).then(|| &text[..end])
}

/// The same of the run that it ends with.
pub(super) fn last(text: &str) -> Option<&str> {
    let start = text.trim_end_matches(|c| is_letter(c) || is_mark(c)).len();
    (start < text.len() && text.len() - start <= PART).then(|| &text[start..])
}
