//! A kashida that a font's map makes a letter: `القيااام بتغطياات` for `القيام بتغطيات`.
//!
//! Then words that no one writes become words when that letter goes from where a kashida may stand, between
//! letters that join, and hardly any do with another letter. A word that is one as it stands gives the letter up
//! for one that is far likelier.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::arabic::letters::{is_alef_of_lam_alef, is_letter, joins_next, joins_previous, ALEF, LAM};
use crate::arabic::marks::is_mark;
use crate::arabic::words::{tokens, Token};
use crate::arabic::Orthography;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::Text;

/// Different words that become words without the letter, before it is taken for a kashida.
const ENOUGH: usize = 8;
/// How many times as many they must be as with any other letter.
const TIMES: usize = 4;
/// Words that become words without it, before it goes from others.
const READS: usize = 3;
/// Bytes of text of which some words are asked first, and how many.
const BLOCK: usize = 16384;
const ASKED: usize = 32;
/// Letters of the shortest and the longest word that is asked, and runs of the letter in it.
const SHORTEST: usize = 3;
const LONGEST: usize = 24;
const RUNS: usize = 4;
/// Bits by which a word must be likelier than another that it stands for.
const LIKELIER: Cost = 8 * BIT;
/// Unknown words that are looked at to find the letter.
const WORDS: usize = 2000;

/// The places where a letter stands for kashidas. O(length); of a text that reads some words are asked, and
/// nothing is allocated.
pub(super) fn kashidas<M: LanguageModel>(model: &M, text: &Text<'_>) -> Vec<Range<usize>> {
    let source = text.as_str();
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut all = 0;
    for block in blocks(source) {
        if !is_damaged(model, &source[block.clone()]) || !Orthography::at(source, block.start).is_arabic() {
            continue;
        }
        for token in tokens(&source[block.clone()]) {
            all += 1;
            if token.text.contains(is_mark) {
                continue;
            }
            let mut start = block.start + token.start;
            for part in token.text.split_inclusive(|c| !is_letter(c)) {
                words.extend(Word::new(model, part.trim_end_matches(|c| !is_letter(c)), start));
                start += part.len();
            }
        }
    }
    let Some(letter) = the_letter(model, &words, all) else { return Vec::new() };
    let found: Vec<_> = words.iter().map(|word| word.without(model, &word.runs(letter))).collect();
    // Lines in visual order have none: what stands before a letter there comes after it.
    let reads = found.iter().flatten().count() >= READS;
    let others = |word: &Word<'_>| if reads { word.without_stretches(letter) } else { Vec::new() };
    words.iter().zip(found).flat_map(|(word, found)| found.unwrap_or_else(|| others(word))).collect()
}

/// The text in blocks of about [`BLOCK`] bytes that end at white space.
fn blocks(source: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = &source.as_bytes()[start..];
        let end = match rest.get(BLOCK..) {
            Some(more) => BLOCK + more.iter().position(u8::is_ascii_whitespace).unwrap_or(more.len()),
            None => rest.len(),
        };
        start += end;
        (end > 0).then_some(start - end..start)
    })
}

/// Whether many words are unknown: a few are asked, and more where some of them are.
fn is_damaged<M: LanguageModel>(model: &M, block: &str) -> bool {
    let unknown = |stride: usize| {
        let (mut asked, mut unknown) = (0, 0);
        let mut from = 0;
        while let Some(found) =
            block.as_bytes().get(from..).and_then(|rest| memchr::memchr2(b' ', b'\n', rest))
        {
            let word = tokens(&block[from + found..]).next().map_or("", |token| letters(token).text);
            if word.len() >= 2 * SHORTEST && word.chars().all(is_letter) {
                asked += 1;
                unknown += usize::from(!is_word(model, word));
            }
            from += found + stride;
        }
        (unknown, asked)
    };
    let few = (block.len() / ASKED).max(LONGEST);
    unknown(few).0 >= 3 && {
        let (unknown, asked) = unknown(few / 4);
        unknown * 8 >= asked
    }
}

/// The token from its first to its last letter.
fn letters(token: Token<'_>) -> Token<'_> {
    let text = token.text.trim_start_matches(|c| !is_letter(c));
    let start = token.end() - text.len();
    Token { text: text.trim_end_matches(|c| !is_letter(c)), start }
}

/// Whether the model knows a word; none has two alefs in a row, whatever it can be built of.
fn is_word<M: LanguageModel>(model: &M, word: &str) -> bool {
    model.is_word(word) && !word.contains("اا")
}

/// The letter that stands for kashidas in words that are none, if one does; of `all` words many must have it.
fn the_letter<M: LanguageModel>(model: &M, words: &[Word<'_>], all: usize) -> Option<char> {
    let mut different: Vec<&Word<'_>> = words.iter().filter(|word| !word.known).take(WORDS).collect();
    different.sort_unstable_by_key(|word| word.text);
    different.dedup_by_key(|word| word.text);
    // The letters that each word has where a kashida may stand, and those that it is a word without.
    let mut may: BTreeMap<char, usize> = BTreeMap::new();
    let mut said: Vec<Vec<char>> = Vec::new();
    for word in different {
        let mut letters: Vec<char> = word.letters.iter().map(|&(_, c)| c).collect();
        letters.sort_unstable();
        letters.dedup();
        letters.retain(|&c| {
            let runs = word.runs(c);
            *may.entry(c).or_default() += usize::from(!runs.is_empty());
            // No word has a letter three times in a row, also where another is lost.
            runs.iter().any(|run| run.letters.len() > 2) || word.without(model, &runs).is_some()
        });
        said.push(letters);
    }
    let most = |said: &[Vec<char>]| {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        said.iter().flatten().for_each(|&c| *counts.entry(c).or_default() += 1);
        counts.into_iter().max_by_key(|&(_, count)| count)
    };
    let (letter, count) = most(&said)?;
    said.retain(|letters| !letters.contains(&letter));
    let other = most(&said).map_or(0, |(_, count)| count);
    let many = count >= ENOUGH && count * 16 >= all.min(WORDS) && count * 3 >= may[&letter];
    (many && count >= TIMES * other).then_some(letter)
}

/// A word of letters alone.
struct Word<'t> {
    text: &'t str,
    start: usize,
    known: bool,
    /// Its letters, and where each begins.
    letters: Vec<(usize, char)>,
}

/// Equal letters in a row of which some may be kashidas.
struct Run {
    /// Of the word's letters.
    letters: Range<usize>,
    /// How many must stay.
    least: usize,
    /// Whether the letter before them joins to them.
    joins: bool,
}

impl<'t> Word<'t> {
    fn new<M: LanguageModel>(model: &M, text: &'t str, start: usize) -> Option<Self> {
        if !(2 * SHORTEST..=2 * LONGEST).contains(&text.len()) {
            return None;
        }
        Some(Word { text, start, known: is_word(model, text), letters: text.char_indices().collect() })
    }

    /// Where `letter` may stand for kashidas.
    fn runs(&self, letter: char) -> Vec<Run> {
        let may_stand = |run: &Run| run.joins && run.letters.len() > run.least;
        self.all_runs(letter).filter(may_stand).take(RUNS).collect()
    }

    fn all_runs(&self, letter: char) -> impl Iterator<Item = Run> + '_ {
        let mut end = 0;
        std::iter::from_fn(move || {
            let start = end + self.letters[end..].iter().position(|&(_, c)| c == letter)?;
            end = start + self.letters[start..].iter().take_while(|&&(_, c)| c == letter).count();
            let before = start.checked_sub(1).map(|at| self.letters[at].1);
            let after = self.letters.get(end).map(|&(_, c)| c);
            // U+0627 before lam or another alef comes of a turned ligature, too.
            let turned = letter == ALEF && after.is_some_and(|c| c == LAM || is_alef_of_lam_alef(c));
            let least = usize::from(turned || !after.is_some_and(joins_previous));
            Some(Run { letters: start..end, least, joins: before.is_some_and(joins_next) })
        })
    }

    /// What goes, where it is a word without some of the letters of `runs`, and a likelier one.
    fn without<M: LanguageModel>(&self, model: &M, runs: &[Run]) -> Option<Vec<Range<usize>>> {
        // Of each run all stay, or one, or none.
        let choices = 3usize.pow(runs.len() as u32);
        let most = if self.known { model.cost(self.text) - LIKELIER } else { Cost::MAX };
        let mut best: Option<(Cost, Vec<Range<usize>>)> = None;
        for choice in 1..choices {
            let gone: Option<Vec<Range<usize>>> = runs
                .iter()
                .enumerate()
                .map(|(at, run)| match choice / 3usize.pow(at as u32) % 3 {
                    0 => Some(run.letters.end..run.letters.end),
                    1 if run.least == 0 => Some(run.letters.clone()),
                    2 if run.letters.len() > 1 => Some(run.letters.start..run.letters.end - 1),
                    _ => None,
                })
                .collect();
            let Some(gone) = gone else { continue };
            let stays = |at: &usize| !gone.iter().any(|gone| gone.contains(at));
            let spelling: String =
                (0..self.letters.len()).filter(stays).map(|at| self.letters[at].1).collect();
            if spelling.len() < 2 * SHORTEST || !is_word(model, &spelling) {
                continue;
            }
            let cost = model.cost(&spelling);
            if cost <= most && best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, gone));
            }
        }
        Some(best?.1.into_iter().filter(|gone| !gone.is_empty()).map(|gone| self.bytes(gone)).collect())
    }

    /// What goes of a word that is none in any way, as where the map has other letters wrong too: runs that words
    /// hardly have, two behind a letter that joins and three behind any.
    fn without_stretches(&self, letter: char) -> Vec<Range<usize>> {
        let long = |run: &Run| run.letters.len() > if run.joins { 1 } else { 2 };
        let stretches = self.all_runs(letter).filter(|run| !self.known && long(run));
        stretches.map(|run| self.bytes(run.letters.start..run.letters.end - run.least)).collect()
    }

    /// Where letters stand in the text.
    fn bytes(&self, letters: Range<usize>) -> Range<usize> {
        let byte = |at: usize| self.start + self.letters.get(at).map_or(self.text.len(), |&(byte, _)| byte);
        byte(letters.start)..byte(letters.end)
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::KashidaCodes;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(KashidaCodes::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// `+` is a kashida.
    const PAGE: &str =
        "افت+تحت بل+دية المدين+ة أمس مكت++بة عام+ة جديد+ة ف+ي الحي القدي+م، بحضو+ر\nعدد كب+ير من \
        الس+كان، وقال+ت مدير+ة المكت+بة إن المجم++وعة تضم آل+اف الك+تب وال+صحف الت+ي جمع+ت";

    #[test]
    fn any_letter_may_be_a_kashida() {
        for letter in ["ا", "د", "و"] {
            let page = PAGE.replace("ر+", "ر").replace("د+", "د");
            let (raw, whole) = (page.replace('+', letter), page.replace('+', ""));
            let cleaned = clean(&raw);
            // What is a word with the letter, too, keeps it.
            let right = cleaned.split(' ').zip(whole.split(' ')).filter(|(a, b)| a == b).count();
            let all = whole.split(' ').count();
            assert!(right * 10 >= all * 8, "{letter}: {right} of {all}: {cleaned}");
            assert!(cleaned.chars().count() < raw.chars().count() - 12, "{letter}: {cleaned}");
        }
    }

    #[test]
    fn a_run_goes_from_a_word_that_nobody_knows() {
        let page = PAGE.replace("ر+", "ر").replace("د+", "د") + " زخر وقخع (صخب+++خ،فخ++وع) حخز+++ى";
        let cleaned = clean(&page.replace('+', "و"));
        assert!(cleaned.ends_with("زخر وقخع (صخبخ،فخع) حخزى"), "{cleaned}");
    }

    #[test]
    fn letters_stay_where_others_are_missing_or_turned() {
        for text in [
            // Ligatures turned.
            "زيادة اإلنتاجية وحل المشكالت من خالل العمل والكالم عن العالقة مع البالد والثالثة والسالم والطالب \
             والعالج والخالف واإلعالم والسالح والفالح والمالك",
            // Long vowels drawn out by a writer.
            "مشكووور على الموضوع الراااائع جدااا وشكراااا كتييير يا غاااالي والله حلوووو وجميييل",
            // Letters lost.
            "افتحت لدية المدنة أس مكبة عمة جدية في الح القديم بضور عد كبر من السان وقلت مدرة المكبة إن المجوعة",
        ] {
            assert_eq!(clean(text), text);
        }
    }
}
