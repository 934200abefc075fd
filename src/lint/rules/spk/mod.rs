//! SPK: who speaks, how captions say so, and sounds.

mod audio_tags_not_ordered;
mod dialogue_dash_style;
mod inconsistent_speaker_style;
mod no_speaker_change_mark;
mod no_speaker_names;
mod single_dash_line;
mod sound_label_brackets;
mod speaker_mark_not_ordered;

pub(super) use audio_tags_not_ordered::AudioTagsNotOrdered;
pub(super) use dialogue_dash_style::DialogueDashStyle;
pub(super) use inconsistent_speaker_style::InconsistentSpeakerStyle;
pub(super) use no_speaker_change_mark::NoSpeakerChangeMark;
pub(super) use no_speaker_names::NoSpeakerNames;
pub(super) use single_dash_line::SingleDashLine;
pub(super) use sound_label_brackets::SoundLabelBrackets;
pub(super) use speaker_mark_not_ordered::SpeakerMarkNotOrdered;
