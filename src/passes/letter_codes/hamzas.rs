//! A font may draw the hamza or madda of an alef as a glyph of its own. Its table gives that glyph the letter it was first seen
//! on, and the alef comes out beside it: `أان` U+0623 U+0627 for `أن` U+0623.
//!
//! No word has an alef behind such a letter, but for two or three that end so. Where lines are stored as drawn it stands
//! before it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::arabic::letters::{is_alef_with_hamza, is_letter, ALEF};
use crate::arabic::TATWEEL;
use crate::edit::{Confidence, Edits};
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::Text;

use super::{drawn, runs, LETTER_CODE, LONGEST};

/// Different words that are known without the alef, at least, and the letters of the shortest that counts.
const SEVERAL: usize = 5;
const SHORTEST: usize = 3;
/// Bits by which these must be likelier so: the question أ before a word is rare.
const LIKELIER: Cost = 5 * BIT;
/// Bytes looked at together, as many as a byte can count.
const BLOCK: usize = 128;

/// Whether there may be such letters. O(length), many bytes at once.
pub(super) fn may_be_in(text: &Text<'_>) -> bool {
    let bytes = text.as_str().as_bytes();
    let from = |at: usize| bytes.get(at..).unwrap_or_default().chunks(BLOCK);
    let blocks = from(0).zip(from(1)).zip(from(2).zip(from(3)));
    blocks.map(|(first, second)| pairs_in(first, second)).sum::<usize>() >= SEVERAL
}

// Written so that it compiles to operations on many bytes at once.
fn pairs_in((leads, bytes): (&[u8], &[u8]), (next_leads, next_bytes): (&[u8], &[u8])) -> usize {
    let carries = |byte: u8| (byte == 0xA2) | (byte == 0xA3) | (byte == 0xA5);
    let pairs = leads.iter().zip(bytes).zip(next_leads.iter().zip(next_bytes));
    let is_pair = |((&lead, &a), (&next, &b)): ((&u8, &u8), (&u8, &u8))| {
        let alef = carries(a) & (b == 0xA7) | (a == 0xA7) & carries(b);
        u8::from((lead == 0xD8) & (next == 0xD8) & alef)
    };
    usize::from(pairs.map(is_pair).sum::<u8>())
}

/// A word with such a letter.
struct Doubled {
    span: Range<usize>,
    /// The alefs that were drawn with it.
    alefs: Vec<usize>,
    /// Bits by which it is likelier without them.
    gain: Cost,
    /// Whether it is a word without them.
    known: bool,
}

/// Take away the alefs beside letters that have one, where the words say that they were drawn with them.
pub(super) fn read<M: LanguageModel>(model: &M, source: &str, edits: &mut Edits<'_>) {
    let words: Vec<Doubled> = runs(source, |c| is_letter(c) || c == TATWEEL)
        .filter(|span| span.len() <= 2 * LONGEST)
        .filter_map(|span| doubled(model, source, span))
        .collect();
    let long = |word: &&Doubled| word.span.len() > 2 * (SHORTEST + word.alefs.len() - 1);
    let distinct: BTreeMap<&str, &Doubled> =
        words.iter().filter(long).map(|word| (&source[word.span.clone()], word)).collect();
    let known = distinct.values().filter(|word| word.known && word.gain >= LIKELIER).count();
    if known < SEVERAL || known * 10 < distinct.len() * 7 {
        return;
    }
    for alef in words.iter().filter(|word| word.gain > 0).flat_map(|word| &word.alefs) {
        edits.delete(*alef..alef + ALEF.len_utf8(), LETTER_CODE, Confidence::Strong);
    }
}

/// `None` for a word without such letters.
fn doubled<M: LanguageModel>(model: &M, source: &str, span: Range<usize>) -> Option<Doubled> {
    let word = &source[span.clone()];
    let (mut alefs, mut read) = (Vec::new(), String::new());
    let mut before = None;
    for (at, c) in word.char_indices() {
        let beside = |a: Option<char>, b: Option<char>| a.is_some_and(is_alef_with_hamza) && b == Some(ALEF);
        if beside(before, Some(c)) {
            alefs.push(span.start + at);
            before = None;
            continue;
        }
        if beside(Some(c), before) {
            alefs.push(span.start + at - ALEF.len_utf8());
            read.pop();
        }
        read.push(c);
        before = Some(c);
    }
    if alefs.is_empty() {
        return None;
    }
    // A turned lam-alef has an alef before the letter, too: `األمم` for `الأمم`; and so has, where the line is stored as
    // drawn, an article that was put the right way round: `ممأال`.
    let turned = turned_lam_alefs(word);
    let article = word.replace("\u{627}\u{644}", "\u{644}\u{627}");
    if turned != word && model.is_word(&turned) || article != word && model.is_word(&drawn(&article)) {
        return Some(Doubled { gain: 0, span, alefs, known: false });
    }
    // The line may be stored as drawn.
    let both = |word: &str| [word.into(), drawn(word)];
    let cost = |word: &str| both(word).iter().map(|word| model.cost(word)).min().unwrap_or_default();
    let known = both(&read).iter().any(|word| model.is_word(word));
    Some(Doubled { gain: cost(word) - cost(&read), span, alefs, known })
}

/// A word with each lam behind an alef of these before it.
fn turned_lam_alefs(word: &str) -> String {
    let turn = |word: String, alef: &str| word.replace(&format!("{alef}\u{644}"), &format!("\u{644}{alef}"));
    ["\u{622}", "\u{623}", "\u{625}"].into_iter().fold(word.to_owned(), turn)
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::drawn;
    use crate::model::Embedded;
    use crate::passes::LetterCodes;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(LetterCodes::new(Embedded::arabic())).clean(text).into_owned()
    }

    const PAGE: &str = "أعلن الأمين العام أن آخر الأعمال إلى القرية سيبدأ في الأسبوع القادم، وأضاف أنه\n\
        قرأ الآراء كلها، وأن إصلاح الأبواب أولى من غيره. قال: سنبدأ اليوم";

    /// As such a font gives it.
    fn doubled(text: &str) -> String {
        ["\u{622}", "\u{623}", "\u{625}"]
            .iter()
            .fold(text.into(), |text: String, alef| text.replace(alef, &format!("{alef}\u{627}")))
    }

    #[test]
    fn alefs_go_from_letters_that_have_one() {
        assert_eq!(clean(&doubled(PAGE)), PAGE);
        assert_eq!(clean(&drawn(&doubled(PAGE))), drawn(PAGE));
    }

    #[test]
    fn other_alefs_stay() {
        assert_eq!(clean(PAGE), PAGE);
        let few = "لم يتبوأا منصبا، ولم يقرأا شيئا، قالت آالسيدة مع آانتخابات وأانه من إايطاليا";
        assert_eq!(clean(few), few);
        let turned =
            "األحكام اآلتي اآلتية األعلى األعمال اآلن األحد األخيرة األمانة األجرة األمطار باآلتي األمين";
        assert_eq!(clean(turned), turned);
        let article = drawn("الأمم الأعمال الأدب الأسبوع الأول الأرض الأموال الأغلبية").replace("لا", "ال");
        assert_eq!(clean(&article), article);
        let merged = "إنهاأول منقالهاأمس وكلهاأعمال فيهاأبواب وكانواأكثر مماأراد";
        assert_eq!(clean(merged), merged);
    }
}
