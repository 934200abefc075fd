//! The reports of a check: one on standard output and further ones in files, all from one run.
//!
//! The thread that checks a file makes its pieces ([`pieces`]); this module joins them in the order of the
//! files. A report in a file is kept in memory, or in a temporary file once it is large, and written in one
//! step at the end of the run. The same applies to a report that begins with totals.

use std::io::{Read as _, Seek as _, Write as _};

use tempfile::SpooledTempFile;

use super::check_args::{CheckArgs, CheckFormat, HtmlGroup};
use crate::cli::args::Color;
use crate::cli::files::OutputFile;
use crate::cli::output::{Failure, Kind, Out, note, problem};
use crate::lint::RuleSet;
use crate::report::json::Problem;
use crate::report::{
    Checked, Checkstyle, Concise, Csv, End, Github, Gitlab, Html, Json, Junit, Ndjson, Rdjson,
    Reporter, Sarif, Summary, human,
};

/// A report larger than this number of bytes is kept in a temporary file until the end.
const IN_MEMORY: usize = 4 << 20;

/// The form of each report: first that on standard output, then those in files.
pub(super) fn reporters(
    args: &CheckArgs,
    rules: &'static RuleSet,
    color: Color,
) -> Vec<Box<dyn Reporter>> {
    let formats = args.output.iter().map(|output| output.format);
    let formats = std::iter::once(args.format).chain(formats);
    formats.map(|format| reporter(args, rules, format, color)).collect()
}

fn reporter(
    args: &CheckArgs,
    rules: &'static RuleSet,
    format: CheckFormat,
    color: Color,
) -> Box<dyn Reporter> {
    let columns = args.columns.into();
    let max_per_rule = Some(args.max_per_rule).filter(|most| *most > 0);
    match format {
        CheckFormat::Human => Box::new(human::TerminalStyle {
            color: color.on_stdout(),
            columns,
            max_per_rule,
            verbose: args.verbose,
            rules: Some(rules),
        }),
        CheckFormat::Concise => Box::new(Concise { columns }),
        CheckFormat::Json => Box::new(Json { columns }),
        CheckFormat::Ndjson => Box::new(Ndjson { columns }),
        CheckFormat::Sarif => Box::new(Sarif { rules }),
        CheckFormat::Github => Box::new(Github),
        CheckFormat::Gitlab => Box::new(Gitlab),
        CheckFormat::Junit => Box::new(Junit),
        CheckFormat::Checkstyle => Box::new(Checkstyle),
        CheckFormat::Rdjson => Box::new(Rdjson { rules }),
        CheckFormat::Csv => Box::new(Csv { columns }),
        CheckFormat::Html => Box::new(Html {
            columns,
            rules,
            max_per_rule,
            by_requirement: args.html_group == HtmlGroup::Requirements,
        }),
    }
}

/// The kind of output of a report, for the stream that it is written to.
pub(super) const fn kind(format: CheckFormat) -> Kind {
    match format {
        CheckFormat::Human => Kind::Painted,
        CheckFormat::Concise | CheckFormat::Github => Kind::Text,
        CheckFormat::Json
        | CheckFormat::Ndjson
        | CheckFormat::Sarif
        | CheckFormat::Gitlab
        | CheckFormat::Junit
        | CheckFormat::Checkstyle
        | CheckFormat::Rdjson
        | CheckFormat::Csv
        | CheckFormat::Html => Kind::Data,
    }
}

/// The piece of a report for one file.
#[derive(Default)]
pub(super) struct Piece {
    /// Its row in the table of files.
    pub(super) row: String,
    /// Its findings; empty if the report omits the file.
    pub(super) text: String,
}

/// The pieces of a file, one for each report.
pub(super) fn pieces(reporters: &[Box<dyn Reporter>], checked: &Checked<'_>) -> Vec<Piece> {
    let silent = checked.report.diagnostics.is_empty() && checked.applied.is_empty();
    let piece = |reporter: &dyn Reporter| match silent && !reporter.names_every_file() {
        true => Piece::default(),
        false => Piece { row: reporter.row(checked), text: reporter.file(checked) },
    };
    reporters.iter().map(|reporter| piece(&**reporter)).collect()
}

/// The reports in progress, in the order of the reporters: the first goes to a stream, the others to files.
pub(super) struct Reports<'j> {
    reporters: &'j [Box<dyn Reporter>],
    sinks: Vec<Sink>,
}

struct Sink {
    /// `None` for the stream.
    file: Option<OutputFile>,
    kind: Kind,
    /// The pieces of a report that is written at the end.
    waiting: Option<SpooledTempFile>,
    /// The table rows that precede the pieces.
    rows: String,
    first: bool,
}

impl Sink {
    fn new(file: Option<OutputFile>, kind: Kind) -> Self {
        Self { file, kind, waiting: None, rows: String::new(), first: true }
    }
}

impl<'j> Reports<'j> {
    /// Begins all reports and claims their output files.
    pub(super) fn begin(
        reporters: &'j [Box<dyn Reporter>],
        args: &CheckArgs,
        out: &mut Out,
    ) -> Result<Self, Failure> {
        let mut sinks = vec![Sink::new(None, kind(args.format))];
        for output in &args.output {
            let file = Some(OutputFile::claim(&output.file)?);
            sinks.push(Sink::new(file, Kind::Data));
        }
        for (sink, reporter) in sinks.iter_mut().zip(reporters) {
            if sink.file.is_some() || reporter.begins_with_totals() {
                sink.waiting = Some(SpooledTempFile::new(IN_MEMORY));
            }
            if !reporter.begins_with_totals() {
                sink.put(out, &reporter.begin())?;
            }
        }
        Ok(Self { reporters, sinks })
    }

    /// Adds the pieces of a file.
    pub(super) fn file(&mut self, out: &mut Out, pieces: &[Piece]) -> Result<(), Failure> {
        for ((sink, reporter), piece) in self.sinks.iter_mut().zip(self.reporters).zip(pieces) {
            sink.rows.push_str(&piece.row);
            if !piece.text.is_empty() {
                sink.put(out, reporter.before(sink.first))?;
                sink.first = false;
                sink.put(out, &piece.text)?;
            }
        }
        Ok(())
    }

    /// Ends all reports and writes the files. `reporters` know all rules that ran: those for patterns are known once
    /// all configuration files are read.
    pub(super) fn end(
        self,
        out: &mut Out,
        quiet: bool,
        (total, problems): (&Summary, &[Problem]),
        reporters: &[Box<dyn Reporter>],
    ) -> Result<(), Failure> {
        for (mut sink, reporter) in self.sinks.into_iter().zip(reporters) {
            let mut whole = String::new();
            if reporter.begins_with_totals() {
                whole = reporter.begin_with(total, problems);
                whole.push_str(&sink.rows);
                whole.push_str(reporter.after_rows());
            }
            if let Some(waiting) = sink.waiting.take() {
                whole.push_str(&text_of(waiting)?);
            }
            let end = reporter.end(total, problems.to_vec());
            match (&sink.file, end) {
                (Some(file), end) => {
                    if let End::Report(text) | End::Totals(text) = end {
                        whole.push_str(&text);
                    }
                    file.make_folder()?;
                    file.write(&whole)?;
                }
                (None, end) => {
                    out.put(sink.kind, &whole)?;
                    put_end(out, sink.kind, end, quiet)?;
                }
            }
        }
        Ok(())
    }
}

/// The end of the report that goes to a stream.
pub(super) fn put_end(out: &mut Out, kind: Kind, end: End, quiet: bool) -> Result<(), Failure> {
    match end {
        End::Report(text) => out.put(kind, &text),
        End::Totals(_) | End::Beside(_) if quiet => Ok(()),
        End::Totals(text) => out.text(&text),
        End::Beside(text) => {
            out.flush()?;
            note(&text);
            Ok(())
        }
    }
}

impl Sink {
    fn put(&mut self, out: &mut Out, text: &str) -> Result<(), Failure> {
        match &mut self.waiting {
            Some(waiting) => {
                waiting.write_all(text.as_bytes()).map_err(|error| spool_failed(&error).into())
            }
            None => out.put(self.kind, text),
        }
    }
}

fn text_of(mut waiting: SpooledTempFile) -> Result<String, Problem> {
    let mut text = String::new();
    waiting
        .rewind()
        .and_then(|()| waiting.read_to_string(&mut text))
        .map_err(|error| spool_failed(&error))?;
    Ok(text)
}

fn spool_failed(error: &std::io::Error) -> Problem {
    let folder = std::env::temp_dir().display().to_string();
    let message = format!("cannot keep a report in a temporary file in `{folder}`: {error}");
    problem(&folder, message, "free disk space, or set TMPDIR to another folder")
}
