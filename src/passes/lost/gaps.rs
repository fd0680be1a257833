//! The places of a text where something is missing.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::letters::TATWEEL;
use crate::arabic::words::strip_punctuation;
use crate::arabic::LineGate;
use crate::edit::Confidence;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::Text;

use super::letters::{Completions, Stretch};
use super::places::{Kind, KINDS};
use super::traces::{Trace, Traces};

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

/// Bits by which a number must be likelier than none.
const WANTED: Cost = 2 * BIT;
/// The same in a text that has numbers, so did not lose them all, and where such traces are its way of writing.
const WANTED_MORE: Cost = 6 * BIT;
/// The same in a text that surely lost numbers: for traces that mostly are of numbers, and for others.
const WANTED_LESS: Cost = -6 * BIT;
const WANTED_RATHER: Cost = -2 * BIT;
/// Bits against numbers that are too few to make out a way of writing.
const UNSAID: Cost = -8 * BIT;
/// The same where some numbers are still there.
const WANTED_HALF: Cost = -BIT;
/// What one trace adds to the account of its kind, at most and at least.
const MOST: Cost = 6 * BIT;
const LEAST: Cost = -4 * BIT;
/// Between two words that a slip parts, a number is so much less likely than between any that lost one.
const SHIFT: Cost = 3 * BIT / 2;
/// Bits that prove that a text lost numbers.
const PROOF: Cost = 7 * BIT;
/// Traces of a kind are a way of writing where they stand more often than once in so many words.
const HABIT: usize = 25;
/// Bytes of a line beyond which it is no verse.
const VERSE: usize = 400;

/// What a text does with the kinds of traces.
struct Habits {
    /// Whether numbers stand among its words.
    digits: bool,
    /// What the traces of each kind say together.
    said: [Cost; KINDS],
    seen: [usize; KINDS],
    words: usize,
}

impl Habits {
    /// What the traces of one kind must gain.
    fn wanted(&self, kind: Kind) -> Cost {
        let said = self.said[kind as usize];
        let proof: Cost = self.said.iter().map(|&said| said.max(0)).fold(0, Cost::saturating_add);
        let lost = proof >= PROOF;
        let habit = self.seen[kind as usize] > 4 && self.seen[kind as usize] * HABIT > self.words;
        match (lost, self.digits) {
            (true, false) if said > 0 => WANTED_LESS,
            (true, false) if said > UNSAID => WANTED_RATHER,
            (true, true) if said > 0 => WANTED_HALF,
            (_, true) => WANTED_MORE,
            (false, false) if habit => WANTED_MORE,
            (_, false) if kind == Kind::Double => -BIT / 2,
            (_, false) => WANTED,
        }
    }
}

impl<'a, 't, M: LanguageModel> Gaps<'a, 't, M> {
    pub(super) fn new(model: &'a M, text: &'a Text<'t>) -> Self {
        Gaps { model, text }
    }

    /// Tell every gap, in no order.
    pub(super) fn each(&self, tell: &mut dyn FnMut(Gap)) {
        let mut lost = 0;
        self.numbers(&Traces::new(self.model, self.text), &mut |gap| {
            lost += 1;
            tell(gap);
        });
        if self.text.may_have(TATWEEL) {
            self.torn_words(lost, tell);
        }
    }

    /// The traces that numbers left: what one of them may be, all of a kind decide.
    fn numbers(&self, traces: &Traces<'_, 't, M>, tell: &mut dyn FnMut(Gap)) {
        let source = self.text.as_str();
        let mut habits =
            Habits { digits: false, said: [0; KINDS], seen: [0; KINDS], words: source.len() / 11 + 1 };
        traces.each(&mut |trace| {
            let said = &mut habits.said[trace.kind as usize];
            *said = said.saturating_add((trace.gain + SHIFT).clamp(LEAST, MOST));
            habits.seen[trace.kind as usize] += 1;
        });
        if habits.seen == [0; KINDS] {
            return;
        }
        habits.digits = has_numbers(source);
        let mut gate = LineGate::new(source);
        let confidence = if habits.digits { Confidence::Probable } else { Confidence::Strong };
        traces.each(&mut |Trace { kind, span, place, gain }| {
            if gain >= habits.wanted(kind)
                && gate.at(span.start).is_arabic()
                && !(kind == Kind::Double && gate.line().len() < VERSE && self.is_verse(span.start))
            {
                tell(Gap::Digits { span, place, confidence });
            }
        });
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
}

/// Whether numbers stand among the Arabic words of a text: those beside Latin have a font of their own.
pub(super) fn has_numbers(source: &str) -> bool {
    source
        .split_whitespace()
        .any(|token| token.contains(is_digit) && !token.contains(|c: char| c.is_ascii_alphabetic()))
}

/// Whether a line has one gap in its middle, as half verses have.
fn is_halved(line: &str) -> bool {
    let mut halves = line.trim().split("  ");
    let words = |half: Option<&str>| half.map_or(0, |half| half.split_whitespace().count());
    let (first, second, more) = (words(halves.next()), words(halves.next()), halves.next().is_some());
    !more && first.abs_diff(second) <= 2 && (2..=6).contains(&first) && (2..=6).contains(&second)
}
