//! A page shows Arabic from right to left and numbers and Latin from left to right; this is the way back from what a line shows to how it reads.
//!
//! The Unicode Bidirectional Algorithm (UAX #9) goes from reading order to what is shown. Many PDFs
//! hold what is shown, from left to right, and [`read`] undoes the algorithm for a line whose
//! direction is known. The way back is not always unique; where it is not, the reading that writers
//! use is taken (the rules stand at [`read`]).

mod brackets;
mod classes;
mod runs;
mod spans;

use super::marks::{is_mark, SHADDA};
use super::words::is_stop;

pub use brackets::{as_str, bracket, AsDrawn, MIRRORED};
pub(crate) use classes::is_number_sign;
pub use classes::{class, Class};
pub use runs::show_runs;
pub(crate) use runs::{reverse_run, show_pieces, show_runs_between};

/// A character of a line and where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Byte offset in the text.
    pub at: usize,
    /// The character there.
    pub shown: char,
    /// The character that it reads as: `shown`, or its mirror image.
    pub c: char,
}

impl Glyph {
    /// The character `c` at byte `at`.
    pub fn new(at: usize, c: char) -> Self {
        Glyph { at, shown: c, c }
    }
}

/// Put the marks that `stand_after` says stand after their letter in a line as it shows before it, as plain
/// reversal wants them. O(line).
pub fn marks_first(line: &mut [Glyph], stand_after: impl Fn(char) -> bool) {
    let mut from = 0;
    while from < line.len() {
        let marks = line[from + 1..].iter().take_while(|glyph| is_mark(glyph.shown)).count();
        if !is_mark(line[from].shown) && marks > 0 {
            let run = &mut line[from..=from + marks];
            // A vowel over a shadda goes with it.
            let shadda = run.iter().find(|glyph| glyph.shown == SHADDA).map(|glyph| glyph.shown);
            let moving = |glyph: &Glyph| is_mark(glyph.shown) && stand_after(shadda.unwrap_or(glyph.shown));
            let mut order: Vec<Glyph> = run.iter().rev().filter(|glyph| moving(glyph)).copied().collect();
            order.extend(run.iter().filter(|glyph| !moving(glyph)));
            run.copy_from_slice(&order);
        }
        from += marks + 1;
    }
}

/// From what a right-to-left line shows, left to right, to how it reads. In place, O(line).
///
/// The whole line is turned round but for what reads from left to right (UAX #9, read backwards):
/// - a number, with single separators between its digits (W4); a hyphen does not bind numbers after
///   Arabic (W2), so a line that shows `31-01-2016` reads `2016-01-31`, but for years that rise as they are shown;
/// - Latin from its first to its last letter, with what stands between (N1) and European numbers
///   after it (W7): `Windows 11`; a bracket whose other half is outside does not belong to it (N0);
/// - a full stop, `++` and the like stuck to the right of Latin, which only left-to-right text shows;
/// - a number before Latin at the right edge of the line, where Latin goes on from the line above.
///
/// Brackets outside these are mirrored where `drawn` says that they are stored as drawn.
///
/// ```
/// use tanqih::arabic::bidi::{read, AsDrawn, Glyph};
/// let mut line: Vec<Glyph> = "2015/10 يف Windows 11 ماظن".char_indices().map(|(at, c)| Glyph::new(at, c)).collect();
/// read(&mut line, &AsDrawn::default());
/// let text: String = line.iter().map(|glyph| glyph.c).collect();
/// assert_eq!(text, "نظام Windows 11 في 2015/10");
/// ```
pub fn read(line: &mut [Glyph], drawn: &AsDrawn) {
    let mut at = 0;
    while at < line.len() {
        let end = forward_end(line, at);
        if end > at {
            line[at..end].reverse();
            at = end;
            continue;
        }
        if let Some((kind, opens)) = bracket(line[at].shown) {
            if drawn.holds(kind) {
                line[at].c = MIRRORED[kind][usize::from(opens)];
            }
        }
        at += 1;
    }
    line.reverse();
}

/// Whether a line as it shows is one of Latin with some Arabic in it: it has more letters and more words of Latin, for
/// an address is one word however long, and does not begin with what ends a sentence. O(line).
pub fn is_left_to_right(line: &[Glyph]) -> bool {
    let letters = |wanted: Class| line.iter().filter(|glyph| class(glyph.shown) == wanted).count();
    let words = |wanted: Class| {
        let words = line.split(|glyph| glyph.shown.is_whitespace());
        words.filter(|word| word.iter().any(|glyph| class(glyph.shown) == wanted)).count()
    };
    !line.first().is_some_and(|glyph| is_stop(glyph.shown))
        && letters(Class::Left) > letters(Class::Right)
        && words(Class::Left) > words(Class::Right)
}

/// What [`read`] does, for a left-to-right line with Arabic in it: each Arabic run is read by itself.
pub fn read_left_to_right(line: &mut [Glyph], drawn: &AsDrawn) {
    let mut at = 0;
    while at < line.len() {
        if class(line[at].shown) != Class::Right {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        let last_letter = line[end..]
            .iter()
            .take_while(|glyph| class(glyph.shown) != Class::Left)
            .enumerate()
            .filter(|(_, glyph)| class(glyph.shown) == Class::Right)
            .last();
        end += last_letter.map_or(0, |(ahead, _)| ahead + 1);
        read(&mut line[at..end], drawn);
        at = end;
    }
}

/// Where the left-to-right unit that begins at `at` ends, as [`read`] takes them; `at` if none begins there.
pub(crate) fn forward_end(line: &[Glyph], at: usize) -> usize {
    match class(line[at].shown) {
        Class::Left => latin_end(line, at),
        Class::European | Class::ArabicNumber => {
            let end = number_end(line, at);
            if let Some(end) = spans::rising_end(line, at, end) {
                return end;
            }
            // `229E` is one word wherever it stands.
            if line.get(end).is_some_and(|glyph| class(glyph.shown) == Class::Left) {
                return latin_end(line, end);
            }
            let spaces = line[end..].iter().take_while(|glyph| glyph.shown == ' ').count();
            let next = end + spaces;
            if spaces > 0 && next < line.len() && class(line[next].shown) == Class::Left {
                let latin = latin_end(line, next);
                if line[latin..].iter().all(|glyph| glyph.shown == ' ') {
                    return latin;
                }
            }
            end
        }
        _ => at,
    }
}

pub(crate) fn number_end(line: &[Glyph], at: usize) -> usize {
    let kind = class(line[at].shown);
    let goes_on = |at: usize| line.get(at).is_some_and(|glyph| class(glyph.shown) == kind);
    let mut end = at + 1;
    while end < line.len() {
        let here = line[end].shown;
        // The decimal and the thousands separator are AN, as European digits behind Arabic letters are (W2).
        let separates = class(here) == Class::Separator || matches!(here, '\u{66B}' | '\u{66C}');
        if goes_on(end) {
            end += 1;
        } else if separates && goes_on(end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    end
}

fn latin_end(line: &[Glyph], at: usize) -> usize {
    let mut end = at + 1;
    // The end before the first bracket that has not been closed yet, and how many wait.
    let (mut before_open, mut open) = (end, 0usize);
    let mut next = end;
    while next < line.len() {
        let glyph = line[next];
        match class(glyph.shown) {
            Class::Right | Class::ArabicNumber => break,
            Class::Left | Class::European => end = next + 1,
            Class::Terminator if next == end && class(line[next - 1].shown) == Class::European => {
                end = next + 1
            }
            _ => match bracket(glyph.shown) {
                Some((_, true)) => {
                    if open == 0 {
                        before_open = end;
                    }
                    open += 1;
                }
                Some((_, false)) if open == 0 => break,
                Some((_, false)) => {
                    open -= 1;
                    if open == 0 && next + 1 < line.len() && class(line[next + 1].shown) == Class::Left {
                        end = next + 1;
                    }
                }
                None => {}
            },
        }
        next += 1;
    }
    let end = if open > 0 { before_open } else { end };
    // A sign stuck to the right of Latin was drawn by left-to-right rules (`C++`, `Inc.`).
    let signs = line[end..].iter().take_while(|glyph| STICKS.contains(&glyph.shown)).count();
    let after = line.get(end + signs).map(|glyph| glyph.shown);
    if signs > 0 && after == Some(' ') {
        end + signs
    } else {
        end
    }
}

/// What stands right of a Latin word without a space in left-to-right text.
const STICKS: [char; 7] = ['.', ',', ':', '!', '?', '+', '#'];

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str) -> Vec<Glyph> {
        text.char_indices().map(|(at, c)| Glyph::new(at, c)).collect()
    }

    fn text(line: &[Glyph]) -> String {
        line.iter().map(|glyph| glyph.c).collect()
    }

    fn reads(shown: &str) -> String {
        let mut line = glyphs(shown);
        let mut drawn = AsDrawn::default();
        drawn.count(&line);
        read(&mut line, &drawn);
        text(&line)
    }

    #[test]
    fn numbers_keep_their_order() {
        for (shown, logical) in [
            ("(2019-2015) نيماعلا نيب", "بين العامين (2015-2019)"),
            ("(2015-2019) نيماعلا نيب", "بين العامين (2015-2019)"),
            ("1999-98 و ،1922-26 و ،12-2015 يف", "في 2015-12، و 1922-26، و 98-1999"),
            ("2015-12-31 يف", "في 31-12-2015"),
            (")2019-2015( نيماعلا نيب", "بين العامين (2015-2019)"),
            ("14:45 ةعاسلا", "الساعة 14:45"),
            ("31-01-2016 يف", "في 2016-01-31"),
            ("12/05/2015 خيراتب", "بتاريخ 12/05/2015"),
            (".%12.5 ةبسنب", "بنسبة 12.5%."),
            ("١٬٢٣٤٫٥ يلاوح", "حوالي ١٬٢٣٤٫٥"),
            ("٪۱٬۲۳۴٫۵ دودح", "حدود ۱٬۲۳۴٫۵٪"),
            ("19.99$ رعسلا", "السعر $19.99"),
            ("ب-2021/45 وه", "هو 2021/45-ب"),
            (".ـه1442 ماع", "عام 1442هـ."),
        ] {
            assert_eq!(reads(shown), logical, "{shown}");
        }
    }

    #[test]
    fn latin_keeps_its_order() {
        for (shown, logical) in [
            ("نع .Apple Inc ةكرش", "شركة Apple Inc. عن"),
            ("https://www.example.com/ar?id=12 عقوملا", "الموقع https://www.example.com/ar?id=12"),
            ("رداصلا (World Bank) يلودلا", "الدولي (World Bank) الصادر"),
            ("رعسب iPhone 12 Pro Max فتاه", "هاتف iPhone 12 Pro Max بسعر"),
            (".(B ىنبملا)", "(المبنى B)."),
            ("ديدجلا 12 Pro Max", "12 Pro Max الجديد"),
            ("1977 (Grand Tour) جمانرب", "برنامج (Grand Tour) 1977"),
            ("مويلا C++ ةغل", "لغة C++ اليوم"),
            ("وه 229E-يرشبلا", "البشري-229E هو"),
            ("تلاق Apple (US) Inc ةكرش", "شركة Apple (US) Inc قالت"),
        ] {
            assert_eq!(reads(shown), logical, "{shown}");
        }
    }

    #[test]
    fn runs_are_shown_with_the_signs_before_them() {
        for (stored, shown) in [
            // One space and the bracket behind it belong to the run.
            ("1-  )مقابل20", "1- لباقم) 20"),
            // Two brackets back to back do to two numbers.
            ("الهامش2()، غيره1", "شماهلا2(هريغ ،)1"),
            ("كما \u{201C}قال\u{201D}.1977 عام", ".\u{201D}لاق\u{201C} امك1977 ماع"),
        ] {
            let mut line = glyphs(stored);
            show_runs(&mut line);
            assert_eq!(line.iter().map(|glyph| glyph.shown).collect::<String>(), shown, "{stored}");
        }
    }

    #[test]
    fn marks_stay_on_their_letter() {
        assert_eq!(reads("َبَتَك"), "كَتَبَ");
        let mut line = glyphs("بَتَكَ");
        marks_first(&mut line, |_| true);
        read(&mut line, &AsDrawn::default());
        assert_eq!(text(&line), "كَتَبَ");
    }

    #[test]
    fn a_left_to_right_line_keeps_its_latin() {
        let mut line = glyphs("the word (ةملك باتك) means book");
        read_left_to_right(&mut line, &AsDrawn::default());
        assert_eq!(text(&line), "the word (كتاب كلمة) means book");
    }
}
