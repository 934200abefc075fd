//! TIM018: long gaps without a caption and without a label that explains them.

use crate::lint::references::{BBC, ROLLING_CAPTIONS};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, HouseStyle, Rule, Subject};
use crate::source::Severity;
use crate::time::{Clock, Timestamp};
use crate::timeline::{Cue, visible_text};

docs! {
    /// ## What it does
    ///
    /// Finds gaps longer than `max-silence` (60 seconds by default) if the last caption before the gap
    /// is not about sound: a label such as `[applause]` or `(music plays)`, or a line with a music
    /// note.
    ///
    /// ## Why
    ///
    /// Viewers who cannot hear do not know whether there is no speech, or the captions are broken. In
    /// machine captions a long gap is often speech that was not recognized.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:02:03,000 --> 00:02:05,000
    /// Bring a warm coat.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// [waves and gulls]
    ///
    /// 2
    /// 00:02:03,000 --> 00:02:05,000
    /// Bring a warm coat.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Listen to the gap. Caption what is said, or insert a label that describes what can be heard.
    ///
    /// ## Where it comes from
    ///
    /// The BBC asks for a label in long stretches without speech; the default of 60 seconds is our own.
}

pub(super) static RULE: Rule = Rule {
    code: "TIM018",
    name: "long-silence",
    summary: "no captions for a long time, and no label that explains it",
    severity: Severity::Info,
    kinds: CAPTIONS,
    house_style: Some(HouseStyle {
        options: &["max_silence"],
        one: "gap without captions",
        many: "gaps without captions",
        furthest: "longest",
    }),
    references: &[ROLLING_CAPTIONS, BBC],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (cues, limit) = (&subject.timeline.cues, subject.limits.max_silence);
    let mut last: Option<u32> = None; // the cue that ends last so far
    for &index in subject.order {
        let cue = &cues[index as usize];
        if let Some(before) = last {
            let held = &cues[before as usize];
            let gap = cue.interval.start.0.saturating_sub(held.interval.end.0);
            if gap > limit && !is_about_sound(subject, held) {
                let long = Clock { time: Timestamp(gap), mark: '.' };
                let message = format!("no captions for {long} before cue {}", index + 1);
                findings.push(
                    findings
                        .finding(cue.origin.start, message)
                        .with_label(held.origin.end, "the previous caption ends here")
                        .with_cue(index)
                        .with_measured(gap as f64, limit as f64, "ms"),
                );
            }
        }
        if last.is_none_or(|held| cues[held as usize].interval.end <= cue.interval.end) {
            last = Some(index);
        }
    }
}

fn is_about_sound(subject: &Subject<'_>, cue: &Cue<'_>) -> bool {
    let text = visible_text(subject.timeline, cue);
    let text = text.trim();
    let label = text.ends_with([']', ')']) && text.contains(['[', '(']);
    label || text.contains(['♪', '♫', '♬', '♩'])
}
