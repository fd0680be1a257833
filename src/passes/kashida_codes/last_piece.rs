//! Where every piece ends with its kashida, the last one of a line has none: it stands first and is glued to the
//! piece before it, `ة فيكوك الاسلاميـ`. The words tell where they part, and the kashida between them is the one
//! that seems to begin the line.

use crate::arabic::forms;
use crate::arabic::letters::TATWEEL;
use crate::arabic::marks::is_mark;
use crate::arabic::pieces::Item;
use crate::model::{Cost, BIT};

use super::words::{reaches_next, reaches_previous};

/// Bytes of two pieces that are parted, at most.
const LONGEST: usize = 192;
/// Bits by which the words must be likelier than those of the two as one.
const LIKELIER: Cost = 8 * BIT;

/// Parts the last piece of a line, or of each part of it between numbers, from the one before it. `items` are in
/// reading order; `cost` tells what a word costs.
pub(super) fn part(line: &str, items: &mut Vec<Item>, cost: &impl Fn(&str) -> Cost) {
    let mut parted = Vec::with_capacity(items.len() + 2);
    for part in items.split_inclusive(|item| matches!(item, Item::Unit(_))) {
        let end = part.iter().rposition(|item| matches!(item, Item::Part(_) | Item::Codes(_)));
        let end = end.map_or(0, |last| last + 1);
        let place = match &part[..end] {
            pieces @ [Item::Codes(_), _, ..] => place(line, pieces, cost),
            _ => None,
        };
        let Some(at) = place else {
            parted.extend_from_slice(part);
            continue;
        };
        let span = part[end - 1].span();
        parted.extend_from_slice(&part[1..end - 1]);
        parted.extend([Item::Part(at..span.end), part[0].clone(), Item::Part(span.start..at)]);
        parted.extend_from_slice(&part[end..]);
    }
    *items = parted;
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
