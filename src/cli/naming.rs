//! Names of files with placeholders: `{stem}.{lang}.vtt`.
//!
//! Values come from file names and API responses, so a value never adds a folder to a path: characters
//! that are not allowed in file names everywhere become `_`.

use std::path::{Path, PathBuf};

use crate::chars::is_obeyed;

/// A placeholder and its value; `None` if the value is not known.
pub(super) type Value<'v> = (&'v str, Option<String>);

/// Why a pattern gives no name.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// An unknown placeholder, or an unclosed brace.
    #[error("{0}")]
    Pattern(String),
    /// The named placeholder has no value.
    #[error("no value for `{{{0}}}`")]
    NoValue(String),
}

/// Replaces the placeholders of a pattern.
///
/// # Errors
/// An unknown placeholder, one without a value, or an unclosed brace.
pub(super) fn expand(pattern: &str, values: &[Value<'_>]) -> Result<String, Error> {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let inner = &rest[open + 1..];
        let unclosed = || Error::Pattern(format!("`{pattern}` has an unclosed `{{`"));
        let close = inner.find('}').ok_or_else(unclosed)?;
        let name = &inner[..close];
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name) else {
            let known: Vec<String> =
                values.iter().map(|(known, _)| format!("{{{known}}}")).collect();
            let message = format!("`{{{name}}}` is not a placeholder; use {}", known.join(", "));
            return Err(Error::Pattern(message));
        };
        let value = value.as_deref().map(plain).filter(|value| !value.is_empty());
        out.push_str(&value.ok_or_else(|| Error::NoValue(name.to_owned()))?);
        rest = &inner[close + 1..];
    }
    out.push_str(rest);
    Ok(out)
}

/// Whether a path has placeholders.
pub(super) fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.contains('{'))
}

/// Whether a path refers to a folder: an existing folder, or a path that ends like one.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir()
        || path.to_str().is_some_and(|text| text.ends_with(['/', std::path::MAIN_SEPARATOR]))
}

/// Whether a path refers to one file.
pub(super) fn is_plain_file(path: &Path) -> bool {
    !is_pattern(path) && !is_folder(path)
}

/// The pattern of output files: `output` itself, or `name` in the folder.
pub(super) fn in_folder(output: &Path, name: &str) -> PathBuf {
    if is_pattern(output) { output.to_owned() } else { output.join(name) }
}

/// A value as part of a file name.
fn plain(value: &str) -> String {
    let keep = |c: char| !is_obeyed(c) && !r#"/\:*?"<>|"#.contains(c);
    let text: String = value.trim().chars().map(|c| if keep(c) { c } else { '_' }).collect();
    // A name that consists of dots is a folder.
    if text.chars().all(|c| c == '.') { text.replace('.', "_") } else { text }
}

/// The file name of a path without its extension.
pub(super) fn stem(path: &Path) -> Option<String> {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Vec<Value<'static>> {
        vec![("stem", Some("talk".into())), ("lang", Some("pt-BR".into())), ("entryId", None)]
    }

    #[test]
    fn placeholders_are_replaced_and_others_named() {
        assert_eq!(expand("out/{stem}.{lang}.vtt", &values()).unwrap(), "out/talk.pt-BR.vtt");
        let says = |pattern| expand(pattern, &values()).unwrap_err().to_string();
        assert_eq!(
            says("{step}.vtt"),
            "`{step}` is not a placeholder; use {stem}, {lang}, {entryId}"
        );
        assert_eq!(says("{entryId}.vtt"), "no value for `{entryId}`");
        assert_eq!(says("{stem"), "`{stem` has an unclosed `{`");
    }

    #[test]
    fn a_value_stays_in_its_folder() {
        for (value, name) in [
            ("../../etc/passwd", ".._.._etc_passwd"),
            ("..", "__"),
            ("a/b\\c\0d\u{202e}", "a_b_c_d_"),
            ("English (British): a*", "English (British)_ a_"),
            ("日本", "日本"),
        ] {
            assert_eq!(expand("{x}", &[("x", Some(value.into()))]).unwrap(), name);
        }
    }
}
