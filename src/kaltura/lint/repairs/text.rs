//! Repairs that SRT and WebVTT share: the timing line, a long cue as several, line endings, blank lines.

use super::common::{cuts, is_writable};
use crate::chars::is_blank;
use crate::format::Format;
use crate::lint::Subject;
use crate::rewrite;
use crate::source::{Applicability, Edit, Fix, Span};
use crate::time::{Clock, Timestamp};
use crate::timeline::Cue;

/// The timing line in a form that every parser accepts. Settings of WebVTT stay; what follows the times in
/// SRT is deleted, which is unsafe: some players use coordinates.
pub(super) fn timing_line(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
    let text = subject.text();
    let line = rewrite::line_around(text, cue.origin.start.start);
    let written = line.slice(text);
    let length = written.trim_end_matches(['\n', '\r']).len();
    let mark = subject.format.decimal_mark();
    if !is_writable(cue.interval) || line.start > cue.origin.start.start {
        return None;
    }
    let [start, end] =
        [cue.interval.start, cue.interval.end].map(|time| Clock { time, mark }.to_string());
    let settings = cue.origin.settings.slice(text).trim();
    let after = Span::new(cue.origin.end.end.min(line.end), line.end).slice(text).trim();
    let mut new = format!("{start} --> {end}");
    let is_srt = subject.format == Format::Srt;
    if !is_srt && !settings.is_empty() {
        new.push(' ');
        new.push_str(settings);
    }
    // Text on the timing line may be part of a caption: no fix is offered.
    if after != settings || text[..line.start as usize].len() != line.start as usize {
        return None;
    }
    let place = Span::new(line.start, line.start + length as u32);
    let edits = vec![Edit::replace(place, new)];
    let title = "rewrite the timing line in a form every parser accepts";
    // A first cue glued to the header of WebVTT ends the file for a clip once its times can be read.
    let is_below_blank = match cue.origin.block.start.checked_sub(1) {
        Some(above) => rewrite::line_around(text, above).slice(text).trim().is_empty(),
        None => true,
    };
    let is_sure = !is_disputed(subject, line)
        && (is_srt || is_below_blank)
        && rewrite::is_set_off(text, cue.origin.block.end);
    Some(if !is_sure || is_srt && !settings.is_empty() {
        Fix::risky(title, edits)
    } else {
        Fix::safe(title, edits)
    })
}

/// Whether parsers disagree about a time on a line: the fixes of its findings are not safe then.
pub(in crate::kaltura::lint) fn is_disputed(subject: &Subject<'_>, line: Span) -> bool {
    let times = subject.diagnostics_in(line).filter(|found| found.code.0.starts_with("SRT_TIME_"));
    times.filter_map(|found| found.fix.as_ref()).any(|fix| fix.applicability < Applicability::Safe)
}

/// Splits a cue longer than a segment into several with the same text.
pub(super) fn pieces(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
    let payload = cue.origin.payload.slice(subject.text());
    let pieces = cuts(cue, payload.len())?;
    let (first, rest) = pieces.split_first()?;
    let eol = if subject.text().contains("\r\n") { "\r\n" } else { "\n" };
    let mark = subject.format.decimal_mark();
    let clock = |time: Timestamp| Clock { time, mark }.to_string();
    let settings = cue.origin.settings.slice(subject.text());
    let mut more = String::new();
    for piece in rest {
        more += &format!("{eol}{eol}");
        if subject.format == Format::Srt {
            more += &format!("{}{eol}", cue.id.as_deref().unwrap_or("0"));
        }
        more += &format!("{} --> {}", clock(piece.start), clock(piece.end));
        if !settings.is_empty() {
            more += &format!(" {settings}");
        }
        more += &format!("{eol}{payload}");
    }
    let edits = vec![
        Edit::replace(cue.origin.end, clock(first.end)),
        Edit::insert(cue.origin.payload.end.max(cue.origin.end.end), more),
    ];
    Some(Fix::risky(format!("split the cue into {} with the same text", pieces.len()), edits))
}

/// Replaces every CR with a line feed.
pub(super) fn line_feeds(subject: &Subject<'_>) -> Option<Fix> {
    let text = subject.text();
    let ends = memchr::memchr_iter(b'\r', text.as_bytes());
    let edits: Vec<Edit> = ends.map(|at| Edit::replace(Span::of(at..at + 1), "\n")).collect();
    (!edits.is_empty() && !text.contains('\n'))
        .then(|| Fix::safe("end lines with a line feed", edits))
}

/// Whether what follows is the end of the file or a cue with a regular number and timing line.
fn begins_cue(subject: &Subject<'_>, at: usize) -> bool {
    let text = subject.text();
    let at = text.len() - text[at..].trim_start_matches(['\n', '\r']).len();
    let cues = &subject.timeline.cues;
    let next = cues.partition_point(|cue| (cue.origin.block.start as usize) < at);
    let is_odd = |cue: &Cue<'_>| {
        let mut found = subject.diagnostics_in(cue.origin.timing());
        found.any(|found| {
            ["SRT_TIME_", "SRT_ARROW_"].iter().any(|kind| found.code.0.starts_with(kind))
        })
    };
    let begins = |cue: &Cue<'_>| {
        let origin = &cue.origin;
        let (id, after_id) = (origin.id, Span::new(origin.id.end, origin.start.start));
        let is_number = id.slice(text).bytes().all(|b| b.is_ascii_digit());
        let is_right_below = match id.is_empty() {
            true => after_id.is_empty(),
            false => matches!(after_id.slice(text), "\n" | "\r\n" | "\r"),
        };
        origin.block.start as usize == at
            && is_right_below
            && (is_number || subject.format != Format::Srt)
            && !is_odd(cue)
    };
    at == text.len() || cues.get(next).is_some_and(begins)
}

/// Empties the blank lines after a cue.
pub(super) fn blank_lines(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
    let text = subject.text();
    let mut at = cue.origin.block.end as usize;
    let mut edits = Vec::new();
    loop {
        let rest = text.get(at..)?;
        let end = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
        at += end;
        let rest = &text[at..];
        let blanks = rest.len() - rest.trim_start_matches(is_blank).len();
        let next = rest[blanks..].chars().next();
        if blanks == 0 || end == 0 || !matches!(next, None | Some('\n' | '\r')) {
            break;
        }
        edits.push(Edit::delete(Span::of(at..at + blanks)));
        at += blanks;
    }
    let fix = match begins_cue(subject, at) {
        true => Fix::safe,
        // A parser that reads the line as the head of a block may skip what comes next if it is empty.
        false => Fix::risky,
    };
    (!edits.is_empty()).then(|| fix("remove the spaces from the blank lines", edits))
}
