//! Whether a token is doubled, and in which way.

use std::ops::Range;

use crate::arabic::forms;
use crate::arabic::letters::{is_alef_of_lam_alef, LAM};
use crate::arabic::words::strip_punctuation;
use crate::edit::Piece;
use crate::model::LanguageModel;
use crate::text::View;

/// How a token is doubled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is not.
    Once,
    /// Doubled digits and signs, or one letter several times: goes with what stands beside it.
    Any,
    /// Every letter so many times, or most letters twice.
    Letters(usize),
    /// The word so many times.
    Word(usize),
}

impl Kind {
    pub(super) fn copies(self) -> usize {
        match self {
            Kind::Once => 1,
            Kind::Any => 2,
            Kind::Letters(copies) | Kind::Word(copies) => copies,
        }
    }
}

/// A character of a token.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    /// Its first byte in the text.
    at: usize,
    c: char,
    /// Whether it is a copy of one before.
    copy: bool,
}

/// A run of non-white-space, and what it says.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Bytes of the text.
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
    /// Whether it is a word of the model only with one copy of each.
    pub(super) proof: bool,
    /// Different letters that are doubled.
    pub(super) letters: usize,
    glyphs: Vec<Glyph>,
}

/// Copies that are looked for: more than four are no print.
const COPIES: [usize; 3] = [4, 3, 2];
/// Bytes; what is longer is no word, doubled or not.
const LONGEST: usize = 200;

impl Token {
    pub(super) fn of<M: LanguageModel>(model: &M, word: View<'_>) -> Token {
        let mut token =
            Token { span: word.span(), kind: Kind::Once, proof: false, letters: 0, glyphs: Vec::new() };
        if word.text().len() > LONGEST {
            return token;
        }
        // Signs about the word may have been drawn once.
        let core = strip_punctuation(word.text());
        for part in [word.text(), core] {
            let start = word.start() + (part.as_ptr() as usize - word.text().as_ptr() as usize);
            token.glyphs =
                part.char_indices().map(|(at, c)| Glyph { at: start + at, c, copy: false }).collect();
            token.read(model);
            if token.kind != Kind::Once || core.len() == word.text().len() {
                break;
            }
        }
        token
    }

    fn read<M: LanguageModel>(&mut self, model: &M) {
        let Some((first, rest)) = self.glyphs.split_first() else {
            return;
        };
        if !rest.is_empty() && rest.iter().all(|glyph| glyph.c == first.c) {
            self.kind = Kind::Any;
            return;
        }
        let whole: Vec<char> = self.glyphs.iter().map(|glyph| glyph.c).collect();
        let kind = COPIES
            .into_iter()
            .find_map(|copies| every_letter(&whole, copies).map(|copy| (Kind::Letters(copies), copy)))
            .or_else(|| COPIES.into_iter().find_map(|copies| word(&whole, copies)))
            .or_else(|| most_letters(&whole).map(|copy| (Kind::Letters(2), copy)));
        let Some((kind, copy)) = kind else {
            return;
        };
        let once: Vec<char> = whole.iter().zip(&copy).filter(|(_, &copy)| !copy).map(|(&c, _)| c).collect();
        let letters = distinct(whole.iter().zip(&copy).filter(|(_, &copy)| copy).map(|(&c, _)| c));
        if letters == 0 {
            self.kind = Kind::Any;
            return;
        }
        self.proof = letters >= 3 && is_word(model, &once) && !is_word(model, &whole);
        let all = copy.iter().filter(|&&copy| !copy).count() * kind.copies() == whole.len();
        // Where letters stand once too, only a word of the model tells which.
        if !(all || self.proof || letters == 2 && is_word(model, &once)) {
            return;
        }
        (self.kind, self.letters) = (kind, letters);
        self.glyphs.iter_mut().zip(copy).for_each(|(glyph, copy)| glyph.copy = copy);
    }

    /// Whether every character of a token comes in so many copies.
    pub(super) fn divides(&self, copies: usize) -> bool {
        self.glyphs.chunk_by(|a, b| a.c == b.c).all(|same| same.len() % copies == 0)
    }

    /// The token with one copy of each.
    pub(super) fn pieces(&self, copies: usize, pieces: &mut Vec<Piece>) {
        let mut at = self.span.start;
        for same in self.glyphs.chunk_by(|a, b| a.c == b.c) {
            for (index, glyph) in same.iter().enumerate() {
                if glyph.copy || self.kind == Kind::Any && index % copies != 0 {
                    let end = glyph.at + glyph.c.len_utf8();
                    pieces.extend([Piece::Keep(at..glyph.at), Piece::Swap(glyph.at..end, "")]);
                    at = end;
                }
            }
        }
        pieces.push(Piece::Keep(at..self.span.end));
    }
}

/// Which characters are copies, if every glyph comes so many times: `ععننوواانن`.
fn every_letter(chars: &[char], copies: usize) -> Option<Vec<bool>> {
    let mut copy = Vec::with_capacity(chars.len());
    let (mut single, mut several) = (0, 0);
    while copy.len() < chars.len() {
        let rest = &chars[copy.len()..];
        // A ligature of two or three letters is one glyph.
        let glyph = (1..=3).find(|&len| {
            rest.len() >= len * copies && (0..len * (copies - 1)).all(|at| rest[at] == rest[at + len])
        })?;
        let lam_alef = glyph == 2 && rest[0] == LAM && is_alef_of_lam_alef(rest[1]);
        single += usize::from(glyph == 1);
        several += usize::from(glyph > 1 && !lam_alef);
        copy.extend((0..glyph * copies).map(|at| at >= glyph));
    }
    (single > 0 && single >= 2 * several).then_some(copy)
}

/// Which characters are copies, if the word is stuck to itself: `خلفخلف`.
fn word(chars: &[char], copies: usize) -> Option<(Kind, Vec<bool>)> {
    let len = chars.len() / copies;
    let same = len > 1 && len * copies == chars.len() && chars[len..] == chars[..chars.len() - len];
    same.then(|| (Kind::Word(copies), (0..chars.len()).map(|at| at >= len).collect()))
}

/// Which characters are copies, if at least half come twice: some extractors drop the copies of those
/// glyphs that are wide against the shadow.
fn most_letters(chars: &[char]) -> Option<Vec<bool>> {
    let mut copy = Vec::with_capacity(chars.len());
    for same in chars.chunk_by(|a, b| a == b) {
        copy.extend((0..same.len()).map(|at| at >= same.len().div_ceil(2)));
    }
    let copies = copy.iter().filter(|&&copy| copy).count();
    (copies > 1 && copies * 3 >= chars.len()).then_some(copy)
}

fn distinct(chars: impl Iterator<Item = char>) -> usize {
    let mut letters: Vec<char> = chars.filter(|&c| forms::is_letter_or_form(c)).collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len()
}

/// Whether this is a word, read from either side: the line may stand as drawn.
fn is_word<M: LanguageModel>(model: &M, chars: &[char]) -> bool {
    let reads = |word: String| model.is_word(strip_punctuation(&word));
    reads(forms::fold(chars.iter().copied())) || reads(forms::fold(chars.iter().rev().copied()))
}
