//! From objects to an order: which of them belong together, and what they ask for.

use std::sync::Arc;

use super::collect::{Found, Objects, OrderError, OrderInput, collect};
use super::effective;
use super::spans::{Spans, spans};
use super::types::{CaptionAsset, CatalogItem, ReachProfile, Task};
use super::value::{Id, push_key};
use crate::kaltura::{
    AUTO_DETECT, Asked, CaptionFormat, Code as _, Order, OrderAccuracy, OrderAsset,
    OrderDictionary, OrderFile, OrderLanguage, OrderMissing, OrderPart, OrderPlace, ServiceFeature,
};

/// The objects of one job.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chosen {
    /// The task.
    pub task: Option<Found<Task>>,
    /// Its profile.
    pub profile: Option<Found<ReachProfile>>,
    /// Its catalog item.
    pub item: Option<Found<CatalogItem>>,
    /// Its caption asset.
    pub asset: Option<Found<CaptionAsset>>,
}

/// Reads an order from JSON texts. `task` names the task where there are several.
///
/// ```
/// use cuesmith::kaltura::objects::{OrderInput, read_order};
///
/// let text = r#"{"reachProfile": {"id": 7}, "catalogItem": {"id": 41, "outputFormat": "3"}}"#;
/// let input = OrderInput { path: "order.json", text, role: None };
/// let (order, chosen) = read_order(&[input], None)?;
/// let lines = order.max_chars.as_ref().unwrap();
/// assert_eq!(lines.value, 26);
/// assert_eq!(lines.cite(&order), "order.json#/reachProfile/maxCharactersPerCaptionLine");
/// assert!(chosen.task.is_none());
/// # Ok::<(), cuesmith::kaltura::objects::OrderError>(())
/// ```
///
/// # Errors
/// [`OrderError`] when a text cannot be read ([`collect`]), when it is not clear which of several
/// objects are meant, or when they do not belong together.
pub fn read_order(
    inputs: &[OrderInput<'_>],
    task: Option<&str>,
) -> Result<(Order, Chosen), OrderError> {
    let objects = objects_of(inputs)?;
    if objects.is_empty() {
        return Err(no_job());
    }
    let task = choose_task(&objects.tasks, task)?;
    Source::of(inputs).order(&objects, task, true)
}

/// Every order of an answer: one for each task, in the order of the texts; one order without a task
/// if the answer has no task, and none if it is empty. An error in one job does not hide the others.
///
/// # Errors
/// [`OrderError`] when a text cannot be read ([`collect`]).
pub fn read_orders(inputs: &[OrderInput<'_>]) -> Result<ReadOrders, OrderError> {
    let objects = objects_of(inputs)?;
    let source = Source::of(inputs);
    let is_one = objects.tasks.len() < 2;
    let mut orders: Vec<_> =
        objects.tasks.iter().map(|task| source.order(&objects, Some(task), is_one)).collect();
    if orders.is_empty() && !objects.is_empty() {
        orders.push(source.order(&objects, None, is_one));
    }
    Ok(ReadOrders { orders, objects })
}

/// What is wrong with an empty answer where an order is needed.
fn no_job() -> OrderError {
    OrderError {
        path: String::new(),
        at: None,
        message: "the response lists no job".to_owned(),
        help: "call getJobs again, with a wider filter if there should be jobs".to_owned(),
    }
}

/// The orders of an answer.
#[derive(Clone, Debug)]
pub struct ReadOrders {
    /// One for each task, in the same place as in [`Objects::tasks`].
    pub orders: Vec<Result<(Order, Chosen), OrderError>>,
    /// All objects that were found.
    pub objects: Objects,
}

fn objects_of(inputs: &[OrderInput<'_>]) -> Result<Objects, OrderError> {
    let mut objects = collect(inputs)?;
    let is_named = |file: u32| inputs.get(file as usize).is_some_and(|input| input.role.is_some());
    if objects.tasks.iter().any(|task| is_named(task.file)) {
        keep_named_tasks(&mut objects, is_named);
    }
    Ok(objects)
}

/// Leaves out the tasks of other files, with the objects attached to them.
fn keep_named_tasks(objects: &mut Objects, is_named: impl Fn(u32) -> bool) {
    let mut kept = 0;
    let places: Vec<Option<u32>> = objects
        .tasks
        .iter()
        .map(|task| {
            is_named(task.file).then(|| {
                kept += 1;
                kept - 1
            })
        })
        .collect();
    objects.tasks.retain(|task| is_named(task.file));
    fn of_kept<T>(list: &mut Vec<Found<T>>, places: &[Option<u32>]) {
        list.retain_mut(|found| {
            let Some(task) = found.task else { return true };
            found.task = places.get(task as usize).copied().flatten();
            found.task.is_some()
        });
    }
    of_kept(&mut objects.profiles, &places);
    of_kept(&mut objects.catalog_items, &places);
    of_kept(&mut objects.caption_assets, &places);
    of_kept(&mut objects.transcript_assets, &places);
    of_kept(&mut objects.attachments, &places);
}

/// The texts that orders are made from.
struct Source {
    files: Arc<[OrderFile]>,
    spans: Vec<Spans>,
    /// Which files are named for one object.
    named: Vec<bool>,
}

impl Source {
    fn of(inputs: &[OrderInput<'_>]) -> Self {
        let file = |input: &OrderInput<'_>| OrderFile {
            path: input.path.to_owned(),
            text: input.text.to_owned(),
        };
        Self {
            files: inputs.iter().map(file).collect(),
            spans: inputs.iter().map(|input| spans(input.text)).collect(),
            named: inputs.iter().map(|input| input.role.is_some()).collect(),
        }
    }

    fn order(
        &self,
        objects: &Objects,
        task: Option<&Found<Task>>,
        is_one: bool,
    ) -> Result<(Order, Chosen), OrderError> {
        let place = task.and_then(|task| objects.tasks.iter().position(|t| std::ptr::eq(t, task)));
        let place = place.map(|place| place as u32);
        let is_named = |file: u32| self.named.get(file as usize).copied().unwrap_or_default();
        let chosen = choose(objects, task, place, is_named, is_one)?;
        let order = Order { files: Arc::clone(&self.files), ..Order::default() };
        let mut maker = Maker { order, spans: &self.spans, task: place };
        maker.make(objects, &chosen);
        Ok((maker.order, chosen))
    }
}

fn unclear(message: String, help: &str) -> OrderError {
    OrderError { path: String::new(), at: None, message, help: help.to_owned() }
}

/// Whether an object can belong to a task: it is attached to that task, or to none.
fn may_be_of<T>(found: &Found<T>, task: Option<u32>) -> bool {
    found.task.is_none() || found.task == task
}

fn choose(
    objects: &Objects,
    task: Option<&Found<Task>>,
    place: Option<u32>,
    is_named: impl Fn(u32) -> bool,
    is_one: bool,
) -> Result<Chosen, OrderError> {
    let task = task.cloned();
    let names = |id: fn(&Task) -> &Option<Id>| task.as_ref().and_then(|t| id(&t.value).as_ref());
    let pick = Pick { task: place, is_named: &is_named, is_one };
    let id = names(|t| &t.reach_profile_id);
    let profile = pick.one(&objects.profiles, id, "reachProfileId", |p| &p.id)?;
    let id = names(|t| &t.catalog_item_id);
    let item = pick.one(&objects.catalog_items, id, "catalogItemId", |i| &i.id)?;
    // An asset need not be the one of the task yet: the task gets its id with the delivery.
    let output = names(|t| &t.output_object_id);
    let mut assets: Vec<&Found<CaptionAsset>> =
        objects.caption_assets.iter().filter(|asset| may_be_of(asset, place)).collect();
    if assets.iter().any(|found| is_named(found.file)) {
        assets.retain(|found| is_named(found.file));
    }
    let asset = match assets.as_slice() {
        [only] => Some(*only),
        several => {
            several.iter().find(|a| output.is_some() && a.value.id.as_ref() == output).copied()
        }
    };
    if let (Some(task), Some(item)) = (&task, item)
        && let (Some(asked), Some(sold)) = (task.value.service_feature, item.value.service_feature)
        && asked != sold
    {
        let message = format!(
            "the task has the serviceFeature {} ({}), its catalog item {} ({})",
            asked.code(),
            asked.title(),
            sold.code(),
            sold.title()
        );
        return Err(unclear(message, "pass the `catalogItem` of the task"));
    }
    Ok(Chosen { profile: profile.cloned(), item: item.cloned(), asset: asset.cloned(), task })
}

fn choose_task<'o>(
    tasks: &'o [Found<Task>],
    wanted: Option<&str>,
) -> Result<Option<&'o Found<Task>>, OrderError> {
    let listing = || {
        let id = |task: &Found<Task>| task.value.id.clone().map_or("?".into(), |id| id.0);
        let mut ids: Vec<String> = tasks.iter().take(20).map(id).collect();
        if tasks.len() > 20 {
            ids.push("...".into());
        }
        ids.join(", ")
    };
    let Some(wanted) = wanted else {
        return match tasks {
            [] => Ok(None),
            [only] => Ok(Some(only)),
            several => {
                let message = format!("the order has {} tasks: {}", several.len(), listing());
                Err(unclear(message, "choose one with --task-id"))
            }
        };
    };
    let mut hits = tasks.iter().filter(|t| t.value.id.as_ref().is_some_and(|id| id.0 == wanted));
    match (hits.next(), hits.next()) {
        (Some(task), None) => Ok(Some(task)),
        (Some(_), Some(_)) => {
            Err(unclear(format!("the order has the task {wanted} twice"), "remove one of them"))
        }
        (None, _) if tasks.is_empty() => Err(unclear(
            format!("the order has no task, so it does not have the task {wanted}"),
            "add the task",
        )),
        (None, _) => Err(unclear(
            format!("the order has no task {wanted}"),
            &format!("it has {}", listing()),
        )),
    }
}

/// Which of several objects is a task's.
struct Pick<'p> {
    task: Option<u32>,
    /// Whether a file is named for one object.
    is_named: &'p dyn Fn(u32) -> bool,
    /// Whether one task is meant: objects that are not its own are a mistake then.
    is_one: bool,
}

impl Pick<'_> {
    /// The object of a file that is named for it; otherwise the one attached to the task; otherwise the one whose id
    /// the task names, or the only one if the task names none.
    fn one<'o, T>(
        &self,
        list: &'o [Found<T>],
        named: Option<&Id>,
        field: &str,
        id: fn(&T) -> &Option<Id>,
    ) -> Result<Option<&'o Found<T>>, OrderError> {
        let is_same = |found: &Found<T>| named.is_some() && id(&found.value).as_ref() == named;
        // A file with the profile of one task says nothing about the others.
        let is_other = |found: &Found<T>| {
            !self.is_one && named.is_some() && id(&found.value).is_some() && !is_same(found)
        };
        let given = |found: &&Found<T>| (self.is_named)(found.file) && !is_other(found);
        let own = |found: &&Found<T>| self.task.is_some() && found.task == self.task;
        let mut list: Vec<&Found<T>> = list.iter().collect();
        if list.iter().any(given) {
            list.retain(given);
        } else if list.iter().any(own) {
            list.retain(own);
        } else {
            // An object of another task is used only if its id shows that it belongs to this task too.
            list.retain(|found| found.task.is_none() || is_same(found));
        }
        let what = field.strip_suffix("Id").unwrap_or(field);
        let Some(named) = named else {
            return match list.as_slice() {
                [] => Ok(None),
                [only] => Ok(Some(*only)),
                several => Err(unclear(
                    format!(
                        "the order has {} objects `{what}`, but no task names one",
                        several.len()
                    ),
                    "keep one of them, or add the task",
                )),
            };
        };
        let known: Vec<&Id> = list.iter().filter_map(|found| id(&found.value).as_ref()).collect();
        match list.iter().find(|found| is_same(found)) {
            Some(found) => Ok(Some(*found)),
            // An object without an id may be meant: nothing rules it out.
            None if known.is_empty() && list.len() < 2 => Ok(list.first().copied()),
            // Objects of other tasks.
            None if !self.is_one && list.iter().all(|found| is_other(found)) => Ok(None),
            None => {
                let known: Vec<&str> = known.iter().map(|id| id.0.as_str()).collect();
                let message = format!(
                    "the task names {field} {named}, but the order has {}",
                    if known.is_empty() {
                        "several without an id".into()
                    } else {
                        known.join(", ")
                    }
                );
                Err(unclear(message, &format!("pass the `{what}` of the task")))
            }
        }
    }
}

struct Maker<'s> {
    order: Order,
    spans: &'s [Spans],
    /// The task, by its place among the objects.
    task: Option<u32>,
}

impl Maker<'_> {
    /// The place of a field of an object.
    fn place<T>(&self, of: &Found<T>, path: &[&str]) -> OrderPlace {
        let mut pointer = of.pointer.clone();
        path.iter().for_each(|key| push_key(&mut pointer, key));
        let span = self.spans.get(of.file as usize).map(|spans| spans.of(&pointer));
        OrderPlace { file: of.file, pointer, span: span.unwrap_or_default() }
    }

    fn asked<T, V>(&self, of: &Found<T>, path: &[&str], value: V) -> Asked<V> {
        Asked { value, place: self.place(of, path), is_default: false }
    }

    fn set<T, V: Clone>(&self, of: &Found<T>, path: &str, value: &Option<V>) -> Option<Asked<V>> {
        value.as_ref().map(|value| self.asked(of, &[path], value.clone()))
    }

    fn make(&mut self, objects: &Objects, chosen: &Chosen) {
        if let Some(profile) = &chosen.profile {
            self.profile(profile);
        }
        if let Some(item) = &chosen.item {
            self.item(item);
        }
        if let Some(task) = &chosen.task {
            self.task(task);
        }
        let task = self.task;
        for asset in objects.caption_assets.iter().filter(|asset| may_be_of(asset, task)) {
            self.asset(asset);
        }
        for asset in objects.transcript_assets.iter().filter(|asset| may_be_of(asset, task)) {
            let accuracy = self.set(asset, "accuracy", &asset.value.accuracy);
            let accuracy = accuracy.map(|value| OrderAccuracy { value, is_share: true });
            self.order.accuracies.extend(accuracy);
            let language = self.set(asset, "language", &asset.value.language);
            self.name_language(language, false);
        }
        if let Some(asset) = &chosen.asset {
            self.order.usage = self.set(asset, "usage", &asset.value.usage);
            let language = self.set(asset, "language", &asset.value.language);
            self.order.language = language.or(self.order.language.take());
        }
        for attachment in &objects.attachments {
            self.order.attachments.extend(self.set(attachment, "tags", &attachment.value.tags));
        }
        self.format(chosen);
        let language = self.order.language.as_ref().map(|asked| asked.value.as_str());
        self.order.dictionary = self.order.words(language).cloned();
        self.missing(chosen);
    }

    /// Which parts are missing, whether or not the task names them.
    fn missing(&mut self, chosen: &Chosen) {
        let task = chosen.task.as_ref();
        let mut lacks = |part, field, id: Option<&Id>| {
            let place = match task {
                Some(task) if id.is_some() => self.place(task, &[field]),
                Some(task) => self.place(task, &[]),
                None => OrderPlace::default(),
            };
            let id = id.map(|id| id.0.clone());
            self.order.missing.push(OrderMissing { part, id, place });
        };
        if chosen.profile.is_none() {
            let id = task.and_then(|task| task.value.reach_profile_id.as_ref());
            lacks(OrderPart::Profile, "reachProfileId", id);
        }
        if chosen.item.is_none() {
            let id = task.and_then(|task| task.value.catalog_item_id.as_ref());
            lacks(OrderPart::CatalogItem, "catalogItemId", id);
        }
    }

    fn profile(&mut self, found: &Found<ReachProfile>) {
        let profile = &found.value;
        // A default also comes from the server: it is cited as the field that is not set.
        let is_unset = profile.max_characters_per_caption_line.is_none_or(|n| n <= 0);
        let max = effective::max_chars(profile);
        let max = self.asked(found, &["maxCharactersPerCaptionLine"], max);
        let max = Asked { is_default: is_unset, ..max };
        let flag = |name, value: bool| Some(self.asked(found, &[name], value));
        let changes = flag("enableSpeakerChangeIndication", effective::speaker_changes(profile));
        let tags = flag("enableAudioTags", effective::audio_tags(profile));
        let profanity = flag("enableProfanityRemoval", effective::profanity_removal(profile));
        self.order.max_chars = Some(max);
        self.order.speaker_changes = changes;
        self.order.audio_tags = tags;
        self.order.profanity_removal = profanity;
        for (index, dictionary) in profile.dictionaries.iter().flatten().enumerate() {
            let index = index.to_string();
            let at = |field| ["dictionaries", index.as_str(), field];
            let text = |field, value: &Option<String>| {
                value.as_ref().map(|v| self.asked(found, &at(field), v.clone()))
            };
            let language = text("language", &dictionary.language);
            let data = text("data", &dictionary.data)
                .unwrap_or_else(|| self.asked(found, &at("data"), String::new()));
            let place = self.place(found, &["dictionaries", index.as_str()]);
            self.order.dictionaries.push(OrderDictionary {
                place,
                language: language.clone(),
                data,
            });
            self.name_language(language, true);
        }
    }

    fn item(&mut self, found: &Found<CatalogItem>) {
        let item = &found.value;
        self.order.service_feature = self.set(found, "serviceFeature", &item.service_feature);
        self.order.speaker_names = self.set(found, "enableSpeakerId", &item.enable_speaker_id);
        self.order.source_language = self.set(found, "sourceLanguage", &item.source_language);
        let target = self.set(found, "targetLanguage", &item.target_language);
        self.name_language(self.order.source_language.clone(), true);
        // Nothing can be translated into a language that has yet to be detected.
        let is_known = target.as_ref().is_none_or(|name| name.value != AUTO_DETECT);
        self.name_language(target.clone(), is_known);
        self.order.language = target.or_else(|| self.order.source_language.clone());
    }

    fn task(&mut self, found: &Found<Task>) {
        let task = &found.value;
        if let Some(feature) = self.set(found, "serviceFeature", &task.service_feature) {
            self.order.service_feature = Some(feature);
        }
        self.order.task_dictionary = self.set(found, "dictionary", &task.dictionary);
        let accuracy = self.set(found, "accuracy", &task.accuracy);
        let accuracy = accuracy.map(|value| OrderAccuracy { value, is_share: false });
        self.order.accuracies.extend(accuracy);
        let duration = task.task_job_data.as_ref().and_then(|data| data.entry_duration);
        // A length of 0 means that the server does not know it.
        self.order.media_duration = duration
            .filter(|ms| *ms > 0)
            .map(|ms| self.asked(found, &["taskJobData", "entryDuration"], ms));
    }

    fn asset(&mut self, found: &Found<CaptionAsset>) {
        let asset = &found.value;
        let accuracy = self.set(found, "accuracy", &asset.accuracy);
        let accuracy = accuracy.map(|value| OrderAccuracy { value, is_share: false });
        self.order.accuracies.extend(accuracy);
        let made = OrderAsset {
            place: self.place(found, &[]),
            usage: self.set(found, "usage", &asset.usage),
            format: self.set(found, "format", &asset.format),
            file_ext: self.set(found, "fileExt", &asset.file_ext),
            display_on_player: self.set(found, "displayOnPlayer", &asset.display_on_player),
            is_default: self.set(found, "isDefault", &asset.is_default),
            label: self.set(found, "label", &asset.label),
            language: self.set(found, "language", &asset.language),
            tags: self.set(found, "tags", &asset.tags),
        };
        self.name_language(made.language.clone(), false);
        self.order.assets.push(made);
    }

    fn name_language(&mut self, name: Option<Asked<String>>, in_catalog: bool) {
        self.order.languages.extend(name.map(|name| OrderLanguage { name, in_catalog }));
    }

    /// The effective format and the field that decides it.
    fn format(&mut self, chosen: &Chosen) {
        let (item, profile) = (chosen.item.as_ref(), chosen.profile.as_ref());
        let by_item = item.and_then(|item| {
            self.set(item, "outputFormat", &effective::set_format(item.value.output_format))
        });
        self.order.item_format.clone_from(&by_item);
        if self.order.is_ead() {
            // Descriptions are WebVTT in whatever format the customer has captions (Kaltura help, adding
            // extended audio descriptions: call samples).
            let feature = self.order.service_feature.as_ref();
            let feature = feature.filter(|f| f.value == ServiceFeature::ExtendedAudioDescription);
            let by_feature = feature.map(|asked| asked.with(CaptionFormat::WebVtt));
            let by_usage = || Some(self.order.usage.as_ref()?.with(CaptionFormat::WebVtt));
            self.order.output_format = by_feature.or_else(by_usage);
            return;
        }
        let by_profile = || {
            let format = |p: &Found<ReachProfile>| effective::output_format(Some(&p.value), None);
            profile.map(|p| self.asked(p, &["defaultOutputFormat"], format(p)))
        };
        // A catalog item alone does not tell what the customer's profile says.
        let by_asset = || {
            let asset = chosen.asset.as_ref()?;
            let format = effective::set_format(asset.value.format);
            Some(self.asked(asset, &["format"], format.unwrap_or(CaptionFormat::Srt)))
        };
        self.order.output_format = by_item.or_else(by_profile).or_else(by_asset);
    }
}
