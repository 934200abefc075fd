//! Audio for the search: the scores of each frame, and how well the words that were found fit.

use super::features::Features;
use super::graph::{ANY, Graph, Kind, NO_WORD};
use super::model::Model;
use super::scores::Scores;
use super::viterbi::{Frames, Path};

/// The frames of a set of features, scored for the words of a graph.
#[derive(Debug)]
pub(super) struct Listener<'a> {
    features: &'a Features,
    scores: Scores<'a>,
    vector: Vec<f32>,
    any: f32,
    /// The first frame that was loaded.
    first: usize,
    /// For each frame since the first: the score of any speech, and the best score of each stream.
    heard: Vec<f32>,
}

impl<'a> Listener<'a> {
    pub(super) fn new(model: &'a Model, features: &'a Features, graph: &Graph) -> Self {
        let senones = graph.senones.iter().copied().filter(|senone| *senone != ANY);
        Self {
            features,
            scores: Scores::new(model, senones),
            vector: vec![0.0; features.cepstra * 3],
            any: 0.0,
            first: 0,
            heard: Vec::new(),
        }
    }

    /// How much better a senone fits a loaded frame than any phone does, in nats.
    fn gain(&mut self, frame: usize, senone: u16) -> f32 {
        let size = 1 + self.scores.best().len();
        let at = (frame - self.first) * size;
        self.features.vector(frame, &mut self.vector);
        self.scores.senone_alone(senone, &self.vector, &self.heard[at + 1..at + size])
            - self.heard[at]
    }
}

impl Frames for Listener<'_> {
    fn load(&mut self, frame: usize) {
        if self.heard.is_empty() {
            self.first = frame;
        }
        self.features.vector(frame, &mut self.vector);
        self.scores.load(&self.vector);
        self.any = self.scores.any_speech();
        self.heard.push(self.any);
        self.heard.extend_from_slice(self.scores.best());
    }

    fn senone(&self, senone: u16) -> f32 {
        self.scores.senone(senone)
    }

    fn any(&self) -> f32 {
        self.any
    }
}

/// A word that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// Its number in the graph.
    pub word: u32,
    /// Its first frame.
    pub first: usize,
    /// The frame after its last.
    pub end: usize,
    /// How much better its phones fit than any others, in nats per frame: about 0 where the word is
    /// spoken, far below where it is not. `None` where its pronunciation is unknown.
    pub fit: Option<f32>,
}

/// The words of a path, in order. `first` is the frame at which the path begins.
pub(super) fn words(
    model: &Model,
    graph: &Graph,
    listener: &mut Listener<'_>,
    path: &Path,
    first: usize,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut sum = 0f64;
    for (number, (node, state)) in path.steps.iter().enumerate() {
        let (frame, place) = (first + number, &graph.nodes[*node as usize]);
        if place.word == NO_WORD {
            continue;
        }
        if found.last().is_none_or(|last| last.word != place.word) {
            found.push(Found { word: place.word, first: frame, end: frame, fit: None });
            sum = 0.0;
        }
        let Some(word) = found.last_mut() else { continue };
        word.end = frame + 1;
        if place.kind == Kind::Phone {
            let senone = graph.senones[*node as usize * model.phones.states + usize::from(*state)];
            sum += f64::from(listener.gain(frame, senone));
            word.fit = Some((sum / (word.end - word.first) as f64) as f32);
        }
    }
    found
}
