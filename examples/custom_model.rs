//! Your own words, your own model, another language: three ways to tell the passes more.
//!
//! `cargo run --example custom_model`

use std::error::Error;

use tanqih::model::{BuildOptions, Cost, LanguageModel, Layered, Lexicon, Model, WordCounts, WordId, BIT};

/// The words of one trade over any model: two lines.
fn with_terms<M: LanguageModel>(general: M) -> Layered<Lexicon, M> {
    let terms: Lexicon = ["ريفاروكسابان", "ستاتين", "القسطرة"].into_iter().collect();
    Layered::new(terms, general)
}

/// A model from your own text: count words, count pairs, build. `examples/build_model`
/// does the same from files.
fn from_text(text: &str) -> Result<Model<Vec<u8>>, Box<dyn Error>> {
    let mut words = WordCounts::new();
    words.read(text, 1);
    let mut pairs = words.vocabulary(100_000, 1);
    pairs.read(text, 1);
    let options = BuildOptions {
        words: 100_000,
        pairs: 300_000,
        least_count: 1,
        data_version: 1,
        note: "made from my own text".to_string(),
    };
    Ok(Model::new(pairs.build(&options))?)
}

/// Another language behind the trait: here a handful of Persian words, whose letters the
/// Arabic model does not have.
struct Persian;

const PERSIAN: [&str; 4] = ["او", "کتاب", "گفت", "چند"];

impl LanguageModel for Persian {
    fn word(&self, word: &str) -> Option<WordId> {
        PERSIAN.iter().position(|&known| known == word).map(|index| WordId::new(index as u64))
    }

    fn word_cost(&self, _: WordId) -> Cost {
        10 * BIT
    }

    fn pair_cost(&self, _: WordId, _: WordId) -> Option<Cost> {
        None
    }

    fn unknown_cost(&self, word: &str) -> Cost {
        let letters = word.chars().take(1_000).count();
        6 * BIT + 5 * BIT * Cost::try_from(letters).unwrap_or(1_000)
    }

    fn prefixes(&self, text: &str, found: &mut dyn FnMut(usize, WordId)) {
        let mut ends: Vec<_> = PERSIAN.iter().filter(|word| text.starts_with(**word)).collect();
        ends.sort_by_key(|word| word.len());
        for word in ends {
            if let Some(id) = self.word(word) {
                found(word.len(), id);
            }
        }
    }

    fn completions(&self, fragment: &str, found: &mut dyn FnMut(&str, WordId)) {
        let longer = |word: &&&str| word.starts_with(fragment) && word.len() > fragment.len();
        for word in PERSIAN.iter().filter(longer) {
            if let Some(id) = self.word(word) {
                found(word, id);
            }
        }
    }
}

fn show(name: &str, model: &dyn LanguageModel, words: &[&str]) {
    for word in words {
        let verdict = if model.is_word(word) { "a word" } else { "no word" };
        println!("{name:10} {word:14} {verdict:8} {:5.1} bits", f64::from(model.cost(word)) / f64::from(BIT));
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let own = from_text("وصف الطبيب الدواء للمريض\nشكر المريض الطبيب")?;
    show("own text", &own, &["الطبيب", "ريفاروكسابان"]);
    show("with terms", &with_terms(&own), &["الطبيب", "ريفاروكسابان"]);
    #[cfg(feature = "embedded-model")]
    show("embedded", &with_terms(tanqih::model::Embedded::arabic()), &["المريض", "ريفاروكسابان", "ضيرملا"]);
    show("Persian", &Persian, &["کتاب", "باتک"]);
    Ok(())
}
