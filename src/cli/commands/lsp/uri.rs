//! URIs of documents as paths and names (RFC 3986, RFC 8089).

use std::path::PathBuf;

use percent_encoding::percent_decode_str;

/// The local path of a `file` URI.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("file://"))?;
    let rest = &uri[rest.len()..];
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(rest).decode_utf8_lossy();
    let local = decoded.strip_prefix("localhost").unwrap_or(&decoded);
    // `/C:/talk.srt`
    let bytes = local.as_bytes();
    let is_drive = bytes.len() > 2 && bytes[1].is_ascii_alphabetic() && bytes[2] == b':';
    match (cfg!(windows), local.starts_with('/')) {
        (true, true) if is_drive => Some(local[1..].replace('/', "\\").into()),
        (true, false) => Some(format!("\\\\{}", local.replace('/', "\\")).into()),
        (_, true) => Some(local.into()),
        (false, false) => None,
    }
}

/// The name that a document goes by: the path of a file, or the last part of another URI if it has an
/// extension. `None` for a document that was never saved.
pub(super) fn name(uri: &str) -> Option<String> {
    if let Some(path) = path(uri) {
        return Some(path.to_string_lossy().into_owned());
    }
    let (scheme, rest) = uri.split_once(':')?;
    let rest = rest.split(['?', '#']).next()?;
    let last = percent_decode_str(rest.rsplit('/').next()?).decode_utf8_lossy().into_owned();
    let is_saved = !scheme.eq_ignore_ascii_case("untitled") || rest.contains('/');
    (is_saved && last.contains('.')).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(not(windows))]
    fn a_file_uri_is_a_path() {
        for (uri, expected) in [
            ("file:///home/a/talk%201.de.srt", Some("/home/a/talk 1.de.srt")),
            ("FILE://localhost/a%23b%3F.vtt", Some("/a#b?.vtt")),
            ("file:///a/%C3%A9.vtt", Some("/a/é.vtt")),
            ("file:///a/é日.vtt", Some("/a/é日.vtt")),
            ("file://server/share/a.srt", None),
            ("untitled:Untitled-1", None),
            ("", None),
            ("file:/", None),
            ("日本語", None),
        ] {
            assert_eq!(path(uri), expected.map(PathBuf::from), "{uri}");
        }
    }

    #[test]
    fn other_uris_have_a_name_if_they_have_an_extension() {
        for (uri, expected) in [
            ("vscode-vfs://github/a/b/talk%20x.srt", Some("talk x.srt")),
            ("git:/a/talk.vtt?ref=main", Some("talk.vtt")),
            ("untitled:/a/new.vtt", Some("new.vtt")),
            ("untitled:Untitled-1", None),
            ("untitled:Untitled.1", None),
            ("x", None),
        ] {
            assert_eq!(name(uri).as_deref(), expected, "{uri}");
        }
    }
}
