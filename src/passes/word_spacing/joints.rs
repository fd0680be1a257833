//! Where all spaces are lost, those about signs, numbers and Latin are too: `قال:«نعم».ثم`.

use crate::arabic::digits::is_digit;
use crate::arabic::letters::{is_letter, TATWEEL};
use crate::arabic::marks::is_mark;
use crate::arabic::LineGate;

/// Call `found` with every place between two characters of `text` where a writer puts a space, on
/// lines of Arabic. For a text without spaces only: `ب5000` and `و(ب)` stay, but so much else is
/// spaced by habit that a text with spaces decides for itself.
pub(super) fn lost_spaces(text: &str, found: &mut dyn FnMut(usize)) {
    let mut gate = LineGate::new(text);
    let mut before = Kind::Gap;
    // Letters of the run that ends here, and what stands before a sign that ends here.
    let (mut letters, mut beyond) = (0, Kind::Gap);
    // Whether the line has had nothing but a number or a letter, as the marks of lists are.
    let mut first = true;
    for (at, c) in text.char_indices() {
        if is_mark(c) {
            continue;
        }
        let kind = Kind::of(c);
        let parted = match (before, kind) {
            (Kind::Stop, Kind::Letter | Kind::Opening) => beyond != Kind::Gap,
            (Kind::Stop, Kind::Digit | Kind::Latin) => matches!(beyond, Kind::Letter | Kind::Closing),
            (Kind::Comma, Kind::Letter | Kind::Opening | Kind::Latin | Kind::Digit) => true,
            (Kind::Closing, Kind::Letter | Kind::Opening | Kind::Latin | Kind::Digit) => true,
            (Kind::Letter, Kind::Latin | Kind::Digit | Kind::Opening) => letters > 1,
            (Kind::Latin | Kind::Digit, Kind::Opening) | (Kind::Latin, Kind::Letter) => true,
            (Kind::Dash, Kind::Letter) => first && beyond != Kind::Gap,
            _ => false,
        };
        if parted && gate.at(at).is_arabic() {
            found(at);
        }
        match kind {
            Kind::Letter => letters += 1,
            Kind::Line | Kind::Gap => letters = 0,
            _ => {}
        }
        first = match kind {
            Kind::Line => true,
            Kind::Letter => first && letters == 1,
            Kind::Digit | Kind::Dash => first,
            _ => false,
        };
        if kind != before {
            beyond = before;
        }
        if kind != Kind::Letter {
            letters = 0;
        }
        before = kind;
    }
}

/// What a character is to the spaces about it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// White space, or nothing.
    Gap,
    Line,
    Letter,
    Latin,
    Digit,
    /// Ends a sentence, or stands inside a number or name.
    Stop,
    Comma,
    Opening,
    Closing,
    Dash,
    /// Quotes that do not tell which side they are on, and the rest.
    Other,
}

impl Kind {
    fn of(c: char) -> Kind {
        match c {
            '\n' | '\u{c}' => Kind::Line,
            '.' | ':' => Kind::Stop,
            '،' | '؛' | '؟' | '!' => Kind::Comma,
            '(' | '[' | '«' | '“' => Kind::Opening,
            ')' | ']' | '»' | '”' => Kind::Closing,
            '-' | '–' => Kind::Dash,
            // Stands for what would come after a prefix.
            TATWEEL => Kind::Other,
            _ if is_letter(c) => Kind::Letter,
            _ if is_digit(c) => Kind::Digit,
            _ if c.is_whitespace() => Kind::Gap,
            _ if c.is_alphabetic() => Kind::Latin,
            _ => Kind::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lost_spaces;

    #[test]
    fn spaces_about_signs_come_back() {
        for (raw, clear) in [
            ("قال:«نعم».ثم مضى", "قال: «نعم». ثم مضى"),
            ("عام2015،ثم", "عام 2015، ثم"),
            ("ب5000 و(ب)و12.5 و10:30", "ب5000 و(ب) و12.5 و10:30"),
            ("2-إذا كان", "2- إذا كان"),
            ("في المادة(الثالثة)من نظامWindows الجديد", "في المادة (الثالثة) من نظام Windows الجديد"),
            ("الأب...ثم بـ20 والعشرون", "الأب... ثم بـ20 والعشرون"),
        ] {
            let mut is = String::new();
            let mut from = 0;
            lost_spaces(raw, &mut |at| {
                is.push_str(&raw[from..at]);
                is.push(' ');
                from = at;
            });
            is.push_str(&raw[from..]);
            assert_eq!(is, clear);
        }
    }
}
