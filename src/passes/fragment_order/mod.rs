//! Where two glyphs overlap, some extractors end a piece of the line inside the word, and then put the pieces together in the wrong order: `ية إلى طرد … شبه العسكر` for `شبه العسكرية إلى طرد …`.
//!
//! The mechanism is known (PDFBox and what is built on it): the pieces of a right-to-left line come
//! out fully reversed, joined by one space each. A piece ends after a letter that does not join, or before a
//! tatweel, so a torn line begins with the tail of a word and ends with the head of one. Undoing it
//! is finding the places to part it again, so that every head meets its tail in a word, and every
//! piece the words about it, of the lines before and after too.
//!
//! That a line is torn shows plainly in its ends. Where two pieces part in the middle must be told
//! by the words alone, those of the lines about it too, and by what had room on the line before: where that stays
//! in doubt the repair is suggested. Three pieces and more show where they part.
//!
//! Where nothing joins two pieces, the token where they meet is no word but two (`seam.rs`).
//!
//! Other extractors end a piece at every kashida and put nothing between the pieces (`glued.rs`): a whole
//! text of such lines has a strange word at every joint.
//!
//! Of vocalised text a piece ends at every mark that the font sets over its letter (`vocalised.rs`): such a line is
//! in many pieces, and few of its tokens are words.
//!
//! Pieces that end with a space show where they part, and look like words in reverse: they are put in order by a
//! pass of their own, before lines are turned (`spaced.rs`).
//!
//! A font is torn between the same letters wherever they meet. So the sure lines of a text tell
//! where the others may be torn, and then all are read again.

mod asked;
mod chain;
mod decode;
mod gate;
mod glued;
mod habits;
mod line;
mod print;
mod seam;
mod shreds;
mod spaced;
mod vocalised;
mod weigh;
mod width;

use std::ops::Range;

use crate::arabic::width::width;
use crate::arabic::{LineGate, Orthography};
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::model::{Cost, LanguageModel, BIT};
use crate::pass::Pass;
use crate::text::{Text, View};

pub use spaced::SpacedPieces;

use asked::{Asked, Before};
use chain::choose;
use decode::{decode, About, Readings};
use gate::Gate;
use glued::Glued;
use line::{first_of, last_of, Line};
use print::Fingerprint;
use seam::Seam;
use weigh::Scale;
use width::SHORT;

/// Puts the pieces of torn lines in order (`line-rotated`).
///
/// Pieces move, and the space that joined two of them goes; nothing else. Where no space joins more than two of them they
/// are put in order in texts that have two sure lines of it.
/// [`Strong`](Confidence::Strong) where one parting is much likelier than every other, or, in a text with more torn
/// lines, nearly as likely as all others together;
/// [`Probable`](Confidence::Probable) where the line is torn and the parting is a guess. Folded
/// letters are expected, tatweel is welcome: it runs after [`Chars`](crate::chars::Chars) and before
/// [`Tatweel`](super::Tatweel). O(length); of healthy text a few bytes a line
/// are read, and one line in five takes some look-ups.
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
        if self.in_many_pieces(text, edits) {
            return;
        }
        let mut seams = seam::of_text(&self.model, text);
        let mut print = Fingerprint::default();
        let mut asked = None;
        let mut repairs = self.survey(text, &seams, &mut asked, None, &mut print);
        // Where most torn lines have a space there, words without one are the author's.
        if !seams.is_empty() && print.lines() > seams.len() {
            seams.clear();
            print = Fingerprint::default();
            repairs = self.survey(text, &seams, &mut asked, None, &mut print);
        }
        if print.tells() {
            let found = print;
            repairs = self.survey(text, &seams, &mut asked, Some(&found), &mut Fingerprint::default());
        }
        for seam in &seams {
            edits.reorder(seam.view.span(), seam.pieces(), ROTATED, Confidence::Strong);
        }
        for repair in repairs {
            edits.reorder(repair.span, repair.pieces, ROTATED, repair.confidence);
        }
    }
}

/// A torn line.
struct Repair {
    span: Range<usize>,
    pieces: Vec<Piece>,
    confidence: Confidence,
}

/// Lines that are weighed together, at most.
const RUN: usize = 8;
/// Bits by which all readings together may be likelier than one, for that one to be taken.
const SURE: Cost = 5 * BIT / 16;
/// The same where other lines of the text are torn. There no doubt is left that a line is torn, and whichever reading
/// is taken, its torn word is whole again: of held-out texts torn at random nine lines in ten of those taken come out
/// exactly, and the others no further from the truth than they stood.
const SURE_ENOUGH: Cost = 5 * BIT / 8;
/// Lines with strange tokens that are asked for one that is sure.
const GLUED_ASKED: usize = 8;
/// Bits that make a line one of glued pieces, and where there are so many such lines.
const GLUED: Cost = 30 * BIT;
const GLUED_LIKE: Cost = 16 * BIT;
const GLUED_LINES: usize = 2;

impl<M: LanguageModel> FragmentOrder<M> {
    /// The torn lines of a text but those with seams, by the fingerprint that it is known to have; `found` takes the one
    /// that it shows.
    fn survey(
        &self,
        text: &Text<'_>,
        seams: &[Seam<'_>],
        asked: &mut Option<Asked>,
        print: Option<&Fingerprint>,
        found: &mut Fingerprint,
    ) -> Vec<Repair> {
        let gate = Gate::new(&self.model, text, print);
        let mut repairs = Vec::new();
        let mut before = Before::Nothing;
        let mut lines = text.lines().filter(|line| !line.text().trim().is_empty()).peekable();
        while let Some(view) = lines.next() {
            let Some(line) = self.looks_torn(text, seams, &gate, view) else {
                before = Before::Line(view);
                continue;
            };
            let next = lines.peek().copied().filter(|&next| !gate.lets_pass(next));
            if !self.readings(asked.as_ref(), print, (view, &line), &before, next).is_torn() {
                before = Before::Line(view);
                continue;
            }
            // The text is asked for its habits once a line is torn.
            let asked = asked.get_or_insert_with(|| Asked::of(text, &gate));
            let mut all = vec![self.readings(Some(asked), print, (view, &line), &before, next)];
            let mut torn = vec![(view, line)];
            while all.len() < RUN && all[all.len() - 1].is_torn() {
                let next =
                    lines.peek().and_then(|&next| Some((next, self.looks_torn(text, seams, &gate, next)?)));
                let Some((view, line)) = next else { break };
                lines.next();
                let next = lines.peek().copied().filter(|&next| !gate.lets_pass(next));
                let before = Before::Torn(torn[torn.len() - 1].0);
                all.push(self.readings(Some(asked), print, (view, &line), &before, next));
                torn.push((view, line));
            }
            let scale = Scale { model: &self.model, asked: Some(asked), print };
            let sure = if print.is_some() { SURE_ENOUGH } else { SURE };
            for ((choice, (view, line)), readings) in choose(&scale, &all).iter().zip(&torn).zip(&all) {
                let reading = readings.list()[choice.reading];
                before = Before::Words(*view, reading.last);
                if !reading.is_torn() {
                    continue;
                }
                found.add(reading.letters(&scale, line));
                repairs.push(Repair {
                    span: view.span(),
                    pieces: pieces(text.as_str(), *view, line.len(), |at| line.span(at), reading.cuts()),
                    confidence: if choice.doubt <= sure { Confidence::Strong } else { Confidence::Probable },
                });
            }
        }
        repairs
    }

    /// Puts lines in order that are in many pieces; whether there are any.
    fn in_many_pieces(&self, text: &Text<'_>, edits: &mut Edits<'_>) -> bool {
        let glued = self.glued(text);
        for line in &glued {
            let pieces: Vec<Piece> = line.pieces().map(Piece::Keep).collect();
            edits.reorder(line.span.clone(), pieces, ROTATED, Confidence::Strong);
        }
        if !glued.is_empty() {
            return true;
        }
        let parted = vocalised::parted(&self.model, text);
        for line in &parted {
            let span = |at: usize| line.tokens[at].clone();
            let cuts = line.cuts.iter().copied();
            let pieces = pieces(text.as_str(), line.view, line.tokens.len(), span, cuts);
            edits.reorder(line.view.span(), pieces, ROTATED, Confidence::Strong);
        }
        !parted.is_empty()
    }

    /// The lines and parts of lines whose pieces are glued, if the text has enough of them.
    fn glued(&self, text: &Text<'_>) -> Vec<Glued> {
        let mut found = Vec::new();
        if !glued::in_doubt(&self.model, text.lines()) {
            return found;
        }
        let mut gate = LineGate::new(text.as_str());
        let (mut asked, mut sure) = (0, 0);
        for line in text.lines().filter(|line| gate.at(line.start()).is_arabic()) {
            let parts = glued::decode(&self.model, line);
            asked += usize::from(!parts.is_empty());
            sure += parts.iter().filter(|part| part.gain >= GLUED && part.has_joints()).count();
            found.extend(parts);
            if asked > GLUED_ASKED * (sure + 1) {
                return Vec::new();
            }
        }
        if sure < GLUED_LINES {
            return Vec::new();
        }
        found.retain(|part| part.gain >= GLUED_LIKE);
        found
    }

    fn looks_torn<'t>(
        &self,
        text: &Text<'t>,
        seams: &[Seam<'_>],
        gate: &Gate<'_, M>,
        view: View<'t>,
    ) -> Option<Line<'t>> {
        let torn = gate.lets_pass(view)
            && seams.binary_search_by_key(&view.start(), |seam| seam.view.start()).is_err()
            && Orthography::at(text.as_str(), view.start()).is_arabic();
        // Two words are read in another order only where others are.
        let least = if gate.knows_the_text() { 2 } else { 3 };
        torn.then(|| Line::of(&self.model, view, least)).flatten()
    }

    /// How a line may be read, by what is known of the lines about it.
    fn readings<'t>(
        &self,
        asked: Option<&Asked>,
        print: Option<&Fingerprint>,
        (view, line): (View<'t>, &Line<'t>),
        before: &Before<'t>,
        next: Option<View<'t>>,
    ) -> Readings<'t> {
        let full = asked.and_then(|asked| asked.full);
        let room = |view: &View<'_>| full.map(|full| full.saturating_sub(width(view.text())));
        let about = About {
            before: match before {
                Before::Nothing | Before::Torn(_) => None,
                Before::Line(view) => Some(last_of(&self.model, *view)),
                Before::Words(_, words) => Some(*words),
            },
            after: next.map(|next| first_of(&self.model, next)),
            room: match before {
                Before::Nothing => None,
                Before::Line(view) | Before::Words(view, _) | Before::Torn(view) => room(view),
            },
            short: room(&view).is_some_and(|room| room > SHORT),
        };
        let scale = Scale { model: &self.model, asked, print };
        decode(&scale, line, &about)
    }
}

/// The pieces of the line in reading order; of the space between two, one is dropped, and what is
/// more stays where a lost number stood, before the later piece.
fn pieces(
    text: &str,
    view: View<'_>,
    len: usize,
    span: impl Fn(usize) -> Range<usize>,
    cuts: impl DoubleEndedIterator<Item = usize>,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let indent = view.start()..span(0).start;
    let trailing = span(len - 1).end..view.end();
    pieces.push(Piece::Keep(indent));
    let mut end = len;
    for cut in cuts.rev() {
        let gap = span(cut - 1).end..span(cut).start;
        // White space may take more than one byte.
        let space = text[gap.clone()].chars().next().map_or(0, char::len_utf8);
        pieces.push(Piece::Keep(gap.start + space..gap.end));
        pieces.push(Piece::Keep(span(cut).start..span(end - 1).end));
        pieces.push(Piece::Swap(gap.start..gap.start + space, ""));
        end = cut;
    }
    pieces.push(Piece::Keep(span(0).start..span(end - 1).end));
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
    fn more_pieces_show_where_they_part() {
        let raw = "يع الجديدة في المدينة يرا عن المشار نشرت الصحيفة تقر";
        assert_eq!(clean(raw), "نشرت الصحيفة تقريرا عن المشاريع الجديدة في المدينة");
    }

    #[test]
    fn torn_lines_help_each_other() {
        let raw = "وناقش اجتماع مجلس\n\
                   ي مع الأمين العام للأمم الوزراء السعود\n\
                   يرا عن حقوق المتحدة أنطونيو غوتيريش تقر\n\
                   الإنسان في المنطقة.";
        let clear = "وناقش اجتماع مجلس\n\
                     الوزراء السعودي مع الأمين العام للأمم\n\
                     المتحدة أنطونيو غوتيريش تقريرا عن حقوق\n\
                     الإنسان في المنطقة.";
        assert_eq!(clean(raw), clear);
    }

    #[test]
    fn a_torn_text_tells_where_it_is_torn() {
        let name = "يوتاس إلى الولايات ثم وصل المدرب مار\nالمتحدة الأمريكية.";
        assert_eq!(clean(name), name, "a name alone is no word");
        let torn = "يع الجديدة في المدينة يرا عن المشار نشرت الصحيفة تقر\n\
                    يرا عن المدينة نشرت الصحيفة تقر\n";
        let clear = "ثم وصل المدرب ماريوتاس إلى الولايات\nالمتحدة الأمريكية.";
        assert!(clean(&format!("{torn}{name}")).ends_with(clear), "{}", clean(&format!("{torn}{name}")));
    }

    #[test]
    fn two_spaces_show_where_pieces_meet() {
        let torn = "يع الجديدة في المدينة يرا عن المشار نشرت الصحيفة تقر\n\
                    يرا عن المدينة نشرت الصحيفة تقر\n";
        let line = |space: &str| {
            format!("{torn}ية التي عادت إلى المدينة بعد الحرب الطويلة{space}وصلت القوات العسكر")
        };
        let clear = "وصلت القوات العسكرية التي عادت إلى المدينة بعد الحرب الطويلة";
        let read = |text: &str| clean(text).lines().last().map(|line| line.trim().to_owned());
        assert_eq!(read(&line("  ")).as_deref(), Some(clear));
        assert_ne!(read(&line(" ")).as_deref(), Some(clear));
    }

    #[test]
    fn any_white_space_may_part_the_words() {
        for space in ['\u{A0}', '\u{3000}', '\t'] {
            let line = format!("القوات{space}القوات{space}ـ");
            let _ = clean(&line);
        }
    }

    #[test]
    fn two_lines_tell_of_glued_pieces() {
        let pieces = "وفي صباح اليوم اســ|تقبل فريق المديــ|رية عددا كبــ|يرا من المواطــ|نين في القــ|اعة";
        let whole =
            "وقال المتحدث باسم الوزارة إن العمل في بناء المدارس الجديدة سوف يبدأ قبل نهاية العام الحالي";
        let page = |glued: &str| {
            let rest = format!("{whole}\n").repeat(2);
            format!("{glued}\n{rest}{glued}\n{rest}")
        };
        let clear = page(&pieces.replace('|', ""));
        let glued: String = pieces.rsplit('|').collect();
        assert_eq!(clean(&page(&glued)), clear);
        assert_eq!(clean(&clear), clear);
        // One alone may be names.
        let alone = page("").replacen('\n', &format!("{glued}\n"), 1);
        assert_eq!(clean(&alone), alone);
    }

    #[test]
    fn whole_lines_stay() {
        for text in [
            "سعت القوات شبه العسكرية إلى طرد الولايات المتحدة من العراق",
            "ها هو الرجل الذي جاء من المدينة وكان في البيت",
            "من القائمة إلى آخر",
            "أو صورا منها ـ بحسب الحال ـ\nإذا استمر أحد الطرفين في إجراءات التحكيم ـ\nمع علمه بوقوع مخالفة",
            "كتابة\nأ",
            "این کتاب را از او گرفتم ز",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
