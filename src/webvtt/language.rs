//! The form of BCP 47 language tags (RFC 5646, section 2.1). The registry of subtags is not included:
//! a well-formed tag may name no language.

/// Whether a text is a well-formed language tag.
pub(super) fn is_well_formed(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    if GRANDFATHERED.contains(&tag.as_str()) {
        return true;
    }
    let subtags: Vec<&str> = tag.split('-').collect();
    let form =
        |s: &&str| (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric());
    if !subtags.iter().all(form) {
        return false;
    }
    let rest = subtags.as_slice();
    match rest[0] {
        "x" => rest.len() > 1,
        language if (2..=8).contains(&language.len()) && is_alpha(language) => {
            behind_language(&rest[1..], language.len())
        }
        _ => false,
    }
}

/// Script, region, variants, extensions and private use, each optional and in this order.
fn behind_language(mut rest: &[&str], language: usize) -> bool {
    let mut extended = 0;
    while let [first, more @ ..] = rest
        && first.len() == 3
        && is_alpha(first)
        && language <= 3
        && extended < 3
    {
        (rest, extended) = (more, extended + 1);
    }
    if let [script, more @ ..] = rest
        && script.len() == 4
        && is_alpha(script)
    {
        rest = more;
    }
    if let [region, more @ ..] = rest {
        let is_region = (region.len() == 2 && is_alpha(region))
            || (region.len() == 3 && region.bytes().all(|b| b.is_ascii_digit()));
        if is_region {
            rest = more;
        }
    }
    while let [variant, more @ ..] = rest
        && (variant.len() >= 5 || (variant.len() == 4 && variant.as_bytes()[0].is_ascii_digit()))
    {
        rest = more;
    }
    extensions(rest)
}

/// Singletons, each with one subtag at least; `x` takes all that follows.
fn extensions(mut rest: &[&str]) -> bool {
    while let [singleton, more @ ..] = rest {
        if singleton.len() != 1 {
            return false;
        }
        if *singleton == "x" {
            return !more.is_empty();
        }
        let count = more.iter().take_while(|subtag| subtag.len() > 1).count();
        if count == 0 {
            return false;
        }
        rest = &more[count..];
    }
    true
}

fn is_alpha(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The irregular tags that the grammar itself does not make.
const GRANDFATHERED: [&str; 17] = [
    "en-gb-oed",
    "i-ami",
    "i-bnn",
    "i-default",
    "i-enochian",
    "i-hak",
    "i-klingon",
    "i-lux",
    "i-mingo",
    "i-navajo",
    "i-pwn",
    "i-tao",
    "i-tay",
    "i-tsu",
    "sgn-be-fr",
    "sgn-be-nl",
    "sgn-ch-de",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_the_rfc_are_well_formed() {
        for tag in [
            "de",
            "i-enochian",
            "zh-Hant",
            "zh-cmn-Hans-CN",
            "sr-Latn-RS",
            "sl-rozaj-biske",
            "de-CH-1901",
            "hy-Latn-IT-arevela",
            "es-419",
            "x-whatever",
            "de-CH-x-phonebk",
            "en-a-myext-b-another",
            "sgn-BE-FR",
            "en-US-u-islamcal",
        ] {
            assert!(is_well_formed(tag), "{tag}");
        }
    }

    #[test]
    fn anything_else_is_not() {
        for tag in ["", "e", "english language", "de-419-DE", "a-DE", "en_US", "de-", "x", "en-u"] {
            assert!(!is_well_formed(tag), "{tag}");
        }
    }
}
