//! Books of law and lexica name authors by letters that stand apart: `قال ع ش`, `عبارة م ر`, `ا ه` for the end of a quotation.
//! In a text that splits no words they are no pieces of one.

use crate::arabic::letters::is_letter;

use super::torn::{first, last};
use super::Move;

/// Whether a join takes one of two letters that stand by themselves side by side.
pub(super) fn is_siglum(text: &str, join: Move) -> bool {
    let (before, after) = (&text[..join.start], &text[join.end..]);
    let (Some(one), Some(two)) = (last(before), first(after)) else { return false };
    let farther = before[..before.len() - one.len()].strip_suffix(' ').and_then(last);
    let next = after[two.len()..].strip_prefix(' ').and_then(first);
    let alone = |run: Option<&str>| {
        run.is_some_and(|run| {
            run.chars().filter(|&c| is_letter(c)).count() == 1 && run.chars().all(is_letter)
        })
    };
    let (one, two) = (alone(Some(one)), alone(Some(two)));
    one && (two || alone(farther)) || two && alone(next)
}
