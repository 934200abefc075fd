//! KLT031: markup is shown as text.

use super::formats::FORMATS;
use crate::format::Format;
use crate::kaltura::lint::references::{PLAYER_CUE_TEXT, SERVER_ESCAPES};
use crate::kaltura::lint::report;
use crate::lint::rule::docs;
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Applicability, Edit, Fix, Severity, Span};

docs! {
    /// ## What it does
    ///
    /// Finds tags and codes other than `<i>`, `<b>` and `<u>` in SRT, such as `<font color="red">` and
    /// `{\an8}`, and codes of SubStation Alpha in WebVTT and TTML.
    ///
    /// ## Why
    ///
    /// Served WebVTT and HLS keep three tags of SRT: everything else is shown letter by letter. The
    /// player shows `{\an8}` too, in every format, and in a description it is read aloud.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// {\an8}The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring a coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Remove the markup. The fix writes bold, italics and underline as `<b>`, `<i>` and `<u>`, which
    /// is safe, and deletes the rest, which is not: colors and placement are lost.
    ///
    /// ## Where it comes from
    ///
    /// kaltura/server c447fdb3, `kWebVTTGenerator.php`, lines 205 to 225 (`escapeSpecialChars` keeps
    /// `i`, `b` and `u`); kaltura/playkit-js 04ec0360, `text-track-display.ts` (knows no codes of
    /// SubStation Alpha). Observed when these programs were run (docs/platform.md names versions and
    /// dates).
}

pub(super) static RULE: Rule = Rule {
    code: "KLT031",
    name: "kaltura-markup-shown",
    summary: "markup is shown as text",
    severity: Severity::Warning,
    formats: FORMATS,
    fix: Some(Applicability::Safe),
    references: &[SERVER_ESCAPES, PLAYER_CUE_TEXT],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    report::differences(subject, findings);
    if subject.format == Format::Srt {
        return;
    }
    // In the other formats no parser interprets these codes, so none differs from the file.
    let mut done = 0;
    for (at, cue) in subject.timeline.cues.iter().enumerate() {
        // Cues made of one paragraph share its text.
        let payload = cue.origin.payload;
        if payload.start < done {
            continue;
        }
        done = payload.end;
        let codes = override_codes(subject.text(), payload);
        let Some(&first) = codes.first() else { continue };
        let message = "every parser shows this code of SubStation Alpha as text, or reads it aloud";
        let gone = codes.iter().map(|code| Edit::delete(*code)).collect();
        let fix = Fix::risky("delete the codes", gone);
        findings.push(findings.finding(first, message).with_cue(at as u32).with_fix(fix));
    }
}

/// The places of `{\an8}` and its like in a text.
fn override_codes(text: &str, payload: Span) -> Vec<Span> {
    let written = payload.slice(text);
    let mut codes = Vec::new();
    let mut from = 0;
    while let Some(at) = written[from..].find("{\\").map(|at| from + at) {
        let inside = &written[at + 2..];
        let end = inside.find(['{', '}', '\n']).unwrap_or(inside.len());
        from = at + 2 + end;
        let is_code = inside[end..].starts_with('}')
            && inside.starts_with(|c: char| c.is_ascii_alphanumeric());
        if is_code {
            from += 1;
            codes.push(Span::of(payload.start as usize + at..payload.start as usize + from));
        }
    }
    codes
}
