//! The text by which an entry is found (kaltura/server c447fdb3,
//! `plugins/content/caption/search/CaptionSearchPlugin.php`, `getCaptionSearchData`, and `getContent`
//! of the content managers).
//!
//! It is a third reading of the file, without times or cues. For SRT, five patterns remove what is not text, and with
//! it every line that is only a number. DFXP is the text of the whole document, including its title and metadata, and
//! must begin with its first byte. WebVTT is what the upload check keeps.

use super::text::{Text, is_c_space};
use super::xml::{self, Event};

/// A file with more bytes is not read for search (`CaptionSearchPlugin.php`,
/// `MAX_CAPTION_FILE_SIZE_FOR_INDEXING`).
pub const SEARCH_LIMIT: usize = 900_000;

/// SRT (`srtCaptionsContentManager.php`, `getContent`), before white space is collapsed. Encodings and
/// line endings are as in the file.
pub(in crate::kaltura) fn srt(bytes: &[u8]) -> Vec<u8> {
    let out = without_times(&without_numbers(bytes));
    let mut kept = Vec::with_capacity(out.len());
    let mut from = 0;
    for at in memchr::memmem::find_iter(&out, b"-->") {
        let is_blank = |byte: Option<&u8>| byte.is_some_and(|&b| is_c_space(b));
        if is_blank(at.checked_sub(1).and_then(|at| out.get(at))) && is_blank(out.get(at + 3)) {
            kept.extend_from_slice(&out[from..at]);
            from = at + 3;
        }
    }
    kept.extend_from_slice(&out[from..]);
    kept
}

/// A number at the very start with the line endings after it, and every further number on a line of its
/// own with the line endings around it.
fn without_numbers(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let (mut from, mut at) = (0, 0);
    while let Some(found) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + found;
        at = start + bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        let blanks = bytes[at..].iter().take_while(|&&b| is_c_space(b)).count();
        let Some(end) = bytes[at..at + blanks].iter().rposition(|&b| is_line_end(b)) else {
            continue;
        };
        // The white space before it, as far as it was not taken away already.
        let before = bytes[from..start].iter().rev().take_while(|&&b| is_c_space(b)).count();
        let before = start - before;
        let line_end = bytes[before..start].iter().position(|&b| is_line_end(b));
        let first = line_end.map(|line_end| before + line_end).or((start == 0).then_some(0));
        if let Some(first) = first {
            out.extend_from_slice(&bytes[from..first]);
            at += end + 1;
            from = at;
        }
    }
    out.extend_from_slice(&bytes[from..]);
    out
}

/// Without `HH:MM:SS,mmm`, wherever that is. Other forms of a time stay.
fn without_times(bytes: &[u8]) -> Vec<u8> {
    const FORM: &[u8; 12] = b"00:00:00,000";
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(&byte) = rest.first() {
        let is_time = byte.is_ascii_digit()
            && rest.get(..FORM.len()).is_some_and(|time| {
                let form = time.iter().zip(FORM);
                form.clone().all(|(b, f)| if *f == b'0' { b.is_ascii_digit() } else { b == f })
            });
        let (skipped, kept) = if is_time { (FORM.len(), 0) } else { (1, 1) };
        out.extend_from_slice(&rest[..kept]);
        rest = &rest[skipped..];
    }
    out
}

const fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

/// DFXP (`dfxpCaptionsContentManager.php`, `getContent`); `None` where the document cannot be read as
/// it is in the file. Blanks before an XML declaration are enough for that.
pub(in crate::kaltura) fn dfxp(bytes: &[u8]) -> Option<String> {
    let text = xml::decode::decoded(Text::raw(bytes))?;
    let document = xml::parse(std::str::from_utf8(&text.bytes).ok()?).ok()?;
    let mut out = String::new();
    for event in &document.events {
        match event {
            Event::Text(text) => out.push_str(text),
            Event::Cdata(text) => out.push_str(text),
            Event::Start(_) | Event::End(_) => {}
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(file: &str) -> String {
        let text = String::from_utf8(srt(file.as_bytes())).unwrap();
        text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_alone_on_a_line_go_with_the_indices() {
        let cue = |n: u8, text: &str| format!("{n}\n00:00:0{n},000 --> 00:00:0{n},500\n{text}\n\n");
        assert_eq!(words(&[cue(1, "one"), cue(2, "two 2")].concat()), "one two 2");
        // The line endings after the 7 are gone when the next index is looked at.
        assert_eq!(words(&[cue(1, "one"), cue(2, "7"), cue(3, "three")].concat()), "one 3 three");
        assert_eq!(words(&cue(1, "a\n 12 \nb")), "ab");
    }

    #[test]
    fn other_forms_of_a_time_stay() {
        assert_eq!(words("1\n0:00:01.5 --> 00:00:02,000\na-->b\n"), "0:00:01.5 a-->b");
    }

    #[test]
    fn a_document_is_its_whole_text_from_the_first_byte_on() {
        let file = "<?xml version='1.0'?><tt><head><t>T</t></head><p>a<![CDATA[b]]></p></tt>";
        assert_eq!(dfxp(file.as_bytes()).as_deref(), Some("Tab"));
        assert_eq!(dfxp(format!("\n{file}").as_bytes()), None);
    }
}
