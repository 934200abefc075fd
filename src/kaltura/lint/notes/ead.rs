//! Notes on the rules of the family EAD.

use crate::kaltura::lint::references::{
    EAD_CATALOG_ITEM, EAD_IN_PLAYER, EAD_LANGUAGE, PLAYER_CUE_TEXT, PLAYER_TIMING,
    REACH_VENDOR_EAD, SERVER_WEBVTT,
};

notes! {
    /// Extended audio description is a caption asset with `usage=1` and format 3, WebVTT: the catalog item of the service has
    /// `outputFormat` 3, and the management console accepts nothing else. Deliver the file with format 3 and the file
    /// extension `vtt`.
    EAD001 [REACH_VENDOR_EAD, EAD_CATALOG_ITEM]
    /// The vendor FAQ says that both times matter: a viewer who seeks to a point between them hears the text.
    EAD002 [REACH_VENDOR_EAD, EAD_IN_PLAYER]
    /// What the player does with two descriptions at once is not documented.
    EAD003 [REACH_VENDOR_EAD]
    /// Only the WebVTT file is delivered, with times of the original video. Its length is `entryDuration` of the
    /// task; `--order` sets it.
    EAD004 [REACH_VENDOR_EAD]
    /// The text is spoken by the browser's speech synthesis. The caption editor of REACH writes sound labels in
    /// square brackets.
    EAD005 [REACH_VENDOR_EAD]
    /// How the player's plugin gets the text is not documented. If it takes the server's JSON, the server has deleted everything after
    /// a `<` that is not closed, keeps references as written, takes a comment with `-->` in it for a cue, and repeats comments in
    /// every clip. If it parses the file as the caption display does, only six references are known, and style sheets and regions are
    /// skipped as malformed cues.
    EAD006 [SERVER_WEBVTT, PLAYER_CUE_TEXT]
    /// The text is spoken by the browser's speech synthesis.
    EAD007 [EAD_IN_PLAYER]
    /// The vendor FAQ says that the end bounds the seek. The player checks about every 250 ms which cues are due, and may miss a shorter
    /// one altogether.
    EAD008 [REACH_VENDOR_EAD, PLAYER_TIMING]
    /// What the plugin does about the limits of speech engines is not public.
    EAD009 [EAD_IN_PLAYER]
    /// Whether a file is a description is set on the asset (`usage=1`). Deliver captions with `usage=0`.
    EAD010 [REACH_VENDOR_EAD]
    /// The player offers a description only if the language of its asset starts with the language of the active audio track, or
    /// if no audio track has a language and there is exactly one description. Otherwise it cannot be switched on. That codes are
    /// compared without regard to case is our reading of the source.
    EAD012 [EAD_LANGUAGE]
}
