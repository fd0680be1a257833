//! The embedded model against itself, the builder against its own bytes, the reader against
//! any bytes.

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use tanqih::model::{BuildOptions, LanguageModel, Model, WordCounts, WordId};

static SMALL: LazyLock<Vec<u8>> = LazyLock::new(small);

fn small() -> Vec<u8> {
    let text = include_str!("data/training.txt");
    let mut words = WordCounts::new();
    words.read(text, 3);
    words.read_count("المدرسة", 1, 5);
    let mut pairs = words.vocabulary(200, 1);
    pairs.read(text, 3);
    pairs.build(&BuildOptions {
        words: 180,
        pairs: 150,
        least_count: 1,
        data_version: 7,
        note: "tests/data/training.txt".to_string(),
    })
}

/// `UPDATE_GOLDEN=1 cargo test --test model` writes the file anew.
#[test]
fn the_builder_makes_the_same_bytes_everywhere() {
    let built = small();
    assert!(built == small(), "two runs differ");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/training.model");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &built).unwrap();
    }
    let golden = std::fs::read(&path).unwrap();
    assert!(built == golden, "the builder makes other bytes than tests/data/training.model");
}

#[test]
fn a_built_model_knows_what_it_read() {
    let model = Model::new(small()).unwrap();
    model.verify().unwrap();
    assert_eq!(model.data_version(), 7);
    assert_eq!(model.note(), "tests/data/training.txt");
    let id = |word| model.word(word).unwrap_or_else(|| panic!("{word} is a word"));
    assert!(model.word_cost(id("المدرسة")) < model.word_cost(id("الخبز")));
    let seen = model.pair_cost(id("المدرسة"), id("الجديدة")).expect("read three times");
    assert!(seen < model.word_cost(id("الجديدة")));
    assert_eq!(model.pair_cost(id("الجديدة"), id("الخبز")), None);
    assert!(model.pair_cost(id("عام"), WordId::NUMBER).is_some());
    assert!(model.is_word("والمدينة") && model.is_word("مَدْرَسَتِهِم") == model.is_word("مدرستهم"));
    assert!(model.unknown_cost("المدينات") < model.unknown_cost("تانيدملا"));
    let mut found = Vec::new();
    model.prefixes("فيالمدينة", &mut |end, _| found.push(&"فيالمدينة"[..end]));
    assert_eq!(found, ["في"]);
    let mut found = Vec::new();
    model.completions("المد", &mut |word, _| found.push(word.to_string()));
    assert_eq!(found, ["المدرسة", "المدينة"]);
}

#[cfg(feature = "embedded-model")]
mod embedded {
    use super::*;
    use tanqih::model::{Embedded, Letters, BIT};

    #[test]
    fn the_shipped_file_agrees_with_itself() {
        let arabic = Embedded::arabic();
        let model = arabic.reader();
        model.verify().unwrap();
        let bytes: usize = model.sizes().map(|(_, bytes)| bytes).sum();
        assert!(bytes + 256 <= 4 << 20, "{bytes} bytes are more than the budget");
        for part in ["--example build_model", "12:ant_news.txt", "CC BY-SA 4.0", "CC0"] {
            assert!(model.note().contains(part), "the note names no {part}");
        }
        let (mut count, mut last, mut mass) = (0, Letters::of("ء"), 0.0);
        model.for_each_word(&mut |word, id| {
            let letters = Letters::of(word);
            assert!(
                count == 0 || letters.map(|l| l.as_bytes().to_vec()) > last.map(|l| l.as_bytes().to_vec()),
                "{word} is out of order"
            );
            assert_eq!(arabic.word(word), Some(id));
            assert!((0..32 * BIT).contains(&arabic.word_cost(id)), "{word}");
            mass += (-f64::from(arabic.word_cost(id)) / f64::from(BIT)).exp2();
            (count, last) = (count + 1, letters);
        });
        assert_eq!(count, model.word_count());
        assert!((0.7..1.0).contains(&mass), "all words together have the probability {mass}");
    }

    #[test]
    fn right_readings_are_cheaper() {
        let arabic = Embedded::arabic();
        // Right, wrong.
        for (right, wrong) in [
            ("المدينة", "ةنيدملا"),
            ("الإنتاجية", "اإلنتاجية"),
            ("المشكلات", "المشكالت"),
            ("المالية", "املالية"),
            ("علامات", "عالمات"),
            ("العاملون", "العلامون"),
            ("إلى", "إىل"),
            ("العسكرية", "العسكر ية"),
            ("إيران", "إ يران"),
            ("في المدينة", "فيالمدينة"),
            ("من خلال", "منخلال"),
            ("رئيس الوزراء", "الوزراء رئيس"),
            ("في عام", "عام في"),
            ("على أن يكون", "يكون أن على"),
        ] {
            let cost = |text: &str| {
                let words: Vec<&str> = text.split(' ').collect();
                let first = arabic.cost(words[0]);
                words.windows(2).map(|pair| arabic.pair(pair[0], pair[1])).sum::<i32>() + first
            };
            assert!(cost(right) < cost(wrong), "{right} {} {wrong} {}", cost(right), cost(wrong));
        }
    }

    #[test]
    fn whole_words_are_no_pieces() {
        let arabic = Embedded::arabic();
        for word in ["المدينة", "وبالمدينة", "مَدِينَة", "مديــنة", "وسيكتبونها", "سالم", "علامات", "الناطق"]
        {
            assert!(arabic.is_word(word), "{word}");
        }
        for text in ["", "x", "فيالمدينة", "ةنيدملا", "طوووويل", "کتاب", "12", "المدينة،", "ـ", "في المدينة"]
        {
            assert!(!arabic.is_word(text), "{text}");
        }
    }
}

/// Asks everything that can be asked.
fn interrogate(model: &impl LanguageModel, text: &str, ids: &[u64]) {
    let mut known: Vec<WordId> = ids.iter().map(|&id| WordId::new(id)).collect();
    known.extend([WordId::NUMBER, WordId::EDGE]);
    for word in text.split(' ') {
        known.extend(model.word(word));
        assert!(model.cost(word) >= 0 || !model.is_word(word));
        model.prefixes(word, &mut |end, id| {
            assert!(end > 0 && word.is_char_boundary(end));
            known.push(id);
        });
        model.completions(word, &mut |_, id| known.push(id));
        model.pair(text, word);
    }
    known.truncate(40);
    for &a in &known {
        model.word_cost(a);
        for &b in &known {
            model.next_cost(a, b);
        }
    }
}

const ARABIC: &str = "[ء-غف-ي\u{640}\u{64b}-\u{652} ]{0,40}";

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_an_error_or_a_model(bytes in proptest::collection::vec(any::<u8>(), 0..400), text in ARABIC) {
        if let Ok(model) = Model::new(bytes) {
            interrogate(&model, &text, &[0, 1]);
        }
    }

    #[test]
    fn a_damaged_model_answers_or_refuses(
        spots in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        in_header in proptest::collection::vec((0usize..192, any::<u8>()), 0..3),
        cut in proptest::option::of(any::<prop::sample::Index>()),
        text in ARABIC,
        ids in proptest::collection::vec(any::<u64>(), 0..4),
    ) {
        let mut bytes = SMALL.clone();
        for (spot, byte) in spots {
            let at = spot.index(bytes.len());
            bytes[at] = byte;
        }
        for (at, byte) in in_header {
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(model) = Model::new(&bytes) {
            prop_assert_eq!(model.verify().is_ok(), bytes == *SMALL);
            interrogate(&model, &text, &ids);
            model.for_each_word(&mut |_, _| {});
            let _ = model.note();
        }
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,40}", arabic in ARABIC) {
        let model = Model::new(&SMALL[..]).unwrap();
        interrogate(&model, &text, &[]);
        interrogate(&model, &arabic, &[]);
    }
}
