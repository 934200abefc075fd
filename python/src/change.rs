//! Operations that change a file by edits: lines, times, speaker marks, profanity, dictionaries.

use std::path::PathBuf;

use cuesmith::dictionary::{Applier, ApplyOptions};
use cuesmith::profanity::{self, MaskStyle, Matcher, MatcherOptions, parse_list};
use cuesmith::reflow::{self as lines, Overflow, Width};
use cuesmith::retime::{self as times, Clip, JoinShort, Negative, TimeMap};
use cuesmith::source::{Edits, Span};
use cuesmith::speakers::{self as marks, MarkStyle};
use cuesmith::time::{FrameRate, Interval};
use cuesmith::verify_change::{Account, apply};
use cuesmith::{Opened, open_silently};
use pyo3::conversion::FromPyObjectOwned;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::errors::{Kind, error, error_at};
use crate::input::Input;
use crate::options::wrong;

/// The result of an operation.
pub(crate) struct Changed {
    pub(crate) bytes: Vec<u8>,
    /// A list of dicts: `cue`, `before`, `after` and `message`.
    pub(crate) changes: Py<PyAny>,
}

/// A change, as Python sees it.
struct Change {
    cue: u32,
    before: String,
    after: String,
    /// Why it is not (completely) done; empty otherwise.
    message: String,
}

impl Change {
    fn new(cue: u32, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { cue, before: before.into(), after: after.into(), message: String::new() }
    }
}

/// Keyword arguments, each of which has to be used.
struct Keywords<'py> {
    left: Option<Bound<'py, PyDict>>,
    known: Vec<&'static str>,
}

impl<'py> Keywords<'py> {
    fn of(given: Option<&Bound<'py, PyDict>>) -> PyResult<Self> {
        Ok(Self { left: given.map(PyDictMethods::copy).transpose()?, known: Vec::new() })
    }

    fn take<T: FromPyObjectOwned<'py>>(&mut self, name: &'static str) -> PyResult<Option<T>> {
        self.known.push(name);
        let Some(left) = &self.left else { return Ok(None) };
        let Some(value) = left.get_item(name)? else { return Ok(None) };
        left.del_item(name)?;
        if value.is_none() {
            return Ok(None);
        }
        let shown = value.repr()?;
        let Ok(value) = value.extract() else {
            return Err(wrong(&format!("{shown} is not a valid value for the option `{name}`")));
        };
        Ok(Some(value))
    }

    /// A value that one of a list of names stands for.
    fn name<T>(
        &mut self,
        option: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> PyResult<Option<T>> {
        let Some(name) = self.take::<String>(option)? else { return Ok(None) };
        let bad = || wrong(&format!("`{name}` is not a valid value for the option `{option}`"));
        read(&name).ok_or_else(bad).map(Some)
    }

    /// Reports an argument that no one asked for.
    fn finish(self) -> PyResult<()> {
        let Some(left) = self.left else { return Ok(()) };
        let Some(first) = left.keys().iter().next() else { return Ok(()) };
        let name: String = first.extract()?;
        let nearest = cuesmith::words::similar::nearest(&name, self.known.iter().copied());
        let meant = nearest.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
        Err(wrong(&format!("unknown option `{name}`{meant}")))
    }
}

fn done(
    py: Python<'_>,
    file: &Opened<'_>,
    edits: &Edits,
    account: &Account,
    changes: Vec<Change>,
) -> PyResult<Changed> {
    let bytes = apply(file, edits, account)
        .map_err(|failed| error(Kind::Edit, &failed.to_string(), file.path))?;
    let list = PyList::empty(py);
    for change in changes {
        let row = PyDict::new(py);
        row.set_item("cue", change.cue)?;
        row.set_item("before", change.before)?;
        row.set_item("after", change.after)?;
        row.set_item("message", change.message)?;
        list.append(row)?;
    }
    Ok(Changed { bytes, changes: list.into_any().unbind() })
}

/// Reads a file, runs an operation on it and returns the new content and the changes.
fn run<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    named: (Option<PathBuf>, Option<&str>, Option<String>),
    operation: impl FnOnce(&Opened<'_>) -> PyResult<Changed>,
) -> PyResult<(Bound<'py, PyAny>, Py<PyAny>)> {
    let (path, format, encoding) = named;
    let input = Input::of(source, path, format, encoding)?;
    let changed = {
        let text = input.decode()?;
        operation(&open_silently(&text, input.path.as_deref(), &input.reading))?
    };
    Ok((input.returned(py, changed.bytes)?, changed.changes))
}

fn rate(value: &str) -> Option<FrameRate> {
    value.parse().ok()
}

/// A frame rate, as a number or a text.
fn rate_of(keywords: &mut Keywords<'_>, name: &'static str) -> PyResult<Option<FrameRate>> {
    let Some(value) = keywords.take::<Bound<'_, PyAny>>(name)? else { return Ok(None) };
    let text = value.str()?.to_string_lossy().into_owned();
    let bad = || wrong(&format!("`{text}` is not a frame rate (`{name}`): 25, 23.976, 24000/1001"));
    rate(&text).ok_or_else(bad).map(Some)
}

pub(crate) fn retime_options(given: Option<&Bound<'_, PyDict>>) -> PyResult<times::Options> {
    let mut keywords = Keywords::of(given)?;
    let mut options = times::Options::default();
    let ratio = |value: &str| -> Option<TimeMap> {
        let (n, d) = value.split_once('/')?;
        TimeMap::scale(n.trim().parse().ok()?, d.trim().parse().ok()?)
    };
    let mut maps: Vec<TimeMap> = Vec::new();
    maps.extend(keywords.name("scale", ratio)?);
    match (rate_of(&mut keywords, "from_fps")?, rate_of(&mut keywords, "to_fps")?) {
        (Some(from), Some(to)) => {
            maps.push(
                TimeMap::rates(from, to).ok_or_else(|| wrong("the frame rates are too large"))?,
            );
        }
        (None, None) => {}
        _ => return Err(wrong("`from_fps` and `to_fps` go together")),
    }
    maps.extend(keywords.take("shift")?.map(TimeMap::shift));
    for map in maps {
        options.map = options.map.then(map).ok_or_else(|| wrong("the times become too large"))?;
    }
    if keywords.take::<bool>("clip_negative")?.unwrap_or(false) {
        options.negative = Negative::Clip;
    }
    options.sort = keywords.take("sort")?.unwrap_or(false);
    let clip = keywords.take::<(i64, i64)>("clip")?;
    let keep_times = keywords.take("keep_times")?.unwrap_or(false);
    options.clip = clip.map(|(from, to)| Clip { range: Interval::from_ms(from, to), keep_times });
    options.join_same = keywords.take("join_same")?;
    options.join_short =
        keywords.take("join_short")?.map(|below| JoinShort { below, ..JoinShort::default() });
    options.snap = rate_of(&mut keywords, "snap")?;
    options.limits.frame_rate = options.snap;
    options.limits.media_duration = keywords.take("media_duration")?;
    if let Some(ms) = keywords.take("min_duration")? {
        (options.limits.min_duration, options.steps.extend) = (ms, true);
    }
    if let Some(cps) = keywords.take("max_cps")? {
        (options.max_cps, options.steps.extend) = (Some(cps), true);
    }
    if let Some(ms) = keywords.take("max_duration")? {
        (options.limits.max_duration, options.steps.cut) = (ms, true);
    }
    if let Some(ms) = keywords.take("min_gap")? {
        (options.limits.min_gap, options.steps.gaps) = (ms, true);
    }
    if let Some(ms) = keywords.take("close_gaps")? {
        (options.limits.close_gaps, options.steps.gaps) = (ms, true);
    }
    options.steps.overlaps = keywords.take("fix_overlaps")?.unwrap_or(false);
    keywords.finish()?;
    Ok(options)
}

pub(crate) fn retimed(
    py: Python<'_>,
    file: &Opened<'_>,
    options: &times::Options,
) -> PyResult<Changed> {
    let made = times::retime(file, options).map_err(|failed| {
        let at = failed.span().unwrap_or(Span::at(0));
        error_at(Kind::Edit, &failed.to_string(), file.path, file.text(), at)
    })?;
    let format = file.format();
    let shown = |interval: Interval| {
        format!("{} --> {}", format.format_time(interval.start), format.format_time(interval.end))
    };
    let changes = made.changes.iter().map(|change| {
        let after = change.after.map_or_else(String::new, shown);
        Change::new(change.cue, shown(change.before), after)
    });
    let left = made.left.iter().map(|left| {
        let now = shown(file.timeline.cues[left.cue as usize].interval);
        let message = match left.why {
            times::Reason::Times(_) => "its times are not its own",
            times::Reason::Removal => "other cues would be removed with it",
            times::Reason::Overlap(_) => "it still overlaps another cue",
            times::Reason::Long => "it lasts too long and cannot be split",
            times::Reason::Reversed => "it ends before it starts",
        };
        Change { message: message.to_owned(), ..Change::new(left.cue, now.clone(), now) }
    });
    let changes = changes.chain(left).collect();
    done(py, file, &made.edits, &made.account, changes)
}

/// Gives a file other times, and returns the new text (or bytes) and what changed.
///
/// Options, times in ms: `shift`; `scale` (`"25/24"`); `from_fps` and `to_fps`; `clip_negative` (cues before zero are cut
/// instead of an error); `sort`; `clip` (`(from, to)`) and `keep_times`; `join_same`, `join_short`; `snap` (a frame rate);
/// `min_duration`, `max_duration`, `min_gap`, `close_gaps`, `max_cps`, `media_duration`, `fix_overlaps`.
#[pyfunction]
#[pyo3(signature = (source, *, path=None, format=None, encoding=None, **options))]
pub(crate) fn retime<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<(Bound<'py, PyAny>, Py<PyAny>)> {
    let options = retime_options(options)?;
    run(py, source, (path, format, encoding), |file| retimed(py, file, &options))
}

pub(crate) fn reflow_options(given: Option<&Bound<'_, PyDict>>) -> PyResult<lines::Options> {
    let mut keywords = Keywords::of(given)?;
    let mut options = lines::Options::default();
    if let Some(most) = keywords.take("max_chars")? {
        options.max_chars = most;
    }
    if let Some(most) = keywords.take("max_lines")? {
        options.max_lines = most;
    }
    if let Some(width) = keywords.name("width", Width::from_name)? {
        options.width = width;
    }
    options.all = keywords.take("all")?.unwrap_or(false);
    options.language = keywords.take("language")?;
    let min_duration = keywords.take("min_duration")?.unwrap_or(833);
    let min_gap = keywords.take("min_gap")?.unwrap_or(0);
    if keywords.take::<bool>("split")?.unwrap_or(false) {
        options.overflow = Overflow::Split { min_duration, min_gap };
    }
    keywords.finish()?;
    Ok(options)
}

pub(crate) fn reflowed(
    py: Python<'_>,
    file: &Opened<'_>,
    options: &lines::Options,
) -> PyResult<Changed> {
    let mut options = options.clone();
    options.language = options.language.or_else(|| file.language().map(str::to_owned));
    let made = lines::reflow(file, &options);
    let account = made.account(&file.timeline);
    let changes = made.changes.iter().map(|change| {
        let message = change.left.map_or("", |left| match left {
            lines::Unresolved::TooManyLines => "it has more text than fits into its lines",
            lines::Unresolved::TooShort => "it is too short to be split",
            lines::Unresolved::CannotSplit => "its markup cannot be split",
            lines::Unresolved::NoPlaceToBreak => "a line has no place to break",
            lines::Unresolved::Shared => "it shares its paragraph with other cues",
            lines::Unresolved::ReadsOtherwise => {
                "with other lines it would be read as something else"
            }
        });
        Change {
            message: message.to_owned(),
            ..Change::new(change.cue, change.before.clone(), change.after.clone())
        }
    });
    let changes = changes.collect();
    let edits: Edits = made.edits.into_iter().collect();
    done(py, file, &edits, &account, changes)
}

/// Rewraps the lines of a file, and returns the new text (or bytes) and what changed.
///
/// Options: `max_chars` (42), `max_lines` (2), `width`, `all` (rewrap every cue), `language`, `split` (split cues with too
/// much text, with `min_duration` and `min_gap` in ms).
#[pyfunction]
#[pyo3(signature = (source, *, path=None, format=None, encoding=None, **options))]
pub(crate) fn reflow<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<(Bound<'py, PyAny>, Py<PyAny>)> {
    let options = reflow_options(options)?;
    run(py, source, (path, format, encoding), |file| reflowed(py, file, &options))
}

pub(crate) fn speaker_options(
    to: Option<&str>,
    given: Option<&Bound<'_, PyDict>>,
) -> PyResult<marks::Options> {
    let mut keywords = Keywords::of(given)?;
    let style = |name: &str| {
        MarkStyle::from_name(name).ok_or_else(|| {
            let names: Vec<&str> = MarkStyle::ALL.iter().map(|style| style.name()).collect();
            wrong(&format!("unknown style `{name}`: use {} or None", names.join(", ")))
        })
    };
    let options = marks::Options {
        to: to.filter(|to| *to != "none").map(style).transpose()?,
        keep_names: keywords.take("keep_names")?.unwrap_or(false),
        dialogue_only: keywords.take("dialogue_only")?.unwrap_or(false),
        dash_space: keywords.take("dash_space")?.unwrap_or(true),
    };
    keywords.finish()?;
    Ok(options)
}

pub(crate) fn marked(
    py: Python<'_>,
    file: &Opened<'_>,
    options: &marks::Options,
) -> PyResult<Changed> {
    let made = marks::convert(file, &marks::detect(&file.timeline), options);
    let (mut edits, mut replaced, mut changes) = (Edits::default(), Vec::new(), Vec::new());
    for change in made.changes {
        change.edits.into_iter().for_each(|edit| edits.push(edit));
        replaced.extend(change.shown.into_iter().map(|shown| (change.cue, shown)));
        changes.push(Change::new(change.cue, change.before, change.after));
    }
    for left in made.left {
        let message = left.reason.to_owned();
        changes.push(Change { message, ..Change::new(left.cue, left.mark.clone(), left.mark) });
    }
    let account = Account::replaced(&file.timeline, replaced);
    done(py, file, &edits, &account, changes)
}

/// Writes speaker marks in another style, and returns the new text (or bytes) and what changed.
///
/// `to` is `chevrons`, `dashes`, `names`, `brackets` or `voice`; `None` removes all marks. Options: `keep_names`,
/// `dialogue_only`, `dash_space`.
#[pyfunction]
#[pyo3(signature = (source, to, *, path=None, format=None, encoding=None, **options))]
pub(crate) fn speakers<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    to: Option<&str>,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<(Bound<'py, PyAny>, Py<PyAny>)> {
    let options = speaker_options(to, options)?;
    run(py, source, (path, format, encoding), |file| marked(py, file, &options))
}

/// How to mask, and what.
pub(crate) struct MaskSettings {
    matcher: Option<Matcher>,
    own: Vec<profanity::Line>,
    options: MatcherOptions,
    mask: profanity::Options,
}

impl MaskSettings {
    pub(crate) fn of(given: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let mut keywords = Keywords::of(given)?;
        let style = keywords.name("style", |name| {
            Some(match name {
                "fixed" => MaskStyle::Fixed,
                "stars" => MaskStyle::Stars,
                "first-letter" => MaskStyle::FirstLetter,
                "bleep" => MaskStyle::Text("[bleep]".to_owned()),
                "remove" => MaskStyle::Remove,
                "report" => MaskStyle::Report,
                _ => return None,
            })
        })?;
        let text = keywords.take::<String>("text")?.map(MaskStyle::Text);
        let words: Option<String> = keywords.take("words")?;
        let languages: Option<Vec<String>> = keywords.take("languages")?;
        let options = MatcherOptions {
            min_severity: keywords.take("min_severity")?.unwrap_or(1),
            strict: keywords.take("strict")?.unwrap_or(false),
            languages: languages.clone().unwrap_or_default(),
        };
        let mask = profanity::Options {
            style: text.or(style).unwrap_or_default(),
            language: keywords.take("language")?,
        };
        keywords.finish()?;
        let (own, errors) =
            words.as_deref().map_or_else(Default::default, |words| parse_list(words, ""));
        if let Some(first) = errors.first() {
            return Err(wrong(&format!("`words`: {first}")));
        }
        // Given languages do not depend on the file.
        let matcher = match languages.as_deref() {
            Some([]) => Some(Matcher::of(own.clone(), &options)),
            Some(_) => Some(Matcher::new(&own, &options)),
            None => None,
        };
        Ok(Self { matcher, own, options, mask })
    }
}

pub(crate) fn masked(
    py: Python<'_>,
    file: &Opened<'_>,
    settings: &MaskSettings,
) -> PyResult<Changed> {
    let made;
    let matcher = match &settings.matcher {
        Some(matcher) => matcher,
        None => {
            // The lists of the file's language and English; all of them if it is unknown.
            let mut options = settings.options.clone();
            let language = settings.mask.language.as_deref().or_else(|| file.language());
            options.languages =
                language.map_or_else(Vec::new, |tag| vec![tag.to_owned(), "en".to_owned()]);
            made = Matcher::new(&settings.own, &options);
            &made
        }
    };
    let mut options = settings.mask.clone();
    options.language = options.language.or_else(|| file.language().map(str::to_owned));
    let (mut edits, mut replaced, mut changes) = (Edits::default(), Vec::new(), Vec::new());
    for found in profanity::mask(file, matcher, &options) {
        found.edits.into_iter().for_each(|edit| edits.push(edit));
        replaced.extend(found.shown);
        let message =
            if found.stays { "it cannot be masked without changing other text" } else { "" };
        changes.push(Change {
            message: message.to_owned(),
            ..Change::new(found.cue, found.word, found.mask)
        });
    }
    let account = Account::replaced(&file.timeline, replaced);
    done(py, file, &edits, &account, changes)
}

/// Masks profanity, and returns the new text (or bytes) and what was found.
///
/// Options: `style` (`fixed`, `stars`, `first-letter`, `bleep`, `remove`, `report`) or `text`; `words` (further words, one
/// entry a line); `languages` (built-in lists; default: that of the file and English); `language` of the file;
/// `min_severity` (1 to 3); `strict` (disguised words too).
#[pyfunction]
#[pyo3(signature = (source, *, path=None, format=None, encoding=None, **options))]
pub(crate) fn mask<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<(Bound<'py, PyAny>, Py<PyAny>)> {
    let settings = MaskSettings::of(options)?;
    run(py, source, (path, format, encoding), |file| masked(py, file, &settings))
}

pub(crate) fn applier(terms: &str, given: Option<&Bound<'_, PyDict>>) -> PyResult<Applier> {
    let mut keywords = Keywords::of(given)?;
    let mut options =
        ApplyOptions { language: keywords.take("language")?, ..ApplyOptions::default() };
    options.fuzzy = keywords.take("fuzzy")?.unwrap_or(false);
    if let Some(score) = keywords.take("min_score")? {
        options.min_score = score;
    }
    keywords.finish()?;
    Ok(Applier::new(&cuesmith::dictionary::parse(terms, "terms", true), &options))
}

pub(crate) fn corrected(py: Python<'_>, file: &Opened<'_>, applier: &Applier) -> PyResult<Changed> {
    let (mut edits, mut replaced, mut changes) = (Edits::default(), Vec::new(), Vec::new());
    for proposal in applier.propose(file) {
        let message = if proposal.edits.is_empty() { "it cannot be changed here" } else { "" };
        proposal.edits.into_iter().for_each(|edit| edits.push(edit));
        replaced.extend(proposal.shown);
        changes.push(Change {
            message: message.to_owned(),
            ..Change::new(proposal.cue, proposal.before, proposal.after)
        });
    }
    let account = Account::replaced(&file.timeline, replaced);
    done(py, file, &edits, &account, changes)
}

/// Corrects the terms of a dictionary in a file, and returns the new text (or bytes) and what changed.
///
/// `terms` has one term a line; `Term = wrong | wrong` lists wrong forms. Options: `language`, `fuzzy` (words that sound
/// and look like a term too), `min_score` (0 to 1).
#[pyfunction]
#[pyo3(signature = (source, terms, *, path=None, format=None, encoding=None, **options))]
pub(crate) fn apply_dictionary<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    terms: &str,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<(Bound<'py, PyAny>, Py<PyAny>)> {
    let applier = applier(terms, options)?;
    run(py, source, (path, format, encoding), |file| corrected(py, file, &applier))
}
