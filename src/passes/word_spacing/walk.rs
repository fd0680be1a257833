//! The walk over a text that finds the places worth a search.

use crate::arabic::LineGate;
use crate::edit::Confidence;
use crate::model::{Cost, LanguageModel, Recall, WordId, WordRun, BIT};

use super::doubt::is_doubtful;
use super::lattice::Search;
use super::names::is_name;
use super::own::Own;
use super::sigla::is_siglum;
use super::spaced::Spaced;
use super::torn::{first, is_end_of_torn};
use super::{Move, Price, EVEN, LOST, NAMED, SOUND, SUGGESTED};

/// A run of letters and marks between other characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) letters: usize,
    /// Whether exactly one space, and nothing else, parts it from the run before.
    soft: bool,
}

/// A run and what is known of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) run: Run,
    pub(super) id: Option<WordId>,
}

/// Moves found in one walk over a text.
pub(super) struct Walk {
    moves: Vec<(Move, Confidence)>,
    /// Runs walked, and sure moves among them.
    runs: usize,
    joins: usize,
    splits: usize,
    /// Splits that may part a name, among them: by themselves they are no damage.
    names: usize,
    /// Joins of a waw that stands by itself, their places in `moves`; not counted among the others:
    /// many write so.
    waws: Vec<usize>,
    /// Those among them whose word with its waw is one that the model lists, and has no article.
    plain_waws: usize,
    /// Joins behind a waw that is the last of several letters.
    behind_waw: usize,
    /// Joins of letters that stand by themselves side by side.
    sigla: usize,
    /// Whether wider gaps part the words where letters stand apart; `None` where they nowhere do.
    pub(super) spaced: Option<bool>,
}

/// U+0640 in UTF-8.
const TATWEEL: &[u8] = "\u{640}".as_bytes();
/// Runs about a doubt that are read with it.
pub(super) const AROUND: usize = 2;
/// A text with sigla has fewer than one in so many words.
const SIGLA: usize = 50;
/// In a sound text fewer than one word of so many needs a space moved.
const RARE: usize = 150;

impl Walk {
    pub(super) fn over<M: LanguageModel>(model: &M, text: &str, price: Price, own: &Own) -> Walk {
        let mut walk = Walk {
            moves: Vec::new(),
            runs: 0,
            joins: 0,
            splits: 0,
            names: 0,
            waws: Vec::new(),
            plain_waws: 0,
            behind_waw: 0,
            sigla: 0,
            spaced: None,
        };
        let mut gate = Gate { lines: LineGate::new(text), start: usize::MAX, arabic: false };
        let mut runs = Runs::new(text);
        // The runs before the one at hand, the last first.
        let mut behind: [Option<Seen>; AROUND] = [None; AROUND];
        // Up to where it is known which letters stand apart.
        let mut looked = 0;
        let mut recall = Recall::default();
        while let Some(here) = runs.next_with(|text| model.run_recalling(text, &mut recall)) {
            walk.runs += 1;
            let run = here.run;
            if !run.soft {
                behind = [None; AROUND];
            }
            if !is_doubtful(model, text, &behind, here, (price, own)) || !gate.is_arabic(run.start) {
                behind = [Some(here), behind[0]];
                continue;
            }
            if run.letters == 1 && run.start >= looked {
                let (spaced, to) = Spaced::about(text, looked, run.start, own.spaced);
                looked = to;
                if let Some(spaced) = spaced.filter(|spaced| walk.close(model, text, spaced, own)) {
                    walk.spaced = Some(spaced.wide || walk.spaced == Some(true));
                    runs.at = spaced.span.end;
                    runs.before = None;
                    behind = [None; AROUND];
                    continue;
                }
            }
            let start = behind.iter().flatten().last().map_or(run.start, |seen| seen.run.start);
            // What was searched is settled but for its last run, which may go on.
            let last = walk.search(model, text, (start, here), &mut runs, price, own);
            behind = [Some(last), None];
        }
        walk
    }

    /// Put together the letters of a stretch in which they stand apart. Whether they are words.
    fn close<M: LanguageModel>(&mut self, model: &M, text: &str, spaced: &Spaced, own: &Own) -> bool {
        let known = self.moves.len();
        let moves = &mut self.moves;
        let after = moves.last().map_or(0, |last| last.0.end + 1);
        let add = |moves: &mut Vec<_>, found: Move| {
            if found.start >= after {
                moves.push((found, Confidence::Strong));
            }
        };
        if spaced.wide {
            spaced.close(model, text, &mut |found| add(moves, found));
        } else {
            let (mut words, mut all, mut names) = (0, 0, Vec::new());
            let part = &text[..spaced.span.end];
            let mut runs = Runs { text: part, at: spaced.span.start, before: None };
            let mut next = runs.next(model);
            while let Some(first) = next {
                let (mut end, mut letters) = (first.run.end, first.run.letters);
                next = runs.next(model);
                while let Some(seen) = next.filter(|seen| seen.run.soft) {
                    (end, letters) = (seen.run.end, letters + seen.run.letters);
                    next = runs.next(model);
                }
                let (span, before) = (first.run.start..end, moves.len());
                Search::over(model, text, span.clone(), own).at(EVEN, &mut |found| add(moves, found));
                all += letters;
                if moves.len() > before {
                    words += letters;
                } else {
                    names.push(span);
                }
            }
            for name in names.into_iter().filter(|_| words * 2 > all) {
                Search::over(model, text, name, own).at(NAMED, &mut |found| add(moves, found));
            }
        }
        if moves.len() > known && !spaced.wide {
            spaced.close_signs(text, &mut |found| add(moves, found));
            moves[known..].sort_unstable_by_key(|(found, _)| found.start);
        }
        self.moves.len() > known
    }

    /// Search the readings from `start` over the run at hand to where the text is plain again.
    fn search<M: LanguageModel>(
        &mut self,
        model: &M,
        text: &str,
        (start, here): (usize, Seen),
        runs: &mut Runs<'_>,
        price: Price,
        own: &Own,
    ) -> Seen {
        let mut before = here;
        let mut plain = 0;
        while plain < AROUND {
            let mut ahead = runs.clone();
            let Some(seen) = ahead.next(model).filter(|seen| seen.run.soft) else { break };
            *runs = ahead;
            self.runs += 1;
            let doubtful = is_doubtful(model, text, &[Some(before), None], seen, (price, own));
            plain = if doubtful { 0 } else { plain + 1 };
            before = seen;
        }
        let known = self.moves.len();
        let moves = &mut self.moves;
        let after = moves.last().map_or(0, |last| last.0.end + 1);
        let mut search = Search::over(model, text, start..before.run.end, own);
        search.at(price, &mut |found| {
            // The last run of a search may be the first of the next.
            if found.start >= after {
                moves.push((found, Confidence::Strong));
            }
        });
        for at in known..moves.len() {
            let found = moves[at].0;
            if found.start == found.end {
                let from = if at > 0 { moves[at - 1].0.end } else { 0 };
                let to = moves.get(at + 1).map_or(text.len(), |next| next.0.start);
                self.splits += 1;
                if price.split == SOUND.split
                    && is_name(model, &text[from..found.start], &text[found.start..to])
                {
                    self.names += 1;
                    moves[at].1 = Confidence::Probable;
                }
            } else if is_after_waw(text, found.start) {
                self.waws.push(at);
                self.plain_waws += usize::from(is_plain_after_waw(model, &text[found.end..]));
            } else if price.join == SOUND.join && is_siglum(text, found) {
                self.sigla += 1;
                moves[at].1 = Confidence::Probable;
            } else if price.join == SOUND.join && is_end_of_torn(model, text, found) {
                // Where words are often split, such an end is one more of them.
                moves[at].1 = Confidence::Probable;
            } else {
                self.joins += 1;
                self.behind_waw += usize::from(text[..found.start].ends_with('\u{648}'));
            }
        }
        if moves.len() == known && price == SOUND {
            search.at(SUGGESTED, &mut |found| {
                if found.start >= after {
                    moves.push((found, Confidence::Probable));
                }
            });
        }
        before
    }

    /// The price for a text with as many moves: lower for the kind that it needs often. `None` when
    /// they are no more than a sound text has.
    pub(super) fn price(&self) -> Option<Price> {
        let often = |moves: usize| moves >= 2 && moves * RARE > self.runs;
        // Where many letters stand apart they are no sigla.
        let joined = self.joins + if self.sigla * SIGLA > self.runs { self.sigla } else { 0 };
        let (joins, splits) = (often(joined), often(self.splits) && self.splits > self.names);
        // Bits of how rarely: what a move costs in truth.
        let rarity = |moves: usize| {
            let square = (self.runs as u64).pow(2) / (moves as u64).pow(2).max(1);
            square.checked_ilog2().map_or(0, |bits| bits as Cost * BIT / 2)
        };
        let join = rarity(joined) + 2 * BIT;
        let lost = self.splits * 3 > self.runs;
        let split = if lost { LOST } else { rarity(self.splits) + 3 * BIT };
        let price = Price {
            join: if joins { join.min(SOUND.join) } else { SOUND.join },
            split: if splits { split.min(SOUND.split) } else { SOUND.split },
            ..SOUND
        };
        (joins || splits).then_some(price)
    }

    /// Whether what was found may be otherwise for what else the text has.
    pub(super) fn asks_text(&self, text: &str) -> bool {
        let feh = |found: Move| found.start < found.end && text[..found.start].ends_with('ف');
        self.spaced.is_some() || self.moves.iter().any(|&(found, _)| feh(found))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }

    /// The moves, in order. Where hardly anything else is to be joined, a writer parts the waw from its word.
    pub(super) fn into_moves(mut self) -> Vec<(Move, Confidence)> {
        // Most do so before names and nouns; damage cuts it from other words as often.
        let names = self.waws.len() > 1 && self.plain_waws == 0;
        if names || self.waws.len() * 2 > self.joins || self.waws.len() > self.behind_waw + 2 {
            for &waw in &self.waws {
                self.moves[waw].1 = Confidence::Probable;
            }
        }
        self.moves
    }
}

/// Whether U+0648, و, stands by itself before `at`.
fn is_after_waw(text: &str, at: usize) -> bool {
    text[..at].strip_suffix('\u{648}').is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// Whether the model lists the word that `after` begins with as one with its waw, and it has no article.
fn is_plain_after_waw<M: LanguageModel>(model: &M, after: &str) -> bool {
    first(after).is_some_and(|word| !word.starts_with("ال") && model.word_of_two("و", word).is_some())
}

/// Which lines are Arabic. Persian parts words by other rules, so here a short line of it that could
/// be Arabic is none.
struct Gate<'t> {
    lines: LineGate<'t>,
    /// The line asked about last.
    start: usize,
    arabic: bool,
}

impl Gate<'_> {
    fn is_arabic(&mut self, at: usize) -> bool {
        if !self.lines.at(at).is_arabic() {
            return false;
        }
        let line = self.lines.line();
        let start = line.as_ptr() as usize;
        if start != self.start {
            self.start = start;
            let persian = line.contains(['پ', 'چ', 'ژ', 'گ', 'ی', 'ک']);
            self.arabic = !persian || line.contains(['ة', 'أ', 'إ', 'ي', 'ك']);
        }
        self.arabic
    }
}

/// The runs of a text, in order.
#[derive(Clone)]
pub(super) struct Runs<'t> {
    text: &'t str,
    at: usize,
    /// The end of the run before.
    before: Option<usize>,
}

impl<'t> Runs<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Runs { text, at: 0, before: None }
    }

    pub(super) fn next<M: LanguageModel>(&mut self, model: &M) -> Option<Seen> {
        self.next_with(|text| model.run(text))
    }

    /// The next run, as `read` finds it at the beginning of a text.
    fn next_with(&mut self, mut read: impl FnMut(&str) -> WordRun) -> Option<Seen> {
        let bytes = self.text.as_bytes();
        loop {
            // The next lead byte of U+0600–U+06FF.
            let ahead = bytes[self.at..].iter().position(|&byte| (0xD8..=0xDB).contains(&byte))?;
            let start = self.at + ahead;
            let WordRun { end, letters, word } = read(&self.text[start..]);
            let end = start + end;
            self.at = end.max(start + 2);
            if letters == 0 {
                continue;
            }
            // Beside a shape, a control or a private-use character there is but a piece of a word.
            let cut_off = matches!(bytes.get(end), Some(0..=8 | 0xEE | 0xEF));
            let torn = start > 2 && matches!(bytes[start - 3], 0xEE | 0xEF);
            // Behind a tatweel that was left, a writer meant the space: `لـ إفريقيا`; and before the letter that
            // has it.
            let soft = self.before.is_some_and(|before| {
                start - before == 1
                    && bytes[before] == b' '
                    && !bytes[..before].ends_with(TATWEEL)
                    && !(letters == 1 && bytes[..end].ends_with(TATWEEL))
            }) && !cut_off;
            self.before = (!torn).then_some(end);
            return Some(Seen { run: Run { start, end, letters, soft }, id: word });
        }
    }
}
