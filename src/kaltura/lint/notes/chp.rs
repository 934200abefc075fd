//! Notes on the rules of the family CHP.

use crate::kaltura::lint::references::{CHAPTERS, PLAYER_CHAPTERS, VOD_API_CHAPTERS};

notes! {
    /// Chapters are cue points, which have no end: the player shows each until the next one starts. The API refuses a list in which
    /// chapters overlap (status 400).
    CHP001 [VOD_API_CHAPTERS, PLAYER_CHAPTERS]
    /// The API refuses such a chapter.
    CHP002 [VOD_API_CHAPTERS]
    /// A cue point shows tags as they are written.
    CHP004 [CHAPTERS]
    /// Whatever the file says, the player shows each chapter until the next one starts, and nothing before the first.
    CHP005 [PLAYER_CHAPTERS]
    /// The server silently cuts the title of a cue point after 255 bytes, possibly in the middle of a character.
    CHP006 [CHAPTERS]
}
