//! The pieces of a torn line, found by the words that they make.

use crate::arabic::width::{Width, SPACE};
use crate::model::{Cost, LanguageModel, BIT};

use super::line::{Edge, Line, TOKENS};
use super::weigh::Scale;

/// Bits that make a line torn.
const TORN: Cost = 10 * BIT;
/// The same where the text has other torn lines.
const TORN_TEXT: Cost = 6 * BIT;
/// Cuts of a line, at most.
const CUTS: usize = 8;
/// What two spaces are worth where a line parts: a piece keeps the space at its end, and another joins it to the next.
const KEPT_SPACE: Cost = 6 * BIT;
/// What every piece beyond the second costs.
const PIECE: Cost = 6 * BIT;
/// Readings of a line that are weighed against its neighbours, at most.
const READINGS: usize = 12;
/// What it is worth that a line ends with a sentence, and that a short line does.
const STOP: Cost = 2 * BIT;
const SHORT_STOP: Cost = 6 * BIT;
/// What a line costs that begins or ends with nothing but the torn word.
const ALONE: Cost = BIT;
/// What it costs that a word of this line would have had room on the line before: for the width of a
/// letter, and at most.
const ROOM: Cost = 13 * BIT / 10;
const MUCH_ROOM: Cost = 6 * BIT;
/// The width of a letter.
const LETTER: Width = 20;
/// Room that is no slack: the line before ends a paragraph.
const PARAGRAPH: Width = 10 * LETTER;

/// One way to read a line.
#[derive(Clone, Copy)]
pub(super) struct Reading<'t> {
    /// The tokens that begin a piece, but for the first, in the order of the line.
    cuts: [u8; CUTS],
    count: u8,
    /// In bits.
    pub(super) gain: Cost,
    /// Its first and last words.
    pub(super) first: Edge<'t>,
    pub(super) last: Edge<'t>,
}

impl Reading<'_> {
    /// The tokens that begin a piece, but for the first; none if the line is whole.
    pub(super) fn cuts(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.cuts.iter().take(usize::from(self.count)).map(|&cut| usize::from(cut))
    }

    pub(super) fn is_torn(&self) -> bool {
        self.count > 0
    }

    /// The letters that the line is cut between.
    pub(super) fn letters<'s, M: LanguageModel>(
        &'s self,
        scale: &'s Scale<'_, M>,
        line: &'s Line<'_>,
    ) -> impl Iterator<Item = [char; 2]> + 's {
        let ends = self.cuts().skip(1).chain([line.len()]);
        let starts = [0].into_iter().chain(self.cuts());
        ends.zip(starts).filter_map(|(end, start)| Some(scale.glue(line, end - 1, start)?.cut))
    }

    /// With so much more gain.
    fn with(mut self, gain: Cost) -> Self {
        self.gain += gain;
        self
    }
}

/// The likeliest readings of a line, best first; the line as it stands is among them.
#[derive(Clone, Copy)]
pub(super) struct Readings<'t> {
    list: [Reading<'t>; READINGS],
    len: usize,
}

impl<'t> Readings<'t> {
    pub(super) fn list(&self) -> &[Reading<'t>] {
        &self.list[..self.len]
    }

    /// Whether the best one has pieces.
    pub(super) fn is_torn(&self) -> bool {
        self.list[0].is_torn()
    }

    /// Keep `reading` if it is one of the best.
    fn add(&mut self, reading: Reading<'t>) {
        let at = self.list().partition_point(|other| other.gain >= reading.gain);
        if at == READINGS {
            return;
        }
        self.len = (self.len + 1).min(READINGS);
        self.list[at..self.len].rotate_right(1);
        self.list[at] = reading;
    }
}

/// What stands about a line, as far as it is known.
#[derive(Clone, Copy, Default)]
pub(super) struct About<'t> {
    /// The words at the end of the line before.
    pub(super) before: Option<Edge<'t>>,
    /// The words at the start of the line after.
    pub(super) after: Option<Edge<'t>>,
    /// What the line before has left of the width of the page.
    pub(super) room: Option<Width>,
    /// Whether this line is clearly shorter than the page is wide.
    pub(super) short: bool,
}

/// The likeliest readings of a line.
///
/// A line of k pieces is cut before its tokens c1 > c2 > … > ck = 0: at c1 begins the piece that is read
/// first. The last word of each piece meets the first of the next: the line's last token meets c2, and the
/// token before each cut the second cut after it.
pub(super) fn decode<'t, M: LanguageModel>(
    scale: &Scale<'_, M>,
    line: &Line<'t>,
    about: &About<'t>,
) -> Readings<'t> {
    let n = line.len();
    let whole = Reading {
        cuts: [0; CUTS],
        count: 0,
        gain: if scale.print.is_some() { TORN_TEXT } else { TORN },
        first: line.first(),
        last: line.last(),
    };
    let mut readings = Readings { list: [whole; READINGS], len: 0 };
    readings.add(whole.with(outside(scale, &whole, about)));
    let mut add = |cuts: &[usize]| {
        if let Some(reading) = read(scale, line, cuts) {
            readings.add(reading.with(outside(scale, &reading, about)));
        }
    };
    // Two pieces.
    if scale.glue(line, n - 1, 0).is_some() {
        (1..n).for_each(|cut| add(&[cut]));
    }
    // Three.
    let tails = |head: usize| (1..head).filter(move |&tail| scale.glue(line, head, tail).is_some());
    let mut heads = [0; TOKENS];
    let mut found = 0;
    for head in (1..n - 1).filter(|&head| scale.glue(line, head, 0).is_some()) {
        heads[found] = head;
        found += 1;
    }
    let heads = &heads[..found];
    if heads.is_empty() {
        return readings;
    }
    let mut starts = tails(n - 1).peekable();
    if starts.peek().is_none() {
        return readings;
    }
    for second in starts.clone() {
        heads.iter().filter(|&&head| head > second).for_each(|head| add(&[second, head + 1]));
    }
    // Four and more. ways[a][b]: the best way to cut at a and then at b.
    let mut ways = [[None::<Way>; TOKENS]; TOKENS];
    for second in starts {
        let Some(glue) = scale.glue(line, n - 1, second) else { continue };
        for (first, ways) in ways.iter_mut().enumerate().take(n).skip(second + 2) {
            let gain = glue.worth - parted(scale, line, first) - parted(scale, line, second);
            ways[second] = Some(Way { gain, from: 0 });
        }
    }
    for a in (1..n).rev() {
        for third in tails(a - 1) {
            let Some(glue) = scale.glue(line, a - 1, third) else { continue };
            let here = ways[a];
            for (b, way) in here.iter().enumerate().take(a).skip(third + 2) {
                let Some(way) = way else { continue };
                let gain = way.gain + glue.worth - parted(scale, line, third) - PIECE;
                let best = &mut ways[b][third];
                if best.is_none_or(|best| gain > best.gain) {
                    *best = Some(Way { gain, from: a as u8 });
                }
            }
        }
    }
    for head in heads {
        // The last cut but one is behind this head.
        for last in 1..=head - 1 {
            let mut cuts = [0; CUTS];
            let mut count = 0;
            let (mut a, mut b) = (head + 1, last);
            while let (Some(way), true) = (ways.get(a).and_then(|ways| ways[b]), count < CUTS - 1) {
                cuts[count] = b;
                count += 1;
                (a, b) = (usize::from(way.from), a);
                if a == 0 {
                    cuts[count] = b;
                    count += 1;
                    break;
                }
            }
            if a == 0 && count > 2 {
                add(&cuts[..count]);
            }
        }
    }
    readings
}

/// A way to come to two cuts.
#[derive(Clone, Copy)]
struct Way {
    gain: Cost,
    /// The cut before them; 0 if there is none.
    from: u8,
}

/// The reading of a line with these cuts, in the order of the line; `None` where a head and a tail make no
/// word.
fn read<'t, M: LanguageModel>(scale: &Scale<'_, M>, line: &Line<'t>, cuts: &[usize]) -> Option<Reading<'t>> {
    let (n, k) = (line.len(), cuts.len());
    let mut reading = Reading { cuts: [0; CUTS], count: k as u8, gain: 0, first: [None; 2], last: [None; 2] };
    for (to, &cut) in reading.cuts.iter_mut().zip(cuts) {
        *to = cut as u8;
    }
    // The pieces in the order of the line begin here and end before the next begin.
    let start = |piece: usize| if piece == 0 { 0 } else { cuts[piece - 1] };
    let end = |piece: usize| if piece == k { n } else { cuts[piece] };
    for piece in 0..k {
        let (tail, head) = (start(piece), end(piece + 1) - 1);
        let glue = scale.glue(line, head, tail)?;
        reading.gain += glue.worth - parted(scale, line, end(piece));
        if end(piece + 1) - start(piece + 1) > 1 {
            reading.gain += scale.around_head(line, head, &glue.word);
        }
        if end(piece) - start(piece) > 1 {
            reading.gain += scale.around_tail(line, tail, &glue.word);
        }
        if piece == 0 {
            reading.last =
                [line.word_at(end(0) - 1), (end(0) - 1).checked_sub(1).and_then(|at| line.word_at(at))];
            for (place, at) in [(0, 1), (1, 2)] {
                if end(0) == at {
                    reading.last[place] = Some(glue.word);
                }
            }
        }
        if piece == k - 1 {
            reading.first = [line.word_at(start(k)), line.word_at(start(k) + 1)];
            for (place, at) in [(0, 1), (1, 2)] {
                if n - start(k) == at {
                    reading.first[place] = Some(glue.word);
                }
            }
        }
    }
    let alone = Cost::from(end(0) == 1) + Cost::from(start(k) == n - 1);
    reading.gain -= alone * ALONE + (k as Cost - 1) * PIECE;
    Some(reading)
}

/// What is lost where a line parts: what its words were worth side by side, less what speaks for a part of it that
/// kept the space at its end.
fn parted<M: LanguageModel>(scale: &Scale<'_, M>, line: &Line<'_>, at: usize) -> Cost {
    let two_spaces = line.span(at).start - line.span(at - 1).end > 1;
    let kept = two_spaces && scale.asked.is_some_and(|asked| asked.parts_at_spaces);
    scale.inner(line, at) - if kept { KEPT_SPACE } else { 0 }
}

/// What speaks for a reading outside of it.
fn outside<'t, M: LanguageModel>(scale: &Scale<'_, M>, reading: &Reading<'t>, about: &About<'t>) -> Cost {
    let mut gain = 0;
    if let Some(before) = &about.before {
        gain += scale.across(before, &reading.first);
    }
    if let Some(after) = &about.after {
        gain += scale.across(&reading.last, after);
    }
    gain += match reading.last[0].and_then(|last| last.stop) {
        Some(_) if about.short => SHORT_STOP,
        Some('.') => STOP,
        _ => 0,
    };
    if let (Some(room), Some(first)) = (about.room.filter(|&room| room < PARAGRAPH), &reading.first[0]) {
        let left = room.saturating_sub(first.width + SPACE);
        gain -= (left as Cost * ROOM / LETTER as Cost).min(MUCH_ROOM);
    }
    gain
}
