//! EAD009: descriptions that a browser may not speak to the end.

use crate::ead::speech_ms;
use crate::lint::rule::{EAD, docs};
use crate::lint::{CueContext, Findings, Reference, Rule, Subject};
use crate::source::Severity;
use crate::timeline::one_line;

docs! {
    /// ## What it does
    ///
    /// Finds descriptions of more than `max-spoken-chars` characters (250 by default). With `max-
    /// speech`, also those that take longer than that to speak at `speech-wpm` words per minute (160 by
    /// default); that is off unless set.
    ///
    /// The text need not fit its interval: the player pauses the video until it is spoken.
    ///
    /// ## Why
    ///
    /// The text is spoken by the browser's speech engine. Chrome with a remote voice is known to stop
    /// after about 15 seconds, or 200 to 300 characters: the listener does not hear the end.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid,max_spoken_chars=60
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// A boat enters the harbour, heavily laden and low in the water.
    /// ```
    ///
    /// With `--max-speech 3s`:
    ///
    /// ```vtt,invalid,max_speech=3000
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// A boat enters the harbour, heavily laden and low in the water.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:02.000
    /// A boat enters the harbour, heavily laden and low in the water.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Say less, or split it into two descriptions, one after the other.
    ///
    /// ## Where it comes from
    ///
    /// Reports on the Web Speech API. The words per minute are a planning figure of ours.
}

pub(super) static RULE: Rule = Rule {
    code: "EAD009",
    name: "ead-too-long",
    summary: "a description is longer than browsers are known to speak",
    severity: Severity::Warning,
    kinds: EAD,
    references: &[
        Reference {
            title: "Chromium issue 335907, speech synthesis stops",
            url: "https://crbug.com/335907",
            read_on: "2026-11-22",
        },
        Reference {
            title: "Stack Overflow 21947730, speech synthesis of long texts",
            url: "https://stackoverflow.com/questions/21947730",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let span = cue.cue.origin.payload;
    let (characters, limit) = (cue.characters(), subject.limits.max_spoken_chars);
    if characters > limit {
        let message = format!(
            "the description has {characters} characters: browsers may stop speaking after {limit}"
        );
        findings.push(findings.finding(span, message).with_cue(cue.index).with_measured(
            f64::from(characters),
            f64::from(limit),
            "characters",
        ));
        return;
    }
    let Some(limit) = subject.limits.max_speech else { return };
    let texts: Vec<&str> = cue.lines.iter().map(|line| line.text.as_ref()).collect();
    let Some(speech) = speech_ms(&one_line(&texts.join(" ")), subject.limits.speech_wpm) else {
        return;
    };
    if speech > limit {
        let message = format!(
            "the description takes about {speech} ms to speak at {} words a minute, the limit is \
             {limit} ms",
            subject.limits.speech_wpm
        );
        findings.push(findings.finding(span, message).with_cue(cue.index).with_measured(
            speech as f64,
            limit as f64,
            "ms",
        ));
    }
}
