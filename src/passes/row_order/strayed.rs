//! Rows parted at signs that stand at the end of their page: `غنى في حفلٍ كبير` comes as ` كبير` ⏎ `غنى في حفل`, and the sign
//! behind all lines.
//!
//! A sign that stands far below its row or above it is of no line to some extractors (pdfminer), and parts the row: the
//! parts come from left to right, and the signs at the page's end, in the order of their rows. So there is a sign
//! for each joint. A row is no wider than rows are, the part that is read behind the sign keeps its space, and the words at the
//! ends of parts tell how they go together.

use std::cmp::Reverse;
use std::ops::Range;

use crate::arabic::width::{Width, SPACE};
use crate::arabic::words::ends_clause;
use crate::arabic::LineGate;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::line::{filled, nearly_widest, Joints, Line};
use super::parts::squeezed;
use super::raised::{fit, is_signs};
use super::seat::{end_word, first_word, glue, has_few_signs, last_word, seats, WORDS};

/// Signs at the ends of pages, at least; of a page, at most.
const SOME: usize = 2;
const MANY: usize = 128;
/// How many lines away the next part of a row may stand.
const NEAR: usize = 6;
/// What it says for a joint that the next part stands above, and what each line between costs.
const ABOVE: Cost = 4 * BIT;
const FAR: Cost = BIT;
/// What a space before the next part says, or none where a word has ended.
const SPACED: Cost = 4 * BIT;
const UNSPACED: Cost = -4 * BIT;
/// What it says that two parts are a row.
const FULL: Cost = 3 * BIT;
/// What a joint is worth, at least, and all together.
const LEAST: Cost = 2 * BIT;
const PROOF: Cost = 16 * BIT;

/// Whether pages end with lines of signs, in a text of few signs. Allocates nothing.
pub(super) fn any(text: &Text<'_>) -> bool {
    text.may_have_in('\u{064B}'..='\u{0652}') && {
        let (mut run, mut all) = (0, 0);
        for (line, ends) in filled(text) {
            run = if is_signs(line.trim().text()) { run + 1 } else { 0 };
            if ends {
                all += std::mem::take(&mut run);
            }
        }
        all + run >= SOME && has_few_signs(text.as_str())
    }
}

/// A line.
struct Part<'t> {
    /// The white space before it.
    margin: Range<usize>,
    view: View<'t>,
    line: Line,
    /// Whether white space stands about it as about few lines: before what is read behind a sign.
    spaced: bool,
    width: Width,
}

/// A page that ends with signs.
struct Page<'t> {
    parts: Vec<Part<'t>>,
    signs: Vec<View<'t>>,
    /// The part that each goes on in, and the sign between the two.
    next: Vec<Option<(usize, usize)>>,
}

/// For each page that has such rows its bytes, and the pieces in the order of reading.
pub(super) fn rows<M: LanguageModel>(model: &M, text: &Text<'_>) -> Vec<(Range<usize>, Vec<Piece>)> {
    let widths = filled(text).map(|(line, _)| squeezed(line.text())).collect();
    let Some(widest) = nearly_widest(widths, (9, 10)) else { return Vec::new() };
    let mut pages = pages(model, text);
    let (mut signs, mut joints, mut sum): (usize, usize, Cost) = (0, 0, 0);
    for page in &mut pages {
        let (found, worth) = page.join(model, widest);
        signs += page.signs.len();
        joints += found;
        sum = sum.saturating_add(worth);
    }
    if joints < SOME || joints * 2 < signs || sum < PROOF {
        return Vec::new();
    }
    pages.iter().filter_map(|page| page.pieces(text.as_str())).collect()
}

/// The pages that end with signs.
fn pages<'t, M: LanguageModel>(model: &M, text: &Text<'t>) -> Vec<Page<'t>> {
    let mut gate = LineGate::new(text.as_str());
    let lines: Vec<(View<'t>, bool)> = filled(text).collect();
    // Lines may begin or end with a space all through.
    let before = |line: &View<'t>| line.text().starts_with(' ');
    let behind = |line: &View<'t>| line.text().ends_with(' ');
    let tell =
        |is: &dyn Fn(&View<'t>) -> bool| lines.iter().filter(|(line, _)| is(line)).count() * 2 < lines.len();
    let (before_tells, behind_tells) = (tell(&before), tell(&behind));
    let pages = lines.chunk_by(|a, _| !a.1).filter_map(|lines| {
        let count = lines.iter().rev().take_while(|(line, _)| is_signs(line.trim().text())).count();
        let (lines, signs) = lines.split_at(lines.len() - count);
        if !(1..=MANY).contains(&count) || lines.len() < 2 || !gate.at(lines[0].0.start()).is_arabic() {
            return None;
        }
        let part = |&(line, _): &(View<'t>, bool)| {
            let view = line.trim();
            let spaced = before_tells && before(&line) || behind_tells && behind(&line);
            let margin = line.start()..view.start();
            Part { margin, view, line: Line::of(model, view), spaced, width: squeezed(view.text()) }
        };
        let parts: Vec<Part<'t>> = lines.iter().map(part).collect();
        let next = vec![None; parts.len()];
        Some(Page { parts, signs: signs.iter().map(|(line, _)| line.trim()).collect(), next })
    });
    pages.collect()
}

/// A part and what it may go on in.
struct Way {
    from: usize,
    to: usize,
    gain: Cost,
}

impl Page<'_> {
    /// Finds out which parts go on in which, one for each sign: how many, and what that is worth.
    fn join<M: LanguageModel>(&mut self, model: &M, widest: Width) -> (usize, Cost) {
        let most = widest.saturating_add(widest / 12);
        let n = self.parts.len();
        let mut ways: Vec<Way> = Vec::new();
        for from in (0..n).filter(|&at| self.parts[at].width < widest / 10 * 9) {
            for to in from.saturating_sub(NEAR)..(from + NEAR + 1).min(n) {
                let width = self.parts[from].width + SPACE + self.parts[to].width;
                if to != from
                    && width <= most
                    && self.signs.iter().any(|sign| self.fits(from, to, sign.text()))
                {
                    let full = if width >= widest / 7 * 6 { FULL } else { 0 };
                    ways.push(Way { from, to, gain: self.gain(model, from, to) + full });
                }
            }
        }
        ways.retain(|way| way.gain >= LEAST);
        ways.sort_by_key(|way| (Reverse(way.gain), way.from, way.to));
        let mut next: Vec<Option<usize>> = vec![None; n];
        let mut taken = vec![false; n];
        // The other end of the row that a part is an end of, and the row's width.
        let mut ends: Vec<usize> = (0..n).collect();
        let mut widths: Vec<Width> = self.parts.iter().map(|part| part.width).collect();
        let (mut count, mut sum): (usize, Cost) = (0, 0);
        for Way { from, to, gain } in ways {
            if count == self.signs.len() {
                break;
            }
            let width = widths[from] + SPACE + widths[to];
            if next[from].is_some() || taken[to] || ends[from] == to || width > most {
                continue;
            }
            next[from] = Some(to);
            taken[to] = true;
            let (start, end) = (ends[from], ends[to]);
            (ends[start], ends[end]) = (end, start);
            (widths[start], widths[end]) = (width, width);
            count += 1;
            sum = sum.saturating_add(gain);
        }
        let joints: Vec<(usize, usize)> =
            chains(&next).iter().flat_map(|row| row.windows(2).map(|pair| (pair[0], pair[1]))).collect();
        for (joint, sign) in self.seats(&joints).into_iter().enumerate() {
            let (from, to) = joints[joint];
            self.next[from] = sign.map(|sign| (to, sign));
            count -= usize::from(sign.is_none());
        }
        (count, sum)
    }

    fn text(&self, at: usize) -> &str {
        self.parts[at].view.text()
    }

    /// Whether a word ends between two parts.
    fn apart(&self, to: usize, signs: &str) -> bool {
        self.parts[to].spaced || end_word(signs, first_word(self.text(to)))
    }

    /// Whether the part `from` may go on in `to` behind `signs`.
    fn fits(&self, from: usize, to: usize, signs: &str) -> bool {
        let next = if self.parts[to].spaced { "" } else { first_word(self.text(to)) };
        seats(self.text(from), signs, next) && fit(last_word(self.text(from)), signs).is_some()
    }

    /// How much better the part `from` goes on in `to` than in what stands below it.
    fn gain<M: LanguageModel>(&self, model: &M, from: usize, to: usize) -> Cost {
        let joints = Joints { model };
        let joint =
            |a: usize, b: usize| joints.joint(&self.parts[a].line, &self.parts[b].line).clamp(-WORDS, WORDS);
        let (a, b) = (&self.parts[from], &self.parts[to]);
        let own_space = b.spaced || b.view.text().starts_with(ends_clause);
        let words = match own_space {
            true => joint(from, to) + SPACED,
            false => (joint(from, to) + UNSPACED).max(glue(model, a.view.text(), b.view.text())),
        };
        let stands = if from + 1 < self.parts.len() { joint(from, from + 1) } else { 0 };
        let before = to.checked_sub(1).filter(|&before| before != from).map_or(0, |before| joint(before, to));
        let place = if to + 1 == from { ABOVE } else { -FAR * to.abs_diff(from) as Cost };
        words + place - stands.max(before).max(0)
    }

    /// The sign of each joint, in the order of the page.
    fn seats(&self, joints: &[(usize, usize)]) -> Vec<Option<usize>> {
        let (n, m) = (joints.len(), self.signs.len());
        // best[joint][sign]: what the joints and signs from there on are worth.
        let mut best = vec![vec![0; m + 1]; n + 1];
        let worth = |joint: usize, sign: usize| {
            let ((from, to), signs) = (joints[joint], self.signs[sign].text());
            if signs.contains(' ') || !self.fits(from, to, signs) {
                return 0;
            }
            2 + i32::from(end_word(signs, first_word(self.text(to))) == self.parts[to].spaced)
        };
        for joint in (0..n).rev() {
            for sign in (0..m).rev() {
                let both = worth(joint, sign) + best[joint + 1][sign + 1];
                best[joint][sign] = both.max(best[joint + 1][sign]).max(best[joint][sign + 1]);
            }
        }
        let (mut seats, mut sign) = (vec![None; n], 0);
        for joint in 0..n {
            while sign < m && best[joint][sign] == best[joint][sign + 1] {
                sign += 1;
            }
            if sign < m
                && worth(joint, sign) > 0
                && best[joint][sign] == worth(joint, sign) + best[joint + 1][sign + 1]
            {
                seats[joint] = Some(sign);
                sign += 1;
            }
        }
        seats
    }

    /// Its bytes from the first row that is put together on, and the pieces.
    fn pieces(&self, source: &str) -> Option<(Range<usize>, Vec<Piece>)> {
        let next: Vec<Option<usize>> = self.next.iter().map(|next| next.map(|(to, _)| to)).collect();
        let rows = chains(&next);
        let first = rows.iter().position(|row| row.len() > 1)?;
        let start = *rows[first].iter().min()?;
        let lines: Vec<Range<usize>> = self
            .parts
            .iter()
            .map(|part| part.view.span())
            .chain(self.signs.iter().map(|sign| sign.span()))
            .collect();
        let margin = |at: usize| {
            self.parts.get(at).map_or(lines[at].start..lines[at].start, |part| part.margin.clone())
        };
        let gap = |at: usize| lines[at].end..margin(at + 1).start;
        let mut pieces = Vec::new();
        // Gaps are used as they come: one for each joint, and one behind each row.
        let mut gaps = start..;
        for (place, row) in rows[first..].iter().enumerate() {
            if place > 0 {
                let gap = gap(gaps.next()?);
                let lost = !source[gap.clone()].contains('\n');
                pieces.push(if lost { Piece::Swap(gap, "\n") } else { Piece::Keep(gap) });
            }
            for &at in row {
                let whole = row.len() == 1;
                pieces.push(if whole { Piece::Keep(margin(at)) } else { Piece::Swap(margin(at), "") });
                pieces.push(Piece::Keep(lines[at].clone()));
                let Some((to, sign)) = self.next[at] else { continue };
                let signs = self.signs[sign];
                let stop = self.text(to).starts_with(ends_clause);
                let space = self.apart(to, signs.text()) && !stop;
                pieces.push(Piece::Keep(signs.span()));
                pieces.push(Piece::Swap(gap(gaps.next()?), if space { " " } else { "" }));
            }
        }
        let moved: Vec<usize> = self.next.iter().flatten().map(|&(_, sign)| sign).collect();
        for (sign, view) in self.signs.iter().enumerate() {
            let gap = gap(self.parts.len() + sign - 1);
            match moved.contains(&sign) {
                true => pieces.push(Piece::Swap(gap, "")),
                false => pieces.extend([Piece::Keep(gap), Piece::Keep(view.span())]),
            }
        }
        Some((margin(start).start..lines[lines.len() - 1].end, pieces))
    }
}

/// The rows that `next` makes, each where its first line stands.
fn chains(next: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut starts = vec![true; next.len()];
    next.iter().flatten().for_each(|&to| starts[to] = false);
    let chain = |start| std::iter::successors(Some(start), |&at| next[at]).collect();
    let mut rows: Vec<Vec<usize>> = (0..next.len()).filter(|&at| starts[at]).map(chain).collect();
    rows.sort_by_key(|row| row.iter().copied().min());
    rows
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::model::Embedded;
    use crate::passes::RowOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(RowOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// `|` behind the signs that part the row.
    const PAGE: [&str; 8] = [
        "غنى المطرب أمس في حفلٍ| كبير حضره عدد من سكان المدينة القديمة وزوارها",
        "الذين جاؤوا من كل بيتٍ| في الحي، وشكر مديرٍ| سابق للبلدية كل من ساعد في",
        "إعداد المسرح وتنظيف الشوارع قبل وصول الضيوف من العاصمة والمدن القريبة",
        "وقال إن الحفل القادم سيكون في شهرٍ| من أشهر الصيف حين تنتهي الامتحانات",
        "وإن البلدية تبحث عن المعوِ|ضين لمن أصيب بيته في المطر الذي نزل في الشتاء",
        "ولم يبق من المبنى القديم شيء يذكر بعد أن احترق في ليلة باردة من ليالي",
        "الشتاء، وكانت المدينة قد فقدت مكتبتها الأولى حين أغلقت المدرسة الكبيرة",
        "قبل أن تنتقل إلى مبناها الحالي في الشارع الذي يصل بين السوق والميناء.",
    ];

    fn page() -> String {
        PAGE.map(|row| row.replace('|', "")).join("\n")
    }

    /// The parts of a row from left to right, and their signs.
    fn parted(row: &str) -> (Vec<String>, Vec<String>) {
        let parts: Vec<&str> = row.split('|').collect();
        let bare = |part: &&str| part.trim_end_matches(super::super::seat::is_sign).to_owned();
        let signs = |part: &&str| part[bare(part).len()..].to_owned();
        let lines = parts.iter().rev().map(bare).collect();
        (lines, parts[..parts.len() - 1].iter().map(signs).collect())
    }

    fn raw(gap: &str) -> String {
        let (mut lines, mut signs) = (Vec::new(), Vec::new());
        for row in PAGE {
            let (parts, own) = parted(row);
            lines.push(parts.join(gap));
            signs.extend(own);
        }
        format!("{}\n{}", lines.join("\n"), signs.join("\n"))
    }

    #[test]
    fn signs_at_the_end_of_a_page_go_where_they_parted_rows() {
        for gap in ["\n", "\n\n"] {
            assert_eq!(clean(&raw(gap)), page());
        }
        let two = format!("{}\n\u{c}{}", raw("\n"), raw("\n\n"));
        assert_eq!(clean(&two), format!("{}\n\u{c}{}", page(), page()));
    }

    #[test]
    fn parts_of_two_rows_may_stand_in_turn() {
        let ([(a, own), (b, other)], rest) = ([parted(PAGE[0]), parted(PAGE[3])], raw("\n"));
        let mixed = format!("{}\n{}\n{}\n{}", a[1], b[1], a[0], b[0]);
        let signs = [own, other].concat().join("\n");
        let text = format!("{}\n{mixed}\n{}\n{signs}\n\u{c}{rest}", PAGE[5], PAGE[6]);
        let clear = [PAGE[5], PAGE[0], PAGE[3], PAGE[6]].map(|row| row.replace('|', "")).join("\n");
        assert_eq!(clean(&text), format!("{clear}\n\u{c}{}", page()));
    }

    #[test]
    fn signs_that_no_row_lacks_stay() {
        let whole = page();
        let listed = format!("{whole}\nوالحركات هي\n\u{64E}\n\u{64F}\n\u{650}\n\u{651}");
        for text in [&whole, &listed] {
            assert_eq!(clean(text), *text);
        }
    }
}
