//! Which of the letters about it each mark of a line goes to: all together, so that no letter gets two vowels while the next has none.

use std::ops::Range;

use crate::arabic::letters::is_letter;
use crate::arabic::seats::{takes_sign, Load};
use crate::edit::{Confidence, Edits, Piece};
use crate::text::View;

use super::gaps::{doubles, load, Choice, Gap, Mark, To};
use super::habits::{Habits, Seen, PARTS};
use super::{BEFORE_LETTER, DETACHED, DOUBLED, TWICE};

/// Bits against a mark that stays apart from any letter.
const APART: u32 = 6;
/// Bits against marks of two letters standing together.
const SPLIT: u32 = 3;
/// Bits against two vowels standing in the order of the letters behind them.
const CROSSED: u32 = 2;

/// Letters that nothing parts, and the gap behind them.
#[derive(Clone, Debug)]
struct Letters {
    /// Their places.
    span: Range<usize>,
    many: usize,
    first: char,
    second: char,
    /// The two last.
    before_last: char,
    last: char,
    gap: Gap,
}

/// A line's letters and the marks between them.
pub(super) struct Seating<'t> {
    view: View<'t>,
    /// The marks before the first letter.
    head: Gap,
    runs: Vec<Letters>,
}

impl<'t> Seating<'t> {
    pub(super) fn of(view: View<'t>) -> Self {
        let mut runs: Vec<Letters> = Vec::new();
        let (mut from, mut head) = (0, Gap::default());
        let text = view.text();
        for (at, letter) in text.char_indices().filter(|&(_, c)| is_letter(c)) {
            let end = at + letter.len_utf8();
            match runs.last_mut() {
                Some(run) if from == at => {
                    run.span.end = end;
                    run.many += 1;
                    if run.many == 2 {
                        run.second = letter;
                    }
                    run.before_last = std::mem::replace(&mut run.last, letter);
                    from = end;
                    continue;
                }
                Some(run) => run.gap = Gap::of(text, from..at, true),
                None => head = Gap::of(text, from..at, true),
            }
            from = end;
            let gap = Gap::default();
            let [first, second, before_last, last] = [letter; 4];
            runs.push(Letters { span: at..end, many: 1, first, second, before_last, last, gap });
        }
        if let Some(last) = runs.last_mut() {
            last.gap = Gap::of(text, from..text.len(), false);
        }
        Seating { view, head, runs }
    }

    /// Bits that speak against the best that can be made of the line; notes what that is.
    pub(super) fn learn(&self, habits: &Habits, seen: &mut Seen) -> u32 {
        let (choices, cost) = self.choose(habits);
        for (at, pair) in choices.windows(2).enumerate() {
            let (gap, many) = (self.gap(at), self.many(at));
            if at > 0 || !habits.behind {
                let (left, right) = gap.parts(pair[0]);
                left.iter().for_each(|mark| seen.mark(mark, many > 1, None));
                right.iter().for_each(|mark| seen.mark(mark, many > 1, Some(pair[0].to)));
            }
        }
        cost
    }

    /// What speaks against the best that can be made of the line.
    pub(super) fn cost(&self, habits: &Habits) -> u32 {
        self.choose(habits).1
    }

    /// Gives every mark the letter it goes to.
    pub(super) fn seat(&self, habits: &Habits, edits: &mut Edits<'_>) {
        if self.runs.is_empty() {
            return;
        }
        for (at, mut choice) in self.choose(habits).0.into_iter().enumerate() {
            // Marks before the first letter have no other.
            let head =
                at == 0 && !habits.behind && self.head.marks.first().is_some_and(|mark| mark.touches_right);
            if head && choice.to == To::Stay {
                choice = Choice { left: 0, to: To::First, crossed: false };
            }
            let end = self.runs.get(at).and_then(|run| match choice.to {
                To::Stay => None,
                To::First => Some(run.span.start + run.first.len_utf8()),
                To::Last => Some(run.span.end),
            });
            if at > 0 || head {
                self.edit(self.gap(at), choice, end, habits, edits);
            }
        }
    }

    /// The gap before the letters `at`.
    fn gap(&self, at: usize) -> &Gap {
        at.checked_sub(1).map_or(&self.head, |before| &self.runs[before].gap)
    }

    /// How many letters stand behind the gap `at`.
    fn many(&self, at: usize) -> usize {
        self.runs.get(at).map_or(0, |run| run.many)
    }

    /// What becomes of the marks of each gap, the first of the line among them, so that the least speaks against all.
    fn choose(&self, habits: &Habits) -> (Vec<Choice>, u32) {
        let choices = |at: usize| self.gap(at).choices(habits, self.many(at));
        // For each choice of each gap the least cost of all up to it, and which choice of the gap before goes with it.
        let mut best: Vec<Vec<(u32, usize)>> = Vec::with_capacity(self.runs.len() + 1);
        best.push(
            choices(0)
                .map(|choice| {
                    let only = match habits.behind {
                        true => choice == Choice::default() || self.head.marks.is_empty(),
                        false => choice.left == 0,
                    };
                    (if only { self.against(0, choice, habits) } else { u32::MAX }, 0)
                })
                .collect(),
        );
        for at in 0..self.runs.len() {
            let old: Vec<Choice> = choices(at).collect();
            let row = choices(at + 1).map(|choice| {
                let here = self.against(at + 1, choice, habits);
                let costs = old.iter().enumerate().map(|(from, &before)| {
                    let mut cost = best[at][from].0.saturating_add(here);
                    self.loads(at, before, choice, habits, |before, letter, next, load| {
                        let bare = load.is_none() && takes_sign(letter) || load.lacks_vowel();
                        cost = cost
                            .saturating_add(load.strain(before, letter, next) * PARTS)
                            .saturating_add(if bare { habits.bare * PARTS } else { 0 });
                    });
                    (cost, from)
                });
                costs.min_by_key(|&(cost, _)| cost).unwrap_or((u32::MAX, 0))
            });
            let row = row.collect();
            best.push(row);
        }
        let mut chosen = vec![Choice::default(); best.len()];
        let last = best.last().map(|row| row.iter().enumerate().min_by_key(|(_, best)| best.0));
        let (mut choice, cost) = last.flatten().map_or((0, 0), |(choice, best)| (choice, best.0));
        for (at, chosen) in chosen.iter_mut().enumerate().rev() {
            *chosen = choices(at).nth(choice).unwrap_or_default();
            choice = best[at].get(choice).map_or(0, |best| best.1);
        }
        (chosen, cost)
    }

    /// What speaks against a choice, whatever the letters.
    fn against(&self, at: usize, choice: Choice, habits: &Habits) -> u32 {
        let (gap, runs) = (self.gap(at), self.many(at) > 1);
        let sum = |marks: &[Mark], side: usize| -> u32 {
            marks.iter().map(|mark| habits.sides(mark, runs)[side]).sum()
        };
        if choice.to == To::Stay {
            let touching = gap.marks.iter().take_while(|mark| mark.touches_left).count();
            let (own, apart) = gap.marks.split_at(touching);
            return sum(own, 0) + (load(own).1 * TWICE + APART * apart.len() as u32) * PARTS;
        }
        let (left, right) = gap.parts(choice);
        let again = habits.doubled * (load(&left[..reached(left)]).1 + load(right).1);
        let split = if habits.behind && gap.splits(choice) { SPLIT } else { 0 };
        let crossed = if choice.crossed { CROSSED } else { 0 };
        sum(left, 0) + choice.to.side().map_or(0, |side| sum(right, side)) + (again + split + crossed) * PARTS
    }

    /// The letters `at` that may get signs, with the letters beside them in their word and the signs that they get by
    /// these choices of the gaps about them.
    fn loads(
        &self,
        at: usize,
        before: Choice,
        behind: Choice,
        habits: &Habits,
        mut each: impl FnMut(Option<char>, char, Option<char>, Load),
    ) {
        let run = &self.runs[at];
        let parts = |gap: &Gap, torn| gap.hard || gap.spaces > usize::from(torn && !gap.marks.is_empty());
        let previous = at.checked_sub(1).map(|at| &self.runs[at]);
        let previous =
            previous.filter(|run| !run.gap.hard && (habits.torn || !parts(&run.gap, habits.loose)));
        let previous = previous.map(|run| run.last);
        let after = self.runs.get(at + 1).map(|run| run.first);
        let next = after.filter(|_| !parts(&run.gap, habits.torn));
        let given = self.gap(at).right(before);
        let own = match behind.to {
            To::Stay => &run.gap.marks[..run.gap.marks.iter().take_while(|mark| mark.touches_left).count()],
            _ => {
                let left = run.gap.parts(behind).0;
                // Behind a sign no mark reaches the letter before it.
                &left[..reached(left)]
            }
        };
        let own = load(own).0;
        if run.many == 1 {
            return each(previous, run.first, next, given.with(own));
        }
        let to = |to| if before.to == to { given } else { Load::default() };
        each(previous, run.first, Some(run.second), to(To::First));
        each(Some(run.before_last), run.last, next, to(To::Last).with(own));
    }

    /// Put the marks of a gap behind the letter before it, or behind those that end at `next`, as chosen.
    fn edit(&self, gap: &Gap, choice: Choice, next: Option<usize>, habits: &Habits, edits: &mut Edits<'_>) {
        if choice.to == To::Stay || gap.marks.is_empty() {
            return;
        }
        let base = self.view.start();
        let text = self.view.text();
        let (left, right) = gap.parts(choice);
        let span = |mark: &Mark| base + mark.at..base + mark.at + mark.c.len_utf8();
        let end = next.filter(|_| !right.is_empty()).unwrap_or(gap.span.end);
        let letter = base + gap.span.end..base + end;
        if gap.hard {
            let own = left.iter().rfind(|mark| mark.reaches_left).map_or(gap.span.start, |mark| mark.at);
            for (at, _) in text[gap.span.start..own].match_indices(' ') {
                let at = base + gap.span.start + at;
                edits.delete(at..at + 1, DETACHED, Confidence::Strong);
            }
            for (_, mark) in left.iter().enumerate().filter(|&(at, _)| doubles(left, at)) {
                edits.delete(span(mark), DOUBLED, Confidence::Strong);
            }
            if let Some(first) = right.first() {
                let marks = base + first.at..letter.start;
                let (start, end) = (marks.start, letter.end);
                let pieces = [Piece::Keep(letter), Piece::Keep(marks)];
                edits.reorder(start..end, pieces, BEFORE_LETTER, Confidence::Strong);
            }
            return;
        }
        let start = gap.span.start;
        // Spaces before the last mark that stays left, or before all, part nothing where others stand behind.
        let pivot = left.last().or(right.first()).map_or(start, |mark| mark.at);
        let space_goes = habits.torn || next.is_none() || text[pivot..gap.span.end].contains(' ');
        let (mut stays, mut spaces, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        for (at, c) in text[start..gap.span.end].char_indices() {
            let at = start + at;
            let here = base + at..base + at + c.len_utf8();
            let kept = left.iter().position(|mark| mark.at == at);
            match c {
                _ if right.iter().any(|mark| mark.at == at) => {}
                _ if kept.is_some_and(|at| doubles(left, at)) => gone.push(here),
                ' ' if at > pivot => spaces.push(here),
                ' ' if space_goes => gone.push(here),
                ' ' => spaces.push(here),
                _ => stays.push(here),
            }
        }
        let letters = text[gap.span.end..end].char_indices();
        let letters = letters.map(|(at, c)| letter.start + at..letter.start + at + c.len_utf8());
        let order: Vec<Range<usize>> = stays.into_iter().chain(spaces).chain(letters).collect();
        let moves = !right.is_empty() || order.windows(2).any(|pair| pair[1].start < pair[0].start);
        if !moves {
            for gone in gone {
                let reason = if text[gone.start - base..].starts_with(' ') { DETACHED } else { DOUBLED };
                edits.delete(gone, reason, Confidence::Strong);
            }
            return;
        }
        let mut pieces: Vec<(Range<usize>, Option<&'static str>)> =
            order.into_iter().filter(|span| !span.is_empty()).map(|span| (span, None)).collect();
        for (at, mark) in right.iter().enumerate() {
            pieces.push((span(mark), doubles(right, at).then_some("")));
        }
        pieces.extend(gone.into_iter().map(|span| (span, Some(""))));
        let reason = if right.is_empty() { DETACHED } else { BEFORE_LETTER };
        edits.reorder(base + start..base + end, Piece::of_chars(pieces), reason, Confidence::Strong);
    }
}

/// How many of these marks of a gap nothing but spaces parts from the letter before.
fn reached(left: &[Mark]) -> usize {
    left.iter().take_while(|mark| mark.reaches_left).count()
}

#[cfg(test)]
mod tests {
    use super::super::Marks;
    use super::*;
    use crate::Pipeline;

    const PAGE: &str = "خَرَجَ الْوَلَدُ إِلَى السُّوقِ صَبَاحًا وَمَعَهُ أُخْتُهُ الصَّغِيرَةُ\n\
        فَاشْتَرَى خُبْزًا وَجُبْنًا وَزَيْتُونًا ثُمَّ جَلَسَا فِي ظِلِّ شَجَرَةٍ\n\
        وَكَانَ الْبَائِعُ رَجُلًا كَرِيمًا فَأَعْطَاهُمَا تُفَّاحَةً وَقَالَ لَهُمَا\n\
        عُودَا غَدًا فَإِنَّ عِنْدِي مِنَ الْعِنَبِ مَا يَكْفِي أَهْلَ الْبَيْتِ كُلَّهُمْ";

    /// The words of a text as letters with their marks.
    fn letters(page: &str) -> Vec<Vec<(char, String)>> {
        let word = |word: &str| {
            let mut letters: Vec<(char, String)> = Vec::new();
            for c in word.chars() {
                match letters.last_mut() {
                    Some((_, marks)) if !is_letter(c) => marks.push(c),
                    None if !is_letter(c) => {}
                    _ => letters.push((c, String::new())),
                }
            }
            letters
        };
        page.split_whitespace().map(word).collect()
    }

    /// Each mark behind a space and before the letters of which the last is its own; what follows the last is not parted
    /// from it.
    fn before_runs(line: &str) -> String {
        let mut raw = String::new();
        for word in letters(line) {
            let mut run = String::new();
            for (letter, marks) in word {
                run.push(letter);
                if !marks.is_empty() {
                    raw += &format!(" {marks}{run}");
                    run.clear();
                }
            }
            raw += &run;
        }
        raw
    }

    /// Each mark before its letter, but for those on kaf and lam.
    fn before_letters(line: &str) -> String {
        let word = |word: Vec<(char, String)>| {
            let letter = |(letter, marks): (char, String)| match letter {
                'ك' | 'ل' => format!("{letter}{marks}"),
                _ => format!("{marks}{letter}"),
            };
            word.into_iter().map(letter).collect::<String>()
        };
        letters(line).into_iter().map(word).collect::<Vec<_>>().join(" ")
    }

    /// Every sixth letter and the one behind it in the wrong order, as ligatures are that were turned round.
    fn with_turned_letters(line: &str) -> Vec<(char, String)> {
        let words = letters(line).into_iter().map(|word| [word, vec![(' ', String::new())]].concat());
        let mut line: Vec<(char, String)> = words.flatten().collect();
        line.pop();
        for at in (3..line.len() - 1).step_by(6) {
            let (letter, next) = (line[at].0, line[at + 1].0);
            if letter != ' ' && next != ' ' {
                (line[at].0, line[at + 1].0) = (next, letter);
            }
        }
        line
    }

    #[test]
    fn marks_before_letters_are_known_though_letters_are_out_of_order() {
        let plain = "وصل الوفد إلى العاصمة مساء أمس بعد رحلة طويلة من الشمال\n\
            وقال المتحدث باسم الوزارة إن المحادثات ستبدأ غدا في مقر الحكومة\n\
            ويتوقع المراقبون أن تنتهي الجولة الأولى قبل نهاية الأسبوع\n\
            ثم يعود الوفد إلى بلاده لعرض النتائج على المجلس\n";
        let page = |write: fn(&(char, String)) -> String| {
            let line = |line: &str| with_turned_letters(line).iter().map(write).collect::<String>();
            plain.repeat(3) + &PAGE.lines().map(line).collect::<Vec<_>>().join("\n")
        };
        let clear = page(|(letter, marks)| format!("{letter}{marks}"));
        let cleaned = clean(&page(|(letter, marks)| format!("{marks}{letter}")));
        let [clear, cleaned] = [&clear, &cleaned].map(|text| letters(&text.replace(' ', "")).concat());
        let wrong = clear.iter().zip(&cleaned).filter(|(a, b)| a != b).count();
        assert!(wrong <= 12, "{wrong}");
    }

    fn clean(text: &str) -> String {
        Pipeline::new().pass(Marks).clean(text).into_owned()
    }

    /// Letters whose marks are not those of the page.
    fn wrong(text: &str) -> usize {
        let page: Vec<_> = letters(PAGE).concat();
        let text: Vec<_> = letters(&text.replace(' ', "")).concat();
        assert_eq!(page.len(), text.len());
        page.iter().zip(&text).filter(|(a, b)| a != b).count()
    }

    #[test]
    fn marks_before_runs_go_to_their_last_letters() {
        let raw: Vec<String> = PAGE.lines().map(before_runs).collect();
        let raw = raw.join("\n");
        assert!(wrong(&raw) > 60 && wrong(&clean(&raw)) <= 12, "{}: {}", wrong(&clean(&raw)), clean(&raw));
        assert_eq!(clean(PAGE), PAGE);
    }

    #[test]
    fn marks_are_read_as_most_of_them_stand_though_some_letters_have_theirs_behind() {
        let raw: Vec<String> = PAGE.lines().map(before_letters).collect();
        let raw = raw.join("\n");
        assert!(wrong(&raw) > 60 && wrong(&clean(&raw)) <= 12, "{}: {}", wrong(&clean(&raw)), clean(&raw));
    }

    #[test]
    fn lines_drawn_otherwise_than_most_are_read_as_they_stand() {
        let mut raw: Vec<String> = PAGE.lines().map(before_runs).collect();
        let last = PAGE.lines().last().unwrap();
        *raw.last_mut().unwrap() = last.to_owned();
        assert!(clean(&raw.join("\n")).ends_with(last), "{}", clean(&raw.join("\n")));
    }
}
