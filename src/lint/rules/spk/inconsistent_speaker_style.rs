//! SPK005: several styles of speaker marks in one file.

use crate::lint::references::SPEAKER_MARKS;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Subject};
use crate::source::Severity;
use crate::speakers::MarkStyle;

docs! {
    /// ## What it does
    ///
    /// Finds files that mark speakers in several styles: names in two styles (`NAME:` as well as
    /// `[Name]` or voices in the markup), or `>>` as well as dashes, each in at least one turn of
    /// twenty. There is one finding, at the first mark that is not in the most frequent style.
    ///
    /// ## Why
    ///
    /// Viewers learn one mark. Tools that look for speakers, such as a transcript with names, find
    /// those of one style and take the others for text.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// ANNA: Is it far?
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// [Ben] Ten minutes.
    ///
    /// 3
    /// 00:00:07,000 --> 00:00:09,000
    /// ANNA: Good.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// ANNA: Is it far?
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// BEN: Ten minutes.
    ///
    /// 3
    /// 00:00:07,000 --> 00:00:09,000
    /// ANNA: Good.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write all marks in one style.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment, and our own list of styles.
}

pub(super) static RULE: Rule = Rule {
    code: "SPK005",
    name: "inconsistent-speaker-style",
    summary: "a file marks speakers in several styles",
    severity: Severity::Info,
    kinds: CAPTIONS,
    references: &[SPEAKER_MARKS],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let speakers = subject.speakers();
    let Some(main) = speakers.dominant.filter(|_| speakers.mixed) else { return };
    // Marks without a name can be combined with names.
    let odd = |style: MarkStyle| style != main && style.names_speakers() == main.names_speakers();
    let others = || speakers.turns.iter().filter(|turn| odd(turn.style));
    let turn = others().next().or_else(|| speakers.turns.iter().find(|t| t.style != main));
    let Some(turn) = turn else { return };
    let cue = &subject.timeline.cues[turn.cue as usize];
    let counted: Vec<String> = MarkStyle::ALL
        .iter()
        .filter(|style| speakers.count(**style) > 0)
        .map(|style| format!("{} {}", speakers.count(*style), style.name()))
        .collect();
    let message = format!("speakers are marked in several styles: {}", counted.join(", "));
    findings.push(findings.finding(cue.origin.payload, message).with_cue(turn.cue));
}
