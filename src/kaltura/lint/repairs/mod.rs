//! Fixes for differences, as edits to the source.

mod common;
mod srt;
mod text;
#[cfg(feature = "ttml")]
mod ttml;
mod webvtt;

#[cfg(feature = "ttml")]
use crate::format::Format;
use crate::lint::Subject;
use crate::source::Fix;

pub(super) use common::file_place;
pub(in crate::kaltura::lint) use text::is_disputed;
#[cfg(feature = "ttml")]
pub(super) use ttml::timed_containers;

/// The fix of a KLT rule for a cue, or for the file.
pub(in crate::kaltura) fn fix(subject: &Subject<'_>, code: &str, cue: Option<u32>) -> Option<Fix> {
    let own = |at: u32| subject.timeline.cues.get(at as usize);
    match (code, cue) {
        ("KLT002", None) => webvtt::header(subject),
        ("KLT003" | "KLT004" | "KLT024", Some(at)) => text::timing_line(subject, own(at)?),
        #[cfg(feature = "ttml")]
        ("KLT008" | "KLT009" | "KLT010" | "KLT011" | "KLT036", Some(at)) => {
            ttml::clock_times(subject, at)
        }
        #[cfg(feature = "ttml")]
        ("KLT016", Some(at)) if subject.format == Format::Ttml => {
            ttml::copies(subject, at, own(at)?)
        }
        ("KLT016", Some(at)) => text::pieces(subject, own(at)?),
        ("KLT026", None) => text::line_feeds(subject),
        ("KLT027", Some(at)) => text::blank_lines(subject, own(at)?),
        ("KLT029", Some(at)) => srt::no_less_than(subject, own(at)?),
        ("KLT031", Some(at)) => srt::plain_markup(subject, own(at)?),
        ("KLT030", Some(at)) => webvtt::characters(subject, own(at)?),
        ("KLT032", Some(at)) => webvtt::no_settings(own(at)?),
        #[cfg(feature = "ttml")]
        ("KLT037", Some(at)) => ttml::no_cdata(subject, own(at)?),
        ("KLT035", None) => webvtt::no_first_identifier(subject),
        ("KLT043", Some(at)) => webvtt::blanks(subject, own(at)?),
        #[cfg(feature = "ttml")]
        ("KLT040", None) => ttml::tenths(subject),
        _ => None,
    }
}

/// The fix for all findings of a rule in a document. The first finding has it. Only TTML has such fixes.
pub(super) fn fix_document(subject: &Subject<'_>, code: &str) -> Option<Fix> {
    #[cfg(feature = "ttml")]
    return ttml::fix_document(subject, code);
    #[cfg(not(feature = "ttml"))]
    {
        let _ = (subject, code);
        None
    }
}
