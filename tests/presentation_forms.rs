//! The table of presentation forms is made here and compared with the Unicode data.
//!
//! `UPDATE_TABLES=1 cargo test --test presentation_forms` rewrites `src/arabic/forms_table.rs`.

use std::fmt::Write as _;

use unicode_normalization::char::decompose_compatible;

/// Isolated, Final, Initial (B), Medial of U+FB50–U+FDFF, then of U+FE70–U+FEFF, as the
/// decomposition tags of UnicodeData.txt have them; `-` has no tag.
const POSITIONS: [(char, &str); 2] = [
    (
        '\u{FB50}',
        "IFIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFIFIFIFIFIFIF\
         BMIFBMIFBMIFBMIFIFBMIFIFBMIFBMIFIF------------------------------\
         ---IFBMIFIFIFIIFIFIFIFBMBMIFIFIFIFIFIFIFBIFBIFBMIIIIIIIIIIIIIIII\
         IIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIII\
         IIIIIIIIIIIIIIIIIIIIFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF\
         FFFFFFFBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB\
         BBBBBBBBBBBBBBBMMMMMMMMMMMMMMMMMMMMMMIIIIIIIIIIIIIIIIIIIIIIIIIII\
         IFFFFFFFFFFFFFFFFFFFFFFFFFFFFBBBBBBBMMMMMMMMFI------------------\
         BFBBBBBBFBFFBBFFBBFBFBFFBFFBFBFFBFBBFFFBFFFFBFFFFFBFFBFBBBFBBBBB\
         --BBBBFFBFFFFBFFFFFFFFFFFFFFFFFFFFFFBBFFBFBFFFFFFFFBBBFF--------\
         --------------------------------IIIIIIIIIIIIII--",
    ),
    (
        '\u{FE70}',
        "IMI-I-IMIMIMIMIMIIFIFIFIFIFBMIFIFBMIFIFBMIFBMIFBMIFBMIFBMIFIFIFI\
         FIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFBMIFI\
         FIFBMIFIFIFIF---",
    ),
];

/// Where the table leaves NFKC, and what it says instead (`None`: no form, the character stays).
fn deliberate(c: char, nfkc: &str) -> Option<Option<String>> {
    let marks = |text: &str| text.chars().filter(|c| !matches!(c, ' ' | '\u{640}')).collect::<String>();
    match c {
        // Named "tatweel with fathatan above": the one vowel form that means its tatweel.
        '\u{FE71}' => None,
        // Vowel forms on a space or a tatweel: the mark alone.
        '\u{FE70}'..='\u{FE7F}' if !marks(nfkc).is_empty() && nfkc != c.to_string() => {
            Some(Some(marks(nfkc)))
        }
        '\u{FC5E}'..='\u{FC63}' | '\u{FCF2}'..='\u{FCF4}' => Some(Some(marks(nfkc))),
        // The tail of a seen whose body is a glyph of its own.
        '\u{FE73}' => Some(Some(String::new())),
        // Quranic stops, phrases, currency: not spelled out.
        '\u{FDF0}' | '\u{FDF1}' | '\u{FDFA}'..='\u{FDFC}' => Some(None),
        _ => None,
    }
}

fn expected(c: char, tag: char) -> (Option<String>, char) {
    let mut nfkc = String::new();
    decompose_compatible(c, |part| nfkc.push(part));
    // Marks that NFKD takes off their letter go back on it (آ أ ؤ إ ئ ۀ ۂ ۓ).
    let nfc: String = unicode_normalization::UnicodeNormalization::nfc(nfkc.as_str()).collect();
    let letters = match deliberate(c, &nfc) {
        Some(own) => own,
        None => (nfc != c.to_string()).then_some(nfc),
    };
    let tag = if letters.is_none() {
        '-'
    } else if c == '\u{FE73}' {
        'I'
    } else {
        tag
    };
    (letters, tag)
}

fn forms() -> impl Iterator<Item = (char, Option<String>, char)> {
    POSITIONS.into_iter().flat_map(|(first, tags)| {
        tags.chars().enumerate().map(move |(i, tag)| {
            let c = char::from_u32(first as u32 + i as u32).unwrap();
            let (letters, tag) = expected(c, tag);
            (c, letters, tag)
        })
    })
}

fn table() -> String {
    let mut out = String::from(
        "//! What each presentation form stands for, and its position in a word.\n\
         //!\n\
         //! Made by `UPDATE_TABLES=1 cargo test --test presentation_forms`; do not edit.\n\n\
         use super::forms::{Entry, Position};\n\n\
         const I: Option<Position> = Some(Position::Isolated);\n\
         const F: Option<Position> = Some(Position::Final);\n\
         const S: Option<Position> = Some(Position::Initial);\n\
         const M: Option<Position> = Some(Position::Medial);\n",
    );
    for (name, (first, tags)) in ["A", "B"].into_iter().zip(POSITIONS) {
        let count = tags.len();
        let last = first as usize + count - 1;
        writeln!(out, "\n/// U+{:04X}–U+{last:04X}.", first as u32).unwrap();
        writeln!(out, "#[rustfmt::skip]\npub(super) static {name}: [Entry; {count}] = [").unwrap();
        for (c, letters, tag) in forms().filter(|(c, ..)| (first as usize..=last).contains(&(*c as usize))) {
            if (c as u32) % 8 == 0 {
                write!(out, "    /* {:04X} */", c as u32).unwrap();
            }
            let escaped: String =
                letters.iter().flat_map(|l| l.chars()).map(|c| format!("\\u{{{:X}}}", c as u32)).collect();
            let tag = match tag {
                '-' => "None".to_owned(),
                'B' => "S".to_owned(),
                tag => tag.to_string(),
            };
            write!(out, " (\"{escaped}\", {tag}),").unwrap();
            if (c as u32) % 8 == 7 {
                out.push('\n');
            }
        }
        out.push_str("];\n");
    }
    out
}

#[test]
fn the_table_is_what_the_unicode_data_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/arabic/forms_table.rs");
    let made = table();
    if std::env::var_os("UPDATE_TABLES").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap() == made, "run with UPDATE_TABLES=1");
}

#[test]
fn the_library_answers_from_that_table() {
    use tanqih::arabic::forms::{letters, position, Position};
    for (c, expected, tag) in forms() {
        assert_eq!(letters(c), expected.as_deref(), "{c:?}");
        let name = position(c).map_or('-', |position| match position {
            Position::Isolated => 'I',
            Position::Final => 'F',
            Position::Initial => 'B',
            Position::Medial => 'M',
        });
        assert_eq!(name, tag, "{c:?}");
        assert!(!letters(c).unwrap_or_default().contains(' '), "{c:?} yields a space");
    }
}

#[test]
fn differences_from_nfkc_are_these() {
    let mut differ = Vec::new();
    for (c, letters, _) in forms() {
        let nfkc: String =
            unicode_normalization::UnicodeNormalization::nfkc(c.to_string().as_str()).collect();
        if letters.unwrap_or_else(|| c.to_string()) != nfkc {
            differ.push(c);
        }
    }
    let mut known: Vec<char> = ('\u{FC5E}'..='\u{FC63}').chain('\u{FCF2}'..='\u{FCF4}').collect();
    known.extend(['\u{FDF0}', '\u{FDF1}', '\u{FDFA}', '\u{FDFB}', '\u{FDFC}']);
    known.extend(('\u{FE70}'..='\u{FE7F}').filter(|c| !matches!(c, '\u{FE71}' | '\u{FE75}')));
    assert_eq!(differ, known);
}
