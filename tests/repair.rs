//! Damage, then clean: what share comes back, and what is touched that nobody damaged.
//!
//! The floors are a little under what is reached; `examples/score_card` prints the figures themselves.

// Most repairs ask the embedded model.
#![cfg(feature = "embedded-model")]

mod damage;
#[path = "../examples/score_card/score.rs"]
mod score;

use damage::{pages, Chance, OPERATORS};
use score::Score;
use tanqih::Pipeline;

const HEALTHY: &str = include_str!("damage/healthy.txt");

/// Percent of the damaged places that must be restored.
const FLOORS: &[(&str, usize)] = &[
    ("stretched", 99),
    ("shaped", 99),
    ("lam-alef", 95),
    ("marks-apart", 80),
    ("rotated", 75),
    ("rotated-plain", 65),
    ("pieces", 30),
    ("visual", 90),
    ("visual-mixed", 80),
    ("visual-joined", 70),
    ("visual-shaped", 90),
    ("words-back", 85),
    ("split", 90),
    ("merged", 85),
    ("spaceless", 35),
    ("letter-spaced", 35),
    ("spaced-even", 35),
    ("punctuation", 95),
    ("number-joints", 95),
];

#[test]
fn the_healthy_text_stays() {
    assert_eq!(Pipeline::standard().clean(HEALTHY), HEALTHY);
    assert!(pages(HEALTHY).iter().all(|page| Pipeline::standard().clean(page) == *page));
}

#[test]
fn damage_is_repaired_and_nothing_else_touched() {
    let pipeline = Pipeline::standard();
    let mut wrong = String::new();
    for operator in OPERATORS {
        let mut score = Score::new(3, 3);
        // More than one seed: the text is short.
        for seed in 1..=8 {
            let mut chance = Chance::new(seed);
            for page in pages(HEALTHY) {
                let damaged = (operator.apply)(&page, &mut chance);
                score.add(&damaged, &pipeline.run(&damaged.text));
            }
        }
        let floor = FLOORS.iter().find(|(name, _)| *name == operator.name).map_or(0, |&(_, floor)| floor);
        assert!(score.spots() > 0, "{} damages nothing", operator.name);
        if score.restored_percent() < floor || score.alarms_per_10_000() > 5 {
            wrong +=
                &format!("{} (floor {floor} %)\n{}\n{}", operator.what, score.line(operator), score.shown());
        }
    }
    assert!(wrong.is_empty(), "{}\n{wrong}", Score::HEADER);
}
