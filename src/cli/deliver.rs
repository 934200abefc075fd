//! `cuesmith deliver`: from an order and a caption file to the file that is sent, and the fields to
//! send with it.
//!
//! The file gets the format that is ordered, written so that every reader of the platform keeps it,
//! and what else the order asks for. It is then checked with the order's preset, and written only if
//! no error is left.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Exit;
use super::adapt::{FIRST, Given, Step, THEN, adapt};
use super::args::{Color, ReadArgs};
use super::input::Input;
use super::order::{self, OrderArgs};
use super::output::{self, Failure, Out, note, usage};
use super::pair::PairArgs;
use crate::ReadOptions;
use crate::format::Format;
use crate::kaltura::objects::{
    CaptionAsset, Chosen, Delivery, DeliveryOptions, delivery, form_fields, is_caption_service,
};
use crate::kaltura::{
    CaptionFormat, CaptionType, Code as _, CompareOptions, Order, SafeOptions, compare,
    is_language_name, language_name, write_safe,
};
use crate::lint::{self, Report, Settings};
use crate::reflow::Overflow;
use crate::report::json::{self, Finding, SCHEMA};
use crate::report::{Checked, Summary, human, read_timeline};
use crate::source::{Applicability, ColumnUnit, DecodeOptions, Severity, Source, decode};
use crate::timeline::{Loss, LossKind, Timeline};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cuesmith deliver --order order.json talk.srt -o talk.vtt
  cuesmith deliver --order jobs.json --task-id 9001 --profile profile.json talk.srt -o out.srt
  cuesmith deliver --order order.json --format form talk.srt -o talk.vtt > fields.txt

The fields are those of captionAsset.add. Deliver the file and see that it is READY before the
task is set to READY: its access key ends then.

Exit codes: 0 written, 1 an error is left (nothing is written without --force), 2 wrong usage
or a file that cannot be read or written.")]
pub(super) struct DeliverArgs {
    /// The captions, or - for standard input
    #[arg(value_name = "FILE")]
    input: PathBuf,
    /// The file to deliver, or - for standard output; the fields go to standard error then. An
    /// existing file is replaced; the input itself never is
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    order: OrderArgs,
    /// Split cues in time that hold more than their lines can take
    #[arg(long)]
    split: bool,
    /// Write the file although the check finds errors
    #[arg(long)]
    force: bool,
    /// How the fields are printed
    #[arg(long, value_enum, default_value_t = DeliverFormat::Human)]
    format: DeliverFormat,
    /// Name of the language of the text as the platform calls it (English, French), or its code
    /// [default: that of the order]
    #[arg(long, value_name = "NAME", value_parser = platform_language)]
    language_name: Option<String>,
    /// What the player's menu shows [default: that of the asset, else the language]
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,
    /// Accuracy in whole percent [default: that of the asset or task]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=100))]
    accuracy: Option<u8>,
    #[command(flatten)]
    pair: PairArgs,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DeliverFormat {
    /// What was done, the fields as JSON and as form fields
    Human,
    /// One JSON document with all of it
    Json,
    /// The form fields only, one a line: captionAsset[usage]=1
    Form,
}

/// A language of the platform by name or code.
fn platform_language(text: &str) -> Result<String, String> {
    if is_language_name(text, false) {
        return Ok(text.to_owned());
    }
    let meant = language_name(text).map(str::to_owned);
    meant.ok_or_else(|| format!("`{text}` is no language of the platform: write it as English"))
}

/// The text to deliver, and how it came about.
struct Made {
    text: String,
    losses: Vec<Loss>,
    steps: Vec<Step>,
}

/// Runs the subcommand.
pub(super) fn run(args: &DeliverArgs, color: Color, out: &mut Out) -> Result<Exit, Failure> {
    let loaded = args.order.load([args.input.as_path()])?;
    let (order, chosen) = loaded.ok_or_else(|| {
        usage("no order is given", "name it with --order, or its parts with --profile and so on")
    })?;
    let target = Some(args.output.as_path()).filter(|path| path.as_os_str() != "-");
    let ordered = ordered_format(&order, target)?;
    let to = ordered.format().ok_or_else(|| {
        let title = ordered.title();
        usage(format!("the order asks for {title}, which is not written"), "see JOB007")
    })?;
    let input = Input::of(&args.input, args.read.stdin_filename.as_deref());
    if let (Some(from), Some(target)) = (&input.path, target)
        && output::is_same_file(from, target)
    {
        let message = format!("`{}` is the input itself", target.display());
        return Err(usage(message, "name another file with -o"));
    }
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    let timeline = read_timeline(&source.text, input.name.as_deref(), &args.read.reading());
    if timeline.cues.is_empty() {
        let message = format!("no cue was read from `{}`", input.shown);
        return Err(usage(message, "give the caption file; `cuesmith check` says what is wrong"));
    }
    let mut settings = Settings::for_order(&order);
    settings.apply(&order);
    args.pair.set(&mut settings);
    settings.options.source = args.pair.load(std::slice::from_ref(&args.input), &args.read)?;
    let reading = ReadOptions { format: Some(timeline.format), ..args.read.reading() };
    let options = &settings.options;
    let given = Given {
        order: &order,
        language: options.language.as_deref(),
        max_lines: options.max_lines,
        overflow: match args.split {
            true => {
                Overflow::Split { min_duration: options.min_duration, min_gap: options.min_gap }
            }
            false => Overflow::Report,
        },
        reading,
    };
    let made = make(&source.text, given, to, &settings)?;
    let shown = target.map_or("<delivery>".to_owned(), |path| path.display().to_string());
    let sent = fields(args, &order, &chosen, ordered);
    finish(args, color, out, Delivered { order, settings, made, shown, to, sent, target })
}

/// The format that the order asks for; where it names none, that of the output's name.
fn ordered_format(order: &Order, target: Option<&Path>) -> Result<CaptionFormat, Failure> {
    if let Some(feature) = &order.service_feature
        && !is_caption_service(feature.value)
    {
        let message = format!(
            "{} ({}) is not delivered as captions",
            feature.value.title(),
            feature.cite(order)
        );
        let help = match feature.value {
            crate::kaltura::ServiceFeature::Chaptering => "chapters are delivered as cue points",
            _ => "give the order of captions, a translation, an alignment or an audio description",
        };
        return Err(usage(message, help));
    }
    if let Some(asked) = &order.output_format {
        return Ok(asked.value);
    }
    let extension = target.and_then(Path::extension).and_then(|ext| ext.to_str());
    let by_name = extension.and_then(CaptionFormat::from_name);
    by_name.ok_or_else(|| {
        let help = "add the profile or catalog item, or give the output an extension";
        usage("neither the order nor the output's name says which format is wanted", help)
    })
}

/// Brings the text into the format that is ordered, and does what else the order asks for.
fn make(
    text: &str,
    mut given: Given<'_>,
    to: Format,
    settings: &Settings,
) -> Result<Made, Failure> {
    let mut made = Made { text: text.to_owned(), losses: Vec::new(), steps: Vec::new() };
    made.steps.extend(adapt(&mut made.text, &given, FIRST));
    make_whole(&mut made, &given, to);
    given.reading = reading_as(to);
    let then = adapt(&mut made.text, &given, THEN);
    if !then.is_empty() {
        made.steps.extend(then);
        make_whole(&mut made, &given, to);
    }
    fix(&mut made, to, settings)?;
    Ok(made)
}

/// Writes the text anew if it has another format, or if a reader of the platform would not keep all
/// of it: what that reader would lose or show as text is left out, and listed. A text that every
/// reader keeps stays as its author wrote it, but not one to be spoken, where markup is in the way.
fn make_whole(made: &mut Made, given: &Given<'_>, to: Format) {
    let order = given.order;
    let written = {
        let timeline = read_timeline(&made.text, None, &given.reading);
        let from = timeline.format;
        let what = if from != to {
            format!("{} became {}", from.title(), to.title())
        } else if order.is_ead() || !is_kept_whole(&made.text, &timeline) {
            "written anew so that every reader of the platform keeps it".to_owned()
        } else {
            return;
        };
        let asked = order.output_format.as_ref().filter(|_| from != to);
        let written = write_safe(&timeline, to, &SafeOptions::default());
        if written.document == made.text {
            return;
        }
        made.steps.push(Step { what, order_field: asked.map(|asked| asked.cite(order)) });
        written
    };
    made.text = written.document;
    made.losses.extend(written.losses);
}

fn is_kept_whole(text: &str, timeline: &Timeline<'_>) -> bool {
    let kind = CaptionType::of(timeline.format);
    compare(&Source::from_text(text), timeline, kind, &CompareOptions::default()).is_whole()
}

/// Applies the safe fixes of the order's preset.
fn fix(made: &mut Made, to: Format, settings: &Settings) -> Result<(), Failure> {
    let (decoding, reading) = (DecodeOptions::default(), reading_as(to));
    let bytes = made.text.as_bytes();
    let safe = Applicability::Safe;
    let fixed = lint::fix(bytes, None, &decoding, &reading, &settings.options, safe);
    let fixed = fixed.map_err(|error| usage(error.to_string(), ""))?;
    for applied in &fixed.applied {
        let name = lint::find(applied.code).map_or("", |rule| rule.meta().name);
        let what =
            format!("{} fixed {} times", format_args!("{} {name}", applied.code), applied.count);
        made.steps.push(Step { what, order_field: None });
    }
    // It was UTF-8 and no fix makes it anything else.
    made.text = String::from_utf8_lossy(&fixed.bytes).into_owned();
    Ok(())
}

fn reading_as(format: Format) -> ReadOptions {
    ReadOptions { format: Some(format), ..ReadOptions::default() }
}

fn fields(args: &DeliverArgs, order: &Order, chosen: &Chosen, format: CaptionFormat) -> Delivery {
    let options = DeliveryOptions {
        language: args.language_name.clone(),
        label: args.label.clone(),
        accuracy: args.accuracy,
    };
    delivery(order, chosen, format, &options)
}

/// Everything that is known before the last check.
struct Delivered<'a> {
    order: Order,
    settings: Settings,
    made: Made,
    shown: String,
    to: Format,
    sent: Delivery,
    target: Option<&'a Path>,
}

/// Checks the text, writes it and prints the fields.
fn finish(
    args: &DeliverArgs,
    color: Color,
    out: &mut Out,
    delivered: Delivered<'_>,
) -> Result<Exit, Failure> {
    let Delivered { order, settings, made, shown, to, sent, target } = delivered;
    let source = Source::from_text(&made.text);
    let report = lint::check(&source, Some(&shown), &reading_as(to), &settings.options);
    let timeline = read_timeline(&made.text, Some(&shown), &reading_as(to));
    let checked = Checked {
        path: &shown,
        source: &source,
        timeline: &timeline,
        report: &report,
        applied: &[],
    };
    let orders = lint::check_order(&order, &settings.options);
    let errors = std::iter::once(&report).chain(&orders).map(|r| r.count(Severity::Error)).sum();
    let style = human::Style {
        color: color.on_stdout(),
        columns: ColumnUnit::Utf16,
        max_per_rule: Some(50),
    };
    note(&findings(&checked, (&order, &orders), style));
    let refused = errors > 0 && !args.force;
    if !refused {
        match target {
            Some(path) => output::replace(path, made.text.as_bytes())?,
            None => out.text(&made.text)?,
        }
    }
    let told = Told {
        shown: &shown,
        to,
        made: &made,
        sent: &sent,
        cues: timeline.cues.len(),
        errors,
        refused,
    };
    let text = match args.format {
        DeliverFormat::Human => told.as_text(),
        DeliverFormat::Form if refused => String::new(),
        DeliverFormat::Form => told.as_form(),
        DeliverFormat::Json => told.as_json(json::findings(&checked, ColumnUnit::Utf16)),
    };
    match (target, refused) {
        (None, false) => note(&text),
        _ => out.text(&text)?,
    }
    if refused {
        out.flush()?;
        let what =
            if errors == 1 { "1 error is".to_owned() } else { format!("{errors} errors are") };
        note(&format!(
            "error: nothing was written: {what} left\n  help: correct them, or say --force\n"
        ));
        return Ok(Exit::Findings);
    }
    Ok(Exit::Clean)
}

/// The findings in the text and in the order, for people.
fn findings(checked: &Checked<'_>, orders: (&Order, &[Report]), style: human::Style) -> String {
    let mut out = String::new();
    let mut total = Summary::default();
    for (file, report) in orders.0.files.iter().zip(orders.1) {
        out.push_str(&order::shown(file, report, |checked| human::render(checked, style)));
        total.add(report, &[]);
    }
    out.push_str(&human::render(checked, style));
    total.add(checked.report, &[]);
    if total.findings() > 0 {
        // What could be fixed or was not looked for belongs to `check`.
        let total = Summary { fixable: 0, fixable_unsafe: 0, skipped: Default::default(), ..total };
        out.push_str(&total.to_text());
    }
    out
}

/// What is told about a delivery.
struct Told<'a> {
    shown: &'a str,
    to: Format,
    made: &'a Made,
    sent: &'a Delivery,
    cues: usize,
    errors: usize,
    refused: bool,
}

/// The same as JSON.
#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    path: &'a str,
    format: &'static str,
    written: bool,
    cues: usize,
    steps: &'a [Step],
    losses: Map<String, Value>,
    errors: usize,
    findings: Vec<Finding>,
    #[serde(rename = "entryId", skip_serializing_if = "Option::is_none")]
    entry_id: Option<&'a str>,
    #[serde(rename = "captionAsset")]
    asset: &'a CaptionAsset,
    form: Map<String, Value>,
    notes: &'a [String],
}

impl Told<'_> {
    fn form(&self) -> Vec<(String, String)> {
        let entry = self.sent.entry_id.iter().map(|id| ("entryId".to_owned(), id.0.clone()));
        entry.chain(form_fields(&self.sent.asset)).collect()
    }

    fn as_form(&self) -> String {
        self.form().iter().fold(String::new(), |mut out, (name, value)| {
            let _ = writeln!(out, "{name}={value}");
            out
        })
    }

    fn losses(&self) -> Vec<(LossKind, usize)> {
        let mut counts = std::collections::BTreeMap::new();
        for loss in &self.made.losses {
            *counts.entry(loss.kind).or_insert(0) += 1;
        }
        counts.into_iter().collect()
    }

    fn as_text(&self) -> String {
        let mut out = String::new();
        let verb = if self.refused { "did not write" } else { "wrote" };
        let cues = if self.cues == 1 { "1 cue".into() } else { format!("{} cues", self.cues) };
        let _ = writeln!(out, "{verb} {}: {}, {cues}", self.shown, self.to.title());
        for step in &self.made.steps {
            let field =
                step.order_field.as_ref().map_or(String::new(), |field| format!(" ({field})"));
            let _ = writeln!(out, "  {}{field}", step.what);
        }
        let losses = self.losses();
        if !losses.is_empty() {
            let kinds: Vec<String> =
                losses.iter().map(|(kind, n)| format!("{n} {}", kind.name())).collect();
            let _ = writeln!(out, "  lost: {}", kinds.join(", "));
        }
        if self.refused {
            return out;
        }
        out.push_str("\ncaptionAsset.add, as JSON:\n");
        out.push_str(&serde_json::to_string_pretty(&self.sent.asset).unwrap_or_default());
        out.push_str("\n\nas form fields:\n");
        out.push_str(&self.as_form());
        for note in &self.sent.notes {
            let _ = write!(out, "\nnote: {note}\n");
        }
        out
    }

    fn as_json(&self, findings: Vec<Finding>) -> String {
        let losses = self.losses();
        let form = self.form().into_iter().map(|(name, value)| (name, Value::String(value)));
        let document = Document {
            schema: SCHEMA,
            path: self.shown,
            format: self.to.name(),
            written: !self.refused,
            cues: self.cues,
            steps: &self.made.steps,
            losses: losses.iter().map(|(kind, n)| (kind.name().into(), (*n).into())).collect(),
            errors: self.errors,
            findings,
            entry_id: self.sent.entry_id.as_ref().map(|id| id.0.as_str()),
            asset: &self.sent.asset,
            form: form.collect(),
            notes: &self.sent.notes,
        };
        // Plain data with string keys always serialises.
        serde_json::to_string(&document).unwrap_or_default() + "\n"
    }
}
