//! What is known while a file is read.

use std::borrow::Cow;

use super::dtd::Dtd;
use super::event::{Event, NONE, Namespace};
use super::scopes::Scopes;

/// The position in the text, and what has been found so far.
pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) standalone: bool,
    pub(super) dtd: Dtd<'t>,
    pub(super) events: Vec<Event<'t>>,
    /// Names of the open elements.
    pub(super) open: Vec<&'t str>,
    /// The text node that is being read.
    pub(super) pending: Option<Cow<'t, str>>,
    /// Entities that content refers to.
    pub(super) referenced: Vec<&'t str>,
    pub(super) scopes: Scopes<'t>,
    pub(super) tts: Namespace,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            standalone: false,
            dtd: Dtd::default(),
            events: Vec::new(),
            open: Vec::new(),
            pending: None,
            referenced: Vec::new(),
            scopes: Scopes::default(),
            tts: NONE,
        }
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn append(&mut self, text: &'t str) {
        match &mut self.pending {
            None => self.pending = Some(Cow::Borrowed(text)),
            Some(pending) => pending.to_mut().push_str(text),
        }
    }

    /// Ends the text node that is being read.
    pub(super) fn flush(&mut self) {
        if let Some(text) = self.pending.take() {
            self.events.push(Event::Text(text));
        }
    }
}
