//! A font's table may lie about its letters the same way all through: shapes come out as other codes, or a medial yeh as a tanween.
//!
//! Three such tables are known. Two are arithmetic: the shapes U+FE80–U+FEFC come out without their high
//! byte, as Greek (U+0380–U+03FC), or lower by 0xF860, 0xF862 or 0xF890, as letters, marks and digits that make
//! no word (U+0620–U+066C). There one code may be any of three shapes: those of a word must join, and make a word.
//! The third is from slides: `فً البحوث العلمٌة والتعرؾ` for `في البحوث العلمية والتعرف`. Tanween never stands before a
//! letter, and ؾ is no letter of Arabic. Each table is believed when nearly all words that have its codes are known
//! words by it, and far fewer as they stand.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::arabic::{forms, TATWEEL};
use crate::edit::{Confidence, Edits, Reason};
use crate::model::{Cost, LanguageModel, BIT};
use crate::pass::Pass;
use crate::text::Text;

/// Puts back the letters, or the shapes of letters, that a font's table gave other codes (`letter-code`).
///
/// Replaces characters one for one, [`Strong`](Confidence::Strong), on the evidence of the whole text: five different
/// words known with their letters, and seven of ten of those that have the codes. Unknown words follow where
/// twelve are known. Lines stored from left to
/// right are not read. Shapes are put back as shapes and in the order they have, from either side, where eight words are
/// known; the unknown ones whose shapes join in one way only follow. Two words may have the same lowered codes, as
/// `النهر` and `الشهر`: then it is [`Probable`](Confidence::Probable) that the likelier one was meant. O(length), for shapes times the readings of a word, at
/// most 64; a text without the codes is not read.
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
/// Different known words that prove lost shapes, and the codes of the shortest that counts.
const PROOF: usize = 8;
const SHORTEST: usize = 3;
/// Letters of the longest word that is looked at, and the readings of one by its shapes.
const LONGEST: usize = 24;
const READINGS: usize = 64;
/// How much likelier a reading must be than the next.
const MARGIN: Cost = 6 * BIT;

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
        for table in [Shapes::WithoutHighByte, Shapes::Lowered] {
            if table.may_be_in(text) {
                self.read_shapes(table, text, edits);
            }
        }
    }
}

/// How shapes were given other codes.
#[derive(Clone, Copy)]
enum Shapes {
    WithoutHighByte,
    Lowered,
}

impl Shapes {
    /// Whether there are codes of the commonest shapes that healthy text of the same codes lacks: in Greek
    /// those of alef, lam and waw; in Arabic those of noon and waw.
    fn may_be_in(self, text: &Text<'_>) -> bool {
        let any = |from, to| text.may_have_in(from..=to);
        match self {
            Shapes::WithoutHighByte => {
                any('\u{38D}', '\u{38E}') && any('\u{3DF}', '\u{3E0}') && any('\u{3ED}', '\u{3EE}')
            }
            Shapes::Lowered => {
                any('\u{62D}', '\u{62E}') && any('\u{657}', '\u{658}') && any('\u{65D}', '\u{65E}')
            }
        }
    }

    fn has(self, c: char) -> bool {
        match self {
            Shapes::WithoutHighByte => matches!(c, '\u{380}'..='\u{3FC}'),
            Shapes::Lowered => matches!(c, '\u{620}'..='\u{66C}'),
        }
    }

    /// The shapes that `code` may be.
    fn of(self, code: char) -> impl Iterator<Item = char> {
        let lost: &[(u32, u32, u32)] = match self {
            Shapes::WithoutHighByte => &[(0xFE80, 0xFEFC, 0xFB00)],
            Shapes::Lowered => {
                &[(0xFE80, 0xFEC0, 0xF860), (0xFEC1, 0xFEC8, 0xF862), (0xFEC9, 0xFEFC, 0xF890)]
            }
        };
        lost.iter()
            .map(move |&(from, to, by)| (from..=to, code as u32 + by))
            .filter(|(range, shape)| range.contains(shape))
            .filter_map(|(_, shape)| char::from_u32(shape))
    }

    /// The readings of a word in which every shape joins its neighbours, [`READINGS`] at most.
    fn readings(self, codes: &str, from_left: bool) -> Vec<Vec<char>> {
        let mut codes: Vec<char> = codes.chars().collect();
        if from_left {
            codes.reverse();
        }
        let mut readings: Vec<Vec<char>> = vec![Vec::new()];
        for code in codes {
            let longer = readings.iter().flat_map(|reading| {
                let joins = reading.last().is_some_and(|&last| forms::joins_next(last) == Some(true));
                let joining = self.of(code).filter(move |&shape| forms::joins_previous(shape) == Some(joins));
                joining.map(|shape| [reading.as_slice(), &[shape]].concat())
            });
            readings = longer.take(READINGS).collect();
        }
        readings.retain(|reading| reading.last().is_some_and(|&last| forms::joins_next(last) == Some(false)));
        readings
    }
}

/// What a word of codes is.
struct Shaped {
    span: Range<usize>,
    /// Its shapes in the order of the codes, if there is but one reading or a known one.
    shapes: Option<String>,
    confidence: Confidence,
    known: bool,
    /// Whether it is a word as it stands.
    bare: bool,
}

impl<M: LanguageModel> LetterCodes<M> {
    fn read_shapes(&self, table: Shapes, text: &Text<'_>, edits: &mut Edits<'_>) {
        let source = text.as_str();
        let mut lines: Vec<Vec<Shaped>> = text
            .lines()
            .map(|line| {
                runs(line.text(), |c| table.has(c))
                    .map(|run| self.shaped(table, source, line.start() + run.start..line.start() + run.end))
                    .collect()
            })
            .collect();
        // A document has other fonts too.
        lines.retain(|line| {
            let count = |which: fn(&Shaped) -> bool| line.iter().filter(|word| which(word)).count();
            let known = count(|word| word.known);
            known > 0 && known * 2 >= line.len() && count(|word| word.bare) * 4 <= known
        });
        let different = |which: fn(&Shaped) -> bool| {
            let words =
                lines.iter().flatten().filter(|word| which(word)).map(|word| &source[word.span.clone()]);
            words.filter(|word| word.chars().count() >= SHORTEST).collect::<BTreeSet<&str>>().len()
        };
        let known = different(|word| word.known);
        if known < PROOF || known * 10 < different(|_| true) * 7 {
            return;
        }
        for word in lines.iter().flatten() {
            if let Some(shapes) = &word.shapes {
                edits.replace(word.span.clone(), shapes, LETTER_CODE, word.confidence);
            }
        }
    }

    fn shaped(&self, table: Shapes, source: &str, span: Range<usize>) -> Shaped {
        let codes = &source[span.clone()];
        let confidence = Confidence::Strong;
        let mut word = Shaped { span, shapes: None, confidence, known: false, bare: false };
        if codes.chars().nth(LONGEST).is_some() {
            return word;
        }
        let letters: String = codes.chars().filter(|&c| is_letter(c)).collect();
        let turned: String = letters.chars().rev().collect();
        word.bare = letters.chars().count() >= SHORTEST
            && (self.model.is_word(&letters) || self.model.is_word(&turned));
        let mut known: BTreeSet<(Cost, String)> = BTreeSet::new();
        let mut all: BTreeSet<String> = BTreeSet::new();
        for from_left in [false, true] {
            for reading in table.readings(codes, from_left) {
                let read: String = reading.iter().filter_map(|&shape| forms::letters(shape)).collect();
                let shapes: String = match from_left {
                    true => reading.iter().rev().collect(),
                    false => reading.iter().collect(),
                };
                // By itself no letter is a word but و.
                if read == "و" || read.chars().nth(1).is_some() && self.model.is_word(&read) {
                    known.insert((self.model.cost(&read), shapes.clone()));
                }
                all.insert(shapes);
            }
        }
        let first = known.pop_first();
        word.known = first.is_some();
        word.shapes = match first {
            Some((cost, shapes)) => {
                if known.iter().any(|(other, others)| *others != shapes && *other < cost + MARGIN) {
                    word.confidence = Confidence::Probable;
                }
                Some(shapes)
            }
            None if all.len() == 1 && codes.chars().nth(1).is_some() => all.pop_first(),
            None => None,
        };
        word
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
        let words: Vec<Coded> = runs(source, |c| is_letter(c) || is_mark(c) || c == TATWEEL)
            .filter_map(|span| self.coded(source, span))
            .collect();
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
            let yeh =
                word.last.filter(|_| last_is_yeh && (word.known || last.known >= MANY)).map(|at| (at, 'ي'));
            for (at, letter) in word.codes.iter().copied().chain(yeh) {
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
