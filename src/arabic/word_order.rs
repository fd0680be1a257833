//! The order of the words of a line shows without a model where sentences end, and in Persian and Urdu by pairs of their commonest words.
//!
//! A paragraph ends with a stop at the end of its last line. Where the words of lines stand in reverse, each with
//! its signs, that stop is behind the first word: `است. ایران رسمی زبان`. And of pairs like که در and کے لیے hardly
//! any stands the other way round.

use super::forms;
use super::letters::{is_letter, TATWEEL};
use super::marks::is_mark;
use super::words::ends_clause;

/// What a line says of its words being in reverse, in bits, above 0 for it, below 0 against it; and how many pairs
/// of words say something. O(length); allocates nothing.
pub(crate) fn backward(line: &str) -> (i32, u32) {
    let (mut bits, mut pairs) = (0, 0);
    let (mut count, mut first_stops, mut last_stops) = (0usize, false, false);
    let mut before = Lists::NONE;
    for token in line.split_whitespace() {
        count += 1;
        last_stops = ends_sentence(token);
        first_stops |= count == 1 && last_stops;
        let (here, whole) = read(token);
        let (turned, reads) = (here.before(before), before.before(here));
        bits += PAIR * (i32::from(turned) - i32::from(reads));
        pairs += u32::from(turned != reads);
        before = if whole { here } else { Lists::NONE };
        bits += if count > 1 && stop_leads(token) { LEADS } else { 0 };
    }
    if count >= WORDS && first_stops != last_stops {
        bits += if first_stops { STOP } else { -STOP };
    }
    (bits, pairs)
}

/// Bits of a pair, of a stop before a word within the line, and of one behind the first word alone or the last.
pub(crate) const PAIR: i32 = 6;
const LEADS: i32 = 4;
const STOP: i32 = 8;
/// Letters of the longest word of a list.
const LONGEST: usize = 8;
/// Words of a line whose ends tell, and letters of a word that ends a sentence: `أ.` and `1.` begin a list.
const WORDS: usize = 3;
const LETTERS: usize = 2;

/// Whether a word ends with what ends a sentence, before signs that close.
fn ends_sentence(token: &str) -> bool {
    let token = token.trim_end_matches(['"', '”', '»', ')']);
    token.ends_with(['.', '!', '\u{61F}', '\u{6D4}'])
        && token.chars().filter(|&c| is_letter(c) || forms::is_form(c)).count() >= LETTERS
}

/// Whether a stop stands before a word, as it does where it was left behind by the words that were turned.
fn stop_leads(token: &str) -> bool {
    token.strip_prefix(ends_clause).is_some_and(|rest| rest.starts_with(is_letter))
}

/// The lists that a token's word is in, and whether no sign stands behind it.
fn read(token: &str) -> (Lists, bool) {
    let mut word = Spelling(0);
    let (mut letters, mut behind) = (0, false);
    let mut push = |c: char| {
        letters += 1;
        word = word.push(c as u8);
    };
    for c in token.chars() {
        match c {
            c if is_letter(c) => push(c),
            c if is_mark(c) || c == TATWEEL => continue,
            c => match forms::letters(c) {
                Some(all) => all.chars().filter(|&c| is_letter(c)).for_each(&mut push),
                None => {
                    behind = true;
                    continue;
                }
            },
        }
        behind = false;
    }
    // A sign before a word parts it from the one before.
    let starts = token.starts_with(|c: char| is_letter(c) || forms::is_form(c));
    let known = starts && (1..=LONGEST).contains(&letters);
    (if known { lists(word) } else { Lists::NONE }, !behind)
}

/// The letters of a word under way, each by the low byte of its code point.
#[derive(Clone, Copy)]
struct Spelling(u64);

impl Spelling {
    const fn push(self, low: u8) -> Self {
        // Farsi's kaf and yeh for the Arabic ones.
        let low = match low {
            0x43 => 0xA9,
            0x49 | 0x4A => 0xCC,
            low => low,
        };
        Spelling(self.0 << 8 | low as u64)
    }
}

/// Words of which each of the first list often comes before those of the second, and hardly ever behind them.
const PHRASES: &[[&str; 2]] = &[
    // Persian.
    ["است بود بودند هستند نیست شد شدند شود شوند کرد کردند کند کنند دارد داد دادند داشتند باشد میشود میکند میکنند دهد", "که و ولی"],
    ["داشت گفت گفتند", "که"],
    ["که و", "در از به با برای بر توسط"],
    ["اما ولی تا", "در به با برای"],
    ["از به در با برای", "این هر چند"],
    ["از", "آن دو سه بین میان طریق نظر سوی"],
    ["در", "آن یک حال حالی مورد نتیجه طول میان حدود نظر"],
    ["به", "یک عنوان دلیل طور نظر خاطر دنبال صورت جای وسیله منظور همراه ویژه چه هیچ"],
    ["با", "یک دو توجه وجود"],
    ["بر", "اساس روی اثر"],
    ["یکی برخی بعضی بسیاری بیش پس بعد بخشی تعدادی کمتر بیشتر ناشی جلوگیری", "از"],
    ["آن او ما شما آنها آنان خود تو این همه کسی چیزی ها مردم کشور", "را"],
    ["را", "به در از با برای نیز هم بر"],
    ["شده کرده بوده داده گرفته رفته آمده نشده یافته داشته", "است بود بودند باشد باشند"],
    ["خواهد خواهند", "شد بود کرد داد داشت رفت گرفت"],
    ["می نمی", "شود شوند کند کنند کنم کنیم کنید توان تواند توانند توانم گوید گویند باشد باشند دهد دهند رسد رود خواهد خواهم گیرد آید شد کرد"],
    ["انجام قرار نشان", "داد داده شد شده گرفت گرفته میدهد"],
    ["وجود قرار", "دارد ندارد داشت دارند"],
    ["نسبت مربوط مبتلا تبدیل شروع منجر نیاز اشاره", "به"],
    // Urdu.
    ["کے", "لیے لئے بعد ساتھ خلاف بارے سامنے طور مطابق دوران علاوہ باعث درمیان قریب پاس ذریعے ذریعہ تحت اندر بجائے باوجود"],
    ["کی", "طرف وجہ جانب"],
    ["طرف وجہ جانب", "سے"],
    ["طور", "پر"],
    ["بارے", "میں"],
    ["ان جس آپ لوگوں کرنے ہونے", "کا کی"],
    ["اس ان جس", "کا کے پر"],
    ["لوگوں", "کو"],
    ["میں انہوں ہم", "نے"],
    ["کرتا ہوتا جاتا سکتا رہا دیتا لیتا چاہتا", "ہے ہوں تھا"],
    ["کرتی ہوتی جاتی سکتی رہی گئی ہوئی دیتی رکھتی چکی", "ہے ہیں تھی تھیں"],
    ["کرتے ہوتے جاتے سکتے رہے گئے ہوئے دیتے لیتے چاہتے چکے", "ہیں تھے"],
    ["گیا دیا کیا ہوا لیا آیا چکا", "ہے تھا"],
    ["ہے ہیں تھا تھی تھے گا گے گی", "کہ جس جبکہ یا کیونکہ"],
    ["ہے ہیں تھا تھے", "اور"],
    ["کر ہو", "رہا رہی سکتا سکتی گیا گئی جائے جاتا جاتی"],
    ["کر جا", "رہا رہے رہی سکتا سکتے سکتی"],
    ["کہ", "وہ اس ان اگر"],
    ["اور لیکن تو", "اس ان پھر"],
    ["نے", "کہا بتایا اپنے"],
    ["کہا بتایا", "کہ"],
    ["نہیں", "ہے ہیں تھا تھے کیا ہوتا ہوتے ہو"],
    ["میں سے کو نے", "بھی"],
    ["بھی", "ہے ہیں تھا"],
    ["جائے کرے", "گا گی"],
    ["جائیں کریں ہوں", "گے گی"],
    ["سے", "زیادہ"],
    ["کیا", "گیا جائے جا جاتا"],
    ["دی کی", "گئی"],
    ["کیے دیے", "گئے"],
    ["ایک", "بار"],
];

/// The lists of [`PHRASES`] that a word is in, a bit for each: of those that come first, and of those that come
/// second.
#[derive(Clone, Copy, Default)]
struct Lists {
    first: u64,
    second: u64,
}

impl Lists {
    const NONE: Self = Lists { first: 0, second: 0 };

    const fn before(self, next: Self) -> bool {
        self.first & next.second != 0
    }
}

const SLOTS: usize = 1024;

const fn slot(word: Spelling) -> usize {
    (word.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54) as usize
}

/// An open table: a word stands at its slot or in the next free one.
static TABLE: [(u64, Lists); SLOTS] = {
    let mut table = [(0, Lists::NONE); SLOTS];
    let mut row = 0;
    while row < PHRASES.len() {
        add(&mut table, PHRASES[row][0], Lists { first: 1 << row, second: 0 });
        add(&mut table, PHRASES[row][1], Lists { first: 0, second: 1 << row });
        row += 1;
    }
    table
};

/// Add the words of a list.
const fn add(table: &mut [(u64, Lists); SLOTS], words: &str, lists: Lists) {
    let bytes = words.as_bytes();
    let mut word = Spelling(0);
    let mut at = 0;
    while at <= bytes.len() {
        if at == bytes.len() || bytes[at] == b' ' {
            let mut place = slot(word);
            while table[place].0 != 0 && table[place].0 != word.0 {
                place = (place + 1) % SLOTS;
            }
            let known = table[place].1;
            table[place] =
                (word.0, Lists { first: known.first | lists.first, second: known.second | lists.second });
            word = Spelling(0);
            at += 1;
        } else {
            // U+0600–U+06FF are D8 80–DB BF.
            assert!(bytes[at] >= 0xD8 && bytes[at] <= 0xDB, "a letter of U+0600–U+06FF");
            word = word.push((bytes[at] & 3) << 6 | bytes[at + 1] & 0x3F);
            at += 2;
        }
    }
}

/// The lists that a word is in.
fn lists(word: Spelling) -> Lists {
    let mut at = slot(word);
    loop {
        match TABLE[at] {
            (0, _) => return Lists::NONE,
            (known, lists) if known == word.0 => return lists,
            _ => at = (at + 1) % SLOTS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_by_their_letters() {
        for [first, second] in PHRASES {
            for (a, b) in first.split(' ').flat_map(|a| second.split(' ').map(move |b| (a, b))) {
                assert_eq!(backward(&format!("{a} {b}")), (-PAIR, 1), "{a} {b}");
                assert_eq!(backward(&format!("{b} {a}")), (PAIR, 1), "{b} {a}");
                // A stop between them parts them.
                assert_eq!(backward(&format!("{a}، {b}")), (0, 0));
            }
        }
        assert_eq!(backward("\u{64A}\u{643}\u{649} از"), (-PAIR, 1), "twins");
    }

    #[test]
    fn stops_end_lines() {
        assert_eq!(backward("زبان رسمی کشور بود."), (-STOP, 0));
        assert_eq!(backward("بود. کشور رسمی زبان"), (STOP, 0));
        assert_eq!(backward("کشور رسمی زبان .بود شهر"), (LEADS, 0));
        // Labels of a list, and sentences that end within the line.
        for line in ["1. نام شهر است", "أ. نام شهر است", "بود. نام شهر است.", "بود. نام", "نام شهر است"]
        {
            assert_eq!(backward(line), (0, 0), "{line}");
        }
    }
}
