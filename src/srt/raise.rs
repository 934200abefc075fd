//! From the common timeline to canonical SRT, with a list of what SRT cannot express.

use std::borrow::Cow;

use super::conformance::reference;
use super::lower::placement;
use super::markup::{TokenKind, tokens};
use super::options::{Voice, WriteOptions};
use super::writer::{Repaired, Writer};
use crate::format::Format;
use crate::source::{Span, sort_by_key};
use crate::timeline::{
    Converted, Cue, ExtraKind, Loss, LossKind, Placement, Run, RunKind, Scope, ScopeKind,
    TIME_MAP_NOT_APPLIED, Timeline,
};

/// Writes a timeline as canonical SRT: numbers from one, comma times, `<b> <i> <u> <font>` from the
/// scopes, one blank line between cues, a final line ending.
///
/// What SRT cannot express is listed in [`Converted::losses`]; nothing is dropped silently.
///
/// ```
/// use cuesmith::srt::{ParseOptions, WriteOptions, lower, parse, raise};
///
/// let text = "3\n00:00:01.000 --> 00:00:02.000\n<i>Hello</i>\n";
/// let timeline = lower(&parse(text, &ParseOptions::default()).document);
/// let made = raise(&timeline, &WriteOptions::default());
/// assert_eq!(made.document, "1\n00:00:01,000 --> 00:00:02,000\n<i>Hello</i>\n");
/// assert!(made.losses.is_empty());
/// ```
#[must_use]
pub fn raise(timeline: &Timeline<'_>, options: &WriteOptions) -> Converted<String> {
    raise_after(timeline, options, &mut Written::default())
}

/// How much of a file is written already.
#[derive(Debug, Default)]
pub(crate) struct Written {
    cues: u64,
}

/// [`raise`] for a part of a file: what follows the parts before.
pub(crate) fn raise_after(
    timeline: &Timeline<'_>,
    options: &WriteOptions,
    before: &mut Written,
) -> Converted<String> {
    let mut raiser = Raiser {
        timeline,
        options,
        same: timeline.format == Format::Srt,
        writer: Writer::new(options, before.cues, timeline.cues.len() * 64),
        losses: Vec::new(),
        text: String::new(),
        cue: None,
        announced: vec![false; timeline.scopes.len()],
    };
    for (at, cue) in timeline.cues.iter().enumerate() {
        raiser.cue = Some(at as u32);
        raiser.cue(cue);
    }
    raiser.cue = None;
    raiser.rest();
    before.cues = raiser.writer.count();
    let mut losses = raiser.losses;
    sort_by_key(&mut losses, |loss| loss.span.start);
    Converted { document: raiser.writer.finish(), losses }
}

/// Runs with no markup between them.
#[derive(Clone, Copy)]
struct Stretch {
    /// Where they begin in the output.
    start: usize,
    /// Where they are in the source.
    span: Span,
    /// There was something between them in the source.
    joined: bool,
}

struct Raiser<'t, 'a> {
    timeline: &'t Timeline<'a>,
    options: &'t WriteOptions,
    /// The timeline comes from SRT: what it contains can be written as it was.
    same: bool,
    writer: Writer,
    losses: Vec<Loss>,
    /// The text of the current cue, with LF between lines; kept to be used again.
    text: String,
    cue: Option<u32>,
    /// Which scopes have been looked at for losses: a scope that is opened twice loses once.
    announced: Vec<bool>,
}

impl<'a> Raiser<'_, 'a> {
    fn lose(&mut self, kind: LossKind, span: Span, message: impl Into<Cow<'static, str>>) {
        self.losses.push(Loss { kind, span, cue: self.cue, message: message.into() });
    }

    fn cue(&mut self, cue: &Cue<'a>) {
        let origin = &cue.origin;
        if self.writer.head(cue.interval.closed(), "") {
            self.lose(LossKind::Time, origin.timing(), "a time before zero was set to zero");
        }
        if cue.interval.is_open() {
            self.lose(LossKind::Time, origin.timing(), "a cue without an end was given one");
        }
        self.id(cue);
        self.text.clear();
        self.placement(cue);
        self.runs(self.timeline.runs_of(cue));
        let text = std::mem::take(&mut self.text);
        let mut repaired = Repaired::default();
        for line in text.split(['\n', '\r']) {
            let done = self.writer.line(line);
            // A cue without text has no line at all, and lost none.
            repaired.blank |= done.blank && !text.is_empty();
            repaired.arrow |= done.arrow;
            repaired.nul |= done.nul;
        }
        self.text = text;
        if repaired.blank {
            self.lose(LossKind::BlankLine, origin.payload, "a blank line was dropped");
        }
        if repaired.arrow {
            self.lose(LossKind::Entity, origin.payload, "an arrow in the text was replaced");
        }
        if repaired.nul {
            self.lose(LossKind::Entity, origin.payload, "NUL was replaced by U+FFFD");
        }
    }

    fn id(&mut self, cue: &Cue<'a>) {
        let Some(id) = &cue.id else { return };
        let numeric = super::number::read(id).is_ok();
        let kept = if self.same { numeric } else { **id == self.writer.count().to_string() };
        if !kept {
            self.lose(LossKind::Id, cue.origin.id, "cues are numbered instead");
        }
    }

    /// Settings, region and placement. A placement that `{\an8}` can express is written so.
    fn placement(&mut self, cue: &Cue<'a>) {
        let origin = &cue.origin;
        if let Some(region) = cue.region {
            let at = self.timeline.regions.get(region as usize).map_or(origin.settings, |r| r.span);
            self.lose(LossKind::Region, at, "the cue is shown at the default place");
        }
        let key = cue.placement.as_deref().and_then(keypad);
        // The first of several overrides counts: a later one may not become the first.
        let overridden = |run: &Run<'a>| match self.scope(run.scope).map(|scope| &scope.kind) {
            Some(ScopeKind::Other(raw)) => self.same && raw.starts_with("{\\an"),
            _ => false,
        };
        let first = || self.timeline.runs_of(cue).iter().any(overridden).then_some(2);
        let key = if cue.placement.is_none() { first() } else { key };
        let written = key.filter(|_| self.same || self.options.positions);
        if let Some(key) = written {
            self.text.push_str("{\\an");
            self.text.push(char::from(b'0' + key));
            self.text.push('}');
        }
        let lost = match written {
            Some(_) => self.same && !origin.settings.is_empty(),
            None => !origin.settings.is_empty() || cue.placement.is_some(),
        };
        if lost && (cue.region.is_none() || cue.placement.is_some()) {
            self.lose(LossKind::Settings, origin.settings, "the cue is shown at the default place");
        }
    }

    fn runs(&mut self, runs: &[Run<'a>]) {
        let mut current = 0;
        // Runs with no tag between them are one text to a player: the references of WebVTT are runs
        // of their own. Here the current one begins, in the output and in the source.
        let mut stretch: Option<Stretch> = None;
        for run in runs {
            match &run.kind {
                RunKind::Timestamp(_) => {
                    self.lose(LossKind::InlineTimestamp, run.span, "the text is shown at once");
                }
                RunKind::Break => {
                    current = self.leave_to_common(current, run.scope);
                    self.text.push('\n');
                }
                RunKind::Text(text) => {
                    let before = self.text.len();
                    current = self.move_to(current, run.scope);
                    if self.text.len() != before {
                        self.end_stretch(stretch.take(), before);
                    }
                    if self.timeline.in_ruby_text(run) {
                        continue;
                    }
                    let begun = stretch.unwrap_or(Stretch {
                        start: self.text.len(),
                        span: run.span,
                        joined: false,
                    });
                    stretch = Some(Stretch {
                        span: begun.span.join(run.span),
                        joined: begun.joined || begun.span.end < run.span.start,
                        ..begun
                    });
                    self.text.push_str(text);
                }
            }
        }
        self.end_stretch(stretch, self.text.len());
        self.move_to(current, 0);
    }

    /// SRT has no escapes: text of another format that looks like markup is reported, and text of SRT
    /// that does so now that nothing is between its pieces any more.
    fn end_stretch(&mut self, stretch: Option<Stretch>, end: usize) {
        let wanted = |stretch: &Stretch| !self.same || stretch.joined;
        let Some(Stretch { start, span, .. }) = stretch.filter(wanted) else { return };
        let text = self.text.get(start..end).unwrap_or_default();
        let moves = text.contains("{\\an");
        if looks_marked(text) {
            self.lose(LossKind::Entity, span, "players may take it for markup");
            if moves {
                self.lose(LossKind::Settings, span, "players may take it for a placement");
            }
        }
    }

    /// Closes what is not around `target` and opens what does.
    fn move_to(&mut self, current: u32, target: u32) -> u32 {
        let common = self.leave_to_common(current, target);
        let mut path: Vec<u32> = Vec::new();
        let mut at = target;
        while at != common {
            path.push(at);
            at = self.parent(at);
        }
        for scope in path.into_iter().rev() {
            self.open(scope);
        }
        target
    }

    /// Closes what is not around `target`; gives the innermost scope that still is open.
    fn leave_to_common(&mut self, mut current: u32, mut target: u32) -> u32 {
        // A parent's index is smaller, so the larger of the two cannot be around the other.
        while current != target {
            if current > target {
                self.close(current);
                current = self.parent(current);
            } else {
                target = self.parent(target);
            }
        }
        current
    }

    fn scope(&self, at: u32) -> Option<&'_ Scope<'a>> {
        self.timeline.scopes.get(at as usize)
    }

    fn parent(&self, at: u32) -> u32 {
        // A broken timeline must not cause an endless loop.
        self.scope(at).map_or(0, |scope| scope.parent).min(at.saturating_sub(1))
    }

    fn open(&mut self, at: u32) {
        let timeline = self.timeline;
        let Some(scope) = timeline.scopes.get(at as usize) else { return };
        let first = !std::mem::replace(&mut self.announced[at as usize], true);
        if first {
            self.scope_losses(scope);
        }
        match &scope.kind {
            ScopeKind::Bold => self.text.push_str("<b>"),
            ScopeKind::Italic => self.text.push_str("<i>"),
            ScopeKind::Underline => self.text.push_str("<u>"),
            ScopeKind::Font { color, face, size } => {
                self.text.push_str("<font");
                let color = color.as_deref().map(|value| self.opaque(value));
                for (name, value) in
                    [("color", color), ("face", face.as_deref()), ("size", size.as_deref())]
                {
                    if let Some(value) = value {
                        push_attribute(&mut self.text, name, value);
                    }
                }
                self.text.push('>');
            }
            ScopeKind::Voice(name)
                if self.options.voice == Voice::Prefix && first && !name.trim().is_empty() =>
            {
                self.text.push_str(name);
                self.text.push_str(": ");
            }
            ScopeKind::Other(raw) if self.same => self.text.push_str(raw),
            _ => {}
        }
    }

    /// A color without its opacity, which SRT cannot express.
    fn opaque<'t>(&self, color: &'t str) -> &'t str {
        match color.get(..7) {
            Some(opaque) if !self.same && has_opacity(color) => opaque,
            _ => color,
        }
    }

    fn close(&mut self, at: u32) {
        let Some(scope) = self.scope(at) else { return };
        let tag = match &scope.kind {
            ScopeKind::Bold => "</b>",
            ScopeKind::Italic => "</i>",
            ScopeKind::Underline => "</u>",
            ScopeKind::Font { .. } => "</font>",
            // The only tag among them; the others are overrides, which nothing closes.
            ScopeKind::Other(raw) if self.same && !raw.starts_with("{\\") => "</s>",
            _ => return,
        };
        self.text.push_str(tag);
    }

    fn scope_losses(&mut self, scope: &Scope<'a>) {
        let span = scope.span;
        if !scope.classes.is_empty() {
            self.lose(LossKind::Class, span, "SRT has no classes");
        }
        match &scope.kind {
            ScopeKind::Voice(name) if self.options.voice == Voice::Drop && !name.is_empty() => {
                self.lose(LossKind::Voice, span, "the speaker's name was dropped");
            }
            ScopeKind::Language(_) => {
                self.lose(LossKind::Language, span, "the language of the words was dropped");
            }
            ScopeKind::RubyText => {
                self.lose(LossKind::Ruby, span, "only the base text was kept");
            }
            ScopeKind::Font { color: Some(color), .. } if !self.same && has_opacity(color) => {
                self.lose(LossKind::Style, span, "the color is written without its transparency");
            }
            ScopeKind::Other(raw) if !self.same => {
                self.lose(LossKind::UnknownTag, span, format!("`{raw}` was dropped"));
            }
            _ => {}
        }
    }

    /// What a file contains besides its cues.
    fn rest(&mut self) {
        let timeline = self.timeline;
        for region in &timeline.regions {
            self.lose(LossKind::Region, region.span, "SRT has no regions");
        }
        for extra in &timeline.extras {
            let (kind, message) = match extra.kind {
                ExtraKind::Header => (LossKind::Header, "SRT has no header"),
                ExtraKind::TimeMap => (LossKind::TimeMap, TIME_MAP_NOT_APPLIED),
                ExtraKind::Note => (LossKind::Note, "SRT has no comments"),
                ExtraKind::Style => (LossKind::Style, "SRT has no style sheets"),
                ExtraKind::Unparsed => (LossKind::Unparsed, "the block could not be read"),
            };
            self.lose(kind, extra.span, message);
        }
        if timeline.language.is_some() {
            let message = "SRT cannot declare its language";
            self.lose(LossKind::Language, Span::default(), message);
        }
    }
}

/// The key of the numeric keypad for exactly this placement.
fn keypad(wanted: &Placement) -> Option<u8> {
    use crate::timeline::{Align, LinePosition};
    let mut wanted = *wanted;
    // WebVTT's first line is the top as well, and its defaults may be written out.
    if wanted.line == Some(LinePosition::Number(0.0)) {
        wanted.line = Some(LinePosition::Percent(0.0));
    }
    let center = |align: &mut Option<Align>| {
        if *align == Some(Align::Center) {
            *align = None;
        }
    };
    center(&mut wanted.align);
    if wanted.align.is_none() {
        center(&mut wanted.position_align);
        wanted.position = wanted.position.filter(|at| *at != 50.0);
    }
    (1..=9).find(|key| match placement(*key) {
        Some(placement) => placement == wanted,
        None => wanted == Placement::default(),
    })
}

/// Whether a color is `#rrggbbaa`.
fn has_opacity(color: &str) -> bool {
    color.len() == 9 && color.starts_with('#') && color.is_ascii()
}

/// An attribute in quotes; a value with both kinds of quotes loses the double ones.
fn push_attribute(out: &mut String, name: &str, value: &str) {
    let quote = if value.contains('"') { '\'' } else { '"' };
    out.push(' ');
    out.push_str(name);
    out.push('=');
    out.push(quote);
    out.extend(value.chars().filter(|c| *c != quote));
    out.push(quote);
}

/// Whether plain text would be read as something else.
fn looks_marked(text: &str) -> bool {
    let tagged = || tokens(text, 0).any(|t| !matches!(t.kind, TokenKind::Text | TokenKind::Break));
    memchr::memchr2(b'<', b'{', text.as_bytes()).is_some() && tagged()
        || memchr::memchr_iter(b'&', text.as_bytes()).any(|at| reference(&text[at..]).is_some())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::LineEnding;
    use crate::srt::{ParseOptions, lower, parse};
    use crate::time::Interval;
    use crate::timeline::{Align, Extra, LinePosition, Origin, Region};

    /// A timeline of one WebVTT cue with these runs; scopes may be pushed before.
    fn webvtt<'a>(scopes: Vec<ScopeKind<'a>>, runs: &[(RunKind<'a>, u32)]) -> Timeline<'a> {
        let mut timeline = Timeline::new(Format::WebVtt);
        for (i, kind) in scopes.into_iter().enumerate() {
            let span = Span::new(i as u32, i as u32 + 1);
            timeline.push_scope(kind, Vec::new(), 0, span);
        }
        let run = |(kind, scope): &(RunKind<'a>, u32)| Run {
            kind: kind.clone(),
            scope: *scope,
            span: Span::at(0),
        };
        timeline.runs = runs.iter().map(run).collect();
        timeline.cues.push(Cue {
            id: None,
            interval: Interval::from_ms(1000, 2000),
            runs: 0..runs.len() as u32,
            placement: None,
            region: None,
            origin: Origin::default(),
        });
        timeline
    }

    fn text(text: &str) -> RunKind<'_> {
        RunKind::Text(text.into())
    }

    /// What is written below the times, and the kinds of losses.
    fn raised(timeline: &Timeline<'_>, options: &WriteOptions) -> (String, Vec<LossKind>) {
        let made = raise(timeline, options);
        let body = made.document.splitn(3, '\n').nth(2).unwrap_or_default().to_owned();
        (body, made.losses.iter().map(|loss| loss.kind).collect())
    }

    #[test]
    fn srt_comes_back_as_it_was() {
        let source = "1\n00:00:01,000 --> 00:00:02,000\n{\\an7}<b>one <i>two</i></b>\n<s>x</s> {\\fs9}<font color=\"red\" size=\"9\">y</font>\n\n2\n00:00:03,000 --> 00:00:04,000\n<blink> & 1 < 2\n";
        let timeline = lower(&parse(source, &ParseOptions::default()).document);
        let made = raise(&timeline, &WriteOptions::default());
        assert_eq!(made.document, source);
        assert!(made.losses.is_empty(), "{:?}", made.losses);
    }

    #[test]
    fn line_ends_can_be_crlf() {
        let source = "1\n00:00:01,000 --> 00:00:02,000\none\ntwo\n";
        let timeline = lower(&parse(source, &ParseOptions::default()).document);
        let options = WriteOptions { line_ending: LineEnding::CrLf, ..WriteOptions::default() };
        assert_eq!(raise(&timeline, &options).document, source.replace('\n', "\r\n"));
    }

    #[test]
    fn a_voice_is_lost_or_written_in_front() {
        let timeline = webvtt(
            vec![ScopeKind::Voice("Anna".into())],
            &[(text("Hi"), 1), (RunKind::Break, 1), (text("there"), 1)],
        );
        let (body, lost) = raised(&timeline, &WriteOptions::default());
        assert_eq!((body.as_str(), lost.as_slice()), ("Hi\nthere\n", [LossKind::Voice].as_slice()));
        let options = WriteOptions { voice: Voice::Prefix, ..WriteOptions::default() };
        let (body, lost) = raised(&timeline, &options);
        assert_eq!((body.as_str(), lost.len()), ("Anna: Hi\nthere\n", 0));
    }

    #[test]
    fn a_voice_without_a_name_gets_no_prefix() {
        let timeline = webvtt(vec![ScopeKind::Voice(" ".into())], &[(text("Hi"), 1)]);
        let options = WriteOptions { voice: Voice::Prefix, ..WriteOptions::default() };
        assert_eq!(raised(&timeline, &options).0, "Hi\n");
    }

    #[test]
    fn what_srt_does_not_have_is_listed() {
        let mut timeline = webvtt(
            vec![
                ScopeKind::Ruby,
                ScopeKind::RubyText,
                ScopeKind::Class,
                ScopeKind::Language("fr".into()),
            ],
            &[
                (text("base"), 1),
                (text("note"), 2),
                (RunKind::Timestamp(crate::time::Timestamp(1500)), 0),
                (text(" loud"), 3),
                (text(" oui"), 4),
            ],
        );
        timeline.scopes[3].classes.push("shout".into());
        timeline.cues[0].id = Some("intro".into());
        timeline.regions.push(Region {
            id: "r".into(),
            width: 100.0,
            lines: 3.0,
            region_anchor: (0.0, 100.0),
            viewport_anchor: (0.0, 100.0),
            scroll_up: false,
            span: Span::at(90),
        });
        for kind in [ExtraKind::Header, ExtraKind::Note, ExtraKind::Style, ExtraKind::Unparsed] {
            timeline.extras.push(Extra::new(kind, Span::at(99)));
        }
        let (body, mut lost) = raised(&timeline, &WriteOptions::default());
        assert_eq!(body, "base loud oui\n");
        lost.sort_unstable();
        use LossKind as L;
        let expected = [
            L::Id,
            L::Region,
            L::Style,
            L::Class,
            L::Ruby,
            L::InlineTimestamp,
            L::Language,
            L::Note,
            L::Header,
            L::Unparsed,
        ];
        assert_eq!(lost, expected);
    }

    #[test]
    fn a_placement_is_written_only_when_asked_for_and_only_when_it_says_the_same() {
        let mut timeline = webvtt(vec![], &[(text("up"), 0)]);
        let top = Placement { line: Some(LinePosition::Number(0.0)), ..Placement::default() };
        timeline.cues[0].placement = Some(Arc::new(top));
        let positions = WriteOptions { positions: true, ..WriteOptions::default() };
        assert_eq!(
            raised(&timeline, &WriteOptions::default()),
            ("up\n".into(), vec![LossKind::Settings])
        );
        assert_eq!(raised(&timeline, &positions), ("{\\an8}up\n".into(), vec![]));
        let other = Placement { align: Some(Align::End), ..top };
        timeline.cues[0].placement = Some(Arc::new(other));
        assert_eq!(raised(&timeline, &positions), ("up\n".into(), vec![LossKind::Settings]));
    }

    #[test]
    fn of_several_overrides_the_first_still_counts() {
        let source = "1\n00:00:01,000 --> 00:00:02,000\n{\\an2}one {\\an8}two\n";
        let timeline = lower(&parse(source, &ParseOptions::default()).document);
        assert_eq!(raise(&timeline, &WriteOptions::default()).document, source);
    }

    #[test]
    fn nul_is_replaced_and_listed() {
        let timeline = webvtt(vec![], &[(text("a\0b"), 0)]);
        assert_eq!(
            raised(&timeline, &WriteOptions::default()),
            ("a\u{fffd}b\n".into(), vec![LossKind::Entity])
        );
    }

    #[test]
    fn text_that_would_break_the_file_is_mended_and_listed() {
        let timeline = webvtt(
            vec![],
            &[(text("one"), 0), (RunKind::Break, 0), (RunKind::Break, 0), (text("a --> b <i>"), 0)],
        );
        let (body, mut lost) = raised(&timeline, &WriteOptions::default());
        assert_eq!(body, "one\na → b <i>\n");
        lost.sort_unstable();
        assert_eq!(lost, [LossKind::Entity, LossKind::Entity, LossKind::BlankLine]);
    }
}
