//! TXT013: advertising of sites that share subtitles.

use super::plain::plain;
use crate::lint::references::OUR_TEXT;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::{Applicability, Severity};
use crate::timeline::visible_text;

docs! {
    /// ## What it does
    ///
    /// Finds cues with the address of a site for sharing subtitles, or with phrases that such sites and
    /// their users add (`Synced and corrected by`). Credits of captioners are left alone.
    ///
    /// ## Why
    ///
    /// The text is not part of the video. A file that has it was taken from such a site.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// Downloaded from www.OpenSubtitles.org
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// Captioned by the harbour office
    /// ```
    ///
    /// ## How to fix
    ///
    /// Delete the cue, and find out whether the file may be used at all. The unsafe fix deletes the cue.
    ///
    /// ## Where it comes from
    ///
    /// Our own list, in `src/lint/data/credits.txt`.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT013",
    name: "ad-or-credit",
    summary: "advertising of a site that shares subtitles",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[OUR_TEXT],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

/// The phrases, one per line.
const PHRASES: &str = include_str!("../../data/credits.txt");

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let list = PHRASES.lines().filter(|line| !line.starts_with('#')).map(plain);
    let list: Vec<String> =
        list.filter(|phrase| !phrase.is_empty()).map(|phrase| padded(&phrase)).collect();
    for (index, cue) in (0..).zip(&subject.timeline.cues) {
        let text = padded(&plain(&visible_text(subject.timeline, cue)));
        let Some(phrase) = list.iter().find(|phrase| text.contains(*phrase)) else { continue };
        let message = format!("advertising of a site that shares subtitles: `{}`", phrase.trim());
        let mut finding = findings.finding(cue.origin.payload, message).with_cue(index);
        finding.fix = subject.deletion(index);
        findings.push(finding);
    }
}

/// With a space around it, so that only whole words are found.
fn padded(text: &str) -> String {
    format!(" {text} ")
}
