//! An SRT document as JSON, for tests and for other languages.

use serde::Serialize;

use crate::source::Span;
use crate::srt::{Cue, Document};

#[derive(Serialize)]
struct Dump<'a> {
    cues: Vec<DumpCue<'a>>,
    unparsed: Vec<[u32; 2]>,
}

#[derive(Serialize)]
struct DumpCue<'a> {
    index: Option<u64>,
    start_ms: i64,
    end_ms: i64,
    lines: Vec<&'a str>,
    settings: Option<&'a str>,
    spans: Spans,
}

#[derive(Serialize)]
struct Spans {
    block: [u32; 2],
    index: [u32; 2],
    start: [u32; 2],
    end: [u32; 2],
    settings: [u32; 2],
    payload: [u32; 2],
}

/// The document as one JSON object.
///
/// `cues[]` contains `index` (a number or null), `start_ms`, `end_ms`, `lines` (markup untouched, not
/// trimmed), `settings` (a string or null) and `spans`, each a pair of byte offsets; `unparsed` lists
/// the spans of blocks that could not be read.
#[must_use]
pub fn dump_srt(document: &Document<'_>) -> String {
    let dump = Dump {
        cues: document.cues.iter().map(|cue| dump_cue(document.source, cue)).collect(),
        unparsed: document.unparsed.iter().map(|span| pair(*span)).collect(),
    };
    // Serializing plain data to a string cannot fail.
    serde_json::to_string(&dump).unwrap_or_default()
}

fn dump_cue<'a>(source: &'a str, cue: &Cue) -> DumpCue<'a> {
    let settings = cue.settings.slice(source);
    DumpCue {
        index: cue.number(source),
        start_ms: cue.start.0,
        end_ms: cue.end.0,
        lines: cue.lines(source).collect(),
        settings: (!settings.is_empty()).then_some(settings),
        spans: Spans {
            block: pair(cue.block),
            index: pair(cue.index),
            start: pair(cue.start_span),
            end: pair(cue.end_span),
            settings: pair(cue.settings),
            payload: pair(cue.payload),
        },
    }
}

fn pair(span: Span) -> [u32; 2] {
    [span.start, span.end]
}
