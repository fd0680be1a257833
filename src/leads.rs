//! A pass that looks for a few characters need not decode the others: what they begin with tells where they may be.

use memchr::{memchr, memchr2, memchr3};

/// The first bytes of the characters looked for.
#[derive(Clone)]
pub(crate) struct Leads {
    is_lead: [bool; 256],
    few: [u8; 3],
    count: usize,
    /// The one character looked for, if there is no other: many letters may begin like it, and few end so.
    one: Option<char>,
}

impl Default for Leads {
    fn default() -> Self {
        Leads { is_lead: [false; 256], few: [0; 3], count: 0, one: None }
    }
}

impl Leads {
    /// Of this character and no other; those that begin like it are passed over.
    pub(crate) fn one(c: char) -> Self {
        let mut leads = Leads::default();
        leads.add(c);
        Leads { one: Some(c), ..leads }
    }

    /// Of this character, too, and with it of all that begin like it.
    pub(crate) fn add(&mut self, c: char) {
        self.one = None;
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
        if let Some(c) = self.one {
            return find(c, rest).map(|at| from + at);
        }
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

/// Where `c` stands first, found by its last byte.
fn find(c: char, bytes: &[u8]) -> Option<usize> {
    let mut buffer = [0; 4];
    let needle = c.encode_utf8(&mut buffer).as_bytes();
    let before = needle.len() - 1;
    let mut from = before;
    loop {
        let end = from + memchr(needle[before], bytes.get(from..)?)?;
        if bytes[end - before..].starts_with(needle) {
            return Some(end - before);
        }
        from = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wide_search_agrees_with_the_plain_one() {
        let bytes: Vec<u8> = "ق\u{200F}ال\0 abc\u{A0}xyz طويلة جدا جدا \u{FEFF}".bytes().collect();
        let check = |leads: &Leads, is_place: &dyn Fn(usize) -> bool| {
            let mut at = 0;
            for place in (0..bytes.len()).filter(|&place| is_place(place)) {
                assert_eq!(leads.next(&bytes, at), Some(place));
                at = place + 1;
            }
            assert_eq!(leads.next(&bytes, at), None);
        };
        for set in ["\u{200F}", "\u{200F}\0", "\u{200F}\0\u{A0}", "\u{200F}\0\u{A0}\u{FEFF}"] {
            let mut leads = Leads::default();
            set.chars().for_each(|c| leads.add(c));
            check(&leads, &|at| leads.is_lead[bytes[at] as usize]);
        }
        for one in ["\u{200F}", "ل", "x", "\u{FEFF}", "\u{640}"] {
            let leads = Leads::one(one.chars().next().unwrap());
            check(&leads, &|at| bytes[at..].starts_with(one.as_bytes()));
        }
    }
}
