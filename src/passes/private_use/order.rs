//! Some extractors end a piece of the line at every glyph without a character and hand the pieces over from left to right: the shapes beside the codes tell.
//!
//! An initial or medial shape wants a letter behind it, a medial or final one a letter before. Beside a code that may
//! be one; beside a space, a stop or a shape that does not join, something stands in the wrong place. Read the
//! other way round, hardly any does.
//!
//! Such an extractor reads what the page shows from left to right, and puts each letter before those that it has read
//! since the last code or number, spaces with them. So a space before a piece was shown on its left or on its right:
//! shapes that join, and what else is known of the codes on either side, tell which.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::arabic::forms::{self, is_letter_or_form, joins_next, joins_previous};
use crate::arabic::letters::{self, always_ends_a_word};
use crate::arabic::marks::is_mark;
use crate::arabic::pieces::is_private;
use crate::arabic::words::strip_punctuation;
use crate::arabic::TATWEEL;
use crate::edit::Piece;
use crate::model::LanguageModel;
use crate::text::{Text, View};

use super::pieces::{tokens, Kind, Space, Token};

/// Shapes in the wrong place, of a whole text, that show the order of its pieces.
const ENOUGH: usize = 3;
/// Times that spaces are put where the codes beside them have them elsewhere.
const ROUNDS: usize = 3;

/// What becomes of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Put {
    AsItStands,
    Reversed,
    Away,
}

/// A line whose pieces stand from left to right.
pub(super) struct Line<'t> {
    view: View<'t>,
    /// As they are stored.
    tokens: Vec<Token>,
    /// Shapes in the wrong place as it stands, and in reading order.
    stands: usize,
    turned: usize,
}

/// How often a code touches what stands before and behind it, and how often not.
#[derive(Clone, Copy, Debug, Default)]
struct Touches {
    before: [usize; 2],
    behind: [usize; 2],
}

impl<'t> Line<'t> {
    fn of(view: View<'t>, signs_part: bool) -> Option<Line<'t>> {
        let tokens = tokens(view.text(), signs_part);
        let words = |kind| {
            let words = |token: &Token| view.text()[token.span.clone()].split(' ').count();
            tokens.iter().filter(|token| token.kind == kind).map(words).sum::<usize>()
        };
        // Without a code only where it is a line of Arabic: others run from left to right.
        if tokens.len() < 2 || words(Kind::Codes) == 0 && words(Kind::Unit) >= words(Kind::Letters) {
            return None;
        }
        Some(Line { view, stands: misplaced(view.text().chars()), tokens, turned: 0 })
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.view.span()
    }

    fn text(&self, at: usize) -> &'t str {
        &self.view.text()[self.tokens[at].span.clone()]
    }

    /// The spaces stored before a piece.
    fn space(&self, at: usize) -> Range<usize> {
        let before = at.checked_sub(1).map_or(0, |before| self.tokens[before].span.end);
        before..self.tokens[at].span.start
    }

    /// The bytes of the line in reading order, and whether they stand from left to right themselves.
    fn in_order(&self) -> Vec<(Range<usize>, Put)> {
        let end = self.tokens.last().map_or(0, |token| token.span.end);
        let mut ordered = vec![(end..self.view.text().len(), Put::AsItStands)];
        for (at, token) in self.tokens.iter().enumerate().rev() {
            let space = self.space(at);
            let (behind, before) = match token.space {
                Space::Behind | Space::Neither => (space.clone(), space.end..space.end),
                Space::Before => (space.start..space.start, space),
                Space::Both => (space.start..space.end - 1, space.end - 1..space.end),
            };
            let stops = if token.kind == Kind::Stops { Put::Reversed } else { Put::AsItStands };
            let spaces = if token.space == Space::Neither { Put::Away } else { Put::AsItStands };
            ordered.extend([(before, spaces), (token.span.clone(), stops), (behind, spaces)]);
        }
        ordered.retain(|(span, _)| !span.is_empty());
        ordered
    }

    pub(super) fn pieces(&self) -> Vec<Piece> {
        let start = self.view.start();
        let piece = |(span, put): (Range<usize>, Put)| {
            let span = start + span.start..start + span.end;
            match put {
                Put::AsItStands => Piece::Keep(span),
                Put::Reversed => Piece::Reverse(span),
                Put::Away => Piece::Swap(span, ""),
            }
        };
        self.in_order().into_iter().map(piece).collect()
    }

    fn turn(&mut self) {
        let mut order = self.in_order();
        order.retain(|(_, put)| *put != Put::Away);
        self.turned = misplaced(order.iter().flat_map(|(span, _)| self.view.text()[span.clone()].chars()));
    }

    /// Put the spaces where the shapes beside them, and what codes touch elsewhere, want them.
    fn place(&mut self, touches: &BTreeMap<char, Touches>, is_word: &dyn Fn(&str) -> bool) {
        for at in 0..self.tokens.len() {
            let spaces = self.space(at).len();
            if spaces == 0 {
                continue;
            }
            if self.is_gap(at, touches) {
                self.tokens[at].space = Space::Neither;
            } else if self.tokens[at].kind == Kind::Letters {
                let wants = self.wants(at, touches, is_word);
                self.tokens[at].space = match wants {
                    _ if spaces > 1 && at > 0 && at + 1 < self.tokens.len() => Space::Both,
                    1.. => Space::Before,
                    _ => Space::Behind,
                };
                self.tokens[at].open = wants == 0;
            }
        }
    }

    /// Whether the space before codes, which are read before the letters that are stored before it, parts what joins.
    fn is_gap(&self, at: usize, touches: &BTreeMap<char, Touches>) -> bool {
        let Some(letters) = at.checked_sub(1).filter(|&letters| self.tokens[letters].kind == Kind::Letters)
        else {
            return false;
        };
        let joins = self.text(letters).chars().find_map(joins_previous).unwrap_or(false);
        let code = self.text(at).chars().next().filter(|_| self.tokens[at].kind == Kind::Codes);
        code.is_some() && (joins || touch(code, touches, |touches| touches.behind) > 0)
    }

    /// How surely the space stored before a piece of letters is read before it, below 0 behind it.
    fn wants(&self, at: usize, touches: &BTreeMap<char, Touches>, is_word: &dyn Fn(&str) -> bool) -> i64 {
        let letters = || self.text(at).chars().filter(|&c| !is_mark(c));
        let (Some(before), Some(behind)) = (self.tokens.get(at + 1), at.checked_sub(1)) else {
            // What begins a line has no space before it.
            return if at == 0 { SHAPE } else { -SHAPE };
        };
        let mut wants = 0;
        wants -= SHAPE * i64::from(letters().next().is_some_and(|c| joins_previous(c) == Some(true)));
        wants += match letters().next_back() {
            Some(last) if joins_next(last) == Some(true) => SHAPE,
            Some(last) if ends_word(last) => -SHAPE,
            _ => 0,
        };
        // A number stands by itself.
        wants += i64::from(before.kind == Kind::Unit) - i64::from(self.tokens[behind].kind == Kind::Unit);
        // What is a word touches nothing, and what is none something.
        if let Some((first, last)) = self.text(at).split_once(' ') {
            let last = last.rsplit(' ').next().unwrap_or(last);
            wants += i64::from(is_word(first)) - i64::from(is_word(last));
        }
        // The code that is read before the piece, and the one behind.
        let code = |c: &char| is_private(*c);
        wants -= touch(self.text(at + 1).chars().next().filter(code), touches, |touches| touches.behind);
        wants + touch(self.text(behind).chars().next_back().filter(code), touches, |touches| touches.before)
    }

    /// Count what the codes touch, as the spaces stand.
    fn count(&self, touches: &mut BTreeMap<char, Touches>) {
        for at in 0..self.tokens.len() {
            if self.tokens[at].kind != Kind::Letters || self.tokens[at].open {
                continue;
            }
            let (before, behind) = match self.tokens[at].space {
                _ if self.space(at).is_empty() => (false, false),
                Space::Behind => (false, true),
                Space::Before => (true, false),
                Space::Both => (true, true),
                Space::Neither => (false, false),
            };
            if let Some(code) = self.tokens.get(at + 1).filter(|token| token.kind == Kind::Codes) {
                let code = self.view.text()[code.span.clone()].chars().next().unwrap_or_default();
                touches.entry(code).or_default().behind[usize::from(before)] += 1;
            }
            if let Some(behind_at) = at.checked_sub(1).filter(|&at| self.tokens[at].kind == Kind::Codes) {
                let code = self.text(behind_at).chars().next_back().unwrap_or_default();
                touches.entry(code).or_default().before[usize::from(behind)] += 1;
            }
        }
    }
}

/// Whether a code mostly touches what stands on this side of it: 1, or mostly not: -1.
fn touch(code: Option<char>, known: &BTreeMap<char, Touches>, of: fn(&Touches) -> [usize; 2]) -> i64 {
    let [touches, apart] = code.and_then(|code| known.get(&code)).map_or([0, 0], of);
    match () {
        () if touches > 2 * apart => 1,
        () if apart > 2 * touches => -1,
        () => 0,
    }
}

/// Whether this is the shape of a letter at the end of its word.
fn ends_word(c: char) -> bool {
    let last = forms::letters(c).and_then(|letters| letters.chars().next_back());
    joins_next(c) == Some(false)
        && last.is_some_and(|last| letters::joins_next(last) || always_ends_a_word(last))
}

/// What a shape that joins says of a space beside it.
const SHAPE: i64 = 8;

/// Signs that end a word.
const SIGNS: [char; 3] = ['.', ':', '!'];

/// Whether signs between letters stand from left to right in most of these lines: they touch the word behind.
fn signs_part(lines: &[Line<'_>]) -> bool {
    let (mut behind, mut before) = (0, 0);
    for line in lines {
        for (at, _) in line.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Letters) {
            // What begins a piece stands beside a code.
            for (number, word) in line.text(at).split(' ').enumerate() {
                let Some(start) = word.find(is_letter_or_form) else { continue };
                let rest = word[start..].trim_end_matches(SIGNS);
                behind += usize::from(number > 0 && word.starts_with(SIGNS) || rest.contains(SIGNS));
                before += usize::from(number > 0 && word.ends_with(SIGNS));
            }
        }
    }
    behind > before
}

/// How many shapes lack the letter that they join, in this order.
fn misplaced(line: impl Iterator<Item = char>) -> usize {
    /// What stands before a character.
    #[derive(Clone, Copy, PartialEq)]
    enum Before {
        /// Anything may be joined to a code.
        Code,
        Joins,
        Nothing,
    }
    let mut count = 0;
    let mut before = Before::Nothing;
    for c in line.filter(|&c| !is_mark(c)) {
        if is_private(c) {
            before = Before::Code;
            continue;
        }
        let joins = joins_previous(c).unwrap_or(c == TATWEEL);
        count += usize::from(joins && before == Before::Nothing || !joins && before == Before::Joins);
        before = if joins_next(c).unwrap_or(c == TATWEEL) { Before::Joins } else { Before::Nothing };
    }
    count + usize::from(before == Before::Joins)
}

/// The lines of a text whose pieces, parted at codes, come from left to right; none in most texts.
pub(super) fn turned<'t, M: LanguageModel>(model: &M, text: &Text<'t>) -> Vec<Line<'t>> {
    if !text.may_have_in('\u{FE80}'..='\u{FEFC}') {
        return Vec::new();
    }
    let of = |signs_part| text.lines().filter_map(move |line| Line::of(line, signs_part));
    let mut lines: Vec<Line<'t>> = of(false).collect();
    if lines.iter().map(|line| line.stands).sum::<usize>() < ENOUGH {
        return Vec::new();
    }
    if signs_part(&lines) {
        lines = of(true).collect();
    }
    let is_word = |shapes: &str| {
        let word = forms::fold(strip_punctuation(shapes).chars());
        word.chars().nth(1).is_some() && model.is_word(&word)
    };
    let mut touches = BTreeMap::new();
    for _ in 0..ROUNDS {
        let known = std::mem::take(&mut touches);
        for line in &mut lines {
            line.place(&known, &is_word);
            line.count(&mut touches);
        }
    }
    lines.iter_mut().for_each(Line::turn);
    let sum = |of: fn(&Line<'_>) -> usize| lines.iter().map(of).sum::<usize>();
    let (stands, turned) = (sum(|line| line.stands), sum(|line| line.turned));
    if stands < ENOUGH || turned * 4 > stands {
        return Vec::new();
    }
    lines.retain(|line| line.turned <= line.stands);
    lines
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::arabic::forms;
    use crate::arabic::pieces::is_private;
    use crate::model::Embedded;
    use crate::passes::PrivateUse;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(PrivateUse::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// In shapes, with a code for each kaf and feh.
    fn coded(line: &str) -> String {
        let code = |c: char| match forms::letters(c) {
            Some("ك") => '\u{E940}',
            Some("ف") => '\u{E941}',
            _ => c,
        };
        forms::shape(line).chars().map(code).collect()
    }

    /// As the page shows a line, from left to right, handed over so that each letter comes before those since the
    /// last code, number or, for some extractors, sign; spaces, and signs for others, go on as what is before them.
    fn in_pieces(line: &str, signs_part: bool) -> String {
        let mut shown: Vec<char> = Vec::new();
        let mut digits = 0;
        for c in line.chars() {
            digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
            shown.insert(usize::saturating_sub(digits, 1), c);
        }
        let (mut stored, mut piece, mut leftward) = (String::new(), String::new(), false);
        for c in shown {
            let neutral = c == ' ' || c == '.' && !signs_part;
            let to_the_left = !(c.is_ascii_digit() || is_private(c) || c == '.');
            if !neutral && leftward != to_the_left {
                leftward = to_the_left;
                stored += &std::mem::take(&mut piece);
            }
            piece.insert(if leftward { 0 } else { piece.len() }, c);
        }
        stored + &piece
    }

    const PAGE: &str = "وصل الكاتب إلى المدينة صباح أمس\nوكتب في مكتبه كتابا عن تاريخ البلاد\n\
        وهذا سطر بلا رموز سنة 2015 قديم\nثم سافر مع أخيه الأكبر إلى البحر 17 يوما كاملا";

    fn pages(text: &str, signs_part: bool) -> [String; 2] {
        let page: Vec<String> = text.lines().map(coded).collect();
        let raw: Vec<String> = page.iter().map(|line| in_pieces(line, signs_part)).collect();
        [raw, page].map(|lines| lines.join("\n"))
    }

    #[test]
    fn pieces_in_reverse_are_put_in_order() {
        let [raw, page] = pages(PAGE, false);
        assert_ne!(raw, page);
        assert_eq!(clean(&raw), page);
    }

    #[test]
    fn signs_may_part_a_line() {
        let text = format!("{PAGE}\nوقال. ثم كتب أخوه. سكت\nوكان. بعد حين كبيرا. ثم ذهب");
        for signs_part in [false, true] {
            let [raw, page] = pages(&text, signs_part);
            assert_eq!(clean(&raw), page);
        }
    }

    #[test]
    fn a_gap_between_glyphs_that_join_is_no_space() {
        let [raw, page] = pages(PAGE, false);
        let at = raw.find('\u{E940}').unwrap();
        let gaps = format!("{} {}", &raw[..at], &raw[at..]);
        assert_eq!(clean(&gaps), page, "{gaps}");
    }

    #[test]
    fn pieces_in_order_stay() {
        let page = PAGE.lines().map(coded).collect::<Vec<_>>().join("\n");
        assert_eq!(clean(&page), page);
        let visual: String = page.chars().rev().collect();
        assert_eq!(clean(&visual), visual);
    }
}
