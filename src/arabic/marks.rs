//! Extractors move marks about; this file says what a mark is, on which letter it may stand, and in what order.

/// U+064B, the tanween that an alef goes with.
pub const FATHATAN: char = '\u{064B}';
/// U+0651, doubles its letter.
pub const SHADDA: char = '\u{0651}';
/// U+0652, no vowel.
pub const SUKUN: char = '\u{0652}';
/// U+0670, the small alef above.
pub const SUPERSCRIPT_ALEF: char = '\u{0670}';
/// U+0654.
pub const HAMZA_ABOVE: char = '\u{0654}';
/// U+0655.
pub const HAMZA_BELOW: char = '\u{0655}';
/// U+0653.
pub const MADDA_ABOVE: char = '\u{0653}';

/// Whether `c` is a combining mark of the Arabic script (general category Mn in its blocks). O(1).
///
/// U+06DD (end of ayah), U+06DE and U+06E9 are signs with a width of their own, and U+0660 is a digit.
///
/// ```
/// use tanqih::arabic::marks::is_mark;
/// assert!("\u{64E}\u{651}\u{670}\u{6DC}\u{654}".chars().all(is_mark));
/// assert!(!"٠٥ب\u{640}\u{6DD}\u{61C}".chars().any(is_mark));
/// ```
pub const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0610}'..='\u{061A}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}' | '\u{06E7}'..='\u{06E8}'
        | '\u{06EA}'..='\u{06ED}' | '\u{0897}'..='\u{089F}' | '\u{08CA}'..='\u{08E1}'
        | '\u{08E3}'..='\u{08FF}')
}

/// Bytes looked at together, as many as a byte can count.
const BLOCK: usize = 128;

/// How many signs of vocalised text, U+064B to U+065F and U+0670, there are. O(length), many bytes at once.
///
/// ```
/// assert_eq!(tanqih::arabic::marks::count_signs("كَتَبَ"), 3);
/// ```
pub fn count_signs(text: &str) -> usize {
    let bytes = text.as_bytes();
    let behind = bytes.get(1..).unwrap_or_default();
    let blocks = bytes.chunks(BLOCK).zip(behind.chunks(BLOCK));
    blocks.map(|(leads, bytes)| count_in(leads, bytes)).sum()
}

/// Bytes for a sign in text that has nearly all of them, at most: that of some four letters and a sign.
const VOCALISED: usize = 10;

/// Whether a text has nearly all its vowel signs. O(length).
pub(crate) fn is_vocalised(text: &str) -> bool {
    count_signs(text) * VOCALISED >= text.len()
}

/// Where they stand, as bytes, in order. O(length), many bytes at once where there are none.
pub(crate) fn signs(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let behind = bytes.get(1..).unwrap_or_default();
    let blocks = bytes.chunks(BLOCK).zip(behind.chunks(BLOCK)).enumerate();
    blocks.filter(|(_, (leads, bytes))| count_in(leads, bytes) > 0).flat_map(|(block, (leads, bytes))| {
        let found = leads.iter().zip(bytes).enumerate().filter(|(_, pair)| is_sign(*pair) > 0);
        found.map(move |(at, _)| block * BLOCK + at)
    })
}

// Written so that it compiles to operations on many bytes at once.
fn count_in(leads: &[u8], bytes: &[u8]) -> usize {
    usize::from(leads.iter().zip(bytes).map(is_sign).sum::<u8>())
}

fn is_sign((&lead, &byte): (&u8, &u8)) -> u8 {
    u8::from((lead == 0xD9) & ((byte.wrapping_sub(0x8B) < 0x15) | (byte == 0xB0)))
}

/// Whether `c` is a vowel sign: fathatan to kasra (U+064B–U+0650) or sukun. A letter carries one at most.
pub fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{064B}'..='\u{0650}' | SUKUN)
}

/// Whether `c` is tanween: fathatan, dammatan or kasratan.
pub fn is_tanween(c: char) -> bool {
    matches!(c, '\u{064B}'..='\u{064D}')
}

/// Whether `c` is a sign that only Quranic text uses: small high letters, stops, rounded and
/// rectangular zeros, open tanween, the ayah and sajdah signs.
pub fn is_quranic_sign(c: char) -> bool {
    matches!(c, '\u{0615}'..='\u{061A}' | '\u{06D6}'..='\u{06ED}' | '\u{0897}' | '\u{08D3}'..='\u{08FF}')
        && !matches!(c, '\u{06D4}' | '\u{06D5}')
}

/// The canonical combining class (UAX #15) of an Arabic mark; 0 for everything else.
///
/// Two marks of different classes may stand in either order: the text is canonically the same. The
/// normal order is by class, so a vowel stands before its shadda.
pub fn combining_class(c: char) -> u8 {
    match c {
        '\u{064B}' | '\u{08F0}' => 27,
        '\u{064C}' | '\u{08F1}' => 28,
        '\u{064D}' | '\u{08F2}' => 29,
        '\u{064E}' | '\u{0618}' => 30,
        '\u{064F}' | '\u{0619}' => 31,
        '\u{0650}' | '\u{061A}' => 32,
        '\u{0651}' => 33,
        '\u{0652}' => 34,
        '\u{0670}' => 35,
        '\u{0655}' | '\u{0656}' | '\u{065C}' | '\u{065F}' | '\u{06E3}' | '\u{06EA}' | '\u{06ED}' => 220,
        '\u{0899}'..='\u{089B}' | '\u{08CF}'..='\u{08D3}' | '\u{08E3}' | '\u{08E6}' | '\u{08E9}' => 220,
        '\u{08ED}'..='\u{08EF}' | '\u{08F6}' | '\u{08F9}' | '\u{08FA}' => 220,
        c if is_mark(c) => 230,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

    #[test]
    fn marks_and_classes_are_unicode_s() {
        let blocks = (0x600..0x700).chain(0x750..0x780).chain(0x870..0x900);
        for c in blocks.filter_map(char::from_u32) {
            // U+0897 is newer than some versions of the Unicode data.
            if c == '\u{897}' {
                continue;
            }
            assert_eq!(is_mark(c), is_combining_mark(c), "{c:?}");
            assert_eq!(combining_class(c), canonical_combining_class(c), "{c:?}");
        }
    }
}
