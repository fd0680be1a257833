//! Where all spaces are lost, shapes still tell where words end: `ﺯﺑﺎﻥﻓﺎﺭﺳﯽﺯﻧﺪﻩ` is `زبان فارسی زنده`.
//!
//! A letter that joins on both sides has its final or isolated shape at the end of a word and nowhere else (Unicode,
//! ch. 9), and no word goes on behind a teh marbuta. So a space was lost where the next letter follows at once. Ends in
//! ا د ذ ر ز و, which join on one side, look like any other. Where the spaces are there, a zero-width non-joiner shapes
//! letters so as well; so only lines are asked that have hardly any space.
//!
//! Lines of Arabic are left to the model, which finds all ends: some spaces would hide from it how many are lost.

use crate::arabic::forms::{self, Position};
use crate::arabic::letters::{self, TEH_MARBUTA};
use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Reason};
use crate::pass::Pass;
use crate::text::Text;

/// Puts in the spaces that lines of presentation forms lost, where the shape of a letter ends a word (`word-end`).
///
/// Only U+0020 is put in, on lines of Persian, Urdu and other languages of the script, in reading order, that have
/// fewer spaces than such ends, in texts with many ends. [`Strong`](Confidence::Strong). Needs no language model. Runs after
/// [`VisualOrder`](super::VisualOrder) and before [`Chars`](crate::chars::Chars), which folds the shapes. O(length); a
/// text without presentation forms is not read.
///
/// ```
/// use tanqih::{arabic::forms, passes::WordEnds, Pipeline};
/// let ends = Pipeline::new().pass(WordEnds);
/// let line = forms::shape("این شهر چند کتابخانه بزرگ هم داشت");
/// assert_eq!(
///     ends.clean(&format!("{line}\n").repeat(4).replace(' ', "")),
///     format!("{}\n", forms::shape("این شهرچندکتابخانه بزرگ هم داشت")).repeat(4),
/// );
/// assert_eq!(ends.clean(&line), line);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct WordEnds;

/// No space behind a letter that ends a word.
const WORD_END: Reason = Reason::new("word-end");

/// Ends of words without a space that tell of a text that lost its spaces.
const ENOUGH: usize = 8;

impl Pass for WordEnds {
    fn name(&self) -> &'static str {
        "word-ends"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{FB50}'..='\u{FEFF}') {
            return;
        }
        let lines = text.lines().map(|line| Line::of(line.text(), line.start())).filter(Line::lost_spaces);
        let lines = lines.filter(|line| !Orthography::at(text.as_str(), line.ends[0]).is_arabic());
        let ends: Vec<usize> = lines.flat_map(|line| line.ends).collect();
        if ends.len() >= ENOUGH {
            ends.into_iter().for_each(|at| edits.insert(at, " ", WORD_END, Confidence::Strong));
        }
    }
}

/// What the shapes of a line tell.
#[derive(Default)]
struct Line {
    /// Bytes of the text where a word begins right behind another.
    ends: Vec<usize>,
    spaces: usize,
    /// Shapes that reach out to the next letter, and those among them that it meets.
    reach: usize,
    meet: usize,
}

impl Line {
    fn of(line: &str, start: usize) -> Line {
        let mut told = Line::default();
        let mut before: Option<char> = None;
        for (at, c) in line.char_indices() {
            told.spaces += usize::from(c == ' ' && before.is_some());
            if let Some(before) = before {
                if ends_word(before, c) {
                    told.ends.push(start + at);
                } else if forms::joins_next(before) == Some(true) {
                    told.reach += 1;
                    told.meet += usize::from(forms::joins_previous(c) == Some(true));
                }
            }
            before = forms::is_form(c).then_some(c);
        }
        told
    }

    /// Whether more words end without a space than with one. On lines stored as they look, and where shapes were
    /// chosen without a thought, letters reach out to those that do not meet them.
    fn lost_spaces(&self) -> bool {
        self.ends.len() > self.spaces && self.meet * 8 >= self.reach * 7
    }
}

/// Whether the shape `before` ends a word, and `next`, right behind it, begins one.
fn ends_word(before: char, next: char) -> bool {
    let (Some(position), Some(letter)) = (forms::position(before), last_letter(before)) else { return false };
    let ends = letter == TEH_MARBUTA || letters::joins_next(letter);
    match forms::position(next) {
        Some(Position::Initial) => ends && matches!(position, Position::Final | Position::Isolated),
        // Letters that all stand isolated are no words.
        Some(Position::Isolated) => ends && position == Position::Final,
        _ => false,
    }
}

fn last_letter(form: char) -> Option<char> {
    forms::letters(form)?.chars().next_back()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arabic::forms::shape;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(WordEnds).clean(text).into_owned()
    }

    const PAGE: &str = "این کتابخانه هفت هزار جلد کتاب قدیمی داشت\n\
                        و بخشی جداگانه برای کودکان شهر بنا شد\n\
                        سپس مردم از همه کسانی که یاری دادند سپاس گفتند";

    #[test]
    fn words_end_where_their_letters_do() {
        let (whole, lost) = (shape(PAGE), shape(PAGE).replace(' ', ""));
        let cleaned = clean(&lost);
        assert_eq!(cleaned.replace(' ', ""), lost);
        // Every space is one that was lost, and many are back.
        let mut rest = whole.chars();
        assert!(cleaned.chars().all(|c| rest.any(|other| other == c)), "{cleaned}");
        let spaces = |text: &str| text.matches(' ').count();
        assert!(spaces(&cleaned) * 2 > spaces(&whole), "{cleaned}");
        assert_eq!(clean(&cleaned), cleaned);
    }

    #[test]
    fn lines_that_have_their_spaces_stay() {
        let shaped = shape(PAGE);
        // Shapes that a zero-width non-joiner made, which is not there any more.
        let parted = shape("کتاب\u{200C}هایی که می\u{200C}خواهند").replace('\u{200C}', "");
        let isolated: String = PAGE.chars().map(|c| shape(&c.to_string())).collect();
        let as_seen: Vec<String> =
            shaped.replace(' ', "").lines().map(|line| line.chars().rev().collect()).collect();
        for text in [
            PAGE.to_owned(),
            PAGE.replace(' ', ""),
            shaped.clone(),
            format!("{parted} {shaped}\n").repeat(9),
            isolated.replace(' ', ""),
            shape("قال رئيس مجلس الشعب إن مكتبة المدينة تضم كتبا كثيرة\n").replace(' ', "").repeat(9),
            as_seen.join("\n"),
            // One line proves nothing of a text.
            shape("گفت من").replace(' ', ""),
        ] {
            assert_eq!(clean(&text), text);
        }
    }
}
