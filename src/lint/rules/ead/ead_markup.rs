//! EAD006: what a speech engine would read aloud or drop.

use crate::format::Format;
use crate::lint::references::{WCAG_EXTENDED_AD, WEBVTT_DESCRIPTIONS};
use crate::lint::rule::{EAD, docs};
use crate::lint::{CueContext, Findings, Rule, Subject, plain};
use crate::rewrite::remove_block;
use crate::source::{Applicability, Edit, Fix, Severity, Span};
use crate::timeline::ExtraKind;

docs! {
    /// ## What it does
    ///
    /// Finds tags, cue settings and character references (`&quot;`, `&#39;`, `&amp;`) in descriptions,
    /// and style sheets, regions and comments beside them.
    ///
    /// ## Why
    ///
    /// A description is spoken, not drawn: it has no position and no appearance. A program that reads
    /// the text without decoding it speaks references as they are written ("ampersand quot"), and voice
    /// names are never heard.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000 align:start
    /// <i>A boat enters</i> the &quot;harbour&quot;.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// A boat enters the "harbour".
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write plain text. The fix removes tags and settings and writes the characters themselves; it is
    /// safe, because what is heard stays the same. `&amp;` and `&lt;` cannot be written plainly in
    /// WebVTT: write "and" or "less than". Style sheets and regions are removed by a safe fix, comments
    /// by an unsafe one: they may be wanted.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT gives descriptions as text to be spoken; that plain text is the form that every
    /// program understands is our own conclusion.
}

pub(super) static RULE: Rule = Rule {
    code: "EAD006",
    name: "ead-markup",
    summary: "a description has tags, settings, character references, styles or comments",
    severity: Severity::Warning,
    formats: &[Format::WebVtt],
    kinds: EAD,
    fix: Some(Applicability::Safe),
    references: &[WEBVTT_DESCRIPTIONS, WCAG_EXTENDED_AD],
    docs: DOCS,
    document: Some(check_document),
    cue: Some(check_cue),
    ..Rule::NEW
};

fn check_document(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let mut found =
        |span, message: &'static str, fix: fn(&'static str, Vec<Edit>) -> Fix, title| {
            let gone = vec![remove_block(subject.text(), span)];
            findings.push(findings.finding(span, message).with_fix(fix(title, gone)));
        };
    for region in &subject.timeline.regions {
        let message = "a region has no meaning in a file of descriptions";
        found(region.span, message, Fix::safe, "delete the region");
    }
    for extra in &subject.timeline.extras {
        match extra.kind {
            ExtraKind::Style => {
                let message = "a style sheet has no meaning in a file of descriptions";
                found(extra.span, message, Fix::safe, "delete the style sheet");
            }
            ExtraKind::Note => {
                let message = "a comment in a file of descriptions: not every parser skips it";
                found(extra.span, message, Fix::risky, "delete the comment");
            }
            ExtraKind::Header | ExtraKind::TimeMap | ExtraKind::Unparsed => {}
        }
    }
}

fn check_cue(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let origin = &cue.cue.origin;
    if !origin.settings.is_empty() {
        // The blanks before them are removed as well.
        let gone = Span::new(origin.end.end, origin.settings.end);
        findings.push(
            findings
                .finding(origin.settings, "cue settings have no meaning in a description")
                .with_cue(cue.index)
                .with_fix(Fix::safe("delete the settings", vec![Edit::delete(gone)])),
        );
    }
    let text = subject.text();
    let runs = subject.timeline.runs_of(cue.cue);
    let tags = plain::tags(origin.payload, runs);
    let references: Vec<(Span, Option<String>)> =
        runs.iter().filter_map(|run| plain::plain_spelling(text, run)).collect();
    let (span, message) = match (tags.first(), references.first()) {
        (None, None) => return,
        (Some(tag), None) => (*tag, "a tag in a description is not spoken"),
        (None, Some((run, _))) => (*run, "a character reference may be spoken as it is written"),
        (Some(tag), Some((run, _))) => (
            if tag.start < run.start { *tag } else { *run },
            "tags and character references do not belong in a description",
        ),
    };
    let mut finding = findings.finding(span, message).with_cue(cue.index);
    if let Some(edits) = plain::strip(subject, runs, &tags, &references) {
        finding = finding.with_fix(Fix::safe("leave only the plain text", edits));
    }
    findings.push(finding);
}
