//! How many private-use characters are read, by the table of their font and without one.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use tanqih::model::Embedded;
use tanqih::passes::PrivateUse;
use tanqih::Pipeline;
use unicode_normalization::UnicodeNormalization;

use crate::scoring::without_marks;
use crate::texts::{self, Extraction};

/// What the characters of one font stand for.
type Table = BTreeMap<char, String>;

/// The count for one producer.
#[derive(Default)]
struct Count {
    /// Letters, marks and digits that the truth has and the text has not, before and after reading by the table.
    missing: usize,
    left: usize,
    /// Private-use characters; those read without a table as with it, otherwise, and rightly suggested.
    codes: usize,
    solved: usize,
    wrong: usize,
    suggested: usize,
    /// What was read otherwise, how it was and how it should have been.
    shown: Vec<String>,
}

/// The account, by producer; of those left out no table fits. `tables` is a folder of `FONT.tsv`: code, what it stands for, and more.
pub(crate) fn account(extractions: &[Extraction], tables: &Path, shown: usize) -> Result<String, String> {
    let tables: Vec<Table> =
        texts::files(tables)?.iter().map(|path| table(path)).collect::<Result<_, _>>()?;
    let mut out = format!(
        "{:28} {:>8} {:>12} {:>8} {:>9} {:>7} {:>11}\n",
        "private use", "missing", "restored %", "codes", "solved %", "wrong", "suggested %"
    );
    let mut all = Count::default();
    for group in extractions.chunk_by(|a, b| a.producer == b.producer) {
        let count = count(group, &tables)?;
        if count.codes > 0 {
            let _ = writeln!(out, "{}", count.line(&group[0].producer));
            for wrong in count.shown.iter().take(shown) {
                let _ = writeln!(out, "  {wrong}");
            }
        }
        all.add(&count);
    }
    let _ = writeln!(out, "{}", all.line("all"));
    Ok(out)
}

fn table(path: &Path) -> Result<Table, String> {
    let line = |line: &str| {
        let (code, rest) = line.strip_prefix("U+")?.split_once('\t')?;
        let code = u32::from_str_radix(code, 16).ok().and_then(char::from_u32)?;
        let means = rest.split('\t').next().filter(|means| !means.is_empty())?;
        Some((code, means.to_owned()))
    };
    Ok(texts::read(path)?.lines().filter_map(line).collect())
}

fn count(group: &[Extraction], tables: &[Table]) -> Result<Count, String> {
    let mut pages = Vec::new();
    for text in group {
        let raw = texts::read(&text.path)?;
        let truth = without_marks(&texts::read(&text.truth)?, true).nfc().collect::<String>();
        if raw.chars().any(is_private) {
            pages.push((raw, truth));
        }
    }
    let by = |table: &Table| {
        let table = table.iter().map(|(&code, means)| (code, means.as_str()));
        Pipeline::new().pass(PrivateUse::new(Embedded::arabic()).with_table(table))
    };
    let left = |table: &Table| -> usize {
        let pipeline = by(table);
        pages.iter().map(|(raw, truth)| missing(truth, &pipeline.clean(raw))).sum()
    };
    // Which font it was the folder does not say: the one whose table restores most.
    let Some(font) = tables.iter().min_by_key(|table| left(table)) else { return Ok(Count::default()) };
    // Without a table nobody can say what is right.
    let restored = left(font);
    let bare = |raw: &str| raw.chars().filter(|&c| !is_private(c)).collect::<String>();
    if restored * 2 > pages.iter().map(|(raw, truth)| missing(truth, &bare(raw))).sum() {
        return Ok(Count::default());
    }
    let alone = Pipeline::standard().only(&["private-use"]);
    let mut count = Count { left: restored, ..Count::default() };
    for (raw, truth) in &pages {
        count.missing += missing(truth, &bare(raw));
        let read = by(font).run(raw);
        let solved = alone.run(raw);
        let key = |span: &Range<usize>| (span.start, span.end);
        let done: HashMap<_, &str> =
            solved.changes().iter().map(|change| (key(&change.source), change.after.as_str())).collect();
        let offered: HashMap<_, &str> = solved
            .suggestions()
            .iter()
            .map(|suggestion| (key(&suggestion.change.source), suggestion.change.after.as_str()))
            .collect();
        count.codes += raw.chars().filter(|&c| is_private(c)).count();
        for change in read.changes() {
            let codes = change.before.chars().filter(|&c| is_private(c)).count();
            match done.get(&key(&change.source)) {
                Some(&after) if after == change.after => count.solved += codes,
                Some(after) => {
                    count.wrong += codes;
                    let about = |at: &str| at.replace('\n', "⏎");
                    let before: String = raw[..change.source.start].chars().rev().take(12).collect();
                    let before: String = before.chars().rev().collect();
                    let behind: String = raw[change.source.end..].chars().take(12).collect();
                    let (before, behind) = (about(&before), about(&behind));
                    count.shown.push(format!("{before}⟦{after}⟧ for {} {behind}", change.after));
                }
                None if offered.get(&key(&change.source)) == Some(&change.after.as_str()) => {
                    count.suggested += codes;
                }
                None => {}
            }
        }
    }
    Ok(count)
}

fn is_private(c: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&c)
}

/// Letters, marks and digits of `truth` that `text` has not, in whatever order.
fn missing(truth: &str, text: &str) -> usize {
    let mut has: HashMap<char, usize> = HashMap::new();
    text.nfc().filter(|&c| c != '\u{640}').for_each(|c| *has.entry(c).or_default() += 1);
    let counts = |c: char| c.is_alphanumeric() && c != '\u{640}' || tanqih::arabic::marks::is_mark(c);
    truth
        .chars()
        .filter(|&c| counts(c))
        .filter(|c| match has.get_mut(c) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        })
        .count()
}

impl Count {
    fn add(&mut self, other: &Count) {
        self.missing += other.missing;
        self.left += other.left;
        self.codes += other.codes;
        self.solved += other.solved;
        self.wrong += other.wrong;
        self.suggested += other.suggested;
    }

    fn line(&self, name: &str) -> String {
        let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        format!(
            "{name:28} {:>8} {:>12.2} {:>8} {:>9.2} {:>7} {:>11.2}",
            self.missing,
            share(self.missing.saturating_sub(self.left), self.missing),
            self.codes,
            share(self.solved, self.codes),
            self.wrong,
            share(self.suggested, self.codes)
        )
    }
}
