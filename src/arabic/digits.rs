//! Arabic text writes numbers with three sets of digits, and extractors turn each its own way.

/// The set a digit belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DigitSet {
    /// 0–9.
    Ascii,
    /// U+0660–U+0669, ٠–٩: bidi class AN.
    ArabicIndic,
    /// U+06F0–U+06F9, ۰–۹ of Persian and Urdu: bidi class EN.
    Extended,
}

/// The set of `c`, if it is a digit.
///
/// ```
/// use tanqih::arabic::digits::{digit_set, value, DigitSet};
/// assert_eq!(digit_set('٣'), Some(DigitSet::ArabicIndic));
/// assert_eq!((value('7'), value('٧'), value('۷'), value('ا')), (Some(7), Some(7), Some(7), None));
/// ```
pub fn digit_set(c: char) -> Option<DigitSet> {
    match c {
        '0'..='9' => Some(DigitSet::Ascii),
        '\u{0660}'..='\u{0669}' => Some(DigitSet::ArabicIndic),
        '\u{06F0}'..='\u{06F9}' => Some(DigitSet::Extended),
        _ => None,
    }
}

/// Whether `c` is a digit of any of the three sets.
pub fn is_digit(c: char) -> bool {
    digit_set(c).is_some()
}

/// Whether `c` is a percent sign: U+0025 or U+066A.
pub fn is_percent(c: char) -> bool {
    matches!(c, '%' | '\u{66A}')
}

/// The value of a digit of any of the three sets.
pub fn value(c: char) -> Option<u8> {
    let zero = match digit_set(c)? {
        DigitSet::Ascii => 0x30,
        DigitSet::ArabicIndic => 0x660,
        DigitSet::Extended => 0x6F0,
    };
    Some((c as u32 - zero) as u8)
}

/// The number that a run of digits reads, sets mixed or not; `None` on anything else, on an empty
/// run and beyond `u64`.
pub fn number(digits: &str) -> Option<u64> {
    if digits.is_empty() {
        return None;
    }
    digits.chars().try_fold(0u64, |number, c| number.checked_mul(10)?.checked_add(u64::from(value(c)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_alike_in_all_sets() {
        for digits in ["2015", "٢٠١٥", "۲۰۱۵"] {
            assert_eq!(number(digits), Some(2015));
        }
        assert_eq!(number(""), None);
        assert_eq!(number("12a"), None);
        assert_eq!(number("99999999999999999999"), None);
    }
}
