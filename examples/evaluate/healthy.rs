//! What cleaning does to text that needs none: every edit, with its neighbours, and how many a word.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::PathBuf;

use tanqih::{arabic, Change, Pipeline};

use crate::scoring::without_marks;
use crate::texts;

/// Clean every truth and every plain text under `paths`; the account of what was changed.
///
/// Of a folder that holds truths only those are taken, of another all texts. Equal texts count once.
pub(crate) fn account(
    paths: &[PathBuf],
    pipeline: &Pipeline,
    progress: impl Fn(usize, usize),
) -> Result<String, String> {
    let texts = plain_texts(paths)?;
    let (mut words, mut findings) = (0, 0);
    let mut by_reason: BTreeMap<&str, usize> = BTreeMap::new();
    let mut edits: BTreeMap<(String, String), (usize, String)> = BTreeMap::new();
    for (i, (text, path)) in texts.iter().enumerate() {
        words += arabic_words(text);
        let cleaned = pipeline.run(text);
        for change in cleaned.changes() {
            *by_reason.entry(change.reason.as_str()).or_default() += 1;
            let place = (format!("{} {}", change.pass, change.reason), in_context(text, change));
            edits.entry(place).or_insert_with(|| (0, path.display().to_string())).0 += 1;
        }
        for finding in cleaned.findings() {
            findings += 1;
            let place = (
                format!("{} {} found", finding.pass, finding.kind),
                about(text, &finding.source, &format!("⟦{}⟧", &text[finding.source.clone()])),
            );
            edits.entry(place).or_insert_with(|| (0, path.display().to_string())).0 += 1;
        }
        progress(i + 1, texts.len());
    }
    let mut out = String::new();
    for ((what, context), (times, path)) in &edits {
        let _ = writeln!(out, "{what} ×{times}: {context}  ({path})");
    }
    let total: usize = by_reason.values().sum();
    let rate = |count: usize| count as f64 * 20_000.0 / words.max(1) as f64;
    let _ = writeln!(
        out,
        "healthy: {total} edits in {} texts of {words} words: {:.3} per 20,000 words",
        texts.len(),
        rate(total)
    );
    let _ = writeln!(
        out,
        "findings: {findings}, {:.3} per 5,000 words",
        findings as f64 * 5_000.0 / words.max(1) as f64
    );
    for (reason, count) in by_reason {
        let _ = writeln!(out, "  {reason:24} {count:>6}  {:>8.3} per 20,000 words", rate(count));
    }
    Ok(out)
}

fn plain_texts(paths: &[PathBuf]) -> Result<BTreeMap<String, PathBuf>, String> {
    let mut texts = BTreeMap::new();
    for given in paths {
        let files = texts::files(given)?;
        let ends = |path: &PathBuf, end: &str| path.to_string_lossy().ends_with(end);
        let truths = files.iter().any(|path| ends(path, ".truth.txt"));
        for path in files {
            if ends(&path, if truths { ".truth.txt" } else { ".txt" }) || path == *given {
                texts.entry(without_marks(&texts::read(&path)?, true)).or_insert(path);
            }
        }
    }
    Ok(texts)
}

fn arabic_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(arabic::letters::is_letter)).count()
}

/// Characters shown on each side of an edit.
const CONTEXT: usize = 40;

/// `before ⟦was⟧⇒⟦is⟧ after`, in the source's words.
fn in_context(source: &str, change: &Change) -> String {
    about(source, &change.source, &format!("⟦{}⟧⇒⟦{}⟧", change.before, change.after))
}

/// `what` between the neighbours of `span`, line ends shown.
fn about(source: &str, span: &Range<usize>, what: &str) -> String {
    let from = source[..span.start].char_indices().rev().take(CONTEXT).last();
    let from = from.map_or(span.start, |(at, _)| at);
    let after = source[span.end..].char_indices().nth(CONTEXT);
    let to = after.map_or(source.len(), |(at, _)| span.end + at);
    format!("{}{what}{}", &source[from..span.start], &source[span.end..to])
        .replace('\n', "⏎")
        .replace('\u{C}', "⇟")
}
