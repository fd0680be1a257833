//! The order of the words of a line shows without a model where sentences end, and in Persian and Urdu by pairs of their commonest words.
//!
//! A paragraph ends with a stop at the end of its last line. Where the words of lines stand in reverse, each with
//! its signs, that stop is behind the first word: `است. ایران رسمی زبان`. And of pairs like که در and کے لیے hardly
//! any stands the other way round.

use super::forms;
use super::letters::{is_letter, TATWEEL};
use super::marks::is_mark;
use super::words::ends_clause;

/// What a line says of its words being in reverse, in bits: above 0 for it, below 0 against it. O(length);
/// allocates nothing.
pub(crate) fn backward(line: &str) -> i32 {
    let mut bits = 0;
    let (mut count, mut first_stops, mut last_stops) = (0usize, false, false);
    let mut before = 0;
    for token in line.split_whitespace() {
        count += 1;
        last_stops = ends_sentence(token);
        first_stops |= count == 1 && last_stops;
        let (word, whole) = spelled(token);
        if before != 0 && word != 0 {
            bits -= PAIR * i32::from(PAIRS.contains(&(before, word)));
            bits += PAIR * i32::from(PAIRS.contains(&(word, before)));
        }
        before = if whole { word } else { 0 };
        bits += if count > 1 && stop_leads(token) { PAIR } else { 0 };
    }
    if count >= WORDS && first_stops != last_stops {
        bits += if first_stops { STOP } else { -STOP };
    }
    bits
}

/// Bits of a pair, or of a stop before a word within the line, and of a stop behind the first word alone or the last.
const PAIR: i32 = 4;
const STOP: i32 = 8;
/// Words of a line whose ends tell, and letters of a word that ends a sentence: `أ.` and `1.` begin a list.
const WORDS: usize = 3;
const LETTERS: usize = 2;

/// Whether a word ends with what ends a sentence, before signs that close.
fn ends_sentence(token: &str) -> bool {
    let token = token.trim_end_matches(['"', '”', '»', ')']);
    token.ends_with(['.', '!', '\u{61F}', '\u{6D4}'])
        && token.chars().filter(|&c| is_letter(c) || forms::is_form(c)).count() >= LETTERS
}

/// Whether a stop stands before a word, as it does where it was left behind by the words that were turned.
fn stop_leads(token: &str) -> bool {
    token.strip_prefix(ends_clause).is_some_and(|rest| rest.starts_with(is_letter))
}

/// The letters of a word of eight letters or fewer, by the low bytes of their code points, Farsi twins for the
/// Arabic ones; 0 for others. And whether no sign stands behind it.
fn spelled(token: &str) -> (u64, bool) {
    let mut spelled = Spelling(0);
    let (mut letters, mut behind) = (0, false);
    let mut push = |c: char| {
        letters += 1;
        spelled = spelled.push(c);
    };
    for c in token.chars() {
        match c {
            c if is_letter(c) => push(c),
            c if is_mark(c) || c == TATWEEL => continue,
            c => match forms::letters(c) {
                Some(all) => all.chars().filter(|&c| is_letter(c)).for_each(&mut push),
                None => {
                    behind = true;
                    continue;
                }
            },
        }
        behind = false;
    }
    // A sign before a word parts it from the one before.
    let starts = token.starts_with(|c: char| is_letter(c) || forms::is_form(c));
    (if letters <= 8 && starts { spelled.0 } else { 0 }, !behind)
}

#[derive(Clone, Copy)]
struct Spelling(u64);

impl Spelling {
    const fn push(self, c: char) -> Self {
        let c = match c {
            '\u{643}' => '\u{6A9}',
            '\u{64A}' | '\u{649}' => '\u{6CC}',
            c => c,
        };
        Spelling(self.0 << 8 | (c as u64 & 0xFF))
    }

    const fn of(word: &str) -> u64 {
        let bytes = word.as_bytes();
        let mut spelling = Spelling(0);
        let mut at = 0;
        while at + 1 < bytes.len() {
            // U+0600–U+06FF are D8 80–DB BF.
            let point = (bytes[at] as u32 & 0x1F) << 6 | bytes[at + 1] as u32 & 0x3F;
            if let Some(c) = char::from_u32(point) {
                spelling = spelling.push(c);
            }
            at += 2;
        }
        spelling.0
    }
}

const WRITTEN: &[[&str; 2]] = &[
    // Persian.
    ["است", "که"],
    ["است", "و"],
    ["بود", "که"],
    ["شده", "است"],
    ["کرده", "است"],
    ["بوده", "است"],
    ["که", "در"],
    ["که", "از"],
    ["که", "به"],
    ["که", "با"],
    ["که", "این"],
    ["و", "در"],
    ["و", "از"],
    ["و", "به"],
    ["و", "با"],
    ["از", "این"],
    ["به", "این"],
    ["از", "آن"],
    ["در", "آن"],
    ["یکی", "از"],
    ["بیش", "از"],
    ["بعد", "از"],
    ["پس", "از"],
    ["را", "به"],
    ["را", "در"],
    ["می", "شود"],
    ["می", "کند"],
    // Urdu.
    ["کے", "لیے"],
    ["کے", "لئے"],
    ["کے", "بعد"],
    ["کے", "ساتھ"],
    ["کے", "مطابق"],
    ["کے", "طور"],
    ["طور", "پر"],
    ["کی", "وجہ"],
    ["کی", "طرف"],
    ["ہے", "کہ"],
    ["ہیں", "کہ"],
    ["کہا", "کہ"],
    ["نے", "کہا"],
    ["ہے", "اور"],
    ["ہیں", "اور"],
    ["اس", "کے"],
    ["اس", "کی"],
    ["ان", "کے"],
    ["گیا", "ہے"],
    ["گئی", "ہے"],
    ["جاتا", "ہے"],
    ["جاتی", "ہے"],
    ["کرتا", "ہے"],
    ["سکتا", "ہے"],
    ["رہا", "ہے"],
    ["رہے", "ہیں"],
    ["کیا", "گیا"],
    ["سے", "زیادہ"],
];

/// [`WRITTEN`], as [`Spelling`] spells.
static PAIRS: [(u64, u64); WRITTEN.len()] = {
    let mut pairs = [(0, 0); WRITTEN.len()];
    let mut at = 0;
    while at < WRITTEN.len() {
        pairs[at] = (Spelling::of(WRITTEN[at][0]), Spelling::of(WRITTEN[at][1]));
        at += 1;
    }
    pairs
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_by_their_letters() {
        for [a, b] in WRITTEN {
            assert_eq!(backward(&format!("{a} {b}")), -PAIR, "{a} {b}");
            assert_eq!(backward(&format!("{b} {a}")), PAIR, "{b} {a}");
            // A stop between them parts them.
            assert_eq!(backward(&format!("{a}، {b}")), 0);
        }
        assert_eq!(backward("\u{64A}\u{643}\u{649} از"), -PAIR, "twins");
    }

    #[test]
    fn stops_end_lines() {
        assert_eq!(backward("زبان رسمی کشور بود."), -STOP);
        assert_eq!(backward("بود. کشور رسمی زبان"), STOP);
        assert_eq!(backward("کشور رسمی زبان .بود شهر"), PAIR);
        // Labels of a list, and sentences that end within the line.
        for line in ["1. نام شهر است", "أ. نام شهر است", "بود. نام شهر است.", "بود. نام", "نام شهر است"]
        {
            assert_eq!(backward(line), 0, "{line}");
        }
    }
}
