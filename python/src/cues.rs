//! The cues of a document as a Python sequence of views.

use std::borrow::Cow;

use cuesmith::rewrite::CueText;
use cuesmith::time::{Interval, Timestamp};
use cuesmith::timeline::{
    Align, LinePosition, RunKind, ScopeKind, Vertical, is_visible, visible_text,
};
use pyo3::exceptions::{PyIndexError, PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PySlice, PyString};

use crate::document::Document;
use crate::errors::{Kind, error};

/// The cues of a document: a sequence.
#[pyclass(module = "cuesmith", frozen)]
pub(crate) struct Cues {
    document: Py<Document>,
}

/// A cue of a document. It is a view: setting a field changes the document.
#[pyclass(module = "cuesmith", frozen)]
pub(crate) struct Cue {
    document: Py<Document>,
    index: u32,
    version: u64,
}

/// The iterator over cues.
#[pyclass(module = "cuesmith")]
pub(crate) struct CueIterator {
    document: Py<Document>,
    next: u32,
    version: u64,
}

impl Cues {
    pub(crate) const fn new(document: Py<Document>) -> Self {
        Self { document }
    }

    fn at(&self, py: Python<'_>, index: u32) -> Cue {
        let version = self.document.borrow(py).version();
        Cue { document: self.document.clone_ref(py), index, version }
    }

    /// The place of an index that may count from the end.
    fn place(&self, py: Python<'_>, index: isize) -> PyResult<u32> {
        let len = self.__len__(py);
        let from_start = if index < 0 { index + len as isize } else { index };
        if (0..len as isize).contains(&from_start) {
            return Ok(from_start as u32);
        }
        Err(PyIndexError::new_err(format!("no cue {index}: the document has {len} cues")))
    }
}

#[pymethods]
impl Cues {
    fn __len__(&self, py: Python<'_>) -> usize {
        self.document.borrow(py).rows().len()
    }

    fn __getitem__<'py>(
        &self,
        py: Python<'py>,
        at: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(slice) = at.cast::<PySlice>() {
            let range = slice.indices(self.__len__(py) as isize)?;
            let mut cues = Vec::with_capacity(range.slicelength);
            let mut index = range.start;
            for _ in 0..range.slicelength {
                cues.push(self.at(py, index as u32));
                index += range.step;
            }
            return Ok(PyList::new(py, cues)?.into_any());
        }
        let index: isize =
            at.extract().map_err(|_| PyTypeError::new_err("cues are indexed by int or slice"))?;
        let index = self.place(py, index)?;
        Ok(self.at(py, index).into_pyobject(py)?.into_any())
    }

    fn __delitem__(&self, py: Python<'_>, at: &Bound<'_, PyAny>) -> PyResult<()> {
        let mut cues: Vec<u32> = if let Ok(slice) = at.cast::<PySlice>() {
            let range = slice.indices(self.__len__(py) as isize)?;
            (0..range.slicelength as isize).map(|n| (range.start + n * range.step) as u32).collect()
        } else {
            vec![self.place(py, at.extract()?)?]
        };
        cues.sort_unstable();
        self.document.borrow_mut(py).remove(&cues)
    }

    fn __iter__(&self, py: Python<'_>) -> CueIterator {
        let version = self.document.borrow(py).version();
        CueIterator { document: self.document.clone_ref(py), next: 0, version }
    }

    /// Adds a cue with visible text, after all cues that start no later, and returns it.
    fn insert(&self, py: Python<'_>, start: i64, end: i64, text: &str) -> PyResult<Cue> {
        if start < 0 {
            let message = format!("a cue cannot begin before zero, at {start} ms");
            return Err(error(Kind::Edit, &message, self.document.borrow(py).path()));
        }
        let index = self.document.borrow_mut(py).insert(Interval::from_ms(start, end), text)?;
        Ok(self.at(py, index))
    }

    /// All start times in ms.
    #[getter]
    fn starts(&self, py: Python<'_>) -> Vec<i64> {
        let document = self.document.borrow(py);
        (0..document.rows().len() as u32).map(|cue| document.interval(cue).start.0).collect()
    }

    /// All end times in ms; `None` for a cue without an end.
    #[getter]
    fn ends(&self, py: Python<'_>) -> Vec<Option<i64>> {
        let document = self.document.borrow(py);
        (0..document.rows().len() as u32).map(|cue| end_of(document.interval(cue))).collect()
    }

    /// The texts of all cues as the file writes them.
    #[getter]
    fn texts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let mut document = self.document.borrow_mut(py);
        document.settle()?;
        let texts = document.rows().iter().map(|row| row.payload.slice(document.text()));
        PyList::new(py, texts.map(lines))
    }

    /// The texts of all cues as viewers see them.
    #[getter]
    fn plaintexts(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        let mut document = self.document.borrow_mut(py);
        document.settle()?;
        let timeline = document.timeline();
        Ok(timeline.cues.iter().map(|cue| visible_text(timeline, cue)).collect())
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("<Cues: {}>", self.__len__(py))
    }
}

#[pymethods]
impl CueIterator {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&mut self, py: Python<'_>) -> PyResult<Option<Cue>> {
        let document = self.document.borrow(py);
        if document.version() != self.version {
            return Err(PyRuntimeError::new_err("cues were added or removed during iteration"));
        }
        let index = self.next;
        if index as usize >= document.rows().len() {
            return Ok(None);
        }
        drop(document);
        self.next += 1;
        Ok(Some(Cue { document: self.document.clone_ref(py), index, version: self.version }))
    }
}

/// The end of an interval in ms, if it has one.
pub(crate) fn end_of(interval: Interval) -> Option<i64> {
    (interval.end != Timestamp::OPEN).then_some(interval.end.0)
}

/// Text with line feeds in place of other line endings.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    }
}

impl Cue {
    fn check(&self, document: &Document) -> PyResult<()> {
        if document.version() == self.version {
            return Ok(());
        }
        Err(PyRuntimeError::new_err("the cues of the document have changed: get the cue again"))
    }

    fn borrow<'py>(&self, py: Python<'py>) -> PyResult<PyRef<'py, Document>> {
        let document = self.document.bind(py).borrow();
        self.check(&document)?;
        Ok(document)
    }

    fn borrow_mut<'py>(&self, py: Python<'py>) -> PyResult<PyRefMut<'py, Document>> {
        let document = self.document.bind(py).borrow_mut();
        self.check(&document)?;
        Ok(document)
    }
}

#[pymethods]
impl Cue {
    /// The place of the cue in the file, from 0.
    #[getter]
    const fn index(&self) -> u32 {
        self.index
    }

    /// When it is first shown, in ms.
    #[getter]
    fn start(&self, py: Python<'_>) -> PyResult<i64> {
        Ok(self.borrow(py)?.interval(self.index).start.0)
    }

    #[setter]
    fn set_start(&self, py: Python<'_>, ms: i64) -> PyResult<()> {
        let mut document = self.borrow_mut(py)?;
        let interval = document.interval(self.index);
        document.set_times(self.index, Interval { start: Timestamp(ms), ..interval })
    }

    /// When it is no longer shown, in ms; `None` for a cue without an end.
    #[getter]
    fn end(&self, py: Python<'_>) -> PyResult<Option<i64>> {
        Ok(end_of(self.borrow(py)?.interval(self.index)))
    }

    #[setter]
    fn set_end(&self, py: Python<'_>, ms: i64) -> PyResult<()> {
        let mut document = self.borrow_mut(py)?;
        let interval = document.interval(self.index);
        document.set_times(self.index, Interval { end: Timestamp(ms), ..interval })
    }

    /// How long it is shown, in ms; `None` for a cue without an end.
    #[getter]
    fn duration(&self, py: Python<'_>) -> PyResult<Option<i64>> {
        let interval = self.borrow(py)?.interval(self.index);
        Ok(end_of(interval).map(|end| end - interval.start.0))
    }

    /// Its text as the file writes it, with markup; lines end with `\n`.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        let document = self.borrow(py)?;
        let pending = document.pending(self.index).and_then(|pending| pending.text.as_ref());
        let own = || document.rows()[self.index as usize].payload.slice(document.text());
        let pending = pending.map(|(text, _)| text.as_str());
        Ok(PyString::new(py, &lines(pending.unwrap_or_else(own))))
    }

    #[setter]
    fn set_text(&self, py: Python<'_>, text: &str) -> PyResult<()> {
        if self.text(py)?.to_str()? == lines(text) {
            return Ok(());
        }
        self.borrow_mut(py)?.set_text(self.index, CueText::Markup(&lines(text)))
    }

    /// Its text as viewers see it, without markup; lines end with `\n`. Setting it removes markup and escapes what
    /// would be read as markup.
    #[getter]
    fn plaintext(&self, py: Python<'_>) -> PyResult<String> {
        let mut document = self.borrow_mut(py)?;
        if document.pending(self.index).is_some_and(|pending| pending.text.is_some()) {
            document.settle()?;
        }
        let timeline = document.timeline();
        Ok(visible_text(timeline, &timeline.cues[self.index as usize]))
    }

    #[setter]
    fn set_plaintext(&self, py: Python<'_>, plain: &str) -> PyResult<()> {
        if self.plaintext(py)? == lines(plain) {
            return Ok(());
        }
        self.borrow_mut(py)?.set_text(self.index, CueText::Plain(&lines(plain)))
    }

    /// Its WebVTT identifier, the `xml:id` of its TTML element, or its SRT number as written.
    #[getter]
    fn id(&self, py: Python<'_>) -> PyResult<Option<String>> {
        let document = self.borrow(py)?;
        let id = document.timeline().cues[self.index as usize].id.as_deref();
        Ok(id.map(str::to_owned))
    }

    /// Who speaks, if the file names the speaker in this cue.
    #[getter]
    fn speaker(&self, py: Python<'_>) -> PyResult<Option<String>> {
        self.borrow_mut(py)?.speaker(self.index)
    }

    /// What applies to all of its text, and where it is shown: a dict with those of `bold`, `italic`, `underline`,
    /// `color`, `region`, `line`, `position`, `size`, `align` and `vertical` that the file sets.
    #[getter]
    fn style<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let mut document = self.borrow_mut(py)?;
        document.settle()?;
        style(py, &document, self.index)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (start, end) = (self.start(py)?, self.end(py)?);
        let end = end.map_or_else(|| "None".to_owned(), |end| end.to_string());
        Ok(format!("<Cue {}: {start} --> {end} {:?}>", self.index, self.text(py)?.to_str()?))
    }
}

fn style<'py>(py: Python<'py>, document: &Document, index: u32) -> PyResult<Bound<'py, PyDict>> {
    let out = PyDict::new(py);
    let timeline = document.timeline();
    let cue = &timeline.cues[index as usize];
    let visible: Vec<_> = timeline
        .runs_of(cue)
        .iter()
        .filter(|run| matches!(&run.kind, RunKind::Text(text) if is_visible(text)))
        .collect();
    let everywhere = |wanted: &dyn Fn(&ScopeKind<'_>) -> bool| {
        !visible.is_empty()
            && visible.iter().all(|run| timeline.scopes_of(run.scope).any(|(_, s)| wanted(&s.kind)))
    };
    for (name, kind) in [
        ("bold", ScopeKind::Bold),
        ("italic", ScopeKind::Italic),
        ("underline", ScopeKind::Underline),
    ] {
        if everywhere(&|scope| *scope == kind) {
            out.set_item(name, true)?;
        }
    }
    let color = visible.first().and_then(|run| {
        timeline.scopes_of(run.scope).find_map(|(_, scope)| match &scope.kind {
            ScopeKind::Font { color: Some(color), .. } => Some(color.to_string()),
            _ => None,
        })
    });
    if let Some(color) = color
        && everywhere(&|s| matches!(s, ScopeKind::Font { color: Some(c), .. } if **c == *color))
    {
        out.set_item("color", color)?;
    }
    if let Some(region) = cue.region.and_then(|at| timeline.regions.get(at as usize)) {
        out.set_item("region", region.id.as_ref())?;
    }
    let Some(placement) = cue.placement.as_deref() else { return Ok(out) };
    match placement.line {
        Some(LinePosition::Number(line)) => out.set_item("line", line)?,
        Some(LinePosition::Percent(percent)) => out.set_item("line", format!("{percent}%"))?,
        None => {}
    }
    if let Some(position) = placement.position {
        out.set_item("position", position)?;
    }
    if let Some(size) = placement.size {
        out.set_item("size", size)?;
    }
    if let Some(align) = placement.align {
        let name = match align {
            Align::Start => "start",
            Align::Center => "center",
            Align::End => "end",
            Align::Left => "left",
            Align::Right => "right",
        };
        out.set_item("align", name)?;
    }
    if let Some(vertical) = placement.vertical {
        out.set_item("vertical", if vertical == Vertical::RightToLeft { "rl" } else { "lr" })?;
    }
    Ok(out)
}
