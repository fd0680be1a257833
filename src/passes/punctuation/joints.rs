//! No space between a word and a number: `12شهرا`, `عام2015`.
//!
//! Letters and digits side by side are a defect only where no writer joins them: `1442هـ`, `2021م`, `و400`,
//! `ب5000` stay.

use crate::arabic::digits::is_digit;
use crate::arabic::joints::joints as joints_of;
use crate::arabic::letters::{is_letter, TATWEEL, TEH_MARBUTA};
use crate::arabic::marks::is_mark;
use crate::arabic::LineGate;
use crate::edit::{Confidence, Edits};
use crate::text::Text;

use super::JOINT;

/// `12شهرا` is `12 شهرا`, `عام2015` is `عام 2015`.
pub(super) fn joints(text: &Text<'_>, edits: &mut Edits<'_>) {
    let source = text.as_str();
    let mut gate = LineGate::new(source);
    let arabic_digits =
        text.may_have_in('\u{0660}'..='\u{0669}') || text.may_have_in('\u{06F0}'..='\u{06F9}');
    if !arabic_digits && !text.may_have_in('0'..='9') {
        return;
    }
    for at in joints_of(source, arabic_digits) {
        space_joint(source, at, &mut gate, edits);
    }
}

fn space_joint(source: &str, at: usize, gate: &mut LineGate<'_>, edits: &mut Edits<'_>) {
    let (head, tail) = source.split_at(at);
    let (Some(before), Some(after)) = (head.chars().next_back(), tail.chars().next()) else {
        return;
    };
    let confidence = match (is_digit(before), is_digit(after)) {
        (true, false) if is_letter(after) => judge_after_number(tail),
        (false, true) if is_letter(before) || is_mark(before) => judge_before_number(head),
        _ => None,
    };
    if let Some(confidence) = confidence {
        if !in_code(source, at) && gate.at(at).is_arabic() {
            edits.insert(at, " ", JOINT, confidence);
        }
    }
}

/// Short words that do stand alone after a number: `16في`.
const SHORT: [&str; 12] = ["في", "من", "عن", "أن", "إن", "لا", "ما", "لم", "قد", "أو", "يوم", "عام"];

/// The word that begins here and touches a number before it.
fn judge_after_number(word: &str) -> Option<Confidence> {
    let end = word.find(|c| !is_letter(c) && !is_mark(c)).unwrap_or(word.len());
    let (word, rest) = word.split_at(end);
    let letters = word.chars().filter(|&c| is_letter(c)).take(4).count();
    // `1442هـ`, `2021م`, `5كم`, and `2020و2021`.
    let goes_on = rest.starts_with(|c: char| c == TATWEEL || c.is_ascii_alphabetic());
    if goes_on || letters < 2 {
        return None;
    }
    (letters > 2 || SHORT.contains(&word)).then_some(Confidence::Strong)
}

/// Words that numbers follow; with و ف ب ل ك before them too.
const BEFORE_NUMBERS: [&str; 28] = [
    "عام",
    "سنة",
    "العام",
    "في",
    "من",
    "إلى",
    "على",
    "عن",
    "حتى",
    "منذ",
    "بين",
    "نحو",
    "حوالي",
    "قرابة",
    "خلال",
    "غضون",
    "بعد",
    "قبل",
    "يوم",
    "رقم",
    "عدد",
    "نسبة",
    "المادة",
    "الفقرة",
    "صفحة",
    "الساعة",
    "أكثر",
    "أقل",
];

/// The word that ends here and touches a number after it.
fn judge_before_number(before: &str) -> Option<Confidence> {
    // Words are short; the bound keeps a line without a space linear.
    let mut from = before.len();
    let mut letters = 0;
    for (at, c) in before.char_indices().rev().take(24) {
        if !is_letter(c) && !is_mark(c) {
            if c == TATWEEL || c.is_ascii_alphabetic() {
                return None;
            }
            break;
        }
        from = at;
        letters += usize::from(is_letter(c));
    }
    let word = &before[from..];
    let bare = word.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']).unwrap_or(word);
    if BEFORE_NUMBERS.contains(&word) || BEFORE_NUMBERS.contains(&bare) && letters > 2 {
        return Some(Confidence::Strong);
    }
    // A name may hold a number (`كوفيد19`), a word with the article or a teh marbuta hardly.
    let arabic = bare.starts_with("ال") || word.ends_with(TEH_MARBUTA);
    match letters {
        0..=3 => None,
        _ if arabic => Some(Confidence::Strong),
        _ => Some(Confidence::Probable),
    }
}

/// Whether the token about `at` holds what no sentence does: an address, a path, a name with Latin.
fn in_code(line: &str, at: usize) -> bool {
    let code = |c: char| c.is_ascii_alphabetic() || matches!(c, '@' | '_' | '\\' | '=' | '#');
    let inside = |c: &char| !c.is_whitespace() && !matches!(c, '،' | '؛' | '؟');
    let before = line[..at].chars().rev().take(32).take_while(inside);
    let after = line[at..].chars().take(32).take_while(inside);
    before.chain(after).any(code)
}
