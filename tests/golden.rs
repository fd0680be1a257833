//! Whole texts, damaged and clean: each file of `tests/golden` holds one of each, and what was changed why.
//!
//! A file is three parts with a line `=== …` before each: `=== source [pipeline]`, `=== clean`, `=== log`.
//! The pipeline is a preset, or passes of `thorough` by name (`tatweel marks`). `UPDATE_GOLDEN=1 cargo test --test golden`
//! rewrites the last two parts; read the difference before committing it. Escapes: `\u{…}`.

// Whole texts need the passes that ask the model.
#![cfg(feature = "embedded-model")]

use std::fs;
use std::path::{Path, PathBuf};

use tanqih::Pipeline;

struct Case {
    path: PathBuf,
    pipeline: String,
    source: String,
    rest: String,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.into_iter().map(read).collect()
}

fn read(path: PathBuf) -> Case {
    let text = fs::read_to_string(&path).unwrap();
    let inside = text.strip_prefix("=== source ").unwrap_or_else(|| panic!("{}: no source", path.display()));
    let (pipeline, inside) = inside.split_once('\n').unwrap();
    let (source, rest) = inside.split_once("=== clean\n").unwrap_or((inside, ""));
    Case {
        pipeline: pipeline.trim().to_owned(),
        source: unescape(source),
        rest: format!("=== clean\n{rest}"),
        path,
    }
}

fn pipeline(names: &str) -> Pipeline {
    match names {
        "faithful" => Pipeline::faithful(),
        "standard" => Pipeline::standard(),
        "thorough" => Pipeline::thorough(),
        names => {
            let names: Vec<&str> = names.split_whitespace().collect();
            let pipeline = Pipeline::thorough().only(&names);
            assert_eq!(pipeline.names().count(), names.len(), "an unknown pass in {names:?}");
            pipeline.floor(tanqih::Confidence::Strong)
        }
    }
}

fn unescape(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("an open escape");
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

/// What a reader of the file could not see is written by its number.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let unseen = c.is_control() && c != '\n'
            || matches!(c, '\u{A0}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2000}'..='\u{200A}'
            | '\u{202A}'..='\u{202F}' | '\u{2060}'..='\u{2069}' | '\u{61C}' | '\u{FEFF}' | '\u{E000}'..='\u{F8FF}');
        if unseen {
            out.push_str(&format!("\\u{{{:X}}}", c as u32));
        } else {
            out.push(c);
        }
    }
    out
}

fn outcome(case: &Case) -> String {
    let cleaned = pipeline(&case.pipeline).run(&case.source);
    let mut out = format!("=== clean\n{}=== log\n", escape(cleaned.text()));
    for change in cleaned.changes() {
        let (before, after) =
            (escape(&change.before).replace('\n', "⏎"), escape(&change.after).replace('\n', "⏎"));
        out.push_str(&format!(
            "{} {} {}: [{before}] [{after}]\n",
            change.pass, change.reason, change.confidence
        ));
    }
    out
}

#[test]
fn golden_texts_come_out_as_written() {
    let cases = cases();
    assert!(cases.len() >= 8, "the folder of cases is not where this test looks");
    let mut wrong = Vec::new();
    for case in cases {
        let now = outcome(&case);
        if now == case.rest {
            continue;
        }
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            let source = escape(&case.source);
            fs::write(&case.path, format!("=== source {}\n{source}{now}", case.pipeline)).unwrap();
        } else {
            wrong.push(format!("{}\n--- written\n{}--- now\n{now}", case.path.display(), case.rest));
        }
    }
    assert!(wrong.is_empty(), "{}\nUPDATE_GOLDEN=1 rewrites", wrong.join("\n"));
}
