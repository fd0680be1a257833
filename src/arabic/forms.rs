//! Some PDFs store glyph shapes (ﻛ ﺘ ﺎ ﺏ) instead of letters; this file says which letters a shape stands for, and where in a word it stands.
//!
//! The table is our own (`forms_table.rs`, made and checked by `tests/presentation_forms.rs`) and
//! differs from NFKC where NFKC would do harm:
//! - no form yields a space: the vowel forms U+FE70–U+FE7F, U+FC5E–U+FC63 and U+FCF2–U+FCF4 are the
//!   bare marks and so attach to the letter before them. Only U+FE71, whose name says tatweel, keeps one;
//! - U+FE73, the tail of a broken seen, is nothing by itself and yields nothing;
//! - phrases, signs and currency (ﷺ U+FDFA, ﷻ U+FDFB, ﷽ U+FDFD, the Quranic stops U+FDF0 and
//!   U+FDF1, ﷼ U+FDFC) stay as they are. Single words do not: U+FDF2 is `الله`.

use super::forms_table::{A, B};
use super::letters::{is_letter, joining_type, JoiningType};
use super::marks::is_mark;

/// Where in a word a shape stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Position {
    /// Joined to nothing.
    Isolated,
    /// Joined to the letter after it: begins a joined run.
    Initial,
    /// Joined to both.
    Medial,
    /// Joined to the letter before it: ends a joined run.
    Final,
}

/// ﷺ U+FDFA and ﷻ U+FDFB as some extractors spell them: letter by letter from the left, in lines of any order; some
/// spell the [`NAME`] in it forward, as a ligature of its own.
pub const TURNED_PHRASES: [&str; 3] = ["ملسو هيلع هللا ىلص", "ملسو هيلع الله ىلص", "هلالج لج"];
/// ﷲ U+FDF2, spelled out.
pub const NAME: &str = "الله";

/// What a table entry says: the letters, and the position or that there is no such form.
pub(super) type Entry = (&'static str, Option<Position>);

fn entry(c: char) -> Option<(&'static str, Position)> {
    let (letters, position) = match c {
        '\u{FB50}'..='\u{FDFF}' => A[c as usize - 0xFB50],
        '\u{FE70}'..='\u{FEFF}' => B[c as usize - 0xFE70],
        _ => return None,
    };
    Some((letters, position?))
}

/// The letters (or marks) that a presentation form stands for, in reading order; `None` for every
/// other character and for the phrases and signs that stay. O(1).
///
/// ```
/// use tanqih::arabic::forms::letters;
/// assert_eq!(letters('\u{FEB3}'), Some("س"));
/// assert_eq!(letters('\u{FEF7}'), Some("لأ"));
/// assert_eq!(letters('\u{FDF2}'), Some("الله"));
/// assert_eq!(letters('\u{FE76}'), Some("\u{64E}"));
/// assert_eq!(letters('\u{FDFA}'), None);
/// assert_eq!(letters('س'), None);
/// ```
pub fn letters(c: char) -> Option<&'static str> {
    entry(c).map(|(letters, _)| letters)
}

/// Where in a word the form `c` stands; `None` for what [`letters`] does not know. O(1).
///
/// For a ligature of several letters it is the position of the whole.
pub fn position(c: char) -> Option<Position> {
    entry(c).map(|(_, position)| position)
}

/// Characters with the letters of each shape in its place. O(characters).
pub(crate) fn fold(chars: impl Iterator<Item = char>) -> String {
    let mut text = String::with_capacity(2 * chars.size_hint().0);
    for c in chars {
        match letters(c) {
            Some(letters) => text.push_str(letters),
            None => text.push(c),
        }
    }
    text
}

/// Whether `c` is a letter of the script, as itself or as one of its shapes.
pub(crate) fn is_letter_or_form(c: char) -> bool {
    is_letter(c) || is_form(c)
}

/// Whether `c` is a presentation form that stands for letters or marks. O(1).
pub fn is_form(c: char) -> bool {
    entry(c).is_some()
}

/// Whether the form `c` reaches out to the form after it in reading order; `None` for no form and for vowel forms.
pub fn joins_next(c: char) -> Option<bool> {
    let (letters, position) = entry(c)?;
    let lettered = letters.chars().any(|c| joining_type(c) != JoiningType::Transparent);
    lettered.then_some(matches!(position, Position::Initial | Position::Medial))
}

/// Whether the form `c` reaches back to the form before it in reading order; `None` for no form and for vowel forms.
pub fn joins_previous(c: char) -> Option<bool> {
    let (letters, position) = entry(c)?;
    let lettered = letters.chars().any(|c| joining_type(c) != JoiningType::Transparent);
    lettered.then_some(matches!(position, Position::Medial | Position::Final))
}

/// The form of `letters` (one letter or a ligature) in a position, the plain block U+FE70–U+FEFF
/// first; `None` where Unicode has none. O(size of the table): for generators and tests.
///
/// ```
/// use tanqih::arabic::forms::{form_of, Position};
/// assert_eq!(form_of("ب", Position::Medial), Some('\u{FE92}'));
/// assert_eq!(form_of("لا", Position::Final), Some('\u{FEFC}'));
/// assert_eq!(form_of("د", Position::Initial), None);
/// ```
pub fn form_of(letters: &str, position: Position) -> Option<char> {
    let (a, b) = (('\u{FB50}'..='\u{FDFF}').zip(A), ('\u{FE70}'..='\u{FEFF}').zip(B));
    b.chain(a).find(|(_, entry)| *entry == (letters, Some(position))).map(|(c, _)| c)
}

/// `text` as a producer that knows no shaping stores it: each letter as the form its neighbours ask
/// for, lam-alef as one ligature. What has no form stays. O(length × table): for generators and tests.
///
/// ```
/// assert_eq!(tanqih::arabic::forms::shape("سلام"), "\u{FEB3}\u{FEFC}\u{FEE1}");
/// ```
pub fn shape(text: &str) -> String {
    let mut shaped = String::with_capacity(text.len() * 2);
    let mut before = false;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if is_mark(c) {
            shaped.push(c);
            continue;
        }
        let mut tail = rest.clone().filter(|&c| !is_mark(c));
        let mut one = [0; 4];
        let mut letters: &str = c.encode_utf8(&mut one);
        let two = [c, tail.clone().next().unwrap_or(' ')].iter().collect::<String>();
        let ligature =
            c == 'ل' && form_of(&two, Position::Final).is_some() && rest.clone().next() != Some(' ');
        let ligature = ligature && rest.clone().next().is_some_and(|next| !is_mark(next));
        if ligature {
            letters = &two;
            tail.next();
        }
        let last = letters.chars().last().unwrap_or(c);
        let after =
            super::letters::joins_next(last) && tail.next().is_some_and(super::letters::joins_previous);
        let position = match (before && super::letters::joins_previous(c), after) {
            (false, false) => Position::Isolated,
            (false, true) => Position::Initial,
            (true, true) => Position::Medial,
            (true, false) => Position::Final,
        };
        match form_of(letters, position) {
            Some(form) => shaped.push(form),
            None => shaped.push_str(letters),
        }
        if ligature {
            rest.next();
        }
        before = super::letters::joins_next(last);
    }
    shaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shaped_folds_back() {
        for text in ["الأمريكية", "لا إله إلا الله", "لإيران، والآن!", "كَتَبَ لَا", "سألتمونيها 12", "پچژگ"]
        {
            assert_eq!(fold(shape(text).chars()), text);
        }
        assert_eq!(shape("الأمر"), "\u{FE8D}\u{FEF7}\u{FEE3}\u{FEAE}");
    }

    #[test]
    fn lam_alef_keeps_both_letters_with_hamza_and_madda() {
        assert_eq!(fold("\u{FEF7}\u{FEF5}\u{FEF9}\u{FEFC}".chars()), "لألآلإلا");
    }

    #[test]
    fn positions_and_joints() {
        assert_eq!(position('\u{FB57}'), Some(Position::Final));
        assert_eq!(position('\u{FBFE}'), Some(Position::Initial));
        assert_eq!((joins_next('\u{FEB3}'), joins_previous('\u{FEB3}')), (Some(true), Some(false)));
        assert_eq!((joins_next('\u{FE76}'), joins_next('س')), (None, None));
        assert_eq!(position('\u{FEFF}'), None, "the byte order mark is no form");
    }
}
