//! Readers as many programs have them, in a few lines each: what they make of a file is compared before
//! and after a change.

use cuesmith::Format;

/// A cue of a naive reader: times in ms, and the text on one line without tags.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NaiveCue {
    pub(crate) start: u64,
    pub(crate) end: u64,
    pub(crate) text: String,
}

pub(crate) struct NaiveReader {
    pub(crate) name: &'static str,
    pub(crate) format: Format,
    pub(crate) read: fn(&str) -> Vec<NaiveCue>,
}

pub(crate) static READERS: &[NaiveReader] = &[
    NaiveReader { name: "blocks", format: Format::Srt, read: blocks },
    NaiveReader { name: "lines", format: Format::Srt, read: lines },
    NaiveReader { name: "blocks", format: Format::WebVtt, read: blocks },
];

/// Blocks at blank lines; in each a timing line among the first two, and text below.
fn blocks(text: &str) -> Vec<NaiveCue> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut cues = Vec::new();
    for block in text.split("\n\n") {
        let mut rest = block.trim_start_matches('\n').lines();
        for line in rest.by_ref().take(2) {
            if let Some((start, end)) = timing(line) {
                cues.push(NaiveCue { start, end, text: plain(rest.clone()) });
                break;
            }
        }
    }
    cues
}

/// Every timing line begins a cue, as in ffmpeg; a number above it is not text of the cue before.
fn lines(text: &str) -> Vec<NaiveCue> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let all: Vec<&str> = text.lines().collect();
    let at: Vec<usize> = (0..all.len()).filter(|&n| timing(all[n]).is_some()).collect();
    let cue = |(n, &line): (usize, &usize)| {
        let stop = at.get(n + 1).map_or(all.len(), |&next| {
            let number = next > line + 1 && all[next - 1].trim().parse::<u64>().is_ok();
            next - usize::from(number)
        });
        let (start, end) = timing(all[line])?;
        Some(NaiveCue { start, end, text: plain(all[line + 1..stop].iter().copied()) })
    };
    at.iter().enumerate().filter_map(cue).collect()
}

/// `H:M:S,ms --> H:M:S,ms` as `sscanf` reads it: any number of digits, and the last ones count
/// milliseconds.
fn timing(line: &str) -> Option<(u64, u64)> {
    let (left, right) = line.split_once("-->")?;
    Some((time(left.trim())?, time(right.split_whitespace().next()?)?))
}

fn time(written: &str) -> Option<u64> {
    let parts: Vec<u64> = written
        .split([':', ',', '.'])
        .map(|part| part.trim().parse().ok())
        .collect::<Option<_>>()?;
    let total = |h: u64, m: u64, s: u64, ms: u64| {
        let clock = h.checked_mul(60)?.checked_add(m)?.checked_mul(60)?.checked_add(s)?;
        clock.checked_mul(1000)?.checked_add(ms)
    };
    match parts[..] {
        [h, m, s, ms] => total(h, m, s, ms),
        [m, s, ms] if written.contains([',', '.']) => total(0, m, s, ms),
        [h, m, s] => total(h, m, s, 0),
        _ => None,
    }
}

/// The words without tags, on one line.
fn plain<'l>(lines: impl Iterator<Item = &'l str>) -> String {
    let mut out = String::new();
    for line in lines {
        out += &without_tags(line);
        out.push(' ');
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    decoded(&words.join(" "))
}

/// The well-known references, resolved.
pub(crate) fn decoded(text: &str) -> String {
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")];
    known.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
}

/// Without what is between a `<` and the next `>`.
pub(crate) fn without_tags(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('<') {
        let Some(end) = rest[at..].find('>') else { break };
        out.push_str(&rest[..at]);
        rest = &rest[at + end + 1..];
    }
    out + rest
}
