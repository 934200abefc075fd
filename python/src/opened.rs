//! A file that is kept open: its bytes, the text that borrows them, and what was read from that text.

#![allow(unsafe_code)] // what the macro self_cell writes; nothing here is written by hand

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use cuesmith::source::{DecodeError, DecodeOptions, Source, Span, decode};
use cuesmith::time::Interval;
use cuesmith::{Document, Format, Opened, ReadOptions, open_silently, read_silently};
use self_cell::self_cell;

self_cell!(
    struct Text {
        owner: Vec<u8>,
        #[covariant]
        dependent: Source,
    }
);

/// What [`Full`] owns.
struct Owner {
    text: Arc<Text>,
    path: Option<String>,
}

self_cell!(
    struct Full {
        owner: Owner,
        #[covariant]
        dependent: Opened,
    }
);

/// Where a cue is and when it is shown: all that most readers ask for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) interval: Interval,
    pub(crate) payload: Span,
}

/// A file, read once and kept. The cues of SRT and WebVTT are known at once; everything else is found out when it is
/// first needed.
pub(crate) struct OpenFile {
    text: Arc<Text>,
    path: Option<String>,
    reading: ReadOptions,
    rows: Vec<Row>,
    full: OnceLock<Full>,
}

/// Bytes as text; without options they are those of a Python string: UTF-8, whatever an XML declaration names.
pub(crate) fn decoded<'a>(
    bytes: &'a [u8],
    decoding: Option<&DecodeOptions>,
) -> Result<Source<'a>, DecodeError> {
    keep_memory(bytes.len());
    let Some(decoding) = decoding else {
        return match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Source::from_text(text)),
            Err(_) => decode(bytes, &DecodeOptions::default()),
        };
    };
    decode(bytes, decoding)
}

/// Makes the allocator keep the memory that a text of this length takes, for the next one. That of glibc gives large
/// blocks back to the system when they are freed, unless a larger one was freed before (mallopt(3), "dynamic mmap
/// threshold": up to 32 MiB); taking them again costs more time than reading a text does.
fn keep_memory(length: usize) {
    /// What is in memory of a text at a time, as a multiple of its length, at most.
    const MULTIPLE: usize = 16;
    /// Of larger blocks glibc always gives back the memory.
    const MOST: usize = 31 << 20;
    /// Smaller blocks come from memory that is kept anyway.
    static KEPT: AtomicUsize = AtomicUsize::new(128 << 10);
    let wanted = length.saturating_mul(MULTIPLE).min(MOST);
    if KEPT.fetch_max(wanted, Ordering::Relaxed) < wanted {
        // Never written, so that the system provides no memory for it.
        drop(std::hint::black_box(Vec::<u8>::with_capacity(wanted)));
    }
}

impl OpenFile {
    /// Decodes and reads a file ([`decoded`]).
    pub(crate) fn new(
        bytes: Vec<u8>,
        path: Option<String>,
        decoding: Option<&DecodeOptions>,
        reading: &ReadOptions,
    ) -> Result<Self, DecodeError> {
        let text = Arc::new(Text::try_new(bytes, |bytes| decoded(bytes, decoding))?);
        let mut reading = reading.clone();
        // As `open` reads.
        reading.webvtt.lenient_signature = true;
        let (mut rows, full) = (Vec::new(), OnceLock::new());
        match read_silently(&text.borrow_dependent().text, path.as_deref(), &reading) {
            Document::Srt(document) => {
                reading.format = Some(Format::Srt);
                let row = |cue: &cuesmith::srt::Cue| Row {
                    interval: cue.interval(),
                    payload: cue.payload,
                };
                rows.extend(document.cues.iter().map(row));
            }
            Document::WebVtt(document) => {
                reading.format = Some(Format::WebVtt);
                let row = |cue: &cuesmith::webvtt::Cue| Row {
                    interval: Interval { start: cue.start, end: cue.end },
                    payload: cue.payload,
                };
                rows.extend(document.cues.iter().map(row));
            }
            Document::Ttml(document) => {
                reading.format = Some(Format::Ttml);
                drop(document);
                let opened = full.get_or_init(|| Self::open(&text, path.clone(), &reading));
                let cues = &opened.borrow_dependent().timeline.cues;
                rows.extend(
                    cues.iter()
                        .map(|cue| Row { interval: cue.interval, payload: cue.origin.payload }),
                );
            }
        }
        Ok(Self { text, path, reading, rows, full })
    }

    fn open(text: &Arc<Text>, path: Option<String>, reading: &ReadOptions) -> Full {
        let owner = Owner { text: Arc::clone(text), path };
        Full::new(owner, |owner| {
            open_silently(owner.text.borrow_dependent(), owner.path.as_deref(), reading)
        })
    }

    /// Everything that was read.
    pub(crate) fn get(&self) -> &Opened<'_> {
        let full =
            self.full.get_or_init(|| Self::open(&self.text, self.path.clone(), &self.reading));
        full.borrow_dependent()
    }

    /// The cues, in the order of the file.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(crate) fn source(&self) -> &Source<'_> {
        self.text.borrow_dependent()
    }

    pub(crate) fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    pub(crate) fn format(&self) -> Format {
        self.reading.format.unwrap_or(Format::Srt)
    }

    pub(crate) fn reading(&self) -> &ReadOptions {
        &self.reading
    }
}
