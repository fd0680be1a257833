//! The README's table of repairs against the presets: the same passes, and every row does what it says.

// The table is of the presets with the embedded model.
#![cfg(feature = "embedded-model")]

use tanqih::Pipeline;

struct Row<'a> {
    pass: &'a str,
    confidence: &'a str,
    extracted: String,
    repaired: String,
}

fn rows(readme: &str) -> Vec<Row<'_>> {
    let table = readme.split("\n| What the PDF did ").nth(1).expect("the table of repairs");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|line| {
        let cells: Vec<&str> =
            line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let [_, pass, confidence, extracted, repaired] = cells[..] else { panic!("not five cells: {line}") };
        Row { pass, confidence, extracted: unescaped(extracted), repaired: unescaped(repaired) }
    })
    .collect()
}

/// `\u{…}` stands for what a reader could not see, ⏎ for the end of a line.
fn unescaped(cell: &str) -> String {
    let cell = cell.replace('⏎', "\n");
    let mut parts = cell.split("\\u{");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("an open escape");
        text.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        text.push_str(rest);
    }
    text
}

const README: &str = include_str!("../README.md");

#[test]
fn the_table_lists_the_passes_of_the_presets() {
    let mut listed: Vec<&str> = rows(README).iter().map(|row| row.pass).collect();
    listed.dedup();
    assert_eq!(listed, Pipeline::thorough().names().collect::<Vec<_>>());
    for preset in [Pipeline::faithful(), Pipeline::standard()] {
        assert!(preset.names().all(|name| listed.contains(&name)));
    }
}

#[test]
fn every_row_does_what_it_says() {
    for row in rows(README) {
        // What only `thorough` has is shown by `thorough`.
        let standard = Pipeline::standard();
        let pipeline =
            if standard.names().any(|name| name == row.pass) { standard } else { Pipeline::thorough() };
        let cleaned = pipeline.run(&row.extracted);
        assert_eq!(cleaned.text(), row.repaired, "{}", row.pass);
        let noted = cleaned
            .changes()
            .iter()
            .any(|change| change.pass == row.pass && change.confidence.to_string() == row.confidence);
        let found = cleaned.findings().iter().any(|finding| finding.pass == row.pass);
        assert!(
            if row.confidence == "reported" { found } else { noted },
            "{} {}: {:?}",
            row.pass,
            row.confidence,
            cleaned.changes()
        );
    }
}
