//! The readings of a stretch of letters, and the cheapest way through them.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::letters::joins_next;
use crate::arabic::words::ends_clause;
use crate::model::{Cost, LanguageModel, WordId, BIT};

use super::own::Own;
use super::places::{Place, State, NOWHERE};
use super::stretch::{Stretch, LETTERS};
use super::words::{Spelled, Word};
use super::{Move, Price, LOST, SOUND};

/// Letters at the end of a piece that are left to the next.
const MARGIN: usize = 28;
/// What a stray gap behind a letter that does not join is cheaper by: there glyphs part.
const PARTS: Cost = BIT;

/// Bits beyond which a word is not one that many texts have.
const COMMON: Cost = 16 * BIT;
/// What such a word costs more where it stands by a cut.
const RARE: Cost = 2 * BIT;
/// What a join costs more that makes one word of two such.
const BOTH: Cost = 2 * BIT;
/// What an unknown word costs more that is made of a common one and another run.
const APART: Cost = 8 * BIT;
/// What a word with clitics costs more that is made of two runs that are words, each of two letters or more.
const GLUED: Cost = 4 * BIT;
/// Letters of a word with the article that does not stand inside another.
const ARTICLE: usize = 5;
/// What a feh glued to a verb costs less at the beginning of a clause: `، فيأمر`.
const CONSEQUENCE: Cost = 3 * BIT;
/// What an أن without its hamza costs more, cut from a word: `انحجب`.
const HAMZA: Cost = 6 * BIT;
/// What a word that the text has elsewhere costs less.
pub(super) const SEEN: Cost = 10 * BIT;
/// What a conjunction or preposition by itself costs more, that is written as one word with what follows.
pub(super) const LONE: Cost = 12 * BIT;
/// What a letter by itself beside a longer run costs more in a text whose words are split.
pub(super) const LETTER: Cost = 4 * BIT;

/// A search over a span of `text` of which only letters, marks and single spaces are.
pub(super) struct Search<'a, M> {
    model: &'a M,
    text: &'a str,
    span: Range<usize>,
    own: &'a Own,
    /// The letters that the span begins with, and where the next begin; kept, as what they may spell is the
    /// same at any price.
    first: Option<(Stretch, bool, Spelled)>,
}

impl<'a, M: LanguageModel> Search<'a, M> {
    pub(super) fn over(model: &'a M, text: &'a str, span: Range<usize>, own: &'a Own) -> Self {
        Search { model, text, span, own, first: None }
    }

    /// Call `found` with every space to move at such a price.
    pub(super) fn at(&mut self, price: Price, found: &mut dyn FnMut(Move)) {
        let Search { model, text, span, own, .. } = self;
        let before = text[..span.start].trim_end_matches(' ').chars().next_back();
        let mut last = match before {
            Some(c) if ends_clause(c) => Some(WordId::EDGE),
            Some(c) if is_digit(c) => Some(WordId::NUMBER),
            _ => None,
        };
        let mut from = span.start;
        while from < span.end {
            let (stretch, more, mut spelled) =
                self.first.take().filter(|_| from == span.start).unwrap_or_else(|| {
                    let mut stretch = Stretch::default();
                    let inside = from > span.start && !text[..from].ends_with(' ');
                    let more = stretch.fill(text, from..span.end, inside);
                    (stretch, more, Spelled::default())
                });
            let (next, word) = stretch.solve(*model, last, (price, own), &mut spelled, more, found);
            if from == span.start {
                self.first = Some((stretch, more, spelled));
            }
            if next <= from {
                return;
            }
            (from, last) = (next, word);
        }
    }
}

/// Whether a run of one letter is a word cut off. In a sound text it may be a letter that tells things
/// apart (`45-ب`), but for the conjunction, which some writers part from its word.
pub(super) fn is_lone(run: &str, price: Price) -> bool {
    run == "و" || price.is_even() && run == "ف" || price.join < SOUND.join && matches!(run, "ب" | "ل" | "ا")
}

/// What the words of a stretch are read for.
#[derive(Clone, Copy)]
struct Terms<'a> {
    price: Price,
    own: &'a Own,
    /// Whether only as they stand.
    stands: bool,
    /// What a reading may cost at the most.
    most: Cost,
}

impl Stretch {
    /// Whether the first or the last run of some is a common word of three letters or more.
    fn has_common<M: LanguageModel>(&self, model: &M, from: usize, to: usize) -> bool {
        let common = |from, to| {
            let id = if to >= from + 3 { model.word(self.word(from, to)) } else { None };
            id.is_some_and(|id| model.word_cost(id) < COMMON)
        };
        let last = (from + 1..to).rev().find(|&at| self.is_edge(at)).unwrap_or(from);
        common(from, from + self.run_letters(from)) || common(last, to)
    }

    /// Whether a word with the article would come to stand behind more than a prefix.
    fn has_article_inside<M: LanguageModel>(&self, model: &M, from: usize, to: usize) -> bool {
        (from + 2..to).any(|at| {
            let run = self.run_letters(at);
            self.space[at].is_some()
                && run >= ARTICLE
                && self.word(at, at + run).starts_with("ال")
                && !matches!(self.word(from, at), "وب" | "فب" | "وك" | "فك")
                && model.word(self.word(at, at + run)).is_some()
        })
    }

    /// Whether a word is made of two runs that are words, neither of them a letter.
    fn is_of_two_words<M: LanguageModel>(&self, model: &M, from: usize, to: usize) -> bool {
        let middle = from + self.run_letters(from);
        let is_word = |from, to| to > from + 1 && model.word(self.word(from, to)).is_some();
        middle < to && middle + self.run_letters(middle) == to && is_word(from, middle) && is_word(middle, to)
    }

    /// Whether the letter at a place stands by itself beside a longer run, of which it rather is a piece. Behind
    /// a number it may be a unit, at the beginning of a clause the mark of a list: what is `before` tells.
    fn is_piece(&self, from: usize, before: Option<WordId>, price: Price) -> bool {
        let to = from + 1;
        let long_before = || from >= 3 && (from - 2..from).all(|at| self.space[at].is_none());
        price.join < SOUND.join
            && !price.is_even()
            && self.is_edge(from)
            && self.is_edge(to)
            && (from > 0 || before.is_none())
            && (self.run_letters(to) >= 3 || long_before())
    }

    /// What moving spaces costs for a word from one place to another.
    fn moving<M: LanguageModel>(&self, model: &M, from: usize, to: usize, price: Price) -> Cost {
        let stray = (from + 1..to).filter(|&at| self.space[at].is_some());
        let joins: Cost = stray
            .map(|at| {
                let before = self.word(at - 1, at).chars().next();
                let common = |from, to| {
                    let id = if to > from + 1 { model.word(self.word(from, to)) } else { None };
                    id.is_some_and(|id| model.word_cost(id) < COMMON)
                };
                let both = !price.is_even() && common(from, at) && common(at, to);
                (price.join - if before.is_some_and(|c| !joins_next(c)) { PARTS } else { 0 }).max(0)
                    + if both { BOTH } else { 0 }
                    // A conjunction is the next word's, not the last one's; but not where every letter
                    // stands apart.
                    + if !price.is_even() && to == at + 1 && to < self.len && self.word(at, to) == "و" { LONE } else { 0 }
            })
            .sum();
        let split = if self.long[to] { price.split.min(LOST) } else { price.split };
        joins + if self.is_edge(to) { 0 } else { split }
    }

    /// Find the cheapest reading and tell the moves it makes. Where the next stretch begins in the
    /// text, and the word before it.
    fn solve<M: LanguageModel>(
        &self,
        model: &M,
        last: Option<WordId>,
        (price, own): (Price, &Own),
        spelled: &mut Spelled,
        more: bool,
        found: &mut dyn FnMut(Move),
    ) -> (usize, Option<WordId>) {
        let mut read = |terms: Terms<'_>| {
            let mut places = [NOWHERE; LETTERS + 1];
            places[0].count = 1;
            places[0].states[0].last = last;
            for from in 0..self.len {
                if places[from].count > 0 {
                    self.read_words(model, from, terms, spelled, &mut places);
                }
            }
            places
        };
        // What already costs more than the letters as they stand leads to nothing.
        let all = Terms { price, own, stands: false, most: Cost::MAX };
        let most = read(Terms { stands: true, ..all })[self.len].states[0].cost;
        let mut places = read(Terms { most, ..all });
        if places[self.len].count == 0 {
            places = read(all);
        }
        let mut words = [0u8; LETTERS + 1];
        let mut count = 0;
        let (mut known, mut joined, mut known_joined, mut cut) = (0, 0, 0, false);
        let (mut at, mut state) = (self.len, 0);
        while at > 0 {
            words[count] = at as u8;
            count += 1;
            let here = places[at].states[usize::from(state)];
            let from = usize::from(here.from);
            let letters = at - from;
            known += if here.known { letters } else { 0 };
            // A letter left by itself is what is over when others are put together that are no words.
            if from + self.run_letters(from) < at || letters == 1 {
                joined += letters;
                known_joined += if here.known { letters } else { 0 };
            }
            cut |= !self.is_edge(at);
            (at, state) = (from, here.state);
        }
        words[..count].reverse();
        let words = &words[..count];
        // When more follows, the last words may yet be read otherwise.
        let settled = if more {
            let by = words.iter().rposition(|&end| usize::from(end) + MARGIN <= self.len);
            words[by.unwrap_or(0)]
        } else {
            self.len as u8
        };
        // Letters that are mostly no words are not words with spaces lost.
        // Nor are lists of letters words spaced out.
        let short = price.is_even() && count * 3 > self.len;
        if known_joined * 5 >= joined * price.known && (!cut || known * 5 >= self.len * price.known) && !short
        {
            self.tell(words, usize::from(settled), found);
        }
        let settled = usize::from(settled);
        let word = places[settled].states[0].last;
        let next = if settled == self.len { self.places[self.len].1 } else { self.places[settled].1 };
        (next, word)
    }

    fn tell(&self, words: &[u8], settled: usize, found: &mut dyn FnMut(Move)) {
        let is_end = |at: usize| words.binary_search(&(at as u8)).is_ok();
        for at in 1..=settled.min(self.len - 1) {
            match self.space[at] {
                Some(space) if !is_end(at) => found(Move { start: space, end: space + 1 }),
                None if is_end(at) => {
                    let place = self.places[at].1;
                    found(Move { start: place, end: place });
                }
                _ => {}
            }
        }
    }

    /// All words that begin at a place.
    fn read_words<M: LanguageModel>(
        &self,
        model: &M,
        from: usize,
        terms: Terms<'_>,
        spelled: &mut Spelled,
        places: &mut [Place; LETTERS + 1],
    ) {
        let Terms { price, own, .. } = terms;
        // What a word that begins here may cost at the most.
        let most = terms.most.saturating_sub(places[from].states[0].cost);
        let starts = self.is_edge(from);
        // The end of the run.
        let run = from + self.run_letters(from);
        let held = !price.is_even() && starts && run == from + 1 && own.holds(self.word(from, run));
        for &Word { to, listed, known, mut cost, last } in spelled.from(self, model, from) {
            let to = usize::from(to);
            let stays = starts && to == run;
            if held && to > run || terms.stands && !stays {
                continue;
            }
            if listed {
                self.step(model, (from, to), last, (0, true, last), terms, places);
                continue;
            }
            let word = self.word(from, to);
            // A sound text says nothing for a word that nobody knows.
            let sure = stays || known || self.long[to] || self.long[from];
            let joins = price.join == SOUND.join && to > run;
            let cuts = price.split == SOUND.split && !(starts && self.is_edge(to));
            if !sure && (joins || cuts) {
                continue;
            }
            if cost - SEEN - CONSEQUENCE > most {
                continue;
            }
            if known && from == 0 && places[0].states[0].last == Some(WordId::EDGE) && word.starts_with('ف')
            {
                cost -= CONSEQUENCE;
            }

            if starts && to > run && self.has_article_inside(model, from, to) {
                continue;
            }
            // A word by itself is seldom a piece of one that nobody knows.
            if !known && !stays && starts && to > run && self.has_common(model, from, to) {
                cost += APART;
            }
            if known && !price.is_even() && starts && to > run && self.is_of_two_words(model, from, to) {
                cost += GLUED;
            }
            if starts && self.is_edge(to) && own.has(word, 1 + usize::from(stays)) {
                cost -= SEEN;
            }
            self.step(model, (from, to), None, (cost, known, last), terms, places);
        }
    }

    fn step<M: LanguageModel>(
        &self,
        model: &M,
        (from, to): (usize, usize),
        id: Option<WordId>,
        (cost, known, last): (Cost, bool, Option<WordId>),
        Terms { price, most, .. }: Terms<'_>,
        places: &mut [Place; LETTERS + 1],
    ) {
        let mut moving = self.moving(model, from, to, price);
        // A name cut in two makes two rare words.
        let cut = !self.is_edge(from) || !self.is_edge(to);
        if !self.is_edge(to) && self.torn >> to & 1 == 1 {
            return;
        }
        let alone = id.map_or(cost, |id| model.word_cost(id));
        if to - from <= 3 && !self.is_edge(to) && matches!(self.word(from, to), "ان" | "وان" | "فان")
        {
            moving += HAMZA;
        }
        if cut && alone > COMMON {
            moving += RARE;
        }
        let lone = if price.is_even() { to < self.len } else { self.run_letters(to) >= 3 };
        if to == from + 1 && lone && is_lone(self.word(from, to), price) {
            moving += LONE;
        } else if to == from + 1 && self.is_piece(from, places[0].states[0].last, price) {
            moving += LETTER;
        }
        for state in 0..places[from].count {
            let before = places[from].states[state];
            let own = match (before.last, id) {
                (Some(a), Some(b)) => model.next_cost(a, b),
                (None, Some(b)) => model.word_cost(b),
                (_, None) => cost,
            };
            let cost = before.cost + own + moving;
            if cost > most {
                continue;
            }
            places[to].offer(State { cost, last, known, from: from as u8, state: state as u8 });
        }
    }
}
