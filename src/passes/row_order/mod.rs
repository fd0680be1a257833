//! Some extractors give the pieces of one line of the page lines of their own, from left to right: `شهرا` ⏎ `12` ⏎ `في غضون` for `في غضون 12 شهرا`.
//!
//! They part a line where the direction of the text changes, at numbers (pdfminer, where the producer draws
//! each run by itself). So a number alone on a line, between lines shorter than the others, shows
//! that they are pieces of one. As well the line may have been parted in the order of reading,
//! and numbers stand alone in tables and lists, too: the words beside each joint are asked both ways,
//! and the whole text must answer as one.

mod chain;

use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::model::{Cost, LanguageModel, BIT};
use crate::pass::Pass;
use crate::text::Text;

use chain::{chains, Chain};

/// Puts lines together whose pieces stand on lines of their own, from left to right (`row-reversed`).
///
/// Pieces move, and the white space between two of one line becomes one space; nothing else.
/// [`Strong`](Confidence::Strong) where at least two places are plainly likelier from right to left, and nearly
/// none is not; [`Probable`](Confidence::Probable) for one plain place. Lines that read are
/// expected: it runs after [`VisualOrder`](super::VisualOrder). O(length); a text without lines that are
/// numbers alone is only searched for them.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::RowOrder, Pipeline};
/// let rows = Pipeline::new().pass(RowOrder::new(Embedded::arabic()));
/// let page = "وقال الوزير إن الانسحاب الكامل من المدينة يجب أن يكتمل\n\
///     شهرا من تاريخ توقيع\n12\nبشروط معلومة في غضون\nالاتفاق بين الطرفين، وأضاف أن العمل بدأ بالفعل منذ عام\n\
///     ، وأن الحكومة تريد\n2015\nسنوات، وتحديدا منذ عام\nأن تنهي العمل قبل نهاية السنة المقبلة وفقا للخطة\n";
/// assert_eq!(
///     rows.clean(page),
///     "وقال الوزير إن الانسحاب الكامل من المدينة يجب أن يكتمل\n\
///     بشروط معلومة في غضون 12 شهرا من تاريخ توقيع\nالاتفاق بين الطرفين، وأضاف أن العمل بدأ بالفعل منذ عام\n\
///     سنوات، وتحديدا منذ عام 2015 ، وأن الحكومة تريد\nأن تنهي العمل قبل نهاية السنة المقبلة وفقا للخطة\n"
/// );
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct RowOrder<M> {
    model: M,
}

impl<M: LanguageModel> RowOrder<M> {
    /// The pass, with the model that knows which words stand beside numbers.
    pub fn new(model: M) -> Self {
        RowOrder { model }
    }
}

/// The pieces of a line on lines of their own, in reverse.
const REVERSED: Reason = Reason::new("row-reversed");
/// Bits that make a place of three lines plain; of more lines, as much again for every two.
const PLAIN: Cost = 8 * BIT;

impl<M: LanguageModel> Pass for RowOrder<M> {
    fn name(&self) -> &'static str {
        "row-order"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{0621}'..='\u{064A}') || !chain::any(text) {
            return;
        }
        let chains: Vec<Chain> = chains(&self.model, text)
            .into_iter()
            .filter(|chain| Orthography::at(text.as_str(), chain.start()).is_arabic())
            .collect();
        // Long chains fit some rows by chance, and a number at an end may be a page's: what is between
        // words in short ones is the habit of the text.
        let asked = || chains.iter().filter(|chain| chain.len() == 3 || chain.len() == 5);
        let plain = asked().filter(|chain| chain.gain() >= PLAIN * (chain.len() as Cost - 1) / 2).count();
        let against = asked().filter(|chain| chain.gain() < PLAIN / 2).count();
        if plain == 0 || 2 * against > plain {
            return;
        }
        let confidence = if plain > 1 { Confidence::Strong } else { Confidence::Probable };
        for chain in chains.iter().filter(|chain| chain.gain() >= if chain.len() == 2 { PLAIN } else { 1 }) {
            for row in chain.rows() {
                let Some(first) = row.first() else { continue };
                let mut pieces = vec![Piece::Keep(row[row.len() - 1].clone())];
                for pair in row.windows(2).rev() {
                    pieces
                        .extend([Piece::Swap(pair[0].end..pair[1].start, " "), Piece::Keep(pair[0].clone())]);
                }
                edits.reorder(first.start..row[row.len() - 1].end, pieces, REVERSED, confidence);
            }
        }
    }
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(RowOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    const PAGE: [&str; 6] = [
        "افتتحت بلدية المدينة صباح أمس مكتبة عامة جديدة في الحي القديم بحضور",
        "عدد كبير من السكان، بعد أن دامت أعمال البناء في المبنى نحو 18 شهرا",
        "وقد بلغت كلفة العمل نحو 250 ألف دينار دفعت الحكومة نصفها وجمع السكان",
        "ما بقي على مدى السنوات الماضية، وتضم المكتبة اليوم أكثر من 12 ألف كتاب",
        "وكانت المدينة قد فقدت مكتبتها الأولى عام 1967 حين احترق المبنى القديم في",
        "ليلة باردة من ليالي شهر كانون الثاني ولم يبق من كتبها شيء يذكر",
    ];

    /// A line with its pieces about numbers on lines of their own.
    fn parted(line: &str, backwards: bool) -> String {
        let mut pieces: Vec<String> = vec![String::new()];
        for word in line.split(' ') {
            if word.parse::<u32>().is_ok() {
                pieces.extend([word.to_owned(), String::new()]);
            } else {
                let last = pieces.last_mut().unwrap();
                let space = if last.is_empty() { "" } else { " " };
                last.push_str(&format!("{space}{word}"));
            }
        }
        if backwards {
            pieces.reverse();
        }
        pieces.join("\n")
    }

    #[test]
    fn pieces_are_put_together() {
        let page = PAGE.join("\n");
        let raw = PAGE.map(|line| parted(line, true)).join("\n");
        assert_eq!(clean(&raw), page);
        assert_eq!(clean(&raw.replace('\n', "\n\n")), page.replace('\n', "\n\n"));
    }

    #[test]
    fn what_reads_stays() {
        let parted = PAGE.map(|line| parted(line, false)).join("\n");
        let tables = "الاسم\n12\nالعدد\n15\nالمدينة\n2015\nالمجموع\n27\n";
        let list = "1\nافتتحت البلدية المكتبة\n2\nوحضر السكان جميعا\n3\nثم عادوا إلى بيوتهم\n";
        let pages = "وقال الوزير إن العمل\n12\n\u{c}يجري كما ينبغي\n13\n\u{c}وأضاف أنه سيكتمل\n14\n";
        for text in [&parted, tables, list, pages, &PAGE.join("\n")] {
            assert_eq!(clean(text), *text);
        }
    }
}
