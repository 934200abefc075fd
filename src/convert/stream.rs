//! Conversion of a long text in pieces, with the result of the conversion of the whole: SRT and WebVTT, each
//! to each.
//!
//! A text is cut where a cue in the usual form begins after a blank line: there both parsers begin a cue
//! whatever is above it. What the writers need to know of the cues before, [`Stream`] keeps.
//! What depends on another part of the file cannot be converted so ([`NeedsWhole`]): regions, and cues that WebVTT
//! needs in another order. What is between two such places is one piece, however long it is.

use std::collections::BTreeMap;

use super::add_unmapped_losses;
use crate::format::Format;
use crate::read::{Document, Opened, ReadOptions, WriteOptions};
use crate::source::Source;
use crate::timeline::{LossKind, Timeline};
use crate::{srt, webvtt};

/// The rest of the file decides how this part is converted: it must be converted as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this file can only be converted as a whole")]
pub struct NeedsWhole;

/// A conversion in pieces.
///
/// ```
/// use cuesmith::convert::Stream;
/// use cuesmith::{Format, ReadOptions, WriteOptions};
///
/// let text = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n";
/// let mut stream = Stream::new(Format::Srt, Format::WebVtt, ReadOptions::default(), WriteOptions::default())?;
/// let mut made = String::new();
/// let done = stream.push(&text[..70], false, &mut made)?;
/// assert_eq!(done, text.find("2\n00:00:03").unwrap());
/// stream.push(&text[done..], true, &mut made)?;
/// let cues = "00:00:01.000 --> 00:00:02.000\nOne\n\n00:00:03.000 --> 00:00:04.000\nTwo\n";
/// assert_eq!(made, format!("WEBVTT\n\n{cues}"));
/// # Ok::<(), cuesmith::convert::NeedsWhole>(())
/// ```
#[derive(Debug)]
pub struct Stream {
    from: Format,
    to: Format,
    reading: ReadOptions,
    writing: WriteOptions,
    /// What the writers know of the cues before.
    srt: srt::Written,
    webvtt: webvtt::Written,
    has_begun: bool,
    cues: usize,
    language: Option<String>,
    losses: BTreeMap<LossKind, usize>,
}

impl Stream {
    /// A conversion in pieces.
    ///
    /// # Errors
    /// [`NeedsWhole`] if one of the formats is neither SRT nor WebVTT.
    pub fn new(
        from: Format,
        to: Format,
        mut reading: ReadOptions,
        writing: WriteOptions,
    ) -> Result<Self, NeedsWhole> {
        let is_streamed = |format| matches!(format, Format::Srt | Format::WebVtt);
        if !is_streamed(from) || !is_streamed(to) {
            return Err(NeedsWhole);
        }
        reading.webvtt.lenient_signature = true;
        Ok(Self {
            from,
            to,
            reading,
            writing,
            srt: srt::Written::default(),
            webvtt: webvtt::Written::default(),
            has_begun: false,
            cues: 0,
            language: None,
            losses: BTreeMap::new(),
        })
    }

    /// Converts the beginning of `text`, which continues the text before, and appends the result to `made`. Returns
    /// how many bytes were converted: the caller passes the rest again, with more text after it. 0 means that `text`
    /// is too short. `is_last`: the file ends with `text`, and all of it is converted.
    ///
    /// # Errors
    /// [`NeedsWhole`]. What was appended before must then be discarded.
    pub fn push(
        &mut self,
        text: &str,
        is_last: bool,
        made: &mut String,
    ) -> Result<usize, NeedsWhole> {
        let end = Cut { at: text.len(), head: text.len() };
        let cut = if is_last { Some(end) } else { last_cut(text, self.from) };
        let Some(cut) = cut else { return Ok(0) };
        let is_whole = is_last && !self.has_begun;
        match self.from {
            Format::Srt => {
                let piece = &text[..cut.head];
                let mut document = srt::parse_silently(piece, &self.reading.srt);
                if !is_last {
                    // The head of the cue at the cut was read so that what is before it ends as it does in the file.
                    document.cues.pop();
                    if document.cues.is_empty() {
                        return Ok(0);
                    }
                }
                // A file that can be cut is not double spaced: no blank line is below the number at the cut.
                let is_double_spaced = is_whole && document.is_double_spaced();
                let timeline = srt::lower_spaced(&document, is_double_spaced);
                self.write(piece, Document::Srt(document), timeline, made)?;
            }
            _ => {
                let piece = &text[..cut.at];
                let document = webvtt::parse_silently(piece, &self.reading.webvtt);
                if !is_whole && !document.regions.is_empty() {
                    return Err(NeedsWhole);
                }
                if !is_last && document.cues.is_empty() {
                    return Ok(0);
                }
                let timeline = webvtt::lower(&document);
                self.write(piece, Document::WebVtt(document), timeline, made)?;
            }
        }
        self.has_begun = true;
        Ok(cut.at)
    }

    fn write(
        &mut self,
        piece: &str,
        document: Document<'_>,
        timeline: Timeline<'_>,
        made: &mut String,
    ) -> Result<(), NeedsWhole> {
        if !self.has_begun {
            self.language = timeline.language.as_deref().map(str::to_owned);
        }
        self.cues += timeline.cues.len();
        let most = match self.from {
            Format::Srt => self.reading.srt.max_cues,
            _ => self.reading.webvtt.max_cues,
        };
        if self.cues >= most {
            return Err(NeedsWhole);
        }
        let mut converted = match self.to {
            Format::Srt => srt::raise_after(&timeline, &self.writing.srt, &mut self.srt),
            _ => webvtt::raise_after(&timeline, &self.writing.webvtt, &mut self.webvtt)
                .ok_or(NeedsWhole)?,
        };
        made.push_str(&converted.document);
        let source = Source::from_text(piece);
        let file = Opened {
            source: &source,
            path: None,
            document,
            diagnostics: Vec::new(),
            timeline,
            reading: ReadOptions::default(),
        };
        add_unmapped_losses(&file, self.to, &mut converted);
        for loss in converted.losses {
            *self.losses.entry(loss.kind).or_default() += 1;
        }
        Ok(())
    }

    /// How many cues were converted.
    #[must_use]
    pub const fn cues(&self) -> usize {
        self.cues
    }

    /// How many losses of each kind there were.
    #[must_use]
    pub const fn losses(&self) -> &BTreeMap<LossKind, usize> {
        &self.losses
    }

    /// The language that the file declares.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }
}

/// Where a text is cut: the next piece begins at `at`, and the first lines of its first cue end at `head`.
#[derive(Clone, Copy)]
struct Cut {
    at: usize,
    head: usize,
}

/// The last place where a text can be cut.
fn last_cut(text: &str, format: Format) -> Option<Cut> {
    let bytes = text.as_bytes();
    let mut end = bytes.len();
    loop {
        let lf = memchr::memrchr(b'\n', &bytes[..end])?;
        end = lf;
        let above = &bytes[..lf];
        let is_blank = above.ends_with(b"\n") || above.ends_with(b"\n\r");
        if is_blank && let Some(length) = head(&bytes[lf + 1..], format) {
            return Some(Cut { at: lf + 1, head: lf + 1 + length });
        }
    }
}

/// The length of the lines above the text of a cue in the usual form that begins here.
fn head(bytes: &[u8], format: Format) -> Option<usize> {
    let first = line(bytes)?;
    match format {
        Format::Srt => {
            let number = first.text;
            let is_number = (1..=7).contains(&number.len())
                && number.iter().all(u8::is_ascii_digit)
                && number[0] != b'0';
            let second = line(bytes.get(first.next..)?).filter(|_| is_number)?;
            let rest = timing(second.text, b',').filter(|rest| rest.is_empty());
            rest.map(|_| first.next + second.next)
        }
        _ => {
            if is_webvtt_timing(first.text) {
                return Some(first.next);
            }
            // Other first characters begin a comment, a style sheet, a region, or are not in the usual form.
            let first_byte = *first.text.first()?;
            let is_id = first_byte.is_ascii_alphanumeric()
                && !b"NSRWw".contains(&first_byte)
                && memchr::memmem::find(first.text, b"-->").is_none();
            let second = line(bytes.get(first.next..)?).filter(|_| is_id)?;
            is_webvtt_timing(second.text).then_some(first.next + second.next)
        }
    }
}

fn is_webvtt_timing(line: &[u8]) -> bool {
    timing(line, b'.').is_some_and(|rest| matches!(rest.first(), None | Some(b' ')))
}

/// What follows two times with an arrow between them.
fn timing(line: &[u8], mark: u8) -> Option<&[u8]> {
    time(time(line, mark)?.strip_prefix(b" --> ")?, mark)
}

/// What follows a time: hours of two to four digits, which WebVTT can be without, minutes, seconds, milliseconds.
fn time(text: &[u8], mark: u8) -> Option<&[u8]> {
    let form = if mark == b',' { b"50:50,000" } else { b"50:50.000" };
    let hours = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let has_hours = text.get(hours) == Some(&b':') && text.get(hours + 3) == Some(&b':');
    let text = match has_hours {
        true if (2..=4).contains(&hours) => &text[hours + 1..],
        false if mark == b'.' => text,
        _ => return None,
    };
    let fits = |(byte, wanted): (&u8, &u8)| match wanted {
        b'0' => byte.is_ascii_digit(),
        b'5' => matches!(byte, b'0'..=b'5'),
        _ => byte == wanted,
    };
    let (time, rest) = text.split_at_checked(form.len())?;
    time.iter().zip(form).all(fits).then_some(rest)
}

struct Line<'a> {
    text: &'a [u8],
    next: usize,
}

/// The first line, if it ends with LF or CR LF and no other CR is near, which may end lines in other ways.
fn line(bytes: &[u8]) -> Option<Line<'_>> {
    let lf = memchr::memchr(b'\n', bytes)?;
    let text = bytes[..lf].strip_suffix(b"\r").unwrap_or(&bytes[..lf]);
    let is_usual = !text.contains(&b'\r') && bytes.get(lf + 1) != Some(&b'\r');
    is_usual.then_some(Line { text, next: lf + 1 })
}
