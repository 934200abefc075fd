//! SPK: speaker marks and sound labels.

mod audio_tags_not_ordered;
mod dialogue_dash_style;
mod inconsistent_speaker_style;
mod no_speaker_change_mark;
mod no_speaker_names;
mod single_dash_line;
mod sound_label_brackets;
mod speaker_mark_not_ordered;

use crate::lint::Rule;

/// The rules of the family, by code.
pub(crate) const RULES: &[&Rule] = &[
    &dialogue_dash_style::RULE,
    &single_dash_line::RULE,
    &sound_label_brackets::RULE,
    &no_speaker_change_mark::RULE,
    &inconsistent_speaker_style::RULE,
    &speaker_mark_not_ordered::RULE,
    &audio_tags_not_ordered::RULE,
    &no_speaker_names::RULE,
];
