//! Words drawn one by one from the left, of which narrow ones went with the next: `الجانب النقاش عند الكثير من يكونون؟` for `يكونون؟ الكثير من النقاش عند الجانب`.
//!
//! Some extractors (old pdf.js and what is built on it) end a piece where the next word begins far to the right
//! of where the last one began. So a narrow word and the one drawn after it, which reads before it, make a
//! piece and stand as they read, and the pieces follow one another from left to right. A piece has the space
//! before its first word, so the one that begins the line has none and sticks to the piece that reads after it.
//!
//! Which words are narrow is one question for the whole text: where every word begins a piece, the words of its
//! lines stand in reverse.

use std::ops::Range;

use crate::arabic::width::Width;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::judge::{Judged, Order};
use super::words::Spelling;

use super::word::{is_led, joint, split, words_of, Word};

/// Whether many lines of a text begin with one space, as they do where each piece has the space before its first
/// word. Allocates nothing.
pub(super) fn may_be_in_pieces(text: &Text<'_>) -> bool {
    let (mut led, mut all) = (0, 0);
    for line in text.lines() {
        let line = line.text().as_bytes();
        all += usize::from(line.len() > 1);
        led += usize::from(line.len() > 1 && line[0] == b' ' && line[1] != b' ');
    }
    led >= FEW_LED && led * LED >= all
}

/// What the pieces of a text have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pieces {
    /// A word that is no wider goes with the one before it.
    narrow: Width,
    /// Whether numbers and Latin part the line, and only what stands between them is in reverse.
    units_part: bool,
}

/// Widths that are tried for the widest narrow word.
const NARROW: [Width; 24] =
    [0, 20, 26, 32, 38, 44, 50, 56, 62, 68, 74, 80, 86, 92, 98, 104, 110, 116, 122, 134, 146, 160, 180, 200];
/// Lines that are asked, and words of a line at most.
const ASKED: usize = 64;
const WORDS: usize = 64;
/// Lines that begin with a space: so many, and one of so many.
const FEW_LED: usize = 3;
const LED: usize = 4;
/// Of lines whose letters are in reverse, one in so many tells that the text is none of these.
const DRAWN: usize = 8;
/// One line in so many in which two words stick together.
const STUCK: usize = 3;
/// Stops before a word that tell nothing.
const FEW_STOPS: usize = 2;
/// Words of a line that tells anything.
const FEW: usize = 4;
/// The most that one line says.
const LINE: Cost = 40 * BIT;
/// Bits that make a line clear, and that prove it of a text.
const CLEAR: Cost = 8 * BIT;
const PROOF: Cost = 48 * BIT;
/// Bits of a line against what all others say.
const AGAINST: Cost = 8 * BIT;
/// What a twentieth of a letter costs by which a word is too wide or too narrow, and at most.
const UNLIKE: Cost = BIT / 4;
const MOST_UNLIKE: Cost = 10 * BIT;
/// Words of a piece, at most.
const LONGEST: usize = 16;

/// What the lines of a text say of one way to read them.
#[derive(Clone, Copy, Default)]
struct Votes {
    sum: Cost,
    clear: usize,
    agree: usize,
}

impl Pieces {
    /// Give the lines of a text that come in such pieces that order.
    pub(super) fn learn<M: LanguageModel>(
        model: &M,
        spelling: &mut Spelling,
        text: &Text<'_>,
        lines: &mut [Judged<'_>],
    ) -> Option<Self> {
        let drawn = lines.iter().filter(|line| line.order == Order::Letters).count();
        if drawn * DRAWN > lines.len() || !may_be_in_pieces(text) {
            return None;
        }
        let asked: Vec<Vec<Word>> = lines
            .iter()
            .filter(|line| line.arabic && line.order != Order::Letters && line.count as usize >= FEW)
            .take(ASKED)
            .map(|line| words_of(model, spelling, text, line.view))
            .filter(|words| (FEW..=WORDS).contains(&words.len()))
            .collect();
        let signs = |side: fn(&Word) -> bool| asked.iter().flatten().filter(|word| side(word)).count();
        // Signs that do not go with their word tell of words in reverse.
        if signs(|word| word.stop_before) > 2 * signs(|word| word.stop_behind) + FEW_STOPS {
            return None;
        }
        let votes = |pieces: &Pieces| {
            let mut votes = Votes::default();
            for words in &asked {
                let gain = pieces.gain(model, words);
                votes.sum += gain.clamp(-LINE, LINE);
                votes.clear += usize::from(gain.abs() >= CLEAR);
                votes.agree += usize::from(gain >= CLEAR);
            }
            votes
        };
        let ways = NARROW
            .iter()
            .flat_map(|&narrow| [false, true].map(|units_part| Pieces { narrow, units_part }))
            .map(|pieces| (votes(&pieces), pieces));
        let (best, pieces) = ways.max_by_key(|(votes, _)| votes.sum)?;
        // Runs between numbers may stand in reverse for another reason.
        let units = [false, true].map(|units_part| votes(&Pieces { narrow: Width::MAX, units_part }).sum);
        if best.sum - units[0].max(units[1]).max(0) < PROOF
            || best.clear < 3
            || best.agree * 4 < best.clear * 3
        {
            return None;
        }
        // Where all words are in reverse, and nothing shows that their spaces are before them, the words alone tell.
        let reversed = votes(&Pieces { narrow: 0, units_part: false }).sum;
        let stuck = asked.iter().filter(|words| words.iter().any(|word| word.parts)).count();
        if best.sum < reversed + reversed / 4 && stuck * STUCK < asked.len() {
            return None;
        }
        for line in lines.iter_mut().filter(|line| line.arabic && line.order != Order::Letters) {
            let words = pieces.words(model, spelling, text, line.view);
            if (2..=WORDS).contains(&words.len()) && pieces.gain(model, &words) > -AGAINST {
                (line.order, line.sure) = (Order::Pieces, true);
            }
        }
        Some(pieces)
    }

    /// The words of a line. One of them may be two that stick together, as the piece that begins a line does to
    /// the one after it.
    fn words<M: LanguageModel>(
        &self,
        model: &M,
        spelling: &mut Spelling,
        text: &Text<'_>,
        view: View<'_>,
    ) -> Vec<Word> {
        let mut words = words_of(model, spelling, text, view);
        let units = if self.units_part { words.iter().position(|word| word.unit) } else { None };
        let first = &words[..units.unwrap_or(words.len())];
        let begins = first.iter().rposition(|word| word.width > self.narrow && !word.unit);
        if let Some(at) = begins.filter(|_| is_led(text, view) && !first.iter().any(|word| word.parts)) {
            split(model, spelling, text, &mut words, at);
        }
        words
    }

    /// The words of each piece, in reading order.
    fn read(&self, words: &[Word]) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let mut from = 0;
        for at in 0..words.len() {
            let unit_ends = at > 0 && words[at - 1].unit != words[at].unit;
            if at == 0 || unit_ends && self.units_part {
                from = pieces.len();
            }
            let begins =
                at == 0 || unit_ends || !words[at].unit && (words[at].parts || words[at].width > self.narrow);
            if begins {
                pieces.insert(from, at..at + 1);
            } else {
                pieces[from].end = at + 1;
            }
        }
        pieces
    }

    /// What it costs that the word `at` begins a piece, and that it does not, behind another word of a line.
    fn costs(&self, words: &[Word], at: usize) -> [Option<Cost>; 2] {
        let (word, before) = (&words[at], &words[at - 1]);
        if word.unit || word.parts || before.unit {
            return if word.unit && before.unit { [None, Some(0)] } else { [Some(0), None] };
        }
        let unlike = (word.width.abs_diff(self.narrow) as Cost * UNLIKE).min(MOST_UNLIKE);
        if word.width > self.narrow {
            [Some(0), Some(unlike)]
        } else {
            [Some(unlike), Some(0)]
        }
    }

    /// The words of each piece, in reading order, where the words of a line may overrule their widths.
    fn likeliest<M: LanguageModel>(&self, model: &M, words: &[Word]) -> Vec<Range<usize>> {
        let parts = |a: &Word, b: &Word| self.units_part && a.unit != b.unit;
        let mut pieces = Vec::new();
        let mut start = 0;
        for segment in words.chunk_by(|a, b| !parts(a, b)) {
            let order = self.order(model, segment);
            pieces.extend(order.into_iter().map(|piece| start + piece.start..start + piece.end));
            start += segment.len();
        }
        pieces
    }

    /// The same of a part of a line.
    fn order<M: LanguageModel>(&self, model: &M, words: &[Word]) -> Vec<Range<usize>> {
        let n = words.len();
        let joint = |a: usize, b: usize| joint(model, &words[a], &words[b]);
        // best[end][start]: the pieces up to `end`, of which the last begins at `start`, and where the one
        // before it begins.
        let mut best = vec![vec![None::<(Cost, usize)>; n]; n + 1];
        let begins = |at: usize| if at == 0 { Some(0) } else { self.costs(words, at)[0] };
        for (start, begins) in (0..n).filter_map(|at| Some((at, begins(at)?))) {
            let mut inside = -begins;
            for end in start + 1..=n.min(start + LONGEST) {
                if end > start + 1 {
                    let Some(goes_on) = self.costs(words, end - 1)[1] else { break };
                    inside += joint(end - 2, end - 1) - goes_on;
                }
                best[end][start] = if start == 0 {
                    Some((inside, 0))
                } else {
                    (start.saturating_sub(LONGEST)..start)
                        .filter_map(|last| Some((best[start][last]?.0 + inside + joint(end - 1, last), last)))
                        .max()
                };
            }
        }
        let last = (0..n).filter_map(|start| Some((best[n][start]?.0, start))).max();
        let Some((_, mut start)) = last else { return vec![] };
        let (mut end, mut pieces) = (n, vec![]);
        loop {
            pieces.push(start..end);
            if start == 0 {
                return pieces;
            }
            let before = best[end][start].map_or(0, |(_, before)| before);
            (end, start) = (start, before);
        }
    }

    /// How much likelier a line is in these pieces than as it stands.
    fn gain<M: LanguageModel>(&self, model: &M, words: &[Word]) -> Cost {
        let pieces = self.read(words);
        let joint = |a: usize, b: usize| joint(model, &words[a], &words[b]);
        let read: Cost = pieces.windows(2).map(|pair| joint(pair[0].end - 1, pair[1].start)).sum();
        let mut cuts: Vec<usize> = pieces.iter().map(|piece| piece.start).filter(|&at| at > 0).collect();
        cuts.sort_unstable();
        let stands: Cost = cuts.iter().map(|&at| joint(at - 1, at)).sum();
        read - stands
    }

    /// What a line takes, and its parts in reading order.
    pub(super) fn turn<M: LanguageModel>(
        &self,
        model: &M,
        spelling: &mut Spelling,
        text: &Text<'_>,
        view: View<'_>,
    ) -> (Range<usize>, Vec<Piece>) {
        let words = self.words(model, spelling, text, view);
        let led = is_led(text, view);
        let start = view.start() - usize::from(led);
        let pieces = self.likeliest(model, &words);
        // Where a piece's space begins.
        let gap =
            |piece: &Range<usize>| if piece.start == 0 { start } else { words[piece.start - 1].span.end };
        let mut parts = Vec::new();
        // Without a space before the line the spaces stand between the pieces.
        let lent = (!led).then(|| gap(&pieces[0])..words[pieces[0].start].span.start);
        for (at, piece) in pieces.iter().enumerate() {
            match &lent {
                Some(_) if at == 0 => {}
                Some(lent) if piece.start == 0 => parts.push(lent.clone()),
                _ => parts.push(gap(piece)..words[piece.start].span.start),
            }
            parts.push(words[piece.start].span.start..words[piece.end - 1].span.end);
        }
        parts.retain(|part| !part.is_empty());
        (start..view.end(), parts.into_iter().map(Piece::Keep).collect())
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::visual_order::VisualOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(VisualOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// A line whose pieces, between bars, come in reverse.
    fn raw(line: &str) -> String {
        line.split('|').rev().collect()
    }

    const PAGE: [&str; 4] = [
        "أعلن| رئيس| البلدية عن| افتتاح| عدد من| الحدائق| العامة في| جميع| أنحاء| المدينة،",
        "وقال| للصحفيين إن| التقرير| النهائي عن| نتائج| الدراسة| سينشر في| نهاية| الشهر.",
        "وكانت| وزارة| التربية| والتعليم قد| أعلنت في| وقت| سابق من| العام| الماضي",
        "عن| خطة| جديدة| لبناء| عشرات| المدارس في| المناطق| الريفية من| البلاد.",
    ];

    #[test]
    fn narrow_words_stand_as_they_read() {
        let page = PAGE.map(|line| line.replace('|', "")).join("\n");
        assert_eq!(clean(&PAGE.map(raw).join("\n")), page);
        assert_eq!(clean(&page), page);
        let indented = format!(" {}", page.replace('\n', "\n "));
        assert_eq!(clean(&indented), indented);
    }

    #[test]
    fn numbers_part_the_line_or_do_not() {
        let page = PAGE.map(raw).join("\n");
        let after = |line: &str| clean(&format!("{page}\n{line}")).lines().last().map(str::to_owned);
        let line = "المستشفيات ستفتح في عام2015 أبوابها للمرضى";
        let parts = " ستفتح في عامالمستشفيات2015 للمرضى أبوابها";
        let whole = " للمرضى أبوابها2015 ستفتح في عامالمستشفيات";
        assert_eq!(after(&[parts, parts, parts].join("\n")).as_deref(), Some(line));
        assert_eq!(after(&[whole, whole, whole].join("\n")).as_deref(), Some(line));
    }
}
