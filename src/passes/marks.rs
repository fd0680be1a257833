//! Extractors set vowel signs where the glyph lay on the page: behind a space, before their letter, or twice; this pass puts them back on their letters.
//!
//! What is certain of a mark: it stands on a letter, right after it, and a letter carries one vowel
//! sign at most. So a space before a mark is wrong, and which of its two neighbours the mark
//! belongs to follows from which of them has a vowel sign already. Where both could be, the line
//! decides: on a line whose words begin with marks and none ends with one, every mark was stored
//! before its letter.

use std::ops::Range;

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::{is_mark, is_vowel_sign, SHADDA};
use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::pass::Pass;
use crate::text::{Text, View};

/// Puts marks back on their letters on lines of Arabic.
///
/// Moves marks and spaces; removes spaces before marks and the second of two equal marks
/// (`doubled-mark`), and nothing else. Lines in Quranic spelling, whose signs stand alone at times, are left
/// alone, and so is a mark shown by itself (`( َ )`). O(length); a text without marks is not read.
///
/// ```
/// use tanqih::{passes::Marks, Pipeline};
/// let marks = Pipeline::new().pass(Marks);
/// assert_eq!(marks.clean("كَتَب َ الوَلَد ُ"), "كَتَبَ الوَلَدُ");
/// assert_eq!(marks.clean("كَانَت ْهِجْرَتُهُ"), "كَانَتْ هِجْرَتُهُ");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks;

/// A space before a mark.
const DETACHED: Reason = Reason::new("detached-mark");
/// A mark stored before its letter.
const BEFORE_LETTER: Reason = Reason::new("mark-before-letter");
/// One mark twice on a letter.
const DOUBLED: Reason = Reason::new("doubled-mark");
/// Shadda and vowel in the order that the text does not use elsewhere.
const ORDER: Reason = Reason::new("mark-order");

impl Pass for Marks {
    fn name(&self) -> &'static str {
        "marks"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{064B}'..='\u{065F}') && !text.may_have('\u{0670}') {
            return;
        }
        let orphans = ('\u{064B}'..='\u{0655}').any(|mark| text.may_have_after_space(mark));
        if orphans || has_doubled(text) {
            let source = text.as_str();
            for line in text.lines() {
                let mut suspects = Suspects::default();
                suspects.look(line.text(), orphans);
                if suspects.none() || !Orthography::at(source, line.start()).is_arabic() {
                    continue;
                }
                if suspects.stored_before() {
                    move_behind(line, edits);
                    continue;
                }
                if suspects.orphans > 0 && suspects.seated > 0 {
                    attach(line, edits);
                }
                if suspects.doubled > 0 {
                    undouble(line, edits);
                }
            }
        } else if let Some(shadda_first) = Orders::of(text).minority() {
            // Marks that move change what stands beside a shadda: one thing at a time.
            reorder(text, shadda_first, edits);
        }
    }
}

/// Whether a mark occurs twice in a row. Searches for the marks that occur at all.
fn has_doubled(text: &Text<'_>) -> bool {
    ('\u{064B}'..='\u{0652}').filter(|&mark| text.may_have(mark)).any(|mark| {
        let mut twice = [0; 4];
        mark.encode_utf8(&mut twice[..2]);
        mark.encode_utf8(&mut twice[2..]);
        memchr::memmem::find(text.as_str().as_bytes(), &twice).is_some()
    })
}

/// What a line shows, in one walk.
#[derive(Default)]
struct Suspects {
    /// Marks after a space or at the line's start.
    orphans: usize,
    /// Marks on a letter.
    seated: usize,
    /// Words that end with a mark.
    ends: usize,
    doubled: usize,
}

impl Suspects {
    fn look(&mut self, line: &str, orphans: bool) {
        let mut before = ' ';
        for c in line.chars() {
            if is_mark(c) {
                if orphans && is_space(before) {
                    self.orphans += 1;
                } else if is_letter(before) {
                    self.seated += 1;
                } else if before == c && (is_vowel_sign(c) || c == SHADDA) {
                    self.doubled += 1;
                }
            } else if is_mark(before) && !is_letter(c) {
                self.ends += 1;
            }
            before = c;
        }
        self.ends += usize::from(is_mark(before));
    }

    fn none(&self) -> bool {
        self.orphans == 0 && self.doubled == 0
    }

    /// Whether the line as a whole has its marks before their letters.
    fn stored_before(&self) -> bool {
        self.orphans >= 3 && self.ends == 0
    }
}

/// How a text orders shadda and vowel. Either order is canonically the same text (UAX #15).
struct Orders {
    shadda_first: usize,
    vowel_first: usize,
}

impl Orders {
    fn of(text: &Text<'_>) -> Self {
        let source = text.as_str();
        let mut orders = Orders { shadda_first: 0, vowel_first: 0 };
        if !text.may_have(SHADDA) {
            return orders;
        }
        for at in memchr::memmem::find_iter(source.as_bytes(), "\u{651}") {
            let before = source[..at].chars().next_back();
            let after = source[at + SHADDA.len_utf8()..].chars().next();
            orders.vowel_first += usize::from(before.is_some_and(is_vowel_sign));
            orders.shadda_first += usize::from(after.is_some_and(is_vowel_sign));
        }
        orders
    }

    /// Whether the rare order is shadda first; `None` when the text keeps to one, or to none.
    fn minority(&self) -> Option<bool> {
        let (few, many) = (self.shadda_first.min(self.vowel_first), self.shadda_first.max(self.vowel_first));
        (few > 0 && few * 4 <= many).then_some(self.shadda_first < self.vowel_first)
    }
}

/// A run of marks without a letter before it, in bytes of the text.
struct Orphan {
    space: Range<usize>,
    marks: Range<usize>,
}

fn orphans(line: View<'_>) -> impl Iterator<Item = Orphan> + '_ {
    let text = line.text();
    let mut at = 0;
    std::iter::from_fn(move || loop {
        let space = at + text[at..].find(is_space)?;
        let after = text[space..].trim_start_matches(is_space);
        let from = text.len() - after.len();
        let to = text.len() - after.trim_start_matches(is_mark).len();
        at = to;
        if to > from {
            let base = line.start();
            return Some(Orphan { space: base + space..base + from, marks: base + from..base + to });
        }
    })
}

/// The letter that the orphan before was given to, in bytes of the line.
struct Seat {
    /// The end of the letter.
    letter: usize,
    /// From here on stand the marks it has and gets.
    marks: usize,
    /// The end of the marks that went to it over a space, if they did.
    end: Option<usize>,
}

/// Give each mark behind a space to the neighbour that lacks one.
fn attach(line: View<'_>, edits: &mut Edits<'_>) {
    let text = line.text();
    let mut given: Option<Seat> = None;
    for orphan in orphans(line) {
        let (from, to) = (orphan.marks.start - line.start(), orphan.marks.end - line.start());
        let before = &text[..orphan.space.start - line.start()];
        let marks = &text[from..to];
        // A tatweel stretches its letter and is no seat of its own.
        let seat = before.trim_end_matches(|c| is_mark(c) || c == TATWEEL);
        let (letter, there) = match &given {
            Some(seat) if seat.end == Some(before.len()) => (seat.letter, seat.marks),
            Some(given) if given.letter == seat.len() => (given.letter, given.marks),
            _ if seat.ends_with(is_letter) => (seat.len(), seat.len()),
            _ => continue,
        };
        given = None;
        let taken = clashes(&text[there..before.len()], marks);
        let Some(next) = text[to..].chars().next().filter(|&c| is_letter(c)) else {
            if !taken {
                edits.delete(orphan.space, DETACHED, Confidence::Strong);
                given = Some(Seat { letter, marks: there, end: Some(to) });
            }
            continue;
        };
        // A bare alef hardly ever carries a vowel sign.
        let next_end = to + next.len_utf8();
        let next_taken = clashes(own(&text[next_end..]), marks) || next == '\u{0627}';
        match (taken, next_taken) {
            (false, true) => {
                let pieces = [Piece::Keep(orphan.marks.clone()), Piece::Keep(orphan.space.clone())];
                let span = orphan.space.start..orphan.marks.end;
                edits.reorder(span, pieces, DETACHED, Confidence::Strong);
            }
            (true, false) => {
                let letter = orphan.marks.end..orphan.marks.end + next.len_utf8();
                let span = orphan.marks.start..letter.end;
                let pieces = [Piece::Keep(letter), Piece::Keep(orphan.marks)];
                edits.reorder(span, pieces, BEFORE_LETTER, Confidence::Strong);
                given = Some(Seat { letter: next_end, marks: from, end: None });
            }
            _ => {}
        }
    }
}

/// The marks after a letter, those behind a space among them.
fn own(after: &str) -> &str {
    let mut end = 0;
    loop {
        let marks = after[end..].trim_start_matches(is_space).trim_start_matches(is_mark);
        let next = after.len() - marks.len();
        // Spaces that no mark follows end the run; so does everything else.
        if next == end || !after[..next].ends_with(is_mark) {
            return &after[..end];
        }
        end = next;
    }
}

/// Whether a letter with the marks `there` cannot take `more`: two vowel signs, or the same mark twice.
fn clashes(there: &str, more: &str) -> bool {
    let vowel = |marks: &str| marks.chars().any(is_vowel_sign);
    vowel(there) && vowel(more) || more.chars().any(|c| there.contains(c))
}

/// Every run of marks that stands before a letter goes behind it.
fn move_behind(line: View<'_>, edits: &mut Edits<'_>) {
    let text = line.text();
    let mut at = 0;
    while let Some(found) = text[at..].find(is_mark) {
        let from = at + found;
        let to = text.len() - text[from..].trim_start_matches(is_mark).len();
        at = to;
        let Some(letter) = text[to..].chars().next().filter(|&c| is_letter(c)) else {
            continue;
        };
        at = to + letter.len_utf8();
        let base = line.start();
        let pieces = [Piece::Keep(base + to..base + at), Piece::Keep(base + from..base + to)];
        edits.reorder(base + from..base + at, pieces, BEFORE_LETTER, Confidence::Strong);
    }
}

fn undouble(line: View<'_>, edits: &mut Edits<'_>) {
    let mut before = ' ';
    for (at, c) in line.text().char_indices() {
        if c == before && (is_vowel_sign(c) || c == SHADDA) {
            let start = line.start() + at;
            edits.delete(start..start + c.len_utf8(), DOUBLED, Confidence::Strong);
        }
        before = c;
    }
}

/// Write shadda and vowel in the order the text uses. Both say the same, so it is a matter of taste
/// and of searching by bytes: `thorough` does it.
fn reorder(text: &Text<'_>, shadda_first: bool, edits: &mut Edits<'_>) {
    let source = text.as_str();
    for line in text.lines_with("\u{651}") {
        for (at, _) in line.text().match_indices(SHADDA) {
            let (head, tail) = (&line.text()[..at], &line.text()[at + SHADDA.len_utf8()..]);
            let (mut back, mut on) = (head.chars().rev(), tail.chars());
            let vowel = if shadda_first { on.next() } else { back.next() };
            // More marks than the two have an order of their own.
            let alone = !back.next().is_some_and(is_mark) && !on.next().is_some_and(is_mark);
            let Some(vowel) = vowel.filter(|&c| is_vowel_sign(c) && alone) else {
                continue;
            };
            if Orthography::at(source, line.start()).is_arabic() {
                let shadda = line.start() + at..line.start() + at + SHADDA.len_utf8();
                let len = vowel.len_utf8();
                let [first, second] = match shadda_first {
                    true => [shadda.clone(), shadda.end..shadda.end + len],
                    false => [shadda.start - len..shadda.start, shadda],
                };
                let span = first.start..second.end;
                edits.reorder(span, [Piece::Keep(second), Piece::Keep(first)], ORDER, Confidence::Probable);
            }
        }
    }
}

fn is_space(c: char) -> bool {
    c == ' '
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(Marks).clean(text)
    }

    #[test]
    fn marks_return_to_their_letters() {
        for (raw, clear) in [
            // Behind a space, with nothing after.
            ("كَتَب َ الوَلَد ُ", "كَتَبَ الوَلَدُ"),
            ("أَنّ َ رَئِيس", "أَنَّ رَئِيس"),
            // The space slipped before the word's last mark.
            ("الْأَعْمَال ُبِالنِّيَّاتِ", "الْأَعْمَالُ بِالنِّيَّاتِ"),
            // The letter before has its vowel, the one after lacks one.
            ("كَتَبَ َوقال", "كَتَبَ وَقال"),
            // The whole line has them before.
            ("ِبالنِّيات، َوِإَنما ِلُكل اْمِرٍئ", "بِالنيِّات، وَإِنَما لِكُل امْرِئٍ"),
            ("سلَّّم على", "سلَّم على"),
        ] {
            let expected: String = unicode_normalization::UnicodeNormalization::nfc(clear).collect();
            let cleaned: String =
                unicode_normalization::UnicodeNormalization::nfc(clean(raw).as_ref()).collect();
            assert_eq!(cleaned, expected, "{raw}");
        }
    }

    #[test]
    fn healthy_text_stays() {
        for text in [
            "قَالَ رَسُولُ اللهِ ﷺ: «إِنَّمَا الْأَعْمَالُ بِالنِّيَّاتِ»",
            "شكراً جزيلاً، وعفوًا",
            "علامة الفتح ( َ ) وعلامة الضم ( ُ )",
            "الضمة ُ والفتحة َ في الدرس الأول",
            "ٱلرَّحۡمَٰنِ ٱلرَّحِيمِ ۝ مَٰلِكِ يَوۡمِ ٱلدِّينِ",
            "هٰذا ذٰلك ٱلله",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }

    #[test]
    fn one_order_of_shadda_and_vowel_in_thorough() {
        let first = "م\u{651}\u{64E}د ".repeat(4);
        let text = &format!("{first}حم\u{64E}\u{651}ل");
        assert!(matches!(clean(text), Cow::Borrowed(_)));
        let thorough = Pipeline::new().pass(Marks).floor(Confidence::Probable);
        assert!(thorough.clean(text).ends_with("حم\u{651}\u{64E}ل"));
    }
}
