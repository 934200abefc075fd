//! SPK009: sound labels that were not ordered.

use crate::lint::references::SPEAKER_MARKS;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::{Severity, Span};
use crate::speakers::is_sound_label;
use crate::timeline::Shown;

docs! {
    /// ## What it does
    ///
    /// If the order asks for no sound labels (the option `audio_tags` is `false`), finds lines that are
    /// one: `[applause]`, `(door slams)`. There is one finding, at the first label.
    ///
    /// ## Why
    ///
    /// Sound labels are ordered separately from speech. A customer who does not order them wants the
    /// spoken words only. Viewers who cannot hear are better served with the labels, so ask before you
    /// delete any.
    ///
    /// ## Example
    ///
    /// ```srt,invalid,audio_tags=false
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// [applause]
    /// ```
    ///
    /// ```srt,valid,audio_tags=true
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// [applause]
    /// ```
    ///
    /// ## How to fix
    ///
    /// Ask the customer, or delete the labels.
    ///
    /// ## Where it comes from
    ///
    /// The order. What counts as a sound label is our own list.
}

pub(super) static RULE: Rule = Rule {
    code: "SPK009",
    name: "audio-tags-not-ordered",
    summary: "the order asks for no sound labels, and the file has them",
    severity: Severity::Info,
    kinds: CAPTIONS,
    needs: &[Need::AudioTags],
    references: &[SPEAKER_MARKS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    if subject.context.audio_tags != Some(false) {
        return;
    }
    let mut shown = Shown::default();
    let mut first: Option<(u32, Span, String)> = None;
    let mut count = 0;
    for (index, cue) in subject.timeline.cues.iter().enumerate() {
        shown.fill(subject.timeline, cue);
        let mut at = 0;
        for line in shown.text.split_inclusive('\n') {
            let (start, label) = (at + line.len() - line.trim_start().len(), line.trim());
            at += line.len();
            if !is_sound_label(label, subject.language()) {
                continue;
            }
            count += 1;
            first.get_or_insert_with(|| {
                let spans = shown.spans(start..start + label.len());
                let span = spans.into_iter().reduce(Span::join);
                (index as u32, span.unwrap_or(cue.origin.payload), label.to_owned())
            });
        }
    }
    let Some((cue, span, label)) = first else { return };
    let labels = match count {
        1 => format!("a sound label, `{label}`"),
        _ => format!("{count} sound labels, the first is `{label}`"),
    };
    let cited = subject.context.citation("audio_tags");
    let message = format!("the file has {labels}; the order asks for none{cited}");
    let finding = findings.finding(span, message).with_cue(cue);
    findings.push(finding.with_asked_by(subject.context.asked_by("audio_tags")));
}
