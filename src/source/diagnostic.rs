//! Findings of readers and rules about a place in a file.

use std::borrow::Cow;
use std::fmt;

use super::{Fix, Span};

/// How bad a finding is, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A heuristic, or advice.
    Info,
    /// A limit is exceeded, or parsers read the file differently.
    Warning,
    /// The job fails, the file is broken or a platform drops content.
    Error,
}

impl Severity {
    /// The word users see: `info`, `warning` or `error`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A stable identifier of one kind of finding.
///
/// Readers use upper-case words (`SRT_TIME_DOT`), rules three letters and three digits (`SRT004`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A second place that a finding refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What it is, in a few words.
    pub message: Cow<'static, str>,
}

/// The measured value and its limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The value found.
    pub actual: f64,
    /// The limit that it exceeds.
    pub limit: f64,
    /// The unit of both: `ms`, `characters`, `lines`, `cps`, `wpm`, `cues`,
    /// `bytes` or `frames`.
    pub unit: &'static str,
}

impl Measured {
    /// How far the value is from the limit.
    #[must_use]
    pub const fn distance(&self) -> f64 {
        (self.actual - self.limit).abs()
    }
}

/// One finding about one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The stable identifier of the kind of finding.
    pub code: Code,
    /// The reader's own code, where a rule reports a finding of the reader.
    pub detail: Option<Code>,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence: lower case, no full stop, what was expected and what was found.
    pub message: Cow<'static, str>,
    /// The place, as bytes of the decoded text.
    pub span: Span,
    /// Further places.
    pub labels: Vec<Label>,
    /// Zero-based position in the file of the cue concerned.
    pub cue: Option<u32>,
    /// The numbers after a limit.
    pub measured: Option<Measured>,
    /// The field of an order that it is about or that requires what is missing, as a JSON pointer
    /// after the file: `order.json#/catalogItem/outputFormat`.
    pub asked_by: Option<String>,
    /// A change that would resolve it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding with only the required fields.
    #[must_use]
    pub fn new(
        code: Code,
        severity: Severity,
        span: Span,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            code,
            detail: None,
            severity,
            message: message.into(),
            span,
            labels: Vec::new(),
            cue: None,
            measured: None,
            asked_by: None,
            fix: None,
        }
    }

    /// The same with a fix.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The same with a further place.
    #[must_use]
    pub fn with_label(mut self, span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// The same, about the cue at position `cue` (zero-based) of the file.
    #[must_use]
    pub fn with_cue(mut self, cue: u32) -> Self {
        self.cue = Some(cue);
        self
    }

    /// The same, required by a field of an order.
    #[must_use]
    pub fn with_asked_by(mut self, field: Option<impl Into<String>>) -> Self {
        self.asked_by = field.map(Into::into);
        self
    }

    /// The same with the numbers after it.
    #[must_use]
    pub fn with_measured(mut self, actual: f64, limit: f64, unit: &'static str) -> Self {
        self.measured = Some(Measured { actual, limit, unit });
        self
    }

    /// Calls `change` with each place: its own, those of its labels and of the edits of its fix.
    pub fn for_each_span(&mut self, mut change: impl FnMut(&mut Span)) {
        change(&mut self.span);
        let labels = self.labels.iter_mut().map(|label| &mut label.span);
        let edits = self.fix.iter_mut().flat_map(|fix| &mut fix.edits);
        labels.chain(edits.map(|edit| &mut edit.span)).for_each(change);
    }
}

/// A document and the findings of its reader. Reading never fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed<T> {
    /// The document.
    pub document: T,
    /// The findings, in file order.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Parsed<T> {
    /// The document, or the first finding of severity [`Severity::Error`], for strict users.
    ///
    /// # Errors
    /// The first error among the diagnostics.
    pub fn into_result(self) -> Result<T, Box<Diagnostic>> {
        match self.diagnostics.into_iter().find(|d| d.severity == Severity::Error) {
            Some(first) => Err(Box::new(first)),
            None => Ok(self.document),
        }
    }
}
