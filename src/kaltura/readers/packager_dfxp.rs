//! How the packager reads DFXP (nginx-vod-module 26f06877, `vod/subtitle/dfxp_format.c`).
//!
//! Elements and attributes count by their local names, in any namespace. A `p` is found within 10 elements and not in
//! another `p`; its text consists of text nodes, CDATA, `br` and `span`, to a depth of 10. References to entities are
//! dropped. `end` takes precedence over `dur`, and one that cannot be read loses the cue. A second has 30 frames, and
//! ticks are not supported.

use super::packaged::{Chain, PackagedCue, number};
use super::text::Text;
use super::xml::{self, Event, Tag};

/// `DFXP_FRAME_RATE`.
const FRAMES: i64 = 30;
/// `DFXP_MAX_STACK_DEPTH`.
const DEPTH: usize = 10;

/// The cues; `None` where the file is not well-formed.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<PackagedCue>> {
    let text = xml::decode::decoded(Text::raw(bytes))?;
    let document = xml::parse(std::str::from_utf8(&text.bytes).ok()?).ok()?;
    let (mut cues, mut chain) = (Vec::new(), Chain::default());
    let (mut depth, mut events) = (0, document.events.iter());
    while let Some(event) = events.next() {
        match event {
            Event::Start(tag) if tag.local == "p" && depth <= DEPTH => {
                let (body, end) = body(&mut events);
                let body = body.trim_matches(|c: char| matches!(c, ' ' | '\t'..='\r'));
                let times = times(tag).filter(|(start, end)| start < end && !body.is_empty());
                let Some((start, end_time)) = times else { continue };
                let (start_ms, end_ms) = chain.next(start, end_time);
                let origin = text.origin(tag.at, end);
                let (id, text) = (String::new(), format!("\n{body}\n\n"));
                cues.push(PackagedCue { start_ms, end_ms, id, text, origin });
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(_) | Event::Cdata(_) => {}
        }
    }
    Some(cues)
}

/// The text of the `p` whose start tag was just read, and where the `p` ends.
fn body<'d>(events: &mut impl Iterator<Item = &'d Event<'d>>) -> (String, usize) {
    let (mut out, mut spans, mut hidden) = (String::new(), 0_usize, 0_usize);
    for event in events {
        match event {
            Event::Start(_) if hidden > 0 => hidden += 1,
            Event::Start(tag) if tag.local == "span" && spans < DEPTH => spans += 1,
            Event::Start(tag) => {
                out.push_str(if tag.local == "br" { "\n" } else { "" });
                hidden = 1;
            }
            Event::End(_) if hidden > 0 => hidden -= 1,
            Event::End(_) if spans > 0 => spans -= 1,
            Event::End(end) => return (out, *end),
            Event::Text(text) if hidden == 0 => out.push_str(text),
            Event::Cdata(text) if hidden == 0 => out.push_str(text),
            Event::Text(_) | Event::Cdata(_) => {}
        }
    }
    (out, 0)
}

fn times(tag: &Tag<'_>) -> Option<(i64, i64)> {
    let property = |name: &str| {
        let found = tag.attributes.iter().find(|attribute| attribute.local == name)?;
        (!found.refers && !found.value.is_empty()).then_some(&*found.value)
    };
    let start = property("begin").and_then(time);
    match property("end") {
        Some(end) => Some((start?, time(end)?)),
        None => Some((start?, start?.wrapping_add(time(property("dur")?)?))),
    }
}

/// `H+:MM:SS`, with a fraction or frames after it, or a number with a unit (`dfxp_parse_timestamp`).
fn time(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let digits = |at: usize| at + bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
    let whole = digits(0);
    if whole == 0 {
        return None;
    }
    let mut num = number(&bytes[..whole]);
    let mut den = 1_i64;
    // A fraction of at least one digit: returns what follows it.
    let mut fraction = |num: &mut i64, at: usize| {
        let end = digits(at);
        for b in &bytes[at..end] {
            *num = num.wrapping_mul(10).wrapping_add(i64::from(b - b'0'));
            den = den.wrapping_mul(10);
        }
        (end > at).then_some(end)
    };
    let ms = if bytes.get(whole) == Some(&b':') {
        let [m, n, b':', s, t, rest @ ..] = &bytes[whole + 1..] else { return None };
        if ![m, n, s, t].iter().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let pair = |a: &u8, b: &u8| i64::from(a - b'0') * 10 + i64::from(b - b'0');
        num = num.wrapping_mul(3600).wrapping_add(pair(m, n) * 60 + pair(s, t));
        match rest {
            [] => num.wrapping_mul(1000),
            [b'.', ..] => {
                (fraction(&mut num, whole + 7)? == bytes.len()).then_some(())?;
                num.wrapping_mul(1000).checked_div(den)?
            }
            [b':', frames @ ..] if !frames.is_empty() && frames.iter().all(u8::is_ascii_digit) => {
                num.wrapping_mul(1000).wrapping_add(number(frames).wrapping_mul(1000) / FRAMES)
            }
            _ => return None,
        }
    } else {
        let unit = match bytes.get(whole) {
            Some(b'.') => fraction(&mut num, whole + 1)?,
            _ => whole,
        };
        let (by, frames) = match &bytes[unit..] {
            b"h" => (3_600_000, 1),
            b"m" => (60_000, 1),
            b"s" => (1000, 1),
            b"ms" => (1, 1),
            b"f" => (1000, FRAMES),
            _ => return None,
        };
        num.wrapping_mul(by).checked_div(den.wrapping_mul(frames))?
    };
    (ms >= 0).then_some(ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(paragraph: &str) -> Vec<(i64, i64, String)> {
        let file = format!("<tt xmlns:t='t'><body><div>{paragraph}</div></body></tt>");
        let cues = read(file.as_bytes()).unwrap();
        cues.into_iter().map(|c| (c.start_ms, c.end_ms, c.text.trim().to_owned())).collect()
    }

    #[test]
    fn local_names_count_and_other_elements_go() {
        let cues = kept(
            "<t:p t:begin='1s' end='2s'> a<t:span>b<t:br>x</t:br></t:span><![CDATA[c]]><i>d</i></t:p>\
             <x:p begin='1s' end='2s'>e</x:p><P begin='1s' end='2s'>f</P>\
             <p begin='1s' end='2s'> </p>",
        );
        assert_eq!(cues, [(1000, 2000, "ab\nc".into())]);
    }

    #[test]
    fn times_are_read_to_their_last_sign() {
        for (text, ms) in [
            ("1s", Some(1000)),
            ("1.5s", Some(1500)),
            ("1500ms", Some(1500)),
            ("2h", Some(7_200_000)),
            ("45f", Some(1500)),
            ("0:00:01", Some(1000)),
            ("00:00:01.25", Some(1250)),
            ("00:00:01:15", Some(1500)),
            ("00:01", None),
            ("00:00:01,5", None),
            ("00:00:01.", None),
            (" 1s", None),
            ("1", None),
            ("10t", None),
        ] {
            assert_eq!(time(text), ms, "{text}");
        }
        assert_eq!(kept("<p begin='1s' dur='2s'>a</p>"), [(1000, 3000, "a".into())]);
        assert_eq!(kept("<p begin='1s' end='x' dur='2s'>a</p>"), []);
    }

    #[test]
    fn paragraphs_are_looked_for_within_ten_elements() {
        let nested = |n: usize| {
            let p = "<p begin='1s' end='2s'>a</p>";
            kept(&format!("{}{p}{}", "<div>".repeat(n), "</div>".repeat(n))).len()
        };
        assert_eq!((nested(7), nested(8)), (1, 0));
        let spans = format!("{}b{}", "<span>".repeat(11), "</span>".repeat(11));
        let cues = kept(&format!("<p begin='1s' end='2s'>a{spans}</p>"));
        assert_eq!(cues, [(1000, 2000, "a".into())]);
    }
}
