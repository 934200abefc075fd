//! SPK008: speaker change marks that were not ordered.

use crate::lint::references::SPEAKER_MARKS;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::Severity;
use crate::speakers::MarkStyle;

docs! {
    /// ## What it does
    ///
    /// If the order asks for no marks of speaker changes (the option `speaker_marks` is `false`), finds
    /// `>>` in a file. There is one finding, at the first mark. Names of speakers are a separate option
    /// (`speaker_names`) and are left alone.
    ///
    /// ## Why
    ///
    /// Customers who did not order the marks have to delete them by hand.
    ///
    /// ## Example
    ///
    /// ```srt,invalid,speaker_marks=false
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// >> Is it far to the harbour?
    /// ```
    ///
    /// ```srt,valid,speaker_marks=false
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Is it far to the harbour?
    /// ```
    ///
    /// ## How to fix
    ///
    /// Delete the marks, or ask the customer.
    ///
    /// ## Where it comes from
    ///
    /// The order. What counts as a mark is our own list.
}

pub(super) static RULE: Rule = Rule {
    code: "SPK008",
    name: "speaker-mark-not-ordered",
    summary: "the order asks for no speaker change marks, and the file has them",
    severity: Severity::Info,
    kinds: CAPTIONS,
    needs: &[Need::SpeakerMarks],
    references: &[SPEAKER_MARKS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.context.speaker_marks != Some(false) {
        return;
    }
    let speakers = subject.speakers();
    let Some(turn) = speakers.turns.iter().find(|turn| turn.style == MarkStyle::Chevrons) else {
        return;
    };
    let cue = &subject.timeline.cues[turn.cue as usize];
    let count = speakers.count(MarkStyle::Chevrons);
    let marks = if count == 1 { "1 mark `>>`".into() } else { format!("{count} marks `>>`") };
    let message = format!(
        "the file has {marks}; the order asks for none{}",
        subject.context.citation("speaker_marks")
    );
    let finding = findings
        .finding(cue.origin.payload, message)
        .with_cue(turn.cue)
        .with_asked_by(subject.context.asked_by("speaker_marks"));
    findings.push(finding);
}
