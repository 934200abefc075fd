//! TTM030: frame labels at rates such as 29.97 that drift from the clock.

use super::common::ttml;
use crate::format::Format;
use crate::lint::references::TTML_PARSERS;
use crate::lint::rule::docs;
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::Severity;
use crate::time::Timestamp;
use crate::ttml::{Attr, DropMode, Rational, TimeBase};

docs! {
    /// ## What it does
    ///
    /// Finds documents longer than a few minutes with times in frames (`HH:MM:SS:FF`) at a rate times
    /// 1000/1001 (23.976, 29.97, 59.94) that are not counted in drop-frame: under the time base `media`
    /// the message says how far the times drift if they are timecode, under `smpte` how far labels and
    /// clock are apart.
    ///
    /// ## Why
    ///
    /// Timecode without drop-frame counts 30 frames per labeled second while the video shows 29.97:
    /// after an hour it is 3.6 s late. Under `media`, the default, hours, minutes and seconds are real
    /// ones and only the frames are counted at the rate, so timecode that is pasted into such a file is
    /// shown too early, increasingly so.
    ///
    /// ## Example
    ///
    /// ```ttml,invalid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" xml:lang="en">
    ///   <body><div>
    ///     <p begin="01:20:01:12" end="01:20:03:00">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ```ttml,valid
    /// <tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en">
    ///   <body><div>
    ///     <p begin="01:20:01.400" end="01:20:03.000">The harbour opens at six.</p>
    ///   </div></body>
    /// </tt>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Check the last cue against the video. If it is off by the drift, the times are timecode:
    /// cuesmith can write media times from it once the time base is `smpte`. If it is right, write the
    /// times as `HH:MM:SS.mmm` to avoid the question.
    ///
    /// ## Where it comes from
    ///
    /// W3C TTML1, sections 6.2.11 and 19.5.
}

pub(super) static RULE: Rule = Rule {
    code: "TTM030",
    name: "timecode-drift",
    summary: "frame labels at 1000/1001 may drift from the clock",
    severity: Severity::Warning,
    formats: &[Format::Ttml],
    references: &[
        Reference {
            title: "W3C TTML1, third edition, section 19.5",
            url: "https://www.w3.org/TR/2018/REC-ttml1-20181108/",
            read_on: "2026-11-22",
        },
        TTML_PARSERS,
    ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(document) = ttml(subject) else { return };
    let time = &document.parameters.time;
    let nominal = Rational::new(i128::from(time.frame_rate) * 1000, 1001);
    if nominal != Some(time.effective_rate) || time.drop_mode != DropMode::NonDrop {
        return;
    }
    let labels = document.attributes.iter().any(|a| {
        matches!(a.attr, Attr::Begin | Attr::End)
            && document.value(a).bytes().filter(|&b| b == b':').count() == 3
    });
    let shown = subject.timeline.cues.iter().map(|cue| cue.interval);
    let ends = shown.map(|i| if i.end == Timestamp::OPEN { i.start.0 } else { i.end.0 });
    let end = ends.max().unwrap_or(0);
    let drift = end / 1000;
    let multiplier = document.tt.and_then(|tt| document.attribute(tt, Attr::FrameRateMultiplier));
    let Some(place) = multiplier.filter(|_| labels && drift >= NOTICEABLE) else { return };
    let seconds = drift as f64 / 1000.0;
    let message = match time.base {
        TimeBase::Smpte => format!(
            "labels without drop-frame and the clock are {seconds:.1} s apart at the end: readers \
             that take labels for clock times are that much early"
        ),
        _ => format!(
            "if these times are timecode without drop-frame, they are {seconds:.1} s early at the \
             end: the time base `media` takes their seconds for real ones"
        ),
    };
    findings.push(findings.finding(place.span, message).with_measured(
        drift as f64,
        NOTICEABLE as f64,
        "ms",
    ));
}

/// From this drift on (ms) viewers notice it: it is reached after a little more than ten minutes.
const NOTICEABLE: i64 = 600;
