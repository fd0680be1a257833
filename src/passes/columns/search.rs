//! The likeliest way to read the lines of a page: from one to the next, or as two columns side by side.

use crate::arabic::width::Width;
use crate::model::{Cost, LanguageModel, BIT};

use super::line::{At, Joints};

/// What it costs that two columns begin.
const BEGIN: Cost = 8 * BIT;
/// What it costs to say of a line which column it is of, or that it is of both; and behind one of both that the next
/// is, too.
const CHOICE: Cost = BIT;
const BOTH_AGAIN: Cost = BIT / 4;
/// What it costs to say where a line is parted, for each doubling of its words; and far from its middle.
const PLACE: Cost = BIT;
const ASIDE: Cost = 6 * BIT;
/// What it costs that a line stands in one column that is as wide as both.
const ACROSS: Cost = 6 * BIT;
/// What it costs that a row of a table is a line of columns.
const TABLE: Cost = 6 * BIT;
/// What it costs that a line stands where the other column has its lines.
const STRAY: Cost = 8 * BIT;
/// Ways that are followed at once.
const WAYS: usize = 12;

/// How a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// It is a line of one column, as the whole page may have.
    Single,
    /// It is of the first column, the one that stands first on lines with both, or of the second.
    First,
    Second,
    /// The second column begins at this word.
    Both(usize),
}

/// A way to read the lines up to one.
#[derive(Clone, Copy, Debug)]
struct Way {
    stand: Stand,
    /// Where the columns end; of a single one both are the same.
    ends: [Option<At>; 2],
    gain: Cost,
    /// The way up to the line before.
    from: usize,
}

/// What is taken for granted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Premise {
    /// Lines nearly as wide as this hold both columns with no gap between them.
    pub(super) hidden: Option<Width>,
    /// Lines with at least so many characters of white space before them are of this column, the first or the
    /// second, and the others of the other.
    pub(super) indented: Option<(usize, Stand)>,
}

/// How the lines stand. O(lines).
pub(super) fn search<M: LanguageModel>(joints: &Joints<'_, M>, premise: Premise) -> Vec<Stand> {
    let mut all: Vec<Vec<Way>> = Vec::with_capacity(joints.lines.len());
    for (at, line) in joints.lines.iter().enumerate() {
        let (first, last) = (At { line: at, word: 0 }, joints.last(at));
        let start = [Way { stand: Stand::Single, ends: [None; 2], gain: 0, from: 0 }];
        let before: &[Way] = all.last().map_or(&start, Vec::as_slice);
        let joint = |end: Option<At>, start: At| end.map_or(0, |end| joints.joint(end, start));
        let wide = premise.hidden.is_some_and(|widest| line.width * 4 > widest * 3);
        let splits: Vec<(usize, Cost)> = match line.gap {
            Some(word) => vec![(word, 0)],
            None if !wide => Vec::new(),
            None => {
                let n = line.words.len();
                let place = PLACE * (n.max(2).ilog2() as Cost);
                let whole = line.words[n - 1].span.end - line.words[0].span.start;
                let aside = |word: usize| {
                    let part = line.words[word].span.start - line.words[0].span.start;
                    Cost::from(part * 10 < whole * 3 || part * 10 > whole * 7) * ASIDE
                };
                (1..n).map(|word| (word, place + aside(word))).collect()
            }
        };
        // What is parted does not go on; and what goes on behind it depends on nothing before the first word.
        let inner = |word: usize| joints.joint(At { line: at, word: word - 1 }, At { line: at, word });
        let splits: Vec<(usize, Cost)> =
            splits.into_iter().map(|(word, cost)| (word, cost + inner(word))).collect();
        let across = if line.gap.is_some() || wide { ACROSS } else { 0 };
        let stray = |stand: Stand| match premise.indented {
            Some((least, column)) if (line.indent >= least) != (stand == column) => STRAY,
            _ => 0,
        };
        let mut next: Vec<Way> = Vec::new();
        for (from, way) in before.iter().enumerate() {
            let single = way.stand == Stand::Single;
            let mut push = |stand, ends, gain| next.push(Way { stand, ends, gain: way.gain + gain, from });
            let [a, b] = way.ends;
            // Where the columns end nothing goes on.
            let on = if single { joint(a, first) } else { 0 };
            push(Stand::Single, [Some(last); 2], on);
            let (a, b, begin) = if single { (None, None, BEGIN) } else { (a, b, 0) };
            let table = if line.cells { TABLE } else { 0 };
            let begin = begin + table;
            let cost = begin + across + CHOICE;
            push(Stand::First, [Some(last), b], joint(a, first) - cost - stray(Stand::First));
            push(Stand::Second, [a, Some(last)], joint(b, first) - cost - stray(Stand::Second));
            let again = matches!(way.stand, Stand::Both(_));
            let first = joint(a, first) - begin - if again { BOTH_AGAIN } else { CHOICE };
            for &(word, cost) in &splits {
                let end = At { line: at, word: word - 1 };
                let second = joint(b, At { line: at, word });
                push(Stand::Both(word), [Some(end), Some(last)], first + second - cost);
            }
        }
        next.sort_by_key(|way| (std::cmp::Reverse(way.gain), way.from));
        let mut kept: Vec<Way> = Vec::new();
        for way in next {
            let same = |other: &Way| {
                other.ends == way.ends && (other.stand == Stand::Single) == (way.stand == Stand::Single)
            };
            if kept.len() < WAYS && !kept.iter().any(same) {
                kept.push(way);
            }
        }
        all.push(kept);
    }
    let mut stands = Vec::with_capacity(all.len());
    let mut at = 0;
    for ways in all.iter().rev() {
        let Some(way) = ways.get(at) else { break };
        stands.push(way.stand);
        at = way.from;
    }
    stands.reverse();
    stands
}
