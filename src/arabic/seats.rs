//! Extractors set vowel signs off by one letter; this file says which letter can carry which signs, and so which of its neighbours a sign belongs to.
//!
//! Bare alef and alef maksura carry hardly any sign, hamza below only kasra, a word begins with neither
//! sukun, shadda nor tanween and goes on behind no tanween, and no letter carries two vowels. One
//! sign may break each of these rules; all signs of a text on the wrong letter break them at every other word.

use super::forms;
use super::letters::{is_letter, ALEF, ALEF_MAKSURA, ALEF_WASLA, HAMZA, LAM, TATWEEL, TEH_MARBUTA};
use super::marks::{
    is_mark, is_tanween, signs, FATHATAN, HAMZA_ABOVE, HAMZA_BELOW, SHADDA, SUKUN, SUPERSCRIPT_ALEF,
};

/// U+0622 to U+0625: alef with madda, hamza above and below, and waw with hamza.
const ALEF_MADDA: char = '\u{0622}';
const ALEF_HAMZA: char = '\u{0623}';
const ALEF_HAMZA_BELOW: char = '\u{0625}';
const KASRATAN: char = '\u{064D}';
const FATHA: char = '\u{064E}';
const DAMMA: char = '\u{064F}';
const KASRA: char = '\u{0650}';
/// U+06E1, the sukun of Quranic spelling.
const QURANIC_SUKUN: char = '\u{06E1}';

/// The signs on one letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    vowel: Option<char>,
    vowels: u8,
    shaddas: u8,
    alefs: u8,
    hamza: Option<char>,
}

impl Load {
    /// What a letter carries that has all the marks of `text`. O(length).
    pub fn of(text: &str) -> Self {
        let mut load = Load::default();
        text.chars().for_each(|c| load.add(c));
        load
    }

    /// The load with one more sign.
    pub fn add(&mut self, mark: char) {
        match mark {
            '\u{064B}'..='\u{0650}' | SUKUN | QURANIC_SUKUN | '\u{08F0}'..='\u{08F2}' => {
                self.vowel = Some(match mark {
                    QURANIC_SUKUN => SUKUN,
                    '\u{08F0}'..='\u{08F2}' => [FATHATAN, '\u{064C}', KASRATAN][mark as usize - 0x08F0],
                    mark => mark,
                });
                self.vowels = self.vowels.saturating_add(1);
            }
            SHADDA => self.shaddas = self.shaddas.saturating_add(1),
            SUPERSCRIPT_ALEF => self.alefs = self.alefs.saturating_add(1),
            HAMZA_ABOVE | HAMZA_BELOW => self.hamza = Some(mark),
            _ => {}
        }
    }

    /// The signs of both.
    pub fn with(self, other: Load) -> Load {
        Load {
            vowel: self.vowel.or(other.vowel),
            vowels: self.vowels.saturating_add(other.vowels),
            shaddas: self.shaddas.saturating_add(other.shaddas),
            alefs: self.alefs.saturating_add(other.alefs),
            hamza: self.hamza.or(other.hamza),
        }
    }

    /// Whether there is no sign that says anything.
    pub fn is_none(&self) -> bool {
        self.vowels == 0 && self.shaddas == 0 && self.alefs == 0 && self.hamza.is_none()
    }

    /// Whether there is a shadda without the vowel that goes with it.
    pub fn lacks_vowel(&self) -> bool {
        self.shaddas > 0 && self.vowels == 0 && self.alefs == 0
    }

    /// Bits that speak against `letter` carrying these signs, between the letters of its word beside it.
    pub fn strain(&self, before: Option<char>, letter: char, next: Option<char>) -> u32 {
        let twice = |count: u8| 10 * u32::from(count.saturating_sub(1));
        let mut bits = twice(self.vowels) + twice(self.shaddas) + twice(self.alefs);
        bits += match (self.hamza, letter) {
            (None, _) | (Some(_), ALEF | ALEF_MAKSURA) => 0,
            (Some(HAMZA_ABOVE), '\u{647}'..='\u{64A}' | '\u{6C1}' | '\u{6D2}' | '\u{6D5}') => 0,
            _ => 10,
        };
        if self.shaddas > 0 {
            bits += match letter {
                ALEF | ALEF_MAKSURA | TEH_MARBUTA | HAMZA | ALEF_MADDA..=ALEF_HAMZA_BELOW | ALEF_WASLA => 8,
                _ if before.is_none() => 4,
                _ if self.vowel == Some(SUKUN) => 8,
                _ => 0,
            };
        }
        if self.alefs > 0 {
            bits += match letter {
                ALEF | TEH_MARBUTA | HAMZA | ALEF_MADDA..=ALEF_HAMZA_BELOW | ALEF_WASLA => 5,
                _ if next == Some(ALEF) => 4,
                _ => 0,
            };
        }
        let Some(vowel) = self.vowel else { return bits };
        let tanween = is_tanween(vowel);
        bits += match letter {
            ALEF if vowel == FATHATAN => 0,
            ALEF if tanween || vowel == SUKUN && next.is_some() => 7,
            // A prefix goes before the alef that begins a word.
            ALEF if before.is_none_or(|c| "وفبكل".contains(c)) && next.is_some() => 1,
            ALEF => 5,
            ALEF_MAKSURA if vowel == FATHATAN => 0,
            ALEF_MAKSURA => 4,
            ALEF_MADDA => 6,
            ALEF_WASLA => 5,
            ALEF_HAMZA_BELOW if !matches!(vowel, KASRA | KASRATAN) => 6,
            ALEF_HAMZA if vowel == KASRA => 3,
            TEH_MARBUTA if next.is_some() => 4,
            TEH_MARBUTA if vowel == SUKUN => 2,
            TEH_MARBUTA | HAMZA => 0,
            ALEF_HAMZA => 0,
            _ if vowel == FATHATAN && !matches!(next, Some(ALEF | ALEF_MAKSURA)) => 2,
            _ => 0,
        };
        if before.is_none() && (tanween || vowel == SUKUN) {
            // بْن is written so behind a name.
            bits += if letter == '\u{628}' && next == Some('\u{646}') { 1 } else { 7 };
        }
        match next {
            Some(ALEF) if !tanween || vowel == FATHATAN => {
                let prefix = before.is_none_or(|c| "وف".contains(c)) && "وفبكل".contains(letter);
                bits += if prefix || matches!(vowel, FATHA | FATHATAN) { 0 } else { 4 };
            }
            Some(next) if tanween && !(vowel == FATHATAN && next == ALEF_MAKSURA) => bits += 7,
            Some(ALEF_MAKSURA) if !matches!(vowel, FATHA | FATHATAN) => bits += 3,
            Some(TEH_MARBUTA) if vowel != FATHA && vowel != SUKUN => bits += 4,
            _ => {}
        }
        // The lam of the article.
        if letter == LAM && before == Some(ALEF) && matches!(vowel, DAMMA) {
            bits += 1;
        }
        bits
    }
}

/// Whether vocalised text hardly leaves `letter` without a sign.
pub(crate) fn takes_sign(letter: char) -> bool {
    !matches!(letter, '\u{621}'..='\u{623}' | '\u{625}' | '\u{627}' | '\u{644}' | '\u{648}'..='\u{64A}' | '\u{671}' | '\u{6E5}' | '\u{6E6}')
}

/// What speaks, in bits, against the marks of a text standing behind their letter, and against their standing
/// before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Strain {
    /// Against marks behind their letters, as they should stand.
    pub behind: u32,
    /// Against marks before their letters.
    pub before: u32,
    /// Runs of marks that a space parts from the letter behind them, but not from the one before.
    pub leaves: u32,
}

impl Strain {
    /// Read a line in the order in which its letters read. O(length); allocates nothing.
    ///
    /// ```
    /// use tanqih::arabic::seats::Strain;
    /// let mut strain = Strain::default();
    /// strain.read("َقاَل اْلَوَلُد ِإَّن اْلِكَتاَب ِهَنا".chars());
    /// assert!(strain.behind > 20 && strain.before == 0, "{strain:?}");
    /// ```
    pub fn read(&mut self, line: impl Iterator<Item = char>) {
        let mut walk = Walk::default();
        for c in line {
            if is_mark(c) {
                walk.gap.add(c);
            } else if is_letter(c) {
                walk.letter(c, self);
            } else if let Some(letters) = forms::letters(c) {
                for c in letters.chars() {
                    match is_letter(c) {
                        true => walk.letter(c, self),
                        false if is_mark(c) => walk.gap.add(c),
                        false => {}
                    }
                }
            } else if c != TATWEEL {
                self.leaves += u32::from(!walk.word_ends && !walk.gap.is_none());
                walk.word_ends = true;
            }
        }
        walk.judge(None, self);
    }

    /// What speaks against the marks of `line` where its letters stand as they read. O(length).
    pub fn of(line: &str) -> Self {
        let mut strain = Strain::default();
        strain.read(line.chars());
        strain
    }

    /// What speaks against the marks of `line` where its letters stand in reverse. O(length).
    pub fn of_turned(line: &str) -> Self {
        let mut strain = Strain::default();
        strain.read(line.chars().rev());
        strain
    }

    /// What speaks against the marks on that side of their letters against which less does.
    pub fn least(&self) -> u32 {
        self.behind.min(self.before)
    }

    /// Bits that the marks of `line` say for its letters standing in reverse; below 0 for reading order. O(length).
    pub fn reversed(line: &str) -> i32 {
        Strain::of(line).least() as i32 - Strain::of_turned(line).least() as i32
    }
}

/// Letters before a mark, and behind it, on which depends what [`Strain::read`] makes of it.
const BEFORE: usize = 3;
const BEHIND: usize = 2;

/// The parts of a line that hold its marks, with letters enough about them for what [`Strain::read`] tells of
/// each: all there is to read of a line with a tanween or two. O(length).
pub(crate) fn near_marks(line: &str) -> impl Iterator<Item = &str> {
    let is_letter = |c: char| forms::is_letter_or_form(c);
    let mut whole = has_other_marks(line).then_some(line);
    let mut from = if whole.is_some() { line.len() } else { 0 };
    std::iter::from_fn(move || {
        if let Some(line) = whole.take() {
            return Some(line);
        }
        let mark = from + signs(&line[from..]).next()?;
        let mut letters = 0;
        let mut enough = |c: char, many: usize| {
            letters = if is_mark(c) { 0 } else { letters + usize::from(is_letter(c)) };
            letters == many
        };
        let ahead = line[mark..].char_indices().find(|&(_, c)| enough(c, BEHIND + BEFORE));
        from = ahead.map_or(line.len(), |(ahead, c)| mark + ahead + c.len_utf8());
        letters = 0;
        let back = line[..mark].char_indices().rev().find(|&(_, c)| {
            letters += usize::from(is_letter(c));
            letters == BEFORE
        });
        Some(&line[back.map_or(0, |(start, _)| start)..from])
    })
}

/// Whether there may be marks that are no signs of vocalised text: Quranic ones, and such as shapes bear.
fn has_other_marks(line: &str) -> bool {
    let bytes = line.as_bytes();
    let behind = bytes.get(1..).unwrap_or_default();
    // Written so that it compiles to operations on many bytes at once.
    let other = |(&lead, &byte): (&u8, &u8)| {
        (lead == 0xDB) | (lead == 0xE0) | (lead == 0xEF) | (lead == 0xD8) & (byte.wrapping_sub(0x90) < 0x0B)
    };
    bytes
        .chunks(64)
        .zip(behind.chunks(64))
        .any(|(leads, bytes)| leads.iter().zip(bytes).fold(false, |any, pair| any | other(pair)))
}

/// The letter last read, and what stands about it.
#[derive(Default)]
struct Walk {
    before: Option<char>,
    letter: Option<char>,
    /// The signs before it.
    carries: Load,
    /// Those behind it.
    gap: Load,
    word_ends: bool,
}

impl Walk {
    fn letter(&mut self, next: char, strain: &mut Strain) {
        let same = !self.word_ends;
        self.judge(same.then_some(next), strain);
        // A space may be torn in beside a mark: no word need begin behind it.
        self.before = self.letter;
        self.letter = Some(next);
        self.carries = std::mem::take(&mut self.gap);
        self.word_ends = false;
    }

    /// Marks before the first letter or behind the last may be another line's.
    fn judge(&mut self, next: Option<char>, strain: &mut Strain) {
        if let Some(letter) = self.letter {
            strain.behind += self.gap.strain(self.before, letter, next);
            strain.before += self.carries.strain(self.before, letter, next);
        }
    }
}
