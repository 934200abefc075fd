//! ENC007: a file name that promises another format than the content.

use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Findings, Need, Reference, Rule, Subject};
use crate::source::{Applicability, Fix, Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Holds the extension of the file name against the content: a `WEBVTT` signature in an `.srt`
    /// file, SRT cues in a `.vtt` file. The content decides how the file is read.
    ///
    /// ## Why
    ///
    /// A Kaltura caption asset carries its format as a field, and uploaders set that field from the
    /// file name. A WebVTT file uploaded as SRT passes only where its cues happen to have numbers;
    /// without them the asset goes to ERROR. SRT uploaded as WebVTT lacks the signature and is an
    /// ERROR too.
    ///
    /// ## Example
    ///
    /// `talk.srt` with this content is found, `talk.vtt` with it is right:
    ///
    /// ```text
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Rename the file, or convert it with `cuesmith convert` to the format that was asked for.
    ///
    /// ## Where it comes from
    ///
    /// Kaltura server source, `srtCaptionsContentManager.php` and `webVttCaptionsContentManager.php`.
}

pub(super) static RULE: Rule = Rule {
    code: "ENC007",
    name: "format-extension-mismatch",
    summary: "the file name says another format than the content",
    severity: Severity::Error,
    needs: &[Need::Path],
    fix: Some(Applicability::Show),
    references: &[Reference {
        title: "kaltura/server, srtCaptionsContentManager.php (parse)",
        url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/srtCaptionsContentManager.php#L40-L92",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    source: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(named) = subject.path.and_then(Format::from_path) else { return };
    let content = crate::read::detect(subject.text(), subject.path);
    // Told to read WebVTT as SRT, the reader says so itself.
    let said = subject.diagnostics().any(|d| d.code.0 == "SRT_WEBVTT_HEADER");
    if content == named || said {
        return;
    }
    let text = subject.text();
    let line = text.find(['\n', '\r']).unwrap_or(text.len());
    let message =
        format!("the content is {}, the file name says {}", content.title(), named.title());
    let title = format!("name the file `.{}`", content.extension());
    findings
        .push(findings.finding(Span::of(0..line), message).with_fix(Fix::show(title, Vec::new())));
}
