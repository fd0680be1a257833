//! The main job: a damaged text in, the cleaned text out, and a word on what was done.
//!
//! `cargo run --release --example clean` shows a small example;
//! `cargo run --release --example clean -- extracted.txt > cleaned.txt` cleans a file.

#[path = "../choose/mod.rs"]
mod choose;

use std::fmt::Write as _;
use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::process::ExitCode;

use tanqih::{Change, Cleaned, NotDone};

use choose::{Choice, Words};

const HELP: &str = "\
usage: clean [options] [FILE]
  Repairs Arabic text extracted from a PDF: FILE, or standard input if it is piped or FILE is -,
  or else a small example. The cleaned text goes to standard output, a summary to standard error.

  --preset NAME      faithful, standard (the default) or thorough
  --without PASS,…   leave passes out
  --only PASS,…      leave all other passes out
  --report           also list every change, suggestion and finding on standard error, a line each:
                     kind, line, bytes in the source, pass, reason, confidence, before, after
  --help             this text
";

/// A text with the damage that PDF extraction does; written for this.
const DAMAGED: &str = include_str!("damaged.txt");

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("clean: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut choice = Choice::default();
    let mut report = false;
    let mut file = None;
    let mut words = Words::from_command_line()?;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--help" | "-h" => return write(HELP),
            "--report" => report = true,
            flag if choice.takes(flag, &mut words)? => {}
            flag if flag.starts_with("--") => {
                return Err(format!("unknown option {flag}; --help lists them"))
            }
            _ if file.is_some() => return Err("more than one file; --help says more".to_owned()),
            _ => file = Some(word),
        }
    }
    let pipeline = choice.pipeline()?;
    let source = source(file.as_deref())?;
    let cleaned = pipeline.run(source.as_deref().unwrap_or(DAMAGED));
    match &source {
        Some(_) => write(cleaned.text())?,
        None => write(&format!("before:\n\n{DAMAGED}\nafter:\n\n{}", cleaned.text()))?,
    }
    let mut said = if report { log(source.as_deref().unwrap_or(DAMAGED), &cleaned) } else { String::new() };
    said += &format!("{}\n", cleaned.summary());
    // Whoever reads no further than a line of it misses nothing of the text.
    let _ = io::stderr().write_all(said.as_bytes());
    Ok(())
}

/// The text to clean; none for the embedded example. All of it is read before anything is written.
fn source(file: Option<&str>) -> Result<Option<String>, String> {
    let (name, bytes) = match file {
        Some(name) if name != "-" => {
            let said = |error: io::Error| format!("{name}: {error}");
            if fs::metadata(name).map_err(said)?.is_dir() {
                return Err(format!("{name}: is a directory"));
            }
            (name, fs::read(name).map_err(said)?)
        }
        None if nothing_is_piped() => return Ok(None),
        _ => {
            let mut bytes = Vec::new();
            let name = "standard input";
            io::stdin().read_to_end(&mut bytes).map_err(|error| format!("{name}: {error}"))?;
            (name, bytes)
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => Err(format!("{name}: not UTF-8 (first at byte {})", error.utf8_error().valid_up_to())),
    }
}

/// Whether standard input is a terminal or a null device: nobody piped a text.
fn nothing_is_piped() -> bool {
    #[cfg(unix)]
    {
        use std::fs::File;
        use std::os::fd::AsFd;
        use std::os::unix::fs::FileTypeExt;
        let metadata =
            io::stdin().as_fd().try_clone_to_owned().and_then(|stdin| File::from(stdin).metadata());
        metadata.map_or(true, |metadata| metadata.file_type().is_char_device())
    }
    #[cfg(not(unix))]
    {
        use std::io::IsTerminal;
        io::stdin().is_terminal()
    }
}

/// Write to standard output; a reader that has seen enough is no error.
fn write(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("standard output: {error}")),
        _ => Ok(()),
    }
}

/// One line for each change, suggestion and finding, by their place in the source.
fn log(source: &str, cleaned: &Cleaned<'_>) -> String {
    let told = |change: &Change| {
        let (before, after) = (escaped(&change.before), escaped(&change.after));
        format!("{}\t{}\t{}\t[{before}]\t[{after}]", change.pass, change.reason, change.confidence)
    };
    let changes = cleaned.changes().iter().map(|change| (&change.source, "change", told(change)));
    let suggestions = cleaned.suggestions().iter().map(|suggestion| {
        let kind = match suggestion.because {
            NotDone::UnderFloor => "suggestion",
            NotDone::Overlapped => "overlapped",
        };
        (&suggestion.change.source, kind, told(&suggestion.change))
    });
    let findings = cleaned.findings().iter().map(|finding| {
        (&finding.source, "finding", format!("{}\t{}\t{}", finding.pass, finding.kind, finding.confidence))
    });
    let mut all: Vec<_> = changes.chain(suggestions).chain(findings).collect();
    all.sort_by_key(|(span, ..)| (span.start, span.end));

    let (mut line, mut counted) = (1, 0);
    let mut log = String::new();
    for (span, kind, told) in all {
        line += source.as_bytes()[counted..span.start].iter().filter(|&&byte| byte == b'\n').count();
        counted = span.start;
        let _ = writeln!(log, "{kind}\tline {line}\t{}..{}\t{told}", span.start, span.end);
    }
    log
}

/// What would break or hide in a line is written by its number.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\u{A0}'
            | '\u{AD}'
            | '\u{2000}'..='\u{200F}'
            | '\u{2028}'..='\u{202F}'
            | '\u{205F}'..='\u{206F}' => {
                out.push_str(&format!("\\u{{{:X}}}", c as u32));
            }
            '\u{61C}' | '\u{FEFF}' | '\u{E000}'..='\u{F8FF}' => {
                out.push_str(&format!("\\u{{{:X}}}", c as u32))
            }
            c if c.is_control() => out.push_str(&format!("\\u{{{:X}}}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use tanqih::Pipeline;

    use super::*;

    #[test]
    fn the_example_is_damaged_and_is_repaired() {
        // Each damage, and what stands there afterwards.
        let repairs = [
            ("افتتحــت بلديــة", "افتتحت بلدية"),
            ("البحــر ،", "البحر،"),
            ("ثــالث سنــوات", "ثلاث سنوات"),
            ("ــة وتضــم نحــو 40 ألــف", "وسط المدينة وتضم نحو 40 ألف"),
            (")وهــي األولــى مــن نوعهــا(", "(وهي الأولى من نوعها)"),
            ("ﻛﺘﺒﺎ ﻓﻲ ﺍﻟﺸﻌﺮ", "كتبا في الشعر"),
            (".نيعوبسأ لك ةمجرت ةشرو", "ورشة ترجمة كل أسبوعين."),
            ("المدر سة", "المدرسة"),
            ("عام1342هـ", "عام 1342هـ"),
        ];
        let cleaned = Pipeline::standard().run(DAMAGED);
        for (damage, repair) in repairs {
            assert!(DAMAGED.contains(damage), "{damage}");
            assert!(cleaned.text().contains(repair), "{repair}: {}", cleaned.text());
        }
        let found: Vec<&str> = cleaned.findings().iter().map(|finding| finding.kind.as_str()).collect();
        assert_eq!(found, ["digits-lost"]);
    }

    #[test]
    fn the_log_tells_the_place() {
        let source = "سليم\nوقــف";
        let log = log(source, &Pipeline::standard().run(source));
        assert_eq!(log, "change\tline 2\t13..17\ttatweel\ttatweel\tcertain\t[ــ]\t[]\n");
    }

    #[test]
    fn nothing_unseen_goes_into_the_log() {
        assert_eq!(escaped("a\n\u{200F}\u{E005}\0"), "a\\n\\u{200F}\\u{E005}\\u{0}");
    }
}
