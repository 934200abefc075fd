//! Which texts of a cue are written as ruby, and as which part of it.
//!
//! TTML2 (second edition) 10.2.35 has three forms: a base and a text; the same with delimiters; a
//! container of bases and one or two containers of texts. There is no ruby inside ruby, no text outside
//! of its parts and no line break in it. WebVTT has no such limits: ruby that fits none of the forms becomes
//! plain text, which is reported.

use std::ops::Range;

use crate::format::Format;
use crate::source::Span;
use crate::timeline::{Run, RunKind, ScopeKind, Timeline, is_visible};

/// How a run is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Text outside of ruby.
    Text,
    /// Nothing: an annotation without a visible base.
    Nothing,
    /// The base of a pair; in a container of bases if the pair has several annotations.
    Base { pair: u32, contained: bool },
    /// An annotation of a pair: which one, in which container of texts, if it needs one.
    Annotation { pair: u32, number: u32, container: Option<u32> },
}

/// The place of a scope in ruby.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// The outermost ruby around it or itself; 0 for none.
    outer: u32,
    /// The annotation around it or itself; 0 for none.
    text: u32,
    /// It is in something that TTML does not have: ruby in ruby, an annotation without a base.
    nested: bool,
}

/// The rubies of a timeline, and the roles of the runs of one cue after the other.
pub(super) struct Rubies {
    /// By scope; empty if there is no ruby.
    places: Vec<Place>,
    /// Pairs written so far.
    pairs: u32,
    /// The losses of the current cue: where, and what became of it.
    pub(super) losses: Vec<(Span, &'static str)>,
}

const NESTED: &str = "TTML has no ruby of this form: it became text";
const NO_BASE: &str = "an annotation without a base became text";
const NO_ANNOTATION: &str = "a base without an annotation became text";
const BREAK: &str = "a line break in an annotation became a space";

impl Rubies {
    pub(super) fn new(timeline: &Timeline<'_>) -> Self {
        let is_ruby = |kind: &ScopeKind<'_>| matches!(kind, ScopeKind::Ruby | ScopeKind::RubyText);
        let mut places: Vec<Place> = Vec::new();
        if timeline.scopes.iter().any(|scope| is_ruby(&scope.kind)) {
            for (scope, at) in timeline.scopes.iter().zip(0..) {
                // A parent's index is smaller.
                let mut place = places.get(scope.parent as usize).copied().unwrap_or_default();
                match scope.kind {
                    ScopeKind::Ruby => place.nested |= place.outer != 0,
                    ScopeKind::RubyText => {
                        place.nested |= place.outer == 0 || place.text != 0;
                        place.text = at;
                    }
                    _ => {}
                }
                if is_ruby(&scope.kind) && place.outer == 0 {
                    place.outer = at;
                }
                places.push(place);
            }
        }
        Self { places, pairs: 0, losses: Vec::new() }
    }

    fn place(&self, run: &Run<'_>) -> Place {
        self.places.get(run.scope as usize).copied().unwrap_or_default()
    }

    /// The role of each of the runs of a cue; none if there is no ruby at all.
    pub(super) fn roles(&mut self, timeline: &Timeline<'_>, runs: &[Run<'_>]) -> Vec<Role> {
        self.losses.clear();
        if self.places.is_empty() {
            return Vec::new();
        }
        let mut roles = vec![Role::Text; runs.len()];
        let mut from = 0;
        while let Some(first) = runs.get(from) {
            let outer = self.place(first).outer;
            let same = |run: &&Run<'_>| self.place(run).outer == outer;
            let to = from + runs[from..].iter().take_while(same).count();
            if outer != 0 {
                let span = timeline.scopes[outer as usize].span;
                self.group(timeline, &runs[from..to], span, &mut roles[from..to]);
            }
            from = to;
        }
        roles
    }

    /// The runs of one ruby.
    fn group(&mut self, timeline: &Timeline<'_>, runs: &[Run<'_>], span: Span, roles: &mut [Role]) {
        let separators = |run: &Run<'_>| match &run.kind {
            RunKind::Text(text) => text.contains(['\u{2028}', '\u{2029}']),
            _ => false,
        };
        if runs.iter().any(|run| self.place(run).nested || separators(run)) {
            let is_text = |run: &Run<'_>| self.place(run).text != 0;
            if runs.iter().filter(|run| is_text(run)).any(is_seen) {
                self.losses.push((span, NESTED));
            } else {
                let texts = roles.iter_mut().zip(runs).filter(|(_, run)| is_text(run));
                texts.for_each(|(role, _)| *role = Role::Nothing);
                self.plain(runs, 0..runs.len());
            }
            return;
        }
        // Bases up to the first annotation, annotations up to the next base.
        let mut base = 0..0;
        let mut at = 0;
        while at < runs.len() {
            let is_text = self.place(&runs[at]).text != 0;
            // A line ends between rubies.
            let same = |run: &&Run<'_>| {
                (self.place(run).text != 0) == is_text && (is_text || run.kind != RunKind::Break)
            };
            let mut end = at + runs[at..].iter().take_while(same).count();
            if is_text {
                self.pair(timeline, runs, base.clone(), at..end, roles);
                base = end..end;
            } else if runs.get(end).is_some_and(|run| self.place(run).text == 0) {
                self.plain(runs, at..end);
                end += 1;
                base = end..end;
            } else {
                base = at..end;
            }
            at = end;
        }
        self.plain(runs, base);
    }

    /// Bases and the annotations after them.
    fn pair(
        &mut self,
        timeline: &Timeline<'_>,
        runs: &[Run<'_>],
        base: Range<usize>,
        texts: Range<usize>,
        roles: &mut [Role],
    ) {
        let is_text = |run: &Run<'_>| matches!(run.kind, RunKind::Text(_));
        let mut scopes: Vec<u32> = Vec::new();
        for run in runs[texts.clone()].iter().filter(|run| is_text(run)) {
            let scope = self.place(run).text;
            if scopes.last() != Some(&scope) {
                scopes.push(scope);
            }
        }
        if scopes.is_empty() {
            return self.plain(runs, base);
        }
        if !runs[base.clone()].iter().any(is_text) {
            if !runs[texts.clone()].iter().any(is_seen) {
                roles[texts].fill(Role::Nothing);
                return;
            }
            let lost = |at: &u32| (timeline.scopes[*at as usize].span, NO_BASE);
            self.losses.extend(scopes.iter().map(lost));
            return;
        }
        self.pairs += 1;
        let pair = self.pairs;
        let contained = scopes.len() > 1;
        roles[base].fill(Role::Base { pair, contained });
        // TTML has annotations on two sides; elsewhere they follow each other on one.
        let sides = scopes.len() == 2 && timeline.format == Format::Ttml;
        let mut number = 0;
        for (run, role) in runs[texts.clone()].iter().zip(&mut roles[texts]) {
            if is_text(run) && scopes.get(number as usize) != Some(&self.place(run).text) {
                number += 1;
            }
            let container = contained.then_some(if sides { number } else { 0 });
            *role = Role::Annotation { pair, number, container };
            if run.kind == RunKind::Break {
                self.losses.push((run.span, BREAK));
            }
        }
    }

    /// Bases that no annotation follows.
    fn plain(&mut self, runs: &[Run<'_>], range: Range<usize>) {
        let mut seen = runs[range].iter().filter(|run| is_seen(run));
        if let Some(first) = seen.next() {
            let last = seen.next_back().unwrap_or(first);
            self.losses.push((first.span.join(last.span), NO_ANNOTATION));
        }
    }
}

/// Whether a run is text that can be seen.
fn is_seen(run: &Run<'_>) -> bool {
    matches!(&run.kind, RunKind::Text(text) if is_visible(text))
}

#[cfg(test)]
mod tests {
    use crate::convert::verify;
    use crate::source::Source;
    use crate::timeline::LossKind;
    use crate::ttml::{Flavour, WriteOptions as Ttml};
    use crate::{Format, ReadOptions, WriteOptions, open, raise};

    /// What a cue with this payload is in IMSC, in short: `{` for the start of a part of ruby, by its
    /// first letter (two for containers), `}` for its end; and how many losses of ruby are reported.
    fn imsc(text: &str) -> (String, usize) {
        let source = Source::from_text(text);
        let file = open(&source, None, &ReadOptions::default());
        let ttml = Ttml { flavour: Flavour::Imsc11, ..Ttml::default() };
        let options = WriteOptions { ttml, ..WriteOptions::default() };
        let made = raise(&file.timeline, Format::Ttml, &options);
        assert_eq!(verify(&file.timeline, &made, Format::Ttml, &options), [], "{text}");
        let p = made.document.lines().find(|line| line.contains("<p ")).unwrap_or_default();
        let inner = p.split_once('>').and_then(|(_, rest)| rest.strip_suffix("</p>"));
        let mut short = inner.unwrap_or_default().replace("</span>", "}");
        for (part, letters) in [
            ("container", "r"),
            ("baseContainer", "bc"),
            ("base", "b"),
            ("textContainer", "tc"),
            ("text", "t"),
        ] {
            short = short.replace(&format!("<span tts:ruby=\"{part}\">"), &format!("{{{letters}:"));
        }
        let lost = made.losses.iter().filter(|loss| loss.kind == LossKind::Ruby).count();
        (short, lost)
    }

    #[test]
    fn ruby_of_webvtt_becomes_what_ttml_allows_or_text() {
        for (payload, want, lost) in [
            ("<ruby>a<rt>b</rt></ruby>c", "{r:{b:a}{t:b}}c", 0),
            ("<ruby>a<rt>b</rt>c<rt>d</rt></ruby>", "{r:{b:a}{t:b}}{r:{b:c}{t:d}}", 0),
            ("<ruby>a <rt>b</rt></ruby> c", "{r:{b:a }{t:b}} c", 0),
            ("<ruby>x</ruby>", "x", 1),
            ("<ruby>x<rt></rt></ruby>", "x", 1),
            ("<ruby>a<rt>b</rt>c</ruby>", "{r:{b:a}{t:b}}c", 1),
            ("<ruby>a<rt>b</rt> </ruby>c", "{r:{b:a}{t:b}} c", 0),
            ("<ruby><rt>b</rt></ruby>", "b", 1),
            ("<ruby><rt>b</rt>a<rt>c</rt></ruby>", "b{r:{b:a}{t:c}}", 1),
            ("<ruby>a<rt>b</rt><rt>c</rt></ruby>", "{r:{bc:{b:a}}{tc:{t:b}{t:c}}}", 0),
            ("<ruby>a<rt>b<ruby>c<rt>d</rt></ruby></rt></ruby>e", "abcde", 1),
            ("<ruby><ruby>a<rt>b</rt></ruby><rt>c</rt></ruby>", "abc", 1),
            ("<ruby>a\nb<rt>c</rt></ruby>", "a<br/>{r:{b:b}{t:c}}", 1),
            ("<ruby>a<rt>b\nc</rt></ruby>", "{r:{b:a}{t:b c}}", 1),
            ("<ruby>a<rt>\nc</rt></ruby>", "{r:{b:a}{t: c}}", 1),
            ("<ruby>a&#x2028;<rt>b</rt></ruby>", "a\u{2028}b", 1),
        ] {
            let text = format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{payload}\n");
            assert_eq!(imsc(&text), (want.to_owned(), lost), "{payload}");
        }
    }

    #[test]
    fn ruby_of_ttml_keeps_its_sides_and_what_has_no_container_is_text() {
        let span = |part: &str, inner: &str| format!("<span tts:ruby='{part}'>{inner}</span>");
        let text = |inner: &str| span("textContainer", &span("text", inner));
        let bases = span("baseContainer", &span("base", "a"));
        let two = span("container", &format!("{bases}{}{}", text("b"), text("c")));
        let row = span("textContainer", &(span("text", "b") + &span("text", "c")));
        let one = span("container", &format!("{bases}{row}"));
        for (body, want, lost) in [
            (two, "{r:{bc:{b:a}}{tc:{t:b}}{tc:{t:c}}}", 0),
            (one, "{r:{b:a}{t:bc}}", 0),
            (format!("x{}", span("text", "b")), "xb", 1),
        ] {
            let uri = "http://www.w3.org/ns/ttml";
            let file = format!(
                "<tt xml:lang='ja' xmlns='{uri}' xmlns:tts='{uri}#styling'><body><div>\
                 <p begin='1s' end='2s'>{body}</p></div></body></tt>"
            );
            assert_eq!(imsc(&file), (want.to_owned(), lost), "{body}");
        }
    }
}
