//! What one extraction of a page lost, another may have kept: a second extractor's, or OCR's.

use super::align::{agreed, Expected, Index, Seam};
use super::between::{fill, Beside};
use super::reading::in_order;
use super::separators::{ends_clauses, restored};
use super::words::{is_alike, words, Word};
use crate::arabic::digits::is_digit;
use crate::arabic::letters::TATWEEL;
use crate::arabic::LineGate;
use crate::edit::{Confidence, Edits, Reason};
use crate::pass::Pass;
use crate::text::Text;

/// Fills digits and letters that a text lost from another extraction of the same page.
///
/// The witness may be damaged in other ways: other line breaks, other order of the lines, lines from
/// left to right, no spaces at numbers, letters missing. A number is filled in (`digits-witnessed`,
/// [`Strong`](Confidence::Strong)) where the text has the trace of one and the witness has one
/// between the same words and signs; without a trace it is suggested ([`Probable`](Confidence::Probable)).
/// A word is filled up (`letters-witnessed`) where the text has its beginning, stretched to nothing, and the
/// witness the whole of it between the same words. Nothing else is taken from the witness. Put it
/// where [`Lost`](super::Lost) stands, before white space is put right:
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{passes::Witness, Pipeline};
/// let other = "يكتمل الانسحاب في\nغضون 12 شهرا من الآن";
/// let pipeline = Pipeline::standard().before("lost", Witness::new(other));
/// let cleaned = pipeline.run("يكتمل الانسحاب في غضون  شهرا من الآن");
/// assert_eq!(cleaned.text(), "يكتمل الانسحاب في غضون 12 شهرا من الآن");
/// # }
/// ```
///
/// A digit that the witness lost, too, nobody misses; [`and`](Self::and) takes a second witness, and what the two
/// do not agree on is only suggested.
///
/// O(text + witness) time and memory.
#[derive(Clone, Debug)]
pub struct Witness {
    others: Vec<Other>,
}

/// One other extraction.
#[derive(Clone, Debug)]
struct Other {
    /// The text with its lines in reading order.
    text: String,
    index: Index,
}

/// What one witness says of a place of the text.
type Said = (usize, String, Reason, Confidence);

/// Digits from a witness.
const DIGITS: Reason = Reason::new("digits-witnessed");
/// Letters from a witness.
const LETTERS: Reason = Reason::new("letters-witnessed");

/// Words that must be alike where only one beside the gap is.
const ALIKE_FAR: usize = 6;
/// Letters that a word may have lost at its end.
const MORE: usize = 3;

impl Witness {
    /// Read another extraction of the same page or pages. O(length).
    pub fn new(other: &str) -> Self {
        Witness { others: vec![Other::new(other)] }
    }

    /// Hear one more extraction: where two say unlike things, neither is believed.
    #[must_use]
    pub fn and(mut self, other: &str) -> Self {
        self.others.push(Other::new(other));
        self
    }
}

impl Pass for Witness {
    fn name(&self) -> &'static str {
        "witness"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        let mut said: Vec<Said> = self.others.iter().flat_map(|other| other.said(text)).collect();
        said.sort_by(|a, b| (a.0, &a.1, b.3).cmp(&(b.0, &b.1, a.3)));
        said.dedup_by(|next, kept| next.0 == kept.0 && next.1 == kept.1);
        for (nth, (place, filled, reason, sure)) in said.iter().enumerate() {
            let unlike = |other: Option<&Said>| other.is_some_and(|other| other.0 == *place);
            let doubt =
                unlike(nth.checked_sub(1).and_then(|before| said.get(before))) || unlike(said.get(nth + 1));
            edits.insert(*place, filled, *reason, if doubt { Confidence::Weak } else { *sure });
        }
    }
}

impl Other {
    fn new(other: &str) -> Self {
        let text = in_order(other);
        let index = Index::new(words(&text).collect());
        Other { text, index }
    }

    /// What stands at a seam of the witness.
    fn at(&self, seam: usize) -> &str {
        let words = &self.index.words;
        let start = seam.checked_sub(1).map_or(0, |before| words[before].span.end);
        let end = words.get(seam).map_or(self.text.len(), |next| next.span.start);
        &self.text[start..end]
    }

    /// The letters that the word before a seam lost at its end: in the witness it may run together with the one
    /// before or behind.
    fn rest(&self, word: &Word, before: Option<&Word>, behind: Option<&Word>, seam: usize) -> Option<&str> {
        let before = before.map_or("", |before| before.text.as_str());
        let behind = behind.map_or("", |behind| behind.text.as_str());
        let end_of = |whole: &'_ str| whole.strip_prefix(word.text.as_str()).map(str::len);
        let found = |at: usize, touches: bool| {
            let whole = self.index.words.get(at)?.text.as_str();
            let parted = whole.strip_suffix(behind).filter(|_| !behind.is_empty());
            let joined = whole.strip_prefix(before).filter(|_| !before.is_empty() && touches);
            let part = [parted, joined, Some(whole).filter(|_| touches)]
                .into_iter()
                .flatten()
                .find(|part| end_of(part).is_some_and(|end| end > 0))?;
            let rest = &part[part.len() - end_of(part)?..];
            // Two words that run together there are whole here.
            let whole_here = !behind.is_empty() && (is_alike(rest, behind) || rest.starts_with(behind));
            (!whole_here && rest.chars().count() <= MORE).then_some(rest)
        };
        found(seam.checked_sub(1)?, true).or_else(|| found(seam, false))
    }

    /// What this witness says that the text lost.
    fn said(&self, text: &Text<'_>) -> Vec<Said> {
        let mut said: Vec<Said> = Vec::new();
        let source = text.as_str();
        let mut gate = LineGate::new(source);
        let words: Vec<Word> = words(source).collect();
        let clauses = ends_clauses(source);
        let mut last: Option<Expected> = None;
        for at in 0..=words.len() {
            let (left, right) = (at.checked_sub(1).map(|before| &words[before]), words.get(at));
            let (start, end) =
                (left.map_or(0, |left| left.span.end), right.map_or(source.len(), |right| right.span.start));
            let lost = &source[start..end];
            let expected = last.map(|last| Expected { seam: last.seam + 1, ..last });
            last = expected.map(|expected| Expected { fresh: false, ..expected });
            let Some(beside) = left.or(right) else { break };
            if !gate.at(beside.span.start).is_arabic() {
                continue;
            }
            let torn = left.filter(|left| {
                source[left.span.clone()].contains(TATWEEL) && (2..=4).contains(&left.letters())
            });
            let numbered = lost.contains(is_digit) || is_numbered(source, left, right);
            if numbered && torn.is_none() {
                continue;
            }
            // Nearly all words go on as in the witness, and nothing is to be looked for.
            if let (Some(seam), None, " " | "\n") = (expected, torn, lost) {
                if self.index.goes_on(&words, at, seam.seam) && !self.at(seam.seam).contains(is_digit) {
                    last = Some(Expected { fresh: true, ..seam });
                    continue;
                }
            }
            let seams = self.index.seams(&words, at, expected);
            if !numbered {
                let beside = beside_of(text, lost, left, right);
                let says = |seam: &Seam| {
                    let enough = seam.near == 2
                        || seam.near == 1 && (left.is_none() || right.is_none() || seam.alike >= ALIKE_FAR);
                    enough.then(|| fill(lost, &restored(lost, self.at(seam.at), clauses), beside))
                };
                if let Some((filled, seam)) = agreed(&seams, says) {
                    last = Some(Expected { seam: seam.at, fresh: true });
                    for (offset, digits, confidence) in filled {
                        // Latin words, and the numbers that touch them, have a font of their own, which lost no digits.
                        let latin = |word: Option<&Word>| word.is_some_and(Word::is_latin);
                        let touches = offset == 0 && latin(left) || offset == lost.len() && latin(right);
                        let most = if touches { Confidence::Probable } else { Confidence::Certain };
                        said.push((start + offset, digits, DIGITS, confidence.min(most)));
                    }
                }
            }
            if let Some(torn) = torn {
                let before = at.checked_sub(2).map(|before| &words[before]);
                let says = |seam: &Seam| self.rest(torn, before, right, seam.at);
                if let Some((rest, _)) = agreed(&seams, says) {
                    said.push((start, rest.to_owned(), LETTERS, Confidence::Strong));
                }
            }
        }
        said
    }
}

/// What is beside the place between two words.
fn beside_of(text: &Text<'_>, lost: &str, left: Option<&Word>, right: Option<&Word>) -> Beside {
    let thrown = |left: &Word| lost == "\n" && text.line_at(left.span.start).text().starts_with(' ');
    let stretched = |left: &Word| text.as_str()[left.span.clone()].ends_with(TATWEEL);
    let prefix = |left: &Word| matches!(left.text.as_str(), "و" | "ف" | "ب" | "ك" | "ل");
    Beside {
        prefix: left.is_some_and(|left| prefix(left) || left.letters() <= 3 && stretched(left)),
        first: left.is_none(),
        unit: right.is_some_and(|right| right.letters() == 1 && right.text != "و"),
        thrown: left.is_some_and(thrown),
    }
}

/// Whether a Latin word here has digits of its own: they may stand on its other side in the witness.
fn is_numbered(source: &str, left: Option<&Word>, right: Option<&Word>) -> bool {
    left.is_some_and(|left| left.is_latin() && source[..left.span.start].ends_with(is_digit))
        || right.is_some_and(|right| right.is_latin() && source[right.span.end..].starts_with(is_digit))
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::Pipeline;

    #[test]
    fn gaps_are_filled_from_a_damaged_witness() {
        let lost = "أودى بحيــاة مقــاول عسكــري وجـــ\nتسعــة آخريــن مــن بينهــم جنــدي في غضون  شهرا من الآن لسنة ، على أمل";
        let page =
            "أودى بحياة مقاول عسكري وجرح\nتسعة آخرين من بينهم جندي في غضون 12 شهرا من الآن لسنة 2015، على أمل";
        let expected =
            "أودى بحياة مقاول عسكري وجرح\nتسعة آخرين من بينهم جندي في غضون 12 شهرا من الآن لسنة 2015، على أمل";
        let visual: String = page
            .lines()
            .map(|line| {
                let words: Vec<String> = line
                    .split(' ')
                    .rev()
                    .map(|word| {
                        if word.starts_with(is_digit) {
                            word.trim_end_matches('،').to_owned()
                        } else {
                            word.chars().rev().collect()
                        }
                    })
                    .collect();
                words.join(" ") + "\n"
            })
            .collect();
        let broken = page.replace('\n', " ").replace(" آخرين", "\nآخرن").replace("مقاول", "مقول");
        for witness in [page, &visual, &broken] {
            let pipeline = Pipeline::standard().before("lost", Witness::new(witness));
            assert_eq!(pipeline.clean(lost), expected, "{witness}");
        }
    }

    #[test]
    fn two_witnesses_must_agree() {
        let lost = "قال الوزير إن المشروع يكتمل في غضون  شهرا من الآن في المدينة";
        let page = lost.replace("غضون  شهرا", "غضون 12 شهرا");
        let other = page.replace("12", "1");
        let fill = |witness: Witness| Pipeline::new().pass(witness).clean(lost).into_owned();
        assert_eq!(fill(Witness::new(&page).and(&page)), page);
        assert_eq!(fill(Witness::new(lost).and(&page)), page);
        assert_eq!(fill(Witness::new(&page).and(&other)), lost);
        let cleaned = Pipeline::new().pass(Witness::new(&page).and(&other)).run(lost);
        assert_eq!(cleaned.suggestions().len(), 2);
    }

    #[test]
    fn what_is_not_lost_is_not_filled() {
        let text = "قال الوزير إن المشروع يكتمل في المدينة القديمة خلال أيام";
        let other = "قال الوزير إن المشروع 12 يكتمل في المدينة القديمة خلال أيام";
        let cleaned = Pipeline::new().pass(Witness::new(other)).run(text);
        assert!(cleaned.changes().is_empty());
        assert_eq!(cleaned.suggestions().len(), 1);
    }
}
