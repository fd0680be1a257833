//! From plain text to a model file, byte for byte the same on every machine.
//!
//! Counts are integers, costs are integer logarithms, and whatever is counted in a hash
//! table is sorted before it is written.

mod classes;
mod far;
mod filter;
mod fuse;
mod letters;
mod log2;
mod tokens;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::alphabet::Letters;
use super::format::{
    Header, CLASSES, CLASS_STEP, FOUR_BITS, FOUR_CELL, HEADER, PAIR_BITS, PAIR_CELL, SECTIONS, STEP,
    WORD_BITS, WORD_CELL,
};
use super::hash::word_key;
use super::language::{Cost, WordId, BIT};
use super::{list, reader};
use classes::Classes;
use tokens::{tokens, Token};

/// How large a model may become, and what is written into it about its making.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// At most so many words, the likeliest.
    pub words: usize,
    /// At most so many pairs, those that make the training text likeliest.
    pub pairs: usize,
    /// A word must have been read so often, whatever the weight of its source.
    pub least_count: u32,
    /// A number to tell this data from another's.
    pub data_version: u32,
    /// The command, the sources, the licences: what [`Model::note`](super::Model::note) returns.
    pub note: String,
}

/// How often something was read: with its sources' weights, and truly.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    weighted: u64,
    read: u32,
}

impl Count {
    fn add(&mut self, weight: u32, times: u32) {
        self.weighted += u64::from(weight) * u64::from(times);
        self.read = self.read.saturating_add(times);
    }
}

/// Keys are hashes already.
#[derive(Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = super::hash::mix(self.0 ^ u64::from(byte));
        }
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = super::hash::mix(key);
    }
}

type Table<V> = HashMap<u64, V, BuildHasherDefault<Ready>>;

/// Builds a model: count the words of every text, then the pairs of every text, then build.
///
/// ```
/// use tanqih::model::{BuildOptions, LanguageModel, Model, WordCounts};
/// let text = "ذهب الولد إلى المدرسة\nذهب الرجل إلى السوق";
/// let mut words = WordCounts::new();
/// words.read(text, 1);
/// let mut pairs = words.vocabulary(100, 1);
/// pairs.read(text, 1);
/// let options = BuildOptions {
///     words: 100,
///     pairs: 100,
///     least_count: 1,
///     data_version: 1,
///     note: "an example".into(),
/// };
/// let model = Model::new(pairs.build(&options)).unwrap();
/// assert!(model.is_word("المدرسة"));
/// ```
#[derive(Debug, Default)]
pub struct WordCounts {
    words: Table<(Letters, Count)>,
    number: u64,
    edge: u64,
}

impl std::fmt::Debug for Ready {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ready")
    }
}

impl WordCounts {
    /// Nothing counted yet.
    pub fn new() -> WordCounts {
        WordCounts::default()
    }

    /// Counts the words of `text`, each as `weight` words.
    pub fn read(&mut self, text: &str, weight: u32) {
        for line in text.lines() {
            for token in tokens(line) {
                match token {
                    Token::Word(letters) => self.add(letters, weight, 1),
                    Token::Number => self.number += u64::from(weight),
                    Token::Edge => self.edge += u64::from(weight),
                    Token::Other => {}
                }
            }
        }
    }

    /// Counts `word` as read `times` times; does nothing if it cannot be a word.
    pub fn read_count(&mut self, word: &str, weight: u32, times: u32) {
        let mut pieces = tokens(word);
        if let (Some(Token::Edge), Some(Token::Word(letters)), Some(Token::Edge), None) =
            (pieces.next(), pieces.next(), pieces.next(), pieces.next())
        {
            self.add(letters, weight, times);
        }
    }

    fn add(&mut self, letters: Letters, weight: u32, times: u32) {
        self.words.entry(word_key(&letters)).or_insert((letters, Count::default())).1.add(weight, times);
    }

    /// How many different words were read.
    pub fn types(&self) -> usize {
        self.words.len()
    }

    /// Goes on to pairs, of the `most` likeliest words that were read `least_count` times.
    pub fn vocabulary(self, most: usize, least_count: u32) -> PairCounts {
        let mut words: Vec<Word> =
            self.words.into_iter().map(|(key, (letters, count))| Word { key, letters, count }).collect();
        words.sort_by(|a, b| {
            (b.count.weighted.cmp(&a.count.weighted))
                .then_with(|| a.letters.as_bytes().cmp(b.letters.as_bytes()))
        });
        let total = words.iter().map(|word| word.count.weighted).sum::<u64>() + self.number + self.edge;
        // What was read once stands for what was never read.
        let once = words.iter().filter(|word| word.count.read == 1).map(|word| word.count.weighted).sum();
        words.retain(|word| word.count.read >= least_count);
        words.truncate(most);
        let index = words.iter().zip(0u32..).map(|(word, at)| (word.key, at)).collect();
        PairCounts {
            words,
            index,
            pairs: Table::default(),
            total,
            once,
            number: self.number,
            edge: self.edge,
            streams: Vec::new(),
        }
    }
}

#[derive(Clone, Debug)]
struct Word {
    key: u64,
    letters: Letters,
    count: Count,
}

/// Words that were chosen, and how often each stands before each other.
#[derive(Debug)]
pub struct PairCounts {
    /// The most frequent first.
    words: Vec<Word>,
    index: Table<u32>,
    /// By the two indices; behind the words come the number and the edge.
    pairs: Table<Count>,
    total: u64,
    once: u64,
    number: u64,
    edge: u64,
    /// What was read, as indices, with its weight.
    streams: Vec<(u32, Vec<u32>)>,
}

impl PairCounts {
    /// Counts the pairs of `text`, each as `weight` pairs.
    pub fn read(&mut self, text: &str, weight: u32) {
        let number = self.words.len() as u32;
        let edge = number + 1;
        let mut stream = Vec::new();
        for line in text.lines() {
            let mut before = None;
            stream.push(far::PARTED);
            for token in tokens(line) {
                let now = match token {
                    Token::Word(letters) => self.index.get(&word_key(&letters)).copied(),
                    Token::Number => Some(number),
                    Token::Edge => Some(edge),
                    Token::Other => None,
                };
                stream.push(match token {
                    Token::Other => far::PARTED,
                    _ => now.unwrap_or(far::UNKNOWN),
                });
                if let (Some(a), Some(b)) = (before, now) {
                    if a != edge || b != edge {
                        self.pairs.entry(u64::from(a) << 32 | u64::from(b)).or_default().add(weight, 1);
                    }
                }
                before = now;
            }
        }
        self.streams.push((weight, stream));
    }

    /// How many different pairs were read.
    pub fn types(&self) -> usize {
        self.pairs.len()
    }

    /// The model file.
    pub fn build(&self, options: &BuildOptions) -> Vec<u8> {
        let mut kept = filter::real_words(self);
        let mut room = options.words;
        for keep in &mut kept {
            *keep = *keep && room > 0;
            room -= usize::from(*keep);
        }
        let mut chosen: Vec<(usize, &Word)> =
            self.words.iter().enumerate().filter(|(at, _)| kept[*at]).collect();
        chosen.sort_by(|a, b| a.1.letters.as_bytes().cmp(b.1.letters.as_bytes()));

        let classes = classes::classes(self);
        let words: Vec<(u64, u32)> =
            chosen.iter().map(|(at, word)| (word.key, self.value(*at, &classes))).collect();
        let word_table = fuse::fill(&words, WORD_CELL, WORD_BITS);
        let pairs = self.best_pairs(&kept, &classes, options.pairs);
        let pair_table = fuse::fill(&pairs, PAIR_CELL, PAIR_BITS);
        let (index, list) = list::write(chosen.iter().map(|(_, word)| word.letters.as_bytes()));
        let letters = letters::costs(chosen.iter().map(|(_, word)| (word.letters, word.count.weighted)));

        let four_table = fuse::fill(&letters.fours, FOUR_CELL, FOUR_BITS);
        let mut class_bytes: Vec<u8> = classes.gains.iter().map(|&gain| gain as u8).collect();
        class_bytes.extend(far::gains(self, &classes).iter().map(|&gain| gain as u8));
        class_bytes.extend(&classes.of_shape);

        let mut body = Vec::new();
        let mut sections = [(0, 0); SECTIONS.len()];
        let parts: [&[u8]; SECTIONS.len()] = [
            options.note.as_bytes(),
            &word_table.cells,
            &pair_table.cells,
            &letters.table,
            &four_table.cells,
            &class_bytes,
            &index,
            &list,
        ];
        for (section, part) in sections.iter_mut().zip(parts) {
            let start = HEADER + body.len();
            body.extend(part);
            *section = (start as u32, (start + part.len()) as u32);
        }
        let header = Header {
            data_version: options.data_version,
            words: words.len() as u32,
            pairs: pairs.len() as u32,
            number_cost: log2::cost(self.number, self.total),
            edge_cost: log2::cost(self.edge, self.total),
            unknown_cost: log2::cost(self.once, self.total),
            word_shape: word_table.shape,
            pair_shape: pair_table.shape,
            four_shape: four_table.shape,
            sections,
        };
        let mut file = header.to_bytes(&body);
        file.extend(body);
        file
    }

    fn count(&self, at: usize) -> u64 {
        match at.checked_sub(self.words.len()) {
            None => self.words[at].count.weighted,
            Some(0) => self.number,
            Some(_) => self.edge,
        }
    }

    /// The cost of a word, in stored steps.
    fn step(&self, at: usize) -> u32 {
        let cost = log2::cost(self.count(at), self.total);
        (((cost + STEP / 2) / STEP) as u32).min(u32::from(u8::MAX))
    }

    /// What a word's cell holds.
    fn value(&self, at: usize, classes: &Classes) -> u32 {
        u32::from(classes.of[at]) << 8 | self.step(at)
    }

    fn class(&self, at: usize, classes: &Classes) -> usize {
        match at.checked_sub(self.words.len()) {
            None => usize::from(classes.of[at]),
            Some(0) => classes::NUMBER,
            Some(_) => classes::EDGE,
        }
    }

    fn id(&self, at: usize, classes: &Classes) -> WordId {
        match at.checked_sub(self.words.len()) {
            None => reader::word_id(self.words[at].key, self.value(at, classes)),
            Some(0) => WordId::NUMBER,
            Some(_) => WordId::EDGE,
        }
    }

    /// The pairs that make the training text likeliest, with what each gains, in bits.
    fn best_pairs(&self, kept: &[bool], classes: &Classes, most: usize) -> Vec<(u64, u32)> {
        let mut pairs: Vec<(u64, u64, u32)> = Vec::new();
        for (&pair, &count) in &self.pairs {
            let (a, b) = ((pair >> 32) as usize, (pair & 0xFFFF_FFFF) as usize);
            if [a, b].iter().any(|&at| kept.get(at) == Some(&false)) {
                continue;
            }
            // Half of one reading is taken off: a pair read once is half chance.
            let read = u64::from(count.read);
            let sure = count.weighted * (2 * read - 1) / (2 * read);
            let gain = log2::cost(self.count(b), self.total) - log2::cost(sure, self.count(a));
            let bits = ((gain + BIT / 2) / BIT).clamp(0, (1 << PAIR_BITS) - 1);
            // What the classes of the two words tell already needs no pair.
            let known = self.class(a, classes) * CLASSES + self.class(b, classes);
            let more = gain - Cost::from(classes.gains[known]) * CLASS_STEP;
            if bits > 0 && more > 0 {
                let worth = sure * u64::try_from(more).unwrap_or_default();
                pairs.push((worth, pair, bits as u32));
            }
        }
        pairs.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        pairs.truncate(most);
        let mut entries: Vec<_> = pairs
            .iter()
            .map(|&(_, pair, bits)| {
                let (a, b) = ((pair >> 32) as usize, (pair & 0xFFFF_FFFF) as usize);
                (reader::pair_of(self.id(a, classes), self.id(b, classes)), bits)
            })
            .collect();
        entries.sort_unstable();
        entries.dedup_by_key(|entry| entry.0);
        entries
    }
}

/// A cost in stored steps of one byte.
fn byte(cost: Cost) -> u8 {
    u8::try_from((cost + STEP / 2) / STEP).unwrap_or(u8::MAX)
}
