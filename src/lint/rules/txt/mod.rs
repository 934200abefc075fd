//! TXT: the text of cues.

mod double_space;
mod empty_cue;
mod leading_trailing_space;
mod unbalanced_markup;

pub(super) use double_space::DoubleSpace;
pub(super) use empty_cue::EmptyCue;
pub(super) use leading_trailing_space::LeadingTrailingSpace;
pub(super) use unbalanced_markup::UnbalancedMarkup;
