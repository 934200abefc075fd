//! TXT011: files in capitals.

use crate::lint::references::DCMP;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Rule, Status, Subject};
use crate::source::Severity;
use crate::timeline::visible_text;

docs! {
    /// ## What it does
    ///
    /// Finds files in which more than half of the cues are in capitals. Only cues with three words or more
    /// count, without labels in brackets, and only files with at least ten such cues. There is one
    /// finding, at the first cue in capitals.
    ///
    /// ## Why
    ///
    /// Capitals are slower to read than mixed case, and then there is no way left to show that someone
    /// shouts. Captions for television were in capitals because decoders had no good small letters.
    ///
    /// ## Example
    ///
    /// A file of ten cues such as
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// THE HARBOUR OPENS AT ONE.
    ///
    /// 2
    /// 00:00:05,000 --> 00:00:07,000
    /// THE HARBOUR OPENS AT TWO.
    ///
    /// 3
    /// 00:00:09,000 --> 00:00:11,000
    /// THE HARBOUR OPENS AT THREE.
    ///
    /// 4
    /// 00:00:13,000 --> 00:00:15,000
    /// THE HARBOUR OPENS AT FOUR.
    ///
    /// 5
    /// 00:00:17,000 --> 00:00:19,000
    /// THE HARBOUR OPENS AT FIVE.
    ///
    /// 6
    /// 00:00:21,000 --> 00:00:23,000
    /// THE HARBOUR OPENS AT SIX.
    ///
    /// 7
    /// 00:00:25,000 --> 00:00:27,000
    /// THE HARBOUR OPENS AT SEVEN.
    ///
    /// 8
    /// 00:00:29,000 --> 00:00:31,000
    /// THE HARBOUR OPENS AT EIGHT.
    ///
    /// 9
    /// 00:00:33,000 --> 00:00:35,000
    /// THE HARBOUR OPENS AT NINE.
    ///
    /// 10
    /// 00:00:37,000 --> 00:00:39,000
    /// THE HARBOUR OPENS AT TEN.
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at ONE, he shouted.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the text in mixed case. No fix can know names.
    ///
    /// ## Where it comes from
    ///
    /// The DCMP Captioning Key asks for mixed case, with capitals for shouting. The limits are our own
    /// judgment.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT011",
    name: "all-caps",
    summary: "most of the text is in capitals",
    severity: Severity::Info,
    kinds: CAPTIONS,
    references: &[DCMP],
    status: Status::Preview,
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

/// The fewest cues with text that a file must have.
const CUES: u32 = 10;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let timeline = subject.timeline;
    let (mut all, mut capitals, mut first) = (0_u32, 0_u32, None);
    for (index, cue) in (0..).zip(&timeline.cues) {
        let text = without_labels(&visible_text(timeline, cue));
        let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
        let has_case = text.contains(|c: char| c.is_uppercase() || c.is_lowercase());
        if words.count() < 3 || !has_case {
            continue;
        }
        all += 1;
        if !text.contains(char::is_lowercase) {
            capitals += 1;
            first = first.or(Some((index, cue)));
        }
    }
    let Some((index, cue)) = first.filter(|_| all >= CUES && capitals * 2 > all) else { return };
    let message = format!("{capitals} of {all} cues are in capitals");
    findings.push(findings.finding(cue.origin.payload, message).with_cue(index));
}

/// A text without what is in brackets.
fn without_labels(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
