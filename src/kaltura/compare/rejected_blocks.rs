//! Blocks that their author meant as cues and that are not cues by the rules of the format: a conforming parser does
//! not show them, so no own cue reports them.

use super::reference::in_bytes;
use super::view::{Refusal, View};
use crate::format::Format;
use crate::kaltura::readers::reader::PlatformReader;
use crate::source::{Source, Span};
use crate::timeline::{ExtraKind, Timeline};

/// A block with a timing line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedBlock {
    /// The whole block, as a span of the decoded text.
    pub span: Span,
    /// The line with the times.
    pub timing: Span,
    /// The parsers that find a cue in it anyway.
    pub kept_by: Vec<PlatformReader>,
}

impl RejectedBlock {
    /// The parsers of a comparison that find no cue in it. A clip that was not made loses nothing.
    pub fn lost_by<'u>(&'u self, views: &'u [View]) -> impl Iterator<Item = PlatformReader> + 'u {
        let made =
            views.iter().filter(|view| view.refusal != Some(Refusal::NoClip) && view.counts());
        made.map(|view| view.reader).filter(|reader| !self.kept_by.contains(reader))
    }
}

/// The blocks of a file, and who keeps them.
pub(super) fn rejected_blocks(
    source: &Source<'_>,
    timeline: &Timeline<'_>,
    views: &[View],
) -> Vec<RejectedBlock> {
    let unparsed = timeline.extras.iter().filter(|extra| extra.kind == ExtraKind::Unparsed);
    let meant = unparsed.filter_map(|extra| {
        let timing = timing_line(&source.text, extra.span)?;
        Some(RejectedBlock { span: extra.span, timing, kept_by: Vec::new() })
    });
    let mut all: Vec<RejectedBlock> = meant.collect();
    if all.is_empty() {
        return all;
    }
    let starts = in_bytes(source, all.iter().map(|block| block.span.start).collect());
    let ends = in_bytes(source, all.iter().map(|block| block.span.end).collect());
    for view in views {
        for cue in view.cues.iter().filter(|cue| cue.own.is_none()) {
            let Some(origin) = cue.origin else { continue };
            let at = ends.partition_point(|&end| end <= origin.start);
            if starts.get(at).is_some_and(|&start| start < origin.end) {
                all[at].kept_by.push(view.reader);
            }
        }
    }
    for block in &mut all {
        block.kept_by.dedup();
        // The search text has no cues: for SRT it contains everything that is not a number or time.
        if timeline.format == Format::Srt || block.kept_by.contains(&PlatformReader::Gate) {
            block.kept_by.push(PlatformReader::Search);
        }
    }
    all
}

/// The line of a block that was meant as its timing line: one of the first three.
fn timing_line(text: &str, block: Span) -> Option<Span> {
    let mut start = block.start;
    for line in block.slice(text).split('\n').take(3) {
        let shown = line.trim_end_matches('\r');
        if is_timed(shown) {
            return Some(Span::new(start, start + shown.len() as u32));
        }
        start += line.len() as u32 + 1;
    }
    None
}

/// Whether a line has a time on one side of `-->`, or on both sides of something like it.
fn is_timed(line: &str) -> bool {
    let time = |side: &str| {
        let word = side.split_whitespace().next().unwrap_or_default();
        let word = word.trim_start_matches('-');
        word.starts_with(|c: char| c.is_numeric()) && word.contains([':', ',', '.'])
    };
    if let Some((left, right)) = line.split_once("-->") {
        return time(left) || left.trim().is_empty() && time(right);
    }
    let is_sign = |c: char| "-=>\u{2013}\u{2014}\u{2192}\u{21d2}".contains(c);
    let Some(sign) = line.find(is_sign) else { return false };
    let (left, right) = (&line[..sign], line[sign..].trim_start_matches(is_sign));
    let clock = |side: &str| side.matches(':').count() > 0 && time(side);
    clock(left) && !left.contains(char::is_alphabetic) && clock(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_timed_when_somebody_wrote_times_on_it() {
        for line in [
            "00:00:01,000 --> 00:00:03,000",
            "00:00:xx,000 --> 00:00:03,000",
            "00:00:01.000 -->",
            " --> 00:00:03.000",
            "00:00:01.000 -> 00:00:03.000 align:start",
            "00:01.000 \u{2192} 00:03.000",
            "-00:00:01.000 --> 00:00:03.000",
        ] {
            assert!(is_timed(line), "{line}");
        }
        for line in ["", "The harbour opens at six.", "left --> right", "10:30 - we sail", "6 - 7"]
        {
            assert!(!is_timed(line), "{line}");
        }
    }
}
