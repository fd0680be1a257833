//! The lines of a page as words with places, and what two words are worth one after the other.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::marks::is_mark;
use crate::arabic::width::{width, Width, SPACE};
use crate::arabic::words::{ends_clause, ends_sentence, strip_punctuation, tokens, Token};
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::View;

/// Spaces that part two columns where the page is drawn with spaces; and where those between words are stretched.
pub(super) const WIDE: &str = "   ";
const WIDER: usize = 5;
/// Words at the end of a line that tell how it goes on.
const ENDS: usize = 2;
/// The most that two words say, and how much counts of what they and the ones next to them do, in 256ths: all of it
/// says too much if taken at its word.
const PAIR: Cost = 10 * BIT;
const NEXT: Cost = 220;
const FAR: Cost = 90;

/// Words that go on with a sentence, and what it costs that one begins one.
const GO_ON: [&str; 14] = [
    "الذي",
    "التي",
    "الذين",
    "اللذين",
    "اللتين",
    "اللواتي",
    "حيث",
    "حسبما",
    "مما",
    "إذ",
    "بينما",
    "فيما",
    "وفق",
    "بحسب",
];
const BEGINS: Cost = 3 * BIT;

/// A word of a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    /// Bytes of the text, signs and all.
    pub(super) span: Range<usize>,
    /// Characters of the line.
    pub(super) place: Range<usize>,
    /// Where it begins and ends if one space stands between two words.
    run: Range<Width>,
    /// Whether a gap as wide as what parts columns stands before it.
    pub(super) apart: bool,
    id: Option<WordId>,
    /// Whether a clause ends before it, and behind it.
    opens: bool,
    pub(super) closes: bool,
    /// Whether a sentence ends behind it.
    pub(super) ends: bool,
    /// Whether it goes on with a sentence, and begins none.
    goes_on: bool,
}

/// A line with words.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) words: Vec<Word>,
    /// How many of its words stand apart.
    pub(super) gaps: usize,
    /// Whether it is the number of a page.
    pub(super) folio: bool,
}

/// What may stand behind the stop of a clause.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '\u{BB}' | '\u{201D}')
}

impl Line {
    /// `None` for a line without words.
    pub(super) fn of<M: LanguageModel>(model: &M, view: View<'_>) -> Option<Line> {
        Line::read(model, view, true)
    }

    /// The same, but of a line without gaps only the first words and the last are told: what
    /// [`Joints::goes_on`] asks for.
    pub(super) fn sketch<M: LanguageModel>(model: &M, view: View<'_>) -> Option<Line> {
        Line::read(model, view, false)
    }

    fn read<M: LanguageModel>(model: &M, view: View<'_>, whole: bool) -> Option<Line> {
        let text = view.text();
        let tokens: Vec<Token<'_>> = tokens(text).collect();
        let whole = whole || tokens.windows(2).any(|pair| pair[1].start - pair[0].end() >= WIDE.len());
        let untold = if whole { 0..0 } else { ENDS..tokens.len().saturating_sub(ENDS) };
        let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
        let (mut end, mut place, mut at) = (0, 0, 0);
        let chars = |text: &str| text.chars().filter(|&c| !is_mark(c)).count();
        for (count, token) in tokens.into_iter().enumerate() {
            let span = view.start() + token.start..view.start() + token.end();
            if untold.contains(&count) {
                words.push(Word { span, ..Word::default() });
                end = token.end();
                continue;
            }
            let space = chars(&text[end..token.start]);
            let apart = !words.is_empty() && space >= WIDE.len();
            end = token.end();
            let start = place + space;
            place = start + chars(token.text);
            let wide = width(token.text);
            let word = strip_punctuation(token.text);
            let id = if word.starts_with(is_digit) { Some(WordId::NUMBER) } else { model.word(word) };
            let last = token.text.trim_end_matches(is_quote);
            words.push(Word {
                span,
                place: start..place,
                run: at..at + wide,
                apart,
                id,
                opens: word.is_empty() || token.text.starts_with(ends_clause),
                closes: word.is_empty() || last.ends_with(ends_clause),
                ends: last.ends_with(ends_sentence) || last.ends_with(':'),
                goes_on: GO_ON.contains(&word),
            });
            at += wide + SPACE;
        }
        let mut gaps = words.iter().filter(|word| word.apart).count();
        if gaps > 2 && gaps * 2 >= words.len() {
            // Stretched to fill the column.
            for at in 1..words.len() {
                words[at].apart = words[at].place.start - words[at - 1].place.end >= WIDER;
            }
            gaps = words.iter().filter(|word| word.apart).count();
        }
        (!words.is_empty()).then_some(Line { words, gaps, folio: false })
    }

    /// How wide some of its words are.
    pub(super) fn width(&self, words: Range<usize>) -> Width {
        self.words[words.end - 1].run.end - self.words[words.start].run.start
    }

    /// How wide it is without its gaps.
    pub(super) fn whole(&self) -> Width {
        self.width(0..self.words.len())
    }
}

/// A place in a page: a word of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) line: usize,
    pub(super) word: usize,
}

/// What words are worth one after the other, in bits above chance.
pub(super) struct Joints<'p, M> {
    pub(super) model: &'p M,
    pub(super) lines: &'p [Line],
}

/// What it is worth that the words of `end` go on with those of `start`, neither of them empty.
pub(super) fn joint<M: LanguageModel>(model: &M, end: &[Word], start: &[Word]) -> Cost {
    let (Some((a, before)), Some((b, after))) = (end.split_last(), start.split_first()) else { return 0 };
    let edge = Some(WordId::EDGE);
    let next = match (a.closes, b.opens) {
        (false, false) => model.known_gain(a.id, b.id),
        (true, _) => model.known_gain(a.id, edge) + model.known_gain(edge, b.id),
        (false, true) => model.known_gain(a.id, edge),
    };
    let far = |a: Option<&Word>, c: Option<&Word>| match (a, c) {
        (Some(Word { id: Some(a), closes: false, .. }), Some(Word { id: Some(c), opens: false, .. })) => {
            model.far_gain(*a, *c)
        }
        _ => 0,
    };
    let far = match a.closes || b.opens {
        true => 0,
        false => far(before.last(), Some(b)) + far(Some(a), after.first()),
    };
    let begins = if a.ends && b.goes_on { BEGINS } else { 0 };
    ((next * NEXT + far * FAR) / 256 - begins).clamp(-PAIR, PAIR)
}

impl<M: LanguageModel> Joints<'_, M> {
    /// What it is worth that the part of a line that begins at `start` goes on where another ends with `end`.
    pub(super) fn joint(&self, end: At, start: At) -> Cost {
        let words = |at: At| &self.lines[at.line].words;
        joint(self.model, &words(end)[..=end.word], &words(start)[start.word..])
    }

    pub(super) fn last(&self, line: usize) -> At {
        At { line, word: self.lines[line].words.len() - 1 }
    }

    /// What it is worth that a line goes on in the next.
    pub(super) fn goes_on(&self, line: usize) -> Cost {
        self.joint(self.last(line), At { line: line + 1, word: 0 })
    }

    /// What it is worth that a word goes on from that before it on its line.
    pub(super) fn across(&self, line: usize, word: usize) -> Cost {
        self.joint(At { line, word: word - 1 }, At { line, word })
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::text::Text;

    #[test]
    fn a_sketch_tells_how_lines_go_on() {
        let model = Embedded::arabic();
        let text = "وقال رئيس مجلس الوزراء إن الحكومة\nتريد أن تبدأ العمل في عام 2015.\nنعم\n\
            في المدينة   التي عاد إليها أمس\nحيث كان «العمل» قد بدأ منذ سنوات:";
        let text = Text::new(text);
        let lines = |read: fn(&Embedded, View<'_>) -> Option<Line>| -> Vec<Line> {
            text.lines().filter_map(|view| read(&model, view)).collect()
        };
        let (whole, sketch) = (lines(Line::of), lines(Line::sketch));
        let [whole, sketch] = [&whole, &sketch].map(|lines| Joints { model: &model, lines });
        for line in 1..whole.lines.len() {
            assert_eq!(sketch.goes_on(line - 1), whole.goes_on(line - 1));
        }
        for (sketch, whole) in sketch.lines.iter().zip(whole.lines) {
            let spans = |line: &Line| line.words.iter().map(|word| word.span.clone()).collect::<Vec<_>>();
            assert_eq!((spans(sketch), sketch.gaps), (spans(whole), whole.gaps));
        }
        assert_eq!(sketch.across(3, 2), whole.across(3, 2));
        assert!(sketch.lines[0].words[3].id.is_none(), "words within a line are not looked up");
    }
}
