//! EAD012: descriptions in another language than the sound.

use crate::lint::rule::{EAD, docs};
use crate::lint::{Findings, Need, Reference, Rule, Subject};
use crate::source::{Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Compares the language of the descriptions with that of the video's sound (`--audio-language`).
    /// The language of the descriptions is what the file says, or `--language`.
    ///
    /// ## Why
    ///
    /// The player offers extended audio description only where the language of the asset starts with
    /// the language of the active audio track; otherwise it cannot be switched on. (Where no audio
    /// track has a language, it is offered if there is exactly one.) Descriptions in `en` are therefore
    /// not offered for sound in `en-US`, while those in `en-US` are offered for `en`.
    ///
    /// ## Example
    ///
    /// For a video with English sound:
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
    /// Deliver descriptions in the language of the sound, and give the asset that language.
    ///
    /// ## Where it comes from
    ///
    /// Kaltura player user interface source, `audio-description-updater.tsx` (`kaltura.md` section 6.1;
    /// K507). That the interface compares codes without regard to case is our reading.
}

pub(super) static RULE: Rule = Rule {
    code: "EAD012",
    name: "ead-language",
    summary: "the descriptions are in another language than the sound",
    severity: Severity::Warning,
    kinds: EAD,
    needs: &[Need::AudioLanguage, Need::Language],
    references: &[Reference {
        title: "kaltura/playkit-js-ui, audio-description-updater.tsx",
        url: "https://github.com/kaltura/playkit-js-ui/blob/b17899462251/src/components/audio-desc/audio-description-updater.tsx#L168-L184",
        read_on: "2026-11-22",
    }],
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
        "the descriptions are in `{own}`, the sound is in `{audio}`: the player does not offer them{}",
        subject.context.citation("audio_language")
    );
    let finding = findings.finding(Span::of(0..line), message);
    findings.push(finding.with_asked_by(subject.context.asked_by("audio_language")));
}

/// A language code as it is compared: lower case, `-` between its parts.
fn code(text: &str) -> String {
    text.trim().to_ascii_lowercase().replace('_', "-")
}
