//! Glyphs that stand for no character vanish from an extraction: digits (`في غضون  شهرا`), and the ends of words (`وجـ` for `وجرح`).
//!
//! Which digits stood there the text alone cannot say, but that and where some are missing it can: the
//! spaces and signs about a number stay behind (two for one, or one before a comma, or brackets with
//! nothing in them), beside words that want a number. Writers leave such traces too; so what one of
//! them is, all of its kind decide. A word that lost its end has a tatweel that leads nowhere, or is no word. [`Lost`] reports
//! both, and suggests what the letters may have been; [`Witness`] fills them from another extraction.

mod align;
mod between;
mod gap;
mod gaps;
mod letters;
mod places;
mod reading;
mod separators;
mod traces;
mod witness;
mod words;

use crate::edit::{Confidence, Edits, Reason};
use crate::model::LanguageModel;
use crate::pass::Pass;
use crate::text::Text;

use gaps::{Gap, Gaps};

pub use witness::Witness;

/// Reports where digits (`digits-lost`) and letters (`letters-lost`) are missing, on lines of Arabic.
///
/// Findings change nothing; completions of a word that lost its end are suggested
/// ([`Weak`](Confidence::Weak)), the likeliest first, at most three. With
/// [`marking`](Self::marking) a mark of yours is put at every finding. The spaces and the tatweel that
/// testify must still be there: it runs before [`Tatweel`](super::Tatweel),
/// [`WordSpacing`](super::WordSpacing) and [`Punctuation`](super::Punctuation). O(length); a text
/// without such traces is only searched for them.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::Lost, Pipeline};
/// let lost = Lost::new(Embedded::arabic());
/// let cleaned = Pipeline::new().pass(lost.clone()).run("يكتمل الانسحاب في غضون  شهرا من الآن");
/// assert_eq!(cleaned.findings()[0].kind.as_str(), "digits-lost");
/// let marked = Pipeline::new().pass(lost.marking("[؟]"));
/// assert_eq!(marked.clean("يكتمل الانسحاب في غضون  شهرا من الآن"), "يكتمل الانسحاب في غضون [؟] شهرا من الآن");
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Lost<M> {
    model: M,
    mark: Option<String>,
}

impl<M: LanguageModel> Lost<M> {
    /// The pass, with the model that knows which words want a number.
    pub fn new(model: M) -> Self {
        Lost { model, mark: None }
    }

    /// Put `mark` where something is missing. It must not be empty.
    ///
    /// # Panics
    /// When it is empty or white space: nothing would show.
    #[must_use]
    pub fn marking(mut self, mark: &str) -> Self {
        assert!(!mark.trim().is_empty(), "a mark must show");
        self.mark = Some(mark.to_owned());
        self
    }
}

/// Digits are missing.
const DIGITS: Reason = Reason::new("digits-lost");
/// Letters are missing.
const LETTERS: Reason = Reason::new("letters-lost");
/// A mark was put at a finding.
const MARKED: Reason = Reason::new("lost-marked");

impl<M: LanguageModel> Pass for Lost<M> {
    fn name(&self) -> &'static str {
        "lost"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        let gaps = Gaps::new(&self.model, text);
        gaps.each(&mut |gap| {
            let place = match gap {
                Gap::Digits { span, place, confidence } => {
                    edits.find(span, DIGITS, confidence);
                    place
                }
                Gap::Letters { span, completions } => {
                    edits.find(span.clone(), LETTERS, Confidence::Probable);
                    for completion in &completions {
                        edits.replace(span.clone(), completion, LETTERS, Confidence::Weak);
                    }
                    span.end
                }
            };
            if let Some(mark) = &self.mark {
                edits.insert(place, mark, MARKED, Confidence::Strong);
            }
        });
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;

    fn found(text: &str) -> Vec<(&'static str, &str)> {
        let cleaned = Pipeline::new().pass(Lost::new(Embedded::arabic())).run(text);
        cleaned.findings().iter().map(|found| (found.kind.as_str(), &text[found.source.clone()])).collect()
    }

    #[test]
    fn missing_digits_are_found() {
        for (text, gaps) in [
            ("يكتمل الانسحاب في غضون  شهرا من الآن", 1),
            ("الاتفاق النووي لسنة ، على أمل نشر الهدوء، وغير ذلك، كما قال", 1),
            ("غارة على القاعدة يوم  آذار/مارس، وهي في الغرب", 1),
            ("بقيمة  دولار على  سنوات", 2),
            ("المادة (  ) من القانون", 1),
            ("وفقا للمادة () من القانون الصادر بتاريخ //هـ", 2),
            ("ارتفعت الأسعار بنسبة .% وبلغ عدد السكان  نسمة", 2),
            // A number began the line, or ended it and was thrown to its front.
            ("بدأ العمل في الجسر القديم قبل  سنوات في سنة\n وانتهى العمل فيه بعد  شهرا", 3),
            // One trace says little by itself; several prove the loss, and then each of them tells.
            ("زار الوفد  مدنا في  أيام، ثم عاد في عام ، وقال إن  طالبا سافروا في شهر مارس ", 4),
        ] {
            let found = found(text);
            assert_eq!(found.len(), gaps, "{text}: {found:?}");
            assert!(found.iter().all(|(kind, _)| *kind == "digits-lost"));
        }
    }

    #[test]
    fn missing_letters_are_found_and_guessed() {
        let text = "أودى بحيــاة مقــاول عسكــري وجـــ\nتسعــة آخريــن مــن بينهــم جنــدي";
        assert_eq!(found(text), [("letters-lost", "وجـــ")]);
        let cleaned = Pipeline::new().pass(Lost::new(Embedded::arabic())).run(text);
        let guesses: Vec<&str> = cleaned.suggestions().iter().map(|s| s.change.after.as_str()).collect();
        assert!(guesses.contains(&"وجرح"), "{guesses:?}");
        assert_eq!(cleaned.text(), text);
    }

    #[test]
    fn healthy_text_has_no_gap() {
        for text in [
            "قال الرئيس  الجديد إن القوات  شبه العسكرية عادت",
            "زار بيروت ، ثم عاد ، ثم سافر",
            "في عام 2015 ، وفي غضون 12 شهرا",
            "قفا نبك من ذكرى  حبيب ومنزل\nبسقط اللوى بين  الدخول فحومل",
            "سنة 1445هـ والفقرة هـ و بـ \"نظام\"",
            "این کتاب در سال  منتشر شد",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn marks_are_put_once() {
        let pipeline = Pipeline::new().pass(Lost::new(Embedded::arabic()).marking("⟨?⟩"));
        let marked = pipeline.clean("النووي لسنة ، على أمل نشر الهدوء، وغير ذلك، في غضون  شهرا").into_owned();
        assert_eq!(marked, "النووي لسنة ⟨?⟩، على أمل نشر الهدوء، وغير ذلك، في غضون ⟨?⟩ شهرا");
        assert_eq!(pipeline.clean(&marked), marked);
    }
}
