//! Options of forced alignment; the defaults did best in measurements.

/// How a text is aligned with audio. Costs are in nats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForcedOptions {
    /// Whether exactly the words of the text are spoken: no second pass over places that fit badly.
    pub strict: bool,
    /// The length of a piece of audio that is aligned at once, in milliseconds; doubled in the second
    /// pass.
    pub window_ms: f64,
    /// A text with a lower overall fit is refused ([`Forced::fit`](super::Forced::fit)). From 12 pairs of synthetic
    /// speech: correct texts are above -0.6 in clean audio and above -3.1 in noise 10 dB below it, wrong ones below
    /// -5.7.
    pub refuse_below: f64,
    /// Added to all times, in milliseconds. Measured on synthetic speech, starts and ends come 5 to
    /// 6 ms early.
    pub shift_ms: f64,
    /// The cost of a pause.
    pub silence_cost: f32,
    /// The beam: positions in the text that score this far below the best are dropped.
    pub beam: f32,
    /// Second pass: how much worse than any phone words may fit, per frame, before they count as
    /// something else.
    pub garbage_margin: f32,
    /// Second pass: the cost of speech that is not in the text.
    pub garbage_cost: f32,
    /// Second pass: the cost of a word that is not spoken.
    pub skip_cost: f32,
}

impl Default for ForcedOptions {
    fn default() -> Self {
        Self {
            strict: false,
            window_ms: 30_000.0,
            refuse_below: -4.0,
            shift_ms: 6.0,
            silence_cost: 2.0,
            beam: 500.0,
            garbage_margin: 2.0,
            garbage_cost: 20.0,
            skip_cost: 30.0,
        }
    }
}
