//! The table of slides: yeh as a tanween, feh and ghain as letters of no Arabic word.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::arabic::letters::is_letter;
use crate::arabic::marks::{is_mark, FATHATAN};
use crate::arabic::TATWEEL;
use crate::edit::{Confidence, Edits};
use crate::model::LanguageModel;
use crate::text::Text;

use super::{runs, LETTER_CODE, LONGEST};

/// Different known words that prove the table, its final yeh, and that unknown words follow it.
const SEVERAL: usize = 5;
const FEW: usize = 3;
const MANY: usize = 12;

const DAMMATAN: char = '\u{64C}';

/// What the letters of slides, which Arabic does not write, are.
fn of_slides(c: char) -> Option<char> {
    match c {
        // Initial and medial.
        '\u{63C}' | '\u{63D}' => Some('غ'),
        '\u{63E}' => Some('ف'),
        _ => None,
    }
}

/// Whether enough codes stand where no tanween does, and hardly any where one may.
pub(super) fn may_be_in(text: &Text<'_>) -> bool {
    let letters = text.may_have_in('\u{63C}'..='\u{63E}');
    if !letters && !text.may_have(DAMMATAN) {
        return false;
    }
    let source = text.as_str();
    let (mut inside, mut at_end) = (0, 0);
    for at in memchr::memmem::find_iter(source.as_bytes(), "\u{64C}") {
        let mut rest = source[at..].chars().skip_while(|&c| c == DAMMATAN);
        match rest.next() {
            Some(c) if is_letter(c) || c == FATHATAN => inside += 1,
            _ => at_end += 1,
        }
    }
    if letters {
        inside += source.chars().filter(|&c| of_slides(c).is_some()).count();
    }
    inside >= SEVERAL && at_end * 4 <= inside
}

/// A word of slides.
struct Coded {
    span: Range<usize>,
    /// Byte and letter of each code, but for a tanween at the end.
    codes: Vec<(usize, char)>,
    /// Where a tanween stands at the end that may be a yeh.
    last: Option<usize>,
    /// Whether it is a known word with its letters, and without.
    known: bool,
    bare: bool,
}

pub(super) fn read<M: LanguageModel>(model: &M, source: &str, edits: &mut Edits<'_>) {
    let words: Vec<Coded> = runs(source, |c| is_letter(c) || is_mark(c) || c == TATWEEL)
        .filter_map(|span| coded(model, source, span))
        .collect();
    let all = tally(source, words.iter().filter(|word| !word.codes.is_empty()));
    if all.known < SEVERAL || all.known * 10 < all.words * 7 || all.known * 3 < all.bare * 4 {
        return;
    }
    let last = tally(source, words.iter().filter(|word| word.last.is_some()));
    let last_is_yeh = last.known >= FEW.min(last.words) && last.known * 10 >= last.words * 7;
    for word in &words {
        if !word.known && all.known < MANY {
            continue;
        }
        let yeh = word.last.filter(|_| last_is_yeh && (word.known || last.known >= MANY)).map(|at| (at, 'ي'));
        for (at, letter) in word.codes.iter().copied().chain(yeh) {
            let code = at..at + DAMMATAN.len_utf8();
            edits.replace(code, letter.encode_utf8(&mut [0; 4]), LETTER_CODE, Confidence::Strong);
        }
    }
}

/// `None` for a word without codes.
fn coded<M: LanguageModel>(model: &M, source: &str, span: Range<usize>) -> Option<Coded> {
    let word = &source[span.clone()];
    let mut coded = Coded { span: span.clone(), codes: Vec::new(), last: None, known: false, bare: false };
    let (mut read, mut stands) = (String::new(), String::new());
    for (i, c) in word.char_indices() {
        let rest = &word[i + c.len_utf8()..];
        let letter = match c {
            DAMMATAN => rest
                .chars()
                .find(|&next| next != DAMMATAN)
                .filter(|&next| is_letter(next) || next == FATHATAN)
                .map(|_| 'ي'),
            // After these a tanween is one.
            FATHATAN if rest.is_empty() && !word[..i].ends_with(['ا', 'ة', 'ء', 'ى']) => {
                coded.last = Some(span.start + i);
                read.push('ي');
                continue;
            }
            _ => of_slides(c),
        };
        if let Some(letter) = letter {
            coded.codes.push((span.start + i, letter));
            read.push(letter);
        } else if is_letter(c) {
            read.push(c);
            stands.push(c);
        }
    }
    if coded.codes.is_empty() && coded.last.is_none() {
        return None;
    }
    coded.bare = model.word(&stands).is_some();
    coded.known = read.chars().count() <= LONGEST && read.chars().nth(1).is_some() && model.is_word(&read);
    Some(coded)
}

/// How many different words there are, and how many are known.
#[derive(Default)]
struct Tally {
    words: usize,
    known: usize,
    bare: usize,
}

fn tally<'w>(source: &str, words: impl Iterator<Item = &'w Coded>) -> Tally {
    let distinct: BTreeMap<&str, &Coded> = words.map(|word| (&source[word.span.clone()], word)).collect();
    distinct.values().fold(Tally::default(), |tally, word| Tally {
        words: tally.words + 1,
        known: tally.known + usize::from(word.known),
        bare: tally.bare + usize::from(word.bare),
    })
}
