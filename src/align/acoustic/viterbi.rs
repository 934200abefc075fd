//! The best path of audio through a graph: exact within a band of nodes around the best one. The band is
//! contiguous because a text's graph follows the order of its words.

use std::ops::Range;

use super::graph::{ANY, Graph, Kind};
use super::model::{IMPOSSIBLE, Model};

/// A source of frame scores.
pub(super) trait Frames {
    /// Moves to a frame.
    fn load(&mut self, frame: usize);
    /// The score of the senone in the current frame; higher is better.
    fn senone(&self, senone: u16) -> f32;
    /// The score of any speech in the current frame.
    fn any(&self) -> f32;
}

/// Options of a search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Search {
    /// The beam: nodes that score this far below the best are dropped, in nats.
    pub beam: f32,
    /// Whether the path may end anywhere.
    pub is_open: bool,
    /// How much better than any speech a word must be, in nats per frame.
    pub margin: f32,
    /// The cost of one unit of a transition's score.
    pub unit: f32,
}

/// The best path.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Path {
    /// Its score, in nats.
    pub score: f64,
    /// The node and state of each frame.
    pub steps: Vec<(u32, u8)>,
}

/// Finds the best path; `None` if the audio is too short for the words.
pub(super) fn search<F: Frames>(
    model: &Model,
    graph: &Graph,
    frames: &mut F,
    range: Range<usize>,
    options: &Search,
) -> Option<Path> {
    let run = match model.phones.states {
        1 => run::<1, F>,
        2 => run::<2, F>,
        3 => run::<3, F>,
        4 => run::<4, F>,
        _ => run::<5, F>,
    };
    run(model, graph, frames, range, options)
}

const NEVER: f32 = f32::NEG_INFINITY;

/// The costs of a matrix: to stay, to advance, to skip a state, by state; the exit follows the last state.
#[derive(Clone, Copy)]
struct Matrix<const S: usize> {
    stay: [f32; S],
    next: [f32; S],
    skip: [f32; S],
    /// Whether the first state is also the last: speech of one frame or more.
    is_single: bool,
}

/// The position of a frame's back pointers.
struct Frame {
    first: u32,
    at: usize,
}

/// The bit for an entry from the second-to-last state.
const EARLY: u8 = 128;
/// The maximum number of edges into a node.
const MOST_EDGES: usize = 126;

struct Room<const S: usize> {
    /// `[node]`: the score of each state; [`NEVER`] outside the band.
    values: Vec<[f32; S]>,
    /// `[node]`: the score on exit, and whether it comes from the second-to-last state.
    exits: Vec<(f32, bool)>,
    /// The column of each state; each senone that occurs has one column.
    columns: Vec<[u32; S]>,
    senones: Vec<u16>,
    /// `[column]`: the score, and the frame that it was computed for.
    scores: Vec<(f32, u32)>,
    frames: Vec<Frame>,
    entries: Vec<u8>,
    /// For each state except the first, how many states back the path came from, in two bits.
    inner: Vec<u8>,
}

fn run<const S: usize, F: Frames>(
    model: &Model,
    graph: &Graph,
    frames: &mut F,
    range: Range<usize>,
    options: &Search,
) -> Option<Path> {
    let count = graph.nodes.len();
    if range.is_empty() || count == 0 {
        return None;
    }
    let matrices = matrices::<S>(model, options.unit);
    let node_matrix: Vec<&Matrix<S>> = graph
        .nodes
        .iter()
        .map(|node| match node.kind {
            Kind::Phone | Kind::Silence => {
                &matrices[usize::from(model.phones.matrices[usize::from(node.phone)])]
            }
            Kind::Garbage => &matrices[matrices.len() - 2],
            Kind::Unknown => &matrices[matrices.len() - 1],
        })
        .collect();
    // How far the band may reach after a frame: to the last successor of any of its nodes.
    let mut reach = vec![0usize; count];
    for node in 0..count {
        for edge in graph.into(node) {
            let from = edge.from as usize;
            reach[from] = reach[from].max(node + 1);
        }
    }
    for node in 1..count {
        reach[node] = reach[node].max(reach[node - 1]).max(node + 1);
    }
    let mut room = Room::<S>::new(graph, range.len());
    let mut band = count..0;
    for start in &graph.starts {
        let value = &mut room.values[start.from as usize][0];
        *value = value.max(-start.cost);
        band = band.start.min(start.from as usize)..band.end.max(start.from as usize + 1);
    }
    let (mut total, mut best) = (0f64, 0f32);
    for (number, frame) in range.clone().enumerate() {
        frames.load(frame);
        if number > 0 {
            room.leave(&band, &node_matrix);
            let before = band.clone();
            band.end = reach[band.end - 1].max(band.end);
            room.frames.push(Frame { first: band.start as u32, at: room.entries.len() });
            for node in band.clone() {
                room.step(node, &before, graph.into(node), node_matrix[node]);
            }
        } else {
            room.frames.push(Frame { first: 0, at: 0 });
        }
        total += f64::from(best);
        best = room.hear(&band, frames, number as u32, best, options.margin);
        if best == NEVER {
            return None;
        }
        let least = best - options.beam;
        let is_out = |values: &[f32; S]| values.iter().all(|value| *value < least);
        while is_out(&room.values[band.start]) {
            room.values[band.start] = [NEVER; S];
            band.start += 1;
        }
        while is_out(&room.values[band.end - 1]) {
            room.values[band.end - 1] = [NEVER; S];
            band.end -= 1;
        }
    }
    room.leave(&band, &node_matrix);
    let ends: Box<dyn Iterator<Item = usize>> = match options.is_open {
        true => Box::new(band.clone()),
        false => {
            Box::new(graph.ends.iter().map(|end| *end as usize).filter(|end| band.contains(end)))
        }
    };
    let end =
        ends.reduce(|best, end| if room.exits[end].0 > room.exits[best].0 { end } else { best })?;
    if room.exits[end].0 == NEVER {
        return None;
    }
    let score = total + f64::from(room.exits[end].0);
    Some(Path { score, steps: room.trace(graph, end, range.len()) })
}

impl<const S: usize> Room<S> {
    fn new(graph: &Graph, frames: usize) -> Self {
        let mut senones: Vec<u16> = graph.senones.clone();
        senones.sort_unstable();
        senones.dedup();
        let column = |senone: &u16| senones.binary_search(senone).unwrap_or_default() as u32;
        let columns = graph.senones.chunks_exact(S).map(|states| {
            let mut columns = [0; S];
            columns.iter_mut().zip(states).for_each(|(to, senone)| *to = column(senone));
            columns
        });
        Self {
            values: vec![[NEVER; S]; graph.nodes.len()],
            exits: vec![(NEVER, false); graph.nodes.len()],
            columns: columns.collect(),
            scores: vec![(0.0, u32::MAX); senones.len()],
            senones,
            frames: Vec::with_capacity(frames),
            entries: Vec::new(),
            inner: Vec::new(),
        }
    }

    /// The exit scores of each node in the band.
    fn leave(&mut self, band: &Range<usize>, matrices: &[&Matrix<S>]) {
        for node in band.clone() {
            let (values, matrix) = (&self.values[node], matrices[node]);
            let mut exit = (values[S - 1] + matrix.next[S - 1], false);
            if matrix.is_single {
                exit.0 = values[0];
            } else if S > 1 {
                let early = values[S - 2] + matrix.skip[S - 2];
                if early > exit.0 {
                    exit = (early, true);
                }
            }
            self.exits[node] = exit;
        }
    }

    /// Advances one node by one frame. `before` is the band in which exits are known.
    fn step(
        &mut self,
        node: usize,
        before: &Range<usize>,
        edges: &[super::graph::Edge],
        matrix: &Matrix<S>,
    ) {
        let (mut entry, mut from) = (NEVER, 0);
        for (number, edge) in edges.iter().take(MOST_EDGES).enumerate() {
            if before.contains(&(edge.from as usize)) {
                let (exit, early) = self.exits[edge.from as usize];
                let value = exit - edge.cost;
                if value > entry {
                    (entry, from) = (value, (number as u8 + 1) | if early { EARLY } else { 0 });
                }
            }
        }
        let values = &mut self.values[node];
        let mut inner = 0u8;
        for state in (1..S).rev() {
            let mut value = values[state] + matrix.stay[state];
            let next = values[state - 1] + matrix.next[state - 1];
            // On a tie, prefer the path from the preceding state.
            if next >= value {
                value = next;
                inner |= 1 << (2 * (state - 1));
            }
            if state > 1 {
                let skip = values[state - 2] + matrix.skip[state - 2];
                if skip > value {
                    value = skip;
                    inner = inner & !(3 << (2 * (state - 1))) | 2 << (2 * (state - 1));
                }
            }
            values[state] = value;
        }
        let stay = values[0] + matrix.stay[0];
        let is_entered = entry > stay;
        values[0] = if is_entered { entry } else { stay };
        self.entries.push(if is_entered { from } else { 0 });
        self.inner.push(inner);
    }

    /// Adds the frame's scores, minus the previous best; returns the best.
    fn hear(
        &mut self,
        band: &Range<usize>,
        frames: &impl Frames,
        number: u32,
        less: f32,
        margin: f32,
    ) -> f32 {
        let mut best = NEVER;
        for node in band.clone() {
            for (value, column) in self.values[node].iter_mut().zip(&self.columns[node]) {
                if *value == NEVER {
                    continue;
                }
                let (score, of) = &mut self.scores[*column as usize];
                if *of != number {
                    *of = number;
                    *score = match self.senones[*column as usize] {
                        ANY => frames.any() - margin,
                        senone => frames.senone(senone),
                    };
                }
                *value += *score - less;
                best = best.max(*value);
            }
        }
        best
    }

    fn trace(&self, graph: &Graph, end: usize, frames: usize) -> Vec<(u32, u8)> {
        let (mut node, mut state) = (end, exit_state::<S>(graph, end, self.exits[end].1));
        let mut steps = vec![(0, 0); frames];
        for number in (0..frames).rev() {
            steps[number] = (node as u32, state as u8);
            if number == 0 {
                break;
            }
            let frame = &self.frames[number];
            let at = frame.at + node - frame.first as usize;
            if state > 0 {
                state -= usize::from(self.inner[at] >> (2 * (state - 1)) & 3);
            } else if self.entries[at] != 0 {
                let entry = self.entries[at];
                let edge = graph.into(node)[usize::from(entry & !EARLY) - 1];
                node = edge.from as usize;
                state = exit_state::<S>(graph, node, entry & EARLY != 0);
            }
        }
        steps
    }
}

/// The state from which a node was left.
fn exit_state<const S: usize>(graph: &Graph, node: usize, is_early: bool) -> usize {
    match graph.nodes[node].kind {
        Kind::Garbage => 0,
        _ if is_early => S - 2,
        _ => S - 1,
    }
}

/// The model's matrices, then one for speech between words, then one for an unknown word.
fn matrices<const S: usize>(model: &Model, unit: f32) -> Vec<Matrix<S>> {
    let scores = model.transitions.scores.chunks_exact(S * (S + 1));
    let cost = |score: Option<&u8>| match score {
        Some(score) if *score != IMPOSSIBLE => -unit * f32::from(*score),
        _ => NEVER,
    };
    let mut matrices: Vec<Matrix<S>> = scores
        .map(|scores| {
            let mut matrix =
                Matrix { stay: [NEVER; S], next: [NEVER; S], skip: [NEVER; S], is_single: false };
            for (state, row) in scores.chunks_exact(S + 1).enumerate() {
                matrix.stay[state] = cost(row.get(state));
                matrix.next[state] = cost(row.get(state + 1));
                matrix.skip[state] = cost(row.get(state + 2));
            }
            matrix
        })
        .collect();
    let any = Matrix { stay: [0.0; S], next: [NEVER; S], skip: [NEVER; S], is_single: true };
    matrices.push(any);
    matrices.push(Matrix { next: [0.0; S], is_single: false, ..any });
    matrices
}
