//! The density weights of each senone: `sendump` (bytes, or four bits and a table), or
//! `mixture_weights` (numbers, converted to the same bytes). Read as in PocketSphinx 5
//! (`src/ptm_mgau.c`, `read_sendump`).

use super::bytes::Bytes;
use super::error::ModelError;
use super::s3;

/// Weights as scores: how unlikely a density is, in units of 1024 ln(1.0001).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Weights {
    pub senones: usize,
    pub streams: usize,
    pub densities: usize,
    /// `[senone][stream][density]`.
    pub scores: Vec<u8>,
}

impl Weights {
    /// The scores of all densities of a stream for a senone.
    pub(super) fn of(&self, senone: usize, stream: usize) -> &[u8] {
        let start = (senone * self.streams + stream) * self.densities;
        &self.scores[start..start + self.densities]
    }
}

/// The maximum length of a text line in the header.
const LONGEST: i32 = 999;

/// Reads `sendump`.
pub(super) fn sendump(
    data: &[u8],
    senones: usize,
    streams: usize,
    densities: usize,
) -> Result<Weights, ModelError> {
    let mut bytes = Bytes::new("sendump", data);
    let mut probe = bytes;
    bytes.set_big_endian(!(1..=LONGEST).contains(&probe.i32()?));
    let (mut clusters, mut bits) = (0usize, 8usize);
    loop {
        let length = bytes.i32()?;
        if length == 0 {
            break;
        }
        if !(1..=LONGEST).contains(&length) {
            return Err(bytes.malformed(format!("a line of {length} bytes in the header")));
        }
        let line = bytes.take(length as usize)?;
        let line = String::from_utf8_lossy(line.split(|b| *b == 0).next().unwrap_or_default());
        let mut words = line.split_whitespace();
        let (name, value) = (words.next(), words.next().and_then(|word| word.parse().ok()));
        let expect = match (name, value) {
            (Some("feature_count"), Some(value)) => (streams, value),
            (Some("mixture_count"), Some(value)) => (densities, value),
            (Some("model_count"), Some(value)) => (senones, value),
            (Some("cluster_count"), Some(value)) => {
                clusters = value;
                continue;
            }
            (Some("cluster_bits"), Some(value)) => {
                bits = value;
                continue;
            }
            _ => continue,
        };
        if expect.0 != expect.1 {
            return Err(bytes.mismatch(format!(
                "`{}` is {}, and {} is needed",
                name.unwrap_or_default(),
                expect.1,
                expect.0
            )));
        }
    }
    if !matches!((clusters, bits), (0, 8) | (15 | 16, 4 | 8)) {
        return Err(bytes.unsupported(format!("{clusters} clusters of {bits} bits")));
    }
    let (mut rows, mut columns) = (densities, senones);
    let mut table = None;
    if clusters == 0 {
        (rows, columns) = (bytes.count()?, bytes.count()?);
    } else {
        table = Some(bytes.take(16)?);
    }
    if rows != densities || columns < senones {
        return Err(bytes.mismatch(format!(
            "weights of {rows} densities for {columns} senones, and {densities} for {senones} are needed"
        )));
    }
    let step = if bits == 4 { columns.div_ceil(2) } else { columns };
    let count = streams.checked_mul(rows).ok_or_else(|| bytes.truncated())?;
    let data = bytes.pieces(count, step)?;
    let mut scores = vec![0; senones * streams * densities];
    for (row, data) in data.chunks_exact(step).enumerate() {
        let (stream, density) = (row / densities, row % densities);
        for senone in 0..senones {
            let value = match bits {
                4 => data[senone / 2] >> (4 * (senone % 2)) & 15,
                _ => data[senone],
            };
            let value = match table {
                Some(table) => table.get(usize::from(value)).copied(),
                None => Some(value),
            };
            let value = value.ok_or_else(|| bytes.malformed("a weight that is in no cluster"))?;
            scores[(senone * streams + stream) * densities + density] = value;
        }
    }
    Ok(Weights { senones, streams, densities, scores })
}

/// Reads `mixture_weights`. `most` is the highest score, `rounded` selects whether fractions of a unit are rounded or
/// truncated.
pub(super) fn mixture_weights(
    data: &[u8],
    floor: f64,
    most: u8,
    rounded: bool,
) -> Result<Weights, ModelError> {
    let mut bytes = s3::open("mixture_weights", data)?;
    let (senones, streams, densities) = (bytes.count()?, bytes.count()?, bytes.count()?);
    // The same words, as rows of `densities` numbers.
    let rows = s3::rows("mixture_weights", data, floor, false)?;
    let score = |value: &f32| {
        let units = -f64::from(*value).max(1e-300).ln() / super::UNIT;
        let units = if rounded { units.round() } else { units.trunc() };
        units.clamp(0.0, f64::from(most)) as u8
    };
    Ok(Weights { senones, streams, densities, scores: rows.values.iter().map(score).collect() })
}
