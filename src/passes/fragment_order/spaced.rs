//! A piece of a line that ends with a space keeps it, and another space joins it to the next: `المدينة أنحاء··جميع··في·`, with dots for spaces, is `في جميع أنحاء المدينة`.
//!
//! The pieces come out in reverse as those of torn lines do, which end inside words. So behind each piece that
//! ends with a space there are two, and one at the line's end: the line shows where these pieces end. Of
//! one that ends inside a word the word tells; and of the one that ends the line, which comes first and has no
//! space behind it, the words beside its end.

use crate::arabic::letters::is_letter;
use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Piece};
use crate::model::{Cost, LanguageModel, BIT};
use crate::pass::Pass;
use crate::text::{Text, View};

use super::chain::together;
use super::line::{first_of, last_of, Edge, Line};
use super::weigh::Scale;
use super::{ROTATED, SURE};

/// Puts the pieces of lines in order that kept the spaces at their ends (`line-rotated`).
///
/// Pieces move, and the space that joined two of them goes; nothing else. [`Strong`](Confidence::Strong), in texts
/// where several lines are plainly likelier so and hardly one is not. It runs before
/// [`VisualOrder`](crate::passes::VisualOrder), to which such lines look like words in reverse. O(length); a text
/// without double spaces is only searched for them.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::SpacedPieces, Pipeline};
/// let order = Pipeline::new().pass(SpacedPieces::new(Embedded::arabic()));
/// let page = "أنحاء المدينة جميع  العامة في  الحدائق  عدد من  افتتاح  عن  البلدية  رئيس  أعلن \n\
///     صباح الغد أبوابها  تفتح  القديمة  السوق  إن  المتحدث  وقال \n";
/// assert_eq!(
///     order.clean(page),
///     "أعلن رئيس البلدية عن افتتاح عدد من الحدائق العامة في جميع أنحاء المدينة\n\
///     وقال المتحدث إن السوق القديمة تفتح أبوابها صباح الغد\n"
/// );
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct SpacedPieces<M> {
    model: M,
}

impl<M: LanguageModel> SpacedPieces<M> {
    /// The pass, with the model that knows words and their neighbours.
    pub fn new(model: M) -> Self {
        SpacedPieces { model }
    }
}

/// Two spaces.
const DOUBLE: &str = "  ";
/// Bits by which a line is plainly likelier in pieces.
const PLAIN: Cost = 8 * BIT;
/// How plain the lines of a text are together, each once, or twice if it is as plain as two.
const ENOUGH: Cost = 3;
/// Bits by which a line may be likelier as it stands in a text of such lines.
const RATHER_NOT: Cost = 4 * BIT;
/// What a piece costs whose end does not show.
const HIDDEN: Cost = 6 * BIT;

impl<M: LanguageModel> Pass for SpacedPieces<M> {
    fn name(&self) -> &'static str {
        "spaced-pieces"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{0621}'..='\u{064A}') {
            return;
        }
        let mut found = Vec::new();
        let (mut plain, mut against) = (0, 0);
        for view in text.lines_with(DOUBLE).filter(|view| is_arabic(text, *view)) {
            let Some(pieces) = self.by_spaces(view) else { continue };
            plain += (pieces.shown / PLAIN).clamp(0, 2);
            against += Cost::from(pieces.gain < 0);
            found.push((view, pieces));
        }
        if plain < ENOUGH || against * 4 > plain {
            return;
        }
        found.retain(|(_, pieces)| pieces.gain > -RATHER_NOT);
        self.in_two(text, &mut found);
        for (view, pieces) in found {
            edits.reorder(view.span(), pieces.in_order(text.as_str(), view), ROTATED, Confidence::Strong);
        }
    }
}

fn is_arabic(text: &Text<'_>, view: View<'_>) -> bool {
    Orthography::at(text.as_str(), view.start()).is_arabic()
}

/// A line in pieces.
struct Pieces<'t> {
    line: Line<'t>,
    /// The tokens that begin a piece, in the order of the line.
    starts: Vec<usize>,
    /// Bits by which it is likelier so than as it stands.
    gain: Cost,
    /// The same of what its spaces show alone.
    shown: Cost,
}

/// The likeliest pieces of a line up to the end of a segment.
#[derive(Clone)]
struct Way {
    /// The tokens that begin a piece.
    starts: Vec<usize>,
    gain: Cost,
    /// Of that, what the words are worth that pieces make.
    words: Cost,
}

impl Way {
    fn and(&self, starts: impl IntoIterator<Item = usize>, gain: Cost, words: Cost) -> Way {
        let starts = self.starts.iter().copied().chain(starts).collect();
        Way { starts, gain: self.gain + gain + words, words: self.words + words }
    }
}

impl<M: LanguageModel> SpacedPieces<M> {
    fn scale(&self) -> Scale<'_, M> {
        Scale { model: &self.model, asked: None, print: None }
    }

    /// The likeliest pieces of a line that has double spaces; `None` if they can be none.
    fn by_spaces<'t>(&self, view: View<'t>) -> Option<Pieces<'t>> {
        let scale = self.scale();
        let line = Line::of(&self.model, view, 3)?;
        let n = line.len();
        let gap = |at: usize| line.span(at).start - line.span(at - 1).end;
        // Of a number or a sign the space behind it stands before it.
        let ends_number =
            |at: usize| at > 1 && gap(at - 1) > 2 && !line.token(at - 1).text.starts_with(is_letter);
        let mut ends = (1..n).filter(|&at| gap(at) > 1 || ends_number(at)).chain([n]);
        let first = ends.next().filter(|&end| end < n)?;
        let kept = view.end() > line.span(n - 1).end;
        // What the end of a segment is worth before the piece that begins at a token, and of that what the word
        // is worth that they make: without a space at its end the line ends inside a word.
        let before = |end: usize, piece: usize| match end == n && !kept {
            true => scale.glue(&line, n - 1, piece).map(|glue| (0, glue.worth)),
            false => Some((scale.joint(&line, end - 1, piece), 0)),
        };
        let hidden = |head: usize, tail: usize| Some(scale.glue(&line, head, tail)?.worth - HIDDEN);
        let nothing = Way { starts: vec![0], gain: 0, words: 0 };
        // The first segment holds the piece that ends the line, and one that ends with a space behind it.
        let mut ways = vec![nothing.clone()];
        for start in 1..first {
            let gain = scale.joint(&line, first - 1, 0) - scale.inner(&line, start);
            ways.push(nothing.and([start], gain, 0));
            // Or there is one between them that ends inside a word.
            let Some(word) = hidden(start - 1, 0) else { continue };
            let between = (1..start).map(|end| {
                let parted = scale.inner(&line, start) + scale.inner(&line, end);
                nothing.and([end, start], scale.joint(&line, first - 1, end) - parted, word)
            });
            ways.extend(between.max_by_key(|way| way.gain));
        }
        let mut begin = first;
        for end in ends {
            let mut next: Vec<Way> = Vec::new();
            let parted = scale.inner(&line, begin);
            let whole = ways.iter().filter_map(|way| {
                let (gain, word) = before(end, *way.starts.last()?)?;
                Some(way.and([begin], gain - parted, word))
            });
            next.extend(whole.max_by_key(|way| way.gain));
            for start in begin + 1..end {
                let Some((gain, ended)) = before(end, begin) else { break };
                let gain = gain - parted - scale.inner(&line, start);
                let inside = ways.iter().filter_map(|way| {
                    let word = hidden(start - 1, *way.starts.last()?)?;
                    Some(way.and([begin, start], gain, word + ended))
                });
                next.extend(inside.max_by_key(|way| way.gain));
            }
            ways = next;
            begin = end;
        }
        let best = ways.into_iter().max_by_key(|way| way.gain)?;
        let shown = if kept { best.gain } else { best.gain - best.words };
        Some(Pieces { line, starts: best.starts, gain: best.gain, shown })
    }

    /// Adds the lines that end with a space and have no other sign, in two pieces where that is sure.
    fn in_two<'t>(&self, text: &Text<'t>, found: &mut Vec<(View<'t>, Pieces<'t>)>) {
        let scale = self.scale();
        let whole = |view: &View<'t>| !view.text().ends_with(' ') && !view.text().contains(DOUBLE);
        let mut lines = text.lines().filter(|line| !line.text().trim().is_empty()).peekable();
        let mut before: Option<Edge<'t>> = None;
        while let Some(view) = lines.next() {
            let after = lines.peek().filter(|next| whole(next)).map(|next| first_of(&self.model, *next));
            let last = std::mem::replace(&mut before, whole(&view).then(|| last_of(&self.model, view)));
            if !view.text().ends_with(' ') || view.text().trim().contains(DOUBLE) || !is_arabic(text, view) {
                continue;
            }
            let Some(line) = Line::of(&self.model, view, 3) else { continue };
            let n = line.len();
            let edges = |first: usize, end: usize| {
                let (a, b) = ([line.word_at(end - 1), None], [line.word_at(first), None]);
                let above = last.as_ref().map_or(0, |last| scale.across(last, &b));
                above + after.as_ref().map_or(0, |after| scale.across(&a, after))
            };
            let gains: Vec<Cost> = (1..n)
                .map(|at| scale.joint(&line, n - 1, 0) - scale.inner(&line, at) + edges(at, at) - edges(0, n))
                .collect();
            let Some((at, &gain)) = gains.iter().enumerate().max_by_key(|(_, &gain)| gain) else { continue };
            if together(gains.iter().copied().chain([0])) - gain > SURE {
                continue;
            }
            found.push((view, Pieces { line, starts: vec![0, at + 1], gain, shown: 0 }));
        }
    }
}

impl Pieces<'_> {
    /// The pieces in the order of reading. Of the spaces behind one the first is its own, the second joined it
    /// to the next.
    fn in_order(&self, text: &str, view: View<'_>) -> Vec<Piece> {
        let mut pieces = vec![Piece::Keep(view.start()..self.line.span(0).start)];
        let mut end = view.end();
        for &start in self.starts.iter().rev() {
            let begin = self.line.span(start).start;
            pieces.push(Piece::Keep(begin..end));
            if start > 0 {
                let before = self.line.span(start - 1).end;
                // White space may take more than one byte.
                let mut spaces = text[before..begin].chars();
                let own = spaces.next().filter(|_| !spaces.as_str().is_empty());
                end = before + own.map_or(0, char::len_utf8);
                let joint = text[end..begin].chars().next().map_or(0, char::len_utf8);
                pieces.push(Piece::Keep(end + joint..begin));
                pieces.push(Piece::Swap(end..end + joint, ""));
            }
        }
        pieces.retain(|piece| !piece.span().is_empty());
        pieces
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;
    use std::collections::BTreeSet;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(SpacedPieces::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// A line whose pieces, between bars, come in reverse; a word may be in two.
    fn raw(line: &str) -> String {
        line.split('|').rev().collect::<Vec<_>>().join(" ")
    }

    const PAGE: [&str; 4] = [
        "أعلن |رئيس |البلدية |عن افتتاح |عدد من |الحدائق |العامة في |جميع |أنحاء |المدينة",
        "وقال |للصحفيين إن |التقر|ير |النهائي عن |نتائج |الدراسة |سينشر |في نهاية |الشهر",
        "وكانت |وزارة |التربية |والتعليم قد |أعلنت |في وقت |سابق |من العام |الماضي",
        "عن |خطة |جديدة |لبناء |عشرات |المدارس |في المناطق |الر|يفية من |البلاد",
    ];

    #[test]
    fn pieces_are_put_in_order() {
        let page = PAGE.map(|line| line.replace('|', "")).join("\n");
        let raw = PAGE.map(raw).join("\n");
        assert_eq!(clean(&raw), page);
        assert_eq!(clean(&page), page);
    }

    #[test]
    fn two_pieces_follow_where_there_are_more() {
        let line = "واستقبل رئيس |الوزراء وزير الخارجية الأمريكي في";
        let pages = PAGE.map(raw).join("\n");
        let text = format!("{pages}\n{}\nبغداد صباح اليوم", raw(line));
        let clear = format!("{}\nبغداد صباح اليوم", line.replace('|', ""));
        assert!(clean(&text).ends_with(&clear), "{}", clean(&text));
        let alone = format!("{}\n", raw(line));
        assert_eq!(clean(&alone), alone);
    }

    #[test]
    fn a_number_has_its_space_before_it() {
        let line = "وقال |إن |العمل |بدأ في |عام | 2015|وإنه |سيكتمل |قبل |نهاية |السنة";
        let text = format!("{}\n{}", PAGE.map(raw).join("\n"), raw(line));
        assert!(clean(&text).ends_with("عام 2015 وإنه سيكتمل قبل نهاية السنة"), "{}", clean(&text));
    }

    #[test]
    fn a_space_may_be_wider_than_a_byte() {
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<BTreeSet<_>>();
        for space in ["\u{A0} ", " \u{A0}", "\u{A0}", "\u{3000}"] {
            let text = PAGE.map(raw).join("\n").replacen("  ", space, 9);
            assert_eq!(letters(&clean(&text)), letters(&text));
        }
    }

    #[test]
    fn words_in_order_stay() {
        let double = PAGE.map(|line| line.replace('|', "").replace(' ', "  ") + " ").join("\n");
        assert_eq!(clean(&double), double);
        let table = "الاسم  العدد  المدينة \nأحمد  12  بغداد \nعلي  15  البصرة \n".repeat(4);
        assert_eq!(clean(&table), table);
    }
}
