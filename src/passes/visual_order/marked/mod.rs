//! Lines in pieces cut at vowel signs: `ِانَيَبْي ال ِ ف ُهَالَ ق` for `قَالَهُ فِي الْبَيَانِ`.
//!
//! A font sets a sign by itself, at a place of its own, so that a producer draws the letters up to it, the sign,
//! and the letters behind it apart. Extractors that read each of these, and hand them over from left to right,
//! leave the letters between two signs as they read and put each sign before the letters that it stands behind.
//! By its single letters such a line is one stored as it looks; but where it has two letters between signs they are
//! not in reverse. Which signs cut is the font's doing, so that one letter and sign do or do not in all the text.

mod segment;
mod ways;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::arabic::letters::is_letter;
use crate::arabic::marks::{count_signs, is_mark};
use crate::arabic::seats::Strain;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::View;

use super::judge::{vocalised, Judged, Order};

use segment::{is_unit, Lexis, Segment};
use ways::{cut, Cut, Habits};

/// Bytes of a line, at most.
const LINE: usize = 1024;
/// Lines that tell which marks cut.
const ASKED: usize = 10;
/// How often those are asked, each time with what they said before.
const ROUNDS: usize = 3;
/// Bits of marks on letters that cannot carry them, and for one how many marks at most.
const BITS: u64 = 24;
const MARKS: u64 = 3;

/// The lines of a text that are in pieces, and their pieces in the order of reading.
pub(super) struct Marked {
    rows: BTreeMap<usize, Vec<Piece>>,
}

/// How often a mark on a letter does not cut, and does.
#[derive(Default, PartialEq, Eq)]
struct Seen {
    pairs: BTreeMap<(char, char), [u32; 2]>,
    all: [u32; 2],
}

/// What it costs that a mark on a letter cuts, or does not, unlike most of its kind.
const UNLIKE: Cost = 6 * BIT;

impl Habits for Seen {
    fn cost(&self, letter: char, mark: char, cuts: bool) -> Cost {
        let seen = self.pairs.get(&(letter, mark)).copied().unwrap_or_default();
        let seen = if seen[0] == seen[1] { self.all } else { seen };
        if cuts == (seen[1] > seen[0]) {
            0
        } else {
            UNLIKE
        }
    }
}

/// What a line costs as it stands, turned round, and in pieces, and those.
struct Read {
    stands: Cost,
    turned: Cost,
    parts: Cost,
    cuts: Vec<(Range<usize>, Vec<Cut>)>,
}

impl Read {
    fn of<M: LanguageModel>(lexis: &mut Lexis<'_, M>, line: &str) -> Self {
        let turned: String = line.chars().rev().collect();
        Read {
            stands: as_it_stands(lexis, line),
            turned: as_it_stands(lexis, &turned),
            parts: 0,
            cuts: Vec::new(),
        }
    }

    fn cut<M: LanguageModel>(&mut self, lexis: &mut Lexis<'_, M>, line: &str, habits: &Seen) {
        (self.parts, self.cuts) = (0, Vec::new());
        for span in segments(line) {
            let segment = Segment::of(lexis, line, span.clone());
            let (cost, cuts) = cut(lexis, &segment, habits);
            self.parts += cost;
            self.cuts.push((span, cuts));
        }
    }
}

/// What stands between numbers and Latin words, without the spaces about it.
fn segments(line: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let start = at;
        let unit = line[at..].find(is_unit).map_or(line.len(), |unit| at + unit);
        at = line.len() - line[unit..].trim_start_matches(is_unit).len();
        let text = line[start..unit].trim_end_matches(' ');
        let span = start + text.len() - text.trim_start_matches(' ').len()..start + text.len();
        if line[span.clone()].contains(is_mark) {
            spans.push(span);
        }
    }
    spans
}

/// What the words of a line cost, and its marks.
fn as_it_stands<M: LanguageModel>(lexis: &mut Lexis<'_, M>, line: &str) -> Cost {
    let mut words = |line: &str| {
        let bare: String = line.chars().filter(|&c| !is_mark(c)).collect();
        Segment::of(lexis, &bare, 0..bare.len()).stands()
    };
    let mut joined = [String::new(), String::new()];
    let mut rest = line;
    while let Some(space) = rest.find(' ') {
        let behind = rest[space..].trim_start_matches(' ');
        let sides = [behind.starts_with(is_mark), rest[..space].ends_with(is_mark)];
        for (joined, void) in joined.iter_mut().zip(sides) {
            joined.push_str(&rest[..space]);
            joined.push_str(if void { "" } else { " " });
        }
        rest = behind;
    }
    joined.iter_mut().for_each(|joined| joined.push_str(rest));
    let [a, b] = joined;
    words(line).min(words(&a)).min(words(&b)) + Strain::of(line).least() as Cost * BIT
}

impl Marked {
    /// Give the lines of a text that are in such pieces that order.
    pub(super) fn learn<M: LanguageModel>(model: &M, lines: &mut [Judged<'_>]) -> Option<Self> {
        let mut torn = Torn::default();
        lines.iter().filter(|line| line.arabic).for_each(|line| torn.add(line.view.text()));
        if !torn.is_plain() {
            return None;
        }
        let mut lexis = Lexis::new(model);
        let asked = lines.iter().filter(|line| line.arabic && asked(line.view)).take(ASKED);
        let mut reads: Vec<(&str, Read)> =
            asked.map(|line| line.view.text()).map(|line| (line, Read::of(&mut lexis, line))).collect();
        let sum = |reads: &[(&str, Read)], of: fn(&Read) -> Cost| -> i64 {
            reads.iter().map(|(_, read)| i64::from(of(read))).sum()
        };
        let other = sum(&reads, |read| read.stands).min(sum(&reads, |read| read.turned));
        // All marks cut, until they show otherwise.
        let mut seen = Seen { all: [0, 1], ..Seen::default() };
        let mut best = (i64::MAX, Seen::default());
        for _ in 0..ROUNDS {
            let mut next = Seen::default();
            for (line, read) in &mut reads {
                read.cut(&mut lexis, line, &seen);
                read.cuts.iter().for_each(|(_, cuts)| next.count(line, cuts));
            }
            let parts = sum(&reads, |read| read.parts);
            // Where one mark in a few cuts, too little is known of which.
            if parts >= other {
                return None;
            }
            let settled = seen == next;
            if parts < best.0 {
                best = (parts, seen);
            }
            if settled {
                break;
            }
            seen = next;
        }
        let (parts, seen) = best;
        if parts * 8 > other * 7 {
            return None;
        }
        let mut rows = BTreeMap::new();
        for line in lines.iter_mut().filter(|line| line.arabic && line.view.text().len() <= LINE) {
            let text = line.view.text();
            if !text.contains(is_mark) {
                continue;
            }
            let mut read = Read::of(&mut lexis, text);
            read.cut(&mut lexis, text, &seen);
            if read.parts < read.stands.min(read.turned) {
                rows.insert(line.view.start(), pieces(line.view, &read.cuts));
                (line.order, line.sure) = (Order::Marked, true);
            }
        }
        Some(Marked { rows })
    }

    /// The pieces of a line.
    pub(super) fn turn(&self, view: View<'_>) -> Option<(Range<usize>, Vec<Piece>)> {
        Some((view.span(), self.rows.get(&view.start())?.clone()))
    }
}

/// What the marks of vocalised lines say against their letters, in whichever order these are read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Torn {
    bits: u64,
    marks: u64,
}

impl Torn {
    fn add(&mut self, line: &str) {
        if vocalised(line) {
            self.add_bits(line, Strain::of(line).least().min(Strain::of_turned(line).least()));
        }
    }

    /// Add a line against whose marks so many bits speak.
    pub(super) fn add_bits(&mut self, line: &str, bits: u32) {
        self.bits += u64::from(bits);
        self.marks += count_signs(line) as u64;
    }

    /// Whether so many marks stand on letters that cannot carry them that lines may be cut at them.
    pub(super) fn is_plain(&self) -> bool {
        self.bits >= BITS && self.bits * MARKS >= self.marks
    }
}

fn asked(view: View<'_>) -> bool {
    let line = view.text();
    line.len() <= LINE && count_signs(line) * 5 >= line.chars().filter(|&c| is_letter(c)).count()
}

impl Seen {
    fn count(&mut self, line: &str, cuts: &[Cut]) {
        let mut add = |letter, mark, which: usize| {
            self.pairs.entry((letter, mark)).or_default()[which] += 1;
            self.all[which] += 1;
        };
        for cut in cuts {
            let (mut letter, mut last) = ('\0', ' ');
            for c in line[cut.body.clone()].chars() {
                if is_mark(c) && !is_mark(last) {
                    add(letter, c, 0);
                }
                letter = if c == ' ' || is_mark(c) { letter } else { c };
                last = c;
            }
            if let Some(mark) = line[cut.marks.clone()].chars().next() {
                add(letter, mark, 1);
            }
        }
    }
}

/// A line in the order of reading.
fn pieces(view: View<'_>, cuts: &[(Range<usize>, Vec<Cut>)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let keep = |span: &Range<usize>| Piece::Keep(view.start() + span.start..view.start() + span.end);
    for (span, cuts) in cuts {
        pieces.push(keep(&(at..span.start)));
        // The spaces before signs, one of which may stand between two words.
        for cut in cuts {
            if cut.begins || cut.lead.is_empty() {
                pieces.push(keep(&cut.lead));
            } else {
                pieces.push(Piece::Swap(view.start() + cut.lead.start..view.start() + cut.lead.end, ""));
            }
            pieces.extend([keep(&cut.body), keep(&cut.gap), keep(&cut.marks)]);
        }
        at = span.end;
    }
    pieces.push(keep(&(at..view.text().len())));
    pieces.retain(|piece| !piece.span().is_empty());
    pieces
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::arabic::marks::is_mark;
    use crate::model::Embedded;
    use crate::passes::visual_order::VisualOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(VisualOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    const PAGE: [&str; 5] = [
        "ذَهَبَ الرَّجُلُ إِلَى الْمَدِينَةِ فِي الصَّبَاحِ الْبَارِدِ وَاشْتَرَى كِتَابًا جَدِيدًا مِنَ السُّوقِ",
        "وَكَانَ الطَّرِيقُ طَوِيلًا بَيْنَ الْجِبَالِ الْعَالِيَةِ حَتَّى وَصَلَ إِلَى الْجَامِعَةِ الْقَدِيمَةِ",
        "فَجَلَسَ مَعَ أَصْدِقَائِهِ وَتَحَدَّثُوا عَنِ الْمُسْتَقْبَلِ وَالْعَمَلِ فِي الشَّرِكَاتِ الْكَبِيرَةِ",
        "ثُمَّ رَجَعَ إِلَى الْبَيْتِ مَسَاءَ الْخَمِيسِ وَقَرَأَ الرِّسَالَةَ الَّتِي كَتَبَهَا أَخُوهُ الصَّغِيرُ",
        "وَقَالَ إِنَّ الْحُكُومَةَ قَرَّرَتْ أَنْ تَفْتَحَ الْمَكْتَبَةَ الْعَامَّةَ فِي الْأُسْبُوعِ الْقَادِمِ",
    ];

    /// A line whose pieces, cut at its marks but those of these letters, come from left to right.
    fn cut(line: &str, whole: &str) -> String {
        let mut pieces: Vec<String> = vec![String::new()];
        let mut letter = ' ';
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            if !is_mark(c) || whole.contains(letter) {
                letter = if is_mark(c) { letter } else { c };
                pieces.last_mut().unwrap().push(c);
                continue;
            }
            let mut marks = c.to_string();
            while let Some(c) = chars.next_if(|&c| is_mark(c)) {
                marks.push(c);
            }
            let body = pieces.pop().unwrap();
            pieces.extend([format!("{marks}{body}"), String::new()]);
        }
        pieces.reverse();
        pieces.concat()
    }

    fn letters(text: &str) -> String {
        text.chars().filter(|c| *c != ' ').collect()
    }

    #[test]
    fn pieces_cut_at_all_marks_are_put_together() {
        let page = PAGE.join("\n");
        let raw = PAGE.map(|line| cut(line, "")).join("\n");
        assert_ne!(letters(&raw), letters(&page));
        assert_eq!(letters(&clean(&raw)), letters(&page));
    }

    #[test]
    fn marks_of_some_letters_may_cut_nothing() {
        let raw = PAGE.map(|line| cut(line, "\u{62F}\u{647}")).join("\n");
        let right = letters(&clean(&raw));
        let kept = PAGE.iter().filter(|line| right.contains(&letters(line))).count();
        assert!(kept >= 4, "{right}");
    }

    #[test]
    fn what_reads_stays() {
        let page = PAGE.join("\n");
        assert_eq!(clean(&page), page);
        // Spaces before the signs, or about each marked letter; and signs before their letters.
        let spaced: String =
            page.chars().flat_map(|c| if is_mark(c) { vec![' ', c] } else { vec![c] }).collect();
        assert_eq!(clean(&spaced), spaced);
    }

    #[test]
    fn lines_that_read_stay_where_a_sign_came_as_a_letter() {
        // Each kasra has U+0625 and a space behind it.
        let raw = PAGE.join("\n").replace('\u{650}', "\u{650}\u{625} ");
        assert_eq!(clean(&raw), raw);
    }
}
