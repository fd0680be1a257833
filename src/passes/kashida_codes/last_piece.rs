//! Where every piece ends with its kashida, the last one of a line has none: it stands first and is glued to the
//! piece before it, `ة فيكوك الاسلاميـ`. The words tell where they part, and the kashida between them is the one
//! that seems to begin the line.

use crate::arabic::forms;
use crate::arabic::letters::TATWEEL;
use crate::arabic::marks::is_mark;
use crate::arabic::pieces::Item;
use crate::model::{Cost, BIT};

use super::{reaches_next, reaches_previous};

/// Bytes of two pieces that are parted, at most.
const LONGEST: usize = 192;
/// Bits by which the words must be likelier than those of the two as one.
const LIKELIER: Cost = 8 * BIT;

/// Parts the last piece of a line, or of each part of it between numbers, from the one before it. `items` are in
/// reading order; `cost` tells what a word costs.
pub(super) fn part(line: &str, items: &mut Vec<Item>, cost: &impl Fn(&str) -> Cost) {
    let mut start = 0;
    while start < items.len() {
        let mut end = items[start..]
            .iter()
            .position(|item| matches!(item, Item::Unit(_)))
            .map_or(items.len(), |at| start + at);
        let last =
            if matches!(items[..end].last(), Some(Item::Stops(_))) { end - 1 } else { end }.saturating_sub(1);
        if last > start && matches!(items[start], Item::Codes(_)) {
            if let Some(at) = place(line, &items[start..=last], cost) {
                let span = items[last].span();
                let code = items.remove(start);
                items.splice(last - 1..last, [Item::Part(at..span.end), code, Item::Part(span.start..at)]);
                end += 1;
            }
        }
        start = end + 1;
    }
}

/// Where the last of these items is two pieces, the later one first: the byte of the line at which the words are
/// likeliest.
fn place(line: &str, items: &[Item], cost: &impl Fn(&str) -> Cost) -> Option<usize> {
    let (Item::Part(span), before) = items.split_last()? else { return None };
    let glued = line[span.clone()].trim_end();
    if glued.len() > LONGEST || span.len() > glued.len() {
        return None;
    }
    let parts = before.iter().filter(|item| matches!(item, Item::Part(_)));
    let before: String = parts.map(|item| &line[item.span()]).collect();
    let head = before.rsplit(|c| !is_of_word(c)).next()?;
    let (first, last) = (glued.chars().next()?, glued.chars().rev().find(|&c| !is_mark(c))?);
    if !reaches_previous(first) || !reaches_next(last) {
        return None;
    }
    let whole = words([head, glued, ""], cost);
    let letters = |c| forms::is_letter_or_form(c);
    let places = glued.char_indices().skip(1).filter(|&(at, c)| letters(c) && !glued[..at].ends_with(' '));
    let costs = places.filter_map(|(at, c)| {
        let joins = head.is_empty() || reaches_previous(c);
        joins.then(|| (words([head, &glued[at..], &glued[..at]], cost), at))
    });
    let (sum, at) = costs.min()?;
    (sum + LIKELIER <= whole).then_some(span.start + at)
}

fn is_of_word(c: char) -> bool {
    forms::is_letter_or_form(c) || is_mark(c) || c == TATWEEL
}

/// What the words of these parts in a row cost.
fn words(parts: [&str; 3], cost: &impl Fn(&str) -> Cost) -> Cost {
    let text = parts.concat();
    text.split(|c| !is_of_word(c)).filter(|word| !word.is_empty()).map(cost).sum()
}
