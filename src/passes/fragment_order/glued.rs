//! Lines whose pieces stand in reverse with nothing between them: where a word is stretched, some
//! extractors end a piece at the kashida. `اند المرات في أحيد عدي من جدي` is `من جديد عديد المرات في أحيان` in
//! four pieces.
//!
//! Every place inside a token may be where two pieces meet. A piece ends with the head of a word whose tail
//! begins the piece before it in the line; so of all ways to cut the line, the words tell. One such line has
//! many strange tokens, and all of them become words.

use std::ops::Range;

use crate::arabic::words::tokens;
use crate::model::{Cost, LanguageModel};
use crate::text::View;

use super::shreds::{Letters, Shreds, LINE, WORD};

/// Lines that are asked for strange words: the first, and of more one in so many; and one token in so many
/// that is strange and gives reason to look closer.
const FIRST: usize = 16;
const SAMPLE: usize = 8;
const ENOUGH: usize = 12;
/// Numbers of one digit again and again in a line that stand for kashidas.
const CODES: usize = 3;

/// How a line is cut.
#[derive(Clone, Debug)]
pub(super) struct Glued {
    /// Bytes of the text that it takes.
    pub(super) span: Range<usize>,
    /// Bytes of the text where pieces meet, last first.
    pub(super) cuts: Vec<usize>,
    /// Bits by which it is likelier cut than whole.
    pub(super) gain: Cost,
}

impl Glued {
    /// Whether it has three pieces or more, whose joints show in the line.
    pub(super) fn has_joints(&self) -> bool {
        self.cuts.len() > 1
    }

    /// The pieces in reading order.
    pub(super) fn pieces(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = [self.span.end].into_iter().chain(self.cuts.iter().copied());
        ends.zip(self.cuts.iter().copied().chain([self.span.start])).map(|(end, start)| start..end)
    }
}

/// The likeliest pieces of a line, or of its parts between numbers and Latin where those stayed where they
/// are; nothing where it has no strange words.
pub(super) fn decode<M: LanguageModel>(model: &M, view: View<'_>) -> Vec<Glued> {
    let decode = |part, start| {
        let shreds = Shreds::of(model, part, start)?;
        if shreds.is_strange() {
            shreds.decode()
        } else {
            None
        }
    };
    let line = view.text();
    let whole = decode(line, view.start());
    let units = units(line);
    if units.is_empty() {
        return Vec::from_iter(whole);
    }
    let ends = units.iter().map(|unit| unit.start).chain([line.len()]);
    let starts = [0].into_iter().chain(units.iter().map(|unit| unit.end));
    let parts: Vec<Glued> = starts
        .zip(ends)
        .filter_map(|(start, end)| decode(&line[start..end], view.start() + start))
        .filter(|part| part.gain > 0)
        .collect();
    let gain = parts.iter().map(|part| part.gain).sum();
    match whole {
        Some(whole) if whole.gain >= gain => vec![whole],
        _ => parts,
    }
}

/// The numbers and Latin words of a line, but no signs that stand for a kashida again and again.
fn units(line: &str) -> Vec<Range<usize>> {
    let unit = |c: char| c.is_ascii_alphanumeric();
    let mut units = Vec::new();
    let mut at = 0;
    while let Some(found) = line[at..].find(unit) {
        let start = at + found;
        let binds = |c: char| unit(c) || matches!(c, '.' | ',' | '/' | ':' | '-');
        let run = line[start..].find(|c| !binds(c)).unwrap_or(line.len() - start);
        let end = start + line[start..start + run].trim_end_matches(|c| !unit(c)).len();
        units.push(start..end);
        at = end;
    }
    let code = |unit: &Range<usize>| {
        let bytes = &line.as_bytes()[unit.clone()];
        bytes.iter().all(|byte| *byte == bytes[0])
    };
    let codes = |byte: u8| {
        units.iter().filter(|unit| code(unit) && line.as_bytes()[unit.start] == byte).count() >= CODES
    };
    let is_unit = |unit: &Range<usize>| !(code(unit) && codes(line.as_bytes()[unit.start]));
    units.iter().filter(|unit| is_unit(unit)).cloned().collect()
}

/// Whether so many words of these lines are strange that they may be in many pieces. Allocates nothing.
pub(super) fn in_doubt<'t, M: LanguageModel>(model: &M, lines: impl Iterator<Item = View<'t>>) -> bool {
    let (mut strange, mut all) = (0, 0);
    let lines = lines.filter(|line| line.text().len() > 2 * WORD && line.text().len() <= LINE);
    let sample = lines.enumerate().filter(|&(at, _)| at < FIRST || at % SAMPLE == 0);
    for token in sample.flat_map(|(_, line)| tokens(line.text())) {
        let letters = Letters::of(&[token.text]);
        all += 1;
        strange += usize::from(letters.count > 1 && letters.known(model).is_none());
    }
    strange * ENOUGH > all
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::{Embedded, BIT};
    use crate::text::Text;

    /// The likeliest reading of a line, with its pieces apart.
    fn read(line: &str) -> String {
        let found = decode(&Embedded::arabic(), Text::new(line).lines().next().unwrap());
        let mut out = String::new();
        let mut at = 0;
        for part in found.iter().filter(|part| part.gain >= 16 * BIT) {
            out.push_str(&line[at..part.span.start]);
            out.push_str(&part.pieces().map(|piece| &line[piece]).collect::<Vec<_>>().join("|"));
            at = part.span.end;
        }
        out + &line[at..]
    }

    const PIECES: [&str; 6] =
        ["وقد اس+", "تقبل فريق المدي+", "رية عددا كب+", "يرا من المواط+", "نين في الق+", "اعة"];

    fn reversed(pieces: &[String]) -> String {
        pieces.iter().rev().map(String::as_str).collect()
    }

    #[test]
    fn pieces_are_found_by_the_words_they_make() {
        for kashida in ["", "ــ", "\u{FFFD}", "00", "))"] {
            let pieces = PIECES.map(|piece| piece.replace('+', kashida));
            assert_eq!(read(&reversed(&pieces)), pieces.join("|"));
        }
    }

    #[test]
    fn numbers_may_stay_where_they_are() {
        let pieces = PIECES.map(|piece| piece.replace('+', ""));
        let raw = format!("{} 1250 {}", reversed(&pieces), reversed(&pieces));
        assert_eq!(read(&raw), format!("{0} 1250 {0}", pieces.join("|")));
    }

    #[test]
    fn whole_lines_stay() {
        for line in [
            "وقد استقبل فريق المديرية عددا كبيرا من المواطنين في القاعة",
            "وقد استقبلفريق المديرية عدداكبيرا من المواطنين فيالقاعة الكبرى",
            "وصل مارتينيوس كالاهيدرو إلى شاتوبريان مع فيتزجيرالدين",
            "وقــد استقبــل فريــق المديريــة عــددا كبيــرا مــن المواطنيــن",
        ] {
            assert_eq!(read(line), line);
        }
    }
}
