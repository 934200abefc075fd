//! Live captions: messages with three clocks, checked, and as WebVTT and back.
//!
//! Kaltura's FAQ for vendors names three times of a live message
//! (knowledge.kaltura.com/help/reach-integration-faq, read on 2026-11-30): `start` counts from 0 at the
//! first chunk of media, `start_pts` is the presentation time of the chunk, `start_epoch` the time at
//! which the vendor received it; the vendor keeps the map from `start` to `start_pts`. The rest of the
//! schema is not public. So the shape of a message here is our own, one JSON object a line:
//!
//! ```json
//! {"start": 12000, "end": 14500, "start_pts": 912000, "start_epoch": 1764590412000, "text": "Good morning.", "final": true}
//! ```
//!
//! Times are milliseconds. Only `text` and one of the clocks are needed for a caption; a message without text only
//! gives the clock times of a chunk. `final` false marks a text that another message will replace. Names and units
//! may differ ([`Shape`]).

mod check;
mod clock;
mod map;
mod message;
mod webvtt;

pub use check::{CheckOptions, Finding, FindingKind, check};
pub use clock::Clock;
pub use map::ClockMap;
pub use message::{Message, Shape, ShapeError, Unit, read, write};
pub use webvtt::{LiveCue, WebVttOptions, cues, messages, to_webvtt};
