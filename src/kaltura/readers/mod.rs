//! The platform's parsers, each a pure function from bytes to the cues that it keeps. They depend on
//! `source` only.

pub(super) mod burn_in;
pub(super) mod caption_type;
pub(super) mod clip;
pub(super) mod dfxp;
pub(super) mod gate;
pub(super) mod hls;
pub(super) mod kept;
pub(super) mod packaged;
pub(super) mod packager;
pub(super) mod packager_dfxp;
pub(super) mod php;
pub(super) mod player;
pub(super) mod player_settings;
pub(super) mod player_text;
pub(super) mod reader;
pub(super) mod search;
pub(super) mod serve;
pub(super) mod srt;
pub(super) mod strip_tags;
pub(super) mod text;
pub(super) mod transcript;
pub(super) mod webvtt;
pub(super) mod window;
pub(super) mod xml;
