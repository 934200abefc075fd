//! SPK010: files without speaker names, which were ordered.

use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Reference, Rule, Subject};
use crate::source::Severity;
use crate::speakers::MarkStyle;

docs! {
    /// ## What it does
    ///
    /// If the order asks for speaker names (the option `speaker_names`), finds files in which no text
    /// has one: neither `NAME:` nor `[Name]`. Names in markup alone (`<v Name>`, `ttm:agent`) do not
    /// count. A file of fewer than `min-speaker-cues` cues may have a single speaker.
    ///
    /// ## Why
    ///
    /// Players do not show names in markup: `<v Ada>` styles the text, and the name does not appear. A
    /// viewer who cannot hear the voices does not learn who speaks.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid,speaker_names=true,min_speaker_cues=1
    /// WEBVTT
    ///
    /// 00:01.000 --> 00:03.000
    /// <v Ada>Is it far to the harbour?
    /// ```
    ///
    /// ```vtt,valid,speaker_names=true,min_speaker_cues=1
    /// WEBVTT
    ///
    /// 00:01.000 --> 00:03.000
    /// Ada: Is it far to the harbour?
    ///
    /// 00:04.000 --> 00:06.000
    /// Ada: I cannot see it.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the names into the text. `cuesmith speakers --to names` does so for names in markup.
    ///
    /// ## Where it comes from
    ///
    /// The order. In WebVTT the annotation of a voice span is the name of the voice, and not part of
    /// the text that is shown.
}

pub(super) static RULE: Rule = Rule {
    code: "SPK010",
    name: "no-speaker-names",
    summary: "the order asks for speaker names, and no text has one",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    needs: &[Need::SpeakerNames],
    references: &[Reference {
        title: "W3C WebVTT, section 4.2.2, cue voice span",
        url: "https://www.w3.org/TR/webvtt1/#webvtt-cue-voice-span",
        read_on: "2026-11-30",
    }],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let cues = &subject.timeline.cues;
    if subject.context.speaker_names != Some(true)
        || cues.len() < subject.limits.min_speaker_cues as usize
    {
        return;
    }
    let Some(first) = cues.first() else { return };
    let found = subject.speakers();
    if found.count(MarkStyle::Names) + found.count(MarkStyle::Brackets) > 0 {
        return;
    }
    let cited = subject.context.citation("speaker_names");
    let voices = found.turns.iter().find(|turn| turn.style == MarkStyle::Voice);
    let (cue, message) = match voices {
        Some(turn) => (
            turn.cue,
            format!(
                "speakers are named in markup only, which players do not show; the order asks \
                     for names{cited}"
            ),
        ),
        None => {
            let count = cues.len();
            (
                0,
                format!(
                    "none of the {count} cues names a speaker; the order asks for names{cited}"
                ),
            )
        }
    };
    let span = cues.get(cue as usize).unwrap_or(first).origin.payload;
    let finding = findings.finding(span, message).with_cue(cue);
    findings.push(finding.with_asked_by(subject.context.asked_by("speaker_names")));
}
