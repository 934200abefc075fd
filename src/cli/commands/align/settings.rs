//! The effective requirements for captions, from the order and the arguments.

use std::path::Path;

use super::args::AlignArgs;
use super::sound::Sound;
use crate::Format;
use crate::align::{SegmentOptions, SpeakerMarks, Transcript, WordTimeline};
use crate::cli::args::values::Target;
use crate::cli::output::{Failure, usage};
use crate::kaltura::{Order, language_tag};
use crate::language::language_of_name;
use crate::reflow::{BreakWords, Width};
use crate::source::LineEnding;
use crate::time::Interval;
use crate::ttml;
use crate::{WriteOptions, srt, webvtt};

/// The output format: from the arguments, the order or the name of the output.
pub(super) fn target(args: &AlignArgs, order: Option<&Order>) -> Result<Target, Failure> {
    let of = |format: Format| Target {
        format,
        flavour: ttml::Flavour::default(),
        extension: format.extension(),
    };
    if let Some(to) = args.to {
        return Ok(to);
    }
    if let Some(order) = order
        && let Some(asked) = &order.output_format
    {
        return asked.value.format().filter(|format| format.can_write()).map(of).ok_or_else(|| {
            let format = asked.value.file_ext();
            let message = format!(
                "the order asks for {format}, which cuesmith does not write ({})",
                asked.cite(order)
            );
            usage(message, "pass --to srt, webvtt, dfxp or imsc")
        });
    }
    let output = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    let named = output.and_then(Path::to_str).and_then(Format::from_path);
    named.filter(|format| format.can_write()).map(of).ok_or_else(|| {
        let what = match output {
            Some(path) => format!("cannot infer the output format from `{}`", path.display()),
            None => "no output format given".to_owned(),
        };
        usage(what, "pass --to srt, webvtt, dfxp or imsc")
    })
}

/// The language of the text: from the arguments, the order, the timeline or the name of the transcript.
pub(super) fn language(
    args: &AlignArgs,
    order: Option<&Order>,
    timeline: Option<&WordTimeline>,
) -> Option<String> {
    let ordered = || {
        let asked = order?.language.as_ref()?;
        language_tag(&asked.value).map(str::to_owned)
    };
    let said = || timeline?.language.clone();
    let named = || language_of_name(args.transcript.as_deref()?.to_str()?).map(str::to_owned);
    args.text.language.clone().or_else(ordered).or_else(said).or_else(named)
}

/// How cues are made.
pub(super) fn options<'o>(
    args: &AlignArgs,
    order: Option<&Order>,
    transcript: &Transcript<'_>,
    given: &Given<'o>,
) -> Result<SegmentOptions<'o>, Failure> {
    let cues = &args.cues;
    if cues.min_duration > cues.max_duration {
        let message = format!(
            "--min-duration ({} ms) is more than --max-duration ({} ms)",
            cues.min_duration, cues.max_duration
        );
        return Err(usage(message, "pass a --min-duration that is not above --max-duration"));
    }
    let ordered = order.and_then(|order| order.max_chars.as_ref()).map(|asked| asked.value);
    let base = SegmentOptions::default();
    let max_chars = cues.max_chars.or(ordered.filter(|chars| *chars > 0));
    let width = match cues.width {
        Some(width) => width.into(),
        None if cues.max_chars.is_none() && ordered.is_some() => Width::CodePoints,
        None => Width::of_text(transcript.text),
    };
    let sounds = order.and_then(|order| order.audio_tags.as_ref()).is_none_or(|asked| asked.value);
    Ok(SegmentOptions {
        max_chars: max_chars.unwrap_or(base.max_chars),
        max_lines: cues.max_lines,
        width,
        words: BreakWords::of(given.language),
        min_duration: cues.min_duration,
        max_duration: cues.max_duration,
        min_gap: cues.min_gap,
        close_gaps: cues.close_gaps,
        hang: cues.hang,
        max_cps: cues.max_cps,
        long_pause: cues.max_pause,
        media_duration: given.media_duration,
        speakers: match args.text.speakers {
            Some(style) => style.into(),
            None => marks(order, transcript, given.to),
        },
        unspoken: args.text.unspoken.into(),
        directions: sounds && !args.text.no_sounds,
        existing: given.existing,
        ..base
    })
}

/// The information available besides the arguments.
pub(super) struct Given<'o> {
    pub(super) to: Format,
    pub(super) language: Option<&'o str>,
    pub(super) media_duration: Option<i64>,
    pub(super) existing: &'o [Interval],
    pub(super) sound: Option<&'o Sound>,
    pub(super) timeline: Option<&'o WordTimeline>,
}

/// The default style of speaker marks. `>>` is the mark in Kaltura's own captions.
fn marks(order: Option<&Order>, transcript: &Transcript<'_>, to: Format) -> SpeakerMarks {
    let named = !transcript.speakers.is_empty();
    let asked = |of: fn(&Order) -> Option<bool>| order.and_then(of);
    let changes = asked(|order| Some(order.speaker_changes.as_ref()?.value));
    let names = asked(|order| Some(order.speaker_names.as_ref()?.value));
    match (changes, names) {
        (Some(true), Some(true)) if named => SpeakerMarks::ChevronsAndNames,
        (Some(true), _) => SpeakerMarks::Chevrons,
        (_, Some(true)) => SpeakerMarks::Names,
        (Some(false), _) | (_, Some(false)) => SpeakerMarks::None,
        (None, None) => SpeakerMarks::usual(transcript, to != Format::Srt),
    }
}

/// How files are written.
pub(super) fn writing(to: Target, language: Option<&str>) -> WriteOptions {
    let line_ending = LineEnding::Lf;
    WriteOptions {
        srt: srt::WriteOptions { line_ending, ..srt::WriteOptions::default() },
        webvtt: webvtt::WriteOptions { line_ending, ..webvtt::WriteOptions::default() },
        ttml: ttml::WriteOptions {
            flavour: to.flavour,
            language: language.unwrap_or_default().replace('_', "-"),
            line_ending,
        },
    }
}
