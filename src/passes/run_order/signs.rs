//! Runs that stand from left to right around signs: ` من يكونون؟ .وقد طبقت الشرطة ذلك` for `وقد طبقت الشرطة ذلك. من يكونون؟`.
//!
//! Where a font has no stops or no quotes another lends them, and the producer draws what stands before, the sign
//! and what stands behind as runs of their own. Extractors that take runs from left to right then part the line at
//! every such sign. Which signs these are is asked of the whole text: none, quotes alone, quotes with brackets and
//! dashes, or all with the numbers. Some put spaces between the runs, others leave each its own, at its beginning or end.

use crate::arabic::digits::{is_digit, is_percent};
use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::arabic::words::{ends_clause, strip_punctuation};
use crate::arabic::LineGate;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::{Text, View};

use super::evidence::{is_unit, LINE};

/// What parts the lines of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parting {
    Units,
    Quotes,
    Signs,
    /// Quotes, brackets and dashes; whether spaces belong to the words beside them.
    Brackets {
        own_spaces: bool,
    },
}

/// What a part of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Space,
    Sign,
    /// Marks that stand apart from their letter, and a comma that stands before the words that it ends.
    Marks,
    /// Numbers or Latin.
    Unit,
    /// Words with the spaces between them and all else that does not part the line.
    Words,
}

/// A part of a line: its bytes of the text, and the first and the last word if it has some.
#[derive(Clone, Copy, Debug)]
struct Item {
    start: usize,
    end: usize,
    kind: Kind,
    ends: Option<[Option<WordId>; 2]>,
    /// Whether it begins and ends with what ends a clause, or is that.
    stops: [bool; 2],
}

/// The parts of a line as they stand. Nothing is allocated: healthy lines are asked too.
struct Items {
    list: [Item; ITEMS],
    len: usize,
}

/// Parts of a line, at most.
const ITEMS: usize = 48;
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
    let Some(parting) = parting(model, text) else { return Vec::new() };
    let mut gate = LineGate::new(text.as_str());
    let mut turned = Vec::new();
    for view in text.lines().filter(|line| line.text().len() <= LINE) {
        let view = match parting {
            Parting::Brackets { own_spaces: true } => view,
            Parting::Signs => view.trim_end(),
            _ => view.trim(),
        };
        let Some(items) = Items::of(model, view, parting) else { continue };
        let items = items.list();
        let runs = items.iter().any(|item| item.ends.is_some());
        if items.len() < 2 || !runs || !gate.at(view.start()).is_arabic() || gain(model, items) < -AGAINST {
            continue;
        }
        turned.push((view, items.iter().rev().flat_map(|item| item.pieces(text)).collect()));
    }
    turned
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
fn parting<M: LanguageModel>(model: &M, text: &Text<'_>) -> Option<Parting> {
    let votes = |parting: Parting| {
        let (mut sum, mut clear, mut agree) = (0, 0, 0);
        let mut gate = LineGate::new(text.as_str());
        let lines = text.lines().filter(|line| line.text().len() <= LINE).map(|line| line.trim());
        let lines = lines.filter(|line| !line.text().is_empty()).take(ASKED);
        let mut before: Option<[End; 2]> = None;
        for view in lines.filter(|line| gate.at(line.start()).is_arabic()) {
            let Some(items) = Items::of(model, view, parting) else { continue };
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
    let (units, ..) = votes(Parting::Units);
    let brackets = Parting::Brackets { own_spaces: own_spaces(text) };
    let ways = [brackets, Parting::Quotes, Parting::Signs].map(|parting| (votes(parting), parting));
    let ((sum, clear, agree), parting) = ways.into_iter().max_by_key(|((sum, ..), _)| *sum)?;
    // A line has its numbers put in order by themselves where these alone part it.
    (sum - 4 * units.max(0) >= PROOF && clear >= FEW && agree * 6 >= clear * 5).then_some(parting)
}

impl Items {
    /// `None` for a line of too many parts.
    fn of<M: LanguageModel>(model: &M, view: View<'_>, parting: Parting) -> Option<Items> {
        let none = Item { start: 0, end: 0, kind: Kind::Space, ends: None, stops: [false; 2] };
        let mut items = Items { list: [none; ITEMS], len: 0 };
        let line = view.text();
        let brackets = matches!(parting, Parting::Brackets { .. });
        for (at, c) in line.char_indices() {
            let before = items.list().last().map(|item| item.kind);
            let behind = &line[at + c.len_utf8()..];
            let number = || line[..at].ends_with(is_digit) && behind.starts_with(is_digit);
            // One between two spaces is of the word before it.
            let goes_with_words = || match before {
                Some(Kind::Space) => !behind.starts_with(is_letter),
                before => before == Some(Kind::Words),
            };
            let kind = match parting.kind(c) {
                // Dashes between numbers are drawn with them.
                Kind::Sign if brackets && number() => Kind::Words,
                // What is in a number parts it no more than its digits do.
                Kind::Words if before == Some(Kind::Unit) && number() => Kind::Unit,
                // Drawn to the left of its number, and so before it.
                Kind::Words if parting.has_units() && is_percent(c) && drawn_before(line, at) => Kind::Unit,
                Kind::Words if is_mark(c) && !goes_with_words() => Kind::Marks,
                // What ends the line's last clause stands as drawn, and touches it.
                Kind::Words if parting == Parting::Signs && ends_line(line, at) => Kind::Marks,
                kind => kind,
            };
            let goes_on = kind == Kind::Words || kind == Kind::Unit;
            // Spaces inside a run are its own.
            if goes_on
                && before == Some(Kind::Space)
                && items.len > 1
                && items.list[items.len - 2].kind == kind
            {
                items.len -= 1;
            }
            let same = items.list().last().is_some_and(|item| item.kind == kind);
            if !(same && (goes_on || kind == Kind::Marks)) {
                *items.list.get_mut(items.len)? = Item { start: at, kind, ..none };
                items.len += 1;
            }
            items.list[items.len - 1].end = at + c.len_utf8();
        }
        items.join_numbers();
        items.share_spaces();
        for item in &mut items.list[..items.len] {
            let text = &line[item.start..item.end];
            let id = |word: &str| match item.kind {
                Kind::Unit => word.starts_with(is_digit).then_some(WordId::NUMBER),
                _ => model.word(strip_punctuation(word)),
            };
            if matches!(item.kind, Kind::Unit | Kind::Words) {
                let mut words = text.split_whitespace();
                let (first, last) = (words.next(), text.split_whitespace().next_back());
                item.ends = Some([first.and_then(id), last.and_then(id)]);
            }
            item.stops = [text.starts_with(ends_clause), text.ends_with(ends_clause)];
            (item.start, item.end) = (view.start() + item.start, view.start() + item.end);
        }
        Some(items)
    }

    fn list(&self) -> &[Item] {
        &self.list[..self.len]
    }

    /// Signs inside a number are its own.
    fn join_numbers(&mut self) {
        let mut to = 0;
        let mut at = 0;
        while at < self.len {
            let inside = to > 0
                && at + 1 < self.len
                && [self.list[to - 1].kind, self.list[at].kind, self.list[at + 1].kind]
                    == [Kind::Unit, Kind::Sign, Kind::Unit];
            if inside {
                self.list[to - 1].end = self.list[at + 1].end;
                at += 2;
            } else {
                self.list[to] = self.list[at];
                (to, at) = (to + 1, at + 1);
            }
        }
        self.len = to;
    }

    /// A space that stands before words and touches what needs none is that between them and the number behind them.
    fn share_spaces(&mut self) {
        for at in 2..self.len {
            let kind = |at: usize| self.list[at].kind;
            let spared = match at.checked_sub(3).map(kind) {
                None | Some(Kind::Space) => true,
                Some(Kind::Sign) => at > 3 && kind(at - 4) == Kind::Space,
                Some(_) => false,
            };
            if spared && [kind(at - 2), kind(at - 1), kind(at)] == [Kind::Space, Kind::Words, Kind::Unit] {
                self.list.swap(at - 2, at - 1);
            }
        }
    }
}

impl Item {
    /// The part in reading order.
    fn pieces(&self, text: &Text<'_>) -> impl Iterator<Item = Piece> {
        let percent = text.as_str()[self.start..self.end].chars().next().filter(|&c| is_percent(c));
        let number = self.start + percent.map_or(0, char::len_utf8);
        let (percent, number) = (self.start..number, number..self.end);
        [number, percent].into_iter().filter(|piece| !piece.is_empty()).map(Piece::Keep)
    }
}

/// Whether a line begins with what ends a clause, at byte `at`, and a letter behind it.
fn ends_line(line: &str, at: usize) -> bool {
    at == 0 && line.strip_prefix(ends_clause).is_some_and(|rest| rest.starts_with(is_letter))
}

/// Whether a sign at byte `at` of a line touches a number behind it and none before.
fn drawn_before(line: &str, at: usize) -> bool {
    let behind = line[at..].trim_start_matches(is_percent);
    !line[..at].ends_with(is_digit) && behind.starts_with(is_digit)
}

impl Parting {
    /// Whether numbers part lines.
    fn has_units(self) -> bool {
        matches!(self, Parting::Units | Parting::Signs)
    }

    fn kind(self, c: char) -> Kind {
        let signs = match self {
            Parting::Units => "",
            Parting::Quotes => "\"'",
            Parting::Signs => "\"'.:!-/()\u{2026}",
            Parting::Brackets { .. } => "\"'()[]-\u{2013}\u{2014}",
        };
        match c {
            ' ' if self != (Parting::Brackets { own_spaces: true }) => Kind::Space,
            c if signs.contains(c) => Kind::Sign,
            c if self.has_units() && is_unit(c) => Kind::Unit,
            _ => Kind::Words,
        }
    }
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
