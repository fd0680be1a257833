//! A line as words with places, and the signs at its ends that it may be torn.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, joins_next, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::pieces::is_private;
use crate::arabic::width::{width, Width};
use crate::arabic::words::strip_punctuation;
use crate::model::{LanguageModel, WordId};
use crate::text::View;

/// Tokens of one line that are read; a longer one is no line of a page.
pub(super) const TOKENS: usize = 48;
/// Tokens that may be no words, beyond as many as are: parts of words, and names.
const UNKNOWN: usize = 4;
/// The bytes of a token, on average, in a line whose words are in pieces.
const SHORT: usize = 7;
/// Tokens that begin with a mark: the tails of words.
const MARKS: usize = 2;
/// The bytes of two tokens that may be one word.
const GLUED: usize = 64;

/// A token of a line: its word, and what stands about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    /// The word without the signs about it; empty if there is none.
    pub(super) word: &'t str,
}

impl<'t> Token<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Token { text, word: strip_punctuation(text) }
    }

    /// Whether signs stand before its word.
    pub(super) fn opens(&self) -> bool {
        !self.text.starts_with(self.word) || self.word.is_empty()
    }

    /// Whether signs stand behind its word.
    pub(super) fn closes(&self) -> bool {
        !self.text.ends_with(self.word) || self.word.is_empty()
    }

    /// What ends a sentence behind its word.
    fn stop(&self) -> Option<char> {
        let end = self.text.trim_end_matches(['"', ')', '»', ']']).chars().next_back();
        end.filter(|end| matches!(end, '.' | '؟' | '!'))
    }

    /// The id of its word; numbers have one of their own.
    pub(super) fn id<M: LanguageModel>(&self, model: &M) -> Option<WordId> {
        if self.word.starts_with(is_digit) {
            return Some(WordId::NUMBER);
        }
        model.word(self.word)
    }
}

/// A word beside another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    /// Empty where it stands in two pieces.
    pub(super) text: &'t str,
    pub(super) id: Option<WordId>,
    /// Whether signs stand before it, and behind it.
    pub(super) opens: bool,
    pub(super) closes: bool,
    /// What ends a sentence behind it.
    pub(super) stop: Option<char>,
    /// How wide it is, signs and all.
    pub(super) width: Width,
}

impl<'t> Word<'t> {
    pub(super) fn of(token: &Token<'t>, id: Option<WordId>) -> Self {
        let (opens, closes) = (token.opens(), token.closes());
        Word { text: token.word, id, opens, closes, stop: token.stop(), width: width(token.text) }
    }

    /// A head and a tail as one word.
    pub(super) fn glued(id: Option<WordId>, head: &Token<'t>, tail: &Token<'t>) -> Self {
        let width = width(head.text) + width(tail.text);
        Word { text: "", id, opens: head.opens(), closes: tail.closes(), stop: tail.stop(), width }
    }
}

/// The two words nearest to the end or the start of a line, nearest first.
pub(super) type Edge<'t> = [Option<Word<'t>>; 2];

/// The first words of a line.
pub(super) fn first_of<'t, M: LanguageModel>(model: &M, view: View<'t>) -> Edge<'t> {
    edge(model, view.text().split_whitespace())
}

/// The last words of a line.
pub(super) fn last_of<'t, M: LanguageModel>(model: &M, view: View<'t>) -> Edge<'t> {
    edge(model, view.text().split_whitespace().rev())
}

fn edge<'t, M: LanguageModel>(model: &M, mut nearest_first: impl Iterator<Item = &'t str>) -> Edge<'t> {
    let mut next = || nearest_first.next().map(Token::new).map(|token| Word::of(&token, token.id(model)));
    [next(), next()]
}

/// What stands before a number or a quotation, with a tatweel between.
const PREFIXES: [&str; 8] = ["ب", "ل", "ك", "ال", "لل", "بال", "وال", "ول"];

/// A head and a tail of a word, put together.
pub(super) struct Glued<'t> {
    bytes: [u8; GLUED],
    len: usize,
    /// The letters that were apart; other words may touch them, as in `الأول/أ`.
    pub(super) head: &'t str,
    pub(super) tail: &'t str,
    /// The last letter of the head and the first of the tail.
    pub(super) cut: [char; 2],
}

impl<'t> Glued<'t> {
    /// `None` where no word is torn: the head ends in a letter that joins and the tail begins with
    /// no tatweel, a sign stands between them, or they are too long for a word.
    pub(super) fn of(head: &Token<'t>, tail: &Token<'t>) -> Option<Glued<'t>> {
        if head.closes() || tail.opens() {
            return None;
        }
        let foreign = |c: char| !(is_letter(c) || is_mark(c) || c == TATWEEL);
        let head = head.word.rsplit(foreign).next()?;
        let tail = tail.word.split(foreign).next()?;
        let last = head.chars().rev().find(|&c| !is_mark(c))?;
        let first = tail.chars().next()?;
        let torn = first == TATWEEL || last == TATWEEL || is_letter(last) && !joins_next(last);
        // These end a word, or begin one.
        let ends = matches!(last, '\u{621}' | '\u{629}' | '\u{649}') && first != TATWEEL && !is_mark(first);
        // Of marks, only the tanween of an alef was seen to be torn off; others are where marks are apart.
        let mark = is_mark(first) && [last, first] != ['\u{627}', '\u{64B}'];
        // A tatweel alone is what stood between a prefix and a number or a quotation; or it is a dash.
        let all_tatweel = |part: &str| part.chars().all(|c| c == TATWEEL);
        let dash = all_tatweel(head) || all_tatweel(tail) && !PREFIXES.contains(&head);
        let len = head.len() + tail.len();
        if mark || dash || !torn || ends || len > GLUED {
            return None;
        }
        let mut bytes = [0; GLUED];
        bytes[..head.len()].copy_from_slice(head.as_bytes());
        bytes[head.len()..len].copy_from_slice(tail.as_bytes());
        Some(Glued { bytes, len, head, tail, cut: [last, first] })
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

/// The tokens of a line. Nothing is allocated: healthy lines may look torn at first.
pub(super) struct Line<'t> {
    tokens: [(usize, Token<'t>); TOKENS],
    ids: [Option<WordId>; TOKENS],
    len: usize,
}

impl<'t> Line<'t> {
    /// `None` for a line of fewer than `least` tokens, or too many, or too many that are no words, or that
    /// begin with a mark: of what is lost or apart nothing can be told.
    pub(super) fn of<M: LanguageModel>(model: &M, view: View<'t>, least: usize) -> Option<Self> {
        let nothing = (view.start(), Token { text: "", word: "" });
        let (mut marks, mut codes) = (0, 0);
        let mut line = Line { tokens: [nothing; TOKENS], ids: [None; TOKENS], len: 0 };
        for word in view.words() {
            let token = Token::new(word.text());
            marks += usize::from(word.text().starts_with(is_mark));
            codes += usize::from(word.text().contains(is_private));
            *line.tokens.get_mut(line.len)? = (word.start(), token);
            line.ids[line.len] = token.id(model);
            line.len += 1;
        }
        let words = line.ids[..line.len].iter().flatten().count();
        let whole = view.text().trim().len() >= SHORT * line.len;
        let told = whole && line.len <= 2 * words + UNKNOWN && marks <= MARKS && 2 * codes <= line.len;
        (told && line.len >= least.max(2)).then_some(line)
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn token(&self, at: usize) -> Token<'t> {
        self.tokens[at].1
    }

    pub(super) fn word(&self, at: usize) -> Word<'t> {
        Word::of(&self.tokens[at].1, self.ids[at])
    }

    /// The same; `None` beyond the line.
    pub(super) fn word_at(&self, at: usize) -> Option<Word<'t>> {
        (at < self.len).then(|| self.word(at))
    }

    /// Its first words.
    pub(super) fn first(&self) -> Edge<'t> {
        [Some(self.word(0)), Some(self.word(1))]
    }

    /// Its last words.
    pub(super) fn last(&self) -> Edge<'t> {
        [Some(self.word(self.len - 1)), Some(self.word(self.len - 2))]
    }

    /// The bytes of a token in the text.
    pub(super) fn span(&self, at: usize) -> Range<usize> {
        let (start, token) = self.tokens[at];
        start..start + token.text.len()
    }
}
