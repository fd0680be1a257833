//! Five rules on single characters are five scans if each walks by itself; tabulated they are one.

use std::fmt;
use std::sync::{Arc, LazyLock};

use super::{BidiControls, Controls, EmbeddingControls, Invisibles, PresentationForms, SoftHyphens, Spaces};
use crate::arabic::letters::is_letter;
use crate::arabic::{forms, LineGate, Orthography};
use crate::edit::{Confidence, Edits, Reason};
use crate::leads::Leads;
use crate::pass::{CharRule, Pass};
use crate::text::Text;

/// Where in a text a rule may act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reach {
    /// On lines of Arabic.
    Line,
    /// On lines of Arabic and, where letters themselves are written as shapes, on every line of the script.
    Shapes,
    /// Everywhere in a text that has Arabic script but on lines of Persian, Urdu and their like.
    Text,
    /// Everywhere in a text that has Arabic script.
    Script,
}

/// All context-free rules in one scan.
///
/// Edits are [`Certain`](Confidence::Certain). What stands side by side and is rewritten for one
/// reason becomes one edit. A text without Arabic script is left alone. O(length); nothing is
/// allocated when no rule applies, and the text is not read when [`Text::may_have`] excludes every
/// character of the rules.
///
/// ```
/// use tanqih::chars::{Chars, Reach};
/// use tanqih::{CharRule, Pipeline, Reason};
///
/// /// A font's swash beh comes out as U+E0A1.
/// struct Swash;
/// impl CharRule for Swash {
///     fn reason(&self) -> Reason {
///         Reason::new("swash")
///     }
///     fn rewrite(&self, c: char) -> Option<&'static str> {
///         (c == '\u{E0A1}').then_some("ب")
///     }
/// }
///
/// let pipeline = Pipeline::new().pass(Chars::standard().rule(Swash, Reach::Line));
/// assert_eq!(pipeline.clean("كتا\u{E0A1}\u{200F}"), "كتاب");
/// ```
#[derive(Clone)]
pub struct Chars {
    table: Arc<Table>,
}

#[derive(Clone, Default)]
struct Table {
    rules: Vec<(Arc<dyn CharRule>, Reach)>,
    /// By the code point's 64s: 0, or one more than the index of its cells.
    blocks: Vec<u16>,
    cells: Vec<[Cell; BLOCK]>,
    /// A character of each slot of the census that holds one of the rules'.
    probes: Vec<char>,
}

/// What stands for a character, and the rule that says so.
type Cell = Option<(&'static str, u16)>;

const BLOCK: usize = 64;

impl Table {
    fn add(&mut self, rule: impl CharRule + 'static, reach: Reach) {
        let index = self.rules.len() as u16;
        for c in rule.ranges().iter().cloned().flatten() {
            let Some(with) = rule.rewrite(c) else {
                continue;
            };
            let cell = self.cell_mut(c);
            // The first rule that knows a character keeps it.
            if cell.is_none() {
                *cell = Some((with, index));
                self.probe(c);
            }
        }
        self.rules.push((Arc::new(rule), reach));
    }

    fn cell_mut(&mut self, c: char) -> &mut Cell {
        let block = c as usize / BLOCK;
        if self.blocks.len() <= block {
            self.blocks.resize(block + 1, 0);
        }
        if self.blocks[block] == 0 {
            self.cells.push([None; BLOCK]);
            self.blocks[block] = self.cells.len() as u16;
        }
        &mut self.cells[self.blocks[block] as usize - 1][c as usize % BLOCK]
    }

    fn get(&self, c: char) -> Cell {
        match self.blocks.get(c as usize / BLOCK) {
            None | Some(0) => None,
            Some(&block) => self.cells[block as usize - 1][c as usize % BLOCK],
        }
    }

    /// Below U+0800 the census knows each character, above it 64 together.
    fn probe(&mut self, c: char) {
        let same = |&known: &char| match c as u32 {
            0..=0x7FF => known == c,
            code => known as u32 >= 0x800 && known as u32 / 64 == code / 64,
        };
        if !self.probes.iter().any(same) {
            self.probes.push(c);
        }
    }
}

impl Chars {
    /// No rules.
    pub fn new() -> Self {
        Chars { table: Arc::default() }
    }

    /// The rules of the presets.
    pub fn standard() -> Self {
        static STANDARD: LazyLock<Chars> = LazyLock::new(|| {
            Chars::new()
                .rule(PresentationForms, Reach::Shapes)
                .rule(EmbeddingControls, Reach::Script)
                .rule(BidiControls, Reach::Text)
                .rule(Invisibles, Reach::Text)
                .rule(Controls, Reach::Script)
                .rule(SoftHyphens, Reach::Line)
                .rule(Spaces, Reach::Line)
        });
        STANDARD.clone()
    }

    /// Add a rule. Where two rules know one character, the first added has it. The rule is asked
    /// about every character of its [`ranges`](CharRule::ranges), once, here.
    #[must_use]
    pub fn rule(mut self, rule: impl CharRule + 'static, reach: Reach) -> Self {
        Arc::make_mut(&mut self.table).add(rule, reach);
        self
    }

    /// The reasons of the rules, in order.
    pub fn reasons(&self) -> impl Iterator<Item = Reason> + '_ {
        self.table.rules.iter().map(|(rule, _)| rule.reason())
    }
}

impl Default for Chars {
    /// The same as [`Chars::standard`].
    fn default() -> Self {
        Chars::standard()
    }
}

impl fmt::Debug for Chars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.reasons()).finish()
    }
}

impl Pass for Chars {
    fn name(&self) -> &'static str {
        "chars"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        let mut leads = Leads::default();
        for &c in self.table.probes.iter().filter(|&&c| text.may_have(c)) {
            leads.add(c);
        }
        if leads.is_empty() || !has_arabic(text) {
            return;
        }
        let source = text.as_str();
        let mut run = Run::default();
        let mut place = Place::new(source);
        let mut at = 0;
        while let Some(found) = leads.next(source.as_bytes(), at) {
            // A lead byte is never inside another character.
            let Some(c) = source[found..].chars().next() else {
                break;
            };
            at = found + c.len_utf8();
            let Some((with, rule)) = self.table.get(c) else {
                continue;
            };
            let (rule, reach) = &self.table.rules[rule as usize];
            if place.allows(*reach, found) {
                run.push(found, at, with, rule.reason(), edits);
            }
        }
        run.flush(edits);
    }
}

fn has_arabic(text: &Text<'_>) -> bool {
    text.may_have_in('\u{0621}'..='\u{06FF}')
        || text.may_have_in('\u{0750}'..='\u{077F}')
        || text.as_str().chars().any(forms::is_letter_or_form)
}

/// Rewritten characters side by side, for one reason.
#[derive(Default)]
struct Run {
    start: usize,
    end: usize,
    with: String,
    reason: Option<Reason>,
}

impl Run {
    fn push(&mut self, start: usize, end: usize, with: &str, reason: Reason, edits: &mut Edits<'_>) {
        if self.end != start || self.reason != Some(reason) {
            self.flush(edits);
            self.start = start;
            self.reason = Some(reason);
        }
        self.end = end;
        self.with.push_str(with);
    }

    fn flush(&mut self, edits: &mut Edits<'_>) {
        if let Some(reason) = self.reason.take() {
            edits.replace(self.start..self.end, &self.with, reason, Confidence::Certain);
        }
        self.with.clear();
    }
}

/// Where the rules may act, asked line by line and only where one would.
struct Place<'t> {
    gate: LineGate<'t>,
    /// The line that `shapes` is about, by its address.
    line: Option<usize>,
    shapes: bool,
}

impl<'t> Place<'t> {
    fn new(text: &'t str) -> Self {
        Place { gate: LineGate::new(text), line: None, shapes: false }
    }

    fn allows(&mut self, reach: Reach, at: usize) -> bool {
        if reach == Reach::Script {
            return true;
        }
        let orthography = self.gate.at(at);
        match (reach, orthography) {
            (_, Orthography::Arabic) | (Reach::Text, Orthography::None) => true,
            (Reach::Shapes, _) => self.is_in_shapes(),
            _ => false,
        }
    }

    fn is_in_shapes(&mut self) -> bool {
        let line = self.gate.line();
        if self.line.replace(line.as_ptr() as usize) != Some(line.as_ptr() as usize) {
            self.shapes = mostly_shapes(line);
        }
        self.shapes
    }
}

/// Whether at least half of the letters of a line are shapes: no writer's choice then.
fn mostly_shapes(line: &str) -> bool {
    let (mut shapes, mut letters) = (0usize, 0usize);
    for c in line.chars() {
        shapes += usize::from(forms::joins_next(c).is_some() && !matches!(c, '\u{FDF2}'..='\u{FDFC}'));
        letters += usize::from(is_letter(c));
    }
    shapes >= letters && shapes > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;
    use std::borrow::Cow;

    fn clean(text: &str) -> Cow<'_, str> {
        Pipeline::new().pass(Chars::standard()).clean(text)
    }

    #[test]
    fn shapes_become_letters() {
        for (raw, clear) in [
            ("ﺍﻷﻣﺮﻳﻜﻴﺔ", "الأمريكية"),
            ("ﻷﻧﻪ ﻵﻥ ﻹﻳﺮﺍﻥ ﻼ", "لأنه لآن لإيران لا"),
            ("ﻛ\u{FE77}ﺘ\u{FE77}ﺐ", "كَتَب"),
            ("كتاب\u{FE70}", "كتاب\u{64B}"),
            ("محم\u{FC61}د", "محم\u{64F}\u{651}د"),
            ("صلى ﷲ عليه وسلم ﷺ ﷻ ﷽", "صلى الله عليه وسلم ﷺ ﷻ ﷽"),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn litter_goes() {
        for (raw, clear) in [
            ("\u{FEFF}قال\u{200B}\u{200E} إن", "قال إن"),
            ("\u{202B}في \u{202A}2015\u{202C} كان\u{202C}", "في 2015 كان"),
            ("رس\0\u{2}مي", "رسمي"),
            ("مئة\u{A0}عام\u{2009}و", "مئة عام و"),
            ("سطر\u{B}ثان", "سطر ثان"),
        ] {
            assert_eq!(clean(raw), clear);
        }
    }

    #[test]
    fn rules_rewrite_nothing_beyond_their_ranges() {
        let rules: [&dyn CharRule; 7] = [
            &PresentationForms,
            &EmbeddingControls,
            &BidiControls,
            &Invisibles,
            &Controls,
            &SoftHyphens,
            &Spaces,
        ];
        for rule in rules {
            let within = |c: char| rule.ranges().iter().any(|range| range.contains(&c));
            let beyond = ('\0'..=char::MAX).find(|&c| rule.rewrite(c).is_some() && !within(c));
            assert_eq!(beyond, None, "{}", rule.reason());
        }
    }

    #[test]
    fn healthy_text_stays() {
        for text in [
            "٢٠٠٥ «نعم» “لا” ‘ثم’ … – — ،؛؟ ٪",
            "سطر\tأول\r\nسطر\u{c}صفحة",
            "کتاب\u{200C}ها را می\u{200C}خواهم \u{200F}آن",
            "cent\u{A0}ans\u{AD}\u{200E} !",
            "1442ه\u{200D}",
            "اللہ تعالیٰ نے فرمایا ﷲ اور \u{200F}یہ ہے",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn lines_of_other_scripts_keep_theirs_beside_arabic() {
        let text = "Il y a cent\u{A0}ans\nقبل مئة\u{A0}عام في المدينة\nسنة";
        assert_eq!(clean(text), "Il y a cent\u{A0}ans\nقبل مئة عام في المدينة\nسنة");
    }

    #[test]
    fn neighbours_of_one_reason_are_one_edit() {
        let pipeline = Pipeline::new().pass(Chars::standard());
        let cleaned = pipeline.run("ﻛﺘﺎﺏ\u{200F}\u{200E} ﻛﺘﺎﺏ");
        assert_eq!(cleaned.changes().len(), 3);
    }
}
