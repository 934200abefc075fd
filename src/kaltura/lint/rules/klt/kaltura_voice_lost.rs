//! KLT019: the name of a voice is neither shown nor searched.

use crate::format::Format;
use crate::kaltura::lint::references::{PLAYER_CUE_TEXT, SERVER_WEBVTT_TAGS};
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::timeline::ScopeKind;

docs! {
    /// ## What it does
    ///
    /// Finds voice spans with a name (`<v Ada>`). Reported once for the file.
    ///
    /// ## Why
    ///
    /// The player makes a hidden title of the name, and the transcript panel and search get the text
    /// without tags: viewers do not see who speaks.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// <v Ada>The harbour opens at six.
    ///
    /// 00:00:04.000 --> 00:00:06.000
    /// Bring a coat.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    ///
    /// 00:00:04.000 --> 00:00:06.000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// If the order asks for speakers, write the name into the text: `Ada: ` or `>> `. `cuesmith
    /// convert --for kaltura --voice prefix` does so.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/playkit-js 04ec0360, `text-track-display.ts`, lines 273 to 379 (the name becomes a
    /// `title` attribute); kaltura/server c447fdb3, `webVttCaptionsContentManager.php`, lines 26 to 39
    /// (`strip_tags`). Observed when these programs were run (docs/platform.md names versions and
    /// dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT019",
    name: "kaltura-voice-lost",
    summary: "the name of a voice is neither shown nor searched",
    severity: Severity::Info,
    formats: &[Format::WebVtt],
    references: &[SERVER_WEBVTT_TAGS, PLAYER_CUE_TEXT],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let named = |kind: &ScopeKind<'_>| matches!(kind, ScopeKind::Voice(name) if !name.is_empty());
    let mut voices = subject.timeline.scopes.iter().filter(|scope| named(&scope.kind));
    let Some(first) = voices.next() else { return };
    let count = 1 + voices.count();
    let what = if count == 1 { "speaker name is in a tag" } else { "speaker names are in tags" };
    let message =
        format!("{count} {what}, which the player, the transcript panel and search do not show");
    findings.push(findings.finding(first.span, message));
}
