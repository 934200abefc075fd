//! JOB014: words of captions that differ from the transcript.

use std::ops::Range;

use crate::align::parse_transcript;
use crate::align::score::{Normalization, Pair, ScoreText, Step, pairs, steps};
use crate::kaltura::lint::references::ALIGNMENT_TASK;
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Need, Rule, Subject};
use crate::source::{Severity, Span};
use crate::timeline::Shown;

docs! {
    /// ## What it does
    ///
    /// Compares the words of the captions with those of the transcript (`--transcript`): a finding at each place
    /// where words are missing, added or different. Case, punctuation, line breaks, names and marks of speakers
    /// and labels of sounds do not count. Words that are masked in the captions (`****`) are not reported. If
    /// fewer than half of the words agree, there is one finding for the file.
    ///
    /// ## Why
    ///
    /// In an alignment job (REACH service 3) the customer has approved the words and orders the times. Words that
    /// a recognizer heard otherwise, that an editor corrected or that were lost are not what was ordered.
    ///
    /// ## Why it is an error
    ///
    /// Viewers read words that are not spoken, or miss words that are.
    ///
    /// ## Example
    ///
    /// For a transcript that says "The harbour opens at six. Bring a coat.":
    ///
    /// ```srt,invalid,transcript=transcript.txt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// Bring the boat.
    /// ```
    ///
    /// ```srt,valid,transcript=transcript.txt
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// >> The harbour
    /// opens at six.
    ///
    /// 2
    /// 00:00:04,000 --> 00:00:06,000
    /// [gulls] Bring a coat!
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write the words of the transcript; `cuesmith align` puts them onto the times of these captions. Where the
    /// transcript is wrong, ask the customer.
    ///
    /// ## Where it comes from
    ///
    /// The task of an alignment job names the transcript whose words are to be aligned.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB014",
    name: "words-not-of-transcript",
    summary: "the captions do not have the words of the transcript",
    severity: Severity::Error,
    kinds: CAPTIONS,
    needs: &[Need::Transcript],
    references: &[ALIGNMENT_TASK],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

/// How much of the words on each side a message shows, in characters.
const SHOWN: usize = 60;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let Some(transcript) = subject.context.transcript.as_deref() else { return };
    let language = subject.language().map(str::to_owned);
    let normalization = Normalization { language, ..Normalization::default() };
    let wanted = ScoreText::of_transcript(&parse_transcript(&transcript.text), &normalization);
    let captions = ScoreText::of_captions(subject.timeline, &normalization);
    let pairs = pairs(&steps(&wanted, &captions));
    let hits = pairs.iter().filter(|pair| pair.step == Step::Hit).count();
    if hits * 2 < wanted.words.len().max(captions.words.len()) {
        let all = wanted.words.len();
        let message = format!(
            "the captions have {hits} of the {all} words of the transcript ({}): is it theirs?",
            transcript.path
        );
        let end = subject.text().find(['\n', '\r']).unwrap_or(subject.text().len());
        findings.push(findings.finding(Span::of(0..end), message));
        return;
    }
    let mut at = 0;
    while at < pairs.len() {
        let length = pairs[at..].iter().take_while(|pair| pair.step != Step::Hit).count();
        if length > 0 {
            let run = &pairs[at..at + length];
            report(subject, findings, (&transcript.path, &wanted, &captions), run);
        }
        at += length.max(1);
    }
}

/// The words of a run on one side: as indices, and as they are written.
fn side(text: &ScoreText, words: Range<usize>) -> String {
    let written: Vec<&str> = text.words[words].iter().map(|word| text.text_of(word)).collect();
    let all = written.join(" ");
    match all.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &all[..end]),
        None => all,
    }
}

/// A finding for words in a row that differ.
fn report(
    subject: &Subject<'_>,
    findings: &mut Findings<'_>,
    (path, wanted, captions): (&str, &ScoreText, &ScoreText),
    run: &[Pair],
) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    let theirs = first.reference as usize
        ..last.reference as usize + usize::from(last.step != Step::Insertion);
    let ours = first.hypothesis as usize
        ..last.hypothesis as usize + usize::from(last.step != Step::Deletion);
    let line = theirs.start.min(wanted.words.len().saturating_sub(1));
    let line = wanted.words.get(line).and_then(|word| wanted.lines.get(word.line as usize));
    let place = line.map_or_else(|| path.to_owned(), |line| format!("{path}:{}", line.number));
    // The place of missing words is after the word before them.
    let word = if ours.is_empty() { ours.start.saturating_sub(1) } else { ours.start };
    let Some(anchor) = captions.words.get(word) else { return };
    let cue = anchor.line;
    let Some(line) = captions.lines.get(cue as usize) else { return };
    let Some(own) = subject.timeline.cues.get(cue as usize) else { return };
    let shown = Shown::of(subject.timeline, own);
    let within = |at: u32| (at - line.text.start) as usize;
    if ours.is_empty() {
        let next = captions.words.get(ours.start).filter(|next| next.line == cue);
        let end = next.map_or(shown.text.len(), |next| within(next.text.start));
        let begin = if ours.start == 0 { 0 } else { within(anchor.text.end) };
        if shown.text.get(begin..end).is_some_and(|between| between.contains("**")) {
            return;
        }
    }
    let end = captions.words[word..ours.end.max(word + 1)]
        .iter()
        .take_while(|word| word.line == cue)
        .last()
        .map_or(anchor.text.end, |word| word.text.end);
    let spans = shown.spans(within(anchor.text.start)..within(end));
    let span = spans.into_iter().reduce(Span::join).unwrap_or(own.origin.payload);
    let message = match (theirs.is_empty(), ours.is_empty()) {
        (true, _) => format!("`{}` is not in the transcript ({place})", side(captions, ours)),
        (_, true) => {
            format!("`{}` is missing here: the transcript has it ({place})", side(wanted, theirs))
        }
        _ => format!(
            "`{}` is `{}` in the transcript ({place})",
            side(captions, ours),
            side(wanted, theirs)
        ),
    };
    findings.push(findings.finding(span, message).with_cue(cue));
}
