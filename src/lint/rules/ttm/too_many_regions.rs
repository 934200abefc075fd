//! TTM038: more regions with text at once than players draw.

use super::common::{model, ttml};
use super::presented::Presented;
use crate::format::Format;
use crate::lint::references::IMSC_REGIONS;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::ttml::Model;

docs! {
    /// ## What it does
    ///
    /// Finds the moments from which more than four regions show text at the same time. An error
    /// under IMSC, which allows four; information elsewhere. EBU-TT-D has no limit.
    ///
    /// ## Why
    ///
    /// Players for IMSC are built to draw four. Further ones may be missing.
    ///
    /// ## Why it is an error
    ///
    /// Viewers may not see the text of a fifth region in players that draw four, as IMSC requires of
    /// them. Outside IMSC it is information.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="r0" tts:origin="0% 0%" tts:extent="100% 20%"/><region xml:id="r1" tts:origin="0% 20%" tts:extent="100% 20%"/><region xml:id="r2" tts:origin="0% 40%" tts:extent="100% 20%"/><region xml:id="r3" tts:origin="0% 60%" tts:extent="100% 20%"/><region xml:id="r4" tts:origin="0% 80%" tts:extent="100% 20%"/></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="r0">Gate 0.</p>
    ///     <p begin="1s" end="4s" region="r1">Gate 1.</p>
    ///     <p begin="1s" end="4s" region="r2">Gate 2.</p>
    ///     <p begin="1s" end="4s" region="r3">Gate 3.</p>
    ///     <p begin="1s" end="4s" region="r4">Gate 4.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="r0" tts:origin="0% 0%" tts:extent="100% 20%"/><region xml:id="r1" tts:origin="0% 20%" tts:extent="100% 20%"/><region xml:id="r2" tts:origin="0% 40%" tts:extent="100% 20%"/><region xml:id="r3" tts:origin="0% 60%" tts:extent="100% 20%"/></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="r0">Gate 0.</p>
    ///     <p begin="1s" end="4s" region="r1">Gate 1.</p>
    ///     <p begin="1s" end="4s" region="r2">Gate 2.</p>
    ///     <p begin="1s" end="4s" region="r3">Gate 3.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Move texts that belong together into one region.
    ///
    /// ## Where it comes from
    ///
    /// W3C IMSC 1.1, regions (at most four presented).
}

pub(super) static RULE: Rule = Rule {
    code: "TTM038",
    name: "too-many-regions",
    summary: "more than four regions show text at once",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    kinds: CAPTIONS,
    references: &[IMSC_REGIONS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let severity = match model(subject, document) {
        Model::EbuTtD => return,
        Model::Ttml1 | Model::Ttml2 => Severity::Info,
        _ => Severity::Error,
    };
    let mut regions = Presented::new(subject.timeline);
    let mut over = false;
    while let Some((_, cue)) = regions.next() {
        let count = regions.count();
        if count <= MOST {
            over = false;
        } else if !over {
            over = true;
            let origin = &subject.timeline.cues[cue as usize].origin;
            let message = format!("{count} regions show text at once: players draw {MOST}");
            let mut finding = findings.finding(origin.start, message).with_cue(cue);
            finding.severity = severity;
            findings.push(finding.with_measured(count as f64, MOST as f64, "regions"));
        }
    }
}

/// The most regions that may show text at once under IMSC.
const MOST: usize = 4;
