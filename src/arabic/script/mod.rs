//! Persian, Urdu and Quranic text looks like damaged Arabic to a rule that knows only Arabic; the gate tells them apart before any letter is touched.
//!
//! One letter proves little: a font may store the yeh and kaf of Persian in Arabic text, and an
//! Arabic line may hold a Persian name. So a line is weighed as a whole: letters that only one
//! orthography has and its commonest words against teh marbuta, the article, hamza carriers and the
//! commonest words of Arabic. The twins ی ک ە ھ weigh nothing by themselves. Lines that say little follow
//! the lines before them ([`Gate`]). Nothing is allocated.

mod evidence;
mod frequent;

use evidence::Evidence;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orthographies_are_told_apart() {
        for (line, orthography) in [
            ("تَبَٰرَكَ ٱلَّذِي بِيَدِهِ ٱلۡمُلۡكُ", Orthography::Quranic),
            ("دەقی کوردی بە پیتی ێ و ۆ و ڕ دەنووسرێت", Orthography::Other),
            ("ئون يىل بۇرۇن بىر ئادەم كەلدى", Orthography::Other),
            ("باردى ئون يىل", Orthography::Other),
            ("مضى إلىالمدينة شاطئ", Orthography::Arabic),
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
