//! Cues line by line, as runs.

use crate::timeline::{Cue, Run, RunKind, Timeline};

/// The runs of each line of a cue, in the order of [`Timeline::lines`].
pub(super) fn lines_of_runs<'t, 'a>(
    timeline: &'t Timeline<'a>,
    cue: &Cue<'a>,
) -> impl Iterator<Item = &'t [Run<'a>]> {
    timeline.runs_of(cue).split(|run| matches!(run.kind, RunKind::Break))
}

/// The text runs of each line of a cue, ruby annotations left out, in the order of
/// [`Timeline::lines`].
pub(super) fn runs_by_line<'t, 'a>(
    timeline: &'t Timeline<'a>,
    cue: &Cue<'a>,
) -> impl Iterator<Item = impl Iterator<Item = &'t Run<'a>>> {
    lines_of_runs(timeline, cue).map(|line| {
        line.iter()
            .filter(|run| matches!(run.kind, RunKind::Text(_)) && !timeline.in_ruby_text(run))
    })
}
