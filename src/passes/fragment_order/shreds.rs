//! All ways to cut a line whose pieces are glued, and the likeliest of them.

use std::ops::Range;

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::words::{tokens, Token};
use crate::model::{Cost, LanguageModel, WordId, BIT};

use super::glued::Glued;

/// Bytes of a line of a page, at most.
pub(super) const LINE: usize = 640;
/// Bytes of a word, at most.
pub(super) const WORD: usize = 64;
/// Places that may be cuts, at most.
const CUTS: usize = 96;
/// Letters of the tokens of a line, on average, beyond which it lost its spaces.
const LONG: usize = 7;
/// Bytes for each mark, at least: of words with all their marks little is known.
const MARKS: usize = 16;
/// Bytes of a word that two pieces may make by chance.
const SHORT: usize = 12;
/// What a cut costs, after a kashida and elsewhere, and in a token that is a word.
const CUT: Cost = 2 * BIT;
const BARE_CUT: Cost = 5 * BIT;
const CUT_WORD: Cost = 4 * BIT;
/// What a string costs that is no word, and each of its letters.
const STRANGE: Cost = 16 * BIT;
const STRANGE_LETTER: Cost = 3 * BIT;
/// What it costs that two words have no space between them.
const NO_SPACE: Cost = 6 * BIT;

/// A place inside a token that may be a cut.
#[derive(Clone, Copy, Debug)]
struct Cut {
    /// Byte of the line.
    at: usize,
    token: usize,
    /// What is saved by the token not being there, less what the cut costs.
    gain: Cost,
}

/// A line, read token by token.
pub(super) struct Shreds<'t, 'm, M> {
    line: &'t str,
    /// Its first byte in the text.
    start: usize,
    model: &'m M,
    tokens: Vec<Token<'t>>,
    costs: Vec<Cost>,
    words: Vec<bool>,
}

impl<'t, 'm, M: LanguageModel> Shreds<'t, 'm, M> {
    /// `None` for a line of one word, one that no page has, and one that lost its spaces, one with all its
    /// marks, and one of signs for letters.
    pub(super) fn of(model: &'m M, part: &'t str, start: usize) -> Option<Self> {
        let line = part.trim();
        let start = start + (line.as_ptr() as usize - part.as_ptr() as usize);
        if line.len() > LINE {
            return None;
        }
        let tokens: Vec<Token<'t>> = tokens(line).collect();
        let marks = line.chars().filter(|&c| is_mark(c)).count();
        let long = line.chars().filter(|&c| is_letter(c)).count() > LONG * tokens.len();
        if tokens.len() < 2 || long || marks * MARKS > line.len() || has_signs_for_letters(line) {
            return None;
        }
        let (costs, words) = tokens.iter().map(|token| whole(model, token.text)).unzip();
        Some(Shreds { line, start, model, tokens, costs, words })
    }

    /// Its bytes in the text, white space about it left out.
    fn span(&self) -> Range<usize> {
        self.start..self.start + self.line.len()
    }

    /// Whether some of its tokens are no words, and not most: pieces have words within them.
    pub(super) fn is_strange(&self) -> bool {
        let strange = self.words.iter().filter(|&&word| !word).count();
        strange > 0 && strange * 3 <= self.words.len() * 2
    }

    fn cuts(&self) -> Vec<Cut> {
        let mut cuts = Vec::new();
        for (token, (&Token { text, start }, (&cost, &word))) in
            self.tokens.iter().zip(self.costs.iter().zip(&self.words)).enumerate()
        {
            let mut before = None;
            for (at, c) in text.char_indices() {
                if let Some(before) = before.replace(c) {
                    let stretched = is_kashida(before) && !is_kashida(c);
                    let inside = !is_kashida(before) && !is_mark(c) && is_letter(c);
                    let short = !word || text.len() <= SHORT;
                    if stretched || inside && short && text[..at].contains(is_letter) {
                        let cut = if stretched { CUT } else { BARE_CUT };
                        let gain = cost - cut - if stretched || !word { 0 } else { CUT_WORD };
                        cuts.push(Cut { at: start + at, token, gain });
                    }
                }
            }
        }
        cuts
    }

    /// The token that byte `at` stands in or ends, up to there.
    fn head(&self, token: usize, from: usize, to: usize) -> &'t str {
        &self.line[self.tokens[token].start.max(from)..to]
    }

    fn tail(&self, token: usize, from: usize, to: usize) -> &'t str {
        &self.line[from..self.tokens[token].end().min(to)]
    }

    /// The likeliest way to cut the line.
    pub(super) fn decode(&self) -> Option<Glued> {
        let cuts = self.cuts();
        let (n, last) = (cuts.len(), self.tokens.len() - 1);
        if n == 0 || n > CUTS {
            return None;
        }
        let end = self.tokens[last].end();
        // meet[tail][head]: what the word costs that ends one piece at cut `head` and begins another at
        // `tail`; the last row is the line's end, the first column its start.
        let meet = |tail: usize, head: usize| {
            let (a, c) = (cuts[tail], cuts[head]);
            let parts = [self.head(c.token, 0, c.at), self.tail(a.token, a.at, end)];
            Letters::of(&parts).cost(self.model)
        };
        let mut met: Vec<Option<Cost>> = vec![None; n * n];
        // ways[a][b]: the best way to cut at b and then at a.
        let mut ways = vec![None::<(Cost, usize)>; n * (n + 1)];
        let place = |a: usize, b: usize| a * (n + 1) + b;
        for (b, cut) in cuts.iter().enumerate() {
            // The first piece ends the line. Its first word stands alone, unless it is the line's last.
            let alone = if cut.token == last {
                0
            } else {
                self.costs[last] - Letters::of(&[self.tail(cut.token, cut.at, end)]).cost(self.model)
            };
            ways[place(b, n)] = Some((cut.gain + alone, n));
        }
        let mut best: Option<(Cost, usize, usize)> = None;
        for b in (0..n).rev() {
            for c in (b + 1..=n).rev() {
                let Some((gain, _)) = ways[place(b, c)] else { continue };
                let (head, from) = if c == n {
                    (end, if cuts[b].token == last { cuts[b].at } else { 0 })
                } else {
                    (cuts[c].at, 0)
                };
                let head_token = if c == n { last } else { cuts[c].token };
                // The piece before this one in the line may be the first of the line,
                let first =
                    self.tail(0, self.tokens[0].start, if cuts[b].token == 0 { cuts[b].at } else { end });
                let joint = Letters::of(&[self.head(head_token, from, head), first]).cost(self.model);
                let rest = if cuts[b].token == 0 {
                    0
                } else {
                    self.costs[0] - Letters::of(&[self.head(cuts[b].token, 0, cuts[b].at)]).cost(self.model)
                };
                let whole = gain + rest - joint;
                if best.is_none_or(|(best, ..)| whole > best) {
                    best = Some((whole, b, c));
                }
                // or begin at another cut.
                for a in (0..b).rev() {
                    if cuts[a].token == cuts[b].token {
                        continue;
                    }
                    let joint = if c == n {
                        let parts = [self.head(last, from, end), self.tail(cuts[a].token, cuts[a].at, end)];
                        Letters::of(&parts).cost(self.model)
                    } else {
                        *met[a * n + c].get_or_insert_with(|| meet(a, c))
                    };
                    let gain = gain + cuts[a].gain - joint;
                    let way = &mut ways[place(a, b)];
                    if way.is_none_or(|(best, _)| gain > best) {
                        *way = Some((gain, c));
                    }
                }
            }
        }
        let (gain, mut b, mut c) = best?;
        let mut found = vec![self.start + cuts[b].at];
        while c < n {
            found.push(self.start + cuts[c].at);
            let (_, next) = ways[place(b, c)]?;
            (b, c) = (c, next);
        }
        found.reverse();
        Some(Glued { span: self.span(), cuts: found, gain })
    }
}

/// Whether signs of more kinds than one stand between letters: they stand for letters, not for kashidas.
fn has_signs_for_letters(line: &str) -> bool {
    let mut sign = None;
    let mut before = [' '; 2];
    line.chars().any(|c| {
        let between = is_letter(before[0]) && before[1].is_ascii_punctuation() && is_letter(c);
        let other = between && sign.replace(before[1]).is_some_and(|sign| sign != before[1]);
        before = [before[1], c];
        other
    })
}

/// What stands for a kashida.
fn is_kashida(c: char) -> bool {
    matches!(c, TATWEEL | '\u{FFFD}' | '0'..='9' | '!'..='/')
}

/// The letters of parts, as one word.
pub(super) struct Letters {
    bytes: [u8; WORD],
    len: usize,
    pub(super) count: Cost,
}

impl Letters {
    pub(super) fn of(parts: &[&str]) -> Self {
        let mut letters = Letters { bytes: [0; WORD], len: 0, count: 0 };
        for c in parts.iter().flat_map(|part| part.chars()).filter(|&c| is_letter(c) && c != TATWEEL) {
            let Some(place) = letters.bytes.get_mut(letters.len..letters.len + c.len_utf8()) else { break };
            c.encode_utf8(place);
            letters.len += c.len_utf8();
            letters.count += 1;
        }
        letters
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }

    /// The word that they are, if the model knows it.
    pub(super) fn id<M: LanguageModel>(&self, model: &M) -> Option<WordId> {
        model.word(self.as_str())
    }

    /// What they cost if the model knows them.
    pub(super) fn known<M: LanguageModel>(&self, model: &M) -> Option<Cost> {
        if self.len == 0 {
            return Some(0);
        }
        model.word(self.as_str()).map(|id| model.word_cost(id))
    }

    /// What they cost if they are a word, clitics and all.
    pub(super) fn word<M: LanguageModel>(&self, model: &M) -> Option<Cost> {
        self.known(model).or_else(|| model.is_word(self.as_str()).then(|| model.cost(self.as_str())))
    }

    /// The same, whatever they are.
    pub(super) fn whole<M: LanguageModel>(&self, model: &M) -> Cost {
        self.word(model).unwrap_or(STRANGE + self.count * STRANGE_LETTER)
    }

    /// What they cost, most of the time: words with clitics that are not known themselves are few, and asking
    /// for them is dear.
    fn cost<M: LanguageModel>(&self, model: &M) -> Cost {
        self.known(model).unwrap_or(STRANGE + self.count * STRANGE_LETTER)
    }
}

/// What a token costs as it stands, and whether it is a word. Two words without a space cost what they are.
pub(super) fn whole<M: LanguageModel>(model: &M, token: &str) -> (Cost, bool) {
    let letters = Letters::of(&[token]);
    if let Some(cost) = letters.known(model) {
        return (cost, true);
    }
    let word = letters.as_str();
    let mut least = letters.cost(model);
    if model.is_word(word) {
        least = least.min(model.cost(word));
    }
    for (at, _) in word.char_indices().skip(1) {
        let (a, b) = word.split_at(at);
        if let (Some(a), Some(b)) = (model.word(a), model.word(b)) {
            least = least.min(model.word_cost(a) + model.word_cost(b) + NO_SPACE);
        }
    }
    (least, model.is_word(word))
}
