//! Spaces about commas, stops and numbers come from gaps on the page, and gaps mislead: `وبيروت ، و`, `عام2015`, two spaces for one.
//!
//! Some writers put a space before every comma, and the legal and the classical texts do so
//! throughout. So the text votes: a sign that mostly stands spaced is left so. Letters and digits
//! side by side are a defect only where no writer joins them: `1442هـ`, `2021م`, `و400`, `ب5000`
//! stay. Gaps of verse and tables stay: three spaces or more, tabs, and single gaps in the middle of line
//! after line.

mod brackets;
mod inside;
mod joints;

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::LineGate;
use crate::edit::{Confidence, Edits, Piece, Reason};
use crate::pass::Pass;
use crate::text::{Text, View};

/// Puts spaces about punctuation and numbers right on lines of Arabic.
///
/// Removes and adds U+0020 and, where a sign stuck to the wrong word, moves the sign over the space
/// (` ،و` becomes `، و`); beside brackets and inside numbers, only what no writer spaces so; nothing else. [`Strong`](Confidence::Strong) or below, because a lost
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
/// A space inside a number, or on one side only of what brackets hold.
const INSIDE: Reason = Reason::new("space-inside");
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
        extra_spaces(text, edits);
        spaced_signs(text, edits);
        stuck_signs(text, edits);
        joints::joints(text, edits);
        brackets::glued_pairs(text, edits);
        inside::inside_numbers(text, edits);
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

/// Whether the text spaces a group of signs by habit: three times or more, and no fewer than it
/// attaches them. One search for each sign.
fn is_habit(text: &Text<'_>, group: &[char]) -> bool {
    let source = text.as_str();
    let (mut attached, mut spaced) = (0usize, 0usize);
    for &sign in group {
        for (at, sign_text) in source.match_indices(sign) {
            // A stop or colon inside a number or an address is none.
            let inside = matches!(sign, '.' | ':')
                && source[at + sign_text.len()..].starts_with(|c: char| !c.is_whitespace());
            let mut before = source[..at].chars().rev();
            match before.next() {
                Some(' ') => spaced += usize::from(before.next().is_some_and(is_word_end)),
                Some(c) if !inside => attached += usize::from(is_word_end(c)),
                _ => {}
            }
        }
    }
    spaced >= 3 && spaced >= attached
}

/// ` ،` is `،`, and ` ،و` is `، و`.
fn spaced_signs(text: &Text<'_>, edits: &mut Edits<'_>) {
    let source = text.as_str();
    let mut gate = LineGate::new(source);
    for group in SIGNS {
        let mut habit = None;
        for &sign in group.iter().filter(|&&sign| text.may_have_after_space(sign)) {
            let mut needle = [b' '; 5];
            let len = 1 + sign.encode_utf8(&mut needle[1..]).len();
            for found in memchr::memmem::find_iter(source.as_bytes(), &needle[..len]) {
                let (from, end) = (found + 1, found + len);
                let word = source[..from].trim_end_matches(' ');
                // A wide gap is a column.
                if from - word.len() > 2 || !word.ends_with(is_word_end) {
                    continue;
                }
                let beyond = source[end..].chars().next();
                // Dots in a row lead the eye to a number.
                let leader = source[end..].trim_start_matches(' ').starts_with(sign);
                let ends = beyond.is_none_or(char::is_whitespace) && !leader;
                // A dot or colon before a letter is a name or a ratio; stuck commas are moved.
                let stuck = beyond.is_some_and(is_letter) && matches!(sign, '،' | '؛');
                if !ends && !stuck
                    || *habit.get_or_insert_with(|| is_habit(text, group))
                    || !gate.at(from).is_arabic()
                {
                    continue;
                }
                let space = word.len()..from;
                if ends {
                    edits.delete(space, BEFORE_SIGN, Confidence::Strong);
                } else {
                    let one = space.start..space.start + 1;
                    let pieces =
                        [Piece::Keep(from..end), Piece::Keep(one.clone()), Piece::Swap(one.end..from, "")];
                    edits.reorder(space.start..end, pieces, BEFORE_SIGN, Confidence::Strong);
                }
            }
        }
    }
}

/// `بيروت،ثم` is `بيروت، ثم`; letters of lists (`ب،ج`) stay.
fn stuck_signs(text: &Text<'_>, edits: &mut Edits<'_>) {
    let source = text.as_str();
    let mut gate = LineGate::new(source);
    for sign in ['،', '؛', '؟'].into_iter().filter(|&sign| text.may_have(sign)) {
        let mut needle = [0; 4];
        for at in memchr::memmem::find_iter(source.as_bytes(), sign.encode_utf8(&mut needle)) {
            let end = at + sign.len_utf8();
            // Nearly always a space; a letter has a lead byte.
            if source.as_bytes().get(end).is_none_or(u8::is_ascii) {
                continue;
            }
            let two = |letters: &mut dyn Iterator<Item = char>| {
                letters.filter(|&c| !is_mark(c)).take(2).filter(|&c| is_letter(c)).count() == 2
            };
            if two(&mut source[end..].chars().take(4))
                && two(&mut source[..at].chars().rev().take(4))
                && gate.at(at).is_arabic()
            {
                edits.insert(end, " ", AFTER_SIGN, Confidence::Strong);
            }
        }
    }
}

fn is_arabic(text: &Text<'_>, line: View<'_>) -> bool {
    LineGate::new(text.as_str()).at(line.start()).is_arabic()
}

/// One space at a line's start or end is none, and two spaces inside are one.
fn extra_spaces(text: &Text<'_>, edits: &mut Edits<'_>) {
    let source = text.as_str();
    if !text.may_have(' ') {
        return;
    }
    for end in [" \n", " \r\n", " \u{c}"].into_iter().filter(|end| text.may_have(end.as_bytes()[1] as char)) {
        for at in memchr::memmem::find_iter(source.as_bytes(), end) {
            trailing(text, text.line_at(at), edits);
        }
    }
    if source.ends_with(' ') {
        trailing(text, text.line_at(source.len()), edits);
    }
    for start in ["\n ", "\u{c} "].into_iter().filter(|start| text.may_have(start.as_bytes()[0] as char)) {
        for at in memchr::memmem::find_iter(source.as_bytes(), start) {
            leading(text, text.line_at(at + 1), edits);
        }
    }
    if source.starts_with(' ') {
        leading(text, text.line_at(0), edits);
    }
    if text.may_have_after_space(' ') {
        for line in text.lines_with("  ") {
            doubled(text, line, edits);
        }
    }
}

fn trailing(text: &Text<'_>, line: View<'_>, edits: &mut Edits<'_>) {
    let kept = line.text().trim_end_matches(' ');
    if !kept.is_empty() && !line.text().contains('\t') && is_arabic(text, line) {
        edits.delete(line.start() + kept.len()..line.end(), EXTRA, Confidence::Strong);
    }
}

fn leading(text: &Text<'_>, line: View<'_>, edits: &mut Edits<'_>) {
    let indented = |line: View<'_>| line.text().starts_with(' ');
    let words = line.text().trim_start_matches(' ');
    if words.is_empty() || line.text().len() - words.len() != 1 || line.text().contains('\t') {
        return;
    }
    // A single space before line after line is an indent.
    if !beside(text, line).into_iter().flatten().any(indented) && is_arabic(text, line) {
        edits.delete(line.start()..line.start() + 1, EXTRA, Confidence::Strong);
    }
}

fn doubled(text: &Text<'_>, line: View<'_>, edits: &mut Edits<'_>) {
    let inside = line.text().trim_matches(' ');
    if inside.contains("   ") || line.text().contains('\t') {
        return;
    }
    let halved = |line: View<'_>| is_halved(line.text().trim_matches(' '));
    if halved(line) && beside(text, line).into_iter().flatten().any(halved) || !is_arabic(text, line) {
        return;
    }
    let start = line.start() + (line.text().len() - line.text().trim_start_matches(' ').len());
    for (at, gap) in inside.match_indices("  ") {
        // The spaces before a sign go together, by another rule.
        if !inside[at + gap.len()..].starts_with(is_sign) {
            edits.delete(start + at..start + at + 1, EXTRA, Confidence::Strong);
        }
    }
}

fn is_sign(c: char) -> bool {
    group(c).is_some()
}

/// The lines before and after.
fn beside<'t>(text: &Text<'t>, line: View<'t>) -> [Option<View<'t>>; 2] {
    let rest = &text.as_str()[line.end()..];
    let after = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\u{c}']));
    [
        line.start().checked_sub(1).map(|end| text.line_at(end)),
        after.map(|after| text.line_at(text.as_str().len() - after.len())),
    ]
}

/// Whether a line has exactly one gap, with two words or more on either side: half verses.
fn is_halved(line: &str) -> bool {
    let mut halves = line.split("  ").map(|half| half.trim_matches(' ')).filter(|half| !half.is_empty());
    // Counted by letters alone, which no rule here changes.
    let words = |half: &str| {
        let in_word = |c: char| is_letter(c) || is_mark(c);
        half.split(|c| !in_word(c)).filter(|word| !word.is_empty()).take(2).count()
    };
    let two = |half: Option<&str>| half.is_some_and(|half| !half.starts_with(is_sign) && words(half) == 2);
    two(halves.next()) && two(halves.next()) && halves.next().is_none()
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
