//! Extractors set vowel signs where the glyph lay on the page: behind a space, before their letter, or twice; this pass puts them back on their letters.
//!
//! What is certain of a mark: it stands on a letter, right after it, and a letter carries one vowel
//! sign at most. So a space before a mark is wrong, and which of its two neighbours the mark
//! belongs to follows from which of them has a vowel sign already. Where both could be, the line
//! decides: on a line whose words begin with marks and none ends with one, every mark was stored
//! before its letter.

mod gaps;
mod habits;
mod lam_alef;
mod orders;
mod seating;
mod tanween;

use crate::arabic::letters::is_letter;
use crate::arabic::marks::{count_signs, is_mark, is_vocalised};
use crate::arabic::seats::{near_marks, takes_sign, Strain};
use crate::arabic::Orthography;
use crate::edit::{Edits, Reason};
use crate::pass::Pass;
use crate::text::{Text, View};

use habits::{Habits, Seen, Stored, PARTS};
use seating::Seating;

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
/// The marks of both letters of a ligature behind the second.
const LIGATURE: Reason = Reason::new("ligature-mark");
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
        let changed = Said::of(text).is_some_and(|said| said.seat(text, edits));
        if !changed {
            // Marks that move change what stands beside a shadda: one thing at a time.
            orders::unify(text, edits);
        }
    }
}

/// Bits that a tanween within its word says.
const EARLY: u32 = 7;
/// Bits that two vowels on one letter say.
const TWICE: u32 = 10;
/// Bits by which a line must say otherwise than its text.
const OTHERWISE: i64 = 16;
/// The same of what speaks against the best that can be made of it, in parts of a bit.
const OTHERWISE_COST: u32 = 16 * PARTS;
/// Parts of a bit by which a line says otherwise than its text.
const DRAWN_ALIKE: u32 = 6 * PARTS;
/// Bits that show more than a slip.
const DAMAGE: u32 = 48;
/// Letters of a word in texts whose spaces are no other's than the words'.
const WHOLE: usize = 3;
/// Marks behind spaces that are no slip.
const MANY: usize = 6;
/// Bits that prove the marks of a text stored before their letters.
const PROOF: i64 = 24;

/// Bytes of lines that are asked where their shaddas are.
const ASKED: usize = 1 << 14;
/// Parts of what speaks against two ways to read a text of which one tells nothing.
const SAME: u64 = 32;
/// How often habits are learnt from what they lead to.
const ROUNDS: usize = 2;

/// What all lines of a text say of its marks.
#[derive(Default)]
struct Said {
    strain: Strain,
    marks: usize,
    /// Marks behind a space.
    orphans: usize,
}

impl Said {
    /// None if no mark stands where it cannot.
    fn of(text: &Text<'_>) -> Option<Said> {
        let mut said = Said::default();
        let (mut own, mut foreign) = (0, 0);
        for line in vocalised(text) {
            // Other languages set these marks by rules of their own.
            match orthography(text, line) {
                Orthography::Arabic | Orthography::Quranic => own += 1,
                Orthography::None => continue,
                _ => {
                    foreign += 1;
                    continue;
                }
            }
            let (orphans, _, marks) = read(line.text(), &mut said.strain);
            said.orphans += orphans;
            said.marks += marks;
        }
        if foreign * 2 > own {
            // Lines too short to tell are no Arabic there either.
            return None;
        }
        (said.orphans > 0 || said.strain.behind >= EARLY).then_some(said)
    }

    /// Seat the marks of the lines where some stand where none can; whether there are such lines.
    fn seat(&self, text: &Text<'_>, edits: &mut Edits<'_>) -> bool {
        let (mut habits, mut parted) = (None, false);
        for line in vocalised(text) {
            let mut strain = Strain::default();
            let (orphans, seated, _) = read(line.text(), &mut strain);
            let stored = self.stored(strain);
            // Marks that are shown by themselves, and no other, are meant.
            let alone = stored == Stored::Behind && !self.damaged();
            let told = |bits: u32| stored == Stored::Before || strain.behind >= bits || orphans > 0;
            if alone && seated == 0 || !told(EARLY) {
                continue;
            }
            // Quranic signs stand alone at times, which is a slip only where many others do.
            let quranic = self.damaged() && orthography(text, line) == Orthography::Quranic;
            if !quranic && !orthography(text, line).is_arabic() {
                continue;
            }
            // Once these letters have their own, they tell of the other marks.
            if alone && (lam_alef::part(line, edits) || tanween::put_behind(line, edits)) {
                parted = true;
                continue;
            }
            if !told(TWICE) {
                continue;
            }
            let [behind, others] = habits.get_or_insert_with(|| self.habits(text));
            let seating = Seating::of(line);
            let costs = [seating.cost(others), seating.cost(behind)];
            // Lines that were drawn otherwise than most.
            let as_others = match stored {
                _ if others.learnt => costs[0] <= costs[1].saturating_add(DRAWN_ALIKE),
                Stored::Before => costs[0] <= costs[1].saturating_add(OTHERWISE_COST),
                _ => self.leans(strain) && costs[0].saturating_add(OTHERWISE_COST) < costs[1],
            };
            seating.seat(if as_others { others } else { behind }, edits);
        }
        parted || habits.is_some()
    }

    fn before(&self) -> bool {
        let (behind, before) = (i64::from(self.strain.behind), i64::from(self.strain.before));
        behind >= 2 * before && behind >= PROOF
    }

    /// Whether both the text and a line that says `strain` say rather that marks stand before their letters, though neither
    /// alone is sure: lines whose pieces are out of order tell of neither side.
    fn leans(&self, strain: Strain) -> bool {
        let Strain { behind, before, .. } = self.strain;
        behind >= before + before / 2 && strain.behind > strain.before
    }

    /// How the marks of a line are stored that says `strain`.
    fn stored(&self, strain: Strain) -> Stored {
        let behind = i64::from(strain.behind) - i64::from(strain.before);
        let said = match self.before() {
            true => behind + OTHERWISE > 0,
            false => strain.before * 3 <= strain.behind && behind >= OTHERWISE + 2 * i64::from(strain.leaves),
        };
        if said {
            Stored::Before
        } else {
            Stored::Behind
        }
    }

    /// Whether so many marks stand where none can that it is no slip.
    fn damaged(&self) -> bool {
        let Strain { behind, before, .. } = self.strain;
        // Where neither side fits, these are no marks of a text.
        let slips = behind >= DAMAGE && behind as usize * 3 >= self.marks && behind * 5 < before * 4;
        self.before() || self.apart() || slips
    }

    /// Whether marks behind spaces are no exception.
    fn apart(&self) -> bool {
        self.orphans >= MANY && self.orphans * 16 >= self.marks
    }

    /// How marks stand on lines that have them behind their letters, and on others.
    fn habits(&self, text: &Text<'_>) -> [Habits; 2] {
        let spelled = Spelled::of(text);
        let bare = match spelled.bare * 100 / spelled.consonants.max(1) {
            0..=15 => 2,
            16..=40 => 1,
            _ => 0,
        };
        let torn_in = spelled.lone * 10 >= self.orphans && self.orphans * 3 >= self.marks;
        let torn = self.apart() && (torn_in || spelled.letters < WHOLE * spelled.words);
        let doubled = if spelled.doubled * 24 >= self.marks { 1 } else { 4 };
        let habits = |stored| {
            let mut habits = Habits::new(stored, !self.damaged());
            (habits.torn, habits.bare, habits.doubled) = (torn, bare, doubled);
            habits
        };
        // Where letters have no mark, none tells that one had better be another's.
        let tells = self.damaged() && bare > 0 && is_vocalised(text.as_str());
        let learnt = tells.then(|| self.learn(text, habits)).flatten();
        let mut behind = habits(Stored::Behind);
        behind.loose = learnt.is_some();
        [behind, learnt.unwrap_or_else(|| self.shaddas(text, habits(Stored::Before)))]
    }

    /// Lines enough to learn from, of those that say what the text says.
    fn sample<'t>(&self, text: &Text<'t>) -> Vec<Seating<'t>> {
        let mut lines = Vec::new();
        let mut asked = 0;
        for line in vocalised(text) {
            if !self.before() || self.stored(Strain::of(line.text())) == Stored::Before {
                lines.push(Seating::of(line));
                asked += line.text().len();
            }
            if asked > ASKED {
                break;
            }
        }
        lines
    }

    /// Where a text whose marks stand before their letters has its shaddas.
    fn shaddas(&self, text: &Text<'_>, before: Habits) -> Habits {
        let lines = if self.before() { self.sample(text) } else { Vec::new() };
        let cost = |habits: &Habits| lines.iter().map(|line| u64::from(line.cost(habits))).sum::<u64>();
        let behind = before.clone().with_shaddas_behind();
        match cost(&behind) < cost(&before) {
            true => behind,
            false => before,
        }
    }

    /// The habits of a text whose marks do not stand behind their letters. Which way they stand is seen from which
    /// way says least against the best that can be made of it, once its places have told where their marks go:
    /// those of most marks are told by what letters can bear, and tell of the others.
    fn learn(&self, text: &Text<'_>, habits: impl Fn(Stored) -> Habits) -> Option<Habits> {
        let lines = self.sample(text);
        let [behind, before, run] = [Stored::Behind, Stored::Before, Stored::BeforeRun].map(|stored| {
            let mut habits = habits(stored);
            habits.loose = true;
            let mut cost = u64::MAX;
            for _ in 0..ROUNDS {
                let mut seen = Seen::default();
                cost = lines.iter().map(|line| u64::from(line.learn(&habits, &mut seen))).sum();
                habits = habits.with(&seen);
            }
            (cost, habits)
        });
        let other = if before.0 < run.0 { before } else { run };
        // By so little marks in no order whatever differ.
        (behind.0 * SAME > other.0 * (SAME + 1)).then_some(other.1)
    }
}

/// How the lines of a text that have marks are written.
#[derive(Default)]
struct Spelled {
    /// Marks between spaces.
    lone: usize,
    /// What stands between spaces, and its letters.
    words: usize,
    letters: usize,
    /// Marks behind the same mark.
    doubled: usize,
    /// Letters that vocalised text gives a sign, and those that have one beside them.
    consonants: usize,
    bare: usize,
}

impl Spelled {
    fn of(text: &Text<'_>) -> Spelled {
        let mut spelled = Spelled::default();
        let own =
            |line: &View<'_>| matches!(orthography(text, *line), Orthography::Arabic | Orthography::Quranic);
        for line in vocalised(text).filter(own) {
            let (mut before, mut letter, mut orphan) = (' ', false, false);
            for c in line.text().chars() {
                if is_mark(c) {
                    orphan |= before == ' ';
                    spelled.doubled += usize::from(before == c);
                    letter = false;
                } else {
                    spelled.lone += usize::from(orphan && c == ' ');
                    orphan = false;
                    spelled.words += usize::from(before == ' ' && c != ' ');
                    spelled.letters += usize::from(is_letter(c));
                    spelled.bare += usize::from(letter);
                    letter = takes_sign(c) && is_letter(c) && !is_mark(before);
                    spelled.consonants += usize::from(takes_sign(c) && is_letter(c));
                }
                before = c;
            }
        }
        spelled
    }
}

/// The lines with signs of vocalised text. One letter alone with its signs is no word, but a part of one that stood
/// higher than the rest of its row, so it says nothing of where signs stand.
fn vocalised<'t>(text: &Text<'t>) -> impl Iterator<Item = View<'t>> {
    let part =
        |line: &str| line.trim().strip_prefix(is_letter).is_some_and(|signs| signs.chars().all(is_mark));
    text.lines().filter(move |line| count_signs(line.text()) > 0 && !part(line.text()))
}

fn orthography(text: &Text<'_>, line: View<'_>) -> Orthography {
    Orthography::at(text.as_str(), line.start())
}

/// Read what the marks of a line say. How many of them stand behind a space or begin the line, how many on a
/// letter, and all.
fn read(line: &str, strain: &mut Strain) -> (usize, usize, usize) {
    let (mut orphans, mut seated, mut marks) = (0, 0, 0);
    for part in near_marks(line) {
        strain.read(part.chars());
        // A part that does not begin the line begins with a letter.
        let mut before = ' ';
        for c in part.chars() {
            if is_mark(c) {
                marks += 1;
                orphans += usize::from(before == ' ');
                seated += usize::from(is_letter(before));
            }
            before = c;
        }
    }
    (orphans, seated, marks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Confidence;
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
            ("ِبالنِّيات، َوِإَنما ِلُكل اْمِرٍئ", "بِالنِّيات، وَإِنَما لِكُل امْرِئٍ"),
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
            // Letters that were torn off with their signs say nothing of the shaddas of words.
            "ةً\nةٍ\nاً\nةً\nكتب المدرّسون إلى المعلّم\nةٍ\nلٍ\nسٍ",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }

    #[test]
    fn marks_on_no_letter_of_theirs_come_to_rest() {
        // No letter stands where a hamza could: one on thal and one on dad, which are no slip of the others.
        let text = "\u{653}تسيالديمعقوملنييقارلانيضذ\u{655}اض\u{654}";
        let once = clean(text).into_owned();
        assert_eq!(clean(&once), once);
    }

    #[test]
    fn one_order_of_shadda_and_vowel_in_thorough() {
        let first = "مد\u{651}\u{64E} ".repeat(4);
        let text = &format!("{first}حم\u{64E}\u{651}ل");
        assert!(matches!(clean(text), Cow::Borrowed(_)));
        let thorough = Pipeline::new().pass(Marks).floor(Confidence::Probable);
        assert!(thorough.clean(text).ends_with("حم\u{651}\u{64E}ل"));
    }
}
