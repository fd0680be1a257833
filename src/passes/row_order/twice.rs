//! Rows parted at letters whose signs stand high, where such a letter comes twice: `كان مرتدياً قبعة` comes as ` قبعة` ⏎ `اً` ⏎
//! `كان مرتدياً`.
//!
//! A file may say what a letter and its sign are together, and an extractor may say it of both glyphs (PDFium): the
//! letter is there with its sign, and again where the sign is drawn. That is a line of its own, or the start of
//! the line that is read behind it, and the parts come from left to right. So a line begins with the very letter and signs that
//! the next one ends with, which lines of few signs do not do by chance. The second one goes.

use std::ops::Range;

use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::arabic::words::ends_clause;
use crate::arabic::LineGate;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::line::filled;
use super::parts::is_unit;
use super::seat::{end_word, first_word, glue, has_few_signs, is_sign};

/// Letters that come twice, at least, and one in how many lines that begin with a letter and its signs must be one.
const SOME: usize = 2;
const SHARE: usize = 2;
/// What it must be worth that two parts make a word.
const WORD: Cost = 3 * BIT;

/// A letter and its signs, in whichever order they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cluster {
    letter: char,
    /// A bit for each sign from U+064B on.
    signs: u8,
    /// Its bytes.
    len: usize,
}

impl Cluster {
    /// Of what `chars` begin with.
    fn of(chars: impl Iterator<Item = char>) -> Option<Cluster> {
        let (mut letter, mut signs, mut len) = (None, 0, 0);
        for c in chars {
            match letter {
                _ if is_sign(c) => signs |= 1 << (u32::from(c) - 0x64B),
                None if is_letter(c) => letter = Some(c),
                _ => break,
            }
            len += c.len_utf8();
            // Signs stand on one side.
            if letter == Some(c) && signs != 0 {
                break;
            }
        }
        let letter = letter.filter(|_| signs != 0)?;
        Some(Cluster { letter, signs, len })
    }

    fn at_start(line: &str) -> Option<Cluster> {
        let mut chars = line.chars();
        // Nearly all lines are done here.
        let first = chars.next()?;
        (is_sign(first) || is_letter(first) && chars.next().is_some_and(is_sign))
            .then(|| Cluster::of(line.chars()))
            .flatten()
    }

    fn at_end(line: &str) -> Option<Cluster> {
        Cluster::of(line.chars().rev())
    }

    fn is(&self, other: &Cluster) -> bool {
        (self.letter, self.signs) == (other.letter, other.signs)
    }
}

/// How a part goes on in what stands above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    Inside,
    Space,
}

/// A line.
struct Part<'t> {
    /// With the white space about it, and without.
    whole: View<'t>,
    view: View<'t>,
    /// Whether nothing of its page follows.
    ends: bool,
    head: Option<Cluster>,
}

impl Part<'_> {
    fn is_alone(&self) -> bool {
        self.head.is_some_and(|head| head.len == self.view.text().len())
    }

    /// Its bytes without the letter that comes twice.
    fn rest(&self) -> Range<usize> {
        let span = self.view.span();
        span.start + self.head.map_or(0, |head| head.len)..span.end
    }
}

/// Whether lines begin with the letter and the signs that the next one ends with, in a text of few signs. Allocates nothing.
pub(super) fn any(text: &Text<'_>) -> bool {
    if !text.may_have_in('\u{064B}'..='\u{0652}') {
        return false;
    }
    let mut above: Option<Cluster> = None;
    let twice = filled(text).filter(|(line, ends)| {
        let line = line.trim().text();
        let twice = above.is_some_and(|head| Cluster::at_end(line).is_some_and(|tail| head.is(&tail)));
        above = Cluster::at_start(line).filter(|_| !ends);
        twice
    });
    let some = twice.take(SOME).count() == SOME;
    some && has_few_signs(text.as_str())
}

/// For each row that is put together its bytes, and the pieces in the order of reading.
pub(super) fn rows<M: LanguageModel>(model: &M, text: &Text<'_>) -> Vec<(Range<usize>, Vec<Piece>)> {
    let parts: Vec<Part<'_>> = filled(text)
        .map(|(whole, ends)| {
            let view = whole.trim();
            Part { whole, view, ends, head: Cluster::at_start(view.text()) }
        })
        .collect();
    // Whether each line begins with what the next one ends with.
    let mut twice: Vec<bool> =
        parts.windows(2).map(|pair| is_twice(model, text, &pair[0], &pair[1])).collect();
    twice.push(false);
    let heads = parts.iter().filter(|part| part.head.is_some()).count();
    let count = twice.iter().filter(|&&twice| twice).count();
    // Where a word goes on may be chance.
    let plain =
        (0..parts.len()).filter(|&at| twice[at] && !text.as_str()[parts[at].rest()].starts_with(is_letter));
    if plain.count() < SOME || count * SHARE < heads {
        return Vec::new();
    }
    // How each line is joined to the one below; what is alone goes, and what is above it may go on.
    let joint = |at: usize| -> Option<Joint> {
        let (part, below) = (&parts[at], parts.get(at + 1)?);
        if twice[at] {
            let rest = &text.as_str()[part.rest()];
            return Some(joint_of(below, rest, false));
        }
        let alone = twice[at + 1] && below.is_alone() && !part.ends;
        let rest = part.view.text();
        let spaced = part.whole.text().starts_with(' ');
        let before = parts.get(at + 2).filter(|_| alone)?;
        let goes_on = spaced || rest.starts_with(ends_clause) || is_word(model, before, rest);
        goes_on.then(|| joint_of(before, rest, spaced))
    };
    let joints: Vec<Option<Joint>> = (0..parts.len()).map(joint).collect();
    let mut gate = LineGate::new(text.as_str());
    let mut rows = Vec::new();
    let (mut at, mut done) = (0, 0);
    while at < parts.len() {
        let linked = joints[at..].iter().take_while(|joint| joint.is_some()).count();
        let row = at..at + linked + 1;
        if linked > 0 && gate.at(parts[row.end - 1].view.start()).is_arabic() {
            let above = at.checked_sub(1).filter(|&above| above >= done && parts[at].is_alone());
            let before = above.and_then(|above| Some((above, runs(&parts[above], &parts[row.end - 1])?)));
            rows.push(pieces(&parts, row.clone(), &twice, &joints, before));
            done = row.end;
        }
        at = row.end;
    }
    rows
}

/// Where a line is cut, at its last number, that goes on in a part which begins with a space: the runs about a number stay
/// from right to left.
fn runs(line: &Part<'_>, part: &Part<'_>) -> Option<usize> {
    let text = line.view.text();
    let end = text.rfind(is_unit).filter(|_| !line.ends && part.whole.text().starts_with(' '))?;
    let end = end + text[end..].chars().next().map_or(0, char::len_utf8);
    let rest = &text[end..];
    (rest.is_empty() || rest.starts_with(|c: char| c == ' ' || ends_clause(c)))
        .then_some(line.view.start() + end)
}

/// Whether `above` begins with what `below` ends with, and reads on behind it.
fn is_twice<M: LanguageModel>(model: &M, text: &Text<'_>, above: &Part<'_>, below: &Part<'_>) -> bool {
    let Some(head) = above.head.filter(|_| !above.ends) else { return false };
    let rest = &text.as_str()[above.rest()];
    Cluster::at_end(below.view.text()).is_some_and(|tail| head.is(&tail))
        && (!rest.starts_with(|c| is_letter(c) || is_mark(c))
            || end_word(signs_at_end(below.view.text()), rest)
            || is_word(model, below, rest))
}

fn signs_at_end(line: &str) -> &str {
    let letters = line.trim_end_matches(is_mark);
    let signs = &line[letters.len()..];
    if !signs.is_empty() {
        return signs;
    }
    let before = letters.trim_end_matches(is_letter);
    &before[before.trim_end_matches(is_mark).len()..]
}

/// Whether the last word of a part goes on with the first of `rest`.
fn is_word<M: LanguageModel>(model: &M, part: &Part<'_>, rest: &str) -> bool {
    let line = part.view.text();
    let next = first_word(rest);
    !next.is_empty() && !end_word(signs_at_end(line), next) && glue(model, line, next) >= WORD
}

/// How `rest` follows a part.
fn joint_of(before: &Part<'_>, rest: &str, spaced: bool) -> Joint {
    let own_space = rest.is_empty() || rest.starts_with(|c: char| c == ' ' || ends_clause(c));
    match end_word(signs_at_end(before.view.text()), rest) || spaced {
        true if !own_space => Joint::Space,
        _ => Joint::Inside,
    }
}

/// The bytes of a row, and its pieces: the lines from the last to the first, between the runs of the line `before`, which
/// is cut there.
fn pieces(
    parts: &[Part<'_>],
    row: Range<usize>,
    twice: &[bool],
    joints: &[Option<Joint>],
    before: Option<(usize, usize)>,
) -> (Range<usize>, Vec<Piece>) {
    let (first, last) = (&parts[row.start], &parts[row.end - 1]);
    let mut start = first.whole.start();
    let mut pieces = vec![Piece::Swap(start..first.view.start(), "")];
    if let Some((above, cut)) = before {
        let line = parts[above].view.span();
        pieces.extend([Piece::Keep(line.start..cut), Piece::Swap(line.end..start, " ")]);
        start = line.start;
    }
    for at in row.clone().rev() {
        let part = &parts[at];
        if at + 1 == row.end {
            pieces.push(Piece::Keep(part.view.span()));
            continue;
        }
        let gap = part.view.end()..parts[at + 1].view.start();
        let space = joints[at] == Some(Joint::Space);
        pieces.push(Piece::Swap(gap, if space { " " } else { "" }));
        let body = if twice[at] { part.rest() } else { part.view.span() };
        pieces.extend([Piece::Swap(part.view.start()..body.start, ""), Piece::Keep(body)]);
    }
    if let Some((above, cut)) = before {
        pieces.push(Piece::Keep(cut..parts[above].view.end()));
    }
    pieces.retain(|piece| !piece.span().is_empty());
    (start..last.view.end(), pieces)
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::Cluster;
    use crate::model::Embedded;
    use crate::passes::RowOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(RowOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// `|` where the row is parted, behind a letter that comes twice.
    const PAGE: [&str; 6] = [
        "كان الوزير حاضراً| من قبل في مبنى البلدية القديم حين وصل الوفد إلى المدينة",
        "وقال إن العمل يجري سريعاً| على الرغم من البرد، وإن المكتبة تفتح أبوابها قريبا",
        "أمام السكان في الأسبوع القادم. وأضاف أن المدرّ|سين وصلوا مع مديرٍ| جديد من العاصمة",
        "ومعهم كتب جديدة للأطفال، وقد شكرت البلدية كل من قدم لها عوناً|.",
        "ولم يبق من المبنى القديم شيء يذكر بعد أن احترق في ليلة باردة من ليالي",
        "الشتاء، وكانت المدينة قد فقدت مكتبتها الأولى حين أغلقت المدرسة الكبيرة",
    ];

    /// The parts from left to right; the letter that comes twice is alone, or stands before what is read behind it.
    fn parted(row: &str, alone: bool) -> String {
        let parts: Vec<&str> = row.split('|').collect();
        let mut lines = Vec::new();
        for (at, part) in parts.iter().enumerate().rev() {
            match at.checked_sub(1).map(|before| Cluster::at_end(parts[before]).unwrap().len) {
                Some(len) => {
                    let twice = &parts[at - 1][parts[at - 1].len() - len..];
                    match alone {
                        true => lines.extend([(*part).to_owned(), twice.to_owned()]),
                        false => lines.push(format!("{twice}{part}")),
                    }
                }
                None => lines.push((*part).to_owned()),
            }
        }
        lines.join("\n")
    }

    #[test]
    fn rows_are_put_together_and_letters_are_there_once() {
        let page = PAGE.map(|row| row.replace('|', "")).join("\n");
        for alone in [true, false] {
            let raw = PAGE.map(|row| parted(row, alone)).join("\n");
            assert_ne!(raw, page);
            assert_eq!(clean(&raw), page, "{raw}");
        }
    }

    #[test]
    fn runs_about_a_number_stay_from_right_to_left() {
        let page = PAGE.map(|row| row.replace('|', "")).join("\n");
        let rows = PAGE.map(|row| parted(row, true)).join("\n");
        let raw =
            format!("{rows}\nوقد مضى على ذلك نحو 20 للعثور على مكان\nٍ\u{62F}\n وعام واحد\u{64D}\nاً\n عاماً");
        let clear = format!("{page}\nوقد مضى على ذلك نحو 20 عاماً وعام واحد\u{64D} للعثور على مكان");
        assert_eq!(clean(&raw), clear);
    }

    #[test]
    fn whole_rows_stay() {
        let page = PAGE.map(|row| row.replace('|', "")).join("\n");
        assert_eq!(clean(&page), page);
        // One that comes twice proves nothing; and lines may begin with a letter that the next one ends with.
        let one = format!("{}\n{}", parted(PAGE[0], true), PAGE[4]);
        let verse =
            "لَنا بيت قديم\nوما بعد ذلَ\nلَنا باب كبير\nوما قبل زالَ\nلَنا جار كريم في المدينة كلها\nوما بعد قالَ";
        for text in [one.as_str(), verse] {
            assert_eq!(clean(text), text);
        }
    }
}
