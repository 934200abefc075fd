//! The grammar of the style attributes that TTML1 has (8.2 and 8.3), and what TTML2 allows in them
//! beyond it.

use super::super::color::Color;
use super::primitive::{Length, Wrong, length, parts};
use crate::chars::{is_digits, is_xml_space};

pub(super) fn color(value: &str) -> Wrong {
    // No spaces are allowed around a color (TTML1 test suite, Third Edition/Color).
    if value.trim() == value && Color::is_proper(value) {
        return Ok(());
    }
    Err("a color must be `#rrggbb`, `#rrggbbaa`, `rgb(r,g,b)`, `rgba(r,g,b,a)` or a name")
}

pub(super) fn extent(value: &str, two: bool, on_root: bool) -> Wrong {
    let keywords: &[&str] = if two { &["auto", "contain", "cover"] } else { &["auto"] };
    if keywords.contains(&value) {
        return Ok(());
    }
    // TTML2 8.3: a measure is the size of the content of the box, or of its surroundings.
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
        return Err("the extent of the root must be two lengths in `px`");
    }
    Err("an extent must be `auto` or two lengths that are not negative")
}

pub(super) fn origin(value: &str) -> Wrong {
    let words: Vec<&str> = value.split(' ').collect();
    if value == "auto" || (words.len() == 2 && words.iter().all(|w| length(w).is_some())) {
        return Ok(());
    }
    Err("an origin must be `auto` or two lengths")
}

pub(super) fn font_size(value: &str) -> Wrong {
    let all: Option<Vec<Length<'_>>> = value.split(' ').map(length).collect();
    let good = all.is_some_and(|all| {
        matches!(all.len(), 1 | 2)
            && all.iter().all(|l| l.number >= 0.0)
            && all.iter().all(|l| l.unit == all[0].unit)
    });
    if good { Ok(()) } else { Err("a font size must be one or two lengths in the same unit") }
}

pub(super) fn line_height(value: &str) -> Wrong {
    if value == "normal" || length(value).is_some_and(|l| l.number >= 0.0) {
        return Ok(());
    }
    Err("a line height must be `normal` or a length that is not negative")
}

pub(super) fn padding(value: &str) -> Wrong {
    let words: Vec<&str> = value.split(' ').collect();
    let good = |w: &&str| length(w).is_some_and(|l| l.number >= 0.0);
    if (1..=4).contains(&words.len()) && words.iter().all(good) {
        return Ok(());
    }
    Err("a padding must be one to four lengths that are not negative")
}

pub(super) fn z_index(value: &str) -> Wrong {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    let good = is_digits(digits);
    if good || value == "auto" { Ok(()) } else { Err("the value must be `auto` or a whole number") }
}

pub(super) fn decoration(value: &str) -> Wrong {
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
                    "a decoration must be `none`, or `underline`, `lineThrough`, `overline` or one of these with `no-`",
                );
            }
        }
    }
    Ok(())
}

pub(super) fn outline(value: &str) -> Wrong {
    let wrong = Err(
        "an outline must be `none`, or an optional color, a thickness and an optional blur radius",
    );
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

pub(super) fn line_padding(value: &str) -> Wrong {
    let good =
        length(value).is_some_and(|l| l.unit == "c" && l.number >= 0.0) && !value.starts_with('-');
    if good { Ok(()) } else { Err("a line padding must be a length in `c`") }
}

/// A comma-separated list of family names, quoted or not (TTML1 8.3.6), with `\` before any
/// character.
pub(super) fn font_family(value: &str) -> Wrong {
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches(is_xml_space);
        rest = match rest.chars().next() {
            Some(quote @ ('\'' | '"')) => quoted_family(&rest[1..], quote)?,
            Some(',') | None => return Err("a family name is missing"),
            Some(_) => plain_family(rest)?,
        };
        rest = rest.trim_start_matches(is_xml_space);
        if rest.is_empty() {
            return Ok(());
        }
        rest = rest.strip_prefix(',').ok_or("family names must be separated by commas")?;
    }
}

fn quoted_family(text: &str, quote: char) -> Result<&str, &'static str> {
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next().ok_or("a character is missing after the backslash")?;
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
    // The state in a word: nothing yet, after a hyphen that begins it, or inside.
    let (mut fresh, mut hyphen) = (true, false);
    let incomplete = Err("a family name has a word that is only a hyphen: quote it");
    while let Some((at, c)) = chars.next() {
        let (was_fresh, was_hyphen) = (fresh, hyphen);
        (fresh, hyphen) = (false, false);
        match c {
            '\\' => {
                chars.next().ok_or("a character is missing after the backslash")?;
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
                return Err("a family name has a word that begins with a digit: quote it");
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
