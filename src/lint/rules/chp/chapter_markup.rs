//! CHP004: tags in titles.

use crate::format::Format;
use crate::lint::references::WEBVTT_CHAPTERS;
use crate::lint::rule::{CHAPTERS, docs};
use crate::lint::{CueContext, Findings, Rule, Subject, plain};
use crate::source::{Applicability, Edit, Fix, Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds tags, timestamps and cue settings in chapters.
    ///
    /// ## Why
    ///
    /// A title appears in a menu, which draws no tags and has no positions. WebVTT's chapter titles are
    /// plain text.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:00.000 --> 00:01:50.000
    /// <b>The harbour</b>
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:00.000 --> 00:01:50.000
    /// Bread &amp; salt
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write plain text. The fix removes tags and settings and is safe: titles show no markup.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, chapter title text: no tags and no timestamps; character references are allowed.
}

pub(super) static RULE: Rule = Rule {
    code: "CHP004",
    name: "chapter-markup",
    summary: "a chapter has tags or settings",
    severity: Severity::Warning,
    formats: &[Format::WebVtt],
    kinds: CHAPTERS,
    fix: Some(Applicability::Safe),
    references: &[WEBVTT_CHAPTERS],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let origin = &cue.cue.origin;
    if !origin.settings.is_empty() {
        // The blanks before them are removed as well.
        let gone = Span::new(origin.end.end, origin.settings.end);
        findings.push(
            findings
                .finding(origin.settings, "cue settings have no meaning for a chapter")
                .with_cue(cue.index)
                .with_fix(Fix::safe("delete the settings", vec![Edit::delete(gone)])),
        );
    }
    let runs = subject.timeline.runs_of(cue.cue);
    let tags = plain::tags(origin.payload, runs);
    let Some(first) = tags.first() else { return };
    let mut finding =
        findings.finding(*first, "a tag in a chapter's title is not shown").with_cue(cue.index);
    if let Some(edits) = plain::strip(subject, runs, &tags, &[]) {
        finding = finding.with_fix(Fix::safe("leave only the plain text", edits));
    }
    findings.push(finding);
}
