//! The WebVTT the server gives out (`kWebVTTGenerator.php:65-225`).
//!
//! SRT and DFXP are converted: cues without a positive length are dropped, special signs are escaped, DFXP
//! styles become settings. WebVTT is served almost unchanged: the lines before the first cue, then
//! each cue with its settings and raw text.

use super::caption_type::CaptionType;
use super::gate::server;
use super::kept::{Chunk, KeptCue, Server, ServerCue, TextStyle};
use super::text;

/// The server reads no larger file when it serves one (`CaptionAssetService.php:620-624`).
pub const SERVE_LIMIT: usize = 1_048_576;

/// Why the server serves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The upload check refused the file, so there is no asset to serve.
    #[error("the upload check finds no cue in this file")]
    NotReady,
    /// The server answers `CAPTION_ASSET_FILE_NOT_FOUND`.
    #[error("the file has {0} bytes, but the server serves no file over {SERVE_LIMIT} bytes")]
    TooLarge(usize),
    /// The settings of a style, written for each cue, make a file of more than 128 MiB. PHP's usual
    /// memory limit stops the server near that size; the exact limit of the platform is not known.
    #[error("the served file would exceed 128 MiB")]
    OutOfMemory,
}

const MEMORY: usize = 128 << 20;

/// The whole file as WebVTT (`segmentIndex/-1`), which is also what the player gets for DFXP.
///
/// # Errors
/// [`ServeError`] when the upload check keeps no cue of the file, when it is over [`SERVE_LIMIT`] bytes, or
/// when what it becomes is over 128 MiB.
pub fn serve_webvtt(bytes: &[u8], caption_type: CaptionType) -> Result<Vec<u8>, ServeError> {
    let server = server(bytes, caption_type);
    Ok(served(&server, bytes.len(), caption_type)?.file)
}

/// What is served, and where each of the upload check's cues is in it.
pub(in crate::kaltura) struct Served {
    pub(in crate::kaltura) file: Vec<u8>,
    /// For each cue of the upload check, unless it is dropped.
    pub(in crate::kaltura) places: Vec<Option<Place>>,
}

/// A cue in a served file, in bytes.
#[derive(Clone, Copy)]
pub(in crate::kaltura) struct Place {
    /// The first byte of its timing line.
    pub(in crate::kaltura) start: usize,
    /// Where its text begins and ends.
    pub(in crate::kaltura) text: (usize, usize),
}

/// Whether the server serves a file of `size` bytes.
pub(in crate::kaltura) fn is_served(ready: bool, size: usize) -> Result<(), ServeError> {
    match size {
        _ if !ready => Err(ServeError::NotReady),
        size if size > SERVE_LIMIT => Err(ServeError::TooLarge(size)),
        _ => Ok(()),
    }
}

/// [`serve_webvtt`] of what the server has read already. `size` is the size of the file.
pub(in crate::kaltura) fn served(
    server: &Server<'_>,
    size: usize,
    caption_type: CaptionType,
) -> Result<Served, ServeError> {
    is_served(!server.cues.is_empty(), size)?;
    let is_webvtt = caption_type == CaptionType::WebVtt;
    let mut out = if is_webvtt { server.header.clone() } else { b"WEBVTT\n".to_vec() };
    let mut places = Vec::with_capacity(server.cues.len());
    out.push(b'\n');
    for cue in &server.cues {
        if !is_webvtt && is_dropped(&cue.kept) {
            places.push(None);
            continue;
        }
        let start = out.len();
        for (time, mark) in [(cue.kept.start_ms, &b" --> "[..]), (cue.kept.end_ms, b"")] {
            out.extend_from_slice(timestamp(time).as_bytes());
            out.extend_from_slice(mark);
        }
        settings(cue, is_webvtt, &mut out);
        out.push(b'\n');
        let text = out.len();
        out.extend_from_slice(&content(cue, is_webvtt));
        places.push(Some(Place { start, text: (text, out.len()) }));
        out.extend_from_slice(b"\n\n");
        if out.len() > MEMORY {
            return Err(ServeError::OutOfMemory);
        }
    }
    out.extend_from_slice(b"\n\n\n");
    Ok(Served { file: out, places })
}

/// Whether a cue of SRT or DFXP is dropped because it does not end after it starts
/// (`kWebVTTGenerator.php:84`).
///
/// PHP compares a null with a number as false with true: a null begin is served unless the end is
/// zero or null too (observed, see docs/platform.md).
pub(in crate::kaltura) fn is_dropped(cue: &KeptCue<'_>) -> bool {
    match (cue.start_ms, cue.end_ms) {
        (Some(start), Some(end)) => start >= end,
        (None, end) => end.unwrap_or(0.0) == 0.0,
        (Some(_), None) => true,
    }
}

/// `HH:MM:SS.mmm`, hours as long as they are, a null as zero. Each part of a negative time has its
/// own sign.
pub(in crate::kaltura) fn timestamp(ms: Option<f64>) -> String {
    let ms = ms.unwrap_or(0.0);
    let [ms, seconds] = [1.0, 1000.0].map(|unit| php_int(ms / unit));
    // PHP divides two integers as floats.
    let [minutes, hours] = [60.0, 3600.0].map(|unit| php_int(seconds as f64 / unit));
    if ms >= 0 && (0..100).contains(&hours) {
        return clock([hours, minutes % 60, seconds % 60], '.', ms % 1000);
    }
    let part = |value: i64, width: usize| {
        let sign = if value < 0 { "-" } else { "" };
        format!("{sign}{:0width$}", value.unsigned_abs(), width = width - sign.len())
    };
    let (hours, minutes) = (part(hours, 2), part(minutes % 60, 2));
    format!("{hours}:{minutes}:{}.{}", part(seconds % 60, 2), part(ms % 1000, 3))
}

/// Hours, minutes and seconds of two digits and milliseconds of three, none of them negative.
pub(super) fn clock(parts: [i64; 3], point: char, ms: i64) -> String {
    let digit = |value: i64| char::from(b'0' + (value % 10) as u8);
    let mut out = String::with_capacity(12);
    for (value, mark) in parts.into_iter().zip([':', ':', point]) {
        out.extend([digit(value / 10), digit(value), mark]);
    }
    out.extend([digit(ms / 100), digit(ms / 10), digit(ms)]);
    out
}

/// PHP's `(int)` of a float: what is beyond 64 bits wraps around, and what is not a number is zero
/// (`zend_dval_to_lval` of PHP 8.2).
fn php_int(value: f64) -> i64 {
    const WRAP: f64 = 18_446_744_073_709_551_616.0;
    if value.is_finite() && value.abs() >= WRAP / 2.0 {
        let rest = (value % WRAP) as i128;
        return rest as i64;
    }
    value as i64
}

fn settings(cue: &ServerCue<'_>, is_webvtt: bool, out: &mut Vec<u8>) {
    if is_webvtt {
        if !cue.kept.settings.is_empty() {
            out.push(b' ');
            out.extend_from_slice(&cue.kept.settings);
        }
        return;
    }
    let Some(style) = cue.chunks.first().and_then(|chunk| chunk.style.as_ref()) else { return };
    for (key, value) in styled(style) {
        out.extend_from_slice(format!(" {key}:").as_bytes());
        out.extend_from_slice(value);
    }
}

/// Settings from the style of the first chunk (`kWebVTTGenerator.php:89-119`), in the order PHP's
/// array holds them: by the first time a key was set.
fn styled(style: &TextStyle) -> Vec<(&'static str, &[u8])> {
    let mut all: Vec<(&'static str, &[u8])> = Vec::new();
    let mut set = |key, value| match all.iter_mut().find(|(known, _)| *known == key) {
        Some((_, old)) => *old = value,
        None => all.push((key, value)),
    };
    if let Some(align) = &style.text_align {
        set(
            "align",
            match &**align {
                b"left" => b"start",
                b"right" => b"end",
                b"center" | b"full" => b"middle",
                // A key that is never set is read here: `align:` stays empty.
                _ => b"",
            },
        );
    }
    match style.display_align.as_deref() {
        Some(b"before") => set("line", b"0%"),
        Some(b"center") => set("line", b"50%"),
        Some(b"after") => set("line", b"100%"),
        _ => {}
    }
    if let Some(origin) = &style.origin {
        let mut parts = origin.split(|&b| b == b' ');
        set("position", parts.next().unwrap_or_default());
        set("line", parts.next().unwrap_or_default());
        set("align", b"start");
    }
    if let Some(extent) = &style.extent {
        set("size", extent.split(|&b| b == b' ').next().unwrap_or_default());
    }
    all
}

/// The text: chunks in a row, runs of line endings collapsed, without blanks at both ends.
fn content(cue: &ServerCue<'_>, is_webvtt: bool) -> Vec<u8> {
    let mut all = Vec::new();
    for chunk in &cue.chunks {
        chunk_text(chunk, is_webvtt, &mut all);
    }
    if cue.chunks.is_empty() {
        all = escaped(&cue.kept.text);
    }
    all.retain(|&b| b != b'\r');
    all.dedup_by(|a, b| *a == b'\n' && *b == b'\n');
    text::trim(&all).to_vec()
}

fn chunk_text(chunk: &Chunk, is_webvtt: bool, out: &mut Vec<u8>) {
    if is_webvtt {
        out.extend_from_slice(&chunk.text);
        return;
    }
    let (bold, italic) = chunk.style.as_ref().map_or((false, false), |s| (s.bold, s.italic));
    for (wanted, tag) in [(italic, &b"<i>"[..]), (bold, b"<b>")] {
        out.extend_from_slice(if wanted { tag } else { b"" });
    }
    out.extend_from_slice(&escaped(&chunk.text));
    for (wanted, tag) in [(bold, &b"</b>"[..]), (italic, b"</i>")] {
        out.extend_from_slice(if wanted { tag } else { b"" });
    }
}

/// `escapeSpecialChars` (`kWebVTTGenerator.php:205-225`): a text that contains one of WebVTT's six
/// entities is read as escaped and stays as it is. Otherwise `&`, `<` and `>` are escaped, and if an
/// opening `<i>`, `<b>` or `<u>` is among them, those and their ends are put back.
fn escaped(text: &[u8]) -> Vec<u8> {
    const ENTITIES: [&[u8]; 6] = [b"&amp;", b"&gt;", b"&lt;", b"&lrm;", b"&rlm;", b"&nbsp;"];
    let has = |what: &[u8]| memchr::memmem::find(text, what).is_some();
    if memchr::memchr3(b'&', b'<', b'>', text).is_none() || ENTITIES.into_iter().any(has) {
        return text.to_vec();
    }
    // PHP's htmlspecialchars gives nothing back for invalid UTF-8.
    if simdutf8::basic::from_utf8(text).is_err() {
        return Vec::new();
    }
    let restore = [&b"<i>"[..], b"<b>", b"<u>"].into_iter().any(has);
    let mut out = Vec::with_capacity(text.len() + text.len() / 8);
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let tag = style_tag(&text[at..]).filter(|_| restore);
        match (byte, tag) {
            (_, Some(tag)) => out.extend_from_slice(tag),
            (b'&', _) => out.extend_from_slice(b"&amp;"),
            (b'<', _) => out.extend_from_slice(b"&lt;"),
            (b'>', _) => out.extend_from_slice(b"&gt;"),
            _ => out.push(byte),
        }
        at += tag.map_or(1, <[u8]>::len);
    }
    out
}

fn style_tag(text: &[u8]) -> Option<&[u8]> {
    match text {
        [b'<', b'i' | b'b' | b'u', b'>', ..] => Some(&text[..3]),
        [b'<', b'/', b'i' | b'b' | b'u', b'>', ..] => Some(&text[..4]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped_text(text: &str) -> String {
        String::from_utf8(escaped(text.as_bytes())).unwrap()
    }

    #[test]
    fn only_the_plain_style_tags_survive() {
        assert_eq!(escaped_text("<i>a</i> & <font>"), "<i>a</i> &amp; &lt;font&gt;");
        assert_eq!(escaped_text("a</i>"), "a&lt;/i&gt;");
        assert_eq!(escaped_text("{\\an8} &#39;"), "{\\an8} &amp;#39;");
    }

    #[test]
    fn one_entity_leaves_the_rest_raw() {
        assert_eq!(escaped_text("salt &amp; sand < shell"), "salt &amp; sand < shell");
    }

    #[test]
    fn parts_of_a_negative_time_keep_their_signs() {
        assert_eq!(timestamp(Some(-3_600_000.0)), "-1:00:00.000");
        assert_eq!(timestamp(Some(-1_005.0)), "00:00:-1.-05");
        assert_eq!(timestamp(None), "00:00:00.000");
        assert_eq!(timestamp(Some(360_000_000.0)), "100:00:00.000");
        assert_eq!(timestamp(Some(1e23)), "2157299897625618:08:16.056");
    }

    #[test]
    fn an_srt_cue_without_length_is_not_served_and_a_webvtt_one_is() {
        let srt = b"1\n00:00:02,000 --> 00:00:02,000\nx\n";
        assert_eq!(serve_webvtt(srt, CaptionType::Srt).unwrap(), b"WEBVTT\n\n\n\n\n");
        let vtt = b"WEBVTT\n\n00:02.000 --> 00:02.000 line:0\n<v Bob>x\n";
        assert_eq!(
            String::from_utf8(serve_webvtt(vtt, CaptionType::WebVtt).unwrap()).unwrap(),
            "WEBVTT\n\n\n00:00:02.000 --> 00:00:02.000 line:0\n<v Bob>x\n\n\n\n\n"
        );
    }
}
