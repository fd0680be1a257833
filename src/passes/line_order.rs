//! Paragraphs that a program turned round before it broke them into lines: the last line stands first.
//!
//! Programs that know nothing of right-to-left text are handed paragraphs whose characters were put in visual
//! order as a whole (`get_display`). They break such a paragraph from its left end, which is where it ends: each
//! line is right in itself once its letters are, but the lines of a paragraph follow one another from the last
//! to the first, and the first, at the end, is the one that does not fill the column. The page shows them so; the
//! words at the ends of the lines tell.

use std::ops::Range;

use crate::arabic::width::{width, Width};
use crate::arabic::words::{ends_clause, strip_punctuation};
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::pass::Pass;
use crate::text::{Text, View};

/// Puts the lines of paragraphs in order whose last line stands first.
///
/// Whole lines move, nothing else. All paragraphs of a text are so or none: the pairs of words at the ends of all
/// lines must leave no doubt, so [`Strong`](Confidence::Strong). O(length); of healthy text the words at the
/// ends of a few lines are looked up.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::LineOrder, Pipeline};
/// let order = Pipeline::new().pass(LineOrder::new(Embedded::arabic()));
/// let lines = [
///     "وقال أمس رئيس",
///     "مجلس الوزراء إن الولايات",
///     "المتحدة الأمريكية تدعم حقوق",
///     "الإنسان بعد قرارات مجلس",
///     "الأمن الدولي على الرغم",
///     "من معارضة شديدة لدى وزارة",
///     "الخارجية وبعض دول الأمم",
///     "المتحدة التي رفضت بشكل",
///     "كبير أي تدخل في الأزمة.",
/// ];
/// let reversed: Vec<&str> = lines.iter().rev().copied().collect();
/// assert_eq!(order.clean(&reversed.join("\n")), lines.join("\n"));
/// assert_eq!(order.clean(&lines.join("\n")), lines.join("\n"));
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct LineOrder<M> {
    model: M,
}

impl<M: LanguageModel> LineOrder<M> {
    /// The pass, with the model that knows which words follow one another.
    pub fn new(model: M) -> Self {
        LineOrder { model }
    }
}

/// A paragraph whose lines follow one another from the last to the first.
const REVERSED: Reason = Reason::new("lines-reversed");

/// Words of a line that is asked.
const WORDS: usize = 3;
/// Lines that a text must have, and lines after which a text is given up that shows nothing.
const LINES: usize = 6;
const SAMPLE: usize = 16;
/// The most that one pair says, and what makes it clear.
const PAIR: Cost = 12 * BIT;
const CLEAR: Cost = 4 * BIT;
/// What proves it of a text: bits of all pairs, and how many times as many clear pairs must be for it.
const PROOF: Cost = 60 * BIT;
const TIMES: usize = 4;
/// Of the lines that go on in the one above, one in so many may have an upper one that is short.
const SHORT: usize = 5;
/// Hundredths of the column that a full line has.
const FULL: Width = 80;

/// A line with words.
struct Row {
    span: Range<usize>,
    first: Option<WordId>,
    last: Option<WordId>,
    width: Width,
    words: usize,
}

impl Row {
    fn of<M: LanguageModel>(model: &M, view: View<'_>) -> Option<Self> {
        let view = view.trim();
        let mut words = view.words();
        let first = words.next()?.text();
        let (mut last, mut count) = (first, 1);
        for word in words {
            last = word.text();
            count += 1;
        }
        let known = |word: &str| model.word(strip_punctuation(word));
        let edge = Some(WordId::EDGE);
        Some(Row {
            span: view.span(),
            first: if first.starts_with(ends_clause) { edge } else { known(first) },
            last: if last.ends_with(ends_clause) { edge } else { known(last) },
            width: width(view.text()),
            words: count,
        })
    }
}

/// How much likelier the line `b` is read before `a`, which stands above it, than after it.
fn upwards<M: LanguageModel>(model: &M, a: &Row, b: &Row) -> Cost {
    if a.words < WORDS || b.words < WORDS {
        return 0;
    }
    let joint = |a: &Row, b: &Row| match (a.last, b.first) {
        // A line that ends a clause may go before any.
        (Some(WordId::EDGE), _) | (_, Some(WordId::EDGE)) => 0,
        (last, first) => model.known_gain(last, first).clamp(-PAIR, PAIR),
    };
    joint(b, a) - joint(a, b)
}

impl<M: LanguageModel> Pass for LineOrder<M> {
    fn name(&self) -> &'static str {
        "line-order"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !self.is_reversed(text) {
            return;
        }
        let rows: Vec<Row> = self.rows(text).collect();
        let mut widths: Vec<Width> = rows.iter().map(|row| row.width).collect();
        widths.sort_unstable();
        let column = widths[widths.len() * 3 / 4];
        // The one that begins a paragraph and so ends it on the page.
        let is_short = |row: &Row| row.width * 100 < column * FULL;
        // Lines cut into pieces, the end of each above its beginning, join upwards, too, but as often where they are short.
        let joined = || rows.windows(2).filter(|pair| upwards(&self.model, &pair[0], &pair[1]) >= CLEAR);
        if joined().filter(|pair| is_short(&pair[0])).count() * SHORT > joined().count() {
            return;
        }
        let mut start = 0;
        for end in 1..=rows.len() {
            if end < rows.len() && !is_short(&rows[end - 1]) {
                continue;
            }
            let lines = &rows[start..end];
            start = end;
            if lines.len() < 2 {
                continue;
            }
            let mut pieces = Vec::with_capacity(2 * lines.len());
            for (at, line) in lines.iter().rev().enumerate() {
                pieces.push(Piece::Keep(line.span.clone()));
                // What stands between two lines stays in its place.
                if at + 1 < lines.len() {
                    pieces.push(Piece::Keep(lines[at].span.end..lines[at + 1].span.start));
                }
            }
            let span = lines[0].span.start..lines[lines.len() - 1].span.end;
            edits.reorder(span, pieces, REVERSED, Confidence::Strong);
        }
    }
}

impl<M: LanguageModel> LineOrder<M> {
    fn rows<'a>(&'a self, text: &'a Text<'_>) -> impl Iterator<Item = Row> + 'a {
        text.lines().filter_map(|line| Row::of(&self.model, line))
    }

    /// Whether the lines of a text's paragraphs follow one another from the last to the first. Allocates nothing.
    fn is_reversed(&self, text: &Text<'_>) -> bool {
        if !text.may_have_in('\u{0621}'..='\u{064A}') {
            return false;
        }
        let (mut sum, mut up, mut down, mut count) = (0, 0, 0, 0);
        let mut above: Option<Row> = None;
        for row in self.rows(text) {
            let bits = above.map_or(0, |above| upwards(&self.model, &above, &row));
            sum += i64::from(bits);
            up += usize::from(bits >= CLEAR);
            down += usize::from(bits <= -CLEAR);
            count += 1;
            if count == SAMPLE && (sum <= 0 || up < down * TIMES) {
                return false;
            }
            above = Some(row);
        }
        count >= LINES && sum >= i64::from(PROOF) && up >= down * TIMES
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(LineOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// Paragraphs of some eight words a line, broken from their end or from their beginning.
    fn page(from_the_end: bool) -> Vec<Vec<String>> {
        let healthy = include_str!("../../tests/damage/healthy.txt");
        let words: Vec<&str> = healthy.split_whitespace().collect();
        let paragraph = |words: &[&'static str]| -> Vec<String> {
            let mut lines: Vec<Vec<&str>> = vec![Vec::new()];
            let mut add = |word: &&'static str| {
                let line = lines.last_mut().unwrap();
                line.push(word);
                if line.iter().map(|word| width(word) + 10).sum::<Width>() > 700 {
                    lines.push(Vec::new());
                }
            };
            match from_the_end {
                true => words.iter().rev().for_each(&mut add),
                false => words.iter().for_each(&mut add),
            }
            lines.retain(|line| !line.is_empty());
            let line = |line: &Vec<&str>| match from_the_end {
                true => line.iter().rev().copied().collect::<Vec<_>>().join(" "),
                false => line.join(" "),
            };
            lines.iter().map(line).collect()
        };
        words.chunks(45).take(6).map(paragraph).collect()
    }

    #[test]
    fn paragraphs_are_put_in_order() {
        let raw = page(true);
        let right: Vec<Vec<String>> = raw.iter().map(|lines| lines.iter().rev().cloned().collect()).collect();
        // Where a paragraph begins with a full line nothing parts it from the next.
        let text = clean(&raw.concat().join("\n"));
        let kept = right.iter().filter(|lines| text.contains(&lines.join("\n"))).count();
        assert!(kept * 3 >= right.len() * 2, "{kept} of {}\n{text}", right.len());
    }

    #[test]
    fn lines_in_order_stay() {
        let page = page(false).concat().join("\n");
        assert_eq!(clean(&page), page);
        // A list, whose lines do not follow one another.
        let list = "تقرير مجلس الإدارة\nقائمة المركز المالي\nقائمة الدخل الشامل\nبيان التدفقات النقدية\n\
            إيضاحات حول القوائم\nتقرير مراجع الحسابات\nملخص السياسات المحاسبية";
        assert_eq!(clean(list), list);
    }
}
