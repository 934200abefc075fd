//! TXT014: text that a speech recognizer made up: stock phrases over silence, and loops.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::plain::{Phrases, plain};
use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::source::Severity;
use crate::timeline::{Cue, RunKind, Timeline, visible_text};

docs! {
    /// ## What it does
    ///
    /// Finds text that speech recognition probably made up. A warning for a cue that is nothing but a stock
    /// phrase such as `Thanks for watching!` when the file has the phrase in several cues, or when it is the
    /// last cue and starts at least 10 s after the cue above has ended. Information for the same text, of
    /// three words or more, in five or more consecutive cues: people say a sentence three or four times.
    /// Lyrics and sound labels are left out, and so are cues that differ in their markup.
    ///
    /// ## Why
    ///
    /// Recognizers that were trained on subtitles of web videos write closing phrases and credits over
    /// silence, noise and music, and repeat a sentence until speech begins again. Viewers read words that
    /// are not spoken.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:20,000 --> 00:00:22,000
    /// Thanks for watching!
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// The harbour opens at six.
    ///
    /// 2
    /// 00:00:03,500 --> 00:00:05,000
    /// Thanks for watching!
    /// ```
    ///
    /// ## How to fix
    ///
    /// Listen to the place. Delete the cue when nothing is said there, or write what is said.
    ///
    /// ## Where it comes from
    ///
    /// Koenecke and others, "Careless Whisper" (2024), describe invented phrases in transcripts by Whisper.
    /// The list of phrases and the limits are our own judgment.
}

pub(super) static RULE: Rule = Rule {
    code: "TXT014",
    name: "asr-artifact",
    summary: "speech recognition probably made this text up",
    severity: Severity::Warning,
    kinds: CAPTIONS,
    references: &[Reference {
        title: "Koenecke et al., Careless Whisper: Speech-to-Text Hallucination Harms, 2024",
        url: "https://arxiv.org/abs/2402.08021",
        read_on: "2026-11-30",
    }],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

/// The phrases, one per line.
const PHRASES: &str = include_str!("../../data/asr_phrases.txt");
static READY: OnceLock<Phrases> = OnceLock::new();
/// How long nothing must be shown before a last cue so that it counts as one over silence.
const SILENCE: i64 = 10_000;
/// How many consecutive cues with the same text are a loop.
const LOOP: usize = 5;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    phrases(subject, findings);
    if subject.rolling().count() == 0 {
        loops(subject, findings);
    }
}

/// Cues that are a stock phrase.
fn phrases(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (timeline, order) = (subject.timeline, subject.order);
    let known = READY.get_or_init(|| Phrases::new(PHRASES));
    let mut found: Vec<(usize, String)> = Vec::new();
    for (at, &index) in order.iter().enumerate() {
        let cue = &timeline.cues[index as usize];
        if !may_be_phrase(timeline, cue, known) {
            continue;
        }
        let text = plain(&visible_text(timeline, cue));
        if known.contains(&text) {
            found.push((at, text));
        }
    }
    let mut count: HashMap<&str, u32> = HashMap::new();
    for (_, text) in &found {
        *count.entry(text).or_default() += 1;
    }
    for (at, text) in &found {
        let (at, times) = (*at, count[text.as_str()]);
        let cues = &timeline.cues;
        let cue = &cues[order[at] as usize];
        let before = at.checked_sub(1).map(|above| cues[order[above] as usize].interval.end.0);
        let silence = before.map_or(0, |end| cue.interval.start.0.saturating_sub(end));
        let message = if times > 1 {
            format!(
                "speech recognition probably made this text up: it is a stock phrase, in {times} cues"
            )
        } else if at + 1 == order.len() && silence >= SILENCE {
            let seconds = silence / 1000;
            format!(
                "speech recognition probably made this text up: it is a stock phrase, {seconds} s after the last other cue"
            )
        } else {
            continue;
        };
        findings.push(findings.finding(cue.origin.payload, message).with_cue(order[at]));
    }
}

/// Whether the text of a cue may be a phrase and nothing else, by its first run.
fn may_be_phrase(timeline: &Timeline<'_>, cue: &Cue<'_>, phrases: &Phrases) -> bool {
    for run in timeline.runs_of(cue).iter().filter(|run| !timeline.in_ruby_text(run)) {
        let RunKind::Text(text) = &run.kind else { continue };
        if let Some(at) = text.find(char::is_alphanumeric) {
            return phrases.may_open(&text[at..], true, false);
        }
    }
    false
}

/// The same text in cue after cue.
fn loops(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (timeline, order) = (subject.timeline, subject.order);
    let cue = |at: usize| &timeline.cues[order[at] as usize];
    let payload = |at: usize| cue(at).origin.payload.slice(subject.text());
    let length = |at: usize| cue(at).origin.payload.len();
    // TTML makes several cues of one paragraph that changes over time.
    let place = |at: usize| cue(at).origin.payload.start;
    let start = |at: usize| cue(at).interval.start;
    let words = |at: usize| plain(&visible_text(timeline, cue(at)));
    let mut first = 0;
    // The words of the first one, where they were needed.
    let mut repeated: Option<String> = None;
    for at in 1..=order.len() {
        let goes_on = at < order.len()
            && start(at) > start(at - 1)
            && place(at) != place(at - 1)
            && length(at) == length(first)
            && payload(at) == payload(first)
            && *repeated.get_or_insert_with(|| words(first)) == words(at);
        if goes_on {
            continue;
        }
        let count = at - first;
        if count >= LOOP && is_sentence(&visible_text(timeline, cue(first)), &words(first)) {
            let message = format!(
                "{count} consecutive cues have the same text: speech recognition probably looped here"
            );
            let mut finding = findings
                .finding(cue(first + 1).origin.payload, message)
                .with_cue(order[first + 1])
                .with_label(cue(first).origin.payload, "first here");
            finding.severity = Severity::Info;
            findings.push(finding);
        }
        (first, repeated) = (at, None);
    }
}

/// Whether a text is worth a finding when it is repeated: three words, or as many characters in scripts
/// without spaces; no lyrics, no label, no chant of one word.
fn is_sentence(text: &str, words: &str) -> bool {
    let is_sung = text.contains(['♪', '♫', '#', '¶']);
    let is_label = text.trim_start().starts_with(['[', '(', '（', '【', '［']);
    let different: HashSet<&str> = words.split(' ').collect();
    let is_long = different.len() >= 3 || (!words.is_ascii() && words.chars().count() >= 8);
    !is_sung && !is_label && is_long
}
