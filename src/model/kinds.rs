//! The shape of an Arabic word (its article, clitics, feminine and plural endings) tells
//! much of what it is, even when nobody has seen it before.

/// How many shapes there are.
pub(super) const SIGNATURES: usize = BEGINNINGS * ENDINGS;
const BEGINNINGS: usize = 10;
const ENDINGS: usize = 10;

// Letters by their codes, U+0620 being 0 up to GHAIN and FEH being 27.
const ALEF_HAMZA: u8 = 3;
const ALEF: u8 = 7;
const BEH: u8 = 8;
const TEH_MARBUTA: u8 = 9;
const TEH: u8 = 10;
const SEEN: u8 = 19;
const FEH: u8 = 27;
const KAF: u8 = 29;
const LAM: u8 = 30;
const MEEM: u8 = 31;
const NOON: u8 = 32;
const HEH: u8 = 33;
const WAW: u8 = 34;
const ALEF_MAKSURA: u8 = 35;
const YEH: u8 = 36;

/// The shape of a word given by its letter codes, below [`SIGNATURES`].
pub(super) fn signature(codes: &[u8]) -> usize {
    let beginning = match codes {
        [ALEF, LAM, _, _, ..] => 1,
        [WAW | FEH, ALEF, LAM, _, _, ..] => 2,
        [BEH | KAF, ALEF, LAM, _, _, ..] | [LAM, LAM, _, _, ..] => 3,
        [WAW, YEH | TEH, _, _, ..] => 4,
        [WAW, _, _, _, ..] => 5,
        [YEH, _, _, ..] => 6,
        [TEH, _, _, ..] => 7,
        [BEH | LAM | FEH | KAF | SEEN, _, _, _, ..] => 8,
        [MEEM | ALEF_HAMZA, _, _, ..] => 9,
        _ => 0,
    };
    let ending = match codes {
        [_, _, .., YEH, TEH_MARBUTA] => 1,
        [_, _, .., TEH_MARBUTA] => 2,
        [_, _, .., ALEF, TEH] => 3,
        [_, _, .., YEH | WAW, NOON] => 4,
        [_, _, .., HEH, ALEF] | [_, _, .., HEH, MEEM] => 5,
        [_, _, .., HEH] => 6,
        [_, _, .., YEH | ALEF_MAKSURA] => 7,
        [_, _, .., WAW, ALEF] | [_, _, .., TEH] => 8,
        [_, _, .., ALEF] => 9,
        _ => 0,
    };
    beginning * ENDINGS + ending
}
