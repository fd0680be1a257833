//! The same where each stretch, shapes and spaces among them, came with a space behind it: `ﻦ ﻴ ﻨ ﺛ إ م ال ﻮ ﻳ` for
//! `يوم الإثنين`, with three spaces for one between two shapes.
//!
//! Whoever joins what the extractor hands out by spaces gets this. A space between letters without a shape may be one
//! of theirs, in the middle of a stretch, or stand between two stretches: the words tell.

use std::ops::Range;

use crate::arabic::bidi::{class, Class, Glyph};
use crate::arabic::forms;
use crate::arabic::letters::is_letter;
use crate::model::LanguageModel;

use super::{cost, parts_stretches, Gain};

/// Shapes that join across a space which show that every stretch has one, and for each that touches the next or reads.
const ENOUGH: usize = 10;
const MOSTLY: usize = 4;
/// Parts of a stretch of which it is asked whether spaces are theirs.
const PARTS: usize = 8;
/// Characters of the word behind a stretch that are looked at.
const LONGEST: usize = 24;
/// Spaces of which one is the text's own.
const GAP: usize = 3;

/// Pairs of shapes of a line that join from left to right, the first that reads behind: those a space apart, those that
/// touch, and those that join in the order of reading.
fn pairs(line: &str) -> [usize; 3] {
    let mut pairs = [0; 3];
    let mut before: Option<char> = None;
    let mut spaces = 0;
    for c in line.chars() {
        if c == ' ' {
            spaces += 1;
            continue;
        }
        let joins = |first: char, second: char| {
            forms::joins_next(first) == Some(true) && forms::joins_previous(second) == Some(true)
        };
        if let Some(before) = before {
            // Two letters inside a word join either way.
            let (drawn, reads) = (joins(c, before), joins(before, c));
            pairs[0] += usize::from(drawn && !reads && spaces == 1);
            pairs[1] += usize::from(drawn && !reads && spaces == 0);
            pairs[2] += usize::from(reads && !drawn && spaces <= 1);
        }
        (before, spaces) = (Some(c), 0);
    }
    pairs
}

/// Whether shapes that join from left to right stand a space apart in these lines. O(text).
pub(in crate::passes::visual_order) fn are_spaced<'t>(lines: impl Iterator<Item = &'t str>) -> bool {
    let mut all = [0; 3];
    for line in lines.filter(|line| line.contains(forms::is_form)) {
        pairs(line).iter().zip(&mut all).for_each(|(pairs, all)| *all += pairs);
    }
    let [apart, touching, reads] = all;
    apart >= ENOUGH && apart >= MOSTLY * (touching + reads)
}

/// Whether shapes of a line join, and from left to right.
pub(super) fn stands_as_drawn(line: &str) -> bool {
    let [apart, touching, reads] = pairs(line);
    apart + touching > MOSTLY * reads
}

/// Put a line together as it looks, without the spaces between stretches, which are returned; what is gained goes to
/// `gain`.
pub(super) fn open<M: LanguageModel>(model: &M, line: &mut Vec<Glyph>, gain: &mut Gain) -> Vec<Glyph> {
    let source = std::mem::take(line);
    let mut dropped = Vec::new();
    let mut at = 0;
    while at < source.len() {
        if source[at].shown == ' ' {
            let spaces = source[at..].iter().take_while(|glyph| glyph.shown == ' ').count();
            let beside = |glyph: Option<&Glyph>| {
                glyph.is_some_and(|glyph| matches!(class(glyph.shown), Class::Left | Class::European))
            };
            let kept = match spaces {
                1 if beside(line.last()) && beside(source.get(at + 1)) => 1,
                1 => 0,
                GAP.. => 1,
                _ => spaces,
            };
            line.extend(&source[at..at + kept]);
            dropped.extend(&source[at + kept..at + spaces]);
            at += spaces;
        } else if parts_stretches(source[at].shown) {
            line.push(source[at]);
            at += 1;
        } else {
            let parts = parts(&source, at);
            let end = parts.last().map_or(at + 1, |last| last.end);
            stretch(model, &source, &parts, line, &mut dropped, gain);
            at = end;
        }
    }
    dropped
}

/// The parts of a stretch that begins at `at`, each a space from the next.
fn parts(source: &[Glyph], at: usize) -> Vec<Range<usize>> {
    let inside =
        |at: usize| source.get(at).is_some_and(|glyph| glyph.shown != ' ' && !parts_stretches(glyph.shown));
    let mut parts = Vec::new();
    let mut start = at;
    loop {
        let mut end = start;
        while inside(end) {
            end += 1;
        }
        parts.push(start..end);
        if source.get(end).is_none_or(|glyph| glyph.shown != ' ') || !inside(end + 1) {
            return parts;
        }
        start = end + 1;
    }
}

/// Turn the parts that are one stretch, as the likeliest words have it, and put them behind `line`.
fn stretch<M: LanguageModel>(
    model: &M,
    source: &[Glyph],
    parts: &[Range<usize>],
    line: &mut Vec<Glyph>,
    dropped: &mut Vec<Glyph>,
    gain: &mut Gain,
) {
    let end = parts[parts.len() - 1].end;
    let before = line.iter().rposition(|glyph| glyph.shown == ' ').map_or(0, |space| space + 1);
    let behind = word_behind(&source[end..]);
    let read = |stretch: &[Glyph]| cost(model, &[&line[before..], stretch, &behind].concat());
    // Bit by bit whether the space behind a part is its own.
    let asked = if parts.len() <= PARTS { 1usize << (parts.len() - 1) } else { 1 };
    let (_, best, own) = (0..asked)
        .map(|own| (put(source, parts, own), own))
        .map(|(stretch, own)| (read(&stretch), stretch, own))
        .min_by_key(|(cost, _, own)| (*cost, *own))
        .unwrap_or_default();
    if parts.len() > 1 || parts[0].len() > 1 {
        let stands: Vec<Glyph> = parts.iter().flat_map(|part| &source[part.clone()]).copied().collect();
        gain.add(read(&stands) - read(&best), stands != best);
    }
    for (which, part) in
        parts[..parts.len() - 1].iter().enumerate().filter(|(which, _)| own >> which & 1 == 0)
    {
        debug_assert!(which < PARTS || own == 0);
        dropped.push(source[part.end]);
    }
    line.extend(best);
}

/// The parts, those between which the space is their own turned together.
fn put(source: &[Glyph], parts: &[Range<usize>], own: usize) -> Vec<Glyph> {
    let mut put: Vec<Glyph> = Vec::new();
    let mut from = 0;
    for which in 0..parts.len() {
        let goes_on = which + 1 < parts.len() && own.checked_shr(which as u32).unwrap_or(0) & 1 == 1;
        if goes_on {
            continue;
        }
        let start = put.len();
        put.extend(&source[parts[from].start..parts[which].end]);
        if put[start..].iter().any(|glyph| is_letter(glyph.shown)) {
            put[start..].reverse();
        }
        from = which + 1;
    }
    put
}

/// What follows a stretch to the end of its word.
fn word_behind(source: &[Glyph]) -> Vec<Glyph> {
    let mut word = Vec::new();
    let mut at = 0;
    while at < source.len() && word.len() < LONGEST {
        let spaces = source[at..].iter().take_while(|glyph| glyph.shown == ' ').count();
        if spaces > 1 {
            break;
        }
        at += spaces;
        word.extend(source.get(at));
        at += 1;
    }
    word
}
