//! Words that cling to the one before them although white space is written between. They are recognized by
//! their script, whatever the language of the file.
//!
//! - A sign of repetition or abbreviation (Thai `ๆ` and `ฯ`, Lao `ໆ`, Khmer `ៗ`) ends a word. Thai writers leave a
//!   space on one side of `ๆ` or on both, so that this space says nothing about phrases.
//! - Thai particles end a phrase (`ครับ`, `นะ`).
//! - Korean particles are written onto their noun. After a bracket, a quotation mark or a foreign word many
//!   writers leave a space.
//! - Korean bound nouns (`할 수 있다`, `먹는 것`) depend on the verb form before them.
//!
//! The lists are our own and hold what is common in captions.

/// Signs that repeat or abbreviate the word before them.
const SIGNS: &[char] = &['ๆ', 'ฯ', 'ໆ', 'ຯ', 'ៗ', '៘'];

/// Thai words that complete what a repeated word began.
const AFTER_REPETITION: &[&str] =
    &["แล้ว", "เลย", "ด้วย", "กัน", "ก็", "หน่อย", "ทั้ง", "อยู่", "ไป", "มา", "ขึ้น", "ลง"];

/// Thai particles at the end of a phrase.
const THAI: &[&str] = &[
    "ครับ",
    "ค่ะ",
    "คะ",
    "ค่า",
    "คับ",
    "จ้ะ",
    "จ๊ะ",
    "จ้า",
    "นะ",
    "น่ะ",
    "นะครับ",
    "นะคะ",
    "ล่ะ",
    "หละ",
    "หรอก",
    "สิ",
    "ซิ",
    "เถอะ",
    "เลย",
    "ไหม",
    "มั้ย",
    "เหรอ",
    "หรือเปล่า",
];

/// Korean particles of one syllable: words of another kind are written so too, so that they count inside a
/// sentence only.
const KOREAN_SHORT: &[&str] = &[
    "은", "는", "이", "가", "을", "를", "과", "와", "의", "에", "로", "도", "만", "란", "인", "나",
    "며", "고", "야",
];

/// How the longer ones begin.
const KOREAN: &[&str] = &[
    "이라",
    "라는",
    "라고",
    "라며",
    "라면",
    "라도",
    "이란",
    "이며",
    "이나",
    "이고",
    "이지",
    "이다",
    "이든",
    "이었",
    "이에요",
    "예요",
    "입니",
    "였",
    "으로",
    "로서",
    "로써",
    "에서",
    "에게",
    "에는",
    "에도",
    "한테",
    "께서",
    "부터",
    "까지",
    "보다",
    "처럼",
    "같은",
    "같이",
    "마다",
    "마저",
    "조차",
    "밖에",
    "하고",
    "하는",
    "이야",
];

/// Korean nouns that need the verb form before them, and these with their particles.
const KOREAN_BOUND: &[&str] = &[
    "수",
    "수가",
    "수는",
    "수도",
    "수밖에",
    "것",
    "것이",
    "것은",
    "것을",
    "것도",
    "것과",
    "것처럼",
    "것입니다",
    "거",
    "거야",
    "거예요",
    "겁니다",
    "건",
    "걸",
    "게",
    "뿐",
    "뿐만",
    "만큼",
    "대로",
    "줄",
    "듯",
    "듯이",
    "채",
    "척",
];

/// Whether a line should not end between two pieces; `in_sentence` where no punctuation ends the first one.
pub(super) fn clings(last: &str, next: &str, in_sentence: bool) -> bool {
    let Some(first) = next.chars().next() else { return false };
    match first {
        _ if SIGNS.contains(&first) => true,
        '\u{e01}'..='\u{e7f}' => {
            let word = next.trim_matches(|c: char| !is_thai(c));
            THAI.contains(&word)
                || (last.ends_with(SIGNS)
                    && AFTER_REPETITION.iter().any(|known| word.starts_with(known)))
        }
        '\u{ac00}'..='\u{d7a3}' => {
            let word = next.trim_matches(|c: char| !c.is_alphanumeric());
            match last.chars().next_back() {
                Some('\u{ac00}'..='\u{d7a3}') => {
                    KOREAN_BOUND.contains(&word) && last.ends_with(is_adnominal)
                }
                Some(c) if is_closing(c) || c.is_alphanumeric() => {
                    KOREAN.iter().any(|known| word.starts_with(known))
                        || (in_sentence && KOREAN_SHORT.contains(&word))
                }
                _ => false,
            }
        }
        _ => false,
    }
}

const fn is_thai(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{e7f}')
}

/// A Korean syllable that ends with `ㄴ` or `ㄹ`, as the verb forms before a noun do.
fn is_adnominal(c: char) -> bool {
    matches!((u32::from(c) - 0xac00) % 28, 4 | 8)
}

const fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '"' | '\'' | '”' | '’' | '»' | '」' | '』' | '》' | '〉' | '）' | '%')
}
