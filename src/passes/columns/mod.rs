//! Columns that an extractor read across: each line goes on in the next but one, or behind the middle of the next line.
//!
//! Extractors that sort what stands on a page by its height hand over the lines of two columns or three in turns, each
//! on a line of its own, or all on one with a space between them or as many as it is wide. The words at the ends of the
//! parts tell which goes on in which: of all ways to deal the lines out to columns, and to part those that hold more
//! than one, one is by far likelier than that each line goes on in the next. Where the page is drawn with spaces the
//! white space between the columns tells which part is of which, and the words have only to agree.

mod block;
mod folios;
mod gutter;
mod line;
mod search;

use std::ops::Range;

use crate::arabic::marks::is_vocalised;
use crate::arabic::width::Width;
use crate::arabic::words::{ends_clause, strip_punctuation};
use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Reason};
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::pass::Pass;
use crate::text::Text;

use block::{Block, Evidence};
use folios::folios;
use gutter::Gutters;
use line::{Joints, Line, WIDE};
use search::{search, Premise, Stand, COLUMNS};

/// Puts the lines of two columns or three that stand in turns one after the other, those of the right column first
/// (`columns-interleaved`).
///
/// Lines and parts of lines move, and the white space between two becomes a line end; nothing else. The
/// words at the ends of all parts must leave no doubt, so [`Strong`](Confidence::Strong); which column is the right one
/// is told by where they stand on a page drawn with spaces, else by what most extractors do and by the words between
/// columns. O(length); of healthy text the words at the ends of lines are looked up.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::Columns, Pipeline};
/// let columns = Pipeline::new().pass(Columns::new(Embedded::arabic()));
/// let right = [
///     "أعلن رئيس الوزراء العراقي يوم",
///     "الأحد الماضي أن الحكومة سوف",
///     "تقوم بتنفيذ عدد من المشاريع",
///     "الكبيرة في جميع أنحاء البلاد",
///     "خلال السنوات الخمس القادمة",
///     "من أجل تحسين مستوى الخدمات",
///     "العامة التي تقدم إلى المواطنين",
///     "وأضاف في مؤتمر صحفي عقده في",
///     "العاصمة بغداد أن وزارة التخطيط",
///     "أعدت دراسة شاملة عن الوضع",
///     "الاقتصادي في المحافظات وقدمتها",
///     "إلى مجلس النواب الذي سوف",
///     "يناقشها في جلسته المقبلة قبل",
///     "نهاية الشهر الحالي في بغداد.",
/// ];
/// let left = [
///     "وقال وزير الخارجية الأمريكي إن",
///     "الولايات المتحدة الأمريكية تدعم",
///     "حقوق الإنسان في كل مكان من",
///     "العالم وإنها تعمل مع الأمم",
///     "المتحدة على حل الأزمة السياسية",
///     "في الشرق الأوسط بالطرق السلمية",
///     "وكان مجلس الأمن الدولي قد أصدر",
///     "قرارا يدعو جميع الأطراف إلى وقف",
///     "إطلاق النار بشكل فوري والعودة",
///     "إلى طاولة المفاوضات تحت إشراف",
///     "المجتمع الدولي من أجل التوصل إلى",
///     "اتفاق سلام دائم بين الجانبين",
///     "ينهي الصراع الذي استمر نحو",
///     "عشر سنوات في المنطقة العربية.",
/// ];
/// let turns: Vec<&str> = right.iter().zip(&left).flat_map(|(right, left)| [*left, *right]).collect();
/// let order = [right, left].concat();
/// assert_eq!(columns.clean(&turns.join("\n")), order.join("\n"));
/// assert_eq!(columns.clean(&order.join("\n")), order.join("\n"));
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Columns<M> {
    model: M,
}

impl<M: LanguageModel> Columns<M> {
    /// The pass, with the model that knows which words follow one another.
    pub fn new(model: M) -> Self {
        Columns { model }
    }
}

/// Lines of columns in turns.
const INTERLEAVED: Reason = Reason::new("columns-interleaved");

/// What each line should gain from the one before, how much less makes lines suspect, and lines about those that
/// are asked with them.
const DUE: Cost = BIT;
const SUSPECT: Cost = 16 * BIT;
const ABOUT: usize = 12;
/// Lines of a page, at most.
const PAGE: usize = 400;
/// Suspect lines after which a text is given up that shows no columns.
const ASKED: usize = 1200;
/// Words of a line that no page has.
const MANY: usize = 48;

impl<M: LanguageModel> Pass for Columns<M> {
    fn name(&self) -> &'static str {
        "columns"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{0621}'..='\u{064A}') {
            return;
        }
        if !self.is_suspect(text) {
            return;
        }
        let mut found: Vec<Block> = Vec::new();
        let mut asked = 0;
        let folios = folios(text);
        for page in text.pages().filter(|page| !is_vocalised(page.text())) {
            let (mut views, mut sketches) = (Vec::new(), Vec::new());
            for view in page.lines() {
                let Some(line) = Line::sketch(&self.model, view) else { continue };
                views.push(view);
                sketches.push(line);
            }
            // A line that no page has parts what stands before it from what stands behind.
            let mut start = 0;
            let runs = sketches.split(|line| line.words.len() > MANY).flat_map(|run| {
                let before = start;
                start += run.len() + 1;
                let suspects = self.suspects(run).into_iter();
                suspects.map(move |lines| before + lines.start..before + lines.end)
            });
            for suspects in runs {
                let lines = views[suspects].iter().filter_map(|&view| {
                    let folio = folios.binary_search(&view.start()).is_ok();
                    Some(Line { folio, ..Line::of(&self.model, view)? })
                });
                let lines = &lines.collect::<Vec<Line>>();
                let joints = Joints { model: &self.model, lines };
                asked += lines.len();
                if asked > ASKED && found.is_empty() {
                    return;
                }
                let blocks = self.blocks(&joints).into_iter();
                // Lines that hold one column each look like those of any page.
                let blocks = blocks.filter(|block| block.shared || block.evidence.proves_turns());
                found.extend(
                    blocks.filter(|block| Orthography::at(text.as_str(), block.span.start).is_arabic()),
                );
            }
        }
        if !found.iter().fold(Evidence::default(), |sum, block| sum.and(block.evidence)).proves() {
            return;
        }
        // Where lines hold more than one column the right one stands first on all of them or on none, and so is it with
        // the first lines of columns where they hold one.
        let follows = found.windows(2).map(|pair| pair[1].follows(&pair[0], &self.model)).sum::<Cost>();
        let [turns, shared] = [false, true].map(|shared| {
            let alike = || found.iter().filter(|block| block.shared == shared);
            let first = alike().map(|block| block.stands_first).max().unwrap_or(0);
            first + follows + alike().map(|block| block.right).sum::<Cost>()
        });
        for block in &found {
            let right = if block.shared { shared } else { turns };
            edits.reorder(
                block.span.clone(),
                block.pieces(text, right >= 0),
                INTERLEAVED,
                Confidence::Strong,
            );
        }
    }
}

impl<M: LanguageModel> Columns<M> {
    /// Whether the lines of a text, or what stands about the gaps within them, go on less well than they should.
    /// Allocates nothing.
    fn is_suspect(&self, text: &Text<'_>) -> bool {
        let (mut due, mut last): (Cost, Option<WordId>) = (0, None);
        let gaps = memchr::memmem::find(text.as_str().as_bytes(), WIDE.as_bytes()).is_some();
        for line in text.lines() {
            let line = line.text().trim();
            if line.is_empty() {
                continue;
            }
            let first = line.split(char::is_whitespace).next().unwrap_or(line);
            let end = line.rsplit(char::is_whitespace).next().unwrap_or(line);
            let id = |word: &str| self.model.word(strip_punctuation(word));
            let gap = gaps && line.contains(WIDE);
            due = (due + if gap { 2 * DUE } else { DUE } - self.model.known_gain(last, id(first))).max(0);
            if due >= SUSPECT {
                return true;
            }
            last = if end.ends_with(ends_clause) { Some(WordId::EDGE) } else { id(end) };
        }
        false
    }

    /// The blocks of columns in a run of lines, on the premise that gains most.
    fn blocks(&self, joints: &Joints<'_, M>) -> Vec<Block> {
        let gutters = Gutters::of(joints.lines);
        let mut widths: Vec<Width> = joints.lines.iter().map(Line::whole).collect();
        widths.sort_unstable();
        let widest = widths[widths.len().saturating_sub(2)];
        // Where gaps show the columns, all lines that hold more than one have one.
        let gaps = joints.lines.iter().filter(|line| line.gaps > 0).count();
        let hidden = gaps * 2 < joints.lines.len();
        let mut premises: Vec<Premise<'_>> = gutters.iter().map(Premise::Gutters).collect();
        for columns in 2..=COLUMNS {
            premises.push(Premise::Columns { columns, hidden: None });
            if hidden && widest >= COLUMNS as Width {
                let column = Some(widest / columns as Width);
                premises.push(Premise::Columns { columns, hidden: column });
            }
        }
        // What it is worth as it stands.
        let single: Cost = (1..joints.lines.len()).map(|line| joints.goes_on(line - 1)).sum();
        let mut most = single;
        let mut best: (Cost, Vec<Block>) = (single, Vec::new());
        for premise in premises {
            let gutters = if let Premise::Gutters(gutters) = premise { Some(gutters) } else { None };
            // Three columns read better as two than as one.
            if matches!(premise, Premise::Columns { columns: 3.., .. }) && most <= single {
                break;
            }
            let (stands, gain) = search(joints, premise);
            most = most.max(gain);
            if gain <= best.0 {
                continue;
            }
            let mut at = 0;
            let mut blocks = Vec::new();
            let goes_on = |a: &Stand, b: &Stand| match (a, b) {
                (Stand::Single, Stand::Single) => true,
                (Stand::Parts { .. }, Stand::Parts { begins, .. }) => !begins,
                _ => false,
            };
            for stands in stands.chunk_by(goes_on) {
                let lines = at..at + stands.len();
                at = lines.end;
                if stands[0] != Stand::Single {
                    blocks.extend(Block::of(joints, lines, stands, gutters));
                }
            }
            if !blocks.is_empty() {
                best = (gain, blocks);
            }
        }
        best.1
    }

    /// Runs of lines that go on from one another less well than they should.
    fn suspects(&self, lines: &[Line]) -> Vec<Range<usize>> {
        let joints = Joints { model: &self.model, lines };
        let mut found: Vec<Range<usize>> = Vec::new();
        let (mut start, mut end) = (0usize, 0usize);
        let (mut due, mut most): (Cost, Cost) = (0, 0);
        for at in 0..lines.len() {
            let bits = if at + 1 < lines.len() { joints.goes_on(at) } else { 0 };
            // What stands on both sides of a gap goes on no better.
            let widest = (1..lines[at].words.len()).find(|&word| lines[at].words[word].apart);
            let across = widest.map_or(DUE, |word| joints.across(at, word));
            due += 2 * DUE - bits - across;
            if due > most {
                (most, end) = (due, at + 1);
            }
            let over = due <= 0 || due < most - SUSPECT || at + 1 == lines.len();
            if over {
                if most >= SUSPECT {
                    let before = found.last().map_or(0, |last| last.end);
                    let about = start.saturating_sub(ABOUT).max(before)..(end + ABOUT).min(lines.len());
                    let pages = about.clone().step_by(PAGE);
                    found.extend(pages.map(|start| start..(start + PAGE).min(about.end)));
                }
                (start, due, most, end) = (at + 1, 0, 0, at + 1);
            }
        }
        found
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(Columns::new(Embedded::arabic())).clean(text).into_owned()
    }

    const RIGHT: [&str; 14] = [
        "أعلن رئيس الوزراء العراقي يوم",
        "الأحد الماضي أن الحكومة سوف",
        "تقوم بتنفيذ عدد من المشاريع",
        "الكبيرة في جميع أنحاء البلاد",
        "خلال السنوات الخمس القادمة",
        "من أجل تحسين مستوى الخدمات",
        "العامة التي تقدم إلى المواطنين",
        "وأضاف في مؤتمر صحفي عقده في",
        "العاصمة بغداد أن وزارة التخطيط",
        "أعدت دراسة شاملة عن الوضع",
        "الاقتصادي في المحافظات وقدمتها",
        "إلى مجلس النواب الذي سوف",
        "يناقشها في جلسته المقبلة قبل",
        "نهاية الشهر الحالي في بغداد.",
    ];
    const LEFT: [&str; 14] = [
        "وقال وزير الخارجية الأمريكي إن",
        "الولايات المتحدة الأمريكية تدعم",
        "حقوق الإنسان في كل مكان من",
        "العالم وإنها تعمل مع الأمم",
        "المتحدة على حل الأزمة السياسية",
        "في الشرق الأوسط بالطرق السلمية",
        "وكان مجلس الأمن الدولي قد أصدر",
        "قرارا يدعو جميع الأطراف إلى وقف",
        "إطلاق النار بشكل فوري والعودة",
        "إلى طاولة المفاوضات تحت إشراف",
        "المجتمع الدولي من أجل التوصل إلى",
        "اتفاق سلام دائم بين الجانبين",
        "ينهي الصراع الذي استمر نحو",
        "عشر سنوات في المنطقة العربية.",
    ];

    fn in_order() -> String {
        format!("{}\n{}", RIGHT.join("\n"), LEFT.join("\n"))
    }

    const MIDDLE: [&str; 14] = [
        "قالت وزارة الصحة في بيان لها إن",
        "عدد المصابين بالمرض قد ارتفع إلى",
        "أكثر من مائة شخص خلال الأيام",
        "الماضية وإن جميع المستشفيات على",
        "استعداد تام من أجل استقبال المرضى",
        "وتقديم العلاج لهم وأضافت أن",
        "الأطباء في جميع أنحاء البلاد قد",
        "حصلوا على التدريب اللازم وأن",
        "الأدوية متوفرة في كل الصيدليات",
        "ودعت الوزارة جميع المواطنين إلى",
        "عدم الخروج من المنازل إلا عند",
        "الضرورة والالتزام بتعليمات منظمة",
        "الصحة العالمية في ما يتعلق",
        "بغسل اليدين ولبس الكمامات.",
    ];

    /// Lines of columns in turns, those of the left one first.
    fn turns() -> Vec<&'static str> {
        RIGHT.iter().zip(LEFT).flat_map(|(right, left)| [left, *right]).collect()
    }

    #[test]
    fn lines_in_turns_are_put_in_order() {
        assert_eq!(clean(&turns().join("\n")), in_order());
        assert_eq!(clean(&turns().join("\n\n")).replace("\n\n", "\n"), in_order());
    }

    #[test]
    fn what_stands_across_stays() {
        let head =
            "تقرير عن الأوضاع السياسية والاقتصادية في المنطقة العربية خلال العام الماضي وما جرى فيها من أحداث";
        let page = |text: &str| format!("{head}\n{text}\n\n17\n");
        let pages = |text: &str| format!("{}\u{c}{}", page(text), page(text).replace("17", "18"));
        assert_eq!(clean(&pages(&turns().join("\n"))), pages(&in_order()));
        let both: Vec<String> =
            RIGHT.iter().zip(LEFT).map(|(right, left)| format!("{right} {left}")).collect();
        assert_eq!(clean(&pages(&both.join("\n"))), pages(&in_order()));
    }

    #[test]
    fn three_columns_are_put_in_order() {
        let order = [RIGHT, MIDDLE, LEFT].concat().join("\n");
        let rows = || RIGHT.iter().zip(MIDDLE).zip(LEFT);
        let turns: Vec<&str> = rows().flat_map(|((right, middle), left)| [left, middle, *right]).collect();
        assert_eq!(clean(&turns.join("\n")), order);
        let wide = |text: &str| " ".repeat(40 - text.chars().count());
        let drawn: Vec<String> = rows()
            .map(|((right, middle), left)| {
                format!("{}{left}{}{middle}{}{right}", wide(left), wide(middle), wide(right))
            })
            .collect();
        assert_eq!(clean(&drawn.join("\n")).trim_start(), order);
    }

    #[test]
    fn lines_out_of_turn_are_read_before_the_last() {
        // Two lines of a column that stand a little higher than their neighbours, in the wrong order.
        let mut turns = turns();
        turns.swap(14, 16);
        assert_eq!(clean(&turns.join("\n")), in_order());
    }

    #[test]
    fn columns_side_by_side_are_parted() {
        for gap in [" ", "          "] {
            let both = RIGHT.iter().zip(LEFT).map(|(right, left)| format!("{right}{gap}{left}"));
            assert_eq!(clean(&both.collect::<Vec<_>>().join("\n")), in_order());
        }
    }

    #[test]
    fn the_right_column_stands_further_to_the_right() {
        // One column goes on below the other.
        for at in [4, 9] {
            let line = |(at_line, (right, left)): (usize, (&&str, &str))| match at_line == at {
                true => format!("{left}\n{}{right}", " ".repeat(40)),
                false => format!("{left}{}{right}", " ".repeat(40 - left.chars().count())),
            };
            let page: Vec<String> = RIGHT.iter().zip(LEFT).enumerate().map(line).collect();
            assert_eq!(clean(&page.join("\n")), in_order());
        }
    }

    #[test]
    fn lines_that_read_stay() {
        assert_eq!(clean(&in_order()), in_order());
        // Paragraphs whose lines hold two clauses; verse, whose halves stand apart; a table.
        let long: Vec<String> = RIGHT.chunks(2).chain(LEFT.chunks(2)).map(|pair| pair.join(" ")).collect();
        let verse: Vec<String> =
            RIGHT.chunks(2).chain(LEFT.chunks(2)).map(|pair| pair.join("          ")).collect();
        let table =
            "الاسم          العدد\nأحمد محمود          12\nعلي حسن          15\nسعيد صالح          17\n"
                .repeat(4);
        // Independent lines of one width; terms and what they mean; a list in turns with one in another language.
        let heads: Vec<&str> = RIGHT.iter().step_by(2).chain(LEFT.iter().step_by(3)).copied().collect();
        let terms: Vec<String> = RIGHT.iter().map(|line| line.replacen(' ', "          ", 1)).collect();
        let english = "The minister said on Sunday that the talks would go on";
        let turns: Vec<&str> = RIGHT.iter().flat_map(|line| [*line, english]).collect();
        for text in [heads.join("\n"), terms.join("\n"), turns.join("\n")] {
            assert_eq!(clean(&text), text);
        }
        for text in [long.join("\n"), verse.join("\n"), table] {
            assert_eq!(clean(&text), text);
        }
        // Lines of no width.
        let text = "ـ\n".repeat(40) + &LEFT.join("\n") + &"ـ ـ\nثم قال\n".repeat(40);
        assert_eq!(clean(&text), text);
    }
}
