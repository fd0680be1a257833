//! Extractors hand over one long string; a [`Text`] is that string with borrowed views of its pages, lines and words.
//!
//! Nothing is indexed before it is asked for and nothing is copied: a view is a slice with its byte
//! offset. A [`Text`] also answers, after one scan that all passes share, which characters occur at
//! all ([`Text::may_have`]), so that a pass with nothing to do leaves without reading the text.

use std::ops::{Range, RangeInclusive};
use std::sync::OnceLock;

/// A borrowed view of one contiguous text: `\n` ends a line, `\u{c}` (form feed, as extractors emit
/// it) ends a line and a page.
///
/// ```
/// let text = tanqih::Text::new("سطر أول\nسطر ثان\u{c}صفحة");
/// let lines: Vec<&str> = text.lines().map(|line| line.text()).collect();
/// assert_eq!(lines, ["سطر أول", "سطر ثان", "صفحة"]);
/// assert_eq!(text.pages().count(), 2);
/// ```
#[derive(Debug)]
pub struct Text<'t> {
    text: &'t str,
    census: OnceLock<Census>,
    after_space: OnceLock<Census>,
}

/// A part of a [`Text`]: a line, a page or a word, with its place in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> View<'t> {
    /// The characters of this part, without its terminator.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Byte offset of the first byte in the whole text.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Byte offset after the last byte in the whole text.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// `start..end` in bytes of the whole text.
    pub fn span(&self) -> std::ops::Range<usize> {
        self.start..self.end()
    }

    /// This part without the white space about it; at its end if it is nothing else. O(white space).
    pub fn trim(&self) -> View<'t> {
        let text = self.text.trim_start();
        View { start: self.end() - text.len(), text: text.trim_end() }
    }

    /// This part without the white space at its end. O(white space).
    pub(crate) fn trim_end(&self) -> View<'t> {
        View { start: self.start, text: self.text.trim_end() }
    }

    /// The runs of non-white-space, in order. O(length).
    pub fn words(&self) -> impl Iterator<Item = View<'t>> + Clone + use<'t> {
        let base = self.text;
        let start = self.start;
        base.split_whitespace().map(move |word| View {
            text: word,
            // Both pointers lie in one string, so the difference is the word's offset in it.
            start: start + (word.as_ptr() as usize - base.as_ptr() as usize),
        })
    }

    /// The lines of this part (useful on a page). O(length).
    pub fn lines(&self) -> impl Iterator<Item = View<'t>> + Clone + use<'t> {
        Lines { rest: Some(self.text), start: self.start }
    }
}

impl<'t> Text<'t> {
    /// A view of `text`. O(1).
    pub fn new(text: &'t str) -> Self {
        Text { text, census: OnceLock::new(), after_space: OnceLock::new() }
    }

    /// The whole text.
    pub fn as_str(&self) -> &'t str {
        self.text
    }

    /// The part of this span, in bytes.
    ///
    /// # Panics
    /// When the span is out of bounds or not on char boundaries.
    #[track_caller]
    pub fn part(&self, span: Range<usize>) -> View<'t> {
        View { text: &self.text[span.clone()], start: span.start }
    }

    /// The lines in order, without `\n`, `\r\n` or `\u{c}`; an empty last line is not reported.
    /// O(length) over the whole iteration.
    pub fn lines(&self) -> impl Iterator<Item = View<'t>> + Clone + use<'t> {
        Lines { rest: Some(self.text), start: 0 }
    }

    /// The line that holds byte `at` (or ends there), as [`lines`](Self::lines) reports it. O(line).
    ///
    /// # Panics
    /// When `at` is beyond the text.
    pub fn line_at(&self, at: usize) -> View<'t> {
        let bytes = self.text.as_bytes();
        let start = memchr::memrchr2(b'\n', FORM_FEED, &bytes[..at]).map_or(0, |end| end + 1);
        let mut lines = Lines { rest: Some(&self.text[start..]), start };
        lines.next().unwrap_or(View { text: "", start })
    }

    /// The lines that hold `needle`, each once, in order. The text is searched many bytes at a time,
    /// so lines without it cost next to nothing. O(length) over the whole iteration.
    ///
    /// ```
    /// let text = tanqih::Text::new("رئيــس\nوقف\nعلــى النــار");
    /// let lines: Vec<&str> = text.lines_with("ـ").map(|line| line.text()).collect();
    /// assert_eq!(lines, ["رئيــس", "علــى النــار"]);
    /// ```
    pub fn lines_with<'n>(&self, needle: &'n str) -> impl Iterator<Item = View<'t>> + use<'_, 't, 'n> {
        let finder = memchr::memmem::Finder::new(needle);
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = from + finder.find(self.text.as_bytes().get(from..)?)?;
            let line = self.line_at(found);
            from = line.end().max(found + 1);
            Some(line)
        })
    }

    /// The pages in order, without the form feeds that part them.
    pub fn pages(&self) -> impl Iterator<Item = View<'t>> + Clone + use<'t> {
        let base = self.text;
        base.split('\u{c}')
            .map(move |page| View { text: page, start: page.as_ptr() as usize - base.as_ptr() as usize })
    }

    /// Whether `c` may occur: `false` is certain; `true` is exact below U+0800 and means "a character
    /// of the same 64 code points occurs" above. The first call reads the text once; O(1) after.
    pub fn may_have(&self, c: char) -> bool {
        self.census().0[slot(c)] != 0
    }

    /// [`may_have`](Self::may_have) for any character of a range.
    pub fn may_have_in(&self, range: RangeInclusive<char>) -> bool {
        let census = self.census();
        let (from, to) = (slot(*range.start()), slot(*range.end()));
        census.0[from..=to].iter().any(|&seen| seen != 0)
    }

    /// Whether `c` may occur right after U+0020 SPACE (the resolution of [`may_have`](Self::may_have)).
    /// The first call looks at every space; O(1) after.
    pub fn may_have_after_space(&self, c: char) -> bool {
        self.after_space.get_or_init(|| Census::after_spaces(self.text.as_bytes())).0[slot(c)] != 0
    }

    fn census(&self) -> &Census {
        self.census.get_or_init(|| Census::of(self.text.as_bytes()))
    }
}

/// Ends a line and a page, as extractors emit it.
const FORM_FEED: u8 = 0x0C;

#[derive(Clone)]
struct Lines<'t> {
    rest: Option<&'t str>,
    start: usize,
}

impl<'t> Iterator for Lines<'t> {
    type Item = View<'t>;

    fn next(&mut self) -> Option<View<'t>> {
        let rest = self.rest?;
        let start = self.start;
        let line = match memchr::memchr2(b'\n', FORM_FEED, rest.as_bytes()) {
            Some(at) => {
                self.rest = Some(&rest[at + 1..]);
                self.start += at + 1;
                let line = &rest[..at];
                if rest.as_bytes()[at] == b'\n' {
                    line.strip_suffix('\r').unwrap_or(line)
                } else {
                    line
                }
            }
            None => {
                self.rest = None;
                if rest.is_empty() {
                    return None;
                }
                rest
            }
        };
        Some(View { text: line, start })
    }
}

/// Which characters occur: one byte a slot, not 0 when a character of the slot was seen.
///
/// Slots: code points below U+0800 have one each; above, 64 code points share one (a three-byte
/// character is known by its first two bytes), and all beyond U+FFFF share 64.
#[derive(Clone)]
struct Census([u8; SLOTS]);

const SLOTS: usize = 4096;
const THREE_BYTES: usize = 2048;
const FOUR_BYTES: usize = 3072;
const NOTHING: usize = 3200;

/// Where the slots of a continuation byte begin, by the byte before it.
static FIRST_SLOT: [u16; 256] = {
    let mut table = [NOTHING as u16; 256];
    let mut lead = 0xC0;
    while lead < 0xF8 {
        table[lead] = if lead < 0xE0 {
            ((lead & 0x1F) << 6) as u16
        } else if lead < 0xF0 {
            (THREE_BYTES + ((lead & 0x0F) << 6)) as u16
        } else {
            FOUR_BYTES as u16
        };
        lead += 1;
    }
    table
};

fn slot(c: char) -> usize {
    match c as usize {
        code @ 0..=0x7FF => code,
        code @ 0x800..=0xFFFF => THREE_BYTES + (code >> 6),
        // The second byte of a four-byte character holds the bits 12 to 17.
        code => FOUR_BYTES + ((code >> 12) & 0x3F),
    }
}

impl Census {
    /// The characters of a text.
    fn of(bytes: &[u8]) -> Self {
        // The table of pairs has to be cleared and read: a short text is done sooner without.
        if bytes.len() < 0x8000 {
            Census::by_character(bytes)
        } else {
            Census::by_pairs(bytes)
        }
    }

    fn by_character(bytes: &[u8]) -> Self {
        let mut seen = [0; SLOTS];
        let mut before = 0;
        for &byte in bytes {
            seen[slot_of(before, byte)] = 1;
            before = byte;
        }
        Census(seen)
    }

    /// Notes which pairs of bytes occur, at one store a byte and without a branch or a look-up:
    /// memory speed. What the pairs mean is read off afterwards.
    fn by_pairs(bytes: &[u8]) -> Self {
        let mut pairs = [0u8; 1 << 16];
        for window in bytes.windows(2) {
            pairs[usize::from(u16::from_be_bytes([window[0], window[1]]))] = 1;
        }
        let mut seen = [0; SLOTS];
        if let Some(&first) = bytes.first() {
            seen[slot_of(0, first)] = 1;
        }
        for before in 0..=255u8 {
            let row = &pairs[usize::from(before) << 8..(usize::from(before) + 1) << 8];
            for (ascii, pair) in row[..0x80].iter().enumerate() {
                seen[ascii] |= pair;
            }
            let from = usize::from(FIRST_SLOT[usize::from(before)]);
            for (continued, pair) in row[0x80..0xC0].iter().enumerate() {
                seen[from + continued] |= pair;
            }
        }
        Census(seen)
    }

    /// The characters right after U+0020 SPACE.
    fn after_spaces(bytes: &[u8]) -> Self {
        let mut seen = [0; SLOTS];
        for space in memchr::memchr_iter(b' ', bytes) {
            match bytes[space + 1..] {
                [ascii @ 0..=0x7F, ..] => seen[usize::from(ascii)] = 1,
                [lead, continued, ..] => seen[slot_of(lead, continued)] = 1,
                _ => {}
            }
        }
        Census(seen)
    }
}

/// The slot of the character that `byte` tells of, given the byte before; [`NOTHING`] or more for none.
fn slot_of(before: u8, byte: u8) -> usize {
    let slot = match byte {
        0..=0x7F => usize::from(byte),
        0x80..=0xBF => usize::from(FIRST_SLOT[usize::from(before)]) + usize::from(byte & 0x3F),
        _ => NOTHING,
    };
    slot & (SLOTS - 1)
}

impl std::fmt::Debug for Census {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let seen = self.0.iter().filter(|&&seen| seen != 0).count();
        f.debug_struct("Census").field("slots_seen", &seen).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_gives_itself_without_white_space() {
        let text = Text::new("a\n  ب ج \u{A0}\n \t");
        let trimmed: Vec<(usize, &str)> =
            text.lines().map(|line| (line.trim().start(), line.trim().text())).collect();
        assert_eq!(trimmed, [(0, "a"), (4, "ب ج"), (text.as_str().len(), "")]);
    }

    #[test]
    fn census_knows_what_occurs() {
        let text = Text::new("قال ، ثم\u{FEFF} x𐐷");
        for c in ['ق', '،', ' ', 'x', '\u{FEFF}', '\u{10437}'] {
            assert!(text.may_have(c), "{c:?}");
        }
        for c in ['ب', '\u{640}', '\n', 'y', '\u{202B}', '\u{E000}', '\u{F0000}'] {
            assert!(!text.may_have(c), "{c:?}");
        }
        assert!(text.may_have_after_space('،'));
        assert!(text.may_have_after_space('x'));
        assert!(!text.may_have_after_space('ا'));
        assert!(!text.may_have_after_space(' '));
        assert!(text.may_have_in('\u{FE70}'..='\u{FEFF}'));
        assert!(!text.may_have_in('\u{FB50}'..='\u{FDFF}'));
    }

    #[test]
    fn both_censuses_answer_alike() {
        let texts =
            ["", "a", " ", " b", "ب", " ب", "  ", " \0\0", "قال ، ثم\u{FEFF} x𐐷 𐐷 \u{FEFF}\0", "a\u{200F} é"];
        for text in texts {
            let (a, b) = (Census::by_character(text.as_bytes()), Census::by_pairs(text.as_bytes()));
            assert_eq!(a.0[..NOTHING], b.0[..NOTHING], "{text:?}");
        }
    }

    #[test]
    fn a_line_is_found_by_any_of_its_bytes() {
        let source = "a\r\nbc\n\nd\u{c}e";
        let text = Text::new(source);
        for line in text.lines() {
            for at in line.start()..=line.end() {
                assert_eq!(text.line_at(at), line);
            }
        }
        assert_eq!(Text::new("a\n").line_at(2).span(), 2..2);
    }

    #[test]
    fn lines_end_at_newline_and_form_feed() {
        let text = Text::new("a\r\nb\n\nc\u{c}d\n");
        let lines: Vec<_> = text.lines().map(|l| (l.start(), l.text())).collect();
        assert_eq!(lines, [(0, "a"), (3, "b"), (5, ""), (6, "c"), (8, "d")]);
    }

    #[test]
    fn words_know_their_place() {
        let text = Text::new("x\n  ab\tcd ");
        let line = text.lines().nth(1).unwrap();
        let words: Vec<_> = line.words().map(|w| (w.start(), w.text())).collect();
        assert_eq!(words, [(4, "ab"), (7, "cd")]);
    }
}
