//! A witness in reading order: its lines may be stored from left to right, all or some of them.

use crate::arabic::digits::is_digit;
use crate::arabic::letters::is_letter;

use super::words::words;

/// Lines are stored alike where so many times more say the one than the other.
const CLEAR: usize = 6;

/// The text with its lines in reading order. O(length).
pub(super) fn in_order(other: &str) -> String {
    let mut text = String::with_capacity(other.len());
    let lines = || other.split_inclusive(['\n', '\u{c}']);
    let says =
        |turned: bool| lines().filter(|line| backward(line) != 0 && (backward(line) > 0) == turned).count();
    let (back, ahead) = (says(true), says(false));
    // A line that says nothing is stored as the others are, and where nearly all are alike also one that says little.
    let least = match () {
        () if back > CLEAR * ahead => -1,
        () if ahead > CLEAR * back => 2,
        () => i32::from(back <= ahead),
    };
    for line in lines() {
        push_in_order(line, backward(line) >= least, &mut text);
    }
    text
}

/// Write a line in reading order: one that is stored from left to right is turned, but for its numbers.
fn push_in_order(line: &str, backward: bool, text: &mut String) {
    let bare = line.trim_end_matches(['\n', '\r', '\u{c}']);
    if !backward {
        text.push_str(line);
        return;
    }
    let mut rest = bare;
    let mut strong = false;
    while let Some(last) = rest.chars().next_back() {
        let run = number_at_end(rest, strong).max(last.len_utf8());
        let (before, part) = rest.split_at(rest.len() - run);
        text.push_str(part);
        strong |= is_letter(last);
        rest = before;
    }
    text.push_str(&line[bare.len()..]);
}

/// Bytes of the number that a text ends with. After a letter (`strong`) single separators between digits go with
/// them, without one before also hyphens and the signs beside them (UAX #9, W2, W4 and W5).
fn number_at_end(text: &str, strong: bool) -> usize {
    let mut chars = text.char_indices().rev().peekable();
    let mut start = text.len();
    let mut digits = false;
    while let Some((at, c)) = chars.next() {
        let digit_before = chars.peek().is_some_and(|&(_, before)| is_digit(before));
        let separator =
            matches!(c, '.' | ',' | '/' | ':' | '٫' | '٬' | '،') || !strong && matches!(c, '-' | '+');
        let sign = !strong && matches!(c, '%' | '٪' | '$' | '°');
        if !(is_digit(c) || separator && digits && digit_before || sign && (digits || digit_before)) {
            break;
        }
        digits |= is_digit(c);
        start = at;
    }
    if digits {
        text.len() - start
    } else {
        0
    }
}

/// What says that a line is stored from left to right, less what says that it is not: the commonest signs are words
/// that begin with ة or ى, or end with the article.
fn backward(line: &str) -> i32 {
    let mut says = 0;
    for word in words(line) {
        let word = word.text.as_str();
        if word.len() > 6 {
            let (first, last) = (word.chars().next(), word.chars().next_back());
            says += i32::from(matches!(first, Some('ة' | 'ى'))) + i32::from(word.ends_with("لا"));
            says -= i32::from(matches!(last, Some('ة' | 'ى')));
            says -= i32::from(word.starts_with("ال"));
        }
        says += i32::from(["يف", "نم", "ىلع", "ىلإ", "نأ", "نإ", "نع"].contains(&word));
        says -= i32::from(["في", "من", "على", "إلى", "أن", "إن", "عن"].contains(&word));
    }
    says
}
