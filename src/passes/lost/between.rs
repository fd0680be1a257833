//! What stands between two words, in a text that lost digits and in one that did not.

use crate::arabic::digits::is_digit;

/// Digits of a witness, what is beside them there, and how many signs come before them.
struct Group<'w> {
    digits: &'w str,
    signs: usize,
    /// Whether they touch what comes before and what comes behind.
    glued: (bool, bool),
}

/// Where in `lost` digits are to be filled in from `kept`, what, and whether the traces of a number are there.
/// Nothing where the signs are not the same: then nobody can say where the digits belong.
///
/// `prefix`: the word before is a single letter. `thrown`: a number that ended the line left its trace elsewhere.
pub(super) fn fill(lost: &str, kept: &str, prefix: bool, thrown: bool) -> Vec<(usize, String, bool)> {
    let groups = groups(kept);
    let Some(first) = groups.first() else { return Vec::new() };
    let signs: Vec<(usize, char)> = lost.char_indices().filter(|&(_, c)| !c.is_whitespace()).collect();
    let there: Vec<char> = kept.chars().filter(|&c| !c.is_whitespace() && !is_digit(c)).collect();
    let same = |a: char, b: char| a == b || is_bracket(a) && is_bracket(b);
    let alike = signs.iter().zip(&there).all(|(&(_, a), &b)| same(a, b));
    // What ends a clause may be missing in the witness, and what begins one behind two spaces; other signs may
    // be inside the number.
    let apart = lost.starts_with("  ") && groups.len() == 1;
    let ends = |rest: &[(usize, char)]| {
        rest.iter()
            .all(|&(_, c)| matches!(c, '،' | '؛' | '؟' | '!') || apart && matches!(c, '“' | '"' | '«' | '”'))
    };
    if !alike || signs.len() < there.len() || !ends(&signs[there.len()..]) || lost.matches('\n').count() > 1 {
        return Vec::new();
    }
    if signs.is_empty() {
        return bare(lost, first.digits, first.glued.0, groups.len(), prefix, thrown);
    }
    let end = |nth: usize| signs[nth].0 + signs[nth].1.len_utf8();
    let mut filled: Vec<(usize, String, bool)> = Vec::new();
    for group in groups {
        let before = group.signs.checked_sub(1).map(end);
        let behind = signs.get(group.signs).map(|&(at, _)| at);
        let space = |from: usize| lost[from..].starts_with(' ').then_some(from + 1);
        let place = match (before, behind, group.glued) {
            (Some(before), _, (true, _)) => before,
            (None, _, (true, _)) => 0,
            (_, Some(behind), (_, true)) => behind,
            (before, behind, _) => {
                let from = before.unwrap_or(0);
                space(from).or(behind).unwrap_or(from)
            }
        };
        filled.push((place, group.digits.to_owned(), is_trace(lost, place, prefix)));
    }
    // Two numbers at one place would be one.
    if filled.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
        return Vec::new();
    }
    filled
}

/// Whether digits at this place leave what stands about it: a space too many, or a sign that is glued to nothing.
fn is_trace(lost: &str, place: usize, prefix: bool) -> bool {
    let (before, behind) = (lost[..place].chars().next_back(), lost[place..].chars().next());
    let blank = |c: char| c.is_whitespace();
    match (before, behind) {
        (None, _) => prefix,
        (Some(before), _) if !blank(before) => {
            matches!(before, '-' | '–' | '/' | '.' | ',' | ':' | '،') || is_bracket(before)
        }
        (Some(_), behind) => behind.is_none_or(|c| !is_bracket(c) || blank(c) || matches!(c, ')' | ']')),
    }
}

/// The same where no sign stands between the words.
fn bare(
    lost: &str,
    digits: &str,
    glued: bool,
    groups: usize,
    prefix: bool,
    thrown: bool,
) -> Vec<(usize, String, bool)> {
    let one = |place: usize, digits: String, sure: bool| vec![(place, digits, sure)];
    match lost {
        _ if groups > 1 => Vec::new(),
        "  " => one(1, digits.to_owned(), true),
        "\n " => one(1, digits.to_owned(), true),
        " \n" => one(1, digits.to_owned(), true),
        "\n" if thrown => one(0, format!(" {digits}"), true),
        "" => Vec::new(),
        " " if glued => one(0, digits.to_owned(), prefix),
        " " => one(1, format!("{digits} "), false),
        _ => Vec::new(),
    }
}

/// The runs of digits of `kept`.
fn groups(kept: &str) -> Vec<Group<'_>> {
    let mut groups = Vec::new();
    let mut signs = 0;
    let mut at = 0;
    let mut before: Option<char> = None;
    while let Some(c) = kept[at..].chars().next() {
        if is_digit(c) {
            let end = kept[at..].find(|c| !is_digit(c)).map_or(kept.len(), |ahead| at + ahead);
            let open = |c: Option<char>| c.is_none_or(|c| !c.is_whitespace());
            let glued = (open(before), open(kept[end..].chars().next()));
            groups.push(Group { digits: &kept[at..end], signs, glued });
            at = end;
            before = Some(' ');
        } else {
            signs += usize::from(!c.is_whitespace());
            at += c.len_utf8();
            before = Some(c);
        }
    }
    groups
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '«' | '»' | '{' | '}' | '<' | '>')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(lost: &str, kept: &str) -> String {
        let mut text = lost.to_owned();
        for (at, digits, _) in fill(lost, kept, false, false).into_iter().rev() {
            text.insert_str(at, &digits);
        }
        text
    }

    #[test]
    fn digits_go_where_they_stood() {
        for (lost, kept) in [
            ("  ", " 12 "),
            (" ، ", " 2015، "),
            (" () ", " (118) "),
            (" (", " (5 "),
            (" , ", " 1,600 "),
            (" .% ", " 75.8% "),
            ("( / /)", "(61 /14 /44)"),
        ] {
            assert_eq!(filled(lost, kept).trim_end(), kept.trim_end(), "{lost:?}");
        }
        assert_eq!(filled("  “", " 21 "), " 21 “");
        assert_eq!(filled(" (", ")5 "), " (5");
        // A separator of the number, or what ended the clause: nobody knows.
        assert_eq!(filled(" . ", " 320 "), " . ");
        assert_eq!(filled(" ، ", " 320 "), " 320، ");
    }
}
