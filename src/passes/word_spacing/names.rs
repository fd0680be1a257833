//! A foreign name may be spelled like two rare words: `كامبريدج` + `شير`, `ويليامز` + `برغ`. In a text that loses no
//! spaces it is rather one name that nobody knows.

use crate::model::{Cost, LanguageModel, BIT};

use super::torn::{first, last};

/// Bits that two words cost which hardly ever meet. Measured on healthy text: from there on more names are parted
/// than words that lost their space.
const STRANGERS: Cost = 33 * BIT;

/// Whether the word that `before` ends with and the one that `after` begins with are rare, and nobody has seen them
/// side by side.
pub(super) fn is_name<M: LanguageModel>(model: &M, before: &str, after: &str) -> bool {
    let (Some(word_before), Some(word_after)) = (last(before), first(after)) else { return false };
    let (Some(first), Some(second)) = (model.word(word_before), model.word(word_after)) else { return false };
    // No name has the article inside.
    let article = word_after.strip_prefix(['ب', 'و', 'ف', 'ك']).unwrap_or(word_after).starts_with("ال");
    !article
        && model.pair_cost(first, second).is_none()
        && model.word_cost(first) + model.next_cost(first, second) >= STRANGERS
}
