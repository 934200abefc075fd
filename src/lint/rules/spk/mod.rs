//! SPK: speakers and sounds.

mod dialogue_dash_style;
mod single_dash_line;
mod sound_label_brackets;

pub(super) use dialogue_dash_style::DialogueDashStyle;
pub(super) use single_dash_line::SingleDashLine;
pub(super) use sound_label_brackets::SoundLabelBrackets;
