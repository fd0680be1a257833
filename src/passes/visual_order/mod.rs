//! Many PDFs store a line as it looks, from left to right, and extractors hand it over so: `دادغب يف` for `في بغداد`.
//!
//! Whether they do is the producer's doing as much as the extractor's, and both mix on one page, so
//! every line is judged by itself: by signs that need no dictionary (no word starts with ة, many
//! start with ال, shapes of presentation forms have an order), then by a language model that reads
//! the words both ways. Lines too short to tell follow the sure lines about them. Other extractors
//! keep the letters and store the words from left to right; there the pairs of words tell. And where words
//! were drawn one by one, they follow one another as they read, but each is backwards (`spelled.rs`), or narrow
//! ones go with the next and the others stand from left to right (`pieces.rs`). Letters without a shape may stand as they
//! read among shapes that do not (`unshaped.rs`).
//!
//! A text may have several lines of the page in one: each of them is turned for itself (`paragraph.rs`,
//! `listed.rs`).
//!
//! A line that is judged backwards is turned by the Unicode Bidirectional Algorithm undone
//! ([`crate::arabic::bidi`]), so numbers, Latin, marks and ligatures come out right.

mod affixes;
mod judge;
mod listed;
mod marked;
mod paragraph;
mod pieces;
mod spelled;
mod turn;
mod unshaped;
mod word;
mod words;

use crate::arabic::bidi::Glyph;
use crate::arabic::marks::is_vocalised;
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::model::LanguageModel;
use crate::pass::Pass;
use crate::text::Text;

use judge::{Judged, Order};
use marked::Marked;
use paragraph::Joined;
use pieces::Pieces;
use spelled::WordByWord;
use turn::Turner;
use unshaped::Unshaped;
use words::Spelling;

/// Turns lines that are stored as they look into reading order.
///
/// Four defects: the letters of a line stand in reverse (`line-visual`), its words do (`words-visual`), or
/// its pieces of a few words (`line-rotated`), or the letters of each word (`word-letters`). Edits move characters and mirror brackets where the text stores them as drawn,
/// and spaces go that stand between all shapes of a line or between the two parts of a Persian word; nothing else. [`Strong`](Confidence::Strong) where the line itself or its neighbours leave no
/// doubt, [`Probable`](Confidence::Probable) else. Lines of Latin or numbers alone stay.
/// O(length); the model is asked about lines in doubt only.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::VisualOrder, Pipeline};
/// let order = Pipeline::new().pass(VisualOrder::new(Embedded::arabic()));
/// assert_eq!(order.clean(".2015 ماع يف دادغب ةنيدم راز"), "زار مدينة بغداد في عام 2015.");
/// assert_eq!(order.clean("زار مدينة بغداد في عام 2015."), "زار مدينة بغداد في عام 2015.");
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct VisualOrder<M> {
    model: M,
}

impl<M: LanguageModel> VisualOrder<M> {
    /// The pass, with the model that reads lines in doubt.
    pub fn new(model: M) -> Self {
        VisualOrder { model }
    }
}

/// Letters from left to right.
const LETTERS: Reason = Reason::new("line-visual");
/// Words in order of letters, but from left to right.
const WORDS: Reason = Reason::new("words-visual");
/// Letters of each word from left to right, words in order.
const EACH_WORD: Reason = Reason::new("word-letters");
/// Pieces of one word or a few from left to right, the words of each in order.
const PIECES: Reason = Reason::new("line-rotated");

impl<M: LanguageModel> Pass for VisualOrder<M> {
    fn name(&self) -> &'static str {
        "visual-order"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        let mut spelling = Spelling::default();
        if !judge::in_doubt(&self.model, &mut spelling, text) {
            return;
        }
        let mut judged = judge::judge(&self.model, &mut spelling, text);
        let marked = is_vocalised(text.as_str()).then(|| Marked::learn(&self.model, &mut judged)).flatten();
        let in_pieces = match marked {
            Some(_) => None,
            None => Pieces::learn(&self.model, &mut spelling, text, &mut judged),
        };
        let word_by_word = match marked {
            Some(_) => None,
            None => WordByWord::learn(&self.model, &mut spelling, &mut judged),
        };
        let unshaped = Unshaped::learn(&self.model, &mut judged);
        let mut turner = Turner::learn(text, &judged);
        let joined = Joined::learn(&self.model, &mut spelling, &judged);
        for line in &judged {
            let Judged { view, order, sure, .. } = line;
            let reason = match order {
                Order::Letters => LETTERS,
                Order::Words => WORDS,
                Order::EachWord => EACH_WORD,
                Order::Pieces | Order::Marked => PIECES,
                Order::Reading | Order::Unknown => continue,
            };
            let confidence = if *sure { Confidence::Strong } else { Confidence::Probable };
            if let (Order::Marked, Some(marked)) = (order, &marked) {
                if let Some((span, pieces)) = marked.turn(*view) {
                    edits.reorder(span, pieces, reason, confidence);
                }
                continue;
            }
            if let (Order::EachWord, Some(order)) = (order, &word_by_word) {
                let drawn = order.drawn(&self.model, &mut spelling, *view);
                if !drawn.is_empty() {
                    let (span, pieces) = turner.turn_each(text, *view, &drawn);
                    edits.reorder(span, pieces, reason, confidence);
                }
                continue;
            }
            if let (Order::Pieces, Some(in_pieces)) = (order, &in_pieces) {
                let (span, pieces) = in_pieces.turn(&self.model, &mut spelling, text, *view);
                edits.reorder(span, pieces, reason, confidence);
                continue;
            }
            let joined = joined.as_ref();
            let parts = joined
                .and_then(|joined| joined.parts(&self.model, &mut spelling, *view, *order))
                .or_else(|| listed::parts(*view, *order))
                .unwrap_or_else(|| vec![view.span()]);
            let mut pieces = Vec::new();
            let mut end = view.start();
            for part in parts {
                if end < part.start {
                    pieces.push(Piece::Keep(end..part.start));
                }
                end = part.end;
                let show = |line: &mut Vec<Glyph>| match unshaped {
                    Some(unshaped) if *order == Order::Letters => unshaped.show(&self.model, line),
                    _ => Vec::new(),
                };
                pieces.extend(turner.turn(text.part(part), *order, show));
            }
            edits.reorder(view.span(), pieces, reason, confidence);
        }
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::arabic::letters::is_letter;
    use crate::model::Embedded;
    use crate::Pipeline;

    #[test]
    fn words_that_end_in_lam_alef_have_no_article_in_reverse() {
        for text in [
            "بالا موللا بىلەن قالا يولىدا كەلدى",
            "تېزلا ئاسانلا كېلىدۇ، قانداقلا بولسا بۈگۈنلا باشلايدۇ ھەمدە شۇنداقلا ئۇلا",
            "حالا بالا را ببینید که کالا و طلا و بلا در آنجا پیدا شد",
        ] {
            let pipeline = Pipeline::new().pass(VisualOrder::new(Embedded::arabic()));
            assert!(matches!(pipeline.clean(text), std::borrow::Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn a_paragraph_turned_as_a_whole_is_one() {
        let page = include_str!("../../../tests/damage/healthy.txt");
        let drawn = |line: &str| line.chars().rev().collect::<String>();
        let clean =
            |raw: &str| Pipeline::new().pass(VisualOrder::new(Embedded::arabic())).clean(raw).into_owned();
        let plain = |word: &&str| word.chars().all(|c| is_letter(c) || matches!(c, '.' | '\u{60C}'));
        let words: Vec<&str> = page.split_whitespace().filter(plain).collect();
        let whole = words.join(" ");
        assert_eq!(clean(&drawn(&whole)), whole);
        let mut lines: Vec<String> = vec![String::new()];
        for word in words {
            let line = lines.last_mut().unwrap();
            match line.chars().count() {
                0 => line.push_str(word),
                1..=62 => *line += &format!(" {word}"),
                _ => lines.push(word.to_owned()),
            }
        }
        let joined = lines.iter().map(|line| drawn(line)).collect::<Vec<_>>().join(" ");
        let right = clean(&joined);
        let kept = lines.iter().filter(|line| right.contains(line.as_str())).count();
        assert!(kept * 10 >= lines.len() * 7, "{kept} of {}", lines.len());
    }

    fn clean(raw: &str) -> String {
        Pipeline::new().pass(VisualOrder::new(Embedded::arabic())).clean(raw).into_owned()
    }

    #[test]
    fn lines_of_words_in_reverse_may_be_joined() {
        let page = include_str!("../../../tests/damage/healthy.txt");
        let plain = |word: &&str| word.chars().all(|c| is_letter(c) || matches!(c, '.' | '\u{60C}'));
        let words: Vec<&str> = page.split_whitespace().filter(plain).collect();
        let lines: Vec<&[&str]> = words.chunks(11).collect();
        let backwards = |line: &[&str]| line.iter().rev().copied().collect::<Vec<_>>().join(" ");
        let raw = lines.iter().map(|line| backwards(line)).collect::<Vec<_>>().join(" ");
        let right = clean(&raw);
        let kept = lines.iter().filter(|line| right.contains(&line.join(" "))).count();
        assert!(kept * 10 >= lines.len() * 6, "{kept} of {}", lines.len());
    }

    const LIST: [&str; 10] = [
        "وصل الوفد إلى المدينة صباح أمس قادما من العاصمة.",
        "بلغ عدد السكان 1250 نسمة في عام 2015.",
        "تفتح المكتبة أبوابها كل يوم عدا الجمعة.",
        "أعلنت الوزارة نتائج الامتحانات في موعدها.",
        "هل حضر المدير الاجتماع الذي عقد يوم الأحد؟",
        "لم يحضر أحد من أعضاء المجلس البلدي حفل الافتتاح.",
        "كتب هـ. محمود كتابا عن تاريخ المدينة القديمة.",
        "انخفضت درجة الحرارة كثيرا في الأيام الماضية.",
        "يعمل في المصنع عدد كبير من المهندسين والعمال.",
        "نشرت الصحيفة مقالا عن البيئة والطاقة النظيفة.",
    ];

    #[test]
    fn a_page_of_sentences_in_one_line_is_a_list() {
        let drawn = |line: &str| {
            let mut text: Vec<String> = line.split(' ').rev().map(str::to_owned).collect();
            for word in text.iter_mut().filter(|word| word.chars().any(is_letter)) {
                *word = word.chars().rev().collect();
            }
            // A stop stands before a number that ends the line.
            text[0] = text[0].strip_suffix('.').map_or(text[0].clone(), |number| format!(".{number}"));
            text.join(" ")
        };
        let lines: Vec<&str> = LIST.iter().chain(&LIST).copied().collect();
        let raw = lines.iter().map(|line| drawn(line)).collect::<Vec<_>>().join(" ");
        assert_eq!(clean(&raw), lines.join(" "));
        // A few sentences may be a paragraph that was turned as a whole.
        let raw = LIST[..4].iter().rev().map(|line| drawn(line)).collect::<Vec<_>>().join(" ");
        assert_eq!(clean(&raw), LIST[..4].join(" "));
    }

    #[test]
    fn what_may_stand_backwards_by_chance_says_nothing() {
        let line = "قال ملسو هيلع هللا ىلص في خطبة ملسو هيلع هللا ىلص له";
        assert_eq!(clean(line), line);
        // Nor do a few words among hundreds of letters that stand apart.
        let apart: String = LIST.concat().repeat(3).replace(' ', "").chars().flat_map(|c| [c, ' ']).collect();
        let apart = format!("{apart}جم ةنيدم جم");
        assert_eq!(clean(&apart), apart);
    }

    #[test]
    fn words_drawn_one_by_one_keep_their_order() {
        let page = "افتتحت بلدية المدينة أمس مكتبة عامة جديدة على شاطئ البحر، قرب الميناء.\n\
            وقال رئيس البلدية إن المكتبة تضم أكثر من 2000 كتاب في الأدب والتاريخ.\n\
            ومن المقرر أن تفتح أبوابها في الأسبوع القادم، كما قال وزير الثقافة.";
        let clean =
            |raw: &str| Pipeline::new().pass(VisualOrder::new(Embedded::arabic())).clean(raw).into_owned();
        let turned = |word: &str| match word.chars().any(is_letter) {
            true => word.chars().rev().collect(),
            false => word.to_owned(),
        };
        let by_word = |each: &dyn Fn(&str) -> String| {
            let line = |line: &str| line.split(' ').map(each).collect::<Vec<_>>().join(" ");
            page.lines().map(line).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(clean(&by_word(&turned)), page);
        // The sign was drawn by itself.
        let letters = |word: &str| {
            let end = word.trim_end_matches(['.', '\u{60C}']).len();
            turned(&word[..end]) + &word[end..]
        };
        assert_eq!(clean(&by_word(&letters)), page);
        // A sign and a mark without a letter have no order.
        let stray = |page: &str| page.replacen(' ', " \u{60C}\u{64B} ", 1);
        assert_eq!(clean(&stray(&by_word(&letters))), stray(page));
        // Only words without ال were drawn.
        let some = |word: &str| if word.contains("ال") { word.to_owned() } else { letters(word) };
        assert_eq!(clean(&by_word(&some)), page);
        // The space behind each word was drawn with it.
        let lines = page.lines().map(|line| {
            let words = line.split(' ').map(|word| match word.chars().any(is_letter) {
                true => format!(" {}", turned(word)),
                false => format!("{word} "),
            });
            words.collect::<String>()
        });
        let raw = lines.collect::<Vec<_>>().join("\n");
        let right: Vec<String> = clean(&raw).lines().map(|line| line.trim_end().to_owned()).collect();
        assert_eq!(right.join("\n"), page);
    }

    #[test]
    fn numbers_keep_their_digits_where_words_are_turned() {
        let page = "افتتحت بلدية المدينة أمس مكتبة عامة جديدة على شاطئ البحر.\n\
            متى فاز فريق المدينة ببطولة البلاد قبل عام 2000؟\n\
            وفي عام 1901، كان عدد السكان أكثر من ألف نسمة.";
        let words_back = |line: &str| line.split(' ').rev().collect::<Vec<_>>().join(" ");
        let raw = page.lines().map(words_back).collect::<Vec<_>>().join("\n");
        assert_eq!(Pipeline::new().pass(VisualOrder::new(Embedded::arabic())).clean(&raw), page);
    }

    const MIXED: [&str; 7] = [
        "افتتحت بلدية المدينة أمس مكتبة عامة جديدة على شاطئ البحر.",
        "وقال رئيس البلدية إن المكتبة تضم عددا كبيرا من الكتب في العلوم",
        "والأدب.",
        "ومن المقرر أن تفتح أبوابها في الأسبوع القادم بعد اكتمال العمل",
        "فيها كلها.",
        "وأضاف أن العمل في المبنى الجديد استمر ثلاث سنوات كاملة.",
        "وسوف يحضر وزير الثقافة حفل الافتتاح مع عدد من الكتاب.",
    ];

    #[test]
    fn a_short_line_of_a_page_of_both_kinds_tells_by_its_stop() {
        let page = MIXED.join("\n");
        let raw: Vec<String> = MIXED
            .iter()
            .enumerate()
            .map(
                |(at, line)| {
                    if [1, 2, 4].contains(&at) {
                        line.chars().rev().collect()
                    } else {
                        (*line).into()
                    }
                },
            )
            .collect();
        assert_eq!(clean(&raw.join("\n")), page);
        // A name that reads as a word from its end has a stop where it reads.
        let names = raw.join("\n").replace(".اهلك اهيف", "ريم.");
        assert_eq!(clean(&names), page.replace("فيها كلها.", "ريم."));
    }

    #[test]
    fn stops_behind_words_in_reverse_go_with_them() {
        let page = "افتتحت بلدية المدينة أمس مكتبة عامة جديدة، كما أعلنت وزارة الثقافة.\n\
            وقال رئيس البلدية إن المكتبة تضم عددا كبيرا من الكتب، وتضم قاعات كبيرة.\n\
            ومن المقرر أن تفتح أبوابها في الأسبوع القادم، بعد اكتمال العمل فيها.";
        let back = |line: &str| {
            let words = line.trim_end_matches('.').split(' ').rev().collect::<Vec<_>>().join(" ");
            format!(".{words}")
        };
        let raw = page.lines().map(back).collect::<Vec<_>>().join("\n");
        assert_eq!(clean(&raw), page);
        // As drawn, all stand before theirs.
        assert_eq!(
            clean(&raw.replace("جديدة،", "،جديدة").replace("الكتب،", "،الكتب").replace("القادم،", "،القادم")),
            page
        );
    }

    const PERSIAN: &str =
        "کتابخانه مرکزی شهر در سال گذشته بازسازی شد و اکنون یکی از زیباترین ساختمان‌ها است.\n\
        مدیر کتابخانه گفت که بیش از هزار نفر در این مدت از آن استفاده کردند.\n\
        پس از آن نیز کتاب‌های بسیاری به اینجا رسید که در آن زمان کسی را به خود جلب نکرد.\n\
        اکنون همه می‌دانند که از این کتاب‌ها باید نگهداری کرد.\n\
        برادرم آنها را به من داد.";
    const URDU: &str = "شہر کی لائبریری کے بارے میں کہا جاتا ہے کہ وہ بہت پرانی ہے۔\n\
        لوگوں کو کتابیں پڑھنے کے لیے یہاں آنا پڑتا ہے اور ان کے ساتھ بچے بھی ہوتے ہیں۔\n\
        اس کے بعد نئی عمارت بنائی گئی ہے جس کی وجہ سے شہر خوبصورت ہو گیا ہے۔\n\
        باغ میں پھول کھلے ہیں۔";

    #[test]
    fn words_of_persian_and_urdu_are_turned() {
        for page in [PERSIAN, URDU] {
            assert_eq!(clean(page), page);
            // The full stop is no letter, the comma and the stop of Urdu are some.
            let word = |word: &str| match word.strip_suffix('.') {
                Some(letters) => format!(".{letters}"),
                None => word.to_owned(),
            };
            let back = |line: &str| line.split(' ').rev().map(word).collect::<Vec<_>>().join(" ");
            let raw = page.lines().map(back).collect::<Vec<_>>().join("\n");
            assert_eq!(clean(&raw), page);
            // Parts of a word may stand from left to right, too.
            let raw =
                raw.split_inclusive([' ', '\n']).map(|word| match word.trim_end().split_once('\u{200C}') {
                    Some((first, second)) => {
                        let (stop, first) = first.split_at(first.len() - first.trim_start_matches('.').len());
                        format!("{stop}{second}{first}\u{200C}{}", &word[word.trim_end().len()..])
                    }
                    None => word.to_owned(),
                });
            assert_eq!(clean(&raw.collect::<String>()), page);
        }
    }

    #[test]
    fn labels_are_turned_all_together() {
        let clean =
            |raw: &str| Pipeline::new().pass(VisualOrder::new(Embedded::arabic())).clean(raw).into_owned();
        let drawn = |page: &str| {
            let turned = |line: &str| line.chars().rev().collect::<String>();
            page.lines().map(turned).collect::<Vec<_>>().join("\n")
        };
        for labels in [
            "الاسم\nالعنوان\nالمدينة\nرقم الهاتف\nالبريد",
            "شماره تماس\nنام شهر\nآیا نشانی را دارید؟\nسال تولد\nکد ملی است؟\nآدرس پستی",
        ] {
            assert_eq!(clean(&drawn(labels)), labels);
            assert_eq!(clean(labels), labels);
        }
    }
}
