//! What an order asks of a text besides its format, for `deliver`: a step each for the dictionary,
//! profanity, speaker marks and line length. A step looks at the text that the one before it left, and gives edits.

use serde::Serialize;

use crate::dictionary::{self, Applier, ApplyOptions};
use crate::format::Format;
use crate::kaltura::{Asked, Order};
use crate::profanity::{self, Matcher, MatcherOptions};
use crate::read::{Document, ReadOptions, read};
use crate::reflow::{self, reflow};
use crate::source::{Edit, Edits};
use crate::speakers::{self, Style};
use crate::timeline::Timeline;

/// Something that was done to the text because the order asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Step {
    /// What was done.
    pub(super) what: String,
    /// The field that asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) order_field: Option<String>,
}

/// A text as a step sees it.
struct Text<'a> {
    document: &'a Document<'a>,
    timeline: &'a Timeline<'a>,
    order: &'a Order,
    /// Language of the text, as a tag.
    language: Option<&'a str>,
    /// Most lines in a cue.
    max_lines: u32,
}

/// What a step comes to.
struct Done {
    edits: Vec<Edit>,
    what: String,
    order_field: String,
}

/// Does what the order asks for. The text stays as it is where an edit does not fit.
pub(super) fn adapt(
    text: &mut String,
    format: Format,
    order: &Order,
    (language, max_lines): (Option<&str>, u32),
) -> Vec<Step> {
    let mut steps = Vec::new();
    let all: [fn(&Text<'_>) -> Option<Done>; 4] = [terms, profanity, speaker_marks, lines];
    for step in all {
        let done = {
            let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
            let file = read(text, None, &options);
            let timeline = file.document.lower();
            step(&Text {
                document: &file.document,
                timeline: &timeline,
                order,
                language,
                max_lines,
            })
        };
        let Some(Done { edits: list, what, order_field }) = done else { continue };
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
fn terms(text: &Text<'_>) -> Option<Done> {
    let asked = text.order.dictionary.as_ref()?;
    let terms = dictionary::parse(&asked.value, "order", false);
    let language = text.language.map(str::to_owned);
    let options = ApplyOptions { language, fuzzy: false, ..ApplyOptions::default() };
    let proposals = Applier::new(&terms, &options).propose(text.timeline);
    let count = proposals.len();
    (count > 0).then(|| Done {
        edits: proposals.into_iter().flat_map(|proposal| proposal.edits).collect(),
        what: format!("{} spelt as in the dictionary", times(count, "term", "terms")),
        order_field: asked.cite(text.order),
    })
}

/// Masks profanity as Kaltura's own captions do.
fn profanity(text: &Text<'_>) -> Option<Done> {
    let asked: &Asked<bool> = text.order.profanity_removal.as_ref().filter(|asked| asked.value)?;
    let matcher = Matcher::new(&[], &MatcherOptions::default());
    let language = text.language.map(str::to_owned);
    let options = profanity::Options { language, ..profanity::Options::default() };
    let changes = profanity::mask(text.timeline, &matcher, &options);
    let count = changes.len();
    (count > 0).then(|| Done {
        edits: changes.into_iter().flat_map(|change| change.edits).collect(),
        what: format!("{} masked", times(count, "word", "words")),
        order_field: asked.cite(text.order),
    })
}

/// Takes `>>` out where no marks are ordered and the file marks speakers in no other way: a name is
/// another switch of the order, and a dash may belong to the text.
fn speaker_marks(text: &Text<'_>) -> Option<Done> {
    let asked: &Asked<bool> = text.order.speaker_changes.as_ref().filter(|asked| !asked.value)?;
    let found = speakers::detect(text.timeline);
    let chevrons = found.count(Style::Chevrons) as usize;
    if chevrons == 0 || chevrons < found.turns.len() {
        return None;
    }
    let options = speakers::Options { to: None, ..speakers::Options::default() };
    let conversion = speakers::convert(text.document, text.timeline, &found, &options);
    let count = conversion.changes.len();
    Some(Done {
        edits: conversion.changes.into_iter().flat_map(|change| change.edits).collect(),
        what: format!("{} taken out", times(count, "mark `>>`", "marks `>>`")),
        order_field: asked.cite(text.order),
    })
}

/// Breaks lines that are longer than ordered. Extended audio description has no lines to read.
fn lines(text: &Text<'_>) -> Option<Done> {
    let asked = text.order.max_chars.as_ref().filter(|_| !text.order.is_ead())?;
    let options = reflow::Options {
        max_chars: asked.value,
        max_lines: text.max_lines,
        language: text.language.map(str::to_owned),
        ..reflow::Options::default()
    };
    let made = reflow(text.document, text.timeline, &options);
    let changed = made.changes.iter().filter(|change| change.before != change.after).count();
    (changed > 0).then(|| Done {
        edits: made.edits,
        what: format!("{} broken anew", times(changed, "cue", "cues")),
        order_field: asked.cite(text.order),
    })
}
