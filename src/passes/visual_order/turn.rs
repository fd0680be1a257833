//! How a line in visual order is put into reading order.

use std::ops::Range;

use crate::arabic::bidi::{
    as_str, class, is_left_to_right, marks_first, read, read_left_to_right, AsDrawn, Class, Glyph,
};
use crate::arabic::forms::is_letter_or_form;
use crate::arabic::marks::{is_mark, is_tanween, SHADDA};
use crate::arabic::seats::Strain;
use crate::arabic::words::is_stop;
use crate::edit::Piece;
use crate::text::{Text, View};

use super::affixes::put_together;
use super::judge::{Judged, Order};

/// Turns lines by what the text's backward lines have in common.
pub(super) struct Turner {
    /// Whether brackets are stored as drawn.
    drawn: AsDrawn,
    /// The same for lines whose words alone stand in reverse.
    words_drawn: AsDrawn,
    /// Whether marks stand behind their letter in lines of reversed letters, by their kind.
    marks_last: [bool; KINDS],
    /// Whether signs go with the word they stand beside when words are in reverse.
    whole_tokens: bool,
    /// How words stand that were drawn one by one.
    each: EachWord,
    glyphs: Vec<Glyph>,
}

/// Habits of a text whose words were drawn one by one.
#[derive(Clone, Copy, Default)]
struct EachWord {
    /// Whether brackets are stored as drawn.
    drawn: AsDrawn,
    /// Whether the signs beside a word were drawn with it.
    with_signs: bool,
    /// Whether the full stop was not: then it stands before the next word, behind the space.
    stop_apart: bool,
    /// Whether the space behind a word was, so that it stands before it.
    with_space: bool,
}

impl Turner {
    /// Learn the habits of the text from its backward lines.
    pub(super) fn learn(text: &Text<'_>, lines: &[Judged<'_>]) -> Self {
        let mut turner = Turner {
            drawn: AsDrawn::default(),
            words_drawn: AsDrawn::default(),
            marks_last: [false; KINDS],
            whole_tokens: false,
            each: EachWord::default(),
            glyphs: Vec::new(),
        };
        let mut sides = Sides::default();
        // Words with a stop behind them, less those with one before them: stops of the script may go with its
        // letters where the others do not, and the other way round.
        let mut behind = [0, 0];
        for line in lines {
            match line.order {
                Order::Letters => {
                    turner.load(line.view);
                    turner.drawn.count(&turner.glyphs);
                    sides.count(line.view);
                }
                Order::Words => {
                    for word in line.view.words() {
                        let (first, last) = (word.text().chars().next(), word.text().chars().next_back());
                        for (stop, side) in [(first, -1), (last, 1)] {
                            if let Some(stop) = stop.filter(|&stop| is_stop(stop)) {
                                behind[usize::from(stop.is_ascii())] += side;
                            }
                        }
                    }
                }
                Order::Reading | Order::Unknown | Order::EachWord | Order::Pieces | Order::Marked => {}
            }
        }
        turner.learn_each(text, lines);
        turner.marks_last = sides.last();
        turner.whole_tokens = behind != [0, 0] && behind.iter().all(|&count| count >= 0);
        if !turner.whole_tokens {
            for line in lines.iter().filter(|line| line.order == Order::Words) {
                turner.load(line.view);
                turner.words_drawn.count(&turner.glyphs);
            }
        }
        turner
    }

    fn load(&mut self, view: View<'_>) {
        self.glyphs.clear();
        self.glyphs.extend(view.text().char_indices().map(|(at, c)| Glyph::new(view.start() + at, c)));
    }

    /// The pieces of the line in reading order, once `show` has put in order what does not stand as it looks; what it
    /// returns goes.
    pub(super) fn turn(
        &mut self,
        view: View<'_>,
        order: Order,
        show: impl Fn(&mut Vec<Glyph>) -> Vec<Glyph>,
    ) -> Vec<Piece> {
        self.load(view);
        let mut dropped = show(&mut self.glyphs);
        let drawn = if order == Order::Words {
            dropped.extend(put_together(&mut self.glyphs));
            self.show_words();
            self.words_drawn
        } else {
            if self.marks_last.contains(&true) {
                marks_first(&mut self.glyphs, |mark| self.marks_last[kind(mark)]);
            }
            self.drawn
        };
        if is_left_to_right(&self.glyphs) {
            read_left_to_right(&mut self.glyphs, &drawn);
        } else {
            read(&mut self.glyphs, &drawn);
        }
        self.pieces(&dropped)
    }

    fn pieces(&self, dropped: &[Glyph]) -> Vec<Piece> {
        let span = |glyph: &Glyph| glyph.at..glyph.at + glyph.shown.len_utf8();
        let read = self.glyphs.iter().map(|glyph| {
            let instead = (glyph.c != glyph.shown).then(|| as_str(glyph.c));
            (span(glyph), instead)
        });
        Piece::of_chars(read.chain(dropped.iter().map(|glyph| (span(glyph), Some("")))))
    }

    fn learn_each(&mut self, text: &Text<'_>, lines: &[Judged<'_>]) {
        let (mut signs, mut stops, mut spaces) = (0, 0, 0);
        for line in lines.iter().filter(|line| line.order == Order::EachWord) {
            let view = line.view;
            spaces += if text.as_str()[..view.start()].ends_with(' ') { 1 } else { -1 };
            self.glyphs.clear();
            if let Some(last) = view.words().last() {
                stops += i32::from(last.text().ends_with('.')) - i32::from(last.text().starts_with('.'));
            }
            for word in view.words() {
                let (leads, trails) = (word.text().starts_with(is_stop), word.text().ends_with(is_stop));
                signs += i32::from(leads) - i32::from(trails);
                self.glyphs
                    .extend(word.text().char_indices().rev().map(|(at, c)| Glyph::new(word.start() + at, c)));
            }
            // As the line looks.
            self.glyphs.reverse();
            self.each.drawn.count(&self.glyphs);
        }
        self.each.with_signs = signs > 0;
        self.each.stop_apart = signs > 0 && stops > 0;
        self.each.with_space = spaces > 0;
    }

    /// The line with these words turned, each for itself: what it takes, and its pieces.
    pub(super) fn turn_each(
        &mut self,
        text: &Text<'_>,
        view: View<'_>,
        words: &[Range<usize>],
    ) -> (Range<usize>, Vec<Piece>) {
        let EachWord { drawn, with_signs, stop_apart, with_space } = self.each;
        let led = with_space && text.as_str()[..view.start()].ends_with(' ');
        let view = if led { text.part(view.start() - 1..view.end()) } else { view };
        self.load(view);
        for word in words {
            let at = |byte: usize| self.glyphs.partition_point(|glyph| glyph.at < byte);
            let (mut start, end) = (at(word.start), at(word.end));
            if !with_space {
                if stop_apart && start > 0 && end - start > 1 && self.glyphs[start].shown == '.' {
                    if self.glyphs[start - 1].shown == ' ' {
                        self.glyphs.swap(start - 1, start);
                    }
                    start += 1;
                }
                turn_word(&mut self.glyphs[start..end], &drawn, with_signs);
                continue;
            }
            let mut from = start;
            while from < end {
                let to = from + unit(&self.glyphs[from..end]);
                let spaced = from > 0 && self.glyphs[from - 1].shown == ' ';
                if self.glyphs[from..to].iter().any(|glyph| class(glyph.shown) == Class::Right) {
                    turn_word(&mut self.glyphs[from - usize::from(spaced)..to], &drawn, true);
                }
                from = to;
            }
        }
        (view.span(), self.pieces(&[]))
    }

    /// Turn the letters of each word, so that the line stands as it looks.
    fn show_words(&mut self) {
        let glyphs = &mut self.glyphs;
        let controlled = glyphs.iter().any(|glyph| glyph.shown == RIGHT_TO_LEFT);
        let whole_tokens = self.whole_tokens;
        let mut at = 0;
        while at < glyphs.len() {
            if !controlled {
                // Before a word a stop stands as drawn.
                at += leading_stops(&glyphs[at..]);
            }
            let end = if controlled {
                if glyphs[at].shown != RIGHT_TO_LEFT {
                    at += 1;
                    continue;
                }
                let ends = glyphs[at..].iter().position(|glyph| glyph.shown == POP);
                ends.map_or(glyphs.len(), |end| at + end + 1)
            } else {
                let inside = |glyph: &Glyph| {
                    if whole_tokens {
                        !glyph.shown.is_whitespace()
                    } else {
                        class(glyph.shown) == Class::Right || is_joiner(glyph.shown)
                    }
                };
                let end = at + glyphs[at..].iter().take_while(|glyph| inside(glyph)).count();
                // Behind it, it was turned with it.
                end + if end > at { stops(&glyphs[end..]) } else { 0 }
            };
            if end == at {
                at += 1;
                continue;
            }
            let token = &mut glyphs[at..end];
            if whole_tokens && !controlled {
                // To turn a token round but for its numbers is to show it as well as to read it.
                read(token, &AsDrawn::default());
            } else if token.iter().any(|glyph| class(glyph.shown) == Class::Right) {
                token.reverse();
            }
            at = end;
        }
    }
}

const URDU_STOP: char = '\u{6D4}';

/// How many stops come next, if a word does that they touch.
fn leading_stops(line: &[Glyph]) -> usize {
    let stops = |glyph: &&Glyph| is_stop(glyph.shown) || glyph.shown == URDU_STOP;
    let count = line.iter().take_while(stops).count();
    count * usize::from(line.get(count).is_some_and(|glyph| class(glyph.shown) == Class::Right))
}

/// How many stops stand between a word and the space, or the slash, behind it.
fn stops(behind: &[Glyph]) -> usize {
    let count = behind.iter().take_while(|glyph| is_stop(glyph.shown)).count();
    let ends = |glyph: &Glyph| glyph.shown.is_whitespace() || matches!(glyph.shown, '/' | '-');
    count * usize::from(behind.get(count).is_none_or(ends))
}

/// Kinds of marks that a font may set at different places: tanween, shadda, and the others.
const KINDS: usize = 3;

fn kind(mark: char) -> usize {
    match mark {
        SHADDA => 1,
        mark if is_tanween(mark) => 0,
        _ => 2,
    }
}

/// On which side of their letters the marks of lines of reversed letters stand.
#[derive(Default)]
struct Sides {
    /// What the letters say, by the kind of mark, and all together.
    strains: [Strain; KINDS],
    all: Strain,
    /// Words that begin with a mark, as those do whose last letter has one before it; and those that end with one.
    begin: [u32; KINDS],
    end: [u32; KINDS],
    words: usize,
    letters: usize,
}

/// Bits by which one side must be likelier to be clear, and to be more than chance.
const CLEAR: u32 = 12;
const SOME: u32 = 5;
/// Bits of a word that begins or ends with a mark, where words are whole.
const EDGE: u32 = 4;
/// Letters of a word in texts whose spaces are no other's than the words'.
const WHOLE: usize = 3;

impl Sides {
    fn count(&mut self, view: View<'_>) {
        let text = view.text();
        if !text.contains(is_mark) {
            return;
        }
        self.all.read(text.chars().rev());
        for (which, strain) in self.strains.iter_mut().enumerate() {
            strain.read(text.chars().rev().filter(|&c| !is_mark(c) || kind(c) == which));
        }
        for word in view.words() {
            let mut chars = word.text().chars();
            for (edge, counts) in [(chars.next(), &mut self.begin), (chars.next_back(), &mut self.end)] {
                if let Some(mark) = edge.filter(|&c| is_mark(c)) {
                    counts[kind(mark)] += 1;
                }
            }
            self.words += 1;
            self.letters += word.text().chars().filter(|&c| is_letter_or_form(c)).count();
        }
    }

    /// Which kinds stand behind.
    fn last(&self) -> [bool; KINDS] {
        let edge = if self.letters >= WHOLE * self.words { EDGE } else { 0 };
        let clear = |strain: &Strain, begin: u32, end: u32| {
            let (plain, last) = (strain.behind + edge * end, strain.before + edge * begin);
            match () {
                () if plain * 4 >= last * 5 + CLEAR => Some(true),
                () if last * 4 >= plain * 5 + CLEAR => Some(false),
                () => None,
            }
        };
        let (begin, end) = (self.begin.iter().sum(), self.end.iter().sum());
        // Where hardly any letter has a mark a bit or two are chance, and the words' edges tell more.
        let all = clear(&self.all, begin, end).unwrap_or(
            self.all.behind >= self.all.before + SOME || self.all.behind >= self.all.before && end > begin,
        );
        std::array::from_fn(|which| {
            clear(&self.strains[which], self.begin[which], self.end[which]).unwrap_or(all)
        })
    }
}

/// Read a word from left to right; signs that stand behind it already stay there.
fn turn_word(word: &mut [Glyph], drawn: &AsDrawn, with_signs: bool) {
    let letter = |glyph: &Glyph| class(glyph.shown) == Class::Right || is_joiner(glyph.shown);
    let sign = |glyph: &Glyph| if with_signs { is_stop(glyph.shown) } else { !letter(glyph) };
    // No word begins with a tanwin.
    let stays = |glyph: &Glyph| sign(glyph) || matches!(glyph.shown, '\u{64B}'..='\u{64D}');
    let end = word.iter().rposition(|glyph| !stays(glyph)).map_or(0, |last| last + 1);
    let start = if with_signs { 0 } else { word[..end].iter().position(letter).unwrap_or(end) };
    read(&mut word[start..end], drawn);
}

/// How much of a token was drawn at once: letters with the signs before them, or a number or Latin.
fn unit(token: &[Glyph]) -> usize {
    let is_left =
        |glyph: &Glyph| !matches!(class(glyph.shown), Class::Right | Class::Neutral | Class::Separator);
    let is_right = |glyph: &Glyph| class(glyph.shown) == Class::Right;
    let Some(first) = token.iter().position(|glyph| is_left(glyph) || is_right(glyph)) else {
        return token.len();
    };
    let rest = &token[first..];
    let left = is_left(&token[first]);
    let same = rest.iter().position(|glyph| if left { is_right(glyph) } else { !is_right(glyph) });
    let Some(end) = same else { return token.len() };
    // Signs between two words belong to the second, those at the end to all of it.
    let more = rest[end..].iter().any(|glyph| is_left(glyph) || is_right(glyph));
    match (left, more) {
        (false, false) => token.len(),
        (true, _) => first + rest[..end].iter().rposition(is_left).map_or(end, |last| last + 1),
        (false, true) => first + end,
    }
}

const RIGHT_TO_LEFT: char = '\u{202B}';
const POP: char = '\u{202C}';

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}
