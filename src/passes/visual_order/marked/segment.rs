//! A line as the words between its spaces and the marks that may cut it, and what a piece of it holds.

use std::collections::HashMap;
use std::ops::Range;

use crate::arabic::bidi::{class, Class};
use crate::arabic::forms;
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::seats::Load;
use crate::model::{Cost, LanguageModel, WordId, BIT};

/// Marks that no letter can carry.
pub(super) const NO_SEAT: Cost = 10 * BIT;
/// The most that two words say.
const PAIR: Cost = 6 * BIT;

/// A model, and what it said of the words that were asked: the same few letters come again in every way to read a line.
pub(super) struct Lexis<'m, M> {
    model: &'m M,
    known: HashMap<String, (Cost, Option<WordId>)>,
}

impl<'m, M: LanguageModel> Lexis<'m, M> {
    pub(super) fn new(model: &'m M) -> Self {
        Lexis { model, known: HashMap::new() }
    }

    /// What letters cost as a word, and which it is.
    pub(super) fn word(&mut self, letters: &str) -> (Cost, Option<WordId>) {
        if letters.is_empty() {
            return (0, None);
        }
        if let Some(&known) = self.known.get(letters) {
            return known;
        }
        let id = self.model.word(letters);
        let cost = id.map_or_else(|| self.model.cost(letters), |id| self.model.word_cost(id));
        self.known.insert(letters.to_owned(), (cost, id));
        (cost, id)
    }

    /// What it is worth that a word stands behind another.
    pub(super) fn pair(&self, a: Option<WordId>, b: Option<WordId>) -> Cost {
        self.model.known_gain(a, b).clamp(-PAIR, PAIR)
    }
}

/// A part of a line without numbers and Latin.
pub(super) struct Segment<'l> {
    pub(super) line: &'l str,
    pub(super) span: Range<usize>,
    /// Where pieces may begin, in order.
    pub(super) groups: Vec<Group>,
    words: Vec<Word>,
    /// What the first words cost as they stand.
    costs: Vec<Cost>,
}

/// Where a piece may begin: at marks, those of one place together, or at a space.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) marks: Range<usize>,
    /// Where the spaces before them begin.
    pub(super) gap: usize,
    pub(super) load: Load,
    /// The first of the marks; none at a space.
    pub(super) first: Option<char>,
    /// What the marks say on the letter before them.
    pub(super) seat: Cost,
}

struct Word {
    span: Range<usize>,
    id: Option<WordId>,
    /// Whether something else than a space stands before it.
    begins: bool,
    /// What it is worth behind the word before.
    gain: Cost,
}

/// What stands before the first letter of a piece.
#[derive(Clone, Copy)]
pub(super) enum Lead {
    None,
    Space,
    Break,
}

/// A piece as words.
pub(super) struct Piece {
    pub(super) lead: Lead,
    /// The letters of its first word.
    pub(super) first: String,
    /// What is behind its first word, if that ends in it.
    pub(super) inner: Option<Inner>,
    /// Whether it ends with a letter, and the marks on that.
    open: bool,
    pub(super) load: Load,
}

/// The words of a piece behind its first.
pub(super) struct Inner {
    /// The second word, if the model knows it, and what those cost that end in the piece.
    pub(super) next: Option<WordId>,
    pub(super) cost: Cost,
    /// The last of these.
    pub(super) before: Option<Option<WordId>>,
    /// The word that goes on.
    pub(super) word: String,
    /// Whether nothing is known of what stands before that.
    pub(super) ends: bool,
}

pub(super) fn is_unit(c: char) -> bool {
    matches!(class(c), Class::Left | Class::European | Class::ArabicNumber)
}

fn in_word(c: char) -> bool {
    is_letter(c) || is_mark(c) || c == TATWEEL || forms::is_form(c)
}

/// Add the letters of `text`.
fn spell(text: &str, into: &mut String) {
    for c in text.chars() {
        if is_letter(c) {
            into.push(c);
        } else {
            into.extend(forms::letters(c).into_iter().flat_map(str::chars).filter(|&c| is_letter(c)));
        }
    }
}

/// What marks say against the letters that carry them.
pub(super) fn seat(load: Load, word: &str, next: Option<char>) -> Cost {
    if load.is_none() {
        return 0;
    }
    let mut letters = word.chars().rev();
    match letters.next() {
        Some(letter) => load.strain(letters.next(), letter, next) as Cost * BIT,
        None => NO_SEAT,
    }
}

pub(super) fn last_letter(text: &str) -> char {
    text.trim_end_matches(|c| is_mark(c) || c == ' ').chars().next_back().unwrap_or_default()
}

impl<'l> Segment<'l> {
    /// The part of a line at `span`.
    pub(super) fn of<M: LanguageModel>(lexis: &mut Lexis<'_, M>, line: &'l str, span: Range<usize>) -> Self {
        let mut segment =
            Segment { line, span: span.clone(), groups: Vec::new(), words: Vec::new(), costs: vec![0] };
        let text = &line[..span.end];
        let mut at = span.start;
        while let Some(found) = text[at..].find(is_mark) {
            let start = at + found;
            at = span.end - text[start..].trim_start_matches(is_mark).len();
            let before = &text[span.start..start];
            let bare = span.start + before.trim_end_matches(' ').len();
            let gap = if text[span.start..bare].ends_with(in_word) { bare } else { start };
            let marks = start..at;
            let first = text[start..].chars().next();
            segment.groups.push(Group {
                load: Load::of(&text[marks.clone()]),
                marks,
                gap,
                first,
                seat: NO_SEAT,
            });
        }
        segment.read_words(lexis);
        segment.part_at_spaces();
        segment
    }

    /// The spaces behind letters and before others.
    fn part_at_spaces(&mut self) {
        let text = &self.line[..self.span.end];
        let spaces = self
            .words
            .iter()
            .map(|word| word.span.end)
            .filter(|&end| text[end..].starts_with(' ') && !text[..end].ends_with(is_mark));
        self.groups.extend(spaces.map(|at| Group {
            marks: at..at,
            gap: at,
            load: Load::default(),
            first: None,
            seat: 0,
        }));
        self.groups.sort_by_key(|group| group.marks.start);
    }

    /// The words as they stand, and what the marks say there.
    fn read_words<M: LanguageModel>(&mut self, lexis: &mut Lexis<'_, M>) {
        let text = &self.line[..self.span.end];
        let mut at = self.span.start;
        let mut last: Option<Option<WordId>> = None;
        let mut groups = self.groups.iter_mut().peekable();
        while let Some(found) = text[at..].find(in_word) {
            let start = at + found;
            let begins = text[at..start].contains(|c| c != ' ');
            let mut end = start;
            let mut word = String::new();
            loop {
                let run = self.span.end - text[end..].trim_start_matches(|c| in_word(c) && !is_mark(c)).len();
                spell(&text[end..run], &mut word);
                end = run;
                // Marks, and the spaces before them.
                let Some(group) = groups.next_if(|group| group.gap <= end && end <= group.marks.start) else {
                    break;
                };
                end = group.marks.end;
                let next = text[end..].chars().next().filter(|&c| is_letter(c));
                group.seat = seat(group.load, &word, next);
            }
            let (cost, id) = lexis.word(&word);
            let gain = match last {
                Some(last) if !begins => lexis.pair(last, id),
                _ => 0,
            };
            self.costs.push(self.costs[self.costs.len() - 1] + cost - gain);
            self.words.push(Word { span: start..end, id, begins, gain });
            last = Some(id);
            if end == start {
                break;
            }
            at = end;
        }
    }

    /// What the words cost as they stand.
    pub(super) fn stands(&self) -> Cost {
        self.costs[self.costs.len() - 1]
    }

    /// Where a place is before which a piece may begin: the start of the segment, or a mark.
    pub(super) fn place(&self, at: usize) -> usize {
        self.groups.get(at).map_or(self.span.end, |group| group.marks.start)
    }

    /// Where the letters end before a place.
    pub(super) fn end(&self, at: usize) -> usize {
        self.groups.get(at).map_or(self.span.end, |group| group.gap)
    }

    /// What stands in a piece.
    pub(super) fn piece(&self, span: Range<usize>) -> Piece {
        let text = &self.line[span.clone()];
        let from = self.words.partition_point(|word| word.span.end <= span.start);
        let to = self.words.partition_point(|word| word.span.start < span.end).max(from);
        let words = &self.words[from..to];
        let inside = |word: &Word| {
            let mut letters = String::new();
            spell(&self.line[word.span.start.max(span.start)..word.span.end.min(span.end)], &mut letters);
            letters
        };
        let lead = words.first().map_or(span.end, |first| first.span.start.max(span.start));
        let mut piece = Piece {
            lead: match &self.line[span.start..lead] {
                "" => Lead::None,
                lead if lead.chars().all(|c| c == ' ') => Lead::Space,
                _ => Lead::Break,
            },
            first: words.first().map(inside).unwrap_or_default(),
            inner: None,
            open: text.ends_with(in_word),
            load: Load::of(&text[text.trim_end_matches(is_mark).len()..]),
        };
        let open = usize::from(piece.open);
        if words.len() > open {
            // The words behind the first, up to the one that goes on.
            let until = (to - open).max(from + 1);
            let whole = &self.words[from + 1..until];
            let begins = self.words.get(from + 1).is_some_and(|word| word.begins);
            piece.inner = Some(Inner {
                next: whole.first().filter(|_| !begins).and_then(|word| word.id),
                cost: self.costs[until] - self.costs[from + 1] + whole.first().map_or(0, |word| word.gain),
                before: whole.last().map(|word| word.id),
                word: words.last().filter(|_| piece.open).map(inside).unwrap_or_default(),
                ends: match words.last() {
                    Some(last) if piece.open => last.begins,
                    Some(last) => self.line[last.span.end.min(span.end)..span.end].contains(|c| c != ' '),
                    None => true,
                },
            });
        }
        piece
    }
}
