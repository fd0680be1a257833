//! Which lines stand in reading order, and which in another.

use std::borrow::Cow;

use memchr::memmem;

use crate::arabic::direction::{may_be_backward, Signs};
use crate::arabic::forms::{is_letter_or_form, TURNED_PHRASES};
use crate::arabic::marks::count_signs;
use crate::arabic::seats::Strain;
use crate::arabic::words::is_stop;
use crate::arabic::{word_order, Orthography};
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::marked::Torn;
use super::pieces::may_be_in_pieces;
use super::unshaped::are_spaced;
use super::words::Spelling;

/// The order in which a line is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As it reads.
    Reading,
    /// Letters as they look, from left to right.
    Letters,
    /// Letters as they read, words as they look.
    Words,
    /// Words as they read, the letters of each as they look.
    EachWord,
    /// Words of a piece as they read, pieces as they look.
    Pieces,
    /// Letters between two marks as they read, these pieces as they look.
    Marked,
    /// Too little to tell, or no letter of the script.
    Unknown,
}

/// A line and what was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged<'t> {
    pub(super) view: View<'t>,
    pub(super) order: Order,
    /// Whether the verdict leaves no doubt.
    pub(super) sure: bool,
    /// Bits for the letters being backwards.
    letters: i32,
    /// Bits for the words being backwards, and how many make them clear; 0 where nothing told.
    words: i32,
    clear: i32,
    /// Words of two letters or more.
    pub(super) count: u32,
    /// Bits of signs, without the model, for the letters being backwards.
    backward_signs: u32,
    /// Whether the model knows the language of the line.
    pub(super) arabic: bool,
}

/// Bits that leave no doubt about a line of three words or more.
const SURE: i32 = 16;
/// Letters that stand apart for each word of a line, of which some make a word by chance; and for one bit more.
const APART: usize = 32;
const APART_FOR_A_BIT: usize = 16;
/// The same for a line among lines that read.
const PLAIN: i32 = 28;
/// Bits of the model that stand for signs.
const SIGNS: i32 = 8;
/// Words for each letter that stands apart in lines of whole words.
const WHOLE: usize = 4;
/// Bits of the model by which a line clearly says how its words stand.
const CLEAR: i32 = 8;
/// Bits of a stop at the start of a line.
const STOP: i32 = 12;
/// The same for two words, and for word order, where each pair says less.
const OVERWHELMING: i32 = 28;
/// The model knows loanwords and letters that follow one another of other languages in its letters: a third of
/// what it says of its own, and that less surely.
const OTHER: i32 = 2;
/// Bits that make a text of lines that say too little by themselves, and how many times as many they are as those
/// against.
const TOGETHER: i32 = 40;
const MOSTLY: i32 = 8;
/// Bits of signs of words in reverse that give reason to look closer in any language.
const OTHERS: i32 = 16;
/// Marks of a line that has many, and bits that they say at most.
const VOCALISED: usize = 5;
const MARKS: i32 = 28;
/// Bytes of a line of some ten words.
const PLENTY: usize = 96;
/// Long lines that are asked for the order of their words while nothing else speaks of a defect: the first, and
/// of more one in so many.
const FIRST: usize = 8;
const SAMPLE: usize = 32;

/// Whether any line gives reason to look closer. Allocates nothing on healthy text but the
/// spelling's buffers for the few lines whose signs are mixed.
pub(super) fn in_doubt<M: LanguageModel>(model: &M, spelling: &mut Spelling, text: &Text<'_>) -> bool {
    let shapes = text.may_have_in('\u{FB50}'..='\u{FEFC}');
    let (mut long, mut asked, mut backward) = (0usize, 0usize, 0usize);
    let (mut plain, mut all) = (false, 0i64);
    let mut words = 0;
    let mut torn = Torn::default();
    let marks = text.may_have_in('\u{064B}'..='\u{0652}');
    let letters = text.lines().any(|line| {
        let line = line.text();
        let is_long = memchr::memchr_iter(b' ', line.as_bytes()).count() >= 5;
        long += usize::from(is_long);
        let asks = is_long && (long <= FIRST || long % SAMPLE == 1);
        if marks && vocalised(line) {
            let (reads, turned) = (Strain::of(line).least(), Strain::of_turned(line).least());
            if reads as i32 - turned as i32 >= SURE {
                return true;
            }
            torn.add_bits(line, reads.min(turned));
        }
        if !asks && !shapes && line.len() >= PLENTY && !may_be_backward(line) {
            return false;
        }
        let signs = Signs::of(line);
        if signs.backward > 0 && signs.backward * 3 >= signs.forward && spelling.backwards(model, line) > 0 {
            return true;
        }
        if asks && signs.words >= 6 && signs.backward <= signs.forward {
            words += word_order::backward(line).0;
            let (cost, pairs) = spelling.word_order_backwards(model, line);
            asked += 1;
            backward += usize::from(cost > 0 && pairs >= 3);
            plain |= cost >= OVERWHELMING * BIT;
            all += i64::from(cost);
        }
        false
    });
    // One line in fifty of a sound text is likelier the other way round by its pairs.
    letters
        || torn.is_plain()
        || words >= OTHERS
        || may_be_in_pieces(text)
        || shapes && are_spaced(text.lines().map(|line| line.text()))
        || (plain || all >= i64::from(OVERWHELMING * BIT)) && backward * 8 >= asked
}

/// Whether a line has so many marks that they tell its direction, one for four letters, and letters that carry them.
pub(super) fn vocalised(line: &str) -> bool {
    let marks = count_signs(line);
    marks > VOCALISED
        && marks * 8 >= line.len()
        && line.chars().filter(|&c| is_letter_or_form(c)).count() >= marks
}

/// Judge every line.
pub(super) fn judge<'t, M: LanguageModel>(
    model: &M,
    spelling: &mut Spelling,
    text: &Text<'t>,
) -> Vec<Judged<'t>> {
    let mut phrases = TURNED_PHRASES.to_vec();
    phrases.retain(|phrase| memmem::find(text.as_str().as_bytes(), phrase.as_bytes()).is_some());
    let mut lines: Vec<Judged<'t>> =
        text.lines().filter_map(|view| alone(model, spelling, text, view.trim(), &phrases)).collect();
    follow_letters(&mut lines);
    words(&mut lines);
    lines
}

/// What a line with letters of the script says by itself.
fn alone<'t, M: LanguageModel>(
    model: &M,
    spelling: &mut Spelling,
    text: &Text<'t>,
    view: View<'t>,
    phrases: &[&str],
) -> Option<Judged<'t>> {
    let line = &*telling(view.text(), phrases);
    let signs = Signs::of(line);
    let (forward, backward) = (signs.forward as i32, signs.backward as i32);
    let mut judged = Judged {
        view,
        order: Order::Unknown,
        sure: false,
        letters: backward - forward - signs.void() as i32,
        words: 0,
        clear: 0,
        count: signs.words,
        backward_signs: signs.backward - signs.void(),
        arabic: true,
    };
    if signs.words == 0 {
        return None;
    }
    let clear = forward >= 12 && backward * 4 < forward;
    if !clear {
        judged.arabic = Orthography::at(text.as_str(), view.start()).is_arabic();
        if judged.arabic {
            judged.letters += spelling.backwards(model, line) / BIT;
        } else {
            let (first, last) = signs.article;
            judged.letters +=
                spelling.backwards_elsewhere(model, line) / BIT / OTHER + first as i32 - last as i32;
            judged.backward_signs -= last;
        }
        if vocalised(line) {
            judged.letters += Strain::reversed(line).clamp(-MARKS, MARKS);
        }
    }
    let enough = match judged.count {
        0 | 1 => i32::MAX,
        2 => OVERWHELMING,
        _ => SURE,
    };
    if judged.letters >= enough && !by_chance(line, judged.count, judged.letters) {
        (judged.order, judged.sure) = (Order::Letters, true);
    } else if judged.letters < 0 {
        let reads = -judged.letters >= enough.min(OVERWHELMING);
        // Clear by its letters may be any language; the model knows word order of its own only.
        if judged.arabic && Orthography::at(text.as_str(), view.start()).is_arabic() {
            if reads {
                (judged.order, judged.sure) = (Order::Reading, true);
                let (cost, pairs): (Cost, u32) = spelling.word_order_backwards(model, line);
                (judged.words, judged.clear) = (cost / BIT, if pairs > 0 { CLEAR } else { 0 });
            }
        } else {
            let (bits, pairs) = word_order::backward(line);
            // Words that make a pair are spelled as they read.
            if reads || pairs > 0 {
                (judged.order, judged.sure) = (Order::Reading, true);
                (judged.words, judged.clear) = (bits, if bits != 0 { word_order::PAIR } else { 0 });
            }
        }
    }
    Some(judged)
}

/// Whether these bits are few for a line whose letters stand apart.
fn by_chance(line: &str, words: u32, bits: i32) -> bool {
    let tokens = line.split_whitespace().count();
    tokens > APART * words as usize && bits < SURE + (tokens / APART_FOR_A_BIT) as i32
}

/// A line without the phrases of one glyph that are spelled backwards in lines of any order.
fn telling<'l>(line: &'l str, phrases: &[&str]) -> Cow<'l, str> {
    phrases.iter().fold(Cow::Borrowed(line), |line, phrase| match line.contains(phrase) {
        true => Cow::Owned(line.replace(phrase, " ")),
        false => line,
    })
}

/// Unsure lines follow the sure ones before and after them, and the whole text. In a text that
/// mostly reads, a line that stands alone against its neighbours must be plainer than else.
fn follow_letters(lines: &mut [Judged<'_>]) {
    let sure = lines.iter().filter(|line| line.sure).count() as i32;
    let turned = lines.iter().filter(|line| line.sure && line.order == Order::Letters).count() as i32;
    if turned == 0 && (sure > 0 || !together(lines)) {
        return;
    }
    // Bits that the text as a whole gives a line: all lines agree in nearly every text.
    let mostly = turned * 10 >= sure * 9;
    let text = if mostly { 4 + turned.min(8) } else { 0 };
    let mut after: Vec<Option<Order>> = vec![None; lines.len()];
    let mut seen = None;
    for (line, after) in lines.iter().zip(&mut after).rev() {
        *after = seen;
        if line.sure {
            seen = Some(line.order);
        }
    }
    let mut before = None;
    for (line, after) in lines.iter_mut().zip(after) {
        let near = [before, after];
        if line.sure {
            before = Some(line.order);
            if line.order == Order::Letters && !mostly {
                let beside = near.contains(&Some(Order::Letters));
                let enough = if beside { SURE } else { PLAIN };
                let signs = line.backward_signs >= if beside { 2 } else { 8 };
                let plain = || line.letters + leading_stop(line) >= enough + SIGNS && has_whole_words(line);
                line.sure = line.letters >= enough && (signs || plain());
            }
            continue;
        }
        let beside = |order| near.into_iter().filter(|&near| near == Some(order)).count() as i32;
        let bits = if mostly {
            line.letters + text + 3 * beside(Order::Letters) - 5 * beside(Order::Reading)
        } else {
            alone_among(line, beside(Order::Letters))
        };
        if bits > 0 {
            line.order = Order::Letters;
            line.sure = bits >= 6;
        }
    }
}

/// Bits for a line of a word or two in a text of both kinds, so many of whose neighbours are backward.
fn alone_among(line: &Judged<'_>, backward: i32) -> i32 {
    let stop = leading_stop(line);
    let enough = match backward {
        2 => return line.letters,
        1 => SURE + SIGNS,
        _ if stop > 0 => PLAIN,
        _ => return 0,
    };
    let bits = line.letters + stop;
    if line.letters > 0 && bits >= enough && has_whole_words(line) {
        bits
    } else {
        0
    }
}

/// Whether the model knows the language of a line and hardly a letter stands apart, so that its words are words.
fn has_whole_words(line: &Judged<'_>) -> bool {
    let apart = line.view.words().filter(|word| {
        let mut letters = word.text().chars().filter(|&c| is_letter_or_form(c));
        letters.next().is_some() && letters.next().is_none()
    });
    line.arabic && apart.count() * WHOLE <= line.count as usize
}

/// What a stop says that begins a line and touches what is behind it: shown from left to right, the last one does.
fn leading_stop(line: &Judged<'_>) -> i32 {
    let rest = line.view.text().strip_prefix(is_stop);
    if rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace() && !is_stop(c))) {
        STOP
    } else {
        0
    }
}

/// Whether lines none of which is sure, as labels and titles, are in reverse all together.
fn together(lines: &[Judged<'_>]) -> bool {
    let bits = |sign: i32| lines.iter().map(|line| (sign * line.letters).max(0)).sum::<i32>();
    let (backward, forward) = (bits(1), bits(-1));
    backward >= TOGETHER && backward >= MOSTLY * forward
}

/// Lines whose words stand in reverse, by themselves and by the text.
fn words(lines: &mut [Judged<'_>]) {
    let asked = |line: &&Judged<'_>| line.order == Order::Reading && line.clear > 0;
    let clear = |line: &&Judged<'_>| asked(line) && line.words.abs() >= line.clear;
    let backward = lines.iter().filter(clear).filter(|line| line.words > 0).count() as i32;
    let all = lines.iter().filter(clear).count() as i32;
    let total: i32 = lines.iter().filter(asked).map(|line| line.words.clamp(-40, 40)).sum();
    let text = if total > 40 && backward * 10 >= all * 9 && backward >= 3 {
        24
    } else if total > 40 && backward * 3 >= all * 2 && backward >= 3 {
        10
    } else {
        0
    };
    if backward == 0 {
        return;
    }
    for line in lines.iter_mut() {
        let follows = line.order == Order::Unknown && text == 24 && line.letters < 0;
        if line.order != Order::Reading && !follows {
            continue;
        }
        let bits = line.words + text;
        if bits >= OVERWHELMING || (text > 0 && bits >= 12) {
            (line.order, line.sure) = (Order::Words, line.count >= 3 || text == 24);
        }
    }
}
