//! Lines in two pieces with nothing between them: `ية إلى طرد الولاياتسعت القوات شبه العسكر` is `سعت القوات شبه العسكرية إلى طرد الولايات`.
//!
//! Such a line shows twice what it is: a token in it is no word but two, and its ends are none but one. A piece of a
//! letter or two may stand between them, which belongs to the word that the ends make: `كنها أصبحتلسعت الحكومة إلى و` is
//! `سعت الحكومة إلى ولكنها أصبحت`. Where a line keeps the space at its end, that word begins with this piece.

use std::ops::Range;

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::words::is_stop;
use crate::arabic::Orthography;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::line::{first_of, last_of, Edge, Line, Token, Word};
use super::shreds::{whole, Letters};
use super::weigh::Scale;

/// Bits by which the ends of a line must be likelier as one word.
const TORN: Cost = 4 * BIT;
/// Letters of a part of a word, at most, and of one that may be a word, and what that costs at least.
const PART: Cost = 9;
const SHORT: Cost = 4;
const RARE: Cost = 13 * BIT;
/// Tokens of a line that are no words and may be two, at most, and their bytes.
const STRANGE: usize = 6;
const TWO_WORDS: Range<usize> = 8..64;
/// Bits by which such a token must be likelier as two words than as a name.
const JOINED: Cost = 12 * BIT;
/// Letters of the piece between the two, at most.
const BETWEEN: Cost = 2;
/// What it costs that a line parts, and that it has a piece between.
const SEAM: Cost = 6 * BIT;
/// What stands behind a word and parts it from no other.
const CLOSING: [char; 4] = ['"', ')', '»', '”'];
/// Bits that make a line one of these, and where there are so many more such lines.
const PLAIN: Cost = 24 * BIT;
const LIKE: Cost = 14 * BIT;
const LINES: usize = 2;

/// A line in two pieces, or three.
pub(super) struct Seam<'t> {
    pub(super) view: View<'t>,
    /// Bytes of the text where the piece that is read second begins, and the one that is read first.
    cuts: [usize; 2],
    /// Whether the space at the line's end belongs before the word that is read second.
    kept: bool,
    /// Bits by which the line is likelier so than as it stands.
    gain: Cost,
}

impl Seam<'_> {
    /// The pieces in reading order.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let line = if self.kept { self.view } else { self.view.trim() };
        let [second, first] = self.cuts;
        let order = [
            self.view.start()..line.start(),
            first..line.end(),
            second..first,
            line.start()..second,
            line.end()..self.view.end(),
        ];
        order.into_iter().filter(|span| !span.is_empty()).map(Piece::Keep).collect()
    }
}

/// The lines of a text that are plain, or like those of a text that has several. O(length).
pub(super) fn of_text<'t, M: LanguageModel>(model: &M, text: &Text<'t>) -> Vec<Seam<'t>> {
    let scale = Scale { model, asked: None, print: None };
    let mut lines = text.lines().filter(|line| !line.text().trim().is_empty()).peekable();
    let mut before = None;
    let mut seams = Vec::new();
    while let Some(view) = lines.next() {
        let (before, after) = (before.replace(view), lines.peek().copied());
        let about =
            || [before.map(|before| last_of(model, before)), after.map(|after| first_of(model, after))];
        let seam = find(&scale, view, about);
        seams.extend(seam.filter(|_| Orthography::at(text.as_str(), view.start()).is_arabic()));
    }
    let plain = seams.iter().filter(|seam| seam.gain >= PLAIN).count();
    let least = if plain < LINES { PLAIN } else { LIKE };
    seams.retain(|seam| seam.gain >= least);
    seams
}

/// The likeliest pieces of a line, if it may have any; `about` tells the words at the end of the line before and at the
/// start of the next. Allocates nothing.
fn find<'t, M: LanguageModel>(
    scale: &Scale<'_, M>,
    view: View<'t>,
    about: impl FnOnce() -> [Option<Edge<'t>>; 2],
) -> Option<Seam<'t>> {
    let model = scale.model;
    let kept = view.text().ends_with(' ');
    if !kept && !has_torn_ends(model, view) {
        return None;
    }
    // Most lines with a rare word at an end have no such token, and need not be taken apart.
    let strange = |token: &Token<'_>| TWO_WORDS.contains(&token.text.len()) && token.id(model).is_none();
    if !view.text().split_whitespace().any(|token| strange(&Token::new(token))) {
        return None;
    }
    let line = Line::of(model, view, 3)?;
    let asked = (0..line.len()).filter(|&at| strange(&line.token(at))).take(STRANGE);
    let [before, after] = about().map(|edge| edge.and_then(|[nearest, _]| nearest));
    let reading = Reading { scale, line: &line, kept, before, after };
    let (gain, cuts, kept) = asked.filter_map(|at| reading.of_token(at)).max_by_key(|&(gain, ..)| gain)?;
    Some(Seam { view, cuts, kept, gain })
}

/// Whether the ends of a line are no words, or are rather one.
fn has_torn_ends<M: LanguageModel>(model: &M, view: View<'_>) -> bool {
    let mut tokens = view.text().split_whitespace().map(Token::new);
    let (Some(tail), Some(head)) = (tokens.next(), tokens.next_back()) else { return false };
    let is_part = |token: &Token<'_>| {
        let letters = Letters::of(&[token.word]);
        let rare = |cost| letters.count <= SHORT && cost > RARE;
        (1..=PART).contains(&letters.count) && letters.known(model).is_none_or(rare)
    };
    if is_part(&tail) || is_part(&head) {
        return true;
    }
    let whole = |parts: &[&str]| Letters::of(parts).known(model);
    let apart = whole(&[head.word]).zip(whole(&[tail.word]));
    let one = whole(&[head.word, tail.word]);
    one.zip(apart).is_some_and(|(one, (head, tail))| one + TORN < head + tail)
}

/// How the tokens of a line may be read in two pieces.
struct Reading<'a, 't, M> {
    scale: &'a Scale<'a, M>,
    line: &'a Line<'t>,
    kept: bool,
    /// The words about the line.
    before: Option<Word<'t>>,
    after: Option<Word<'t>>,
}

impl<'t, M: LanguageModel> Reading<'_, 't, M> {
    /// The likeliest way to read the line with a token parted: what it is worth, where, and whether the word that the ends
    /// make begins with the piece between.
    fn of_token(&self, at: usize) -> Option<(Cost, [usize; 2], bool)> {
        let (first, last) = (self.line.token(0), self.line.len() - 1);
        if at > 0 && first.opens() || at < last && !self.kept && self.line.token(last).closes() {
            return None;
        }
        let token = self.line.token(at).text;
        let start = self.line.span(at).start;
        let letters = token.char_indices().filter(|&(_, c)| is_letter(c) && c != TATWEEL);
        let places = letters.map(|(place, _)| place).filter(|&place| place > 0);
        let mut best: Option<(Cost, [usize; 2], bool)> = None;
        for from in places.clone() {
            for to in places.clone().filter(|&to| to >= from) {
                let parts = [&token[..from], &token[from..to], &token[to..]];
                if Letters::of(&parts[1..2]).count > BETWEEN {
                    break;
                }
                for kept in [false, true] {
                    // A word that the ends make has more than the tail.
                    if kept && (!self.kept || from == to) {
                        continue;
                    }
                    let Some(gain) = self.gain(at, parts, kept) else { continue };
                    if best.is_none_or(|(best, ..)| gain > best) {
                        best = Some((gain, [start + from, start + to], kept));
                    }
                }
            }
        }
        best
    }

    /// What it is worth to part a token into the word that ends the line, the piece between and the word that begins it.
    fn gain(&self, at: usize, [end, between, start]: [&'t str; 3], kept: bool) -> Option<Cost> {
        let (model, line, last) = (self.scale.model, self.line, self.line.len() - 1);
        let [end, start] = [end, start].map(Token::new);
        let in_letters = |part: &Token<'_>| part.word.chars().all(|c| is_letter(c) || is_mark(c));
        let is_end = end.text.ends_with(|c| is_letter(c) || is_mark(c) || is_stop(c) || CLOSING.contains(&c));
        if !is_end || !in_letters(&end) || !in_letters(&start) || start.opens() {
            return None;
        }
        // The token may hold an end of the line.
        let tail = if at == 0 { end } else { line.token(0) };
        let head = if at == last { start } else { line.token(last) };
        if tail.opens() || !kept && head.closes() {
            return None;
        }
        let word = Letters::of(&[if kept { "" } else { head.word }, between, tail.word]);
        let id = word.id(model)?;
        let made = model.word_cost(id);
        // What the words cost that the token parts in, and the ends that stand for themselves.
        let (mut apart, mut ends) = (0, 0);
        let mut words = [None; 2];
        let cost = |part: &Token<'_>| {
            let letters = Letters::of(&[part.word]);
            letters.word(model).filter(|_| letters.count > 1)
        };
        let stood = |token: usize| whole(model, line.token(token).text).0;
        if at > 0 {
            apart += cost(&end)?;
            ends += stood(0);
            words[0] = Some(Word::of(&end, end.id(model)));
        }
        if at < last || kept {
            apart += cost(&start)?;
            words[1] = Some(Word::of(&start, start.id(model)));
        }
        if at < last && !kept {
            ends += stood(last);
        }
        // What is no word by itself is judged with the word that it is a part of.
        let inside = if words.iter().all(Option::is_some) { apart } else { apart + made - ends };
        if model.cost(line.token(at).word) - inside < JOINED {
            return None;
        }
        let between = if between.is_empty() { 0 } else { SEAM };
        let gain = stood(at) + ends - apart - made - SEAM - between;
        let one = Word { text: "", id: Some(id), opens: false, closes: tail.closes(), stop: None, width: 0 };
        let tokens = |span: Range<usize>| span.map(|at| line.word(at));
        let read = words[1]
            .into_iter()
            .chain(tokens(at + 1..if kept { last + 1 } else { last }))
            .chain([one])
            .chain(tokens(1..at))
            .chain(words[0]);
        Some(gain + self.flow(read) - self.flow(tokens(0..last + 1)))
    }

    /// What words are worth side by side that stand between those about the line.
    fn flow(&self, words: impl Iterator<Item = Word<'t>>) -> Cost {
        let mut before = self.before;
        let all = words.chain(self.after);
        all.map(|word| before.replace(word).map_or(0, |before| self.scale.next(&before, &word))).sum()
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::super::FragmentOrder;
    use crate::model::Embedded;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(FragmentOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    const BEFORE: &str = "وقال المتحدث باسم الوزارة أمس إن العمل سوف يبدأ قبل نهاية العام";
    const AFTER: &str = "في المدارس التي تضررت من الزلزال، وأضاف أن الحكومة تدرس ذلك";
    const LINES: [&str; 5] = [
        "بعد أن وصلت القوات شبه العسكر|ية إلى القرى القريبة من المدينة",
        "ومنهم وزير الخارجية الذي تحدث عن تعز|يز التعاون بين البلدين.",
        "وقد رحبت الحكومة بالقرار و|ل|كنها طلبت وقتا كافيا",
        "وقال الوزير إن العمل بدأ في |م|حافظة القاهرة",
        "وأعلن الر|ئيس موعد الاجتماع القادم",
    ];

    /// A page with a line in it whose pieces, between bars, come in reverse.
    fn page(line: &str) -> String {
        format!("{BEFORE}\n{}\n{AFTER}\n", line.rsplit('|').collect::<String>())
    }

    #[test]
    fn pieces_with_nothing_between_are_put_in_order() {
        for line in LINES {
            let whole = line.replace('|', "");
            assert_eq!(clean(&page(line)), format!("{BEFORE}\n{whole}\n{AFTER}\n"));
        }
    }

    #[test]
    fn words_without_a_space_stay() {
        for line in [
            "بعد أن وصلت القوات شبهالعسكرية إلى القرى القريبة منالمدينة",
            "ية إلى القرى القريبة من المدينة بعد أن وصلت القوات شبه",
            "والتقى الرئيس فيتزجيرالدين في القاهرة وتحدث معه عن الر",
            "وقال الوزير إن العمل بدأ فيمحافظة القاهرة ",
        ] {
            let page = page(line);
            assert_eq!(clean(&page), page);
        }
    }

    #[test]
    fn words_without_a_space_are_the_authors_where_pieces_have_one() {
        let lines = [
            "يع الجديدة في المدينة يرا عن المشار نشرت الصحيفة تقر",
            "يع الجديدة في القرى يرا عن المشار كتبت الوزارة تقر",
            "ية إلى القرى القريبة منالمدينة. وكانت القوات شبه العسكر",
        ];
        let cleaned = clean(&lines.join("\n"));
        assert!(cleaned.contains("وكانت القوات شبه العسكرية إلى القرى"), "{cleaned}");
        assert!(cleaned.contains("منالمدينة."), "{cleaned}");
    }
}
