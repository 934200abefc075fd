//! `cuesmith deliver`: from an order and a caption file to the file that is sent, and the fields to
//! send with it.
//!
//! The file gets the format that is ordered, written so that every reader of the platform keeps it,
//! and what else the order asks for. It is then checked with the order's preset, and written only if
//! no error is left.

mod report;
mod steps;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::args::options::set;
use crate::cli::args::order::{OrderArgs, refuse_other_services};
use crate::cli::args::pair::PairArgs;
use crate::cli::args::{Color, ReadArgs};
use crate::cli::exit::Exit;
use crate::cli::files::OutputFile;
use crate::cli::input::Input;
use crate::cli::output::{Failure, Kind, Out, note, note_as, usage};
use crate::format::Format;
use crate::kaltura::lint::RULES;
use crate::kaltura::objects::{Chosen, Delivery, DeliveryOptions, delivery};
use crate::kaltura::{
    CaptionFormat, CaptionType, Code as _, CompareOptions, Order, SafeOptions, ServiceFeature,
    ServiceOutput, compare, is_language_name, language_name, language_tag, write_safe,
};
use crate::lint::{self, Plan, Report, Settings};
use crate::reflow::Overflow;
use crate::report::{Checked, human};
use crate::source::{
    Applicability, ColumnUnit, DecodeOptions, Diagnostic, Severity, Source, decode,
};
use crate::timeline::Timeline;
use crate::{Opened, ReadOptions, open, open_silently};
use report::{DeliveryReport, findings, json_findings};
use steps::{AFTER_CONVERSION, BEFORE_CONVERSION, Context, Deliverable, Step, adapt};

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
pub(in crate::cli) struct DeliverArgs {
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
    #[arg(long, value_name = "TEXT", value_parser = menu_label)]
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

/// A label that does not end the line of a playlist or of a form (JOB009).
fn menu_label(text: &str) -> Result<String, String> {
    match text.chars().find(|c| c.is_control() || *c == '"') {
        None => Ok(text.to_owned()),
        Some(c) => Err(format!("a label with {c:?} breaks the playlist: leave it out")),
    }
}

/// Runs the subcommand.
pub(in crate::cli) fn run(
    args: &DeliverArgs,
    color: Color,
    out: &mut Out,
) -> Result<Exit, Failure> {
    let loaded = args.order.load([args.input.as_path()])?;
    let (mut order, chosen) = loaded.ok_or_else(|| {
        usage("no order is given", "name it with --order, or its parts with --profile and so on")
    })?;
    if let Some(name) = &args.language_name {
        order.dictionary = order.words(Some(name)).cloned();
    }
    let input = Input::of(&args.input, args.read.stdin_filename.as_deref());
    let target = OutputFile::of(Some(&args.output))?;
    let path = target.as_ref().map(OutputFile::path);
    let ordered = ordered_format(&order, path)?;
    let to = ordered.format().ok_or_else(|| {
        let title = match ordered {
            CaptionFormat::Other(code) => format!("the format {code}"),
            known => known.title().to_owned(),
        };
        let asked = order.output_format.as_ref().map_or(String::new(), |asked| asked.cite(&order));
        let help = "REACH takes 1 (SRT), 2 (DFXP) and 3 (WebVTT); see cuesmith explain JOB007";
        usage(format!("the order asks for {title}, which is not written ({asked})"), help)
    })?;
    let bytes = input.read()?;
    let source = decode(&bytes, &args.read.decoding()).map_err(|e| input.undecodable(&e))?;
    let file = open(&source, input.name.as_deref(), &args.read.reading());
    let timeline = &file.timeline;
    if timeline.cues.is_empty() {
        let message = format!("no cue was read from `{}`", input.shown);
        return Err(usage(message, "give the caption file; `cuesmith check` says what is wrong"));
    }
    let mut settings = crate::kaltura::lint::settings_for(&order);
    crate::kaltura::lint::apply(&order, &mut settings);
    if let Some(tag) = args.language_name.as_deref().and_then(language_tag) {
        set(&mut settings, "language", tag);
    }
    args.pair.tolerance.set(&mut settings);
    settings.options.context.reference_file =
        args.pair.load(std::slice::from_ref(&args.input), &args.read)?;
    let reading = ReadOptions { format: Some(timeline.format), ..args.read.reading() };
    let (limits, context) = (&settings.options.limits, &settings.options.context);
    let steps = Context {
        order: &order,
        language: context.language.as_deref(),
        max_lines: limits.max_lines,
        overflow: match args.split {
            true => Overflow::Split { min_duration: limits.min_duration, min_gap: limits.min_gap },
            false => Overflow::Report,
        },
        safe: SafeOptions { exact_times: is_translation(&order), ..SafeOptions::default() },
        reading: reading.clone(),
    };
    let deliverable = make(&source.text, steps, to, &settings)?;
    let hidden = hidden_times(&file, &settings);
    let shown = path.map_or("<delivery>".to_owned(), |path| path.display().to_string());
    let mut form = fields(args, &order, &chosen, ordered);
    form.notes.splice(0..0, deliverable.notes.iter().cloned());
    if is_translation(&order) && !args.pair.is_given() {
        let note =
            "the translation was not compared with what it was made from: name that with --source";
        form.notes.push(note.to_owned());
    }
    let input = Checked {
        path: &input.shown,
        source: &source,
        timeline: Some(timeline),
        report: &hidden,
        rules: &RULES,
        applied: &[],
    };
    finish(
        args,
        color,
        out,
        Delivered { order, settings, input, deliverable, shown, to, form, target },
    )
}

fn is_translation(order: &Order) -> bool {
    let feature = order.service_feature.as_ref().map(|asked| asked.value);
    matches!(feature, Some(ServiceFeature::Translation | ServiceFeature::LiveTranslation))
}

/// Cues without length, as the file has them: a safe file gives each the shortest length that a format
/// can say, and whoever looked at that alone would take them for mended.
fn hidden_times(file: &Opened<'_>, settings: &Settings) -> Report {
    const NO_LENGTH: [&str; 3] = ["TIM001", "TIM002", "TIM003"];
    let mut options = settings.options.clone();
    options.choice.select = NO_LENGTH.iter().filter_map(|code| RULES.selector(code).ok()).collect();
    lint::check(file, &Plan::new(&RULES, options))
}

/// The format that the order asks for; where it names none, that of the output's name.
fn ordered_format(order: &Order, target: Option<&Path>) -> Result<CaptionFormat, Failure> {
    refuse_other_services(order, &[ServiceOutput::CaptionFile])?;
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
    mut context: Context<'_>,
    to: Format,
    settings: &Settings,
) -> Result<Deliverable, Failure> {
    let mut made = Deliverable::of(text);
    adapt(&mut made, &context, BEFORE_CONVERSION);
    make_whole(&mut made, &context, to);
    context.reading = reading_as(to);
    if adapt(&mut made, &context, AFTER_CONVERSION) {
        make_whole(&mut made, &context, to);
    }
    fix(&mut made, to, settings)?;
    Ok(made)
}

/// Writes the text anew if it has another format, or if a reader of the platform would not keep all
/// of it: what that reader would lose or show as text is left out, and listed. A text that every
/// reader keeps stays as its author wrote it, but not one to be spoken, where markup is in the way.
fn make_whole(made: &mut Deliverable, context: &Context<'_>, to: Format) {
    let order = context.order;
    let written = {
        let source = Source::from_text(&made.text);
        let timeline = open_silently(&source, None, &context.reading).timeline;
        let from = timeline.format;
        let what = if from != to {
            format!("{} became {}", from.title(), to.title())
        } else if order.is_ead() || !is_kept_whole(&made.text, &timeline) {
            "written anew so that every reader of the platform keeps it".to_owned()
        } else {
            return;
        };
        let asked = order.output_format.as_ref().filter(|_| from != to);
        let mut timeline = timeline;
        if to == Format::Ttml && timeline.language.is_none() {
            timeline.language = context.language.map(Cow::Borrowed);
        }
        let written = write_safe(&timeline, to, &context.safe);
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
    let compared = compare(&Source::from_text(text), timeline, kind, &CompareOptions::default());
    // What cannot be read would be gone from a file written anew: the check is to name it.
    compared.is_whole() || !compared.unread.is_empty() || !compared.hidden.is_empty()
}

/// Applies the safe fixes of the order's preset.
fn fix(made: &mut Deliverable, to: Format, settings: &Settings) -> Result<(), Failure> {
    let (decoding, reading) = (DecodeOptions::default(), reading_as(to));
    let bytes = made.text.as_bytes();
    let safe = Applicability::Safe;
    let plan = Plan::new(&RULES, settings.options.clone());
    let fixed = lint::fix(bytes, None, &decoding, &reading, &plan, safe);
    let fixed = fixed.map_err(|error| usage(error.to_string(), ""))?;
    for applied in &fixed.applied {
        let name = RULES.find(applied.code).map_or("", |rule| rule.name);
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
    /// The file that came, with the findings that rewriting hides.
    input: Checked<'a>,
    deliverable: Deliverable,
    shown: String,
    to: Format,
    form: Delivery,
    target: Option<OutputFile>,
}

/// Checks the text, writes it and prints the fields.
fn finish(
    args: &DeliverArgs,
    color: Color,
    out: &mut Out,
    delivered: Delivered<'_>,
) -> Result<Exit, Failure> {
    let Delivered { order, settings, input, deliverable, shown, to, form, target } = delivered;
    let source = Source::from_text(&deliverable.text);
    let file = open(&source, Some(&shown), &reading_as(to));
    let plan = Plan::new(&RULES, settings.options);
    let report = lint::check(&file, &plan);
    let checked = Checked {
        path: &shown,
        source: &source,
        timeline: Some(&file.timeline),
        report: &report,
        rules: &RULES,
        applied: &[],
    };
    // What is still to be seen in the result is said of that.
    let mut hidden = input.report.clone();
    let is_seen = |found: &Diagnostic| report.diagnostics.iter().any(|d| d.code == found.code);
    hidden.diagnostics.retain(|found| !is_seen(found));
    let input = Checked { report: &hidden, ..input };
    let files: &[&Checked<'_>] =
        if hidden.diagnostics.is_empty() { &[&checked] } else { &[&input, &checked] };
    let orders = crate::kaltura::lint::check_order(&order, &plan);
    let reports = [&hidden, &report].into_iter().chain(&orders);
    let mut errors: usize = reports.map(|r| r.count(Severity::Error)).sum();
    let style = human::TerminalStyle {
        color: color.on_stdout(),
        columns: ColumnUnit::Utf16,
        max_per_rule: Some(50),
    };
    note_as(Kind::Painted, &findings(files, (&order, &orders), style));
    if form.asset.language.is_none() {
        // The player drops captions whose language has no code (facts, section 1.1).
        errors += 1;
        note(
            "error: no language can be sent, and the player drops captions without one\n  \
              help: say it with --language-name\n",
        );
    }
    let refused = errors > 0 && !args.force;
    if !refused {
        match &target {
            Some(target) => target.write(&deliverable.text)?,
            None => out.data(&deliverable.text)?,
        }
    }
    let told = DeliveryReport {
        shown: &shown,
        to,
        deliverable: &deliverable,
        form: &form,
        cues: file.timeline.cues.len(),
        errors,
        refused,
    };
    let text = match args.format {
        DeliverFormat::Human => told.as_text(),
        DeliverFormat::Form if refused => String::new(),
        DeliverFormat::Form => told.as_form(),
        DeliverFormat::Json => told.as_json(json_findings(files, (&order, &orders))),
    };
    if args.format == DeliverFormat::Form {
        form.notes.iter().for_each(|text| note(&format!("note: {text}\n")));
    }
    let kind = Kind::of_report(args.format != DeliverFormat::Human);
    match (target, refused) {
        (None, false) => note_as(kind, &text),
        _ => out.put(kind, &text)?,
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
