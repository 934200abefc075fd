//! SRT006: markup that SRT players show as text or drop.

use crate::format::Format;
use crate::lint::Rule;
use crate::lint::references::{SRT_PARSERS, YOUTUBE};
use crate::lint::rule::docs;
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds what looks like markup and is not one of `<i>`, `<b>`, `<u>`, `<s>` and `<font>`: other tags,
    /// WebVTT tags, `<br>`, ASS overrides such as `{\an8}`, MicroDVD codes such as `{y:i}`, character
    /// references such as `&amp;`, and bars used as line breaks, as MicroDVD does: in a file without other
    /// line breaks, between words, in several cues.
    ///
    /// ## Why
    ///
    /// SRT has no agreed markup beyond these tags: other markup is shown on screen, or dropped. YouTube
    /// recognizes no markup at all.
    ///
    /// Severity: warning; info for tags and overrides that many players know.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// <c.yellow>The harbour</c> opens at six.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// <i>The harbour</i> opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Remove the markup and write plain characters. Where a fix is offered it is unsafe: it changes
    /// how the cue looks, or removes what may have been meant as text.
    ///
    /// ## Where it comes from
    ///
    /// YouTube help; observation of twelve SRT parsers.
}

pub(super) static RULE: Rule = Rule {
    code: "SRT006",
    name: "unknown-markup",
    summary: "cue text has markup other than `<i>`, `<b>`, `<u>` and `<font>`",
    severity: Severity::Warning,
    formats: &[Format::Srt],
    fix: Some(Applicability::Unsafe),
    passes_on: &[
        "TAG_UNKNOWN",
        "TAG_VTT_IN_SRT",
        "TAG_BR",
        "TAG_ASS_OVERRIDE",
        "TAG_MICRODVD",
        "TXT_ENTITY",
        "TXT_PIPE_BREAK",
    ],
    references: &[YOUTUBE, SRT_PARSERS],
    docs: DOCS,
    ..Rule::NEW
};
