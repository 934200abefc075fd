//! LIN005: a line break that tears apart what belongs together.

use super::wrap;
use crate::lint::rule::{CAPTIONS, Need, docs};
use crate::lint::{CueContext, Findings, Reference, Rule, Subject};
use crate::reflow::{BreakWords, Layout, bad_break_reason, changes_script};
use crate::source::{Applicability, Fix, Severity};

docs! {
    /// ## What it does
    ///
    /// Finds lines that end with an article, a preposition, a conjunction, a negation, a title
    /// before a name or a number before its unit, where the line could end elsewhere. It needs the
    /// language of the file: from the file, its name (`talk.de.srt`) or `--language`; there are word
    /// lists for de, en, es, fr, it, nl and pt.
    ///
    /// ## Why
    ///
    /// Viewers read phrases. A line that ends with *the* makes them wait for the noun while they move
    /// to the next line.
    ///
    /// ## Example
    ///
    /// ```vtt,invalid
    /// WEBVTT
    /// Language: en
    ///
    /// 00:01.000 --> 00:04.000
    /// The ferry comes back to the
    /// old harbour before the night.
    /// ```
    ///
    /// ```vtt,valid
    /// WEBVTT
    /// Language: en
    ///
    /// 00:01.000 --> 00:04.000
    /// The ferry comes back
    /// to the old harbour before the night.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Break before the word. The fix shows where `cuesmith reflow --all` would break.
    ///
    /// ## Where it comes from
    ///
    /// Netflix and BBC (`srt_and_toolkits.md` 3.1). Humans leave 2.8 % of first lines on an article
    /// (3.4, 2026-11-22).
}

pub(super) static RULE: Rule = Rule {
    code: "LIN005",
    name: "bad-break",
    summary: "a line break parts an article, a preposition, a name, ... from what it belongs to",
    severity: Severity::Info,
    kinds: CAPTIONS,
    needs: &[Need::Language],
    fix: Some(Applicability::Show),
    references: &[
        Reference {
            title: "Netflix Timed Text Style Guide, general requirements, line treatment",
            url: "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617",
            read_on: "2026-11-22",
        },
        Reference {
            title: "BBC Subtitle Guidelines, line breaks",
            url: "https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles/",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    cue: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let words = BreakWords::of(subject.language());
    if words.is_empty() || cue.lines.len() < 2 {
        return;
    }
    let pairs = || cue.lines.windows(2);
    let bad = |pair: &&[crate::timeline::Line<'_>]| {
        !changes_script(&pair[0].text, &pair[1].text)
            && bad_break_reason(pair[0].text.trim_end(), pair[1].text.trim_start(), words).is_some()
    };
    if !pairs().any(|pair| bad(&pair)) {
        return;
    }
    // Where the cost finds no better place there is nothing to say.
    let lines = cue.lines.len() as u32;
    let layout = Layout { lines: Some(lines), ..wrap::layout(subject) };
    let Some((edits, change)) = wrap::wrapped(subject, cue.index, &layout) else { return };
    if change.left.is_some() {
        return;
    }
    let better: Vec<&str> = change.after.split('\n').collect();
    for pair in pairs().take(wrap::MANY) {
        let Some(what) =
            bad_break_reason(pair[0].text.trim_end(), pair[1].text.trim_start(), words)
        else {
            continue;
        };
        if better.contains(&pair[0].text.as_ref()) {
            continue;
        }
        let message = format!("the line break parts {what}");
        let mut finding = findings.finding(pair[0].span, message).with_cue(cue.index);
        finding.fix = Some(Fix::show("break the lines elsewhere", edits.clone()));
        findings.push(finding);
    }
}
