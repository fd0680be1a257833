//! A text with marks where something was done: marks may overlap, since passes run one after another.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// One mark on a text.
#[derive(Clone)]
pub(crate) struct Mark {
    /// What was done there: the mark's class.
    pub(crate) kind: &'static str,
    /// Bytes of the text; may be empty.
    pub(crate) span: Range<usize>,
    /// The row of the list that says more.
    pub(crate) row: usize,
}

/// `text` as HTML, each stretch in the marks that cover it. O(length + marks × overlap).
pub(crate) fn marked(text: &str, marks: &[Mark]) -> String {
    // What begins, ends and stands at each place where anything does.
    let mut places: BTreeMap<usize, [Vec<usize>; 3]> = BTreeMap::new();
    for (i, mark) in marks.iter().enumerate() {
        if mark.span.is_empty() {
            places.entry(mark.span.start).or_default()[2].push(i);
        } else {
            places.entry(mark.span.start).or_default()[0].push(i);
            places.entry(mark.span.end).or_default()[1].push(i);
        }
    }
    let mut html = String::with_capacity(text.len() * 2);
    let mut open: BTreeSet<usize> = BTreeSet::new();
    let mut at = 0;
    for (place, [begin, end, stand]) in places {
        stretch(&text[at..place], &open, marks, &mut html);
        at = place;
        for mark in end {
            open.remove(&mark);
        }
        open.extend(begin);
        if !stand.is_empty() {
            element("", &stand.into_iter().collect(), marks, &mut html);
        }
    }
    stretch(&text[at..], &open, marks, &mut html);
    html
}

fn stretch(text: &str, covering: &BTreeSet<usize>, marks: &[Mark], html: &mut String) {
    if covering.is_empty() || text.is_empty() {
        html.push_str(&escaped(text));
    } else {
        element(text, covering, marks, html);
    }
}

fn element(text: &str, covering: &BTreeSet<usize>, marks: &[Mark], html: &mut String) {
    let kinds: BTreeSet<&str> = covering.iter().map(|&i| marks[i].kind).collect();
    let rows: Vec<String> = covering.iter().map(|&i| marks[i].row.to_string()).collect();
    let class = kinds.into_iter().collect::<Vec<_>>().join(" ");
    html.push_str(&format!(
        "<mark class=\"{class}\" data-rows=\"{}\">{}</mark>",
        rows.join(" "),
        escaped(text)
    ));
}

/// `text` for HTML. Controls, which a browser would obey or hide, are written by their number.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' => html.push('\n'),
            '\u{AD}'
            | '\u{61C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{E000}'..='\u{F8FF}' => {
                html.push_str(&format!("<u>{:X}</u>", c as u32));
            }
            c if c.is_control() => html.push_str(&format!("<u>{:X}</u>", c as u32)),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_may_overlap_and_be_empty() {
        let mark = |row, span| Mark { kind: "change", span, row };
        let html = marked("abcd", &[mark(0, 0..2), mark(1, 1..3), mark(2, 4..4)]);
        let with =
            |rows: &str, text: &str| format!("<mark class=\"change\" data-rows=\"{rows}\">{text}</mark>");
        assert_eq!(
            html,
            [with("0", "a"), with("0 1", "b"), with("1", "c"), "d".to_owned(), with("2", "")].concat()
        );
    }

    #[test]
    fn what_a_browser_would_obey_is_shown() {
        assert_eq!(escaped("<a>\u{202B}&"), "&lt;a&gt;<u>202B</u>&amp;");
    }
}
