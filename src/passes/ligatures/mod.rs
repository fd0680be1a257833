//! A ligature is one glyph for several letters, and many PDFs say which letters in the wrong order: `المشكالت` for `المشكلات`.
//!
//! A font's map of a ligature to its letters is turned round as a whole: every `لا` of that font comes out
//! as `ال`, every `لم` that does not join to a letter before as `مل` (`المدينة` as `املدينة`, while `علم`
//! is another glyph). So the text as a whole tells which ligatures were turned: words
//! that no one writes and that become words when two letters change places, while the right order of
//! the two never occurs, for one pair or for all that fonts have together (`family.rs`); where spaces cut the words, of
//! these put together (`cut.rs`). Then each word is read
//! both ways in its line, and the likelier reading stays: `سالم` is `سلام` beside `عليكم`, and `سالم` where a man has this name. A text without
//! such evidence is left alone: سالم, علامات, العاملون, احتمال, الرتبية.

mod cut;
mod evidence;
mod family;
mod readings;

use crate::arabic::forms::{NAME, TURNED_PHRASES};
use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::model::LanguageModel;
use crate::pass::Pass;
use crate::text::Text;

use evidence::Turned;
use readings::Reader;

/// Puts the letters of turned ligatures in order (`ligature`), and phrases of one glyph that are
/// spelled backwards (`ligature-phrase`).
///
/// Letters change places within a word, nothing else. [`Strong`](Confidence::Strong) where the text as a
/// whole shows that the ligature is turned. Folded forms are expected: it runs after
/// [`Chars`](crate::chars::Chars). O(length); a text without the sequences that turned ligatures
/// leave is only searched for them.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::Ligatures, Pipeline};
/// let ligatures = Pipeline::new().pass(Ligatures::new(Embedded::arabic()));
/// assert_eq!(ligatures.clean("زيادة اإلنتاجية وحل المشكالت من خالل العمل"), "زيادة الإنتاجية وحل المشكلات من خلال العمل");
/// assert_eq!(ligatures.clean("سالم رجل من العاملين باحتمال كبير"), "سالم رجل من العاملين باحتمال كبير");
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Ligatures<M> {
    model: M,
}

impl<M: LanguageModel> Ligatures<M> {
    /// The pass, with the model that decides between two spellings.
    pub fn new(model: M) -> Self {
        Ligatures { model }
    }
}

/// Two or three letters of one word in the wrong order.
const LIGATURE: Reason = Reason::new("ligature");
/// A whole phrase, one glyph on the page, spelled backwards.
const PHRASE: Reason = Reason::new("ligature-phrase");

impl<M: LanguageModel> Pass for Ligatures<M> {
    fn name(&self) -> &'static str {
        "ligatures"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{0621}'..='\u{064A}') {
            return;
        }
        let mut taken = 0..0;
        for phrase in TURNED_PHRASES {
            let source = text.as_str();
            for at in memchr::memmem::find_iter(source.as_bytes(), phrase) {
                let span = at..at + phrase.len();
                let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                if alone(source[..at].chars().next_back()) && alone(source[span.end..].chars().next()) {
                    let name = phrase.find(NAME).map_or(span.end..span.end, |name| {
                        let start = at + name;
                        start..start + NAME.len()
                    });
                    let pieces = [
                        Piece::Reverse(name.end..span.end),
                        Piece::Keep(name.clone()),
                        Piece::Reverse(at..name.start),
                    ];
                    edits.reorder(span.clone(), pieces, PHRASE, Confidence::Strong);
                    taken = span;
                }
            }
        }
        // What a phrase read backwards leaves behind would mislead; the words are read next time.
        if !taken.is_empty() {
            return;
        }
        let Some(turned) = Turned::find(&self.model, text) else {
            return;
        };
        let mut reader = Reader::new(&self.model, &turned);
        for line in text.lines() {
            let trust = turned.trust(line.start());
            if !reader.has_candidates(line.text())
                || !Orthography::at(text.as_str(), line.start()).is_arabic()
            {
                continue;
            }
            reader.read(line, trust, &mut |span| {
                edits.reorder(span.clone(), [Piece::Reverse(span)], LIGATURE, Confidence::Strong);
            });
        }
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(Ligatures::new(Embedded::arabic())).clean(text)
    }

    #[test]
    fn lam_alef_is_put_right() {
        for (raw, clear) in [
            ("اإلنتاجية", "الإنتاجية"),
            ("المشكالت من خالل هذه األعمال", "المشكلات من خلال هذه الأعمال"),
            ("ال يعرف األمر إال بعد اآلن", "لا يعرف الأمر إلا بعد الآن"),
            ("السالم عليكم يا أهل المدينة في األرض", "السلام عليكم يا أهل المدينة في الأرض"),
            ("وقال االتحاد إن االلتزام باإلجراءات", "وقال الاتحاد إن الالتزام بالإجراءات"),
            // Two words run together, a name with an article, an article before lam.
            ("أدناه مالم يقتض األمر غير ذلك", "أدناه مالم يقتض الأمر غير ذلك"),
            ("قال إلواي إن اللواسع من األنواع", "قال إلواي إن اللواسع من الأنواع"),
            // Two words of one token.
            ("اختر نعم/ال (ثالثة/أربعة) من هذه األسئلة", "اختر نعم/لا (ثلاثة/أربعة) من هذه الأسئلة"),
            // What is left of a turned ligature is no sound one.
            (
                "وصلت األعمال الالزمة\nفي الالئحة الالحقة\nال يجوز ذلك\nوالالئحة الالزمة\nبعد األمر اإلداري",
                "وصلت الأعمال اللازمة\nفي اللائحة اللاحقة\nلا يجوز ذلك\nواللائحة اللازمة\nبعد الأمر الإداري",
            ),
            // Only where it joins to a letter before it, as those are glyphs of their own.
            (
                "خالل السالم بين البالد ثالثة أعوام من العالقة لا يعلم الناس لأي سبب، والناس في الشركة يعملون للفالح، وإصالح الطرق",
                "خلال السلام بين البلاد ثلاثة أعوام من العلاقة لا يعلم الناس لأي سبب، والناس في الشركة يعملون للفلاح، وإصلاح الطرق",
            ),
            // A word that is as good as the other stays.
            ("وقال للمالك إن األرض في اإلدارة", "وقال للمالك إن الأرض في الإدارة"),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn other_ligatures_are_put_right() {
        for (raw, clear) in [
            ("ذهب إىل املدينة عىل عجل وعاد يف املساء", "ذهب إلى المدينة على عجل وعاد في المساء"),
            ("بسم هللا وعبد اهلل وباهلل", "بسم الله وعبد الله وبالله"),
            // Where it joins to letters beside it, the ligature is another, or none.
            ("وجد يف الدار ما فيها من الأثاث", "وجد في الدار ما فيها من الأثاث"),
            // A font may turn both orders of two letters: what the one leaves says nothing of the other.
            (
                "عقد الوزير الوطين يوم الإثنني جلسة لتأمني العمل مع ممثلني عن السياسيني ومدققني وطنيني إىل الملف",
                "عقد الوزير الوطين يوم الإثنين جلسة لتأمين العمل مع ممثلين عن السياسيين ومدققين وطنيين إلى الملف",
            ),
            // Pieces of a word that a space cut are no words.
            ("حص ل االتحاد على ال رياضية من األمر اإلداري", "حص ل الاتحاد على ال رياضية من الأمر الإداري"),
            ("قال النبي ملسو هيلع هللا ىلص للناس", "قال النبي صلى الله عليه وسلم للناس"),
            ("قال النبي ملسو هيلع الله ىلص للناس", "قال النبي صلى الله عليه وسلم للناس"),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    /// A text as a font shows it that draws teeth and what is low behind them as one glyph, turned: tooth joined to a
    /// letter before it, or three teeth.
    fn turned(text: &str) -> String {
        let teeth = |c: char| matches!(c, 'س' | 'ش' | 'ص' | 'ض');
        let tooth = |c: char| matches!(c, 'ب' | 'ت' | 'ث' | 'ن' | 'ي' | 'ئ');
        let turn = |word: &str| {
            let mut letters: Vec<char> = word.chars().collect();
            let mut at = 0;
            while at + 1 < letters.len() {
                let (a, b, last) = (letters[at], letters[at + 1], at + 2 == letters.len());
                let joined = at > 0 && crate::arabic::letters::joins_next(letters[at - 1]);
                let reh = matches!(b, 'ر' | 'ز');
                let low = reh || last && matches!(b, 'ي' | 'ى');
                if teeth(a) && low || tooth(a) && joined && (low || last && b == 'ن') {
                    letters.swap(at, at + 1);
                    at += 1;
                }
                at += 1;
            }
            letters.into_iter().collect::<String>()
        };
        text.split(' ').map(turn).collect::<Vec<_>>().join(" ")
    }

    const PAGE: &str =
        "قال رئيس الشركة المصرية إن المشروع الكبير بين المدينتين أكثر أهمية من غيره وأضاف حسين أن \
        التركيز على التعليم الوطني في السنتين الأخيرتين شرط النجاح وأن الشرق كبير والمدرسين كثيرون \
        وذكر الوزير الفلسطيني أن الأراضي في القرى أكبر من ذي قبل وأن البيوت تفتقر إلى الكهرباء";

    #[test]
    fn families_are_put_right() {
        // Of the turned words `بني` and `حسني` are words, and `الوطين` says nothing by itself.
        let raw = turned(PAGE);
        assert!(raw.contains("بني المدينتني") && raw.contains("حسني") && raw.contains("الوطين"), "{raw}");
        assert_eq!(clean(&raw), PAGE);
        assert_eq!(clean(PAGE), PAGE);
    }

    #[test]
    fn words_that_spaces_cut_are_put_right() {
        // Behind two letters or three, as the turned pair is in one piece.
        let cut = |raw: &str| {
            let words = raw.split(' ').zip(PAGE.split(' ')).map(|(word, clear)| {
                let letters = |word: &str, at: usize| {
                    let mut letters: Vec<char> = word.chars().take(at).collect();
                    letters.sort_unstable();
                    letters
                };
                let long = word.chars().count() > 4;
                match [2, 3].into_iter().find(|&at| long && letters(word, at) == letters(clear, at)) {
                    Some(at) => [word, clear].map(|word| {
                        let at = word.char_indices().nth(at).map_or(word.len(), |(at, _)| at);
                        format!("{} {}", &word[..at], &word[at..])
                    }),
                    None => [word, clear].map(str::to_owned),
                }
            });
            let (raw, clear): (Vec<String>, Vec<String>) = words.map(|[word, clear]| (word, clear)).unzip();
            [raw.join(" "), clear.join(" ")]
        };
        let [raw, clear] = cut(&turned(PAGE));
        assert!(raw.contains("ال كبري"), "{raw}");
        assert_eq!(clean(&raw), clear);
        assert_eq!(clean(&clear), clear);
    }

    #[test]
    fn a_number_may_touch_a_word() {
        let raw = "زيادة اإلنتاجية وحل المشكالت من خالل العمل";
        let clear = "زيادة الإنتاجية وحل المشكلات من خلال العمل";
        assert_eq!(clean(&format!("{raw} خالل2015، 12خالل")), format!("{clear} خلال2015، 12خلال"));
        // Where a digit or a Latin letter stands for a letter, the word is another.
        for code in ["خا7لل", "خاNلل", "خاللN"] {
            assert_eq!(clean(&format!("{raw} {code}")), format!("{clear} {code}"));
        }
    }

    #[test]
    fn words_that_look_turned_stay() {
        for text in [
            "سالم رجل من العاملين في الرتبية باحتمال كبير وكمال الناطق باسمه",
            "علامات الكلام ولا سلام إلا بعد الآن",
            "بالمال والاقتصاد",
            "السينيما سينيما والسينيما للسينيما وبسينيما",
            "این کتاب را از اهل قلم گرفتم",
            "ال",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
