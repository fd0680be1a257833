//! Arabic glues short words to their neighbours (و ف ب ك ل ال س before, ه ها هم نا … after);
//! a word that no list holds is often a listed one with such clitics, and is read so here.

use super::alphabet::Letters;
use super::language::{Cost, LanguageModel, BIT};

/// A clitic and what it costs.
struct Affix {
    text: &'static str,
    cost: Cost,
    /// Whether it is an article or a pronoun; a word cannot have both.
    definite: bool,
}

const fn affix(text: &'static str, bits: Cost, definite: bool) -> Affix {
    Affix { text, cost: bits * BIT, definite }
}

/// Clitics before a word. Bits are rounded from counts of words with and without them.
const BEFORE: [Affix; 24] = [
    affix("", 0, false),
    affix("و", 4, false),
    affix("ف", 7, false),
    affix("ب", 5, false),
    affix("ل", 5, false),
    affix("ك", 8, false),
    affix("س", 7, false),
    affix("أ", 9, false),
    affix("ال", 2, true),
    affix("وال", 5, true),
    affix("فال", 8, true),
    affix("بال", 5, true),
    affix("كال", 8, true),
    affix("لل", 5, true),
    affix("ولل", 8, true),
    affix("وبال", 9, true),
    affix("وكال", 11, true),
    affix("وب", 8, false),
    affix("ول", 8, false),
    affix("وس", 9, false),
    affix("فس", 10, false),
    affix("فب", 11, false),
    affix("فل", 10, false),
    affix("وك", 11, false),
];

/// Clitics and endings after a word.
const AFTER: [Affix; 21] = [
    affix("", 0, false),
    affix("ه", 4, true),
    affix("ها", 4, true),
    affix("هم", 6, true),
    affix("هما", 8, true),
    affix("هن", 9, true),
    affix("نا", 6, true),
    affix("ني", 8, true),
    affix("ي", 6, true),
    affix("ك", 7, true),
    affix("كم", 7, true),
    affix("كما", 11, true),
    affix("ا", 6, true),
    affix("ة", 6, false),
    affix("ات", 6, false),
    affix("ين", 6, false),
    affix("ون", 7, false),
    affix("ان", 8, false),
    affix("ية", 7, false),
    affix("ت", 7, false),
    affix("وا", 8, false),
];

/// The fewest letters a word must have to carry clitics: two-letter stems would make words
/// of nearly everything.
const SHORTEST_STEM: usize = 3;

/// The cheapest reading of `word` as a known word with clitics; `None` if there is none.
pub(super) fn cost<M: LanguageModel + ?Sized>(model: &M, word: &str) -> Option<Cost> {
    let letters = Letters::of(word)?;
    let mut plain = [0; 2 * super::alphabet::MAX_LETTERS];
    let plain = letters.write(&mut plain);
    let mut best: Option<Cost> = None;
    for before in &BEFORE {
        let Some(rest) = plain.strip_prefix(before.text) else {
            continue;
        };
        for after in &AFTER {
            if before.definite && after.definite || before.text.is_empty() && after.text.is_empty() {
                continue;
            }
            let Some(stem) = rest.strip_suffix(after.text) else {
                continue;
            };
            if stem.len() < 2 * SHORTEST_STEM {
                continue;
            }
            let affixes = before.cost + after.cost;
            let mut consider = |stem: &str| {
                if let Some(id) = model.word(stem) {
                    let cost = model.word_cost(id) + affixes;
                    best = Some(best.map_or(cost, |old| old.min(cost)));
                }
            };
            consider(stem);
            if !after.definite {
                continue;
            }
            // Before a pronoun teh marbuta is written teh, and alef maksura alef.
            for (shown, own) in [("ت", "ة"), ("ا", "ى")] {
                if let Some(head) = stem.strip_suffix(shown) {
                    let mut joined = [0; 2 * super::alphabet::MAX_LETTERS];
                    joined[..head.len()].copy_from_slice(head.as_bytes());
                    joined[head.len()..stem.len()].copy_from_slice(own.as_bytes());
                    if let Ok(own) = std::str::from_utf8(&joined[..stem.len()]) {
                        consider(own);
                    }
                }
            }
        }
    }
    best
}

/// Call `found` with every word with clitics that `text` begins with: the bytes it takes, marks and
/// tatweel that follow it included, and its cost. An end may be told more than once.
pub(super) fn prefixes<M: LanguageModel + ?Sized>(model: &M, text: &str, found: &mut dyn FnMut(usize, Cost)) {
    // The bytes that so many letters take.
    let mut ends = [0usize; super::alphabet::MAX_LETTERS + 1];
    let mut letters = Letters::EMPTY;
    letters.extend_over(text, &mut |codes, end| ends[codes.len()] = end);
    let mut plain = [0; 2 * super::alphabet::MAX_LETTERS];
    let plain = letters.write(&mut plain);
    for before in &BEFORE {
        let Some(rest) = plain.strip_prefix(before.text) else {
            continue;
        };
        let begin = before.text.len();
        let mut tell = |stem: usize, cost: Cost, altered: bool| {
            for after in &AFTER {
                let bare = before.text.is_empty() && after.text.is_empty();
                if bare || before.definite && after.definite || altered && !after.definite {
                    continue;
                }
                if rest[stem..].starts_with(after.text) {
                    let end = begin + stem + after.text.len();
                    found(ends[end / 2], cost + before.cost + after.cost);
                }
            }
        };
        model.prefixes(rest, &mut |stem, id| {
            if stem >= 2 * SHORTEST_STEM {
                tell(stem, model.word_cost(id), false);
            }
        });
        // Before a pronoun teh marbuta is written teh, and alef maksura alef.
        for head in (2 * SHORTEST_STEM - 2..rest.len().saturating_sub(2)).step_by(2) {
            let own = match &rest[head..head + 2] {
                "ت" => "ة",
                "ا" => "ى",
                _ => continue,
            };
            let pronoun = |after: &Affix| after.definite && rest[head + 2..].starts_with(after.text);
            if before.definite || !AFTER.iter().any(pronoun) {
                continue;
            }
            let mut stem = [0; 2 * super::alphabet::MAX_LETTERS];
            stem[..head].copy_from_slice(&rest.as_bytes()[..head]);
            stem[head..head + 2].copy_from_slice(own.as_bytes());
            if let Some(id) = std::str::from_utf8(&stem[..head + 2]).ok().and_then(|own| model.word(own)) {
                tell(head + 2, model.word_cost(id), true);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;

    fn model() -> Lexicon {
        ["كتاب", "مدينة", "كتب", "مستشفى"].into_iter().collect()
    }

    #[test]
    fn words_with_clitics_are_words() {
        let model = model();
        for word in [
            "والكتاب",
            "كتابهم",
            "وكتابه",
            "للكتاب",
            "فكتب",
            "سكتب",
            "مدينتهم",
            "مستشفاها",
            "وَبِالْكِتَابِ",
            "بمدينتنا",
        ] {
            assert!(cost(&model, word).is_some(), "{word}");
        }
    }

    #[test]
    fn prefixes_cost_what_the_words_do() {
        let model = model();
        for text in ["وبالكتابة", "مدينتهماكتب", "فَكِتَابُهُمْ", "مستشفاهاوالمدينة", "كت", "", "abc"]
        {
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(1);
            let mut cheapest = std::collections::BTreeMap::new();
            prefixes(&model, text, &mut |end, found| {
                let known: &mut Cost = cheapest.entry(end).or_insert(found);
                *known = found.min(*known);
            });
            for end in ends {
                // Marks belong to the letter before.
                if text[end..].chars().next().is_none_or(crate::arabic::letters::is_letter) {
                    assert_eq!(cheapest.get(&end).copied(), cost(&model, &text[..end]), "{}", &text[..end]);
                }
            }
        }
    }

    #[test]
    fn the_article_bears_no_pronoun_and_stems_are_not_short() {
        let model = model();
        for word in ["الكتابهم", "كتاب", "وهم", "زكتاب", "كتابز", "في المدينة"]
        {
            assert!(cost(&model, word).is_none(), "{word}");
        }
    }
}
