//! What an order asks of a text besides its format, for `deliver`: a step each for speaker marks, the
//! dictionary, profanity and line length. A step looks at the text that the one before it left, and
//! gives edits.

use serde::Serialize;

use crate::dictionary::{self, Applier, ApplyOptions};
use crate::kaltura::{Asked, Order, SafeOptions};
use crate::profanity::{self, Matcher, MatcherOptions};
use crate::read::{Opened, ReadOptions, open_silently};
use crate::reflow::{self, Overflow, reflow};
use crate::source::{Edit, Edits, Source};
use crate::speakers::{self, Conversion, Speakers, Style};
use crate::timeline::Loss;

/// Something that was done to the text because the order asks for it.
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
    given: &'a Context<'a>,
}

/// The text to deliver, and how it came about.
pub(in crate::cli) struct Deliverable {
    pub(in crate::cli) text: String,
    pub(in crate::cli) losses: Vec<Loss>,
    pub(in crate::cli) steps: Vec<Step>,
}

/// What a step comes to.
pub(in crate::cli) struct Outcome {
    edits: Vec<Edit>,
    what: String,
    order_field: String,
}

/// A step: what it does to a text, if the order asks for it and there is something to do.
pub(in crate::cli) type Work = fn(&Text<'_>) -> Option<Outcome>;

/// Steps for the text as it came: markup that names speakers is not in what is sent.
pub(in crate::cli) const BEFORE_CONVERSION: &[Work] = &[speaker_marks];
/// Steps for the text as it is sent.
pub(in crate::cli) const AFTER_CONVERSION: &[Work] = &[terms, profanity, lines];

/// How a text is read and judged.
pub(in crate::cli) struct Context<'a> {
    pub(in crate::cli) order: &'a Order,
    /// Language of the text, as a tag.
    pub(in crate::cli) language: Option<&'a str>,
    /// Most lines in a cue.
    pub(in crate::cli) max_lines: u32,
    /// What becomes of a cue that holds more than its lines can take.
    pub(in crate::cli) overflow: Overflow,
    /// How a safe file is written.
    pub(in crate::cli) safe: SafeOptions,
    pub(in crate::cli) reading: ReadOptions,
}

/// Does what the order asks for. The text stays as it is where an edit does not fit.
pub(in crate::cli) fn adapt(text: &mut String, given: &Context<'_>, works: &[Work]) -> Vec<Step> {
    let mut steps = Vec::new();
    for work in works {
        let done = {
            let source = Source::from_text(text);
            work(&Text { file: &open_silently(&source, None, &given.reading), given })
        };
        let Some(Outcome { edits: list, what, order_field }) = done else { continue };
        let mut edits = Edits::default();
        list.into_iter().for_each(|edit| edits.push(edit));
        if let Ok(changed) = edits.apply(text)
            && changed != *text
        {
            *text = changed;
            steps.push(Step { what, order_field: Some(order_field) });
        }
    }
    steps
}

fn times(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// Spells the terms of the dictionary as it has them: what is another but for case or diacritics, and
/// the wrong forms it names. What only sounds alike is left to people.
fn terms(text: &Text<'_>) -> Option<Outcome> {
    let asked = text.given.order.dictionary.as_ref()?;
    let terms = dictionary::parse(&asked.value, "order", false);
    let language = text.given.language.map(str::to_owned);
    let options = ApplyOptions { language, fuzzy: false, ..ApplyOptions::default() };
    let proposals = Applier::new(&terms, &options).propose(&text.file.timeline);
    let count = proposals.len();
    (count > 0).then(|| Outcome {
        edits: proposals.into_iter().flat_map(|proposal| proposal.edits).collect(),
        what: format!("{} spelt as in the dictionary", times(count, "term", "terms")),
        order_field: asked.cite(text.given.order),
    })
}

/// Masks profanity as Kaltura's own captions do.
fn profanity(text: &Text<'_>) -> Option<Outcome> {
    let asked: &Asked<bool> =
        text.given.order.profanity_removal.as_ref().filter(|asked| asked.value)?;
    let matcher = Matcher::new(&[], &MatcherOptions::default());
    let language = text.given.language.map(str::to_owned);
    let options = profanity::Options { language, ..profanity::Options::default() };
    let changes = profanity::mask(&text.file.timeline, &matcher, &options);
    let count = changes.len();
    (count > 0).then(|| Outcome {
        edits: changes.into_iter().flat_map(|change| change.edits).collect(),
        what: format!("{} masked", times(count, "word", "words")),
        order_field: asked.cite(text.given.order),
    })
}

/// Marks speakers as ordered. Whoever wants changes marked gets `>>`, the mark of Kaltura's own
/// captions, for dashes and for markup, which nobody sees there; names that the text shows stay.
/// Names are another switch of the order: with it the names in markup are written out.
fn speaker_marks(text: &Text<'_>) -> Option<Outcome> {
    let order = text.given.order;
    let changes = order.speaker_changes.as_ref();
    let names = order.speaker_names.as_ref().filter(|asked| asked.value);
    let mut found = speakers::detect(&text.file.timeline);
    let voices = found.count(Style::Voice) > 0;
    let (to, asked) = match (changes.filter(|asked| asked.value), names) {
        (Some(asked), _) => (Some(Style::Chevrons), asked),
        (None, Some(asked)) if voices => (Some(Style::Names), asked),
        _ => return unordered_marks(text, found, changes?),
    };
    found.turns.retain(|turn| match turn.style {
        Style::Names | Style::Brackets => false,
        Style::Chevrons | Style::Dashes => to == Some(Style::Chevrons),
        Style::Voice => true,
    });
    let options = speakers::Options { to, keep_names: names.is_some(), ..Default::default() };
    let done = speakers::convert(text.file, &found, &options);
    let written = done.changes.iter().filter(|change| !change.after.is_empty()).count();
    let what = match to {
        Some(Style::Names) => times(written, "name of a speaker", "names of speakers"),
        _ => times(written, "mark `>>`", "marks `>>`"),
    };
    Some(marked(done, format!("{what} written"), asked.cite(order)))
}

/// Takes `>>` out where no marks are ordered. A name is another switch of the order, and a dash may
/// belong to the text.
fn unordered_marks(
    text: &Text<'_>,
    mut found: Speakers<'_>,
    asked: &Asked<bool>,
) -> Option<Outcome> {
    if asked.value || found.count(Style::Chevrons) == 0 {
        return None;
    }
    found.turns.retain(|turn| turn.style == Style::Chevrons);
    let options = speakers::Options { to: None, ..Default::default() };
    let done = speakers::convert(text.file, &found, &options);
    let what = times(done.changes.len(), "mark `>>`", "marks `>>`");
    Some(marked(done, format!("{what} taken out"), asked.cite(text.given.order)))
}

fn marked(done: Conversion, what: String, order_field: String) -> Outcome {
    Outcome {
        edits: done.changes.into_iter().flat_map(|change| change.edits).collect(),
        what,
        order_field,
    }
}

/// Breaks lines that are longer than ordered. Extended audio description has no lines to read.
fn lines(text: &Text<'_>) -> Option<Outcome> {
    let asked = text.given.order.max_chars.as_ref().filter(|_| !text.given.order.is_ead())?;
    let options = reflow::Options {
        max_chars: asked.value,
        max_lines: text.given.max_lines,
        language: text.given.language.map(str::to_owned),
        overflow: text.given.overflow,
        ..reflow::Options::default()
    };
    let made = reflow(text.file, &options);
    let changed = made.changes.iter().filter(|change| change.before != change.after);
    let (broken, split): (Vec<_>, Vec<_>) = changed.partition(|change| change.parts.is_empty());
    let (broken, split) = (broken.len(), split.len());
    let mut what = format!("{} broken anew", times(broken, "cue", "cues"));
    if split > 0 {
        what.push_str(&format!(", {split} split in time"));
    }
    (broken + split > 0).then(|| Outcome {
        edits: made.edits,
        what,
        order_field: asked.cite(text.given.order),
    })
}
