//! What the words of a line say of its direction, asked of a language model.

use crate::arabic::forms;
use crate::arabic::letters::{is_letter, is_standard_arabic};
use crate::arabic::marks::is_mark;
use crate::model::{Cost, LanguageModel, WordId, BIT};

/// The letters of one word, both ways. Nothing is allocated.
#[derive(Default)]
pub(super) struct Spelling {
    word: Buffer,
    forward: Buffer,
    backward: Buffer,
}

/// As many letters as a word has at most; what is longer is cut and so unknown.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Buffer {
    bytes: [u8; 64],
    len: usize,
}

impl Default for Buffer {
    fn default() -> Self {
        Buffer { bytes: [0; 64], len: 0 }
    }
}

impl Buffer {
    fn clear(&mut self) {
        // Equal words are equal buffers.
        self.bytes[..self.len].fill(0);
        self.len = 0;
    }

    fn push(&mut self, c: char) {
        if let Some(place) = self.bytes.get_mut(self.len..self.len + c.len_utf8()) {
            c.encode_utf8(place);
            self.len += c.len_utf8();
        }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

/// Characters of the longest token that may be two words.
const LONGEST: usize = 32;
/// One word cannot say more than this, whatever it costs.
const MOST: Cost = 24 * BIT;

impl Spelling {
    /// How much likelier the letters of `line` are backwards than as they stand: the sum over its words.
    pub(super) fn backwards<M: LanguageModel>(&mut self, model: &M, line: &str) -> Cost {
        let mut sum: Cost = 0;
        self.each_word(line, |spelling| sum = sum.saturating_add(spelling.word_backwards(model)));
        sum
    }

    /// The same of a line in another language, where لا ends words and the model takes it for an article in reverse.
    pub(super) fn backwards_elsewhere<M: LanguageModel>(&mut self, model: &M, line: &str) -> Cost {
        let mut sum: Cost = 0;
        self.each_word(line, |spelling| {
            let article = |word: &str| word.starts_with("\u{627}\u{644}");
            if !article(spelling.forward.as_str()) && !article(spelling.backward.as_str()) {
                sum = sum.saturating_add(spelling.word_backwards(model));
            }
        });
        sum
    }

    /// How much likelier the word just read is backwards.
    fn word_backwards<M: LanguageModel>(&self, model: &M) -> Cost {
        // A letter that Arabic does not have marks a word that the model cannot know.
        if self.forward == self.backward || !self.forward.as_str().chars().all(is_standard_arabic) {
            return 0;
        }
        (model.cost(self.forward.as_str()) - model.cost(self.backward.as_str())).clamp(-MOST, MOST)
    }

    /// Read word after word into the buffers, forms folded, marks and tatweel left out.
    fn each_word(&mut self, line: &str, mut each: impl FnMut(&Self)) {
        let mut rest = line;
        while let Some(start) = rest.find(part_of_word) {
            rest = &rest[start..];
            let end = rest.find(|c| !part_of_word(c)).unwrap_or(rest.len());
            self.spell(&rest[..end]);
            rest = &rest[end..];
            if self.forward.len > 0 {
                each(self);
            }
        }
    }

    fn spell(&mut self, word: &str) {
        self.forward.clear();
        self.backward.clear();
        word.chars().for_each(|c| push_letters(c, &mut self.forward));
        word.chars().rev().for_each(|c| push_letters(c, &mut self.backward));
    }

    /// Reads a token without the signs about it. None if it has no letters, or signs or numbers between them.
    fn spell_token(&mut self, token: &str) -> Option<&Self> {
        let letters = token.trim_matches(|c: char| !part_of_word(c));
        if letters.is_empty() || !letters.chars().all(part_of_word) {
            return None;
        }
        self.spell(letters);
        Some(self)
    }

    /// The word that the letters of `token` are backwards.
    pub(super) fn known_backwards<M: LanguageModel>(&mut self, model: &M, token: &str) -> Option<WordId> {
        model.word(self.spell_token(token)?.backward.as_str())
    }

    /// What `token` costs as it stands and with its letters turned, and which words these are. None if signs or
    /// numbers stand between its letters.
    pub(super) fn both_ways<M: LanguageModel>(
        &mut self,
        model: &M,
        token: &str,
    ) -> Option<([Cost; 2], [Option<WordId>; 2])> {
        let spelled = self.spell_token(token)?;
        let ways = [spelled.forward.as_str(), spelled.backward.as_str()];
        Some((ways.map(|way| model.cost(way)), ways.map(|way| model.word(way))))
    }

    /// What `token` costs with its letters turned, and which word it is then; as [`Spelling::both_ways`].
    pub(super) fn turned<M: LanguageModel>(
        &mut self,
        model: &M,
        token: &str,
    ) -> Option<(Cost, Option<WordId>)> {
        self.both_ways(model, token).map(|([_, cost], [_, id])| (cost, id))
    }

    /// What `token` costs as it stands, and which word it is. None if signs or numbers stand between its letters.
    pub(super) fn stands<M: LanguageModel>(
        &mut self,
        model: &M,
        token: &str,
    ) -> Option<(Cost, Option<WordId>)> {
        let spelled = self.spell_token(token)?.forward.as_str();
        Some((model.cost(spelled), model.word(spelled)))
    }

    /// How much likelier the words of `line`, spelled as they stand, are in reverse order, and how
    /// many known neighbours say so. Numbers and signs part the line.
    pub(super) fn word_order_backwards<M: LanguageModel>(&mut self, model: &M, line: &str) -> (Cost, u32) {
        let (mut sum, mut pairs): (Cost, u32) = (0, 0);
        let mut before: Option<WordId> = None;
        for token in line.split(|c: char| c.is_whitespace() || matches!(c, '\u{202A}'..='\u{202C}')) {
            if token.is_empty() {
                continue;
            }
            let (here, head, tail) = self.word_at(model, token);
            if let (Some(a), Some(b), true) = (before, here, head) {
                let backward = model.next_gain(b, a) - model.next_gain(a, b);
                sum = sum.saturating_add(backward.clamp(-MOST, MOST));
                pairs += 1;
            }
            before = if tail { here } else { None };
        }
        (sum, pairs)
    }

    /// The word that a token is, spelled as it stands, and whether it touches the ones before and after: a sign
    /// between two words says little about which of them it belongs to.
    fn word_at<M: LanguageModel>(&mut self, model: &M, token: &str) -> (Option<WordId>, bool, bool) {
        if token.chars().all(is_standard_arabic) {
            return (model.word(token), true, true);
        }
        let letters = token.trim_matches(|c: char| !part_of_word(c));
        self.word.clear();
        letters.chars().for_each(|c| push_letters(c, &mut self.word));
        let whole = !letters.is_empty() && letters.chars().all(part_of_word);
        let here = if whole { model.word(self.word.as_str()) } else { None };
        (here, token.starts_with(part_of_word), token.ends_with(part_of_word))
    }
}

/// The places behind the second letter of a token that may be two words whose space was lost.
pub(super) fn inside(token: &str) -> impl Iterator<Item = usize> + '_ {
    let short = token.chars().nth(LONGEST).is_none();
    token.char_indices().map(|(at, _)| at).skip(2).take_while(move |_| short)
}

fn part_of_word(c: char) -> bool {
    is_letter(c) || is_mark(c) || c == '\u{640}' || forms::is_form(c) || c == '\u{200C}' || c == '\u{200D}'
}

fn push_letters(c: char, into: &mut Buffer) {
    match c {
        // Some fonts hold the Persian twins of ك and ي.
        '\u{6A9}' => into.push('\u{643}'),
        '\u{6CC}' => into.push('\u{64A}'),
        c if is_letter(c) => into.push(c),
        c => push_form(c, into),
    }
}

fn push_form(c: char, into: &mut Buffer) {
    if let Some(letters) = forms::letters(c) {
        letters.chars().filter(|&letter| is_letter(letter)).for_each(|letter| into.push(letter));
    }
}
