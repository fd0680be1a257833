//! Signs that may be codes: those that stand between letters where no one writes a sign.

use crate::arabic::forms;
use crate::text::Text;

/// Places between two letters that make a sign suspect.
const MANY: usize = 10;
/// Bytes looked at together.
const BLOCK: usize = 32;

/// The ASCII signs and digits that stand between two letters again and again, several of one sign in a
/// row for one. O(length); allocates nothing where there are none.
pub(super) fn suspects(text: &Text<'_>) -> Vec<char> {
    let source = text.as_str();
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
    fn signs_of_healthy_text_are_none() {
        let healthy = "(أولا) قال: «نعم»، و/أو لا. 12شهرا ثم 1442هـ... ".repeat(20);
        assert_eq!(suspects(&Text::new(&healthy)), ['/']);
        assert_eq!(suspects(&Text::new(&healthy.replace('/', " "))), []);
    }
}
