//! Where findings about the file as a whole are.

use crate::lint::Subject;
use crate::source::Span;

/// The place of a finding about the file as a whole.
pub(super) fn first_line(subject: &Subject<'_>) -> Span {
    let text = subject.text();
    Span::of(0..text.find(['\n', '\r']).unwrap_or(text.len()))
}
