//! RDG003: files that are too fast to read on average.

use super::speed;
use crate::lint::references::NETFLIX_SPEED;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::timeline::{Line, Signs};

docs! {
    /// ## What it does
    ///
    /// Divides the characters of all cues of a file by the time that they are on screen together, and
    /// compares that with `max-cps`. Characters and cues count as in RDG001. There is one finding, at the
    /// first cue.
    ///
    /// ## Why
    ///
    /// One fast cue is easy to catch up with. A file that is fast throughout tires viewers, and shortening
    /// some cues does not help.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:02,500
    /// The harbour opens at six in the morning.
    ///
    /// 2
    /// 00:00:03,000 --> 00:00:04,500
    /// The ferry leaves at a quarter past six.
    ///
    /// 3
    /// 00:00:05,000 --> 00:00:06,500
    /// Bring a warm coat and a hat for the trip.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:06,000 --> 00:00:09,000
    /// The harbour opens at six.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Edit the text, or extend cues into the pauses between them (`cuesmith retime --min-duration`).
    ///
    /// ## Where it comes from
    ///
    /// Netflix computes the reading speed for each event and as an average of the file.
}

pub(super) static RULE: Rule = Rule {
    code: "RDG003",
    name: "file-average-speed",
    summary: "the reading speed of the whole file is too high",
    severity: Severity::Info,
    kinds: CAPTIONS,
    references: &[NETFLIX_SPEED],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (timeline, limit) = (subject.timeline, subject.limits.max_cps);
    let (mut characters, mut time, mut count) = (0.0, 0_i64, 0_u32);
    let mut lines: Vec<Line<'_>> = Vec::new();
    let (rolling, all) = (subject.rolling(), subject.characters());
    for (index, cue) in (0..).zip(&timeline.cues) {
        let duration = cue.interval.duration();
        if duration <= subject.limits.max_defect || rolling.holds(index) {
            continue;
        }
        let signs = subject.signs[index as usize];
        let needs_lines = speed::needs_lines(subject, signs);
        if needs_lines {
            timeline.lines_into(cue, &mut lines);
        }
        if signs.has(Signs::WORD) || needs_lines && speed::is_spoken(&lines) {
            characters += speed::characters(subject, all[index as usize], &lines);
            time = time.saturating_add(duration);
            count += 1;
        }
    }
    let average = characters * 1000.0 / time.max(1) as f64;
    let Some(first) = timeline.cues.first().filter(|_| count > 1 && average > limit) else {
        return;
    };
    let message = format!(
        "the {count} cues have {average:.1} characters a second on average, the limit is {limit}"
    );
    let finding = findings
        .finding(first.origin.payload, message)
        .with_cue(0)
        .with_measured(average, limit, "cps");
    findings.push(finding);
}
