//! CHP003: chapters without a title, or with that of another chapter.

use std::collections::HashMap;

use crate::lint::references::WEBVTT_CHAPTERS;
use crate::lint::rule::{CHAPTERS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::timeline::{is_visible, one_line, visible_text};

docs! {
    /// ## What it does
    ///
    /// Finds chapters without a title (error), and titles that an earlier chapter already has (info).
    ///
    /// ## Why
    ///
    /// The title is all that a menu of chapters shows. An entry without words cannot be chosen; of two
    /// entries with the same words, viewers cannot know which to choose.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see an empty entry in the menu of chapters. Two entries with the same title are only
    /// information.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    ///
    /// 00:00:00.000 --> 00:01:50.000
    /// The harbour
    ///
    /// 00:01:50.000 --> 00:04:00.000
    /// The harbour
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    ///
    /// 00:00:00.000 --> 00:01:50.000
    /// The harbour
    ///
    /// 00:01:50.000 --> 00:04:00.000
    /// The harbour at night
    /// ```
    ///
    /// ## How to fix
    ///
    /// Give the chapter a title that says what it contains.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment: the title is the whole payload of a WebVTT chapter.
}

pub(super) static RULE: Rule = Rule {
    code: "CHP003",
    name: "chapter-title",
    summary: "a chapter has no title, or the title of another one",
    severity: Severity::Error,
    kinds: CHAPTERS,
    references: &[WEBVTT_CHAPTERS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let cues = &subject.timeline.cues;
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (index, cue) in cues.iter().enumerate() {
        let title = one_line(&visible_text(subject.timeline, cue));
        let finding = if !is_visible(&title) {
            findings.finding(cue.origin.timing(), "the chapter has no title")
        } else if let Some(&first) = seen.get(&title) {
            let message = format!("chapter {} has the same title", first + 1);
            let mut finding = findings
                .finding(cue.origin.payload, message)
                .with_label(cues[first].origin.payload, "the same here");
            finding.severity = Severity::Info;
            finding
        } else {
            seen.insert(title, index);
            continue;
        };
        findings.push(finding.with_cue(index as u32));
    }
}
