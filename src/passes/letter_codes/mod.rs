//! A font's table may lie about its letters the same way all through: shapes come out as other codes, or a medial yeh as a tanween.
//!
//! Three such tables are known, and one misreading of any (`pairs`). Two are arithmetic: the shapes U+FE80–U+FEFC come out without their high
//! byte, as Greek (U+0380–U+03FC), or lower by 0xF860, 0xF862 or 0xF890, as letters, marks and digits that make
//! no word (U+0620–U+066C). There one code may be any of three shapes: those of a word must join, and make a word.
//! The third is from slides: `فً البحوث العلمٌة والتعرؾ` for `في البحوث العلمية والتعرف`. Tanween never stands before a
//! letter, and ؾ is no letter of Arabic. Each table is believed when nearly all words that have its codes are known
//! words by it, and far fewer as they stand. Other tables say of a mark what letter it was first seen on (`carried`), or of the
//! hamza of an alef (`hamzas`); and of two glyphs both may give one letter (`doubled`).

mod carried;
mod doubled;
mod hamzas;
mod pairs;
mod shapes;
mod slides;

use std::ops::Range;

use crate::edit::{Edits, Reason};
use crate::model::LanguageModel;
use crate::pass::Pass;
use crate::text::Text;

use shapes::Shapes;

/// Puts back the letters, or the shapes of letters, that a font's table gave other codes (`letter-code`).
///
/// Replaces characters one for one, [`Strong`](crate::Confidence::Strong), on the evidence of the whole text: five different
/// words known with their letters, and seven of ten of those that have the codes. Unknown words follow where
/// twelve are known. Lines stored from left to
/// right are not read. Shapes are put back as shapes and in the order they have, from either side, where eight words are
/// known; the unknown ones whose shapes join in one way only follow. Two words may have the same lowered codes, as
/// `النهر` and `الشهر`: then it is [`Probable`](crate::Confidence::Probable) that the likelier one was meant. The code of a
/// ligature's second letter is known by the first beside it; one by itself that may be a sign is `Probable`. Of fonts whose
/// marks come with letters the letters go that came with marks, the marks that came with letters, what stands twice and
/// the spaces between glyphs (`mark-with-letter`). Where a hamza came as the alef that it was first seen on, the alef beside it
/// goes, and so does one of two letters that two glyphs gave. O(length), for shapes and marks times the readings of a word, at most 64;
/// a text without the codes is not read, and of a vocalised one the beginning.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::LetterCodes, Pipeline};
/// let codes = Pipeline::new().pass(LetterCodes::new(Embedded::arabic()));
/// assert_eq!(
///     codes.clean("فً البحوث العلمٌة والتعرؾ على المدٌنة القدٌمة والطبٌعة والحدٌث"),
///     "في البحوث العلمية والتعرف على المدينة القديمة والطبيعة والحديث",
/// );
/// assert_eq!(codes.clean("هذا كتابٌ جديدٌ، شكراً"), "هذا كتابٌ جديدٌ، شكراً");
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct LetterCodes<M> {
    model: M,
}

impl<M: LanguageModel> LetterCodes<M> {
    /// The pass, with the model that knows the words.
    pub fn new(model: M) -> Self {
        LetterCodes { model }
    }
}

const LETTER_CODE: Reason = Reason::new("letter-code");

/// Letters of the longest word that is looked at.
const LONGEST: usize = 24;

impl<M: LanguageModel> Pass for LetterCodes<M> {
    fn name(&self) -> &'static str {
        "letter-codes"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if pairs::may_be_in(text) {
            pairs::read(text, edits);
        }
        if slides::may_be_in(text) {
            slides::read(&self.model, text.as_str(), edits);
        }
        if hamzas::may_be_in(text) {
            hamzas::read(&self.model, text.as_str(), edits);
        }
        carried::read(&self.model, text, edits);
        doubled::read(&self.model, text, edits);
        for table in [Shapes::WithoutHighByte, Shapes::Lowered] {
            if table.may_be_in(text) {
                shapes::read(&self.model, table, text, edits);
            }
        }
    }
}

/// A word as a line has it that is stored as drawn.
fn drawn(word: &str) -> String {
    word.chars().rev().collect()
}

/// The longest parts of such characters, in order.
fn runs<'t>(source: &'t str, inside: impl Fn(char) -> bool + 't) -> impl Iterator<Item = Range<usize>> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + source[at..].find(&inside)?;
        at = source[start..].find(|c| !inside(c)).map_or(source.len(), |length| start + length);
        Some(start..at)
    })
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::arabic::forms;
    use crate::arabic::letters::is_letter;
    use crate::model::Embedded;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(LetterCodes::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// As slides store it.
    fn slides(text: &str) -> String {
        let letters: Vec<char> = text.chars().collect();
        let code = |(i, &c): (usize, &char)| {
            let inside = letters.get(i + 1).is_some_and(|&next| is_letter(next));
            match c {
                'ي' if inside => '\u{64C}',
                'ي' => '\u{64B}',
                'غ' if inside => '\u{63D}',
                'ف' if !inside => '\u{63E}',
                c => c,
            }
        };
        letters.iter().enumerate().map(code).collect()
    }

    const PAGE: &str = "تعد المدينة القديمة من أهم المواقع في البلاد، وقد كتب عنها المؤرخون في عصور مختلفة.\n\
        ويبدأ الطريق إليها من السوق الكبير، حيث يبيع الحرفيون السجاد والفضة، وتنتهي الرحلة عند ضفاف البحر الصغير.\n\
        قال المهندس المشرف على الترميم إن العمل سيستغرق سنتين، وإن الغرف الغربية ستفتح للزوار في الصيف القادم.";

    #[test]
    fn slides_are_read() {
        let stored = slides(PAGE);
        assert_eq!(clean(&stored), PAGE);
        // Tanween that is one stays.
        assert_eq!(clean(&format!("{stored}\nشكراً جزيلاً، مرةً")), format!("{PAGE}\nشكراً جزيلاً، مرةً"));
    }

    /// The shapes of a text without ligatures but lam-alef, and their codes.
    fn shapes(text: &str, table: Shapes) -> (String, String) {
        let marked = text.replace('ل', "ل\u{64E}").replace("ل\u{64E}ا", "لا").replace("ل\u{64E}أ", "لأ");
        let shapes = forms::shape(&marked).replace('\u{64E}', "");
        let code = |c: char| match (c as u32, table) {
            (0xFE80..=0xFEFC, Shapes::WithoutHighByte) => char::from_u32(c as u32 - 0xFB00).unwrap(),
            (0xFE80..=0xFEC0, _) => char::from_u32(c as u32 - 0xF860).unwrap(),
            (0xFEC1..=0xFEC8, _) => char::from_u32(c as u32 - 0xF862).unwrap(),
            (0xFEC9..=0xFEFC, _) => char::from_u32(c as u32 - 0xF890).unwrap(),
            _ => c,
        };
        let codes = shapes.chars().map(code).collect();
        (shapes, codes)
    }

    #[test]
    fn shapes_are_read_from_either_side() {
        for table in [Shapes::WithoutHighByte, Shapes::Lowered] {
            let (shapes, codes) = shapes(&PAGE.replace('،', ","), table);
            let split = str::split_whitespace;
            let turned = |text: &str| text.chars().rev().collect::<String>();
            let beside = "زار الوزير المدينة القديمة، وعاد أمس\nΗ πόλη βρίσκεται στη βόρεια ακτή\n";
            for (shapes, codes) in [(turned(&shapes), turned(&codes)), (shapes, codes)] {
                let clean = clean(&format!("{beside}{codes}"));
                let read = clean.strip_prefix(beside).unwrap();
                let (mut words, mut right) = (0, 0);
                for ((shape, code), read) in split(&shapes).zip(split(&codes)).zip(split(read)) {
                    assert!(read == shape || matches!(table, Shapes::Lowered) && read == code, "{clean}");
                    (words, right) = (words + 1, right + usize::from(read == shape));
                }
                assert!(right * 2 > words, "{right} of {words}: {clean}");
            }
        }
    }

    #[test]
    fn healthy_text_stays() {
        for text in [
            PAGE,
            "قَالَ المُعَلِّمُ: هٰذَا كِتَابٌ جَدِيدٌ وَعِلْمٌ نَافِعٌ، وَكُلُّ طَالِبٍ مُجْتَهِدٌ، فَقَرَأَ الوَلَدُ كِتَابًا وَقِصَّةً وَدَرْسًا، وَقَالَ شُكْرًا",
            "هذا رجلٌ كريمٌ وبيتٌ واسعٌ وعلمٌ نافعٌ وقولٌ صادقٌ وماءٌ عذبٌ، رأيت رجلاً وبيتًا",
            "این کتاب را از برادرم گرفتم که پیش ما بود\nعلی به مدرسه می‌رود",
            "Η πόλη βρίσκεται στη βόρεια ακτή και έχει μεγάλο λιμάνι, όπου φτάνουν πλοία από όλο τον κόσμο.",
            "كتابٌجديدٌ ورجلٌكريمٌ وبيتٌواسعٌ وعلمٌنافعٌ وقولٌصادقٌ وماءٌعذبٌ",
            "المدٌنة القدٌمة",
        ] {
            assert_eq!(clean(text), text);
        }
    }
}
