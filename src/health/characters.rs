//! Whether characters are those of a text: languages mix letters, digits and signs in few ways.

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::pieces::is_private;

use super::{of_thousand, FEW};

/// What the characters of a text are, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Characters {
    /// Those that are not white space, and those of them that stand for nothing.
    all: u32,
    nothing: u32,
    /// Marks that stand on no letter.
    loose: u32,
    /// Pictures and symbols, and neighbours of two kinds: letters, digits, signs.
    signs: u32,
    mixed: u32,
    /// Letters and signs that few texts have, and which signs they are.
    rare: u32,
    rare_signs: u32,
    rare_kinds: u64,
    /// Letters of any script, and digits.
    alphabetic: u32,
    digits: u32,
    /// Letters of Latin, and those with accents.
    latin: u32,
    accented: u32,
    /// What stands between blanks, and what of it is one letter, or one digit or sign.
    tokens: u32,
    lone_letters: u32,
    lone_others: u32,
}

/// Parts in a thousand of symbols that a text may have.
const SIGNS: u32 = 200;
/// The same of neighbours of two kinds: in a text without words of the script, in one where letters are few, and in one
/// with words of the script.
const MIXED: u32 = 330;
const MIXED_FEW: u32 = 140;
const MIXED_WORDS: u32 = 250;
/// The same of letters and of signs that few texts have, and how many such signs no text has.
const RARE: u32 = 40;
const RARE_SIGNS: u32 = 30;
const MANY_SIGNS: u32 = 5;
/// The same of tokens of one character, in a text of so many, and of the lesser kind among them.
const LONE: u32 = 700;
const LONE_LESSER: u32 = 150;
const TOKENS: u32 = 5 * FEW;
/// Parts in a thousand of characters that stand for nothing, which a text may have.
const NOTHING: u32 = 60;
/// The same where many words are no words, either, and parts in a thousand of words that are fewer than known then.
const NOTHING_FEW: u32 = 25;
const READS_BADLY: u32 = 850;
/// Parts in a thousand of marks that stand on no letter.
const LOOSE: u32 = 30;

impl Characters {
    /// Counts those of a line.
    pub(super) fn count(&mut self, line: &str) {
        let mut before = ' ';
        let mut sort_before = Sort::Blank;
        // Whether the marks up to here stand on a letter.
        let mut on_letter = false;
        let mut length = 0;
        for c in line.chars() {
            let sort = Sort::of(c, sort_before);
            if sort == Sort::Blank {
                self.count_token(length, before);
                length = 0;
            } else {
                length += 1;
                self.all += 1;
                // No text has them, nor letters of two far scripts side by side.
                let nothing = is_private(c) || c == '\u{FFFD}' || c.is_control() || is_noncharacter(c);
                self.nothing += u32::from(nothing || is_far(before, c));
                self.accented += u32::from(('\u{C0}'..='\u{24F}').contains(&c));
                self.latin += u32::from(c.is_ascii_alphabetic());
                self.alphabetic += u32::from(c.is_alphabetic());
                self.digits += u32::from(sort == Sort::Digit);
                self.signs += u32::from(('\u{2190}'..='\u{2BFF}').contains(&c));
                self.mixed += u32::from(sort_before != Sort::Blank && sort != sort_before);
                self.rare += u32::from(is_rare_letter(c));
                if is_rare_sign(c) {
                    self.rare_signs += 1;
                    self.rare_kinds |= 1 << (c as u32 % 64);
                }
            }
            if is_mark(c) {
                self.loose += u32::from(!on_letter);
            } else {
                on_letter = sort == Sort::Letter || c == TATWEEL || sort == Sort::Sign;
            }
            (before, sort_before) = (c, sort);
        }
        self.count_token(length, before);
        // Glyphs without a character, spelled out.
        if line.contains("(cid:") {
            self.nothing += line.matches("(cid:").count() as u32;
        }
    }

    /// Counts what stands between blanks: its length, and its last character.
    fn count_token(&mut self, length: u32, last: char) {
        self.tokens += u32::from(length > 0);
        self.lone_letters += u32::from(length == 1 && last.is_alphabetic());
        self.lone_others += u32::from(length == 1 && !last.is_alphabetic());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all == 0
    }

    pub(super) fn have_loose_marks(&self) -> bool {
        self.all >= FEW && of_thousand(self.loose, self.all) > LOOSE
    }

    /// Whether no text has such characters: of its `words`, if they are enough to tell, so many parts in a thousand
    /// are known; and whether it has enough words of the `script`.
    pub(super) fn are_not_text(&self, known: Option<u32>, script: bool) -> bool {
        let share = |part: u32| of_thousand(part, self.all);
        // In no language are most letters accented.
        let accents = self.accented > self.latin && self.accented * 3 > self.all;
        let reads_badly = known.is_some_and(|known| known < READS_BADLY);
        let nothing = share(self.nothing) > NOTHING || reads_badly && share(self.nothing) > NOTHING_FEW;
        // A language has its digits and signs at the ends of words; tables have next to no letters.
        let few = self.alphabetic * 20 < self.all * 11
            && self.latin * 20 > self.all * 3
            && self.digits * 10 < self.all * 3;
        let may_be_mixed = match () {
            () if script => MIXED_WORDS,
            () if few => MIXED_FEW,
            () => MIXED,
        };
        let mixed = self.all >= 4 * FEW && share(self.mixed) > may_be_mixed;
        let rare = share(self.rare) > RARE
            || share(self.rare_signs) > RARE_SIGNS && self.rare_kinds.count_ones() >= MANY_SIGNS;
        let signs = share(self.signs) > SIGNS;
        self.all >= FEW && (accents || nothing || signs || mixed || rare || self.are_strewn())
    }

    /// Whether letters, digits and signs stand one by one.
    fn are_strewn(&self) -> bool {
        let lone = self.lone_letters + self.lone_others;
        self.tokens >= TOKENS
            && of_thousand(lone, self.tokens) > LONE
            && of_thousand(self.lone_letters.min(self.lone_others), lone) > LONE_LESSER
    }
}

/// Signs that stand in few texts, and there one or two of them: Latin-1 without what numbers, quotations, laws and
/// Spanish have, daggers, accents by themselves.
fn is_rare_sign(c: char) -> bool {
    match c {
        '§' | '©' | '®' | 'ª' | 'º' | '¿' | '¡' | '«' | '»' | '\u{AD}' => false,
        '°' | '±' | '²' | '³' | '¹' | 'µ' | '·' | '¼'..='¾' => false,
        '\u{A1}'..='\u{BF}' | '\u{2C2}'..='\u{2DF}' | '†' | '‡' | '‰' | '‹' | '›' => true,
        _ => false,
    }
}

/// Letters of the Arabic block that no common orthography has.
fn is_rare_letter(c: char) -> bool {
    matches!(
        c,
        '\u{682}'
            | '\u{690}'
            | '\u{692}'
            | '\u{694}'
            | '\u{697}'
            | '\u{69C}'..='\u{69E}'
            | '\u{6A1}'
            | '\u{6A3}'
            | '\u{6A5}'
            | '\u{6AC}'
            | '\u{6AE}'
            | '\u{6B0}'
            | '\u{6B2}'
            | '\u{6B4}'
            | '\u{6B6}'..='\u{6B9}'
            | '\u{6BF}'
    )
}

/// Code points that Unicode keeps from being characters.
fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || c as u32 & 0xFFFE == 0xFFFE
}

/// What a character is for the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Blank,
    Letter,
    Capital,
    Digit,
    Sign,
}

impl Sort {
    /// The sort of `c`, after one of sort `before`: the signs of a number are parts of it, and a word may begin
    /// with a capital, or be of them.
    fn of(c: char, before: Sort) -> Sort {
        match c {
            _ if is_letter(c) => Sort::Letter,
            'a'..='z' if before == Sort::Capital => Sort::Capital,
            'a'..='z' => Sort::Letter,
            'A'..='Z' => Sort::Capital,
            '0'..='9' => Sort::Digit,
            '.' | ',' | ':' | '/' | '-' | '%' if before == Sort::Digit => Sort::Digit,
            _ if c.is_whitespace() => Sort::Blank,
            _ if is_mark(c) || c.is_alphabetic() => Sort::Letter,
            _ => Sort::Sign,
        }
    }
}

/// Whether two letters that touch are of scripts that no word mixes: by their blocks, above Latin.
fn is_far(a: char, b: char) -> bool {
    let block = |c: char| match c as u32 {
        // Latin, Greek and Cyrillic mix in formulas and names; Arabic and East Asian text have several blocks.
        0..=0x52F | 0x600..=0x6FF | 0x750..=0x77F | 0x870..=0x8FF | 0x1E00..=0xD7FF | 0xF900.. => 0,
        code => code >> 7,
    };
    block(b) > 0 && block(a) != block(b) && a.is_alphabetic() && b.is_alphabetic()
}
