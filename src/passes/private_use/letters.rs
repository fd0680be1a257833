//! Codes inside words: letters, or a kashida that is nothing.

use std::collections::BTreeMap;

use crate::arabic::letters::{is_letter, joins_next, joins_previous};
use crate::model::{Cost, LanguageModel, BIT};

use super::Row;

/// Letters that one row of codes stands for, at most.
const MOST: usize = 3;
/// What a word costs that a reading does not explain.
const UNEXPLAINED: Cost = 34 * BIT;
/// Bits by which the best reading must be likelier than the next, for each word.
const MARGIN: Cost = 3 * BIT;
/// Words of one row that are looked at.
const WORDS: usize = 24;
/// Readings that all words of a row are asked for.
const LIKELY: usize = 16;
/// Words that a row must have, to be sure of a reading.
const ENOUGH: usize = 3;
/// Words that a row must have, to stand for nothing.
const WORDS_OF_NOTHING: usize = 4;

/// What each row of codes stands for, and whether that is sure.
pub(super) fn solve<M: LanguageModel>(model: &M, rows: &[&Row<'_>]) -> BTreeMap<String, (String, bool)> {
    let mut words: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
    for row in rows {
        let bare = |part: &str| part.chars().filter(|&c| is_letter(c)).collect::<String>();
        let word = (bare(row.head), bare(row.tail));
        let seen = words.entry(row.codes).or_default();
        if seen.len() < WORDS && !seen.contains(&word) {
            seen.push(word);
        }
    }
    words
        .into_iter()
        .filter_map(|(codes, words)| read(model, &words).map(|reading| (codes.to_owned(), reading)))
        .collect()
}

/// The letters that make words of all these heads and tails.
fn read<M: LanguageModel>(model: &M, words: &[(String, String)]) -> Option<(String, bool)> {
    // What each reading costs over the words that it explains, and how many these are.
    let mut readings: BTreeMap<String, (Cost, usize)> = BTreeMap::new();
    for (head, tail) in words {
        let mut here: BTreeMap<String, Cost> = BTreeMap::new();
        let whole = format!("{head}{tail}");
        if let Some(id) = model.word(&whole) {
            here.insert(String::new(), model.word_cost(id));
        } else if model.is_word(&whole) {
            here.insert(String::new(), model.cost(&whole));
        }
        if head.chars().count() >= 2 {
            model.completions(head, &mut |word, id| {
                let middle = word[head.len()..].strip_suffix(tail.as_str());
                if let Some(middle) = middle.filter(|middle| (1..=MOST).contains(&middle.chars().count())) {
                    let cost = model.word_cost(id);
                    here.entry(middle.to_owned())
                        .and_modify(|least| *least = cost.min(*least))
                        .or_insert(cost);
                }
            });
        }
        for (reading, cost) in here {
            let all = readings.entry(reading).or_default();
            *all = (all.0 + cost, all.1 + 1);
        }
    }
    // One letter has too many completions, and a word with clitics is none: what reads most words is
    // asked of all.
    let unexplained = |explained: usize| UNEXPLAINED * (words.len() - explained) as Cost;
    let mut likely: Vec<(Cost, &String)> = readings
        .iter()
        .map(|(reading, &(cost, explained))| (cost + unexplained(explained), reading))
        .collect();
    likely.sort_unstable();
    let first = likely.first()?.1;
    let ask = |reading: &String| {
        let costs = words.iter().filter_map(|(head, tail)| {
            let whole = format!("{head}{reading}{tail}");
            model.is_word(&whole).then(|| model.cost(&whole))
        });
        costs.fold((0, 0), |(sum, explained), cost| (sum + cost, explained + 1))
    };
    let mut ranked: Vec<(Cost, &String, usize)> = likely
        .into_iter()
        .take(LIKELY)
        .map(|(_, reading)| {
            let (cost, explained) = ask(reading);
            (cost + unexplained(explained), reading, explained)
        })
        .collect();
    ranked.sort_unstable();
    let &(cost, reading, explained) = ranked.first()?;
    let next = ranked.get(1).map_or(UNEXPLAINED * words.len() as Cost, |next| next.0);
    let wanted = MARGIN * words.len().min(4) as Cost;
    let sure = reading == first
        && next - cost >= wanted
        && explained * 10 >= words.len() * 8
        && words.len() >= ENOUGH;
    // A word without a mark is a word too, and so is one without its last letters at times: what stands
    // for nothing is a kashida, and that joins letters.
    if reading.is_empty() && !(words.len() >= WORDS_OF_NOTHING && words.iter().all(joins)) {
        return None;
    }
    Some((reading.clone(), sure))
}

/// Whether the letters on both sides of a row join.
fn joins((head, tail): &(String, String)) -> bool {
    head.ends_with(joins_next) && tail.starts_with(joins_previous)
}
