//! What cleaning costs, in bytes of input a second: presets, each pass alone, and how time grows with length.
//!
//! `cargo bench --bench pipeline -- preset` runs one group of `preset`, `pass`, `scaling`. Damage: none, in
//! plain text and in text with rarities, a tanween, name, date or slash in one sentence of eight; sparse, one
//! kind on every twentieth page, as in good extractions; heavy, every page damaged in two ways. Every result is
//! checked before it is timed.

#[path = "../tests/damage/mod.rs"]
mod damage;

use std::borrow::Cow;
use std::hint::black_box;
use std::time::Duration;

use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion, Throughput};
use tanqih::Pipeline;

use damage::{pages, Chance, OPERATORS};

/// Sentences that the benches are made of; `standard` leaves them as they are.
const HEALTHY: &str = include_str!("../tests/damage/healthy.txt");

/// Sentences with what makes a pass look closer, and find nothing.
const RARITIES: [&str; 9] = [
    "وُلد الشاعر سنة 1342هـ في قرية صغيرة، ثمّ انتقل إلى المدينة شابّاً.",
    "يرسل الطلب و/أو المرفقات إلى العنوان info@example.org قبل نهاية الشهر.",
    "قالت الباحثة زينب الكرخميشي إن دراسة الوباء (COVID-19) لم تبدأ بعد.",
    "راجع المادة رقم 12/4 من النظام، والفقرة (ب) منها.",
    "شكراً جزيلاً لكم جميعاً على حضوركم.",
    "كان اسمه برهومشيان، وهو من أهل غلطاشة القديمة.",
    "ارتفعت النسبة من 3.5% إلى 7.25% بين عامي 1998 و2004.",
    "تكتب الكلمة أحياناً بالطاء «طابور» وأحياناً بالتاء «تابور».",
    "تولى الإدارة العامة للشؤون القانونية بـ «وزارة العدل» في بغداد.",
];

/// A healthy text of about `bytes` bytes: sentences of the text above in ever other order.
fn healthy(bytes: usize) -> String {
    let sentences: Vec<&str> =
        HEALTHY.split_inclusive(['.', '؟', '\n']).map(str::trim).filter(|it| !it.is_empty()).collect();
    let mut chance = Chance::new(7);
    let mut paragraphs = String::with_capacity(bytes + 1024);
    while paragraphs.len() < bytes {
        for _ in 0..3 + chance.below(4) {
            paragraphs.push_str(sentences[chance.below(sentences.len())]);
            paragraphs.push(' ');
        }
        paragraphs.push('\n');
    }
    pages(&paragraphs).concat()
}

#[derive(Clone, Copy, PartialEq)]
enum Damage {
    None,
    Rare,
    Sparse,
    Heavy,
}

impl Damage {
    const ALL: [(&'static str, Damage); 4] = [
        ("clean", Damage::None),
        ("rarities", Damage::Rare),
        ("sparse", Damage::Sparse),
        ("heavy", Damage::Heavy),
    ];

    fn done_to(self, healthy: &str) -> String {
        let mut chance = Chance::new(11);
        if self == Damage::Rare {
            let sentences = healthy.split_inclusive(". ").enumerate();
            return sentences.fold(String::new(), |text, (i, sentence)| match i % 8 {
                7 => text + RARITIES[chance.below(RARITIES.len())] + " ",
                _ => text + sentence,
            });
        }
        let mut text = String::with_capacity(healthy.len() * 2);
        for (i, page) in pages(healthy).iter().enumerate() {
            let kinds: &[usize] = match self {
                Damage::None | Damage::Rare => &[],
                Damage::Sparse if i % 20 > 0 => &[],
                Damage::Sparse => &[i / 20],
                Damage::Heavy => &[2 * i, 2 * i + 1],
            };
            text.push_str(&kinds.iter().fold(page.clone(), |page, kind| {
                (OPERATORS[kind % OPERATORS.len()].apply)(&page, &mut chance).text
            }));
        }
        text
    }
}

/// The share of the lines of `healthy` that stand in `text`.
fn lines_kept(healthy: &str, text: &str) -> f64 {
    let lines: std::collections::HashSet<&str> = text.lines().collect();
    let kept = healthy.lines().filter(|line| lines.contains(line)).count();
    kept as f64 / healthy.lines().count().max(1) as f64
}

fn presets() -> [(&'static str, Pipeline); 3] {
    [
        ("faithful", Pipeline::faithful()),
        ("standard", Pipeline::standard()),
        ("thorough", Pipeline::thorough()),
    ]
}

fn check(name: &str, pipeline: &Pipeline, damage: Damage, healthy: &str, text: &str) {
    let cleaned = pipeline.clean(text);
    assert_eq!(cleaned, pipeline.run(text).text(), "{name}: clean and run agree");
    match damage {
        Damage::None | Damage::Rare => {
            assert!(matches!(cleaned, Cow::Borrowed(_)), "{name} changes healthy text");
        }
        Damage::Sparse | Damage::Heavy => {
            let (before, after) = (lines_kept(healthy, text), lines_kept(healthy, &cleaned));
            assert!(
                before < 1.0 && after > before,
                "{name}: {before} of the lines right before, {after} after"
            );
        }
    }
}

fn preset(criterion: &mut Criterion) {
    let healthy = healthy(1 << 20);
    let mut group = criterion.benchmark_group("preset");
    for (kind, damage) in Damage::ALL {
        let text = damage.done_to(&healthy);
        group.throughput(Throughput::Bytes(text.len() as u64));
        for (name, pipeline) in presets() {
            // Paragraphs are put together by `thorough`: its lines are others.
            if name != "thorough" {
                check(name, &pipeline, damage, &healthy, &text);
            }
            group.bench_function(BenchmarkId::new(format!("{name}/clean"), kind), |bench| {
                bench.iter(|| black_box(pipeline.clean(black_box(&text))));
            });
            group.bench_function(BenchmarkId::new(format!("{name}/run"), kind), |bench| {
                bench.iter(|| black_box(pipeline.run(black_box(&text))));
            });
        }
    }
    group.finish();
}

fn pass(criterion: &mut Criterion) {
    let healthy = healthy(1 << 20);
    let standard = Pipeline::standard();
    let names: Vec<&str> = standard.names().collect();
    let mut group = criterion.benchmark_group("pass");
    for (kind, damage) in [("clean", Damage::None), ("rarities", Damage::Rare), ("heavy", Damage::Heavy)] {
        let text = damage.done_to(&healthy);
        group.throughput(Throughput::Bytes(text.len() as u64));
        for name in &names {
            let alone = standard.clone().only(&[name]);
            let cleaned = alone.clean(&text);
            assert_eq!(cleaned, alone.run(&text).text(), "{name}: clean and run agree");
            assert!(
                damage == Damage::Heavy || matches!(cleaned, Cow::Borrowed(_)),
                "{name} changes healthy text"
            );
            group.bench_function(BenchmarkId::new(*name, kind), |bench| {
                bench.iter(|| black_box(alone.clean(black_box(&text))));
            });
        }
    }
    group.finish();
}

fn scaling(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("scaling");
    for (kind, damage) in [("clean", Damage::None), ("heavy", Damage::Heavy)] {
        for (size, bytes) in
            [("1 KiB", 1 << 10), ("32 KiB", 1 << 15), ("1 MiB", 1 << 20), ("16 MiB", 1 << 24)]
        {
            let healthy = healthy(bytes);
            let text = damage.done_to(&healthy);
            group.throughput(Throughput::Bytes(text.len() as u64));
            for (name, pipeline) in presets().into_iter().take(2) {
                if bytes > 1 << 10 {
                    check(name, &pipeline, damage, &healthy, &text);
                }
                group.bench_function(BenchmarkId::new(format!("{name}/{kind}"), size), |bench| {
                    bench.iter(|| black_box(pipeline.clean(black_box(&text))));
                });
            }
        }
    }
    // What no page looks like, but an attacker sends: one line without a space.
    let line: String = HEALTHY.split_whitespace().cycle().take(200_000).collect();
    for (size, bytes) in [("32 KiB", 1 << 15), ("1 MiB", 1 << 20)] {
        let end = (0..=bytes).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
        let text = &line[..end];
        group.throughput(Throughput::Bytes(text.len() as u64));
        let pipeline = Pipeline::standard();
        assert_eq!(pipeline.clean(text), pipeline.run(text).text());
        group.bench_function(BenchmarkId::new("standard/one line without a space", size), |bench| {
            bench.iter(|| black_box(pipeline.clean(black_box(text))));
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
        .without_plots();
    targets = preset, pass, scaling
}
criterion_main!(benches);
