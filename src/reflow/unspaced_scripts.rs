//! Words of scripts that are written without spaces: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
//!
//! With the feature `segment` they come from ICU's models: words of Chinese and Japanese by
//! dictionary, the others by neural networks (icu_segmenter; 2.5 MB of data in a program). Without it
//! a line of Chinese or Japanese may end wherever UAX #14 lets it (strict: no line begins with a small
//! kana), and the others, whose words only a model knows, are broken at spaces alone, and at
//! zero-width spaces where an author wrote them.

use super::uax14::Opportunities;

/// Where a line may end inside a word (bytes of the text it is in), and no space is there.
pub(super) fn between_words(
    text: &str,
    word: std::ops::Range<usize>,
    opportunities: &Opportunities,
) -> Vec<usize> {
    let written = &text[word.clone()];
    if written.is_ascii() {
        return Vec::new();
    }
    let models = Models::of(written);
    let allowed = opportunities.inside(word.clone()).iter().map(|at| at - word.start);
    let mut found: Vec<usize> = allowed
        .filter(|at| is_close(&written[..*at], &written[*at..]) && models.allow(written, *at))
        .chain(models.complex(written))
        .map(|at| word.start + at)
        .collect();
    found.sort_unstable();
    found
}

/// What the models say about one word.
#[cfg(feature = "segment")]
struct Models {
    /// Ends of words, where there are ideographs.
    words: Vec<usize>,
}

#[cfg(feature = "segment")]
impl Models {
    fn of(word: &str) -> Self {
        let mut models = Self { words: Vec::new() };
        if word.contains(is_ideographic) {
            let segmenter = icu_segmenter::WordSegmenter::new_auto(Default::default());
            models.words = segmenter.segment_str(word).collect();
        }
        models
    }

    fn allow(&self, word: &str, at: usize) -> bool {
        ends_with_zero_width_space(&word[..at]) || self.words.binary_search(&at).is_ok()
    }

    /// Ends of words of the other scripts.
    fn complex(&self, word: &str) -> Vec<usize> {
        if !word.contains(is_complex) {
            return Vec::new();
        }
        let segmenter = icu_segmenter::LineSegmenter::new_auto(Default::default());
        let ends = segmenter.segment_str(word).filter(|at| (1..word.len()).contains(at));
        let edges = |at: &usize| edges(&word[..*at], &word[*at..]);
        ends.filter(|at| edges(at).is_some_and(|(a, b)| is_complex(a) && is_complex(b))).collect()
    }
}

/// Without models there is nothing to say but what the characters are.
#[cfg(not(feature = "segment"))]
struct Models;

#[cfg(not(feature = "segment"))]
impl Models {
    fn of(_word: &str) -> Self {
        Self
    }

    fn allow(&self, _word: &str, _at: usize) -> bool {
        true
    }

    fn complex(&self, _word: &str) -> Option<usize> {
        None
    }
}

/// Thai, Lao, Burmese and Khmer: class SA of UAX #14, as far as there are models.
#[cfg(feature = "segment")]
const fn is_complex(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{19e0}'..='\u{19ff}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}')
}

/// Whether no space belongs between two parts of a text when a line break between them goes.
pub(super) fn is_close(before: &str, after: &str) -> bool {
    if before.bytes().next_back().is_none_or(|byte| byte.is_ascii()) {
        return false;
    }
    let Some((a, b)) = edges(before, after) else { return false };
    #[cfg(feature = "segment")]
    if is_complex(a) && is_complex(b) {
        return true;
    }
    (is_ideographic(a) && is_ideographic(b)) || ends_with_zero_width_space(before)
}

/// Whether a zero-width space hangs on a word.
fn ends_with_zero_width_space(text: &str) -> bool {
    text.strip_suffix('\u{200b}').is_some_and(|word| word.ends_with(char::is_alphanumeric))
}

/// The characters that meet between two parts of a text.
fn edges(before: &str, after: &str) -> Option<(char, char)> {
    before.chars().next_back().zip(after.chars().next())
}

/// Characters of Chinese and Japanese, their punctuation and full-width forms. Hangul is not among
/// them: Korean has spaces.
pub(super) const fn is_ideographic(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3001}'..='\u{303f}' | '\u{3041}'..='\u{312f}'
        | '\u{31a0}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff9f}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(word: &str) -> Vec<&str> {
        let mut at = 0;
        let mut cut = Vec::new();
        let all = Opportunities::of(word, 0..word.len());
        for end in between_words(word, 0..word.len(), &all) {
            cut.push(&word[at..end]);
            at = end;
        }
        cut.push(&word[at..]);
        cut
    }

    #[cfg(feature = "segment")]
    #[test]
    fn models_keep_words_whole() {
        assert_eq!(cut("港が「開く」。"), ["港", "が", "「開く」。"]);
        assert_eq!(cut("東京都庁に行きました"), ["東京", "都庁", "に", "行き", "まし", "た"]);
        assert_eq!(cut("ท่าเรือเปิดตอนเช้า"), ["ท่า", "เรือ", "เปิด", "ตอน", "เช้า"]);
    }

    #[cfg(not(feature = "segment"))]
    #[test]
    fn kinsoku_keeps_punctuation_and_small_kana_in_place() {
        assert_eq!(cut("港が「開く」。"), ["港", "が", "「開", "く」。"]);
        assert_eq!(cut("ちょっと"), ["ちょっ", "と"]);
        assert_eq!(cut("人々"), ["人々"]);
        assert_eq!(cut("カフェー（駅）"), ["カ", "フェー", "（駅）"]);
        assert_eq!(cut("五〇％！"), ["五", "〇％！"]);
    }

    /// JIS X 4051 and the requirements for Japanese text layout (W3C): characters that begin no line.
    #[test]
    fn no_line_begins_with_what_kinsoku_forbids() {
        let never = "、。，．・：；？！゛゜ヽヾゝゞ々〻ー）〕］｝〉》」』】〗〙〟｣､｡･ｰ％…‥〜\
            ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇿｧｯﾞﾟ";
        for c in never.chars() {
            let text = format!("港{c}");
            assert_eq!(cut(&text), [text.as_str()]);
        }
        for c in "（〔［｛〈《「『【〖〘〝｢￥＄".chars() {
            let text = format!("{c}港");
            assert_eq!(cut(&text), [text.as_str()]);
        }
    }

    #[test]
    fn latin_and_korean_words_stay_whole() {
        assert_eq!(cut("naïve"), ["naïve"]);
        assert_eq!(cut("항구는"), ["항구는"]);
        assert_eq!(cut("第2回NHK杯"), ["第2回NHK杯"]);
    }

    #[test]
    fn an_author_says_where_words_end_with_zero_width_spaces() {
        assert_eq!(cut("ផែ\u{200b}បើក"), ["ផែ\u{200b}", "បើក"]);
    }
}
