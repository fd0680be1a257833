//! Some extractors take a mark for something that stands from left to right, like a number, and leave the letters before it as they were drawn: `اركشً` for `شكراً`.
//!
//! To get from what is drawn to what is read, PDFium parts a line into runs by direction (the Bidirectional Algorithm
//! in short). There a nonspacing mark is a weak character like a digit, so it makes a run of its own and cuts its
//! word in two. Where the letter under the mark came with it, by a replacement text (PDF 32000, 14.9.4 ActualText), the
//! run of letters that ends at the mark is kept as drawn; the runs about it are read. So in `رعتّض` for `تعرّض` the
//! letters before the mark stand in reverse, mark and end of the word where they belong. What PDFium holds for weak
//! too makes one run with the mark: `الئاق:ً` for `قائلاً:`.

use std::ops::Range;

use crate::arabic::direction::Signs;
use crate::arabic::forms::{self, is_letter_or_form};
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::{is_mark, is_vocalised, signs};
use crate::arabic::words::strip_punctuation;
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::model::{Cost, LanguageModel, BIT};
use crate::pass::Pass;
use crate::text::{Text, View};

/// Turns the letters before marks round in texts where they stand in reverse (`marked-run`).
///
/// Characters move inside a word, and a stop behind it, nothing else. All words are asked that have two letters or
/// more before a mark: only where nearly all that tell are words once these letters are turned, and none as they
/// stand, are any changed. [`Strong`](Confidence::Strong). O(length); a text without marks is not read.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::MarkedRuns, Pipeline};
/// let runs = Pipeline::new().pass(MarkedRuns::new(Embedded::arabic()));
/// assert_eq!(runs.clean("اركشً رعتّض الئاق:ً فورعمًا"), "شكراً تعرّض قائلاً: معروفًا");
/// assert_eq!(runs.clean("شكراً تعرّض قائلاً: معروفًا"), "شكراً تعرّض قائلاً: معروفًا");
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct MarkedRuns<M> {
    model: M,
}

impl<M: LanguageModel> MarkedRuns<M> {
    /// The pass, with the model that tells words from letters in reverse.
    pub fn new(model: M) -> Self {
        MarkedRuns { model }
    }
}

/// The letters before a mark in reverse.
const MARKED_RUN: Reason = Reason::new("marked-run");

/// Bits by which a word must be likelier one way to tell, the most that it says, and what all must say.
const TELLS: Cost = 6 * BIT;
const MOST: Cost = 16 * BIT;
const PROOF: Cost = 24 * BIT;
/// Words that tell, at least, and how many of them one that says otherwise outweighs.
const SOME: usize = 2;
const AGAINST: usize = 6;
/// Words that read as they stand, after which no others are asked where hardly any do not.
const ENOUGH: usize = 16;
/// Letters and marks of a word, at most.
const LONGEST: usize = 40;

impl<M: LanguageModel> Pass for MarkedRuns<M> {
    fn name(&self) -> &'static str {
        "marked-runs"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        let few = || !is_vocalised(text.as_str());
        if !text.may_have_in('\u{064B}'..='\u{0652}') || !few() || !self.any(text) {
            return;
        }
        let (mut turned, mut standing, mut sum) = (0, 0, 0);
        let mut ask = Ask { model: &self.model, word: Vec::new(), letters: String::new() };
        let mut words = Vec::new();
        for line in text.lines().filter(|line| signs(line.text()).next().is_some()) {
            for token in line.words() {
                ask.words(text, token, |ask| {
                    let ways = ask.ways();
                    turned += usize::from(ways.gain >= TELLS && ways.known[1]);
                    standing += usize::from(ways.gain <= -TELLS && ways.known[0]);
                    sum += ways.gain.clamp(-MOST, MOST);
                    words.push((ask.span(), ways));
                });
            }
            if standing >= ENOUGH && turned * AGAINST < standing {
                return;
            }
        }
        if turned < SOME || turned < standing * AGAINST || sum < PROOF || !reads(text) {
            return;
        }
        for (span, ways) in words {
            // What is a word as it stands alone was drawn otherwise.
            if ways.gain > -TELLS || !ways.known[0] || ways.known[1] {
                ask.load(text.part(span.clone()));
                let turned = ask.turned(ways.last).map(|(at, c)| (at..at + c.len_utf8(), None));
                let pieces = Piece::of_chars(turned);
                edits.reorder(span, pieces, MARKED_RUN, Confidence::Strong);
            }
        }
    }
}

impl<M: LanguageModel> MarkedRuns<M> {
    /// Whether words with marks are unknown as they stand. Allocates nothing.
    fn any(&self, text: &Text<'_>) -> bool {
        let has_marks = |text: &View<'_>| signs(text.text()).next().is_some();
        let words = text.lines().filter(has_marks).flat_map(|line| line.words());
        let marked = words.filter(has_marks).map(|word| strip_punctuation(word.text()));
        marked.filter(|word| self.model.word(word).is_none()).nth(SOME - 1).is_some()
    }
}

/// Whether the words of a text stand as they read: in lines from left to right marks are others'.
fn reads(text: &Text<'_>) -> bool {
    let (mut forward, mut backward) = (0u64, 0u64);
    for signs in text.lines().map(|line| Signs::of(line.text())) {
        forward += u64::from(signs.forward);
        backward += u64::from(signs.backward);
    }
    forward > backward
}

/// What a word is worth as it stands and with the letters before its marks turned.
struct Ways {
    /// How much likelier it is turned.
    gain: Cost,
    /// Whether it is a word as it stands, and turned.
    known: [bool; 2],
    /// Whether the letters behind its last mark are turned as well.
    last: bool,
}

/// Asks for one word after the other. Kept to spare allocations.
struct Ask<'m, M> {
    model: &'m M,
    /// The characters of the word, with their places.
    word: Vec<(usize, char)>,
    letters: String,
}

impl<M: LanguageModel> Ask<'_, M> {
    /// Load the words of a token with letters to turn, one after the other.
    fn words(&mut self, text: &Text<'_>, token: View<'_>, mut each: impl FnMut(&mut Self)) {
        if signs(token.text()).next().is_none() {
            return;
        }
        let mut from = token.start();
        while let Some(start) = text.as_str()[from..token.end()].find(is_letter_or_form) {
            let start = from + start;
            from = start + end_of_word(&text.as_str()[start..token.end()]);
            self.load(text.part(start..from));
            if self.word.len() <= LONGEST && !self.turned(false).eq(self.word.iter().copied()) {
                each(self);
            }
        }
    }

    fn load(&mut self, word: View<'_>) {
        self.word.clear();
        self.word.extend(word.text().char_indices().map(|(at, c)| (word.start() + at, c)));
    }

    fn span(&self) -> Range<usize> {
        let start = self.word.first().map_or(0, |&(at, _)| at);
        start..self.word.last().map_or(start, |&(at, c)| at + c.len_utf8())
    }

    fn ways(&mut self) -> Ways {
        let stands = self.cost(None);
        let (kept, all) = (self.cost(Some(false)), self.cost(Some(true)));
        // Letters at the end are kept unless they make no word.
        let last = all.1 && !kept.1;
        let turned = if last { all } else { kept };
        Ways { gain: stands.0 - turned.0, known: [stands.1, turned.1], last }
    }

    /// What the letters of the word cost and whether they are one: as they stand, or turned with the last or without.
    fn cost(&mut self, turned: Option<bool>) -> (Cost, bool) {
        let mut letters = std::mem::take(&mut self.letters);
        letters.clear();
        match turned {
            None => self.word.iter().for_each(|&(_, c)| spell(c, &mut letters)),
            Some(last) => self.turned(last).for_each(|(_, c)| spell(c, &mut letters)),
        }
        let cost = (self.model.cost(&letters), self.model.word(&letters).is_some());
        self.letters = letters;
        cost
    }

    /// The characters of the word with the letters before its marks turned, or the last ones too.
    fn turned(&self, last: bool) -> impl Iterator<Item = (usize, char)> + '_ {
        let end = self.word.len();
        let first = |from: usize, is: fn(char) -> bool| {
            self.word[from..].iter().position(|&(_, c)| is(c)).map_or(end, |at| from + at)
        };
        let mut order = Vec::with_capacity(end);
        let mut at = 0;
        while at < end {
            let next = match self.word[at].1 {
                c if is_mark(c) => first(at, |c| !is_mark(c)),
                c if is_run(c) => first(at, |c| !is_run(c)),
                // The marks behind a stop are those of the letters before it.
                _ => {
                    let marks = first(at, is_mark);
                    order.extend((marks..end).chain(at..marks));
                    break;
                }
            };
            if is_mark(self.word[at].1) || next == end && !last {
                order.extend(at..next);
            } else {
                order.extend((at..next).rev());
            }
            at = next;
        }
        order.into_iter().map(|at| self.word[at])
    }
}

/// Where the word ends that `text` begins with: letters and marks, and a stop between the letters and the last marks.
fn end_of_word(text: &str) -> usize {
    let end = text.find(|c| !is_run(c) && !is_mark(c)).unwrap_or(text.len());
    if text[..end].ends_with(is_run) {
        let stops = text[end..].find(|c| !is_weak(c)).map_or(text.len(), |stops| end + stops);
        let marks = text[stops..].find(|c| !is_mark(c)).map_or(text.len(), |marks| stops + marks);
        if end < stops && stops < marks {
            return marks;
        }
    }
    end
}

/// A letter, or tatweel, which stands from right to left as letters do.
fn is_run(c: char) -> bool {
    is_letter_or_form(c) || c == TATWEEL
}

/// Stops that number separators are for PDFium (bidirectional class CS): U+002C, U+002E, U+003A, U+060C.
fn is_weak(c: char) -> bool {
    matches!(c, ',' | '.' | ':' | '\u{60C}')
}

/// Add the letters that the model knows `c` by.
fn spell(c: char, letters: &mut String) {
    match c {
        // Farsi keheh and yeh.
        '\u{6A9}' => letters.push('\u{643}'),
        '\u{6CC}' => letters.push('\u{64A}'),
        c if is_letter(c) => letters.push(c),
        c => letters.extend(forms::letters(c).into_iter().flat_map(str::chars).filter(|&c| is_letter(c))),
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(MarkedRuns::new(Embedded::arabic())).clean(text).into_owned()
    }

    const PAGE: &str = "كان الوزير حاضرًا من قبل في مبنى البلدية القديم حين وصل الوفد\n\
        وقال إن العمل يجري سريعًا على الرغم من البرد، وأضاف قائلاً: سنفتح\n\
        المكتبة غدًا أمام السكان جميعًا، وقد شكر المدرّسون البلدية شكرًا";

    /// The letters before each mark in reverse; a mark at the end behind the colon.
    fn drawn(page: &str) -> String {
        let word = |word: &str| {
            let (word, colon) = word.strip_suffix(':').map_or((word, ""), |word| (word, ":"));
            let mut raw = String::new();
            let mut letters = String::new();
            for c in word.chars() {
                if is_mark(c) {
                    raw.extend(letters.drain(..).rev());
                    let last = word.ends_with(c);
                    raw += if last { colon } else { "" };
                    raw.push(c);
                } else {
                    letters.push(c);
                }
            }
            let end = if word.ends_with(is_mark) { "" } else { colon };
            raw + &letters + end
        };
        let line = |line: &str| line.split(' ').map(word).collect::<Vec<_>>().join(" ");
        page.lines().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn letters_before_marks_are_turned() {
        let raw = drawn(PAGE);
        assert!(
            raw.contains(":\u{64B}") && raw.contains("\u{631}\u{62F}\u{645}\u{644}\u{627}\u{651}"),
            "{raw}"
        );
        assert_eq!(clean(&raw), PAGE);
        assert_eq!(clean(PAGE), PAGE);
    }

    #[test]
    fn letters_behind_the_last_mark_are_turned_if_they_make_no_word() {
        // مدرّسون whose end was drawn as well.
        let raw = drawn(PAGE).replace("سون", "نوس");
        assert_eq!(clean(&raw), PAGE);
    }

    #[test]
    fn what_reads_stays() {
        // One word that is another in reverse proves nothing, nor do words that no model knows.
        let one = PAGE.replace("سريعًا", "عيرسًا");
        let unknown = "زخطّف ظشجًا قغثّص ضذخًا";
        // Whole words in reverse, their marks behind the letters they were on.
        let back: String = PAGE.split(' ').map(|word| word.chars().rev().collect::<String>() + " ").collect();
        // Half a word before a tatweel.
        let half = "المُـرتَ فق المُـرتَ فق المُـرتَ فق";
        for text in [&one, unknown, &back, half] {
            assert_eq!(clean(text), *text);
        }
    }
}
