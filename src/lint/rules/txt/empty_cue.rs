//! TXT001: cues that show nothing.

use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Reference, Rule, Subject};
use crate::source::{Applicability, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds cues without any visible character: no text at all, only white space and invisible
    /// characters, or only markup.
    ///
    /// ## Why
    ///
    /// An empty cue is nearly always text that got lost. ffmpeg drops such cues, most other readers
    /// keep them: an empty box is shown over the picture, and reports that count cues disagree. The
    /// Kaltura transcript leaves them out, and a file of nothing but empty cues is READY there.
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
    /// Type the missing text. The fix takes the whole cue out, with its number and the blank line
    /// after it; it is unsafe, because the text may be lost and not superfluous. The numbers of
    /// the cues after it are SRT001's work.
    ///
    /// ## Where it comes from
    ///
    /// Our measurement of twelve SRT readers; Kaltura server and transcript plugin source. Subtitle
    /// Edit has the same check.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT001",
    name: "empty-cue",
    summary: "a cue shows nothing",
    severity: Severity::Error,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[
        Reference {
            title: "Observation: SRT files in twelve readers",
            url: "docs/observations.md#srt-readers",
            read_on: "2026-11-22",
        },
        Reference {
            title: "kaltura/playkit-js-transcript, transcript-plugin.tsx",
            url: "https://github.com/kaltura/playkit-js-transcript/blob/80ac5763d0dc/src/transcript-plugin.tsx",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    cue: Some(check),
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
        "the cue shows nothing: its text is only white space and markup"
    };
    let mut finding = findings.finding(origin.timing(), message).with_cue(cue.index);
    finding.fix = subject.deletion(cue.index);
    findings.push(finding);
}
