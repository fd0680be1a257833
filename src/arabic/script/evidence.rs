//! What a line's letters and words say about its orthography, counted in one walk.

use super::frequent::{speaks, Spelling};
use super::Orthography;
use crate::arabic::forms;
use crate::arabic::letters::{is_letter, ALEF, ALEF_MAKSURA, ALEF_WASLA, TATWEEL};
use crate::arabic::marks::{is_mark, is_quranic_sign};

/// U+0626, ئ, by its low byte.
const YEH_HAMZA: u8 = 0x26;

/// Counts of what speaks for which orthography.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    pub(super) letters: u32,
    words: u32,
    pub(super) arabic: u32,
    persian: u32,
    urdu: u32,
    other: u32,
    quranic: u32,
    twins: u32,
}

/// What a character of U+0600–U+06FF is to a line's orthography.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A letter that all orthographies have, or that says nothing.
    Letter,
    /// A letter with something to say.
    Telling,
    /// Stands inside a word and ends none.
    Inside,
    /// Whatever needs a closer look: signs, punctuation.
    Unlike,
}

static ROLES: std::sync::LazyLock<[Role; 256]> = std::sync::LazyLock::new(|| {
    std::array::from_fn(|low| {
        let c = char::from_u32(0x600 + low as u32).unwrap_or(' ');
        if is_letter(c) {
            let mut said = Evidence::default();
            said.letter(c);
            let nothing = c != ALEF_WASLA && said.letters == 1 && said.total() == 0;
            if nothing {
                Role::Letter
            } else {
                Role::Telling
            }
        } else if is_quranic_sign(c) {
            Role::Unlike
        } else if is_mark(c) || c == TATWEEL || is_inkless(c) {
            Role::Inside
        } else {
            Role::Unlike
        }
    })
});

impl Evidence {
    pub(super) fn of(line: &str) -> Self {
        let roles = &*ROLES;
        let mut evidence = Evidence::default();
        let mut word = Word::default();
        for c in line.chars() {
            if c == ' ' {
                evidence.word(&mut word);
                continue;
            }
            let low = (c as u32).wrapping_sub(0x600);
            match roles.get(low as usize) {
                Some(Role::Letter) => {
                    evidence.letters += 1;
                    word.push(c);
                }
                Some(Role::Telling) => {
                    evidence.letter(c);
                    word.push(c);
                    word.quranic |= c == ALEF_WASLA;
                }
                Some(Role::Inside) => {}
                Some(Role::Unlike) | None => evidence.unlike(c, &mut word),
            }
        }
        evidence.word(&mut word);
        evidence
    }

    /// A character that is no letter of U+0600–U+06FF.
    fn unlike(&mut self, c: char, word: &mut Word) {
        if c.is_ascii() {
            if !is_inkless(c) {
                self.word(word);
            }
        } else if is_letter(c) {
            self.letter(c);
            word.push(c);
        } else if let Some(letters) = forms::letters(c) {
            for c in letters.chars().filter(|&c| is_letter(c)) {
                self.letter(c);
                word.push(c);
            }
        } else if is_quranic_sign(c) {
            word.quranic = true;
        } else if c == '\u{06D4}' {
            self.urdu += 3;
        } else if matches!(c, '\u{06FD}' | '\u{06FE}') {
            // Sindhi's ampersand and its "in".
            self.other += 4;
        } else if c == '\u{200C}' && word.len > 0 {
            self.persian += 2;
            self.word(word);
        } else if !is_mark(c) && !is_inkless(c) {
            self.word(word);
        }
    }

    fn letter(&mut self, c: char) {
        self.letters += 1;
        match c {
            'پ' | 'چ' | 'گ' => self.persian += 2,
            'ژ' => self.persian += 3,
            // Yeh and kaf: the twins say nothing against Arabic, the Arabic ones little for it.
            'ی' | 'ک' => self.twins += 1,
            'ە' | 'ھ' => {}
            'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ۓ' => self.urdu += 4,
            'ہ' | 'ۂ' | 'ۃ' => self.urdu += 2,
            'إ' => self.arabic += 2,
            'أ' | 'ؤ' => self.arabic += 1,
            'ى' => self.arabic += 1,
            'ة' => self.arabic += 3,
            // Arabic writes foreign and dialect sounds with these.
            'ڤ' | 'ڥ' | 'ڢ' | 'ڨ' | 'ڭ' | 'ۀ' => {}
            ALEF_WASLA | '\u{0621}'..='\u{064A}' => {}
            // ڵ ڕ ێ ۆ · ې ۈ ۇ ۋ ڭ · ټ ډ ړ ږ ښ ګ ڼ ۍ ځ څ · ٻ ٿ ڄ ڃ ڇ ڊ ڌ ڏ ڙ ڦ ڳ ڱ ڪ ڻ ۽ ۾ …
            _ => self.other += 4,
        }
    }

    /// What speaks for any orthography but the commonest letters.
    fn total(&self) -> u32 {
        self.arabic + self.persian + self.urdu + self.other + self.quranic + self.twins
    }

    fn word(&mut self, word: &mut Word) {
        if word.len > 0 {
            self.words += 1;
            self.other += word.uyghur();
            self.quranic += u32::from(word.quranic);
            // The article, or the article as a visual line shows it (many words end so: less).
            if word.len >= 5 && word.first_two == ARTICLE {
                self.arabic += 3;
            } else if word.len >= 5 && word.spelling.last_two() == ARTICLE.swap_bytes() {
                self.arabic += 1;
            }
            if let Some(said) = word.listed() {
                self.arabic += u32::from(said.arabic);
                self.persian += u32::from(said.persian);
                self.urdu += u32::from(said.urdu);
            }
        } else if word.quranic {
            self.quranic += 1;
        }
        *word = Word::default();
    }

    /// The likeliest orthography, and whether the evidence suffices without the neighbours'.
    pub(super) fn verdict(&self) -> (Orthography, bool) {
        if self.letters == 0 {
            return (Orthography::None, true);
        }
        // A verse quoted in an article is a few words of a long line.
        if self.quranic > 0 && self.quranic * 8 >= self.words {
            return (Orthography::Quranic, true);
        }
        let foreign = self.persian + self.urdu + self.other;
        let sure = foreign.abs_diff(self.arabic) >= 4 + 2 * foreign.min(self.arabic);
        let verdict = if foreign == 0 && self.arabic == 0 && self.twins > 0 {
            // Nothing but a twin to go by: leaving the line alone harms least.
            Orthography::Persian
        } else if foreign <= self.arabic {
            Orthography::Arabic
        } else if self.other * 2 >= foreign {
            Orthography::Other
        } else if self.urdu > self.persian {
            Orthography::Urdu
        } else {
            Orthography::Persian
        };
        (verdict, sure)
    }

    /// Neighbours count half as much with every line between.
    pub(super) fn fade(&mut self) {
        for count in [
            &mut self.letters,
            &mut self.words,
            &mut self.arabic,
            &mut self.persian,
            &mut self.urdu,
            &mut self.other,
            &mut self.quranic,
            &mut self.twins,
        ] {
            *count = *count * 3 / 4;
        }
    }

    pub(super) fn add(&mut self, line: &Evidence) {
        self.letters += line.letters;
        self.words += line.words;
        self.arabic += line.arabic;
        self.persian += line.persian;
        self.urdu += line.urdu;
        self.other += line.other;
        self.twins += line.twins;
        self.quranic += line.quranic;
    }
}

/// Controls and invisible characters, which stand inside words without ending them. Whether they
/// are there must not change the verdict, or removing them would.
fn is_inkless(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}' | '\u{AD}' | '\u{61C}' | '\u{200B}'
        | '\u{200D}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Alef and lam, by the low bytes of U+0627 and U+0644.
const ARTICLE: u16 = 0x2744;

/// The word under way.
#[derive(Clone, Copy, Default)]
struct Word {
    spelling: Spelling,
    first_two: u16,
    len: usize,
    /// A letter outside U+0600–U+06FF is in it.
    foreign: bool,
    quranic: bool,
    /// U+0649, ى, is in it.
    maksura: bool,
}

impl Word {
    fn push(&mut self, c: char) {
        self.foreign |= !('\u{600}'..='\u{6FF}').contains(&c);
        self.maksura |= c == ALEF_MAKSURA;
        self.spelling = self.spelling.push(c as u8);
        self.len += 1;
        if self.len == 2 {
            self.first_two = self.spelling.last_two();
        }
    }

    /// What it says for Uyghur, which writes ى inside words and has ئ begin them. In Arabic an ى that is followed by
    /// another word whose space was lost has mostly an article behind it, and one in reverse comes first.
    fn uyghur(&self) -> u32 {
        if !self.maksura && (self.first_two >> 8) as u8 != YEH_HAMZA {
            return 0;
        }
        const MAKSURA: u8 = ALEF_MAKSURA as u8;
        const ALEF_LOW: u8 = ALEF as u8;
        let letters = self.spelling.letters();
        let inner = letters.windows(3).any(|three| {
            // Nor does a letter that is drawn twice.
            three[1] == MAKSURA && three[0] != 0 && !matches!(three[2], ALEF_LOW | MAKSURA)
        });
        let first = self.len > 2 && (self.first_two >> 8) as u8 == YEH_HAMZA;
        3 * u32::from(inner) + u32::from(first)
    }

    fn listed(&self) -> Option<super::frequent::Speaks> {
        if self.len > Spelling::MAX || self.foreign {
            return None;
        }
        speaks(self.spelling)
    }
}
