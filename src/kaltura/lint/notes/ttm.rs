//! Notes on the rules of the family TTM.

use crate::kaltura::lint::references::{MULTILINGUAL, PACKAGER, SERVER_DFXP};

notes! {
    /// The server refuses a file that is not well-formed; the asset goes to ERROR.
    TTM001 [SERVER_DFXP]
    /// The job that splits a multilingual file wants the language on every `div`.
    TTM003 [MULTILINGUAL]
    /// The server gives a paragraph without times no times: it is a cue of no use in the transcript and missing elsewhere.
    TTM009 [SERVER_DFXP]
    /// The server does not look at namespaces.
    TTM014 [SERVER_DFXP]
    /// The server does not look at namespaces.
    TTM015 [SERVER_DFXP]
    /// The server also reads `id` as the id.
    TTM019 [SERVER_DFXP]
    /// The packager wants the file to begin with `<?xml` or `<tt`.
    TTM020 [PACKAGER]
    /// The packager does not look deeper than ten levels.
    TTM021 [PACKAGER]
    /// The server and the packager ignore the time base and read labels as clock times.
    TTM026 [SERVER_DFXP, PACKAGER]
    /// The server makes a cue without length of such a paragraph and drops it.
    TTM033 [SERVER_DFXP]
    /// The server prefers `end`; it ignores a `dur` in clock time.
    TTM034 [SERVER_DFXP]
    /// The server and the packager ignore the begin of `body` and `div`.
    TTM035 [SERVER_DFXP, PACKAGER]
}
