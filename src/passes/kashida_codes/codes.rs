//! What extractors write for a glyph without a character.

use crate::arabic::forms;
use crate::leads::Leads;
use crate::text::Text;

/// What stands for a glyph without a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Code {
    Char(char),
    Cid(u32),
}

impl Code {
    /// Whether it has a meaning of its own elsewhere.
    pub(super) fn is_sign(self) -> bool {
        matches!(self, Code::Char(c) if !is_no_character(c))
    }
}

/// Controls, U+FFFD REPLACEMENT CHARACTER and the noncharacters behind it. A font's thirteenth glyph may come out as
/// U+000D, where lines end with U+000A.
fn is_no_character(c: char) -> bool {
    is_control(c) || matches!(c, '\u{FFFD}'..='\u{FFFF}')
}

fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\r' | '\u{E}'..='\u{1F}')
}

/// Whether a text may have controls that end no line.
pub(super) fn may_have_controls(text: &Text<'_>) -> bool {
    let returns = || {
        let bytes = text.as_str().as_bytes();
        memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1).is_some_and(|&next| next != b'\n'))
    };
    text.may_have_in('\0'..='\u{8}')
        || text.may_have('\u{B}')
        || text.may_have_in('\u{E}'..='\u{1F}')
        || text.may_have('\r') && text.may_have('\n') && returns()
}

/// The beginning of a code spelled out.
pub(super) const CID: &[u8] = b"(cid:";

/// What codes begin with, these signs among them.
pub(super) fn leads(signs: &[char]) -> Leads {
    let controls = ('\0'..='\u{1F}').filter(|&c| is_control(c));
    let mut leads = Leads::default();
    controls.chain(['(', '\u{FFFD}']).chain(signs.iter().copied()).for_each(|c| leads.add(c));
    leads
}

/// The code at the beginning of `text`, and its length in bytes.
pub(super) fn code_at(text: &str) -> Option<(Code, usize)> {
    match text.chars().next()? {
        '\r' if text.len() == 1 || text[1..].starts_with('\n') => None,
        c if is_no_character(c) => Some((Code::Char(c), c.len_utf8())),
        '(' => {
            let number = text.strip_prefix("(cid:")?;
            let digits = number.bytes().take(6).take_while(u8::is_ascii_digit).count();
            let code = number[..digits].parse().ok()?;
            number[digits..].starts_with(')').then_some((Code::Cid(code), CID.len() + digits + 1))
        }
        _ => None,
    }
}

/// Spaces that extractors put between a kashida and the next piece, at most.
pub(super) const SPACES: usize = 4;

/// Signs of one kind at the beginning of `text` that stand before a letter, and their length in bytes. Spaces
/// between them and the letter are theirs, where nobody writes a space behind such a sign: `الاس$$  لامية`.
pub(super) fn signs_at(text: &str, signs: &[char]) -> Option<(Code, usize)> {
    let sign = text.chars().next().filter(|c| signs.contains(c))?;
    let rest = text.trim_start_matches(sign);
    let letters = rest.trim_start_matches(' ');
    let spaces = rest.len() - letters.len();
    let apart = spaces > 0 && (spaces > SPACES || ends_word(sign));
    let letter = !apart && letters.starts_with(forms::is_letter_or_form);
    letter.then_some((Code::Char(sign), text.len() - letters.len()))
}

/// Whether people write it behind a word and before a space, or extractors do.
pub(super) fn ends_word(sign: char) -> bool {
    sign.is_ascii_alphanumeric()
        || matches!(sign, '.' | ',' | ':' | ';' | '!' | '?' | ')' | ']' | '}' | '>' | '"' | '\'' | '-')
}
