//! Words drawn one by one: `دعب تاعامتجا ةمومحم` for `بعد اجتماعات محمومة`.
//!
//! Some producers shape a line word by word and place each of them; extractors that take the glyphs of a
//! word from left to right, but the words as they come, give lines whose every word is backwards and whose
//! words follow one another as they read. By its letters such a line is like one stored as it looks; the
//! pairs of its words tell. All lines of a text are asked together, since the pairs of one line may err.
//!
//! Other texts hold both, words drawn and words that read, on one line; there each word is asked.

use std::ops::Range;

use crate::arabic::bidi::{class, Class};
use crate::arabic::marks::is_mark;
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::View;

use super::judge::{Judged, Order};
use super::words::{inside, Spelling};

/// Bits that a line says at most, and a pair of its words; that make it clear, and that prove it of a text.
const MOST: i64 = 60 * BIT as i64;
const PAIR: i64 = 24 * BIT as i64;
const CLEAR: i64 = 8 * BIT as i64;
const PROOF: i64 = 48 * BIT as i64;
/// One word in so many that reads makes a text one of both kinds.
const BOTH: usize = 8;

/// What it costs a token to be two words.
const JOINT: Cost = 8 * BIT;

/// How a text holds its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordByWord {
    /// Whether some words read as they stand.
    both: bool,
    /// Whether those with marks do: what puts the letters before their marks in order has read them.
    marked: bool,
}

/// A word of a line: what it costs as it stands and turned, and what it is.
struct Word {
    span: Range<usize>,
    costs: [Cost; 2],
    ids: [Option<WordId>; 2],
}

/// Index of [`Word::costs`]: the word as it stands, and turned.
const STANDS: usize = 0;
const TURNED: usize = 1;

impl WordByWord {
    /// Give the lines of a text whose words were drawn one by one that order. O(length).
    pub(super) fn learn<M: LanguageModel>(
        model: &M,
        spelling: &mut Spelling,
        lines: &mut [Judged<'_>],
    ) -> Option<Self> {
        let (mut clear, mut agree, mut all) = (0, 0, 0i64);
        let (mut standing, mut turned) = (0, 0);
        let mut marked = [0, 0];
        for line in lines.iter().filter(|line| line.order == Order::Letters && line.arabic) {
            let words = words_of(model, spelling, line.view);
            let gain = in_order(model, &words);
            all += gain.clamp(-MOST, MOST);
            clear += usize::from(gain.abs() >= CLEAR);
            agree += usize::from(gain >= CLEAR);
            for word in &words {
                let backward = i64::from(word.costs[STANDS] - word.costs[TURNED]);
                standing += usize::from(backward <= -CLEAR);
                turned += usize::from(backward >= CLEAR);
                if backward.abs() >= CLEAR && has_mark(line.view, &word.span) {
                    marked[if backward > 0 { TURNED } else { STANDS }] += 1;
                }
            }
        }
        if all < PROOF || agree * 10 < clear * 9 {
            return None;
        }
        let both = standing * BOTH >= standing + turned;
        for line in lines {
            let drawn = line.order == Order::Letters;
            if drawn || both && line.arabic && matches!(line.order, Order::Reading | Order::Unknown) {
                line.sure |= both;
                line.order = Order::EachWord;
            }
        }
        Some(WordByWord { both, marked: marked[STANDS] > BOTH * marked[TURNED] })
    }

    /// The words of a line that were drawn.
    pub(super) fn drawn<M: LanguageModel>(
        &self,
        model: &M,
        spelling: &mut Spelling,
        view: View<'_>,
    ) -> Vec<Range<usize>> {
        if !self.both {
            let mut drawn = Vec::new();
            for word in view.words().filter(|word| !self.reads(view, &word.span())) {
                match seam(model, spelling, word.text()) {
                    Some(at) => {
                        drawn.extend([word.start()..word.start() + at, word.start() + at..word.end()])
                    }
                    None => drawn.push(word.span()),
                }
            }
            return drawn;
        }
        let words = words_of(model, spelling, view);
        let ways = each(model, &words);
        let turned = words.into_iter().zip(ways).filter(|&(_, way)| way == TURNED).map(|(word, _)| word.span);
        turned.filter(|span| !self.reads(view, span)).collect()
    }

    /// Whether the word at `span` reads whatever its letters say.
    fn reads(&self, view: View<'_>, span: &Range<usize>) -> bool {
        self.marked && has_mark(view, span)
    }
}

fn has_mark(line: View<'_>, word: &Range<usize>) -> bool {
    line.text()[word.start - line.start()..word.end - line.start()].contains(is_mark)
}

/// Where a token is two words drawn one by one whose space was lost.
fn seam<M: LanguageModel>(model: &M, spelling: &mut Spelling, token: &str) -> Option<usize> {
    let (whole, id) = spelling.turned(model, token)?;
    if id.is_some() {
        return None;
    }
    let mut cost = |at: usize| -> Option<Cost> {
        let (one, other) = (spelling.turned(model, &token[..at])?, spelling.turned(model, &token[at..])?);
        (one.1.is_some() || other.1.is_some()).then_some(one.0 + other.0 + JOINT)
    };
    inside(token)
        .filter_map(|at| Some((cost(at)?, at)))
        .min()
        .filter(|&(cost, _)| cost < whole)
        .map(|(_, at)| at)
}

/// The words of a line that have letters of the script and no sign or number among them.
fn words_of<M: LanguageModel>(model: &M, spelling: &mut Spelling, view: View<'_>) -> Vec<Word> {
    let word = |word: View<'_>| {
        let (costs, ids) = spelling.both_ways(model, word.text())?;
        Some(Word { span: word.span(), costs, ids })
    };
    view.words()
        .filter(|word| word.text().chars().any(|c| class(c) == Class::Right))
        .filter_map(word)
        .collect()
}

/// Which words are turned, so that all of them are likeliest in the order in which they stand.
fn each<M: LanguageModel>(model: &M, words: &[Word]) -> Vec<usize> {
    let mut sums = [0i64; 2];
    let mut from: Vec<[usize; 2]> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| &words[at]);
        let mut best = [(i64::MAX, STANDS); 2];
        for (way, best) in best.iter_mut().enumerate() {
            for (old, sum) in sums.into_iter().enumerate() {
                let follows = match before {
                    Some(before) => next(model, before.ids[old], word, way),
                    None => word.costs[way],
                };
                let cost = sum + i64::from(follows);
                *best = (*best).min((cost, old));
            }
        }
        sums = best.map(|(cost, _)| cost);
        from.push(best.map(|(_, old)| old));
    }
    let mut way = if sums[TURNED] < sums[STANDS] { TURNED } else { STANDS };
    let mut ways = vec![STANDS; words.len()];
    for at in (0..words.len()).rev() {
        ways[at] = way;
        way = from[at][way];
    }
    ways
}

/// How much likelier the words are in the order in which they stand than in reverse, each taken the way that
/// is likelier by itself: so neither order is favoured.
fn in_order<M: LanguageModel>(model: &M, words: &[Word]) -> i64 {
    let known = |word: &Word| word.ids[usize::from(word.costs[TURNED] < word.costs[STANDS])];
    let pair = |pair: &[Word]| {
        let (a, b) = (known(&pair[0])?, known(&pair[1])?);
        Some(i64::from(model.next_gain(a, b) - model.next_gain(b, a)).clamp(-PAIR, PAIR))
    };
    words.windows(2).filter_map(pair).sum()
}

fn next<M: LanguageModel>(model: &M, before: Option<WordId>, word: &Word, way: usize) -> Cost {
    match (before, word.ids[way]) {
        (Some(before), Some(id)) => model.next_cost(before, id),
        _ => word.costs[way],
    }
}
