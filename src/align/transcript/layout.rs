//! Layout lines: the head of a transcript, rules, page marks, running heads, Markdown headings.

use std::collections::{HashMap, HashSet};

use super::grammar;
use super::lines::Line;
use super::notes::{is_about, is_head, is_title_like};

/// The layout of a text.
#[derive(Default)]
pub(super) struct Layout<'a> {
    /// This many lines at the start are the head of the transcript.
    head: usize,
    /// Lines that repeatedly appear beside page marks.
    running: HashSet<&'a str>,
}

impl<'a> Layout<'a> {
    /// Finds the layout of a text.
    pub(super) fn of(text: &'a str, lines: &[Line<'_>]) -> Self {
        let texts: Vec<&str> = lines.iter().map(|line| &text[line.range.clone()]).collect();
        Self { head: head(&texts), running: running(&texts) }
    }

    /// Whether a line in this position is layout.
    pub(super) fn has(&self, at: usize, line: &str, next: Option<&Line<'_>>) -> bool {
        // The number of a cue, before its times.
        let number = || {
            let times = next.is_some_and(|next| {
                next.code.as_ref().is_some_and(|(code, _)| *code == next.range)
            });
            times && line.len() < 8 && line.bytes().all(|b| b.is_ascii_digit())
        };
        at < self.head
            || self.running.contains(line)
            || grammar::rule(line)
            || grammar::page_mark(line)
            || grammar::heading(line)
            || line == "WEBVTT"
            || number()
            || is_about(line)
    }
}

/// How many lines at the start are the head: `Date: ...` and the like, and titles in the same block.
fn head(texts: &[&str]) -> usize {
    let (mut end, mut at) = (0, 0);
    while at < texts.len() {
        let len = texts[at..].iter().position(|line| line.is_empty()).unwrap_or(texts.len() - at);
        let block = &texts[at..at + len];
        let is_layout =
            |line: &&str| is_head(line) || grammar::rule(line) || grammar::heading(line);
        if len > 0 && !block.iter().any(is_layout) {
            break;
        }
        let head = block.iter().take_while(|line| is_layout(line) || is_title_like(line)).count();
        if head > 0 {
            end = at + head;
        }
        if head < len {
            break;
        }
        at += len + 1;
    }
    end
}

/// Lines that appear beside page marks at least twice and do not end a sentence.
fn running<'a>(texts: &[&'a str]) -> HashSet<&'a str> {
    let written: Vec<&str> = texts.iter().copied().filter(|line| !line.is_empty()).collect();
    let mut beside: HashMap<&str, u32> = HashMap::new();
    for (at, line) in
        written.iter().enumerate().filter(|(_, line)| line.len() < 40 && grammar::page_mark(line))
    {
        let around = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        for near in around.filter_map(|at| written.get(at)) {
            if near.len() <= 100
                && near != line
                && !near.ends_with(['.', '?', '!', '…', '"', '”', ','])
            {
                *beside.entry(near).or_default() += 1;
            }
        }
    }
    beside.into_iter().filter(|(_, count)| *count > 1).map(|(line, _)| line).collect()
}
