//! What the rules about TTML have in common.

use crate::lint::Subject;
use crate::read::Document;
use crate::ttml;

/// The document, which these rules look at in its own format.
pub(super) fn ttml<'a>(subject: &Subject<'a>) -> Option<&'a ttml::Document<'a>> {
    match subject.document {
        Document::Ttml(document) => Some(document),
        _ => None,
    }
}
