//! "WebVTT caption or subtitle cue text": what an author may write in a cue.
//!
//! The check walks the tokens as the parser does, so that it knows the effect of each tag: an end tag that
//! closes nothing can be deleted without any change to what viewers see. A fix is safe only if the
//! text viewers see stays the same; `a < b` shows as `a ` in browsers, so writing `&lt;` is not.

use super::Cue;
use super::cue_text::{
    EndTag, NodeKind, StartTag, TimestampTag, Token, annotation_value, classes, references, tokens,
};
use super::diagnostics;
use super::language::is_well_formed;
use super::timestamp::{collect, complete_timestamp};
use crate::chars::may_end_in_reference;
use crate::source::{Applicability, Diagnostic, DiagnosticList, Edit, Fix, Span};
use crate::time::Timestamp;

/// Maximum number of tags left open at the end of one cue that share a fix, which closes all of them.
const SHARED_FIXES: usize = 8;

/// Buffers that are kept from cue to cue.
#[derive(Default)]
pub(super) struct TextCheck {
    tokens: Vec<Token>,
    open: Vec<Open>,
    /// How many elements of each kind are open, in the order of [`kind_index`].
    open_count: [u32; 8],
    /// For each line of the cue what its text outside of tags is like.
    /// Filled when a tag is to be deleted for the first time in a cue.
    lines: Vec<LineText>,
    /// For each token the line it begins on, counted from the first of the cue.
    token_lines: Vec<u32>,
}

/// The properties of a line that matter when a tag on it is to be deleted.
#[derive(Clone, Copy, Default)]
struct LineText {
    /// There is text that is not white space: no parser can take the line for a blank one.
    is_there: bool,
    /// Some text ends in a dash before a tag: without the tag it may become part of `-->`.
    ends_in_dash: bool,
}

/// An open element.
struct Open {
    kind: NodeKind,
    span: Span,
    /// For a ruby: whether an `<rt>` has been in it.
    has_rt: bool,
    /// For a ruby: the first thing after the last `<rt>` that is not blank.
    rest: Option<Span>,
}

/// What every check of one cue needs.
struct Context<'a, 'f> {
    source: &'a str,
    cue: &'a Cue,
    findings: &'f mut DiagnosticList<true>,
    /// The current token.
    index: usize,
    /// The last timestamp tag.
    last_time: Option<Timestamp>,
}

impl TextCheck {
    /// Checks the text of one cue.
    pub(super) fn check(&mut self, source: &str, cue: &Cue, findings: &mut DiagnosticList<true>) {
        let bytes = cue.payload.slice(source).as_bytes();
        if memchr::memchr2(b'<', b'&', bytes).is_none() {
            return;
        }
        self.tokens.clear();
        self.tokens.extend(tokens(source, cue.payload));
        self.open.clear();
        self.open_count = [0; 8];
        self.lines.clear();
        let mut context = Context { source, cue, findings, index: 0, last_time: None };
        for index in 0..self.tokens.len() {
            context.index = index;
            match self.tokens[index] {
                Token::Text(span) => self.text(&mut context, span),
                Token::Start(tag) => self.start(&mut context, &tag),
                Token::End(tag) => self.end(&mut context, &tag),
                Token::Timestamp(tag) => timestamp_tag(&mut context, &tag),
            }
        }
        self.finish(&mut context);
    }

    fn find_lines(&mut self, source: &str) {
        self.lines.push(LineText::default());
        self.token_lines.clear();
        let mut line = 0;
        for token in &self.tokens {
            self.token_lines.push(line as u32);
            let text = token.span().slice(source);
            if matches!(token, Token::Text(_)) {
                for (i, piece) in split_lines(text).enumerate() {
                    self.lines.resize(line + i + 1, LineText::default());
                    self.lines[line + i].is_there |= !piece.trim_ascii().is_empty();
                    self.lines[line + i].ends_in_dash |= piece.ends_with('-');
                }
            }
            line += count_lines(text);
            self.lines.resize(line + 1, LineText::default());
        }
    }

    /// A fix that deletes a tag; none where a blank line might be left, which ends the cue, or a
    /// `-->`, which begins one.
    fn drop(&mut self, context: &Context<'_, '_>, span: Span) -> Option<Fix> {
        if self.lines.is_empty() {
            self.find_lines(context.source);
        }
        let line = self.token_lines[context.index] as usize;
        let last = line + count_lines(span.slice(context.source));
        let (from, to) = (self.lines[line], self.lines[last]);
        let is_safe = (from.is_there || to.is_there) && !from.ends_in_dash && !to.ends_in_dash;
        let is_safe = is_safe && !may_end_in_reference(&context.source[..span.start as usize]);
        is_safe.then(|| Fix::safe("delete the tag", vec![Edit::delete(span)]))
    }

    fn text(&mut self, context: &mut Context<'_, '_>, span: Span) {
        check_references(context, span, Applicability::Safe);
        if let Some(ruby) = self.open.last_mut().filter(|open| open.kind == NodeKind::Ruby) {
            let is_blank = span.slice(context.source).bytes().all(|b| b.is_ascii_whitespace());
            if ruby.has_rt && !is_blank && ruby.rest.is_none() {
                ruby.rest = Some(span);
            }
        }
    }

    fn start(&mut self, context: &mut Context<'_, '_>, tag: &StartTag) {
        let name = tag.name.slice(context.source);
        let Some(kind) = NodeKind::from_tag(name) else {
            return unknown_start(context, tag, name);
        };
        if !tag.is_closed {
            // Text swallowed by the tag would stay hidden: only a person can tell where it ends.
            context.findings.push(match tag.annotation {
                None => cut(tag.span),
                Some(_) => diagnostics::tag_open_end(tag.span),
            });
        } else {
            start_tag_parts(context, tag, kind);
        }
        let current = self.open.last().map(|open| open.kind);
        if kind == NodeKind::RubyText && current != Some(NodeKind::Ruby) {
            let fix = self.drop(context, tag.span).map(|fix| Fix::risky(fix.title, fix.edits));
            context.findings.push(Diagnostic { fix, ..diagnostics::ruby_text_outside(tag.span) });
            return;
        }
        if let Some(ruby) = self.open.last_mut().filter(|open| open.kind == NodeKind::Ruby) {
            if kind == NodeKind::RubyText {
                ruby.has_rt = true;
                ruby.rest = None;
            } else if ruby.has_rt && ruby.rest.is_none() {
                ruby.rest = Some(tag.span);
            }
        }
        self.open_count[kind_index(kind)] += 1;
        self.open.push(Open { kind, span: tag.span, has_rt: false, rest: None });
    }

    fn end(&mut self, context: &mut Context<'_, '_>, tag: &EndTag) {
        let name = tag.name.slice(context.source);
        let Some(kind) = NodeKind::from_tag(name) else {
            return self.unknown_end(context, tag, name);
        };
        if !tag.is_closed {
            context.findings.push(cut(tag.span));
        }
        match self.open.last().map(|open| (open.kind, open.span)) {
            Some((inner, _)) if inner == kind => self.close(context),
            Some((NodeKind::RubyText, _)) if kind == NodeKind::Ruby => {
                self.close(context);
                self.close(context);
            }
            Some((inner, open)) if self.open_count[kind_index(kind)] > 0 => {
                let inner = inner.tag().unwrap_or_default();
                let fix = self.drop(context, tag.span);
                let finding = diagnostics::tag_misnested(tag.span, name, inner)
                    .with_label(open, "still open");
                context.findings.push(Diagnostic { fix, ..finding });
            }
            _ => {
                let fix = self.drop(context, tag.span);
                context
                    .findings
                    .push(Diagnostic { fix, ..diagnostics::end_tag_stray(tag.span, name) });
            }
        }
    }

    /// An end tag whose name is none: malformed, or of an unknown tag.
    fn unknown_end(&mut self, context: &mut Context<'_, '_>, tag: &EndTag, name: &str) {
        let blank = |c: char| c.is_ascii_whitespace();
        let word = name
            .trim_start_matches(blank)
            .split(|c| c == '.' || blank(c))
            .next()
            .unwrap_or_default();
        let known = NodeKind::from_tag(word);
        let finding = match known.and_then(|kind| Some((kind, kind.tag()?))) {
            Some((kind, word)) => {
                let edit = Edit::replace(tag.name, word);
                let is_open = self.open_count[kind_index(kind)] > 0;
                let fix = if is_open && tag.is_closed {
                    Some(Fix::risky(format!("write `</{word}>`"), vec![edit]))
                } else {
                    self.drop(context, tag.span).filter(|_| tag.is_closed)
                };
                Diagnostic { fix, ..diagnostics::end_tag_form(tag.span, word) }
            }
            None if !tag.is_closed => {
                let edit = Edit::replace(Span::new(tag.span.start, tag.span.start + 1), "&lt;");
                diagnostics::text_lt(Span::new(tag.span.start, tag.span.start + 1))
                    .with_fix(Fix::risky("write `&lt;`", vec![edit]))
            }
            None if name.is_empty() => {
                let fix = self.drop(context, tag.span);
                Diagnostic { fix, ..diagnostics::end_tag_stray(tag.span, name) }
            }
            None => {
                let fix = match replacement(name) {
                    Some(known) => {
                        Some(Fix::risky("write the tag", vec![Edit::replace(tag.name, known)]))
                    }
                    None if !is_of_html(word) => Some(write_sign(tag.span)),
                    None => self.drop(context, tag.span).map(|f| Fix::risky(f.title, f.edits)),
                };
                Diagnostic { fix, ..diagnostics::tag_unknown(tag.span, name) }
            }
        };
        context.findings.push(finding);
    }

    /// Closes the innermost element.
    fn close(&mut self, context: &mut Context<'_, '_>) {
        let Some(open) = self.open.pop() else { return };
        self.open_count[kind_index(open.kind)] -= 1;
        if open.kind == NodeKind::Ruby {
            if !open.has_rt {
                context.findings.push(diagnostics::ruby_without_text(open.span));
            } else if let Some(rest) = open.rest {
                context.findings.push(diagnostics::ruby_rest(rest));
            }
        }
    }

    /// The end of the cue: closes what is still open.
    fn finish(&mut self, context: &mut Context<'_, '_>) {
        let start = context.cue.payload.start;
        // "If this voice span is the only component … the end tag may be omitted."
        let skip = |at: usize, open: &Open| {
            let whole_cue = at == 0 && open.kind == NodeKind::Voice && open.span.start == start;
            whole_cue || open.kind == NodeKind::RubyText
        };
        let unclosed: Vec<(&'static str, Span)> = (self.open.iter().enumerate())
            .filter(|(at, open)| !skip(*at, open))
            .filter_map(|(_, open)| Some((open.kind.tag()?, open.span)))
            .collect();
        // After a tag without `>` nothing can be added.
        let can_add = match self.tokens.last() {
            Some(Token::Start(tag)) => tag.is_closed,
            Some(Token::End(tag)) => tag.is_closed,
            Some(Token::Timestamp(tag)) => tag.is_closed,
            _ => true,
        };
        let mut closers = String::new();
        if can_add {
            for (name, _) in unclosed.iter().rev() {
                closers.extend(["</", name, ">"]);
            }
        }
        for (at, (name, span)) in unclosed.iter().enumerate() {
            let finding = diagnostics::tag_unclosed(*span, name);
            let fix = (can_add && (at == 0 || unclosed.len() <= SHARED_FIXES)).then(|| {
                let edit = Edit::insert(context.cue.payload.end, closers.clone());
                // For some parsers a line of blanks ends the cue: no longer blank, it would continue.
                let last = context.cue.payload.slice(context.source).rsplit(['\n', '\r']).next();
                let is_blank = last.is_none_or(|line| line.trim_ascii().is_empty());
                let new = if is_blank { Fix::risky } else { Fix::safe };
                new("close the tags at the end", vec![edit])
            });
            context.findings.push(Diagnostic { fix, ..finding });
        }
        while !self.open.is_empty() {
            self.close(context);
        }
    }
}

/// The order of [`TextCheck::open_count`].
fn kind_index(kind: NodeKind) -> usize {
    match kind {
        NodeKind::Italic => 1,
        NodeKind::Bold => 2,
        NodeKind::Underline => 3,
        NodeKind::Ruby => 4,
        NodeKind::RubyText => 5,
        NodeKind::Voice => 6,
        NodeKind::Language => 7,
        _ => 0,
    }
}

/// Line terminators in a piece of text. A CRLF is never cut: tokens end at `<` and `>`.
fn count_lines(text: &str) -> usize {
    split_lines(text).count() - 1
}

fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        match memchr::memchr2(b'\n', b'\r', text.as_bytes()) {
            None => {
                rest = None;
                Some(text)
            }
            Some(at) => {
                let len = 1 + usize::from(text[at..].starts_with("\r\n"));
                rest = Some(&text[at + len..]);
                Some(&text[..at])
            }
        }
    })
}

fn check_references(context: &mut Context<'_, '_>, span: Span, trust: Applicability) {
    for reference in references(context.source, span) {
        let finding = if !reference.is_reference {
            let edit = Edit::replace(reference.span, "&amp;");
            let fix = Fix::new(trust, "write `&amp;`", vec![edit]);
            diagnostics::text_amp(reference.span).with_fix(fix)
        } else if !reference.has_semicolon {
            let edit = vec![Edit::insert(reference.span.end, ";")];
            let after = &context.source[reference.span.end as usize..];
            // `&lt` is shown as `<` in any case, but by programs that decode references before they look for tags
            // only without its semicolon.
            let is_less = reference.span.slice(context.source).eq_ignore_ascii_case("&lt");
            let fix = match is_less && begins_name(after) {
                true => Fix::risky("add the semicolon", edit),
                false => Fix::safe("add the semicolon", edit),
            };
            diagnostics::text_amp_semicolon(reference.span, reference.span.slice(context.source))
                .with_fix(fix)
        } else {
            continue;
        };
        context.findings.push(finding);
    }
}

/// Classes and annotation of a tag that WebVTT knows.
fn start_tag_parts(context: &mut Context<'_, '_>, tag: &StartTag, kind: NodeKind) {
    let source = context.source;
    for class in classes(source, tag.classes) {
        if class.is_empty() {
            let dot = Span::new(class.start - 1, class.start);
            let fix = Fix::risky("delete the dot", vec![Edit::delete(dot)]);
            context.findings.push(diagnostics::class_empty(dot).with_fix(fix));
        } else if class.slice(source).contains(['&', '<']) {
            context.findings.push(diagnostics::class_name(class));
        }
    }
    // From the blank before the annotation.
    let complete_timestamp = Span::new(tag.classes.end, tag.span.end - 1);
    let name = kind.tag().unwrap_or_default();
    if !matches!(kind, NodeKind::Voice | NodeKind::Language) {
        if let Some(annotation) = tag.annotation {
            let written = annotation.slice(source);
            // A `<` in there: more likely a tag without its `>`, which has hidden text. Words may be text as well
            // (`a<b and b>c`), attributes as in HTML are none.
            let edits = vec![Edit::delete(complete_timestamp)];
            let is_text = written.contains('<')
                || written.contains(char::is_alphanumeric) && !written.contains('=');
            let fix = match is_text {
                true => Fix::risky("delete the annotation", edits),
                false => Fix::safe("delete the annotation", edits),
            };
            let span = if annotation.is_empty() { complete_timestamp } else { annotation };
            context.findings.push(diagnostics::annotation_disallowed(span, name).with_fix(fix));
        }
        return;
    }
    let value = tag.annotation.map(|span| annotation_value(source, span)).unwrap_or_default();
    if value.is_empty() {
        context.findings.push(diagnostics::annotation_missing(tag.span, name));
        return;
    }
    let annotation = tag.annotation.unwrap_or(complete_timestamp);
    // Programs that read line by line see no tag where it has several lines.
    let trust = match annotation.slice(source).contains(['\n', '\r']) {
        true => Applicability::Unsafe,
        false => Applicability::Safe,
    };
    check_references(context, annotation, trust);
    let breaks: Vec<Edit> =
        line_breaks(source, complete_timestamp).map(|b| Edit::replace(b, " ")).collect();
    if let Some(first) = breaks.first() {
        let finding = diagnostics::annotation_newline(first.span);
        context.findings.push(finding.with_fix(Fix::safe("write a space", breaks)));
    }
    if kind == NodeKind::Language && !is_well_formed(&value) {
        context.findings.push(diagnostics::lang_tag(annotation, &value));
    }
}

fn line_breaks(source: &str, span: Span) -> impl Iterator<Item = Span> {
    let bytes = span.slice(source).as_bytes();
    memchr::memchr2_iter(b'\n', b'\r', bytes).filter_map(move |at| {
        let len = match bytes[at] {
            b'\n' if at > 0 && bytes[at - 1] == b'\r' => return None,
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
            _ => 1,
        };
        Some(Span::new(span.start + at as u32, span.start + at as u32 + len))
    })
}

/// `<` that begins no tag WebVTT knows.
fn unknown_start(context: &mut Context<'_, '_>, tag: &StartTag, name: &str) {
    let letters = name.trim_end_matches('/');
    let is_tag = letters.starts_with(|c: char| c.is_ascii_alphabetic())
        && letters.chars().all(|c| c.is_ascii_alphanumeric() || "-_:".contains(c))
        && tag.is_closed;
    if !is_tag {
        return less_than(context, tag.span);
    }
    let finding = diagnostics::tag_unknown(tag.span, name);
    let (before, end_of_tag) = (&context.source[..tag.span.start as usize], tag.span.end as usize);
    let at_break = before.ends_with(['\n', '\r'])
        || context.source[end_of_tag..].starts_with(['\n', '\r'])
        || tag.span.end == context.cue.payload.end
        || tag.span.start == context.cue.payload.start;
    let correct = |edit| Some(Fix::risky("correct the tag", vec![edit]));
    let fix = match replacement(letters) {
        Some(known) => correct(Edit::replace(tag.name, known)),
        None if !is_of_html(letters) => Some(write_sign(tag.span)),
        None if at_break => None,
        None if letters.eq_ignore_ascii_case("br") => correct(Edit::replace(tag.span, "\n")),
        None => correct(Edit::delete(tag.span)),
    };
    context.findings.push(Diagnostic { fix, ..finding });
}

fn less_than(context: &mut Context<'_, '_>, tag: Span) {
    let sign = Span::new(tag.start, tag.start + 1);
    context.findings.push(diagnostics::text_lt(sign).with_fix(write_sign(tag)));
}

/// The fix of a `<` that is text.
fn write_sign(tag: Span) -> Fix {
    let sign = Span::new(tag.start, tag.start + 1);
    Fix::risky("write `&lt;`", vec![Edit::replace(sign, "&lt;")])
}

/// Whether a name is an element of HTML, which converters leave in cue text: anything else in angle brackets is text,
/// such as `<applause>` or `<T>`.
fn is_of_html(name: &str) -> bool {
    const NAMES: [&str; 41] = [
        "a",
        "abbr",
        "address",
        "bdi",
        "bdo",
        "big",
        "blink",
        "blockquote",
        "body",
        "br",
        "center",
        "cite",
        "code",
        "del",
        "dfn",
        "div",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "head",
        "html",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "ul",
        "wbr",
    ];
    NAMES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The WebVTT tag that a tag of HTML or in capitals means.
fn replacement(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        "em" => Some("i"),
        "strong" => Some("b"),
        _ => NodeKind::from_tag(&lower)?.tag(),
    }
}

/// A tag that lacks only its `>`.
fn cut(tag: Span) -> Diagnostic {
    diagnostics::tag_cut(tag).with_fix(Fix::safe("add `>`", vec![Edit::insert(tag.end, ">")]))
}

fn timestamp_tag(context: &mut Context<'_, '_>, tag: &TimestampTag) {
    let value = tag.value.slice(context.source);
    let Some(time) = complete_timestamp(value) else {
        return bad_timestamp_tag(context, tag, value);
    };
    if !tag.is_closed {
        context.findings.push(cut(tag.span));
    }
    if value.as_bytes().get(1) == Some(&b':') {
        let fix = Fix::safe("write two digits", vec![Edit::insert(tag.value.start, "0")]);
        context.findings.push(diagnostics::cue_timestamp_form(tag.value, value).with_fix(fix));
    }
    let rule = if time <= context.cue.start {
        Some("after the start of the cue")
    } else if time >= context.cue.end {
        Some("before the end of the cue")
    } else if context.last_time.is_some_and(|last| time <= last) {
        Some("after the previous timestamp")
    } else {
        None
    };
    context.last_time = context.last_time.max(Some(time));
    if let Some(rule) = rule {
        context.findings.push(diagnostics::cue_timestamp_order(tag.value, rule));
    }
}

/// `<` and a digit, but no timestamp: parsers ignore it.
fn bad_timestamp_tag(context: &mut Context<'_, '_>, tag: &TimestampTag, value: &str) {
    if !tag.is_closed || !value.contains(':') {
        return less_than(context, tag.span);
    }
    let finding = diagnostics::cue_timestamp_form(tag.value, value);
    let comma = value.replacen(',', ".", 1);
    let trailing = collect(value.as_bytes(), 0).map(|(_, end)| end);
    let fix = if complete_timestamp(&comma).is_some() {
        Some(Fix::risky("write the decimal point", vec![Edit::replace(tag.value, comma)]))
    } else {
        trailing.map(|end| {
            let rest = Span::new(tag.value.start + end as u32, tag.value.end);
            let edits = vec![Edit::delete(rest)];
            if rest.slice(context.source).trim().is_empty() {
                Fix::risky("delete the blanks", edits)
            } else {
                Fix::risky("delete the rest", edits)
            }
        })
    };
    context.findings.push(Diagnostic { fix, ..finding });
}

/// Whether a `<` before this text would begin a tag, tags in between aside.
pub(crate) fn begins_name(mut after: &str) -> bool {
    while let Some(rest) = after.strip_prefix('<') {
        match rest.split_once('>') {
            Some((_, rest)) => after = rest,
            None => return false,
        }
    }
    after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}
