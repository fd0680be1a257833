//! The likeliest way to read the lines of a page: from one to the next, or as columns side by side.

use crate::arabic::width::Width;
use crate::model::{Cost, LanguageModel, BIT};

use super::gutter::Gutters;
use super::line::{At, Joints, Line};

/// Columns of a page, at most.
pub(super) const COLUMNS: usize = 3;

/// What it costs that columns begin; and where others end, with nothing between.
const BEGIN: Cost = 8 * BIT;
const ANEW: Cost = 14 * BIT;
/// What it costs that a line is of the column whose turn it is, or of another: where that whose turn it is ends a
/// paragraph, and where not, and where it goes on so; and that a column rests or goes on after a rest.
const DUE: Cost = BIT / 4;
const NOT_DUE: Cost = 9 * BIT / 2;
const PAUSE: Cost = 8 * BIT;
const AGAIN: Cost = BIT / 2;
const CHANGE: Cost = 2 * BIT;
/// Lines after which a column is no longer waited for, one for each column and so many.
const REST: usize = 2;
/// What it costs to say where a line is parted that shows it, and the least and most that it costs where nothing does.
const PLACE: Cost = BIT;
const MISPLACED: Cost = 9 * BIT;
/// That a part is short since a paragraph ends with it.
const ENDS: Cost = 5 * BIT / 2;
/// How much of its column a part fills, in hundredths, and what being off by so much costs: one part in so many of
/// its square, in bits.
const FULL: Cost = 94;
const OFF: Cost = 80;
/// What it costs that columns end before a line that is no wider than one of them, or begin behind one.
const LEAVE: Cost = 3 * BIT / 2;
/// What it costs that a line is read before the last one of its column.
const SWAP: Cost = 7 * BIT;
/// What it costs that a line stands in one column that is as wide as more, or that a row of a table is a line of
/// columns.
const ACROSS: Cost = 6 * BIT;
const TABLE: Cost = 6 * BIT;
/// What it costs that a line stands where another column has its lines.
const STRAY: Cost = 12 * BIT;
/// Ways that are followed at once.
const WAYS: usize = 20;

/// The words of a line that its parts begin with, by the columns they are of; those stand in the order in which
/// lines with more than one have them.
pub(super) type Starts = [Option<u8>; COLUMNS];

/// How a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// It is a line of one column, as the whole page may have.
    Single,
    /// It holds parts of columns, which may begin with it; or one part that is read before the last of its column.
    Parts { starts: Starts, begins: bool, swaps: bool },
}

impl Stand {
    fn starts(&self) -> Starts {
        match *self {
            Stand::Single => [None; COLUMNS],
            Stand::Parts { starts, .. } => starts,
        }
    }
}

/// A part of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) column: usize,
    pub(super) first: At,
    pub(super) last: At,
}

/// The parts of a line, in order.
pub(super) fn parts(line: usize, words: usize, starts: Starts) -> impl Iterator<Item = Part> {
    (0..COLUMNS).filter_map(move |column| {
        let word = usize::from(starts[column]?);
        let next = starts[column + 1..].iter().flatten().next();
        let last = next.map_or(words, |&next| usize::from(next)) - 1;
        Some(Part { column, first: At { line, word }, last: At { line, word: last } })
    })
}

/// What is taken for granted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Premise<'p> {
    /// Where the columns stand on the page.
    Gutters(&'p Gutters),
    /// How many columns there are; and how wide they are, if lines hold more than one with no gap between.
    Columns { columns: usize, hidden: Option<Width> },
}

impl Premise<'_> {
    /// The ways in which a line may hold parts of columns, and what each costs.
    fn choices(&self, line: &Line) -> Vec<(Starts, Cost)> {
        let mut choices = Vec::new();
        if line.folio {
            return choices;
        }
        match *self {
            Premise::Gutters(gutters) => {
                let found = gutters.starts(line);
                choices.extend(found.map(|starts| (starts, 0)));
                if found.is_none_or(|starts| starts.iter().flatten().count() == 1) {
                    for starts in sets(gutters.columns(), 1).filter(|starts| Some(*starts) != found) {
                        choices.push((starts, STRAY + if found.is_none() { ACROSS } else { 0 }));
                    }
                }
            }
            Premise::Columns { columns, hidden } => {
                let wide = |column: Width| line.whole() * 4 > column * 5;
                let across = line.gaps > 0 || hidden.is_some_and(wide);
                choices.extend(sets(columns, 1).map(|starts| (starts, if across { ACROSS } else { 0 })));
                let mut places: Vec<(Vec<u8>, Cost)> = Vec::new();
                if line.gaps > 0 {
                    let gaps = (1..line.words.len()).filter(|&at| line.words[at].apart);
                    let table = if line.gaps >= columns { TABLE } else { 0 };
                    if line.gaps < columns {
                        places.push((gaps.map(|at| at as u8).collect(), 0));
                    } else {
                        let space = |at: usize| line.words[at].place.start - line.words[at - 1].place.end;
                        let mut gaps: Vec<usize> = gaps.collect();
                        gaps.sort_by_key(|&at| std::cmp::Reverse(space(at)));
                        gaps.truncate(columns - 1);
                        gaps.sort_unstable();
                        places.push((gaps.into_iter().map(|at| at as u8).collect(), table));
                    }
                } else if let Some(column) = hidden.filter(|&column| line.whole() * 10 > column * 11) {
                    hidden_places(line, columns, column, &mut places);
                }
                for (places, cost) in places {
                    for mut starts in sets(columns, places.len() + 1) {
                        let behind = starts.iter_mut().flatten().skip(1);
                        behind.zip(&places).for_each(|(start, &place)| *start = place);
                        choices.push((starts, cost));
                    }
                }
            }
        }
        choices
    }

    /// Whether a line is no wider than a column.
    fn is_narrow(&self, line: &Line, usual: Width) -> bool {
        let column = match *self {
            Premise::Gutters(gutters) => {
                return gutters.starts(line).is_some_and(|starts| starts.iter().flatten().count() == 1)
            }
            Premise::Columns { hidden, .. } => hidden.unwrap_or(usual),
        };
        line.gaps == 0 && line.whole() * 4 <= column * 5
    }

    fn columns(&self) -> usize {
        match self {
            Premise::Gutters(gutters) => gutters.columns(),
            Premise::Columns { columns, .. } => *columns,
        }
    }
}

/// All choices of `parts` columns, each part yet at the first word.
fn sets(columns: usize, parts: usize) -> impl Iterator<Item = Starts> {
    (1usize..1 << columns).filter(move |set| set.count_ones() as usize == parts).map(|set| {
        let mut starts = [None; COLUMNS];
        (0..COLUMNS).filter(|column| set >> column & 1 == 1).for_each(|column| starts[column] = Some(0));
        starts
    })
}

/// Where a line may be parted that shows nothing: each part about fills its column or ends a paragraph.
fn hidden_places(line: &Line, columns: usize, column: Width, found: &mut Vec<(Vec<u8>, Cost)>) {
    let n = line.words.len();
    let cost = |from: usize, to: usize| {
        let full = (line.width(from..to) * 100 / column) as Cost;
        let off = (full - FULL).clamp(-100, 100);
        let cost = off * off * BIT / OFF;
        if line.words[to - 1].closes && off < 0 {
            cost.min(ENDS)
        } else {
            cost
        }
    };
    for second in 1..n {
        let first = cost(0, second);
        if first > MISPLACED {
            continue;
        }
        let both = first + cost(second, n);
        if both <= MISPLACED {
            found.push((vec![second as u8], PLACE + both));
        }
        if columns < 3 {
            continue;
        }
        for third in second + 1..n {
            let all = first + cost(second, third) + cost(third, n);
            if all <= MISPLACED * 3 / 2 {
                found.push((vec![second as u8, third as u8], 2 * PLACE + all));
            }
        }
    }
}

/// A way to read the lines up to one.
#[derive(Clone, Copy, Debug)]
struct Way {
    stand: Stand,
    /// Where the columns end; of a single one all are the same.
    ends: [Option<At>; COLUMNS],
    /// Where the last part of each begins, and where the one before ends.
    tails: [(Option<At>, Option<At>); COLUMNS],
    gain: Cost,
    /// The way up to the line before.
    from: usize,
}

/// A way with one more line, of which only the few that are kept are told in full.
#[derive(Clone, Copy)]
struct Step {
    stand: Stand,
    gain: Cost,
    from: usize,
}

impl Way {
    /// Before the first line.
    const START: Way =
        Way { stand: Stand::Single, ends: [None; COLUMNS], tails: [(None, None); COLUMNS], gain: 0, from: 0 };

    /// This way with a line of these parts, which ends with `last`.
    fn then(&self, Step { stand, gain, from }: Step, parts: impl Iterator<Item = Part>, last: At) -> Way {
        let (begins, swaps) = match stand {
            Stand::Single => return Way { stand, ends: [Some(last); COLUMNS], gain, from, ..Way::START },
            Stand::Parts { begins, swaps, .. } => (begins, swaps),
        };
        let mut way = Way { stand, gain, from, ..if begins { Way::START } else { *self } };
        for Part { column, first, last } in parts {
            if swaps {
                way.tails[column] = (way.tails[column].0, Some(last));
            } else {
                way.tails[column] = (Some(first), way.ends[column]);
                way.ends[column] = Some(last);
            }
        }
        way
    }

    fn is_single(&self) -> bool {
        self.stand == Stand::Single
    }

    /// What it costs that the line `at` holds parts of these columns, by whose turn it is.
    fn turn<M>(&self, joints: &Joints<'_, M>, at: usize, starts: &Starts, columns: usize) -> Cost {
        let age = |column: usize| self.ends[column].map_or(columns, |end| at - end.line);
        let rests = |column: usize| age(column) > columns + REST;
        let parts = starts.iter().flatten().count();
        let mut waiting = (0..columns).filter(|&column| !rests(column)).map(age);
        let level = waiting.clone().all(|age| age == 1);
        if parts > 1 {
            return if level && parts == columns { DUE } else { CHANGE };
        }
        let column = starts.iter().position(Option::is_some).unwrap_or(0);
        if rests(column) {
            return CHANGE;
        }
        // The other columns are at their ends.
        let (oldest, alone) = (waiting.clone().max(), waiting.nth(1).is_none());
        match oldest {
            _ if alone => 0,
            // Lines that hold one part follow such that hold more.
            _ if level => CHANGE,
            // It went on before.
            Some(oldest) if age(column) < oldest && oldest > columns => AGAIN,
            Some(oldest) if age(column) < oldest => {
                let waits = |&column: &usize| age(column) == oldest;
                let end = (0..columns).find(waits).and_then(|column| self.ends[column]);
                let ends = end.is_none_or(|end| joints.lines[end.line].words[end.word].ends);
                if ends {
                    NOT_DUE
                } else {
                    PAUSE
                }
            }
            _ => DUE,
        }
    }
}

/// How the lines stand, and what it gains. O(lines).
pub(super) fn search<M: LanguageModel>(joints: &Joints<'_, M>, premise: Premise<'_>) -> (Vec<Stand>, Cost) {
    let columns = premise.columns();
    let shown = matches!(premise, Premise::Gutters(_));
    let mut all: Vec<Vec<Way>> = Vec::with_capacity(joints.lines.len());
    let start = [Way::START];
    let mut widths: Vec<Width> = joints.lines.iter().map(Line::whole).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or(0);
    for (at, line) in joints.lines.iter().enumerate() {
        let (first, last) = (At { line: at, word: 0 }, joints.last(at));
        let before: &[Way] = all.last().map_or(&start, Vec::as_slice);
        let mut worth = Worth::new(joints, at);
        // What is parted does not go on.
        let choices: Vec<(Starts, Cost)> = premise
            .choices(line)
            .into_iter()
            .map(|(starts, cost)| {
                let parted = starts.iter().flatten().filter(|&&word| word > 0);
                (starts, cost + parted.map(|&word| joints.across(at, usize::from(word))).sum::<Cost>())
            })
            .collect();
        let mut next: Vec<Step> = Vec::with_capacity(before.len() * (1 + choices.len()));
        let narrow = |at: usize| premise.is_narrow(&joints.lines[at], usual);
        let leave = if narrow(at) { LEAVE } else { 0 };
        let begin = BEGIN + if at.checked_sub(1).is_some_and(narrow) { LEAVE } else { 0 };
        for (from, way) in before.iter().enumerate() {
            // Where columns end nothing goes on.
            let on = if way.is_single() { worth.of(way.ends[0], first) } else { -leave };
            next.push(Step { stand: Stand::Single, gain: way.gain + on, from });
            for &(starts, cost) in &choices {
                let mut push = |before: &Way, begins: bool, cost: Cost| {
                    let on = parts(at, line.words.len(), starts)
                        .map(|part| worth.of(before.ends[part.column], part.first));
                    let gain = way.gain - cost + on.sum::<Cost>();
                    next.push(Step { stand: Stand::Parts { starts, begins, swaps: false }, gain, from });
                };
                if way.is_single() {
                    push(&start[0], true, cost + begin);
                    continue;
                }
                let turn = if shown { 0 } else { way.turn(joints, at, &starts, columns) };
                push(way, false, cost + turn);
                push(&start[0], true, cost + ANEW);
                let mut taken = parts(at, line.words.len(), starts);
                if let (Some(part), None) = (taken.next(), taken.next()) {
                    let (Some(tail), before) = way.tails[part.column] else { continue };
                    let on = worth.of(before, first) + joints.joint(last, tail);
                    let stood = before.map_or(0, |before| joints.joint(before, tail));
                    if on - stood > SWAP {
                        let stand = Stand::Parts { starts, begins: false, swaps: true };
                        next.push(Step { stand, gain: way.gain + on - stood - SWAP - cost, from });
                    }
                }
            }
        }
        next.sort_by_key(|step| (std::cmp::Reverse(step.gain), step.from));
        let mut kept: Vec<Way> = Vec::with_capacity(WAYS);
        for step in next {
            let way = before[step.from].then(step, parts(at, line.words.len(), step.stand.starts()), last);
            let same = |other: &Way| other.ends == way.ends && other.is_single() == way.is_single();
            if !kept.iter().any(same) {
                kept.push(way);
                if kept.len() == WAYS {
                    break;
                }
            }
        }
        all.push(kept);
    }
    let mut stands = Vec::with_capacity(all.len());
    let gain = all.last().and_then(|ways| ways.first()).map_or(0, |way| way.gain);
    let mut at = 0;
    for ways in all.iter().rev() {
        let Some(way) = ways.get(at) else { break };
        stands.push(way.stand);
        at = way.from;
    }
    stands.reverse();
    (stands, gain)
}

/// What the words of a line are worth behind those that columns end with, each pair asked once.
struct Worth<'j, 'p, M> {
    joints: &'j Joints<'p, M>,
    line: usize,
    known: Vec<(At, Vec<Option<Cost>>)>,
}

impl<'j, 'p, M: LanguageModel> Worth<'j, 'p, M> {
    fn new(joints: &'j Joints<'p, M>, line: usize) -> Self {
        Worth { joints, line, known: Vec::new() }
    }

    fn of(&mut self, end: Option<At>, start: At) -> Cost {
        let Some(end) = end else { return 0 };
        let words = self.joints.lines[self.line].words.len();
        let at = self.known.iter().position(|(known, _)| *known == end).unwrap_or_else(|| {
            self.known.push((end, vec![None; words]));
            self.known.len() - 1
        });
        let joints = self.joints;
        *self.known[at].1[start.word].get_or_insert_with(|| joints.joint(end, start))
    }
}
