//! ALN: a translation beside its source.

mod cue_count_mismatch;
mod cue_timing_mismatch;
mod defective_source;
mod missing_translation;
mod untranslated_cue;

pub(super) use cue_count_mismatch::CueCountMismatch;
pub(super) use cue_timing_mismatch::CueTimingMismatch;
pub(super) use defective_source::DefectiveSource;
pub(super) use missing_translation::MissingTranslation;
pub(super) use untranslated_cue::UntranslatedCue;

use crate::lint::Subject;
use crate::source::Span;

/// The place of a finding about the file as a whole.
fn first_line(subject: &Subject<'_>) -> Span {
    let text = subject.text();
    Span::of(0..text.find(['\n', '\r']).unwrap_or(text.len()))
}
