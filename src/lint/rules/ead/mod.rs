//! EAD: extended audio description.

mod ead_beyond_media;
mod ead_empty;
mod ead_markup;
mod ead_missing_end;
mod ead_not_vtt;
mod ead_overlap;

pub(super) use ead_beyond_media::EadBeyondMedia;
pub(super) use ead_empty::EadEmpty;
pub(super) use ead_markup::EadMarkup;
pub(super) use ead_missing_end::EadMissingEnd;
pub(super) use ead_not_vtt::EadNotVtt;
pub(super) use ead_overlap::EadOverlap;
