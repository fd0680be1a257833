//! What stands between two words, in a text that lost digits and in one that did not.

use crate::arabic::digits::{is_digit, number};
use crate::edit::Confidence;

use super::gap::{gaps, parts_digits, same, Gap, Trace};
use super::separators::YEARS;

/// What is beside the place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside {
    /// The word before is written with the next one: a single letter, an article with its tatweel.
    pub(super) prefix: bool,
    /// No word is before: the text begins here.
    pub(super) first: bool,
    /// The word behind is a single letter, as units and eras are.
    pub(super) unit: bool,
    /// The word before is `عام` or `سنة`: what follows is a year.
    pub(super) year: bool,
    /// A number that ended the line left its trace at the line's front.
    pub(super) thrown: bool,
}

/// Digits to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filled {
    /// Where.
    pub(super) at: usize,
    pub(super) digits: String,
    pub(super) sure: Confidence,
    /// Whether the witness has no white space between them and the word before, and the word behind.
    pub(super) with_word: (bool, bool),
}

/// Signs and numbers that are weighed: dotted leaders have more and say nothing.
const MOST: usize = 24;
/// What a sign costs that the witness lost.
const SKIPPED: i32 = 2;
/// What a plain trace costs that nothing is filled into.
const UNFILLED: i32 = 3;

/// A part of what the witness has between the words.
#[derive(Clone, Copy, Debug)]
enum Part<'w> {
    Sign(char),
    Digits(Group<'w>),
}

/// Digits of the witness.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group<'w> {
    digits: &'w str,
    /// Whether they touch what comes before and what comes behind.
    pub(super) glued: (bool, bool),
    /// What comes behind.
    pub(super) next: Option<char>,
    /// Whether more digits touch the sign of a number before them and the one behind.
    pub(super) goes_on: (bool, bool),
    /// Whether there is no white space between them and the words before and behind.
    with_word: (bool, bool),
    /// Runs of white space before them since the last sign, and all up to the next one.
    pub(super) before: usize,
    pub(super) all: usize,
}

/// Which gap each group of digits stands in, and which signs the witness lost.
#[derive(Clone, Debug)]
struct Plan {
    groups: Vec<(usize, usize)>,
    skipped: Vec<bool>,
    /// Whether no other plan is as good.
    sole: bool,
}

/// Where in `lost` digits are to be filled in from `kept`.
///
/// The signs of `kept` must be those of `lost`, in their order, but for some that it lost itself. Digits are
/// [`Strong`](Confidence::Strong) where a number left a trace, and [`Weak`](Confidence::Weak) where they fit in two places.
pub(super) fn fill(lost: &str, kept: &str, beside: Beside) -> Vec<Filled> {
    if !kept.contains(is_digit) || lost.is_empty() {
        return Vec::new();
    }
    let (gaps, mut parts) = (gaps(lost, beside), parts(kept, false));
    if gaps.len() > MOST || parts.len() > MOST {
        return Vec::new();
    }
    if !keeps_separators(lost, kept) {
        parts = self::parts(kept, true);
    }
    if let ([gap], [Part::Digits(group)]) = (&gaps[..], &parts[..]) {
        if gap.blank.len() == 1 {
            return bare(gap, group, beside).into_iter().collect();
        }
    }
    let Some(plan) = plan(&gaps, &parts) else { return Vec::new() };
    let mut filled: Vec<Filled> = Vec::new();
    let mut token = 0;
    for &(part, at) in &plan.groups {
        let Part::Digits(group) = &parts[part] else { continue };
        let sure = match gaps[at].trace(group.glued) {
            _ if !plan.sole
                || plan.may_be_torn(at, group, &gaps) && !(beside.year && is_year(group.digits)) =>
            {
                Confidence::Weak
            }
            Trace::Likely | Trace::Plain => Confidence::Strong,
            Trace::None if plan.leaves_trace(at, &gaps) => Confidence::Weak,
            // What is lost beside it shows that it is, too.
            Trace::Maybe if plan.has_trace(&gaps, &parts) => Confidence::Strong,
            Trace::None | Trace::Maybe => Confidence::Probable,
        };
        // The parts of one number are as sure as the surest, and as doubtful as the most doubtful.
        if !group.glued.0 {
            token = filled.len();
        }
        let said = filled[token..].iter().map(|it| it.sure).chain([sure]);
        let least = said.clone().min().unwrap_or(sure);
        let sure = if least == Confidence::Weak { least } else { said.max().unwrap_or(sure) };
        filled[token..].iter_mut().for_each(|it| it.sure = sure);
        let ends_line = at == 0 && gaps[0].blank == "\n" && beside.thrown && group.glued == (false, false);
        filled.push(if ends_line {
            group.filled(0, format!(" {}", group.digits), sure)
        } else {
            group.filled(gaps[at].place(group, plan.skipped[at]), group.digits.to_owned(), sure)
        });
    }
    // Two numbers at one place would be one.
    if filled.windows(2).any(|pair| pair[0].at >= pair[1].at) {
        return Vec::new();
    }
    filled
}

impl Group<'_> {
    pub(super) fn is_long(&self) -> bool {
        self.digits.chars().nth(1).is_some()
    }

    /// Whether it may be what follows a separator of thousands.
    pub(super) fn is_thousand(&self) -> bool {
        self.digits.chars().count() == 3
    }

    fn filled(&self, at: usize, digits: String, sure: Confidence) -> Filled {
        Filled { at, digits, sure, with_word: self.with_word }
    }
}

/// The same where one white space stands between the words.
fn bare(gap: &Gap<'_>, group: &Group<'_>, beside: Beside) -> Option<Filled> {
    let (digits, glued) = (group.digits.to_owned(), group.glued);
    Some(if beside.prefix && glued.0 || beside.first {
        group.filled(0, digits, Confidence::Strong)
    } else if beside.unit && glued.1 {
        group.filled(1, digits, Confidence::Strong)
    } else if gap.blank == "\n" {
        group.filled(0, format!(" {digits}"), beside.thrown.then_some(Confidence::Strong)?)
    } else if glued.0 {
        group.filled(0, digits, Confidence::Probable)
    } else {
        group.filled(1, if glued.1 { digits } else { format!("{digits} ") }, Confidence::Probable)
    })
}

impl Plan {
    /// Whether one of the numbers left a trace.
    fn has_trace(&self, gaps: &[Gap<'_>], parts: &[Part<'_>]) -> bool {
        self.groups.iter().any(|&(part, gap)| match &parts[part] {
            Part::Digits(group) => gaps[gap].trace(group.glued) > Trace::Maybe,
            Part::Sign(_) => false,
        })
    }

    /// Whether a number left its trace in a gap beside this one, which nothing is filled into.
    fn leaves_trace(&self, gap: usize, gaps: &[Gap<'_>]) -> bool {
        let left = |other: usize| {
            self.is_empty(other)
                && gaps.get(other).is_some_and(|gap| gap.trace((false, false)) > Trace::Maybe)
        };
        gap.checked_sub(1).is_some_and(left) || left(gap + 1)
    }

    fn is_empty(&self, gap: usize) -> bool {
        self.groups.iter().all(|&(_, taken)| taken != gap)
    }

    /// Whether a sign beside this gap, which the witness lost, may have stood inside the number, or on its other side;
    /// or the gap's one blank inside it.
    fn may_be_torn(&self, gap: usize, group: &Group<'_>, gaps: &[Gap<'_>]) -> bool {
        let torn_by = |sign: usize, other: usize, bound: bool| {
            let lost =
                gaps[sign].right.filter(|_| self.is_empty(other) && self.skipped.get(sign) == Some(&true));
            lost.is_some_and(|sign| {
                let trace = gaps[other].trace((true, true));
                let inside = gaps[other].is_hollow() || trace > Trace::None;
                trace > Trace::Maybe && !bound
                    || parts_digits(sign) && inside
                    || matches!(sign, '"' | '\u{200C}')
            })
        };
        gaps[gap].may_part(group)
            || torn_by(gap, gap + 1, group.goes_on.0)
            || gap.checked_sub(1).is_some_and(|before| torn_by(before, before, group.goes_on.1))
    }
}

/// The best way to read what the text has out of what the witness has, if there is any. O(gaps × parts).
fn plan(gaps: &[Gap<'_>], parts: &[Part<'_>]) -> Option<Plan> {
    /// What the rest is worth, in how many ways, and the first step of one: groups filled in, and whether the sign is skipped.
    type Cell = Option<(i32, usize, usize, bool)>;
    let width = parts.len() + 1;
    let mut cells: Vec<Cell> = vec![None; gaps.len() * width];
    for gap in (0..gaps.len()).rev() {
        for part in (0..width).rev() {
            let mut cell: Cell = None;
            let mut take = |worth: i32, ways: usize, groups: usize, skips: bool| match &mut cell {
                Some(best) if best.0 > worth => {}
                Some(best) if best.0 == worth => best.1 += ways,
                _ => cell = Some((worth, ways, groups, skips)),
            };
            for groups in 0..width - part {
                let Some(gain) = gain(&gaps[gap], &parts[part..part + groups]) else { continue };
                let next = part + groups;
                let Some(sign) = gaps[gap].right else {
                    if next == parts.len() {
                        take(gain, 1, groups, false);
                    }
                    continue;
                };
                let rest = |at: usize| cells[(gap + 1) * width + at];
                let kept = matches!(parts.get(next), Some(&Part::Sign(kept)) if same(sign, kept));
                if let Some((worth, ways, ..)) = kept.then(|| rest(next + 1)).flatten() {
                    take(gain + worth, ways, groups, false);
                }
                if let Some((worth, ways, ..)) = rest(next).filter(|_| !is_inside(parts, next)) {
                    take(gain + worth - SKIPPED, ways, groups, true);
                }
            }
            cells[gap * width + part] = cell;
        }
    }
    let sole = cells[0]?.1 == 1;
    let mut plan = Plan { groups: Vec::new(), skipped: Vec::new(), sole };
    let mut part = 0;
    for gap in 0..gaps.len() {
        let (_, _, groups, skips) = cells[gap * width + part]?;
        plan.groups.extend((part..part + groups).map(|part| (part, gap)));
        plan.skipped.push(skips);
        part += groups + usize::from(!skips);
    }
    Some(plan)
}

/// Whether the place before a part is inside a number: one sign parts its digits, and never two.
fn is_inside(parts: &[Part<'_>], at: usize) -> bool {
    let digits = |at: usize| match parts.get(at) {
        Some(Part::Digits(group)) => group.goes_on,
        _ => (false, false),
    };
    digits(at).0 || at.checked_sub(1).is_some_and(|before| digits(before).1)
}

fn is_year(digits: &str) -> bool {
    digits.chars().count() == 4 && number(digits).is_some_and(|year| YEARS.contains(&year))
}

/// What it is worth to fill these parts into a gap; nothing where they do not fit.
fn gain(gap: &Gap<'_>, parts: &[Part<'_>]) -> Option<i32> {
    let mut groups = parts.iter().map(|part| match part {
        Part::Digits(group) => Some(group),
        Part::Sign(_) => None,
    });
    let Some(first) = groups.next() else {
        return Some(if gap.trace((false, false)) == Trace::Plain { -UNFILLED } else { 0 });
    };
    let first = first?;
    if groups.any(|group| group.is_none()) || parts.len() > 1 && gap.blank.chars().count() != first.all {
        return None;
    }
    Some(match gap.trace(first.glued) {
        Trace::None => -1,
        Trace::Maybe => 1,
        Trace::Likely => 3,
        Trace::Plain => 4,
    })
}

/// Whether the text kept the signs inside the numbers of `kept`: numbers in a font of their own lose them, too.
fn keeps_separators(lost: &str, kept: &str) -> bool {
    let mut inside = kept.char_indices().filter(|&(at, c)| {
        parts_digits(c) && kept[..at].ends_with(is_digit) && kept[at + c.len_utf8()..].starts_with(is_digit)
    });
    inside.all(|(_, c)| lost.contains(c))
}

/// The signs and the runs of digits of `kept`, or its `whole` numbers with the signs inside them.
fn parts(kept: &str, whole: bool) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut since = 0;
    let (mut spaced, last_space) = (false, kept.rfind(char::is_whitespace));
    // Groups since the last sign, which do not know yet how many blanks there will be.
    let mut open = 0;
    let close = |parts: &mut [Part<'_>], open: &mut usize, blanks: usize| {
        for part in parts.iter_mut().rev().take(std::mem::take(open)) {
            if let Part::Digits(group) = part {
                group.all = blanks;
            }
        }
    };
    let mut at = 0;
    while let Some(c) = kept[at..].chars().next() {
        let runs = |part: fn(char) -> bool| kept[at..].find(|c| !part(c)).map_or(kept.len(), |end| at + end);
        if is_digit(c) {
            let mut end = runs(is_digit);
            while let Some(c) = kept[end..].chars().next().filter(|&c| whole && parts_digits(c)) {
                let more = &kept[end + c.len_utf8()..];
                if !more.starts_with(is_digit) {
                    break;
                }
                end = kept.len() - more.trim_start_matches(is_digit).len();
            }
            let (before, behind) = (&kept[..at], &kept[end..]);
            let next = behind.chars().next();
            let touches = |c: Option<char>| c.is_none_or(|c| !c.is_whitespace());
            let bound = |chars: &mut dyn Iterator<Item = char>| {
                chars.next().is_some_and(parts_digits) && chars.next().is_some_and(is_digit)
            };
            parts.push(Part::Digits(Group {
                digits: &kept[at..end],
                glued: (touches(before.chars().next_back()), touches(next)),
                next,
                goes_on: (bound(&mut before.chars().rev()), bound(&mut behind.chars())),
                with_word: (!spaced, last_space.is_none_or(|space| space < at)),
                before: since,
                all: 0,
            }));
            open += 1;
            at = end;
        } else if c.is_whitespace() {
            since += 1;
            spaced = true;
            at = runs(char::is_whitespace);
        } else {
            close(&mut parts, &mut open, since);
            since = 0;
            parts.push(Part::Sign(c));
            at += c.len_utf8();
        }
    }
    close(&mut parts, &mut open, since);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_one_number() {
        let sure = |year| fill(" . ", " 1875 ", Beside { year, ..Beside::default() })[0].sure;
        assert_eq!((sure(true), sure(false)), (Confidence::Strong, Confidence::Weak));
    }

    fn filled(lost: &str, kept: &str) -> String {
        let mut text = lost.to_owned();
        for it in fill(lost, kept, Beside::default()).into_iter().rev() {
            if it.sure == Confidence::Strong {
                text.insert_str(it.at, &it.digits);
            }
        }
        text
    }

    #[test]
    fn digits_go_where_they_stood() {
        for (lost, kept) in [
            ("  ", " 12 "),
            ("   ", " 13 7 1440"),
            (" ، ", " 2015، "),
            (" () ", " (118) "),
            (" ( ", " (5 "),
            (" , ", " 1,600 "),
            (" .% ", " 75.8% "),
            ("( / /)", "(61 /14 /44)"),
            (" --", " 28-8-1441"),
            ("\n.\n", "\n1047.\n"),
            (": / /\n", ": 5/ 6/\n1437"),
            // The number lost its separators, too.
            ("  ", " 360.000 "),
            (" .", " 1,250."),
            (" ()، ", " (12/05/2015)، "),
        ] {
            assert_eq!(filled(lost, kept).trim_end(), kept.trim_end(), "{lost:?}");
        }
        assert_eq!(filled("  “", " 21 “"), " 21 “");
        assert_eq!(filled(" ( ", ")5 "), " (5 ");
    }

    #[test]
    fn what_the_witness_lost_besides_is_left_out() {
        for (lost, kept, expected) in [
            (" () ", " (118 ", " (118) "),
            (" () ", " 118) ", " (118) "),
            (".\n- ", ".2- ", ".\n2- "),
            (".\n/ ", " 23/1 ", ".\n23/1 "),
            ("/) ", "129) ", "/129) "),
            (" ، ", " 320 ", " 320، "),
            (" .%\n", " 13.04 ", " 13.04%\n"),
            (" ( -\n) ", " (1883 1950) ", " (1883 -\n1950) "),
            ("  /  /\n ", " 15 / 1 1442 ", " 15 / 1 /\n1442 "),
            // One sign parts the digits of a number, and the other one ends it.
            (" .، ", " 3.5 ", " 3.5، "),
            // A blank of the witness may be gone, too.
            (" , (.%) ", " 7,162(5.8%) ", " 7,162 (5.8%) "),
            (" ( / /) ", " (61/14 /44) ", " (61 /14 /44) "),
            ("\n , ", " 299,200 ", "\n 299,200 "),
            ("\n (-) ", "2019(12-19) ", "\n2019 (12-19) "),
            (" ، ", " 22،000", " 22،000 "),
            ("\n  ", " 15 ", "\n 15 "),
        ] {
            assert_eq!(filled(lost, kept), expected, "{lost:?} {kept:?}");
        }
        // A separator of the number, or what ended the clause: nobody knows.
        for (lost, kept) in [
            (" . ", " 1,320 "),
            (" . ", " 320 "),
            (" - ", " 1829 "),
            (" (–) ", " (10081074) "),
            (".\n/ ", ". 982 "),
            (" (.-.) ", " (3.0-72) "),
            (" ..\n", " 3.62 "),
            (" (,، ", " (2692، "),
            ("\n\u{200c}- ", "\n\u{200c}2 "),
            ("\n\u{200c}- ", "\n2- "),
            (" \" ", " 1 "),
            (" %) ", " 78) "),
            // Two numbers, it may be.
            ("- % ", "-192% "),
        ] {
            assert_eq!(filled(lost, kept), lost, "{kept:?}");
        }
    }
}
