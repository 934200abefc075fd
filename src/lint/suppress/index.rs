//! What the directives of a file cover, for fast look-ups: a finding is compared with the code and the family of
//! its rule and with `ALL`, however many directives there are.

use std::collections::HashMap;

use super::directive::{Directives, Scope};
use crate::lint::rule_set::ALL;
use crate::lint::{Rule, Subject};
use crate::source::{Diagnostic, Span, sort_by_key};
use crate::timeline::{ExtraKind, Timeline};

/// A rule, family or `ALL` in a directive.
pub(super) struct Word {
    /// The directive: an index into [`Directives::list`].
    pub(super) directive: u32,
    /// The code of the rule or family, or `ALL`.
    pub(super) key: &'static str,
    /// Its place.
    pub(super) span: Span,
    /// Whether it suppressed a finding.
    pub(super) is_used: bool,
}

/// A range with the word that it is for, and the word of the range that reaches furthest of this one and all
/// that begin before it.
struct Range {
    start: u32,
    end: u32,
    word: u32,
    furthest: (u32, u32),
}

/// What the directives of a file cover.
pub(super) struct Index<'s> {
    timeline: &'s Timeline<'s>,
    /// The words of all directives that select rules, in file order.
    pub(super) words: Vec<Word>,
    /// The blocks that a directive can be about: cues, and blocks that could not be read.
    blocks: Vec<Span>,
    /// Words by the start of the block and the key. A list is emptied when its words are used.
    cues: HashMap<(u32, &'static str), Vec<u32>>,
    ranges: HashMap<&'static str, Vec<Range>>,
    file: HashMap<&'static str, Vec<u32>>,
    /// The directives about a cue that no cue follows.
    pub(super) without_target: Vec<u32>,
}

impl<'s> Index<'s> {
    pub(super) fn new(subject: &Subject<'s>, directives: &Directives) -> Self {
        let timeline = subject.timeline;
        let mut index = Self {
            timeline,
            words: Vec::new(),
            blocks: blocks(timeline),
            cues: HashMap::new(),
            ranges: HashMap::new(),
            file: HashMap::new(),
            without_target: Vec::new(),
        };
        let mut keys: HashMap<&str, Option<&'static str>> = HashMap::new();
        let set = subject.plan.set();
        for (at, directive) in (0..).zip(&directives.list) {
            let comment = timeline.extras[directive.comment as usize].span;
            let block = target(&index.blocks, comment);
            let end = directive.partner.map_or(u32::MAX, |end| {
                let comment = directives.list[end as usize].comment;
                timeline.extras[comment as usize].span.start
            });
            if directive.scope == Scope::Cue && block.is_none() {
                index.without_target.push(at);
            }
            for &span in &directive.rules {
                let text = span.slice(subject.text());
                let Some(key) = *keys.entry(text).or_insert_with(|| set.key(text)) else {
                    continue;
                };
                if directive.scope == Scope::End {
                    continue;
                }
                let word = index.words.len() as u32;
                index.words.push(Word { directive: at, key, span, is_used: false });
                match (directive.scope, block) {
                    (Scope::Cue, Some(block)) => {
                        index.cues.entry((block.start, key)).or_default().push(word);
                    }
                    (Scope::Start, _) => {
                        let ranges = index.ranges.entry(key).or_default();
                        let before = ranges.last().map_or((0, word), |range| range.furthest);
                        let furthest = if before.0 >= end { before } else { (end, word) };
                        ranges.push(Range { start: comment.end, end, word, furthest });
                    }
                    (Scope::File, _) => index.file.entry(key).or_default().push(word),
                    (Scope::Cue | Scope::End, _) => {}
                }
            }
        }
        index
    }

    /// Whether a directive suppresses a finding of a rule; marks the words that do.
    pub(super) fn hides(&mut self, finding: &Diagnostic, rule: &Rule) -> bool {
        if self.words.is_empty() {
            return false;
        }
        let own = finding.cue.and_then(|cue| self.timeline.cues.get(cue as usize));
        let own = own.map(|cue| cue.origin.block.start);
        let around = block_at(&self.blocks, finding.span).map(|block| block.start);
        let mut is_hidden = false;
        for key in [rule.code, rule.family(), ALL] {
            let places = [own, around.filter(|block| Some(*block) != own)];
            for block in places.into_iter().flatten() {
                if let Some(words) = self.cues.get_mut(&(block, key)) {
                    is_hidden = true;
                    words.drain(..).for_each(|word| self.words[word as usize].is_used = true);
                }
            }
            for at in [Some(finding.span.start), own].into_iter().flatten() {
                if let Some(word) = self.ranges.get(key).and_then(|ranges| covering(ranges, at)) {
                    is_hidden = true;
                    self.words[word as usize].is_used = true;
                }
            }
            if let Some(words) = self.file.get_mut(key) {
                is_hidden = true;
                words.drain(..).for_each(|word| self.words[word as usize].is_used = true);
            }
        }
        is_hidden
    }

    /// The cue that a finding is about: its own, otherwise the one that its place is in.
    pub(super) fn cue_of(&self, finding: &Diagnostic) -> Option<u32> {
        finding.cue.or_else(|| cue_at(self.timeline, finding.span))
    }
}

/// The word of a range that contains a place.
fn covering(ranges: &[Range], at: u32) -> Option<u32> {
    let after = ranges.partition_point(|range| range.start <= at);
    let last = &ranges[after.checked_sub(1)?];
    let (end, furthest) = last.furthest;
    // The innermost one, if it contains the place.
    match at < last.end {
        true => Some(last.word),
        false => (at < end).then_some(furthest),
    }
}

/// The blocks that a directive can be about, in file order.
fn blocks(timeline: &Timeline<'_>) -> Vec<Span> {
    let cues = timeline.cues.iter().map(|cue| cue.origin.block);
    let unread = timeline.extras.iter().filter(|extra| extra.kind == ExtraKind::Unparsed);
    let mut blocks: Vec<Span> = cues.chain(unread.map(|extra| extra.span)).collect();
    sort_by_key(&mut blocks, |block| *block);
    blocks.dedup();
    blocks
}

/// The block that a comment is in, otherwise the next one.
pub(super) fn target(blocks: &[Span], comment: Span) -> Option<Span> {
    let after = blocks.partition_point(|block| block.start <= comment.start);
    let around = after.checked_sub(1).map(|at| blocks[at]);
    around
        .filter(|block| block.contains(comment))
        .or_else(|| blocks[after..].iter().copied().find(|block| block.start >= comment.end))
}

/// The block that a place is in.
fn block_at(blocks: &[Span], place: Span) -> Option<Span> {
    let after = blocks.partition_point(|block| block.start <= place.start);
    let block = blocks[after.checked_sub(1)?];
    let is_inside = place.start < block.end || place.is_empty() && place.start == block.end;
    is_inside.then_some(block)
}

/// The first cue whose block contains the start of a place.
pub(super) fn cue_at(timeline: &Timeline<'_>, place: Span) -> Option<u32> {
    let cues = &timeline.cues;
    let after = cues.partition_point(|cue| cue.origin.block.start <= place.start);
    let block = cues[after.checked_sub(1)?].origin.block;
    block_at(&[block], place)?;
    Some(cues[..after].partition_point(|cue| cue.origin.block.start < block.start) as u32)
}

/// The block of a cue that the next directive would be about; for [`super::insert`].
pub(super) fn target_in(timeline: &Timeline<'_>, comment: Span) -> Option<Span> {
    target(&blocks(timeline), comment)
}
