//! From objects to an order: which of them belong together, and what they ask for.

use super::collect::{Found, Objects, OrderError, OrderInput, collect};
use super::effective;
use super::spans::{Spans, spans};
use super::types::{CaptionAsset, CatalogItem, ReachProfile, Task};
use super::value::{Id, push_key};
use crate::kaltura::{
    Asked, CaptionFormat, Code as _, Order, OrderAccuracy, OrderAsset, OrderDictionary, OrderFile,
    OrderLanguage, OrderPlace, ServiceFeature,
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
    let mut objects = collect(inputs)?;
    let is_named = |file: u32| inputs.get(file as usize).is_some_and(|input| input.role.is_some());
    prefer(&mut objects.profiles, is_named);
    prefer(&mut objects.catalog_items, is_named);
    prefer(&mut objects.tasks, is_named);
    let chosen = choose(&objects, task, is_named)?;
    let spans = inputs.iter().map(|input| spans(input.text)).collect();
    let mut maker = Maker { order: Order::default(), spans };
    maker.order.files = inputs
        .iter()
        .map(|input| OrderFile { path: input.path.to_owned(), text: input.text.to_owned() })
        .collect();
    maker.make(&objects, &chosen);
    Ok((maker.order, chosen))
}

fn unclear(message: String, help: &str) -> OrderError {
    OrderError { path: String::new(), at: None, message, help: help.to_owned() }
}

/// Who names a file for an object means that one, and not another in the file of the whole order.
fn prefer<T>(list: &mut Vec<Found<T>>, is_named: impl Fn(u32) -> bool) {
    if list.iter().any(|found| is_named(found.file)) {
        list.retain(|found| is_named(found.file));
    }
}

fn choose(
    objects: &Objects,
    wanted: Option<&str>,
    is_named: impl Fn(u32) -> bool,
) -> Result<Chosen, OrderError> {
    let task = choose_task(&objects.tasks, wanted)?.cloned();
    let names = |id: fn(&Task) -> &Option<Id>| task.as_ref().and_then(|t| id(&t.value).as_ref());
    let profile =
        one(&objects.profiles, names(|t| &t.reach_profile_id), "reachProfileId", |p| &p.id)?;
    let item =
        one(&objects.catalog_items, names(|t| &t.catalog_item_id), "catalogItemId", |i| &i.id)?;
    // An asset need not be the one of the task yet: the task gets its id with the delivery.
    let output = names(|t| &t.output_object_id);
    let mut assets: Vec<&Found<CaptionAsset>> = objects.caption_assets.iter().collect();
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
        return Err(unclear(message, "give the `catalogItem` of the task"));
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
                let message = format!("the order holds {} tasks: {}", several.len(), listing());
                Err(unclear(message, "choose one with --task-id"))
            }
        };
    };
    let mut hits = tasks.iter().filter(|t| t.value.id.as_ref().is_some_and(|id| id.0 == wanted));
    match (hits.next(), hits.next()) {
        (Some(task), None) => Ok(Some(task)),
        (Some(_), Some(_)) => Err(unclear(
            format!("the order holds the task {wanted} twice"),
            "leave one of them out",
        )),
        (None, _) if tasks.is_empty() => {
            Err(unclear(format!("the order holds no task, so not {wanted} either"), "add the task"))
        }
        (None, _) => Err(unclear(
            format!("the order holds no task {wanted}"),
            &format!("it holds {}", listing()),
        )),
    }
}

/// The object of an id that the task names; the only one where the task names none.
fn one<'o, T>(
    list: &'o [Found<T>],
    named: Option<&Id>,
    field: &str,
    id: fn(&T) -> &Option<Id>,
) -> Result<Option<&'o Found<T>>, OrderError> {
    let what = field.strip_suffix("Id").unwrap_or(field);
    let Some(named) = named else {
        return match list {
            [] => Ok(None),
            [only] => Ok(Some(only)),
            several => Err(unclear(
                format!(
                    "the order holds {} objects `{what}`, and no task names one",
                    several.len()
                ),
                "leave one of them, or add the task",
            )),
        };
    };
    let known: Vec<&Id> = list.iter().filter_map(|found| id(&found.value).as_ref()).collect();
    match list.iter().find(|found| id(&found.value).as_ref() == Some(named)) {
        Some(found) => Ok(Some(found)),
        // An object without id may be meant: nothing speaks against it.
        None if known.is_empty() && list.len() < 2 => Ok(list.first()),
        None => {
            let known: Vec<&str> = known.iter().map(|id| id.0.as_str()).collect();
            let message = format!(
                "the task names {field} {named}, the order holds {}",
                if known.is_empty() { "several without id".into() } else { known.join(", ") }
            );
            Err(unclear(message, &format!("give the `{what}` of the task")))
        }
    }
}

/// The source language of an order that leaves it to whoever works on it.
const AUTO_DETECT: &str = "Auto Detect";

struct Maker {
    order: Order,
    spans: Vec<Spans>,
}

impl Maker {
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
        for asset in &objects.caption_assets {
            self.asset(asset);
        }
        for asset in &objects.transcript_assets {
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
        self.words(chosen);
    }

    fn profile(&mut self, found: &Found<ReachProfile>) {
        let profile = &found.value;
        // A default is the server's word just as well: it is cited as the field that is not set.
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
        // Nothing can be translated into a language that is to be found out.
        let is_known = target.as_ref().is_none_or(|name| name.value != AUTO_DETECT);
        self.name_language(target.clone(), is_known);
        self.order.language = target.or_else(|| self.order.source_language.clone());
    }

    fn task(&mut self, found: &Found<Task>) {
        let task = &found.value;
        if let Some(feature) = self.set(found, "serviceFeature", &task.service_feature) {
            self.order.service_feature = Some(feature);
        }
        let accuracy = self.set(found, "accuracy", &task.accuracy);
        let accuracy = accuracy.map(|value| OrderAccuracy { value, is_share: false });
        self.order.accuracies.extend(accuracy);
        let duration = task.task_job_data.as_ref().and_then(|data| data.entry_duration);
        // A length of 0 is one that the server does not know.
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
            // Descriptions are WebVTT whatever the customer has captions in (facts, section 6.1).
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

    /// The words of the job.
    fn words(&mut self, chosen: &Chosen) {
        let by_task = chosen.task.as_ref().and_then(|task| {
            let words = task.value.dictionary.as_ref().filter(|words| !words.is_empty())?;
            Some(self.asked(task, &["dictionary"], words.clone()))
        });
        let by_profile = || {
            let (profile, language) =
                (chosen.profile.as_ref()?, self.order.source_language.as_ref()?);
            let (index, words) = effective::dictionary(&profile.value, &language.value)?;
            let path = ["dictionaries", &index.to_string(), "data"];
            Some(self.asked(profile, &path, words.to_owned()))
        };
        self.order.dictionary = by_task.or_else(by_profile);
    }
}
