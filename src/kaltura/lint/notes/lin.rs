//! Notes on the rules of the family LIN.

use crate::kaltura::lint::references::{
    PACKAGER, REACH_GUIDE, REACH_LINE_LENGTH, REACH_PROFILE_HELP, SERVER_SRT,
};

notes! {
    /// `maxCharactersPerCaptionLine` of the REACH profile sets the limit. If the field is empty or 0, the server takes 26; the
    /// help recommends 32 and the sample profile of the API guide has 42. `--order` sets `max-chars` from the profile.
    LIN001 [REACH_LINE_LENGTH, REACH_PROFILE_HELP, REACH_GUIDE]
    /// In SRT, the upload check and the packager end the cue at a line that is entirely blank: the text after it is lost. The packager
    /// does not take a line of spaces for a blank line.
    LIN006 [SERVER_SRT, PACKAGER]
}
