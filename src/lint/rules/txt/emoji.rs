//! TXT010: emoji in captions.

use crate::lint::references::BBC;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::rules::emoji::is_emoji;
use crate::lint::{CueContext, Findings, Rule, Subject};
use crate::source::{Severity, Span};
use crate::timeline::{Shown, Signs};

docs! {
    /// ## What it does
    ///
    /// Finds emoji. There is one finding for each cue. The notes `♪` and `♫` are no emoji, `🎵` is one.
    ///
    /// ## Why
    ///
    /// Each device draws them in its own way, in color and in its own size, some show a box, and a speech
    /// engine reads their names aloud. An emoji is not spoken in the video.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// 🎵 The harbour opens at six
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:04,000
    /// ♫ The harbour opens at six
    /// ```
    ///
    /// ## How to fix
    ///
    /// Leave them out, or write what they stand for. For music write `♫` (U+266B).
    ///
    /// ## Where it comes from
    ///
    /// The BBC does not allow emoji and asks for U+266B instead of U+1F3B5.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT010",
    name: "emoji",
    summary: "an emoji in a caption",
    severity: Severity::Info,
    kinds: CAPTIONS,
    references: &[BBC],
    docs: DOCS,
    cue: Some(check),
    one_cue: true,
    signs: Signs::NOT_ASCII,
    ..Rule::NEW
};

/// Musical notes that are drawn as pictures.
const NOTES: &[char] = &['\u{1f3b5}', '\u{1f3b6}', '\u{1f3bc}'];

fn check(subject: &Subject<'_>, cue: &CueContext<'_, '_>, findings: &mut Findings<'_>) {
    let has_picture = |text: &str| !text.is_ascii() && text.contains(is_picture);
    if !cue.lines.iter().any(|line| has_picture(&line.text)) {
        return;
    }
    let shown = Shown::of(subject.timeline, cue.cue);
    let Some(at) = shown.text.find(is_picture) else { return };
    let count = shown.text.chars().filter(|c| is_picture(*c)).count();
    let c = shown.text[at..].chars().next().unwrap_or_default();
    let advice = if NOTES.contains(&c) { ": write `\u{266b}` for music" } else { "" };
    let more = if count > 1 { format!(", {count} in this cue") } else { String::new() };
    let place = Span::new(shown.start(at), shown.end(at + c.len_utf8()));
    let message = format!("`{c}` is an emoji{more}{advice}");
    findings.push(findings.finding(place, message).with_cue(cue.index));
}

/// Emoji, without signs that fonts have as text: stars, ballot boxes, check marks, hearts, arrows and notes.
const fn is_picture(c: char) -> bool {
    is_emoji(c) && !matches!(c, '\u{2600}'..='\u{27bf}')
}
