//! The members of a JSON text, without their values.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

/// The maximum number of elements read per array.
const ELEMENTS: usize = 64;
/// The maximum number of members distinguished per object.
const MEMBERS: usize = 64;
/// The maximum depth.
const DEPTH: u32 = 12;

/// The members of a JSON text, or of a sequence of texts: a tree that merges all elements of an array.
pub(super) struct Probe {
    nodes: Vec<Node>,
    /// The number of consecutive values.
    pub(super) documents: u32,
}

/// A step from a value to one inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// To the member of an object.
    Member(String),
    /// To the elements of an array.
    Elements,
}

/// A list of objects.
pub(super) struct List {
    /// The path to the objects.
    pub(super) path: Vec<Step>,
    /// Their members, and whether each has text.
    pub(super) members: Vec<(String, bool)>,
}

/// What occurs at one path.
#[derive(Default)]
struct Node {
    members: Vec<(String, u32)>,
    elements: Option<u32>,
    /// Numbers with a fraction were seen.
    fractions: bool,
    /// Whole numbers were seen.
    integers: bool,
    /// Text was seen.
    text: bool,
}

impl Probe {
    /// Examines a text.
    pub(super) fn of(text: &str) -> Result<Self, serde_json::Error> {
        let mut probe = Self { nodes: vec![Node::default()], documents: 0 };
        let mut reader = serde_json::Deserializer::from_str(text);
        loop {
            Look { probe: &mut probe, node: 0, depth: 0 }.deserialize(&mut reader)?;
            probe.documents = probe.documents.saturating_add(1);
            if reader.end().is_ok() {
                return Ok(probe);
            }
        }
    }

    /// Whether the text has a path such as `segments[].words[].start`.
    pub(super) fn has(&self, path: &str) -> bool {
        self.node(path).is_some()
    }

    /// Whether it has one of these paths.
    pub(super) fn has_any(&self, paths: &[&str]) -> bool {
        paths.iter().any(|path| self.has(path))
    }

    /// Whether all numbers seen at a path are whole.
    pub(super) fn is_whole(&self, path: &str) -> bool {
        self.node(path).is_some_and(|node| node.integers && !node.fractions)
    }

    /// Whether there is text at a path.
    pub(super) fn is_text(&self, path: &str) -> bool {
        self.node(path).is_some_and(|node| node.text)
    }

    /// The first members of the text, for a message.
    pub(super) fn top(&self) -> String {
        let root = &self.nodes[0];
        let node = root.elements.map_or(root, |at| &self.nodes[at as usize]);
        let shown =
            node.members.iter().take(8).map(|(name, _)| format!("`{}`", name.escape_debug()));
        shown.collect::<Vec<_>>().join(", ")
    }

    /// The lists of objects.
    pub(super) fn lists(&self) -> Vec<List> {
        let mut lists = Vec::new();
        let mut open = vec![(0_u32, Vec::new())];
        while let Some((at, path)) = open.pop() {
            let node = &self.nodes[at as usize];
            if path.last() == Some(&Step::Elements) && !node.members.is_empty() {
                let members = node.members.iter();
                let members =
                    members.map(|(name, at)| (name.clone(), self.nodes[*at as usize].text));
                lists.push(List { path: path.clone(), members: members.collect() });
            }
            let further = |step: Step| {
                let mut path = path.clone();
                path.push(step);
                path
            };
            open.extend(
                node.members
                    .iter()
                    .rev()
                    .map(|(name, at)| (*at, further(Step::Member(name.clone())))),
            );
            open.extend(node.elements.map(|at| (at, further(Step::Elements))));
        }
        lists
    }

    fn node(&self, path: &str) -> Option<&Node> {
        let mut at = 0;
        for step in path.split('.') {
            let name = step.trim_end_matches("[]");
            if !name.is_empty() {
                at = self.nodes[at as usize].members.iter().find(|(known, _)| known == name)?.1;
            }
            for _ in 0..(step.len() - name.len()) / 2 {
                at = self.nodes[at as usize].elements?;
            }
        }
        Some(&self.nodes[at as usize])
    }

    fn add(&mut self) -> u32 {
        self.nodes.push(Node::default());
        self.nodes.len() as u32 - 1
    }
}

/// Examines one value.
struct Look<'p> {
    probe: &'p mut Probe,
    node: u32,
    depth: u32,
}

impl Look<'_> {
    fn node(&mut self) -> &mut Node {
        &mut self.probe.nodes[self.node as usize]
    }
}

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.depth > DEPTH {
            return IgnoredAny::deserialize(deserializer).map(|_| ());
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(mut self, _: i64) -> Result<(), E> {
        self.node().integers = true;
        Ok(())
    }

    fn visit_u64<E: Error>(mut self, _: u64) -> Result<(), E> {
        self.node().integers = true;
        Ok(())
    }

    fn visit_f64<E: Error>(mut self, _: f64) -> Result<(), E> {
        self.node().fractions = true;
        Ok(())
    }

    fn visit_str<E: Error>(mut self, _: &str) -> Result<(), E> {
        self.node().text = true;
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        let node = match self.node().elements {
            Some(node) => node,
            None => {
                let node = self.probe.add();
                self.node().elements = Some(node);
                node
            }
        };
        for _ in 0..ELEMENTS {
            let look = Look { probe: &mut *self.probe, node, depth: self.depth + 1 };
            if elements.next_element_seed(look)?.is_none() {
                return Ok(());
            }
        }
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(node) =
            members.next_key_seed(Member { probe: &mut *self.probe, node: self.node })?
        {
            match node {
                Some(node) => {
                    members.next_value_seed(Look {
                        probe: &mut *self.probe,
                        node,
                        depth: self.depth + 1,
                    })?;
                }
                None => {
                    members.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// Finds a member's node by its name; `None` if there are too many.
struct Member<'p> {
    probe: &'p mut Probe,
    node: u32,
}

impl<'de> DeserializeSeed<'de> for Member<'_> {
    type Value = Option<u32>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Member<'_> {
    type Value = Option<u32>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        let members = &self.probe.nodes[self.node as usize].members;
        if let Some((_, known)) = members.iter().find(|(known, _)| known == name) {
            return Ok(Some(*known));
        }
        if members.len() >= MEMBERS {
            return Ok(None);
        }
        let node = self.probe.add();
        self.probe.nodes[self.node as usize].members.push((name.to_owned(), node));
        Ok(Some(node))
    }
}
