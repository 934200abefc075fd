//! `cuesmith jobs`: lists ordered jobs as a table or as JSON.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use clap::{Args, ValueEnum};
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use crate::cli::args::order::OrderArgs;
use crate::cli::exit::Exit;
use crate::cli::output::{Failure, Kind, Out, note, usage};
use crate::kaltura::objects::{CutList, JobSummary, jobs};
use crate::kaltura::{
    Code, ServiceFeature, ServiceOutput, ServiceType, TaskStatus, language_name, language_tag,
};
use crate::report::json::SCHEMA;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith jobs jobs.json
  cuesmith jobs page1.json page2.json --service captions,translation --sort due
  cuesmith jobs jobs.json --due-before 2026-12-01 --language fr
  cuesmith jobs jobs.json --incomplete
  curl ... | cuesmith jobs - --format json

Reads responses of entryVendorTask.getJobs. With responseProfile[systemName]=reach_vendor each task
includes its profile and catalog item; otherwise pass files with --profile and --catalog-item.
A deadline with ~ is computed from the turnaround time.

Exit codes: 0 listed, 1 the objects of a job contradict each other, 2 wrong usage or a file that
cannot be read.")]
pub(in crate::cli) struct JobsArgs {
    /// API response as JSON; - for standard input
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = JobsFormat::Human)]
    format: JobsFormat,
    /// REACH profile, or a list of profiles, in a separate file
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// Catalog item, or a list of them, in a separate file
    #[arg(long, value_name = "FILE")]
    catalog_item: Option<PathBuf>,
    #[command(flatten)]
    filter: FilterArgs,
    /// Order of the list: as in the response, or by deadline, entry or id
    #[arg(long, value_enum, default_value_t = Sort::Listed, value_name = "BY", help_heading = "Which jobs")]
    sort: Sort,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Which jobs")]
struct FilterArgs {
    /// Only these tasks
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    task_id: Vec<String>,
    /// Only jobs of these entries
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    entry: Vec<String>,
    /// Only these services: names or numbers (captions, translation, 9)
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = service)]
    service: Vec<ServiceFeature>,
    /// Only human or only machine services
    #[arg(long, value_enum, value_name = "WHO")]
    service_type: Option<Who>,
    /// Only these statuses: names or numbers (pending, processing, 2)
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = status)]
    status: Vec<TaskStatus>,
    /// Only these languages of the text: names or tags (French, pt-BR)
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',', value_parser = language)]
    language: Vec<String>,
    /// Only jobs due before a date (2026-12-01), a time (2026-12-01T09:30:00Z) or a Unix time in
    /// seconds
    #[arg(long, value_name = "TIME", value_parser = moment)]
    due_before: Option<i64>,
    /// Only jobs that deliver a caption file
    #[arg(long)]
    captions_only: bool,
    /// Only jobs with missing information
    #[arg(long)]
    incomplete: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum JobsFormat {
    /// A table, with notes and missing information below each job
    Human,
    /// One JSON document
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    Listed,
    Due,
    Entry,
    Id,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Who {
    Human,
    Machine,
}

/// A code by its name or number. `-` and `_` in names match spaces.
fn code<T: Code>(text: &str) -> Result<T, String> {
    if let Ok(number) = text.parse() {
        return Ok(T::from_code(number));
    }
    let wanted = text.replace(['-', '_'], " ").to_lowercase();
    let found = (0..64).map(T::from_code).find(|code| code.title().to_lowercase() == wanted);
    found.ok_or_else(|| format!("unknown name `{text}`: use one of {}", T::listing()))
}

fn service(text: &str) -> Result<ServiceFeature, String> {
    code(text)
}

fn status(text: &str) -> Result<TaskStatus, String> {
    code(text)
}

fn language(text: &str) -> Result<String, String> {
    let name = language_name(text).map(str::to_owned);
    name.ok_or_else(|| format!("unknown language `{text}`: use a name (French) or a tag (fr)"))
}

/// A date, a time or a Unix time, as seconds.
fn moment(text: &str) -> Result<i64, String> {
    if let Ok(seconds) = text.parse() {
        return Ok(seconds);
    }
    let text = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
    let since = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).ok();
    let read = humantime::parse_rfc3339_weak(&text).ok().and_then(since);
    let seconds = read.and_then(|since| i64::try_from(since.as_secs()).ok());
    seconds
        .ok_or_else(|| "use a date (2026-12-01), a time (2026-12-01T09:30:00Z) or seconds".into())
}

/// Runs the subcommand.
pub(in crate::cli) fn run(args: &JobsArgs, out: &mut Out) -> Result<Exit, Failure> {
    let order = OrderArgs {
        order: args.paths.clone(),
        profile: args.profile.clone(),
        catalog_item: args.catalog_item.clone(),
        ..OrderArgs::default()
    };
    let read = order
        .load_all([])?
        .ok_or_else(|| usage("no input file", "pass a file, or - for standard input"))?;
    let all = jobs(&read);
    let total = all.len();
    let mut listed: Vec<JobSummary> =
        all.into_iter().filter(|job| args.filter.takes(job)).collect();
    match args.sort {
        Sort::Listed => {}
        Sort::Due => listed.sort_by_key(|job| job.due.unwrap_or(i64::MAX)),
        Sort::Entry => listed.sort_by(|a, b| a.entry_id.cmp(&b.entry_id)),
        Sort::Id => listed.sort_by_key(|job| {
            let id = job.id.as_ref().map_or("", |id| &id.0).to_owned();
            (id.parse::<u64>().unwrap_or(u64::MAX), id)
        }),
    }
    let ignored: Vec<String> =
        read.objects.ignored.iter().map(|object| object.pointer.clone()).collect();
    match args.format {
        JobsFormat::Human => {
            out.text(&table(&listed))?;
            out.flush()?;
            note(&remarks(&read.objects.cut, &ignored));
            let jobs = if total == 1 { "job" } else { "jobs" };
            note(&match listed.len() {
                n if n == total => format!("{total} {jobs}\n"),
                n => format!("{n} of {total} {jobs}\n"),
            });
        }
        JobsFormat::Json => {
            let document = Document {
                schema: SCHEMA,
                jobs: listed.iter().map(Row::of).collect(),
                total,
                not_listed: read.objects.cut.iter().map(not_listed).sum(),
                ignored: &ignored,
            };
            // Plain data with string keys always serializes.
            out.put(Kind::Data, &(serde_json::to_string(&document).unwrap_or_default() + "\n"))?;
        }
    }
    Ok(if listed.iter().any(|job| job.error.is_some()) { Exit::Findings } else { Exit::Clean })
}

impl FilterArgs {
    fn takes(&self, job: &JobSummary) -> bool {
        fn one_of<T: PartialEq>(wanted: &[T], value: Option<&T>) -> bool {
            wanted.is_empty() || value.is_some_and(|value| wanted.contains(value))
        }
        let who = job.service_type.map(|who| match who {
            ServiceType::Human => Some(Who::Human),
            ServiceType::Machine => Some(Who::Machine),
            ServiceType::Other(_) => None,
        });
        let is_file =
            job.service_feature.map(ServiceFeature::output) == Some(ServiceOutput::CaptionFile);
        one_of(&self.task_id, job.id.as_ref().map(|id| &id.0))
            && one_of(&self.entry, job.entry_id.as_ref().map(|id| &id.0))
            && one_of(&self.service, job.service_feature.as_ref())
            && one_of(&self.status, job.status.as_ref())
            && one_of(&self.language, job.language.as_ref())
            && self.service_type.is_none_or(|wanted| who == Some(Some(wanted)))
            && self.due_before.is_none_or(|before| job.due.is_some_and(|due| due < before))
            && (!self.captions_only || is_file)
            && (!self.incomplete || !job.missing.is_empty() || job.error.is_some())
    }
}

/// The number of jobs on other pages of the response.
fn not_listed(cut: &CutList) -> u64 {
    cut.total.saturating_sub(cut.listed as u64)
}

fn remarks(cut: &[CutList], ignored: &[String]) -> String {
    let mut text = String::new();
    for cut in cut {
        let (listed, total) = (cut.listed, cut.total);
        text.push_str(&format!(
            "note: the response lists {listed} of {total} jobs: request the next page with \
             pager[pageIndex], or up to 500 jobs with pager[pageSize]\n"
        ));
    }
    if let Some(first) = ignored.first() {
        let more = match ignored.len() - 1 {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        text.push_str(&format!(
            "note: ignored related objects that orders do not use: {first}{more}\n"
        ));
    }
    text
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    schema: u32,
    jobs: Vec<Row<'a>>,
    /// Number of jobs without the filters.
    total: usize,
    /// Number of jobs on other pages of the response.
    not_listed: u64,
    ignored: &'a [String],
}

/// A job with values that programs would otherwise have to compute.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    #[serde(flatten)]
    job: &'a JobSummary,
    service: Option<String>,
    language_tag: Option<&'static str>,
    due_at: Option<String>,
}

impl<'a> Row<'a> {
    fn of(job: &'a JobSummary) -> Self {
        Self {
            job,
            service: job.service_feature.map(ServiceFeature::label),
            language_tag: job.language.as_deref().and_then(language_tag),
            due_at: job.due.and_then(timestamp),
        }
    }
}

/// A Unix time as `2026-12-01T09:30:00Z`; `None` beyond the year 9999.
fn timestamp(seconds: i64) -> Option<String> {
    let since = Duration::from_secs(u64::try_from(seconds).ok()?);
    let is_known = since.as_secs() < 253_402_300_800;
    let time = is_known.then(|| SystemTime::UNIX_EPOCH + since)?;
    Some(humantime::format_rfc3339_seconds(time).to_string())
}

const HEADER: [&str; 7] = ["ID", "ENTRY", "SERVICE", "LANGUAGE", "FORMAT", "DUE", "STATUS"];

/// The jobs as a table for people.
fn table(jobs: &[JobSummary]) -> String {
    if jobs.is_empty() {
        return String::new();
    }
    let rows: Vec<[String; 7]> = jobs.iter().map(cells).collect();
    let mut widths = HEADER.map(str::len);
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let line = |cells: &[String; 7]| {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - cell.width() + 2));
        }
        line.trim_end().to_owned() + "\n"
    };
    let mut out = line(&HEADER.map(str::to_owned));
    for (job, row) in jobs.iter().zip(&rows) {
        out.push_str(&line(row));
        if let Some(notes) = &job.notes {
            for (at, text) in notes.lines().filter(|text| !text.trim().is_empty()).enumerate() {
                let label = if at == 0 { "notes:" } else { "      " };
                out.push_str(&format!("    {label} {}\n", text.trim()));
            }
        }
        if !job.missing.is_empty() {
            out.push_str(&format!("    missing: {}\n", job.missing.join(", ")));
        }
        if let Some(error) = &job.error {
            out.push_str(&format!("    error: {error}\n"));
        }
    }
    out
}

fn cells(job: &JobSummary) -> [String; 7] {
    let text = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let by_machine = job.service_type == Some(ServiceType::Machine);
    let service = job.service_feature.map(|feature| {
        let who = if by_machine { " (machine)" } else { "" };
        format!("{}{who}", feature.label())
    });
    let language = match (&job.source_language, &job.language) {
        (Some(from), Some(to)) if from != to => Some(format!("{from} > {to}")),
        (from, to) => to.clone().or_else(|| from.clone()),
    };
    let status = job.status.map(|status| match status.title() {
        "" => status.code().to_string(),
        title => title.to_owned(),
    });
    let cells = [
        text(job.id.as_ref().map(|id| id.0.clone())),
        text(job.entry_id.as_ref().map(|id| id.0.clone())),
        text(service),
        text(language),
        text(job.format.clone()),
        due(job),
        text(status),
    ];
    // A value with a line break would break the table.
    cells.map(|cell| cell.replace(char::is_control, " "))
}

fn due(job: &JobSummary) -> String {
    if let Some(due) = job.due.or(job.start_date) {
        // Precise to the minute: 2026-12-01 09:30Z.
        let mut text = timestamp(due).map_or_else(|| due.to_string(), |at| at.replace('T', " "));
        if text.len() == 20 {
            text.replace_range(16..19, "");
        }
        return if job.due_is_estimate { format!("~{text}") } else { text };
    }
    match job.turn_around_time {
        Some(-1) => "best effort".to_owned(),
        Some(0) => "at once".to_owned(),
        Some(1) => "1 business day".to_owned(),
        Some(days @ 2..=7) => format!("{days} business days"),
        _ => "-".to_owned(),
    }
}
