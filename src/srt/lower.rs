//! From a document to the common timeline.
//!
//! Known tags become scopes, `{\an1}` to `{\an9}` a placement. Tags that SRT does not have stay text,
//! as most players show them; coordinates stay in [`Origin::settings`].

use std::borrow::Cow;
use std::sync::Arc;

use super::markup::{self, Places, Tag, TokenKind, tokens};
use super::{Cue as SrtCue, Document, lines};
use crate::format::Format;
use crate::source::Span;
use crate::timeline::{
    Align, Cue, Extra, ExtraKind, LinePosition, Origin, Placement, Run, RunKind, Scope, ScopeKind,
    Timeline,
};

/// Tags inside tags: deeper ones have no effect. Keeps hostile nesting linear.
const DEPTH: usize = 8;

/// The common view of an SRT document.
///
/// A tag that is not closed holds to the end of its cue; a closing tag without its opening one is
/// not shown.
///
/// ```
/// use cuesmith::srt::{ParseOptions, lower, parse};
/// use cuesmith::timeline::visible_text;
///
/// let text = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>Hello</i>\n";
/// let timeline = lower(&parse(text, &ParseOptions::default()).document);
/// assert_eq!(visible_text(&timeline, &timeline.cues[0]), "Hello");
/// assert!(timeline.cues[0].placement.is_some());
/// ```
#[must_use]
pub fn lower<'a>(document: &Document<'a>) -> Timeline<'a> {
    lower_spaced(document, document.is_double_spaced())
}

/// [`lower`] for a part of a file, of which it is known whether it is double spaced
/// ([`Document::is_double_spaced`]).
pub(crate) fn lower_spaced<'a>(document: &Document<'a>, is_double_spaced: bool) -> Timeline<'a> {
    let mut timeline = Timeline::new(Format::Srt);
    timeline.source = document.source;
    timeline.cues.reserve_exact(document.cues.len());
    timeline.runs.reserve(document.cues.len() * 2);
    let mut stack = Stack::default();
    let mut signs = Places::new(memchr::memchr2_iter(b'<', b'{', document.source.as_bytes()));
    for cue in &document.cues {
        let is_marked = signs.any_in(cue.payload);
        let cue = lower_cue(&mut timeline, &mut stack, document.source, cue, is_marked);
        if is_double_spaced {
            join_breaks(&mut timeline, cue.runs.start as usize);
        }
        let end = timeline.runs.len() as u32;
        timeline.cues.push(Cue { runs: cue.runs.start..end, ..cue });
    }
    let unparsed = |span: &Span| Extra::new(ExtraKind::Unparsed, *span);
    timeline.extras.extend(document.unparsed.iter().map(unparsed));
    timeline
}

/// Two line endings in a row count as one where every line of the file is followed by a blank one.
fn join_breaks(timeline: &mut Timeline<'_>, from: usize) {
    let mut runs = timeline.runs.split_off(from);
    runs.dedup_by(|next, last| {
        let is_pair = next.kind == RunKind::Break
            && last.kind == RunKind::Break
            && last.span.end == next.span.start
            && last.span.len() <= next.span.len();
        if is_pair {
            last.span = last.span.join(next.span);
        }
        is_pair
    });
    timeline.runs.append(&mut runs);
}

fn lower_cue<'a>(
    timeline: &mut Timeline<'a>,
    stack: &mut Stack,
    source: &'a str,
    cue: &SrtCue,
    is_marked: bool,
) -> Cue<'a> {
    let start = timeline.runs.len() as u32;
    let payload = cue.payload.slice(source);
    let placement = match is_marked {
        false => {
            plain(timeline, payload, cue.payload.start);
            None
        }
        true => {
            stack.open.clear();
            stack.ignored = Default::default();
            marked(timeline, stack, payload, cue.payload.start, source)
        }
    };
    let id = cue.index.slice(source);
    Cue {
        id: (!id.is_empty()).then_some(Cow::Borrowed(id)),
        interval: cue.interval(),
        runs: start..timeline.runs.len() as u32,
        placement: placement.map(Arc::new),
        region: None,
        origin: Origin {
            block: cue.block,
            id: cue.index,
            start: cue.start_span,
            end: cue.end_span,
            settings: cue.settings,
            payload: cue.payload,
        },
    }
}

/// Text without markup: a run for each line.
fn plain<'a>(timeline: &mut Timeline<'a>, payload: &'a str, offset: u32) {
    let mut rest = payload;
    while !rest.is_empty() {
        let at = offset + (payload.len() - rest.len()) as u32;
        let bytes = rest.as_bytes();
        let end = memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len());
        if end > 0 {
            let span = Span::new(at, at + end as u32);
            timeline.runs.push(text_run(&rest[..end], span, 0));
        }
        let terminator = lines::terminator(&bytes[end..]);
        if terminator > 0 {
            let span = Span::new(at + end as u32, at + (end + terminator) as u32);
            timeline.runs.push(Run { kind: RunKind::Break, scope: 0, span });
        }
        rest = &rest[end + terminator..];
    }
}

fn text_run(text: &str, span: Span, scope: u32) -> Run<'_> {
    Run { kind: RunKind::Text(Cow::Borrowed(text)), scope, span }
}

/// The open elements of a cue: their scopes, innermost last. Used again for every cue.
#[derive(Default)]
struct Stack {
    open: Vec<(Tag, u32)>,
    /// Tags over [`DEPTH`], which have no scope but must be closed.
    ignored: [usize; Tag::ALL.len()],
}

impl Stack {
    fn top(&self) -> u32 {
        self.open.last().map_or(0, |(_, scope)| *scope)
    }
}

fn marked<'a>(
    timeline: &mut Timeline<'a>,
    stack: &mut Stack,
    payload: &'a str,
    offset: u32,
    source: &'a str,
) -> Option<Placement> {
    let mut anchor = None;
    for token in tokens(payload, offset) {
        let span = token.span;
        match token.kind {
            TokenKind::Break | TokenKind::LineTag => {
                timeline.runs.push(Run { kind: RunKind::Break, scope: stack.top(), span });
            }
            TokenKind::Open { tag, attributes, .. } => {
                open(timeline, stack, tag, attributes, span, source);
            }
            TokenKind::Close { tag, .. } => close(timeline, stack, tag),
            TokenKind::Override => match (anchor, numpad(span.slice(source))) {
                (None, Some(n)) => anchor = Some(n),
                _ => {
                    // Nothing to show, but someone put it there: an empty run in its own scope.
                    let kind = ScopeKind::Other(Cow::Borrowed(span.slice(source)));
                    let scope = push_scope(timeline, kind, stack.top(), span);
                    timeline.runs.push(text_run("", Span::at(span.end), scope));
                }
            },
            TokenKind::Text
            | TokenKind::WebVttTag
            | TokenKind::MicroDvd
            | TokenKind::Malformed
            | TokenKind::Unknown => push_text(timeline, span, stack.top(), source),
        }
    }
    placement(anchor?)
}

/// Text; one run with the text before where nothing is between them.
fn push_text<'a>(timeline: &mut Timeline<'a>, span: Span, scope: u32, source: &'a str) {
    if let Some(Run { kind: RunKind::Text(text), scope: before, span: old }) =
        timeline.runs.last_mut()
        && *before == scope
        && old.end == span.start
        && !old.is_empty()
    {
        *old = old.join(span);
        *text = Cow::Borrowed(old.slice(source));
        return;
    }
    timeline.runs.push(text_run(span.slice(source), span, scope));
}

fn push_scope<'a>(
    timeline: &mut Timeline<'a>,
    kind: ScopeKind<'a>,
    parent: u32,
    span: Span,
) -> u32 {
    timeline.push_scope(kind, Vec::new(), parent, span)
}

fn open<'a>(
    timeline: &mut Timeline<'a>,
    stack: &mut Stack,
    tag: Tag,
    attributes: &'a str,
    span: Span,
    source: &'a str,
) {
    if stack.open.len() >= DEPTH {
        stack.ignored[tag as usize] += 1;
        return;
    }
    let kind = match tag {
        Tag::Bold => ScopeKind::Bold,
        Tag::Italic => ScopeKind::Italic,
        Tag::Underline => ScopeKind::Underline,
        Tag::Strike => ScopeKind::Other(Cow::Borrowed(span.slice(source))),
        Tag::Font => font(attributes),
    };
    let scope = push_scope(timeline, kind, stack.top(), span);
    stack.open.push((tag, scope));
}

fn font(attributes: &str) -> ScopeKind<'_> {
    let (mut color, mut face, mut size) = (None, None, None);
    for (name, value) in markup::attributes(attributes) {
        let slot = match name {
            _ if name.eq_ignore_ascii_case("color") => &mut color,
            _ if name.eq_ignore_ascii_case("face") => &mut face,
            _ if name.eq_ignore_ascii_case("size") => &mut size,
            _ => continue,
        };
        *slot = Some(Cow::Borrowed(value));
    }
    ScopeKind::Font { color, face, size }
}

/// Closes the innermost tag of a kind. Tags inside it stay open: they get new scopes around what
/// follows.
fn close(timeline: &mut Timeline<'_>, stack: &mut Stack, tag: Tag) {
    if stack.ignored[tag as usize] > 0 {
        stack.ignored[tag as usize] -= 1;
        return;
    }
    let Some(at) = stack.open.iter().rposition(|(open, _)| *open == tag) else { return };
    let mut parent = match at.checked_sub(1) {
        Some(below) => stack.open[below].1,
        None => 0,
    };
    stack.open.remove(at);
    for (_, scope) in &mut stack.open[at..] {
        let Scope { kind, classes, span, .. } = timeline.scopes[*scope as usize].clone();
        *scope = timeline.push_scope(kind, classes, parent, span);
        parent = *scope;
    }
}

/// The position that `{\an8}` names: 1 to 9, as on a numeric keypad.
fn numpad(text: &str) -> Option<u8> {
    let digit = text.strip_prefix("{\\an")?.strip_suffix('}')?;
    match digit.as_bytes() {
        [digit @ b'1'..=b'9'] => Some(digit - b'0'),
        _ => None,
    }
}

/// Where a cue anchored at a key of the numeric keypad is shown; `None` for 2, the default.
pub(super) fn placement(key: u8) -> Option<Placement> {
    let mut placement = Placement::default();
    match key {
        7..=9 => placement.line = Some(LinePosition::Percent(0.0)),
        4..=6 => {
            placement.line = Some(LinePosition::Percent(50.0));
            placement.line_align = Some(Align::Center);
        }
        _ => {}
    }
    match key % 3 {
        1 => {
            placement.position = Some(0.0);
            placement.position_align = Some(Align::Start);
            placement.align = Some(Align::Left);
        }
        0 => {
            placement.position = Some(100.0);
            placement.position_align = Some(Align::End);
            placement.align = Some(Align::Right);
        }
        _ => {}
    }
    (key != 2).then_some(placement)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srt::{ParseOptions, parse};
    use crate::timeline::visible_text;

    fn of(text: &str) -> String {
        format!("1\n00:00:01,000 --> 00:00:02,000\n{text}\n")
    }

    fn scopes_at<'a>(timeline: &'a Timeline<'a>, text: &str) -> Vec<&'a ScopeKind<'a>> {
        let run = timeline.runs.iter().find(|run| run.kind == RunKind::Text(text.into())).unwrap();
        timeline.scopes_of(run.scope).map(|(_, scope)| &scope.kind).collect()
    }

    #[test]
    fn tags_become_scopes_and_text_loses_them() {
        let source = of("<b>one <i>two</i></b>\n<font color=\"red\">three</font>");
        let timeline = lower(&parse(&source, &ParseOptions::default()).document);
        assert_eq!(visible_text(&timeline, &timeline.cues[0]), "one two\nthree");
        assert_eq!(scopes_at(&timeline, "two"), [&ScopeKind::Italic, &ScopeKind::Bold]);
        let red = ScopeKind::Font { color: Some("red".into()), face: None, size: None };
        assert_eq!(scopes_at(&timeline, "three"), [&red]);
    }

    #[test]
    fn a_tag_closed_too_early_leaves_the_inner_one_open() {
        let source = of("<b>one <i>two</b> three</i> four");
        let timeline = lower(&parse(&source, &ParseOptions::default()).document);
        assert_eq!(scopes_at(&timeline, " three"), [&ScopeKind::Italic]);
        assert!(scopes_at(&timeline, " four").is_empty());
    }

    #[test]
    fn unknown_tags_and_references_are_text() {
        let source = of("<blink>x</blink> &amp; {note} < i >");
        let timeline = lower(&parse(&source, &ParseOptions::default()).document);
        let text = visible_text(&timeline, &timeline.cues[0]);
        assert_eq!(text, "<blink>x</blink> &amp; {note} < i >");
    }

    #[test]
    fn the_first_anchor_is_the_placement_and_other_overrides_are_kept() {
        let source = of("{\\an8}{\\an1}up{\\fs20}");
        let timeline = lower(&parse(&source, &ParseOptions::default()).document);
        let cue = &timeline.cues[0];
        let line = cue.placement.as_ref().unwrap().line;
        assert_eq!(line, Some(LinePosition::Percent(0.0)));
        assert_eq!(visible_text(&timeline, cue), "up");
        let kinds: Vec<_> = timeline.scopes[1..].iter().map(|s| s.kind.clone()).collect();
        assert_eq!(
            kinds,
            [ScopeKind::Other("{\\an1}".into()), ScopeKind::Other("{\\fs20}".into())]
        );
    }

    #[test]
    fn blank_lines_inside_the_text_and_unreadable_blocks_are_kept() {
        let source = of("one\n\ntwo\n\n2\n00:00:zz,000 --> 00:00:03,000\nlost");
        let timeline = lower(&parse(&source, &ParseOptions::default()).document);
        assert_eq!(visible_text(&timeline, &timeline.cues[0]), "one\n\ntwo");
        assert_eq!(timeline.extras.len(), 1);
        assert!(timeline.extras[0].span.slice(&source).starts_with("2\n00:00:zz"));
    }
}
