//! TTM010: regions that overlap while both show text.

use super::common::{model, ttml};
use super::presented::{Presented, boxes, overlap};
use crate::format::Format;
use crate::lint::references::{BBC_TTML_VALIDATOR, IMSC_REGIONS};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::ttml::Model;
use std::collections::HashSet;

docs! {
    /// ## What it does
    ///
    /// Finds pairs of regions whose boxes intersect while both show text; each pair once, at the first
    /// time. An error under IMSC, which forbids it; information elsewhere.
    ///
    /// ## Why
    ///
    /// Text may be drawn over text. Whether it is depends on how long the lines are and where they are
    /// in their boxes.
    ///
    /// ## Why it is an error
    ///
    /// Viewers see text drawn over text where lines are long. Outside IMSC it is information.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a" tts:origin="10% 70%" tts:extent="80% 20%"/><region xml:id="b" tts:origin="10% 80%" tts:extent="80% 15%"/></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="a">The harbour opens at six.</p>
    ///     <p begin="2s" end="5s" region="b">Bring your own chair.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a" tts:origin="10% 10%" tts:extent="80% 20%"/><region xml:id="b" tts:origin="10% 80%" tts:extent="80% 15%"/></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="a">The harbour opens at six.</p>
    ///     <p begin="2s" end="5s" region="b">Bring your own chair.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Give the regions boxes that do not touch, or let one text end before the other begins.
    ///
    /// ## Where it comes from
    ///
    /// W3C IMSC 1.1, regions; bbc/ttml-validator (simultaneous regions); 47 CFR 79.1(j)(2).
}

pub(super) static RULE: Rule = Rule {
    code: "TTM010",
    name: "simultaneous-regions-overlap",
    summary: "overlapping regions show text at the same time",
    severity: Severity::Error,
    formats: &[Format::Ttml],
    kinds: CAPTIONS,
    references: &[IMSC_REGIONS, BBC_TTML_VALIDATOR],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let severity = match model(subject, document) {
        Model::Ttml1 | Model::Ttml2 | Model::EbuTtD => Severity::Info,
        _ => Severity::Error,
    };
    let boxes = boxes(document);
    let mut known: HashSet<(u32, u32)> = HashSet::new();
    let mut regions = Presented::new(subject.timeline);
    while let Some((region, cue)) = regions.next() {
        for &(other, since) in regions.others(region) {
            let pair = (region.min(other), region.max(other));
            let meet = overlap(&boxes, region, other);
            if !meet || !known.insert(pair) {
                continue;
            }
            let origin = &subject.timeline.cues[cue as usize].origin;
            let span = if origin.settings.is_empty() { origin.start } else { origin.settings };
            let name = |at: u32| subject.timeline.regions[at as usize].id.clone();
            let message = format!(
                "region `{}` overlaps `{}`, which shows text too",
                name(region),
                name(other)
            );
            let mut finding = findings.finding(span, message).with_cue(cue);
            finding.severity = severity;
            let other = subject.timeline.cues[since as usize].origin.block;
            findings.push(finding.with_label(other, "at the same time as this one"));
            // One pair per moment: a file in which all regions overlap has one mistake.
            break;
        }
    }
}
