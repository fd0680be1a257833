//! What became of the damaged places, and of the others.

use std::collections::BTreeSet;
use std::ops::Range;

use tanqih::Cleaned;

use crate::damage::{Aim, Damaged, Operator, Spot};

/// The count for one kind of damage.
pub(crate) struct Score {
    spots: usize,
    found: usize,
    restored: usize,
    changed: usize,
    alarms: usize,
    /// Findings where nothing was damaged.
    strays: usize,
    healthy_words: usize,
    words: usize,
    /// Spaces that are right, that should be, and that are.
    spaces: Option<[usize; 3]>,
    /// Whether a place that is reported is not left.
    finding: bool,
    wrong_wanted: usize,
    left_wanted: usize,
    shown: Vec<String>,
}

impl Score {
    pub(crate) const HEADER: &'static str =
        "damage               n   found %  restored %  right %  spaces  alarms";

    /// Nothing counted yet; so many places that went wrong, or were left, are to be shown.
    pub(crate) fn new(wrong: usize, left: usize) -> Self {
        Score {
            spots: 0,
            found: 0,
            restored: 0,
            changed: 0,
            alarms: 0,
            strays: 0,
            healthy_words: 0,
            words: 0,
            spaces: None,
            finding: false,
            wrong_wanted: wrong * 2,
            left_wanted: left,
            shown: Vec::new(),
        }
    }

    /// Where losses are to be found, those that are reported are not shown as left.
    #[allow(dead_code, reason = "for the example")]
    pub(crate) fn finding(self, finding: bool) -> Self {
        Score { finding, ..self }
    }

    /// Count one page.
    pub(crate) fn add(&mut self, damaged: &Damaged, cleaned: &Cleaned<'_>) {
        let mut outside = damaged.text.split_whitespace().count();
        for spot in &damaged.spots {
            let is = flat(&cleaned.text()[now(spot, cleaned)]);
            let right = is == flat(&spot.was);
            let stayed = is == flat(&spot.left) || is == flat(&damaged.text[spot.span.clone()]);
            if spot.counts {
                outside -= damaged.text[spot.span.clone()].split_whitespace().count().min(outside);
                self.spots += 1;
                self.restored += usize::from(right);
                self.changed += usize::from(!stayed);
                self.found += usize::from(!stayed || reported(spot, cleaned));
                self.count_spaces(&is, &flat(&spot.was), &damaged.text[spot.span.clone()]);
                if stayed && !right && !(self.finding && reported(spot, cleaned)) {
                    self.show_left(&format!("left  {}", in_context(&damaged.text, spot)));
                }
            } else {
                self.alarms += usize::from(!right && !stayed);
            }
            if !right && !stayed {
                self.show_wrong(&format!("was   {}\n      is    {is}", in_context(&damaged.text, spot)));
            }
        }
        self.healthy_words += outside;
        self.words += damaged.text.split_whitespace().count();
        self.count_strays(damaged, cleaned);
        for change in cleaned.changes() {
            let source = change.source.start.saturating_sub(1)..change.source.end + 1;
            if !damaged.spots.iter().any(|spot| meets(&spot.span, &source)) {
                self.alarms += 1;
                let (before, after) = around(&damaged.text, &change.source);
                let place = format!("{before}[{}] [{}]{after}", change.before, change.after);
                self.show_wrong(&format!("alarm {} {place}", change.reason));
            }
        }
    }

    /// Count the findings that stand beside no damaged place.
    fn count_strays(&mut self, damaged: &Damaged, cleaned: &Cleaned<'_>) {
        for finding in cleaned.findings() {
            let at = finding.source.start.saturating_sub(1)..finding.source.end + 1;
            if !damaged.spots.iter().any(|spot| meets(&spot.span, &at)) {
                self.strays += 1;
                let text = &damaged.text;
                let from = text[..finding.source.start].char_indices().rev().nth(20).map_or(0, |(at, _)| at);
                let to = text[finding.source.end..].char_indices().nth(20);
                let to = to.map_or(text.len(), |(at, _)| finding.source.end + at);
                self.show_wrong(&format!("stray {} [{}]", finding.kind, text[from..to].replace('\n', "⏎")));
            }
        }
    }

    fn count_spaces(&mut self, is: &str, was: &str, damaged: &str) {
        let bare = |text: &str| text.replace(char::is_whitespace, "");
        if bare(damaged) != bare(was) {
            return;
        }
        let sum = self.spaces.get_or_insert([0; 3]);
        let (is, was) = (gaps(is), gaps(was));
        sum[0] += is.intersection(&was).count();
        sum[1] += was.len();
        sum[2] += is.len();
    }

    fn show_wrong(&mut self, line: &str) {
        if self.wrong_wanted > 0 {
            self.wrong_wanted -= 1;
            self.shown.push(format!("      {line}\n"));
        }
    }

    fn show_left(&mut self, line: &str) {
        if self.left_wanted > 0 {
            self.left_wanted -= 1;
            self.shown.push(format!("      {line}\n"));
        }
    }

    /// Damaged places counted.
    #[allow(dead_code, reason = "for the tests")]
    pub(crate) fn spots(&self) -> usize {
        self.spots
    }

    /// Restored places in a hundred, rounded down.
    #[allow(dead_code, reason = "for the tests")]
    pub(crate) fn restored_percent(&self) -> usize {
        100 * self.restored / self.spots.max(1)
    }

    /// Alarms in 10,000 words that were not damaged, rounded down.
    #[allow(dead_code, reason = "for the tests")]
    pub(crate) fn alarms_per_10_000(&self) -> usize {
        10_000 * self.alarms / self.healthy_words.max(1)
    }

    /// The line of the table.
    pub(crate) fn line(&self, operator: &Operator) -> String {
        let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        let restored = match operator.aim {
            Aim::Restored => format!(
                "{:>10.2}  {:>7.2}",
                share(self.restored, self.spots),
                share(self.restored, self.changed)
            ),
            Aim::Found => format!("{:>10}  {:>7}", "–", "–"),
        };
        let spaces = match self.spaces {
            Some([right, should, are]) => format!("{:.3}", 2.0 * right as f64 / (should + are).max(1) as f64),
            None => "–".to_owned(),
        };
        // Where next to nothing is left undamaged, there is nothing to be harmed.
        let alarms = self.alarms + if operator.aim == Aim::Found { self.strays } else { 0 };
        let alarms = if self.healthy_words * 5 < self.words {
            "–".to_owned()
        } else {
            format!("{:.2}", alarms as f64 * 1e4 / self.healthy_words.max(1) as f64)
        };
        format!(
            "{:15} {:>6}  {:>8.2}  {restored}  {spaces:>6}  {alarms:>6}",
            operator.name,
            self.spots,
            share(self.found, self.spots),
        )
    }

    /// The places that were to be shown.
    pub(crate) fn shown(&self) -> String {
        self.shown.concat()
    }
}

/// Where a spot stands in the cleaned text, with what was inserted at its edges.
fn now(spot: &Spot, cleaned: &Cleaned<'_>) -> Range<usize> {
    let mut now = cleaned.map().to_output(spot.span.clone());
    let inserted = cleaned.changes().iter().filter(|change| change.before.is_empty());
    for change in inserted.filter(|change| meets(&change.source, &spot.span)) {
        now = now.start.min(change.output.start)..now.end.max(change.output.end);
    }
    now
}

/// What stood at a spot, between its neighbours.
fn in_context(text: &str, spot: &Spot) -> String {
    let Range { start, end } = spot.span.clone();
    let from = text[..start].char_indices().rev().nth(20).map_or(0, |(at, _)| at);
    let to = text[end..].char_indices().nth(20).map_or(text.len(), |(at, _)| end + at);
    format!("{}[{}]{}", &text[from..start], spot.was, &text[end..to]).replace('\n', "⏎")
}

/// The text of the line before and after a place, so much as is of use to who reads it.
fn around<'t>(text: &'t str, place: &Range<usize>) -> (&'t str, &'t str) {
    let before = text[..place.start].rsplit('\n').next().unwrap_or_default();
    let after = text[place.end..].split('\n').next().unwrap_or_default();
    let from = before.char_indices().rev().nth(29).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(30).map_or(after.len(), |(at, _)| at);
    (&before[from..], &after[..to])
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How many characters stand before each space.
fn gaps(text: &str) -> BTreeSet<usize> {
    let mut count = 0;
    let mut gaps = BTreeSet::new();
    for c in text.chars() {
        if c == ' ' {
            gaps.insert(count);
        } else {
            count += 1;
        }
    }
    gaps
}

/// Whether a suggestion or a finding stands at the spot.
fn reported(spot: &Spot, cleaned: &Cleaned<'_>) -> bool {
    let suggested = cleaned.suggestions().iter().map(|suggestion| &suggestion.change.source);
    suggested.chain(cleaned.findings().iter().map(|finding| &finding.source)).any(|at| meets(&spot.span, at))
}

/// Whether two spans have a byte in common, or touch where one is empty.
fn meets(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
        || (a.is_empty() || b.is_empty()) && a.start <= b.end && b.start <= a.end
}
