//! Prints how good the embedded model (or another) is on text that it was not trained on.
//!
//! `cargo run --release --example model_quality -- [--model FILE] TEXT...`

use std::process::ExitCode;

use tanqih::model::{Cost, LanguageModel, Model, BIT};

/// The weight of [`LanguageModel::far_gain`], in hundredths.
const FAR: Cost = 50;

const HELP: &str = "\
Prints how good a language model is on Arabic text that it was not trained on.

usage: model_quality [--model FILE] TEXT...

words      running words of the text (punctuation and numbers set aside)
known      share of them that are known words; cl. = or known words with clitics
pairs      share of adjacent words whose pair is known
bits       cost of a word after its neighbour, on average (log2 of the perplexity)
orderN     runs of N words whose right order costs less than the reversed one (ties: half)
joint      runs of 10 words, 5 of which were taken from elsewhere: the false joint in the
           middle is the least likely of the nine
split      words cut at every place against real pairs: area under the curve of
           cost(two words) - cost(one word)
merged     real pairs without their space that are cut again at the right place
whole      known words of five letters or more for which no cut is cheaper
lam-alef   words with a lam-alef for which the swapped spelling costs more
article    words with ال inside or in front for which swapping it into لا costs more
unknown    words not known to the model that cost less than their letters in reverse
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut file = None;
    let mut texts = Vec::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--help" => {
                print!("{HELP}");
                return ExitCode::SUCCESS;
            }
            "--model" => file = arguments.next(),
            path => texts.push(path.to_string()),
        }
    }
    if texts.is_empty() {
        eprint!("{HELP}");
        return ExitCode::FAILURE;
    }
    let outcome = match file {
        None => embedded(&texts),
        Some(path) => read_bytes(&path).and_then(|bytes| {
            let model = Model::new(bytes).map_err(|error| format!("{path}: {error}"))?;
            print(&model, &texts)
        }),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("model_quality: {message}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(feature = "embedded-model")]
fn embedded(texts: &[String]) -> Result<(), String> {
    print(&tanqih::model::Embedded::arabic(), texts)
}

#[cfg(not(feature = "embedded-model"))]
fn embedded(_: &[String]) -> Result<(), String> {
    Err("built without the embedded model; name one with --model".into())
}

fn read_bytes(path: &str) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{path}: {error}"))
}

fn print<M: LanguageModel>(model: &M, texts: &[String]) -> Result<(), String> {
    println!(
        "{:24} {:>7} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>7} {:>6} {:>6} {:>6} {:>6} {:>8} {:>7} {:>7}",
        "text", "words", "known", "cl.", "pairs", "bits", "order2", "order3", "order4", "order6",
        "order10",
        "joint", "split", "merged", "whole", "lam-alef", "article", "unknown"
    );
    for path in texts {
        let text = String::from_utf8(read_bytes(path)?).map_err(|error| format!("{path}: {error}"))?;
        let name = path.rsplit('/').next().unwrap_or(path);
        let runs = runs(&text);
        let words: Vec<&str> = runs.iter().flatten().copied().collect();
        print!("{:24} {:7}", name.trim_end_matches(".txt"), words.len());
        let known = words.iter().filter(|word| model.word(word).is_some()).count();
        let clitics = words.iter().filter(|word| model.is_word(word)).count();
        print!(" {:6} {:6}", percent(known, words.len()), percent(clitics, words.len()));
        pairs(model, &runs);
        for length in [2, 3, 4, 6, 10] {
            let width = if length == 10 { 7 } else { 6 };
            print!(" {:>width$}", order(model, &runs, length));
        }
        print!(" {:>6} {:>6}", joint(model, &runs), joined_or_split(model, &runs));
        let (merged, whole) = cuts(model, &runs);
        print!(" {merged:>6} {whole:>6}");
        let (lam_alef, article) = ligatures(model, &words);
        print!(" {lam_alef:>8} {article:>7}");
        println!(" {:>7}", unknown(model, &words));
    }
    Ok(())
}

/// Runs of Arabic words between which stands nothing but white space.
fn runs(text: &str) -> Vec<Vec<&str>> {
    let is_arabic = |c: char| matches!(c, '\u{621}'..='\u{63a}' | '\u{640}'..='\u{65f}' | '\u{670}');
    let mut runs = Vec::new();
    for line in text.lines() {
        let mut run = Vec::new();
        for word in line.split_whitespace() {
            let inner = word.trim_start_matches(|c| !is_arabic(c));
            if inner.len() < word.len() && !run.is_empty() {
                runs.push(std::mem::take(&mut run));
            }
            let bare = inner.trim_end_matches(|c| !is_arabic(c));
            if !bare.is_empty() && bare.chars().all(is_arabic) {
                run.push(bare);
            }
            if bare.len() < inner.len() && !run.is_empty() {
                runs.push(std::mem::take(&mut run));
            }
        }
        if !run.is_empty() {
            runs.push(run);
        }
    }
    runs
}

fn percent(part: usize, whole: usize) -> String {
    format!("{:.2}", 100.0 * part as f64 / whole.max(1) as f64)
}

fn pairs<M: LanguageModel>(model: &M, runs: &[Vec<&str>]) {
    let (mut all, mut seen, mut cost) = (0, 0, 0i64);
    for pair in runs.iter().flat_map(|run| run.windows(2)) {
        all += 1;
        if let (Some(a), Some(b)) = (model.word(pair[0]), model.word(pair[1])) {
            seen += usize::from(model.pair_cost(a, b).is_some());
        }
        cost += i64::from(model.pair(pair[0], pair[1]));
    }
    let bits = cost as f64 / f64::from(BIT) / all.max(1) as f64;
    print!(" {:6} {bits:6.2}", percent(seen, all));
}

/// What the words of a run cost together.
fn run_cost<M: LanguageModel>(model: &M, run: &[&str]) -> Cost {
    let mut cost = run.first().map_or(0, |word| model.cost(word));
    cost += run.windows(2).map(|pair| model.pair(pair[0], pair[1])).sum::<Cost>();
    cost - run.windows(3).map(|three| far(model, three[0], three[2])).sum::<Cost>()
}

/// Half of what two words with one between them gain: the rest is in the pairs already.
fn far<M: LanguageModel>(model: &M, a: &str, c: &str) -> Cost {
    match (model.word(a), model.word(c)) {
        (Some(a), Some(c)) => model.far_gain(a, c) * FAR / 100,
        _ => 0,
    }
}

fn order<M: LanguageModel>(model: &M, runs: &[Vec<&str>], length: usize) -> String {
    let (mut all, mut right) = (0, 0);
    for run in runs.iter().flat_map(|run| run.chunks_exact(length)) {
        let reversed: Vec<&str> = run.iter().rev().copied().collect();
        all += 2;
        right += match run_cost(model, run).cmp(&run_cost(model, &reversed)) {
            std::cmp::Ordering::Less => 2,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Greater => 0,
        };
    }
    percent(right, all)
}

fn joint<M: LanguageModel>(model: &M, runs: &[Vec<&str>]) -> String {
    let mut fives: Vec<&[&str]> = runs.iter().flat_map(|run| run.chunks_exact(5)).collect();
    // Neighbours must not be neighbours in the text.
    let half = fives.len() / 2;
    fives = (0..half).flat_map(|at| [fives[at], fives[at + half]]).collect();
    let (mut all, mut right) = (0, 0);
    for pair in fives.chunks_exact(2) {
        let run = [pair[0], pair[1]].concat();
        // What is known of the words before the joint and after it, taken together.
        let surprise = |at: usize| {
            let mut surprise = model.pair(run[at], run[at + 1]) - model.cost(run[at + 1]);
            if at > 0 {
                surprise -= far(model, run[at - 1], run[at + 1]);
            }
            if at + 2 < run.len() {
                surprise -= far(model, run[at], run[at + 2]);
            }
            surprise
        };
        all += 1;
        right += usize::from((0..9).all(|at| at == 4 || surprise(at) < surprise(4)));
    }
    percent(right, all)
}

/// What it costs more to read `a b` than `ab`.
fn price_of_space<M: LanguageModel>(model: &M, whole: &str, at: usize) -> Cost {
    let (a, b) = whole.split_at(at);
    model.cost(a) + model.pair(a, b) - model.cost(whole)
}

fn joined_or_split<M: LanguageModel>(model: &M, runs: &[Vec<&str>]) -> String {
    // True for a word that was cut, false for two words.
    let mut prices: Vec<(Cost, bool)> = Vec::new();
    let words: Vec<&str> = runs.iter().flatten().copied().collect();
    for word in words.iter().step_by(words.len().div_ceil(20_000)) {
        for (at, _) in word.char_indices().skip(1) {
            prices.push((price_of_space(model, word, at), true));
        }
    }
    for pair in runs.iter().flat_map(|run| run.windows(2)).step_by(words.len().div_ceil(40_000)) {
        prices.push((price_of_space(model, &pair.concat(), pair[0].len()), false));
    }
    prices.sort_unstable();
    // The area: the chance that a cut word's price is above a real pair's; ties count half.
    let (mut below, mut area, mut cut) = (0.0f64, 0.0f64, 0.0f64);
    let mut at = 0;
    while at < prices.len() {
        let end = at + prices[at..].partition_point(|price| price.0 == prices[at].0);
        let cuts = prices[at..end].iter().filter(|price| price.1).count() as f64;
        let pairs = (end - at) as f64 - cuts;
        area += cuts * (below + pairs / 2.0);
        below += pairs;
        cut += cuts;
        at = end;
    }
    format!("{:.4}", area / (below * cut).max(1.0))
}

/// The cheapest place to cut `whole`, if cutting is cheaper than leaving it.
fn best_cut<M: LanguageModel>(model: &M, whole: &str) -> Option<usize> {
    let (price, at) =
        whole.char_indices().skip(1).map(|(at, _)| (price_of_space(model, whole, at), at)).min()?;
    (price < 0).then_some(at)
}

fn cuts<M: LanguageModel>(model: &M, runs: &[Vec<&str>]) -> (String, String) {
    let (mut all, mut found) = (0, 0);
    let pairs: usize = runs.iter().map(|run| run.len().saturating_sub(1)).sum();
    for pair in runs.iter().flat_map(|run| run.windows(2)).step_by(pairs.div_ceil(20_000)) {
        all += 1;
        found += usize::from(best_cut(model, &pair.concat()) == Some(pair[0].len()));
    }
    let (mut words, mut whole) = (0, 0);
    for word in runs.iter().flatten().step_by(pairs.div_ceil(20_000)) {
        if word.chars().count() >= 5 && model.word(word).is_some() {
            words += 1;
            whole += usize::from(best_cut(model, word).is_none());
        }
    }
    (percent(found, all), percent(whole, words))
}

fn ligatures<M: LanguageModel>(model: &M, words: &[&str]) -> (String, String) {
    let share = |from: &str, to: &str| {
        let (mut all, mut right) = (0, 0);
        for word in words.iter().filter(|word| word.contains(from)) {
            all += 1;
            right += usize::from(model.cost(word) < model.cost(&word.replacen(from, to, 1)));
        }
        percent(right, all)
    };
    (share("لا", "ال"), share("ال", "لا"))
}

fn unknown<M: LanguageModel>(model: &M, words: &[&str]) -> String {
    let (mut all, mut right) = (0, 0);
    for word in words.iter().filter(|word| !model.is_word(word)) {
        let reversed: String = word.chars().rev().collect();
        all += 1;
        right += usize::from(model.cost(word) < model.cost(&reversed));
    }
    percent(right, all)
}
