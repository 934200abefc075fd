//! SPK008: marks of speaker changes that no one ordered.

use crate::lint::references::REACH_PROFILE;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::Severity;
use crate::speakers::MarkStyle;

docs! {
    /// ## What it does
    ///
    /// Where an order has the marks switched off (`enableSpeakerChangeIndication` false or not set), finds
    /// `>>` in a file. It speaks up once, at the first mark.
    ///
    /// ## Why
    ///
    /// Customers who leave the marks off often take them out by hand: help pages tell how to replace `>>` in
    /// the editor. Names of speakers are another switch (`enableSpeakerId`) and are left alone.
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
    /// Take the marks out, or ask the customer.
    ///
    /// ## Where it comes from
    ///
    /// REACH profile, `enableSpeakerChangeIndication`; university help pages on correcting REACH captions
    /// (`kaltura.md` sections 1.3 and 9; K602 in section 11).
}

pub(super) static RULE: Rule = Rule {
    code: "SPK008",
    name: "speaker-mark-not-ordered",
    summary: "the order wants no marks of speaker changes, and the file has them",
    severity: Severity::Info,
    kinds: CAPTIONS,
    needs: &[Need::SpeakerMarks],
    references: &[REACH_PROFILE],
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
        "the file has {marks}, and the order wants none{}",
        subject.context.citation("speaker_marks")
    );
    let finding = findings
        .finding(cue.origin.payload, message)
        .with_cue(turn.cue)
        .with_asked_by(subject.context.asked_by("speaker_marks"));
    findings.push(finding);
}
