//! What can be done about a difference, as edits to the source.

use crate::format::Format;
use crate::kaltura::{SEGMENT_MS, Tenths};
use crate::lint::subject::Subject;
use crate::rewrite;
use crate::source::{Applicability, Edit, Fix, Span};
use crate::srt::{Tag, TokenKind};
use crate::time::{Clock, Interval, Timestamp};
use crate::timeline::{Cue, RunKind};

/// The place of a finding about the whole file.
pub(in crate::lint) fn file_place(subject: &Subject<'_>, code: &str) -> Span {
    let text = subject.text();
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let end = text[mark..].find(['\n', '\r']).map_or(text.len(), |at| mark + at);
    match code {
        "KLT002" => Span::of(mark..end),
        _ => Span::at(mark as u32),
    }
}

/// The fix of a KLT rule for a cue, or for the file.
pub(in crate::lint) fn fix(subject: &Subject<'_>, code: &str, cue: Option<u32>) -> Option<Fix> {
    let own = |at: u32| subject.timeline.cues.get(at as usize);
    match (code, cue) {
        ("KLT002", None) => header(subject),
        ("KLT003" | "KLT004" | "KLT024", Some(at)) => timing_line(subject, own(at)?),
        ("KLT008" | "KLT009" | "KLT010" | "KLT011" | "KLT036", Some(at)) => {
            clock_times(subject, at)
        }
        ("KLT016", Some(at)) => pieces(subject, at, own(at)?),
        ("KLT026", None) => line_feeds(subject),
        ("KLT027", Some(at)) => blank_lines(subject, own(at)?),
        ("KLT029", Some(at)) => no_less_than(subject, own(at)?),
        ("KLT031", Some(at)) => plain_markup(subject, own(at)?),
        ("KLT030", Some(at)) => characters(subject, own(at)?),
        ("KLT032", Some(at)) => no_settings(own(at)?),
        ("KLT037", Some(at)) => no_cdata(subject, own(at)?),
        ("KLT040", None) => tenths(subject),
        _ => None,
    }
}

/// A tab behind `WEBVTT` becomes a space.
fn header(subject: &Subject<'_>) -> Option<Fix> {
    let place = file_place(subject, "KLT002");
    let rest = place.slice(subject.text()).strip_prefix("WEBVTT\t")?;
    (!rest.contains("-->")).then(|| {
        let tab = Span::new(place.start + 6, place.start + 7);
        Fix::safe("write a space behind the signature", vec![Edit::replace(tab, " ")])
    })
}

pub(super) fn is_writable(interval: Interval) -> bool {
    interval.start.0 >= 0 && interval.end.0 >= 0 && interval.end.0 < 360_000_000
}

/// The timing line as every reader takes it. Settings of WebVTT stay; what stands behind the times in
/// SRT goes, and that is unsafe: some players use coordinates.
fn timing_line(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
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
    let behind = Span::new(cue.origin.end.end.min(line.end), line.end).slice(text).trim();
    let mut new = format!("{start} --> {end}");
    let is_srt = subject.format == Format::Srt;
    if !is_srt && !settings.is_empty() {
        new.push(' ');
        new.push_str(settings);
    }
    // Text on the timing line belongs to somebody: nothing is offered.
    if behind != settings || text[..line.start as usize].len() != line.start as usize {
        return None;
    }
    let place = Span::new(line.start, line.start + length as u32);
    let edits = vec![Edit::replace(place, new)];
    let title = "write the timing line as every reader takes it";
    Some(if is_srt && !settings.is_empty() {
        Fix::risky(title, edits)
    } else {
        Fix::safe(title, edits)
    })
}

/// `begin` and `end` of a paragraph as `HH:MM:SS.mmm`, where the elements around it have no times of
/// their own and the cue is all of the paragraph.
fn clock_times(subject: &Subject<'_>, at: u32) -> Option<Fix> {
    let cue = subject.timeline.cues.get(at as usize)?;
    let text = subject.text();
    let (start, end) = (cue.origin.start, cue.origin.end);
    let shared = rewrite::is_shared(subject.timeline, at);
    if shared || start.is_empty() || end.is_empty() || !is_writable(cue.interval) {
        return None;
    }
    if nested(subject, cue) {
        return None;
    }
    let spell = |name: &str, time: Timestamp| format!("{name}=\"{}\"", Clock { time, mark: '.' });
    let edits = vec![
        Edit::replace(attribute_of(text, start)?, spell("begin", cue.interval.start)),
        Edit::replace(attribute_of(text, end)?, spell("end", cue.interval.end)),
    ];
    Some(Fix::safe("write begin and end as clock times", edits))
}

/// The whole attribute, name and quotes included, of a value.
fn attribute_of(text: &str, value: Span) -> Option<Span> {
    let before = text[..value.start as usize].strip_suffix(['"', '\''])?;
    let before = before.trim_end().strip_suffix('=')?.trim_end();
    let name = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    Some(Span::of(before.len() - name..value.end as usize + 1))
}

/// Whether an element around a paragraph, or one in it, has times.
pub(super) fn nested(subject: &Subject<'_>, cue: &Cue<'_>) -> bool {
    let block = cue.origin.block.slice(subject.text());
    let inside = block.get(block.find('>').unwrap_or(0)..).unwrap_or_default();
    timed(inside) || subject.platform.get(subject).timed_containers
}

fn timed(part: &str) -> bool {
    ["begin=", "end=", "dur=", "timeContainer="].iter().any(|name| part.contains(name))
}

/// Whether a `body` or `div` of a TTML file has times, or times mean something else in it: a file
/// that times one does so everywhere.
pub(super) fn timed_containers(subject: &Subject<'_>) -> bool {
    let text = subject.text();
    // Under another time base a fraction of a second means nothing.
    text.contains("timeBase=\"smpte")
        || ["<body", "<div", ":body", ":div"].iter().any(|name| {
            memchr::memmem::find_iter(text.as_bytes(), name.as_bytes()).any(|at| {
                let rest = &text[at..];
                let window = (0..=rest.len().min(4096)).rev().find(|at| rest.is_char_boundary(*at));
                let rest = &rest[..window.unwrap_or(0)];
                // No start tag is that long; many without an end must not add up.
                timed(&rest[..rest.find('>').unwrap_or(rest.len())])
            })
        })
}

/// The times of the pieces of a cue that is longer than a segment, if they are not too many. `length` is
/// that of what is repeated, in bytes.
pub(super) fn cuts(cue: &Cue<'_>, length: usize) -> Option<Vec<Interval>> {
    let segment = i64::from(SEGMENT_MS);
    let (from, duration) = (cue.interval.start, cue.interval.duration());
    let count = (duration.checked_add(segment - 1)?) / segment;
    let few = (2..=40).contains(&count) && length as i64 * count <= 20_000;
    if !few || !is_writable(cue.interval) {
        return None;
    }
    // On tenths of a second, the finest that a clip of TTML knows.
    let step = ((duration + count - 1) / count + 99) / 100 * 100;
    let at = |n: i64| from.shifted(n * step.min(segment)).min(cue.interval.end);
    Some((0..count).map(|n| Interval { start: at(n), end: at(n + 1) }).collect())
}

/// A cue longer than a segment as several with the same text.
fn pieces(subject: &Subject<'_>, at: u32, cue: &Cue<'_>) -> Option<Fix> {
    #[cfg(feature = "ttml")]
    if subject.format == Format::Ttml {
        return super::repairs_ttml::copies(subject, at, cue);
    }
    let _ = at;
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
    Some(Fix::risky(format!("cut the cue into {} with the same text", pieces.len()), edits))
}

/// The tokens of a cue's text in SRT.
fn tokens<'s>(subject: &Subject<'s>, cue: &Cue<'_>) -> crate::srt::Tokens<'s> {
    let payload = cue.origin.payload;
    crate::srt::tokens(payload.slice(subject.text()), payload.start)
}

/// `<` in SRT, for which there is no spelling, as a sign that looks like it.
fn no_less_than(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
    if subject.format != Format::Srt {
        return None;
    }
    let text = subject.text();
    let plain = tokens(subject, cue).filter(|token| token.kind == TokenKind::Text);
    let edits: Vec<Edit> = plain
        .flat_map(|token| {
            let signs = memchr::memchr_iter(b'<', token.span.slice(text).as_bytes());
            signs.map(move |at| token.span.start + at as u32)
        })
        .map(|at| Edit::replace(Span::new(at, at + 1), "\u{2039}"))
        .collect();
    (!edits.is_empty()).then(|| Fix::risky("write `\u{2039}`", edits))
}

/// Bold, italic and underline of SRT as every reader knows them; other markup goes.
fn plain_markup(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
    if subject.format != Format::Srt {
        return None;
    }
    let mut edits = Vec::new();
    let mut is_same = true;
    for token in tokens(subject, cue) {
        let (tag, slash) = match token.kind {
            TokenKind::Open { tag, .. } => (Some(tag), ""),
            TokenKind::Close { tag, .. } => (Some(tag), "/"),
            TokenKind::Override => (None, ""),
            _ => continue,
        };
        let new = match tag {
            Some(tag @ (Tag::Bold | Tag::Italic | Tag::Underline)) => {
                format!("<{slash}{}>", tag.name())
            }
            _ => String::new(),
        };
        is_same &= !new.is_empty();
        if token.span.slice(subject.text()) != new {
            edits.push(Edit::replace(token.span, new));
        }
    }
    let (applicability, title) = match is_same {
        true => (Applicability::Safe, "write the tags as every reader knows them"),
        false => (Applicability::Unsafe, "delete markup that readers show as text"),
    };
    (!edits.is_empty()).then(|| Fix::new(applicability, title, edits))
}

/// Every time on a tenth of a second, where the paragraph can say it.
fn tenths(subject: &Subject<'_>) -> Option<Fix> {
    // Who works on the frames of a video wants finer times.
    if subject.options.frame_rate.is_some() {
        return None;
    }
    let grid = Tenths::of(subject.timeline);
    let last = subject.options.media_duration.map_or(i64::MAX, |ms| ms / 100 * 100);
    let mut edits = Vec::new();
    for (at, cue) in subject.timeline.cues.iter().enumerate() {
        if !is_writable(cue.interval) {
            continue;
        }
        let mut to = grid.round(cue.interval);
        to.end = to.end.min(Timestamp(last));
        if to.duration() > 0 {
            let set = rewrite::set_times(subject.document, subject.timeline, at as u32, to);
            edits.extend(set.unwrap_or_default());
        }
    }
    (!edits.is_empty()).then(|| Fix::risky("round the times to tenths of a second", edits))
}

/// Every CR as a line feed.
fn line_feeds(subject: &Subject<'_>) -> Option<Fix> {
    let text = subject.text();
    let ends = memchr::memchr_iter(b'\r', text.as_bytes());
    let edits: Vec<Edit> = ends.map(|at| Edit::replace(Span::of(at..at + 1), "\n")).collect();
    (!edits.is_empty() && !text.contains('\n'))
        .then(|| Fix::safe("end lines with a line feed", edits))
}

/// Blank lines behind a cue without anything on them.
fn blank_lines(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
    let text = subject.text();
    let mut at = cue.origin.block.end as usize;
    let mut edits = Vec::new();
    loop {
        let rest = text.get(at..)?;
        let end = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
        at += end;
        let rest = &text[at..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let behind = rest[blanks..].chars().next();
        if blanks == 0 || end == 0 || !matches!(behind, None | Some('\n' | '\r')) {
            break;
        }
        edits.push(Edit::delete(Span::of(at..at + blanks)));
        at += blanks;
    }
    (!edits.is_empty()).then(|| Fix::safe("empty the blank lines", edits))
}

/// Character references that the platform does not know, as the characters they stand for.
fn characters(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
    const KNOWN: [&str; 6] = ["&amp;", "&lt;", "&gt;", "&lrm;", "&rlm;", "&nbsp;"];
    if subject.format != Format::WebVtt {
        return None;
    }
    let mut edits = Vec::new();
    for run in subject.timeline.runs_of(cue) {
        let RunKind::Text(shown) = &run.kind else { continue };
        let written = run.span.slice(subject.text());
        if !written.starts_with('&') || written == shown.as_ref() || KNOWN.contains(&written) {
            continue;
        }
        let plain = subject.format.escape(shown).into_owned();
        if shown.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return None;
        }
        edits.push(Edit::replace(run.span, plain));
    }
    (!edits.is_empty()).then(|| Fix::safe("write the characters themselves", edits))
}

fn no_settings(cue: &Cue<'_>) -> Option<Fix> {
    let origin = &cue.origin;
    let gone = Span::new(origin.end.end, origin.settings.end);
    (!origin.settings.is_empty())
        .then(|| Fix::risky("delete the settings", vec![Edit::delete(gone)]))
}

/// CDATA sections as escaped text.
fn no_cdata(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
    let payload = cue.origin.payload;
    let text = payload.slice(subject.text());
    let mut edits = Vec::new();
    for (at, opening) in text.match_indices("<![CDATA[") {
        let inner = &text[at + opening.len()..];
        let inner = &inner[..inner.find("]]>")?];
        let start = payload.start as usize + at;
        let end = start + opening.len() + inner.len() + "]]>".len();
        edits.push(Edit::replace(Span::of(start..end), subject.format.escape(inner).into_owned()));
    }
    (!edits.is_empty()).then(|| Fix::safe("write the text escaped", edits))
}
