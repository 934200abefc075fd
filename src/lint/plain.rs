//! Plain text of WebVTT cues, for rules that allow no markup: what is markup, and the edits that remove
//! it.

use super::Subject;
use crate::source::{Edit, Span, sort_by_key};
use crate::timeline::{Run, RunKind};

/// The parts of the payload that show nothing: tags and timestamps.
pub(super) fn tags(payload: Span, runs: &[Run<'_>]) -> Vec<Span> {
    let mut tags = Vec::new();
    let mut done = payload.start;
    for run in runs.iter().filter(|run| !matches!(run.kind, RunKind::Timestamp(_))) {
        if run.span.start > done {
            tags.push(Span::new(done, run.span.start));
        }
        done = done.max(run.span.end);
    }
    if payload.end > done {
        tags.push(Span::new(done, payload.end));
    }
    tags
}

/// For a run with character references: its text with as few of them as WebVTT allows. `None` for the text
/// if it cannot be written so.
pub(super) fn plain_spelling(text: &str, run: &Run<'_>) -> Option<(Span, Option<String>)> {
    let RunKind::Text(shown) = &run.kind else { return None };
    let written = run.span.slice(text);
    if !written.contains('&') {
        return None;
    }
    let mut plain = String::with_capacity(shown.len() + 8);
    for c in shown.chars() {
        match c {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            _ => plain.push(c),
        }
    }
    let better = plain != written && !plain.contains(['\n', '\r']);
    // A bare `&` is reported by VTT010.
    (written != shown.as_ref()).then(|| (run.span, better.then_some(plain)))
}

/// The edits that leave the plain text, where they change neither the lines nor what is shown.
pub(super) fn strip(
    subject: &Subject<'_>,
    runs: &[Run<'_>],
    tags: &[Span],
    references: &[(Span, Option<String>)],
) -> Option<Vec<Edit>> {
    let text = subject.text();
    // A `<` that does not open a tag was meant as text: VTT010 fixes it.
    let well_formed = |tag: &Span| {
        let tag = tag.slice(text);
        let name = tag.strip_prefix('<').map(|rest| rest.trim_start_matches('/'));
        tag.ends_with('>')
            && name.is_some_and(|n| n.starts_with(|c: char| c.is_ascii_alphanumeric()))
    };
    if !tags.iter().all(well_formed) || runs.iter().any(|run| subject.timeline.in_ruby_text(run)) {
        return None;
    }
    let mut edits: Vec<Edit> = tags.iter().map(|tag| Edit::delete(*tag)).collect();
    for (span, plain) in references {
        if let Some(plain) = plain {
            edits.push(Edit::replace(*span, plain.clone()));
        }
    }
    sort_by_key(&mut edits, |edit| edit.span);
    (!edits.is_empty() && keeps_lines(text, runs, references)).then_some(edits)
}

/// Whether the plain text has neither an arrow nor a blank line, which would end the cue.
fn keeps_lines(text: &str, runs: &[Run<'_>], references: &[(Span, Option<String>)]) -> bool {
    let mut plain = String::new();
    for run in runs {
        match run.kind {
            RunKind::Break => plain.push('\n'),
            RunKind::Timestamp(_) => {}
            RunKind::Text(_) => {
                // Both lists are in file order.
                let known =
                    references.binary_search_by_key(&run.span.start, |(span, _)| span.start);
                let new = known.ok().and_then(|at| references[at].1.as_deref());
                plain.push_str(new.unwrap_or(run.span.slice(text)));
            }
        }
    }
    !plain.contains("-->") && plain.split('\n').all(|line| !line.trim().is_empty())
}
