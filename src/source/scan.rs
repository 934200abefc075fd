//! The block scanner: 64 bytes at a time to bit masks.
//!
//! Working on masks costs less than visiting each line with memchr: the bench `captions` measures it. On x86-64 the masks come from SSE2, which every such processor has, through
//! the safe vectors of `wide`; elsewhere eight bytes at a time are compared in a `u64`.

/// Bytes in a block; one bit each in a mask.
pub const BLOCK: usize = 64;

/// 64 bytes of input, ready to be compared.
#[derive(Clone, Copy)]
pub struct Block {
    #[cfg(target_arch = "x86_64")]
    lanes: [wide::u8x16; 4],
    #[cfg(not(target_arch = "x86_64"))]
    lanes: [u64; 8],
}

impl Block {
    /// The block that starts at `at`. After the end of `bytes` it contains zeros.
    #[inline(always)]
    #[must_use]
    pub fn load(bytes: &[u8], at: usize) -> Self {
        match bytes.get(at..at + BLOCK).and_then(|b| <&[u8; BLOCK]>::try_from(b).ok()) {
            Some(full) => Self::from_array(full),
            None => {
                let mut padded = [0; BLOCK];
                let rest = bytes.get(at..).unwrap_or_default();
                padded[..rest.len()].copy_from_slice(rest);
                Self::from_array(&padded)
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn from_array(bytes: &[u8; BLOCK]) -> Self {
        let lane = |at: usize| {
            let mut lane = [0; 16];
            lane.copy_from_slice(&bytes[at..at + 16]);
            wide::u8x16::new(lane)
        };
        Self { lanes: [lane(0), lane(16), lane(32), lane(48)] }
    }

    /// One bit per byte from a comparison of 16 bytes, four times.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn bits(&self, compare: impl Fn(wide::u8x16) -> wide::u8x16) -> u64 {
        let bits = |i: usize| u64::from(compare(self.lanes[i]).move_mask() as u32);
        bits(0) | bits(1) << 16 | bits(2) << 32 | bits(3) << 48
    }

    /// Bit `i` is set where byte `i` is `needle`.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    #[must_use]
    pub fn equal(&self, needle: u8) -> u64 {
        let needle = wide::u8x16::splat(needle);
        self.bits(|lane| lane.cmp_eq(needle))
    }

    /// Bit `i` is set where byte `i` is below `limit` (unsigned; `limit` from 1 to 128) — the
    /// control characters for 0x20.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    #[must_use]
    pub fn below(&self, limit: u8) -> u64 {
        let limit = wide::u8x16::splat(limit);
        !self.bits(|lane| lane.max(limit).cmp_eq(lane))
    }

    /// Bit `i` is set where byte `i` is not ASCII.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    #[must_use]
    pub fn non_ascii(&self) -> u64 {
        self.bits(|lane| lane)
    }

    #[cfg(not(target_arch = "x86_64"))]
    #[inline(always)]
    fn from_array(bytes: &[u8; BLOCK]) -> Self {
        let mut lanes = [0; 8];
        for (lane, chunk) in lanes.iter_mut().zip(bytes.chunks_exact(8)) {
            let mut word = [0; 8];
            word.copy_from_slice(chunk);
            *lane = u64::from_le_bytes(word);
        }
        Self { lanes }
    }

    /// Bit `i` is set where byte `i` is `needle`.
    #[cfg(not(target_arch = "x86_64"))]
    #[inline(always)]
    #[must_use]
    pub fn equal(&self, needle: u8) -> u64 {
        let needle = u64::from(needle) * LOW;
        self.gather(|lane| {
            let diff = lane ^ needle;
            // The high bit of each byte that is zero, exactly (no carry between bytes).
            !(((diff & !HIGH) + !HIGH) | diff | !HIGH)
        })
    }

    /// Bit `i` is set where byte `i` is below `limit` (unsigned; `limit` from 1 to 128).
    #[cfg(not(target_arch = "x86_64"))]
    #[inline(always)]
    #[must_use]
    pub fn below(&self, limit: u8) -> u64 {
        let add = u64::from(128 - limit) * LOW;
        self.gather(|lane| !(((lane & !HIGH) + add) | lane) & HIGH)
    }

    /// Bit `i` is set where byte `i` is not ASCII.
    #[cfg(not(target_arch = "x86_64"))]
    #[inline(always)]
    #[must_use]
    pub fn non_ascii(&self) -> u64 {
        self.gather(|lane| lane & HIGH)
    }

    /// Collects the high bit of every byte that `flag` leaves set.
    #[cfg(not(target_arch = "x86_64"))]
    #[inline(always)]
    fn gather(&self, flag: impl Fn(u64) -> u64) -> u64 {
        let mut out = 0;
        for (i, &lane) in self.lanes.iter().enumerate() {
            let bits = (flag(lane) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
            out |= bits << (8 * i);
        }
        out
    }
}

#[cfg(not(target_arch = "x86_64"))]
const LOW: u64 = 0x0101_0101_0101_0101;
#[cfg(not(target_arch = "x86_64"))]
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Where the first `-->` of a text begins, in bytes.
///
/// ```
/// assert_eq!(cuesmith::source::scan::find_arrow("a -> b --> c"), Some(7));
/// ```
#[must_use]
pub fn find_arrow(text: &str) -> Option<usize> {
    // `>` is rare in captions; a general substring search is 13 kB of the WASM module.
    let bytes = text.as_bytes();
    let tip = memchr::memchr_iter(b'>', bytes).find(|&at| bytes[..at].ends_with(b"--"))?;
    Some(tip - 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naive(bytes: &[u8], at: usize, wanted: impl Fn(u8) -> bool) -> u64 {
        (0..BLOCK).fold(0, |mask, i| {
            let byte = bytes.get(at + i).copied().unwrap_or(0);
            mask | u64::from(wanted(byte)) << i
        })
    }

    #[test]
    fn masks_agree_with_a_byte_loop_for_every_byte_value() {
        let bytes: Vec<u8> = (0..=255u8).chain((0..=255).rev()).chain([7; 9]).collect();
        for at in (0..bytes.len()).step_by(13) {
            let block = Block::load(&bytes, at);
            for needle in [0, b'\n', b'\r', b'-', b'>', 0x7f, 0x80, 0xff] {
                assert_eq!(block.equal(needle), naive(&bytes, at, |b| b == needle));
            }
            for limit in [1, 0x20, 0x3a, 0x80] {
                assert_eq!(block.below(limit), naive(&bytes, at, |b| b < limit), "below {limit}");
            }
            assert_eq!(block.non_ascii(), naive(&bytes, at, |b| b >= 0x80));
        }
    }
}
