//! Rows torn at vowel signs into lines in no order: some extractors sort the parts of a row by how high they stand,
//! and a sign makes its part higher.
//!
//! Poppler tears a row where a sign stands over more than its letter. The sign goes with what stands before, behind
//! a space: `رسو ُ` ⏎ `قا َ` ⏎ `ل الله` for `قالَ رسولُ الله`. No line ends so but one that goes on in another, and the letters
//! at its end and at the other's start tell in which. The lines that join well tell by how many lines the next part
//! stands off, and that helps the others.

mod links;
mod part;
mod seat;

use std::ops::Range;

use crate::edit::Piece;
use crate::model::LanguageModel;
use crate::text::Text;

pub(super) use links::{alone, joint, Next};
pub(super) use part::{torn_at, Part};
pub(super) use seat::{part_signs, seat_signs, side, Side};

use links::links;
use part::blocks;

/// Torn lines of a text, and one in how many must be.
const TORN: usize = 8;
const SHARE: usize = 6;

/// Whether so many lines end with signs behind a space that rows are torn. Allocates nothing.
pub(super) fn any(text: &Text<'_>) -> bool {
    if !text.may_have_in('\u{064B}'..='\u{0652}') {
        return false;
    }
    let (mut all, mut torn) = (0, 0);
    for line in text.lines() {
        let line = line.text().trim_end();
        all += usize::from(!line.is_empty());
        torn += usize::from(torn_at(line).is_some());
    }
    torn >= TORN && torn * SHARE >= all
}

/// For each block with torn rows its bytes, and the pieces of its rows in the order of reading.
pub(super) fn rows<M: LanguageModel>(model: &M, text: &Text<'_>) -> Vec<(Range<usize>, Vec<Piece>)> {
    let source = text.as_str();
    let blocks = blocks(model, text);
    let next = links(model, &blocks);
    let side = side(source, &blocks, &next);
    let mut rows = Vec::new();
    for (parts, next) in blocks.iter().zip(&next) {
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { continue };
        if next.iter().all(Option::is_none) {
            continue;
        }
        let mut gaps = parts.windows(2).map(|pair| pair[0].span.end..pair[1].span.start);
        let mut starts = vec![true; parts.len()];
        for (to, _) in next.iter().flatten() {
            starts[*to] = false;
        }
        // A row stands where its first line stood.
        let mut chains: Vec<Vec<usize>> = Vec::new();
        for start in (0..parts.len()).filter(|&at| starts[at]) {
            let chain = std::iter::successors(Some(start), |&at| next[at].map(|(to, _)| to));
            chains.push(chain.collect());
        }
        chains.sort_by_key(|chain| chain.iter().copied().min());
        let mut pieces = Vec::new();
        let many = chains.len();
        for (row, chain) in chains.into_iter().enumerate() {
            let mut pending: Option<Range<usize>> = None;
            for &at in &chain {
                let part = &parts[at];
                let mut from = part.span.start;
                if let Some(signs) = pending.take() {
                    from = seat_signs(source, from..part.span.end, signs, &mut pieces);
                }
                let (Some((_, words)), Some(signs)) = (next[at], &part.signs) else {
                    pieces.push(Piece::Keep(from..part.span.end));
                    continue;
                };
                let gap = gaps.next().unwrap_or(0..0);
                pending = part_signs(source, from, signs.clone(), (side, words), gap, &mut pieces);
            }
            if row + 1 < many {
                let gap = gaps.next().unwrap_or(0..0);
                let space = !source[gap.clone()].contains('\n');
                pieces.push(if space { Piece::Swap(gap, "\n") } else { Piece::Keep(gap) });
            }
        }
        rows.push((first.span.start..last.span.end, pieces));
    }
    rows
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::RowOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(RowOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// `|` where the row is torn: the sign behind the next letter goes with the part before.
    const PAGE: [&str; 5] = [
        "ذَهَبَ الرَّجُ|لُ إِلَى المَدِي|نَةِ فِي الصَّبَا|حِ البَارِدِ وَاشْتَ|رَى كِتَاباً",
        "وَكَانَ الطَّرِي|قُ طَوِيلاً بَيْنَ الجِبَا|لِ العَالِيَةِ حَتَّى وَصَ|لَ إِلَى الجَامِعَةِ",
        "فَجَلَسَ مَعَ أَصْدِقَا|ئِهِ وَتَحَدَّثُوا عَنِ المُسْتَقْبَ|لِ وَالعَمَلِ فِي الشَّرِكَا|تِ",
        "ثُمَّ رَجَعَ إِلَى البَيْتِ مَسَاءَ الخَمِي|سِ وَقَرَأَ الرِّسَا|لَةَ الَّتِي كَتَبَهَا أَخُوهُ",
        "وَقَالَ إِنَّ الحُكُو|مَةَ قَرَّرَتْ أَنْ تَفْتَ|حَ المَكْتَبَةَ غَداً",
    ];

    fn torn(row: &str) -> Vec<String> {
        let parts: Vec<&str> = row.split('|').collect();
        (0..parts.len())
            .map(|at| {
                let sign_end = if at == 0 { 0 } else { 4 };
                let own = &parts[at][if at == 0 { 0 } else { 2 }..sign_end];
                assert!(own.chars().all(crate::arabic::marks::is_mark));
                let letter = &parts[at][..if at == 0 { 0 } else { 2 }];
                let sign = parts.get(at + 1).map_or(String::new(), |next| format!(" {}", &next[2..4]));
                format!("{letter}{}{sign}", &parts[at][sign_end..])
            })
            .collect()
    }

    #[test]
    fn rows_torn_at_signs_are_put_together() {
        let page = PAGE.map(|row| row.replace('|', "")).join("\n");
        let backwards = PAGE.map(|row| torn(row).into_iter().rev().collect::<Vec<_>>().join("\n"));
        assert_eq!(clean(&backwards.join("\n")), page);
        // The second part of the first row stands last.
        let mut parts: Vec<String> = torn(PAGE[0]).into_iter().rev().collect();
        let second = parts.remove(parts.len() - 2);
        parts.push(second);
        let mut mixed = backwards.clone();
        mixed[0] = parts.join("\n");
        assert_eq!(clean(&mixed.join("\n")), page);
    }

    #[test]
    fn parts_on_one_line_are_put_together() {
        let page = PAGE.map(|row| row.replace('|', "")).join("\n");
        let wide = PAGE.map(|row| torn(row).into_iter().rev().collect::<Vec<_>>().join("          "));
        let wide = wide.join("\n");
        assert_eq!(clean(&format!("{wide}\n\n{wide}")), format!("{page}\n\n{page}"));
    }

    #[test]
    fn rows_that_are_whole_stay() {
        let page = PAGE.map(|row| row.replace('|', "")).join("\n");
        assert_eq!(clean(&page), page);
        // A slip at the end of a line or two tears none.
        let slip = format!("{page}\nكَتَب \u{64E}\n{page}\nالوَلَد \u{64F}\n{page}");
        assert_eq!(clean(&slip), slip);
    }
}
