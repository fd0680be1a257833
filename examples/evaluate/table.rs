//! The rows of an evaluation, put together by extractor or by producer.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use crate::lines::Lines;
use crate::scoring::Rates;
use crate::texts::Extraction;
use crate::verdict::Judged;

/// What came of one text.
pub(crate) struct Row {
    /// Which text.
    pub(crate) text: Extraction,
    /// Characters of the truth.
    pub(crate) chars: usize,
    /// Words of the truth.
    pub(crate) words: usize,
    /// Bytes of the extraction.
    pub(crate) bytes: usize,
    /// The time cleaning took.
    pub(crate) took: Duration,
    /// The extraction against the truth.
    pub(crate) before: Rates,
    /// The cleaned text against the truth.
    pub(crate) after: Rates,
    /// What became of the lines whose order was damaged.
    pub(crate) lines: Option<Lines>,
    /// The verdict on the cleaned text, if it was asked for.
    pub(crate) judged: Option<Judged>,
}

impl Row {
    /// The row's name in lists.
    pub(crate) fn name(&self) -> String {
        format!("{}/{}.{}", self.text.producer, self.text.document, self.text.extractor)
    }

    /// How much worse the text became; negative where it became better.
    pub(crate) fn harm(&self) -> f64 {
        self.after.cer - self.before.cer
    }
}

/// Rates differ only where a count differs: what is less is rounding.
const NONE: f64 = 1e-9;

/// One table: a line for each name that `by` gives, and one for all.
pub(crate) fn table(rows: &[Row], title: &str, by: impl Fn(&Row) -> String) -> String {
    let mut groups: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        groups.entry(by(row)).or_default().push(row);
    }
    let width = groups.keys().map(|name| name.chars().count()).chain([title.len(), 3]).max().unwrap_or(0);
    let mut out = String::new();
    let two = "before  after";
    let _ = writeln!(
        out,
        "{:width$}  {:>5}  {:^15} {:^15} {:^15} {:^15}  {:^15}",
        "", "", "CER median %", "CER mean %", "WER median %", "WER mean %", "share of texts %"
    );
    let _ = writeln!(
        out,
        "{title:width$}  {:>5}  {two:>15} {two:>15} {two:>15} {two:>15}  {:>8} {:>7}",
        "n", "improved", "harmed"
    );
    let all: Vec<&Row> = rows.iter().collect();
    for (name, rows) in groups.iter().map(|(name, rows)| (name.as_str(), rows)).chain([("all", &all)]) {
        let _ = writeln!(out, "{name:width$}  {}", line(rows));
    }
    out
}

fn line(rows: &[&Row]) -> String {
    let mut out = format!("{:>5} ", rows.len());
    let mut worse = false;
    for rate in [|rates: &Rates| rates.cer, |rates: &Rates| rates.wer] {
        for middle in [median, mean] {
            let before = middle(rows.iter().map(|row| rate(&row.before)).collect());
            let after = middle(rows.iter().map(|row| rate(&row.after)).collect());
            let _ = write!(out, " {:>7.2} {:>7.2}", before * 100.0, after * 100.0);
            worse |= after > before + NONE;
        }
    }
    let share = |is: fn(&Row) -> bool| {
        100.0 * rows.iter().filter(|row| is(row)).count() as f64 / rows.len().max(1) as f64
    };
    let _ = write!(out, "  {:>8.1} {:>7.1}", share(|row| row.harm() < -NONE), share(|row| row.harm() > NONE));
    // The eye finds what needs work.
    out.push_str(if worse { "  worse" } else { "" });
    out
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    match rates.len() {
        0 => 0.0,
        n if n % 2 == 1 => rates[n / 2],
        n => (rates[n / 2 - 1] + rates[n / 2]) / 2.0,
    }
}

fn mean(rates: Vec<f64>) -> f64 {
    rates.iter().sum::<f64>() / rates.len().max(1) as f64
}

/// Megabytes of extraction cleaned in a second by one thread.
pub(crate) fn throughput(rows: &[Row]) -> String {
    let bytes: usize = rows.iter().map(|row| row.bytes).sum();
    let took: Duration = rows.iter().map(|row| row.took).sum();
    format!(
        "cleaned {:.1} MB in {:.2} s of one thread: {:.1} MB/s",
        bytes as f64 / 1e6,
        took.as_secs_f64(),
        bytes as f64 / 1e6 / took.as_secs_f64().max(1e-9)
    )
}

/// The texts harmed most and the texts worst off.
pub(crate) fn worst(rows: &[Row], count: usize) -> String {
    let mut out = String::new();
    let mut list = |title: &str, key: fn(&Row) -> f64| {
        let _ = writeln!(out, "{title}");
        let mut sorted: Vec<&Row> = rows.iter().filter(|row| key(row) > NONE).collect();
        sorted.sort_by(|a, b| key(b).total_cmp(&key(a)).then_with(|| a.name().cmp(&b.name())));
        for row in sorted.into_iter().take(count) {
            let (before, after) = (row.before.cer * 100.0, row.after.cer * 100.0);
            let _ = writeln!(out, "  {before:>7.2} ⇒ {after:>7.2}  {}", row.text.path.display());
        }
    };
    list("harmed most (CER %):", Row::harm);
    list("worst after (CER %):", |row| row.after.cer);
    out
}

/// All rows as comma-separated values with a header.
pub(crate) fn csv(rows: &[Row]) -> String {
    let mut out = String::from(
        "producer,document,extractor,chars,words,bytes,microseconds,cer_before,cer_after,wer_before,wer_after\n",
    );
    for row in rows {
        let _ = writeln!(
            out,
            "{},{},{},{},{},{},{},{:.6},{:.6},{:.6},{:.6}",
            quoted(&row.text.producer),
            quoted(&row.text.document),
            quoted(&row.text.extractor),
            row.chars,
            row.words,
            row.bytes,
            row.took.as_micros(),
            row.before.cer,
            row.after.cer,
            row.before.wer,
            row.after.wer
        );
    }
    out
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
