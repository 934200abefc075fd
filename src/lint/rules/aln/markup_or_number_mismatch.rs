//! ALN005: a translation that lost numbers, styles or marks of its source.

use crate::lint::cue_marks::{CueMarks, marks, numbers};
use crate::lint::reference_file::pair;
use crate::lint::references::OUR_COMPARISON;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::Severity;
use crate::timeline::{is_visible, visible_text};

docs! {
    /// ## What it does
    ///
    /// Compares what a translation usually keeps with the source file (`--source`), cue by cue:
    ///
    /// - numbers in digits above 12, however their digits are separated. Word order differs between languages, so a
    ///   number may also be in the cue before or after;
    /// - italics, bold and underlining, if the translation is in a script with capitals, as most others have none of these;
    /// - musical notes (`♪`);
    /// - dashes or `>>` at the beginning of lines, where one of the two has at least two.
    ///
    /// ## Why
    ///
    /// A wrong year or sum is easily missed in a translation, and italics, music and dashes tell viewers who speaks and
    /// from where.
    ///
    /// ## Example
    ///
    /// For a source with the text "The harbour opened in 1945." at 1 second and "<i>It is cold.</i>" at 4 seconds:
    ///
    /// ```srt,invalid,source=marks.srt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Der Hafen öffnete 1954.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Es ist kalt.
    /// ```
    ///
    /// ```srt,valid,source=marks.srt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Der Hafen öffnete 1945.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// <i>Es ist kalt.</i>
    /// ```
    ///
    /// ## How to fix
    ///
    /// Compare the cue with its source. Units that were converted (miles, feet, hours of the day) are fine.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment.
}

pub(super) static RULE: Rule = Rule {
    code: "ALN005",
    name: "markup-or-number-mismatch",
    summary: "a cue has other numbers, styles, music or dashes than its source",
    severity: Severity::Info,
    kinds: CAPTIONS,
    needs: &[Need::ReferenceFile],
    references: &[OUR_COMPARISON],
    since: "0.1.0",
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

/// Words for powers of ten, with which Chinese, Japanese and Korean write numbers: 1万 is 10,000.
const POWERS: [char; 7] = ['万', '萬', '億', '亿', '千', '만', '억'];

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(original) = subject.context.reference_file.as_deref() else { return };
    let timeline = subject.timeline;
    let made = pair(original, &timeline.cues);
    if !made.certain {
        return;
    }
    let texts: Vec<String> = timeline.cues.iter().map(|cue| visible_text(timeline, cue)).collect();
    let own_marks = marks(timeline, &texts);
    let own_numbers: Vec<Vec<String>> = texts.iter().map(|text| numbers(text)).collect();
    let all: Vec<Vec<String>> = original.cues.iter().map(|cue| numbers(&cue.text)).collect();
    for &(theirs, ours) in &made.pairs {
        let (source, at) = (&original.cues[theirs as usize], ours as usize);
        let text = &texts[at];
        if !is_visible(text) || !is_visible(&source.text) {
            continue;
        }
        let mut differences = Vec::new();
        if !text.contains(POWERS) && !source.text.contains(POWERS) {
            for number in lacking(&all, theirs as usize, &own_numbers, at) {
                differences.push(format!("the number {number} is missing"));
            }
            for number in lacking(&own_numbers, at, &all, theirs as usize) {
                differences.push(format!("the number {number} is not in the source"));
            }
        }
        compare(source.marks, own_marks[at], text, &mut differences);
        if differences.is_empty() {
            continue;
        }
        let message = format!(
            "the cue differs from its source ({}): {}",
            original.place(theirs),
            differences.join(", ")
        );
        let payload = timeline.cues[at].origin.payload;
        findings.push(findings.finding(payload, message).with_cue(ours));
    }
}

/// The numbers of a cue that neither its counterpart nor the cues around that have.
fn lacking<'n>(
    one: &'n [Vec<String>],
    at: usize,
    other: &'n [Vec<String>],
    counterpart: usize,
) -> impl Iterator<Item = &'n String> {
    let around = &other[counterpart.saturating_sub(1)..(counterpart + 2).min(other.len())];
    one[at].iter().filter(move |number| !around.iter().any(|list| list.contains(number)))
}

fn compare(theirs: CueMarks, ours: CueMarks, text: &str, differences: &mut Vec<String>) {
    let mut has = |theirs: bool, ours: bool, one: &str| {
        if theirs != ours {
            let what = if theirs { "missing" } else { "not in the source" };
            differences.push(format!("{one} {what}"));
        }
    };
    if text.contains(|c: char| c.is_lowercase() || c.is_uppercase()) {
        has(theirs.italic, ours.italic, "italics are");
        has(theirs.bold, ours.bold, "bold is");
        has(theirs.underline, ours.underline, "underlining is");
    }
    has(theirs.music, ours.music, "a musical note is");
    if theirs.turns != ours.turns && theirs.turns.max(ours.turns) > 1 {
        let (here, there) = (ours.turns, theirs.turns);
        differences.push(format!("{here} lines begin with a dash or `>>`, {there} in the source"));
    }
}
