//! What Kaltura's own parsers keep of a caption file.
//!
//! The platform reads one file with several parsers that do not agree: the upload check, the served
//! WebVTT, the HLS segments, the clip tool, the player and its transcript panel, the search text, burn-in
//! and the packager. Each is modelled here as a pure function from bytes to the cues that this parser
//! keeps. A model is right when it gives the same cues as the platform's own code, whatever the format
//! requires. `docs/platform.md` says what each does, with the places in its source; file and line
//! numbers in the comments are those of kaltura/server c447fdb3 and kaltura/playkit-js 04ec0360.
//!
//! [`compare`] compares a file's own cues with all of them.
//!
//! Not modelled: the CAP and SCC formats, the search inside a video (it parses SRT without making the line
//! ends equal), the display of cues over time.

mod codes;
mod compare;
#[cfg(feature = "json")]
pub mod cue_points;
mod languages;
pub mod lint;
#[cfg(feature = "json")]
pub mod live;
#[cfg(feature = "json")]
pub mod objects;
mod order;
mod readers;
mod safe;
mod services;
mod verify;

pub use codes::{
    AssetStatus, AttachmentType, CaptionFormat, CaptionUsage, Code, ServiceFeature, ServiceType,
    TaskStatus, ThumbCuePointSubType,
};
pub use compare::{
    CompareOptions, Comparison, CueOutcome, ReaderCue, Refusal, RejectedBlock, View, compare,
    default_window,
};
pub use languages::{is_catalog_only, is_language_name, language_name, language_tag};
pub use order::{
    AUTO_DETECT, Asked, DEFAULT_MAX_CHARS, MAX_DICTIONARY_BYTES, MAX_DICTIONARY_CHARS, Order,
    OrderAccuracy, OrderAsset, OrderDictionary, OrderFile, OrderLanguage, OrderMissing, OrderPart,
    OrderPlace,
};
pub use readers::burn_in::{BurntCue, burn_in};
pub use readers::caption_type::CaptionType;
pub use readers::clip::{Clip, clip};
pub use readers::gate::{Gate, gate};
pub use readers::hls::{HlsSegment, SEGMENT_MS, hls_segments};
pub use readers::kept::KeptCue;
pub use readers::packaged::PackagedCue;
pub use readers::packager::{PACKAGER_LIMIT, Packaged, packager};
pub use readers::player::{Played, PlayerCue, player};
pub use readers::player_settings::PlayerSettings;
pub use readers::reader::PlatformReader;
pub use readers::search::SEARCH_LIMIT;
pub use readers::serve::{SERVE_LIMIT, ServeError, serve_webvtt};
pub use readers::window::ClipWindow;
pub use safe::{DecisecondGrid, LONGEST_MS, PlainTimeline, SafeOptions, write_plain, write_safe};
pub use services::ServiceOutput;
pub use verify::verify_safe;
