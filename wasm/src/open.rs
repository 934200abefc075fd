//! A text that stays in the module: only edits cross, and what they change.

use cuesmith::source::{Source, Span};
use cuesmith_wasm_parse::{Columns, Utf16};
use wasm_bindgen::prelude::*;

use crate::live::Live;
use crate::options::Given;
use crate::{cues, edit, json, options, packs};

/// A text that changes.
#[wasm_bindgen]
pub struct Text {
    text: String,
    /// Its length in UTF-16 code units: that in bytes if all is ASCII.
    units: usize,
    given: Given,
    /// The options of its checks.
    options: String,
    live: Option<Box<dyn Live>>,
}

#[wasm_bindgen]
impl Text {
    /// Takes a text. `reading`: see `ParseOptions` in `js/index.d.ts`; `options`: those of its checks.
    ///
    /// # Errors
    /// An option for reading that does not exist or has a value that it cannot have.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str, reading: &str, options: &str) -> Result<Self, JsError> {
        let given = options::read(reading)?;
        let (text, units) = (text.to_owned(), units(text));
        Ok(Self { text, units, given, options: options.to_owned(), live: None })
    }

    /// Applies edits: three numbers each, the start and end of what is replaced and the length of its replacement, all in UTF-16
    /// code units, in the order of the text and without overlaps. `inserts` has all replacements.
    pub fn edit(&mut self, numbers: &[u32], inserts: &str) {
        let mut made = String::with_capacity(self.text.len() + inserts.len());
        let mut spans = Vec::new();
        let (mut here, mut at) = (Place::default(), 0);
        let mut source = Place::default();
        for edit in numbers.as_chunks::<3>().0 {
            let [start, end, len] = edit.map(|units| units as usize);
            let from = here.go(&self.text, start, self.units);
            made.push_str(&self.text[at..from]);
            at = here.go(&self.text, end, self.units);
            let before = source;
            let until = source.go(inserts, source.units + len, usize::MAX);
            made.push_str(&inserts[before.byte..until]);
            spans.push((Span::of(from..at), (until - before.byte) as u32));
        }
        made.push_str(&self.text[at..]);
        self.text = made;
        self.units = units(&self.text);
        if let Some(live) = &mut self.live {
            live.moved(&spans);
        }
    }

    /// Reads the text: its cues as columns, and what the reader noticed.
    #[must_use]
    pub fn parse(&self) -> Columns {
        let file = cuesmith::read(&self.text, self.given.path.as_deref(), &self.given.read);
        let map = Utf16::new(&self.text);
        let diagnostics = cuesmith_wasm_parse::json::diagnostics(&map, &file.diagnostics);
        Columns::new(&map, &file.document, diagnostics)
    }

    /// What [`details`](crate::details) gives.
    #[must_use]
    pub fn details(&self, first: u32, count: u32) -> String {
        cues::details_of(&self.text, &self.given, first, count)
    }

    /// What [`counts`](crate::counts) gives.
    #[must_use]
    pub fn counts(&self) -> Vec<u32> {
        cues::counts_of(&self.text, &self.given)
    }

    /// A change to cues as JSON of an `Edit[]` in `js/index.d.ts`; `undefined` where it cannot be made. The changes and their
    /// numbers are listed in `edit.rs`.
    #[must_use]
    pub fn change(&self, change: &str, numbers: &[f64], insert: &str) -> Option<String> {
        let source = Source::from_text(&self.text);
        let file = cuesmith::open(&source, self.given.path.as_deref(), &self.given.read);
        let edits = edit::edits(&file, change, numbers, insert);
        edits.map(|edits| json::edits(&self.text, &edits))
    }

    /// Checks the text and gives what changed in its findings: JSON of a `Delta` in `js/live.js`. `whole`: by all rules,
    /// otherwise only the cues that have changed; `undefined` where that cannot be done.
    ///
    /// # Errors
    /// An option that does not exist or has a value that it cannot have; the pack `check` is not loaded.
    pub fn check(&mut self, whole: bool) -> Result<Option<String>, JsError> {
        let (check, used) = (packs::check()?, packs::in_use()?);
        let live = match self.live.take().filter(|live| live.uses(used.rules)) {
            Some(live) => self.live.insert(live),
            // The findings that JavaScript has are those of other rules: it has to ask for all.
            None if !whole => return Ok(None),
            None => self.live.insert((check.live)(used, &self.options)?),
        };
        Ok(if whole { Some(live.whole(&self.text)) } else { live.cues(&self.text) })
    }
}

/// A place in a text, in both units.
#[derive(Clone, Copy, Default)]
struct Place {
    byte: usize,
    units: usize,
}

impl Place {
    /// Goes on to the place `to`, given in UTF-16 code units. `all`: the length of the text in them.
    fn go(&mut self, text: &str, to: usize, all: usize) -> usize {
        if all == text.len() {
            (self.byte, self.units) = (to, to);
            return to;
        }
        let mut chars = text[self.byte..].chars();
        while self.units < to {
            let Some(c) = chars.next() else { break };
            self.units += c.len_utf16();
            self.byte += c.len_utf8();
        }
        self.byte
    }
}

fn units(text: &str) -> usize {
    text.bytes().map(|b| usize::from(b & 0xc0 != 0x80) + usize::from(b >= 0xf0)).sum()
}
