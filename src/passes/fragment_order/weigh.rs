//! What it is worth that words stand side by side. How much of it counts was fitted to lines of news, laws,
//! medicine and literature that were torn at random; all of it says too much if taken at its word.

use crate::arabic::letters::TATWEEL;
use crate::model::{Cost, LanguageModel, WordId, BIT};

use super::asked::Asked;
use super::habits::Said;
use super::line::{Edge, Glued, Line, Word};
use super::print::Fingerprint;

/// Of what a pair is worth that was seen, in 256ths, and what it is worth besides.
const SEEN: Cost = 150;
const SEEN_AT_ALL: Cost = BIT;
/// Of what the kinds of two words are worth.
const KINDS: Cost = 166;
/// Of what the edge of a clause is worth, within a line and across two.
const EDGE: Cost = 174;
const EDGE_ACROSS: Cost = 270;
/// Of what two words are worth with one between them.
const FAR: Cost = 75;
/// What two words are worth that the text says elsewhere, once and more than once.
const ONCE: Cost = 11 * BIT / 4;
const AGAIN: Cost = 4 * BIT;
/// The same of two words of a line.
const WITHIN: Cost = 7 * BIT / 2;
/// What a torn word costs that is none.
const NAME: Cost = 12 * BIT;
const CUT_NAME: Cost = 4 * BIT;
/// What a tail that begins with a tatweel says.
const TATWEEL_TAIL: Cost = 20 * BIT;

/// Two tokens as one word.
#[derive(Clone, Copy)]
pub(super) struct Glue<'t> {
    pub(super) worth: Cost,
    pub(super) word: Word<'t>,
    pub(super) cut: [char; 2],
}

/// What the words of a line are worth side by side, in bits above chance.
pub(super) struct Scale<'m, M> {
    pub(super) model: &'m M,
    /// None until a line is torn.
    pub(super) asked: Option<&'m Asked>,
    /// None until the text is torn for sure.
    pub(super) print: Option<&'m Fingerprint>,
}

impl<M: LanguageModel> Scale<'_, M> {
    /// What two words are worth side by side.
    fn next_by(&self, a: &Word<'_>, b: &Word<'_>, edge_weight: Cost) -> Cost {
        if a.closes || b.opens {
            let edge = Some(WordId::EDGE);
            return (self.model.known_gain(a.id, edge) + self.model.known_gain(edge, b.id)) * edge_weight
                / 256;
        }
        match (a.id, b.id) {
            (Some(first), Some(second)) => match self.model.pair_cost(first, second) {
                Some(cost) => (self.model.word_cost(second) - cost) * SEEN / 256 + SEEN_AT_ALL,
                None => self.model.known_gain(a.id, b.id) * KINDS / 256,
            },
            // The shape of a word tells its kind.
            _ if !a.text.is_empty() && !b.text.is_empty() => {
                (self.model.cost(b.text) - self.model.pair(a.text, b.text)) * KINDS / 256
            }
            _ => 0,
        }
    }

    /// What two words of a line are worth side by side.
    pub(super) fn next(&self, a: &Word<'_>, b: &Word<'_>) -> Cost {
        self.next_by(a, b, EDGE)
    }

    fn far(&self, a: Option<&Word<'_>>, c: Option<&Word<'_>>) -> Cost {
        match (a.and_then(|a| a.id), c.and_then(|c| c.id)) {
            (Some(a), Some(c)) => self.model.far_gain(a, c) * FAR / 256,
            _ => 0,
        }
    }

    fn said(&self, a: &Word<'_>, b: &Word<'_>) -> Said {
        match self.asked {
            Some(asked) if !a.closes && !b.opens && !a.text.is_empty() && !b.text.is_empty() => {
                asked.habits.say(a.text, b.text)
            }
            _ => Said::Never,
        }
    }

    /// What two neighbours are worth that stand in the line, `at` being the second.
    pub(super) fn inner(&self, line: &Line<'_>, at: usize) -> Cost {
        let (a, b) = (line.word(at - 1), line.word(at));
        // The text says it here already.
        let again = if self.said(&a, &b) == Said::Again { WITHIN } else { 0 };
        let before = at.checked_sub(2).map(|far| line.word(far));
        let after = (at + 1 < line.len()).then(|| line.word(at + 1));
        self.next(&a, &b) + again + self.far(before.as_ref(), Some(&b)) + self.far(Some(&a), after.as_ref())
    }

    /// What the words of two tokens are worth side by side.
    pub(super) fn joint(&self, line: &Line<'_>, a: usize, b: usize) -> Cost {
        self.next(&line.word(a), &line.word(b))
    }

    /// What the end of one line and the start of another are worth together; nearest words first.
    pub(super) fn across(&self, end: &Edge<'_>, start: &Edge<'_>) -> Cost {
        let (Some(a), Some(b)) = (&end[0], &start[0]) else { return 0 };
        let habit = match self.said(a, b) {
            Said::Never => 0,
            Said::Once => ONCE,
            Said::Again => AGAIN,
        };
        self.next_by(a, b, EDGE_ACROSS)
            + habit
            + self.far(end[1].as_ref(), Some(b))
            + self.far(Some(a), start[1].as_ref())
    }

    /// What it is worth that two tokens are one word, over what they are apart; `None` if it is worth
    /// nothing.
    pub(super) fn glue<'t>(&self, line: &Line<'t>, head: usize, tail: usize) -> Option<Glue<'t>> {
        let (a, b) = (line.token(head), line.token(tail));
        let glued = Glued::of(&a, &b)?;
        let tatweel = glued.tail.starts_with(TATWEEL);
        let known = self.print.map_or(0, |print| print.worth(glued.cut));
        let id = self.model.word(glued.as_str());
        let whole = match id {
            Some(id) => self.model.word_cost(id),
            None if tatweel || self.model.is_word(glued.as_str()) => self.model.cost(glued.as_str()),
            // A name, where names are cut too.
            None if known > 0 => self.model.cost(glued.as_str()) + CUT_NAME,
            // A name: two strings that are no words, for one.
            None if self.model.word(glued.head).is_none() && self.model.word(glued.tail).is_none() => {
                self.model.cost(glued.as_str()) + NAME
            }
            None => return None,
        };
        let apart = self.model.cost(glued.head) + self.model.cost(glued.tail);
        let worth = apart - whole + known + if tatweel { TATWEEL_TAIL } else { 0 };
        (worth > 0).then(|| Glue { worth, word: Word::glued(id, &a, &b), cut: glued.cut })
    }

    /// What the word before a head is worth before the whole word, over what it is before the head.
    pub(super) fn around_head(&self, line: &Line<'_>, head: usize, word: &Word<'_>) -> Cost {
        let before = line.word(head - 1);
        self.next(&before, word) - self.next(&before, &line.word(head))
    }

    /// The same of the word after a tail.
    pub(super) fn around_tail(&self, line: &Line<'_>, tail: usize, word: &Word<'_>) -> Cost {
        let after = line.word(tail + 1);
        self.next(word, &after) - self.next(&line.word(tail), &after)
    }
}
