//! How much of each kind of damage is repaired, and how much harm is done where there was none.
//!
//! `cargo run --release --example score_card -- [FILES]` damages plain texts (by default one of the
//! project's own) in the ways of PDFs, with a fixed seed, and cleans them. The texts are cleaned once
//! before, so that their own faults are not counted; the edits that this takes stand on the last line.

#[path = "../choose/mod.rs"]
mod choose;
#[path = "../../tests/damage/mod.rs"]
mod damage;
mod score;

use std::fs;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use choose::{Choice, Words};
use damage::{other_extraction, pages, to_fill, Aim, Chance, Operator, OPERATORS};
use score::Score;
use tanqih::passes::Witness;
use tanqih::Pipeline;

const HELP: &str = "\
usage: score_card [options] [FILE…]
  Damages healthy Arabic in the ways of PDFs and cleans it, page by page (30 lines).
  n         places damaged
  found     changed, suggested or reported there, % of n
  restored  as before, % of n
  right     restored, % of those changed
  spaces    F1 of the spaces in the damaged places, where spaces are what was damaged
  alarms    changes elsewhere, and repairs gone wrong that were not the point, per 10,000 words
            that were not damaged; where losses are to be found, findings elsewhere too

  The last row fills the digits lost from another extraction of the page, itself damaged.

  --preset NAME       faithful, standard (the default) or thorough
  --without PASS,…    leave passes out
  --only PASS,…       leave all other passes out
  --damage NAME,…     only these kinds of damage
  --seed N            another chance; the default is 1
  --wrong N           show N places of each kind that were changed and not restored, and N alarms
  --left N            show N places of each kind that were left as they were
";

/// Varied modern prose, written for this; `standard` leaves it as it is.
const HEALTHY: &str = include_str!("../../tests/damage/healthy.txt");

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("score_card: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut words = Words::from_command_line()?;
    let mut choice = Choice::default();
    let mut wanted: Vec<String> = Vec::new();
    let (mut seed, mut wrong, mut left) = (1, 0, 0);
    let mut text = String::new();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--help" | "-h" => {
                print!("{HELP}");
                return Ok(());
            }
            "--damage" => wanted.extend(words.value(&word)?.split(',').map(str::to_owned)),
            "--seed" => seed = words.number(&word)?,
            "--wrong" => wrong = words.number(&word)?,
            "--left" => left = words.number(&word)?,
            flag if choice.takes(flag, &mut words)? => {}
            flag if flag.starts_with("--") => {
                return Err(format!("unknown option {flag}; --help lists them"))
            }
            path => {
                text.push_str(&fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?);
                text.push('\n');
            }
        }
    }
    let known: Vec<&str> = OPERATORS.iter().map(|known| known.name).chain([WITNESS]).collect();
    if let Some(name) = wanted.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(format!("no damage {name:?}; there are {}", known.join(", ")));
    }
    let pipeline = choice.pipeline()?;
    let mut healthy_words = 0;
    let (mut healthy_edits, mut healthy_findings) = (0, 0);
    let mut healthy: Vec<String> = Vec::new();
    for page in pages(if text.is_empty() { HEALTHY } else { &text }) {
        let cleaned = pipeline.run(&page);
        healthy_words += page.split_whitespace().count();
        healthy_edits += cleaned.changes().len();
        healthy_findings += cleaned.findings().len();
        healthy.push(cleaned.text().to_owned());
    }

    println!("{}", Score::HEADER);
    for operator in
        OPERATORS.iter().filter(|it| wanted.is_empty() || wanted.iter().any(|name| name == it.name))
    {
        let mut score = Score::new(wrong, left).finding(operator.aim == Aim::Found);
        let mut chance = Chance::new(seed as u64);
        for page in &healthy {
            let damaged = (operator.apply)(page, &mut chance);
            score.add(&damaged, &pipeline.run(&damaged.text));
        }
        println!("{}", score.line(operator));
        print!("{}", score.shown());
    }
    if wanted.is_empty() || wanted.iter().any(|name| name == WITNESS) {
        witness(&healthy, &pipeline, Score::new(wrong, left), seed as u64);
    }
    println!(
        "healthy: {healthy_edits} edits and {healthy_findings} findings in {healthy_words} words, {:.2} edits per 10,000",
        healthy_edits as f64 * 1e4 / healthy_words.max(1) as f64
    );
    Ok(())
}

const WITNESS: &str = "witness";

/// Fill lost digits in from another extraction of each page.
fn witness(healthy: &[String], pipeline: &Pipeline, mut score: Score, seed: u64) {
    let mut chance = Chance::new(seed);
    let (mut took, mut characters) = (Duration::ZERO, 0);
    for page in healthy {
        let damaged = to_fill(page, &mut chance);
        let other = other_extraction(page, &mut chance);
        let start = Instant::now();
        let witness = Witness::new(&other);
        let filled = Pipeline::new().pass(witness.clone()).run(&damaged.text).changes().len();
        took += start.elapsed();
        characters += damaged.text.chars().count();
        std::hint::black_box(filled);
        score.add(&damaged, &pipeline.clone().before("lost", witness).run(&damaged.text));
    }
    println!("{}", score.line(&Operator { name: WITNESS, what: "", aim: Aim::Restored, apply: to_fill }));
    print!("{}", score.shown());
    let pace = took.as_secs_f64() * 1e3 * 1e4 / characters.max(1) as f64;
    println!("witness: {pace:.2} ms for 10,000 characters");
}
