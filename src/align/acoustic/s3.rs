//! The numeric files: `means`, `variances`, `transition_matrices`, `mixture_weights`. A text header, a word
//! that indicates the byte order, 32-bit words, a checksum (SphinxBase, `src/libsphinxbase/util/bio.c`).

use super::bytes::Bytes;
use super::error::ModelError;

/// Indicates the byte order.
const ORDER: u32 = 0x1122_3344;

/// The words of a file, after its header and checksum are checked.
pub(super) fn open<'a>(file: &'static str, data: &'a [u8]) -> Result<Bytes<'a>, ModelError> {
    let mut bytes = Bytes::new(file, data);
    if bytes.left() < 3 {
        return Err(bytes.truncated());
    }
    if bytes.take(3)? != b"s3\n" {
        return Err(bytes.malformed("the first line is not `s3`"));
    }
    let mut has_checksum = false;
    loop {
        let line = bytes.until(b'\n')?;
        let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        match words.next() {
            Some(b"endhdr") => break,
            Some(b"chksum0") => has_checksum = words.next() == Some(b"yes"),
            _ => {}
        }
    }
    bytes.set_big_endian(false);
    match bytes.u32()? {
        ORDER => {}
        order if order.swap_bytes() == ORDER => bytes.set_big_endian(true),
        order => return Err(bytes.malformed(format!("the word of byte order is {order:#010x}"))),
    }
    if has_checksum {
        let end = bytes.cut_end(4)?;
        let expected = bytes.words(end).next().unwrap_or_default();
        let mut rest = bytes;
        if !rest.left().is_multiple_of(4) {
            return Err(bytes.truncated());
        }
        let payload = rest.take(rest.left())?;
        let sum =
            rest.words(payload).fold(0u32, |sum, word| sum.rotate_left(20).wrapping_add(word));
        if sum != expected {
            return Err(bytes.malformed("the checksum differs: the file is damaged"));
        }
    }
    Ok(bytes)
}

/// Means or variances: for each codebook, stream and density, one number per dimension of the stream.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parameters {
    pub codebooks: usize,
    pub densities: usize,
    /// The number of dimensions of each stream.
    pub lengths: Vec<usize>,
    pub values: Vec<f32>,
}

/// Reads `means` or `variances`.
pub(super) fn parameters(file: &'static str, data: &[u8]) -> Result<Parameters, ModelError> {
    let mut bytes = open(file, data)?;
    let codebooks = bytes.count()?;
    let streams = bytes.count()?;
    let densities = bytes.count()?;
    if codebooks == 0 || densities == 0 || !(1..=16).contains(&streams) || densities > 4096 {
        return Err(bytes.unsupported(format!(
            "{codebooks} codebooks, {streams} streams, {densities} densities"
        )));
    }
    let mut lengths = Vec::with_capacity(streams);
    for _ in 0..streams {
        lengths.push(bytes.count()?);
    }
    let floats = bytes.count()?;
    let product = lengths
        .iter()
        .try_fold(0usize, |sum, length| sum.checked_add(*length))
        .and_then(|sum| sum.checked_mul(codebooks)?.checked_mul(densities));
    if product != Some(floats) {
        return Err(bytes.malformed(format!("{floats} numbers do not fill its tables")));
    }
    let values = bytes.floats(floats)?;
    if values.iter().any(|value| !value.is_finite()) {
        return Err(bytes.malformed("a number is infinite or none"));
    }
    Ok(Parameters { codebooks, densities, lengths, values })
}

/// Rows of probabilities: from `transition_matrices`, or from `mixture_weights` by senone and stream.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rows {
    pub tables: usize,
    pub rows: usize,
    pub columns: usize,
    /// `[table][row][column]`; each row adds up to one or is all zero.
    pub values: Vec<f32>,
}

/// Reads counts and converts them to probabilities, none below `floor`. With `keep_zero`, zero stays zero:
/// impossible transitions stay impossible.
pub(super) fn rows(
    file: &'static str,
    data: &[u8],
    floor: f64,
    keep_zero: bool,
) -> Result<Rows, ModelError> {
    let mut bytes = open(file, data)?;
    let (tables, rows, columns) = (bytes.count()?, bytes.count()?, bytes.count()?);
    let floats = bytes.count()?;
    let product = tables.checked_mul(rows).and_then(|product| product.checked_mul(columns));
    if product != Some(floats) || floats == 0 {
        return Err(bytes.malformed(format!("{floats} numbers do not fill its tables")));
    }
    let mut values = bytes.floats(floats)?;
    if values.iter().any(|value| !value.is_finite() || *value < 0.0) {
        return Err(bytes.malformed("a count is negative, infinite or none"));
    }
    for row in values.chunks_exact_mut(columns) {
        normalize(row, 0.0, true);
        normalize(row, floor, keep_zero);
    }
    Ok(Rows { tables, rows, columns, values })
}

fn normalize(row: &mut [f32], floor: f64, keep_zero: bool) {
    let floored = |value: f32| match value {
        0.0 if keep_zero => 0.0,
        value => f64::from(value).max(floor),
    };
    let sum: f64 = row.iter().map(|value| floored(*value)).sum();
    if sum > 0.0 {
        row.iter_mut().for_each(|value| *value = (floored(*value) / sum) as f32);
    }
}
