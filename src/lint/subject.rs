//! What rules look at, and where they put their findings.

use std::borrow::Cow;

use super::engine::Ranked;
use super::facts::{Facts, Memo};
use super::options::{Context, Limits};
use super::plan::{Plan, Planned};
use super::rule::Rule;
use crate::format::Format;
use crate::read::{Document, Opened};
use crate::rewrite;
use crate::source::{Applicability, Code, Diagnostic, Fix, Source, Span};
use crate::time::Interval;
use crate::timeline::{Cue, Line, Signs, Timeline};

/// One file, read, with everything a rule may ask about it.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The file as it was opened: what rewrites and reflows it takes this.
    pub file: &'a Opened<'a>,
    /// Bytes, encoding and text.
    pub source: &'a Source<'a>,
    /// The name of the file, if it has one.
    pub path: Option<&'a str>,
    /// The format it was read as.
    pub format: Format,
    /// The document in that format.
    pub document: &'a Document<'a>,
    /// What the parser noticed, and what the format's own conformance check found
    /// ([`Subject::diagnostics`]).
    pub noticed: [&'a [Diagnostic]; 2],
    /// The common view.
    pub timeline: &'a Timeline<'a>,
    /// Kinds of characters that each cue has.
    pub signs: &'a [Signs],
    /// The positions of the cues in the order of their start times; cues that start together keep their
    /// order.
    pub order: &'a [u32],
    /// What the run does with every file.
    pub plan: &'a Plan,
    /// The limits for cues.
    pub limits: &'a Limits,
    /// What is known of the file besides its text.
    pub context: &'a Context,
    pub(super) language: Option<&'a str>,
    /// Whether to compute fixes that cost more than the check ([`super::Options::fixing`]).
    pub fixing: bool,
    /// Facts about the file that several rules need.
    pub(super) facts: &'a Facts<'a>,
    /// What a family of rules computes once for the file.
    pub memo: &'a Memo,
}

impl<'a> Subject<'a> {
    /// The decoded text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.source.text
    }

    /// What was noticed before any rule ran: by the parser, then by the format's own conformance check.
    pub fn diagnostics(&self) -> impl Iterator<Item = &'a Diagnostic> + use<'a> {
        let [reader, conformance] = self.noticed;
        reader.iter().chain(conformance)
    }

    /// What was noticed before any rule ran and begins inside a span.
    pub fn diagnostics_in(&self, span: Span) -> impl Iterator<Item = &'a Diagnostic> + use<'a> {
        self.noticed.into_iter().flat_map(move |list| {
            let from = list.partition_point(|found| found.span.start < span.start);
            list[from..].iter().take_while(move |found| found.span.start < span.end)
        })
    }

    /// The language of the file as a code: the one that was given, else the one that the file declares,
    /// else the one in its name (`talk.de.srt`).
    #[must_use]
    pub fn language(&self) -> Option<&'a str> {
        self.language
    }

    /// The cue that starts next after the cue at `index`, or at the same time and later in the file.
    #[must_use]
    pub fn next(&self, index: u32) -> Option<&'a Cue<'a>> {
        let cues = &self.timeline.cues;
        let key = |at: u32| cues.get(at as usize).map(|cue| (cue.interval.start, at));
        let after = match self.order.get(index as usize) {
            // Most files are in order.
            Some(&at) if at == index => index as usize + 1,
            _ => self.order.partition_point(|&at| key(at) <= key(index)),
        };
        self.order.get(after).and_then(|&at| cues.get(at as usize))
    }

    /// A fix that gives a cue other times, if its format can express them.
    #[must_use]
    pub fn retime(
        &self,
        index: u32,
        to: Interval,
        applicability: Applicability,
        title: impl Into<Cow<'static, str>>,
    ) -> Option<Fix> {
        let edits = rewrite::set_times(self.file, index, to)?;
        Some(Fix::new(applicability, title, edits))
    }

    /// A fix that deletes a cue, if nothing else is deleted with it.
    #[must_use]
    pub fn deletion(&self, index: u32) -> Option<Fix> {
        let gone = rewrite::remove(self.file, index)?;
        Some(Fix::risky("delete the cue", vec![gone]))
    }
}

/// One cue, with what several rules need, computed once.
pub struct CueContext<'a, 'l> {
    /// Zero-based position in the file.
    pub index: u32,
    /// The cue.
    pub cue: &'a Cue<'a>,
    /// Kinds of characters that it has.
    pub signs: Signs,
    /// Its lines as shown.
    pub lines: &'l [Line<'a>],
    /// The width of each line as `max_chars` counts it ([`Limits::width`]).
    pub widths: &'l [u32],
    /// Its graphemes, and one for each line break ([`Subject::characters`]).
    pub graphemes: u32,
}

impl CueContext<'_, '_> {
    /// Characters to read: all graphemes, including spaces and punctuation, and one for each line break.
    #[must_use]
    pub fn characters(&self) -> u32 {
        let breaks = self.widths.len().saturating_sub(1) as u32;
        self.widths.iter().sum::<u32>() + breaks
    }

    /// Whether the cue shows anything: a character that is neither white space nor invisible.
    #[must_use]
    pub fn is_visible(&self) -> bool {
        self.signs.has(Signs::INK)
            || self.lines.iter().any(|line| crate::timeline::is_visible(&line.text))
    }
}

/// Where a rule puts its findings. They carry its code.
pub struct Findings<'r> {
    pub(super) planned: &'r Planned,
    /// The place of the rule in the plan.
    pub(super) at: u32,
    /// The rank of what is found ([`Ranked`]).
    pub(super) rank: u32,
    pub(super) found: &'r mut Ranked,
    /// Removes the fix of a finding if it is not offered.
    pub(super) settle: &'r dyn Fn(&mut Diagnostic),
}

impl Findings<'_> {
    /// A finding of the rule's own severity, to be completed and given to [`Findings::push`].
    #[must_use]
    pub fn finding(&self, span: Span, message: impl Into<Cow<'static, str>>) -> Diagnostic {
        Diagnostic::new(Code(self.rule().code), self.rule().severity, span, message)
    }

    /// The rule whose findings they are.
    #[must_use]
    pub const fn rule(&self) -> &'static Rule {
        self.planned.rule
    }

    /// Adds a finding. It is only counted if there are more of the rule than are kept
    /// ([`Options::max_findings`](super::Options::max_findings)).
    pub fn push(&mut self, mut finding: Diagnostic) {
        finding.severity = self.planned.level.severity(self.rule(), finding.severity);
        if self.found.counter.has_room(self.at) {
            self.found.push(self.rank, finding);
        } else {
            (self.settle)(&mut finding);
            self.found.counter.leave_out(&finding);
        }
    }

    /// Adds a finding of a parser under the rule's code, with at most the rule's severity.
    pub fn pass_on(&mut self, found: &Diagnostic) {
        let mut finding = found.clone();
        let lowered = self.planned.lowered.iter().find(|(code, _)| *code == found.code.0);
        let most = lowered.map_or(self.rule().severity, |(_, severity)| *severity);
        finding.severity = found.severity.min(most);
        finding.detail = Some(found.code);
        finding.code = Code(self.rule().code);
        self.push(finding);
    }
}
