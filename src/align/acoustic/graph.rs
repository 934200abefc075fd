//! The graph of possible pronunciations of a text: the phones of each word in every pronunciation, a pause
//! between any two words, and optionally speech that is not in the text.
//!
//! Contexts follow PocketSphinx (`src/fsg_lextree.c`): the first phone of a word has one left context, the
//! lowest possible one; words of one phone have silence to their right. Measured on speech with known
//! times, this places words as well as the full set of contexts does, with fewer nodes.

use super::mdef::{Phones, Position};
use super::model::Model;

/// A phone in its position, or something other than a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub kind: Kind,
    /// The word that it belongs to; [`NO_WORD`] between words.
    pub word: u32,
    /// The context-independent phone.
    pub phone: u8,
}

/// Not a word: a pause, or speech that is not in the text.
pub(super) const NO_WORD: u32 = u32::MAX;

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Phone,
    Silence,
    /// Any speech, of any length, between words.
    Garbage,
    /// Any speech, for a word with an unknown pronunciation.
    Unknown,
}

/// The connections between nodes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Graph {
    pub nodes: Vec<Node>,
    /// The senones of all nodes, one per state; [`ANY`] where any speech matches.
    pub senones: Vec<u16>,
    /// Where the edges into each node begin in `edges`, plus one entry for the end.
    pub first_edge: Vec<u32>,
    /// The edges, sorted by target node.
    pub edges: Vec<Edge>,
    /// Where a path may begin, and at what cost.
    pub starts: Vec<Edge>,
    /// Where a path may end.
    pub ends: Vec<u32>,
}

/// The source node and the cost in nats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub from: u32,
    pub cost: f32,
}

/// In place of a senone: the phone that fits best.
pub(super) const ANY: u16 = u16::MAX;

/// The costs of parts of a graph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Costs {
    /// The cost of entering a pause, in nats.
    pub silence: f32,
    /// The cost of entering a word, in nats.
    pub word: f32,
    /// Speech between words, if allowed.
    pub garbage: Option<Garbage>,
}

/// The costs of speech that is not in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Garbage {
    /// The cost of entering it, in nats.
    pub enter: f32,
    /// The cost of skipping a word between two such places, in nats.
    pub skip: f32,
}

/// A word as its pronunciations. None: any speech.
pub(super) type Said = Vec<Vec<u8>>;

/// The end of a word: where the path continues.
#[derive(Clone, Copy)]
struct End {
    /// `None` before the first word.
    node: Option<u32>,
    last: u8,
    /// The phone that must follow; `None` if any may.
    right: Option<u8>,
}

struct Builder<'m> {
    phones: &'m Phones,
    costs: Costs,
    graph: Graph,
    /// Sorted by target node.
    into: Vec<Vec<Edge>>,
    last_garbage: Option<u32>,
}

impl Graph {
    /// The graph of a sequence of words.
    pub(super) fn new(model: &Model, words: &[&Said], costs: Costs) -> Self {
        let phones = &model.phones;
        let graph = Self {
            nodes: Vec::new(),
            senones: Vec::new(),
            first_edge: Vec::new(),
            edges: Vec::new(),
            starts: Vec::new(),
            ends: Vec::new(),
        };
        let mut builder = Builder { phones, costs, graph, into: Vec::new(), last_garbage: None };
        let silence = phones.silence;
        let mut before = vec![End { node: None, last: silence, right: None }];
        builder.boundary(&mut before, true);
        for (index, word) in words.iter().enumerate() {
            let next = words.get(index + 1).map(|next| next.iter().map(|said| said[0]));
            let mut rights: Vec<u8> = next.into_iter().flatten().chain([silence]).collect();
            rights.sort_unstable();
            rights.dedup();
            let mut ends = builder.word(index as u32, word, &before, &rights);
            builder.boundary(&mut ends, false);
            before = ends;
        }
        // Only silence follows the last word.
        let last = before.iter().filter(|end| end.right.is_none_or(|right| right == silence));
        builder.graph.ends = last.filter_map(|end| end.node).collect();
        for edges in builder.into {
            builder.graph.first_edge.push(builder.graph.edges.len() as u32);
            builder.graph.edges.extend(edges);
        }
        builder.graph.first_edge.push(builder.graph.edges.len() as u32);
        builder.graph
    }

    /// The edges into a node.
    pub(super) fn into(&self, node: usize) -> &[Edge] {
        &self.edges[self.first_edge[node] as usize..self.first_edge[node + 1] as usize]
    }
}

impl Builder<'_> {
    fn node(&mut self, kind: Kind, word: u32, phone: u8, senones: &[u16]) -> u32 {
        self.graph.nodes.push(Node { kind, word, phone });
        self.graph.senones.extend_from_slice(senones);
        self.into.push(Vec::new());
        self.graph.nodes.len() as u32 - 1
    }

    fn any(&mut self, kind: Kind, word: u32) -> u32 {
        self.node(kind, word, self.phones.silence, &vec![ANY; self.phones.states])
    }

    fn link(&mut self, from: Option<u32>, to: u32, cost: f32) {
        match from {
            Some(from) => self.into[to as usize].push(Edge { from, cost }),
            None => self.graph.starts.push(Edge { from: to, cost }),
        }
    }

    /// The gap between two words: a pause, and speech that is not in the text.
    fn boundary(&mut self, ends: &mut Vec<End>, is_first: bool) {
        let silence = self.phones.silence;
        let senones = self.phones.plain(silence).to_vec();
        let pause = self.node(Kind::Silence, NO_WORD, silence, &senones);
        let open: Vec<Option<u32>> = ends
            .iter()
            .filter(|end| {
                (is_first || end.node.is_some()) && end.right.is_none_or(|r| r == silence)
            })
            .map(|end| end.node)
            .collect();
        self.link(Some(pause), pause, self.costs.silence);
        open.iter().for_each(|end| self.link(*end, pause, self.costs.silence));
        ends.push(End { node: Some(pause), last: silence, right: None });
        let Some(costs) = self.costs.garbage else { return };
        let garbage = self.any(Kind::Garbage, NO_WORD);
        self.link(Some(garbage), pause, self.costs.silence);
        self.link(Some(pause), garbage, costs.enter);
        open.iter().for_each(|end| self.link(*end, garbage, costs.enter));
        if let Some(last) = self.last_garbage {
            self.link(Some(last), garbage, costs.skip);
        }
        self.last_garbage = Some(garbage);
        ends.push(End { node: Some(garbage), last: silence, right: None });
    }

    fn word(&mut self, word: u32, said: &Said, before: &[End], rights: &[u8]) -> Vec<End> {
        let silence = self.phones.silence;
        let mut lefts: Vec<u8> = before.iter().map(|end| end.last).collect();
        lefts.sort_unstable();
        lefts.dedup();
        let mut ends = Vec::new();
        if said.is_empty() {
            let node = self.any(Kind::Unknown, word);
            self.enter(node, silence, None, before);
            ends.push(End { node: Some(node), last: silence, right: None });
        }
        for phones in said {
            let (first, count) = (phones[0], phones.len());
            if count == 1 {
                for left in &lefts {
                    let senones =
                        self.phones.in_context(first, *left, silence, Position::Single).to_vec();
                    let node = self.node(Kind::Phone, word, first, &senones);
                    self.enter(node, first, Some(*left), before);
                    ends.push(End { node: Some(node), last: first, right: None });
                }
                continue;
            }
            let senones =
                self.phones.in_context(first, lefts[0], phones[1], Position::Begin).to_vec();
            let mut node = self.node(Kind::Phone, word, first, &senones);
            self.enter(node, first, None, before);
            for at in 1..count - 1 {
                let (left, right) = (phones[at - 1], phones[at + 1]);
                let senones =
                    self.phones.in_context(phones[at], left, right, Position::Internal).to_vec();
                let next = self.node(Kind::Phone, word, phones[at], &senones);
                self.link(Some(node), next, 0.0);
                node = next;
            }
            let (last, left) = (phones[count - 1], phones[count - 2]);
            for right in rights {
                let senones = self.phones.in_context(last, left, *right, Position::End).to_vec();
                let end = self.node(Kind::Phone, word, last, &senones);
                self.link(Some(node), end, 0.0);
                ends.push(End { node: Some(end), last, right: Some(*right) });
            }
        }
        ends
    }

    /// Connects the first node of a word with the preceding ends that lead to its phone.
    fn enter(&mut self, node: u32, first: u8, left: Option<u8>, before: &[End]) {
        for end in before {
            let fits = end.right.is_none_or(|right| right == first);
            if fits && left.is_none_or(|left| left == end.last) {
                self.link(end.node, node, self.costs.word);
            }
        }
    }
}
