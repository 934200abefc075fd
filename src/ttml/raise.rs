//! From the common timeline to canonical DFXP (TTML1), or to IMSC 1.1 text, with a list of what the
//! target cannot express.
//!
//! The shape is the one that most parsers accept: default namespace, names
//! without prefix, `begin` and `end` as `HH:MM:SS.mmm` on `p`, `br`, `span`, no CDATA, no comments.
//! What is written passes [`super::validate`].

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::TTML;
use super::raise_place::{Regions, align_name, is_spellable};
use super::raise_regions::{self, Change, Planned};
use super::raise_ruby::{Role, Rubies};
use super::raise_spans::{Open, SpanRole, Spans};
use super::references::{is_char, is_ncname};
use super::values::language;
use crate::chars::is_xml_space;
use crate::format::Format;
use crate::source::{LineEnding, Span, sort_by_key};
use crate::time::{Clock, Timestamp};
use crate::timeline::{
    Converted, Cue, CueBox, ExtraKind, Loss, LossKind, Run, RunKind, ScopeKind,
    TIME_MAP_NOT_APPLIED, Timeline, class_color, hex_color,
};

/// Which TTML is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Flavour {
    /// TTML1 as in `.dfxp` files: regions only where the source places a cue.
    #[default]
    Dfxp,
    /// IMSC 1.1 Text Profile: every cue in a region; ruby.
    Imsc11,
}

/// How a document is written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct WriteOptions {
    /// Which TTML. Default: DFXP.
    pub flavour: Flavour,
    /// The value of `xml:lang` where the timeline has no language. Default: empty, which means that it
    /// is not known.
    pub language: String,
    /// What ends a line. Default: line feed.
    pub line_ending: LineEnding,
}

/// Writes a timeline as a TTML document.
///
/// ```
/// use cuesmith::ttml::{ParseOptions, WriteOptions, lower, parse, raise};
///
/// let text = r#"<tt xml:lang="en" xmlns="http://www.w3.org/ns/ttml"><body><div>
///   <p begin="1s" dur="1.5s">R&amp;B</p></div></body></tt>"#;
/// let made = raise(&lower(&parse(text, &ParseOptions::default()).document), &WriteOptions::default());
/// assert!(made.document.contains(r#"<p begin="00:00:01.000" end="00:00:02.500">R&amp;B</p>"#));
/// assert!(made.losses.is_empty());
/// ```
#[must_use]
pub fn raise(timeline: &Timeline<'_>, options: &WriteOptions) -> Converted<String> {
    let ids = timeline.cues.iter().filter_map(|c| c.id.as_deref()).filter(|id| is_ncname(id));
    let mut raiser = Raiser {
        timeline,
        options,
        ids: HashSet::new(),
        regions: Regions::new(ids.map(str::to_owned).collect()),
        agents: Vec::new(),
        agent_ids: HashMap::new(),
        spans: Spans::new(timeline),
        rubies: Rubies::new(timeline),
        announced: vec![false; timeline.scopes.len()],
        body: String::with_capacity(timeline.cues.len() * 96),
        losses: Vec::new(),
        cue: None,
    };
    let places = match options.flavour {
        Flavour::Imsc11 => raise_regions::plan(timeline),
        Flavour::Dfxp => dfxp_places(timeline),
    };
    for (at, cue) in timeline.cues.iter().enumerate() {
        raiser.cue = Some(at as u32);
        raiser.paragraph(cue, places.get(at));
    }
    raiser.cue = None;
    raiser.rest();
    let document = raiser.document();
    let mut losses = raiser.losses;
    sort_by_key(&mut losses, |loss| loss.span.start);
    Converted { document, losses }
}

/// The placement of the cues of a DFXP file; empty if none of them is placed.
fn dfxp_places(timeline: &Timeline<'_>) -> Vec<Planned> {
    if timeline.cues.iter().all(|c| c.placement.is_none() && c.region.is_none()) {
        return Vec::new();
    }
    let place = |cue: &Cue<'_>| Planned {
        region: cue.region,
        place: CueBox::of(timeline, cue),
        overflows: false,
        change: Change::None,
    };
    timeline.cues.iter().map(place).collect()
}

struct Raiser<'t, 'a> {
    timeline: &'t Timeline<'a>,
    options: &'t WriteOptions,
    ids: HashSet<&'t str>,
    regions: Regions<'t>,
    /// Speakers by id.
    agents: Vec<(String, &'t str)>,
    agent_ids: HashMap<&'t str, usize>,
    spans: Spans,
    rubies: Rubies,
    /// Which scopes have been looked at for losses.
    announced: Vec<bool>,
    body: String,
    losses: Vec<Loss>,
    cue: Option<u32>,
}

impl<'t, 'a> Raiser<'t, 'a> {
    fn lose(&mut self, kind: LossKind, span: Span, message: impl Into<Cow<'static, str>>) {
        self.losses.push(Loss { kind, span, cue: self.cue, message: message.into() });
    }

    fn paragraph(&mut self, cue: &'t Cue<'a>, place: Option<&Planned>) {
        self.body.push_str("      <p");
        self.time("begin", cue.interval.start, cue.origin.start);
        let (start, mut end) = (cue.interval.start.0.max(0), cue.interval.end);
        if end.0 < start {
            end = Timestamp(start + 1);
            let message = "a cue that does not end after it starts is given a length of 1 ms";
            self.lose(LossKind::Time, cue.origin.end, message);
        }
        if end != Timestamp::OPEN {
            self.time("end", end, cue.origin.end);
        }
        self.id(cue);
        if let Some(place) = place {
            self.place(cue, place);
        }
        if self.keeps_spaces(cue) {
            self.body.push_str(" xml:space=\"preserve\"");
        }
        self.body.push('>');
        self.text(self.timeline.runs_of(cue));
        let closed = self.spans.leave(0);
        self.close(closed);
        self.body.push_str("</p>\n");
    }

    fn place(&mut self, cue: &'t Cue<'a>, planned: &Planned) {
        let place = &planned.place;
        if place.rounded {
            let message = "the line number became a percentage";
            self.lose(LossKind::Settings, cue.origin.settings, message);
        }
        if !is_spellable(place) {
            let message = "a region extends from 0 to 100 % at most";
            self.lose(LossKind::Settings, cue.origin.settings, message);
        }
        let message = match planned.change {
            Change::Inside => Some("the region was cut or moved to fit into the picture"),
            // Other formats have no boxes: the text is where it was.
            Change::Smaller if self.timeline.format == Format::Ttml => {
                Some("the region was reduced to the size of its text, so that it overlaps no other")
            }
            Change::Joined => Some(
                "the cue is in the region of another one: IMSC allows four regions at once, and no overlaps",
            ),
            Change::Smaller | Change::None => None,
        };
        if let Some(message) = message {
            self.lose(LossKind::Region, cue.origin.settings, message);
        }
        let source = planned.region.and_then(|at| self.timeline.regions.get(at as usize));
        let name = source.map_or("", |region| region.id.as_ref());
        let region = self.regions.of(name, place, planned.overflows);
        self.body.push_str(" region=\"");
        self.body.push_str(&region.id);
        self.body.push('"');
        if region.align != place.align {
            self.body.push_str(" tts:textAlign=\"");
            self.body.push_str(align_name(place.align));
            self.body.push('"');
        }
    }

    fn time(&mut self, name: &str, mut time: Timestamp, span: Span) {
        if time.0 < 0 {
            time = Timestamp(0);
            self.lose(LossKind::Time, span, "a time before zero was set to zero");
        }
        self.body.push(' ');
        self.body.push_str(name);
        self.body.push_str("=\"");
        Clock { time, mark: '.' }.push_to(&mut self.body);
        self.body.push('"');
    }

    /// The cue's id, if it is valid in XML. The running numbers of SRT are not ids.
    fn id(&mut self, cue: &'t Cue<'a>) {
        let Some(id) = cue.id.as_deref() else { return };
        if is_ncname(id) && self.ids.insert(id) {
            self.body.push_str(" xml:id=\"");
            self.body.push_str(id);
            self.body.push('"');
        } else if self.cue.is_none_or(|at| id != (at + 1).to_string()) {
            let message = "an id must begin with a letter, have no spaces and be unique";
            self.lose(LossKind::Id, cue.origin.id, message);
        }
    }

    /// Whether white space that TTML would collapse is part of a cue. An annotation is a line beside its
    /// base, or is dropped, or becomes text.
    fn keeps_spaces(&self, cue: &Cue<'a>) -> bool {
        let runs = || self.timeline.runs_of(cue).iter();
        let annotation = |run: &&Run<'a>| self.timeline.in_ruby_text(run);
        collapses(runs())
            || runs().any(|run| annotation(&run))
                && (collapses(runs().filter(annotation))
                    || collapses(runs().filter(|run| !annotation(run))))
    }

    /// The content of a paragraph.
    fn text(&mut self, runs: &'t [Run<'a>]) {
        let ruby = self.options.flavour == Flavour::Imsc11;
        let roles = if ruby { self.rubies.roles(self.timeline, runs) } else { Vec::new() };
        for (span, message) in std::mem::take(&mut self.rubies.losses) {
            self.lose(LossKind::Ruby, span, message);
        }
        for (at, run) in runs.iter().enumerate() {
            self.run(run, roles.get(at).copied().unwrap_or(Role::Text));
        }
    }

    fn run(&mut self, run: &'t Run<'a>, role: Role) {
        match &run.kind {
            _ if role == Role::Nothing => {}
            RunKind::Text(text) => {
                if !self.enter(run.scope, role) {
                    return;
                }
                let clean = escape(text, &mut self.body);
                if !clean {
                    let message = "a character that XML does not allow was replaced";
                    self.lose(LossKind::Entity, run.span, message);
                }
            }
            // TTML2 has no lines in ruby.
            RunKind::Break if role != Role::Text => {
                self.enter(run.scope, role);
                self.body.push(' ');
            }
            RunKind::Break => {
                let closed = self.spans.leave_ruby();
                self.close(closed);
                self.body.push_str("<br/>");
            }
            RunKind::Timestamp(_) => {
                self.lose(LossKind::InlineTimestamp, run.span, "the text is shown at once");
            }
        }
    }

    /// Opens the spans of a scope that are not open yet. Returns whether its text is written at all.
    fn enter(&mut self, scope: u32, role: Role) -> bool {
        self.announce_around(scope);
        if self.options.flavour == Flavour::Dfxp
            && self.timeline.scopes[scope as usize].in_ruby_text
        {
            return false;
        }
        let (closed, opened) = self.spans.turn_to(self.timeline, scope, role);
        self.close(closed);
        for at in opened..self.spans.open.len() {
            self.start(self.spans.open[at]);
        }
        true
    }

    fn close(&mut self, spans: usize) {
        for _ in 0..spans {
            self.body.push_str("</span>");
        }
    }

    fn start(&mut self, open: Open) {
        let ruby = match open.part {
            SpanRole::Plain => None,
            SpanRole::Container(_) => Some("container"),
            SpanRole::BaseContainer => Some("baseContainer"),
            SpanRole::Base => Some("base"),
            SpanRole::TextContainer(_) => Some("textContainer"),
            SpanRole::Text(_) => Some("text"),
        };
        self.body.push_str("<span");
        if let Some(part) = ruby {
            self.body.push_str(&format!(" tts:ruby=\"{part}\""));
        }
        // The attributes of the scope are written once, on the outermost of its spans.
        if matches!(open.part, SpanRole::Plain | SpanRole::Container(_) | SpanRole::Text(_)) {
            self.look(open.scope);
        }
        self.body.push('>');
    }

    /// The attributes of a scope's span.
    fn look(&mut self, scope: u32) {
        let scope = &self.timeline.scopes[scope as usize];
        match &scope.kind {
            ScopeKind::Bold => self.body.push_str(" tts:fontWeight=\"bold\""),
            ScopeKind::Italic => self.body.push_str(" tts:fontStyle=\"italic\""),
            ScopeKind::Underline => self.body.push_str(" tts:textDecoration=\"underline\""),
            ScopeKind::Font { color: Some(color), .. } => {
                if let Some(color) = hex_color(color) {
                    self.body.push_str(&format!(" tts:color=\"{color}\""));
                }
            }
            ScopeKind::Language(tag) if language(tag) => {
                self.body.push_str(&format!(" xml:lang=\"{tag}\""));
            }
            ScopeKind::Voice(name) if !name.trim().is_empty() => {
                let next = self.agents.len();
                let index = *self.agent_ids.entry(name).or_insert(next);
                if index == next {
                    let id = self.regions.free_id("agent", next + 1);
                    self.agents.push((id, name));
                }
                let id = &self.agents[index].0;
                self.body.push_str(&format!(" ttm:agent=\"{id}\""));
            }
            _ => {}
        }
        let named = scope.classes.iter().find_map(|class| class_color(class));
        if let Some(color) = named
            && !matches!(scope.kind, ScopeKind::Font { .. })
        {
            self.body.push_str(&format!(" tts:color=\"{color}\""));
        }
    }

    /// Lists the losses of the scopes around a run, each once.
    fn announce_around(&mut self, scope: u32) {
        // If a scope has been visited, so have all around it.
        let around = self.timeline.scopes_of(scope).map(|(at, _)| at);
        let new: Vec<u32> = around.take_while(|at| !self.announced[*at as usize]).collect();
        for at in new.into_iter().rev() {
            self.announce(at);
        }
    }

    fn announce(&mut self, at: u32) {
        self.announced[at as usize] = true;
        let scope = &self.timeline.scopes[at as usize];
        let span = scope.span;
        for class in &scope.classes {
            if class_color(class).is_none() {
                self.lose(LossKind::Class, span, format!("the class `{class}` is dropped"));
            }
        }
        match &scope.kind {
            ScopeKind::RubyText if self.options.flavour == Flavour::Dfxp => {
                self.lose(LossKind::Ruby, span, "TTML1 has no ruby: the annotation is dropped");
            }
            ScopeKind::Font { color, face, size } => {
                if color.as_deref().is_some_and(|c| hex_color(c).is_none()) {
                    self.lose(LossKind::Style, span, "TTML has no such color");
                }
                if face.is_some() || size.is_some() {
                    self.lose(LossKind::Style, span, "font faces and sizes are dropped");
                }
            }
            ScopeKind::Language(tag) if !language(tag) => {
                self.lose(LossKind::Language, span, "this is not a language tag");
            }
            ScopeKind::Other(_) => {
                self.lose(LossKind::UnknownTag, span, "TTML has no such markup");
            }
            _ => {}
        }
    }

    /// What the timeline contains besides cues.
    fn rest(&mut self) {
        for extra in &self.timeline.extras {
            let (kind, message) = match extra.kind {
                ExtraKind::Header => (LossKind::Header, "the header is dropped"),
                ExtraKind::TimeMap => (LossKind::TimeMap, TIME_MAP_NOT_APPLIED),
                ExtraKind::Note => (LossKind::Note, "the comment is dropped"),
                ExtraKind::Style => (LossKind::Style, "the style sheet is dropped"),
                ExtraKind::Unparsed => (LossKind::Unparsed, "this is not a cue"),
            };
            self.lose(kind, extra.span, message);
        }
        let mut used = vec![false; self.timeline.regions.len()];
        for at in self.timeline.cues.iter().filter_map(|cue| cue.region) {
            if let Some(used) = used.get_mut(at as usize) {
                *used = true;
            }
        }
        for (region, used) in self.timeline.regions.iter().zip(used) {
            if !used {
                self.lose(LossKind::Region, region.span, "a region that no cue uses is dropped");
            } else if region.scroll_up {
                self.lose(LossKind::Region, region.span, "TTML has no scrolling regions");
            }
        }
        if self.timeline.language.as_deref().is_some_and(|tag| !language(tag)) {
            let message = "the language of the file is not a language tag";
            self.lose(LossKind::Language, Span::default(), message);
        }
    }

    fn document(&self) -> String {
        let mut out = String::with_capacity(self.body.len() + 1024);
        out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tt xmlns=\"");
        out.push_str(TTML);
        out.push('"');
        for (prefix, suffix) in [("tts", "styling"), ("ttm", "metadata"), ("ttp", "parameter")] {
            out.push_str(&format!(" xmlns:{prefix}=\"{TTML}#{suffix}\""));
        }
        if self.options.flavour == Flavour::Imsc11 {
            out.push_str(&format!(" ttp:contentProfiles=\"{TTML}/profile/imsc1.1/text\""));
        }
        let own = self.timeline.language.as_deref().unwrap_or(&self.options.language);
        let own = if language(own) { own } else { "" };
        out.push_str(&format!(" xml:lang=\"{own}\">\n"));
        self.head(&mut out);
        out.push_str("  <body>\n    <div>\n");
        out.push_str(&self.body);
        out.push_str("    </div>\n  </body>\n</tt>\n");
        // Every line ending is one between tags: preserved text has its own as `br`.
        self.options.line_ending.end_lines(out)
    }

    fn head(&self, out: &mut String) {
        if self.agents.is_empty() && self.regions.list.is_empty() {
            return;
        }
        out.push_str("  <head>\n");
        for (id, name) in &self.agents {
            out.push_str(&format!("    <ttm:agent xml:id=\"{id}\" type=\"character\">"));
            out.push_str("<ttm:name type=\"alias\">");
            escape(name, out);
            out.push_str("</ttm:name></ttm:agent>\n");
        }
        if !self.regions.list.is_empty() {
            out.push_str("    <layout>\n");
            for region in &self.regions.list {
                let (id, attributes) = (&region.id, &region.attributes);
                out.push_str(&format!("      <region xml:id=\"{id}\"{attributes}/>\n"));
            }
            out.push_str("    </layout>\n");
        }
        out.push_str("  </head>\n");
    }
}

/// Whether TTML would collapse white space of a text in these runs (TTML1 7.2.3).
fn collapses<'r, 'a: 'r>(runs: impl Iterator<Item = &'r Run<'a>>) -> bool {
    let space = |byte: u8| is_xml_space(char::from(byte));
    let mut before: Option<u8> = None;
    for run in runs {
        match &run.kind {
            RunKind::Text(text) => {
                for byte in text.bytes() {
                    if space(byte) && (byte != b' ' || before.is_none_or(space)) {
                        return true;
                    }
                    before = Some(byte);
                }
            }
            RunKind::Break if before.is_some_and(space) => return true,
            RunKind::Break => before = None,
            RunKind::Timestamp(_) => {}
        }
    }
    before.is_some_and(space)
}

/// Appends escaped text. Returns whether every character could be written.
fn escape(text: &str, out: &mut String) -> bool {
    let mut clean = true;
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            c if is_char(c) => out.push(c),
            _ => {
                out.push('\u{fffd}');
                clean = false;
            }
        }
    }
    clean
}
