//! Findings about the markup of a document: tags that are not in pairs, that SRT does not have, or that
//! players read differently (`TAG_*` and `TXT_*`; docs/observations.md, SRT parsers).

use super::Document;
use super::diagnostics;
use super::markup::{Places, Tag, Token, TokenKind, tokens};
use crate::chars::is_digits;
use crate::source::{Applicability, Diagnostic, DiagnosticList, Edit, Fix, Span, sort_by_key};

/// Maximum number of findings of [`conformance`], before one that reports the limit.
const MAX_FINDINGS: usize = 100_000;

/// Looks at the markup of every cue. Linear in the length of the text. At most 100,000 findings are
/// listed, and then one that reports the limit.
#[must_use]
pub fn conformance(document: &Document<'_>) -> Vec<Diagnostic> {
    let mut found = DiagnosticList::<true>::new(MAX_FINDINGS);
    let bytes = document.source.as_bytes();
    let mut tag_signs = Places::new(memchr::memchr3_iter(b'<', b'{', b'&', bytes));
    let mut other_signs = Places::new(memchr::memchr2_iter(b'\\', b'|', bytes));
    for (at, cue) in document.cues.iter().enumerate() {
        if !(tag_signs.any_in(cue.payload) || other_signs.any_in(cue.payload)) {
            continue;
        }
        let payload = cue.payload.slice(document.source);
        found.cue = Some(at as u32);
        let mut tags = Tags {
            text: document.source,
            found: &mut found,
            open: Default::default(),
            opened: 0,
            line: cue.payload.start,
            begins_with_letter: false,
            loose: false,
        };
        for token in tokens(payload, cue.payload.start) {
            tags.token(&token);
        }
        tags.end(cue.payload);
    }
    bars(document, &mut found);
    found.in_file_order(diagnostics::too_many_findings)
}

/// Maximum number of tags that a fix closes and opens again.
const REOPENED: usize = 8;

/// A tag that is open.
#[derive(Clone, Copy)]
struct Open {
    /// How many tags were opened before it in this cue.
    order: usize,
    span: Span,
    curly: bool,
}

/// The open tags of a cue, a stack for each kind: what is on top of all is the one opened last.
struct Tags<'d, 'f> {
    text: &'d str,
    found: &'f mut DiagnosticList<true>,
    open: [Vec<Open>; Tag::ALL.len()],
    opened: usize,
    /// Where the current line begins, and whether it does so with a letter.
    line: u32,
    begins_with_letter: bool,
    /// A bracket is in the text: without a tag after it, it may become one.
    loose: bool,
}

impl Tags<'_, '_> {
    fn token(&mut self, token: &Token<'_>) {
        let span = token.span;
        if span.start == self.line {
            let first = span.slice(self.text).chars().next();
            self.begins_with_letter = first.is_some_and(char::is_alphabetic);
        }
        match token.kind {
            TokenKind::Open { tag, curly, .. } => {
                self.curly(curly, tag, "", span);
                self.open[tag as usize].push(Open { order: self.opened, span, curly });
                self.opened += 1;
            }
            TokenKind::Close { tag, curly } => {
                self.curly(curly, tag, "/", span);
                self.close(tag, span);
            }
            TokenKind::Override => self.found.push(diagnostics::tag_ass(span)),
            TokenKind::LineTag => {
                let edits = vec![Edit::replace(span, "\n")];
                let fix = Fix::risky("break the line", edits);
                self.found.push(diagnostics::tag_br(span).with_fix(fix));
            }
            TokenKind::WebVttTag => self.found.push(diagnostics::tag_vtt(span)),
            TokenKind::MicroDvd => self.found.push(diagnostics::tag_microdvd(span)),
            TokenKind::Malformed => {
                let tight: String =
                    span.slice(self.text).chars().filter(|c| !c.is_whitespace()).collect();
                // With attributes the white space between them counts.
                let fix = (tight.len() <= "</font>".len()).then(|| {
                    Fix::risky("delete the white space", vec![Edit::replace(span, tight)])
                });
                let mut finding = diagnostics::tag_malformed(span);
                finding.fix = fix;
                self.found.push(finding);
            }
            TokenKind::Unknown => self.found.push(diagnostics::tag_unknown(span)),
            TokenKind::Text => self.text(span),
            TokenKind::Break => self.line = span.end,
        }
    }

    fn curly(&mut self, curly: bool, tag: Tag, slash: &str, span: Span) {
        if curly {
            let edits = vec![Edit::replace(span, format!("<{slash}{}>", tag.name()))];
            let fix = Fix::safe("write angle brackets", edits);
            self.found.push(diagnostics::tag_malformed(span).with_fix(fix));
        }
    }

    fn close(&mut self, tag: Tag, span: Span) {
        let Some(opened) = self.open[tag as usize].pop() else {
            // A line that begins with a letter cannot become blank, a number or a timing line.
            let trust = match self.begins_with_letter && !self.loose {
                true => Applicability::Safe,
                false => Applicability::Unsafe,
            };
            let fix = Fix::new(trust, "delete the tag", vec![Edit::delete(span)]);
            self.found.push(diagnostics::tag_unbalanced(span).with_fix(fix));
            return;
        };
        // Everything opened later is closed too early, in the order of opening.
        let mut above: Vec<(Tag, Open)> = Tag::ALL
            .into_iter()
            .flat_map(|tag| {
                let later = self.open[tag as usize].iter().rev();
                let later = later.take_while(|open| open.order > opened.order);
                later.take(REOPENED + 1).map(move |open| (tag, *open))
            })
            .collect();
        if above.is_empty() {
            return;
        }
        sort_by_key(&mut above, |(_, open)| open.order as u32);
        let mut finding = diagnostics::tag_misnested(span)
            .with_label(opened.span, "the tag it closes is opened here");
        let simple = above.len() <= REOPENED && above.iter().all(|(_, open)| open.span.len() < 200);
        if simple {
            let mut text = String::new();
            for (tag, open) in above.iter().rev() {
                push_close(&mut text, *tag, open.curly);
            }
            text.push_str(span.slice(self.text));
            for (_, open) in &above {
                text.push_str(open.span.slice(self.text));
            }
            let edits = vec![Edit::replace(span, text)];
            finding = finding.with_fix(Fix::safe("close the inner tags first", edits));
        }
        self.found.push(finding);
    }

    /// The end of the cue: what is still open.
    fn end(&mut self, payload: Span) {
        let mut left: Vec<(Tag, Open)> = Tag::ALL
            .into_iter()
            .flat_map(|tag| self.open[tag as usize].iter().map(move |open| (tag, *open)))
            .collect();
        sort_by_key(&mut left, |(_, open)| open.order as u32);
        let mut closing = String::new();
        for (tag, open) in left.iter().rev() {
            push_close(&mut closing, *tag, open.curly);
        }
        // One edit closes them all, so the first finding carries it.
        // A bracket in the text would end with the tag.
        // To some parsers a last line of white space or a number is none of the text; with a tag it is.
        let last = payload.slice(self.text).rsplit(['\n', '\r']).next().unwrap_or_default();
        let trust = match !self.loose && has_letter(last) {
            true => Applicability::Safe,
            false => Applicability::Unsafe,
        };
        let edits = vec![Edit::insert(payload.end, closing)];
        let mut fix = Some(Fix::new(trust, "close the tags", edits));
        for (_, open) in left {
            let mut finding = diagnostics::tag_unbalanced(open.span);
            finding.fix = fix.take();
            self.found.push(finding);
        }
    }

    /// Plain text: character references and ASS line breaks.
    fn text(&mut self, span: Span) {
        let text = span.slice(self.text);
        self.loose |= memchr::memchr2(b'<', b'{', text.as_bytes()).is_some();
        let at = |start: usize, len: usize| {
            Span::new(span.start + start as u32, span.start + (start + len) as u32)
        };
        for start in memchr::memchr2_iter(b'&', b'\\', text.as_bytes()) {
            let rest = &text[start..];
            if let Some(len) = reference(rest) {
                self.found.push(diagnostics::entity(at(start, len)));
            } else if rest.starts_with("\\N") || rest.starts_with("\\h") || rest.starts_with("\\n")
            {
                self.found.push(diagnostics::tag_ass(at(start, 2)));
            }
        }
    }
}

/// Whether a line has a letter outside of tags.
fn has_letter(line: &str) -> bool {
    let mut in_tag = false;
    line.chars().any(|c| {
        in_tag = c == '<' || in_tag && c != '>';
        !in_tag && c.is_alphabetic()
    })
}

fn push_close(text: &mut String, tag: Tag, curly: bool) {
    let (open, close) = if curly { ("{/", '}') } else { ("</", '>') };
    text.push_str(open);
    text.push_str(tag.name());
    text.push(close);
}

/// The length of the HTML character reference that `text` begins with.
pub(super) fn reference(text: &str) -> Option<usize> {
    // The longest name in HTML has 31 letters.
    let end = text.bytes().take(34).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let valid = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit()),
            None => is_digits(number),
        },
        None => name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphanumeric()),
    };
    (text.starts_with('&') && valid).then_some(end + 1)
}

/// Bars where MicroDVD breaks lines. A bar is more often mathematics or code: it breaks lines only in a file
/// without other line breaks in which at least two cues, and one of ten, have bars and all of them look so. The
/// first finding has the fix for the whole file, since a file with any line break has no such bars.
fn bars(document: &Document<'_>, found: &mut DiagnosticList<true>) {
    let newline = if document.source.contains("\r\n") { "\r\n" } else { "\n" };
    let mut edits = Vec::new();
    let mut cues: Vec<(u32, Span)> = Vec::new();
    for (at, cue) in document.cues.iter().enumerate() {
        let payload = cue.payload.slice(document.source);
        if memchr::memchr2(b'\n', b'\r', payload.as_bytes()).is_some() {
            return;
        }
        let edge = |c: char| c == '|' || c.is_whitespace();
        let inner = payload.trim_start_matches(edge);
        let start = cue.payload.start + (payload.len() - inner.len()) as u32;
        let inner = inner.trim_end_matches(edge);
        let mut depth = 0_i32;
        let before = edits.len();
        for (at, c) in inner.char_indices() {
            match c {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth -= 1,
                '|' if depth > 0 || !breaks_line(&inner[..at], &inner[at + 1..]) => return,
                '|' => {
                    let bar = Span::new(start + at as u32, start + at as u32 + 1);
                    edits.push(Edit::replace(bar, newline));
                }
                _ => {}
            }
        }
        if let Some(first) = edits.get(before) {
            cues.push((at as u32, first.span));
        }
    }
    if cues.len() < 2 || cues.len() * 10 < document.cues.len() {
        return;
    }
    let mut fix = Some(Fix::risky("break the lines", edits));
    for (cue, bar) in cues {
        found.cue = Some(cue);
        let mut finding = diagnostics::pipe_break(bar);
        finding.fix = fix.take();
        found.push(finding);
    }
}

/// Whether a bar between these two texts may break a line: words or a sentence's end beside it, and not a single
/// letter on both sides.
fn breaks_line(before: &str, after: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic();
    let word = |len: usize| len != 1;
    let ends = before.ends_with(|c: char| is_letter(c) || ".?!,:;…\"'’”»-–—♪".contains(c));
    let begins = after.starts_with(|c: char| is_letter(c) || "-–—\"'‘“«¿¡…♪".contains(c));
    let last = before.chars().rev().take_while(|c| is_letter(*c)).take(2).count();
    let first = after.chars().take_while(|c| is_letter(*c)).take(2).count();
    ends && begins && (word(last) || word(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srt::{ParseOptions, parse};

    fn codes(text: &str) -> Vec<&'static str> {
        let source = format!("1\n00:00:01,000 --> 00:00:02,000\n{text}\n");
        let parsed = parse(&source, &ParseOptions::default());
        conformance(&parsed.document).into_iter().map(|d| d.code.0).collect()
    }

    #[test]
    fn markup_that_pairs_is_fine() {
        assert_eq!(
            codes("<b>one <i>two</i></b> <font color=\"red\">three</font> & | four\nfive"),
            [""; 0]
        );
    }

    #[test]
    fn each_kind_of_odd_markup_has_its_code() {
        for (text, code) in [
            ("<i>open", "TAG_UNBALANCED"),
            ("closed</i>", "TAG_UNBALANCED"),
            ("<b>one <i>two</b> three</i>", "TAG_MISNESTED"),
            ("<blink>hm", "TAG_UNKNOWN"),
            ("< i >", "TAG_MALFORMED"),
            ("{i}a<i>b</i>{/i}", "TAG_MALFORMED"),
            ("<v Anna>Hi", "TAG_VTT_IN_SRT"),
            ("one<br>two", "TAG_BR"),
            ("{\\an8}top", "TAG_ASS_OVERRIDE"),
            ("one\\Ntwo", "TAG_ASS_OVERRIDE"),
            ("{Y:i}x", "TAG_MICRODVD"),
            ("Fish &amp; chips", "TXT_ENTITY"),
        ] {
            assert!(
                codes(text).iter().all(|c| *c == code) && !codes(text).is_empty(),
                "{text}: {:?}",
                codes(text)
            );
        }
    }

    fn bars_of(texts: &[&str]) -> usize {
        let cue = |text: &&str| format!("1\n00:00:01,000 --> 00:00:02,000\n{text}\n\n");
        let source: String = texts.iter().map(cue).collect();
        let found = conformance(&parse(&source, &ParseOptions::default()).document);
        found.iter().filter(|found| found.code.0 == "TXT_PIPE_BREAK").count()
    }

    #[test]
    fn bars_break_lines_only_in_files_that_look_like_microdvd() {
        assert_eq!(bars_of(&["Where to?|Home.", "No.", "I see|the sea.", "- Who?|- Me.|- Oh."]), 3);
        for math in [
            &["P(E|H) is", "and P(H|E)"][..],
            &["the point (3 | 0)", "the point (4 | 1)"],
            &["\\|cos θ\\|", "\\|sin θ\\|"],
            &["|x| is", "so |y| is"],
            &["one|two"],
            &["one|two", "three|four", "five\nsix"],
            &["let x|y", "let a|b"],
            &["one|two", "three|four", "a | b"],
            &["3|x", "4|y"],
        ] {
            assert_eq!(bars_of(math), 0, "{math:?}");
        }
    }

    #[test]
    fn a_misnested_tag_is_fixed_by_closing_the_inner_ones_first() {
        let source = "1\n00:00:01,000 --> 00:00:02,000\n<b>one <i>two</b> three</i>\n";
        let parsed = parse(source, &ParseOptions::default());
        let found = conformance(&parsed.document);
        let edit = &found[0].fix.as_ref().unwrap().edits[0];
        assert_eq!(edit.span.slice(source), "</b>");
        assert_eq!(edit.replacement, "</i></b><i>");
    }
}
