//! Colors: TTML1 8.3.2 (`<color>`) and 8.3.10 (named colors).

use std::fmt;

use crate::chars::is_xml_space;

/// A color with its opacity, eight bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
    /// 255 is opaque.
    pub alpha: u8,
}

/// The named colors.
const NAMES: &[(&str, u32)] = &[
    ("transparent", 0x0000_0000),
    ("black", 0x0000_00ff),
    ("silver", 0xc0c0_c0ff),
    ("gray", 0x8080_80ff),
    ("white", 0xffff_ffff),
    ("maroon", 0x8000_00ff),
    ("red", 0xff00_00ff),
    ("purple", 0x8000_80ff),
    ("fuchsia", 0xff00_ffff),
    ("magenta", 0xff00_ffff),
    ("green", 0x0080_00ff),
    ("lime", 0x00ff_00ff),
    ("olive", 0x8080_00ff),
    ("yellow", 0xffff_00ff),
    ("navy", 0x0000_80ff),
    ("blue", 0x0000_ffff),
    ("teal", 0x0080_80ff),
    ("aqua", 0x00ff_ffff),
    ("cyan", 0x00ff_ffff),
];

impl Color {
    /// Opaque white: the initial text color of most renderers.
    pub const WHITE: Self = Self { red: 255, green: 255, blue: 255, alpha: 255 };

    const fn from_bits(bits: u32) -> Self {
        let [red, green, blue, alpha] = bits.to_be_bytes();
        Self { red, green, blue, alpha }
    }

    /// The color of a value: `#rrggbb`, `#rrggbbaa`, `rgb(r,g,b)`, `rgba(r,g,b,a)` with
    /// components from 0 to 255, or a name. White space inside the parentheses is accepted here.
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        if let Some(hex) = value.strip_prefix('#') {
            if !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
                return None;
            }
            let bits = u32::from_str_radix(hex, 16).ok()?;
            return match hex.len() {
                6 => Some(Self::from_bits(bits << 8 | 0xff)),
                8 => Some(Self::from_bits(bits)),
                _ => None,
            };
        }
        let (inner, count) = if let Some(inner) = value.strip_prefix("rgb(") {
            (inner, 3)
        } else if let Some(inner) = value.strip_prefix("rgba(") {
            (inner, 4)
        } else {
            let found = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(value));
            return found.map(|&(_, bits)| Self::from_bits(bits));
        };
        let mut parts = [255_u8; 4];
        let mut found = 0;
        for part in inner.strip_suffix(')')?.split(',') {
            let part = part.trim_matches(is_xml_space);
            if found >= count || part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            parts[found] = part.parse().ok()?;
            found += 1;
        }
        let [red, green, blue, alpha] = parts;
        (found == count).then_some(Self { red, green, blue, alpha })
    }

    /// Whether a value is a color by the grammar; reading is more lenient: names are in small letters
    /// (TTML1 8.3.10). Spaces inside the parentheses are valid in the third edition of TTML1 too (its
    /// test suite, Third Edition/Color).
    pub(super) fn is_proper(value: &str) -> bool {
        let is_hex = value.starts_with('#');
        let lenient = !is_hex && value.bytes().any(|b| b.is_ascii_uppercase());
        !lenient && Self::parse(value).is_some()
    }
}

/// `#rrggbbaa`.
impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { red, green, blue, alpha } = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}{alpha:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_color_is_read() {
        for (value, want) in [
            ("#ff0000", "#ff0000ff"),
            ("#FFFF0080", "#ffff0080"),
            ("rgb(0,0,255)", "#0000ffff"),
            ("rgba(0,0,255,128)", "#0000ff80"),
            ("lime", "#00ff00ff"),
            ("transparent", "#00000000"),
        ] {
            assert_eq!(Color::parse(value).unwrap().to_string(), want);
        }
        for bad in [
            "",
            "#fff",
            "#12345g",
            "rgb(1,2)",
            "rgb(1,2,3,4)",
            "rgb(256,0,0)",
            "rgb(-1,0,0)",
            "mauve",
        ] {
            assert_eq!(Color::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_read_is_not_always_proper() {
        for value in ["#FF0000", "red", "rgb(0,0,0)", "rgba( 0, 0, 0, 9 )"] {
            assert!(Color::is_proper(value), "{value}");
        }
        assert!(Color::parse("RED").is_some() && !Color::is_proper("RED"));
    }
}
