//! SPK003: sound labels in other brackets than the file's.

use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Reference, Rule, Subject};
use crate::rewrite::is_shared;
use crate::source::{Applicability, Edit, Fix, Severity};
use crate::speakers::is_sound_label;
use crate::timeline::Shown;

docs! {
    /// ## What it does
    ///
    /// Finds lines that are a sound label in round or curly brackets: `(applause)`, `{music}`. Square ones
    /// are expected. What else stands in round brackets is left alone.
    ///
    /// ## Why
    ///
    /// Readers know square brackets as the sign of what is heard and not said, and round ones as part of a
    /// sentence. Some players take curly brackets for commands and show nothing.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// (applause)
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// [applause]
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write square brackets. The unsafe fix does.
    ///
    /// ## Where it comes from
    ///
    /// Netflix wants sounds in square brackets (`qc_rules.md` sections 1.1 and 1.5, SPK003, 2026-11-22).
    /// Guides differ: DCMP and broadcasters use round ones too, so this is advice.
}

pub(super) static RULE: Rule = Rule {
    code: "SPK003",
    name: "sound-label-brackets",
    summary: "a sound label stands in round or curly brackets",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[Reference {
        title: "Netflix Timed Text Style Guide, general requirements, subtitles for the deaf and hard of hearing",
        url: "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617",
        read_on: "2026-11-22",
    }],
    docs: DOCS,
    cue: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let other = |line: &str| line.trim_start().starts_with(['(', '{']);
    if !cue
        .lines
        .iter()
        .any(|line| other(&line.text) && is_sound_label(&line.text, subject.language()))
    {
        return;
    }
    let shown = Shown::of(subject.timeline, cue.cue);
    let mut at = 0;
    for line in shown.text.split_inclusive('\n') {
        let text = line.trim();
        if other(text) && is_sound_label(text, subject.language()) {
            let start = at + line.len() - line.trim_start().len();
            let end = start + text.len();
            let spans = shown.spans(start..end);
            let span = spans.iter().copied().reduce(|a, b| a.join(b));
            let message = format!("the sound label `{text}` does not stand in square brackets");
            let span = span.unwrap_or(cue.cue.origin.payload);
            let mut finding = findings.finding(span, message).with_cue(cue.index);
            let sides = [(start, "["), (end - 1, "]")];
            let edits = sides.map(|(at, sign)| {
                shown.spans(at..at + 1).first().map(|span| Edit::replace(*span, sign))
            });
            if let [Some(open), Some(close)] = edits
                && !is_shared(subject.timeline, cue.index)
            {
                finding.fix = Some(Fix::risky("write square brackets", vec![open, close]));
            }
            findings.push(finding);
        }
        at += line.len();
    }
}
