//! Rows parted where a letter with its sign stands higher than the rest: `كان مرتديًا قبعة` comes as `ا قبعة` ⏎ `كان مرتديً`.
//!
//! Chromium draws a letter and its sign as one cluster, and the sign at its own height. An extractor that goes by heights
//! takes the row's parts from left to right, and the letter with the sign ends the part on the right, begins the one on
//! the left, or is a line of its own. In all cases a word is cut beside a letter that has a sign, and the letters
//! at the end of one line and at the start of the line *above* make it together, which the ends of whole lines hardly
//! ever do.

use std::ops::Range;

use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::arabic::LineGate;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::line::{filled, widest};
use super::seat::{end_word, first_word, has_few_signs, is_sign, last_word};

/// Bits by which a word must be likelier than its two parts, the most that one says, and what all must say.
const JOINT: Cost = 8 * BIT;
const MOST: Cost = 16 * BIT;
const PROOF: Cost = 24 * BIT;
/// Cut words of a text, at least, and one in how many cuts must be one.
const SOME: usize = 2;
const SHARE: usize = 6;

/// How a part is joined to the one below it, which is read before: inside a word or by a space.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Inside,
    Space,
}

/// A line, and whether it is one letter with signs.
struct Part<'t> {
    view: View<'t>,
    /// Whether nothing of its page or block follows.
    ends: bool,
    cluster: bool,
}

/// Whether two lines or more begin or end with a letter that has a sign and is of no word, in a text of few signs.
/// Allocates nothing.
pub(super) fn any<M: LanguageModel>(model: &M, text: &Text<'_>) -> bool {
    if !text.may_have_in('\u{064B}'..='\u{0652}') {
        return false;
    }
    let lines = text.lines().map(|line| line.trim().text());
    let is_part = |line: &&str| {
        let of_none =
            |word: &str| model.word(word).is_none() || word.chars().filter(|&c| is_letter(c)).count() == 1;
        begins_with_cluster(line) && of_none(first_word(line))
            || ends_with_cluster(line) && of_none(last_word(line))
    };
    lines.filter(is_part).nth(SOME - 1).is_some() && has_few_signs(text.as_str())
}

fn begins_with_cluster(line: &str) -> bool {
    let mut chars = line.chars();
    chars.next().is_some_and(is_letter) && chars.next().is_some_and(is_sign)
}

fn ends_with_cluster(line: &str) -> bool {
    line.ends_with(is_sign) && line.trim_end_matches(is_mark).ends_with(is_letter)
}

/// For each row that is put together its bytes, and the pieces in the order of reading.
pub(super) fn rows<M: LanguageModel>(model: &M, text: &Text<'_>) -> Vec<(Range<usize>, Vec<Piece>)> {
    let mut gate = LineGate::new(text.as_str());
    let parts: Vec<Part<'_>> = filled(text)
        .map(|(view, ends)| {
            let view = view.trim();
            let signs = view.text().strip_prefix(is_letter).unwrap_or_default();
            Part { view, ends, cluster: !signs.is_empty() && signs.chars().all(is_mark) }
        })
        .collect();
    let widest = widest(parts.iter().map(|part| part.view));
    let (joints, cuts, sum) = joints(model, &parts, widest);
    let good = joints.iter().filter(|joint| **joint == Some(Joint::Inside)).count();
    if good < SOME || good * SHARE < cuts || sum < PROOF {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let linked = joints[at..].iter().take_while(|joint| joint.is_some()).count();
        let row = &parts[at..=at + linked];
        if linked > 0 && gate.at(row[0].view.start()).is_arabic() {
            let mut pieces = Vec::new();
            for (below, part) in row.iter().enumerate().rev() {
                pieces.push(Piece::Keep(part.view.span()));
                if let Some(above) = below.checked_sub(1) {
                    let gap = row[above].view.end()..part.view.start();
                    let space = joints[at + above] == Some(Joint::Space);
                    pieces.push(Piece::Swap(gap, if space { " " } else { "" }));
                }
            }
            rows.push((row[0].view.start()..row[linked].view.end(), pieces));
        }
        at += linked + 1;
    }
    rows
}

/// How each line is joined to the one below; how many lines are cut; and what those joints say that cut words.
fn joints<M: LanguageModel>(
    model: &M,
    parts: &[Part<'_>],
    widest: usize,
) -> (Vec<Option<Joint>>, usize, Cost) {
    let mut joints = vec![None; parts.len()];
    let (mut cuts, mut sum): (usize, Cost) = (0, 0);
    let text = |at: usize| parts[at].view.text();
    let mut say = |gain: Cost| sum = sum.saturating_add(gain.min(MOST));
    let follows = |at: usize| at + 1 < parts.len() && !parts[at].ends;
    let width = |at: usize| parts[at].view.text().chars().filter(|&c| !is_mark(c)).count();
    // What is above the end of a row, or below its beginning, is another row.
    let fits = |above: usize, below: usize| width(above) + width(below) <= widest;
    for at in (0..parts.len()).filter(|&at| parts[at].cluster && follows(at)) {
        cuts += 1;
        let (before, own) = (last_word(text(at + 1)), text(at));
        let with = before.to_owned() + own;
        let two = gain(model, &[before, own], &with);
        let above = at.checked_sub(1).filter(|&above| follows(above));
        let after = above.map_or("", |above| first_word(text(above)));
        let three = match after.is_empty() || end_word(own, after) {
            true => None,
            false => gain(model, &[before, own, after], &(with.clone() + after)),
        };
        let Some(worth) = two.max(three).filter(|&worth| worth >= JOINT) else { continue };
        joints[at] = Some(Joint::Inside);
        say(worth);
        let Some(above) = above else { continue };
        let inside = three == Some(worth);
        joints[above] = fits(above, at + 1).then_some(if inside { Joint::Inside } else { Joint::Space });
    }
    for at in (0..parts.len()).filter(|&at| follows(at)) {
        if parts[at].cluster || parts[at + 1].cluster || joints[at].is_some() {
            continue;
        }
        let (above, below) = (text(at), text(at + 1));
        if !begins_with_cluster(above) && !ends_with_cluster(below) {
            continue;
        }
        cuts += 1;
        let (before, after) = (last_word(below), first_word(above));
        if !below.ends_with(before) || before.is_empty() || after.is_empty() {
            continue;
        }
        let signs = &before[before.trim_end_matches(is_mark).len()..];
        let worth = gain(model, &[before, after], &(before.to_owned() + after));
        let says = |worth: &Cost| *worth >= JOINT && !end_word(signs, after) && fits(at, at + 1);
        if let Some(worth) = worth.filter(says) {
            joints[at] = Some(Joint::Inside);
            say(worth);
        }
    }
    (joints, cuts, sum)
}

/// How much likelier `whole` is than its parts; none if it is no word.
fn gain<M: LanguageModel>(model: &M, parts: &[&str], whole: &str) -> Option<Cost> {
    let id = model.word(whole)?;
    let apart: Cost = parts.iter().map(|part| model.cost(part)).sum();
    Some(apart - model.word_cost(id))
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::RowOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(RowOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// `|` where the row is parted.
    const PAGE: [&str; 6] = [
        "كان الوزير حاضرً|ا من قبل في مبنى البلدية القديم حين وصل الوفد إلى المدينة",
        "وقال إن العمل يجري سريعً|ا على الرغم من البرد، وإن المكتبة تفتح أبوابها قريبا أمام",
        "السكان في الأسبوع القادم. وأضاف أن المد|رّ|سين وصلوا من العاصمة في الأسبوع الماضي",
        "ومعهم كتب جديدة للأطفال، وقد شكرت المديرة بلد|يّ|ة المدينة على ما قدمته من عون",
        "ولم يبق من المبنى القديم شيء يذكر بعد أن احترق في ليلة باردة من ليالي",
        "الشتاء، وكانت المدينة قد فقدت مكتبتها الأولى حين أغلقت المدرسة الكبيرة",
    ];

    fn parted(row: &str) -> String {
        row.split('|').rev().collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn rows_parted_at_clusters_are_put_together() {
        let page = PAGE.map(|row| row.replace('|', "")).join("\n");
        let raw = PAGE.map(parted).join("\n");
        assert_ne!(raw, page);
        assert_eq!(clean(&raw), page);
    }

    #[test]
    fn whole_rows_stay() {
        let page = PAGE.map(|row| row.replace('|', "")).join("\n");
        assert_eq!(clean(&page), page);
        // Lines that end with signs, below lines that begin with letters.
        let listed = "كتابٌ جديدٌ\nا كتابٍ\nقلمٌ قديمٌ\nب قلمٍ\nبيتٌ كبيرٌ\nج بيتٍ";
        assert_eq!(clean(listed), listed);
        // One word that is made so proves nothing.
        let one = parted(PAGE[0])
            + "\n"
            + &PAGE[1..].iter().map(|row| row.replace('|', "")).collect::<Vec<_>>().join("\n");
        assert_eq!(clean(&one), one);
    }
}
