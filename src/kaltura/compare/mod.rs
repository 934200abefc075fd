//! A file's own cues next to what each of Kaltura's parsers keeps of them.
//!
//! The own cues are those of the timeline: what the file means by the rules of its format. A parser's cue belongs to
//! the own cue whose start time is in the piece of the file that the parser made it from; where a parser does not
//! record positions, cues are paired in their order. Then times and letters are compared. White space and invisible
//! characters do not count: the parsers trim lines, which loses no word.

mod judge;
mod raw;
mod reference;
mod rejected_blocks;
mod view;

use super::readers::caption_type::CaptionType;
use super::readers::clip::clip;
use super::readers::gate::{self, Gate};
use super::readers::hls::{HlsSegment, SEGMENT_MS, hls_segments};
use super::readers::kept::KeptCue;
use super::readers::player::{self, Played};
use super::readers::reader::PlatformReader;
use super::readers::serve::{SERVE_LIMIT, ServeError, Served, served};
use super::readers::window::{ClipWindow, shifted};
use crate::source::Source;
use crate::timeline::Timeline;
use judge::{Found, Judge, same_times, seen, view, wanted_of};
use reference::{ReferenceCues, letters, transcript_letters, webvtt_letters};

pub use rejected_blocks::RejectedBlock;
pub use view::{CueOutcome, ReaderCue, Refusal, View};

/// How the parsers are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompareOptions {
    /// Length of an HLS segment in milliseconds, at least 1. Default [`SEGMENT_MS`].
    pub segment_ms: u32,
    /// The part of the entry that is cut out. Default: [`default_window`].
    pub clip: Option<ClipWindow>,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { segment_ms: SEGMENT_MS, clip: None }
    }
}

/// What every parser keeps of a file, next to its own cues.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What the file was uploaded as.
    pub caption_type: CaptionType,
    /// Length of the file in bytes.
    pub size: usize,
    /// How many own cues there are.
    pub own: u32,
    /// Blocks that were meant as cues but are not cues by the rules of the format.
    pub rejected: Vec<RejectedBlock>,
    /// The own cues with text that the rules of the format hide, as after the `<` of `I <3 you` in
    /// WebVTT: it was written to be read, and parsers should keep it.
    pub hidden: Vec<u32>,
    /// Whether the server can serve the upload check's cues as JSON, for the transcript panel. One text that is not
    /// UTF-8 makes the answer empty for the whole file (`CaptionAssetService.php:616-642`); a file over
    /// [`SERVE_LIMIT`] or without a cue has none either.
    pub json_ok: bool,
    /// The upload check's [`Gate::stopped`].
    pub stopped: Option<usize>,
    /// What was cut out; `None` when nothing could be.
    pub window: Option<ClipWindow>,
    /// What each parser makes of the file, in the order of [`PlatformReader::ALL`].
    pub views: Vec<View>,
}

impl Comparison {
    /// What one parser makes of the file.
    #[must_use]
    pub fn view(&self, reader: PlatformReader) -> Option<&View> {
        self.views.iter().find(|view| view.reader == reader)
    }

    /// Whether the upload check finds a cue at all, and so makes the asset READY.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.view(PlatformReader::Gate).is_some_and(|gate| gate.refusal.is_none())
    }

    /// Whether the upload check accepts the file, every parser keeps every own cue, and no parser has other cues.
    /// False for a file without cues: the upload check makes it ERROR. Blocks that were meant as cues but are not
    /// ([`Comparison::rejected`]) do not count here.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_ready() && self.views.iter().all(View::is_whole)
    }
}

/// The part that is cut out unless the caller chooses another: a second less at both ends than the
/// check's cues cover. `None` when nothing is left.
#[must_use]
pub fn default_window(cues: &[KeptCue<'_>]) -> Option<ClipWindow> {
    let least = cues.iter().filter_map(|cue| cue.start_ms).reduce(f64::min)?;
    let most = cues.iter().filter_map(|cue| cue.end_ms).reduce(f64::max)?;
    let (start, end) = ((least + 1000.0).round(), (most - 1000.0).round());
    (start < end).then_some(ClipWindow { start_ms: start as i64, end_ms: end as i64 })
}

/// Runs every parser over a file that was read as `source` and lowered to `timeline`.
///
/// ```
/// use cuesmith::kaltura::{CaptionType, CompareOptions, PlatformReader, compare};
/// use cuesmith::source::Source;
///
/// let source = Source::from_text("1\n0:00:01,000 --> 0:00:02,500\nAhoy\n");
/// let file = cuesmith::read(&source.text, Some("a.srt"), &Default::default());
/// let timeline = file.document.lower();
/// let compared = compare(&source, &timeline, CaptionType::Srt, &CompareOptions::default());
/// assert_eq!(compared.view(PlatformReader::Gate).unwrap().fates[0].as_str(), "kept");
/// assert_eq!(compared.view(PlatformReader::Player).unwrap().fates[0].as_str(), "lost");
/// ```
#[must_use]
pub fn compare(
    source: &Source<'_>,
    timeline: &Timeline<'_>,
    caption_type: CaptionType,
    options: &CompareOptions,
) -> Comparison {
    let bytes = source.bytes;
    let own = ReferenceCues::new(source, timeline, caption_type);
    let server = gate::server(bytes, caption_type);
    let given_out = served(&server, bytes.len(), caption_type);
    let swallows = caption_type == CaptionType::WebVtt && swallows_next(&server.header);
    let gate = gate::kept_by(server, bytes.len(), caption_type);
    let window = options.clip.or_else(|| default_window(&gate.cues));
    let segments = hls_segments(&gate, options.segment_ms).unwrap_or_default();
    let (size, stopped) = (gate.size, gate.stopped);
    let is_utf8 = |cue: &KeptCue<'_>| {
        [&cue.text, &cue.settings].iter().all(|part| std::str::from_utf8(part).is_ok())
    };
    let json_ok = gate.ready && size <= SERVE_LIMIT && gate.cues.iter().all(is_utf8);
    let mut served = served_view(&own, &gate, &given_out);
    let mut hls = hls_view(&served, &gate, segments);
    if swallows {
        lose_first(&mut served, &mut hls);
    }
    let views = vec![
        gate_view(&own, &gate),
        served,
        hls,
        clip_view(&own, &gate, bytes, window),
        player_view(&own, &gate, bytes, &given_out),
        raw::transcript_view(&own, &gate, json_ok),
        raw::search_view(&own, &gate, bytes),
        raw::burn_in_view(&own, bytes, caption_type),
        raw::packager_view(&own, bytes),
    ];
    let window = window.filter(|_| gate.ready);
    let rejected = rejected_blocks::rejected_blocks(source, timeline, &views);
    let hidden = own.hidden();
    let own = own.cues.len() as u32;
    Comparison { caption_type, size, own, rejected, hidden, json_ok, stopped, window, views }
}

/// Upload check and clip tool: SRT is compared with its tags, which the server leaves alone; the others
/// as the transcript shows them.
fn kept_letters(cue: &KeptCue<'_>, caption_type: CaptionType) -> String {
    match caption_type {
        CaptionType::WebVtt => transcript_letters(&cue.text),
        _ => letters(&String::from_utf8_lossy(&cue.text)),
    }
}

fn kept(cues: &[KeptCue<'_>], caption_type: CaptionType) -> Vec<Found> {
    let found = cues
        .iter()
        .enumerate()
        .map(|(at, cue)| Found { seen: seen(cue, at), letters: kept_letters(cue, caption_type) });
    found.collect()
}

fn gate_view(own: &ReferenceCues<'_>, gate: &Gate<'_>) -> View {
    let wanted = |index| wanted_of(own, gate.caption_type, index);
    let judge = Judge { wanted: &wanted, times: &same_times };
    view(PlatformReader::Gate, own, kept(&gate.cues, gate.caption_type), &judge)
}

fn served_view(
    own: &ReferenceCues<'_>,
    gate: &Gate<'_>,
    given_out: &Result<Served, ServeError>,
) -> View {
    let wanted = |index| own.shown(index);
    let judge = Judge { wanted: &wanted, times: &same_times };
    let found = match given_out {
        Ok(served) => served_cues(gate, served),
        Err(_) => Vec::new(),
    };
    let mut view = view(PlatformReader::Served, own, found, &judge);
    if let Err(error) = given_out {
        view.refusal = Some(Refusal::NotServed(*error));
    }
    view
}

fn served_cues(gate: &Gate<'_>, served: &Served) -> Vec<Found> {
    let both = gate.cues.iter().zip(&served.places).enumerate();
    let found = both.filter_map(|(at, (cue, place))| {
        let (start, end) = (*place)?.text;
        let text = &served.file[start..end];
        let whole = |ms: Option<f64>| Some(ms.unwrap_or(0.0).trunc());
        let (start_ms, end_ms) = (whole(cue.start_ms), whole(cue.end_ms));
        let seen = ReaderCue { start_ms, end_ms, text: text.to_vec(), ..seen(cue, at) };
        Some(Found { seen, letters: webvtt_letters(text) })
    });
    found.collect()
}

/// What is served, in segments.
fn hls_view(served: &View, gate: &Gate<'_>, segments: Vec<HlsSegment>) -> View {
    let mut view = View { reader: PlatformReader::Hls, ..served.clone() };
    // The first and the last segment of each cue, and in how many it is.
    let mut held = vec![(0, 0, 0_u64); gate.cues.len()];
    for segment in &segments {
        for &cue in &segment.cues {
            let (first, last, count) = &mut held[cue];
            *first = if *count == 0 { segment.number } else { *first };
            (*last, *count) = (segment.number, *count + 1);
        }
    }
    for fate in view.fates.iter_mut().filter(|fate| !fate.lost) {
        let seen = fate.seen.and_then(|at| view.cues.get(at as usize)?.gate);
        let Some((first, last, count)) = seen.map(|at| held[at as usize]) else { continue };
        // A cue before zero is in no segment at all.
        fate.lost = count == 0;
        fate.gaps = u32::try_from((last + 1 - first).saturating_sub(count)).unwrap_or(u32::MAX);
        fate.mistimed |= fate.gaps > 0;
    }
    view.segments = segments;
    view
}

/// Whether the lines above the first cue, which the server sends before every segment, end in a
/// block of one line: a parser derived from vtt.js, such as those of hls.js and the player, waits for times below it
/// and takes the next cue for them. An identifier of the first cue that is not a number makes such a
/// block, since the line with its times is not sent with it (kaltura/server c447fdb3,
/// `webVttCaptionsContentManager.php:179-187`, `kWebVTTGenerator.php`, `getSegmentFromWebVTT`).
fn swallows_next(header: &[u8]) -> bool {
    let probe = b"\n00:00:00.000 --> 00:00:01.000\nx\n\n";
    let header = header.iter().chain(probe).copied().collect::<Vec<u8>>();
    player::play_served(&header).cues.is_empty()
}

/// The first cue of the file is lost as it is served, and the first one of every HLS segment.
fn lose_first(served: &mut View, hls: &mut View) {
    if let Some(fate) = served.fates.iter_mut().find(|fate| fate.seen == Some(0)) {
        *fate = CueOutcome { lost: true, seen: fate.seen, ..CueOutcome::default() };
    }
    let mut first = vec![0_u32; served.cues.len()];
    let mut all = first.clone();
    for segment in &hls.segments {
        segment.cues.iter().for_each(|&at| all[at] += 1);
        segment.cues.first().into_iter().for_each(|&at| first[at] += 1);
    }
    for fate in &mut hls.fates {
        let Some(seen) = fate.seen.map(|at| at as usize).filter(|at| first[*at] > 0) else {
            continue;
        };
        if first[seen] == all[seen] {
            *fate = CueOutcome { lost: true, seen: fate.seen, ..CueOutcome::default() };
        } else {
            fate.gaps += first[seen];
            fate.mistimed = true;
        }
    }
}

fn clip_view(
    own: &ReferenceCues<'_>,
    gate: &Gate<'_>,
    bytes: &[u8],
    window: Option<ClipWindow>,
) -> View {
    let caption_type = gate.caption_type;
    let Some(window) = window.filter(|_| gate.ready) else {
        let mut view = view(
            PlatformReader::Clip,
            own,
            Vec::new(),
            &Judge { wanted: &|index| own.shown(index), times: &same_times },
        );
        view.fates.fill(CueOutcome { lost: !gate.ready, ..CueOutcome::default() });
        view.refusal = Some(Refusal::NoClip);
        return view;
    };
    let clip = clip(bytes, caption_type, window);
    let wanted = |index| wanted_of(own, caption_type, index);
    let times = |start, end| shifted(start, end, window);
    let judge = Judge { wanted: &wanted, times: &times };
    let mut view = view(PlatformReader::Clip, own, kept(&clip.gate.cues, caption_type), &judge);
    for (fate, cue) in view.fates.iter_mut().zip(&own.cues) {
        // What is outside the window, or only touches it, is not missed.
        let inside = cue.start < window.end_ms && cue.end > window.start_ms;
        fate.lost &= inside;
    }
    view
}

fn player_view(
    own: &ReferenceCues<'_>,
    gate: &Gate<'_>,
    bytes: &[u8],
    given_out: &Result<Served, ServeError>,
) -> View {
    let wanted = |index| own.shown(index);
    let judge = Judge { wanted: &wanted, times: &same_times };
    let (played, refusal) = match (gate.caption_type, given_out) {
        (CaptionType::Dfxp, Ok(served)) => {
            let mut played = player::play_served(&served.file);
            trace_served(&mut played, gate, served);
            (played, None)
        }
        (CaptionType::Dfxp, Err(error)) => (Played::default(), Some(Refusal::NotServed(*error))),
        (caption_type, _) => (player::player(bytes, caption_type), None),
    };
    let found = played.cues.iter().map(|cue| {
        let shown = cue.shown.as_deref().map_or_else(String::new, letters);
        let seen = ReaderCue {
            start_ms: Some(cue.start_ms),
            end_ms: Some(cue.end_ms),
            text: cue.text.as_bytes().to_vec(),
            id: cue.id.clone(),
            placed: Some(cue.settings.clone()),
            shown: cue.shown.clone(),
            origin: cue.origin,
            ..ReaderCue::default()
        };
        Found { seen, letters: shown }
    });
    let mut view = view(PlatformReader::Player, own, found.collect(), &judge);
    view.errors = u32::try_from(played.errors).unwrap_or(u32::MAX);
    view.refusal = refusal.or(view.refusal);
    view
}

/// Gives each played cue the place of the upload check's cue it was served from.
fn trace_served(played: &mut Played, gate: &Gate<'_>, served: &Served) {
    let places = served.places.iter().enumerate();
    let places: Vec<(usize, usize)> =
        places.filter_map(|(at, place)| Some(((*place)?.start, at))).collect();
    for cue in &mut played.cues {
        let start = cue.origin.map_or(0, |origin| origin.start as usize);
        let after = places.partition_point(|&(from, _)| from <= start);
        let source = after.checked_sub(1).and_then(|at| places.get(at));
        cue.origin = source.and_then(|&(_, at)| gate.cues[at].origin);
    }
}
