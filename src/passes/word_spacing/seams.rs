//! Between a word and a number or a Latin word the page has a gap, and extractors that read a line run by run lose it: `لغةPython`, `يعادل1,250`.
//!
//! A joint alone may be meant: `كوفيد19`, `إف16`, a note's number behind its word. So the text tells: where
//! several known words touch numbers or Latin words that none is named with, and the text parts
//! not many times as many, spaces are lost there.

use crate::arabic::digits::{is_digit, value};
use crate::arabic::joints::joints;
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::LineGate;
use crate::edit::Confidence;
use crate::model::LanguageModel;
use crate::text::Text;

use super::Move;

/// Words that it takes to say that spaces are lost, and of so many places one.
const WORDS: usize = 2;
const SHARE: usize = 8;
/// Of so many places one must be lost before a small number is parted from its word: names have such.
const SMALL_SHARE: usize = 3;
/// Characters of a word, and of what it touches, that are looked at.
const LONGEST: usize = 24;
/// Words of two letters that nobody writes as one with what follows or stands before.
const SHORT: [&str; 6] = ["في", "من", "عن", "أو", "أن", "إن"];
/// Prefixes that look like words.
const PREFIXES: [&str; 3] = ["بال", "كال", "وال"];

/// A place where a known word touches something else.
struct Seam {
    at: usize,
    word: Word,
    what: What,
}

/// What a word touches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// A number of one digit or two, which a name may have and a note has.
    Small(u8),
    /// A Latin word, or a longer number.
    Large,
    /// A day, a month and a year.
    Date,
}

/// Call `found` with every place where a text lost the space between a word and a number or a Latin word,
/// once `moves` are made. O(length).
pub(super) fn lost_seams<M: LanguageModel>(
    model: &M,
    text: &Text<'_>,
    moves: &[(Move, Confidence)],
    found: &mut dyn FnMut(usize),
) {
    let arabic_digits =
        text.may_have_in('\u{0660}'..='\u{0669}') || text.may_have_in('\u{06F0}'..='\u{06F9}');
    let ascii = ['0'..='9', 'A'..='Z', 'a'..='z'].into_iter().any(|range| text.may_have_in(range));
    if !arabic_digits && !ascii {
        return;
    }
    let source = text.as_str();
    let mut gate = LineGate::new(source);
    let mut seams = Vec::new();
    for at in joints(source, arabic_digits) {
        seams.extend(seam_at(model, source, at, moves).filter(|_| gate.at(at).is_arabic()));
    }
    if seams.is_empty() {
        return;
    }
    let large = seams.iter().filter(|seam| matches!(seam.what, What::Large | What::Date));
    let lost = large.clone().count();
    let mut words = large.map(|seam| seam.word.text());
    let first = words.next();
    let many = words.any(|word| Some(word) != first) && lost >= WORDS;
    let parted = if many { parted(source) } else { usize::MAX };
    let often = lost.saturating_mul(SHARE) >= parted;
    let small = lost.saturating_mul(SMALL_SHARE) >= parted && !are_notes(&seams);
    for seam in &seams {
        let is_lost = match seam.what {
            What::Date => true,
            What::Large => often,
            What::Small(_) => small,
        };
        if is_lost {
            found(seam.at);
        }
    }
}

/// The joint at a place, if a known word is on one side and a number or a Latin word on the other.
fn seam_at<M: LanguageModel>(
    model: &M,
    source: &str,
    at: usize,
    moves: &[(Move, Confidence)],
) -> Option<Seam> {
    let (head, tail) = source.split_at(at);
    let (before, after) = (head.chars().next_back()?, tail.chars().next()?);
    let in_word = |c: char| is_letter(c) || is_mark(c);
    let other = |c: char| is_digit(c) || c.is_ascii_alphabetic();
    let (what, first) = match (in_word(before), in_word(after)) {
        (true, false) if other(after) => (what_begins(tail)?, true),
        // A number and the word behind it are judged by the words alone, wherever they stand.
        (false, true) if before.is_ascii_alphabetic() => (latin_ends(head)?, false),
        _ => return None,
    };
    let word = Word::beside(source, at, first, moves)?;
    let known = match word.letters {
        0..=1 => false,
        2 => what == What::Large && SHORT.contains(&word.text()),
        _ => !PREFIXES.contains(&word.text()) && model.is_word(word.text()),
    };
    known.then_some(Seam { at, word, what })
}

/// The number or Latin word that `text` begins with.
fn what_begins(text: &str) -> Option<What> {
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let latin = |c: &char| c.is_ascii_alphabetic() || matches!(c, '.' | '-');
        let letters = text.chars().take(LONGEST).take_while(latin).filter(char::is_ascii_alphabetic);
        return (letters.count() > 1).then_some(What::Large);
    }
    let (mut digits, mut signs, mut slashes, mut small) = (0, 0, 0, 0u8);
    let mut chars = text.chars().take(LONGEST).peekable();
    while let Some(c) = chars.next() {
        if let Some(value) = value(c) {
            digits += 1;
            small = small.wrapping_mul(10).wrapping_add(value);
        } else if chars.peek().copied().is_some_and(is_digit)
            && matches!(c, '.' | ',' | '/' | ':' | '-' | '–' | '\u{066B}' | '\u{066C}')
        {
            signs += 1;
            slashes += usize::from(c == '/');
        } else {
            // A name (`F16`) or a code.
            if c.is_ascii_alphabetic() || is_letter(c) {
                return None;
            }
            break;
        }
    }
    Some(match digits {
        6..=8 if slashes == 2 && signs == 2 => What::Date,
        1..=2 if signs == 0 => What::Small(small),
        _ => What::Large,
    })
}

/// The Latin word that `text` ends with.
fn latin_ends(text: &str) -> Option<What> {
    let letters = text.chars().rev().take(LONGEST).take_while(char::is_ascii_alphabetic);
    (letters.count() > 1).then_some(What::Large)
}

/// Whether small numbers behind words count up, as those of notes do.
fn are_notes(seams: &[Seam]) -> bool {
    let small = || {
        seams.iter().filter_map(|seam| if let What::Small(value) = seam.what { Some(value) } else { None })
    };
    let next = small().zip(small().skip(1)).filter(|&(a, b)| a.checked_add(1) == Some(b)).count();
    next > 0 && next * 3 >= small().count()
}

/// How often one space parts a word from a number or a Latin word.
fn parted(source: &str) -> usize {
    let bytes = source.as_bytes();
    let is_letter_end = |c: Option<char>| c.is_some_and(|c| is_letter(c) || is_mark(c));
    memchr::memchr_iter(b' ', bytes)
        .filter(|&at| {
            let (head, tail) = (&source[..at], &source[at + 1..]);
            let (before, after) = (head.chars().next_back(), tail.chars().next());
            is_letter_end(before) && after.is_some_and(|c| is_digit(c) || c.is_ascii_alphabetic())
                || before.is_some_and(|c| c.is_ascii_alphabetic()) && after.is_some_and(is_letter)
        })
        .count()
}

/// The letters and marks on one side of a place, as they stand once spaces are moved.
struct Word {
    bytes: [u8; LONGEST * 2],
    start: usize,
    end: usize,
    letters: usize,
}

impl Word {
    /// `None` beside what is no word: a code, a prefix with its tatweel, or too long.
    fn beside(source: &str, at: usize, before: bool, moves: &[(Move, Confidence)]) -> Option<Word> {
        let mut word =
            Word { bytes: [0; LONGEST * 2], start: if before { LONGEST * 2 } else { 0 }, end: 0, letters: 0 };
        if before {
            word.end = LONGEST * 2;
        }
        let sure = |at: usize| {
            let moved = moves.binary_search_by_key(&at, |(found, _)| found.start).ok()?;
            (moves[moved].1 == Confidence::Strong).then_some(moves[moved].0)
        };
        let mut place = at;
        loop {
            let c = if before { source[..place].chars().next_back() } else { source[place..].chars().next() };
            let Some(c) = c else { break };
            let next = if before { place - c.len_utf8() } else { place + c.len_utf8() };
            if place != at && sure(place).is_some_and(|found| found.end == place) {
                break;
            }
            let joined = c == ' ' && sure(place.min(next)).is_some_and(|found| found.end > found.start);
            if is_letter(c) && c != TATWEEL || is_mark(c) {
                let len = c.len_utf8();
                if len > 2 || word.end - word.start + len > LONGEST * 2 {
                    return None;
                }
                if before {
                    word.start -= len;
                    c.encode_utf8(&mut word.bytes[word.start..]);
                } else {
                    c.encode_utf8(&mut word.bytes[word.end..]);
                    word.end += len;
                }
                word.letters += usize::from(is_letter(c));
            } else if !joined {
                let code = matches!(c, TATWEEL | '@' | '_' | '\\' | '=' | '#' | '/') || before && c == '.';
                if code {
                    return None;
                }
                break;
            }
            place = next;
        }
        Some(word)
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes[self.start..self.end]).unwrap_or_default()
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::super::WordSpacing;
    use crate::model::Embedded;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(WordSpacing::new(Embedded::arabic())).clean(text)
    }

    #[test]
    fn lost_seams_are_parted() {
        for (raw, clear) in [
            (
                "افتتحت شركةSiemens مصنعا بتكلفة1,250 مليونا، وطورت نظامLinuxفي القاهرة",
                "افتتحت شركة Siemens مصنعا بتكلفة 1,250 مليونا، وطورت نظام Linux في القاهرة",
            ),
            ("بلغت الأسعار٤٥٠٠ ريال وتعادل١٬٢٠٠ دولار", "بلغت الأسعار ٤٥٠٠ ريال وتعادل ١٬٢٠٠ دولار"),
            // A date says it by itself.
            (
                "نشر القرار بتاريخ14/02/2019 في الجريدة عام 2020",
                "نشر القرار بتاريخ 14/02/2019 في الجريدة عام 2020",
            ),
            // Where most are lost, small numbers are too.
            (
                "استوردت شركةSiemens بتكلفة1,250 ووظفت12 عاملا وفصلت7 منهم",
                "استوردت شركة Siemens بتكلفة 1,250 ووظفت 12 عاملا وفصلت 7 منهم",
            ),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn joints_that_are_meant_stay() {
        for text in [
            // One slip says nothing.
            "افتتحت شركةSiemens مصنعا في القاهرة",
            "كوفيد19 وإنترنت2 وطائرة إف16 وبوينغ737 في عام 2021",
            // Prefixes, units, codes.
            "لـ50 رجلا وبـLinux وال20 والWindows وبالExcel في 5كم و10كجم و1442هـ",
            "https://example.com/صفحة2015 user_صفحة2015 example.com/شركةIBM",
            // Notes of a text that parts nearly all other numbers.
            "قال الكاتب1 إن المدينة2 بنيت عام 1920 ثم هدمت3 عام 1950",
            // A code page read wrongly.
            "ثمU قال الطالبU مرةU أخرى جداL",
            // Many times as many are parted.
            "شركةSiemens ونظامLinux عام 2001 وعام 2002 وعام 2003 وعام 2004 وعام 2005 وعام 2006 وعام 2007 \
             وعام 2008 وعام 2009 وعام 2010 وعام 2011 وعام 2012 وعام 2013 وعام 2014 وعام 2015 وعام 2016 وعام 2017",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
