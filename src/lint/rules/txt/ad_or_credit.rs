//! TXT013: advertising of sites that share subtitles.

use std::sync::OnceLock;

use super::plain::{Phrases, plain};
use crate::lint::references::OUR_TEXT;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Applicability, Severity};
use crate::timeline::{Line, Signs, visible_text};

docs! {
    /// ## What it does
    ///
    /// Finds cues with the address of a site for sharing subtitles, or with phrases that such sites and
    /// their users add (`Synced and corrected by`). Credits of captioners are left alone.
    ///
    /// ## Why
    ///
    /// The text is not part of the video. A file that has it was taken from such a site.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// Downloaded from www.OpenSubtitles.org
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// Captioned by the harbour office
    /// ```
    ///
    /// ## How to fix
    ///
    /// Delete the cue, and find out whether the file may be used at all. The unsafe fix deletes the cue.
    ///
    /// ## Where it comes from
    ///
    /// Our own list, in `src/lint/data/credits.txt`.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT013",
    name: "ad-or-credit",
    summary: "advertising of a site that shares subtitles",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[OUR_TEXT],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    signs: Signs::WORD,
    ..Rule::NEW
};

/// The phrases, one per line.
const PHRASES: &str = include_str!("../../data/credits.txt");

static READY: OnceLock<Phrases> = OnceLock::new();

fn phrases() -> &'static Phrases {
    READY.get_or_init(|| Phrases::new(PHRASES))
}

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let phrases = phrases();
    let last = cue.lines.len().saturating_sub(1);
    let may_begin = |(at, line): (usize, &Line<'_>)| phrases.may_begin_in(&line.text, at == last);
    if !cue.lines.iter().enumerate().any(may_begin) {
        return;
    }
    let text = plain(&visible_text(subject.timeline, cue.cue));
    let Some(phrase) = phrases.find_in(&text) else { return };
    let message = format!("advertising of a site that shares subtitles: `{phrase}`");
    let mut finding = findings.finding(cue.cue.origin.payload, message).with_cue(cue.index);
    finding.fix = subject.deletion(cue.index);
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_the_first_words_of_a_phrase_is_looked_at() {
        let phrases = phrases();
        // The search by first words relies on ASCII.
        assert!(phrases.list.iter().all(|phrase| phrase.as_bytes()[0].is_ascii()));
        for line in ["(SUBTITLES downloaded)", "U-sub", "é sync", "visit www.YTS.mx", "help"] {
            assert!(phrases.may_begin_in(line, false), "{line}");
        }
        for line in
            ["", "The subtitle", "subtitlesx", "9help", "unsubscene", "He is here", "help us"]
        {
            assert!(!phrases.may_begin_in(line, true), "{line}");
        }
        for phrase in &phrases.list {
            assert!(phrases.may_begin_in(phrase, true), "{phrase}");
        }
    }
}
