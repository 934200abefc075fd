//! The document: its tree, and what is resolved from it once.

use std::ops::Deref;

use super::names::Dialect;
use super::parameters::Parameters;
use super::style::{Specified, Styles, specified_by};
use super::timing::{Timing, timing_of};
use super::tree::Tree;
use crate::source::Span;

/// A TTML or DFXP document. It is used like its [`Tree`].
#[derive(Clone, Debug, PartialEq)]
pub struct Document<'a> {
    /// Elements, attributes and texts.
    pub tree: Tree<'a>,
    /// The root element if it is `tt`.
    pub tt: Option<u32>,
    /// The `body`.
    pub body: Option<u32>,
    /// Which namespaces the root is written in.
    pub dialect: Dialect,
    /// The value of `encoding` in the XML declaration.
    pub encoding: Option<Span>,
    /// The document parameters.
    pub parameters: Parameters,
    /// Times of the timed elements; [`super::Element::timing`] is an index into it.
    pub timings: Vec<Timing>,
    /// Styles and regions, resolved.
    pub styles: Styles,
    /// The most pieces of text that splitting cues at their own changes may make.
    pub max_pieces: usize,
    /// The most cues that are presented.
    pub max_cues: usize,
    /// Whether the text is not well-formed XML.
    pub ill_formed: bool,
}

impl<'a> Deref for Document<'a> {
    type Target = Tree<'a>;

    fn deref(&self) -> &Tree<'a> {
        &self.tree
    }
}

impl<'a> Document<'a> {
    /// A document with its tree and nothing resolved yet.
    #[must_use]
    pub fn new(tree: Tree<'a>) -> Self {
        Self {
            tree,
            tt: None,
            body: None,
            dialect: Dialect::Ttml,
            encoding: None,
            parameters: Parameters::default(),
            timings: Vec::new(),
            styles: Styles::default(),
            max_pieces: 0,
            max_cues: 0,
            ill_formed: false,
        }
    }

    /// The times written on a node.
    #[inline]
    #[must_use]
    pub fn timing(&self, node: u32) -> Timing {
        timing_of(&self.tree, &self.timings, node)
    }
}

/// What a content element or `set` specifies for text: references, then its own attributes.
#[must_use]
pub fn specified(document: &Document<'_>, node: u32) -> Specified {
    specified_by(&document.tree, &document.styles, node)
}
