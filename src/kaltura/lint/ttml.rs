//! Why a parser does not keep a cue of a TTML file.

use super::context::{Cause, Context};
use crate::kaltura::{CueOutcome, PlatformReader, Refusal};

pub(super) fn cause(
    context: &Context<'_, '_>,
    reader: PlatformReader,
    cue: u32,
    fate: &CueOutcome,
) -> Cause {
    let own = &context.subject.timeline.cues[cue as usize];
    let block = own.origin.block.slice(context.subject.text());
    if fate.gaps > 0 && !fate.lost {
        return ("KLT016", "HLS has a cue only in the segments where it starts and ends".into());
    }
    if fate.lost {
        return lost(context, reader, cue, fate, block);
    }
    if fate.merged || fate.cut || fate.changed {
        return text(fate, block);
    }
    if reader == PlatformReader::Clip {
        return ("KLT040", "the clip tool writes tenths of a second".into());
    }
    time(block)
}

fn lost(
    context: &Context<'_, '_>,
    reader: PlatformReader,
    cue: u32,
    fate: &CueOutcome,
    block: &str,
) -> Cause {
    let own = &context.subject.timeline.cues[cue as usize];
    if prefix(block).is_some() {
        return ("KLT007", "the server does not recognize elements with a prefix".into());
    }
    if context.refusal(PlatformReader::Gate) == Some(Refusal::NoCue) {
        return ("KLT001", "the server refuses the file or finds no paragraph in it".into());
    }
    if fate.inside.is_some() {
        return (
            "KLT012",
            "the server makes one cue of a paragraph and ignores times inside it".into(),
        );
    }
    let gate = context.fate(PlatformReader::Gate, cue);
    if reader != PlatformReader::Gate && !gate.lost {
        if gate.mistimed {
            return time(block);
        }
        if own.interval.duration() <= 0 {
            return ("KLT015", "it does not end after it starts".into());
        }
        if reader == PlatformReader::Clip {
            return ("KLT040", "the clip tool writes tenths of a second".into());
        }
    }
    ("KLT022", "the server does not find the text".into())
}

fn text(fate: &CueOutcome, block: &str) -> Cause {
    if fate.merged {
        return (
            "KLT012",
            "the server makes one cue of a paragraph and ignores times inside it".into(),
        );
    }
    if block.contains("<![CDATA[") {
        return ("KLT037", "the server drops CDATA sections".into());
    }
    let (mut prefixed, mut other) = (false, false);
    for at in memchr::memchr_iter(b'<', block.as_bytes()).skip(1) {
        let name = name_at(&block[at + 1..]);
        prefixed |= name.contains(':');
        let known = ["p", "span", "br", ""].iter().any(|known| name.eq_ignore_ascii_case(known));
        other |= !known && !name.starts_with(['!', '?']);
    }
    if prefixed {
        return ("KLT007", "the server does not recognize elements with a prefix".into());
    }
    if other {
        return ("KLT038", "the server reads only text, `span` and `br` in a paragraph".into());
    }
    ("KLT022", "the server reads another text".into())
}

/// The name of an element after its `<`, end tags without their `/`.
fn name_at(tag: &str) -> &str {
    let tag = tag.trim_start_matches('/');
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
    &tag[..end]
}

fn prefix(block: &str) -> Option<&str> {
    name_at(block.strip_prefix('<')?).split_once(':').map(|(prefix, _)| prefix)
}

/// What is wrong with the times of a paragraph.
fn time(block: &str) -> Cause {
    let tag = &block[..block.find('>').unwrap_or(block.len())];
    let (begin, end, dur) = (attribute(tag, "begin"), attribute(tag, "end"), attribute(tag, "dur"));
    if begin.is_none() && end.is_none() {
        return ("KLT012", "the server reads times on the paragraph only".into());
    }
    for value in [begin, end].into_iter().flatten() {
        if let Some(cause) = form(value) {
            return cause;
        }
    }
    if end.is_none()
        && let Some(dur) = dur
        && (dur.contains(':') || !dur.ends_with('s') || dur.ends_with("ms"))
    {
        return ("KLT009", "the server reads a duration as a number of seconds".into());
    }
    if end.is_none() && dur.is_none() {
        return ("KLT012", "a paragraph without an end has no length for the server".into());
    }
    ("KLT012", "the server does not add the times of the elements around a paragraph".into())
}

/// A time that the server misreads.
fn form(value: &str) -> Option<Cause> {
    let value = value.trim();
    let colons = value.matches(':').count();
    if colons == 3 {
        return Some(("KLT010", "the server ignores frames".into()));
    }
    if colons == 2 {
        let digits = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.');
        let why = "the server cannot read this time";
        return (!value.chars().all(digits)).then_some(("KLT011", why.into()));
    }
    if colons == 1 || value.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return Some(("KLT036", "the server reads the first part of a clock time as hours".into()));
    }
    let seconds =
        value.strip_suffix('s').filter(|n| n.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    let Some(seconds) = seconds else {
        return Some(("KLT011", "the server cannot read times of this unit".into()));
    };
    let fraction = seconds.split_once('.').map_or("", |(_, fraction)| fraction);
    let is_whole = fraction.trim_end_matches('0').is_empty();
    (!is_whole).then_some(("KLT008", "the server cuts off the fraction of seconds".into()))
}

/// The value of an attribute in a start tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let found = tag.match_indices(name).find(|(at, _)| {
        let before = tag[..*at].chars().next_back();
        let after = tag[at + name.len()..].trim_start();
        before.is_some_and(char::is_whitespace) && after.starts_with('=')
    })?;
    let rest = tag[found.0 + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split(quote).next()
}
