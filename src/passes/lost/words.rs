//! The words of a text as they count for comparing two extractions of one page.

use std::ops::Range;

use crate::arabic::forms;
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;

/// A word, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) span: Range<usize>,
    /// Its letters as they count: forms folded, marks and tatweel left out.
    pub(super) text: String,
    pub(super) print: u64,
}

impl Word {
    /// Whether its letters are those of Latin.
    pub(super) fn is_latin(&self) -> bool {
        self.text.starts_with(|c: char| c < '\u{250}')
    }

    pub(super) fn letters(&self) -> usize {
        self.text.chars().count()
    }
}

/// Bytes; what is longer is no word.
const LONGEST: usize = 96;

/// FNV-1a.
fn print(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Whether one word is the other without one letter.
pub(super) fn is_alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // The bound keeps a text without spaces linear.
    if long.len() > LONGEST || long.len() - short.len() > 4 {
        return false;
    }
    if short.chars().count() < 2 || short.chars().count() + 1 != long.chars().count() {
        return false;
    }
    let same = short.chars().zip(long.chars()).take_while(|(a, b)| a == b).count();
    short.chars().skip(same).eq(long.chars().skip(same + 1))
}

/// Whether two words are the same but for one letter.
pub(super) fn is_same(a: &Word, b: &Word) -> bool {
    a.print == b.print || is_alike(&a.text, &b.text)
}

/// The words of a text: runs of letters with their marks and tatweel.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let is_part =
        |c: char| is_letter(c) || c == TATWEEL || is_mark(c) || forms::is_form(c) || c.is_alphabetic();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_part)?;
        let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |ahead| start + ahead);
        at = end;
        let mut letters = String::with_capacity(end - start);
        for c in text[start..end].chars() {
            match forms::letters(c) {
                Some(folded) => letters.extend(folded.chars().filter(|&c| is_letter(c))),
                // Marks and tatweel count as alphabetic in Unicode.
                None if is_mark(c) || c == TATWEEL => {}
                None => letters.push(c),
            }
        }
        let print = print(&letters);
        Some(Word { span: start..end, text: letters, print })
    })
}

/// Whether two words are written as one there, or as one but for one letter.
pub(super) fn is_merged(first: &Word, second: &Word, whole: &Word) -> bool {
    let (a, b, all) = (first.text.as_str(), second.text.as_str(), whole.text.as_str());
    if all.len() > LONGEST || (a.len() + b.len()).abs_diff(all.len()) > 4 || a.is_empty() || b.is_empty() {
        return false;
    }
    if !(all.ends_with(b) || all.starts_with(a)) {
        return false;
    }
    let merged = [a, b].concat();
    merged == all || is_alike(&merged, all)
}
