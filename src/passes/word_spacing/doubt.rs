//! Whether a run of letters may be read in another way: asked of every word, so cheap questions come first.

use crate::model::{Cost, LanguageModel, WordId, BIT};

use super::lattice::{is_lone, LETTER, LONE, SEEN};
use super::own::Own;
use super::walk::{Seen, AROUND};
use super::{Price, SOUND};

/// Runs longer than any word.
const LONG: usize = 14;
/// Bytes that two runs may have to be one word.
const JOINED: usize = 64;

/// What a word costs at the least that the model does not list.
const UNLISTED: Cost = 20 * BIT;

/// Whether another reading of this run, or of it and the one before, may be likelier.
pub(super) fn is_doubtful<M: LanguageModel>(
    model: &M,
    text: &str,
    behind: &[Option<Seen>; AROUND],
    here: Seen,
    (price, own): (Price, &Own),
) -> bool {
    if here.run.letters > LONG {
        return true;
    }
    let word = &text[here.run.start..here.run.end];
    // Two long words that are known are seldom halves of one.
    let halves = |before: &Seen| {
        price.join < SOUND.join
            || before.id.is_none()
            || here.id.is_none()
            || before.run.letters < 4
            || here.run.letters < 4
    };
    if let Some(before) =
        behind[0].filter(halves).filter(|before| may_join(model, text, *before, here, price))
    {
        if is_joint_doubtful(model, text, before, here, (price, own)) {
            return true;
        }
    }
    match here.id {
        None => is_cut_doubtful(model, word, here.run.letters, price),
        Some(id) => price.split < SOUND.split && here.run.letters >= 4 && is_slip(model, word, id, price),
    }
}

/// Whether a known word is likelier two that writers run together.
fn is_slip<M: LanguageModel>(model: &M, word: &str, id: WordId, price: Price) -> bool {
    let whole = model.word_cost(id);
    let mut slip = false;
    model.prefixes(word, &mut |end, first| {
        let rest = &word[end..];
        if slip || rest.is_empty() || model.word_cost(first) + price.split >= whole {
            return;
        }
        if let Some(second) = model.word(rest) {
            slip = model.word_cost(first) + model.next_cost(first, second) + price.split < whole;
        }
    });
    slip
}

/// Bits that the likeliest word of so many letters costs at the least.
const LIKELIEST: [Cost; LONG + 1] = [6, 6, 6, 6, 7, 9, 9, 10, 11, 12, 12, 13, 13, 15, 16];

/// What can be said without a look-up of whether two runs may be one word.
fn may_join<M: LanguageModel>(model: &M, text: &str, a: Seen, b: Seen, price: Price) -> bool {
    let Some(likeliest) = LIKELIEST.get(a.run.letters + b.run.letters) else {
        return false;
    };
    if let (Some(first), Some(second)) = (a.id, b.id) {
        // So common side by side that no word of both could be as likely.
        let apart = model.word_cost(first) + model.word_cost(second);
        let common = apart < price.join + (likeliest - 2) * BIT;
        if common && a.run.letters > 1 && b.run.letters > 1 {
            return false;
        }
    }
    // Teh marbuta and alef maksura end a word.
    !matches!(text.as_bytes()[..a.run.end], [.., 0xD8, 0xA9] | [.., 0xD9, 0x89])
}

/// Whether two runs may be one word.
fn is_joint_doubtful<M: LanguageModel>(
    model: &M,
    text: &str,
    a: Seen,
    b: Seen,
    (price, own): (Price, &Own),
) -> bool {
    let (first, second) = (&text[a.run.start..a.run.end], &text[b.run.start..b.run.end]);
    let fragment = |seen: Seen| seen.run.letters <= 2 && (seen.id.is_none() || seen.run.letters == 1);
    if fragment(a) && fragment(b) {
        return true;
    }
    if first.len() + second.len() > JOINED {
        return false;
    }
    let id = model.word_of_two(first, second);
    // The whole may have clitics, where one of the two is a piece; where words are often split, it may anyway.
    let short = a.run.letters <= 3 || b.run.letters <= 3;
    let piece = short && (a.id.is_none() || b.id.is_none() || fragment(a) || fragment(b));
    let damaged = price.join < SOUND.join;
    if id.is_none() && !piece && !damaged {
        return false;
    }
    // Letters by themselves are seen side by side in lists.
    let letters = a.run.letters == 1 || b.run.letters == 1;
    if let (Some(one), Some(two), false) = (a.id, b.id, letters) {
        if price.join == SOUND.join && model.pair_cost(one, two).is_some() {
            return false;
        }
    }
    // Letters alone are asked first: clitics only make a word cheaper, and take their time.
    let alone = |seen: Seen, word: &str, cost: &dyn Fn(&str) -> Cost| {
        seen.id.map_or_else(|| cost(word), |id| model.word_cost(id))
    };
    let apart = |cost: &dyn Fn(&str) -> Cost| match (a.id, b.id) {
        (Some(a), Some(b)) => model.word_cost(a) + model.next_cost(a, b),
        _ => alone(a, first, cost) + alone(b, second, cost),
    };
    let lone = if b.run.letters >= 3 && is_lone(first, price) {
        LONE
    } else if damaged && letters {
        LETTER
    } else {
        0
    };
    let limit = |apart: Cost| apart + lone - price.join + 2 * BIT;
    match id {
        Some(id) => {
            let whole = model.word_cost(id);
            whole < limit(apart(&|word| model.unknown_cost(word)))
                && whole < limit(apart(&|word| model.cost(word)))
        }
        // As likely a word would be listed.
        None if a.id.is_some() && b.id.is_some() && limit(apart(&|_| 0)) < UNLISTED => false,
        None => {
            let mut joined = [0; JOINED];
            let (one, two) = (first.len(), first.len() + second.len());
            joined[..one].copy_from_slice(first.as_bytes());
            joined[one..two].copy_from_slice(second.as_bytes());
            let joined = std::str::from_utf8(&joined[..two]).unwrap_or_default();
            let seen = if own.has(joined, 1) { SEEN } else { 0 };
            model.cost(joined) - seen < limit(apart(&|word| model.cost(word)))
        }
    }
}

/// Whether an unknown run may be two words or more.
fn is_cut_doubtful<M: LanguageModel>(model: &M, word: &str, letters: usize, price: Price) -> bool {
    if letters < 4 {
        return false;
    }
    if price.split < SOUND.split {
        return true;
    }
    let (mut unknown, mut whole) = (None, None);
    let mut doubtful = false;
    model.prefixes(word, &mut |end, first| {
        let rest = &word[end..];
        // A letter by itself is no part.
        if doubtful || end <= 2 || rest.len() <= 2 {
            return;
        }
        if let Some(second) = model.word(rest) {
            let parts = model.word_cost(first) + model.next_cost(first, second) + price.split - 2 * BIT;
            // Clitics only make the word cheaper.
            doubtful = parts < *unknown.get_or_insert_with(|| model.unknown_cost(word))
                && parts < *whole.get_or_insert_with(|| model.cost(word));
        }
    });
    // So unlike a word that it may be three.
    let limit = letters as Cost * 5 * BIT;
    doubtful
        || letters >= 9
            && unknown.unwrap_or_else(|| model.unknown_cost(word)) > limit
            && whole.unwrap_or_else(|| model.cost(word)) > limit
}
