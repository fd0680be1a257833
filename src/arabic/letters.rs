//! A glyph's shape shows what its neighbours were; this file says which letters join to which side.
//!
//! The joining types are those of Unicode's ArabicShaping.txt for the blocks Arabic, Arabic
//! Supplement, Extended-A and Extended-B (a test compares them with `unicode-joining-type`).

/// U+0640, the kashida: stretches a joint and is no letter.
pub const TATWEEL: char = '\u{0640}';
/// U+0621, the hamza that stands alone.
pub const HAMZA: char = '\u{0621}';
/// U+0627.
pub const ALEF: char = '\u{0627}';
/// U+0644.
pub const LAM: char = '\u{0644}';
/// U+0647.
pub const HEH: char = '\u{0647}';
/// U+0648.
pub const WAW: char = '\u{0648}';
/// U+0629, ة.
pub const TEH_MARBUTA: char = '\u{0629}';
/// U+0649, ى.
pub const ALEF_MAKSURA: char = '\u{0649}';
/// U+0671, ٱ: Quranic spelling only, as far as running text goes.
pub const ALEF_WASLA: char = '\u{0671}';
/// U+200C, parts two letters that would join; Persian spelling needs it.
pub const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';
/// U+200D, asks for a joining shape without a neighbour.
pub const ZERO_WIDTH_JOINER: char = '\u{200D}';

/// How a character joins to its neighbours (ArabicShaping.txt).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JoiningType {
    /// Joins to neither side: hamza, digits, punctuation, other scripts.
    Non,
    /// Joins to the letter before it only: ا د ذ ر ز و ة and their kin.
    Right,
    /// Joins to both sides.
    Dual,
    /// Stands on a letter and does not part its neighbours: marks.
    Transparent,
    /// Makes both neighbours join: tatweel, U+200D.
    Causing,
}

const BLOCK: usize = 0x600;
const BLOCK_END: usize = 0x900;

/// First and last code point of runs that join to the letter before only.
const RIGHT: &[(u16, u16)] = &[
    (0x0622, 0x0625),
    (0x0627, 0x0627),
    (0x0629, 0x0629),
    (0x062F, 0x0632),
    (0x0648, 0x0648),
    (0x0671, 0x0673),
    (0x0675, 0x0677),
    (0x0688, 0x0699),
    (0x06C0, 0x06C0),
    (0x06C3, 0x06CB),
    (0x06CD, 0x06CD),
    (0x06CF, 0x06CF),
    (0x06D2, 0x06D3),
    (0x06D5, 0x06D5),
    (0x06EE, 0x06EF),
    (0x0759, 0x075B),
    (0x076B, 0x076C),
    (0x0771, 0x0771),
    (0x0773, 0x0774),
    (0x0778, 0x0779),
    (0x0870, 0x0882),
    (0x088E, 0x088E),
    (0x08AA, 0x08AC),
    (0x08AE, 0x08AE),
    (0x08B1, 0x08B2),
    (0x08B9, 0x08B9),
];

/// First and last code point of runs that join to both sides.
const DUAL: &[(u16, u16)] = &[
    (0x0620, 0x0620),
    (0x0626, 0x0626),
    (0x0628, 0x0628),
    (0x062A, 0x062E),
    (0x0633, 0x063F),
    (0x0641, 0x0647),
    (0x0649, 0x064A),
    (0x066E, 0x066F),
    (0x0678, 0x0687),
    (0x069A, 0x06BF),
    (0x06C1, 0x06C2),
    (0x06CC, 0x06CC),
    (0x06CE, 0x06CE),
    (0x06D0, 0x06D1),
    (0x06FA, 0x06FC),
    (0x06FF, 0x06FF),
    (0x0750, 0x0758),
    (0x075C, 0x076A),
    (0x076D, 0x0770),
    (0x0772, 0x0772),
    (0x0775, 0x0777),
    (0x077A, 0x077F),
    (0x0886, 0x0886),
    (0x0889, 0x088D),
    (0x08A0, 0x08A9),
    (0x08AF, 0x08B0),
    (0x08B3, 0x08B8),
    (0x08BA, 0x08C8),
];

/// Marks and the Arabic letter mark.
const TRANSPARENT: &[(u16, u16)] = &[
    (0x0610, 0x061A),
    (0x061C, 0x061C),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E4),
    (0x06E7, 0x06E8),
    (0x06EA, 0x06ED),
    (0x0897, 0x089F),
    (0x08CA, 0x08E1),
    (0x08E3, 0x08FF),
];

/// Letters that join to nothing: the hamzas and the small waw and yeh of Quranic spelling.
const LONE: &[(u16, u16)] = &[
    (0x0621, 0x0621),
    (0x0674, 0x0674),
    (0x06E5, 0x06E6),
    (0x0887, 0x0887),
    (0x08AD, 0x08AD),
    (0x08C9, 0x08C9),
];

/// The high bit marks a letter, the low bits are the joining type.
const LETTER: u8 = 0x80;

static TABLE: [u8; BLOCK_END - BLOCK] = {
    let mut table = [JoiningType::Non as u8; BLOCK_END - BLOCK];
    table = fill(table, RIGHT, JoiningType::Right as u8 | LETTER);
    table = fill(table, DUAL, JoiningType::Dual as u8 | LETTER);
    table = fill(table, LONE, JoiningType::Non as u8 | LETTER);
    table = fill(table, TRANSPARENT, JoiningType::Transparent as u8);
    table[0x640 - BLOCK] = JoiningType::Causing as u8;
    table[0x883 - BLOCK] = JoiningType::Causing as u8;
    table[0x884 - BLOCK] = JoiningType::Causing as u8;
    table[0x885 - BLOCK] = JoiningType::Causing as u8;
    table
};

const fn fill(mut table: [u8; BLOCK_END - BLOCK], runs: &[(u16, u16)], value: u8) -> [u8; BLOCK_END - BLOCK] {
    let mut run = 0;
    while run < runs.len() {
        let mut code = runs[run].0 as usize;
        while code <= runs[run].1 as usize {
            table[code - BLOCK] = value;
            code += 1;
        }
        run += 1;
    }
    table
}

const fn entry(c: char) -> u8 {
    match (c as usize).checked_sub(BLOCK) {
        Some(at) if at < TABLE.len() => TABLE[at],
        _ => 0,
    }
}

/// Whether `c` is a letter of the Arabic script in its nominal form: no mark, digit, tatweel,
/// punctuation or presentation form. O(1).
///
/// ```
/// use tanqih::arabic::letters::is_letter;
/// assert!("ابتثءئۀپچگڈے".chars().all(is_letter));
/// assert!(!"\u{640}٣،َ a\u{FE8E}".chars().any(is_letter));
/// ```
pub const fn is_letter(c: char) -> bool {
    entry(c) & LETTER != 0
}

/// Whether `c` belongs to the Arabic script's own blocks, presentation forms included: letters,
/// marks, digits, punctuation, tatweel. O(1).
pub fn is_arabic(c: char) -> bool {
    matches!(c,
        '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{0870}'..='\u{08FF}'
        | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// The joining type of `c`. O(1).
pub fn joining_type(c: char) -> JoiningType {
    match entry(c) & !LETTER {
        1 => JoiningType::Right,
        2 => JoiningType::Dual,
        3 => JoiningType::Transparent,
        4 => JoiningType::Causing,
        _ if c == ZERO_WIDTH_JOINER => JoiningType::Causing,
        _ => JoiningType::Non,
    }
}

/// Whether `c` reaches out to the letter after it, in reading order.
///
/// ```
/// use tanqih::arabic::letters::{joins_next, joins_previous};
/// assert!(joins_next('ب') && !joins_next('ر') && !joins_next('ء'));
/// assert!(joins_previous('ب') && joins_previous('ر') && !joins_previous('ء'));
/// ```
pub fn joins_next(c: char) -> bool {
    matches!(joining_type(c), JoiningType::Dual | JoiningType::Causing)
}

/// Whether `c` reaches out to the letter before it, in reading order.
pub fn joins_previous(c: char) -> bool {
    matches!(joining_type(c), JoiningType::Dual | JoiningType::Right | JoiningType::Causing)
}

/// Whether no word of Arabic starts with `c`: teh marbuta and alef maksura.
///
/// A line whose words do is stored backwards.
pub fn never_starts_a_word(c: char) -> bool {
    matches!(c, TEH_MARBUTA | ALEF_MAKSURA)
}

/// Whether an Arabic word may go on after `c`: not after teh marbuta. After alef maksura only
/// in Persian-style or Egyptian spelling, where it stands for yeh.
pub fn always_ends_a_word(c: char) -> bool {
    c == TEH_MARBUTA
}

/// A letter of the 36 that Modern Standard Arabic is written with (hamza forms included).
pub fn is_standard_arabic(c: char) -> bool {
    matches!(c, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}')
}

/// Whether `c` is an alef that makes a ligature with a lam before it: ا أ إ آ ٱ.
pub fn is_alef_of_lam_alef(c: char) -> bool {
    matches!(c, '\u{0622}' | '\u{0623}' | '\u{0625}' | '\u{0627}' | '\u{0671}')
}

/// Whether `c` is an alef with a madda or a hamza: U+0622, U+0623 or U+0625. O(1).
pub(crate) fn is_alef_with_hamza(c: char) -> bool {
    matches!(c, '\u{0622}' | '\u{0623}' | '\u{0625}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_joining_type::{get_joining_type, JoiningType as Unicode};

    #[test]
    fn joining_types_are_unicode_s() {
        let blocks = (0x600..0x700).chain(0x750..0x780).chain(0x870..0x900).chain([0x200C, 0x200D, 0x41]);
        for c in blocks.filter_map(char::from_u32) {
            let unicode = match get_joining_type(c) {
                Unicode::NonJoining => JoiningType::Non,
                Unicode::RightJoining => JoiningType::Right,
                Unicode::DualJoining => JoiningType::Dual,
                Unicode::Transparent => JoiningType::Transparent,
                Unicode::JoinCausing => JoiningType::Causing,
                other => panic!("{c:?} is {other:?}"),
            };
            assert_eq!(joining_type(c), unicode, "{c:?}");
        }
    }

    #[test]
    fn letters_are_alphabetic_and_no_marks() {
        for c in (0x600..0x900).filter_map(char::from_u32).filter(|&c| is_letter(c)) {
            assert!(c.is_alphabetic() && !unicode_normalization::char::is_combining_mark(c), "{c:?}");
        }
    }
}
