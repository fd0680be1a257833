//! The rows of a zone, each with its parts in the likeliest order: all ways to cut the zone are weighed.

use std::ops::Range;

use crate::arabic::width::{Width, SPACE};
use crate::arabic::words::ends_clause;
use crate::model::{Cost, LanguageModel, BIT};
use crate::passes::row_order::parts::squeezed;
use crate::text::Text;

use super::seat::fit;
use super::ties::Ties;
use super::Item;

/// Parts of a row, and lines of one, at most.
const PARTS: usize = 6;
pub(super) const LINES: usize = 12;
/// What it costs that a sign stands at the start of a row, where nothing was parted, and that one has no word to stand on.
const FIRST: Cost = 3 * BIT;
const NO_SEAT: Cost = 8 * BIT;
/// What a part costs that begins without a sign, inside a row.
const UNSIGNED: Cost = 8 * BIT;
/// What a row costs that stops short of the line's end where no clause does.
const SHORT_ROW: Cost = 4 * BIT;

/// Some lines of a zone, as one row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// By their places in the zone.
    pub(super) items: Range<usize>,
    /// The parts in the order of reading.
    pub(super) order: Vec<usize>,
    /// The parts that have signs, and the items that these come from.
    pub(super) signs: Vec<(usize, usize)>,
}

impl Row {
    /// How much better the ends of its parts fit than as they stand.
    pub(super) fn said<M: LanguageModel>(&self, ties: &Ties<'_, M>) -> Cost {
        let path =
            |order: &[usize]| -> Cost { order.windows(2).map(|pair| ties.tie(pair[0], pair[1]).gain).sum() };
        let mut stands = self.order.clone();
        stands.sort_unstable();
        path(&self.order) - path(&stands)
    }
}

/// What signs are worth on parts, and which part has which item's.
type Seats = (Cost, Vec<(usize, usize)>);

/// The best way to cut the items up to one of them, whose last row ends with a part.
#[derive(Clone, Debug)]
struct Cut {
    /// The part read last; none behind signs alone.
    last: Option<usize>,
    worth: Cost,
    /// The way before, by the item that the row begins at, and its place there.
    before: (usize, usize),
    row: Option<Row>,
}

/// All ways to cut a zone.
pub(super) struct Rows<'z, 't, M> {
    text: &'z Text<'t>,
    items: &'z [Item<'t>],
    ties: &'z Ties<'z, M>,
    widest: Width,
    widths: Vec<Width>,
}

impl<'z, 't, M: LanguageModel> Rows<'z, 't, M> {
    pub(super) fn of(
        text: &'z Text<'t>,
        items: &'z [Item<'t>],
        ties: &'z Ties<'z, M>,
        widest: Width,
    ) -> Self {
        let widths = items.iter().map(|item| squeezed(item.body.text())).collect();
        Rows { text, items, ties, widest, widths }
    }

    /// The rows of the best way that have signs or several parts. O(lines).
    pub(super) fn best(&self) -> Vec<Row> {
        let n = self.items.len();
        let start = Cut { last: None, worth: 0, before: (0, 0), row: None };
        let mut cuts: Vec<Vec<Cut>> = vec![Vec::new(); n + 1];
        cuts[0].push(start);
        for from in 0..n {
            let mut parts = Vec::new();
            for to in from + 1..=(from + LINES).min(n) {
                if to - 1 > from && self.items[to - 1].parted {
                    break;
                }
                if self.items[to - 1].is_part() {
                    parts.push(to - 1);
                }
                if parts.len() > PARTS {
                    break;
                }
                for cut in self.ways(from..to, &parts, &cuts[from]) {
                    match cuts[to].iter_mut().find(|other| other.last == cut.last) {
                        Some(other) if other.worth >= cut.worth => {}
                        Some(other) => *other = cut,
                        None => cuts[to].push(cut),
                    }
                }
            }
        }
        let mut rows = Vec::new();
        let mut at = n;
        let mut best = (0..cuts[n].len()).max_by_key(|&cut| cuts[n][cut].worth);
        while let Some(cut) = best.map(|place| &cuts[at][place]).filter(|_| at > 0) {
            rows.extend(cut.row.clone());
            at = cut.before.0;
            best = Some(cut.before.1);
        }
        rows.reverse();
        rows
    }

    /// The ways to go on from `before` with the items as one row, for each part that may be read last.
    fn ways(&self, items: Range<usize>, parts: &[usize], before: &[Cut]) -> Vec<Cut> {
        let signs: Vec<usize> = items.clone().filter(|&at| self.items[at].signs.is_some()).collect();
        let lone = items.len() == 1;
        let (count, many) = (parts.len(), signs.len());
        if before.is_empty() || !lone && (many == 0 || count == 0 || many > count || count > 2 * many + 1) {
            return Vec::new();
        }
        let width = parts.iter().map(|&at| self.widths[at] + SPACE).sum::<Width>();
        if count > 1 && width > self.widest + SPACE {
            return Vec::new();
        }
        let ends = |at: usize| self.items[at].body.text().ends_with(ends_clause);
        let short =
            |last: usize| match width < self.widest / 4 * 3 && items.end < self.items.len() && !ends(last) {
                true => SHORT_ROW,
                false => 0,
            };
        // The best way before, for each part that the row may begin with.
        let joined = |first: usize| {
            let worth = |cut: &Cut| {
                let tie = cut.last.map(|last| self.ties.tie(last, first)).filter(|tie| tie.apart);
                cut.worth + tie.map_or(0, |tie| tie.gain)
            };
            let best = (0..before.len()).max_by_key(|&at| worth(&before[at])).unwrap_or(0);
            (worth(&before[best]), (items.start, best))
        };
        if lone {
            let at = items.start;
            let stray = if many > 0 { NO_SEAT } else { 0 };
            let (last, (worth, before)) = match parts.first() {
                Some(&part) => (Some(part), joined(part)),
                None => {
                    let best = (0..before.len()).max_by_key(|&at| before[at].worth).unwrap_or(0);
                    (before[best].last, (before[best].worth, (at, best)))
                }
            };
            let worth = worth - stray - last.filter(|&last| last == at).map_or(0, short);
            return vec![Cut { last, worth, before, row: None }];
        }
        let mut best: Vec<Option<Cut>> = vec![None; count];
        for (first, &part) in parts.iter().enumerate() {
            let Some((seats, signs)) = self.seats(parts, &signs, part) else { continue };
            let (worth, before) = joined(part);
            for (last, (path, order)) in self.paths(parts, first).into_iter().enumerate() {
                if order.is_empty() {
                    continue;
                }
                let worth = worth + path + seats - short(parts[last]);
                if best[last].as_ref().is_none_or(|cut| cut.worth < worth) {
                    let row = Row { items: items.clone(), order, signs: signs.clone() };
                    best[last] = Some(Cut { last: Some(parts[last]), worth, before, row: Some(row) });
                }
            }
        }
        best.into_iter().flatten().collect()
    }

    /// Which part each sign stands on if the row begins with part `first`, and what that is worth; `None` where one
    /// has no part to stand on.
    fn seats(&self, parts: &[usize], signs: &[usize], first: usize) -> Option<Seats> {
        let source = self.text.as_str();
        // By the parts that have one: what the signs so far are worth, and on which part each stands.
        let mut ways: Vec<Option<Seats>> = vec![None; 1 << parts.len()];
        ways[0] = Some((0, Vec::new()));
        for &sign in signs {
            let own = self.items[sign].signs.clone()?;
            let mut next = vec![None; ways.len()];
            for (taken, way) in ways.iter().enumerate() {
                let Some((worth, seats)) = way else { continue };
                for (bit, &part) in parts.iter().enumerate() {
                    // Signs behind a part are of another.
                    if taken & 1 << bit != 0 || part == sign {
                        continue;
                    }
                    let Some(fit) = fit(self.items[part].body.text(), &source[own.clone()]) else { continue };
                    let worth = worth + fit - if part == first && parts.len() > 1 { FIRST } else { 0 };
                    let place: &mut Option<Seats> = &mut next[taken | 1 << bit];
                    if place.as_ref().is_none_or(|(other, _)| *other < worth) {
                        let mut seats = seats.clone();
                        seats.push((part, sign));
                        *place = Some((worth, seats));
                    }
                }
            }
            ways = next;
        }
        let all = ways.into_iter().enumerate().filter_map(|(taken, way)| {
            let without = |&(bit, &part): &(usize, &usize)| part != first && taken & 1 << bit == 0;
            let bare = parts.iter().enumerate().filter(without).count();
            way.map(|(worth, seats)| (worth - bare as Cost * UNSIGNED, seats))
        });
        all.max_by_key(|(worth, _)| *worth)
    }

    /// For each part read last, the best order of all from the one at place `first`, and what its joints are worth;
    /// no order where there is none.
    fn paths(&self, parts: &[usize], first: usize) -> Vec<(Cost, Vec<usize>)> {
        let n = parts.len();
        let mut best: Vec<Option<(Cost, usize)>> = vec![None; n << n];
        let at = |read: usize, last: usize| read * n + last;
        best[at(1 << first, first)] = Some((0, first));
        for read in 0..1usize << n {
            for last in 0..n {
                let Some((worth, _)) = best[at(read, last)] else { continue };
                for next in (0..n).filter(|next| read & 1 << next == 0) {
                    let worth = worth + self.ties.tie(parts[last], parts[next]).gain;
                    let place = &mut best[at(read | 1 << next, next)];
                    if place.is_none_or(|(other, _)| other < worth) {
                        *place = Some((worth, last));
                    }
                }
            }
        }
        let all = (1 << n) - 1;
        (0..n)
            .map(|last| {
                let Some((worth, _)) = best[at(all, last)] else { return (0, Vec::new()) };
                let (mut order, mut read, mut part) = (Vec::with_capacity(n), all, last);
                while let Some((_, before)) = best[at(read, part)] {
                    order.push(parts[part]);
                    read &= !(1 << part);
                    if read == 0 {
                        break;
                    }
                    part = before;
                }
                order.reverse();
                (worth, order)
            })
            .collect()
    }
}
