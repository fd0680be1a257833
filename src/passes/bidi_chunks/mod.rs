//! Some extractors write a right-to-left line between bidi controls and put every number and Latin word into it as it looks: `⟨RLE⟩عام ⟨LRE⟩ ،2015⟨PDF⟩وارتفع⟨PDF⟩`.
//!
//! Inside such a chunk the characters stand from left to right as on the page, the comma that
//! follows the year before it. Whoever strips the controls keeps that order for good. The controls
//! say exactly what the page shows (UAX #9, X2–X7), so the line is laid out as it looks and read
//! back as right-to-left text is written.
//!
//! Others know of no line and put controls about the letters of each word (`words.rs`), and may end a line inside a
//! word (`torn.rs`). The controls also show
//! where the extractor took a hyphen at a line's beginning for one at its end (`hyphens.rs`), and which parts of a row it
//! took for lines (`side.rs`).

mod hyphens;
mod side;
mod torn;
mod words;

use std::ops::Range;

use memchr::memmem;

use crate::arabic::bidi::{as_str, is_left_to_right, read, read_left_to_right, AsDrawn, Glyph};
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::pass::Pass;
use crate::text::{Text, View};

/// Puts the visual chunks of a right-to-left line in reading order by the line's own controls.
///
/// A line part from U+202B to its U+202C that holds chunks from U+202A to U+202C is put in reading
/// order, brackets included, and the controls that were used go; parts without a chunk are left for
/// the removal of controls. Between two lines that a hyphen at the beginning of the first has joined, hyphen and
/// break come back (`line-hyphen`); parts of a row a space apart come from right to left.
/// [`Certain`](Confidence::Certain): the controls define what is shown. Where a text has controls about every word,
/// what is shown is taken for lines that read from right to left, and a line's end between two signs inside a word goes:
/// [`Strong`](Confidence::Strong). O(length).
///
/// ```
/// use tanqih::{passes::BidiChunks, Pipeline};
/// let chunks = Pipeline::new().pass(BidiChunks);
/// assert_eq!(
///     chunks.clean("\u{202B}نسمة في عام \u{202A} ،2015\u{202C}وارتفع\u{202C}"),
///     "نسمة في عام 2015، وارتفع"
/// );
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct BidiChunks;

/// A chunk stored as it looks.
const CHUNK: Reason = Reason::new("bidi-chunk");
/// Words stored as they look, each between controls.
const WORDS: Reason = Reason::new("bidi-words");

const LEFT_TO_RIGHT: char = '\u{202A}';
const RIGHT_TO_LEFT: char = '\u{202B}';
const POP: char = '\u{202C}';

impl Pass for BidiChunks {
    fn name(&self) -> &'static str {
        "bidi-chunks"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        let has = |control: &str| memmem::find(text.as_str().as_bytes(), control.as_bytes()).is_some();
        if !text.may_have(RIGHT_TO_LEFT) || !has("\u{202B}") {
            return;
        }
        hyphens::propose(text, edits);
        let mut part = Part::default();
        let chunks = has("\u{202A}");
        if !chunks && words::are_one_by_one(text) {
            part.turn_all(&torn::whole_lines(text), Part::line, WORDS, Confidence::Strong, edits);
            return;
        }
        let side = has("\u{202C} \u{202B}") && side::any(text);
        if !chunks && !side {
            return;
        }
        let lines: Vec<View<'_>> = text.lines().collect();
        let rows = if side { part.turn_rows(text, &lines, edits) } else { Vec::new() };
        if chunks {
            let next = |part: &mut Part, line: View<'_>, from: &mut usize| {
                while part.next(line, from) {
                    let row = rows.get(rows.partition_point(|row| row.end <= part.start));
                    if row.is_none_or(|row| part.start < row.start) {
                        return true;
                    }
                }
                false
            };
            part.turn_all(&lines, next, CHUNK, Confidence::Certain, edits);
        }
    }
}

/// A part of a line between controls, laid out as it shows. Kept between parts to spare allocations.
#[derive(Default)]
struct Part {
    start: usize,
    end: usize,
    /// From left to right.
    shown: Vec<Glyph>,
    /// The controls, and the breaks inside words.
    controls: Vec<Range<usize>>,
    /// Whether it is a line with controls about each word, whose own direction they do not tell.
    words: bool,
}

impl Part {
    /// Turn what `next` finds on each line: the part at or after a byte of the line, which it moves behind it.
    fn turn_all(
        &mut self,
        lines: &[View<'_>],
        next: impl Fn(&mut Self, View<'_>, &mut usize) -> bool,
        reason: Reason,
        confidence: Confidence,
        edits: &mut Edits<'_>,
    ) {
        let drawn = self.drawn(lines, &next);
        for &line in lines {
            let mut from = 0;
            while next(self, line, &mut from) {
                if self.words && is_left_to_right(&self.shown) {
                    read_left_to_right(&mut self.shown, &drawn);
                } else {
                    read(&mut self.shown, &drawn);
                }
                edits.reorder(self.start..self.end, self.pieces(), reason, confidence);
            }
        }
    }

    /// How the text draws what `next` finds in its lines.
    fn drawn(
        &mut self,
        lines: &[View<'_>],
        next: &impl Fn(&mut Self, View<'_>, &mut usize) -> bool,
    ) -> AsDrawn {
        let mut drawn = AsDrawn::default();
        for &line in lines {
            let mut from = 0;
            while next(self, line, &mut from) {
                drawn.count(&self.shown);
            }
        }
        drawn
    }

    /// Turn the parts of each row that stand side by side, and what they hold. The bytes of these rows.
    fn turn_rows(&mut self, text: &Text<'_>, lines: &[View<'_>], edits: &mut Edits<'_>) -> Vec<Range<usize>> {
        let drawn = self.drawn(lines, &Part::next);
        let mut turned = Vec::new();
        for &line in lines {
            let parts = side::parts(line);
            for row in side::rows(text, &parts) {
                let mut pieces = Vec::new();
                for (at, part) in row.iter().enumerate().rev() {
                    let inside = text.part(part.clone());
                    if self.next(inside, &mut 0) {
                        read(&mut self.shown, &drawn);
                        pieces.extend(self.pieces());
                    } else {
                        let body = part.start + RIGHT_TO_LEFT.len_utf8()..part.end - POP.len_utf8();
                        pieces.extend([
                            Piece::Swap(part.start..body.start, ""),
                            Piece::Keep(body.clone()),
                            Piece::Swap(body.end..part.end, ""),
                        ]);
                    }
                    if let Some(before) = at.checked_sub(1) {
                        pieces.push(Piece::Keep(row[before].end..part.start));
                    }
                }
                let span = row[0].start..row[row.len() - 1].end;
                edits.reorder(span.clone(), pieces, CHUNK, Confidence::Certain);
                turned.push(span);
            }
        }
        turned
    }

    /// What is shown in the order it was read in, without the controls.
    fn pieces(&self) -> Vec<Piece> {
        let controls = self.controls.iter().map(|span| (span.clone(), Some("")));
        let chars = self.shown.iter().map(|glyph| {
            let instead = (glyph.c != glyph.shown).then(|| as_str(glyph.c));
            (glyph.at..glyph.at + glyph.shown.len_utf8(), instead)
        });
        Piece::of_chars(chars.chain(controls))
    }

    /// A line that holds words between controls, or several that are one, from its first character to its last.
    fn line(&mut self, line: View<'_>, from: &mut usize) -> bool {
        let line = line.trim();
        if *from > 0 || memmem::find(line.text().as_bytes(), "\u{202B}".as_bytes()).is_none() {
            return false;
        }
        self.shown.clear();
        self.controls.clear();
        self.words = true;
        let mut word = None;
        for (at, c) in line.text().char_indices() {
            match c {
                RIGHT_TO_LEFT => word = Some(self.shown.len()),
                POP => {
                    if let Some(first) = word.take() {
                        self.shown[first..].reverse();
                    }
                }
                '\n' | '\r' => {}
                _ => {
                    self.shown.push(Glyph::new(line.start() + at, c));
                    continue;
                }
            }
            self.controls.push(line.start() + at..line.start() + at + c.len_utf8());
        }
        (self.start, self.end, *from) = (line.start(), line.end(), line.text().len());
        true
    }

    /// The next part with a chunk at or after byte `from` of the line; moves `from` behind it.
    fn next(&mut self, line: View<'_>, from: &mut usize) -> bool {
        let text = line.text();
        while let Some(start) = memmem::find(&text.as_bytes()[*from..], "\u{202B}".as_bytes()) {
            let start = *from + start;
            self.shown.clear();
            self.controls.clear();
            let (mut chunk, mut chunks, mut end, mut sound) = (None, 0, text.len(), true);
            for (at, c) in text[start..].char_indices() {
                match c {
                    RIGHT_TO_LEFT if at > 0 => sound = false,
                    LEFT_TO_RIGHT if chunk.is_some() => sound = false,
                    LEFT_TO_RIGHT => {
                        chunk = Some(self.shown.len());
                        chunks += 1;
                    }
                    POP => match chunk.take() {
                        // The whole part is turned below, and the chunk with it.
                        Some(first) => self.shown[first..].reverse(),
                        None => end = start + at + POP.len_utf8(),
                    },
                    RIGHT_TO_LEFT => {}
                    _ => {
                        self.shown.push(Glyph::new(line.start() + start + at, c));
                        continue;
                    }
                }
                if !sound {
                    end = start + at;
                    break;
                }
                self.controls.push(line.start() + start + at..line.start() + start + at + c.len_utf8());
                if end < text.len() || end == start + at + POP.len_utf8() {
                    break;
                }
            }
            // A line may end inside a chunk.
            if let Some(first) = chunk {
                self.shown[first..].reverse();
            }
            self.shown.reverse();
            *from = end;
            if sound && chunks > 0 {
                self.start = line.start() + start;
                self.end = line.start() + end;
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;

    fn cleaned(marked: &str) -> String {
        let text = marked.replace('⟨', "\u{202A}").replace('⟪', "\u{202B}").replace(['⟩', '⟫'], "\u{202C}");
        let chunks = Pipeline::new().pass(BidiChunks);
        let once = chunks.clean(&text).into_owned();
        assert_eq!(chunks.clean(&once), once, "idempotent");
        once.replace('\u{202A}', "⟨").replace('\u{202B}', "⟪").replace('\u{202C}', "⟫")
    }

    #[test]
    fn chunks_are_read() {
        for (shown, logical) in [
            ("⟪بلغ عددها ⟨ 1250⟩نسمة عام ⟨ ،2015⟩ثم ⟨.98⟩⟫", "بلغ عددها 1250 نسمة عام 2015، ثم 98."),
            ("⟪ودخل في ⟨.31-01-2016⟩⟫", "ودخل في 2016-01-31."),
            ("⟪وكالة ⟨ NASA⟩أطلقت ⟨ Voyager 1⟩عام⟨.⟩⟫", "وكالة NASA أطلقت Voyager 1 عام."),
            ("⟪استمرت (⟨ )1918-1914⟩سنوات⟨.⟩⟫", "استمرت (1914-1918) سنوات."),
            ("⟪استمرت )⟨ (1918-1914⟩سنوات⟨.⟩⟫", "استمرت (1914-1918) سنوات."),
            ("⟪والسعر ⟨ 19.99$⟩أو ⟨ € 25⟩أو⟫ x", "والسعر $19.99 أو 25 € أو x"),
        ] {
            assert_eq!(cleaned(shown), logical, "{shown}");
        }
    }

    #[test]
    fn a_line_gets_its_hyphen_back() {
        for (shown, logical) in [
            ("⟪ البند الأول⟫⟪البند الثاني⟫", "-⟪ البند الأول⟫\n⟪البند الثاني⟫"),
            ("⟪ في عام ⟨ ،2015⟩ثم⟫⟪عاد ⟨ 3⟩مرات⟫", "- في عام 2015، ثم\nعاد 3 مرات"),
            ("⟪ نعم⟫⟪ لا⟫⟪وسكت⟫\n⟪ثم⟫", "-⟪ نعم⟫\n-⟪ لا⟫\n⟪وسكت⟫\n⟪ثم⟫"),
        ] {
            assert_eq!(cleaned(shown), logical, "{shown}");
        }
        for text in [
            "⟪البند الأول⟫⟪البند الثاني⟫",
            "⟪ البند الأول⟫ ⟪البند الثاني⟫",
            "⟪  بند⟫⟪آخر⟫",
            "1 ⟪ بند⟫⟪آخر⟫",
            "⟪ ⟫⟪بند⟫",
        ] {
            assert_eq!(cleaned(text), text);
        }
    }

    #[test]
    fn parts_of_a_row_are_read_from_the_right() {
        let page = "⟪افتتحت بلدية المدينة أمس مكتبة⟫\n⟪جديدة في الحي القديم بحضور⟫\n\
            ⟪وقالت مديرة⟫ ⟪عدد من السكان⟫\n⟪المكتبة إن المجموعة تضم⟫\n⟪آلاف الكتب والمخطوطات⟫\n\
            ⟪ثم ⟨ ،2015⟩عام⟫ ⟪التي جمعت في⟫  ⟪جدول⟫\n⟪عادت إلى بيوت المدينة⟫";
        assert_eq!(
            cleaned(page),
            page.replace("⟪وقالت مديرة⟫ ⟪عدد من السكان⟫", "عدد من السكان وقالت مديرة")
                .replace("⟪ثم ⟨ ،2015⟩عام⟫ ⟪التي جمعت في⟫", "التي جمعت في ثم 2015، عام")
        );
        // Hardly a line is one part.
        let words = "⟪عدد من⟫ ⟪السكان⟫\n⟪وقالت مديرة⟫ ⟪المكتبة⟫\n⟪إن المجموعة⟫ ⟪تضم⟫\n⟪كتبا⟫";
        assert_eq!(cleaned(words), words);
    }

    #[test]
    fn what_is_no_chunk_stays() {
        for text in ["⟪لا رقم هنا⟫", "⟨abc⟫ نص", "نص عادي 2015", "⟪مفتوح", "⟫ ⟫⟪"]
        {
            assert_eq!(cleaned(text), text);
        }
        assert_eq!(cleaned("⟪مفتوح ⟨ ،12"), "مفتوح 12، ", "the line ends inside the chunk");
    }

    #[test]
    fn words_between_controls_stand_as_they_look() {
        // The letters of each word are turned, a word that was drawn in pieces stands in pieces, and numbers and
        // signs have no controls.
        let page = "⟪الحديقة⟫ ⟪البلدية⟫ ⟪افتتحت⟫\n.⟪ر⟫⟪أشجا⟫ 12 ⟪فيها⟫ ،⟪جديدة⟫\n2020 ⟪عام⟫ )⟪الماء⟫( ⟪أدخلت⟫ ⟪ثم⟫\nLinux";
        assert_eq!(
            cleaned(page),
            "افتتحت البلدية الحديقة\nجديدة، فيها 12 أشجار.\nثم أدخلت (الماء) عام 2020\nLinux"
        );
        // No stop stands before its word, and too few words to tell without.
        let names = "⟪سعاد⟫ ⟪كريم⟫ ⟪هالة⟫ ⟪سمير⟫";
        assert_eq!(cleaned(names), names);
        // Words in reading order that a program wrapped, and lines that are wrapped as a whole.
        let wrapped = "⟪سعاد⟫ ⟪كريم⟫، ⟪هالة⟫ ⟪سمير⟫، ⟪نادر⟫ ⟪وليد⟫، ⟪ليلى⟫ ⟪فؤاد⟫، ⟪منى⟫ ⟪زيد⟫، ⟪علي⟫ ⟪عمر⟫";
        assert_eq!(cleaned(wrapped), wrapped);
        let lines =
            "⟪جاء سعيد⟫ ⟪من البيت⟫ ⟪وذهب إلى⟫ ⟪مدرسة الحي⟫ .⟪كما قال⟫ ⟪أخوه له⟫ .⟪أمس في⟫ ⟪المساء⟫ .⟪ثم⟫";
        assert_eq!(cleaned(lines), lines);
        // Set from left to right: the words of a line stand as they read, and it ends with its stop.
        let line = "⟪الحديقة⟫ ⟪جديدة⟫ ⟪أمس⟫ ،⟪غدا⟫ .⟪كبيرة⟫\n";
        assert_eq!(cleaned(&line.repeat(5)), line.repeat(5));
    }

    #[test]
    fn a_word_goes_on_in_the_next_line() {
        // U+0640 ARABIC TATWEEL mapped to a digit: two of them in a word end the line.
        let line = "⟪البحر⟫ .⟪ئ⟫6\n6⟪شاط⟫ ،⟪عند⟫ ⟪بلدية⟫\n";
        assert_eq!(cleaned(&line.repeat(12)), "بلدية عند، شاط66ئ. البحر\n".repeat(12));
        // A bracket at the right of a word is one of its part.
        let line = "⟪البحر⟫ .⟪)ئ⟫\n)⟪شاط⟫ ،⟪عند⟫ ⟪بلدية⟫\n";
        assert_eq!(cleaned(&line.repeat(12)), "بلدية عند، شاط))ئ. البحر\n".repeat(12));
        // Two or three may be numbers at the ends of lines.
        let few = format!("{}{}", line, "⟪الحديقة⟫ ⟪البلدية⟫ ،⟪افتتحت⟫\n".repeat(12));
        assert!(!cleaned(&few).contains("شاط66ئ"));
    }
}
