//! Fonts of many ligatures: a code is one glyph of one letter, two or three, and most words have one.
//!
//! Each word says of its code which letters would make it a word, and how likely that is between its neighbours; what
//! all words of a code agree on is its reading. The surest codes come first: once they are letters, words with two
//! codes have one. That a glyph is nothing, as a bullet before a word is, is one of the readings that compete.

use std::collections::{BTreeMap, BTreeSet};

use crate::arabic::pieces::is_private;
use crate::model::{Cost, LanguageModel, BIT};

use super::words::{words, Word};
use super::Row;

/// Codes beside letters that make a font one of ligatures.
const CODES: usize = 6;
/// Codes of a font that are looked at.
const MOST_CODES: usize = 512;
/// Words of one code that are kept, those that are looked at, and those that choose what is asked of all.
const PLENTY: usize = 48;
const WORDS: usize = 12;
const CHOOSE: usize = 3;
/// What a word costs that a reading does not explain.
const UNEXPLAINED: Cost = 36 * BIT;
/// Bits that a neighbour says at most.
const NEIGHBOUR: Cost = 6 * BIT;
/// Bits by which a reading must be likelier than the next, by one word, two, and more; and the letters and codes of
/// one word.
const ONE: Cost = 8 * BIT;
const TWO: Cost = 7 * BIT;
const MORE: Cost = 6 * BIT;
const SHORT: usize = 4;
/// Bits by which words of letters must say the same as all.
const AGREES: Cost = 3 * BIT;
/// Rounds in which more codes are read.
const ROUNDS: usize = 8;
/// Words that tell in which order codes in a row stand.
const ORDERED: usize = 2;

/// What the codes of a text stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Glyphs {
    letters: BTreeMap<char, String>,
    /// Whether codes in a row stand from left to right; `None` where nothing tells.
    leftward: Option<bool>,
}

impl Glyphs {
    /// The letters of a row of codes.
    pub(super) fn read(&self, codes: &str) -> Option<String> {
        let mut letters: Vec<&String> =
            codes.chars().map(|code| self.letters.get(&code)).collect::<Option<_>>()?;
        if letters.len() > 1 && self.leftward? {
            letters.reverse();
        }
        Some(letters.into_iter().map(String::as_str).collect())
    }
}

/// Reads the codes of a text; `rows` are those beside letters, and `known` is read already. O(length), and some
/// thousand words asked for each code.
pub(super) fn solve<M: LanguageModel>(
    model: &M,
    text: &str,
    rows: &[&Row<'_>],
    known: BTreeMap<char, String>,
) -> Glyphs {
    let mut glyphs = Glyphs { letters: known, leftward: None };
    let codes: BTreeSet<char> = rows.iter().flat_map(|row| row.codes.chars()).collect();
    if !(CODES..=MOST_CODES).contains(&codes.len()) {
        return glyphs;
    }
    let Some(words) = words(model, text) else { return glyphs };
    let mut places: BTreeMap<char, Vec<&Word>> = BTreeMap::new();
    for word in &words {
        for code in word.symbols.iter().filter(|&&c| is_private(c)) {
            let words = places.entry(*code).or_default();
            if words.len() < PLENTY && words.last() != Some(&word) {
                words.push(word);
            }
        }
    }
    let mut asked: BTreeMap<char, usize> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let mut more = false;
        if glyphs.leftward.is_none() {
            glyphs.leftward = order(model, &words, &glyphs);
            more = glyphs.leftward.is_some();
        }
        for &code in &codes {
            if glyphs.letters.contains_key(&code) {
                continue;
            }
            let words = words_of(places.get(&code).map_or(&[][..], Vec::as_slice), code, &glyphs);
            if asked.insert(code, words.len()) == Some(words.len()) {
                continue;
            }
            if let Some(letters) = read(model, code, &words) {
                glyphs.letters.insert(code, letters);
                more = true;
            }
        }
        if !more {
            break;
        }
    }
    glyphs
}

impl Word {
    /// Whether there is no letter.
    fn is_bare(&self) -> bool {
        self.symbols.iter().all(|&c| is_private(c))
    }

    /// With the codes that are known as letters; `None` if the order of codes in a row is not.
    fn with(&self, glyphs: &Glyphs) -> Option<Word> {
        let mut symbols = Vec::with_capacity(self.symbols.len());
        let rows = self.symbols.chunk_by(|&a, &b| is_private(a) == is_private(b));
        for row in rows {
            let mut row = row.to_vec();
            if is_private(row[0]) && row.len() > 1 && glyphs.leftward? {
                row.reverse();
            }
            for c in row {
                match glyphs.letters.get(&c) {
                    Some(letters) => symbols.extend(letters.chars()),
                    None => symbols.push(c),
                }
            }
        }
        Some(Word { symbols, ..self.clone() })
    }

    /// Its letters, where a code stands for these.
    fn spelled(&self, code: char, letters: &str, into: &mut String) {
        into.clear();
        for &c in &self.symbols {
            if c == code {
                into.push_str(letters);
            } else {
                into.push(c);
            }
        }
    }

    /// What these letters cost in its place.
    fn cost<M: LanguageModel>(&self, model: &M, spelled: &str) -> Option<Cost> {
        if let Some(id) = model.word(spelled) {
            let gain = |gain: Cost| gain.clamp(-NEIGHBOUR, NEIGHBOUR);
            let gains =
                gain(model.known_gain(self.before, Some(id))) + gain(model.known_gain(Some(id), self.behind));
            return Some(model.word_cost(id) - gains);
        }
        model.is_word(spelled).then(|| model.cost(spelled))
    }
}

/// The words in which a code is the only one, the longest first.
fn words_of(words: &[&Word], code: char, glyphs: &Glyphs) -> Vec<Word> {
    let only = words
        .iter()
        .filter_map(|word| word.with(glyphs))
        .filter(|word| word.symbols.iter().all(|&c| c == code || !is_private(c)));
    let mut only: Vec<Word> = only.collect();
    only.sort_by(|a, b| b.symbols.len().cmp(&a.symbols.len()).then_with(|| a.cmp(b)));
    // The same word again says nothing more, and what stands alone only what its neighbours do.
    only.dedup_by(|a, b| a.symbols == b.symbols && a.symbols.len() > 1);
    only.truncate(WORDS);
    only
}

/// The letters of standard Arabic, U+0621–U+063A and U+0641–U+064A.
const LETTERS: [char; 36] = {
    let mut letters = ['\u{621}'; 36];
    let mut at = 0;
    while at < 36 {
        // Between the two stand letters of other languages and the tatweel.
        let code = if at < 26 { 0x621 + at as u32 } else { 0x641 + at as u32 - 26 };
        if let Some(letter) = char::from_u32(code) {
            letters[at] = letter;
        }
        at += 1;
    }
    letters
};

/// What letters cost as the reading of a code.
struct Reading {
    cost: Cost,
    /// Without the words that are the code alone.
    inside: Cost,
    explained: usize,
    letters: String,
}

/// The letters that make words of all these.
fn read<M: LanguageModel>(model: &M, code: char, words: &[Word]) -> Option<String> {
    let whole = words.iter().filter(|word| !word.is_bare()).count();
    let enough = match whole {
        0 => return None,
        1 if words[0].symbols.len() < SHORT => return None,
        1 => ONE,
        2 => TWO,
        _ => MORE,
    };
    let mut spelled = String::new();
    let mut cost = |letters: String| {
        let mut reading = Reading { cost: 0, inside: 0, explained: 0, letters };
        for word in words {
            word.spelled(code, &reading.letters, &mut spelled);
            let cost = word.cost(model, &spelled).filter(|&cost| cost < UNEXPLAINED);
            reading.explained += usize::from(cost.is_some());
            let cost = cost.unwrap_or(UNEXPLAINED);
            reading.cost += cost;
            reading.inside += if word.is_bare() { 0 } else { cost };
        }
        reading
    };
    let readings = may_be(model, code, &words[..whole.min(CHOOSE)]).into_iter();
    let mut ranked: Vec<Reading> = readings.map(&mut cost).collect();
    ranked.sort_by(|a, b| (a.cost, &a.letters).cmp(&(b.cost, &b.letters)));
    let (best, others) = ranked.split_first()?;
    let next = others.first().map_or(UNEXPLAINED * words.len() as Cost, |next| next.cost);
    // A common word stands alone anywhere: what stands between letters must say the same.
    let agrees = others.iter().all(|other| other.inside >= best.inside + AGREES);
    let most = best.explained * 10 >= words.len() * 8;
    (agrees && most && next - best.cost >= enough && !best.letters.is_empty()).then(|| best.letters.clone())
}

/// Nothing, and the letters that make a known word of any of these.
fn may_be<M: LanguageModel>(model: &M, code: char, words: &[Word]) -> BTreeSet<String> {
    let mut readings = BTreeSet::from([String::new()]);
    let mut spelled = String::new();
    let mut ask = |letters: &str| {
        let makes_word = words.iter().any(|word| {
            word.spelled(code, letters, &mut spelled);
            model.word(&spelled).is_some()
        });
        if makes_word {
            readings.insert(letters.to_owned());
        }
    };
    let mut letters = String::new();
    for a in LETTERS {
        letters.clear();
        letters.push(a);
        ask(&letters);
        for b in LETTERS {
            letters.truncate(a.len_utf8());
            letters.push(b);
            ask(&letters);
        }
    }
    for word in words {
        completions(model, code, word, &mut readings);
    }
    readings
}

/// Three letters that complete a word whose beginning is known.
fn completions<M: LanguageModel>(model: &M, code: char, word: &Word, into: &mut BTreeSet<String>) {
    let mut parts = word.symbols.split(|&c| c == code);
    let (Some(head), Some(tail), None) = (parts.next(), parts.next(), parts.next()) else { return };
    if head.len() < 2 {
        return;
    }
    let (head, tail): (String, String) = (head.iter().collect(), tail.iter().collect());
    model.completions(&head, &mut |word, _| {
        let middle = word.strip_prefix(head.as_str()).and_then(|rest| rest.strip_suffix(tail.as_str()));
        if let Some(middle) = middle.filter(|middle| middle.chars().count() == 3) {
            into.insert(middle.to_owned());
        }
    });
}

/// Whether codes in a row stand from left to right: which way round makes words.
fn order<M: LanguageModel>(model: &M, words: &[Word], glyphs: &Glyphs) -> Option<bool> {
    let makes = |leftward: bool| {
        let glyphs = Glyphs { leftward: Some(leftward), ..glyphs.clone() };
        let read =
            words.iter().filter(|word| word.symbols.windows(2).any(|two| two.iter().all(|&c| is_private(c))));
        let spelled = read.filter_map(|word| {
            let word = word.with(&glyphs)?;
            let whole = !word.symbols.iter().any(|&c| is_private(c));
            whole.then(|| word.symbols.iter().collect::<String>())
        });
        spelled.filter(|word| model.is_word(word)).count()
    };
    let (leftward, rightward) = (makes(true), makes(false));
    match () {
        () if leftward >= ORDERED && leftward > 3 * rightward => Some(true),
        () if rightward >= ORDERED && rightward > 3 * leftward => Some(false),
        () => None,
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::PrivateUse;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(PrivateUse::new(Embedded::arabic())).clean(text).into_owned()
    }

    const PAGE: &str = "وصل وزير الخارجية إلى المدينة صباح أمس في زيارة رسمية تستمر يومين، وكان في استقباله \
        عدد من المسؤولين في الحكومة المحلية.\nوقال الوزير للصحفيين إن المباحثات ستتناول العلاقات التجارية بين \
        البلدين والتعاون في مجالات التعليم والصحة والزراعة.\nوأضاف أن الحكومة تعمل على تحسين الخدمات في المناطق \
        الريفية وزيادة الاستثمار في البنية التحتية خلال السنوات القادمة.";

    /// Pairs of letters that are one glyph.
    const PAIRS: [&str; 8] = ["في", "لم", "لح", "ير", "ية", "تع", "ست", "ين"];

    /// With these pairs, and codes in a row from left to right or not.
    fn coded(text: &str, leftward: bool) -> String {
        let code = |at: usize| char::from_u32(0xE100 + at as u32).unwrap();
        let coded = PAIRS
            .iter()
            .enumerate()
            .fold(text.to_owned(), |text, (at, pair)| text.replace(pair, &code(at).to_string()));
        let chars: Vec<char> = coded.chars().collect();
        let rows = chars.chunk_by(|&a, &b| super::is_private(a) == super::is_private(b));
        rows.flat_map(|row| {
            let mut row = row.to_vec();
            if leftward && super::is_private(row[0]) {
                row.reverse();
            }
            row
        })
        .collect()
    }

    #[test]
    fn ligatures_are_what_makes_words() {
        for leftward in [false, true] {
            let raw = coded(PAGE, leftward);
            let right = clean(&raw);
            let wrong = right.split_whitespace().zip(PAGE.split_whitespace());
            let wrong: Vec<_> = wrong.filter(|(a, b)| a != b && !a.contains(super::is_private)).collect();
            assert!(wrong.is_empty(), "{wrong:?}");
            let codes = |text: &str| text.chars().filter(|&c| super::is_private(c)).count();
            assert!(codes(&right) * 3 <= codes(&raw), "{} of {}", codes(&right), codes(&raw));
        }
    }

    #[test]
    fn symbols_before_words_stay() {
        let mut symbols = (0xF0A0..).filter_map(char::from_u32);
        let page: Vec<String> = PAGE
            .split(' ')
            .enumerate()
            .map(|(at, word)| match at % 4 {
                0 => format!("{}{word}", symbols.next().unwrap()),
                _ => word.to_owned(),
            })
            .collect();
        assert_eq!(clean(&page.join(" ")), page.join(" "));
        let same = PAGE.replace(" ال", " \u{F0B7}ال");
        assert_eq!(clean(&same), same);
    }

    #[test]
    fn what_does_not_read_is_not_asked() {
        let reversed: String = coded(PAGE, false).chars().rev().collect();
        assert_eq!(clean(&reversed), reversed);
    }
}
