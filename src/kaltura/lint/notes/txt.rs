//! Notes on the rules of the family TXT.

use crate::kaltura::lint::references::{
    MACHINE_CAPTIONS, PLAYER_SRT, PLAYER_WEBVTT, REACH_DICTIONARY, REACH_PROFILE, SERVER_GATE,
    SERVER_WEBVTT, TRANSCRIPT_PLUGIN,
};

notes! {
    /// The transcript panel leaves empty cues out. They count for the upload check: a file of only empty cues gets the status READY.
    TXT001 [TRANSCRIPT_PLUGIN, SERVER_GATE]
    /// The server trims lines in WebVTT but not in SRT, so that picture, transcript panel and search have different
    /// texts.
    TXT002 [SERVER_WEBVTT]
    /// The player sets `white-space: pre-line` and draws one space.
    TXT003 [PLAYER_WEBVTT]
    /// The player turns SRT into WebVTT. There, an end tag without its start tag is ignored, and an open tag lasts to
    /// the end of the cue.
    TXT006 [PLAYER_SRT, PLAYER_WEBVTT]
    /// `enableProfanityRemoval` of the REACH profile is on unless the profile turns it off; a job delivered with such words does not
    /// follow its order. Machine captions of REACH write `****`.
    TXT012 [REACH_PROFILE, MACHINE_CAPTIONS]
    /// A REACH task carries the dictionary of its profile for the source language to the vendor (`dictionary`).
    TXT018 [REACH_DICTIONARY]
}
