//! The part of an entry that a clip cuts out, and what happens to times in it.

/// The part of an entry that is cut out, in milliseconds from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClipWindow {
    /// Begin in milliseconds.
    pub start_ms: i64,
    /// End in milliseconds.
    pub end_ms: i64,
}

/// Times in milliseconds as they are in the clip, or `None` when they are outside. What only touches the
/// clip stays, with no length.
pub(in crate::kaltura) fn shifted(start: i64, end: i64, window: ClipWindow) -> Option<(i64, i64)> {
    if end < window.start_ms || start > window.end_ms {
        return None;
    }
    Some(((start - window.start_ms).max(0), end.min(window.end_ms) - window.start_ms))
}
