//! One glyph may come out as two letters, of which the font's table gives the other glyph one again: `للكن` for `لكن`, where
//! the kaf is drawn in another shape behind a lam, and `جدااً` for `جداً`, where the tanween was first seen on an alef.
//!
//! These are the two that occur. Any letter may stand twice in a word, and words with one letter too many are written;
//! so the words of the text tell. `اﷲ` U+0627 U+FDF2 has the alef of a word whose glyph has none.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::arabic::letters::{is_letter, ALEF};
use crate::arabic::marks::is_mark;
use crate::arabic::{LineGate, TATWEEL};
use crate::edit::{Confidence, Edits};
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::Text;

use super::{drawn, LETTER_CODE, LONGEST};

/// A letter that a glyph gave twice beside the neighbour that tells.
struct Twice {
    /// As read, and as drawn: U+0644 U+0644 U+0643 and back, U+0627 U+0627 U+064B and back.
    read: &'static str,
    drawn: &'static str,
    /// Whether words have the three.
    written: bool,
}

const TWICE: [Twice; 2] = [
    Twice { read: "\u{644}\u{644}\u{643}", drawn: "\u{643}\u{644}\u{644}", written: true },
    Twice { read: "\u{627}\u{627}\u{64B}", drawn: "\u{64B}\u{627}\u{627}", written: false },
];
/// The bytes of each of these letters.
const LETTER: usize = 2;
/// U+FDF2 ARABIC LIGATURE ALLAH ISOLATED FORM.
const ALLAH: char = '\u{FDF2}';
/// Letters before it, at most.
const CLITICS: usize = 2;
/// Different words that tell, at least, and the letters of the shortest that counts.
const SEVERAL: usize = 3;
const SHORTEST: usize = 3;
/// Bits by which a word must be likelier with one letter less where another clitic may explain it.
const LIKELIER: Cost = 8 * BIT;

/// What one letter less makes of a word in which one stands twice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Less {
    /// A word, which it is not, or hardly, as it stands.
    Word,
    /// No word, and it was none.
    Nothing,
    /// It is a word as it stands.
    Stands,
}

/// Takes one of two letters away where the words of the text say that a font gave it twice.
pub(super) fn read<M: LanguageModel>(model: &M, text: &Text<'_>, edits: &mut Edits<'_>) {
    let source = text.as_str();
    if text.may_have(ALLAH) {
        alefs_beside_allah(text, edits);
    }
    for twice in TWICE.iter().filter(|twice| twice.read.chars().all(|c| text.may_have(c))) {
        take_one(model, source, twice, edits);
    }
}

impl Twice {
    /// Where one of the two letters stands, as bytes.
    fn places<'t>(&self, source: &'t str) -> impl Iterator<Item = usize> + use<'t> {
        let find = |it: &'static str| memchr::memmem::find_iter(source.as_bytes(), it);
        find(self.read).chain(find(self.drawn).map(|at| at + LETTER))
    }
}

fn take_one<M: LanguageModel>(model: &M, source: &str, twice: &Twice, edits: &mut Edits<'_>) {
    let words = || twice.places(source).map(|at| (at..at + LETTER, word_at(source, at)));
    let less = |(letter, word): (Range<usize>, Range<usize>)| less(model, source, word, letter);
    if words().map(less).all(|less| less != Less::Word) {
        return;
    }
    let said: BTreeMap<&str, Less> =
        words().map(|(letter, word)| (&source[word.clone()], less((letter, word)))).collect();
    let count = |what: Less| said.values().filter(|&&less| less == what).count();
    let others = count(Less::Nothing) + if twice.written { count(Less::Stands) } else { 0 };
    if count(Less::Word) < SEVERAL || others * 2 > count(Less::Word) {
        return;
    }
    for (letter, word) in words() {
        if !twice.written || said[&source[word]] == Less::Word {
            edits.delete(letter, LETTER_CODE, Confidence::Strong);
        }
    }
}

/// Of a glyph of U+FDF2 that has no alef the alef stands before it, or behind it in a line that is stored as drawn, and
/// nothing else in the word but what is put before a name. In Urdu people write it so.
fn alefs_beside_allah(text: &Text<'_>, edits: &mut Edits<'_>) {
    let source = text.as_str();
    let mut gate = LineGate::new(source);
    for at in memchr::memmem::find_iter(source.as_bytes(), ALLAH.encode_utf8(&mut [0; 4]).as_bytes()) {
        let end = at + ALLAH.len_utf8();
        let read = alef_behind_clitics(source[..at].chars().rev()) && !source[end..].starts_with(is_letter);
        let drawn = alef_behind_clitics(source[end..].chars()) && !source[..at].ends_with(is_letter);
        let alef = match (read, drawn) {
            (true, _) => at - ALEF.len_utf8()..at,
            (_, true) => end..end + ALEF.len_utf8(),
            _ => continue,
        };
        if gate.at(at).is_arabic() {
            edits.delete(alef, LETTER_CODE, Confidence::Strong);
        }
    }
}

/// Whether from the name on there are an alef and the word's end, or prepositions and conjunctions before that.
fn alef_behind_clitics(mut from_name: impl Iterator<Item = char>) -> bool {
    from_name.next() == Some(ALEF)
        && from_name
            .take(CLITICS + 1)
            .take_while(|&c| is_letter(c) || is_mark(c))
            .try_fold(0, |count, c| ("وفبتك".contains(c) && count < CLITICS).then_some(count + 1))
            .is_some()
}

/// The word about byte `at`, or what is too long for one.
fn word_at(source: &str, at: usize) -> Range<usize> {
    let inside = |c: &char| is_letter(*c) || is_mark(*c) || *c == TATWEEL;
    let size = |word: &mut dyn Iterator<Item = char>| -> usize {
        word.take(2 * LONGEST).take_while(inside).map(char::len_utf8).sum()
    };
    at - size(&mut source[..at].chars().rev())..at + size(&mut source[at..].chars())
}

/// What a word is without the letter at `letter`.
fn less<M: LanguageModel>(model: &M, source: &str, word: Range<usize>, letter: Range<usize>) -> Less {
    let stands = &source[word.clone()];
    if word.len() > 2 * LONGEST || model.word(stands).is_some() {
        return Less::Stands;
    }
    let less = [&source[word.start..letter.start], &source[letter.end..word.end]].concat();
    if less.chars().filter(|&c| is_letter(c)).count() < SHORTEST {
        return Less::Nothing;
    }
    // With a clitic more it may be a word: `للكن` as `ل` and `لكن`.
    let is_built = model.is_word(stands);
    let is_known = |less: &str| match is_built {
        true => model.word(less).is_some() && model.cost(less) + LIKELIER < model.cost(stands),
        false => model.is_word(less),
    };
    match is_known(&less) || is_known(&drawn(&less)) {
        true => Less::Word,
        false if is_built => Less::Stands,
        false => Less::Nothing,
    }
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

    const PAGE: &str = "لكن البنك الكبير في المملكة، ولا يستهلك كل مالكيه أيضاً جداً.\n\
        ولكنها شركة كبيرة جداً، وشكراً أولاً وأخيراً، الكتب الكثيرة تهلك";

    #[test]
    fn a_letter_goes_that_a_glyph_gave_twice() {
        for (right, raw) in [("لك", "للك"), ("اً", "ااً")] {
            let raw = PAGE.replace(right, raw);
            assert_eq!(clean(&raw), PAGE);
            assert_eq!(clean(&drawn(&raw)), drawn(PAGE));
        }
    }

    #[test]
    fn letters_that_stand_twice_stay() {
        assert_eq!(clean(PAGE), PAGE);
        let healthy =
            "للكتاب والله مما يتتبع الممكن في اللغة الليبية، ممّا قررت اللجنة تتويجه للكرة والشاب ززوفي وهههه";
        assert_eq!(clean(healthy), healthy);
        let typed = "كتتب الطالبب درسهه في المدرسةة ثم ذهبب إلى البيتت ووجد أخاهه";
        assert_eq!(clean(typed), typed);
    }

    #[test]
    fn a_glyph_without_an_alef_stands_behind_one() {
        assert_eq!(clean("با\u{FDF2} وا\u{FDF2}، \u{FDF2} أكبر"), "ب\u{FDF2} و\u{FDF2}، \u{FDF2} أكبر");
        assert_eq!(clean("\u{FDF2}ا نم"), "\u{FDF2} نم");
        let others = "وق\u{FDF2}الطرفان كما\u{FDF2} عادا\u{FDF2} إلا \u{FDF2}";
        assert_eq!(clean(others), others);
        let urdu = "قرارداد میں لکھا ہے کہ حکومت ا\u{FDF2} کا حق ہے";
        assert_eq!(clean(urdu), urdu);
    }
}
