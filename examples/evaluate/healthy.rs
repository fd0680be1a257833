//! What cleaning does to text that needs none: every edit, with its neighbours, and how many a word.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::PathBuf;

use tanqih::{arabic, Change, Pipeline};

use crate::damage;
use crate::scoring::without_marks;
use crate::texts;

/// Clean every truth and every plain text under `paths`, whole and page by page; the account of what was changed.
///
/// Of a folder that holds truths only those are taken, of another all texts. Equal texts count once. A page has
/// lines broken anew and shows less: what a text as a whole speaks against, a page of it may not.
pub(crate) fn account(
    paths: &[PathBuf],
    pipeline: &Pipeline,
    progress: impl Fn(usize, usize),
) -> Result<String, String> {
    let texts = plain_texts(paths)?;
    let (mut whole, mut paged) = (Tally::default(), Tally::default());
    for (i, (text, path)) in texts.iter().enumerate() {
        let path = path.display().to_string();
        whole.clean(pipeline, text, &path);
        for (number, page) in damage::pages(text).iter().enumerate() {
            paged.clean(pipeline, page, &format!("{path}, page {}", number + 1));
        }
        progress(i + 1, texts.len());
    }
    Ok(whole.account("whole texts") + "\n" + &paged.account("pages"))
}

/// What was done to healthy texts.
#[derive(Default)]
struct Tally {
    texts: usize,
    words: usize,
    findings: usize,
    by_reason: BTreeMap<String, usize>,
    /// Times and first text of what was done, by what and where.
    places: BTreeMap<(String, String), (usize, String)>,
}

impl Tally {
    fn clean(&mut self, pipeline: &Pipeline, text: &str, name: &str) {
        self.texts += 1;
        self.words += arabic_words(text);
        let cleaned = pipeline.run(text);
        for change in cleaned.changes() {
            *self.by_reason.entry(change.reason.as_str().to_owned()).or_default() += 1;
            self.note(format!("{} {}", change.pass, change.reason), in_context(text, change), name);
        }
        for finding in cleaned.findings() {
            self.findings += 1;
            let found = format!("⟦{}⟧", &text[finding.source.clone()]);
            let context = about(text, &finding.source, &found);
            self.note(format!("{} {} found", finding.pass, finding.kind), context, name);
        }
    }

    fn note(&mut self, what: String, context: String, name: &str) {
        self.places.entry((what, context)).or_insert_with(|| (0, name.to_owned())).0 += 1;
    }

    fn account(&self, of: &str) -> String {
        let mut out = String::new();
        for ((what, context), (times, name)) in &self.places {
            let _ = writeln!(out, "{what} ×{times}: {context}  ({name})");
        }
        let total: usize = self.by_reason.values().sum();
        let rate = |count: usize, words: f64| count as f64 * words / self.words.max(1) as f64;
        let _ = writeln!(
            out,
            "healthy {of}: {total} edits in {} of {} words: {:.3} per 20,000 words",
            self.texts,
            self.words,
            rate(total, 20_000.0)
        );
        let _ =
            writeln!(out, "findings: {}, {:.3} per 5,000 words", self.findings, rate(self.findings, 5_000.0));
        for (reason, &count) in &self.by_reason {
            let _ =
                writeln!(out, "  {reason:24} {count:>6}  {:>8.3} per 20,000 words", rate(count, 20_000.0));
        }
        out
    }
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
