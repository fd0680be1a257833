//! A PDF has no spaces, only gaps; what an extractor takes for a gap parts words (`العسكر ية`) and joins others (`بعداجتماعات`).
//!
//! Joining and splitting are one question: which words did these letters spell? So one search over
//! all readings of the letters answers both, and a reading that moves a space must pay for it.
//! Because the price is the same from either side, the cheapest reading of the cheapest reading is
//! itself: the pass has nothing to add to its own work.
//!
//! Healthy text is walked with one look-up a word and one a pair; the search is for the few places
//! where a neighbour's letters, or a cut, make a likelier word than what stands there. How many moves
//! it finds tells how rare they are in this text, and so what one should cost: the text is walked again
//! at that price.

mod doubt;
mod joints;
mod lattice;
mod names;
mod own;
mod places;
mod seams;
mod sigla;
mod spaced;
mod stretch;
mod torn;
mod walk;
mod words;

use crate::edit::{Confidence, Edits, Reason};
use crate::model::{Cost, LanguageModel, BIT};
use crate::pass::Pass;
use crate::text::Text;

use own::Own;
use walk::Walk;

/// Joins words that a space split and splits words that lost theirs, on lines of Arabic.
///
/// Removes and inserts U+0020 between letters (`split-word`, `merged-words`), and about signs, numbers and Latin
/// where all letters stand apart or all spaces are lost; U+0020 between words and numbers or Latin where the text
/// shows that it loses these; nothing else: every letter, mark and number stays.
/// [`Strong`](crate::Confidence::Strong) where the reading is much likelier than what stands there,
/// [`Probable`](crate::Confidence::Probable) where it is likelier, and for a waw apart from its word in a text
/// where no other word is split: many write so; there also for letters that stand apart side by side, and at the
/// ends of a line that make a word with each other. Only single spaces are touched; wider gaps part columns, half
/// verses, and the words of a letter-spaced line. O(length).
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::WordSpacing, Pipeline};
/// let spacing = Pipeline::new().pass(WordSpacing::new(Embedded::arabic()));
/// assert_eq!(spacing.clean("القوات شبه العسكر ية فيالمدينة"), "القوات شبه العسكرية في المدينة");
/// assert_eq!(spacing.clean("ممثل بي إم في بي بي سي"), "ممثل بي إم في بي بي سي");
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct WordSpacing<M> {
    model: M,
}

impl<M: LanguageModel> WordSpacing<M> {
    /// The pass, with the model whose words are looked for.
    pub fn new(model: M) -> Self {
        WordSpacing { model }
    }
}

/// A space inside a word.
const SPLIT: Reason = Reason::new("split-word");
/// No space between two words.
const MERGED: Reason = Reason::new("merged-words");

/// What moving a space costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Price {
    /// A space taken out.
    join: Cost,
    /// A space put in.
    split: Cost,
    /// Of five letters, so many must be of known words.
    known: usize,
}

impl Price {
    /// Whether another price would hardly find other places.
    fn is_near(self, other: Price) -> bool {
        (self.join - other.join).abs() < BIT && (self.split - other.split).abs() < BIT
    }

    /// Whether every letter stands apart.
    fn is_even(self) -> bool {
        self.join == 0
    }
}

/// In a text that seems sound.
const SOUND: Price = Price { join: 14 * BIT, split: 18 * BIT, known: 3 };
/// What a space put in costs in a text that lost most of them, and in a run longer than any word.
const LOST: Cost = BIT;
/// Where every letter stands apart.
const EVEN: Price = Price { join: 0, split: 18 * BIT, known: 3 };
/// The same beside words that were found so: a name.
const NAMED: Price = Price { known: 0, ..EVEN };
/// For a suggestion.
const SUGGESTED: Price = Price { join: 6 * BIT, split: 8 * BIT, known: 3 };

/// A space moved: taken out when the span is one, put in when it is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Move {
    start: usize,
    end: usize,
}

impl<M: LanguageModel> Pass for WordSpacing<M> {
    fn name(&self) -> &'static str {
        "word-spacing"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{0621}'..='\u{064A}') {
            return;
        }
        let (moves, price) = moves(&self.model, text.as_str());
        let mut insert = |at| edits.insert(at, " ", MERGED, Confidence::Strong);
        if price.is_some_and(|price| price.split == LOST) {
            joints::lost_spaces(text.as_str(), &mut insert);
        } else {
            seams::lost_seams(&self.model, text, &moves, &mut insert);
        }
        for (Move { start, end }, confidence) in moves {
            if start < end {
                edits.delete(start..end, SPLIT, confidence);
            } else {
                edits.insert(start, " ", MERGED, confidence);
            }
        }
    }
}

/// The spaces to move between letters, and the price at which they were found when it is not that of a
/// sound text.
fn moves<M: LanguageModel>(model: &M, text: &str) -> (Vec<(Move, Confidence)>, Option<Price>) {
    let mut walk = Walk::over(model, text, SOUND, &Own::default());
    if walk.is_empty() {
        return (Vec::new(), None);
    }
    let mut price = walk.price();
    let own = if price.is_some() || walk.asks_text(text) {
        Own::of(model, text, walk.spaced)
    } else {
        Own::default()
    };
    if price.is_none() && own.holds_any() {
        walk = Walk::over(model, text, SOUND, &own);
    }
    // What a lower price finds tells better how much is damaged.
    for _ in 0..2 {
        let Some(now) = price else { break };
        walk = Walk::over(model, text, now, &own);
        let next = walk.price();
        if now.split == LOST || next.is_none_or(|next| next.is_near(now)) {
            break;
        }
        price = next;
    }
    (walk.into_moves(), price)
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(WordSpacing::new(Embedded::arabic())).clean(text)
    }

    #[test]
    fn words_are_joined() {
        for (raw, clear) in [
            ("وافقت القوات شبه العسكر ية على الهدنة", "وافقت القوات شبه العسكرية على الهدنة"),
            ("المدعومة من إ يران في المنطقة", "المدعومة من إيران في المنطقة"),
            ("في غضون اثني عشر شهر ا من الآن", "في غضون اثني عشر شهرا من الآن"),
            ("الاقتصاد ال عراق ي في أزمة", "الاقتصاد العراقي في أزمة"),
            ("نصت الما دة ال ثالثة و الخمسون على ذلك", "نصت المادة الثالثة والخمسون على ذلك"),
            (
                "وصل إلى المدينة ال تي كان فيها، ا لدهر يوما ن والناس ك ثيرون",
                "وصل إلى المدينة التي كان فيها، الدهر يومان والناس كثيرون",
            ),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn more_is_joined_where_words_are_often_split() {
        let often = "وافقت القوات شبه العسكر ية على الهدنة في المنط قة";
        let joined = "وافقت القوات شبه العسكرية على الهدنة في المنطقة";
        for (raw, clear) in [
            // Two words that make one with clitics.
            ("ومنح القائد إجازة للم لازم الجديد", "ومنح القائد إجازة للملازم الجديد"),
            // A letter is rather a piece of its neighbour.
            ("فلم نعد نعلم أ نحن هنا أم هناك", "فلم نعد نعلم أنحن هنا أم هناك"),
        ] {
            assert_eq!(clean(raw), raw, "in a sound text");
            assert_eq!(clean(&format!("{often}. {raw}")), format!("{joined}. {clear}"));
        }
        for text in [
            "ثم سافر القائد إلى مدينة فو الإيطالية",
            "لا هدف له ولا لنهايته معنى",
            "وكان الجنود يخدمون كـ قساوسة",
            "بلغ طول الجسر 35 م تقريبا",
        ] {
            assert_eq!(clean(&format!("{often}. {text}")), format!("{joined}. {text}"));
        }
        // A habit of writers, where words are split besides; one that is no habit.
        let habit = "نصت المادة الثالثة و الخمسون و الستون على ذلك";
        assert_eq!(
            clean(&format!("{often}. {often}. {often}. {habit}")),
            format!("{joined}. {joined}. {joined}. {habit}")
        );
        let none = "نصت المادة الثالثة و الخمسون على ذلك و عاد القائد";
        let clear = "نصت المادة الثالثة والخمسون على ذلك وعاد القائد";
        assert_eq!(
            clean(&format!("{often}. {often}. {often}. {none}")),
            format!("{joined}. {joined}. {joined}. {clear}")
        );
    }

    #[test]
    fn the_ends_of_a_torn_line_stay() {
        // تحاول in two, its pieces in reverse.
        let torn = "ول ما بعدها من الأعمال ثم بقيت الفرق تحا";
        assert_eq!(clean(torn), torn);
        let whole = "ول ما رأى الفرق لم يجد ما يقوله للناس";
        assert_ne!(clean(whole), whole);
    }

    #[test]
    fn words_are_split() {
        for (raw, clear) in [
            ("وصلالرئيس إلى المدينة", "وصل الرئيس إلى المدينة"),
            ("بعداجتماعاتمحمومةفيبغدادوبيروت", "بعد اجتماعات محمومة في بغداد وبيروت"),
            (
                "فلميبقفيالبيتسوىكتابين(قديمين)،وقال:«لاأحدهنا».ثممضى",
                "فلم يبق في البيت سوى كتابين (قديمين)، وقال: «لا أحد هنا». ثم مضى",
            ),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn a_letter_spaced_line_is_closed() {
        for (raw, clear) in [
            ("ا ل ه ج م ا ت  ا ل ج د ي د ة", "الهجمات  الجديدة"),
            ("ت ق ر ي ر  ع ا م  2 0 1 5 ،  ا ل ج ز ء  ( أ )", "تقرير  عام  2015،  الجزء  (أ)"),
            ("ت ق ر ي ر 2 0 1 5 : ا ل ه ج م ا ت ا ل ج د ي د ة", "تقرير 2015: الهجمات الجديدة"),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn healthy_text_stays() {
        for text in [
            "ممثل بي إم في بي بي سي قال إن من ما كتب",
            "وقال خوان كارلوس دي لا فوينتي إن مانشستر يونايتد فاز",
            "أ ب ج د هوز",
            "عولج المريض في مستشفى كامبريدجشير ثم عاد إلى ويليامزبرغ مع أهله",
            "أ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي",
            "این کتاب را از او گرفتم و می خواهم بخوانم",
            "قفا نبك من ذكرى حبيب ومنزل",
            // What a search makes of letters is a word only if somebody knows it.
            "لا يتزحزح ولا يتحلحل، وقال له بخ بخ",
            "قسم على غرار المتاجر المزودة بمن يساعد الناس",
            "رقم الملف هو 45-ب وأن الطابق هو الثالث",
            "سار لـ إفريقيا وبـ عنوان الوجهة",
            "پسرم سالشه و لوزه دارد",
            // Authors by their letters.
            "نَقَلَ ع ش كَلَامَ شَيْخِهِ ثُمَّ ذَكَرَهُ م ر فِي شَرْحِهِ",
            // A habit of writers.
            "نصت المادة الثالثة و الخمسون على ذلك و على غيره",
            // A font whose last yeh has no code point.
            "وصل ف المساء إل المدينة ف الشمال، وأقام ف الفندق ف الشارع القديم ف وسط المدينة",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
