//! A kashida that stretches a word is a glyph without a character in many PDFs, and extractors put a code for it into the word.
//!
//! The code is U+FFFD, NUL or another control, spelled out as `(cid:5)`, or a sign that has the kashida's
//! number in another font: `قواف))ل قفص)ة`, or the character that has the glyph's number: U+0467 for glyph
//! 1127. There is one for each kashida. It may as well stand for a letter that is lost. So the text is asked: a
//! kashida stands between letters that join, in reading order or, in a line stored as seen, against it; and
//! the words are words without it, as they stand or backwards, as often as those that never had one. A font
//! may also map its kashida to a letter (`as_letter.rs`).

mod as_letter;
mod codes;
mod kashidas;
mod last_piece;
mod pieces;
mod signs;
mod spaced;
mod words;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use crate::arabic::forms;
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::words::tokens;
use crate::edit::{Confidence, Edits, Reason};
use crate::model::LanguageModel;
use crate::pass::Pass;
use crate::text::Text;

use codes::{Code, CID};
use kashidas::Kashidas;
use spaced::Suspects;
use words::{words_with_codes, Place};

/// Deletes what stands for kashidas in words (`kashida-code`), and puts the pieces of lines in order that
/// an extractor ended at each code and handed over from left to right (`line-rotated`).
///
/// [`Strong`](Confidence::Strong) in a text where at least five words have the code between letters that join
/// and most are words without it; other words lose it where nearly all are. [`Probable`](Confidence::Probable)
/// where there are fewer than five. Deletes codes, nothing else: U+FFFD, noncharacters, controls, `(cid:N)`, and
/// ASCII signs and digits and characters of other scripts within words where ten words and more show that they
/// are codes; and the spaces behind a code inside a word, in a text of which the words say so. A letter that a font's map made of its kashidas (`kashida-letter`) goes,
/// [`Strong`](Confidence::Strong), where eight different words and more are none until it goes from between letters that
/// join, four times as many as with any other letter, and where the word without it is far likelier. Pieces move,
/// [`Strong`](Confidence::Strong), where read from the last to the first they make ten known words and more, and
/// letters that join meet at most codes. Of a text without codes some words are asked; O(length).
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::KashidaCodes, Pipeline};
/// let codes = Pipeline::new().pass(KashidaCodes::new(Embedded::arabic()));
/// let text = "طال(cid:2)ب رئي(cid:2)س الوزراء رس(cid:2)ميا بوق(cid:2)ف الهجم(cid:2)ات";
/// assert_eq!(codes.clean(text), "طالب رئيس الوزراء رسميا بوقف الهجمات");
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct KashidaCodes<M> {
    model: M,
}

impl<M: LanguageModel> KashidaCodes<M> {
    /// The pass, with the model that knows the words.
    pub fn new(model: M) -> Self {
        KashidaCodes { model }
    }
}

const KASHIDA_CODE: Reason = Reason::new("kashida-code");
/// A letter that stands for kashidas.
const KASHIDA_LETTER: Reason = Reason::new("kashida-letter");
/// The pieces of a line, parted at codes, in reverse.
const ROTATED: Reason = Reason::new("line-rotated");

/// Words with a code that must be known without it.
const ENOUGH: usize = 5;
/// Words without a code that tell how many are unknown anyway, and the most that are asked.
const PLAIN: usize = 30;
const WORDS: usize = 2000;
/// Letters of the longest word that is looked at.
const LONGEST: usize = 32;

/// What the words with one code say.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    /// Words that are known without the code, and those that are not.
    known: usize,
    unknown: usize,
    /// Places between letters that join in the order as stored, that join in the other, and all.
    forward: usize,
    backward: usize,
    places: usize,
}

impl Said {
    /// How sure it is that the code at a place is a kashida; `None` where it is not.
    fn confidence(&self, known: bool, place: &Place, plain: &Plain) -> Option<Confidence> {
        let joins = if self.forward >= self.backward { place.forward } else { place.backward };
        let all_join = self.forward.max(self.backward) * 10 >= self.places * 9;
        let like_others = plain.is_like(self.known, self.unknown);
        if !joins || !all_join || self.known == 0 || self.known * 2 < self.unknown * 5 && !like_others {
            return None;
        }
        let many = self.known >= 2 * ENOUGH;
        let nearly_all = many && (self.known >= self.unknown * 6 || like_others);
        if place.code.is_sign() {
            // Signs have a meaning of their own.
            return nearly_all.then_some(Confidence::Strong);
        }
        match known && place.inside {
            true if self.known >= ENOUGH => Some(Confidence::Strong),
            true => Some(Confidence::Probable),
            false if nearly_all => Some(Confidence::Strong),
            false => None,
        }
    }
}

/// What the words of the text that have no code say: names and damage of other kinds are unknown, too.
#[derive(Clone, Copy, Debug, Default)]
struct Plain {
    known: usize,
    unknown: usize,
}

impl Plain {
    /// Whether words with codes are unknown hardly more often than those without.
    fn is_like(&self, known: usize, unknown: usize) -> bool {
        let (coded, plain) = (known + unknown, self.known + self.unknown);
        plain >= PLAIN && 2 * unknown * plain <= 3 * self.unknown * coded + coded * plain / 10
    }
}

impl<M: LanguageModel> Pass for KashidaCodes<M> {
    fn name(&self) -> &'static str {
        "kashida-codes"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        let spelled = text.may_have('(') && memchr::memmem::find(text.as_str().as_bytes(), CID).is_some();
        let signs = signs::suspects(text);
        let codes =
            codes::may_have_controls(text) || spelled || text.may_have('\u{FFFD}') || !signs.is_empty();
        let apart = if codes { spaced::apart(text.as_str(), &signs) } else { Vec::new() };
        let spaced = match codes {
            true => spaced::spaced(&self.model, text.as_str(), &signs, &apart),
            false => Vec::new(),
        };
        let suspects = Suspects { signs: &signs, spaced: &spaced, apart: &apart };
        let turned = codes && self.turn(text, Kashidas::Codes(suspects), edits)
            || text.may_have(TATWEEL) && self.turn(text, Kashidas::Tatweel, edits);
        if turned {
            return;
        }
        for place in as_letter::kashidas(&self.model, text) {
            edits.delete(place, KASHIDA_LETTER, Confidence::Strong);
        }
        if !codes {
            return;
        }
        let mut said: BTreeMap<Code, Said> = BTreeMap::new();
        let mut words = Vec::new();
        for mut word in words_with_codes(text.as_str(), suspects) {
            word.known = self.is_word(&word.letters);
            word.tell(&mut said);
            words.push(word);
        }
        let plain = if words.is_empty() { Plain::default() } else { self.plain(text.as_str()) };
        for word in words {
            for place in word.places {
                let confidence = match place.asked {
                    true => place.forward.then_some(Confidence::Strong),
                    false => {
                        said.get(&place.code).and_then(|said| said.confidence(word.known, &place, &plain))
                    }
                };
                if let Some(confidence) = confidence {
                    edits.delete(place.span, KASHIDA_CODE, confidence);
                }
            }
        }
    }
}

impl<M: LanguageModel> KashidaCodes<M> {
    /// Put pieces in order that part at kashidas; whether there are any.
    fn turn(&self, text: &Text<'_>, kashidas: Kashidas<'_>, edits: &mut Edits<'_>) -> bool {
        let plain = || self.plain(text.as_str());
        let cost = |word: &str| self.model.cost(word);
        // A line is read in several ways, which have most words in common.
        let known: RefCell<HashMap<Vec<char>, bool>> = RefCell::default();
        let is_word = |letters: &[char]| {
            let mut known = known.borrow_mut();
            known.get(letters).copied().unwrap_or_else(|| {
                let is_word = self.is_word(letters);
                known.insert(letters.to_vec(), is_word);
                is_word
            })
        };
        let turned = pieces::turned(text, kashidas, plain, &is_word, &cost);
        for line in &turned {
            edits.reorder(line.span.clone(), line.pieces(), ROTATED, Confidence::Strong);
        }
        !turned.is_empty()
    }

    /// Ask the words that are letters alone.
    fn plain(&self, text: &str) -> Plain {
        let mut plain = Plain::default();
        for token in tokens(text).map(|token| token.core().text).filter(|word| word.len() <= 2 * LONGEST) {
            let letters: Vec<char> = token.chars().collect();
            if letters.len() > 2 && letters.iter().all(|&c| forms::is_letter_or_form(c)) {
                *(if self.is_word(&letters) { &mut plain.known } else { &mut plain.unknown }) += 1;
                if plain.known + plain.unknown >= WORDS {
                    break;
                }
            }
        }
        plain
    }

    /// Whether these letters are a word, as they stand or backwards.
    fn is_word(&self, letters: &[char]) -> bool {
        let spelled = |chars: &mut dyn Iterator<Item = &char>| -> String {
            let mut word = String::new();
            for &c in chars {
                match forms::letters(c) {
                    Some(letters) => word.extend(letters.chars().filter(|&c| is_letter(c))),
                    None if is_letter(c) => word.push(c),
                    None => {}
                }
            }
            word
        };
        let (there, back) = (spelled(&mut letters.iter()), spelled(&mut letters.iter().rev()));
        self.model.is_word(&there) || self.model.is_word(&back)
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(KashidaCodes::new(Embedded::arabic())).clean(text).into_owned()
    }

    #[test]
    fn the_last_piece_is_parted_from_the_one_before() {
        // The kashida stands at the end of each piece; the last piece of a line has none.
        let lines =
            ["وقـ|د أعلنـ|ت مديريـ|ة الثقافـ|ة في البلاد", "إن الكتـ|ب الجديـ|دة وصلـ|ت إلى المدينـ|ة أمس"];
        let page = lines.map(|line| line.split('|').rev().collect::<String>());
        let page = [page.join("\n"), page.join("\n"), page.join("\n")].join("\n");
        let clear = lines.map(|line| line.replace('|', ""));
        let clear = [clear.join("\n"), clear.join("\n"), clear.join("\n")].join("\n");
        assert_eq!(clean(&page), clear);
        // Lines in order stay.
        assert_eq!(clean(&clear), clear);
    }

    #[test]
    fn spaces_behind_a_sign_within_words_go_with_it() {
        for sign in ["$$", "+", "("] {
            let page = format!("{} المكتب+   ة والص+  ين", WORDS.replacen('+', "+  ", 1));
            assert_eq!(clean(&page.replace('+', sign)), format!("{} المكتبة والصين", WORDS.replace('+', "")));
        }
        // A stop, a bracket and a number may end what is written.
        for sign in [".", ")", "6"] {
            let page = format!("{WORDS} بيت+ جديد").replace('+', sign);
            assert!(clean(&page).ends_with(&format!("بيت{sign} جديد")), "{}", clean(&page));
        }
        let healthy = "سعر المتر 5$ في المدينة و6$ في القرية والسعر بال$ أعلى، قال س+ ص";
        assert_eq!(clean(healthy), healthy);
    }

    #[test]
    fn a_word_goes_on_behind_a_code_and_spaces() {
        let lines = "افت~تحت بل~دية المدي|نة مك~تبة عام~ة جدي~دة في الح|ي القديم\n\
            وقال~ت مدي|رة المكت~بة إن المجموعة تض|م آلاف الكت~ب\n\
            وحض|ر الحف~ل عدد من سكان المدي|نة والقرى القري|بة\n";
        let clear = lines.replace(['~', '|'], "");
        for code in ["\u{2}", "\u{4}\u{4}", "\u{FFFD}", "(cid:2)"] {
            let spaced = format!("{code}  ");
            assert_eq!(clean(&lines.replace('|', "").replace('~', &spaced)), clear);
            // Pieces end at the other codes.
            let turned = |line: &str| line.split('|').rev().collect::<Vec<_>>().join(code) + "\n";
            let raw: String = lines.lines().map(turned).collect();
            assert_eq!(clean(&raw.repeat(4).replace('~', &spaced)), clear.repeat(4));
        }
        let healthy = "قال س~ ثم ص~ ومن كتب~ إلى بيت~ جديد بل~ عن فصل~ في نص~ من".replace('~', "\u{2}");
        assert_eq!(clean(&healthy), healthy);
    }

    const WORDS: &str =
        "افت+تحت بل+دية المدينة مك+تبة عام+ة جديد ب+ه في الح+ي الق+ديم بحض+ور عدد كب+ير من السك+ان \
        وقال+ت مدي+رة المكتب+ة إن المجموع+ة تض+م آل+اف الكت+ب";

    #[test]
    fn any_code_may_be_a_kashida() {
        for code in ["(cid:2)", "\u{FFFD}", "\u{FFFF}", "\0", "\u{2}", "\u{B}", "(cid:1127)(cid:1127)"] {
            assert_eq!(clean(&WORDS.replace('+', code)), WORDS.replace('+', ""));
        }
    }

    #[test]
    fn a_return_within_a_line_may_be_one() {
        let lines = format!("{WORDS}\r\n{WORDS}\r\n");
        assert_eq!(clean(&lines.replace('+', "\r")), lines.replace('+', ""));
        // What ends all lines ends these.
        let lines = format!("{WORDS}\r{WORDS}\r");
        assert_eq!(clean(&lines.replace('+', "\r")), lines.replace('+', "\r"));
        let plain = WORDS.replace('+', "");
        let mixed = plain.replace(' ', "\r") + "\n" + &plain;
        assert_eq!(clean(&mixed), mixed);
    }

    #[test]
    fn a_sign_may_be_one() {
        for code in [")", ",,", "0", "00", "\u{467}", "\u{467}\u{467}"] {
            let text = format!("{WORDS} (أولا)، 20 كتابا. قال 10 من الناس");
            assert_eq!(clean(&text.replace('+', code)), text.replace('+', ""));
        }
    }

    #[test]
    fn signs_between_words_stay() {
        let text = "البحر,والشمس والقمر/الليل أ.د محمد,علي ".repeat(20);
        assert_eq!(clean(&text), text);
    }

    #[test]
    fn it_stands_in_visual_lines_too() {
        let visual: String = WORDS.chars().rev().collect();
        assert_eq!(clean(&visual.replace('+', "(cid:5)")), visual.replace('+', ""));
    }

    /// The pieces of a line from left to right, on either side of a number: with a code where a kashida stood,
    /// `+`, and none beside a mark, `|`.
    fn in_pieces(line: &str, code: &str) -> String {
        let turned = |part: &str| part.replace('|', "+|+").split('+').rev().collect::<Vec<_>>().join("+");
        let parts: Vec<String> = line.split(" 2015 ").map(turned).collect();
        parts.join(" 2015 ").replace("+|+", "").replace('+', code)
    }

    #[test]
    fn pieces_in_reverse_are_put_in_order() {
        let lines = "افت+تحت بل+دية المدينة مك+تبة عام+ة جدي+دة في الح+ي القديم في عام 2015 بحض+ور عدد كب+ير من السك+ان.\n\
            وقال+ت مدي+رة المكتب+ة إن المجموع+ة تض+م آل+اف الكت+ب، وتف+تح أبواب+ها للز|\u{651}|وار جمي+ع|\u{64B}|ا.\n\
            وهذا سطر بلا علامة.";
        for code in ["(cid:2)", "\u{FFFD}", "\u{2}", "%%"] {
            let raw: Vec<String> = lines.lines().map(|line| in_pieces(line, code)).collect();
            assert_eq!(clean(&raw.join("\n")), lines.replace(['+', '|'], ""));
        }
    }

    #[test]
    fn a_code_for_a_letter_stays() {
        // The code is the yeh.
        let text = "وصلت السف+نة إلى فلسط+ن والمد+نة القد+مة وال+وم هو السبت+ والخم+س والجد+د والكب+ر";
        let text = text.replace('+', "\u{FFFD}");
        assert_eq!(clean(&text), text);
        let alone = "قال \u{FFFD} ثم عاد (cid:7) إلى \u{FFFD}\u{FFFD} البيت";
        assert_eq!(clean(alone), alone);
    }
}
