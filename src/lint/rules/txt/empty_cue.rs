//! TXT001: cues that show nothing.

use crate::lint::references::{SRT_PARSERS, SUBTITLE_EDIT_LINTER};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Applicability, Severity};
use crate::timeline::{ExtraKind, Signs};

docs! {
    /// ## What it does
    ///
    /// Finds cues without any visible character: no text at all, or only white space, invisible
    /// characters and markup.
    ///
    /// ## Why
    ///
    /// An empty cue often means that text was lost. FFmpeg drops such cues; most other parsers keep them, so that
    /// programs disagree about the number of cues. ALN004 compares a translation with its source.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// <i> </i>
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// ♪
    /// ```
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// &nbsp;
    /// ```
    ///
    /// ## How to fix
    ///
    /// Type the missing text. The fix deletes the whole cue with its number and the blank line after
    /// it. It is unsafe, because the text may be missing rather than superfluous. SRT001 then renumbers
    /// the cues that follow. Where text that is not read follows the cue, there is no fix: it may be the text of the cue.
    ///
    /// ## Where it comes from
    ///
    /// What parsers do with empty cues is an observation. Subtitle Edit has the same check.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT001",
    name: "empty-cue",
    summary: "a cue shows nothing",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[SRT_PARSERS, SUBTITLE_EDIT_LINTER],
    docs: DOCS,
    cue: Some(check),
    signs: Signs::NO_INK,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    if cue.is_visible() {
        return;
    }
    let origin = &cue.cue.origin;
    let message = if origin.payload.slice(subject.text()).trim().is_empty() {
        "the cue has no text"
    } else {
        "the cue shows nothing: it has only white space and markup"
    };
    let mut finding = findings.finding(origin.timing(), message).with_cue(cue.index);
    if !has_unread_text(subject, cue) {
        finding.fix = subject.deletion(cue.index);
    }
    findings.push(finding);
}

/// Whether a block that is not read follows the cue: most likely its text, which a blank line separates from the times.
fn has_unread_text(subject: &Subject<'_>, cue: &CueContext<'_, '_>) -> bool {
    let extras = &subject.timeline.extras;
    let end = cue.cue.origin.block.end;
    let next = subject.next(cue.index).map_or(u32::MAX, |next| next.origin.block.start);
    let from = extras.partition_point(|extra| extra.span.start < end);
    extras[from..]
        .iter()
        .take_while(|extra| extra.span.start < next)
        .any(|extra| extra.kind == ExtraKind::Unparsed)
}
