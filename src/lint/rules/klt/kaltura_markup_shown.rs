//! KLT031: markup that a reader shows as text.

use crate::format::Format;
use crate::lint::platform;
use crate::lint::rule::{ALL_KINDS, rule};
use crate::lint::{Findings, Reference, Rule, RuleMeta, Subject};
use crate::source::{Applicability, Severity};

rule! {
    /// ## What it does
    ///
    /// Finds tags and codes other than `<i>`, `<b>` and `<u>` in SRT texts, such as `<font
    /// color="red">` and `{\an8}`.
    ///
    /// ## Why
    ///
    /// The server turns SRT into WebVTT for HLS and keeps three tags: everything else stands on the
    /// screen letter by letter. The player shows `{\an8}` too.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// {\an8}The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Take the markup out. The fix writes bold, italic and underline as `<b>`, `<i>` and `<u>`, which is
    /// safe, and deletes the rest, which is not: colors and places are lost.
    ///
    /// ## Where it comes from
    ///
    /// kaltura.md, section 3.1 (K015 there). Observed with kaltura/server c447fdb3 (2026-04-27),
    /// playkit-js 04ec0360 (2026-08-06).
    pub KalturaMarkupShown {
        code: "KLT031",
        name: "kaltura-markup-shown",
        summary: "markup that a reader shows as text",
        severity: Severity::Warning,
        formats: &[Format::Srt],
        kinds: ALL_KINDS,
        fix: Some(Applicability::Safe),
        references: &[Reference { title: "kaltura.md, section 3.1", read_on: "2026-11-22" }],
    }
}

impl Rule for KalturaMarkupShown {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check_document(&self, subject: &Subject<'_>, findings: &mut Findings<'_>) {
        platform::report(subject, findings);
    }
}
