//! Reads a new file back and holds it against the timeline it was made from.

use crate::format::Format;
use crate::read::{ReadOptions, WriteOptions, read};
use crate::source::{Span, sort_by_key};
use crate::srt::Voice;
use crate::timeline::{
    Converted, Cue, Loss, LossKind, RunKind, ScopeKind, Timeline, is_visible, visible_text,
};

/// A place where a new file says something else than the old one, and no loss says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Zero-based position of the cue in the old file; `None` for the file as a whole.
    pub cue: Option<u32>,
    /// Where in the old file.
    pub span: Span,
    /// What differs, in a few words.
    pub message: String,
}

/// What differs between a timeline and the file made from it, beyond the losses that were reported:
/// cues and their order, times, visible words and lines, bold, italic and underlined text, speakers.
/// White space at the edges of lines is not compared, nor is where a cue stands.
///
/// `options` are those the file was written with. Linear in the size of both.
#[must_use]
pub fn verify(
    timeline: &Timeline<'_>,
    made: &Converted<String>,
    to: Format,
    options: &WriteOptions,
) -> Vec<Difference> {
    let reading = ReadOptions { format: Some(to), ..ReadOptions::default() };
    let file = read(&made.document, None, &reading);
    let back = file.document.lower();
    let mut differences = Vec::new();
    if timeline.cues.len() != back.cues.len() {
        let (had, has) = (timeline.cues.len(), back.cues.len());
        let message = format!("there were {had} cues, the new file has {has}");
        differences.push(Difference { cue: None, span: Span::at(0), message });
        return differences;
    }
    let told = Told::of(timeline, &made.losses);
    let prefixed = to == Format::Srt && options.srt.voice == Voice::Prefix;
    let mut order: Vec<u32> = (0..timeline.cues.len() as u32).collect();
    if to == Format::WebVtt {
        // The syntax wants start times in order, and none before zero.
        sort_by_key(&mut order, |&at| timeline.cues[at as usize].interval.start.0.max(0));
    }
    for (&index, cue) in order.iter().zip(&back.cues) {
        let was = &timeline.cues[index as usize];
        let told = told.cues[index as usize];
        let mut say = |span: Span, message: String| {
            differences.push(Difference { cue: Some(index), span, message });
        };
        if was.interval != cue.interval && !told.has(LossKind::Time) {
            say(
                was.origin.timing(),
                format!("the times {:?} became {:?}", was.interval, cue.interval),
            );
        }
        if told.has(LossKind::Entity) {
            continue;
        }
        let (old, new) = (lines(timeline, was), lines(&back, cue));
        if !same_lines(&old, &new, told.has(LossKind::BlankLine), prefixed) {
            say(was.origin.payload, format!("the text {old:?} became {new:?}"));
            continue;
        }
        let markup = [LossKind::UnknownTag, LossKind::Style, LossKind::BlankLine];
        if prefixed || markup.into_iter().any(|kind| told.has(kind)) {
            continue;
        }
        let with_voice = !told.has(LossKind::Voice);
        if looks(timeline, was, with_voice) != looks(&back, cue, with_voice) {
            say(was.origin.payload, "bold, italic, underlined or speakers are not the same".into());
        }
    }
    differences
}

/// The kinds of loss of one cue, as bits.
#[derive(Clone, Copy, Default)]
struct Kinds(u64);

impl Kinds {
    fn has(self, kind: LossKind) -> bool {
        self.0 >> (kind as u64) & 1 != 0
    }
}

/// What is told of each cue.
struct Told {
    cues: Vec<Kinds>,
}

impl Told {
    fn of(timeline: &Timeline<'_>, losses: &[Loss]) -> Self {
        let mut cues = vec![Kinds::default(); timeline.cues.len()];
        for loss in losses {
            if let Some(kinds) = loss.cue.and_then(|cue| cues.get_mut(cue as usize)) {
                kinds.0 |= 1 << (loss.kind as u64);
            }
        }
        Self { cues }
    }
}

fn lines(timeline: &Timeline<'_>, cue: &Cue<'_>) -> Vec<String> {
    let text = visible_text(timeline, cue);
    let lines: Vec<String> = text.lines().map(|line| line.trim().to_owned()).collect();
    if lines.iter().any(|line| is_visible(line)) { lines } else { Vec::new() }
}

fn same_lines(old: &[String], new: &[String], blank_lost: bool, prefixed: bool) -> bool {
    // Empty lines at the start and the end are no lines to a reader; `&nbsp;` keeps one between.
    let ink = |lines: &[String]| -> Vec<String> {
        let all = lines.iter().map(|line| line.trim_matches('\u{a0}').to_owned());
        let mut kept: Vec<String> = all.skip_while(String::is_empty).collect();
        while kept.last().is_some_and(String::is_empty) {
            kept.pop();
        }
        if blank_lost {
            kept.retain(|line| !line.is_empty());
        }
        kept
    };
    let (old, new) = (ink(old), ink(new));
    let same = |old: &String, new: &String| old == new || prefixed && new.ends_with(old.as_str());
    old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| same(old, new))
}

/// Bold, italic and underlined as bits, and the speaker, of each stretch of ink.
fn looks<'t>(
    timeline: &'t Timeline<'_>,
    cue: &Cue<'_>,
    with_voice: bool,
) -> Vec<(u8, Option<&'t str>, u32)> {
    let mut found: Vec<(u8, Option<&str>, u32)> = Vec::new();
    let range = cue.runs.start as usize..cue.runs.end as usize;
    for run in timeline.runs.get(range).unwrap_or_default() {
        let RunKind::Text(text) = &run.kind else { continue };
        let ink = text.chars().filter(|c| !c.is_whitespace()).count() as u32;
        if ink == 0 || timeline.in_ruby_text(run) {
            continue;
        }
        let (mut bits, mut voice) = (0, None);
        for (_, scope) in timeline.scopes_of(run.scope) {
            match &scope.kind {
                ScopeKind::Bold => bits |= 1,
                ScopeKind::Italic => bits |= 2,
                ScopeKind::Underline => bits |= 4,
                ScopeKind::Voice(name) if voice.is_none() && with_voice => {
                    voice = Some(name.trim()).filter(|name| !name.is_empty());
                }
                _ => {}
            }
        }
        match found.last_mut() {
            Some(last) if (last.0, last.1) == (bits, voice) => last.2 += ink,
            _ => found.push((bits, voice, ink)),
        }
    }
    found
}
