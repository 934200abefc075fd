//! Different ways to write the same speech: spellings, contractions, signs, and hesitation sounds.

/// Appends the normalized units of a word of letters, which may contain apostrophes and dots.
pub(super) fn expand(piece: &str, mut push: impl FnMut(&str)) {
    if let Some(words) = whole(piece) {
        words.split(' ').for_each(push);
        return;
    }
    if !piece.contains(['\'', '.']) {
        push(&spelling(piece));
        return;
    }
    if let Some((base, suffix)) = piece.rsplit_once('\'') {
        let added = match suffix {
            "re" => "are",
            "ll" => "will",
            "ve" => "have",
            "m" => "am",
            "t" if base.len() > 2 && base.ends_with('n') => "not",
            _ => "",
        };
        if !added.is_empty() {
            let base = if added == "not" { &base[..base.len() - 1] } else { base };
            push(&spelling(&base.replace(['\'', '.'], "")));
            push(added);
            return;
        }
    }
    push(&spelling(&piece.replace(['\'', '.'], "")));
}

/// Words that are replaced by others as a whole.
fn whole(piece: &str) -> Option<&'static str> {
    Some(match piece {
        "gonna" => "going to",
        "wanna" => "want to",
        "gotta" => "got to",
        "kinda" => "kind of",
        "sorta" => "sort of",
        "lemme" => "let me",
        "gimme" => "give me",
        "dunno" => "do not know",
        "outta" => "out of",
        "y'all" | "yall" => "you all",
        "cannot" | "can't" | "cant" => "can not",
        "won't" => "will not",
        "shan't" => "shall not",
        "'cause" | "cause" | "cuz" | "coz" => "because",
        "okay" | "o.k" => "ok",
        "yeah" | "yep" | "yup" | "yea" => "yes",
        "mr" => "mister",
        "mrs" => "missus",
        "dr" => "doctor",
        "vs" => "versus",
        "alright" => "all right",
        "grey" => "gray",
        "till" | "'til" => "until",
        "thru" => "through",
        "tho" => "though",
        "programme" => "program",
        "centre" => "center",
        "whilst" => "while",
        "em" | "'em" => "them",
        _ => return None,
    })
}

/// One spelling for `-ise` and `-ize`, `-our` and `-or`. It only matters that both sides get the same.
fn spelling(word: &str) -> std::borrow::Cow<'_, str> {
    if word.len() < 6 || !word.is_ascii() {
        return word.into();
    }
    for (british, american) in [
        ("ise", "ize"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("ising", "izing"),
        ("isation", "ization"),
        ("isations", "izations"),
        ("our", "or"),
        ("ours", "ors"),
        ("oured", "ored"),
        ("yse", "yze"),
        ("ysed", "yzed"),
    ] {
        if let Some(stem) = word.strip_suffix(british) {
            return format!("{stem}{american}").into();
        }
    }
    word.into()
}

/// Hesitation sounds. They may be missing on one side, at little cost.
pub(super) fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "uh" | "um"
            | "uhm"
            | "er"
            | "erm"
            | "ah"
            | "eh"
            | "hm"
            | "hmm"
            | "mm"
            | "mhm"
            | "mmhmm"
            | "huh"
            | "oh"
            | "uhhuh"
            | "ahem"
            | "aha"
            | "umm"
            | "uhh"
            | "äh"
            | "ähm"
            | "euh"
            | "ehm"
            | "öh"
            | "öhm"
    )
}

/// A character in normalized form: one apostrophe, no typographic hyphens.
pub(super) const fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{b4}' | '`' | '\u{ff07}' => '\'',
        _ => c,
    }
}

/// The name of a currency, in the plural.
pub(super) const fn currency(c: char) -> Option<&'static str> {
    Some(match c {
        '$' => "dollars",
        '€' => "euros",
        '£' => "pounds",
        '¥' => "yen",
        '₹' => "rupees",
        _ => return None,
    })
}

/// The word for a sign that is read aloud.
pub(super) const fn symbol(c: char) -> Option<&'static str> {
    Some(match c {
        '%' => "percent",
        '&' => "and",
        '+' => "plus",
        '@' => "at",
        '°' => "degrees",
        _ => return None,
    })
}
