//! An extractor that hands over pieces of text leaves the lines to its caller: joined by spaces they are one endless line, set apart each letter is a line.
//!
//! pdf.js gives a line's end as an empty piece, so pieces joined by spaces have two spaces there and one or
//! three elsewhere. Lines of a page are about as long as each other, which other double spaces (a lost
//! number, the end of a sentence) do not show. And where a PDF has no spaces, each glyph may be a
//! piece: letters below each other that spell words, one line each. Which order lines are in, and what
//! their words are, can be asked only of lines.

use crate::arabic::forms;
use crate::arabic::letters::is_letter;
use crate::arabic::marks::is_mark;
use crate::edit::{Confidence, Edits, Reason};
use crate::model::LanguageModel;
use crate::pass::Pass;
use crate::text::Text;

/// Puts line ends back where an extractor left two spaces for each, and takes them from between letters
/// that stand on a line each.
///
/// Changes white space only. [`Strong`](Confidence::Strong): most of a page is one line with double
/// spaces at even distances (`line-end-lost`), or most lines are single letters that spell words
/// (`letter-line`). O(length).
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::LineEnds, Pipeline};
/// let line_ends = Pipeline::new().pass(LineEnds::new(Embedded::arabic()));
/// let letters: Vec<String> = "افتتحتبلديةالمدينةمكتبةجديدة".chars().map(String::from).collect();
/// assert_eq!(line_ends.clean(&letters.join("\n")), "افتتحتبلديةالمدينةمكتبةجديدة");
/// assert_eq!(line_ends.clean("أ\nب\nت\nث"), "أ\nب\nت\nث");
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct LineEnds<M> {
    model: M,
}

impl<M: LanguageModel> LineEnds<M> {
    /// The pass, with the model that knows whether letters spell words.
    pub fn new(model: M) -> Self {
        LineEnds { model }
    }
}

/// Two spaces for the end of a line.
const LOST: Reason = Reason::new("line-end-lost");
/// A line's end between two letters of a line.
const LETTER: Reason = Reason::new("letter-line");

/// Lines that an endless line must be made of.
const LINES: usize = 8;
/// Lines of which more may be short and a few long.
const MANY: usize = 24;
/// Lines of one letter that a text must have.
const LETTERS: usize = 20;
/// Bytes that a line of one letter has at most, its end and the controls about it included, on average.
const BYTES: usize = 16;
/// Letters that a word must have to tell: nearly all shorter strings are words.
const WORD: usize = 4;
/// Letters that a text has at least, however short.
const KINDS: usize = 10;
/// Bytes of letters that are asked about.
const ASKED: usize = 4096;

impl<M: LanguageModel> Pass for LineEnds<M> {
    fn name(&self) -> &'static str {
        "line-ends"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        let source = text.as_str();
        if text.may_have_after_space(' ') {
            lost(text, edits);
        }
        let ends = memchr::memchr_iter(b'\n', source.as_bytes()).count();
        if ends >= LETTERS && ends * BYTES > source.len() {
            self.letters(text, edits);
        }
    }
}

/// Put line ends into pages of one endless line.
fn lost(text: &Text<'_>, edits: &mut Edits<'_>) {
    let lines = text.pages().flat_map(|page| page.lines().map(move |line| (page, line)));
    for (page, line) in lines {
        if line.text().len() * 4 < page.text().len() * 3 {
            continue;
        }
        let gaps = double_spaces(line.text());
        if gaps.len() + 1 < LINES || !is_of_the_script(line.text()) {
            continue;
        }
        let starts = std::iter::once(0).chain(gaps.iter().map(|gap| gap + 2));
        let ends = gaps.iter().copied().chain([line.text().len()]);
        let mut lengths: Vec<usize> = starts.zip(ends).map(|(start, end)| end - start).collect();
        lengths.sort_unstable();
        if !are_lines(&lengths) {
            continue;
        }
        for gap in gaps {
            let start = line.start() + gap;
            edits.replace(start..start + 2, "\n", LOST, Confidence::Strong);
        }
    }
}

/// Whether most letters of a line are of the script.
fn is_of_the_script(line: &str) -> bool {
    let letters = || line.chars().filter(|c| c.is_alphabetic());
    let ours = letters().filter(|&c| is_letter(c) || forms::letters(c).is_some() || is_mark(c)).count();
    ours * 2 > letters().count()
}

/// Whether ascending lengths are those of a page's lines, not what lies between places met by chance:
/// of those the longest are many times as long as most, the more the more there are.
fn are_lines(lengths: &[usize]) -> bool {
    let at = |quarters: usize| lengths[(lengths.len() - 1) * quarters / 4];
    let (short, full, longest) = (at(1), at(3), at(4));
    // Last lines of paragraphs are short; none is much longer than the full ones.
    longest * 2 <= full * 3 || lengths.len() >= MANY && longest * 2 <= full * 5 && short * 3 >= full
}

/// Where exactly two spaces stand inside a line.
fn double_spaces(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    let inside = |gap: &usize| {
        *gap > 0 && bytes[gap - 1] != b' ' && bytes.get(gap + 2).is_some_and(|&byte| byte != b' ')
    };
    memchr::memmem::find_iter(bytes, b"  ").filter(inside).collect()
}

impl<M: LanguageModel> LineEnds<M> {
    /// Put letters together that stand on a line each.
    fn letters(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        let mut spelled = String::new();
        let (mut single, mut other) = (0, 0);
        for line in text.lines().filter(|line| !line.text().is_empty()) {
            match glyph(line.text()) {
                Some(glyph) => {
                    let letters = glyph.and_then(forms::letters);
                    let letter = glyph.filter(|&c| is_letter(c));
                    single += usize::from(letters.is_some() || letter.is_some());
                    if spelled.len() < ASKED {
                        spelled.extend(letter);
                        spelled.push_str(letters.unwrap_or_default());
                    }
                }
                None => other += 1,
            }
        }
        if single < LETTERS || single < other || !self.spells_words(&spelled) {
            return;
        }
        let mut before = None;
        for line in text.lines() {
            let is_glyph = glyph(line.text()).is_some();
            if let Some(end) = before.filter(|&end| is_glyph && text.as_str()[end..line.start()] == *"\n") {
                edits.delete(end..line.start(), LETTER, Confidence::Strong);
            }
            before = is_glyph.then_some(line.end());
        }
    }

    /// Whether most of the letters are in words long enough to tell, read either way; not those that
    /// number a list or answer questions, of which there are few kinds.
    fn spells_words(&self, letters: &str) -> bool {
        let mut kinds: Vec<char> = Vec::new();
        for c in letters.chars() {
            if !kinds.contains(&c) {
                kinds.push(c);
            }
        }
        if kinds.len() < KINDS {
            return false;
        }
        let backwards: String = letters.chars().rev().collect();
        [letters, &backwards].iter().any(|letters| {
            let (mut rest, mut words) = (*letters, 0);
            while let Some(first) = rest.chars().next() {
                let mut longest = first.len_utf8();
                self.model.prefixes(rest, &mut |end, _| longest = end);
                words += if rest[..longest].chars().count() >= WORD { longest } else { 0 };
                rest = &rest[longest..];
            }
            words * 2 > letters.len()
        })
    }
}

/// The one character of a line that has no other but marks and controls; `Some(None)` where it has but
/// marks, `None` where it is none, a number, Latin or more.
fn glyph(line: &str) -> Option<Option<char>> {
    let is_control =
        |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let mut glyph = None;
    let mut marks = false;
    for c in line.chars().filter(|&c| !is_control(c)) {
        if is_mark(c) {
            marks = true;
        } else if glyph.is_some() || c.is_whitespace() || c.is_numeric() {
            return None;
        } else {
            let arabic = is_letter(c) || forms::letters(c).is_some() || !c.is_alphabetic();
            glyph = Some(c).filter(|_| arabic);
            glyph?;
        }
    }
    (marks || glyph.is_some()).then_some(glyph)
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(LineEnds::new(Embedded::arabic())).clean(text)
    }

    const PAGE: [&str; 9] = [
        "افتتحت بلدية المدينة أمس مكتبة عامة جديدة",
        "في الحي القديم بحضور عدد كبير من السكان،",
        "وقالت مديرة المكتبة إن المجموعة تضم آلاف",
        "الكتب والمخطوطات القديمة التي جمعت على مر",
        "السنين من بيوت المدينة ومساجدها.",
        "وتفتح المكتبة أبوابها غدا للزوار من الصباح",
        "حتى المساء، وتبقى مفتوحة في أيام العطل كلها",
        "إلا يوم الجمعة، وفيها قاعة للأطفال وأخرى",
        "للباحثين.",
    ];

    #[test]
    fn line_ends_come_back() {
        assert_eq!(clean(&PAGE.join("  ")), PAGE.join("\n"));
    }

    #[test]
    fn letters_on_a_line_each_are_put_together() {
        let raw: String =
            PAGE.concat().chars().filter(|&c| c != ' ').map(|c| format!("\u{202B}{c}\u{202C}\n")).collect();
        assert_eq!(clean(&raw).replace(['\u{202B}', '\u{202C}', '\n'], ""), PAGE.concat().replace(' ', ""));
        assert_eq!(clean(&raw).lines().count(), 1);
        // Marks may stand by themselves too, and numbers keep their line.
        let raw: String =
            PAGE.concat().chars().filter(|&c| c != ' ').map(|c| format!("{c}\n\u{64E}\n")).collect();
        assert_eq!(clean(&format!("{raw}2015\n")).lines().count(), 2);
    }

    #[test]
    fn what_could_be_meant_stays() {
        let lists = [
            // The alphabet, answers, a column of a table.
            "ابتثجحخدذرزسشصضطظعغفقكلمنهوي".chars().map(|c| format!("{c}\n")).collect::<String>(),
            "أبجدأجدبأبدجأبجدأجدبأبدج".chars().map(|c| format!("{c}\n")).collect(),
            // Sentences end in two spaces.
            PAGE.concat().replace('،', "،  "),
            // Half verses.
            [PAGE[0], PAGE[1]].join("  "),
        ];
        for text in lists {
            assert!(matches!(clean(&text), Cow::Borrowed(_)), "{text}");
        }
    }
}
