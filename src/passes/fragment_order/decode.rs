//! The pieces of a torn line, found by the words that they make.

use crate::arabic::letters::TATWEEL;
use crate::model::{Cost, LanguageModel, WordId, BIT};

use super::habits::{Habits, Said};
use super::line::{Beside, Glued, Line, Token, TOKENS};

/// Where a torn line parts.
pub(super) struct Decoded {
    /// The tokens that begin a piece, but for the first, in the order of the line.
    cuts: Vec<usize>,
    /// How likely all other repairs are together, in thousandths of this one.
    doubt: u64,
}

/// Bits that make a line torn.
const TORN: Cost = 8 * BIT;
/// How likely all others together may be, in thousandths, for one to be sure.
const SURE: u64 = 100;
/// Pieces of a line, at most.
const PIECES: usize = 7;
/// What every piece beyond the second costs.
const PIECE: Cost = 6 * BIT;
/// What a tail that begins with a tatweel says.
const TATWEEL_TAIL: Cost = 20 * BIT;

impl Decoded {
    pub(super) fn cuts(&self) -> &[usize] {
        &self.cuts
    }

    /// The end of the piece that stands first in the line, and so is read last.
    pub(super) fn first_end(&self) -> usize {
        self.cuts[0]
    }

    pub(super) fn is_sure(&self) -> bool {
        self.doubt <= SURE
    }
}

/// What a torn word costs that is none.
const NAME: Cost = 12 * BIT;
/// What two words are worth that stand side by side twice elsewhere in the text.
const HABIT: Cost = 5 * BIT;
/// The same across lines, where the text says it once.
const ONCE: Cost = 2 * BIT;
/// What three words are worth that do.
const TRIPLE: Cost = 3 * BIT;

/// A way to read a line up to a cut.
#[derive(Clone, Copy)]
struct Way {
    gain: Cost,
    from: usize,
}

/// The likeliest pieces of a line between a word before and one after it; `None` if it is likelier
/// whole.
pub(super) fn decode<M: LanguageModel>(
    model: &M,
    habits: &Habits,
    line: &Line<'_>,
    before: &Beside<'_>,
    after: &Beside<'_>,
) -> Option<Decoded> {
    let words = Words { model, habits, line };
    let n = line.len();
    // What the ends are worth as they stand.
    let stays = words.met_by(before, 0) + words.meets(n - 1, after);
    // ways[pieces][end]: the best gain for the tokens up to `end` in so many pieces. The first piece
    // in the line is read last.
    let mut ways = [[None::<Way>; TOKENS + 1]; PIECES];
    for (end, way) in ways[0].iter_mut().enumerate().take(n).skip(1) {
        let gain = words.meets(end - 1, after) - words.pair(end - 1, end) - stays;
        *way = Some(Way { gain, from: 0 });
    }
    for piece in 1..PIECES {
        for end in 2..n {
            for from in 1..end {
                let Some(way) = ways[piece - 1][from] else { continue };
                // The piece from `from` to `end` is read before the one that ends at `from`.
                let start = if piece == 1 { 0 } else { way.from };
                let Some(glue) = words.glue(start, from, end - 1) else { continue };
                let gain =
                    way.gain + glue.worth - words.pair(end - 1, end) - if piece > 1 { PIECE } else { 0 };
                if ways[piece][end].is_none_or(|best| gain > best.gain) {
                    ways[piece][end] = Some(Way { gain, from });
                }
            }
        }
        for from in 1..n {
            let Some(gain) = words.last_piece(&ways, piece, from, (before, after)) else { continue };
            if ways[piece][n].is_none_or(|best| gain > best.gain) {
                ways[piece][n] = Some(Way { gain, from });
            }
        }
    }
    let (pieces, best) = (1..PIECES)
        .filter_map(|piece| ways[piece][n].map(|way| (piece, way)))
        .max_by_key(|&(piece, way)| (way.gain, std::cmp::Reverse(piece)))?;
    if best.gain < TORN {
        return None;
    }
    let mut cuts = vec![best.from];
    let mut piece = pieces;
    while piece > 1 {
        piece -= 1;
        cuts.push(ways[piece][cuts[cuts.len() - 1]]?.from);
    }
    cuts.reverse();
    let doubt = doubt(&words, &ways, (pieces, best), (before, after));
    Some(Decoded { cuts, doubt })
}

/// How likely the repairs that part the line elsewhere at its last cut are, together, in thousandths
/// of the best one. Bits of a small model promise too much: measured on torn lines, four of them are worth three.
fn doubt<M: LanguageModel>(
    words: &Words<'_, '_, M>,
    ways: &[[Option<Way>; TOKENS + 1]; PIECES],
    (pieces, best): (usize, Way),
    (before, after): (&Beside<'_>, &Beside<'_>),
) -> u64 {
    let n = words.line.len();
    let mut others = 0;
    for piece in 1..PIECES {
        for from in (1..n).filter(|&from| (piece, from) != (pieces, best.from)) {
            let Some(gain) = words.last_piece(ways, piece, from, (before, after)) else { continue };
            let less = (best.gain - gain).max(0) / BIT * 3 / 4;
            others += 1000 >> less.min(20);
        }
    }
    others
}

/// Two tokens as one word.
struct Glue {
    worth: Cost,
    id: Option<WordId>,
}

/// What the words of a line are worth side by side, in bits above chance.
struct Words<'l, 't, M> {
    model: &'l M,
    habits: &'l Habits,
    line: &'l Line<'t>,
}

impl<M: LanguageModel> Words<'_, '_, M> {
    /// How much likelier `b` is after `a` than anywhere.
    fn next(&self, a: Option<WordId>, b: Option<WordId>) -> Cost {
        match (a, b) {
            (Some(a), Some(b)) => self.model.word_cost(b) - self.model.next_cost(a, b),
            _ => 0,
        }
    }

    /// What a joint is worth: the words, and whether signs part them.
    fn joint(&self, a: Token<'_>, a_id: Option<WordId>, b: Token<'_>, b_id: Option<WordId>) -> Cost {
        if a.closes() || b.opens() {
            let edge = Some(WordId::EDGE);
            return self.next(a_id, edge) + self.next(edge, b_id);
        }
        let again = if self.habits.say(&[a, b]) == Said::Again { HABIT } else { 0 };
        self.next(a_id, b_id) + again
    }

    /// What the text makes of words that meet across two lines.
    fn across(&self, far: Option<Token<'_>>, a: Token<'_>, b: Token<'_>, beyond: Option<Token<'_>>) -> Cost {
        if a.closes() || b.opens() {
            return 0;
        }
        let once = if self.habits.say(&[a, b]) == Said::Once { ONCE } else { 0 };
        let left =
            far.is_some_and(|far| !far.closes() && !a.opens() && self.habits.say(&[far, a, b]) > Said::Never);
        let right = beyond
            .is_some_and(|far| !b.closes() && !far.opens() && self.habits.say(&[a, b, far]) > Said::Never);
        once + if left { TRIPLE } else { 0 } + if right { TRIPLE } else { 0 }
    }

    /// What two neighbours of the line are worth.
    fn pair(&self, a: usize, b: usize) -> Cost {
        let line = self.line;
        let near = self.joint(line.token(a), line.id(a), line.token(b), line.id(b));
        near + self.far(a.checked_sub(1), Some(b))
            + self.far(Some(a), Some(b + 1).filter(|&c| c < line.len()))
    }

    /// What words two apart are worth.
    fn far(&self, a: Option<usize>, c: Option<usize>) -> Cost {
        let id = |at: Option<usize>| at.and_then(|at| self.line.id(at));
        self.far_ids(id(a), id(c))
    }

    fn far_ids(&self, a: Option<WordId>, c: Option<WordId>) -> Cost {
        match (a, c) {
            (Some(a), Some(c)) => self.model.far_gain(a, c) / 2,
            _ => 0,
        }
    }

    /// What a token is worth after the line before.
    fn met_by(&self, before: &Beside<'_>, at: usize) -> Cost {
        let line = self.line;
        let Some((token, id)) = before.near else { return 0 };
        let next = line.id_at(at + 1);
        let beyond = (at + 1 < line.len()).then(|| line.token(at + 1));
        self.joint(token, id, line.token(at), line.id(at))
            + self.across(before.far.map(|(token, _)| token), token, line.token(at), beyond)
            + self.far_ids(before.far_id(), line.id(at))
            + self.far_ids(id, next)
    }

    /// What a token is worth before the line after.
    fn meets(&self, at: usize, after: &Beside<'_>) -> Cost {
        let line = self.line;
        let Some((token, id)) = after.near else { return 0 };
        let last = at.checked_sub(1);
        self.joint(line.token(at), line.id(at), token, id)
            + self.across(
                last.map(|at| line.token(at)),
                line.token(at),
                token,
                after.far.map(|(token, _)| token),
            )
            + self.far_ids(line.id(at), after.far_id())
            + self.far_ids(last.and_then(|at| line.id(at)), id)
    }

    /// The gain of the way that reads the piece from `from` to the line's end first, after so many
    /// others. A piece of one token is the word that it is a part of.
    fn last_piece(
        &self,
        ways: &[[Option<Way>; TOKENS + 1]; PIECES],
        piece: usize,
        from: usize,
        (before, after): (&Beside<'_>, &Beside<'_>),
    ) -> Option<Cost> {
        let n = self.line.len();
        let way = ways[piece - 1][from]?;
        let start = if piece == 1 { 0 } else { way.from };
        let glue = self.glue(start, from, n - 1)?;
        let mut gain = way.gain + glue.worth - if piece > 1 { PIECE } else { 0 };
        gain += match before.near {
            Some((token, id)) if from == n - 1 && !token.closes() => self.next(id, glue.id),
            _ => self.met_by(before, from),
        };
        if let (Some((token, id)), 1, 1) = (after.near, piece, from) {
            let meets = if token.opens() || self.line.token(0).closes() { 0 } else { self.next(glue.id, id) };
            gain += meets - self.meets(0, after) + self.pair(0, 1);
        }
        Some(gain)
    }

    /// What it is worth that two tokens are one word,
    /// over what they are apart: the last token of the piece that begins at `cut` and the first of the
    /// piece before it in the line.
    fn glue(&self, tail: usize, cut: usize, head: usize) -> Option<Glue> {
        let (line, model) = (self.line, self.model);
        let (a, b) = (line.token(head), line.token(tail));
        let glued = Glued::of(&a, &b)?;
        let tatweel = b.word.starts_with(TATWEEL);
        let id = model.word(glued.as_str());
        let whole = match id {
            Some(id) => model.word_cost(id),
            None if tatweel || model.is_word(glued.as_str()) => model.cost(glued.as_str()),
            // A name: two strings that are no words, for one.
            None if model.word(a.word).is_none() && model.word(b.word).is_none() => {
                model.cost(glued.as_str()) + NAME
            }
            None => return None,
        };
        let apart = model.cost(a.word) + model.cost(b.word);
        let context = |left: Option<usize>, right: Option<usize>| {
            let (mut with, mut without) = (0, 0);
            if let Some(left) = left.filter(|_| !a.opens()) {
                with += self.next(line.id(left).filter(|_| !line.token(left).closes()), id);
                without += self.pair(left, head);
            }
            if let Some(right) = right.filter(|_| !b.closes()) {
                with += self.next(id, line.id(right).filter(|_| !line.token(right).opens()));
                without += self.pair(tail, right);
            }
            with - without
        };
        let around = context(
            head.checked_sub(1).filter(|&left| left >= cut),
            Some(tail + 1).filter(|&right| right < cut),
        );
        let worth = apart - whole + around + if tatweel { TATWEEL_TAIL } else { 0 };
        Some(Glue { worth, id })
    }
}
