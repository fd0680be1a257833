//! The layout of a model file, known to its writer and its reader.
//!
//! All numbers are little-endian. A header of [`HEADER`] bytes holds the [`MAGIC`], the
//! versions, the checksum of everything after it, the counts, a few costs, the shapes of
//! the three tables, and of each [`Section`] where it lies.

use super::fuse::Shape;
use super::hash::mix;
use super::language::{Cost, BIT};

pub(super) const MAGIC: [u8; 8] = *b"tanqih-m";
/// Changes when the layout does: a reader reads its own version only.
pub(super) const FORMAT: u32 = 1;
pub(super) const HEADER: usize = 192;
/// The most letters of a stored word: the word list keeps lengths in four bits.
pub(super) const LONGEST_WORD: usize = 15;
/// Words that one entry of the list's index stands for.
pub(super) const BLOCK: usize = 16;
/// Letter codes 0 to 36; 0 stands before and after a word.
pub(super) const SYMBOLS: usize = 37;
/// Lengths of words, from 0 letters, for which the file has a cost.
pub(super) const LENGTHS: usize = 32;
/// Steps in which costs of words and letters are stored: an eighth of a bit.
pub(super) const STEP: Cost = BIT / 8;
/// Low bits of a word's cell that hold its class and its cost; the other 16 are fingerprint.
pub(super) const WORD_BITS: u32 = 16;
/// Bytes of a word's cell.
pub(super) const WORD_CELL: usize = 4;
/// How many classes words have, those of numbers and edges included: the last two.
pub(super) const CLASSES: usize = 256;
/// Steps in which the gains of class pairs are stored.
pub(super) const CLASS_STEP: Cost = BIT / 8;
/// Bytes of the cell of four letters.
pub(super) const FOUR_CELL: usize = 2;
/// Low bits of the cell of four letters that hold what they save, in steps of
/// [`FOUR_STEP`] above [`FOUR_ZERO`].
pub(super) const FOUR_BITS: u32 = 6;
pub(super) const FOUR_STEP: Cost = BIT / 4;
pub(super) const FOUR_ZERO: Cost = 16;
/// What four letters cost more that are not stored.
pub(super) const FOUR_RARE: Cost = BIT * 7 / 4;
/// Bytes of a pair's cell.
pub(super) const PAIR_CELL: usize = 2;
/// Low bits of a pair's cell that hold its gain in bits; the other 12 are fingerprint.
pub(super) const PAIR_BITS: u32 = 4;

/// The parts of a file, in their order.
#[derive(Clone, Copy, Debug)]
pub(super) enum Section {
    /// Text for people: command, sources, licences.
    Note,
    /// Fuse table: word → class and cost.
    Words,
    /// Fuse table: pair → gain over the second word alone.
    Pairs,
    /// Cost of a letter after two others, one byte each; then, signed, of a word's length.
    Letters,
    /// Fuse table: four letters in a row → what the first of them tells of the last.
    Fours,
    /// Gain of a class after a class, one signed byte each; the same with a word between;
    /// then one byte per shape of a word, the class of unknown words of that shape.
    Classes,
    /// Four bytes per block: where it begins in the list.
    Index,
    /// All words in order, each told by what differs from the one before.
    List,
}

pub(super) const SECTIONS: [Section; 8] = [
    Section::Note,
    Section::Words,
    Section::Pairs,
    Section::Letters,
    Section::Fours,
    Section::Classes,
    Section::Index,
    Section::List,
];

/// Everything a header says but the magic, the format version and the checksum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) data_version: u32,
    pub(super) words: u32,
    pub(super) pairs: u32,
    pub(super) number_cost: Cost,
    pub(super) edge_cost: Cost,
    pub(super) unknown_cost: Cost,
    pub(super) word_shape: Shape,
    pub(super) pair_shape: Shape,
    pub(super) four_shape: Shape,
    /// Start and end of each section, from the start of the file.
    pub(super) sections: [(u32, u32); SECTIONS.len()],
}

const CHECKSUM_AT: usize = 16;

impl Header {
    /// The header as bytes, with the checksum of `body`.
    pub(super) fn to_bytes(&self, body: &[u8]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(FORMAT.to_le_bytes());
        bytes.extend(self.data_version.to_le_bytes());
        bytes.extend([0; 8]);
        for number in [self.words, self.pairs] {
            bytes.extend(number.to_le_bytes());
        }
        for cost in [self.number_cost, self.edge_cost, self.unknown_cost] {
            bytes.extend(cost.to_le_bytes());
        }
        for shape in [&self.word_shape, &self.pair_shape, &self.four_shape] {
            bytes.extend(shape.seed.to_le_bytes());
            bytes.extend(shape.segment.to_le_bytes());
            bytes.extend(shape.segments.to_le_bytes());
        }
        for (start, end) in self.sections {
            bytes.extend(start.to_le_bytes());
            bytes.extend(end.to_le_bytes());
        }
        bytes.resize(HEADER, 0);
        let sum = checksum(&bytes, body);
        bytes[CHECKSUM_AT..CHECKSUM_AT + 8].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// Reads the header of `data`; says what is wrong with it otherwise.
    pub(super) fn read(data: &[u8]) -> Result<Header, &'static str> {
        let mut fields = Fields { data, at: 0 };
        if fields.take::<8>() != Some(MAGIC) {
            return Err("it does not begin as a model file does");
        }
        if fields.u32() != Some(FORMAT) {
            return Err("it has a format version that this reader does not know");
        }
        if data.len() < HEADER {
            return Err("it ends within its header");
        }
        fields.read_rest().ok_or("it ends within its header")
    }

    /// The bytes of a section; empty if they are not all there.
    pub(super) fn section<'d>(&self, data: &'d [u8], section: Section) -> &'d [u8] {
        let (start, end) = self.sections[section as usize];
        data.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// The checksum that a whole file should have, and the one that its header states.
pub(super) fn checksums(data: &[u8]) -> Option<(u64, u64)> {
    let stated = u64::from_le_bytes(*data.get(CHECKSUM_AT..)?.first_chunk()?);
    let header = data.get(..HEADER)?;
    Some((checksum(header, data.get(HEADER..)?), stated))
}

/// Of the header (but for the checksum itself) and the body.
fn checksum(header: &[u8], body: &[u8]) -> u64 {
    let mut sum = body.len() as u64;
    for part in [&header[..CHECKSUM_AT], &header[CHECKSUM_AT + 8..], body] {
        for chunk in part.chunks(8) {
            let mut eight = [0; 8];
            eight[..chunk.len()].copy_from_slice(chunk);
            sum = mix(sum.rotate_left(5) ^ u64::from_le_bytes(eight));
        }
    }
    sum
}

struct Fields<'d> {
    data: &'d [u8],
    at: usize,
}

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let bytes = self.data.get(self.at..)?.first_chunk::<N>()?;
        self.at += N;
        Some(*bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn cost(&mut self) -> Option<Cost> {
        self.take().map(Cost::from_le_bytes)
    }

    fn shape(&mut self) -> Option<Shape> {
        Some(Shape {
            seed: self.take().map(u64::from_le_bytes)?,
            segment: self.u32()?,
            segments: self.u32()?,
        })
    }

    fn read_rest(&mut self) -> Option<Header> {
        let data_version = self.u32()?;
        self.take::<8>()?;
        let mut header = Header {
            data_version,
            words: self.u32()?,
            pairs: self.u32()?,
            number_cost: self.cost()?,
            edge_cost: self.cost()?,
            unknown_cost: self.cost()?,
            word_shape: self.shape()?,
            pair_shape: self.shape()?,
            four_shape: self.shape()?,
            sections: [(0, 0); SECTIONS.len()],
        };
        for section in &mut header.sections {
            *section = (self.u32()?, self.u32()?);
        }
        Some(header)
    }
}
