//! Text for terminals, without control characters. Captions, file names and arguments are untrusted,
//! and a terminal would execute escape sequences in them.

use std::borrow::Cow;
use std::io::IsTerminal;

use crate::chars::is_obeyed;

/// Whether a stream is a terminal. Tests set the environment variable `CUESMITH_TERMINAL`.
pub(super) fn is_terminal(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() || std::env::var_os("CUESMITH_TERMINAL").is_some()
}

/// The text with every terminal control character escaped, except line endings (LF, CR LF).
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    escaped(text, |_| None)
}

/// The same for text with colors, whose sequences (SGR, `ESC [ ... m`) are kept.
pub(super) fn painted(text: &str) -> Cow<'_, str> {
    escaped(text, color)
}

/// The length of the color sequence at the beginning of a text.
fn color(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("\u{1b}[")?;
    let parameters = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
    rest[parameters..].starts_with('m').then_some(parameters + 3)
}

/// The text on one line: like [`printable`], but line endings are escaped too.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    match printable(text) {
        text if text.contains(['\n', '\r']) => {
            text.replace('\r', "\\r").replace('\n', "\\n").into()
        }
        text => text,
    }
}

fn escaped(text: &str, kept: impl Fn(&str) -> Option<usize>) -> Cow<'_, str> {
    // Whole reports come here, and most are ASCII.
    let is_plain = |b: u8| b == b'\n' || (0x20..0x7f).contains(&b);
    let is_plain = text.bytes().fold(true, |plain, b| plain & is_plain(b));
    if is_plain || !text.contains(|c| c != '\n' && is_obeyed(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = rest.find(is_obeyed) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let line_end = ["\n", "\r\n"].iter().find(|end| rest.starts_with(**end));
        let length = match line_end.map(|end| end.len()).or_else(|| kept(rest)) {
            Some(length) => {
                out.push_str(&rest[..length]);
                length
            }
            None => {
                let first = rest.chars().next().unwrap_or_default();
                match first {
                    '\t' | '\r' => out.extend(first.escape_default()),
                    _ => out.extend(first.escape_unicode()),
                }
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_escaped() {
        let cases = [
            ("“déjà vu”\nשלום\r\n", "“déjà vu”\nשלום\r\n"),
            ("a\u{1b}]0;x\u{7}b\u{9b}31m\u{7f}", "a\\u{1b}]0;x\\u{7}b\\u{9b}31m\\u{7f}"),
            ("error\rfine\t.\r\n", "error\\rfine\\t.\r\n"),
            (
                "\u{61c}\u{200f}\u{202e}\u{2067}\u{2028}",
                "\\u{61c}\\u{200f}\\u{202e}\\u{2067}\\u{2028}",
            ),
        ];
        for (text, shown) in cases {
            assert_eq!(printable(text), shown);
            assert!(!one_line(text).contains(is_obeyed));
        }
    }

    #[test]
    fn colors_stay_and_no_other_sequence() {
        let colored = "\u{1b}[1m\u{1b}[38;5;9merror\u{1b}[0m";
        assert_eq!(painted(colored), colored);
        assert_eq!(printable(colored).matches('\u{1b}').count(), 0);
        for sequence in ["\u{1b}[2J", "\u{1b}[", "\u{1b}[?25h", "\u{1b}]8;;m", "\u{1b}"] {
            assert!(!painted(sequence).contains('\u{1b}'), "{sequence:?}");
        }
    }
}
