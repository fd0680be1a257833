//! Letters that came without a shape stand as they read in lines of shapes that stand as they look: `ﺔﻴﻗاﺮﻌﻟا` for
//! `العراقية`, and `اقﺮﻌﻟا` for `العراق`.
//!
//! A font whose glyphs are named by presentation forms has none for the isolated form of most letters: those come as the
//! letter itself. An extractor that runs the Bidirectional Algorithm (UAX #9) over each stretch of a drawn line sees no
//! letter of a right-to-left script in the forms, and letters of one in the others; these it turns, with the
//! signs about them. Where the forms are in reverse, they are turned back first, then the whole line is turned.
//!
//! A ligature without a form of its own comes as two letters, which stand as they look like any glyph. Where a font draws
//! lam and alef as two glyphs, the second overlaps the first, and the stretch ends between them.

mod spaced;

use std::ops::Range;

use crate::arabic::bidi::{bracket, class, forward_end, Class, Glyph};
use crate::arabic::forms;
use crate::arabic::letters::{is_alef_of_lam_alef, is_letter, joins_next, LAM};
use crate::arabic::marks::is_mark;
use crate::arabic::words::is_stop;
use crate::model::{Cost, LanguageModel, BIT};

use super::judge::{Judged, Order};

pub(super) use spaced::are_spaced;

/// Bits by which the words of a text must be likelier with such letters turned.
const ENOUGH: Cost = 24 * BIT;
/// Of so many stretches one must gain: many are a ligature, that stands as it looks either way.
const SOME: usize = 3;
/// Letters of the longest stretch that is searched for ligatures.
const LONGEST: usize = 16;
/// Bits that a ligature costs, or a lam-alef of two glyphs.
const LIGATURE: Cost = 4 * BIT;

/// What a text says that has letters without a shape which stand as they read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unshaped {
    /// Whether each stretch has a space behind it.
    spaced: bool,
}

/// What the words of a text gain.
#[derive(Default)]
struct Gain {
    sum: Cost,
    gained: usize,
    all: usize,
}

impl Gain {
    fn add(&mut self, gain: Cost, turned: bool) {
        self.all += 1;
        if turned {
            self.sum = self.sum.saturating_add(gain);
            self.gained += usize::from(gain > 0);
        }
    }
}

impl Unshaped {
    /// Whether letters without a shape stand as they read in the lines of a text whose letters stand in reverse, by
    /// what is known of them or by their shapes alone. O(text).
    pub(super) fn learn<M: LanguageModel>(model: &M, lines: &mut [Judged<'_>]) -> Option<Self> {
        let spaced = are_spaced(lines.iter().map(|line| line.view.text()));
        let is_drawn =
            |line: &Judged<'_>| (spaced || line.arabic) && spaced::stands_as_drawn(line.view.text());
        let is_asked = |line: &Judged<'_>| match spaced {
            true => is_drawn(line),
            false if line.order == Order::Letters => line.arabic && line.view.text().contains(forms::is_form),
            false => is_drawn(line),
        };
        let mut gain = Gain::default();
        let mut line = Vec::new();
        for judged in lines.iter().filter(|line| is_asked(line)) {
            line.clear();
            line.extend(judged.view.text().char_indices().map(|(at, c)| Glyph::new(at, c)));
            if spaced {
                spaced::open(model, &mut line, &mut gain);
                continue;
            }
            for stretch in stretches(&line) {
                let (about, turned) = turned(model, &line, &stretch);
                let stands = &line[about];
                gain.add(cost(model, stands) - cost(model, &turned), turned != stands);
            }
        }
        if gain.sum < ENOUGH || gain.gained * SOME < gain.all {
            return None;
        }
        // What stands as it reads made them look so.
        let reads = |line: &Judged<'_>| matches!(line.order, Order::Reading | Order::Unknown);
        for line in lines.iter_mut().filter(|line| is_drawn(line) && (spaced || reads(line))) {
            (line.order, line.sure) = (Order::Letters, true);
        }
        Some(Unshaped { spaced })
    }

    /// Turn the letters without a shape, so that the line stands as it looks. What is returned are spaces that go.
    pub(super) fn show<M: LanguageModel>(self, model: &M, line: &mut Vec<Glyph>) -> Vec<Glyph> {
        let mut dropped = Vec::new();
        if !line.iter().any(|glyph| forms::is_form(glyph.shown)) {
            return dropped;
        }
        if self.spaced {
            dropped = spaced::open(model, line, &mut Gain::default());
        } else {
            for stretch in stretches(line) {
                let (about, turned) = turned(model, line, &stretch);
                line[about].copy_from_slice(&turned);
            }
        }
        show_number_at_end(line);
        dropped
    }
}

/// Arabic digits are of a right-to-left script, too: a number that ends the line has its stop behind it.
fn show_number_at_end(line: &mut [Glyph]) {
    let number = match line.first() {
        Some(first) if class(first.shown) == Class::ArabicNumber => forward_end(line, 0),
        _ => return,
    };
    let signs = line[number..].iter().take_while(|glyph| is_stop(glyph.shown)).count();
    if line.get(number + signs).is_none_or(|glyph| glyph.shown.is_whitespace()) {
        line[..number + signs].rotate_right(signs);
    }
}

/// The stretches of a line that stand as they read: from the first letter without a shape or sign between two shapes,
/// brackets, numbers or words of Latin to the last, with two letters at least or one and a sign.
fn stretches(line: &[Glyph]) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut from = 0;
    for part in line.split(|glyph| parts_stretches(glyph.shown)) {
        let spaces = |glyphs: &mut dyn Iterator<Item = &Glyph>| {
            glyphs.take_while(|glyph| glyph.shown.is_whitespace()).count()
        };
        let start = from + spaces(&mut part.iter());
        let end = from + part.len() - spaces(&mut part.iter().rev());
        if start + 1 < end && part.iter().any(|glyph| is_letter(glyph.shown)) {
            stretches.push(start..end);
        }
        from += part.len() + 1;
    }
    stretches
}

/// Whether a stretch ends at this character.
fn parts_stretches(c: char) -> bool {
    forms::is_form(c)
        || is_mark(c)
        || bracket(c).is_some()
        || matches!(class(c), Class::Left | Class::European | Class::ArabicNumber)
}

/// The words that a stretch is a part of, from space to space.
fn words_about(line: &[Glyph], stretch: &Range<usize>) -> Range<usize> {
    let space = |glyph: &Glyph| glyph.shown.is_whitespace();
    let start = line[..stretch.start].iter().rposition(space).map_or(0, |at| at + 1);
    let end = line[stretch.end..].iter().position(space).map_or(line.len(), |at| stretch.end + at);
    start..end
}

/// What the words cost that these glyphs show.
fn cost<M: LanguageModel>(model: &M, glyphs: &[Glyph]) -> Cost {
    let read = forms::fold(glyphs.iter().rev().map(|glyph| glyph.shown).filter(|&c| !is_mark(c)));
    read.split(|c| !is_letter(c)).filter(|word| !word.is_empty()).map(|word| model.cost(word)).sum()
}

/// Turn a stretch back, each part between two cuts for itself; the spaces at its ends belong to the words about it.
fn turn(stretch: &mut [Glyph], cuts: &[usize]) {
    let ink = |glyph: &Glyph| !glyph.shown.is_whitespace();
    for part in parts(cuts, stretch.len()) {
        let part = &mut stretch[part];
        if let (Some(start), Some(end)) = (part.iter().position(ink), part.iter().rposition(ink)) {
            part[start..=end].reverse();
        }
    }
}

fn parts(cuts: &[usize], length: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    starts.zip(cuts.iter().copied().chain([length])).map(|(start, end)| start..end)
}

/// What may part a stretch.
#[derive(Clone, Copy)]
enum Cut {
    /// A ligature of the two letters from here on.
    Ligature(usize),
    /// The alef of a lam-alef of two glyphs: it begins the part before this place, and its lam ends the part behind.
    LamAlef(usize),
}

impl Cut {
    fn places(self) -> Range<usize> {
        match self {
            Cut::Ligature(at) => at..at + 3,
            Cut::LamAlef(at) => at..at + 1,
        }
    }
}

/// The words about a stretch with it turned, parted as makes the likeliest words: at two places at most.
fn turned<M: LanguageModel>(model: &M, line: &[Glyph], stretch: &Range<usize>) -> (Range<usize>, Vec<Glyph>) {
    let about = words_about(line, stretch);
    let with = |places: &[usize]| {
        let mut shown = line[about.clone()].to_vec();
        turn(&mut shown[stretch.start - about.start..stretch.end - about.start], places);
        shown
    };
    let part = &line[stretch.clone()];
    if part.len() > LONGEST || part.iter().filter(|glyph| is_letter(glyph.shown)).count() < 2 {
        let whole = with(&[]);
        return (about, whole);
    }
    let letter = |at: usize| part.get(at).map(|glyph| glyph.shown).filter(|&c| is_letter(c));
    let ink =
        |range: Range<usize>| part[range].iter().map(|glyph| glyph.shown).filter(|c| !c.is_whitespace());
    // The first of two letters as they read joins to the second.
    let ligature = |at: usize| letter(at).is_some() && letter(at + 1).is_some_and(joins_next);
    let ligatures = (0..part.len()).filter(|&at| ligature(at)).map(Cut::Ligature);
    let lam = part.iter().any(|glyph| glyph.shown == LAM)
        && part.iter().any(|glyph| is_alef_of_lam_alef(glyph.shown));
    let lam_alefs = (1..part.len()).filter(|_| lam).map(Cut::LamAlef);
    let may_be: Vec<Cut> = ligatures.chain(lam_alefs).collect();
    let mut best = (Cost::MAX, Vec::new());
    let mut ask = |cuts: &[Cut]| {
        let mut places: Vec<usize> = cuts.iter().flat_map(|cut| cut.places()).collect();
        places.sort_unstable();
        places.dedup();
        places.retain(|&at| 0 < at && at < part.len());
        let sound = |cut: &Cut| {
            let Cut::LamAlef(at) = *cut else { return true };
            let mut parts = parts(&places, part.len());
            let before = parts.find(|part| part.end == at);
            let (Some(before), Some(behind)) = (before, parts.next()) else { return false };
            ink(before).next().is_some_and(is_alef_of_lam_alef) && ink(behind).next_back() == Some(LAM)
        };
        if !cuts.iter().all(sound) {
            return;
        }
        let shown = with(&places);
        let cost = cost(model, &shown) + cuts.len() as Cost * LIGATURE;
        if cost < best.0 {
            best = (cost, shown);
        }
    };
    ask(&[]);
    for (which, &first) in may_be.iter().enumerate() {
        ask(&[first]);
        for &second in &may_be[which + 1..] {
            ask(&[first, second]);
        }
    }
    let (_, best) = best;
    (about, best)
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::arabic::forms::{letters, position, shape, Position};
    use crate::arabic::letters::is_letter;
    use crate::model::Embedded;
    use crate::passes::VisualOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(VisualOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    const PAGE: &str = "أعلن مجلس المدينة في جلسته أمس عن افتتاح مكتبة عامة في الحي القديم\n\
        بحضور رئيس الوزراء العراقي، وقال المتحدث إن المشروع هو الأول من نوعه\n\
        في إيران. وأضاف أن المكتبة تضم كثيرا من الكتب، وستفتح أبوابها للجميع\n\
        في مطلع الشهر القادم بعد انتهاء العمل في البناء.";

    /// The line as it looks, letters that stand alone without a shape, and those turned.
    fn raw(line: &str) -> String {
        let mut out = String::new();
        let mut plain = String::new();
        let close = |plain: &mut String, out: &mut String| {
            let inner = plain.trim();
            let turned: String = inner.chars().rev().collect();
            *out +=
                &if inner.contains(is_letter) { plain.replacen(inner, &turned, 1) } else { plain.clone() };
            plain.clear();
        };
        for c in shape(line).chars().rev() {
            match position(c) {
                Some(Position::Isolated) => {
                    plain.extend(letters(c).into_iter().flat_map(|c| c.chars().rev()))
                }
                Some(_) => {
                    close(&mut plain, &mut out);
                    out.push(c);
                }
                None => plain.push(c),
            }
        }
        close(&mut plain, &mut out);
        out
    }

    #[test]
    fn letters_without_a_shape_are_turned_first() {
        let page = PAGE.lines().map(raw).collect::<Vec<_>>().join("\n");
        let clear = Pipeline::new().pass(crate::chars::Chars::standard());
        assert_eq!(clear.clean(&clean(&page)), PAGE);
        // As drawn, all of them.
        let drawn = PAGE.lines().map(|line| shape(line).chars().rev().collect::<String>());
        let drawn = drawn.collect::<Vec<_>>().join("\n");
        assert_eq!(clear.clean(&clean(&drawn)), PAGE);
    }

    #[test]
    fn stretches_may_have_spaces_behind_them() {
        let spaced = |line: &str| {
            let chars: Vec<char> = raw(line).chars().collect();
            let plain = |at: usize| chars.get(at).is_some_and(|&c| c != ' ' && position(c).is_none());
            // A space within a stretch of plain letters is theirs.
            let inside = |at: usize| plain(at) || at > 0 && plain(at - 1) && plain(at + 1);
            let mut out = String::new();
            for (at, &c) in chars.iter().enumerate() {
                out.push(c);
                if at + 1 < chars.len() && !(inside(at) && inside(at + 1)) {
                    out.push(' ');
                }
            }
            out
        };
        let page = PAGE.lines().map(spaced).collect::<Vec<_>>().join("\n");
        let clear = Pipeline::new().pass(crate::chars::Chars::standard());
        let clean = clear.clean(&clean(&page)).into_owned();
        let wrong = clean.split(' ').zip(PAGE.split(' ')).filter(|(a, b)| a != b).count();
        assert!(wrong <= 2, "{clean}");
    }
}
