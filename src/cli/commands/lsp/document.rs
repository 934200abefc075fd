//! An open document: its text as the editor has it, and what a check of it found.

use std::sync::Arc;
use std::time::{Duration, Instant};

use gen_lsp_types::{Position, Range, TextDocumentContentChangeEvent, Uri};

use super::settings::Settings;
use super::uri;
use crate::cli::commands::check_plans::FilePlan;
use crate::cli::input::Input;
use crate::lint::{self, Fixes, Plan, Report};
use crate::report::Places;
use crate::report::json::Problem;
use crate::source::{Applicability, ColumnUnit, Edits, LineIndex, Source, Span};
use crate::{Format, Opened, ReadOptions, detect, open};

/// A document.
pub(super) struct Document {
    pub(super) uri: Uri,
    pub(super) version: i32,
    /// Its path or name; `None` if it was never saved.
    pub(super) name: Option<String>,
    /// The format that the editor's language identifier names.
    language: Option<Format>,
    text: String,
    lines: LineIndex,
    /// When its unreported changes began, and the latest of them.
    changed: Option<(Instant, Instant)>,
    checked: Option<Arc<Checked>>,
}

/// The result of a check.
pub(super) enum Checked {
    /// It is not a caption file, or the configuration excludes it.
    Nothing,
    /// The configuration cannot be read.
    Problem(Problem),
    /// The check panicked.
    Panic(String),
    Report(Report, Arc<FilePlan>),
}

/// How long to wait after a change for further changes.
const PAUSE: Duration = Duration::from_millis(120);
/// How long to wait while there are always further changes.
const PATIENCE: Duration = Duration::from_millis(1000);

impl Document {
    pub(super) fn new(uri: Uri, language: &str, version: i32, text: String) -> Self {
        // `xml` may be anything.
        let format = Format::from_name(language).filter(|_| !language.eq_ignore_ascii_case("xml"));
        let (lines, name) = (LineIndex::new(&text), uri::name(&uri.0));
        Self { uri, version, name, language: format, text, lines, changed: None, checked: None }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Applies a change.
    pub(super) fn change(&mut self, change: TextDocumentContentChangeEvent, unit: ColumnUnit) {
        match change {
            TextDocumentContentChangeEvent::TextDocumentContentChangePartial(change) => {
                let span = self.span(change.range, unit);
                self.text.replace_range(span.range(), &change.text);
            }
            TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(change) => {
                self.text = change.text;
            }
        }
        self.lines = LineIndex::new(&self.text);
        self.checked = None;
    }

    /// Marks findings as outdated, since the text or the configuration changed.
    pub(super) fn touch(&mut self, now: Instant) {
        self.checked = None;
        self.changed = Some((self.changed.map_or(now, |(first, _)| first), now));
    }

    /// When findings of the latest changes should be reported.
    pub(super) fn due(&self) -> Option<Instant> {
        self.changed.map(|(first, last)| (last + PAUSE).min(first + PATIENCE))
    }

    /// Notes that the findings are reported.
    pub(super) fn reported(&mut self) {
        self.changed = None;
    }

    /// The place of a range.
    pub(super) fn span(&self, range: Range, unit: ColumnUnit) -> Span {
        let offset = |at: Position| {
            let line = at.line.saturating_add(1);
            let column = at.character.saturating_add(1);
            self.lines.offset(&self.text, crate::source::Position { line, column }, unit)
        };
        let (start, end) = (offset(range.start), offset(range.end));
        Span::new(start.min(end), start.max(end))
    }

    /// The places of the text as the editor counts them.
    pub(super) fn ranges(&self, unit: ColumnUnit) -> Ranges<'_> {
        Ranges(Places::new(&self.text, unit))
    }

    /// How the document is read; `None` if it is not a caption file.
    fn reading(&self) -> Option<ReadOptions> {
        let name = self.name.as_deref();
        let named = name.and_then(Format::from_path);
        let is_xml = name.is_some_and(|name| name.to_ascii_lowercase().ends_with(".xml"));
        let found = match (named, self.language) {
            (Some(Format::Ttml), None) if is_xml => {
                Format::is_ttml(&self.text).then_some(Format::Ttml)?
            }
            // Read as `cuesmith check` reads the file.
            (Some(_), _) => return Some(ReadOptions::default()),
            (None, Some(format)) => {
                detect(&self.text, Some(&format!("untitled.{}", format.extension())))
            }
            (None, None) => match Format::sniff(&self.text)? {
                Format::Ttml if !Format::is_ttml(&self.text) => return None,
                format => format,
            },
        };
        Some(ReadOptions { format: Some(found), ..ReadOptions::default() })
    }

    /// Opens the text; `None` if it is not a caption file.
    pub(super) fn look<R>(&self, look: impl FnOnce(&Opened<'_>) -> R) -> Option<R> {
        let reading = self.reading()?;
        let source = Source::from_text(&self.text);
        Some(look(&open(&source, self.name.as_deref(), &reading)))
    }

    /// The result of checking the current text, from memory if it was checked already.
    pub(super) fn check(&mut self, settings: &Settings) -> Arc<Checked> {
        if let Some(checked) = &self.checked {
            return checked.clone();
        }
        let checked = match guarded(|| self.check_now(settings)) {
            Ok(checked) => checked,
            Err(panic) => Checked::Panic(panic),
        };
        let checked = Arc::new(checked);
        self.checked = Some(checked.clone());
        checked
    }

    fn check_now(&self, settings: &Settings) -> Checked {
        if self.reading().is_none() {
            return Checked::Nothing;
        }
        let planned = match settings.plan(self.name.as_deref()) {
            Ok(Some(planned)) => planned,
            Ok(None) => return Checked::Nothing,
            Err(problem) => return Checked::Problem(problem),
        };
        let check = |file: &Opened<'_>| {
            let (plan, guess) = planned.of(file, self.name.as_deref());
            let mut report = lint::check(file, plan);
            report.guessed_kind = guess;
            let Some(baseline) = &planned.baseline else { return report };
            let input = Input::stdin(self.name.as_deref());
            let checked = crate::report::Checked {
                path: &input.shown,
                source: file.source,
                timeline: Some(&file.timeline),
                report: &report,
                rules: plan.set(),
                applied: &[],
                names: None,
            };
            baseline.filter(&checked, &input).report
        };
        match self.look(check) {
            Some(report) => Checked::Report(report, planned),
            None => Checked::Nothing,
        }
    }

    /// The edits that fixing makes: of all rules, or of one.
    pub(super) fn fix(
        &self,
        planned: &FilePlan,
        rule: Option<&str>,
        least: Applicability,
    ) -> Result<Edits, String> {
        let fix = |file: &Opened<'_>| {
            let (plan, _) = planned.of(file, self.name.as_deref());
            let only = rule.and_then(|rule| plan.set().selector(rule).ok()).map(|rule| {
                let mut options = plan.options.clone();
                options.choice.select = vec![rule];
                options.choice.ignore.clear();
                Plan::new(plan.set(), options)
            });
            let edits = |_: &Opened<'_>, fixes: Fixes| fixes.edits;
            lint::fix_opened(file, only.as_ref().unwrap_or(plan), least, edits)
        };
        match guarded(|| self.look(fix)) {
            Ok(Some(Ok(edits))) => Ok(edits),
            Ok(Some(Err(error))) => Err(error.to_string()),
            Ok(None) => Ok(Edits::default()),
            Err(panic) => Err(panic),
        }
    }
}

/// Places of a text as the editor counts them.
pub(super) struct Ranges<'t>(Places<'t>);

impl Ranges<'_> {
    fn position(&self, offset: u32) -> Position {
        let at = self.0.position(offset);
        Position { line: at.line - 1, character: at.column - 1 }
    }

    /// The range of a span.
    pub(super) fn of(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }
}

/// Runs a part of a check; a panic in it becomes an error, because it must not end the server.
pub(super) fn guarded<R>(run: impl FnOnce() -> R) -> Result<R, String> {
    // What the closure had made is dropped; what plans keep is valid at any time.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        format!("internal error, please report it: {}", text.unwrap_or("no message"))
    })
}
