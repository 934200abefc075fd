//! SPK004: files without marks of speaker changes where they are ordered.

use crate::lint::references::{QC_SPK, REACH_PROFILE};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Where an order asks for marks (`enableSpeakerChangeIndication`), looks for any in the file: `>>`,
    /// dashes, `NAME:`, `[Name]` or voices in the markup. It speaks up once, about a file of at least
    /// `min-speaker-cues` cues (20) without one. A shorter file may have a single speaker.
    ///
    /// ## Why
    ///
    /// The customer switched the marks on, and viewers who do not hear who speaks rely on them. The platform
    /// checks nothing of it.
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
    /// Put `>> ` in front of the first line of each new speaker, as REACH's own captions have it. If there
    /// is one speaker only, leave the finding.
    ///
    /// ## Where it comes from
    ///
    /// REACH profile, `enableSpeakerChangeIndication`; the mark from captions that REACH machines wrote
    /// (`kaltura.md` sections 1.3 and 9; K602 in section 11; `qc_rules.md` section 1.5).
}

pub(super) static RULE: Rule = Rule {
    code: "SPK004",
    name: "no-speaker-change-mark",
    summary: "the order wants changes of speaker marked, and the file has no mark",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    needs: &[Need::SpeakerMarks],
    references: &[REACH_PROFILE, QC_SPK],
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
        "none of the {} cues marks a change of speaker, and the order wants that{}",
        cues.len(),
        subject.context.citation("speaker_marks")
    );
    let finding = findings
        .finding(first.origin.payload, message)
        .with_cue(0)
        .with_asked_by(subject.context.asked_by("speaker_marks"));
    findings.push(finding);
}
