//! Delivers for several tasks and files at once: pairs them, makes one delivery for each pair, and prints a summary.
//!
//! Everything is made and checked before anything is written, and each file is written in one step: for a
//! task whose file has errors no file is written, but the other tasks continue. If the pairing is
//! ambiguous, the run stops before anything is made.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

use super::args::{DeliverArgs, DeliverFormat};
use super::pairing::{Pairs, TaskNames, by_name};
use super::prepare::{Job, Prepared, Refusal, no_order, prepare};
use super::report::Document;
use crate::cli::args::Color;
use crate::cli::exit::Exit;
use crate::cli::files::OutputFile;
use crate::cli::input::Input;
use crate::cli::naming::{self, Value};
use crate::cli::output::{Failure, Kind, Out, complain, note, note_as, usage};
use crate::cli::search::{Inputs, collect};
use crate::kaltura::objects::{Chosen, ReadOrders};
use crate::kaltura::{CaptionFormat, Code as _, Order, ServiceOutput, language_tag};
use crate::report::json::{Problem, SCHEMA};

/// A task for which a caption file can be delivered.
struct Open {
    order: Order,
    chosen: Chosen,
    names: TaskNames,
}

/// A task for which nothing is delivered, and why.
#[derive(Clone, Debug, Serialize)]
struct Left {
    #[serde(rename = "taskId")]
    id: String,
    why: String,
}

/// Makes a delivery for every task that has a file.
pub(super) fn run(args: &DeliverArgs, color: Color, out: &mut Out) -> Result<Exit, Failure> {
    let read = args.order.load_all(args.inputs.iter().map(PathBuf::as_path))?;
    let (open, mut left) = tasks(args, read.ok_or_else(no_order)?)?;
    if open.is_empty() {
        left.iter().for_each(|left| note(&format!("task {}: {}\n", left.id, left.why)));
        return Err(usage("the order has no task to deliver a caption file for", ""));
    }
    let Inputs { files, mut problems } =
        collect(&args.inputs, args.read.stdin_filename.as_deref(), false);
    let (files, pairs) = match &args.map {
        Some(pattern) => by_pattern(args, pattern, &open, files)?,
        None => {
            let paths: Vec<&Path> = files.iter().map(|file| Path::new(&file.shown)).collect();
            let pairs = by_name(&paths, &open.iter().map(|o| o.names.clone()).collect::<Vec<_>>());
            (files, pairs)
        }
    };
    if !pairs.unclear.is_empty() {
        let message =
            format!("ambiguous assignment of files to tasks: {}", pairs.unclear.join("; "));
        let help = "put the task ids into the names of the files, or pass --map";
        return Err(usage(message, help));
    }
    let free: Vec<String> = pairs.free.iter().map(|at| files[*at].shown.clone()).collect();
    let mut has_file = vec![false; open.len()];
    pairs.pairs.iter().for_each(|(task, _)| has_file[*task] = true);
    let missing = open.iter().zip(&has_file).filter(|(_, has)| !**has);
    left.extend(missing.map(|(task, _)| Left { id: task.names.id.clone(), why: "no file".into() }));
    let jobs = jobs(args, open, &files, &pairs)?;
    let no_pair = jobs.is_empty();
    let made: Vec<(String, Result<Prepared, Failure>)> =
        jobs.into_par_iter().map(|(id, job)| (id, prepare(args, color, job))).collect();
    let mut done = Vec::new();
    for (id, made) in made {
        match made.and_then(|made| write(made, args)) {
            Ok(made) => done.push(made),
            Err(Failure::Problem(problem)) => {
                let message = format!("task {id}: {}", problem.message);
                problems.push(Problem { message, ..problem });
            }
            Err(closed) => return Err(closed),
        }
    }
    problems.iter().for_each(complain);
    let total = Total::of(&done, &left, &problems);
    report(
        args,
        out,
        &Run { done: &done, left: &left, free: &free, problems: &problems, total: &total },
    )?;
    Ok(match () {
        () if !problems.is_empty() => Exit::Failure,
        () if no_pair => Exit::NoInput,
        () if total.refused + total.failed > 0 => Exit::Findings,
        () => Exit::Clean,
    })
}

/// The tasks for which a caption file is delivered, and the others.
fn tasks(args: &DeliverArgs, read: ReadOrders) -> Result<(Vec<Open>, Vec<Left>), Failure> {
    let (mut open, mut left) = (Vec::new(), Vec::new());
    let wanted = args.order.task_id.as_deref();
    let ids = read.objects.tasks.iter().map(|task| task.value.id.as_ref().map(|id| id.0.clone()));
    let ids = ids.chain(std::iter::repeat(None));
    for (order, id) in read.orders.into_iter().zip(ids) {
        let id = id.unwrap_or_default();
        if wanted.is_some_and(|wanted| wanted != id) {
            continue;
        }
        let (order, chosen) =
            order.map_err(|error| usage(format!("task {id}: {error}"), error.help.clone()))?;
        match reason_to_skip(&order, &chosen) {
            Some(why) => left.push(Left { id, why }),
            None => {
                let names = names(args, &order, &chosen, id);
                open.push(Open { order, chosen, names });
            }
        }
    }
    match wanted {
        Some(wanted) if open.is_empty() && left.is_empty() => {
            Err(usage(format!("the order has no task {wanted}"), "cuesmith jobs lists its tasks"))
        }
        _ => Ok((open, left)),
    }
}

fn reason_to_skip(order: &Order, chosen: &Chosen) -> Option<String> {
    let feature = order.service_feature.as_ref().map(|asked| asked.value);
    if let Some(feature) = feature.filter(|f| f.output() != ServiceOutput::CaptionFile) {
        return Some(format!("{}: {} is delivered", feature.label(), feature.output().title()));
    }
    let status = chosen.task.as_ref()?.value.status.filter(|status| status.is_final())?;
    Some(format!("its status is {} already", status.title()))
}

fn names(args: &DeliverArgs, order: &Order, chosen: &Chosen, id: String) -> TaskNames {
    let task = chosen.task.as_ref().map(|task| &task.value);
    let by_order = order.language.as_ref().map(|asked| asked.value.clone());
    let language = args.language_name.clone().or(by_order);
    TaskNames {
        id,
        entry: task
            .and_then(|task| task.entry_id.as_ref())
            .map_or_else(String::new, |id| id.0.clone()),
        tag: language.as_deref().and_then(language_tag).map(str::to_owned),
        language,
        is_ead: order.is_ead(),
    }
}

/// The values of a pattern's placeholders for a task.
fn values(task: &Open, stem: Option<String>) -> Vec<Value<'static>> {
    let names = &task.names;
    let known = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let format = task.order.output_format.as_ref().map_or(CaptionFormat::Srt, |asked| asked.value);
    let service = task.order.service_feature.as_ref().map(|asked| asked.value.label());
    vec![
        ("taskId", known(&names.id)),
        ("entryId", known(&names.entry)),
        ("lang", names.tag.clone()),
        ("language", names.language.clone()),
        ("service", service),
        ("ext", Some(format.file_ext().to_owned())),
        ("stem", stem),
    ]
}

fn expanded(pattern: &str, task: &Open, stem: Option<String>) -> Result<String, Failure> {
    naming::expand(pattern, &values(task, stem)).map_err(|error| {
        let help = match error {
            naming::Error::NoValue(_) => {
                "a task without its catalog item has no language, one without an entry no entryId"
            }
            naming::Error::Pattern(_) => {
                "put each placeholder in curly brackets: {entryId}.{lang}.{ext}"
            }
        };
        usage(format!("task {}: {error}", task.names.id), help)
    })
}

/// The files that a pattern gives for the tasks: among the input files or, without input files, at that path.
fn by_pattern(
    args: &DeliverArgs,
    pattern: &str,
    open: &[Open],
    given: Vec<Input>,
) -> Result<(Vec<Input>, Pairs), Failure> {
    let mut files = given;
    let mut pairs = Pairs::default();
    let is_given = !args.inputs.is_empty();
    let mut claimed: HashMap<usize, usize> = HashMap::new();
    for (at, task) in open.iter().enumerate() {
        let name = expanded(pattern, task, None)?;
        let found: Vec<usize> = if is_given {
            let fits =
                |file: &Input| file.path.as_deref().is_some_and(|path| path.ends_with(&name));
            files.iter().enumerate().filter(|(_, file)| fits(file)).map(|(at, _)| at).collect()
        } else {
            // The expanded name may still contain wildcards.
            let Inputs { files: new, problems: _ } = collect(&[PathBuf::from(&name)], None, true);
            let place = |file: Input| {
                let known = files.iter().position(|known: &Input| known.path == file.path);
                known.unwrap_or_else(|| {
                    files.push(file);
                    files.len() - 1
                })
            };
            new.into_iter().map(place).collect()
        };
        match found.as_slice() {
            [] => {}
            [file] => {
                if let Some(other) = claimed.insert(*file, at) {
                    pairs.unclear.push(format!(
                        "`{}` matches the tasks {} and {}",
                        files[*file].shown, open[other].names.id, task.names.id
                    ));
                }
                pairs.pairs.push((at, *file));
            }
            several => {
                let shown: Vec<String> =
                    several.iter().map(|file| format!("`{}`", files[*file].shown)).collect();
                let id = &task.names.id;
                pairs
                    .unclear
                    .push(format!("task {id} matches several files: {}", shown.join(", ")));
            }
        }
    }
    pairs.free = (0..files.len()).filter(|file| !claimed.contains_key(file)).collect();
    Ok((files, pairs))
}

/// One job for each pair, with the path of its output. The run stops if two outputs have the same path, or
/// if an input would be replaced.
fn jobs(
    args: &DeliverArgs,
    open: Vec<Open>,
    files: &[Input],
    pairs: &Pairs,
) -> Result<Vec<(String, Job)>, Failure> {
    let several = pairs.pairs.len() > 1;
    if args.output.as_os_str() == "-" && several {
        return Err(usage("several files cannot go to standard output", "name a folder with -o"));
    }
    let is_plain = naming::is_plain_file(&args.output);
    if is_plain && several {
        let message = format!(
            "`{}` is one output file for {} tasks",
            args.output.display(),
            pairs.pairs.len()
        );
        return Err(usage(message, "pass a folder (out/) or a pattern ({taskId}.{ext}) with -o"));
    }
    let mut open: Vec<Option<Open>> = open.into_iter().map(Some).collect();
    let mut places: HashMap<PathBuf, String> = HashMap::new();
    let mut jobs = Vec::with_capacity(pairs.pairs.len());
    for &(task, file) in &pairs.pairs {
        let Some(task) = open[task].take() else { continue };
        let input = files[file].clone();
        let stem = input.path.as_deref().and_then(naming::stem);
        let target = if is_plain {
            Some(args.output.clone()).filter(|path| path.as_os_str() != "-")
        } else {
            let pattern = naming::in_folder(&args.output, "{stem}.{ext}");
            Some(PathBuf::from(expanded(&pattern.to_string_lossy(), &task, stem.clone())?))
        };
        if let Some(target) = &target
            && let Some(other) = places.insert(target.clone(), task.names.id.clone())
        {
            let (id, target) = (&task.names.id, target.display());
            let message = format!("the tasks {other} and {id} would both be written to `{target}`");
            return Err(usage(message, "pass a pattern with -o: out/{taskId}.{ext}"));
        }
        let source = match args.pair.source() {
            Some(path) if naming::is_pattern(path) => {
                Some(PathBuf::from(expanded(&path.to_string_lossy(), &task, stem)?))
            }
            source => source.map(Path::to_owned),
        };
        let target = OutputFile::of(target.as_deref())?;
        let Open { order, chosen, names } = task;
        jobs.push((names.id, Job { order, chosen, input, target, source }));
    }
    Ok(jobs)
}

/// Writes the result, unless the delivery is refused.
fn write(made: Prepared, args: &DeliverArgs) -> Result<Prepared, Failure> {
    if made.refusal.is_none()
        && let Some(target) = &made.target
    {
        if !naming::is_plain_file(&args.output) {
            target.make_folder()?;
        }
        target.write(&made.deliverable.text)?;
    }
    Ok(made)
}

/// The result of a run.
struct Run<'r> {
    done: &'r [Prepared],
    left: &'r [Left],
    free: &'r [String],
    problems: &'r [Problem],
    total: &'r Total,
}

/// The totals.
#[derive(Debug, Serialize)]
struct Total {
    tasks: usize,
    delivered: usize,
    refused: usize,
    failed: usize,
    left: usize,
    problems: usize,
}

impl Total {
    fn of(done: &[Prepared], left: &[Left], problems: &[Problem]) -> Self {
        let count = |wanted: fn(&Option<Refusal>) -> bool| {
            done.iter().filter(|made| wanted(&made.refusal)).count()
        };
        Self {
            tasks: done.len() + left.len() + problems.len(),
            delivered: count(Option::is_none),
            refused: count(|refusal| matches!(refusal, Some(Refusal::Errors))),
            failed: count(|refusal| matches!(refusal, Some(Refusal::Failed(_)))),
            left: left.len(),
            problems: problems.len(),
        }
    }

    fn to_text(&self) -> String {
        let tasks = if self.tasks == 1 { "1 task" } else { &format!("{} tasks", self.tasks) };
        let mut text = format!("deliver: {} of {tasks} delivered", self.delivered);
        for (n, what) in [
            (self.refused, "refused"),
            (self.failed, "to be failed"),
            (self.problems, "not possible"),
            (self.left, "left"),
        ] {
            if n > 0 {
                text.push_str(&format!(", {n} {what}"));
            }
        }
        text + "\n"
    }
}

#[derive(Serialize)]
struct Documents<'a> {
    schema: u32,
    deliveries: Vec<Document<'a>>,
    left: &'a [Left],
    #[serde(rename = "filesWithoutTask")]
    free: &'a [String],
    summary: &'a Total,
    problems: &'a [Problem],
}

fn report(args: &DeliverArgs, out: &mut Out, run: &Run<'_>) -> Result<(), Failure> {
    for made in run.done {
        note_as(Kind::Painted, &made.findings);
    }
    let goes_out = run.done.iter().any(|made| made.target.is_none() && made.refusal.is_none());
    let text = match args.format {
        DeliverFormat::Json => {
            let documents = Documents {
                schema: SCHEMA,
                deliveries: run.done.iter().map(Prepared::document).collect(),
                left: run.left,
                free: run.free,
                summary: run.total,
                problems: run.problems,
            };
            // Plain data with string keys always serializes.
            serde_json::to_string(&documents).unwrap_or_default() + "\n"
        }
        DeliverFormat::Form => {
            let forms = run.done.iter().map(Prepared::as_form).filter(|form| !form.is_empty());
            forms.collect::<Vec<_>>().join("\n")
        }
        DeliverFormat::Human => {
            let mut text = String::new();
            for made in run.done {
                let id = made.task_id.as_deref().unwrap_or("?");
                text.push_str(&format!("task {id}: {}", made.as_summary()));
                made.form.notes.iter().for_each(|note| text.push_str(&format!("  note: {note}\n")));
            }
            text
        }
    };
    let kind = Kind::of_report(args.format != DeliverFormat::Human);
    if goes_out {
        run.done.iter().try_for_each(|made| out.data(&made.deliverable.text))?;
        note_as(kind, &text);
    } else {
        out.put(kind, &text)?;
    }
    out.flush()?;
    if args.format == DeliverFormat::Form {
        run.done.iter().for_each(|made| note(&made.as_notes()));
    }
    for made in run.done {
        if let Some(refusal) = made.refused() {
            let id = made.task_id.as_deref().unwrap_or("?");
            note(&format!("error: task {id}: {refusal}"));
        }
    }
    if args.format != DeliverFormat::Json {
        run.left.iter().for_each(|left| note(&format!("task {}: {}\n", left.id, left.why)));
        run.free.iter().for_each(|file| note(&format!("`{file}` is not part of any task\n")));
        note(&run.total.to_text());
    }
    Ok(())
}
