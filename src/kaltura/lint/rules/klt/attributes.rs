//! Attributes in a text of XML.

use crate::source::Span;

/// The values of the attributes with a local name in a text of XML, in order.
pub(super) fn attribute_values(text: &str, local: &str) -> Vec<Span> {
    let found = memchr::memmem::find_iter(text.as_bytes(), local.as_bytes()).filter_map(|at| {
        let before = text[..at].chars().next_back()?;
        let rest = text.get(at + local.len()..)?;
        let value = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let start = text.len() - value.len() + 1;
        let len = text[start..].find(quote)?;
        (before == ':' || before.is_whitespace()).then(|| Span::of(start..start + len))
    });
    found.collect()
}
