//! The input and the results of the search for causes.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::chars::is_blank;
use crate::kaltura::{Comparison, CueOutcome, PlatformReader, Refusal};
use crate::lint::Subject;
use crate::source::Span;

/// What the parsers make of a file.
pub(in crate::kaltura) struct Platform {
    pub(in crate::kaltura) compared: Comparison,
    /// Whether a `div` or `body` has times.
    #[cfg(feature = "ttml")]
    pub(super) timed_containers: bool,
    pub(super) differences: Vec<Difference>,
}

/// A cue that some parsers do not keep whole, or a cue that they have and the file does not.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    /// The cue of the file; `None` for a cue that only the parsers have.
    pub(super) cue: Option<u32>,
    /// The parsers that differ from the file.
    pub(super) readers: Vec<PlatformReader>,
    /// What happens to the cue there.
    pub(super) fate: CueOutcome,
    /// The rule that names it.
    pub(super) code: &'static str,
    /// Why, in a few words that follow a colon.
    pub(super) why: Cow<'static, str>,
    /// Where.
    pub(super) span: Span,
}

/// A cause: the rule that names it, and why in a few words.
pub(super) type Cause = (&'static str, Cow<'static, str>);

impl Difference {
    /// Whether it is about a block that is not a cue.
    pub(super) const fn is_unread(&self) -> bool {
        self.cue.is_none() && self.fate.lost
    }

    /// The message: which parsers do what, and why.
    pub(super) fn message(&self) -> String {
        format!("{}: {}", self.consequence(), self.why)
    }

    /// Which parsers do what.
    pub(super) fn consequence(&self) -> String {
        let many = self.readers.len() > 1;
        let names = names(&self.readers);
        let verb = |one: &'static str, more: &'static str| if many { more } else { one };
        match (self.cue, &self.fate) {
            (_, CueOutcome { lost: true, .. }) => {
                format!("{names} {} this cue", verb("loses", "lose"))
            }
            (None, _) => {
                format!("{names} {} cues that the file does not have", verb("reads", "read"))
            }
            (_, CueOutcome { merged: true, .. }) => {
                format!("{names} {} the next cue into this one", verb("merges", "merge"))
            }
            (_, CueOutcome { cut: true, .. }) => {
                format!("{names} {} the text of this cue", verb("cuts", "cut"))
            }
            (_, CueOutcome { changed: true, .. }) => {
                format!("{names} {} another text", verb("has", "have"))
            }
            (_, CueOutcome { gaps: 1.., .. }) => {
                let gaps = self.fate.gaps;
                let segments = if gaps == 1 { "segment" } else { "segments" };
                format!("{names} {} this cue from {gaps} {segments}", verb("drops", "drop"))
            }
            _ => format!("{names} {} this cue at other times", verb("has", "have")),
        }
    }

    /// The rule for differences that have no rule of their own.
    pub(super) fn general_code(&self) -> &'static str {
        match self.fate {
            CueOutcome { lost: true, .. } => "KLT020",
            CueOutcome { merged: true, .. } => "KLT021",
            CueOutcome { cut: true, .. } | CueOutcome { changed: true, .. } => "KLT022",
            _ => "KLT023",
        }
    }
}

/// The names of parsers, as a list in a sentence.
pub(super) fn names(readers: &[PlatformReader]) -> String {
    let names: Vec<&str> = readers.iter().map(|reader| reader.title()).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// Where causes are searched for.
pub(super) struct Context<'c, 's> {
    pub(super) subject: &'c Subject<'s>,
    pub(super) compared: &'c Comparison,
    pub(super) notes: Notes,
    /// Whether lines end with CR and nothing else.
    pub(super) cr_only: bool,
    pub(super) header: Header,
}

/// The codes of the parser's diagnostics by cue.
pub(super) struct Notes(HashMap<u32, Vec<&'static str>>);

impl Notes {
    pub(super) fn new(subject: &Subject<'_>) -> Self {
        let mut all: HashMap<u32, Vec<&'static str>> = HashMap::new();
        let cues = &subject.timeline.cues;
        for found in subject.diagnostics() {
            let by_place = || {
                let next = cues.partition_point(|cue| cue.origin.block.start <= found.span.start);
                let cue = cues.get(next.checked_sub(1)?)?;
                (found.span.start <= cue.origin.block.end).then_some(next as u32 - 1)
            };
            if let Some(cue) = found.cue.or_else(by_place) {
                all.entry(cue).or_default().push(found.code.0);
            }
        }
        Self(all)
    }

    pub(super) fn has(&self, cue: u32, code: &str) -> bool {
        self.0.get(&cue).is_some_and(|codes| codes.contains(&code))
    }
}

impl<'s> Context<'_, 's> {
    /// The text of a cue as it is written.
    pub(super) fn payload(&self, cue: u32) -> &'s str {
        self.subject.timeline.cues[cue as usize].origin.payload.slice(self.subject.text())
    }

    pub(super) fn fate(&self, reader: PlatformReader, cue: u32) -> CueOutcome {
        let view = self.compared.view(reader);
        view.and_then(|view| view.fates.get(cue as usize)).copied().unwrap_or_default()
    }

    /// The text that a parser has of a cue.
    pub(super) fn seen_text(
        &self,
        reader: PlatformReader,
        fate: &CueOutcome,
    ) -> Option<Cow<'_, str>> {
        let view = self.compared.view(reader)?;
        Some(String::from_utf8_lossy(&view.cues.get(fate.seen? as usize)?.text))
    }

    pub(super) fn refusal(&self, reader: PlatformReader) -> Option<Refusal> {
        self.compared.view(reader).and_then(|view| view.refusal)
    }
}

/// How the parsers read the first line of the file.
pub(super) struct Header {
    /// The player accepts it.
    pub(super) has_signature: bool,
    /// The server refuses it.
    pub(super) is_refused: bool,
}

impl Header {
    pub(super) fn of(subject: &Subject<'_>) -> Self {
        let text = subject.text().trim_start_matches('\u{feff}');
        let line = text.split(['\n', '\r']).next().unwrap_or_default();
        let rest = line.strip_prefix("WEBVTT");
        let taken = |rest: &str| rest.is_empty() || rest.starts_with(' ') && !rest.contains("-->");
        Self {
            has_signature: rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(is_blank)),
            is_refused: !rest.is_some_and(taken),
        }
    }
}
