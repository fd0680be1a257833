//! Old PDFs write Arabic in 8-bit code pages without saying so, and it comes out as accented Latin: `ÇáÞæÇÊ` for `القوات`.
//!
//! Two misreadings are common: Windows-1256 taken for Windows-1252, and Mac Arabic for Mac Roman. Both
//! are a change of letters one for one. Almost every letter of such a line is an accented one, which
//! no Western language comes near, and its words become words of Arabic: that is the evidence, line by
//! line. A word or two among Latin is left alone.

use std::sync::LazyLock;

use encoding_rs::{MACINTOSH, WINDOWS_1252, WINDOWS_1256};

use crate::edit::{Confidence, Edits, Reason};
use crate::model::LanguageModel;
use crate::pass::Pass;
use crate::text::{Text, View};

/// Reads lines of Arabic that were misread through a Western code page (`code-page`).
///
/// Characters become others one for one. [`Strong`](Confidence::Strong). This is the one pass that
/// changes text without a letter of the Arabic script, on the evidence of at least three words on a line, or of two in
/// a text that has such lines. O(length); a text without accented Latin is not read.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::CodePage, Pipeline};
/// let code_page = Pipeline::new().pass(CodePage::new(Embedded::arabic()));
/// assert_eq!(code_page.clean("æÇÝÞÊ ÇáÞæÇÊ ÇáÚÑÇÞíÉ Úáì æÞÝ ÇáåÌãÇÊ"), "وافقت القوات العراقية على وقف الهجمات");
/// assert_eq!(code_page.clean("Où a-t-il été élevé, à Créteil?"), "Où a-t-il été élevé, à Créteil?");
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct CodePage<M> {
    model: M,
}

impl<M: LanguageModel> CodePage<M> {
    /// The pass, with the model that knows the words when they are read rightly.
    pub fn new(model: M) -> Self {
        CodePage { model }
    }
}

const CODE_PAGE: Reason = Reason::new("code-page");

/// What a misread character was.
struct Misread {
    /// Character as misread, and as meant; sorted.
    pairs: Vec<(char, &'static str)>,
    /// What U+00A0 was, where it was a letter.
    letter_of_space: Option<&'static str>,
}

impl Misread {
    /// What `c` was. In Mac Arabic teh is misread as a no-break space, which extractors make a plain
    /// one; the spaces of such a line are daggers.
    fn letter(&self, c: char, daggers: bool) -> Option<&'static str> {
        if c == ' ' {
            return self.letter_of_space.filter(|_| daggers);
        }
        let at = self.pairs.binary_search_by_key(&c, |pair| pair.0).ok()?;
        Some(self.pairs[at].1)
    }
}

static MISREAD: LazyLock<[Misread; 2]> = LazyLock::new(|| {
    let windows = |byte: u8| {
        let meant = WINDOWS_1256.decode_without_bom_handling(&[byte]).0.into_owned();
        (WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next(), meant)
    };
    let mac = |byte: u8| {
        let meant = MAC_ARABIC[usize::from(byte - 0x80)].to_string();
        (MACINTOSH.decode_without_bom_handling(&[byte]).0.chars().next(), meant)
    };
    [table(windows), table(mac)]
});

fn table(read: impl Fn(u8) -> (Option<char>, String)) -> Misread {
    let mut pairs: Vec<(char, &'static str)> = (0x80..=0xFF)
        .map(read)
        .filter_map(|(misread, meant)| {
            // Built once and kept.
            let meant: &'static str = Box::leak(meant.into_boxed_str());
            Some((misread?, meant))
        })
        .filter(|(misread, meant)| !meant.chars().eq([*misread]))
        .collect();
    pairs.sort_unstable();
    let space = pairs.iter().find(|pair| pair.0 == '\u{A0}').map(|pair| pair.1);
    Misread {
        pairs,
        letter_of_space: space.filter(|meant| meant.starts_with(crate::arabic::letters::is_letter)),
    }
}

/// The upper half of Mac Arabic (Apple's ARABIC.TXT), letters and signs of both directions alike.
const MAC_ARABIC: [char; 128] = [
    'Ä', ' ', 'Ç', 'É', 'Ñ', 'Ö', 'Ü', 'á', 'à', 'â', 'ä', '\u{6BA}', '«', 'ç', 'é', 'è', 'ê', 'ë', 'í', '…',
    'î', 'ï', 'ñ', 'ó', '»', 'ô', 'ö', '÷', 'ú', 'ù', 'û', 'ü', ' ', '!', '"', '#', '$', '\u{66A}', '&',
    '\'', '(', ')', '*', '+', '\u{60C}', '-', '.', '/', '\u{660}', '\u{661}', '\u{662}', '\u{663}',
    '\u{664}', '\u{665}', '\u{666}', '\u{667}', '\u{668}', '\u{669}', ':', '\u{61B}', '<', '=', '>',
    '\u{61F}', '\u{274A}', '\u{621}', '\u{622}', '\u{623}', '\u{624}', '\u{625}', '\u{626}', '\u{627}',
    '\u{628}', '\u{629}', '\u{62A}', '\u{62B}', '\u{62C}', '\u{62D}', '\u{62E}', '\u{62F}', '\u{630}',
    '\u{631}', '\u{632}', '\u{633}', '\u{634}', '\u{635}', '\u{636}', '\u{637}', '\u{638}', '\u{639}',
    '\u{63A}', '[', '\\', ']', '^', '_', '\u{640}', '\u{641}', '\u{642}', '\u{643}', '\u{644}', '\u{645}',
    '\u{646}', '\u{647}', '\u{648}', '\u{649}', '\u{64A}', '\u{64B}', '\u{64C}', '\u{64D}', '\u{64E}',
    '\u{64F}', '\u{650}', '\u{651}', '\u{652}', '\u{67E}', '\u{679}', '\u{686}', '\u{6D5}', '\u{6A4}',
    '\u{6AF}', '\u{688}', '\u{691}', '{', '|', '}', '\u{698}', '\u{6D2}',
];

impl<M: LanguageModel> Pass for CodePage<M> {
    fn name(&self) -> &'static str {
        "code-page"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        // Alef and lam are the commonest letters: misread, they are Ç and á, « and ‰.
        let has = |c: &str| memchr::memmem::find(text.as_str().as_bytes(), c.as_bytes()).is_some();
        let windows = text.may_have('Ç') && has("Ç") && has("á");
        let mac = text.may_have('‰') && has("‰") && has("«");
        for (misread, _) in MISREAD.iter().zip([windows, mac]).filter(|(_, may)| *may) {
            let sure = text.lines().any(|line| self.is_misread(misread, line, 3));
            if !sure {
                continue;
            }
            for line in text.lines().filter(|&line| self.is_misread(misread, line, 1)) {
                let daggers = has_daggers(line.text());
                let mut run: Option<usize> = None;
                let mut meant = String::new();
                for (at, c) in line.text().char_indices().chain([(line.text().len(), '\n')]) {
                    match misread.letter(c, daggers) {
                        Some(letter) => {
                            run.get_or_insert(at);
                            meant.push_str(letter);
                        }
                        None => {
                            if let Some(from) = run.take() {
                                let span = line.start() + from..line.start() + at;
                                edits.replace(span, &meant, CODE_PAGE, Confidence::Strong);
                                meant.clear();
                            }
                        }
                    }
                }
            }
            return;
        }
    }
}

impl<M: LanguageModel> CodePage<M> {
    /// Whether most letters of the line are misread ones, and most words (at least so many) are Arabic
    /// when they are read rightly, from either side.
    fn is_misread(&self, misread: &Misread, line: View<'_>, least: usize) -> bool {
        let daggers = has_daggers(line.text());
        let high = line.text().chars().filter(|&c| c != ' ' && misread.letter(c, daggers).is_some()).count();
        let ascii = line.text().chars().filter(char::is_ascii_alphabetic).count();
        if high < 2 || high < ascii * 2 || line.text().chars().any(crate::arabic::letters::is_letter) {
            return false;
        }
        let (mut words, mut known) = (0, 0);
        let mut word = String::new();
        let mut tell = |word: &mut String| {
            if word.chars().count() > 1 {
                words += 1;
                let turned: String = word.chars().rev().collect();
                known += usize::from(self.model.word(word).is_some() || self.model.word(&turned).is_some());
            }
            word.clear();
        };
        for c in line.text().chars() {
            match misread.letter(c, daggers) {
                Some(letter) if letter.starts_with(crate::arabic::letters::is_letter) => {
                    word.push_str(letter)
                }
                _ => tell(&mut word),
            }
        }
        tell(&mut word);
        known >= least && known * 2 >= words
    }
}

/// Whether the spaces of a line are daggers.
fn has_daggers(line: &str) -> bool {
    let count = |wanted: char| line.chars().filter(|&c| c == wanted).count();
    count('†') > count(' ')
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(CodePage::new(Embedded::arabic())).clean(text)
    }

    const PAGE: &str = "زار الوزير مدينة بغداد، ثم عاد في المساء إلى بيروت.\nوقال: (نعم) 2015\nهل";

    #[test]
    fn windows_1256_is_read() {
        let bytes = WINDOWS_1256.encode(PAGE).0;
        let misread = WINDOWS_1252.decode_without_bom_handling(&bytes).0;
        assert_ne!(misread, PAGE);
        assert_eq!(clean(&misread).lines().next(), PAGE.lines().next());
        assert_eq!(clean(&misread).lines().nth(1), PAGE.lines().nth(1));
    }

    #[test]
    fn mac_arabic_is_read() {
        let bytes: Vec<u8> = PAGE
            .chars()
            .map(|c| {
                if c.is_ascii() {
                    c as u8
                } else {
                    0x80 + MAC_ARABIC.iter().position(|&mac| mac == c).unwrap() as u8
                }
            })
            .collect();
        let misread = MACINTOSH.decode_without_bom_handling(&bytes).0;
        assert_eq!(clean(&misread).lines().next(), PAGE.lines().next());
    }

    #[test]
    fn western_text_stays() {
        for text in [
            "Où est passé le garçon? À Créteil, dit-on — là-bas, où naît l’été «éternel».",
            "Ça ira, à cette époque-là: Ç á é í ó ú ñ ü",
            "Grüße aus Köln: Äpfel, Öl, Übermut, Straße, ‰ «groß»",
            "Příliš žluťoučký kůň úpěl ďábelské ódy",
            "ÇÇÇ ááá",
            "قال Ç á",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
