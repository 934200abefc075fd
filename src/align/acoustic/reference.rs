//! The stages compared with PocketSphinx 5.1.1: its output with `-mfclogdir` and `-senlogdir` for its US English
//! model, and the contents of its reader's memory.

#[cfg(test)]
mod tests {
    #![allow(clippy::print_stdout, clippy::excessive_precision)]

    use std::fs;
    use std::path::Path;

    use super::super::mdef::Position;
    use super::super::scores::Scores;
    use super::super::*;

    /// The model of Debian's `pocketsphinx-en-us`, with noise removal as in PocketSphinx 5.1.1.
    fn model() -> Option<Model> {
        let folder = Path::new("/usr/share/pocketsphinx/model/en-us");
        let required = std::env::var("CUESMITH_REQUIRE_DATA").is_ok_and(|value| !value.is_empty());
        if !folder.exists() {
            assert!(!required, "{} is missing", folder.display());
            println!("skipped: {} is missing", folder.display());
            return None;
        }
        let read = |name: &str| fs::read(folder.join(name)).unwrap();
        let files = ModelFiles {
            mdef: &read("en-us/mdef"),
            means: &read("en-us/means"),
            variances: &read("en-us/variances"),
            transition_matrices: &read("en-us/transition_matrices"),
            sendump: Some(&read("en-us/sendump")),
            feat_params: &read("en-us/feat.params"),
            dictionary: &read("cmudict-en-us.dict"),
            ..ModelFiles::default()
        };
        Some(Model::read(&files, &ModelOptions::default()).unwrap())
    }

    /// Samples of a clip of Debian's `pocketsphinx-testdata`.
    fn clip(number: &str) -> Option<Vec<f32>> {
        let name = format!("sense_and_sensibility_01_austen_64kb-{number}.wav");
        let path = Path::new("/usr/share/pocketsphinx/test/data/librivox").join(name);
        let required = std::env::var("CUESMITH_REQUIRE_DATA").is_ok_and(|value| !value.is_empty());
        if !path.exists() {
            assert!(!required, "{} is missing", path.display());
            println!("skipped: {} is missing", path.display());
            return None;
        }
        let bytes = fs::read(path).unwrap();
        let samples = bytes[44..].chunks_exact(2).map(|b| i16::from_le_bytes([b[0], b[1]]));
        Some(samples.map(|sample| f32::from(sample) / 32768.0).collect())
    }

    fn assert_near(found: &[f32], expected: &[f64], within: f64) {
        for (found, expected) in found.iter().zip(expected) {
            let difference = (f64::from(*found) - expected).abs();
            assert!(difference <= within, "{found} for {expected}");
        }
        assert!(found.len() >= expected.len());
    }

    /// A frame, including the mean of the file.
    fn cepstra(features: &Features, frame: usize) -> Vec<f32> {
        let values = &features.values[frame * 13..][..13];
        values.iter().zip(&features.mean).map(|(value, mean)| value + mean).collect()
    }

    fn sine() -> Vec<f32> {
        let angle = |i: i32| 2.0 * std::f64::consts::PI * 440.0 * f64::from(i) / 16000.0;
        (0..16000).map(|i| ((10000.0 * angle(i).sin()).round() / 32768.0) as f32).collect()
    }

    #[test]
    fn a_tone_has_the_cepstra_of_pocketsphinx() {
        let Some(model) = model() else { return };
        assert!(model.remove_noise && model.params.remove_noise.is_none());
        // In blocks of any size.
        for block in [1, 333, 410, 16000] {
            let mut front_end = model.front_end();
            sine().chunks(block).for_each(|block| front_end.push(block));
            let features = front_end.finish();
            assert_eq!(features.len(), 99);
            let expected: &[(usize, [f64; 13])] = &[
                (
                    0,
                    [
                        42.4328, 37.8202, 20.6295, 11.6325, -7.2076, -25.0996, -42.2511, -50.6518,
                        -51.0436, -41.9138, -27.3228, -9.9273, 5.3056,
                    ],
                ),
                (
                    1,
                    [
                        41.8613, 38.7131, 21.4898, 12.2887, -6.6930, -24.9054, -42.3598, -50.8848,
                        -51.2700, -42.2445, -27.6245, -10.1571, 4.8829,
                    ],
                ),
                (
                    2,
                    [
                        42.3173, 37.9398, 20.7761, 11.7062, -7.1125, -25.0457, -42.1657, -50.6113,
                        -50.9673, -41.8629, -27.2944, -9.8562, 5.3534,
                    ],
                ),
                (
                    98,
                    [
                        57.2895, 31.9237, 14.3336, 7.9726, -5.6142, -16.9040, -28.0573, -32.9892,
                        -33.5254, -28.1785, -19.9413, -9.6747, -0.9039,
                    ],
                ),
            ];
            for (frame, expected) in expected {
                assert_near(&cepstra(&features, *frame), expected, 1e-3);
            }
        }
        let mut front_end = FrontEnd::new(&model.params, false);
        front_end.push(&sine());
        let features = front_end.finish();
        assert_near(&cepstra(&features, 0), &[42.7143, 37.8202, 20.6295, 11.6325, -7.2076], 1e-3);
        assert_near(&cepstra(&features, 1), &[42.1770, 38.6994, 21.4788, 12.2829, -6.6952], 1e-3);
        assert_near(&cepstra(&features, 2), &[42.6562, 37.9287, 20.7668, 11.7016, -7.1144], 1e-3);
    }

    #[test]
    fn the_filters_are_those_of_the_model() {
        let Some(model) = model() else { return };
        let filters = front_end::filters(&model.params);
        let seen = |index: usize| {
            let filter = &filters[index];
            let inside = filter.weights.iter().enumerate().filter(|(_, weight)| **weight > 1e-9);
            let inside: Vec<usize> = inside.map(|(at, _)| filter.first + at).collect();
            let peak = filter.weights.iter().fold(0f64, |peak, weight| peak.max(*weight));
            (inside[0], inside[inside.len() - 1], (peak * 1e6).round())
        };
        let expected = [
            (5, 8, 12800.0),
            (8, 11, 12800.0),
            (10, 14, 10667.0),
            (13, 17, 10667.0),
            (16, 21, 9143.0),
            (19, 25, 8000.0),
        ];
        for (index, expected) in expected.into_iter().enumerate() {
            assert_eq!(seen(index), expected, "filter {index}");
        }
        assert_eq!(seen(23), (165, 197, 1882.0));
        assert_eq!(seen(24), (181, 217, 1684.0));
    }

    #[test]
    fn the_model_has_the_numbers_of_its_files() {
        let Some(model) = model() else { return };
        assert_eq!((model.phones.names.len(), model.phones.senones), (42, 5126));
        assert_eq!(model.sharing, Sharing::Phone);
        assert_eq!(model.phones.names[32], "SIL");
        let id = |name: &str| model.phones.find(name).unwrap();
        let transitions = |name: &str| {
            &model.transitions.scores
                [usize::from(model.phones.matrices[usize::from(id(name))]) * 12..][..12]
        };
        assert_eq!(transitions("SIL"), [0, 24, 255, 255, 255, 1, 19, 255, 255, 255, 1, 17]);
        assert_eq!(transitions("AA"), [3, 10, 255, 255, 255, 2, 15, 255, 255, 255, 3, 10]);
        assert_eq!(transitions("+NSN+"), [1, 17, 255, 255, 255, 0, 28, 255, 255, 255, 1, 22]);
        let last = |density: usize| {
            (5122..5126).map(|n| model.weights.of(n, 2)[density]).collect::<Vec<_>>()
        };
        assert_eq!(last(127), [51, 62, 64, 71]);
        assert_eq!(
            (0..8).map(|n| model.weights.of(n, 0)[0]).collect::<Vec<_>>(),
            [42, 43, 79, 84, 158, 73, 59, 77]
        );
        assert_eq!(model.weights.scores.iter().max(), Some(&158));
        let senones = |base: &str, left: &str, right: &str, position| {
            model.phones.in_context(id(base), id(left), id(right), position).to_vec()
        };
        assert_eq!(senones("AA", "B", "T", Position::Internal), [156, 174, 212]);
        assert_eq!(senones("HH", "SIL", "AH", Position::Begin), [2114, 2147, 2215]);
        assert_eq!(senones("D", "L", "SIL", Position::End), [1245, 1307, 1360]);
        assert_eq!(senones("AH", "SIL", "SIL", Position::Single), [507, 622, 796]);
        assert_eq!(senones("ZH", "ZH", "ZH", Position::Internal), [123, 124, 125]);
        assert_eq!(senones("T", "S", "+NSN+", Position::End), [4325, 4417, 4521]);
        // The constant of the first density, then mean and precision by dimension.
        let first: Vec<f32> = model.gaussians.blocks[..7].iter().map(|block| block[0]).collect();
        assert_eq!(first[0], -382_389.0);
        assert_near(&[first[1], first[3], first[5]], &[-5.7867, -15.7869, -14.4342], 1e-4);
        assert_eq!([first[2], first[4], first[6]], [386.0, 141.0, 57.0]);
    }

    #[test]
    fn speech_has_the_features_and_scores_of_pocketsphinx() {
        let (Some(model), Some(samples)) = (model(), clip("0880")) else { return };
        assert_eq!(samples.len(), 47840);
        let mut front_end = model.front_end();
        front_end.push(&samples);
        let features = front_end.finish();
        assert_eq!(features.len(), 298);
        let first = [
            36.6946, -5.2543, -18.3763, 11.2249, -3.2059, -3.4880, -20.7179, -6.6375, 15.3274,
            -7.6851, -5.4136, 9.4270, 5.1324,
        ];
        assert_near(&cepstra(&features, 0), &first, 1e-3);
        let mean = [
            51.2410, 3.3778, -5.2157, 19.2115, -24.5441, 14.3783, -7.6815, -10.9788, 5.2013,
            -0.6982, 5.7673, -1.0101, 3.7986,
        ];
        assert_near(&features.mean, &mean, 1e-3);
        let mut vector = [0f32; 39];
        features.vector(100, &mut vector);
        assert_near(&vector, &[-11.1981, 1.0293, -21.0100], 1e-3);
        assert_near(&vector[13..], &[-4.9735, -1.0085, 5.2329], 1e-3);
        assert_near(&vector[26..], &[-1.5296, -10.0179, 8.4248], 1e-3);

        let mut scores = Scores::new(&model, []);
        scores.load(&vector);
        let at = |range: std::ops::Range<u16>| {
            range.map(|senone| scores.senone(senone)).collect::<Vec<_>>()
        };
        assert_near(&at(0..6), &[-17.3322, -16.5425, -12.7382, -15.8239, -15.0683, -17.4756], 2e-3);
        assert_near(&at(1000..1004), &[-24.789, -27.4227, -26.2409, -28.8511], 2e-3);
    }

    /// The scores of all senones in whole units, with the best at 0, as PocketSphinx computes them with `-compallsen`
    /// (`src/ptm_mgau.c`).
    fn whole_scores(model: &Model, scores: &Scores<'_>) -> Vec<i32> {
        const SUM: [i32; 29] =
            [7, 6, 6, 5, 5, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        let add = |a: i32, b: i32| a.min(b) - SUM.get(a.abs_diff(b) as usize).unwrap_or(&0);
        let mut all = Vec::new();
        for senone in 0..model.phones.senones as u16 {
            let mut sum = 0;
            for stream in 0..model.gaussians.streams.len() {
                let best = (scores.best()[stream] as i64 >> 10) as i32;
                let weights = model.weights.of(usize::from(senone), stream);
                let of = |near: &gaussians::Near| {
                    let far = (best - (near.score as i64 >> 10) as i32).min(96);
                    far + i32::from(weights[usize::from(near.density)])
                };
                let near = scores.near(senone, stream);
                sum += near[1..].iter().fold(of(&near[0]), |sum, near| add(sum, of(near)));
            }
            all.push(sum);
        }
        let least = *all.iter().min().unwrap();
        all.iter().map(|score| score - least).collect()
    }

    #[test]
    fn whole_scores_are_those_of_pocketsphinx() {
        let (Some(model), Some(samples)) = (model(), clip("0880")) else { return };
        let mut front_end = model.front_end();
        front_end.push(&samples);
        let features = front_end.finish();
        let mut scores = Scores::new(&model, []);
        let mut vector = [0f32; 39];
        let expected: &[(usize, usize, &[i32])] = &[
            (0, 0, &[48, 33, 22, 1, 53, 6, 137, 75, 116, 61, 58, 125]),
            (100, 0, &[45, 38, 0, 32, 25, 49, 119, 130, 84, 81, 82, 81]),
            (100, 1000, &[119, 143, 133, 158, 126, 147, 114, 129]),
            (297, 0, &[41, 69, 63, 83, 68, 0]),
        ];
        for (frame, senone, expected) in expected {
            features.vector(*frame, &mut vector);
            scores.load(&vector);
            let whole = whole_scores(&model, &scores);
            assert_eq!(&whole[*senone..senone + expected.len()], *expected, "frame {frame}");
        }
    }

    /// Scores of all senones in whole units.
    struct Whole<'a> {
        model: &'a Model,
        features: &'a Features,
        scores: Scores<'a>,
        whole: Vec<i32>,
    }

    impl viterbi::Frames for Whole<'_> {
        fn load(&mut self, frame: usize) {
            let mut vector = [0f32; 39];
            self.features.vector(frame, &mut vector);
            self.scores.load(&vector);
            self.whole = whole_scores(self.model, &self.scores);
        }

        fn senone(&self, senone: u16) -> f32 {
            -self.whole[usize::from(senone)] as f32
        }

        fn any(&self) -> f32 {
            0.0
        }
    }

    fn said(model: &Model, text: &str) -> Vec<graph::Said> {
        let said = |word: &str| {
            let all = model
                .dictionary
                .find(word)
                .map(|said| dictionary::ids(said, &model.phones).unwrap());
            all.collect()
        };
        text.split(' ').map(said).collect()
    }

    const TEXT: &str = "he was not an ill disposed young man";

    /// First and last frames of words: he, was, not, an, ill, disposed, young, man.
    const WORDS: [(usize, usize); 8] =
        [(21, 32), (33, 55), (56, 105), (113, 129), (130, 147), (148, 210), (211, 232), (233, 273)];

    const PHONES: &str = "HH 21-26 IY 27-32 W 33-40 AH 41-44 Z 45-55 N 56-60 AA 61-85 T 86-105 AH 113-122 N 123-129 \
        IH 130-134 L 135-147 D 148-150 IH 151-153 S 154-166 P 167-174 OW 175-196 Z 197-204 D 205-210 Y 211-217 \
        AH 218-223 NG 224-232 M 233-242 AE 243-261 N 262-273";

    /// The phones of a path with their frames, without pauses.
    fn phones(model: &Model, graph: &graph::Graph, path: &viterbi::Path) -> String {
        let mut out: Vec<(u32, usize, usize)> = Vec::new();
        for (frame, (node, _)) in path.steps.iter().enumerate() {
            match out.last_mut() {
                Some(last) if last.0 == *node => last.2 = frame,
                _ => out.push((*node, frame, frame)),
            }
        }
        out.retain(|(node, ..)| graph.nodes[*node as usize].word != graph::NO_WORD);
        let name = |node: u32| &model.phones.names[usize::from(graph.nodes[node as usize].phone)];
        let lines: Vec<String> =
            out.iter().map(|(node, a, b)| format!("{} {a}-{b}", name(*node))).collect();
        lines.join(" ")
    }

    #[test]
    fn a_clip_is_aligned_to_the_frame_as_pocketsphinx_aligns_it() {
        let (Some(model), Some(samples)) = (model(), clip("0880")) else { return };
        let mut front_end = model.front_end();
        front_end.push(&samples);
        let features = front_end.finish();
        let said = said(&model, TEXT);
        let said: Vec<&graph::Said> = said.iter().collect();
        let none = f32::INFINITY;

        // In whole units, a pause costs 365 and a word 28.
        let costs = graph::Costs { silence: 365.0, word: 28.0, garbage: None };
        let graph = graph::Graph::new(&model, &said, costs);
        let mut frames = Whole {
            model: &model,
            features: &features,
            scores: Scores::new(&model, []),
            whole: Vec::new(),
        };
        let search = viterbi::Search { beam: none, is_open: false, margin: 0.0, unit: 1.0 };
        let path = viterbi::search(&model, &graph, &mut frames, 0..298, &search).unwrap();
        assert_eq!(path.score, -10499.0);
        // Whole units leave ties between phones of a word.
        let mut words: Vec<(u32, usize, usize)> = Vec::new();
        for (frame, (node, _)) in path.steps.iter().enumerate() {
            let word = graph.nodes[*node as usize].word;
            match words.last_mut() {
                Some(last) if last.0 == word => last.2 = frame,
                _ => words.push((word, frame, frame)),
            }
        }
        words.retain(|(word, ..)| *word != graph::NO_WORD);
        assert_eq!(words.iter().map(|(_, first, last)| (*first, *last)).collect::<Vec<_>>(), WORDS);

        // In floating point, with the same cost for a pause.
        let costs = graph::Costs { silence: 37.37, word: 0.0, garbage: None };
        let graph = graph::Graph::new(&model, &said, costs);
        let mut listener = listen::Listener::new(&model, &features, &graph);
        let search = viterbi::Search { unit: UNIT as f32, ..search };
        let path = viterbi::search(&model, &graph, &mut listener, 0..298, &search).unwrap();
        assert_eq!(phones(&model, &graph, &path), PHONES);
        assert!((path.score + 4484.94).abs() < 0.5, "{}", path.score);
        let found = listen::words(&model, &graph, &mut listener, &path, 0);
        assert_eq!(found.iter().map(|word| (word.first, word.end - 1)).collect::<Vec<_>>(), WORDS);
        let fits: Vec<f32> = found.iter().map(|word| word.fit.unwrap()).collect();
        assert_near(&fits, &[0.77, 1.12, -0.03, -0.90, 0.50, -0.41, 0.19, 1.14], 0.011);
    }

    /// First and last frames of words as PocketSphinx 5.1.1 aligned the clips of Debian's package (2026-11-30, from
    /// Python: `bestpath=False, compallsen=True`, beams 1e-200, `set_align_text`, `full_utt`).
    /// A clip, its words, and the frames where each begins and ends.
    type Clip = (&'static str, &'static str, &'static [(usize, usize)]);
    const CLIPS: [Clip; 4] = [
        (
            "0870",
            "and mister john dashwood had then leisure to consider how much there might be prudently in his power to \
             do for them",
            &[
                (20, 36),
                (37, 62),
                (63, 97),
                (98, 157),
                (158, 183),
                (184, 220),
                (225, 270),
                (271, 288),
                (289, 343),
                (344, 394),
                (400, 432),
                (433, 451),
                (452, 478),
                (479, 493),
                (494, 545),
                (546, 555),
                (556, 574),
                (575, 603),
                (604, 613),
                (614, 634),
                (635, 660),
                (661, 678),
            ],
        ),
        (
            "0890",
            "unless to be rather cold hearted and rather selfish is to be ill disposed",
            &[
                (27, 58),
                (59, 69),
                (70, 85),
                (86, 121),
                (122, 173),
                (174, 221),
                (222, 238),
                (239, 277),
                (278, 358),
                (363, 387),
                (388, 397),
                (398, 415),
                (416, 436),
                (437, 508),
            ],
        ),
        (
            "0920",
            "had he married a more a amiable woman he might have been made still more respectable than he was",
            &[
                (22, 43),
                (44, 53),
                (54, 97),
                (98, 102),
                (103, 140),
                (141, 145),
                (146, 200),
                (201, 248),
                (249, 270),
                (271, 299),
                (300, 318),
                (319, 335),
                (336, 368),
                (369, 406),
                (407, 424),
                (425, 499),
                (500, 512),
                (513, 520),
                (521, 582),
            ],
        ),
        (
            "0930",
            "he might even have been made amiable himself",
            &[
                (21, 37),
                (38, 63),
                (64, 91),
                (92, 106),
                (107, 132),
                (133, 169),
                (170, 226),
                (227, 301),
            ],
        ),
    ];

    #[test]
    fn other_clips_are_aligned_to_the_frame_as_pocketsphinx_aligns_them() {
        let Some(model) = model() else { return };
        for (name, text, words) in CLIPS {
            let Some(samples) = clip(name) else { return };
            let mut front_end = model.front_end();
            front_end.push(&samples);
            let features = front_end.finish();
            let said = said(&model, text);
            let said: Vec<&graph::Said> = said.iter().collect();
            let costs = graph::Costs { silence: 37.37, word: 0.0, garbage: None };
            let graph = graph::Graph::new(&model, &said, costs);
            let mut listener = listen::Listener::new(&model, &features, &graph);
            let search =
                viterbi::Search { beam: 500.0, is_open: false, margin: 0.0, unit: UNIT as f32 };
            let path =
                viterbi::search(&model, &graph, &mut listener, 0..features.len(), &search).unwrap();
            let found = listen::words(&model, &graph, &mut listener, &path, 0);
            let found: Vec<_> = found.iter().map(|word| (word.first, word.end - 1)).collect();
            assert_eq!(found, words, "{name}");
        }
    }
}
