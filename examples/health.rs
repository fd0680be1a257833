//! Tells of every page of a text whether it reads, so that the others can be sent to OCR.
//!
//! `cargo run --release --example health -- [--clean] [FILE…]`
//!
//! Pages end with a form feed, as extractors write it. With `--clean` a page is judged as it is after cleaning.
//! Without a file, two small pages are judged, one of them beyond repair.

use std::process::ExitCode;

use tanqih::{health, Pipeline};

const PAGES: &str = "افتتحت بلدية المدينة صباح أمس مكتبة عامة جديدة في الحي القديم بحضور السكان.\u{c}\
    اد و وت ا ق د ر ط ا وا اء ات ه ن ى و ال ر س م ا ت ب ا ر ج و";

fn main() -> ExitCode {
    let mut clean = false;
    let mut files = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--clean" => clean = true,
            "--help" => {
                println!("usage: health [--clean] [FILE…]");
                return ExitCode::SUCCESS;
            }
            file => files.push(file.to_owned()),
        }
    }
    if files.is_empty() {
        judge("example", PAGES, clean);
    }
    for file in &files {
        match std::fs::read(file).map_err(|error| error.to_string()) {
            Ok(bytes) => judge(file, &String::from_utf8_lossy(&bytes), clean),
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

fn judge(name: &str, text: &str, clean: bool) {
    let standard = Pipeline::standard();
    for (number, page) in text.split('\u{c}').enumerate().filter(|(_, page)| !page.trim().is_empty()) {
        let verdict = if clean { health(&standard.clean(page)) } else { health(page) };
        println!("{name}\tpage {}\t{verdict}", number + 1);
    }
}
