//! Builds a language model file from plain text and word counts.
//!
//! `cargo run --release --example build_model -- --help` tells how.

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use tanqih::model::{BuildOptions, Model, WordCounts};

const HELP: &str = "\
Builds a language model from Arabic text, byte for byte reproducible.

usage: build_model [options] SOURCE...

A SOURCE is WEIGHT:PATH, a file of plain UTF-8 text whose words each count WEIGHT times,
or counts:WEIGHT:PATH, a file of lines `word<TAB>count`.

options:
  --out PATH       where the model is written (required)
  --words N        at most N words (default 280000)
  --pairs N        at most N pairs (default 760000)
  --least N        a word must have been read N times (default 2)
  --version N      the data's version number (default 1)
  --note PATH      text about sources and licences, put into the file's head
  --help           this text
";

struct Source {
    counts: bool,
    weight: u32,
    path: String,
}

struct Order {
    out: String,
    candidates: usize,
    options: BuildOptions,
    sources: Vec<Source>,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.is_empty() || words.iter().any(|word| word == "--help") {
        print!("{HELP}");
        return ExitCode::SUCCESS;
    }
    match read_order(&words).and_then(|order| build(&order)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("build_model: {message}");
            ExitCode::FAILURE
        }
    }
}

fn read_order(words: &[String]) -> Result<Order, String> {
    let mut order = Order {
        out: String::new(),
        candidates: 0,
        options: BuildOptions {
            words: 280_000,
            pairs: 760_000,
            least_count: 2,
            data_version: 1,
            note: String::new(),
        },
        sources: Vec::new(),
    };
    let mut words_left = words.iter();
    while let Some(word) = words_left.next() {
        let mut value = || words_left.next().ok_or(format!("{word} wants a value"));
        match word.as_str() {
            "--out" => order.out = value()?.clone(),
            "--words" => order.options.words = number(value()?)?,
            "--pairs" => order.options.pairs = number(value()?)?,
            "--least" => order.options.least_count = number(value()?)?,
            "--version" => order.options.data_version = number(value()?)?,
            "--note" => order.options.note = read(value()?)?,
            source => order.sources.push(read_source(source)?),
        }
    }
    if order.out.is_empty() || order.sources.is_empty() {
        return Err("it needs --out PATH and at least one SOURCE; see --help".into());
    }
    // Where the sources lie on this machine is nobody's business: they are kept by name.
    let command: Vec<String> = words
        .iter()
        .map(|word| match (word.rsplit_once(':'), word.rsplit_once('/')) {
            (Some((weight, _)), Some((_, name))) => format!("{weight}:{name}"),
            _ => word.clone(),
        })
        .collect();
    order.options.note = format!(
        "tanqih language model, data version {}\ncargo run --release --example build_model -- {}\n{}",
        order.options.data_version,
        command.join(" "),
        order.options.note
    );
    order.candidates = order.options.words + order.options.words / 4;
    Ok(order)
}

fn number<N: std::str::FromStr>(word: &str) -> Result<N, String> {
    word.parse().map_err(|_| format!("{word} is no number"))
}

fn read(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))
}

fn read_source(word: &str) -> Result<Source, String> {
    let (counts, rest) = match word.strip_prefix("counts:") {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    let (weight, path) = rest.split_once(':').ok_or(format!("{word} is not WEIGHT:PATH; see --help"))?;
    Ok(Source { counts, weight: number(weight)?, path: path.to_string() })
}

fn build(order: &Order) -> Result<(), String> {
    let start = Instant::now();
    let say = |what: &str| {
        eprintln!("{:6.1} s  {what}", start.elapsed().as_secs_f32());
        let _ = std::io::stderr().flush();
    };
    let mut words = WordCounts::new();
    for source in &order.sources {
        let text = read(&source.path)?;
        if source.counts {
            for line in text.lines() {
                if let Some((word, count)) = line.split_once('\t') {
                    words.read_count(word, source.weight, number(count)?);
                }
            }
        } else {
            words.read(&text, source.weight);
        }
        say(&format!("{}: {} different words so far", source.path, words.types()));
    }
    let mut pairs = words.vocabulary(order.candidates, order.options.least_count);
    for source in order.sources.iter().filter(|source| !source.counts) {
        pairs.read(&read(&source.path)?, source.weight);
        say(&format!("{}: {} different pairs so far", source.path, pairs.types()));
    }
    let file = pairs.build(&order.options);
    let model = Model::new(&file).map_err(|error| error.to_string())?;
    model.verify().map_err(|error| error.to_string())?;
    std::fs::write(&order.out, &file).map_err(|error| format!("{}: {error}", order.out))?;
    say(&format!(
        "{}: {} words, {} pairs, {} bytes",
        order.out,
        model.word_count(),
        model.pair_count(),
        file.len()
    ));
    for (name, bytes) in model.sizes() {
        say(&format!("  {name}: {bytes} bytes"));
    }
    Ok(())
}
