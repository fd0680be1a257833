//! Ghostscript takes the second of two characters that one glyph stands for from the wrong bytes: `ل䐧`, U+0644 U+4427, for
//! U+0644 U+0627, `لا`.
//!
//! A font's table gives a ligature as UTF-16, 06 44 06 27; the low bytes are read as one character. So the code
//! stands beside the letter whose low byte it begins with, behind it or, where an extractor turned the two,
//! before it. What it ends with is the other letter.

use std::ops::Range;

use crate::arabic::direction::Signs;
use crate::arabic::forms::{self, Position};
use crate::arabic::letters::{is_letter, joins_next};
use crate::arabic::marks::is_mark;
use crate::edit::{Confidence, Edits};
use crate::text::Text;

use super::LETTER_CODE;

/// What the low bytes of two letters or marks of U+0621–U+0652 make.
const CODES: std::ops::RangeInclusive<char> = '\u{2121}'..='\u{5270}';
/// Among them hardly anybody writes those of CJK Unified Ideographs Extension A.
const RARE: std::ops::RangeInclusive<char> = '\u{3400}'..='\u{4AFF}';
/// Codes that are none of another script, however common.
const SURE: usize = 2;

/// Whether there may be such codes.
pub(super) fn may_be_in(text: &Text<'_>) -> bool {
    text.may_have_in(CODES)
}

/// Two characters of which one is a code.
struct Pair {
    span: Range<usize>,
    letters: [char; 2],
    is_rare: bool,
}

/// Put back what the codes of a text stand for.
pub(super) fn read(text: &Text<'_>, edits: &mut Edits<'_>) {
    let found = pairs(text.as_str());
    let many = found.len() >= SURE;
    let mut lines = Lines { text, line: 0..0, leftward: false };
    for pair in found {
        let confidence = if many || pair.is_rare { Confidence::Strong } else { Confidence::Probable };
        edits.replace(pair.span.clone(), &pair.written(&mut lines), LETTER_CODE, confidence);
    }
}

fn pairs(source: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    // What is part of a pair is of no other.
    let mut free = 0;
    for (at, code) in source.char_indices().filter(|(_, c)| CODES.contains(c)) {
        let end = at + code.len_utf8();
        let before = source[free..at].chars().next_back();
        let behind = source[end..].chars().next();
        let pair = |first: Option<char>| Some([first?, second(first?, code)?]);
        let (letters, span) = match (pair(before), pair(behind)) {
            (Some(letters), _) => (letters, at - letters[0].len_utf8()..end),
            (None, Some(letters)) => (letters, at..end + letters[0].len_utf8()),
            (None, None) => continue,
        };
        free = span.end;
        pairs.push(Pair { span, letters, is_rare: RARE.contains(&code) });
    }
    pairs
}

/// The character that a code ends with, if it begins with `first`; that is a mark, an alef behind a lam, or in a rare
/// code any letter.
fn second(first: char, code: char) -> Option<char> {
    let [high, low] = u16::try_from(u32::from(code)).ok()?.to_be_bytes();
    let of = |low: u8| char::from_u32(0x600 + u32::from(low));
    let second = of(low).filter(|_| of(high) == Some(first) && (is_letter(first) || is_mark(first)))?;
    let alef = first == '\u{644}' && matches!(second, '\u{622}' | '\u{623}' | '\u{625}' | '\u{627}');
    (is_mark(second) || alef || RARE.contains(&code) && is_letter(second)).then_some(second)
}

/// Which way the lines of a text stand; places come in order, and each line is read once.
struct Lines<'a, 't> {
    text: &'a Text<'t>,
    line: Range<usize>,
    leftward: bool,
}

impl Lines<'_, '_> {
    fn is_leftward(&mut self, at: usize) -> bool {
        if !self.line.contains(&at) {
            let line = self.text.line_at(at);
            let signs = Signs::of(line.text());
            (self.line, self.leftward) = (line.span(), signs.backward > signs.forward);
        }
        self.leftward
    }
}

impl Pair {
    /// As the other passes expect it: a ligature as its shape, which is the same from either side, and two letters
    /// without one in the order that the line has.
    fn written(&self, lines: &mut Lines<'_, '_>) -> String {
        let mut letters = self.letters;
        let pair = String::from_iter(letters);
        if is_mark(letters[1]) {
            return pair;
        }
        let leftward = lines.is_leftward(self.span.start);
        let (left, right) = lines.text.as_str().split_at(self.span.start);
        let right = &right[self.span.len()..];
        let before = if leftward { right.chars().next() } else { left.chars().next_back() };
        let position = if before.is_some_and(joins_next) { Position::Final } else { Position::Isolated };
        if let Some(form) = forms::form_of(&pair, position) {
            return form.to_string();
        }
        if leftward {
            letters.reverse();
        }
        String::from_iter(letters)
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::LetterCodes;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        let codes =
            Pipeline::new().pass(LetterCodes::new(Embedded::arabic())).pass(crate::chars::Chars::standard());
        codes.clean(text).into_owned()
    }

    const LINE: &str = "قال لأخيه إن الأولاد لا يلعبون الآن في بلاد الإسلام";

    /// With the second letter of each lam-alef as Ghostscript writes it.
    fn coded(line: &str) -> String {
        let code = |pair: char| char::from_u32(0x4400 + (pair as u32 - 0x600)).unwrap();
        ['ا', 'أ', 'إ', 'آ'].iter().fold(line.to_owned(), |line, &alef| {
            line.replace(&format!("ل{alef}"), &format!("ل{}", code(alef)))
        })
    }

    #[test]
    fn the_second_letter_of_a_ligature_comes_back() {
        assert_eq!(clean(&coded(LINE)), LINE);
        // Turned by an extractor, and on a line that stands from left to right.
        let (first, alef) = ("ل", '\u{4427}');
        let turned = LINE.replace("لا", &format!("{alef}{first}"));
        assert_eq!(clean(&turned), LINE);
        let drawn: String = LINE.replace("لا", "\u{FEFB}").chars().rev().collect();
        let coded = drawn.replace('\u{FEFB}', &format!("{first}{alef}"));
        assert_eq!(clean(&coded), drawn.replace('\u{FEFB}', "لا"));
    }

    #[test]
    fn so_does_a_mark() {
        let fatha = |letter: char| char::from_u32(((letter as u32 - 0x600) << 8) + 0x4E).unwrap();
        let line = "كَتَبَ وَلَدٌ";
        let coded = line.chars().fold(String::new(), |mut coded, c| {
            let before = coded.chars().next_back();
            coded.push(if c == '\u{64E}' { fatha(before.unwrap()) } else { c });
            coded
        });
        assert!(coded.contains('\u{434E}'));
        assert_eq!(clean(&coded), line);
    }

    #[test]
    fn signs_and_other_scripts_stay() {
        for text in [
            "شيء™ من الماء™ و5 ≈ 4، ماء→هواء ☎ 123 ✔ نعم",
            "كتاب 漢字 ثم 日本語 وال中国 هو\u{672C}",
            "إ═══ عنوان ═══",
        ] {
            assert_eq!(clean(text), text);
        }
    }
}
