//! A model of three tones and silence, and the writers of its files.

use cuesmith::align::acoustic::{Model, ModelFiles, ModelOptions};

/// The forms that the files of a model may have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Form {
    pub is_big_endian: bool,
    /// `mdef` as text, weights as `mixture_weights`.
    pub is_text: bool,
    /// A codebook for each senone.
    pub is_continuous: bool,
    pub has_checksum: bool,
    pub has_four_bits: bool,
}

impl Form {
    const LITTLE: Self = Self {
        is_big_endian: false,
        is_text: false,
        is_continuous: false,
        has_checksum: false,
        has_four_bits: false,
    };

    pub(super) const ALL: [Self; 6] = [
        Self::LITTLE,
        Self { is_big_endian: true, ..Self::LITTLE },
        Self { is_text: true, ..Self::LITTLE },
        Self { is_text: true, is_continuous: true, ..Self::LITTLE },
        Self { has_checksum: true, is_big_endian: true, ..Self::LITTLE },
        Self { has_four_bits: true, ..Self::LITTLE },
    ];
}

#[derive(Clone)]
pub(super) struct Toy {
    form: Form,
    mdef: Vec<u8>,
    means: Vec<u8>,
    variances: Vec<u8>,
    transition_matrices: Vec<u8>,
    weights: Vec<u8>,
    pub feat_params: Vec<u8>,
}

const PHONES: [&str; 4] = ["A", "B", "C", "SIL"];
const STATES: usize = 3;
const DICTIONARY: &[u8] = b"a A\nb B\nc C\nab A B\nabc A B C\nba B A\nca C A\ncb C B\n";

impl Toy {
    /// A model that knows the tones as they are in these samples.
    pub(super) fn new(form: Form, samples: &[f32]) -> Self {
        let mut toy = Self {
            form,
            mdef: if form.is_text { text_mdef() } else { binary_mdef(form) },
            means: Vec::new(),
            variances: Vec::new(),
            transition_matrices: transitions(form),
            weights: Vec::new(),
            feat_params:
                b"-nfilt 25\n-lowerf 130\n-upperf 6800\n-transform dct\n-remove_noise no\n".to_vec(),
        };
        if !form.is_continuous {
            toy.feat_params.extend_from_slice(b"-svspec 0-12/13-25/26-38\n");
        }
        toy.weights = toy.write_weights();
        // Any means do to make features; those of the tones are the model's.
        toy.write_densities(&[[0.0; 13]; 4]);
        let model = Model::read(&toy.files(), &ModelOptions::default()).unwrap();
        let mut front_end = model.front_end();
        front_end.push(samples);
        let features = front_end.finish();
        let mut means = [[0f32; 13]; 4];
        let mut counts = [0f32; 4];
        for (number, frame) in features.values.chunks_exact(13).enumerate() {
            // The tone in the middle of the frame, by how often the wave crosses zero.
            let middle = &samples
                [(number * 160).min(samples.len())..(number * 160 + 410).min(samples.len())];
            let loud =
                middle.iter().filter(|sample| sample.abs() > 0.01).count() * 2 > middle.len();
            let crossings =
                middle.windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0).count();
            let phone = match crossings {
                _ if !loud => 3,
                8..=12 => 0,
                26..=30 => 1,
                68..=74 => 2,
                _ => continue, // from one tone to the next
            };
            counts[phone] += 1.0;
            means[phone].iter_mut().zip(frame).for_each(|(mean, value)| *mean += value);
        }
        for (mean, count) in means.iter_mut().zip(counts) {
            mean.iter_mut().for_each(|value| *value /= count.max(1.0));
        }
        toy.write_densities(&means);
        toy
    }

    pub(super) fn files(&self) -> ModelFiles<'_> {
        ModelFiles {
            mdef: &self.mdef,
            means: &self.means,
            variances: &self.variances,
            transition_matrices: &self.transition_matrices,
            sendump: (!self.form.is_text).then_some(&self.weights),
            mixture_weights: self.form.is_text.then_some(&self.weights),
            feat_params: &self.feat_params,
            dictionary: DICTIONARY,
            ..ModelFiles::default()
        }
    }

    /// How many files there are besides the texts.
    pub(super) const FILES: usize = 5;

    /// One of the files, by number.
    pub(super) fn file(&mut self, number: usize) -> &mut Vec<u8> {
        match number {
            0 => &mut self.mdef,
            1 => &mut self.means,
            2 => &mut self.variances,
            3 => &mut self.transition_matrices,
            _ => &mut self.weights,
        }
    }

    /// Two densities for each codebook: one at the mean of a tone, one far away.
    fn write_densities(&mut self, of: &[[f32; 13]; 4]) {
        let (codebooks, lengths) = match self.form.is_continuous {
            true => (PHONES.len() * STATES, vec![39u32]),
            false => (PHONES.len(), vec![13, 13, 13]),
        };
        let (mut means, mut variances) = (Vec::new(), Vec::new());
        for codebook in 0..codebooks {
            let phone = codebook * PHONES.len() / codebooks;
            let mut mean = [0f32; 39];
            mean[..13].copy_from_slice(&of[phone]);
            let mut variance = [400f32; 39];
            variance[..13].fill(4.0);
            let mut from = 0;
            for length in &lengths {
                let part = from..from + *length as usize;
                from = part.end;
                means.extend_from_slice(&mean[part.clone()]);
                means.extend(mean[part.clone()].iter().map(|value| value + 500.0));
                variances.extend_from_slice(&variance[part.clone()]);
                variances.extend_from_slice(&variance[part]);
            }
        }
        let mut head = vec![codebooks as u32, lengths.len() as u32, 2];
        head.extend(lengths);
        self.means = s3(self.form, &head, &means);
        self.variances = s3(self.form, &head, &variances);
    }

    fn write_weights(&self) -> Vec<u8> {
        let senones = PHONES.len() * STATES;
        let streams = if self.form.is_continuous { 1 } else { 3 };
        if self.form.is_text {
            let head = [senones as u32, streams as u32, 2];
            return s3(self.form, &head, &[3.0, 1.0].repeat(senones * streams));
        }
        let mut out = Vec::new();
        if self.form.has_four_bits {
            let line = b"cluster_count 16\0cluster_bits 4\0";
            put(&mut out, self.form, 17);
            out.extend_from_slice(&line[..17]);
            out.extend(15u32.to_le_bytes());
            out.extend_from_slice(&line[17..]);
            out.extend(0u32.to_le_bytes());
            out.extend((0..16).map(|n| n * 7));
            for _ in 0..streams {
                // Weights 0 and 14.
                out.extend(vec![0x00; senones / 2]);
                out.extend(vec![0x22; senones / 2]);
            }
            return out;
        }
        put(&mut out, self.form, 3);
        put(&mut out, self.form, 0);
        put(&mut out, self.form, 2);
        put(&mut out, self.form, senones as u32);
        out.splice(4..4, *b"!!!");
        for _ in 0..streams {
            out.extend(vec![3; senones]);
            out.extend(vec![14; senones]);
        }
        out
    }
}

fn put(out: &mut Vec<u8>, form: Form, word: u32) {
    out.extend(if form.is_big_endian { word.to_be_bytes() } else { word.to_le_bytes() });
}

/// Header words, how many numbers follow, the numbers.
fn s3(form: Form, head: &[u32], values: &[f32]) -> Vec<u8> {
    let mut out = b"s3\nversion 1.0\n# a comment\n".to_vec();
    if form.has_checksum {
        out.extend_from_slice(b"chksum0 yes   \n");
    }
    out.extend_from_slice(b"           endhdr\n");
    put(&mut out, form, 0x1122_3344);
    let count = [values.len() as u32];
    let bits = values.iter().map(|value| value.to_bits());
    let mut sum = 0u32;
    for word in head.iter().chain(&count).copied().chain(bits) {
        put(&mut out, form, word);
        sum = sum.rotate_left(20).wrapping_add(word);
    }
    if form.has_checksum {
        put(&mut out, form, sum);
    }
    out
}

/// Counts, not probabilities.
fn transitions(form: Form) -> Vec<u8> {
    let matrix = [6.0, 2.0, 0.0, 0.0, 0.0, 6.0, 2.0, 0.0, 0.0, 0.0, 6.0, 2.0];
    s3(form, &[1, 3, 4], &matrix)
}

fn text_mdef() -> Vec<u8> {
    let mut text = "# made by a test\n0.3\n4 n_base\n0 n_tri\n16 n_state_map\n12 n_tied_state\n\
                    12 n_tied_ci_state\n1 n_tied_tmat\n# base lft rt p attrib tmat ... state id's ...\n"
        .to_owned();
    for (at, name) in PHONES.iter().enumerate() {
        let kind = if *name == "SIL" { "filler" } else { "n/a" };
        let first = at * STATES;
        text += &format!(" {name} - - - {kind} 0 {first} {} {} N\n", first + 1, first + 2);
    }
    text.into_bytes()
}

fn binary_mdef(form: Form) -> Vec<u8> {
    let mut out = if form.is_big_endian { b"FDMB".to_vec() } else { b"BMDF".to_vec() };
    let text = b"what is in here\0";
    put(&mut out, form, 1);
    put(&mut out, form, text.len() as u32);
    out.extend_from_slice(text);
    // One phone in a context, which has the senones of the phone without one.
    for word in [4, 5, 3, 12, 12, 1, 4, 3, 0, 3] {
        put(&mut out, form, word);
    }
    let start = out.len();
    for name in PHONES {
        out.extend_from_slice(name.as_bytes());
        out.push(0);
    }
    out.resize(start + (out.len() - start).next_multiple_of(4), 0);
    for sequence in 0..4 {
        put(&mut out, form, sequence);
        put(&mut out, form, 0);
        out.extend_from_slice(&[u8::from(sequence == 3), 0, 0, 0]);
    }
    put(&mut out, form, 1);
    put(&mut out, form, 0);
    out.extend_from_slice(&[1, 1, 3, 0]); // B between SIL and A, at the beginning of a word
    put(&mut out, form, 12);
    for senone in 0..12u16 {
        out.extend(if form.is_big_endian { senone.to_be_bytes() } else { senone.to_le_bytes() });
    }
    out
}
