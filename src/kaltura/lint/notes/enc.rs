//! Notes on the rules of the family ENC.

use crate::kaltura::lint::references::{PLAYER_WEBVTT, SERVER_GATE, SERVER_SRT, SERVER_WEBVTT};

notes! {
    /// The server reads every file that does not start with the bytes `FF FE` as UTF-8 and deletes invalid bytes:
    /// `Café` in Latin-1 becomes `Caf`, and the asset is READY all the same. UTF-16LE with CRLF line endings gives
    /// cues without text, UTF-16BE an asset with the status ERROR.
    ENC001 [SERVER_SRT, SERVER_GATE]
    /// With lone CRs the player shows no cue, while the server accepts the file.
    ENC003 [PLAYER_WEBVTT]
    /// A caption asset carries its format as a field, and uploaders set that field from the file name. A WebVTT file uploaded as SRT passes
    /// only if its cues happen to have numbers; otherwise the asset goes to ERROR. SRT uploaded as WebVTT lacks the signature and
    /// goes to ERROR too.
    ENC007 [SERVER_SRT, SERVER_WEBVTT]
}
