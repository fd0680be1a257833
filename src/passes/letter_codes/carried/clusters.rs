//! The strings that glyphs come as: a letter and its marks.

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::{is_mark, is_vowel_sign, SHADDA};
use crate::arabic::words::ends_clause;

/// What stands for a character that is no letter, and for no mark.
pub(super) const NONE: char = '\0';

/// How the strings of a text stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct How {
    /// Marks before their letters.
    pub(super) marks_first: bool,
    /// From left to right, as the glyphs lie.
    pub(super) backward: bool,
    /// Words parted by two spaces and more; one parts their glyphs.
    pub(super) wide: bool,
}

/// The marks of a letter, sorted, each once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Marks([char; 3]);

impl Marks {
    pub(super) fn add(&mut self, mark: char) {
        if !self.0.contains(&mark) {
            if let Some(free) = self.0.iter_mut().find(|c| **c == NONE) {
                *free = mark;
                self.0.sort_unstable_by_key(|&c| (c == NONE, c));
            }
        }
    }

    pub(super) fn has_shadda(&self) -> bool {
        self.0.contains(&SHADDA)
    }

    /// The vowel that they are, if they are one and nothing else.
    pub(super) fn vowel(&self) -> Option<char> {
        (self.0[1] == NONE && is_vowel_sign(self.0[0])).then_some(self.0[0])
    }
}

/// A letter, or another character of a word, and the marks at it; in bytes of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cluster {
    pub(super) letter: char,
    pub(super) marks: Marks,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Cluster {
    pub(super) fn is_marked(&self) -> bool {
        self.letter != NONE && self.marks != Marks::default()
    }

    /// Whether it is the same as the one before.
    pub(super) fn repeats(&self, before: &Cluster) -> bool {
        self.is_marked() && (self.letter, self.marks) == (before.letter, before.marks)
    }
}

/// The words of lines.
pub(super) fn words_of<'s>(lines: &'s [&'s str], how: How) -> impl Iterator<Item = Vec<Cluster>> + 's {
    lines.iter().flat_map(move |line| words(line, how))
}

/// The words of a text, each as clusters in the order of the text. Other characters than letters are of words, too, but for
/// digits, punctuation and what is ASCII: fonts with such tables have glyphs that no letter is known of.
fn words(source: &str, how: How) -> impl Iterator<Item = Vec<Cluster>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + source[at..].find(in_word)?;
        let mut end = start;
        loop {
            let rest = &source[end..];
            end += rest.find(|c| !in_word(c)).unwrap_or(rest.len());
            let goes_on = source[end..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(in_word));
            if !(how.wide && goes_on) {
                break;
            }
            end += 1;
        }
        at = end;
        Some(clusters(&source[start..at], start, how.marks_first))
    })
}

fn in_word(c: char) -> bool {
    let other = c.is_whitespace() || c.is_ascii() && !c.is_ascii_control() || ends_clause(c);
    !other
        && !matches!(c, '\u{AB}' | '\u{BB}' | '\u{660}'..='\u{66C}' | '\u{6F0}'..='\u{6F9}' | '\u{2000}'..='\u{206F}')
}

fn clusters(word: &str, base: usize, marks_first: bool) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut pending = Marks::default();
    let mut from = base;
    for (at, c) in word.char_indices() {
        let (at, end) = (base + at, base + at + c.len_utf8());
        if is_mark(c) || matches!(c, TATWEEL | ' ') {
            let last = clusters.last_mut().filter(|_| !marks_first);
            let to = match last {
                Some(last) => {
                    (last.end, from) = (end, end);
                    &mut last.marks
                }
                None => &mut pending,
            };
            if is_mark(c) {
                to.add(c);
            }
        } else {
            let letter = if is_letter(c) { c } else { NONE };
            let start = if marks_first { from } else { at };
            clusters.push(Cluster { letter, marks: std::mem::take(&mut pending), start, end });
            from = end;
        }
    }
    clusters
}
