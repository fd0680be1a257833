//! Digits run from left to right in a line that runs from right to left, and extractors that turn lines round turn the numbers with them: `عام ٣٢٠٢` for `عام ٢٠٢٣`.
//!
//! Most numbers are numbers both ways, so a number alone is never touched. A text votes: years after
//! عام and the months, dates, digits in groups of three and zeros in front say how digits stand, for
//! Arabic-Indic and for European digits apart, because the bidi algorithm and so the extractors
//! treat them apart. What UAX #9 shows as one number is turned as one: `5102/50/21` is `12/05/2015`.

mod evidence;
mod scan;

use crate::arabic::digits::DigitSet;
use crate::arabic::letters::is_letter;
use crate::arabic::LineGate;
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::pass::Pass;
use crate::text::{Text, View};

use evidence::{about, says, Says, Votes};
use scan::{numbers, Number, Written};

/// Turns the numbers of a text whose digits stand the wrong way round (`digits-reversed`).
///
/// Digits and the signs within numbers change places, nothing else. [`Strong`](Confidence::Strong) where several
/// numbers of the text show it and next to none speaks against it, [`Probable`](Confidence::Probable)
/// where one does. Numbers after Latin words, in code, and those that would no longer be years or dates
/// stay. O(length).
///
/// ```
/// use tanqih::{passes::Numbers, Pipeline};
/// let numbers = Pipeline::new().pass(Numbers);
/// assert_eq!(numbers.clean("من ٠٥٢١ طالبا عام ٥١٠٢ إلى ٥٤ ألفا عام ٣٢٠٢"), "من ١٢٥٠ طالبا عام ٢٠١٥ إلى ٤٥ ألفا عام ٢٠٢٣");
/// assert_eq!(numbers.clean("في الصفحة ٣٢٠٢"), "في الصفحة ٣٢٠٢");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbers;

/// Digits the wrong way round.
const REVERSED: Reason = Reason::new("digits-reversed");

impl Pass for Numbers {
    fn name(&self) -> &'static str {
        "numbers"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{0621}'..='\u{064A}') {
            return;
        }
        for (set, digits) in [(DigitSet::ArabicIndic, '\u{0660}'..='\u{0669}'), (DigitSet::Ascii, '0'..='9')]
        {
            if text.may_have_in(digits) {
                turn(text, set, edits);
            }
        }
    }
}

fn turn(text: &Text<'_>, set: DigitSet, edits: &mut Edits<'_>) {
    let source = text.as_str();
    let mut votes = Votes::default();
    for number in numbers(text, set) {
        let Some((written, says)) = read(source, set, &number) else {
            continue;
        };
        if says != Says::Nothing {
            votes.add(says, &written);
        }
    }
    let confidence = match votes.verdict() {
        None => return,
        Some(true) => Confidence::Strong,
        Some(false) => Confidence::Probable,
    };
    let mut gate = LineGate::new(source);
    let mut line = Line { end: 0, right: false };
    for number in numbers(text, set) {
        let Some((written, says)) = read(source, set, &number) else {
            continue;
        };
        if number.span.start >= line.end {
            line = Line::of(text.line_at(number.span.start), set);
        }
        let stays = matches!(says, Says::SurelyRight) || line.right && says == Says::Nothing;
        if !stays && gate.at(number.span.start).is_arabic() {
            let pieces = pieces(&number, &written);
            edits.reorder(number.span.clone(), pieces, REVERSED, confidence);
        }
    }
}

/// A line of numbers.
struct Line {
    end: usize,
    /// Whether its numbers are sure to stand right, as far as they say.
    right: bool,
}

impl Line {
    fn of(line: View<'_>, set: DigitSet) -> Line {
        let part = Text::new(line.text());
        let said = |sure: Says| {
            numbers(&part, set)
                .any(|number| read(line.text(), set, &number).is_some_and(|(_, says)| says == sure))
        };
        Line { end: line.end(), right: said(Says::SurelyRight) && !said(Says::SurelyTurned) }
    }
}

/// A number that may be turned, and what it says.
fn read(source: &str, set: DigitSet, number: &Number<'_>) -> Option<(Written, Says)> {
    if number.digits() < 2 || set == DigitSet::Ascii && is_latin(source, number) {
        return None;
    }
    let written = Written::of(number.text)?;
    // Parts of what hyphens join say nothing by themselves: telephone numbers, dates.
    let joined = source[..number.span.start].ends_with(['-', '–', '+'])
        || source[number.span.end..].starts_with(['-', '–']);
    let says = says(&written, about(source, number));
    let sure = matches!(says, Says::SurelyRight | Says::SurelyTurned);
    Some((written, if joined && !sure { Says::Nothing } else { says }))
}

/// Whether a number belongs to the Latin words before it, or to code. UAX #9, W2 and W7: the letter
/// before a number decides how its digits are shown.
fn is_latin(source: &str, number: &Number<'_>) -> bool {
    let code = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '@' | '=' | '&' | '?' | '#' | '\\');
    let head = &source[..number.span.start];
    // Far enough for a phrase; the bound keeps a line without letters linear.
    let line = head.chars().rev().take(48).take_while(|c| !matches!(c, '\n' | '\u{c}'));
    let before = line.into_iter().find(|&c| is_letter(c) || c.is_alphabetic());
    source[number.span.end..].starts_with(code)
        || head.ends_with(code)
        || before.is_some_and(|c| !is_letter(c))
}

/// The digits in the order of reading: the number as a whole, or the parts of a date each.
fn pieces(number: &Number<'_>, written: &Written) -> Vec<Piece> {
    let whole = written.turned();
    let by_parts = written.turned_by_parts();
    let date = |written: &Written| written.date().map_or(0, |year_last| 1 + u8::from(year_last));
    if date(&by_parts) <= date(&whole) {
        return vec![Piece::Reverse(number.span.clone())];
    }
    let mut pieces = Vec::new();
    let mut at = number.span.start;
    for part in number.parts() {
        let part = number.span.start + part.start..number.span.start + part.end;
        pieces.extend([Piece::Keep(at..part.start), Piece::Reverse(part.clone())]);
        at = part.end;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(Numbers).clean(text)
    }

    #[test]
    fn reversed_numbers_are_turned() {
        for (raw, clear) in [
            (
                "بلغ العدد ٠٥٢١ في عام ٥١٠٢ وارتفع إلى ٥٦٧٨٩ عام ٣٢٠٢ بنسبة ٥٫٢١٪",
                "بلغ العدد ١٢٥٠ في عام ٢٠١٥ وارتفع إلى ٩٨٧٦٥ عام ٢٠٢٣ بنسبة ١٢٫٥٪",
            ),
            (
                "صدر في ٥١٠٢/٥٠/٢١ وقيمته ٩٨٫٧٦٥٬٤٣٢٬١ ريال (٤٣-٦٥)",
                "صدر في ١٢/٠٥/٢٠١٥ وقيمته ١٬٢٣٤٬٥٦٧٫٨٩ ريال (٣٤-٥٦)",
            ),
            ("صدر في ٢١/٥٠/٥١٠٢ الموافق ٧٣٤١هـ الساعة ٢٥:٦", "صدر في ١٢/٠٥/٢٠١٥ الموافق ١٤٣٧هـ الساعة ٦:٥٢"),
            // Each set of digits by itself, and Latin words keep their numbers.
            (
                "عام 5102 ثم سنة 7791 على Windows 11 في ٢٠٢٣ لدى 52 شركة",
                "عام 2015 ثم سنة 1977 على Windows 11 في ٢٠٢٣ لدى 25 شركة",
            ),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn plausible_numbers_stay() {
        for text in [
            "في عام ٢٠١٥ و٢٠٢١ وعددهم ٥٢ من ٣٢٠٢",
            "عام ٣٢٠٢",
            "الصفحة ٥١٠٢ والصفحة ٣٢٠٢ والصفحة ٧٧٩١",
            "001 الأول\n002 الثاني\n003 الثالث\n0521 الرابع",
            "هاتف 0501234567 ورقم 0112233",
            "بلغ 1,234,567 في 12/05/2015 عام 1977 ثم عام 5102",
            "the year 5102, the year 7791",
            "سنة 1202 وسنة 1102 وسنة 1002",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
