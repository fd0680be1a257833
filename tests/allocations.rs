//! Healthy text is cleaned without one allocation, by every preset and by every pass alone.
//!
//! One test only: the counter counts for the whole process.

use std::alloc::System;
use std::borrow::Cow;

use stats_alloc::{Region, StatsAlloc, INSTRUMENTED_SYSTEM};
use tanqih::Pipeline;

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Holds what the passes look at twice: brackets, quotes, numbers, marks, Latin, meaningful tatweel.
const HEALTHY: &str = "\
افتتحت بلدية المدينة، صباح أمس، مكتبة عامة جديدة في الحي القديم بحضور عدد كبير من السكان.
وقالت مديرة المكتبة: «نريد أن يجد كل طفل كتابا يحبه»، مضيفة أن المجموعة تضم 12 ألف عنوان (بينها 450 مخطوطا).
وكان البناء قد شُيّد عام 1935، ثم أُهمل طويلاً قبل أن تبدأ أعمال الترميم سنة 1442هـ الموافق 2021م.
هل تكفي القاعات؟ يجيب المهندس: نعم؛ فالمساحة تبلغ 2.5 ألف متر، أي ضعف ما كانت عليه [انظر المخطط].
وتقدم المكتبة خدمة “القراءة عن بعد” عبر تطبيق Maktaba لـ100 مشترك، وبـ«لغتين» على الأقل – مجانا.
من الساعة 9:30 إلى 17:00، ما عدا الجمعة (2015-2019)، https://example.org/maktaba?id=12

قَالَ المُعَلِّمُ: إِنَّ القِرَاءَةَ مِفْتَاحُ العِلْمِ، وَإِنَّ الكِتَابَ خَيْرُ جَلِيسٍ.
";

#[test]
fn healthy_text_allocates_nothing() {
    let thorough = Pipeline::thorough();
    let mut pipelines = vec![
        ("faithful", Pipeline::faithful()),
        ("standard", Pipeline::standard()),
        ("thorough", thorough.clone()),
    ];
    pipelines.extend(thorough.names().map(|name| (name, thorough.clone().only(&[name]))));
    let long = HEALTHY.repeat(100);
    let latin = "Die Bücherei (seit 1935) zählt 12\u{A0}450 Bände.\n".repeat(20);
    for (name, pipeline) in &pipelines {
        for text in [HEALTHY, &long, &latin, "", "س"] {
            // What is built once is built here.
            let changed = pipeline.run(text).changes().to_vec();
            assert!(changed.is_empty(), "{name}: {:?}", changed[0]);
            let region = Region::new(COUNTED);
            let clean = pipeline.clean(text);
            let counted = region.change();
            assert!(matches!(clean, Cow::Borrowed(_)), "{name}");
            assert_eq!(
                (counted.allocations, counted.reallocations),
                (0, 0),
                "{name} on {} bytes",
                text.len()
            );
        }
    }
}
