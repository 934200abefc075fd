//! What is in a document.

use std::borrow::Cow;

/// The file is not well-formed.
pub(crate) struct Malformed;

pub(super) type Parse<T> = Result<T, Malformed>;

/// A namespace by number. [`NONE`] is that of a plain attribute.
pub(crate) type Namespace = u32;

/// No namespace.
pub(crate) const NONE: Namespace = 0;
/// The namespace of the prefix `xml`.
pub(crate) const XML: Namespace = 1;

/// What is in a document, in order.
#[derive(Debug)]
pub(crate) enum Event<'t> {
    /// A start tag. An empty element has an end too.
    Start(Tag<'t>),
    /// An end tag, with the offset after it.
    End(usize),
    /// One text node. Two in a row have something between them: a comment, CDATA, a reference.
    Text(Cow<'t, str>),
    /// A CDATA section, which only the packager sees.
    Cdata(&'t str),
}

/// A start tag.
#[derive(Debug)]
pub(crate) struct Tag<'t> {
    /// With its prefix, as written.
    pub(crate) name: &'t str,
    /// Without its prefix; with it where the prefix is bound to nothing.
    pub(crate) local: &'t str,
    pub(crate) attributes: Vec<Attribute<'t>>,
    /// Offset of the `<`.
    pub(crate) at: usize,
}

impl Tag<'_> {
    /// The value of an attribute.
    pub(crate) fn get(&self, namespace: Namespace, local: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        let found = all.find(|a| a.namespace == namespace && a.local == local)?;
        Some(&found.value)
    }
}

/// An attribute that is not a namespace declaration.
#[derive(Debug)]
pub(crate) struct Attribute<'t> {
    pub(crate) namespace: Namespace,
    /// Without its prefix; with it where the prefix is bound to nothing.
    pub(crate) local: &'t str,
    pub(crate) value: Cow<'t, str>,
    /// Whether it refers to an entity.
    pub(crate) refers: bool,
}

/// A well-formed document.
#[derive(Debug)]
pub(crate) struct Document<'t> {
    pub(crate) events: Vec<Event<'t>>,
    /// What the root binds the prefix `tts` to; [`NONE`] where it does not.
    pub(crate) tts: Namespace,
}
