//! What a viewer sees of a cue: its lines as plain text.

use std::borrow::Cow;

use super::{Cue, Run, RunKind, Timeline};
use crate::source::Span;

/// One line of a cue as shown: tags gone, references resolved, ruby annotations left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<'t> {
    /// The visible text. Borrowed when the line is a single run.
    pub text: Cow<'t, str>,
    /// From the first to the last piece of text on the line, in the source; empty at the place of
    /// the break when there is none.
    pub span: Span,
}

impl<'a> Timeline<'a> {
    /// The lines of a cue as shown. A cue without any run has no line; a break always ends one, so
    /// that two breaks in a row have an empty line between them.
    #[must_use]
    pub fn lines<'t>(&'t self, cue: &Cue<'a>) -> Vec<Line<'t>> {
        let mut lines = Vec::new();
        self.lines_into(cue, &mut lines);
        lines
    }

    /// [`Timeline::lines`] into a vector that is reused for every cue.
    pub fn lines_into<'t>(&'t self, cue: &Cue<'a>, lines: &mut Vec<Line<'t>>) {
        lines.clear();
        let runs = self.runs_of(cue);
        if runs.is_empty() {
            return;
        }
        let mut open: Option<Line<'t>> = None;
        let mut at = runs[0].span.start;
        for run in runs {
            match &run.kind {
                RunKind::Text(text) if !self.in_ruby_text(run) => match &mut open {
                    None => open = Some(Line { text: Cow::Borrowed(text), span: run.span }),
                    Some(line) => {
                        line.text.to_mut().push_str(text);
                        line.span = line.span.join(run.span);
                    }
                },
                RunKind::Break => {
                    lines.push(open.take().unwrap_or_else(|| empty(at)));
                    at = run.span.end;
                }
                RunKind::Text(_) | RunKind::Timestamp(_) => {}
            }
        }
        let end = runs.last().map_or(at, |run: &Run<'_>| run.span.end);
        lines.push(open.unwrap_or_else(|| empty(end)));
    }
}

fn empty<'t>(at: u32) -> Line<'t> {
    Line { text: Cow::Borrowed(""), span: Span::at(at) }
}

/// The visible text of a cue with a line feed between lines.
#[must_use]
pub fn visible_text(timeline: &Timeline<'_>, cue: &Cue<'_>) -> String {
    let lines = timeline.lines(cue);
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_ref()).collect();
    texts.join("\n")
}

/// The visible text of a cue and its ruby annotations, for comparing cues.
#[must_use]
pub fn text_and_ruby(timeline: &Timeline<'_>, cue: &Cue<'_>) -> (String, String) {
    let ruby = timeline.runs_of(cue).iter().filter(|run| timeline.in_ruby_text(run));
    let ruby = ruby.filter_map(|run| match &run.kind {
        RunKind::Text(text) => Some(text.as_ref()),
        RunKind::Break | RunKind::Timestamp(_) => None,
    });
    (visible_text(timeline, cue), ruby.collect())
}
