//! The server's DFXP parser (`dfxpCaptionsContentManager.php:18-230`).
//!
//! It looks for elements called `p`, `span` and `br`, in any namespace as long as they have no
//! prefix, and at the times of the `p` alone. A `p` gives one cue, also in the head; elements in it
//! other than `span` and `br` are dropped with their text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::kept::{Chunk, KeptCue, ServerCue, TextStyle};
use super::php;
use super::text::{self, Text};
use super::window::{ClipWindow, shifted};
use super::xml::{self, Document, Event, NONE, Tag, XML};

/// The cues the upload check keeps; none when the file is refused.
pub(super) fn read(bytes: &[u8]) -> Vec<ServerCue<'_>> {
    cues(text::normalized(Text::raw(bytes)), None)
}

/// The cues the upload check keeps of the clipped file.
///
/// The clip tool reads the bytes as they are, removes the cues outside the window, rewrites the
/// times of the others with one digit of fraction, and removes each line ending after six spaces
/// (`kXml.class.php:296-311`; observed, see docs/platform.md).
pub(super) fn clipped(bytes: &[u8], window: ClipWindow) -> Vec<ServerCue<'_>> {
    cues(Text::raw(bytes), Some(window))
}

fn cues(text: Text<'_>, window: Option<ClipWindow>) -> Vec<ServerCue<'_>> {
    // PHP: trim($content, " \r\n\t").
    let blanks = text.bytes.iter().take_while(|b| matches!(b, b' ' | b'\r' | b'\n' | b'\t'));
    let leading = text.bytes[..blanks.count()].to_vec();
    let text = text.without_prefix(&leading).without_blank_end();
    let Some(text) = xml::decode::decoded(text) else { return Vec::new() };
    let decoded = std::str::from_utf8(&text.bytes).unwrap_or_default();
    let Ok(document) = xml::parse(decoded) else { return Vec::new() };
    let mut walk = Walk {
        document: &document,
        styles: named(&document, "style"),
        regions: named(&document, "region"),
        text: &text,
        window,
        at: 0,
        cues: Vec::new(),
    };
    walk.body();
    walk.cues
}

/// Styles by id: of the elements with this name, prefixed or not, `id` before `xml:id`; the last
/// one with an id wins.
fn named<'t>(document: &'t Document<'_>, name: &str) -> HashMap<&'t str, TextStyle> {
    let tags = document.events.iter().filter_map(|event| match event {
        Event::Start(tag) => Some(tag),
        _ => None,
    });
    let wanted = tags.filter(|tag| {
        // Where the prefix is bound to nothing the colon is a part of the name, and the element is
        // another one.
        tag.name.split_once(':').map_or(tag.name, |(_, local)| local) == name
    });
    let with_id = wanted.filter_map(|tag| {
        let id = tag.get(NONE, "id").or_else(|| tag.get(XML, "id"))?;
        Some((id, own_style(tag, document.tts)))
    });
    with_id.collect()
}

/// The attributes of one element in the namespace that the root binds to `tts`; without such a
/// binding, the plain ones.
fn own_style(tag: &Tag<'_>, tts: xml::Namespace) -> TextStyle {
    let get = |name: &str| tag.get(tts, name);
    let value = |name: &str| get(name).map(|value| Rc::from(value.as_bytes()));
    TextStyle {
        bold: get("fontWeight") == Some("bold"),
        italic: get("fontStyle") == Some("italic"),
        text_align: value("textAlign"),
        display_align: value("displayAlign"),
        origin: value("origin").filter(|value: &Rc<[u8]>| has_percentages(value)),
        extent: value("extent").filter(|value: &Rc<[u8]>| has_percentages(value)),
    }
}

/// `/([0-9]?[0-9]|100)% ([0-9]?[0-9]|100)%/`, anywhere in the value: so `101% 5%` passes and `10.5%
/// 80.25%` does not.
fn has_percentages(value: &[u8]) -> bool {
    memchr::memmem::find_iter(value, b"% ").any(|at| {
        let rest = &value[at + 2..];
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let fits = matches!(digits, 1 | 2) || (digits == 3 && rest.starts_with(b"100"));
        at > 0 && value[at - 1].is_ascii_digit() && fits && rest.get(digits) == Some(&b'%')
    })
}

impl TextStyle {
    /// This style with the values of another one applied over it.
    fn under(&self, over: &Self) -> Self {
        let pick = |over: &Option<Rc<[u8]>>, under: &Option<Rc<[u8]>>| {
            over.clone().or_else(|| under.clone())
        };
        Self {
            bold: self.bold || over.bold,
            italic: self.italic || over.italic,
            text_align: pick(&over.text_align, &self.text_align),
            display_align: pick(&over.display_align, &self.display_align),
            origin: pick(&over.origin, &self.origin),
            extent: pick(&over.extent, &self.extent),
        }
    }
}

struct Walk<'w, 'a> {
    document: &'w Document<'w>,
    styles: HashMap<&'w str, TextStyle>,
    regions: HashMap<&'w str, TextStyle>,
    text: &'w Text<'a>,
    window: Option<ClipWindow>,
    /// Index of the next event.
    at: usize,
    cues: Vec<ServerCue<'a>>,
}

/// What an element passes on to its children.
#[derive(Clone, Copy)]
struct Inherited<'w> {
    style: Option<&'w str>,
    /// A value set by an element stays in effect for the siblings after it: a bug of the server
    /// that the model reproduces.
    region: Option<&'w str>,
}

impl<'w, 'a> Walk<'w, 'a> {
    fn body(&mut self) {
        let document = self.document;
        let mut levels = vec![Inherited { style: None, region: None }];
        while let Some(event) = document.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(tag) => {
                    let Some(level) = levels.last_mut() else { return };
                    level.region = tag.get(NONE, "region").or(level.region);
                    let style = tag.get(NONE, "style").or(level.style);
                    let inner = Inherited { style, region: level.region };
                    if tag.name.eq_ignore_ascii_case("p") {
                        self.paragraph(tag, inner);
                    } else {
                        levels.push(inner);
                    }
                }
                Event::End(_) => {
                    levels.pop();
                }
                Event::Text(_) | Event::Cdata(_) => {}
            }
        }
    }

    fn paragraph(&mut self, tag: &'w Tag<'w>, inherited: Inherited<'w>) {
        let style = inherited.style.and_then(|id| self.styles.get(id)).cloned();
        let region =
            inherited.region.filter(|id| is_truthy(id)).and_then(|id| self.regions.get(id));
        let own = own_style(tag, self.document.tts);
        let style = style.unwrap_or_default().under(&own);
        let region = region.cloned().unwrap_or_default().under(&own);
        let (chunks, end) = self.chunks(style, region);
        let Some((start_ms, end_ms)) = self.times(tag) else { return };
        let text = chunks.iter().flat_map(|chunk| chunk.text.iter().copied()).collect();
        let kept = KeptCue {
            start_ms,
            end_ms,
            text: Cow::Owned(text),
            settings: Cow::Borrowed(b""),
            origin: self.text.origin(tag.at, end),
        };
        self.cues.push(ServerCue { kept, chunks });
    }

    /// The texts of the `p` whose start tag was just read, and the offset after its end.
    fn chunks(&mut self, style: TextStyle, region: TextStyle) -> (Vec<Chunk>, usize) {
        let document = self.document;
        let mut chunks = Vec::new();
        let mut open = vec![(style, region)];
        // Elements inside an ignored one.
        let mut hidden = 0_usize;
        while let Some(event) = document.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(_) if hidden > 0 => hidden += 1,
                Event::Start(tag) if tag.name.eq_ignore_ascii_case("span") => {
                    if let Some((style, region)) = open.last() {
                        open.push(self.inner(tag, style, region));
                    }
                }
                Event::Start(tag) => {
                    if tag.name.eq_ignore_ascii_case("br") {
                        chunks.push(Chunk { text: b"\n".to_vec(), style: None });
                    }
                    hidden = 1;
                }
                Event::End(_) if hidden > 0 => hidden -= 1,
                Event::End(end) => {
                    open.pop();
                    if open.is_empty() {
                        return (chunks, *end);
                    }
                }
                Event::Text(text) if hidden == 0 => {
                    if let Some((style, region)) = open.last() {
                        let text = self.chunk_text(text);
                        chunks.push(Chunk { text, style: Some(region.under(style)) });
                    }
                }
                Event::Text(_) | Event::Cdata(_) => {}
            }
        }
        (chunks, self.text.bytes.len())
    }

    /// The style and region inside a `span`: named ones replace those around it,
    /// attributes override both.
    fn inner(
        &self,
        tag: &Tag<'_>,
        style: &TextStyle,
        region: &TextStyle,
    ) -> (TextStyle, TextStyle) {
        let by_id = |all: &HashMap<&str, TextStyle>, key: &str, outer: &TextStyle| {
            let id = tag.get(NONE, key).filter(|id| is_truthy(id));
            id.and_then(|id| all.get(id)).unwrap_or(outer).clone()
        };
        let own = own_style(tag, self.document.tts);
        let style = by_id(&self.styles, "style", style).under(&own);
        (style, by_id(&self.regions, "region", region).under(&own))
    }

    fn chunk_text(&self, text: &str) -> Vec<u8> {
        if self.window.is_some() {
            return text.replace("      \n", "").into_bytes();
        }
        text.as_bytes().to_vec()
    }

    /// Begin and end; `None` when the clip leaves the cue out.
    fn times(&self, tag: &Tag<'_>) -> Option<(Option<f64>, Option<f64>)> {
        let begin = php::dfxp_time(tag.get(NONE, "begin").unwrap_or(""));
        let end = tag.get(NONE, "end");
        let duration = tag.get(NONE, "dur").map(|dur| php::floatval(dur) * 1000.0);
        let ends = |begin: Option<f64>| match (end, duration) {
            (Some(end), _) => php::dfxp_time(end),
            (None, Some(duration)) => Some(begin.unwrap_or(0.0) + duration),
            (None, None) => begin,
        };
        let Some(window) = self.window else { return Some((begin, ends(begin))) };
        let (new_begin, new_end) = clipped_times(begin, ends(begin), window)?;
        let begin = php::dfxp_time(&php::tenths(new_begin));
        let end = if end.is_some() { php::dfxp_time(&php::tenths(new_end)) } else { ends(begin) };
        Some((begin, end))
    }
}

/// The times in the clip. A null counts as zero, but PHP takes a null end to be before any window
/// that does not begin at zero.
fn clipped_times(begin: Option<f64>, end: Option<f64>, window: ClipWindow) -> Option<(i64, i64)> {
    if end.is_none() && window.start_ms != 0 {
        return None;
    }
    shifted(begin.unwrap_or(0.0) as i64, end.unwrap_or(0.0) as i64, window)
}

/// Whether PHP treats a text as true.
fn is_truthy(text: &str) -> bool {
    !matches!(text, "" | "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(body: &str) -> Vec<(Option<f64>, Option<f64>, String)> {
        let file = format!(
            "<tt xmlns='http://www.w3.org/ns/ttml' xmlns:tts='s'><head><layout>\
             <region xml:id='r' tts:displayAlign='before'/></layout></head><body><div>{body}</div></body></tt>"
        );
        let cues = read(file.as_bytes());
        let kept = cues.into_iter().map(|cue| {
            let text = String::from_utf8(cue.kept.text.into_owned()).unwrap();
            (cue.kept.start_ms, cue.kept.end_ms, text)
        });
        kept.collect()
    }

    #[test]
    fn only_texts_spans_and_breaks_count() {
        let cues = kept(
            "<p begin='1s' end='2s'>a<b>lost</b><![CDATA[lost]]><span>b<BR/>c</span><x:br/></p>",
        );
        assert_eq!(cues, [(Some(1000.0), Some(2000.0), "ab\nc".into())]);
        assert!(kept("<tt:p begin='1s' end='2s'>a</tt:p>").is_empty());
    }

    #[test]
    fn times_stand_on_the_paragraph_alone() {
        let cues = kept(
            "<p><span begin='1s' end='2s'>a</span></p><p begin='1s' dur='2.5s'>b</p><p dur='1s'/>",
        );
        let times: Vec<_> = cues.iter().map(|cue| (cue.0, cue.1)).collect();
        assert_eq!(times, [(None, None), (Some(1000.0), Some(3500.0)), (None, Some(1000.0))]);
    }

    #[test]
    fn a_region_stays_for_the_siblings() {
        let file = "<p region='r' begin='1s' end='2s'>a</p><p begin='1s' end='2s'>b</p>";
        let file =
            format!("<tt xmlns:tts='s'><region xml:id='r' tts:displayAlign='before'/>{file}</tt>");
        let cues = read(file.as_bytes());
        let style = |at: usize| cues[at].chunks[0].style.clone().unwrap().display_align;
        assert_eq!(
            (style(0).as_deref(), style(1).as_deref()),
            (Some(&b"before"[..]), Some(&b"before"[..]))
        );
    }

    #[test]
    fn the_origin_is_the_whole_element_also_in_utf16() {
        let file = "\n<tt><p begin='1s' end='2s'>a\u{e9}</p></tt>\r\n";
        let origin = read(file.as_bytes())[0].kept.origin.unwrap();
        assert_eq!(&file[origin.range()], "<p begin='1s' end='2s'>a\u{e9}</p>");
        let wide: Vec<u8> =
            format!("\u{feff}{}", file.trim()).encode_utf16().flat_map(u16::to_le_bytes).collect();
        let origin = read(&wide)[0].kept.origin.unwrap();
        assert_eq!((origin.start, origin.end), (2 + 2 * 4, 2 + 2 * 33));
    }

    #[test]
    fn percentages_are_looked_for_anywhere() {
        for (value, fits) in [
            ("10% 80%", true),
            ("101% 5%", true),
            ("100% 100%", true),
            ("10.5% 80.25%", false),
            ("5%  5%", false),
            ("100px 20px", false),
            ("auto", false),
            ("1% 101%", false),
        ] {
            assert_eq!(has_percentages(value.as_bytes()), fits, "{value:?}");
        }
    }
}
