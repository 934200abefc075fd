//! The parsers besides the server's captions and the player: the transcript panel, search, burn-in and the packager.
//! The last two read the file itself.

use super::judge::{Found, Judge, same_times, seen, view, wanted_of};
use super::reference::{ReferenceCues, letters, transcript_letters, webvtt_letters};
use super::view::{ReaderCue, Refusal, View};
use crate::kaltura::readers::burn_in::burn_in;
use crate::kaltura::readers::caption_type::CaptionType;
use crate::kaltura::readers::gate::Gate;
use crate::kaltura::readers::packager::packager;
use crate::kaltura::readers::reader::PlatformReader;
use crate::kaltura::readers::search::{self, SEARCH_LIMIT};
use crate::kaltura::readers::serve::{SERVE_LIMIT, ServeError};
use crate::kaltura::readers::transcript::panel_text;
use crate::source::Span;
use crate::webvtt::cue_text::text_value;

/// How far ahead a cue's words are looked for, in bytes of letters, once the search has looked at as
/// many as the file has.
const AHEAD: usize = 4096;

/// What the panel shows of the upload check's cues. It drops cues without text.
pub(super) fn transcript_view(own: &ReferenceCues<'_>, gate: &Gate<'_>, json_ok: bool) -> View {
    let decode = |text: &str| match u32::try_from(text.len()) {
        Ok(len) => text_value(text, Span::new(0, len)).into_owned(),
        Err(_) => text.to_owned(),
    };
    let cues = gate.cues.iter().enumerate().filter(|_| json_ok);
    let found = cues.filter_map(|(at, cue)| {
        let text = String::from_utf8_lossy(&cue.text);
        let shown = panel_text(&text, decode).into_owned();
        let letters = letters(&shown);
        let seen = ReaderCue { text: shown.into_bytes(), ..seen(cue, at) };
        (!letters.is_empty()).then_some(Found { seen, letters })
    });
    let refusal = match () {
        () if !gate.ready => Some(Refusal::NoCue),
        () if gate.size > SERVE_LIMIT => Some(Refusal::NotServed(ServeError::TooLarge(gate.size))),
        () if !json_ok => Some(Refusal::NoJson),
        () => None,
    };
    // The panel does not take the server's null for a time either.
    judged(PlatformReader::Transcript, own, found.collect(), refusal)
}

/// Whether the words of each cue are in the text that is searched, in the order of the file.
pub(super) fn search_view(own: &ReferenceCues<'_>, gate: &Gate<'_>, bytes: &[u8]) -> View {
    let (text, refusal) = match gate.caption_type {
        _ if gate.size > SEARCH_LIMIT => (None, Some(Refusal::NotIndexed)),
        CaptionType::Srt => (Some(search::srt(bytes)), None),
        CaptionType::WebVtt => {
            let texts = gate.cues.iter().map(|cue| &*cue.text);
            (Some(texts.collect::<Vec<_>>().concat()), None)
        }
        CaptionType::Dfxp => match search::dfxp(bytes) {
            Some(text) => (Some(text.into_bytes()), None),
            None => (None, Some(Refusal::NotRead)),
        },
    };
    let text = text.unwrap_or_default();
    let hay = match gate.caption_type {
        CaptionType::WebVtt => transcript_letters(&text),
        _ => letters(&String::from_utf8_lossy(&text)),
    };
    let mut view = View { refusal, ..judged(PlatformReader::Search, own, Vec::new(), None) };
    let (mut at, mut budget) = (0_usize, hay.len());
    for (index, fate) in view.fates.iter_mut().enumerate() {
        let wanted = wanted_of(own, gate.caption_type, index);
        let ahead = wanted.len().saturating_add(AHEAD.max(budget));
        let rest = &hay.as_bytes()[at..hay.len().min(at.saturating_add(ahead))];
        fate.lost = false;
        // Most come right after the last one.
        let is_next = rest.starts_with(wanted.as_bytes());
        let found = if is_next { Some(0) } else { memchr::memmem::find(rest, wanted.as_bytes()) };
        if let Some(found) = found {
            at += found + wanted.len();
            continue;
        }
        budget = budget.saturating_sub(rest.len());
        // A third at one of its ends tells whether it is there in part.
        let third = wanted.len() / 3;
        let parts = [wanted.get(..third), wanted.get(wanted.len() - third..)];
        let is_there = |part: &&str| memchr::memmem::find(rest, part.as_bytes()).is_some();
        let in_part = third > 2 && parts.iter().flatten().any(is_there);
        (fate.cut, fate.lost) = (in_part, !in_part);
    }
    view.refusal = view
        .refusal
        .or((gate.caption_type == CaptionType::WebVtt && !gate.ready).then_some(Refusal::NoCue));
    view
}

/// What is burned in. DFXP makes the conversion fail.
pub(super) fn burn_in_view(
    own: &ReferenceCues<'_>,
    bytes: &[u8],
    caption_type: CaptionType,
) -> View {
    let burnt = burn_in(bytes);
    let refusal = match (&burnt, caption_type) {
        (Some(_), _) => None,
        (None, CaptionType::Dfxp) => Some(Refusal::NoSuchFormat),
        (None, _) => Some(Refusal::NotRead),
    };
    let found = burnt.unwrap_or_default().into_iter().map(|cue| {
        let letters = letters(&cue.text);
        Found { seen: raw(cue.start_ms, cue.end_ms, cue.text, cue.origin), letters }
    });
    judged(PlatformReader::BurnIn, own, found.collect(), refusal)
}

/// What the packager writes, as a player shows it.
pub(super) fn packager_view(own: &ReferenceCues<'_>, bytes: &[u8]) -> View {
    let packaged = packager(bytes);
    let refusal = (!packaged.ok).then_some(Refusal::NotRead);
    let found = packaged.cues.into_iter().map(|cue| {
        // The rest of the line with the times is settings.
        let text = cue.text.trim_start_matches(|c| !matches!(c, '\r' | '\n'));
        let (letters, shown) = (webvtt_letters(text.as_bytes()), Some(text.to_owned()));
        let seen = raw(cue.start_ms, cue.end_ms, cue.text, cue.origin);
        Found { seen: ReaderCue { id: cue.id, shown, ..seen }, letters }
    });
    judged(PlatformReader::Packager, own, found.collect(), refusal)
}

fn raw(start_ms: i64, end_ms: i64, text: String, origin: Option<Span>) -> ReaderCue {
    ReaderCue {
        start_ms: Some(start_ms as f64),
        end_ms: Some(end_ms as f64),
        text: text.into_bytes(),
        shown: Some(String::new()),
        origin,
        ..ReaderCue::default()
    }
}

/// The view of found cues. A cue that shows nothing is not missed.
fn judged(
    reader: PlatformReader,
    own: &ReferenceCues<'_>,
    found: Vec<Found>,
    refusal: Option<Refusal>,
) -> View {
    let wanted = |index| own.shown(index);
    let judge = Judge { wanted: &wanted, times: &same_times };
    let mut view = view(reader, own, found, &judge);
    let lost = view.fates.iter_mut().enumerate().filter(|(_, fate)| fate.lost);
    for (index, fate) in lost.filter(|(_, fate)| fate.inside.is_none()) {
        fate.lost = !own.shown(index).is_empty();
    }
    view.refusal = refusal.or(view.refusal);
    view
}
