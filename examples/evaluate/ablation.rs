//! What each pass does for the whole, and where it does harm: the same texts cleaned without it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::table::Row;

/// The table's first line.
pub(crate) const HEADER: &str =
    "pass                CER mean % without  better  worse  extractors the pass makes worse on the whole (CER points, mean)";

/// One line: the texts with the whole pipeline, and without the pass.
pub(crate) fn line(pass: &str, with: &[Row], without: &[Row]) -> String {
    // Scores compare equal where the text is the same: no pass is blamed for rounding.
    let by_place: BTreeMap<&std::path::Path, &Row> =
        without.iter().map(|row| (row.text.path.as_path(), row)).collect();
    let (mut better, mut worse) = (0, 0);
    let mut by_extractor: BTreeMap<&str, (f64, usize)> = BTreeMap::new();
    let mut sum = 0.0;
    for row in with {
        let Some(other) = by_place.get(row.text.path.as_path()) else { continue };
        let gain = other.after.cer - row.after.cer;
        better += usize::from(gain > 0.0);
        worse += usize::from(gain < 0.0);
        sum += other.after.cer;
        let entry = by_extractor.entry(&row.text.extractor).or_default();
        *entry = (entry.0 + gain, entry.1 + 1);
    }
    let mut harmed: Vec<(f64, &str)> = by_extractor
        .into_iter()
        .map(|(name, (gain, count))| (100.0 * gain / count as f64, name))
        .filter(|&(gain, _)| gain < -0.005)
        .collect();
    harmed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut line =
        format!("{pass:18} {:>19.2}  {better:>6}  {worse:>5} ", 100.0 * sum / with.len().max(1) as f64);
    for (gain, name) in harmed.into_iter().take(8) {
        let _ = write!(line, " {name} {:+.2}", -gain);
    }
    line
}
