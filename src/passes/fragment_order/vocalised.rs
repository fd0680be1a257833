//! In vocalised text a mark that the font sets over its letter ends a piece of the line, inside the word: `رْسَ الِبُ الدَّ كَتَبَ الطَّ` is `كَتَبَ الطَّالِبُ الدَّرْسَ` in three pieces.
//!
//! Such a line has many pieces, and many of its tokens are no words. So every space of it may be where two pieces meet,
//! and of all ways to part the line the words tell. A word may be in more than two pieces. The same tokens may
//! be words with spaces inside them, in order: the line must be likelier in reverse than so.

use std::ops::Range;

use crate::arabic::letters::is_letter;
use crate::arabic::marks::{is_mark, is_vocalised};
use crate::arabic::words::{tokens, Token};
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::glued::in_doubt;
use super::shreds::{Letters, LINE};

/// Tokens of a line that are read, at least and at most.
const FEW: usize = 3;
const TOKENS: usize = 64;
/// What a parting costs where a mark or a sign ends the head of the word, and elsewhere.
const CUT: Cost = 3 * BIT;
const BARE_CUT: Cost = 8 * BIT;
/// What it is worth that two pieces make no word.
const STRANGE: Cost = -6 * BIT;
/// Parts of a word that stand in order, at most.
const PARTS: usize = 6;
/// Bits that make a line one of such pieces, and where there are so many such lines.
const PLAIN: Cost = 25 * BIT;
const LIKE: Cost = 2 * BIT;
const LINES: usize = 2;
/// Of what a line is worth with its words joined in order, what it must be worth more in reverse: a half; where there are
/// such lines a quarter; and nothing where one vocalised line in so many is plain. Of many parts chance makes words
/// in any order.
const OF_JOINED: Cost = 2;
const LIKE_OF_JOINED: Cost = 4;
const MANY: usize = 4;
/// Vocalised lines that are asked for one that is plain.
const ASKED: usize = 8;

/// How a line is parted.
pub(super) struct Parted<'t> {
    pub(super) view: View<'t>,
    /// The tokens of the line.
    pub(super) tokens: Vec<Range<usize>>,
    /// The tokens that begin a piece, but for the first, in the order of the line.
    pub(super) cuts: Vec<usize>,
    /// Bits by which it is likelier so than with the words joined in order that are in parts, and by which these are
    /// likelier than the line as it stands.
    gain: Cost,
    joined: Cost,
}

impl Parted<'_> {
    fn is_plain(&self) -> bool {
        self.cuts.len() > 1 && self.gain >= PLAIN && self.gain * OF_JOINED >= self.joined
    }

    fn is_like(&self, many: bool) -> bool {
        self.gain >= LIKE && (many || self.gain * LIKE_OF_JOINED >= self.joined)
    }
}

/// The lines of a vocalised text whose pieces come in reverse, if the text has enough of them.
pub(super) fn parted<'t, M: LanguageModel>(model: &M, text: &Text<'t>) -> Vec<Parted<'t>> {
    if !text.may_have_in('\u{064B}'..='\u{0652}') {
        return Vec::new();
    }
    let lines = text.lines().filter(|line| is_vocalised(line.text()));
    if !in_doubt(model, lines.clone()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let (mut asked, mut plain) = (0, 0);
    for view in lines {
        let parted = part(model, view);
        asked += 1;
        plain += usize::from(parted.as_ref().is_some_and(Parted::is_plain));
        found.extend(parted);
        if asked > ASKED * (plain + 1) {
            return Vec::new();
        }
    }
    if plain < LINES {
        return Vec::new();
    }
    let many = plain * MANY >= asked;
    found.retain(|line| line.is_like(many));
    found
}

/// The likeliest way to read a line up to a piece.
#[derive(Clone)]
struct Way {
    gain: Cost,
    /// The end of the piece that is read before, in the order of the line.
    from: usize,
    /// The tokens that wait for the end of their word.
    head: Vec<usize>,
}

/// The likeliest way to part a line. O(tokens³), and they are bounded.
fn part<'t, M: LanguageModel>(model: &M, view: View<'t>) -> Option<Parted<'t>> {
    let line = view.text();
    if line.len() > LINE {
        return None;
    }
    let tokens: Vec<Token<'_>> = tokens(line).collect();
    let n = tokens.len();
    if !(FEW..=TOKENS).contains(&n) {
        return None;
    }
    let apart: Vec<Cost> = tokens.iter().map(|token| Letters::of(&[token.text]).whole(model)).collect();
    let opens = |at: usize| tokens[at].text.starts_with(|c| !is_part(c));
    let closes = |at: usize| tokens[at].text.ends_with(|c| !is_part(c));
    let cut = |head: usize| if tokens[head].text.ends_with(is_letter) { BARE_CUT } else { CUT };
    // What the word is worth that a head and a tail make, over what they are apart. Most heads are one token, and are
    // met again and again.
    let mut met: Vec<Option<Cost>> = vec![None; n * n];
    let mut word = |head: &[usize], tail: usize| -> Cost {
        let ask = || {
            let parts = head.iter().copied().chain([tail]);
            as_word(model, &tokens, &apart, parts).unwrap_or(STRANGE)
        };
        match *head {
            [head] => *met[head * n + tail].get_or_insert_with(ask),
            _ => ask(),
        }
    };
    let joined = Joined::of_line(model, &tokens, &apart);
    // The best way to read the line from its end down to the piece from `a` to `b`.
    let mut ways: Vec<Option<Way>> = vec![None; n * (n + 1)];
    let place = |a: usize, b: usize| a * (n + 1) + b;
    for a in 1..n {
        ways[place(a, n)] = Some(Way { gain: joined.of(a, n - 1), from: n, head: vec![n - 1] });
    }
    let mut best: Option<(Cost, usize, usize)> = None;
    for a in (1..n).rev() {
        for b in a + 1..=n {
            let Some(way) = ways[place(a, b)].take() else { continue };
            let last = way.head[way.head.len() - 1];
            if closes(last) {
                continue;
            }
            let gain = way.gain - cut(last);
            // The next piece begins at `start`.
            for start in (0..a).filter(|&start| !opens(start)) {
                let one = start + 1 == a;
                if start == 0 {
                    let gain = gain + word(&way.head, 0) + joined.of(1, a);
                    if best.is_none_or(|(best, ..)| gain > best) {
                        best = Some((gain, a, b));
                    }
                    continue;
                }
                // All of it may be inside the word.
                let gain = match one && !closes(start) {
                    true => gain,
                    false => gain + word(&way.head, start) + joined.of(start + 1, a - 1),
                };
                let next = &mut ways[place(start, a)];
                if next.as_ref().is_none_or(|next| gain > next.gain) {
                    let before = if one { way.head.as_slice() } else { &[] };
                    *next = Some(Way { gain, from: b, head: [before, &[a - 1]].concat() });
                }
            }
            ways[place(a, b)] = Some(way);
        }
    }
    let (gain, mut a, mut b) = best?;
    let mut cuts = vec![a];
    while b < n {
        cuts.push(b);
        let way = ways[place(a, b)].as_ref()?;
        (a, b) = (b, way.from);
    }
    let tokens = tokens.iter().map(|it| view.start() + it.start..view.start() + it.end()).collect();
    let joined = joined.of(0, n);
    Some(Parted { view, tokens, cuts, gain: gain - joined, joined })
}

/// Whether a character may stand at the edge of a part of a word: all but signs that have a meaning.
fn is_part(c: char) -> bool {
    is_letter(c) || is_mark(c) || c.is_control() || c.is_numeric()
}

/// Bits by which tokens are likelier as one word than apart; `None` if they make none.
fn as_word<M: LanguageModel>(
    model: &M,
    tokens: &[Token<'_>],
    apart: &[Cost],
    parts: impl Iterator<Item = usize> + Clone,
) -> Option<Cost> {
    let texts: Vec<&str> = parts.clone().map(|at| tokens[at].text).collect();
    let word = Letters::of(&texts).word(model)?;
    Some(parts.map(|at| apart[at]).sum::<Cost>() - word)
}

/// Bits by which parts of a line are likelier with the spaces gone that stand inside words than with all of them.
struct Joined {
    /// By the first token and the one behind the last.
    gains: Vec<Cost>,
    width: usize,
}

impl Joined {
    fn of_line<M: LanguageModel>(model: &M, tokens: &[Token<'_>], apart: &[Cost]) -> Self {
        let width = tokens.len() + 1;
        let mut gains = vec![0; width * width];
        for end in 1..width {
            // What the tokens from each one to the end are worth as a word.
            let words: Vec<(usize, Cost)> = (end.saturating_sub(PARTS)..end - 1)
                .filter_map(|start| {
                    let gain = as_word(model, tokens, apart, start..end)?;
                    Some((start, gain - (end - start - 1) as Cost * CUT))
                })
                .collect();
            for first in 0..end {
                let joined = words.iter().filter(|&&(start, _)| start >= first);
                let joined = joined.map(|&(start, gain)| gains[first * width + start] + gain);
                gains[first * width + end] = joined.fold(gains[first * width + end - 1], Cost::max);
            }
        }
        Joined { gains, width }
    }

    /// Of the tokens from `first` to before `end`.
    fn of(&self, first: usize, end: usize) -> Cost {
        if first < end {
            self.gains[first * self.width + end]
        } else {
            0
        }
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::super::FragmentOrder;
    use crate::model::Embedded;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(FragmentOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    const LINES: [&str; 4] = [
        "كَتَبَ الطَّ|الِبُ الدَّ|رْسَ ثُمَّ رَاجَعَهُ مَرَّ|ةً أُخْرَى قَبْلَ النَّ|وْمِ",
        "وَقَالَ لَهُ مُعَلِّ|مُهُ إِنَّ السَّ|مَاءَ صَافِيَةٌ وَالشَّ|مْسُ مُشْرِقَةٌ",
        "فَخَرَجَ الطُّ|لَّ|ابُ إِلَى الْمَدِينَةِ يُفَتِّ|شُونَ عَنِ الصُّ|وَرِ الْقَدِيمَةِ",
        "وَعَادُوا مَسَاءً وَهُمْ يَتَحَدَّ|ثُونَ عَنِ الرِّ|حْلَةِ وَعَنِ السُّ|وقِ",
    ];

    /// The lines with their pieces in reverse.
    fn raw(lines: &[&str]) -> String {
        lines.iter().map(|line| line.split('|').rev().collect::<Vec<_>>().join(" ") + "\n").collect()
    }

    fn clear(lines: &[&str]) -> String {
        lines.iter().map(|line| line.replace('|', "") + "\n").collect()
    }

    #[test]
    fn pieces_that_end_at_marks_are_put_in_order() {
        assert_eq!(clean(&raw(&LINES)), clear(&LINES));
        // A code may have taken the place of a mark.
        let codes = raw(&LINES).replace("\u{651}\u{64E} ", "\0 ");
        assert_eq!(clean(&codes).replace('\0', "\u{651}\u{64E}"), clear(&LINES));
    }

    #[test]
    fn lines_in_order_stay() {
        assert_eq!(clean(&clear(&LINES)), clear(&LINES));
        // So do those whose words are in parts, in order: the spaces are not this pass's.
        let parts = LINES.map(|line| line.replace('|', " ")).join("\n");
        assert_eq!(clean(&parts), parts);
        // One line alone may be names.
        let alone = raw(&LINES[..1]) + &clear(&LINES[1..]);
        assert_eq!(clean(&alone), alone);
    }
}
