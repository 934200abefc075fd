//! ALN003: cues of a translation that are still in the language of the source.

use crate::lint::reference_file::pair;
use crate::lint::references::OUR_COMPARISON;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::Severity;
use crate::timeline::{one_line, visible_text};

use super::place::first_line;

docs! {
    /// ## What it does
    ///
    /// Finds cues with the same text as their counterpart in the source file (`--source`), apart from
    /// line breaks. Texts that may be right in both languages are not reported: fewer than three words,
    /// names (all words capitalized), numbers, songs, and labels in brackets. If most cues are the
    /// same, there is one finding for the file: the source itself was delivered.
    ///
    /// ## Why
    ///
    /// A cue that was skipped keeps the words of the source, which is easily missed in a list of cues.
    ///
    /// ## Example
    ///
    /// For a source that says "It is cold." at 4 seconds:
    ///
    /// ```srt,invalid,source=original.srt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Der Hafen öffnet um sechs.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// It is cold.
    ///
    /// 3
    /// 00:00:07,000 --> 00:00:09,000
    /// Nimm eine Jacke mit.
    /// ```
    ///
    /// ```srt,valid,source=original.srt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// Der Hafen öffnet um sechs.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Es ist kalt.
    ///
    /// 3
    /// 00:00:07,000 --> 00:00:09,000
    /// Nimm eine Jacke mit.
    /// ```
    ///
    /// ## How to fix
    ///
    /// Translate the cue. Quotations that stay in their language are fine; ignore the finding there.
    ///
    /// ## Where it comes from
    ///
    /// Our own judgment.
}

pub(super) static RULE: Rule = Rule {
    code: "ALN003",
    name: "untranslated-cue",
    summary: "a cue has the words of its source",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    needs: &[Need::ReferenceFile],
    references: &[OUR_COMPARISON],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

/// In files with at least this many cues, of which most are the same, there is one finding.
const MANY: usize = 4;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(original) = subject.context.reference_file.as_deref() else { return };
    let made = pair(original, &subject.timeline.cues);
    if !made.certain {
        return;
    }
    let mut candidates = 0;
    let mut same = Vec::new();
    for &(theirs, ours) in &made.pairs {
        let source = one_line(&original.cues[theirs as usize].text);
        if is_language(&source) {
            candidates += 1;
            let own = visible_text(subject.timeline, &subject.timeline.cues[ours as usize]);
            if one_line(&own) == source {
                same.push((theirs, ours));
            }
        }
    }
    if same.len() >= MANY && same.len() * 2 > candidates {
        let message = format!(
            "{} of {candidates} cues have the words of the source ({}): is this the translation?",
            same.len(),
            original.path
        );
        findings.push(findings.finding(first_line(subject), message));
        return;
    }
    for (theirs, ours) in same {
        let message = format!(
            "the cue has the words of the source ({}): was it translated?",
            original.place(theirs)
        );
        let payload = subject.timeline.cues[ours as usize].origin.payload;
        findings.push(findings.finding(payload, message).with_cue(ours));
    }
}

/// Whether a text is speech in some language: not a name, a number, a song or a label.
fn is_language(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '>', ' ', '\u{2013}', '\u{2014}']);
    if text.starts_with(['#', '\u{266a}', '\u{266b}', '[', '('])
        && text.ends_with(['#', '\u{266a}', '\u{266b}', ']', ')'])
        || text.starts_with(['\u{266a}', '\u{266b}'])
    {
        return false;
    }
    let words = || text.split(' ').filter(|word| word.contains(char::is_alphabetic));
    let unspaced = text.chars().filter(|c| crate::timeline::is_unspaced(*c)).count();
    // Without capitals in the script, names cannot be recognized by them.
    unspaced > 3 || (words().count() > 2 && words().any(|word| !word.contains(char::is_uppercase)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_numbers_songs_and_labels_are_the_same_in_any_language() {
        for text in [
            "Ann Lee Harper",
            "No, no.",
            "1, 2, 3, 4",
            "\u{266a} row, row, row your boat",
            "[door slams shut]",
            "# row your boat gently #",
            "10 000 km",
            "",
        ] {
            assert!(!is_language(text), "{text}");
        }
        for text in [
            "It is cold.",
            "- It is cold.",
            "\u{8239}\u{304c}\u{6e2f}\u{306b}\u{5165}\u{308b}",
            "[Ann] It is cold.",
        ] {
            assert!(is_language(text), "{text}");
        }
    }
}
