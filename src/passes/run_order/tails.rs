//! Runs whose last signs and spaces stand before them: `عام2015 ، وارتفع إلى98765  نسمة` for `عام 2015، وارتفع إلى 98765 نسمة`, and `1950.) بعد ذلك` for `1950) بعد ذلك.`.
//!
//! Some extractors take glyph after glyph and put each before what they have while the last letter was Arabic, and
//! behind it while that was Latin or a digit. Signs and spaces go either way. A producer that draws the runs of a line
//! in reading order draws each of them from the left, so of an Arabic run the last signs come first; behind Latin
//! they are left there, and the first ones, which come last, stand where they should. Brackets of the block of Latin
//! letters are taken for such, and part a run in two.
//!
//! So what stands between Latin and an Arabic run is the end of that run and then its beginning, and only where the
//! one passes into the other is not told: signs and spaces must stand about each of them as a writer puts them.

use std::ops::Range;

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::words::{ends_clause, ends_sentence, strip_punctuation};
use crate::edit::Piece;
use crate::model::{LanguageModel, WordId};
use crate::text::{Text, View};

use super::evidence::LINE;
use super::oddities::{oddities, oddities_between, unopened, ODD};

/// What a character is to such an extractor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Latin letters and digits.
    Unit,
    /// Digits of the Arabic blocks: Arabic to the extractor, a run of their own to the producer.
    Digits,
    /// Arabic letters, and stops of the Arabic block.
    Arabic,
    /// Signs and spaces that go with the letter before them.
    Sign,
    /// All else, taken for Latin: square and curly brackets, angle quotes.
    Bracket,
}

/// Characters of one kind in a row, with the signs inside words and units.
#[derive(Clone, Copy, Debug)]
struct Token {
    start: usize,
    end: usize,
    kind: Kind,
}

/// A character and its place in the text.
type Char = (usize, char);

/// What says that a text is stored so: words that touch a number or Latin, where the space between them is found before
/// the run and signs then stand right; and what says that it is not: such words without one, and spaces where none can
/// be.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    proofs: usize,
    against: usize,
}

/// Places that prove it of a text, and how many of them outweigh one against.
const PROOFS: usize = 2;
const EACH: usize = 3;
/// Signs between two runs, at most.
const SIGNS: usize = 8;

/// The lines of a text that is stored so, with their pieces in reading order; none of another text.
pub(super) fn lines<'t, M: LanguageModel>(model: &M, text: &Text<'t>) -> Vec<(View<'t>, Vec<Piece>)> {
    // What a private code is, a letter or a sign, is not known.
    if !may_have_tails(text.as_str()) || text.may_have_in('\u{E000}'..='\u{F8FF}') {
        return Vec::new();
    }
    let mut evidence = Evidence::default();
    let mut found = Vec::new();
    // Whether the last letter before a line is Arabic; each page begins anew.
    let mut after_arabic = false;
    let mut chars = Vec::new();
    let mut lines = text.lines().filter(|line| !line.text().trim().is_empty()).peekable();
    while let Some(view) = lines.next() {
        after_arabic &= !text.as_str()[..view.start()].ends_with('\u{c}');
        if view.text().len() > LINE {
            after_arabic =
                view.text().chars().rev().map(kind).find(|&kind| kind != Kind::Sign) == Some(Kind::Arabic);
            continue;
        }
        chars.clear();
        chars.extend(view.text().char_indices().map(|(at, c)| (view.start() + at, c)));
        let next = lines.peek().map(|line| line.text());
        let mut line = Line::new(model, text, &chars, next);
        line.read(&mut after_arabic, &mut evidence);
        let order = line.out;
        let odd = |at: &mut dyn Iterator<Item = usize>| oddities(at.map(|at| chars[at].1));
        let moved = order.iter().enumerate().any(|(to, &at)| to != at);
        if moved && odd(&mut order.iter().copied()) <= odd(&mut (0..chars.len())) {
            let pieces = order.iter().map(|&at| (chars[at].0..chars[at].0 + chars[at].1.len_utf8(), None));
            found.push((view, Piece::of_chars(pieces)));
        }
    }
    if evidence.proofs < PROOFS || evidence.against * EACH > evidence.proofs {
        return Vec::new();
    }
    found
}

/// The text with these lines in reading order.
pub(super) fn read(text: &Text<'_>, lines: &[(View<'_>, Vec<Piece>)]) -> String {
    let mut read = String::with_capacity(text.as_str().len());
    let mut end = 0;
    for (line, pieces) in lines {
        read.push_str(&text.as_str()[end..line.start()]);
        pieces.iter().for_each(|piece| piece.write(text.as_str(), &mut read));
        end = line.end();
    }
    read.push_str(&text.as_str()[end..]);
    read
}

/// Whether two spaces follow a number or Latin and are followed by Arabic, twice.
fn may_have_tails(text: &str) -> bool {
    let bytes = text.as_bytes();
    let between = |&at: &usize| {
        at > 0 && bytes[at - 1].is_ascii_alphanumeric() && bytes.get(at + 2).is_some_and(|&next| next >= 0x80)
    };
    memchr::memmem::find_iter(bytes, b"  ").filter(between).nth(PROOFS - 1).is_some()
}

fn kind(c: char) -> Kind {
    match c {
        '0'..='9' | 'a'..='z' | 'A'..='Z' => Kind::Unit,
        '\u{660}'..='\u{669}' | '\u{66B}' | '\u{66C}' | '\u{6F0}'..='\u{6F9}' => Kind::Digits,
        '\0'..='/' | ':'..='@' | '\u{2000}'..='\u{206F}' | '\u{20A0}'..='\u{21FF}' => Kind::Sign,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' => Kind::Arabic,
        c if c.is_alphanumeric() => Kind::Unit,
        _ => Kind::Bracket,
    }
}

/// The tokens of a line, in order.
fn tokens(chars: &[Char]) -> Vec<Token> {
    let kind_at = |at: usize| chars.get(at).map(|&(_, c)| kind(c));
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(first) = kind_at(start) {
        let mut end = start + 1;
        let mut at = end;
        while let Some(here) = kind_at(at) {
            let inside = match first {
                Kind::Unit => {
                    here == Kind::Bracket && kind_at(at - 1) == kind_at(at + 1) || here == Kind::Sign
                }
                Kind::Arabic => here == Kind::Sign,
                Kind::Digits => {
                    here == Kind::Sign && chars[at].1 != ' ' && kind_at(at + 1) == Some(Kind::Digits)
                }
                Kind::Sign | Kind::Bracket => false,
            };
            if here == first && first != Kind::Bracket {
                end = at + 1;
            } else if !inside {
                break;
            }
            at += 1;
        }
        tokens.push(Token { start, end, kind: first });
        start = end;
    }
    tokens
}

/// A line in the making.
struct Line<'a, M> {
    model: &'a M,
    text: &'a str,
    chars: &'a [Char],
    /// The line after this one.
    next: Option<&'a str>,
    /// Places of its characters in reading order.
    out: Vec<usize>,
    /// Round brackets that are open there.
    open: u32,
    /// Whether it begins with the number of a list.
    listed: bool,
}

impl<'a, M: LanguageModel> Line<'a, M> {
    fn new(model: &'a M, text: &Text<'a>, chars: &'a [Char], next: Option<&'a str>) -> Self {
        let digits = chars.iter().take_while(|(_, c)| c.is_ascii_digit()).count();
        let listed = (1..=3).contains(&digits) && matches!(chars.get(digits), Some((_, '-' | '.' | ')')));
        let out = Vec::with_capacity(chars.len());
        Line { model, text: text.as_str(), chars, next, out, open: 0, listed }
    }

    fn read(&mut self, after_arabic: &mut bool, evidence: &mut Evidence) {
        let tokens = tokens(self.chars);
        let is_unit = |token: &Token| matches!(token.kind, Kind::Unit | Kind::Digits);
        let mut at = 0;
        while at < tokens.len() {
            if is_unit(&tokens[at]) {
                self.push(tokens[at].start..tokens[at].end);
                *after_arabic = tokens[at].kind == Kind::Digits;
                at += 1;
                continue;
            }
            let end = tokens[at..].iter().position(is_unit).map_or(tokens.len(), |ahead| at + ahead);
            let run = &tokens[at..end];
            self.run(run, tokens.get(end).map(|unit| unit.start), *after_arabic, evidence);
            if let Some(last) = run.iter().rev().find(|token| token.kind != Kind::Sign) {
                *after_arabic = last.kind == Kind::Arabic;
            }
            at = end;
        }
    }

    fn push(&mut self, places: impl IntoIterator<Item = usize>) {
        for at in places {
            match self.chars[at].1 {
                '(' => self.open += 1,
                ')' => self.open = self.open.saturating_sub(1),
                _ => {}
            }
            self.out.push(at);
        }
    }

    /// Reads what stands between two units, the second of which begins at `unit`.
    fn run(&mut self, run: &[Token], unit: Option<usize>, after_arabic: bool, evidence: &mut Evidence) {
        let (from, to) = (run[0].start, run[run.len() - 1].end);
        let mut words: Vec<_> =
            run.iter().filter(|token| token.kind == Kind::Arabic).map(|word| word.start..word.end).collect();
        let bracket =
            |from: usize, to: usize| (from..to).rev().find(|&at| kind(self.chars[at].1) == Kind::Bracket);
        // Signs behind Arabic stand where they read, where it was not behind Latin.
        if let Some(word) = words.first_mut().filter(|_| after_arabic) {
            word.end += self.chars[word.end..to].iter().take_while(|(_, c)| kind(*c) == Kind::Sign).count();
        }
        let Some(last) = words.last().map(|last| last.end) else {
            // The signs of a run without letters.
            match after_arabic {
                true => self.push(from..to),
                false => self.push((from..to).rev()),
            }
            return;
        };
        let mut behind = last..to;
        if bracket(last, to).is_some() {
            behind = last..last;
            self.push((last..to).rev());
        }
        for at in (0..words.len()).rev() {
            let word = words[at].clone();
            let before = if at == 0 { from } else { words[at - 1].end };
            let fixed = bracket(before, word.start).map_or(before, |at| at + 1);
            let is_last = at + 1 == words.len();
            let behind = if is_last { behind.clone() } else { word.end..word.end };
            if at == 0 && after_arabic {
                self.push((fixed..word.start).chain(word).chain(behind));
                self.push((before..fixed).rev());
                continue;
            }
            let own = at == 0 && fixed == before;
            let after = if own { unit } else { fixed.checked_sub(1).filter(|_| fixed > before) };
            if own && unit.is_some() && !behind.is_empty() {
                evidence.against += 1;
            }
            let cut = self.cut(fixed..word.start, &word, after, own, evidence);
            self.push((cut..word.start).chain(word).chain(behind).chain((fixed..cut).rev()));
            self.push((before..fixed).rev());
        }
    }

    /// Where the signs before a word that end its run end, and those begin that begin it. `after` is what follows it as it
    /// reads, and `own` says whether that is a unit or the end of the line.
    fn cut(
        &self,
        signs: Range<usize>,
        word: &Range<usize>,
        after: Option<usize>,
        own: bool,
        evidence: &mut Evidence,
    ) -> usize {
        if signs.is_empty() || signs.len() > SIGNS {
            return signs.start;
        }
        let c = |at: usize| self.chars[at].1;
        let before = self.out.last().copied();
        let unit_before = before.is_some_and(|at| kind(c(at)) == Kind::Unit);
        let unit_after = own && after.is_some();
        let letters = |reversed: bool| {
            let in_word = |at: &usize| is_letter(c(*at)) || is_mark(c(*at));
            match reversed {
                true => word.clone().rev().take_while(in_word).count(),
                false => word.clone().take_while(in_word).count(),
            }
        };
        let [first, last] = [letters(false), letters(true)];
        let stretched = c(word.end - 1) == TATWEEL;
        let worth = |cut: usize| {
            let head = before.into_iter().chain(cut..word.start).chain([word.start]).map(c);
            let tail = [word.end - 1].into_iter().chain((signs.start..cut).rev()).chain(after).map(c);
            let mut odd = oddities_between(head, before.is_none(), false)
                + oddities_between(tail, false, after.is_none());
            odd += if unit_before && cut == word.start && first > 2 { ODD } else { 0 };
            odd += if unit_after && cut == signs.start && last > 1 && !stretched { ODD } else { 0 };
            odd += if self.listed && self.out.len() <= 3 && cut > signs.start { ODD } else { 0 };
            let whole = (cut..word.end).chain((signs.start..cut).rev());
            odd + unopened(self.open, whole.map(c))
        };
        let stands = worth(signs.start);
        let (odd, mut cut) =
            (signs.start..=signs.end).map(|cut| (worth(cut), cut)).min().unwrap_or((stands, signs.start));
        if unit_after && last > 1 {
            let proves = stands >= ODD && odd == 0 && (signs.start..cut).any(|at| c(at) == ' ');
            evidence.proofs += usize::from(proves);
            evidence.against += usize::from(!proves && cut == signs.start && !stretched);
        }
        // A stop may end what is before it or the line.
        let one = signs.start + 1;
        let may_end = own && after.is_none() && !self.listed && ends_sentence(c(signs.start));
        if may_end
            && cut == signs.start
            && worth(one) == odd
            && !ends_clause(c(word.end - 1))
            && self.stop_ends(before, word)
        {
            cut = one;
        }
        cut
    }

    /// Whether a stop more likely stands behind the last run of a line than between `before` and it.
    fn stop_ends(&self, before: Option<usize>, run: &Range<usize>) -> bool {
        let id = |word: Option<&str>| word.and_then(|word| self.model.word(strip_punctuation(word)));
        let end = self.chars[run.end - 1];
        let words = &self.text[self.chars[run.start].0..end.0 + end.1.len_utf8()];
        let (first, last) = (id(words.split_whitespace().next()), id(words.split_whitespace().next_back()));
        let edge = Some(WordId::EDGE);
        let gain = |a, b| self.model.known_gain(a, b);
        let next = self.next.map_or(edge, |next| id(next.split_whitespace().next()));
        let number = before.filter(|&at| self.chars[at].1.is_ascii_digit()).map(|_| WordId::NUMBER);
        let after = |a, b| if b == edge && self.next.is_none() { 0 } else { gain(a, b) };
        let ends = gain(number, first) + gain(last, edge) + after(edge, next);
        let stands = gain(number, edge) + gain(edge, first) + after(last, next);
        ends >= stands
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::RunOrder;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(RunOrder::new(Embedded::arabic())).clean(text)
    }

    #[test]
    fn what_ends_a_run_is_put_behind_it() {
        let raw = " بلغ عدد السكان1250  نسمة في عام2015 ، وارتفع إلى98765  نسمة عام2023.\n\
                   ( بدأ العمل1990-1995( ) أربع سنوات، وانتهى العمل الثاني2001–2004.) بعد ذلك\n\
                   تعمل شركة Microsoft  على تطوير نظامWindows 11  ومتصفحEdge. في مقرها\n\
                   وفقا للمادة (5[  من المادة»ب« ) من القانون (المدني)، والفقرة7.]";
        let clear = "بلغ عدد السكان 1250 نسمة في عام 2015، وارتفع إلى 98765 نسمة عام 2023.\n\
                     بدأ العمل (1990-1995) أربع سنوات، وانتهى العمل الثاني (2001–2004) بعد ذلك.\n\
                     تعمل شركة Microsoft على تطوير نظام Windows 11 ومتصفح Edge في مقرها.\n\
                     وفقا للمادة (5) من القانون (المدني)، والفقرة «ب» من المادة [7].";
        let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
        assert_eq!(lines(&clean(raw)), lines(clear));
    }

    #[test]
    fn spaces_that_a_writer_doubled_stay() {
        for text in [
            "في عام 2015  بلغ عدد السكان 1250  نسمة، وارتفع إلى 98765  نسمة في عام 2023.",
            "الرقم 1250  المدينة القديمة\nالرقم 1251  المدينة الجديدة\n1. الباب الأول\n2. الباب الثاني",
            "صدر عام2015 كتاب، ثم صدر عام2017 كتاب آخر",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
