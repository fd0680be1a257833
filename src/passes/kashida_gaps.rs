//! Kashidas drawn as rules are no text: an extractor sees a wide gap between two letters of a word, `ال   م   دي   ن   ة` for `المدينة`.
//!
//! The gaps between words are narrower there, or gone, so neither width nor words tell at first. What tells is how the
//! script joins (Unicode, ch. 9): a kashida stretches the join of two letters, so before every such gap, in reading order,
//! stands a letter that joins to the next. Of wide gaps between words a third and more stand behind
//! ا د ذ ر ز و ة ى.

use std::ops::Range;

use crate::arabic::forms::{self, is_letter_or_form};
use crate::arabic::letters;
use crate::edit::{Confidence, Edits, Reason};
use crate::pass::Pass;
use crate::text::{Text, View};

/// Closes the wide gaps that a text has for the kashidas inside its words (`kashida-gap`).
///
/// Only spaces go, in texts with lines of many wide gaps between few letters each, nearly all of them where the
/// letter before joins to the next; on lines stored as they look that is the letter behind the gap.
/// [`Strong`](Confidence::Strong). Needs no language model. O(length); a text without two spaces in a row is not
/// read.
///
/// ```
/// use tanqih::{passes::KashidaGaps, Pipeline};
/// let gaps = Pipeline::new().pass(KashidaGaps);
/// let line = "م   ك   ت   ب   ة ب   ل   دي   ة ج   م   ي   ل   ة\n";
/// assert_eq!(gaps.clean(&line.repeat(3)), "مكتبة بلدية جميلة\n".repeat(3));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct KashidaGaps;

/// Spaces in a word, as wide as a kashida.
const KASHIDA_GAP: Reason = Reason::new("kashida-gap");

/// More than one space.
const WIDE: &str = "  ";
/// Wide gaps of a line that tell what they are, and of a text.
const SOME: usize = 6;
const ENOUGH: usize = 24;
/// Letters between two gaps of any width, at most, on average.
const LETTERS: usize = 3;
/// One gap in so many may stand where no kashida does.
const OTHER: usize = 24;

impl Pass for KashidaGaps {
    fn name(&self) -> &'static str {
        "kashida-gaps"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{0621}'..='\u{064A}') && !text.may_have_in('\u{FB50}'..='\u{FEFF}') {
            return;
        }
        let all = text.lines_with(WIDE).map(Line::of).filter(Line::tells).fold(Joins::default(), Joins::with);
        for side in
            [Side::Before, Side::Behind].into_iter().filter(|&side| all.gaps >= ENOUGH && all.prove(side))
        {
            for line in text.lines_with(WIDE).map(Line::of).filter(|line| line.joins().prove(side)) {
                for gap in line.gaps.iter().filter(|gap| gap.joins(side)) {
                    edits.delete(gap.span.clone(), KASHIDA_GAP, Confidence::Strong);
                }
            }
        }
    }
}

/// Where the letter stands that joins, as stored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Before the gap, on lines in reading order.
    Before,
    /// Behind it, on lines stored as they look.
    Behind,
}

/// A wide gap between two letters.
struct Gap {
    /// Bytes of the text.
    span: Range<usize>,
    before: char,
    behind: char,
}

impl Gap {
    fn joins(&self, side: Side) -> bool {
        let (first, next) = match side {
            Side::Before => (self.before, self.behind),
            Side::Behind => (self.behind, self.before),
        };
        let reaches = forms::joins_next(first).unwrap_or_else(|| letters::joins_next(first));
        reaches && forms::joins_previous(next).unwrap_or_else(|| letters::joins_previous(next))
    }
}

/// How many gaps there are, and how many stand where letters join, by side.
#[derive(Clone, Copy, Default)]
struct Joins {
    gaps: usize,
    before: usize,
    behind: usize,
}

impl Joins {
    fn with(self, line: Line) -> Joins {
        let more = line.joins();
        Joins {
            gaps: self.gaps + more.gaps,
            before: self.before + more.before,
            behind: self.behind + more.behind,
        }
    }

    /// Whether the gaps are kashidas if the letter that joins stands on this side.
    fn prove(&self, side: Side) -> bool {
        let [here, there] = match side {
            Side::Before => [self.before, self.behind],
            Side::Behind => [self.behind, self.before],
        };
        here > there && (self.gaps - here) * OTHER <= self.gaps
    }
}

/// The wide gaps of a line.
struct Line {
    gaps: Vec<Gap>,
    letters: usize,
    /// Runs of non-white-space.
    runs: usize,
}

impl Line {
    fn of(view: View<'_>) -> Line {
        let mut line = Line { gaps: Vec::new(), letters: 0, runs: 0 };
        let mut last: Option<(char, usize)> = None;
        for run in view.words() {
            let (first, end) = (run.text().chars().next(), run.text().chars().next_back());
            if let (Some((before, from)), Some(behind)) = (last, first) {
                let span = from..run.start();
                let spaces = &view.text()[from - view.start()..run.start() - view.start()];
                let wide = spaces.len() > 1 && spaces.bytes().all(|byte| byte == b' ');
                if wide && is_letter_or_form(before) && is_letter_or_form(behind) {
                    line.gaps.push(Gap { span, before, behind });
                }
            }
            line.letters += run.text().chars().filter(|&c| is_letter_or_form(c)).count();
            line.runs += 1;
            last = end.map(|end| (end, run.end()));
        }
        line
    }

    /// Whether the line has so many gaps between so few letters that they are not those between words.
    fn tells(&self) -> bool {
        self.gaps.len() >= SOME && self.letters <= LETTERS * self.runs
    }

    fn joins(&self) -> Joins {
        let on = |side| self.gaps.iter().filter(|gap| gap.joins(side)).count();
        Joins { gaps: self.gaps.len(), before: on(Side::Before), behind: on(Side::Behind) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(KashidaGaps).clean(text).into_owned()
    }

    /// A wide gap in every join of two letters.
    fn stretched(line: &str) -> String {
        let chars: Vec<char> = line.chars().collect();
        let mut out = String::new();
        for (at, &c) in chars.iter().enumerate() {
            out.push(c);
            let next = chars.get(at + 1).is_some_and(|&next| letters::joins_previous(next));
            out.push_str(if letters::joins_next(c) && next { "   " } else { "" });
        }
        out
    }

    const PAGE: &str = "افتتحت بلدية المدينة صباح أمس مكتبة عامة جديدة في الحي القديم\n\
                        وقال رئيس المجلس إن المكتبة تضم كتبا كثيرة في التاريخ والأدب\n\
                        ثم شكر جميع من ساهم في هذا العمل";

    #[test]
    fn kashida_gaps_are_closed() {
        let raw = stretched(PAGE);
        assert_eq!(clean(&raw), PAGE);
        assert_eq!(clean(PAGE), PAGE);
        let turned = |text: &str| {
            text.lines().map(|line| line.chars().rev().collect::<String>()).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(clean(&turned(&raw)), turned(PAGE), "as it looks");
    }

    #[test]
    fn gaps_between_words_and_letters_stay() {
        let letters = |line: &str| line.chars().map(String::from).collect::<Vec<_>>().join("  ");
        let spaced: Vec<String> = PAGE.lines().map(letters).collect();
        for text in [
            &PAGE.replace(' ', "   "),
            &spaced.join("\n"),
            // One line proves nothing of a text, and a table's cells are words.
            &stretched("ثم شكر الجميع"),
            &"من  عن  في  كل  مع  ثم  بل  هل\n".repeat(9).replace("  هل", "  ما  ذا  أو  دار"),
        ] {
            assert_eq!(clean(text), *text);
        }
    }
}
