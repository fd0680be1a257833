//! Fonts whose marks come with a letter: a table may say of each glyph what stood where the glyph was first seen, of the
//! fatha `لَ`, so that `كَتَبَ` comes out as `كَلَتَلَبَلَ`.
//!
//! Typst writes such tables. Each glyph has one string all through: a mark that of the first letter it stood on, marks and
//! all, and a letter that of itself with the marks it had there. So behind a letter stands a string that is a mark, whatever
//! its letter, and the marks in the strings of letters say nothing. Half of all letters with a fatha are then one
//! letter, which shows the strings that may be marks; where such a string may also be a letter, the words tell.
//! Extractors that read what the file says of a cluster of glyphs give it for each of its glyphs: there a letter stands twice
//! with its marks.
//!
//! Either stands in the order of reading or as the glyphs lie, with the marks before their letters or behind, and all glyphs
//! may be parted by spaces, where words are by two.

mod clusters;
mod survey;
mod table;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::arabic::marks::{is_mark, SHADDA};
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::Text;

use clusters::{words_of, Cluster, How, Marks};
use survey::Shown;
use table::{Reading, Role, Table};

/// A letter that came with a mark.
const CARRIED: Reason = Reason::new("mark-with-letter");

/// Words that tell anything.
const ENOUGH: usize = 12;
/// One letter in so many that have a mark may be the mark's own.
const FEW: usize = 8;
/// Of four letters one has a mark, at least, in words of vocalised text.
const SIGNED: [usize; 2] = [1, 4];
/// Bits by which a word is likelier, on average, in a text of such strings.
const GAIN: Cost = 4 * BIT;
/// The same where few words are known: the spaces between them may be lost.
const MUCH: Cost = 16 * BIT;

/// Take the letters away that came with marks, and what stands twice.
pub(super) fn read<M: LanguageModel>(model: &M, text: &Text<'_>, edits: &mut Edits<'_>) {
    let shown = survey::shown(survey::lines(text));
    if shown == [None; 2] {
        return;
    }
    let lines: Vec<&str> = survey::lines(text).collect();
    let Some(table) = table(model, &lines, shown) else { return };
    let source = text.as_str();
    for word in table.words(&[source]) {
        let reading = table.read(model, &word);
        let (Some(first), Some(last)) = (word.first(), word.last()) else { continue };
        if reading.roles.iter().any(|role| *role != Role::Letter) {
            let span = first.start.min(last.start)..first.end.max(last.end);
            edits.reorder(span, pieces(source, &table, &word, &reading), CARRIED, Confidence::Strong);
        }
    }
}

/// How the strings of a text are read, if its words say that they are such.
fn table<M: LanguageModel>(model: &M, lines: &[&str], shown: [Option<Shown>; 2]) -> Option<Table> {
    let mut best: Option<(usize, Table)> = None;
    for (marks_first, shown) in [false, true].into_iter().zip(shown) {
        let Some(shown) = shown else { continue };
        let strings = match shown {
            Shown::Carriers => strings(lines, How { marks_first, ..How::default() }),
            Shown::Twice => Vec::new(),
        };
        for (backward, wide) in [(false, false), (true, false), (false, true), (true, true)] {
            let mut table = Table::of(How { marks_first, backward, wide }, &strings);
            table.learn(model, lines);
            table.learn(model, lines);
            let told = table.told(model, lines);
            let mean = told.gain / told.all.max(1) as Cost;
            let fits = told.known >= ENOUGH
                && (table.keeps_marks() || told.signed * SIGNED[1] >= told.letters * SIGNED[0])
                && (told.known * 2 >= told.all && mean >= GAIN || told.known * 4 >= told.all && mean >= MUCH);
            if fits && best.as_ref().is_none_or(|(most, _)| told.known > *most) {
                best = Some((told.known, table));
            }
        }
    }
    best.map(|(_, table)| table)
}

/// The strings that may stand for marks.
fn strings(lines: &[&str], how: How) -> Vec<(Marks, char)> {
    let mut counts: BTreeMap<(Marks, char), usize> = BTreeMap::new();
    for cluster in words_of(lines, how).flatten().filter(Cluster::is_marked) {
        *counts.entry((cluster.marks, cluster.letter)).or_default() += 1;
    }
    let counts: Vec<((Marks, char), usize)> = counts.into_iter().collect();
    let mut strings = Vec::new();
    for same in counts.chunk_by(|(a, _), (b, _)| a.0 == b.0) {
        let all: usize = same.iter().map(|(_, count)| count).sum();
        strings.extend(
            same.iter().filter(|(_, count)| *count > 2 && count * FEW >= all).map(|(string, _)| *string),
        );
    }
    strings
}

/// A letter as it shall stand: its bytes, those of its marks, and those that go.
#[derive(Default)]
struct Letter {
    letter: Vec<Range<usize>>,
    marks: Vec<Range<usize>>,
    gone: Vec<Range<usize>>,
}

/// The letters of a word with their own marks.
fn pieces(source: &str, table: &Table, word: &[Cluster], reading: &Reading) -> Vec<Piece> {
    let How { marks_first, backward, .. } = table.how;
    let mut letters: Vec<Letter> = Vec::new();
    for (at, (cluster, &role)) in word.iter().zip(&reading.roles).enumerate() {
        let next = reading.roles.get(at + 1).copied();
        if role == Role::Letter || letters.is_empty() {
            letters.push(Letter::default());
        }
        let Some(to) = letters.last_mut() else { continue };
        // Two marks on a letter are a shadda and its vowel, whatever comes with them.
        let shadda = role == Role::Mark && next == Some(Role::Mark) && cluster.marks.has_shadda();
        let after = role == Role::Mark && at > 0 && reading.roles[at - 1] == Role::Mark;
        let own = table.keeps_marks() || next == Some(Role::Again);
        for (at, c) in source[cluster.start..cluster.end].char_indices() {
            let span = cluster.start + at..cluster.start + at + c.len_utf8();
            let (is_mark, is_shadda) = (is_mark(c), c == SHADDA);
            match role {
                _ if c == ' ' => to.gone.push(span),
                Role::Letter if !is_mark => to.letter.push(span),
                Role::Letter if own => to.marks.push(span),
                Role::Mark if is_mark && !(shadda && !is_shadda || after && is_shadda) => to.marks.push(span),
                _ => to.gone.push(span),
            }
        }
    }
    if backward {
        letters.reverse();
    }
    let mut pieces: Vec<(Range<usize>, Option<&'static str>)> = Vec::new();
    for Letter { letter, marks, gone } in letters {
        let (first, then) = if marks_first { (marks, letter) } else { (letter, marks) };
        pieces.extend(first.into_iter().chain(then).map(|span| (span, None)));
        pieces.extend(gone.into_iter().map(|span| (span, Some(""))));
    }
    Piece::of_chars(pieces)
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::LetterCodes;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(LetterCodes::new(Embedded::arabic())).clean(text).into_owned()
    }

    const PAGE: &str = "دَخَلَ المُعَلِّمُ الفَصلَ فِي الصَّبَاحِ وَسَلَّمَ عَلَى الطُّلَّابِ وَكَتَبَ عَلَى اللَّوحِ عُنوَانَ الدَّرسِ الجَدِيدِ\n\
        ثُمَّ سَأَلَهُم عَنِ الوَاجِبِ المَنزِلِيِّ فَأَجَابَ أَحَدُ الطُّلَّابِ بِصَوتٍ وَاضِحٍ وَقَالَ إِنَّهُ كَتَبَ قِصَّةً قَصِيرَةً عَن رِحلَةٍ إِلَى البَحرِ\n\
        فَطَلَبَ مِنهُ المُعَلِّمُ أَن يَقرَأَ القِصَّةَ أَمَامَ الفَصلِ وَجَلَسَ يَستَمِعُ مَعَ الطُّلَّابِ حَتَّى النِّهَايَةِ وَشَكَرَهُ كَثِيرًا\n\
        وَفِي المَسَاءِ رَجَعَ الوَلَدُ إِلَى البَيتِ وَحَكَى لِأُمِّهِ مَا قَالَ المُعَلِّمُ فَفَرِحَت بِهِ وَأَعطَتهُ كِتَابًا جَدِيدًا عَن حَيَاةِ البِحَارِ";

    /// The letters of a word with their marks.
    fn clusters(word: &str) -> Vec<(char, String)> {
        let mut clusters: Vec<(char, String)> = Vec::new();
        for c in word.chars() {
            match clusters.last_mut().filter(|_| crate::arabic::marks::is_mark(c)) {
                Some((_, marks)) => marks.push(c),
                None => clusters.push((c, String::new())),
            }
        }
        clusters
    }

    fn of_words(page: &str, word: impl FnMut(&str) -> String + Copy) -> String {
        let line = |line: &str| line.split(' ').map(word).collect::<Vec<_>>().join(" ");
        page.lines().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The glyphs of a word, each as the string that it has in the table.
    fn strings(word: &str) -> Vec<String> {
        let carrier = |marks: &str| match marks {
            "\u{64E}" => 'ل',
            "\u{64F}" => 'م',
            "\u{650}" => 'ب',
            "\u{64B}" => 'ة',
            _ => 'ن',
        };
        let of = |(letter, marks): (char, String)| {
            // Some letters were first seen with marks.
            let first = if matches!(letter, 'س' | 'ر' | 'ع' | 'د') { "\u{64E}" } else { "" };
            let mut strings = vec![format!("{letter}{first}")];
            if !marks.is_empty() {
                strings.push(format!("{}{marks}", carrier(&marks)));
            }
            strings
        };
        clusters(word).into_iter().flat_map(of).collect()
    }

    #[test]
    fn letters_that_came_with_marks_go() {
        let forward = of_words(PAGE, |word| strings(word).concat());
        assert!(forward.starts_with("دَلَخلَللَ"), "{forward}");
        assert_eq!(clean(&forward), PAGE);
        let backward = of_words(PAGE, |word| strings(word).into_iter().rev().collect());
        let letters = of_words(PAGE, |word| {
            clusters(word).into_iter().rev().map(|(letter, marks)| format!("{letter}{marks}")).collect()
        });
        assert_eq!(clean(&backward), letters);
        let turned = of_words(PAGE, |word| strings(word).concat().chars().rev().collect());
        let drawn = of_words(PAGE, |word| word.chars().rev().collect());
        assert_eq!(clean(&turned), drawn);
    }

    #[test]
    fn so_do_the_spaces_between_glyphs() {
        let spaced = of_words(PAGE, |word| strings(word).join(" ") + " ");
        assert_eq!(clean(&spaced).replace("  ", " ").replace(" \n", "\n").trim_end(), PAGE);
    }

    #[test]
    fn what_stands_twice_stands_once() {
        let twice = of_words(PAGE, |word| {
            let each = |(letter, marks): (char, String)| match marks.as_str() {
                "" => letter.to_string(),
                marks => format!("{letter}{marks}").repeat(2),
            };
            clusters(word).into_iter().map(each).collect()
        });
        assert_eq!(clean(&twice), PAGE);
    }

    #[test]
    fn vocalised_text_stays() {
        let stored = of_words(PAGE, |word| word.chars().rev().collect());
        let lesson = "لَلَ مَمَ بَبَ تَتَ دَدَ رَرَ سَسَ لِلِ مِمِ بِبِ تِتِ دِدِ رِرِ سِسِ لُلُ مُمُ بُبُ تُتُ دُدُ رُرُ سُسُ";
        for text in [PAGE, &stored, lesson, "لَا لَا لَا لَا لَا لَا لَنْ لَنْ لَهُ لَهُ لَهُ لَهُ لَهُ لَهُ بِهِ بِهِ بِهِ"]
        {
            assert_eq!(clean(text), text);
        }
    }
}
