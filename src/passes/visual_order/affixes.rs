//! Persian writes prefixes and endings of words apart by a zero-width non-joiner: `می‌شود`. Where the words of a line stand in reverse, the two parts may do, too: `شودمی‌`.
//!
//! The joiner then stands at the end of a word, where no writer means it, and the commonest prefixes and endings
//! tell where the parts meet.

use crate::arabic::bidi::Glyph;
use crate::arabic::letters::is_letter;

const NON_JOINER: char = '\u{200C}';
/// Prefixes of verbs.
const PREFIXES: [&str; 2] = ["نمی", "می"];
/// Endings of words: those that hardly a verb begins with, and others.
const ENDINGS: [&str; 3] = ["هایی", "های", "ترین"];
const SHORT_ENDINGS: [&str; 2] = ["ها", "تر"];
/// Letters of a part, at least, and of a word, at most.
const PART: usize = 2;
const LONGEST: usize = 32;

/// Put the parts of words in order, and take away the spaces between them, which are returned. The words of the line
/// stand from left to right, each as it reads. O(line).
pub(super) fn put_together(line: &mut Vec<Glyph>) -> Vec<Glyph> {
    let mut dropped = Vec::new();
    if !line.iter().any(|glyph| glyph.shown == NON_JOINER) {
        return dropped;
    }
    let stored = std::mem::take(line);
    // Where the letters of the word before begin.
    let mut before = None;
    for token in stored.chunk_by(|a, b| a.shown.is_whitespace() == b.shown.is_whitespace()) {
        let at = line.len();
        line.extend_from_slice(token);
        let Some(first) = token.iter().position(|glyph| is_letter(glyph.shown)).map(|first| at + first)
        else {
            before = before.filter(|_| token[0].shown.is_whitespace());
            continue;
        };
        if token.last().is_none_or(|glyph| glyph.shown != NON_JOINER) {
            before = Some(first);
        } else if let Some(joint) = joint(&line[first..line.len() - 1]) {
            line[first..].rotate_left(joint);
            before = None;
        } else if let Some(start) = before.take().filter(|&start| are_parts(&line[start..], &line[first..])) {
            let part = line.split_off(at);
            let spaces = line.iter().rev().take_while(|glyph| glyph.shown.is_whitespace()).count();
            dropped.extend(line.drain(at - spaces..));
            line.splice(start..start, part);
        }
    }
    dropped
}

/// Where the first part of a word begins, behind the second.
fn joint(word: &[Glyph]) -> Option<usize> {
    if word.len() > LONGEST || !word.iter().all(|glyph| is_letter(glyph.shown)) {
        return None;
    }
    let ending = |endings: &[&str]| {
        let length = |ending: &&str| ending.chars().count();
        endings.iter().map(length).zip(endings).find_map(|(length, ending)| {
            let begins = word.get(..length).is_some_and(|letters| are(letters, ending));
            begins.then_some(length)
        })
    };
    let prefix = || {
        PREFIXES.iter().find_map(|prefix| {
            let at = word.len().checked_sub(prefix.chars().count())?;
            are(&word[at..], prefix).then_some(at)
        })
    };
    let joint = ending(&ENDINGS).or_else(prefix).or_else(|| ending(&SHORT_ENDINGS))?;
    (joint >= PART && word.len() - joint >= PART).then_some(joint)
}

/// Whether the second of two words is a prefix, or the first an ending.
fn are_parts(first: &[Glyph], second: &[Glyph]) -> bool {
    let one_of = |word: &[Glyph], parts: &[&str]| {
        let letters = word.iter().take_while(|glyph| is_letter(glyph.shown)).count();
        parts.iter().any(|part| are(&word[..letters], part))
    };
    one_of(second, &PREFIXES) || one_of(first, &ENDINGS) || one_of(first, &SHORT_ENDINGS)
}

/// Whether these are the letters of a part, Arabic yehs for Farsi ones.
fn are(letters: &[Glyph], part: &str) -> bool {
    let shown =
        |glyph: &Glyph| if matches!(glyph.shown, '\u{649}' | '\u{64A}') { '\u{6CC}' } else { glyph.shown };
    letters.iter().map(shown).eq(part.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(stored: &str) -> String {
        let mut line: Vec<Glyph> = stored.char_indices().map(|(at, c)| Glyph::new(at, c)).collect();
        put_together(&mut line);
        line.iter().map(|glyph| glyph.shown).collect()
    }

    #[test]
    fn parts_are_put_in_order() {
        for (stored, right) in [
            ("شودمی\u{200C} چه .بینیمنمی\u{200C} ما", "می\u{200C}شود چه .نمی\u{200C}بینیم ما"),
            ("هایقدیمی\u{200C} ترینمهم\u{200C}", "قدیمی\u{200C}های مهم\u{200C}ترین"),
            ("ترسدمی\u{200C} هاخانه\u{200C}", "می\u{200C}ترسد خانه\u{200C}ها"),
            (".شود می\u{200C}  چه", ".می\u{200C}شود  چه"),
            ("های  خانه\u{200C} در", "خانه\u{200C}های در"),
        ] {
            assert_eq!(put(stored), right);
        }
    }

    #[test]
    fn other_words_stay() {
        for stored in [
            "می\u{200C}شود چه خانه\u{200C}ها",
            "از کارخانه\u{200C} در",
            "می\u{200C}",
            "و 5 می\u{200C}",
            "\u{200C} \u{200C}",
        ] {
            assert_eq!(put(stored), stored);
        }
    }
}
