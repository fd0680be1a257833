//! What direction a character takes on the page: a letter of one of two, a part of a number, or that of its neighbours.

/// What UAX #9 calls the bidirectional class, as far as the way back needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// R and AL: letters of Arabic, Hebrew, Syriac, Thaana, N'Ko, and their forms.
    Right,
    /// L: letters of every other script.
    Left,
    /// EN: 0–9 and the digits of Persian and Urdu.
    European,
    /// AN: U+0660–U+0669, and the separators U+066B and U+066C.
    ArabicNumber,
    /// CS: a single one binds two numbers of one kind (`12/05/2015`, `14:45`, `1,099`).
    Separator,
    /// ET: `%`, `$`, `°`; part of a European number beside it, in left-to-right context.
    Terminator,
    /// Everything else: takes the direction of its neighbours.
    Neutral,
}

/// The class of `c`. Marks of the Arabic script count as [`Class::Right`]. O(1).
pub fn class(c: char) -> Class {
    match c {
        // Lines are asked letter by letter, and nearly every letter is one of these.
        '\u{600}'..='\u{6FF}' => ARABIC_BLOCK[c as usize - 0x600],
        '\0'..='\x7F' => ASCII[c as usize],
        c => known_class(c).unwrap_or(if c.is_alphabetic() { Class::Left } else { Class::Neutral }),
    }
}

/// Whether `c` is a sign that belongs to a number beside it (ES, ET).
pub(crate) fn is_number_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '\u{2212}') || class(c) == Class::Terminator
}

static ARABIC_BLOCK: [Class; 0x100] = classes(0x600);
static ASCII: [Class; 0x80] = classes(0);

/// The classes of code points in a row, all of which are in the table of ranges.
const fn classes<const N: usize>(from: u32) -> [Class; N] {
    let mut classes = [Class::Right; N];
    let mut at = 0;
    while at < N {
        if let Some(c) = char::from_u32(from + at as u32) {
            if let Some(class) = known_class(c) {
                classes[at] = class;
            }
        }
        at += 1;
    }
    classes
}

/// The class of what is no letter of another script, as far as a table of ranges tells.
const fn known_class(c: char) -> Option<Class> {
    Some(match c {
        '0'..='9' | '\u{6F0}'..='\u{6F9}' | '\u{B2}' | '\u{B3}' | '\u{B9}' => Class::European,
        'a'..='z' | 'A'..='Z' => Class::Left,
        ',' | '.' | '/' | ':' | '\u{A0}' | '\u{60C}' => Class::Separator,
        '#' | '$' | '%' | '\u{A2}'..='\u{A5}' | '\u{B0}' | '\u{B1}' | '\u{609}' | '\u{60A}' | '\u{66A}' => {
            Class::Terminator
        }
        '\u{2030}'..='\u{2034}' | '\u{20A0}'..='\u{20CF}' => Class::Terminator,
        '\0'..='\u{A9}' => Class::Neutral,
        '\u{660}'..='\u{669}' | '\u{66B}' | '\u{66C}' => Class::ArabicNumber,
        '\u{600}'..='\u{607}' | '\u{60E}' | '\u{60F}' | '\u{6DE}' | '\u{6E9}' => Class::Neutral,
        '\u{FD3E}' | '\u{FD3F}' => Class::Neutral,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' => Class::Right,
        _ => return None,
    })
}
