//! The commonest words tell the orthographies apart; this is their list, made for one look-up a word.

/// What a word says: how much it speaks for Arabic, for Persian, for Urdu.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Speaks {
    pub(super) arabic: u8,
    pub(super) persian: u8,
    pub(super) urdu: u8,
}

/// Words of Arabic, as they are spelled and as a visual line shows them.
const ARABIC: &[&str] = &[
    "في", "من", "على", "إلى", "أن", "إن", "التي", "الذي", "عن", "هذا", "هذه", "كان", "لم", "لا", "ما", "قد",
    "أو", "كما", "بين", "بعد", "ذلك", "كل", "ان", "الى", "كانت", "وقد", "قال", "هو", "هي", "مع", "يف", "ىلع",
    "ىلإ", "نم", "يتلا", "يذلا", "نع", "اذه", "ناك", "وه", "يه", "عم",
];
/// Words that Arabic does not have.
const PERSIAN: &[&str] = &[
    "که",
    "از",
    "این",
    "است",
    "برای",
    "شد",
    "شده",
    "می",
    "های",
    "بود",
    "کرد",
    "کند",
    "دارد",
    "یک",
    "نیز",
    "باید",
    "اگر",
    "شود",
    "کرده",
    "کنید",
    "هستند",
    "بودند",
    "شما",
    "چه",
    "هست",
    "نمی",
    "توان",
    "دیگر",
    "همه",
    "زا",
    "نیا",
    "تسا",
    "یارب",
    "هک",
];
/// Words that Arabic has too, or that a name of Arabic may look like.
const PERSIAN_RATHER: &[&str] = &[
    "به", "را", "آن", "در", "با", "ها", "خود", "تا", "هم", "اما", "ای", "هر", "بر", "یا", "من", "دو", "پس",
    "ما", "او", "تو",
];
const URDU: &[&str] = &["کی", "کا", "میں", "سے", "اور", "کو", "نے", "پر", "اس", "تو", "بھی", "کر"];

const LISTS: [(&[&str], Speaks); 4] = [
    (ARABIC, Speaks { arabic: 2, persian: 0, urdu: 0 }),
    (PERSIAN, Speaks { arabic: 0, persian: 3, urdu: 0 }),
    (PERSIAN_RATHER, Speaks { arabic: 0, persian: 1, urdu: 0 }),
    (URDU, Speaks { arabic: 0, persian: 0, urdu: 2 }),
];

/// The letters of a word under way, each by the low byte of its code point in U+0600–U+06FF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spelling(u64);

impl Spelling {
    /// Words of more letters are in no list.
    pub(super) const MAX: usize = 8;

    pub(super) const fn push(self, letter: u8) -> Self {
        Spelling(self.0 << 8 | letter as u64)
    }

    /// The last two letters.
    pub(super) const fn last_two(self) -> u16 {
        self.0 as u16
    }

    /// All that are kept, the last one last, after as many zeros.
    pub(super) const fn letters(self) -> [u8; Self::MAX] {
        self.0.to_be_bytes()
    }

    const fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let mut spelling = Spelling(0);
        let mut at = 0;
        while at < bytes.len() {
            // U+0600–U+06FF are D8 80–DB BF.
            assert!(bytes[at] >= 0xD8 && bytes[at] <= 0xDB, "a letter of U+0600–U+06FF");
            spelling = spelling.push((bytes[at] & 3) << 6 | (bytes[at + 1] & 0x3F));
            at += 2;
        }
        spelling
    }
}

const SLOTS: usize = 512;

const fn slot(spelling: Spelling) -> usize {
    (spelling.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55) as usize
}

/// An open table: a word stands at its slot or in the next free one.
static TABLE: [(u64, Speaks); SLOTS] = {
    let mut table = [(0, Speaks { arabic: 0, persian: 0, urdu: 0 }); SLOTS];
    let mut list = 0;
    while list < LISTS.len() {
        let (words, speaks) = LISTS[list];
        let mut word = 0;
        while word < words.len() {
            let spelling = Spelling::of(words[word]);
            let mut at = slot(spelling);
            while table[at].0 != 0 && table[at].0 != spelling.0 {
                at = (at + 1) % SLOTS;
            }
            let before = table[at].1;
            table[at] = (
                spelling.0,
                Speaks {
                    arabic: before.arabic + speaks.arabic,
                    persian: if before.persian > speaks.persian { before.persian } else { speaks.persian },
                    urdu: before.urdu + speaks.urdu,
                },
            );
            word += 1;
        }
        list += 1;
    }
    table
};

/// What a word of at most [`Spelling::MAX`] letters says, if it is in a list.
pub(super) fn speaks(word: Spelling) -> Option<Speaks> {
    let mut at = slot(word);
    loop {
        match TABLE[at] {
            (0, _) => return None,
            (known, speaks) if known == word.0 => return Some(speaks),
            _ => at = (at + 1) % SLOTS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_word_is_found_and_no_other() {
        for (words, said) in LISTS {
            for word in words {
                let found = speaks(Spelling::of(word)).unwrap();
                assert!(
                    found.arabic >= said.arabic && found.persian >= said.persian && found.urdu >= said.urdu
                );
            }
        }
        assert_eq!(speaks(Spelling::of("من")), Some(Speaks { arabic: 2, persian: 1, urdu: 0 }));
        assert_eq!(speaks(Spelling::of("كتاب")), None);
        assert_eq!(speaks(Spelling::default()), None);
    }
}
