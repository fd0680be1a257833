//! A stop that begins a line and touches its first word, and ends the line as it reads: `.وصل الوفد مساء أمس`.
//!
//! An extractor that takes a line for left-to-right text leaves the stop where the page shows it, at the left, and
//! puts the words in order. No writer begins a line with a stop; but one alone may also end the line before, so
//! the lines about it are asked: those that begin so in a row had their stops moved together, and what tells is
//! how the row begins and ends.

use crate::arabic::digits::is_digit;
use crate::arabic::letters::is_letter;
use crate::arabic::words::{ends_clause, ends_sentence, strip_punctuation};
use crate::arabic::LineGate;
use crate::edit::{Confidence, Edits, Reason};
use crate::model::{Cost, LanguageModel, WordId, BIT};
use crate::text::{Text, View};

use super::asked::{turn, RUNS};
use super::evidence::{ends_with_stop, has_runs, is_unit, starts_with_stop, Beside};

/// The most that the words about one row of lines say.
const MOST: Cost = 8 * BIT;
/// What a stop at the end of the line before says, which needs no other, and the start or end of the text.
const STOPPED: Cost = 8 * BIT;
const EDGE: Cost = 3 * BIT;
/// What it says that hardly any line ends with a stop, and lines that begin with one are several.
const NONE_ENDS: Cost = 12 * BIT;
/// Bits that leave no doubt.
const SURE: Cost = 10 * BIT;

/// A stop at the line's start that ends it.
const STOP: Reason = Reason::new("stop-at-line-start");

/// Moves the stops that begin a line and end it. `turned` says that the runs of all lines stand from left to right: then so
/// do the stops of those that are one run.
pub(super) fn propose<M: LanguageModel>(
    model: &M,
    text: &Text<'_>,
    gate: &mut LineGate<'_>,
    turned: bool,
    edits: &mut Edits<'_>,
) {
    let Some((lines, confidence)) = moved(model, text) else { return };
    let confidence = if turned { Confidence::Strong } else { confidence };
    let (arabic, others): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| gate.at(line.start()).is_arabic());
    // An extractor asks for the script, not for the language.
    let all = confidence == Confidence::Strong && arabic.len() >= others.len();
    for line in arabic.into_iter().chain(others.into_iter().filter(|_| all)) {
        edits.reorder(line.span(), turn(model, line, RUNS, Beside::default()), STOP, confidence);
    }
}

/// The lines whose first stop may belong to their end, and how sure it does.
fn moved<'t, M: LanguageModel>(model: &M, text: &Text<'t>) -> Option<(Vec<View<'t>>, Confidence)> {
    if !text.lines().any(|line| starts_with_stop(line.text())) {
        return None;
    }
    let mut found = Vec::new();
    let (mut starts, mut ends) = (0usize, 0usize);
    let mut sum: Cost = 0;
    // The line before this one, and the one before a row of lines that begin with stops.
    let mut before: Option<View<'t>> = None;
    let mut row: Option<(Option<View<'t>>, View<'t>)> = None;
    let parted = parts_at_quotes(text.as_str());
    for line in text.lines().filter(|line| !line.text().trim().is_empty()) {
        let (begins, closes) = (starts_with_stop(line.text()), ends_with_stop(line.text()));
        starts += usize::from(begins);
        ends += usize::from(closes);
        // Where lines are parted at quotes, stops go with these.
        let quoted = parted && line.text().contains('"');
        if begins && !closes && !quoted && !has_runs(line.text()) {
            row.get_or_insert((before, line));
            found.push(line);
        } else if let Some(row) = row.take() {
            sum += judge(model, row, before, Some(line));
        }
        before = Some(line);
    }
    if let Some(row) = row {
        sum += judge(model, row, before, None);
    }
    if starts >= 2 && starts >= 4 * ends {
        sum += NONE_ENDS;
    }
    Some((found, if sum >= SURE { Confidence::Strong } else { Confidence::Probable }))
}

/// Whether a quote touches letters on both sides, as where lines are parted at quotes.
fn parts_at_quotes(text: &str) -> bool {
    memchr::memchr_iter(b'"', text.as_bytes())
        .any(|at| text[..at].ends_with(is_letter) && text[at + 1..].starts_with(is_letter))
}

/// How much likelier the stops of a row of lines end them than the lines before them: what the last of them and the
/// line after it say, less what the line before and the first of them do. Those between say the same either way.
fn judge<M: LanguageModel>(
    model: &M,
    (above, first): (Option<View<'_>>, View<'_>),
    last: Option<View<'_>>,
    below: Option<View<'_>>,
) -> Cost {
    let word = |word: Option<&str>| word.and_then(|word| model.word(strip_punctuation(word)));
    let end = |line: View<'_>| word(line.text().split_whitespace().next_back());
    let start = |line: View<'_>| word(line.text().split_whitespace().next());
    let stop = Some(WordId::EDGE);
    let parted = |a, b| {
        (model.known_gain(a, stop) + model.known_gain(stop, b) - model.known_gain(a, b)).clamp(-MOST, MOST)
    };
    let own = match (last, below) {
        (Some(last), Some(below)) if !below.text().starts_with(ends_clause) => {
            parted(end(last), start(below))
        }
        (_, None) => EDGE,
        _ => 0,
    };
    let other = match above {
        Some(above) if ends_with_stop(above.text()) => -STOPPED,
        // As many signs and no words: a piece of a torn line.
        Some(above) if !above.text().contains(is_letter) => 0,
        Some(above) => parted(end(above), start(first)),
        None => -STOPPED,
    };
    (own - other).clamp(-MOST, STOPPED + MOST)
}

/// Whether a full stop stands between the letters a line begins with and its first number or Latin word, and
/// touches both, as a writer's does not.
pub(super) fn ends_first_run(line: &str) -> bool {
    let Some(unit) = line.find(is_unit) else { return false };
    let mut before = line[..unit].chars().rev();
    before.next().is_some_and(ends_sentence) && before.next().is_some_and(is_letter)
}

/// Whether a stop that a line of runs begins with, a space behind it, ends the line as it reads, and the space alone was
/// turned with its first run: ` شهرا.` for `12 شهرا`; else both were, and the stop stands behind the number.
pub(super) fn ends_line<M: LanguageModel>(model: &M, line: &str, beside: Beside) -> bool {
    let Some(rest) = line.strip_prefix(ends_sentence).and_then(|rest| rest.strip_prefix(' ')) else {
        return true;
    };
    let Some(unit) = rest.find(is_unit) else { return true };
    let word = |word: Option<&str>| word.and_then(|word| model.word(strip_punctuation(word)));
    let first = word(rest[..unit].split_whitespace().next());
    let last = word(rest[..unit].split_whitespace().next_back());
    let number = rest[unit..].starts_with(is_digit).then_some(WordId::NUMBER);
    let stop = Some(WordId::EDGE);
    let gain = |a, b| model.known_gain(a, b).clamp(-MOST, MOST);
    let parted = |a, b| gain(a, stop) + gain(stop, b) - gain(a, b);
    parted(last, beside.after) >= parted(number, first)
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::RunOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(RunOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    #[test]
    fn stops_go_to_the_end_of_their_line() {
        let raw =
            "وصل الوفد إلى المدينة مساء أمس وأقام فيها\n.ثلاثة أيام\nثم سافر إلى العاصمة\n.والتقى الوزير";
        let clear =
            "وصل الوفد إلى المدينة مساء أمس وأقام فيها\nثلاثة أيام.\nثم سافر إلى العاصمة\nوالتقى الوزير.";
        assert_eq!(clean(raw), clear);
        // A comma begins its line where a number ended the one before.
        let [raw, clear] = [(raw, ".، على أمل العودة قريبا"), (clear, "، على أمل العودة قريبا.")]
            .map(|(page, line)| format!("{page}\nفي عام\n{line}"));
        assert_eq!(clean(&raw), clear);
        // One alone may end the line before.
        let alone = "وصل الوفد إلى المدينة مساء أمس وأقام فيها\n.ثلاثة أيام";
        assert_eq!(clean(alone), alone);
    }

    #[test]
    fn what_stands_about_the_lines_tells_whose_a_stop_is() {
        // The line before has its own, and most lines end with theirs.
        let raw = "وصل الوفد إلى المدينة مساء أمس.\n.\"أقام الوزير فيها \"ثلاثة أيام\n.ثم سافر إلى العاصمة\n\
                   والتقى الوزير عددا من الطلاب.";
        let clear =
            "وصل الوفد إلى المدينة مساء أمس.\nأقام الوزير فيها \"ثلاثة أيام\".\nثم سافر إلى العاصمة.\n\
                     والتقى الوزير عددا من الطلاب.";
        assert_eq!(clean(raw), clear);
        // A line with a stop of its own at its end has no other.
        let text = "وصل الوفد إلى المدينة مساء أمس.\n.نت هو اسم المنصة الجديدة.\nوأقام فيها ثلاثة أيام.";
        assert_eq!(clean(text), text);
    }

    #[test]
    fn lines_of_other_languages_follow_those_of_arabic() {
        let kurdish = "\u{c}ئەم کتێبە بە زمانی کوردی نووسراوە و لە شارەکەی ئێمە چاپ کراوە\n";
        let lines = [
            "وصل الوفد إلى المدينة مساء أمس وأقام فيها\n.ثلاثة أيام\nثم سافر إلى العاصمة\n.والتقى الوزير\n",
            "وصل الوفد إلى المدينة مساء أمس وأقام فيها\nثلاثة أيام.\nثم سافر إلى العاصمة\nوالتقى الوزير.\n",
        ];
        let [raw, clear] = [".ڤیان لە گوندێکی نزیک دەژی", "ڤیان لە گوندێکی نزیک دەژی."];
        assert_eq!(clean(&format!("{}{kurdish}{raw}", lines[0])), format!("{}{kurdish}{clear}", lines[1]));
        let alone = format!("{kurdish}{raw}\n{raw}\n{raw}");
        assert_eq!(clean(&alone), alone);
    }

    #[test]
    fn the_stop_of_a_line_is_not_of_its_last_number() {
        let whole = "المشروع يجب أن يكتمل في غضون 12 يوما من الآن. وقال الوزير إن\n";
        let begun = " يوما من الآن. وقال الوزير إن12 المشروع يجب أن يكتمل في غضون\n";
        for (raw, clear) in [
            (
                " شهرا من الآن.12 وقال إن العمل سوف يكتمل في غضون",
                "وقال إن العمل سوف يكتمل في غضون 12 شهرا من الآن.",
            ),
            (
                ".) من قانون البناء18( وقال المهندس إن العمل يجري وفقا للمادة",
                "وقال المهندس إن العمل يجري وفقا للمادة (18) من قانون البناء.",
            ),
        ] {
            assert_eq!(clean(&format!("{begun}{raw}")), format!("{whole}{clear}"));
        }
        // Where the number touches what is behind the gap, the brackets of the other number tell of gaps.
        let gaps = "م في شأن التعليم العام.2003( لسنة14وعلى القانون رقم)";
        assert_eq!(clean(gaps), "وعلى القانون رقم)14( لسنة2003م في شأن التعليم العام.");
    }

    #[test]
    fn a_stop_with_a_space_behind_it_may_be_of_the_number() {
        let whole = "المشروع يجب أن يكتمل في غضون 12 يوما من الآن. وقال الوزير إن\n";
        let begun = " يوما من الآن. وقال الوزير إن12 المشروع يجب أن يكتمل في غضون\n";
        for (raw, clear) in [
            (
                ". وقال الوزير إن الحكومة سوف2015 بدأ العمل في المدرسة الجديدة في عام\nتعلن عن النتائج",
                "بدأ العمل في المدرسة الجديدة في عام 2015. وقال الوزير إن الحكومة سوف\nتعلن عن النتائج",
            ),
            (
                ". شهرا من تاريخ توقيع الاتفاق12 وقال إن العمل سوف يكتمل في غضون",
                "وقال إن العمل سوف يكتمل في غضون 12 شهرا من تاريخ توقيع الاتفاق.",
            ),
            (
                "، وأضاف الوزير:2015 بدأ العمل في المدرسة في عام",
                "بدأ العمل في المدرسة في عام 2015، وأضاف الوزير:",
            ),
        ] {
            assert_eq!(clean(&format!("{begun}{raw}")), format!("{whole}{clear}"));
        }
    }

    #[test]
    fn stops_stand_as_the_runs_of_other_lines_do() {
        let runs = [
            "، على أمل أن يفتح أبوابه2015 بدأ العمل في المتحف الجديد عام",
            " يوما من الآن. وقال الوزير إن12 المشروع يجب أن يكتمل في غضون",
            ") من قانون البناء18( وقال المهندس إن العمل يجري وفقا للمادة",
        ];
        let stop = ["وصل الوفد إلى المدينة مساء أمس وأقام فيها\n.ثلاثة أيام", "أقام فيها\nثلاثة أيام."];
        let raw = format!("{}\n{}", [runs; 4].concat().join("\n"), stop[0]);
        assert!(clean(&raw).ends_with(stop[1]));
        assert_eq!(clean(&format!("{}\n{}", runs[0], stop[0])).lines().last(), Some(".ثلاثة أيام"));
    }
}
