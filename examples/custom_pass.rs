//! A repair of your own: a struct, its `propose`, its tests. Copy this file and change what it knows.
//!
//! `cargo run --example custom_pass`; its tests run with `cargo test --examples`.
//!
//! A portal stamps a line over every page of what it hands out ("نسخة مخصصة للطلاب", say), and
//! extraction puts the stamp between the lines of the text. Only you know your portal's stamp.

use tanqih::{Confidence, Edits, Pass, Pipeline, Reason, Text};

/// Takes out the lines that hold nothing but a stamp.
///
/// `قرأ الكتاب⏎نسخة مخصصة للطلاب⏎ثم أعاده` ⇒ `قرأ الكتاب⏎ثم أعاده`
pub struct Stamp {
    /// The stamp as it stands in the text, on one line.
    text: String,
}

impl Stamp {
    /// Why an edit was made. A code of your own, by which you count and filter.
    pub const REASON: Reason = Reason::new("stamp");

    /// A pass for this stamp. White space around it does not matter.
    pub fn new(text: &str) -> Self {
        Stamp { text: text.trim().to_owned() }
    }
}

impl Pass for Stamp {
    fn name(&self) -> &'static str {
        "stamp"
    }

    fn propose(&self, text: &Text<'_>, edits: &mut Edits<'_>) {
        // A stamp of nothing would take every blank line.
        if self.text.is_empty() {
            return;
        }
        // `lines_with` finds the few lines that matter; a text without the stamp is searched at
        // memory speed and nothing is allocated.
        for line in text.lines_with(&self.text) {
            if line.text().trim() != self.text {
                continue;
            }
            // The line goes with its line feed, else a blank line would stay. A form feed stays: it
            // parts pages.
            let rest = &text.as_str()[line.end()..];
            let feed = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
            // The whole line equals the stamp: nothing else can be meant.
            edits.delete(line.start()..line.end() + feed, Self::REASON, Confidence::Certain);
        }
    }
}

const DAMAGED: &str = "\
قرأ الطالــب الكتــاب
   نسخة مخصصة للطلاب
ثم أعــاده إلــى المكتبــة.
";

fn main() {
    // Before everything else: the other passes then see lines that belong together side by side.
    // `after`, or `pass` for the end, puts it elsewhere.
    let standard = Pipeline::standard();
    let first = standard.names().next().expect("the standard preset has passes");
    let pipeline = standard.before(first, Stamp::new("نسخة مخصصة للطلاب"));

    let cleaned = pipeline.run(DAMAGED);
    println!("{DAMAGED}\n⇓\n\n{}\n{}", cleaned.text(), cleaned.summary());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(Stamp::new("نسخة مخصصة")).clean(text).into_owned()
    }

    #[test]
    fn stamps_go() {
        assert_eq!(clean("أول\nنسخة مخصصة\nثان"), "أول\nثان");
        assert_eq!(clean("أول\r\n  نسخة مخصصة \r\nثان"), "أول\r\nثان");
        assert_eq!(clean("أول\nنسخة مخصصة\u{c}ثان"), "أول\n\u{c}ثان");
        assert_eq!(clean("نسخة مخصصة\nنسخة مخصصة\n"), "");
    }

    #[test]
    fn sentences_with_the_same_words_stay() {
        for healthy in ["هذه نسخة مخصصة للطلاب", "نسخة\nمخصصة", "", "\n\n", "Latin only"]
        {
            assert_eq!(clean(healthy), healthy);
        }
        assert_eq!(Pipeline::new().pass(Stamp::new(" ")).clean("أول\n\nثان"), "أول\n\nثان");
    }

    #[test]
    fn cleaning_twice_is_cleaning_once() {
        let once = clean("أول\nنسخة مخصصة\nثان");
        assert_eq!(clean(&once), once);
    }

    #[test]
    fn it_works_beside_the_others_and_is_in_the_log() {
        let cleaned = Pipeline::standard().pass(Stamp::new("نسخة مخصصة")).run("وقــف\nنسخة مخصصة\nهنا");
        assert_eq!(cleaned.text(), "وقف\nهنا");
        let change = cleaned.changes().iter().find(|change| change.reason == Stamp::REASON).unwrap();
        assert_eq!(change.before, "نسخة مخصصة\n");
        // The log tells where the change stands in the text as it was given.
        assert_eq!(&"وقــف\nنسخة مخصصة\nهنا"[change.source.clone()], "نسخة مخصصة\n");
    }
}
