//! What can be chosen in forced alignment; defaults are what was measured to do best.

/// How a text is put onto audio. Costs are in nats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForcedOptions {
    /// Whether every word of the text is spoken and nothing else: no second pass over places that fit badly.
    pub strict: bool,
    /// How long a piece of audio is that is aligned at once, in milliseconds; twice as long in the second
    /// pass.
    pub window_ms: f64,
    /// Below that fit of the whole text it is refused ([`Forced::fit`](super::Forced::fit)). From 12 pairs of synthetic speech: right
    /// texts are above -0.6 in clean audio and above -3.1 in noise 10 dB below it, wrong ones below -5.7.
    pub refuse_below: f64,
    /// What is added to all times, in milliseconds. Measured on synthetic speech, starts and ends come 5 to
    /// 6 ms early.
    pub shift_ms: f64,
    /// What a pause costs.
    pub silence_cost: f32,
    /// How far below the best a place in the text is given up.
    pub beam: f32,
    /// Second pass: how much worse than any phone words may fit, for each frame, before they count as
    /// something else.
    pub garbage_margin: f32,
    /// Second pass: what speech costs that is not in the text.
    pub garbage_cost: f32,
    /// Second pass: what a word costs that is not spoken.
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
