//! Where two glyphs overlap, some extractors end a piece of the line inside the word, and then put the pieces together in the wrong order: `ية إلى طرد … شبه العسكر` for `شبه العسكرية إلى طرد …`.
//!
//! The mechanism is known (PDFBox and what is built on it): the pieces of a right-to-left line come
//! out fully reversed, joined by one space each. A piece ends after a letter that does not join, or before a
//! tatweel, so a torn line begins with the tail of a word and ends with the head of one. Undoing it
//! is finding the places to part it again, so that every head meets its tail in a word, and every
//! piece the words about it, of the lines before and after too.
//!
//! That a line is torn shows plainly in its ends. Where its pieces part in the middle must be told
//! by the words alone: where that stays in doubt the repair is suggested.

mod decode;
mod habits;
mod line;

use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::model::LanguageModel;
use crate::pass::Pass;
use crate::text::{Text, View};

use decode::{decode, Decoded};
use habits::Habits;
use line::{Beside, Line};

/// Puts the pieces of torn lines in order (`line-rotated`).
///
/// Pieces move, and the space that joined two of them goes; nothing else.
/// [`Strong`](Confidence::Strong) where one parting is much likelier than every other,
/// [`Probable`](Confidence::Probable) where the line is torn and the parting is a guess. Folded
/// letters are expected, tatweel is welcome: it runs after [`Chars`](crate::chars::Chars) and before
/// [`Tatweel`](super::Tatweel). O(length); healthy text costs one look-up a line.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::FragmentOrder, Pipeline};
/// let order = Pipeline::new().pass(FragmentOrder::new(Embedded::arabic()));
/// assert_eq!(
///     order.clean("اجتماع مجلس\nي مع الأمين العام للأمم الوزراء السعود\nالمتحدة"),
///     "اجتماع مجلس\nالوزراء السعودي مع الأمين العام للأمم\nالمتحدة"
/// );
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct FragmentOrder<M> {
    model: M,
}

impl<M: LanguageModel> FragmentOrder<M> {
    /// The pass, with the model that knows words and their neighbours.
    pub fn new(model: M) -> Self {
        FragmentOrder { model }
    }
}

/// The pieces of a line in reverse.
const ROTATED: Reason = Reason::new("line-rotated");

impl<M: LanguageModel> Pass for FragmentOrder<M> {
    fn name(&self) -> &'static str {
        "fragment-order"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{0621}'..='\u{064A}') {
            return;
        }
        // What the line before ends with; healthy lines are looked at when it is asked for.
        let mut before = Before::Nothing;
        let mut habits: Option<Habits> = None;
        let mut lines = text.lines().filter(|line| !line.text().trim().is_empty()).peekable();
        while let Some(view) = lines.next() {
            let torn = line::may_be_torn(&self.model, view)
                && Orthography::at(text.as_str(), view.start()).is_arabic();
            let Some(line) = Line::of(&self.model, view).filter(|_| torn) else {
                before = Before::Line(view);
                continue;
            };
            let words_before = match before {
                Before::Nothing => Beside::default(),
                Before::Line(view) => Beside::last_of(&self.model, view),
                Before::Words(words) => words,
            };
            let next = lines.peek().filter(|&&next| !line::may_be_torn(&self.model, next));
            let after = next.map_or(Beside::default(), |&next| Beside::first_of(&self.model, next));
            let decode = |habits: &Habits| decode(&self.model, habits, &line, &words_before, &after);
            // The text is asked for its habits once a line is torn for sure.
            let torn = decode(habits.as_ref().unwrap_or(&Habits::default()));
            let decoded = torn.and_then(|_| decode(habits.get_or_insert_with(|| Habits::of(text.as_str()))));
            let Some(decoded) = decoded else {
                before = Before::Line(view);
                continue;
            };
            before = Before::Words(line.words_before(decoded.first_end()));
            let confidence = if decoded.is_sure() { Confidence::Strong } else { Confidence::Probable };
            edits.reorder(view.span(), pieces(text.as_str(), view, &line, &decoded), ROTATED, confidence);
        }
    }
}

/// What stands before a line.
enum Before<'t> {
    Nothing,
    /// A line as it stands.
    Line(View<'t>),
    /// The last words of a torn line as it reads.
    Words(Beside<'t>),
}

/// The pieces of the line in reading order; of the space between two, one is dropped, and what is
/// more stays where a lost number stood, before the later piece.
fn pieces(text: &str, view: View<'_>, line: &Line<'_>, decoded: &Decoded) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let indent = view.start()..line.span(0).start;
    let trailing = line.span(line.len() - 1).end..view.end();
    pieces.push(Piece::Keep(indent));
    let mut end = line.len();
    for &cut in decoded.cuts().iter().rev() {
        let gap = line.span(cut - 1).end..line.span(cut).start;
        // White space may take more than one byte.
        let space = text[gap.clone()].chars().next().map_or(0, char::len_utf8);
        pieces.push(Piece::Keep(gap.start + space..gap.end));
        pieces.push(Piece::Keep(line.span(cut).start..line.span(end - 1).end));
        pieces.push(Piece::Swap(gap.start..gap.start + space, ""));
        end = cut;
    }
    pieces.push(Piece::Keep(line.span(0).start..line.span(end - 1).end));
    pieces.push(Piece::Keep(trailing));
    pieces.retain(|piece| !piece.span().is_empty());
    pieces
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(FragmentOrder::new(Embedded::arabic())).clean(text)
    }

    #[test]
    fn torn_lines_are_put_together() {
        for (raw, clear) in [
            (
                "اجتماع مجلس\nي مع الأمين العام للأمم الوزراء السعود\nالمتحدة",
                "اجتماع مجلس\nالوزراء السعودي مع الأمين العام للأمم\nالمتحدة",
            ),
            (
                "وقال المتحدث باسم\nــة في مؤتــمر صحفــي إن الهدنــة وزارة الخارجيــة الأمريكيــ\nستستمر",
                "وقال المتحدث باسم\nوزارة الخارجيــة الأمريكيــــة في مؤتــمر صحفــي إن الهدنــة\nستستمر",
            ),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn any_white_space_may_part_the_words() {
        for space in ['\u{A0}', '\u{3000}', '\t'] {
            let line = format!("القوات{space}القوات{space}ـ");
            let _ = clean(&line);
        }
    }

    #[test]
    fn whole_lines_stay() {
        for text in [
            "سعت القوات شبه العسكرية إلى طرد الولايات المتحدة من العراق",
            "ها هو الرجل الذي جاء من المدينة وكان في البيت",
            "من القائمة إلى آخر",
            "كتابة\nأ",
            "این کتاب را از او گرفتم ز",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
