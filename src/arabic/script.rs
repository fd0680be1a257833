//! Persian, Urdu and Quranic text looks like damaged Arabic to a rule that knows only Arabic; the gate tells them apart before any letter is touched.
//!
//! One letter proves little: a font may store the yeh and kaf of Persian in Arabic text, and an
//! Arabic line may hold a Persian name. So a line is weighed as a whole: letters that only one
//! orthography has and its commonest words against teh marbuta, the article, hamza carriers and the
//! commonest words of Arabic. The twins ی ک ە ھ weigh nothing by themselves. Lines that say little follow
//! the lines before them ([`Gate`]). Nothing is allocated.

use super::forms;
use super::letters::{is_letter, TATWEEL};
use super::marks::{is_mark, is_quranic_sign};

/// Which way of writing a line keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Orthography {
    /// No letter of the Arabic script, presentation forms included.
    None,
    /// Arabic.
    Arabic,
    /// Arabic in the spelling of the Quran (Uthmani signs), or a verse of it.
    Quranic,
    /// Persian and Dari.
    Persian,
    /// Urdu.
    Urdu,
    /// Another orthography of the script: Pashto, Sindhi, Kurdish, Uyghur …
    Other,
}

impl Orthography {
    /// The orthography of `line` by itself; a line that says nothing either way is [`Arabic`](Self::Arabic).
    /// O(length).
    ///
    /// ```
    /// use tanqih::arabic::Orthography;
    /// assert_eq!(Orthography::of("وقف إطلاق النار في المدينة"), Orthography::Arabic);
    /// assert_eq!(Orthography::of("العسکریة التی علی"), Orthography::Arabic);
    /// assert_eq!(Orthography::of("کتاب‌ها را می‌خواهم"), Orthography::Persian);
    /// assert_eq!(Orthography::of("یہ کتاب بہت اچھی ہے"), Orthography::Urdu);
    /// assert_eq!(Orthography::of("page 12"), Orthography::None);
    /// ```
    pub fn of(line: &str) -> Self {
        Evidence::of(line).verdict().0
    }

    /// The orthography of the line that holds byte `at` of `text`. A line that says little by itself,
    /// or has no letter of any script, is read with up to three lines before and after it.
    /// O(length of these lines); allocates nothing.
    ///
    /// ```
    /// use tanqih::arabic::Orthography;
    /// let text = "این کتاب برای کودکان است\n12\nسلام";
    /// assert_eq!(Orthography::at(text, text.len()), Orthography::Persian);
    /// assert_eq!(Orthography::at(text, text.find("12").unwrap()), Orthography::Persian);
    /// ```
    ///
    /// # Panics
    /// When `at` is beyond the text or not on a char boundary.
    pub fn at(text: &str, at: usize) -> Self {
        let ends = |c: char| matches!(c, '\n' | '\u{c}');
        let (before, after) = text.split_at(at);
        let start = before.rfind(ends).map_or(0, |end| end + 1);
        let end = after.find(ends).map_or(text.len(), |end| at + end);
        let line = &text[start..end];
        let mut evidence = Evidence::of(line);
        if evidence.letters == 0 && line.contains(char::is_alphabetic) {
            return Orthography::None;
        }
        let mut above = text[..start].split_terminator(ends).rev();
        let mut below = text[end..].split(ends).skip(1);
        for _ in 0..3 {
            match evidence.verdict() {
                (Orthography::None, _) | (_, false) => {}
                (orthography, true) => return orthography,
            }
            for line in [above.next(), below.next()].into_iter().flatten() {
                evidence.add(&Evidence::of(line));
            }
        }
        evidence.verdict().0
    }

    /// Whether rules of Arabic spelling, spacing and wording may be applied.
    pub fn is_arabic(self) -> bool {
        self == Orthography::Arabic
    }

    /// Whether the line is written in the Arabic script at all.
    pub fn has_arabic_script(self) -> bool {
        self != Orthography::None
    }
}

/// The orthography of line after line of one text: a line that says little by itself follows those before it.
///
/// ```
/// use tanqih::arabic::{Gate, Orthography};
/// let mut gate = Gate::default();
/// assert_eq!(gate.line("این کتاب را از برادرم گرفتم که پیش ما بود"), Orthography::Persian);
/// assert_eq!(gate.line("سلام"), Orthography::Persian);
/// assert_eq!(Orthography::of("سلام"), Orthography::Arabic);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Gate {
    memory: Evidence,
}

impl Gate {
    /// Weigh the next line. O(length).
    pub fn line(&mut self, line: &str) -> Orthography {
        let here = Evidence::of(line);
        if here.letters == 0 {
            return Orthography::None;
        }
        let (own, sure) = here.verdict();
        self.memory.fade();
        self.memory.add(&here);
        if sure || own == Orthography::Quranic {
            return own;
        }
        // The memory holds this line too, so a line is outvoted only by clearer neighbours.
        self.memory.verdict().0
    }
}

/// [`Orthography::at`] for many places of one text: each line is weighed once, while places come in order.
#[derive(Clone, Debug)]
pub struct LineGate<'t> {
    text: &'t str,
    line: std::ops::Range<usize>,
    known: Option<Orthography>,
}

impl<'t> LineGate<'t> {
    /// Nothing is read yet.
    pub fn new(text: &'t str) -> Self {
        LineGate { text, line: 0..0, known: None }
    }

    /// The orthography of the line that holds byte `at`. O(1) on the line asked about last.
    pub fn at(&mut self, at: usize) -> Orthography {
        match self.known {
            Some(known) if self.line.contains(&at) => known,
            _ => {
                let ends = |c: char| matches!(c, '\n' | '\u{c}');
                let start = self.text[..at].rfind(ends).map_or(0, |end| end + 1);
                let end = self.text[at..].find(ends).map_or(self.text.len(), |end| at + end);
                self.line = start..end.max(at + 1);
                let orthography = Orthography::at(self.text, at);
                self.known = Some(orthography);
                orthography
            }
        }
    }

    /// The bytes of the line asked about last.
    pub fn line(&self) -> &'t str {
        &self.text[self.line.start..self.line.end.min(self.text.len())]
    }
}

/// U+0671, ٱ: Quranic spelling only, as far as running text goes.
const ALEF_WASLA: char = '\u{0671}';

/// Counts of what speaks for which orthography.
#[derive(Clone, Debug, Default)]
struct Evidence {
    letters: u32,
    words: u32,
    arabic: u32,
    persian: u32,
    urdu: u32,
    other: u32,
    quranic: u32,
    twins: u32,
}

/// Commonest words, as they are spelled and as a visual line shows them.
const ARABIC_WORDS: &[&str] = &[
    "في", "من", "على", "إلى", "أن", "إن", "التي", "الذي", "عن", "هذا", "هذه", "كان", "لم", "لا", "ما", "قد",
    "أو", "كما", "بين", "بعد", "ذلك", "كل", "ان", "الى", "كانت", "وقد", "قال", "هو", "هي", "مع", "يف", "ىلع",
    "ىلإ", "نم", "يتلا", "يذلا", "نع", "اذه", "هذه", "ناك", "وه", "يه", "عم",
];
/// Words that Arabic does not have.
const PERSIAN_WORDS: &[&str] = &[
    "که",
    "از",
    "این",
    "است",
    "برای",
    "شد",
    "شده",
    "می",
    "های",
    "بود",
    "کرد",
    "کند",
    "دارد",
    "یک",
    "نیز",
    "باید",
    "اگر",
    "شود",
    "کرده",
    "کنید",
    "هستند",
    "بودند",
    "شما",
    "چه",
    "هست",
    "نمی",
    "توان",
    "دیگر",
    "همه",
    "زا",
    "نیا",
    "تسا",
    "یارب",
    "هک",
];
/// Words that Arabic has too, or that a name of Arabic may look like.
const PERSIAN_RATHER: &[&str] = &[
    "به", "را", "آن", "در", "با", "ها", "خود", "تا", "هم", "اما", "ای", "هر", "بر", "یا", "من", "دو", "پس",
    "ما", "او", "تو",
];
const URDU_WORDS: &[&str] = &["کی", "کا", "میں", "سے", "اور", "کو", "نے", "پر", "اس", "تو", "بھی", "کر"];

impl Evidence {
    fn of(line: &str) -> Self {
        let mut evidence = Evidence::default();
        let mut word = Word::default();
        for c in line.chars() {
            if is_letter(c) {
                evidence.letter(c);
                word.push(c);
                word.quranic |= c == ALEF_WASLA;
            } else if let Some(letters) = forms::letters(c) {
                for c in letters.chars().filter(|&c| is_letter(c)) {
                    evidence.letter(c);
                    word.push(c);
                }
            } else if is_quranic_sign(c) {
                word.quranic = true;
            } else if c == '\u{06D4}' {
                evidence.urdu += 3;
            } else if matches!(c, '\u{06FD}' | '\u{06FE}') {
                // Sindhi's ampersand and its "in".
                evidence.other += 4;
            } else if c == '\u{200C}' && word.len > 0 {
                evidence.persian += 2;
                evidence.word(&mut word);
            } else if c != TATWEEL && !is_mark(c) && !is_inkless(c) {
                evidence.word(&mut word);
            }
        }
        evidence.word(&mut word);
        evidence
    }

    fn letter(&mut self, c: char) {
        self.letters += 1;
        match c {
            'پ' | 'چ' | 'گ' => self.persian += 2,
            'ژ' => self.persian += 3,
            // Yeh and kaf: the twins say nothing against Arabic, the Arabic ones little for it.
            'ی' | 'ک' => self.twins += 1,
            'ە' | 'ھ' => {}
            'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ۓ' => self.urdu += 4,
            'ہ' | 'ۂ' | 'ۃ' => self.urdu += 2,
            'إ' => self.arabic += 2,
            'أ' | 'ؤ' => self.arabic += 1,
            'ى' => self.arabic += 1,
            'ة' => self.arabic += 3,
            // Arabic writes foreign and dialect sounds with these.
            'ڤ' | 'ڥ' | 'ڢ' | 'ڨ' | 'ڭ' | 'ۀ' => {}
            ALEF_WASLA | '\u{0621}'..='\u{064A}' => {}
            // ڵ ڕ ێ ۆ · ې ۈ ۇ ۋ ڭ · ټ ډ ړ ږ ښ ګ ڼ ۍ ځ څ · ٻ ٿ ڄ ڃ ڇ ڊ ڌ ڏ ڙ ڦ ڳ ڱ ڪ ڻ ۽ ۾ …
            _ => self.other += 4,
        }
    }

    fn word(&mut self, word: &mut Word) {
        if word.len > 0 {
            self.words += 1;
            self.quranic += u32::from(word.quranic);
            // The article, or the article as a visual line shows it (many words end so: less).
            if word.len >= 5 && word.starts(['ا', 'ل']) {
                self.arabic += 3;
            } else if word.len >= 5 && word.ends(['ل', 'ا']) {
                self.arabic += 1;
            }
            if word.is_one_of(ARABIC_WORDS) {
                self.arabic += 2;
            }
            if word.is_one_of(PERSIAN_WORDS) {
                self.persian += 3;
            } else if word.is_one_of(PERSIAN_RATHER) {
                self.persian += 1;
            }
            if word.is_one_of(URDU_WORDS) {
                self.urdu += 2;
            }
        } else if word.quranic {
            self.quranic += 1;
        }
        *word = Word::default();
    }

    /// The likeliest orthography, and whether the evidence suffices without the neighbours'.
    fn verdict(&self) -> (Orthography, bool) {
        if self.letters == 0 {
            return (Orthography::None, true);
        }
        // A verse quoted in an article is a few words of a long line.
        if self.quranic > 0 && self.quranic * 8 >= self.words {
            return (Orthography::Quranic, true);
        }
        let foreign = self.persian + self.urdu + self.other;
        let sure = foreign.abs_diff(self.arabic) >= 4 + 2 * foreign.min(self.arabic);
        let verdict = if foreign == 0 && self.arabic == 0 && self.twins > 0 {
            // Nothing but a twin to go by: leaving the line alone harms least.
            Orthography::Persian
        } else if foreign <= self.arabic {
            Orthography::Arabic
        } else if self.other * 2 >= foreign {
            Orthography::Other
        } else if self.urdu > self.persian {
            Orthography::Urdu
        } else {
            Orthography::Persian
        };
        (verdict, sure)
    }

    /// Neighbours count half as much with every line between.
    fn fade(&mut self) {
        for count in [
            &mut self.letters,
            &mut self.words,
            &mut self.arabic,
            &mut self.persian,
            &mut self.urdu,
            &mut self.other,
            &mut self.quranic,
            &mut self.twins,
        ] {
            *count = *count * 3 / 4;
        }
    }

    fn add(&mut self, line: &Evidence) {
        self.letters += line.letters;
        self.words += line.words;
        self.arabic += line.arabic;
        self.persian += line.persian;
        self.urdu += line.urdu;
        self.other += line.other;
        self.twins += line.twins;
        self.quranic += line.quranic;
    }
}

/// Controls and invisible characters, which stand inside words without ending them. Whether they
/// are there must not change the verdict, or removing them would.
fn is_inkless(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}' | '\u{AD}' | '\u{61C}' | '\u{200B}'
        | '\u{200D}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// The letters of the word under way; longer words than it holds are in no list.
#[derive(Clone, Copy, Default)]
struct Word {
    head: [char; 8],
    last: [char; 2],
    len: usize,
    quranic: bool,
}

impl Word {
    fn push(&mut self, c: char) {
        if let Some(place) = self.head.get_mut(self.len) {
            *place = c;
        }
        self.last = [self.last[1], c];
        self.len += 1;
    }

    fn starts(&self, letters: [char; 2]) -> bool {
        self.head[..2] == letters
    }

    fn ends(&self, letters: [char; 2]) -> bool {
        self.last == letters
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        let Some(letters) = self.head.get(..self.len) else {
            return false;
        };
        words.iter().any(|word| word.chars().eq(letters.iter().copied()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orthographies_are_told_apart() {
        for (line, orthography) in [
            ("تَبَٰرَكَ ٱلَّذِي بِيَدِهِ ٱلۡمُلۡكُ", Orthography::Quranic),
            ("دەقی کوردی بە پیتی ێ و ۆ و ڕ دەنووسرێت", Orthography::Other),
            ("په پښتو کې ځینې توري ډېر لیدل کېږي", Orthography::Other),
            ("او یک نویسندهٔ ایرانی است", Orthography::Persian),
            ("میں نے یہ کتاب پڑھی تھی", Orthography::Urdu),
            ("سافر كريم إلى باريس مع ڤيكتور", Orthography::Arabic),
            ("زار المدينة رئيس شركة گوگل في العام الماضي", Orthography::Arabic),
            ("\u{FE8D}\u{FEDF}\u{FED8}\u{FEEE}\u{FE8D}\u{FE95}", Orthography::Arabic),
            ("تاوقلا ىلع رصملا", Orthography::Arabic),
            ("12:30 ٪", Orthography::None),
        ] {
            assert_eq!(Orthography::of(line), orthography, "{line}");
        }
    }

    #[test]
    fn an_article_that_quotes_a_verse_stays_arabic() {
        let line =
            "وقال الخطيب في كلمته أمام الحاضرين إن الآية الكريمة ﴿ٱقۡرَأۡ﴾ كانت أول ما نزل من القرآن على النبي";
        assert_eq!(Orthography::of(line), Orthography::Arabic);
    }

    #[test]
    fn a_line_that_says_little_follows_the_others() {
        let mut gate = Gate::default();
        gate.line("شرح القواعد التي يكتب بها الباحثون في المدينة القديمة");
        assert_eq!(gate.line("علی"), Orthography::Arabic, "twins do not flip an Arabic text");
        assert_eq!(gate.line("این کتاب برای کودکان است و چاپ شده"), Orthography::Persian);
    }

    #[test]
    fn the_memory_stays_bounded() {
        let mut gate = Gate::default();
        for _ in 0..10_000 {
            gate.line("القوات القوات القوات القوات");
        }
        assert!(gate.memory.arabic < 1_000);
    }
}
