//! Spaces about commas, stops and numbers come from gaps on the page, and gaps mislead: `وبيروت ، و`, `عام2015`, two spaces for one.
//!
//! Some writers put a space before every comma, and the legal and the classical texts do so
//! throughout. So the text votes: a sign that mostly stands spaced is left so. Letters and digits
//! side by side are a defect only where no writer joins them: `1442هـ`, `2021م`, `و400`, `ب5000`
//! stay. Gaps of verse and tables stay: three spaces or more, tabs, and single gaps in the middle of line
//! after line.

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, TATWEEL, TEH_MARBUTA};
use crate::arabic::marks::is_mark;
use crate::arabic::Orthography;
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::pass::Pass;
use crate::text::{Text, View};

/// Puts spaces about punctuation and numbers right on lines of Arabic.
///
/// Removes and adds U+0020 and, where a sign stuck to the wrong word, moves the sign over the space
/// (` ،و` becomes `، و`); nothing else. [`Strong`](Confidence::Strong) or below, because a lost
/// number leaves the same double spaces behind: what looks for those must run before. O(length).
///
/// ```
/// use tanqih::{passes::Punctuation, Pipeline};
/// let punctuation = Pipeline::new().pass(Punctuation);
/// assert_eq!(
///     punctuation.clean("زار بغداد وبيروت ، ثم  عاد بعد 12شهرا عام 1442هـ"),
///     "زار بغداد وبيروت، ثم عاد بعد 12 شهرا عام 1442هـ"
/// );
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Punctuation;

/// A space before a sign that takes none.
const BEFORE_SIGN: Reason = Reason::new("space-before-punctuation");
/// No space after a comma, semicolon or question mark.
const AFTER_SIGN: Reason = Reason::new("no-space-after-punctuation");
/// Two spaces for one, or a space at a line's edge.
const EXTRA: Reason = Reason::new("extra-space");
/// No space between a word and a number.
const JOINT: Reason = Reason::new("number-joint");

/// Signs that take no space before; those of one group are spaced alike by a writer.
const SIGNS: [&[char]; 4] = [&['،', '؛'], &['.'], &[':'], &['؟', '!']];

impl Pass for Punctuation {
    fn name(&self) -> &'static str {
        "punctuation"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        if !text.may_have_in('\u{0621}'..='\u{06FF}') {
            return;
        }
        let wants = Wants::of(text);
        if !wants.any() {
            return;
        }
        let style = if wants.signs { Style::of(text) } else { Style::default() };
        let mut before: Option<View<'_>> = None;
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let mut place = Place { text, line, arabic: None };
            if wants.spaces {
                let beside = [before, lines.peek().copied()];
                extra_spaces(&mut place, beside, edits);
            }
            if wants.signs {
                spaced_signs(&mut place, &style, edits);
            }
            if wants.stuck {
                stuck_signs(&mut place, edits);
            }
            if wants.digits {
                joints(&mut place, edits);
            }
            before = Some(line);
        }
    }
}

/// Which defects may occur at all.
struct Wants {
    spaces: bool,
    signs: bool,
    stuck: bool,
    digits: bool,
}

impl Wants {
    fn of(text: &Text<'_>) -> Self {
        Wants {
            spaces: text.may_have_after_space(' ') || has_edge_space(text.as_str()),
            signs: SIGNS.iter().flat_map(|group| group.iter()).any(|&sign| text.may_have_after_space(sign)),
            stuck: ['،', '؛', '؟'].into_iter().any(|sign| text.may_have(sign)),
            digits: text.may_have_in('0'..='9')
                || text.may_have_in('\u{0660}'..='\u{0669}')
                || text.may_have_in('\u{06F0}'..='\u{06F9}'),
        }
    }

    fn any(&self) -> bool {
        self.spaces || self.signs || self.stuck || self.digits
    }
}

fn has_edge_space(text: &str) -> bool {
    text.starts_with(' ')
        || text.ends_with(' ')
        || memchr::memmem::find(text.as_bytes(), b"\n ").is_some()
        || memchr::memmem::find(text.as_bytes(), b" \n").is_some()
}

/// A line, and whether it is Arabic, asked once there is something to repair.
struct Place<'a, 't> {
    text: &'a Text<'t>,
    line: View<'t>,
    arabic: Option<bool>,
}

impl Place<'_, '_> {
    fn is_arabic(&mut self) -> bool {
        let (text, start) = (self.text.as_str(), self.line.start());
        *self.arabic.get_or_insert_with(|| Orthography::at(text, start).is_arabic())
    }
}

/// How the text spaces each group of signs.
#[derive(Default)]
struct Style {
    spaced: [bool; SIGNS.len()],
}

impl Style {
    /// One walk over the text. Three spaced signs that are no fewer than the attached ones are a habit.
    fn of(text: &Text<'_>) -> Self {
        let mut counts = [[0usize; 2]; SIGNS.len()];
        let (mut before, mut before_that) = (' ', ' ');
        for c in text.as_str().chars() {
            if let Some(group) = group(c) {
                if before == ' ' && is_word_end(before_that) {
                    counts[group][1] += 1;
                } else if is_word_end(before) {
                    counts[group][0] += 1;
                }
            }
            (before_that, before) = (before, c);
        }
        Style { spaced: counts.map(|[attached, spaced]| spaced >= 3 && spaced >= attached) }
    }
}

fn group(sign: char) -> Option<usize> {
    SIGNS.iter().position(|group| group.contains(&sign))
}

fn is_word_end(c: char) -> bool {
    is_letter(c)
        || is_mark(c)
        || is_digit(c)
        || matches!(c, ')' | ']' | '»' | '”' | '"' | '%' | '٪' | TATWEEL)
}

/// ` ،` is `،`, and ` ،و` is `، و`.
fn spaced_signs(place: &mut Place<'_, '_>, style: &Style, edits: &mut Edits<'_>) {
    let (line, base) = (place.line.text(), place.line.start());
    let mut next = 0;
    while let Some(found) = line[next..].find(' ') {
        let at = next + found;
        let after = line[at..].trim_start_matches(' ');
        let from = line.len() - after.len();
        next = from;
        let Some((sign, group)) = after.chars().next().and_then(|sign| Some((sign, group(sign)?))) else {
            continue;
        };
        // A wide gap is a column.
        if style.spaced[group] || from - at > 2 || !line[..at].ends_with(is_word_end) {
            continue;
        }
        let end = from + sign.len_utf8();
        let beyond = line[end..].chars().next();
        // Dots in a row lead the eye to a number.
        let ends = beyond.is_none_or(char::is_whitespace) && !line[end..].trim_start().starts_with(sign);
        // A dot or colon before a letter is a name or a ratio; stuck commas are moved.
        let stuck = beyond.is_some_and(is_letter) && matches!(sign, '،' | '؛');
        if !ends && !stuck || !place.is_arabic() {
            continue;
        }
        let space = base + at..base + from;
        if ends {
            edits.delete(space, BEFORE_SIGN, Confidence::Strong);
        } else {
            let pieces = [Piece::Keep(space.end..base + end), Piece::Keep(space.clone())];
            edits.reorder(space.start..base + end, pieces, BEFORE_SIGN, Confidence::Strong);
        }
    }
}

/// `بيروت،ثم` is `بيروت، ثم`; letters of lists (`ب،ج`) stay.
fn stuck_signs(place: &mut Place<'_, '_>, edits: &mut Edits<'_>) {
    let (line, base) = (place.line.text(), place.line.start());
    for (at, sign) in line.match_indices(['،', '؛', '؟']) {
        let end = at + sign.len();
        let two = |letters: &mut dyn Iterator<Item = char>| {
            letters.filter(|&c| !is_mark(c)).take(2).filter(|&c| is_letter(c)).count() == 2
        };
        if two(&mut line[end..].chars().take(4))
            && two(&mut line[..at].chars().rev().take(4))
            && place.is_arabic()
        {
            edits.insert(base + end, " ", AFTER_SIGN, Confidence::Strong);
        }
    }
}

/// Two spaces are one, unless lines beside have a gap too; one space at a line's start or end is none.
fn extra_spaces(place: &mut Place<'_, '_>, beside: [Option<View<'_>>; 2], edits: &mut Edits<'_>) {
    let (line, base) = (place.line.text(), place.line.start());
    let trimmed = line.trim_end_matches(' ');
    if trimmed.is_empty() || line.contains('\t') {
        return;
    }
    if trimmed.len() < line.len() && place.is_arabic() {
        edits.delete(base + trimmed.len()..base + line.len(), EXTRA, Confidence::Strong);
    }
    let indented = |line: &str| line.starts_with(' ');
    if indented(line) && !line.starts_with("  ") {
        // A single space before line after line is an indent.
        let alone = beside.into_iter().flatten().all(|beside| !indented(beside.text()));
        if alone && place.is_arabic() {
            edits.delete(base..base + 1, EXTRA, Confidence::Strong);
        }
    }
    let inside = trimmed.trim_start_matches(' ');
    if !inside.contains("  ") || inside.contains("   ") {
        return;
    }
    let verse = is_halved(inside) && beside.into_iter().flatten().any(|line| is_halved(line.text().trim()));
    if verse || !place.is_arabic() {
        return;
    }
    let start = base + (trimmed.len() - inside.len());
    for (at, _) in inside.match_indices("  ") {
        // The spaces before a sign go together, by another rule.
        if !inside[at + 2..].chars().next().is_some_and(|c| group(c).is_some()) {
            edits.delete(start + at..start + at + 1, EXTRA, Confidence::Strong);
        }
    }
}

/// Whether a line has exactly one gap, with two words or more on either side: half verses.
fn is_halved(line: &str) -> bool {
    let mut halves = line.split("  ").map(str::trim).filter(|half| !half.is_empty());
    let two = |half: Option<&str>| half.is_some_and(|half| half.contains(' '));
    two(halves.next()) && two(halves.next()) && halves.next().is_none()
}

/// `12شهرا` is `12 شهرا`, `عام2015` is `عام 2015`.
fn joints(place: &mut Place<'_, '_>, edits: &mut Edits<'_>) {
    let (line, base) = (place.line.text(), place.line.start());
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let joint = match (is_digit(before), is_digit(c)) {
            (true, false) if is_letter(c) => judge_after_number(&line[at..]),
            (false, true) if is_letter(before) || is_mark(before) => judge_before_number(&line[..at]),
            _ => None,
        };
        before = c;
        let Some(confidence) = joint else {
            continue;
        };
        if !in_code(line, at) && place.is_arabic() {
            edits.insert(base + at, " ", JOINT, confidence);
        }
    }
}

/// Short words that do stand alone after a number: `16في`.
const SHORT: [&str; 12] = ["في", "من", "عن", "أن", "إن", "لا", "ما", "لم", "قد", "أو", "يوم", "عام"];

/// The word that begins here and touches a number before it.
fn judge_after_number(word: &str) -> Option<Confidence> {
    let end = word.find(|c| !is_letter(c) && !is_mark(c)).unwrap_or(word.len());
    let (word, rest) = word.split_at(end);
    let letters = word.chars().filter(|&c| is_letter(c)).take(4).count();
    // `1442هـ`, `2021م`, `5كم`, and `2020و2021`.
    let goes_on =
        rest.chars().next().is_some_and(|c| c == TATWEEL || is_digit(c) || c.is_ascii_alphanumeric());
    if goes_on || letters < 2 {
        return None;
    }
    (letters > 2 || SHORT.contains(&word)).then_some(Confidence::Strong)
}

/// Words that numbers follow; with و ف ب ل ك before them too.
const BEFORE_NUMBERS: [&str; 28] = [
    "عام",
    "سنة",
    "العام",
    "في",
    "من",
    "إلى",
    "على",
    "عن",
    "حتى",
    "منذ",
    "بين",
    "نحو",
    "حوالي",
    "قرابة",
    "خلال",
    "غضون",
    "بعد",
    "قبل",
    "يوم",
    "رقم",
    "عدد",
    "نسبة",
    "المادة",
    "الفقرة",
    "صفحة",
    "الساعة",
    "أكثر",
    "أقل",
];

/// The word that ends here and touches a number after it.
fn judge_before_number(before: &str) -> Option<Confidence> {
    // Words are short; the bound keeps a line without a space linear.
    let mut from = before.len();
    let mut letters = 0;
    for (at, c) in before.char_indices().rev().take(24) {
        if !is_letter(c) && !is_mark(c) {
            if c == TATWEEL || is_digit(c) || c.is_ascii_alphanumeric() {
                return None;
            }
            break;
        }
        from = at;
        letters += usize::from(is_letter(c));
    }
    let word = &before[from..];
    let bare = word.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']).unwrap_or(word);
    if BEFORE_NUMBERS.contains(&word) || BEFORE_NUMBERS.contains(&bare) && letters > 2 {
        return Some(Confidence::Strong);
    }
    // A name may hold a number (`كوفيد19`), a word with the article or a teh marbuta hardly.
    let arabic = bare.starts_with("ال") || word.ends_with(TEH_MARBUTA);
    match letters {
        0..=3 => None,
        _ if arabic => Some(Confidence::Strong),
        _ => Some(Confidence::Probable),
    }
}

/// Whether the token about `at` holds what no sentence does: an address, a path, a name with Latin.
fn in_code(line: &str, at: usize) -> bool {
    let code = |c: char| c.is_ascii_alphabetic() || matches!(c, '@' | '_' | '\\' | '=' | '#');
    let before = line[..at].chars().rev().take(32).take_while(|c| !c.is_whitespace());
    let after = line[at..].chars().take(32).take_while(|c| !c.is_whitespace());
    before.chain(after).any(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(Punctuation).clean(text)
    }

    #[test]
    fn spaces_come_right() {
        for (raw, clear) in [
            ("زار بيروت ، وعاد .", "زار بيروت، وعاد."),
            ("هل عاد ؟ نعم ؛ عاد", "هل عاد؟ نعم؛ عاد"),
            ("وارتفع العدد ،وانخفض", "وارتفع العدد، وانخفض"),
            ("زار بيروت،وعاد", "زار بيروت، وعاد"),
            ("وقفت  القوات في  المدينة", "وقفت القوات في المدينة"),
            (" بعد اجتماعات طويلة ", "بعد اجتماعات طويلة"),
            ("في غضون 12شهرا", "في غضون 12 شهرا"),
            ("وكان عام2015 وفي٢٠١٦ حتى16في المئة", "وكان عام 2015 وفي ٢٠١٦ حتى 16 في المئة"),
            ("غضون  ، على", "غضون، على"),
        ] {
            assert_eq!(clean(raw), clear, "{raw}");
        }
    }

    #[test]
    fn writers_habits_stay() {
        for text in [
            "عام 1442هـ الموافق 2021م و1973ء",
            "و400 رجل وب5000 دينار وال3% ولـ50 و2020و2021",
            "كوفيد19 وF125المشؤومة 5كم 3جي",
            "الفقرتين (ب،ج) و14:45 و(2015-2019)",
            "قال أولا ، ثم ثانيا ، ثم ثالثا ، وعاد",
            "الساعة ... 10 . . . . 12",
            "https://example.com/عام2015 user@عام2015",
            "قفا نبك من ذكرى  حبيب ومنزل\nبسقط اللوى بين  الدخول فحومل",
            "الاسم    العمر   المدينة",
            "الاسم\tالعمر  والمدينة",
            "این کتاب را خواندم ، ولی نه  همه",
            "وقال إنه 3.5 و.نت :كذا",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text} => {}", clean(text));
        }
    }
}
