//! Lines that may be pieces of rows parted at numbers or words of other scripts, and the likeliest rows that they make.

use std::ops::Range;

use crate::arabic::Orthography;
use crate::edit::{Confidence, Piece};
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::{Text, View};

use super::line::{filled, is_run, widest, Joints, Line};
use super::{Row, PLAIN};

/// Lines in a row that are looked at; more are a table.
const LONGEST: usize = 24;
/// What a row costs that stops short of the line's end.
const SHORT_ROW: Cost = 4 * BIT;

/// Lines one after the other of which at least every other one is a number, or in another script.
struct Chain {
    lines: Vec<Line>,
    /// The lines that begin a row.
    starts: Vec<usize>,
    /// How much likelier the lines are as pieces of rows from left to right than as they stand.
    gain: Cost,
}

impl Chain {
    /// The first byte of its first line of words.
    fn start(&self) -> usize {
        let words = self.lines.iter().find(|line| !line.run);
        words.unwrap_or(&self.lines[0]).span.start
    }

    /// The lines of each row of two or more, as they stand, in bytes of the text.
    fn rows(&self) -> impl Iterator<Item = Vec<Range<usize>>> + '_ {
        let ends = self.starts.iter().skip(1).copied().chain([self.lines.len()]);
        let rows = self.starts.iter().zip(ends).filter(|&(&start, end)| end > start + 1);
        rows.map(|(&start, end)| self.lines[start..end].iter().map(|line| line.span.clone()).collect())
    }

    /// The likeliest rows of `lines` between two others; `widest` is how wide a row may be.
    fn of<M: LanguageModel>(
        model: &M,
        lines: Vec<Line>,
        (before, after): (Option<&Line>, Option<&Line>),
        widest: usize,
    ) -> Chain {
        let joints = Joints { model };
        let n = lines.len();
        let beside = |at: usize| [at.checked_sub(1), Some(at), Some(at + 1)];
        let line = |at: Option<usize>| at.and_then(|at| lines.get(at));
        // Brackets bind their row however wide it is.
        let is_bound = |at: usize| match beside(at).map(line) {
            [Some(before), Some(number), Some(after)] => number.is_between(after, before),
            _ => false,
        };
        let stands = (0..=n)
            .map(|at| {
                let a = at.checked_sub(1).map_or(before, |at| lines.get(at));
                joints.rows(a, lines.get(at).or(if at == n { after } else { None }))
            })
            .sum::<Cost>()
            + (1..n)
                .filter_map(|at| match beside(at).map(line) {
                    [Some(a), Some(number), Some(b)] => Some(joints.about(a, number, b)),
                    _ => None,
                })
                .sum::<Cost>();
        // best[end][start]: the rows up to `end`, of which the last begins at `start`, and where the one
        // before it begins.
        let mut best = vec![vec![None::<(Cost, usize)>; n]; n + 1];
        for start in 0..n {
            let (mut inside, mut width) = (0, 0);
            for end in start + 1..=n {
                let new = &lines[end - 1];
                width += new.width + 1;
                if end > start + 1 {
                    if width > widest && !is_bound(end - 1) && !is_bound(end - 2) {
                        break;
                    }
                    // The new line is read before the others.
                    inside += joints.joint(new, &lines[end - 2]);
                    if end > start + 2 {
                        inside += joints.about(new, &lines[end - 2], &lines[end - 3]);
                    }
                }
                // A row that goes on in the next one fills the line.
                let short = width * 3 < widest * 2 && lines[start].last.near != Some(WordId::EDGE);
                let inside = if short { inside - SHORT_ROW } else { inside };
                best[end][start] = if start == 0 {
                    Some((inside + joints.rows(before, Some(new)), 0))
                } else {
                    let ways = (0..start).filter_map(|last| {
                        let (cost, _) = best[start][last]?;
                        Some((cost + inside + joints.rows(Some(&lines[last]), Some(new)), last))
                    });
                    ways.max_by_key(|&(worth, last)| (worth, last))
                };
            }
        }
        let ends = (0..n).filter_map(|start| {
            let (worth, _) = best[n][start]?;
            Some((worth + joints.rows(Some(&lines[start]), after), start))
        });
        let (worth, mut start) = ends.max_by_key(|&(worth, start)| (worth, start)).unwrap_or((stands, 0));
        let mut starts = vec![start];
        let mut end = n;
        while let Some((_, before)) = best[end][start].filter(|_| start > 0) {
            (end, start) = (start, before);
            starts.push(start);
        }
        starts.reverse();
        Chain { lines, starts, gain: worth - stands }
    }
}

/// Whether a number, or what is in another script, stands alone between two lines of words on its page. Allocates nothing.
pub(super) fn any(text: &Text<'_>) -> bool {
    let mut before = [false; 2];
    filled(text).any(|(line, ends)| {
        let run = is_run(line.text());
        let between = before == [false, true] && !run;
        before = if ends { [true; 2] } else { [before[1], run] };
        between
    })
}

/// The rows of a text with their pieces in reading order, and how sure they are.
pub(super) fn rows<M: LanguageModel>(model: &M, text: &Text<'_>) -> (Vec<Row>, Confidence) {
    let chains: Vec<Chain> = chains(model, text)
        .into_iter()
        .filter(|chain| Orthography::at(text.as_str(), chain.start()).is_arabic())
        .collect();
    // Long chains fit some rows by chance, and a number at an end may be a page's: what is between
    // words in short ones is the habit of the text.
    let asked = || chains.iter().filter(|chain| chain.lines.len() == 3 || chain.lines.len() == 5);
    let plain = asked().filter(|chain| chain.gain >= PLAIN * (chain.lines.len() as Cost - 1) / 2).count();
    let against = asked().filter(|chain| chain.gain < PLAIN / 2).count();
    // Of many rows some are about words of which little is known: all together tell, too.
    let sum: i64 = asked().map(|chain| i64::from(chain.gain.clamp(-PLAIN, 2 * PLAIN))).sum();
    let habit = plain > 1 && sum >= i64::from(3 * PLAIN);
    let confidence = if plain > 1 { Confidence::Strong } else { Confidence::Probable };
    if plain == 0 || 2 * against > plain && !habit {
        return (Vec::new(), confidence);
    }
    let least = |chain: &Chain| match chain.lines.len() {
        2 => PLAIN,
        _ if habit => 1 - PLAIN,
        _ => 1,
    };
    let rows = chains.iter().filter(|chain| chain.gain >= least(chain)).flat_map(Chain::rows);
    (rows.map(|row| read(&row)).collect(), confidence)
}

/// The lines of a row, as they stand, in reading order.
fn read(row: &[Range<usize>]) -> Row {
    let mut pieces = Vec::with_capacity(2 * row.len());
    for (at, line) in row.iter().enumerate().rev() {
        pieces.push(Piece::Keep(line.clone()));
        if let Some(before) = at.checked_sub(1).map(|before| &row[before]) {
            pieces.push(Piece::Swap(before.end..line.start, " "));
        }
    }
    (row[0].start..row[row.len() - 1].end, pieces)
}

/// The chains of a text. Not across pages.
fn chains<M: LanguageModel>(model: &M, text: &Text<'_>) -> Vec<Chain> {
    let lines: Vec<(View<'_>, bool, bool)> =
        filled(text).map(|(line, ends)| (line, ends, is_run(line.text()))).collect();
    let widest = widest(lines.iter().filter(|line| !line.2).map(|line| line.0));
    let mut chains = Vec::new();
    let mut at = 0;
    for chain in lines.chunk_by(|a, b| (a.2 || b.2) && !a.1) {
        let end = at + chain.len();
        if (2..=LONGEST).contains(&chain.len()) && chain.iter().any(|line| !line.2) {
            let before = at.checked_sub(1).map(|at| lines[at]).filter(|before| !before.1);
            let after = lines.get(end).filter(|_| !lines[end - 1].1);
            let before = before.map(|(line, ..)| Line::of(model, line));
            let after = after.map(|&(line, ..)| Line::of(model, line));
            let chain: Vec<Line> = chain.iter().map(|&(line, ..)| Line::of(model, line)).collect();
            chains.push(Chain::of(model, chain, (before.as_ref(), after.as_ref()), widest));
        }
        at = end;
    }
    chains
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::RowOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(RowOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    #[test]
    fn brackets_bind_a_row_however_wide_it_is() {
        let rows = [
            [
                "(: يسمى هذا القانون قانون تنظيم أعمال الصرافة في المدينة ويعمل به من تاريخ نشره",
                "12",
                "المادة )",
            ],
            [
                "( لسنة كذا بشأن البنك المركزي الذي يدير أعمال الصرافة في جميع المدن الكبيرة والصغيرة",
                "21",
                "وعلى القانون رقم )",
            ],
            [
                "(: يكون للكلمات التالية المعاني المبينة أمام كل منها ما لم يدل السياق على غير ذلك",
                "15",
                "المادة )",
            ],
        ];
        let raw = rows.map(|row| row.join("\n")).join("\nرئيس الوزراء\n");
        let page = rows.map(|[a, b, c]| format!("{c} {b} {a}")).join("\nرئيس الوزراء\n");
        assert_eq!(clean(&raw), page);
        assert_eq!(clean(&page), page);
    }
}
