//! The outline of a document (its cues with times and text) and what can be folded.

use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, FoldingRange, FoldingRangeKind, Location,
    SymbolInformation, SymbolKind,
};
use serde_json::{Value, json};

use super::client::Client;
use super::document::Document;
use crate::Opened;
use crate::report::Places;
use crate::source::{ColumnUnit, Span};
use crate::timeline::{ExtraKind, one_line, visible_text};

/// Maximum number of characters of a cue's text in the outline.
const LONGEST: usize = 80;

/// The cues of a document: as a tree if the editor takes one, else as a list.
pub(super) fn symbols(document: &Document, client: &Client) -> Value {
    let ranges = document.ranges(client.unit);
    let cues = document.look(cues).unwrap_or_default();
    if !client.tree {
        let flat = cues.into_iter().map(|cue| SymbolInformation {
            #[allow(deprecated, reason = "the type has no constructor without the field")]
            deprecated: None,
            location: Location { uri: document.uri.clone(), range: ranges.of(cue.block) },
            base_symbol_information: BaseSymbolInformation {
                name: cue.name,
                kind: SymbolKind::String,
                tags: None,
                container_name: Some(cue.times),
            },
        });
        return json!(flat.collect::<Vec<_>>());
    }
    let tree = cues.into_iter().map(|cue| DocumentSymbol {
        name: cue.name,
        detail: Some(cue.times),
        kind: SymbolKind::String,
        tags: None,
        #[allow(deprecated, reason = "the type has no constructor without the field")]
        deprecated: None,
        range: ranges.of(cue.block),
        selection_range: ranges.of(cue.payload),
        children: None,
    });
    json!(tree.collect::<Vec<_>>())
}

/// A cue in the outline.
struct CueSymbol {
    /// Its start and text, since many editors show nothing else.
    name: String,
    times: String,
    block: Span,
    payload: Span,
}

fn cues(file: &Opened<'_>) -> Vec<CueSymbol> {
    let format = file.format();
    let symbol = |cue: &crate::timeline::Cue<'_>| {
        let text = one_line(&visible_text(&file.timeline, cue));
        let mut shown: String = text.chars().take(LONGEST).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        let start = format.format_time(cue.interval.start);
        let origin = &cue.origin;
        CueSymbol {
            name: format!("{start} {shown}").trim_end().to_owned(),
            times: format!("{start} --> {}", format.format_time(cue.interval.end)),
            block: origin.block,
            // It must be inside the block.
            payload: match origin.block.join(origin.payload) == origin.block {
                true => origin.payload,
                false => origin.block,
            },
        }
    };
    file.timeline.cues.iter().map(symbol).collect()
}

/// What can be folded: cues, comments, style sheets and the header, in the order of the text.
pub(super) fn folds(document: &Document, client: &Client) -> Vec<FoldingRange> {
    let found = document.look(|file| {
        let cues = file.timeline.cues.iter().map(|cue| (cue.origin.block, None));
        let extras = file.timeline.extras.iter().filter(|extra| extra.kind != ExtraKind::TimeMap);
        let extras = extras.map(|extra| {
            let is_note = extra.kind == ExtraKind::Note;
            (extra.span, is_note.then_some(FoldingRangeKind::Comment))
        });
        let regions = file.timeline.regions.iter().map(|region| (region.span, None));
        cues.chain(extras).chain(regions).collect::<Vec<_>>()
    });
    let places = Places::new(document.text(), ColumnUnit::Utf8);
    let line = |offset: u32| places.lines.line_of(offset);
    let fold = |(span, kind): (Span, Option<FoldingRangeKind>)| {
        // A span may end with a line terminator.
        let text = span.slice(document.text()).trim_end_matches(['\r', '\n']);
        FoldingRange {
            start_line: line(span.start),
            start_character: None,
            end_line: line(span.start + text.len() as u32),
            end_character: None,
            kind,
            collapsed_text: None,
        }
    };
    let mut folds: Vec<_> = found.unwrap_or_default().into_iter().map(fold).collect();
    folds.retain(|fold| fold.start_line < fold.end_line);
    folds.sort_by_key(|fold| (fold.start_line, fold.end_line));
    folds.dedup_by_key(|fold| (fold.start_line, fold.end_line));
    folds.truncate(client.folds);
    folds
}
