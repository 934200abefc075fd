//! EAD012: descriptions in another language than the audio.

use crate::lint::references::WCAG_EXTENDED_AD;
use crate::lint::rule::{EAD, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Compares the language of the descriptions with the language of the video's audio (`--audio-
    /// language`). The language of the descriptions is the one that the file declares, or `--language`.
    ///
    /// ## Why
    ///
    /// A description is offered with an audio track in its own language. Descriptions in a more general
    /// language than the audio (`en` for `en-US`) may not be offered, descriptions in a more specific
    /// one (`en-US` for `en`) are.
    ///
    /// ## Example
    ///
    /// For a video with English audio:
    ///
    /// ```vtt,invalid,audio_language=en
    /// WEBVTT
    /// Language: de
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// Ein Boot kommt in den Hafen.
    /// ```
    ///
    /// ```vtt,valid,audio_language=en
    /// WEBVTT
    /// Language: en
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// A boat enters the harbour.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Deliver descriptions in the language of the audio, and label them with that language.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment: descriptions belong to the audio that they interrupt (WCAG 2.2).
}

pub(super) static RULE: Rule = Rule {
    code: "EAD012",
    name: "ead-language",
    summary: "the descriptions are not in the language of the audio",
    severity: Severity::Warning,
    kinds: EAD,
    needs: &[Need::AudioLanguage, Need::Language],
    references: &[WCAG_EXTENDED_AD],
    docs: DOCS,
    source: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (Some(audio), Some(own)) = (subject.context.audio_language.as_deref(), subject.language())
    else {
        return;
    };
    let (audio, own) = (code(audio), code(own));
    if own.starts_with(&audio) {
        return;
    }
    let text = subject.text();
    let line = text.find(['\n', '\r']).unwrap_or(text.len());
    let message = format!(
        "the descriptions are in `{own}`, the audio is in `{audio}`: players may not offer them{}",
        subject.context.citation("audio_language")
    );
    let finding = findings.finding(Span::of(0..line), message);
    findings.push(finding.with_asked_by(subject.context.asked_by("audio_language")));
}

/// A language code in the form in which it is compared: lower case, `-` between its parts.
fn code(text: &str) -> String {
    text.trim().to_ascii_lowercase().replace('_', "-")
}
