//! Rows of vocalised text whose parts stand on lines of their own from left to right, whatever it was that parted
//! them.
//!
//! Fonts raise and lower vowel signs, so that most rows of vocalised text are torn at some, into parts that may be
//! a letter or two. No part shows by itself where it belongs; the words do, that the letters of all make: those of the
//! parts of a row from right to left against those of the parts as they stand. How wide a row is shows in the words,
//! too, as no row ends within one.

mod atoms;
mod cut;
mod order;

use std::ops::Range;

use crate::arabic::marks::{is_mark, is_vocalised};
use crate::arabic::seats::Strain;
use crate::arabic::words::ends_clause;
use crate::arabic::Orthography;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::line::filled;
use super::torn::{self, Next, Part as Ends, Side};
use atoms::{edges, width, Part, Reading};
use cut::Rows;

/// Parts of a text, at least.
const PARTS: usize = 12;
/// The widest row that pages have, in characters.
const WIDEST: usize = 170;
/// Parts of which one row is made to ask for the order of a text, and how often.
const ASKED: usize = 8;
const SAMPLES: usize = 32;
/// Parts that tell how wide rows are, and those that are looked at together.
const ENOUGH: usize = 1024;
const TOGETHER: usize = 1024;
/// Parts that tell together in which language they are.
const SPEAK: usize = 32;
/// One part in how many has an empty line behind it, where these part paragraphs.
const RARE: usize = 4;
/// One line in how many has spaces at its edges, where these part words.
const SPACED: usize = 3;
/// What each part must say for its row standing from left to right.
const SURE: Cost = 5 * BIT / 4;
/// What a row must say for its parts being put together, where one of them may be a row itself.
const PLAIN: Cost = 3 * BIT;
/// Rows somewhat wider than those of the page cost no less than they do, or hardly.
const NO_LESS: Cost = BIT;
const SHARE: Cost = 1000;

/// Whether nearly every word has vowel signs. O(length), many bytes at once.
pub(super) fn any(text: &Text<'_>) -> bool {
    text.may_have_in('\u{064B}'..='\u{0652}') && {
        let source = text.as_str();
        is_vocalised(source)
    }
}

/// For each row in parts its bytes and its parts in the order of reading; none of a text that does not say plainly that
/// its rows stand so.
pub(super) fn rows<M: LanguageModel>(model: &M, text: &Text<'_>) -> Vec<(Range<usize>, Vec<Piece>)> {
    let lines: Vec<View<'_>> = filled(text).map(|(line, _)| line).collect();
    if lines.len() < PARTS {
        return Vec::new();
    }
    let edges = lines.iter().filter(|line| edges(line.text()).contains(&true)).count();
    let spaced = edges * SPACED < lines.len();
    let mut widths: Vec<usize> = lines.iter().map(|line| width(line.text())).collect();
    let nearly_all = (widths.len() - 1) * 49 / 50;
    let widest = *widths.select_nth_unstable(nearly_all).1;
    let narrow = widths.iter().filter(|&&width| width * 3 < widest * 2).count();
    if widest > WIDEST || narrow * 3 < widths.len() || !say_so(model, &lines, spaced) {
        return Vec::new();
    }
    let mut blocks = blocks(text, spaced);
    // Empty lines that stand behind every other part say nothing.
    let parted = blocks.iter().flatten().filter(|part| part.parted).count();
    if parted * RARE > lines.len() {
        blocks.iter_mut().flatten().for_each(|part| part.parted = false);
    }
    let widest = width_of_rows(model, &blocks, widest);
    let ways: Vec<Rows<'_, '_>> =
        blocks.iter().map(|block| Rows::of(model, block, cut::most(widest))).collect();
    let starts: Vec<Vec<usize>> = ways.iter().map(|rows| rows.cut(model, widest).1).collect();
    let words: i64 = ways.iter().zip(&starts).map(|(rows, starts)| i64::from(rows.words(starts))).sum();
    let stands: i64 = blocks.iter().map(|block| i64::from(ahead(model, block))).sum();
    if stands - words < i64::from(SURE) * lines.len() as i64 {
        return Vec::new();
    }
    let mut strain = Strain::default();
    filled(text).for_each(|(line, _)| strain.read(line.text().chars()));
    let before = strain.before < strain.behind;
    // Signs that end parts say more of their order.
    let ends: Option<Vec<Vec<Ends>>> = torn::any(text).then(|| {
        let of = |part: &Part<'_>| Ends::of(model, text.as_str(), part.view.span());
        blocks.iter().map(|block| block.iter().map(of).collect()).collect()
    });
    let mut found: Vec<(usize, Row)> = Vec::new();
    for (block, (rows, starts)) in ways.iter().zip(starts).enumerate() {
        for row in rows.of_parts(&starts).filter(|row| row.len() > 1) {
            let mut order: Vec<usize> = row.clone().rev().collect();
            if let Some(ends) = &ends {
                order = order::order(model, &ends[block][row.clone()]);
                order.iter_mut().for_each(|at| *at += row.start);
            }
            let reading = Reading::of(model, order.iter().map(|&at| &blocks[block][at]));
            let parts = &blocks[block][row];
            let wide = parts.iter().any(|part| part.width * 2 > widest);
            if ahead(model, parts) - reading.cost(model) < if wide { PLAIN } else { 0 } {
                continue;
            }
            let begins = reading.begins(model);
            found.push((block, Row { order, begins }));
        }
    }
    let side = ends.as_ref().map(|ends| {
        let mut next: Vec<Vec<Next>> = ends.iter().map(|ends| vec![None; ends.len()]).collect();
        for (block, row) in &found {
            for (pair, &begins) in row.order.windows(2).zip(&row.begins[1..]) {
                next[*block][pair[0]] = Some((pair[1], begins));
            }
        }
        torn::side(text.as_str(), ends, &next)
    });
    let pieces = |(block, row): (usize, Row)| {
        let ends = ends.as_ref().map(|ends| &ends[block][..]).zip(side);
        row.pieces(text.as_str(), &blocks[block], ends, before)
    };
    found.into_iter().map(pieces).collect()
}

/// How wide most rows are: the narrowest that cost as little as any that are somewhat wider, as no row ends within a
/// word. Much wider ones say nothing: there rows are two rows or more. No part is wider than `least`, or hardly any.
fn width_of_rows<M: LanguageModel>(model: &M, pages: &[Vec<Part<'_>>], least: usize) -> usize {
    let mut parts = 0;
    let some = pages.iter().take_while(|page| {
        parts += page.len();
        parts - page.len() < ENOUGH
    });
    let some: Vec<Rows<'_, '_>> = some.map(|page| Rows::of(model, page, WIDEST)).collect();
    let widths = std::iter::successors(Some(least - least / 8), |width| Some(width + width / 16 + 1));
    let costs: Vec<(usize, Cost)> = widths
        .take_while(|&width| width <= WIDEST)
        .map(|width| (width, some.iter().map(|rows| rows.cut(model, width).0).sum()))
        .collect();
    let wider = |at: usize, most: usize| {
        let width = costs[at].0;
        costs[at..]
            .iter()
            .take_while(move |other| other.0 <= width + width * most / 100)
            .map(|&(w, cost)| (cost, w))
    };
    let no_less = |cost: Cost| NO_LESS + cost / SHARE;
    let found = (0..costs.len())
        .find(|&at| wider(at, 33).min().is_none_or(|(least, _)| costs[at].1 <= least + no_less(least)));
    found.and_then(|at| wider(at, 20).min()).map_or(least, |(_, width)| width)
}

/// Whether some lines from all over the text make likelier words from the last to the first.
fn say_so<M: LanguageModel>(model: &M, lines: &[View<'_>], spaced: bool) -> bool {
    let every = lines.len() / ASKED / SAMPLES + 1;
    let (mut gain, mut asked): (Cost, usize) = (0, 0);
    for lines in lines.chunks(ASKED).step_by(every) {
        let parts: Vec<Part<'_>> = lines.iter().map(|&line| Part::of(line, false, spaced)).collect();
        gain += ahead(model, &parts) - Reading::backwards(model, &parts).cost(model);
        asked += lines.len();
    }
    gain >= SURE * asked as Cost
}

/// The lines of each page that may be parts of rows.
fn blocks<'t>(text: &Text<'t>, spaced: bool) -> Vec<Vec<Part<'t>>> {
    let source = text.as_str();
    let lines: Vec<(View<'t>, bool)> = filled(text).collect();
    // Parts are too small to say each for itself.
    let own = |lines: &[(View<'t>, bool)]| {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
        let these = Orthography::of(&source[first.0.start()..last.0.end()]);
        matches!(these, Orthography::Arabic | Orthography::Quranic | Orthography::None)
    };
    let owned: Vec<bool> =
        lines.chunks(SPEAK).flat_map(|lines| std::iter::repeat_n(own(lines), lines.len())).collect();
    let mut blocks: Vec<Vec<Part<'t>>> = vec![Vec::new()];
    for ((line, ends), own) in lines.into_iter().zip(owned) {
        if let Some(block) = blocks.last_mut().filter(|_| own) {
            let parted = empty_line_behind(&text.as_str()[line.end()..]);
            block.push(Part::of(line, parted, spaced));
        }
        let full = blocks.last().is_some_and(|block| block.len() >= TOGETHER);
        if ends || !own || full {
            blocks.push(Vec::new());
        }
    }
    blocks.retain(|block| block.len() > 1);
    blocks
}

/// Whether `rest`, from the end of a line on, begins with an empty one.
fn empty_line_behind(rest: &str) -> bool {
    let white = rest.chars().take_while(|c| c.is_whitespace());
    white.filter(|&c| c == '\n').nth(1).is_some()
}

/// What the words cost that the letters of `parts` make as they stand.
fn ahead<M: LanguageModel>(model: &M, parts: &[Part<'_>]) -> Cost {
    Reading::of(model, parts.iter()).cost(model)
}

/// The parts of a row in the order of reading, by their places, and whether a word begins with each.
struct Row {
    order: Vec<usize>,
    begins: Vec<bool>,
}

impl Row {
    /// Its bytes and pieces. `before` tells that signs stand before their letters, `ends` that those at the ends of
    /// parts have theirs in the next.
    fn pieces(
        &self,
        source: &str,
        parts: &[Part<'_>],
        ends: Option<(&[Ends], Side)>,
        before: bool,
    ) -> (Range<usize>, Vec<Piece>) {
        let (first, last) = self.order.iter().fold((usize::MAX, 0), |(a, b), &at| (a.min(at), b.max(at)));
        let span = parts[first].view.start()..parts[last].view.end();
        let mut gaps = parts[first..=last].windows(2).map(|pair| pair[0].view.end()..pair[1].view.start());
        let mut pieces = Vec::new();
        // Signs of the next part, and bytes of it that stand already.
        let (mut pending, mut taken): (Option<Range<usize>>, usize) = (None, 0);
        for (place, &at) in self.order.iter().enumerate() {
            let Range { start, end } = parts[at].view.span();
            let mut from = start + std::mem::take(&mut taken);
            if let Some(signs) = pending.take() {
                from = torn::seat_signs(source, from..end, signs, &mut pieces);
            }
            let Some(&next) = self.order.get(place + 1) else {
                pieces.push(Piece::Keep(from..end));
                break;
            };
            let gap = gaps.next().unwrap_or(end..end);
            let begins = self.begins[place + 1];
            if let Some((ends, side)) = ends {
                if let Some(signs) = ends[at].signs.clone() {
                    pending = torn::part_signs(source, from, signs, (side, begins), gap, &mut pieces);
                    continue;
                }
            }
            pieces.push(Piece::Keep(from..end));
            // Signs before the first letter are the last one's of this part, if they stand behind theirs.
            let text = &source[parts[next].view.span()];
            let rest = text.trim_start_matches(is_mark);
            let own_space = rest.is_empty() || rest.starts_with(' ') || rest.starts_with(ends_clause);
            if begins && !own_space && !before {
                taken = text.len() - rest.len();
                let start = parts[next].view.start();
                pieces.push(Piece::Keep(start..start + taken));
            }
            pieces.push(Piece::Swap(gap, if begins && !own_space { " " } else { "" }));
        }
        pieces.retain(|piece| !piece.span().is_empty());
        (span, pieces)
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::RowOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(RowOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// `|` where the rows are parted: before signs, before letters and between words.
    const PAGE: [&str; 6] = [
        "خَرَج|َ الوَلَدُ مِنَ البَيْ|تِ فِي الصَّبَا|حِ وَذَهَبَ إِلَى المَد|ْرَسَةِ مَعَ| أَخِيهِ الصَّغِي|رِ وَهُوَ",
        "يَحْمِلُ كِتَا|بًا جَدِيد|ًا وَقَلَمًا وَكَانَ الطَّرِي|قُ طَوِيل|ًا بَيْنَ الأَشْجَا|رِ العَالِيَةِ حَتَّى",
        "وَصَلَ إِلَى السُّوقِ| الكَبِيرِ فَرَأَى النَّا|سَ يَشْتَرُو|نَ الفَاكِهَةَ وَالخُبْ|زَ وَالمَاءَ البَارِدَ",
        "ثُمَّ دَخَلَ المُعَلِّ|مُ وَقَالَ إِنَّ| العِلْمَ نُورٌ وَإِنَّ الع|َمَلَ شَرَفٌ لِكُلِّ إِنْسَا|نٍ فِي هَذِهِ",
        "الحَيَاةِ وَأَنَّ الوَقْتَ| مِنْ ذَهَبٍ فَلَا تُضَيِّ|عُوهُ فِي اللَّعِ|بِ وَاكْتُبُوا الدَّرْسَ فِي",
        "الكُرَّاسَةِ ثُمَّ اقْرَؤُو|هُ مَرَّةً أُخْرَى| فِي البَيْ|تِ مَسَاءً.",
    ];

    fn page() -> String {
        PAGE.map(|row| row.replace('|', "")).join("\n")
    }

    fn parts(backwards: bool) -> String {
        let row = |row: &str| {
            let mut parts: Vec<&str> = row.split('|').map(str::trim).collect();
            if backwards {
                parts.reverse();
            }
            parts.join("\n")
        };
        PAGE.map(row).join("\n")
    }

    #[test]
    fn parts_from_left_to_right_make_rows() {
        assert_eq!(clean(&parts(true)), page());
    }

    #[test]
    fn parts_need_not_say_their_language_each() {
        // Parts of the last row are no Arabic by themselves.
        let page = format!("{}\n{}", page(), "وَسَا|رُوا فِي الطَّرِي|قِ إِلَى الدَّ|ا|رِ مَعَ أَخِيهِمْ".replace('|', ""));
        let row: Vec<&str> = "وَسَا|رُوا فِي الطَّرِي|قِ إِلَى الدَّ|ا|رِ مَعَ أَخِيهِمْ".split('|').rev().collect();
        assert_eq!(clean(&format!("{}\n{}", parts(true), row.join("\n"))), page);
    }

    #[test]
    fn paragraphs_end_with_narrow_rows() {
        let last = "وَعَا|دَ إِلَى البَيْ|تِ.";
        let row = last.split('|').rev().collect::<Vec<_>>().join("\n");
        let text = format!("{}\n{row}\n{}", parts(true), parts(true));
        assert_eq!(clean(&text), format!("{}\n{}\n{}", page(), last.replace('|', ""), page()));
    }

    #[test]
    fn lines_that_read_stay() {
        for text in [page(), parts(false), PAGE.map(|row| row.replace('|', "")).concat().replace(' ', "\n")] {
            assert_eq!(clean(&text), text);
        }
    }
}
