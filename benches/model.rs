//! Look-ups in the embedded model, on a text with the frequencies of Arabic.
//!
//! Passes look up every word of a healthy document once: the target is 100 ns or less for a
//! word, 150 ns or less for a pair, without heap.

use std::hint::black_box;

use criterion::{criterion_group, criterion_main, Criterion, Throughput};
use tanqih::model::{Embedded, LanguageModel, Lexicon, Model, WordId, BIT};

/// A text of `count` words drawn from the model by their costs, the same on every run.
fn text(count: usize) -> String {
    let arabic = Embedded::arabic();
    let mut words = Vec::new();
    let mut sum = 0u64;
    arabic.reader().for_each_word(&mut |word, id| {
        sum += 1u64 << (40 - (arabic.word_cost(id) / BIT).min(39));
        words.push((sum, word.to_string()));
    });
    let mut text = String::new();
    let mut state = 1u64;
    for _ in 0..count {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = words.partition_point(|word| word.0 <= (state >> 11) % sum);
        text.push_str(&words[at].1);
        text.push(' ');
    }
    text
}

fn lookups(criterion: &mut Criterion) {
    let arabic = Embedded::arabic();
    let text = text(100_000);
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let ids: Vec<WordId> = words.iter().filter_map(|word| arabic.word(word)).collect();
    assert_eq!(ids.len(), words.len(), "the text is made of known words");
    let mut group = criterion.benchmark_group("model");

    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("text_word", |bench| {
        bench.iter(|| {
            black_box(&text).split_ascii_whitespace().filter(|word| arabic.word(word).is_some()).count()
        });
    });
    group.bench_function("text_split_only", |bench| {
        bench.iter(|| black_box(&text).split_ascii_whitespace().map(str::len).sum::<usize>());
    });
    group.throughput(Throughput::Elements(words.len() as u64));
    group.bench_function("word", |bench| {
        bench.iter(|| words.iter().filter(|word| arabic.word(black_box(word)).is_some()).count());
    });
    let reversed: Vec<String> = words.iter().map(|word| word.chars().rev().collect()).collect();
    group.bench_function("word_unknown", |bench| {
        bench.iter(|| reversed.iter().filter(|word| arabic.word(black_box(word)).is_some()).count());
    });
    group.bench_function("pair_cost", |bench| {
        bench
            .iter(|| ids.windows(2).filter_map(|pair| arabic.pair_cost(pair[0], black_box(pair[1]))).count());
    });
    group.bench_function("next_cost", |bench| {
        bench.iter(|| {
            ids.windows(2).map(|pair| i64::from(arabic.next_cost(pair[0], black_box(pair[1])))).sum::<i64>()
        });
    });
    group.bench_function("unknown_cost", |bench| {
        bench.iter(|| {
            reversed.iter().map(|word| i64::from(arabic.unknown_cost(black_box(word)))).sum::<i64>()
        });
    });
    group.sample_size(20);
    group.bench_function("cost_with_clitics", |bench| {
        bench.iter(|| reversed.iter().map(|word| i64::from(arabic.cost(black_box(word)))).sum::<i64>());
    });
    let merged: Vec<String> = words.chunks(4).map(|four| four.concat()).collect();
    group.throughput(Throughput::Elements(merged.len() as u64));
    group.bench_function("prefixes", |bench| {
        bench.iter(|| {
            let mut found = 0;
            for text in &merged {
                arabic.prefixes(black_box(text), &mut |_, _| found += 1);
            }
            assert!(found >= merged.len());
            found
        });
    });
    let fragments: Vec<&str> =
        words.iter().filter(|word| word.chars().count() > 4).map(|word| &word[..6]).take(1_000).collect();
    group.throughput(Throughput::Elements(fragments.len() as u64));
    group.bench_function("completions", |bench| {
        bench.iter(|| {
            let mut found = 0;
            for fragment in &fragments {
                arabic.completions(black_box(fragment), &mut |_, _| found += 1);
            }
            found
        });
    });
    group.finish();
}

/// What was weighed against the table: a sorted list, and the standard hash map.
fn other_structures(criterion: &mut Criterion) {
    let arabic = Embedded::arabic();
    let text = text(100_000);
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let mut all = Vec::new();
    arabic.reader().for_each_word(&mut |word, _| all.push(word.to_string()));
    let sorted: Lexicon = all.iter().collect();
    let map: std::collections::HashMap<&str, u32> = all.iter().map(String::as_str).zip(0..).collect();
    let mut group = criterion.benchmark_group("other_structures");
    group.throughput(Throughput::Elements(words.len() as u64));
    group.sample_size(20);
    group.bench_function("word_binary_search", |bench| {
        bench.iter(|| words.iter().filter(|word| sorted.word(black_box(word)).is_some()).count());
    });
    group.bench_function("word_std_hash_map", |bench| {
        bench.iter(|| words.iter().filter(|word| map.contains_key(black_box(**word))).count());
    });
    group.finish();
}

fn opening(criterion: &mut Criterion) {
    let data = include_bytes!("../data/arabic.model");
    criterion.bench_function("model/open", |bench| {
        bench.iter(|| Model::new(black_box(&data[..])).map(|model| model.word_count()));
    });
}

criterion_group!(benches, lookups, other_structures, opening);
criterion_main!(benches);
