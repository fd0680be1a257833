//! Arabic words show which end of them is the beginning, often without a look into a dictionary.
//!
//! No word starts with ة or ى, many start with ال, the commonest words read backwards are no words,
//! and the shapes of presentation forms follow one another in one way only. [`Signs`] counts these
//! facts over a line, in bits of evidence.

use super::forms;
use super::letters::{is_arabic, is_letter};
use super::marks::is_mark;

/// Evidence for either direction of the letters of a line, in bits, and how many words gave any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// For letters in reading order.
    pub forward: u32,
    /// For letters in reverse order.
    pub backward: u32,
    /// Words of two letters or more in the Arabic script.
    pub words: u32,
}

impl Signs {
    /// The signs of `line`. O(length); allocates nothing.
    ///
    /// ```
    /// use tanqih::arabic::direction::Signs;
    /// let signs = Signs::of("نارهطو توريبو دادغب يف ةدعاقلا");
    /// assert!(signs.backward > 10 && signs.forward == 0);
    /// let signs = Signs::of("القاعدة في بغداد وبيروت وطهران");
    /// assert!(signs.forward > 10 && signs.backward == 0);
    /// ```
    pub fn of(line: &str) -> Self {
        let mut signs = Signs::default();
        let mut word = Word::default();
        for c in line.chars() {
            if ('\u{620}'..='\u{64A}').contains(&c) && c != '\u{640}' {
                word.push(c, c);
            } else if c == ' ' {
                word.end(&mut signs);
            } else if is_letter(c) {
                word.push(c, c);
            } else if forms::is_form(c) {
                word.push_form(c, &mut signs);
            } else if !(is_mark(c) || c == '\u{640}' || c == '\u{200C}' || c == '\u{200D}') {
                word.end(&mut signs);
            }
        }
        word.end(&mut signs);
        signs
    }
}

/// What is known of a word while it is read.
#[derive(Default)]
struct Word {
    letters: u32,
    /// The first four letters, a byte each, the first lowest: what they are above U+0600.
    head: u32,
    last: [char; 2],
    form: Option<char>,
}

/// Bits for what cannot be in the other direction but for damage.
const SURE: u32 = 8;
/// Bits for what is common in one direction and rare in the other.
const LIKELY: u32 = 4;
/// Bits for two joined forms in a row.
const JOINED: u32 = 2;

impl Word {
    fn push(&mut self, c: char, last: char) {
        if self.letters < 4 {
            self.head |= (c as u32 & 0xFF) << (8 * self.letters);
        }
        self.letters += 1;
        self.last = [self.last[1], last];
        self.form = None;
    }

    fn push_form(&mut self, c: char, signs: &mut Signs) {
        if let Some(before) = self.form {
            let forward = forms::joins_next(before) == Some(true) && forms::joins_previous(c) == Some(true);
            let backward = forms::joins_previous(before) == Some(true) && forms::joins_next(c) == Some(true);
            signs.forward += if forward && !backward { JOINED } else { 0 };
            signs.backward += if backward && !forward { JOINED } else { 0 };
        }
        let Some(letters) = forms::letters(c) else { return };
        for letter in letters.chars().filter(|&letter| is_letter(letter)) {
            self.push(letter, letter);
        }
        self.form = Some(c);
    }

    fn end(&mut self, signs: &mut Signs) {
        let word = std::mem::take(self);
        if word.letters < 2 {
            return;
        }
        signs.words += 1;
        let first = char::from_u32(0x600 + (word.head & 0xFF)).unwrap_or(' ');
        let last = word.last[1];
        if never_starts(first) {
            signs.backward += SURE;
        }
        if never_starts(last) {
            signs.forward += SURE;
        }
        // U+0625, إ, stands at a word's beginning, after ال or after a prefix, never at its end.
        if last == '\u{625}' {
            signs.backward += SURE;
        }
        if word.letters <= 4 {
            match common(word.head) {
                Some(true) => signs.forward += LIKELY,
                Some(false) => signs.backward += LIKELY,
                None => {}
            }
        }
        if word.letters >= 4 {
            // U+0627 U+0644, the article; U+0644 U+0627 at the end.
            if word.head & 0xFFFF == 0x4427 {
                signs.forward += LIKELY;
            }
            if word.last == ['\u{644}', '\u{627}'] {
                signs.backward += LIKELY;
            }
        }
    }
}

/// ة and ى; yeh barree and noon ghunna of Urdu.
fn never_starts(c: char) -> bool {
    matches!(c, '\u{629}' | '\u{649}' | '\u{6D2}' | '\u{6BA}')
}

const fn packed(word: &[u32]) -> u32 {
    let mut packed = 0;
    let mut at = 0;
    while at < word.len() {
        packed |= (word[at] & 0xFF) << (8 * at);
        at += 1;
    }
    packed
}

/// Whether these letters are one of the commonest words (`true`) or one read backwards (`false`),
/// among those that are a word in one direction only.
fn common(head: u32) -> Option<bool> {
    FORWARD.contains(&head).then_some(true).or_else(|| BACKWARD.contains(&head).then_some(false))
}

macro_rules! common_words {
    ($($($letter:literal)*;)*) => {
        const FORWARD: &[u32] = &[$(packed(&[$($letter),*])),*];
        const BACKWARD: &[u32] = &[$(reversed(packed(&[$($letter),*]))),*];
    };
}

const fn reversed(packed: u32) -> u32 {
    packed.swap_bytes() >> (packed.leading_zeros() / 8 * 8)
}

common_words! {
    0x641 0x64A;             // في
    0x645 0x646;             // من
    0x639 0x646;             // عن
    0x623 0x646;             // أن
    0x625 0x646;             // إن
    0x639 0x644 0x649;       // على
    0x625 0x644 0x649;       // إلى
    0x647 0x648;             // هو
    0x647 0x64A;             // هي
    0x623 0x648;             // أو
    0x62B 0x645;             // ثم
    0x642 0x62F;             // قد
    0x647 0x630 0x627;       // هذا
    0x647 0x630 0x647;       // هذه
    0x643 0x627 0x646;       // كان
    0x627 0x644 0x62A 0x64A; // التي
    0x627 0x644 0x630 0x64A; // الذي
    0x630 0x644 0x643;       // ذلك
    0x628 0x639 0x62F;       // بعد
    0x628 0x64A 0x646;       // بين
    0x643 0x645 0x627;       // كما
    0x645 0x646 0x630;       // منذ
    0x639 0x646 0x62F;       // عند
    0x62D 0x64A 0x62B;       // حيث
    0x648 0x642 0x62F;       // وقد
    0x648 0x641 0x64A;       // وفي
    0x648 0x645 0x646;       // ومن
    0x63A 0x64A 0x631;       // غير
    0x62D 0x62A 0x649;       // حتى
    0x639 0x627 0x645;       // عام
    0x642 0x627 0x644;       // قال
    0x627 0x632;             // از
    0x6A9 0x647;             // که
    0x627 0x6CC 0x646;       // این
    0x627 0x633 0x62A;       // است
    0x627 0x648 0x631;       // اور
}

/// Whether `word` has a letter of the Arabic script or one of its presentation forms.
pub fn has_letters(word: &str) -> bool {
    word.chars().any(|c| is_arabic(c) && forms::is_letter_or_form(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_turned_round() {
        assert_eq!(common(packed(&[0x641, 0x64A])), Some(true));
        assert_eq!(common(packed(&[0x64A, 0x641])), Some(false));
        assert_eq!(common(packed(&[0x627, 0x645, 0x643])), Some(false));
        for word in FORWARD {
            assert!(!BACKWARD.contains(word) || reversed(*word) == *word);
        }
    }

    #[test]
    fn forms_tell_by_their_shapes() {
        let shaped = forms::shape("بيروت تنتظر محمد");
        let forward = Signs::of(&shaped);
        assert!(forward.forward > 10 && forward.backward == 0, "{forward:?}");
        let turned: String = shaped.chars().rev().collect();
        let backward = Signs::of(&turned);
        assert!(backward.backward > 10 && backward.forward == 0, "{backward:?}");
    }
}
