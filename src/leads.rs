//! A pass that looks for a few characters need not decode the others: what they begin with tells where they may be.

use memchr::{memchr, memchr2, memchr3};

/// The first bytes of the characters looked for.
#[derive(Clone)]
pub(crate) struct Leads {
    is_lead: [bool; 256],
    few: [u8; 3],
    count: usize,
}

impl Default for Leads {
    fn default() -> Self {
        Leads { is_lead: [false; 256], few: [0; 3], count: 0 }
    }
}

impl Leads {
    pub(crate) fn add(&mut self, c: char) {
        let lead = c.encode_utf8(&mut [0; 4]).as_bytes()[0];
        if !std::mem::replace(&mut self.is_lead[lead as usize], true) {
            if let Some(few) = self.few.get_mut(self.count) {
                *few = lead;
            }
            self.count += 1;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Where at `from` or after one of them stands.
    pub(crate) fn next(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let rest = &bytes[from..];
        let [a, b, c] = self.few;
        // In dense damage the next one is near: look there before starting a wide search.
        let near = rest.len().min(8);
        if let Some(at) = rest[..near].iter().position(|&byte| self.is_lead[byte as usize]) {
            return Some(from + at);
        }
        let rest = &rest[near..];
        let found = match self.count {
            1 => memchr(a, rest),
            2 => memchr2(a, b, rest),
            3 => memchr3(a, b, c, rest),
            _ => rest.iter().position(|&byte| self.is_lead[byte as usize]),
        };
        found.map(|at| from + near + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wide_search_agrees_with_the_plain_one() {
        let bytes: Vec<u8> = "ق\u{200F}ال\0 abc\u{A0}xyz طويلة جدا جدا \u{FEFF}".bytes().collect();
        for set in ["\u{200F}", "\u{200F}\0", "\u{200F}\0\u{A0}", "\u{200F}\0\u{A0}\u{FEFF}"] {
            let mut leads = Leads::default();
            set.chars().for_each(|c| leads.add(c));
            let mut at = 0;
            for (i, &byte) in bytes.iter().enumerate() {
                if leads.is_lead[byte as usize] {
                    assert_eq!(leads.next(&bytes, at), Some(i));
                    at = i + 1;
                }
            }
            assert_eq!(leads.next(&bytes, at), None);
        }
    }
}
