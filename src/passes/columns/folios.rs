//! Numbers of pages, which stand between the columns of two pages and are of neither.

use crate::arabic::digits;
use crate::text::Text;

/// Where the lines begin that are the numbers of pages: numbers alone, or with a word before them, that go up by one
/// from one to the next.
pub(super) fn folios(text: &Text<'_>) -> Vec<usize> {
    let mut found: Vec<(usize, u64)> = Vec::new();
    for line in text.lines() {
        let trimmed = line.text().trim_matches(|c: char| c.is_whitespace() || !c.is_alphanumeric());
        let number = trimmed.strip_prefix("\u{635}\u{641}\u{62D}\u{629}").unwrap_or(trimmed).trim_start();
        let digits = number.split_whitespace().next().unwrap_or("");
        if digits.len() > 8 || trimmed.len() > 40 {
            continue;
        }
        let rest = &number[digits.len()..];
        if let Some(value) =
            digits::number(digits).filter(|_| trimmed.len() > number.len() || rest.is_empty())
        {
            found.push((line.start(), value));
        }
    }
    let counts = |a: Option<&(usize, u64)>, b: Option<&(usize, u64)>| matches!((a, b), (Some(a), Some(b)) if b.1 == a.1 + 1);
    let is = |&at: &usize| {
        counts(found.get(at), found.get(at + 1)) || at > 0 && counts(found.get(at - 1), found.get(at))
    };
    (0..found.len()).filter(is).map(|at| found[at].0).collect()
}
