//! Pages in one line whose lines are sentences: `.نآلا رطملا لطه .دحأ رضحي مل` holds `لم يحضر أحد.` and
//! `هطل المطر الآن.`, the one above the other.
//!
//! Lists, tables and titles have no column whose width would tell where the lines of the page part. But a line as
//! long as a page is more than one of them; and where hardly a sentence is longer than a line, each is one.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::letters::TATWEEL;
use crate::text::View;

use super::judge::Order;

/// Characters of a line that is a page, and of a sentence that is a line.
const PAGE: usize = 800;
const LINE: usize = 120;
/// Of ten characters, so many are in sentences that are lines.
const MOST: usize = 7;
/// Characters of a sentence at most, of all of them together.
const SENTENCE: usize = 90;

/// The sentences of a line of this order that is a page of them, in the order of the line.
pub(super) fn parts(view: View<'_>, order: Order) -> Option<Vec<Range<usize>>> {
    // A character takes two bytes, most of them.
    if view.text().len() < PAGE {
        return None;
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    let (mut all, mut lines, mut part) = (0, 0, 0);
    let mut before = "";
    for word in view.words() {
        let text = word.text();
        let width = text.chars().count() + 1;
        all += width;
        match parts.last_mut() {
            Some(last) if !(stops(text, order) && may_part(before, text)) => {
                last.end = word.end();
                part += width;
            }
            _ => {
                lines += if part <= LINE { part } else { 0 };
                parts.push(word.span());
                part = width;
            }
        }
        before = text;
    }
    lines += if part <= LINE { part } else { 0 };
    (all >= PAGE && lines * 10 >= all * MOST && all <= SENTENCE * parts.len()).then_some(parts)
}

/// Whether a word ends a sentence, and is no initial.
fn stops(word: &str, order: Order) -> bool {
    let stop = |c: char| matches!(c, '.' | '!' | '?' | '\u{61F}');
    let sign = |c: char| !c.is_alphanumeric();
    let (signs, rest) = match order {
        Order::Words => {
            let rest = word.trim_end_matches(sign);
            (&word[rest.len()..], rest.rsplit(sign).next())
        }
        _ => {
            let rest = word.trim_start_matches(sign);
            (&word[..word.len() - rest.len()], rest.split(sign).next())
        }
    };
    let initial =
        |run: &str| run.chars().filter(|&c| c != TATWEEL).count() == 1 && !run.starts_with(is_digit);
    signs.contains(stop) && rest.is_none_or(|run| !initial(run))
}

/// Whether two words are no parts of a number.
fn may_part(before: &str, word: &str) -> bool {
    !(before.contains(is_digit) && word.contains(is_digit))
}
