//! What one extraction of a page lost, another may have kept: a second extractor's, or OCR's.

use super::align::{agreed, Expected, Index, Seam};
use super::between::{fill, Beside};
use super::gap::is_prefix;
use super::gaps::has_numbers;
use super::reading::in_order;
use super::separators::{ends_clauses, labels, restored, Label};
use super::words::{is_alike, is_same, words, Word};
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
/// between the same words and signs; without a trace it is suggested ([`Probable`](Confidence::Probable)), but for
/// digits inside words (`B12`), which leave none: these are filled in where others prove that the text lost all of its digits.
/// Where signs or spaces that the witness lost leave open which digits stand where, they are only suggested, too.
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
    labels: Vec<Label>,
}

/// What one witness says of a place of the text.
type Said = (usize, String, Reason, Confidence);

/// Digits from a witness.
const DIGITS: Reason = Reason::new("digits-witnessed");
/// Letters from a witness.
const LETTERS: Reason = Reason::new("letters-witnessed");

/// Words that must be alike where only one beside the gap is.
const ALIKE_FAR: usize = 6;
/// Numbers with a trace that prove that a text lost its digits.
const PROOF: usize = 3;
/// Labels before and behind a place that are looked at.
const LABELS: usize = 8;
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
        let labels = labels(&text);
        Other { text, index, labels }
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
        let mut found: Vec<Found> = Vec::new();
        let source = text.as_str();
        let mut gate = LineGate::new(source);
        let words: Vec<Word> = words(source).collect();
        let clauses = ends_clauses(source);
        let mut last: Option<Expected> = None;
        // The seam behind a letter that the witness lost, too, and the digits that touch the word behind them there.
        let mut passed: Option<usize> = None;
        let mut open: Option<usize> = None;
        for at in 0..=words.len() {
            let (left, right) = (at.checked_sub(1).map(|before| &words[before]), words.get(at));
            let (start, end) =
                (left.map_or(0, |left| left.span.end), right.map_or(source.len(), |right| right.span.start));
            let lost = &source[start..end];
            let expected = last.map(|last| Expected { seam: last.seam + 1, ..last });
            last = expected.map(|expected| Expected { fresh: false, ..expected });
            if let Some(seam) = passed.take() {
                last = Some(Expected { seam, fresh: true });
                continue;
            }
            let touched = open.take();
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
                let says = |seam: &Seam| {
                    let over = self
                        .lacks(&words, at, seam.at)
                        .filter(|next| !source[start..next.span.start].contains(is_digit));
                    let (lost, right) =
                        over.map_or((lost, right), |next| (&source[start..next.span.start], Some(next)));
                    let enough = seam.near == 2
                        || over.is_some()
                        || seam.near == 1 && (left.is_none() || right.is_none() || seam.alike >= ALIKE_FAR);
                    let kept = restored(lost, self.at(seam.at), clauses, self.labels_about(seam.at));
                    enough.then(|| (fill(lost, &kept, beside_of(text, lost, left, right)), over.is_some()))
                };
                if let Some(((filled, over), seam)) = agreed(&seams, says) {
                    // Of digits that find no place one may belong to another place.
                    let fresh = !filled.is_empty() || !self.at(seam.at).contains(is_digit);
                    last = Some(Expected { seam: seam.at, fresh });
                    passed = over.then_some(seam.at);
                    let first = found.len();
                    let next = words.get(at + usize::from(over));
                    let latin = filled.iter().any(|it| touches_latin(&source[start..], it.at, left, next));
                    for it in filled {
                        let most = if latin { Confidence::Probable } else { Confidence::Certain };
                        let with_word = it.with_word.0 != it.with_word.1;
                        if it.with_word.1 {
                            open = Some(found.len());
                        }
                        // What one word of the witness has, the text lost together.
                        let (here, sure) = (found.len(), it.sure.min(most));
                        let before = touched.filter(|_| here == first && it.with_word.0 && !latin);
                        found.push(Found {
                            place: start + it.at,
                            filled: it.digits,
                            reason: DIGITS,
                            sure,
                            in_word: with_word && !latin && (over || seam.near == 2),
                        });
                        if let Some(before) = before {
                            let (least, most) = (found[before].sure.min(sure), found[before].sure.max(sure));
                            let both = if least == Confidence::Weak { least } else { most };
                            (found[before].sure, found[here].sure) = (both, both);
                        }
                    }
                }
            }
            if let Some(torn) = torn {
                let before = at.checked_sub(2).map(|before| &words[before]);
                let says = |seam: &Seam| self.rest(torn, before, right, seam.at);
                if let Some((rest, _)) = agreed(&seams, says) {
                    let (place, filled) = (start, rest.to_owned());
                    let sure = Confidence::Strong;
                    found.push(Found { place, filled, reason: LETTERS, sure, in_word: false });
                }
            }
        }
        trust_words(&mut found, source);
        found.into_iter().map(|it| (it.place, it.filled, it.reason, it.sure)).collect()
    }

    /// The word of the text behind the letter `at`, which stands alone for the number that it was written with, where
    /// the witness has that word at the seam, and lost the letter.
    fn lacks<'w>(&self, words: &'w [Word], at: usize, seam: usize) -> Option<&'w Word> {
        let (letter, next, there) = (words.get(at)?, words.get(at + 1)?, self.index.words.get(seam)?);
        let left = at.checked_sub(1).map(|before| &words[before]);
        let same = match (left, seam.checked_sub(1)) {
            (Some(left), Some(before)) => is_same(left, &self.index.words[before]),
            (None, None) => true,
            _ => false,
        };
        let lost = letter.letters() == 1 && !letter.is_latin() && !is_same(letter, there);
        (same && lost && is_same(next, there)).then_some(next)
    }

    /// The labels of paragraphs about a seam.
    fn labels_about(&self, seam: usize) -> &[Label] {
        let at = seam.checked_sub(1).map_or(0, |before| self.index.words[before].span.end);
        let nth = self.labels.partition_point(|label| label.at < at);
        &self.labels[nth.saturating_sub(LABELS)..self.labels.len().min(nth + LABELS)]
    }
}

/// Something of the witness that goes into the text.
struct Found {
    place: usize,
    filled: String,
    reason: Reason,
    sure: Confidence,
    /// Whether it is a part of a word in the witness.
    in_word: bool,
}

/// A number inside a word leaves no trace (`B12`). Where others prove that the text lost its digits, and none is left, it lost
/// those, too.
fn trust_words(found: &mut [Found], source: &str) {
    let proven = found.iter().filter(|it| it.reason == DIGITS && it.sure > Confidence::Probable).count();
    if proven >= PROOF && !has_numbers(source) {
        let in_words = found.iter_mut().filter(|it| it.in_word && it.sure == Confidence::Probable);
        in_words.for_each(|it| it.sure = Confidence::Strong);
    }
}

/// Latin words, and the numbers that touch them, have a font of their own, which lost no digits. Between two of
/// them nothing says in which order numbers are read.
fn touches_latin(source: &str, at: usize, left: Option<&Word>, right: Option<&Word>) -> bool {
    let latin = |word: Option<&Word>| word.is_some_and(Word::is_latin);
    let (before, behind) = source.split_at(at);
    let behind = behind.split(char::is_alphabetic).next().unwrap_or_default();
    let touches = |between: &str| !between.contains(char::is_whitespace);
    latin(left) && latin(right) || latin(left) && touches(before) || latin(right) && touches(behind)
}

/// What is beside the place between two words.
fn beside_of(text: &Text<'_>, lost: &str, left: Option<&Word>, right: Option<&Word>) -> Beside {
    let thrown =
        |left: &Word| lost.starts_with('\n') && text.line_at(left.span.start).text().starts_with(' ');
    let stretched = |left: &Word| text.as_str()[left.span.clone()].ends_with(TATWEEL);
    let prefix = |left: &Word| left.letters() == 1 && left.text.starts_with(is_prefix);
    Beside {
        prefix: left.is_some_and(|left| prefix(left) || left.letters() <= 3 && stretched(left)),
        first: left.is_none(),
        year: left.is_some_and(|left| {
            matches!(left.text.trim_start_matches(is_prefix), "عام" | "العام" | "سنة" | "السنة")
        }),
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
    fn letters_that_numbers_are_written_with_may_be_lost_there() {
        for (lost, kept, expected) in [
            ("ما بين سنتي  و من القرن", "ما بين سنتي 1995 2000 من القرن", "ما بين سنتي 1995 و2000 من القرن"),
            ("زار العاصمة، و\nمدن أخرى", "زار العاصمة، 307 مدن أخرى", "زار العاصمة، و307\nمدن أخرى"),
            ("الموقعة عام (م)، على أن", "الموقعة عام (1984)، على أن", "الموقعة عام (1984م)، على أن"),
            ("مدينة بوسطن و . ميل من", "مدينة بوسطن 3.3 ميل من", "مدينة بوسطن و 3.3 ميل من"),
        ] {
            let (before, behind) =
                ("قال الوزير في كلمته أمام الحاضرين إنه ", " هذه الرحلة الطويلة عاد إلى بلاده\n");
            let page = |part: &str| [before, part, behind].concat();
            let filled = Pipeline::new().pass(Witness::new(&page(kept))).clean(&page(lost)).into_owned();
            assert_eq!(filled, page(expected));
        }
    }

    #[test]
    fn numbers_in_words_are_filled_where_all_digits_are_lost() {
        let page = "وقعت الأطراف في عام 1999 على اتفاق الشبكة الجديدة إنترنت2 بعد محادثات طويلة في المدينة \
            ثم عقدت الدول خلال 12 شهرا اجتماعا ثانيا في العاصمة بحضور 400 خبير من أنحاء العالم";
        let lost = page.replace(is_digit, "");
        let filled = |lost: &str| Pipeline::new().pass(Witness::new(page)).clean(lost).into_owned();
        assert_eq!(filled(&lost), page);
        // One number is enough to doubt it.
        let kept = lost.replace("في عام ", "في عام 1999");
        assert!(filled(&kept).contains("إنترنت بعد"));
    }

    #[test]
    fn latin_is_read_as_it_is_and_keeps_its_digits() {
        let page = "قال الباحثون إن الفيروس قريب من RaTG13 بنسبة 96% في هذه العينات القديمة من الصين";
        let drawn: String =
            "نيصلا نم ةميدقلا تانيعلا هذه يف %96 ةبسنب RaTG13 نم بيرق سوريفلا نإ نوثحابلا لاق".to_owned();
        let lost = page.replace("96", "");
        assert_eq!(Pipeline::new().pass(Witness::new(&drawn)).clean(&lost), page);
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
