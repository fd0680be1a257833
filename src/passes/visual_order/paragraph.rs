//! Paragraphs in one line: `فقو ىلع ةمومحم تاعامتجا دعب` holds two lines of the page, `بعد اجتماعات محمومة` and `على وقف`.
//!
//! Extractors that part text where the PDF does, not where the page does, join the lines of a text object by
//! spaces. Each of them still stands from left to right, one after the other; turned as one, the last would
//! come first. Where they part shows in their widths, which are those of a column, and in the words that
//! meet: the last of each line goes on in the first of the next.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::marks::is_mark;
use crate::arabic::width::{width, Width, SPACE};
use crate::arabic::words::is_stop;
use crate::model::{LanguageModel, WordId, BIT};
use crate::text::View;

use super::judge::{Judged, Order};
use super::words::{inside, Spelling};

/// The narrowest and the widest column that are tried; those at the ends are only compared with.
const NARROW: Width = 20 * LETTER;
const WIDE: Width = 180 * LETTER;
/// A letter with its share of the spaces.
const LETTER: Width = 16;
/// Widths that are tried stand so many hundredths apart.
const STEP: Width = 105;
/// Hundredths of the width that a full line has, at least and at most.
const LEAST: Width = 80;
const MOST: Width = 116;
/// A line of a column differs from its width by so many hundredths as a rule.
const SPREAD: i64 = 6;
/// What a line costs that ends a paragraph, or that is cut.
const LAST: i64 = 3 * BIT as i64;
const CUT: i64 = BIT as i64 / 2;
/// Words that are asked how wide the column is.
const ASKED: usize = 600;
/// Widths between one and those that it must stand out from.
const BESIDE: usize = 5;
/// Bits that prove that lines of a text are joined: those of its width, and by which they are more than beside it.
const PROOF: i64 = 52 * BIT as i64;
/// Cuts of a line that is several: half of a line of the page may look like a line, too.
const CUTS: usize = 2;
/// Bits of each cut.
const EACH: i64 = 4 * BIT as i64 / 5;

/// A word of a line that is backwards.
struct Token {
    span: Range<usize>,
    /// What it is for the word that is read before it, and for the one behind.
    first: Option<WordId>,
    last: Option<WordId>,
    /// Whether it ends a sentence.
    stops: bool,
}

/// The words of a line that may be several.
struct Words {
    tokens: Vec<Token>,
    /// How wide it is up to each of them, and all of it.
    sums: Vec<Width>,
    /// How many are known and of more than one letter, or numbers.
    whole: usize,
    stored: Stored,
}

/// Where the lines of the page part in lines of a text.
pub(super) struct Joined {
    width: Width,
    stored: Stored,
}

/// How the lines of the page are stored in one.
#[derive(Clone, Copy)]
struct Stored {
    /// [`Order::Letters`] or [`Order::Words`].
    order: Order,
    by: By,
}

/// What joins two lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Spaces,
    /// The word at the end of the one touches that of the other.
    Nothing,
}

/// What the lines of a text say of a width: how much likelier they are lines of it, where how many of them part, and
/// how many are full.
#[derive(Clone, Copy, Default)]
struct Said {
    gain: i64,
    cuts: usize,
    full: usize,
}

impl Said {
    fn of<M: LanguageModel>(model: &M, asked: &[Words], width: Width) -> Said {
        let mut said = Said::default();
        for words in asked {
            let Some((gain, cuts)) = words.cuts(model, width) else { continue };
            let starts = [0].into_iter().chain(cuts.iter().copied());
            said.gain += gain;
            said.cuts += cuts.len();
            said.full += starts.zip(&cuts).filter(|&(start, &end)| words.is_full(start..end, width)).count();
        }
        said
    }
}

impl Joined {
    /// Whether the backward lines of a text are several of the page, and how wide those are. O(length); the words
    /// at the beginning are asked some dozens of times.
    pub(super) fn learn<M: LanguageModel>(
        model: &M,
        spelling: &mut Spelling,
        lines: &[Judged<'_>],
    ) -> Option<Self> {
        let mut learn = |order, by| Self::learn_as(model, spelling, lines, Stored { order, by });
        learn(Order::Letters, By::Spaces)
            .or_else(|| learn(Order::Letters, By::Nothing))
            .or_else(|| learn(Order::Words, By::Spaces))
    }

    fn learn_as<M: LanguageModel>(
        model: &M,
        spelling: &mut Spelling,
        lines: &[Judged<'_>],
        stored: Stored,
    ) -> Option<Self> {
        let mut asked: Vec<Words> = Vec::new();
        let mut count = 0;
        for line in lines.iter().filter(|line| line.order == stored.order && may_be_several(line.view)) {
            let words = Words::of(model, spelling, line.view, ASKED, stored);
            count += words.tokens.len();
            if words.read(model) {
                asked.push(words);
            }
            if count >= ASKED {
                break;
            }
        }
        let parts: usize = asked.iter().map(Words::may_parts).sum();
        if asked.is_empty() || parts < CUTS * asked.len() {
            return None;
        }
        // Lines that are three of the page are twice as wide as it and more.
        let wide = asked.iter().map(Words::wide).sum::<Width>() / asked.len() as Width / 100 * 55;
        let widths: Vec<Width> =
            std::iter::successors(Some(NARROW), |width| Some((width * STEP).div_ceil(100)))
                .take_while(|&width| width <= wide.min(WIDE))
                .collect();
        if widths.len() <= 2 * BESIDE {
            return None;
        }
        let said: Vec<Said> = widths.iter().map(|&width| Said::of(model, &asked, width)).collect();
        // Some cuts suit any text; those of its own width stand out.
        let peak = |at: usize| said[at].gain - (said[at - BESIDE].gain + said[at + BESIDE].gain) / 2;
        let best = (BESIDE..widths.len() - BESIDE).max_by_key(|&at| said[at].gain + peak(at))?;
        let Said { gain, cuts, full } = said[best];
        // What are mostly last lines of paragraphs are no lines of a column.
        let several = cuts >= CUTS * asked.len() && full * 3 >= cuts * 2;
        (several && gain + peak(best) >= PROOF && gain >= EACH * cuts as i64)
            .then_some(Joined { width: widths[best], stored })
    }

    /// The lines of the page in a line of this order, if it is several.
    pub(super) fn parts<M: LanguageModel>(
        &self,
        model: &M,
        spelling: &mut Spelling,
        view: View<'_>,
        order: Order,
    ) -> Option<Vec<Range<usize>>> {
        if order != self.stored.order || !may_be_several(view) {
            return None;
        }
        let words = Words::of(model, spelling, view, usize::MAX, self.stored);
        let found = if words.read(model) { words.cuts(model, self.width) } else { None };
        let (_, cuts) = found.filter(|&(gain, _)| gain > 0)?;
        let mut parts = Vec::with_capacity(cuts.len() + 1);
        let mut start = view.start();
        for cut in cuts {
            parts.push(start..words.tokens[cut - 1].span.end);
            start = words.tokens[cut].span.start;
        }
        parts.push(start..view.end());
        Some(parts)
    }
}

/// The word that a token of a line in this order is, or any number.
fn known<M: LanguageModel>(model: &M, spelling: &mut Spelling, text: &str, order: Order) -> Option<WordId> {
    match order {
        _ if text.contains(is_digit) => Some(WordId::NUMBER),
        Order::Words => spelling.stands(model, text)?.1,
        _ => spelling.known_backwards(model, text),
    }
}

/// Where a token is two words: before a stop that the one ends with, or where both are known.
fn seam<M: LanguageModel>(model: &M, spelling: &mut Spelling, text: &str) -> Option<usize> {
    let inside = || inside(text).filter(|&at| text[at..].chars().nth(1).is_some());
    let stop = inside().find(|&at| text[at..].starts_with(is_stop) && !text[..at].ends_with(is_stop));
    stop.or_else(|| {
        let cost = |at: usize, spelling: &mut Spelling| -> Option<i32> {
            let one = spelling.known_backwards(model, &text[..at])?;
            let other = spelling.known_backwards(model, &text[at..])?;
            Some(model.word_cost(one) + model.word_cost(other))
        };
        inside().filter_map(|at| Some((cost(at, spelling)?, at))).min().map(|(_, at)| at)
    })
}

fn may_be_several(view: View<'_>) -> bool {
    view.text().len() >= 60 && width(view.text()) >= 2 * NARROW
}

impl Words {
    /// The first words of a line.
    fn of<M: LanguageModel>(
        model: &M,
        spelling: &mut Spelling,
        view: View<'_>,
        most: usize,
        stored: Stored,
    ) -> Words {
        let mut words = Words { tokens: Vec::new(), sums: vec![0], whole: 0, stored };
        for word in view.words().take(most) {
            let (start, text) = (word.start(), word.text());
            let known = |text, spelling: &mut Spelling| known(model, spelling, text, stored.order);
            let id = known(text, spelling);
            let may_be_two = stored.by == By::Nothing && id.is_none();
            match may_be_two.then(|| seam(model, spelling, text)).flatten() {
                Some(at) => {
                    let (one, other) = text.split_at(at);
                    words.push(start, one, known(one, spelling), 0);
                    words.push(start + at, other, known(other, spelling), SPACE);
                }
                None => words.push(start, text, id, SPACE),
            }
        }
        words
    }

    /// One more word, and the space behind it.
    fn push(&mut self, start: usize, text: &str, known: Option<WordId>, space: Width) {
        let (starts, ends) = (text.starts_with(is_stop), text.ends_with(is_stop));
        let edge = |there: bool| if there { Some(WordId::EDGE) } else { known };
        let (quotes, stops) = (['"', '”', '»', ')', '“', '«', '('], ['.', '\u{61F}', '!', ':']);
        let ((before, behind), stops) = match self.stored.order {
            Order::Words => ((starts, ends), text.trim_end_matches(quotes).ends_with(stops)),
            _ => ((ends, starts), text.trim_start_matches(quotes).starts_with(stops)),
        };
        self.tokens.push(Token {
            span: start..start + text.len(),
            first: edge(before),
            last: edge(behind),
            stops,
        });
        let letters = text.chars().filter(|&c| !is_mark(c));
        self.whole += usize::from(known.is_some() && letters.take(2).count() == 2);
        let before = self.sums[self.sums.len() - 1];
        self.sums.push(before.saturating_add(width(text).min(WIDE)).saturating_add(space));
    }

    /// Whether they are whole words, which tell by their neighbours, and stand from left to right.
    fn read<M: LanguageModel>(&self, model: &M) -> bool {
        let neighbours = || 1..self.tokens.len();
        let backward: i64 = neighbours().map(|at| self.gain(model, at, at - 1)).sum();
        let forward: i64 = neighbours().map(|at| self.gain(model, at - 1, at)).sum();
        self.whole * 4 >= self.tokens.len() * 3 && backward > forward
    }

    /// How many places there are where a line may end.
    fn may_parts(&self) -> usize {
        (1..self.tokens.len()).filter(|&at| self.may_part(at)).count()
    }

    fn wide(&self) -> Width {
        self.sums[self.tokens.len()]
    }

    /// Whether a line may end before this word.
    fn may_part(&self, at: usize) -> bool {
        self.stored.by == By::Spaces || self.tokens[at - 1].span.end == self.tokens[at].span.start
    }

    /// How wide a line of these words is.
    fn width(&self, words: Range<usize>) -> Width {
        (self.sums[words.end] - self.sums[words.start]).saturating_sub(SPACE)
    }

    fn is_full(&self, words: Range<usize>, width: Width) -> bool {
        self.width(words) * 100 >= width * LEAST
    }

    /// How much likelier the word `b` is behind `a` than anywhere.
    fn gain<M: LanguageModel>(&self, model: &M, a: usize, b: usize) -> i64 {
        i64::from(model.known_gain(self.tokens[a].last, self.tokens[b].first))
    }

    /// Where lines of this width part, and how much likelier that is than one line.
    fn cuts<M: LanguageModel>(&self, model: &M, width: Width) -> Option<(i64, Vec<usize>)> {
        struct State {
            end: usize,
            gain: i64,
            /// The beginning of the line before.
            before: usize,
        }
        const NONE: i64 = i64::MIN / 2;
        let n = self.tokens.len();
        if n < 2 {
            return None;
        }
        // The lines that may begin at each word.
        let mut states: Vec<Vec<State>> = (0..n)
            .map(|start| {
                let stops = self.tokens[start].stops;
                (start + 1..=n)
                    .take_while(|&end| self.width(start..end) * 100 <= width * MOST)
                    .filter(|&end| end == n || self.may_part(end))
                    .filter(|&end| end == n || stops || self.is_full(start..end, width))
                    .map(|end| State { end, gain: NONE, before: 0 })
                    .collect()
            })
            .collect();
        let fit = |start: usize, end: usize| -> i64 {
            let has = self.width(start..end);
            let off = (i64::from(has) - i64::from(width)) * 100 / i64::from(width);
            // Half the square of what it is off by, in bits.
            let off = off * off * i64::from(BIT) * 72 / (SPREAD * SPREAD * 100);
            match () {
                () if end == n && has < width => 0,
                () if self.tokens[start].stops => off.min(LAST),
                () => off,
            }
        };
        for state in &mut states[0] {
            state.gain = -fit(0, state.end);
        }
        for start in 0..n {
            for at in 0..states[start].len() {
                let State { end, gain, .. } = states[start][at];
                if gain <= NONE || end == n {
                    continue;
                }
                let lost = self.gain(model, end, end - 1) + CUT;
                for next in 0..states[end].len() {
                    let to = states[end][next].end;
                    let gain = gain - lost + self.gain(model, start, to - 1) - fit(end, to);
                    let state = &mut states[end][next];
                    if gain > state.gain {
                        (state.gain, state.before) = (gain, start);
                    }
                }
            }
        }
        let last = (0..n)
            .filter_map(|start| Some((start, states[start].last()?)))
            .filter(|(_, state)| state.end == n && state.gain > NONE);
        let (start, state) = last.max_by_key(|(_, state)| state.gain)?;
        let gain = state.gain;
        let mut cuts = Vec::new();
        let (mut start, mut before) = (start, state.before);
        while start > 0 {
            cuts.push(start);
            let state = states[before].iter().find(|state| state.end == start)?;
            (start, before) = (before, state.before);
        }
        cuts.reverse();
        (!cuts.is_empty()).then_some((gain, cuts))
    }
}
