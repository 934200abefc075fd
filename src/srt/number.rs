//! Cue numbers and decimal digits of other scripts.

/// Why a text is not a cue number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotANumber {
    /// Something that is not a digit, or nothing at all.
    Other,
    /// Only digits, but over the range of `u64`.
    Overflow,
}

/// Reads an unsigned decimal number; white space around it does not count.
pub(super) fn read(text: &str) -> Result<u64, NotANumber> {
    let text = super::lines::trim_str(text);
    if text.is_empty() {
        return Err(NotANumber::Other);
    }
    let mut value = Some(0_u64);
    for c in text.chars() {
        let digit = digit(c).ok_or(NotANumber::Other)?;
        value = value.and_then(|v| v.checked_mul(10)?.checked_add(u64::from(digit)));
    }
    value.ok_or(NotANumber::Overflow)
}

/// The value of a decimal digit of any script that appears in caption files: ASCII, Arabic,
/// Persian, Indic scripts, Thai, Lao, Tibetan, Myanmar, Khmer, full-width.
pub(super) fn digit(c: char) -> Option<u8> {
    // The zeros of the Unicode ranges of general category Nd (UAX #44), each followed by 1 to 9.
    const ZEROS: [u32; 21] = [
        0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
        0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0xff10,
    ];
    let code = u32::from(c);
    if code < 0x80 {
        return c.to_digit(10).map(|d| d as u8);
    }
    ZEROS.iter().map(|zero| code.wrapping_sub(*zero)).find(|d| *d < 10).map(|d| d as u8)
}
