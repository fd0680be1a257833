//! Lines of much Latin or many numbers, which some extractors take for left-to-right text on a page whose other lines read: `info@a.org أو راسلونا على` for `أو راسلونا على info@a.org`.
//!
//! They weigh letters, words or parts of each line. Where Latin outweighs Arabic, they leave the parts of the line
//! as they stand on the page and put each Arabic run in reading order, or each word. Nothing of the other lines
//! tells of that, so such lines are judged by themselves and by one another: by the words that follow one another
//! in each reading, and by where stops stand.

use crate::arabic::bidi::{as_str, class, read, show_runs, AsDrawn, Class, Glyph};
use crate::arabic::segments::show_words;
use crate::arabic::words::ends_clause;
use crate::arabic::LineGate;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::{Text, View};

use super::blemishes::blemishes;
use super::evidence::{has_stuck_number, starts_with_unit, Item, Items, LINE};

/// How a line stands that was taken for left-to-right text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Its Arabic runs from left to right, the words of each in order.
    Runs,
    /// Its words from left to right.
    Words,
}

const WAYS: [Way; 2] = [Way::Runs, Way::Words];

/// A line, and how much likelier each way of reading it is than as it stands.
struct Asked<'t> {
    view: View<'t>,
    /// Whether it begins with a number or Latin.
    starts: bool,
    /// Latin letters and digits of 64 bytes.
    share: usize,
    gains: [Cost; 2],
}

/// The most that one joint says.
const JOINT: Cost = 10 * BIT;
/// What a sign or a space says that stands where none does.
const BLEMISH: Cost = 3 * BIT;
/// What a preposition before Latin says, for none ends a clause.
const HOLDS: Cost = 3 * BIT;
/// What a sentence says that begins with a capital letter, and one that does not.
const CAPITAL: Cost = 3 * BIT;
/// The most that one line says about the others, and they about one.
const VOTE: Cost = 12 * BIT;
const OTHERS: Cost = 12 * BIT;
/// Bits of a line that tell of the others.
const CLEAR: Cost = 6 * BIT;
/// Bits without which no line is turned that does not begin with a number or Latin.
const LEAST: Cost = 3 * BIT;
/// Bits that turn a line: the words of a run that stand in reverse tell more surely.
const ENOUGH: [Cost; 2] = [12 * BIT, 8 * BIT];

/// The lines that are to be turned, with their pieces in reading order.
pub(super) fn lines<'t, M: LanguageModel>(
    model: &M,
    text: &Text<'t>,
    gate: &mut LineGate<'_>,
) -> Vec<(View<'t>, Vec<Piece>)> {
    let mut reader = Reader::new(model);
    let mut clear = false;
    reader.ask(text, gate, |line| clear |= line.gains.iter().any(|&gain| gain >= CLEAR));
    if !clear {
        return Vec::new();
    }
    let mut asked = Vec::new();
    reader.ask(text, gate, |line| asked.push(line));
    // An extractor has one way for all lines.
    let worth = |way: usize| asked.iter().map(|line| line.gains[way].max(0)).sum::<Cost>();
    let way = usize::from(worth(1) > worth(0));
    let vote = |line: &Asked<'_>| line.gains[way].clamp(0, VOTE);
    let all: i64 = asked.iter().map(|line| i64::from(vote(line))).sum();
    // Some take a line for what it begins with.
    let some = asked.iter().filter(|line| !line.starts).any(|line| vote(line) >= CLEAR);
    // Where a line reads, so does one with less Latin.
    let reads = asked.iter().filter(|line| line.gains[way] <= -CLEAR).map(|line| line.share).max();
    let turned = asked.iter().filter_map(|line| {
        let others = if (some || line.starts) && reads.is_none_or(|share| line.share > share) {
            (all - i64::from(vote(line))).min(i64::from(OTHERS)) as Cost
        } else {
            0
        };
        let gain = line.gains[way];
        let least = if line.starts { 0 } else { LEAST };
        (gain >= least && gain + others >= ENOUGH[way])
            .then(|| (line.view, pieces(text, line.view, WAYS[way])))
    });
    turned.collect()
}

/// Whether a line has Arabic, and more Latin letters, or as many numbers and Latin words.
fn is_mostly_latin(line: &str) -> bool {
    if line.len() > LINE {
        return false;
    }
    // An Arabic letter has two bytes, and a word three letters.
    if latin(line) * 8 < line.len() {
        return false;
    }
    let (mut letters, mut words, mut units) = ([0usize; 2], 0usize, 0usize);
    let mut before = Class::Neutral;
    for c in line.chars() {
        let class = class(c);
        match class {
            Class::Right => {
                letters[0] += 1;
                words += usize::from(before != class);
            }
            Class::Left | Class::European => {
                letters[1] += usize::from(class == Class::Left);
                units += usize::from(!matches!(before, Class::Left | Class::European));
            }
            _ => {}
        }
        before = class;
    }
    // Words that have lost their spaces are not counted.
    words > 0 && (letters[1] > letters[0] || units >= words && letters[0] <= LETTERS * words)
}

/// Letters of a word, where words are whole.
const LETTERS: usize = 7;

fn latin(line: &str) -> usize {
    // Counted in bytes, for that compiles to operations on many at once.
    let few = |bytes: &[u8]| bytes.iter().fold(0u8, |sum, byte| sum + u8::from(byte.is_ascii_alphanumeric()));
    line.as_bytes().chunks(255).map(|bytes| usize::from(few(bytes))).sum()
}

/// Reads lines as they stand and turned. Nothing is allocated: healthy lines are asked too.
struct Reader<'m, M> {
    model: &'m M,
    holding: [Option<WordId>; HOLDING.len()],
    room: [Glyph; LINE],
    turned: [u8; LINE],
}

/// Words that hold what is after them.
const HOLDING: [&str; 10] = ["على", "في", "من", "إلى", "عن", "مع", "بين", "عبر", "حول", "لدى"];

impl<'m, M: LanguageModel> Reader<'m, M> {
    fn new(model: &'m M) -> Self {
        let holding = HOLDING.map(|word| model.word(word));
        Reader { model, holding, room: [Glyph::new(0, ' '); LINE], turned: [0; LINE] }
    }

    /// Asks the lines of much Latin or many numbers.
    fn ask<'t>(&mut self, text: &Text<'t>, gate: &mut LineGate<'_>, mut each: impl FnMut(Asked<'t>)) {
        let mut before = None;
        let mut lines = text.lines().filter(|line| !line.text().trim().is_empty()).peekable();
        while let Some(view) = lines.next() {
            let line = view.text();
            // Where spaces were lost beside numbers, these stand at the ends of pieces, not of lines.
            let asks = is_mostly_latin(line) && !has_stuck_number(line);
            if asks && gate.at(view.start()).is_arabic() {
                let gains = self.gains(view, [before, lines.peek().map(|next| next.text())]);
                let (starts, share) = (starts_with_unit(line), latin(line) * 64 / line.len());
                each(Asked { view, starts, share, gains });
            }
            before = Some(line);
        }
    }

    /// How much likelier each way of reading a line is than as it stands, between these lines.
    fn gains(&mut self, line: View<'_>, beside: [Option<&str>; 2]) -> [Cost; 2] {
        let ends = [self.before(beside[0]), self.after(beside[1])];
        let stands = self.worth(line.text(), ends);
        // A stop that touches the first word is wrong whether the runs are or not, and tells of neither.
        let stop_moved = self.with_stop_at_end(line.text()).map(|end| self.turned_worth(end, ends));
        WAYS.map(|way| {
            let mut end = 0;
            for glyph in glyphs(line, way, &mut self.room) {
                end += glyph.c.encode_utf8(&mut self.turned[end..]).len();
            }
            let stands = stop_moved.filter(|_| way == Way::Runs).map_or(stands, |moved| moved.max(stands));
            self.turned_worth(end, ends) - stands
        })
    }

    /// Put the line with its first stop at its end into the room for turned lines. How many bytes it has, if it
    /// begins with a stop that touches an Arabic word.
    fn with_stop_at_end(&mut self, line: &str) -> Option<usize> {
        let line = line.trim();
        let stop = line.chars().next().filter(|&c| ends_clause(c))?;
        let rest = &line.as_bytes()[stop.len_utf8()..];
        if !matches!(rest.first(), Some(0xD8..=0xDB)) {
            return None;
        }
        self.turned.get_mut(..rest.len())?.copy_from_slice(rest);
        Some(rest.len() + stop.encode_utf8(self.turned.get_mut(rest.len()..line.len())?).len())
    }

    /// What the line is worth that stands in so many bytes of the room for turned lines.
    fn turned_worth(&self, end: usize, ends: [Item; 2]) -> Cost {
        self.worth(std::str::from_utf8(&self.turned[..end]).unwrap_or_default(), ends)
    }

    /// What stands before a line that follows `line`.
    fn before(&self, line: Option<&str>) -> Item {
        match line {
            None => Item::Edge,
            Some(line) if is_mostly_latin(line) => Item::Word(None),
            Some(line) if line.trim_end().ends_with(ends_clause) => Item::Edge,
            Some(line) => {
                Item::Word(line.split_whitespace().next_back().and_then(|word| self.model.word(word)))
            }
        }
    }

    /// What stands behind a line before `line`; that a line ends a text says little.
    fn after(&self, line: Option<&str>) -> Item {
        let line = line.filter(|line| !is_mostly_latin(line));
        Item::Word(
            line.and_then(|line| line.split_whitespace().next()).and_then(|word| self.model.word(word)),
        )
    }

    /// What the order of the words, the stops and the spaces of a line are worth.
    fn worth(&self, line: &str, [before, after]: [Item; 2]) -> Cost {
        let line = line.trim();
        let mut sum = capital(line) - blemishes(line.chars()) * BLEMISH;
        let mut items = Items { rest: line, model: self.model };
        let (mut far, mut near) = ((Item::Edge, ""), (before, ""));
        loop {
            let next = items.next_text();
            let here = next.unwrap_or((after, ""));
            sum += self.joint(near, here);
            if let (Item::Word(Some(a)), Item::Latin | Item::Number, Item::Word(Some(c))) =
                (far.0, near.0, here.0)
            {
                sum += self.model.far_gain(a, c).clamp(-JOINT, JOINT) / 2;
            }
            if next.is_none() {
                return sum;
            }
            (far, near) = (near, here);
        }
    }

    fn joint(&self, (a, before): (Item, &str), (b, here): (Item, &str)) -> Cost {
        let worth = match (a, b) {
            (Item::Word(Some(a)), Item::Latin) if self.holding.contains(&Some(a)) => HOLDS,
            (Item::Edge, Item::Edge) => 0,
            (Item::Word(a), Item::Word(b))
                if !(before.is_empty() || here.is_empty() || a.is_some() && b.is_some()) =>
            {
                self.model.cost(here) - self.model.pair(before, here)
            }
            (a, b) => self.model.known_gain(a.id(), b.id()),
        };
        worth.clamp(-JOINT, JOINT)
    }
}

/// What the first letter of a line is worth, if it is Latin.
fn capital(line: &str) -> Cost {
    let start = line.trim_start_matches(|c: char| c.is_ascii_punctuation());
    let word = start.split_whitespace().next().unwrap_or_default();
    // Not an address.
    if !word.chars().all(|c| c.is_ascii_alphabetic()) {
        return 0;
    }
    match word.chars().next() {
        Some('a'..='z') => -CAPITAL,
        Some('A'..='Z') => CAPITAL,
        _ => 0,
    }
}

/// The characters of a line of at most [`LINE`] bytes in reading order.
fn glyphs<'r>(line: View<'_>, way: Way, room: &'r mut [Glyph; LINE]) -> &'r [Glyph] {
    let mut count = 0;
    for ((at, c), place) in line.text().char_indices().zip(room.iter_mut()) {
        *place = Glyph::new(line.start() + at, c);
        count += 1;
    }
    let glyphs = &mut room[..count];
    match way {
        Way::Runs => show_runs(glyphs),
        Way::Words => show_words(glyphs),
    }
    let mut drawn = AsDrawn::default();
    drawn.count(glyphs);
    read(glyphs, &drawn);
    glyphs
}

fn pieces(text: &Text<'_>, line: View<'_>, way: Way) -> Vec<Piece> {
    let mut room = [Glyph::new(0, ' '); LINE];
    Piece::of_chars(glyphs(line, way, &mut room).iter().map(|glyph| {
        let stored = text.as_str()[glyph.at..].chars().next().unwrap_or(glyph.c);
        let instead = (glyph.c != stored).then(|| as_str(glyph.c));
        (glyph.at..glyph.at + stored.len_utf8(), instead)
    }))
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::RunOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(RunOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    const PAGE: &str = "افتتحت بلدية المدينة أمس مكتبة عامة جديدة على شاطئ البحر.\n\
        The old text (المدينة القديمة) was written here.\n\
        وقال رئيس البلدية إن المكتبة تضم عددا كبيرا من الكتب.\n";

    #[test]
    fn latin_lines_are_turned() {
        // Its words from left to right, and its runs.
        for turned in [
            ".was written here (القديمة المدينة (The old text",
            ".was written here (المدينة القديمة) The old text",
        ] {
            let raw = PAGE.replace("The old text (المدينة القديمة) was written here.", turned);
            assert_eq!(clean(&raw), PAGE);
        }
    }

    #[test]
    fn words_among_addresses_are_turned() {
        let clear =
            "يمكن زيارة الموقع https://www.example.net/ar/news?n=7 أو الكتابة إلى press@example.net مباشرة.";
        let raw =
            ".مباشرة press@example.net إلى الكتابة أو https://www.example.net/ar/news?n=7 الموقع زيارة يمكن";
        assert_eq!(clean(raw), clear);
        assert_eq!(clean(clear), clear);
    }

    #[test]
    fn a_line_that_tells_nothing_stays() {
        let weak = "press@example.net أو الكتابة إلى https://www.example.net/ar/news?n=7 يمكن زيارة الموقع";
        assert_eq!(clean(weak), weak);
    }

    #[test]
    fn healthy_lines_of_latin_stay() {
        for text in [
            PAGE,
            "يعمل في شركة Example Systems International Ltd.\n.NET منصة من شركة Microsoft Corporation",
            "أصاب الفيروس عددا من الرجال (0.31/100,000) أكبر من النساء (0.27/100,000).",
            "القاهرة 9,540,000 3,085 12.5%\nالرياض 7,676,654 1,973 8.3%",
            "https://www.example.net/ar/news?n=7 موقع الشركة على الإنترنت",
        ] {
            assert_eq!(clean(text), text);
        }
    }
}
