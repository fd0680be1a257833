//! White space that runs down a page drawn with spaces: what stands on each side of it is a column.

use std::ops::Range;

use super::line::Line;
use super::search::{Starts, COLUMNS};

/// Characters of the widest page.
const PAGE: usize = 1024;
/// Parts that stand on each side of a gutter: at least, and of all one in so many.
const PARTS: usize = 4;
const SIDE: usize = 6;
/// Of so many parts one may cross it.
const CROSS: usize = 8;
/// Characters that a part may reach over it: not all characters are as wide as those that the page is drawn with.
const OVER: usize = 2;

/// The gutters of a page.
#[derive(Clone, Debug)]
pub(super) struct Gutters {
    /// Where they are, in characters from the left.
    places: Vec<usize>,
    /// Whether lines with parts on both sides were turned round, so that the right one stands first.
    pub(super) turned: bool,
    /// How many parts say so.
    pub(super) sure: usize,
}

impl Gutters {
    /// The gutters that a page shows, if any.
    pub(super) fn of(lines: &[Line]) -> Option<Gutters> {
        let [plain, turned] = [false, true].map(|turned| {
            let parts: Vec<Range<usize>> =
                lines.iter().flat_map(|line| parts(line, turned)).map(|(_, place)| place).collect();
            places(&parts).map(|(places, cross)| {
                let flush =
                    (1..=places.len()).map(|at| flush(lines, turned, places.len() + 1, at)).sum::<usize>();
                Gutters { sure: (flush + parts.len()).saturating_sub(cross), places, turned }
            })
        });
        match (plain, turned) {
            (Some(plain), Some(turned)) => {
                let key = |gutters: &Gutters| (gutters.places.len(), gutters.sure);
                let sure = plain.sure.abs_diff(turned.sure);
                Some(Gutters { sure, ..if key(&turned) > key(&plain) { turned } else { plain } })
            }
            (plain, turned) => plain.or(turned),
        }
    }

    /// How many columns they part.
    pub(super) fn columns(&self) -> usize {
        self.places.len() + 1
    }

    /// Where on a line each column has its part; `None` for one that stands across a gutter.
    pub(super) fn starts(&self, line: &Line) -> Option<Starts> {
        let mut starts = [None; COLUMNS];
        let mut last = None;
        for (word, place) in parts(line, self.turned) {
            let left = self.places.iter().filter(|&&gutter| gutter < place.end.saturating_sub(OVER)).count();
            if self.places.iter().filter(|&&gutter| gutter <= place.start + OVER).count() < left {
                return None;
            }
            let column = if self.turned { self.places.len() - left } else { left };
            if last.is_some_and(|last| column < last) {
                return None;
            }
            last = Some(column);
            starts[column] = starts[column].or(Some(word as u8));
        }
        Some(starts)
    }
}

/// The parts of a line between its gaps: the first word of each, and where it stands from the left.
fn parts(line: &Line, turned: bool) -> impl Iterator<Item = (usize, Range<usize>)> + '_ {
    let words = &line.words;
    let (first, end) = (words[0].place.start, words[words.len() - 1].place.end);
    let starts = (0..words.len()).filter(|&at| at == 0 || words[at].apart);
    starts.map(move |at| {
        let next = (at + 1..words.len()).find(|&at| words[at].apart).unwrap_or(words.len());
        let place = words[at].place.start..words[next - 1].place.end;
        (at, if turned { first + end - place.end..first + end - place.start } else { place })
    })
}

/// How many lines of `columns` parts have the end of one, or the beginning of the next, where most have it: a column is
/// flush on one side or on both.
fn flush(lines: &[Line], turned: bool, columns: usize, at: usize) -> usize {
    let (mut ends, mut starts) = (Vec::new(), Vec::new());
    for line in lines.iter().filter(|line| line.gaps + 1 == columns) {
        let mut parts: Vec<Range<usize>> = parts(line, turned).map(|(_, place)| place).collect();
        parts.sort_unstable_by_key(|part| part.start);
        ends.push(parts[at - 1].end);
        starts.push(parts[at].start);
    }
    let most = |mut places: Vec<usize>| {
        places.sort_unstable();
        let most = places.get(places.len() / 2).copied().unwrap_or(0);
        places.iter().filter(|place| place.abs_diff(most) < OVER).count()
    };
    most(ends).max(most(starts))
}

/// Where the gutters between parts are, and how many parts cross them.
fn places(parts: &[Range<usize>]) -> Option<(Vec<usize>, usize)> {
    let left = parts.iter().map(|part| part.start).min()?;
    let right = parts.iter().map(|part| part.end).max()?;
    if right > PAGE {
        return None;
    }
    // What is as wide as two columns or three stands across.
    let (first, cross) = gutter(parts, left..right, (right - left) * 2 / 3)?;
    // A third column on either side.
    let second = [left..first, first..right].into_iter().filter_map(|side| gutter(parts, side, PAGE));
    match second.min_by_key(|&(_, cross)| cross) {
        Some((second, more)) => Some((vec![first.min(second), first.max(second)], cross + more)),
        None => Some((vec![first], cross)),
    }
}

/// The middle of the widest white space between the parts within `page` that are not `wide`, and how many cross it.
fn gutter(parts: &[Range<usize>], page: Range<usize>, wide: usize) -> Option<(usize, usize)> {
    let within = |part: &&Range<usize>| {
        part.start + OVER >= page.start && part.end <= page.end + OVER && part.len() < wide
    };
    let (mut starts, mut ends) = (vec![0usize; PAGE + 1], vec![0usize; PAGE + 1]);
    let mut all = 0;
    for part in parts.iter().filter(within) {
        starts[part.start.max(page.start)] += 1;
        ends[part.end.min(page.end)] += 1;
        all += 1;
    }
    let least = PARTS.max(all / SIDE);
    let (mut begun, mut before) = (0, 0);
    let mut run = page.start..page.start;
    let mut best: Option<(usize, Range<usize>)> = None;
    let mut fewest = usize::MAX;
    for place in page {
        before += ends[place];
        // What begins here stands behind it.
        let (cross, behind) = (begun - before, all - begun);
        begun += starts[place];
        if before < least || behind < least || cross * CROSS > all {
            fewest = usize::MAX;
            continue;
        }
        run = if cross == fewest { run.start..place + 1 } else { place..place + 1 };
        fewest = cross;
        if best.as_ref().is_none_or(|(cross, best)| (fewest, best.len()) < (*cross, run.len())) {
            best = Some((fewest, run.clone()));
        }
    }
    best.map(|(cross, run)| (run.start + run.len() / 2, cross))
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::text::Text;

    fn gutters(text: &str) -> Option<Gutters> {
        let text = Text::new(text);
        let lines: Vec<Line> = text.lines().filter_map(|line| Line::of(&Embedded::arabic(), line)).collect();
        Gutters::of(&lines)
    }

    #[test]
    fn white_space_down_a_page_is_found() {
        let words = ["في", "من المدينة", "على كل حال", "ثم جاء القوم"];
        let row = |at: usize, gap: usize| {
            let (left, right) = (words[at % 4], words[(at + 1) % 4]);
            format!("{}{left}{}{right}", " ".repeat(20 - left.chars().count()), " ".repeat(gap))
        };
        let page: Vec<String> = (0..12).map(|at| row(at, 8)).collect();
        let found = gutters(&page.join("\n")).unwrap();
        assert!((20..=28).contains(&found.places[0]) && !found.turned, "{found:?}");
        // As many turned round, so that the right part stands first and the indent stays.
        let turned = |at: usize| {
            let (left, right) = (words[at % 4], words[(at + 1) % 4]);
            format!("{}{right}{}{left}", " ".repeat(20 - left.chars().count()), " ".repeat(8))
        };
        let page: Vec<String> = (0..12).map(turned).collect();
        let found = gutters(&page.join("\n")).unwrap();
        assert!(found.turned && found.sure > 0, "{found:?}");
        // One column has none.
        let page: Vec<&str> = (0..12).map(|at| words[at % 4]).collect();
        assert!(gutters(&page.join("\n")).is_none());
    }
}
