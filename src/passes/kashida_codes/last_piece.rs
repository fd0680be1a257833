//! The last piece of a line stands first, and has no kashida at its end: it is glued to the piece before it,
//! `ة فيكوك الاسلاميـ`, or has come in one with that, in the order of reading: `دول العربيـة`.
//!
//! The words tell which, and where the two part.

use std::ops::Range;

use crate::arabic::forms;
use crate::arabic::letters::TATWEEL;
use crate::arabic::marks::is_mark;
use crate::arabic::pieces::{Habits, Item, Units};
use crate::model::{Cost, BIT};

use super::pieces::within;
use super::words::{reaches_next, reaches_previous};

/// Bytes of the pieces that are asked, at most.
const LONGEST: usize = 192;
/// Bits by which the words must be likelier than those of the pieces as they stand, and for each kashida within.
const LIKELIER: Cost = 8 * BIT;
const INSIDE: Cost = 2 * BIT;
/// Bits that a stop says which ends a piece and has a letter behind it.
const STOP: Cost = 6 * BIT;
/// Kashidas within the last piece, at most.
const MANY: usize = 3;

/// Parts the last piece of a line, or of each part of it between numbers, from the one before it. `items` are in
/// reading order; `inside` are the kashidas within pieces; `cost` tells what a word costs.
pub(super) fn part(
    line: &str,
    items: &mut Vec<Item>,
    inside: &[Range<usize>],
    habits: Habits,
    cost: &impl Fn(&str) -> Cost,
) {
    let mut parted = Vec::with_capacity(items.len() + 4);
    let ends_part = |item: &Item| match item {
        Item::Unit(_) => habits.units == Units::Part || habits.signs_apart && habits.units == Units::Piece,
        Item::Stops(_) => habits.signs_apart,
        _ => false,
    };
    for part in items.split_inclusive(ends_part) {
        let end = part.iter().rposition(|item| matches!(item, Item::Part(_) | Item::Codes(_)));
        let end = end.map_or(0, |last| last + 1);
        let spaces = matches!(part.last(), Some(Item::Unit(_)));
        let Some(last) = Last::of(line, &part[..end], inside, spaces, cost) else {
            parted.extend_from_slice(part);
            continue;
        };
        let (before, these) = part[..end].split_at(last.from);
        let Some(Item::Part(first)) = these.first() else { continue };
        let rest = last.at..first.end;
        match before.split_first() {
            Some((code, before)) if !rest.is_empty() => {
                parted.extend_from_slice(before);
                parted.extend([Item::Part(rest), code.clone()]);
            }
            _ => parted.extend_from_slice(before),
        }
        let whole = these.iter().skip(1).rev().cloned();
        parted.extend(whole.chain([Item::Part(first.start..last.at)]));
        parted.extend_from_slice(&part[end..]);
    }
    if habits.units == Units::Inside {
        left_to_right(line, &mut parted);
    }
    *items = parted;
}

/// Where the last piece is another than the one that stands first.
struct Last {
    /// The item of which it has the end, and the byte of the line where that ends.
    from: usize,
    at: usize,
}

impl Last {
    /// The likeliest of `items`; `spaces` tells whether it may end with a space.
    fn of(
        line: &str,
        items: &[Item],
        inside: &[Range<usize>],
        spaces: bool,
        cost: &impl Fn(&str) -> Cost,
    ) -> Option<Last> {
        let kept = |range: Range<usize>| -> String {
            let mut kept = String::new();
            let mut from = range.start;
            for code in within(inside, range.clone()) {
                kept += line.get(from..code.start).unwrap_or_default();
                from = code.end;
            }
            kept + line.get(from..range.end).unwrap_or_default()
        };
        let Some(Item::Part(first)) = items.last() else { return None };
        if !line[first.clone()].starts_with(reaches_previous) {
            return None;
        }
        // A kashida that seems to begin the line stands where the two part.
        let leads = matches!(items.first(), Some(Item::Codes(_)));
        let mut tail = String::new();
        let mut best: Option<(Cost, Last)> = None;
        for (more, from) in (0..items.len()).rev().step_by(2).take(MANY + 1).enumerate() {
            let Item::Part(span) = &items[from] else { break };
            let end = span.start + line[span.clone()].trim_end().len();
            let piece = kept(span.start..end);
            if piece.len() + tail.len() > LONGEST {
                break;
            }
            let before = &items[..from];
            let joins_next = piece.chars().rev().find(|&c| !is_mark(c)).is_some_and(reaches_next);
            if more > 0 || leads && joins_next {
                let parts = before.iter().filter(|item| matches!(item, Item::Part(_)));
                let before_it: String = parts.map(|item| kept(item.span())).collect();
                let head = before_it.rsplit(|c| !is_of_word(c)).next().unwrap_or_default();
                // As it stands, the pieces are read one after the other.
                let stands = as_they_stand(&items[from..], &kept);
                let least = words([head, &stands, "", ""], cost) - LIKELIER - more as Cost * INSIDE;
                let mut ask = |at: usize, sum: Cost| {
                    if sum <= least && best.as_ref().is_none_or(|(gain, _)| least - sum > *gain) {
                        best = Some((least - sum, Last { from, at }));
                    }
                };
                if more > 0 {
                    ask(span.end, words([head, &tail, &piece, ""], cost));
                }
                let places = line[span.start..end].char_indices().skip(1).map(|(at, c)| (span.start + at, c));
                for (at, c) in places.filter(|&(_, c)| leads && joins_next && forms::is_letter_or_form(c)) {
                    let joins = head.is_empty() || reaches_previous(c);
                    let space = !spaces && line[..at].ends_with(' ');
                    if !joins || space || within(inside, at..at + 1).next().is_some() {
                        continue;
                    }
                    let sum = words([head, &kept(at..end), &tail, &kept(span.start..at)], cost);
                    ask(at, sum - stop_before(&line[..at]));
                }
            }
            if !matches!(before.last(), Some(Item::Codes(_))) {
                break;
            }
            tail += &kept(span.clone());
        }
        best.map(|(_, last)| last)
    }
}

/// What it says for the end of a piece that `text` ends with a stop that no space follows, or with a quote that opens.
fn stop_before(text: &str) -> Cost {
    let bare = text.trim_end_matches(|c: char| !is_of_word(c) && !c.is_whitespace() && !c.is_ascii_digit());
    match () {
        () if bare.len() == text.len() => 0,
        () if bare.ends_with(is_of_word) => STOP,
        () => -STOP,
    }
}

/// The letters of these items, in their order.
fn as_they_stand(items: &[Item], kept: &impl Fn(Range<usize>) -> String) -> String {
    let parts = items.iter().filter(|item| matches!(item, Item::Part(_)));
    parts.map(|item| kept(item.span())).collect::<String>().trim_end().to_owned()
}

/// A last piece of hardly any letters was taken for one from left to right: `550 ع` for `ع 550`.
fn left_to_right(line: &str, items: &mut Vec<Item>) {
    let Some(last) = items.iter().rposition(|item| matches!(item, Item::Part(_))) else { return };
    let Item::Part(span) = items[last].clone() else { return };
    let text = &line[span.clone()];
    let letters = text.chars().filter(|&c| is_of_word(c)).count();
    let few = 10 * letters < 3 * text.chars().count();
    if letters == 0 || !few || !text.contains(|c: char| c.is_ascii_digit()) || text.starts_with(is_of_word) {
        return;
    }
    let kind = |c: char| (is_of_word(c), c.is_ascii_digit());
    let mut runs: Vec<Item> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let at = span.start + at;
        match runs.last_mut() {
            Some(Item::Part(run)) if before == Some(kind(c)) => run.end = at + c.len_utf8(),
            _ => runs.push(Item::Part(at..at + c.len_utf8())),
        }
        before = Some(kind(c));
    }
    items.splice(last..=last, runs.into_iter().rev());
}

fn is_of_word(c: char) -> bool {
    forms::is_letter_or_form(c) || is_mark(c) || c == TATWEEL
}

/// What the words of these parts in a row cost.
fn words(parts: [&str; 4], cost: &impl Fn(&str) -> Cost) -> Cost {
    let text = parts.concat();
    text.split(|c| !is_of_word(c)).filter(|word| !word.is_empty()).map(cost).sum()
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::arabic::pieces::Item;
    use crate::model::Embedded;
    use crate::passes::KashidaCodes;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(KashidaCodes::new(Embedded::arabic())).clean(text).into_owned()
    }

    const PAGE: [&str; 4] = [
        "وقد أعلنت البلدي+ة أمس أن المكت+بة الجدي+دة تفت+ح أبوابها للزوار كل صب+اح في المدينة",
        "وقالت مدي+رة المدرس+ة إن التلامي+ذ زاروا المتح+ف القديم في الع+اصمة مرت+ين",
        "ثم انتقلت المج+موعة إلى الح+ديقة العامة بحض+ور عدد كبير من السك+ان والضي+وف",
        "وفي المس+اء عاد الجم+يع إلى بيوتهم بعد يوم طوي+ل من العم+ل في المدي+نة",
    ];

    /// The pieces of a line from left to right, a code at the end of each but the last; so many of the last have come in
    /// one, in the order of reading.
    fn raw(line: &str, in_one: usize) -> String {
        let pieces: Vec<&str> = line.split('+').collect();
        let (before, last) = pieces.split_at(pieces.len() - in_one);
        last.join("+") + &before.iter().rev().map(|piece| format!("{piece}+")).collect::<String>()
    }

    #[test]
    fn the_last_pieces_may_have_come_in_one() {
        let clear = (PAGE.join("\n") + "\n").repeat(3).replace('+', "");
        for code in ["\u{2}", "\u{FFFD}", "((", "%%"] {
            for in_one in 1..=4 {
                let page = (PAGE.map(|line| raw(line, in_one)).join("\n") + "\n").repeat(3);
                assert_eq!(clean(&page.replace('+', code)), clear, "{in_one}");
            }
        }
        assert_eq!(clean(&clear), clear);
    }

    #[test]
    fn spaces_may_stand_before_the_codes() {
        let clear = PAGE.join("\n").replace('+', "");
        let page = PAGE.map(|line| raw(line, 1)).join("\n");
        // Some lines have none.
        let text = format!("{}\n{}", page.replace('+', " \u{2}\u{2}\u{2}"), page.replace('+', "\u{2}"));
        assert_eq!(clean(&text), format!("{clear}\n{clear}"));
    }

    #[test]
    fn a_last_piece_of_few_letters_was_read_from_left_to_right() {
        for (stored, reads) in
            [("550 ع", "ع 550"), (".2020 ول", "ول 2020."), ("في 550", "في 550"), ("550 كتابا", "550 كتابا")]
        {
            let mut items = vec![Item::Part(0..stored.len())];
            super::left_to_right(stored, &mut items);
            assert_eq!(items.into_iter().map(|item| &stored[item.span()]).collect::<String>(), reads);
        }
    }

    #[test]
    fn numbers_may_stand_within_pieces() {
        let page = [
            "وقد أعلنـ|ت البلدية في 12 آذار 2015 أن المكتبـ|ة الجديـ|دة تفتح أبوابـ|ها للزوار صبـ|اح كل يوم في المدينة",
            "وكانـ|ت قد استقبلـ|ت في العام 2014 نحو 350 تلميذا من المدرسـ|ة القديمـ|ة في بنايـ|ة من 18 طابقـ|ا في العاصمة",
            "وقالـ|ت مديرة المكتبـ|ة إن المجموعة تضـ|م 4200 كتاب جديـ|د وصلـ|ت إلى المدينـ|ة في السنة 2016",
            "وحضـ|ر الحفل عدد كبيـ|ر من السكـ|ان والضيـ|وف من القرى القريبـ|ة وكان عددهم قليلا",
        ];
        let turned = |line: &str| line.split('|').rev().collect::<String>();
        let text = page.map(turned).join("\n");
        let clear = page.map(|line| line.replace('|', "")).join("\n");
        assert_eq!(clean(&text), clear);
        assert_eq!(clean(&clear), clear);
    }

    #[test]
    fn signs_may_part_runs() {
        // Each run from left to right, its last piece first and without a kashida; signs as drawn.
        let page = [
            "وقد أعلنـ|ت البلديـ|ة أن المكتبـ|ة الجديـ|دة تفتح أبوابـ|ها كل يوم. أما في المدينـ|ة فقد قالـ|ت المديرة",
            "إن العمـ|ل بدأ قبل شهريـ|ن في المدرسـ|ة القديمـ|ة. وكانـ|ت قد استقبلـ|ت عددا من السكـ|ان والضيوف",
            "وقالـ|ت مديرة المكتبـ|ة: \"المجموعة تضـ|م كتبا كثيرة جديـ|دة وصلـ|ت أمس\". ثم عاد الجميـ|ع إلى المدينة",
            "وحضـ|ر الحفل عدد كبيـ|ر من النـ|اس. وكان بين الضيـ|وف عدد من التلاميـ|ذ الصغار",
            "ثم انتقـ|ل الوزيـ|ر إلى القريـ|ة القريبة. وهناك استقبلـ|ه السكـ|ان وقالـ|وا إنهم سعداء",
        ];
        let is_sign = |c: char| c.is_ascii_punctuation() || c == ' ';
        let turned = |line: &str| {
            let mut shown = Vec::new();
            let mut rest = line;
            while let Some(at) = rest.find(|c: char| c.is_ascii_punctuation() && c != '|') {
                let (run, behind) = rest.split_at(at);
                let end = behind.find(|c| !is_sign(c)).unwrap_or(behind.len());
                shown.extend([
                    run.split('|').rev().collect(),
                    behind[..end].chars().rev().collect::<String>(),
                ]);
                rest = &behind[end..];
            }
            shown.push(rest.split('|').rev().collect());
            shown.into_iter().rev().collect::<String>()
        };
        let clear = page.map(|line| line.replace('|', "")).join("\n");
        assert_eq!(clean(&page.map(turned).join("\n")), clear);
        assert_eq!(clean(&clear), clear);
    }
}
