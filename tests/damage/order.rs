//! Lines rotated, cut into pieces, stored as drawn; brackets and numbers the wrong way round.

use tanqih::arabic::{letters, TATWEEL};
use unicode_bidi::{BidiInfo, Level};

use super::letters::stretch;
use super::{by_line, by_word, Chance, Damaged};

/// Two letters between which extractors were seen to cut: the glyphs overlap.
const CUT_BETWEEN: [&str; 8] = ["ري", "زي", "أك", "وي", "وب", "رب", "إي", "رك"];

/// A justified page whose lines fall into two pieces here and there.
pub(super) fn rotated(page: &str, chance: &mut Chance) -> Damaged {
    in_pieces(page, chance, |_| 2, true)
}

/// The same without justification.
pub(super) fn rotated_plain(page: &str, chance: &mut Chance) -> Damaged {
    in_pieces(page, chance, |_| 2, false)
}

/// A justified page whose lines fall into three or four pieces here and there.
pub(super) fn pieces(page: &str, chance: &mut Chance) -> Damaged {
    in_pieces(page, chance, |chance| 3 + chance.below(2), true)
}

fn in_pieces(page: &str, chance: &mut Chance, count: fn(&mut Chance) -> usize, justified: bool) -> Damaged {
    by_line(page, |line, damaged| {
        let stretched = if justified { stretch(line, chance) } else { line.to_owned() };
        let cut =
            chance.one_in(8).then(|| count(chance)).and_then(|count| reversed(&stretched, count, chance));
        match cut {
            Some(cut) => damaged.spot_besides(&cut, line, &cut.replace(TATWEEL, "")),
            None => damaged.background(&stretched, line),
        }
    })
}

/// The line's pieces in reverse order, one space between them; none if it cannot be cut so often.
fn reversed(line: &str, count: usize, chance: &mut Chance) -> Option<String> {
    let mut cuts: Vec<usize> = Vec::new();
    for _ in 1..count {
        let open: Vec<usize> = places_to_cut(line)
            .into_iter()
            .filter(|&at| cuts.iter().all(|&cut| line[at.min(cut)..at.max(cut)].contains(' ')))
            .collect();
        cuts.push(*chance.choice(&open)?);
    }
    cuts.sort_unstable();
    let bounds: Vec<usize> = [0].into_iter().chain(cuts).chain([line.len()]).collect();
    let pieces: Vec<&str> = bounds.windows(2).rev().map(|bound| &line[bound[0]..bound[1]]).collect();
    Some(pieces.join(" "))
}

/// Inside words: between letters whose glyphs overlap, and before a run of tatweel.
fn places_to_cut(line: &str) -> Vec<usize> {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let cut = |pair: &&[(usize, char)]| {
        let between: String = pair.iter().map(|&(_, c)| c).collect();
        CUT_BETWEEN.contains(&between.as_str())
            || pair[1].1 == TATWEEL && letters::joins_next(pair[0].1) && pair[0].1 != TATWEEL
    };
    chars.windows(2).filter(cut).map(|pair| pair[1].0).collect()
}

/// What a right-to-left line shows, from left to right, by UAX #9; brackets as drawn or as stored.
pub(super) fn as_drawn(line: &str, mirror: bool) -> String {
    let info = BidiInfo::new(line, Some(Level::rtl()));
    let Some(paragraph) = info.paragraphs.first() else { return line.to_owned() };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let mut drawn = String::new();
    for run in runs {
        if levels[run.start].is_rtl() {
            drawn.extend(line[run].chars().rev().map(|c| if mirror { mirrored(c) } else { c }));
        } else {
            drawn.push_str(&line[run]);
        }
    }
    drawn
}

fn mirrored(c: char) -> char {
    const PAIRS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('<', '>')];
    PAIRS
        .iter()
        .find_map(|&(open, close)| match c {
            _ if c == open => Some(close),
            _ if c == close => Some(open),
            _ => None,
        })
        .unwrap_or(c)
}

/// Glyphs stored from left to right, on all of the page.
pub(super) fn visual(page: &str, chance: &mut Chance) -> Damaged {
    let mirror = chance.one_in(2);
    by_line(page, |line, damaged| damaged.spot(&as_drawn(line, mirror), line))
}

/// Glyphs stored from left to right here and there.
pub(super) fn visual_mixed(page: &str, chance: &mut Chance) -> Damaged {
    let mirror = chance.one_in(2);
    by_line(page, |line, damaged| {
        if chance.one_in(4) {
            damaged.spot(&as_drawn(line, mirror), line);
        } else {
            damaged.healthy(line);
        }
    })
}

/// The same, the lines of the page put into one.
pub(super) fn visual_joined(page: &str, chance: &mut Chance) -> Damaged {
    let mirror = chance.one_in(2);
    let mut damaged = Damaged::default();
    for (at, line) in page.lines().enumerate() {
        damaged.healthy(if at == 0 { "" } else { " " });
        damaged.spot(&as_drawn(line, mirror), line);
    }
    damaged.healthy("\n");
    damaged
}

/// Shapes stored from left to right.
pub(super) fn visual_shaped(page: &str, chance: &mut Chance) -> Damaged {
    let mirror = chance.one_in(2);
    by_line(page, |line, damaged| {
        let shaped = tanqih::arabic::forms::shape(line);
        damaged.spot(&as_drawn(&shaped, mirror), line);
    })
}

/// Words put from left to right, each with its letters in order.
pub(super) fn words_reversed(page: &str, _: &mut Chance) -> Damaged {
    by_line(page, |line, damaged| {
        let words: Vec<&str> = line.split(' ').rev().collect();
        damaged.spot(&words.join(" "), line);
    })
}

/// Words drawn one by one: in order, each with its letters and signs from left to right.
pub(super) fn words_drawn(page: &str, _: &mut Chance) -> Damaged {
    by_line(page, |line, damaged| {
        let words: Vec<String> = line.split(' ').map(|word| as_drawn(word, false)).collect();
        damaged.spot(&words.join(" "), line);
    })
}

/// Words drawn one by one from the left, where one of three letters or fewer goes with the one before it; each
/// piece has the space before it. Numbers and Latin are pieces by themselves.
pub(super) fn words_by_width(page: &str, _: &mut Chance) -> Damaged {
    by_line(page, |line, damaged| {
        let unit = |word: &str| word.contains(|c: char| c.is_ascii_alphanumeric());
        let mut pieces: Vec<String> = Vec::new();
        for word in line.split(' ') {
            match pieces.last_mut() {
                Some(piece) if word.chars().count() <= 3 && !unit(word) && !unit(piece) => {
                    *piece += &format!(" {word}");
                }
                Some(_) => pieces.push(format!(" {word}")),
                None => pieces.push(word.to_owned()),
            }
        }
        pieces.reverse();
        damaged.spot(&pieces.concat(), line);
    })
}

/// Brackets and angle quotes as drawn, in lines otherwise in order.
pub(super) fn brackets_mirrored(page: &str, _: &mut Chance) -> Damaged {
    by_line(page, |line, damaged| {
        let drawn: String = line.chars().map(mirrored).collect();
        damaged.spot(&drawn, line);
    })
}

/// Numbers in Arabic-Indic digits, treated as letters are by an extractor that knows no bidi classes.
pub(super) fn digits_reversed(page: &str, _: &mut Chance) -> Damaged {
    by_word(page, |word, damaged| {
        if word.len() < 2 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return damaged.healthy(word);
        }
        let arabic: Vec<char> =
            word.bytes().filter_map(|digit| char::from_u32(0x660 + u32::from(digit - b'0'))).collect();
        damaged.spot(&arabic.iter().rev().collect::<String>(), &arabic.iter().collect::<String>());
    })
}
