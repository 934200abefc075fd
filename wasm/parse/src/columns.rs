//! The cues of a file as columns: 20,000 objects cross the border five times slower than four
//! arrays and a string (measured, see the repository's ARCHITECTURE.md).

use cuesmith::Document;
use cuesmith::timeline::{Cue, Timeline};
use wasm_bindgen::prelude::*;

use crate::utf16::Utf16;

/// One read file. Each column can be taken once; `js/index.js` does.
#[wasm_bindgen]
pub struct Columns {
    format: &'static str,
    times: Vec<f64>,
    spans: Vec<u32>,
    texts: String,
    text_ends: Vec<u32>,
    diagnostics: String,
}

impl Columns {
    /// The columns of a document that was read from `map`'s text, and the findings as JSON.
    #[must_use]
    pub fn new(map: &Utf16<'_>, document: &Document<'_>, diagnostics: String) -> Self {
        let timeline = document.lower();
        let count = timeline.cues.len();
        let mut columns = Self {
            format: document.format().name(),
            times: Vec::with_capacity(count * 2),
            spans: Vec::with_capacity(count * 12),
            texts: String::with_capacity(timeline.source.len() / 2),
            text_ends: Vec::with_capacity(count),
            diagnostics,
        };
        let mut units = 0;
        for cue in &timeline.cues {
            columns.push(&timeline, cue, map, &mut units);
        }
        columns
    }

    fn push<'a>(
        &mut self,
        timeline: &Timeline<'a>,
        cue: &Cue<'a>,
        map: &Utf16<'_>,
        units: &mut u32,
    ) {
        self.times.extend([cue.interval.start.0 as f64, cue.interval.end.0 as f64]);
        let from = cue.origin;
        for span in [from.block, from.id, from.start, from.end, from.settings, from.payload] {
            self.spans.extend(map.span(span));
        }
        for (index, line) in timeline.lines(cue).iter().enumerate() {
            if index > 0 {
                self.texts.push('\n');
                *units += 1;
            }
            self.texts.push_str(&line.text);
            *units += line.text.chars().map(|c| c.len_utf16() as u32).sum::<u32>();
        }
        self.text_ends.push(*units);
    }
}

#[wasm_bindgen]
impl Columns {
    /// Name of the format it was read as.
    #[must_use]
    pub fn format(&self) -> String {
        self.format.to_owned()
    }

    /// Two numbers a cue: start and end in milliseconds.
    #[must_use]
    pub fn times(&mut self) -> Vec<f64> {
        std::mem::take(&mut self.times)
    }

    /// Twelve numbers a cue: start and end of block, id, start time, end time, settings and
    /// payload, in UTF-16 units of the text that was read.
    #[must_use]
    pub fn spans(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.spans)
    }

    /// The visible texts of all cues, one after the other.
    #[must_use]
    pub fn texts(&mut self) -> String {
        std::mem::take(&mut self.texts)
    }

    /// Where in [`Columns::texts`] the text of each cue ends, in UTF-16 units.
    #[wasm_bindgen(js_name = textEnds)]
    #[must_use]
    pub fn text_ends(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.text_ends)
    }

    /// What the reader noticed: JSON of a `Diagnostic[]` in `js/index.d.ts`.
    #[must_use]
    pub fn diagnostics(&mut self) -> String {
        std::mem::take(&mut self.diagnostics)
    }
}
