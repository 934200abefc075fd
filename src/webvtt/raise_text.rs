//! Cue text from runs and scopes, in the form "WebVTT caption or subtitle cue text" allows.

use super::cue_text::annotation_value;
use super::language::is_well_formed;
use crate::source::Span;
use crate::time::{Interval, Timestamp};
use crate::timeline::{
    CLASS_COLORS, Loss, LossKind, RunKind, Scope, ScopeKind, Timeline, hex_color,
};

/// Writes the text of cues. Between cues it only remembers which losses it has reported.
pub(super) struct TextWriter {
    /// The open scopes, outermost first.
    open: Vec<Open>,
    /// Those of them that have a tag, as indices into `open`.
    tagged: Vec<usize>,
    /// For each scope of the timeline whether it is open, and whether its losses have been reported.
    is_open: Vec<bool>,
    reported: Vec<bool>,
}

struct Open {
    scope: u32,
    /// The tag that was written for it.
    tag: Option<&'static str>,
    /// For a ruby: whether an `<rt>` was written, and whether anything follows the last one.
    has_rt: bool,
    has_rest: bool,
}

/// What writing one cue needs.
struct Cue<'o, 't, 'a> {
    out: &'o mut String,
    timeline: &'t Timeline<'a>,
    losses: &'o mut Vec<Loss>,
    index: u32,
    /// Where the current line starts in `out`.
    line: usize,
    /// The last moment a timestamp may not go back to.
    last_time: Timestamp,
    end: Timestamp,
}

impl Cue<'_, '_, '_> {
    fn lose(&mut self, kind: LossKind, span: Span, message: &'static str) {
        self.losses.push(Loss { kind, span, cue: Some(self.index), message: message.into() });
    }

    /// An empty line would end the cue.
    fn fill_blank_line(&mut self, span: Span) {
        if self.out.len() == self.line {
            self.out.push_str("&nbsp;");
            let message = "a blank line inside a cue becomes a no-break space";
            self.lose(LossKind::BlankLine, span, message);
        }
    }
}

impl TextWriter {
    pub(super) fn new(timeline: &Timeline<'_>) -> Self {
        let count = timeline.scopes.len();
        Self {
            open: Vec::new(),
            tagged: Vec::new(),
            is_open: vec![false; count],
            reported: vec![false; count],
        }
    }

    /// Appends the text of a cue that is shown during `time`, without a line feed at its end.
    pub(super) fn push_cue(
        &mut self,
        out: &mut String,
        timeline: &Timeline<'_>,
        index: u32,
        time: Interval,
        losses: &mut Vec<Loss>,
    ) {
        let line = out.len();
        let (last_time, end) = (time.start, time.end);
        let mut cue = Cue { out, timeline, losses, index, line, last_time, end };
        let runs = timeline.runs_of(&timeline.cues[index as usize]);
        for run in runs {
            self.enter(&mut cue, run.scope);
            match &run.kind {
                RunKind::Text(text) => self.push_text(&mut cue, text, run.span),
                RunKind::Break => self.push_break(&mut cue, run.span),
                RunKind::Timestamp(time) => self.push_timestamp(&mut cue, *time, run.span),
            }
        }
        self.leave(&mut cue, 0);
        if cue.line != line {
            let end = runs.last().map_or(0, |last| last.span.end);
            cue.fill_blank_line(Span::at(end));
        }
    }

    /// Closes and opens what is between the open scopes and `scope`.
    fn enter(&mut self, cue: &mut Cue<'_, '_, '_>, scope: u32) {
        if self.open.last().map_or(0, |open| open.scope) == scope {
            return;
        }
        let timeline = cue.timeline;
        let mut path = Vec::new();
        let mut at = scope;
        while at != 0 && !self.is_open.get(at as usize).copied().unwrap_or(true) {
            path.push(at);
            at = timeline.scopes[at as usize].parent;
        }
        let keep = self.open.iter().rposition(|open| open.scope == at).map_or(0, |at| at + 1);
        self.leave(cue, keep);
        while let Some(scope) = path.pop() {
            self.open_scope(cue, scope);
        }
    }

    /// Closes the scopes from the innermost one until `keep` are left.
    fn leave(&mut self, cue: &mut Cue<'_, '_, '_>, keep: usize) {
        while self.open.len() > keep {
            let Some(open) = self.open.pop() else { return };
            self.is_open[open.scope as usize] = false;
            let Some(tag) = open.tag else { continue };
            self.tagged.pop();
            if tag == "ruby" && (!open.has_rt || open.has_rest) {
                // Base text needs an annotation, if only an empty one.
                cue.out.push_str("<rt></rt>");
            }
            cue.out.extend(["</", tag, ">"]);
        }
    }

    fn open_scope(&mut self, cue: &mut Cue<'_, '_, '_>, index: u32) {
        let scope = &cue.timeline.scopes[index as usize];
        let first_time = !std::mem::replace(&mut self.reported[index as usize], true);
        let tag = self.tag_of(cue, scope, first_time);
        if let Some((tag, annotation, color)) = &tag {
            self.mark_ruby(*tag == "rt");
            cue.out.push('<');
            cue.out.push_str(tag);
            push_classes(cue, scope, *color, first_time);
            if let Some(annotation) = annotation {
                cue.out.push(' ');
                push_escaped(cue.out, annotation);
            }
            cue.out.push('>');
        }
        self.is_open[index as usize] = true;
        let tag = tag.map(|(tag, ..)| tag);
        if tag.is_some() {
            self.tagged.push(self.open.len());
        }
        self.open.push(Open { scope: index, tag, has_rt: false, has_rest: false });
    }

    /// The tag of a scope, its annotation and a class for its color; `None` where WebVTT has no such
    /// tag.
    fn tag_of(
        &self,
        cue: &mut Cue<'_, '_, '_>,
        scope: &Scope<'_>,
        first_time: bool,
    ) -> Option<(&'static str, Option<String>, Option<&'static str>)> {
        let mut lose = |kind, message| {
            if first_time {
                cue.lose(kind, scope.span, message);
            }
        };
        let class = (!scope.classes.is_empty()).then_some(("c", None, None));
        let plain = |tag| Some((tag, None, None));
        match &scope.kind {
            ScopeKind::Root => None,
            ScopeKind::Bold => plain("b"),
            ScopeKind::Italic => plain("i"),
            ScopeKind::Underline => plain("u"),
            ScopeKind::Class => plain("c"),
            ScopeKind::Ruby => plain("ruby"),
            ScopeKind::RubyText if self.written().is_some_and(|open| open.tag == Some("ruby")) => {
                plain("rt")
            }
            ScopeKind::RubyText => {
                lose(LossKind::Ruby, "an annotation outside of a ruby is written as text");
                None
            }
            ScopeKind::Voice(name) => {
                let name = annotation(name);
                if name.is_empty() {
                    lose(LossKind::Voice, "a voice without a name is dropped");
                    return class;
                }
                Some(("v", Some(name), None))
            }
            ScopeKind::Language(language) => {
                let language = annotation(language);
                if !is_well_formed(&language) {
                    lose(LossKind::Language, "a language that is not a BCP 47 tag is dropped");
                    return class;
                }
                Some(("lang", Some(language), None))
            }
            ScopeKind::Font { color, face, size } => {
                let class = color.as_deref().and_then(color_class);
                if face.is_some() || size.is_some() || (color.is_some() && class.is_none()) {
                    lose(LossKind::Style, "a font for which WebVTT has no class is dropped");
                }
                class.map(|class| ("c", None, Some(class)))
            }
            ScopeKind::Other(_) => {
                lose(LossKind::UnknownTag, "markup that WebVTT does not have is dropped");
                None
            }
        }
    }

    /// The innermost scope that has a tag.
    fn written(&self) -> Option<&Open> {
        self.open.get(*self.tagged.last()?)
    }

    /// Something is put directly into what is open: an `<rt>`, or anything else.
    fn mark_ruby(&mut self, is_rt: bool) {
        let innermost = self.tagged.last().and_then(|at| self.open.get_mut(*at));
        if let Some(ruby) = innermost.filter(|open| open.tag == Some("ruby")) {
            ruby.has_rt |= is_rt;
            ruby.has_rest = !is_rt;
        }
    }

    fn push_text(&mut self, cue: &mut Cue<'_, '_, '_>, text: &str, span: Span) {
        if !self.tagged.is_empty() && text.bytes().any(|b| !b.is_ascii_whitespace()) {
            self.mark_ruby(false);
        }
        let mut rest = text;
        while let Some(at) = memchr::memchr2(b'\n', 0, rest.as_bytes()) {
            push_escaped(cue.out, &rest[..at]);
            if rest.as_bytes()[at] == 0 {
                cue.lose(LossKind::Entity, span, "NUL becomes U+FFFD");
                cue.out.push(char::REPLACEMENT_CHARACTER);
            } else {
                self.push_break(cue, span);
            }
            rest = &rest[at + 1..];
        }
        push_escaped(cue.out, rest);
    }

    fn push_break(&mut self, cue: &mut Cue<'_, '_, '_>, span: Span) {
        if cue.out.len() == cue.line {
            self.mark_ruby(false);
        }
        cue.fill_blank_line(span);
        cue.out.push('\n');
        cue.line = cue.out.len();
    }

    fn push_timestamp(&mut self, cue: &mut Cue<'_, '_, '_>, time: Timestamp, span: Span) {
        if time <= cue.last_time || time >= cue.end {
            let message = "a timestamp that is not in order between the start and the end of the cue is dropped";
            cue.lose(LossKind::InlineTimestamp, span, message);
            return;
        }
        self.mark_ruby(false);
        cue.last_time = time;
        cue.out.push('<');
        crate::time::Clock { time, mark: '.' }.push_to(cue.out);
        cue.out.push('>');
    }
}

/// The classes of a scope, and one for its color.
fn push_classes(
    cue: &mut Cue<'_, '_, '_>,
    scope: &Scope<'_>,
    color: Option<&'static str>,
    first_time: bool,
) {
    let bad = |c: char| c.is_ascii_whitespace() || matches!(c, '&' | '<' | '>' | '.' | '\0');
    for class in scope.classes.iter().map(AsRef::as_ref).chain(color) {
        if class.is_empty() || class.contains(bad) {
            if first_time {
                let message = "a class with characters that WebVTT does not allow is dropped";
                cue.lose(LossKind::Class, scope.span, message);
            }
            continue;
        }
        cue.out.push('.');
        cue.out.push_str(class);
    }
}

/// A name as a parser returns it: without blanks around it, each run of blanks one space.
fn annotation(text: &str) -> String {
    let plain = text.replace('&', "&amp;");
    annotation_value(&plain, Span::of(0..plain.len())).into_owned()
}

/// Text with its markup escaped. CR would be read as a line break.
fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    // Nearly no run contains any of them.
    let bytes = text.as_bytes();
    if memchr::memchr3(b'&', b'<', b'>', bytes).is_none() && memchr::memchr(b'\r', bytes).is_none()
    {
        out.push_str(text);
        return;
    }
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'&' | b'<' | b'>' | b'\r')) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&#13;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// The class of "Default text colors" for a color.
fn color_class(color: &str) -> Option<&'static str> {
    let color = hex_color(color)?;
    CLASS_COLORS.iter().find(|(_, value)| *value == color).map(|(name, _)| *name)
}
