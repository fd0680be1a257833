//! What became of lines whose order an extractor damaged, by the truth as the page breaks it into lines.
//!
//! A truth line counts as moved when a line of the extraction has the same letters in another order.
//! Digits, marks of punctuation, white space and tatweel are left out of that comparison: they are
//! damaged in other ways, and lost digits must not hide a moved line.

use std::collections::HashSet;

use tanqih::arabic::TATWEEL;
use unicode_normalization::UnicodeNormalization;

use crate::scoring::{flat, without_marks};

/// Lines of one text, or of many.
#[derive(Clone, Copy, Default)]
pub(crate) struct Lines {
    /// Lines of the truth that have letters.
    pub(crate) all: usize,
    /// Lines whose letters the extraction has in another order.
    pub(crate) moved: usize,
    /// Moved lines whose letters are in order in the cleaned text.
    pub(crate) ordered: usize,
    /// Moved lines that stand in the cleaned text exactly as in the truth.
    pub(crate) exact: usize,
    /// Lines whose letters were in order before and are not after.
    pub(crate) broken: usize,
}

impl Lines {
    /// Compare the lines of a truth with those before and after cleaning.
    pub(crate) fn count(truth: &str, before: &str, after: &str) -> Lines {
        let raw: HashSet<String> = before.lines().map(letters).collect();
        let stocks: HashSet<String> = raw.iter().map(|line| sorted(line)).collect();
        let cleaned: HashSet<String> = after.lines().map(letters).collect();
        let cleaned_exact: HashSet<String> =
            after.lines().map(|line| flat(&line.nfc().collect::<String>())).collect();
        let mut lines = Lines::default();
        for line in without_marks(truth, false).lines() {
            let sought = letters(line);
            if sought.is_empty() {
                continue;
            }
            lines.all += 1;
            if raw.contains(&sought) {
                lines.broken += usize::from(!cleaned.contains(&sought));
            } else if stocks.contains(&sorted(&sought)) {
                lines.moved += 1;
                lines.ordered += usize::from(cleaned.contains(&sought));
                lines.exact += usize::from(cleaned_exact.contains(&flat(&line.nfc().collect::<String>())));
            }
        }
        lines
    }

    /// Both together.
    #[must_use]
    pub(crate) fn plus(self, other: Lines) -> Lines {
        Lines {
            all: self.all + other.all,
            moved: self.moved + other.moved,
            ordered: self.ordered + other.ordered,
            exact: self.exact + other.exact,
            broken: self.broken + other.broken,
        }
    }
}

impl std::fmt::Display for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |count: usize| 100.0 * count as f64 / self.moved.max(1) as f64;
        write!(
            f,
            "{:>7} lines, {:>6} moved: letters in order again {:>5.1} %, line exact {:>5.1} %; {:>5} broken",
            self.all,
            self.moved,
            share(self.ordered),
            share(self.exact),
            self.broken
        )
    }
}

fn letters(line: &str) -> String {
    line.nfkc().filter(|&c| c.is_alphabetic() && c != TATWEEL).collect()
}

fn sorted(line: &str) -> String {
    let mut letters: Vec<char> = line.chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rotated_line_is_counted_and_its_repair_seen() {
        let truth = "وقف إطلاق النار في 5 مدن\nالقوات شبه العسكرية\n";
        let raw = "وقــف إطلاق النار في  مدن\nية القوات شبه العسكر\n";
        let lines = Lines::count(truth, raw, "وقف إطلاق النار في مدن\nالقوات شبه العسكرية\n");
        assert_eq!((lines.all, lines.moved, lines.ordered, lines.exact, lines.broken), (2, 1, 1, 1, 0));
        let lines = Lines::count(truth, raw, "مدن وقف إطلاق النار في\nالقوات شبه العسكر ية\n");
        assert_eq!((lines.moved, lines.ordered, lines.exact, lines.broken), (1, 1, 0, 1));
    }
}
