//! Whether the verdict on a cleaned text tells what became of it: texts beyond repair are to be called unfit, good ones not.

use std::fmt::Write as _;

use tanqih::{health, Pipeline, Verdict};

use crate::scoring::Truth;
use crate::table::Row;

/// CER above which a text is of no use.
const LOST: f64 = 0.45;

/// What is called of a cleaned text, and how near to the truth anything brings it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judged {
    verdict: Verdict,
    reason: Option<&'static str>,
    /// The lowest CER after any of the operations in any order.
    best: f64,
    /// Whether most neighbours of the truth are neighbours here: the text reads, in another order of its
    /// parts, or it is more than the truth has.
    reads: bool,
}

/// Judge a cleaned text.
pub(crate) fn judge(truth: &Truth, raw: &str, cleaned: &str, cer: f64) -> Judged {
    let health = health(cleaned);
    let best = if cer > LOST { best(truth, raw, cleaned).min(cer) } else { cer };
    Judged {
        verdict: health.verdict(),
        reason: health.reasons().next().map(|reason| reason.as_str()),
        best,
        reads: best > LOST && truth.share_of_pairs(cleaned) > 0.7,
    }
}

/// Lines and words the other way round, the order of lines too; then cleaned. Who knew what is wrong
/// with a text could do that.
fn best(truth: &Truth, raw: &str, cleaned: &str) -> f64 {
    let by_line =
        |text: &str, turn: &dyn Fn(&str) -> String| text.lines().map(turn).collect::<Vec<_>>().join("\n");
    let letters = |text: &str| by_line(text, &|line| line.chars().rev().collect());
    let words = |text: &str| by_line(text, &|line| line.split(' ').rev().collect::<Vec<_>>().join(" "));
    let within = |text: &str| {
        by_line(text, &|line| {
            line.split(' ').map(|word| word.chars().rev().collect::<String>()).collect::<Vec<_>>().join(" ")
        })
    };
    let lines = |text: &str| text.lines().rev().collect::<Vec<_>>().join("\n");
    let mut least = f64::INFINITY;
    for text in [raw, cleaned] {
        for turned in [letters(text), words(text), within(text), lines(text), lines(&letters(text))] {
            let again = Pipeline::thorough().clean(&turned).into_owned();
            least = least.min(truth.rates(&turned).cer).min(truth.rates(&again).cer);
        }
    }
    least.min(truth.rates(raw).cer).min(truth.rates(&Pipeline::thorough().clean(raw)).cer)
}

/// Whether a text is of a kind.
type Is = fn(&Row, Judged) -> bool;

/// Kinds of texts, by what cleaning made of them.
const KINDS: [(&str, Is); 6] = [
    ("under 5 % CER after", |row, _| row.after.cer < 0.05),
    ("5 to 15 %", |row, _| (0.05..0.15).contains(&row.after.cer)),
    ("15 to 45 %", |row, _| (0.15..=LOST).contains(&row.after.cer)),
    ("over 45 %, and under it by other operations", |row, judged| {
        row.after.cer > LOST && judged.best <= LOST
    }),
    ("over 45 %, but reads: other order of its parts", |_, judged| judged.best > LOST && judged.reads),
    ("over 45 % whatever is done", |_, judged| judged.best > LOST && !judged.reads),
];

/// How the verdicts fall on each kind, and `count` of those that miss it.
pub(crate) fn table(rows: &[Row], count: usize) -> String {
    let mut out = format!(
        "{:47} {:>6} {:>7} {:>7} {:>7}\n",
        "verdict on cleaned texts", "texts", "keep %", "repair %", "unfit %"
    );
    for (name, is) in KINDS {
        let of: Vec<&Row> =
            rows.iter().filter(|row| row.judged.is_some_and(|judged| is(row, judged))).collect();
        let share = |verdict: Verdict| {
            let called = |row: &&&Row| row.judged.is_some_and(|judged| judged.verdict == verdict);
            100.0 * of.iter().filter(called).count() as f64 / of.len().max(1) as f64
        };
        let shares = [Verdict::Keep, Verdict::Repair, Verdict::Unfit].map(share);
        let _ = writeln!(
            out,
            "{name:47} {:>6} {:>7.2} {:>7.2} {:>7.2}",
            of.len(),
            shares[0],
            shares[1],
            shares[2]
        );
    }
    let (good, lost) = (KINDS[0].1, KINDS[5].1);
    for (title, is, wrong) in
        [("unfit though under 5 %:", good, true), ("not unfit though over 45 %:", lost, false)]
    {
        let missed = rows
            .iter()
            .filter_map(|row| Some((row, row.judged?)))
            .filter(|&(row, judged)| is(row, judged) && (judged.verdict == Verdict::Unfit) == wrong);
        for (at, (row, judged)) in missed.take(count).enumerate() {
            if at == 0 {
                let _ = writeln!(out, "{title}");
            }
            let cer = row.after.cer * 100.0;
            let _ =
                writeln!(out, "  {cer:>7.2} {:16} {}", judged.reason.unwrap_or("–"), row.text.path.display());
        }
    }
    out
}
