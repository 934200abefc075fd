//! TXT013: advertising of sites that share subtitles.

use std::sync::OnceLock;

use super::plain::plain;
use crate::lint::references::OUR_TEXT;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Applicability, Severity};
use crate::timeline::visible_text;

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
    ..Rule::NEW
};

/// The phrases, one per line.
const PHRASES: &str = include_str!("../../data/credits.txt");

/// The phrases, ready for searching.
struct Phrases {
    /// In small letters, with a space around each, so that only whole words are found.
    list: Vec<String>,
    /// Their first words.
    heads: Vec<String>,
}

static READY: OnceLock<Phrases> = OnceLock::new();

impl Phrases {
    fn new() -> Self {
        let lines = PHRASES.lines().filter(|line| !line.starts_with('#')).map(plain);
        let list: Vec<String> = lines.filter(|phrase| !phrase.is_empty()).collect();
        let head = |phrase: &String| phrase.split(' ').next().unwrap_or_default().to_owned();
        let mut heads: Vec<String> = list.iter().map(head).collect();
        heads.sort_unstable();
        heads.dedup();
        Self { list: list.iter().map(|phrase| padded(phrase)).collect(), heads }
    }

    /// Whether a line has the first word of a phrase. Most lines do not, and their text is not copied.
    fn may_begin_in(&self, line: &str) -> bool {
        let bytes = line.as_bytes();
        let mut is_inside = false;
        for (at, byte) in bytes.iter().enumerate() {
            let is_word = byte.is_ascii_alphanumeric();
            if is_word && !is_inside && self.heads.iter().any(|head| begins(&bytes[at..], head)) {
                return true;
            }
            is_inside = is_word;
        }
        false
    }
}

/// Whether a text begins with a word of ASCII, in whatever case.
fn begins(text: &[u8], word: &str) -> bool {
    // The first byte rules out nearly all of them.
    let (Some(first), Some(head)) = (text.first(), word.as_bytes().first()) else { return false };
    first.to_ascii_lowercase() == *head
        && text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
        && !text.get(word.len()).is_some_and(u8::is_ascii_alphanumeric)
}

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let phrases = READY.get_or_init(Phrases::new);
    if !cue.lines.iter().any(|line| phrases.may_begin_in(&line.text)) {
        return;
    }
    let text = padded(&plain(&visible_text(subject.timeline, cue.cue)));
    let Some(phrase) = phrases.list.iter().find(|phrase| text.contains(*phrase)) else { return };
    let message = format!("advertising of a site that shares subtitles: `{}`", phrase.trim());
    let mut finding = findings.finding(cue.cue.origin.payload, message).with_cue(cue.index);
    finding.fix = subject.deletion(cue.index);
    findings.push(finding);
}

/// With a space around it.
fn padded(text: &str) -> String {
    format!(" {text} ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_the_first_word_of_a_phrase_is_looked_at() {
        let phrases = Phrases::new();
        // The search by first words relies on ASCII.
        assert!(phrases.heads.iter().all(|head| head.is_ascii()));
        for line in ["(SUBTITLES downloaded)", "U-sub", "é sync", "visit www.YTS.mx", "help"] {
            assert!(phrases.may_begin_in(line), "{line}");
        }
        for line in ["", "The subtitle", "subtitlesx", "9help", "unsubscene", "He is here"] {
            assert!(!phrases.may_begin_in(line), "{line}");
        }
        for phrase in &phrases.list {
            assert!(phrases.may_begin_in(phrase), "{phrase}");
        }
    }
}
