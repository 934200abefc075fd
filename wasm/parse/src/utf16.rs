//! Byte offsets to UTF-16 offsets.

use cuesmith::source::Span;

/// Distance of the checkpoints in bytes: a look-up counts through at most this many.
const STEP: usize = 64;

/// The UTF-16 offset of every 64th byte of a text, for look-ups in any order.
pub struct Utf16<'t> {
    bytes: &'t [u8],
    /// UTF-16 units before byte `i * STEP`. Empty for a text that is all ASCII.
    checkpoints: Vec<u32>,
}

impl<'t> Utf16<'t> {
    /// Indexes a text in one pass; ASCII needs no index.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            checkpoints.reserve_exact(bytes.len() / STEP + 1);
            let mut units = 0;
            for block in bytes.chunks(STEP) {
                checkpoints.push(units);
                units += count(block);
            }
            checkpoints.push(units);
        }
        Self { bytes, checkpoints }
    }

    /// UTF-16 units before the byte at `offset`, which is on a character boundary.
    pub fn offset(&self, offset: u32) -> u32 {
        let at = (offset as usize).min(self.bytes.len());
        let Some(&before) = self.checkpoints.get(at / STEP) else { return at as u32 };
        before + count(&self.bytes[at / STEP * STEP..at])
    }

    /// Both ends of a span.
    pub fn span(&self, span: Span) -> [u32; 2] {
        [self.offset(span.start), self.offset(span.end)]
    }
}

/// UTF-16 units of the characters that begin in `bytes`: one each, two for a lead byte of four.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&b| u32::from(b & 0xc0 != 0x80) + u32::from(b >= 0xf0)).sum()
}
