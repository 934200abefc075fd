//! What is left of a file when its entry is clipped or trimmed
//! (`kCaptionsContentManager.php:294-331`).
//!
//! SRT and WebVTT are rewritten block by block; a block ends at a blank line. Only a timing line in
//! the strict form is moved, so a block without one stays with its old times, inside the clip or
//! not. SRT blocks get a running number in place of their first line, whatever that was. The
//! settings of a WebVTT cue are written directly after its end time, which the upload check cannot read
//! any more.
//!
//! The rewritten file then loses the characters XML does not allow, and is read as an upload.

use std::borrow::Cow;

use super::caption_type::CaptionType;
use super::dfxp;
use super::gate::{self, Gate};
use super::kept::KeptCue;
use super::serve;
use super::text::{self, Text};
use super::webvtt::{Lines, Timing, timing};
use super::window::{ClipWindow, shifted};
use crate::source::Span;

/// A clipped file.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// The rewritten file. Empty for DFXP: how the server writes the XML is not modelled, only
    /// what is read from it.
    pub file: Vec<u8>,
    /// What the upload check makes of it. The cues' origins are places in the bytes that were given: the
    /// block a cue was made from, with DFXP its `p`.
    pub gate: Gate<'static>,
}

/// Cuts `window` out of a file, so that it starts the new entry.
#[must_use]
pub fn clip(bytes: &[u8], caption_type: CaptionType, window: ClipWindow) -> Clip {
    if caption_type == CaptionType::Dfxp {
        let cues: Vec<_> = dfxp::clipped(bytes, window).into_iter().map(|cue| cue.kept).collect();
        let gate =
            Gate { size: bytes.len(), caption_type, ready: !cues.is_empty(), cues, stopped: None };
        return Clip { file: Vec::new(), gate: owned(gate) };
    }
    let Rewritten { file, blocks } = rewritten(bytes, caption_type, window);
    let (file, gone) = without_forbidden(file);
    let mut gate = owned(gate::gate(&file, caption_type));
    trace(&mut gate, &blocks, &gone);
    Clip { file, gate }
}

/// A rewritten file, and for each block in it where it begins there and where it was taken from.
struct Rewritten {
    file: Vec<u8>,
    blocks: Vec<(usize, Option<Span>)>,
}

/// Gives each cue the place of the block that it begins in. `gone` are the offsets, in the
/// rewritten file, of the bytes that were removed from it.
fn trace(gate: &mut Gate<'static>, blocks: &[(usize, Option<Span>)], gone: &[usize]) {
    let (mut block, mut taken) = (0, 0);
    for cue in &mut gate.cues {
        let Some(origin) = cue.origin else { continue };
        while gone.get(taken).is_some_and(|&at| at <= origin.start as usize + taken) {
            taken += 1;
        }
        let start = origin.start as usize + taken;
        while blocks.get(block + 1).is_some_and(|&(at, _)| at <= start) {
            block += 1;
        }
        cue.origin = blocks.get(block).and_then(|&(_, origin)| origin);
    }
}

fn owned(gate: Gate<'_>) -> Gate<'static> {
    let Gate { size, caption_type, ready, cues, stopped } = gate;
    let cues = cues.into_iter().map(|cue| KeptCue {
        start_ms: cue.start_ms,
        end_ms: cue.end_ms,
        text: Cow::Owned(cue.text.into_owned()),
        settings: Cow::Owned(cue.settings.into_owned()),
        origin: cue.origin,
    });
    Gate { size, caption_type, ready, cues: cues.collect(), stopped }
}

fn rewritten(bytes: &[u8], caption_type: CaptionType, window: ClipWindow) -> Rewritten {
    let text = text::normalized(Text::raw(bytes));
    let is_srt = caption_type == CaptionType::Srt;
    let point = if is_srt { b',' } else { b'.' };
    let (mut out, mut block, mut number, mut kept) = (Vec::new(), Vec::new(), 0_usize, true);
    let (mut blocks, mut from, mut to) = (Vec::new(), None, 0);
    let lines = Lines { bytes: &text.bytes, at: Some(0) };
    // An empty line after the last one closes the last block.
    for (start, end) in lines.chain(Some((0, 0))) {
        let line = &text.bytes[start..end];
        if text::trim(line).is_empty() {
            if kept && !text::trim(&block).is_empty() {
                number += 1;
                blocks.push((out.len(), text.origin(from.unwrap_or(to), to)));
                add(&mut out, &block, is_srt.then_some(number));
            }
            block.clear();
            (kept, from) = (true, None);
            continue;
        }
        from = from.or(Some(start));
        to = end;
        if let Some(timing) = timing(line, point) {
            match moved(&timing, window) {
                Some((start, end)) if is_srt => {
                    block.extend_from_slice(srt_timestamp(start).as_bytes());
                    block.extend_from_slice(b" --> ");
                    block.extend_from_slice(srt_timestamp(end).as_bytes());
                    block.push(b'\n');
                }
                Some((start, end)) => {
                    let [start, end] = [start, end].map(|ms| serve::timestamp(Some(ms as f64)));
                    block.extend_from_slice(format!("{start} --> {end}").as_bytes());
                    block.extend_from_slice(timing.settings);
                    block.push(b'\n');
                }
                None => kept = false,
            }
        } else {
            block.extend_from_slice(line);
            block.push(b'\n');
        }
    }
    Rewritten { file: out, blocks }
}

fn add(out: &mut Vec<u8>, block: &[u8], number: Option<usize>) {
    let mut block = block;
    if let Some(number) = number {
        out.extend_from_slice(number.to_string().as_bytes());
        block = &block[memchr::memchr(b'\n', block).unwrap_or(block.len())..];
    }
    out.extend_from_slice(block);
    out.push(b'\n');
}

/// The times of a timing line in the clip.
fn moved(timing: &Timing<'_>, window: ClipWindow) -> Option<(i64, i64)> {
    let (start, end) = (i64::from(timing.start_ms), i64::from(timing.end_ms));
    shifted(start, end, window)
}

/// `HH:MM:SS,mmm` with hours that start again after a day (PHP's `gmdate`), and milliseconds cut
/// from a rounded fraction.
fn srt_timestamp(ms: i64) -> String {
    let seconds = ms.div_euclid(1000);
    let millis = (ms.rem_euclid(1000) as f64 / 1000.0) * 1000.0;
    let (minutes, hours) = (seconds / 60, seconds / 3600 % 24);
    if ms < 0 {
        return format!("{hours:02}:{:02}:{:02},{:03}", minutes % 60, seconds % 60, millis as i64);
    }
    serve::clock([hours, minutes % 60, seconds % 60], ',', millis as i64)
}

/// Whether a text has control characters of ASCII or any of the last characters of a plane. Most have none.
fn may_be_forbidden(text: &[u8]) -> bool {
    let is_control = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r');
    text.iter().fold(false, |found, b| found | is_control(*b))
        || memchr::memmem::find(text, b"\xef\xbf").is_some()
}

/// Removes the characters XML does not allow, if the file is UTF-8 at all, and returns which bytes
/// were removed.
fn without_forbidden(file: Vec<u8>) -> (Vec<u8>, Vec<usize>) {
    match String::from_utf8(file) {
        Ok(text) if !may_be_forbidden(text.as_bytes()) => (text.into_bytes(), Vec::new()),
        Ok(mut text) => {
            let (mut gone, mut at) = (Vec::new(), 0);
            text.retain(|c| {
                let forbidden = matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
                if forbidden {
                    gone.extend(at..at + c.len_utf8());
                }
                at += c.len_utf8();
                !forbidden
            });
            (text.into_bytes(), gone)
        }
        Err(error) => (error.into_bytes(), Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clipped(file: &str, caption_type: CaptionType) -> (String, bool) {
        let window = ClipWindow { start_ms: 2000, end_ms: 4000 };
        let clip = clip(file.as_bytes(), caption_type, window);
        (String::from_utf8(clip.file).unwrap(), clip.gate.ready)
    }

    #[test]
    fn only_strict_timing_lines_are_moved() {
        let file = "1\n00:00:01,000 --> 00:00:03,000\na\n\n2\n00:00:08.000 --> 00:00:09.000\nb\n\n\
                    3\n00:00:08,000 --> 00:00:09,000\nc\n";
        let want = "1\n00:00:00,000 --> 00:00:01,000\na\n\n2\n00:00:08.000 --> 00:00:09.000\nb\n\n";
        assert_eq!(clipped(file, CaptionType::Srt), (want.to_owned(), true));
    }

    #[test]
    fn a_block_without_index_loses_its_first_line() {
        let file = "00:00:02,000 --> 00:00:03,000\na\n";
        assert_eq!(clipped(file, CaptionType::Srt), ("1\na\n\n".to_owned(), false));
    }

    #[test]
    fn the_settings_of_a_webvtt_cue_cost_it_the_gate() {
        let file = "WEBVTT\n\n00:02.000 --> 00:03.000 line:0\na\n";
        let want = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000line:0\na\n\n";
        assert_eq!(clipped(file, CaptionType::WebVtt), (want.to_owned(), false));
    }

    #[test]
    fn hours_start_anew_after_a_day() {
        assert_eq!(srt_timestamp(86_400_000 + 61_250), "00:01:01,250");
    }
}
