//! Signs and spaces about words and numbers that stand as no writer puts them.

use crate::arabic::letters::is_letter;
use crate::arabic::segments::is_unit;
use crate::arabic::words::ends_clause;

/// How many: stops before words, after spaces, at the start; words that touch a number or Latin; brackets
/// between two spaces; two spaces. O(length).
pub(super) fn blemishes(line: impl Iterator<Item = char>) -> i32 {
    let mut count = 0;
    // The letters before, and the two characters before.
    let (mut letters, mut far, mut near) = (0, '\n', '\n');
    let mut after_unit = false;
    let mut line = line.peekable();
    while let Some(c) = line.next() {
        let next = line.peek().copied().unwrap_or('\n');
        let unit = is_unit(c);
        if ends_clause(c) && !ends_clause(near) {
            let spaced = near == ' ' || near == '\n';
            let stuck = is_letter(next) || is_unit(next) && !is_unit(near);
            count += i32::from(spaced) + i32::from(stuck && (spaced || c != '.'));
        }
        count += i32::from(unit && letters >= 3);
        count += i32::from(letters == 2 && after_unit && is_letter(c));
        count += i32::from(c == ' ' && near == ' ');
        count += i32::from(is_bracket(near) && matches!(far, ' ' | '\n') && c == ' ');
        if is_letter(c) {
            after_unit = if letters == 0 { is_unit(near) } else { after_unit };
            letters += 1;
        } else {
            letters = 0;
        }
        (far, near) = (near, c);
    }
    count + i32::from(is_bracket(near) && far == ' ')
}

/// Quotes of a line that open and have a space behind them, or none before, and those that close and have one before, or a
/// letter behind them.
pub(super) fn stray_quotes(line: impl Iterator<Item = char>) -> i32 {
    let (mut before, mut open, mut stray) = (' ', false, 0);
    let mut line = line.peekable();
    while let Some(c) = line.next() {
        if c == '"' {
            let behind = line.peek().copied().unwrap_or(' ');
            stray += match open {
                false => i32::from(behind == ' ') + i32::from(before != ' '),
                true => i32::from(before == ' ') + i32::from(is_letter(behind)),
            };
            open = !open;
        }
        before = c;
    }
    stray
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']')
}
