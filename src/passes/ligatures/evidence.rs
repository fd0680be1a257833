//! Which ligatures a text has turned.

use crate::arabic::letters::{
    is_alef_of_lam_alef, is_letter, joins_next, ALEF, ALEF_MAKSURA, LAM, TEH_MARBUTA,
};
use crate::arabic::words::tokens;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::Text;

use super::cut;
use super::family::{self, Family};

/// Two letters in the order of writing, as one glyph: fonts have a ligature for each way to join it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Glyph {
    pub(super) first: char,
    pub(super) second: char,
    pub(super) joins_before: bool,
    pub(super) joins_after: bool,
}

impl Glyph {
    pub(super) fn of(first: char, second: char, before: Option<char>, after: Option<char>) -> Self {
        let joins_before = before.is_some_and(joins_next);
        Glyph { first, second, joins_before, joins_after: after.is_some() && joins_next(second) }
    }

    fn is_lam_alef(&self) -> bool {
        self.first == LAM && is_alef_of_lam_alef(self.second)
    }
}

/// What a text's words say about a ligature.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) glyph: Glyph,
    /// Words that are none until the two change places, counted by how impossible they are.
    pub(super) turned: u32,
    /// Words that have the two in the right order, however often they stand there.
    sound: u32,
    /// Those of them that are known, once each: a font may turn `\u{646}\u{64A}` and `\u{64A}\u{646}`, and only a word shows
    /// which of the two it is.
    known: u32,
    /// Those of these that are no pieces of words that a space cut.
    pub(super) whole: u32,
}

/// The ligatures that a text has turned.
#[derive(Debug)]
pub(super) struct Turned {
    /// Which, and bits by which a word must be likelier with them turned.
    glyphs: Vec<(Glyph, Cost)>,
    families: Vec<Family>,
    /// Whether `لا لأ لإ لآ` are among them, and in the whole text.
    lam_alef: bool,
    /// Whether those are that join to a letter before them, which are other glyphs: `خالل`, and `لا` as it should be.
    joined: bool,
    /// Whether `هللا` and `هلل` stand for `الله` and `لله`.
    pub(super) allah: bool,
    /// Whether spaces cut its words.
    pub(super) cut: bool,
    /// Where a text that holds both orders of lam-alef shows one: byte, and whether it is turned.
    shown: Vec<(usize, bool)>,
}

/// How far a line of the text is to be trusted to be turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// As much as any.
    Whole,
    /// Fonts are mixed here: a reading must be much likelier than what stands there.
    Mixed,
    /// The lines about it are sound.
    None,
}

/// Bits by which a word must be unlikelier than with two letters changed, to count.
const VOTE: Cost = 8 * BIT;
/// Votes that turn a pair.
const ENOUGH: u32 = 3;
/// Votes of all ligatures that show a font's habit.
const HABIT: u32 = 6;
/// Bits by which a word must be likelier with a ligature turned that the habit alone speaks for.
const UNSURE: Cost = 4 * BIT;
/// Bits by which a word may be unlikelier with a ligature turned where the letters in either order are of a family that is.
const FAMILY: Cost = 8 * BIT;
/// Bits that the commonest words cost.
const COMMONEST: Cost = 9 * BIT;
/// Words that are looked at, at most: what is turned shows early.
pub(super) const WORDS: usize = 4096;

/// Sequences of letters that no word holds: alef before another alef and lam.
const IMPOSSIBLE: [&str; 4] = ["األ", "اإل", "اآل", "اال"];
/// Lam-alefs in the order of writing.
const SOUND: [&str; 4] = ["لا", "لأ", "لإ", "لآ"];
/// What other ligatures leave: yeh as a final letter inside, the article with its meem behind.
const OTHERS: [&str; 8] = ["ىل", "ىن", "ىت", " يف ", " امل", " احل", "هللا", "اهلل"];

impl Turned {
    /// Look for what turned ligatures leave. Allocates nothing when there is none.
    pub(super) fn find<M: LanguageModel>(model: &M, text: &Text<'_>) -> Option<Turned> {
        let bytes = text.as_str().as_bytes();
        let has = |needle: &str| memchr::memmem::find(bytes, needle.as_bytes()).is_some();
        let impossible = IMPOSSIBLE.iter().any(|needle| has(needle));
        let none_sound = || !joined_lam_alef(text.as_str());
        let any = impossible || OTHERS.iter().any(|needle| has(needle)) || none_sound() && odd(model, text);
        if !any {
            return None;
        }
        Turned::weigh(model, text)
    }

    fn weigh<M: LanguageModel>(model: &M, text: &Text<'_>) -> Option<Turned> {
        let mut pairs: Vec<Pair> = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        let mut said: Vec<Neighbours> = Vec::new();
        let mut allah = [0u32; 2];
        let mut unknown = 0;
        let cut = cut::is_cut(model, text.as_str());
        let mut other = String::new();
        let words =
            tokens(text.as_str()).map(|token| token.core().text).filter(|word| word.chars().all(is_letter));
        for word in words.take(WORDS) {
            if word.ends_with("هللا") || word.ends_with("اهلل") {
                allah[1] += 1;
            } else if word.ends_with("الله") || word.ends_with("لله") {
                allah[0] += 1;
            }
            for ((at, _), (before, first, second, after)) in word.char_indices().zip(neighbours(word)) {
                if is_ligature(first, second) && !may_be_either(&word[..at], first, second, after) {
                    count(&mut pairs, Glyph::of(first, second, before, after)).sound += 1;
                }
            }
            // A word votes once.
            let impossible = is_impossible(word);
            if word.len() > 32 || cut && !impossible && word.chars().nth(3).is_none() {
                continue;
            }
            if let Err(at) = seen.binary_search(&word) {
                seen.insert(at, word);
                let Some((before, first, second, after)) = best_swap(model, word, &mut other) else {
                    let known = model.is_word(word);
                    unknown += u32::from(word.len() >= 8 && !known);
                    let whole = known && is_whole(model, word);
                    for (before, first, second, after) in neighbours(word).filter(|_| known) {
                        if is_ligature(first, second) {
                            let pair = count(&mut pairs, Glyph::of(first, second, before, after));
                            (pair.known, pair.whole) = (pair.known + 1, pair.whole + u32::from(whole));
                        }
                    }
                    continue;
                };
                // A stem that the model does not know comes in many words, and says one thing.
                let about = (before, first, second, after);
                if impossible || !said.contains(&about) {
                    said.push(about);
                    let article = word.chars().nth(1) == Some(second) && word.chars().nth(2) == Some(LAM);
                    count(&mut pairs, Glyph::of(first, second, before, after)).turned +=
                        match (impossible, article) {
                            (true, _) => ENOUGH,
                            // The word gains the article: `املدينة`.
                            (false, true) => 2,
                            (false, false) => 1,
                        };
                }
            }
        }
        if cut {
            cut::ask(model, text.as_str(), &mut pairs);
        }
        let count_of = |is: fn(&Glyph) -> bool| {
            let these = pairs.iter().filter(|pair| is(&pair.glyph));
            these.fold((0, 0), |(turned, sound), pair| (turned + pair.turned, sound + pair.sound))
        };
        let (turned, sound) = count_of(Glyph::is_lam_alef);
        let joined = count_of(|glyph| glyph.is_lam_alef() && glyph.joins_before);
        let others = || pairs.iter().filter(|pair| !pair.glyph.is_lam_alef());
        let sure = |pair: &&Pair| pair.turned >= ENOUGH && pair.known * 4 <= pair.turned;
        // A font that turns some ligatures turns all: there, little says it of the others.
        let kinds = others().filter(|pair| pair.turned > 0 && pair.sound <= pair.turned).count() as u32;
        let votes = others().filter(|pair| pair.sound <= pair.turned).map(|pair| pair.turned).sum::<u32>();
        let habit =
            others().any(|pair| sure(&pair)) && kinds >= HABIT && 2 * votes >= 3 * kinds && votes >= unknown;
        let glyphs = others().filter_map(|pair| match () {
            () if sure(&pair) => Some((pair.glyph, 0)),
            () if habit && pair.turned > 0 && pair.known <= pair.turned => Some((pair.glyph, UNSURE)),
            () => None,
        });
        let mut found = Turned {
            glyphs: glyphs.collect(),
            families: family::turned(&pairs),
            lam_alef: turned >= ENOUGH.min(1 + sound),
            joined: joined.0 > ENOUGH && joined.1 * HABIT <= joined.0,
            allah: allah[1] > 0 && allah[0] * 4 <= allah[1],
            cut,
            shown: Vec::new(),
        };
        // In a text of more than one font the lines decide.
        if found.lam_alef && sound * 12 > turned && !found.joined {
            found.shown = shown(text.as_str());
            found.lam_alef = found.shown.iter().filter(|shown| shown.1).count() >= 3;
        }
        // All others are sound in a text where only these are turned.
        found.lam_alef &= !(found.joined && (sound - joined.1) * 4 > turned - joined.0);
        let others = !found.glyphs.is_empty() || !found.families.is_empty();
        (found.lam_alef || found.joined || found.allah || others).then_some(found)
    }

    /// If two letters `a`, `b` of the text, between two others of its word, are a ligature that it
    /// turns: by how much a word must be likelier with it turned.
    pub(super) fn turns(&self, (before, a, b, after): Neighbours) -> Option<Cost> {
        let glyph = Glyph::of(b, a, before, after);
        if glyph.is_lam_alef() {
            return (self.lam_alef || self.joined && glyph.joins_before).then_some(0);
        }
        let in_turned = |glyph: &Glyph| Family::of(glyph).is_some_and(|own| self.families.contains(&own));
        if in_turned(&glyph) {
            // As it stands it may be sound, unless it would have been turned as well.
            let turned_as_well = in_turned(&Glyph::of(a, b, before, after));
            return Some(if turned_as_well { -FAMILY } else { 0 });
        }
        self.glyphs.iter().find(|turned| turned.0 == glyph).map(|turned| turned.1)
    }

    /// How far the line that begins at `start` is turned, by what the nearest places show.
    pub(super) fn trust(&self, start: usize) -> Trust {
        if self.shown.is_empty() {
            return Trust::Whole;
        }
        let at = self.shown.partition_point(|shown| shown.0 < start);
        let near = &self.shown[at.saturating_sub(3)..self.shown.len().min(at + 4)];
        match near.iter().filter(|shown| shown.1).count() {
            0 => Trust::None,
            turned if turned == near.len() => Trust::Whole,
            _ => Trust::Mixed,
        }
    }
}

/// Whether a lam-alef stands in the order of writing that joins to a letter before it, as in any text of some length.
fn joined_lam_alef(text: &str) -> bool {
    SOUND.iter().any(|needle| {
        memchr::memmem::find_iter(text.as_bytes(), needle)
            .any(|at| text[..at].chars().next_back().is_some_and(|c| is_letter(c) && joins_next(c)))
    })
}

/// Whether any word of a text is none as it stands, and may be one with a lam-alef turned.
fn odd<M: LanguageModel>(model: &M, text: &Text<'_>) -> bool {
    let may_turn = |word: &str| neighbours(word).any(|(_, a, b, _)| b == LAM && is_alef_of_lam_alef(a));
    let mut words = tokens(text.as_str()).map(|token| token.core().text).take(WORDS);
    words.any(|word| word == "ال" || may_turn(word) && word.chars().all(is_letter) && !model.is_word(word))
}

/// Where the text shows the one order of lam-alef or the other.
fn shown(text: &str) -> Vec<(usize, bool)> {
    let find = |needle: &'static str, turned| {
        memchr::memmem::find_iter(text.as_bytes(), needle).map(move |at| (at, turned)).collect::<Vec<_>>()
    };
    let mut shown: Vec<(usize, bool)> = IMPOSSIBLE.iter().flat_map(|needle| find(needle, true)).collect();
    let sound = SOUND.iter().flat_map(|needle| find(needle, false));
    shown.extend(sound.filter(|&(at, _)| {
        let mut letters = text[at..].chars();
        let (lam, alef) = (LAM, letters.nth(1).unwrap_or(ALEF));
        !may_be_either(&text[..at], lam, alef, letters.next())
    }));
    shown.sort_unstable();
    shown
}

/// Whether a lam-alef in its order may be what is left of another that is turned, for a lam stands behind it: at a
/// word's start or after its proclitics `لألطفال` may be `للأطفال`, after an alef `الالزمة` may be `اللازمة`.
fn may_be_either(before: &str, first: char, second: char, after: Option<char>) -> bool {
    if first != LAM || !is_alef_of_lam_alef(second) || after != Some(LAM) {
        return false;
    }
    let proclitic = |c: char| matches!(c, 'و' | 'ف' | 'ب' | 'ك');
    let start = before.strip_suffix(proclitic).unwrap_or(before);
    before.ends_with(is_alef_of_lam_alef) || !start.ends_with(is_letter)
}

/// Whether a known word is one that the model lists and hardly a piece of one: it has four letters, or is among the commonest.
fn is_whole<M: LanguageModel>(model: &M, word: &str) -> bool {
    word.chars().nth(3).is_some() && model.word(word).is_some() || is_common(model, word)
}

/// Whether a word is among the commonest.
pub(super) fn is_common<M: LanguageModel>(model: &M, word: &str) -> bool {
    model.word(word).is_some_and(|id| model.word_cost(id) < COMMONEST)
}

/// Whether two letters may be one glyph: the first joins to the second.
pub(super) fn is_ligature(first: char, second: char) -> bool {
    first != second && joins_next(first) && !(is_alef_of_lam_alef(first))
}

pub(super) fn count(pairs: &mut Vec<Pair>, glyph: Glyph) -> &mut Pair {
    let at = match pairs.binary_search_by_key(&glyph, |pair| pair.glyph) {
        Ok(at) => at,
        Err(at) => {
            pairs.insert(at, Pair { glyph, turned: 0, sound: 0, known: 0, whole: 0 });
            at
        }
    };
    &mut pairs[at]
}

/// Two letters that stand side by side, and the letters before and after them.
pub(super) type Neighbours = (Option<char>, char, char, Option<char>);

/// The letters of a word two by two.
pub(super) fn neighbours(word: &str) -> impl Iterator<Item = Neighbours> + '_ {
    let after = word.chars().skip(2).map(Some).chain([None]);
    let before = [None].into_iter().chain(word.chars().map(Some));
    let pairs = word.chars().zip(word.chars().skip(1));
    before.zip(pairs).zip(after).map(|((before, (a, b)), after)| (before, a, b, after))
}

/// Whether no word is spelled so: a final letter inside, two alefs in a row before lam, or the
/// commonest word turned round.
pub(super) fn is_impossible(word: &str) -> bool {
    word.chars().zip(word.chars().skip(1)).any(|(c, _)| matches!(c, ALEF_MAKSURA | TEH_MARBUTA))
        || word == "يف"
        || IMPOSSIBLE.iter().any(|sequence| word.contains(sequence))
}

/// The two letters whose change of places helps a word most, in the order of writing, if it helps
/// enough; `other` is then the word with them changed.
pub(super) fn best_swap<M: LanguageModel>(model: &M, word: &str, other: &mut String) -> Option<Neighbours> {
    let stays = model.cost(word);
    let mut best: Option<(Cost, usize, Neighbours)> = None;
    let swap = |other: &mut String, at: usize, (_, b, a, _): Neighbours| {
        other.clear();
        other.push_str(&word[..at]);
        other.extend([b, a]);
        other.push_str(&word[at + a.len_utf8() + b.len_utf8()..]);
    };
    for ((at, _), (before, a, b, after)) in word.char_indices().zip(neighbours(word)) {
        if is_ligature(b, a) {
            let pair = (before, b, a, after);
            swap(other, at, pair);
            let cost = model.cost(other);
            if stays - cost >= VOTE && model.is_word(other) && best.is_none_or(|(least, ..)| cost < least) {
                best = Some((cost, at, pair));
            }
        }
    }
    let (_, at, pair) = best?;
    swap(other, at, pair);
    Some(pair)
}
