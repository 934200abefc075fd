//! The grammar of attribute values: TTML1 8.2 and 8.3 (styles), 6.2 (parameters), TTML2 where it
//! allows more.

use super::color::Color;
use super::names::Attr;
use super::references::is_ncname;

/// Whose grammar a value is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// TTML1, third edition.
    Ttml1,
    /// TTML2, as IMSC 1.1 uses it.
    Ttml2,
}

/// What is wrong with a value.
pub(super) type Wrong = Result<(), &'static str>;

/// Checks the value of a style attribute. `on_root` for `tts:extent` on `tt`, which is in pixels.
pub(super) fn style_value(attr: Attr, value: &str, syntax: Syntax, on_root: bool) -> Wrong {
    let two = syntax == Syntax::Ttml2;
    let word = collapse(value);
    // TTML2 lets the digits behind the point of a number be left out.
    let word = if two && word.contains('.') { without_bare_points(&word) } else { word };
    let one_of = |words: &[&str], what: &'static str| {
        if words.contains(&word.as_str()) { Ok(()) } else { Err(what) }
    };
    if !two && in_views(attr, &word) {
        return Err("only TTML2 has lengths in rw and rh");
    }
    match attr {
        Attr::Color | Attr::BackgroundColor => color(value),
        Attr::Direction => one_of(&["ltr", "rtl"], "the direction is ltr or rtl"),
        Attr::Display if two => {
            one_of(&["auto", "none", "inlineBlock"], "display is auto, none or inlineBlock")
        }
        Attr::Display => one_of(&["auto", "none"], "display is auto or none"),
        Attr::DisplayAlign if two => one_of(
            &["before", "center", "after", "justify"],
            "display alignment is before, center, after or justify",
        ),
        Attr::DisplayAlign => {
            one_of(&["before", "center", "after"], "display alignment is before, center or after")
        }
        Attr::Extent => extent(&word, two, on_root),
        Attr::Origin => origin(&word),
        Attr::FontFamily => font_family(value),
        Attr::FontSize => font_size(&word),
        Attr::FontStyle => {
            one_of(&["normal", "italic", "oblique"], "the font style is normal, italic or oblique")
        }
        Attr::FontWeight => one_of(&["normal", "bold"], "the font weight is normal or bold"),
        Attr::LineHeight => line_height(&word),
        Attr::Opacity => number(&word),
        Attr::Overflow => one_of(&["visible", "hidden"], "overflow is visible or hidden"),
        Attr::Padding => padding(&word),
        Attr::ShowBackground => {
            one_of(&["always", "whenActive"], "the background shows always or whenActive")
        }
        Attr::TextAlign if two => one_of(
            &["left", "center", "right", "start", "end", "justify"],
            "text alignment is left, center, right, start, end or justify",
        ),
        Attr::TextAlign => one_of(
            &["left", "center", "right", "start", "end"],
            "text alignment is left, center, right, start or end",
        ),
        Attr::TextDecoration => decoration(&word),
        Attr::TextOutline => outline(&word),
        Attr::UnicodeBidi if two => one_of(
            &["normal", "embed", "bidiOverride", "isolate"],
            "this is normal, embed, bidiOverride or isolate",
        ),
        Attr::UnicodeBidi => {
            one_of(&["normal", "embed", "bidiOverride"], "this is normal, embed or bidiOverride")
        }
        Attr::Visibility => one_of(&["visible", "hidden"], "visibility is visible or hidden"),
        Attr::WrapOption => one_of(&["wrap", "noWrap"], "the option is wrap or noWrap"),
        Attr::WritingMode => one_of(
            &["lrtb", "rltb", "tbrl", "tblr", "lr", "rl", "tb"],
            "the writing mode is lrtb, rltb, tbrl, tblr, lr, rl or tb",
        ),
        Attr::ZIndex => z_index(&word),
        Attr::Ruby => one_of(
            &["none", "container", "base", "baseContainer", "text", "textContainer", "delimiter"],
            "this is no part of ruby",
        ),
        Attr::RubyPosition => {
            one_of(&["before", "after", "outside"], "ruby stands before, after or outside")
        }
        Attr::RubyAlign => one_of(
            &["start", "center", "end", "spaceAround", "spaceBetween", "withBase"],
            "this is no ruby alignment",
        ),
        Attr::LinePadding => line_padding(value),
        Attr::MultiRowAlign => {
            one_of(&["start", "center", "end", "auto"], "rows align start, center, end or auto")
        }
        Attr::ForcedDisplay | Attr::FillLineGap => boolean(value),
        _ if two => super::values2::style_value(attr, &word),
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
        Attr::ClockMode => one_of(&["local", "gps", "utc"], "the clock is local, gps or utc"),
        Attr::MarkerMode => {
            one_of(&["continuous", "discontinuous"], "the mode is continuous or discontinuous")
        }
        Attr::PixelAspectRatio | Attr::DisplayAspectRatio | Attr::AspectRatio => {
            let good = word.split(' ').count() == 2
                && word
                    .split(' ')
                    .all(|n| n.bytes().all(|b| b.is_ascii_digit()) && n.bytes().any(|b| b != b'0'));
            if good { Ok(()) } else { Err("a ratio is two whole numbers above zero") }
        }
        Attr::ActiveArea => {
            let lengths: Option<Vec<Length>> = word.split(' ').map(length).collect();
            let good = lengths.is_some_and(|all| {
                all.len() == 4
                    && all.iter().all(|l| l.unit == "%" && (0.0..=100.0).contains(&l.number))
            });
            if good { Ok(()) } else { Err("the active area is four percentages from 0% to 100%") }
        }
        Attr::Version => {
            let number =
                word.bytes().all(|b| b.is_ascii_digit()) && word.bytes().any(|b| b != b'0');
            if number { Ok(()) } else { Err("the version is a whole number above zero") }
        }
        Attr::ProgressivelyDecodable => boolean(value),
        Attr::Profile => {
            if uri(&word) {
                Ok(())
            } else {
                Err("a profile is named by a URI")
            }
        }
        _ => Ok(()),
    }
}

/// A length.
pub(super) struct Length<'v> {
    pub(super) number: f64,
    pub(super) unit: &'v str,
}

/// A number with a unit, `None` for anything else.
pub(super) fn length(text: &str) -> Option<Length<'_>> {
    let signed = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = signed.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let (number, unit) = signed.split_at(digits);
    let whole = number.split('.').next().unwrap_or_default();
    let part = number.split_once('.').map_or("0", |(_, part)| part);
    if (whole.is_empty() && part.is_empty()) || part.is_empty() || part.contains('.') {
        return None;
    }
    if !matches!(unit, "%" | "px" | "em" | "c" | "rw" | "rh") {
        return None;
    }
    let value: f64 = number.parse().ok()?;
    Some(Length { number: if text.starts_with('-') { -value } else { value }, unit })
}

/// The lengths among the words of a style value.
pub(super) fn lengths(value: &str) -> impl Iterator<Item = Length<'_>> {
    value.split([' ', '\t', '\n', '\r']).filter_map(length)
}

/// White space at the ends off, runs of it as one space (XML Schema `collapse`).
pub(super) fn collapse(value: &str) -> String {
    let words: Vec<&str> =
        value.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// A value with the points taken out that no digit follows.
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

/// The parts of a value between separators, which inside parentheses separate nothing: a color may hold
/// commas and spaces.
pub(super) fn parts(value: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    value.split(move |c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == separator && depth <= 0
    })
}

fn color(value: &str) -> Wrong {
    // Around a color no spaces are let pass (TTML1 test suite, Third Edition/Color).
    if value.trim() == value && Color::is_proper(value) {
        return Ok(());
    }
    Err("a color is #rrggbb, #rrggbbaa, rgb(r,g,b), rgba(r,g,b,a) or a name")
}

fn extent(value: &str, two: bool, on_root: bool) -> Wrong {
    let keywords: &[&str] = if two { &["auto", "contain", "cover"] } else { &["auto"] };
    if keywords.contains(&value) {
        return Ok(());
    }
    // TTML2 8.3: a measure stands for the size of what is in the box, or around it.
    let measures: &[&str] = match two && !on_root {
        true => &["auto", "fitContent", "minContent", "maxContent", "available"],
        false => &[],
    };
    let good = |l: Length<'_>| l.number >= 0.0 && (!on_root || l.unit == "px");
    let words: Vec<&str> = value.split(' ').collect();
    let fits = |word: &&str| measures.contains(word) || length(word).is_some_and(good);
    if words.len() == 2 && words.iter().all(fits) {
        return Ok(());
    }
    if on_root {
        return Err("the extent of the root is two lengths in px");
    }
    Err("an extent is auto or two lengths that are not negative")
}

fn origin(value: &str) -> Wrong {
    let words: Vec<&str> = value.split(' ').collect();
    if value == "auto" || (words.len() == 2 && words.iter().all(|w| length(w).is_some())) {
        return Ok(());
    }
    Err("an origin is auto or two lengths")
}

fn font_size(value: &str) -> Wrong {
    let all: Option<Vec<Length<'_>>> = value.split(' ').map(length).collect();
    let good = all.is_some_and(|all| {
        matches!(all.len(), 1 | 2)
            && all.iter().all(|l| l.number >= 0.0)
            && all.iter().all(|l| l.unit == all[0].unit)
    });
    if good { Ok(()) } else { Err("a font size is one or two lengths of one unit") }
}

fn line_height(value: &str) -> Wrong {
    if value == "normal" || length(value).is_some_and(|l| l.number >= 0.0) {
        return Ok(());
    }
    Err("a line height is normal or a length that is not negative")
}

fn padding(value: &str) -> Wrong {
    let words: Vec<&str> = value.split(' ').collect();
    let good = |w: &&str| length(w).is_some_and(|l| l.number >= 0.0);
    if (1..=4).contains(&words.len()) && words.iter().all(good) {
        return Ok(());
    }
    Err("padding is one to four lengths that are not negative")
}

fn number(value: &str) -> Wrong {
    if matches!(value, "NaN" | "INF" | "-INF" | "+INF") {
        return Ok(());
    }
    let plain =
        value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    if plain && value.parse::<f64>().is_ok() { Ok(()) } else { Err("this is a number") }
}

fn z_index(value: &str) -> Wrong {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    let good = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if good || value == "auto" { Ok(()) } else { Err("this is auto or a whole number") }
}

fn decoration(value: &str) -> Wrong {
    if value == "none" {
        return Ok(());
    }
    let kind = |word: &str| match word {
        "underline" | "noUnderline" => Some(0),
        "lineThrough" | "noLineThrough" => Some(1),
        "overline" | "noOverline" => Some(2),
        _ => None,
    };
    let mut seen = [false; 3];
    for word in value.split(' ') {
        match kind(word) {
            Some(k) if !seen[k] => seen[k] = true,
            _ => {
                return Err(
                    "a decoration is none, or underline, lineThrough, overline or their no-",
                );
            }
        }
    }
    Ok(())
}

fn outline(value: &str) -> Wrong {
    let wrong = Err("an outline is none, or a color if any, a thickness and a blur radius if any");
    if value == "none" {
        return Ok(());
    }
    let mut words: Vec<&str> = parts(value, ' ').collect();
    if words.first().is_some_and(|word| Color::is_proper(word)) {
        words.remove(0);
    }
    let good = matches!(words.len(), 1 | 2)
        && words.iter().all(|w| length(w).is_some_and(|l| l.number >= 0.0));
    if good { Ok(()) } else { wrong }
}

fn line_padding(value: &str) -> Wrong {
    let good =
        length(value).is_some_and(|l| l.unit == "c" && l.number >= 0.0) && !value.starts_with('-');
    if good { Ok(()) } else { Err("line padding is a length in c") }
}

fn boolean(value: &str) -> Wrong {
    if matches!(value.trim(), "true" | "false" | "0" | "1") {
        return Ok(());
    }
    Err("this is true or false")
}

/// A comma-separated list of family names, quoted or not (TTML1 8.3.6), with `\` before any
/// character.
fn font_family(value: &str) -> Wrong {
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        rest = match rest.chars().next() {
            Some(quote @ ('\'' | '"')) => quoted_family(&rest[1..], quote)?,
            Some(',') | None => return Err("a family name is missing"),
            Some(_) => plain_family(rest)?,
        };
        rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        if rest.is_empty() {
            return Ok(());
        }
        rest = rest.strip_prefix(',').ok_or("family names are separated by commas")?;
    }
}

fn quoted_family(text: &str, quote: char) -> Result<&str, &'static str> {
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next().ok_or("a character is missing behind the backslash")?;
        } else if c == quote {
            if at == 0 {
                return Err("a family name is empty");
            }
            return Ok(&text[at + 1..]);
        }
    }
    Err("the closing quote is missing")
}

fn plain_family(text: &str) -> Result<&str, &'static str> {
    let mut end = text.len();
    let mut chars = text.char_indices();
    // Where a word stands: nothing yet, behind a hyphen that begins it, or inside.
    let (mut fresh, mut hyphen) = (true, false);
    let incomplete = Err("a word of a family name is a hyphen alone: quote it");
    while let Some((at, c)) = chars.next() {
        let (was_fresh, was_hyphen) = (fresh, hyphen);
        (fresh, hyphen) = (false, false);
        match c {
            '\\' => {
                chars.next().ok_or("a character is missing behind the backslash")?;
            }
            ',' => {
                hyphen = was_hyphen;
                end = at;
                break;
            }
            ' ' | '\t' | '\n' | '\r' if was_hyphen => return incomplete,
            ' ' | '\t' | '\n' | '\r' => fresh = true,
            '-' if was_fresh => hyphen = true,
            c if c.is_ascii() && !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) => {
                return Err("this character needs a backslash or quotes in a family name");
            }
            // An identifier: a hyphen if any, then a letter (TTML1 8.3.6).
            c if (was_fresh || was_hyphen) && (c.is_ascii_digit() || c == '-') => {
                return Err("a family name with a word that begins with a digit needs quotes");
            }
            _ => {}
        }
    }
    if hyphen {
        return incomplete;
    }
    let name = text[..end].trim();
    if matches!(name, "inherit" | "initial") {
        return Err("this word is reserved: quote it");
    }
    Ok(&text[end..])
}

/// A language tag by its syntax (BCP 47), or nothing.
pub(super) fn language(value: &str) -> bool {
    value.is_empty()
        || value.split('-').enumerate().all(|(i, part)| {
            (1..=8).contains(&part.len())
                && part.bytes().all(|b| {
                    if i == 0 { b.is_ascii_alphabetic() } else { b.is_ascii_alphanumeric() }
                })
        })
}

/// Something that can be a URI reference (XML Schema `anyURI` allows nearly all): not empty, no
/// spaces, and what stands before a first colon is a scheme.
pub(super) fn uri(value: &str) -> bool {
    let scheme_end = value.find([':', '/', '?', '#']);
    let scheme = match scheme_end {
        Some(at) if value.as_bytes()[at] == b':' => Some(&value[..at]),
        _ => None,
    };
    !value.is_empty()
        && !value.contains([' ', '<', '>', '"', '{', '}'])
        && scheme.is_none_or(|s| {
            s.starts_with(|c: char| c.is_ascii_alphabetic())
                && s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        })
}

/// A URI with a scheme.
pub(super) fn absolute_uri(value: &str) -> bool {
    uri(value) && value.contains(':')
}

/// A list of NCNames.
pub(super) fn idrefs(value: &str) -> bool {
    collapse(value).split(' ').all(is_ncname)
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

    #[test]
    fn languages_and_uris_are_checked_by_their_syntax() {
        assert!(language("") && language("pt-BR") && !language("pt_BR") && !language("123"));
        assert!(uri("foo") && uri("http://example.com/") && !uri("*:*") && !uri(""));
    }
}
