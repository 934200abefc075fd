//! The bytes of a model file, read from front to back. No length in the file is trusted: each is compared with
//! the number of bytes left before anything is allocated for it.

use super::error::{ModelError, Problem};

/// The remaining bytes of a file and their byte order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes<'a> {
    /// The file name for messages.
    pub file: &'static str,
    data: &'a [u8],
    at: usize,
    big_endian: bool,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(file: &'static str, data: &'a [u8]) -> Self {
        Self { file, data, at: 0, big_endian: false }
    }

    pub(super) fn set_big_endian(&mut self, big_endian: bool) {
        self.big_endian = big_endian;
    }

    /// The number of bytes read so far.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn left(&self) -> usize {
        self.data.len() - self.at
    }

    /// Removes the last `count` bytes and returns them.
    pub(super) fn cut_end(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        if count > self.left() {
            return Err(self.truncated());
        }
        let (rest, end) = self.data.split_at(self.data.len() - count);
        self.data = rest;
        Ok(end)
    }

    pub(super) fn truncated(&self) -> ModelError {
        ModelError { file: self.file, problem: Problem::Truncated }
    }

    pub(super) fn malformed(&self, what: impl Into<String>) -> ModelError {
        ModelError { file: self.file, problem: Problem::Malformed(what.into()) }
    }

    pub(super) fn unsupported(&self, what: impl Into<String>) -> ModelError {
        ModelError { file: self.file, problem: Problem::Unsupported(what.into()) }
    }

    pub(super) fn mismatch(&self, what: impl Into<String>) -> ModelError {
        ModelError { file: self.file, problem: Problem::Mismatch(what.into()) }
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let end = self.at.checked_add(count).filter(|end| *end <= self.data.len());
        let end = end.ok_or_else(|| self.truncated())?;
        let taken = &self.data[self.at..end];
        self.at = end;
        Ok(taken)
    }

    /// `count` pieces of `size` bytes.
    pub(super) fn pieces(&mut self, count: usize, size: usize) -> Result<&'a [u8], ModelError> {
        let bytes = count.checked_mul(size).ok_or_else(|| self.truncated())?;
        self.take(bytes)
    }

    /// The bytes up to the next `end`, which is consumed too.
    pub(super) fn until(&mut self, end: u8) -> Result<&'a [u8], ModelError> {
        let rest = &self.data[self.at..];
        let length = memchr::memchr(end, rest).ok_or_else(|| self.truncated())?;
        self.at += length + 1;
        Ok(&rest[..length])
    }

    pub(super) fn u8(&mut self) -> Result<u8, ModelError> {
        Ok(self.take(1)?[0])
    }

    pub(super) fn u32(&mut self) -> Result<u32, ModelError> {
        let bytes = self.take(4)?;
        Ok(self.word(bytes))
    }

    pub(super) fn i32(&mut self) -> Result<i32, ModelError> {
        Ok(self.u32()? as i32)
    }

    /// A count: not negative.
    pub(super) fn count(&mut self) -> Result<usize, ModelError> {
        let count = self.i32()?;
        usize::try_from(count).map_err(|_| self.malformed(format!("a count of {count}")))
    }

    /// The 32-bit words of a slice whose length is a multiple of four.
    pub(super) fn words(&self, bytes: &'a [u8]) -> impl Iterator<Item = u32> + use<'a> {
        let this = *self;
        bytes.chunks_exact(4).map(move |bytes| this.word(bytes))
    }

    pub(super) fn floats(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        let bytes = self.pieces(count, 4)?;
        Ok(self.words(bytes).map(f32::from_bits).collect())
    }

    pub(super) fn u16s(&mut self, count: usize) -> Result<Vec<u16>, ModelError> {
        let bytes = self.pieces(count, 2)?;
        let of = |b: &[u8]| match self.big_endian {
            true => u16::from_be_bytes([b[0], b[1]]),
            false => u16::from_le_bytes([b[0], b[1]]),
        };
        Ok(bytes.chunks_exact(2).map(of).collect())
    }

    fn word(&self, b: &[u8]) -> u32 {
        let b = [b[0], b[1], b[2], b[3]];
        if self.big_endian { u32::from_be_bytes(b) } else { u32::from_le_bytes(b) }
    }
}
