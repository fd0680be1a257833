//! The words with codes of a text, and what stands beside them.

use std::collections::BTreeSet;

use crate::arabic::forms::{self, is_letter_or_form};
use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::arabic::pieces::is_private;
use crate::arabic::TATWEEL;
use crate::model::{LanguageModel, WordId};

/// Words without a code that are asked whether the text stands as it reads, and the hundredths that must be known.
const ASKED: usize = 400;
const KNOWN: usize = 60;
/// Letters for each code of a text whose words tell.
const LETTERS_FOR_A_CODE: usize = 4;

/// A word with codes, and the known words beside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Word {
    /// Letters and codes.
    pub(super) symbols: Vec<char>,
    pub(super) before: Option<WordId>,
    pub(super) behind: Option<WordId>,
}

/// The words with codes of a text that stands as it reads.
pub(super) fn words<M: LanguageModel>(model: &M, text: &str) -> Option<Vec<Word>> {
    let part = |c: char| is_letter_or_form(c) || is_mark(c) || c == TATWEEL || is_private(c);
    let mut words: BTreeSet<Word> = BTreeSet::new();
    let (mut asked, mut known) = (0, 0);
    let (mut letters, mut codes) = (0, 0);
    // A word that waits for the one behind it, and the one before the next.
    let (mut waits, mut before): (Option<Word>, Option<WordId>) = (None, None);
    let mut rest = text;
    while let Some(start) = rest.find(part) {
        let apart = rest[..start].contains(|c| c != ' ');
        rest = &rest[start..];
        let run = &rest[..rest.find(|c| !part(c)).unwrap_or(rest.len())];
        rest = &rest[run.len()..];
        if apart {
            before = None;
            words.extend(waits.take());
        }
        let mut symbols = Vec::new();
        for c in run.chars() {
            match forms::letters(c) {
                Some(letters) => symbols.extend(letters.chars().filter(|&c| is_letter(c))),
                None if is_letter(c) || is_private(c) => symbols.push(c),
                None => {}
            }
        }
        let coded = symbols.iter().filter(|&&c| is_private(c)).count();
        letters += symbols.len() - coded;
        codes += coded;
        if coded > 0 {
            words.extend(waits.replace(Word { symbols, before: before.take(), behind: None }));
            continue;
        }
        let spelled: String = symbols.iter().collect();
        let id = model.word(&spelled);
        if symbols.len() > 2 && asked < ASKED {
            asked += 1;
            known += usize::from(id.is_some());
        }
        if let Some(mut word) = waits.take() {
            word.behind = id;
            words.insert(word);
        }
        before = id;
    }
    words.extend(waits);
    (known * 100 >= asked * KNOWN && codes * LETTERS_FOR_A_CODE <= letters)
        .then(|| words.into_iter().collect())
}
