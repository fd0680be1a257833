//! Fake bold and shadows draw letters, words or lines twice, and extractors keep both: `ععننوواانن` for `عنوان`.
//!
//! Two glyphs at one place come out side by side when the extractor sorts glyphs by place, word after word
//! when it sorts words, line after line when it sorts lines. No one writes words with every letter
//! doubled, so a few of them that are words when halved prove it for the words beside them. What is
//! said twice may be meant: `شيئا فشيئا`, a refrain, the cells of a table. So a word or line
//! twice is only a suggestion, unless word after word is stuck to itself (`الحروفالحروف خلفخلف`), a
//! whole line is stuck to itself, or most lines of the text come twice.

mod lines;
mod places;
mod token;

use std::cmp::Ordering;

use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::model::LanguageModel;
use crate::pass::Pass;
use crate::text::{Text, View};

use token::{Kind, Token};

/// Takes away what was drawn over: the second and further copies of letters, words and lines.
///
/// [`Strong`](Confidence::Strong) where several words (or a long one) have every letter doubled and
/// are words of the model, read either way, only when halved; `Probable` for a short word; `Weak` for
/// words and lines that may be meant twice. Only copies go, white space between copies included.
/// Shapes and lines as drawn are read as they are, so it runs before what changes them. O(length).
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use tanqih::{model::Embedded, passes::Overprint, Pipeline};
/// let overprint = Pipeline::new().pass(Overprint::new(Embedded::arabic()));
/// assert_eq!(overprint.clean("ععننوواانن االلككتتاابب"), "عنوان الكتاب");
/// assert_eq!(overprint.clean("الحروفالحروف خلفخلف عنوانعنوان"), "الحروف خلف عنوان");
/// assert_eq!(overprint.clean("من الممكن أن يتتبع شيئا فشيئا"), "من الممكن أن يتتبع شيئا فشيئا");
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Overprint<M> {
    model: M,
}

impl<M: LanguageModel> Overprint<M> {
    /// The pass, with the model that knows words.
    pub fn new(model: M) -> Self {
        Overprint { model }
    }
}

/// What was drawn more than once.
const OVERPRINT: Reason = Reason::new("overprint");

impl<M: LanguageModel> Pass for Overprint<M> {
    fn name(&self) -> &'static str {
        "overprint"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{0621}'..='\u{064A}') && !text.may_have_in('\u{FB50}'..='\u{FEFF}') {
            return;
        }
        let taken = lines::propose(text, edits);
        let mut places = places::Places::of(text);
        let mut from = 0;
        while let Some(found) = places.next(from) {
            let line = text.line_at(found);
            from = line.end().max(found + 1);
            // A line that goes, or is halved as a whole, needs nothing within.
            let goes = taken.binary_search_by(|span| match () {
                () if span.end <= line.start() => Ordering::Less,
                () if span.start >= line.end() => Ordering::Greater,
                () => Ordering::Equal,
            });
            if goes.is_err() && Orthography::at(text.as_str(), line.start()).is_arabic() {
                self.read(line, edits);
            }
        }
    }
}

impl<M: LanguageModel> Overprint<M> {
    /// Halve the runs of doubled words of a line.
    fn read(&self, line: View<'_>, edits: &mut Edits<'_>) {
        let tokens: Vec<Token> = line.words().map(|word| Token::of(&self.model, word)).collect();
        let mut at = 0;
        while at < tokens.len() {
            let end = at + run(&tokens[at..]);
            let whole = at == 0 && end == tokens.len();
            judge(line, &tokens[at..end], whole, edits);
            at = end.max(at + 1);
        }
    }
}

/// Propose one copy of each token of a run, if the run proves it.
fn judge(line: View<'_>, run: &[Token], whole: bool, edits: &mut Edits<'_>) {
    // At a run's edge, `11` or `مم` may as well belong to the words beside it.
    let plain = |token: &Token| !whole && token.kind == Kind::Any;
    let start = run.iter().take_while(|token| plain(token)).count();
    let end = run.len() - run[start..].iter().rev().take_while(|token| plain(token)).count();
    let run = &run[start..end];
    let Some(kind) = run.iter().map(|token| token.kind).find(|&kind| kind != Kind::Any) else {
        return;
    };
    let Some(confidence) = confidence(run, kind) else {
        return;
    };
    let copies = kind.copies();
    let span = run[0].span.start..run[run.len() - 1].span.end;
    let mut pieces = Vec::new();
    for (at, token) in run.iter().enumerate() {
        if at > 0 {
            let gap = run[at - 1].span.end..token.span.start;
            let space = &line.text()[gap.start - line.start()..gap.end - line.start()];
            // Spaces were drawn as often as letters, and some are wider than a byte.
            let one = space.chars().next().filter(|_| space.chars().count() == copies);
            let kept = one.map_or(gap.end, |one| gap.start + one.len_utf8());
            pieces.extend([Piece::Keep(gap.start..kept), Piece::Swap(kept..gap.end, "")]);
        }
        token.pieces(copies, &mut pieces);
    }
    edits.reorder(span, pieces, OVERPRINT, confidence);
}

/// How many tokens, from the first, are doubled in the same way.
fn run(tokens: &[Token]) -> usize {
    let doubled = tokens.iter().take_while(|token| token.kind != Kind::Once);
    let Some(kind) = doubled.clone().map(|token| token.kind).find(|&kind| kind != Kind::Any) else {
        return doubled.count();
    };
    let alike =
        |token: &&Token| token.kind == kind || token.kind == Kind::Any && token.divides(kind.copies());
    // What comes first and goes with nothing would hold up what follows.
    match tokens.iter().take_while(alike).count() {
        0 => 1,
        alike => alike,
    }
}

fn confidence(run: &[Token], kind: Kind) -> Option<Confidence> {
    let proofs = run.iter().filter(|token| token.proof);
    let longest = proofs.clone().map(|token| token.letters).max()?;
    Some(match (kind, proofs.count()) {
        (Kind::Letters(_), 1) if longest < 4 => Confidence::Probable,
        (Kind::Letters(_), _) => Confidence::Strong,
        // A word that is stuck to itself may be two by mistake.
        (_, 1) => Confidence::Weak,
        _ => Confidence::Strong,
    })
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use super::*;
    use crate::model::Embedded;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(Overprint::new(Embedded::arabic())).clean(text)
    }

    #[test]
    fn doubled_letters_are_halved() {
        for (raw, clear) in [
            ("ععننوواانن", "عنوان"),
            ("ععننوواانن ببخخطط ععررييضض", "عنوان بخط عريض"),
            ("نشر ععننوواانن االلككتتاابب أمس", "نشر عنوان الكتاب أمس"),
            // True doubles, ligatures that are doubled as a whole, signs, numbers and spaces.
            ("ممممككنن ععنندد االلللهه", "ممكن عند الله"),
            ("االلسسلالامم ععللىى االلننااسس", "السلام على الناس"),
            ("االلففصصلل  ((11))::  االلممددررسسةة", "الفصل (1): المدرسة"),
            ("االلففصصلل االلأأوولل 2200", "الفصل الأول 20"),
            ("في االلففصصلل 11", "في الفصل 11"),
            // Drawn three times.
            ("عععنننووواااننن", "عنوان"),
            // As drawn, and in shapes.
            ("ففووررححللاا ففللخخ للظظبب ننااووننعع", "فورحلا فلخ لظب ناونع"),
            ("ﺔﺔﻴﻴﺑﺑﺮﺮﻌﻌﻟﻟاا ففووﺮﺮﺤﺤﻟﻟاا", "ﺔﻴﺑﺮﻌﻟا فوﺮﺤﻟا"),
            // With a space that does not break, once and as often as the letters.
            ("االلففصصلل\u{A0}االلأأوولل\u{A0}\u{A0}2200", "الفصل\u{A0}الأول\u{A0}20"),
            // Not every letter.
            ("ععننووان ببظظلل خخللفف اللححرروف اللععررببييةة", "عنوان بظل خلف الحروف العربية"),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn doubled_words_and_lines_are_halved() {
        for (raw, clear) in [
            ("العربيةالعربية الحروفالحروف خلفخلف بظلبظل", "العربية الحروف خلف بظل"),
            ("عنوان بظل خلف الحروفعنوان بظل خلف الحروف", "عنوان بظل خلف الحروف"),
            (
                "بدأ الاجتماع مساء أمس\nبدأ الاجتماع مساء أمس\nوحضره وزير الخارجية\nوحضره وزير الخارجية\n\n\
                 ثم صدر البيان الختامي\nثم صدر البيان الختامي\nوانتهى كل شيء بسلام\nوانتهى كل شيء بسلام\n",
                "بدأ الاجتماع مساء أمس\nوحضره وزير الخارجية\n\nثم صدر البيان الختامي\nوانتهى كل شيء بسلام\n",
            ),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn what_is_meant_twice_stays() {
        for text in [
            "الله ممكن تتبع ممكك مملل بببب هههههههه",
            "قرأه شيئا فشيئا ثم جدا جدا",
            "أأ بب جج دد هه وو",
            "10 مم 20 مم 11 مم",
            "سمسم فلفل بلبل زلزل",
            "عنوانعنوان",
            "يا ليل يا عين\nيا ليل يا عين\nطال السهر علينا",
            "الله أكبر الله أكبر",
            "الله أكبرالله أكبر",
            "----------\n----------\n",
            "aabbccdd eeffgg",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }

    #[test]
    fn a_line_twice_is_suggested() {
        let text = "يا ليل طال السهر علينا\nيا ليل طال السهر علينا\nثم جاء الصباح";
        let pipeline = Pipeline::new().pass(Overprint::new(Embedded::arabic()));
        let cleaned = pipeline.run(text);
        assert_eq!(cleaned.text(), text);
        assert_eq!(cleaned.suggestions().len(), 1);
    }
}
