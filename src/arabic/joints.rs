//! Where a word touches a number or a Latin word without a space: found many bytes at a time, as hardly any does.

/// Bytes that are looked at together.
const BLOCK: usize = 64;

/// The places of `text`, in order, at which a character beyond ASCII and a digit or an ASCII letter touch.
/// Some of them are none of the script's letters; none with a letter and a digit of the three sets or
/// an ASCII letter is left out. Digits of the script are looked for only where `arabic_digits` says that
/// there are any. O(length) over the whole iteration.
pub(crate) fn joints(text: &str, arabic_digits: bool) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let mut at = 1;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let end = bytes.len().min((at / BLOCK + 1) * BLOCK);
            // From the byte before to the byte behind: a digit of the script has two.
            let about = &bytes[at - 1..bytes.len().min(end + 1)];
            if may_hold(about, arabic_digits) {
                while at < end {
                    at += 1;
                    if is_joint(bytes, at - 1, arabic_digits) {
                        return Some(at - 1);
                    }
                }
            }
            at = end;
        }
        None
    })
}

/// Written so that it compiles to operations on many bytes at once.
fn may_hold(bytes: &[u8], arabic_digits: bool) -> bool {
    let touch =
        |a: u8, b: u8| a.is_ascii_alphanumeric() & !b.is_ascii() | b.is_ascii_alphanumeric() & !a.is_ascii();
    bytes.windows(2).fold(false, |any, pair| any | touch(pair[0], pair[1]))
        || arabic_digits && bytes.windows(2).fold(false, |any, pair| any | is_arabic_digit(pair[0], pair[1]))
}

/// U+0660–U+0669 and U+06F0–U+06F9, and some marks between them.
fn is_arabic_digit(lead: u8, last: u8) -> bool {
    ((lead == 0xD9) | (lead == 0xDB)) & (last.wrapping_sub(0xA0) < 0x1A)
}

fn is_joint(bytes: &[u8], at: usize, arabic_digits: bool) -> bool {
    let (before, after) = (bytes[at - 1], bytes[at]);
    // Not inside a character.
    if (0x80..0xC0).contains(&after) {
        return false;
    }
    let ascii = before.is_ascii_alphanumeric() && !after.is_ascii()
        || after.is_ascii_alphanumeric() && !before.is_ascii();
    let digit = |at: usize| bytes.get(at..at + 2).is_some_and(|pair| is_arabic_digit(pair[0], pair[1]));
    ascii
        || arabic_digits && !before.is_ascii() && !after.is_ascii() && digit(at) != (at > 1 && digit(at - 2))
}

#[cfg(test)]
mod tests {
    use super::joints;
    use crate::arabic::digits::is_digit;
    use crate::arabic::letters::is_letter;

    #[test]
    fn joints_are_found_wherever_they_stand() {
        let other = |c: char| is_digit(c) || c.is_ascii_alphabetic();
        for pad in [0, 1, 2, 60, 61, 62, 63, 64, 65, 126, 127, 128] {
            let text = format!("{}عام2015 وشركةIBMفي ١٢شهرا، ب٥ و7x ٣,٤م ۱۲۳سال é5", " ".repeat(pad));
            let found: Vec<usize> = joints(&text, true).collect();
            assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
            let ends = text.char_indices().skip(1).filter(|&(at, after)| {
                let before = text[..at].chars().next_back().unwrap();
                is_letter(before) && other(after) || is_letter(after) && other(before)
            });
            for (at, _) in ends {
                assert!(found.contains(&at), "{pad}: {}", &text[at..]);
            }
        }
    }
}
