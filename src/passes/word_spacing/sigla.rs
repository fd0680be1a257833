//! Books of law and lexica name authors by letters that stand apart: `قال ع ش`, `عبارة م ر`, `ا ه` for the end of a quotation.
//! In a text that splits no words they are no pieces of one.

use std::iter::successors;

use crate::arabic::letters::is_letter;

use super::torn::{first, last};
use super::Move;

/// Letters of a siglum; where more stand apart, words do.
const LETTERS: usize = 2;

/// Whether a join takes one of two letters that stand by themselves side by side.
pub(super) fn is_siglum(text: &str, join: Move) -> bool {
    let (before, after) = (&text[..join.start], &text[join.end..]);
    let back = |rest: &'_ str| Some(last(rest)?.len());
    let before = successors(Some(before), |rest| rest[..rest.len() - back(rest)?].strip_suffix(' '));
    let after = successors(Some(after), |rest| rest[first(rest)?.len()..].strip_prefix(' '));
    let alone = |run: Option<&str>| {
        run.is_some_and(|run| run.chars().eq(run.chars().next().filter(|&c| is_letter(c))))
    };
    let count = before.take(LETTERS + 1).take_while(|rest| alone(last(rest))).count()
        + after.take(LETTERS + 1).take_while(|rest| alone(first(rest))).count();
    count == LETTERS
}
