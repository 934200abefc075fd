//! The result for one task and one file: the text to send, its findings, and the fields.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::args::DeliverArgs;
use super::findings::{findings, json_findings};
use super::steps::{AFTER_CONVERSION, BEFORE_CONVERSION, Context, Deliverable, Step, adapt};
use crate::cli::args::Color;
use crate::cli::args::options::set;
use crate::cli::args::order::refuse_other_services;
use crate::cli::edit;
use crate::cli::files::OutputFile;
use crate::cli::input::Input;
use crate::cli::output::{Failure, usage};
use crate::cli::output_name;
use crate::cli::strip::strip_directives;
use crate::format::Format;
use crate::kaltura::lint::RULES;
use crate::kaltura::objects::{Chosen, Delivery, DeliveryOptions, UpdateJob, delivery};
use crate::kaltura::{
    CaptionFormat, CaptionType, CompareOptions, Order, SafeOptions, ServiceFeature, ServiceOutput,
    compare, language_tag, verify_safe, write_safe,
};
use crate::lint::{self, FixError, Plan, ReferenceFile, Report, Settings};
use crate::reflow::Overflow;
use crate::report::json::{Finding, Problem};
use crate::report::{Checked, human};
use crate::source::{
    Applicability, ColumnUnit, DecodeOptions, Diagnostic, Severity, Source, decode,
};
use crate::time::Interval;
use crate::timeline::{DifferenceKind, Timeline};
use crate::{Opened, ReadOptions, open, open_silently};

/// A task, its order, and the files it is about.
pub(super) struct Job {
    pub(super) order: Order,
    pub(super) chosen: Chosen,
    pub(super) input: Input,
    /// The output file; `None` for standard output.
    pub(super) target: Option<OutputFile>,
    /// The source of a translation.
    pub(super) source: Option<PathBuf>,
}

/// The error if no order is given.
pub(super) fn no_order() -> Failure {
    usage("no order given", "pass --order, or its parts with --profile and the like")
}

/// The result before anything is written.
pub(super) struct Prepared {
    pub(super) shown: String,
    pub(super) target: Option<OutputFile>,
    pub(super) to: Format,
    pub(super) deliverable: Deliverable,
    pub(super) cues: usize,
    pub(super) errors: usize,
    /// The reason if nothing is written.
    pub(super) refusal: Option<Refusal>,
    pub(super) form: Delivery,
    pub(super) update: Option<UpdateJob>,
    /// The task's id, and what the customer wrote for the editor.
    pub(super) task_id: Option<String>,
    pub(super) task_notes: Option<String>,
    /// The findings for people, and for programs.
    pub(super) findings: String,
    pub(super) json_findings: Vec<Finding>,
}

/// Why nothing is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The check found errors.
    Errors,
    /// REACH asks vendors to fail such a job.
    Failed(String),
}

/// Makes the text and the fields, and checks them.
pub(super) fn prepare(args: &DeliverArgs, color: Color, mut job: Job) -> Result<Prepared, Failure> {
    if let Some(name) = &args.language_name {
        job.order.dictionary = job.order.words(Some(name)).cloned();
    }
    let input = job.input.clone();
    let order = &job.order;
    let ordered = ordered_format(order, job.target.as_ref().map(OutputFile::path))?;
    let to = ordered.format().ok_or_else(|| {
        let asked = order.output_format.as_ref().map_or(String::new(), |asked| asked.cite(order));
        let help = "REACH takes 1 (SRT), 2 (DFXP) and 3 (WebVTT); see cuesmith explain JOB007";
        let format = ordered.label();
        usage(format!("the order asks for {format}, which cuesmith does not write ({asked})"), help)
    })?;
    job.target.as_ref().map_or(Ok(()), |target| output_name::check(target.path(), to))?;
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    let file = open(&source, input.name.as_deref(), &args.read.reading());
    let timeline = &file.timeline;
    if timeline.cues.is_empty() {
        let message = format!("no cue was read from `{}`", input.shown);
        return Err(usage(
            message,
            "pass a caption file; run `cuesmith check` to see its problems",
        ));
    }
    let settings = settings(args, &job)?;
    let (limits, context) = (&settings.options.limits, &settings.options.context);
    let given = Context {
        order,
        language: context.language.as_deref(),
        max_lines: limits.max_lines,
        overflow: match args.split {
            true => Overflow::Split { min_duration: limits.min_duration, min_gap: limits.min_gap },
            false => Overflow::Report,
        },
        safe: SafeOptions { exact_times: is_translation(order), ..SafeOptions::default() },
        reading: ReadOptions { format: Some(timeline.format), ..args.read.reading() },
        shown: &input.shown,
    };
    let mut made = make(&source.text, given, to, &settings)?;
    let hidden = hidden_times(&file, &settings);
    let options = DeliveryOptions {
        language: args.language_name.clone(),
        label: args.label.clone(),
        accuracy: args.accuracy,
    };
    let mut form = delivery(order, &job.chosen, ordered, &options);
    form.notes.splice(0..0, std::mem::take(&mut made.notes));
    let original = context.reference_file.clone().filter(|_| is_translation(order));
    if is_translation(order) && original.is_none() {
        let note = "the translation was not compared with its source: pass --source";
        form.notes.push(note.to_owned());
    }
    let failure = original.filter(|_| !args.force).and_then(|file| one_millisecond_blocks(&file));
    let came = Checked {
        path: &input.shown,
        source: &source,
        timeline: Some(timeline),
        report: &hidden,
        rules: &RULES,
        applied: &[],
        names: None,
    };
    checked(args, color, job, settings, came, Made { deliverable: made, to, form, failure })
}

/// The result before it is checked.
struct Made {
    deliverable: Deliverable,
    to: Format,
    form: Delivery,
    failure: Option<String>,
}

/// The settings of the order's preset, with the changes from the order and the command line.
fn settings(args: &DeliverArgs, job: &Job) -> Result<Settings, Failure> {
    let mut settings = crate::kaltura::lint::settings_for(&job.order);
    crate::kaltura::lint::apply(&job.order, &mut settings);
    if let Some(tag) = args.language_name.as_deref().and_then(language_tag) {
        set(&mut settings, "language", tag);
    }
    args.pair.tolerance.set(&mut settings);
    settings.options.context.reference_file =
        args.pair.load_from(job.source.as_deref(), &args.read)?;
    args.aligned.load()?.set(&mut settings.options.context);
    Ok(settings)
}

fn is_translation(order: &Order) -> bool {
    let feature = order.service_feature.as_ref().map(|asked| asked.value);
    feature == Some(ServiceFeature::Translation)
}

/// Why a translation job should be failed: Kaltura's FAQ for vendors asks for that if the source has
/// blocks of 1 ms (<https://knowledge.kaltura.com/help/reach-integration-faq>, read on 2026-11-30).
fn one_millisecond_blocks(source: &ReferenceFile) -> Option<String> {
    let is_block = |interval: &Interval| {
        let length = interval.end.0.checked_sub(interval.start.0);
        length == Some(1)
    };
    let blocks = source.cues.iter().map(|cue| cue.interval).filter(is_block);
    let (mut count, mut first) = (0, None);
    for block in blocks {
        count += 1;
        first.get_or_insert(block);
    }
    let Interval { start, end } = first?;
    let blocks = if count == 1 { "a block".into() } else { format!("{count} blocks") };
    let first = format!("{} --> {}", Format::Srt.format_time(start), Format::Srt.format_time(end));
    Some(match count {
        1 => format!("the source captions have {blocks} of 1 ms: {first}"),
        _ => format!("the source captions have {blocks} of 1 ms, the first at {first}"),
    })
}

/// Cues without duration in the input: a safe file gives each of them the shortest duration that the format
/// can express, so a check of the result alone would not report them.
fn hidden_times(file: &Opened<'_>, settings: &Settings) -> Report {
    const NO_LENGTH: [&str; 3] = ["TIM001", "TIM002", "TIM003"];
    let mut options = settings.options.clone();
    options.choice.select = NO_LENGTH.iter().filter_map(|code| RULES.selector(code).ok()).collect();
    lint::check(file, &Plan::new(&RULES, options))
}

/// The format that the order asks for, else the format given by the output's name.
fn ordered_format(order: &Order, target: Option<&Path>) -> Result<CaptionFormat, Failure> {
    refuse_other_services(order, &[ServiceOutput::CaptionFile])?;
    if let Some(asked) = &order.output_format {
        return Ok(asked.value);
    }
    let extension = target.and_then(Path::extension).and_then(|ext| ext.to_str());
    let by_name = extension.and_then(CaptionFormat::from_name);
    by_name.ok_or_else(|| {
        let help = "add the profile or catalog item, or give the output an extension";
        usage("neither the order nor the name of the output gives a format", help)
    })
}

/// Converts the text to the ordered format, and makes the other changes that the order asks for.
fn make(
    text: &str,
    mut given: Context<'_>,
    to: Format,
    settings: &Settings,
) -> Result<Deliverable, Failure> {
    let mut made = Deliverable::of(text);
    adapt(&mut made, &given, BEFORE_CONVERSION)?;
    make_whole(&mut made, &given, to)?;
    given.reading = reading_as(to);
    if adapt(&mut made, &given, AFTER_CONVERSION)? {
        make_whole(&mut made, &given, to)?;
    }
    fix(&mut made, &given, to, settings)?;
    Ok(made)
}

/// Rewrites the text if it has another format, or if a parser of the platform would not keep all of it:
/// what that parser would drop or show as text is removed and listed. A text that every parser keeps
/// stays as written, except for audio description, where markup would be spoken.
///
/// # Errors
/// If cues, times or words in the new text differ by more than the listed losses.
fn make_whole(made: &mut Deliverable, given: &Context<'_>, to: Format) -> Result<(), Problem> {
    let order = given.order;
    let written = {
        let source = Source::from_text(&made.text);
        let mut file = open_silently(&source, None, &given.reading);
        let from = file.format();
        let what = if from != to {
            format!("converted {} to {}", from.title(), to.title())
        } else if order.is_ead() || !is_kept_whole(&made.text, &file.timeline) {
            "rewritten so that every parser of the platform keeps it".to_owned()
        } else {
            return Ok(());
        };
        let asked = order.output_format.as_ref().filter(|_| from != to);
        if to == Format::Ttml && file.timeline.language.is_none() {
            file.timeline.language = given.language.map(Cow::Borrowed);
        }
        let written = write_safe(&file.timeline, to, &given.safe);
        if written.document == made.text {
            return Ok(());
        }
        let differences = verify_safe(&file.timeline, &written, to, &given.safe);
        if let Some(found) = differences.iter().find(|one| one.kind != DifferenceKind::Form) {
            return Err(edit::unaccounted(&file, given.shown, found));
        }
        made.steps.push(Step { what, order_field: asked.map(|asked| asked.cite(order)) });
        written
    };
    made.text = written.document;
    made.losses.extend(written.losses);
    Ok(())
}

fn is_kept_whole(text: &str, timeline: &Timeline<'_>) -> bool {
    let kind = CaptionType::of(timeline.format);
    let compared = compare(&Source::from_text(text), timeline, kind, &CompareOptions::default());
    // A rewritten file would lack the blocks that cannot be read: leave them for the check to report.
    compared.is_whole() || !compared.rejected.is_empty() || !compared.hidden.is_empty()
}

/// Applies the safe fixes of the order's preset.
fn fix(
    made: &mut Deliverable,
    given: &Context<'_>,
    to: Format,
    settings: &Settings,
) -> Result<(), Failure> {
    let (decoding, reading) = (DecodeOptions::default(), reading_as(to));
    let bytes = made.text.as_bytes();
    let safe = Applicability::Safe;
    let plan = Plan::new(&RULES, settings.options.clone());
    let fixed = lint::fix(bytes, None, &decoding, &reading, &plan, safe);
    let fixed = fixed.map_err(|error| match error {
        FixError::Changed { difference, .. } => {
            let source = Source::from_text(&made.text);
            let file = open_silently(&source, None, &reading);
            edit::unaccounted(&file, given.shown, &difference).into()
        }
        error => usage(error.to_string(), ""),
    })?;
    for applied in &fixed.applied {
        let name = RULES.find(applied.code).map_or("", |rule| rule.name);
        let what =
            format!("{} fixed {} times", format_args!("{} {name}", applied.code), applied.count);
        made.steps.push(Step { what, order_field: None });
    }
    // The text was UTF-8, and no fix changes that.
    made.text = String::from_utf8_lossy(&fixed.bytes).into_owned();
    Ok(())
}

fn reading_as(format: Format) -> ReadOptions {
    ReadOptions { format: Some(format), ..ReadOptions::default() }
}

/// Checks the text with the order's preset, and then deletes the comments that suppress findings.
fn checked(
    args: &DeliverArgs,
    color: Color,
    job: Job,
    settings: Settings,
    came: Checked<'_>,
    Made { mut deliverable, to, form, failure }: Made,
) -> Result<Prepared, Failure> {
    let shown =
        job.target.as_ref().map_or("<delivery>".into(), |file| file.path().display().to_string());
    let order = &job.order;
    let plan = Plan::new(&RULES, settings.options);
    let report = without_directives(&mut deliverable, &plan, to, &shown)?;
    let source = Source::from_text(&deliverable.text);
    let file = open(&source, Some(&shown), &reading_as(to));
    let checked = Checked {
        path: &shown,
        source: &source,
        timeline: Some(&file.timeline),
        report: &report,
        rules: &RULES,
        applied: &[],
        names: None,
    };
    // Findings that remain in the result are reported there.
    let mut hidden = came.report.clone();
    let is_seen = |found: &Diagnostic| report.diagnostics.iter().any(|d| d.code == found.code);
    hidden.diagnostics.retain(|found| !is_seen(found));
    let came = Checked { report: &hidden, ..came };
    let files: &[&Checked<'_>] =
        if hidden.diagnostics.is_empty() { &[&checked] } else { &[&came, &checked] };
    let orders = crate::kaltura::lint::check_order(order, &plan);
    let reports = [&hidden, &report].into_iter().chain(&orders);
    let mut errors: usize = reports.map(|r| r.count(Severity::Error)).sum();
    let style = human::TerminalStyle {
        color: color.on_stdout(),
        columns: ColumnUnit::Utf16,
        max_per_rule: Some(50),
        verbose: false,
        rules: None,
    };
    let mut text = findings(files, (order, &orders), style);
    if form.asset.language.is_none() {
        // The player drops captions whose language has no code: see docs/platform.md.
        errors += 1;
        text.push_str(
            "error: the language is unknown, and the player drops captions without one\n  \
              help: pass --language-name\n",
        );
    }
    let task = job.chosen.task.as_ref().map(|task| &task.value);
    let refusal = match failure {
        Some(why) => Some(Refusal::Failed(why)),
        None => (errors > 0 && !args.force).then_some(Refusal::Errors),
    };
    let update = task.and_then(|task| task.id.clone()).and_then(|id| match &refusal {
        None => Some(UpdateJob::ready(id, form.asset.accuracy)),
        Some(Refusal::Failed(why)) => Some(UpdateJob::failed(id, why.clone())),
        Some(Refusal::Errors) => None,
    });
    Ok(Prepared {
        to,
        cues: file.timeline.cues.len(),
        errors,
        refusal,
        update,
        task_id: task.and_then(|task| Some(task.id.as_ref()?.0.clone())),
        task_notes: task.and_then(|task| task.notes.clone()).filter(|text| !text.trim().is_empty()),
        findings: text,
        json_findings: json_findings(files, (order, &orders)),
        target: job.target,
        form,
        deliverable,
        shown,
    })
}

/// Checks the text, and deletes its comments that suppress findings: they are for those who make the file.
fn without_directives(
    made: &mut Deliverable,
    plan: &Plan,
    to: Format,
    shown: &str,
) -> Result<Report, Problem> {
    let (report, stripped) = {
        let source = Source::from_text(&made.text);
        let file = open(&source, Some(shown), &reading_as(to));
        let report = lint::check(&file, plan);
        let stripped = strip_directives(&file, shown, &report)?;
        (report, stripped)
    };
    let Some(stripped) = stripped else { return Ok(report) };
    // The text was UTF-8, and deleting comments does not change that.
    made.text = String::from_utf8_lossy(&stripped.bytes).into_owned();
    let what = match stripped.count {
        1 => "deleted a comment that suppresses findings".to_owned(),
        count => format!("deleted {count} comments that suppress findings"),
    };
    made.steps.push(Step { what, order_field: None });
    Ok(stripped.report)
}
