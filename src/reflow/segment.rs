//! Opportunities inside words of scripts that are written without spaces: Chinese, Japanese, Thai, Lao,
//! Khmer, Burmese.
//!
//! With the feature `segment` they come from ICU's models: words of Chinese and Japanese by
//! dictionary, the others by neural networks (icu_segmenter; 2.5 MB of data in a program). Without it
//! a line of Chinese or Japanese may end between any two characters that kinsoku does not keep
//! together (UAX #14 classes ID, CL, CJ, NS, OP), and the others, whose words only a model knows, are
//! broken at spaces alone.

/// Offsets inside a word (bytes) where a line may end. The first is greater than 0, the last less
/// than the length.
pub(super) fn opportunities(word: &str) -> Vec<usize> {
    let models = Models::of(word);
    let mut found = Vec::new();
    let mut previous: Option<char> = None;
    for (at, c) in word.char_indices() {
        if let Some(before) = previous
            && !never_begins(c)
            && !never_ends(before)
            && models.allow(at, before, c)
        {
            found.push(at);
        }
        previous = Some(c);
    }
    found
}

/// What the models say about one word.
#[cfg(feature = "segment")]
struct Models {
    /// Ends of words, where there are ideographs.
    words: Vec<usize>,
    /// Ends of words of the other scripts.
    lines: Vec<usize>,
}

#[cfg(feature = "segment")]
impl Models {
    fn of(word: &str) -> Self {
        use icu_segmenter::{LineSegmenter, WordSegmenter};
        let mut models = Self { words: Vec::new(), lines: Vec::new() };
        if word.contains(is_ideographic) {
            let segmenter = WordSegmenter::new_auto(Default::default());
            models.words = segmenter.segment_str(word).collect();
        }
        if word.contains(is_complex) {
            let segmenter = LineSegmenter::new_auto(Default::default());
            models.lines = segmenter.segment_str(word).collect();
        }
        models
    }

    fn allow(&self, at: usize, before: char, behind: char) -> bool {
        if is_ideographic(before) && is_ideographic(behind) {
            return self.words.binary_search(&at).is_ok();
        }
        is_complex(before) && is_complex(behind) && self.lines.binary_search(&at).is_ok()
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

    fn allow(&self, _at: usize, before: char, behind: char) -> bool {
        is_ideographic(before) && is_ideographic(behind)
    }
}

/// Thai, Lao, Burmese and Khmer: class SA of UAX #14, as far as there are models.
#[cfg(feature = "segment")]
const fn is_complex(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{19e0}'..='\u{19ff}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}')
}

/// Whether no space belongs between two characters when a line break between them goes.
pub(super) fn joins_without_space(before: char, behind: char) -> bool {
    #[cfg(feature = "segment")]
    if is_complex(before) && is_complex(behind) {
        return true;
    }
    is_ideographic(before) && is_ideographic(behind)
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

/// Kinsoku: what no line begins with. Closing punctuation, small kana, iteration and length marks.
const fn never_begins(c: char) -> bool {
    matches!(c,
        '、' | '。' | '，' | '．' | '・' | '：' | '；' | '？' | '！' | '゛' | '゜' | 'ヽ' | 'ヾ' | 'ゝ' | 'ゞ'
        | '々' | '〻' | 'ー' | '’' | '”' | '）' | '〕' | '］' | '｝' | '〉' | '》' | '」' | '』' | '】'
        | '〗' | '〙' | '〟' | '｣' | '､' | '｡' | '･' | 'ｰ' | '％' | '…' | '‥' | '〜' | '～'
        | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ'
        | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ'
        | '\u{31f0}'..='\u{31ff}' | '\u{ff67}'..='\u{ff6f}' | '\u{ff9e}' | '\u{ff9f}')
}

/// Kinsoku: what no line ends with. Opening punctuation.
const fn never_ends(c: char) -> bool {
    matches!(
        c,
        '（' | '〔'
            | '［'
            | '｛'
            | '〈'
            | '《'
            | '「'
            | '『'
            | '【'
            | '〖'
            | '〘'
            | '〝'
            | '｢'
            | '￥'
            | '＄'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(word: &str) -> Vec<&str> {
        let mut at = 0;
        let mut cut = Vec::new();
        for end in opportunities(word) {
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
    }

    #[test]
    fn latin_and_korean_words_stay_whole() {
        assert_eq!(cut("naïve"), ["naïve"]);
        assert_eq!(cut("항구는"), ["항구는"]);
        assert_eq!(cut("第2回NHK杯"), ["第2回NHK杯"]);
    }
}
