//! CHP003: chapters without a title of their own.

use std::collections::HashMap;

use crate::lint::rule::{CHAPTERS, docs};
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::Severity;
use crate::timeline::{is_visible, one_line, visible_text};

docs! {
    /// ## What it does
    ///
    /// Finds chapters without a title (error), and titles that an earlier chapter has too (info).
    ///
    /// ## Why
    ///
    /// The title is all that a menu of chapters shows. A line without words cannot be chosen; of two
    /// lines with the same words nobody knows which to choose.
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
    /// Give the chapter a title that says what is in it.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment (`qc_rules.md` section 1.5).
}

pub(super) static RULE: Rule = Rule {
    code: "CHP003",
    name: "chapter-title",
    summary: "a chapter has no title, or that of another one",
    severity: Severity::Error,
    kinds: CHAPTERS,
    references: &[Reference {
        title: "kaltura/server, KalturaThumbCuePoint.php (titles)",
        url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/cue_points/thumb_cue_point/lib/api/KalturaThumbCuePoint.php#L64-L65",
        read_on: "2026-11-22",
    }],
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
