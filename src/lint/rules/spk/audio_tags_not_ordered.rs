//! SPK009: labels of sounds that no one ordered.

use crate::lint::references::REACH_PROFILE;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::{Severity, Span};
use crate::speakers::is_sound_label;
use crate::timeline::Shown;

docs! {
    /// ## What it does
    ///
    /// Where an order has sound labels switched off (`enableAudioTags` false or not set), finds lines that
    /// are one: `[applause]`, `(door slams)`. It speaks up once, at the first.
    ///
    /// ## Why
    ///
    /// What is heard and not said is a service of its own in an order. Who leaves it off wants the spoken
    /// words; viewers who cannot hear are better served with it, so ask before you take anything out.
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
    /// Ask the customer, or take the labels out.
    ///
    /// ## Where it comes from
    ///
    /// REACH profile, `enableAudioTags` (`kaltura.md` section 1.3; K604 in section 11).
}

pub(super) static RULE: Rule = Rule {
    code: "SPK009",
    name: "audio-tags-not-ordered",
    summary: "the order wants no labels of sounds, and the file has them",
    severity: Severity::Info,
    kinds: CAPTIONS,
    needs: &[Need::AudioTags],
    references: &[REACH_PROFILE],
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
        1 => format!("a label of a sound, `{label}`"),
        _ => format!("{count} labels of sounds, the first `{label}`"),
    };
    let cited = subject.context.citation("audio_tags");
    let message = format!("the file has {labels}, and the order wants none{cited}");
    let finding = findings.finding(span, message).with_cue(cue);
    findings.push(finding.with_asked_by(subject.context.asked_by("audio_tags")));
}
