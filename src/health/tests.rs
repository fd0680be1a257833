use super::*;
use crate::model::Embedded;

fn of(text: &str) -> Health {
    Health::of(&Embedded::arabic(), text)
}

const PAGE: &str =
    "افتتحت بلدية المدينة صباح أمس مكتبة عامة جديدة في الحي القديم بحضور عدد كبير من السكان.\n\
    وقالت مديرة المكتبة إن المجموعة تضم آلاف الكتب وإن الدخول مجاني لجميع سكان المدينة طوال العام.";

#[test]
fn sound_text_is_kept() {
    for text in [
        PAGE,
        "12:30",
        "page 12 of 30",
        "بغداد",
        "این کتاب برای کودکان است و در سال گذشته چاپ شده و همه آن را خوانده‌اند",
    ] {
        assert_eq!(of(text).verdict(), Verdict::Keep, "{text}: {}", of(text));
    }
    assert!(of(PAGE).score() > 90);
}

#[test]
fn scripts_thrown_together_are_unfit() {
    for text in ["Ƈখ߱ࢎॖƃƨ ޅƪƂࠓ೧ ƅƤࡺࡘभ ࠀࢎখெூ", "þÿ þþþþþÿÿ þþÿ þÿþþÿ ÷÷ÿþ", "ÿÿÿÿÿÿ þþþþþþ ýýýýýý"]
    {
        assert_eq!(of(text).verdict(), Verdict::Unfit, "{text}");
    }
    for text in
        ["Příliš žluťoučký kůň úpěl ďábelské ódy", "Η γρήγορη αλεπού — 日本語のテキストです", "हिन्दी में लिखा"]
    {
        assert_eq!(of(text).verdict(), Verdict::Keep, "{text}");
    }
}

#[test]
fn a_cipher_is_unfit() {
    let shifted: String = PAGE
        .chars()
        .map(|c| if ('\u{627}'..='\u{639}').contains(&c) { char::from_u32(c as u32 + 1).unwrap() } else { c })
        .collect();
    let health = of(&shifted);
    assert_eq!(health.verdict(), Verdict::Unfit);
    assert_eq!(health.reasons().collect::<Vec<_>>(), [UNKNOWN_CIPHER]);
    assert_eq!(health.to_string(), format!("unfit ({} of 100; unknown-cipher)", health.score()));
}

#[test]
fn words_with_clitics_are_known() {
    let text = "وكان يلذ لأميهما كثيرا الحديث عنهما وعن حنانهما وعطفهما وسرورهما وغبطتهما بأغصانهما\n\
                وقد أيقظني ربيعك إلى غاباتك حيث تتصاعد أنفاسك وفي أنهارك وهضابك ومنحدراتك وشواطئك";
    assert_eq!(of(text).verdict(), Verdict::Keep, "{text} {:?}", of(text));
}

#[test]
fn lost_spaces_are_named() {
    for text in [
        PAGE.replace(' ', "") + "\n" + &"ذهبالولدإلىالمدرسةصباحاليوممعأخيه ".repeat(12),
        "اینکتاببرایکودکاناست ودرسالگذشتهچاپشدهاست وهمهآنراخواندهاند ".repeat(5),
    ] {
        assert_eq!(of(&text).reasons().collect::<Vec<_>>(), [SPACES_LOST], "{text} {:?}", of(&text));
    }
}

#[test]
fn persian_in_pieces_is_unfit() {
    let whole = "این کتاب برای کودکان ایران است و در سال گذشته چاپ شده و همه آن را خوانده‌اند و می‌گویند ";
    assert_eq!(of(&whole.repeat(4)).verdict(), Verdict::Keep);
    let torn = whole.replace('ا', " ").repeat(4);
    assert_eq!(of(&torn).reasons().collect::<Vec<_>>(), [LETTERS_LOST], "{torn} {:?}", of(&torn));
}

#[test]
fn columns_read_in_turns_are_unfit() {
    let right = "افتتحت بلدية المدينة\nصباح أمس مكتبة\nعامة جديدة في\nالحي القديم بحضور\nعدد كبير من\nالسكان الذين جاؤوا\n\
                 من كل مكان\nفي المدينة ومن\nالقرى القريبة منها\nلكي يشاركوا في\nحفل الافتتاح الكبير";
    let left = "قال وزير الصحة\nإن عدد المصابين\nارتفع في الأيام\nالأخيرة بسبب انتشار\nالمرض في المدارس\nودعا جميع الناس\n\
                إلى غسل اليدين\nبالماء والصابون قبل\nتناول الطعام وبعد\nالعودة من العمل\nإلى المنزل كل";
    let turns = |gap: &str| {
        right.lines().zip(left.lines()).map(|(a, b)| format!("{a}{gap}{b}\n")).collect::<String>()
    };
    for text in [turns("\n"), turns("      ")] {
        assert_eq!(of(&text).reasons().collect::<Vec<_>>(), [COLUMNS], "{text}{:?}", of(&text));
    }
    for text in [right, left, &format!("{right}.\n{left}")] {
        assert_eq!(of(text).reasons().count(), 0, "{text}");
    }
}

#[test]
fn signs_and_letters_mixed_are_unfit() {
    for text in [
        "!\"# $%\"\"&'(\")*( +,-./00123( 04567189:;<=>+?@6ABCD6E0=FGHIJK+, LMNOPQ01RSTU\" &VWXYF7189:ZF!0QF\"",
        "(cid:15)(cid:17)(cid:15)' (cid:1)(cid:18)(cid:19)(cid:10)(cid:1)(cid:22)(cid:23) (cid:24)(cid:25)",
        "✁ ✂ ✠☎✆ ✆ ✡☛ ✁☞✂ ✌✂ ✍ ✆ ✎✙✏✑ ✔ ✄ ✝✂✞ ✆ ✓",
        "!†$¯†¯%††¯$†ˆŁ††˙††%´”†´#¯¿¿—†´ ‡¿,¿´¿%…#ł¿†!ı#††‹†…‰†ª%……`¿ı$Ø´˝††#¯%$(†††¿†",
        "ڈڇٟڢّْٞٓږڕڔٰړٓڟُٱ ڡٓڢٌٞٓڙٮّڒڠڟڞّْٓ٘ڝڒْڜ ڲُٰٕٮٓٿٮڬٓ٪ڱّٜ ڮٓڈڇ٘ٿڭٓ٪ٴ٦ڬٓ",
        &"Ł 7   7   4  H 3   3  [ 3   @   7  Ł 4  ¥ 4  4 3   :   7  ".repeat(6),
    ] {
        assert_eq!(of(text).verdict(), Verdict::Unfit, "{text}");
    }
    for text in [
        "1,234.50 (5%) | 98,765 (12%) | 2019-2020 | $ 12.5 | 14:45",
        "let x = self.places(0).filter(|&(at, kind)| at > 0).map(|it| it.0);",
        "See https://example.org/a?b=1&c=2 and RFC 9110, ISO 8859-6 or UTF-8.",
        "¿Qué hora es? ¡No lo sé! El 1.º día, la 2.ª vez († 1837), © 2020 Casa®",
        &"1 0 0 1 7 8 4 2 9 ".repeat(9),
        "ڏسو ٻار ڄاڻي ٿو ڳالهه ڪري ڍڳو ڦٽو ڊوڙ ڇوڪرو گهر ۾ ويٺو آهي",
        "ښځه او ډېر ړوند څښاک ځای ټول کړی لږ ګڼ",
    ] {
        assert_eq!(of(text).verdict(), Verdict::Keep, "{text} {:?}", of(text));
    }
}

#[test]
fn marks_apart_and_empty_pages_are_unfit() {
    for empty in ["", " \n\u{c}"] {
        assert_eq!(of(empty).reasons().collect::<Vec<_>>(), [NO_TEXT]);
        assert_eq!(of(empty).score(), 0);
    }
    let apart = PAGE.replace(' ', " َ ُ ِ ");
    assert_eq!(of(&apart).reasons().collect::<Vec<_>>(), [MARKS_APART]);
    // Hamzas that an alef lost to its neighbour.
    let astray = PAGE.replace("ال", "ل\u{654}");
    assert_eq!(of(&astray).reasons().last(), Some(MARKS_APART), "{astray}");
    let borne = PAGE.replace('أ', "ا\u{654}").replace('إ', "ا\u{655}");
    assert_eq!(of(&borne).verdict(), Verdict::Keep, "{borne} {:?}", of(&borne));
    assert_eq!(of("قُلْ هُوَ اللَّهُ أَحَدٌ ۝ اللَّهُ الصَّمَدُ ۝").verdict(), Verdict::Keep);
}

#[test]
fn characters_that_are_none_are_unfit() {
    let text = PAGE.replace("ا", "\u{E012}");
    assert!(of(&text).reasons().any(|reason| reason == NOT_TEXT));
    let text = PAGE.replace('ا', "\u{FFFF}");
    assert!(of(&text).reasons().any(|reason| reason == NOT_TEXT), "{text}");
    assert_eq!(of("\u{FFFD}".repeat(40).as_str()).verdict(), Verdict::Unfit);
}
