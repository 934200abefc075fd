//! The packager's own readers (nginx-vod-module 26f06877, `vod/subtitle/*.c`), which see the raw file
//! in stitched playlists and multi-sequence entries (facts, section 0, reader F).
//!
//! **Read, not run**: the facts come from its source alone, no data tells what it really keeps, and
//! where they are silent this model says what it assumes. Its cues are shown by `simulate` and are no
//! part of the comparison.
//!
//! - It takes the first 2 MiB of a file (`subtitle_format.c:27`; facts 2.6).
//! - SRT or WebVTT is told by looking; UTF-8, UTF-16LE and UTF-16BE with a mark are read (facts 5.8).
//! - A cue is where two or more `-` and a `>` stand, wherever that is, in a text or a NOTE as well
//!   (`qc_rules.md` 1.6, KLT017). Fractions are padded: `,5` is 500 ms (`webvtt_format_template.h`;
//!   facts 5.8). A cue that does not end after it starts is dropped.
//! - DFXP: `h`, `m`, `s`, `ms` and `f` with 30 frames whatever the file says, no ticks; CDATA; names
//!   with a prefix; elements to a depth of 10 (`dfxp_format.c:76-224,485-592,850`; facts 5.8).
//!
//! Assumed: the text of an SRT or WebVTT cue ends at the first empty line or at the next arrow; an
//! arrow without a time on both sides is none; times of DFXP count on `p` alone, as on the server.

use super::text::{Text, browser_decoded, normalised};
use super::xml::{self, Event, NONE};

/// The packager reads no more of a file (`subtitle_format.c:27`).
pub const PACKAGER_LIMIT: usize = 2 << 20;
/// It counts this many frames in a second.
const FRAMES: i64 = 30;
/// How deep it looks into the elements of a DFXP file.
const DEPTH: usize = 10;

/// A cue as the packager keeps it, by its source alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackagedCue {
    /// Begin in milliseconds.
    pub start_ms: i64,
    /// End in milliseconds.
    pub end_ms: i64,
    /// The text with its markup; of DFXP the letters.
    pub text: String,
}

/// What the packager makes of a file. It does not ask what type the file was uploaded as.
#[must_use]
pub fn packager(bytes: &[u8]) -> Vec<PackagedCue> {
    let bytes = &bytes[..bytes.len().min(PACKAGER_LIMIT)];
    let decoded = browser_decoded(bytes);
    let Ok(text) = std::str::from_utf8(&decoded.bytes) else { return Vec::new() };
    let start = text.trim_start();
    if start.starts_with('<') {
        return dfxp(start.trim_end());
    }
    lines(&String::from_utf8_lossy(&normalised(Text::raw(text.as_bytes())).bytes))
}

/// SRT and WebVTT.
fn lines(text: &str) -> Vec<PackagedCue> {
    let mut cues: Vec<PackagedCue> = Vec::new();
    let mut open = false;
    for line in text.split('\n') {
        match times(line) {
            Some((start_ms, end_ms)) => {
                open = start_ms < end_ms;
                if open {
                    cues.push(PackagedCue { start_ms, end_ms, text: String::new() });
                }
            }
            None if line.is_empty() || arrow(line).is_some() => open = false,
            None => {
                if let Some(cue) = cues.last_mut().filter(|_| open) {
                    if !cue.text.is_empty() {
                        cue.text.push('\n');
                    }
                    cue.text.push_str(line);
                }
            }
        }
    }
    cues
}

/// The first arrow of two or more hyphens: what stands before and behind it.
fn arrow(line: &str) -> Option<(&str, &str)> {
    let at = memchr::memmem::find(line.as_bytes(), b"-->")?;
    let before = line[..at].trim_end_matches('-');
    Some((before, &line[at + 3..]))
}

fn times(line: &str) -> Option<(i64, i64)> {
    let (before, behind) = arrow(line)?;
    let before = before.trim_end();
    let from = before.rfind([' ', '\t']).map_or(0, |at| at + 1);
    Some((clock(&before[from..])?.0, clock(behind.trim_start())?.0))
}

/// `(H+:)?MM:SS` and a fraction behind a point or comma, padded or cut to three digits. Returns what
/// follows too.
fn clock(text: &str) -> Option<(i64, &str)> {
    let (mut parts, mut rest) = (Vec::new(), text);
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        parts.push(rest.get(..digits).filter(|part| !part.is_empty())?.parse::<i64>().ok()?);
        rest = &rest[digits..];
        match rest.strip_prefix(':') {
            Some(next) if parts.len() < 3 => rest = next,
            _ => break,
        }
    }
    let seconds = match parts[..] {
        [minutes, seconds] => minutes.checked_mul(60)?.checked_add(seconds)?,
        [hours, minutes, seconds] => {
            hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(60)?.checked_add(seconds)?
        }
        _ => return None,
    };
    let seconds = seconds.checked_mul(1000)?;
    let Some(fraction) = rest.strip_prefix(['.', ',']) else { return Some((seconds, rest)) };
    let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
    Some((seconds.checked_add(millis(&fraction[..digits]))?, &fraction[digits..]))
}

fn millis(fraction: &str) -> i64 {
    let digit = |at: usize| fraction.as_bytes().get(at).map_or(0, |b| i64::from(b - b'0'));
    digit(0) * 100 + digit(1) * 10 + digit(2)
}

fn dfxp(text: &str) -> Vec<PackagedCue> {
    let Ok(document) = xml::parse(text) else { return Vec::new() };
    let (mut cues, mut depth) = (Vec::new(), 0_usize);
    let mut open: Option<Paragraph> = None;
    for event in &document.events {
        match event {
            Event::Start(tag) => {
                depth += 1;
                match (local(tag.name), &mut open) {
                    ("p", None) if depth <= DEPTH => {
                        let times = paragraph_times(tag);
                        open = Some(Paragraph { depth, times, text: String::new() });
                    }
                    ("br", Some(open)) if depth <= DEPTH => open.text.push('\n'),
                    _ => {}
                }
            }
            Event::End(_) => {
                if let Some(Paragraph { times, text, .. }) = open.take_if(|p| p.depth == depth)
                    && let Some((start_ms, end_ms)) = times.filter(|(start, end)| start < end)
                {
                    cues.push(PackagedCue { start_ms, end_ms, text });
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(more) => push(&mut open, depth, more),
            Event::Cdata(more) => push(&mut open, depth, more),
        }
    }
    cues
}

/// The paragraph that is open.
struct Paragraph {
    depth: usize,
    times: Option<(i64, i64)>,
    text: String,
}

fn push(open: &mut Option<Paragraph>, depth: usize, more: &str) {
    if let Some(open) = open.as_mut().filter(|_| depth <= DEPTH) {
        open.text.push_str(more);
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn paragraph_times(tag: &xml::Tag<'_>) -> Option<(i64, i64)> {
    let time = |name: &str| tag.get(NONE, name).and_then(offset);
    let start = time("begin")?;
    let end = time("end").or_else(|| time("dur")?.checked_add(start))?;
    Some((start, end))
}

/// A clock time, with frames or a fraction, or a number with a unit.
fn offset(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.contains(':') {
        let (ms, rest) = clock(text)?;
        let frames = rest.strip_prefix(':').map_or(Some(0), |frames| frames.parse::<i64>().ok())?;
        return ms.checked_add(frames.checked_mul(1000)? / FRAMES);
    }
    let unit = text.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let thousandths =
        whole.parse::<i64>().ok()?.checked_mul(1000)?.checked_add(millis(fraction))?;
    match unit {
        "h" => thousandths.checked_mul(3600),
        "m" => thousandths.checked_mul(60),
        "s" => Some(thousandths),
        "ms" => Some(thousandths / 1000),
        "f" => Some(thousandths / FRAMES),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(file: &str) -> Vec<(i64, i64, String)> {
        packager(file.as_bytes()).into_iter().map(|c| (c.start_ms, c.end_ms, c.text)).collect()
    }

    #[test]
    fn a_short_fraction_is_padded() {
        let cues = kept("1\n00:00:01,5 --> 00:00:02,25\na\n");
        assert_eq!(cues, [(1500, 2250, "a".to_owned())]);
    }

    #[test]
    fn an_arrow_anywhere_is_looked_at() {
        let file = "WEBVTT\n\nNOTE\n00:01.000 ----> 00:02.000\nhidden\n\n00:03.000-->00:04.000\nx --> y\nz\n";
        let cues = kept(file);
        assert_eq!(cues, [(1000, 2000, "hidden".to_owned()), (3000, 4000, String::new())]);
    }

    #[test]
    fn a_cue_without_length_is_dropped_and_so_is_what_lies_beyond_two_mebibytes() {
        assert!(kept("1\n00:00:02,000 --> 00:00:02,000\na\n").is_empty());
        let cue = "1\n00:00:01,000 --> 00:00:02,000\na\n\n";
        let file = format!("{cue}{}\n\n{cue}", "x".repeat(PACKAGER_LIMIT));
        assert_eq!(kept(&file).len(), 1);
    }

    #[test]
    fn dfxp_knows_prefixes_cdata_and_thirty_frames() {
        let file = "<x:tt xmlns:x='a'><x:p begin='00:00:01:15' end='3s'><![CDATA[a]]><x:br/>b</x:p>\
                    <x:p begin='15t' end='3s'>c</x:p></x:tt>";
        assert_eq!(kept(file), [(1500, 3000, "a\nb".to_owned())]);
    }
}
