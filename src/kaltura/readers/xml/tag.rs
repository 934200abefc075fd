//! Start tags: attributes and their values.

use std::borrow::Cow;
use std::collections::HashSet;

use super::chars::{self, is_xml_space};
use super::dtd::{self, EntityReference};
use super::event::{Attribute, Event, Malformed, NONE, Namespace, Parse, Tag};
use super::parser::Parser;

/// Attributes as they are written: names with prefixes, values, and whether these refer to an entity.
type Raw<'t> = Vec<(&'t str, Cow<'t, str>, bool)>;

/// libxml's limit of open elements (`xmlParserMaxDepth`), above which the file is refused.
const MAX_DEPTH: usize = 256;
/// From here on names are looked up in a set.
const FEW: usize = 16;

impl<'t> Parser<'t> {
    /// A start tag or an empty element.
    pub(super) fn start_tag(&mut self) -> Parse<()> {
        self.flush();
        let at = self.at;
        let inner = self.rest().strip_prefix('<').ok_or(Malformed)?;
        let name = chars::name(inner).ok_or(Malformed)?;
        if self.open.len() > MAX_DEPTH {
            return Err(Malformed);
        }
        self.at += 1 + name.len();
        let (mut raw, empty) = self.attributes()?;
        for (attribute, value) in self.dtd.defaults.get(name).into_iter().flatten() {
            if raw.iter().all(|(known, ..)| known != attribute) {
                raw.push((attribute, value.clone(), false));
            }
        }
        self.scopes.enter();
        for (name, value, _) in &raw {
            if let Some(prefix) = name.strip_prefix("xmlns:") {
                self.scopes.bind(prefix, value);
            }
        }
        if self.open.is_empty() && self.events.is_empty() {
            self.tts = self.scopes.get("tts").unwrap_or(NONE);
        }
        let attributes = self.resolved(raw);
        let (_, local) = self.split(name);
        self.events.push(Event::Start(Tag { name, local, attributes, at }));
        if empty {
            self.events.push(Event::End(self.at));
            self.scopes.leave();
        } else {
            self.open.push(name);
        }
        Ok(())
    }

    /// Names and values, and whether the element is empty.
    fn attributes(&mut self) -> Parse<(Raw<'t>, bool)> {
        let mut raw: Raw<'t> = Vec::new();
        let mut seen = HashSet::new();
        loop {
            let blanks = self.blanks();
            let rest = self.rest();
            if rest.starts_with('>') || rest.starts_with("/>") {
                let empty = rest.starts_with('/');
                self.at += 1 + usize::from(empty);
                return Ok((raw, empty));
            }
            let name = chars::name(rest).ok_or(Malformed)?;
            if raw.len() == FEW {
                seen = raw.iter().map(|(name, ..)| *name).collect();
            }
            let twice = if raw.len() < FEW {
                raw.iter().any(|(known, ..)| *known == name)
            } else {
                !seen.insert(name)
            };
            if !blanks || twice {
                return Err(Malformed);
            }
            self.at += name.len();
            self.blanks();
            if !self.rest().starts_with('=') {
                return Err(Malformed);
            }
            self.at += 1;
            self.blanks();
            let (value, refers) = self.value()?;
            raw.push((name, value, refers));
        }
    }

    fn blanks(&mut self) -> bool {
        let before = self.at;
        self.at = self.text.len() - self.rest().trim_start_matches(is_xml_space).len();
        self.at > before
    }

    /// A quoted value, references replaced and white space made spaces (XML 1.0 section 3.3.3), and
    /// whether an entity is among them.
    fn value(&mut self) -> Parse<(Cow<'t, str>, bool)> {
        let rest = self.rest();
        let quote = rest.bytes().next().filter(|b| matches!(b, b'"' | b'\'')).ok_or(Malformed)?;
        let end = memchr::memchr(quote, &rest.as_bytes()[1..]).ok_or(Malformed)?;
        let raw = &rest[1..=end];
        self.at += end + 2;
        if raw.contains('<') {
            return Err(Malformed);
        }
        if !raw.contains(['&', '\t', '\n', '\r']) {
            return Ok((Cow::Borrowed(raw), false));
        }
        let mut out = String::with_capacity(raw.len());
        let (mut at, mut refers) = (0, false);
        while let Some(c) = raw[at..].chars().next() {
            if c != '&' {
                out.push(if is_xml_space(c) { ' ' } else { c });
                at += c.len_utf8();
                continue;
            }
            match dtd::reference(raw, &mut at)? {
                EntityReference::Character(c) => out.push(c),
                EntityReference::Entity(name) => {
                    refers = true;
                    self.dtd.expand(name, &mut out)?;
                }
            }
        }
        Ok((Cow::Owned(out), refers))
    }

    /// Without namespace declarations, prefixes looked up.
    fn resolved(&self, raw: Raw<'t>) -> Vec<Attribute<'t>> {
        let declares = |name: &str| name == "xmlns" || name.starts_with("xmlns:");
        let plain = raw.into_iter().filter(|(name, ..)| !declares(name));
        let resolved = plain.map(|(name, value, refers)| {
            let (namespace, local) = self.split(name);
            Attribute { namespace, local, value, refers }
        });
        resolved.collect()
    }

    /// A name as its namespace and local name; whole where it has no prefix that is bound.
    fn split(&self, name: &'t str) -> (Namespace, &'t str) {
        let parts = name.split_once(':').filter(|(_, local)| !local.is_empty());
        let known = parts.and_then(|(prefix, local)| Some((self.scopes.get(prefix)?, local)));
        known.unwrap_or((NONE, name))
    }
}
