//! TTM011: regions that extend beyond the picture.

use super::common::ttml;
use super::presented::boxes;
use crate::format::Format;
use crate::lint::references::{BBC_TTML_VALIDATOR, IMSC_REGIONS};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds regions whose box begins before 0 % or ends after 100 % of the picture, horizontally or
    /// vertically. With `safe_area` (`--safe-area 5`), also those that are closer to an edge than that
    /// percentage. Where a profile of IMSC applies and the size of the picture is given in pixels, such
    /// a region is also invalid (TTM029).
    ///
    /// ## Why
    ///
    /// What is outside is not visible, and text near the edge of such a box is cut off. Televisions cut
    /// off some of the picture as well: broadcasters keep text inside a safe area, often 90 % of the
    /// picture, which is a margin of 5 %.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a" tts:origin="10% 85%" tts:extent="80% 20%"/></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="a">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a" tts:origin="10% 75%" tts:extent="80% 20%"/></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="a">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// With `safe_area = 5`, this one is too low:
    ///
    /// ```ttml,invalid,safe_area=5
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en">
    ///   <head><layout><region xml:id="a" tts:origin="10% 78%" tts:extent="80% 20%"/></layout></head>
    ///   <body><div>
    ///     <p begin="1s" end="4s" region="a">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Make the box smaller or move it. `tts:origin` is its corner: `10% 85%` leaves 15 % of the
    /// height.
    ///
    /// ## Where it comes from
    ///
    /// W3C IMSC 1.1, regions (inside the root container); bbc/ttml-validator; 47 CFR 79.1(j)(2)
    /// (captions do not run off the edge).
}

pub(super) static RULE: Rule = Rule {
    code: "TTM011",
    name: "region-outside-root",
    summary: "a region extends beyond the picture",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    kinds: CAPTIONS,
    references: &[IMSC_REGIONS, BBC_TTML_VALIDATOR],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    for (region, place) in document.styles.regions.iter().zip(boxes(document)) {
        let Some(place) = place else { continue };
        let (x, y) = place.origin;
        let (right, bottom) = (x + place.extent.0, y + place.extent.1);
        let outside =
            [("left", -x), ("right", right - 100.0), ("top", -y), ("bottom", bottom - 100.0)];
        let margin = subject.limits.safe_area;
        let over = |least: f64| outside.into_iter().find(|(_, by)| *by > least + TOLERANCE);
        let message = match (over(0.0), over(-margin)) {
            (Some((side, by)), _) => {
                format!("this region extends {by:.1} % beyond the {side} edge of the picture")
            }
            (None, Some((side, by))) => {
                let away = -by;
                format!(
                    "this region is {away:.1} % from the {side} edge of the picture: the safe area begins at {margin} %"
                )
            }
            (None, None) => continue,
        };
        let written = [region.properties.place.origin, region.properties.place.extent];
        let attribute = written.into_iter().find_map(|at| document.attributes.get(at as usize));
        let tag = document.start_tag(region.node);
        let finding = findings.finding(attribute.map_or(tag, |a| a.span), message);
        findings.push(finding.with_label(tag, "the region"));
    }
}

/// The largest rounding error, in percent.
const TOLERANCE: f64 = 0.05;
