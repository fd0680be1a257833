//! Spaces inside words, between letters, before punctuation; words run together; numbers lost.

use tanqih::arabic::{letters, marks, words};

use super::{by_line, by_word, Chance, Damaged};

/// A gap inside a word that the extractor takes for a space.
pub(super) fn split(page: &str, chance: &mut Chance) -> Damaged {
    by_word(page, |word, damaged| {
        let letters: Vec<usize> =
            word.char_indices().filter(|&(_, c)| !marks::is_mark(c)).map(|(at, _)| at).collect();
        if letters.len() < 4 || !words::is_word(word) || !chance.one_in(20) {
            return damaged.healthy(word);
        }
        let at = letters[1 + chance.below(letters.len() - 1)];
        damaged.spot(&format!("{} {}", &word[..at], &word[at..]), word);
    })
}

/// A gap between words that the extractor takes for none.
pub(super) fn merged(page: &str, chance: &mut Chance) -> Damaged {
    by_line(page, |line, damaged| {
        let line_words: Vec<&str> = line.split(' ').collect();
        let mut at = 0;
        while at < line_words.len() {
            if at > 0 {
                damaged.healthy(" ");
            }
            let next = line_words.get(at + 1).filter(|next| words::is_word(next));
            match next {
                Some(next) if words::is_word(line_words[at]) && chance.one_in(20) => {
                    damaged.spot(&format!("{}{next}", line_words[at]), &format!("{} {next}", line_words[at]));
                    at += 2;
                }
                _ => {
                    damaged.healthy(line_words[at]);
                    at += 1;
                }
            }
        }
    })
}

/// A producer that stores no spaces, read by an extractor that finds none.
pub(super) fn spaceless(page: &str, _: &mut Chance) -> Damaged {
    by_line(page, |line, damaged| damaged.spot(&line.replace(' ', ""), line))
}

/// A heading set wide.
pub(super) fn letter_spaced(page: &str, chance: &mut Chance) -> Damaged {
    spaced(page, chance, "  ")
}

/// The same, by an extractor that writes one space for any gap.
pub(super) fn letter_spaced_evenly(page: &str, chance: &mut Chance) -> Damaged {
    spaced(page, chance, " ")
}

fn spaced(page: &str, chance: &mut Chance, between_words: &str) -> Damaged {
    by_line(page, |line, damaged| {
        if !chance.one_in(6) {
            return damaged.healthy(line);
        }
        let apart = |word: &str| {
            let mut apart = String::new();
            for c in word.chars() {
                let joined = apart.is_empty() || marks::is_mark(c);
                apart.push_str(if joined { "" } else { " " });
                apart.push(c);
            }
            apart
        };
        let wide: Vec<String> = line.split(' ').map(apart).collect();
        damaged.spot(&wide.join(between_words), line);
    })
}

/// Punctuation drawn as a chunk of its own here and there: where all of it is, the writer wanted it so.
pub(super) fn before_punctuation(page: &str, chance: &mut Chance) -> Damaged {
    by_word(page, |word, damaged| {
        let bare = word.trim_end_matches(['،', '.', ':', '؛', '؟']);
        if bare.len() < word.len() && bare.ends_with(letters::is_letter) && chance.one_in(3) {
            damaged.spot(&format!("{bare} {}", &word[bare.len()..]), word);
        } else {
            damaged.healthy(word);
        }
    })
}

/// A number drawn as a chunk of its own.
pub(super) fn number_joints(page: &str, _: &mut Chance) -> Damaged {
    by_line(page, |line, damaged| {
        let mut words = line.split(' ').peekable();
        let mut first = true;
        while let Some(word) = words.next() {
            damaged.healthy(if first { "" } else { " " });
            first = false;
            let number = word.bytes().all(|byte| byte.is_ascii_digit());
            match words.next_if(|next| number && words::is_word(next)) {
                Some(next) => damaged.spot(&format!("{word}{next}"), &format!("{word} {next}")),
                None => damaged.healthy(word),
            }
        }
    })
}

/// Digits without a code point, deleted by whoever met them; the spaces on both sides stay.
pub(super) fn numbers_dropped(page: &str, chance: &mut Chance) -> Damaged {
    by_line(page, |line, damaged| {
        let mut words = line.split(' ').peekable();
        let mut first = true;
        while let Some(word) = words.next() {
            let bare = word.trim_end_matches(['،', '.', ':', '؛', '؟']);
            let number = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit());
            let space = if first { "" } else { " " };
            if number && !first && (words.peek().is_some() || bare.len() < word.len()) && chance.one_in(2) {
                // The spot is what the loss left: the space before, and what follows up to the next word.
                let after = if words.peek().is_some() { " " } else { "" };
                let sign = &word[bare.len()..];
                damaged.spot(&format!(" {sign}{after}"), &format!(" {word}{after}"));
                first = true;
                continue;
            }
            damaged.healthy(space);
            first = false;
            damaged.healthy(word);
        }
    })
}
