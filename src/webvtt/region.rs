//! Region definitions: "WebVTT region settings", and "WebVTT region settings parsing".

use super::Region;
use super::document::normalize;
use super::settings::{percentage, tokens};
use crate::source::Span;

/// The region a REGION block defines. `settings` are the lines below the word REGION.
pub(super) fn parse(source: &str, block: Span, settings: Span) -> Region<'_> {
    let mut region = Region {
        id: "".into(),
        width: 100.0,
        lines: 3.0,
        region_anchor: (0.0, 100.0),
        viewport_anchor: (0.0, 100.0),
        scroll_up: false,
        block,
        settings,
    };
    for token in tokens(source, settings).filter(|token| token.is_pair) {
        let value = token.value.slice(source);
        match token.name.slice(source) {
            "id" => region.id = normalize(value),
            "width" => set(&mut region.width, percentage(value)),
            "lines" => set(&mut region.lines, whole_number(value)),
            "regionanchor" => set(&mut region.region_anchor, anchor(value)),
            "viewportanchor" => set(&mut region.viewport_anchor, anchor(value)),
            "scroll" if value == "up" => region.scroll_up = true,
            _ => {}
        }
    }
    region
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

/// ASCII digits only, of any length. A number too large for an `f64` stops at its end.
pub(super) fn whole_number(value: &str) -> Option<f64> {
    let number: f64 = value.bytes().all(|b| b.is_ascii_digit()).then(|| value.parse().ok())??;
    Some(number.min(f64::MAX))
}

/// Two percentages with a comma between them.
pub(super) fn anchor(value: &str) -> Option<(f64, f64)> {
    let (x, y) = value.split_once(',')?;
    Some((percentage(x)?, percentage(y)?))
}
