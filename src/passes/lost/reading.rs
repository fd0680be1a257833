//! A witness in reading order: its lines may be stored from left to right, all or some of them.

use crate::arabic::bidi::{class, read, AsDrawn, Class, Glyph};
use crate::arabic::digits::is_digit;

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

/// Write a line in reading order: one that is stored from left to right is turned, but for numbers and Latin.
fn push_in_order(line: &str, backward: bool, text: &mut String) {
    if !backward {
        text.push_str(line);
        return;
    }
    let bare = line.trim_end_matches(['\n', '\r', '\u{c}']);
    let strong = |c: char| matches!(class(c), Class::Left | Class::Right);
    // Right of the first Arabic letter that is read no letter says how signs go with numbers.
    let edge = match bare.char_indices().rfind(|&(_, c)| strong(c)) {
        Some((at, c)) if class(c) == Class::Right => at + c.len_utf8(),
        Some(_) => bare.len(),
        None => 0,
    };
    let (rest, mut first) = bare.split_at(edge);
    while let Some(last) = first.chars().next_back() {
        let (before, part) = first.split_at(first.len() - number_at_end(first).max(last.len_utf8()));
        text.push_str(part);
        first = before;
    }
    // After Arabic all digits are of one kind (W2).
    let shown = |c: char| if is_digit(c) { '0' } else { c };
    let mut rest: Vec<Glyph> = rest.char_indices().map(|(at, c)| Glyph { at, shown: shown(c), c }).collect();
    // Numbers right of Latin are as often read before it (`BP 9000`): what the text lost says which.
    let begins = |pair: &[Glyph]| pair[0].shown == ' ' && is_digit(pair[1].shown);
    while !rest.is_empty() {
        let from = rest.windows(2).rposition(begins).map_or(0, |space| space + 1);
        read(&mut rest[from..], &AsDrawn::default());
        text.extend(rest[from..].iter().map(|glyph| glyph.c));
        rest.truncate(from);
    }
    text.push_str(&line[bare.len()..]);
}

/// Bytes of the number that a text ends with, with the separators, the hyphens and the signs that go with its digits
/// where no letter stands before them (UAX #9, W4 and W5).
fn number_at_end(text: &str) -> usize {
    let mut chars = text.char_indices().rev().peekable();
    let mut start = text.len();
    let mut kind = None;
    while let Some((at, c)) = chars.next() {
        let alike = |c: char| is_digit(c) && kind.is_none_or(|kind| class(c) == kind);
        let (digits, digit_before) = (kind.is_some(), chars.peek().is_some_and(|&(_, before)| alike(before)));
        let separator = matches!(c, '.' | ',' | '/' | ':' | '٫' | '٬' | '،' | '-' | '+');
        let sign = matches!(c, '%' | '٪' | '$' | '°');
        if !(alike(c) || separator && digits && digit_before || sign && (digits || digit_before)) {
            break;
        }
        if is_digit(c) {
            kind = Some(class(c));
        }
        start = at;
    }
    if kind.is_some() {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> String {
        let mut text = String::new();
        push_in_order(line, true, &mut text);
        text
    }

    #[test]
    fn lines_are_turned_but_for_numbers_and_latin() {
        for (line, expected) in [
            ("2015/10 يف RaTG13 سوريف\n", "فيروس RaTG13 في 2015/10\n"),
            // Before it or behind it: the text that lost the number says.
            ("BP 9000 لولحب", "بحلول 9000 BP"),
            ("(٤/165) ةرقفلا", "الفقرة )٤/165("),
            ("ةيلود ةيحان 12%", "12% ناحية دولية"),
            ("ىلإ ٤/165", "165/٤ إلى"),
        ] {
            assert_eq!(read(line), expected);
        }
    }
}
