//! Arabic glues short words to their neighbours (و ف ب ك ل ال س before, ه ها هم نا … after) and bends its
//! verbs before and behind (يكتب نكتب, كتبتم); a word that no list holds is often a listed one so changed,
//! and is read so here.

use super::alphabet::{Letters, MAX_LETTERS};
use super::language::{Cost, LanguageModel, WordId, BIT};

/// What stands before or after a word, and what it costs.
struct Affix {
    text: &'static str,
    cost: Cost,
    of: Kind,
    /// Whether it makes words of too much where letters are in doubt.
    loose: bool,
}

impl Affix {
    /// Whether `word` begins with it. Most do not with its first letter.
    fn begins(&self, word: &str) -> bool {
        match (self.text.as_bytes(), word.as_bytes()) {
            ([], _) => true,
            ([a, b, ..], [c, d, ..]) => a == c && b == d && word.starts_with(self.text),
            _ => false,
        }
    }

    /// `word` without this before it. The alef that asks stands before waw too, but there it nearly always is أو
    /// run together with the next word; and lam before the article is spelled without its alef, so that `لا` or
    /// `ولا` is run together there, but for words like التزام.
    fn of_word<'w>(&self, word: &'w str) -> Option<&'w str> {
        let rest = self.begins(word).then(|| &word[self.text.len()..])?;
        let asks_or = self.text == "أ" && rest.starts_with('و');
        let lam_article =
            matches!(self.text, "ل" | "ول" | "فل") && rest.starts_with("ال") && !rest.starts_with("الت");
        (!asks_or && !lam_article).then_some(rest)
    }
}

/// What words an affix goes with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Any,
    /// Of nouns only.
    Noun,
    /// The article: of nouns without a pronoun.
    Article,
    /// Of verbs only.
    Verb,
}

const fn affix(text: &'static str, bits: Cost, of: Kind) -> Affix {
    Affix { text, cost: bits * BIT, of, loose: false }
}

const fn loose(text: &'static str, bits: Cost, of: Kind) -> Affix {
    Affix { text, cost: bits * BIT, of, loose: true }
}

/// Clitics before a word. Bits are rounded from counts of words with and without them.
const BEFORE: [Affix; 24] = [
    affix("", 0, Kind::Any),
    affix("و", 4, Kind::Any),
    affix("ف", 7, Kind::Any),
    affix("ب", 5, Kind::Noun),
    affix("ل", 5, Kind::Any),
    affix("ك", 8, Kind::Noun),
    affix("س", 7, Kind::Verb),
    affix("أ", 9, Kind::Any),
    affix("ال", 2, Kind::Article),
    affix("وال", 5, Kind::Article),
    affix("فال", 8, Kind::Article),
    affix("بال", 5, Kind::Article),
    affix("كال", 8, Kind::Article),
    affix("لل", 5, Kind::Article),
    affix("ولل", 8, Kind::Article),
    affix("وبال", 9, Kind::Article),
    affix("وكال", 11, Kind::Article),
    affix("وب", 8, Kind::Noun),
    affix("ول", 8, Kind::Any),
    affix("وس", 9, Kind::Verb),
    affix("فس", 10, Kind::Verb),
    affix("فب", 11, Kind::Noun),
    affix("فل", 10, Kind::Any),
    affix("وك", 11, Kind::Noun),
];

/// Endings that end a word.
const LAST: [Affix; 17] = [
    affix("", 0, Kind::Any),
    affix("ا", 6, Kind::Verb),
    affix("ة", 6, Kind::Noun),
    affix("ات", 6, Kind::Noun),
    affix("ان", 8, Kind::Any),
    affix("ت", 7, Kind::Any),
    loose("تا", 11, Kind::Verb),
    loose("تان", 11, Kind::Any),
    loose("تم", 10, Kind::Verb),
    loose("تما", 13, Kind::Verb),
    loose("تين", 10, Kind::Any),
    affix("وا", 8, Kind::Verb),
    affix("ون", 7, Kind::Any),
    affix("ية", 7, Kind::Noun),
    loose("يات", 9, Kind::Noun),
    affix("ين", 6, Kind::Any),
    loose("يين", 9, Kind::Noun),
];

/// Endings that a pronoun may follow.
const INNER: [Affix; 9] = [
    affix("", 0, Kind::Any),
    loose("ا", 9, Kind::Any),
    loose("ات", 6, Kind::Noun),
    loose("ت", 6, Kind::Verb),
    loose("تمو", 10, Kind::Verb),
    loose("نا", 7, Kind::Verb),
    loose("و", 7, Kind::Verb),
    loose("ي", 8, Kind::Any),
    loose("يت", 7, Kind::Noun),
];

/// Pronouns, of which a word with the article has none.
const PRONOUNS: [Affix; 12] = [
    affix("ه", 4, Kind::Any),
    affix("ها", 4, Kind::Any),
    affix("هم", 6, Kind::Any),
    affix("هما", 8, Kind::Any),
    affix("هن", 9, Kind::Any),
    affix("نا", 6, Kind::Any),
    affix("ني", 8, Kind::Verb),
    affix("ي", 6, Kind::Any),
    affix("ك", 7, Kind::Any),
    affix("كم", 7, Kind::Any),
    affix("كما", 11, Kind::Any),
    loose("كن", 12, Kind::Any),
];

/// What a word costs at the least that no list holds: as common a one would be listed.
const UNLISTED: Cost = 24 * BIT;

/// The most letters of an ending with its pronoun.
const LONGEST_ENDING: usize = 6;

/// The fewest letters a word must have to carry clitics: two-letter stems would make words
/// of nearly everything.
const SHORTEST_STEM: usize = 3;

/// Persons of the verb that a list with its third person may lack.
const PERSONS: [(&str, Cost); 3] = [("ن", 4 * BIT), ("ت", 3 * BIT), ("أ", 4 * BIT)];
/// The third person.
const THIRD: &str = "ي";
/// The fewest letters of a verb with its person.
const SHORTEST_VERB: usize = 4;

/// The cheapest reading of `word` as a known word with clitics, loose ones left out; `None` if there is none.
pub(super) fn cost<M: LanguageModel + ?Sized>(model: &M, word: &str) -> Option<Cost> {
    Some(parts_cost(model, word)?.max(UNLISTED))
}

/// What the parts of `word` cost: of whether it is a word this tells, whatever a model lists.
pub(super) fn parts_cost<M: LanguageModel + ?Sized>(model: &M, word: &str) -> Option<Cost> {
    let letters = Letters::of(word)?;
    let mut plain = [0; 2 * MAX_LETTERS];
    let plain = if word.len() == 2 * letters.len() { word } else { letters.write(&mut plain) };
    let mut best: Option<Cost> = None;
    for before in befores(plain) {
        let Some(rest) = before.begins(plain).then(|| &plain[before.text.len()..]) else {
            continue;
        };
        let shortest = rest.len().saturating_sub(2 * LONGEST_ENDING).max(2 * SHORTEST_STEM);
        let mut consider = |stem: usize, id: WordId, of: Stem| {
            let ending = &rest[stem..];
            let word = model.word_cost(id);
            endings(before, ending, of, false, &mut |end, cost| {
                if end == ending.len() {
                    best = Some(best.map_or(word + cost, |old| old.min(word + cost)));
                }
            });
        };
        // Few stems are words, and all of them take one reading of the letters.
        model.prefixes(rest, &mut |stem, id| {
            if stem >= shortest {
                consider(stem, id, Stem::AsListed);
            }
        });
        let mut buffer = [0; 2 * MAX_LETTERS];
        for stem in (shortest..=rest.len()).step_by(2) {
            if let Some(id) = without_ending(&rest[..stem], &mut buffer).and_then(|own| model.word(own)) {
                consider(stem, id, Stem::Shown);
            }
        }
    }
    best
}

/// Call `found` with every word with clitics that `text` begins with: the bytes it takes, marks and
/// tatweel that follow it included, its cost, and the word it ends in if it has no ending. An end may be
/// told more than once. `listed` are the words that the model lists.
pub(super) fn prefixes<M: LanguageModel + ?Sized>(
    model: &M,
    text: &str,
    listed: &[(usize, WordId)],
    found: &mut dyn FnMut(usize, Cost, Option<WordId>),
) {
    // The bytes that so many letters take.
    let mut ends = [0usize; MAX_LETTERS + 1];
    let mut letters = Letters::EMPTY;
    letters.extend_over(text, &mut |codes, end| ends[codes.len()] = end);
    let mut plain = [0; 2 * MAX_LETTERS];
    let bytes = 2 * letters.len();
    // Where no mark stands between them, the text has them as they are.
    let plain = if ends[letters.len()] == bytes { &text[..bytes] } else { letters.write(&mut plain) };
    for before in befores(plain) {
        let Some(rest) = before.of_word(plain) else {
            continue;
        };
        let begin = before.text.len();
        let mut tell = |stem: usize, id: WordId, of: Stem| {
            let word = model.word_cost(id);
            endings(before, &rest[stem..], of, true, &mut |end, cost| {
                found(ends[(begin + stem + end) / 2], (word + cost).max(UNLISTED), (end == 0).then_some(id));
            });
        };
        let mut tell_listed = |stem: usize, id| {
            if stem >= 2 * SHORTEST_STEM {
                tell(stem, id, Stem::AsListed);
            }
        };
        if begin == 0 {
            for &(end, id) in listed {
                if let Ok(letters) = ends[..=letters.len()].binary_search(&end) {
                    tell_listed(2 * letters, id);
                }
            }
        } else {
            model.prefixes(rest, &mut tell_listed);
        }
        let mut buffer = [0; 2 * MAX_LETTERS];
        if let Some((own, cost)) = in_third_person(rest, &mut buffer)
            .filter(|_| before.of != Kind::Noun && before.of != Kind::Article)
        {
            model.prefixes(own, &mut |stem, id| {
                if stem >= 2 * SHORTEST_VERB {
                    tell(stem, id, Stem::Verb(cost));
                }
            });
        }
        for stem in (2 * SHORTEST_STEM..rest.len()).step_by(2) {
            if let Some(own) = without_ending(&rest[..stem], &mut buffer) {
                if let Some(id) = model.word(own) {
                    tell(stem, id, Stem::Shown);
                }
            }
        }
    }
}

/// What may stand before the words in `plain`: most letters begin nothing of it.
fn befores(plain: &str) -> &'static [Affix] {
    if plain.starts_with(['و', 'ف', 'ب', 'ل', 'ك', 'س', 'أ', 'ا']) {
        &BEFORE
    } else {
        &BEFORE[..1]
    }
}

/// What may end a word that `rest` is behind: most letters begin no ending.
fn lasts(rest: &str) -> &'static [Affix] {
    if rest.starts_with(['ا', 'ة', 'ت', 'و', 'ي']) {
        &LAST
    } else {
        &LAST[..1]
    }
}

/// How a word stands in one with clitics.
#[derive(Clone, Copy)]
enum Stem {
    AsListed,
    /// In another person, and what that costs.
    Verb(Cost),
    /// With its last letter shown as before a pronoun or a dual.
    Shown,
}

/// Call `found` with the bytes and the cost of every ending that `rest` begins with, behind such a stem
/// and what is before it.
fn endings(before: &Affix, rest: &str, stem: Stem, loose: bool, found: &mut dyn FnMut(usize, Cost)) {
    let (person, verb) = match stem {
        Stem::Verb(cost) => (cost, Kind::Verb),
        _ => (0, Kind::Any),
    };
    let fits = |one: Kind, other: Kind| match one {
        Kind::Any => true,
        Kind::Verb => matches!(other, Kind::Any | Kind::Verb),
        Kind::Noun | Kind::Article => other != Kind::Verb,
    };
    let fits = |of: Kind| fits(before.of, of) && fits(verb, of);
    if !fits(verb) {
        return;
    }
    let fits = |affix: &Affix| {
        if loose {
            fits(affix.of)
        } else {
            !affix.loose && (before.of != Kind::Article || affix.text != "ا")
        }
    };
    let shown = matches!(stem, Stem::Shown);
    let bare = before.text.is_empty() && matches!(stem, Stem::AsListed);
    let stands = |last: &Affix| match last.text {
        "" => !shown && !bare,
        "ا" => true,
        "ان" | "ين" => !shown || loose,
        _ => !shown,
    };
    for last in lasts(rest).iter().filter(|last| last.begins(rest) && stands(last) && fits(last)) {
        found(last.text.len(), before.cost + person + last.cost);
    }
    let none = !rest.starts_with(['ا', 'ت', 'ك', 'ن', 'ه', 'و', 'ي']);
    if before.of == Kind::Article || none {
        return;
    }
    let inner =
        |inner: &&Affix| inner.begins(rest) && fits(inner) && (!shown || matches!(inner.text, "" | "ي"));
    for inner in INNER.iter().filter(inner) {
        let rest = &rest[inner.text.len()..];
        for pronoun in PRONOUNS.iter().filter(|pronoun| pronoun.begins(rest) && fits(pronoun)) {
            if pronoun.of == Kind::Any || inner.of != Kind::Noun {
                let bytes = inner.text.len() + pronoun.text.len();
                found(bytes, before.cost + person + inner.cost + pronoun.cost);
            }
        }
    }
}

/// A verb of another person as the list may have it, and what the person costs.
fn in_third_person<'b>(verb: &str, buffer: &'b mut [u8; 2 * MAX_LETTERS]) -> Option<(&'b str, Cost)> {
    let (rest, cost) = PERSONS.iter().find_map(|(person, cost)| Some((verb.strip_prefix(person)?, *cost)))?;
    if verb.len() < 2 * SHORTEST_VERB {
        return None;
    }
    buffer[..THIRD.len()].copy_from_slice(THIRD.as_bytes());
    buffer[THIRD.len()..verb.len()].copy_from_slice(rest.as_bytes());
    Some((std::str::from_utf8(&buffer[..verb.len()]).ok()?, cost))
}

/// Ends of a word before a pronoun or a dual, and what the list has for them.
const SHOWN: [(&str, &str); 4] = [("ت", "ة"), ("ا", "ى"), ("اؤ", "اء"), ("ائ", "اء")];

/// A word as it stands without what follows: before a pronoun or a dual teh marbuta is written teh, alef
/// maksura alef, and the hamza behind an alef has a seat.
fn without_ending<'b>(stem: &str, buffer: &'b mut [u8; 2 * MAX_LETTERS]) -> Option<&'b str> {
    // Most letters are shown as they are.
    if !stem.ends_with(['ت', 'ا', 'ؤ', 'ئ']) {
        return None;
    }
    let (head, own) = SHOWN.iter().find_map(|(shown, own)| Some((stem.strip_suffix(shown)?, own)))?;
    buffer[..head.len()].copy_from_slice(head.as_bytes());
    buffer[head.len()..stem.len()].copy_from_slice(own.as_bytes());
    std::str::from_utf8(&buffer[..stem.len()]).ok()
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
            let mut listed = Vec::new();
            model.prefixes(text, &mut |end, id| listed.push((end, id)));
            prefixes(&model, text, &listed, &mut |end, found, _| {
                let known: &mut Cost = cheapest.entry(end).or_insert(found);
                *known = found.min(*known);
            });
            for end in ends {
                // Marks belong to the letter before.
                if text[end..].chars().next().is_none_or(crate::arabic::letters::is_letter) {
                    let listed = cost(&model, &text[..end]);
                    assert!(listed.is_none() || cheapest.get(&end).copied() <= listed, "{}", &text[..end]);
                }
            }
        }
    }

    #[test]
    fn quick_looks_miss_no_clitic() {
        for (affixes, few) in [(&BEFORE[..], befores as fn(&str) -> &'static [Affix]), (&LAST, lasts)] {
            for affix in affixes {
                assert!(few(affix.text).iter().any(|kept| kept.text == affix.text), "{}", affix.text);
            }
        }
        for (shown, _) in SHOWN {
            assert!(without_ending(shown, &mut [0; 2 * MAX_LETTERS]).is_some(), "{shown}");
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
