//! Which script a line is written in: in bilingual cues, one language a line, the lines are never joined.
//!
//! The ranges are those of the blocks in Unicode 17.0 (`Blocks.txt`), as far as captions are written in them.

/// Whether two lines of a cue are in different scripts, and so in two languages: Chinese above English.
///
/// ```
/// use cuesmith::reflow::changes_script;
///
/// assert!(changes_script("我们已经看到分组", "we have seen that"));
/// assert!(!changes_script("我们使用 Python", "和 NumPy"));
/// assert!(!changes_script("We have seen", "that."));
/// ```
#[must_use]
pub fn changes_script(above: &str, below: &str) -> bool {
    if above.is_ascii() && below.is_ascii() {
        return false;
    }
    matches!((script_of(above), script_of(below)), (Some(a), Some(b)) if a != b)
}

/// Whether a cue has lines in different scripts.
pub(super) fn is_bilingual(text: &str) -> bool {
    let mut scripts = text.split('\n').filter_map(script_of);
    !text.is_ascii() && scripts.next().is_some_and(|first| scripts.any(|script| script != first))
}

/// A script, by the first character of its first block. Chinese and Japanese are one, since a Japanese line may hold
/// either kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Script(u32);

const LATIN: Script = Script(0x41);
const HAN: Script = Script(0x3400);

/// The script of a line: the one with most words, two characters of scripts without spaces being one. Names and terms
/// in Latin letters are common in every language, so that a line is Latin only with more than twice as many words.
pub(super) fn script_of(line: &str) -> Option<Script> {
    let (mut latin, mut others): (u32, [(Option<Script>, u32); 4]) = (0, [(None, 0); 4]);
    let mut word: Option<Script> = None;
    for c in line.chars() {
        let this = script(c);
        let counts = this.is_some() && (this != word || this.is_some_and(has_no_spaces));
        if counts && this == Some(LATIN) {
            latin += 2;
        } else if counts
            && let Some((script, count)) =
                others.iter_mut().find(|(script, _)| script.is_none() || *script == this)
        {
            *script = this;
            *count += if this.is_some_and(has_no_spaces) { 1 } else { 2 };
        }
        if this.is_some() || c.is_whitespace() || c == '-' {
            word = this;
        }
    }
    let (other, count) = others.into_iter().max_by_key(|(_, count)| *count)?;
    if latin > count * 2 { Some(LATIN) } else { other }
}

const fn has_no_spaces(script: Script) -> bool {
    matches!(script.0, 0x3400 | 0xe00 | 0xe80 | 0x1000 | 0x1780)
}

/// The script of a letter.
fn script(c: char) -> Option<Script> {
    // Most are in ranges of nothing but letters.
    let is_letter = match c {
        '\0'..='\x7f' => c.is_ascii_alphabetic(),
        '\u{c0}'..='\u{d6}'
        | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2c1}'
        | '\u{400}'..='\u{481}'
        | '\u{48a}'..='\u{52f}'
        | '\u{5d0}'..='\u{5ea}'
        | '\u{620}'..='\u{657}'
        | '\u{904}'..='\u{93b}'
        | '\u{e01}'..='\u{e3a}'
        | '\u{e40}'..='\u{e46}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' => true,
        _ => c.is_alphabetic(),
    };
    if !is_letter {
        return None;
    }
    Some(match u32::from(c) {
        ..0x370 | 0x1e00..=0x1eff | 0x2c60..=0x2c7f | 0xa720..=0xa7ff | 0xff21..=0xff5a => LATIN,
        0x370..=0x3ff | 0x1f00..=0x1fff => Script(0x370),
        0x400..=0x52f | 0x1c80..=0x1c8f | 0x2de0..=0x2dff | 0xa640..=0xa69f => Script(0x400),
        0x530..=0x58f => Script(0x530),
        0x590..=0x5ff | 0xfb1d..=0xfb4f => Script(0x590),
        0x600..=0x6ff | 0x750..=0x77f | 0x870..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => {
            Script(0x600)
        }
        // The scripts of India, a block of 128 each; Thai and Lao.
        indic @ 0x900..=0xeff => Script(indic & !0x7f),
        0x1000..=0x109f | 0xaa60..=0xaa7f => Script(0x1000),
        0x10a0..=0x10ff | 0x1c90..=0x1cbf | 0x2d00..=0x2d2f => Script(0x10a0),
        0x1100..=0x11ff | 0x3130..=0x318f | 0xa960..=0xa97f | 0xac00..=0xd7ff => Script(0x1100),
        0x1200..=0x139f | 0x2d80..=0x2ddf => Script(0x1200),
        0x1780..=0x17ff => Script(0x1780),
        0x1800..=0x18af => Script(0x1800),
        0x3005..=0x30ff
        | 0x31f0..=0x31ff
        | 0x3400..=0x9fff
        | 0xf900..=0xfaff
        | 0xff66..=0xff9f
        | 0x20000..=0x3ffff => HAN,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_have_a_script() {
        for c in ('\0'..='\u{3ffff}').filter(|c| !c.is_alphabetic()) {
            assert_eq!(script(c), None, "{c:?}");
        }
    }

    #[test]
    fn lines_in_two_scripts_are_two_languages() {
        for (above, below) in [
            ("今天我们讨论分组", "Today we talk about groups"),
            ("Привет, друзья", "Hello, friends"),
            ("안녕하세요 여러분", "Hello, everyone"),
            ("สวัสดี", "Hello"),
            ("مرحبا", "Hello"),
            ("नमस्ते दोस्तों", "Hello, friends"),
            ("分组的意思是组", "the word 分组 means group"),
            ("Γειά σου", "こんにちは"),
        ] {
            assert!(changes_script(above, below) && changes_script(below, above), "{above}");
            assert!(is_bilingual(&format!("{above}\n{below}")), "{above}");
        }
    }

    #[test]
    fn names_and_terms_in_another_script_are_no_change_of_language() {
        for (above, below) in [
            ("我们使用 TensorFlow 和 PyTorch", "来训练 BERT 模型"),
            ("彼は東京に", "ホテルを建てた"),
            ("Мы используем Linux", "и Docker для сборки"),
            ("Café Zürich", "in Łódź"),
            ("12:30", "你好"),
            ("- ♪ -", "Hello"),
        ] {
            assert!(!changes_script(above, below), "{above}");
        }
    }
}
