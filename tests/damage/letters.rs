//! Letters stretched, shaped, swapped, doubled, and parted from their marks.

use tanqih::arabic::{forms, letters, marks, TATWEEL};

use super::{by_line, by_word, Chance, Damaged};

/// Justified lines: the run is as long on the whole line; last lines of paragraphs have none.
pub(super) fn stretched(page: &str, chance: &mut Chance) -> Damaged {
    by_line(page, |line, damaged| damaged.spot(&stretch(line, chance), line))
}

/// `line` with one run of tatweel in each word that has a place for it.
pub(super) fn stretch(line: &str, chance: &mut Chance) -> String {
    if line.chars().count() < 50 {
        return line.to_owned();
    }
    let run: String = std::iter::repeat_n(TATWEEL, 1 + chance.below(3)).collect();
    let mut words = Vec::new();
    for word in line.split(' ') {
        let places = places_to_stretch(word);
        let mut word = word.to_owned();
        if let Some(&place) = chance.choice(&places) {
            word.insert_str(place, &run);
        }
        words.push(word);
    }
    words.join(" ")
}

fn places_to_stretch(word: &str) -> Vec<usize> {
    if word.contains(TATWEEL) {
        return Vec::new();
    }
    let bare: Vec<(usize, char)> = word.char_indices().filter(|&(_, c)| !marks::is_mark(c)).collect();
    let joined =
        |pair: &[(usize, char)]| letters::joins_next(pair[0].1) && letters::joins_previous(pair[1].1);
    let lam_alef = |pair: &[(usize, char)]| pair[0].1 == 'ل' && letters::is_alef_of_lam_alef(pair[1].1);
    bare.windows(2).filter(|pair| joined(pair) && !lam_alef(pair)).map(|pair| pair[1].0).collect()
}

/// A producer that stores the shapes.
pub(super) fn shaped(page: &str, _: &mut Chance) -> Damaged {
    by_line(page, |line, damaged| damaged.spot(&forms::shape(line), line))
}

/// A ligature with a two-letter ToUnicode entry, reversed letter by letter: on all of the page.
pub(super) fn lam_alef_swapped(page: &str, _: &mut Chance) -> Damaged {
    by_word(page, |word, damaged| {
        let mut swapped: Vec<char> = word.chars().collect();
        let mut at = 0;
        while at + 1 < swapped.len() {
            if swapped[at] == 'ل' && letters::is_alef_of_lam_alef(swapped[at + 1]) {
                swapped.swap(at, at + 1);
                at += 1;
            }
            at += 1;
        }
        damaged.spot(&swapped.into_iter().collect::<String>(), word);
    })
}

/// The same with two other ligatures that fonts have: lam-meem where it begins to join, feh-yeh alone.
pub(super) fn ligatures_swapped(page: &str, _: &mut Chance) -> Damaged {
    by_word(page, |word, damaged| {
        let mut swapped: Vec<char> = word.chars().collect();
        for at in 0..swapped.len().saturating_sub(1) {
            let starts = at == 0 || !letters::joins_next(swapped[at - 1]);
            let ends = at + 2 == swapped.len() || !letters::is_letter(swapped[at + 2]);
            let ligature = match (swapped[at], swapped[at + 1]) {
                ('ل', 'م') => starts && !ends,
                ('ف', 'ي') => starts && ends,
                _ => false,
            };
            if ligature {
                swapped.swap(at, at + 1);
            }
        }
        damaged.spot(&swapped.into_iter().collect::<String>(), word);
    })
}

/// Marks placed by the page, not by their letter.
pub(super) fn marks_apart(page: &str, chance: &mut Chance) -> Damaged {
    by_word(page, |word, damaged| {
        let mut apart = String::new();
        let mut before = ' ';
        for c in word.chars() {
            if marks::is_mark(c) && letters::is_letter(before) && chance.one_in(5) {
                apart.push(' ');
            }
            apart.push(c);
            before = c;
        }
        damaged.spot(&apart, word);
    })
}

/// Marks drawn before their letter.
pub(super) fn marks_first(page: &str, _: &mut Chance) -> Damaged {
    by_word(page, |word, damaged| {
        let mut first = String::new();
        let mut rest = word.chars().peekable();
        while let Some(c) = rest.next() {
            while let Some(mark) = rest.next_if(|&next| marks::is_mark(next)) {
                first.push(mark);
            }
            first.push(c);
        }
        damaged.spot(&first, word);
    })
}

/// Fake bold: every glyph drawn twice.
pub(super) fn overprinted(page: &str, chance: &mut Chance) -> Damaged {
    by_line(page, |line, damaged| {
        if chance.one_in(10) {
            let twice: String =
                line.chars().flat_map(|c| std::iter::repeat_n(c, if c == ' ' { 1 } else { 2 })).collect();
            damaged.spot(&twice, line);
        } else {
            damaged.healthy(line);
        }
    })
}
