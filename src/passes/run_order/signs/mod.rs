//! Runs that stand from left to right around signs: ` من يكونون؟ .وقد طبقت الشرطة ذلك` for `وقد طبقت الشرطة ذلك. من يكونون؟`.
//!
//! Where a font has no stops or no quotes another lends them, and the producer draws what stands before, the sign
//! and what stands behind as runs of their own. Extractors that take runs from left to right then part the line at
//! every such sign. Which signs these are is asked of the whole text: none, quotes alone, quotes with brackets and
//! dashes, or all with the numbers. Some put spaces between the runs, others leave each its own, at its beginning or end.

mod items;

use crate::arabic::LineGate;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::{Text, View};

use super::blemishes::{blemishes, stray_quotes};
use super::evidence::{is_unit, LINE};
use items::{Breaks, Item, Items};

/// Lines that are asked.
const ASKED: usize = 96;
/// The most that one joint and one line say.
const JOINT: Cost = 12 * BIT;
const MOST: Cost = 30 * BIT;
/// What it says that a stop touches the word behind it and not the one before.
const STRAY: Cost = 4 * BIT;
/// Bits that make a line clear, that prove it of a text, and of a line against all others.
const CLEAR: Cost = 8 * BIT;
const PROOF: Cost = 40 * BIT;
const AGAINST: Cost = 8 * BIT;
/// Clear lines that tell of a text.
const FEW: usize = 3;

/// The lines of a text that are parted at signs, with their pieces in reading order; none where no text tells.
pub(super) fn lines<'t, M: LanguageModel>(model: &M, text: &Text<'t>) -> Vec<(View<'t>, Vec<Piece>)> {
    if !may_be_parted(text) {
        return Vec::new();
    }
    let Some(breaks) = breaks(model, text) else { return Vec::new() };
    let mut gate = LineGate::new(text.as_str());
    let mut turned: Vec<(View<'t>, [Vec<Item>; 2])> = Vec::new();
    for view in text.lines().filter(|line| line.text().len() <= LINE) {
        let view = match breaks {
            Breaks::Brackets { own_spaces: true } => view,
            Breaks::Signs => view.trim_end(),
            _ => view.trim(),
        };
        let Some(items) = Items::of(model, view, breaks) else { continue };
        let items = items.list();
        let runs = items.iter().any(|item| item.ends.is_some());
        if items.len() < 2 || !runs || !gate.at(view.start()).is_arabic() || gain(model, items) < -AGAINST {
            continue;
        }
        turned.push((view, [items.iter().rev().copied().collect(), runs_alone_turned(items)]));
    }
    let blemishes = |way: usize| -> i32 {
        let lines = turned
            .iter()
            .map(|(_, ways)| ways[way].iter().flat_map(|item| text.as_str()[item.start..item.end].chars()));
        lines.map(|line| blemishes(line.clone()) + stray_quotes(line)).sum()
    };
    let way = usize::from(3 * blemishes(1) < 2 * blemishes(0));
    let pieces = |items: &[Item]| items.iter().flat_map(|item| item.pieces(text)).collect();
    turned.into_iter().map(|(view, ways)| (view, pieces(&ways[way]))).collect()
}

/// The items of a line in reading order where signs and spaces between runs stand as they read: an extractor puts these in
/// order as it does each run.
fn runs_alone_turned(items: &[Item]) -> Vec<Item> {
    let groups = items.chunk_by(|a, b| a.ends.is_none() && b.ends.is_none());
    groups.rev().flatten().copied().collect()
}

/// Whether there are a full stop that touches no word before it, or as many quotes, or brackets that close before a
/// word, as tell of a text.
fn may_be_parted(text: &Text<'_>) -> bool {
    let bytes = text.as_str().as_bytes();
    let stray = |at: usize| {
        let before = at.checked_sub(1).is_none_or(|before| matches!(bytes[before], b' ' | b'\n'));
        before && bytes.get(at + 1).is_some_and(|&next| next == b' ' || !next.is_ascii())
    };
    let opens = |at: usize| bytes.get(at + 1).is_some_and(|&next| !next.is_ascii());
    text.may_have('.') && memchr::memchr_iter(b'.', bytes).any(stray)
        || text.may_have('"') && memchr::memchr_iter(b'"', bytes).nth(2 * FEW - 1).is_some()
        || text.may_have(')')
            && memchr::memchr_iter(b')', bytes).filter(|&at| opens(at)).nth(FEW - 1).is_some()
}

/// Whether runs keep the spaces at their ends, so that lines begin or end with one.
fn own_spaces(text: &Text<'_>) -> bool {
    let spaced = |line: &View<'_>| (2..line.text().len()).contains(&line.text().trim().len());
    text.lines().filter(spaced).nth(FEW - 1).is_some()
}

/// What parts the lines of a text, if signs do.
fn breaks<M: LanguageModel>(model: &M, text: &Text<'_>) -> Option<Breaks> {
    let votes = |breaks: Breaks| {
        let (mut sum, mut clear, mut agree) = (0, 0, 0);
        let mut gate = LineGate::new(text.as_str());
        let lines = text.lines().filter(|line| line.text().len() <= LINE).map(|line| line.trim());
        let lines = lines.filter(|line| !line.text().is_empty()).take(ASKED);
        let mut before: Option<[End; 2]> = None;
        for view in lines.filter(|line| gate.at(line.start()).is_arabic()) {
            let Some(items) = Items::of(model, view, breaks) else { continue };
            let items = items.list();
            let across = |reversed: bool| {
                let first = End::first(items, reversed)?;
                Some(joint(model, before?[usize::from(reversed)], first))
            };
            let across = across(true).unwrap_or(0) - across(false).unwrap_or(0);
            let ends = [false, true].map(|reversed| End::last(items, reversed).unwrap_or_default());
            before = Some(ends);
            let gain = across + gain(model, items);
            sum += gain.clamp(-MOST, MOST);
            clear += usize::from(gain >= CLEAR || gain <= -CLEAR / 2);
            agree += usize::from(gain >= CLEAR);
        }
        (sum, clear, agree)
    };
    let (units, ..) = votes(Breaks::Units);
    let brackets = Breaks::Brackets { own_spaces: own_spaces(text) };
    let ways = [brackets, Breaks::Quotes, Breaks::Signs].map(|breaks| (votes(breaks), breaks));
    let ((sum, clear, agree), breaks) = ways.into_iter().max_by_key(|((sum, ..), _)| *sum)?;
    // A line has its numbers put in order by themselves where these alone part it.
    (sum - 4 * units.max(0) >= PROOF && clear >= FEW && agree * 6 >= clear * 5).then_some(breaks)
}

/// A word at an end of a run or of a line.
#[derive(Clone, Copy, Default)]
struct End {
    id: Option<WordId>,
    /// Whether a stop stands between it and the end.
    stop: bool,
}

impl End {
    /// The one that a line begins with, its parts as they stand or in reverse.
    fn first(items: &[Item], reversed: bool) -> Option<End> {
        let end = |item: &Item| Some(End { id: item.ends?[0], stop: item.stops[0] });
        if reversed {
            items.iter().rev().find_map(end)
        } else {
            items.iter().find_map(end)
        }
    }

    /// The one that it ends with.
    fn last(items: &[Item], reversed: bool) -> Option<End> {
        let mut stop = false;
        let mut end = |item: &Item| {
            stop |= item.stops[1];
            Some(End { id: item.ends?[1], stop })
        };
        if reversed {
            items.iter().find_map(&mut end)
        } else {
            items.iter().rev().find_map(&mut end)
        }
    }
}

/// What the end of one run and the start of another are worth.
fn joint<M: LanguageModel>(model: &M, a: End, b: End) -> Cost {
    let edge = Some(WordId::EDGE);
    let worth = if a.stop || b.stop {
        model.known_gain(a.id, edge) + model.known_gain(edge, b.id)
    } else {
        model.known_gain(a.id, b.id)
    };
    worth.clamp(-JOINT, JOINT)
}

/// How much likelier a line is with its parts in reverse.
fn gain<M: LanguageModel>(model: &M, items: &[Item]) -> Cost {
    let mut sum = 0;
    // The run before, and whether a stop stands behind it.
    let mut before: Option<(&Item, bool)> = None;
    for (at, item) in items.iter().enumerate() {
        let Some([first, last]) = item.ends else {
            if let Some((_, stop)) = &mut before {
                *stop |= item.stops[0];
            }
            let touches = items.get(at + 1).is_some_and(|next| next.ends.is_some());
            let apart = at.checked_sub(1).is_none_or(|at| items[at].ends.is_none() && !items[at].stops[0]);
            sum += if item.stops[0] && touches && apart { STRAY } else { 0 };
            continue;
        };
        if let Some((Item { ends: Some([start, end]), stops, .. }, stop)) = before {
            let end_of = |id, stops: [bool; 2]| End { id, stop: stop || stops[1] };
            let start_of = |id, stops: [bool; 2]| End { id, stop: stops[0] };
            sum += joint(model, end_of(last, item.stops), start_of(*start, *stops))
                - joint(model, end_of(*end, *stops), start_of(first, item.stops));
        }
        before = Some((item, false));
    }
    sum
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::RunOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(RunOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    const STOPS: [[&str; 2]; 5] = [
        ["وقال الوزير إن العمل بدأ في عدد من المدارس", "ومن المتوقع أن ينتهي العمل قبل نهاية"],
        ["العام الحالي وفقا للخطة الجديدة", "وأكد رئيس الوزراء أن الحكومة سوف"],
        ["تقدم كل الدعم إلى وزارة التربية والتعليم", "كما أشار إلى أن عدد الطلاب في"],
        ["هذه المدارس سوف يرتفع في العام المقبل", "ومن جهة أخرى قال رئيس البلدية"],
        ["إن المدينة في حاجة إلى عدد من المدارس الجديدة", "وأضاف أن الحكومة قررت"],
    ];

    #[test]
    fn stops_part_lines() {
        let page = STOPS.map(|[a, b]| format!("{a}. {b}")).join("\n");
        let raw = STOPS.map(|[a, b]| format!("{b} .{a}")).join("\n");
        assert_eq!(clean(&raw), page);
        assert_eq!(clean(&page), page);
    }

    #[test]
    fn signs_between_runs_may_stand_as_they_read() {
        let pages = |lines: [String; 5], last: &str| (lines.join("\n") + "\n").repeat(3) + last;
        let page = pages(STOPS.map(|[a, b]| format!("{a}\". {b}")), "أن يبدأ العمل فيها غدا.");
        for raw in [STOPS.map(|[a, b]| format!("{b}\". {a}")), STOPS.map(|[a, b]| format!("{b} .\"{a}"))] {
            assert_eq!(clean(&pages(raw, ".أن يبدأ العمل فيها غدا")), page);
        }
        assert_eq!(clean(&page), page);
    }

    #[test]
    fn the_comma_that_ends_a_line_stands_before_its_last_words() {
        let page = STOPS.map(|[a, b]| format!("{a}. {b}،")).join("\n");
        let raw = STOPS.map(|[a, b]| format!("،{b} .{a}")).join("\n");
        assert_eq!(clean(&raw), page);
        assert_eq!(clean(&page), page);
    }

    #[test]
    fn decimals_and_percents_are_of_their_number() {
        let page = STOPS.map(|[a, b]| format!("{a}. {b} 56,2٪ من {a} 35,7٪ {b}")).join("\n");
        let raw = STOPS.map(|[a, b]| format!(" {b}٪35,7  من {a}٪56,2 {b} .{a}")).join("\n");
        assert_eq!(clean(&raw), page);
        assert_eq!(clean(&page), page);
    }

    #[test]
    fn brackets_part_lines() {
        let lines = [
            ["وقال رئيس الوزراء في تصريح", "أمس الأحد", "إن الحكومة لم تتخذ بعد أي قرار في هذا"],
            ["الشأن منذ عام 2015 وأضاف أن وزارة", "الدفاع", "سوف تعلن عن نتائج التحقيق في وقت"],
            ["لاحق من هذا العام كما أن", "مجلس", "الأمن الدولي سوف يعقد جلسة في نهاية"],
            ["الشهر الحالي بناء على طلب عدد من", "الدول", "الأعضاء في الأمم المتحدة كما قال"],
            ["المتحدث باسم وزارة الخارجية", "أمس", "في مؤتمر صحفي في العاصمة"],
        ];
        let page = lines.map(|[a, b, c]| format!("{a} ({b}) {c}")).join("\n");
        let own = lines.map(|[a, b, c]| format!(" {c}){b}({a} ")).join("\n");
        assert_eq!(clean(&own), page);
        assert_eq!(clean(&page), page);
    }

    #[test]
    fn quotes_part_lines() {
        let lines = [
            ["وقال رئيس الوزراء في تصريح", "إن الحكومة", "لم تتخذ بعد أي قرار في هذا"],
            ["الشأن وأضاف أن وزارة", "الدفاع", "سوف تعلن عن نتائج التحقيق في وقت"],
            ["لاحق من هذا العام كما", "أن مجلس", "الأمن الدولي سوف يعقد جلسة في نهاية"],
            ["الشهر الحالي بناء على طلب", "عدد من", "الدول الأعضاء في الأمم المتحدة"],
        ];
        let page = lines.map(|[a, b, c]| format!("{a} \"{b}\" {c}")).join("\n");
        let raw = lines.map(|[a, b, c]| format!("{c} \"{b}\" {a}")).join("\n");
        assert_eq!(clean(&raw), page);
        assert_eq!(clean(&page), page);
    }
}
