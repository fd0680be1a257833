//! Rows split where nothing shows it: `والوزير وأمير قطر` ⏎ `كان من بين الحضور رئيس الوزراء` for a row that
//! begins with the second.
//!
//! An extractor that goes by places begins a line of its own where glyphs overlap, or stand farther apart than words do
//! (poppler's raw order, PDFium, pdfminer at spaces that justify a line). The parts come from left to right. Each is shorter
//! than the lines about it, together they are as wide as these, and the words at the ends of all tell that they are read
//! the other way round.

mod part;
mod zone;

use crate::arabic::width::Width;
use crate::arabic::words::ends_clause;
use crate::arabic::LineGate;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::line::{filled, nearly_widest};
use super::parts::squeezed;
use super::Row;

use part::Part;
use zone::{Found, Zone};

/// Lines that a text must have, and the most bytes of a line of a page.
const LINES: usize = 4;
const WIDE: usize = 400;
/// Short lines one after the other, at most; more are a table.
const ZONE: usize = 24;
/// Hundredths of the column that parts have at most, and a full row at least.
const PART: Width = 92;
const FULL: Width = 84;
/// What makes a row plain, what is enough beside one such, and may be missing beside more, and what all rows must
/// say together.
const PLAIN: Cost = 12 * BIT;
const LIKELY: Cost = 4 * BIT;
const PROOF: Cost = 16 * BIT;

/// Whether two lines one after the other are shorter than the others, and together as long. Allocates nothing.
pub(super) fn any(text: &Text<'_>) -> bool {
    const STEP: usize = 8;
    let mut counts = [0usize; WIDE / STEP + 1];
    let mut all = 0;
    let lengths = || text.lines().map(|line| line.trim().text().len()).filter(|&len| len > 0);
    for len in lengths() {
        counts[len.min(WIDE) / STEP] += 1;
        all += 1;
    }
    if all < LINES || counts[WIDE / STEP] * 10 > all {
        return false;
    }
    let mut rest = all * 9 / 10;
    let widest = counts.iter().position(|&count| {
        let found = count > rest;
        rest = rest.saturating_sub(count);
        found
    });
    let Some(widest) = widest.map(|step| (step + 1) * STEP) else { return false };
    let full = counts[widest * 3 / 4 / STEP..].iter().sum::<usize>();
    if full * 3 < all {
        return false;
    }
    let mut before = WIDE;
    lengths().any(|len| {
        let is = before + len < widest * 5 / 4;
        before = len;
        is
    })
}

/// The rows of a text with their parts in reading order.
pub(super) fn rows<'t, M: LanguageModel>(model: &M, text: &Text<'t>) -> Vec<Row> {
    let lines: Vec<(View<'_>, bool, Width)> = filled(text)
        .map(|(line, ends)| {
            let view = line.trim();
            (view, ends, squeezed(view.text()))
        })
        .collect();
    let Some(widest) = nearly_widest(lines.iter().map(|line| line.2).collect(), (9, 10)) else {
        return Vec::new();
    };
    let is_short = |width: Width| width < widest / 100 * PART;
    let mut gate = LineGate::new(text.as_str());
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    for zone in lines.chunk_by(|a, b| is_short(a.2) && is_short(b.2) && !a.1) {
        let (start, end) = (at, at + zone.len());
        at = end;
        if !(2..=ZONE).contains(&zone.len()) || !gate.at(zone[0].0.start()).is_arabic() {
            continue;
        }
        let part = |line: &(View<'t>, bool, Width)| Part::of(model, line.0, line.2);
        let before = start.checked_sub(1).map(|at| &lines[at]).filter(|line| !line.1).map(part);
        let after = lines.get(end).filter(|_| !lines[end - 1].1).map(part);
        let parts = zone.iter().map(part).collect();
        found.extend(Zone::new(model, parts, [before, after], widest).rows());
    }
    // Of lines that break anywhere, as those of a table or of columns do, some fit by chance.
    let full = lines.iter().filter(|line| line.2 >= widest / 100 * FULL).count();
    let parts: usize = found.iter().filter(|found| found.gain >= LIKELY).map(|found| found.parts).sum();
    let loose = lines
        .iter()
        .filter(|line| line.2 < widest / 100 * FULL && !line.0.text().ends_with(ends_clause))
        .count();
    if loose.saturating_sub(parts) > full {
        return Vec::new();
    }
    // Where two columns are read line by line, a line follows the one before the last: the joints within rows tell.
    found.retain(|found| found.inside >= -LIKELY);
    let likely = || found.iter().filter(|found| found.full && found.gain >= LIKELY);
    let plain = likely().filter(|found| found.gain >= PLAIN).count();
    let sum: i64 = likely().map(|found| i64::from(found.gain)).sum();
    let inside: i64 = likely().map(|found| i64::from(found.inside)).sum();
    if plain == 0 || sum < i64::from(PROOF) || inside < i64::from(LIKELY) {
        return Vec::new();
    }
    let least = |full: bool| match plain {
        _ if !full => PLAIN,
        1 => LIKELY,
        _ => -LIKELY,
    };
    found.into_iter().filter(|found| found.gain >= least(found.full)).map(|found| found.row).collect()
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::arabic::width::{width, Width, SPACE};
    use crate::model::Embedded;
    use crate::passes::RowOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(RowOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// Lines of one column.
    fn page() -> Vec<String> {
        let healthy = include_str!("../../../../tests/damage/healthy.txt");
        let mut lines = vec![String::new()];
        for word in healthy.split_whitespace().take(260) {
            let line = lines.last_mut().unwrap();
            let full = width(line) + SPACE + width(word) > 1150 as Width;
            match (full, line.is_empty()) {
                (true, _) => lines.push(word.to_owned()),
                (false, true) => line.push_str(word),
                (false, false) => line.push_str(&format!(" {word}")),
            }
        }
        lines
    }

    /// The page with every third line in two parts or three, `joint` between them.
    fn split(joint: &str) -> String {
        let lines = page().into_iter().enumerate().map(|(at, line)| {
            if at % 3 != 1 {
                return line;
            }
            let words: Vec<&str> = line.split(' ').collect();
            let parts = if at % 2 == 0 { 2 } else { 3 };
            let mut parts: Vec<String> =
                words.chunks(words.len().div_ceil(parts)).map(|words| words.join(" ")).collect();
            parts.reverse();
            parts.join(joint)
        });
        lines.collect::<Vec<_>>().join(if joint == "\n\n" { joint } else { "\n" })
    }

    #[test]
    fn parts_of_rows_are_put_together() {
        let page = page();
        for joint in ["\n", "\n\n", " \n"] {
            let text = clean(&split(joint));
            let right = page.iter().filter(|&line| text.lines().any(|own| own == line)).count();
            assert!(right + 1 >= page.len(), "{right} of {}\n{text}", page.len());
        }
    }

    #[test]
    fn a_row_may_be_split_inside_a_word() {
        let page = page();
        let at = page.iter().position(|line| line.contains("\u{627}")).unwrap();
        let mut raw = page.clone();
        for (row, line) in raw.iter_mut().enumerate().skip(at).step_by(2).take(6) {
            let middle = line.len() / 2;
            // Behind an alef inside a word, which does not join the next letter.
            let cut = line[..].match_indices('\u{627}').map(|(at, alef)| at + alef.len()).find(|&cut| {
                let inside = line[cut..].starts_with(char::is_alphabetic);
                let head = line[..cut].rsplit(' ').next().unwrap().chars().count();
                cut > middle && inside && head > 3
            });
            if let Some(cut) = cut {
                *line = format!("{}\n{}", &page[row][cut..], &page[row][..cut]);
            }
        }
        let text = clean(&raw.join("\n"));
        let right = page.iter().filter(|&line| text.lines().any(|own| own == line)).count();
        assert!(right + 1 >= page.len(), "{right} of {}\n{text}", page.len());
    }

    #[test]
    fn short_lines_in_order_stay() {
        let page = page();
        assert_eq!(clean(&page.join("\n")), page.join("\n"));
        // Headings between paragraphs, the last line of which is short.
        let headings = page
            .iter()
            .enumerate()
            .map(|(at, line)| match at % 4 {
                3 => format!(
                    "وبدأ العمل في المدينة.\nالفصل الثاني: أحكام عامة\nالمادة الثانية والعشرون\n{line}"
                ),
                _ => line.clone(),
            })
            .collect::<Vec<_>>()
            .join("\n");
        assert_eq!(clean(&headings), headings);
        // The right order, in parts.
        let halves = |lines: &[String]| -> Vec<String> {
            let half = |line: &String| {
                let words: Vec<&str> = line.split(' ').collect();
                words.chunks(words.len().div_ceil(2)).map(|words| words.join(" ")).collect::<Vec<_>>()
            };
            lines.iter().flat_map(half).collect()
        };
        let parts = [page.clone(), halves(&page)].concat().join("\n");
        assert_eq!(clean(&parts), parts);
        // Two columns, a line of each in turn.
        let (right, left) = page.split_at(page.len() / 2);
        let rows = halves(right).into_iter().zip(halves(left));
        let columns: Vec<String> = rows.flat_map(|(right, left)| [right, left]).collect();
        let columns = [page.clone(), columns].concat().join("\n");
        assert_eq!(clean(&columns), columns);
    }
}
