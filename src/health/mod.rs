//! Some pages come out of a PDF as garbage that looks like text; a pipeline should send those to OCR instead of indexing them.
//!
//! Repair has limits: letters that are gone, or stand for others by no known rule, do not come back. But whether
//! a text reads is easily told: nearly all words of a healthy Arabic text are known to the model, they follow one another
//! as words do, and no private-use or replacement characters stand among them. [`Health`] measures this
//! in one walk, cheap enough for every page.
//!
//! ```
//! # #[cfg(feature = "embedded-model")] {
//! use tanqih::{health, Verdict};
//! assert_eq!(health("وافقت القوات العراقية على وقف الهجمات في المدينة").verdict(), Verdict::Keep);
//! let lost = health("اد و وت ا ق د ر ط ا وا اء ات ه ن ى و ال ر س م ا ت ب ا ر ج و");
//! assert_eq!(lost.verdict(), Verdict::Unfit);
//! assert_eq!(lost.reasons().next().unwrap().as_str(), "letters-lost");
//! # }
//! ```

mod characters;
mod columns;

use std::fmt;

use crate::arabic::words::{strip_punctuation, tokens};
use crate::arabic::{forms, LineGate};
use crate::edit::Reason;
use crate::model::{Cost, LanguageModel, WordId, BIT};

use characters::Characters;
use columns::{Columns, COLUMN};

/// What to do with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// It reads, or holds too little to be judged.
    Keep,
    /// It reads in part: words are damaged. Clean it, and judge again.
    Repair,
    /// It does not read, and cleaning will not make it: send the page to OCR.
    Unfit,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Verdict::Keep => "keep",
            Verdict::Repair => "repair",
            Verdict::Unfit => "unfit",
        })
    }
}

/// Words are fragments: most letters are gone.
const LETTERS_LOST: Reason = Reason::new("letters-lost");
/// Words are no words: letters stand for others.
const UNKNOWN_CIPHER: Reason = Reason::new("unknown-cipher");
/// Words do not follow one another: columns interleaved, or lines torn.
const ORDER_LOST: Reason = Reason::new("order-lost");
/// Lines of two columns follow one another in turns.
const COLUMNS: Reason = Reason::new("columns-interleaved");
/// Marks stand apart from the letters that they belong to.
const MARKS_APART: Reason = Reason::new("marks-apart");
/// Nothing at all: the page is an image, or its glyphs have no codes.
const NO_TEXT: Reason = Reason::new("no-text");
/// Characters that stand for nothing: private use, replacement characters, control characters.
const NOT_TEXT: Reason = Reason::new("not-text");

/// How well a text reads. Made by [`health`](crate::health) or [`Health::of`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Arabic words, and how many of them are known.
    words: u32,
    known: u32,
    /// Words of one letter.
    single: u32,
    letters: u32,
    /// Neighbours that are both known, and the bits they are likelier together than apart.
    pairs: u32,
    bits: i64,
    /// The same were each pair the other way round.
    back: i64,
    /// Words of the script that are not Arabic, and those of one letter.
    others: u32,
    others_single: u32,
    /// The most bits that a run of lines goes on better from the last but one than from the last.
    turns: Cost,
    /// What characters it has.
    characters: Characters,
}

/// Parts in a thousand of known words, under which a text does not read.
const READS: u32 = 800;
/// The same under which it is damaged.
const SOUND: u32 = 900;
/// Hundredths of a bit that neighbours of a text in order have at least.
const IN_ORDER: i64 = 140;
/// The same by which they are likelier than the other way round.
const FORWARD: i64 = 120;
/// Bits that prove lines of two columns.
const IN_TURNS: Cost = 18 * BIT;
/// The same for each thousand words of a long text.
const IN_TURNS_LONG: i64 = 8 * BIT as i64;
/// Parts in a thousand of words of one letter in other languages of the script.
const OTHERS_SINGLE: u32 = 270;
/// The same in a text that is mostly Arabic: they are lines of it that are taken for others.
const OTHERS_SINGLE_FEW: u32 = 350;
/// The same in Arabic.
const SINGLE: u32 = 110;
/// Words that are too few to judge by shares.
const FEW: u32 = 12;

impl Health {
    /// The health of a text, or of one page of it, as it is: of a cleaned text it tells whether the
    /// cleaning sufficed. O(length); allocates nothing.
    ///
    /// Lines in Persian, Urdu and other orthographies are taken for sound: the model does not know them.
    pub fn of(model: &impl LanguageModel, text: &str) -> Health {
        let mut health = Health::default();
        let mut gate = LineGate::new(text);
        let mut columns = Columns::default();
        let mut at = 0;
        for line in text.split_inclusive(['\n', '\u{c}']) {
            let start = at;
            at += line.len();
            health.characters.count(line);
            let mut before: Option<WordId> = None;
            let mut end = 0;
            for token in tokens(line) {
                let word = strip_punctuation(token.text);
                let letters = word.chars().filter(|&c| forms::is_letter_or_form(c)).count() as u32;
                if letters == 0 {
                    before = None;
                    continue;
                }
                if !gate.at(start).is_arabic() {
                    health.others += 1;
                    health.others_single += u32::from(letters == 1);
                    continue;
                }
                health.words += 1;
                health.letters += letters;
                let id = model.word(word);
                health.single += u32::from(letters == 1);
                health.known += u32::from(letters > 1 && id.is_some());
                let parted = end == 0 || line[end..token.start].contains(COLUMN);
                if parted {
                    columns.part(model, id);
                } else if let (Some(a), Some(b)) = (before, id) {
                    health.pairs += 1;
                    health.bits += i64::from(model.next_gain(a, b));
                    health.back += i64::from(model.next_gain(b, a));
                }
                columns.last = id.filter(|_| token.text.ends_with(word));
                before = id;
                end = token.end();
            }
        }
        health.turns = columns.most;
        health
    }

    /// What to do with the text.
    pub fn verdict(&self) -> Verdict {
        if self.reasons().next().is_some() {
            Verdict::Unfit
        } else if self.words >= FEW && self.words >= self.others && self.share_known() < SOUND {
            Verdict::Repair
        } else {
            Verdict::Keep
        }
    }

    /// How well it reads, from 0 to 100: the share of its words that are known, halved where their order
    /// or their characters are not those of a text. 100 where nothing can be judged, 0 where nothing is.
    pub fn score(&self) -> u32 {
        if self.characters.is_empty() {
            return 0;
        }
        if self.words == 0 && !self.is_not_text() || self.words < self.others {
            return 100;
        }
        let share = self.share_known() / 10;
        let halved = self.is_out_of_order() || self.is_not_text();
        if halved {
            share / 2
        } else {
            share
        }
    }

    /// Why the text does not read; none when it does.
    pub fn reasons(&self) -> impl Iterator<Item = Reason> {
        let arabic = self.words >= self.others;
        let enough = arabic && self.words >= FEW;
        let unread = enough && self.share_known() < READS;
        // Fragments are short; a cipher keeps the lengths of words.
        let fragments = self.letters < self.words * 3 || self.single * 1000 > self.words * SINGLE;
        let many_single = if arabic { OTHERS_SINGLE_FEW } else { OTHERS_SINGLE };
        let torn = self.others >= FEW && self.others_single * 1000 > self.others * many_single;
        [
            (torn || unread && fragments || enough && self.single * 1000 > self.words * SINGLE, LETTERS_LOST),
            (unread && !fragments, UNKNOWN_CIPHER),
            (enough && self.is_out_of_order(), ORDER_LOST),
            (enough && self.is_in_turns(), COLUMNS),
            (self.characters.have_loose_marks(), MARKS_APART),
            (self.characters.is_empty(), NO_TEXT),
            (self.is_not_text(), NOT_TEXT),
        ]
        .into_iter()
        .filter_map(|(holds, reason)| holds.then_some(reason))
    }

    fn share_known(&self) -> u32 {
        of_thousand(self.known, self.words)
    }

    /// In a long text some lines seem to go on so by chance.
    fn is_in_turns(&self) -> bool {
        self.turns >= IN_TURNS && i64::from(self.turns) * 1000 >= IN_TURNS_LONG * i64::from(self.words)
    }

    /// Neighbours of an unfamiliar style are hardly likelier together than apart, but likelier than the other way round.
    fn is_out_of_order(&self) -> bool {
        let pairs = i64::from(self.pairs);
        let under = |bits: i64, hundredths: i64| bits * 100 < hundredths * i64::from(BIT) * pairs;
        let turned = under(self.bits, IN_ORDER) && under(self.bits - self.back, FORWARD);
        self.pairs >= 20 && (self.bits < 0 || turned)
    }

    fn is_not_text(&self) -> bool {
        let words = (self.words >= FEW).then(|| self.share_known());
        self.characters.are_not_text(words, self.words + self.others >= FEW)
    }
}

/// Parts in a thousand.
fn of_thousand(part: u32, of: u32) -> u32 {
    (u64::from(part) * 1000 / u64::from(of.max(1))) as u32
}

impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} of 100", self.verdict(), self.score())?;
        for (at, reason) in self.reasons().enumerate() {
            write!(f, "{} {reason}", if at == 0 { ";" } else { "," })?;
        }
        write!(f, ")")
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;

    fn of(text: &str) -> Health {
        Health::of(&Embedded::arabic(), text)
    }

    const PAGE: &str =
        "افتتحت بلدية المدينة صباح أمس مكتبة عامة جديدة في الحي القديم بحضور عدد كبير من السكان.\n\
        وقالت مديرة المكتبة إن المجموعة تضم آلاف الكتب وإن الدخول مجاني لجميع سكان المدينة طوال العام.";

    #[test]
    fn sound_text_is_kept() {
        for text in [
            PAGE,
            "12:30",
            "page 12 of 30",
            "بغداد",
            "این کتاب برای کودکان است و در سال گذشته چاپ شده و همه آن را خوانده‌اند",
        ] {
            assert_eq!(of(text).verdict(), Verdict::Keep, "{text}: {}", of(text));
        }
        assert!(of(PAGE).score() > 90);
    }

    #[test]
    fn scripts_thrown_together_are_unfit() {
        for text in ["Ƈখ߱ࢎॖƃƨ ޅƪƂࠓ೧ ƅƤࡺࡘभ ࠀࢎখெூ", "þÿ þþþþþÿÿ þþÿ þÿþþÿ ÷÷ÿþ", "ÿÿÿÿÿÿ þþþþþþ ýýýýýý"]
        {
            assert_eq!(of(text).verdict(), Verdict::Unfit, "{text}");
        }
        for text in [
            "Příliš žluťoučký kůň úpěl ďábelské ódy",
            "Η γρήγορη αλεπού — 日本語のテキストです",
            "हिन्दी में लिखा",
        ] {
            assert_eq!(of(text).verdict(), Verdict::Keep, "{text}");
        }
    }

    #[test]
    fn a_cipher_is_unfit() {
        let shifted: String =
            PAGE.chars()
                .map(|c| {
                    if ('\u{627}'..='\u{639}').contains(&c) {
                        char::from_u32(c as u32 + 1).unwrap()
                    } else {
                        c
                    }
                })
                .collect();
        let health = of(&shifted);
        assert_eq!(health.verdict(), Verdict::Unfit);
        assert_eq!(health.reasons().collect::<Vec<_>>(), [UNKNOWN_CIPHER]);
        assert_eq!(health.to_string(), format!("unfit ({} of 100; unknown-cipher)", health.score()));
    }

    #[test]
    fn columns_read_in_turns_are_unfit() {
        let right = "افتتحت بلدية المدينة\nصباح أمس مكتبة\nعامة جديدة في\nالحي القديم بحضور\nعدد كبير من\nالسكان الذين جاؤوا\n\
                     من كل مكان\nفي المدينة ومن\nالقرى القريبة منها\nلكي يشاركوا في\nحفل الافتتاح الكبير";
        let left = "قال وزير الصحة\nإن عدد المصابين\nارتفع في الأيام\nالأخيرة بسبب انتشار\nالمرض في المدارس\nودعا جميع الناس\n\
                    إلى غسل اليدين\nبالماء والصابون قبل\nتناول الطعام وبعد\nالعودة من العمل\nإلى المنزل كل";
        let turns = |gap: &str| {
            right.lines().zip(left.lines()).map(|(a, b)| format!("{a}{gap}{b}\n")).collect::<String>()
        };
        for text in [turns("\n"), turns("      ")] {
            assert_eq!(of(&text).reasons().collect::<Vec<_>>(), [COLUMNS], "{text}{:?}", of(&text));
        }
        for text in [right, left, &format!("{right}.\n{left}")] {
            assert_eq!(of(text).reasons().count(), 0, "{text}");
        }
    }

    #[test]
    fn signs_and_letters_mixed_are_unfit() {
        for text in [
            "!\"# $%\"\"&'(\")*( +,-./00123( 04567189:;<=>+?@6ABCD6E0=FGHIJK+, LMNOPQ01RSTU\" &VWXYF7189:ZF!0QF\"",
            "(cid:15)(cid:17)(cid:15)' (cid:1)(cid:18)(cid:19)(cid:10)(cid:1)(cid:22)(cid:23) (cid:24)(cid:25)",
            "✁ ✂ ✠☎✆ ✆ ✡☛ ✁☞✂ ✌✂ ✍ ✆ ✎✙✏✑ ✔ ✄ ✝✂✞ ✆ ✓",
            "!†$¯†¯%††¯$†ˆŁ††˙††%´”†´#¯¿¿—†´ ‡¿,¿´¿%…#ł¿†!ı#††‹†…‰†ª%……`¿ı$Ø´˝††#¯%$(†††¿†",
            "ڈڇٟڢّْٞٓږڕڔٰړٓڟُٱ ڡٓڢٌٞٓڙٮّڒڠڟڞّْٓ٘ڝڒْڜ ڲُٰٕٮٓٿٮڬٓ٪ڱّٜ ڮٓڈڇ٘ٿڭٓ٪ٴ٦ڬٓ",
            &"Ł 7   7   4  H 3   3  [ 3   @   7  Ł 4  ¥ 4  4 3   :   7  ".repeat(6),
        ] {
            assert_eq!(of(text).verdict(), Verdict::Unfit, "{text}");
        }
        for text in [
            "1,234.50 (5%) | 98,765 (12%) | 2019-2020 | $ 12.5 | 14:45",
            "let x = self.places(0).filter(|&(at, kind)| at > 0).map(|it| it.0);",
            "See https://example.org/a?b=1&c=2 and RFC 9110, ISO 8859-6 or UTF-8.",
            "¿Qué hora es? ¡No lo sé! El 1.º día, la 2.ª vez († 1837), © 2020 Casa®",
            &"1 0 0 1 7 8 4 2 9 ".repeat(9),
            "ڏسو ٻار ڄاڻي ٿو ڳالهه ڪري ڍڳو ڦٽو ڊوڙ ڇوڪرو گهر ۾ ويٺو آهي",
            "ښځه او ډېر ړوند څښاک ځای ټول کړی لږ ګڼ",
        ] {
            assert_eq!(of(text).verdict(), Verdict::Keep, "{text} {:?}", of(text));
        }
    }

    #[test]
    fn marks_apart_and_empty_pages_are_unfit() {
        for empty in ["", " \n\u{c}"] {
            assert_eq!(of(empty).reasons().collect::<Vec<_>>(), [NO_TEXT]);
            assert_eq!(of(empty).score(), 0);
        }
        let apart = PAGE.replace(' ', " َ ُ ِ ");
        assert_eq!(of(&apart).reasons().collect::<Vec<_>>(), [MARKS_APART]);
        assert_eq!(of("قُلْ هُوَ اللَّهُ أَحَدٌ ۝ اللَّهُ الصَّمَدُ ۝").verdict(), Verdict::Keep);
    }

    #[test]
    fn characters_that_are_none_are_unfit() {
        let text = PAGE.replace("ا", "\u{E012}");
        assert!(of(&text).reasons().any(|reason| reason == NOT_TEXT));
        assert_eq!(of("\u{FFFD}".repeat(40).as_str()).verdict(), Verdict::Unfit);
    }
}
