//! Rows parted before words whose sign stands high: `حضر الحفل شاعرٌ كبير` comes as `شاعر كبير` ⏎ `حضر الحفل` ⏎ `ٌ`.
//!
//! A sign that the font raises by itself is a word of its own to an extractor that goes by heights (poppler). It ends the
//! row's part there and begins another, with the word that has the sign, or with its last letter; and it gives the parts
//! and the signs by their heights, so that they stand in no order, each on a line, or a sign at the end of a part
//! behind a space. A row is as wide as rows are; it has a sign for nearly each of its parts; every sign has a word to stand
//! on at the start of one; and the words at the ends of its parts tell which follows which. So the lines about signs are
//! cut into rows, each in every order, and the best of all readings is taken.

mod row;
mod seat;
mod ties;

use std::ops::Range;

use crate::arabic::width::Width;
use crate::arabic::LineGate;
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::line::{filled, nearly_widest};
use super::parts::squeezed;
use super::seat::{has_few_signs, is_sign};
use super::torn::torn_at;

pub(super) use seat::fit;

use row::{Row, Rows};
use ties::{Cuts, Ties};

/// Signs on lines of their own, or at the ends of lines behind spaces, at least.
const SOME: usize = 2;
/// Lines about a sign that may be of its row.
const NEAR: usize = 6;
/// The most that the ends of two parts say.
const MOST: Cost = 16 * BIT;
/// Of how many joints one must be inside a word where any is.
const SHARE: usize = 3;
/// What makes a row plain by the words at its joints, and what those of all rows must say together: that rows are as
/// wide as rows are, and each sign has a word to stand on, says the most.
const PLAIN: Cost = 6 * BIT;
const PROOF: Cost = 10 * BIT;

/// A line: a part of a row, with the signs behind it, or signs alone.
struct Item<'t> {
    /// Without the signs and white space about it; empty for signs alone.
    body: View<'t>,
    signs: Option<Range<usize>>,
    /// Whether an empty line stands before it, over which no row goes.
    parted: bool,
}

impl Item<'_> {
    fn is_part(&self) -> bool {
        !self.body.text().is_empty()
    }

    fn span(&self) -> Range<usize> {
        let body = self.body.span();
        match &self.signs {
            Some(signs) if self.is_part() => body.start..signs.end,
            Some(signs) => signs.clone(),
            None => body,
        }
    }
}

pub(super) fn is_signs(line: &str) -> bool {
    line.starts_with(is_sign) && line.chars().all(|c| is_sign(c) || c == ' ')
}

/// Whether signs stand alone or at lines' ends behind spaces, in a text of few signs. Allocates nothing.
pub(super) fn any(text: &Text<'_>) -> bool {
    text.may_have_in('\u{064B}'..='\u{0652}')
        && {
            let lines = text.lines().map(|line| line.trim().text());
            lines.filter(|line| is_signs(line) || torn_at(line).is_some()).nth(SOME - 1).is_some()
        }
        && has_few_signs(text.as_str())
}

/// The lines of each page, where no other script stands between them.
fn blocks<'t>(text: &Text<'t>) -> Vec<Vec<Item<'t>>> {
    let mut gate = LineGate::new(text.as_str());
    let mut blocks = vec![Vec::new()];
    let (mut end, mut parted) = (0, false);
    for line in text.lines() {
        let view = line.trim();
        let gap = &text.as_str()[end..line.start()];
        end = line.end();
        let signs = is_signs(view.text());
        let own = signs || gate.at(view.start()).is_arabic();
        if !own && !view.text().is_empty() || gap.contains('\x0c') {
            blocks.push(Vec::new());
        }
        if !own || view.text().is_empty() {
            parted = true;
            continue;
        }
        let (body, signs) = match torn_at(view.text()) {
            _ if signs => (text.part(view.start()..view.start()), Some(view.span())),
            Some(at) => {
                let body = text.part(view.start()..view.start() + at).trim();
                (body, Some(view.start() + at..view.end()))
            }
            None => (view, None),
        };
        if let Some(block) = blocks.last_mut() {
            block.push(Item { body, signs, parted: std::mem::take(&mut parted) });
        }
    }
    blocks.retain(|block| block.iter().any(|item| item.signs.is_some()));
    blocks
}

/// The widest that rows are: as wide as nearly all lines, and a little more.
fn widest(text: &Text<'_>) -> Width {
    let widths = filled(text).map(|(line, _)| squeezed(line.text())).collect();
    nearly_widest(widths, (19, 20)).map_or(0, |widest: Width| widest.saturating_add(widest / 12))
}

/// The lines of a block that may be of rows with signs.
fn zones(block: &[Item<'_>]) -> Vec<Range<usize>> {
    let mut zones: Vec<Range<usize>> = Vec::new();
    for (at, _) in block.iter().enumerate().filter(|(_, item)| item.signs.is_some()) {
        let zone = at.saturating_sub(NEAR)..(at + NEAR + 1).min(block.len());
        match zones.last_mut() {
            Some(last) if zone.start < last.end => last.end = zone.end,
            _ => zones.push(zone),
        }
    }
    zones
}

/// What the rows of a text say together.
#[derive(Default)]
struct Said {
    rows: Vec<(Range<usize>, Vec<Piece>)>,
    /// Rows of several parts, those that are plainly better than as they stand, and what all say.
    torn: usize,
    plain: usize,
    sum: Cost,
    /// Joints, and those inside words.
    joints: usize,
    inside: usize,
}

/// For each row that is put together its bytes, and the pieces in the order of reading.
pub(super) fn rows<M: LanguageModel>(model: &M, text: &Text<'_>) -> Vec<(Range<usize>, Vec<Piece>)> {
    let blocks = blocks(text);
    let widest = widest(text);
    let mut said = read(model, text, &blocks, widest, Cuts::Inside);
    if said.inside > 0 && said.inside * SHARE < said.joints {
        said = read(model, text, &blocks, widest, Cuts::Between);
    }
    if said.torn < SOME || said.plain == 0 || said.sum < PROOF {
        return Vec::new();
    }
    said.rows
}

fn read<M: LanguageModel>(
    model: &M,
    text: &Text<'_>,
    blocks: &[Vec<Item<'_>>],
    widest: Width,
    cuts: Cuts,
) -> Said {
    let mut said = Said::default();
    for block in blocks {
        for zone in zones(block) {
            let items = &block[zone];
            let ties = Ties::of(model, text, items, cuts);
            for row in Rows::of(text, items, &ties, widest).best() {
                if row.order.len() > 1 {
                    let gain = row.said(&ties);
                    said.torn += 1;
                    said.plain += usize::from(gain >= PLAIN);
                    said.sum = said.sum.saturating_add(gain.clamp(-PLAIN, MOST));
                    said.joints += row.order.len() - 1;
                    said.inside +=
                        row.order.windows(2).filter(|pair| !ties.tie(pair[0], pair[1]).apart).count();
                }
                said.rows.push(pieces(text, items, &row, &ties));
            }
        }
    }
    said
}

/// The bytes of a row, and its pieces.
fn pieces<M: LanguageModel>(
    text: &Text<'_>,
    items: &[Item<'_>],
    row: &Row,
    ties: &Ties<'_, M>,
) -> (Range<usize>, Vec<Piece>) {
    let source = text.as_str();
    let own = &items[row.items.clone()];
    let span = own[0].span().start..own[own.len() - 1].span().end;
    // White space that goes, or becomes a space between two parts.
    let mut gaps: Vec<Range<usize>> =
        own.windows(2).map(|pair| pair[0].span().end..pair[1].span().start).rev().collect();
    let mut pieces = Vec::new();
    for (place, &at) in row.order.iter().enumerate() {
        let body = items[at].body.span();
        if let Some(before) = place.checked_sub(1).map(|place| row.order[place]) {
            let space = ties.tie(before, at).apart;
            pieces.push(Piece::Swap(gaps.pop().unwrap_or(0..0), if space { " " } else { "" }));
        }
        let signs = row
            .signs
            .iter()
            .find(|&&(part, _)| part == at)
            .and_then(|&(_, signs)| items[signs].signs.clone());
        match signs {
            Some(signs) => {
                let inside = place > 0 && !ties.tie(row.order[place - 1], at).apart;
                let seat = body.start + seat::seat(&source[body.clone()], &source[signs.clone()], inside);
                pieces.extend([
                    Piece::Keep(body.start..seat),
                    Piece::Keep(signs),
                    Piece::Keep(seat..body.end),
                ]);
            }
            None => pieces.push(Piece::Keep(body)),
        }
    }
    pieces.extend(gaps.into_iter().rev().map(|gap| Piece::Swap(gap, "")));
    for item in own.iter().filter(|item| item.is_part()) {
        if let Some(signs) = &item.signs {
            pieces.push(Piece::Swap(item.body.end()..signs.start, ""));
        }
    }
    pieces.retain(|piece| !piece.span().is_empty());
    (span, pieces)
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use crate::arabic::marks::is_mark;
    use crate::model::Embedded;
    use crate::passes::RowOrder;
    use crate::Pipeline;

    fn clean(text: &str) -> String {
        Pipeline::new().pass(RowOrder::new(Embedded::arabic())).clean(text).into_owned()
    }

    /// `|` where the row is parted: before a word with a sign.
    const PAGE: [&str; 8] = [
        "افتتحت بلدية المدينة أمس مكتبة |عامةً في الحي القديم بحضور عدد كبير من",
        "السكان، وقالت المديرة إن في المكتبة |كتباً للأطفال و|كتباً للكبار جمعتها البلدية",
        "على مر السنين، وإنها تفتح أبوابها |يومياً من الساعة التاسعة حتى المساء، وقد",
        "حضر الحفل |شاعرٌ كبير ألقى |قصيدةً عن المدينة، ثم تحدث |وزيرٌ سابق عن أيام",
        "الدراسة في المدرسة القديمة، وقال إن المدينة فقدت مكتبتها الأولى حين احترق",
        "المبنى في ليلة باردة من ليالي الشتاء، ولم يبق منها شيء يذكر، وإن البلدية",
        "بحثت عن |مكانٍ مناسب منذ ذلك الوقت ولم تجد |مكاناً قبل هذا العام، وشكر كل",
        "من ساهم في العمل من الرجال والنساء الذين جمعوا المال في أنحاء المدينة.",
    ];

    /// The signs on lines of their own above the parts, which come from the last to the first but for the second.
    fn parted(row: &str) -> String {
        let mut lines = Vec::new();
        let mut parts: Vec<String> = Vec::new();
        for (at, part) in row.split('|').enumerate() {
            let word = part.split(' ').next().unwrap_or_default();
            let sign = word.find(is_mark).filter(|_| at > 0);
            match sign {
                Some(sign) => {
                    lines.push(word[sign..].to_owned());
                    parts.push(part.replacen(&word[sign..], "", 1).trim_end().to_owned());
                }
                None => parts.push(part.trim_end().to_owned()),
            }
        }
        parts.reverse();
        if parts.len() > 2 {
            parts.rotate_right(1);
        }
        lines.extend(parts);
        lines.join("\n")
    }

    fn whole() -> String {
        PAGE.map(|row| row.replace('|', "")).join("\n").replace("و كتباً", "وكتباً")
    }

    #[test]
    fn rows_parted_at_raised_signs_are_put_together() {
        let raw = PAGE.map(|row| parted(&row.replace("و|كتباً", "وكتباً"))).join("\n");
        assert_ne!(raw, whole());
        assert_eq!(clean(&raw), whole());
        let apart = PAGE.map(|row| parted(&row.replace("و|كتباً", "وكتباً"))).join("\n\n");
        assert_eq!(clean(&apart), whole().replace('\n', "\n\n"));
    }

    #[test]
    fn a_sign_may_stand_behind_the_part_before() {
        let behind = |row: &str| match parted(row).split('\n').collect::<Vec<_>>()[..] {
            [sign, after, before] => format!("{after}\n{before} {sign}"),
            _ => parted(row),
        };
        let raw = PAGE.map(|row| behind(&row.replace("و|كتباً", "وكتباً"))).join("\n");
        assert_ne!(raw, PAGE.map(|row| parted(&row.replace("و|كتباً", "وكتباً"))).join("\n"));
        assert_eq!(clean(&raw), whole());
    }

    #[test]
    fn whole_rows_stay() {
        assert_eq!(clean(&whole()), whole());
        // A lesson: signs, each with its name.
        let lesson = "علامات الإعراب في اللغة العربية\nً\nتنوين الفتح\nٌ\nتنوين الضم\nٍ\nتنوين الكسر\nّ\nالشدة\n\
            وتكتب كلها فوق الحرف إلا الكسرة فتكتب تحته";
        assert_eq!(clean(lesson), lesson);
    }
}
