//! The server's SRT reader: one ungreedy pattern over the whole file
//! (`srtCaptionsContentManager.php:40-92`).
//!
//! The pattern, in words: a run of digits, blanks with a line ending among them, a start time, `-->`,
//! an end time, blanks with a line ending, then either nothing or a text, up to a line ending that a
//! blank line or the end of the file follows. All of it is lazy, dots match line endings, nothing is
//! anchored.
//!
//! Why no general matcher is needed: every part up to the end time has one way to match, because
//! each repetition ends at a byte it cannot contain, and after the first line ending after the end
//! time the rest always matches, at the latest at the end of the file. So there is no backtracking
//! across parts, and a scan from one run of digits to the next is the same function. Line endings are
//! LF here: no CR can reach the pattern.

use std::borrow::Cow;

use super::kept::{KeptCue, ServerCue};
use super::text::{self, Text, is_c_space};

/// PCRE's limit on backtracking (`pcre.backtrack_limit`, 1,000,000 by default); beyond it
/// `preg_match_all` stops with an error and the cues found so far are kept.
const BACKTRACK_LIMIT: usize = 1_000_000;

/// The cues the pattern finds, and where it gave up, as an offset in the file.
pub(super) fn read(bytes: &[u8]) -> (Vec<ServerCue<'_>>, Option<usize>) {
    let Some(text) = text::srt_decoded(text::normalized(Text::raw(bytes))) else {
        return (Vec::new(), None);
    };
    let mut cues = Vec::new();
    let mut at = 0;
    while let Some(found) = next(&text.bytes, at) {
        if found.cost > BACKTRACK_LIMIT {
            let stopped = text.origin(found.start, found.start).map(|span| span.start as usize);
            return (cues, stopped.or(Some(0)));
        }
        at = found.end;
        cues.push(ServerCue {
            kept: KeptCue {
                start_ms: Some(found.times[0]),
                end_ms: Some(found.times[1]),
                text: text.slice(found.text.0, found.text.1),
                settings: Cow::Borrowed(b""),
                origin: text.origin(found.start, found.text.1),
            },
            chunks: Vec::new(),
        });
    }
    (cues, None)
}

struct Found {
    /// First digit of the index.
    start: usize,
    times: [f64; 2],
    text: (usize, usize),
    /// After the line ending that closes the cue.
    end: usize,
    /// Steps the lazy text took, as PCRE counts them.
    cost: usize,
}

/// The first match at or after `from`.
fn next(bytes: &[u8], from: usize) -> Option<Found> {
    let mut at = from;
    loop {
        at += bytes[at..].iter().position(u8::is_ascii_digit)?;
        let start = at;
        at = skip(bytes, at, |b| b.is_ascii_digit());
        // The match begins at the first digit of a run. If the run fails, each of its tails fails
        // too.
        if let Some((times, text)) = timing(bytes, at) {
            return Some(close(bytes, start, times, text));
        }
    }
}

/// Blanks with a line ending, two times, blanks with a line ending. Returns the times and where the text
/// begins.
fn timing(bytes: &[u8], at: usize) -> Option<([f64; 2], usize)> {
    let hours = skip(bytes, at, is_c_space);
    if !bytes[at..hours].contains(&b'\n') {
        return None;
    }
    let (start, at) = time(bytes, hours)?;
    let at = skip(bytes, at, is_c_space);
    let at = at + bytes[at..].starts_with(b"-->").then_some(3)?;
    let (end, at) = time(bytes, skip(bytes, at, is_c_space))?;
    let blanks = skip(bytes, at, is_c_space);
    let line_end = bytes[at..blanks].iter().position(|&b| b == b'\n')?;
    Some(([start, end], at + line_end + 1))
}

/// `H{1,2}:M{1,2}:S{1,2}[,.]ms{1,3}` in milliseconds; the last part is a count, not a fraction
/// (",5" is 5 ms).
fn time(bytes: &[u8], at: usize) -> Option<(f64, usize)> {
    let (hours, at) = digits(bytes, at, 2)?;
    let at = at + bytes[at..].starts_with(b":").then_some(1)?;
    let (minutes, at) = digits(bytes, at, 2)?;
    let at = at + bytes[at..].starts_with(b":").then_some(1)?;
    let (seconds, at) = digits(bytes, at, 2)?;
    let at = at + matches!(bytes.get(at), Some(b',' | b'.')).then_some(1)?;
    let (millis, at) = digits(bytes, at, 3)?;
    Some((f64::from(((hours * 60 + minutes) * 60 + seconds) * 1000 + millis), at))
}

/// One to `most` digits. With more digits than that, one is left where the next part must begin.
fn digits(bytes: &[u8], at: usize, most: usize) -> Option<(u32, usize)> {
    let len = bytes[at..].iter().take(most).take_while(|b| b.is_ascii_digit()).count();
    let value = bytes[at..at + len].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    (len > 0).then_some((value, at + len))
}

/// The text from `at` on. An empty one first: the rest of the pattern is lazy.
fn close(bytes: &[u8], start: usize, times: [f64; 2], at: usize) -> Found {
    if let Some(end) = blank_line(bytes, at) {
        return Found { start, times, text: (at, at), end, cost: 0 };
    }
    let mut cost = 0;
    let mut line = at;
    loop {
        let Some(len) = memchr::memchr(b'\n', &bytes[line..]) else {
            cost += 2 * (bytes.len() - line);
            return Found { start, times, text: (at, bytes.len()), end: bytes.len(), cost };
        };
        let stop = line + len;
        // Two steps for each byte, one for the dot and one for the optional CR, and three more for
        // a line ending.
        cost += 2 * len + 5;
        if let Some(end) = blank_line(bytes, stop + 1) {
            return Found { start, times, text: (at, stop), end, cost };
        }
        line = stop + 1;
    }
}

/// Blanks up to a line ending or the end of the file: where the match ends.
fn blank_line(bytes: &[u8], at: usize) -> Option<usize> {
    let stop = skip(bytes, at, |b| is_c_space(b) && b != b'\n');
    match bytes.get(stop) {
        Some(b'\n') => Some(stop + 1),
        None => Some(stop),
        Some(_) => None,
    }
}

fn skip(bytes: &[u8], at: usize, wanted: impl Fn(u8) -> bool) -> usize {
    at + bytes[at..].iter().take_while(|&&b| wanted(b)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(file: &str) -> Vec<(f64, f64, String)> {
        let read = read(file.as_bytes()).0;
        read.iter().map(|c| cue(&c.kept)).collect()
    }

    fn cue(cue: &KeptCue<'_>) -> (f64, f64, String) {
        let text = String::from_utf8(cue.text.to_vec()).unwrap();
        (cue.start_ms.unwrap(), cue.end_ms.unwrap(), text)
    }

    #[test]
    fn a_cue_needs_an_index_line() {
        assert!(kept("00:00:01,000 --> 00:00:02,000\nno\n").is_empty());
        assert_eq!(kept("Cue 1\n00:00:01,000 --> 00:00:02,000\nyes\n").len(), 1);
    }

    #[test]
    fn milliseconds_are_a_count_not_a_fraction() {
        let cues = kept("1\n00:00:01,5 --> 00:00:02,50\nx\n");
        assert_eq!(cues, [(1005.0, 2050.0, "x".into())]);
    }

    #[test]
    fn a_missing_blank_line_merges_the_next_cue_into_the_text() {
        let file = "1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\nb\n\n";
        let cues = kept(file);
        assert_eq!(cues.len(), 1);
        assert_eq!(cues[0].2, "a\n2\n00:00:03,000 --> 00:00:04,000\nb");
    }

    #[test]
    fn anything_behind_the_end_time_loses_the_cue() {
        assert!(kept("1\n00:00:01,000 --> 00:00:02,000 X1:3\nx\n").is_empty());
        assert!(kept("1\n00:00:01,000 --> 00:00:02,0000\nx\n").is_empty());
    }

    #[test]
    fn a_line_of_blanks_ends_the_text_and_one_before_it_empties_the_cue() {
        let cues = kept("1\n00:00:01,000 --> 00:00:02,000\na\n \t\nb\n");
        assert_eq!(cues[0].2, "a");
        assert_eq!(kept("1\n00:00:01,000 --> 00:00:02,000\n\na\n")[0].2, "");
    }

    #[test]
    fn a_huge_cue_stops_the_pattern_and_keeps_what_came_before() {
        let file = format!(
            "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:01,000 --> 00:00:02,000\n{}\n",
            "sea ".repeat(200_000)
        );
        let (cues, stopped) = read(file.as_bytes());
        assert_eq!((cues.len(), stopped), (1, Some(35)));
    }
}
