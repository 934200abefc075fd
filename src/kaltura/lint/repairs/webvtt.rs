//! Repairs of the header, character references and settings of WebVTT.

use super::common::file_place;
use crate::format::Format;
use crate::lint::Subject;
use crate::source::{Edit, Fix, Span};
use crate::timeline::{Cue, Run, RunKind};
use crate::webvtt::check_text::begins_name;

/// A tab after `WEBVTT` becomes a space.
pub(super) fn header(subject: &Subject<'_>) -> Option<Fix> {
    let place = file_place(subject, "KLT002");
    let rest = place.slice(subject.text()).strip_prefix("WEBVTT\t")?;
    (!rest.contains("-->")).then(|| {
        let tab = Span::new(place.start + 6, place.start + 7);
        Fix::safe("write a space after the signature", vec![Edit::replace(tab, " ")])
    })
}

/// Replaces character references that the platform does not decode with their characters.
pub(super) fn characters(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
    const KNOWN: [&str; 6] = ["&amp;", "&lt;", "&gt;", "&lrm;", "&rlm;", "&nbsp;"];
    if subject.format != Format::WebVtt {
        return None;
    }
    let (mut edits, mut becomes_tag) = (Vec::new(), false);
    let mut runs = subject.timeline.runs_of(cue).iter().peekable();
    while let Some(run) = runs.next() {
        let RunKind::Text(shown) = &run.kind else { continue };
        let written = run.span.slice(subject.text());
        if !written.starts_with('&') || written == shown.as_ref() || KNOWN.contains(&written) {
            continue;
        }
        let plain = subject.format.escape(shown).into_owned();
        if shown.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return None;
        }
        // The transcript panel decodes `&lt;` and then reads it as the start of a tag.
        let after = match runs.peek() {
            Some(Run { kind: RunKind::Text(next), span, .. }) if span.start == run.span.end => {
                next.as_ref()
            }
            _ => &subject.text()[run.span.end as usize..],
        };
        becomes_tag |= plain.ends_with("&lt;") && begins_name(after);
        edits.push(Edit::replace(run.span, plain));
    }
    let fix = if becomes_tag { Fix::risky } else { Fix::safe };
    (!edits.is_empty()).then(|| fix("write the characters themselves", edits))
}

pub(super) fn no_settings(cue: &Cue<'_>) -> Option<Fix> {
    let origin = &cue.origin;
    let gone = Span::new(origin.end.end, origin.settings.end);
    (!origin.settings.is_empty())
        .then(|| Fix::risky("delete the settings", vec![Edit::delete(gone)]))
}

/// Removes the identifier of the first cue. Safe unless a style sheet may refer to it.
pub(super) fn no_first_identifier(subject: &Subject<'_>) -> Option<Fix> {
    let first = subject.timeline.cues.first()?;
    let (id, text) = (first.origin.id, subject.text());
    if subject.format != Format::WebVtt || id.is_empty() || id.end > first.origin.start.start {
        return None;
    }
    let gone = Span::new(id.start, crate::rewrite::line_around(text, id.start).end);
    let is_line =
        gone.slice(text).trim_end() == id.slice(text) && gone.end <= first.origin.start.start;
    let edits = vec![Edit::delete(gone)];
    let title = "delete the identifier of the first cue";
    let styled = memchr::memmem::find(text.as_bytes(), b"::cue(").is_some();
    is_line.then(|| if styled { Fix::risky(title, edits) } else { Fix::safe(title, edits) })
}

/// Inserts a space after each `<` of a text that starts a tag once it is decoded.
pub(super) fn blanks(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
    let (text, payload) = (subject.text(), cue.origin.payload);
    if subject.format == Format::Srt {
        return None;
    }
    let written = payload.slice(text);
    let signs = memchr::memmem::find_iter(written.as_bytes(), b"&lt;").map(|at| at + 4);
    let begins = |at: &usize| {
        written[*at..]
            .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
    };
    let edits: Vec<Edit> =
        signs.filter(begins).map(|at| Edit::insert(payload.start + at as u32, " ")).collect();
    (!edits.is_empty()).then(|| Fix::risky("insert a space after the `<`", edits))
}
