//! TTM006: frame rates that are not in use.

use super::common::ttml;
use crate::format::Format;
use crate::lint::rule::docs;
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::Severity;
use crate::ttml::{Attr, Rational};

docs! {
    /// ## What it does
    ///
    /// Finds a `ttp:frameRate` that, with its multiplier, is not 23.976, 24, 25, 29.97, 30, 50, 59.94
    /// or 60 frames per second.
    ///
    /// ## Why
    ///
    /// Times in frames are computed with it. A rate of 23 or 1000, or the reversed multiplier `1001
    /// 1000`, is a mistake, and every time of the file is wrong by it.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="24" ttp:frameRateMultiplier="1001 1000" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01:12" end="00:00:03:00">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001" xml:lang="en">
    ///   <body><div>
    ///     <p begin="00:00:01:12" end="00:00:03:00">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the rate of the video: `ttp:frameRate="24"`, with `ttp:frameRateMultiplier="1000
    /// 1001"` for 23.976.
    ///
    /// ## Where it comes from
    ///
    /// The frame rates in Subtitle Edit's check for Netflix; W3C TTML1, sections 6.2.4 and 6.2.5.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM006",
    name: "invalid-frame-rate",
    summary: "the frame rate is not one that video uses",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    references: &[
        Reference {
            title: "Subtitle Edit, NetflixQualityController.cs",
            url: "https://github.com/SubtitleEdit/subtitleedit/blob/5c98fbdf/src/ui/Logic/NetflixQualityCheck/NetflixQualityController.cs",
            read_on: "2026-11-22",
        },
        Reference {
            title: "W3C TTML1, third edition, sections 6.2.4 and 6.2.5",
            url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let rate = document.parameters.time.effective_rate;
    let usual = [24, 30, 60].iter().filter_map(|n| Rational::new(n * 1000, 1001));
    let mut usual = usual.chain([24, 25, 30, 50, 60].map(Rational::seconds));
    if !document.parameters.has_frame_rate || usual.any(|one| one == rate) {
        return;
    }
    let attribute = |attr| document.tt.and_then(|tt| document.attribute(tt, attr));
    let Some(written) = attribute(Attr::FrameRate) else { return };
    let message = format!("{:.3} frames per second is not a frame rate of video", rate.to_f64());
    let mut finding = findings.finding(written.span, message);
    if let Some(multiplier) = attribute(Attr::FrameRateMultiplier) {
        finding = finding.with_label(multiplier.span, "with this multiplier");
    }
    findings.push(finding);
}
