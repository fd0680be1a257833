//! Words that lost their end, and what they may have been.

use std::collections::BTreeMap;

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::Text;

/// How a text is stretched: where it is, a tatweel at a word's end leads to something that is gone.
pub(super) struct Stretch(());

/// Fragments of more letters are words that the model does not know.
const FRAGMENT: usize = 4;
/// Letters that a completion adds, at most.
const MORE: usize = 3;
/// Bits that a glyph of two letters is likelier to have been lost than others.
const ONE_GLYPH: Cost = 5 * BIT;

impl Stretch {
    /// `None` for a text that is not stretched: no line has two words with a tatweel between letters.
    pub(super) fn of(text: &Text<'_>) -> Option<Self> {
        let is_inside = |word: &str| word.trim_matches(|c| !is_letter(c)).contains(TATWEEL);
        let stretched =
            |line: &str| line.split_whitespace().filter(|word| is_inside(word)).take(2).count() == 2;
        text.lines_with("\u{640}").any(|line| stretched(line.text())).then_some(Stretch(()))
    }

    /// Whether `word` lost its end: it ends in a tatweel, or is a short stretched string that is no word
    /// in a text that `lost` other things.
    pub(super) fn is_torn<M: LanguageModel>(
        &self,
        model: &M,
        word: &str,
        before: &str,
        after: &str,
        lost: bool,
    ) -> bool {
        if !word.contains(TATWEEL) || word.starts_with(TATWEEL) || after.starts_with(TATWEEL) {
            return false;
        }
        let letters = word.chars().filter(|&c| is_letter(c)).count();
        let end = word.ends_with(TATWEEL);
        // `هـ`, `بـ`, `الـ` are the writer's.
        let is_bare = |other: &str| word.chars().filter(|&c| is_letter(c)).eq(other.chars());
        let prefix = ["ال", "لل", "بال", "كال", "وال", "فال", "وب", "ول", "وه", "فل", "فب"]
            .iter()
            .any(|other| is_bare(other));
        if letters < 2 || prefix || !end && (letters > FRAGMENT || !lost) {
            return false;
        }
        let known = |a: &str, b: &str| a.len() + b.len() <= 48 && model.word(&[a, b].concat()).is_some();
        // A part of the word before or after is no word that lost anything.
        if known(before, word) || known(word, after) {
            return false;
        }
        end && (letters <= FRAGMENT || model.word(word).is_none())
            || model.word(word).is_none() && !model.is_word(word)
    }
}

/// Finds completions of fragments.
pub(super) struct Completions<'m, M> {
    model: &'m M,
}

impl<'m, M: LanguageModel> Completions<'m, M> {
    pub(super) fn new(model: &'m M) -> Self {
        Completions { model }
    }

    /// The three likeliest words that begin with `fragment`, between these neighbours.
    pub(super) fn of(&self, fragment: &str, before: &str, after: &str) -> Vec<String> {
        let bare: String = fragment.chars().filter(|&c| is_letter(c)).collect();
        let letters = bare.chars().count();
        let (left, right) = (self.model.word(before), self.model.word(after));
        let mut found: BTreeMap<(Cost, String), ()> = BTreeMap::new();
        self.model.completions(&bare, &mut |word, id| {
            let more = word.chars().count() - letters;
            if more > MORE {
                return;
            }
            let around = self.model.known_gain(left, Some(id)) + self.model.known_gain(Some(id), right);
            let mut cost = self.model.word_cost(id) - around;
            if is_one_glyph(&word[bare.len()..]) {
                cost -= ONE_GLYPH;
            }
            found.insert((cost, word.to_owned()), ());
            if found.len() > 3 {
                found.pop_last();
            }
        });
        found.into_keys().map(|(_, word)| word).collect()
    }
}

/// Whether fonts with contextual short forms draw these letters as one glyph, which then has no code:
/// reh or zain before the hah and ain families.
fn is_one_glyph(letters: &str) -> bool {
    let mut letters = letters.chars();
    let (first, second, third) = (letters.next(), letters.next(), letters.next());
    matches!(first, Some('ر' | 'ز')) && matches!(second, Some('ح' | 'ج' | 'خ' | 'ع' | 'غ')) && third.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tatweel_before_a_sign_stretches_no_word() {
        let is_stretched = |line: &str| Stretch::of(&Text::new(line)).is_some();
        assert!(is_stretched("في الــوزارات والجــامعات"));
        assert!(!is_stretched("من عام (1442هـ)، إلى عام 1443هـ، ثم «بـ«غراد»"));
    }
}
