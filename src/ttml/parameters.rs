//! The document parameters: the `ttp:` attributes and `tts:extent` of the root (TTML1 6.2).

use super::diagnostics::{self, Sink};
use super::names::Attr;
use super::rational::Rational;
use super::time_expression::{DropMode, TimeBase, TimeParameters, number};
use super::tree::Tree;
use crate::source::{Diagnostic, Span};

/// The values of the `ttp:` attributes and of `tts:extent` on `tt`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// The parameters that times depend on.
    pub time: TimeParameters,
    /// `ttp:cellResolution`: columns and rows, 32 x 15 by default.
    pub cells: (u32, u32),
    /// `tts:extent` on `tt` in pixels, when it is given.
    pub extent: Option<(f64, f64)>,
    /// `ttp:frameRate` is written.
    pub has_frame_rate: bool,
    /// `ttp:tickRate` is written.
    pub has_tick_rate: bool,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            time: TimeParameters::default(),
            cells: (32, 15),
            extent: None,
            has_frame_rate: false,
            has_tick_rate: false,
        }
    }
}

/// Reads the `ttp:` parameters and `tts:extent` of the root.
pub(super) fn read<const TELL: bool>(
    tree: &Tree<'_>,
    tt: Option<u32>,
    sink: &mut Sink<TELL>,
) -> Parameters {
    let mut p = Parameters::default();
    let Some(element) = tt.and_then(|tt| tree.element(tt)) else { return p };
    let mut multiplier = Rational::seconds(1);
    let mut tick_rate = None;
    for a in tree.attributes_of(element) {
        let value = tree.value(a).trim_matches(' ');
        let mut wrong = |what: fn(Span) -> Diagnostic| sink.add(|| what(a.span));
        match a.attr {
            Attr::FrameRate => match positive(value) {
                Some(rate) => (p.time.frame_rate, p.has_frame_rate) = (rate, true),
                None => wrong(diagnostics::frame_rate),
            },
            Attr::SubFrameRate => match positive(value) {
                Some(rate) => p.time.sub_frame_rate = rate,
                None => wrong(diagnostics::sub_frame_rate),
            },
            Attr::TickRate => match positive(value) {
                Some(rate) => (tick_rate, p.has_tick_rate) = (Some(rate), true),
                None => wrong(diagnostics::tick_rate),
            },
            Attr::FrameRateMultiplier => {
                let (ratio, proper) = ratio(value);
                if !proper {
                    wrong(diagnostics::multiplier);
                }
                multiplier = ratio.unwrap_or(multiplier);
            }
            Attr::CellResolution => match cells(value) {
                Some(cells) => p.cells = cells,
                None => wrong(diagnostics::cell_resolution),
            },
            Attr::TimeBase => match value {
                "media" => {}
                "smpte" => p.time.base = TimeBase::Smpte,
                "clock" => p.time.base = TimeBase::Clock,
                _ => wrong(diagnostics::time_base),
            },
            Attr::DropMode => match value {
                "nonDrop" => {}
                "dropNTSC" => p.time.drop_mode = DropMode::DropNtsc,
                "dropPAL" => p.time.drop_mode = DropMode::DropPal,
                _ => wrong(diagnostics::drop_mode),
            },
            Attr::Extent => p.extent = pixels(value),
            _ => {}
        }
    }
    if let Some(a) = tt.and_then(|tt| tree.attribute(tt, Attr::TimeBase)) {
        let span = a.span;
        match p.time.base {
            TimeBase::Media => {}
            TimeBase::Smpte => sink.add(|| diagnostics::smpte(span)),
            TimeBase::Clock => sink.add(|| diagnostics::clock(span)),
        }
    }
    let rate = Rational::seconds(p.time.frame_rate);
    p.time.effective_rate = rate.checked_mul(multiplier).unwrap_or(rate);
    // TTML1 6.2.10: by default as many ticks as sub-frames when a frame rate is written, otherwise one.
    let by_frames = p.time.effective_rate.checked_mul(Rational::seconds(p.time.sub_frame_rate));
    p.time.tick_rate = match tick_rate {
        Some(rate) => Rational::seconds(rate),
        None if p.has_frame_rate => by_frames.unwrap_or(rate),
        None => Rational::seconds(1),
    };
    p
}

fn positive(value: &str) -> Option<i64> {
    number(value.as_bytes()).ok().filter(|&n| n > 0)
}

/// Two whole numbers and whether they are written as TTML1 requires. The colon of the drafts and the
/// slash are accepted.
fn ratio(value: &str) -> (Option<Rational>, bool) {
    let mut parts = value.split([' ', ':', '/']).filter(|p| !p.is_empty()).map(positive);
    let (Some(Some(n)), Some(Some(d)), None) = (parts.next(), parts.next(), parts.next()) else {
        return (None, false);
    };
    (Rational::new(i128::from(n), i128::from(d)), !value.contains([':', '/']))
}

fn cells(value: &str) -> Option<(u32, u32)> {
    let mut parts = value.split(' ').filter(|p| !p.is_empty()).map(positive);
    let (columns, rows) = (parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    Some((u32::try_from(columns).ok()?, u32::try_from(rows).ok()?))
}

/// `tts:extent` on `tt`: two lengths in pixels.
#[must_use]
pub(super) fn pixels(value: &str) -> Option<(f64, f64)> {
    let mut parts = value
        .split(' ')
        .filter(|p| !p.is_empty())
        .map(|p| split_unit(p).filter(|&(number, unit)| unit == "px" && number > 0.0).map(|p| p.0));
    match (parts.next()?, parts.next()?, parts.next()) {
        (Some(w), Some(h), None) => Some((w, h)),
        _ => None,
    }
}

/// A number and its unit.
pub(super) fn split_unit(length: &str) -> Option<(f64, &str)> {
    let at = length.find(|c: char| c.is_ascii_alphabetic() || c == '%')?;
    let number: f64 = length[..at].parse().ok()?;
    number.is_finite().then_some((number, &length[at..]))
}
