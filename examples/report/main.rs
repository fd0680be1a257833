//! One HTML page that shows what cleaning did to a text: source and result side by side, every change
//! with its reason and confidence, what was suggested and what was found.
//!
//! `cargo run --release --example report -- extracted.txt > report.html`; without a file, a small
//! damaged text. The page needs nothing from elsewhere.

#[path = "../choose/mod.rs"]
mod choose;
mod marked;

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use tanqih::{Cleaned, NotDone};

use choose::{Choice, Words};
use marked::{escaped, marked, Mark};

const HELP: &str = "\
usage: report [options] [FILE]
  Writes an HTML page about the cleaning of FILE (or of a small example) to standard output.

  --preset NAME      faithful, standard (the default) or thorough
  --without PASS,…   leave passes out
  --only PASS,…      leave all other passes out
";

const PAGE: &str = include_str!("page.html");
const EXAMPLE: &str = include_str!("../clean/damaged.txt");

fn main() -> ExitCode {
    match run().and_then(|page| write(&page)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("report: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Write to standard output; a reader that has seen enough is no error.
fn write(page: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(page.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("standard output: {error}")),
        _ => Ok(()),
    }
}

fn run() -> Result<String, String> {
    let mut choice = Choice::default();
    let mut file = None;
    let mut words = Words::from_command_line()?;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--help" | "-h" => return Ok(HELP.to_owned()),
            flag if choice.takes(flag, &mut words)? => {}
            flag if flag.starts_with("--") => {
                return Err(format!("unknown option {flag}; --help lists them"))
            }
            _ if file.is_some() => return Err("more than one file; --help says more".to_owned()),
            _ => file = Some(word),
        }
    }
    let (name, source) = match &file {
        Some(name) => (name.as_str(), fs::read_to_string(name).map_err(|error| format!("{name}: {error}"))?),
        None => ("example", EXAMPLE.to_owned()),
    };
    Ok(page(name, &source, &choice.pipeline()?.run(&source)))
}

/// One row of the list: what was changed, suggested or found.
struct Row<'a> {
    mark: Mark,
    output: std::ops::Range<usize>,
    pass: &'a str,
    reason: &'a str,
    confidence: String,
    words: String,
}

fn rows<'a>(cleaned: &'a Cleaned<'_>) -> Vec<Row<'a>> {
    // White space alone, and nothing, would not be seen in a list.
    let seen = |text: &str| match text {
        "" => "∅".to_owned(),
        text if text.trim().is_empty() => escaped(&text.replace(' ', "␣").replace('\n', "⏎")),
        text => escaped(text),
    };
    let words =
        |before: &str, after: &str| format!("<bdi>{}</bdi> ⇒ <bdi>{}</bdi>", seen(before), seen(after));
    let mut rows = Vec::new();
    for change in cleaned.changes() {
        rows.push(Row {
            mark: Mark { kind: "change", span: change.source.clone(), row: 0 },
            output: change.output.clone(),
            pass: change.pass,
            reason: change.reason.as_str(),
            confidence: change.confidence.to_string(),
            words: words(&change.before, &change.after),
        });
    }
    for suggestion in cleaned.suggestions() {
        let change = &suggestion.change;
        rows.push(Row {
            mark: Mark {
                kind: match suggestion.because {
                    NotDone::UnderFloor => "suggestion",
                    NotDone::Overlapped => "overlapped",
                },
                span: change.source.clone(),
                row: 0,
            },
            output: change.output.clone(),
            pass: change.pass,
            reason: change.reason.as_str(),
            confidence: change.confidence.to_string(),
            words: words(&change.before, &change.after),
        });
    }
    for finding in cleaned.findings() {
        rows.push(Row {
            mark: Mark { kind: "finding", span: finding.source.clone(), row: 0 },
            output: finding.output.clone(),
            pass: finding.pass,
            reason: finding.kind.as_str(),
            confidence: finding.confidence.to_string(),
            words: String::new(),
        });
    }
    rows.sort_by_key(|row| (row.mark.span.start, row.mark.span.end));
    for (i, row) in rows.iter_mut().enumerate() {
        row.mark.row = i;
    }
    rows
}

fn page(name: &str, source: &str, cleaned: &Cleaned<'_>) -> String {
    let rows = rows(cleaned);
    let in_source: Vec<Mark> = rows.iter().map(|row| row.mark.clone()).collect();
    let in_output: Vec<Mark> =
        rows.iter().map(|row| Mark { span: row.output.clone(), ..row.mark.clone() }).collect();
    let mut list = String::new();
    for row in &rows {
        let (kind, at) = (row.mark.kind, row.mark.row);
        list.push_str(&format!(
            "<tr class=\"{kind}\" data-row=\"{at}\"><td>{kind}<td>{}<td>{}<td>{}<td dir=\"auto\">{}</tr>\n",
            escaped(row.reason),
            escaped(row.pass),
            row.confidence,
            row.words
        ));
    }
    // The texts go in last: they might hold a placeholder's name.
    let summary = escaped(&cleaned.summary().to_string());
    let mut page = String::new();
    let mut rest = PAGE;
    while let Some((before, after)) = rest.split_once("{{") {
        let (field, after) = after.split_once("}}").unwrap_or((after, ""));
        page.push_str(before);
        match field {
            "name" => page.push_str(&escaped(name)),
            "summary" => page.push_str(&summary),
            "source" => page.push_str(&marked(source, &in_source)),
            "result" => page.push_str(&marked(cleaned.text(), &in_output)),
            "rows" => page.push_str(&list),
            unknown => unreachable!("the page has no field {unknown}"),
        }
        rest = after;
    }
    page + rest
}

#[cfg(test)]
mod tests {
    use tanqih::Pipeline;

    use super::*;

    #[test]
    fn the_page_holds_both_texts_and_every_change() {
        let source = "رئيــس <b> {{rows}} ، &";
        let cleaned = Pipeline::standard().run(source);
        let page = page("a<b>.txt", source, &cleaned);
        assert!(page.contains("a&lt;b&gt;.txt"));
        assert!(page.contains("&lt;b&gt; {{rows}}"));
        assert!(!page.contains("<b>"));
        assert_eq!(page.matches("<tr class=\"change\"").count(), cleaned.changes().len());
        assert!(page.contains("<mark class=\"change\" data-rows=\"0\">ــ</mark>"));
    }

    #[test]
    fn the_page_needs_nothing_from_elsewhere() {
        assert!(!PAGE.contains("http") && !PAGE.contains("src=") && !PAGE.contains("@import"));
    }
}
