//! Some extractors give the pieces of one line of the page lines of their own, from left to right: `شهرا` ⏎ `12` ⏎ `في غضون` for `في غضون 12 شهرا`.
//!
//! They part a line where the direction of the text changes, at numbers and words of other scripts (pdfminer, where the
//! producer draws each run by itself). So a number alone on a line, between lines shorter than the others, shows
//! that they are pieces of one. As well the line may have been parted in the order of reading,
//! and numbers stand alone in tables and lists, too: the words beside each joint are asked both ways,
//! and the whole text must answer as one.
//!
//! Others part it at vowel signs, which stand higher than the letters (pdfium, pdf-parse, poppler's raw order):
//! ` من قبل` ⏎ `ً` ⏎ `كان حاضرا` for `كان حاضراً من قبل`. No word begins with a sign, so a line that does shows it; which
//! side the letter stands that carries the sign is asked of all signs together. Some fonts have the sign come with
//! a letter, the one it was first seen on: `رٍ` ⏎ `عزف في حفل` for `عزف في حفلٍ`. Poppler sorts the parts by their height, so
//! that they stand in no order: there the words that the ends of two parts make together tell which follows which, and
//! in texts of few signs, each on a line of its own, how wide rows are and where signs may stand. Some give the letter
//! twice that the sign stands on (PDFium), or the signs behind all lines of the page (pdfminer).
//! And some put all parts of a row on one line, from left to right: each sign before its letter (pdf.js), or between the
//! parts that it parts (pypdf, of LibreOffice's output). Where a text has nearly all its signs, rows are
//! torn into so many parts that their words alone tell how they go together.
//! Where glyphs overlap, or a line is justified by wide spaces, a row is split with no sign at all: there its width and the
//! words at the ends of its parts tell.

mod between;
mod chain;
mod clusters;
mod inline;
mod leftward;
mod line;
mod marked;
mod parts;
mod raised;
mod seat;
mod split;
mod strayed;
mod torn;
mod twice;

use std::ops::Range;

use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::model::{Cost, LanguageModel, BIT};
use crate::pass::Pass;
use crate::text::Text;

use parts::Parts;

/// Puts lines together whose pieces stand on lines of their own, from left to right (`row-reversed`).
///
/// Pieces move, and the white space between two of one line becomes one space, or none behind a sign inside
/// a word; of a line that is one letter with vowel signs the letter goes, and one that comes twice with its signs is there
/// once; nothing else. [`Strong`](Confidence::Strong) where at least two places are plainly likelier from
/// right to left, and nearly none is not, for lines that begin with vowel signs where most of these say so, and for
/// lines that end with vowel signs behind a space where most of them plainly go on in another, and for short lines that
/// make rows as wide as the others, of which one is plainly read the other way round;
/// [`Probable`](Confidence::Probable) for one plain place at a number. Lines that read are
/// expected: it runs after [`VisualOrder`](super::VisualOrder). O(length); a text without lines that are
/// numbers alone or begin with signs is only searched for them.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::RowOrder, Pipeline};
/// let rows = Pipeline::new().pass(RowOrder::new(Embedded::arabic()));
/// let page = "وقال الوزير إن الانسحاب الكامل من المدينة يجب أن يكتمل\n\
///     شهرا من تاريخ توقيع\n12\nبشروط معلومة في غضون\nالاتفاق بين الطرفين، وأضاف أن العمل بدأ بالفعل منذ عام\n\
///     ، وأن الحكومة تريد\n2015\nسنوات، وتحديدا منذ عام\nأن تنهي العمل قبل نهاية السنة المقبلة وفقا للخطة\n";
/// assert_eq!(
///     rows.clean(page),
///     "وقال الوزير إن الانسحاب الكامل من المدينة يجب أن يكتمل\n\
///     بشروط معلومة في غضون 12 شهرا من تاريخ توقيع\nالاتفاق بين الطرفين، وأضاف أن العمل بدأ بالفعل منذ عام\n\
///     سنوات، وتحديدا منذ عام 2015 ، وأن الحكومة تريد\nأن تنهي العمل قبل نهاية السنة المقبلة وفقا للخطة\n"
/// );
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct RowOrder<M> {
    model: M,
}

impl<M: LanguageModel> RowOrder<M> {
    /// The pass, with the model that knows which words follow one another, and stand beside numbers.
    pub fn new(model: M) -> Self {
        RowOrder { model }
    }
}

/// The pieces of a line on lines of their own, in reverse.
const REVERSED: Reason = Reason::new("row-reversed");
/// Bits that make a place of three lines plain; of more lines, as much again for every two.
const PLAIN: Cost = 8 * BIT;

/// The bytes of a row, and its pieces in the order of reading.
type Row = (Range<usize>, Vec<Piece>);

/// Puts the pieces of rows in the order of reading. Whether there are any.
fn put(rows: Vec<Row>, confidence: Confidence, edits: &mut Edits<'_>) -> bool {
    let any = !rows.is_empty();
    for (span, pieces) in rows {
        edits.reorder(span, pieces, REVERSED, confidence);
    }
    any
}

impl<M: LanguageModel> Pass for RowOrder<M> {
    fn name(&self) -> &'static str {
        "row-order"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{0621}'..='\u{064A}') {
            return;
        }
        let mut rows = if leftward::any(text) { leftward::rows(&self.model, text) } else { Vec::new() };
        if rows.is_empty() && twice::any(text) {
            rows = twice::rows(&self.model, text);
        }
        if rows.is_empty() && clusters::any(&self.model, text) {
            rows = clusters::rows(&self.model, text);
        }
        if rows.is_empty() && strayed::any(text) {
            rows = strayed::rows(&self.model, text);
        }
        if put(rows, Confidence::Strong, edits) || parts::any(text) && self.join_marked(text, edits) {
            return;
        }
        if raised::any(text) && put(raised::rows(&self.model, text), Confidence::Strong, edits) {
            return;
        }
        let mut in_line = if inline::any(text) { inline::rows(&self.model, text) } else { Vec::new() };
        if in_line.is_empty() && between::any(text) {
            in_line = between::rows(&self.model, text);
        }
        let in_line = in_line.into_iter().map(|row| (row.span, row.pieces)).collect();
        if put(in_line, Confidence::Strong, edits) {
            return;
        }
        if torn::any(text) {
            put(torn::rows(&self.model, text), Confidence::Strong, edits);
            return;
        }
        if chain::any(text) {
            let (rows, confidence) = chain::rows(&self.model, text);
            if put(rows, confidence, edits) {
                return;
            }
        }
        if split::any(text) && seat::has_few_signs(text.as_str()) {
            put(split::rows(&self.model, text), Confidence::Strong, edits);
        }
    }
}

impl<M: LanguageModel> RowOrder<M> {
    /// Puts rows together that are parted at vowel signs. Whether the text has any.
    fn join_marked(&self, text: &Text<'_>, edits: &mut Edits<'_>) -> bool {
        let with_letters = parts::letters_are_too_many(&self.model, text) >= PLAIN;
        let chains = parts::chains(text, with_letters);
        let votes = |how| {
            let (mut sum, mut pro, mut against) = (0i64, 0usize, 0usize);
            for chain in &chains {
                chain.votes(&self.model, text, how, &mut |vote| {
                    sum += i64::from(vote);
                    pro += usize::from(vote > 0);
                    against += usize::from(vote < 0);
                });
            }
            (sum, pro, against)
        };
        let [whole, runs] = [Parts::Whole, Parts::Runs].map(votes);
        let (how, (sum, pro, against)) = if runs.0 > whole.0 + whole.0 / 16 + i64::from(PLAIN) {
            (Parts::Runs, runs)
        } else {
            (Parts::Whole, whole)
        };
        if sum < i64::from(PLAIN) || 2 * pro < 3 * against {
            return false;
        }
        let widest = marked::width(text, &chains);
        for chain in &chains {
            let (span, pieces) = chain.rows(&self.model, text, how, widest);
            edits.reorder(span, pieces, REVERSED, Confidence::Strong);
        }
        true
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(RowOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    const PAGE: [&str; 6] = [
        "افتتحت بلدية المدينة صباح أمس مكتبة عامة جديدة في الحي القديم بحضور",
        "عدد كبير من السكان، بعد أن دامت أعمال البناء في المبنى نحو 18 شهرا",
        "وقد بلغت كلفة العمل نحو 250 ألف دينار دفعت الحكومة نصفها وجمع السكان",
        "ما بقي على مدى السنوات الماضية، وتضم المكتبة اليوم أكثر من 12 ألف كتاب",
        "وكانت المدينة قد فقدت مكتبتها الأولى عام 1967 حين احترق المبنى القديم في",
        "ليلة باردة من ليالي شهر كانون الثاني ولم يبق من كتبها شيء يذكر",
    ];

    /// A line with its pieces about numbers on lines of their own.
    fn parted(line: &str, backwards: bool) -> String {
        let mut pieces: Vec<String> = vec![String::new()];
        for word in line.split(' ') {
            if word.is_ascii() {
                pieces.extend([word.to_owned(), String::new()]);
            } else {
                let last = pieces.last_mut().unwrap();
                let space = if last.is_empty() { "" } else { " " };
                last.push_str(&format!("{space}{word}"));
            }
        }
        if backwards {
            pieces.reverse();
        }
        pieces.join("\n")
    }

    #[test]
    fn pieces_are_put_together() {
        let page = PAGE.join("\n");
        let raw = PAGE.map(|line| parted(line, true)).join("\n");
        assert_eq!(clean(&raw), page);
        assert_eq!(clean(&raw.replace('\n', "\n\n")), page.replace('\n', "\n\n"));
    }

    #[test]
    fn words_of_another_script_part_rows_too() {
        let line = "تعمل شركة Microsoft الأمريكية على تطوير نظام جديد لإدارة المكتبات الكبيرة";
        let lines = [&PAGE[..], &SIGNS[5..], &PAGE, &[line]].concat();
        let raw = lines.iter().map(|line| parted(line, true)).collect::<Vec<_>>().join("\n");
        assert_eq!(clean(&raw), lines.join("\n"));
    }

    #[test]
    fn rows_of_unknown_words_follow_the_others() {
        let unknown = [
            "وأحرز كرنفالوفسكي زغنبوط شلبندر غلتنوف 77 جلنبوط كرزنفاي دلمنتار فلانسكاي",
            "وشنغلوف برنسكاي زرنباق كلمنتاف درنفاق 84 غلمنبوط شرنفاي كلبنتار زلانسكاي",
            "وغرنفالو دلمسكاي كرنباق سلمنتاف فرنغاق 91 زلمنبوط درنفاي غلبنتار كلانسكاي",
            "وكلنفارو زلبسكاي غرنباد دلمنكاف شرنزاق 63 فلمنبوط برنفاي سلبنتار غلانسكاي",
        ];
        let lines = [&PAGE[..], &SIGNS[5..], &PAGE, &unknown].concat();
        let raw = lines.iter().map(|line| parted(line, true)).collect::<Vec<_>>().join("\n");
        assert_eq!(clean(&raw), lines.join("\n"));
    }

    #[test]
    fn what_reads_stays() {
        let parted = PAGE.map(|line| parted(line, false)).join("\n");
        let tables = "الاسم\n12\nالعدد\n15\nالمدينة\n2015\nالمجموع\n27\n";
        let list = "1\nافتتحت البلدية المكتبة\n2\nوحضر السكان جميعا\n3\nثم عادوا إلى بيوتهم\n";
        let pages = "وقال الوزير إن العمل\n12\n\u{c}يجري كما ينبغي\n13\n\u{c}وأضاف أنه سيكتمل\n14\n";
        let terms = "المصطلحات\nalgorithm\nالخوارزمية\ncompiler\nالمترجم\nnetwork\nالشبكة\nserver\nالخادم\n";
        for text in [&parted, tables, list, pages, terms, &PAGE.join("\n")] {
            assert_eq!(clean(text), *text);
        }
    }

    const SIGNS: [&str; 8] = [
        "افتتحت بلدية المدينة صباح أمس مكتبة عامة جديدة في الحي القديم بحضور",
        "كان الوزير حاضراً من قبل في مبنى البلدية القديم حين وصل الوفد إلى المدينة",
        "وقال إن العمل يجري سريعاً على الرغم من البرد، وإن المكتبة تفتح أبوابها غداً أمام",
        "السكان جميعاً. وأضاف أن الكتب كلها وصلت من العاصمة في الأسبوع الماضي وأنها",
        "تضم قصصاً كثيرة للأطفال، وقد شكر المدرّسون البلدية على ما قدمته من عون",
        "ولم يبق من المبنى القديم شيء يذكر بعد أن احترق في ليلة باردة من ليالي",
        "الشتاء، وكانت المدينة قد فقدت مكتبتها الأولى حين أغلقت المدرسة الكبيرة",
        "قبل أن تنتقل إلى مبناها الحالي في الشارع الذي يصل بين السوق والميناء",
    ];

    /// A line parted at its signs, from left to right; each sign on a line of its own or before what follows it.
    fn parted_at_signs(line: &str, alone: bool) -> String {
        let mut raw = String::new();
        let mut rest = line;
        while let Some(at) = rest.find(super::seat::is_sign) {
            let (head, tail) = (&rest[..at], &rest[at + 2..]);
            let sign = &rest[at..at + 2];
            let behind = tail.find(super::seat::is_sign).map_or(tail, |end| &tail[..end]);
            if raw.is_empty() {
                raw = head.to_owned();
            }
            raw = match (alone, behind.chars().next()) {
                (false, Some(stop @ ('.' | '،'))) => {
                    format!("{stop}{sign}{}\n{raw}", &behind[stop.len_utf8()..])
                }
                (false, _) => format!("{sign}{behind}\n{raw}"),
                (true, _) => format!("{behind}\n{sign}\n{raw}"),
            };
            rest = tail;
        }
        if raw.is_empty() {
            line.to_owned()
        } else {
            raw
        }
    }

    #[test]
    fn pieces_are_put_together_at_signs() {
        let page = SIGNS.join("\n");
        for alone in [true, false] {
            let raw = SIGNS.map(|line| parted_at_signs(line, alone)).join("\n");
            assert_ne!(raw, page);
            assert_eq!(clean(&raw), page, "{raw}");
        }
    }

    #[test]
    fn signs_alone_may_stand_within_words() {
        let page = "وقد تمكّن فريق المدينة أمس من الفوز على ضيفه، وقال المدرّب بعد نهاية المباراة\n\
            إن اللاعبين قدموا كل ما عندهم، ولم يتوقّف الجمهور عن التشجيع حتى صافرة النهاية\n\
            التي أطلقها الحكم. ولا يفكّر الفريق الآن إلا في المباراة القادمة التي يلعبها\n\
            في العاصمة يوم السبت، وقد أكّد رئيس النادي أن جميع اللاعبين يتمتعون بصحة جيدة";
        let raw = page.lines().map(|line| parted_at_signs(line, true)).collect::<Vec<_>>().join("\n");
        assert_eq!(clean(&raw), page);
    }

    #[test]
    fn rows_are_as_wide_as_their_letters() {
        // Spaces that are stored twice, letters that are narrow, and words that are stretched make no row wider.
        let narrow = "قال الأطباء إن الألبان والألحان لا تبلغ إلا الأقلّيات، والأحلام والآمال جميعاً بلا ألوان";
        let text = [SIGNS.join("\n"), narrow.to_owned()].join("\n");
        let lines = || text.lines().map(|line| parted_at_signs(line, true)).collect::<Vec<_>>();
        let single = lines().join("\n");
        assert_eq!(clean(&single), text);
        let double = lines().into_iter().map(|row| row.replace(' ', "  ")).collect::<Vec<_>>().join("\n");
        let page = format!("{single}\n{double}");
        assert_eq!(clean(&page).replace("  ", " "), format!("{text}\n{text}"));
    }

    /// A line parted at its signs, from left to right on one line, each sign before its letter.
    fn parted_in_line(line: &str) -> String {
        let mut raw = String::new();
        let mut rest = line;
        while let Some(at) = rest.find(super::seat::is_sign) {
            let letter = rest[..at].chars().next_back().unwrap();
            let (part, sign) = (&rest[..at - letter.len_utf8()], &rest[at..at + 2]);
            let spaced = rest[at + 2..].starts_with(' ');
            rest = rest[at + 2..].trim_start();
            let sign = if spaced { format!(" {sign} ") } else { sign.to_owned() };
            raw = format!("{sign}{letter}{}{raw}", part);
        }
        format!("{rest}{raw}")
    }

    #[test]
    fn parts_of_a_row_may_stand_on_one_line() {
        let page = SIGNS.join("\n");
        let raw = SIGNS.map(parted_in_line).join("\n");
        assert_ne!(raw, page);
        assert_eq!(clean(&raw), page, "{raw}");
        let number = " شخصاً من كل بيتٍ في المدينة القديمة";
        let line = format!("حضر الحفل نحو 250{number}");
        let text = format!("{raw}\n{} 250 حضر الحفل نحو", parted_in_line(number.trim_start()));
        assert!(clean(&text).ends_with(&line), "{}", clean(&text));
        // A space before a sign is nothing but that.
        let spaced = page.replace('\u{64B}', " \u{64B}");
        assert_eq!(clean(&spaced), spaced);
    }

    /// A line parted at its signs, from left to right on one line, each sign between two parts.
    fn parted_between(line: &str) -> String {
        let mut raw = String::new();
        let mut rest = line;
        while let Some(at) = rest.find(super::seat::is_sign) {
            raw = format!("{}{}{raw}", &rest[at..at + 2], &rest[..at]);
            rest = &rest[at + 2..];
        }
        format!("{rest}{raw}")
    }

    #[test]
    fn signs_may_stand_between_the_parts() {
        let page = SIGNS.join("\n");
        let raw = SIGNS.map(parted_between).join("\n");
        assert_ne!(raw, page);
        assert_eq!(clean(&raw), page, "{raw}");
        // The extractor may begin lines with a space.
        let spaced = SIGNS.map(|line| format!(" {}", parted_between(line))).join("\n");
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeeze(&clean(&spaced)), squeeze(&page));
        // Numbers stay where they are; the space behind one is that of the part.
        let number = "وفي عام 1250";
        let text = format!("{raw}\n{number}{}", parted_between(SIGNS[1]));
        assert!(clean(&text).ends_with(&format!("{number}{}", SIGNS[1])), "{}", clean(&text));
        // One word that is spelled its own way tells of itself alone.
        let own = "لا يجوز لمالك العقار المـ رُت فَق ِبه أن يقوم بعمل من شأنه التأثير في استعمال حقه\n".repeat(5);
        assert_eq!(clean(&own), own);
    }

    #[test]
    fn runs_stay_from_left_to_right_about_their_numbers() {
        let raw = " من كل بيت\n\u{64B}\n شخصا250حضر الافتتاح صباح أمس نحو\n\
                   وقد بدأ العمل في المبنى بعد أن وافقت البلدية على الخطة الجديدة كلها\n \
                   في أعلى الجبل\n\u{64B}\n مبنى قديما12وضمت المدينة حين زارها الوفد\n";
        let joined = " شخصا\u{64B} من كل بيت250حضر الافتتاح صباح أمس نحو\n\
                      وقد بدأ العمل في المبنى بعد أن وافقت البلدية على الخطة الجديدة كلها\n \
                      مبنى قديما\u{64B} في أعلى الجبل12وضمت المدينة حين زارها الوفد\n";
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeeze(&clean(raw)), squeeze(joined));
    }

    #[test]
    fn signs_that_are_meant_stay() {
        let page = SIGNS.join("\n");
        // What is spelled out in a lesson; signs before their letters in all words; the right order.
        let lesson = "علامات التشكيل في اللغة العربية\n\u{64E}\nالفتحة\n\u{64F}\nالضمة\n\u{650}\nالكسرة\n";
        let before = "\u{650}بالن\u{651}يات وإنما \u{650}لكل امرئ\n\u{64E}ما نوى فمن \u{64E}كانت هجرته\n";
        for text in [&page, lesson, before] {
            assert_eq!(clean(text), *text);
        }
    }

    #[test]
    fn lines_of_many_signs_may_begin_with_one_by_chance() {
        let page = parted_at_signs(SIGNS[1], false);
        let vocalised = "كَتَبَ الطَّالِبُ الدَّرْسَ ثُمَّ رَاجَعَهُ مَرَّةً أُخْرَى فِي البَيْتِ مَعَ أَخِيهِ الكَبِيرِ\n".repeat(6);
        let text = format!("{page}\n{vocalised}");
        assert_eq!(clean(&text), text);
    }

    #[test]
    fn a_sign_may_come_with_a_letter() {
        let part = |tail: &str, sign: &str, head: &str| format!(" {tail}\n{sign}\n{head}\n");
        let raw = part("هناك في ذلك العام", "رٍ", "عزف في حفل")
            + &part("من قبل أن يصل", "رٍ", "ثم سكن في بيت")
            + &part("في المدينة القديمة", "رٍ", "وأقام في فندق");
        let clear =
            "عزف في حفلٍ هناك في ذلك العام\nثم سكن في بيتٍ من قبل أن يصل\nوأقام في فندقٍ في المدينة القديمة\n";
        assert_eq!(clean(&raw), clear);
    }
}
