//! Some extractors put the Arabic of a line in reading order and leave what stands between as it is drawn: `عام ،2015 ثم 11 Windows` for `عام 2015، ثم Windows 11`.
//!
//! They cut the line that they see by the class of its characters: letters from right to left, letters from left
//! to right, numbers with the signs that may belong to one, all else. The parts are put in reverse order,
//! and only those from right to left, and what follows these, are reversed themselves. So a comma that
//! touches a number is drawn to the left of it for good. No part is lost or cut, so the way back is exact.

use super::bidi::{bracket, class, forward_end, is_number_sign, read, AsDrawn, Class, Glyph, MIRRORED};

/// Part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Right,
    Left,
    /// Numbers and the signs that UAX #9 takes for parts of numbers: EN, AN, ES, CS, ET.
    Number,
    Other,
}

fn part(c: char) -> Part {
    match class(c) {
        Class::Right => Part::Right,
        Class::Left => Part::Left,
        Class::European | Class::ArabicNumber | Class::Separator => Part::Number,
        Class::Terminator | Class::Neutral if is_number_sign(c) => Part::Number,
        Class::Terminator | Class::Neutral => Part::Other,
    }
}

/// Where the part of a line that begins at `at` ends.
fn part_end(line: &[Glyph], at: usize) -> usize {
    let kind = part(line[at].shown);
    line[at..].iter().position(|glyph| part(glyph.shown) != kind).map_or(line.len(), |ahead| at + ahead)
}

/// From a line whose parts stand in reading order, those of numbers and Latin as drawn, to how it reads. In
/// place, O(line). Lines of more Latin than Arabic stay: their parts were not put in reverse order.
///
/// ```
/// use tanqih::arabic::{bidi::Glyph, segments::read_segments};
/// let mut line: Vec<Glyph> =
///     "في .31-01-2016".char_indices().map(|(at, c)| Glyph::new(at, c)).collect();
/// read_segments(&mut line);
/// let text: String = line.iter().map(|glyph| glyph.c).collect();
/// assert_eq!(text, "في 2016-01-31.");
/// ```
pub fn read_segments(line: &mut [Glyph]) {
    let (mut right, mut left) = (0, 0);
    let mut at = 0;
    while at < line.len() {
        match part(line[at].shown) {
            Part::Right => right += 1,
            Part::Left => left += 1,
            _ => {}
        }
        at = part_end(line, at);
    }
    if right < left {
        return;
    }
    // The line as it looks. Brackets that were reversed with a part were mirrored with it.
    line.reverse();
    let mut after_left = false;
    let mut end = line.len();
    while end > 0 {
        let kind = part(line[end - 1].shown);
        let start = line[..end].iter().rposition(|glyph| part(glyph.shown) != kind).map_or(0, |at| at + 1);
        let here = &mut line[start..end];
        match kind {
            Part::Right => after_left = false,
            Part::Left => after_left = true,
            Part::Number | Part::Other => {}
        }
        if kind == Part::Left || kind == Part::Number || after_left {
            here.reverse();
        } else {
            here.iter_mut().for_each(mirror);
        }
        end = start;
    }
    read(line, &AsDrawn::all());
}

/// From a line whose numbers and Latin stand from left to right as on the page, and all that stands between two
/// of them reversed where it stands, to what it shows. In place, O(line). Numbers and Latin with no letter
/// of the script between them are one.
///
/// ```
/// use tanqih::arabic::{bidi::{read, AsDrawn, Glyph}, segments::show_gaps};
/// let mut line: Vec<Glyph> =
///     ".2023 عام 98765، وارتفع إلى 2015بلغ ".char_indices().map(|(at, c)| Glyph::new(at, c)).collect();
/// show_gaps(&mut line);
/// read(&mut line, &AsDrawn::default());
/// let text: String = line.iter().map(|glyph| glyph.c).collect();
/// assert_eq!(text, "بلغ 2015، وارتفع إلى 98765 عام 2023.");
/// ```
pub fn show_gaps(line: &mut [Glyph]) {
    let is_unit = |glyph: &Glyph| is_unit(glyph.shown);
    let mut from = 0;
    loop {
        let unit = line[from..].iter().position(is_unit).map_or(line.len(), |ahead| from + ahead);
        let last = unit == line.len();
        let gap = &mut line[from..unit];
        if from == 0 || last || gap.iter().any(|glyph| class(glyph.shown) == Class::Right) {
            gap.reverse();
        }
        if last {
            return;
        }
        from = unit + line[unit..].iter().take_while(|glyph| is_unit(glyph)).count();
    }
}

/// From a line that was drawn part by part, numbers, Latin and what stands between two of them, and read as if it stood
/// as on the page, to how it reads. In place, O(line).
///
/// The parts were drawn in reading order, so they follow one another from left to right, and each reads. A space that
/// the line begins with was not read with it; it is of the part drawn first.
///
/// ```
/// use tanqih::arabic::{bidi::Glyph, segments::reverse_parts};
/// let mut line: Vec<Glyph> =
///     " .2023 عام 98765، وارتفع إلى 2015 بلغ".char_indices().map(|(at, c)| Glyph::new(at, c)).collect();
/// reverse_parts(&mut line);
/// let text: String = line.iter().map(|glyph| glyph.c).collect();
/// assert_eq!(text, " بلغ 2015، وارتفع إلى 98765 عام 2023.");
/// ```
pub fn reverse_parts(line: &mut [Glyph]) {
    let is_space = |glyph: Option<&Glyph>| glyph.is_some_and(|glyph| glyph.shown == ' ');
    if is_space(line.first()) && !is_space(line.last()) {
        line.rotate_left(1);
    }
    let mut at = 0;
    while at < line.len() {
        let end = match forward_end(line, at) {
            end if end > at => end,
            _ => line[at..]
                .iter()
                .position(|glyph| is_unit(glyph.shown))
                .map_or(line.len(), |ahead| at + ahead),
        };
        line[at..end].reverse();
        at = end;
    }
    line.reverse();
}

/// From a line of more Latin than Arabic, which [`read_segments`] leaves, to what it shows: its parts stand as on the
/// page, those from right to left and what follows these each reversed. In place, O(line).
///
/// ```
/// use tanqih::arabic::{bidi::{read, AsDrawn, Glyph}, segments::show_words};
/// let mut line: Vec<Glyph> =
///     ".أمس a@b.org على كتب".char_indices().map(|(at, c)| Glyph::new(at, c)).collect();
/// show_words(&mut line);
/// read(&mut line, &AsDrawn::default());
/// let text: String = line.iter().map(|glyph| glyph.c).collect();
/// assert_eq!(text, "كتب على a@b.org أمس.");
/// ```
pub fn show_words(line: &mut [Glyph]) {
    let (mut at, mut after_right) = (0, false);
    while at < line.len() {
        let kind = part(line[at].shown);
        let end = part_end(line, at);
        if kind == Part::Right || kind == Part::Other && after_right {
            line[at..end].reverse();
            line[at..end].iter_mut().for_each(mirror);
        }
        after_right = kind == Part::Right || kind == Part::Other && after_right;
        at = end;
    }
}

/// Whether `c` is of a number of any digits or of a word of letters from left to right. O(1).
pub fn is_unit(c: char) -> bool {
    matches!(class(c), Class::Left | Class::European | Class::ArabicNumber)
}

/// Show the other half of a bracket.
fn mirror(glyph: &mut Glyph) {
    if let Some((kind, opens)) = bracket(glyph.shown) {
        glyph.shown = MIRRORED[kind][usize::from(opens)];
        glyph.c = glyph.shown;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(stored: &str) -> String {
        let mut line: Vec<Glyph> = stored.char_indices().map(|(at, c)| Glyph::new(at, c)).collect();
        read_segments(&mut line);
        line.iter().map(|glyph| glyph.c).collect()
    }

    #[test]
    fn numbers_and_latin_are_put_in_order() {
        for (stored, logical) in [
            ("في عام ،2015 وارتفع عام .2023", "في عام 2015، وارتفع عام 2023."),
            ("نسبة %12.5 ثم ٪٧٫٥ أو 19.99$", "نسبة 12.5% ثم ٧٫٥٪ أو $19.99"),
            ("هاتف 966+ 11 7890-456 أو 5-", "هاتف +966 11 456-7890 أو -5"),
            ("نظام 11 Windows ومتصفح", "نظام Windows 11 ومتصفح"),
            ("برنامج )Tour Grand )الشهير", "برنامج )Grand Tour( الشهير"),
            ("بين 15-10 والصفحات )٥٦-٣٤(.", "بين 10-15 والصفحات )٣٤-٥٦(."),
            ("راسلونا على com.example@info مباشرة", "راسلونا على info@example.com مباشرة"),
            ("لا رقم هنا، كما ترى.", "لا رقم هنا، كما ترى."),
        ] {
            assert_eq!(reads(stored), logical, "{stored}");
        }
    }
}
