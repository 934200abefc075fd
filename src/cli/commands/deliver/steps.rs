//! What an order requires of a text besides its format, for `deliver`: one step each for speaker marks, the
//! dictionary, profanity and line length. Each step takes the result of the previous one and returns
//! edits.

use serde::Serialize;

use crate::cli::edit;
use crate::dictionary::{self, Applier, ApplyOptions};
use crate::kaltura::{Asked, Order, SafeOptions};
use crate::profanity::{self, Matcher, MatcherOptions};
use crate::read::{Opened, ReadOptions, open_silently};
use crate::reflow::{self, Overflow, reflow};
use crate::report::json::Problem;
use crate::source::{Edit, Edits, Source};
use crate::speakers::{self, Conversion, MarkStyle, Speakers, Turn};
use crate::timeline::{Loss, Replacement, Shown, one_line};
use crate::verify_change::{self, Account, ApplyError};

/// A change to the text that the order asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Step {
    /// What was done.
    pub(in crate::cli) what: String,
    /// The field that asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::cli) order_field: Option<String>,
}

/// A text as a step sees it.
pub(in crate::cli) struct Text<'a> {
    file: &'a Opened<'a>,
    context: &'a Context<'a>,
}

/// The text to deliver, and the steps that made it.
pub(in crate::cli) struct Deliverable {
    pub(in crate::cli) text: String,
    pub(in crate::cli) losses: Vec<Loss>,
    pub(in crate::cli) steps: Vec<Step>,
    /// What a step could not do or dropped.
    pub(in crate::cli) notes: Vec<String>,
}

impl Deliverable {
    pub(in crate::cli) fn of(text: &str) -> Self {
        let (losses, steps, notes) = Default::default();
        Self { text: text.to_owned(), losses, steps, notes }
    }
}

/// The result of a step.
pub(in crate::cli) struct Outcome {
    edits: Vec<Edit>,
    /// Their effect on words and cues.
    account: Account,
    what: String,
    order_field: String,
    /// What could not be done, or was dropped.
    notes: Vec<String>,
}

/// A step: its result for a text, if the order asks for it and there is something to do.
pub(in crate::cli) type Work = fn(&Text<'_>) -> Option<Outcome>;

/// Steps for the original text, as the text to send no longer has the markup that names speakers.
pub(in crate::cli) const BEFORE_CONVERSION: &[Work] = &[speaker_marks];
/// Steps for the text to send.
pub(in crate::cli) const AFTER_CONVERSION: &[Work] = &[terms, profanity, lines];

/// How a text is read and judged.
pub(in crate::cli) struct Context<'a> {
    pub(in crate::cli) order: &'a Order,
    /// Language of the text, as a tag.
    pub(in crate::cli) language: Option<&'a str>,
    /// Maximum number of lines in a cue.
    pub(in crate::cli) max_lines: u32,
    /// Whether to split a cue that does not fit into its lines.
    pub(in crate::cli) overflow: Overflow,
    /// How a safe file is written.
    pub(in crate::cli) safe: SafeOptions,
    pub(in crate::cli) reading: ReadOptions,
    /// The name to show for the text.
    pub(in crate::cli) shown: &'a str,
}

/// Makes the changes that the order asks for, and returns whether the text changed. Edits that do not fit
/// are not applied.
///
/// # Errors
/// If the new text does not read as the step intended.
pub(in crate::cli) fn adapt(
    made: &mut Deliverable,
    context: &Context<'_>,
    works: &[Work],
) -> Result<bool, Problem> {
    let before = made.steps.len();
    for work in works {
        let changed = {
            let source = Source::from_text(&made.text);
            let file = open_silently(&source, None, &context.reading);
            let Some(done) = work(&Text { file: &file, context }) else { continue };
            made.notes.extend(done.notes);
            let edits: Edits = done.edits.into_iter().collect();
            match verify_change::apply(&file, &edits, &done.account) {
                Ok(changed) if changed != source.bytes => {
                    made.steps.push(Step { what: done.what, order_field: Some(done.order_field) });
                    // The input was UTF-8, and so is the result.
                    String::from_utf8_lossy(&changed).into_owned()
                }
                Ok(_) => continue,
                Err(ApplyError::Changed(difference)) => {
                    return Err(edit::unaccounted(&file, context.shown, &difference));
                }
                Err(error) => {
                    made.notes.push(format!("not done: {}: {error}", done.what));
                    continue;
                }
            }
        };
        made.text = changed;
    }
    Ok(made.steps.len() > before)
}

/// The effect on a file of changes to visible text.
fn replaced<'c>(text: &Text<'_>, changes: impl Iterator<Item = &'c (u32, Replacement)>) -> Account {
    Account::replaced(&text.file.timeline, changes.cloned())
}

fn times(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// Corrects the terms of the dictionary: words that differ only in case or diacritics, and the wrong
/// forms that it lists. Words that only sound alike are left for people to decide.
fn terms(text: &Text<'_>) -> Option<Outcome> {
    let asked = text.context.order.dictionary.as_ref()?;
    let terms = dictionary::parse(&asked.value, "order", false);
    let language = text.context.language.map(str::to_owned);
    let options = ApplyOptions { language, fuzzy: false, ..ApplyOptions::default() };
    let proposals = Applier::new(&terms, &options).propose(text.file);
    let stays = proposals.iter().filter(|proposal| proposal.stays);
    let notes: Vec<String> = stays
        .map(|proposal| {
            let cue = u64::from(proposal.cue) + 1;
            let (before, after) = (one_line(&proposal.before), one_line(&proposal.after));
            format!("cue {cue}: `{before}` stays: with `{after}` the cue would be read as something else")
        })
        .collect();
    let count = proposals.len() - notes.len();
    (!proposals.is_empty()).then(|| Outcome {
        account: replaced(text, proposals.iter().flat_map(|proposal| &proposal.shown)),
        edits: proposals.into_iter().flat_map(|proposal| proposal.edits).collect(),
        what: format!("corrected {}", times(count, "dictionary term", "dictionary terms")),
        order_field: asked.cite(text.context.order),
        notes,
    })
}

/// Masks profanity in the style of Kaltura's own captions.
fn profanity(text: &Text<'_>) -> Option<Outcome> {
    let asked: &Asked<bool> =
        text.context.order.profanity_removal.as_ref().filter(|asked| asked.value)?;
    let matcher = Matcher::new(&[], &MatcherOptions::default());
    let language = text.context.language.map(str::to_owned);
    let options = profanity::Options { language, ..profanity::Options::default() };
    let changes = profanity::mask(text.file, &matcher, &options);
    let stays = changes.iter().filter(|change| change.stays);
    let notes: Vec<String> = stays
        .map(|change| {
            let (cue, word) = (u64::from(change.cue) + 1, one_line(&change.word));
            format!("cue {cue}: `{word}` stays: its cue would be read as something else")
        })
        .collect();
    let count = changes.len() - notes.len();
    (!changes.is_empty()).then(|| Outcome {
        account: replaced(text, changes.iter().flat_map(|change| &change.shown)),
        edits: changes.into_iter().flat_map(|change| change.edits).collect(),
        what: format!("masked {}", times(count, "word", "words")),
        order_field: asked.cite(text.context.order),
        notes,
    })
}

/// Marks speakers as ordered. If the order asks for marked speaker changes, `>>`, the mark in Kaltura's
/// own captions, is written wherever the speaker changes: instead of dashes, before names in the text,
/// which are kept, and for markup, which viewers do not see. The order has a separate setting for names:
/// if it is on, the names in markup are written as text.
fn speaker_marks(text: &Text<'_>) -> Option<Outcome> {
    let order = text.context.order;
    let changes = order.speaker_changes.as_ref();
    let names = order.speaker_names.as_ref().filter(|asked| asked.value);
    let mut found = speakers::detect(&text.file.timeline);
    let voices = found.count(MarkStyle::Voice) > 0;
    let (to, asked) = match (changes.filter(|asked| asked.value), names) {
        (Some(asked), _) => (MarkStyle::Chevrons, asked),
        (None, Some(asked)) if voices => (MarkStyle::Names, asked),
        _ => return unordered_marks(text, found, changes?),
    };
    let mut dropped = Vec::new();
    match to {
        MarkStyle::Names => found.turns.retain(|turn| turn.style == MarkStyle::Voice),
        _ => {
            found.turns.retain_mut(|turn| marks_change(text, turn));
            for turn in found.turns.iter_mut().filter(|_| names.is_none()) {
                if let Some(name) = turn.name.take().filter(|_| turn.style == MarkStyle::Voice) {
                    dropped.push(name.into_owned());
                }
            }
        }
    }
    let options =
        speakers::Options { to: Some(to), keep_names: names.is_some(), ..Default::default() };
    let done = speakers::convert(text.file, &found, &options);
    let written = done.changes.iter().filter(|change| !change.after.is_empty()).count();
    let what = match to {
        MarkStyle::Names => times(written, "speaker name", "speaker names"),
        _ => times(written, "`>>` mark", "`>>` marks"),
    };
    let mut notes = left_open(&done);
    notes.extend(names_dropped(dropped));
    Some(marked(text, done, format!("wrote {what}"), (asked.cite(order), notes)))
}

/// Turns a mark into the position for `>>`; `false` if the speaker does not change. Names shown in the
/// text are not part of the mark and are kept as written.
fn marks_change(text: &Text<'_>, turn: &mut Turn<'_>) -> bool {
    match turn.style {
        MarkStyle::Chevrons | MarkStyle::Voice => true,
        MarkStyle::Dashes => {
            keep_name(text, turn);
            true
        }
        MarkStyle::Names | MarkStyle::Brackets => {
            turn.mark.end = turn.mark.start;
            // A turn without a mark gets one at its start.
            (turn.style, turn.name) = (MarkStyle::Voice, None);
            turn.change
        }
    }
}

/// Removes the name from a mark such as `- MARY: `.
fn keep_name(text: &Text<'_>, turn: &mut Turn<'_>) {
    let timeline = &text.file.timeline;
    let Some(cue) = timeline.cues.get(turn.cue as usize) else { return };
    let shown = Shown::of(timeline, cue);
    let mark = shown.text.get(turn.mark.clone()).unwrap_or_default();
    if let Some(name) = mark.find(|c: char| c.is_alphanumeric() || matches!(c, '[' | '(')) {
        turn.mark.end = turn.mark.start + name;
        turn.name = None;
    }
}

/// Removes `>>` if the order asks for no marks. Names have a separate setting, and a dash may be part of
/// the text.
fn unordered_marks(
    text: &Text<'_>,
    mut found: Speakers<'_>,
    asked: &Asked<bool>,
) -> Option<Outcome> {
    if asked.value || found.count(MarkStyle::Chevrons) == 0 {
        return None;
    }
    found.turns.retain(|turn| turn.style == MarkStyle::Chevrons);
    found.turns.iter_mut().for_each(|turn| keep_name(text, turn));
    found.doubtful.clear();
    let options = speakers::Options { to: None, ..Default::default() };
    let done = speakers::convert(text.file, &found, &options);
    let what = times(done.changes.len(), "`>>` mark", "`>>` marks");
    let notes = left_open(&done);
    Some(marked(text, done, format!("removed {what}"), (asked.cite(text.context.order), notes)))
}

fn marked(
    text: &Text<'_>,
    done: Conversion,
    what: String,
    (order_field, notes): (String, Vec<String>),
) -> Outcome {
    let shown = done.changes.iter();
    let shown = shown.flat_map(|c| c.shown.iter().map(|change| (c.cue, change.clone())));
    Outcome {
        account: Account::replaced(&text.file.timeline, shown),
        edits: done.changes.into_iter().flat_map(|change| change.edits).collect(),
        what,
        order_field,
        notes,
    }
}

/// The locations where the order could not be followed.
fn left_open(done: &Conversion) -> Vec<String> {
    const MOST: usize = 10;
    let mut notes: Vec<String> = done
        .left
        .iter()
        .take(MOST)
        .map(|left| {
            let cue = u64::from(left.cue) + 1;
            format!("cue {cue}: the speaker mark `{}` was not changed: {}", left.mark, left.reason)
        })
        .collect();
    if done.left.len() > MOST {
        notes.push(format!("{} more speaker marks were not changed", done.left.len() - MOST));
    }
    notes
}

/// Reports names that appear only in markup, as the text to send does not contain them.
fn names_dropped(mut names: Vec<String>) -> Option<String> {
    names.sort_unstable();
    names.dedup();
    (!names.is_empty()).then(|| {
        let names = names.join(", ");
        format!("dropped speaker names in markup, as enableSpeakerId is not set: {names}")
    })
}

/// Rewraps lines that are longer than ordered. Extended audio description has no lines to read.
fn lines(text: &Text<'_>) -> Option<Outcome> {
    let asked = text.context.order.max_chars.as_ref().filter(|_| !text.context.order.is_ead())?;
    let options = reflow::Options {
        max_chars: asked.value,
        max_lines: text.context.max_lines,
        language: text.context.language.map(str::to_owned),
        overflow: text.context.overflow,
        ..reflow::Options::default()
    };
    let made = reflow(text.file, &options);
    let changed = made.changes.iter().filter(|change| change.before != change.after);
    let (broken, split): (Vec<_>, Vec<_>) = changed.partition(|change| change.parts.is_empty());
    let (broken, split) = (broken.len(), split.len());
    let mut what = format!("rewrapped {}", times(broken, "cue", "cues"));
    if split > 0 {
        what.push_str(&format!(", split {split}"));
    }
    (broken + split > 0).then(|| Outcome {
        account: made.account(&text.file.timeline),
        edits: made.edits,
        what,
        order_field: asked.cite(text.context.order),
        notes: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::timeline::Timeline;

    const TALK: &str = "1\n00:00:01,000 --> 00:00:02,000\nThree more days\n";

    fn outcome(timeline: &Timeline<'_>, edit: Edit) -> Outcome {
        Outcome {
            edits: vec![edit],
            account: Account::unchanged(timeline),
            what: String::new(),
            order_field: String::new(),
            notes: Vec::new(),
        }
    }

    fn loses_a_word(text: &Text<'_>) -> Option<Outcome> {
        let at = text.file.text().find(" more")? as u32;
        Some(outcome(&text.file.timeline, Edit::delete(Span::new(at, at + 5))))
    }

    fn moves_a_time(text: &Text<'_>) -> Option<Outcome> {
        let at = text.file.text().find("2,000")? as u32;
        Some(outcome(&text.file.timeline, Edit::replace(Span::new(at, at + 1), "3")))
    }

    #[test]
    fn a_step_that_does_not_do_what_it_says_ends_the_run() {
        let order = Order::default();
        let context = Context {
            order: &order,
            language: None,
            max_lines: 2,
            overflow: Overflow::Report,
            safe: SafeOptions::default(),
            reading: ReadOptions::default(),
            shown: "talk.srt",
        };
        let steps: [(Work, &str); 2] = [
            (loses_a_word, "`more days` should follow `Three`, not `days`"),
            (
                moves_a_time,
                "expected 00:00:01,000 --> 00:00:02,000, found 00:00:01,000 --> 00:00:03",
            ),
        ];
        for (work, why) in steps {
            let mut made = Deliverable::of(TALK);
            let problem = adapt(&mut made, &context, &[work]).unwrap_err();
            assert!(problem.message.contains(why), "{}", problem.message);
            assert_eq!((made.text.as_str(), made.steps.len()), (TALK, 0));
        }
    }
}
