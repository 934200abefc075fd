//! Cue settings: "WebVTT cue settings", and "WebVTT cue timings and settings parsing".
//!
//! [`parse`] gives the values a browser ends up with, and the token each came from. [`tokens`] gives
//! every token as written, for callers that want to know what was ignored.

use std::ops::Range;

use super::document::normalize;
use super::{Cue, Document};
use crate::chars::is_digits;
use crate::source::Span;

/// Writing direction of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Vertical {
    /// Horizontal text.
    #[default]
    Horizontal,
    /// `rl`: vertical, lines grow to the left.
    RightToLeft,
    /// `lr`: vertical, lines grow to the right.
    LeftToRight,
}

/// Which edge of the cue box the line refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LineAlign {
    /// `start`
    #[default]
    Start,
    /// `center`
    Center,
    /// `end`
    End,
}

/// Which edge of the cue box the position refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PositionAlign {
    /// By the text alignment.
    #[default]
    Auto,
    /// `line-left`
    LineLeft,
    /// `center`
    Center,
    /// `line-right`
    LineRight,
}

/// Alignment of the text in the cue box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum TextAlign {
    /// `start`
    Start,
    /// `center`
    #[default]
    Center,
    /// `end`
    End,
    /// `left`
    Left,
    /// `right`
    Right,
}

/// The settings of one cue after the parsing algorithm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Writing direction.
    pub vertical: Vertical,
    /// The line: a line number when [`Settings::snap_to_lines`], otherwise percent; `None` is auto.
    pub line: Option<f64>,
    /// Whether the line is a line number.
    pub snap_to_lines: bool,
    /// Which edge of the box the line refers to.
    pub line_align: LineAlign,
    /// The position in percent; `None` is auto.
    pub position: Option<f64>,
    /// Which edge of the box the position refers to.
    pub position_align: PositionAlign,
    /// Length of the cue box in percent; default 100.
    pub size: f64,
    /// Alignment of the text in the box.
    pub align: TextAlign,
    /// Index into [`Document::regions`].
    pub region: Option<u32>,
    /// Where the values came from.
    pub tokens: Tokens,
}

/// For each setting the token that set it, `None` where the value is the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Tokens {
    /// `vertical:`
    pub vertical: Option<Token>,
    /// `line:`
    pub line: Option<Token>,
    /// `position:`
    pub position: Option<Token>,
    /// `size:`
    pub size: Option<Token>,
    /// `align:`
    pub align: Option<Token>,
    /// `region:`, also where the cue dropped out of the region again.
    pub region: Option<Token>,
}

/// One setting as written. Where it is not a pair of name and value, `name` is the whole token and
/// `value` is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The whole token.
    pub span: Span,
    /// In front of the first colon.
    pub name: Span,
    /// After the first colon.
    pub value: Span,
    /// Whether there is a colon that is neither the first nor the last character.
    pub is_pair: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            vertical: Vertical::default(),
            line: None,
            snap_to_lines: true,
            line_align: LineAlign::default(),
            position: None,
            position_align: PositionAlign::default(),
            size: 100.0,
            align: TextAlign::default(),
            region: None,
            tokens: Tokens::default(),
        }
    }
}

/// The settings of a cue by "parse the WebVTT cue settings". The order of the tokens matters: a line
/// after a region drops the region, a region after a line keeps it.
#[must_use]
pub fn parse(document: &Document<'_>, cue: &Cue) -> Settings {
    let mut settings = Settings::default();
    if cue.settings.is_empty() {
        return settings;
    }
    for token in tokens(document.source, cue.settings).filter(|token| token.is_pair) {
        let value = document.slice(token.value);
        match document.slice(token.name) {
            "region" => {
                settings.region = document.region_named(&normalize(value));
                settings.tokens.region = Some(token);
            }
            "vertical" => parse_vertical(&mut settings, value, token),
            "line" => parse_line(&mut settings, value, token),
            "position" => parse_position(&mut settings, value, token),
            "size" => {
                if let Some(size) = percentage(value) {
                    settings.size = size;
                    settings.tokens.size = Some(token);
                    if size != 100.0 {
                        settings.region = None;
                    }
                }
            }
            "align" => {
                if let Some(align) = text_align(value) {
                    settings.align = align;
                    settings.tokens.align = Some(token);
                }
            }
            _ => {}
        }
    }
    settings
}

fn parse_vertical(settings: &mut Settings, value: &str, token: Token) {
    let vertical = match value {
        "rl" => Some(Vertical::RightToLeft),
        "lr" => Some(Vertical::LeftToRight),
        _ => None,
    };
    if let Some(vertical) = vertical {
        settings.vertical = vertical;
        settings.tokens.vertical = Some(token);
    }
    if settings.vertical != Vertical::Horizontal {
        settings.region = None;
    }
}

fn parse_line(settings: &mut Settings, value: &str, token: Token) {
    let (offset, align) = split_comma(value);
    let Some(line) = line_offset(offset) else { return };
    let align = match align {
        None => None,
        Some(word) => match line_align(word) {
            Some(align) => Some(align),
            None => return,
        },
    };
    if let Some(align) = align {
        settings.line_align = align;
    }
    settings.line = Some(line);
    settings.snap_to_lines = !offset.ends_with('%');
    settings.region = None;
    settings.tokens.line = Some(token);
}

fn parse_position(settings: &mut Settings, value: &str, token: Token) {
    let (offset, align) = split_comma(value);
    let Some(position) = percentage(offset) else { return };
    if let Some(word) = align {
        let Some(align) = position_align(word) else { return };
        settings.position_align = align;
    }
    settings.position = Some(position);
    settings.tokens.position = Some(token);
}

/// The tokens of a settings list or of a region block: "split a string on spaces".
pub fn tokens(source: &str, span: Span) -> impl Iterator<Item = Token> {
    let bytes = span.slice(source).as_bytes();
    words(bytes).map(move |word| token(bytes, word, span.start))
}

/// The runs of bytes that are not ASCII whitespace.
fn words(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(|b| !b.is_ascii_whitespace())?;
        let len = bytes[start..].iter().position(u8::is_ascii_whitespace);
        at = len.map_or(bytes.len(), |len| start + len);
        Some(start..at)
    })
}

fn token(bytes: &[u8], word: Range<usize>, base: u32) -> Token {
    let span = |range: Range<usize>| Span::new(base + range.start as u32, base + range.end as u32);
    let colon = memchr::memchr(b':', &bytes[word.clone()]).map(|at| word.start + at);
    match colon {
        Some(colon) if colon > word.start && colon + 1 < word.end => Token {
            span: span(word.clone()),
            name: span(word.start..colon),
            value: span(colon + 1..word.end),
            is_pair: true,
        },
        _ => Token {
            span: span(word.clone()),
            name: span(word.clone()),
            value: span(word.end..word.end),
            is_pair: false,
        },
    }
}

/// In front of the first comma, and after it if there is one.
pub(super) fn split_comma(value: &str) -> (&str, Option<&str>) {
    match value.split_once(',') {
        Some((before, after)) => (before, Some(after)),
        None => (value, None),
    }
}

pub(super) fn line_align(word: &str) -> Option<LineAlign> {
    match word {
        "start" => Some(LineAlign::Start),
        "center" => Some(LineAlign::Center),
        "end" => Some(LineAlign::End),
        _ => None,
    }
}

pub(super) fn position_align(word: &str) -> Option<PositionAlign> {
    match word {
        "line-left" => Some(PositionAlign::LineLeft),
        "center" => Some(PositionAlign::Center),
        "line-right" => Some(PositionAlign::LineRight),
        _ => None,
    }
}

pub(super) fn text_align(word: &str) -> Option<TextAlign> {
    match word {
        "start" => Some(TextAlign::Start),
        "center" => Some(TextAlign::Center),
        "end" => Some(TextAlign::End),
        "left" => Some(TextAlign::Left),
        "right" => Some(TextAlign::Right),
        _ => None,
    }
}

/// The offset of a `line:` value as the parser takes it: a percentage, or a number that may have
/// decimals (the syntax section wants a whole one).
pub(super) fn line_offset(offset: &str) -> Option<f64> {
    if offset.ends_with('%') {
        return percentage(offset);
    }
    let digits = offset.strip_prefix('-').unwrap_or(offset);
    if !is_decimal(digits) {
        return None;
    }
    finite(offset)
}

/// "Parse a percentage string": digits, perhaps a dot and digits, `%`, from 0 to 100.
pub(super) fn percentage(value: &str) -> Option<f64> {
    let number = value.strip_suffix('%').filter(|number| is_decimal(number))?;
    finite(number).filter(|number| *number <= 100.0)
}

/// Whether a value has the form of a percentage but is over 100.
pub(super) fn is_out_of_range(value: &str) -> bool {
    value.strip_suffix('%').is_some_and(is_decimal) && percentage(value).is_none()
}

/// Digits, perhaps followed by a dot and digits.
pub(super) fn is_decimal(text: &str) -> bool {
    match text.split_once('.') {
        Some((whole, fraction)) => is_digits(whole) && is_digits(fraction),
        None => is_digits(text),
    }
}

/// HTML's "rules for parsing floating-point number values" for text that is known to be a decimal:
/// what rounds to infinity is an error, and there is no negative zero.
fn finite(decimal: &str) -> Option<f64> {
    let number: f64 = decimal.parse().ok()?;
    number.is_finite().then_some(number + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_has_digits_on_both_sides_of_the_dot_and_lies_in_range() {
        assert_eq!(percentage("0%"), Some(0.0));
        assert_eq!(percentage("33.5%"), Some(33.5));
        assert_eq!(percentage("100.000%"), Some(100.0));
        for bad in ["", "%", "5", ".5%", "5.%", "-1%", "100.1%", "1e1%", "1.2.3%", " 5%"] {
            assert_eq!(percentage(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_line_is_a_percentage_or_a_number_with_an_optional_sign() {
        assert_eq!(line_offset("-1"), Some(-1.0));
        assert_eq!(line_offset("1.5"), Some(1.5));
        assert_eq!(line_offset("-0").map(f64::is_sign_negative), Some(false));
        for bad in ["-", "--1", "1-", "-.5", "1.", "+1", "-1%", &"9".repeat(400)] {
            assert_eq!(line_offset(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_a_colon_inside_a_token_makes_a_pair() {
        let text = "a:b :c d: e f:g:h";
        let pairs: Vec<_> = tokens(text, Span::new(0, text.len() as u32))
            .filter(|t| t.is_pair)
            .map(|t| (t.name.slice(text), t.value.slice(text)))
            .collect();
        assert_eq!(pairs, [("a", "b"), ("f", "g:h")]);
    }
}
