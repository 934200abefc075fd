//! Addresses and names of programs in a text: URLs, host names, e-mail addresses, handles, hashtags, file names, paths
//! and identifiers. They are left unchanged, whatever a dictionary says about a word in them.

use std::ops::Range;

use crate::timeline::is_unspaced;

/// Whether a place is part of something longer: `https://example.com/new`, `ada@example.com`, `@ada`, `#ada`,
/// `my-example.com`, `example.yaml`, `~/example/notes`, `example_id`.
pub(super) fn is_inside(text: &str, range: &Range<usize>) -> bool {
    if is_in_tag_or_identifier(text, range) {
        return true;
    }
    let start = text[..range.start].rfind(is_boundary);
    let start = start.map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let end = text[range.end..].find(is_boundary).map_or(text.len(), |at| range.end + at);
    let chunk = &text[start..end];
    if chunk.contains("://") || chunk.contains('@') || is_path(chunk) {
        return true;
    }
    let written = chunk.trim_start_matches(is_mark);
    let start = end - written.len();
    let written = without_genitive(written.trim_end_matches(is_mark));
    // A term that is an address itself (`Node.js`) covers the whole address.
    let is_whole = range.start <= start && start + written.len() <= range.end;
    let is_www = written.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www."));
    !is_whole && (is_www || written.split(['/', '?', '#', ':']).any(is_name))
}

/// Whether a place is part of a hashtag (`#ada`, `#ada_lovelace`) or of an identifier (`ada_id`, `MAX_ADA`). Low lines
/// around a word (`_ada_`) only emphasise it.
fn is_in_tag_or_identifier(text: &str, range: &Range<usize>) -> bool {
    let before = &text[..range.start];
    let after = &text[range.end..];
    let is_tag = before.ends_with(['#', '＃'])
        && !before.trim_end_matches(['#', '＃']).ends_with(char::is_alphanumeric);
    let joins_before = before
        .strip_suffix('_')
        .is_some_and(|rest| rest.trim_end_matches('_').ends_with(char::is_alphanumeric));
    let joins_after = after
        .strip_prefix('_')
        .is_some_and(|rest| rest.trim_start_matches('_').starts_with(char::is_alphanumeric));
    is_tag || joins_before || joins_after
}

/// Characters that never occur in an address, or never in the middle of one.
fn is_boundary(c: char) -> bool {
    c.is_whitespace()
        || is_unspaced(c)
        || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '"' | ',' | ';' | '|')
        || matches!(c, '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '—' | '\u{3000}'..='\u{303f}')
}

/// A sign at the end or start of a word that is not a part of it.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric()
}

fn without_genitive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

/// A path that begins at a root: `/etc/hosts`, `~/notes`, `./run`, `C:\\Users`, `\\\\server`.
fn is_path(chunk: &str) -> bool {
    let chunk = chunk.trim_start_matches(['\'', '‘', '`']);
    let rest = chunk.trim_start_matches(['~', '.']);
    let from_root = rest.strip_prefix('/').is_some_and(|rest| rest.starts_with(is_letter));
    let is_windows = chunk.contains(":\\") || chunk.starts_with("\\\\");
    from_root || is_windows || chunk.matches('\\').count() > 1
}

const fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// Whether a word is the name of a host or of a file: parts separated by full stops, the last of which is a top-level
/// domain or an extension: in small letters and digits, or a few capitals.
fn is_name(word: &str) -> bool {
    let Some((name, last)) = word.rsplit_once('.') else { return false };
    let has_letter = last.bytes().any(|b| b.is_ascii_alphabetic());
    let is_small =
        last.len() >= 2 && last.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let is_capitals = (2..=4).contains(&last.len()) && last.bytes().all(|b| b.is_ascii_uppercase());
    let is_part = |part: &str| {
        part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '%' | '~' | '+'))
    };
    has_letter
        && (is_small || is_capitals)
        && name.ends_with(char::is_alphanumeric)
        && name.split('.').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether `word` in a text is part of an address.
    fn inside(text: &str, word: &str) -> bool {
        let at = text.find(word).unwrap();
        is_inside(text, &(at..at + word.len()))
    }

    #[test]
    fn urls_hosts_mail_and_files_are_addresses() {
        for text in [
            "see https://example.com/ergo-miners now",
            "write to info@ergo.example",
            "visit ergo-miners.com.",
            "visit (miners.ergo.io/start)!",
            "on ERGO.COM",
            "open ergo.yaml, please",
            "my-ergo.PDF",
            "www.ergo-miners",
            "by @ergo",
            "cd ~/ergo/src",
            "C:\\ergo\\notes",
            "请访问ergo-miners.com网站",
            "münchen-ergo.de's page",
            "tagged #ergo!",
            "(#ergo_miners)",
            "＃ergo",
            "set ergo_id to 1",
            "the MY_ergo variable",
            "__my__ergo__",
        ] {
            assert!(inside(text, if text.contains("ERGO") { "ERGO" } else { "ergo" }), "{text}");
        }
    }

    #[test]
    fn words_beside_marks_are_none() {
        for text in [
            "ergo. Then",
            "(ergo)",
            "ergo/miners",
            "ergo...",
            "the ergo.Then we",
            "ergo-miners",
            "_ergo_ is",
            "# ergo",
        ] {
            assert!(!inside(text, "ergo"), "{text}");
        }
        assert!(!inside("we use node.js's loop", "node.js"));
        assert!(!inside("on example.com!", "example.com"));
        assert!(!inside("tagged #ergo!", "#ergo"));
        assert!(!inside("set ergo_id to 1", "ergo_id"));
        assert!(!inside("C#ergo", "ergo"));
    }
}
