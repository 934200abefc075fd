//! EAD005: descriptions with nothing to say.

use crate::lint::references::WCAG_EXTENDED_AD;
use crate::lint::rule::{EAD, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Applicability, Severity};
use crate::timeline::Line;

docs! {
    /// ## What it does
    ///
    /// Finds descriptions without a letter or digit to speak: no text, only punctuation and symbols
    /// (`♪`, `…`), only markup, or only labels in square brackets such as `[music]`.
    ///
    /// ## Why
    ///
    /// The player pauses the video and passes the text to a speech engine. With nothing to say, the
    /// video stops for no reason. A sound label means that a caption file was delivered in place of a
    /// description: the audience of a description hears the music.
    ///
    /// ## Why it is an error
    ///
    /// The video stops, and viewers hear nothing.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// [music]
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:01.000 --> 00:00:04.000
    /// [On screen] Six in the morning.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write what is to be spoken, or delete the cue. The fix deletes it and is unsafe: the text may
    /// have been lost.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment, from how extended audio description works (WCAG 2.2).
}

pub(super) static RULE: Rule = Rule {
    code: "EAD005",
    name: "ead-empty",
    summary: "a description has nothing that can be spoken",
    severity: Severity::Error,
    kinds: EAD,
    fix: Some(Applicability::Unsafe),
    references: &[WCAG_EXTENDED_AD],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    if is_speakable(cue.lines) {
        return;
    }
    let origin = &cue.cue.origin;
    let message = if !cue.is_visible() {
        "the description is empty"
    } else if cue.lines.iter().any(|line| line.text.contains(char::is_alphanumeric)) {
        "only labels in brackets: there is nothing to speak"
    } else {
        "only symbols: there is nothing to speak"
    };
    let span = if origin.payload.is_empty() { origin.timing() } else { origin.payload };
    let mut finding = findings.finding(span, message).with_cue(cue.index);
    finding.fix = subject.deletion(cue.index);
    findings.push(finding);
}

/// Whether a letter or digit is outside square brackets. A bracket that is never closed does not
/// begin a label.
fn is_speakable(lines: &[Line<'_>]) -> bool {
    let (mut depth, mut inside) = (0_u32, false);
    for c in lines.iter().flat_map(|line| line.text.chars()) {
        match c {
            '[' => {
                depth += 1;
                inside &= depth > 1;
            }
            ']' => {
                depth = depth.saturating_sub(1);
            }
            c if c.is_alphanumeric() && depth == 0 => return true,
            c if c.is_alphanumeric() => inside = true,
            _ => {}
        }
    }
    depth > 0 && inside
}
