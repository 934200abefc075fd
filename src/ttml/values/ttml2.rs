//! The grammar of what TTML2 adds to style attributes, as IMSC 1.1 and later use it: TTML2 10.2 and
//! 10.3. Everything else is accepted.

use super::super::color::Color;
use super::super::names::Attr;
use super::primitive::{Wrong, length, parts};

/// Checks a value, white space collapsed, of an attribute that TTML1 does not have.
pub(super) fn style_value(attr: Attr, word: &str) -> Wrong {
    let one_of = |words: &[&str], what: &'static str| {
        if words.contains(&word) { Ok(()) } else { Err(what) }
    };
    let holds = |good: bool, what: &'static str| if good { Ok(()) } else { Err(what) };
    match attr {
        Attr::Position => {
            holds(position(word), "a position must be up to two edges with offsets, or lengths")
        }
        Attr::TextEmphasis => holds(
            emphasis(word),
            "the emphasis must be `none`, or a mark, a color and a position, once each",
        ),
        Attr::Shear | Attr::LineShear | Attr::FontShear => {
            holds(length(word).is_some_and(|l| l.unit == "%"), "a shear must be a percentage")
        }
        Attr::TextCombine => {
            holds(combine(word), "the value must be `none`, `all` or `digits` with a number")
        }
        Attr::TextShadow => holds(
            word == "none" || parts(word, ',').all(|one| shadow(one.trim())),
            "a shadow must be two offsets, an optional blur and an optional color",
        ),
        Attr::RubyReserve => holds(
            reserve(word),
            "the ruby reserve must be `none`, `both`, `before`, `after` or `outside`",
        ),
        Attr::Disparity => holds(length(word).is_some(), "a disparity must be a length"),
        Attr::LuminanceGain => {
            let number = word.parse::<f64>().is_ok_and(|n| n >= 0.0 && n.is_finite());
            let digits = word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'+'));
            holds(number && digits, "a gain must be a number that is not negative")
        }
        Attr::FontKerning => one_of(&["none", "normal"], "the kerning must be `none` or `normal`"),
        Attr::FontSelectionStrategy => {
            one_of(&["auto", "character"], "the selection strategy must be `auto` or `character`")
        }
        Attr::BackgroundClip | Attr::BackgroundOrigin => one_of(
            &["border", "content", "padding"],
            "the value must be `border`, `content` or `padding`",
        ),
        Attr::BackgroundRepeat => one_of(
            &["repeat", "repeatX", "repeatY", "noRepeat"],
            "the value must be `repeat`, `repeatX`, `repeatY` or `noRepeat`",
        ),
        _ => Ok(()),
    }
}

/// TTML2 10.3.24: one to four words; an edge may have an offset after it.
fn position(value: &str) -> bool {
    #[derive(Clone, Copy, PartialEq)]
    enum Word {
        Across,
        Down,
        Center,
        Length,
    }
    use Word::{Across, Center, Down, Length};
    let word = |text: &str| match text {
        "left" | "right" => Some(Across),
        "top" | "bottom" => Some(Down),
        "center" => Some(Center),
        _ => length(text).map(|_| Length),
    };
    let Some(words) = value.split(' ').map(word).collect::<Option<Vec<Word>>>() else {
        return false;
    };
    match *words {
        [_] => true,
        // Lengths keep the order across, down; edges do not.
        [a, b] => {
            (matches!(a, Across | Center | Length) && matches!(b, Down | Center | Length))
                || (matches!(a, Down | Center) && matches!(b, Across | Center))
        }
        [a, Length, b] => matches!((a, b), (Across, Down | Center) | (Down, Across | Center)),
        [a, b, Length] => matches!((a, b), (Across | Center, Down) | (Down | Center, Across)),
        [a, Length, b, Length] => matches!((a, b), (Across, Down) | (Down, Across)),
        _ => false,
    }
}

/// TTML2 10.2.46.
fn emphasis(value: &str) -> bool {
    if value == "none" {
        return true;
    }
    if value.is_empty() {
        return false;
    }
    // A mark chosen by the author, in quotes, may be anything.
    if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        return value[1..].contains(quote);
    }
    // Fill, shape, color, position; `auto` replaces fill and shape.
    let mut seen = [false; 4];
    parts(value, ' ').all(|word| {
        let kinds: &[usize] = match word {
            "auto" => &[0, 1],
            "filled" | "open" => &[0],
            "circle" | "dot" | "sesame" => &[1],
            "before" | "after" | "outside" => &[3],
            "current" => &[2],
            _ if Color::is_proper(word) => &[2],
            _ => return word.contains(['"', '\'']),
        };
        kinds.iter().all(|&kind| !std::mem::replace(&mut seen[kind], true))
    })
}

fn combine(value: &str) -> bool {
    let mut words = value.split(' ');
    match (words.next(), words.next(), words.next()) {
        (Some("none" | "all" | "digits"), None, _) => true,
        (Some("digits"), Some(count), None) => count.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    }
}

fn shadow(value: &str) -> bool {
    let mut words: Vec<&str> = parts(value, ' ').collect();
    // The color comes last.
    if words.len() > 2 && words.last().is_some_and(|word| Color::is_proper(word)) {
        words.pop();
    }
    let blur = words.get(2).is_none_or(|word| length(word).is_some_and(|l| l.number >= 0.0));
    matches!(words.len(), 2 | 3) && words.iter().all(|word| length(word).is_some()) && blur
}

fn reserve(value: &str) -> bool {
    let mut words = value.split(' ');
    match (words.next(), words.next(), words.next()) {
        (Some("none"), None, _) => true,
        (Some("both" | "before" | "after" | "outside"), None, _) => true,
        (Some("both" | "before" | "after" | "outside"), Some(room), None) => {
            length(room).is_some_and(|l| l.number >= 0.0)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_follow_the_grammar_of_ttml2() {
        let good = |attr, values: &[&str]| values.iter().all(|v| style_value(attr, v).is_ok());
        let bad = |attr, values: &[&str]| values.iter().all(|v| style_value(attr, v).is_err());
        assert!(good(
            Attr::Position,
            &["center", "10% 20%", "top left", "left 5% center", "right 1px bottom 2px"]
        ));
        assert!(bad(Attr::Position, &["", "middle", "1", "top bottom", "top 5%", "left 5% right"]));
        assert!(good(
            Attr::TextEmphasis,
            &["none", "auto", "filled dot before", "outside open", "'x' red"]
        ));
        assert!(bad(Attr::TextEmphasis, &["", "filled open", "dot dot", "auto dot", "dashed"]));
        assert!(good(Attr::Shear, &["16.7%", "-50%"]) && bad(Attr::Shear, &["10", "1px", "x"]));
        assert!(good(Attr::TextCombine, &["all", "digits 2"]));
        assert!(bad(Attr::TextCombine, &["some", "all 2"]));
        assert!(good(
            Attr::TextShadow,
            &["none", "1px 1px", "1px 1px 2px red, 3px 3px", "1px 1px rgb(0, 0, 0), 1px 1px"]
        ));
        assert!(bad(
            Attr::TextShadow,
            &["", "1px", "1px 1px -1px", "red", "1px 1px blah", "1px 1px RED"]
        ));
        assert!(good(Attr::RubyReserve, &["none", "both 1em"]));
        assert!(bad(Attr::RubyReserve, &["none 1em", "left"]));
        assert!(good(Attr::LuminanceGain, &["1.5"]) && bad(Attr::LuminanceGain, &["-1", "x", ""]));
    }
}
