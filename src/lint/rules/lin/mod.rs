//! LIN: lines.

mod empty_line_in_cue;
mod line_too_long;
mod too_many_lines;

pub(super) use empty_line_in_cue::EmptyLineInCue;
pub(super) use line_too_long::LineTooLong;
pub(super) use too_many_lines::TooManyLines;
