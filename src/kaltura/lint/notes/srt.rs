//! Notes on the rules of the family SRT.

use crate::kaltura::lint::references::{
    PACKAGER, PLAYER_SRT, PLAYER_WEBVTT, SERVER_CLIP, SERVER_GATE, SERVER_GENERATOR, SERVER_SRT,
};

notes! {
    /// The server ignores the order of the numbers and whether they are unique.
    SRT001 [SERVER_SRT]
    /// The server looks for a number before every timing line. A cue without one is lost, or its times and its text become text of the
    /// previous cue. A file without any number goes to ERROR. The packager refuses it too.
    SRT002 [SERVER_SRT, PACKAGER]
    /// The server drops a cue without a fraction, without hours, with three digits of hours, or with anything after the end time, and keeps
    /// the rest: the asset is READY and a cue is missing. `,5` is half a second to the packager and 5 ms to the server. The player
    /// turns only the full form with one space on each side of the arrow into WebVTT and shows no other cue.
    SRT003 [SERVER_SRT, PLAYER_SRT, PACKAGER]
    /// The clip tool does not recognize a timing line with full stops: a clip of the video keeps the old times there.
    SRT004 [SERVER_CLIP]
    /// The server and the packager show the number, the times and the text of the second cue as text of the first. The player starts a
    /// new cue at the times.
    SRT005 [SERVER_SRT, PACKAGER, PLAYER_WEBVTT]
    /// When the server makes WebVTT from SRT it escapes everything but `<i>`, `<b>` and `<u>`, so that viewers read `<c.yellow>` or
    /// `{\an8}` on screen. A cue with a character reference is passed on without escaping.
    SRT006 [SERVER_GENERATOR]
    /// The packager refuses a file that does not begin with a cue.
    SRT007 [PACKAGER]
    /// A line of spaces is a blank line to the server, but not to the packager, which then joins two cues.
    SRT008 [SERVER_SRT, PACKAGER]
    /// The packager refuses `2.` and `Cue 2`. The server only knows ASCII digits and does not find a cue with others.
    SRT009 [SERVER_SRT, PACKAGER]
    /// An asset in which the server finds no cue goes to ERROR (since July 2021), and can then only be deleted.
    SRT010 [SERVER_GATE, SERVER_SRT]
    /// The player ends a cue at every line with `-->` and drops what follows if it is not a timing line.
    SRT011 [PLAYER_WEBVTT]
}
