//! The places of a text where something is missing.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::words::strip_punctuation;
use crate::arabic::LineGate;
use crate::edit::Confidence;
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::Text;

use super::letters::{Completions, Stretch};

/// Something is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Digits: the white space that they left behind, and where in it they stood.
    Digits { span: Range<usize>, place: usize, confidence: Confidence },
    /// Letters: the word that they are missing from, and what it may have been, likeliest first.
    Letters { span: Range<usize>, completions: Vec<String> },
}

/// Looks for the gaps of one text.
pub(super) struct Gaps<'a, 't, M> {
    model: &'a M,
    text: &'a Text<'t>,
}

/// Bits by which a number between two words must be likelier than none.
const WANTED: Cost = 2 * BIT;
/// The same in a text that has numbers, so did not lose them all, and where such spaces are its way
/// of writing.
const WANTED_MORE: Cost = 6 * BIT;
/// Bits against a number that are borne where most of such places want one.
const BORNE: Cost = -6 * BIT;
/// Places that are looked at to tell whether most do.
const LOOKED_AT: usize = 64;
/// Double spaces are no trace where they stand more often than once in so many words.
const HABIT: usize = 25;

/// What a text does with spaces and digits.
struct Habits {
    /// Whether it has digits.
    digits: bool,
    /// Whether double spaces, and spaces before signs, are its way of writing.
    double: bool,
    spaced: bool,
}

impl<'a, 't, M: LanguageModel> Gaps<'a, 't, M> {
    pub(super) fn new(model: &'a M, text: &'a Text<'t>) -> Self {
        Gaps { model, text }
    }

    /// Tell every gap, in no order.
    pub(super) fn each(&self, tell: &mut dyn FnMut(Gap)) {
        let text = self.text;
        let spaces = text.may_have_after_space(' ');
        let signs = SIGNS.iter().any(|&sign| text.may_have_after_space(sign));
        let mut lost = 0;
        if spaces || signs {
            let habits = self.habits();
            let mut tell = |gap| {
                lost += 1;
                tell(gap);
            };
            if spaces {
                self.double_spaces(&habits, &mut tell);
            }
            if signs {
                self.spaced_signs(&habits, &mut tell);
            }
        }
        if text.may_have(TATWEEL) {
            self.torn_words(lost, tell);
        }
    }

    fn habits(&self) -> Habits {
        let source = self.text.as_str();
        let count = |needle: &str| memchr::memmem::find_iter(source.as_bytes(), needle).count();
        let words = source.len() / 11 + 1;
        let (mut spaced, mut attached) = (0, 0);
        for sign in SIGNS {
            let mut needle = [b' '; 5];
            let len = 1 + sign.encode_utf8(&mut needle[1..]).len();
            spaced += memchr::memmem::find_iter(source.as_bytes(), &needle[..len]).count();
            attached += memchr::memmem::find_iter(source.as_bytes(), &needle[1..len]).count();
        }
        let double = count("  ");
        Habits {
            digits: source.contains(is_digit),
            double: double > 4 && double * HABIT > words || count("   ") > 2,
            spaced: spaced > 2 && spaced * 2 > attached,
        }
    }

    /// Two spaces for one, between two words of which one wants a number beside it. Where most such
    /// places want one, all of them lost one.
    fn double_spaces(&self, habits: &Habits, tell: &mut dyn FnMut(Gap)) {
        let source = self.text.as_str();
        let places = || {
            memchr::memmem::find_iter(source.as_bytes(), "  ")
                .filter_map(|start| Some((start, self.wants(start)?)))
        };
        let usual = if habits.digits || habits.double { WANTED_MORE } else { WANTED };
        let all = places().take(LOOKED_AT).count();
        let wanting = places().take(LOOKED_AT).filter(|&(_, wants)| wants >= WANTED).count();
        let most = !habits.digits && wanting >= 3 && wanting * 5 >= all * 2;
        let wanted = if most { BORNE } else { usual };
        let mut gate = LineGate::new(source);
        for (start, wants) in places() {
            if wants >= wanted
                && gate.at(start).is_arabic()
                && !(gate.line().len() < VERSE && self.is_verse(start))
            {
                let confidence = if habits.digits { Confidence::Probable } else { Confidence::Strong };
                tell(Gap::Digits { span: start..start + 2, place: start + 1, confidence });
            }
        }
    }

    /// How much likelier a number is than none in the double space at `start`; `None` where it parts no
    /// two words.
    fn wants(&self, start: usize) -> Option<Cost> {
        let source = self.text.as_str();
        let (before, after) = (&source[..start], &source[start + 2..]);
        if before.ends_with(' ') || after.starts_with([' ', '\n', '\r', '\u{c}']) {
            return None;
        }
        let (a, b) = (last_token(before)?, first_token(after)?);
        // Brackets with nothing in them.
        if a.ends_with(['(', '[']) && b.starts_with([')', ']']) {
            return Some(64 * BIT);
        }
        if !a.ends_with(is_letter) {
            return None;
        }
        if b.starts_with(is_letter) {
            let (a, b) = (self.id(a), self.id(b));
            return Some(self.next(a, NUMBER) + self.next(NUMBER, b) - self.next(a, b));
        }
        // A quotation follows nothing in particular: there the spaces testify alone.
        b.starts_with(['“', '"', '«', '(']).then_some(WANTED)
    }

    /// Whether this line and one beside it are halved.
    fn is_verse(&self, at: usize) -> bool {
        let (text, line) = (self.text, self.text.line_at(at));
        let after = line.end() + 1;
        let beside = [line.start().checked_sub(1), Some(after).filter(|&at| at < text.as_str().len())];
        is_halved(line.text())
            && beside
                .into_iter()
                .flatten()
                .any(|at| text.as_str().is_char_boundary(at) && is_halved(text.line_at(at).text()))
    }

    /// A space before a sign, after a word that wants a number.
    fn spaced_signs(&self, habits: &Habits, tell: &mut dyn FnMut(Gap)) {
        let source = self.text.as_str();
        let mut gate = LineGate::new(source);
        for sign in SIGNS {
            let mut needle = [b' '; 5];
            let len = 1 + sign.encode_utf8(&mut needle[1..]).len();
            for start in memchr::memmem::find_iter(source.as_bytes(), &needle[..len]) {
                let Some(a) = last_token(&source[..start]).filter(|a| a.ends_with(is_letter)) else {
                    continue;
                };
                let beyond = source[start + len..].chars().next();
                if !beyond.is_none_or(char::is_whitespace) {
                    continue;
                }
                let a = self.id(a);
                // What is a part of nothing but numbers wants one whatever the word.
                let percent = matches!(sign, '%' | '٪');
                let wants = if percent { 64 * BIT } else { self.next(a, NUMBER) - self.next(a, EDGE) };
                let wanted = if habits.digits || habits.spaced { WANTED_MORE } else { WANTED };
                if wants >= wanted && gate.at(start).is_arabic() {
                    let confidence = if habits.digits { Confidence::Probable } else { Confidence::Strong };
                    tell(Gap::Digits { span: start..start + 1, place: start + 1, confidence });
                }
            }
        }
    }

    /// Words of a stretched text that end in a tatweel, or are none.
    fn torn_words(&self, lost: usize, tell: &mut dyn FnMut(Gap)) {
        let text = self.text;
        let Some(stretch) = Stretch::of(text) else { return };
        let completions = Completions::new(self.model);
        let mut gate = LineGate::new(text.as_str());
        let mut before = "";
        let mut words = text.lines().flat_map(|line| line.words()).peekable();
        while let Some(word) = words.next() {
            let after = words.peek().map_or("", |next| next.text());
            let core = strip_punctuation(word.text());
            let whole = core.len() == word.text().len();
            if whole
                && stretch.is_torn(self.model, core, before, after, lost > 0)
                && gate.at(word.start()).is_arabic()
            {
                let completions = completions.of(core, before, after);
                if !completions.is_empty() {
                    tell(Gap::Letters { span: word.span(), completions });
                }
            }
            before = core;
        }
    }

    fn id(&self, token: &str) -> Option<WordId> {
        let core = strip_punctuation(token);
        if core.starts_with(is_digit) {
            return NUMBER;
        }
        self.model.word(core)
    }

    /// How much likelier `b` is after `a` than anywhere.
    fn next(&self, a: Option<WordId>, b: Option<WordId>) -> Cost {
        match (a, b) {
            (Some(a), Some(b)) => self.model.word_cost(b) - self.model.next_cost(a, b),
            _ => 0,
        }
    }
}

const NUMBER: Option<WordId> = Some(WordId::NUMBER);
const EDGE: Option<WordId> = Some(WordId::EDGE);
/// Signs that take no space before them.
const SIGNS: [char; 7] = ['،', '؛', '.', ':', ',', '%', '٪'];

/// Bytes before and after a place that are looked at for a word.
const NEAR: usize = 96;
/// Bytes of a line beyond which it is no verse.
const VERSE: usize = 400;

fn last_token(before: &str) -> Option<&str> {
    // Words are short; the bound keeps a line without an end linear.
    let from = (before.len().saturating_sub(NEAR)..).find(|&at| before.is_char_boundary(at))?;
    let line = before[from..].rsplit(['\n', '\u{c}']).next()?;
    line.split_whitespace().next_back()
}

fn first_token(after: &str) -> Option<&str> {
    let to = (NEAR.min(after.len())..).find(|&at| after.is_char_boundary(at))?;
    let line = after[..to].split(['\n', '\r', '\u{c}']).next()?;
    line.split_whitespace().next()
}

/// Whether a line has one gap in its middle, as half verses have.
fn is_halved(line: &str) -> bool {
    let mut halves = line.trim().split("  ");
    let words = |half: Option<&str>| half.map_or(0, |half| half.split_whitespace().count());
    let (first, second, more) = (words(halves.next()), words(halves.next()), halves.next().is_some());
    !more && first.abs_diff(second) <= 1 && (2..=6).contains(&first) && (2..=6).contains(&second)
}
