//! A glyph that stands for no character gets a code of the private use area (U+E000–U+F8FF); deleting such codes deletes digits and letters.
//!
//! Each code is one glyph, all through a document. A table of the font reads them, where there is one
//! ([`PrivateUse::with_table`]). Else the document is asked: codes that stand by themselves in runs are digits, and a
//! font numbers its digits in a row; codes inside words are what makes words of all of them, or nothing at
//! all, if the glyph is a kashida. A font of ligatures has a hundred codes, of which each stands in few words: there
//! those that are read help the others. What no reading explains stays, and is reported. Some extractors part the
//! line at each code, and its pieces must be put in order first.

mod digits;
mod glyphs;
mod letters;
mod order;
mod pieces;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::arabic::pieces::is_private;
use crate::edit::{Confidence, Edits, Reason};
use crate::model::LanguageModel;
use crate::pass::Pass;
use crate::text::Text;

/// Reads private-use characters (`private-use`), reports those that it cannot read
/// (`private-use-unread`), and puts the pieces of lines in order that an extractor ended at each code and handed
/// over from left to right (`line-rotated`).
///
/// By a table an edit is [`Certain`](Confidence::Certain), solved from the text
/// [`Strong`](Confidence::Strong); a reading that its words do not prove is [`Weak`](Confidence::Weak): one word proves it
/// only in a font of ligatures, and where no other reading comes near. Replaces private-use characters; a space goes
/// that an extractor put between a code and the shape that joins it. Pieces move, [`Strong`](Confidence::Strong), where the text as a whole has shapes that
/// lack the letter they join, and in the other order hardly any. A text without them is not read; with them O(length).
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::PrivateUse, Pipeline};
/// let table = [('\u{E0EE}', "ع"), ('\u{E073}', "ر")];
/// let pass = PrivateUse::new(Embedded::arabic()).with_table(table);
/// assert_eq!(Pipeline::new().pass(pass).clean("في شا\u{E0EE}\u{E073} بغداد"), "في شارع بغداد");
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct PrivateUse<M> {
    model: M,
    table: BTreeMap<char, String>,
}

impl<M: LanguageModel> PrivateUse<M> {
    /// The pass, with the model whose words solve codes.
    pub fn new(model: M) -> Self {
        PrivateUse { model, table: BTreeMap::new() }
    }

    /// Read these characters so: a font's own table. Letters of a row of codes are taken from its end,
    /// as extractors store them; digits from its beginning.
    #[must_use]
    pub fn with_table<S: Into<String>>(mut self, table: impl IntoIterator<Item = (char, S)>) -> Self {
        self.table.extend(table.into_iter().map(|(code, means)| (code, means.into())));
        self
    }
}

const READ: Reason = Reason::new("private-use");
/// The pieces of a line, parted at codes, in reverse.
const ROTATED: Reason = Reason::new("line-rotated");
const UNREAD: Reason = Reason::new("private-use-unread");

/// A row of private-use characters, and the letters that touch it.
#[derive(Clone, Debug)]
struct Row<'t> {
    span: Range<usize>,
    codes: &'t str,
    /// The letters right before it and right after it.
    head: &'t str,
    tail: &'t str,
    /// Whether it goes on after another and a sign, as the end of `12,000`.
    goes_on: bool,
}

/// Letters that are looked at on either side.
const LETTERS: usize = 16;

fn rows(text: &str) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let part = |c: char| is_letter(c) || is_mark(c) || c == '\u{640}';
    let mut at = 0;
    while let Some(ahead) = text[at..].find(is_private) {
        let start = at + ahead;
        let codes = &text[start..];
        let codes = &codes[..codes.find(|c| !is_private(c)).unwrap_or(codes.len())];
        at = start + codes.len();
        let head = text[..start].char_indices().rev().take(LETTERS).take_while(|&(_, c)| part(c)).last();
        let tail = text[at..].char_indices().take(LETTERS).take_while(|&(_, c)| part(c)).last();
        rows.push(Row {
            span: start..at,
            codes,
            head: head.map_or("", |(from, _)| &text[from..start]),
            tail: tail.map_or("", |(to, c)| &text[at..at + to + c.len_utf8()]),
            goes_on: text[..start]
                .strip_suffix([',', '.', ':', '/'])
                .is_some_and(|before| before.ends_with(is_private)),
        });
    }
    rows
}

impl<M: LanguageModel> Pass for PrivateUse<M> {
    fn name(&self) -> &'static str {
        "private-use"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{E000}'..='\u{F8FF}') {
            return;
        }
        let turned = order::turned(&self.model, text);
        if !turned.is_empty() {
            for line in turned {
                let pieces = line.pieces();
                edits.reorder(line.span(), pieces, ROTATED, Confidence::Strong);
            }
            // Codes are read by the letters beside them: next time.
            return;
        }
        let rows = rows(text.as_str());
        let digits = digits::solve(rows.iter().filter(|row| row.head.is_empty() && row.tail.is_empty()));
        let words: Vec<&Row<'_>> = rows
            .iter()
            .filter(|row| !(row.head.is_empty() && row.tail.is_empty()))
            .filter(|row| !row.codes.chars().any(|c| self.table.contains_key(&c)))
            .filter(|row| {
                !digits.as_ref().is_some_and(|digits| row.codes.chars().all(|c| digits.read(c).is_some()))
            })
            .collect();
        let letters = letters::solve(&self.model, &words);
        let sure = letters.iter().filter(|(codes, (_, sure))| *sure && codes.chars().nth(1).is_none());
        let known =
            sure.filter_map(|(codes, (means, _))| Some((codes.chars().next()?, means.clone()))).collect();
        let glyphs = glyphs::solve(&self.model, text.as_str(), &words, known);
        for row in &rows {
            if let Some(means) = self.by_table(row.codes) {
                edits.replace(row.span.clone(), &means, READ, Confidence::Certain);
                continue;
            }
            let number: Option<String> =
                digits.as_ref().and_then(|digits| row.codes.chars().map(|c| digits.read(c)).collect());
            if let Some(number) = number {
                edits.replace(row.span.clone(), &number, READ, Confidence::Strong);
                continue;
            }
            if let Some(means) = glyphs.read(row.codes) {
                edits.replace(row.span.clone(), &means, READ, Confidence::Strong);
                continue;
            }
            match letters.get(row.codes) {
                Some((means, true)) => edits.replace(row.span.clone(), means, READ, Confidence::Strong),
                other => {
                    edits.find(row.span.clone(), UNREAD, Confidence::Strong);
                    if let Some((means, false)) = other {
                        edits.replace(row.span.clone(), means, READ, Confidence::Weak);
                    }
                }
            }
        }
    }
}

impl<M> PrivateUse<M> {
    /// A row by the table, if it has every code.
    fn by_table(&self, codes: &str) -> Option<String> {
        let means: Vec<&str> =
            codes.chars().map(|c| self.table.get(&c).map(String::as_str)).collect::<Option<_>>()?;
        if means.iter().any(|means| means.contains(is_letter)) {
            return Some(means.into_iter().rev().collect());
        }
        Some(means.concat())
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(PrivateUse::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// A font whose digits are in a row from `one`, zero at `zero`.
    fn coded(text: &str, zero: u32, one: u32) -> String {
        let code = |c: char| match c.to_digit(10) {
            Some(0) => char::from_u32(zero).unwrap(),
            Some(digit) => char::from_u32(one + digit - 1).unwrap(),
            None => c,
        };
        text.chars().map(code).collect()
    }

    #[test]
    fn digits_are_read_in_a_row() {
        let text = "في عام 1958 زاره 20 رجلا، ثم 347 في عام 2016، و120 في سنة 1967";
        assert_eq!(clean(&coded(text, 0xE005, 0xE008)), text);
        assert_eq!(clean(&coded(text, 0xE130, 0xE131)), text);
    }

    #[test]
    fn a_number_goes_on_after_a_sign() {
        let text = "بين 1.4 و 674,000 رجل، وفي سنة 1977 ثم 2005";
        assert_eq!(clean(&coded(text, 0xE005, 0xE008)), text);
        assert_eq!(clean(&coded("المجموعة {0,1} هي", 0xE005, 0xE008)), "المجموعة {0,1} هي");
        // One code may be anything, and what stands for one digit again and again is a sign.
        let stops = "قال \u{E005} ثم عاد \u{E005} وكتب \u{E005} ";
        assert_eq!(clean(&stops.repeat(4)), stops.repeat(4));
        assert_eq!(clean("قال \u{E005} إن"), "قال \u{E005} إن");
    }

    #[test]
    fn letters_are_what_makes_words() {
        let text = "وصلت السف\u{E101}ة إلى فلسط\u{E101} والمد\u{E101}ة القديمة";
        assert_eq!(clean(text), "وصلت السفينة إلى فلسطين والمدينة القديمة");
        let kashida = "الق\u{E200}وات الع\u{E200}راقية في المدي\u{E200}نة والحك\u{E200}ومة";
        assert_eq!(clean(kashida), "القوات العراقية في المدينة والحكومة");
        // What stands behind letters that do not join, or at words' ends, is no kashida: here a mark.
        let mark = "الر\u{E201}سالة والد\u{E201}ين والس\u{E201}لام ثم\u{E201} الص\u{E201}لاة";
        assert_eq!(clean(mark), mark);
    }

    #[test]
    fn what_cannot_be_read_stays_and_is_reported() {
        let text = "قال \u{E300}\u{E301} إن \u{F0B7} وعاد";
        let cleaned = Pipeline::new().pass(PrivateUse::new(Embedded::arabic())).run(text);
        assert_eq!(cleaned.text(), text);
        assert_eq!(cleaned.findings().len(), 2);
    }
}
