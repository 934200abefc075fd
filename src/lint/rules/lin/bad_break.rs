//! LIN005: a line break within a phrase.

use super::wrap;
use crate::lint::rule::{CAPTIONS, Need, docs};
use crate::lint::{CueContext, Findings, HouseStyle, Reference, Rule, Subject};
use crate::reflow::{BreakWords, Layout, bad_break_reason, changes_script};
use crate::source::{Applicability, Fix, Severity};
use crate::timeline::Signs;

docs! {
    /// ## What it does
    ///
    /// Finds lines that end with an article, a preposition, a conjunction, a negation, a title before a
    /// name or a number before its unit, where the line could end elsewhere. The rule needs the
    /// language of the file: from the file itself, its name (`talk.de.srt`) or `--language`. Word lists
    /// exist for de, en, es, fr, it, nl and pt.
    ///
    /// ## Why
    ///
    /// Viewers read in phrases. After a line that ends with *the*, they have to keep it in mind until
    /// they find the noun on the next line.
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
    /// Break before the word. The suggestion shows where `cuesmith reflow --all` would break.
    ///
    /// ## Where it comes from
    ///
    /// Netflix (line treatment) and the BBC (break at natural points) list what a line break should not
    /// separate. How often subtitlers follow this: 2.8 % of first lines end with an article in the
    /// captions that we compared.
}

pub(super) static RULE: Rule = Rule {
    code: "LIN005",
    name: "bad-break",
    summary: "a line break separates an article, a preposition, a title, ... from what follows it",
    severity: Severity::Info,
    kinds: CAPTIONS,
    needs: &[Need::Language],
    fix: Some(Applicability::Show),
    house_style: Some(HouseStyle {
        options: &[],
        one: "line break inside a phrase",
        many: "line breaks inside phrases",
        furthest: "",
    }),
    references: &[
        Reference {
            title: "Netflix Timed Text Style Guide, general requirements, line treatment",
            url: "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617",
            read_on: "2026-11-22",
        },
        Reference {
            title: "BBC Subtitle Guidelines, section 3.4, break at natural points",
            url: "https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles/",
            read_on: "2026-11-22",
        },
        Reference {
            title: "Observation: where people break lines",
            url: "docs/observations.md#line-breaks",
            read_on: "2026-11-22",
        },
    ],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    signs: Signs::BREAK,
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
    // Nothing is reported unless reflowing finds a better place.
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
        let message = format!("the line break separates {}", what.replacen(" and ", " from ", 1));
        let mut finding = findings.finding(pair[0].span, message).with_cue(cue.index);
        finding.fix = Some(Fix::show("move the line break", edits.clone()));
        findings.push(finding);
    }
}
