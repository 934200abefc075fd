//! SPK004: files without speaker change marks, which were ordered.

use crate::lint::references::SPEAKER_MARKS;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// If the order asks for marks of speaker changes (the option `speaker_marks`), checks that the
    /// file has any: `>>`, dashes, `NAME:`, `[Name]` or voices in the markup. There is one finding, for
    /// a file of at least `min-speaker-cues` cues (20 by default) without a mark. A shorter file may
    /// have a single speaker.
    ///
    /// ## Why
    ///
    /// Viewers who cannot hear the voices rely on the marks to know when the speaker changes, and they
    /// were ordered.
    ///
    /// ## Example
    ///
    /// ```srt,invalid,speaker_marks=true,min_speaker_cues=2
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Is it far to the harbour?
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Ten minutes.
    /// ```
    ///
    /// ```srt,valid,speaker_marks=true,min_speaker_cues=2
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Is it far to the harbour?
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// >> Ten minutes.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write `>> ` before the first line of each new speaker. If there is only one speaker, ignore the
    /// finding.
    ///
    /// ## Where it comes from
    ///
    /// The order. What counts as a mark is our own list, from the style guides of Netflix, the BBC and
    /// DCMP.
}

pub(super) static RULE: Rule = Rule {
    code: "SPK004",
    name: "no-speaker-change-mark",
    summary: "the order asks for speaker change marks, and the file has none",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    needs: &[Need::SpeakerMarks],
    references: &[SPEAKER_MARKS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let cues = &subject.timeline.cues;
    if subject.context.speaker_marks != Some(true)
        || cues.len() < subject.limits.min_speaker_cues as usize
    {
        return;
    }
    let Some(first) = cues.first() else { return };
    if !subject.speakers().turns.is_empty() {
        return;
    }
    let message = format!(
        "none of the {} cues has a speaker change mark, and they are required{}",
        cues.len(),
        subject.context.citation("speaker_marks")
    );
    let finding = findings
        .finding(first.origin.payload, message)
        .with_cue(0)
        .with_asked_by(subject.context.asked_by("speaker_marks"));
    findings.push(finding);
}
