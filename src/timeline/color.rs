//! Colors of text, in the one form that all formats can be compared in.

/// The classes that WebVTT has for colors (WebVTT 5.1), and their values.
pub const CLASS_COLORS: [(&str, &str); 8] = [
    ("white", "#ffffff"),
    ("lime", "#00ff00"),
    ("cyan", "#00ffff"),
    ("red", "#ff0000"),
    ("yellow", "#ffff00"),
    ("magenta", "#ff00ff"),
    ("blue", "#0000ff"),
    ("black", "#000000"),
];

/// Further names of HTML 4 and TTML1 (8.3.10).
const NAMES: [(&str, &str); 11] = [
    ("aqua", "#00ffff"),
    ("fuchsia", "#ff00ff"),
    ("silver", "#c0c0c0"),
    ("gray", "#808080"),
    ("maroon", "#800000"),
    ("purple", "#800080"),
    ("green", "#008000"),
    ("olive", "#808000"),
    ("navy", "#000080"),
    ("teal", "#008080"),
    ("transparent", "#00000000"),
];

/// The value of a class of WebVTT that is a color.
#[must_use]
pub fn class_color(class: &str) -> Option<&'static str> {
    CLASS_COLORS.iter().find(|(name, _)| *name == class).map(|(_, value)| *value)
}

/// A color as `#rrggbb`, or `#rrggbbaa` where it is not opaque: from a name, three, six or eight hex
/// digits with or without `#`, `rgb(r,g,b)` or `rgba(r,g,b,a)` with components from 0 to 255.
///
/// ```
/// use cuesmith::timeline::hex_color;
///
/// assert_eq!(hex_color("Red").as_deref(), Some("#ff0000"));
/// assert_eq!(hex_color("0f0").as_deref(), Some("#00ff00"));
/// assert_eq!(hex_color("rgba(0,0,255,128)").as_deref(), Some("#0000ff80"));
/// assert_eq!(hex_color("mauve"), None);
/// ```
#[must_use]
pub fn hex_color(value: &str) -> Option<String> {
    let value = value.trim();
    let named = CLASS_COLORS.iter().chain(&NAMES);
    if let Some((_, value)) = named.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(value)) {
        return Some((*value).to_owned());
    }
    if value.ends_with(')') {
        return components(&value.to_ascii_lowercase());
    }
    let digits = value.strip_prefix('#').unwrap_or(value);
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let digits = digits.to_ascii_lowercase();
    match digits.len() {
        3 => Some(std::iter::once('#').chain(digits.chars().flat_map(|c| [c, c])).collect()),
        6 => Some(format!("#{digits}")),
        8 => Some(format!(
            "#{}",
            digits.strip_suffix("ff").filter(|s| s.len() == 6).unwrap_or(&digits)
        )),
        _ => None,
    }
}

fn components(value: &str) -> Option<String> {
    let (inner, count) = match value.strip_prefix("rgba(") {
        Some(inner) => (inner, 4),
        None => (value.strip_prefix("rgb(")?, 3),
    };
    let mut out = String::from("#");
    let mut found = 0;
    for part in inner.strip_suffix(')')?.split(',') {
        let part = part.trim();
        found += 1;
        if !part.bytes().all(|b| b.is_ascii_digit()) || found > count {
            return None;
        }
        let component: u8 = part.parse().ok()?;
        if found < 4 || component < 255 {
            out.push_str(&format!("{component:02x}"));
        }
    }
    (found == count).then_some(out)
}
