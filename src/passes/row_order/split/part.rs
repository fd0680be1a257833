//! A line that may be a part of a row.

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, ALEF};
use crate::arabic::marks::{is_mark, FATHATAN};
use crate::arabic::width::Width;
use crate::arabic::words::ends_clause;
use crate::model::{Cost, LanguageModel, BIT};
use crate::passes::row_order::line::Line;
use crate::passes::row_order::raised::fit;
use crate::text::View;

/// What it says that a part ends with a vowel sign.
const SIGNED: Cost = 3 * BIT;

/// A line that may be a part of a row.
pub(super) struct Part<'t> {
    pub(super) view: View<'t>,
    pub(super) line: Line,
    pub(super) width: Width,
}

impl<'t> Part<'t> {
    pub(super) fn of<M: LanguageModel>(model: &M, view: View<'t>, width: Width) -> Self {
        Part { view, line: Line::of(model, view), width }
    }

    /// Whether it ends with what ends a clause.
    pub(super) fn closes(&self) -> bool {
        self.view.text().ends_with(ends_clause)
    }

    /// The same, if it is no comma.
    pub(super) fn ends_sentence(&self) -> bool {
        self.closes() && !self.view.text().ends_with('\u{60C}')
    }

    /// Whether it may be of a row: it has words.
    pub(super) fn is_words(&self) -> bool {
        self.view.text().chars().filter(|&c| is_letter(c)).take(2).count() == 2
    }

    /// Whether it begins with what begins an item of a list.
    pub(super) fn opens(&self) -> bool {
        let text = self.view.text();
        let number = text.trim_start_matches(is_digit);
        text.starts_with(['\u{2022}', '-', '\u{2013}', '*'])
            || number.len() < text.len()
                && number.starts_with(['.', ')', '-'])
                && number[1..].starts_with(' ')
    }

    /// What it says that it ends with a vowel sign, of which there are few: rows are split at words with such.
    pub(super) fn signed(&self) -> Cost {
        let word = self.last();
        let bare = word.trim_end_matches(is_mark);
        match &word[bare.len()..] {
            "" if bare.trim_end_matches(ALEF).ends_with(FATHATAN) => SIGNED,
            "" => 0,
            signs => fit(bare, signs).unwrap_or(0),
        }
    }

    pub(super) fn last(&self) -> &'t str {
        self.view.text().rsplit(' ').next().unwrap_or_default()
    }

    pub(super) fn first(&self) -> &'t str {
        self.view.text().split(' ').next().unwrap_or_default()
    }
}
