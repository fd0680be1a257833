//! Torn lines often stand one after another. What one begins with then depends on what the one before ends
//! with, and neither is known; so all readings of all of them are weighed together.

use crate::model::{Cost, LanguageModel, BIT};

use super::decode::Readings;
use super::weigh::Scale;

/// The reading of one line that is likeliest among those of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// Which of its readings.
    pub(super) reading: usize,
    /// Bits by which it and all others are likelier than it alone.
    pub(super) doubt: Cost,
}

/// The likeliest reading of each of these lines, which follow one another. What the lines before and
/// after them say is in the gains already. O(lines).
pub(super) fn choose<M: LanguageModel>(scale: &Scale<'_, M>, lines: &[Readings<'_>]) -> Vec<Choice> {
    // met[line][a][b]: what the readings of a line and the next are worth together.
    let met: Vec<Vec<Vec<Cost>>> = lines
        .windows(2)
        .map(|pair| {
            let next = pair[1].list();
            let row = |a: &super::decode::Reading<'_>| {
                next.iter().map(|b| scale.across(&a.last, &b.first)).collect()
            };
            pair[0].list().iter().map(row).collect()
        })
        .collect();
    let own = |line: usize| lines[line].list().iter().map(|reading| reading.gain);
    let mut ahead: Vec<Vec<Cost>> = vec![own(0).collect()];
    for line in 1..lines.len() {
        let before = &ahead[line - 1];
        let met = &met[line - 1];
        let row = own(line)
            .enumerate()
            .map(|(b, gain)| gain + together(before.iter().enumerate().map(|(a, &sum)| sum + met[a][b])))
            .collect();
        ahead.push(row);
    }
    let mut behind: Vec<Cost> = vec![0; lines[lines.len() - 1].list().len()];
    let mut choices = Vec::new();
    for line in (0..lines.len()).rev() {
        let both: Vec<Cost> = ahead[line].iter().zip(&behind).map(|(a, b)| a + b).collect();
        let mut reading = 0;
        for (at, &gain) in both.iter().enumerate() {
            if gain > both[reading] {
                reading = at;
            }
        }
        choices.push(Choice { reading, doubt: together(both.iter().copied()) - both[reading] });
        if line > 0 {
            let gains: Vec<Cost> = own(line).zip(&behind).map(|(own, behind)| own + behind).collect();
            let row = |met: &Vec<Cost>| together(met.iter().zip(&gains).map(|(met, gain)| met + gain));
            behind = met[line - 1].iter().map(row).collect();
        }
    }
    choices.reverse();
    choices
}

/// Of two things the one likelier than the other by so many half bits, how many 256ths of a bit the two are
/// likelier together.
const TOGETHER: [Cost; 17] = [256, 197, 150, 112, 82, 60, 43, 31, 22, 16, 11, 8, 6, 4, 3, 2, 1];

/// How likely things are together, each as likely as its gain says.
pub(super) fn together(gains: impl Iterator<Item = Cost>) -> Cost {
    gains
        .reduce(|a, b| {
            let steps = (a - b).unsigned_abs() as usize / (BIT as usize / 2);
            a.max(b) + TOGETHER.get(steps).copied().unwrap_or(0)
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_as_likely_doubles() {
        assert_eq!(together([5 * BIT, 5 * BIT].into_iter()), 6 * BIT);
        assert_eq!(together([5 * BIT, -20 * BIT].into_iter()), 5 * BIT);
        assert_eq!(together([BIT, BIT, 2 * BIT].into_iter()), 3 * BIT);
    }
}
