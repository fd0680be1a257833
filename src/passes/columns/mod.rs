//! Two columns that an extractor read across: each line goes on in the next but one, or behind the middle of the next line.
//!
//! Extractors that sort what stands on a page by its height hand over the lines of two columns in turns, each on a
//! line of its own, or both on one with a space between them or as many as it is wide. The words at the ends of the
//! parts tell which goes on in which: of all ways to deal the lines out to two columns, and to part those that
//! hold both, one is by far likelier than that each line goes on in the next.

mod block;
mod line;
mod search;

use std::ops::Range;

use crate::arabic::width::Width;
use crate::arabic::words::{ends_clause, strip_punctuation};
use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Reason};
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::pass::Pass;
use crate::text::Text;

use block::Block;
use line::{At, Joints, Line, WIDE};
use search::{search, Premise, Stand};

/// Puts the lines of two columns that stand in turns one after the other, those of the first column first
/// (`columns-interleaved`).
///
/// Lines and parts of lines move, and the white space between two becomes a line end; nothing else. The
/// words at the ends of all parts must leave no doubt, so [`Strong`](Confidence::Strong). O(length); of healthy text the
/// words at the ends of lines are looked up.
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
/// ];
/// let left = [
///     "وقال وزير الخارجية الأمريكي إن",
///     "الولايات المتحدة الأمريكية تدعم",
///     "حقوق الإنسان في كل مكان من",
///     "العالم وإنها تعمل مع الأمم",
///     "المتحدة على حل الأزمة السياسية",
///     "في الشرق الأوسط بالطرق السلمية",
///     "ثم غادر إلى العاصمة الفرنسية باريس",
/// ];
/// let turns: Vec<&str> = right.iter().zip(&left).flat_map(|(right, left)| [*right, *left]).collect();
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

/// Lines of two columns in turns.
const INTERLEAVED: Reason = Reason::new("columns-interleaved");

/// What each line should gain from the one before, how much less makes lines suspect, and lines about those that
/// are asked with them.
const DUE: Cost = BIT;
const SUSPECT: Cost = 16 * BIT;
const ABOUT: usize = 4;
/// Lines of a page, at most.
const PAGE: usize = 400;
/// Suspect lines after which a text is given up that shows no columns.
const ASKED: usize = 1200;
/// Words of a line that no page has.
const MANY: usize = 48;
/// Bits that prove two columns of a text.
const PROOF: Cost = 40 * BIT;
/// What speaks for a column standing on the right: that it stands first on lines.
const FIRST: Cost = 4 * BIT;

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
        let mut found = Vec::new();
        let mut asked = 0;
        let mut sum: Cost = 0;
        for page in text.pages() {
            let lines: Vec<Line> = page.lines().filter_map(|line| Line::of(&self.model, line)).collect();
            // A line that no page has parts what stands before it from what stands behind.
            let runs = lines.split(|line| line.words.len() > MANY);
            for lines in runs.flat_map(|run| self.suspects(run).into_iter().map(|lines| &run[lines])) {
                let joints = Joints { model: &self.model, lines };
                asked += lines.len();
                if asked > ASKED && found.is_empty() {
                    return;
                }
                for block in self.blocks(&joints) {
                    if Orthography::at(text.as_str(), block.span.start).is_arabic() {
                        sum = sum.saturating_add(block.gain);
                        found.push(block);
                    }
                }
            }
        }
        if sum < PROOF {
            return;
        }
        // Where lines hold both columns the right one stands first on all of them or on none.
        let shared: Cost = found.iter().filter(|block| block.side_by_side).map(|block| block.right).sum();
        for block in found {
            let right = FIRST + if block.side_by_side { shared } else { block.right };
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

    /// The blocks of two columns in a run of lines, on the premise that makes most of them.
    fn blocks(&self, joints: &Joints<'_, M>) -> Vec<Block> {
        let mut places: Vec<usize> =
            joints.lines.iter().filter(|line| line.gap.is_some()).map(|line| line.place).collect();
        places.sort_unstable();
        let least = places.get(places.len() / 2).map_or(0, |place| place * 2 / 3);
        let mut best: (Cost, Vec<Block>) = (0, Vec::new());
        let mut widths: Vec<Width> = joints.lines.iter().map(|line| line.width).collect();
        widths.sort_unstable();
        let widest = widths[widths.len().saturating_sub(2)];
        // Where gaps show the columns, all lines that hold both have one.
        let gaps = joints.lines.iter().filter(|line| line.gap.is_some()).count();
        let hidden =
            (gaps * 2 < joints.lines.len()).then_some(Premise { hidden: Some(widest), indented: None });
        let plain = Premise { hidden: None, indented: None };
        let indents = [Stand::First, Stand::Second]
            .map(|column| Premise { hidden: None, indented: Some((least, column)) });
        let is_indented = |line: &Line| line.gap.is_none() && line.indent >= least;
        for premise in [plain].into_iter().chain(hidden).chain(indents) {
            // Where lines stand tells only of columns that the words show.
            if premise.indented.is_some()
                && (least == 0 || best.1.is_empty() || !joints.lines.iter().any(is_indented))
            {
                break;
            }
            let stands = search(joints, premise);
            let mut at = 0;
            let mut blocks = Vec::new();
            for stands in stands.chunk_by(|a, b| (*a == Stand::Single) == (*b == Stand::Single)) {
                let lines = at..at + stands.len();
                at = lines.end;
                if stands[0] != Stand::Single {
                    blocks.extend(Block::of(joints, lines, stands, least));
                }
            }
            let gain = blocks.iter().map(|block| block.gain).sum();
            if gain > best.0 {
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
            let across = lines[at]
                .gap
                .map_or(DUE, |word| joints.joint(At { line: at, word: word - 1 }, At { line: at, word }));
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

    #[test]
    fn lines_in_turns_are_put_in_order() {
        let turns: Vec<&str> = RIGHT.iter().zip(LEFT).flat_map(|(right, left)| [*right, left]).collect();
        assert_eq!(clean(&turns.join("\n")), in_order());
        assert_eq!(clean(&turns.join("\n\n")).replace("\n\n", "\n"), in_order());
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
        for text in [long.join("\n"), verse.join("\n"), table] {
            assert_eq!(clean(&text), text);
        }
    }
}
