//! LIN: lines.

mod bad_break;
mod cue_too_long_text;
mod empty_line_in_cue;
mod fits_one_line;
mod line_too_long;
mod too_many_lines;
mod unbalanced_lines;
mod word_split_at_break;
mod wrap;

pub(super) use bad_break::BadBreak;
pub(super) use cue_too_long_text::CueTooLongText;
pub(super) use empty_line_in_cue::EmptyLineInCue;
pub(super) use fits_one_line::FitsOneLine;
pub(super) use line_too_long::LineTooLong;
pub(super) use too_many_lines::TooManyLines;
pub(super) use unbalanced_lines::UnbalancedLines;
pub(super) use word_split_at_break::WordSplitAtBreak;
