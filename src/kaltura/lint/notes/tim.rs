//! Notes on the rules of the family TIM.

use crate::lint::references::REACH_FAQ;

notes! {
    /// The upload is accepted, and every reader of the platform has the cue. The FAQ for vendors of captions asks
    /// that a job whose source has such cues is answered with the status ERROR instead of a file.
    TIM003 [REACH_FAQ]
}
