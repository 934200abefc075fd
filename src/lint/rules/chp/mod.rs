//! CHP: chapters.

mod chapter_beyond_media;
mod chapter_gap;
mod chapter_markup;
mod chapter_overlap;
mod chapter_title;
mod chapter_title_too_long;

pub(super) use chapter_beyond_media::ChapterBeyondMedia;
pub(super) use chapter_gap::ChapterGap;
pub(super) use chapter_markup::ChapterMarkup;
pub(super) use chapter_overlap::ChapterOverlap;
pub(super) use chapter_title::ChapterTitle;
pub(super) use chapter_title_too_long::ChapterTitleTooLong;
