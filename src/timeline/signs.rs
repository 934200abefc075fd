//! Kinds of characters in the text of a cue, found in one pass: most of what is looked for in captions is in few of
//! them, and a cue without the sign needs no closer look.

use super::{Cue, RunKind, Timeline};

/// Kinds of characters that the visible text of a cue has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u32);

impl Signs {
    /// What the signs of every cue have, with text or without.
    pub const ANY: Self = Self(1);
    /// A letter or digit of ASCII.
    pub const WORD: Self = Self(1 << 1);
    /// A printable character of ASCII, except the space.
    pub const INK: Self = Self(1 << 2);
    /// No printable character of ASCII.
    pub const NO_INK: Self = Self(1 << 3);
    /// A control character of ASCII, tabs included.
    pub const CONTROL: Self = Self(1 << 4);
    /// A character outside of ASCII, in ruby annotations too.
    pub const NOT_ASCII: Self = Self(1 << 5);
    /// `-`
    pub const HYPHEN: Self = Self(1 << 6);
    /// `:`
    pub const COLON: Self = Self(1 << 7);
    /// `[`
    pub const SQUARE: Self = Self(1 << 8);
    /// `(`
    pub const ROUND: Self = Self(1 << 9);
    /// `{`
    pub const BRACE: Self = Self(1 << 10);
    /// `<`
    pub const LESS: Self = Self(1 << 11);
    /// `>`
    pub const GREATER: Self = Self(1 << 12);
    /// `&`
    pub const AMPERSAND: Self = Self(1 << 13);
    /// `\`
    pub const BACKSLASH: Self = Self(1 << 14);
    /// A space or tab at the edge of a line, or before another one, a mark or a digit; perhaps none of these where the
    /// text has control characters.
    pub const SPACED: Self = Self(1 << 15);
    /// A line break: the cue has at least two lines.
    pub const BREAK: Self = Self(1 << 16);

    /// The signs of both.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of the other signs is among these.
    #[must_use]
    pub const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// The signs of a cue.
    #[must_use]
    pub fn of(timeline: &Timeline<'_>, cue: &Cue<'_>) -> Self {
        let mut scan = Scan { found: Self::ANY.0, pairs: 0, before: BLANK };
        for run in timeline.runs_of(cue) {
            match &run.kind {
                RunKind::Text(text) if timeline.in_ruby_text(run) => scan.ruby(text),
                RunKind::Text(text) => scan.text(text),
                RunKind::Break => {
                    scan.found |= Self::BREAK.0;
                    scan.end_line();
                }
                RunKind::Timestamp(_) => {}
            }
        }
        scan.end_line();
        // Tabs, which are rare, are not looked at one by one.
        let is_spaced = scan.pairs & LOW != 0 || scan.found & Self::CONTROL.0 != 0;
        let spaced = if is_spaced { Self::SPACED.0 } else { 0 };
        let no_ink = if scan.found & Self::INK.0 == 0 { Self::NO_INK.0 } else { 0 };
        Self((scan.found & !(BLANK | LOW)) | spaced | no_ink)
    }

    /// The signs of all cues of a file.
    #[must_use]
    pub fn of_all(timeline: &Timeline<'_>) -> Vec<Self> {
        timeline.cues.iter().map(|cue| Self::of(timeline, cue)).collect()
    }
}

/// A space or tab.
const BLANK: u32 = 1 << 30;
/// A character before `@` in ASCII: white space, most marks, digits. One bit above [`BLANK`].
const LOW: u32 = BLANK << 1;

const HIGH: u64 = each(0x80);

/// Eight times the same byte.
const fn each(byte: u8) -> u64 {
    byte as u64 * 0x0101_0101_0101_0101
}

/// The high bit of each byte that is zero.
const fn zeros(eight: u64) -> u64 {
    !(((eight & !HIGH) + !HIGH) | eight | !HIGH)
}

struct Scan {
    found: u32,
    /// Has [`LOW`] if a blank was before such a character.
    pairs: u32,
    /// The kind of the last character. A line begins and ends like a blank.
    before: u32,
}

impl Scan {
    fn text(&mut self, text: &str) {
        let Self { mut found, mut pairs, mut before } = *self;
        let (blocks, rest) = text.as_bytes().as_chunks::<8>();
        let mut blanks = u64::from(before & BLANK != 0) << 7;
        let mut is_low_after_blank = 0;
        for block in blocks {
            let eight = u64::from_le_bytes(*block);
            let spaces = zeros(eight ^ each(b' '));
            // Bytes with neither of the upper two bits.
            let low = !(eight | eight << 1) & HIGH;
            is_low_after_blank |= (spaces << 8 | blanks) & low;
            blanks = spaces >> 56;
            // Most text is letters and spaces.
            let small = eight | each(0x20);
            let letters = small.wrapping_add(each(0x80 - b'a'))
                & !small.wrapping_add(each(0x7f - b'z'))
                & HIGH;
            if eight & HIGH == 0 && letters | spaces == HIGH {
                found |= if letters == 0 { BLANK } else { Signs::WORD.0 | Signs::INK.0 };
            } else {
                found = block.iter().fold(found, |found, byte| found | KINDS[*byte as usize]);
            }
        }
        pairs |= if is_low_after_blank == 0 { 0 } else { LOW };
        before = blocks.last().map_or(before, |block| KINDS[block[7] as usize]);
        for byte in rest {
            let kind = KINDS[*byte as usize];
            found |= kind;
            pairs |= (before << 1) & kind;
            before = kind;
        }
        *self = Self { found, pairs, before };
    }

    fn ruby(&mut self, text: &str) {
        if !text.is_ascii() {
            self.found |= Signs::NOT_ASCII.0;
        }
    }

    fn end_line(&mut self) {
        self.pairs |= self.before << 1;
        self.before = BLANK;
    }
}

static KINDS: [u32; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = kind(byte as u8);
        byte += 1;
    }
    kinds
};

const fn kind(byte: u8) -> u32 {
    let sign = match byte {
        b'-' => Signs::HYPHEN,
        b':' => Signs::COLON,
        b'[' => Signs::SQUARE,
        b'(' => Signs::ROUND,
        b'{' => Signs::BRACE,
        b'<' => Signs::LESS,
        b'>' => Signs::GREATER,
        b'&' => Signs::AMPERSAND,
        b'\\' => Signs::BACKSLASH,
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Signs::WORD,
        0..0x20 | 0x7f => Signs::CONTROL,
        0x80.. => Signs::NOT_ASCII,
        _ => Signs(0),
    };
    let ink = if byte.is_ascii_graphic() { Signs::INK.0 } else { 0 };
    let low = if byte < 0x40 { LOW } else { 0 };
    let blank = if matches!(byte, b' ' | b'\t') { BLANK } else { 0 };
    sign.0 | ink | low | blank
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, read};

    fn signs(text: &str) -> Signs {
        let file = format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n");
        let timeline = read(&file, None, &ReadOptions::default()).document.lower();
        Signs::of(&timeline, &timeline.cues[0])
    }

    #[test]
    fn signs_are_those_of_what_viewers_see() {
        let plain = signs("<i>It rains</i>, &amp; pours.");
        for sign in [Signs::ANY, Signs::WORD, Signs::INK, Signs::AMPERSAND] {
            assert!(plain.has(sign));
        }
        for sign in [Signs::NO_INK, Signs::LESS, Signs::CONTROL, Signs::NOT_ASCII, Signs::BREAK] {
            assert!(!plain.has(sign));
        }
        assert!(signs("one\ntwo").has(Signs::BREAK));
        assert!(signs("caf\u{e9}").has(Signs::NOT_ASCII));
        let empty = signs("<i></i>");
        assert!(empty.has(Signs::NO_INK) && empty.has(Signs::ANY) && !empty.has(Signs::INK));
        let ruby = signs("<ruby>\u{6f22}<rt>kan</rt></ruby>");
        assert!(ruby.has(Signs::NO_INK) && !ruby.has(Signs::WORD));
        assert!(signs("<ruby>a<rt>\u{304b}</rt></ruby>").has(Signs::NOT_ASCII));
    }

    #[test]
    fn blanks_at_edges_and_before_marks_are_noticed() {
        let spaced = ["a  b", "a <i> b</i>", "a !", "a\t b", " a", "a <b></b>", "a \nb", "a\n b"];
        for text in spaced.into_iter().chain(["<ruby>a <rt>x</rt></ruby> b", "at 5"]) {
            assert!(signs(text).has(Signs::SPACED), "{text}");
        }
        for text in ["a b", "a, b.", "a\nb", "a <i>b</i>"] {
            assert!(!signs(text).has(Signs::SPACED), "{text}");
        }
    }
}
