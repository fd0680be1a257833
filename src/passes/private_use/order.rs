//! Some extractors end a piece of the line at every glyph without a character and hand the pieces over from left to right: the shapes beside the codes tell.
//!
//! An initial or medial shape wants a letter behind it, a medial or final one a letter before. Beside a code that may
//! be one; beside a space, a stop or a shape that does not join, something stands in the wrong place. Read the
//! other way round, hardly any does.

use std::ops::Range;

use crate::arabic::forms::{joins_next, joins_previous};
use crate::arabic::marks::is_mark;
use crate::arabic::pieces::{as_stored, from_right, is_private, Habits, Item};
use crate::arabic::TATWEEL;
use crate::edit::Piece;
use crate::text::{Text, View};

/// Shapes in the wrong place, of a whole text, that show the order of its pieces.
const ENOUGH: usize = 3;

/// A line whose pieces stand from left to right.
pub(super) struct Line {
    pub(super) span: Range<usize>,
    /// In reading order.
    items: Vec<Item>,
    /// Shapes in the wrong place as it stands, and in reading order.
    stands: usize,
    turned: usize,
}

impl Line {
    fn of(view: View<'_>) -> Option<Line> {
        let line = view.text();
        let items = from_right(line, Habits::USUAL, |at| {
            let codes = line[at..].find(|c| !is_private(c)).unwrap_or(line.len() - at);
            (codes > 0).then_some(codes)
        });
        if !items.iter().any(|item| matches!(item, Item::Codes(_))) || items.len() < 2 {
            return None;
        }
        let (stands, turned) = (misplaced(line, &as_stored(&items)), misplaced(line, &items));
        Some(Line { span: view.span(), items, stands, turned })
    }

    pub(super) fn pieces(&self) -> Vec<Piece> {
        let span = |span: Range<usize>| self.span.start + span.start..self.span.start + span.end;
        let piece = |item: &Item| match item {
            Item::Stops(stops) => Piece::Reverse(span(stops.clone())),
            kept => Piece::Keep(span(kept.span())),
        };
        self.items.iter().map(piece).collect()
    }
}

/// How many shapes lack the letter that they join, in this order.
fn misplaced(line: &str, items: &[Item]) -> usize {
    /// What stands before a character.
    #[derive(Clone, Copy, PartialEq)]
    enum Before {
        /// Anything may be joined to a code.
        Code,
        Joins,
        Nothing,
    }
    let mut count = 0;
    let mut before = Before::Nothing;
    for item in items {
        if let Item::Codes(_) = item {
            before = Before::Code;
            continue;
        }
        for c in line[item.span()].chars().filter(|&c| !is_mark(c)) {
            let joins = joins_previous(c).unwrap_or(c == TATWEEL);
            count += usize::from(joins && before == Before::Nothing || !joins && before == Before::Joins);
            before = if joins_next(c).unwrap_or(c == TATWEEL) { Before::Joins } else { Before::Nothing };
        }
    }
    count + usize::from(before == Before::Joins)
}

/// The lines of a text whose pieces, parted at codes, come from left to right; none in most texts.
pub(super) fn turned(text: &Text<'_>) -> Vec<Line> {
    if !text.may_have_in('\u{FE80}'..='\u{FEFC}') {
        return Vec::new();
    }
    let mut lines: Vec<Line> = text.lines().filter_map(Line::of).collect();
    let sum = |of: fn(&Line) -> usize| lines.iter().map(of).sum::<usize>();
    let (stands, turned) = (sum(|line| line.stands), sum(|line| line.turned));
    if stands < ENOUGH || turned * 4 > stands {
        return Vec::new();
    }
    lines.retain(|line| line.turned <= line.stands);
    lines
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::arabic::forms;
    use crate::model::Embedded;
    use crate::passes::PrivateUse;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(PrivateUse::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// In shapes, with a code for each kaf and feh.
    fn coded(line: &str) -> String {
        let code = |c: char| match forms::letters(c) {
            Some("ك") => '\u{E940}',
            Some("ف") => '\u{E941}',
            _ => c,
        };
        forms::shape(line).chars().map(code).collect()
    }

    /// From left to right.
    fn in_pieces(line: &str) -> String {
        let pieces: Vec<&str> = line
            .split_inclusive(crate::arabic::pieces::is_private)
            .flat_map(|part| match part.find(crate::arabic::pieces::is_private) {
                Some(at) => vec![&part[..at], &part[at..]],
                None => vec![part],
            })
            .collect();
        pieces.into_iter().rev().collect()
    }

    const PAGE: &str = "وصل الكاتب إلى المدينة صباح أمس\nوكتب في مكتبه كتابا عن تاريخ البلاد\n\
        وهذا سطر بلا رموز\nثم سافر مع أخيه الأكبر إلى البحر";

    #[test]
    fn pieces_in_reverse_are_put_in_order() {
        let page: Vec<String> = PAGE.lines().map(coded).collect();
        let raw: Vec<String> = page.iter().map(|line| in_pieces(line)).collect();
        assert_ne!(raw, page);
        assert_eq!(clean(&raw.join("\n")), page.join("\n"));
    }

    #[test]
    fn pieces_in_order_stay() {
        let page = PAGE.lines().map(coded).collect::<Vec<_>>().join("\n");
        assert_eq!(clean(&page), page);
        let visual: String = page.chars().rev().collect();
        assert_eq!(clean(&visual), visual);
    }
}
