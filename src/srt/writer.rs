//! Canonical SRT: numbers from one, `HH:MM:SS,mmm --> HH:MM:SS,mmm`, text, one blank line.
//!
//! Also the repair of text that would not be read back as it is: blank lines, arrows, lines that would
//! be read as timing lines, and NUL, at which many parsers end the text.

use super::options::{ParseOptions, WriteOptions};
use super::{Document, diagnostics, lines, timing};
use crate::source::scan::find_arrow;
use crate::source::{MAX_LEN, Span};
use crate::time::{Clock, Interval, Timestamp};

/// Writes a document in canonical form, with its markup as it is.
///
/// Cues are numbered from one and stay in file order. Blank lines inside a cue go, an arrow in the
/// text becomes `→`, a time before zero becomes zero. Coordinates stay; other text after the times
/// and unparsed blocks are not written.
#[must_use]
pub fn write(document: &Document<'_>, options: &WriteOptions) -> String {
    let mut writer = Writer::new(options, 0, document.source.len());
    for cue in &document.cues {
        let settings = cue.settings.slice(document.source);
        let kept = if diagnostics::is_coordinates(settings) { settings } else { "" };
        writer.head(cue.interval(), kept);
        for line in cue.lines(document.source) {
            writer.line(line);
        }
    }
    writer.finish()
}

/// Builds the text of a file from cues.
pub(super) struct Writer {
    out: String,
    eol: &'static str,
    count: u64,
}

/// The change to a line so that it is read back as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Repaired {
    /// The line would end the cue and was left out.
    pub(super) blank: bool,
    /// Something in it would be read as times and was replaced.
    pub(super) arrow: bool,
    /// It contained NUL, which was replaced.
    pub(super) nul: bool,
}

impl Writer {
    /// A writer of cues that follow `count` others.
    pub(super) fn new(options: &WriteOptions, count: u64, capacity: usize) -> Self {
        let out = String::with_capacity(capacity + capacity / 16);
        Self { out, eol: options.line_ending.as_str(), count }
    }

    /// Writes the number and the times of the next cue. Returns whether the times were changed.
    pub(super) fn head(&mut self, interval: Interval, settings: &str) -> bool {
        if self.count > 0 {
            self.out.push_str(self.eol);
        }
        self.count += 1;
        push_number(&mut self.out, self.count);
        self.out.push_str(self.eol);
        let from_zero = |time: Timestamp| Timestamp(time.0.max(0));
        let (start, end) = (from_zero(interval.start), from_zero(interval.end));
        Clock { time: start, mark: ',' }.push_to(&mut self.out);
        self.out.push_str(" --> ");
        Clock { time: end, mark: ',' }.push_to(&mut self.out);
        if !settings.is_empty() {
            self.out.push(' ');
            self.out.push_str(settings);
        }
        self.out.push_str(self.eol);
        (start, end) != (interval.start, interval.end)
    }

    /// The number of the cue written last.
    pub(super) const fn count(&self) -> u64 {
        self.count
    }

    /// A line of text, without a terminator in it.
    pub(super) fn line(&mut self, line: &str) -> Repaired {
        if vanishes(line) {
            return Repaired { blank: true, ..Repaired::default() };
        }
        let arrow = find_arrow(line).is_some();
        let nul = memchr::memchr(0, line.as_bytes()).is_some();
        let start = self.out.len();
        if arrow || nul {
            self.out.push_str(&line.replace("-->", "→").replace('\0', "\u{fffd}"));
        } else {
            self.out.push_str(line);
        }
        let times = self.reads_as_times(start);
        if times {
            // A zero-width space: a parser that looks for a digit first finds none.
            self.out.insert(start, '\u{200b}');
        }
        self.out.push_str(self.eol);
        Repaired { blank: false, arrow: arrow || times, nul }
    }

    fn reads_as_times(&self, start: usize) -> bool {
        if self.out.len() > MAX_LEN {
            return false;
        }
        let span = Span::of(start..self.out.len());
        timing::read(&self.out, span, &ParseOptions::default()).is_some()
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// Whether a line would be taken for a blank line, or for padding at the end of the file.
fn vanishes(line: &str) -> bool {
    line.chars().all(|c| lines::is_blank_char(c) || matches!(c, '\0' | '\u{1a}'))
}

fn push_number(out: &mut String, n: u64) {
    let mut digits = [0; 20];
    let (mut rest, mut at) = (n, digits.len());
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend(digits[at..].iter().map(|digit| char::from(*digit)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::LineEnding;
    use crate::srt::parse;

    fn rewritten(source: &str, options: &WriteOptions) -> String {
        write(&parse(source, &ParseOptions::default()).document, options)
    }

    #[test]
    fn a_canonical_file_is_written_as_it_is() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\n<i>One</i>\ntwo\n\n2\n00:00:03,000 --> 00:00:04,000 X1:0 X2:9\n";
        assert_eq!(rewritten(text, &WriteOptions::default()), text);
    }

    #[test]
    fn numbers_times_and_line_ends_become_canonical() {
        let options = WriteOptions { line_ending: LineEnding::CrLf, ..WriteOptions::default() };
        let text = "7\n0:0:1.5->0:0:2.25\nOne\n0:1:0 --> 0:1:1\nTwo";
        let expected = "1\r\n00:00:01,500 --> 00:00:02,250\r\nOne\r\n\r\n2\r\n00:01:00,000 --> 00:01:01,000\r\nTwo\r\n";
        assert_eq!(rewritten(text, &options), expected);
    }

    #[test]
    fn text_that_would_be_read_otherwise_is_mended() {
        let mut writer = Writer::new(&WriteOptions::default(), 0, 0);
        writer.head(Interval::from_ms(-5, 1000), "");
        let none = Repaired::default();
        assert_eq!(writer.line("a --> b"), Repaired { arrow: true, ..none });
        assert_eq!(writer.line(" \u{a0}"), Repaired { blank: true, ..none });
        assert_eq!(writer.line("00:00:01,000 --> 00:00:02,000"), Repaired { arrow: true, ..none });
        assert_eq!(writer.line("1999"), none);
        let out = writer.finish();
        assert!(out.starts_with("1\n00:00:00,000 --> 00:00:01,000\na → b\n"), "{out}");
        let again = parse(&out, &ParseOptions::default());
        assert_eq!(again.document.cues.len(), 1);
        assert_eq!(again.document.cues[0].lines(&out).count(), 3);
    }
}
