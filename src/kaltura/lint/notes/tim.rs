//! Notes on the rules of the family TIM.

use crate::kaltura::lint::references::{
    REACH_FAQ, REACH_GUIDE, SERVER_GENERATOR, SERVER_SRT, SERVER_WEBVTT,
};

notes! {
    /// The server leaves such a cue out when it serves SRT or DFXP as WebVTT.
    TIM001 [SERVER_GENERATOR]
    /// The server leaves such a cue out when it serves SRT or DFXP as WebVTT.
    TIM002 [SERVER_GENERATOR]
    /// The upload is accepted, and every parser of the platform has the cue. The FAQ for vendors asks that a job whose source has such
    /// cues be answered with the status ERROR instead of a file.
    TIM003 [REACH_FAQ]
    /// The REACH API guide asks for cues that do not overlap; the preset `kaltura-reach` reports them as errors.
    TIM004 [REACH_GUIDE]
    /// The REACH API guide asks for times within the entry.
    TIM010 [REACH_GUIDE]
    /// Every video of the platform starts at zero.
    TIM014 [REACH_GUIDE]
    /// The server reads two digits of hours in SRT and WebVTT.
    TIM015 [SERVER_SRT, SERVER_WEBVTT]
}
