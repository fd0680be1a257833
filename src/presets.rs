//! Which passes run, in which order, and why in that order.

use crate::chars::Chars;
use crate::edit::Confidence;
#[cfg(feature = "embedded-model")]
use crate::model::Embedded;
use crate::model::LanguageModel;
use crate::pass::Pass;
use crate::passes::{
    BidiChunks, Brackets, CodePage, Columns, FragmentOrder, JoinedLines, KashidaCodes, KashidaGaps,
    LetterCodes, Ligatures, LineEnds, LineOrder, Lost, MarkedRuns, Marks, Numbers, Overprint, Paragraphs,
    PrivateUse, Punctuation, RowOrder, RunOrder, RunningLines, SpacedPieces, Tatweel, Twins, VisualOrder,
    WordEnds, WordSpacing,
};
use crate::pipeline::Pipeline;

impl Pipeline {
    /// Only certain, meaning-preserving edits; needs no language model.
    pub fn faithful() -> Self {
        Pipeline::new().floor(Confidence::Certain).pass(BidiChunks).pass(Chars::standard()).pass(Tatweel)
    }

    /// The default: every repair that is practically always right, by the embedded Arabic model.
    ///
    /// Without the feature `embedded-model` the passes that need a model are left out;
    /// [`standard_with`](Self::standard_with) takes another.
    pub fn standard() -> Self {
        standard(embedded())
    }

    /// The standard preset with a model of your own: the embedded one under a
    /// [lexicon](crate::model::Lexicon), or another altogether.
    pub fn standard_with(model: impl LanguageModel + Clone + 'static) -> Self {
        standard(Some(model))
    }

    /// More repairs at a lower floor, and lines put back into paragraphs.
    pub fn thorough() -> Self {
        thorough(embedded())
    }

    /// The thorough preset with a model of your own.
    pub fn thorough_with(model: impl LanguageModel + Clone + 'static) -> Self {
        thorough(Some(model))
    }
}

#[cfg(feature = "embedded-model")]
fn embedded() -> Option<Embedded> {
    Some(Embedded::arabic())
}

#[cfg(not(feature = "embedded-model"))]
fn embedded() -> Option<crate::model::Lexicon> {
    None
}

fn standard<M: LanguageModel + Clone + 'static>(model: Option<M>) -> Pipeline {
    Order { pipeline: Pipeline::new(), model }
        // Everything else needs letters.
        .asking(CodePage::new)
        // Marks and digits that are letters mislead all below; and what private codes are is asked of the
        // letters beside them.
        .asking(LetterCodes::new)
        .asking(PrivateUse::new)
        // Halves words as they stand, drawn or read, shapes or letters: before anything that asks what a
        // word is, which it is not while it is doubled.
        .asking(Overprint::new)
        // Controls say how the page showed a line: read before they are removed, and before they hide that a
        // code stands inside a word.
        .pass(BidiChunks)
        // Codes between letters hide words from all that asks for them; and `chars` removes those that are
        // controls.
        .asking(KashidaCodes::new)
        // What asks about lines needs lines; controls that mark them as shown are read.
        .asking(LineEnds::new)
        // Gaps inside words tell by the letters about them, in either direction: before all that asks for words.
        .pass(KashidaGaps)
        // Spaces tell of these pieces, and the words of such lines look reversed.
        .asking(SpacedPieces::new)
        // Words with marks tell whether lines read, once they read themselves.
        .asking(MarkedRuns::new)
        // Lines are turned before forms are folded: a folded ligature turns round wrongly, and shapes
        // tell the direction.
        .asking(VisualOrder::new)
        // The shapes of letters in reading order tell where words end: before they are folded.
        .pass(WordEnds)
        // Shapes and controls are evidence of order and of word ends: read before, removed here.
        .pass(Chars::standard())
        // Twins hide in shapes, so after forms are folded; and a word with one in it is known to no pass
        // below.
        .asking(Twins::new)
        // Words are known by their letters: after forms are folded, and before letters are read for
        // anything else.
        .asking(Ligatures::new)
        // Lines must be lines for all that asks for their ends; words are known by then.
        .asking(JoinedLines::new)
        // What is one line must be one for all that asks for a line's ends.
        .asking(RowOrder::new)
        // Runs are ordered by the words beside numbers: after letters are put right, and before what
        // looks at the words at a line's ends.
        .asking(RunOrder::new)
        // Torn lines are known by the words at their ends: after letters are put right, and before
        // tatweel goes, which marks where a word was torn.
        .asking(FragmentOrder::new)
        // The words at the ends of lines tell which line follows which: after all that puts those in order.
        .asking(LineOrder::new)
        // Letters must be letters before marks can sit on them.
        .pass(Marks)
        // Which side of a bracket is open shows in the spaces beside it, so before they move; a
        // tatweel before an opening one stays.
        .pass(Brackets)
        // Double spaces, spaces before commas and tatweel that leads nowhere testify to what is lost:
        // before they are put right.
        .asking(Lost::new)
        // Tatweel tells of cuts and losses: after all that reads it.
        .pass(Tatweel)
        // Words are judged by their letters: after all that puts letters right.
        .asking(WordSpacing::new)
        // Lines of two columns go on in one another, by the words at their ends and the gaps between them: after all that
        // puts words right, and before wide gaps go.
        .asking(Columns::new)
        // Years are known by the words before them: after words are put right.
        .pass(Numbers)
        // Double spaces tell of lost numbers: after what looks for those.
        .pass(Punctuation)
        .pipeline
}

fn thorough<M: LanguageModel + Clone + 'static>(model: Option<M>) -> Pipeline {
    standard(model)
        .floor(Confidence::Probable)
        // Lines must be as the page showed them; and what parts a paragraph at the end of a page goes
        // before its halves are put together.
        .pass(RunningLines)
        .pass(Paragraphs)
}

/// A pipeline in the making: passes that ask a model are left out where there is none.
struct Order<M> {
    pipeline: Pipeline,
    model: Option<M>,
}

impl<M: LanguageModel + Clone + 'static> Order<M> {
    fn pass(self, pass: impl Pass + 'static) -> Self {
        Order { pipeline: self.pipeline.pass(pass), ..self }
    }

    fn asking<P: Pass + 'static>(self, pass: impl FnOnce(M) -> P) -> Self {
        match self.model.clone() {
            Some(model) => self.pass(pass(model)),
            None => self,
        }
    }
}
