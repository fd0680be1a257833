//! The README's table of repairs against the presets: the same passes, and every row does what it says.

// The table is of the presets with the embedded model.
#![cfg(feature = "embedded-model")]

use std::collections::BTreeSet;

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

/// `\u{…}` stands for what a reader could not see.
fn unescaped(cell: &str) -> String {
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
    let listed: BTreeSet<&str> = rows(README).iter().map(|row| row.pass).collect();
    let presets = [Pipeline::faithful(), Pipeline::standard(), Pipeline::thorough()];
    let passes: BTreeSet<&str> = presets.iter().flat_map(Pipeline::names).collect();
    assert_eq!(listed, passes);
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
        let noted = |change: &&tanqih::Change| {
            change.pass == row.pass && change.confidence.to_string() == row.confidence
        };
        let found = cleaned.findings().iter().any(|finding| finding.pass == row.pass);
        assert!(
            found || cleaned.changes().iter().any(|change| noted(&change)),
            "{} {}: {:?}",
            row.pass,
            row.confidence,
            cleaned.changes()
        );
    }
}
