//! TXT: the text of cues.

use crate::timeline::{Cue, Run, RunKind, Timeline};

#[cfg(feature = "dictionary")]
mod dictionary_term;
mod double_space;
mod empty_cue;
mod leading_trailing_space;
#[cfg(feature = "profanity")]
mod profanity;
mod unbalanced_markup;

#[cfg(feature = "dictionary")]
pub(super) use dictionary_term::DictionaryTerm;
pub(super) use double_space::DoubleSpace;
pub(super) use empty_cue::EmptyCue;
pub(super) use leading_trailing_space::LeadingTrailingSpace;
#[cfg(feature = "profanity")]
pub(super) use profanity::Profanity;
pub(super) use unbalanced_markup::UnbalancedMarkup;

/// The text runs of each line of a cue, ruby annotations left out, in the order of
/// [`Timeline::lines`].
fn runs_by_line<'t, 'a>(
    timeline: &'t Timeline<'a>,
    cue: &Cue<'a>,
) -> impl Iterator<Item = impl Iterator<Item = &'t Run<'a>>> {
    timeline.runs_of(cue).split(|run| matches!(run.kind, RunKind::Break)).map(|line| {
        line.iter()
            .filter(|run| matches!(run.kind, RunKind::Text(_)) && !timeline.in_ruby_text(run))
    })
}
