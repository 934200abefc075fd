//! Every difference between a file's own cues and those of the platform's parsers, with its cause.

use super::causes;
use super::context::{Cause, Context, Difference, Header, Notes, Platform};
use super::others;
#[cfg(feature = "ttml")]
use super::{repairs, ttml};
use super::{srt, webvtt};
use crate::kaltura::{CaptionType, CompareOptions, CueOutcome, PlatformReader, compare};
use crate::lint::Subject;
use crate::source::Span;

/// What the parsers make of a file, computed when the first rule asks.
pub(in crate::kaltura) fn platform<'a>(subject: &Subject<'a>) -> Option<&'a Platform> {
    subject.memo.get_or(|| find(subject))
}

/// Runs the parsers on a file and gives each difference its cause.
fn find(subject: &Subject<'_>) -> Platform {
    let caption_type = CaptionType::of(subject.format);
    let options = CompareOptions::default();
    let compared = compare(subject.source, subject.timeline, caption_type, &options);
    let notes = Notes::new(subject);
    let text = subject.text();
    let ends = (memchr::memchr(b'\r', text.as_bytes()), memchr::memchr(b'\n', text.as_bytes()));
    let context = Context {
        subject,
        compared: &compared,
        notes,
        cr_only: ends.0.is_some() && ends.1.is_none(),
        header: Header::of(subject),
    };
    let differences = differences(&context);
    Platform {
        compared,
        #[cfg(feature = "ttml")]
        timed_containers: repairs::timed_containers(subject),
        differences,
    }
}

fn cause(context: &Context<'_, '_>, reader: PlatformReader, cue: u32, fate: &CueOutcome) -> Cause {
    let of_other = others::cause(context, reader, cue, fate);
    if let Some(cause) = of_other.or_else(|| causes::of_file(context, reader, fate)) {
        return cause;
    }
    match context.compared.caption_type {
        CaptionType::Srt => srt::cause(context, reader, cue, fate),
        CaptionType::WebVtt => webvtt::cause(context, reader, cue, fate),
        #[cfg(feature = "ttml")]
        CaptionType::Dfxp => ttml::cause(context, reader, cue, fate),
        // No file is read as TTML then.
        #[cfg(not(feature = "ttml"))]
        CaptionType::Dfxp => srt::cause(context, reader, cue, fate),
    }
}

fn differences(context: &Context<'_, '_>) -> Vec<Difference> {
    let mut all: Vec<Difference> = Vec::new();
    let cues = &context.subject.timeline.cues;
    for cue in 0..context.compared.own {
        let first = all.len();
        for view in context.compared.views.iter().filter(|view| view.counts()) {
            let fate = view.fates[cue as usize];
            let mut before = others::speak_for(view.reader).iter();
            if fate.is_whole() || before.any(|&known| !context.fate(known, cue).is_whole()) {
                continue;
            }
            let (code, why) = cause(context, view.reader, cue, &fate);
            let same = |d: &&mut Difference| {
                d.code == code && d.why == why && d.fate.as_str() == fate.as_str()
            };
            match all[first..].iter_mut().find(same) {
                Some(known) => known.readers.push(view.reader),
                None => {
                    let span = causes::place(&cues[cue as usize], code);
                    let readers = vec![view.reader];
                    all.push(Difference { cue: Some(cue), readers, fate, code, why, span });
                }
            }
        }
    }
    extras(context, &mut all);
    rejected(context, &mut all);
    all
}

/// Blocks that are not a cue by the rules of the format: the format's own rule reports them.
fn rejected(context: &Context<'_, '_>, all: &mut Vec<Difference>) {
    let code = match context.compared.caption_type {
        CaptionType::Srt => "SRT003",
        CaptionType::WebVtt => "VTT002",
        CaptionType::Dfxp => return,
    };
    let compared = context.compared;
    for block in &compared.rejected {
        let readers: Vec<PlatformReader> = block.lost_by(&compared.views).collect();
        if !readers.is_empty() {
            let fate = CueOutcome { lost: true, ..CueOutcome::default() };
            let why = "its timing line cannot be read".into();
            all.push(Difference { cue: None, readers, fate, code, why, span: block.span });
        }
    }
}

/// Cues that only parsers of the platform have.
fn extras(context: &Context<'_, '_>, all: &mut Vec<Difference>) {
    let text = context.subject.text();
    for reader in [
        PlatformReader::Gate,
        PlatformReader::Player,
        PlatformReader::BurnIn,
        PlatformReader::Packager,
    ] {
        let mut known =
            others::speak_for(reader).iter().filter_map(|known| context.compared.view(*known));
        if known.any(|view| view.extra().next().is_some()) {
            continue;
        }
        let Some(view) = context.compared.view(reader) else { continue };
        let Some(first) = view.extra().next() else { continue };
        let count = view.extra().count();
        let shown = String::from_utf8_lossy(&view.cues[first].text).into_owned();
        let shown: String = shown.trim().chars().take(40).collect();
        let at = memchr::memmem::find(text.as_bytes(), shown.as_bytes()).unwrap_or(0);
        let span = Span::of(at..at + if at > 0 { shown.len() } else { 0 });
        let why = format!("{count} of them, the first with the text `{shown}`");
        let mut readers = vec![reader];
        if reader == PlatformReader::Gate {
            readers.extend([PlatformReader::Served, PlatformReader::Hls, PlatformReader::Clip]);
        }
        let fate = CueOutcome::default();
        let code = others::rule_of(reader).unwrap_or("KLT041");
        all.push(Difference { cue: None, readers, fate, code, why: why.into(), span });
    }
}
