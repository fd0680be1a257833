//! A bracket in Arabic text is stored by meaning and drawn mirrored; extractors that store what they see turn `(أمس)` into `)أمس(`.
//!
//! What a bracket is shows in what stands beside it: before an opening one there is a space, after
//! it a letter; a closing one the other way round. A pair is turned where shape and place
//! contradict each other and the turned line is balanced. A line that is balanced as it stands is
//! left alone, whatever its spaces. A bracket without its other half on the line follows the pairs
//! of the text. Where nearly all brackets of a text look to the wrong side, its extractor stores what it
//! sees, and all are turned, those between lines, too.
//!
//! Characters that Unicode mirrors (Bidi_Mirrored) are looked at: ( ) [ ] { } « » ‹ ›. Curly
//! quotes are not mirrored when drawn; one extractor mirrors them all the same (`quotes.rs`).
//!
//! And the full stop that ends a line stands behind its last bracket, not inside it.

mod quotes;
mod stops;

use crate::arabic::letters::is_arabic;
use crate::arabic::words::ends_clause;
use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Reason};
use crate::pass::Pass;
use crate::text::{Text, View};

/// Turns mirrored brackets and angle quotes on lines of Arabic.
///
/// A pair on one line is [`Strong`](Confidence::Strong), and so are all where nearly all look to the wrong
/// side; a half is so when the text has turned pairs of its kind and no sound one, and
/// [`Probable`](Confidence::Probable) otherwise. Curly quotes are turned where all look to the wrong side and the text
/// bears the marks of the extractor that turns them. Brackets and quotes change
/// into their mirror images, and a stop leaves the bracket that ends its line; nothing else changes. O(length).
///
/// ```
/// use tanqih::{passes::Brackets, Pipeline};
/// let brackets = Pipeline::new().pass(Brackets);
/// assert_eq!(brackets.clean("قال )أمس( إنه »قد« يعود"), "قال (أمس) إنه «قد» يعود");
/// assert_eq!(brackets.clean("أ) الباب (الأول)"), "أ) الباب (الأول)");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Brackets;

/// A bracket that looks to the wrong side.
const MIRRORED: Reason = Reason::new("mirrored-bracket");

/// Brackets that must look to the wrong side, for all to be turned.
const ENOUGH: usize = 4;

/// Opening and closing.
const KINDS: [[char; 2]; 5] = [['(', ')'], ['[', ']'], ['{', '}'], ['«', '»'], ['‹', '›']];

impl Pass for Brackets {
    fn name(&self) -> &'static str {
        "brackets"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        let seen = |kind: &&[char; 2]| text.may_have(kind[0]) || text.may_have(kind[1]);
        if !text.may_have_in('\u{0621}'..='\u{06FF}') {
            return;
        }
        stops::outside(text, edits);
        quotes::turn_over(text, edits);
        let doubtful = |kind: &[char; 2]| {
            lines_with(text, kind)
                .any(|line| matches!(Line::of(line, kind).judge(), Verdict::Turn(_) | Verdict::Halves))
        };
        if !KINDS.iter().filter(seen).any(doubtful) {
            return;
        }
        if all_mirrored(text) {
            return turn_all(text, edits);
        }
        for kind in KINDS.iter().filter(seen) {
            let mut halves = Vec::new();
            let (mut sound, mut turned) = (0, 0);
            for line in lines_with(text, kind) {
                match Line::of(line, kind).judge() {
                    Verdict::Sound => sound += 1,
                    Verdict::Plain => {}
                    Verdict::Turn(by) => {
                        if !is_arabic_line(text, line) || is_balanced_with_neighbours(text, line, kind) {
                            continue;
                        }
                        turned += 1;
                        turn(line, kind, by, Confidence::Strong, edits);
                    }
                    Verdict::Halves => halves.push(line),
                }
            }
            let sure = if turned > 0 && sound == 0 { Confidence::Strong } else { Confidence::Probable };
            for line in halves.into_iter().filter(|&line| is_arabic_line(text, line)) {
                turn(line, kind, By::Place, sure, edits);
            }
        }
    }
}

/// Whether the first bracket of a line closes one that the line before opened, or its last opens one that the next line
/// closes, and all are balanced so: where those two do not contradict their places, nothing is turned.
fn is_balanced_with_neighbours(text: &Text<'_>, line: View<'_>, kind: &[char; 2]) -> bool {
    let brackets = Line::of(line, kind).brackets();
    let (Some(first), Some(last)) = (brackets.clone().next(), brackets.clone().last()) else { return false };
    let sound = |bracket: Bracket| bracket.place.is_none_or(|place| place == bracket.opens);
    let before = || {
        let above = text.line_at(line.start().checked_sub(1)?);
        Line::of(above, kind).brackets().last().filter(|&bracket| bracket.opens && sound(bracket))
    };
    let after = || {
        let at = line.end() + if text.as_str()[line.end()..].starts_with("\r\n") { 2 } else { 1 };
        let below = (at < text.as_str().len()).then(|| text.line_at(at))?;
        Line::of(below, kind).brackets().next().filter(|&bracket| !bracket.opens && sound(bracket))
    };
    let before = if first.opens { None } else { before() };
    let after = if last.opens { after() } else { None };
    let all = before.into_iter().chain(brackets).chain(after);
    (before.is_some() || after.is_some()) && is_balanced(all.map(|bracket| bracket.opens))
}

/// Whether the text stores its brackets as drawn: nearly no line is balanced, nearly no bracket stands where
/// it should, and most stand where their mirror image should.
fn all_mirrored(text: &Text<'_>) -> bool {
    let (mut wrong, mut right, mut all) = (0, 0, 0);
    for kind in &KINDS {
        for line in lines_with(text, kind).filter(|&line| is_arabic_line(text, line)) {
            let line = Line::of(line, kind);
            let votes = line.votes();
            wrong += votes.0;
            right += if line.judge() == Verdict::Sound { line.brackets().count() } else { votes.1 };
            all += line.brackets().count();
        }
    }
    wrong >= ENOUGH && right * 10 <= wrong && all <= wrong * 2
}

/// Turn every bracket but those of lines that look right.
fn turn_all(text: &Text<'_>, edits: &mut Edits<'_>) {
    for kind in &KINDS {
        for line in lines_with(text, kind).filter(|&line| is_arabic_line(text, line)) {
            let (wrong, right) = Line::of(line, kind).votes();
            if wrong >= right {
                turn(line, kind, By::All, Confidence::Strong, edits);
            }
        }
    }
}

/// The lines that hold a bracket of this kind.
fn lines_with<'a, 't>(text: &'a Text<'t>, kind: &[char; 2]) -> impl Iterator<Item = View<'t>> + use<'a, 't> {
    let bytes = text.as_str().as_bytes();
    // Both brackets of a kind begin with the same byte, or are one byte themselves.
    let [one, other] = kind.map(|bracket| bracket.encode_utf8(&mut [0; 4]).as_bytes()[0]);
    let mut from = 0;
    std::iter::from_fn(move || {
        let found = from + memchr::memchr2(one, other, bytes.get(from..)?)?;
        let line = text.line_at(found);
        from = line.end().max(found + 1);
        Some(line)
    })
}

fn is_arabic_line(text: &Text<'_>, line: View<'_>) -> bool {
    line.text().contains(is_arabic) && Orthography::at(text.as_str(), line.start()).is_arabic()
}

/// A bracket of one kind on a line.
#[derive(Clone, Copy)]
struct Bracket {
    at: usize,
    opens: bool,
    /// What its neighbours say, if they say anything.
    place: Option<bool>,
}

/// How to tell which brackets to turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// Those whose place contradicts their shape.
    Place,
    /// All of them.
    All,
}

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// No bracket, or no telling.
    Plain,
    /// Balanced as it stands, with at least one pair.
    Sound,
    Turn(By),
    /// Some bracket is turned, and its other half is not on the line.
    Halves,
}

struct Line<'t> {
    text: &'t str,
    kind: &'t [char; 2],
}

impl<'t> Line<'t> {
    fn of(line: View<'t>, kind: &'t [char; 2]) -> Self {
        Line { text: line.text(), kind }
    }

    fn brackets(&self) -> impl Iterator<Item = Bracket> + Clone + 't {
        let (text, kind) = (self.text, self.kind);
        text.match_indices(&kind[..]).map(move |(at, bracket)| {
            let before = text[..at].chars().next_back();
            let after = text[at + bracket.len()..].chars().next();
            let opens = bracket.starts_with(kind[0]);
            Bracket { at, opens, place: place(before, after) }
        })
    }

    /// How many brackets look to the wrong side by what stands beside them, and how many to the right one.
    fn votes(&self) -> (usize, usize) {
        let said = |right: bool| {
            self.brackets()
                .filter(|bracket| bracket.place.is_some_and(|it| (it == bracket.opens) == right))
                .count()
        };
        (said(false), said(true))
    }

    fn judge(&self) -> Verdict {
        let brackets = self.brackets();
        if brackets.clone().next().is_none() {
            return Verdict::Plain;
        }
        if is_balanced(brackets.clone().map(|bracket| bracket.opens)) {
            return Verdict::Sound;
        }
        let against = |bracket: &Bracket| bracket.place.is_some_and(|place| place != bracket.opens);
        if !brackets.clone().any(|bracket| against(&bracket)) {
            return Verdict::Plain;
        }
        if is_balanced(brackets.clone().map(|bracket| bracket.place.unwrap_or(bracket.opens))) {
            return Verdict::Turn(By::Place);
        }
        let no_vote_for = brackets.clone().all(|bracket| bracket.place != Some(bracket.opens));
        if no_vote_for && is_balanced(brackets.map(|bracket| !bracket.opens)) {
            return Verdict::Turn(By::All);
        }
        Verdict::Halves
    }
}

/// Whether a bracket between these opens (`true`) or closes; `None` when they do not say.
fn place(before: Option<char>, after: Option<char>) -> Option<bool> {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let outside = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let stop = |c: Option<char>| c.is_some_and(ends_clause);
    match (before, after) {
        (before, after) if outside(before) && inside(after) => Some(true),
        (before, after) if inside(before) && (outside(after) || stop(after)) => Some(false),
        _ => None,
    }
}

fn is_balanced(opens: impl Iterator<Item = bool>) -> bool {
    let mut depth = 0usize;
    for opens in opens {
        if opens {
            depth += 1;
        } else if depth == 0 {
            return false;
        } else {
            depth -= 1;
        }
    }
    depth == 0
}

fn turn(line: View<'_>, kind: &[char; 2], by: By, confidence: Confidence, edits: &mut Edits<'_>) {
    let [open, close] = kind.map(|bracket| bracket.len_utf8());
    for bracket in (Line::of(line, kind)).brackets() {
        let wrong = by == By::All || bracket.place.is_some_and(|place| place != bracket.opens);
        if wrong {
            let start = line.start() + bracket.at;
            let end = start + if bracket.opens { open } else { close };
            let mirror = kind[usize::from(bracket.opens)];
            edits.replace(start..end, mirror.encode_utf8(&mut [0; 4]), MIRRORED, confidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(Brackets).clean(text)
    }

    #[test]
    fn pairs_are_turned() {
        for (raw, clear) in [
            ("قال )أمس( إنه", "قال (أمس) إنه"),
            ("قال »أن« وقال ]كلا[.", "قال «أن» وقال [كلا]."),
            ("عرف بـ)الشافي( عندهم", "عرف بـ(الشافي) عندهم"),
            (")2015-2019( عام الحرب", "(2015-2019) عام الحرب"),
            // One pair sound, one turned.
            ("قال (أمس) إنه )اليوم( هنا", "قال (أمس) إنه (اليوم) هنا"),
            // A half follows the pairs of the text.
            (
                "قال »أمس« إنه\nكتب »في المدينة\nأنه يعود« اليوم",
                "قال «أمس» إنه\nكتب «في المدينة\nأنه يعود» اليوم",
            ),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn all_are_turned_where_nearly_all_are_wrong() {
        let raw = "قال )أمس( إنه »قد« يعود )كما يرى\nالوزير( إلى المدينة و)القرية( معا )\"غدا\"(.\nأ( أولا";
        let clear = "قال (أمس) إنه «قد» يعود (كما يرى\nالوزير) إلى المدينة و(القرية) معا (\"غدا\").\nأ) أولا";
        assert_eq!(clean(raw), clear);
    }

    #[test]
    fn sound_lines_stay() {
        for text in [
            "قال (أمس) إنه «قد» يعود [نعم]",
            "( قوله : ولو ) قال",
            "أ) الباب الأول\n2) الباب الثاني",
            "كلام) ثم كلام (كلام آخر",
            "“نعم” ”لا“ قال",
            "f)x( g",
            // Written with a space on both sides, and numbers of pages between.
            "( قوله ) لأن( 2 / 489 )\nوالله أعلم( 3 / 40 )\n( فصل ) في( 4 / 5 )\n( وإن ) باعه( 1 / 7 )",
            ") نص (",
            // Halves of pairs that go over two lines.
            "( قال في كتابه\nالكبير ) مع أنه لم يذكره( 19\n/ 121 ) ثم مضى",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
