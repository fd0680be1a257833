//! The one place that changes text: it sorts proposals, settles conflicts, and writes the new text once.
//!
//! Rules: edits are taken by the start of their span, and at the same start in the order they were
//! proposed; one that overlaps a taken edit is reported as overlapped; one under the floor becomes
//! a suggestion. What a replacement has in common with its span at either end counts as kept in the
//! map, and stays whole in the log.

use std::ops::Range;

use crate::edit::{Action, Confidence, Edit, Edits, Piece};
use crate::map::{OffsetMap, RunKind};

/// The outcome of one pass over one text.
pub(crate) struct Applied {
    pub(crate) text: String,
    pub(crate) map: OffsetMap,
    /// The edits that were done, in the order of their spans, with their spans in the new text.
    pub(crate) done: Vec<(Edit, Range<usize>)>,
}

/// Indices of the edits to do, in order of their spans; then, in the order proposed, those that overlap one of them.
pub(crate) fn choose(edits: &Edits<'_>, floor: Confidence) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> =
        (0..edits.edits.len()).filter(|&i| edits.edits[i].confidence >= floor).collect();
    order.sort_by_key(|&i| edits.edits[i].span.start);
    let mut overlapped = Vec::new();
    let (mut end, mut inserted_at) = (0, None);
    order.retain(|&i| {
        let span = &edits.edits[i].span;
        // Two insertions at one place have no order of their own.
        let free = span.start >= end && !(span.is_empty() && inserted_at == Some(span.start));
        if free {
            end = span.end;
            inserted_at = span.is_empty().then_some(span.start);
        } else {
            overlapped.push(i);
        }
        free
    });
    overlapped.sort_unstable();
    (order, overlapped)
}

/// The text after the chosen edits, and nothing else.
pub(crate) fn write(edits: &Edits<'_>, chosen: &[usize]) -> String {
    let source = edits.text;
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for edit in chosen.iter().map(|&i| &edits.edits[i]) {
        text.push_str(&source[at..edit.span.start]);
        edits.write(edit, &mut text);
        at = edit.span.end;
    }
    text.push_str(&source[at..]);
    text
}

/// The text after the chosen edits, its map, and where each edit went.
pub(crate) fn apply(edits: &Edits<'_>, chosen: &[usize]) -> Applied {
    let source = edits.text;
    let mut text = String::with_capacity(source.len());
    let mut map = OffsetMap::builder(source.len());
    let mut done = Vec::with_capacity(chosen.len());
    let mut at = 0;
    for edit in chosen.iter().map(|&i| &edits.edits[i]) {
        text.push_str(&source[at..edit.span.start]);
        map.push(at..edit.span.start, edit.span.start - at, RunKind::Kept);
        let from = text.len();
        edits.write(edit, &mut text);
        match &edit.action {
            Action::Replace(_) => push_replacement(&mut map, source, edit.span.clone(), &text[from..]),
            Action::Reorder(pieces) => {
                for piece in &edits.pieces[pieces.clone()] {
                    match piece {
                        Piece::Keep(span) => map.push(span.clone(), span.len(), RunKind::Kept),
                        Piece::Reverse(span) => map.push(span.clone(), span.len(), RunKind::Reversed),
                        Piece::Swap(span, with) => push_replacement(&mut map, source, span.clone(), with),
                    }
                }
            }
        }
        at = edit.span.end;
        done.push((edit.clone(), from..text.len()));
    }
    text.push_str(&source[at..]);
    map.push(at..source.len(), source.len() - at, RunKind::Kept);
    Applied { text, map, done }
}

fn push_replacement(map: &mut OffsetMap, source: &str, span: Range<usize>, with: &str) {
    let before = &source[span.clone()];
    let head = common(before.chars(), with.chars());
    let tail = common(before[head..].chars().rev(), with[head..].chars().rev());
    map.push(span.start..span.start + head, head, RunKind::Kept);
    let changed = span.start + head..span.end - tail;
    map.push(changed, with.len() - head - tail, RunKind::Changed);
    map.push(span.end - tail..span.end, tail, RunKind::Kept);
}

/// Bytes that two runs of characters have in common at their start.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Reason;

    const WHY: Reason = Reason::new("test");

    #[test]
    fn leftmost_wins_then_first_proposed() {
        let mut edits = Edits::new("abcdef");
        edits.replace(2..4, "X", WHY, Confidence::Certain);
        edits.replace(0..3, "Y", WHY, Confidence::Certain);
        edits.replace(4..6, "Z", WHY, Confidence::Weak);
        edits.replace(4..5, "W", WHY, Confidence::Certain);
        edits.insert(6, "!", WHY, Confidence::Certain);
        edits.insert(6, "?", WHY, Confidence::Certain);
        let (chosen, overlapped) = choose(&edits, Confidence::Strong);
        assert_eq!((&chosen[..], &overlapped[..]), (&[1, 3, 4][..], &[0, 5][..]));
        assert_eq!(write(&edits, &chosen), "YdWf!");
        let applied = apply(&edits, &chosen);
        assert_eq!(applied.text, "YdWf!");
        assert_eq!(applied.map.to_source(1..2), 3..4);
        assert_eq!(applied.done[2].1, 4..5);
    }

    #[test]
    fn the_map_keeps_what_a_replacement_keeps() {
        let mut edits = Edits::new("kitaab");
        edits.replace(0..6, "kitab", WHY, Confidence::Certain);
        let applied = apply(&edits, &[0]);
        assert_eq!(applied.map.to_source(4..5), 5..6);
        assert!(applied.map.runs().iter().all(|run| run.kind == RunKind::Kept));
    }

    #[test]
    fn a_reorder_moves_and_mirrors() {
        let mut edits = Edits::new("cba( 12");
        let pieces = [Piece::Keep(5..7), Piece::Keep(4..5), Piece::Swap(3..4, ")"), Piece::Reverse(0..3)];
        edits.reorder(0..7, pieces, WHY, Confidence::Certain);
        let applied = apply(&edits, &[0]);
        assert_eq!(applied.text, "12 )abc");
        assert_eq!(applied.map.to_source(0..2), 5..7);
        assert_eq!(applied.map.to_source(4..5), 2..3);
    }
}
