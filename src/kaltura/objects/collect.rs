//! Finds the objects in what the API answers or a vendor wrote down: single objects, lists, answers
//! with `objects`, lists of answers (multi-requests), files that contain several under their names, and
//! the `relatedObjects` of a response profile.
//!
//! Kaltura's FAQ for vendors asks for `getJobs` with `responseProfile[systemName]=reach_vendor`
//! (knowledge.kaltura.com/help/reach-integration-faq, read on 2026-11-30). Each task then has
//! `relatedObjects` with a list response under the name of each related profile,
//! `reach_vendor_catalog_item` and `reach_vendor_profile` (kaltura/server 33d8f453,
//! deployment/updates/scripts/xml/responseProfiles/reach_vendor_response_profiles.template.xml,
//! lines 26 to 54). The objects in them have only the fields that the profile asks for, often no id:
//! they belong to the task that contains them.

use serde_json::{Map, Value};

use super::types::{
    AttachmentAsset, CaptionAsset, CatalogItem, ReachProfile, Task, ThumbCuePoint, TranscriptAsset,
};
use super::value::{At, Field, ObjectError, push_key};
use crate::source::{ColumnUnit, LineIndex};

/// A JSON text and the role of its objects.
#[derive(Clone, Copy, Debug)]
pub struct OrderInput<'a> {
    /// Its name in messages.
    pub path: &'a str,
    /// The text.
    pub text: &'a str,
    /// What its objects are; `None` to detect it.
    pub role: Option<Role>,
}

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// [`ReachProfile`].
    Profile,
    /// [`CatalogItem`].
    CatalogItem,
    /// [`Task`].
    Task,
    /// [`CaptionAsset`].
    CaptionAsset,
    /// [`TranscriptAsset`].
    TranscriptAsset,
    /// [`ThumbCuePoint`].
    CuePoint,
    /// [`AttachmentAsset`].
    Attachment,
}

/// An object and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    /// The object.
    pub value: T,
    /// Index of the input.
    pub file: u32,
    /// Its JSON pointer.
    pub pointer: String,
    /// The task that contains it in its `relatedObjects`, by its place in [`Objects::tasks`].
    pub task: Option<u32>,
}

/// Every object that was found, in the order of the inputs.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Objects {
    pub profiles: Vec<Found<ReachProfile>>,
    pub catalog_items: Vec<Found<CatalogItem>>,
    pub tasks: Vec<Found<Task>>,
    pub caption_assets: Vec<Found<CaptionAsset>>,
    pub transcript_assets: Vec<Found<TranscriptAsset>>,
    pub cue_points: Vec<Found<ThumbCuePoint>>,
    pub attachments: Vec<Found<AttachmentAsset>>,
    /// How many cue points of other kinds are among those: annotations, advertisements.
    pub other_cue_points: usize,
    /// What else `relatedObjects` contain: objects that no order needs.
    pub ignored: Vec<Ignored>,
    /// Incomplete answers: their `totalCount` is larger than their `objects`.
    pub cut: Vec<CutList>,
    /// How many answers list no object.
    pub empty_answers: usize,
}

/// An object in `relatedObjects` that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// Index of the input.
    pub file: u32,
    /// Its JSON pointer.
    pub pointer: String,
}

/// A page of a longer list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutList {
    /// Index of the input.
    pub file: u32,
    /// How many objects it lists.
    pub listed: usize,
    /// The total number of objects.
    pub total: u64,
}

/// Why an order cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", prefix(.path, .at))]
pub struct OrderError {
    /// The file; empty where it is about several.
    pub path: String,
    /// Line and column in it, both from one, columns in UTF-16 units.
    pub at: Option<(u32, u32)>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

fn prefix(path: &str, at: &Option<(u32, u32)>) -> String {
    match at {
        _ if path.is_empty() => String::new(),
        Some((line, column)) => format!("{path}:{line}:{column}: "),
        None => format!("{path}: "),
    }
}

/// The members of a file with several objects, and what they are.
const NAMES: &[(&str, Role)] = &[
    ("reachProfile", Role::Profile),
    ("profile", Role::Profile),
    ("catalogItem", Role::CatalogItem),
    ("vendorCatalogItem", Role::CatalogItem),
    ("reachVendorProfile", Role::Profile),
    ("reachVendorCatalogItem", Role::CatalogItem),
    ("task", Role::Task),
    ("entryVendorTask", Role::Task),
    ("captionAsset", Role::CaptionAsset),
    ("transcriptAsset", Role::TranscriptAsset),
    ("attachmentAsset", Role::Attachment),
    ("cuePoint", Role::CuePoint),
    ("chapters", Role::CuePoint),
];

impl Role {
    /// The API's name.
    const fn class(self) -> &'static str {
        match self {
            Self::Profile => "KalturaReachProfile",
            Self::CatalogItem => "KalturaVendorCatalogItem",
            Self::Task => "KalturaEntryVendorTask",
            Self::CaptionAsset => "KalturaCaptionAsset",
            Self::TranscriptAsset => "KalturaTranscriptAsset",
            Self::CuePoint => "KalturaThumbCuePoint",
            Self::Attachment => "KalturaAttachmentAsset",
        }
    }

    /// The role of a class; of what extends a catalog item too.
    fn of_class(class: &str) -> Option<Self> {
        let is_item = class.starts_with("KalturaVendor") && class.ends_with("CatalogItem");
        let exact = [
            Self::Profile,
            Self::Task,
            Self::CaptionAsset,
            Self::TranscriptAsset,
            Self::CuePoint,
            Self::Attachment,
        ];
        match is_item {
            true => Some(Self::CatalogItem),
            false => exact.into_iter().find(|role| role.class() == class),
        }
    }

    /// The role that a member's name says: one name or its plural, with words joined by capitals or
    /// by `_`, as the names of response profiles are.
    fn of_name(name: &str) -> Option<Self> {
        let name = camel_case(name);
        let known = NAMES.iter().find(|(known, _)| {
            *known == name || name.strip_suffix('s').is_some_and(|one| one == *known)
        });
        known.map(|(_, role)| *role)
    }

    /// The role that the name of a related profile shows by its end: partners name their own.
    fn of_related(name: &str) -> Option<Self> {
        let name = camel_case(name).to_ascii_lowercase();
        let name = name.strip_suffix('s').unwrap_or(&name);
        let mut known = NAMES.iter().filter(|(_, role)| *role != Self::Task);
        known.find(|(end, _)| name.ends_with(&end.to_ascii_lowercase())).map(|(_, role)| *role)
    }

    /// The role of the objects in a list: `KalturaReachProfileListResponse`.
    fn of_list(class: &str) -> Option<Self> {
        Self::of_class(class.strip_suffix("ListResponse")?)
    }

    /// The role that the fields of an object without class and name show.
    fn of_shape(members: &Map<String, Value>) -> Option<Self> {
        let has = |names: &[&str]| names.iter().any(|name| members.contains_key(*name));
        if has(&["taskJobData", "catalogItemId", "reachProfileId"]) {
            Some(Self::Task)
        } else if has(&["maxCharactersPerCaptionLine", "defaultOutputFormat", "dictionaries"])
            || has(&["enableProfanityRemoval", "enableSpeakerChangeIndication"])
        {
            Some(Self::Profile)
        } else if has(&["humanVerified"]) {
            Some(Self::TranscriptAsset)
        } else if has(&["displayOnPlayer", "usage", "captionParamsId", "fileExt"]) {
            Some(Self::CaptionAsset)
        } else if has(&["serviceFeature", "outputFormat", "sourceLanguage"]) {
            Some(Self::CatalogItem)
        } else if has(&["startTime"]) {
            Some(Self::CuePoint)
        } else {
            None
        }
    }
}

/// `reach_vendor_profile` as `reachVendorProfile`.
fn camel_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for part in name.split('_') {
        match part.chars().next() {
            Some(first) if !out.is_empty() => {
                out.extend(first.to_uppercase());
                out.push_str(&part[first.len_utf8()..]);
            }
            _ => out.push_str(part),
        }
    }
    out
}

/// Finds the objects in some texts.
///
/// # Errors
/// [`OrderError`] when a text is not JSON, contains something that is not such an object, or an object whose fields
/// have wrong values.
pub fn collect(inputs: &[OrderInput<'_>]) -> Result<Objects, OrderError> {
    let mut objects = Objects::default();
    for (index, input) in inputs.iter().enumerate() {
        let before = objects.len() + objects.empty_answers;
        let value = parse(input)?;
        let walk = Walk { input, file: index as u32 };
        walk.document(&value, &mut objects)?;
        if objects.len() + objects.empty_answers == before {
            let message = "it contains no REACH object".to_owned();
            let help = "pass a profile, catalog item, task or asset as the API returns it";
            return Err(error(input, None, message, help));
        }
    }
    Ok(objects)
}

impl Objects {
    /// Whether no object was found, as all answers are empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn len(&self) -> usize {
        self.profiles.len()
            + self.catalog_items.len()
            + self.tasks.len()
            + self.caption_assets.len()
            + self.transcript_assets.len()
            + self.cue_points.len()
            + self.attachments.len()
    }
}

fn error(
    input: &OrderInput<'_>,
    at: Option<(u32, u32)>,
    message: String,
    help: &str,
) -> OrderError {
    OrderError { path: input.path.to_owned(), at, message, help: help.to_owned() }
}

fn parse(input: &OrderInput<'_>) -> Result<Value, OrderError> {
    let text = input.text.trim_start_matches('\u{feff}');
    serde_json::from_str(text).map_err(|failure| {
        let at = (failure.line() as u32, failure.column().max(1) as u32);
        let what = failure.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        let message = format!("this is not JSON: {what}");
        let help = match text.trim_start().starts_with('<') {
            // The API answers in XML unless another format is requested.
            true => "call the API with format=1: this is XML",
            false => "save the response of the API unchanged",
        };
        error(input, Some(at), message, help)
    })
}

struct Walk<'a> {
    input: &'a OrderInput<'a>,
    file: u32,
}

/// A value that has yet to be looked at.
struct Todo<'v> {
    pointer: String,
    value: &'v Value,
    /// Its declared role.
    role: Option<Role>,
    /// Whether `role` is only what its name or its list suggests: its own class decides.
    is_guess: bool,
    /// The task that contains it.
    task: Option<u32>,
}

impl<'v> Todo<'v> {
    fn below(&self, key: &str, value: &'v Value) -> Self {
        let mut pointer = self.pointer.clone();
        push_key(&mut pointer, key);
        Self { pointer, value, ..*self }
    }
}

impl Walk<'_> {
    /// Goes through lists and answers to the objects in them, without recursion.
    fn document(&self, document: &Value, objects: &mut Objects) -> Result<(), OrderError> {
        let (pointer, role) = (String::new(), self.input.role);
        let mut todo = vec![Todo { pointer, value: document, role, is_guess: false, task: None }];
        while let Some(next) = todo.pop() {
            match next.value {
                Value::Null => {}
                Value::Array(items) => {
                    for (index, item) in items.iter().enumerate().rev() {
                        todo.push(next.below(&index.to_string(), item));
                    }
                }
                Value::Object(members) => self.members(next, members, objects, &mut todo)?,
                _ if next.task.is_some() => {
                    objects.ignored.push(Ignored { file: self.file, pointer: next.pointer });
                }
                other => {
                    let at = At::root(&next.pointer);
                    return Err(self.wrong(&at.error("an object of the API, or a list", other)));
                }
            }
        }
        Ok(())
    }

    /// Reads an object, or descends into its members.
    fn members<'v>(
        &self,
        here: Todo<'v>,
        members: &'v Map<String, Value>,
        objects: &mut Objects,
        todo: &mut Vec<Todo<'v>>,
    ) -> Result<(), OrderError> {
        self.refuse_exception(&here.pointer, members)?;
        let class = members.get("objectType").and_then(Value::as_str);
        let is_in_list = here.role == Some(Role::CuePoint)
            && !here.pointer.is_empty()
            && class.is_some_and(|class| Role::of_class(class).is_none());
        if is_in_list {
            // Answers list all kinds of cue points.
            objects.other_cue_points += 1;
            return Ok(());
        }
        if let Some(list) = members.get("objects") {
            let listed = list.as_array().map_or(0, Vec::len);
            let total = members.get("totalCount").and_then(Value::as_u64).unwrap_or(0);
            if here.task.is_none() && total > listed as u64 {
                objects.cut.push(CutList { file: self.file, listed, total });
            }
            let is_empty = list.as_array().is_some_and(Vec::is_empty);
            objects.empty_answers += usize::from(is_empty && here.task.is_none());
            let by_class = class.and_then(Role::of_list);
            let is_guess = here.is_guess || here.role.is_none();
            let role = if is_guess { by_class.or(here.role) } else { here.role };
            todo.push(Todo { role, is_guess, ..here.below("objects", list) });
            return Ok(());
        }
        if let Some(role) = self.role(&here, members)? {
            let task = match role {
                Role::Task => Some(objects.tasks.len() as u32),
                _ => here.task,
            };
            let related = |below: Todo<'v>, role| Todo { role, is_guess: true, task, ..below };
            // A response profile attaches objects to a task; objects attached to those belong to it too.
            let hung = members.get("relatedObjects").and_then(Value::as_object);
            for (name, value) in hung.into_iter().flatten().rev() {
                let mut below = here.below("relatedObjects", value);
                push_key(&mut below.pointer, name);
                todo.push(related(below, Role::of_related(name)));
            }
            // Tools that keep a job in one object put them next to its own fields.
            let named = members.iter().filter(|(_, value)| value.is_object() || value.is_array());
            for (name, value) in named.filter(|_| role == Role::Task) {
                if let Some(role) = Role::of_name(name).filter(|role| *role != Role::Task) {
                    todo.push(related(here.below(name, value), Some(role)));
                }
            }
            return self.read(role, here, objects);
        }
        if here.task.is_some() {
            objects.ignored.push(Ignored { file: self.file, pointer: here.pointer });
            return Ok(());
        }
        // A file that contains several objects under their names.
        let known = |name: &str, value: &Value| {
            let class = value.get("objectType").and_then(Value::as_str);
            Role::of_name(name).or_else(|| Role::of_class(class?).or_else(|| Role::of_list(class?)))
        };
        for (name, value) in members.iter().rev() {
            let below = here.below(name, value);
            match known(name, value) {
                Some(role) => {
                    todo.push(Todo { role: Some(role), is_guess: here.is_guess, ..below });
                }
                None if name == "result" && (value.is_object() || value.is_array()) => {
                    todo.push(below);
                }
                None if value.is_object() || value.is_array() => {
                    return Err(self.unknown_member(&below.pointer, name));
                }
                None => {}
            }
        }
        Ok(())
    }

    /// The API's own error in the place of an answer.
    fn refuse_exception(
        &self,
        pointer: &str,
        members: &Map<String, Value>,
    ) -> Result<(), OrderError> {
        let text = |key| members.get(key).and_then(Value::as_str);
        let is_exception = text("objectType") == Some("KalturaAPIException")
            || members.contains_key("code") && members.contains_key("message");
        if !is_exception {
            return Ok(());
        }
        let (code, what) = (text("code").unwrap_or("?"), text("message").unwrap_or("?"));
        let message = format!("the response is an error of the API: {code}: {what}");
        Err(error(self.input, self.place(pointer), message, "call the API again"))
    }

    fn role(
        &self,
        here: &Todo<'_>,
        members: &Map<String, Value>,
    ) -> Result<Option<Role>, OrderError> {
        let (pointer, wanted) = (here.pointer.as_str(), here.role);
        let class = members.get("objectType").and_then(Value::as_str);
        let by_class = class.and_then(Role::of_class);
        let mut objects = members.iter().filter(|(_, value)| value.is_object() || value.is_array());
        let holds_objects =
            class.is_none() && objects.any(|(name, _)| Role::of_name(name).is_some());
        if holds_objects && Role::of_shape(members) != Some(Role::Task) {
            return Ok(None);
        }
        if here.is_guess && class.is_some() {
            let by_shape = || Role::of_shape(members).filter(|_| here.task.is_none());
            return Ok(by_class.or_else(by_shape));
        }
        match (wanted, class, by_class) {
            // A rule reports its errors better.
            (Some(Role::CaptionAsset), _, Some(Role::Attachment)) => Ok(by_class),
            (Some(wanted), Some(class), found) if found.is_none_or(|found| found != wanted) => {
                let message = format!(
                    "{}: expected a {}, found a {class}",
                    if pointer.is_empty() { "the document" } else { pointer },
                    wanted.class()
                );
                Err(error(self.input, self.place(pointer), message, "pass another file"))
            }
            (Some(wanted), None, _) => match Role::of_shape(members) {
                // A name in the file may be the author's own word; a file named for it may be mixed up.
                Some(found) if found != wanted && pointer.is_empty() => {
                    let message = format!(
                        "the document: expected a {}, found what looks like a {}",
                        wanted.class(),
                        found.class()
                    );
                    Err(error(self.input, self.place(pointer), message, "pass another file"))
                }
                _ => Ok(Some(wanted)),
            },
            (Some(wanted), ..) => Ok(Some(wanted)),
            (None, _, Some(found)) => Ok(Some(found)),
            // An unknown class is not guessed, and is not an error: answers contain more than
            // orders need.
            (None, ..) => Ok(Role::of_shape(members)),
        }
    }

    fn read(&self, role: Role, here: Todo<'_>, objects: &mut Objects) -> Result<(), OrderError> {
        fn one<T: Field>(
            walk: &Walk<'_>,
            list: &mut Vec<Found<T>>,
            here: Todo<'_>,
        ) -> Result<(), OrderError> {
            let Todo { pointer, value, task, .. } = here;
            let read = T::read(value, &At::root(&pointer)).map_err(|error| walk.wrong(&error))?;
            list.extend(read.map(|value| Found { value, file: walk.file, pointer, task }));
            Ok(())
        }
        match role {
            Role::Profile => one(self, &mut objects.profiles, here),
            Role::CatalogItem => one(self, &mut objects.catalog_items, here),
            Role::Task => one(self, &mut objects.tasks, here),
            Role::CaptionAsset => one(self, &mut objects.caption_assets, here),
            Role::TranscriptAsset => one(self, &mut objects.transcript_assets, here),
            Role::CuePoint => one(self, &mut objects.cue_points, here),
            Role::Attachment => one(self, &mut objects.attachments, here),
        }
    }

    fn unknown_member(&self, pointer: &str, name: &str) -> OrderError {
        let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
        let message = format!("{pointer}: `{name}` is not a member of an order");
        let help = format!("the members are {}", names.join(", "));
        error(self.input, self.place(pointer), message, &help)
    }

    fn wrong(&self, what: &ObjectError) -> OrderError {
        let help = "compare the file with the response of the API";
        error(self.input, self.place(&what.pointer), what.to_string(), help)
    }

    /// Line and column of a value.
    fn place(&self, pointer: &str) -> Option<(u32, u32)> {
        let text = self.input.text;
        let span = super::spans::spans(text).of(pointer);
        let at = LineIndex::new(text).position(text, span.start, ColumnUnit::Utf16);
        Some((at.line, at.column))
    }
}
