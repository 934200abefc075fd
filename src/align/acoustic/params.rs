//! `feat.params`: a model's settings for audio analysis. Keys and defaults are those of PocketSphinx 5
//! (`include/pocketsphinx/sphinx_config.h`, `src/config_macro.h`).

use super::error::{ModelError, Problem};

/// How features are computed from audio.
#[derive(Clone, Debug, PartialEq)]
pub struct Params {
    /// The model's sample rate, in Hz.
    pub sample_rate: u32,
    /// Frames per second.
    pub frame_rate: u32,
    /// Samples per frame.
    pub frame_size: usize,
    /// Points of the Fourier transform.
    pub fft_size: usize,
    /// Filters on the mel scale.
    pub filters: usize,
    /// Lower edge of the lowest filter, in Hz.
    pub lowest: f64,
    /// Upper edge of the highest filter, in Hz.
    pub highest: f64,
    /// Cepstral coefficients.
    pub cepstra: usize,
    /// Pre-emphasis: the share of the preceding sample that is subtracted from each sample.
    pub pre_emphasis: f64,
    /// The cosine transform.
    pub transform: Transform,
    /// Length of the sine lifter; 0 for none.
    pub lifter: u32,
    /// Whether filters have equal area instead of equal height.
    pub unit_area: bool,
    /// Whether filter corners are moved to the nearest point of the transform.
    pub round_filters: bool,
    /// Whether filters are twice as wide.
    pub double_width: bool,
    /// Whether the mean of a frame is subtracted.
    pub remove_dc: bool,
    /// Whether noise is removed, if the file has a setting for it.
    pub remove_noise: Option<bool>,
    /// Which dimensions of a feature vector go into which stream; if empty, all go into one.
    pub streams: Vec<Vec<usize>>,
    /// Whether senones of one phone share densities according to the file (`-model ptm`).
    pub is_ptm: bool,
    /// The minimum variance, transition and weight.
    pub floors: Floors,
    /// How many densities of a codebook count.
    pub top: usize,
}

/// The variants of the cosine transform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transform {
    /// Sphinx 3: not orthogonal, the first filter counts half.
    Legacy,
    /// Orthogonal.
    Dct,
    /// HTK: the same factor for all coefficients.
    Htk,
}

/// The minimum values of a model's numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Floors {
    /// For variances.
    pub variance: f64,
    /// For mixture weights.
    pub weight: f64,
    /// For possible transitions.
    pub transition: f64,
}

/// The file name for messages.
const FILE: &str = "feat.params";

/// Parses the file.
pub(super) fn params(data: &[u8]) -> Result<Params, ModelError> {
    let text = String::from_utf8_lossy(data);
    let mut keys: Vec<(&str, &str)> = Vec::new();
    for line in text.lines() {
        let mut words = line.split_whitespace();
        if let (Some(key), Some(value)) = (words.next(), words.next()) {
            keys.push((key.trim_start_matches('-'), value));
        }
    }
    let keys = Keys(keys);
    let rate = keys.number("samprate", 16000.0)?;
    let frame_rate = keys.number("frate", 100.0)?;
    let window = keys.number("wlen", 0.025_625)?;
    if !(4000.0..=48000.0).contains(&rate) || !(20.0..=1000.0).contains(&frame_rate) {
        return Err(unsupported(format!("`samprate` {rate}, `frate` {frame_rate}")));
    }
    let frame_size = (window * rate + 0.5) as usize;
    let fft = keys.number("nfft", 0.0)? as usize;
    let fft_size = if fft == 0 { frame_size.next_power_of_two() } else { fft };
    if !(16..=8192).contains(&frame_size)
        || !(frame_size..=8192).contains(&fft_size)
        || fft_size % 2 != 0
    {
        return Err(unsupported(format!("`wlen` {window}, `nfft` {fft}")));
    }
    let filters = keys.number("nfilt", 40.0)? as usize;
    let cepstra = keys.number("ncep", 13.0)? as usize;
    if !(2..=256).contains(&filters) || !(2..=64).contains(&cepstra) || cepstra > filters {
        return Err(unsupported(format!("`nfilt` {filters}, `ncep` {cepstra}")));
    }
    let (lowest, highest) = (keys.number("lowerf", 133.33334)?, keys.number("upperf", 6855.4976)?);
    if !(0.0 <= lowest && lowest < highest && highest <= rate / 2.0) {
        return Err(unsupported(format!("filters from {lowest} to {highest} Hz at {rate} Hz")));
    }
    for (key, expected) in
        [("feat", "1s_c_d_dd"), ("agc", "none"), ("varnorm", "no"), ("warp_type", "")]
    {
        let value = keys.text(key, expected);
        let is_off = key == "warp_type" && keys.text("warp_params", "").is_empty();
        if value != expected && !is_off {
            return Err(unsupported(format!("`{key} {value}`; only `{key} {expected}` is")));
        }
    }
    if !keys.text("warp_params", "").is_empty() {
        return Err(unsupported("`warp_params`: the pitch of the speaker is not changed"));
    }
    if !keys.text("lda", "").is_empty() {
        return Err(unsupported("`lda`: features are not transformed"));
    }
    let transform = match keys.text("transform", "legacy") {
        "legacy" => Transform::Legacy,
        "dct" => Transform::Dct,
        "htk" => Transform::Htk,
        other => return Err(unsupported(format!("`transform {other}`"))),
    };
    let remove_noise = keys.find("remove_noise").map(is_yes);
    Ok(Params {
        sample_rate: rate as u32,
        frame_rate: frame_rate as u32,
        frame_size,
        fft_size,
        filters,
        lowest,
        highest,
        cepstra,
        pre_emphasis: keys.number("alpha", 0.97)?,
        transform,
        lifter: keys.number("lifter", 0.0)?.clamp(0.0, 1000.0) as u32,
        unit_area: is_yes(keys.text("unit_area", "yes")),
        round_filters: is_yes(keys.text("round_filters", "yes")),
        double_width: is_yes(keys.text("doublebw", "no")),
        remove_dc: is_yes(keys.text("remove_dc", "no")),
        remove_noise,
        streams: streams(keys.text("svspec", ""), cepstra * 3)?,
        is_ptm: keys.text("model", "") == "ptm",
        floors: Floors {
            variance: keys.number("varfloor", 1e-4)?,
            weight: keys.number("mixwfloor", 1e-7)?,
            transition: keys.number("tmatfloor", 1e-4)?,
        },
        top: keys.number("topn", 4.0)?.clamp(1.0, 16.0) as usize,
    })
}

fn unsupported(what: impl Into<String>) -> ModelError {
    ModelError { file: FILE, problem: Problem::Unsupported(what.into()) }
}

fn malformed(what: impl Into<String>) -> ModelError {
    ModelError { file: FILE, problem: Problem::Malformed(what.into()) }
}

fn is_yes(value: &str) -> bool {
    matches!(value, "yes" | "true" | "1" | "y" | "t")
}

struct Keys<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Keys<'a> {
    /// The last value of a key wins.
    fn find(&self, key: &str) -> Option<&'a str> {
        self.0.iter().rev().find(|(name, _)| *name == key).map(|(_, value)| *value)
    }

    fn text(&self, key: &str, default: &'a str) -> &'a str {
        self.find(key).unwrap_or(default)
    }

    fn number(&self, key: &str, default: f64) -> Result<f64, ModelError> {
        let Some(value) = self.find(key) else { return Ok(default) };
        let number = value.parse().ok().filter(|number: &f64| number.is_finite());
        number.ok_or_else(|| malformed(format!("`{key}` is `{value}`, which is no number")))
    }
}

/// `0-12/13-25/26-38`: slashes separate streams; each stream is a comma-separated list of dimensions or ranges.
fn streams(spec: &str, dimensions: usize) -> Result<Vec<Vec<usize>>, ModelError> {
    if spec.is_empty() {
        return Ok(Vec::new());
    }
    let bad = || malformed(format!("`svspec {spec}` for {dimensions} dimensions"));
    let mut streams = Vec::new();
    for part in spec.split('/') {
        let mut stream = Vec::new();
        for range in part.split(',') {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let first: usize = first.parse().map_err(|_| bad())?;
            let last: usize = last.parse().map_err(|_| bad())?;
            if first > last || last >= dimensions || stream.len() + last - first >= dimensions {
                return Err(bad());
            }
            stream.extend(first..=last);
        }
        streams.push(stream);
    }
    if streams.len() > 16 {
        return Err(bad());
    }
    Ok(streams)
}
