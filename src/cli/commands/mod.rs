//! The subcommands, one file each: its arguments with their help texts, and `run`.

pub(super) mod align;
pub(super) mod chapters;
pub(super) mod check;
mod check_args;
mod check_plans;
mod check_reports;
pub(super) mod convert;
mod convert_args;
pub(super) mod deliver;
pub(super) mod dictionary;
mod dictionary_args;
pub(super) mod dump;
pub(super) mod ead;
pub(super) mod explain;
pub(super) mod info;
pub(super) mod init;
pub(super) mod jobs;
pub(super) mod live;
pub(super) mod profanity;
pub(super) mod reflow;
pub(super) mod retime;
pub(super) mod rules;
pub(super) mod score;
mod score_report;
pub(super) mod show_settings;
pub(super) mod simulate;
pub(super) mod speakers;
