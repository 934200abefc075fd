//! Where the platform's readers differ from a file's own cues, each difference with its cause.
//!
//! [`crate::kaltura::compare`] says what becomes of each cue; here every cue that some reader does not
//! keep whole gets a cause, and with it the rule that names it: one of the KLT family, or another
//! rule that speaks of the same fact (SRT002, VTT003, ...; `docs/kaltura-rules.md`). The readers run
//! once for a file, when the first rule asks.

mod causes;
pub(super) mod references;
mod repairs;
#[cfg(feature = "ttml")]
mod repairs_ttml;
mod srt;
#[cfg(feature = "ttml")]
mod ttml;
mod webvtt;
mod whole;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use super::options::Options;
use super::rule::Rule;
use super::rule_set::RULES;
use super::subject::{Findings, Subject};
use crate::format::Format;
use crate::kaltura::{
    CaptionType, CompareOptions, Comparison, Fate, Reader, Refusal, SERVE_LIMIT, compare,
};
use crate::source::{Code, Diagnostic, Span};

pub(super) use repairs::fix;
#[cfg(feature = "ttml")]
use repairs_ttml::fix_document;
pub(super) use whole::report_rest;

/// What the readers make of a file; made when it is first asked for.
#[derive(Default)]
pub(super) struct Lazy(OnceCell<Platform>);

impl Lazy {
    pub(super) fn get(&self, subject: &Subject<'_>) -> &Platform {
        self.0.get_or_init(|| Platform::new(subject))
    }

    /// What is there already.
    pub(super) fn known(&self) -> Option<&Platform> {
        self.0.get()
    }
}

/// What the readers make of a file.
pub(super) struct Platform {
    pub(super) compared: Comparison,
    /// TTML: whether a `div` or `body` has times.
    pub(super) timed_containers: bool,
    pub(super) differences: Vec<Difference>,
}

/// A cue that some readers do not keep whole, or a cue that they have and the file does not.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    /// The own cue; `None` for a cue that only the readers have.
    pub(super) cue: Option<u32>,
    /// Who.
    pub(super) readers: Vec<Reader>,
    /// What becomes of the cue there.
    pub(super) fate: Fate,
    /// The rule that names it.
    pub(super) code: &'static str,
    /// Why, in a few words that follow a colon.
    pub(super) why: Cow<'static, str>,
    /// Where.
    pub(super) span: Span,
}

/// A cause: the rule that names it, and why in a few words.
type Cause = (&'static str, Cow<'static, str>);

/// Rules whose one finding speaks of every cue of the file.
const WHOLE_FILE: &[&str] =
    &["KLT001", "KLT002", "KLT025", "KLT026", "KLT040", "ENC001", "VTT001", "TTM001", "TTM002"];

impl Platform {
    fn new(subject: &Subject<'_>) -> Self {
        let caption_type = CaptionType::of(subject.format);
        let options = CompareOptions::default();
        let compared = compare(subject.source, subject.timeline, caption_type, &options);
        let notes = Notes::new(subject);
        let text = subject.text();
        let ends = (memchr::memchr(b'\r', text.as_bytes()), memchr::memchr(b'\n', text.as_bytes()));
        let context = Context {
            subject,
            compared: &compared,
            notes,
            cr_only: ends.0.is_some() && ends.1.is_none(),
            header: webvtt::Header::of(subject),
        };
        let differences = differences(&context);
        let timed_containers = repairs::timed_containers(subject);
        Self { compared, timed_containers, differences }
    }
}

/// What a cause is looked for in.
struct Context<'c, 's> {
    subject: &'c Subject<'s>,
    compared: &'c Comparison,
    notes: Notes,
    /// Whether lines end with CR and nothing else.
    cr_only: bool,
    header: webvtt::Header,
}

/// The codes of the readers' diagnostics by cue.
struct Notes(HashMap<u32, Vec<&'static str>>);

impl Notes {
    fn new(subject: &Subject<'_>) -> Self {
        let mut all: HashMap<u32, Vec<&'static str>> = HashMap::new();
        let cues = &subject.timeline.cues;
        for found in subject.diagnostics() {
            let by_place = || {
                let behind = cues.partition_point(|cue| cue.origin.block.start <= found.span.start);
                let cue = cues.get(behind.checked_sub(1)?)?;
                (found.span.start <= cue.origin.block.end).then_some(behind as u32 - 1)
            };
            if let Some(cue) = found.cue.or_else(by_place) {
                all.entry(cue).or_default().push(found.code.0);
            }
        }
        Self(all)
    }

    fn has(&self, cue: u32, code: &str) -> bool {
        self.0.get(&cue).is_some_and(|codes| codes.contains(&code))
    }
}

impl<'s> Context<'_, 's> {
    /// The text of a cue as it is written.
    fn payload(&self, cue: u32) -> &'s str {
        self.subject.timeline.cues[cue as usize].origin.payload.slice(self.subject.text())
    }

    fn fate(&self, reader: Reader, cue: u32) -> Fate {
        let view = self.compared.view(reader);
        view.and_then(|view| view.fates.get(cue as usize)).copied().unwrap_or_default()
    }

    /// The text that a reader has of a cue.
    fn seen_text(&self, reader: Reader, fate: &Fate) -> Option<Cow<'_, str>> {
        let view = self.compared.view(reader)?;
        Some(String::from_utf8_lossy(&view.cues.get(fate.seen? as usize)?.text))
    }

    fn refusal(&self, reader: Reader) -> Option<Refusal> {
        self.compared.view(reader).and_then(|view| view.refusal)
    }

    fn cause(&self, reader: Reader, cue: u32, fate: &Fate) -> Cause {
        if let Some(cause) = causes::of_file(self, reader, fate) {
            return cause;
        }
        match self.subject.format {
            Format::Srt => srt::cause(self, reader, cue, fate),
            Format::WebVtt => webvtt::cause(self, reader, cue, fate),
            #[cfg(feature = "ttml")]
            Format::Ttml => ttml::cause(self, reader, cue, fate),
        }
    }
}

fn differences(context: &Context<'_, '_>) -> Vec<Difference> {
    let mut all: Vec<Difference> = Vec::new();
    let cues = &context.subject.timeline.cues;
    for cue in 0..context.compared.own {
        let first = all.len();
        for view in &context.compared.views {
            let fate = view.fates[cue as usize];
            // A clip is made from what the gate has: only what the clip does besides counts.
            let known = view.reader == Reader::Clip && !context.fate(Reader::Gate, cue).is_whole();
            if fate.is_whole() || known {
                continue;
            }
            let (code, why) = context.cause(view.reader, cue, &fate);
            let same = |d: &&mut Difference| {
                d.code == code && d.why == why && d.fate.as_str() == fate.as_str()
            };
            match all[first..].iter_mut().find(same) {
                Some(known) => known.readers.push(view.reader),
                None => {
                    let span = causes::place(&cues[cue as usize], code);
                    let readers = vec![view.reader];
                    all.push(Difference { cue: Some(cue), readers, fate, code, why, span });
                }
            }
        }
    }
    extras(context, &mut all);
    unread(context, &mut all);
    all
}

/// Blocks that are no cue by the rules of the format: the format's own rule speaks of them.
fn unread(context: &Context<'_, '_>, all: &mut Vec<Difference>) {
    let code = match context.subject.format {
        Format::Srt => "SRT003",
        _ => "VTT002",
    };
    let compared = context.compared;
    for block in &compared.unread {
        let readers: Vec<Reader> = block.lost_by(&compared.views).collect();
        if !readers.is_empty() {
            let fate = Fate { lost: true, ..Fate::default() };
            let why = "its timing line cannot be read".into();
            all.push(Difference { cue: None, readers, fate, code, why, span: block.span });
        }
    }
}

/// Cues that only readers have.
fn extras(context: &Context<'_, '_>, all: &mut Vec<Difference>) {
    let text = context.subject.text();
    for reader in [Reader::Gate, Reader::Player] {
        let Some(view) = context.compared.view(reader) else { continue };
        let Some(first) = view.extra().next() else { continue };
        let count = view.extra().count();
        let shown = String::from_utf8_lossy(&view.cues[first].text).into_owned();
        let shown: String = shown.trim().chars().take(40).collect();
        let at = memchr::memmem::find(text.as_bytes(), shown.as_bytes()).unwrap_or(0);
        let span = Span::of(at..at + if at > 0 { shown.len() } else { 0 });
        let why = format!("{count} of them, the first with the text `{shown}`");
        let mut readers = vec![reader];
        if reader == Reader::Gate {
            readers.extend([Reader::Served, Reader::Hls, Reader::Clip]);
        }
        let fate = Fate::default();
        all.push(Difference { cue: None, readers, fate, code: "KLT041", why: why.into(), span });
    }
}

impl Difference {
    /// Whether it speaks of a block that is no cue at all.
    const fn is_unread(&self) -> bool {
        self.cue.is_none() && self.fate.lost
    }

    /// What is to be said: who does what, and why.
    fn message(&self) -> String {
        format!("{}: {}", self.consequence(), self.why)
    }

    /// Who does what.
    fn consequence(&self) -> String {
        let many = self.readers.len() > 1;
        let names: Vec<&str> = self.readers.iter().map(|reader| reader.title()).collect();
        let names = match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.join(""),
        };
        let verb = |one: &'static str, more: &'static str| if many { more } else { one };
        match (self.cue, &self.fate) {
            (_, Fate { lost: true, .. }) => format!("{names} {} this cue", verb("loses", "lose")),
            (None, _) => format!("{names} {} cues that this file does not", verb("has", "have")),
            (_, Fate { merged: true, .. }) => {
                format!("{names} {} the next cue into this one", verb("puts", "put"))
            }
            (_, Fate { cut: true, .. }) => {
                format!("{names} {} the text of this cue", verb("cuts", "cut"))
            }
            (_, Fate { changed: true, .. }) => {
                format!("{names} {} another text", verb("shows", "show"))
            }
            (_, Fate { gaps: 1.., .. }) => {
                let gaps = self.fate.gaps;
                format!("{names} {} this cue out of {gaps} segments", verb("leaves", "leave"))
            }
            _ => format!("{names} {} this cue at other times", verb("shows", "show")),
        }
    }

    /// The rule for what has no rule of its own.
    fn general_code(&self) -> &'static str {
        match self.fate {
            Fate { lost: true, .. } => "KLT020",
            Fate { merged: true, .. } => "KLT021",
            Fate { cut: true, .. } | Fate { changed: true, .. } => "KLT022",
            _ => "KLT023",
        }
    }
}

/// The values of the attributes with a local name in a text of XML, in order.
#[cfg(feature = "ttml")]
pub(super) fn attribute_values(text: &str, local: &str) -> Vec<Span> {
    let found = memchr::memmem::find_iter(text.as_bytes(), local.as_bytes()).filter_map(|at| {
        let before = text[..at].chars().next_back()?;
        let rest = text.get(at + local.len()..)?;
        let value = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let start = text.len() - value.len() + 1;
        let len = text[start..].find(quote)?;
        (before == ':' || before.is_whitespace()).then(|| Span::of(start..start + len))
    });
    found.collect()
}

/// Only TTML has fixes of the document as a whole.
#[cfg(not(feature = "ttml"))]
fn fix_document(_subject: &Subject<'_>, _code: &str) -> Option<crate::source::Fix> {
    None
}

/// Reports the differences that a rule names.
pub(super) fn report(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let code = findings.rule.code;
    let platform = subject.platform.get(subject);
    let mine = platform.differences.iter().filter(|d| d.code == code);
    if WHOLE_FILE.contains(&code) {
        let mine: Vec<&Difference> = mine.collect();
        if let Some(message) = of_all(&mine) {
            let span = repairs::file_place(subject, code);
            let mut finding = findings.finding(span, message);
            finding.fix = fix(subject, code, None);
            findings.push(finding);
        }
        return;
    }
    let mut of_document = true;
    for difference in mine {
        let mut finding = findings.finding(difference.span, difference.message());
        finding.cue = difference.cue;
        finding.fix = difference.cue.and_then(|cue| fix(subject, code, Some(cue)));
        // What mends all of them in one go the first one offers whose fix is not taken off.
        let alone = |cue| !crate::rewrite::is_shared(subject.timeline, cue);
        if of_document && difference.cue.is_some_and(alone) {
            of_document = false;
            finding.fix = finding.fix.or_else(|| fix_document(subject, code));
        }
        findings.push(finding);
    }
}

/// One sentence about differences with one cause.
fn of_all(all: &[&Difference]) -> Option<String> {
    let first = all.first()?;
    let mut readers: Vec<Reader> = all.iter().flat_map(|d| d.readers.iter().copied()).collect();
    readers.sort_by_key(|reader| Reader::ALL.iter().position(|known| known == reader));
    readers.dedup();
    let mut cues: Vec<Option<u32>> = all.iter().map(|d| d.cue).collect();
    cues.dedup();
    let names: Vec<&str> = readers.iter().map(|reader| reader.title()).collect();
    Some(format!("{} of the cues are not kept by {}: {}", cues.len(), names.join(", "), first.why))
}

/// Says what rules of other families found in the platform's terms: the consequence is put behind
/// their message. A difference of which no rule that ran speaks gets a finding of its own.
pub(super) fn complete(subject: &Subject<'_>, options: &Options, list: &mut Vec<Diagnostic>) {
    let Some(platform) = subject.platform.known() else { return };
    let mut places: HashMap<(&'static str, Option<u32>), usize> = HashMap::new();
    // Findings about no cue, in the order of the file.
    let mut loose: Vec<(&'static str, u32, usize)> = Vec::new();
    for (at, found) in list.iter().enumerate() {
        if found.cue.is_none() {
            loose.push((found.code.0, found.span.start, at));
        }
        places.entry((found.code.0, found.cue)).or_insert(at);
        places.entry((found.code.0, None)).or_insert(at);
    }
    loose.sort_unstable();
    let within = |code, span: Span| {
        let at = loose.partition_point(|&(known, start, _)| (known, start) < (code, span.start));
        let &(known, start, at) = loose.get(at)?;
        (known == code && start <= span.end).then_some(at)
    };
    // A rule of the family reports its own, unless it does not look at this format.
    let reports = |code: &str| {
        let applies = |rule: &Rule| rule.applies_to(subject.format, options.kind);
        code.starts_with("KLT") && RULES.find(code).is_some_and(applies)
    };
    let foreign = |d: &&Difference| !reports(d.code);
    let mut whole: HashMap<&'static str, Vec<&Difference>> = HashMap::new();
    for difference in platform.differences.iter().filter(foreign) {
        if WHOLE_FILE.contains(&difference.code) && places.contains_key(&(difference.code, None)) {
            whole.entry(difference.code).or_default().push(difference);
            continue;
        }
        let at = match difference.is_unread() {
            true => within(difference.code, difference.span),
            false => places.get(&(difference.code, difference.cue)).copied(),
        };
        match at {
            Some(at) => {
                let consequence = difference.consequence();
                let message = &mut list[at].message;
                *message = format!("{message}; {consequence}").into();
            }
            None => general(difference, options, list),
        }
    }
    for (at, more) in consequences(platform, list, &places) {
        let message = &mut list[at].message;
        *message = format!("{message}; {more}").into();
    }
    for (code, differences) in whole {
        if let (Some(&at), Some(more)) = (places.get(&(code, None)), of_all(&differences)) {
            let message = &mut list[at].message;
            *message = format!("{message}; {more}").into();
        }
    }
}

/// What the readers do besides to cues that they keep: what the player does in time (facts, section
/// 5.5), and the transcript that one text can empty (section 3.4).
fn consequences(
    platform: &Platform,
    list: &[Diagnostic],
    places: &HashMap<(&'static str, Option<u32>), usize>,
) -> Vec<(usize, &'static str)> {
    let found = list.iter().enumerate().filter_map(|(at, found)| match found.code.0 {
        "TIM001" | "TIM002" => Some((at, "the player never shows the cue")),
        "TIM005" => Some((at, "the player may skip the cue for good")),
        _ => None,
    });
    let compared = &platform.compared;
    let is_empty = compared.is_ready() && !compared.json_ok && compared.size <= SERVE_LIMIT;
    let encoding = places.get(&("ENC001", None)).copied().filter(|_| is_empty);
    let empty = encoding.map(|at| (at, "transcript and JSON are empty for the whole file"));
    found.chain(empty).collect()
}

fn general(difference: &Difference, options: &Options, list: &mut Vec<Diagnostic>) {
    let Some(rule) = RULES.find(difference.general_code()) else { return };
    if !options.enables(rule) {
        return;
    }
    let severity = options.level(rule).severity(rule, rule.severity);
    let message = difference.message();
    let mut finding = Diagnostic::new(Code(rule.code), severity, difference.span, message);
    finding.cue = difference.cue;
    list.push(finding);
}
