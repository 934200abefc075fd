//! Rewrapping the cues of a file, as edits, and splitting those with too much text.

use super::layout::{Layout, LineBreaks, Setter, break_lines};
use super::scripts::is_bilingual;
use super::speaker_changes::turns;
use super::split;
use super::width::Width;
use super::words::BreakWords;
use crate::read::Opened;
use crate::rewrite::{self, Expected, Says, Split};
use crate::source::{Edit, Span};
use crate::time::Interval;
use crate::timeline::{Shown, Timeline, is_visible};
use crate::verify_change::Account;

/// How a file should be reflowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Longest line, in `width`. Default 42.
    pub max_chars: u32,
    /// Most lines in a cue. Default 2.
    pub max_lines: u32,
    /// What the limit counts. Default graphemes.
    pub width: Width,
    /// Rewrap every cue, not only those over a limit. Default no.
    pub all: bool,
    /// Language of the file as a BCP 47 tag. Default: that of the file.
    pub language: Option<String>,
    /// What happens to a cue with more text than fits into its lines. Default: it is reported.
    pub overflow: Overflow,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            max_chars: 42,
            max_lines: 2,
            width: Width::default(),
            all: false,
            language: None,
            overflow: Overflow::Report,
        }
    }
}

/// What happens to a cue with more text than fits into its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Overflow {
    /// It is given as many lines as it needs, and an [`Unresolved`].
    Report,
    /// It is split in time, at the ends of sentences first. The times of the parts come from the
    /// timestamps inside its text where there are any, else from the number of characters.
    Split {
        /// Shortest part in ms. 833 (5/6 s) is Netflix's minimum (general requirements, read 2026-11-22).
        min_duration: i64,
        /// Between two parts, in ms.
        min_gap: i64,
    },
}

/// The result for a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reflowed {
    /// The changes to the source text.
    pub edits: Vec<Edit>,
    /// The cues that were rewrapped or split, and those that are still over a limit.
    pub changes: Vec<ReflowedCue>,
}

impl Reflowed {
    /// What was done to the cues, for [`verify_change`](crate::verify_change): some were split in time, and
    /// no word changed.
    #[must_use]
    pub fn account(&self, timeline: &Timeline<'_>) -> Account {
        let split = self.changes.iter().filter(|change| !change.parts.is_empty());
        Account::split(timeline, split.map(|change| (change.cue, &change.parts[..])))
    }
}

/// The result for a cue.
#[derive(Clone, Debug, PartialEq)]
pub struct ReflowedCue {
    /// Its position in [`Timeline::cues`](crate::timeline::Timeline::cues).
    pub cue: u32,
    /// Its text in the source.
    pub span: Span,
    /// Its text as shown before.
    pub before: String,
    /// Its text as shown afterwards; the same where nothing could be done. An empty line stands
    /// between the parts of a cue that was split.
    pub after: String,
    /// How many lines it has afterwards; the part with the most, where it was split.
    pub lines: u32,
    /// Width of its widest line afterwards.
    pub widest: u32,
    /// The times of its parts, where it was split; otherwise empty.
    pub parts: Vec<Interval>,
    /// Why it is still over a limit, if it is.
    pub left: Option<Unresolved>,
}

/// Why a cue is still over a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unresolved {
    /// It has more text than fits into its lines, or more speakers than lines.
    TooManyLines,
    /// The same, and it is too short to be split, or has no end.
    TooShort,
    /// The same, and its format or markup does not let it be split: ruby, paragraphs of TTML with
    /// times inside, cues in two languages.
    CannotSplit,
    /// A line is too wide and has no place to break.
    NoPlaceToBreak,
    /// The cue is one of several made of one TTML paragraph: a change would change the others too.
    Shared,
    /// With other lines, a text of SRT or WebVTT would be read as a timing line, a number or a tag.
    ReadsOtherwise,
}

/// Rewraps the lines of a file.
///
/// ```
/// use cuesmith::reflow::{Options, reflow};
/// use cuesmith::source::{Edits, Source};
/// use cuesmith::{ReadOptions, open};
///
/// let text = "1\n00:00:01,000 --> 00:00:04,000\n<i>The harbour opens at six in the morning.</i>\n";
/// let source = Source::from_text(text);
/// let file = open(&source, None, &ReadOptions::default());
/// let options = Options { max_chars: 32, language: Some("en".into()), ..Options::default() };
/// let reflowed = reflow(&file, &options);
/// let mut edits = Edits::default();
/// reflowed.edits.into_iter().for_each(|edit| edits.push(edit));
/// assert_eq!(
///     edits.apply(text).unwrap(),
///     "1\n00:00:01,000 --> 00:00:04,000\n<i>The harbour opens\nat six in the morning.</i>\n"
/// );
/// ```
#[must_use]
pub fn reflow(file: &Opened<'_>, options: &Options) -> Reflowed {
    let timeline = &file.timeline;
    let language = options.language.as_deref().or(timeline.language.as_deref());
    let layout = Layout {
        max_chars: options.max_chars,
        max_lines: options.max_lines,
        width: options.width,
        words: BreakWords::of(language),
        lines: None,
    };
    let mut reflowed = Reflowed::default();
    let mut plans: Vec<(usize, Plan, Vec<Edit>)> = Vec::new();
    let (mut shown, mut setter) = (Shown::default(), Setter::default());
    for (index, cue) in timeline.cues.iter().enumerate() {
        shown.fill(timeline, cue);
        if !options.all && is_within(&shown.text, &layout) {
            continue;
        }
        let index = index as u32;
        let Some((edits, mut change)) = reset(file, index, (&shown, &mut setter), &layout) else {
            continue;
        };
        match plan(file, index, &shown, &layout, (options.overflow, &mut change)) {
            // Numbers move for all cues at once.
            Some(plan) if plan.edits(file).is_some() => {
                plans.push((reflowed.changes.len(), plan, edits));
            }
            Some(_) => {
                change.left = Some(Unresolved::CannotSplit);
                reflowed.edits.extend(edits);
            }
            None => reflowed.edits.extend(edits),
        }
        reflowed.changes.push(change);
    }
    carry_out(file, plans, &mut reflowed);
    reflowed
}

/// The edits that rewrap one cue, whatever its lines are now, and the result. `None` when
/// it shows nothing, is fine as it is, or cannot be changed.
#[must_use]
pub fn reflow_cue(
    file: &Opened<'_>,
    cue: u32,
    layout: &Layout<'_>,
) -> Option<(Vec<Edit>, ReflowedCue)> {
    let shown = Shown::of(&file.timeline, file.timeline.cues.get(cue as usize)?);
    reset(file, cue, (&shown, &mut Setter::default()), layout)
}

/// The edits that split one cue with more text than fits into its lines. In SRT the numbers of the
/// cues after it stay, so that some are repeated: for callers that renumber the cues anyway. `None` when it
/// fits as it is or cannot be split.
#[must_use]
pub fn split_cue(
    file: &Opened<'_>,
    cue: u32,
    layout: &Layout<'_>,
    overflow: Overflow,
) -> Option<Vec<Edit>> {
    let shown = Shown::of(&file.timeline, file.timeline.cues.get(cue as usize)?);
    let setter = &mut Setter::default();
    let (_, mut change) = reset(file, cue, (&shown, setter), layout)?;
    let plan = plan(file, cue, &shown, layout, (overflow, &mut change))?;
    plan.edits(file)
}

/// How a cue is to be split.
struct Plan {
    split: Split,
    /// The line breaks inside the parts.
    edits: Vec<Edit>,
    after: String,
    lines: u32,
    widest: u32,
}

impl Plan {
    /// All edits, cues after it left alone. `None` when the cue cannot be cut so.
    fn edits(&self, file: &Opened<'_>) -> Option<Vec<Edit>> {
        let mut edits = rewrite::split(file, &self.split)?;
        edits.extend(self.edits.iter().cloned());
        let (cue, becomes) = (self.split.cue, self.split.times.len());
        let expected = Expected { cues: cue..=cue, becomes, says: Says::TheSame };
        rewrite::reads_as(file, &edits, &expected).then_some(edits)
    }
}

/// How a cue that needs more lines than it may have is to be split, if it is. Where it cannot be, the
/// change says why.
fn plan(
    file: &Opened<'_>,
    index: u32,
    shown: &Shown,
    layout: &Layout<'_>,
    (overflow, change): (Overflow, &mut ReflowedCue),
) -> Option<Plan> {
    let timeline = &file.timeline;
    let Overflow::Split { min_duration, min_gap } = overflow else { return None };
    let cue = timeline
        .cues
        .get(index as usize)
        .filter(|_| change.left == Some(Unresolved::TooManyLines))?;
    if is_bilingual(&shown.text) {
        // Both languages are shown together.
        change.left = Some(Unresolved::CannotSplit);
        return None;
    }
    let turns = turns(timeline, shown);
    let cuts = split::cuts(&shown.text, &turns, layout)?;
    let limits = (layout, min_duration, min_gap);
    let Some(times) = split::times(timeline, cue, shown, &cuts, limits) else {
        change.left = Some(Unresolved::TooShort);
        return None;
    };
    let mut plan = Plan {
        split: Split {
            cue: index,
            cuts: cuts.iter().map(|cut| rewrite::cut_at(shown, *cut)).collect(),
            times,
        },
        edits: Vec::new(),
        after: String::new(),
        lines: 0,
        widest: 0,
    };
    let mut from = 0;
    for to in cuts.into_iter().chain([shown.text.len()]) {
        let range = split::part(&shown.text, from..to);
        let part = &shown.text[range.clone()];
        let mut laid = break_lines(part, &split::turns_in(&turns, range.clone()), layout);
        plan.after.push_str(if from == 0 { "" } else { "\n\n" });
        plan.after.push_str(&laid.apply(part));
        plan.lines = plan.lines.max(laid.lines);
        plan.widest = plan.widest.max(laid.widest);
        for gap in &mut laid.changes {
            gap.range = gap.range.start + range.start..gap.range.end + range.start;
        }
        plan.edits.extend(edits_of(file, shown, &laid)?);
        from = to;
    }
    Some(plan)
}

/// Splits what can be split; the others are broken into as many lines as they need.
fn carry_out(file: &Opened<'_>, plans: Vec<(usize, Plan, Vec<Edit>)>, reflowed: &mut Reflowed) {
    if plans.is_empty() {
        return;
    }
    let splits: Vec<Split> = plans.iter().map(|(_, plan, _)| plan.split.clone()).collect();
    let done = rewrite::split_all(file, &splits);
    reflowed.edits.extend(done.edits);
    let mut refused = done.refused.into_iter().peekable();
    for (place, plan, whole) in plans {
        let change = &mut reflowed.changes[place];
        if refused.next_if_eq(&change.cue).is_some() {
            change.left = Some(Unresolved::CannotSplit);
            reflowed.edits.extend(whole);
            continue;
        }
        reflowed.edits.extend(plan.edits);
        change.after = plan.after;
        (change.lines, change.widest) = (plan.lines, plan.widest);
        change.parts = plan.split.times;
        change.left = None;
    }
}

/// Whether a text is within the limits as written.
fn is_within(text: &str, layout: &Layout<'_>) -> bool {
    // No character is wider than it is long in bytes.
    let fits = |line: &str| {
        line.len() <= layout.max_chars as usize || layout.width.of(line) <= layout.max_chars
    };
    text.split('\n').count() <= layout.max_lines as usize && text.split('\n').all(fits)
}

fn reset(
    file: &Opened<'_>,
    index: u32,
    (shown, setter): (&Shown, &mut Setter),
    layout: &Layout<'_>,
) -> Option<(Vec<Edit>, ReflowedCue)> {
    let timeline = &file.timeline;
    if !is_visible(&shown.text) {
        return None;
    }
    let cue = timeline.cues.get(index as usize)?;
    let laid = setter.break_lines(&shown.text, &turns(timeline, shown), layout);
    let mut left = match () {
        () if laid.widest > layout.max_chars => Some(Unresolved::NoPlaceToBreak),
        () if laid.lines > layout.max_lines => Some(Unresolved::TooManyLines),
        () => None,
    };
    if laid.changes.is_empty() && left.is_none() {
        return None;
    }
    let own = !rewrite::is_shared(timeline, index);
    let mut edits = own.then(|| edits_of(file, shown, &laid)).flatten();
    if edits.is_none() {
        left = Some(Unresolved::Shared);
    }
    let same = Expected { cues: index..=index, becomes: 1, says: Says::TheSame };
    if edits.as_ref().is_some_and(|edits| !rewrite::reads_as(file, edits, &same)) {
        if is_within(&shown.text, layout) {
            return None;
        }
        (edits, left) = (None, Some(Unresolved::ReadsOtherwise));
    }
    let after = if edits.is_some() { laid.apply(&shown.text) } else { shown.text.clone() };
    let change = ReflowedCue {
        cue: index,
        span: cue.origin.payload,
        before: shown.text.clone(),
        after,
        lines: laid.lines,
        widest: laid.widest,
        parts: Vec::new(),
        left,
    };
    Some((edits.unwrap_or_default(), change))
}

/// The changed gaps of a cue as edits to the source.
fn edits_of(file: &Opened<'_>, shown: &Shown, laid: &LineBreaks) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for gap in &laid.changes {
        let mut spans = shown.spans(gap.range.clone()).into_iter();
        let first = spans.next().unwrap_or_else(|| Span::at(shown.end(gap.range.start)));
        let with = match gap.with {
            "\n" => rewrite::line_break(file, first.start)?,
            space => space.into(),
        };
        edits.push(Edit::replace(first, with));
        edits.extend(spans.map(Edit::delete));
    }
    Some(edits)
}
