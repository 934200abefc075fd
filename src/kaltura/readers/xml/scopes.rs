//! Which prefix means which namespace while elements open and close.

use std::collections::HashMap;

use super::event::{Namespace, XML};

/// Which prefix means which namespace, here and now.
#[derive(Default)]
pub(super) struct Scopes<'t> {
    numbers: HashMap<String, Namespace>,
    bound: HashMap<&'t str, Vec<Namespace>>,
    /// The prefixes each open element binds.
    elements: Vec<Vec<&'t str>>,
}

impl<'t> Scopes<'t> {
    pub(super) fn bind(&mut self, prefix: &'t str, uri: &str) {
        // libxml skips an empty namespace and leaves `xml` alone.
        if uri.is_empty() || matches!(prefix, "xml" | "xmlns") {
            return;
        }
        let next = XML + 1 + self.numbers.len() as Namespace;
        let known = if uri == "http://www.w3.org/XML/1998/namespace" { Some(XML) } else { None };
        let number = known.unwrap_or_else(|| *self.numbers.entry(uri.to_owned()).or_insert(next));
        self.bound.entry(prefix).or_default().push(number);
        if let Some(element) = self.elements.last_mut() {
            element.push(prefix);
        }
    }

    pub(super) fn get(&self, prefix: &str) -> Option<Namespace> {
        if prefix == "xml" {
            return Some(XML);
        }
        self.bound.get(prefix)?.last().copied()
    }

    /// An element begins; what it binds follows.
    pub(super) fn enter(&mut self) {
        self.elements.push(Vec::new());
    }

    /// An element ends.
    pub(super) fn leave(&mut self) {
        for prefix in self.elements.pop().unwrap_or_default() {
            if let Some(stack) = self.bound.get_mut(prefix) {
                stack.pop();
            }
        }
    }
}
