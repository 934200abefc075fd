//! The grammar of attribute values: TTML1 8.2 and 8.3 (styles), 6.2 (parameters), TTML2 where it
//! allows more.

mod primitive;
mod ttml1;
mod ttml2;

use primitive::{Length, Wrong, boolean, length, number};
pub(super) use primitive::{
    PROFILES, Syntax, absolute_uri, collapse, idrefs, known_profile, language, lengths, uri,
};
use ttml1::{
    color, decoration, extent, font_family, font_size, line_height, line_padding, origin, outline,
    padding, z_index,
};

use super::names::Attr;

/// Checks the value of a style attribute. `on_root` for `tts:extent` on `tt`, which is in pixels.
pub(super) fn style_value(attr: Attr, value: &str, syntax: Syntax, on_root: bool) -> Wrong {
    let two = syntax == Syntax::Ttml2;
    let word = collapse(value);
    // In TTML2 the digits after the point of a number may be omitted.
    let word = if two && word.contains('.') { without_bare_points(&word) } else { word };
    let one_of = |words: &[&str], what: &'static str| {
        if words.contains(&word.as_str()) { Ok(()) } else { Err(what) }
    };
    if !two && in_views(attr, &word) {
        return Err("only TTML2 has lengths in `rw` and `rh`");
    }
    match attr {
        Attr::Color | Attr::BackgroundColor => color(value),
        Attr::Direction => one_of(&["ltr", "rtl"], "the direction must be `ltr` or `rtl`"),
        Attr::Display if two => one_of(
            &["auto", "none", "inlineBlock"],
            "the display must be `auto`, `none` or `inlineBlock`",
        ),
        Attr::Display => one_of(&["auto", "none"], "the display must be `auto` or `none`"),
        Attr::DisplayAlign if two => one_of(
            &["before", "center", "after", "justify"],
            "the display alignment must be `before`, `center`, `after` or `justify`",
        ),
        Attr::DisplayAlign => one_of(
            &["before", "center", "after"],
            "the display alignment must be `before`, `center` or `after`",
        ),
        Attr::Extent => extent(&word, two, on_root),
        Attr::Origin => origin(&word),
        Attr::FontFamily => font_family(value),
        Attr::FontSize => font_size(&word),
        Attr::FontStyle => one_of(
            &["normal", "italic", "oblique"],
            "the font style must be `normal`, `italic` or `oblique`",
        ),
        Attr::FontWeight => {
            one_of(&["normal", "bold"], "the font weight must be `normal` or `bold`")
        }
        Attr::LineHeight => line_height(&word),
        Attr::Opacity => number(&word),
        Attr::Overflow => {
            one_of(&["visible", "hidden"], "the overflow must be `visible` or `hidden`")
        }
        Attr::Padding => padding(&word),
        Attr::ShowBackground => {
            one_of(&["always", "whenActive"], "the value must be `always` or `whenActive`")
        }
        Attr::TextAlign if two => one_of(
            &["left", "center", "right", "start", "end", "justify"],
            "the text alignment must be `left`, `center`, `right`, `start`, `end` or `justify`",
        ),
        Attr::TextAlign => one_of(
            &["left", "center", "right", "start", "end"],
            "the text alignment must be `left`, `center`, `right`, `start` or `end`",
        ),
        Attr::TextDecoration => decoration(&word),
        Attr::TextOutline => outline(&word),
        Attr::UnicodeBidi if two => one_of(
            &["normal", "embed", "bidiOverride", "isolate"],
            "the value must be `normal`, `embed`, `bidiOverride` or `isolate`",
        ),
        Attr::UnicodeBidi => one_of(
            &["normal", "embed", "bidiOverride"],
            "the value must be `normal`, `embed` or `bidiOverride`",
        ),
        Attr::Visibility => {
            one_of(&["visible", "hidden"], "the visibility must be `visible` or `hidden`")
        }
        Attr::WrapOption => {
            one_of(&["wrap", "noWrap"], "the wrap option must be `wrap` or `noWrap`")
        }
        Attr::WritingMode => one_of(
            &["lrtb", "rltb", "tbrl", "tblr", "lr", "rl", "tb"],
            "the writing mode must be `lrtb`, `rltb`, `tbrl`, `tblr`, `lr`, `rl` or `tb`",
        ),
        Attr::ZIndex => z_index(&word),
        Attr::Ruby => one_of(
            &["none", "container", "base", "baseContainer", "text", "textContainer", "delimiter"],
            "this is not a part of ruby",
        ),
        Attr::RubyPosition => one_of(
            &["before", "after", "outside"],
            "the ruby position must be `before`, `after` or `outside`",
        ),
        Attr::RubyAlign => one_of(
            &["start", "center", "end", "spaceAround", "spaceBetween", "withBase"],
            "this is not a ruby alignment",
        ),
        Attr::LinePadding => line_padding(value),
        Attr::MultiRowAlign => one_of(
            &["start", "center", "end", "auto"],
            "the row alignment must be `start`, `center`, `end` or `auto`",
        ),
        Attr::ForcedDisplay | Attr::FillLineGap => boolean(value),
        _ if two => ttml2::style_value(attr, &word),
        _ => Ok(()),
    }
}

/// Checks the value of a parameter that the reader has not checked already.
pub(super) fn parameter_value(attr: Attr, value: &str) -> Wrong {
    let word = collapse(value);
    let one_of = |words: &[&str], what: &'static str| {
        if words.contains(&word.as_str()) { Ok(()) } else { Err(what) }
    };
    match attr {
        Attr::ClockMode => {
            one_of(&["local", "gps", "utc"], "the clock mode must be `local`, `gps` or `utc`")
        }
        Attr::MarkerMode => one_of(
            &["continuous", "discontinuous"],
            "the marker mode must be `continuous` or `discontinuous`",
        ),
        Attr::PixelAspectRatio | Attr::DisplayAspectRatio | Attr::AspectRatio => {
            let good = word.split(' ').count() == 2
                && word
                    .split(' ')
                    .all(|n| n.bytes().all(|b| b.is_ascii_digit()) && n.bytes().any(|b| b != b'0'));
            if good { Ok(()) } else { Err("a ratio must be two whole numbers above zero") }
        }
        Attr::ActiveArea => {
            let lengths: Option<Vec<Length>> = word.split(' ').map(length).collect();
            let good = lengths.is_some_and(|all| {
                all.len() == 4
                    && all.iter().all(|l| l.unit == "%" && (0.0..=100.0).contains(&l.number))
            });
            if good {
                Ok(())
            } else {
                Err("the active area must be four percentages from 0% to 100%")
            }
        }
        Attr::Version => {
            let number =
                word.bytes().all(|b| b.is_ascii_digit()) && word.bytes().any(|b| b != b'0');
            if number { Ok(()) } else { Err("the version must be a whole number above zero") }
        }
        Attr::ProgressivelyDecodable => boolean(value),
        Attr::Profile => {
            if uri(&word) {
                Ok(())
            } else {
                Err("a profile must be named by a URI")
            }
        }
        _ => Ok(()),
    }
}

/// A value without the points that no digit follows.
fn without_bare_points(value: &str) -> String {
    let bytes = value.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let bare = |at: usize| digit(at.checked_sub(1)) && !digit(Some(at + 1));
    value.char_indices().filter(|&(at, c)| c != '.' || !bare(at)).map(|(_, c)| c).collect()
}

/// Whether one of the lengths of a value is in a unit that TTML1 does not have (8.3.9).
fn in_views(attr: Attr, value: &str) -> bool {
    let measured = matches!(
        attr,
        Attr::Extent
            | Attr::Origin
            | Attr::FontSize
            | Attr::LineHeight
            | Attr::Padding
            | Attr::TextOutline
    );
    measured && lengths(value).any(|length| matches!(length.unit, "rw" | "rh"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good(attr: Attr, value: &str) -> bool {
        style_value(attr, value, Syntax::Ttml1, false).is_ok()
    }

    #[test]
    fn style_values_follow_the_grammar() {
        for (attr, value) in [
            (Attr::FontFamily, "'21st Century', default"),
            (Attr::FontFamily, " Courier  New "),
            (Attr::FontFamily, "Courier \\, New"),
            (Attr::FontStyle, "italic "),
            (Attr::Extent, "620.3px 96.4c"),
            (Attr::Origin, "-1% +2%"),
            (Attr::TextOutline, "yellow 1px 2px"),
            (Attr::TextDecoration, "lineThrough noOverline underline"),
            (Attr::Opacity, "-.0000001"),
            (Attr::ZIndex, "-99"),
            (Attr::LinePadding, "0.5c"),
            (Attr::LinePadding, ".5c"),
            (Attr::FontFamily, "-foo, _1 a-1"),
            (Attr::FontFamily, "\\31 st, -\\-x"),
            (Attr::Color, "rgb( 0,  0, 0 )"),
            (Attr::TextOutline, "rgb(0, 0, 0) 1px"),
        ] {
            assert!(good(attr, value), "{attr:?} {value}");
        }
        for (attr, value) in [
            (Attr::FontFamily, "Foo,"),
            (Attr::FontFamily, "''"),
            (Attr::FontFamily, "Foo\\"),
            (Attr::FontFamily, "inherit"),
            (Attr::Color, " black"),
            (Attr::Extent, "-1px 1px"),
            (Attr::FontSize, "1px 2c"),
            (Attr::TextOutline, "yellow"),
            (Attr::TextDecoration, "underline noUnderline"),
            (Attr::ZIndex, "1.2"),
            (Attr::LinePadding, "0px"),
            (Attr::FontFamily, "-"),
            (Attr::FontFamily, "-, foo"),
            (Attr::FontFamily, "foo - bar"),
            (Attr::FontFamily, "-1a"),
            (Attr::FontFamily, "--foo"),
            (Attr::FontFamily, "Foo 1"),
            (Attr::Color, "RED"),
            (Attr::Extent, "80rw 10rh"),
            (Attr::FontSize, "1rh"),
            (Attr::LineHeight, "5rh"),
        ] {
            assert!(!good(attr, value), "{attr:?} {value}");
        }
    }

    #[test]
    fn ttml2_has_more_units() {
        let good = |attr, value| style_value(attr, value, Syntax::Ttml2, false).is_ok();
        assert!(good(Attr::Extent, "80rw 10rh") && good(Attr::FontSize, "1rh"));
        assert!(good(Attr::Color, "rgb( 0, 0, 0 )") && !good(Attr::Color, "RED"));
        assert!(good(Attr::TextOutline, "rgb(0, 0, 0) 1px 2px"));
    }
}
