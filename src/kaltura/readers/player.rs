//! The player's own parser, a fork of vtt.js (`text-track-display.ts`), and the SRT conversion before it
//! (`external-captions-handler.ts:503-508`).
//!
//! A machine over lines. A line ends at CR, LF or CR LF, but the machine goes on only while an LF
//! is somewhere ahead, so a file of CR alone shows nothing. At the end of the file it gives
//! itself two more line endings, but only inside the header or a cue.

use std::collections::HashSet;

use super::caption_type::CaptionType;
use super::player_settings::{PlayerSettings, region_id};
use super::player_text::{self, is_js_space};
use super::serve;
use super::text::{self, Text};
use crate::source::Span;

/// A cue as the player keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlayerCue {
    /// Begin in milliseconds, whole.
    pub start_ms: f64,
    /// End in milliseconds, whole.
    pub end_ms: f64,
    /// The line before the timing line, with SRT the cue's number.
    pub id: String,
    /// The cue text, markup and entities as written.
    pub text: String,
    /// The letters that are on the screen. `None` where the renderer throws: `<>` or a `<` at the
    /// very end.
    pub shown: Option<String>,
    /// Where the cue is placed.
    pub settings: PlayerSettings,
    /// The timing line and the text, in the given bytes, as far as offsets fit 32 bits.
    pub origin: Option<Span>,
}

/// What the player makes of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Played {
    /// The cues, in file order.
    pub cues: Vec<PlayerCue>,
    /// How many errors the parser swallowed. The user sees none of them.
    pub errors: usize,
}

/// Reads a file as the player does.
///
/// SRT and WebVTT reach the player as they were uploaded. DFXP does not: there it gets what
/// the server makes of it ([`serve_webvtt`](crate::kaltura::serve_webvtt)), and so does this function.
#[must_use]
pub fn player(bytes: &[u8], caption_type: CaptionType) -> Played {
    match caption_type {
        CaptionType::Srt => play(bytes, State::Id),
        CaptionType::WebVtt => play(bytes, State::Initial),
        CaptionType::Dfxp => serve::serve_webvtt(bytes, caption_type)
            .map(|served| play_served(&served))
            .map(without_origins)
            .unwrap_or_default(),
    }
}

/// What the player makes of a file the server made. The origins are places in that file.
pub(in crate::kaltura) fn play_served(served: &[u8]) -> Played {
    play(served, State::Initial)
}

/// Offsets in text that the server generated do not exist in the file.
fn without_origins(mut played: Played) -> Played {
    for cue in &mut played.cues {
        cue.origin = None;
    }
    played
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Initial,
    Header,
    Note,
    Id,
    Cue,
    CueText,
    BadCue,
}

struct Machine<'t> {
    text: &'t str,
    /// Whether the SRT conversion runs over timing lines.
    is_srt: bool,
    at: usize,
    /// Offset of the last LF of the file.
    last_lf: Option<usize>,
    /// Whether the two line endings at the end have been added.
    flushing: bool,
    state: State,
    open: Option<Open<'t>>,
    regions: HashSet<String>,
    played: Played,
    spans: Vec<(usize, usize)>,
}

/// The cue that is being read.
#[derive(Default)]
struct Open<'t> {
    id: &'t str,
    times: (f64, f64),
    settings: PlayerSettings,
    text: String,
    start: usize,
    end: usize,
}

fn play(bytes: &[u8], state: State) -> Played {
    let decoded = text::browser_decoded(bytes);
    let text = std::str::from_utf8(&decoded.bytes).unwrap_or_default();
    let mut machine = Machine {
        text,
        // The conversion also puts `WEBVTT` and an empty line in front; the machine begins after
        // them.
        is_srt: state == State::Id,
        at: 0,
        last_lf: memchr::memrchr(b'\n', text.as_bytes()),
        flushing: false,
        state,
        open: None,
        regions: HashSet::new(),
        played: Played::default(),
        spans: Vec::new(),
    };
    machine.run();
    trace(machine, &decoded)
}

fn trace(machine: Machine<'_>, decoded: &Text<'_>) -> Played {
    let mut played = machine.played;
    for (cue, (start, end)) in played.cues.iter_mut().zip(machine.spans) {
        cue.origin = decoded.origin(start, end);
    }
    played
}

impl<'t> Machine<'t> {
    fn run(&mut self) {
        if self.state == State::Initial {
            if self.last_lf.is_none() || !is_signature(self.line().0) {
                self.played.errors += 1;
                return;
            }
            self.state = State::Header;
        }
        self.lines();
        if self.open.is_some() || self.state == State::Header {
            self.flushing = true;
            self.lines();
        }
    }

    /// Reads lines while there are any.
    fn lines(&mut self) {
        let mut again = None;
        while self.at < self.end() {
            if !self.flushing && self.last_lf.is_none_or(|lf| lf < self.at) {
                // A line read twice is forgotten here.
                return;
            }
            let (line, start) = again.take().unwrap_or_else(|| self.line());
            if self.feed(line, start) {
                again = Some((line, start));
            }
        }
    }

    fn end(&self) -> usize {
        self.text.len() + if self.flushing { 2 } else { 0 }
    }

    /// The next line and where it begins.
    fn line(&mut self) -> (&'t str, usize) {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let len = memchr::memchr2(b'\r', b'\n', rest.as_bytes()).unwrap_or(rest.len());
        self.at += len;
        if self.text.as_bytes().get(self.at) == Some(&b'\r') {
            self.at += 1;
        }
        // After the text are the two line endings of the flush.
        if self.text.as_bytes().get(self.at).is_none_or(|&b| b == b'\n') {
            self.at += 1;
        }
        (&rest[..len], start)
    }

    /// Processes one line; returns whether to read it again.
    fn feed(&mut self, line: &'t str, start: usize) -> bool {
        match self.state {
            State::Initial => {}
            State::Header if line.contains(':') => self.regions.extend(region_id(line)),
            State::Header | State::Note | State::BadCue => {
                if line.is_empty() {
                    self.state = State::Id;
                }
            }
            State::Id => self.id(line, start),
            State::Cue => self.timing(line, start),
            State::CueText => return self.cue_text(line, start),
        }
        false
    }

    fn id(&mut self, line: &'t str, start: usize) {
        if line == "NOTE" || line.starts_with("NOTE ") || line.starts_with("NOTE\t") {
            self.state = State::Note;
        } else if !line.is_empty() {
            self.state = State::Cue;
            self.open = Some(Open { id: line, ..Open::default() });
            if line.contains("-->") {
                self.open = Some(Open::default());
                self.timing(line, start);
            }
        }
    }

    fn timing(&mut self, line: &str, start: usize) {
        let converted = if self.is_srt { converted(line) } else { line.into() };
        let (times, settings) = match parse_timing(&converted) {
            Some((times, rest)) => (times, PlayerSettings::parse(rest, &self.regions)),
            None => {
                self.played.errors += 1;
                self.open = None;
                self.state = State::BadCue;
                return;
            }
        };
        if let Some(open) = &mut self.open {
            (open.times, open.settings) = (times, settings);
            (open.start, open.end) = (start, start + line.len());
        }
        self.state = State::CueText;
    }

    fn cue_text(&mut self, line: &str, start: usize) -> bool {
        let again = line.contains("-->");
        if line.is_empty() || again {
            if let Some(open) = self.open.take() {
                self.spans.push((open.start, open.end));
                self.played.cues.push(done(open));
            }
            self.state = State::Id;
        } else if let Some(open) = &mut self.open {
            if !open.text.is_empty() {
                open.text.push('\n');
            }
            open.text.push_str(line);
            open.end = start + line.len();
        }
        again
    }
}

fn done(open: Open<'_>) -> PlayerCue {
    PlayerCue {
        start_ms: open.times.0,
        end_ms: open.times.1,
        id: open.id.to_owned(),
        shown: player_text::shown(&open.text),
        text: open.text,
        settings: open.settings,
        origin: None,
    }
}

/// `/^WEBVTT([ \t].*)?$/`. JavaScript's dot stops at its four line endings.
fn is_signature(line: &str) -> bool {
    line.strip_prefix("WEBVTT").is_some_and(|rest| {
        rest.is_empty()
            || (rest.starts_with([' ', '\t']) && !rest.contains(['\u{2028}', '\u{2029}']))
    })
}

/// Two timestamps with an arrow, and what follows. The times in milliseconds.
fn parse_timing(line: &str) -> Option<((f64, f64), &str)> {
    let (start, rest) = consume_timestamp(skip_blanks(line))?;
    let rest = skip_blanks(rest).strip_prefix("-->")?;
    let (end, rest) = consume_timestamp(skip_blanks(rest))?;
    Some(((start, end), skip_blanks(rest)))
}

/// A timestamp, and what is left after everything but blanks, letters and hyphens.
fn consume_timestamp(text: &str) -> Option<(f64, &str)> {
    let ms = timestamp(text)?;
    let rest = text
        .find(|c: char| is_js_space(c) || c.is_ascii_alphabetic() || c == '-')
        .unwrap_or(text.len());
    Some((ms, &text[rest..]))
}

/// `/^(\d+):(\d{2})(:\d{2})?\.(\d{3})/`: extra fraction digits are cut, and of two parts the first
/// one is hours when it is over 59. In milliseconds.
fn timestamp(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let first = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let second = two(bytes.get(first..)?, b':')?;
    let rest = &bytes[first + 3..];
    let third = two(rest, b':');
    let rest = if third.is_some() { &rest[3..] } else { rest };
    let [b'.', a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', ..] = rest else { return None };
    let millis =
        f64::from(u32::from(a - b'0') * 100 + u32::from(b - b'0') * 10 + u32::from(c - b'0'));
    let digits = (first > 0).then(|| &text[..first])?;
    let whole = f64::from(int32(digits));
    let seconds = match third {
        Some(third) => whole * 3600.0 + second * 60.0 + third,
        None if digits.trim_start_matches('0').len() > 2 || whole > 59.0 => {
            whole * 3600.0 + second * 60.0
        }
        None => whole * 60.0 + second,
    };
    Some(seconds * 1000.0 + millis)
}

/// A sign and two digits.
fn two(bytes: &[u8], sign: u8) -> Option<f64> {
    match bytes {
        [s, a @ b'0'..=b'9', b @ b'0'..=b'9', ..] if *s == sign => {
            Some(f64::from(u32::from(a - b'0') * 10 + u32::from(b - b'0')))
        }
        _ => None,
    }
}

/// JavaScript's `text | 0` for digits: the number, taken as a double, modulo 2^32.
fn int32(digits: &str) -> i32 {
    if let Ok(small) = digits.parse() {
        return small;
    }
    let number = digits.parse::<f64>().unwrap_or(0.0);
    if number.is_finite() { (number % 4_294_967_296.0) as u32 as i32 } else { 0 }
}

fn skip_blanks(text: &str) -> &str {
    text.trim_start_matches(is_js_space)
}

/// The SRT conversion of one line: the two commas of `dd:dd:dd,ddd --> dd:dd:dd,ddd` become dots,
/// wherever that is.
///
/// The player runs it over the whole file. Every line it changes contains an arrow, and only timing
/// lines with an arrow are ever looked at, so it is enough to do it there.
fn converted(line: &str) -> std::borrow::Cow<'_, str> {
    const SHAPE: &[u8; 29] = b"00:00:00,000 --> 00:00:00,000";
    let fits = |at: &[u8]| {
        at.len() >= SHAPE.len()
            && SHAPE.iter().zip(at).all(|(shape, byte)| {
                if *shape == b'0' { byte.is_ascii_digit() } else { shape == byte }
            })
    };
    let bytes = line.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if fits(&bytes[at..]) {
            if out.is_empty() {
                out = bytes.to_vec();
            }
            (out[at + 8], out[at + 25]) = (b'.', b'.');
            at += SHAPE.len();
        } else {
            at += 1;
        }
    }
    match String::from_utf8(out) {
        Ok(out) if !out.is_empty() => out.into(),
        _ => line.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn srt(file: &str) -> Vec<String> {
        player(file.as_bytes(), CaptionType::Srt).cues.into_iter().map(|cue| cue.text).collect()
    }

    fn vtt(file: &str) -> Vec<String> {
        player(file.as_bytes(), CaptionType::WebVtt).cues.into_iter().map(|cue| cue.text).collect()
    }

    const VTT: &str = "00:00:01.000 --> 00:00:02.000";
    const SRT: &str = "00:00:01,000 --> 00:00:02,000";

    #[test]
    fn only_the_exact_srt_timing_is_converted() {
        assert_eq!(srt(&format!("1\n{SRT}\na\n")), ["a"]);
        assert!(srt("1\n0:00:01,000 --> 0:00:02,000\na\n").is_empty());
        assert!(srt("1\n00:00:01,000  --> 00:00:02,000\na\n").is_empty());
        assert_eq!(srt("1\n00:00:01.000  --> 00:00:02.000\na\n"), ["a"]);
    }

    #[test]
    fn a_line_alone_swallows_the_next_block() {
        let file = format!("WEBVTT\n\nid\n\n{VTT}\nlost\n\n{VTT}\nkept\n");
        assert_eq!(vtt(&file), ["kept"]);
    }

    #[test]
    fn a_file_of_cr_alone_shows_nothing() {
        assert!(vtt(&format!("WEBVTT\r\r{VTT}\ra\r")).is_empty());
        assert_eq!(vtt(&format!("WEBVTT\r\r{VTT}\ra\r\r\n")), ["a"]);
    }

    #[test]
    fn an_arrow_in_the_text_ends_the_cue_and_a_bad_one_discards_the_rest() {
        assert_eq!(vtt(&format!("WEBVTT\n\n{VTT}\na\n{VTT}\nb\n")), ["a", "b"]);
        assert_eq!(vtt(&format!("WEBVTT\n\n{VTT}\na\nx --> y\nb\n")), ["a"]);
    }

    #[test]
    fn times_are_lenient() {
        assert_eq!(timestamp("00:01.0009"), Some(1000.0));
        assert_eq!(timestamp("90:30.000"), Some((90.0 * 60.0 + 30.0) * 60_000.0));
        assert_eq!(timestamp("123:00:00.001"), Some(123.0 * 3_600_000.0 + 1.0));
        assert_eq!(timestamp("00:01.00"), None);
    }

    #[test]
    fn the_last_cue_needs_no_line_end_and_its_place_is_known() {
        let file = format!("WEBVTT\n\n7\n{VTT} line:0\na");
        let played = player(file.as_bytes(), CaptionType::WebVtt);
        let cue = &played.cues[0];
        assert_eq!((cue.id.as_str(), cue.text.as_str()), ("7", "a"));
        assert_eq!(&file[cue.origin.unwrap().range()], format!("{VTT} line:0\na"));
    }
}
