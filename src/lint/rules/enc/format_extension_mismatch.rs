//! ENC007: a file name whose extension does not match the content.

use crate::format::Format;
use crate::lint::references::WEBVTT_4_1;
use crate::lint::rule::docs;
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::{Applicability, Fix, Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Compares the extension of the file name with the content: a `WEBVTT` signature in an `.srt`
    /// file, SRT cues in a `.vtt` file. The content decides how the file is read.
    ///
    /// ## Why
    ///
    /// Uploaders and players often choose the format by the name of the file. A WebVTT file that is
    /// read as SRT shows its signature and settings as text, or no cue at all; browsers show no cue of
    /// SRT that is served as WebVTT, because the signature is missing.
    ///
    /// ## Why it is an error
    ///
    /// Browsers show nothing of a `.vtt` file without the signature, and players of TTML nothing of a
    /// file that is not XML. A WebVTT file named `.srt` is a warning: VLC and ffmpeg look at the
    /// content.
    ///
    /// ## Example
    ///
    /// `talk.srt` with this content is found, `talk.vtt` with it is right:
    ///
    /// ```srt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:03.000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Rename the file, or convert it with `cuesmith convert` to the format that is needed.
    ///
    /// ## Where it comes from
    ///
    /// W3C WebVTT, file structure: the signature is required.
}

pub(super) static RULE: Rule = Rule {
    code: "ENC007",
    name: "format-extension-mismatch",
    summary: "the extension of the file name belongs to another format",
    severity: Severity::Error,
    needs: &[Need::Path],
    fix: Some(Applicability::Show),
    references: &[WEBVTT_4_1],
    docs: DOCS,
    source: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(named) = subject.path.and_then(Format::from_path) else { return };
    let content = crate::read::detect(subject.text(), subject.path);
    // If the caller asks to read WebVTT as SRT, the parser reports it.
    let said = subject.diagnostics().any(|d| d.code.0 == "SRT_WEBVTT_HEADER");
    if content == named || said {
        return;
    }
    let text = subject.text();
    let line = text.find(['\n', '\r']).unwrap_or(text.len());
    let message = format!(
        "the content is {}, but the extension of the file name is that of {}",
        content.title(),
        named.title()
    );
    let title = format!("name the file `.{}`", content.extension());
    let mut finding = findings.finding(Span::of(0..line), message);
    // VLC and ffmpeg tell WebVTT from SRT by the content; browsers read nothing without the signature.
    if (named, content) == (Format::Srt, Format::WebVtt) {
        finding.severity = Severity::Warning;
    }
    findings.push(finding.with_fix(Fix::show(title, Vec::new())));
}
