//! Training text as the words, numbers and clause edges that a model is made of.

use super::super::alphabet::Letters;

/// A piece of training text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token {
    /// A word of Arabic letters.
    Word(Letters),
    /// Digits, with their separators.
    Number,
    /// A stop, comma, colon, semicolon, question or exclamation mark, or a line end.
    Edge,
    /// Anything else that parts two words: brackets, quotes, Latin, other scripts.
    Other,
}

/// Cuts `line` into tokens; an edge stands before and after it.
pub(super) fn tokens(line: &str) -> impl Iterator<Item = Token> + '_ {
    let mut rest = line;
    let inner = std::iter::from_fn(move || {
        let first = rest.trim_start().chars().next()?;
        rest = rest.trim_start();
        let kind = Kind::of(first);
        let end = match kind {
            Kind::Word | Kind::Digit => {
                rest.find(|c| !matches!(Kind::of(c), Kind::Word | Kind::Digit)).unwrap_or(rest.len())
            }
            _ => first.len_utf8(),
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(match kind {
            Kind::Stop => Token::Edge,
            Kind::Other => Token::Other,
            // 12.5 and 2015/10 are one number.
            _ if piece.chars().all(|c| Kind::of(c) == Kind::Digit) => {
                let more = rest
                    .find(|c| {
                        !matches!(Kind::of(c), Kind::Digit)
                            && !matches!(c, '.' | ',' | '٫' | '٬' | '/' | '-' | ':' | '%')
                    })
                    .unwrap_or(rest.len());
                let more = rest[..more].trim_end_matches(['.', ',', ':', '-', '/']).len();
                rest = &rest[more..];
                Token::Number
            }
            _ => Letters::of(piece).filter(is_plausible).map_or(Token::Other, Token::Word),
        })
    });
    std::iter::once(Token::Edge).chain(inner).chain(std::iter::once(Token::Edge))
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Word,
    Digit,
    Stop,
    Other,
}

impl Kind {
    fn of(c: char) -> Kind {
        match c {
            '0'..='9' | '\u{660}'..='\u{669}' => Kind::Digit,
            '.' | ',' | ':' | ';' | '!' | '?' | '…' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{6d4}' => {
                Kind::Stop
            }
            _ if c.is_alphanumeric()
                || matches!(c, '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{200c}' | '\u{200d}' | '_' | '@' | '#') =>
            {
                Kind::Word
            }
            _ => Kind::Other,
        }
    }
}

/// Whether letters can be a word at all: none three times in a row (an elongation), no teh
/// marbuta or alef maksura but at the end, not longer than the data's words may be.
fn is_plausible(letters: &Letters) -> bool {
    const TEH_MARBUTA: u8 = 9;
    const ALEF_MAKSURA: u8 = 35;
    let codes = letters.as_bytes();
    let (Some(_), inner) = (codes.last(), &codes[..codes.len() - 1]) else {
        return false;
    };
    codes.len() <= super::super::format::LONGEST_WORD
        && !codes.windows(3).any(|run| run[0] == run[1] && run[1] == run[2])
        && !inner.iter().any(|&code| code == TEH_MARBUTA || code == ALEF_MAKSURA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_tokens() {
        let shown: Vec<String> = tokens("في عام 2015/10، قـالَ (IBM) طوووويل x3 بـ12.5. مدرسةال")
            .map(|token| match token {
                Token::Word(letters) => letters.to_string(),
                Token::Number => "#".into(),
                Token::Edge => "|".into(),
                Token::Other => "?".into(),
            })
            .collect();
        assert_eq!(shown.join(" "), "| في عام # | قال ? ? ? ? ? ? | # | ? |");
    }
}
