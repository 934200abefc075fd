//! Notes on the rules of the family VTT.

use crate::kaltura::lint::references::{
    PLAYER_CUE_TEXT, PLAYER_WEBVTT, SERVER_CLIP, SERVER_WEBVTT,
};

notes! {
    /// Without the signature the server sets the asset to ERROR: the first line must be `WEBVTT`, or begin with `WEBVTT` and a space.
    VTT001 [SERVER_WEBVTT]
    /// The server is stricter than browsers: it wants two digits of hours or none and exactly one space on each side of the arrow. It
    /// silently skips every other cue, while the asset is READY.
    VTT002 [SERVER_WEBVTT]
    /// The server shows the times and the text of the second cue as text of the first. The player takes everything up to the first blank
    /// line for the header, so that a cue directly below `WEBVTT` is lost.
    VTT003 [SERVER_WEBVTT, PLAYER_WEBVTT]
    /// The player drops the line and the rest of the block, as browsers do. The server reads timing lines inside a
    /// comment as cues.
    VTT004 [PLAYER_WEBVTT, SERVER_WEBVTT]
    /// The player knows the values of an old draft and ignores some of the current ones (`line-left`). In a clip, the
    /// server writes settings directly after the end time and cannot read the cue afterwards (KLT032).
    VTT005 [PLAYER_WEBVTT, SERVER_CLIP]
    /// Unknown tags are dropped, their content is kept.
    VTT007 [PLAYER_CUE_TEXT]
    /// In the player everything from `<` to the next `>` is a tag, and without a `>` the rest of the cue is lost. The server deletes the
    /// same from the transcript and the search index.
    VTT010 [PLAYER_CUE_TEXT, SERVER_WEBVTT]
    /// The player does not support STYLE.
    VTT011 [PLAYER_WEBVTT]
    /// The server drops text after a blank line too.
    VTT014 [SERVER_WEBVTT]
}
