//! How well cleaning does on extractions whose truth is known: error rates before and after, by extractor and by producer.
//!
//! `cargo run --release --example evaluate -- FOLDER…` takes folders of
//! `producer/document.extractor.txt` beside `producer/document.truth.txt`; `--help` lists the rest.

mod ablation;
#[path = "../choose/mod.rs"]
mod choose;
#[path = "../../tests/damage/mod.rs"]
mod damage;
mod healthy;
mod lines;
mod private_use;
mod scoring;
mod table;
mod texts;
mod verdict;

use std::collections::BTreeMap;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use tanqih::Pipeline;

use choose::{Choice, Words};
use lines::Lines;
use scoring::Truth;
use table::Row;
use texts::{Extraction, Filter};

const HELP: &str = "\
usage: evaluate [options] FOLDER…
  FOLDER holds producer/document.extractor.txt beside producer/document.truth.txt.
  CER, WER: edit distance over characters, words, divided by the truth's length.

  --preset NAME       faithful, standard (the default) or thorough
  --without PASS,…    leave passes out
  --only PASS,…       leave all other passes out
  --extractor NAME,…  only these extractors
  --producer PART,…   only producers whose name has one of these parts
  --document NAME,…   only these documents
  --sample N          every Nth text only
  --by WHAT           one table: extractor, producer or document
  --worst N           list the N texts harmed most and the N worst after
  --lines             what became of lines whose order was damaged (document.truth-lines.txt)
  --verdict           whether texts beyond repair are called unfit, and others not
  --private-use DIR   instead: how many private-use characters are read, with the tables DIR/FONT.tsv
                      (code, what it stands for) and without
  --ablation          also clean without each pass in turn: what it gives, and where it harms
  --csv FILE          write a row for each text
  --threads N         the default is one for each core
  --healthy           instead: clean healthy text, whole and by pages of wrapped lines, and list every
                      edit; of a folder that holds truths those are taken, of another all texts
";

struct Options {
    choice: Choice,
    filter: Filter,
    folders: Vec<PathBuf>,
    by: Vec<String>,
    worst: usize,
    lines: bool,
    verdict: bool,
    private_use: Option<PathBuf>,
    ablation: bool,
    csv: Option<PathBuf>,
    threads: usize,
    healthy: bool,
}

fn options(mut words: Words) -> Result<Option<Options>, String> {
    let mut options = Options {
        choice: Choice::default(),
        filter: Filter::default(),
        folders: Vec::new(),
        by: Vec::new(),
        worst: 0,
        lines: false,
        verdict: false,
        private_use: None,
        ablation: false,
        csv: None,
        threads: thread::available_parallelism().map_or(1, |cores| cores.get()),
        healthy: false,
    };
    let list = |value: String| value.split(',').map(str::to_owned).collect::<Vec<_>>();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--help" | "-h" => return Ok(None),
            "--extractor" => options.filter.extractors.extend(list(words.value(&word)?)),
            "--producer" => options.filter.producers.extend(list(words.value(&word)?)),
            "--document" => options.filter.documents.extend(list(words.value(&word)?)),
            "--sample" => options.filter.sample = words.number(&word)?,
            "--by" => options.by.extend(list(words.value(&word)?)),
            "--worst" => options.worst = words.number(&word)?,
            "--ablation" => options.ablation = true,
            "--lines" => options.lines = true,
            "--private-use" => options.private_use = Some(words.value(&word)?.into()),
            "--verdict" => options.verdict = true,
            "--csv" => options.csv = Some(words.value(&word)?.into()),
            "--threads" => options.threads = words.number(&word)?.max(1),
            "--healthy" => options.healthy = true,
            flag if options.choice.takes(flag, &mut words)? => {}
            flag if flag.starts_with("--") => {
                return Err(format!("unknown option {flag}; --help lists them"))
            }
            _ => options.folders.push(word.into()),
        }
    }
    if options.folders.is_empty() {
        return Err("no folder given; --help says more".to_owned());
    }
    if options.by.is_empty() {
        options.by = vec!["extractor".to_owned(), "producer".to_owned()];
    }
    if let Some(by) =
        options.by.iter().find(|by| !["extractor", "producer", "document"].contains(&by.as_str()))
    {
        return Err(format!("--by takes extractor, producer or document, not {by:?}"));
    }
    Ok(Some(options))
}

fn main() -> ExitCode {
    let outcome = Words::from_command_line().and_then(options).and_then(|options| match options {
        None => {
            print!("{HELP}");
            Ok(())
        }
        Some(options) => run(&options),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("evaluate: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), String> {
    let pipeline = options.choice.pipeline()?;
    if options.healthy {
        let bar = bar(0);
        let account = healthy::account(&options.folders, &pipeline, |done, all| {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        })?;
        bar.finish_and_clear();
        print!("{account}");
        return Ok(());
    }
    let texts = texts::extractions(&options.folders, &options.filter)?;
    if texts.is_empty() {
        return Err("no such extraction with a truth beside it".to_owned());
    }
    if let Some(tables) = &options.private_use {
        print!("{}", private_use::account(&texts, tables, options.worst)?);
        return Ok(());
    }
    let rows = evaluate(&texts, &pipeline, options)?;
    for by in &options.by {
        let key = |row: &Row| match by.as_str() {
            "extractor" => row.text.extractor.clone(),
            "producer" => row.text.producer.clone(),
            _ => row.text.document.clone(),
        };
        println!("{}", table::table(&rows, by, key));
    }
    if options.lines {
        print_lines(&rows);
    }
    if options.verdict {
        println!("{}", verdict::table(&rows, options.worst));
    }
    if options.worst > 0 {
        println!("{}", table::worst(&rows, options.worst));
    }
    if options.ablation {
        println!("{}", ablation::HEADER);
        for pass in pipeline.names() {
            let without = evaluate(&texts, &pipeline.clone().without(pass), options)?;
            println!("{}", ablation::line(pass, &rows, &without));
        }
        println!();
    }
    println!("{}", table::throughput(&rows));
    match &options.csv {
        Some(path) => {
            std::fs::write(path, table::csv(&rows)).map_err(|error| format!("{}: {error}", path.display()))
        }
        None => Ok(()),
    }
}

fn print_lines(rows: &[Row]) {
    let mut by: BTreeMap<&str, Lines> = BTreeMap::new();
    for row in rows {
        if let Some(lines) = row.lines {
            let sum = by.entry(&row.text.extractor).or_default();
            *sum = sum.plus(lines);
        }
    }
    let width = by.keys().map(|name| name.chars().count()).max().unwrap_or(0);
    println!("lines by extractor:");
    for (extractor, lines) in by {
        println!("{extractor:width$} {lines}");
    }
    println!();
}

fn bar(length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed} eta {eta}");
    ProgressBar::new(length as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Clean and score all texts, each thread taking the next one not taken.
fn evaluate(texts: &[Extraction], pipeline: &Pipeline, options: &Options) -> Result<Vec<Row>, String> {
    let bar = bar(texts.len());
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Result<Row, String>)>> = Mutex::new(Vec::with_capacity(texts.len()));
    thread::scope(|scope| {
        for _ in 0..options.threads {
            scope.spawn(|| loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(text) = texts.get(at) else { break };
                // A pass that panics must not hide the others' results.
                let row = catch_unwind(AssertUnwindSafe(|| score(text, pipeline, options)))
                    .unwrap_or_else(|_| Err(format!("{}: a pass panicked", text.path.display())));
                done.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push((at, row));
                bar.inc(1);
            });
        }
    });
    bar.finish_and_clear();
    let mut done = done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    done.sort_by_key(|&(at, _)| at);
    let (rows, errors): (Vec<_>, Vec<_>) = done.into_iter().map(|(_, row)| row).partition(Result::is_ok);
    for error in errors.iter().filter_map(|error| error.as_ref().err()) {
        eprintln!("evaluate: {error}");
    }
    let rows: Vec<Row> = rows.into_iter().flatten().collect();
    if rows.is_empty() {
        return Err("nothing could be evaluated".to_owned());
    }
    Ok(rows)
}

fn score(text: &Extraction, pipeline: &Pipeline, options: &Options) -> Result<Row, String> {
    let raw = texts::read(&text.path)?;
    let truth = Truth::new(&texts::read(&text.truth)?);
    let start = Instant::now();
    let cleaned = pipeline.clean(&raw);
    let took = start.elapsed();
    let before = truth.rates(&raw);
    let after = if *cleaned == raw { before } else { truth.rates(&cleaned) };
    let lines = match text.truth_lines() {
        Some(path) if options.lines => Some(Lines::count(&texts::read(&path)?, &raw, &cleaned)),
        _ => None,
    };
    let judged = options.verdict.then(|| verdict::judge(&truth, &raw, &cleaned, after.cer));
    Ok(Row {
        text: text.clone(),
        chars: truth.chars(),
        words: truth.words(),
        bytes: raw.len(),
        took,
        before,
        after,
        lines,
        judged,
    })
}
