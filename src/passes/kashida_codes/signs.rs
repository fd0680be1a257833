//! Signs that may be codes: those that stand between letters where no one writes a sign.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::arabic::forms;
use crate::text::Text;

/// Places between two letters that make a sign suspect.
const MANY: usize = 10;
/// Bytes looked at together.
const BLOCK: usize = 32;

/// The ASCII signs and digits and the characters of other scripts that stand between two letters again
/// and again, several of one in a row for one. O(length); allocates nothing where there are none.
pub(super) fn suspects(text: &Text<'_>) -> Vec<char> {
    let mut signs = ascii_suspects(text.as_str());
    if OTHER_SCRIPTS.into_iter().any(|range| text.may_have_in(range)) {
        signs.extend(other_suspects(text.as_str()));
    }
    signs
}

/// Where letters of other scripts are, but for those of the ASCII letters and the signs of Arabic text.
const OTHER_SCRIPTS: [RangeInclusive<char>; 3] =
    ['\u{C0}'..='\u{5FF}', '\u{780}'..='\u{1FFF}', '\u{2300}'..='\u{D7FF}'];

/// The characters of other scripts: the number of the kashida's glyph, taken for a code point.
fn other_suspects(source: &str) -> Vec<char> {
    let is_other = |c: &char| OTHER_SCRIPTS.iter().any(|range| range.contains(c));
    let mut places: BTreeMap<char, usize> = BTreeMap::new();
    let mut before = None;
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        if is_other(&c) && before.is_some_and(forms::is_letter_or_form) {
            while chars.next_if_eq(&c).is_some() {}
            if chars.peek().is_some_and(|&next| forms::is_letter_or_form(next)) {
                *places.entry(c).or_default() += 1;
            }
        }
        before = Some(c);
    }
    places.into_iter().filter(|&(_, count)| count >= MANY).map(|(c, _)| c).collect()
}

fn ascii_suspects(source: &str) -> Vec<char> {
    let bytes = source.as_bytes();
    let mut places = [0usize; 128];
    let mut from = 0;
    while let Some(at) = next(bytes, from) {
        let sign = bytes[at];
        let run = bytes[at..].iter().take_while(|&&byte| byte == sign).count();
        from = at + run;
        let letter = |c: Option<char>| c.is_some_and(forms::is_letter_or_form);
        if letter(source[..at].chars().next_back()) && letter(source[from..].chars().next()) {
            places[usize::from(sign)] += 1;
        }
    }
    (0u8..128).filter(|&sign| places[usize::from(sign)] >= MANY).map(char::from).collect()
}

/// The first sign at `from` or after that stands right after one byte of a letter, and before another or
/// before itself.
fn next(bytes: &[u8], from: usize) -> Option<usize> {
    let is_place = |before: u8, byte: u8, after: u8| {
        (before >= 0x80) & (byte.wrapping_sub(b'!') < 0x5E) & ((after >= 0x80) | (after == byte))
    };
    let mut at = from.max(1);
    while let Some(block) = bytes.get(at - 1..).and_then(|rest| rest.first_chunk::<{ BLOCK + 2 }>()) {
        // Written so that it compiles to operations on many bytes at once.
        if (0..BLOCK).fold(false, |any, i| any | is_place(block[i], block[i + 1], block[i + 2])) {
            let found = (0..BLOCK).find(|&i| is_place(block[i], block[i + 1], block[i + 2]))?;
            return Some(at + found);
        }
        at += BLOCK;
    }
    (at..bytes.len().saturating_sub(1)).find(|&at| is_place(bytes[at - 1], bytes[at], bytes[at + 1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_between_letters_are_found_wherever_they_stand() {
        for shift in 0..40 {
            let text = format!("{}{}", "x".repeat(shift), "ب))ت س,ص ".repeat(10));
            assert_eq!(suspects(&Text::new(&text)), [')', ',']);
            assert_eq!(suspects(&Text::new(&text[..text.len() - 6])), [')']);
        }
    }

    #[test]
    fn characters_of_other_scripts_are_found() {
        // U+0467 CYRILLIC SMALL LETTER LITTLE YUS, glyph 1127 of many fonts of office suites.
        let text = "ب\u{467}\u{467}ت س\u{467}ص é\u{467} ".repeat(5);
        assert_eq!(suspects(&Text::new(&text)), ['\u{467}']);
        assert_eq!(suspects(&Text::new(&"العدد ألف résumé \u{467} من".repeat(20))), []);
    }

    #[test]
    fn signs_of_healthy_text_are_none() {
        let healthy = "(أولا) قال: «نعم»، و/أو لا. 12شهرا ثم 1442هـ... ".repeat(20);
        assert_eq!(suspects(&Text::new(&healthy)), ['/']);
        assert_eq!(suspects(&Text::new(&healthy.replace('/', " "))), []);
    }
}
