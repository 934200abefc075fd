//! SPK010: files without names of speakers where they are ordered.

use crate::lint::references::REACH_PROFILE;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::Severity;
use crate::speakers::MarkStyle;

docs! {
    /// ## What it does
    ///
    /// Where an order wants speakers named (`enableSpeakerId`), finds a file in which no text says who
    /// speaks: no `NAME:` and no `[Name]`. Names in markup alone (`<v Name>`, `ttm:agent`) do not count. A
    /// file of fewer than `min_speaker_cues` cues may have one speaker.
    ///
    /// ## Why
    ///
    /// The platform takes markup away before it shows, indexes or exports captions: a name in markup is seen
    /// by no one, and the customer paid for it.
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
    /// Write the names into the text: `cuesmith speakers --to names` does for names in markup, and
    /// `cuesmith deliver` does as the order says.
    ///
    /// ## Where it comes from
    ///
    /// Catalog item, `enableSpeakerId`, a switch of its own beside the marks of speaker changes
    /// (`kaltura.md` section 1.3; K016 in section 11).
}

pub(super) static RULE: Rule = Rule {
    code: "SPK010",
    name: "no-speaker-names",
    summary: "the order wants speakers named, and no text names one",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    needs: &[Need::SpeakerNames],
    references: &[REACH_PROFILE],
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
                "speakers are named in markup only, which nobody sees, and the order wants \
                     names{cited}"
            ),
        ),
        None => {
            let count = cues.len();
            (
                0,
                format!(
                    "none of the {count} cues names a speaker, and the order wants that{cited}"
                ),
            )
        }
    };
    let span = cues.get(cue as usize).unwrap_or(first).origin.payload;
    let finding = findings.finding(span, message).with_cue(cue);
    findings.push(finding.with_asked_by(subject.context.asked_by("speaker_names")));
}
