//! Some pages come out of a PDF as garbage that looks like text; a pipeline should send those to OCR instead of indexing them.
//!
//! Repair has limits: letters that are gone, or stand for others by no known rule, do not come back. But whether
//! a text reads is easily told: nearly all words of a healthy Arabic text are known to the model, they follow one another
//! as words do, and no private-use or replacement characters stand among them. [`Health`] measures this
//! in one walk, cheap enough for every page.
//!
//! ```
//! # #[cfg(feature = "embedded-model")] {
//! use tanqih::{health, Verdict};
//! assert_eq!(health("وافقت القوات العراقية على وقف الهجمات في المدينة").verdict(), Verdict::Keep);
//! let lost = health("اد و وت ا ق د ر ط ا وا اء ات ه ن ى و ال ر س م ا ت ب ا ر ج و");
//! assert_eq!(lost.verdict(), Verdict::Unfit);
//! assert_eq!(lost.reasons().next().unwrap().as_str(), "letters-lost");
//! # }
//! ```

mod characters;
mod columns;

use std::fmt;

use crate::arabic::letters::TATWEEL;
use crate::arabic::marks::is_mark;
use crate::arabic::words::{strip_punctuation, tokens};
use crate::arabic::{forms, LineGate};
use crate::edit::Reason;
use crate::model::{LanguageModel, WordId, BIT};

use characters::Characters;
use columns::{Columns, Joints, COLUMN};

/// What to do with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// It reads, or holds too little to be judged.
    Keep,
    /// It reads in part: words are damaged. Clean it, and judge again.
    Repair,
    /// It does not read, and cleaning will not make it: send the page to OCR.
    Unfit,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Verdict::Keep => "keep",
            Verdict::Repair => "repair",
            Verdict::Unfit => "unfit",
        })
    }
}

/// Words are fragments: most letters are gone.
const LETTERS_LOST: Reason = Reason::new("letters-lost");
/// Words are no words: letters stand for others.
const UNKNOWN_CIPHER: Reason = Reason::new("unknown-cipher");
/// Words are run together: their spaces are gone.
const SPACES_LOST: Reason = Reason::new("spaces-lost");
/// Words do not follow one another: columns interleaved, or lines torn.
const ORDER_LOST: Reason = Reason::new("order-lost");
/// Lines of two columns follow one another in turns.
const COLUMNS: Reason = Reason::new("columns-interleaved");
/// Marks stand apart from the letters that they belong to.
const MARKS_APART: Reason = Reason::new("marks-apart");
/// Nothing at all: the page is an image, or its glyphs have no codes.
const NO_TEXT: Reason = Reason::new("no-text");
/// Characters that stand for nothing: private use, replacement characters, control characters.
const NOT_TEXT: Reason = Reason::new("not-text");

/// How well a text reads. Made by [`health`](crate::health) or [`Health::of`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Arabic words, and how many of them are known, as they are or with clitics.
    words: u32,
    known: u32,
    /// Words of one letter.
    single: u32,
    letters: u32,
    /// Hamzas above or below that stand on a letter that bears none, or on nothing.
    astray: u32,
    /// Neighbours that are both known, and the bits they are likelier together than apart.
    pairs: u32,
    bits: i64,
    /// The same were each pair the other way round.
    back: i64,
    /// Words of the script that are not Arabic, their letters, those of one letter, and those that are no words.
    others: u32,
    others_letters: u32,
    others_single: u32,
    others_lone: u32,
    /// How lines join.
    joints: Joints,
    /// What characters it has.
    characters: Characters,
}

/// Parts in a thousand of known words, under which a text does not read; and where no line goes on from the one before.
const READS: u32 = 840;
const READS_TORN: u32 = 860;
/// The same under which it is damaged.
const SOUND: u32 = 900;
/// Hundredths of a bit that neighbours of a text in order have at least.
const IN_ORDER: i64 = 140;
/// The same by which they are likelier than the other way round.
const FORWARD: i64 = 75;
/// The same where words are damaged, too: parts in a thousand of known words, hundredths of a bit, and neighbours.
const DAMAGED: u32 = 885;
const FORWARD_DAMAGED: i64 = 180;
const PAIRS_DAMAGED: u32 = 40;
/// Parts in a thousand of words of one letter in other languages of the script.
const OTHERS_SINGLE: u32 = 270;
/// The same in a text that is mostly Arabic: they are lines of it that are taken for others.
const OTHERS_SINGLE_FEW: u32 = 350;
/// The same of such words that are none, in a text of so many words.
const OTHERS_LONE: u32 = 80;
const OTHERS_LONE_WORDS: u32 = 40;
/// The same in Arabic.
const SINGLE: u32 = 110;
/// Letters that words have on the average at most, in any language of the script.
const LONG: u32 = 10;
/// Hamzas astray, for a thousand words.
const ASTRAY: u32 = 20;
/// Letters of words that may be built with clitics: shorter ones are built of anything.
const BUILT: u32 = 5;
/// Words that are too few to judge by shares.
const FEW: u32 = 12;

impl Health {
    /// The health of a text, or of one page of it, as it is: of a cleaned text it tells whether the
    /// cleaning sufficed. O(length); allocates nothing.
    ///
    /// Lines in Persian, Urdu and other orthographies are taken for sound: the model does not know them.
    pub fn of(model: &impl LanguageModel, text: &str) -> Health {
        let mut health = Health::default();
        let mut gate = LineGate::new(text);
        let mut columns = Columns::default();
        let mut at = 0;
        for line in text.split_inclusive(['\n', '\u{c}']) {
            let start = at;
            at += line.len();
            health.characters.count(line);
            let mut before: Option<WordId> = None;
            let mut end = 0;
            for token in tokens(line) {
                let word = strip_punctuation(token.text);
                let (letters, astray) = count_letters(word);
                if letters == 0 {
                    before = None;
                    continue;
                }
                if !gate.at(start).is_arabic() {
                    health.others += 1;
                    health.others_letters += letters;
                    health.others_single += u32::from(letters == 1);
                    // Pashto has U+062F for a word, all have U+0648. Letters of lists have a bracket, or a stop.
                    let lone =
                        letters == 1 && word.len() == token.text.len() && !word.starts_with(['و', 'د']);
                    health.others_lone += u32::from(lone);
                    continue;
                }
                health.words += 1;
                health.letters += letters;
                health.astray += astray;
                let id = model.word(word);
                health.single += u32::from(letters == 1);
                let known = || id.is_some() || letters >= BUILT && model.is_word(word);
                health.known += u32::from(letters > 1 && known());
                let parted = end == 0 || line[end..token.start].contains(COLUMN);
                if parted {
                    columns.part(model, id);
                } else if let (Some(a), Some(b)) = (before, id) {
                    health.pairs += 1;
                    health.bits += i64::from(model.next_gain(a, b));
                    health.back += i64::from(model.next_gain(b, a));
                }
                columns.last = id.filter(|_| token.text.ends_with(word));
                before = id;
                end = token.end();
            }
        }
        health.joints = columns.found();
        health
    }

    /// What to do with the text.
    pub fn verdict(&self) -> Verdict {
        if self.reasons().next().is_some() {
            Verdict::Unfit
        } else if self.words >= FEW && self.words >= self.others && self.share_known() < SOUND {
            Verdict::Repair
        } else {
            Verdict::Keep
        }
    }

    /// How well it reads, from 0 to 100: the share of its words that are known, halved where their order
    /// or their characters are not those of a text. 100 where nothing can be judged, 0 where nothing is.
    pub fn score(&self) -> u32 {
        if self.characters.is_empty() {
            return 0;
        }
        if self.words == 0 && !self.is_not_text() || self.words < self.others {
            return 100;
        }
        let share = self.share_known() / 10;
        let halved = self.is_out_of_order() || self.is_not_text();
        if halved {
            share / 2
        } else {
            share
        }
    }

    /// Why the text does not read; none when it does.
    pub fn reasons(&self) -> impl Iterator<Item = Reason> {
        let arabic = self.words >= self.others;
        let enough = arabic && self.words >= FEW;
        let reads = if self.joints.lead_nowhere() { READS_TORN } else { READS };
        let unread = enough && self.share_known() < reads;
        let long = |letters: u32, words: u32| words >= FEW && letters > words * LONG;
        let run_together = match arabic {
            true => unread && long(self.letters, self.words),
            false => long(self.others_letters, self.others),
        };
        // Fragments are short; a cipher keeps the lengths of words.
        let fragments = self.letters < self.words * 3 || self.single * 1000 > self.words * SINGLE;
        let many_single = if arabic { OTHERS_SINGLE_FEW } else { OTHERS_SINGLE };
        let torn = self.others >= FEW && self.others_single * 1000 > self.others * many_single
            || !arabic
                && self.others >= OTHERS_LONE_WORDS
                && self.others_lone * 1000 > self.others * OTHERS_LONE;
        let astray = enough && self.astray * 1000 > self.words * ASTRAY;
        [
            (torn || unread && fragments || enough && self.single * 1000 > self.words * SINGLE, LETTERS_LOST),
            (unread && !fragments && !run_together, UNKNOWN_CIPHER),
            (run_together, SPACES_LOST),
            (enough && self.is_out_of_order(), ORDER_LOST),
            (enough && self.joints.are_in_turns(self.words), COLUMNS),
            (astray || self.characters.have_loose_marks(), MARKS_APART),
            (self.characters.is_empty(), NO_TEXT),
            (self.is_not_text(), NOT_TEXT),
        ]
        .into_iter()
        .filter_map(|(holds, reason)| holds.then_some(reason))
    }

    fn share_known(&self) -> u32 {
        of_thousand(self.known, self.words)
    }

    /// Neighbours of an unfamiliar style are hardly likelier together than apart, but likelier than the other way round.
    fn is_out_of_order(&self) -> bool {
        let pairs = i64::from(self.pairs);
        let under = |bits: i64, hundredths: i64| bits * 100 < hundredths * i64::from(BIT) * pairs;
        let damaged = self.pairs >= PAIRS_DAMAGED && self.share_known() < DAMAGED;
        let forward = if damaged { FORWARD_DAMAGED } else { FORWARD };
        self.pairs >= 20 && under(self.bits, IN_ORDER) && under(self.bits - self.back, forward)
    }

    fn is_not_text(&self) -> bool {
        let words = (self.words >= FEW).then(|| self.share_known());
        self.characters.are_not_text(words, self.words + self.others >= FEW)
    }
}

/// The letters of a word, and the hamzas U+0654 and U+0655 in it that no letter bears.
fn count_letters(word: &str) -> (u32, u32) {
    let (mut letters, mut astray) = (0, 0);
    let mut before = None;
    for c in word.chars() {
        letters += u32::from(forms::is_letter_or_form(c));
        if matches!(c, '\u{654}' | '\u{655}') {
            let bears = |c| is_mark(c) || matches!(c, TATWEEL | 'ا' | 'و' | 'ي' | 'ى' | 'ه' | 'ة');
            astray += u32::from(!before.is_some_and(bears));
        }
        before = Some(c);
    }
    (letters, astray)
}

/// Parts in a thousand.
fn of_thousand(part: u32, of: u32) -> u32 {
    (u64::from(part) * 1000 / u64::from(of.max(1))) as u32
}

impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} of 100", self.verdict(), self.score())?;
        for (at, reason) in self.reasons().enumerate() {
            write!(f, "{} {reason}", if at == 0 { ";" } else { "," })?;
        }
        write!(f, ")")
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests;
