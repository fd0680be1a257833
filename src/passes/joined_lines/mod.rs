//! Lines of a page that an extractor joined in one, the later line first.
//!
//! Extractors begin a new line where the pen goes down by enough. Where a line's glyphs are placed one by one to
//! justify it, or lines stand close, some take the next line for a run of the same one; and as runs of
//! right-to-left text are put in order by where they stand, or each before the one that was there, two, three or
//! more lines come out as one: the last first, each good in itself, one space between them. Other lines of the page
//! stand alone and show how wide a full line is. The joined ones are about so many times as wide, which tells where
//! they may be cut; and the words there tell that the text goes on from the end of each part to the beginning of the
//! part before it.

mod columns;
mod decode;
mod line;

use crate::arabic::width::Width;
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::model::{Cost, LanguageModel, BIT};
use crate::pass::Pass;
use crate::text::Text;

use columns::{is_wide, Columns, SAMPLE};
use decode::{Around, Decoder};
use line::{between, ends, words, Word};

/// Parts lines that an extractor made of two or more lines of the page, and puts these in order.
///
/// Each line gets a line of its own (`lines-joined`); nothing else changes. All lines of a text together that are
/// wider than its column must say so by the words at their cuts and leave no doubt, so [`Strong`](Confidence::Strong).
/// Runs after what puts letters right, by which words are known, and before what asks for a line's ends. O(length);
/// of healthy text the widths of the first lines are taken, and the words at the ends of some.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::JoinedLines, Pipeline};
/// let joined = Pipeline::new().pass(JoinedLines::new(Embedded::arabic()));
/// let stored = [
///     "الأحد الماضي أن الحكومة سوف أعلن رئيس الوزراء العراقي يوم",
///     "تقوم بتنفيذ عدد من المشاريع",
///     "خلال السنوات الخمس القادمة الكبيرة في جميع أنحاء البلاد",
///     "من أجل تحسين مستوى الخدمات",
///     "وأضاف في مؤتمر صحفي عقده في العامة التي تقدم إلى المواطنين",
///     "العاصمة بغداد أن وزارة التخطيط",
/// ];
/// let lines = [
///     "أعلن رئيس الوزراء العراقي يوم",
///     "الأحد الماضي أن الحكومة سوف",
///     "تقوم بتنفيذ عدد من المشاريع",
///     "الكبيرة في جميع أنحاء البلاد",
///     "خلال السنوات الخمس القادمة",
///     "من أجل تحسين مستوى الخدمات",
///     "العامة التي تقدم إلى المواطنين",
///     "وأضاف في مؤتمر صحفي عقده في",
///     "العاصمة بغداد أن وزارة التخطيط",
/// ];
/// assert_eq!(joined.clean(&stored.join("\n")), lines.join("\n"));
/// assert_eq!(joined.clean(&lines.join("\n")), lines.join("\n"));
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct JoinedLines<M> {
    model: M,
}

impl<M: LanguageModel> JoinedLines<M> {
    /// The pass, with the model that knows which words follow one another.
    pub fn new(model: M) -> Self {
        JoinedLines { model }
    }
}

/// A line that is several lines of the page, the last first.
const JOINED: Reason = Reason::new("lines-joined");

/// Ends of wide lines by which a text is given up that shows nothing.
const ENDS: usize = 32;
/// Wide lines by which a column is given up that none of them says is theirs.
const ASKED: usize = 16;
/// What the ends of wide lines are worth beside their neighbours, on average, if they are none of lines.
const LOOSE: Cost = 3 * BIT / 4;
/// What proves it of a text: bits of all wide lines, and of each cut on average.
const PROOF: Cost = 20 * BIT;
const PROOF_OF_CUT: Cost = BIT;
/// What a wide line says that cannot be cut into lines of the column.
const NO_LINES: Cost = -4 * BIT;
/// What a line must say where it is proved.
const FLOOR: Cost = -4 * BIT;

impl<M: LanguageModel> Pass for JoinedLines<M> {
    fn name(&self) -> &'static str {
        "joined-lines"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{0621}'..='\u{064A}') {
            return;
        }
        let columns = Columns::of(text);
        let widths = columns.widths();
        let mut columns =
            columns.all().filter(|&column| self.ends_are_loose(text, widths, column)).peekable();
        if columns.peek().is_none() {
            return;
        }
        let lines = text.lines().map(|view| words(&self.model, view).collect::<Vec<_>>());
        let mut lines = lines.filter(|words| !words.is_empty());
        let sample: Vec<Vec<Word>> = lines.by_ref().take(SAMPLE).collect();
        let said = columns.map(|column| (self.cuts(&sample, column).bits, column)).max();
        let Some((_, column)) = said.filter(|&(bits, _)| bits > 0) else { return };
        let lines: Vec<Vec<Word>> = sample.into_iter().chain(lines).collect();
        let found = self.cuts(&lines, column);
        if !found.is_proved() {
            return;
        }
        for (line, cuts) in lines.iter().zip(&found.cuts) {
            if !cuts.is_empty() {
                let span = line[0].span.start..line[line.len() - 1].span.end;
                edits.reorder(span, pieces(line, cuts), JOINED, Confidence::Strong);
            }
        }
    }
}

/// The parts of a line from the last to the first.
fn pieces(words: &[Word], cuts: &[usize]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(2 * cuts.len() + 1);
    let mut end = words.len();
    for &cut in cuts.iter().rev() {
        pieces.push(Piece::Keep(words[cut].span.start..words[end - 1].span.end));
        pieces.push(Piece::Swap(words[cut - 1].span.end..words[cut].span.start, "\n"));
        end = cut;
    }
    pieces.push(Piece::Keep(words[0].span.start..words[end - 1].span.end));
    pieces
}

/// Where the lines of a text are to be cut, by the words that parts begin with, and what all wide lines say together.
struct Found {
    bits: Cost,
    cuts: Vec<Vec<usize>>,
}

impl Found {
    fn is_proved(&self) -> bool {
        let count: usize = self.cuts.iter().map(Vec::len).sum();
        self.bits >= PROOF && self.bits as i64 >= i64::from(PROOF_OF_CUT) * count as i64
    }
}

impl<M: LanguageModel> JoinedLines<M> {
    /// Whether wide lines go on neither from the line above nor into the one below. Allocates nothing.
    fn ends_are_loose(&self, text: &Text<'_>, widths: &[Width], column: Width) -> bool {
        let (mut sum, mut count) = (0, 0);
        let mut above: Option<(&str, bool)> = None;
        for (line, &width) in text.lines().zip(widths).filter(|&(_, &width)| width > 0) {
            let wide = is_wide(width, column);
            if let Some((above, _)) = above.filter(|&(_, above)| above || wide) {
                sum += ends(&self.model, above, line.text());
                count += 1;
                if count == ENDS {
                    break;
                }
            }
            above = Some((line.text(), wide));
        }
        sum <= LOOSE * count as Cost
    }

    /// The best cuts of all lines that are wider than a column.
    fn cuts(&self, lines: &[Vec<Word>], column: Width) -> Found {
        let decoder = Decoder::new(&self.model, column);
        let wide = |line: &[Word]| is_wide(between(&line[0], &line[line.len() - 1]), column);
        let mut found = Found { bits: 0, cuts: Vec::with_capacity(lines.len()) };
        let mut asked = 0;
        // The word before, as the lines will be.
        let mut before: Option<&Word> = None;
        for (at, line) in lines.iter().enumerate() {
            let mut cuts = Vec::new();
            if wide(line) {
                asked += 1;
                // Where the next line begins that is one of these is not known.
                let after = lines.get(at + 1).filter(|next| !wide(next)).map(|next| &next[0]);
                let said = decoder.decode(line, &Around { before, after });
                found.bits = found.bits.saturating_add(said.as_ref().map_or(NO_LINES, |said| said.bits));
                cuts = said.filter(|said| said.bits >= FLOOR).map_or_else(Vec::new, |said| said.cuts);
            }
            if asked == ASKED && found.bits < 0 {
                break;
            }
            let end = cuts.first().map_or(line.len(), |&cut| cut);
            before = Some(&line[end - 1]);
            found.cuts.push(cuts);
        }
        found
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::arabic::width::{width, SPACE};
    use crate::model::Embedded;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(JoinedLines::new(Embedded::arabic())).clean(text).into_owned()
    }

    const COLUMN: Width = 1000;

    /// Paragraphs as lines of a column.
    fn page() -> Vec<Vec<String>> {
        let healthy = include_str!("../../../tests/damage/healthy.txt");
        let lines = |paragraph: &str| {
            let mut lines: Vec<String> = vec![String::new()];
            for word in paragraph.split_whitespace() {
                let line = lines.last_mut().unwrap();
                if line.is_empty() {
                    line.push_str(word);
                } else if width(line) + SPACE + width(word) > COLUMN {
                    lines.push(word.to_owned());
                } else {
                    line.push(' ');
                    line.push_str(word);
                }
            }
            lines
        };
        healthy.lines().filter(|line| !line.is_empty()).take(8).map(lines).collect()
    }

    /// Of each paragraph so many lines joined, as `join` does, and then so many alone.
    fn joined(counts: &[usize], join: impl Fn(&[String]) -> String) -> String {
        let mut counts = counts.iter().cycle();
        let mut text = String::new();
        for mut lines in page().iter().map(Vec::as_slice) {
            while !lines.is_empty() {
                let (some, rest) = lines.split_at(lines.len().min(*counts.next().unwrap()));
                text += &join(some);
                text.push('\n');
                lines = rest;
            }
        }
        text
    }

    fn last_first(lines: &[String]) -> String {
        lines.iter().rev().cloned().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn joined_lines_are_put_in_order() {
        let page = page().concat();
        for counts in [&[2, 1, 3, 1][..], &[2, 1, 1], &[4, 1]] {
            let text = clean(&joined(counts, last_first));
            let kept = text.lines().filter(|line| page.iter().any(|right| right == line)).count();
            assert!(kept * 10 >= page.len() * 9, "{kept} of {}\n{text}", page.len());
            assert_eq!(clean(&text), text);
        }
    }

    #[test]
    fn lines_that_go_on_stay() {
        let wrapped = page().concat().join("\n");
        let paragraphs: Vec<String> = page().iter().map(|lines| lines.join(" ")).collect();
        let some = joined(&[2, 1, 3, 1], |lines| lines.join(" "));
        for text in [wrapped, paragraphs.join("\n"), some] {
            assert_eq!(clean(&text), text);
        }
    }
}
