//! EAD: extended audio description.

mod ead_beyond_media;
mod ead_dialogue_like;
mod ead_empty;
mod ead_language;
mod ead_markup;
mod ead_missing_end;
mod ead_not_vtt;
mod ead_overlap;
mod ead_too_long;
mod ead_unspeakable_token;
mod ead_window_too_short;

pub(super) use ead_beyond_media::EadBeyondMedia;
pub(super) use ead_dialogue_like::EadDialogueLike;
pub(super) use ead_empty::EadEmpty;
pub(super) use ead_language::EadLanguage;
pub(super) use ead_markup::EadMarkup;
pub(super) use ead_missing_end::EadMissingEnd;
pub(super) use ead_not_vtt::EadNotVtt;
pub(super) use ead_overlap::EadOverlap;
pub(super) use ead_too_long::EadTooLong;
pub(super) use ead_unspeakable_token::EadUnspeakableToken;
pub(super) use ead_window_too_short::EadWindowTooShort;
