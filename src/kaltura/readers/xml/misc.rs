//! Comments and processing instructions.

use super::chars::{self, is_xml_space};
use super::event::{Malformed, Parse};

/// The length of a comment. Two hyphens are only allowed at its end.
pub(super) fn comment(text: &str) -> Parse<usize> {
    let inner = &text["<!--".len()..];
    let end = memchr::memmem::find(inner.as_bytes(), b"--").ok_or(Malformed)?;
    let closed = inner[end..].starts_with("-->");
    closed.then_some("<!--".len() + end + "-->".len()).ok_or(Malformed)
}

/// The length of a processing instruction. One called `xml` is not allowed here.
pub(super) fn instruction(text: &str) -> Parse<usize> {
    let inner = &text["<?".len()..];
    let name = chars::name(inner).ok_or(Malformed)?;
    let rest = &inner[name.len()..];
    if name == "xml" || !(rest.starts_with("?>") || rest.starts_with(is_xml_space)) {
        return Err(Malformed);
    }
    let end = memchr::memmem::find(rest.as_bytes(), b"?>").ok_or(Malformed)?;
    Ok("<?".len() + name.len() + end + "?>".len())
}
