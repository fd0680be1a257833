//! The laws that hold for every preset and for every pass of a preset by itself, on generated text.
//!
//! A new pass is found here through its preset; where it changes more than the order of characters
//! and white space, `conserved` must say what.

#[cfg(feature = "embedded-model")]
mod damage;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

#[cfg(feature = "embedded-model")]
use damage::{pages, Chance, OPERATORS};
use proptest::prelude::*;
use tanqih::arabic::{digits, forms, letters, marks, TATWEEL};
use tanqih::{replay, Cleaned, Pipeline, RunKind};

/// Every preset, and every pass of one by itself at the lowest floor of the presets.
fn pipelines() -> Vec<(&'static str, Pipeline)> {
    let mut all = vec![
        ("faithful", Pipeline::faithful()),
        ("standard", Pipeline::standard()),
        ("thorough", Pipeline::thorough()),
    ];
    all.extend(passes());
    all
}

fn passes() -> Vec<(&'static str, Pipeline)> {
    let thorough = Pipeline::thorough();
    let names: BTreeSet<&'static str> = thorough.names().chain(Pipeline::standard().names()).collect();
    names.into_iter().map(|name| (name, thorough.clone().only(&[name]))).collect()
}

/// Pieces that meet each other in damaged and in healthy text.
const PIECES: &[&str] = &[
    "القوات",
    "في",
    "بغداد",
    "وقــف",
    "العسكر",
    "ية",
    "الكاظمي",
    "كَتَبَ",
    "إِنَّمَا",
    "عام",
    "هـ",
    "بـ",
    "ولـ",
    "أـ",
    "ـه",
    "لا",
    "الأمريكية",
    "سالم",
    "من",
    "على",
    "يف",
    "نم",
    "تاوقلا",
    "ععننوواانن",
    "خلفخلف",
    "لل",
    "پچگ",
    "کتاب",
    "است",
    "ہے",
    "ٱلله",
    "ﺍﻟﻘﻮﺍﺕ",
    "ﻻ",
    "ﻷ",
    "ﷲ",
    "ﷺ",
    "IBM",
    "word",
    "x",
    "2015",
    "12",
    "٢٠١٥",
    "٥١٠٢",
    "٣٢٠٢",
    "5102/50/21",
    "98.765,432,1",
    "1442",
    "۱۴",
    "،",
    "؛",
    "؟",
    ".",
    ":",
    "!",
    "…",
    "(",
    ")",
    "[",
    "]",
    "«",
    "»",
    "“",
    "”",
    "\"",
    "-",
    "/",
    "%",
    " ",
    " ",
    " ",
    " ",
    "  ",
    "   ",
    "\t",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\u{c}",
    "ـ",
    "ــ",
    "\u{64E}",
    "\u{651}",
    "\u{64B}",
    "\u{670}",
    "\u{200C}",
    "\u{200D}",
    "\u{200E}",
    "\u{200F}",
    "\u{202A}",
    "\u{202B}",
    "\u{202C}",
    "\u{FEFF}",
    "\u{200B}",
    "\u{AD}",
    "\u{A0}",
    "\u{2009}",
    "\0",
    "\u{2}",
    "\u{B}",
    "\u{7F}",
    "\u{E005}",
    "\u{FFFD}",
    "\u{FE73}",
    "\u{FE76}",
    "\u{FC60}",
    "(cid:2)",
    "é",
    "ÇáÞ",
    "😀",
    "𐐷",
    "\u{6DD}",
    "\u{61C}",
];

/// White space of more than a byte, and of more than a character.
#[cfg(feature = "embedded-model")]
const SPACES: &[&str] = &["  ", "\t", "\u{85}", "\u{A0}", "\u{2009}", "\u{2028}", "\u{3000}", " \u{A0}"];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

fn sentences() -> impl Strategy<Value = String> {
    let spaced =
        prop::collection::vec(prop::sample::select(PIECES), 0..16).prop_map(|pieces| pieces.join(" "));
    prop::collection::vec(spaced, 1..4).prop_map(|lines| lines.join("\n"))
}

/// Pages that a pass finds something to do on: damaged as PDFs damage them, once or twice, and then
/// with other white space, and with pieces strewn in and taken out, which no extractor does.
#[cfg(feature = "embedded-model")]
fn damaged() -> impl Strategy<Value = String> {
    const HEALTHY: &str = include_str!("damage/healthy.txt");
    let operators = prop::collection::vec(0..OPERATORS.len(), 1..3);
    let pieces = prop::collection::vec((any::<usize>(), 0..8usize, prop::sample::select(PIECES)), 0..24);
    let space = prop_oneof![3 => Just(" "), 1 => prop::sample::select(SPACES)];
    (operators, any::<u64>(), 0..HEALTHY.lines().count(), space, pieces).prop_map(
        |(operators, seed, line, space, pieces)| {
            let lines: Vec<&str> = HEALTHY.lines().skip(line).take(4).collect();
            let mut chance = Chance::new(seed);
            let mut page = pages(&lines.join("\n")).concat();
            for operator in operators {
                page = (OPERATORS[operator].apply)(&page, &mut chance).text;
            }
            let mut chars: Vec<char> = page.replace(' ', space).chars().collect();
            for (at, gone, piece) in pieces {
                let at = at % (chars.len() + 1);
                let end = (at + gone).min(chars.len());
                chars.splice(at..end, piece.chars());
            }
            chars.into_iter().collect()
        },
    )
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![4 => pieces(), 4 => sentences(), 1 => any::<String>()]
}

fn check(name: &str, pipeline: &Pipeline, text: &str) -> Result<(), TestCaseError> {
    let run = pipeline.run(text);
    let clean = pipeline.clean(text);
    // 2. One answer, with or without the account.
    prop_assert_eq!(&clean, run.text(), "{}: clean and run differ", name);
    // 3. Cleaning twice is cleaning once.
    let again = pipeline.clean(&clean);
    prop_assert_eq!(&again, &clean, "{}: not idempotent", name);
    // 4. Borrowed exactly when unchanged.
    prop_assert_eq!(matches!(clean, Cow::Borrowed(_)), clean == text, "{}: borrowed", name);
    // 7. The log is the whole truth.
    prop_assert_eq!(replay(text, run.changes()), run.text(), "{}: the log", name);
    map_is_sound(name, text, &run)?;
    // 10. The same answer on every run.
    let second = pipeline.run(text);
    prop_assert_eq!(format!("{:?}", run.changes()), format!("{:?}", second.changes()), "{}", name);
    Ok(())
}

/// 6. Spans in bounds and on char boundaries; kept runs identical, reversed ones reversed.
fn map_is_sound(name: &str, source: &str, run: &Cleaned<'_>) -> Result<(), TestCaseError> {
    let (output, map) = (run.text(), run.map());
    prop_assert_eq!((map.source_len(), map.output_len()), (source.len(), output.len()), "{}", name);
    let mut at = 0;
    for piece in map.runs() {
        prop_assert_eq!(piece.output.start, at, "{}: a gap in the map", name);
        at = piece.output.end;
        let (from, to) = (source.get(piece.source.clone()), output.get(piece.output.clone()));
        prop_assert!(from.is_some() && to.is_some(), "{}: {:?} off a boundary", name, piece);
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        match piece.kind {
            RunKind::Kept => prop_assert_eq!(from, to, "{}", name),
            RunKind::Reversed => prop_assert!(from.chars().rev().eq(to.chars()), "{}", name),
            RunKind::Changed => {}
        }
    }
    prop_assert_eq!(at, output.len(), "{}: the map ends early", name);
    for change in run.changes() {
        prop_assert!(source.get(change.source.clone()).is_some(), "{}: {:?}", name, change);
        prop_assert!(output.get(change.output.clone()).is_some(), "{}: {:?}", name, change);
    }
    for suggestion in run.suggestions() {
        prop_assert!(source.get(suggestion.change.source.clone()).is_some(), "{}", name);
    }
    for finding in run.findings() {
        prop_assert!(source.get(finding.source.clone()).is_some(), "{}", name);
        prop_assert!(output.get(finding.output.clone()).is_some(), "{}", name);
    }
    Ok(())
}

/// 8. What a pass keeps: its rest after taking away what it may change must stay the same.
fn conserved(name: &str, text: &str) -> Option<String> {
    let is_space = |c: char| c.is_whitespace() || matches!(c, '\u{A0}' | '\u{3000}');
    let text = text.chars().filter(|&c| !is_space(c));
    Some(match name {
        // Letters in order; shapes as their letters; controls and invisibles may go.
        "chars" => text
            .flat_map(|c| forms::letters(c).map_or(c.to_string(), str::to_owned).chars().collect::<Vec<_>>())
            .filter(|&c| letters::is_letter(c) || marks::is_mark(c) || digits::is_digit(c) || c == TATWEEL)
            .collect(),
        "tatweel" => text.filter(|&c| c != TATWEEL).collect(),
        // A mark may move, and the second of two equal ones goes.
        "marks" => text.filter(|&c| !marks::is_mark(c)).collect(),
        "brackets" => text.map(|c| if "()[]{}«»‹›".contains(c) { '(' } else { c }).collect(),
        "punctuation" => text.collect(),
        // Passes that read codes as letters, drop what is drawn twice, or fill from a witness.
        "encoding" | "private-use" | "overprint" | "witness" | "health" => return None,
        "paragraphs" => text.collect(),
        // One for one; texts whose marks or hamzas all come with letters, which go, are not generated.
        // The alef goes that stands beside the name of God as one glyph.
        "letter-codes" => {
            let text: String = text.collect();
            let text = text.replace("\u{627}\u{FDF2}", "\u{FDF2}").replace("\u{FDF2}\u{627}", "\u{FDF2}");
            text.chars().map(|_| '?').collect()
        }
        // The letter goes that a vowel sign alone on its line has before it.
        "row-order" => {
            let mut kept: Vec<char> =
                text.filter(|&c| !letters::is_letter(c) && c.is_alphanumeric()).collect();
            kept.sort_unstable();
            kept.into_iter().collect()
        }
        // Codes go.
        "kashida-codes" => {
            let text: String = text.collect();
            let digits = |c: char| c.is_ascii_digit();
            let mut parts = text.split("(cid:");
            let mut kept = parts.next().unwrap_or_default().to_owned();
            kept.extend(parts.map(|part| part.trim_start_matches(digits)));
            kept.retain(|c| letters::is_letter(c) || marks::is_mark(c) || forms::letters(c).is_some());
            kept
        }
        // The Arabic twin for each Farsi letter.
        "twins" => {
            let twin = |c| match c {
                'ی' | 'ى' => 'ي',
                'ک' => 'ك',
                'ە' | 'ہ' | 'ھ' | 'ۃ' | 'ة' => 'ه',
                c => c,
            };
            text.map(twin).collect()
        }
        // Whole lines go.
        "running-lines" => return None,
        // All others only permute, up to white space, mirrored brackets, controls of direction and
        // tatweel; ligatures count as their letters.
        _ => {
            let mut kept: Vec<char> = text
                .flat_map(|c| {
                    forms::letters(c).map_or(c.to_string(), str::to_owned).chars().collect::<Vec<_>>()
                })
                .filter(|&c| letters::is_letter(c) || digits::is_digit(c) || c.is_alphanumeric())
                .collect();
            kept.sort_unstable();
            kept.into_iter().collect()
        }
    })
}

fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(asked.unwrap_or(cases)) }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn laws_hold_on_generated_text(text in texts()) {
        for (name, pipeline) in pipelines() {
            check(name, &pipeline, &text)?;
        }
    }

    #[test]
    fn a_pass_changes_only_what_it_declares(text in texts()) {
        for (name, pipeline) in passes() {
            let clean = pipeline.clean(&text);
            prop_assert_eq!(conserved(name, &clean), conserved(name, &text), "{}: {:?}", name, text);
        }
    }

    #[test]
    fn text_without_arabic_script_is_borrowed(text in r"[a-zA-Z0-9 .,:;!?()\[\]«»éèçßñабвγδε\u{A0}\u{AD}\u{200E}\u{FEFF}\n\t-]{0,80}") {
        for (name, pipeline) in pipelines() {
            prop_assert!(matches!(pipeline.clean(&text), Cow::Borrowed(_)), "{}: {:?}", name, text);
            prop_assert!(!pipeline.run(&text).is_changed(), "{}", name);
        }
    }
}

#[cfg(feature = "embedded-model")]
proptest! {
    // Pages are long.
    #![proptest_config(config(48))]

    #[test]
    fn laws_hold_on_damaged_pages(text in damaged()) {
        for (name, pipeline) in pipelines() {
            check(name, &pipeline, &text)?;
        }
        for (name, pipeline) in passes() {
            let clean = pipeline.clean(&text);
            prop_assert_eq!(conserved(name, &clean), conserved(name, &text), "{}: {:?}", name, text);
        }
    }
}

#[test]
fn the_public_types_cross_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<Pipeline>();
    crosses::<Cleaned<'static>>();
    crosses::<tanqih::OffsetMap>();
    crosses::<tanqih::Text<'static>>();
    crosses::<tanqih::Edits<'static>>();
    crosses::<tanqih::Change>();
    crosses::<tanqih::Suggestion>();
    crosses::<tanqih::Finding>();
    crosses::<tanqih::Summary>();
    crosses::<tanqih::chars::Chars>();
}

/// 9. One line without an end, made of what a pass looks for: eight times the text, about eight times the time.
#[test]
fn time_grows_with_the_text() {
    let patterns = [
        "ا",
        "ـ",
        "بـ",
        "بـب",
        "ـ ",
        "ا ",
        "  ا",
        "،و",
        " ،",
        " ،ا",
        "1ا",
        "ا1",
        "َ ",
        "ا َ",
        "َّ",
        "ّ",
        "(",
        ")ا(",
        "»ا «",
        "ﻻ",
        "\u{200F}ا",
        "\0",
        ".",
        " .",
        "\u{E005}",
        "ل\u{4427}",
        "لا",
        "ال",
        "ا\n",
        " ا\n",
        "القوات شبه العسكرية ",
        "\u{202A}ا\u{202C}",
        "x ا",
        "٣",
        "٣٤ ",
        "عام ٣٢٠٢ ",
        "عام ٥١٠٢ 0521 5102/50/21 98.765,432,1 ",
        "1:",
        "ععنن",
        "ععننوواانن ",
        "خلفخلف ",
        "ععننوواانن\n",
    ];
    // Small enough for a debug build, large enough that a square stands out: 64 against 8.
    let (small, factor) = (6_000, 8);
    for (name, pipeline) in passes() {
        for pattern in patterns {
            let time = |bytes: usize| -> Duration {
                let text = pattern.repeat(bytes / pattern.len());
                (0..3).map(|_| timed(|| drop(pipeline.clean(&text)))).min().unwrap_or_default()
            };
            let mut worst = Duration::ZERO;
            // A machine with other work may stall now and then, not eight times.
            let linear = (0..8).any(|_| {
                let (short, long) = (time(small), time(small * factor));
                worst = long;
                long < short * (factor as u32 * 3) + Duration::from_millis(3)
            });
            assert!(linear, "{name} on {pattern:?} repeated: {worst:?} for {} bytes", small * factor);
        }
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
