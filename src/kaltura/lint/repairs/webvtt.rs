//! Repairs of the header, character references and settings of WebVTT.

use super::common::file_place;
use crate::format::Format;
use crate::lint::Subject;
use crate::source::{Edit, Fix, Span};
use crate::timeline::{Cue, RunKind};

/// A tab behind `WEBVTT` becomes a space.
pub(super) fn header(subject: &Subject<'_>) -> Option<Fix> {
    let place = file_place(subject, "KLT002");
    let rest = place.slice(subject.text()).strip_prefix("WEBVTT\t")?;
    (!rest.contains("-->")).then(|| {
        let tab = Span::new(place.start + 6, place.start + 7);
        Fix::safe("write a space behind the signature", vec![Edit::replace(tab, " ")])
    })
}

/// Character references that the platform does not know, as the characters they stand for.
pub(super) fn characters(subject: &Subject<'_>, cue: &Cue<'_>) -> Option<Fix> {
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

pub(super) fn no_settings(cue: &Cue<'_>) -> Option<Fix> {
    let origin = &cue.origin;
    let gone = Span::new(origin.end.end, origin.settings.end);
    (!origin.settings.is_empty())
        .then(|| Fix::risky("delete the settings", vec![Edit::delete(gone)]))
}
