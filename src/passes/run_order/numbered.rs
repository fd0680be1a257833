//! Lines whose numbers of the digits U+0660–U+0669 each begin a run: `٥١٠٢ طالبا في عام بلغ عدد الطلاب` for `بلغ عدد الطلاب ٢٠١٥ طالبا في عام`.
//!
//! These digits are Arabic to an extractor, so they part no run for it. But where a producer draws each number by
//! itself, between the words before it and those behind, the extractor joins it to what is drawn before it, which is
//! to the left and reads behind it, and not to what is drawn behind. So each run begins with its number, and the
//! words that the line begins with are a run without one. They follow the last run that has one, and nothing marks
//! where: between them stands one space, and two if a number or Latin is behind. Of one space the words tell.

use std::ops::Range;

use crate::arabic::bidi::{class, number_end, reverse_run, Class, Glyph};
use crate::model::{Cost, LanguageModel, WordId, BIT};

use super::evidence::{Item, Items};

/// What it says that two numbers follow each other with no word between.
const APART: Cost = -12 * BIT;
/// And that a line begins with its number.
const BEGINS: Cost = -4 * BIT;

/// Puts the characters of a run as they stood on the page. O(run).
pub(super) fn show<M: LanguageModel>(model: &M, line: &mut [Glyph], run: Range<usize>) {
    // What stands before the run in the line reads behind it.
    let mut behind = match line[..run.start].iter().rev().find(|glyph| !is_space(glyph)) {
        Some(glyph) if class(glyph.shown) == Class::European => Item::Number,
        Some(glyph) if class(glyph.shown) == Class::Left => Item::Latin,
        _ => Item::Edge,
    };
    let mut start = run.start;
    while let Some(next) = next_number(line, start, run.end) {
        turn(&mut line[start..next]);
        behind = Item::Number;
        start = next;
    }
    let cut = match class(line[start].shown) {
        Class::ArabicNumber => {
            let number = number_end(line, start).min(run.end);
            let gap = line[number..run.end].windows(2).position(|pair| pair.iter().all(is_space));
            let words = || match run.end == line.len() {
                true => first_words(model, &line[number..], behind),
                false => None,
            };
            gap.map(|at| at + 1).or_else(words).map(|at| number + at)
        }
        _ => None,
    };
    match cut {
        Some(cut) => {
            turn(&mut line[start..cut]);
            reverse_run(&mut line[cut..run.end]);
        }
        None => reverse_run(&mut line[start..run.end]),
    }
}

fn is_space(glyph: &Glyph) -> bool {
    glyph.shown == ' '
}

/// Turns a run; the spaces behind it stay, and all signs where there are no letters.
fn turn(run: &mut [Glyph]) {
    if run.iter().any(|glyph| class(glyph.shown) == Class::Right) {
        let end = run.iter().rposition(|glyph| !is_space(glyph)).map_or(0, |last| last + 1);
        reverse_run(&mut run[..end]);
    }
}

/// Where the next number behind the one that a run may begin with begins.
fn next_number(line: &[Glyph], start: usize, end: usize) -> Option<usize> {
    let is_digit = |at: &usize| class(line[*at].shown) == Class::ArabicNumber;
    let from = if is_digit(&start) { number_end(line, start) } else { start + 1 };
    (from..end).find(is_digit)
}

/// Where, of the words behind the last number of a line as it stands, those begin with which it begins as it reads.
/// `behind` is what follows the others.
fn first_words<M: LanguageModel>(model: &M, words: &[Glyph], behind: Item) -> Option<usize> {
    let text: String = words.iter().map(|glyph| glyph.shown).collect();
    let mut items = Items { rest: &text, model };
    let mut known = Vec::new();
    let len = text.len();
    while let Some((item, word)) = items.next_text() {
        let from = len - items.rest.len() - word.len();
        known.push((from, item.id()));
    }
    let number = Some(WordId::NUMBER);
    let last = known.last()?.1;
    let gain = |at: usize| {
        let before = at.checked_sub(1).map_or(number, |at| known[at].1);
        let ends = match before == number && behind == Item::Number {
            true => APART,
            false => model.known_gain(before, behind.id()),
        };
        let Some(&(_, first)) = known.get(at) else { return ends + BEGINS };
        let begins = model.known_gain(Some(WordId::EDGE), first) / 2 + model.known_gain(last, number);
        ends + begins - model.known_gain(before, first)
    };
    let parted = |at: &usize| known.get(*at).is_none_or(|&(from, _)| text[..from].ends_with(' '));
    let best = (0..=known.len()).filter(parted).max_by_key(|&at| (gain(at), at))?;
    let from = known.get(best)?.0;
    Some(text[..from].chars().count())
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
    fn runs_begin_with_their_numbers() {
        // As Chromium draws them; the digits of U+0660–U+0669 are turned with the letters, which `Numbers` mends.
        let raw = " يوما من الآن. وقال الوزير إن12 المشروع يجب أن يكتمل في غضون\n\
                   .٣٢٠٢ ٠٠٧٥ نسمة في عام ٥١٠٢، وارتفع إلى ٠٥٢١ نسمة في عام بلغ عدد السكان\n\
                   . خلال الربع الأول٪٥٫٧  ثم انخفضت بنسبة%12.5 ارتفعت أسعار النفط بنسبة\n\
                   .)٦٥-٤٣(  سنة، وانظر الصفحات25 عاد الوزير إلى المدينة بعد\n\
                   ٥٩٩١ وبلغ رأس مالها خمسة ملايين دولار تأسست الشركة في القاهرة عام";
        let clear = "المشروع يجب أن يكتمل في غضون 12 يوما من الآن. وقال الوزير إن\n\
                     بلغ عدد السكان ٠٥٢١ نسمة في عام ٥١٠٢، وارتفع إلى ٠٠٧٥ نسمة في عام ٣٢٠٢.\n\
                     ارتفعت أسعار النفط بنسبة 12.5% ثم انخفضت بنسبة ٥٫٧٪ خلال الربع الأول.\n\
                     عاد الوزير إلى المدينة بعد 25 سنة، وانظر الصفحات (٤٣-٦٥).\n\
                     تأسست الشركة في القاهرة عام ٥٩٩١ وبلغ رأس مالها خمسة ملايين دولار";
        let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
        assert_eq!(lines(&clean(raw)), lines(clear));
        assert_eq!(clean(clear), clear);
    }
}
