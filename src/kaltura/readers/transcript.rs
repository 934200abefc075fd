//! The text of a cue in the transcript panel (playkit-js-transcript v3.7.17, 80ac5763).
//!
//! The panel gets the server's JSON. It decodes five references (`src/utils/utils.ts`, `decodeString`), then removes
//! all HTML (`src/transcript-plugin.tsx`, `_sanitizeCaptions`: sanitize-html 2.17.5 with no tag allowed), then
//! decodes again. So text that was escaped correctly has become markup by then: `press &lt;enter&gt; now` is shown as
//! `press now`. A `<` with a blank or a digit after it is text.

use std::borrow::Cow;

/// Elements that are removed with their content (`nonTextTags` of sanitize-html).
const WITH_CONTENT: [&str; 4] = ["script", "style", "textarea", "option"];

/// What the panel shows of a text of the server's JSON. `decode` replaces the character references of
/// HTML.
pub(in crate::kaltura) fn panel_text(text: &str, decode: impl Fn(&str) -> String) -> Cow<'_, str> {
    if memchr::memchr2(b'&', b'<', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let text = decoded(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        out.push_str(&decode(&rest[..at]));
        rest = match markup(&rest[at..]) {
            Some(after) => after,
            None => {
                out.push('<');
                &rest[at + 1..]
            }
        };
    }
    out.push_str(&decode(rest));
    Cow::Owned(out)
}

/// `decodeString`: five references, in this order.
fn decoded(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for (name, value) in
        [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&"), ("&quot;", "\"")]
    {
        let is_there =
            |at: usize| text[at..].get(..name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name));
        let places: Vec<usize> =
            memchr::memchr_iter(b'&', text.as_bytes()).filter(|&at| is_there(at)).collect();
        if places.is_empty() {
            continue;
        }
        let (mut out, mut from) = (String::with_capacity(text.len()), 0);
        for at in places {
            out.push_str(&text[from..at]);
            out.push_str(value);
            from = at + name.len();
        }
        out.push_str(&text[from..]);
        text = Cow::Owned(out);
    }
    text
}

/// What follows the markup at the start of a text; `None` where the `<` is text. Markup that is not
/// closed reaches to the end.
fn markup(text: &str) -> Option<&str> {
    let inner = &text[1..];
    let to = |end: &str, inner: &'_ str| inner.find(end).map_or(inner.len(), |at| at + end.len());
    if let Some(comment) = inner.strip_prefix("!--") {
        return Some(&comment[to("-->", comment)..]);
    }
    let letter = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
    if inner.starts_with(['!', '?', '/']) {
        return Some(&inner[to(">", inner)..]);
    }
    if !letter(inner) {
        return None;
    }
    let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
    let name = &inner[..inner.find(is_end).unwrap_or(inner.len())];
    let rest = behind_tag(&inner[name.len()..]);
    if !WITH_CONTENT.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return Some(rest);
    }
    let is_close = |at: &usize| {
        let close = rest[*at..].strip_prefix("</").and_then(|rest| rest.get(..name.len()));
        close.is_some_and(|close| close.eq_ignore_ascii_case(name))
    };
    let close = memchr::memchr_iter(b'<', rest.as_bytes()).find(is_close).unwrap_or(rest.len());
    let close = &rest[close..];
    Some(&close[to(">", close)..])
}

/// After the `>` of a tag, over values in quotation marks.
fn behind_tag(mut rest: &str) -> &str {
    while let Some(at) = rest.find(['>', '=']) {
        let is_close = rest[at..].starts_with('>');
        rest = &rest[at + 1..];
        if is_close {
            return rest;
        }
        let value = rest.trim_ascii_start();
        if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            let end = value[1..].find(quote).map_or(value.len(), |at| at + 2);
            rest = &value[end..];
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_text_becomes_markup() {
        for (text, shown) in [
            ("press &lt;enter&gt; now", "press  now"),
            ("if x &lt;y then", "if x "),
            ("x &lt;!-- y", "x "),
            ("a<b", "a"),
            ("5 &lt; 6", "5 < 6"),
            ("I <3 you", "I <3 you"),
            ("AT&amp;T", "AT&T"),
            ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
            ("<i>a</i>&LT;/b&GT;", "a"),
            ("a<textarea>b</textarea>c<STYLE>d", "ac"),
            ("<v O'Hara>a<c x='>'>b", "ab"),
            ("a </3 b", "a "),
        ] {
            assert_eq!(panel_text(text, str::to_owned), shown, "{text}");
        }
    }
}
