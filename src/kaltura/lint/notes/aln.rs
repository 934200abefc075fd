//! Notes on the rules of the family ALN.

use crate::kaltura::lint::references::{REACH_FAQ, REACH_VENDOR_TRANSLATION};

notes! {
    /// The FAQ for vendors asks for a translation with the cues and times of its source.
    ALN001 [REACH_VENDOR_TRANSLATION]
    /// The FAQ for vendors asks for a translation with the cues and times of its source.
    ALN002 [REACH_VENDOR_TRANSLATION]
    /// For a translation job whose source has blocks of 1 ms, the FAQ for vendors says: "you should error the job". `cuesmith deliver` prints
    /// the fields of that update.
    ALN007 [REACH_FAQ]
}
