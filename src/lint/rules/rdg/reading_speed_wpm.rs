//! RDG002: text too fast to read, in words a minute.

use crate::lint::references::BBC;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, HouseStyle, Need, Reference, Rule, Subject, timing};
use crate::source::{Applicability, Severity};
use crate::timeline::{is_unspaced, words};

docs! {
    /// ## What it does
    ///
    /// Divides the words of a cue (UAX #29) by the time it is on screen and compares that with `max-
    /// wpm`. Off unless a limit is given. Scripts that do not separate words by spaces (Chinese,
    /// Japanese, Thai, Lao, Khmer, Burmese) are not checked.
    ///
    /// ## Why
    ///
    /// Viewers cannot both read the text and watch the picture.
    ///
    /// ## Example
    ///
    /// With `--max-wpm 160`:
    ///
    /// ```srt,invalid,max_wpm=160
    /// 1
    /// 00:00:01,000 --> 00:00:02,000
    /// The harbour opens at six in the morning.
    /// ```
    ///
    /// ```srt,valid,max_wpm=160
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// The harbour opens at six in the morning.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Extend the cue, or shorten the text. The unsafe fix extends the cue where the gap to the next
    /// cue is long enough.
    ///
    /// ## Where it comes from
    ///
    /// BBC: 160 to 180 words per minute. DCMP Captioning Key: 130 (lower level), 140, 160, and 225 for
    /// adult special interest; speaker names and sounds count.
}

pub(super) static RULE: Rule = Rule {
    code: "RDG002",
    name: "reading-speed-wpm",
    summary: "the reading speed is too high (words per minute)",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    needs: &[Need::MaxWpm],
    fix: Some(Applicability::Unsafe),
    house_style: Some(HouseStyle {
        options: &["max_wpm"],
        one: "cue",
        many: "cues",
        furthest: "fastest",
    }),
    references: &[
        BBC,
        Reference {
            title: "DCMP Captioning Key, presentation rate",
            url: "https://dcmp.org/learn/captioningkey/601",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let duration = cue.cue.interval.duration();
    let Some(limit) = subject.limits.max_wpm else { return };
    if duration <= subject.limits.max_defect
        || cue.lines.iter().any(|line| line.text.chars().any(is_unspaced))
    {
        return;
    }
    let count: u32 = cue.lines.iter().map(|line| words(&line.text)).sum();
    let speed = f64::from(count) * 60_000.0 / duration as f64;
    if speed <= limit || subject.rolling().holds(cue.index) {
        return;
    }
    let needed = (f64::from(count) * 60_000.0 / limit).ceil() as i64;
    let message = format!(
        "{count} words in {duration} ms are {speed:.0} a minute, the limit is {limit}: {} ms \
         more are needed",
        needed - duration
    );
    let mut finding = findings
        .finding(cue.cue.origin.payload, message)
        .with_cue(cue.index)
        .with_measured(speed, limit, "wpm");
    finding.fix = timing::lengthen(subject, cue.index, cue.cue, needed);
    findings.push(finding);
}
