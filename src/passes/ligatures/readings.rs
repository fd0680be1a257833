//! The readings of the words of a line, and the likeliest of them.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_alef_of_lam_alef, is_letter, ALEF, LAM, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::words::{is_word, tokens};
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::View;

use super::evidence::{is_impossible, neighbours, Trust, Turned};

/// Bits by which another reading must be likelier where fonts are mixed.
const MIXED: Cost = 8 * BIT;
/// Bits that a spelling costs which no word has.
const IMPOSSIBLE: Cost = 64 * BIT;
/// Bits by which a word must be likelier that is not to begin with the article, and an unknown one that is not
/// to begin like names: `إلواي`.
const ARTICLE: Cost = 6 * BIT;
const NAME: Cost = 8 * BIT;
/// Bits by which a word of two letters must be likelier that is a piece of one as often, for it costs more than the
/// commonest words.
const SHORT: Cost = 8 * BIT;
const COMMON: Cost = 11 * BIT;
/// Bits by which the word that a piece makes with its neighbour must be likelier than the two apart, one of them turned; and
/// by which a piece must be likelier turned.
const JOINED: Cost = 4 * BIT;
const PIECE: Cost = 32 * BIT;
/// Bits that a lost space costs.
const RUN_TOGETHER: Cost = 8 * BIT;
/// The part of what a neighbour says that counts: a pair of one topic, seen by chance, decides too often.
const NEIGHBOUR: (Cost, Cost) = (3, 4);
/// Turned places of one word that are tried in every combination.
const PLACES: usize = 5;
/// Bytes of the longest word that is read.
const LONGEST: usize = 48;
/// Words of a text whose words spaces cut that are read as one, at most, and bits that a space so taken costs.
const PARTS: usize = 3;
const CUT: Cost = 2 * BIT;

/// Reads lines of a text with turned ligatures.
pub(super) struct Reader<'m, M> {
    model: &'m M,
    turned: &'m Turned,
    words: Vec<Word>,
    readings: Vec<Reading>,
}

/// A word of the line, or what parts two words (no readings).
struct Word {
    /// Its bytes in the text.
    span: Range<usize>,
    /// Where its readings stand.
    readings: Range<usize>,
}

/// How well a model knows a spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    No,
    /// As a word with clitics.
    Built,
    Whole,
}

/// A way to read a word. The first of a word is as it stands.
struct Reading {
    spelling: String,
    known: Known,
    /// What it costs as two words that follow each other often, their space lost.
    run_together: Option<Cost>,
    /// What is turned, in bytes of the text.
    turned: Vec<Range<usize>>,
    /// Bits by which it must be likelier for what is turned.
    margin: Cost,
    /// How many words it takes for pieces of one, and where of these its first reading stands.
    parts: usize,
    stands: usize,
    /// The cheapest way to here, and the reading of the word before on it.
    cost: i64,
    before: usize,
}

/// Bits by which a reading must be likelier than what stands there. Measured: of two words that are as well known,
/// from there on three turned ones are lost for each that is saved.
fn margin(stands: &Reading, turned: &Reading) -> Cost {
    let mut starts = stands.spelling.chars().zip(turned.spelling.chars());
    let start = match starts.next() {
        Some((ALEF, LAM)) if turned.known < Known::Whole => ARTICLE,
        Some((alef, LAM)) if is_alef_of_lam_alef(alef) && stands.known.max(turned.known) == Known::No => NAME,
        _ => 0,
    };
    turned.margin
        + start
        + match (stands.known, turned.known) {
            (Known::Whole, Known::Whole) => 2 * BIT,
            // A word for one that is built, or for none.
            (Known::Whole, _) => 10 * BIT,
            (Known::No, Known::No) => 2 * BIT,
            (Known::Built, Known::Built) => BIT,
            (Known::No, Known::Built) => 2 * BIT,
            _ => 0,
        }
}

/// Whether a word begins with U+0644 U+0627 U+0644: before lam the article has no alef. Words whose own alef
/// and lam these are, such as `لالتزام`, have U+062A behind them.
fn has_article_behind_lam(word: &str) -> bool {
    let word = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    word.strip_prefix("لال").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('ت'))
}

/// What `word` costs as two known words of which the second often follows the first: `مالم` is `ما لم`, and
/// not `ملام` turned.
fn run_together<M: LanguageModel>(model: &M, word: &str) -> Option<Cost> {
    let cost = |at: usize| {
        let (first, second) = (model.word(&word[..at])?, model.word(&word[at..])?);
        Some(model.word_cost(first) + model.pair_cost(first, second)? + RUN_TOGETHER)
    };
    // Single letters are words of every kind.
    let inside = word.char_indices().skip(2).map(|(at, _)| at);
    inside.filter(|&at| word[at..].chars().nth(1).is_some()).filter_map(cost).min()
}

/// The words of a token, and where each begins: more than one where only signs part them, as in `نعم/لا`; without the
/// number that touches them.
fn words_of(token: &str) -> impl Iterator<Item = (usize, &str)> {
    let of_word = |c: char| is_letter(c) || is_mark(c) || c == TATWEEL;
    let other = |c: char| c.is_alphanumeric() && !of_word(c);
    // A number may touch a word; between two letters it stands for one.
    let inside = token.trim_matches(|c| !of_word(c));
    let mixed = inside.contains(other) || token.contains(|c| other(c) && !is_digit(c));
    let words = token.split(move |c| !mixed && !of_word(c));
    words.map(move |word| (word.as_ptr() as usize - token.as_ptr() as usize, word))
}

impl<'m, M: LanguageModel> Reader<'m, M> {
    pub(super) fn new(model: &'m M, turned: &'m Turned) -> Self {
        Reader { model, turned, words: Vec::new(), readings: Vec::new() }
    }

    /// Whether the line holds any sequence that may be turned.
    pub(super) fn has_candidates(&self, line: &str) -> bool {
        self.turned.cut
            || self.turned.allah && line.contains("هلل")
            || tokens(line)
                .any(|token| neighbours(token.core().text).any(|pair| self.turned.turns(pair).is_some()))
    }

    /// Calls `turn` with every span whose letters change places in the likeliest reading of the line.
    pub(super) fn read(&mut self, line: View<'_>, trust: Trust, turn: &mut dyn FnMut(Range<usize>)) {
        if trust == Trust::None {
            return;
        }
        self.words.clear();
        self.readings.clear();
        for token in tokens(line.text()) {
            let core = token.core();
            for (at, word) in words_of(core.text) {
                let from = self.readings.len();
                let start = line.start() + core.start + at;
                let span = start..start + word.len();
                if is_word(word) && word.len() <= LONGEST {
                    self.add_readings(word, 1, &|at| start + at);
                    self.add_joined(line, span.clone());
                }
                self.words.push(Word { span, readings: from..self.readings.len() });
            }
        }
        let penalty = if trust == Trust::Mixed { MIXED } else { 0 };
        self.weigh(penalty);
        let mut next: Option<usize> = None;
        let mut words = self.words.len();
        while let Some(word) = words.checked_sub(1).map(|last| &self.words[last]) {
            let chosen =
                next.or_else(|| word.readings.clone().min_by_key(|&at| (self.readings[at].cost, at)));
            let Some(chosen) = chosen.map(|at| &self.readings[at]) else {
                (next, words) = (None, words - 1);
                continue;
            };
            chosen.turned.iter().cloned().for_each(&mut *turn);
            next = Some(chosen.before).filter(|&before| before != usize::MAX);
            words -= chosen.parts;
        }
    }

    /// Adds the readings of a word and those before it as pieces of one that spaces cut, where that is known.
    fn add_joined(&mut self, line: View<'_>, last: Range<usize>) {
        if !self.turned.cut {
            return;
        }
        let text = |span: Range<usize>| &line.text()[span.start - line.start()..span.end - line.start()];
        let mut pieces = vec![last];
        for parts in 2..=PARTS {
            let Some(word) = (self.words.len() + 1).checked_sub(parts).map(|at| &self.words[at]) else {
                return;
            };
            let next = pieces[0].start;
            let joined = word.span.len() + pieces.iter().map(Range::len).sum::<usize>();
            // A space alone between them.
            if word.readings.is_empty() || text(word.span.end..next) != " " || joined > LONGEST {
                return;
            }
            pieces.insert(0, word.span.clone());
            let joined: String = pieces.iter().map(|piece| text(piece.clone())).collect();
            let place = |at: usize| {
                let mut from = 0;
                let own = pieces.iter().find(|piece| {
                    from += piece.len();
                    at < from
                });
                own.map_or(next, |own| own.end + at - from)
            };
            let from = self.readings.len();
            self.add_readings(&joined, parts, &place);
            // The first is asked what stands there, though it is none.
            let mut first = true;
            let keep = |reading: &Reading| std::mem::take(&mut first) || reading.known != Known::No;
            let mut added = self.readings.split_off(from);
            added.retain(keep);
            if added.len() > 1 || added[0].known != Known::No {
                self.readings.append(&mut added);
            }
        }
    }

    /// Adds the readings of `word`, which is so many of the line; `place` tells where a byte of it stands in the text.
    fn add_readings(&mut self, word: &str, parts: usize, place: &dyn Fn(usize) -> usize) {
        let stands = self.readings.len();
        let in_one_piece = |span: &Range<usize>| place(span.end - 1) - place(span.start) == span.len() - 1;
        let mut places: Vec<(Range<usize>, Cost)> = Vec::new();
        if self.turned.allah && (word.ends_with("هللا") || word.ends_with("هلل")) {
            // Four letters when the alef is turned too; the one before it may be a prefix.
            let letters = if word.ends_with("هللا") { "هللا" } else { "هلل" };
            let span = word.len() - letters.len()..word.len();
            if in_one_piece(&span) {
                places.push((span, 0));
            }
        }
        for ((from, _), pair) in word.char_indices().zip(neighbours(word)) {
            let end = from + pair.1.len_utf8() + pair.2.len_utf8();
            let free = in_one_piece(&(from..end))
                && places.last().is_none_or(|(last, _)| last.end <= from || last.start >= end);
            // The article apart from its word, before a quote or a bracket: `الـ`.
            let prefix = from == 0 && pair.3 == Some(TATWEEL);
            if free && !prefix && is_letter(pair.1) && is_letter(pair.2) {
                places.extend(self.turned.turns(pair).map(|margin| (from..end, margin)));
            }
        }
        places.sort_by_key(|(range, _)| range.start);
        let choices = if places.len() <= PLACES { 1usize << places.len() } else { 2 };
        for choice in 0..choices {
            let takes = |at: usize| if places.len() <= PLACES { choice >> at & 1 == 1 } else { choice == 1 };
            let mut spelling = String::with_capacity(word.len());
            let mut turned = Vec::new();
            let (mut from, mut margin) = (0, 0);
            for (_, (range, more)) in places.iter().enumerate().filter(|(at, _)| takes(*at)) {
                if range.start < from {
                    continue;
                }
                spelling.push_str(&word[from..range.start]);
                spelling.extend(word[range.clone()].chars().rev());
                (from, margin) = (range.end, margin + more);
                turned.push(place(range.start)..place(range.end - 1) + 1);
            }
            spelling.push_str(&word[from..]);
            let known = match () {
                () if self.model.word(&spelling).is_some() => Known::Whole,
                () if self.model.is_word(&spelling) => Known::Built,
                () => Known::No,
            };
            let run_together = if known == Known::No { run_together(self.model, &spelling) } else { None };
            self.readings.push(Reading {
                spelling,
                known,
                run_together,
                turned,
                margin,
                parts,
                stands,
                cost: 0,
                before: usize::MAX,
            });
        }
    }

    /// Whether a word, as it stands, is a piece of one that a space cut: `حص ل`, and not `صح ل`.
    fn is_piece(&self, which: usize) -> bool {
        let word = &self.words[which];
        let stands = &self.readings[word.readings.start];
        // What the model knows as a word of three letters and more is none; and U+0627 U+0644 that ends a word is before
        // a space what U+0644 U+0627 leaves.
        if stands.known == Known::Whole && stands.spelling.chars().count() > 2
            || stands.spelling.ends_with("ال")
        {
            return false;
        }
        let cost = |reading: &Reading| self.model.cost(&reading.spelling);
        let alone = self.readings[word.readings.clone()].iter().filter(|reading| reading.parts == 1);
        let Some(least) = alone.skip(1).map(cost).min() else {
            return false;
        };
        let neighbours = [which.checked_sub(1), Some(which + 1)].into_iter().flatten();
        neighbours.filter_map(|at| self.words.get(at)).any(|other| {
            let (first, second) = (word.span.start.min(other.span.start), word.span.end.max(other.span.end));
            // A space alone between them.
            second - first == word.span.len() + other.span.len() + 1
                && self.readings[other.readings.clone()].iter().filter(|beside| beside.parts == 1).any(
                    |beside| {
                        let joined = match other.span.start < word.span.start {
                            true => [beside.spelling.as_str(), &stands.spelling].concat(),
                            false => [stands.spelling.as_str(), &beside.spelling].concat(),
                        };
                        self.model.word(&joined).is_some()
                            && self.model.cost(&joined) + JOINED < least + cost(beside)
                    },
                )
        })
    }

    /// The cheapest way through the words (Viterbi).
    fn weigh(&mut self, penalty: Cost) {
        for (which, word) in self.words.iter().enumerate() {
            let piece = word.readings.len() > 1 && self.is_piece(which);
            for at in word.readings.clone() {
                let here = &self.readings[at];
                let stands = &self.readings[here.stands];
                let alone = self.model.cost(&here.spelling);
                let own = match here.turned.is_empty() {
                    true => 0,
                    false => {
                        penalty
                            + margin(stands, here)
                            + if piece && here.parts == 1 { PIECE } else { 0 }
                            + if alone > COMMON && here.spelling.chars().count() == 2 { SHORT } else { 0 }
                    }
                };
                let impossible = is_impossible(&here.spelling) || has_article_behind_lam(&here.spelling);
                let taken = (here.parts as Cost - 1) * CUT;
                let own = own + taken + if impossible { IMPOSSIBLE } else { 0 };
                let least = here.run_together.unwrap_or(Cost::MAX);
                let before = match which.checked_sub(here.parts) {
                    Some(before) => self.words[before].readings.clone(),
                    None => 0..0,
                };
                let ways = before.map(|from| {
                    let last = &self.readings[from];
                    let gain = alone - self.model.pair(&last.spelling, &here.spelling);
                    (last.cost + i64::from((alone - gain / NEIGHBOUR.1 * NEIGHBOUR.0).min(least)), from)
                });
                let (cost, from) = ways.min().unwrap_or((i64::from(alone.min(least)), usize::MAX));
                (self.readings[at].cost, self.readings[at].before) = (cost + i64::from(own), from);
            }
        }
    }
}
