//! Speakers in TTML's markup: `ttm:agent` (TTML1 12.1.5 and 12.2.1).

use std::collections::{HashMap, HashSet};

use super::{detect::key, voices::VoiceSpan};
use crate::chars::is_xml_space;
use crate::source::{Edit, Span};
use crate::ttml::{Attr, Attribute, Document, NONE, NodeKind, Tag};

/// Paragraphs with more nodes than this are left alone: each part looks at all of them.
const MAX_NODES: usize = 256;

/// The agents of a document, with those that a conversion defines.
#[derive(Debug, Default)]
pub(super) struct Agents {
    /// Ids by folded name.
    ids: HashMap<String, String>,
    /// The prefix of the metadata namespace.
    prefix: String,
    /// The changes that define what is missing; they are returned with the first use.
    definitions: Vec<Edit>,
}

impl Agents {
    /// Finds or defines an agent for each name.
    pub(super) fn of<'n>(document: &Document<'_>, names: impl Iterator<Item = &'n str>) -> Self {
        let mut agents = Self::default();
        let all = 0..document.nodes.len() as u32;
        for node in all.filter(|&node| document.tag(node) == Tag::Agent) {
            let id = document.attribute(node, Attr::Id).map(|id| document.value(id).to_owned());
            let named = document.children(node).find(|&n| document.tag(n) == Tag::Name);
            if let (Some(id), Some(named)) = (id, named) {
                agents.ids.entry(key(document.text_of(named).trim())).or_insert(id);
            }
        }
        let ids = document.attributes.iter().filter(|a| matches!(a.attr, Attr::Id | Attr::PlainId));
        let taken: HashSet<&str> = ids.map(|id| document.value(id)).collect();
        let mut fresh = Vec::new();
        let mut number = 0;
        for name in names {
            if agents.ids.contains_key(&key(name)) {
                continue;
            }
            let id = loop {
                number += 1;
                let id = format!("speaker{number}");
                if !taken.contains(id.as_str()) {
                    break id;
                }
            };
            agents.ids.insert(key(name), id.clone());
            fresh.push((id, name.to_owned()));
        }
        agents.define(document, &fresh);
        agents
    }

    fn define(&mut self, document: &Document<'_>, fresh: &[(String, String)]) {
        let Some((tt, body)) = document.tt.zip(document.body) else { return };
        let source = document.source;
        let (own, bound) = namespaces(document, tt);
        self.prefix = bound.unwrap_or_else(|| {
            let at = document.element(tt).map_or(0, |tt| tt.name.end);
            let text = format!(" xmlns:ttm=\"{own}#metadata\"");
            self.definitions.push(Edit::insert(at, text));
            "ttm".to_owned()
        });
        if fresh.is_empty() {
            return;
        }
        let ttm = &self.prefix;
        let mut text = String::new();
        for (id, name) in fresh {
            let name = crate::format::Format::Ttml.escape(name);
            text.push_str(&format!(
                "<{ttm}:agent xml:id=\"{id}\" type=\"person\">\
                 <{ttm}:name type=\"alias\">{name}</{ttm}:name></{ttm}:agent>"
            ));
        }
        let body_name = document.element(body).map_or("body", |body| body.name.slice(source));
        let p =
            body_name.rsplit_once(':').map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
        let head = document.children(tt).find(|&node| document.tag(node) == Tag::Head);
        let metadata = head
            .and_then(|head| document.children(head).find(|&n| document.tag(n) == Tag::Metadata));
        let open = |node: Option<u32>| {
            let element = document.element(node?)?;
            (element.close_start < document.nodes[node? as usize].span.end).then_some(element)
        };
        let edit = match (open(metadata), open(head), head) {
            (Some(metadata), ..) => Edit::insert(metadata.close_start, text),
            (None, Some(head), _) => {
                Edit::insert(head.open_end, format!("<{p}metadata>{text}</{p}metadata>"))
            }
            (None, None, None) => Edit::insert(
                document.nodes[body as usize].span.start,
                format!("<{p}head><{p}metadata>{text}</{p}metadata></{p}head>"),
            ),
            // An empty `<head/>`.
            (None, None, Some(head)) => Edit::replace(
                document.nodes[head as usize].span,
                format!("<{p}head><{p}metadata>{text}</{p}metadata></{p}head>"),
            ),
        };
        self.definitions.push(edit);
    }

    /// Sets the speaker of a paragraph or of a part.
    pub(super) fn put(
        &mut self,
        document: &Document<'_>,
        name: &str,
        part: &VoiceSpan,
    ) -> Result<Vec<Edit>, &'static str> {
        let p = paragraph(document, part.payload).ok_or("the paragraph cannot be found")?;
        let Some(element) = document.element(p) else { return Err("it is not a paragraph") };
        let id = self.ids.get(&key(name)).cloned().unwrap_or_default();
        let (ttm, source) = (&self.prefix, document.source);
        let mut edits = Vec::new();
        if part.whole {
            edits.push(match document.attribute(p, Attr::TtmAgent) {
                Some(old) => Edit::replace(old.span, id),
                None => Edit::insert(element.name.end, format!(" {ttm}:agent=\"{id}\"")),
            });
        } else {
            let inside = p + 1..document.nodes[p as usize].end;
            let simple = |n: u32| {
                matches!(document.nodes[n as usize].kind, NodeKind::Text(_))
                    || document.tag(n) == Tag::Br
            };
            if inside.len() > MAX_NODES || !inside.clone().all(simple) {
                return Err("there is markup next to the change of speakers");
            }
            let name = element.name.slice(source);
            let prefix = name.rsplit_once(':').map_or("", |(prefix, _)| prefix);
            let colon = if prefix.is_empty() { "" } else { ":" };
            let open = format!("<{prefix}{colon}span {ttm}:agent=\"{id}\">");
            edits.push(Edit::insert(part.start, open));
            edits.push(Edit::insert(part.end, format!("</{prefix}{colon}span>")));
        }
        edits.append(&mut self.definitions);
        Ok(edits)
    }
}

/// The namespace of `tt`, and the prefix that its metadata namespace is bound to there.
fn namespaces(document: &Document<'_>, tt: u32) -> (String, Option<String>) {
    let Some(element) = document.element(tt) else { return Default::default() };
    let source = document.source;
    let name = element.name.slice(source);
    let declared = match name.split_once(':') {
        Some((prefix, _)) => format!("xmlns:{prefix}"),
        None => "xmlns".to_owned(),
    };
    let attributes = document.attributes_of(element);
    let is = |a: &&Attribute| a.name.slice(source) == declared;
    let own = attributes.iter().find(is).map_or("http://www.w3.org/ns/ttml", |a| document.value(a));
    let own = own.trim_end_matches('#').to_owned();
    let wanted = format!("{own}#metadata");
    let bound = attributes.iter().find(|a| document.value(a) == wanted);
    let prefix = bound.and_then(|a| a.name.slice(source).strip_prefix("xmlns:"));
    (own, prefix.map(str::to_owned))
}

/// The paragraph with this content.
fn paragraph(document: &Document<'_>, payload: Span) -> Option<u32> {
    let after = document.nodes.partition_point(|node| node.span.start < payload.start);
    let mut node = (after as u32).checked_sub(1)?;
    while node != NONE {
        let element = document.element(node);
        if element.is_some_and(|e| e.tag == Tag::P && e.open_end == payload.start) {
            return Some(node);
        }
        node = document.nodes[node as usize].parent;
    }
    None
}

/// Removes the speaker from the element with this start tag.
pub(super) fn strip(document: &Document<'_>, tag: Span) -> Vec<Edit> {
    let at = document.nodes.partition_point(|node| node.span.start < tag.start) as u32;
    let Some(agent) = document.attribute(at, Attr::TtmAgent) else { return Vec::new() };
    let before = document.source[..agent.name.start as usize].trim_end_matches(is_xml_space);
    vec![Edit::delete(Span::new(before.len() as u32, agent.span.end + 1))]
}
