//! Orders, for `check` and `deliver`: the arguments for files with REACH API responses, and the display
//! of findings in such a file.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::input::Input;
use crate::cli::output::{Failure, usage};
use crate::kaltura::lint::RULES;
use crate::kaltura::objects::{Chosen, OrderInput, ReadOrders, Role, read_order, read_orders};
use crate::kaltura::{Order, OrderFile, ServiceOutput};
use crate::lint::Report;
use crate::report::Checked;
use crate::source::{DecodeOptions, Source, decode};

#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Order (Kaltura REACH)")]
pub(in crate::cli) struct OrderArgs {
    /// API response as JSON: a task, a getJobs response, or one object with `task`, `reachProfile`,
    /// `catalogItem` and `captionAsset`; - for standard input. It sets preset, kind, format, line
    /// length and more, which other options override
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) order: Vec<PathBuf>,
    /// REACH profile, in a separate file
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) profile: Option<PathBuf>,
    /// Catalog item, in a separate file
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) catalog_item: Option<PathBuf>,
    /// Task (entry vendor task), or a list of tasks, in a separate file
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) task: Option<PathBuf>,
    /// Caption asset: the fields that are sent with the file
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) asset: Option<PathBuf>,
    /// Task to use, if there are several
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) task_id: Option<String>,
}

impl OrderArgs {
    /// The files and their content.
    fn files(&self) -> Vec<(&Path, Option<Role>)> {
        let order = self.order.iter().map(|path| (path.as_path(), None));
        let single = [
            (&self.profile, Role::Profile),
            (&self.catalog_item, Role::CatalogItem),
            (&self.task, Role::Task),
            (&self.asset, Role::CaptionAsset),
        ];
        let single = single.into_iter().filter_map(|(path, role)| Some((path.as_deref()?, role)));
        order.chain(single.map(|(path, role)| (path, Some(role)))).collect()
    }

    /// Reads the order, if one is passed. `inputs` are the caption files, of which only one may be standard
    /// input, and none if an order is.
    pub(in crate::cli) fn load<'p>(
        &self,
        inputs: impl IntoIterator<Item = &'p Path>,
    ) -> Result<Option<(Order, Chosen)>, Failure> {
        let texts = self.texts(inputs)?;
        if texts.is_empty() {
            return match &self.task_id {
                Some(_) => Err(usage("--task-id needs an order", "pass it with --order")),
                None => Ok(None),
            };
        }
        match read_order(&as_inputs(&texts), self.task_id.as_deref()) {
            Ok(read) => Ok(Some(read)),
            Err(error) => Err(usage(error.to_string(), error.help)),
        }
    }

    /// Reads the orders of all tasks; `None` if no order is passed.
    pub(in crate::cli) fn load_all<'p>(
        &self,
        inputs: impl IntoIterator<Item = &'p Path>,
    ) -> Result<Option<ReadOrders>, Failure> {
        let texts = self.texts(inputs)?;
        if texts.is_empty() {
            return Ok(None);
        }
        match read_orders(&as_inputs(&texts)) {
            Ok(read) => Ok(Some(read)),
            Err(error) => Err(usage(error.to_string(), error.help)),
        }
    }

    /// The files of the order with their names.
    fn texts<'p>(
        &self,
        inputs: impl IntoIterator<Item = &'p Path>,
    ) -> Result<Vec<OrderText>, Failure> {
        let files = self.files();
        let is_stdin = |path: &Path| path.as_os_str() == "-";
        let orders = files.iter().filter(|(path, _)| is_stdin(path)).count();
        if orders + inputs.into_iter().filter(|path| is_stdin(path)).count() > 1 {
            return Err(usage("standard input can be read only once", "pass a file instead of -"));
        }
        let mut texts = Vec::with_capacity(files.len());
        for (path, role) in files {
            let input = Input::of(path, Some("<order>"));
            let bytes = input.read()?;
            let source =
                decode(&bytes, &DecodeOptions::default()).map_err(|e| input.undecodable(&e))?;
            texts.push((input.shown, source.text.into_owned(), role));
        }
        Ok(texts)
    }
}

/// A file of an order: its name, its text, and its role, if an option gives one.
type OrderText = (String, String, Option<Role>);

fn as_inputs(texts: &[OrderText]) -> Vec<OrderInput<'_>> {
    texts.iter().map(|(path, text, role)| OrderInput { path, text, role: *role }).collect()
}

/// Refuses an order of a service that does not deliver `taken`.
pub(in crate::cli) fn refuse_other_services(
    order: &Order,
    taken: &[ServiceOutput],
) -> Result<(), Failure> {
    let Some(asked) = &order.service_feature else { return Ok(()) };
    let made = asked.value.output();
    if taken.contains(&made) {
        return Ok(());
    }
    let (service, field) = (asked.value.label(), asked.cite(order));
    let message = match made {
        ServiceOutput::Unknown => {
            format!("the order is for {service} ({field}), which cuesmith does not support")
        }
        made => format!(
            "the order is for {service} ({field}), which delivers {}, not a caption file",
            made.title()
        ),
    };
    let help = match made {
        ServiceOutput::Chapters => {
            "chapters are delivered as cue points: cuesmith chapters --to cue-points writes them"
        }
        ServiceOutput::LiveMessages => "cuesmith live reads and writes such messages",
        _ => {
            "a caption file is delivered for captions, translation, alignment and extended audio \
             description; cuesmith jobs lists the tasks of an answer"
        }
    };
    Err(usage(message, help))
}

/// Shows the findings in a file of an order.
pub(in crate::cli) fn shown<T>(
    file: &OrderFile,
    report: &Report,
    show: impl FnOnce(&Checked<'_>) -> T,
) -> T {
    let source = Source::from_text(&file.text);
    show(&Checked {
        path: &file.path,
        source: &source,
        timeline: None,
        report,
        rules: &RULES,
        applied: &[],
        names: None,
    })
}
