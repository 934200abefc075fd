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

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &empty_cue::RULE,
    &leading_trailing_space::RULE,
    &double_space::RULE,
    &unbalanced_markup::RULE,
    #[cfg(feature = "profanity")]
    &profanity::RULE,
    #[cfg(feature = "dictionary")]
    &dictionary_term::RULE,
];

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
