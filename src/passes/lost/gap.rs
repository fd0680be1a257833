//! What a place between two signs, or a sign and a word, tells of digits that stood there.

use crate::arabic::letters::is_letter;
use crate::arabic::words::is_stop;

use super::between::{Beside, Group};

/// What stands between two signs of a text that lost digits, or between a sign and a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap<'t> {
    /// White space, and where it begins.
    pub(super) blank: &'t str,
    at: usize,
    /// The signs; none where a word is.
    left: Option<char>,
    pub(super) right: Option<char>,
    /// Whether the left sign touches nothing before it, and the right one nothing behind it.
    loose: (bool, bool),
    beside: Beside,
}

/// What a gap tells of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trace {
    /// They would leave something else.
    None,
    /// They may have stood there.
    Maybe,
    /// They left what writers leave too, a space before a sign.
    Likely,
    /// They left what has hardly another reason.
    Plain,
}

/// The gaps of what stands between two words: one more than there are signs.
pub(super) fn gaps(lost: &str, beside: Beside) -> Vec<Gap<'_>> {
    let mut gaps: Vec<Gap<'_>> = Vec::new();
    let mut at = 0;
    let mut left = None;
    loop {
        let rest = &lost[at..];
        let blank = &rest[..rest.len() - rest.trim_start().len()];
        let mut signs = rest[blank.len()..].chars();
        let right = signs.next();
        let loose = (
            gaps.last().is_some_and(|before| !before.blank.is_empty()),
            signs.next().is_some_and(|c| c.is_whitespace() || closes(c)),
        );
        gaps.push(Gap { blank, at, left, right, loose, beside });
        let Some(sign) = right else { return gaps };
        at += blank.len() + sign.len_utf8();
        left = right;
    }
}

impl Gap<'_> {
    /// What it tells of digits which, in the witness, touch what is before and behind them.
    pub(super) fn trace(&self, glued: (bool, bool)) -> Trace {
        let lines = self.blank.matches(['\n', '\u{c}']).count();
        let blanks = self.blank.chars().count();
        match (self.left, self.right) {
            _ if lines > 1 => Trace::None,
            _ if blanks > 1 && lines == 0 => Trace::Plain,
            _ if blanks > 1 => Trace::Likely,
            // A letter that is written with a number: a prefix before it, or a unit or an era behind it.
            (Some(left), right) if is_letter(left) => match right {
                Some(right) if blanks == 0 && is_of_number(right) => Trace::Plain,
                _ if is_prefix(left) && (blanks == 1 || right.is_some_and(closes)) => Trace::Likely,
                _ => Trace::None,
            },
            (left, Some(right)) if is_letter(right) => match left {
                _ if is_prefix(right) => Trace::None,
                Some(left) if blanks == 0 => {
                    if opens(left) || left == '/' {
                        Trace::Likely
                    } else {
                        Trace::None
                    }
                }
                _ if blanks == 1 => Trace::Likely,
                _ => Trace::None,
            },
            (Some(left), Some(right)) if opens(left) && closes(right) => Trace::Plain,
            (Some(left), Some(right)) if blanks == 0 && is_hollow(left, right) => Trace::Plain,
            (Some(left), _) if opens(left) && blanks == 1 => Trace::Likely,
            (_, Some(right)) if blanks == 1 && (closes(right) || is_of_number(right) && !is_dash(right)) => {
                Trace::Likely
            }
            // A list's label.
            (_, Some(right)) if blanks == 1 && is_dash(right) && glued.1 => Trace::Likely,
            (None, Some(right))
                if (self.beside.prefix || self.beside.first) && (closes(right) || is_of_number(right)) =>
            {
                Trace::Likely
            }
            (Some(left), Some(right)) if opens_quote(left) && is_dash(right) && blanks == 0 => Trace::Likely,
            (Some('"'), Some('"')) if blanks == 0 => Trace::Likely,
            (Some(left), Some(_)) if is_dash(left) && blanks == 0 && glued.0 => Trace::Likely,
            (None, Some('%' | '٪')) => Trace::Likely,
            // A unit or an era without its number.
            (Some(left), None)
                if self.beside.unit && glued.1 && (blanks == 1 || opens(left) || left == '/') =>
            {
                Trace::Likely
            }
            // A sign that is parted from what it belongs to.
            (_, Some(right)) if blanks == 1 && glued.1 && self.loose.1 && !opens(right) => Trace::Likely,
            (Some(left), _) if blanks == 1 && glued.0 && !is_stop(left) => {
                if self.loose.0 || is_of_number(left) || left == '«' || left == '“' {
                    Trace::Likely
                } else {
                    Trace::Maybe
                }
            }
            (Some(left), _) if blanks == 1 && is_of_number(left) => Trace::Maybe,
            (Some('/') | Some('('), None) => Trace::Maybe,
            (_, Some(right)) if blanks == 1 && is_dash(right) => Trace::Maybe,
            _ => Trace::None,
        }
    }

    /// Whether digits that touch the signs about it in the witness may be two numbers.
    pub(super) fn may_part(&self, group: &Group<'_>) -> bool {
        let sign = |c: Option<char>| c.is_some_and(|c| is_of_number(c) && !is_stop(c));
        let blank = self.blank.chars().count() == 1 && group.all == 0 && group.glued == (true, true);
        blank && group.is_long() && sign(self.left) && sign(self.right) && self.left != self.right
    }

    /// Whether it is nothing at all between two signs.
    pub(super) fn is_hollow(&self) -> bool {
        self.blank.is_empty() && self.left.is_some() && self.right.is_some()
    }

    /// Whether the digits are written with the word before.
    fn follows_prefix(&self, group: &Group<'_>) -> bool {
        self.beside.prefix && self.left.is_none() && group.glued.0
    }

    /// Where in the text digits go; `skipped` where the witness lost the right sign.
    pub(super) fn place(&self, group: &Group<'_>, skipped: bool) -> usize {
        let blanks = self.blank.chars().count();
        let (left, right) = (self.left, self.right);
        let touches =
            right.filter(|_| !skipped).zip(group.next).is_some_and(|(right, next)| same(right, next));
        let nth = if left.is_some_and(is_letter) {
            if touches {
                blanks
            } else {
                0
            }
        } else if right.is_some_and(|right| is_letter(right) && !is_prefix(right)) {
            if group.goes_on.0 || self.follows_prefix(group) {
                0
            } else {
                blanks
            }
        } else if self.follows_prefix(group) && !touches {
            0
        } else if blanks == group.all && !skipped {
            group.before
        } else if blanks > 1 {
            match () {
                () if group.glued.0 && group.goes_on.0 => 0,
                () if touches && !right.is_some_and(opens) && self.blank.starts_with('\n') => blanks,
                // The first space behind a line's end is of what ended the line and was thrown to its front.
                () if blanks > 2 && self.blank.starts_with("\n ") => 2,
                () => 1,
            }
        } else {
            // The witness lost a blank, or the text has another than it.
            let behind = right.is_some_and(|right| closes(right) || is_of_number(right));
            let apart = left.is_none_or(|left| is_stop(left) && !group.goes_on.0);
            usize::from(match group.glued {
                // No writer has a blank inside a number, or before a stop.
                _ if matches!(left, Some('.' | ',' | '٫' | '٬')) && group.goes_on.0 => false,
                _ if left == Some('،') && group.glued.0 && group.is_thousand() => false,
                _ if right.is_some_and(is_stop) && !left.is_some_and(opens) => true,
                (true, false) => false,
                (false, true) => true,
                _ if left.is_some_and(opens) => false,
                _ if right.is_some_and(closes_bracket) => true,
                // The blank stands on the same side of both separators.
                _ if left == right && group.goes_on.0 != group.goes_on.1 => group.goes_on.0,
                _ if group.goes_on.1 || self.beside.unit && right.is_none() => true,
                _ => apart && (behind || left.is_some_and(is_stop)),
            })
        };
        self.at + self.blank.chars().take(nth).map(char::len_utf8).sum::<usize>()
    }
}

/// Whether nothing but a number stands between two signs that touch.
fn is_hollow(left: char, right: char) -> bool {
    let number = |c: char| is_of_number(c);
    if opens_quote(left) {
        return number(right) && !is_stop(right) && !is_dash(right);
    }
    if is_stop(left) {
        return number(right) && left != right || left == ',' && right == ',';
    }
    (opens(left) || number(left)) && (closes(right) || number(right)) && (number(left) || number(right))
}

/// Signs that stand inside numbers, or before or behind them.
fn is_of_number(c: char) -> bool {
    let sign = |c| matches!(c, '%' | '٪' | '‰' | '~' | '≥' | '≤' | '<' | '>' | '=' | '+' | '±');
    parts_digits(c) || sign(c) || matches!(c, '$' | '€' | '£' | '°' | '′' | '″' | '½' | '¼' | '¾')
}

/// Signs that stand inside numbers.
pub(super) fn parts_digits(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '/' | '٫' | '٬' | '×' | '&') || is_dash(c)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−')
}

fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{')
}

fn opens_quote(c: char) -> bool {
    matches!(c, '«' | '“' | '‘' | '"')
}

/// Letters that are written with the word, or the number, behind them.
pub(super) fn is_prefix(c: char) -> bool {
    matches!(c, 'و' | 'ف' | 'ب' | 'ك' | 'ل')
}

fn closes_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}')
}

fn closes(c: char) -> bool {
    closes_bracket(c) || is_stop(c)
}

/// Whether two signs are one, as a witness that is stored as drawn has it.
pub(super) fn same(a: char, b: char) -> bool {
    let pair = |open, close| matches!((a, b), (x, y) if x == open && y == close || x == close && y == open);
    a == b || pair('(', ')') || pair('[', ']') || pair('«', '»') || pair('{', '}') || pair('<', '>')
}
