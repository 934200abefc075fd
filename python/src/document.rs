//! `Document`: a file whose cues can be read and changed. Every change is an edit to the text.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use cuesmith::rewrite::{self, CueText, Says};
use cuesmith::source::{DecodeOptions, Edit, Edits};
use cuesmith::time::{Interval, Timestamp};
use cuesmith::timeline::Timeline;
use cuesmith::verify_change::{Account, verify_edits, verify_times};
use cuesmith::{Format, Opened, ReadOptions, WriteOptions, speakers};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};

use crate::change::{self, Changed};
use crate::check;
use crate::convert::{self, Loss};
use crate::cues::Cues;
use crate::errors::{Kind, error, error_at, os_error};
use crate::input::Input;
use crate::opened::{OpenFile, Row};
use crate::report::Report;
use crate::tables;

/// Changes to a cue that are not in the text yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pending {
    pub(crate) start: Option<i64>,
    pub(crate) end: Option<i64>,
    /// The text as the file writes it, with markup, and the edit that writes it.
    pub(crate) text: Option<(String, Edit)>,
}

/// A caption file. Bytes that no change touches stay as they were read.
#[pyclass(module = "cuesmith")]
pub(crate) struct Document {
    file: OpenFile,
    pending: BTreeMap<u32, Pending>,
    /// Rises when cues are added or removed: a `Cue` from before cannot be used any more.
    version: u64,
    speakers: Option<Vec<Option<String>>>,
    losses: Vec<Loss>,
}

/// A shift is shorter, in ms: 31,000 years.
const FARTHEST: f64 = 1e15;

/// Reads a file from disk.
///
/// `format` is `srt`, `webvtt` or `ttml` (default: detected from content and name), `encoding` a WHATWG label
/// (default: detected). Raises `OSError` if the file cannot be read, `DecodeError` if it is not text.
#[pyfunction]
#[pyo3(signature = (path, *, format=None, encoding=None))]
pub(crate) fn load(
    py: Python<'_>,
    path: PathBuf,
    format: Option<&str>,
    encoding: Option<String>,
) -> PyResult<Document> {
    let format = format.map(crate::options::format).transpose()?;
    let reading = ReadOptions { format, ..ReadOptions::default() };
    let decoding = DecodeOptions { encoding, ..DecodeOptions::default() };
    py.detach(|| {
        let bytes = std::fs::read(&path).map_err(|failed| os_error(&failed, &path))?;
        Document::new(bytes, Some(path.to_string_lossy().into_owned()), Some(&decoding), &reading)
    })
}

/// Reads a file from text or bytes. `path` is the name that it goes by, which helps to find the format and the
/// language; nothing is read from disk.
#[pyfunction]
#[pyo3(signature = (source, *, path=None, format=None, encoding=None))]
pub(crate) fn loads(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    path: Option<PathBuf>,
    format: Option<&str>,
    encoding: Option<String>,
) -> PyResult<Document> {
    let input = Input::of(source, path, format, encoding)?;
    let bytes = input.bytes.into_owned();
    py.detach(|| Document::new(bytes, input.path, input.decoding.as_ref(), &input.reading))
}

impl Document {
    pub(crate) fn new(
        bytes: Vec<u8>,
        path: Option<String>,
        decoding: Option<&DecodeOptions>,
        reading: &ReadOptions,
    ) -> PyResult<Self> {
        let shown = path.clone();
        let file = OpenFile::new(bytes, path, decoding, reading)
            .map_err(|failed| error(Kind::Decode, &failed.to_string(), shown.as_deref()))?;
        Ok(Self { file, pending: BTreeMap::new(), version: 0, speakers: None, losses: Vec::new() })
    }

    /// The file without pending changes.
    pub(crate) fn opened(&self) -> &Opened<'_> {
        self.file.get()
    }

    pub(crate) fn timeline(&self) -> &Timeline<'_> {
        &self.opened().timeline
    }

    /// The cues without pending changes.
    pub(crate) fn rows(&self) -> &[Row] {
        self.file.rows()
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.file.source().bytes
    }

    pub(crate) fn text(&self) -> &str {
        &self.file.source().text
    }

    pub(crate) fn path(&self) -> Option<&str> {
        self.file.path()
    }

    pub(crate) fn decoding(&self) -> DecodeOptions {
        // An encoding that was given or guessed is not guessed again.
        self.file.source().decoding(false)
    }

    pub(crate) fn reading(&self) -> ReadOptions {
        self.file.reading().clone()
    }

    pub(crate) const fn version(&self) -> u64 {
        self.version
    }

    /// The pending changes to a cue.
    pub(crate) fn pending(&self, cue: u32) -> Option<&Pending> {
        self.pending.get(&cue)
    }

    /// The times of a cue with pending changes.
    pub(crate) fn interval(&self, cue: u32) -> Interval {
        let own = self.rows()[cue as usize].interval;
        let pending = self.pending(cue);
        Interval {
            start: pending.and_then(|p| p.start).map_or(own.start, Timestamp),
            end: pending.and_then(|p| p.end).map_or(own.end, Timestamp),
        }
    }

    fn refused(&self, cue: u32, why: &str) -> PyErr {
        let at = self.timeline().cues[cue as usize].origin.block;
        let message = format!("cue {}: {why}", cue + 1);
        error_at(Kind::Edit, &message, self.path(), self.opened().text(), at)
    }

    /// Gives a cue other times, once [`Document::settle`] runs.
    pub(crate) fn set_times(&mut self, cue: u32, to: Interval) -> PyResult<()> {
        if rewrite::set_times(self.opened(), cue, to).is_none() {
            return Err(self.refused(cue, "its times cannot be changed where they are written"));
        }
        let pending = self.pending.entry(cue).or_default();
        (pending.start, pending.end) = (Some(to.start.0), Some(to.end.0));
        Ok(())
    }

    /// Gives a cue another text, once [`Document::settle`] runs. Only the place of the cue is read again here: a loop over
    /// all cues takes linear time.
    pub(crate) fn set_text(&mut self, cue: u32, text: CueText<'_>) -> PyResult<()> {
        let file = self.opened();
        if rewrite::is_shared(&file.timeline, cue) {
            return Err(self.refused(cue, "its text is shared with another cue"));
        }
        let edit = text
            .replacing(file, cue)
            .ok_or_else(|| self.refused(cue, "the text cannot be written here"))?;
        let says = match text {
            CueText::Plain(plain) => Says::Text(plain),
            CueText::Markup(_) => Says::Anything,
        };
        let expected = rewrite::Expected { cues: cue..=cue, becomes: 1, says };
        if !rewrite::reads_as(file, std::slice::from_ref(&edit), &expected) {
            let why =
                "the text would be read as the end of the cue, markup, a number or a timing line";
            return Err(self.refused(cue, why));
        }
        let written = edit.replacement.trim_matches(['\n', '\r']).to_owned();
        self.pending.entry(cue).or_default().text = Some((written, edit));
        Ok(())
    }

    /// Writes the pending changes into the text.
    pub(crate) fn settle(&mut self) -> PyResult<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let file = self.opened();
        let mut edits = Edits::default();
        let mut account = Account::unchanged(&file.timeline);
        for (&cue, pending) in &self.pending {
            let own = &file.timeline.cues[cue as usize];
            let to = self.interval(cue);
            if to != own.interval {
                let made = rewrite::set_times(file, cue, to)
                    .ok_or_else(|| self.refused(cue, "its times cannot be changed"))?;
                made.into_iter().for_each(|edit| edits.push(edit));
                account.cues[cue as usize].interval = to;
            }
            if let Some((_, edit)) = &pending.text {
                edits.push(edit.clone());
            }
        }
        let next = self.changed(&edits, &account)?;
        self.replace(next);
        Ok(())
    }

    /// The file after edits, read again and compared with what was intended.
    fn changed(&self, edits: &Edits, account: &Account) -> PyResult<OpenFile> {
        let file = self.opened();
        let refused = |message: &str| error(Kind::Edit, message, file.path);
        let bytes = file.source.apply(edits).map_err(|failed| refused(&failed.to_string()))?;
        let path = file.path.map(str::to_owned);
        let next = OpenFile::new(bytes, path, Some(&self.decoding()), &file.reading)
            .map_err(|failed| refused(&failed.to_string()))?;
        let (was, is) = (&file.timeline, &next.get().timeline);
        verify_times(was, is, account).and_then(|()| verify_edits(was, is, edits)).map_err(
            |differs| {
                let message =
                    format!("the changed file would not read as intended: {}", differs.message);
                error_at(Kind::Edit, &message, file.path, file.text(), differs.span)
            },
        )?;
        Ok(next)
    }

    fn replace(&mut self, file: OpenFile) {
        self.file = file;
        self.pending.clear();
        self.speakers = None;
    }

    /// Takes the bytes that an operation made of this file.
    fn take(&mut self, bytes: Vec<u8>) -> PyResult<()> {
        let path = self.path().map(str::to_owned);
        let file = OpenFile::new(bytes, path, Some(&self.decoding()), &self.reading())
            .map_err(|failed| error(Kind::Decode, &failed.to_string(), self.path()))?;
        self.version += 1;
        self.replace(file);
        Ok(())
    }

    /// The file in another format, whose losses are then known; `None` if it has this format already.
    fn converted(&mut self, to: Option<Format>) -> PyResult<Option<String>> {
        self.settle()?;
        self.losses.clear();
        let Some(to) = to.filter(|to| *to != self.file.format()) else { return Ok(None) };
        let made = convert::converted(self.opened(), to, &WriteOptions::default())?;
        self.losses = made.losses;
        Ok(Some(made.text))
    }

    /// Runs an operation that changes the file, and takes its result.
    fn apply(
        &mut self,
        operation: impl FnOnce(&Opened<'_>) -> PyResult<Changed>,
    ) -> PyResult<Py<PyAny>> {
        self.settle()?;
        let changed = operation(self.opened())?;
        let bytes = changed.bytes;
        self.take(bytes)?;
        Ok(changed.changes)
    }

    /// Removes cues, given in rising order.
    pub(crate) fn remove(&mut self, cues: &[u32]) -> PyResult<()> {
        self.settle()?;
        let Some(&first) = cues.first() else { return Ok(()) };
        let file = self.opened();
        let edits = rewrite::remove_renumbered(file, cues).ok_or_else(|| {
            self.refused(first, "it cannot be removed without changing other cues")
        })?;
        let mut account = Account::unchanged(&file.timeline);
        account.cues.retain(|cue| cues.binary_search(&cue.from).is_err());
        let edits: Edits = edits.into_iter().collect();
        let bytes = cuesmith::verify_change::apply(file, &edits, &account)
            .map_err(|failed| error(Kind::Edit, &failed.to_string(), file.path))?;
        self.take(bytes)
    }

    /// Adds a cue at its place by time, and returns its index.
    pub(crate) fn insert(&mut self, interval: Interval, plain: &str) -> PyResult<u32> {
        self.settle()?;
        let file = self.opened();
        let refused = |message: &str| error(Kind::Edit, message, file.path);
        let at = file.timeline.cues.partition_point(|cue| cue.interval.start <= interval.start);
        let after = at.checked_sub(1).map(|last| last as u32);
        let edits = rewrite::insert(file, after, interval, CueText::Plain(plain));
        let edits = edits.ok_or_else(|| refused("the cue cannot be added here with this text"))?;
        let edits: Edits = edits.into_iter().collect();
        let bytes = file.source.apply(&edits).map_err(|failed| refused(&failed.to_string()))?;
        self.take(bytes)?;
        Ok(at as u32)
    }

    /// Who speaks in a cue, if the file names the speaker in it.
    pub(crate) fn speaker(&mut self, cue: u32) -> PyResult<Option<String>> {
        self.settle()?;
        if self.speakers.is_none() {
            let timeline = self.timeline();
            let mut names = vec![None; timeline.cues.len()];
            for turn in speakers::detect(timeline).turns {
                let name = &mut names[turn.cue as usize];
                if name.is_none() {
                    *name = turn.name.map(std::borrow::Cow::into_owned);
                }
            }
            self.speakers = Some(names);
        }
        Ok(self.speakers.as_ref().and_then(|names| names[cue as usize].clone()))
    }
}

// `to_` methods first write pending changes into the text.
#[allow(clippy::wrong_self_convention)]
#[pymethods]
impl Document {
    /// The cues, in the order of the file.
    #[getter]
    fn cues(slf: Py<Self>) -> Cues {
        Cues::new(slf)
    }

    /// The format: `srt`, `webvtt` or `ttml`.
    #[getter]
    fn format(&self) -> &'static str {
        self.file.format().name()
    }

    /// The language as a BCP 47 tag: from the file itself, otherwise from its name (`talk.de.srt`).
    #[getter]
    fn language(&self) -> Option<&str> {
        self.opened().language()
    }

    /// The WHATWG name of the encoding that the file was read in.
    #[getter]
    fn encoding(&self) -> &'static str {
        self.file.source().encoding
    }

    /// The name that the file goes by.
    #[getter(path)]
    fn shown_path(&self) -> Option<&str> {
        self.path()
    }

    /// The text of the file.
    #[getter]
    fn source(&mut self) -> PyResult<&str> {
        self.settle()?;
        Ok(self.text())
    }

    /// What the last `to_string` or `save` in another format could not express.
    #[getter]
    fn losses(&self) -> Vec<Loss> {
        self.losses.clone()
    }

    /// The file as text, in its own format or in another one. What the other format cannot express is in
    /// `losses` afterwards.
    #[pyo3(signature = (format=None))]
    fn to_string(&mut self, format: Option<&str>) -> PyResult<String> {
        let to = format.map(crate::options::format).transpose()?;
        Ok(self.converted(to)?.unwrap_or_else(|| self.text().to_owned()))
    }

    /// The bytes of the file in its own format and encoding.
    fn to_bytes<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        self.settle()?;
        Ok(PyBytes::new(py, self.bytes()))
    }

    /// Writes the file. The format is that of the name, or `format`; in its own format it keeps its encoding and
    /// every byte that was not changed, another format is UTF-8. A file is replaced in one step or not at all.
    #[pyo3(signature = (path=None, *, format=None))]
    fn save(&mut self, path: Option<PathBuf>, format: Option<&str>) -> PyResult<()> {
        self.settle()?;
        let path = path.or_else(|| self.path().map(PathBuf::from)).ok_or_else(|| {
            pyo3::exceptions::PyValueError::new_err("the document has no path: pass one")
        })?;
        let named = path.to_str().and_then(Format::from_path);
        let to = format.map(crate::options::format).transpose()?.or(named);
        let content = self.converted(to)?.map_or_else(|| self.bytes().to_vec(), String::into_bytes);
        write_whole(&path, &content).map_err(|failed| os_error(&failed, &path))
    }

    /// Moves every time: by hours, minutes, seconds and milliseconds, or by frames at `fps`.
    #[pyo3(signature = (h=0.0, m=0.0, s=0.0, ms=0.0, frames=None, fps=None))]
    fn shift(
        &mut self,
        h: f64,
        m: f64,
        s: f64,
        ms: f64,
        frames: Option<i64>,
        fps: Option<f64>,
    ) -> PyResult<()> {
        let by = match (frames, fps) {
            (None, None) => ((h * 60.0 + m) * 60.0 + s) * 1000.0 + ms,
            (Some(frames), Some(fps)) if fps > 0.0 => frames as f64 / fps * 1000.0,
            _ => return Err(crate::options::wrong("`frames` and `fps` (above zero) go together")),
        };
        if by.is_nan() || by.abs() >= FARTHEST {
            return Err(crate::options::wrong("a shift is a number of less than 10^15 ms"));
        }
        let by = (by.round() as i64).to_string();
        let operation = change::operation("retime", &[("shift", &by)], None)?;
        Python::attach(|py| self.apply(|file| change::changed(py, file, &operation))).map(drop)
    }

    /// Shifts, stretches, snaps, clips, sorts and repairs times: the options of `cuesmith.retime`. Returns what
    /// changed.
    #[pyo3(signature = (**options))]
    fn retime(
        &mut self,
        py: Python<'_>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let operation = change::operation("retime", &[], options)?;
        self.apply(|file| change::changed(py, file, &operation))
    }

    /// Rewraps lines: the options of `cuesmith.reflow`. Returns what changed.
    #[pyo3(signature = (**options))]
    fn reflow(
        &mut self,
        py: Python<'_>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let operation = change::operation("reflow", &[], options)?;
        self.apply(|file| change::changed(py, file, &operation))
    }

    /// Writes speaker marks in another style: the options of `cuesmith.speakers`. Returns what changed.
    #[pyo3(signature = (to, **options))]
    fn speakers(
        &mut self,
        py: Python<'_>,
        to: Option<&str>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let to = [("to", to.unwrap_or("none"))];
        let operation = change::operation("speakers", &to, options)?;
        self.apply(|file| change::changed(py, file, &operation))
    }

    /// Masks profanity: the options of `cuesmith.mask`. Returns what changed.
    #[pyo3(signature = (**options))]
    fn mask(&mut self, py: Python<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Py<PyAny>> {
        let operation = change::operation("mask", &[], options)?;
        self.apply(|file| change::changed(py, file, &operation))
    }

    /// Corrects the terms of a dictionary: the options of `cuesmith.apply_dictionary`. Returns what changed.
    #[pyo3(signature = (terms, **options))]
    fn apply_dictionary(
        &mut self,
        py: Python<'_>,
        terms: &str,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Py<PyAny>> {
        let operation = change::operation("dictionary", &[("terms", terms)], options)?;
        self.apply(|file| change::changed(py, file, &operation))
    }

    /// Checks the file: the options of `cuesmith.check`.
    #[pyo3(signature = (**options))]
    fn check(&mut self, options: Option<&Bound<'_, PyDict>>) -> PyResult<Report> {
        self.settle()?;
        let options = crate::options::check_options(options)?;
        check::of_silent(self.opened(), &options)
    }

    /// Applies safe fixes, with `unsafe=True` those that change timing, words or line breaks too: the options of
    /// `cuesmith.fix`. Returns a report of what is left.
    #[pyo3(signature = (**options))]
    fn fix(&mut self, options: Option<&Bound<'_, PyDict>>) -> PyResult<Report> {
        self.settle()?;
        let (options, least) = check::fix_options(options)?;
        let (bytes, report) = check::fixed_silent(self.opened(), &options, least)?;
        self.take(bytes)?;
        Ok(report)
    }

    /// The columns of the cues as an Arrow table: `index`, `start_ms`, `end_ms`, `text`, `plaintext`, `id`, `speaker`.
    fn to_arrow(slf: &Bound<'_, Self>) -> PyResult<tables::Table> {
        let mut document = slf.borrow_mut();
        document.settle()?;
        document.speaker(0).ok().filter(|_| !document.timeline().cues.is_empty());
        let names = document.speakers.clone().unwrap_or_default();
        tables::cues(document.timeline(), &names)
    }

    fn __len__(&self) -> usize {
        self.rows().len()
    }

    fn __repr__(&self) -> String {
        let path = self.path().map_or_else(String::new, |path| format!(" {path:?}"));
        format!("<Document{path} {}: {} cues>", self.format(), self.rows().len())
    }

    /// A table of the first cues, for notebooks.
    fn _repr_html_(&mut self) -> PyResult<String> {
        self.settle()?;
        Ok(tables::html(self.opened()))
    }

    fn __reduce__<'py>(
        &mut self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let bytes = self.to_bytes(py)?;
        let make = py.import("cuesmith._pickle")?.getattr("document")?;
        let path = self.path().map(str::to_owned);
        let arguments = (bytes, path, self.format(), self.encoding());
        Ok((make, arguments.into_pyobject(py)?))
    }
}

/// Writes a file in one step: a reader sees the old content or the new one.
fn write_whole(path: &std::path::Path, content: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(std::path::Path::new("."));
    // Not with tempfile's own way to open a file, whose errors have no number.
    let open = |path: &std::path::Path| std::fs::File::create_new(path);
    let mut file = tempfile::Builder::new().prefix(".cuesmith-").make_in(folder, open)?;
    if let Ok(old) = std::fs::metadata(path) {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.write_all(content)?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}
