//! A line as it stands and as it reads if its runs stand from left to right.

use crate::arabic::bidi::{
    is_left_to_right, read, reverse_run, show_pieces, show_runs_between, AsDrawn, Glyph,
};
use crate::arabic::letters::is_letter;
use crate::arabic::segments::{reverse_parts, show_gaps};
use crate::arabic::{LineGate, TATWEEL};
use crate::edit::Piece;
use crate::model::{Cost, LanguageModel, BIT};
use crate::text::{Text, View};

use super::evidence::{
    has_arabic_digits, has_runs, starts_with_unit, stray_stops, tells_of_turned_lines, Beside, Reader, LINE,
};
use super::parting::Parting;
use super::waws::stray_waws;
use super::{numbered, stops};

/// What of a line that stands from left to right was reversed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    /// Each Arabic run, as [`show_runs`] tells, parted at numbers, other scripts and these signs.
    Runs(Parting),
    /// The same, parted at [`COUNTING`](Parting::COUNTING), and each number of digits that are read from left to right in
    /// Arabic alone begins a run ([`numbered`](super::numbered)).
    Numbered,
    /// Each piece with its signs and without the spaces at its ends, as [`show_pieces`] tells, parted at the same.
    Pieces(Parting),
    /// All that stands between two numbers or Latin words, as [`show_gaps`] tells.
    Gaps,
    /// Nothing: numbers, Latin words and what stands between them read, and follow one another from left to right, as
    /// [`reverse_parts`] tells.
    Parts,
}

/// Runs that nothing parts but numbers and other scripts.
pub(super) const RUNS: Stored = Stored::Runs(Parting::NONE);

impl Stored {
    /// Whether numbers of digits that are read from left to right in Arabic alone part lines, too.
    pub(super) fn parts_at_arabic_digits(self) -> bool {
        matches!(self, Stored::Gaps | Stored::Parts)
    }

    /// What parts runs besides numbers and other scripts.
    pub(super) fn parting(self) -> Parting {
        match self {
            Stored::Runs(parting) | Stored::Pieces(parting) => parting,
            Stored::Numbered => Parting::COUNTING_AND_NUMBERS,
            Stored::Gaps | Stored::Parts => Parting::NONE,
        }
    }

    /// The same way, where these part runs.
    fn parted_at(self, parting: Parting) -> Self {
        match self {
            Stored::Pieces(_) => Stored::Pieces(parting),
            Stored::Runs(_) => Stored::Runs(parting.signs()),
            way => way,
        }
    }
}

/// A line that has runs, and what says that it is turned.
pub(super) struct Asked<'t> {
    pub(super) view: View<'t>,
    /// The words about it.
    beside: Beside,
    /// What the words beside numbers and Latin say.
    pub(super) joints: Cost,
    /// What all signs and spaces say that stand as no writer puts them.
    healed: Cost,
    /// What the surest of them say.
    signs: Cost,
    /// Whether it starts with a number or Latin.
    pub(super) starts: bool,
    /// Whether the model knows its language; else it says nothing.
    pub(super) arabic: bool,
}

impl Asked<'_> {
    /// Its pieces in reading order, if it is turned.
    pub(super) fn turn<M: LanguageModel>(&self, model: &M, stored: Stored) -> Vec<Piece> {
        turn(model, self.view, stored, self.beside)
    }

    /// How many bits likelier it is turned.
    pub(super) fn gain(&self) -> Cost {
        self.joints + self.signs
    }

    /// The same where the other lines leave little doubt: then any sign tells as much as the surest.
    pub(super) fn gain_among(&self, few_doubt: bool) -> Cost {
        match few_doubt {
            true => self.gain().max(self.joints + self.healed),
            false => self.gain(),
        }
    }

    /// What it says about the other lines.
    pub(super) fn vote(&self) -> i64 {
        i64::from(self.gain().clamp(-VOTE, VOTE))
    }

    /// What its words say about them.
    pub(super) fn vote_of_words(&self) -> i64 {
        i64::from(self.joints.clamp(-VOTE, VOTE))
    }

    /// What it says about how the text is stored.
    fn worth(&self) -> i64 {
        self.vote_of_words() + i64::from(self.healed)
    }
}

/// The most that one line says about the others, in bits.
const VOTE: Cost = 10 * BIT;
/// What a sign or a space says that stands where none does, as the line stands, and turned does not.
const BLEMISH: Cost = 3 * BIT;
/// What a stop says that stands apart from the word before it and touches the number after it.
const STRAY_STOP: Cost = 5 * BIT;
/// What a waw says that touches the Latin word before it and not what is behind it.
const STRAY_WAW: Cost = 6 * BIT;

/// Bits that make one way to store a text likelier than another.
const LIKELIER: i64 = 6 * BIT as i64;
/// What these must be worth more than runs that nothing else parts: most extractors know no pieces, and signs part runs
/// hardly ever.
const PRICES: [(Stored, i64); 9] = [
    (Stored::Runs(Parting::OTHER_BLOCKS), 6 * BIT as i64),
    (Stored::Runs(Parting::LACKED), 16 * BIT as i64),
    (Stored::Runs(Parting::LACKED_BUT_STOPS), 16 * BIT as i64),
    (Stored::Pieces(Parting::NONE), 16 * BIT as i64),
    (Stored::Pieces(Parting::PAIRED), 20 * BIT as i64),
    (Stored::Pieces(Parting::PAIRED_AND_NUMBERS), 24 * BIT as i64),
    (Stored::Pieces(Parting::OTHER_BLOCKS), 24 * BIT as i64),
    (Stored::Pieces(Parting::LACKED), 32 * BIT as i64),
    (Stored::Pieces(Parting::LACKED_BUT_STOPS), 32 * BIT as i64),
];
/// And the likeliest of them if signs of numbers part runs or do not, or numbers, or each begins one.
const COUNTED: i64 = 8 * BIT as i64;
/// Bits for each line that make gaps or parts likelier than runs, and that parts are worth.
const EACH: i64 = BIT as i64;
const EACH_PART: i64 = 2 * BIT as i64;

/// How the lines of a text are stored if their runs stand from left to right, and these.
pub(super) fn likeliest<'t, M: LanguageModel>(
    model: &M,
    text: &Text<'t>,
    waws: bool,
) -> (Stored, Vec<Asked<'t>>) {
    // The way that leaves fewer signs and spaces where no writer puts them, and likelier words beside numbers.
    let (mut stored, mut asked) = (RUNS, ask(model, text, RUNS, 1, waws));
    for other in [Stored::Gaps, Stored::Parts] {
        let lines = ask(model, text, other, 1, waws);
        let many = count(&lines) as i64;
        let more = if stored == RUNS { many * EACH } else { 0 };
        let least = if other == Stored::Parts { many * EACH_PART } else { i64::MIN };
        if worth(&lines) > worth(&asked) + more.max(LIKELIER) && worth(&lines) > least {
            (stored, asked) = (other, lines);
        }
    }
    if stored != RUNS {
        return (stored, asked);
    }
    // What parts runs at signs parts them at numbers too.
    let plain = asked.iter().filter(|line| !Parting::OTHER_BLOCKS.parts(line.view.text()));
    if plain.map(Asked::worth).sum::<i64>() <= 0 {
        return (stored, asked);
    }
    let may = Parting::of_text(text);
    let mut likeliest = Likeliest { stored, worth: worth(&asked), asked, weighed: vec![stored] };
    for (way, price) in PRICES {
        let way = way.parted_at(way.parting().among(may));
        likeliest.weigh(way, price, |way| ask(model, text, way, 1, waws));
    }
    likeliest.worth = worth(&likeliest.asked);
    let parting = likeliest.stored.parting();
    let toggled = |group: Parting| likeliest.stored.parted_at(parting.toggled(group.among(may)));
    let more = [toggled(Parting::COUNTING), toggled(Parting::NUMBERS), Stored::Numbered];
    for way in more.into_iter().filter(|&way| way != Stored::Numbered || may.has_numbers()) {
        likeliest.weigh(way, COUNTED, |way| ask(model, text, way, 1, waws));
    }
    (likeliest.stored, likeliest.asked)
}

/// The likeliest way to store a text of those weighed, and what its lines say.
struct Likeliest<'t> {
    stored: Stored,
    /// What they say less the price of the way.
    worth: i64,
    asked: Vec<Asked<'t>>,
    weighed: Vec<Stored>,
}

impl<'t> Likeliest<'t> {
    fn weigh(&mut self, way: Stored, price: i64, ask: impl Fn(Stored) -> Vec<Asked<'t>>) {
        if self.weighed.contains(&way) {
            return;
        }
        self.weighed.push(way);
        let asked = ask(way);
        let worth = worth(&asked);
        if worth - price > self.worth && worth > count(&asked) as i64 * EACH {
            (self.stored, self.worth, self.asked) = (way, worth - price, asked);
        }
    }
}

/// What the words and signs of lines say together.
pub(super) fn worth(asked: &[Asked<'_>]) -> i64 {
    asked.iter().map(Asked::worth).sum()
}

/// How many lines say something.
pub(super) fn count(asked: &[Asked<'_>]) -> usize {
    asked.iter().filter(|line| line.arabic).count()
}

/// Whether lines turn one by one: some extractors take a line alone for left-to-right text where its last
/// run is Latin or a code, which then stands first. A stop tells of it, where of the lines that start with a
/// number or Latin more are turned than not, and of all others fewer.
pub(super) fn lines_turn_alone(asked: &[Asked<'_>]) -> bool {
    let asked = asked.iter().filter(|line| has_runs(line.view.text()));
    let tells =
        asked.clone().filter(|line| line.gain() > 0 && tells_of_turned_lines(line.view.text())).count();
    // Where stops stand so in the other lines too, they were moved, not the runs.
    let stops = asked.clone().filter(|line| !line.starts && stray_stops(line.view.text()) > 0).count();
    let sum = |starts: bool| asked.clone().filter(|line| line.starts == starts).map(Asked::vote).sum::<i64>();
    tells > 2 * stops && sum(true) > 0 && sum(false) < 0
}

/// The lines that have runs, one of `each` so many; `waws`: whether a waw behind Latin tells of turned ones.
pub(super) fn ask<'t, M: LanguageModel>(
    model: &M,
    text: &Text<'t>,
    stored: Stored,
    each: usize,
    waws: bool,
) -> Vec<Asked<'t>> {
    let mut reader = Reader::new(model);
    let mut gate = LineGate::new(text.as_str());
    let mut asked = Vec::new();
    let mut before = None;
    let mut seen = 0;
    let mut lines = text.lines().filter(|line| !line.text().trim().is_empty()).peekable();
    while let Some(line) = lines.next() {
        let has_runs = has_runs(line.text())
            || stored.parts_at_arabic_digits() && has_arabic_digits(line.text())
            || stored.parting().parts(line.text());
        // Columns, or letters apart: what stands between two numbers is no gap of a line.
        let has_runs = has_runs && !(stored.parts_at_arabic_digits() && line.text().contains("   "));
        seen += usize::from(has_runs);
        let has_runs = has_runs && seen % each == 0;
        let asks = has_runs
            && !starts_inside_word(line.text())
            && !(stored == Stored::Parts && reads_left(line.text()));
        if asks && !gate.at(line.start()).is_arabic() {
            let starts = starts_with_unit(line.text());
            let beside = Beside::default();
            asked.push(Asked { view: line, beside, joints: 0, healed: 0, signs: 0, starts, arabic: false });
        } else if asks {
            let after = lines.peek().map(|line| line.text());
            let beside = Beside::of(model, before, after);
            let starts = starts_with_unit(line.text());
            let joints = reader.gain(line.text(), beside, stored);
            let healed = reader.healed(line.text(), beside, stored) * BLEMISH;
            let signs = if stored.parts_at_arabic_digits() {
                healed
            } else if starts {
                stray_stops(line.text()) * STRAY_STOP
            } else {
                i32::from(stops::ends_first_run(line.text())) * BLEMISH
            };
            let stray =
                if waws && !stored.parts_at_arabic_digits() { stray_waws(line.text()) as Cost } else { 0 };
            let signs = signs + stray * STRAY_WAW;
            asked.push(Asked { view: line, beside, joints, healed, signs, starts, arabic: true });
        }
        before = Some(line.text());
    }
    asked
}

/// Whether a line is one of Latin with some Arabic in it, which stands as it reads where parts do.
fn reads_left(line: &str) -> bool {
    let mut room = [Glyph::new(0, ' '); LINE];
    is_left_to_right(load(0, line, &mut room))
}

/// Whether a line begins with the tail of a word, so is torn: its pieces are to be put in order, not its runs.
fn starts_inside_word(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(TATWEEL) && line.trim_start_matches(TATWEEL).starts_with(is_letter)
}

/// The pieces of a line in reading order.
pub(super) fn turn<M: LanguageModel>(
    model: &M,
    view: View<'_>,
    stored: Stored,
    beside: Beside,
) -> Vec<Piece> {
    let mut room = [Glyph::new(0, ' '); LINE];
    let glyphs = turned(model, view.start(), view.text(), &mut room, stored, beside);
    Piece::of_chars(glyphs.iter().map(|glyph| (glyph.at..glyph.at + glyph.shown.len_utf8(), None)))
}

/// The characters of a line that starts at byte `start`, in reading order; `beside` it stand these words.
pub(super) fn turned<'r, M: LanguageModel>(
    model: &M,
    start: usize,
    line: &str,
    room: &'r mut [Glyph; LINE],
    stored: Stored,
    beside: Beside,
) -> &'r [Glyph] {
    let glyphs = load(start, line, room);
    match stored {
        Stored::Runs(parting) => {
            let stop_ends_line = stops::ends_line(model, line, beside);
            show_runs_between(
                glyphs,
                |c| parting.has(c),
                stop_ends_line,
                |line, run| reverse_run(&mut line[run]),
            );
        }
        Stored::Numbered => {
            let parts = |c| Parting::COUNTING.has(c);
            show_runs_between(glyphs, parts, true, |line, run| numbered::show(model, line, run));
        }
        Stored::Pieces(parting) => show_pieces(glyphs, |c| parting.has(c), parting.has_numbers()),
        Stored::Gaps => show_gaps(glyphs),
        Stored::Parts => {
            reverse_parts(glyphs);
            return glyphs;
        }
    }
    read(glyphs, &AsDrawn::default());
    glyphs
}

/// The characters of a line that starts at byte `start`, as they stand.
fn load<'r>(start: usize, line: &str, room: &'r mut [Glyph; LINE]) -> &'r mut [Glyph] {
    let mut count = 0;
    for ((at, c), place) in line.char_indices().zip(room.iter_mut()) {
        *place = Glyph::new(start + at, c);
        count += 1;
    }
    &mut room[..count]
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
    fn signs_of_numbers_part_runs_as_these_do() {
        // Words that belong together stand on both sides of each, as no writer has them, so that they tell.
        let raw = "، على أمل أن يفتح أبوابه2015 بدأ العمل في المتحف الجديد عام\n\
                   الدولي جلسة طارئة أمس - عقد مجلس الأمن\n\
                   المتحدة الأمريكية قبل أسبوع - عاد من الولايات\n\
                   النار في المدينة القديمة - تم وقف إطلاق\n\
                   الإنسان في جميع أنحاء البلاد - تدعم الحكومة حقوق\n\
                   شهرا من تاريخ توقيع الاتفاق12 يكتمل الانسحاب من المدينة في غضون\n\
                   ، وقال إن العدد ارتفع2016 سنوات ثم عاد عام10 ومكث في المدينة\n\
                   ٦١٠٢ كما جاء في البيان-١٠-صدر القرار الأول في ٥١٠٢ وعدل في ١٣";
        let clear = "بدأ العمل في المتحف الجديد عام 2015، على أمل أن يفتح أبوابه\n\
                   عقد مجلس الأمن - الدولي جلسة طارئة أمس\n\
                   عاد من الولايات - المتحدة الأمريكية قبل أسبوع\n\
                   تم وقف إطلاق - النار في المدينة القديمة\n\
                   تدعم الحكومة حقوق - الإنسان في جميع أنحاء البلاد\n\
                   يكتمل الانسحاب من المدينة في غضون 12شهرا من تاريخ توقيع الاتفاق\n\
                   ومكث في المدينة 10سنوات ثم عاد عام 2016، وقال إن العدد ارتفع\n\
                     صدر القرار الأول في ٥١٠٢ وعدل في ١٣-١٠-٦١٠٢ كما جاء في البيان";
        assert_eq!(clean(raw), clear);
        assert_eq!(clean(clear), clear);
    }

    /// As pdf.js reads what a browser draws: pieces parted at brackets and all numbers, with their signs, the spaces apart.
    const PIECES: [[&str; 2]; 8] = [
        [
            "، على أمل أن يفتح أبوابه2015 بدأ العمل في المتحف الجديد عام",
            "بدأ العمل في المتحف الجديد عام 2015، على أمل أن يفتح أبوابه",
        ],
        [
            "يوما من الآن. وقال الوزير إن 12 المشروع يجب أن يكتمل في غضون",
            "المشروع يجب أن يكتمل في غضون 12 يوما من الآن. وقال الوزير إن",
        ],
        [
            "من قانون البناء. (18) وقال المهندس إن العمل يجري وفقا للمادة",
            "وقال المهندس إن العمل يجري وفقا للمادة )18( من قانون البناء.",
        ],
        [
            "إن الحكومة سوف تعلن عن نتائج التحقيق. (في مؤتمر صحفي أمس) وقال رئيس الوزراء",
            "وقال رئيس الوزراء )في مؤتمر صحفي أمس( إن الحكومة سوف تعلن عن نتائج التحقيق.",
        ],
        [
            "نسمة. ٩٨٧٦٥ ، وارتفع إلى٢٠١٥ نسمة في عام ١٢٥٠ بلغ عدد السكان",
            "بلغ عدد السكان ١٢٥٠ نسمة في عام ٢٠١٥، وارتفع إلى ٩٨٧٦٥ نسمة.",
        ],
        ["إلى القاهرة. [15 رقم] وصل القطار", "وصل القطار ]رقم 15[ إلى القاهرة."],
        [
            "شهرا من تاريخ توقيع الاتفاق. 12 يكتمل الانسحاب من المدينة في غضون",
            "يكتمل الانسحاب من المدينة في غضون 12 شهرا من تاريخ توقيع الاتفاق.",
        ],
        ["٢٠٢٣. سنوات ثم عاد عام 10 ومكث في المدينة", "ومكث في المدينة 10 سنوات ثم عاد عام ٢٠٢٣."],
    ];

    #[test]
    fn pieces_are_put_in_order_with_their_signs() {
        let [raw, clear] = [0, 1].map(|side| PIECES.map(|pair| pair[side]).join("\n"));
        assert_eq!(clean(&raw), clear);
        assert_eq!(clean(&clear), clear);
    }
}
