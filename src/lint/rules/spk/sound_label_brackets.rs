//! SPK003: sound labels in brackets that are not square.

use crate::lint::rule::{CAPTIONS, docs};
use crate::lint::{Findings, Reference, Rule, Subject};
use crate::rewrite::is_shared;
use crate::source::{Applicability, Edit, Fix, Severity, Span};
use crate::speakers::{SoundLabel, sound_labels};
use crate::timeline::{Shown, Signs};

docs! {
    /// ## What it does
    ///
    /// Finds sound labels in round or curly brackets, alone on a line or next to speech: `(applause)`,
    /// `{music}`. Square brackets are expected. Other text in round brackets is left alone, and so are
    /// full-width brackets (`（笑い声）`), which Japanese captions use. There is one finding for a file, at
    /// the first label.
    ///
    /// ## Why
    ///
    /// Viewers know square brackets as the sign of sounds, and round ones as part of a sentence. Some
    /// players take curly brackets for override codes and hide what is in them.
    ///
    /// ## Example
    ///
    /// ```srt,invalid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// (applause)
    /// ```
    ///
    /// ```srt,valid
    /// 1
    /// 00:00:01,000 --> 00:00:03,000
    /// [applause]
    /// ```
    ///
    /// ## How to fix
    ///
    /// Write square brackets. The unsafe fix does so for all labels of the file. No fix is offered if
    /// one of them cannot be changed, or if a line has the form of a label but no known word: a file
    /// should not end up with both kinds.
    ///
    /// ## Where it comes from
    ///
    /// Netflix asks for square brackets around sounds and speaker names. Guides differ, and
    /// broadcasters use round brackets too, so the severity is only information. FFmpeg converts SRT to
    /// ASS, in which text in curly brackets is not shown.
}

pub(super) static RULE: Rule = Rule {
    code: "SPK003",
    name: "sound-label-brackets",
    summary: "a sound label is in round or curly brackets",
    severity: Severity::Info,
    kinds: CAPTIONS,
    fix: Some(Applicability::Unsafe),
    references: &[
        Reference {
            title: "Netflix English Timed Text Style Guide, subtitles for the deaf and hard of hearing",
            url: "https://partnerhelp.netflixstudios.com/hc/en-us/articles/217350977",
            read_on: "2026-11-22",
        },
        Reference {
            title: "FFmpeg, htmlsubtitles.c (curly brackets on the way from SRT to ASS)",
            url: "https://github.com/FFmpeg/FFmpeg/blob/1193301758b8/libavcodec/htmlsubtitles.c#L46-L72",
            read_on: "2026-11-30",
        },
    ],
    docs: DOCS,
    document: Some(check),
    ..Rule::NEW
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let (timeline, language) = (subject.timeline, subject.language());
    let mut shown = Shown::default();
    let mut first: Option<(u32, Span, String)> = None;
    let (mut count, mut edits) = (0, Some(Vec::new()));
    for (index, cue) in timeline.cues.iter().enumerate() {
        if !subject.signs[index].has(Signs::ROUND.or(Signs::BRACE).or(Signs::NOT_ASCII)) {
            continue;
        }
        shown.fill(timeline, cue);
        for SoundLabel { at, brackets: (open, close), is_known } in
            sound_labels(&shown.text, language)
        {
            if open == '[' {
                continue;
            }
            if !is_known || !matches!(open, '(' | '{') || is_shared(timeline, index as u32) {
                // This label cannot be changed: fixing the others would leave labels of two kinds.
                edits = None;
            }
            if !is_known || !matches!(open, '(' | '{') {
                continue;
            }
            count += 1;
            let sides = [(at.start, open, "["), (at.end - 1, close, "]")];
            for (place, sign, new) in sides {
                let span = shown.spans(place..place + sign.len_utf8()).first().copied();
                match (span, &mut edits) {
                    (Some(span), Some(edits)) => edits.push(Edit::replace(span, new)),
                    _ => edits = None,
                }
            }
            first.get_or_insert_with(|| {
                let span = shown.spans(at.clone()).into_iter().reduce(Span::join);
                (index as u32, span.unwrap_or(cue.origin.payload), shown.text[at].to_owned())
            });
        }
    }
    let Some((cue, span, label)) = first else { return };
    let label = label.replace('\n', " ");
    let message = match count {
        1 => format!("the sound label `{label}` is not in square brackets"),
        _ => format!("{count} sound labels are not in square brackets; the first is `{label}`"),
    };
    let mut finding = findings.finding(span, message).with_cue(cue);
    finding.fix = edits.map(|edits| Fix::risky("write square brackets", edits));
    findings.push(finding);
}
