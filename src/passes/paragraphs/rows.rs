//! What a line of a page shows of its paragraph: how wide it was, how it ends, how it begins.

use std::ops::Range;

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, joins_next};
use crate::arabic::marks::is_mark;
use crate::text::Text;

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// As sentences end.
    Stop,
    /// In a word of which no sentence is the last, or a comma.
    Open,
    /// In any other word.
    Plain,
}

/// A line with text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Bytes from its first to its last character that is not white space.
    pub(super) start: usize,
    pub(super) end: usize,
    /// About how wide it was drawn.
    pub(super) width: u32,
    /// The same of its first word, with a space before it.
    pub(super) first_word: u32,
    pub(super) ends: End,
    pub(super) last_letter: Option<char>,
    /// Begins as the items of a list do.
    pub(super) item: bool,
    /// Words of a table, Latin, or nothing that is Arabic prose.
    pub(super) alone: bool,
    /// A clause or sentence ends before its last word.
    pub(super) clauses: bool,
    /// Blank lines, and ends of pages, between the line before and this one.
    pub(super) blanks: u32,
    pub(super) pages: u32,
    /// A line without a letter or digit stands between, such as marks that lost their letters.
    pub(super) apart: bool,
}

/// The lines with text in a part of the text that begins and ends with lines.
pub(super) fn rows(text: &Text<'_>, part: Range<usize>) -> Vec<Row> {
    let source = text.as_str();
    let mut rows: Vec<Row> = Vec::new();
    let mut from = part.start;
    let (mut blanks, mut apart) = (0, false);
    for line in text.part(part).lines() {
        let inked = line.text().trim();
        if inked.is_empty() {
            blanks += 1;
            continue;
        }
        if !inked.contains(|c: char| is_letter(c) || c.is_alphanumeric() && !is_mark(c)) {
            apart = true;
            continue;
        }
        let start = line.start() + (inked.as_ptr() as usize - line.text().as_ptr() as usize);
        let pages = memchr::memchr_iter(0x0C, &source.as_bytes()[from..start]).count() as u32;
        let mut row = Row::of(inked, start);
        (row.pages, row.blanks, row.apart) = (pages, blanks, apart);
        rows.push(row);
        (blanks, apart) = (0, false);
        from = row.end;
    }
    rows
}

impl Row {
    fn of(line: &str, start: usize) -> Row {
        let first = line.split_whitespace().next().unwrap_or_default();
        let last = line.split_whitespace().next_back().unwrap_or_default();
        Row {
            start,
            end: start + line.len(),
            width: width(line),
            first_word: width(first) + SPACE,
            ends: end_of(last),
            last_letter: line.chars().rev().find(|&c| is_letter(c)),
            item: is_item(first) || is_heading(line),
            alone: stands_alone(line),
            clauses: line[..line.len() - last.len()].contains(['،', '.', '؟', '!', '؛', ',']),
            blanks: 0,
            pages: 0,
            apart: false,
        }
    }
}

const SPACE: u32 = 4;

/// What a letter of U+0600–U+06FF takes on a line where the next letter joins it, and where none does:
/// rounded means of common text fonts, an em being about sixteen.
static WIDTHS: [[u8; 2]; 256] = {
    let mut widths = [[5, 5]; 256];
    let mut low = 0;
    while low < 256 {
        let c = 0x600 + low as u32;
        widths[low] = match c {
            0x60C | 0x61B | 0x610..=0x61A | 0x6D4 => [3, 3],
            0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x6DF..=0x6E8 | 0x6EA..=0x6ED => [0, 0],
            // Hamza, the alefs; lam.
            0x621..=0x623 | 0x625 | 0x627 => [3, 3],
            0x644 => [3, 5],
            0x624 | 0x631 | 0x632 | 0x648 => [4, 4],
            0x626 | 0x646 | 0x64A | 0x6CC => [3, 7],
            0x649 => [5, 7],
            0x628 | 0x62A | 0x62B | 0x67E => [3, 9],
            0x641 | 0x642 => [4, 8],
            0x643 | 0x6A9 | 0x6AF => [5, 8],
            0x633 | 0x634 => [8, 10],
            0x635 | 0x636 => [8, 11],
            0x62C..=0x62E | 0x639 | 0x63A | 0x686 => [6, 6],
            0x637 | 0x638 => [7, 7],
            _ => [5, 5],
        };
        low += 1;
    }
    widths
};

pub(super) fn width(text: &str) -> u32 {
    let mut sum = 0;
    let mut chars = text.chars().filter(|&c| !is_mark(c)).peekable();
    while let Some(c) = chars.next() {
        let joined = joins_next(c) && chars.peek().is_some_and(|&next| is_letter(next));
        sum += match (c as usize).checked_sub(0x600) {
            Some(low) if low < 256 => u32::from(WIDTHS[low][usize::from(!joined)]),
            _ if c.is_whitespace() => SPACE,
            _ if c.is_ascii_uppercase() => 8,
            _ if c.is_alphanumeric() => 5,
            _ => 3,
        };
    }
    sum
}

/// Words that want another after them.
const OPEN_WORDS: &[&str] = &[
    "في",
    "من",
    "إلى",
    "على",
    "عن",
    "أن",
    "إن",
    "التي",
    "الذي",
    "الذين",
    "أو",
    "مع",
    "بين",
    "حتى",
    "لكن",
    "ولا",
    "لا",
    "لم",
    "لن",
    "قد",
    "وقد",
    "كان",
    "كانت",
    "هذا",
    "هذه",
    "تلك",
    "كل",
    "بعض",
    "غير",
    "عبد",
    "أبو",
    "ابن",
    "بن",
    "منذ",
    "خلال",
    "بعد",
    "قبل",
    "عند",
    "حول",
    "ضد",
    "نحو",
    "ثم",
    "كما",
    "أي",
    "ومن",
    "وفي",
    "وعلى",
    "أنه",
    "أنها",
];

fn end_of(word: &str) -> End {
    if stops(word) {
        return End::Stop;
    }
    match closed(word).chars().next_back() {
        Some('،' | ',' | '-' | '–' | '(' | '[') => End::Open,
        _ if OPEN_WORDS.contains(&word) => End::Open,
        _ => End::Plain,
    }
}

/// A line without the brackets and quotes that close at its end.
fn closed(line: &str) -> &str {
    let closing = |c: char| {
        matches!(c, ')' | ']' | '}' | '"' | '\'' | '»' | '«' | '”' | '“' | '’' | '›') || c.is_whitespace()
    };
    line.trim_end_matches(closing)
}

/// Whether a line ends as sentences do.
pub(super) fn stops(line: &str) -> bool {
    closed(line).ends_with(['.', '؟', '?', '!', ':', '؛', '…', '\u{6D4}'])
}

/// Whether the first word of a line is a list's mark: a bullet, or a number or letter with a sign after it.
fn is_item(first: &str) -> bool {
    let mut chars = first.chars();
    match chars.next() {
        Some(
            '•' | '▪' | '◦' | '●' | '○' | '■' | '□' | '♦' | '✓' | '➢' | '*' | '·' | '\u{E000}'..='\u{F8FF}',
        ) => true,
        Some('-' | '–' | '—') => true,
        _ => {
            let bare = first.trim_start_matches(['(', '[', ')']);
            let label = bare.trim_end_matches([')', ']', '.', '-', '–', '/', ':', '(', 'ـ']);
            let marked = label.len() < first.len();
            let short = label.chars().count() <= 5
                && label.chars().all(|c| is_digit(c) || matches!(c, '.' | '-' | '/'))
                || label.chars().count() == 1;
            marked
                && short
                && !label.is_empty()
                && first.ends_with([')', ']', '.', '-', '–', '/', ':', '(', 'ـ'])
                || COUNTED.contains(&first.trim_end_matches([':', '-', '–', '.', '،', '/']))
        }
    }
}

/// Whether a line begins as "Article 5", "Chapter the second:".
fn is_heading(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    PARTS.contains(&first)
        && (second.contains(|c| is_digit(c) || c == ':')
            || second == "رقم"
            || line.split_whitespace().take(4).any(|word| word.ends_with(':')))
}

const COUNTED: &[&str] = &[
    "أولا",
    "أولاً",
    "ثانيا",
    "ثانياً",
    "ثالثا",
    "ثالثاً",
    "رابعا",
    "رابعاً",
    "خامسا",
    "خامساً",
    "سادسا",
    "سادساً",
    "سابعا",
    "سابعاً",
    "ثامنا",
    "ثامناً",
    "تاسعا",
    "تاسعاً",
    "عاشرا",
    "عاشراً",
];
const PARTS: &[&str] = &[
    "المادة",
    "مادة",
    "الفصل",
    "الباب",
    "البند",
    "الفرع",
    "المبحث",
    "المطلب",
    "الفقرة",
    "جدول",
    "الجدول",
    "شكل",
    "الشكل",
];

/// Whether a line is no prose of Arabic words: cells with gaps between them, mostly digits, Latin.
fn stands_alone(line: &str) -> bool {
    let (mut arabic, mut other) = (0, 0);
    for c in line.chars() {
        if is_letter(c) {
            arabic += 1;
        } else if c.is_alphanumeric() {
            other += 1;
        }
    }
    other > arabic || line.contains('\t') || line.contains("   ")
}
