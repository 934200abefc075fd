//! Lines of a cue's text.

/// The lines of a text; none when it is empty. CRLF, CR CR LF, LF and CR end a line.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = (!text.is_empty()).then_some(text);
    std::iter::from_fn(move || {
        let here = rest?;
        let Some(end) = memchr::memchr2(b'\n', b'\r', here.as_bytes()) else {
            rest = None;
            return Some(here);
        };
        rest = Some(&here[end + terminator(&here.as_bytes()[end..])..]);
        Some(&here[..end])
    })
}

/// Length in bytes of the line terminator that `bytes` begins with; 0 when there is none.
#[inline]
pub(super) fn terminator(bytes: &[u8]) -> usize {
    match bytes {
        [b'\n', ..] => 1,
        [b'\r', b'\n', ..] => 2,
        [b'\r', b'\r', b'\n', ..] => 3,
        [b'\r', ..] => 1,
        _ => 0,
    }
}
