//! Arabic words show which end of them is the beginning, often without a look into a dictionary.
//!
//! No word starts with ة or ى, many start with ال, the commonest words read backwards are no words,
//! and the shapes of presentation forms follow one another in one way only. [`Signs`] counts these
//! facts over a line, in bits of evidence.

use super::forms;
use super::letters::{is_arabic, is_letter, TATWEEL};
use super::marks::is_mark;

/// Evidence for either direction of the letters of a line, in bits, and how many words gave any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// For letters in reading order.
    pub forward: u32,
    /// For letters in reverse order.
    pub backward: u32,
    /// Of the two, what words say that begin or end with the article: other languages of the script have none.
    pub article: (u32, u32),
    /// Words of two letters or more in the Arabic script.
    pub words: u32,
    /// Words that end with a letter that none ends with.
    ends: u32,
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
        let mut rest = line.as_bytes();
        loop {
            let letters = rest;
            while let [a, b, tail @ ..] = rest {
                if !is_letter_pair(*a, *b) {
                    break;
                }
                word.spelling = word.spelling << 8 | u64::from(low(*a, *b));
                rest = tail;
            }
            word.add(&letters[..letters.len() - rest.len()]);
            match rest {
                [] => break,
                [ascii, tail @ ..] if ascii.is_ascii() => {
                    word.end(&mut signs);
                    rest = tail;
                }
                _ => {
                    let at = line.len() - rest.len();
                    let Some(c) = line[at..].chars().next() else { break };
                    word.read(c, &mut signs);
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
        word.end(&mut signs);
        signs
    }

    /// Bits for letters in reverse that say nothing: in no line every third word begins with U+0625, which none ends
    /// with, so that some other glyph came as that letter.
    pub(crate) fn void(&self) -> u32 {
        if self.ends >= FEW_ENDS && self.ends * ENDS > self.words {
            self.ends * SURE
        } else {
            0
        }
    }
}

/// Whether `line` may hold what most backward lines of ten words do: one of the letters that never come first,
/// of a word of four letters or more U+0644 U+0627 at the end for the article, في or من in reverse. O(length),
/// many bytes at a time.
pub(crate) fn may_be_backward(line: &str) -> bool {
    // A line ends at its edges as a word does at a space.
    let mut edge = [b' '; 2 * BLOCK + REACH];
    let mut rest = line.as_bytes();
    let first = rest.len().min(BLOCK);
    edge[1..=first].copy_from_slice(&rest[..first]);
    if edge.first_chunk().is_some_and(has_sign) {
        return true;
    }
    while let Some(block) = rest.first_chunk() {
        if has_sign(block) {
            return true;
        }
        rest = &rest[BLOCK..];
    }
    edge.fill(b' ');
    edge[..rest.len()].copy_from_slice(rest);
    [0, BLOCK].into_iter().any(|at| edge[at..].first_chunk().is_some_and(has_sign))
}

/// Bytes looked at together, and the bytes after the first that a sign reaches over.
const BLOCK: usize = 32;
const REACH: usize = 8;

fn has_sign(block: &[u8; BLOCK + REACH]) -> bool {
    let is = |at: usize, [lead, continued]: [u8; 2]| (block[at] == lead) & (block[at + 1] == continued);
    // Written so that it compiles to operations on many bytes at once.
    (0..BLOCK).fold(false, |any, at| {
        let never_first = is(at + 1, [0xD8, 0xA9])
            | is(at + 1, [0xD9, 0x89])
            | is(at + 1, [0xDB, 0x92])
            | is(at + 1, [0xDA, 0xBA]);
        let first = never_first & (block[at + 3] >= 0xD8);
        let turned = is(at + 1, [0xD9, 0x8A]) & is(at + 3, [0xD9, 0x81])
            | is(at + 1, [0xD9, 0x86]) & is(at + 3, [0xD9, 0x85]);
        let lam_alef = is(at + 4, [0xD9, 0x84]) & is(at + 6, [0xD8, 0xA7]);
        let last = (block[at] >= 0xD8) & (block[at + 2] >= 0xD8) & lam_alef & block[at + 8].is_ascii();
        any | block[at].is_ascii() & (first | turned & block[at + 5].is_ascii()) | last
    })
}

/// The low byte of the character of U+0600–U+06FF, D8 80–DB BF, that two bytes are.
fn low(lead: u8, continued: u8) -> u8 {
    lead << 6 | continued & 0x3F
}

/// Whether two bytes are a letter of U+0600–U+06FF, as nearly all that is read here.
fn is_letter_pair(lead: u8, continued: u8) -> bool {
    lead & 0xFC == 0xD8 && KINDS[usize::from(low(lead, continued))] & LETTER != 0
}

/// What a character of U+0600–U+06FF is.
const LETTER: u8 = 1;
/// ة and ى; yeh barree and noon ghunna of Urdu.
const NEVER_FIRST: u8 = 2;
/// U+0625, إ, stands at a word's beginning, after ال or after a prefix; so does U+0622, آ, but for a few words.
const NEVER_LAST: u8 = 4;
const HARDLY_LAST: u8 = 8;

/// Words that end with a letter that none ends with, and one in how many, where the letter is another.
const FEW_ENDS: u32 = 4;
const ENDS: u32 = 3;

/// By the low byte.
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut low = 0;
    while low < kinds.len() {
        kinds[low] = match char::from_u32(0x600 + low as u32) {
            Some('\u{629}' | '\u{649}' | '\u{6D2}' | '\u{6BA}') => LETTER | NEVER_FIRST,
            Some('\u{625}') => LETTER | NEVER_LAST,
            Some('\u{622}') => LETTER | HARDLY_LAST,
            Some(c) if is_letter(c) => LETTER,
            _ => 0,
        };
        low += 1;
    }
    kinds
};

/// What is known of a word while it is read. Letters are told by the low byte of their code point in
/// U+0600–U+06FF; others are 0.
#[derive(Default)]
struct Word {
    letters: usize,
    /// The first two letters, the second lowest.
    head: u16,
    /// The last eight letters, the last lowest.
    spelling: u64,
    form: Option<char>,
}

/// Bits for what cannot be in the other direction but for damage.
const SURE: u32 = 8;
/// Bits for what is common in one direction and rare in the other.
const LIKELY: u32 = 4;
/// Bits for two joined forms in a row.
const JOINED: u32 = 2;
/// U+0627 U+0644, the article, and in reverse.
const ARTICLE: u16 = 0x2744;

impl Word {
    /// Count letters of two bytes each, which the spelling has.
    fn add(&mut self, pairs: &[u8]) {
        match (self.letters, pairs) {
            (_, []) => return,
            (0, [a, b, c, d, ..]) => self.head = u16::from_be_bytes([low(*a, *b), low(*c, *d)]),
            (0 | 1, [a, b, ..]) => self.head = self.head << 8 | u16::from(low(*a, *b)),
            _ => {}
        }
        self.letters += pairs.len() / 2;
        self.form = None;
    }

    fn push(&mut self, letter: char) {
        let low = if ('\u{600}'..='\u{6FF}').contains(&letter) { letter as u8 } else { 0 };
        if self.letters < 2 {
            self.head = self.head << 8 | u16::from(low);
        }
        self.letters += 1;
        self.spelling = self.spelling << 8 | u64::from(low);
        self.form = None;
    }

    /// Read any character.
    fn read(&mut self, c: char, signs: &mut Signs) {
        if is_letter(c) {
            self.push(c);
        } else if forms::is_form(c) {
            self.push_form(c, signs);
        } else if !(is_mark(c) || matches!(c, TATWEEL | '\u{200C}' | '\u{200D}')) {
            self.end(signs);
        }
    }

    fn push_form(&mut self, c: char, signs: &mut Signs) {
        if let Some(before) = self.form {
            let forward = forms::joins_next(before) == Some(true) && forms::joins_previous(c) == Some(true);
            let backward = forms::joins_previous(before) == Some(true) && forms::joins_next(c) == Some(true);
            signs.forward += if forward && !backward { JOINED } else { 0 };
            signs.backward += if backward && !forward { JOINED } else { 0 };
        }
        let Some(letters) = forms::letters(c) else { return };
        letters.chars().filter(|&letter| is_letter(letter)).for_each(|letter| self.push(letter));
        self.form = Some(c);
    }

    fn end(&mut self, signs: &mut Signs) {
        let Word { letters, head, spelling, .. } = std::mem::take(self);
        if letters < 2 {
            return;
        }
        signs.words += 1;
        let kind = |letter: u8| KINDS[usize::from(letter)];
        let (first, last) = (kind((head >> 8) as u8), kind(spelling as u8));
        signs.forward += if last & NEVER_FIRST != 0 { SURE } else { 0 };
        signs.backward += if first & NEVER_FIRST != 0 { SURE } else { 0 };
        signs.backward += if last & NEVER_LAST != 0 { SURE } else { 0 };
        signs.ends += u32::from(last & NEVER_LAST != 0);
        signs.backward += if last & HARDLY_LAST != 0 { LIKELY } else { 0 };
        if letters >= 4 {
            let first = if head == ARTICLE { LIKELY } else { 0 };
            let last = if spelling as u16 == ARTICLE.swap_bytes() { LIKELY } else { 0 };
            signs.article = (signs.article.0 + first, signs.article.1 + last);
            signs.forward += first;
            signs.backward += last;
        }
        if letters <= 4 {
            match common(spelling as u32) {
                Some(true) => signs.forward += LIKELY,
                Some(false) => signs.backward += LIKELY,
                None => {}
            }
        }
    }
}

/// Up to four letters as a [`Word`] spells them.
const fn spelled(word: &[u32]) -> u32 {
    let mut spelled = 0;
    let mut at = 0;
    while at < word.len() {
        spelled = spelled << 8 | word[at] & 0xFF;
        at += 1;
    }
    spelled
}

const fn reversed(spelled: u32) -> u32 {
    spelled.swap_bytes() >> (spelled.leading_zeros() / 8 * 8)
}

/// Whether these letters are one of the commonest words (`true`) or one read backwards (`false`),
/// among those that are a word in one direction only.
fn common(spelled: u32) -> Option<bool> {
    let mut at = slot(spelled);
    while COMMON[at].0 != 0 {
        if COMMON[at].0 == spelled {
            return Some(COMMON[at].1);
        }
        at = (at + 1) % SLOTS;
    }
    None
}

const SLOTS: usize = 512;

const fn slot(spelled: u32) -> usize {
    (spelled.wrapping_mul(0x9E37_79B9) >> 23) as usize
}

/// An open table: a word stands at its slot or in the next free one. What reads both ways is forward.
static COMMON: [(u32, bool); SLOTS] = {
    let mut table = [(0, false); SLOTS];
    let mut word = 0;
    while word < 2 * FORWARD.len() {
        let forward = word < FORWARD.len();
        let spelled = if forward { FORWARD[word] } else { reversed(FORWARD[word - FORWARD.len()]) };
        let mut at = slot(spelled);
        while table[at].0 != 0 && table[at].0 != spelled {
            at = (at + 1) % SLOTS;
        }
        if table[at].0 == 0 {
            table[at] = (spelled, forward);
        }
        word += 1;
    }
    table
};

macro_rules! common_words {
    ($($($letter:literal)*;)*) => {
        const FORWARD: &[u32] = &[$(spelled(&[$($letter),*])),*];
    };
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
    0x631 0x627;             // را
    0x645 0x6CC;             // می
    0x647 0x627 0x6CC;       // های
    0x628 0x631 0x627 0x6CC; // برای
    0x634 0x62F 0x647;       // شده
    0x6A9 0x631 0x62F;       // کرد
    0x628 0x648 0x62F;       // بود
    0x627 0x648 0x631;       // اور
    0x6A9 0x648;             // کو
    0x62A 0x6BE 0x627;       // تھا
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
        assert_eq!(common(spelled(&[0x641, 0x64A])), Some(true));
        assert_eq!(common(spelled(&[0x64A, 0x641])), Some(false));
        assert_eq!(common(spelled(&[0x627, 0x645, 0x643])), Some(false));
        for &word in FORWARD {
            assert_eq!(common(word), Some(true));
            assert_eq!(common(reversed(word)), Some(FORWARD.contains(&reversed(word))));
        }
    }

    #[test]
    fn backward_signs_are_found_wherever_they_stand() {
        for before in 0..70 {
            for after in ["", " و", &" من".repeat(30)] {
                let healthy = format!("{}في الكتاب{after}", "من ".repeat(before));
                assert!(!may_be_backward(&healthy), "{healthy}");
                for word in ["ةنيدم", "ىلع", "باتكلا", "يف"] {
                    let before = "x".repeat(before / 2) + &" ".repeat(before.div_ceil(2));
                    let backward = format!("{before}{word}{after}");
                    assert!(may_be_backward(&backward), "{backward}");
                }
            }
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
