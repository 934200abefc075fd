//! Notes on the rules of the family SPK.

use crate::kaltura::lint::references::{
    MACHINE_CAPTIONS, REACH_PROFILE, SERVER_WEBVTT, SPEAKER_ID, SPEAKER_IN_EDITOR,
};

notes! {
    /// The order asks for the marks with `enableSpeakerChangeIndication` of the REACH profile (default: no). Captions that REACH
    /// machines wrote have `>> ` before a new speaker. No program of Kaltura checks it. `--order` gives the order.
    SPK004 [REACH_PROFILE, MACHINE_CAPTIONS]
    /// Machine captions of REACH mark changes with `>> `; the caption editor writes names as `[Ron]`.
    SPK005 [MACHINE_CAPTIONS, SPEAKER_IN_EDITOR]
    /// The order asks for no marks if `enableSpeakerChangeIndication` of the REACH profile is false or not set. Universities that use
    /// REACH publish instructions for deleting `>>` in the caption editor. Names are a separate field, `enableSpeakerId` of the
    /// catalog item.
    SPK008 [REACH_PROFILE, MACHINE_CAPTIONS]
    /// The order asks for no sound labels if `enableAudioTags` of the REACH profile is false or not set.
    SPK009 [REACH_PROFILE]
    /// The order asks for names with `enableSpeakerId` of the catalog item, which is independent of the marks of speaker changes. The
    /// server removes `<v Name>` from WebVTT before it indexes, converts or sends captions to the transcript panel, and the player does
    /// not show it. `cuesmith deliver` writes the names into the text if the order asks for them.
    SPK010 [SPEAKER_ID, SERVER_WEBVTT]
}
