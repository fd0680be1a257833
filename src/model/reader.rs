//! Opens a model file where it lies and answers from its bytes.

use super::alphabet::{code_of_pair, Glyph, Letters, MAX_LETTERS};
use super::format::{
    checksums, Header, Section, CLASSES, CLASS_STEP, FOUR_CELL, LENGTHS, LONGEST_WORD, PAIR_BITS, PAIR_CELL,
    SECTIONS, STEP, SYMBOLS, WORD_BITS, WORD_CELL,
};
use super::fuse;
use super::hash::{key_of, pair_key, WordHash};
use super::kinds::{signature, SIGNATURES};
use super::language::{Cost, LanguageModel, WordId, BIT};
use super::list::List;
use super::run::{self, Recall, WordRun};
use super::spelled::Spelled;

/// What a character costs that is no Arabic letter, in a string that is no word.
const FOREIGN_COST: Cost = 8 * BIT;

/// Why bytes are no model, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelError(&'static str);

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no language model: {}", self.0)
    }
}

impl std::error::Error for ModelError {}

/// A language model in bytes: a slice compiled into the program, a file read or mapped.
///
/// Opening copies nothing and takes constant time: only the header is read. Any bytes give
/// an error or a model that answers something; [`Model::verify`] tells whether they are
/// what the builder wrote.
///
/// Whether a string is a known word is answered by a 16-bit fingerprint: of 65,536 strings
/// that are no words, about one is taken for one. For pairs it is 12 bits.
#[derive(Clone, Debug)]
pub struct Model<D> {
    data: D,
    header: Header,
}

impl<D: AsRef<[u8]>> Model<D> {
    /// Opens `data`. O(1).
    ///
    /// # Errors
    /// When it is no model file of this version, or a section is not where its header says.
    pub fn new(data: D) -> Result<Model<D>, ModelError> {
        let bytes = data.as_ref();
        let header = Header::read(bytes).map_err(ModelError)?;
        for (start, end) in header.sections {
            if start > end || end as usize > bytes.len() {
                return Err(ModelError("a section lies outside of it"));
            }
        }
        let length = |section| header.section(bytes, section).len();
        for (shape, section, cell) in [
            (&header.word_shape, Section::Words, WORD_CELL),
            (&header.pair_shape, Section::Pairs, PAIR_CELL),
            (&header.four_shape, Section::Fours, FOUR_CELL),
        ] {
            if !shape.is_sound() || shape.cells().map(|cells| cells * cell) != Some(length(section)) {
                return Err(ModelError("a table has another size than its header says"));
            }
        }
        if length(Section::Letters) != SYMBOLS * SYMBOLS * SYMBOLS + LENGTHS {
            return Err(ModelError("its letter costs are not complete"));
        }
        if length(Section::Classes) != 2 * CLASSES * CLASSES + SIGNATURES {
            return Err(ModelError("its word classes are not complete"));
        }
        Ok(Model { data, header })
    }

    /// Reads all bytes and compares their checksum with the header's, which
    /// [`Model::new`] does not. Linear in the data.
    ///
    /// # Errors
    /// When they differ: the file was damaged or cut.
    pub fn verify(&self) -> Result<(), ModelError> {
        match checksums(self.data.as_ref()) {
            Some((sum, stated)) if sum == stated => Ok(()),
            _ => Err(ModelError("its checksum is wrong")),
        }
    }

    /// What the builder was told to write into the file about its making: the exact
    /// command, the sources, their licences. Empty if it is not UTF-8.
    pub fn note(&self) -> &str {
        std::str::from_utf8(self.section(Section::Note)).unwrap_or_default()
    }

    /// The version of the data, as the builder was told.
    pub fn data_version(&self) -> u32 {
        self.header.data_version
    }

    /// How many words it knows.
    pub fn word_count(&self) -> usize {
        self.header.words as usize
    }

    /// How many pairs it knows.
    pub fn pair_count(&self) -> usize {
        self.header.pairs as usize
    }

    /// The bytes that each part of the file takes, by name.
    pub fn sizes(&self) -> impl Iterator<Item = (&'static str, usize)> + '_ {
        let names = ["note", "words", "pairs", "letters", "fours", "classes", "index", "list"];
        names.into_iter().zip(SECTIONS.map(|section| self.section(section).len()))
    }

    /// Calls `each` with every known word in the order of its letters. Linear.
    pub fn for_each_word(&self, each: &mut dyn FnMut(&str, WordId)) {
        self.list().visit(&[], usize::MAX, &mut |letters| {
            self.tell(letters, each);
        });
    }

    fn section(&self, section: Section) -> &[u8] {
        self.header.section(self.data.as_ref(), section)
    }

    fn list(&self) -> List<'_> {
        List {
            words: self.word_count(),
            index: self.section(Section::Index),
            bytes: self.section(Section::List),
        }
    }

    #[inline]
    fn by_key(&self, key: u64) -> Option<WordId> {
        let cells = self.section(Section::Words);
        let step = fuse::get::<WORD_CELL>(&self.header.word_shape, cells, WORD_BITS, key)?;
        Some(word_id(key, step))
    }

    /// No letters yet of an unknown word.
    fn spelled(&self) -> Spelled<'_> {
        Spelled::new(&self.header, self.section(Section::Letters), self.section(Section::Fours))
    }

    /// What is gained by class `b` after class `a`, with `between` words between, 0 or 1.
    fn class_gain(&self, between: usize, a: usize, b: usize) -> Cost {
        let gains = self.section(Section::Classes);
        let gain = gains.get((between * CLASSES + a) * CLASSES + b).copied().unwrap_or(0);
        Cost::from(gain as i8) * CLASS_STEP
    }

    /// The class of an unknown word, by its shape.
    fn class_of_shape(&self, word: &str) -> Option<usize> {
        let shape = signature(Letters::of(word)?.as_bytes());
        let class = *self.section(Section::Classes).get(2 * CLASSES * CLASSES + shape)?;
        Some(usize::from(class) % CLASSES)
    }

    fn tell(&self, codes: &[u8], found: &mut dyn FnMut(&str, WordId)) {
        let Some(id) = self.by_key(key_of(codes)) else {
            return;
        };
        let letters = Letters::from_codes(codes);
        found(letters.write(&mut [0; 2 * MAX_LETTERS]), id);
    }
}

/// An id is the upper 40 bits of the word's key, its class and its cost.
pub(super) const fn word_id(key: u64, value: u32) -> WordId {
    WordId::new((key >> 24) << WORD_BITS | value as u64)
}

fn class_of(id: WordId) -> usize {
    match id {
        WordId::NUMBER => CLASSES - 2,
        WordId::EDGE => CLASSES - 1,
        _ => (id.number() >> 8) as usize % CLASSES,
    }
}

/// The key of a pair of ids.
pub(super) fn pair_of(a: WordId, b: WordId) -> u64 {
    let own = |id: WordId| {
        if id.is_special() {
            id.number()
        } else {
            id.number() >> WORD_BITS
        }
    };
    pair_key(own(a), own(b))
}

impl<D: AsRef<[u8]> + Send + Sync> LanguageModel for Model<D> {
    #[inline]
    fn word(&self, word: &str) -> Option<WordId> {
        let mut hash = WordHash::default();
        let mut count = 0;
        let mut rest = word.as_bytes();
        while let [lead, trail, after @ ..] = rest {
            rest = after;
            match code_of_pair(*lead, *trail) {
                Glyph::Letter(code) => {
                    hash.push(code);
                    count += 1;
                }
                Glyph::Skipped => {}
                Glyph::Foreign => return None,
            }
        }
        if !rest.is_empty() || count == 0 || count > LONGEST_WORD {
            return None;
        }
        self.by_key(hash.key())
    }

    #[inline]
    fn run(&self, text: &str) -> WordRun {
        let mut hash = WordHash::default();
        let run::Scan { end, letters, word } = run::scan(text, |code| hash.push(code));
        let is_word = word.is_some_and(|count| (1..=LONGEST_WORD).contains(&count));
        WordRun { end, letters, word: if is_word { self.by_key(hash.key()) } else { None } }
    }

    #[inline]
    fn run_recalling(&self, text: &str, recall: &mut Recall) -> WordRun {
        let mut hash = WordHash::default();
        let run::Scan { end, letters, word } = run::scan(text, |code| hash.push(code));
        let is_word = word.is_some_and(|count| (1..=LONGEST_WORD).contains(&count));
        let look_up = || self.by_key(hash.key());
        let word = match hash.packed() {
            _ if !is_word => None,
            Some(packed) => recall.of(packed, look_up),
            None => look_up(),
        };
        WordRun { end, letters, word }
    }

    fn word_of_two(&self, first: &str, second: &str) -> Option<WordId> {
        let mut hash = WordHash::default();
        let mut count = 0;
        for part in [first, second] {
            let run::Scan { end, word, .. } = run::scan(part, |code| hash.push(code));
            count += word.filter(|_| end == part.len())?;
        }
        if (1..=LONGEST_WORD).contains(&count) {
            self.by_key(hash.key())
        } else {
            None
        }
    }

    #[inline]
    fn word_cost(&self, id: WordId) -> Cost {
        match id {
            WordId::NUMBER => self.header.number_cost,
            WordId::EDGE => self.header.edge_cost,
            _ => Cost::from(id.number() as u8) * STEP,
        }
    }

    #[inline]
    fn pair_cost(&self, a: WordId, b: WordId) -> Option<Cost> {
        let cells = self.section(Section::Pairs);
        let gain = fuse::get::<PAIR_CELL>(&self.header.pair_shape, cells, PAIR_BITS, pair_of(a, b))?;
        Some((self.word_cost(b) - gain as Cost * BIT).max(0))
    }

    fn next_cost(&self, a: WordId, b: WordId) -> Cost {
        self.pair_cost(a, b)
            .unwrap_or_else(|| (self.word_cost(b) - self.class_gain(0, class_of(a), class_of(b))).max(0))
    }

    fn far_gain(&self, a: WordId, c: WordId) -> Cost {
        self.class_gain(1, class_of(a), class_of(c))
    }

    fn pair(&self, a: &str, b: &str) -> Cost {
        let (first, second) = (self.word(a), self.word(b));
        if let (Some(first), Some(second)) = (first, second) {
            return self.next_cost(first, second);
        }
        let class = |id: Option<WordId>, word| id.map(class_of).or_else(|| self.class_of_shape(word));
        let gain = match (class(first, a), class(second, b)) {
            (Some(a), Some(b)) => self.class_gain(0, a, b),
            _ => 0,
        };
        (self.cost(b) - gain).max(0)
    }

    fn unknown_cost(&self, word: &str) -> Cost {
        let mut spelled = self.spelled();
        let mut foreign: Cost = 0;
        let mut rest = word.as_bytes();
        while let [lead, after @ ..] = rest {
            // All letters of Arabic take two bytes.
            let width = match lead {
                0..=0x7F => 1,
                0xC0..=0xDF => 2,
                0xE0..=0xEF => 3,
                _ => 4,
            };
            let glyph = match after {
                [trail, ..] if width == 2 => code_of_pair(*lead, *trail),
                _ => Glyph::Foreign,
            };
            rest = rest.get(width..).unwrap_or_default();
            match glyph {
                Glyph::Skipped => {}
                Glyph::Foreign => {
                    foreign = foreign.saturating_add(FOREIGN_COST);
                    spelled.part();
                }
                Glyph::Letter(code) => spelled.push(code),
            }
        }
        spelled.cost().saturating_add(foreign)
    }

    fn unknown_prefixes(&self, text: &str, found: &mut dyn FnMut(usize, Cost)) {
        let mut spelled = self.spelled();
        let mut letters = Letters::EMPTY;
        letters.extend_over(text, &mut |codes, end| {
            if let Some(&code) = codes.last() {
                spelled.push(code);
            }
            found(end, spelled.cost());
        });
    }

    fn prefixes(&self, text: &str, found: &mut dyn FnMut(usize, WordId)) {
        let (shape, cells) = (&self.header.word_shape, self.section(Section::Words));
        let mut hash = WordHash::default();
        let mut letters = Letters::EMPTY;
        letters.extend_over(text, &mut |codes, end| {
            if let Some(&code) = codes.last() {
                hash.push(code);
            }
            if codes.len() <= LONGEST_WORD {
                let key = hash.key();
                if let Some(step) = fuse::get::<WORD_CELL>(shape, cells, WORD_BITS, key) {
                    found(end, word_id(key, step));
                }
            }
        });
    }

    /// At most 4,096 words are looked at.
    fn completions(&self, fragment: &str, found: &mut dyn FnMut(&str, WordId)) {
        let Some(fragment) = Letters::of(fragment) else {
            return;
        };
        self.list().visit(fragment.as_bytes(), 4096, &mut |codes| {
            if codes.len() > fragment.len() {
                self.tell(codes, found);
            }
        });
    }
}
