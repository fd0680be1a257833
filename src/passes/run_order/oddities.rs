//! What it costs that signs and spaces stand beside each other as no writer puts them: so the readings of a line are
//! weighed against each other that differ in nothing else.

use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::words::ends_clause;

/// For two characters, and for a bracket that closes none.
pub(super) const ODD: u32 = 3;
const UNOPENED: u32 = 4;

/// What stands beside a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Edge,
    Space,
    Opening,
    Closing,
    Stop,
    Word,
    Other,
}

impl Beside {
    fn of(c: char) -> Self {
        match c {
            ' ' => Beside::Space,
            '(' | '[' | '{' | '«' | '\u{201C}' | '\u{2018}' => Beside::Opening,
            ')' | ']' | '}' | '»' | '\u{201D}' | '\u{2019}' => Beside::Closing,
            ',' | '%' | '?' | '\u{66A}' | '\u{2026}' => Beside::Stop,
            c if ends_clause(c) => Beside::Stop,
            c if c.is_alphanumeric() || is_letter(c) || is_mark(c) || c == TATWEEL => Beside::Word,
            _ => Beside::Other,
        }
    }

    /// What it costs that this stands before `next`.
    fn odd(self, next: Beside) -> u32 {
        use Beside::*;
        match (self, next) {
            (Word, Opening) | (Opening, Space | Closing | Stop | Edge) | (Space, Space | Closing | Stop) => {
                ODD
            }
            (Closing, Word) | (Edge, Closing | Stop) => ODD,
            (Closing, Opening) | (Stop, Word | Opening | Closing) => ODD - 1,
            (Edge, Space) => 1,
            _ => 0,
        }
    }
}

/// What the signs and spaces of a part of a line cost; whether it `starts` the line and `ends` it.
pub(super) fn oddities_between(line: impl Iterator<Item = char>, starts: bool, ends: bool) -> u32 {
    let edge = |is_edge: bool| is_edge.then_some(Beside::Edge);
    let mut all = edge(starts).into_iter().chain(line.map(Beside::of)).chain(edge(ends));
    let Some(mut before) = all.next() else { return 0 };
    all.map(|next| std::mem::replace(&mut before, next).odd(next)).sum()
}

/// What the signs and spaces of a whole line cost.
pub(super) fn oddities(line: impl Iterator<Item = char>) -> u32 {
    oddities_between(line, true, true)
}

/// What the round brackets cost that close none, where so many are open.
pub(super) fn unopened(mut open: u32, line: impl Iterator<Item = char>) -> u32 {
    let mut odd = 0;
    for c in line {
        match c {
            '(' => open += 1,
            ')' if open == 0 => odd += UNOPENED,
            ')' => open -= 1,
            _ => {}
        }
    }
    odd
}
