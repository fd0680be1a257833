//! A font's table may lie about its letters the same way all through: a medial yeh comes out as a tanween.
//!
//! One such table is known from slides: `فً البحوث العلمٌة والتعرؾ` for `في البحوث العلمية والتعرف`. Tanween never
//! stands before a letter, and ؾ is no letter of Arabic; so that they do is a sign, and it is believed when nearly
//! all words that have the codes are known words with the letters put back, and far fewer without them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::arabic::TATWEEL;
use crate::edit::{Confidence, Edits, Reason};
use crate::model::LanguageModel;
use crate::pass::Pass;
use crate::text::Text;

/// Puts back the letters that a font's table gave other codes (`letter-code`).
///
/// Replaces characters one for one, [`Strong`](Confidence::Strong), on the evidence of the whole text: five different
/// words known with their letters, and seven of ten of those that have the codes. Unknown words follow where
/// twelve are known; a tanween at the end of a word only if the word is known with yeh. Lines stored from left to
/// right are not read. O(length); a text without the codes is not read.
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

/// Different known words that prove the table of slides, its final yeh, and that unknown words follow it.
const SEVERAL: usize = 5;
const FEW: usize = 3;
const MANY: usize = 12;
/// Letters of the longest word that is looked at.
const LONGEST: usize = 24;

const DAMMATAN: char = '\u{64C}';
const FATHATAN: char = '\u{64B}';

impl<M: LanguageModel> Pass for LetterCodes<M> {
    fn name(&self) -> &'static str {
        "letter-codes"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if may_be_of_slides(text) {
            self.read_slides(text.as_str(), edits);
        }
    }
}

/// What the letters of slides, which Arabic does not write, are.
fn of_slides(c: char) -> Option<char> {
    match c {
        // Initial and medial.
        '\u{63C}' | '\u{63D}' => Some('غ'),
        '\u{63E}' => Some('ف'),
        _ => None,
    }
}

/// Whether enough codes stand where no tanween does, and hardly any where one may.
fn may_be_of_slides(text: &Text<'_>) -> bool {
    let letters = text.may_have_in('\u{63C}'..='\u{63E}');
    if !letters && !text.may_have(DAMMATAN) {
        return false;
    }
    let source = text.as_str();
    let (mut inside, mut at_end) = (0, 0);
    for at in memchr::memmem::find_iter(source.as_bytes(), "\u{64C}") {
        let mut rest = source[at..].chars().skip_while(|&c| c == DAMMATAN);
        match rest.next() {
            Some(c) if is_letter(c) || c == FATHATAN => inside += 1,
            _ => at_end += 1,
        }
    }
    if letters {
        inside += source.chars().filter(|&c| of_slides(c).is_some()).count();
    }
    inside >= SEVERAL && at_end * 4 <= inside
}

/// A word of slides.
struct Coded {
    span: Range<usize>,
    /// Byte and letter of each code, but for a tanween at the end.
    codes: Vec<(usize, char)>,
    /// Where a tanween stands at the end that may be a yeh.
    last: Option<usize>,
    /// Whether it is a known word with its letters, and without.
    known: bool,
    bare: bool,
}

impl<M: LanguageModel> LetterCodes<M> {
    fn read_slides(&self, source: &str, edits: &mut Edits<'_>) {
        let words: Vec<Coded> = words(source).filter_map(|span| self.coded(source, span)).collect();
        let all = tally(source, words.iter().filter(|word| !word.codes.is_empty()));
        if all.known < SEVERAL || all.known * 10 < all.words * 7 || all.known * 3 < all.bare * 4 {
            return;
        }
        let last = tally(source, words.iter().filter(|word| word.last.is_some()));
        let last_is_yeh = last.known >= FEW.min(last.words) && last.known * 10 >= last.words * 7;
        for word in &words {
            if !word.known && all.known < MANY {
                continue;
            }
            let last = word.last.filter(|_| last_is_yeh && word.known).map(|at| (at, 'ي'));
            for (at, letter) in word.codes.iter().copied().chain(last) {
                let code = at..at + DAMMATAN.len_utf8();
                edits.replace(code, letter.encode_utf8(&mut [0; 4]), LETTER_CODE, Confidence::Strong);
            }
        }
    }

    /// `None` for a word without codes.
    fn coded(&self, source: &str, span: Range<usize>) -> Option<Coded> {
        let word = &source[span.clone()];
        let mut coded =
            Coded { span: span.clone(), codes: Vec::new(), last: None, known: false, bare: false };
        let (mut read, mut stands) = (String::new(), String::new());
        for (i, c) in word.char_indices() {
            let rest = &word[i + c.len_utf8()..];
            let letter = match c {
                DAMMATAN => rest
                    .chars()
                    .find(|&next| next != DAMMATAN)
                    .filter(|&next| is_letter(next) || next == FATHATAN)
                    .map(|_| 'ي'),
                // After these a tanween is one.
                FATHATAN if rest.is_empty() && !word[..i].ends_with(['ا', 'ة', 'ء', 'ى']) => {
                    coded.last = Some(span.start + i);
                    read.push('ي');
                    continue;
                }
                _ => of_slides(c),
            };
            if let Some(letter) = letter {
                coded.codes.push((span.start + i, letter));
                read.push(letter);
            } else if is_letter(c) {
                read.push(c);
                stands.push(c);
            }
        }
        if coded.codes.is_empty() && coded.last.is_none() {
            return None;
        }
        coded.bare = self.model.word(&stands).is_some();
        coded.known =
            read.chars().count() <= LONGEST && read.chars().nth(1).is_some() && self.model.is_word(&read);
        Some(coded)
    }
}

/// How many different words there are, and how many are known.
#[derive(Default)]
struct Tally {
    words: usize,
    known: usize,
    bare: usize,
}

fn tally<'w>(source: &str, words: impl Iterator<Item = &'w Coded>) -> Tally {
    let distinct: BTreeMap<&str, &Coded> = words.map(|word| (&source[word.span.clone()], word)).collect();
    distinct.values().fold(Tally::default(), |tally, word| Tally {
        words: tally.words + 1,
        known: tally.known + usize::from(word.known),
        bare: tally.bare + usize::from(word.bare),
    })
}

/// The letters, marks and kashidas that touch, in order.
fn words(source: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let inside = |c: char| is_letter(c) || is_mark(c) || c == TATWEEL;
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + source[at..].find(inside)?;
        at = source[start..].find(|c| !inside(c)).map_or(source.len(), |length| start + length);
        Some(start..at)
    })
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
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
                'ي' if inside => DAMMATAN,
                'ي' => FATHATAN,
                'غ' if inside => '\u{63D}',
                'ف' if !inside => '\u{63E}',
                c => c,
            }
        };
        letters.iter().enumerate().map(code).collect()
    }

    const PAGE: &str = "تعد المدينة القديمة من أهم المواقع في البلاد، وقد كتب عنها المؤرخون في عصور مختلفة.\n\
        ويبدأ الطريق إليها من السوق الكبير، حيث يبيع الحرفيون السجاد والفضة، وتنتهي الرحلة عند ضفاف النهر الصغير.\n\
        قال المهندس المشرف على الترميم إن العمل سيستغرق سنتين، وإن الغرف الغربية ستفتح للزوار في الصيف القادم.";

    #[test]
    fn slides_are_read() {
        let stored = slides(PAGE);
        assert!(stored.contains("فً البلاد") && stored.contains("المدٌنة"), "{stored}");
        assert_eq!(clean(&stored), PAGE);
        // Tanween that is one stays.
        assert_eq!(clean(&format!("{stored}\nشكراً جزيلاً، مرةً")), format!("{PAGE}\nشكراً جزيلاً، مرةً"));
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
