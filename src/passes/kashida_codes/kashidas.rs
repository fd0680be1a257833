//! Where the kashidas of a line stand, and which of them end a piece.

use std::ops::Range;

use crate::arabic::forms;
use crate::arabic::marks::is_mark;
use crate::arabic::TATWEEL;
use crate::leads::Leads;

use super::codes::{code_at, ends_word, leads, Code, SPACES};
use super::spaced::Suspects;
use super::words::reaches_next;
use super::ENOUGH;

/// A tatweel.
pub(super) const KASHIDA: Code = Code::Char(TATWEEL);

/// What kashidas come out as.
#[derive(Clone, Copy)]
pub(super) enum Kashidas<'s> {
    Tatweel,
    /// Codes, these signs among them.
    Codes(Suspects<'s>),
}

/// Kashidas in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Their bytes, with the spaces about them that are none.
    pub(super) span: Range<usize>,
    pub(super) code: Code,
    count: usize,
    /// Whether the piece goes on behind them.
    pub(super) inside: bool,
}

fn in_word(c: char) -> bool {
    forms::is_letter_or_form(c) || is_mark(c)
}

impl Kashidas<'_> {
    /// What they begin with.
    pub(super) fn leads(self) -> Leads {
        match self {
            Kashidas::Tatweel => Leads::one(TATWEEL),
            Kashidas::Codes(suspects) => leads(suspects.signs),
        }
    }

    /// Those of a line. O(length).
    pub(super) fn of(self, line: &str) -> Vec<Run> {
        let leads = self.leads();
        let mut runs: Vec<Run> = Vec::new();
        while let Some(run) = self.next(&leads, line, runs.last().map_or(0, |last| last.span.end)) {
            runs.push(run);
        }
        // A line has as many for each of its places: where there are twice as many, two pieces meet.
        if let Some(least) = runs.iter().map(|run| run.count).min() {
            runs.iter_mut().for_each(|run| run.inside &= run.count < 2 * least);
        }
        runs
    }

    /// Whether enough of them stand between letters: healthy text has the tatweel of Hijri years.
    pub(super) fn stand_in_words(self, text: &str) -> bool {
        let leads = self.leads();
        let (mut from, mut places) = (0, 0);
        while let Some(run) = self.next(&leads, text, from) {
            from = run.span.end;
            places +=
                usize::from(text[..run.span.start].ends_with(in_word) && text[from..].starts_with(in_word));
            if places == 2 * ENOUGH {
                return true;
            }
        }
        false
    }

    /// The first run that begins at byte `from` or after.
    fn next(self, leads: &Leads, text: &str, from: usize) -> Option<Run> {
        let mut at = from;
        loop {
            let lead = leads.next(text.as_bytes(), at)?;
            let run = match self {
                Kashidas::Tatweel => tatweel(text, lead),
                Kashidas::Codes(suspects) => codes(text, from, lead, suspects),
            };
            if run.is_some() {
                return run;
            }
            at = lead + text[lead..].chars().next().map_or(1, char::len_utf8);
        }
    }
}

fn tatweel(text: &str, at: usize) -> Option<Run> {
    let rest = &text[at..];
    let length = rest.len() - rest.trim_start_matches(TATWEEL).len();
    let count = length / TATWEEL.len_utf8();
    (count > 0).then(|| Run { span: at..at + length, code: KASHIDA, count, inside: false })
}

/// The codes of one kind that begin at byte `at`, with what belongs to them from byte `from` on.
fn codes(text: &str, from: usize, at: usize, suspects: Suspects<'_>) -> Option<Run> {
    let rest = &text[at..];
    let spelled = code_at(rest);
    let sign = || rest.chars().next().filter(|c| suspects.signs.contains(c));
    let (code, length) = spelled.or_else(|| sign().map(|sign| (Code::Char(sign), sign.len_utf8())))?;
    let count = 1 + rest.as_bytes()[length..]
        .chunks_exact(length)
        .take_while(|&next| next == &rest.as_bytes()[..length])
        .count();
    let mut end = at + count * length;
    let before = &text[from..at];
    let head = before.trim_end_matches(' ');
    let spaces = before.len() - head.len();
    let apart = (1..=SPACES).contains(&spaces) && head.ends_with(in_word) && suspects.apart.contains(&code);
    let start = if apart { from + head.len() } else { at };
    let joins = || head.chars().rev().find(|&c| !is_mark(c)).is_some_and(reaches_next);
    let touches = apart || before.ends_with(in_word);
    let behind = text[end..].trim_start_matches(' ');
    let spaces = text.len() - end - behind.len();
    let letter = behind.starts_with(forms::is_letter_or_form);
    let spaced = touches && letter && (1..=SPACES).contains(&spaces) && suspects.spaced.contains(&code);
    let Some(sign) = sign().filter(|_| spelled.is_none() && !spaced) else {
        end += if spaced { spaces } else { 0 };
        return Some(Run { span: start..end, code, count, inside: spaced });
    };
    // A piece may end with a stop; a bracket or quote stands after a space.
    let stands = apart
        || text[..at].ends_with(|c: char| !c.is_whitespace() && !c.is_ascii_alphanumeric() && c != sign);
    let between = letter && (spaces == 0 || spaces <= SPACES && !ends_word(sign));
    let line_ends = behind.is_empty() || behind.starts_with(['\n', '\r']);
    let number = count > 1
        && spaces == 0
        && !sign.is_ascii_digit()
        && behind.starts_with(|c: char| c.is_ascii_digit());
    let last = touches && joins() && (line_ends && (count > 1 || !ends_word(sign)) || number);
    end += if between { spaces } else { 0 };
    (stands && (between || last)).then_some(Run { span: start..end, code, count, inside: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs<'t>(line: &'t str, suspects: Suspects<'_>) -> Vec<(&'t str, bool)> {
        Kashidas::Codes(suspects).of(line).into_iter().map(|run| (&line[run.span], run.inside)).collect()
    }

    #[test]
    fn what_belongs_to_a_code() {
        let none = Suspects::default();
        let (codes, signs) = ([Code::Char('\u{2}')], ['%', ')']);
        let spaced = Suspects { spaced: &codes, ..none };
        let apart = Suspects { apart: &codes, ..none };
        let signs = Suspects { signs: &signs, ..none };
        assert_eq!(runs("ب\u{2} ت\u{2}ث", none), [("\u{2}", false), ("\u{2}", false)]);
        assert_eq!(runs("ب\u{2} ت\u{2}ث", spaced), [("\u{2} ", true), ("\u{2}", false)]);
        // Twice as many: two pieces meet.
        assert_eq!(runs("ب\u{2}\u{2} ت\u{2}ث", spaced), [("\u{2}\u{2} ", false), ("\u{2}", false)]);
        assert_eq!(runs("ب \u{2} ت", apart), [(" \u{2}", false)]);
        assert_eq!(runs("ب %%ت", signs), []);
        assert_eq!(runs("ب%% ت%", signs), [("%% ", false), ("%", false)]);
        assert_eq!(runs("ب) ت)", signs), []);
    }
}
