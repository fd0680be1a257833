//! A PDF spells one word with marks, tatweel and plain letters in any mixture; here a word
//! is brought down to its letters, one byte each, so that look-ups compare only what counts.

/// The most letters a word may have; longer strings are no words.
pub const MAX_LETTERS: usize = 24;

/// How many letters the alphabet has: U+0621 HAMZA to U+063A GHAIN, U+0641 FEH to U+064A YEH.
pub(crate) const ALPHABET: u8 = 36;

/// A word's letters, one byte each (1 to 36), on the stack.
///
/// Letters are exact: alef with and without hamza, yeh and alef maksura, heh and teh marbuta
/// stay different, because repairs turn on the difference. Marks (U+064B–U+065F, U+0670,
/// U+0610–U+061A, U+06D6–U+06ED but for the two verse signs) and the tatweel U+0640 are
/// skipped. U+0671 ALEF WASLA is an alef: it tells how the Quran spells a word, not which one it is.
///
/// ```
/// use tanqih::model::Letters;
/// let plain = Letters::of("كتب").unwrap();
/// assert_eq!(Letters::of("كَتَـــبَ"), Some(plain));
/// assert_eq!(plain.len(), 3);
/// assert_eq!(Letters::of("ٱلْكِتَٰبِ"), Letters::of("الكتب"));
/// assert!(Letters::of("کتب").is_none(), "U+06A9 is a Persian letter");
/// assert!(Letters::of("").is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letters {
    codes: [u8; MAX_LETTERS],
    len: u8,
}

impl Letters {
    /// No letters yet: a place to gather them.
    pub(crate) const EMPTY: Letters = Letters { codes: [0; MAX_LETTERS], len: 0 };

    /// The letters of `word`; `None` when it has none, has more than [`MAX_LETTERS`], or
    /// holds a character that is neither a letter of the Arabic language, nor a mark, nor
    /// a tatweel. Linear in `word`, no heap.
    pub fn of(word: &str) -> Option<Letters> {
        let mut letters = Letters::EMPTY;
        let mut rest = word.as_bytes();
        while let [lead, trail, after @ ..] = rest {
            rest = after;
            let code = match code_of_pair(*lead, *trail) {
                Glyph::Letter(code) => code,
                Glyph::Skipped => continue,
                Glyph::Foreign => return None,
            };
            *letters.codes.get_mut(usize::from(letters.len))? = code;
            letters.len += 1;
        }
        (rest.is_empty() && letters.len > 0).then_some(letters)
    }

    /// Letters of codes, as many as fit.
    pub(crate) fn from_codes(codes: &[u8]) -> Letters {
        let mut letters = Letters::EMPTY;
        for (slot, &code) in letters.codes.iter_mut().zip(codes) {
            *slot = code;
            letters.len += 1;
        }
        letters
    }

    /// The letters as bytes from 1 to 36, in the order of their code points.
    pub fn as_bytes(&self) -> &[u8] {
        &self.codes[..usize::from(self.len)]
    }

    /// How many letters.
    pub fn len(&self) -> usize {
        usize::from(self.len)
    }

    /// Gathers the letters that `text` begins with, up to [`MAX_LETTERS`]; after each, tells
    /// `each` the letters so far and the bytes they take with the marks that follow them.
    pub(crate) fn extend_over(&mut self, text: &str, each: &mut dyn FnMut(&[u8], usize)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut pending = false;
        while let Some(&[lead, trail]) = bytes.get(at..at + 2) {
            match code_of_pair(lead, trail) {
                Glyph::Skipped => at += 2,
                Glyph::Foreign => break,
                Glyph::Letter(code) => {
                    if pending {
                        each(self.as_bytes(), at);
                    }
                    let Some(slot) = self.codes.get_mut(usize::from(self.len)) else {
                        return;
                    };
                    *slot = code;
                    self.len += 1;
                    pending = true;
                    at += 2;
                }
            }
        }
        if pending {
            each(self.as_bytes(), at);
        }
    }

    /// Writes the letters as text into `buffer`.
    pub(crate) fn write<'b>(&self, buffer: &'b mut [u8; 2 * MAX_LETTERS]) -> &'b str {
        let mut end = 0;
        for c in self.as_bytes().iter().filter_map(|&code| letter(code)) {
            end += c.encode_utf8(&mut buffer[end..]).len();
        }
        std::str::from_utf8(&buffer[..end]).unwrap_or_default()
    }

    /// Never true: a word without letters is no [`Letters`].
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl std::fmt::Display for Letters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.write(&mut [0; 2 * MAX_LETTERS]))
    }
}

/// What two bytes of UTF-8 are to a word.
#[derive(Clone, Copy)]
pub(crate) enum Glyph {
    /// A letter, by its code.
    Letter(u8),
    /// A mark or a tatweel.
    Skipped,
    /// No part of an Arabic word.
    Foreign,
}

/// Reads one two-byte character. Every letter and mark of Arabic takes two bytes, so the
/// first byte of anything longer or shorter falls to [`Glyph::Foreign`].
#[inline]
pub(crate) fn code_of_pair(lead: u8, trail: u8) -> Glyph {
    if lead & 0xFE == 0xD8 {
        match GLYPHS[usize::from(lead & 1) << 8 | usize::from(trail)] {
            FOREIGN => Glyph::Foreign,
            SKIPPED => Glyph::Skipped,
            code => Glyph::Letter(code),
        }
    } else {
        match (lead, trail) {
            // U+06DD END OF AYAH, U+06DE and U+06E9 are no marks.
            (0xDB, 0x9D | 0x9E | 0xA9) => Glyph::Foreign,
            (0xDB, 0x96..=0xAD) => Glyph::Skipped,
            _ => Glyph::Foreign,
        }
    }
}

const FOREIGN: u8 = 0xFF;
const SKIPPED: u8 = 0;

/// By the low bit of the first byte, 0xD8 or 0xD9, and the second.
static GLYPHS: [u8; 512] = glyphs();

const fn glyphs() -> [u8; 512] {
    let mut glyphs = [FOREIGN; 512];
    let mut trail = 0x80;
    while trail <= 0xBF {
        glyphs[trail] = match trail {
            0xA1..=0xBA => (trail - 0xA0) as u8,
            // Signs above words, U+0610–U+061A.
            0x90..=0x9A => SKIPPED,
            _ => FOREIGN,
        };
        glyphs[256 + trail] = match trail {
            0x81..=0x8A => (trail - 0x81 + 27) as u8,
            // Tatweel, then harakat; superscript alef.
            0x80 | 0x8B..=0x9F | 0xB0 => SKIPPED,
            // U+0671 ALEF WASLA is U+0627 ALEF in the spelling of the Quran.
            0xB1 => 0xA7 - 0xA0,
            _ => FOREIGN,
        };
        trail += 1;
    }
    glyphs
}

/// The letter of a code from 1 to 36; `None` for any other number.
pub(crate) fn letter(code: u8) -> Option<char> {
    match code {
        1..=26 => char::from_u32(0x620 + u32::from(code)),
        27..=ALPHABET => char::from_u32(0x641 + u32::from(code) - 27),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_a_code_and_back() {
        for code in 1..=ALPHABET {
            let word = letter(code).unwrap().to_string();
            assert_eq!(Letters::of(&word).unwrap().as_bytes(), [code]);
        }
        assert_eq!(letter(0), None);
        assert_eq!(letter(37), None);
    }

    #[test]
    fn foreign_characters_make_no_word() {
        for text in ["a", "كa", "گ", "ک", "ی", "پ", "٣", "ك ل", "،", "ﻛ", "\u{202b}ك", "😀", "\u{6dd}"]
        {
            assert_eq!(Letters::of(text), None, "{text:?}");
        }
    }

    #[test]
    fn length_is_bounded() {
        assert!(Letters::of(&"ك".repeat(MAX_LETTERS)).is_some());
        assert!(Letters::of(&"ك".repeat(MAX_LETTERS + 1)).is_none());
        assert!(Letters::of("\u{64e}\u{640}").is_none());
    }
}
