//! Spaces inside words, between letters, before punctuation; words run together; numbers lost.

use tanqih::arabic::words::{self, is_word};
use tanqih::arabic::{digits, letters, marks};

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

/// A font whose digits have no code point, deleted by whoever met them: all numbers of the page, with the
/// spaces and signs about them left. So the sample of the issue and all documents of its making are.
pub(super) fn numbers_dropped(page: &str, chance: &mut Chance) -> Damaged {
    drop_numbers(page, chance, |_| true, true)
}

/// The same where every other number is of another font.
pub(super) fn some_numbers_dropped(page: &str, chance: &mut Chance) -> Damaged {
    drop_numbers(page, chance, |chance| chance.one_in(2), true)
}

/// All of them, to be filled in again. Those at the ends of lines do not count: they belong where no trace is.
pub(super) fn numbers_to_fill(page: &str, chance: &mut Chance) -> Damaged {
    drop_numbers(page, chance, |_| true, false)
}

fn drop_numbers(
    page: &str,
    chance: &mut Chance,
    lost: fn(&mut Chance) -> bool,
    thrown_count: bool,
) -> Damaged {
    by_line(page, |line, damaged| {
        let mut words: Vec<&str> = line.split(' ').collect();
        // Latin words have their own font, and the numbers after them too.
        let latin = |word: &str| word.contains(|c: char| c.is_ascii_alphabetic());
        let mut lost: Vec<bool> = (0..words.len())
            .map(|at| {
                let of_latin = latin(words[at]) || at > 0 && latin(words[at - 1]);
                words[at].contains(digits::is_digit) && !of_latin && lost(chance)
            })
            .collect();
        let left = |at: usize| without_digits(words[at]);
        if words.iter().enumerate().all(|(at, _)| lost[at] && left(at).is_empty()) {
            // Of a line that was a number nothing is left to be found.
            return damaged.background("", line);
        }
        // A list's label leaves a bullet, which tells of nothing.
        let bullet = |text: &str| text.trim_start_matches('\u{200C}').starts_with(['-', '–', 'ـ']);
        let rest = left(0);
        if lost[0] && (bullet(&rest) || rest.is_empty() && words.get(1).is_some_and(|next| bullet(next))) {
            damaged.background(&rest, words[0]);
            words.remove(0);
            lost.remove(0);
            if words.is_empty() {
                return;
            }
            damaged.healthy(" ");
        }
        let left = |at: usize| without_digits(words[at]);
        let last = words.len() - 1;
        // A number that ends a line was thrown to its front, and left a space there; one that begins it, too.
        let thrown = last > 0 && lost[last] && left(last).is_empty();
        if thrown {
            if thrown_count {
                damaged.spot(" ", &format!("{} ", words[last]));
            } else {
                damaged.background(" ", "");
            }
        }
        let words_here = if thrown { last } else { words.len() };
        let mut at = 0;
        while at < words_here {
            if !lost[at] {
                damaged.healthy(if at > 0 { " " } else { "" });
                damaged.healthy(words[at]);
                at += 1;
                continue;
            }
            // The spot is what the loss left: from the space before to the next word that is whole.
            let from = at;
            at += 1;
            // Numbers that leave something are places of their own where each is to be filled in again.
            let together = |at: usize| thrown_count || left(at - 1).is_empty() && left(at).is_empty();
            while at < words_here && lost[at] && together(at) {
                at += 1;
            }
            let (goes_on, after_lost) = (at < words_here && lost[at], from > 0 && lost[from - 1]);
            if after_lost {
                damaged.healthy(" ");
            }
            let before = if from > 0 && !after_lost { " " } else { "" };
            let after = if at < words_here && !goes_on { " " } else { "" };
            let rest = (from..at).map(left).collect::<Vec<_>>().join(" ");
            let (is, was) =
                (format!("{before}{rest}{after}"), format!("{before}{}{after}", words[from..at].join(" ")));
            // Of digits glued to a word (`بفضل17`, `2أ`) nothing is left to be found.
            if rest.chars().count() > 1 && is_word(&rest) {
                damaged.background(&is, &was);
            } else {
                damaged.spot(&is, &was);
            }
            if at < words_here && !goes_on {
                damaged.healthy(words[at]);
                at += 1;
            }
        }
        if thrown && !thrown_count {
            damaged.background("", &format!(" {}", words[last]));
        }
    })
}

fn without_digits(word: &str) -> String {
    word.replace(digits::is_digit, "")
}
