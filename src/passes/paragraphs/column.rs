//! Lines of one column fill it, but the last of a paragraph: which lines are full, and whether this is prose at all.

use super::rows::{End, Row};

/// Lines looked at on either side.
pub(super) const AROUND: usize = 10;
/// Lines looked at for clauses, which a few lines may lack.
pub(super) const FAR: usize = 30;
/// Narrower columns than this (some thirty letters) are tables, verse or notes.
const NARROW: u32 = 150;
/// Wider ones are no lines of a page.
const WIDE: u32 = 900;
/// Full lines that a column must show.
pub(super) const ENOUGH: usize = 4;

/// The column that a line stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    width: u32,
}

/// The column of each line, where lines are cut to a width; `None` where they are not.
pub(super) fn columns(rows: &[Row]) -> Vec<Option<Column>> {
    let sure: Vec<Option<Column>> = (0..rows.len()).map(|at| Column::about(rows, at)).collect();
    let near = |at: usize| {
        (1..=AROUND / 2).find_map(|away| {
            let before = at.checked_sub(away).and_then(|at| sure[at]);
            before
                .or_else(|| sure.get(at + away).copied().flatten())
                .filter(|column| !column.exceeds(&rows[at]))
        })
    };
    (0..rows.len()).map(|at| sure[at].or_else(|| near(at))).collect()
}

impl Column {
    fn about(rows: &[Row], at: usize) -> Option<Column> {
        // Where one column ends and another begins, the lines after or before alone are like this one.
        let (start, end) = (at.saturating_sub(AROUND), rows.len().min(at + AROUND + 1));
        let wide = &rows[at.saturating_sub(FAR)..rows.len().min(at + FAR + 1)];
        // Clauses of prose end where they please, those of verse with its lines.
        let clauses = wide.iter().filter(|row| row.clauses).count();
        if clauses * 8 < wide.len() {
            return None;
        }
        [start..end, at..end, start..at + 1].into_iter().find_map(|near| Column::of(&rows[near]))
    }

    /// The column of these lines.
    fn of(near: &[Row]) -> Option<Column> {
        let column = Column { width: commonest(near)? };
        if !(NARROW..=WIDE).contains(&column.width) {
            return None;
        }
        let over = near.iter().filter(|row| column.exceeds(row)).count();
        if over * 12 > near.len() {
            return None;
        }
        // Lines that do not end a sentence are full in prose, headings aside; in verse, lists and tables
        // they end where they please.
        let (mut full, mut astray) = (0, 0);
        for pair in near.windows(2).filter(|pair| !pair[0].alone) {
            if pair[0].ends == End::Stop || pair[1].item {
                continue;
            }
            if column.fills(&pair[0], &pair[1]) {
                full += 1;
                astray += usize::from(pair[0].width * 100 > column.width * 107);
            } else if pair[0].width * 2 > column.width {
                astray += 1;
            }
        }
        (full >= ENOUGH && astray * 5 <= full && !rhymes(near)).then_some(column)
    }

    /// Whether the first word of the next line would not have fit after this one.
    pub(super) fn fills(self, line: &Row, next: &Row) -> bool {
        self.share(line, next) >= 94 && !self.exceeds(line)
    }

    /// What this line and the next one's first word take of the column, in percent.
    pub(super) fn share(self, line: &Row, next: &Row) -> u32 {
        (line.width + next.first_word) * 100 / self.width
    }

    /// Whether a line is wider than the column.
    pub(super) fn exceeds(self, line: &Row) -> bool {
        line.width * 100 > self.width * 115
    }
}

/// The width that most lines have, or a little less; the widest of several.
fn commonest(rows: &[Row]) -> Option<u32> {
    let mut widths: Vec<u32> = rows.iter().map(|row| row.width).collect();
    widths.sort_unstable();
    // Those that count for a width begin and end later for a wider one.
    let (mut start, mut end) = (0, 0);
    let counts = widths.iter().map(|&width| {
        start += widths[start..].iter().take_while(|&&other| other * 100 < width * 91).count();
        end += widths[end..].iter().take_while(|&&other| other * 100 <= width * 103).count();
        (end - start, width)
    });
    counts.max().map(|(_, width)| width)
}

/// Whether lines end alike, or every other one does, as verses do.
fn rhymes(rows: &[Row]) -> bool {
    let alike = |step: usize| {
        let pairs =
            rows.windows(step + 1).filter_map(|lines| lines[0].last_letter.zip(lines[step].last_letter));
        pairs.fold((0, 0), |(same, all), (a, b)| (same + usize::from(a == b), all + 1))
    };
    [1, 2].into_iter().any(|step| {
        let (same, all): (usize, usize) = alike(step);
        all >= 5 && same * 10 >= all * 5
    })
}
